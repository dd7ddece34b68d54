"""What was put side by side: screens, receipts on one sheet, two panes, or two parts of one list, the left one first.

Parts are told by what a single page never has twice beside itself: the column of labels, or the clock of a telephone.
No line may cross from one part into the next; what stands above or below them is a part of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ...core.page import Page, TextLine
from ..words.amounts import find_amounts, shows_money
from ..words.days import find_days
from ..words.glyphs import packed, plain
from ..words.labels import Field, label_of
from .layout import Piece, level

Rows = Sequence[Sequence[Piece]]


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a page; not `sure` where they are there but nobody knows where one ends."""

    pages: tuple[Page, ...]
    sure: bool = True


def parts_of(page: Page) -> Parts:
    """The page parted as often as it can be; one part, the page itself, where nothing stands side by side."""
    if page.unit == "cell":
        return Parts((page,))
    lines = [x for x in page.lines if x.text.strip()]
    seen = page.unit == "px" or page.engine != "text"  # screens in a paper that was made a PDF are pictures too
    ways = [_by_labels, *([_by_clocks, _by_panes, _by_bars] if seen else []), _by_slips]
    sure = True
    for way in ways:
        found = way(page, lines)
        if found:
            break
        sure = sure and found is None
    else:
        return Parts((page,), sure)
    inner = [parts_of(replace(page, lines=tuple(part))) for part in found]
    return Parts(tuple(p for part in inner for p in part.pages), all(part.sure for part in inner))


_Lines = list[TextLine]


def _by_labels(_: Page, lines: _Lines) -> list[_Lines] | None:
    """The parts told by labels that stand again further right, each time in one column, those of a moment among them.

    None where there are none, nothing where lines cross from one to the next.
    """
    again: dict[str, _Lines] = defaultdict(list)
    for line in lines:
        if word := _word(line.text):
            again[word].append(line)
    height = _height(lines)
    shared: dict[tuple[int, int], dict[str, tuple[TextLine, TextLine]]] = defaultdict(dict)
    columns = _columns([line for found in again.values() if len(found) > 1 for line in found], height)
    for word, found in again.items():
        for one in found:
            for other in found:
                if other.box.x0 - one.box.x0 > _APART * height:
                    shared[columns[id(one)], columns[id(other)]].setdefault(word, (one, other))
    told = {
        at: pairs
        for at, pairs in shared.items()
        if len(pairs) >= _FEWEST and (any(map(_is_time, pairs)) or _two_forms(lines, list(pairs.values()), height))
    }
    if not told:
        return None
    first = min(a for a, _ in told)
    starts = sorted({first} | {b for a, b in told if a == first})
    proofs = [line for found in again.values() if len(found) > 1 for line in found if columns[id(line)] in starts]
    lefts = [min(x.box.x0 for x in proofs if columns[id(x)] == start) for start in starts]
    return _parted(lines, proofs, lefts, height)


_FEWEST = 3
_APART = 4.0  # heights of a line
_TIMES = frozenset({Field.PAID_AT, Field.CREATED_AT})


def _two_forms(lines: _Lines, pairs: Sequence[tuple[TextLine, TextLine]], height: float) -> bool:
    """Whether both columns have a moment and a sum with their labels, though each form names them in its own way."""
    lefts = [sorted(pair[side].box.x0 for pair in pairs) for side in (0, 1)]
    return all(_is_form([x for x in lines if a - height < x.box.x0 < b + height]) for a, *_, b in lefts)


def _is_form(lines: _Lines) -> bool:
    fields = {label.field for x in lines if (label := label_of(x.text)) is not None}
    return Field.AMOUNT in fields and bool(fields & _TIMES)


def _word(text: str) -> str | None:
    label = label_of(text)
    said = packed(text)
    return label.word if label is not None else said if len(said) > 1 and not re.search(r"\d", said) else None


def _is_time(word: str) -> bool:
    label = label_of(word)
    return label is not None and label.field in _TIMES


def _columns(lines: _Lines, height: float) -> dict[int, int]:
    """For each line the column that it begins in, counted from the left."""
    column, last, found = -1, float("-inf"), {}
    for line in sorted(lines, key=lambda x: x.box.x0):
        if line.box.x0 - last > 0.5 * height:
            column += 1
        last = line.box.x0
        found[id(line)] = column
    return found


