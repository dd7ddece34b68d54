"""Settlement certificates 结清证明: the day of settlement (not of issue), the loan, and who certifies it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from ...core.facts import Check, Context, Look, Read, Settlement
from ...core.money import Money
from ...core.page import Page
from ..certainty import amount_again, day_again, in_range, judge, missing
from ..page.flow import Flow, flow_of
from ..page.labelled import first_by, values_by
from ..page.layout import Piece, text_rows
from ..words.amounts import Amount, find_amounts, parse_capitals
from ..words.days import Day, find_days
from ..words.glyphs import packed
from .loan_facts import company, number, person, sum_of_money

SETTLED = r"(?:结清|还清|清偿|偿清|付清|缴清|清零|无欠款|无任何欠款|无未还|无未结清|还款完毕|偿还完毕|履行完毕|(?:偿还|归还|支付)全部(?:欠款|债务|本息))"
# The word as what happened: not as part of a title (结清日期, 结清证明), nor of what was only late.
_HAPPENED = rf"{SETTLED}(?!日|时间|金额|类型|方式|状态|证明|申请|的?(?:逾期|部分|当期|本期))"
# `剩余未还金额 0.00元`: what is open is nothing.
_NOTHING = r"(?!(?:本金|金额|本息|款项|总额|期数)*(?:[(（]元[)）])?[:：为是]*\s*(?:人民币|[¥￥])?0(?:\.00?)?(?![\d.,]))"
_OPEN = re.compile(
    rf"(?:尚未|未能|没有|仍未|暂未|并未)(?:全部)?(?:结清|还清|清偿)|未结清证明|(?<![无何有])(?:未|待)(?:结清|还清|清偿|付清)(?!的?(?:款|贷|欠|债|记录|余额)){_NOTHING}"
    rf"|(?:剩余|其余|尚余|还有|尚有)[^。;无]{{0,12}}(?:未|待)(?:还|偿|结清){_NOTHING}"
)
# `贰零贰叁年玖月拾陆日(2023年9月16日)`: the day once more.
_IN_CAPITALS = re.compile(
    r"[零〇○一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{4}年[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾零]{1,3}月[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾零廿卅]{1,4}日?[(（]$"
)
_TO_COME = re.compile(r"(?:将|应|须|需|请|拟|可|预计)[于在]?$")
_PART = re.compile(r"第\d{1,3}期(?:[^。;共]{0,12})$")  # an installment is settled, not the loan
_AS_OF = re.compile(r"截[至止]到?于?[:：]?\s*$")
_BY_ISSUE = re.compile(rf"截[至止](?:本证明)?(?:出具|开具)[^。]{{0,40}}{SETTLED}")
_AFTER = re.compile(rf"^[前止]?[,，、\s]?[^。]{{0,80}}?{_HAPPENED}")
# Somebody else paid, or was paid back for it: not what the borrower repaid to the lender.
_BY_OTHER = re.compile(r"代偿|代为(?:清偿|偿还|还款|履行)|代还|理赔|追偿|垫付")
# Several loans in one sentence, whose days and sums it does not tell apart.
_SEVERAL = re.compile(r"分别(?:为|于|是)|(?:共|合计)(?:有|计)?(?:[2-9]|\d{2}|[二两三四五六七八九十])笔")
# The title right before a day says what day it is; banks from abroad write it in English behind the Chinese, too.
_TITLE_END = r"[(]?[A-Za-z.]*[)]?(?:为|是)?[:：]?\s*$"
_LABEL = re.compile(rf"(?:结清|还清|清偿|账户关闭|贷款终结)(?:日期|时间|日){_TITLE_END}")
_OTHER_TITLE = re.compile(rf"(?:日期|时间|日|期限){_TITLE_END}")
_NOT_PAID_TITLE = re.compile(rf"(?<!还款)(?<!扣款)(?<!销户){_OTHER_TITLE.pattern}")
# The end of a term, and a day until which was to be paid: whatever stands behind it, nothing was settled on it.
_TERM = re.compile(
    r"(?:到期|期限|应还|约定|展期|终止|截止日|有效期|(?<!实际)(?<!一[笔次])(?<!末次)还款日)[^,，。;\d]{0,8}\s*$|[\d日]起?[至到~\-]\s*$"
)
_DONE = re.compile(
    rf"^[,，]?(?:日?已|均|全部|提前|正常|一次性|将|由[^,。;]{{4,40}}?(?:代偿|代为[偿清]还?偿?)|该笔|上述|此笔|借款|贷款|款项|本息|本金|利息|及|和|相关|其他|费用|全额|偿还|归还|足额|按期|按时|的)*{_HAPPENED}"
)
# In words that are not known: between the day and the settlement nothing speaks of how the loan began or of the paper.
_LOOSELY = re.compile(
    rf"^(?:(?!签订|签署|申请|发放|放款|借得|借入|[司行](?:借|贷款[,，])|办理|开具|出具|到期|转让)[^。;\d]){{0,50}}?{_HAPPENED}"
)
_TO_ISSUER = re.compile(
    rf"^日?[^。;\d]{{0,16}}向(?:我|本)(?:司|行|公司|单位|机构)[^。;\d]{{0,12}}?{_HAPPENED}(?![^。]{{0,20}}部分)"
)
_DAY_TITLE = re.compile(r"(?:结清|还清|清偿|账户关闭)(?:日期|时间|日)(?![^\s:：]{4})")
_CONTRACT_TITLE = re.compile(r"(?:合同|借据|协议|贷款|借款)(?:编)?号|贷款账号")
_AMOUNT_TITLE = re.compile(r"(?:借款|贷款|放款|合同|发放)(?:本金)?(?:总)?(?:金额|总额|本金)(?:[(（]元[)）])?")
_CAPITALS_ONLY = re.compile(
    r"(?:借款|贷款|放款|合同|发放|借得|借入)(?:本金|金额|总额)?(?:为|是|共计)?[:：]?(?:人民币)?(?:[(（]大写[)）])?[:：]?(?=[壹贰叁肆伍陆柒捌玖拾佰仟万])"
)
_LISTED = re.compile(r"[A-Za-z0-9\-_/]{8,40}")
_ISSUED = re.compile(r"(?:出具|开具|打印|签发|证明)(?:日期|时间)[:：]?\s*$")
_CAPITAL = "零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆整正角分"
_AMOUNT = re.compile(
    r"(?:(?:借款|贷款|放款|合同|发放|融资|分期|借据)(?:本金)?(?:总)?(?:金额|总额|本金|额)|(?:借款|贷款)[(][^()]{4,40}[)]本金|(?:共计?|累计|合计)(?:已)?(?:还款|归还|偿还|支付)[^。;]{0,24}其中本金)"
    r"(?:[(（]元[)）])?[A-Za-z]*(?:为|共计|计|是)?[:：]?\s*(?:人民币)?"
    rf"(?:[(（]?大写[)）]?[:：]?)?[{_CAPITAL}]*[,，]?[(（]?(?:小写|即|¥)?[)）]?[:：]?\s*(?:人民币)?\s*$"
)
_LENT = re.compile(
    r"(?:借款|贷款|发放|借得|借入|申请了?)(?:共计)?(?:人民币)?(?:(?:大写)?[:：]?[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆整正角分]+[(（]小写[:：]?)?\s*$"
)
_CONTRACT = re.compile(
    r"(?:合同|协议|贷款|借款)》?[(](?:合同)?(?:编号|号码|编码)|(?:借款|贷款|分期|分期服务)?(?:合同|协议|合约)(?:编)?号(?:码)?(?:为|是)?|借据(?:编)?号(?:为)?|(?:贷款|借款|放款|业务|债权)编号|贷款账号"
    r"|(?:(?<![\u4e00-\u9fff])|(?<=的|订|署|在))(?:编号|号码)为|编号(?=[A-Za-z0-9\-]{6,40}的?(?:借款|贷款|合同))"
)
_ORDER = re.compile(r"(?:借款|分期)?订单(?:编)?号(?:为|是)?")  # names the loan where no number of a contract does
# What a bank from abroad writes behind a title.
_ENGLISH = re.compile(r"^[A-Za-z. ]{2,40}(?:[:：]|No\.?(?=\s*[A-Z\d]))")
_BORROWER = (
    re.compile(
        r"(?:兹|现)证明[:：]?(?:客户|我司客户|我行客户|借款人|用户|本公司客户|投保人|债务人)?[:：]?\s*([\u4e00-\u9fff·*]{2,8}?)(?:先生|女士|[(（,，:：\s]|身份证|证件|于|在|向|的|通过|\d)"
    ),
    re.compile(
        r"(?:借款人|用户方?|客户|姓名|客户姓名|甲方)[:：]?\s*(?!姓名|名称)([\u4e00-\u9fff·*]{2,8}?)(?:先生|女士|[(（,，\s]|身份证|证件|于\d|在\d)"
    ),
    re.compile(r"(?:^|[^\u4e00-\u9fff])致[:：]?\s*([\u4e00-\u9fff·*]{2,4})(?:先生|女士|[:：,，])"),
    re.compile(r"(?:证明|凭证|[书函的致]|^|[^\u4e00-\u9fff])([\u4e00-\u9fff·*]{2,4}?)(?:先生|女士)"),
)
_NO_NAME = re.compile(r"[的已元款币贷额证期]|公司|银行|客户|用户")  # words of the sentence, taken for a name
_LENDER_LABEL = re.compile(
    r"放款(?:机构|方|银行)|贷款(?:机构|人(?!数)|银行|方)|出借(?:人|方|机构)|资金(?:方|机构)|经办银行"
)
_BORROWER_TITLE = re.compile(r"^(?:(?:借款人|客户|用户)?姓名|借款人|客户名称)[:：]?\s*$")
_ISSUER_LABEL = re.compile(r"出具单位|出具机构|证明单位")
_CERTIFIED = re.compile(r"特此证明|以上证明|特此说明")
# Who lent, as sentences say it; who signs may be the platform or the guarantor instead.
_NAME = r"(?P<name>[\u4e00-\u9fff（）()]{4,30}?(?:有限责任公司|股份有限公司|有限公司|银行(?:[（(][\u4e00-\u9fff]{2,6}[）)])?(?:股份有限公司|有限责任公司|有限公司)?|信用社))"
_LENDS = re.compile(
    rf"(?:向|由|与|在|从|所欠){_NAME}(?:[(（][^)）]{{1,20}}[)）])?(?:.{{0,6}}分行|.{{0,6}}支行)?(?:申请|借款|贷款|借得|发放|提供|出借|放款|签订|签署|办理|的债权)"
)
_CEDES = re.compile(rf"{_NAME}(?:已|已经|依法|于)*将其?(?:[对對]|持有|享有|所享有|合法拥有)[^。;]{{0,100}}债权")
_NO_LENDER = re.compile(r"担保|资产管理|科技|信息技术|信息服务|信息咨询|电子商务|商务服务|保险")
_ABROAD = re.compile(r"(?<=[\u4e00-\u9fff)])[A-Za-z.,&]+$")  # the name once more, in English
_SEAL = re.compile(
    r"[(（]?(?:盖章|公章|签章)[)）]?|(?:合同|业务|财务|贷款业务|贷后|电子)?(?:专用|业务|电子)?章|业务凭证"
)


def read_settlement(pages: Sequence[Page], context: Context) -> Settlement | None:
    """What a certificate says, or None where nothing is said to be settled."""
    rows = text_rows(pages)
    flow = flow_of(rows)
    if not re.search(SETTLED, flow.text) or _OPEN.search(flow.text):
        return None
    days = [d for d in find_days(flow.text) if d.date is not None]
    issued = _issued_on(flow, days, rows)
    by_other = bool(_BY_OTHER.search(flow.text))
    settled = _settled_on(flow, rows, days, issued, context)
    if by_other or _SEVERAL.search(flow.text):
        settled = doubted(settled)
    if settled.value is None and issued is not None and _BY_ISSUE.search(flow.text):
        settled = Read(issued, False, settled.page, settled.box)
    return Settlement(
        settled_on=settled,
        contract=contract_in(flow.text) or first_by(rows, _CONTRACT_TITLE, number),
        lender=_lender(flow, rows),
        amount=amount_in(flow, rows),
        borrower=first_by(rows, _BORROWER_TITLE, person)
        or next((m[1] for p in _BORROWER for m in p.finditer(flow.text) if not _NO_NAME.search(m[1])), None)
        or first_by(rows, re.compile("借款人(?!民币)|姓名"), person),
        issued_on=issued,
        by_other=by_other,
        issuer=next(iter(_signers(rows)), None),
        paid_back=_paid_back(flow, days, context) if by_other else None,
    )


def doubted(day: Read[dt.date]) -> Read[dt.date]:
    """The day as one that a person has to look at."""
    return replace(day, certain=False, checks=tuple(dict.fromkeys([*day.checks, Check(Look.LABEL, agrees=False)])))


def claim(text: str, day: Day) -> int:
    """How clearly the text says that all was settled on this day; 0: it does not."""
    before, after = text[: day.start], text[day.end :]
    if (capitals := _IN_CAPITALS.search(before)) and after[:1] in (")", "）"):
        before, after = before[: capitals.start()], after[1:]
    if _TO_COME.search(before) or _PART.search(before):
        return 0
    if _LABEL.search(before):
        return 3
    if _OTHER_TITLE.search(before) or _TERM.search(before):
        return 0
    if _AS_OF.search(before) and _AFTER.search(after):
        return 2
    return 1 if _DONE.match(after) else 0


def _settled_on(
    flow: Flow, rows: Sequence[Sequence[Piece]], days: Sequence[Day], issued: dt.date | None, context: Context
) -> Read[dt.date]:
    labelled = values_by(rows, _DAY_TITLE, _day)
    if len({d.date for d, _ in labelled}) > 1 or (labelled and _several_contracts(rows)):
        return _one_of_several(labelled[0])

    said = partial(claim, flow.text)
    best = max(days, key=said, default=None)
    if best is None or best.date is None or not said(best):
        if not labelled:
            loose = [d for d in days if d.date != issued and _loosely(flow.text, d)]
            return _not_told(flow, loose[0]) if len(loose) == 1 else missing()
        day, place = labelled[0]
        return judge(day.date, place, day_again(day, place), in_range(day.date or dt.date.max, context.today))
    others = {d.date for d in days if said(d) >= said(best)}
    piece = flow.piece(best.start, best.end)
    again = sum(d.date == best.date for d in days) > 1
    # 截至 the day of issue says that it was settled by then, not when.
    by_then = said(best) == 2 and best.date == issued
    looks = [
        day_again(_in_piece(best, piece), piece),
        in_range(best.date, context.today),
        Check(Look.ELSEWHERE, agrees=True) if again and not by_then else None,
        # Two loans on one certificate, or two days that both claim to be it.
        Check(Look.LABEL, agrees=False) if len(others) > 1 or by_then else None,
    ]
    return judge(best.date, piece, *looks)


def _paid_back(flow: Flow, days: Sequence[Day], context: Context) -> Read[dt.date] | None:
    """The one day of which the issuer says that all was paid back to it; not the day on which it had paid itself."""
    said = [d for d in days if _TO_ISSUER.match(flow.text[d.end :]) and not _TO_COME.search(flow.text[: d.start])]
    if len({d.date for d in said}) != 1:
        return None
    day = said[0]
    piece = flow.piece(day.start, day.end)
    look = in_range(day.date or dt.date.max, context.today)
    return judge(day.date, piece, day_again(_in_piece(day, piece), piece), look)


def _loosely(text: str, day: Day) -> bool:
    before = text[: day.start]
    not_it = (_TO_COME, _PART, _TERM, _NOT_PAID_TITLE)
    return bool(_LOOSELY.match(text[day.end :])) and not any(words.search(before) for words in not_it)


def _not_told(flow: Flow, day: Day) -> Read[dt.date]:
    """A day that stands before the settlement in other words than those that certificates use."""
    return doubted(judge(day.date, flow.piece(day.start, day.end)))


def _one_of_several(first: tuple[Day, Piece]) -> Read[dt.date]:
    """The day of the first of several loans: never certain, for the certificate is about all of them."""
    day, piece = first
    return judge(day.date, piece, day_again(day, piece), Check(Look.LABEL, agrees=False))


def _several_contracts(rows: Sequence[Sequence[Piece]]) -> bool:
    """A table of loans: several rows that hold a day and a number of a contract."""
    listed = [
        r
        for r in rows
        if any(find_days(p.text) for p in r)
        and any(_LISTED.fullmatch(packed(p.text)) and not find_days(p.text) for p in r)
    ]
    return len(listed) > 1


def _day(text: str) -> Day | None:
    """The first day; None where another stands right beside it, as cells of two columns do."""
    days = [d for d in find_days(text) if d.date is not None]
    if len(days) > 1 and not text[days[0].end : days[1].start].strip():
        return None
    return days[0] if days else None


def _in_piece(day: Day, piece: Piece | None) -> Day:
    """The day with its place inside the piece, where it stands there in one."""
    if piece is not None:
        for other in find_days(piece.text):
            if other.date == day.date:
                return other
    return day


def _issued_on(flow: Flow, days: Sequence[Day], rows: Sequence[Sequence[Piece]]) -> dt.date | None:
    for day in days:
        if _ISSUED.search(flow.text[: day.start]):
            return day.date
    for row in reversed(rows):
        for piece in reversed(row):
            found = find_days(piece.text)
            if found and found[-1].date is not None and len(packed(piece.text)) <= 24:
                return found[-1].date
    return None


def amount_in(flow: Flow, rows: Sequence[Sequence[Piece]]) -> Money | None:
    """The loan's amount. Figures and capitals have to agree; figures from pixels alone need a second reader."""
    found = find_amounts(flow.text)

    def said(amount: Amount) -> int:
        before = flow.text[: amount.start]
        return 2 if _AMOUNT.search(before) else 1 if _LENT.search(before) else 0

    best = max(found, key=said, default=None)
    if best is None or not said(best):
        return _amount_below(rows, flow.text)
    around = [parse_capitals(t) for t in (flow.text[best.end : best.end + 40], flow.text[: best.start][-30:])]
    capitals = [c for c in around if c is not None]
    if capitals:
        return best.money if best.money in capitals else None
    piece = flow.piece(best.start, best.end)
    again = amount_again(best.money, piece)
    sure = piece is not None and (piece.exact or (again is not None and again.agrees))
    return best.money if sure and len({a.money for a in found if said(a) == said(best)}) == 1 else None


