"""The PDFs among the originals, opened once for measuring and merging.

PDFium opens them first and writes a copy in memory: repaired, decrypted, with forms and annotations drawn into the
pages as they are displayed. Only the drawn content and its resources are taken from that copy, so scripts,
attachments and links stay behind.
"""

from __future__ import annotations

import io
import logging
import warnings
from types import TracebackType
from typing import Self

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from ..core.problems import LehuaError, Problem
from .plan import ExhibitSource

_REMOVE_SECURITY = 3  # FPDF_REMOVE_SECURITY of PDFium's fpdf_save.h
_LONGEST = 8000
_END = b"\nstartxref\n0\n%%EOF\n"
# What it says of broken files belongs into no log: the page that cannot be merged is named in the bundle.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


class OriginalPdf:
    """One PDF original. Sizes are points of the displayed page: crop box and rotation applied."""

    def __init__(self, source: ExhibitSource) -> None:
        self.repaired = False
        try:
            document = self._opened(source)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of forms in XFA, whose plain pages are shown
                document.init_forms()
            self.sizes = [_size(document, number) for number in range(len(document))]
        except pypdfium2.PdfiumError as error:
            locked = pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD
            raise LehuaError(Problem.PASSWORD_NEEDED if locked else Problem.DAMAGED_PDF) from error
        if not self.sizes:
            raise LehuaError(Problem.DAMAGED_PDF)
        self._document = document
        self._pages: list[PageObject] | None = None

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

    def picture(self, number: int, dots: float) -> Image.Image:
        """The page as displayed, RGB on white, at `dots` an inch; raises `LehuaError(DAMAGED_PDF)`."""
        width, height = self.sizes[number]
        scale = min(dots / 72, _LONGEST / max(width, height, 1))
        try:
            page = self._document[number]
            picture: Image.Image = page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
            page.close()
        except (pypdfium2.PdfiumError, MemoryError) as error:
            raise LehuaError(Problem.DAMAGED_PDF) from error
        return picture

    def page(self, number: int) -> PageObject | None:
        """The page for merging, `None` when only its picture can be trusted."""
        if self.repaired:
            return None
        if self._pages is None:
            self._pages = self._open_copy()
        return self._pages[number] if number < len(self._pages) else None

    def close(self) -> None:
        self._document.close()

    def _open_copy(self) -> list[PageObject]:
        copy = io.BytesIO()
        try:
            for number in range(len(self._document)):
                page = self._document[number]
                if pdfium.FPDFPage_GetAnnotCount(page):
                    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
                page.close()
            self._document.save(copy, flags=_REMOVE_SECURITY)
            reader = PdfReader(copy)
            if _hides_layers(reader):
                return []
            return list(reader.pages)
        # The parser meets whatever a broken file holds, and each break has its own exception.
        except (pypdfium2.PdfiumError, PyPdfError, *PARSER_ERRORS):
            return []


PARSER_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
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


def fonts_embedded(page: DictionaryObject) -> bool:
    """Every font of the page and of the forms in it is in the file: other computers show the same."""
    waiting, seen = [page.get("/Resources")], set()
    while waiting:
        resources = waiting.pop()
        resources = resources.get_object() if resources is not None else None
        if not isinstance(resources, DictionaryObject) or id(resources) in seen:
            continue
        seen.add(id(resources))
        for font in _entries(resources, "/Font"):
            kind = font.get("/Subtype")
            parts = [part.get_object() for part in font.get("/DescendantFonts", [])] if kind == "/Type0" else [font]
            if kind != "/Type3" and not all(_has_file(part) for part in parts):
                return False
        waiting += [form.get("/Resources") for form in _entries(resources, "/XObject")]
    return True


def _entries(resources: DictionaryObject, kind: str) -> list[DictionaryObject]:
    entries = resources.get(kind, DictionaryObject()).get_object()
    found = [entry.get_object() for entry in entries.values()]
    return [entry for entry in found if isinstance(entry, DictionaryObject)]


def _has_file(font: DictionaryObject) -> bool:
    descriptor = font.get("/FontDescriptor", DictionaryObject()).get_object()
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _rebuilt(data: bytes) -> bytes | None:
    """The file written anew. With an end that points nowhere put behind it, the parser looks for the objects itself."""
    copy = io.BytesIO()
    try:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data + _END)))
        if not writer.pages:
            return None
        writer.write(copy)
    # The parser meets whatever a broken file holds, and each break has its own exception.
    except (PyPdfError, *PARSER_ERRORS):
        return None
    return copy.getvalue()


def _size(document: pypdfium2.PdfDocument, number: int) -> tuple[float, float]:
    try:
        width, height = document.get_page_size(number)
    except pypdfium2.PdfiumError:  # one broken page does not spoil the others
        return 0, 0
    return width, height


def _hides_layers(reader: PdfReader) -> bool:
    """True when some content is switched off: merged without its switch it would appear."""
    layers = reader.root_object.get("/OCProperties")
    if layers is None:
        return False
    defaults = DictionaryObject(layers.get_object()).get("/D", DictionaryObject()).get_object()
    return bool(defaults.get("/OFF")) or defaults.get("/BaseState") == "/OFF"