def _by_clocks(_: Page, lines: _Lines) -> list[_Lines] | None:
    """The screens of telephones, told by a clock at the top of each; below a heading by the signs beside each clock."""
    first = min((x.box.middle_y for x in lines), default=0.0)
    clocks = sorted((x for x in lines if _CLOCK.fullmatch(plain(x.text).strip())), key=lambda x: x.box.x0)
    on_top = [x for x in clocks if x.box.middle_y < first + 2 * x.box.height]
    if len(on_top) > 1:
        return _parted(lines, lines, [x.box.x0 for x in on_top], _height(lines))
    for top in sorted(clocks, key=lambda x: x.box.y0):
        bar = sorted((x for x in lines if x.box.overlap_y(top.box) > 0.5), key=lambda x: x.box.x0)
        bars = [x for x in bar if x in clocks]
        signs = all(a not in clocks or b not in clocks for a, b in pairwise([*bar, top]))
        if len(bars) > 1 and signs and not any(_WORDS.search(x.text) for x in bar):
            labels = [x for x in lines if x.box.y0 > top.box.y0 and label_of(x.text) is not None]
            return _parted(lines, [*bar, *labels], [x.box.x0 for x in bars], _height(lines))
    return None


_CLOCK = re.compile(r"[0-2]?\d:[0-5]\d")


def _by_bars(page: Page, lines: _Lines) -> list[_Lines] | None:
    """Screens one below the other, told by the bar with the clock on the left and signs on the right at the top of each,
    or by the title in the middle beside the arrow that leads back.
    """
    width, left = max((x.box.x1 for x in lines), default=0.0), min((x.box.x0 for x in lines), default=0.0)
    tops = []
    for first in (x for x in lines if x.box.x0 - left < 0.15 * (width - left)):
        clock, back = _CLOCK.fullmatch(plain(first.text).strip()), _BACK.fullmatch(packed(first.text))
        row = [x for x in lines if x is not first and x.box.overlap_y(first.box) > 0.5] if clock or back else []
        if clock:
            top = not any(_WORDS.search(x.text) or find_days(x.text) or x.box.x0 < width / 2 for x in row)
        else:
            titled = any(abs(x.box.middle_x - page.width / 2) < 0.1 * page.width for x in row)
            top = titled and not any(map(_is_value, row))
        if row and top:
            tops.append(min(x.box.y0 for x in (first, *row)))
    tops.sort()
    above, *parts = [[x for x in lines if sum(x.box.middle_y > y for y in tops) == k] for k in range(len(tops) + 1)]
    whole: list[_Lines] = []
    for part in parts:  # the clock and the title of one screen have no sum between them
        if whole and not any(find_amounts(x.text) for x in whole[-1]):
            whole[-1] += part
        else:
            whole.append(part)
    screens: list[_Lines] = []
    for part in whole:
        if screens and _goes_on(screens[-1], part):
            screens[-1] = [*screens[-1], *part]
        else:
            screens.append(part)
    if len(screens) < 2 or any(find_amounts(x.text) for x in above) or not all(map(tells, screens)):
        return None
    return [*screens, *([above] if above else [])]


def _goes_on(above: _Lines, below: _Lines) -> bool:
    """Whether the list of one screen goes on in the next, which begins with two or more of its last rows again."""
    ends, begins = ([packed(x.text) for x in part if _is_value(x)] for part in (above, below))
    shared = (begins[:n] for n in range(4, len(begins) + 1) if begins[:n] == ends[-n:])
    return any(sum(bool(_MINUTE.search(text) and find_days(text)) for text in texts) > 1 for texts in shared)


_MINUTE = re.compile(r"\d\d:\d\d")


def _is_value(line: TextLine) -> bool:
    return bool(find_days(line.text) or find_amounts(line.text) or _FORWARD.fullmatch(packed(line.text)))


_BACK = re.compile(r"[<〈‹く←]")
_FORWARD = re.compile(r"[>〉›→]")


def _by_slips(_: Page, lines: _Lines) -> list[_Lines] | None:
    """Slips one below the other on a sheet: a wide blank between them, and each says what it is, when and how much."""
    wide = _WIDE * _height(lines)
    parts: list[_Lines] = []
    end = float("-inf")
    for line in sorted(lines, key=lambda x: x.box.y0):
        if line.box.y0 - end > wide:
            parts.append([])
        parts[-1].append(line)
        end = max(end, line.box.y1)
    slips = [_is_form(part) and any(_SLIP.search(packed(x.text)) for x in part[:3]) for part in parts]
    return parts if len(parts) > 1 and all(slips) else None


_WIDE = 3.0  # heights of a line
_SLIP = re.compile(r"凭条|签购单|存根|小票|回单$|回执$")
_WORDS = re.compile(r"[\u4e00-\u9fff]|\d\.\d\d")


def _by_panes(page: Page, lines: _Lines) -> list[_Lines] | None:
    """The list and the page of one entry that a wide screen shows beside each other: their rows do not go together."""
    if page.width <= page.height:
        return None
    height = _height(lines)
    middles = {p.source: p.box.middle_y for p in level(replace(page, lines=tuple(lines)))}
    for end, start in sorted(blanks(lines, height), key=lambda blank: blank[0] - blank[1]):
        halves = [[x for x in lines if (x.box.x0 > (end + start) / 2) == side] for side in (False, True)]
        if start - end < 2 * height or min(map(len, halves)) < 6 or not all(map(tells, halves)):
            continue
        left, right = ([middles[x.box] for x in half if x.box in middles] for half in halves)
        beside = sum(any(abs(a - b) < 0.3 * height for a in left) for b in right)
        if right and beside < 0.6 * len(right):
            return halves
    return None


