from __future__ import annotations

import numpy as np
from PIL import Image

from lehua_desktop.core.page import Box, Page, TextLine
from lehua_desktop.facts.page.layout import level
from lehua_desktop.reading.waves import levelled, wave_of, waved


def sheet(high: float) -> Image.Image:
    """Forty rows of short strokes that rise and fall across the sheet, by `high` pixels at most."""
    ink = np.full((1400, 1000, 3), 255, np.uint8)
    chance = np.random.default_rng(7)
    for row in range(40):
        for x in range(60, 940, 9):
            y = 60 + row * 32 + round(high * np.sin(x / 1000 * 2 * np.pi)) + int(chance.integers(0, 4))
            ink[y : y + 14, x : x + 5] = 0
    return Image.fromarray(ink)


def test_rows_of_a_waved_sheet_become_level_and_their_lines_go_back_to_where_they_stood() -> None:
    wave = wave_of(sheet(12))
    assert wave is not None
    assert 8 < wave.bend < 16
    line = waved(TextLine("1", Box(235, 50, 265, 64)), wave)
    assert abs(line.sag - (line.box.y0 - 50)) < 1e-6
    assert 6 < line.sag - waved(TextLine("1", Box(735, 50, 765, 64)), wave).sag < 30


def test_rows_of_a_flat_or_levelled_sheet_tell_of_no_wave() -> None:
    wave = wave_of(sheet(12))
    assert wave is not None
    assert wave_of(levelled(sheet(12), wave)) is None
    assert wave_of(sheet(0)) is None


def test_lines_of_a_waved_sheet_stand_level_and_keep_their_places() -> None:
    page = Page(0, 1000, 1400, "px", (TextLine("还款", Box(100, 112, 140, 126), sag=12.0),), "rapidocr")
    (piece,) = level(page)
    assert (piece.box.y0, piece.source.y0) == (100, 112)
