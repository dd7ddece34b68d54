"""Original pages come on A4 at an honest size; long screenshots are cut between their rows."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lehua_desktop.bundle.originals import Originals
from lehua_desktop.bundle.plan import BundleRequest, plan_bundle
from lehua_desktop.bundle.sheets import A4, Sheet, cut, measure
from lehua_desktop.core.model import Kind, Timeline
from tests.bundle.made import TODAY, drawn, made_case, png, source


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
