"""Pictures as pages, whatever engine reads them."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from lehua_desktop.core.problems import LehuaError, Problem
from lehua_desktop.reading.engines.engine import Engines, Seen, rectangle
from lehua_desktop.reading.formats.images import Pixels
from lehua_desktop.reading.pages import picture_page

from .drawn import long_list, page, saved
from .engines import PlainEngine


class CountingEngine(PlainEngine):
    def __init__(self) -> None:
        self.calls = 0

    def read(self, picture: Pixels) -> list[Seen]:
        self.calls += 1
        return [*super().read(picture), Seen("-1,286.35", 0.99, rectangle(10, 10, 90, 30))]


class FailingReader:
    name = "tesseract"

    def look(self, lines: Sequence[Pixels]) -> list[str]:
        assert lines
        raise LehuaError(Problem.READING_FAILED)


def test_a_picture_that_comes_twice_is_read_once() -> None:
    engine = CountingEngine()
    first = picture_page(saved(page()), 0, Engines(engine, None))
    again = picture_page(saved(page(), "TIFF"), 0, Engines(engine, None))
    assert first == again
    assert engine.calls == 1
    picture_page(saved(page("-1,286.36")), 0, Engines(engine, None))
    assert engine.calls == 2


def test_another_engine_reads_the_same_picture_anew() -> None:
    engines = [CountingEngine(), CountingEngine()]
    for engine in engines:
        picture_page(saved(page()), 0, Engines(engine, None))
    assert [engine.calls for engine in engines] == [1, 1]


def test_pictures_that_differ_in_their_palette_only_are_two() -> None:
    engine = CountingEngine()
    picture = page().convert("P")
    for palette in ([0, 0, 0] * 256, [9, 9, 9] * 256):
        picture.putpalette(palette)
        picture_page(saved(picture), 0, Engines(engine, None))
    assert engine.calls == 2


def test_a_page_whose_second_look_failed_is_read_anew() -> None:
    engine = CountingEngine()
    for _ in range(2):
        found = picture_page(saved(page()), 0, Engines(engine, FailingReader()))
        assert found.second_reader == ""
    assert engine.calls == 2


def test_each_tile_of_a_long_picture_is_read_once() -> None:
    engine = CountingEngine()
    found = picture_page(saved(long_list(40)), 0, Engines(engine, None))
    tiles = [line.text for line in found.lines if " x " in line.text]
    assert engine.calls == len(tiles) > 2
    assert sum(int(tile.split(" x ")[1]) for tile in tiles) == long_list(40).height


def test_a_wide_strip_is_read_whole() -> None:
    found = picture_page(saved(Image.new("RGB", (1200, 200), "white")), 0, Engines(PlainEngine(), None))
    assert found.lines[0].text == "1200 x 200"
