"""Puts each original page under the sheet that was set for it, with its text.

The original becomes a form of its own: its resources keep their names, its drawing stays inside its box, and stamp
and page number lie on top. Nothing else of the original comes along.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream
from PIL import Image

from ...core.page import Box, Page, TextLine
from ..redaction import redact
from ..saving import save
from . import pictures
from .hidden_text import FONT_NAME, HiddenFont
from .originals import PARSER_ERRORS, Originals, fonts_embedded
from .pictures import FULL, Encoded, Quality
from .sheets import Sheet
from .tags import Tags

_FORM = "/LhPage"
_PAGE_PICTURE_DPI = 200
_LEGIBLE_DOTS = 15  # the height of a line of Chinese below which its characters run together

_ARCHIVAL = re.compile(rb"<pdfaid:(part|conformance)>\w+</pdfaid:\1>")

Matrix = tuple[float, float, float, float, float, float]


class Underlay:
    """Fills one laid-out PDF sheet by sheet, then writes it."""

    def __init__(self, laid_out: bytes, originals: Originals, quality: Quality, masking: redact.Masking | None) -> None:
        """`masking` is `None` for the full edition."""
        self._pdf = pikepdf.open(io.BytesIO(laid_out))
        self._pages = list(self._pdf.pages)
        self._originals = originals
        self._quality = quality
        self._masking = masking
        self._tags = Tags(self._pdf)
        self._archival = True
        self._font = HiddenFont()
        self._font_place = self._pdf.make_indirect(Dictionary())
        self._decoded: tuple[tuple[int, int], Image.Image, tuple[TextLine, ...]] | None = None
        self._pictures: dict[tuple[int, int, int], tuple[Stream, Matrix, tuple[TextLine, ...]]] = {}

    def place(self, sheet: Sheet, number: int, name: str) -> bool:
        """Puts the sheet's original under page `number` (from 0); `name` says to those who do not see it what it is.

        False when a PDF page cannot be merged as it is: the caller then asks for its picture.
        Raises `LehuaError` when the picture cannot be made either.
        """
        reading = sheet.exhibit.source.page(sheet.page)
        paper = self._pages[number]
        x, y, width, height = sheet.rect
        full_height = sheet.size[1] * sheet.scale
        foot = float(paper.MediaBox[3]) - (y - sheet.span[0] * sheet.scale) - full_height
        whole = (x, foot, width, full_height)
        lines: Iterable[TextLine] = reading.lines if reading else ()
        has_own_text = False
        if sheet.merges and not self._wants_picture(reading):
            form = self._form(sheet)
            if form is None:
                return False
            drawn, matrix = form
            has_own_text = bool(reading and reading.engine == "text")
            if has_own_text:
                lines = ()
        else:
            drawn, matrix, lines = self._picture(sheet, reading)
        shown = (x, float(paper.MediaBox[3]) - y - height, width, height)
        clip = f"{shown[0]:.3f} {shown[1]:.3f} {shown[2]:.3f} {shown[3]:.3f} re W n"
        left, low, wide, high = shown if self._is_cut(sheet) else whole
        scaled = _times(matrix, (wide, 0, 0, high, left, low))
        text = self._text(sheet, lines, reading, whole)
        if text:
            text = f"/P <</MCID {self._tags.add(paper, '/P')}>> BDC\n{text}EMC\n"
        kind, alt = ("/P", None) if has_own_text else ("/Figure", name)
        mark = self._tags.add(paper, kind, alt)
        content = f"{text}{kind} <</MCID {mark}>> BDC\nq {clip} {_numbers(scaled)} cm {_FORM} Do Q\nEMC\n"
        self._add(paper, content, drawn, has_text=bool(text))
        return True

    def write(self, path: Path) -> None:
        """Writes the PDF. It says that it is PDF/A, as it was set, only where every page that was merged is."""
        self._font.add_to(self._pdf, self._font_place)
        self._tags.finish()
        root = self._pdf.Root
        root.PageMode = Name.UseOutlines
        root.MarkInfo = Dictionary(Marked=True)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True, Direction=Name.L2R)
        if not self._archival:
            root.Metadata.write(_ARCHIVAL.sub(b"", root.Metadata.read_bytes()))
        save(self._pdf, path)

    def _wants_picture(self, reading: Page | None) -> bool:
        scan = reading is not None and reading.engine != "text"
        return self._masking is not None or (scan and self._quality != FULL)

    def _is_cut(self, sheet: Sheet) -> bool:
        """The picture of a strip is the strip alone, not the page of which the rest is hidden: a volume would take along
        the whole for each. A picture that loses nothing stays as it is."""
        return sheet.sliced and (self._quality != FULL or (sheet.kind == "pdf" and self._masking is None))

    def _form(self, sheet: Sheet) -> tuple[Stream, Matrix] | None:
        try:
            original = self._originals.pdf(sheet.exhibit.source)
            page = original.page(sheet.page)
            if page is None or not fonts_embedded(page):
                return None
            reading = sheet.exhibit.source.page(sheet.page)
            box = _displayed_box(page)
            turned = (int(page.obj.get("/Rotate", 0)) + (reading.turned if reading else 0)) % 360
            ratio = (box.width / box.height) ** (-1 if turned % 180 else 1)
            if abs(ratio * sheet.size[1] / sheet.size[0] - 1) > 0.01:  # PDFium shows another part of it
                return None
            form = _as_form(page, box, self._pdf)
        # The parser meets whatever a broken file holds, and each break has its own exception.
        except PARSER_ERRORS:
            return None
        self._archival &= original.archival
        return form, _to_unit_square(box, turned)

    def _picture(self, sheet: Sheet, reading: Page | None) -> tuple[Stream, Matrix, tuple[TextLine, ...]]:
        key = (sheet.exhibit.source.evidence, sheet.page, sheet.part if self._is_cut(sheet) else 0)
        if key not in self._pictures:
            encoded, lines = self._encoded(sheet, reading)
            self._pictures[key] = (encoded.stream(self._pdf), encoded.matrix, lines)
        return self._pictures[key]

    def _encoded(self, sheet: Sheet, reading: Page | None) -> tuple[Encoded, tuple[TextLine, ...]]:
        source = sheet.exhibit.source
        inches = sheet.rect[2] / 72
        turned = reading.turned if reading else 0
        lines = reading.lines if reading else ()
        quality = _legible(self._quality, sheet)
        if self._masking is None and sheet.kind == "picture" and not self._is_cut(sheet):
            return pictures.encode_file(source.data, sheet.page, turned, quality, inches, was_read=bool(reading)), lines
        drawn = sheet.kind == "pdf"
        if drawn and self._masking is None:
            dots = _dots(sheet, quality)
            span = sheet.span if self._is_cut(sheet) else None
            image = self._originals.pdf(source).picture(sheet.page, dots, turned, span)
        else:
            image, lines = self._whole(sheet, reading)
            if self._is_cut(sheet):
                unit = image.height / sheet.size[1]
                top, bottom = (round(edge * unit) for edge in sheet.span)
                image = image.crop((0, top, image.width, bottom))
        return pictures.encode(image, quality, inches, drawn=drawn or self._masking is not None), lines

    def _whole(self, sheet: Sheet, reading: Page | None) -> tuple[Image.Image, tuple[TextLine, ...]]:
        """The decoded page of a sheet, kept for the strips that follow, and its lines."""
        source = sheet.exhibit.source
        key = (source.evidence, sheet.page)
        if self._decoded is None or self._decoded[0] != key:
            turned = reading.turned if reading else 0
            lines = reading.lines if reading else ()
            if sheet.kind == "pdf":
                dots = _dots(sheet, _legible(self._quality, sheet))
                image = self._originals.pdf(source).picture(sheet.page, dots, turned)
            else:
                image = pictures.upright(source.data, sheet.page, turned)
            if self._masking is not None and reading is not None:
                decisions = self._masking.of_page(source.evidence, sheet.page)
                has_text = sheet.kind == "pdf" and reading.engine == "text"
                glyphs = self._originals.pdf(source).glyphs(sheet.page, turned) if has_text else ()
                words, numbers = self._masking.words, self._masking.numbers
                image, lines = redact.blacked_out(image, reading, words, decisions, numbers, glyphs)
            self._decoded = (key, image, lines)
        return self._decoded[1:]

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

    def _add(self, paper: pikepdf.Page, content: str, drawn: Stream, *, has_text: bool) -> None:
        # Pages that are set alike may share their resources.
        resources = _own(paper.obj, "/Resources")
        resources.XObject = _with(resources, "/XObject", _FORM, drawn)
        if has_text:
            resources.Font = _with(resources, "/Font", FONT_NAME, self._font_place)
        paper.Resources = resources
        paper.contents_add(content.encode("ascii"), prepend=True)


def _legible(quality: Quality, sheet: Sheet) -> Quality:
    """No fewer dots than the small print of the page needs, measured on its lines."""
    return quality if quality == FULL else replace(quality, dpi=max(quality.dpi, min(_needed(sheet), FULL.dpi)))


def _needed(sheet: Sheet) -> int:
    """The dots an inch that the small print needs; 0 where no lines tell."""
    points = sheet.small_print
    return 0 if points is None else math.ceil(_LEGIBLE_DOTS * 72 / max(points, 0.5))


def _dots(sheet: Sheet, quality: Quality) -> float:
    """At how many dots an inch of its own a PDF page is drawn for the sheet."""
    return min(quality.dpi, max(_PAGE_PICTURE_DPI, _needed(sheet))) * sheet.scale


def _with(resources: Dictionary, kind: str, name: str, value: Object) -> Dictionary:
    entries = _own(resources, kind)
    entries[name] = value
    return entries


def _own(holder: Object, key: str) -> Dictionary:
    """A copy of one of its dictionaries; empty where it has none."""
    entries = holder.get(key)
    return Dictionary(dict(entries.items())) if isinstance(entries, Dictionary) else Dictionary()


def _displayed_box(page: pikepdf.Page) -> Box:
    crop, media = pikepdf.Rectangle(page.cropbox), pikepdf.Rectangle(page.mediabox)
    return Box(
        max(crop.llx, media.llx),
        max(crop.lly, media.lly),
        min(crop.urx, media.urx),
        min(crop.ury, media.ury),
    )


def _as_form(page: pikepdf.Page, box: Box, pdf: pikepdf.Pdf) -> Stream:
    """The page's drawing as a form of `pdf`. A single compressed stream is taken as it is."""
    contents = page.obj.get("/Contents", Array())
    if isinstance(contents, Stream) and contents.get("/Filter") == "/FlateDecode" and "/DecodeParms" not in contents:
        form = pdf.make_stream(contents.read_raw_bytes(), Filter=Name.FlateDecode)
    else:
        if not isinstance(contents, Array | Stream):
            raise TypeError("neither a stream nor a list of streams")
        parts = [contents] if isinstance(contents, Stream) else list(contents)
        form = pdf.make_stream(b"\n".join(part.read_bytes() for part in parts))
    form.Type = Name.XObject
    form.Subtype = Name.Form
    form.BBox = Array([box.x0, box.y0, box.x1, box.y1])
    form.Resources = _copied(page, "/Resources", pdf) or Dictionary()
    group = _copied(page, "/Group", pdf)
    if group is not None:
        form.Group = group
    return form


def _copied(page: pikepdf.Page, key: str, pdf: pikepdf.Pdf) -> Object | None:
    value = page.obj.get(key)
    return pdf.copy_foreign(value) if isinstance(value, Dictionary) else None


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
