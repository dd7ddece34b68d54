"""Puts each original page under the sheet that was set for it, with its text.

The original becomes a form of its own: its resources keep their names, its drawing stays inside its box, and stamp
and page number lie on top. Nothing else of the original comes along.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PIL import Image
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    PdfObject,
    StreamObject,
)

from ..core.page import Box, Page, TextLine
from . import pictures, redact
from .hidden_text import FONT_NAME, HiddenFont
from .originals import PARSER_ERRORS, Originals, fonts_embedded
from .pictures import FULL, Encoded, Quality
from .sheets import Sheet

_FORM = "/LhPage"
_PAGE_PICTURE_DPI = 200
_LEGIBLE_DOTS = 15  # the height of a line of Chinese below which its characters run together

Matrix = tuple[float, float, float, float, float, float]


class Underlay:
    """Fills one laid-out PDF sheet by sheet, then writes it."""

    def __init__(
        self, laid_out: PdfReader, originals: Originals, quality: Quality, masking: redact.Masking | None
    ) -> None:
        """`masking` is `None` for the full edition."""
        self._writer = PdfWriter(clone_from=laid_out)
        self._writer.pdf_header = laid_out.pdf_header
        self._pages = list(self._writer.pages)
        self._originals = originals
        self._quality = quality
        self._masking = masking
        self._font = HiddenFont()
        self._font_place = self._writer._add_object(DictionaryObject())
        self._pictures: dict[tuple[int, int], tuple[IndirectObject, Matrix, tuple[TextLine, ...]]] = {}

    def place(self, sheet: Sheet, number: int) -> bool:
        """Puts the sheet's original under page `number` (from 0).

        False when a PDF page cannot be merged as it is: the caller then asks for its picture.
        Raises `LehuaError` when the picture cannot be made either.
        """
        reading = sheet.exhibit.source.page(sheet.page)
        paper = self._pages[number]
        x, y, width, height = sheet.rect
        full_height = sheet.size[1] * sheet.scale
        foot = float(paper.mediabox.height) - (y - sheet.span[0] * sheet.scale) - full_height
        whole = (x, foot, width, full_height)
        lines: Iterable[TextLine] = reading.lines if reading else ()
        if sheet.kind == "pdf" and not self._wants_picture(sheet, reading):
            form = self._form(sheet)
            if form is None:
                return False
            drawn, matrix = form
            if reading and reading.engine == "text":
                lines = ()
        else:
            drawn, matrix, lines = self._picture(sheet, reading)
        clip = f"{x:.3f} {float(paper.mediabox.height) - y - height:.3f} {width:.3f} {height:.3f} re W n"
        scaled = _times(matrix, (whole[2], 0, 0, whole[3], whole[0], whole[1]))
        text = self._text(sheet, lines, reading, whole)
        content = f"{text}q {clip} {_numbers(scaled)} cm {_FORM} Do Q\n"
        self._add(paper, content, drawn, has_text=bool(text))
        return True

    def write(self, path: Path, identity: bytes) -> None:
        """Writes the PDF; `identity` is what tells this document from all others."""
        self._font.add_to(self._writer, self._font_place)
        root = self._writer.root_object
        root[NameObject("/PageMode")] = NameObject("/UseOutlines")
        root[NameObject("/ViewerPreferences")] = DictionaryObject(
            {NameObject("/DisplayDocTitle"): BooleanObject(True), NameObject("/Direction"): NameObject("/L2R")}
        )
        digest = ByteStringObject(hashlib.sha256(identity).digest()[:16])
        self._writer._ID = ArrayObject([digest, digest])
        with path.open("wb") as file:
            self._writer.write(file)

    def _wants_picture(self, sheet: Sheet, reading: Page | None) -> bool:
        scan = reading is not None and reading.engine != "text"
        return self._masking is not None or sheet.as_picture or (scan and self._quality != FULL)

    def _form(self, sheet: Sheet) -> tuple[IndirectObject, Matrix] | None:
        try:
            page = self._originals.pdf(sheet.exhibit.source).page(sheet.page)
            if page is None or not fonts_embedded(page):
                return None
            reading = sheet.exhibit.source.page(sheet.page)
            box = _displayed_box(page)
            turned = (int(page.rotation or 0) + (reading.turned if reading else 0)) % 360
            ratio = (box.width / box.height) ** (-1 if turned % 180 else 1)
            if abs(ratio * sheet.size[1] / sheet.size[0] - 1) > 0.01:  # PDFium shows another part of it
                return None
            form = self._writer._add_object(_as_form(page, box, self._writer))
        # The parser meets whatever a broken file holds, and each break has its own exception.
        except (PyPdfError, *PARSER_ERRORS):
            return None
        return form, _to_unit_square(box, turned)

    def _picture(self, sheet: Sheet, reading: Page | None) -> tuple[IndirectObject, Matrix, tuple[TextLine, ...]]:
        key = (sheet.exhibit.source.evidence, sheet.page)
        if key not in self._pictures:
            encoded, lines = self._encoded(sheet, reading)
            self._pictures[key] = (self._writer._add_object(encoded.stream()), encoded.matrix, lines)
        return self._pictures[key]

    def _encoded(self, sheet: Sheet, reading: Page | None) -> tuple[Encoded, tuple[TextLine, ...]]:
        source = sheet.exhibit.source
        inches = sheet.rect[2] / 72
        turned = reading.turned if reading else 0
        lines = reading.lines if reading else ()
        quality = _legible(self._quality, sheet, reading)
        if self._masking is None and sheet.kind == "picture":
            return pictures.encode_file(source.data, sheet.page, turned, quality, inches), lines
        image: Image.Image
        if sheet.kind == "pdf":
            dots = min(quality.dpi, _PAGE_PICTURE_DPI)
            image = self._originals.pdf(source).picture(sheet.page, dots * sheet.rect[2] / sheet.size[0])
            image = image.rotate(-turned, expand=True) if turned else image
        else:
            image = pictures.upright(source.data, sheet.page, turned)
        if self._masking is not None and reading is not None:
            decisions = self._masking.of_page(source.evidence, sheet.page)
            image, lines = redact.blacked_out(image, reading, self._masking.words, decisions)
        return pictures.encode(image, quality, inches), lines

    def _text(
        self, sheet: Sheet, lines: Iterable[TextLine], reading: Page | None, whole: tuple[float, float, float, float]
    ) -> str:
        if reading is None:
            return ""
        x, y, width, height = whole
        across, down = width / reading.width, height / reading.height
        unit = sheet.size[1] / reading.height
        first, last = sheet.span[0] + sheet.repeats, sheet.span[1]
        shown = [
            self._font.line(
                line.text,
                Box(
                    x + line.box.x0 * across,
                    y + height - line.box.y1 * down,
                    x + line.box.x1 * across,
                    y + height - line.box.y0 * down,
                ),
            )
            for line in lines
            if first <= line.box.middle_y * unit < last or (first == 0 and line.box.middle_y < 0)
        ]
        # In its own graphics state: rendering mode and scaling would else reach the stamp.
        return f"q BT 3 Tr\n{''.join(shown)}ET Q\n" if any(shown) else ""

    def _add(self, paper: PageObject, content: str, drawn: IndirectObject, *, has_text: bool) -> None:
        resources = DictionaryObject(paper.get("/Resources", DictionaryObject()).get_object())
        resources[NameObject("/XObject")] = _with(resources, "/XObject", _FORM, drawn)
        if has_text:
            resources[NameObject("/Font")] = _with(resources, "/Font", FONT_NAME, self._font_place)
        paper[NameObject("/Resources")] = resources
        stream = DecodedStreamObject()
        stream.set_data(content.encode("ascii"))
        own = paper.raw_get("/Contents") if "/Contents" in paper else None
        under = self._writer._add_object(stream.flate_encode())
        rest = own.get_object() if isinstance(own, IndirectObject) else own
        above = list(rest) if isinstance(rest, ArrayObject) else [own] if own is not None else []
        paper[NameObject("/Contents")] = ArrayObject([under, *above])


def _legible(quality: Quality, sheet: Sheet, reading: Page | None) -> Quality:
    """No fewer dots than the small print of the page needs, measured on its lines."""
    if quality == FULL or reading is None or not reading.lines:
        return quality
    heights = sorted(line.box.height for line in reading.lines)
    points = heights[len(heights) // 10] * sheet.scale * sheet.size[1] / reading.height
    needed = math.ceil(_LEGIBLE_DOTS * 72 / max(points, 0.5))
    return replace(quality, dpi=max(quality.dpi, min(needed, FULL.dpi)))


def _with(resources: DictionaryObject, kind: str, name: str, value: IndirectObject) -> DictionaryObject:
    entries = DictionaryObject(resources.get(kind, DictionaryObject()).get_object())
    entries[NameObject(name)] = value
    return entries


def _displayed_box(page: PageObject) -> Box:
    crop, media = page.cropbox, page.mediabox
    return Box(
        max(float(crop.left), float(media.left)),
        max(float(crop.bottom), float(media.bottom)),
        min(float(crop.right), float(media.right)),
        min(float(crop.top), float(media.top)),
    )


def _as_form(page: PageObject, box: Box, writer: PdfWriter) -> StreamObject:
    """The page's drawing as a form. A single compressed stream is taken as it is."""
    contents = page.get("/Contents")
    parts = contents.get_object() if contents is not None else ArrayObject()
    form = StreamObject()
    if isinstance(parts, StreamObject):
        form._data = parts._data
        for key in ("/Filter", "/DecodeParms"):
            if key in parts:
                form[NameObject(key)] = _copied(parts[key], writer)
    elif isinstance(parts, ArrayObject):
        joined = DecodedStreamObject()
        joined.set_data(b"\n".join(part.get_object().get_data() for part in parts))
        form = joined.flate_encode()
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(FloatObject(n) for n in (box.x0, box.y0, box.x1, box.y1))
    form[NameObject("/Resources")] = _copied(page["/Resources"], writer) if "/Resources" in page else DictionaryObject()
    if "/Group" in page:
        form[NameObject("/Group")] = _copied(page["/Group"], writer)
    return form


def _copied(value: PdfObject, writer: PdfWriter) -> PdfObject:
    whole = value.get_object()
    return whole.clone(writer) if whole is not None else NullObject()


def _to_unit_square(box: Box, turned: int) -> Matrix:
    """From the page's own space to the unit square of the page as displayed, y upwards."""
    w, h = box.width, box.height
    return {
        0: (1 / w, 0.0, 0.0, 1 / h, -box.x0 / w, -box.y0 / h),
        90: (0.0, -1 / w, 1 / h, 0.0, -box.y0 / h, box.x1 / w),
        180: (-1 / w, 0.0, 0.0, -1 / h, box.x1 / w, box.y1 / h),
        270: (0.0, 1 / w, -1 / h, 0.0, box.y1 / h, -box.x0 / w),
    }[turned]


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _numbers(matrix: Matrix) -> str:
    return " ".join(f"{n:.8f}".rstrip("0").rstrip(".") for n in matrix)
