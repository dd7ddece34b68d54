"""Lines cut out of a picture, level whichever way they lie in it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ..formats.images import Pixels

Corners = NDArray[np.float32]
"""Shape (lines, 4, 2): the corners of each line, clockwise from the top left, in pixels."""


def size_of(line: Corners) -> tuple[int, int]:
    """Width and height of one line, of the longer of two unequal sides."""
    a, b, c, d = line
    across = max(np.linalg.norm(a - b), np.linalg.norm(c - d))
    down = max(np.linalg.norm(a - d), np.linalg.norm(b - c))
    return int(across), int(down)


def cut_out(picture: Pixels, line: Corners) -> Pixels:
    """The pixels of one line (shape (4, 2))."""
    width, height = size_of(line)
    (x0, y0), (x1, y1) = line[0], line[2]
    if np.array_equal(line, [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]):
        return np.ascontiguousarray(picture[int(y0) : int(y0) + height, int(x0) : int(x0) + width])
    target = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(np.ascontiguousarray(line, np.float32), target)
    cut = cv2.warpPerspective(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, np.uint8)
