"""Which day of a list belongs to which amount: below it, above it, or as a heading of several."""

from __future__ import annotations

import bisect
import re
import statistics
from collections.abc import Sequence
from itertools import pairwise

from ..page.layout import Piece
from .parts import AmountSpot, DaySpot
from .rows import Listed


def pairs_of(listed: Listed) -> tuple[list[DaySpot | None], list[bool], list[tuple[int, int]]]:
    """For each amount its day, whether it is surely its own, and the rows from one to the other.

    Lists write the day either below the amount or beside and above it, the same way all down the page: the way
    with the shorter distances is taken.
    """
    below, above = _days_below(listed), days_above(listed)
    cut = _cut_at_both_ends(listed, below, above)
    downwards = _cost(listed, below) < _cost(listed, above) or cut
    chosen, other = (below, above) if downwards else (above, below)
    cores, own = _cores(listed, chosen)
    sure = not listed.labelled_times() and (
        chosen == other
        or _mean_distance(listed.anchors, chosen) < 0.75 * _mean_distance(listed.anchors, other)
        or (is_regular(listed, cores, chosen) and _starts_say(listed, downwards=downwards))
    )
    taken = {id(d) for d in chosen}
    left = [d for d in listed.days if not d.lone and id(d) not in taken]
    if cut and left[:1] == listed.days[:1]:
        left = left[1:]  # the amount of the first is above the picture
    if left:
        sure = False  # the amount of a day is not there: which one that was, nobody knows
    turns = _first_items(listed)
    if turns and turns != {downwards}:
        sure = False
    usual = _usual(listed, chosen)
    beside = [d is not None and d.row == a.row for a, d in zip(listed.anchors, chosen, strict=True)]
    if len(beside) >= 2 and (all(beside) or (len(beside) >= 4 and sum(beside) >= 0.8 * len(beside))):
        return chosen, beside, cores  # the days of most stand on the row of their amount: so do those of the list
    return chosen, [sure and mine and u for mine, u in zip(own, usual, strict=True)], cores


def _cut_at_both_ends(listed: Listed, below: list[DaySpot | None], above: list[DaySpot | None]) -> bool:
    """Whether a picture without a title begins with a day and ends with an amount that do not belong together: each
    amount but the last stands far nearer to the day below it than to the one above.
    """
    if listed.starts or len(below) < 3 or None in (*below[:-1], *above) or below[-1] is not None:
        return False
    turns = len(listed.days) == len(listed.anchors) and listed.days[0].row < listed.anchors[0].row
    return turns and _mean_distance(listed.anchors, below) < 0.75 * _mean_distance(listed.anchors, above)


def _days_below(listed: Listed) -> list[DaySpot | None]:
    """For each amount the first day from its row on, before the next amount."""
    found: list[DaySpot | None] = []
    for i, anchor in enumerate(listed.anchors):
        at = bisect.bisect_left(listed.day_rows, anchor.row)
        end = listed.anchors[i + 1].row if i + 1 < len(listed.anchors) else len(listed.rows)
        found.append(listed.days[at] if at < len(listed.days) and listed.day_rows[at] < end else None)
    return found


def days_above(listed: Listed) -> list[DaySpot | None]:
    """For each amount the last day down to its row."""
    at = [bisect.bisect_right(listed.day_rows, a.row) for a in listed.anchors]
    return [listed.days[k - 1] if k else None for k in at]


def _cost(listed: Listed, days: list[DaySpot | None]) -> float:
    """How far days stand from their amounts, in heights of a line, with a fine for those without and those shared."""
    cost, seen = 0.0, set()
    for anchor, day in zip(listed.anchors, days, strict=True):
        if day is None or day.piece.page != anchor.piece.page:
            cost += 12
            continue
        cost += abs(_distance(anchor, day)) + 6 * (id(day) in seen)
        seen.add(id(day))
    return cost


def _cores(listed: Listed, days: list[DaySpot | None]) -> tuple[list[tuple[int, int]], list[bool]]:
    """First and last row from each amount to its day, and whether no other amount stands between."""
    cores, own = [], []
    for i, (anchor, day) in enumerate(zip(listed.anchors, days, strict=True)):
        mine = day is not None and (i == 0 or day.row > listed.anchors[i - 1].row)
        at = day.row if day is not None and mine else anchor.row
        cores.append((min(anchor.row, at), max(anchor.row, at)))
        own.append(mine)
    return cores, own


def _usual(listed: Listed, days: list[DaySpot | None]) -> list[bool]:
    """The records of a list are alike: a day on another row at a distance of its own may be another record's."""
    found = [_distance(a, d) if d else 0.0 for a, d in zip(listed.anchors, days, strict=True)]
    known = [x for x, d in zip(found, days, strict=True) if d]
    middle = statistics.median_low(known) if known else 0.0
    enough = len(known) > 2 or (len(known) == 2 and abs(known[0] - known[1]) < 0.6)
    return [abs(x) < 0.6 or (enough and abs(x - middle) < 0.6) for x in found]


