"""Rows of a list whose amount is hidden or could not be read: they are payments all the same, without an amount."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...core.money import ZERO
from ..page.layout import Piece
from ..words.wording import status_said
from .parts import AmountSpot, DaySpot

_STEPS = (0, 1, 2, -1, -2)  # rows from an amount down to its day
_DIGITS = re.compile(r"\d.*\d")


def with_hidden(
    rows: Sequence[Sequence[Piece]], amounts: Sequence[AmountSpot], days: Sequence[DaySpot]
) -> list[AmountSpot]:
    """The amounts, and one for each row that is like theirs, its day at its place, but has none."""
    known = {a.row: a for a in amounts}
    at = {d.row: d for d in days}
    step = next((s for s in _STEPS if all(row + s in at for row in known)), None)
    if len(known) < 2 or step is None:
        return list(amounts)
    found = list(amounts)
    for day in days:
        row = day.row - step
        if row in known or not 0 <= row < len(rows):
            continue
        like = next((a for a in amounts if _alike(rows, a, at[a.row + step], day)), None)
        if like is not None and _tells(rows, like, row, day.row):
            box = rows[row][0].box
            source = replace(like.piece.box, y0=box.y0, y1=box.y1)
            piece = Piece("", source, rows[row][0].page, source, score=0.0)
            sign = replace(like.amount, money=ZERO, start=0, end=0)
            found.append(AmountSpot(row, piece, sign, hidden=True))
    return sorted(found, key=lambda s: s.row)


def _alike(rows: Sequence[Sequence[Piece]], amount: AmountSpot, its_day: DaySpot, day: DaySpot) -> bool:
    """Whether the row of `day` and the one of its amount begin and lie to each other as those of another record do."""
    near = 0.6 * its_day.piece.box.height
    row = rows[day.row - (its_day.row - amount.row)]
    one, other = rows[amount.row][0], row[0]
    if one is amount.piece or day.lone != its_day.lone or other.page != day.piece.page:
        return False
    return (
        abs(day.piece.box.x0 - its_day.piece.box.x0) < near
        and abs(other.box.x0 - one.box.x0) < near
        and abs((day.piece.box.y0 - other.box.y0) - (its_day.piece.box.y0 - one.box.y0)) < near
    )


def _tells(rows: Sequence[Sequence[Piece]], like: AmountSpot, row: int, day_row: int) -> bool:
    """Whether what became of it stands there, or the rest of a figure where the others have their amounts."""
    pieces = [p for r in range(min(row, day_row), max(row, day_row) + 1) for p in rows[r]]
    column = like.piece.box
    rest = any(
        min(abs(p.box.x1 - column.x1), abs(p.box.x0 - column.x0)) < column.height
        and p.box.x0 > column.x0 - column.height
        and _DIGITS.search(p.text)
        for p in rows[row][1:]
    )
    return rest or any(status_said(p.text) is not None for p in pieces if len(p.text) <= 8)
