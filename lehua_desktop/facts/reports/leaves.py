"""Two leaves of a credit report that were printed beside each other on one sheet, each with its own rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...core.page import Page, TextLine
from ..page.layout import level, rows_of
from ..page.side_by_side import blanks
from ..words.glyphs import packed
from .values import is_title

_MIDDLE = (0.4, 0.6)  # of what is printed on the sheet: the strip between the leaves lies there
_RIGHT = 0.9  # of the left half of a sheet: where all lines of a right leaf lie beyond
_FEWEST = 6  # lines on a leaf
_MONTHS = 10  # of the twelve titles of a grid, on one leaf
_TITLES = 3  # of accounts, on both leaves: a table has each of them once


def leaves(pages: Sequence[Page]) -> list[Page]:
    """The pages, each sheet of two leaves as two of them: the left one, then the right one.

    Where one sheet shows that it holds two, all sheets with a blank strip in the middle do.
    """
    parted = [_halves(page) for page in pages]
    if not any(_are_two(*halves) for halves in parted if halves):
        return list(pages)
    return [leaf for page, halves in zip(pages, parted, strict=True) for leaf in halves or (page,)]


def aside(page: Page) -> float:
    """How far a right leaf lies beside the place of a left one, in the unit of the page; 0 for every other page."""
    half = page.width / 2
    return half if page.width > page.height and min(line.box.x0 for line in page.lines) > _RIGHT * half else 0.0


def _halves(page: Page) -> tuple[Page, Page] | None:
    """What stands left and right of the widest blank strip in the middle of a sheet that is wider than high."""
    lines = [line for line in page.lines if line.text.strip()]
    if page.width <= page.height or len(lines) < 2 * _FEWEST:
        return None
    left, right = min(line.box.x0 for line in lines), max(line.box.x1 for line in lines)
    height = sorted(line.box.height for line in lines)[len(lines) // 2]
    low, high = (left + part * (right - left) for part in _MIDDLE)
    strips = [(a, b) for a, b in blanks(lines, height) if a < high and b > low and b - a > 0.5 * height]
    if not strips:
        return None
    start, end = max(strips, key=lambda strip: strip[1] - strip[0])
    parts: list[list[TextLine]] = [[], []]
    for line in lines:
        parts[line.box.middle_x > (start + end) / 2].append(line)
    if min(map(len, parts)) < _FEWEST:
        return None
    one, other = (replace(page, lines=tuple(part)) for part in parts)
    return one, other


def _are_two(left: Page, right: Page) -> bool:
    """Whether a grid of months stands on one leaf alone, or the same titles on both."""
    titles = [{text for line in leaf.lines if is_title(text := packed(line.text))} for leaf in (left, right)]
    return len(titles[0] & titles[1]) >= _TITLES or any(map(_holds_grid, (left, right)))


def _holds_grid(leaf: Page) -> bool:
    months = {str(month) for month in range(1, 13)}
    rows = ({word for piece in row for word in piece.text.split()} for row in rows_of(level(leaf)))
    return any(len(row & months) >= _MONTHS for row in rows)
