"""Where the documents of a case say what a loan is: each of its values, and each installment, on page and in box."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from ..core.facts import Facts, LoanFacts, Read
from ..core.model import Loan, Source
from ..core.money import Money
from ..core.page import Page
from ..facts.words.glyphs import packed
from ..ledger import names

Place = str | int  # a field of `Loan` by its name, or an installment by its number
_FIELDS = (
    "platform", "lender", "guarantor", "contract", "borrower", "principal", "disbursed", "cutoff", "grace",
)  # fmt: skip
_File = tuple[int, Facts, Callable[[], Sequence[Page]]]


def loan_sources(loan: Loan, files: Iterable[_File]) -> dict[Place, tuple[Source, ...]]:
    """For each value of the loan the places that give this value; values that only a person gave have none.

    A file is its evidence id, its facts, and a call that gives its pages.
    """
    found: dict[Place, list[Source]] = defaultdict(list)
    for evidence, facts, pages in files:
        for row in (row for rows, of in facts.plans if not (of and names.apart(loan, of)) for row in rows):
            if any(
                (i.number, i.due, i.amount) == (row.number, row.due.value, row.amount.value) for i in loan.installments
            ):
                found[row.number].append(Source(evidence, row.due.page, row.due.box))
        said = {(field, value) for field, value in _values(facts) if _same(field, getattr(loan, field), value)}
        lines = pages() if said else ()
        read: dict[str, Read[str]] = {field: read for loan in _loans(facts) for field, read in loan.terms}
        for field, value in sorted(said, key=lambda item: (item[0], str(item[1]))):
            place = read.get(field)
            source = Source(evidence, place.page, place.box) if place else _place(evidence, lines, value)
            found[field].append(source)
    # What can be shown on the page stands first.
    return {
        place: tuple(sorted(dict.fromkeys(sources), key=lambda s: s.box is None)) for place, sources in found.items()
    }


def _loans(facts: Facts) -> tuple[LoanFacts, ...]:
    return (*facts.loans, *((facts.loan,) if facts.loan else ()))


def _values(facts: Facts) -> Iterator[tuple[str, object]]:
    """Every (field, value) that a file says of a loan."""
    for loan in _loans(facts):
        for field in _FIELDS:
            yield field, getattr(loan, field)
    for settled in facts.settled_loans:
        for field in ("lender", "contract", "borrower"):
            yield field, getattr(settled, field)
        yield "principal", settled.amount
    for report in facts.reports:
        yield "borrower", report.name
    for account in (account for report in facts.reports for account in report.accounts):
        yield "lender", account.lender.value
        yield "disbursed", account.opened
        yield "principal", account.amount
    for payment in facts.payments:
        if payment.about_loan:
            yield "contract", payment.contract
            yield "borrower", payment.payer
            for text in (payment.payee, payment.memo):
                yield "platform", text


def _same(field: str, one: object, other: object) -> bool:
    if not isinstance(one, str) or not isinstance(other, str):
        return one is not None and one == other
    if field == "contract":
        return names.same_contract(one, other)
    if field == "platform":
        return one in other
    return names.same_party(one, other) if field in ("lender", "guarantor") else one == other


def _place(evidence: int, pages: Sequence[Page], value: object) -> Source:
    """The first line that holds the value; the file's first page where it is broken into several lines."""
    for text in _writings(value):
        for page in pages:
            for line in page.lines:
                if packed(text) in packed(line.text):
                    return Source(evidence, page.number, line.box)
    return Source(evidence, pages[0].number if pages else 0)


def _writings(value: object) -> list[str]:
    if isinstance(value, Money):
        yuan = str(value)
        whole = yuan.removesuffix(".00")
        return [yuan, yuan.replace(",", ""), whole, whole.replace(",", "")]
    if isinstance(value, dt.date):
        y, m, d = value.year, value.month, value.day
        return [
            f"{y}-{m:02}-{d:02}", f"{y}年{m:02}月{d:02}日", f"{y}年{m}月{d}日", f"{y}.{m:02}.{d:02}",
            f"{y}/{m:02}/{d:02}", f"{y}/{m}/{d}", f"{y}{m:02}{d:02}",
        ]  # fmt: skip
    return [str(value)]
