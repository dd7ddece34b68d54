"""Pictures of pages for the window and the bundle."""

from __future__ import annotations

from PIL import Image

from ..core.problems import LehuaError, Problem
from .formats import images, pdfs, sniff
from .upright import turn


def page_picture(
    data: bytes, number: int, turned: int = 0, *, longest: int, password: str | None = None
) -> Image.Image:
    """Page `number` (from 0) of a picture or a PDF as an upright RGB picture, its longer side at most `longest` pixels.

    `turned` is `Page.turned`. A PDF page is drawn as large as asked for; a picture is never enlarged.
    Raises `LehuaError` as reading does; `UNKNOWN_FORMAT` for files that have no pictures, such as tables.
    """
    media_type = sniff.sniff(data)
    if media_type == sniff.PDF:
        with pdfs.open_pdf(data, password) as document:
            page = pdfs.load_page(document, number)
            return turn(pdfs.render(page, pdfs.scale_for(page, longest)), turned)
    if not sniff.is_picture(media_type):
        raise LehuaError(Problem.UNKNOWN_FORMAT)
    image = images.open_picture(data)
    if number == 0:
        image.draft("RGB", (longest, longest))  # a JPEG decodes at a fraction of its size
    image = images.decoded(image, number)
    # Made smaller before anything is converted: a scrolling screenshot has many pixels.
    if max(image.size) > longest and image.mode in ("RGB", "RGBA", "L", "LA", "CMYK"):
        image.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=2.0)
    image = turn(images.flat(image), turned)
    if max(image.size) > longest:
        image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return image
