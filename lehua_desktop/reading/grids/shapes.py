"""A third look at figures of a grid where the two readers differ: figures of one page have one shape."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from ..engines.engine import Seen
from ..formats.images import Pixels

_SIZE = 24  # pixels of a shape
_DARK = 128
_WHOLE = 0.7  # of the highest ink: a sign is that high, a comma or a speck is not
_LIKE = 0.9  # correlation of two shapes that are the same sign
_APART = 0.15  # less than that are the next ones that are not
_FEWEST = 2  # shapes that show how a sign looks

Shape = NDArray[np.float32]


def with_shapes(cells: Mapping[Seen, Pixels], looks: Mapping[Seen, str]) -> dict[Seen, str]:
    """What the second reader saw in cells; what the first one saw where the shape of a single figure is that of the ones
    on which both agree, and of no other sign. Of letters a page has too few to tell.
    """
    known: dict[str, list[Shape]] = {}
    for line, look in looks.items():
        figures = _signs(line.text)
        shapes = _shapes(cells[line]) if figures and figures == _signs(look) else []
        if len(shapes) == len(figures):
            for sign, shape in zip(figures, shapes, strict=True):
                known.setdefault(sign, []).append(shape)
    return {line: line.text if _is_like(line, look, cells[line], known) else look for line, look in looks.items()}


def _is_like(line: Seen, look: str, cell: Pixels, known: Mapping[str, list[Shape]]) -> bool:
    single = len(line.text) == 1 and line.text.isdecimal()
    if not single or look == line.text or len(known.get(line.text, ())) < _FEWEST:
        return False
    shapes = _shapes(cell)
    if len(shapes) != 1:
        return False
    likes = {sign: max(float((shapes[0] * other).mean()) for other in others) for sign, others in known.items()}
    own = likes.pop(line.text)
    return own > _LIKE and own - max(likes.values(), default=0.0) > _APART


def _signs(text: str) -> str:
    """The signs of a code or sum without its commas."""
    return text.replace(",", "").replace(".", "")


def _shapes(cell: Pixels) -> list[Shape]:
    """The signs in a cell from left to right, each as large as the next, with mean 0 and spread 1."""
    grey = cell[:, :, 0]
    _, _, stats, _ = cv2.connectedComponentsWithStats((grey < _DARK).astype(np.uint8), connectivity=8)
    boxes = sorted(stats[1:, :4].tolist())
    high = max((height for *_, height in boxes), default=0)
    shapes = []
    for x, y, width, height in boxes:
        if height < _WHOLE * high:
            continue
        side = max(width, height)
        square = np.full((side, side), 255, np.uint8)
        left, top = (side - width) // 2, (side - height) // 2
        square[top : top + height, left : left + width] = grey[y : y + height, x : x + width]
        shape = cv2.resize(square, (_SIZE, _SIZE), interpolation=cv2.INTER_AREA).astype(np.float32)
        shapes.append(np.asarray((shape - shape.mean()) / max(float(shape.std()), 1.0), dtype=np.float32))
    return shapes
