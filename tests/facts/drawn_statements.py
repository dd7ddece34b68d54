"""Statements drawn as text: cells parted by `|`, laid out with real widths, as text layer, scan or table file.

    payment: 2023-07-05 21:14:09 | 1286.35 | success | loan | certain
    size: 7
    ---
    户名：张三   卡号：6222020200112233446
    交易日期|摘要|交易金额>|余额>|对方户名
    2023-07-05|快捷支付|-1,286.35|8,713.65|财付通-乐花分期

A title that ends in `>` or `=` sets its column right or in the middle. `/` within blanks breaks a cell into lines, `<`
is a cell that the one on its left reaches over, `^` a cell that the one above reaches into. Text without `|` is a line
of its own, its parts three blanks apart. A further `---` begins a page. `only: table` leaves the looks of paper out,
`only: paper` the table file. `middle: yes` stands the lines of low cells in the middle of their row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from lehua_desktop.core.page import Box, Page, TextLine
from tests.facts.made import at, sheet, text_page, width

FOLDER = Path(__file__).parent.parent / "data" / "facts" / "statements"
_LEFT, _TOP, _MARGIN = 24.0, 40.0, 6.0


@dataclass(frozen=True)
class Drawn:
    """A drawn statement: its pages as lines of cells, and the payments that it shows."""

    name: str
    pages: list[list[list[str]]]
    payments: list[tuple[str, ...]] = field(default_factory=list)
    size: float = 7.0
    pitch: float = 1.8  # of a row, in sizes
    only: str = ""
    middle: bool = False
    kind: str = "statement"

    def paper(self, *, chars: bool = False) -> list[Page]:
        """The pages as the text layer of a PDF."""
        return [self._page(lines, number, chars) for number, lines in enumerate(self.pages)]

    def table(self) -> list[Page]:
        """The same as a table file, every drawn page a part of one sheet."""
        rows = [[_plain(c) for c in line] for lines in self.pages for line in lines]
        return [sheet([["" if c in ("<", "^") else c for c in row] for row in rows])]

    def _page(self, lines: list[list[str]], number: int, chars: bool) -> Page:
        columns, edges = self._columns()
        words: list[tuple[float, float, str]] = []
        y = _TOP
        for cells in lines:
            if len(cells) == 1:
                x = _LEFT
                for part in re.split(r" {3,}", cells[0]):
                    words.append((x, y, part))
                    x += width(part, self.size) + 3 * self.size
                y += 1.8 * self.size
                continue
            parts = [_plain(c).split("\n") for c in cells]
            high = max((len(p) for p in parts), default=1)
            for i, part in enumerate(parts):
                if part in (["<"], ["^"], [""]) or i >= len(columns):
                    continue
                last = i
                while last + 1 < len(cells) and cells[last + 1] == "<":
                    last += 1
                start = y + (1.2 * self.size * (high - len(part)) / 2 if self.middle else 0)
                side = "center" if last > i else columns[i]
                for k, text in enumerate(part):
                    if text:
                        x = at(text, edges[i], edges[last + 1], side, self.size)
                        words.append((x, start + 1.2 * k * self.size, text))
            y += self.pitch * self.size + 1.2 * (high - 1) * self.size
        made = text_page(words, size=self.size, number=number, chars=chars)
        wide = max([595.0, *(line.box.x1 + _LEFT for line in made.lines)])
        return Page(number, wide, max(842.0, y + 40), "pt", made.lines, "text")

    def _columns(self) -> tuple[list[str], list[float]]:
        rows = [cells for lines in self.pages for cells in lines if len(cells) > 1]
        count = max((len(r) for r in rows), default=0)
        sides = ["left"] * count
        wide = [2.0 * self.size] * count
        for cells in rows:
            for i, cell in enumerate(cells):
                if cell.endswith((">", "=")):
                    sides[i] = "right" if cell.endswith(">") else "center"
                if not (i + 1 < len(cells) and cells[i + 1] == "<"):
                    wide[i] = max([wide[i], *(width(p, self.size) for p in _plain(cell).split("\n"))])
        edges = [_LEFT]
        for w in wide:
            edges.append(edges[-1] + w + _MARGIN)
        return sides, edges


def _plain(cell: str) -> str:
    return re.sub(r"\s+/\s+", "\n", cell).rstrip(">=").strip()


def load(path: Path) -> Drawn:
    """A drawing from its file."""
    head, *arts = path.read_text("utf-8").split("---\n")
    said: dict[str, str] = {}
    payments: list[tuple[str, ...]] = []
    for line in head.splitlines():
        key, _, value = line.partition(":")
        if key == "payment":
            payments.append(tuple(v.strip() for v in value.split("|")))
        elif value:
            said[key] = value.strip()
    pages = [[[c.strip() for c in line.split("|")] for line in art.splitlines() if line.strip()] for art in arts]
    return Drawn(
        path.stem,
        pages,
        payments,
        float(said.get("size", "7")),
        float(said.get("pitch", "1.8")),
        said.get("only", ""),
        said.get("middle") == "yes",
        said.get("kind", "statement"),
    )


def bowed(page: Page, rise: float) -> Page:
    """The page photographed from a book: the middle of every row lies `rise` lower than its ends."""
    lines = []
    for line in page.lines:
        at_x = line.box.middle_x / page.width
        down = rise * 4 * at_x * (1 - at_x)
        box = Box(line.box.x0, line.box.y0 + down, line.box.x1, line.box.y1 + down)
        lines.append(TextLine(line.text, box, line.score, line.second))
    return Page(page.number, page.width, page.height, page.unit, tuple(lines), page.engine)
