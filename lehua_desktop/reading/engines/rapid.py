"""The models that RapidOCR's package carries, on ONNX Runtime; nothing is ever downloaded.

Only the models of the package are used: its own code is made for every engine and language there is, and takes
longer to load than a page takes to read.
"""

from __future__ import annotations

import importlib.util
import itertools
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np
import onnxruntime

from ...core.page import EngineName
from ...core.problems import LehuaError, Problem
from ..formats.images import Pixels
from .apart import apart
from .crowded import is_crowded
from .cutting import Corners, cut_out, size_of
from .detection import Detector
from .engine import Seen
from .recognition import Recogniser

T = TypeVar("T")

_SIDES = (736, 1152, 1920)  # pixels on the long side of the picture that the detection sees: from afar, then closer
_SMALLEST_TEXT = 15  # pixels of line height in that picture, below which it takes a closer look
_LEAST_SIDE = 48
_LOWEST_SCORE = 0.3
_TALL = 1.5  # a line this much higher than wide runs upwards or downwards
_SAMPLES = 5  # lines that tell how the page is held
_GOOD_SCORE = 0.9  # of these lines, when they are read the right way round


class RapidEngine:
    """Detection on a reduced picture, recognition on the full-size lines."""

    name: EngineName = "rapidocr"

    def __init__(self) -> None:
        detection, recognition = _model("det"), _model("rec")
        cv2.setNumThreads(1)
        self.version = f"{version('rapidocr')} ({recognition.stem}, onnxruntime {onnxruntime.__version__})"
        self._detector = Detector(detection)
        self._recogniser = Recogniser(recognition)

    def read(self, picture: Pixels) -> list[Seen]:
        return self._guarded(lambda: self._seen(*self._detect(_prepared(picture))))

    def read_any_way(self, picture: Pixels) -> tuple[int, list[Seen]]:
        return self._guarded(lambda: self._read_any_way(_prepared(picture)))

    def look(self, lines: Sequence[Pixels]) -> list[str]:
        """The text of single lines that are cut out already."""
        return self._guarded(lambda: [text.strip() for text, *_ in self._recogniser.read([_bgr(li) for li in lines])])

    def _guarded(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except Exception as error:  # a native engine may raise anything: the page fails, with its cause
            raise LehuaError(Problem.READING_FAILED) from error

    def _read_any_way(self, bgr: Pixels) -> tuple[int, list[Seen]]:
        corners, crops = self._detect(bgr)
        turned = self._turn(crops)
        if turned:
            corners, crops = self._detect(_turned(bgr, turned))
        return turned, self._seen(corners, crops)

    def _detect(self, bgr: Pixels) -> tuple[Corners, list[Pixels]]:
        """The lines, and each cut out."""
        longest = max(bgr.shape[:2])
        corners = self._detector.find(bgr, _SIDES[0])
        for side, closer_side in itertools.pairwise(_SIDES):
            if not len(corners) or longest <= side:
                break
            usual = float(np.median([min(size_of(line)) for line in corners])) * side / longest
            if usual >= _SMALLEST_TEXT and not is_crowded(corners, bgr):
                break
            closer = self._detector.find(bgr, closer_side)
            corners = closer if len(closer) >= len(corners) else corners
        corners = apart(corners, bgr)
        corners = corners[[min(size_of(line)) > 2 for line in corners]]
        return corners, [cut_out(bgr, line) for line in corners]

    def _turn(self, crops: Sequence[Pixels]) -> int:
        """How far the picture with these lines has to be turned clockwise to stand upright.

        Tried on its longest lines: whether they stand on end is seen, which end is up shows in how well they read.
        """
        tall = [crop for crop in crops if _is_tall(crop)]
        sideways = sum(max(crop.shape) for crop in tall) > 0.5 * sum(max(crop.shape) for crop in crops)
        lines = tall if sideways else [crop for crop in crops if not _is_tall(crop)]
        lines = sorted(lines, key=lambda crop: -max(crop.shape) / min(crop.shape[:2]))[:_SAMPLES]
        best, best_merit = 0, 0.0
        for degrees in (270, 90) if sideways else (0, 180):
            found = self._recogniser.read([_turned(crop, degrees) for crop in lines])
            merit = sum(score**2 * len(text) for text, score, _ in found)
            if merit > 1.1 * best_merit:
                best, best_merit = degrees, merit
            if merit > _GOOD_SCORE**2 * sum(len(text) for text, *_ in found):
                break
        return best

    def _seen(self, corners: Corners, crops: Sequence[Pixels]) -> list[Seen]:
        seen = []
        for line, crop in zip(corners.tolist(), crops, strict=True):
            # A line on end may run downwards, or be a single letter.
            ways = [crop, _turned(crop, 270)] if _is_tall(crop) else [crop]
            text, score, places = max(self._recogniser.read(ways), key=lambda found: found[1])
            if text.strip() and score >= _LOWEST_SCORE:
                a, b, c, d = ((float(x), float(y)) for x, y in line)
                seen.append(Seen(text.strip(), score, (a, b, c, d), places))
        return seen


def _model(part: str) -> Path:
    """Raises `ENGINE_MISSING`."""
    package = importlib.util.find_spec("rapidocr")
    folders = (package.submodule_search_locations or ()) if package else ()
    for folder in folders:
        for model in Path(folder).glob(f"models/*_{part}_*.onnx"):
            return model
    raise LehuaError(Problem.ENGINE_MISSING, engine="RapidOCR")


def _bgr(picture: Pixels) -> Pixels:
    return np.ascontiguousarray(picture[:, :, ::-1])


def _prepared(picture: Pixels) -> Pixels:
    """As the models take it: no side too short, its last row and column repeated where it is."""
    height, width = picture.shape[:2]
    below, right = max(0, _LEAST_SIDE - height), max(0, _LEAST_SIDE - width)
    return _bgr(np.pad(picture, ((0, below), (0, right), (0, 0)), "edge") if below or right else picture)


def _turned(bgr: Pixels, degrees: int) -> Pixels:
    """Turned clockwise."""
    return np.ascontiguousarray(np.rot90(bgr, -degrees // 90))


def _is_tall(crop: Pixels) -> bool:
    return bool(crop.shape[0] >= _TALL * crop.shape[1])
