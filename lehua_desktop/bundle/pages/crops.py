"""The places behind a finding, cut out of their pages with a frame round each value that the finding turns on.

A redacted edition cuts them out of its blacked-out pages.
"""

from __future__ import annotations

import io
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from ...core.facts import Kind, MonthRecord
from ...core.model import Finding, Source
from ...core.page import Box, Page, TextLine
from ...core.problems import LehuaError
from ..plan import BundlePlan, ExhibitSource
from ..redaction.places import Glyphs
from ..redaction.redact import Masking, blacked_out
from ..story.story import Story
from . import pictures
from .originals import Originals

_OF_FINDING, _OF_BUNDLE = 6, 180  # three rows of two fill less than half a page
_DOTS = 200
_LINE = 9.5  # points that a line of text is high in print
_NARROW, _WIDE = 72.0, 158.0  # millimetres: a half and the whole of the column
_APART = 20.0  # millimetres between two values above which what lies between is left out
_INK = 40  # of 255, from the ground
_QUALITY = 65
_PRINTED = 180  # dots an inch, at most

Crops = Mapping[Source, "Crop"]
Drawn = tuple[Image.Image, tuple[TextLine, ...]]
_Range = tuple[float, float]
_Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Crop:
    """A cut-out as JPEG, `width` millimetres wide in print; `says` are the words in its frames."""

    data: bytes
    width: float
    says: str

    @property
    def wide(self) -> bool:
        """Wider than a half of the column."""
        return self.width > _NARROW


@dataclass(frozen=True, slots=True)
class View:
    """What a crop shows of a page: the values in frames, and what a reader needs beside them to understand them."""

    framed: tuple[Box, ...]
    beside: tuple[Box, ...] = ()


def cut_out(plan: BundlePlan, story: Story, originals: Originals, masking: Masking | None = None) -> dict[Source, Crop]:
    """A crop for each place that a finding names with a box, as far as its page can be drawn."""
    found: dict[Source, Crop] = {}
    pages: dict[tuple[int, int], Drawn | None] = {}
    for finding in story.findings:
        for source in chosen(finding, plan):
            exhibit = plan.of_evidence(source.evidence)
            reading = exhibit.source.page(source.page) if exhibit else None
            if exhibit is None or reading is None or reading.unit == "cell" or source in found:
                continue
            if len(found) == _OF_BUNDLE:
                return found
            key = (source.evidence, source.page)
            if key not in pages:
                if len(pages) > 6:  # a decoded page is tens of megabytes
                    pages.pop(next(iter(pages)))
                pages[key] = _drawn(exhibit.source, reading, originals, masking)
            drawn = pages[key]
            if drawn is not None:
                found[source] = crop(*drawn, reading, view_of(source, exhibit.source, plan))
    return found


def chosen(finding: Finding, plan: BundlePlan) -> list[Source]:
    """The places of a finding that are shown, in the order of the exhibits: one of each sort of document first, so that
    many payments do not crowd out the report or the due day."""
    order = {exhibit.source.evidence: place for place, exhibit in enumerate(plan.exhibits)}
    places = [s for s in dict.fromkeys(finding.sources) if s.box is not None and s.evidence in order]
    sorts = [_SORTS.get(plan.exhibits[order[source.evidence]].source.kind) for source in places]
    first = [source for n, source in enumerate(places) if sorts[n] not in sorts[:n]]
    rest = [source for source in places if source not in first]
    shown = (first + rest)[:_OF_FINDING]
    return sorted(shown, key=lambda s: (order[s.evidence], s.page, s.box.y0 if s.box else 0))


_SORTS = {kind: kind for kind in Kind} | {Kind.PAYMENT_LIST: Kind.PAYMENT, Kind.STATEMENT: Kind.PAYMENT}


