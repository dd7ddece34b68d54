"""The grid of months of a credit report, cut into its cells by its ink: page reading misses single signs or runs them
together, and its second look is for amounts and days only.

A grid hangs under a row of titles 1 to 12. Its rows and columns are found in a level picture of it, without its rules;
a cell is where ink stands.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ...facts.reports.rows import ROW_TITLE
from ..engines.engine import Point, Seen
from ..formats.images import Pixels, pixels
from .titles import SIGN, WORDS, YEAR, Title, title_rows

_MOST_ROWS = 16  # six years of codes and sums, and some to spare
_MARGIN = 0.2  # of the height of a title, kept around the ink of a cell
_FEWEST_SIGNS = 3  # in a row that shows that the grid goes on
_STAMPED = 8  # heights of a title below words of a stamp in which the next year stands
_LEFT = 2.5  # columns' width left of the first title, where the years stand


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with ink: its row from 0, its column 0 to 11, its place on the page, its picture in grey.

    `faint`: so little ink that it may be a speck.
    """

    row: int
    column: int
    corners: tuple[Point, Point, Point, Point]
    crop: Pixels
    faint: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one grid, row by row, and the numbers of the page's lines that stand where its rows stand."""

    cells: tuple[Cell, ...]
    lines: frozenset[int]


def find_grids(image: Image.Image, lines: Sequence[Seen]) -> list[Grid]:
    """Every grid of months on the upright picture, from top to bottom."""
    rows = title_rows(lines)
    grids = (_grid(image, lines, titles) for titles in rows)
    return [grid for grid in grids if grid is not None]


# --- the picture of a grid ------------------------------------------------------------------------------


class _Level:
    """Coordinates in which the titles stand level: `u` to the right and `v` down from the middle of the titles' row."""

    def __init__(self, titles: Sequence[Title], lean: float = 0.0) -> None:
        xs, ys = np.array([t.x for t in titles]), np.array([t.y for t in titles])
        fall, start = np.polyfit(xs, ys, 1)
        self.height = titles[0].height
        self.columns = [float(t.x - titles[0].x) * float(np.hypot(1, fall)) for t in titles]
        self.step = statistics.median(b - a for a, b in pairwise(self.columns))
        across = np.array([1.0, fall]) / np.hypot(1, fall)
        # Rows below stand to the left where the titles fall; `lean` is what a slanting camera adds to that.
        down = np.array([-across[1] + lean, across[0]])
        self._origin = np.array([titles[0].x, fall * titles[0].x + start])
        self._axes = np.column_stack([across, down])
        self._back = np.linalg.inv(self._axes)

    def point(self, u: float, v: float) -> Point:
        x, y = self._origin + self._axes @ np.array([u, v])
        return float(x), float(y)

    def place(self, x: float, y: float) -> Point:
        u, v = self._back @ (np.array([x, y]) - self._origin)
        return float(u), float(v)

    def column(self, u: float) -> int | None:
        """The column of a place, None left and right of all."""
        near = min(range(12), key=lambda i: abs(self.columns[i] - u))
        inner = self.columns[max(0, near - 1)], self.columns[min(11, near + 1)]
        reach = 0.5 * min(b - a for a, b in ((inner[0], self.columns[near]), (self.columns[near], inner[1])) if b > a)
        return near if abs(self.columns[near] - u) <= 1.1 * reach else None

    def between(self, u: float) -> float:
        """How far a place is from the nearest border between two columns, in columns' widths."""
        borders = [(a + b) / 2 for a, b in pairwise(self.columns)]
        borders += [self.columns[0] - 0.5 * self.step, self.columns[-1] + 0.5 * self.step]
        return min(abs(u - border) for border in borders) / self.step


def _middle(line: Seen) -> Point:
    return statistics.fmean(x for x, _ in line.corners), statistics.fmean(y for _, y in line.corners)


