"""Columns of a table: where the borders between titles run, and which column a piece of text belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ...core.page import Box
from ..page.layout import Piece, char_class, char_offsets, rows_of, runs_of, text_height
from .titles import split_by

OTHER = ""  # the field of a column whose title the dictionary does not know


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its field (`""` unknown), its title's extent, and from where to where its cells may reach.

    `below`: the field of the lower value where each cell holds two, one above the other.
    """

    field: str
    title: str
    x0: float
    x1: float
    start: float = float("-inf")
    end: float = float("inf")
    below: str = OTHER


# Cells may stand as near to each other as this, in heights of the text; the letters of a word stand nearer.
TIGHT = 0.25


# Where one value ends and another begins without a blank between them, or with one that is no part of either: after
# the cents of an amount or the seconds of a time, and before an amount at the end. (A day and its time are often one cell.)
_SEAM = re.compile(
    r"(?<=\d\.\d\d)\s*(?=[-+¥￥]?\d|[\u4e00-\u9fff])(?!\s*[元圆万])"
    r"|(?<=[\u4e00-\u9fff])\s*(?=[-+][¥￥]?\d[\d,]*\.\d\d$)|(?<=\d\d:\d\d:\d\d)\s*(?=[\u4e00-\u9fff])"
)


_DAY = r"20\d\d[-/.年]?\d{1,2}[-/.月]?\d{1,2}日?"
# An amount, a day such as 31.12.2023, or a period of two days, is one value however far it reaches.
_ONE_VALUE = re.compile(
    rf"[-+]?[¥￥]?[-+]?(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}})\.\d\d|\d\d\.\d\d\.20\d\d|{_DAY}\s*[-—–~～至到]+\s*{_DAY}"
)


def at_seams(piece: Piece) -> list[Piece]:
    """A piece cut where its own text shows that two cells ran together."""
    cuts = [m.start() for m in _SEAM.finditer(piece.text)]
    ends = [0, *cuts, len(piece.text)]
    if not cuts or _ONE_VALUE.fullmatch(piece.text):
        return [piece]
    # A blank at the seam, as between other cells; how wide the real one was is lost.
    blank = 0.2 * piece.box.height
    parts = []
    for a, b in pairwise(ends):
        part = piece.part(a, b)
        left, right = part.box.x0 + blank * (a > 0), part.box.x1 - blank * (b < len(piece.text))
        parts.append(replace(part, box=Box(left, part.box.y0, max(left, right), part.box.y1)))
    return parts


def deal_line(row: Sequence[Piece], columns: Sequence[Column], height: float) -> list[tuple[int, Piece]]:
    """The cells of one line with their columns; the letters of a cell are joined only after they were dealt."""
    cells: dict[int, list[Piece]] = {}
    for piece in row:
        for i, part in _deal(piece, columns, height):
            cells.setdefault(i, []).append(part)
    return [(i, cell) for i in sorted(cells) for cell in runs_of(cells[i], 1.5)]


FIGURE = re.compile(r"[-+]?[¥￥]?[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d\d")


