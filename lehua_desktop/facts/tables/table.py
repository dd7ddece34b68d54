"""Tables by their column titles: text layers, scans somewhat askew, and table files, all the same way.

A title row gives the columns; what stands below is dealt to them by place, and cut into rows at the lines that hold
the key values. Nothing here knows what a column means: that is the business of the dictionary that is passed in.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ...core.page import Box, Page
from ..page.layout import Piece, level, row_text, rows_of, runs_of, text_height
from .columns import OTHER, TIGHT, Column, as_one, at_seams, blank_between, deal_line, place, with_untitled
from .continued import labelled, unbroken
from .heads import LINE, VALUE, Head, Titles, heads_of


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by field. Of two columns of one field both cells stand there, left one first.

    `mixed`: cells of another row are among them. `sound` is false where a cell was cut out at a place that is a guess.
    """

    page: int
    cells: dict[str, tuple[Piece, ...]]
    extra: str = ""
    sound: bool = True
    mixed: bool = False

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

    def columns_fit(self, columns: Sequence[Column]) -> bool:
        """Whether these are the same columns, so that a row may go on under them."""
        return [c.field for c in self.columns] == [c.field for c in columns]

    def with_rest(self, rest: Mapping[str, Piece]) -> Table:
        """The table with its last row completed by what stands of it on the next page."""
        last = self.rows[-1]
        cells = dict(last.cells)
        extra = last.extra
        for name, piece in rest.items():
            if name == OTHER:
                extra = f"{extra}{piece.text}"
            elif name in cells:
                begun = cells[name][-1]
                whole = replace(begun.joined(piece, blank_between(begun, piece)), box=begun.box, source=begun.source)
                cells[name] = (*cells[name][:-1], whole)
            else:
                cells[name] = (replace(piece, page=last.page, source=last.box or piece.source),)
        return replace(self, rows=(*self.rows[:-1], replace(last, cells=cells, extra=extra)))


def read_tables(pages: Sequence[Page], titles: Titles) -> list[Table]:
    """Every table of the wanted kind, in the order of the pages. A page without titles goes on with the former ones, a
    first page whose titles were not read with those of the next.
    """
    tables: list[Table] = []
    columns: tuple[Column, ...] = ()
    read = [_rows_andheads_of(page, titles) for page in pages]
    named = next(((page, heads[0].columns) for page, (_, heads) in zip(pages, read, strict=True) if heads), None)
    for page, (rows, heads) in zip(pages, read, strict=True):
        if not rows:
            continue
        cells = page.unit == "cell"
        if not heads and not columns and not cells:
            if named is not None and abs(named[0].width - page.width) <= 0.03 * page.width:
                tables += _whole_rows(page, rows, named[1], titles)
            continue
        # Above the first title row of a page, or on one without any, the columns of the page before go on.
        first = heads[0].first if heads else len(rows)
        parts = [(columns, rows[:first], float("-inf"))] if columns and first else []
        ends = [*(head.first for head in heads[1:]), len(rows)][: len(heads)]
        parts += [(h.columns, rows[h.last + 1 : end], h.bottom) for h, end in zip(heads, ends, strict=True)]
        for i, (columns, body, top) in enumerate(parts):
            if cells:
                found = _cell_rows(body, columns, titles, goes_on=top == float("-inf"))
            else:
                found, rest = _page_rows(body, columns, titles, top)
                if rest and i == 0 and tables and tables[-1].rows and tables[-1].columns_fit(columns):
                    tables[-1] = tables[-1].with_rest(rest)
            if found or top != float("-inf"):
                tables.append(_table(page, columns, found))
    return tables


def _table(page: Page, columns: tuple[Column, ...], rows: Sequence[Row]) -> Table:
    return Table(page.number, columns, tuple(rows), frozenset(c.field for c in columns))


