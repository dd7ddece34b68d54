"""PDF files: opening them, their pages as pictures, and whether a page's own text can be trusted."""

from __future__ import annotations

import contextlib
import ctypes
import io
import logging
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray
from PIL import Image

from ...core.page import Box
from ...core.problems import LehuaError, Problem
from ..boxes import turn_box
from .images import Pixels, pixels
from .textlayer import Char, overlaid, sound

Source = bytes | Path
Gray = NDArray[np.int16]

_DOTS = 200 / 72  # pixels a point when nothing better is known
_MAX_DOTS = 300 / 72
_MAX_PIXELS = 40_000_000
_PICTURE_SHARE = 0.1  # of the page: a picture smaller than that is a logo, a seal or a code
_SMALL_SHARE = 0.015  # the same for a picture that may yet show a payment
_LEAST_OVER_PICTURE = 20  # characters: fewer do not say what the picture shows
_INK_HEIGHT = 16  # pixels of an ordinary character when its ink is looked for
_LEAST_HEIGHT = 6
_INK_PIXELS = 20_000_000
_INK = 20  # of 255: what a character changes on the page, or nobody sees it
_MAX_PAGES = 5000
_ASKEW = 7  # degrees
_SHORTEST_RULE = 4.0  # points
_MOST_RULES = 20_000
logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # of a form in XFA it would tell the person what to install


def password_of(source: Source, passwords: Sequence[str]) -> str | None:
    """The password that opens the file, `None` when it opens without one.

    Raises `PASSWORD_NEEDED`, `PASSWORD_WRONG`, `DAMAGED_PDF`.
    """
    for password in (None, *passwords):
        with contextlib.suppress(_WrongPasswordError), _opened(source, password):
            return password
    raise LehuaError(Problem.PASSWORD_WRONG if passwords else Problem.PASSWORD_NEEDED)


@contextlib.contextmanager
def open_pdf(source: Source, password: str | None) -> Iterator[pdfium.PdfDocument]:
    """The document, closed at the end. Raises `PASSWORD_NEEDED`, `DAMAGED_PDF`."""
    try:
        with _opened(source, password) as document:
            yield document
    except _WrongPasswordError as error:
        raise LehuaError(Problem.PASSWORD_NEEDED) from error


class _WrongPasswordError(Exception):
    pass


@contextlib.contextmanager
def _opened(source: Source, password: str | None) -> Iterator[pdfium.PdfDocument]:
    try:
        document = pdfium.PdfDocument(source, password=password)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise _WrongPasswordError from error
        raise LehuaError(Problem.DAMAGED_PDF) from error
    except (OSError, ValueError) as error:
        raise LehuaError(Problem.DAMAGED_PDF) from error
    try:
        with contextlib.suppress(pdfium.PdfiumError):
            document.init_forms()  # the values in form fields are part of what a person sees
        yield document
    finally:
        document.close()


def page_count(document: pdfium.PdfDocument) -> int:
    """Pages of the document. Raises `TOO_MANY_PAGES`, and `DAMAGED_PDF` where there is none."""
    count = len(document)
    if count > _MAX_PAGES:
        raise LehuaError(Problem.TOO_MANY_PAGES, pages=count, most=_MAX_PAGES)
    if count < 1:
        raise LehuaError(Problem.DAMAGED_PDF)
    return count


def check_shown(document: pdfium.PdfDocument, data: bytes, password: str | None) -> None:
    """Raises `PDF_FORM` and `PDF_PORTFOLIO` for a file whose pages only tell to open it elsewhere."""
    if raw.FPDF_GetFormType(document) == raw.FORMTYPE_XFA_FULL:
        raise LehuaError(Problem.PDF_FORM)
    attached = raw.FPDFDoc_GetAttachmentCount(document)
    if attached > 0:
        with contextlib.suppress(pikepdf.PdfError), pikepdf.open(io.BytesIO(data), password=password or "") as pdf:
            if "/Collection" in pdf.Root:
                raise LehuaError(Problem.PDF_PORTFOLIO, files=attached)


