"""Due days such as `24/12/05` or `05/12/2024`, whose order only all rows of a plan show: a month lies between two of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ...core.days import add_months
from ..words.days import Day, date_of
from ..words.glyphs import plain
from .looks import Found

_PARTS = re.compile(r"(\d{1,2}|20\d\d)([-/.])(\d{1,2})\2(\d{1,2}|20\d\d)")
_ORDERS = ((0, 1, 2), (2, 1, 0), (2, 0, 1))  # where year, month and day stand


def with_order(found: Sequence[Found]) -> list[Found]:
    """The rows with their due days, where none of them could be read by itself and one order alone makes them monthly."""
    places = [f.due_piece for f in found]
    if len(found) < 3 or any(f.due for f in found):
        return list(found)
    parts = [_PARTS.fullmatch(plain(p.text).strip()) if p else None for p in places]
    read = [[_day(m, order) if m else None for m in parts] for order in _ORDERS]
    monthly = [days for days in read if _are_monthly(days)]
    if len(monthly) != 1:
        return list(found)
    return [
        replace(f, due=Day(d, d.year, d.month, d.day, None, 0, len(p.text))) if d and p else f
        for f, d, p in zip(found, monthly[0], places, strict=True)
    ]


def _day(match: re.Match[str], order: tuple[int, int, int]) -> dt.date | None:
    year, month, day = (match.group((1, 3, 4)[i]) for i in order)
    return date_of(int(year) if len(year) == 4 else 2000 + int(year), int(month), int(day)) if len(year) > 1 else None


def _are_monthly(days: Sequence[dt.date | None]) -> bool:
    known = [d for d in days if d is not None]
    last = max((d.day for d in known), default=0)
    return len(known) == len(days) and all(b == add_months(a, 1, last) for a, b in pairwise(known))
