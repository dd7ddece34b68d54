"""Tables of repayments that were made: what a lender really received, the movements of a loan's account, and lists that
a person or a platform keeps in a sheet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ...core.facts import Check, Context, Look, PaymentFact, Read, Status
from ...core.money import Money, total
from ...core.page import Page
from ..certainty import judge
from ..page.layout import Piece, is_page_number, text_rows
from ..tables.cells import amount_in, clock_of, day_in, day_of, money_of
from ..tables.heads import Titles
from ..tables.table import Row, Table, read_tables
from ..tables.titles import clean_title
from ..words.amounts import find_amounts
from ..words.glyphs import packed
from ..words.wording import status_said
from .lines import number_in
from .titles import TITLES

# The words in a title for what was received; a title without one may be of what is due.
_REALLY = re.compile(r"实还|已还|实收|已收|归还|收回|实际(?!支付|付款)")
_LEFT, _OF_LOAN = re.compile(r"余额|剩余|未还|结余"), re.compile(r"贷款|本金")  # in titles of a loan's account
_TO_PAY = re.compile(r"应|待|计划|到期|截止|约定|最[后晚迟]|预计|合同|合约|账单|[每本当月]期|每月|月供|期供")
# What a column of a plan holds where the title does not say that it is due.
_MADE = {
    "due": "day", "amount": "whole", "subtotal": "whole", "principal": "part", "interest": "part", "fee": "extra",
    "penalty": "extra",
}  # fmt: skip
_PARTS = ("paid_part", "part", "extra")


def _made(title: str, name: str) -> str:
    if _TO_PAY.search(title):
        return name
    if _REALLY.search(title) and name in _MADE:
        return "paid_on" if name == "due" else "paid" if _MADE[name] == "whole" else "paid_part"
    return _MADE.get(name, name)


_MORE: dict[str, str] = {
    "day": "交易日期 交易时间 交易日 记账日期 入账日期 入账时间 还款时间 扣款时间 扣款日期 支付时间 时间 日期 发生日期 业务日期 业务时间",
    "paid_on": "归还日期 归还时间 收回日期",
    "whole": "交易金额 还款金额 扣款金额 支付金额 发生额 还款总额 总金额 本次还款金额",
    "paid": "归还金额 收回金额 归还本息 收回本息 归还合计 收回合计 实还本息 实收本息 已还本息 实还本息合计",
    "paid_part": "归还本金 归还利息 归还罚息 归还费用 收回本金 收回利息 收回罚息 贷方收回 贷方收回本金 贷方收回利息",
    "lent": "借方发放 发放金额 放款金额 借款金额 借方放款",
    "type": "交易种类 交易类型 交易类别 业务类型 类型 摘要 交易摘要 业务种类",
    "rest": "剩余本金 贷款余额",
    "state": "结果 还款结果 扣款结果 处理结果 交易结果 交易状态",
}
_FIELDS = {title: _made(title, name) for title, name in TITLES.items()} | {
    clean_title(title): name for name, titles in _MORE.items() for title in titles.split()
}
_MONEY = frozenset({"paid", "whole", *_PARTS})
_SUM = re.compile(r"^(?:本页|当前)?(?:合计|小计|总计|共计|累计)")
_REPAID = Titles(
    fields=_FIELDS,
    needs=lambda found: bool(found & {"paid_on", "day"}) and bool(found & _MONEY),
    key=(frozenset({"paid_on", "day"}), frozenset({"number"})),
    is_key=lambda name, text: (number_in(text) if name == "number" else day_in(text)) is not None,
    skip=lambda text: is_page_number(packed(text)) or bool(_SUM.search(packed(text))),
)
_TITLE = re.compile(r"还款(?:记录|明细|历史|流水)|(?:扣款|代扣)(?:记录|明细|流水)")
_OPEN = re.compile(r"[未待应]还|未到期|未出账|未结清|未还清|逾期(?!.*[已结还])")
_REPAID_STATE = re.compile(r"(?:逾期)?已|正常|结清|还清")
_MOVED_ON = re.compile(r"交易|记账|入账|业务|发生|扣款|支付")  # in the title of a day on which money moved
_ENDED = re.compile(r"(?:还款|扣款|代扣|支付|交易)?(?:成功|失败)")
_LENT = re.compile(r"^(?!.*还)(?:.*(?:借款|放款|发放|支用|提款))")


def tells_repaid(pages: Sequence[Page]) -> bool:
    """Whether a table says of its amounts that they were received, or a loan's account what moved it and what is left."""
    said = packed("".join(line.text for page in pages for line in page.lines))
    may = len(_REALLY.findall(said)) > 1 or (_LEFT.search(said) and _OF_LOAN.search(said)) or "还款时间" in said
    return bool(may) and any(_says_repaid(table) for table in _tables(pages))


