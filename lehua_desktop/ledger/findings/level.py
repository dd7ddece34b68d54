"""How many levels and how much can have been overdue in a month, by plan and payments, at the end of that month."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...core.facts import MonthRecord
from ...core.model import InstallmentRow, State
from ...core.money import Money, total

STEP = 30  # days a level
_CHARGES = 1.5  # an overdue may hold penalties and fees: up to half as much again
_CHARGES_FEN = 10_000


@dataclass(frozen=True, slots=True)
class Arrears:
    """What was or may have been overdue in a month: `days` by the installment's number, counted to the end of the month.

    By days or by installments behind: how a lender counts is not known. `least` holds only what is proven late.
    """

    rows: tuple[InstallmentRow, ...]
    days: Mapping[int, int]
    least: int
    most: int

    @property
    def owed(self) -> Money:
        return total(row.installment.amount for row in self.rows)

    def level_fits(self, record: MonthRecord) -> bool:
        """The level is not higher than it can have been; a code that is no level tells nothing of days."""
        code = record.code.value or ""
        return not code.isdigit() or int(code) <= self.most

    def amount_fits(self, record: MonthRecord) -> bool:
        """The amount, where it was read for certain, is not higher than what was open."""
        amount = record.amount
        return amount is None or amount.value is None or not amount.certain or not too_much(amount.value, self.owed)


def too_much(said: Money, owed: Money) -> bool:
    """More than can have been open, charges allowed for."""
    return said.fen > owed.fen * _CHARGES + _CHARGES_FEN


def arrears(rows: Sequence[InstallmentRow], month: str) -> Arrears:
    """Of these rows, those that were overdue in the month; what is not proven paid counts as open."""
    year, number = int(month[:4]), int(month[5:])
    first, end = dt.date(year, number, 1), dt.date(year, number, calendar.monthrange(year, number)[1])
    open_ = tuple(
        row
        for row in rows
        if row.installment.due <= end
        and (row.paid_on is None or (row.paid_on >= first and row.paid_on > row.installment.due))
    )
    days = {row.installment.number: (min(row.paid_on or end, end) - row.installment.due).days for row in open_}
    levels = {
        n: max(1, -(-count // STEP)) for n, count in days.items()
    }  # open at the month's end is one level at least
    least = max((levels[row.installment.number] for row in open_ if row.paid_on is not None), default=0)
    return Arrears(open_, days, least, max(*levels.values(), len(open_), 0))


def carried_over(
    every: Sequence[InstallmentRow], rows: Sequence[InstallmentRow], month: str, record: MonthRecord
) -> Arrears | None:
    """Older installments, proven paid late, that explain the mark of a month whose own ones (`rows`) were paid in time.

    They were still open on the due day of the month. Paid before it, they explain nothing: nothing was overdue then.
    """
    code, own = record.code.value or "", [row.installment.due for row in rows]
    since = max(own, default=dt.date(int(month[:4]), int(month[5:]), 1) - dt.timedelta(days=1))
    late = [row for row in every if row.installment.due < since and row.paid_on is not None and row.paid_on > since]
    late = [row for row in late if f"{row.installment.due:%Y-%m}" < month]
    found = arrears(late, month)
    in_time = all(row.state is State.ON_TIME for row in rows)
    return found if late and in_time and code.isdigit() and record.code.certain and found.level_fits(record) else None
