"""Lists cut into records: which day and which names belong to which amount."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..core.money import Money
from .amounts import Amount, find_amounts, parse_amount
from .days import Day, Month, find_days, find_months
from .glyphs import packed
from .labels import Field, label_of
from .layout import Piece


@dataclass(frozen=True, slots=True)
class Spot:
    """A value with its piece and row."""

    row: int
    piece: Piece


@dataclass(frozen=True, slots=True)
class AmountSpot(Spot):
    """An amount that one record is about."""

    amount: Amount


@dataclass(frozen=True, slots=True)
class DaySpot(Spot):
    """A day that may be that of a payment."""

    day: Day


@dataclass(frozen=True, slots=True)
class Heading(Spot):
    """A month heading; `spent` is the total of the month that stands below or beside it."""

    month: Month
    spent: Money | None


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of a list: its amount, its day, and everything that stands between it and its neighbours."""

    amount: AmountSpot
    day: DaySpot | None
    pieces: list[Piece]
    heading: Heading | None
    own_day: bool  # the day is beyond doubt that of this record and no other's
    core: list[Piece]  # the rows from the amount to the day: what they say is surely about this record

    @property
    def texts(self) -> list[str]:
        return [p.text for p in self.pieces]


_SUM = re.compile(r"^(?:总?支出|总?收入|共?支出|合计|共\d+笔|结余|累计|已还|总计|统计|不计收支)")
_NO_ANCHOR = frozenset({Field.PART, Field.OTHER_AMOUNT, Field.GROSS, Field.TOTAL})
_DUE = re.compile(r"应还|到期|还款日[:：]|账单日|最后还款")
_DOES = re.compile(r"还款|扣款|支付|付款|实还|扣收|代扣|转账|支出")


def records_of(rows: Sequence[Sequence[Piece]]) -> tuple[list[Record], list[Heading]]:
    """The records of a list from top to bottom, and its month headings."""
    anchors = _anchors(rows)
    headings = _headings(rows)
    return (_records(rows, anchors, _days(rows), headings) if anchors else []), headings


def _anchors(rows: Sequence[Sequence[Piece]]) -> list[AmountSpot]:
    """The amounts that records are about: one a row, sums of months and components left out."""
    found: list[AmountSpot] = []
    weak: list[AmountSpot] = []
    for r, row in enumerate(rows):
        here: list[AmountSpot] = []
        for c, piece in enumerate(row):
            text = packed(piece.text)
            if _SUM.match(text):
                break
            label = label_of(piece.text)
            amount = parse_amount(piece.text)
            if amount is None or not (amount.decimals or amount.currency):
                inside = find_amounts(piece.text)
                named = bool(inside) and ((label and label.field in (Field.AMOUNT, Field.PAID)) or _DOES.search(text))
                glued = (
                    bool(inside)
                    and (inside[0].negative or inside[0].plus)
                    and inside[0].end >= len(piece.text.rstrip()) - 1
                )
                if len(inside) != 1 or not (named or glued):
                    continue
                if label and label.field in _NO_ANCHOR:
                    continue
                amount = inside[0]
            before = label_of(row[c - 1].text) if c else None
            if (before and before.value_at == len(row[c - 1].text) and before.field in _NO_ANCHOR) or _DUE.search(text):
                weak.append(AmountSpot(r, piece, amount))
                continue
            here.append(AmountSpot(r, piece, amount))
        if here:
            # Two on one row: the signed one, else the one on the right.
            found.append(next((s for s in here if s.amount.negative or s.amount.plus), here[-1]))
    return _main(found) or weak


def _main(spots: list[AmountSpot]) -> list[AmountSpot]:
    """Without small print: amounts lower than the others, and unsigned ones where most have a sign."""
    if len(spots) < 2:
        return spots
    usual = statistics.median(s.piece.box.height for s in spots)
    signed = [s for s in spots if s.amount.negative or s.amount.plus]
    if 2 * len(signed) > len(spots):
        spots = signed
    return [s for s in spots if s.piece.box.height > 0.75 * usual]


def _days(rows: Sequence[Sequence[Piece]]) -> list[DaySpot]:
    found = []
    for r, row in enumerate(rows):
        for c, piece in enumerate(row):
            label = label_of(piece.text) or (label_of(row[c - 1].text) if c else None)
            if (label and label.field is Field.OTHER_TIME) or _DUE.search(packed(piece.text)):
                continue
            found += [DaySpot(r, piece, d) for d in find_days(piece.text)[:1]]
    return found