def _leaning(level: _Level, titles: Sequence[Title], lines: Sequence[Seen]) -> _Level:
    """The level under which the cells that were seen stand below their titles."""
    lean = 0.0
    for _ in range(3):
        off = []
        for line in lines:
            u, v = level.place(*_middle(line))
            if level.height < v < 2.5 * _MOST_ROWS * level.height and not WORDS.search(line.text):
                near = min(level.columns, key=lambda c: abs(c - u))
                if line.box.width < 1.2 * level.step and abs(near - u) < 0.35 * level.step:
                    off.append((u - near, v))
        if len(off) < 4:
            return level
        change = sum(du * v for du, v in off) / sum(v * v for _, v in off)
        lean += change
        level = _Level(titles, lean)
        if abs(change) < 1e-3:
            break
    return level


def _grid(image: Image.Image, lines: Sequence[Seen], titles: Sequence[Title]) -> Grid | None:
    level = _leaning(_Level(titles), titles, lines)
    left, right = -_LEFT * level.step, level.columns[-1] + 0.7 * level.step
    top, bottom = 0.55 * level.height, 2.5 * _MOST_ROWS * level.height
    years = False
    places = [(*level.place(*_middle(line)), line) for line in lines]
    for u, v, line in places:
        if not left < u < right or v < level.height:
            continue
        years = years or (bool(YEAR.match(line.text)) and u < -0.5 * level.step and v < bottom)
        beside = u < -0.5 * level.step and ROW_TITLE.match(line.text)
        if WORDS.search(line.text) and not beside and not _stamped(v, places, level):
            bottom = min(bottom, v - 0.6 * min(line.box.height, 1.5 * level.height))
    bottom = min(bottom, level.place(0, image.height)[1])
    if not years or bottom < top + level.height:
        return None
    seen = []
    for line in lines:
        u, v = level.place(*_middle(line))
        if top < v < bottom and level.column(u) is not None and not WORDS.search(line.text):
            seen.append(v)
    if not seen:
        return None
    bottom = min(bottom, max(seen) + 3 * level.height)
    ink = _ink(_picture(image, level, -0.6 * level.step, right, top, bottom), level, -0.6 * level.step)
    found = _cells(ink, level, -0.6 * level.step, top, seen)
    rows = sorted({row for row, *_ in found})
    if not rows or len(rows) > _MOST_ROWS:
        return None
    spans = {row: [box for r, _, box, _ in found if r == row] for row in rows}
    low = min(b[1] for boxes in spans.values() for b in boxes) - 0.5 * level.height
    high = max(b[3] for boxes in spans.values() for b in boxes) + 0.5 * level.height
    inside = {
        number
        for number, line in enumerate(lines)
        if (at := level.place(*_middle(line)))
        and low < at[1] < high
        and level.columns[0] - 0.5 * level.step < at[0] < right
        and not WORDS.search(line.text)
    }
    cells = tuple(
        _cell(image, level, row, column, box, _on_one_line(box, spans[row]), faint) for row, column, box, faint in found
    )
    return Grid(cells, frozenset(inside))


def _stamped(at: float, places: Sequence[tuple[float, float, Seen]], level: _Level) -> bool:
    """Whether words at this height lie over the grid, as those of a stamp do: the next row below is of signs alone, or
    the next text left of the columns is a year.
    """
    below = sorted(((u, v, line) for u, v, line in places if v > at + 0.5 * level.height), key=lambda place: place[1])
    row = [line.text for _, v, line in below if v - below[0][1] < 0.6 * level.height]
    if len(row) >= _FEWEST_SIGNS and all(SIGN.match(text) or YEAR.match(text) for text in row):
        return True
    left = (p for p in below if -_LEFT * level.step < p[0] and p[0] - 0.5 * p[2].box.width < -0.5 * level.step)
    _, v, line = next(left, (0.0, at, None))
    return line is not None and bool(YEAR.match(line.text)) and v - at < _STAMPED * level.height


def _picture(image: Image.Image, level: _Level, left: float, right: float, top: float, bottom: float) -> Pixels:
    """The part of the page between these, level, in grey; a pixel is a pixel of the page."""
    corners = [level.point(u, v) for u, v in ((left, top), (right, top), (right, bottom), (left, bottom))]
    return _warped(image, corners, max(1, round(right - left)), max(1, round(bottom - top)))


