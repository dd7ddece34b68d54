"""Headings between the rows of a statement that give their day, or their month with its year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...core.page import Page
from ..page.layout import Piece, text_rows
from ..tables.cells import day_in
from ..tables.table import Row
from ..words.days import Day, Month, find_days, find_months
from ..words.glyphs import plain
from .days import place_of_day
from .rows import Entry

_BESIDE = re.compile(r"[\s:：,，()]|星期.|周.|交易|明细|账单")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that is a day, or a month, and nothing else."""

    piece: Piece
    day: Day | None = None
    month: Month | None = None


_FEW = 0.3  # of the rows


def headings_of(pages: Sequence[Page], rows: Sequence[Row]) -> list[Heading]:
    """The headings of a file, from top to bottom.

    Where few of the rows need one, a line that looks like it may be the day of the row above, and their own be overlooked.
    """
    need = sum((place := place_of_day(row)) is None or day_in(place.text) is None for row in rows)
    found = []
    for row in text_rows(pages):
        if len(row) > 1:
            continue
        line = plain(row[0].text)
        days, months = [d for d in find_days(line) if d.date is not None], find_months(line)
        for one in (days or months)[:1]:
            if len(days or months) == 1 and not _BESIDE.sub("", line[: one.start] + line[one.end :]):
                day = one if isinstance(one, Day) else None
                piece = replace(row[0], sound=row[0].sound and (row[0].exact or need >= _FEW * len(rows)))
                found.append(Heading(piece, day, one if isinstance(one, Month) else None))
    return found


def heading_above(headings: Sequence[Heading], entry: Entry) -> Heading | None:
    """The last heading above the amount of a row."""
    piece = entry.piece
    if piece is None:
        return None
    above = [h for h in headings if (h.piece.page, h.piece.source.y1) <= (piece.page, piece.source.middle_y)]
    return above[-1] if above else None
