from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageFont

from lehua_desktop.reading.engines.engine import Seen, rectangle
from lehua_desktop.reading.engines.rapid import RapidEngine
from lehua_desktop.reading.formats.images import pixels
from lehua_desktop.reading.stamps import without_stamps

from .drawn import FONT
from .engines import PlainEngine

TEXT = ["2022年12月23日示例银行发放的12,000元个人消费贷款", "2023年12月已结清。最近5年内有1个月处于逾期状态"]
RED = "#d2323a"


def _page(pen: str) -> Image.Image:
    """Two lines, and a stamp over the right of them with its words above and a star upon them."""
    page = Image.new("RGB", (900, 420), "#f6f5f2")
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 28)
    for number, text in enumerate(TEXT):
        draw.text((40, 200 + 60 * number), text, "#222222", font)
    over = Image.new("RGB", page.size, "white")
    ink = ImageDraw.Draw(over)
    ink.ellipse((420, 90, 680, 350), outline=pen, width=9)
    ink.text((550, 150), "示例专用章", pen, font, anchor="mm")
    ink.polygon([(550, 195), (575, 280), (500, 225), (600, 225), (525, 280)], fill=pen)
    return Image.fromarray((pixels(page).astype(float) * pixels(over) / 255).astype("uint8"))


@pytest.fixture(scope="module")
def engine() -> RapidEngine:
    return RapidEngine()


def test_lines_under_a_red_stamp_are_read_without_it_and_its_words_stay(engine: RapidEngine) -> None:
    page = _page(RED)
    lines = engine.read(pixels(page))
    image, seen = without_stamps(page, lines, engine)
    texts = ["".join(line.text.split()).replace(",", "，") for line in seen]
    assert [text for text in texts if "专用章" not in text] == [text.replace(",", "，") for text in TEXT]
    assert any("专用章" in text for text in texts)
    assert image is not page


@pytest.mark.parametrize("right", [640, 300])
def test_a_ring_that_no_line_runs_over_is_no_stamp(right: float) -> None:
    page = _page(RED)
    inside = Seen("1,437.00", 0.9, rectangle(right - 100, 200, right, 232))
    image, seen = without_stamps(page, [inside], PlainEngine())
    assert (image is page, seen) == (True, [inside])


def test_the_end_of_a_line_beyond_a_stamp_tells_that_it_runs_over_its_edge() -> None:
    page = _page(RED)
    line = Seen("还款", 0.9, rectangle(600, 200, 703, 232))
    assert without_stamps(page, [line], PlainEngine())[0] is not page


def test_black_ink_is_never_lifted() -> None:
    page = _page("#303030")
    line = Seen(TEXT[0], 0.9, rectangle(40, 200, 780, 232))
    assert without_stamps(page, [line], PlainEngine())[0] is page
