"""Boxes on turned pages."""

from __future__ import annotations

from ..core.page import Box


def turn_box(box: Box, degrees: int, width: float, height: float) -> Box:
    """A box of a page `width` × `height`, on that page turned clockwise."""
    if degrees == 90:
        return Box(height - box.y1, box.x0, height - box.y0, box.x1)
    if degrees == 180:
        return Box(width - box.x1, height - box.y1, width - box.x0, height - box.y0)
    if degrees == 270:
        return Box(box.y0, width - box.x1, box.y1, width - box.x0)
    return box
