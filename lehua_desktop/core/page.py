"""What a reading is made of: boxes, lines of text, pages.

Units: a picture's boxes are pixels of the upright page, a PDF's are points of the displayed page, a table
file's are cells (column, row). The origin is always the top left corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .problems import Fault

EngineName = Literal["text", "rapidocr", "tesseract", "table"]
Unit = Literal["px", "pt", "cell"]


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle, `x0 <= x1`, `y0 <= y1`, in the unit of its page."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def middle_x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def middle_y(self) -> float:
        return (self.y0 + self.y1) / 2

    def union(self, other: Box) -> Box:
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))

    def overlap_y(self, other: Box) -> float:
        """Height that both share, as a part (0..1) of the lower of the two boxes."""
        shared = min(self.y1, other.y1) - max(self.y0, other.y0)
        return max(0.0, shared) / max(1e-6, min(self.height, other.height))

    def overlap_x(self, other: Box) -> float:
        """Width that both share, as a part (0..1) of the narrower of the two boxes."""
        shared = min(self.x1, other.x1) - max(self.x0, other.x0)
        return max(0.0, shared) / max(1e-6, min(self.width, other.width))


@dataclass(frozen=True, slots=True)
class TextLine:
    """A run of text on one baseline; two cells of a table are two lines.

    `score` is the engine's own confidence, 0..1 (1 for a text layer); 0 where something covers a part of a figure, of which
    the text is what is left. `second` is what the second reader saw
    on the same crop, `None` when it was not asked: it is asked for lines that hold an amount or a date. `sag` is how far it
    stands below the level of its row on a sheet that lay in waves.
    """

    text: str
    box: Box
    score: float = 1.0
    second: str | None = None
    sag: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """One page as one engine read it.

    `number` counts from 0. `turned` is how far the stored page (after its EXIF flag or PDF rotation) had to
    be turned clockwise to stand upright: 0, 90, 180 or 270; `width`, `height` and all boxes are of the
    upright page. Lines are in reading order, top to bottom.
    """

    number: int
    width: float
    height: float
    unit: Unit
    lines: tuple[TextLine, ...]
    engine: EngineName
    version: str = ""
    turned: int = 0
    second_reader: str = ""


@dataclass(frozen=True, slots=True)
class PageFault:
    """A page that could not be read, and why."""

    page: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class FileReading:
    """What reading one file gave: its pages in order, and each page that failed.

    `fault` is set when the file as a whole could not be read; `pages` is empty then, or holds pages without a line
    (`Problem.NO_TEXT`). `password` is the one
    that opened it. A page is in `pages` or in `failed`, never in neither.
    """

    media_type: str
    page_count: int
    pages: tuple[Page, ...] = ()
    failed: tuple[PageFault, ...] = ()
    fault: Fault | None = None
    password: str | None = None
