"""The cells of a grid of months, each as a line of its own that both readers looked at."""

from __future__ import annotations

import logging
import re
import statistics
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PIL import Image

from ...core.problems import LehuaError
from ..engines.engine import Engine, SecondReader, Seen
from ..formats.images import Pixels
from ..second import cut, ink_of, prepare, whitened
from ..tiles import in_reading_order
from .grid import Cell, Grid, find_grids
from .lone_counts import MONTH, lone_counts
from .shapes import with_shapes

log = logging.getLogger(__name__)

_ALONE = 0.9  # score of a cell that the engine saw alone, for which it gives none: the other looks decide
_BLANK = 20  # pixels around a cell that is shown alone
_MANY = 6  # signs in a row that make it a row of a grid
_STAR = {"★", "☆", "＊", "✱", "•", "·", "米", "✽", "﹡", "x", "×", "水"}
_IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]")
_SIGNS = re.compile(r"^(?:[A-Za-z*#/]|\d[\d,.]*|-{1,2})$")
_PLAIN = ("N", "0")  # on time and nothing owed confirm each other; a second look at hundreds of them takes seconds


def with_cells(image: Image.Image, lines: Sequence[Seen], engine: Engine) -> tuple[list[Seen], dict[Seen, Pixels]]:
    """The lines, those inside of grids replaced by one for each cell, and the cells that deserve a second look."""
    try:
        counts = lone_counts(image, lines, engine)
        lines = in_reading_order([*lines, *counts]) if counts else lines
    except LehuaError:
        log.warning("the counts of a list could not be looked at")
    grids = find_grids(image, lines)
    asked = _without_titles(image, lines)
    if not grids:
        return list(lines), asked
    try:
        kept, cells = _with_cells(grids, lines, engine)
    except LehuaError:
        log.warning("the cells of a grid could not be looked at")  # the lines stand as they were seen
        return list(lines), asked
    return kept, cells | {line: crop for line, crop in asked.items() if line in kept}


def _without_titles(image: Image.Image, lines: Sequence[Seen]) -> dict[Seen, Pixels]:
    """Signs and figures in rows of many: a grid that began on the page before goes on without titles. Sums behind a month
    too, as former editions list them; the counts between get their look as what may be days.
    """
    signs = [line for line in lines if _SIGNS.match(line.text) and (len(line.text) < 4 or "," in line.text)]
    months = [line for line in lines if MONTH.match(line.text)]
    asked = {}
    for line in signs:
        row = sorted((x for x in signs if x.box.overlap_y(line.box) > 0.6), key=lambda x: x.box.x0)
        titles = all(x.text.isdecimal() for x in row) and int(row[-1].text) - int(row[0].text) >= len(row) - 1
        listed = len(line.text) > 2 and any(month.box.overlap_y(line.box) > 0.6 for month in months)
        if (listed or (len(row) >= _MANY and not titles)) and line.text not in _PLAIN:
            asked[line] = _padded(cut(image, line))
    return asked


def _with_cells(grids: Sequence[Grid], lines: Sequence[Seen], engine: Engine) -> tuple[list[Seen], dict[Seen, Pixels]]:
    kept: list[Seen] = list(lines)
    cells: list[tuple[Cell, Seen | None]] = []
    for grid in grids:
        inside = [lines[number] for number in grid.lines]
        kept = [line for line in kept if line not in inside]
        own = [_own(cell, inside, grid.cells) for cell in grid.cells]
        alone = [number for number, line in enumerate(own) if line is None]
        for number, text in zip(alone, engine.look([_shown(grid.cells[n]) for n in alone]), strict=True):
            own[number] = Seen("".join(text.split()), _ALONE, grid.cells[number].corners)
        cells += list(zip(grid.cells, own, strict=True))
    asked: dict[Seen, Pixels] = {}
    for cell, line in cells:
        if line is None:
            continue
        # No Chinese is as small as a star; a reader that knows thousands of them takes one for 大 or 才.
        star = line.text in _STAR or (cell.faint and _IDEOGRAPH.fullmatch(line.text))
        line = replace(line, text="*" if star else line.text, corners=cell.corners, places=())
        if not line.text or (cell.faint and line.text not in ("*", "-", "--")):
            continue  # a speck, or a star taken for something else
        kept.append(line)
        if line.text not in _PLAIN:
            asked[line] = _shown(cell)
    return in_reading_order(kept), asked


def looks_at_cells(asked: dict[Seen, Pixels], reader: SecondReader) -> dict[Seen, str]:
    """What the second reader sees in cells, after a third look where it differs from the first."""
    if not asked:
        return {}
    return with_shapes(asked, dict(zip(asked, map(_sign, reader.look(list(asked.values()))), strict=True)))


def _own(cell: Cell, lines: Sequence[Seen], cells: Sequence[Cell]) -> Seen | None:
    """The one line that was seen in this cell and in no other, as a sign that cells hold."""
    inside = [line for line in lines if _holds(line, cell)]
    if len(inside) != 1 or any(other is not cell and _holds(inside[0], other) for other in cells):
        return None
    text = "".join(inside[0].text.split())
    return replace(inside[0], text=text) if _SIGNS.match(text) or text in _STAR else None


def _holds(line: Seen, cell: Cell) -> bool:
    """Whether the line's box covers the middle of the cell."""
    x = statistics.fmean(x for x, _ in cell.corners)
    y = statistics.fmean(y for _, y in cell.corners)
    return line.box.x0 < x < line.box.x1 and line.box.y0 < y < line.box.y1


def _shown(cell: Cell) -> Pixels:
    """The cell as a line for a reader, with white around it."""
    return _padded(np.repeat(cell.crop[:, :, None], 3, axis=2))


def _padded(crop: Pixels) -> Pixels:
    line = without_rules(prepare(crop))
    edges = ((_BLANK // 2, _BLANK // 2), (_BLANK, _BLANK), (0, 0))
    return np.asarray(np.pad(line, edges, constant_values=255), dtype=np.uint8)


def without_rules(line: Pixels) -> Pixels:
    """A prepared cell without the rules along its edges: long ink that no part of a sign in its middle is."""
    parts, stats = ink_of(line)
    height, width = parts.shape
    edge = height // 4
    rules = (stats[:, 2] > width / 2) | (stats[:, 3] > height / 2)
    rules[0] = False
    rules[np.unique(parts[edge:-edge, edge:-edge])] = False
    return whitened(line, rules[parts], 2)


def _sign(text: str) -> str:
    """The second reader's word for a sign: it doubles a large letter with a small one, and takes 1 for a stroke."""
    sign = "".join(text.split())
    if len(sign) == 2 and sign[0].lower() == sign[1].lower() and sign.isalpha():
        sign = sign[0]
    if sign in ("I", "l", "|", "]", "!", "[", "i"):
        return "1"
    return sign.upper() if len(sign) == 1 else sign