def _headings(rows: Sequence[Sequence[Piece]]) -> list[Heading]:
    found: list[Heading] = []
    for r, row in enumerate(rows):
        for piece in row:
            months = find_months(piece.text)
            if months and len(packed(piece.text)) <= 40:
                found.append(Heading(r, piece, months[0], _spent(rows[r : r + 2])))
                break
    return found


def _spent(rows: Iterable[Sequence[Piece]]) -> Money | None:
    """The month's total beside or below its heading (`支出¥1,734.37`)."""
    for row in rows:
        for c, piece in enumerate(row):
            if "支出" in packed(piece.text):
                text = piece.text[piece.text.find("支") :]
                amounts = find_amounts(text) or (find_amounts(row[c + 1].text) if c + 1 < len(row) else [])
                if amounts:
                    return amounts[0].money
    return None


def _records(
    rows: Sequence[Sequence[Piece]], anchors: list[AmountSpot], days: list[DaySpot], headings: list[Heading]
) -> list[Record]:
    """Each amount with its day and surroundings.

    Lists write the day either below the amount or beside and above it, the same way all down the page: the way with
    the shorter distances is taken.
    """
    below = [_day_after(a, anchors[i + 1 :], days) for i, a in enumerate(anchors)]
    above = [_day_before(a, days) for a in anchors]
    downwards = _cost(anchors, below) < _cost(anchors, above)
    chosen, other = (below, above) if downwards else (above, below)
    tidy = _tidy(anchors, chosen, other) and not _labelled_times(rows)
    cores = []
    shared = []
    for i, (anchor, day) in enumerate(zip(anchors, chosen, strict=True)):
        own = day is not None and (i == 0 or day.row > anchors[i - 1].row)
        at = day.row if day is not None and own else anchor.row
        shared.append(not own)
        cores.append((min(anchor.row, at), max(anchor.row, at)))
    distances = [_distance(a, d) for a, d in zip(anchors, chosen, strict=True) if d is not None]
    fixed = {h.row for h in headings} | {d.row for d in days if not any(a <= d.row <= b for a, b in cores)}
    spans = _spans(rows, cores, fixed)
    return [
        Record(
            anchor,
            chosen[i],
            [p for row in rows[spans[i][0] : spans[i][1] + 1] for p in row],
            next((h for h in reversed(headings) if h.row <= anchor.row), None),
            tidy and not shared[i] and _usual_distance(anchor, chosen[i], distances),
            [p for row in rows[cores[i][0] : cores[i][1] + 1] for p in row],
        )
        for i, anchor in enumerate(anchors)
    ]


def _spans(rows: Sequence[Sequence[Piece]], cores: list[tuple[int, int]], fixed: set[int]) -> list[tuple[int, int]]:
    """First and last row of each record round its core of amount and day; rows in `fixed` are headings between records."""
    leads = _names_stand_above(rows, cores, fixed)
    firsts, lasts = [], []
    for i, (first, last) in enumerate(cores):
        top = cores[i - 1][1] if i else -1
        bottom = cores[i + 1][0] if i + 1 < len(cores) else len(rows)
        firsts.append(_cut(rows, top, first, fixed, leads=leads) if i else _near(rows, first, fixed, leads=leads))
        lasts.append(
            _cut(rows, last, bottom, fixed, leads=leads) - 1 if i + 1 < len(cores) else _tail(rows, last, fixed)
        )
    return [(max(min(f, a), 0), max(b, z)) for f, z, (a, b) in zip(firsts, lasts, cores, strict=True)]


def _gap(rows: Sequence[Sequence[Piece]], upper: int) -> float:
    """The blank between a row and the next, in heights of a line; wide between pages."""
    one, two = rows[upper], rows[upper + 1]
    if one[0].page != two[0].page:
        return 9.0
    return (min(p.box.y0 for p in two) - max(p.box.y1 for p in one)) / max(one[0].box.height, 1e-6)


def _cut(rows: Sequence[Sequence[Piece]], last: int, first: int, fixed: set[int], *, leads: bool) -> int:
    """The row with which the next record begins, between the core that ends at `last` and the one from `first` on.

    Headings decide, then the widest gap, then the habit of the page (`leads`: names stand above amounts and days).
    """
    between = [r for r in range(last + 1, first) if r in fixed]
    if between:
        return between[0]
    gaps = {r + 1: _gap(rows, r) for r in range(last, first)}
    if len(gaps) < 2:
        return first
    widest, second = sorted(gaps.values(), reverse=True)[:2]
    if widest > second + 0.35:
        return max(gaps, key=lambda r: gaps[r])
    return last + 1 if leads else first


