"""The day of what a message tells: in its text, or that on which it came; its year from the heading or from neighbours."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from itertools import pairwise

from ...core.facts import Check, Context, Look, Read
from ..certainty import day_again, in_range, judge, missing
from ..lists.years import by_weekday
from ..page.layout import Piece
from ..words.days import Day, find_days
from .parts import Message, Told
from .words import telling_clauses

_DUE_DAY = re.compile(
    r"(?:应还日|还款日|到期日?|将于|截止|截至|账单日|请于|请在|下[期次]|最近一期|次期|最晚|最迟|借款日期?|放款日期?|起息日|签订于?|有效期至?)[^\d,。;]{0,6}$"
)
# What is said after a day on which something will have to be paid.
_TO_COME = re.compile(r"^ ?(?:之?前|待还|应还|需还|未还|到期|截止|将|为?(?:还款日|到期日|最后)|出账)")
_LABELLED_DAY = re.compile(r"(?<!次)(?<!期)(?<!近)还款日期:?$")
_DAYISH = re.compile(r"\d ?月 ?\d|\d{4}[-/]\d|年 ?月|(?<![\d每])月 ?\d{1,2} ?[日号]|[于在]\d\d/\d\d(?![\d/期])")
_OTHER_DAY = re.compile(r"昨[天日]|前[天日]|次日")


def day_told(message: Message) -> tuple[Day | None, Day | None, bool]:
    """The day of what a message tells, with the year that its heading gives; the same as it stands in the text, if it
    does; and whether no other day could be meant."""
    shown, sure = own_day(message)
    heading = _heading_day(message)
    day = shown
    if shown is None and heading is not None:
        # A message is of the day it came; its heading gives no time of payment.
        other = _OTHER_DAY.search(message.text) or len(_DAYISH.findall(message.text)) > len(find_days(message.text))
        day, sure = replace(heading, time=None), not message.follows and not other
    elif shown and shown.date is None and heading and heading.date and not message.follows:
        day = _before(shown, heading.date)
    elif shown and shown.date is None and heading and heading.date and same_day(heading, shown):
        day = replace(shown, year=heading.year, date=heading.date)
    return day, shown, sure


def _before(day: Day, came: dt.date) -> Day:
    """The day with the year in which it lies in the week before the message came; open where it lies in none."""
    found = [d for y in (came.year, came.year - 1) if (d := day.in_year(y)) and dt.timedelta() <= came - d <= _WEEK]
    return replace(day, year=found[0].year, date=found[0]) if found else day


_WEEK = dt.timedelta(7)


def own_day(message: Message) -> tuple[Day | None, bool]:
    """The day in the message's own text (not a due day), that of the telling clause first; and whether it is alone."""
    text = message.text
    days = find_days(text)
    own = [d for d in days if not (_DUE_DAY.search(text[: d.start]) or _TO_COME.match(text[d.end :]))]
    telling = telling_clauses(text)
    near = [d for d in own if any(a <= d.start < b for a, b in telling)] or own
    if not near:
        # 已还款成功,还款日期2024-03-09 is the day of the payment, unless it lies behind the message.
        labelled = [d for d in days if _LABELLED_DAY.search(text[: d.start]) and not _TO_COME.match(text[d.end :])]
        came = _heading_day(message)
        if len(days) == len(labelled) == 1 and (came is None or not _after(labelled[0], came)):
            return labelled[0], came is not None
        return None, True
    return near[0], len({(d.month, d.day) for d in near}) == 1


def _after(one: Day, other: Day) -> bool:
    if one.date and other.date:
        return one.date > other.date
    return (one.month, one.day) > (other.month, other.day)


def same_day(one: Day, other: Day) -> bool:
    """Whether month and day are the same, whatever the years."""
    return (one.month, one.day) == (other.month, other.day)


def _heading_day(message: Message) -> Day | None:
    if message.heading is None:
        return None
    days = find_days(message.heading.text)
    return days[0] if days else None