def _amount_below(rows: Sequence[Sequence[Piece]], text: str) -> Money | None:
    """The amount under its title in a table, exact or seen by two readers; or one in capitals alone."""
    for money, piece in values_by(rows, _AMOUNT_TITLE, sum_of_money):
        again = amount_again(money, piece)
        return money if piece.exact or (again is not None and again.agrees) else None
    found = {parse_capitals(text[m.end() : m.end() + 30]) for m in _CAPITALS_ONLY.finditer(text)} - {None}
    return found.pop() if len(found) == 1 else None


def contracts_in(text: str) -> list[str]:
    """Every number of a contract, in order, each once."""
    for label in (_CONTRACT, _ORDER):
        behind = (text[match.end() :].lstrip(" :：为是《") for match in label.finditer(text))
        numbers = [n for rest in behind if (n := number(_ENGLISH.sub("", rest))) is not None]
        if numbers:
            break
    return list(dict.fromkeys(numbers))


def contract_in(text: str) -> str | None:
    """The first number of a contract."""
    return next(iter(contracts_in(text)), None)


def _lender(flow: Flow, rows: Sequence[Sequence[Piece]]) -> str | None:
    """Who lent: by a label, by what the sentences say, else who signs, unless that is a platform or a guarantor."""
    named = first_by(rows, _LENDER_LABEL, company)
    if named is None and (match := _CEDES.search(flow.text) or _LENDS.search(flow.text)) is not None:
        named = company(match["name"])
    return named if named is not None and not _NO_LENDER.search(named) else _signer(rows)


def _signer(rows: Sequence[Sequence[Piece]]) -> str | None:
    """Who signs, unless that is somebody who does not lend."""
    return next((name for name in _signers(rows) if not _NO_LENDER.search(name)), None)


def _signers(rows: Sequence[Sequence[Piece]]) -> list[str]:
    """The companies that stand alone below the text, from the last, then the one that a label calls the issuer."""
    ends = [i for i, row in enumerate(rows) if _CERTIFIED.search(packed("".join(p.text for p in row)))]
    below = rows[ends[-1] :] if ends else rows[-6:]
    signed = []
    for row in reversed(below):
        for piece in reversed(row):
            text = re.sub(
                r"^(?:出具单位|出具机构|单位|公司|证明人)?(?:名称)?[:：]", "", _SEAL.sub("", packed(piece.text))
            )
            text = _ABROAD.sub("", text)
            name = company(text.lstrip(":："))
            if name is not None and len(text) - len(name) <= 8:
                signed.append(name)
    signed.append(first_by(rows, _ISSUER_LABEL, company) or "")
    return [name for name in signed if name]
