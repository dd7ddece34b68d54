"""What stands on a line that is cut out: the recognition model and what is made of its answer.

The model answers with a character, or none, for each column of 8 pixels of the line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ..formats.images import Pixels
from .session import open_session

_HEIGHT = 48  # pixels of the line as the model sees it
_LEAST_WIDTH = 96  # narrower lines get black to their right
_REMEMBERED = 4096  # lines

Recognised = tuple[str, float, tuple[float, ...]]
"""Text, score, and where each character that is no blank stands, as a part (0..1) of the line's length."""


class Recogniser:
    """Reads single lines. A line that it has read before, pixel by pixel, is not read again."""

    def __init__(self, model: Path) -> None:
        self._session = open_session(model)
        self._input = self._session.get_inputs()[0].name
        letters = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._letters = ["", *letters, " "]
        self._known: dict[bytes, Recognised] = {}

    def read(self, crops: Sequence[Pixels]) -> list[Recognised]:
        """One by one: on one thread several at once only add the padding to the widest of them."""
        return [self._remembered(crop) for crop in crops]

    def _remembered(self, crop: Pixels) -> Recognised:
        key = hashlib.blake2b(repr(crop.shape).encode() + crop.tobytes(), digest_size=16).digest()
        if key not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[key] = self._read(crop)
        return self._known[key]

    def _read(self, crop: Pixels) -> Recognised:
        height, width = crop.shape[:2]
        width = max(1, -(-_HEIGHT * width // height))
        values = np.zeros((1, 3, _HEIGHT, max(width, _LEAST_WIDTH)), np.float32)
        values[0, :, :, :width] = cv2.resize(crop, (width, _HEIGHT)).transpose(2, 0, 1)
        values[0, :, :, :width] *= 2 / 255
        values[0, :, :, :width] -= 1
        likely = np.asarray(self._session.run(None, {self._input: values})[0][0], np.float32)
        return self._decoded(likely, width / values.shape[3])

    def _decoded(self, likely: NDArray[np.float32], share: float) -> Recognised:
        """Runs of one character are one character. `share` is the part of the columns that the line takes."""
        best = likely.argmax(axis=1)
        new = np.flatnonzero((best > 0) & (np.diff(best, prepend=0) != 0))
        if not len(new):
            return "", 0.0, ()
        text = "".join(self._letters[letter] for letter in best[new])
        columns = (column for column, letter in zip(new.tolist(), text, strict=True) if not letter.isspace())
        places = tuple(min(1.0, (column + 0.5) / (len(best) * share)) for column in columns)
        return text, round(float(likely[new, best[new]].mean()), 5), places
