"""Installments of a plan beside each other: numbers that count on, due days month by month, even sums."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..core.days import add_months
from ..core.model import Check, Context, LoanFacts, Look, PlanRow, Read
from ..core.money import Money, total
from .amounts import find_amounts
from .certainty import day_again, judge, missing
from .days import Day, find_months
from .glyphs import packed
from .layout import Piece

_TOTAL = re.compile(
    r"合计|总计|还款总额|应还总额|总还款|还款总金额|应还款总额|总应还|全部应还|共应还|本息总额|总待还|还款合计"
)


@dataclass(frozen=True, slots=True)
class Found:
    """One installment before the looks at its neighbours. `parts`: its components add up to the amount."""

    number: int | None
    of: int | None
    due: Day | None
    due_piece: Piece | None
    amount: Read[Money]
    amount_piece: Piece | None
    state: str | None
    page: int
    parts: bool = False
    sound: bool = True


def looked_at(
    found: Sequence[Found], rows: Sequence[Sequence[Piece]], loan: LoanFacts | None, context: Context
) -> tuple[PlanRow, ...]:
    """The rows in the order of their numbers, each value with what the other rows say of it."""
    found = _numbered(_without_repeats(found))
    if not found:
        return ()
    days = _with_years(found, rows, loan)
    regular = _regular_days(days)
    amounts = Counter(f.amount.value for f in found if f.amount.value is not None)
    usual, times = amounts.most_common(1)[0] if amounts else (None, 0)
    even = times >= max(3, 0.6 * len(found))
    values = [f.amount.value for f in found]
    whole = total(v for v in values if v is not None) if all(values) else None
    stated = {
        a.money
        for row in rows
        for p in row
        if _TOTAL.search(packed("".join(q.text for q in row)))
        for a in find_amounts(p.text)
    }
    stepped = _stepped(values)
    summed = whole is not None and whole in stated and len(found) > 1
    in_order = [f.number for f in found] == list(range(found[0].number or 1, (found[0].number or 1) + len(found)))
    result = []
    for i, one in enumerate(found):
        due = _due(one, days[i], regular[i], context)
        amount = one.amount
        looks: list[Check] = []
        if amount.value is not None:
            if one.parts or summed or stepped[i] or (even and amount.value == usual):
                looks.append(Check(Look.ELSEWHERE, agrees=True))
            elif even and 0 < i < len(found) - 1 and not (one.amount_piece and one.amount_piece.exact):
                looks.append(Check(Look.ELSEWHERE, agrees=False))
            amount = _judged(amount, looks)
        if not one.sound or one.number is None or not in_order:
            due, amount = (
                _judged(due, [Check(Look.LABEL, agrees=False)]),
                _judged(amount, [Check(Look.LABEL, agrees=False)]),
            )
        result.append(PlanRow(one.number or i + 1, due, amount, one.state))
    return tuple(result)


def _stepped(values: Sequence[Money | None]) -> list[bool]:
    """For each amount whether it and two neighbours fall by even steps, to 2 fen (equal principal each month)."""
    good = [False] * len(values)
    for i in range(len(values) - 2):
        a, b, c = values[i : i + 3]
        if a is not None and b is not None and c is not None and a != b and abs((a.fen - b.fen) - (b.fen - c.fen)) <= 2:
            good[i] = good[i + 1] = good[i + 2] = True
    return good


def _judged(read: Read, looks: Sequence[Check]) -> Read:  # type: ignore[type-arg]
    """A value with further looks: one that agrees makes it certain where none speaks against it."""
    checks = (*read.checks, *looks)
    supported = read.certain or any(c.agrees for c in looks)
    return replace(read, certain=read.value is not None and supported and all(c.agrees for c in checks), checks=checks)


def _without_repeats(found: Sequence[Found]) -> list[Found]:
    """Rows that overlapping pictures show twice, once."""
    seen: dict[tuple[object, ...], Found] = {}
    for one in found:
        key = (one.number, one.due and (one.due.year, one.due.month, one.due.day), one.amount.value)
        if one.number is not None and key in seen:
            continue
        seen[key if one.number is not None else (id(one),)] = one
    return list(seen.values())


def _numbered(found: list[Found]) -> list[Found]:
    """Rows in the order of their numbers; where a number is missing or misread but its neighbours count on, it is given."""
    if not found:
        return []
    if all(f.number is None for f in found):
        return (
            [replace(f, number=i + 1) for i, f in enumerate(found)]
            if _rising(found)
            else [replace(f, number=None) for f in found]
        )
    falling = [f.number for f in found if f.number is not None]
    if len(falling) > 1 and falling[0] > falling[-1]:
        found.reverse()
    offsets = Counter(f.number - i for i, f in enumerate(found) if f.number is not None)
    offset, times = offsets.most_common(1)[0]
    if times >= max(2, 0.7 * len(found)) and offset >= 1:
        return [
            f if f.number == offset + i else replace(f, number=offset + i, sound=f.number is None and f.sound)
            for i, f in enumerate(found)
        ]
    return sorted(found, key=lambda f: f.number if f.number is not None else 10_000)


def _rising(found: Sequence[Found]) -> bool:
    keys = [(f.due.year or 0, f.due.month, f.due.day) for f in found if f.due is not None]
    return len(keys) == len(found) and all(a < b for a, b in pairwise(keys))


def _with_years(
    found: Sequence[Found], rows: Sequence[Sequence[Piece]], loan: LoanFacts | None
) -> list[dt.date | None]:
    """Due days with years: written ones, else counted on from a row that has one, a heading of a year, or the loan's day."""
    days: list[dt.date | None] = [f.due.date if f.due else None for f in found]
    if all(d is not None for d in days):
        return days
    known = next((i for i, d in enumerate(days) if d is not None), None)
    if known is None:
        start = loan.disbursed if loan else None
        headings = [m.year for row in rows for p in row for m in find_months(p.text)]
        if start is None and headings and found[0].due is not None:
            start = dt.date(headings[0], 1, 1)
        if start is None:
            return days
        before = start
    else:
        before = days[known] or dt.date.min
        for i in range(known - 1, -1, -1):
            days[i] = _beside(found[i].due, days[i + 1], -1)
    for i, one in enumerate(found):
        if days[i] is None:
            days[i] = _beside(one.due, before, 1)
        before = days[i] or before
    return days