def _warped(image: Image.Image, corners: Sequence[Point], width: int, height: int) -> Pixels:
    x0, y0 = (max(0, int(min(c[i] for c in corners)) - 2) for i in (0, 1))
    x1 = min(image.width, int(max(c[0] for c in corners)) + 3)
    y1 = min(image.height, int(max(c[1] for c in corners)) + 3)
    if x1 - x0 < 2 or y1 - y0 < 2:
        return np.full((height, width), 255, np.uint8)
    # Of the three colours the lightest: a stamp is light in its own, signs are dark in all.
    part = pixels(image, (x0, y0, x1, y1)).max(axis=2)
    source = np.array(corners, np.float32) - np.array([x0, y0], np.float32)
    target = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(source, target)
    flat = cv2.warpPerspective(part, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(flat, dtype=np.uint8)


def _ink(grey: Pixels, level: _Level, left: float) -> NDArray[np.uint8]:
    """Where ink stands, without the rules of the table and without specks; 1 on 0."""
    reach = int(1.2 * level.height) | 1
    paper = cv2.medianBlur(cv2.dilate(grey, np.ones((reach, reach), np.uint8)), 5).astype(np.float32)
    dark = 1.0 - grey.astype(np.float32) / np.maximum(paper, 1.0)
    strong = float(np.percentile(dark, 99.5))
    ink = (dark > max(0.12, 0.45 * strong)).astype(np.uint8)
    wide, high = max(15, int(0.8 * level.step)), max(15, int(1.9 * level.height))
    # A rule that is not quite level is a stair of short runs: made thicker, it holds a long one.
    flat, upright = np.ones((3, 1), np.uint8), np.ones((1, 3), np.uint8)
    across = cv2.morphologyEx(cv2.dilate(ink, flat), cv2.MORPH_OPEN, np.ones((1, wide), np.uint8))
    down = cv2.morphologyEx(cv2.dilate(ink, upright), cv2.MORPH_OPEN, np.ones((high, 1), np.uint8))
    rules = cv2.bitwise_or(cv2.dilate(across, flat), cv2.dilate(down, upright))
    # What is left of a rule between columns is dotted: no sign stands there in a quarter of all heights.
    dotted = cv2.dilate(ink, upright).mean(axis=0) > 0.25
    dotted &= np.array([level.between(left + x) < 0.15 for x in range(ink.shape[1])])
    thick = np.convolve(dotted, np.ones(3), "same") > 0
    return np.asarray(np.where((rules > 0) | thick[None, :], 0, ink), dtype=np.uint8)


Part = tuple[float, float, float, float]


def _cells(
    ink: NDArray[np.uint8], level: _Level, left: float, top: float, seen: Sequence[float]
) -> list[tuple[int, int, Part, bool]]:
    """Row, column, extent (in `u` and `v`) and faintness of each cell that holds ink; `seen` has the `v` of lines in the grid."""
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    h = level.height
    parts: list[Part] = []
    flats: list[Part] = []
    for x, y, width, height, area in stats[1:].tolist():
        middle = left + x + width / 2
        speck = area < max(4, 0.01 * h * h) or max(width, height) < 0.12 * h
        flat = height < 0.15 * h and width > 0.25 * h
        border = level.between(middle) < 0.15 and (width < max(5, 0.2 * h) or height < 0.3 * h)
        if not (speck or border) and height < 1.8 * h and level.column(middle) is not None:
            (flats if flat else parts).append((left + x, top + y, left + x + width, top + y + height))
    signs = [p for p in parts if p[3] - p[1] > 0.3 * h and p[2] - p[0] < 1.2 * level.step]
    if not signs:
        return []
    high = statistics.median(p[3] - p[1] for p in signs)
    rows = _rows(seen, [(p[1] + p[3]) / 2 for p in signs if p[3] - p[1] > 0.6 * high], high)
    cells: dict[tuple[int, int], list[Part]] = {}
    for part in parts:
        middle = (part[1] + part[3]) / 2
        row = min(range(len(rows)), key=lambda i: abs(rows[i] - middle), default=None)
        column = level.column((part[0] + part[2]) / 2)
        if row is not None and column is not None and abs(rows[row] - middle) < 0.75 * high:
            cells.setdefault((row, column), []).append(part)
    found = []
    for (row, column), inside in sorted(cells.items()):
        own = _together(inside, level.columns[column], high)
        own += [flat for flat in flats if any(_completes(flat, p, high) for p in own)]
        faint = max(p[3] for p in own) - min(p[1] for p in own) < 0.6 * high
        if not faint or _is_star(own, level, column, high):
            (x0, y0), (x1, y1) = ((min(p[i] for p in own) for i in (0, 1)), (max(p[i] for p in own) for i in (2, 3)))
            found.append((row, column, (x0, y0, x1, y1), faint))
    return found


def _on_one_line(box: Part, boxes: Sequence[Part]) -> Part:
    """The cell as high as its row usually is: a star stands above the line, a comma reaches below."""
    return box[0], statistics.median(b[1] for b in boxes), box[2], statistics.median(b[3] for b in boxes)


def _together(parts: Sequence[Part], middle: float, height: float) -> list[Part]:
    """The ink of one sign or figure: what stands next to each other, from the part nearest to the column's middle.

    A comma, or what a thin stroke left of a figure, joins those on both sides of it; dots at the ends may be specks.
    """
    whole = [p for p in parts if p[3] - p[1] > 0.6 * height] or list(parts)
    together = [min(whole, key=lambda p: abs((p[0] + p[2]) / 2 - middle))]
    rest = [p for p in parts if p is not together[0]]
    while near := [p for p in rest if any(p[0] - q[2] < height and q[0] - p[2] < height for q in together)]:
        together += near
        rest = [p for p in rest if p not in near]
    signs = [p for p in together if p[3] - p[1] > 0.35 * height] or together
    left, right = min(p[0] for p in signs), max(p[2] for p in signs)
    return [p for p in together if left <= p[0] and p[2] <= right]


def _completes(stroke: Part, part: Part, height: float) -> bool:
    """Whether a level stroke is the rest of a sign that a thin stroke was lost of: one over the other, as high as a sign."""
    shared = min(stroke[2], part[2]) - max(stroke[0], part[0])
    high = max(stroke[3], part[3]) - min(stroke[1], part[1])
    return shared > 0.5 * (part[2] - part[0]) and part[3] - part[1] < 0.8 * height < high < 1.2 * height


def _is_star(parts: Sequence[Part], level: _Level, column: int, height: float) -> bool:
    """Whether small ink is a sign, not a speck: it stands in the middle of its column."""
    middle = (min(p[0] for p in parts) + max(p[2] for p in parts)) / 2
    high = max(p[3] for p in parts) - min(p[1] for p in parts)
    return high > 0.28 * height and abs(middle - level.columns[column]) < 0.12 * level.step


def _rows(seen: Sequence[float], inked: Sequence[float], height: float) -> list[float]:
    """The middles of the rows: those of lines that were seen, and of ink a whole row away from them."""
    rows = _gathered(seen, height)
    pitch = statistics.median([b - a for a, b in pairwise(rows)] or [1.5 * height])
    for row in _gathered(inked, height):
        if all(abs(row - other) > 0.75 * pitch for other in rows):
            rows = sorted([*rows, row])
    return rows


def _gathered(middles: Sequence[float], height: float) -> list[float]:
    rows: list[list[float]] = []
    for middle in sorted(middles):
        if rows and middle - statistics.fmean(rows[-1]) < 0.6 * height:
            rows[-1].append(middle)
        else:
            rows.append([middle])
    return [statistics.median(row) for row in rows]


def _cell(image: Image.Image, level: _Level, row: int, column: int, box: Part, line: Part, faint: bool) -> Cell:
    margin = _MARGIN * level.height
    u0, v0, u1, v1 = box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin
    around = [level.point(u, v) for u, v in ((u0, v0), (u1, v0), (u1, v1), (u0, v1))]
    crop = _warped(image, around, max(1, round(u1 - u0)), max(1, round(v1 - v0)))
    v0, v1 = line[1] - margin, line[3] + margin
    a, b, c, d = (level.point(u, v) for u, v in ((u0, v0), (u1, v0), (u1, v1), (u0, v1)))
    return Cell(row, column, (a, b, c, d), crop, faint)
