"""Pages with many payments: message threads, cards with labelled values one after the other, or lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ..core.model import Context, PaymentFact
from ..core.page import Page
from .bills import read_bills
from .labels import Field
from .layout import Piece, text_rows
from .messages import read_messages, tells_messages
from .pairs import Pair, sheet_of
from .payment import payment_on

_AMOUNTS = frozenset({Field.PAID, Field.AMOUNT})
_TIMES = frozenset({Field.PAID_AT, Field.CREATED_AT})


def read_payment_list(pages: Sequence[Page], context: Context) -> tuple[PaymentFact, ...]:
    """Every movement of money that the pages show, in their order; empty where they show none."""
    if tells_messages(pages):
        return read_messages(pages, context)
    cards = cards_of(text_rows(pages))
    if cards:
        facts = (payment_on(sheet_of(card), context) for card in cards)
        return tuple(f for f in facts if f is not None and f.amount.value is not None)
    return read_bills(pages, context)


def cards_of(rows: Sequence[Sequence[Piece]]) -> list[list[Sequence[Piece]]]:
    """The rows of each card where the same labels, an amount and a time among them, come again and again; else none.

    A row without a label belongs to the card whose labelled rows are nearer: titles stand above, buttons below.
    """
    sheet = sheet_of(rows)
    place = {id(piece): r for r, row in enumerate(sheet.rows) for piece in row}
    labelled = [(place[id(p.label)], p) for p in sheet.pairs]
    starts = _same_words(labelled) or _turns(labelled)
    if len(starts) < 2:
        return []
    known = sorted({r for r, _ in labelled})
    edges = [_title_row(rows, max((k for k in known if k < start), default=-1), start) for start in starts]
    return [list(rows[a:b]) for a, b in zip(edges, [*edges[1:], len(rows)], strict=True)]


def _same_words(labelled: list[tuple[int, Pair]]) -> list[int]:
    """The rows of the first label that comes as often as the labels of amounts and times do."""
    times = Counter(p.word for _, p in labelled if p.field in _TIMES)
    amounts = Counter(p.word for _, p in labelled if p.field in _AMOUNTS)
    often = min(max(times.values(), default=0), max(amounts.values(), default=0))
    if often < 2:
        return []
    counts = Counter(p.word for _, p in labelled)
    first = next(p.word for _, p in labelled if counts[p.word] >= often)
    return [r for r, p in labelled if p.word == first]


def _turns(labelled: list[tuple[int, Pair]]) -> list[int]:
    """Where times and amounts take turns under different words, with rows that have no label between the turns."""
    marks = [(r, p.field in _TIMES) for r, p in labelled if p.field in _TIMES | _AMOUNTS]
    kinds = [is_time for _, is_time in marks]
    if len(kinds) < 4 or len(kinds) % 2 or any(a == b for a, b in pairwise(kinds)):
        return []
    starts = [r for r, is_time in marks if is_time == kinds[0]]
    known = {r for r, _ in labelled}
    ends = [max(k for k in known if k < start) for start in starts[1:]]
    return starts if all(end + 1 < start for end, start in zip(ends, starts[1:], strict=True)) else []


def _title_row(rows: Sequence[Sequence[Piece]], before: int, start: int) -> int:
    """The first row that belongs to a card whose first label stands at `start`, the last card ending at `before`."""
    if before < 0:
        return 0
    for row in range(before + 1, start):
        above = rows[row][0].box.y0 - rows[row - 1][0].box.y1
        below = rows[row + 1][0].box.y0 - rows[row][0].box.y1
        if rows[row][0].page != rows[row - 1][0].page or above >= below - 0.3 * rows[row][0].box.height:
            return row
    return start