def _starts_say(listed: Listed, *, downwards: bool) -> bool:
    """Whether amounts and days take turns from every heading on, the one first that has to be."""
    items = sorted([(a.row, True) for a in listed.anchors] + [(d.row, False) for d in listed.days])
    if not listed.starts or not items or items[0][0] < listed.starts[0]:
        return False
    at = [bisect.bisect_right(items, (row, True)) for row in listed.starts]
    sections = [[is_amount for _, is_amount in items[a:b]] for a, b in pairwise([*at, len(items)])]
    return len(listed.anchors) > 1 and all(
        all(is_amount == (downwards == (k % 2 == 0)) for k, is_amount in enumerate(section))
        and (len(section) % 2 == 0 or section is sections[-1])
        for section in sections
    )


def _first_items(listed: Listed) -> set[bool]:
    """What comes first below headings: amounts (True), days (False); a row with both tells nothing."""
    found = set()
    for start in listed.starts:
        k = bisect.bisect_right(listed.anchors, start, key=lambda a: a.row)
        d = bisect.bisect_right(listed.day_rows, start)
        amount = listed.anchors[k].row if k < len(listed.anchors) else len(listed.rows)
        day = listed.day_rows[d] if d < len(listed.days) else len(listed.rows)
        if amount != day:
            found.add(amount < day)
    return found


def is_regular(listed: Listed, cores: list[tuple[int, int]], chosen: list[DaySpot | None]) -> bool:
    """Whether all records are alike: as many rows each, none over at the top or the end of a part."""
    starts = listed.starts
    lengths = {b - a for a, b in cores}
    if len(lengths) != 1 or None in chosen or not starts or cores[0][0] < starts[0]:
        return False
    zones, leads = set(), set()
    for k, (first, _) in enumerate(cores):
        start = starts[bisect.bisect_left(starts, first) - 1]
        last = cores[k - 1][1] if k else -1
        if start > last:
            leads.add(first - start - 1)
        else:
            zones.add(first - last - 1)
    rest = len(listed.rows) - 1 - cores[-1][1]
    if len(zones) > 1 or len(leads) != 1 or rest > max([0, *zones]):
        return False
    zone, lead = max([0, *zones]), leads.pop()
    if not zone:
        return lead == 0
    if lead not in (0, zone) or (lead == 0 and rest != zone):
        return False
    here = cores[0][0] - lead if lead else cores[-1][1] + 1
    between = [a[1] + 1 for a, b in pairwise(cores) if b[0] - a[1] - 1 == zone and a[1] + 1 not in starts]
    return all(_alike(listed.rows[here + k], listed.rows[r + k]) for r in between[:1] for k in range(zone))


def days_are_headings(listed: Listed, days: list[DaySpot | None]) -> bool:
    """Days as headings of their own, each record below with its clock, or several records below some of them."""
    if not all(d is not None and d.lone for d in days):
        return False
    if _days_head(listed):
        return True
    rows = [a.row for a in listed.anchors]
    ends = [*rows[1:], len(listed.rows)]
    return all(
        any(_CLOCK.search(p.text) for p in listed.pieces(a, min(b, a + 3))) for a, b in zip(rows, ends, strict=True)
    )


_CLOCK = re.compile(r"(?<!\d)[0-2]?\d[:：][0-5]\d(?!\d)")


def _days_head(listed: Listed) -> bool:
    """Whether days and amounts stand in such an order that each day has to head the amounts below it: a day first, an
    amount last, never two days together, at times two amounts; and the days themselves in order.
    """
    items = [
        is_day for _, is_day in sorted([(a.row, False) for a in listed.anchors] + [(d.row, True) for d in listed.days])
    ]
    days = [d.day for d in listed.days if d.day is not None]
    known = [(d.year or 0, d.month, d.day) for d in days]  # none has a year, or each
    return (
        len({d.year is None for d in days}) == 1
        and len(known) == len(listed.days) == len(set(known)) > 2
        and known in (sorted(known), sorted(known, reverse=True))
        and items[0]
        and not items[-1]
        and not any(a and b for a, b in pairwise(items))
        and any(not a and not b for a, b in pairwise(items))
    )


def _alike(one: Sequence[Piece], other: Sequence[Piece]) -> bool:
    """Rows with as many pieces from the same place on: name above name, status above status."""
    return len(one) == len(other) and abs(one[0].box.x0 - other[0].box.x0) < one[0].box.height


def _distance(anchor: AmountSpot, day: DaySpot) -> float:
    """How far below its amount a day stands, in heights of a line."""
    if day.piece.page != anchor.piece.page:
        return 99.0
    return (day.piece.box.middle_y - anchor.piece.box.middle_y) / max(anchor.piece.box.height, 1e-6)


def _mean_distance(anchors: list[AmountSpot], days: list[DaySpot | None]) -> float:
    found = [
        abs(d.piece.box.middle_y - a.piece.box.middle_y)
        for a, d in zip(anchors, days, strict=True)
        if d is not None and d.piece.page == a.piece.page
    ]
    return statistics.fmean(found) if found else float("inf")
