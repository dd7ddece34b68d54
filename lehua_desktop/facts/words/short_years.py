"""Days of tables whose years have two figures (`24-05-25`), written out where the page as a whole shows which is the year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from ...core.page import TextLine
from .days import date_of

_SHORT = re.compile(r"([1-3]\d)([-/.])(0[1-9]|1[0-2])\2([0-3]\d)")
_LEAST = 4  # a table, not a number of some other kind


def with_whole_years(lines: Sequence[TextLine]) -> Sequence[TextLine]:
    """The lines with the century written before short years. Read with the year first the days have to be real ones that
    lie close together; read with the year last they do not, as installments a month apart.
    """
    texts = [x.text for x in lines if _SHORT.fullmatch(x.text)]
    if len(texts) < _LEAST:
        return lines
    first = [_date(m[1], m[3], m[4]) for t in texts if (m := _SHORT.fullmatch(t))]
    last = [_date(m[4], m[3], m[1]) for t in texts if (m := _SHORT.fullmatch(t))]
    if None in first or (None not in last and 2 * _span(first) > _span(last)):
        return lines
    return [replace(x, text=f"20{x.text}", second=_whole(x.second)) if _SHORT.fullmatch(x.text) else x for x in lines]


def _whole(second: str | None) -> str | None:
    return f"20{second}" if second is not None and _SHORT.fullmatch(second.strip()) else second


def _date(year: str, month: str, day: str) -> dt.date | None:
    return date_of(2000 + int(year), int(month), int(day))


def _span(days: Sequence[dt.date | None]) -> dt.timedelta:
    known = [d for d in days if d is not None]
    return max(known) - min(known)
