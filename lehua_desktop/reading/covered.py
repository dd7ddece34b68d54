"""Whether something hides a part of a figure: a bar, a mosaic, a blur or a sticker where more digits may have stood.

Both readers see the rest only and agree on it; the pixels beside the figure tell. Strokes of text, rules and dashes are
thin; what was laid over text is not.
"""

from __future__ import annotations

import itertools
import re
import statistics

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .cells import width_of
from .engines.engine import Seen
from .formats.images import Pixels, pixels

_HEIGHT = 40  # pixels of the line as it is looked at; all that follows are parts of its height
_AROUND = 1.0  # kept on its left and right
_BESIDE = 0.35  # a cover that hides a digit comes as near to the next one
_TALL = 0.45  # a cover is at least as high: it hides a digit, it does not touch its top or its foot
_THICK = 0.25  # and as wide; where letters of a blurred page stand, which run together, wider than one of them
_WIDE = 0.6
_HALO = 0.12  # so far the strokes of a blurred page run beyond the usual width of their character
_LEAST_AWAY = 8.0  # of 255, and a part of the contrast of the text: further from the paper is no paper
_AWAY = 0.1
_BETWEEN = 0.3  # the same between the strokes of a blurred page, where no paper is clear
_SHARP = 0.4  # of the contrast: so much changes from one column to the next at the strokes of a page that is not
_LIGHTER = 3.0
_LUMA = np.array((0.299, 0.587, 0.114), np.float32)
_BRIGHT = 0.3  # of the contrast: a stroke differs so much in its light
_RUNS = 4.0  # pixels of the picture: so far JPEG lets the colour of strokes run into their ground, never their light
_CLEAR = 85  # percent of a column are ink at most, where no character fills it
_SLOWLY = 0.6  # of 255 from column to column: a light that falls unevenly, no edge
_EDGE = 3.0  # of 255, and of the grain of the paper: so much at once is an edge
_PALE = 24.0  # of 255: the cells of labels are no further from their paper
_END = 8  # pixels of the strip at either end
_WHOLE = re.compile(r"[.:：/月-]\d\d$")  # behind two decimals, or two figures of a day or a clock, no figure follows
_DAY = re.compile(r"(?:19|20)\d\d(?:[-/年]\d|[01]\d[0-3]\d(?!\d))")  # nor in front of a day with its year
_FIGURE = re.compile(r"[-+¥￥]*\d[\d,.，。:：/年月日-]*")


def covered(image: Image.Image, line: Seen) -> bool:
    """Whether a figure of the line has something solid beside or upon it. `image` is the upright picture.

    False where the engine does not know the places of characters.
    """
    letters = "".join(line.text.split())
    figures = [m.span() for m in _FIGURE.finditer(letters)]
    if not figures or len(line.places) != len(letters):
        return False
    around, length, scale = _strip(image, line)
    margin, runs = _AROUND * _HEIGHT, round(_RUNS * scale)
    start, stop = int(margin), int(margin + length) + 1
    steps = [b - a for a, b in itertools.pairwise(line.places)]
    widths = [width_of(letter) for letter in letters]
    usual = [(a + b) / 2 for a, b in itertools.pairwise(widths)]
    em = length * statistics.median([step / width for step, width in zip(steps, usual, strict=True)] or [1.0])
    columns = np.arange(around.shape[1])
    edges = [
        (margin + place * length - em * width / 2, margin + place * length + em * width / 2)
        for place, width in zip(line.places, widths, strict=True)
    ]
    own, near = np.zeros(columns.shape, bool), np.zeros(columns.shape, bool)
    for left, right in edges:
        own |= (columns > left - _HALO * _HEIGHT) & (columns < right + _HALO * _HEIGHT)
    for start, end in figures:
        behind = 0.0 if _WHOLE.search(letters[start:end]) else _BESIDE * _HEIGHT
        before = 0.0 if _DAY.match(letters, start) else _BESIDE * _HEIGHT
        near |= (columns > edges[start][0] - before) & (columns < edges[end - 1][1] + behind)

    def shows(strip: Pixels) -> bool:
        text = strip[:, start:stop]
        if (near & ~own & _solid(_marks(text, strip, runs, _AWAY), _THICK)).any():
            return True
        upon = _marks(text, strip, runs, _BETWEEN if _is_blurred(text) else _AWAY)
        return bool((near & own & _solid(upon, _WIDE)).any())

    # What looks like a cover may be a shadow: only then the ground, which takes longer, is made even.
    return shows(_line(around)) and shows(_even(around, start, stop))


def _line(around: Pixels) -> Pixels:
    above = (len(around) - _HEIGHT) // 2
    return around[above : above + _HEIGHT]


