"""Sheets that did not lie flat before the camera: their rows bend, as a bow does."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from ..core.page import Box

_FEWEST = 40  # lines with a neighbour that tell of a bow
_LEAST = 0.25  # of a line's height: a smaller bow harms nothing
_NEAR = 6.0  # heights of a line to the next on its right
_TELLS = 0.6  # of what the slopes stray from each other is left once the bow is known


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
    third = len(slopes) // 3
    x0, fall = _middle(slopes[:third])
    x1, rise = _middle(slopes[-third:])
    middle = (x0 + x1) / 2
    curve = (rise - fall) / max(x1 - x0, 1.0)
    width = max(box.x1 for box in boxes) - min(box.x0 for box in boxes)
    if abs(curve) * width * width / 8 < _LEAST * height:
        return None
    usual = (fall + rise) / 2
    _, all_ = _middle(slopes)
    straight = statistics.median(abs(slope - all_) for _, slope in slopes)
    bent = statistics.median(abs(slope - usual - curve * (x - middle)) for x, slope in slopes)
    return Bow(middle, curve) if bent < _TELLS * straight else None


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
