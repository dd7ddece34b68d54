"""Pages made from words at given places: text layers, the same as single characters, scans askew, table files."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lehua_desktop.core.page import Box, Page, TextLine
from lehua_desktop.facts.page.layout import char_offsets

Word = tuple[float, float, str]  # left, top, text


@dataclass(frozen=True)
class Col:
    """A column of a made table: title, left, right, and how cells and title stand in it."""

    title: str
    left: float
    right: float
    cells: str = "left"
    head: str = "center"


def width(text: str, size: float) -> float:
    return char_offsets(text)[-1] * size


def at(text: str, left: float, right: float, side: str, size: float) -> float:
    free = right - left - width(text, size)
    return left + {"left": 2.0, "center": free / 2, "right": free - 2.0}[side]


def table(
    columns: Sequence[Col], rows: Iterable[Sequence[str]], *, top: float = 100.0, pitch: float = 16.0, size: float = 8.0
) -> list[Word]:
    """The words of a table; a cell with line breaks takes several lines and makes its row higher."""
    words: list[Word] = []

    def row(cells: Sequence[str], y: float, *, head: bool) -> float:
        lines = max(cell.count("\n") + 1 for cell in cells)
        for column, cell in zip(columns, cells, strict=True):
            parts = cell.split("\n")
            start = y + (lines - len(parts)) * size * 1.2 / 2
            for i, part in enumerate(parts):
                side = column.head if head else column.cells
                if part:
                    words.append((at(part, column.left, column.right, side, size), start + i * size * 1.2, part))
        return y + pitch + (lines - 1) * size * 1.2

    y = row([c.title for c in columns], top, head=True)
    for cells in rows:
        y = row(cells, y, head=False)
    return words


def text_page(words: Iterable[Word], *, size: float = 8.0, number: int = 0, chars: bool = False) -> Page:
    """A page of a PDF with a text layer, as whole words or as single characters."""
    lines: list[TextLine] = []
    for x, y, text in words:
        if not chars:
            lines.append(TextLine(text, Box(x, y, x + width(text, size), y + size)))
            continue
        for char, left, right in zip(text, char_offsets(text), char_offsets(text)[1:], strict=False):
            if not char.isspace():
                low = y + size / 2 if char in "-—" else y
                high = y + size / 2 if char in "-—" else y + size
                lines.append(TextLine(char, Box(x + left * size, low, x + (left + 0.9 * (right - left)) * size, high)))
    lines.sort(key=lambda line: (round(line.box.y0), line.box.x0))
    return Page(number, 595, 842, "pt", tuple(lines), "text")


def scan(
    page: Page, *, degrees: float = 0.0, seed: int = 1, second: bool = True, swollen: float = 0.35, noise: float = 0.6
) -> Page:
    """The page printed and scanned: turned, boxes larger than the ink and uneven, and read by two engines (or by one)."""
    chance = random.Random(seed)  # noqa: S311 - made pages need the same noise each time
    slope = math.tan(math.radians(degrees))
    lines = []
    for line in page.lines:
        box = line.box
        grow = swollen * box.height
        dx, dy = chance.uniform(-noise, noise), chance.uniform(-noise, noise)
        x = (box.x0 + box.x1) / 2 - box.middle_y * slope + dx
        y = box.middle_y + box.middle_x * slope + dy
        w, h = box.width + grow, box.height + 2 * grow + box.width * abs(slope)
        spot = Box(x - w / 2, y - h / 2, x + w / 2, y + h / 2)
        seen = line.text if second and any(c.isdigit() for c in line.text) else None
        lines.append(TextLine(line.text, spot, 0.98, seen))
    return replace(page, lines=tuple(lines), engine="rapidocr")


def misread(page: Page, old: str, new: str, *, count: int = 1, second: str | None = None) -> Page:
    """The first engine reads `new` where `old` stands; `second` replaces what the second reader saw."""
    lines = []
    for line in page.lines:
        if count and line.text == old:
            count -= 1
            line = replace(line, text=new, second=second if second is not None else line.second)
        lines.append(line)
    return replace(page, lines=tuple(lines))


def merged(page: Page, left: str, right: str, blank: str = "") -> Page:
    """Two neighbours that the engine took for one line, wherever they stand side by side."""
    lines = list(page.lines)
    out: list[TextLine] = []
    used: set[int] = set()
    for i, line in enumerate(lines):
        if i in used:
            continue
        if line.text == left:
            for j, other in enumerate(lines):
                if (
                    j not in used
                    and other.text == right
                    and abs(other.box.middle_y - line.box.middle_y) < line.box.height / 3
                ):
                    used.add(j)
                    seen = None if line.second is None and other.second is None else f"{left} {right}"
                    line = TextLine(left + blank + right, line.box.union(other.box), line.score, seen)
                    break
        out.append(line)
    return replace(page, lines=tuple(line for i, line in enumerate(out)))


def sheet(rows: Iterable[Sequence[str]], *, number: int = 0) -> Page:
    """A table file: one line a cell, in cells."""
    table_rows = [list(row) for row in rows]
    lines = tuple(
        TextLine(cell, Box(x, y, x + 1, y + 1))
        for y, row in enumerate(table_rows)
        for x, cell in enumerate(row)
        if cell
    )
    return Page(number, max(map(len, table_rows)), len(table_rows), "cell", lines, "table")
