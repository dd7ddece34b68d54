"""Settlement certificates 结清证明: the day of settlement (not of issue), the loan, and who certifies it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from ..core.model import Check, Context, Look, Read, Settlement
from ..core.money import Money
from ..core.page import Page
from .amounts import Amount, find_amounts, parse_capitals
from .certainty import amount_again, day_again, in_range, judge, missing
from .days import Day, find_days
from .flow import Flow, flow_of
from .glyphs import packed
from .labelled import first_by
from .layout import Piece, text_rows
from .loan_facts import company, number, person

_SETTLED = r"(?:结清|还清|清偿|偿清|付清|无欠款|无未还|无未结清|无逾期欠款|还款完毕|履行完毕)"
_OPEN = re.compile(r"(?:尚未|未能|没有|仍未)(?:全部)?(?:结清|还清)|未结清证明")
_AS_OF = re.compile(r"截[至止]到?于?[:：]?\s*$")
_AFTER = re.compile(rf"^[前止]?[,，、\s]?[^。]{{0,80}}?{_SETTLED}")
_LABEL = re.compile(r"(?:结清|还清|清偿)(?:日期|时间|日)(?:为|是)?[:：]?\s*$")
_BY = re.compile(r"(?:于|在|已于|并于)\s*$")
_DONE = re.compile(
    rf"^[,，]?(?:日?已|全部|提前|正常|一次性|将|该笔|上述|此笔|借款|贷款|本息|及相关费用|全额|偿还)*{_SETTLED}"
)
_ISSUED = re.compile(r"(?:出具|开具|打印|签发|证明)(?:日期|时间)[:：]?\s*$")
_AMOUNT = re.compile(
    r"(?:借款|贷款|放款|合同|发放|融资|分期)(?:本金)?(?:总)?(?:金额|总额|本金|额)(?:为|共计|计|是)?[:：]?\s*(?:人民币)?[(（]?(?:小写)?[)）]?[:：]?\s*$"
)
_LENT = re.compile(r"(?:借款|贷款|发放|借得|借入|申请了?)(?:共计)?(?:人民币)?\s*$")
_CONTRACT = re.compile(
    r"(?:借款|贷款|分期|分期服务)?(?:合同|协议|合约)(?:编)?号(?:码)?(?:为|是)?|借据(?:编)?号(?:为)?|贷款编号|借款编号|贷款账号"
)
_BORROWER = (
    re.compile(
        r"(?:兹|现|特此?)证明[:：]?(?:客户|我司客户|我行客户|借款人|用户|本公司客户)?[:：]?\s*([\u4e00-\u9fff·*]{2,8}?)(?:先生|女士|[(（,，:：\s]|身份证|证件|于|在|\d)"
    ),
    re.compile(
        r"(?:借款人|用户方?|客户|姓名|客户姓名|甲方)[:：]?\s*([\u4e00-\u9fff·*]{2,8}?)(?:先生|女士|[(（,，\s]|身份证|证件|于\d|在\d)"
    ),
)
_ISSUER_LABEL = re.compile(r"出具单位|出具机构|证明单位|放款机构|贷款机构|贷款人|出借人|资金方|贷款银行")
_CERTIFIED = re.compile(r"特此证明|以上证明|特此说明")


def read_settlement(pages: Sequence[Page], context: Context) -> Settlement | None:
    """What a certificate says, or None where nothing is said to be settled."""
    rows = text_rows(pages)
    flow = flow_of(rows)
    if not re.search(_SETTLED, flow.text) or _OPEN.search(flow.text):
        return None
    days = [d for d in find_days(flow.text) if d.date is not None]
    settled = _settled_on(flow, days, context)
    issued = _issued_on(flow, days, rows)
    if (
        settled.value is None
        and re.search(rf"截[至止](?:本证明)?(?:出具|开具)[^。]{{0,40}}{_SETTLED}", flow.text)
        and issued is not None
    ):
        settled = Read(issued, False, settled.page, settled.box)
    return Settlement(
        settled_on=settled,
        contract=_contract(flow),
        lender=_lender(rows),
        amount=_amount(flow),
        borrower=next((m[1] for p in _BORROWER if (m := p.search(flow.text))), None)
        or first_by(rows, re.compile("借款人|姓名"), person),
        issued_on=issued,
    )


def _settled_on(flow: Flow, days: Sequence[Day], context: Context) -> Read[dt.date]:
    def said(day: Day) -> int:
        before, after = flow.text[: day.start], flow.text[day.end :]
        if _LABEL.search(before):
            return 3
        if _AS_OF.search(before) and _AFTER.search(after):
            return 2
        return 1 if (_BY.search(before[-4:]) and _DONE.match(after)) or _DONE.match(after) else 0

    best = max(days, key=said, default=None)
    if best is None or best.date is None or not said(best):
        return missing()
    others = {d.date for d in days if said(d) >= said(best)}
    piece = flow.piece(best.start, best.end)
    again = sum(d.date == best.date for d in days) > 1
    looks = [
        day_again(_in_piece(best, piece), piece),
        in_range(best.date, context.today),
        Check(Look.ELSEWHERE, agrees=True) if again else None,
        # Two loans on one certificate, or two days that both claim to be it.
        Check(Look.LABEL, agrees=False) if len(others) > 1 else None,
    ]
    return judge(best.date, piece, *looks)


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


def _amount(flow: Flow) -> Money | None:
    """The loan's amount. Figures and capitals have to agree; figures from pixels alone need a second reader."""
    found = find_amounts(flow.text)

    def said(amount: Amount) -> int:
        before = flow.text[: amount.start]
        return 2 if _AMOUNT.search(before) else 1 if _LENT.search(before) else 0

    best = max(found, key=said, default=None)
    if best is None or not said(best):
        return None
    capitals = parse_capitals(flow.text[best.end : best.end + 40])
    if capitals is not None:
        return best.money if capitals == best.money else None
    piece = flow.piece(best.start, best.end)
    again = amount_again(best.money, piece)
    sure = piece is not None and (piece.exact or (again is not None and again.agrees))
    return best.money if sure and len({a.money for a in found if said(a) == said(best)}) == 1 else None


def _contract(flow: Flow) -> str | None:
    for match in _CONTRACT.finditer(flow.text):
        found = number(flow.text[match.end() :].lstrip(" :：为是《"))
        if found is not None:
            return found
    return None


def _lender(rows: Sequence[Sequence[Piece]]) -> str | None:
    """Who signs: the company that stands alone below the text, else the one by a label."""
    ends = [i for i, row in enumerate(rows) if _CERTIFIED.search(packed("".join(p.text for p in row)))]
    below = rows[ends[-1] :] if ends else rows[-6:]
    for row in reversed(below):
        for piece in reversed(row):
            text = re.sub(
                r"^(?:出具单位|出具机构|单位|公司|证明人)?(?:名称)?(?:[(（]?(?:盖章|公章|签章)[)）]?)?[:：]",
                "",
                packed(piece.text),
            )
            name = company(text)
            if name is not None and len(text) - len(name) <= 8:
                return name
    return first_by(rows, _ISSUER_LABEL, company)
