"""Long pictures in overlapping tiles, and the lines of all tiles joined to one list."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.page import Box
from .engines.engine import Seen

_HEIGHT = 1.6  # a tile's height, in widths of the picture
_OVERLAP = 0.15  # of a tile's height
_WHOLE = 2.4  # a picture up to this height, in widths, is one tile


def tile_spans(width: int, height: int) -> list[tuple[int, int]]:
    """Top and bottom of each tile, in pixels, from top to bottom; one tile for a picture that is not long."""
    if height <= _WHOLE * width:
        return [(0, height)]
    tile = max(int(width * _HEIGHT), 320)
    step = int(tile * (1 - _OVERLAP))
    spans = [(top, min(height, top + tile)) for top in range(0, max(1, height - int(tile * _OVERLAP)), step)]
    if len(spans) > 1 and spans[-1][1] - spans[-1][0] < tile // 3:
        spans[-2:] = [(spans[-2][0], height)]
    return spans


def join(tiles: Sequence[tuple[tuple[int, int], Sequence[Seen]]]) -> list[Seen]:
    """The lines of all tiles as lines of the whole picture; of a line that two tiles saw, the one seen whole.

    The deeper inside its tile a line lies, the better it was seen: one that a tile's edge cuts lies at depth 0.
    """
    last = len(tiles) - 1
    found: list[tuple[float, int, Seen]] = []
    for index, ((top, bottom), lines) in enumerate(tiles):
        for line in lines:
            box = line.box
            above = box.y0 if index else float("inf")
            below = (bottom - top) - box.y1 if index < last else float("inf")
            found.append((max(0.0, min(above, below)), index, line.moved(0, top)))
    found.sort(key=lambda item: -item[0])
    kept: list[Seen] = []
    taken: list[list[Box]] = [[] for _ in tiles]
    for _, index, line in found:
        box = line.box
        rivals = (other for tile in (index - 1, index + 1) if 0 <= tile <= last for other in taken[tile])
        if not any(box.overlap_y(other) > 0.5 and box.overlap_x(other) > 0.5 for other in rivals):
            kept.append(line)
            taken[index].append(box)
    return kept


def in_reading_order(lines: Sequence[Seen]) -> list[Seen]:
    """Top to bottom, and left to right on one row."""
    rows: list[list[Seen]] = []
    for line in sorted(lines, key=lambda line: line.box.middle_y):
        if rows and rows[-1][0].box.overlap_y(line.box) > 0.6:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.box.x0)]
