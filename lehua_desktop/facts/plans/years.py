"""The years of due days that a plan writes without them: from headings, from its other rows, or from the loan's day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...core.days import add_months
from ...core.facts import LoanFacts
from ..certainty import day_again
from ..page.layout import Piece
from ..words.days import Day, find_days, find_months
from ..words.glyphs import packed, plain


@dataclass(frozen=True, slots=True)
class Heading:
    """A line such as `2025年` or `2025年3月` with the piece it stands in."""

    year: int
    month: int | None
    piece: Piece

    @property
    def sure(self) -> bool:
        """The year was not recognised from pixels, or a second reader saw it too."""
        return self.piece.exact or (self.piece.second is not None and str(self.year) in plain(self.piece.second))


def heading_in(row: Sequence[Piece]) -> Heading | None:
    """The heading that a row is: a year, or a month with its year, and little else."""
    text = packed("".join(p.text for p in row))
    months = find_months(text)
    if months and len(text) <= 16 and not find_days(text):
        return Heading(months[0].year, months[0].month, row[0])
    year = re.fullmatch(r"[<〈]?(20\d\d)(?:年度?(?:账单|还款计划)?)?[>〉∨∧vV]?", text)
    return Heading(int(year[1]), None, row[0]) if year else None


Due = tuple[Day | None, Piece | None, Heading | None]


def with_years(
    rows: Sequence[Due], first: int | None, lines: Sequence[Sequence[Piece]], loan: LoanFacts
) -> tuple[list[dt.date | None], bool]:
    """The days of rows in their order, and whether their years are sure.

    A year that the row writes counts, then one of the heading above it; from the first row with a year the others
    follow within a year of each other. Without any, the loan's day gives it, or the month named for the first: the row
    of number `first` (None: the first) falls due that many months later. Years are sure when two places give them or two
    readers saw the one; never where only the loan's day tells them, for a plan may begin later than a loan usually does.
    """
    days = [None if day is None else day.date or _dated(day, heading) for day, _, heading in rows]
    written = [(d, p) for d, p, _ in rows if d is not None and d.date is not None]
    headings = {h.piece: h for d, _, h in rows if h is not None and d is not None and d.date is None}
    start = add_months(loan.disbursed, (first or 1) - 1) if loan.disbursed else None
    if all(d is None for d in days) and start is not None and rows:
        days[0] = _beside(rows[0][0], start, 1)
        if days[0] is not None and (days[0] - start).days > 62:
            days[0] = None
        return _follow(rows, days), False
    if all(d is None for d in days) and rows and (begun := _first_month(lines)) is not None:
        month, piece = begun
        begin = add_months(month, (first or 1) - 1)
        day = rows[0][0]
        days[0] = day.in_year(begin.year) if day is not None and day.month == begin.month else None
        return _follow(rows, days), piece.exact
    days = _follow(rows, days)
    if len(written) >= 2 or all(d is None for d in days):
        return days, True
    sources = len(written) + len(headings)
    if start is not None and days and days[0] is not None and 0 < (days[0] - start).days <= 62:
        sources += 1
    alone = any((c := day_again(d, p)) is not None and c.agrees for d, p in written) or any(
        p is not None and p.exact for _, p in written
    )
    return days, sources >= 2 or alone or any(h.sure for h in headings.values())


_FIRST = re.compile(r"首[期次][^\d]{0,8}(20\d\d)年(\d{1,2})月")


def _first_month(lines: Sequence[Sequence[Piece]]) -> tuple[dt.date, Piece] | None:
    """The month of the first installment where a line names it: `首期2025年3月`."""
    for row in lines:
        for piece in row:
            if (match := _FIRST.search(packed(piece.text))) and 1 <= int(match[2]) <= 12:
                return dt.date(int(match[1]), int(match[2]), 1), piece
    return None


def _dated(day: Day, heading: Heading | None) -> dt.date | None:
    """The day in the year of its heading; None where the heading is of another month."""
    if heading is None or (heading.month is not None and heading.month != day.month):
        return None
    return day.in_year(heading.year)


def _follow(rows: Sequence[Due], days: list[dt.date | None]) -> list[dt.date | None]:
    """Days without a year next to those with one, forwards and back from the first that has it."""
    known = next((i for i, d in enumerate(days) if d is not None), None)
    if known is None:
        return days
    for i in range(known - 1, -1, -1):
        days[i] = _beside(rows[i][0], days[i + 1], -1)
    before = days[known]
    for i in range(known + 1, len(rows)):
        if days[i] is None:
            days[i] = _beside(rows[i][0], before, 1)
        before = days[i] or before
    return days


def _beside(day: Day | None, other: dt.date | None, step: int) -> dt.date | None:
    """The day with the year that puts it next to another, after it (1) or before it (-1), within a year."""
    if day is None or other is None:
        return None
    for year in (other.year, other.year + step):
        date = day.in_year(year)
        if date is not None and (date - other).days * step > 0:
            return date
    return None
