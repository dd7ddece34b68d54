"""Sheets that did not lie flat before the camera: their rows bend, as a bow does."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...core.page import Box

_FEWEST = 40  # lines with a neighbour that tell of a bow
_LEAST = 0.25  # of a line's height: a smaller bow harms nothing
_NEAR = 6.0  # heights of a line to the next on its right
_PARTS = 6  # of the page from left to right, in each of which the rows have to bend alike


@dataclass(frozen=True, slots=True)
class Bow:
    """How far below the level of `middle` a row stands at a place of the page, in the unit of the page."""

    middle: float
    curve: float

    def sag(self, x: float) -> float:
        return self.curve / 2 * (x - self.middle) ** 2


def bow_of(boxes: Sequence[Box]) -> Bow | None:
    """The bow of the rows that these lines stand in; None where they are straight, or too few to tell."""
    if len(boxes) < _FEWEST:
        return None
    height = statistics.median(box.height for box in boxes)
    slopes = [
        ((box.middle_x + other.middle_x) / 2, (other.middle_y - box.middle_y) / (other.middle_x - box.middle_x))
        for box in boxes
        if (other := _right_of(box, boxes, height)) is not None
    ]
    if len(slopes) < _FEWEST:
        return None
    slopes.sort()
    size = len(slopes) // _PARTS
    parts = [_middle(slopes[i * size : (i + 1) * size]) for i in range(_PARTS)]
    (x0, fall), (x1, rise) = parts[0], parts[-1]
    middle, usual = (x0 + x1) / 2, (fall + rise) / 2
    curve = (rise - fall) / max(x1 - x0, 1.0)
    width = max(box.x1 for box in boxes) - min(box.x0 for box in boxes)
    if abs(curve) * width * width / 8 < _LEAST * height:
        return None
    # Rows of two or three texts on lines of their own, as lists of apps have them, change at two or three places only.
    steady = all(abs(slope - usual - curve * (x - middle)) < 0.2 * abs(rise - fall) for x, slope in parts)
    spread = all(b - a > 0.04 * width for (a, _), (b, _) in pairwise(parts))
    return Bow(middle, curve) if steady and spread else None


def _middle(slopes: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return statistics.median(x for x, _ in slopes), statistics.median(slope for _, slope in slopes)


def _right_of(box: Box, boxes: Sequence[Box], height: float) -> Box | None:
    """The next line to the right on the same row."""
    beside = [
        other
        for other in boxes
        if box.x1 - 0.2 * height < other.x0 < box.x1 + _NEAR * height
        and abs(other.middle_y - box.middle_y) < 0.5 * height
        and 0.6 * box.height < other.height < 1.6 * box.height
    ]
    return min(beside, key=lambda other: other.x0, default=None)
