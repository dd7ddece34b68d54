"""One page of a picture or a PDF: its own text where that can be trusted, else what the engines see."""

from __future__ import annotations

import difflib
import functools
import hashlib
import logging
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from ..core.page import Box, Page, TextLine
from ..core.problems import LehuaError
from ..facts.page.bow import bow_of
from . import second, tiles, upright, waves
from .bent import bent, flattened
from .boxes import turn_box
from .cells import part_cells
from .covered import covered
from .engines.engine import Engine, Engines, SecondReader, Seen
from .formats import images, pdfs, textlayer
from .grids.cells import looks_at_cells, with_cells
from .stamps import without_stamps

log = logging.getLogger(__name__)

_SAMPLES = 4  # lines of a text layer that are compared with how they look
_SAMPLE_HEIGHT = 48  # pixels
_ALIKE = 0.85  # one digit of an amount in five figures may not differ
_MOST_FONTS = 8
_AMOUNT = re.compile(r"(?<![\d.])\d[\d,]*\.\d\d(?![\d.])|[¥￥] ?\d|\d ?元")  # no day of a seal, no number of a code
_REMEMBERED = 64  # pages
_pages: dict[tuple[Engine, SecondReader | None, tuple[int, ...], bytes], Page] = {}
"""Pages read in this process, by engines and pixels."""


def picture_page(data: bytes, number: int, engines: Engines) -> Page:
    """A frame of a picture, boxes in pixels of the upright picture. Raises `LehuaError`."""
    image = images.decoded(images.open_picture(data), number)
    width, height = image.size
    image = images.readable(image)
    page = _seen(image, number, engines)
    return page if image.size == (width, height) else _scaled(page, width, height)


def pdf_page(source: pdfs.Source, number: int, password: str | None, engines: Callable[[], Engines]) -> Page:
    """A page of a PDF, boxes in points; `engines` are only asked for when the page needs them. Raises `LehuaError`."""
    with pdfs.open_pdf(source, password) as document:
        page = pdfs.load_page(document, number)
        chars = pdfs.trusted_text(page)
        if chars is not None:
            text = _text_page(page, number, chars)
            if _shows_what_it_says(page, text, chars, engines) and not _more_in_pictures(page, chars, engines):
                return text
        width, height = page.get_size()
        image = pdfs.render(page, pdfs.scale_for(page))
    return replace(_scaled(_seen(image, number, engines()), width, height), unit="pt")


def _seen(image: Image.Image, number: int, engines: Engines) -> Page:
    """A picture read; one that this process has read before, pixel by pixel, is not read again."""
    if tiles.is_long(*sorted(image.size)):
        return _read(image, number, engines)
    picture = images.pixels(image)
    digest = hashlib.blake2b(picture.tobytes(), digest_size=16).digest()
    key = (engines.engine, engines.second, picture.shape, digest)
    page = _pages.get(key) or _read(image, number, engines)
    if page.second_reader or engines.second is None:
        if len(_pages) >= _REMEMBERED:
            _pages.clear()
        _pages[key] = page
    return replace(page, number=number)


def _read(image: Image.Image, number: int, engines: Engines) -> Page:
    """A picture read upright, tile by tile, with the second look."""
    engine = engines.engine
    turned, standing, seen = _upright(image, engine)
    # Where no text was found, nothing tells that the picture lies.
    turned, image = (turned, standing) if seen else (0, image)
    size = (image.width, image.height)
    bow = None if tiles.is_long(*sorted(size)) else bow_of([s.box for s in seen])
    if bow is not None:
        image = flattened(image, bow)
        seen = engine.read(images.pixels(image))
    wave = None if bow is not None or tiles.is_long(*sorted(size)) else waves.told_by(image, seen)
    if wave is not None:
        image = waves.levelled(image, wave)
        seen = engine.read(images.pixels(image))
    if not tiles.is_long(*sorted(size)):
        image, seen = without_stamps(image, seen, engine)
    seen, cells = with_cells(image, tiles.in_reading_order(part_cells(seen)), engine)
    looks: list[str | None] = [None] * len(seen)
    second_reader = ""
    if engines.second is not None:
        try:
            looks = second.second_look(image, seen, engines.second)
            again = looks_at_cells(cells, engines.second)
            looks = [again.get(line, look) for line, look in zip(seen, looks, strict=True)]
            second_reader = engines.second.name
        except LehuaError:
            log.warning("the second reader failed on a page")  # which stands on its first reading alone
    scores = [0.0 if second.worth_a_look(s.text) and covered(image, s) else s.score for s in seen]
    lines = [TextLine(s.text, s.box, sc, look) for s, sc, look in zip(seen, scores, looks, strict=True)]
    if bow is not None:
        lines = [replace(line, box=bent(line.box, bow)) for line in lines]
    if wave is not None:
        lines = [waves.waved(line, wave) for line in lines]
    return Page(number, *size, "px", tuple(lines), engine.name, engine.version, turned, second_reader)


