"""Tables by their column titles: text layers, scans somewhat askew, and table files, all the same way.

A title row gives the columns; what stands below is dealt to them by place, and cut into rows at the lines that hold
the key values. Nothing here knows what a column means: that is the business of the dictionary that is passed in.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ..core.page import Box, Page
from .column_titles import split_titles, title_field, whole_titles
from .columns import OTHER, TIGHT, Column, as_one, at_seams, deal_line, place
from .layout import Piece, level, row_text, rows_of, runs_of, text_height


@dataclass(frozen=True, slots=True)
class Titles:
    """A dictionary of column titles.

    `fields`: title (without blanks and signs, Latin small) to field name. `needs`: true for a set of fields that
    makes a table of the wanted kind. `key`: fields whose values mark a row, by first choice; each row has one,
    and `is_key(field, text)` tells whether a text is such a value. `skip`: true for the text of a line that is no row (totals, page feet).
    """

    fields: Mapping[str, str]
    needs: Callable[[frozenset[str]], bool]
    key: tuple[frozenset[str], ...]
    is_key: Callable[[str, str], bool]
    skip: Callable[[str], bool] = lambda _text: False


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by field. Of two columns of one field both cells stand there, left one first."""

    page: int
    cells: dict[str, tuple[Piece, ...]]
    extra: str = ""
    sound: bool = True

    def text(self, name: str) -> str:
        """The text of a cell (of all cells of that field), `""` for none."""
        return " ".join(c.text for c in self.cells.get(name, ()))

    def cell(self, name: str) -> Piece | None:
        cells = self.cells.get(name)
        return cells[0] if cells else None

    @property
    def box(self) -> Box | None:
        boxes = [c.source for cells in self.cells.values() for c in cells]
        if not boxes:
            return None
        whole = boxes[0]
        for box in boxes[1:]:
            whole = whole.union(box)
        return whole


@dataclass(frozen=True, slots=True)
class Table:
    """What stands under one title row (or goes on from the page before)."""

    page: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    fields: frozenset[str] = field(default_factory=frozenset)


def read_tables(pages: Sequence[Page], titles: Titles) -> list[Table]:
    """Every table of the wanted kind, in the order of the pages. A page without titles goes on with the former ones."""
    tables: list[Table] = []
    columns: tuple[Column, ...] = ()
    for page in pages:
        pieces = level(page)
        if not pieces:
            continue
        reader = _cell_rows if page.unit == "cell" else _page_rows
        rows = _sheet(pieces) if page.unit == "cell" else rows_of(pieces)
        heads = _heads(rows, titles, cells=page.unit == "cell")
        starts = [h.first for h in heads]
        if columns and (not heads or heads[0].first > 0):
            body = rows[: starts[0]] if heads else rows
            found = reader(body, columns, titles, float("-inf"))
            if found:
                tables.append(Table(page.number, columns, tuple(found), frozenset(c.field for c in columns)))
        for i, head in enumerate(heads):
            columns = head.columns
            body = rows[head.last + 1 : starts[i + 1] if i + 1 < len(heads) else len(rows)]
            found = reader(body, columns, titles, head.bottom)
            tables.append(Table(page.number, columns, tuple(found), frozenset(c.field for c in columns)))
    return tables


# --- titles ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Head:
    first: int
    last: int
    columns: tuple[Column, ...]
    bottom: float


_VALUE = re.compile(r"\d\.\d\d(?!\d)|\d{4}[-/.年]?\d\d[-/.月]?\d\d")


def _heads(rows: Sequence[Sequence[Piece]], titles: Titles, *, cells: bool) -> list[_Head]:
    """The title rows: of each row alone, and of two or three rows as one where titles are wrapped, the fullest."""
    heads: list[_Head] = []
    i = 0
    while i < len(rows):
        best: tuple[int, int, _Head] | None = None
        for depth in (1,) if cells else (1, 2, 3):
            if i + depth > len(rows):
                break
            window = rows[i : i + depth]
            if (depth > 1 and not _close(window)) or any(_VALUE.search(p.text) for p in window[-1]):
                break
            columns = _columns(window, titles, cells=cells)
            known = [c.field for c in columns if c.field]
            if len(known) < 3 or not titles.needs(frozenset(known)):
                continue
            head = _Head(i, i + depth - 1, columns, max(p.box.y1 for r in window for p in r))
            if best is None or len(known) > best[0]:
                best = (len(known), depth, head)
        if best is None:
            i += 1
            continue
        # A fuller title row may begin one row lower: `收入 支出` under one wide `发生额`.
        heads.append(best[2])
        i = best[2].last + 1
    return heads


def _close(window: Sequence[Sequence[Piece]]) -> bool:
    height = text_height([p for r in window for p in r])
    middles = [statistics.fmean(p.box.middle_y for p in r) for r in window]
    return all(b - a <= 2.0 * height for a, b in pairwise(middles))


