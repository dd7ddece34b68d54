"""The exhibit pages of the bundle: which part of which original page goes where on which sheet of A4.

Lengths on the sheet are points, origin at the top left; `span` is in the unit of the original page.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from PIL import Image

from ...core.page import Page
from ...core.problems import Fault, LehuaError, Problem
from ..plan import BundlePlan, Exhibit
from . import pictures
from .originals import Originals

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)

_TOP, _FOOT = 23 * MM, 17 * MM
_SIDE = {"pdf": 9 * MM, "picture": 20 * MM}
_NATURAL = {"pdf": 1.0, "picture": 72 / 150}  # a picture is never printed coarser than 150 dots an inch
_NARROW = 95 * MM  # a page that would come out narrower than this by its height alone is cut into strips
_STRIP = 112 * MM
_OVERLAP = 10 * MM  # of strips that are cut without a gap: a line of text stands whole on one of them
_LOOKED_AT = 800  # pixels of width at which blank rows are looked for
_STEP, _STEPS = 16, 6  # a blank row has at most so many steps, the edges of cards, higher than this many of 255

Rect = tuple[float, float, float, float]  # x, y, width, height


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the bundle that shows an original page, or a strip of one.

    `size` is the whole upright original page, `span` the part of its height that shows, both in its own unit.
    `repeats` is how much of the strip's top (in that unit) the sheet before shows as well. A `table` sheet stands
    for as many printed pages as its rows need; a `notice` says why the original is not shown.
    """

    exhibit: Exhibit
    page: int
    kind: Literal["pdf", "picture", "table", "notice"]
    size: tuple[float, float] = (0, 0)
    span: tuple[float, float] = (0, 0)
    rect: Rect = (0, 0, 0, 0)
    landscape: bool = False
    repeats: float = 0
    part: int = 1
    parts: int = 1
    as_picture: bool = False  # a PDF page that is placed as its picture
    fault: Fault | None = None

    @property
    def scale(self) -> float:
        """Points on the sheet for one unit of the original."""
        return self.rect[2] / self.size[0] if self.size[0] else 1.0

    @property
    def sliced(self) -> bool:
        """It shows a strip of its page, not the whole."""
        return self.continued_above or self.continued_below

    @property
    def merges(self) -> bool:
        """A PDF page that comes under the sheet with its own drawing and text. A strip does not: it would bring along
        the text of the whole page."""
        return self.kind == "pdf" and not self.as_picture and not self.sliced

    @property
    def small_print(self) -> float | None:
        """How high, in points on the sheet, the small print of the page is by its lines; `None` without lines."""
        reading = self.exhibit.source.page(self.page)
        if reading is None or not reading.lines or reading.unit == "cell":
            return None
        heights = sorted(line.box.height for line in reading.lines)
        return heights[len(heights) // 10] * self.scale * self.size[1] / reading.height

    @property
    def continued_above(self) -> bool:
        return self.span[0] > 0

    @property
    def continued_below(self) -> bool:
        return self.span[1] < self.size[1]


def measure(plan: BundlePlan, originals: Originals) -> tuple[Sheet, ...]:
    """Every sheet of every exhibit, in the order of the bundle."""
    sheets: list[Sheet] = []
    for exhibit in plan.exhibits:
        own = _sheets_of(exhibit, originals, redacted=plan.redacted)
        sheets += [replace(sheet, part=part, parts=len(own)) for part, sheet in enumerate(own, 1)]
    return tuple(sheets)


def _sheets_of(exhibit: Exhibit, originals: Originals, *, redacted: bool) -> list[Sheet]:
    source = exhibit.source
    kind: Literal["pdf", "picture"] = "pdf" if source.media_type == "application/pdf" else "picture"
    if any(page.unit == "cell" for page in source.pages):
        return [Sheet(exhibit, page.number, "table") for page in source.pages]
    if kind == "picture" and not source.media_type.startswith("image/"):
        return [Sheet(exhibit, 0, "notice", fault=source.fault or Fault(Problem.UNKNOWN_FORMAT))]
    try:
        count = len(originals.pdf(source).sizes) if kind == "pdf" else max(1, source.page_count)
    except LehuaError as error:
        return [Sheet(exhibit, 0, "notice", fault=error.fault)]
    sheets: list[Sheet] = []
    for number in range(count):
        page = source.page(number)
        if redacted and page is None:  # nobody knows what stands there, so nothing of it is shown
            sheets.append(Sheet(exhibit, number, "notice", fault=Fault(Problem.READING_FAILED)))
            continue
        try:
            sheets += _sheets_of_page(exhibit, number, kind, page, originals)
        except LehuaError as error:
            sheets.append(Sheet(exhibit, number, "notice", fault=error.fault))
    return sheets


def _sheets_of_page(
    exhibit: Exhibit, number: int, kind: Literal["pdf", "picture"], page: Page | None, originals: Originals
) -> list[Sheet]:
    turned = page.turned if page else 0
    if kind == "pdf":
        width, height = originals.pdf(exhibit.source).sizes[number]
        if turned % 180:
            width, height = height, width
    else:
        width, height = pictures.upright_size(exhibit.source.data, number, turned)
    if width < 1 or height < 1:
        raise LehuaError(Problem.DAMAGED_PDF if kind == "pdf" else Problem.DAMAGED_PICTURE)
    landscape = width > 1.15 * height
    paper = (A4[1], A4[0]) if landscape else A4
    area = (paper[0] - 2 * _SIDE[kind], paper[1] - _TOP - _FOOT)
    natural = _NATURAL[kind]
    scale = min(area[0] / width, area[1] / height, natural)
    if not landscape and width * scale < _NARROW and width * natural > width * scale * 1.05:
        scale = min(_STRIP / width, natural)
        spans = cut(
            height,
            area[1] / scale,
            _rows(page, height),
            overlap=_OVERLAP / scale,
            blank=lambda: blank_rows(_looked_at(exhibit, number, kind, turned, originals), height),
        )
    else:
        spans = [(0.0, float(height), 0.0)]
    return [
        Sheet(
            exhibit,
            number,
            kind,
            size=(width, height),
            span=(top, bottom),
            rect=((paper[0] - width * scale) / 2, _TOP, width * scale, (bottom - top) * scale),
            landscape=landscape,
            repeats=repeats,
        )
        for top, bottom, repeats in spans
    ]


def cut(
    height: float,
    longest: float,
    rows: Sequence[tuple[float, float]],
    *,
    overlap: float | None = None,
    blank: Callable[[], Sequence[tuple[float, float]]] = tuple,
) -> list[tuple[float, float, float]]:
    """Cuts a page of `height` into strips of at most `longest`, between the `rows` (top, bottom), never through one.

    Gives (top, bottom, repeated): each strip after the first repeats the last row before its cut, so that the two
    sheets can be laid side by side. Where no gap between rows is near, `blank` says where nothing is to be seen
    (top, bottom); where there is no such place either, the strips are of even length and share the `overlap`.
    """
    gaps = _gaps(height, rows)
    seen: list[tuple[float, float]] | None = None
    shared = min(longest * 0.08, overlap or longest)
    strips: list[tuple[float, float, float]] = []
    top = repeated = 0.0
    while height - top > longest * 1.0001:
        left = math.ceil((height - top) / (longest * 0.97))
        wanted = top + (height - top) / left
        usable = gaps
        near = _near(usable, top, longest)
        if not near:
            usable = seen = _points(blank(), longest) if seen is None else seen
            near = _near(usable, top, longest)
        if near:
            # The widest gap near the wanted place: between two entries rather than between two lines of one.
            bottom, _ = max(near, key=lambda gap: min(gap[1], longest * 0.06) * 4 - abs(gap[0] - wanted) * 0.3)
            following = max(
                (middle for middle, _ in usable if bottom - longest * 0.12 < middle < bottom - longest * 0.01),
                default=bottom,
            )
        else:
            left = math.ceil((height - top - shared) / (longest - shared))
            bottom = min(top + longest, top + (height - top + (left - 1) * shared) / left)
            following = bottom - shared
        strips.append((top, bottom, repeated))
        repeated = bottom - following
        top = following
    strips.append((top, height, repeated))
    return strips


def _near(gaps: Iterable[tuple[float, float]], top: float, longest: float) -> list[tuple[float, float]]:
    return [(middle, size) for middle, size in gaps if top + longest * 0.45 < middle <= top + longest]


def _points(blank: Iterable[tuple[float, float]], longest: float) -> list[tuple[float, float]]:
    """Middle and size of places to cut at: of a long stretch with nothing on it, several."""
    found: list[tuple[float, float]] = []
    for top, bottom in blank:
        count = max(1, round((bottom - top) / (longest * 0.06)))
        size = (bottom - top) / count
        found += [(top + (part + 0.5) * size, size) for part in range(count)]
    return found


def blank_rows(image: Image.Image, height: float) -> list[tuple[float, float]]:
    """The stretches (top, bottom) of a page of `height` where pixels hardly change across the row."""
    if image.width > _LOOKED_AT:
        image = image.resize((_LOOKED_AT, image.height), Image.Resampling.BOX)
    pixels = np.asarray(image.convert("L"), dtype=np.int16)
    empty = (np.abs(np.diff(pixels, axis=1)) > _STEP).sum(axis=1) <= _STEPS
    edges = np.flatnonzero(np.diff(np.concatenate(([False], empty, [False]))))
    unit = height / image.height
    stretches = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(top * unit, bottom * unit) for top, bottom in stretches if bottom - top > 2]


def _looked_at(
    exhibit: Exhibit, number: int, kind: Literal["pdf", "picture"], turned: int, originals: Originals
) -> Image.Image:
    if kind == "picture":
        return pictures.upright(exhibit.source.data, number, turned)
    return originals.pdf(exhibit.source).picture(number, 72, turned)


def _gaps(height: float, rows: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Middle and size of each stretch without text between two rows, and below the last one."""
    gaps: list[tuple[float, float]] = []
    reached = 0.0
    for top, bottom in sorted(rows):
        if top > reached > 0:
            gaps.append(((reached + top) / 2, top - reached))
        reached = max(reached, bottom)
    if 0 < reached < height:
        gaps.append(((reached + height) / 2, height - reached))
    return gaps


def _rows(page: Page | None, height: float) -> list[tuple[float, float]]:
    if page is None or page.height <= 0:
        return []
    unit = height / page.height
    return [(line.box.y0 * unit, line.box.y1 * unit) for line in page.lines]
