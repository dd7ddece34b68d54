"""Where things stand on a page: the page made level, its lines in rows, neighbours joined to runs.

A text layer may come as whole lines or as single characters, a scan a few degrees askew and with boxes larger
than the ink. Everything that reads tables or blocks works on the `Piece`s made here.
"""

from __future__ import annotations

import bisect
import math
import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from ...core.page import Box, Page, TextLine
from ..words.short_years import with_whole_years
from .bow import bow_of

# Characters that take a whole em but leave most of it empty on their right or on their left.
_BLANK_RIGHT = "，。、：；）】》”’！？,:;．"
_BLANK_LEFT = "（【《“‘"
_DIGITS = "digit"
_IDEOGRAPH = "ideograph"
_LATIN = "latin"
_BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with its box on the level page (`box`) and on the page as it is (`source`).

    `score` is 0 where something hides a part of a figure. `second` is what a second reader saw on the line that the piece is
    part of. `sound` is false when the
    piece was cut out of a line at a place that nothing but its length gave, or when the line touches the edge of the
    picture, which may have cut it. `exact`: the text was not recognised from pixels.
    """

    text: str
    box: Box
    page: int
    source: Box
    score: float = 1.0
    second: str | None = None
    exact: bool = False
    sound: bool = True

    def joined(self, other: Piece, blank: str = "") -> Piece:
        """Both pieces as one, `other` to the right or below."""
        second = None
        if self.second is not None and other.second is not None:
            second = f"{self.second}{blank}{other.second}"
        return Piece(
            f"{self.text}{blank}{other.text}",
            self.box.union(other.box),
            self.page,
            self.source.union(other.source),
            min(self.score, other.score),
            second,
            self.exact and other.exact,
            self.sound and other.sound,
        )

    def part(self, start: int, end: int, *, sound: bool = True) -> Piece:
        """The characters `start` to `end` (without blanks at the ends) with the part of the box they take."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        offsets = char_offsets(self.text)
        whole = offsets[-1] or 1.0
        low, high = offsets[start] / whole, offsets[end] / whole
        return replace(
            self,
            text=self.text[start:end],
            box=_slice(self.box, low, high),
            source=_slice(self.source, low, high),
            sound=self.sound and sound,
        )


def _slice(box: Box, low: float, high: float) -> Box:
    return Box(box.x0 + box.width * low, box.y0, box.x0 + box.width * high, box.y1)


def char_offsets(text: str) -> list[float]:
    """Where each character begins, in em, and where the last one ends."""
    offsets = [0.0]
    for char in text:
        wide = unicodedata.east_asian_width(char) in "WF"
        offsets.append(offsets[-1] + (1.0 if wide else 0.3 if char in ".,:;'|!" else 0.55))
    return offsets


def char_class(char: str) -> str:
    """What kind of text a character belongs to: a change of kind is where two cells may touch."""
    if char.isspace():
        return _BLANK
    if char.isdigit() or char in ".,-+:/¥￥*":
        return _DIGITS
    return _LATIN if char.isascii() else _IDEOGRAPH


def text_height(pieces: Sequence[Piece]) -> float:
    """The usual height of a line among these, in the unit of the page."""
    tall = [p.box.height for p in pieces if p.box.height > 0]
    if not tall:
        return 1.0
    # Dots and dashes of a text layer in single characters are much lower than the letters round them.
    middle = statistics.median(tall)
    return statistics.median([h for h in tall if h >= 0.6 * middle])


def level(page: Page) -> list[Piece]:
    """The lines of a page as pieces, on a scan with its tilt undone; lines without text are left out."""
    return list(_levelled(page))


@lru_cache(maxsize=8)  # every reader of a page wants it, and the tilt of a large page takes long to find
def _levelled(page: Page) -> tuple[Piece, ...]:
    exact = page.engine in ("text", "table")
    pieces = [
        Piece(
            _spaced(line.text.strip(), line.second),
            _up(line.box, line.sag),
            page.number,
            line.box,
            0.0 if not exact and _loses_figures(page, line) else line.score,
            line.second,
            exact,
            exact or _inside(page, line.box),
        )
        for line in with_whole_years(page.lines)
        if line.text.strip()
    ]
    if exact:
        return tuple(pieces)
    bow = bow_of([p.box for p in pieces])
    if bow is not None:
        pieces = [replace(p, box=_up(p.box, bow.sag(p.box.middle_x))) for p in pieces]
    slope = tilt(pieces)
    fall = _keystone(pieces, slope, _BETTER_BENT if bow else _BETTER) or _Keystone(slope, 0.0, 0.0)
    upright = _lean(pieces, slope) - slope
    return tuple(replace(p, box=_across(fall.undone(p.box), p.box.middle_y * upright)) for p in pieces)