def _columns(window: Sequence[Sequence[Piece]], titles: Titles, *, cells: bool) -> tuple[Column, ...]:
    """The columns that these rows give when read as titles, from left to right."""
    runs = [
        q
        for r in window
        for p in (r if cells else whole_titles(runs_of(r, TIGHT), titles.fields))
        for q in split_titles(p, titles.fields)
    ]
    stacks: list[Piece] = []
    for run in sorted(runs, key=lambda p: (p.box.y0, p.box.x0)):
        above = [s for s in stacks if s.box.overlap_x(run.box) > 0.3 and s.box.middle_y < run.box.middle_y]
        if len(above) == 1:
            whole = above[0].joined(run)
            apart = title_field(above[0].text, titles.fields), title_field(run.text, titles.fields)
            # Two known titles one above the other are two languages, or a group title over its columns.
            stacks.remove(above[0])
            if apart[0] and apart[1] and title_field(whole.text, titles.fields) is None:
                whole = run
            stacks.append(whole)
        else:
            stacks.append(run)
    columns: list[Column] = []
    for piece in sorted(stacks, key=lambda p: p.box.x0):
        name = title_field(piece.text, titles.fields) or OTHER
        columns.append(Column(name, piece.text, piece.box.x0, piece.box.x1))
    # A group title lies over several others: its columns stand below it.
    return tuple(
        c
        for c in columns
        if sum(o is not c and c.x0 <= (o.x0 + o.x1) / 2 <= c.x1 and o.field != OTHER for o in columns) < 2
    )


# --- table files ----------------------------------------------------------------------------------------


def _sheet(pieces: Sequence[Piece]) -> list[list[Piece]]:
    rows: dict[int, list[Piece]] = {}
    for piece in pieces:
        rows.setdefault(round(piece.box.y0), []).append(piece)
    return [sorted(rows[y], key=lambda p: p.box.x0) for y in sorted(rows)]


def _cell_rows(rows: Sequence[Sequence[Piece]], columns: Sequence[Column], titles: Titles, _top: float) -> list[Row]:
    by_x = {round(c.x0): c.field for c in columns}
    keys = frozenset(k for group in titles.key for k in group)
    found = []
    for row in rows:
        cells: dict[str, tuple[Piece, ...]] = {}
        for piece in row:
            name = by_x.get(round(piece.box.x0), OTHER)
            cells[name] = (*cells.get(name, ()), piece)
        if not keys & cells.keys() or titles.skip(row[0].text):
            continue
        extra = " ".join(p.text for p in cells.pop(OTHER, ()))
        found.append(Row(row[0].page, cells, extra))
    return found


# --- pages ----------------------------------------------------------------------------------------------


def _page_rows(rows: Sequence[Sequence[Piece]], columns: Sequence[Column], titles: Titles, top: float) -> list[Row]:
    body: list[list[Piece]] = []
    for row in rows:
        runs = runs_of(row, 1.0)
        # A foot ends the table for good only with the page: totals of a page stand between its rows.
        if not titles.skip(row_text(runs, " ")):
            body.append([part for piece in row for part in at_seams(piece)])
    if not body:
        return []
    height = text_height([p for row in body for p in row])
    placed = place([runs_of(row, TIGHT) for row in body], columns, height)
    pieces = [cell for row in body for cell in deal_line(row, placed, height)]
    return _cut_rows(pieces, placed, titles, top, height)


def _cut_rows(
    pieces: Sequence[tuple[int, Piece]], columns: Sequence[Column], titles: Titles, top: float, height: float
) -> list[Row]:
    """The dealt pieces in rows: one row for each line with a key value, wrapped cells with the line they belong to."""

    def keys(group: frozenset[str]) -> list[float]:
        ys = sorted(
            p.box.middle_y for i, p in pieces if columns[i].field in group and titles.is_key(columns[i].field, p.text)
        )
        return [b for a, b in pairwise([float("-inf"), *ys]) if b - a > 0.45 * height]

    anchors = keys(titles.key[0])
    pitch = statistics.median([b - a for a, b in pairwise(anchors)]) if len(anchors) > 1 else 3 * height
    for group in titles.key[1:]:
        # A row whose first key could not be read still counts when another key stands far from every known row.
        for y in keys(group):
            if all(abs(y - a) > 0.6 * pitch for a in anchors):
                anchors.append(y)
    anchors.sort()
    if not anchors:
        return []
    pieces = [(i, p) for i, p in pieces if p.box.middle_y > top or top == float("-inf")]
    ys = sorted(p.box.middle_y for _, p in pieces)
    # Cells of several lines stand in the middle of a row when something of the first row is above its key line.
    above_first = [y for y in ys if anchors[0] - 1.6 * pitch < y < anchors[0] - 0.5 * height]
    centred = bool(above_first)
    borders = [anchors[0] - max(pitch, 1.5 * height)]
    for a, b in pairwise(anchors):
        inside = [a, *(y for y in ys if a < y < b), b]
        gaps = [(d - c, (c + d) / 2) for c, d in pairwise(inside)]
        widest = max(g for g, _ in gaps)
        target = (a + b) / 2 if centred else b
        borders.append(min((abs(m - target), m) for g, m in gaps if g >= 0.85 * widest)[1])
    borders.append(anchors[-1] + max(1.2 * pitch, 2.5 * height))
    rows = []
    for low, high in pairwise(borders):
        mine: dict[int, list[Piece]] = {}
        for i, piece in pieces:
            if low < piece.box.middle_y <= high:
                mine.setdefault(i, []).append(piece)
        row = _row(mine, columns)
        if row is not None:
            rows.append(row)
    return rows


def _row(mine: Mapping[int, Sequence[Piece]], columns: Sequence[Column]) -> Row | None:
    cells: dict[str, tuple[Piece, ...]] = {}
    page = 0
    sound = True
    for i in sorted(mine):
        whole = as_one(mine[i])
        page = whole.page
        sound = sound and whole.sound
        cells[columns[i].field] = (*cells.get(columns[i].field, ()), whole)
    if not cells:
        return None
    extra = " ".join(p.text for p in cells.pop(OTHER, ()))
    return Row(page, cells, extra, sound)
