from __future__ import annotations

import numpy as np

from lehua_desktop.reading.engines.apart import apart
from lehua_desktop.reading.engines.cutting import Corners
from lehua_desktop.reading.engines.engine import rectangle
from lehua_desktop.reading.formats.images import Pixels


def boxes(*spans: tuple[float, float, float, float]) -> Corners:
    return np.array([rectangle(*span) for span in spans], np.float32)


def ink(*spans: tuple[int, int]) -> Pixels:
    picture = np.full((60, 400, 3), 255, np.uint8)
    for x0, x1 in spans:
        picture[20:40, x0:x1:2] = 0
    return picture


def test_a_box_that_reaches_into_the_next_cell_is_cut_in_the_gap() -> None:
    found = apart(boxes((10, 15, 215, 45), (198, 15, 380, 45)), ink((20, 180), (206, 370)))
    cut = found[0, 1, 0]
    assert 198 <= cut <= 206
    assert found[1, 0, 0] == cut


def test_lines_one_above_the_other_stay_as_they_are() -> None:
    given = boxes((10, 0, 215, 30), (100, 25, 380, 55))
    assert np.array_equal(apart(given, ink((20, 370))), given)


def test_a_box_inside_another_stays_as_it_is() -> None:
    given = boxes((10, 15, 380, 45), (100, 15, 150, 45))
    assert np.array_equal(apart(given, ink((20, 370))), given)


def test_upright_text_is_not_cut() -> None:
    given = boxes((10, 0, 30, 60), (28, 0, 48, 60))
    assert np.array_equal(apart(given, ink((12, 46))), given)