def _strip(image: Image.Image, line: Seen) -> tuple[Pixels, float, float]:
    """The line cut out level with room on all sides, how long it is there, and how many pixels one of the picture is."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = line.corners
    height = max(float(np.hypot(dx - ax, dy - ay)), float(np.hypot(cx - bx, cy - by)), 1.0)
    width = max(float(np.hypot(bx - ax, by - ay)), float(np.hypot(cx - dx, cy - dy)), 1.0)
    around, scale = _AROUND * height, _HEIGHT / height
    box = line.box
    left, top = max(0, int(box.x0 - around) - 2), max(0, int(box.y0 - around) - 2)
    right, bottom = min(image.width, int(box.x1 + around) + 3), min(image.height, int(box.y1 + around) + 3)
    source = np.array(line.corners, np.float32) - np.array([left, top], np.float32)
    margin, length = _AROUND * _HEIGHT, width * scale
    target = np.array([(0, 0), (length, 0), (length, _HEIGHT), (0, _HEIGHT)], np.float32)
    target += np.array([margin, margin], np.float32)
    level = cv2.warpPerspective(
        pixels(image, (left, top, right, bottom)),
        cv2.getPerspectiveTransform(source, target),
        (round(length + 2 * margin), round(_HEIGHT + 2 * margin)),
        flags=cv2.INTER_AREA,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(level, dtype=np.uint8), length, scale


def _even(around: Pixels, start: int, end: int) -> Pixels:
    """The line alone, without what changes slowly from side to side in its ground as above and below it: on a card with
    two colours, or under a shadow. Its text stands from `start` to `end`; what was laid over it begins at once.
    """
    above, strip = (len(around) - _HEIGHT) // 2, _line(around)
    *_, dark = _ink(strip[:, start:end])
    beside = np.concatenate([around[: above // 2], around[-above // 2 :]])
    clear = np.percentile(beside, _CLEAR if dark else 100 - _CLEAR, axis=0)
    text = clear[start:end]
    at = start + int(np.abs(text - np.median(text, axis=0)).max(axis=1).argmin())
    edge = _EDGE * (1 + float(np.median(np.abs(np.diff(text, axis=0)).max(axis=1))))
    low, high = np.percentile(around, (100 - _CLEAR, _CLEAR), axis=0)
    even = dark & ((high - low).max(axis=1) < _LEAST_AWAY)
    clear = np.where(even[:, None], np.median(around, axis=0), clear)
    back, on = slice(at, None, -1), slice(at, None)
    ground = np.concatenate([_followed(clear[back], even[back], edge)[:0:-1], _followed(clear[on], even[on], edge)])
    return np.asarray(np.clip(strip - (ground - ground[at]), 0, 255), dtype=np.uint8)


def _followed(clear: NDArray[np.float64], even: NDArray[np.bool_], edge: float) -> NDArray[np.float64]:
    """The ground from the first column on, as far as it changes slowly, or is the pale and even cell of a table; beyond
    an edge as it was before.
    """
    ground = clear.copy()
    last = 0
    for column in range(1, len(clear)):
        change, slow = clear[column] - ground[last], _SLOWLY * (column - last)
        ground[column] = ground[last]
        most = np.abs(change).max()
        if most < (_PALE if even[column] else edge + slow):
            ground[column] += change if even[column] else np.clip(change, -slow, slow)
            last = column
    return ground


def _ink(text: Pixels) -> tuple[NDArray[np.float32], float, bool]:
    """The colour of the paper, how far the text is away from it, and whether it is darker."""
    paper = np.median(text.reshape(-1, 3), axis=0)
    away = np.abs(text.astype(np.float32) - paper).max(axis=2)
    contrast = float(np.percentile(away, 98))
    return paper, contrast, bool(text[away >= contrast].mean() < paper.mean())


def _is_blurred(text: Pixels) -> bool:
    _, contrast, _ = _ink(text)
    steps = np.abs(np.diff(text.astype(np.float32), axis=1)).max(axis=2)
    return bool(np.percentile(steps, 99) < _SHARP * contrast)


def _marks(text: Pixels, strip: Pixels, runs: int, part: float) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """Where the strip is neither the paper that the text stands on nor the ground round text that a marker ran over, nor
    ground into which the colour of strokes `runs`, so many pixels wide.
    """
    paper, contrast, dark = _ink(text)
    least = max(_LEAST_AWAY, part * contrast)
    change = strip.astype(np.float32) - paper
    # The light falls unevenly on a page that was photographed: what is a little lighter than its paper is paper too.
    marks = (-change.min(axis=2) > least) | (change.max(axis=2) > (_LIGHTER * least if dark else least))
    light = np.abs(change @ _LUMA)
    strokes = (light > _BRIGHT * contrast).astype(np.uint8)
    beside = cv2.dilate(strokes, np.ones((2 * runs + 1, 2 * runs + 1), np.uint8)) > strokes
    marks &= ~(beside & (light < _LEAST_AWAY))
    ends = [np.median(end.reshape(-1, 3), axis=0) for end in (strip[:, :_END], strip[:, -_END:])]
    if np.abs(ends[0] - ends[1]).max() < min(2 * _LEAST_AWAY, np.abs(ends[0] - paper).max() / 2):
        marks &= np.abs(strip.astype(np.float32) - ends[0]).max(axis=2) > least
    return np.asarray(marks, dtype=np.uint8)


def _solid(
    marks: np.ndarray[tuple[int, int], np.dtype[np.uint8]], width: float
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """The columns in which a mark is as high as a cover and as wide as asked for, without a gap."""
    kernel = np.ones((round(_TALL * _HEIGHT), round(width * _HEIGHT)), np.uint8)
    return np.asarray(cv2.morphologyEx(marks, cv2.MORPH_OPEN, kernel).any(axis=0))
