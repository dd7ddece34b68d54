"""The payments that a plan shows beside its installments: what was really paid, and on which day."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ...core.facts import Check, Context, Look, PaymentFact, Read, Status
from ...core.money import Money, total
from ...core.page import Page
from ..certainty import amount_again, day_again, doubted, in_range, judge, well_shaped
from ..page.layout import Piece, level, rows_of, runs_of
from ..tables.cells import amount_in, day_in, day_of, money_of
from ..tables.table import Row, read_tables
from ..words.amounts import find_amounts
from ..words.days import Day, find_days
from ..words.glyphs import packed, plain
from ..words.references import periods
from .lines import IS_DUE, REPAID_THEN, SETTLED
from .looks import Found
from .plan import PLAN_TABLE, installments_on, table_row
from .repaid import paid_in

_REALLY = re.compile(r"(?:实还|实付|实际还款|实际支付|已还)(?:金额|总额)?[:：]?¥?$")
_PAID_ON = re.compile(r"(?<![应后期定划次迟晚])(?:还款|实还|实际还款|还清|结清|入账|扣款)(?:日期|时间|日|于)[:：]?$")
_SETTLED = re.compile(rf"{SETTLED.pattern}|^(?:是|[Yy]|[Yy]es|√)$")  # under a title such as 结清标志 or 是否还清
_PAID_THEN = re.compile(r"^(?:已还|已?还清|已?结清|还款成功|扣款成功)")


def payments_of_plan(pages: Sequence[Page], context: Context) -> tuple[PaymentFact, ...]:
    """One payment for each installment whose row or lines say that it was paid and on which full day."""
    in_tables = [
        fact
        for table in read_tables(pages, PLAN_TABLE)
        for row in table.rows
        if (fact := _of_row(row, context)) is not None
    ]
    return tuple(_each_by_itself(in_tables or _of_lines(pages, context)))


def _each_by_itself(facts: list[PaymentFact]) -> list[PaymentFact]:
    """The payments, in doubt where several have one day: what was paid then may have been one sum for all of them."""
    days = Counter(f.day.value for f in facts)
    return [f if days[f.day.value] < 2 else replace(f, amount=doubted(f.amount, Look.LABEL)) for f in facts]


def _of_row(row: Row, context: Context) -> PaymentFact | None:
    """A row of a table with columns such as 实还日期 and 实还金额; without the latter, what was due."""
    on = next((p for p in row.cells.get("paid_on", ()) if day_in(p.text)), None)
    state = packed(row.text("state"))
    if on is None or (day := day_in(on.text)) is None or (state and not _SETTLED.search(state)):
        return None
    installment = table_row(row)
    due = installment.amount.value if installment is not None else None
    # What was paid in parts is what was due: the row gives the sum twice.
    parts = paid_in(row)
    amount = paid_in(row, whole_by_parts=parts is not None and parts.value == due)
    if amount is None:
        installment = installment if "paid" not in row.cells else None
        return _settled(installment, on, day, None, context) if installment is not None else None
    if not state and amount.value is not None and not _is_whole(row, amount.value):
        amount = doubted(amount, Look.LABEL)
    return _fact(amount, day_of(on, context.today), None, on)


def _is_whole(row: Row, paid: Money) -> bool:
    """Whether no less was paid than was due; of less there may have been several payments, and more to come."""
    due, remitted = (
        [a.money for p in row.cells.get(n, ()) if (a := amount_in(p.text))] for n in ("amount", "discount")
    )
    return not due or total([paid, *remitted]) >= due[0]


def _of_lines(pages: Sequence[Page], context: Context) -> list[PaymentFact]:
    """Lines such as `实还 866.41元·2022-12-24还款`, rows such as `实还日期` and `实还金额` of one installment, or a day beside
    a settled installment that is told to be that of its payment."""
    rows = [runs_of(row) for page in pages for row in rows_of(level(page))]
    found = [fact for row in rows for p in row if (fact := _told_in(p, context)) is not None]
    if found := found or _of_cards(rows, context):
        return found
    return [fact for f in installments_on(pages) if (fact := _of_block(f, context)) is not None]


def _of_block(installment: Found, context: Context) -> PaymentFact | None:
    """The payment of an installment whose lines say that it is settled, and since which day."""
    if not SETTLED.search(installment.state or ""):
        return None
    on = [(d, p) for p in installment.pieces for d in _days(p) if _is_paid_day(d, p, installment)]
    if len({d.date for d, _ in on}) != 1:
        return None
    day, piece = on[0]
    paid = [a for p in installment.pieces if (a := _paid_in(p)) is not None]
    return _settled(installment, piece, day, paid[0] if len(paid) == 1 else None, context)


def _is_paid_day(day: Day, piece: Piece, installment: Found) -> bool:
    line = plain(piece.text)
    before, behind = packed(line[: day.start]), packed(line[day.end :])
    is_due = piece is installment.due_piece and day == installment.due
    if is_due or IS_DUE.search(before):
        return False
    return bool(_PAID_ON.search(before) or _PAID_THEN.search(behind) or REPAID_THEN.search(behind))


def _of_cards(rows: Sequence[Sequence[Piece]], context: Context) -> list[PaymentFact]:
    """The rows `实还日期` and `实还金额` of each installment, which begins where a label of its due day comes again."""
    due = [r for r, row in enumerate(rows) if _DUE_ON.fullmatch(packed(row[0].text))]
    edges = [*(due or [0]), len(rows)]
    found = []
    for start, end in pairwise(edges):
        told = [(r, packed(plain(rows[r][0].text)), rows[r][1]) for r in range(start, end) if len(rows[r]) == 2]
        on = [(r, p) for r, word, p in told if _REALLY_ON.fullmatch(word) and day_in(p.text)]
        paid = [(r, p) for r, word, p in told if _REALLY.fullmatch(word) and (a := amount_in(p.text)) and a.money]
        if len(on) != 1 or len(paid) != 1:
            continue
        first, last = sorted((on[0][0], paid[0][0]))
        if all(len(row) == 2 and not periods(row[0].text) for row in rows[first:last]):  # no title of another between
            found.append(_fact(money_of(paid[0][1]), day_of(on[0][1], context.today), None, paid[0][1]))
    return found


_REALLY_ON = re.compile(r"(?:实还|实际还款|实际扣款|还清|结清)(?:日期?|时间)")
_DUE_ON = re.compile(r"(?:应还款?|到期|最后还款)(?:日期?|时间)|还款日")


def _days(piece: Piece) -> list[Day]:
    return [d for d in find_days(piece.text) if d.date is not None]


def _told_in(piece: Piece, context: Context) -> PaymentFact | None:
    days, money = _days(piece), _paid_in(piece)
    if money is None or len(days) != 1:
        return None
    return _fact(money, _day(piece, days[0], context), days[0].time, piece)


def _paid_in(piece: Piece) -> Read[Money] | None:
    """The amount that stands behind a word such as 实还."""
    line = plain(piece.text)
    begins = _BEGINS.match(packed(line)) is not None
    said = [a for a in find_amounts(line) if _REALLY.search(packed(line[: a.start])) or begins]
    if len(said) != 1:
        return None
    return judge(said[0].money, piece, well_shaped(said[0], piece), amount_again(said[0].money, piece))


_BEGINS = re.compile(r"(?:实还|实付|实际还款|实际支付)[:：]?20\d\d\D\d")  # `实际还款 2024-02-17 21:20 还款1,071.36元`


def _settled(installment: Found, piece: Piece, day: Day, paid: Read[Money] | None, context: Context) -> PaymentFact:
    """What was due was paid, unless the page says how much; late, there may have been more, and long before, less."""
    amount = paid or installment.amount
    due = installment.due.date if installment.due is not None else None
    on_time = due is not None and day.date is not None and due - _A_MONTH <= day.date <= due
    if not installment.sound or (paid is None and not on_time):
        amount = doubted(amount, Look.LABEL)
    on = _day(piece, day, context)
    if REPAID_THEN.search(packed(plain(piece.text)[day.end :])):
        on = doubted(on, Look.LABEL)
    return _fact(amount, on, day.time, piece, installment.number)


_A_MONTH = dt.timedelta(days=31)


def _day(piece: Piece, day: Day, context: Context) -> Read[dt.date]:
    assert day.date is not None  # noqa: S101 - only full days are asked for
    return judge(day.date, piece, day_again(day, piece), in_range(day.date, context.today))


def _fact(
    amount: Read[Money], day: Read[dt.date], time: str | None, piece: Piece, number: int | None = None
) -> PaymentFact:
    status = judge(Status.SUCCESS, piece, Check(Look.LABEL, agrees=True), closed=True)
    return PaymentFact(amount, day, status, time=time, periods=(number,) if number is not None else (), about_loan=True)
