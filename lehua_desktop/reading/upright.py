"""How a page is held: photographs and scans come in four ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from .engines.engine import Seen
    from .formats.images import Pixels

_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
_GOOD_SCORE = 0.85


def turn(image: Image.Image, degrees: int) -> Image.Image:
    """The picture turned clockwise by 0, 90, 180 or 270 degrees."""
    return image if degrees == 0 else image.transpose(_TURNS[degrees])


def by_trying(read: Callable[[Pixels], list[Seen]], picture: Pixels) -> tuple[int, list[Seen]]:
    """`Engine.read_any_way` of an engine that reads upright pages only: the way whose text reads best."""
    best, best_lines = 0, read(picture)
    if best_lines and not _stands(best_lines):
        merit = _merit(best_lines)
        for degrees in _likely(best_lines):
            lines = read(np.ascontiguousarray(np.rot90(picture, -degrees // 90)))
            if _merit(lines) > merit * 1.1:
                best, best_lines, merit = degrees, lines, _merit(lines)
            if _stands(best_lines):
                break
    return best, best_lines


def _likely(lines: Sequence[Seen]) -> tuple[int, int, int]:
    """The other ways to hold the page, the likeliest first: only the order depends on it."""
    return (180, 90, 270) if _tall_share(lines) <= 0.5 else (90, 270, 180)


def _stands(lines: Sequence[Seen]) -> bool:
    return _tall_share(lines) < 0.3 and _mean_score(lines) >= _GOOD_SCORE


def _tall_share(lines: Sequence[Seen]) -> float:
    """The part of the text that stands in boxes higher than wide; single characters tell nothing."""
    texts = [line for line in lines if len(line.text) > 1]
    tall = sum(len(line.text) for line in texts if line.box.height > 1.2 * line.box.width)
    return tall / max(1, sum(len(line.text) for line in texts))


def _mean_score(lines: Sequence[Seen]) -> float:
    return sum(line.score * len(line.text) for line in lines) / max(1, sum(len(line.text) for line in lines))


def _merit(lines: Sequence[Seen]) -> float:
    """How much text stands there in wide boxes, by score; squared, for a guess is worth less than half."""
    return sum(line.score**2 * len(line.text) for line in lines if line.box.height <= 1.2 * line.box.width)