def lists_repaid(pages: Sequence[Page]) -> bool:
    """Whether a sheet holds a list of repayments: days and amounts, under a title or with a word that says so."""
    return any(table.rows for table in _sheets(pages))


def read_repaid(pages: Sequence[Page], context: Context) -> tuple[PaymentFact, ...]:
    """One payment for each row that has an amount; empty where no such table is found."""
    tables = [t for t in _tables(pages) if _says_repaid(t)] or _sheets(pages)
    titled = any(_TITLE.search(packed(p.text)) for row in text_rows(pages)[:6] for p in row)
    loan = not any("信用卡" in line.text for page in pages for line in page.lines)
    found = (
        _payment(row, table, context, titled=titled, loan=loan, proved=proved)
        for table, proved in ((table, _falls_by_parts(table)) for table in tables)
        for row in table.rows
    )
    return tuple(fact for fact in found if fact is not None)


def _tables(pages: Sequence[Page]) -> list[Table]:
    return read_tables(pages, _REPAID)


def _titles(table: Table) -> list[tuple[str, str]]:
    return [(c.field, clean_title(c.title)) for c in table.columns]


def _says_repaid(table: Table) -> bool:
    fields = table.fields
    if not any(_day(row) and _amounts(row, *_MONEY) for row in table.rows):
        return False
    if {"rest", "type", "whole"} <= fields and not fields & {"due", "amount", "principal"}:
        return any(name == "rest" and _OF_LOAN.search(title) for name, title in _titles(table))
    if not fields & {"due", "amount", "principal", "whole", "paid"} and "part" in fields:
        ended = all(_ENDED.fullmatch(packed(row.text("state"))) for row in table.rows if _day(row))
        if ended or (_is_account(table) and _falls_by_parts(table)):
            return True
    if "whole" in fields and not fields & {"due", "amount", "balance"} and _ended_at(table):
        return True
    really = [name for name, title in _titles(table) if name in _MONEY | {"paid_on"} and _REALLY.search(title)]
    due = fields & {"amount", "subtotal", "principal", "interest", "part"} or {"paid", "whole"} <= fields
    return len(really) > 1 and not due and bool(_MONEY & set(really))


def _ended_at(table: Table) -> bool:
    """Whether each row has the clock of its repayment, and the word for how that ended; pixels are read as a list."""
    return all(
        _repaid_at(row, table) and _ENDED.fullmatch(packed(row.text("state"))) and row.cells["state"][0].exact
        for row in table.rows
    )


def _is_account(table: Table) -> bool:
    """Whether its days are told to be those on which money moved."""
    return any(name == "day" and _MOVED_ON.search(title) for name, title in _titles(table))


def _falls_by_parts(table: Table) -> bool:
    """Whether what is left of the loan falls from row to row by one part of each, its principal, and no sum stands
    under a title that is not known: the parts then are all that was paid."""
    rows = [(row, a.money if (a := amount_in(row.text("rest"))) else None) for row in table.rows if _day(row)]
    if len(rows) < 3 or any(a.money for row, _ in rows for a in find_amounts(f"{row.extra} {row.text('discount')}")):
        return False
    return any(
        all(
            a is not None and b is not None and a - b in [m for m, _ in _amounts(row, *_PARTS)]
            for (_, a), (row, b) in pairwise(order)
        )
        for order in (rows, rows[::-1])
    )


def _sheets(pages: Sequence[Page]) -> list[Table]:
    """Tables of sheets in which a title, or the word for how each ended, speaks of repayments."""
    found = []
    for page in pages if all(page.unit == "cell" for page in pages) else ():
        for table in _tables([page]):
            said = [title for name, title in _titles(table) if name in _MONEY | {"paid_on", "day"}]
            said += [packed(row.text("state")) for row in table.rows]
            whole = all(_day(row) and _amounts(row, "paid", "whole") for row in table.rows) or _parts_by_clock(table)
            if whole and "amount" not in table.fields and any(re.search(r"还款|还本|实还", text) for text in said):
                found.append(table)
    return found