def _beside(day: Day | None, other: dt.date | None, step: int) -> dt.date | None:
    """The day with the year that puts it next to another, after it (1) or before it (-1), within a year."""
    if day is None or other is None:
        return None
    for year in (other.year, other.year + step):
        try:
            date = dt.date(year, day.month, day.day)
        except ValueError:
            continue
        if (date - other).days * step > 0:
            return date
    return None


def _regular_days(days: Sequence[dt.date | None]) -> list[bool | None]:
    """For each due day whether it stands in the monthly order of the others; None where there is no such order."""
    known = [(i, d) for i, d in enumerate(days) if d is not None]
    if len(known) < 3:
        return [None] * len(days)
    due_day = Counter(d.day for _, d in known).most_common(1)[0][0]
    if max(d.day for _, d in known) > 28:
        due_day = max(d.day for _, d in known)
    starts = Counter(add_months(d.replace(day=1), -i) for i, d in known)
    start, times = starts.most_common(1)[0]
    expected = [add_months(start, i, due_day) for i in range(len(days))]
    fits = [None if d is None else d == e for d, e in zip(days, expected, strict=True)]
    if times < 0.6 * len(known) or sum(f is True for f in fits) < max(3, 0.6 * len(known)):
        return [None] * len(days)
    return fits


def _due(one: Found, date: dt.date | None, regular: bool | None, context: Context) -> Read[dt.date]:
    if date is None or one.due is None or one.due_piece is None:
        return missing(one.due_piece, one.page)
    piece = one.due_piece
    far = abs((date - context.today).days) > 40 * 366
    looks = [
        day_again(one.due, piece),
        Check(Look.RANGE, agrees=False) if far else None,
        None if regular is None or (piece.exact and not regular) else Check(Look.ELSEWHERE, agrees=regular),
    ]
    read = judge(date, piece, *looks)
    if one.due.date is None and regular is not True:
        return replace(read, certain=False, checks=(*read.checks, Check(Look.YEAR, agrees=False)))
    return read