def view_of(source: Source, exhibit: ExhibitSource, plan: BundlePlan) -> View:
    """A payment with its day, a due day with its amount, a code of a report with its month, its year and its sum."""
    box, number, facts = source.box, source.page, exhibit.facts
    if box is None:
        return View(())
    for proof in (proof for payment in plan.request.timeline.payments for proof in payment.proofs):
        amount, day = proof.payment.amount, proof.payment.day
        if (proof.evidence, amount.page, amount.box) == (source.evidence, number, box):
            return View((box, day.box) if day.box and day.page == number else (box,))
    for row in facts.plan if facts else ():
        if (row.due.page, row.due.box) == (number, box):
            return View((box,), (row.amount.box,) if row.amount.box and row.amount.page == number else ())
    page = exhibit.page(number)
    for record in (r for report in facts.reports for a in report.accounts for r in a.months) if facts else ():
        if page and (record.code.page, record.code.box) == (number, box):
            return View((box,), tuple(_round_month(record, box, page)))
    return View((box,))


def _round_month(record: MonthRecord, code: Box, page: Page) -> Iterable[Box]:
    """The month above a code, the year on its left and its overdue sum."""
    year, month = record.month.split("-")
    if record.amount and record.amount.box and record.amount.page == page.number:
        yield record.amount.box
    years = [
        line.box
        for line in page.lines
        if line.text.strip("年 ") == year
        and line.box.x1 <= code.x0
        and abs(line.box.middle_y - code.middle_y) < 2.5 * code.height
    ]
    yield from sorted(years, key=lambda b: abs(b.middle_y - code.middle_y))[:1]
    heads = [
        line.box
        for line in page.lines
        if line.text.strip("月 ").lstrip("0") == str(int(month))
        and line.box.y1 <= code.middle_y
        and abs(line.box.middle_x - code.middle_x) < 1.5 * code.height
        and _heads_months(line.box, page)
    ]
    yield from sorted(heads, key=lambda b: -b.y0)[:1]


def _heads_months(box: Box, page: Page) -> bool:
    """A row of month numbers, not one of codes that happen to be digits."""
    row = {line.text.strip("月 ").lstrip("0") for line in page.lines if line.box.overlap_y(box) > 0.5}
    return len(row & {str(n) for n in range(1, 13)}) > 7


def _drawn(source: ExhibitSource, reading: Page, originals: Originals, masking: Masking | None) -> Drawn | None:
    glyphs: Glyphs = ()
    try:
        if source.media_type == "application/pdf":
            picture = originals.pdf(source).picture(reading.number, _DOTS, reading.turned)
            if masking is not None and reading.engine == "text":
                glyphs = originals.pdf(source).glyphs(reading.number, reading.turned)
        else:
            picture = pictures.upright(source.data, reading.number, reading.turned)
    except LehuaError:  # its exhibit page says what is wrong with it
        return None
    if masking is None:
        return picture, reading.lines
    decisions = masking.of_page(source.evidence, reading.number)
    return blacked_out(picture, reading, masking.words, decisions, masking.numbers, glyphs)


