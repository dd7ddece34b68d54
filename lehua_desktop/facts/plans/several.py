"""Files with the plans of several loans, each under a heading with its contract."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ...core.facts import Context, LoanFacts, PlanRow
from ...core.page import Page
from ..page.layout import Piece, level, row_text, rows_of, runs_of
from ..papers.loan_facts import loan_facts
from ..words.days import find_days
from ..words.glyphs import packed, plain
from .plan import read_plan

_LABELLED = re.compile(r"[\u4e00-\u9fffA-Za-z)]\s*:")  # what is said of a loan; rows of a plan have no colon
_TOTAL = re.compile(r"^(?:合计|小计|总计|共计)")

_Place = tuple[int, float]  # of a row: place of its page among the pages, its top on the level page


def read_plans(pages: Sequence[Page], context: Context) -> tuple[tuple[PlanRow, ...], tuple[LoanFacts, ...]]:
    """The installments, loan after loan, and what the pages say about each loan.

    Each loan by itself where each has a contract and installments of its own; else all together.
    """
    found = [read_plan(part, context) for part in _parted(pages)]
    contracts = [loan.contract for _, loan in found if loan and loan.contract]
    if len(found) > 1 and len(set(contracts)) == len(found) and all(len(rows) > 1 for rows, _ in found):
        rows = tuple(replace(row, contract=loan.contract) for rows, loan in found if loan for row in rows)
        return rows, tuple(loan for _, loan in found if loan)
    together, loan = read_plan(pages, context)
    return together, (loan,) if loan else ()


def _parted(pages: Sequence[Page]) -> list[list[Page]]:
    """The pages cut before what is said of each further loan."""
    rows = [((at, min(p.box.y0 for p in row)), row) for at, page in enumerate(pages) for row in rows_of(level(page))]
    cuts: list[_Place] = []
    now: str | None = None
    for n, (_, row) in enumerate(rows):
        said = loan_facts([runs_of(row)])
        if said is None or said.contract is None:
            continue
        if now is not None and said.contract != now:
            first = next((k + 1 for k in range(n - 1, -1, -1) if _is_row(rows[k][1])), None)
            if first is None:
                return [list(pages)]  # contracts that stand above the rows belong to all of them
            cuts.append(rows[first][0])
        now = said.contract
    if not cuts:
        return [list(pages)]
    ends: list[_Place] = [(0, float("-inf")), *cuts, (len(pages), float("inf"))]
    return [_between(pages, a, b) for a, b in pairwise(ends)]


def _is_row(row: Sequence[Piece]) -> bool:
    """Whether a row is of a plan: a day and more, without a label, or its sum."""
    text = row_text(row)
    if _TOTAL.match(packed(text)):
        return True
    return len(row) > 1 and bool(find_days(text)) and not _LABELLED.search(plain(text))


def _between(pages: Sequence[Page], first: _Place, end: _Place) -> list[Page]:
    """What stands on the pages from one place to the other."""
    parts = []
    for at, page in enumerate(pages):
        filled = [line for line in page.lines if line.text.strip()]
        kept = [
            line for line, piece in zip(filled, level(page), strict=True) if first <= (at, piece.box.middle_y) < end
        ]
        if kept:
            parts.append(replace(page, lines=tuple(kept)))
    return parts
