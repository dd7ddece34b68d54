"""Two pictures of a list put side by side: the rows of the left one, then those of the right one."""

from __future__ import annotations

from collections.abc import Sequence

from .amounts import parse_amount
from .days import find_days
from .layout import Piece

Rows = Sequence[Sequence[Piece]]


def unfolded(rows: Rows) -> Rows:
    """Two lists side by side as one below the other: where every row that holds an amount holds two, with the same blank
    between them all down the page.
    """
    double = [row for row in rows if sum(_is_sum(p) for p in row) == 2]
    dated = [row for row in rows if sum(bool(find_days(p.text)) for p in row) == 2]
    if min(len(double), len(dated)) < 2 or any(sum(_is_sum(p) for p in row) == 1 for row in rows[:-3]):
        return rows
    # The second list begins after the first amount and the first day of every row, before the second ones.
    ends = [max(next(p for p in row if _is_sum(p)).box.x1 for row in double)]
    ends.append(max(next(p for p in row if find_days(p.text)).box.x1 for row in dated))
    begins = [min([p for p in row if _is_sum(p)][1].box.x0 for row in double)]
    begins.append(min([p for p in row if find_days(p.text)][1].box.x0 for row in dated))
    edge = max(ends)
    inside = rows[next(i for i, row in enumerate(rows) if row is double[0]) :]
    if edge >= min(begins) or any(p.box.x0 < edge < p.box.x1 - p.box.height for row in inside for p in row):
        return rows
    halves = [
        [kept for row in rows if (kept := [p for p in row if (p.box.middle_x > edge) == right])] for right in (0, 1)
    ]
    return [*halves[0], *halves[1]]


def _is_sum(piece: Piece) -> bool:
    amount = parse_amount(piece.text)
    return amount is not None and (amount.decimals or amount.currency)