_DAY_AND_MORE = re.compile(r"(20\d\d([-/.])\d\d?\2\d\d?) (?=\d)")


def _spaced(text: str, second: str | None) -> str:
    """The text with the blank behind a day that the second reader alone saw: `2022-09-101/24期` for `2022-09-10 1/24期`."""
    seen = _DAY_AND_MORE.search(second or "")
    if not seen or "".join(text.split()) != "".join((second or "").split()):
        return text
    return text.replace(seen[1], seen[0], 1) if seen[0] not in text else text


def _loses_figures(page: Page, line: TextLine) -> bool:
    """Whether the line meets the left or right edge of the picture with a figure that may go on beyond it."""
    text, near = line.text.strip(), 0.05 * line.box.height
    begun = line.box.x0 <= near and _BEGUN.match(text)
    return bool(begun or (line.box.x1 >= page.width - near and _GOES_ON.search(text)))


_BEGUN = re.compile(r"[\d,.]")
_GOES_ON = re.compile(r"(?<![.:]\d)(?<!:)[\d.,]$")  # not a clock, behind whose beginning the day is whole


def _inside(page: Page, box: Box) -> bool:
    near = 0.05 * box.height
    return box.x0 > near and box.y0 > near and box.x1 < page.width - near and box.y1 < page.height - near


def _moved(box: Box, slope: float) -> Box:
    right, up = box.middle_y * slope, box.middle_x * slope
    return Box(box.x0 + right, box.y0 - up, box.x1 + right, box.y1 - up)


def _up(box: Box, by: float) -> Box:
    return Box(box.x0, box.y0 - by, box.x1, box.y1 - by)


def _lower(box: Box, by: float) -> Box:
    by = min(by, 0.4 * box.height) / 2
    return Box(box.x0, box.y0 + by, box.x1, box.y1 - by)


def _across(box: Box, right: float) -> Box:
    return Box(box.x0 + right, box.y0, box.x1 + right, box.y1)


def _lean(pieces: Sequence[Piece], slope: float) -> float:
    """How much columns lean to the left as they go down, as the tangent of the angle: like the rows fall where a page was
    turned, otherwise where it was photographed from aside or did not lie flat. The way in which the edges of lines gather
    best; that of a turned page where little speaks for another.
    """
    if len(pieces) < _FEW_EDGES:
        return slope
    height = text_height(pieces)
    boxes = [p.box for p in pieces]

    def aligned(lean: float) -> int:
        best = 0
        for shift in (0.0, 0.5):
            bins = Counter(
                (side, math.floor((x + box.middle_y * lean) / (0.4 * height) + shift))
                for box in boxes
                for side, x in enumerate((box.x0, box.x1))
            )
            best = max(best, sum(n * n for n in bins.values()))
        return best

    low, high = min(b.middle_y for b in boxes), max(b.middle_y for b in boxes)
    step = max(0.002, 0.2 * height / (high - low + 1.0))
    ways = [slope + i * step for i in range(-math.ceil(0.08 / step), math.ceil(0.08 / step) + 1)]
    best = max(ways, key=lambda lean: aligned(lean) * (1 - abs(lean - slope)))
    return best if aligned(best) > 1.2 * aligned(slope) else slope


_FEW_EDGES = 30


