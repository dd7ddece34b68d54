"""Boxes that hold two lines of one cell, set so near that nothing parts them on a reduced picture."""

from __future__ import annotations

import numpy as np

from ..formats.images import Pixels
from .cutting import Corners, cut_out, size_of

_SHARE = 0.05  # of the boxes hold two lines: others of the kind are not seen at all
_TALLER = 1.3  # than lines that stand alone
_MIDDLE = (0.35, 0.65)  # of the height of a box, in which the upper line ends and the lower one begins
_BLANK = 0.2  # of the ink of the fullest rows


def is_crowded(lines: Corners, picture: Pixels) -> bool:
    """Whether several of the boxes found hold two lines."""
    heights = [size_of(line)[1] for line in lines]
    usual = float(np.quantile(heights, 0.25)) if heights else 0.0
    two = sum(_holds_two(line, picture) for line, high in zip(lines, heights, strict=True) if high > _TALLER * usual)
    return two > max(2, _SHARE * len(lines))


def _holds_two(line: Corners, picture: Pixels) -> bool:
    """Whether a box has rows without ink in its middle, and ink above and below them."""
    across, down = size_of(line)
    if down < 8 or across < 1.5 * down:
        return False
    grey = cut_out(picture, line).mean(axis=2)
    ink = np.abs(grey - np.median(grey)).mean(axis=1)
    first, end = (int(part * len(ink)) for part in _MIDDLE)
    least = first + int(np.argmin(ink[first:end]))
    return bool(ink[least] < _BLANK * min(ink[:least].max(), ink[least:].max()))
