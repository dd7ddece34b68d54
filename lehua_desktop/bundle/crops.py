"""The places behind a finding, cut out of their pages with a frame round the value.

Only the full edition prints them: what is hidden in the redacted one could stand beside a value.
"""

from __future__ import annotations

import io
import statistics
from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image, ImageDraw

from ..core.model import Finding, Kind, Source
from ..core.page import Box, Page
from ..core.problems import LehuaError
from . import pictures
from .originals import Originals
from .plan import BundlePlan, ExhibitSource
from .story import Story

_OF_FINDING, _OF_BUNDLE = 6, 180  # three rows of two fill less than half a page
_DOTS = 200
_LINE = 9.5  # points that a line of text is high in print
_WIDEST, _HIGHEST = 66.0, 30.0  # millimetres
_QUALITY = 82

Crops = Mapping[Source, "Crop"]


@dataclass(frozen=True, slots=True)
class Crop:
    """A cut-out as JPEG, `width` millimetres wide in print."""

    data: bytes
    width: float


def cut_out(plan: BundlePlan, story: Story, originals: Originals) -> dict[Source, Crop]:
    """A crop for each place that a finding names with a box, as far as its page can be drawn."""
    found: dict[Source, Crop] = {}
    pages: dict[tuple[int, int], Image.Image | None] = {}
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
                pages[key] = _drawn(exhibit.source, reading, originals)
            picture = pages[key]
            if picture is not None and source.box is not None:
                found[source] = _crop(picture, reading, source.box)
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


def _drawn(source: ExhibitSource, reading: Page, originals: Originals) -> Image.Image | None:
    try:
        if source.media_type == "application/pdf":
            return originals.pdf(source).picture(reading.number, _DOTS, reading.turned)
        return pictures.upright(source.data, reading.number, reading.turned)
    except LehuaError:  # its exhibit page says what is wrong with it
        return None


def _crop(picture: Image.Image, reading: Page, box: Box) -> Crop:
    across, down = picture.width / reading.width, picture.height / reading.height
    value = Box(box.x0 * across, box.y0 * down, box.x1 * across, box.y1 * down)
    heights = [line.box.height * down for line in reading.lines]
    line = max(8.0, statistics.median(heights) if heights else value.height)
    millimetre = line / (_LINE * 25.4 / 72)  # pixels
    width = min(picture.width, max(value.width + 2 * line, _WIDEST * millimetre))
    height = min(picture.height, max(value.height + 2.2 * line, 4 * line), max(_HIGHEST * millimetre, value.height))
    # Dates and labels stand on the left of an amount.
    left = min(max(0.0, value.middle_x - width * 0.64), picture.width - width)
    top = min(max(0.0, value.middle_y - height / 2), picture.height - height)
    cut = picture.crop((round(left), round(top), round(left + width), round(top + height))).convert("L")
    draw = ImageDraw.Draw(cut)
    thick = max(2, round(line / 14))
    edge = line * 0.18
    frame = (value.x0 - left - edge, value.y0 - top - edge, value.x1 - left + edge, value.y1 - top + edge)
    draw.rectangle((frame[0] - thick, frame[1] - thick, frame[2] + thick, frame[3] + thick), outline=255, width=thick)
    draw.rectangle(frame, outline=0, width=thick)  # seen on light and on dark screens
    longest = round(_WIDEST / 25.4 * 220)
    if cut.width > longest:
        cut = cut.resize((longest, max(1, round(cut.height * longest / cut.width))), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    cut.save(file, "JPEG", quality=_QUALITY, optimize=True)
    return Crop(file.getvalue(), min(_WIDEST, width / millimetre))
