"""Which boxes are drawn on a page, and what each of them says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ...core.facts import Facts, Read
from ...core.model import Proof
from ...core.page import Box

_MANY = 12
Field = Literal["amount", "day", "status", "plan", "report", "settlement"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One box on one page. `proof` is the payment that it belongs to, if any."""

    box: Box
    field: Field
    text: str
    certain: bool
    proof: int | None = None


def page_marks(
    facts: Facts | None, proofs: Iterable[Proof], page: int, sure: frozenset[int] = frozenset()
) -> list[Mark]:
    """The boxes of all values that were read from this page; those of `sure` proofs ask for nothing."""
    marks: list[Mark] = []

    def add(read: Read[object] | None, field: Field, settled: bool = False, proof: int | None = None) -> None:
        if read is not None and read.box is not None and read.page == page:
            text = "" if read.value is None else str(read.value)
            marks.append(Mark(read.box, field, text, read.certain or settled, proof))

    here = [proof for proof in proofs if proof.payment.amount.page == page]
    if len(here) > _MANY:  # of a long statement only the rows that matter are framed
        here = [proof for proof in here if proof.payment.about_loan or not proof.payment.certain]
    for proof in here:
        fact = proof.payment
        quiet = proof.confirmed or proof.id in sure
        add(fact.amount, "amount", quiet, proof.id)
        add(fact.day, "day", quiet, proof.id)
        add(fact.status, "status", quiet, proof.id)
    if facts is None:
        return marks
    for row in facts.plan:
        add(row.due, "plan")
        add(row.amount, "plan")
    for account in (account for report in facts.reports for account in (*report.accounts, *report.cards)):
        add(account.lender, "report")
        for month in account.months:
            if account.is_overdue(month):
                add(month.code, "report")
                add(month.amount, "report")
    for settled in facts.settled_loans:
        add(settled.settled_on, "settlement")
    return marks
