from __future__ import annotations

import pytest
from PIL import Image

from lehua_desktop.core.page import Box, Page
from lehua_desktop.reading.boxes import turn_box
from lehua_desktop.reading.engines.engine import Engines, Seen
from lehua_desktop.reading.engines.rapid import RapidEngine
from lehua_desktop.reading.formats.images import Pixels, pixels
from lehua_desktop.reading.pages import picture_page
from lehua_desktop.reading.upright import by_trying, turn

from .drawn import long_list, page, saved
from .engines import PlainEngine


@pytest.fixture(scope="module")
def engine() -> RapidEngine:
    return RapidEngine()


def page_of(picture: Image.Image, engine: RapidEngine) -> Page:
    return picture_page(saved(picture), 0, Engines(engine, None))


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_turned_page_is_turned_back(engine: RapidEngine, degrees: int) -> None:
    found = page_of(turn(page(), degrees), engine)
    assert (found.turned + degrees) % 360 == 0
    assert (found.width, found.height) == page().size
    (status,) = [line for line in found.lines if line.text == "支付成功"]
    assert abs(status.box.middle_y - 340) < 12


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_an_engine_that_cannot_tell_finds_out_by_trying(engine: RapidEngine, degrees: int) -> None:
    found, lines = by_trying(engine.read, pixels(turn(page(), degrees)))
    assert (found + degrees) % 360 == 0
    assert any(line.text == "支付成功" for line in lines)


def test_a_dark_page_stands(engine: RapidEngine) -> None:
    assert page_of(page(dark=True), engine).turned == 0


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_long_list_is_judged_by_a_part_of_it_and_read_whole(engine: RapidEngine, degrees: int) -> None:
    found = page_of(turn(long_list(40), degrees), engine)
    assert (found.turned + degrees) % 360 == 0
    amounts = [line.text for line in found.lines if line.text.startswith("-")]
    assert amounts == [f"-{1000 + entry}.{entry % 100:02d}" for entry in range(40)]


def test_a_blank_page_is_not_turned(engine: RapidEngine) -> None:
    found = page_of(Image.new("RGB", (400, 600), "white"), engine)
    assert (found.turned, found.lines) == (0, ())


class Misled(PlainEngine):
    """Takes what is on a picture for lines that stand on end, and reads none of them."""

    def read(self, picture: Pixels) -> list[Seen]:
        return super().read(picture)[:0]

    def read_any_way(self, picture: Pixels) -> tuple[int, list[Seen]]:
        return 270, self.read(picture)


@pytest.mark.parametrize("size", [(400, 600), (400, 6000), (6000, 400)])
def test_a_page_without_a_line_is_not_turned(size: tuple[int, int]) -> None:
    found = picture_page(saved(Image.new("RGB", size)), 0, Engines(Misled(), None))
    assert (found.turned, found.width, found.height) == (0, *size)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_box_turns_with_its_page(degrees: int) -> None:
    picture = Image.new("L", (60, 40), 0)
    picture.paste(255, (10, 5, 30, 12))
    box = turn_box(Box(10, 5, 30, 12), degrees, 60, 40)
    assert turn(picture, degrees).getbbox() == (box.x0, box.y0, box.x1, box.y1)
