"""The title rows of tables: which rows name the columns, what each column is called and where it stands."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from ..page.layout import Piece, runs_of, text_height
from .columns import OTHER, TIGHT, Column
from .titles import split_titles, title_field, whole_titles


@dataclass(frozen=True, slots=True)
class Titles:
    """A dictionary of column titles.

    `fields`: title (without blanks and signs, Latin small) to field name. `needs`: true for a set of fields that
    makes a table of the wanted kind. `key`: fields whose values mark a row, by first choice; each row has one,
    and `is_key(field, text)` tells whether a text is such a value. `skip`: true for the text of a line that is no row (totals, page feet).
    `one`: fields of which a row has one value; two of them are two rows that could not be told apart. `together`: the
    columns once more, with what they say of each other.
    """

    fields: Mapping[str, str]
    needs: Callable[[frozenset[str]], bool]
    key: tuple[frozenset[str], ...]
    is_key: Callable[[str, str], bool]
    skip: Callable[[str], bool] = lambda _text: False
    one: frozenset[str] = frozenset()
    together: Callable[[tuple[Column, ...]], tuple[Column, ...]] = lambda columns: columns


@dataclass(frozen=True, slots=True)
class Head:
    """A title row: its first and last row on the page, its columns, and where it ends."""

    first: int
    last: int
    columns: tuple[Column, ...]
    bottom: float
    known: int  # columns whose field is known
    grouped: bool  # titles over groups of columns are its first row


VALUE = re.compile(r"\d\.\d\d(?!\d)|\d{4}[-/.年]?\d\d[-/.月]?\d\d")


def heads_of(rows: Sequence[Sequence[Piece]], titles: Titles, *, cells: bool) -> list[Head]:
    """The title rows: of each row alone, and of two or three rows as one where titles are wrapped, the fullest."""
    heads: list[Head] = []
    i = 0
    while i < len(rows):
        best = _head(rows, i, titles, cells=cells)
        if best is None:
            i += 1
            continue
        # What stands above the titles may look like a first line of them: a fuller title row begins lower then.
        for lower in range(best.first + 1, best.last + 1) if not best.grouped else ():
            other = _head(rows, lower, titles, cells=cells)
            if other is not None and other.known >= best.known:
                best = other
        between = rows[heads[-1].last + 1 : best.first] if heads else rows
        if (
            heads
            and _in_chinese(heads[-1]) != _in_chinese(best)
            and not any(VALUE.search(p.text) for r in between for p in r)
        ):
            # The same titles in two languages, row under row: the fuller of them, over what stands below both.
            fuller = max(heads.pop(), best, key=lambda head: head.known)
            best = replace(fuller, last=best.last, bottom=best.bottom)
        heads.append(best)
        i = best.last + 1
    return heads


def _in_chinese(head: Head) -> bool:
    return any(re.search(r"[\u4e00-\u9fff]", column.title) for column in head.columns)


def _head(rows: Sequence[Sequence[Piece]], i: int, titles: Titles, *, cells: bool) -> Head | None:
    """The fullest title row that begins with row `i`, of one, two or three rows."""
    best: Head | None = None
    for depth in (1, 2, 3):
        window = rows[i : i + depth]
        if len(window) < depth or (depth > 1 and not _close(window)) or any(VALUE.search(p.text) for p in window[-1]):
            break
        columns, grouped = _columns(window, titles, cells=cells)
        known = [name for c in columns for name in (c.field, c.below) if name]
        # A sheet may have two columns and no more; on a page two words beside each other may be anything.
        if len(known) < (2 if cells and len(columns) == 2 else 3) or not titles.needs(frozenset(known)):
            continue
        if best is None or len(known) > best.known:
            best = Head(i, i + depth - 1, columns, max(p.box.y1 for r in window for p in r), len(known), grouped)
    return best


def _close(window: Sequence[Sequence[Piece]]) -> bool:
    height = text_height([p for r in window for p in r])
    middles = [statistics.fmean(p.box.middle_y for p in r) for r in window]
    return all(b - a <= 2.0 * height for a, b in pairwise(middles))


def _columns(window: Sequence[Sequence[Piece]], titles: Titles, *, cells: bool) -> tuple[tuple[Column, ...], bool]:
    """The columns that these rows give when read as titles, from left to right, and whether titles of groups are among
    the rows.
    """
    # A cell of a sheet is one column, though its title may be two known words: 支付渠道, 转出账户.
    parts = [
        q
        for r in window
        for p in (r if cells else whole_titles(runs_of(r, TIGHT), titles.fields))
        for q in ([p] if LINE in p.text or (cells and len(p.text.split()) < 2) else split_titles(p, titles.fields))
    ]
    runs = _under_groups(parts, titles.fields, cells=cells)
    stacks: list[Piece] = []
    for run in sorted(runs, key=lambda p: (p.box.y0, p.box.x0)):
        above = [s for s in stacks if s.box.overlap_x(run.box) > 0.3 and s.box.middle_y < run.box.middle_y]
        if len(above) == 1:
            stacks.remove(above[0])
            whole = _one_title(above[0], run, titles.fields)
            stacks.append(whole)
        else:
            stacks.append(run)
    columns: list[Column] = []
    for piece in sorted(stacks, key=lambda p: p.box.x0):
        name, below = _fields_of(piece.text, titles.fields)
        columns.append(Column(name, piece.text, piece.box.x0, piece.box.x1, below=below))
    # A group title lies over several others: its columns stand below it.
    single = tuple(
        c
        for c in columns
        if sum(o is not c and c.x0 <= (o.x0 + o.x1) / 2 <= c.x1 and o.field != OTHER for o in columns) < 2
    )
    return titles.together(single), len(runs) < len(parts)


def _under_groups(runs: Sequence[Piece], fields: Mapping[str, str], *, cells: bool) -> list[Piece]:
    """The titles, those that stand side by side under a title of their group (应还, 实还) called by both, without it."""
    across = sorted(runs, key=lambda p: p.box.x0)
    for upper in (p for p in runs if any(q.box.y0 > p.box.middle_y for q in runs)):
        if not any(p is upper for p in across):
            continue
        level = [p for p in across if abs(p.box.middle_y - upper.box.middle_y) < 0.5 * upper.box.height]
        blocks: list[list[Piece]] = [[]]
        for piece in across:
            if piece.box.y0 > upper.box.middle_y and _called(upper, piece, fields):
                blocks[-1].append(piece)
            elif not any(piece is p for p in level):
                blocks.append([])
        for block in blocks:
            groups = [p for p in level if _over(p, block) and all(_called(p, q, fields) for q in block)]
            for group, mine in zip(groups, _shared(block, groups, cells=cells), strict=False):
                named = [replace(q, text=_called(group, q, fields) or q.text) for q in mine]
                across = [next((n for n, q in zip(named, mine, strict=True) if q is p), p) for p in across]
                across = [p for p in across if p is not group]
    return across


_OF_GROUP = re.compile(r"(?<=.)(?:金额|情况|信息|明细|部分)?(?:[(（].{1,6}[)）])?$")


def _called(group: Piece, title: Piece, fields: Mapping[str, str]) -> str | None:
    """The title with that of its group before it, where both together are a title."""
    both = (word + title.text for word in (group.text, _OF_GROUP.sub("", group.text)))
    return next((text for text in both if title_field(text, fields) is not None), None)


def _over(group: Piece, block: Sequence[Piece]) -> bool:
    return len(block) > 1 and block[0].box.x0 < group.box.middle_x < block[-1].box.x1


def _shared(block: Sequence[Piece], groups: Sequence[Piece], *, cells: bool) -> list[list[Piece]]:
    """The titles of a block dealt to the titles over them: in a sheet each group begins below its title, on a page it
    lies evenly round it. Empty where they do not, or where each title has one of its own above."""
    if not groups or len(groups) >= len(block):
        return []
    if cells:
        starts = [g.box.x0 for g in groups]
        return [[p for p in block if a <= p.box.x0 < b] for a, b in pairwise([*starts, float("inf")])]

    def off(cuts: Sequence[int]) -> float:
        parts = [block[a:b] for a, b in pairwise([0, *cuts, len(block)])]
        return max(abs((p[0].box.x0 + p[-1].box.x1) / 2 - g.box.middle_x) for p, g in zip(parts, groups, strict=True))

    best = min(combinations(range(1, len(block)), len(groups) - 1), key=off)
    pitch = (block[-1].box.middle_x - block[0].box.middle_x) / (len(block) - 1)
    return [list(block[a:b]) for a, b in pairwise([0, *best, len(block)])] if off(best) < 0.4 * pitch else []


LINE = "\n"  # between two titles of one column whose cells hold two values, one above the other


def _one_title(upper: Piece, lower: Piece, fields: Mapping[str, str]) -> Piece:
    """Two titles, one above the other, as the title of their column."""
    whole = upper.joined(lower)
    over, under = title_field(upper.text, fields), title_field(lower.text, fields)
    if not over or not under or title_field(whole.text, fields) is not None:
        return whole
    if upper.text.isascii() != lower.text.isascii():
        return upper if lower.text.isascii() else lower  # two languages: the Chinese one says more
    if over == under or (over == "amount" and under in ("in", "out")):
        return lower  # a group title over its columns
    return upper.joined(lower, LINE)


def _fields_of(title: str, fields: Mapping[str, str]) -> tuple[str, str]:
    """The field of a column, and the field of the lower of two values in each of its cells."""
    name = title_field(title, fields)
    upper, line, lower = title.partition(LINE)
    if name is None and line:
        return title_field(upper, fields) or OTHER, title_field(lower, fields) or OTHER
    return name or OTHER, OTHER
