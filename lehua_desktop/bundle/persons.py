"""Names of persons in text, told by the label before them or above them, or by the words of the sentence round them.

Behind some labels only a person stands; behind others a company, a bank or a shop stands as often: there, and in
sentences, a name has to begin with a surname. Places are half-open ranges of characters.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from ..core.facts import Context
from ..facts.statements.titles import TITLES
from ..facts.tables.titles import title_field
from ..facts.words.glyphs import packed, plain
from ..facts.words.parties import names_platform

Place = tuple[int, int]

_OWN_LABEL = r"(?:姓\s*名|户\s*名|[账帐]户名称?|被查询者(?:姓名)?|借款人(?:姓名)?|付款人(?:姓名|名称)?|客户姓名|客户名称|用户方|持卡人)"
_SIDE = (
    r"(?:(?:交易)?(?:对方|对手方?)|交易方|往来(?:方|户|单位|账户)|(?:收款|付款|汇款|转账|转出|转入)[人方]|收[/、]?付(?:款?[人方]|方)"
    r"|[收付]款[人方][/、][收付]款[人方])"
)
_OTHER_LABEL = (
    rf"(?:{_SIDE}(?:[账帐]户|客户|单位)?(?:姓\s*名|名称|户\s*名|全称|名|信息)?|(?:紧急)?联系人(?:姓名)?|配偶(?:姓名)?|转账给"
    r"|担保人|经办人|共同借款人|本人|甲方|乙方)"
)
# Words of sentences as well (申请人向本行): a name stands behind their colon or a blank.
_PARTY = (
    r"(?:原告|被告|法定代表人|负责人|保证人|证人|(?:收|寄)件人|第三人"
    r"|(?:被?申请|被?投诉|举报|代理|委托|受托|当事)人)(?:姓\s*名)?"
)
_ENGLISH_LABEL = (
    r"(?<![A-Za-z])(?<![A-Za-z] )(?:(?:Counter[- ]?party|Payee|Payer|Beneficiary|Recipient|Remitter|Borrower)(?:'s)?(?: Name)?"
    r"|(?:(?:Full|Account|Customer|Card ?holder|Account Holder) )?Name)(?![A-Za-z])"
)
# What stands behind a name where the blanks between two fields are gone.
NEXT_LABEL = (
    r"(?:性\s*别|年龄|出生|民族|婚姻|证件|身份证|公民身份|手机|电话|联系|[住地]\s*址|通讯|[账帐卡]\s*[号户]|客户|开户|银行|户\s*名|姓\s*名"
    r"|币种|金额|日期|时间|起止|打印|编号|查询|账单|交易|收款|付款|借款|贷款|合同|对方|尾号|单位|职业|邮编|邮政)"
)
_CHINESE = r"[\u4e00-\u9fff]{2,4}"
_DOTTED = r"[\u4e00-\u9fff]{1,10}(?:[·•・‧][\u4e00-\u9fff]{1,10}?){1,4}"
_NAME = rf"(?P<value>{_DOTTED}|{_CHINESE}?)(?<!的)(?:(?![\u4e00-\u9fff·•・‧])|(?=的|{NEXT_LABEL}))"
_LATIN = r"(?P<latin>[A-Z][A-Za-z']+(?:[ ,]{1,2}[A-Z][A-Za-z'-]+){1,2})(?![A-Za-z])"
_AFTER_OWN = re.compile(rf"{_OWN_LABEL}(?:[（(][^（）()]{{1,8}}[）)])?\s*[:：,，]?\s*(?:{_NAME}|{_LATIN})")
# 对方 is a word of sentences as well (对方向我转账): it takes no name that touches it.
_AFTER_OTHER = re.compile(
    rf"{_OTHER_LABEL}(?:[（(][^（）()]{{1,8}}[）)])?\s*[:：,，]?\s*(?<!(?<!交易)对方)(?:{_NAME}|{_LATIN})"
)
_AFTER_PARTY = re.compile(rf"{_PARTY}(?:\s*[:：]\s*|\s+)(?:{_NAME}|{_LATIN})")
_AFTER_ENGLISH = re.compile(rf"(?i:{_ENGLISH_LABEL})(?:\s*[:：]\s*|\s+)(?:{_NAME}|{_LATIN})")
_OWN_ALONE = re.compile(rf"\s*{_OWN_LABEL}\s*[:：]?\s*")
_OTHER_ALONE = re.compile(rf"\s*(?:{_OTHER_LABEL}|{_PARTY}|(?i:{_ENGLISH_LABEL}))\s*[:：]?\s*")
# In a cell the number of the account may share it, and two characters stand apart.
_CELL = re.compile(
    rf"\s*(?:[\d*＊]{{4,}}[\s/]*)?(?:(?P<value>{_DOTTED}|{_CHINESE}|[\u4e00-\u9fff][ \u3000]{{1,4}}[\u4e00-\u9fff])|{_LATIN})(?:[\s/(（\d*＊].*)?"
)

_NOT_A_NAME = re.compile(
    r"证件|号码|名称|全称|户名|开户|地点|民币|手机|电话|签[字名章]|识别|记录|概要|[说声]明|明细|情况|款|公司|银行|信息|账户|账号|姓名|性别|婚姻|机构|查询|报告|类型|时间|日期|金额|已|未|分期|消费|支付|金融|科技|贷|钱包|有限|摘要|余额"
    r"|店|馆|铺|厂|餐|饭|烧烤|火锅|小吃|咖啡|奶茶|超市|商[户行场城贸]|市场|药房|水果|食品|食堂|酒[楼家]|便利|服饰|烟酒|汽修|理发|美发"
    r"|物业|停车|加油|石[油化]|电[力网信]|燃气|水务|移动|联通|快递|物流|出行|打车|外卖|地铁|公交|集团|中心|医院|大学|[中小]学|学校"
    r"|保险|证券|基金|信托|财[政付富]|航空|税|国库|法院|充值|提现|转账|利息|工资|红包|平台|网络|服务|会员|客户|用户|专户"
)
# Well-known houses whose names begin like those of persons.
_HOUSES = re.compile(
    r"(?:华为|华润|华夏|华住|万达|万科|苏宁|高德|安踏|安居客|康师傅|周大福|周黑鸭|钱大妈|李宁|金条|金拱门|向日葵)"
)
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高梁郑罗宋谢唐韩曹许邓萧肖冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅付钟卢汪戴崔任"
    "陆廖姚方金邱丘夏谭韦贾邹石熊孟秦阎闫薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔文安殷颜庄章鲁倪"
    "庞邢俞翟蓝聂齐向申葛岳欧左甘柳纪焦祝包司尚欧阳关耿季裴祁项祖路涂宁符解焉边冉童华盛"
    "張陳劉楊趙吳孫羅鄭謝韓鄧蕭馮許蘇呂盧陸譚賈鄒閻龍賴賀嚴錢龔湯溫顏莊魯龐齊聶藍葉蔣鍾喬歐萬"
)
_COMPOUND = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|司徒|夏侯|端木|南宫|轩辕|东郭|申屠|澹台|公冶|赫连|独孤|拓跋|呼延"
_SURNAME = rf"(?:{_COMPOUND}|[{''.join(sorted(_SURNAMES))}])"
_BEGINS = re.compile(_SURNAME)
_IN_TEXT = rf"(?P<value>(?![向于和]{_SURNAME}|(?<=[户款对甲乙])方){_SURNAME}[\u4e00-\u9fff]{{1,2}}?)"
_ALONE_BEFORE = r"(?<![\u4e00-\u9fff])"
_NUMBER = r"\s*[(（]\s*(?:尾号|手机|电话)?\s*[\d*＊]{3}"
_MOVED = r"(?:转账|转款|转来|转入|付款|支付|汇款|汇来|打款|还款|来款|红包)"
_TITLE = "先生|女士|小姐|同学|师傅|老师"
_TITLED = re.compile(rf"(?P<value>(?![向于和]{_SURNAME}|康师傅){_SURNAME}[\u4e00-\u9fff]{{0,2}}?)(?={_TITLE})")
_IN_SENTENCES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:尊敬的|亲爱的){_IN_TEXT}(?=\s*(?:[,，:：!！。]|您好|你好|$))",
        rf"{_ALONE_BEFORE}{_IN_TEXT}(?=[,，]?\s?(?:您好|你好))",
        rf"(?:[向给替帮跟与]|转给){_IN_TEXT}(?={_NUMBER}|的?(?:{_MOVED}|[转付汇打还借发]|收款|名下|尾号|账户|银行卡))",
        rf"(?:(?:转账?|付款?|支付|汇款?|打款?|还款?|借款?|发|[-—－])\s?给\s?|来自){_IN_TEXT}(?=的|{_NUMBER}|(?![\u4e00-\u9fff])|{_MOVED})",
        rf"{_ALONE_BEFORE}给\s?{_IN_TEXT}(?![\u4e00-\u9fff])",
        rf"(?:转账|转入|转出|付款|收款|汇款|红包)\s?[-—－]\s?{_IN_TEXT}(?![\u4e00-\u9fff])",
        rf"收[到取]{_IN_TEXT}(?={_NUMBER}|的?{_MOVED}|\s?[¥￥]?\d[\d,.]*元)",
        rf"{_ALONE_BEFORE}{_IN_TEXT}(?=[向给][你您我]|转账?给|已(?:收款|收钱|确认收款|领取)|的(?:{_MOVED}|借[条款]|账户|银行卡))",
        rf"{_ALONE_BEFORE}{_IN_TEXT}(?={_NUMBER})",
        rf"{_IN_TEXT}(?=\s*[,，(（]\s*(?:男|女)?[,，]?\s*(?:身份证|公民身份|证件)(?:号码?)?\s*[:：为]?\s*[\d*＊])",
    )
)
# Words that begin like a name.
_WORDS = re.compile(
    "方[便式案法面]|高[额级清]|任[何意]|马上|安[全排装徽]|常[用见规]|余[款下]|白[条金色]|万元|钱款|包[裹括含装月邮]|路[费上]|温馨|关[于联闭注]"
    "|项目|严[重格]|武汉|江[苏西]|周[期末转围边]|季[度末]|文[件字本]|许[可多]|华[东南北中]|司[机法]|解[除决释冻]|毛利|施[工行]|陈[述列]"
    "|左[右侧]|欧[元洲]|黄金|金[卡币额]|申[请报诉]|齐全|康复|程[序度]|范[围本]|段落|石家|温州|贺[卡信]|童装|祖[国父]|钟[头表]|沈阳|郑州"
    "|岳[父母阳]|纪[念录]|符合|高中"
)
_PINYIN_SURNAMES = frozenset(
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao liang zheng luo song xie tang han cao deng"
    " xiao feng zeng cheng cai peng pan yuan yu dong su ye lv lu wei jiang tian du ding shen fan fu zhong dai cui ren liao yao"
    " fang jin qiu xia tan jia zou shi xiong meng qin yan xue hou lei bai long duan hao kong shao mao chang wan gu lai kang qian"
    " niu hong gong ouyang".split()
)
_PINYIN = re.compile(r"(?:(?:[zcs]h|[b-df-hj-np-tw-z])?[aeiouv]{1,3}(?:ng?|r)?){1,3}")
_FIRM = re.compile(r"\b(?:Co|Ltd|Inc|Corp|LLC|Limited|Company|Bank|Pay|Group|Finance)\b", re.IGNORECASE)
NO_CONTEXT = Context(dt.date.min)


def labelled(text: str) -> Iterator[Place]:
    """Every name that stands behind its label in the same text."""
    for found in _AFTER_OWN.finditer(text):
        if found["latin"]:
            if not _FIRM.search(found["latin"]):
                yield found.span("latin")
            continue
        glued = re.match(r"[\u4e00-\u9fff]", text[found.end() :])
        if is_persons_name(found["value"]) if glued else not _NOT_A_NAME.search(found["value"]):
            yield found.span("value")
    for pattern in (_AFTER_OTHER, _AFTER_PARTY, _AFTER_ENGLISH):
        for found in pattern.finditer(text):
            place = found.span("value") if found["value"] else found.span("latin")
            if is_persons_name(text[slice(*place)]):
                yield place


def in_sentences(text: str) -> Iterator[Place]:
    """Every name that the words round it show: who paid whom, a title, a greeting, a number in brackets."""
    text = plain(text)
    for found in _TITLED.finditer(text):
        if len(found["value"]) == 1 or _reads_as_name(found["value"]):
            yield found.span("value")
    for pattern in _IN_SENTENCES:
        for found in pattern.finditer(text):
            # The name of a platform may go on with the word that ends a person's (任性付还款).
            if _reads_as_name(found["value"]) and not _is_platform(text[found.start("value") :][:4]):
                yield found.span("value")


def _reads_as_name(text: str) -> bool:
    return is_persons_name(text) and not _WORDS.match(text) and not re.search(_TITLE, text)


def is_name_label(text: str) -> bool:
    """The text is a label or a column title of names and nothing else."""
    return bool(_OWN_ALONE.fullmatch(text)) or _is_others(text)


def in_cell(label: str, value: str) -> Place | None:
    """The name in a cell beside or below the label, if there is one."""
    found = _CELL.fullmatch(value)
    if found is None or not is_name_label(label):
        return None
    place = found.span("value") if found["value"] else found.span("latin")
    said = value[slice(*place)]
    own = found["value"] and _OWN_ALONE.fullmatch(label) and not _NOT_A_NAME.search(said)
    return place if own or is_persons_name(said) else None


def _is_others(label: str) -> bool:
    return bool(_OTHER_ALONE.fullmatch(label)) or title_field(label, TITLES) == "payee"


def is_persons_name(text: str) -> bool:
    """Two to four characters that begin with a surname, or a name in Latin letters; no word of the trade, no platform."""
    if text.isascii():
        words = re.findall(r"[a-z]+", text.lower().replace("'", ""))
        return all(map(_PINYIN.fullmatch, words)) and bool({words[0], words[-1]} & _PINYIN_SURNAMES)
    if re.fullmatch(_DOTTED, text):
        return not _NOT_A_NAME.search(text)
    text = packed(text)  # an engine may see a surname in its traditional form
    if not 2 <= len(text) <= 4 or not _BEGINS.match(text) or _NOT_A_NAME.search(text) or _HOUSES.match(text):
        return False
    return not _is_platform(text)


def is_of_the_trade(text: str) -> bool:
    """The text holds a word of money, papers or shops: it is no name of a person."""
    return bool(_NOT_A_NAME.search(text))


def _is_platform(text: str) -> bool:
    """The text begins with the name of a platform: a person may be called like one behind the surname."""
    return names_platform(text, NO_CONTEXT) and not names_platform(text[1:], NO_CONTEXT)
