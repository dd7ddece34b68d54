"""The value that belongs to a label: behind it, to its right, or under it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from ..words.glyphs import packed
from .layout import Piece

T = TypeVar("T")


def values_by(
    rows: Sequence[Sequence[Piece]], label: re.Pattern[str], value: Callable[[str], T | None]
) -> list[tuple[T, Piece]]:
    """Every value that stands by a label, in the order of the page, with the piece it stands in.

    `value` turns a text into what is wanted, or None. For each label the text behind it counts first, then the next
    piece of the row, then what stands under it (a title over its cell), at most two lines further down.
    """
    found: list[tuple[T, Piece]] = []
    for i, row in enumerate(rows):
        for j, piece in enumerate(row):
            match = label.search(piece.text)
            if match is None:
                continue
            # `贷款人（甲方）：…`, `甲方（贷款人）：…`
            behind = re.sub(r"^\s*[(（][^)）]{1,10}[)）]", "", piece.text[match.end() :]).lstrip(" :：　)）")
            candidates: list[tuple[str, Piece]] = []
            if packed(behind):
                candidates.append((behind, piece))
            else:
                candidates += [(p.text, p) for p in row[j + 1 : j + 2]]
                under = [
                    p
                    for r in rows[i + 1 : i + 3]
                    for p in r
                    if p.page == piece.page and p.box.overlap_x(piece.box) > 0.2
                ]
                candidates += [(p.text, p) for p in under]
            for text, place in candidates:
                got = value(text)
                if got is not None:
                    found.append((got, place))
                    break
    return found


def first_by(rows: Sequence[Sequence[Piece]], label: re.Pattern[str], value: Callable[[str], T | None]) -> T | None:
    """The first of `values_by`, or None."""
    found = values_by(rows, label, value)
    return found[0][0] if found else None
