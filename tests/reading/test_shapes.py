from __future__ import annotations

import cv2
import numpy as np

from lehua_desktop.reading.engines.engine import Seen
from lehua_desktop.reading.formats.images import Pixels
from lehua_desktop.reading.grids.shapes import with_shapes


def cell(text: str) -> Pixels:
    grey = np.full((48, 40 + 30 * len(text)), 255, np.uint8)
    for at, sign in enumerate(text):
        cv2.putText(grey, sign, (20 + 30 * at, 38), cv2.FONT_HERSHEY_DUPLEX, 1.1, 0, 2)
    return np.repeat(grey[:, :, None], 3, axis=2)


def looks(*cells: tuple[str, str, str]) -> list[str]:
    """What is made of cells of a sign, what the first reader saw, what the second."""
    asked = {
        Seen(first, 0.9, ((n, 0), (n + 1, 0), (n + 1, 1), (n, 1))): cell(own) for n, (own, first, _) in enumerate(cells)
    }
    second = {line: seen for line, (_, _, seen) in zip(asked, cells, strict=True)}
    return list(with_shapes(asked, second).values())


SUMS = (("1221", "1221", "1221"), ("2713", "2,713", "2713"))


def test_a_figure_that_looks_like_those_on_which_both_agree_is_what_the_first_reader_saw() -> None:
    assert looks(*SUMS, ("2", "2", "Z"))[-1] == "2"
    assert looks(*SUMS, ("1", "1", "ry"))[-1] == "1"


def test_another_sign_or_one_of_which_the_page_shows_too_few_keeps_its_doubt() -> None:
    assert looks(*SUMS, ("Z", "2", "Z"))[-1] == "Z"
    assert looks(*SUMS, ("7", "1", "7"))[-1] == "7"
    assert looks(*SUMS, ("3", "3", "="))[-1] == "="
    assert looks(*SUMS, ("Z", "Z", "2"))[-1] == "2"