def _rows_andheads_of(page: Page, titles: Titles) -> tuple[list[list[Piece]], list[Head]]:
    pieces = level(page)
    cells = page.unit == "cell"
    rows = (_sheet(pieces) if cells else rows_of(pieces)) if pieces else []
    return rows, heads_of(rows, titles, cells=cells)


def tables_under(pages: Sequence[Page], columns: tuple[Column, ...], titles: Titles) -> list[Table]:
    """The whole rows of pages (of a text layer or from pixels) without titles, under columns that are known otherwise."""
    return [table for page in pages for table in _whole_rows(page, rows_of(level(page)), columns, titles)]


def _whole_rows(
    page: Page, rows: Sequence[Sequence[Piece]], columns: tuple[Column, ...], titles: Titles
) -> list[Table]:
    """The rows of a page without titles that have every key value, where there are several."""
    found, _ = _page_rows(rows, columns, titles, float("-inf"))
    whole = [
        row
        for row in found
        if all(any(titles.is_key(k, p.text) for k in group for p in row.cells.get(k, ())) for group in titles.key)
    ]
    return [_table(page, columns, whole)] if len(whole) >= 3 else []


def title_rows(page: Page, titles: Titles) -> list[frozenset[str]]:
    """The fields of each title row of a page."""
    return [
        frozenset(name for c in columns for name in (c.field, c.below) if name)
        for columns in title_columns(page, titles)
    ]


def title_columns(page: Page, titles: Titles) -> list[tuple[Column, ...]]:
    """The columns that each title row of a page names."""
    _, heads = _rows_andheads_of(page, titles)
    return [head.columns for head in heads]


# --- table files ----------------------------------------------------------------------------------------


def _sheet(pieces: Sequence[Piece]) -> list[list[Piece]]:
    rows: dict[int, list[Piece]] = {}
    for piece in pieces:
        rows.setdefault(round(piece.box.y0), []).append(piece)
    return [sorted(rows[y], key=lambda p: p.box.x0) for y in sorted(rows)]


def _cell_rows(
    rows: Sequence[Sequence[Piece]], columns: Sequence[Column], titles: Titles, *, goes_on: bool
) -> list[Row]:
    """The rows of a sheet below its titles; where the titles are those of another sheet, only full ones."""
    by_x = {round(c.x0): c for c in columns}
    keys = frozenset(k for group in titles.key for k in group)
    found = []
    for row in rows:
        cells: dict[str, tuple[Piece, ...]] = {}
        for piece in row:
            column = by_x.get(round(piece.box.x0))
            name = column.field if column else OTHER
            upper, line, lower = piece.text.partition(LINE)
            if column and column.below and line:
                cells[column.below] = (*cells.get(column.below, ()), replace(piece, text=lower.strip()))
                piece = replace(piece, text=upper.strip())
            cells[name] = (*cells.get(name, ()), piece)
        if not keys & cells.keys() or titles.skip(row_text(row[:3], " ")):
            continue
        if goes_on and not all(any(titles.is_key(k, p.text) for k in g for p in cells.get(k, ())) for g in titles.key):
            continue
        extra = " ".join(p.text for p in cells.pop(OTHER, ()))
        found.append(Row(row[0].page, cells, extra))
    return found


# --- pages ----------------------------------------------------------------------------------------------


