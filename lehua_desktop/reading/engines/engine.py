"""What an engine is: pixels in, lines out; and a reader that takes a second look at single lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ...core.page import Box, EngineName

if TYPE_CHECKING:
    from ..formats.images import Pixels

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Seen:
    """A line as an engine saw it. `corners` run clockwise from the top left of the text, in pixels.

    `places` has the middle of each character that is no blank, as a part (0..1) of the line's length; it is
    empty where an engine does not know them.
    """

    text: str
    score: float
    corners: tuple[Point, Point, Point, Point]
    places: tuple[float, ...] = ()

    @property
    def box(self) -> Box:
        xs, ys = [x for x, _ in self.corners], [y for _, y in self.corners]
        return Box(min(xs), min(ys), max(xs), max(ys))

    def moved(self, dx: float, dy: float) -> Seen:
        a, b, c, d = ((x + dx, y + dy) for x, y in self.corners)
        return Seen(self.text, self.score, (a, b, c, d), self.places)


class Engine(Protocol):
    """Reads a whole picture, or a tile of one; single lines too, as every `SecondReader` does."""

    name: EngineName
    version: str

    def look(self, lines: Sequence[Pixels]) -> list[str]:
        """As `SecondReader.look`."""
        ...

    def read(self, picture: Pixels) -> list[Seen]:
        """The lines on an upright picture, in any order; none when there is no text.

        Raises `LehuaError(READING_FAILED)` when the engine fails: "nothing there" and "failed" stay apart.
        """
        ...

    def read_any_way(self, picture: Pixels) -> tuple[int, list[Seen]]:
        """How far the picture has to be turned clockwise (0, 90, 180, 270), and the lines of the turned picture."""
        ...


class SecondReader(Protocol):
    """Takes another look at lines that are cut out already."""

    @property
    def name(self) -> str: ...

    def look(self, lines: Sequence[Pixels]) -> list[str]:
        """The text of each line, `""` where nothing was seen. Raises `LehuaError(READING_FAILED)`."""
        ...


@dataclass(frozen=True, slots=True)
class Engines:
    """An engine for pages, and the reader that takes the second look; `None` where there is none."""

    engine: Engine
    second: SecondReader | None


def rectangle(x0: float, y0: float, x1: float, y1: float) -> tuple[Point, Point, Point, Point]:
    """The corners of an upright line."""
    return (x0, y0), (x1, y0), (x1, y1), (x0, y1)
