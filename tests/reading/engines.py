"""Engines that fail as real ones do, and one that reads without a model. Opened by name in worker processes."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence

import numpy as np

from lehua_desktop.core.page import EngineName
from lehua_desktop.reading.engines.engine import Engines, Seen, rectangle
from lehua_desktop.reading.formats.images import Pixels
from lehua_desktop.reading.worker import EngineChoice

RED, GREEN = (255, 0, 0), (0, 255, 0)


class PlainEngine:
    """Sees one line on every picture: its size."""

    name: EngineName = "rapidocr"
    version = "test"

    def read(self, picture: Pixels) -> list[Seen]:
        height, width = picture.shape[:2]
        return [Seen(f"{width} x {height}", 0.99, rectangle(0, 0, width, height / 4))]

    def read_any_way(self, picture: Pixels) -> tuple[int, list[Seen]]:
        return 0, self.read(picture)

    def look(self, lines: Sequence[Pixels]) -> list[str]:
        return ["" for _ in lines]


class CrashingEngine(PlainEngine):
    """Takes its process down on a picture with a red corner, as a native library may."""

    def read(self, picture: Pixels) -> list[Seen]:
        if _corner(picture) == RED:
            os.abort()
        return super().read(picture)


class HangingEngine(PlainEngine):
    """Never comes back from a picture with a green corner."""

    def read(self, picture: Pixels) -> list[Seen]:
        while _corner(picture) == GREEN:
            time.sleep(1)
        return super().read(picture)


def _corner(picture: Pixels) -> tuple[int, int, int]:
    red, green, blue = np.asarray(picture)[0, 0].tolist()
    return red, green, blue


def open_crashing(choice: EngineChoice) -> Engines:
    return Engines(CrashingEngine(), None)


def open_hanging(choice: EngineChoice) -> Engines:
    return Engines(HangingEngine(), None)


def refuse_to_start(folder: str) -> None:
    """Stands for a worker that ends as soon as it starts."""
    os._exit(3)