def _labelled_times(rows: Sequence[Sequence[Piece]]) -> bool:
    """Labels of times stand on cards; a list that has them is one whose cards could not be told apart."""
    labels = [label_of(p.text) for row in rows for p in row]
    return any(label and label.field in (Field.PAID_AT, Field.CREATED_AT) for label in labels)


def _tidy(anchors: list[AmountSpot], chosen: list[DaySpot | None], other: list[DaySpot | None]) -> bool:
    """Whether the way to take days is beyond doubt: clearly nearer, or the only one that leaves no amount without."""
    near, far = (_mean_distance(anchors, days) for days in (chosen, other))
    return near < 0.75 * far or (near <= 1.1 * far and None not in chosen and None in other)


def _distance(anchor: AmountSpot, day: DaySpot) -> float:
    """How far below its amount a day stands, in heights of a line."""
    if day.piece.page != anchor.piece.page:
        return 99.0
    return (day.piece.box.middle_y - anchor.piece.box.middle_y) / max(anchor.piece.box.height, 1e-6)


def _usual_distance(anchor: AmountSpot, day: DaySpot | None, distances: list[float]) -> bool:
    """The records of a list are alike: a day on another row at a distance of its own may be another record's."""
    if day is None or abs(_distance(anchor, day)) < 0.6:
        return True
    return (
        len(distances) > 1
        and abs(_distance(anchor, day) - statistics.median_low(distances)) < 0.6
        and (len(distances) > 2 or abs(distances[0] - distances[1]) < 0.6)
    )


def _mean_distance(anchors: list[AmountSpot], days: list[DaySpot | None]) -> float:
    found = [
        abs(d.piece.box.middle_y - a.piece.box.middle_y)
        for a, d in zip(anchors, days, strict=True)
        if d is not None and d.piece.page == a.piece.page
    ]
    return statistics.fmean(found) if found else float("inf")


def _near(rows: Sequence[Sequence[Piece]], first: int, fixed: set[int], *, leads: bool) -> int:
    """Where the first record begins: with the rows close above its core that are no heading."""
    row = first
    while row > 0 and row - 1 not in fixed and first - row < 3 and (leads or _gap(rows, row - 1) < 0.1):
        row -= 1
    return row


def _tail(rows: Sequence[Sequence[Piece]], last: int, fixed: set[int]) -> int:
    """Where the last record ends: a few rows below its core at most."""
    end = last
    while end + 1 < len(rows) and end + 1 not in fixed and end - last < 3 and _gap(rows, end) < 1.2:
        end += 1
    return end


def _names_stand_above(rows: Sequence[Sequence[Piece]], cores: list[tuple[int, int]], fixed: set[int]) -> bool:
    """Whether rows between two cores belong to the lower one: such a row stands above the first core as well."""
    zones = [
        (a[1] + 1, b[0] - 1)
        for a, b in pairwise(cores)
        if b[0] - 1 > a[1] and not any(r in fixed for r in range(a[1] + 1, b[0]))
    ]
    first, last = cores[0][0] - 1, cores[-1][1] + 1
    if not zones or first < 0 or first in fixed:
        return False

    def alike(one: int, two: int) -> bool:
        return abs(rows[one][0].box.x0 - rows[two][0].box.x0) < rows[one][0].box.height

    above = alike(first, zones[0][1])
    below = last < len(rows) and last not in fixed and alike(last, zones[0][0])
    return above and not below


def _day_after(anchor: AmountSpot, later: list[AmountSpot], days: list[DaySpot]) -> DaySpot | None:
    end = later[0].row if later else 10**9
    return next((d for d in days if anchor.row <= d.row < end), None)


def _day_before(anchor: AmountSpot, days: list[DaySpot]) -> DaySpot | None:
    return next((d for d in reversed(days) if d.row <= anchor.row), None)


def _cost(anchors: list[AmountSpot], days: list[DaySpot | None]) -> float:
    """How far days stand from their amounts, in heights of a line, with a fine for those without and those shared."""
    cost, seen = 0.0, set()
    for anchor, day in zip(anchors, days, strict=True):
        if day is None or day.piece.page != anchor.piece.page:
            cost += 12
            continue
        cost += abs(day.piece.box.middle_y - anchor.piece.box.middle_y) / max(anchor.piece.box.height, 1e-6)
        cost += 6 * (day in seen)
        seen.add(day)
    return cost