def with_years(told: list[Told]) -> list[Told]:
    """A thread runs in time: a day between two full dates less than a year apart has but one year."""
    full = [i for i, t in enumerate(told) if t.day and t.day.date]
    out = list(told)
    for a, b in pairwise(full):
        low, high = sorted(d for i in (a, b) if (day := told[i].day) and (d := day.date))
        for i in range(a + 1, b):
            day = told[i].day
            fits = [d for y in {low.year, high.year} if day and (d := day.in_year(y)) and low <= d <= high]
            if day and len(fits) == 1 and (high - low).days < 360:
                out[i] = replace(told[i], day=replace(day, year=fits[0].year, date=fits[0]))
    return out


def read_day(told: list[Told], i: int, context: Context) -> Read[dt.date]:
    """The day of the message at place `i`, as certain as its heading and neighbours make it."""
    this = told[i]
    message, day, shown = this.message, this.day, this.shown
    if day is None:
        return missing(message.lines[0])
    heading = _heading_day(message)
    looks: list[Check | None] = [] if this.sure_day else [Check(Look.LABEL, agrees=False)]
    if shown is None:
        assert message.heading is not None and heading is not None  # noqa: S101 - a day of a heading has a heading
        piece, shown = message.heading, heading
        looks.append(day_again(shown, piece))
    else:
        piece, first = message.span(shown.start, shown.end)
        looks.append(day_again(replace(shown, start=shown.start - first, end=shown.end - first), piece))
        looks.append(_heading_agrees(told, i, heading))
    if day.date is None:
        above = message.heading if heading is not None and same_day(heading, day) else None
        proposed = by_weekday(day, above or piece, context.today)
        return proposed if proposed.value is not None else _by_order(told[:i], day, piece, context)
    if shown.year is None:
        looks.append(_sure_year(told, i, heading))
    looks.append(in_range(day.date, context.today))
    return judge(day.date, piece, *looks)


def _by_order(before: list[Told], day: Day, piece: Piece, context: Context) -> Read[dt.date]:
    """A day below the last one that has its year, as phones write those of this year: the next such day, to be confirmed."""
    full = [date for t in before if t.day and (date := t.day.date)]
    dates = [date for k in (0, 1) if full and (date := day.in_year(full[-1].year + k))]
    fits = [date for date in dates if full[-1] <= date <= context.today]
    if not fits or full != sorted(full):
        return missing(piece)
    return judge(fits[0], piece, Check(Look.YEAR, agrees=False))


def _heading_agrees(told: list[Told], i: int, heading: Day | None) -> Check | None:
    """The heading above shows the same day; the year stands there too, or in a neighbour in whose order it is."""
    this = told[i]
    shown, above = this.shown, this.message.heading
    if heading is None or shown is None or above is None or this.message.follows:
        return None
    if shown.date is None:
        # The year is the heading's: its day, seen twice, is this one again.
        again = day_again(heading, above) if heading.date and same_day(heading, shown) else None
        return Check(Look.ELSEWHERE, agrees=True) if again and again.agrees else None
    if not same_day(heading, shown):
        # What a message tells has happened before it came.
        came = heading.date or heading.in_year(shown.date.year)
        early = came is not None and dt.timedelta(1) < shown.date - came < dt.timedelta(180)
        return Check(Look.ELSEWHERE, agrees=False) if early else None
    if heading.year == shown.year or _in_order(told, i):
        return Check(Look.ELSEWHERE, agrees=True)
    return None


def _in_order(told: list[Told], i: int) -> bool:
    """The year stands in a neighbour too, and the days of all three keep their order."""
    dates = [d.date for t in told[max(0, i - 1) : i + 2] if (d := t.day) and d.date]
    this = told[i].day
    alike = [d for d in dates if this and this.date and d.year == this.date.year]
    return len(alike) > 1 and dates in (sorted(dates), sorted(dates, reverse=True))


def _sure_year(told: list[Told], i: int, heading: Day | None) -> Check:
    """A year from between two neighbours has proved itself; that of the heading has to be seen twice, or fit in."""
    above = told[i].message.heading
    if heading is None or heading.date is None or above is None:
        return Check(Look.YEAR, agrees=True)
    again = day_again(heading, above)
    if again is None:
        return Check(Look.YEAR, agrees=_in_order(told, i))
    return Check(Look.YEAR, agrees=again.agrees or {d.year for d in find_days(above.second or "")} == {heading.year})