def tilt(pieces: Sequence[Piece]) -> float:
    """How much rows fall to the right, as the tangent of the angle; 0 where too little text says so.

    The slope under which the middles of lines gather on the fewest heights; up to five degrees either way.
    """
    if len(pieces) < 12:
        return 0.0
    height, left, right = text_height(pieces), min(p.box.x0 for p in pieces), max(p.box.x1 for p in pieces)
    boxes = _by_place(pieces)
    # A row as wide as the page leaves its band by an eighth of its height at most between two angles.
    step = max(0.0025, 0.125 * height / (right - left + 1.0))
    steps = math.ceil(0.0875 / step)
    # A small angle wins a tie: rows and columns at regular distances also line up under false angles.
    ways = [i * step for i in range(-steps, steps + 1)]
    coarse = max(ways, key=lambda slope: _gathered(boxes, height, slope) * (1 - 2 * abs(slope)))
    needed = 1.0 if abs(coarse) <= 0.006 else 1.5 if abs(coarse) <= 0.015 else 1.3
    if abs(_beside(boxes, height) - coarse) < 0.005:
        needed = 1.0  # rows at even distances may also line up with those next to them, neighbours may not
    if _gathered(boxes, height, coarse) < needed * _gathered(boxes, height, 0.0):
        coarse = 0.0
    rows = rows_of([replace(p, box=_moved(p.box, coarse)) for p in pieces])
    top = bottom = 0.0
    for row in rows:
        if len(row) < 3:
            continue
        middle_x = statistics.fmean(p.box.middle_x for p in row)
        middle_y = statistics.fmean(p.box.middle_y for p in row)
        top += sum((p.box.middle_x - middle_x) * (p.box.middle_y - middle_y) for p in row)
        bottom += sum((p.box.middle_x - middle_x) ** 2 for p in row)
    return coarse + (top / bottom if bottom else 0.0)


def _beside(boxes: Sequence[_Place], height: float) -> float:
    """How much lines fall to their next neighbours on the right, as a tangent; 0 where few have one."""
    slopes = []
    lefts = [left for left, *_ in boxes]
    for _, x1, x, y in boxes:
        reach = slice(bisect.bisect_right(lefts, x1), bisect.bisect_left(lefts, x1 + 6 * height))
        right = next((b for b in boxes[reach] if abs(b[3] - y) < 0.4 * height), None)
        if right is not None:
            slopes.append((right[3] - y) / (right[2] - x))
    return statistics.median(slopes) if len(slopes) >= 12 else 0.0


_Place = tuple[float, float, float, float]  # x0, x1, middle x, middle y


def _by_place(pieces: Sequence[Piece]) -> list[_Place]:
    return sorted((p.box.x0, p.box.x1, p.box.middle_x, p.box.middle_y) for p in pieces)


def _gathered(boxes: Sequence[_Place], height: float, slope: float, turn: float = 0.0, level_at: float = 0.0) -> float:
    """How well the middles of lines gather on few heights when rows fall by `slope`, and by `turn` more the lower they
    stand below `level_at`.
    """
    best = 0
    for shift in (0.0, 0.5):
        lines: dict[int, tuple[int, float]] = {}
        for x0, x1, x, y in boxes:
            at = math.floor((y - x * (slope + turn * (y - level_at))) / (0.25 * height) + shift)
            count, end = lines.get(at, (0, float("-inf")))
            # What stands over the same place is not on one line, however well the middles fit.
            lines[at] = (count + (1 if x0 >= end - 0.5 * height else -1), max(end, x1))
        best += sum(n * n for n, _ in lines.values() if n > 0)
    return best


@dataclass(frozen=True, slots=True)
class _Keystone:
    """A page photographed from aside: its rows fall by `slope` in the middle, and by `turn` more for each pixel below it."""

    slope: float
    turn: float
    middle: float

    def undone(self, box: Box) -> Box:
        """The box where it stands on the level page, and as high as its line: upright, the box of a tilted line is higher."""
        slope = self.slope + self.turn * (box.middle_y - self.middle)
        return _lower(_moved(box, slope), abs(slope) * box.width)

    def refined(self, rows: Sequence[Sequence[Piece]]) -> _Keystone:
        """The same with what its rows, once found, still fall by: a line through their slopes by the least squares."""
        still: list[tuple[float, float, float]] = []  # weight, height above or below the middle, slope
        for row in rows:
            first, last = row[0].box, row[-1].box
            across = last.middle_x - first.middle_x
            if len(row) > 1 and across > 0:
                still.append((across * across, first.middle_y - self.middle, (last.middle_y - first.middle_y) / across))
        if len(still) < 4:
            return self
        weight = sum(w for w, _, _ in still)
        at, fall = (sum(w * v[k] for w, *v in still) / weight for k in (0, 1))
        spread = sum(w * (y - at) ** 2 for w, y, _ in still)
        turn = sum(w * (y - at) * (s - fall) for w, y, s in still) / spread if spread else 0.0
        return _Keystone(self.slope + fall - turn * at, self.turn + turn, self.middle)


_BETTER = 1.3
_BETTER_BENT = 1.15  # only a camera shows a sheet bent, and seldom from right above


