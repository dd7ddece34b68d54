"""Reads the written PDF again before anyone gets it: every page there, every stamp on its page, every merge true."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from ..core.problems import LehuaError, Problem
from .pages.originals import Originals
from .pages.sheets import Sheet
from .plan import BundlePlan
from .typeset import Layout

Look = Image.Image | None  # a page as a few grey blocks

_DOTS = 40  # an inch
_BLOCKS = (24, 34)
_DIFFERENT = 26  # of 255: a line of text gives a block 30 and more, smoothing of the same drawing up to 12


def looks(sheets: tuple[Sheet, ...], originals: Originals) -> dict[int, Look]:
    """How the originals of the merged PDF sheets look, by the place of the sheet; `None` where it cannot be drawn."""
    found: dict[int, Look] = {}
    for place, sheet in enumerate(sheets):
        if sheet.kind == "pdf" and sheet.merges:
            reading = sheet.exhibit.source.page(sheet.page)
            turned = reading.turned if reading else 0
            try:
                found[place] = _small(originals.pdf(sheet.exhibit.source).picture(sheet.page, _DOTS, turned))
            except LehuaError:
                found[place] = None
    return found


def different(
    path: Path, plan: BundlePlan, sheets: tuple[Sheet, ...], layout: Layout, expected: dict[int, Look]
) -> list[int]:
    """The merged PDF sheets (by their place) that do not look as `expected`.

    Raises `LehuaError(BUNDLE_FAULTY)` unless all pages are there and each sheet's page carries its stamp.
    """
    stamp = "Exhibit" if plan.request.language == "en" else "证据"
    found: list[int] = []
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise LehuaError(Problem.BUNDLE_FAULTY) from error
    try:
        if len(document) != layout.count:
            raise LehuaError(Problem.BUNDLE_FAULTY)
        for place, (sheet, number) in enumerate(zip(sheets, layout.pages, strict=True)):
            page = document[number]
            if f"{stamp}{sheet.exhibit.number}" not in page.get_textpage().get_text_bounded().replace(" ", ""):
                raise LehuaError(Problem.BUNDLE_FAULTY)
            if place in expected and _unlike(_small(_shown(page, sheet)), expected[place]):
                found.append(place)
            page.close()
    except pypdfium2.PdfiumError as error:
        raise LehuaError(Problem.BUNDLE_FAULTY) from error
    finally:
        document.close()
    return found


def _shown(page: pypdfium2.PdfPage, sheet: Sheet) -> Image.Image:
    x, y, width, height = sheet.rect
    scale = _DOTS / 72 / sheet.scale
    paper_width, paper_height = page.get_size()
    crop = (x, paper_height - y - height, paper_width - x - width, y)
    picture: Image.Image = page.render(scale=scale, crop=crop, grayscale=True).to_pil()
    return picture


def _small(picture: Image.Image) -> Image.Image:
    return picture.convert("L").resize(_BLOCKS, Image.Resampling.BOX)


def _unlike(shown: Image.Image, expected: Look) -> bool:
    if expected is None:
        return True
    extrema = ImageChops.difference(shown, expected).getextrema()
    return bool(extrema[1] > _DIFFERENT)  # type: ignore[operator]
