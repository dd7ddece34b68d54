from __future__ import annotations

import itertools
from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from lehua_desktop.reading import second
from lehua_desktop.reading.engines.engine import Seen, rectangle
from lehua_desktop.reading.engines.rapid import RapidEngine
from lehua_desktop.reading.engines.tesseract import TesseractReader
from lehua_desktop.reading.formats.images import Pixels, pixels

from .drawn import FONT
from .test_engines import needs_tesseract

MIXED = ("2023年7月5日 21:14:09", "10月4日成功还款1437.50元，第3期", "¥1,286.35元", "支付时间：2023-07-05 21:14")


class Keeping:
    """Remembers what it is shown."""

    name = "keeping"

    def __init__(self, answer: str = "") -> None:
        self.shown: list[Pixels] = []
        self.answer = answer

    def look(self, lines: Sequence[Pixels]) -> list[str]:
        self.shown += lines
        return [self.answer for _ in lines]


class Nearsighted:
    """Sees less in what is 48 pixels high than in what is larger."""

    name = "nearsighted"

    def __init__(self, small: str, large: str) -> None:
        self.small, self.large = small, large

    def look(self, lines: Sequence[Pixels]) -> list[str]:
        return [self.small if len(line) == 48 else self.large for line in lines]


def drawn(text: str, *, dark: bool = False, angle: float = 0) -> Image.Image:
    paper, ink = ("#101418", "#c8c8c8") if dark else ("#f2f2f2", "#333333")
    picture = Image.new("RGB", (760, 120), paper)
    ImageDraw.Draw(picture).text((40, 40), text, ink, ImageFont.truetype(FONT, 30))
    return picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=paper)


def test_only_lines_with_amounts_or_days_are_looked_at() -> None:
    lines = [Seen(text, 1, rectangle(0, 0, 100, 40)) for text in ("支付成功", "¥1,286.35", "2023-07-05", "完成")]
    reader = Keeping("9")
    looks = second.second_look(drawn(""), lines, reader)
    assert looks == [None, "9", "9", None]
    assert len(reader.shown) == 2


def test_a_prepared_line_is_dark_on_white_and_48_high() -> None:
    for dark in (False, True):
        line = second.prepare(pixels(drawn("1,286.35", dark=dark))[30:90])
        assert line.shape[0] == 48
        assert int(np.median(line)) == 255
        assert int(line.min()) < 40


@needs_tesseract
@pytest.mark.parametrize("dark", [False, True])
def test_digits_between_chinese_are_seen_by_both_readers(dark: bool) -> None:
    engine, reader = RapidEngine(), TesseractReader()
    for text in MIXED:
        picture = drawn(text, dark=dark)
        lines = engine.read(pixels(picture))
        looks = second.second_look(picture, lines, reader)
        first = "".join(line.text for line in lines).replace(" ", "")
        again = "".join(look or line.text for look, line in zip(looks, lines, strict=True)).replace(" ", "")
        assert again == first == text.replace(" ", "")


@needs_tesseract
def test_a_line_askew_is_levelled_for_the_second_look() -> None:
    picture = drawn("2023-07-05 21:14:09", angle=4)
    lines = RapidEngine().read(pixels(picture))
    looks = second.second_look(picture, lines, TesseractReader())
    assert [(look or "").replace(" ", "") for look in looks] == ["2023-07-0521:14:09"]


def test_the_second_readers_own_digits_are_kept_when_they_differ() -> None:
    line = Seen("2023年7月", 1, rectangle(40, 40, 200, 80), (0.1, 0.25, 0.4, 0.5, 0.7, 0.82, 0.95))
    (look,) = second.second_look(drawn("2023年7月"), [line], Keeping("2028 1"))
    assert look == "2028年1月"


def test_fewer_parts_than_expected_are_given_as_they_were_seen() -> None:
    line = Seen("2023年7月", 1, rectangle(40, 40, 200, 80), (0.1, 0.25, 0.4, 0.5, 0.7, 0.82, 0.95))
    (look,) = second.second_look(drawn("2023年7月"), [line], Keeping("2023"))
    assert look == "2023"


def test_letters_that_look_like_figures_are_put_back_as_figures() -> None:
    line = Seen("01月21日", 1, rectangle(0, 0, 140, 40), places=tuple((k + 0.5) / 6 for k in range(6)))
    assert second.second_look(drawn(""), [line], Keeping("Ol 2I")) == ["01月21日"]