def _keystone(pieces: Sequence[Piece], slope: float, better: float) -> _Keystone | None:
    """How a photographed page narrows, where its rows gather `better` times as well so as under `slope` alone."""
    if not 8 <= len(pieces) <= 300:
        return None
    height, boxes = text_height(pieces), _by_place(pieces)
    low, high = min(b[3] for b in boxes), max(b[3] for b in boxes)
    if high - low < 8 * height:
        return None
    middle = (low + high) / 2
    ways = [
        (slope + 0.006 * i, 0.008 * k / (high - low))
        for k in range(-12, 13)
        for i in range(-6, 7)
        if k and abs(slope + 0.006 * i) < 0.09
    ]
    best = max(ways, key=lambda way: _gathered(boxes, height, way[0], way[1], middle))
    if _gathered(boxes, height, best[0], best[1], middle) < better * _gathered(boxes, height, slope):
        return None
    found = _Keystone(best[0], best[1], middle)
    return found.refined(rows_of([replace(p, box=found.undone(p.box)) for p in pieces]))


def rows_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that stand on one line, rows from top to bottom, each from left to right."""
    if not pieces:
        return []
    low = 0.6 * text_height(pieces)
    rows: list[list[Piece]] = []
    heights: list[float] = []
    middles: list[float] = []
    for piece in sorted((p for p in pieces if p.box.height >= low), key=lambda p: p.box.middle_y):
        for i in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            if abs(piece.box.middle_y - middles[i]) <= 0.36 * min(piece.box.height, heights[i]):
                rows[i].append(piece)
                middles[i] += (piece.box.middle_y - middles[i]) / len(rows[i])
                break
        else:
            rows.append([piece])
            heights.append(piece.box.height)
            middles.append(piece.box.middle_y)
    for piece in (p for p in pieces if p.box.height < low):
        near = min(range(len(rows)), key=lambda i: abs(piece.box.middle_y - middles[i]), default=None)
        if near is not None and abs(piece.box.middle_y - middles[near]) <= 0.8 * heights[near]:
            rows[near].append(piece)
        else:
            rows.append([piece])
            heights.append(max(piece.box.height, low))
            middles.append(piece.box.middle_y)
    order = sorted(range(len(rows)), key=lambda i: middles[i])
    return [sorted(rows[i], key=lambda p: p.box.x0) for i in order]


def runs_of(row: Sequence[Piece], gap: float = 0.45) -> list[Piece]:
    """Neighbours on one row joined where less than `gap` heights of blank lies between them.

    Boxes from an engine are lines as it saw them and touch each other often: they are never joined.
    """
    if not row:
        return []
    height = text_height(row)
    runs = [row[0]]
    for before, piece in pairwise(row):
        last = runs[-1]
        blank = piece.box.x0 - last.box.x1
        allowed = gap * height
        letters = len(before.text) == 1 or len(piece.text) == 1  # whole lines were parted where cells meet
        if letters and last.text[-1] in _BLANK_RIGHT:
            allowed += 0.7 * height
        if letters and piece.text[0] in _BLANK_LEFT:
            allowed += 0.7 * height
        if last.exact and piece.exact and blank <= allowed:
            words = last.text[-1].isascii() and piece.text[0].isascii() and last.text[-1].isalnum()
            runs[-1] = last.joined(piece, " " if words and blank > 0.25 * height else "")
        else:
            runs.append(piece)
    return runs


def text_rows(pages: Sequence[Page], gap: float = 1.0) -> list[list[Piece]]:
    """All rows of all pages, top to bottom, as runs."""
    return [runs_of(row, gap) for page in pages for row in rows_of(level(page))]


def row_text(row: Sequence[Piece], blank: str = "  ") -> str:
    """The text of a row, its runs parted by `blank`."""
    return blank.join(p.text for p in row)


_PAGE_NUMBER = re.compile(
    r"^[-—\s]*(?:共\s*\d+\s*条(?:记录|数据)?[,，]?\s*)?(?:第?\s*\d+\s*页?\s*[,，/／]?\s*共?\s*\d+\s*页|第\s*\d+\s*页|\d+\s*/\s*\d+|page\s*\d+.*)[-—\s]*$",
    re.IGNORECASE,
)


def is_page_number(text: str) -> bool:
    """`第1页，共3页`, `1/3`, `共12条记录 1/1页`, `Page 1 of 3`: no content."""
    return bool(_PAGE_NUMBER.match(text))