def crop(picture: Image.Image, lines: Sequence[TextLine], reading: Page, view: View) -> Crop:
    """The bands of the page that hold the view, one under the other; where something is left out, a broken line."""
    across, down = picture.width / reading.width, picture.height / reading.height

    def placed(box: Box) -> Box:
        return Box(box.x0 * across, box.y0 * down, box.x1 * across, box.y1 * down)

    framed = [placed(box) for box in view.framed]
    shown = [*framed, *(placed(box) for box in view.beside)]
    # An engine's boxes reach a little into each other, those of a text layer do not.
    print_ = [placed(line.box if reading.engine == "text" else _lower(line.box)) for line in lines]
    line = max(8.0, statistics.median(box.height for box in print_) if print_ else framed[0].height)
    millimetre = line / (_LINE * 25.4 / 72)  # pixels
    bands = _bands(shown, print_, picture.height, line, _APART * millimetre)
    near = [box for box in print_ if any(top < box.middle_y < bottom for top, bottom in bands)]
    left, right = _sides(shown, near, picture.width, line, millimetre)
    cuts = []
    for top, bottom in bands:
        cut = picture.crop((round(left), round(top), round(right), round(bottom))).convert("L")
        inside = [box for box in framed if top <= box.middle_y <= bottom]
        mark(cut, [Box(b.x0 - left, b.y0 - top, b.x1 - left, b.y1 - top) for b in _joined(inside, line)], line)
        cuts.append(cut)
    cut = _stacked(cuts, round(line / 2))
    natural = (right - left) / millimetre
    width = min(natural, _NARROW if natural <= 1.5 * _NARROW else _WIDE)
    longest = round(width / 25.4 * _PRINTED)
    if cut.width > longest:
        cut = cut.resize((longest, max(1, round(cut.height * longest / cut.width))), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    cut.save(file, "JPEG", quality=_QUALITY, optimize=True)
    said = [text.text for box in view.framed for text in lines if _on(text.box, box)]
    return Crop(file.getvalue(), width, "，".join(dict.fromkeys(said)))


def _lower(box: Box) -> Box:
    return replace(box, y0=box.y0 + 0.12 * box.height, y1=box.y1 - 0.12 * box.height)


def _on(line: Box, box: Box) -> bool:
    return line.overlap_y(box) > 0.5 and line.overlap_x(box) > 0.5


def _sides(shown: Sequence[Box], print_: Iterable[Box], width: int, line: float, millimetre: float) -> _Range:
    """A screen in its whole width; of a wider page what is needed, and no cell cut in two."""
    if width <= 1.5 * _NARROW * millimetre:
        return 0, width
    x0, x1 = min(box.x0 for box in shown), max(box.x1 for box in shown)
    spare = max(3 * line, _NARROW * millimetre - (x1 - x0))
    left, right = x0 - 0.6 * spare, x1 + 0.4 * spare  # labels stand on the left
    left = _uncut(left, [(box.x0, box.x1) for box in print_], x0, 3 * line)
    right = -_uncut(-right, [(-box.x1, -box.x0) for box in print_], -x1, 3 * line)
    return max(0.0, left), min(float(width), right)


def _bands(shown: Iterable[Box], print_: Iterable[Box], height: int, line: float, apart: float) -> list[_Range]:
    """From top to bottom what is shown of the height, with a row above and below where there is one."""
    rows = [(box.y0, box.y1) for box in print_]
    bands: list[_Range] = []
    for box in sorted(shown, key=lambda box: box.y0):
        top = _uncut(box.y0 - 1.3 * line, rows, box.y0, 1.5 * line)
        bottom = -_uncut(-box.y1 - 1.3 * line, [(-b, -a) for a, b in rows], -box.y1, 1.5 * line)
        top, bottom = max(0.0, top), min(float(height), bottom)
        if bands and top - bands[-1][1] < apart:
            bands[-1] = (min(top, bands[-1][0]), max(bottom, bands[-1][1]))
        else:
            bands.append((top, bottom))
    return bands


def _uncut(edge: float, spans: Sequence[_Range], inner: float, small: float = 0) -> float:
    """The edge moved outwards round what it would cut in two where that is small or reaches beside the value, else
    inwards."""
    for _ in range(3):
        cut = [(low, high) for low, high in spans if low < edge < high]
        kept = [low for low, high in cut if high > inner or high - low < small]
        edge = min(kept) if kept else max((high for _, high in cut), default=edge)
    spare = small / 10
    return edge if any(low < edge - spare < high + spare for low, high in spans) else edge - spare


def _joined(boxes: Iterable[Box], line: float) -> list[Box]:
    """Values that stand in neighbouring rows, one frame round both."""
    joined: list[Box] = []
    for box in sorted(boxes, key=lambda box: box.y0):
        last = joined[-1] if joined else None
        if last and box.y0 - last.y1 < 0.8 * line and box.overlap_x(last) > 0.3:
            joined[-1] = last.union(box)
        else:
            joined.append(box)
    return joined


def mark(picture: Image.Image, boxes: Iterable[Box], line: float) -> None:
    """Draws a frame round each box, on clear ground only: a side for which there is no room is left out."""
    grey = np.asarray(picture, dtype=np.int16)
    draw = ImageDraw.Draw(picture)
    thick = max(2, round(line / 18))
    for box in boxes:
        x0, x1 = max(0, round(box.x0)), min(picture.width, max(round(box.x1), round(box.x0) + 1))
        y0, y1 = max(0, round(box.y0)), min(picture.height, max(round(box.y1), round(box.y0) + 1))
        if x0 >= x1 or y0 >= y1:  # beside the page
            continue
        ground = int(np.median(grey[y0:y1, x0:x1]))
        ink = np.abs(grey - ground) > _INK
        wide, high, edge = x1 - x0, y1 - y0, round(0.22 * line)
        # A reader's box may reach into the rows above and below; its middle is the value's own.
        near, middle = high // 4 + round(0.7 * line), slice(y0 + high // 4, y1 - high // 4)
        columns, ruled = _flags(ink[middle]), _rules(ink[y0:y1])
        left = _side(columns[::-1], ruled[::-1], picture.width - x0, wide, thick, edge, round(2.5 * line))
        right = _side(columns, ruled, x1, wide, thick, edge, round(2.5 * line))
        across = slice(x0 if left is None else picture.width - left - thick, x1 if right is None else right + thick)
        rows, ruled = _flags(ink[:, across].T), _rules(ink[:, across].T)
        above = _side(rows[::-1], ruled[::-1], picture.height - middle.start, high // 2, thick, edge, near)
        below = _side(rows, ruled, middle.stop, high // 2, thick, edge, near)
        top = y0 if above is None else picture.height - above - thick
        bottom = y1 if below is None else below + thick
        colour = 0 if ground >= 128 else 255
        for there, side in (
            (above, (across.start, top, across.stop - 1, top + thick - 1)),
            (below, (across.start, bottom - thick, across.stop - 1, bottom - 1)),
            (left, (across.start, top, across.start + thick - 1, bottom - 1)),
            (right, (across.stop - thick, top, across.stop - 1, bottom - 1)),
        ):
            if there is not None:
                draw.rectangle(side, fill=colour)


def _flags(ink: _Flags) -> _Flags:
    """The columns with any ink."""
    return np.asarray(ink.any(axis=0))


def _rules(ink: _Flags) -> _Flags:
    """The columns that are drawn lines of a table."""
    return np.asarray(ink.mean(axis=0) > 0.9)


def _side(ink: _Flags, ruled: _Flags, start: int, size: int, thick: int, edge: int, reach: int) -> int | None:
    """Where a frame may run beyond a value that takes up at most `size` places before `start`: the first of `thick`
    places with clear ground on both sides, within `reach`."""
    need = thick + 2 * max(1, thick // 2)
    own = np.flatnonzero((ink & ~ruled)[start - size : start])
    at = start - size + int(own[-1]) + 1 if len(own) else start
    while at <= start + reach:
        free = ink[at : at + thick + 2 * edge]
        if len(free) < need:
            return None
        if not free[:need].any():
            room = int(free.argmax()) if free.any() else len(free)
            return at + min(edge, (room - thick) // 2)
        at += int(np.flatnonzero(free[:need])[-1]) + 1
    return None


def _stacked(cuts: Sequence[Image.Image], gap: int) -> Image.Image:
    """The bands with a broken line between them."""
    if len(cuts) == 1:
        return cuts[0]
    height = sum(cut.height for cut in cuts) + gap * (len(cuts) - 1)
    whole = Image.new("L", (cuts[0].width, height), 255)
    draw = ImageDraw.Draw(whole)
    top = 0
    for n, cut in enumerate(cuts):
        if n:
            for x in range(0, whole.width, 2 * gap):
                draw.rectangle((x, top + gap // 2 - 1, x + gap, top + gap // 2 + 1), fill=90)
            top += gap
        whole.paste(cut, (0, top))
        top += cut.height
    return whole
