"""What lies over a figure is seen beside what is left of it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from lehua_desktop.reading.covered import covered
from lehua_desktop.reading.engines.engine import Engines, Seen, rectangle
from lehua_desktop.reading.engines.rapid import RapidEngine
from lehua_desktop.reading.pages import picture_page

from .drawn import FONT, page, saved

_LEFT, _TOP, _SIZE = 300, 60, 48
_LETTER = ImageFont.truetype(FONT, _SIZE)
Box = tuple[int, int, int, int]


def _drawn(text: str, paper: str = "white", ink: str = "#222222") -> Image.Image:
    picture = Image.new("RGB", (900, 180), paper)
    ImageDraw.Draw(picture).text((_LEFT, _TOP), text, ink, _LETTER)
    return picture


def _seen(text: str, hidden: int) -> tuple[Seen, Box]:
    """The line as an engine sees it whose first `hidden` characters are covered, and where those stand."""
    at = [_LEFT + _LETTER.getlength(text[:end]) for end in range(len(text) + 1)]
    left, right, top, bottom = at[hidden] - 4, at[-1] + 4, _TOP + 8, _TOP + _SIZE + 16
    middles = [(a + b) / 2 for a, b in zip(at[hidden:], at[hidden + 1 :], strict=False)]
    places = tuple((middle - left) / (right - left) for middle in middles)
    seen = Seen(text[hidden:], 0.99, rectangle(left, top, right, bottom), places)
    return seen, (_LEFT - 4, top, int(at[hidden]) - 2, bottom)


def _bar(picture: Image.Image, box: Box) -> None:
    picture.paste("black", box)


def _mosaic(picture: Image.Image, box: Box) -> None:
    part = picture.crop(box)
    small = part.resize((3, 3), Image.Resampling.BOX)
    picture.paste(small.resize(part.size, Image.Resampling.NEAREST), box)


def _blur(picture: Image.Image, box: Box) -> None:
    picture.paste(picture.crop(box).filter(ImageFilter.GaussianBlur(14)), box)


def _sticker(picture: Image.Image, box: Box) -> None:
    ImageDraw.Draw(picture).ellipse(box, "#ffcc33")


@pytest.mark.parametrize("cover", [_bar, _mosaic, _blur, _sticker], ids=lambda c: c.__name__)
@pytest.mark.parametrize(("text", "hidden"), [("¥1,286.35", 3), ("1,286.35元", 2), ("-12,860.35", 4)])
def test_what_covers_the_head_of_an_amount_is_seen(
    cover: Callable[[Image.Image, Box], None], text: str, hidden: int
) -> None:
    picture = _drawn(text)
    line, box = _seen(text, hidden)
    cover(picture, box)
    assert covered(picture, line)


@pytest.mark.parametrize(("paper", "ink"), [("white", "#222222"), ("#101418", "#c8c8c8"), ("#cc2211", "white")])
@pytest.mark.parametrize("text", ["¥1,286.35", "2023-07-05 21:14:09", "金额1,286.35元", "还款日2023年7月5日"])
def test_a_line_on_clear_paper_is_whole(text: str, paper: str, ink: str) -> None:
    line, _ = _seen(text, 0)
    assert not covered(_drawn(text, paper, ink), line)


@pytest.mark.parametrize(("paper", "marker"), [("white", "#ffee44"), ("#1c1c1e", "#6a5a10")])
def test_a_marker_over_a_figure_hides_nothing(paper: str, marker: str) -> None:
    text = "¥991.20"
    line, _ = _seen(text, 0)
    picture = Image.new("RGB", (900, 180), paper)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((_LEFT - 10, _TOP + 6, _LEFT + _LETTER.getlength(text) + 10, _TOP + _SIZE + 18), marker)
    pen.text((_LEFT, _TOP), text, "#222222" if paper == "white" else "#eedd88", _LETTER)
    assert not covered(picture, line)


@pytest.mark.parametrize("hidden", [0, 3])
def test_a_ground_whose_colour_changes_from_side_to_side_is_no_cover(hidden: int) -> None:
    text = "2023-12-06"
    picture = Image.new("RGB", (900, 180))
    pen = ImageDraw.Draw(picture)
    for x in range(900):
        pen.line((x, 0, x, 180), (255 - x // 5, 62, 90 + x // 6))
    pen.text((_LEFT, _TOP), text, "white", _LETTER)
    line, box = _seen(text, hidden)
    if hidden:
        picture.paste("#ffcc33", box)
    assert covered(picture, line) is bool(hidden)


@pytest.mark.parametrize("ground", ["#6c4cf0", "#12b04c", "#3a7bff"])
@pytest.mark.parametrize("hidden", [0, 3])
def test_the_colour_of_bold_text_that_a_jpeg_lets_run_into_its_ground_is_no_cover(ground: str, hidden: int) -> None:
    text = "¥2292.60"
    line, box = _seen(text, hidden)
    picture = Image.new("RGB", (900, 180), ground)
    ImageDraw.Draw(picture).text((_LEFT, _TOP), text, "white", _LETTER, stroke_width=2, stroke_fill="white")
    if hidden:
        picture.paste("#222222", box)
    small = BytesIO()
    picture.resize((450, 90), Image.Resampling.LANCZOS).save(small, "JPEG", quality=40)
    edges = line.box
    half = Seen(line.text, 0.99, rectangle(edges.x0 / 2, edges.y0 / 2, edges.x1 / 2, edges.y1 / 2), line.places)
    assert covered(Image.open(small), half) is bool(hidden)


@pytest.mark.parametrize("hidden", [0, 3])
def test_a_shadow_over_a_line_is_no_cover(hidden: int) -> None:
    picture = _drawn("-12,860.35")
    light = 1 - 0.5 / (1 + np.exp((np.arange(900) - _LEFT) / 65))
    picture = Image.fromarray((np.asarray(picture) * light[:, None]).astype(np.uint8))
    line, box = _seen("-12,860.35", hidden)
    if hidden:
        _sticker(picture, box)
    assert covered(picture, line) is bool(hidden)


@pytest.mark.parametrize(("text", "hidden"), [("¥886.03", 0), ("¥886.03", 3), ("2024-03-21 08:11", 0)])
def test_small_strokes_that_run_together_on_a_blurred_page_are_no_cover(text: str, hidden: int) -> None:
    line, box = _seen(text, hidden)
    picture = _drawn(text, "#dcdac8", "#444444").filter(ImageFilter.GaussianBlur(3.8))
    if hidden:
        _sticker(picture, box)
    assert covered(picture, line) is bool(hidden)


@pytest.mark.parametrize(("text", "hides"), [("2023-07-05", False), ("20230705", False), ("2,023.07", True)])
def test_in_front_of_a_day_with_its_year_no_figure_is_hidden(text: str, hides: bool) -> None:
    line, _ = _seen(text, 0)
    picture = _drawn(text)
    picture.paste("#c89a78", (_LEFT - 120, 0, _LEFT - 8, 180))
    assert covered(picture, line) is hides


def test_a_pale_mosaic_up_to_the_end_of_what_is_looked_at_is_a_cover() -> None:
    picture = _drawn("-12,860.35", "#1c1c1e", "#8a8a8e")
    line, box = _seen("-12,860.35", 4)
    picture.paste("#2b2b2d", box)
    assert covered(picture, line)


def test_the_pale_cell_of_a_label_is_no_cover() -> None:
    line, _ = _seen("29,665.28", 0)
    picture = _drawn("29,665.28", ink="#444444")
    picture.paste("#e6eaee", (0, 0, _LEFT - 12, 180))
    assert not covered(picture, line)


def test_rules_and_a_sign_beside_a_figure_are_no_cover() -> None:
    text = "1,286.35"
    line, _ = _seen(text, 0)
    picture = _drawn(text)
    pen = ImageDraw.Draw(picture)
    pen.line((_LEFT - 12, 0, _LEFT - 12, 180), "#888888", 3)
    pen.line((_LEFT - 40, _TOP + 36, _LEFT - 22, _TOP + 36), "#222222", 5)
    assert not covered(picture, line)


def test_behind_two_decimals_no_figure_is_hidden() -> None:
    text = "¥1,286.35"
    line, _ = _seen(text, 0)
    picture = _drawn(text)
    right = int(line.box.x1)
    picture.paste("#dd3344", (right, _TOP + 8, right + 60, _TOP + _SIZE + 16))
    assert not covered(picture, line)


def test_a_covered_amount_of_a_page_has_no_score() -> None:
    picture = page("-1,286.35")
    engines = Engines(RapidEngine(), None)
    whole = next(line for line in picture_page(saved(picture), 0, engines).lines if "286.35" in line.text)
    assert whole.score > 0.5
    left = int(whole.box.x0)
    picture.paste("black", (left - 8, int(whole.box.y0), left + 76, int(whole.box.y1)))
    rest = next(line for line in picture_page(saved(picture), 0, engines).lines if "86.35" in line.text)
    assert rest.score == 0
