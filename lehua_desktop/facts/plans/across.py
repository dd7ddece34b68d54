"""Plans whose installments stand side by side: a title at the left of each row, under each other what is of one installment."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..page.layout import Piece
from ..tables.cells import amount_in
from ..tables.table import Row
from ..tables.titles import title_field
from .lines import due_day, number_in
from .titles import TITLES

_LEAST = 3  # installments
_IS_VALUE: dict[str, Callable[[str], object]] = {"number": number_in, "due": due_day}


def rows_across(lines: Sequence[Sequence[Piece]]) -> list[Row]:
    """The installments of such tables, each as a row; empty where the lines do not stand under each other cell by cell."""
    found: list[Row] = []
    block: dict[str, Sequence[Piece]] = {}
    for line in [*lines, []]:
        name = title_field(line[0].text, TITLES) if line else None
        cells = line[1:]
        whole = name is not None and len(cells) >= _LEAST and all(_IS_VALUE.get(name, amount_in)(p.text) for p in cells)
        if name is not None and whole and name not in block and all(_under(cells, above) for above in block.values()):
            block[name] = cells
            continue
        if {"number", "due", "amount"} <= block.keys():
            found += _turned(block)
        block = {name: cells} if name is not None and whole else {}
    return found


def _under(cells: Sequence[Piece], above: Sequence[Piece]) -> bool:
    """Whether each cell stands under its own one of the row above, and under no other."""
    return len(cells) == len(above) and all(
        (p.box.overlap_x(q.box) > 0) == (i == k) for i, p in enumerate(cells) for k, q in enumerate(above)
    )


def _turned(block: dict[str, Sequence[Piece]]) -> list[Row]:
    return [
        Row(cells[0].page, {name: (cell,) for name, cell in zip(block, cells, strict=True)})
        for cells in zip(*block.values(), strict=True)
    ]
