"""Is a payment about an installment loan? By the names of platforms and lenders, and by the wording."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..core.model import Context
from .glyphs import packed

# Platforms and their products, as they stand in bills and messages.
_PLATFORMS = re.compile(
    r"乐花(?![鲜园坊圃艺店])|分期乐(?!园)|乐信|桔子分期|花呗|借呗|网商贷|京东白条|白条|京东金条|金条(?:借款|还款|账单|主动还款)|度小满|有钱花"
    r"|360借条|360分期|奇富借条|奇富科技|拍拍贷|信也科技|还呗|微粒贷|微众|美团月付|美团借钱"
    r"|美团-?生活费|抖音月付|放心借|滴水贷|滴滴金融|拿去花|借去花|宜享花|宜人贷|小赢卡贷|小赢易贷|洋钱罐"
    r"|你我贷|省呗|好期贷|招联|马上金融|安逸花|捷信|够花|任性付|任性贷|唯品花|信用飞|及贷|来分期|趣店"
    r"|爱又米|新浪借钱|小米贷款|天星金融|国美易卡|玖富|平安普惠|陆金所|吉用花|恒小花|数禾|众安贷|安心花|宜人智科|乐卡借款"
    r"|榕树贷款|分期付|羊小咩|桔多多|花鸭|零零花|小花钱包|中邮钱包|携程金融|苏宁金融|招联金融|即有分期"
    r"|佰仟|亿联|哈啰借钱|我来数科|卡卡贷|时光分期|甜橙借钱|翼支付借款|橙分期|微分付|分付还款|先用后付账单"
    r"|未来花|极融|小象优品|国美金融|360数科|分期侠|月付还款|奇富数科|小米(?:金融|数科)|随星借|星图金融|58好借|我来贷"
    r"|(?:快手|携程|京东|抖音支付|淘宝|支付宝)月付|(?:美团|抖音|快手).{1,4}月付|微博借钱|(?i:vivo|oppo|华为|荣耀|三星)(?:钱包)?(?:借钱|分期)|圆易借|恒易贷"
    r"|沃易贷|沃借钱|和包贷|钱站|人人贷|豆豆钱|好人贷|好会花|借钱呗|闪电(?:借款|贷)|融[eE]借|建行快贷|网捷贷|中银[eE]贷|浦银点贷"
    r"|发薪贷|周转灵|乐融多源|买单侠|即分期|众利数科|飞贷|新希望金融|长银五八|易鑫(?:集团|融资)|维仕金融|维信金科|中腾信|中安信业"
    r"|证大速贷|凡普金科|爱钱进|米么金服|数信科技|桔子信息|小鹿分期|金瀛分期|信飞科技|萨摩耶|简普|鑫义付|蚂蚁智信|天冕科技"
)
# Banks without counters keep accounts as well: their name alone ties nothing to a loan.
_ONLINE_BANK = re.compile(
    r"(?:网商|百信|富民|三湘|蓝海|振兴|众邦|新网|亿联|裕民|锡商|苏商|苏宁|华瑞|客商|中关村|新安|民商|华通)银行"
)
_LENDER = re.compile(
    r"消费金融|消金|小额贷款|小贷|融资担保|融担|担保有限|担保公司|网络贷款|普惠金融|汽车金融|融资租赁|商业保理|信托"
)
_LOAN_WORDS = re.compile(
    r"分期.{0,6}(?:还款|账单|扣款|代扣)|借款.{0,4}(?:还款|合同|本金|本息)|贷款.{0,4}(?:还款|扣款|归还|本息|代扣)|还贷|归还(?:贷款|个贷)|个贷(?:还款|扣款)|信用借还|还借款|[\u4e00-\u9fff]{2}(?<!信用卡)(?<!网上)消费(?:还款|归还|还贷)|借据|账单已结清"
)
_REPAY = re.compile(r"还款|账单|第?\d{1,2}期|代扣|扣款|借款|贷款|结清|担保费")
_NOT_LOAN = re.compile(r"信用卡(?:账单)?(?:自动|快捷)?还款|还信用卡|房贷|住房|公积金|购房")
_SHOPPING = re.compile(r"商城|购物|下单|外卖|话费|会员|充值|买菜|旗舰店|便利店|打车|点餐")


def names_platform(text: str, context: Context) -> bool:
    """The text names an installment platform, a lender of that kind, or a party of this case."""
    said = packed(text)
    known = any(packed(alias) in said for alias in context.aliases if len(alias) >= 2)
    return known or bool(_PLATFORMS.search(said)) or bool(_LENDER.search(said))


def about_loan(texts: Iterable[str | None], context: Context) -> bool:
    """Payee, memo, category, sender, contract of one payment: do they tie it to an installment loan?"""
    said = packed(" ".join(t for t in texts if t))
    if not said:
        return False
    if any(packed(alias) in said for alias in context.aliases if len(alias) >= 4):
        return True
    if _NOT_LOAN.search(said) and not _PLATFORMS.search(said):
        return False
    if names_platform(said, context):
        # A platform's own shop, or a purchase paid with it, is no repayment.
        return not _SHOPPING.search(said) or bool(_REPAY.search(said))
    if _ONLINE_BANK.search(said) and _REPAY.search(said):
        return True
    return bool(_LOAN_WORDS.search(said))


# What goes on a name without making another of it.
_OF_LENDER = re.compile(
    r"分期|[借贷还付扣]|账单|月付|金融|消费|消金|小额|网络|互联|信息|科技|智科|数[科字禾]|技术|软件|电子|支付|钱包|服务|平台|普惠|担保|融"
    r"|自动|主动|代扣|有限|股份|集团|公司|控股|中心|结清|期"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ANY_DEBT = re.compile(r"还款|还贷|还本|还息|本息|归还|借款|贷款(?!发放|入账|资金)")


def loan_doubtful(texts: Iterable[str | None], context: Context) -> bool:
    """Whether it is a guess that a payment is about the loan, or that it is not: the name of a platform may be the beginning
    of another's (还呗烧烤) or a person's, and a repayment may be of any debt.
    """
    words = [packed(word) for text in texts if text for word in text.split()]
    said = "".join(words)
    if not about_loan([said], context):
        return bool(_ANY_DEBT.search(said)) and not _NOT_LOAN.search(said) and "信用卡" not in said
    if _LENDER.search(said) or _REPAY.search(said) or _LOAN_WORDS.search(said):
        return False
    if any(packed(alias) in said for alias in context.aliases if len(alias) >= 2):
        return False
    return not any(_whole_name(word, match) for word in words for match in _PLATFORMS.finditer(word))


def _whole_name(word: str, name: re.Match[str]) -> bool:
    before, after = word[: name.start()], word[name.end() :]
    person = len(name[0]) == 2 and not after and _HAN.fullmatch(before)
    return not person and (not _HAN.match(after) or _OF_LENDER.match(after) is not None)
