"""Lists cut into records: which day, which words and which heading belong to which amount."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass

from ..page.layout import Piece
from ..page.side_by_side import unfolded
from ..words.glyphs import packed
from .days import Rows, list_days, with_years_below
from .edges import blocks_of, holes_in, spans_of
from .gaps import with_hidden
from .headings import list_headings
from .pairs import days_above, days_are_headings, is_regular, pairs_of
from .parts import AmountSpot, DaySpot, Heading, list_amounts, status_apart, without_offers
from .rows import Listed, says


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of a list: its amount, its day, and everything that stands between it and its neighbours."""

    amount: AmountSpot
    day: DaySpot | None
    pieces: list[Piece]
    heading: Heading | None
    own_day: bool  # the day is beyond doubt that of this record and no other's
    under: bool  # no heading can have been lost between the heading and this record
    core: list[Piece]  # what is surely about this record: at least the rows from the amount to the day
    silent: bool  # if the core names no status, no word beside it could be the record's either

    @property
    def texts(self) -> list[str]:
        return [p.text for p in self.pieces]


def records_of(rows: Rows) -> tuple[list[Record], list[Heading]]:
    """The records of a list from top to bottom, and its headings."""
    # A single letter is the picture beside a name.
    parts = [[part for p in row for part in status_apart(p) if not _LETTER.fullmatch(packed(p.text))] for row in rows]
    rows = unfolded([row for row in parts if row])
    rows = without_offers(with_years_below(rows))
    days, headings = list_days(rows), list_headings(rows)
    anchors = with_hidden(rows, list_amounts(rows, days), days)
    return (_records(Listed(rows, anchors, days, headings)) if anchors else []), headings


def _records(listed: Listed) -> list[Record]:
    above = days_above(listed)
    grouped = days_are_headings(listed, above)
    blocks = None if grouped else blocks_of(listed)
    if grouped:
        chosen, own, cores = above, [False] * len(above), [(a.row, a.row) for a in listed.anchors]
        spans, whole = spans_of(listed, cores, regular=is_regular(listed, cores, chosen))
    elif blocks is not None:
        chosen = [listed.days_in(a, b)[0] if listed.days_in(a, b) else None for a, b in blocks]
        own, cores, spans, whole = [True] * len(blocks), blocks, blocks, [True] * len(blocks)
    else:
        chosen, own, cores = pairs_of(listed)
        spans, whole = spans_of(listed, cores, regular=is_regular(listed, cores, chosen))
    holes = holes_in(listed, cores)
    records = []
    hole = False
    heading: Heading | None = None
    for i, anchor in enumerate(listed.anchors):
        last = heading
        heading = listed.heading(anchor.row)
        hole = holes[i] or (hole and heading is last)
        day = chosen[i]
        # A day above the heading of a month does not head what stands below that.
        below = grouped and day is not None and heading is not None and day.row < heading.row
        alone = day is not None and not day.due and anchor.alone and not below
        first, end = spans[i]
        torn = bisect.bisect_left(listed.tall, first - 1) < bisect.bisect_right(listed.tall, end + 1)
        core = spans[i] if whole[i] and not torn else cores[i]
        around = (cores[i - 1][1] + 1 if i else 0, cores[i + 1][0] if i + 1 < len(cores) else len(listed.rows))
        records.append(
            Record(
                anchor,
                day,
                listed.pieces(first, end + 1),
                heading,
                alone and not torn and (own[i] or (grouped and not hole)),
                not hole,
                listed.pieces(core[0], core[1] + 1),
                not torn and (whole[i] or not any(says(p) for p in listed.pieces(*around))),
            )
        )
    return records


_LETTER = re.compile(r"[^\d]")
