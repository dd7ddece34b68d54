from __future__ import annotations

import pytest
from PIL import Image

from lehua_desktop.core.page import Box
from lehua_desktop.reading.boxes import turn_box
from lehua_desktop.reading.engines.rapid import RapidEngine
from lehua_desktop.reading.upright import find_turn, turn

from .drawn import long_list, page


@pytest.fixture(scope="module")
def engine() -> RapidEngine:
    return RapidEngine()


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_turned_page_is_turned_back(engine: RapidEngine, degrees: int) -> None:
    found, lines = find_turn(turn(page(), degrees), engine)
    assert (found + degrees) % 360 == 0
    assert lines is not None
    assert any(line.text == "支付成功" for line in lines)


def test_a_dark_page_stands(engine: RapidEngine) -> None:
    assert find_turn(page(dark=True), engine)[0] == 0


def test_a_long_list_is_judged_by_a_part_of_it(engine: RapidEngine) -> None:
    assert find_turn(turn(long_list(40), 90), engine) == (270, None)


def test_a_blank_page_is_not_turned(engine: RapidEngine) -> None:
    assert find_turn(Image.new("RGB", (400, 600), "white"), engine) == (0, [])


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_box_turns_with_its_page(degrees: int) -> None:
    picture = Image.new("L", (60, 40), 0)
    picture.paste(255, (10, 5, 30, 12))
    box = turn_box(Box(10, 5, 30, 12), degrees, 60, 40)
    assert turn(picture, degrees).getbbox() == (box.x0, box.y0, box.x1, box.y1)
