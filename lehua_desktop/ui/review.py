"""What waits for a person's eyes: values that were read without certainty, and links that are only suggested."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..core.model import Allocation, Proof, Source, Timeline


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One question to the person: are these values right (`allocation` is `None`), or is this link right?"""

    proof: Proof
    allocation: Allocation | None = None

    @property
    def key(self) -> tuple[int, int, int]:
        """The same question before and after a change of the case."""
        link = self.allocation
        return (self.proof.id, link.loan, link.number) if link else (self.proof.id, 0, 0)

    @property
    def source(self) -> Source:
        """Where the first doubtful value stands."""
        fact = self.proof.payment
        doubtful = next((read for read in (fact.amount, fact.day, fact.status) if not read.certain), fact.amount)
        return Source(self.proof.evidence, doubtful.page, doubtful.box)


def settled_proofs(timeline: Timeline) -> frozenset[int]:
    """The proofs of payments that are certain: what one of them shows badly, another one bears out."""
    return frozenset(proof.id for payment in timeline.payments if payment.certain for proof in payment.proofs)


def to_review(timeline: Timeline, proofs: Iterable[Proof], ignored: frozenset[int]) -> list[ReviewItem]:
    """Readings first, in the order of evidence; then suggested links whose readings are settled.

    A row of a statement that has nothing to do with the loan asks for nothing, nor does a blurred proof of a
    payment that other evidence settles.
    """
    settled = settled_proofs(timeline)
    related = {proof.id for payment in timeline.payments if payment.about_loan for proof in payment.proofs}
    related |= {
        proof.id
        for payment in timeline.payments
        if any(link.payment == payment.id for row in timeline.rows for link in row.allocations)
        for proof in payment.proofs
    }
    items = [
        ReviewItem(proof)
        for proof in sorted(proofs, key=lambda proof: (proof.evidence, proof.id))
        if not proof.confirmed
        and not proof.payment.certain
        and proof.id not in settled | ignored
        and (proof.payment.about_loan or proof.id in related)
    ]
    open_proofs = {item.proof.id for item in items}
    payments = {payment.id: payment for payment in timeline.payments}
    for row in timeline.rows:
        for link in row.allocations:
            payment = payments.get(link.payment)
            if payment is None or link.certain or any(proof.id in open_proofs for proof in payment.proofs):
                continue
            items.append(ReviewItem(payment.proofs[0], link))
    return items
