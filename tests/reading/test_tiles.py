from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lehua_desktop.reading.engines.engine import Seen, rectangle
from lehua_desktop.reading.formats.images import Pixels
from lehua_desktop.reading.tiles import in_reading_order, join, tile_spans


def seen(text: str, y: float, x: float = 10, width: float = 100, height: float = 20) -> Seen:
    return Seen(text, 0.9, rectangle(x, y, x + width, y + height))


def noise(top: int, bottom: int) -> Pixels:
    """Rows of a photograph: there is something everywhere."""
    return np.random.default_rng(top).integers(0, 255, (bottom - top, 4, 3), np.uint8)


def ruled(top: int, bottom: int) -> Pixels:
    """Rows of a list: something stands on the first 40 of each 100 rows."""
    rows = np.arange(top, bottom)
    inked = (rows % 100 < 40) & (rows % 2 == 0)
    return np.repeat(np.where(inked, 0, 255).astype(np.uint8), 12).reshape(-1, 4, 3)


@given(st.integers(50, 3000), st.integers(1, 100_000))
def test_tiles_cover_the_picture_and_overlap_where_something_stands_everywhere(width: int, height: int) -> None:
    spans = tile_spans(width, height, noise)
    assert spans[0][0] == 0
    assert spans[-1][1] == height
    for (_, bottom), (top, _) in itertools.pairwise(spans):
        assert bottom - top >= 0.1 * min(width, 300)


@given(st.integers(700, 3000), st.integers(1, 100_000))
def test_tiles_end_where_nothing_stands(width: int, height: int) -> None:
    spans = tile_spans(width, height, ruled)
    assert spans[0][0] == 0
    assert spans[-1][1] == height
    for (_, bottom), (top, _) in itertools.pairwise(spans):
        assert bottom == top
        assert 40 < top % 100 < 100


def test_a_screenshot_is_one_tile() -> None:
    assert tile_spans(1170, 2532, noise) == [(0, 2532)]
    assert len(tile_spans(1170, 60_000, noise)) > 30


@given(st.lists(st.integers(0, 190), unique=True, max_size=60))
def test_every_line_of_a_long_picture_is_there_once(rows: list[int]) -> None:
    height, width = 6000, 400
    lines = [seen(f"line {row}", row * 30 + 5) for row in rows]
    tiles = []
    for top, bottom in tile_spans(width, height, noise):
        part = []
        for line in lines:
            y0, y1 = max(line.box.y0, top), min(line.box.y1, bottom)
            if y1 - y0 > 4:  # an edge cuts some lines, whose text is then wrong
                text = line.text if y1 - y0 == 20 else "cut"
                part.append(seen(text, y0 - top, height=y1 - y0))
        tiles.append(((top, bottom), part))
    assert sorted(line.text for line in join(tiles)) == sorted(line.text for line in lines)


def test_two_lines_of_one_tile_never_displace_each_other() -> None:
    assert len(join([((0, 100), [seen("a", 10), seen("b", 12)])])) == 2


def test_reading_order_is_by_rows() -> None:
    lines = [seen("d", 100, 300), seen("b", 12, 300), seen("a", 10), seen("c", 101)]
    assert [line.text for line in in_reading_order(lines)] == ["a", "b", "c", "d"]
