"""The titles 1 to 12 over a grid of months: where its columns stand."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ..engines.engine import Seen

YEAR = re.compile(r"^20\d\d年?$")
WORDS = re.compile(r"[\u4e00-\u9fff]{2}|[第页]")
"""Text that no cell of a grid holds."""
SIGN = re.compile(r"^(?:[A-Z*#/]|\d{1,3}(?:,\d{3})*|-{1,2})$")

_FEWEST = 6  # one of them above 7: there is no such code
_STEEPEST = 0.12  # how much a row of titles may fall, as a tangent


@dataclass(frozen=True, slots=True)
class Title:
    """A number of a month, the middle of its place on the page and its height, in pixels."""

    number: int
    x: float
    y: float
    height: float


def title_rows(lines: Sequence[Seen]) -> list[list[Title]]:
    """The twelve titles of each grid; of one that goes on from the page before, where they would stand."""
    rows = _rows([title for line in lines for title in _titles(line)])
    above = _above(lines)
    return [above, *rows] if above else rows


def _above(lines: Sequence[Seen]) -> list[Title]:
    """Titles over rows of signs at the top of a page: twelve even columns, and years beside them."""
    ordered = sorted(lines, key=lambda line: line.box.middle_y)
    words = next((n for n, line in enumerate(ordered) if WORDS.search(line.text)), len(ordered))
    signs = [line for line in ordered[:words] if not YEAR.match(line.text)]
    if len(signs) < 12 or len(signs) == words:
        return []
    height = statistics.median(line.box.height for line in signs)
    columns: list[list[Seen]] = []
    for line in sorted(signs, key=lambda line: line.box.middle_x):
        if columns and line.box.middle_x - statistics.fmean(x.box.middle_x for x in columns[-1]) < height:
            columns[-1].append(line)
        else:
            columns.append([line])
    middles = [statistics.median(line.box.middle_x for line in column) for column in columns]
    steps = [b - a for a, b in pairwise(middles)]
    if len(columns) != 12 or max(steps) > 1.3 * min(steps):
        return []
    fall = _fall(columns, height)
    top = min(line.box.middle_y - fall * (line.box.middle_x - middles[0]) for line in signs) - 1.5 * height
    return [Title(n + 1, x, top + fall * (x - middles[0]), height) for n, x in enumerate(middles)]


def _fall(columns: Sequence[Sequence[Seen]], height: float) -> float:
    """How much rows fall to the right, as a tangent: from column to column, for across the page a row may reach the next."""
    slopes = [
        (right.box.middle_y - left.box.middle_y) / (right.box.middle_x - left.box.middle_x)
        for one, other in pairwise(columns)
        for left in one
        for right in other
        if abs(right.box.middle_y - left.box.middle_y) < 0.5 * height
    ]
    return statistics.median(slopes) if len(slopes) > 5 else 0.0


def _titles(line: Seen) -> Iterator[Title]:
    """The numbers 1 to 12 that a line holds (`3`, `3月`), several where it ran over their columns."""
    whole = "".join(line.text.split())
    letters = whole.replace("月", "")
    if not letters.isdecimal() or not letters.isascii():
        return
    first = next(
        (n for n in range(1, 13) if any("".join(map(str, range(n, m))) == letters for m in range(n + 1, 14))), None
    )
    if first is None:
        return
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = line.corners
    height = float(np.hypot(dx - ax, dy - ay) + np.hypot(cx - bx, cy - by)) / 2
    if int(letters) == first:
        yield Title(first, (ax + bx + cx + dx) / 4, (ay + by + cy + dy) / 4, height)
        return
    if len(line.places) != len(whole):
        return
    places = [place for place, letter in zip(line.places, whole, strict=True) if letter != "月"]
    at, number = 0, first
    while at < len(letters):
        end = at + len(str(number))
        part = statistics.fmean(places[at:end])
        x, y = ((p + s) / 2 + ((q + r) / 2 - (p + s) / 2) * part for p, q, r, s in zip(*line.corners, strict=True))
        yield Title(number, x, y, height)
        at, number = end, number + 1


def _rows(titles: Sequence[Title]) -> list[list[Title]]:
    """Numbers that follow each other to the right on one line, at least six of the twelve, even ones filled in."""
    rows: list[list[Title]] = []
    taken: set[Title] = set()
    for one in sorted(titles, key=lambda t: t.y):
        best: list[Title] = []
        for other in titles:
            slope = (other.y - one.y) / max(other.x - one.x, 1e-6)
            if other.number < one.number + 3 or other.x <= one.x or abs(slope) > _STEEPEST or taken & {one, other}:
                continue
            near = [t for t in titles if abs(t.y - one.y - (t.x - one.x) * slope) < 0.5 * one.height]
            chain: list[Title] = []
            for title in sorted(near, key=lambda t: t.x):
                if not chain or title.number > chain[-1].number:
                    chain.append(title)
            if len(chain) > len(best):
                best = chain
        if len(best) >= _FEWEST and best[-1].number > 7:
            taken |= set(best)
            filled = _filled(best)
            if filled:
                rows.append(filled)
    return rows


def _filled(row: Sequence[Title]) -> list[Title]:
    """All twelve: those that were not recognised stand between their neighbours, at the ends at the usual distance."""
    known = {title.number: title for title in row}
    numbers = sorted(known)
    steps = [(known[b].x - known[a].x) / (b - a) for a, b in pairwise(numbers)]
    if len(numbers) < 12 and max(steps) > 1.3 * min(steps):
        return []
    step = statistics.median(steps)
    fall = (known[numbers[-1]].y - known[numbers[0]].y) / (known[numbers[-1]].x - known[numbers[0]].x)
    height = statistics.median(title.height for title in row)
    filled = []
    for number in range(1, 13):
        near = known[min(numbers, key=lambda n: abs(n - number))]
        away = (number - near.number) * step
        filled.append(Title(number, near.x + away, near.y + away * fall, height))
    return filled
