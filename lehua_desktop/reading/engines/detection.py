"""Where the lines of a picture are: the detection model and what is made of its answer.

The model answers with a map of how likely each pixel is the core of a line; a box is a patch of that map, grown back
to the size of the text.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ..formats.images import Pixels
from .cutting import Corners
from .session import open_session

_CORE = 0.3  # likelihood from which a pixel belongs to the core of a line
_LIKELY = 0.5  # mean likelihood from which a patch is a line
_GROWTH = 1.6  # the core of a line is this much smaller than the line, by area over perimeter
_SMALLEST_CORE, _SMALLEST_LINE = 3, 5  # pixels of the reduced picture
_STEP = 32  # the model halves its picture five times
_LEVEL = 8  # two rows that differ by no more in any column have no edge of a letter between them
_MARGIN = 24  # rows of the reduced picture kept around whatever is not blank

Likely = NDArray[np.float32]


class Detector:
    """Boxes of lines, in pixels of the picture that is given, whatever the size it is looked at."""

    def __init__(self, model: Path) -> None:
        self._session = open_session(model)
        self._input = self._session.get_inputs()[0].name

    def find(self, bgr: Pixels, longest: int) -> Corners:
        """The lines seen when the picture is reduced to `longest` pixels on its long side; from top to bottom."""
        height, width = bgr.shape[:2]
        scale = min(1.0, longest / max(height, width))
        small_size = [max(_STEP, round(side * scale / _STEP) * _STEP) for side in (width, height)]
        small = np.asarray(cv2.resize(bgr, small_size), np.uint8)
        rows = rows_with_ink(small)
        if not len(rows):
            return np.empty((0, 4, 2), np.float32)
        likely = self._likely(small[rows])
        corners = _lines(likely)
        # Back to the rows of the reduced picture, then to the size of the whole one.
        corners[:, :, 1] = np.interp(corners[:, :, 1], np.arange(len(rows)), rows)
        corners *= np.array([width / small_size[0], height / small_size[1]], np.float32)
        corners = np.clip(np.round(corners), 0, np.array([width - 1, height - 1], np.float32))
        lengths = np.linalg.norm(corners - np.roll(corners, -1, axis=1), axis=2)
        corners = corners[(lengths[:, 0] > 3) & (lengths[:, 1] > 3)]
        order = np.lexsort((corners[:, 0, 0], corners[:, 0, 1]))
        return np.asarray(corners[order], np.float32)

    def _likely(self, small: Pixels) -> Likely:
        values = np.ascontiguousarray(small.transpose(2, 0, 1)[None], np.float32)
        values *= 2 / 255
        values -= 1
        return np.asarray(self._session.run(None, {self._input: values})[0][0, 0], np.float32)


def rows_with_ink(small: Pixels) -> NDArray[np.intp]:
    """The rows of the reduced picture without its blank bands, as many as the model takes."""
    height = small.shape[0]
    edge = np.zeros(height, np.uint8)
    edge[1:] = cv2.absdiff(small[1:], small[:-1]).reshape(height - 1, -1).max(axis=1) > _LEVEL
    kept = np.flatnonzero(cv2.dilate(edge[:, None], np.ones((2 * _MARGIN + 1, 1), np.uint8))[:, 0])
    if not len(kept) or height - len(kept) < _STEP:
        return np.arange(height) if len(kept) else kept
    spare = -len(kept) % _STEP  # blank rows given back
    blank = np.setdiff1d(np.arange(height), kept)
    return np.sort(np.concatenate([kept, blank[:spare]]))


def _lines(likely: Likely) -> Corners:
    core = cv2.dilate((likely > _CORE).astype(np.uint8), np.ones((2, 2), np.uint8))
    outlines, _ = cv2.findContours(core, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for outline in outlines:
        middle, (across, down), angle = cv2.minAreaRect(outline)
        if min(across, down) < _SMALLEST_CORE:
            continue
        growth = _GROWTH * across * down / (across + down)  # on both sides together
        patch, line = (
            np.asarray(cv2.boxPoints((middle, size, angle)), np.float32)
            for size in ((across, down), (across + growth, down + growth))
        )
        if min(across, down) + growth >= _SMALLEST_LINE and _mean(likely, patch) >= _LIKELY:
            found.append(_clockwise(line))
    return np.asarray(found, np.float32).reshape(-1, 4, 2)


def _mean(likely: Likely, corners: NDArray[np.float32]) -> float:
    """The mean likelihood inside the corners."""
    height, width = likely.shape
    x0, y0 = np.clip(np.floor(corners.min(axis=0)).astype(int), 0, [width - 1, height - 1])
    x1, y1 = np.clip(np.ceil(corners.max(axis=0)).astype(int), 0, [width - 1, height - 1])
    mask = np.zeros((y1 - y0 + 1, x1 - x0 + 1), np.uint8)
    cv2.fillPoly(mask, [(corners - [x0, y0]).astype(np.int32)], 1)
    return float(cv2.mean(likely[y0 : y1 + 1, x0 : x1 + 1], mask)[0])


def _clockwise(corners: NDArray[np.float32]) -> NDArray[np.float32]:
    """The corners from the top left on."""
    left_to_right = corners[np.argsort(corners[:, 0])]
    top_left, bottom_left = left_to_right[:2][np.argsort(left_to_right[:2, 1])]
    top_right, bottom_right = left_to_right[2:][np.argsort(left_to_right[2:, 1])]
    return np.array([top_left, top_right, bottom_right, bottom_left])
