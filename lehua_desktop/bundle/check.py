"""Reads the written PDF again before anyone gets it: every page there, every stamp on its page, every merge true."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from ..core.problems import LehuaError, Problem
from .originals import Originals
from .plan import BundlePlan
from .sheets import Sheet
from .typeset import Layout

_BLOCKS = (24, 34)
_DIFFERENT = 26  # of 255: a line of text gives a block 30 and more, smoothing of the same drawing up to 12


def whole(path: Path, plan: BundlePlan, sheets: tuple[Sheet, ...], layout: Layout) -> None:
    """Raises `LehuaError(BUNDLE_FAULTY)` unless all pages are there and each sheet's page carries its stamp."""
    stamp = "Exhibit" if plan.request.language == "en" else "证据"
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise LehuaError(Problem.BUNDLE_FAULTY) from error
    try:
        if len(document) != layout.count:
            raise LehuaError(Problem.BUNDLE_FAULTY)
        for sheet, number in zip(sheets, layout.pages, strict=True):
            page = document[number]
            text = page.get_textpage().get_text_bounded().replace(" ", "")
            page.close()
            if f"{stamp}{sheet.exhibit.number}" not in text:
                raise LehuaError(Problem.BUNDLE_FAULTY)
    except pypdfium2.PdfiumError as error:
        raise LehuaError(Problem.BUNDLE_FAULTY) from error
    finally:
        document.close()


def different(path: Path, sheets: tuple[Sheet, ...], layout: Layout, originals: Originals, redacted: bool) -> list[int]:
    """The merged PDF sheets (by their place) that do not look like their original."""
    merged = [(place, sheet) for place, sheet in enumerate(sheets) if sheet.kind == "pdf" and sheet.merges]
    if not merged or redacted:
        return []
    found: list[int] = []
    document = pypdfium2.PdfDocument(path)
    try:
        for place, sheet in merged:
            page = document[layout.pages[place]]
            shown = _shown(page, sheet)
            page.close()
            if _unlike(shown, _original(sheet, originals)):
                found.append(place)
    finally:
        document.close()
    return found


_DOTS = 40


def _shown(page: pypdfium2.PdfPage, sheet: Sheet) -> Image.Image:
    x, y, width, height = sheet.rect
    scale = _DOTS / 72 / sheet.scale
    paper_width, paper_height = page.get_size()
    crop = (x, paper_height - y - height, paper_width - x - width, y)
    picture: Image.Image = page.render(scale=scale, crop=crop, grayscale=True).to_pil().convert("L")
    return picture


def _original(sheet: Sheet, originals: Originals) -> Image.Image:
    reading = sheet.exhibit.source.page(sheet.page)
    turned = reading.turned if reading else 0
    return originals.pdf(sheet.exhibit.source).picture(sheet.page, _DOTS, turned).convert("L")


def _unlike(one: Image.Image, other: Image.Image) -> bool:
    small = [picture.resize(_BLOCKS, Image.Resampling.BOX) for picture in (one, other)]
    extrema = ImageChops.difference(*small).getextrema()
    return bool(extrema[1] > _DIFFERENT)  # type: ignore[operator]
