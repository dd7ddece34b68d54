"""The drawn papers as sets: `papers` for development, each layout as text and most of them worn."""

from __future__ import annotations

from collections.abc import Iterator

from . import Document
from .bank_forms import FORMS
from .bank_papers import statement, statements
from .brief_reports import brief, brief_reports
from .certificate_papers import certificate, certificates
from .full_reports import full, full_reports, one_sheet
from .mixed_papers import mixed
from .odd_papers import dunning, odd, several_receipts
from .odd_statements import reversals
from .paper_wear import photo, scan
from .plan_papers import contract, exported, paid_and_open, plans, two_loans
from .receipt_papers import receipt, receipts
from .tables import tables


def as_drawn(seed: int) -> Iterator[Document]:
    """Every layout once: PDF with text, pictures of phones, table files."""
    for make in (statements, tables, plans, certificates, receipts, full_reports, brief_reports, odd, mixed):
        yield from make(seed)


def worn(seed: int) -> Iterator[Document]:
    """Scans at two densities and photos of a single sheet."""
    for place, form in enumerate(FORMS[seed % 3 :: 3]):
        yield scan(statement(form, f"{seed}-short", months=3), seed=seed + place, dots_per_inch=(200, 300)[place % 2])
    for place, look in enumerate(("ruled", "plain", "columns", "dense")):
        yield scan(full(look, seed), seed=seed + place, dots_per_inch=300 if look == "dense" else 200)
    yield scan(full("ruled", seed + 1), seed=seed, dots_per_inch=300, skew=1.2, grey=False)
    yield scan(brief("online", seed), seed=seed)
    yield scan(brief("narrow", seed), seed=seed, dots_per_inch=300, skew=1.5)
    for place, make in enumerate((exported, paid_and_open, two_loans, contract, reversals, several_receipts, dunning)):
        yield scan(make(seed), seed=seed + place)
    for place, form_name in enumerate(("letter", "characters", "table", "several")):
        yield scan(certificate(form_name, seed), seed=seed + place)
    for place, bank in enumerate(("icbc", "cmb", "bocom", "alipay")):
        yield scan(receipt(bank, seed), seed=seed + place)
    for place, sheet in enumerate(
        (
            certificate("letter", seed),
            certificate("platform", seed),
            receipt("abc", seed),
            exported(seed),
            one_sheet("ruled", seed),
            one_sheet("columns", seed),
            brief("online", seed, clean=True),
        )
    ):
        yield photo(sheet, seed=seed + place)


def papers(seed: int) -> Iterator[Document]:
    """The development set."""
    yield from as_drawn(seed)
    yield from worn(seed)