def _upright(image: Image.Image, engine: Engine) -> tuple[int, Image.Image, list[Seen]]:
    """How far the picture is turned clockwise to stand upright, the upright picture, and its lines."""
    width, height = image.size
    if not tiles.is_long(min(width, height), max(width, height)):
        turned, seen = engine.read_any_way(images.pixels(image))
        return turned, upright.turn(image, turned), seen
    # A tile from the middle tells for the whole of a long picture.
    if width > height:
        start = max(0, (width - 2 * height) // 2)
        turned, _ = engine.read_any_way(images.pixels(image, (start, 0, min(width, start + 2 * height), height)))
        image = upright.turn(image, turned)
        return turned, image, _read_tiles(image, engine, _spans(image), {})
    spans = _spans(image)
    middle = spans[len(spans) // 2]
    turned, seen = engine.read_any_way(_rows(image, *middle))
    if turned == 0:
        return 0, image, _read_tiles(image, engine, spans, {middle: seen})
    image = upright.turn(image, turned)
    return turned, image, _read_tiles(image, engine, _spans(image), {})


def _spans(image: Image.Image) -> list[tuple[int, int]]:
    return tiles.tile_spans(image.width, image.height, functools.partial(_rows, image))


def _rows(image: Image.Image, top: int, bottom: int) -> images.Pixels:
    return images.pixels(image, (0, top, image.width, bottom))


def _read_tiles(
    image: Image.Image,
    engine: Engine,
    spans: Sequence[tuple[int, int]],
    known: dict[tuple[int, int], list[Seen]],
) -> list[Seen]:
    """The lines of all tiles; `known` has those of a tile that is read already."""
    return tiles.join([(s, known[s] if s in known else engine.read(_rows(image, *s))) for s in spans])


def _scaled(page: Page, width: float, height: float) -> Page:
    """A page read in pixels, with its boxes as on one that is stored `width` × `height` large."""
    if page.turned in (90, 270):
        width, height = height, width
    x, y = width / page.width, height / page.height
    lines = [
        replace(li, box=Box(li.box.x0 * x, li.box.y0 * y, li.box.x1 * x, li.box.y1 * y), sag=li.sag * y)
        for li in page.lines
    ]
    return replace(page, width=width, height=height, lines=tuple(lines))


def _text_page(page: pdfium.PdfPage, number: int, chars: Sequence[textlayer.Char]) -> Page:
    """The page from its own text, upright whichever way most of that runs."""
    width, height = page.get_size()
    turned = -textlayer.main_turn(chars) % 360
    rules = [turn_box(rule, turned, width, height) for rule in pdfs.rules(page)]
    lines = textlayer.lines_of([char.on_page_turned(turned, width, height) for char in chars], rules)
    if turned in (90, 270):
        width, height = height, width
    return Page(number, width, height, "pt", tuple(lines), "text", turned=turned)


def _shows_what_it_says(
    page: pdfium.PdfPage, text: Page, chars: Sequence[textlayer.Char], engines: Callable[[], Engines]
) -> bool:
    """Whether lines with figures look as the page's text says: a wrong character map may be quite plausible."""
    figures = [line for line in text.lines if second.worth_a_look(line.text)]
    if not figures:
        return True
    boxes = [turn_box(line.box, -text.turned % 360, text.width, text.height) for line in figures]
    samples = _samples(figures, boxes, chars)
    crops = []
    for line, stored in ((figures[index], boxes[index]) for index in samples):
        crop = pdfs.line_picture(page, stored, line.box.height, _SAMPLE_HEIGHT)
        crops.append(np.rot90(crop, -text.turned // 90))
    try:
        readers = (engines().engine, engines().second)
        reader = next(reader for reader in readers if reader is not None and reader.name == "rapidocr")
        looks = reader.look(crops)
    except (LehuaError, StopIteration):
        return True  # nobody here reads Chinese and digits well enough to tell
    said = [figures[index].text for index in samples]
    return all(_alike(_digits(text), _digits(look)) for text, look in zip(said, looks, strict=True))


def _samples(figures: Sequence[TextLine], boxes: Sequence[Box], chars: Sequence[textlayer.Char]) -> list[int]:
    """Which lines are compared: those that are figures most of all, and some of each font, for each has its own map."""
    best = sorted(range(len(figures)), key=lambda at: len(figures[at].text) / (1 + len(_digits(figures[at].text))))
    chosen = dict.fromkeys(best[:_SAMPLES])
    fonts: dict[int, list[Box]] = {}
    for char in chars:
        if char.text.isdigit():
            fonts.setdefault(char.font, []).append(char.box)
    for places in list(fonts.values())[:_MOST_FONTS]:
        for place in (places[0], places[len(places) // 2], places[-1]):
            around = (at for at, box in enumerate(boxes) if box.overlap_x(place) > 0 and box.overlap_y(place) > 0.5)
            chosen.update(dict.fromkeys(list(around)[:1]))
    return list(chosen)


def _alike(said: str, shown: str) -> bool:
    return not said or difflib.SequenceMatcher(None, said, shown, autojunk=False).ratio() > _ALIKE


def _more_in_pictures(page: pdfium.PdfPage, chars: Sequence[textlayer.Char], engines: Callable[[], Engines]) -> bool:
    """Whether a small picture on the page shows an amount, as a screenshot does and a seal or a logo does not."""
    return any(
        _AMOUNT.search(line.text)
        for picture in pdfs.small_pictures(page, chars)
        for line in _seen(picture, 0, engines()).lines
    )


def _digits(text: str) -> str:
    """The digits of any width as plain ones."""
    return "".join(str(unicodedata.digit(c)) for c in text if c.isdigit())
