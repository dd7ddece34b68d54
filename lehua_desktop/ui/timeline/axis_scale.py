"""Where things stand on the time axis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from PySide6.QtCore import QRectF

from ...core.days import add_months
from ...core.model import InstallmentRow, Payment, Source

_NEAR = 2  # months before the first and after the last due day in which a payment still has its own place
_STEP = 22  # pixels from one installment to the next, at the least: room for its sign and its number


@dataclass(frozen=True, slots=True)
class OverdueMonth:
    """A month that a report calls overdue, and whether the evidence contradicts it."""

    month: str
    code: str
    contradicted: bool
    source: Source

    @property
    def start(self) -> dt.date:
        return dt.date.fromisoformat(f"{self.month}-01")


@dataclass(frozen=True, slots=True)
class Spot:
    """A sign on the axis: where it is, what it says, what it stands for. `y` is its lane."""

    y: int
    area: QRectF
    said: str
    what: InstallmentRow | Payment | OverdueMonth
    edge: str = ""  # a payment too far away to have a place of its own: its day in words


@dataclass(frozen=True, slots=True)
class Scale:
    """`first` is in, `last` is not; both are first days of months. `start` and `width` are in pixels."""

    first: dt.date
    last: dt.date
    start: float
    width: float

    def x(self, day: dt.date) -> float:
        """Pixels from the left end of what is drawn."""
        return self.start + (day - self.first).days / (self.last - self.first).days * self.width


def span(dues: Sequence[dt.date], paid: Sequence[dt.date], months: Sequence[dt.date]) -> tuple[dt.date, dt.date]:
    """The months to draw. A payment far from all due days is left out: it would squeeze all others together."""
    if dues:
        early, late = add_months(min(dues), -_NEAR), add_months(max(dues), _NEAR)
        paid = [day for day in paid if early <= day <= late]
    days = [*dues, *paid, *months]
    return min(days).replace(day=1), add_months(max(days).replace(day=1), 1)


def least_width(dues: Sequence[dt.date], first: dt.date, last: dt.date) -> float:
    """Pixels that the months need so that two installments do not touch."""
    ordered = sorted(set(dues))
    gaps = [(after - before).days for before, after in pairwise(ordered)]
    return _STEP * (last - first).days / (median(gaps) if gaps else 30)
