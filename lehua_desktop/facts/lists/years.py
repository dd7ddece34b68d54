"""The year of a day that stands without it: from the heading of a list, the order of its rows, the day of the week."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise

from ...core.facts import Check, Look, Read
from ..certainty import digits, judge, missing
from ..page.layout import Piece
from ..words.days import Day, find_months
from ..words.glyphs import plain
from .parts import Heading
from .records import Record


def heading_above(record: Record, rows: set[int]) -> int | None:
    """Which of the headings in `rows` gives the record its year; `None` where it has one of its own."""
    own = record.day is not None and record.day.day is not None and record.day.day.date is not None
    return record.heading.row if record.heading is not None and record.heading.row in rows and not own else None


def rolled_over(records: Sequence[Record]) -> set[int]:
    """The rows of headings of a year below which the days, none of which has a year, run past the end of one."""
    below: dict[int, list[tuple[int, int]]] = {}
    for record in records:
        day, heading = record.day.day if record.day is not None else None, record.heading
        of_year = heading is not None and heading.month is None and heading.since is None
        if heading is not None and of_year and day is not None and day.date is None:
            below.setdefault(heading.row, []).append((day.month, day.day))
    return {row for row, days in below.items() if days not in (sorted(days), sorted(days, reverse=True))}


def by_order(records: Sequence[Record], headings: list[Heading], rolled: set[int]) -> dict[int, dt.date]:
    """Days of records (by their place) whose year follows only from the order of the list: from that of a record whose
    year is known, and every New Year between the two. A list in no order gives none."""
    days = [(place, r.day.day) for place, r in enumerate(records) if r.day is not None and r.day.day is not None]
    since = _years_since(days, -1)  # newest first, if nothing tells
    if since is None and len(days) > 2:
        since = _years_since(days, 1)
    if since is None:
        return {}
    known: dict[int, int] = {}  # the year of the first record as each dated one has it
    opened: set[int] = set()
    for at, (place, day) in enumerate(days):
        date = day.date or (dated(day, records[place].heading, headings) or (None,))[0]
        above = heading_above(records[place], rolled)
        if date is not None and above not in opened:
            known[at] = date.year - since[at]
        if above is not None:  # its year is that of the first below it
            opened.add(above)
    found = {}
    for at, (place, day) in enumerate(days):
        if known and at not in known:
            near = max((k for k in known if k < at), default=min(known))
            if date := day.in_year(known[near] + since[at]):
                found[place] = date
    return found


def _years_since(days: Sequence[tuple[int, Day]], step: int) -> list[int] | None:
    """For each day the years since the first; `None` where days turn back other than at a New Year."""
    since = [0]
    for (_, before), (_, now) in pairwise(days):
        turned = ((now.month, now.day) > (before.month, before.day)) != (step > 0) and now.month != before.month
        if turned and abs(now.month - before.month) <= _HALF_A_YEAR:
            return None
        since.append(since[-1] + step * turned)
    return since


_HALF_A_YEAR = 6  # months


def dated(day: Day, heading: Heading | None, headings: list[Heading]) -> tuple[dt.date, bool] | None:
    """The day with the year that the heading above it gives, and whether that year is sure."""
    if heading is None:
        return None
    if heading.since is not None and heading.until is not None:
        years = range(heading.since.year, heading.until.year + 1)
        dates = [d for y in years if (d := day.in_year(y)) and heading.since <= d <= heading.until]
        return (dates[0], _range_again(heading)) if len(dates) == 1 else None
    if (heading.year or heading.after) is None:
        return None
    year = heading.year or (heading.after or 0) + 1
    if heading.month is not None and heading.month != day.month and day.month > heading.month:
        year -= 1  # newest first, and the heading between is not there
    date = day.in_year(year)
    if date is None:
        return None
    giver = heading if heading.year else next(h for h in headings if h.year and h.month) if heading.joined else None
    sure = heading.month in (None, day.month) and giver is not None and heading.chosen
    return date, sure and giver is not None and _sure_year(giver, headings)


def _range_again(heading: Heading) -> bool:
    """Whether the second reader saw the years of a range too."""
    piece = heading.piece
    years = {str(d.year) for d in (heading.since, heading.until) if d}
    return piece.exact or (piece.second is not None and set(re.findall(r"20\d\d", plain(piece.second))) == years)


def _sure_year(heading: Heading, headings: list[Heading]) -> bool:
    """Whether the year of a heading was seen twice: by the second reader, or in a neighbour in whose order it stands."""
    if heading.by is not None:  # the year stands above the month
        year = str(heading.year) in plain(heading.by.second or "") or heading.by.exact
        return year and (heading.piece.exact or digits(heading.piece.second or "") == str(heading.month))
    if heading.piece.second is not None:
        if months := find_months(heading.piece.second):
            return (months[0].year, months[0].month) == (heading.year, heading.month or months[0].month)
        seen = re.search(r"(20\d\d)\D{0,4}(\d{1,2})?", plain(heading.piece.second))
        if seen:
            return int(seen[1]) == heading.year and (heading.month is None or int(seen[2] or 0) == heading.month)
    if heading.piece.exact:
        return True
    if heading.month is None:  # years that count up or down one by one
        years = [h.year for h in headings if h.year]
        steps = {(b or 0) - (a or 0) for a, b in pairwise(years)}
        return steps in ({1}, {-1})
    order = [(h.year or 0, h.month or 0) for h in headings]
    at = next(i for i, h in enumerate(headings) if h is heading)
    near = [headings[k].year for k in (at - 1, at + 1) if 0 <= k < len(headings)]
    return heading.year in near and order in (sorted(order), sorted(order, reverse=True))


_WEEKDAY = re.compile(
    r"(?:星期|周|礼拜) ?(?P<zh>[一二三四五六日天])|\b(?P<en>mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*day)?\b", re.IGNORECASE
)
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def weekdays_in(text: str) -> set[int]:
    """The days of the week that a text names, 0 for Monday."""
    return {
        "一二三四五六日".index(m["zh"].replace("天", "日")) if m["zh"] else _ENGLISH.index(m["en"].lower())
        for m in _WEEKDAY.finditer(plain(text))
    }


def by_weekday(day: Day, piece: Piece | None, today: dt.date) -> Read[dt.date]:
    """A day whose year nothing on the page tells: of the last five years that in which it was the named day of the week,
    to be confirmed; open where none is named."""
    named = weekdays_in(piece.text) if piece is not None else set()
    dates = [date for year in range(today.year, today.year - 6, -1) if (date := day.in_year(year)) and date <= today]
    fits = [date for date in dates if {date.weekday()} == named]
    if not fits or piece is None:
        return missing(piece)
    return judge(fits[0], piece, Check(Look.YEAR, agrees=False))
