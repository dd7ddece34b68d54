"""What stands on a line of its own and belongs to the cells above: the end of an amount, labelled values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ..page.layout import Piece
from .columns import FIGURE, Column
from .heads import Titles

_COLON = re.compile(r"([\u4e00-\u9fff]{2,})\s*[:：]\s*")


def labelled(line: Piece, titles: Titles) -> list[tuple[str, Piece]]:
    """The values of a second line of a row whose parts have labels of their own (`对方：…流水号：…`), by field; they stand
    under no column. Empty for any other line, and where a label is one that begins a row.
    """
    labels: list[tuple[str, int, int]] = []  # field, where the label begins, where its value does
    for colon in _COLON.finditer(line.text):
        ends = (colon[1][-n:] for n in range(min(8, len(colon[1])), 1, -1))
        label = next((end for end in ends if end in titles.fields), None)
        if label is None:
            return []
        labels.append((titles.fields[label], colon.end(1) - len(label), colon.end()))
    keys = frozenset(k for group in titles.key for k in group)
    if len(labels) < 2 or labels[0][1] or any(name in keys for name, _, _ in labels):
        return []
    ends_at = [*(start for _, start, _ in labels[1:]), len(line.text)]
    return [
        (name, line.part(at, end))
        for (name, _, at), end in zip(labels, ends_at, strict=True)
        if line.text[at:end].strip()
    ]


def unbroken(
    pieces: Sequence[tuple[int, Piece]], columns: Sequence[Column], titles: Titles, height: float
) -> list[tuple[int, Piece]]:
    """The pieces, an amount that its narrow cell broke between two lines (`-12,863.5`, `5`) as one.

    Only what is no whole amount by itself goes on below, and not where each line has the day of a row of its own.
    """
    found = list(pieces)
    for column in {i for i, _ in pieces}:
        mine = sorted((p for i, p in pieces if i == column), key=lambda p: p.box.middle_y)
        begun = [p for p in mine if _BEGUN.fullmatch(p.text) and not FIGURE.fullmatch(p.text)]
        ends = {id(p): q for p, q in pairwise(mine) if p in begun and _goes_on(p, q, height)}
        if sum(FIGURE.fullmatch(p.text) is not None for p in mine) + 2 * len(ends) < len(begun):
            continue  # its amounts have no cents
        others = [
            p
            for i, p in pieces
            for group in titles.key
            if columns[i].field in group
            and columns[column].field not in group
            and titles.is_key(columns[i].field, p.text)
        ]
        for start in begun:
            end = ends.get(id(start))
            if end is None or all(any(_level(p, other, height) for other in others) for p in (start, end)):
                continue
            whole = start.joined(end)
            # Cells of one line stand beside the first line of one that has two, or beside its middle.
            centred = any(_level(whole, p, 0.5 * height) for i, p in pieces if i != column)
            whole = whole if centred else replace(whole, box=start.box)
            found = [(i, whole if p is start else p) for i, p in found if p is not end]
    return found


# What a whole amount may begin with, and what may be left of it.
_BEGUN = re.compile(r"[-+]?[¥￥]?[-+]?\d[\d,]*\.?\d?")
_LEFT = re.compile(r"[\d,]*\.?\d+")


def _goes_on(start: Piece, end: Piece, height: float) -> bool:
    below = 0.5 * height < end.box.middle_y - start.box.middle_y < 1.7 * height
    over = end.box.x0 < start.box.x1 and end.box.x1 > start.box.x0
    return below and over and bool(_LEFT.fullmatch(end.text) and FIGURE.fullmatch(start.text + end.text))


def _level(one: Piece, other: Piece, height: float) -> bool:
    return abs(one.box.middle_y - other.box.middle_y) < 0.45 * height
