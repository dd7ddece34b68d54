"""Held out: the papers as a set. They share the invented lives with the other set, and none of its layouts."""

from __future__ import annotations

from collections.abc import Iterator

from .. import Document
from ..paper_wear import photo, scan
from .papers_loans import dark_roll, in_sentences, income, letter, paid_first, side_by_side, voucher
from .papers_reports import brief, full
from .papers_statements import LEDGERS, ledger, quoted_csv, shop_csv, two_tier_book


def as_drawn(seed: int) -> Iterator[Document]:
    """Every layout once."""
    for form in LEDGERS:
        yield ledger(form, seed)
    for make in (shop_csv, quoted_csv, two_tier_book, side_by_side, paid_first, in_sentences, dark_roll, brief, income):
        yield make(seed)
    for form in ("repaid", "notice", "characters"):
        yield letter(form, seed)
    for form in ("boxes", "lines", "rejected"):
        yield voucher(form, seed)
    for form in ("dashed", "wide"):
        yield full(form, seed)


def worn(seed: int) -> Iterator[Document]:
    """Scans and photos."""
    sheets = (
        ledger("carried", seed + 1, (3,)),
        ledger("stacked", seed + 1, (3,)),
        full("dashed", seed + 1),
        full("wide", seed + 1),
        side_by_side(seed + 1),
        voucher("boxes", seed + 1),
        letter("repaid", seed + 1),
        brief(seed + 1),
    )
    for place, sheet in enumerate(sheets):
        yield scan(sheet, seed=seed + place, dots_per_inch=(200, 300)[place % 2], skew=1.0)
    for place, sheet in enumerate((letter("notice", seed + 2), voucher("lines", seed + 2), side_by_side(seed + 2))):
        yield photo(sheet, seed=seed + 40 + place)


def held_out_papers(seed: int) -> Iterator[Document]:
    """The set of which only sums are looked at."""
    yield from as_drawn(seed)
    yield from worn(seed)
