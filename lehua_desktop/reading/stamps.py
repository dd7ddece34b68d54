"""Red stamps over the lines of a paper: their ink is lifted, and the lines below are read without it."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence

import cv2
import numpy as np
from PIL import Image

from ..core.page import Box
from .engines.engine import Engine, Seen
from .formats.images import Pixels, pixels

_COLOUR = 40  # of 255: red less the other colours, of ink; so near to each other are those of paper
_LIGHT = 110  # of 255: paper, in the shade of a photo too
_LEAST = 4.0  # heights of a line: a stamp is larger both ways
_LONGEST = 1.8  # of its height, or its width: the longer side
_FULLEST = 0.6  # of its box that ink takes: a button or a picture takes more


def without_stamps(image: Image.Image, lines: Sequence[Seen], engine: Engine) -> tuple[Image.Image, list[Seen]]:
    """The picture without the stamps that lie over its lines, and its lines read anew; both as they are without any.

    Black print stays whole under red ink in the lightest of the three colours. What is to be read in a stamp alone stays.
    """
    stamps = [box for box in _stamps(image, lines) if any(_crosses(line.box, box) for line in lines)]
    if not stamps:
        return image, list(lines)
    picture = pixels(image).copy()
    for box in stamps:
        _lift(picture[int(box.y0) : int(box.y1) + 1, int(box.x0) : int(box.x1) + 1])
    read = engine.read(picture)
    lost = (line for line in lines if not any(_covers(other.box, line.box) for other in read))
    return Image.fromarray(picture), [*read, *lost]


def _stamps(image: Image.Image, lines: Sequence[Seen]) -> Iterable[Box]:
    """The boxes of what has the colour and shape of a stamp on paper."""
    if not lines:
        return
    height = statistics.median(line.box.height for line in lines)
    picture = pixels(image)
    near = int(0.3 * height) | 1  # black print parts the strokes of a stamp
    ink = _red(picture)
    if cv2.countNonZero(ink) < 4 * _LEAST * height:  # too little for the outline of one
        return
    red = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((near, near), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(red, connectivity=8)
    for x, y, wide, high, area in stats[1:].tolist():
        if min(wide, high) < _LEAST * height or max(wide, high) > _LONGEST * min(wide, high):
            continue
        part = picture[y : y + high, x : x + wide].reshape(-1, 3)
        ground = np.median(part[part.min(axis=1) >= np.median(part.min(axis=1))], axis=0)
        if area < _FULLEST * wide * high and ground.min() > _LIGHT and np.ptp(ground) < _COLOUR:
            yield Box(x, y, x + wide - 1, y + high - 1)


def _red(picture: Pixels) -> Pixels:
    """Where red ink is, 1 on 0."""
    others = cv2.max(picture[:, :, 1], picture[:, :, 2])
    return np.asarray(cv2.subtract(picture[:, :, 0], others) > _COLOUR, dtype=np.uint8)


def _lift(part: Pixels) -> None:
    """Red ink of a part of the picture, and its faint edges, made as light as the paper; black print stays."""
    light = part.max(axis=2)
    ink = cv2.dilate(_red(part), np.ones((5, 5), np.uint8)) > 0
    paper, stamp = np.median(light), np.median(light[_red(part) > 0])
    lifted = np.minimum(light[ink] * max(1.0, float(paper / stamp)), max(paper, stamp))
    part[ink] = lifted.astype(np.uint8)[:, None]


def _crosses(line: Box, stamp: Box) -> bool:
    """Whether a line runs over the edge of a stamp: one that stands within belongs to it."""
    beyond = line.x0 < stamp.x0 - 0.5 * line.height or line.x1 > stamp.x1 + 0.5 * line.height
    return beyond and line.overlap_x(stamp) > 0 and stamp.y0 < line.middle_y < stamp.y1


def _covers(line: Box, other: Box) -> bool:
    """Whether a line takes the place of another one."""
    shared = max(0.0, min(line.x1, other.x1) - max(line.x0, other.x0))
    return shared > 0.5 * other.width and line.y0 < other.middle_y < line.y1