def load_page(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    """A page by its number from 0; notes and form fields are part of it, as on paper. Raises `DAMAGED_PDF`."""
    try:
        page = document[number]
        if raw.FPDFPage_GetAnnotCount(page) > 0:
            raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
            page.close()
            page = document[number]
        return page
    except (pdfium.PdfiumError, IndexError) as error:
        raise LehuaError(Problem.DAMAGED_PDF) from error


def trusted_text(page: pdfium.PdfPage) -> tuple[Char, ...] | None:
    """The characters of the page's own text, `None` when the page has to be recognised from its picture.

    That is so when there is no text, when the text makes no sense, when one text lies over another, or when a picture
    on the page shows something that the text does not say. Characters without ink are not among them.
    """
    chars = _with_ink(page, _chars(page))
    if not sound([char.text for char in chars if char.turned % 90 == 0]) or overlaid(chars):
        return None
    for picture in _pictures(page, _PICTURE_SHARE):
        over = sum(1 for char in chars if _inside(char.box, picture))
        # Text written over a letterhead is dense; a stamp or a page number on a scan is not.
        if over < 40 * picture.width * picture.height / (page.get_width() * page.get_height()) + 20:
            return None
    return chars


def small_pictures(page: pdfium.PdfPage, chars: Sequence[Char]) -> list[Image.Image]:
    """The pictures on a page of trusted text that no text covers and that are smaller than a page that is a picture."""
    width, height = page.get_size()
    bare = [
        box
        for box in _pictures(page, _SMALL_SHARE)
        if sum(_inside(char.box, box) for char in chars) < _LEAST_OVER_PICTURE
    ]
    scale = scale_for(page)
    crops = [(max(0.0, b.x0), max(0.0, height - b.y1), max(0.0, width - b.x1), max(0.0, b.y0)) for b in bare]
    return [render(page, scale, crop) for crop in crops]


def scale_for(page: pdfium.PdfPage, longest: int | None = None) -> float:
    """Pixels a point: as fine as the scan on the page is, 200 dpi without one; at most 40 megapixels, or `longest`."""
    width, height = page.get_size()
    dots = _DOTS
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) > 0.5 * width * height:
            dots = max(item.get_px_size()) / max(right - left, top - bottom, 1.0)
            dots = min(max(dots, 0.5), _MAX_DOTS)
    if longest is not None:
        return max(longest / max(float(width), float(height)), 0.01)
    most: float = (_MAX_PIXELS / max(float(width * height), 1.0)) ** 0.5
    return min(float(dots), most)


def render(page: pdfium.PdfPage, scale: float, crop: tuple[float, float, float, float] = (0, 0, 0, 0)) -> Image.Image:
    """The displayed page as an RGB picture, less `crop` points at left, bottom, right, top. Raises `DAMAGED_PDF`."""
    try:
        bitmap = page.render(scale=scale, crop=crop, rev_byteorder=True)
        image: Image.Image = bitmap.to_pil()
    except (pdfium.PdfiumError, ValueError, OSError) as error:
        raise LehuaError(Problem.DAMAGED_PDF) from error
    return image if image.mode == "RGB" else image.convert("RGB")


def line_picture(page: pdfium.PdfPage, box: Box, height: float, dots: int) -> Pixels:
    """A line of the displayed page, `height` points high, with a small margin; its height becomes `dots` pixels.

    Raises `DAMAGED_PDF`.
    """
    margin = 0.15 * height
    scale = dots / max(height + 2 * margin, 0.1)
    across, down = page.get_size()
    crop = (
        max(0.0, box.x0 - margin),
        max(0.0, down - box.y1 - margin),
        max(0.0, across - box.x1 - margin),
        max(0.0, box.y0 - margin),
    )
    return pixels(render(page, scale, crop))


def _chars(page: pdfium.PdfPage) -> tuple[Char, ...]:
    """The visible characters in the order of the content, boxes on the displayed page."""
    text = page.get_textpage()
    place = _placer(page)
    paper = Box(0, 0, *page.get_size())
    found: list[Char] = []
    hidden: dict[int | None, bool] = {}
    fonts: dict[int | None, int] = {}
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    loose, origin_x, origin_y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        code = raw.FPDFText_GetUnicode(text, index)
        item = raw.FPDFText_GetTextObject(text, index)
        key = ctypes.cast(item, ctypes.c_void_p).value
        if key not in hidden:
            hidden[key] = bool(item) and raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
            font = raw.FPDFTextObj_GetFont(item) if item else None
            fonts[key] = (ctypes.cast(font, ctypes.c_void_p).value if font else None) or 0
        if hidden[key]:
            continue
        raw.FPDFText_GetLooseCharBox(text, index, loose)
        raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(text, index, origin_x, origin_y)
        box = place(
            min(loose.left, left.value),
            min(loose.bottom, bottom.value),
            max(loose.right, right.value),
            max(loose.top, top.value),
        )
        if not _inside(box, paper):  # cut off by the page's edge, so nobody sees it
            continue
        origin = place(origin_x.value, origin_y.value, origin_x.value, origin_y.value)
        broken = raw.FPDFText_HasUnicodeMapError(text, index) == 1
        turned = (_near_right(raw.FPDFText_GetCharAngle(text, index) * 57.29578) + page.get_rotation()) % 360
        letter = "\ufffd" if broken else chr(code)
        found.append(Char(letter, box, (origin.x0, origin.y0), turned, key or 0, fonts[key]))
    text.close()
    return tuple(found)


def _near_right(degrees: float) -> int:
    """The right angle that is meant, or the angle itself: a watermark runs askew, a line hardly ever."""
    right = round(degrees / 90) * 90
    return right if abs(degrees - right) < _ASKEW else round(degrees)


