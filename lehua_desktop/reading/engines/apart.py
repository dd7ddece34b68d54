"""Neighbours on one row whose boxes run into each other: each keeps its own ink.

A detection that reaches into the next cell would add that cell's first digit to an amount.
"""

from __future__ import annotations

import numpy as np

from ..formats.images import Pixels
from .cutting import Corners


def apart(corners: Corners, picture: Pixels) -> Corners:
    """The boxes with overlaps on a row cut where there is least ink."""
    result = corners.copy()
    x0, x1 = result[:, :, 0].min(axis=1), result[:, :, 0].max(axis=1)
    y0, y1 = result[:, :, 1].min(axis=1), result[:, :, 1].max(axis=1)
    height = y1 - y0
    for left in range(len(result)):
        shared = np.minimum(y1[left], y1) - np.maximum(y0[left], y0)
        row = shared > 0.6 * np.minimum(height[left], height)
        reach = x1[left] - x0
        narrow = np.minimum(x1[left] - x0[left], x1 - x0)
        follows = row & (x0 > x0[left]) & (x1 > x1[left]) & (reach > 1) & (reach < 0.5 * narrow)
        for right in np.flatnonzero(follows).tolist():
            if not (_level(result[left]) and _level(result[right])):
                continue
            top, bottom = int(max(y0[left], y0[right])), int(min(y1[left], y1[right])) + 1
            cut = _emptiest(picture[top:bottom, int(x0[right]) : int(x1[left]) + 1]) + int(x0[right])
            result[left, :, 0] = np.minimum(result[left, :, 0], cut)
            result[right, :, 0] = np.maximum(result[right, :, 0], cut)
    return result


def _level(line: Corners) -> bool:
    """Whether the line is wide and so nearly level that an upright cut parts it well."""
    (ax, ay), (bx, by), _, (_, dy) = line
    return bool(bx - ax > 1.5 * abs(dy - ay) and abs(by - ay) < 0.25 * abs(dy - ay))


def _emptiest(strip: Pixels) -> int:
    """The middle of the longest run of columns with the least contrast."""
    contrast = np.ptp(strip.max(axis=2).astype(np.int16), axis=0)
    empty = contrast <= contrast.min() + 12
    edges = np.flatnonzero(np.diff(np.concatenate(([False], empty, [False])).astype(np.int8)))
    starts, ends = edges[::2], edges[1::2]
    longest = int(np.argmax(ends - starts))
    return int((starts[longest] + ends[longest]) // 2)
