"""Until when a payment of a loan is not overdue: cut-off hour and days of grace, and which documents say so.

A person's word comes first, then contracts and plans, then messages. Where documents differ the stricter value counts
and is not sure: too strict leaves a doubt, too kind would claim what is not so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..core.days import add_days
from ..core.facts import LoanFacts, Read
from ..core.model import Installment, Loan, PlanProof, Source, TermsProof
from . import names

Term = Literal["cutoff", "grace"]


@dataclass(frozen=True, slots=True)
class Terms:
    """What is known of a loan's cut-off and grace. `unsure` names those that a person has to look at; `told`: the cut-off
    comes from a message alone.
    """

    cutoff: str | None = None
    grace: int | None = None
    unsure: frozenset[Term] = frozenset()
    told: bool = False
    places: tuple[tuple[Term, Source], ...] = ()

    def sources(self, term: Term) -> tuple[Source, ...]:
        """The places in documents that give the value."""
        return tuple(dict.fromkeys(source for name, source in self.places if name == term))

    def last_day(self, installment: Installment) -> dt.date:
        """The last day on which a payment is not overdue, as far as that is sure."""
        return add_days(installment.due, 0 if "grace" in self.unsure else self.grace or 0)

    def perhaps_in_grace(self, installment: Installment, paid_on: dt.date | None) -> bool:
        """Whether the payment is overdue only if a grace that was read does not hold."""
        within = paid_on is not None and installment.due < paid_on <= add_days(installment.due, self.grace or 0)
        return within and "grace" in self.unsure


def agreed(
    loan: Loan, by_hand: Loan | None, plans: Sequence[PlanProof], papers: Sequence[TermsProof], loans: int
) -> tuple[Loan, Terms]:
    """The loan with its terms, and the parties that a contract names where nothing else did."""
    said = [(p.evidence, p.loan) for p in plans if p.loan and _is_plan_of(loan, p)]
    said += [(p.evidence, p.loan) for p in papers if _is_about(loan, p.loan, alone=loans == 1)]
    terms = Terms()
    for term in ("cutoff", "grace"):
        terms = _with(terms, term, said, by_hand)
    for _, facts in said:
        if not facts.told:
            loan = replace(
                loan,
                borrower=loan.borrower or facts.borrower,
                contract=loan.contract or facts.contract,
                guarantor=loan.guarantor or facts.guarantor,
            )
    return replace(loan, cutoff=terms.cutoff, grace=terms.grace), terms


def _with(terms: Terms, term: Term, said: Sequence[tuple[int, LoanFacts]], by_hand: Loan | None) -> Terms:
    own = getattr(by_hand, term, None)
    given = [(e, f) for e, f in said if getattr(f, term) is not None]
    given = [(e, f) for e, f in given if not f.told] or given
    values = {getattr(f, term) for _, f in given}
    value = own if own is not None else min(values, default=None)
    if value is None:
        return terms
    reads = [(e, read) for e, f in given if getattr(f, term) == value for read in _reads(f, term)]
    sure = own is not None or (len(values) == 1 and any(read.certain for _, read in reads))
    places = tuple((term, Source(evidence, read.page, read.box)) for evidence, read in reads)
    changed = replace(terms, places=(*terms.places, *places), unsure=terms.unsure | (frozenset() if sure else {term}))
    if term == "grace":
        return replace(changed, grace=value)
    return replace(changed, cutoff=value, told=own is None and all(f.told for _, f in given))


def _reads(facts: LoanFacts, term: Term) -> Iterator[Read[str]]:
    return (read for name, read in facts.terms if name == term)


def _is_plan_of(loan: Loan, plan: PlanProof) -> bool:
    if loan.contract and plan.loan and plan.loan.contract:
        return names.same_contract(loan.contract, plan.loan.contract)
    own = {(i.number, i.due) for i in loan.installments}
    return any((row.number, row.due.value) in own for row in plan.rows)


def _is_about(loan: Loan, said: LoanFacts, *, alone: bool) -> bool:
    """The same contract; without its number the only loan of the case, whose parties and sums do not speak against it."""
    if said.contract and loan.contract:
        return names.same_contract(said.contract, loan.contract)
    parties = [p for p in (loan.lender, loan.platform, loan.guarantor) if p]
    named = any(names.same_party(said.lender, party) for party in parties)
    return alone and (named or (said.lender is None and not said.told))
