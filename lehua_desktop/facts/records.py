"""Lists cut into records: which day, which words and which heading belong to which amount."""

from __future__ import annotations

import bisect
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .amounts import parse_amount
from .glyphs import packed
from .labels import Field, label_of
from .layout import Piece, text_height
from .record_days import list_days, with_years_below
from .record_gaps import with_hidden
from .record_headings import list_headings
from .record_parts import (
    AmountSpot,
    DaySpot,
    Heading,
    bare_label,
    is_title,
    list_amounts,
    status_apart,
    without_offers,
)
from .side_by_side import unfolded
from .wording import status_said

Rows = Sequence[Sequence[Piece]]


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
    return (_List(rows, anchors, days, headings).records() if anchors else []), headings


class _List:
    """One list while it is cut: rows, amounts, days and headings, all in their order on the page."""

    def __init__(self, rows: Rows, anchors: list[AmountSpot], days: list[DaySpot], headings: list[Heading]) -> None:
        self.rows, self.anchors, self.days, self.headings = rows, anchors, days, headings
        self.day_rows = [d.row for d in days]
        self.height = text_height([p for row in rows for p in row])
        # Two lines of two rows taken for one: nobody knows what belongs where.
        self.tall = [r for r, row in enumerate(rows) if any(self._is_torn(p) for p in row) or self._lies_over(r)]
        taken = {a.row for a in anchors} | {d.row for d in days}
        titles = {r for r, row in enumerate(rows) if is_title(row)} - taken
        self.starts = [h.row for h in headings]
        first = min(taken)
        if not self.starts or self.starts[0] > first:
            above = max((r for r in titles if r < first), default=None)
            above = self._page_title(first) if above is None else above
            self.starts = [*([above] if above is not None else []), *self.starts]
        # A heading takes its line of sums along, a title the totals below it: records begin below those.
        self.starts = [self._below_sums(start, titles, taken) for start in self.starts]

    def _page_title(self, first: int) -> int | None:
        """The row above the first item where a few words stand in the middle of the page, as titles of pages do."""
        pieces = [p for row in self.rows for p in row]
        left, right = min(p.box.x0 for p in pieces), max(p.box.x1 for p in pieces)
        middle = (left + right) / 2
        for row in self.rows[first - 1 : first] if first else ():
            for p in row:
                near = abs(p.box.middle_x - middle) < 0.08 * (right - left) and p.box.x0 > left + 0.2 * (right - left)
                if near and _TITLE_WORDS.fullmatch(packed(p.text)) and not _says(p):
                    return first - 1
        return None

    def _is_torn(self, piece: Piece) -> bool:
        return piece.box.height > 1.7 * self.height and len(packed(piece.text)) >= 6 and not parse_amount(piece.text)

    def _lies_over(self, row: int) -> bool:
        """Rows that lie half over each other are one row seen twice, at the seam of two parts of a picture."""
        near = [r for r in (row - 1, row + 1) if 0 <= r < len(self.rows) and self._gap(min(r, row)) < -0.4]
        return any(_cover(p, q) for r in near for p in self.rows[row] for q in self.rows[r])

    def _below_sums(self, start: int, titles: set[int], taken: set[int]) -> int:
        while start + 1 < len(self.rows) and start + 1 not in taken:
            sums = any(parse_amount(p.text) for p in self.rows[start + 1])
            if start + 1 not in titles and not sums:
                break
            start += 1
        return start

    def records(self) -> list[Record]:
        above = self._above()
        grouped = self._grouped(above)
        blocks = None if grouped else self._blocks()
        if grouped:
            chosen, own, cores = above, [False] * len(above), [(a.row, a.row) for a in self.anchors]
            spans, whole = self._spans(cores, regular=self._regular(cores, chosen))
        elif blocks is not None:
            chosen = [self._days_in(a, b)[0] if self._days_in(a, b) else None for a, b in blocks]
            own, cores, spans, whole = [True] * len(blocks), blocks, blocks, [True] * len(blocks)
        else:
            chosen, own, cores = self._pairs()
            spans, whole = self._spans(cores, regular=self._regular(cores, chosen))
        holes = self._holes(cores)
        records = []
        hole = False
        heading: Heading | None = None
        for i, anchor in enumerate(self.anchors):
            last = heading
            heading = self._heading(anchor.row)
            hole = holes[i] or (hole and heading is last)
            day = chosen[i]
            alone = day is not None and anchor.alone
            first, end = spans[i]
            torn = bisect.bisect_left(self.tall, first - 1) < bisect.bisect_right(self.tall, end + 1)
            core = spans[i] if whole[i] and not torn else cores[i]
            around = (cores[i - 1][1] + 1 if i else 0, cores[i + 1][0] if i + 1 < len(cores) else len(self.rows))
            records.append(
                Record(
                    anchor,
                    day,
                    self._pieces(first, end + 1),
                    heading,
                    alone and not torn and (own[i] or (grouped and not hole)),
                    not hole,
                    self._pieces(core[0], core[1] + 1),
                    not torn and (whole[i] or not any(_says(p) for p in self._pieces(*around))),
                )
            )
        return records

    def _blocks(self) -> list[tuple[int, int]] | None:
        """First and last row of each record where blanks part them: wider ones between records than within them.

        None where they do not, or where a block would hold two days or a day would lie in none.
        """
        if len(self.anchors) < 2 or self._labelled_times():
            return None
        gaps = [self._gap(r) for r in range(len(self.rows) - 1)]
        marks = {h.row for h in self.headings} | {s + 1 for s in self.starts}
        edges = []
        inner: list[float] = []
        for one, two in pairwise(self.anchors):
            zone = range(one.row, two.row)
            edge = next((r for r in zone if r + 1 in marks), None)
            if edge is None:
                edge = max(zone, key=lambda r: gaps[r])
                inner += [gaps[r] for r in zone if r != edge]
            edges.append(edge)
        least = min((gaps[e] for e in edges if e + 1 not in marks), default=0.0)
        if least < 0.35 + max(inner, default=0.0) or not inner:
            return None

        def reach(row: int, step: int) -> int:
            while 0 <= row + step < len(self.rows) and row + step not in self.starts:
                if gaps[min(row, row + step)] > max(inner) + 0.3:
                    break
                row += step
            return row

        firsts = [reach(self.anchors[0].row, -1)]
        lasts: list[int] = []
        for edge, two in zip(edges, self.anchors[1:], strict=True):
            lasts.append(edge if edge + 1 not in marks else reach(self.anchors[len(lasts)].row, 1))
            firsts.append(edge + 1 if edge + 1 not in marks else reach(two.row, -1))
        blocks = list(zip(firsts, [*lasts, reach(self.anchors[-1].row, 1)], strict=True))
        inside = [self._days_in(a, b) for a, b in blocks]
        within = {id(d) for days in inside for d in days}
        left_out = [d for d in self.days if not d.lone and id(d) not in within]
        strange = any(not self._tells_of_lending(d.row) for d in left_out)
        return None if strange or any(len(days) > 1 for days in inside) else blocks

    def _tells_of_lending(self, row: int) -> bool:
        """Whether a row, or the one below it, says that a loan was paid out: as the first entry of its history."""
        return any(_LENT.search(packed(p.text)) for p in self._pieces(row, row + 2))

    def _days_in(self, first: int, last: int) -> list[DaySpot]:
        return self.days[bisect.bisect_left(self.day_rows, first) : bisect.bisect_right(self.day_rows, last)]

    def _pairs(self) -> tuple[list[DaySpot | None], list[bool], list[tuple[int, int]]]:
        """For each amount its day, whether it is surely its own, and the rows from one to the other.

        Lists write the day either below the amount or beside and above it, the same way all down the page: the way
        with the shorter distances is taken.
        """
        below, above = self._below(), self._above()
        downwards = self._cost(below) < self._cost(above) or self._cut_at_both_ends(below, above)
        chosen, other = (below, above) if downwards else (above, below)
        cores, own = self._cores(chosen)
        sure = not self._labelled_times() and (
            chosen == other
            or _mean_distance(self.anchors, chosen) < 0.75 * _mean_distance(self.anchors, other)
            or (self._regular(cores, chosen) and self._starts_say(downwards=downwards))
        )
        taken = {id(d) for d in chosen}
        left = [d for d in self.days if not d.lone and id(d) not in taken]
        if left[:1] == self.days[:1] and self._cut_at_both_ends(below, above):
            left = left[1:]  # the amount of the first is above the picture
        if left:
            sure = False  # the amount of a day is not there: which one that was, nobody knows
        turns = self._first_items()
        if turns and turns != {downwards}:
            sure = False
        usual = self._usual(chosen)
        beside = [d is not None and d.row == a.row for a, d in zip(self.anchors, chosen, strict=True)]
        if len(beside) >= 2 and (all(beside) or (len(beside) >= 4 and sum(beside) >= 0.8 * len(beside))):
            return chosen, beside, cores  # the days of most stand on the row of their amount: so do those of the list
        return chosen, [sure and mine and u for mine, u in zip(own, usual, strict=True)], cores

    def _cut_at_both_ends(self, below: list[DaySpot | None], above: list[DaySpot | None]) -> bool:
        """Whether a picture without a title begins with a day and ends with an amount that do not belong together: each
        amount but the last stands far nearer to the day below it than to the one above.
        """
        if self.starts or len(below) < 3 or None in (*below[:-1], *above) or below[-1] is not None:
            return False
        turns = len(self.days) == len(self.anchors) and self.days[0].row < self.anchors[0].row
        return turns and _mean_distance(self.anchors, below) < 0.75 * _mean_distance(self.anchors, above)

    def _pieces(self, first: int, end: int) -> list[Piece]:
        return [p for row in self.rows[first:end] for p in row]

    def _heading(self, row: int) -> Heading | None:
        at = bisect.bisect_right(self.headings, row, key=lambda h: h.row)
        return self.headings[at - 1] if at else None

    def _below(self) -> list[DaySpot | None]:
        """For each amount the first day from its row on, before the next amount."""
        found: list[DaySpot | None] = []
        for i, anchor in enumerate(self.anchors):
            at = bisect.bisect_left(self.day_rows, anchor.row)
            end = self.anchors[i + 1].row if i + 1 < len(self.anchors) else len(self.rows)
            found.append(self.days[at] if at < len(self.days) and self.day_rows[at] < end else None)
        return found

    def _above(self) -> list[DaySpot | None]:
        """For each amount the last day down to its row."""
        at = [bisect.bisect_right(self.day_rows, a.row) for a in self.anchors]
        return [self.days[k - 1] if k else None for k in at]

    def _cost(self, days: list[DaySpot | None]) -> float:
        """How far days stand from their amounts, in heights of a line, with a fine for those without and those shared."""
        cost, seen = 0.0, set()
        for anchor, day in zip(self.anchors, days, strict=True):
            if day is None or day.piece.page != anchor.piece.page:
                cost += 12
                continue
            cost += abs(_distance(anchor, day)) + 6 * (id(day) in seen)
            seen.add(id(day))
        return cost

    def _cores(self, days: list[DaySpot | None]) -> tuple[list[tuple[int, int]], list[bool]]:
        """First and last row from each amount to its day, and whether no other amount stands between."""
        cores, own = [], []
        for i, (anchor, day) in enumerate(zip(self.anchors, days, strict=True)):
            mine = day is not None and (i == 0 or day.row > self.anchors[i - 1].row)
            at = day.row if day is not None and mine else anchor.row
            cores.append((min(anchor.row, at), max(anchor.row, at)))
            own.append(mine)
        return cores, own

    def _usual(self, days: list[DaySpot | None]) -> list[bool]:
        """The records of a list are alike: a day on another row at a distance of its own may be another record's."""
        found = [_distance(a, d) if d else 0.0 for a, d in zip(self.anchors, days, strict=True)]
        known = [x for x, d in zip(found, days, strict=True) if d]
        middle = statistics.median_low(known) if known else 0.0
        enough = len(known) > 2 or (len(known) == 2 and abs(known[0] - known[1]) < 0.6)
        return [abs(x) < 0.6 or (enough and abs(x - middle) < 0.6) for x in found]

    def _starts_say(self, *, downwards: bool) -> bool:
        """Whether amounts and days take turns from every heading on, the one first that has to be."""
        items = sorted([(a.row, True) for a in self.anchors] + [(d.row, False) for d in self.days])
        if not self.starts or not items or items[0][0] < self.starts[0]:
            return False
        at = [bisect.bisect_right(items, (row, True)) for row in self.starts]
        sections = [[is_amount for _, is_amount in items[a:b]] for a, b in pairwise([*at, len(items)])]
        return len(self.anchors) > 1 and all(
            all(is_amount == (downwards == (k % 2 == 0)) for k, is_amount in enumerate(section))
            and (len(section) % 2 == 0 or section is sections[-1])
            for section in sections
        )

    def _first_items(self) -> set[bool]:
        """What comes first below headings: amounts (True), days (False); a row with both tells nothing."""
        found = set()
        for start in self.starts:
            k = bisect.bisect_right(self.anchors, start, key=lambda a: a.row)
            d = bisect.bisect_right(self.day_rows, start)
            amount = self.anchors[k].row if k < len(self.anchors) else len(self.rows)
            day = self.day_rows[d] if d < len(self.days) else len(self.rows)
            if amount != day:
                found.add(amount < day)
        return found

    def _regular(self, cores: list[tuple[int, int]], chosen: list[DaySpot | None]) -> bool:
        """Whether all records are alike: as many rows each, none over at the top or the end of a part."""
        starts = self.starts
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
        rest = len(self.rows) - 1 - cores[-1][1]
        if len(zones) > 1 or len(leads) != 1 or rest > max([0, *zones]):
            return False
        zone, lead = max([0, *zones]), leads.pop()
        if not zone:
            return lead == 0
        if lead not in (0, zone) or (lead == 0 and rest != zone):
            return False
        here = cores[0][0] - lead if lead else cores[-1][1] + 1
        between = [a[1] + 1 for a, b in pairwise(cores) if b[0] - a[1] - 1 == zone and a[1] + 1 not in starts]
        return all(_alike(self.rows[here + k], self.rows[r + k]) for r in between[:1] for k in range(zone))

    def _grouped(self, days: list[DaySpot | None]) -> bool:
        """Days as headings of their own, each record below with its clock, or several records below some of them."""
        if not all(d is not None and d.lone for d in days):
            return False
        if self._days_head():
            return True
        rows = [a.row for a in self.anchors]
        ends = [*rows[1:], len(self.rows)]
        return all(
            any(_CLOCK.search(p.text) for p in self._pieces(a, min(b, a + 3))) for a, b in zip(rows, ends, strict=True)
        )

    def _days_head(self) -> bool:
        """Whether days and amounts stand in such an order that each day has to head the amounts below it: a day first, an
        amount last, never two days together, at times two amounts; and the days themselves in order.
        """
        items = [
            is_day for _, is_day in sorted([(a.row, False) for a in self.anchors] + [(d.row, True) for d in self.days])
        ]
        dates = [d.day.date if d.day is not None else None for d in self.days]
        known = [d for d in dates if d is not None]
        return (
            len(known) == len(dates) == len(set(known)) > 2
            and known in (sorted(known), sorted(known, reverse=True))
            and items[0]
            and not items[-1]
            and not any(a and b for a, b in pairwise(items))
            and any(not a and not b for a, b in pairwise(items))
        )

    def _labelled_times(self) -> bool:
        """Labels of times stand on cards; a list that has them is one whose cards could not be told apart."""
        heads = [row for row in self.rows if len(row) > 1 and all(bare_label(p.text) for p in row)]
        for row in self.rows:
            if len(heads) == 1 and row is heads[0]:
                continue  # the heads of columns
            labels = [label for p in row if (label := label_of(p.text))]
            if len(labels) < 3 and any(x.field in (Field.PAID_AT, Field.CREATED_AT) for x in labels):
                return True
        return False

    def _gap(self, upper: int) -> float:
        """The blank between a row and the next, in heights of a line; wide between pages."""
        one, two = self.rows[upper], self.rows[upper + 1]
        if one[0].page != two[0].page or two[0].box.y1 < one[0].box.y0 - 3 * self.height:
            return 9.0  # another page, or the next of two lists side by side
        return (min(p.box.y0 for p in two) - max(p.box.y1 for p in one)) / self.height

    def _holes(self, cores: list[tuple[int, int]]) -> list[bool]:
        """Before which records there is more room than usual and no heading in it: one may have been lost there."""
        marks = sorted({h.row for h in self.headings} | {d.row for d in self.days if d.lone})

        def room(k: int) -> float:
            one, two = self.rows[cores[k - 1][1]][0], self.rows[cores[k][0]][0]
            return 99.0 if one.page != two.page else (two.box.y0 - one.box.y1) / max(one.box.height, 1e-6)

        def marked(k: int) -> bool:
            at = bisect.bisect_right(marks, cores[k - 1][1])
            return at < len(marks) and marks[at] < self.anchors[k].row

        inner = [k for k in range(1, len(cores)) if room(k) < 99.0]
        plain = [room(k) for k in inner if not marked(k)]
        headed = [room(k) for k in inner if marked(k)]
        most = min(
            statistics.median_low(plain) + 0.8 if plain else 99.0,
            statistics.median_low(headed) - 0.3 if headed else 99.0,
        )
        # Too few to know what is usual: the widest blank of each is compared with that of all.
        blanks = [max(self._gap(r) for r in range(cores[k - 1][1], cores[k][0])) for k in inner]
        wide = statistics.median_low(blanks) + 0.8 if blanks and len(plain) < 3 else 99.0
        holes = {
            k for k, blank in zip(inner, blanks, strict=True) if not marked(k) and (room(k) > most or blank > wide)
        }
        torn = [bisect.bisect_left(self.tall, a[1]) < bisect.bisect_right(self.tall, b[0]) for a, b in pairwise(cores)]
        return [k in holes or (k > 0 and torn[k - 1] and not marked(k)) for k in range(len(cores))]

    def _spans(self, cores: list[tuple[int, int]], *, regular: bool) -> tuple[list[tuple[int, int]], list[bool]]:
        """First and last row of each record round its core, and whether both ends are beyond doubt."""
        inside = {r for a, b in cores for r in range(a, b + 1)}
        lost = {d.row for d in self.days if d.row not in inside and not d.lone}  # a day whose amount is not there
        marks = {h.row for h in self.headings} | set(self.starts) | {d.row for d in self.days if d.row not in inside}
        cuts = [self._cut(a[1], b[0], marks, lost) for a, b in pairwise(cores)]
        leads = [b[0] - cut[1] for cut, b in zip(cuts, cores[1:], strict=True) if cut is not None]
        lead = statistics.median_high(leads) if leads else self._lead(cores) if regular else 0
        top = max((d.row for d in self.days if d.lone and d.row < cores[0][0]), default=None)  # its day heads it
        first = self._reach(cores[0][0], -lead if top is None else top + 1 - cores[0][0], marks)
        firsts, lasts, sure = [first], [], [len(cores) > 1]
        for cut, above, below in zip(cuts, cores, cores[1:], strict=False):
            if cut is None:
                at = below[0] if lost.intersection(range(above[1], below[0])) else max(above[1] + 1, below[0] - lead)
                cut = (at, at)
                sure.append(regular)
            else:
                sure.append(True)
            lasts.append(cut[0] - 1)
            firsts.append(cut[1])
        trail = statistics.median_high([b - c[1] for b, c in zip(lasts, cores, strict=False)]) if lasts else 3
        lasts.append(self._reach(cores[-1][1], trail, marks))
        ends = [*sure[1:], all(sure)]
        return list(zip(firsts, lasts, strict=True)), [top and end for top, end in zip(sure, ends, strict=True)]

    def _lead(self, cores: list[tuple[int, int]]) -> int:
        """How many rows of a record stand above its core, as the first one below a heading shows."""
        return cores[0][0] - max(s for s in self.starts if s < cores[0][0]) - 1

    def _reach(self, row: int, by: int, fixed: set[int]) -> int:
        """Up to `by` rows up (negative) or down from a row, not over a heading."""
        step = 1 if by > 0 else -1
        for _ in range(abs(by)):
            if not 0 <= row + step < len(self.rows) or row + step in fixed or self._gap(min(row, row + step)) > 1.5:
                break
            row += step
        return row

    def _cut(self, last: int, first: int, marks: set[int], lost: set[int]) -> tuple[int, int] | None:
        """The rows at which a record ends (that one not included) and the next begins, between their cores.

        Headings decide, then the widest gap; None where all rows are equally far apart, or where a record was lost.
        """
        zone = range(last + 1, first)
        if lost.intersection(zone):
            return None
        between = [r for r in zone if r in marks]
        if between:
            return between[0], between[-1] + 1
        gaps = {r + 1: self._gap(r) for r in range(last, first)}
        if len(gaps) < 2:
            return first, first
        widest, second = sorted(gaps.values(), reverse=True)[:2]
        at = max(gaps, key=lambda r: gaps[r])
        return (at, at) if widest > second + 0.35 else None


def _cover(one: Piece, other: Piece) -> bool:
    wide = min(one.box.x1, other.box.x1) - max(one.box.x0, other.box.x0)
    high = min(one.box.y1, other.box.y1) - max(one.box.y0, other.box.y0)
    return wide > 0.5 * min(one.box.width, other.box.width) and high > 0.4 * min(one.box.height, other.box.height)


def _says(piece: Piece) -> bool:
    return len(packed(piece.text)) <= 24 and status_said(piece.text) is not None


def _alike(one: Sequence[Piece], other: Sequence[Piece]) -> bool:
    """Rows with as many pieces from the same place on: name above name, status above status."""
    return len(one) == len(other) and abs(one[0].box.x0 - other[0].box.x0) < one[0].box.height


_LENT = re.compile(r"(?:放款|借款|发放|提现)(?:已?成功|到账)")
_TITLE_WORDS = re.compile(r"[\u4e00-\u9fff]{2,10}")
_LETTER = re.compile(r"[^\d]")
_CLOCK = re.compile(r"(?<!\d)[0-2]?\d[:：][0-5]\d(?!\d)")


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
