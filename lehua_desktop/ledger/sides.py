"""Which loan a payment is for, where a case holds several: contract numbers first, then names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..core.model import Decisions, Installment, Loan, Payment
from . import names

SURELY, PERHAPS = 2, 1


@dataclass(slots=True)
class Side:
    """One loan with what concerns its matching."""

    loan: Loan
    installments: tuple[Installment, ...]  # in order of due days, amounts above zero
    claims: dict[int, int]  # payment id -> SURELY or PERHAPS; others are not for this loan
    by_hand: tuple[tuple[int, int, int | None], ...]  # payment id, number, fen or "as much as fits"
    forbidden: frozenset[tuple[int, int]]  # payment id, number
    settled: tuple[dt.date, ...]  # days on which certificates say that the loan was settled
    elsewhere: set[int] = field(default_factory=set)  # payments that another loan took
    unnamed: set[int] = field(default_factory=set)  # payments that only amount and day tell from other loans'

    def takes(self, payment: int) -> bool:
        return payment in self.claims and payment not in self.elsewhere

    @property
    def rest_share(self) -> float | None:
        """The least part of the open dues that an early settlement can be: future interest falls away."""
        whole = sum(i.amount.fen for i in self.loan.installments)
        if self.loan.principal is None or not whole:
            return 0.6
        return max(0.3, min(0.98, self.loan.principal.fen / whole - 0.02))


def make_side(
    loan: Loan,
    loans: Sequence[Loan],
    payments: Iterable[Payment],
    decisions: Decisions,
    owner: Mapping[int, int],
    settled: Sequence[dt.date],
) -> Side:
    """The side of one loan. `owner` gives the payment that a proof belongs to."""
    links = [d for d in decisions.links if d.loan == loan.id and d.proof in owner]
    return Side(
        loan,
        payable(loan),
        {p.id: claim for p in payments if (claim := _claim(loan, loans, p))},
        tuple((owner[d.proof], d.number, d.amount.fen if d.amount else None) for d in links if d.linked),
        frozenset((owner[d.proof], d.number) for d in links if not d.linked),
        tuple(settled),
    )


def payable(loan: Loan) -> tuple[Installment, ...]:
    """Those with something due, by due day; of two that bear one number the first."""
    by_number = {i.number: i for i in reversed(loan.installments) if i.amount.fen > 0}
    return tuple(sorted(by_number.values(), key=lambda i: (i.due, i.number)))


def contract_speaks(loan: Loan, payment: Payment) -> bool | None:
    """True: a proof names the loan's contract. False: only other contracts. None: nothing to compare."""
    stated = [p.payment.contract for p in payment.proofs if p.payment.contract]
    if not stated or not loan.contract:
        return None
    return any(names.same_contract(loan.contract, contract) for contract in stated)


def names_speak(loan: Loan, payment: Payment) -> bool | None:
    """True: a proof names a party of the loan. False: only other companies. None: no company at all."""
    said = {names.knows(loan, p.payment) for p in payment.proofs}
    return True if True in said else False if False in said else None


def _claim(loan: Loan, loans: Sequence[Loan], payment: Payment) -> int:
    if loan.disbursed and payment.day and payment.day < loan.disbursed:
        return 0
    if contract_speaks(loan, payment):
        return SURELY
    others = [other for other in loans if other is not loan]
    if any(contract_speaks(other, payment) for other in others):
        return 0
    known_here, known_there = names_speak(loan, payment), any(names_speak(other, payment) for other in others)
    if known_there and not known_here:
        return 0
    return SURELY if known_here and others and not known_there else PERHAPS