def with_untitled(units: Sequence[Sequence[Piece]], columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns, and one without a title after each under which most lines have two amounts: its title was not read.

    An amount whose end alone is below a title is that of the title before it.
    """
    found = list(columns[:1])
    for left, right in pairwise(columns):
        amounts = [
            [p for p in row if left.x0 + 0.2 * p.box.height <= p.box.x1 <= right.x0 and FIGURE.fullmatch(p.text)]
            for row in units
        ]
        second = [row[1].box for row in amounts if len(row) == 2 and row[0].box.x0 < left.x1 < row[1].box.x0]
        if len(second) > max(2, 0.6 * sum(map(bool, amounts))):
            found.append(Column(OTHER, "", min(b.x0 for b in second), max(b.x1 for b in second)))
        found.append(right)
    return tuple(found)


def place(units: Sequence[Sequence[Piece]], columns: Sequence[Column], height: float) -> tuple[Column, ...]:
    """The columns with their borders: the cuts between neighbouring titles that part the cells best.

    A cut costs 1 for every line it would run through, and for every line in which one column gets two pieces while a
    neighbour gets none; on a text layer a column that gets nothing at all costs a little more, for figures may stand
    right of their title, before the next one. Found over all columns at once, since a border that is moved empties the
    next column.
    """
    slack = 0.2 * height
    # On a text layer a blank of one em is as sure as a wider one: a wrapped cell may reach that near to its neighbour.
    exact = all(p.exact for row in units for p in row)
    wide = height if exact else 2 * height
    choices: list[list[tuple[float, float]]] = []
    for left, right in pairwise(columns):
        # From pixels figures that stand right of their title may end below the next one.
        reach = right.x0 + slack if exact else max(right.x0 + slack, (right.x0 + right.x1) / 2)
        low, high = left.x1 - slack, max(reach, left.x1 - slack)
        near = [p.box for row in units for p in row if p.box.x1 > low and p.box.x0 < high]
        edges = sorted({low, high, *(e for box in near for e in (box.x0, box.x1) if low < e < high)})
        spans = []
        for a, b in pairwise(edges):
            middle = (a + b) / 2
            crossed = sum(box.x0 + slack < middle < box.x1 - slack for box in near)
            cost = crossed - 0.25 * len(units) * min(1.0, (b - a) / wide)
            spans.append((cost, middle, cost))
        spans.sort()
        choices.append([(m, c) for _, m, c in spans[:7]] or [((low + high) / 2, 0.0)])
    if not choices:
        return tuple(columns)
    middles = [sorted(p.box.middle_x for p in row) for row in units]
    memo: dict[tuple[float, float], float] = {}
    unused = 0.15 * len(units) if exact else 0.0

    def uneven(start: float, end: float) -> float:
        if (start, end) not in memo:
            counts = [sum(start <= x < end for x in xs) for xs in middles]
            memo[start, end] = sum(n - 1 if n > 1 else 0.4 * (n == 0) for n in counts) + unused * (not any(counts))
        return memo[start, end]

    # Cheapest way through the choices, left to right.
    costs: dict[float, tuple[float, tuple[float, ...]]] = {
        x: (c + uneven(float("-inf"), x), (x,)) for x, c in choices[0]
    }
    for options in choices[1:]:
        following: dict[float, tuple[float, tuple[float, ...]]] = {}
        for x, c in options:
            # Titles that lie over each other leave no border between them: the column between gets nothing.
            left_of = [b for b in costs if b <= x + slack] or [min(costs)]
            cost, way = min((costs[b][0] + uneven(b, x), costs[b][1]) for b in left_of)
            following[x] = (cost + c, (*way, x))
        costs = following
    _, cuts = min((cost + uneven(x, float("inf")), way) for x, (cost, way) in costs.items())
    starts, ends = (float("-inf"), *cuts), (*cuts, float("inf"))
    return tuple(replace(c, start=s, end=e) for c, s, e in zip(columns, starts, ends, strict=True))


def _deal(piece: Piece, columns: Sequence[Column], height: float) -> list[tuple[int, Piece]]:
    """A piece with the column it belongs to; one that reaches well into several is cut apart."""
    home = next(i for i, c in enumerate(columns) if piece.box.middle_x < c.end or i == len(columns) - 1)
    cuts = [c.end for c in columns[:-1] if piece.box.x0 + 0.8 * height < c.end < piece.box.x1 - 0.8 * height]
    if not cuts or len(piece.text) < 2 or _ONE_VALUE.fullmatch(piece.text):
        return [(home, piece)]
    parts: list[tuple[int, int, bool]] = []
    start = 0
    for cut in cuts:
        at, sound = _cut_at(piece, cut)
        if at <= start or at >= len(piece.text):
            continue
        parts.append((start, at, sound))
        start = at
    parts.append((start, len(piece.text), parts[-1][2] if parts else True))
    if len(parts) == 1:
        return [(home, piece)]
    dealt: list[tuple[int, Piece]] = []
    column = next(i for i, c in enumerate(columns) if c.end == cuts[0])
    for offset, (a, b, sound) in enumerate(parts):
        dealt.append((min(column + offset, len(columns) - 1), piece.part(a, b, sound=sound)))
    return [(i, p) for i, p in dealt if p.text]


def _cut_at(piece: Piece, x: float) -> tuple[int, bool]:
    """Before which character to cut, and whether the text itself shows the cut: a blank, a change of kind, `.00` ended."""
    text = piece.text
    offsets = char_offsets(text)
    want = (x - piece.box.x0) / piece.box.width * offsets[-1]
    exact = min(range(1, len(text)), key=lambda i: abs(offsets[i] - want))
    shown: dict[int, float] = {}
    for i in range(1, len(text)):
        before, after = char_class(text[i - 1]), char_class(text[i])
        if after == "blank" and before != "blank":
            shown[i] = 1.0
        elif (before != after and "blank" not in (before, after)) or (
            re.search(r"\.\d\d$|\d[-/.]\d\d[-/.]\d\d$", text[:i]) and text[i] in "0123456789-+¥￥"
        ):
            shown[i] = 1.5
    reach = max(3.0, 0.3 * offsets[-1])
    near = [i for i in shown if abs(offsets[i] - want) <= reach]
    # Letters beside figures are a code of one cell more often than two cells.
    near = [i for i in near if not _inside_code(text[i - 1 : i + 1])] or near
    if not near:
        return exact, False
    return min(near, key=lambda i: abs(offsets[i] - want) * shown[i]), True


def _inside_code(two: str) -> bool:
    return two.isascii() and two.isalnum() and two[0].isalpha() != two[1].isalpha()


def as_one(pieces: Sequence[Piece]) -> Piece:
    """The pieces of one cell as one, line by line."""
    whole: Piece | None = None
    for line in rows_of(pieces):
        for i, piece in enumerate(line):
            if whole is None:
                whole = piece
            elif i and (not piece.exact or piece.box.x0 - line[i - 1].box.x1 > 0.5 * piece.box.height):
                # Two cells, where a title was lost, are never one number; two parts of one still read with a blank.
                whole = whole.joined(piece, " ")
            else:
                whole = whole.joined(piece, blank_between(whole, piece))
    if whole is None:
        raise ValueError("a cell has at least one piece")
    return whole


def blank_between(left: Piece, right: Piece) -> str:
    """The lines of a wrapped cell go together without a blank; a day and a time keep one."""
    day_end = re.search(r"(?:19|20)\d\d[-/.]?\d\d?[-/.]?\d\d$", left.text)
    return " " if day_end and re.match(r"\d{1,2}[:：]\d\d", right.text) else ""


def cells_under(
    titles: Sequence[Piece], rows: Sequence[Sequence[Piece]], is_title: Callable[[str], bool]
) -> list[tuple[str, Piece | None]]:
    """Each title of one row with the cell below it, for blocks of titles over single values."""
    heads = [q for p in titles for q in split_by(p, is_title)]
    columns = [Column(OTHER, p.text, p.box.x0, p.box.x1) for p in heads]
    pieces = [p for row in rows for p in row]
    if not pieces:
        return [(p.text, None) for p in heads]
    height = text_height(pieces)
    placed = place(rows, columns, height)
    dealt: dict[int, list[Piece]] = {}
    for piece in pieces:
        for i, part in _deal(piece, placed, height):
            dealt.setdefault(i, []).append(part)
    return [(p.text, as_one(dealt[i]) if i in dealt else None) for i, p in enumerate(heads)]