@pytest.mark.parametrize(
    ("text", "small", "large", "look"),
    [
        ("2023-11-04 16:16", "2023-1-04 16:16", "2023-11-04 16:16", "2023-11-04 16:16"),
        ("1,315.39", "La1s39", "1315.39", "1315.39"),
        ("2023-11-04 16:16", "2023-1-04 16:16", "2023-14-04 16:16", "2023-1-04 16:16"),
        ("2023-11-04 16:16", "2023-17-04 16:16", "2023-11-04 16:16", "2023-17-04 16:16"),  # it saw another
        ("1,286.35", "286.35", "1,286.35", "286.35"),  # there may be none in front
    ],
)
def test_a_line_of_which_figures_were_overlooked_is_shown_larger(text: str, small: str, large: str, look: str) -> None:
    line = Seen(text, 1, rectangle(0, 0, 200, 40))
    assert second.second_look(drawn(""), [line], Nearsighted(small, large)) == [look]


def _ringed(ink: str, paper: str, pen: str) -> tuple[Image.Image, Seen]:
    picture = Image.new("RGB", (760, 140), paper)
    letter = ImageFont.truetype(FONT, 48)
    ImageDraw.Draw(picture).text((60, 30), "-963.08", ink, letter)
    ends = [60 + letter.getlength("-963.08"[:end]) for end in range(8)]
    ImageDraw.Draw(picture).ellipse((54, 34, ends[-1] + 6, 98), outline=pen, width=5)
    places = tuple(((a + b) / 2 - 56) / (ends[-1] - 52) for a, b in itertools.pairwise(ends))
    return picture, Seen("-963.08", 1, rectangle(56, 34, ends[-1] + 4, 98), places)


@needs_tesseract
@pytest.mark.parametrize(("ink", "paper"), [("#222222", "white"), ("#dddddd", "#181818")])
@pytest.mark.parametrize("pen", ["#e6141e", "#143cdc", "#f07800"])
def test_figures_in_a_ring_of_a_coloured_pen_are_seen(ink: str, paper: str, pen: str) -> None:
    picture, line = _ringed(ink, paper, pen)
    (seen,) = second.second_look(picture, [line], TesseractReader())
    assert seen is not None
    assert seen.endswith("963.08")


def test_a_figure_that_is_coloured_itself_is_shown_as_it_is() -> None:
    picture, line = _ringed("#e6141e", "white", "#143cdc")
    level = second.cut(picture, line)
    assert second.without_pen(level, line) is level


def test_the_second_reader_sees_no_rule_beside_a_figure() -> None:
    picture = drawn("1,286.35")
    box = picture.convert("L").point(lambda grey: 255 * (grey < 128)).getbbox()
    assert box is not None
    line = Seen("1,286.35", 1, rectangle(box[0] - 4, box[1] - 4, box[2] + 4, box[3] + 4))
    without, ruled = Keeping(), Keeping()
    second.second_look(picture, [line], without)
    for x in (box[0] - 6, box[2] + 6):
        ImageDraw.Draw(picture).line((x, 0, x, picture.height), "#333333", 2)
    second.second_look(picture, [line], ruled)
    assert abs(ruled.shown[0].astype(int) - without.shown[0]).max() < 40  # the figure 1 at its end is still there


@pytest.mark.parametrize("small", [20, 36])
def test_small_decimals_are_shown_as_tall_as_the_other_figures(small: int) -> None:
    picture = Image.new("RGB", (400, 120), "white")
    ends = [40.0]
    for text, size in (("¥", small), ("684", 36), (".34", small)):
        letter = ImageFont.truetype(FONT, size)
        ImageDraw.Draw(picture).text((ends[-1], 80), text, "#111111", letter, anchor="ls")
        ends.append(ends[-1] + letter.getlength(text))
    reader = Keeping()
    second.second_look(picture, [Seen("¥684.34", 1, rectangle(38, 44, ends[-1] + 2, 88))], reader)
    heights = [int(h) for h in second.ink_of(reader.shown[0])[1][1:, cv2.CC_STAT_HEIGHT] if h > 12]
    assert len(heights) == 6
    assert max(heights) - min(heights) <= 4
