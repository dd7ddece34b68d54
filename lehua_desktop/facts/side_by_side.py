"""What was put side by side: two screens, receipts on one sheet, or two parts of one list, the left one first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..core.page import Box, Page
from .amounts import parse_amount
from .days import find_days
from .glyphs import plain
from .labels import Field, label_of
from .layout import Piece, text_rows

Rows = Sequence[Sequence[Piece]]


_CLOCK = re.compile(r"[0-2]?\d:[0-5]\d")


def screens_of(page: Page) -> list[Page]:
    """The two screens of telephones on one picture, told by a clock at the top of each; else the page as it is."""
    first = min((line.box.middle_y for line in page.lines), default=0.0)
    bar = [line for line in page.lines if line.box.middle_y < first + line.box.height]
    top = [line for line in bar if _CLOCK.fullmatch(plain(line.text).strip())]
    if page.unit != "px" or len(top) != 2 or top[0].box.overlap_y(top[1].box) < 0.5:
        return [page]
    left, right = sorted(line.box.x0 for line in top)
    edge = right - 0.8 * left  # the margin before a clock is the same on both
    if not 0.3 * page.width < edge < 0.7 * page.width:
        return [page]
    if any(
        line.box.x0 < edge - 0.5 * line.box.height and line.box.x1 > edge + 0.5 * line.box.height for line in page.lines
    ):
        return [page]
    halves = [tuple(x for x in page.lines if (x.box.middle_x > edge) == side) for side in (False, True)]
    return [replace(page, lines=lines) for lines in halves] if min(map(len, halves)) >= 4 else [page]


def receipts_of(page: Page) -> list[Page]:
    """The left and the right part of a page with receipts side by side, told by labels that stand twice on their rows, at
    the same distance, an amount and a moment among them; else the page as it is.
    """
    twice = [pair for row in text_rows([page]) if (pair := _same_labels(row)) is not None]
    fields = {field for field, _, _ in twice}
    apart = [right.x0 - left.x0 for _, left, right in twice]
    if len(twice) < _FEWEST_LABELS or not (fields & _SUMS and fields & _TIMES):
        return [page]
    height = twice[0][1].height
    edge = min(right.x0 for _, _, right in twice) - 0.5 * height
    halves = [tuple(x for x in page.lines if (x.box.x0 > edge) == side) for side in (False, True)]
    crossed = any(line.box.x1 > edge + height for line in halves[0])
    return [page] if crossed or max(apart) - min(apart) > height else [replace(page, lines=x) for x in halves]


_FEWEST_LABELS = 4
_SUMS = frozenset({Field.AMOUNT, Field.PAID})
_TIMES = frozenset({Field.PAID_AT, Field.CREATED_AT})


def _same_labels(row: Sequence[Piece]) -> tuple[Field, Box, Box] | None:
    """The label that stands twice on a row without others."""
    found = [(label, p.box) for p in row if (label := label_of(p.text)) is not None]
    if len(found) != 2 or found[0][0].word != found[1][0].word:
        return None
    return found[0][0].field, found[0][1], found[1][1]


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
