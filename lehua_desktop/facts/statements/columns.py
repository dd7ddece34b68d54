"""The columns of a statement whose titles nobody could read: the running balance shows which is which."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

from ...core.page import Page
from ..page.layout import Piece, level, rows_of, runs_of, text_height
from ..tables.cells import amount_in, day_in
from ..tables.columns import OTHER, TIGHT, Column, at_seams
from ..words.glyphs import packed

_LEAST = 4  # rows, for three steps of the balance to agree


@dataclass(frozen=True, slots=True)
class _Cells:
    """What stands at one place of row after row."""

    x0: float
    x1: float
    by_row: dict[int, Piece]

    def fen(self, row: int) -> int | None:
        """The amount in a row, below zero with a minus; None for none."""
        amount = amount_in(self.by_row[row].text) if row in self.by_row else None
        return None if amount is None else -amount.money.fen if amount.negative else amount.money.fen

    def are(self, test: Callable[[str], object]) -> bool:
        """Whether nearly all of its texts pass."""
        passed = sum(bool(test(p.text)) for p in self.by_row.values())
        return passed >= max(2, 0.8 * len(self.by_row))


def columns_by_content(pages: Sequence[Page]) -> tuple[Column, ...]:
    """The columns below which the rows of these pages stand; empty where no balance goes on from row to row.

    They are asked for only where no title row was found.
    """
    rows = [
        [part for run in runs_of(row, TIGHT) for part in at_seams(run)]
        for page in pages
        if page.unit != "cell"
        for row in rows_of(level(page))
    ]
    rows = [r for r in rows if any(day_in(p.text) for p in r) and sum(_is_amount(p.text) for p in r) >= 2]
    if len(rows) < _LEAST:
        return ()
    cells = _cells(rows)
    money = [c for c in cells if c.are(_is_amount)]
    days = next((c for c in cells if c.are(day_in) and len(c.by_row) > 0.8 * len(rows)), None)
    roles = _roles(money, len(rows))
    if days is None or not roles or _is_monthly(days):
        return ()
    named = {id(days): "day", **{id(c): name for name, c in roles.items()}}
    for column in cells:
        if id(column) not in named and column.are(_CLOCK.fullmatch):
            named[id(column)] = "clock"
        elif id(column) not in named and column.are(lambda text: _WAY.fullmatch(packed(text))):
            named[id(column)] = "direction"
    return tuple(Column(named.get(id(c), OTHER), "", c.x0, c.x1) for c in cells)


def _is_monthly(days: _Cells) -> bool:
    """Whether every month has one row: a plan, in which the principal goes down as a balance does."""
    months = [(d.date.year, d.date.month) for p in days.by_row.values() if (d := day_in(p.text)) and d.date]
    return len(set(months)) == len(months)


def _is_amount(text: str) -> bool:
    amount = amount_in(text)
    return amount is not None and amount.decimals


_CLOCK = re.compile(r"[0-2]?\d:[0-5]\d(?::[0-5]\d)?")
_WAY = re.compile(r"(?i:借|贷|借方|贷方|支出?|收入?|支取|存入|转出|转入)?(?i:dr|cr|d|c)?\.?")


def _cells(rows: Sequence[Sequence[Piece]]) -> list[_Cells]:
    """The pieces of all rows by their place: what overlaps from row to row is one column."""
    slack = 0.15 * text_height([p for row in rows for p in row])
    spans: list[tuple[float, float]] = []
    for low, high in sorted((p.box.x0 + slack, p.box.x1 - slack) for row in rows for p in row):
        if spans and low < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(high, spans[-1][1]))
        else:
            spans.append((low, max(low, high)))
    return [
        _Cells(x0 - slack, x1 + slack, {r: p for r, row in enumerate(rows) for p in row if x0 <= p.box.middle_x <= x1})
        for x0, x1 in spans
    ]


def _roles(money: Sequence[_Cells], rows: int) -> dict[str, _Cells]:
    """Which columns of amounts hold the amount, or outgo and income, and the balance: where the balance goes on best."""
    best: tuple[int, dict[str, _Cells]] = (0, {})
    for balance in money:
        others = [c for c in money if c is not balance]
        for moved in [(c,) for c in others] + list(permutations(others, 2)):
            agreed = max(_agreed(balance, moved, rows, step) for step in (1, -1))
            if agreed > best[0] and agreed >= max(_LEAST - 1, 0.6 * (rows - 1)):
                names = ("amount",) if len(moved) == 1 else ("out", "in")
                best = agreed, {**dict(zip(names, moved, strict=True)), "balance": balance}
    return best[1]


def _agreed(balance: _Cells, moved: Sequence[_Cells], rows: int, step: int) -> int:
    """How many steps of the balance are what stands in `moved`: the amount, or outgo and income."""
    agreed = 0
    order = range(rows) if step > 0 else range(rows - 1, -1, -1)
    for before, row in pairwise(order):
        old, new = balance.fen(before), balance.fen(row)
        found = [c.fen(row) or 0 for c in moved]
        if old is None or new is None or not any(found):
            continue
        wanted = found[0] if len(found) == 1 else found[1] - found[0]
        agreed += new - old == wanted or (len(found) == 1 and new - old == -wanted)
    return agreed
