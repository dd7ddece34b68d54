"""The PDFs among the originals, opened once for measuring and merging.

PDFium opens them first, draws them and says where pages carry annotations or forms; of those it writes a copy in
memory with both drawn into the pages as they are displayed. Only the drawn content and its resources are merged, so
scripts, attachments and links stay behind.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from types import TracebackType
from typing import Self

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Array, Dictionary, Object, Page, Stream
from PIL import Image

from ...core.page import Box
from ...core.problems import LehuaError, Problem
from ..plan import ExhibitSource

_REMOVE_SECURITY = 3  # FPDF_REMOVE_SECURITY of PDFium's fpdf_save.h
_LONGEST = 8000
# What it says of broken files belongs into no log: the page that cannot be merged is named in the bundle.
logging.getLogger("pikepdf").setLevel(logging.CRITICAL)
logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # of a form in XFA it would tell the person what to install


class OriginalPdf:
    """One PDF original. `sizes` are points of the displayed page: crop box and rotation applied. `archival` is known
    once a page was asked for: the file says of itself that it is PDF/A, and its colours are those of the bundle."""

    def __init__(self, source: ExhibitSource) -> None:
        self.repaired = False
        self.archival = False
        try:
            document = self._opened(source)
            document.init_forms()
            self.sizes = [_size(document, number) for number in range(len(document))]
            if self.repaired:  # a page whose drawing was lost is not shown as a blank one
                self.sizes = [size if _draws(document, number) else (0, 0) for number, size in enumerate(self.sizes)]
        except pypdfium2.PdfiumError as error:
            locked = pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD
            raise LehuaError(Problem.PASSWORD_NEEDED if locked else Problem.DAMAGED_PDF) from error
        if not any(width for width, _ in self.sizes):
            raise LehuaError(Problem.DAMAGED_PDF)
        self._document = document
        self._source = source
        self._merged: pikepdf.Pdf | None = None  # its pages live as long as it does
        self._pages: list[Page] | None = None

    def _opened(self, source: ExhibitSource) -> pypdfium2.PdfDocument:
        """As it is, or written anew by a parser that finds the objects of a broken file one by one."""
        try:
            return pypdfium2.PdfDocument(source.data, password=source.password)
        except pypdfium2.PdfiumError:
            if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
                raise
            again = _rebuilt(source.data)
            if again is None:
                raise
            self.repaired = True
            return pypdfium2.PdfDocument(again)

    def picture(
        self, number: int, dots: float, turned: int = 0, span: tuple[float, float] | None = None
    ) -> Image.Image:
        """The page as displayed and then `turned` clockwise, RGB on white, at `dots` an inch; of a `span` of its height
        that part alone. Raises `LehuaError(DAMAGED_PDF)`."""
        width, height = self.sizes[number]
        if turned % 180:
            width, height = height, width
        top, bottom = span or (0.0, height)
        scale = min(dots / 72, _LONGEST / max(width, bottom - top, 1))
        before, after = top, height - bottom
        # What is cut off on the left, at the bottom, on the right and at the top before the page is turned.
        crop = {
            0: (0, after, 0, before),
            90: (before, 0, after, 0),
            180: (0, before, 0, after),
            270: (after, 0, before, 0),
        }[turned]
        try:
            page = self._document[number]
            picture: Image.Image = page.render(scale=scale, crop=crop, may_draw_forms=True).to_pil().convert("RGB")
            page.close()
        except (pypdfium2.PdfiumError, MemoryError) as error:
            raise LehuaError(Problem.DAMAGED_PDF) from error
        return picture.rotate(-turned, expand=True) if turned else picture

    def glyphs(self, number: int, turned: int = 0) -> list[tuple[str, Box]]:
        """Each character of the page's own text with the box of its ink, in points of the displayed page; none of a page
        that is turned, whose boxes lie otherwise."""
        page = self._document[number]
        try:
            if turned or page.get_rotation():
                return []
            left, _, _, top = page.get_bbox()
            text = page.get_textpage()
            found = []
            for index in range(text.count_chars()):
                character = chr(pdfium.FPDFText_GetUnicode(text.raw, index))
                x0, low, x1, high = text.get_charbox(index)
                if not character.isspace() and x1 > x0:
                    found.append((character, Box(x0 - left, top - high, x1 - left, top - low)))
            return found
        except pypdfium2.PdfiumError:
            return []
        finally:
            page.close()

    def page(self, number: int) -> Page | None:
        """The page for merging, `None` when only its picture can be trusted."""
        if self.repaired:
            return None
        if self._pages is None:
            self._pages = self._opened_for_merging()
        return self._pages[number] if number < len(self._pages) else None

    def close(self) -> None:
        self._document.close()

    def _opened_for_merging(self) -> list[Page]:
        try:
            pdf = pikepdf.open(io.BytesIO(self._source.data), password=self._source.password or "")
            self.archival = _is_archival(pdf)
            annotated = [number for number, page in enumerate(pdf.pages) if "/Annots" in page]
            if annotated or pdf.get_warnings():
                self.archival = False
                self._flatten(annotated)
                copy = io.BytesIO()
                self._document.save(copy, flags=_REMOVE_SECURITY)
                pdf = pikepdf.open(copy)
            self._merged = pdf
            pages = [] if _hides_layers(pdf) else list(pdf.pages)
            for page in pages:
                for key in ("/Resources", "/Group"):  # only objects with a number can be copied to another file
                    if key in page and not page[key].is_indirect:
                        page[key] = pdf.make_indirect(page[key])
        # The parser meets whatever a broken file holds, and each break has its own exception.
        except (pypdfium2.PdfiumError, *PARSER_ERRORS):
            return []
        return pages

    def _flatten(self, numbers: list[int]) -> None:
        """Draws annotations and forms into their pages."""
        for number in numbers:
            page = self._document[number]
            pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
            page.close()


PARSER_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    pikepdf.PdfError,
)


class Originals:
    """The opened PDFs of one bundle; a context manager that closes them."""

    def __init__(self) -> None:
        self._pdfs: dict[int, OriginalPdf] = {}

    def pdf(self, source: ExhibitSource) -> OriginalPdf:
        """The opened original; raises `LehuaError(PASSWORD_NEEDED | DAMAGED_PDF)`."""
        if source.evidence not in self._pdfs:
            self._pdfs[source.evidence] = OriginalPdf(source)
        return self._pdfs[source.evidence]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pdf in self._pdfs.values():
            pdf.close()


def is_signed(data: bytes) -> bool:
    """A PDF with a digital signature, which covers ranges of its bytes and never lies in a compressed part."""
    return b"/ByteRange" in data


def fonts_embedded(page: Page) -> bool:
    """Every font that the page and the forms in it write with is in the file: other computers show the same."""
    return _all_embedded(page) or _writes_embedded(page, page.obj.get("/Resources"), set())


def _all_embedded(page: Page) -> bool:
    """Every font that is listed is in the file, used or not."""
    waiting, seen = [page.obj.get("/Resources")], set()
    while waiting:
        resources = waiting.pop()
        if not isinstance(resources, Dictionary) or resources.objgen in seen:
            continue
        if resources.is_indirect:
            seen.add(resources.objgen)
        if not all(_is_embedded(font) for font in _entries(resources, "/Font")):
            return False
        for form in _entries(resources, "/XObject"):
            if form.objgen not in seen:
                seen.add(form.objgen)
                waiting.append(form.get("/Resources"))
    return True


def _writes_embedded(drawing: Page | Stream, resources: Object | None, seen: set[tuple[int, int]]) -> bool:
    """Whether all text of a drawing is written with fonts that are in the file.

    Programs list a font that they never use, or choose one at the head of each page and write nothing with it.
    """
    font: Object | None = None
    kept: list[Object | None] = []
    try:
        for step in pikepdf.parse_content_stream(drawing, _OF_FONTS):
            what, operands = str(step.operator), step.operands
            if what == "q":
                kept.append(font)
            elif what == "Q":
                font = kept.pop() if kept else None
            elif what == "Tf":
                font = _named(resources, "/Font", operands[0])
            elif what == "gs":
                state = _named(resources, "/ExtGState", operands[0])
                font = state.Font[0] if isinstance(state, Dictionary) and "/Font" in state else font
            elif what == "Do":
                form = _named(resources, "/XObject", operands[0])
                if isinstance(form, Stream) and form.get("/Subtype") == "/Form" and form.objgen not in seen:
                    seen.add(form.objgen)
                    if not _writes_embedded(form, form.get("/Resources", resources), seen):
                        return False
            elif not isinstance(font, Dictionary) or not _is_embedded(font):
                return False
    # The parser meets whatever a broken file holds, and each break has its own exception.
    except PARSER_ERRORS:
        return False
    return True


_OF_FONTS = "q Q Tf gs Do Tj TJ ' \""


def _named(resources: Object | None, kind: str, name: Object) -> Object | None:
    entries = resources.get(kind) if isinstance(resources, Dictionary) else None
    return entries.get(str(name)) if isinstance(entries, Dictionary) else None


def _is_embedded(font: Object) -> bool:
    kind = font.get("/Subtype")
    parts = list(font.get("/DescendantFonts", Array())) if kind == "/Type0" else [font]
    return kind == "/Type3" or all(_has_file(part) for part in parts)


def _entries(resources: Dictionary, kind: str) -> Iterator[Dictionary | Stream]:
    entries = resources.get(kind)
    if isinstance(entries, Dictionary):
        yield from (entry for entry in entries.values() if isinstance(entry, Dictionary | Stream))


def _has_file(font: Object) -> bool:
    descriptor = font.get("/FontDescriptor", Dictionary())
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _rebuilt(data: bytes) -> bytes | None:
    """The file written anew by a parser that looks for the objects itself where the table of them is broken."""
    copy = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if not pdf.pages:
                return None
            pdf.save(copy)
    # The parser meets whatever a broken file holds, and each break has its own exception.
    except PARSER_ERRORS:
        return None
    return copy.getvalue()


def _size(document: pypdfium2.PdfDocument, number: int) -> tuple[float, float]:
    try:
        width, height = document.get_page_size(number)
    except pypdfium2.PdfiumError:  # one broken page does not spoil the others
        return 0, 0
    return width, height


def _draws(document: pypdfium2.PdfDocument, number: int) -> bool:
    """Whether a page holds anything that is drawn."""
    try:
        page = document[number]
        count: int = pdfium.FPDFPage_CountObjects(page)
        page.close()
    except pypdfium2.PdfiumError:
        return False
    return count > 0


def _is_archival(pdf: pikepdf.Pdf) -> bool:
    about = pdf.Root.get("/Metadata")
    intents = pdf.Root.get("/OutputIntents", Array())
    return (
        isinstance(about, Stream)
        and _ARCHIVAL.search(about.read_bytes()) is not None
        and all(intent.get("/DestOutputProfile", Dictionary()).get("/N") == 3 for intent in intents)
    )


_ARCHIVAL = re.compile(rb"pdfaid:part(?:>|=[\"'])[12]\b")


def _hides_layers(pdf: pikepdf.Pdf) -> bool:
    """True when some content is switched off: merged without its switch it would appear."""
    layers = pdf.Root.get("/OCProperties")
    if not isinstance(layers, Dictionary):
        return False
    defaults = layers.get("/D", Dictionary())
    return bool(len(defaults.get("/OFF", Array()))) or defaults.get("/BaseState") == "/OFF"