def _page_rows(
    rows: Sequence[Sequence[Piece]], columns: Sequence[Column], titles: Titles, top: float
) -> tuple[list[Row], dict[str, Piece]]:
    """The rows under these columns, and what stands above the first of them: the end of a row of the page before."""
    body: list[list[Piece]] = []
    told: list[tuple[str, Piece]] = []
    for row in rows:
        runs = runs_of(row, 1.0)
        if body and len(runs) == 1 and (parts := labelled(runs[0], titles)):
            told += parts
            continue
        # A foot ends the table for good only with the page: totals of a page stand between its rows.
        if not titles.skip(row_text(runs, " ")):
            body.append([part for piece in row for part in at_seams(piece)])
    if not body:
        return [], {}
    height = text_height([p for row in body for p in row])
    columns = with_untitled([runs_of(row, TIGHT) for row in body], columns)
    placed = place([runs_of(row, TIGHT) for row in body], columns, height)
    cells = [row for row in body if not _is_sentence(row, placed, height)]
    if len(cells) < len(body):
        body = cells
        placed = place([runs_of(row, TIGHT) for row in body], columns, height)
    pieces = [cell for row in body for cell in deal_line(row, placed, height)]
    pieces = unbroken(pieces, placed, titles, height)
    pieces = _beside_column(pieces, placed, titles.key[0])
    own = {name: len(placed) + i for i, name in enumerate(dict.fromkeys(name for name, _ in told))}
    placed = (*placed, *(Column(name, "", float("inf"), float("inf")) for name in own))
    pieces += [(own[name], piece) for name, piece in told]
    return _cut_rows(pieces, placed, titles, top, height)


def _beside_column(
    pieces: Sequence[tuple[int, Piece]], columns: Sequence[Column], fields: frozenset[str]
) -> list[tuple[int, Piece]]:
    """Amounts that stand neither under their title nor under the other amounts may be of a column whose title is lost."""
    spans: dict[int, Box] = {}
    for i, column in enumerate(columns):
        mine = [p.box for k, p in pieces if k == i]
        if column.field in fields and mine:
            left, right = (statistics.median(xs) for xs in ([b.x0 for b in mine], [b.x1 for b in mine]))
            spans[i] = Box(min(left, column.x0), 0, max(right, column.x1), 1)
    return [
        (i, replace(p, sound=False) if i in spans and not (p.box.x1 > spans[i].x0 and p.box.x0 < spans[i].x1) else p)
        for i, p in pieces
    ]


def _is_sentence(row: Sequence[Piece], columns: Sequence[Column], height: float) -> bool:
    """A line that runs on over several columns is a note or a foot of the page; a row that an engine glued has figures."""
    runs = runs_of(row, 1.0)
    over = [sum(run.box.x0 + 0.8 * height < c.end < run.box.x1 - 0.8 * height for c in columns[:-1]) for run in runs]
    if len(runs) == 1 and _DAY_ALONE.fullmatch(runs[0].text):
        return over[0] > 0  # a heading over the rows of a day
    return max(over) >= 2 and not VALUE.search("".join(p.text for p in row))


_DAY_ALONE = re.compile(r"20\d\d[-/.年]\d{1,2}(?:[-/.月]\d{1,2})?[日月]?\s*[(（]?(?:星期.|周.)?[)）]?")


def _row_of_before(
    pieces: Sequence[tuple[int, Piece]], anchor: float, end: float, height: float
) -> list[tuple[int, Piece]]:
    """The pieces above the first row that are no part of it.

    The lines of a cell that stands in the middle of its row lie evenly round the row's key value; the end of a row
    that began on the page before does not. A heading of the page has a colon, or a wide blank below it.
    """
    rest: list[tuple[int, Piece]] = []
    for column in {i for i, _ in pieces}:
        mine = sorted((p for i, p in pieces if i == column and p.box.middle_y < end), key=lambda p: p.box.middle_y)
        above = [p for p in mine if p.box.middle_y < anchor - 0.5 * height]
        if not above:
            continue
        ys = [p.box.middle_y for p in mine]
        gaps = [b - a for a, b in pairwise(ys) if b - a > 0.5 * height]
        even = not gaps or max(gaps) - min(gaps) < 0.35 * height
        if even and abs(statistics.fmean(ys) - anchor) < 0.4 * height:
            continue
        rest += [(column, p) for p in above]
    lines = rows_of([p for _, p in rest])
    below = anchor
    near: list[Piece] = []
    for line in reversed(lines):
        y = statistics.fmean(p.box.middle_y for p in line)
        if below - y > 2.5 * height or _HEADING.search(row_text(line, " ")):
            break
        near += line
        below = y
    return [(i, p) for i, p in rest if p in near]