def _with_ink(page: pdfium.PdfPage, chars: Sequence[Char]) -> tuple[Char, ...]:
    """The characters that a person sees.

    The page is drawn with its text and without: where that makes no difference, the text is white on white, all but
    transparent, clipped away, or under something else.
    """
    if not chars:
        return ()
    width, height = page.get_size()
    em = max(statistics.median(char.box.height for char in chars), 0.1)
    scale = min(max(_INK_HEIGHT / em, 0.5), 8.0, (_INK_PIXELS / max(width * height, 1.0)) ** 0.5)
    if scale * em < _LEAST_HEIGHT:
        return ()
    ink = _ink(page, {char.piece for char in chars if char.piece}, scale)
    found: list[Char] = []
    before, shown = 0, False
    for char in chars:
        marks = char.text.isalnum() or char.text == "\ufffd"
        # A point or a comma may be too small to be found: it goes with what it stands behind.
        shown = _has_ink(ink, char.box, scale) or (not marks and shown and char.piece == before)
        before = char.piece
        if shown or char.text.isspace():
            found.append(char)
    return tuple(found)


def _ink(page: pdfium.PdfPage, pieces: set[int], scale: float) -> Gray:
    """How much each pixel of the page changes when these pieces of text are drawn."""
    items = [ctypes.cast(piece, raw.FPDF_PAGEOBJECT) for piece in pieces]
    modes = [raw.FPDFTextObj_GetTextRenderMode(item) for item in items]
    drawn = _gray(page, scale)
    for item in items:
        raw.FPDFTextObj_SetTextRenderMode(item, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    try:
        bare = _gray(page, scale)
    finally:
        for item, mode in zip(items, modes, strict=True):
            raw.FPDFTextObj_SetTextRenderMode(item, mode)
    change: Gray = np.abs(drawn - bare)
    return change


def _gray(page: pdfium.PdfPage, scale: float) -> Gray:
    try:
        shades: Gray = page.render(scale=scale, grayscale=True).to_numpy().astype(np.int16)
    except (pdfium.PdfiumError, ValueError, OSError) as error:
        raise LehuaError(Problem.DAMAGED_PDF) from error
    flat: Gray = shades if shades.ndim == 2 else shades[:, :, 0]
    return flat


def _has_ink(ink: Gray, box: Box, scale: float) -> bool:
    if max(box.width, box.height) * scale < 1.2:
        return False  # dust
    side = 0.15 * box.width  # the next character's ink reaches over the edge
    x0, x1 = int((box.x0 + side) * scale), int((box.x1 - side) * scale) + 1
    y0, y1 = int(box.y0 * scale), int(box.y1 * scale) + 1
    part = ink[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)]
    return bool(part.size and part.max() >= _INK)


def rules(page: pdfium.PdfPage) -> list[Box]:
    """The straight lines that are drawn on the displayed page, upright or level, as boxes without width or height."""
    place = _placer(page)
    found: list[Box] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        matrix = item.get_matrix()
        last = start = (0.0, 0.0)
        for index in range(raw.FPDFPath_CountSegments(item)):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = matrix.on_point(x.value, y.value)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == raw.FPDF_SEGMENT_LINETO:
                found += _straight(last, point, place)
            if raw.FPDFPathSegment_GetClose(segment):
                found += _straight(point, start, place)
            last = point
        if len(found) > _MOST_RULES:
            break
    return found


def _straight(one: tuple[float, float], other: tuple[float, float], place: _placer) -> list[Box]:
    """The line between two points, if it runs along the page and is as long as a cell is high."""
    (x0, y0), (x1, y1) = one, other
    across, down = abs(x1 - x0), abs(y1 - y0)
    if min(across, down) > 0.5 or max(across, down) < _SHORTEST_RULE:
        return []
    return [place(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))]


def _pictures(page: pdfium.PdfPage, share: float) -> list[Box]:
    """Where pictures stand on the displayed page that take more than a share of it."""
    place = _placer(page)
    least = share * page.get_width() * page.get_height()
    boxes = [place(*item.get_bounds()) for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)]
    return [box for box in boxes if box.width * box.height > least]


class _placer:  # noqa: N801 - used like a function
    """Turns left, bottom, right, top of the page's own space into a box of the displayed page."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._left, bottom, right, self._top = page.get_bbox()
        self._width, self._height = right - self._left, self._top - bottom
        self._turned = page.get_rotation()

    def __call__(self, left: float, bottom: float, right: float, top: float) -> Box:
        box = Box(left - self._left, self._top - top, right - self._left, self._top - bottom)
        return turn_box(box, self._turned, self._width, self._height)


def _inside(box: Box, picture: Box) -> bool:
    return picture.x0 <= box.middle_x <= picture.x1 and picture.y0 <= box.middle_y <= picture.y1