def _parts_by_clock(table: Table) -> bool:
    """Whether it gives no more than the parts of what was repaid, each with the clock of its day; a plan has no clocks."""
    whole = table.fields & {"due", "amount", "principal", "whole", "paid", "subtotal"}
    return not whole and all(_amounts(row, *_PARTS) and _repaid_at(row, table) for row in table.rows)


def _repaid_at(row: Row, table: Table) -> bool:
    """Whether a day with its clock stands under a title that tells of repaying or debiting."""
    on = _day(row)
    titles = [title for name, title in _titles(table) if name in ("paid_on", "day") and name in row.cells]
    return on is not None and clock_of(on) is not None and any(re.match(r"(?:实际)?(?:还款|扣款)", t) for t in titles)


def _day(row: Row) -> Piece | None:
    return next((p for name in ("paid_on", "day") for p in row.cells.get(name, ()) if day_in(p.text)), None)


def _amounts(row: Row, *names: str) -> list[tuple[Money, Piece]]:
    cells = (p for name in names for p in row.cells.get(name, ()))
    return [(a.money, p) for p in cells if (a := amount_in(p.text)) and a.money]


def paid_in(
    row: Row, wholes: Sequence[str] = ("paid",), parts: Sequence[str] = ("paid_part",), *, whole_by_parts: bool = False
) -> Read[Money] | None:
    """What a row says was paid: the whole, which its parts have to make, or else the parts together, to be looked at
    unless something else shows that there is no more (`whole_by_parts`)."""
    whole, told = _amounts(row, *wholes), _amounts(row, *parts)
    made = total(m for m, _ in told)
    if not whole and not told:
        return None
    money, piece = max(whole or told, key=lambda p: p[0])
    if whole and (not told or money == made) and len(whole) == 1 and row.sound and not row.mixed:
        return money_of(piece)
    proved = whole_by_parts and not whole and row.sound and not row.mixed and all(money_of(p).certain for _, p in told)
    return judge(max(money, made), piece, Check(Look.ELSEWHERE if proved else Look.LABEL, agrees=proved))


def _payment(row: Row, table: Table, context: Context, *, titled: bool, loan: bool, proved: bool) -> PaymentFact | None:
    amount = paid_in(row, ("paid",) if "paid" in row.cells else ("whole",), _PARTS, whole_by_parts=proved)
    open_ = _OPEN.search(packed(row.text("state"))) and not _is_received(row, table)
    if amount is None or open_ or _LENT.search(packed(row.text("type"))):
        return None
    on = _day(row)
    number = number_in(row.text("number")) if row.text("number") else None
    # 还款日期 of an installment that is 已还款 may be the day on which it was due.
    planned = number is not None and "day" in row.cells and _REPAID_STATE.match(packed(row.text("state")))
    doubt = Check(Look.LABEL, agrees=False) if planned else None
    day = day_of(on, context.today, doubt) if on else Read(None, False, row.page, row.box)
    return PaymentFact(
        amount,
        day,
        _status(row, table, titled=titled, fell=proved and _is_account(table)),
        time=clock_of(on) if on else None,
        periods=(number,) if number is not None else (),
        about_loan=loan,
    )


def _status(row: Row, table: Table, *, titled: bool, fell: bool) -> Read[Status]:
    """What became of a payment: a word of its own; else it was made where the titles say that it was received, or what
    is left of the loan `fell`."""
    place = row.cell("state") or row.cell("type") or _day(row)
    label = Check(Look.LABEL, agrees=True)
    for name in ("state", "type"):
        said = status_said(row.text(name))
        if said is not None:
            return judge(said.status, place, label if said.sure else Check(Look.LABEL, agrees=False), closed=True)
    if fell or _is_received(row, table) or _REPAYING.search(packed(row.text("type"))):
        return judge(Status.SUCCESS, place, label, closed=True)
    return Read(Status.SUCCESS if titled or _repaid_at(row, table) else None, False, row.page, row.box)


def _is_received(row: Row, table: Table) -> bool:
    return any(_REALLY.search(title) for name, title in _titles(table) if name in row.cells)


_REPAYING = re.compile(r"还款|还本|还息|收回|归还|还贷|扣款")
