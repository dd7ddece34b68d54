"""Long pictures in tiles, and the lines of all tiles joined to one list.

A tile ends where nothing stands, so that it cuts no line; where there is no such place, as on a photograph, tiles
overlap.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ..core.page import Box
from .engines.engine import Seen
from .formats.images import Pixels

_HEIGHT = 1.6  # a tile's height, in widths of the picture
_OVERLAP = 0.15  # of a tile's height
_WHOLE = 2.4  # a picture up to this height, in widths, is one tile
_QUIET_ROWS = 12
_SAME = 8  # rows that differ by no more in any column

Rows = Callable[[int, int], Pixels]
"""The rows of the picture from the first number to the second."""


def is_long(width: int, height: int) -> bool:
    """Whether the picture is read in tiles."""
    return height > _WHOLE * width


def tile_spans(width: int, height: int, rows: Rows) -> list[tuple[int, int]]:
    """Top and bottom of each tile, in pixels, from top to bottom; one tile for a picture that is not long."""
    if not is_long(width, height):
        return [(0, height)]
    tile = max(int(width * _HEIGHT), 320)
    overlap = int(tile * _OVERLAP)
    spans = []
    top = 0
    while height - top > tile + tile // 3:
        end = top + tile
        quiet = _quiet_row(rows(end - overlap, end))
        if quiet is not None:
            end += quiet - overlap
        spans.append((top, end))
        top = end - (overlap if quiet is None else 0)
    return [*spans, (top, height)]


def _quiet_row(rows: Pixels) -> int | None:
    """The middle of the last band of rows in which nothing stands."""
    edges = np.abs(np.diff(rows.astype(np.int16), axis=0)).max(axis=(1, 2)) > _SAME
    inked = np.flatnonzero(np.concatenate([[True], edges, [True]]))
    wide = np.flatnonzero(np.diff(inked) > _QUIET_ROWS)
    return int(inked[wide[-1]] + inked[wide[-1] + 1]) // 2 if len(wide) else None


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
