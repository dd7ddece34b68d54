"""The payments that a plan shows beside its installments: what was really paid, and on which day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ..core.model import Check, Context, Look, PaymentFact, Read, Status
from ..core.money import Money
from ..core.page import Page
from .amounts import find_amounts
from .cells import amount_in, day_in, day_of, money_of
from .certainty import amount_again, day_again, in_range, judge, well_shaped
from .days import Day, find_days
from .glyphs import packed, plain
from .layout import Piece, level, rows_of, runs_of
from .plan import PLAN_TABLE, installments_on
from .plan_looks import Found
from .references import periods
from .repaid import paid_in
from .tables import Row, read_tables

_SETTLED = re.compile(r"已还|还清|结清|还款成功")
_REALLY = re.compile(r"(?:实还|实付|实际还款|实际支付|已还)(?:金额|总额)?[:：]?¥?$")
_PAID_ON = re.compile(r"(?:还款|实还|实际还款|还清|结清|入账|扣款)(?:日期|时间|日|于)[:：]?$")


def payments_of_plan(pages: Sequence[Page], context: Context) -> tuple[PaymentFact, ...]:
    """One payment for each installment whose row or lines say that it was paid and on which full day."""
    in_tables = [
        fact
        for table in read_tables(pages, PLAN_TABLE)
        for row in table.rows
        if (fact := _of_row(row, context)) is not None
    ]
    return tuple(in_tables or _of_lines(pages, context))


def _of_row(row: Row, context: Context) -> PaymentFact | None:
    """A row of a table with columns such as 实还日期 and 实还金额."""
    on = next((p for p in row.cells.get("paid_on", ()) if day_in(p.text)), None)
    amount = paid_in(row)
    if on is None or amount is None:
        return None
    return _fact(amount, day_of(on, context.today), None, on)


def _of_lines(pages: Sequence[Page], context: Context) -> list[PaymentFact]:
    """Lines such as `实还 866.41元·2022-12-24还款`, rows such as `实还日期` and `实还金额` of one installment, or a `还款日期` beside the due day of a settled installment."""
    rows = [runs_of(row) for page in pages for row in rows_of(level(page))]
    found = [fact for row in rows for p in row if (fact := _told_in(p, context)) is not None]
    if found := found or _of_cards(rows, context):
        return found
    installments = [f for f in installments_on(pages) if f.due_piece is not None and _SETTLED.search(f.state or "")]
    for row in rows:
        for piece in row:
            day = next((d for d in _days(piece) if _PAID_ON.search(packed(plain(piece.text)[: d.start]))), None)
            near = [f for f in installments if _beside(piece, f)]
            if day is not None and len(near) == 1:
                paid = next((a for p in row if (a := _paid_in(p)) is not None), None)
                found.append(_settled(near[0], piece, day, paid, context))
    return found


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
    """What was due was paid, unless the row says how much; late, there may have been more."""
    if paid is not None:
        return _fact(paid, _day(piece, day, context), day.time, piece, installment.number)
    due = installment.due.date if installment.due is not None else None
    late = due is None or day.date is None or day.date > due
    amount = installment.amount
    if late:
        amount = replace(amount, certain=False, checks=(*amount.checks, Check(Look.LABEL, agrees=False)))
    return _fact(amount, _day(piece, day, context), day.time, piece, installment.number)


def _beside(piece: Piece, installment: Found) -> bool:
    due = installment.due_piece
    return (
        due is not None
        and due.page == piece.page
        and due is not piece
        and abs(due.box.middle_y - piece.box.middle_y) < 2 * piece.box.height
    )


def _day(piece: Piece, day: Day, context: Context) -> Read[dt.date]:
    assert day.date is not None  # noqa: S101 - only full days are asked for
    return judge(day.date, piece, day_again(day, piece), in_range(day.date, context.today))


def _fact(
    amount: Read[Money], day: Read[dt.date], time: str | None, piece: Piece, number: int | None = None
) -> PaymentFact:
    status = judge(Status.SUCCESS, piece, Check(Look.LABEL, agrees=True), closed=True)
    return PaymentFact(amount, day, status, time=time, periods=(number,) if number is not None else (), about_loan=True)