def _parted(lines: _Lines, proofs: _Lines, lefts: Sequence[float], height: float) -> list[_Lines] | None:
    """The lines of each part from the next of these left ends on, then those above and below all of them.

    None where fewer than two would tell a payment; nothing where no blank lies before one.
    """
    top, low = min(x.box.y0 for x in proofs), max(x.box.y1 for x in proofs)
    strips = blanks([x for x in lines if x.box.y1 > top and x.box.y0 < low], height)
    edges = []
    for before, left in pairwise(lefts):
        blank = next(((a, b) for a, b in reversed(strips) if before < a and b < left + height), None)
        if blank is None:
            return []
        edges.append(sum(blank) / 2)
    crossing = [x for x in lines if any(x.box.x0 < e < x.box.x1 for e in edges)]
    top = max((x.box.y1 for x in crossing if x.box.middle_y < top), default=float("-inf"))
    low = min((x.box.y0 for x in crossing if x.box.middle_y > low), default=float("inf"))
    inside = [x for x in lines if top < x.box.middle_y < low]
    parts = [[x for x in inside if sum(x.box.middle_x > e for e in edges) == k] for k in range(len(lefts))]
    if sum(map(tells, parts)) < 2:
        return None
    return [*parts, *(rest for rest in [[x for x in lines if not top < x.box.middle_y < low]] if rest)]


def blanks(lines: _Lines, height: float) -> list[tuple[float, float]]:
    """The upright strips that no line enters, from left to right; boxes reach a little over their ink."""
    found, end = [], float("-inf")
    for x0, x1 in sorted((x.box.x0 + 0.2 * height, x.box.x1 - 0.2 * height) for x in lines):
        if x0 > end + 0.2 * height and end > float("-inf"):
            found.append((end, x0))
        end = max(end, x1)
    return found


def tells(lines: Sequence[TextLine]) -> bool:
    """Whether a sum and a day stand there."""
    sums = any(a.is_money for x in lines for a in find_amounts(x.text))
    return sums and any(find_days(x.text) for x in lines)


def _height(lines: _Lines) -> float:
    return sorted(x.box.height for x in lines)[len(lines) // 2] if lines else 1.0


def unfolded(rows: Rows) -> Rows:
    """Two lists side by side as one below the other: where every row that holds an amount holds two, with the same blank
    between them all down the page.
    """
    double = [row for row in rows if sum(shows_money(p.text) for p in row) == 2]
    dated = [row for row in rows if sum(bool(find_days(p.text)) for p in row) == 2]
    if min(len(double), len(dated)) < 2 or any(sum(shows_money(p.text) for p in row) == 1 for row in rows[:-3]):
        return rows
    # The second list begins after the first amount and the first day of every row, before the second ones.
    ends = [max(next(p for p in row if shows_money(p.text)).box.x1 for row in double)]
    ends.append(max(next(p for p in row if find_days(p.text)).box.x1 for row in dated))
    begins = [min([p for p in row if shows_money(p.text)][1].box.x0 for row in double)]
    begins.append(min([p for p in row if find_days(p.text)][1].box.x0 for row in dated))
    inside = rows[next(i for i, row in enumerate(rows) if row is double[0]) :]
    edge = _gutter(inside, max(ends), min(begins))
    if edge is None:
        return rows
    halves = [
        [kept for row in rows if (kept := [p for p in row if (p.box.middle_x > edge) == right])] for right in (0, 1)
    ]
    return [*halves[0], *halves[1]]


def _gutter(rows: Rows, end: float, begin: float) -> float | None:
    """Where the blank lies that parts two lists, between the end of the sums and days of the left one and the begin of those
    of the right one: what else a row holds (names, outcomes) stands there as often on the left as on the right.
    """
    both = [row for row in rows if len(row) > 1 and row[-1].box.x1 > begin]
    spans = sorted(
        (p.box.x0, p.box.x1 - p.box.height) for row in rows for p in row if p.box.x1 > end and p.box.x0 < begin
    )
    edges, right = [], end
    for x0, x1 in [*spans, (begin, begin)]:
        if x0 > right:
            edges.append((right + x0) / 2)
        right = max(right, x1)
    unlike = [sum(2 * sum(p.box.middle_x < e for p in row) != len(row) for row in both) for e in edges]
    fewest = min(unlike, default=len(both))
    return edges[unlike.index(fewest)] if unlike.count(fewest) == 1 and 5 * fewest < len(both) else None