_HEADING = re.compile(r"[^\d\s]\s*[:：]")


def _cut_rows(
    pieces: Sequence[tuple[int, Piece]], columns: Sequence[Column], titles: Titles, top: float, height: float
) -> tuple[list[Row], dict[str, Piece]]:
    """The dealt pieces in rows: one row for each line with a key value, wrapped cells with the line they belong to."""

    def is_value(column: int, piece: Piece) -> bool:
        field = columns[column].field
        return any(field in group for group in titles.key) and titles.is_key(field, piece.text)

    def keys(group: frozenset[str]) -> list[float]:
        ys = []
        for i, column in enumerate(columns):
            if column.field not in group or column.below:
                continue
            for line in rows_of([p for k, p in pieces if k == i]):
                # An engine may part a day: `2023年01月`, `10日`.
                mine = [p for p in line if titles.is_key(column.field, p.text)]
                if mine or titles.is_key(column.field, row_text(line, "")):
                    ys += [p.box.middle_y for p in mine or line[:1]]
        ys.sort()
        return [b for a, b in pairwise([float("-inf"), *ys]) if b - a > 0.45 * height]

    groups = [ys for group in titles.key if (ys := keys(group))]
    anchors = groups[0] if groups else []
    pitch = statistics.median([b - a for a, b in pairwise(anchors)]) if len(anchors) > 1 else 3 * height
    for ys in groups[1:]:
        # A row whose first key could not be read still counts when another key stands far from every known row.
        for y in ys:
            if all(abs(y - a) > 0.6 * pitch for a in anchors):
                anchors.append(y)
    anchors.sort()
    if not anchors:
        return [], {}
    pieces = [(i, p) for i, p in pieces if p.box.middle_y > top or top == float("-inf")]
    end = (anchors[0] + anchors[1]) / 2 if len(anchors) > 1 else float("inf")
    before = _row_of_before(pieces, anchors[0], end, height)
    pieces = [p for p in pieces if p not in before]
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
    for anchor, (low, high) in zip(anchors, pairwise(borders), strict=True):
        mine: dict[int, list[Piece]] = {}
        for i, piece in pieces:
            if low < piece.box.middle_y <= high:
                mine.setdefault(i, []).append(piece)
        row = _row(mine, columns, titles)
        if row is not None:
            values = [cells[0] for i, cells in mine.items() if len(cells) == 1 and is_value(i, cells[0])]
            between = pitch < 1.9 * height and any(_between_rows(p, anchor, pitch) for p in values)
            rows.append(replace(row, mixed=row.mixed or between))
    rest: dict[str, Piece] = {}
    for i in sorted({i for i, _ in before}):
        rest.setdefault(columns[i].field, as_one([p for k, p in before if k == i]))
    return rows, rest


def _between_rows(piece: Piece, anchor: float, pitch: float) -> bool:
    """Whether a cell stands nearly as close to the row above or below: the paper did not lie flat."""
    return not piece.exact and abs(piece.box.middle_y - anchor) > 0.36 * pitch


def _row(mine: Mapping[int, Sequence[Piece]], columns: Sequence[Column], titles: Titles) -> Row | None:
    cells: dict[str, tuple[Piece, ...]] = {}
    page = 0
    sound, mixed = True, False
    for i in sorted(mine):
        column = columns[i]
        lines = rows_of(mine[i])
        if column.below and len(lines) == 2:
            cells[column.below] = (*cells.get(column.below, ()), as_one(lines[1]))
            whole = as_one(lines[0])
        else:
            whole = as_one(mine[i])
            values = [line for line in lines if titles.is_key(column.field, row_text(line, ""))]
            mixed = mixed or (column.field in titles.one and len(values) > 1)
        page = whole.page
        sound = sound and whole.sound
        cells[column.field] = (*cells.get(column.field, ()), whole)
    if not cells:
        return None
    extra = " ".join(p.text for p in cells.pop(OTHER, ()))
    return Row(page, cells, extra, sound, mixed)
