"""How the rows of a sheet rise and fall across its picture, told by its ink: between strips next to each other."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ..core.page import Box, TextLine
from .engines.engine import Seen
from .formats.images import Pixels, pixels

_WIDTH = 1000  # pixels of the small picture that is measured
_STRIP = 24  # of its pixels: a strip is that wide
_SPAN = 72  # and is compared in parts that high
_REACH = 5  # of its pixels: rows of a strip stand at most that much above or below those of the strip two before
_ACROSS = 6  # degree of the surface from left to right
_DOWN = 2  # and from top to bottom
_LIKE = 0.6  # correlation of two parts that show the same rows
_LEAST = 0.15  # of a line's height: a smaller bend harms nothing
_FEWEST_LINES = 20  # a paper has more
_LEAN = 0.25  # degrees: less is that of a screen or a flat sheet
_LONG = 4  # of its height: a shorter line does not show how it leans
_FEWEST = 60  # parts that tell of the surface
_GRID = 65  # places across and down at which the wave is kept
_ROUNDS = 4
_SHARPER = 2.0  # times: of sheets in waves rows become 4 to 24 times as sharp, of others not
_SETTLED = 0.5  # of its pixels: less is left as it is
_STIFF = 0.002  # how much a bend has to be told by the ink

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Wave:
    """How far below the level of its row a place of the picture lies, in pixels.

    `sags`: float32 of shape (65, 65), even places over the whole picture; `bend`: the largest distance of a row from a
    straight line where ink stands, in pixels.
    """

    width: int
    height: int
    sags: NDArray[np.float32]
    bend: float

    def sag(self, x: float, y: float) -> float:
        last = _GRID - 1
        column, row = (min(last, max(0, round(at * last))) for at in (x / self.width, y / self.height))
        return float(self.sags[row, column])


def told_by(image: Image.Image, lines: Sequence[Seen]) -> Wave | None:
    """The wave of the rows on an upright picture; None where it is too small to harm what is read, or little tells of it."""
    if len(lines) < _FEWEST_LINES or _leaning_apart(lines) < _LEAN:
        return None
    wave = wave_of(image)
    # The side of a line that leans, not of the box around it.
    height = statistics.median(math.dist(line.corners[0], line.corners[3]) for line in lines)
    return wave if wave is not None and wave.bend > _LEAST * height else None


def _leaning_apart(lines: Sequence[Seen]) -> float:
    """How far most lines lean another way than the usual one, in degrees: on a screen not at all, which saves the look."""
    tops = [(line.corners[0], line.corners[1], math.dist(line.corners[0], line.corners[3])) for line in lines]
    leans = [math.degrees(math.atan2(b[1] - a[1], b[0] - a[0])) for a, b, high in tops if b[0] - a[0] > _LONG * high]
    usual = statistics.median(leans) if leans else 0.0
    return float(np.quantile([abs(lean - usual) for lean in leans], 0.8)) if leans else 0.0


def wave_of(image: Image.Image) -> Wave | None:
    """The wave of the rows on a picture; None where too little ink tells of it, or rows are hardly more level without it."""
    scale = _WIDTH / image.width
    grey = cv2.cvtColor(pixels(image), cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, (_WIDTH, max(1, round(image.height * scale))), interpolation=cv2.INTER_AREA)
    ink = cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, np.ones((15, 15), np.uint8))
    sags = np.zeros((_GRID, _GRID), np.float32)
    for _ in range(_ROUNDS):  # what the first look takes for less than it is, the next ones find
        places, falls = _falls(_strips(_moved(np.asarray(ink, dtype=np.uint8), sags)))
        if len(falls) < _FEWEST:
            return None
        places = 2 * places / (_WIDTH, len(ink)) - 1
        factors = _surface(places, falls)
        low, high = np.quantile(places, 0.03, axis=0), np.quantile(places, 0.97, axis=0)
        # Where no ink tells, the nearest that does; the middle of each row stays where it is.
        u, v = (np.clip(np.linspace(-1, 1, _GRID), low[i], high[i]) for i in (0, 1))
        more = np.polynomial.polynomial.polygrid2d(v, u, factors.T).astype(np.float32)
        sags += more
        if np.abs(more).max() < _SETTLED:
            break
    inner = (u > low[0]) & (u < high[0])
    lines = [np.polyfit(u[inner], row[inner], 1) for row in sags]
    straight = np.array([np.polyval(line, u) for line in lines], np.float32)
    level = np.asarray(ink, dtype=np.uint8)
    if _sharpness(_moved(level, sags)) < _SHARPER * _sharpness(_moved(level, straight)):
        return None
    bend = float(np.abs(sags - straight)[:, inner].max())
    return Wave(image.width, image.height, sags / scale, bend / scale)


def _sharpness(ink: Pixels) -> float:
    """How much the ink of whole rows of pixels changes from one to the next: most where lines of text are level."""
    return float(np.var(np.diff(ink.mean(axis=1))))


def _moved(picture: Pixels, sags: NDArray[np.float32]) -> Pixels:
    """The picture with each place moved up by what its row sags there."""
    height, width = picture.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    y += cv2.resize(sags, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8)


def _strips(ink: Pixels) -> NDArray[np.float32]:
    """How much ink stands at each height of each strip, less what stands around it; heights by strips."""
    across = ink[:, : _WIDTH // _STRIP * _STRIP].astype(np.float32)
    strips = across.reshape(len(ink), -1, _STRIP).mean(axis=2)
    return np.asarray(strips - cv2.blur(strips, (1, 31)), dtype=np.float32)


def _falls(strips: NDArray[np.float32]) -> tuple[Values, Values]:
    """Places (x, y) on the small picture, and how much lower rows stand there than two strips before."""
    places, falls = [], []
    for at in range(strips.shape[1] - 2):
        one, other = strips[:, at], strips[:, at + 2]
        for top in range(_REACH, len(strips) - _SPAN - _REACH, _SPAN // 2):
            part = one[top : top + _SPAN]
            like = cv2.matchTemplate(
                other[top - _REACH : top + _SPAN + _REACH, None], part[:, None], cv2.TM_CCOEFF_NORMED
            )[:, 0]
            best = int(like.argmax())
            if like[best] < _LIKE or not 0 < best < 2 * _REACH:
                continue
            low, high = like[best - 1], like[best + 1]
            finer = 0.5 * (low - high) / min(low - 2 * like[best] + high, -1e-6)
            places.append(((at + 1.5) * _STRIP, top + _SPAN / 2))
            falls.append(best - _REACH + float(finer))
    return np.array(places, np.float64).reshape(-1, 2), np.array(falls, np.float64)


def _surface(places: Values, falls: Values) -> Values:
    """The factors of the surface, powers of `u` by powers of `v`, whose slope from left to right is as measured; what does
    not fit counts less, and it is no steeper than it has to be.
    """
    u, v = places.T
    powers = [(i, j) for i in range(1, _ACROSS + 1) for j in range(_DOWN + 1)]
    slopes = np.stack([i * u ** (i - 1) * v**j for i, j in powers], axis=1) * (2 * _STRIP * 2 / _WIDTH)
    stiff = _STIFF * np.eye(len(powers)) * len(falls) ** 0.5
    weights = np.ones(len(falls))
    found = np.zeros(len(powers))
    for _ in range(8):
        weighted = np.concatenate([slopes * weights[:, None], stiff])
        found = np.linalg.lstsq(weighted, np.concatenate([falls * weights, np.zeros(len(powers))]), rcond=None)[0]
        weights = 1 / (1 + (slopes @ found - falls) ** 2 / 0.3**2)
    factors = np.zeros((_ACROSS + 1, _DOWN + 1))
    for (i, j), value in zip(powers, found, strict=True):
        factors[i, j] = value
    return factors


def levelled(image: Image.Image, wave: Wave) -> Image.Image:
    """The picture with level rows."""
    return Image.fromarray(_moved(pixels(image), wave.sags))


def waved(line: TextLine, wave: Wave) -> TextLine:
    """A line of the levelled picture where it stands on the picture as it came."""
    box = line.box
    down = wave.sag(box.middle_x, box.middle_y)
    return replace(line, box=Box(box.x0, box.y0 + down, box.x1, box.y1 + down), sag=down)
