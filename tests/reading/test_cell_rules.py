from __future__ import annotations

import cv2
import numpy as np

from lehua_desktop.reading.grids.cells import without_rules


def test_rules_along_the_edges_of_a_cell_are_gone_and_its_figures_stay() -> None:
    plain = np.full((48, 120, 3), 255, np.uint8)
    cv2.putText(plain, "1,107", (14, 32), cv2.FONT_HERSHEY_DUPLEX, 0.8, (0, 0, 0), 2)
    ruled = plain.copy()
    cv2.line(ruled, (0, 5), (119, 8), (0, 0, 0), 2)
    cv2.line(ruled, (0, 41), (119, 44), (0, 0, 0), 2)
    cv2.line(ruled, (3, 5), (3, 47), (0, 0, 0), 2)
    assert (without_rules(ruled) == plain).all()


def test_long_ink_that_reaches_the_middle_stays() -> None:
    crossed = np.full((48, 60, 3), 255, np.uint8)
    cv2.line(crossed, (8, 6), (50, 42), (0, 0, 0), 3)
    assert (without_rules(crossed) == crossed).all()
