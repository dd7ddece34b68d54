"""Original pages come on A4 at an honest size; long screenshots are cut between their rows."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from lehua_desktop.bundle.pages.originals import Originals
from lehua_desktop.bundle.pages.sheets import A4, MM, Sheet, blank_rows, cut, measure
from lehua_desktop.bundle.plan import BundleRequest, Edition, plan_bundle
from lehua_desktop.core.facts import Kind
from lehua_desktop.core.model import Timeline
from lehua_desktop.core.page import Box, Page
from tests.bundle.made import TODAY, drawn, font, made_case, png, source


def sheets_of(*lines: str, width: int, height: int, step: int = 60) -> tuple[Sheet, ...]:
    image, page = drawn(lines, width, height, step=step)
    exhibit = source(1, "a.png", png(image), "image/png", Kind.PAYMENT, [page])
    with Originals() as originals:
        return measure(plan_bundle(BundleRequest(Timeline(), (), (exhibit,), TODAY)), originals)


@pytest.mark.parametrize(("width", "height"), [(1170, 2532), (1080, 2400), (750, 1334), (3000, 4000), (480, 960)])
def test_a_phone_screen_is_one_sheet(width: int, height: int) -> None:
    assert len(sheets_of("还款", width=width, height=height)) == 1


def test_a_small_picture_is_not_enlarged_beyond_150_dots_an_inch() -> None:
    (sheet,) = sheets_of("还款", width=300, height=400)
    assert sheet.rect[2] == pytest.approx(300 * 72 / 150)


def test_a_wide_picture_lies_on_a_landscape_sheet() -> None:
    (sheet,) = sheets_of("还款", width=2000, height=1000)
    assert sheet.landscape
    assert sheet.rect[2] <= A4[1]


def test_every_sheet_stays_inside_the_paper() -> None:
    with Originals() as originals:
        for sheet in measure(plan_bundle(made_case()), originals):
            x, y, width, height = sheet.rect
            paper = (A4[1], A4[0]) if sheet.landscape else A4
            assert x >= 0
            assert y >= 0
            assert x + width <= paper[0]
            assert y + height <= paper[1] - 40


def test_a_long_screenshot_is_legible_and_cut_between_rows() -> None:
    sheets = sheets_of(*(f"第{n}行" for n in range(100)), width=720, height=6100)
    assert len(sheets) >= 4
    assert all(sheet.rect[2] > 250 for sheet in sheets)
    boxes = sheets[0].exhibit.source.pages[0].lines
    for sheet in sheets:
        for edge in sheet.span:
            assert not any(line.box.y0 < edge < line.box.y1 for line in boxes)


def of_picture(image: Image.Image, page: Page, edition: Edition = "full") -> tuple[Sheet, ...]:
    exhibit = source(1, "a.png", png(image), "image/png", Kind.PAYMENT, [page])
    with Originals() as originals:
        return measure(plan_bundle(BundleRequest(Timeline(), (), (exhibit,), TODAY, edition=edition)), originals)


def lying(width: int, height: int) -> Page:
    """What a reader says of a picture that it turned without finding a line on it."""
    return Page(0, height, width, "px", (), "rapidocr", turned=270)


def test_a_long_screenshot_without_text_stands_and_is_cut_where_nothing_is_to_be_seen() -> None:
    image, page = drawn([f"第{n}行" for n in range(140)], 1170, 9000, step=64)
    sheets = of_picture(image, lying(1170, 9000))
    assert len(sheets) >= 3
    assert not any(sheet.landscape for sheet in sheets)
    assert {sheet.size for sheet in sheets} == {(1170, 9000)}
    assert all(sheet.rect[2] > 300 for sheet in sheets)
    for sheet in sheets:
        for edge in sheet.span:
            assert not any(line.box.y0 < edge < line.box.y1 for line in page.lines)


def test_a_long_picture_without_a_gap_is_cut_at_even_lengths_that_overlap() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (900, 117, 3), dtype=np.uint8)
    sheets = of_picture(Image.fromarray(noise).resize((1170, 9000)), lying(1170, 9000))
    lengths = [bottom - top for top, bottom in (sheet.span for sheet in sheets)]
    assert len(lengths) >= 3
    assert max(lengths) - min(lengths) < 1
    assert all(sheet.repeats * sheet.scale == pytest.approx(10 * MM) for sheet in sheets[1:])


def test_rows_too_dense_for_a_gap_are_cut_where_the_pixels_show_one() -> None:
    image, page = drawn([f"第{n}行" for n in range(140)], 1170, 9000, step=64)
    lines = tuple(
        replace(line, box=Box(line.box.x0, line.box.y0 - 30, line.box.x1, line.box.y1 + 30)) for line in page.lines
    )
    for sheet in of_picture(image, replace(page, lines=lines)):
        for edge in sheet.span:
            assert not any(line.box.y0 < edge < line.box.y1 for line in page.lines)


def test_a_page_on_which_boxes_may_have_been_drawn_stays_as_it_was_shown() -> None:
    (sheet,) = of_picture(Image.new("RGB", (1170, 9000)), lying(1170, 9000), "redacted")
    assert sheet.size == (9000, 1170)


def test_a_blank_row_may_have_the_edges_of_cards() -> None:
    image = Image.new("RGB", (600, 300), "white")
    image.paste((200, 200, 200), (20, 0, 580, 300))
    ImageDraw.Draw(image).text((60, 100), "还款 1,286.35", fill="black", font=font(28))
    above, below = blank_rows(image, 3000)
    assert above[0] == 0
    assert 1000 < above[1] < 1100 < below[0]
    assert below[1] == 3000


rows_of_a_page = st.lists(st.tuples(st.floats(0, 9000), st.floats(5, 200)), max_size=60)


@given(rows_of_a_page, st.floats(1500, 10_000), st.floats(400, 1400))
def test_strips_cover_the_page_without_gaps(rows: list[tuple[float, float]], height: float, longest: float) -> None:
    boxes = [(top, top + size) for top, size in rows if top + size < height]
    strips = cut(height, longest, boxes)
    assert strips[0][0] == 0
    assert strips[-1][1] == height
    for above, below in itertools.pairwise(strips):
        assert below[0] <= above[1] < below[1]
        assert below[2] == pytest.approx(above[1] - below[0])
    assert all(bottom - top <= longest * 1.001 for top, bottom, _ in strips)
    assert len(strips) < 4 * height / longest + 2
