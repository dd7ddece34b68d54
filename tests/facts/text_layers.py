"""The pages of a drawn PDF by its own text, without any engine."""

from __future__ import annotations

from lehua_desktop.core.page import Page
from lehua_desktop.reading.formats import pdfs
from lehua_desktop.reading.pages import _text_page


def text_pages(data: bytes) -> list[Page]:
    """Every page; a page whose text layer is not to be trusted is an error of the test."""
    with pdfs.open_pdf(data, None) as document:
        pages = []
        for number in range(pdfs.page_count(document)):
            page = pdfs.load_page(document, number)
            chars = pdfs.trusted_text(page)
            assert chars is not None
            pages.append(_text_page(page, number, chars))
        return pages
