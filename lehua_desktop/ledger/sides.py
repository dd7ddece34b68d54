"""Which loan a payment is for, where a case holds several: contract numbers first, then names."""

from __future__ import annotations

import datetime as dt
from collections import Counter
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
    joint: dict[int, int] = field(default_factory=dict)  # payment id -> number: it pays one of each of several loans
    doubtful: frozenset[int] = frozenset()  # payments that name a payee who may be paid for something else

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
    payments: Sequence[Payment],
    decisions: Decisions,
    owner: Mapping[int, int],
    settled: Sequence[dt.date],
) -> Side:
    """The side of one loan. `owner` gives the payment that a proof belongs to."""
    links = [d for d in decisions.links if d.loan == loan.id and d.proof in owner]
    by_hand = tuple((owner[d.proof], d.number, d.amount.fen if d.amount else None) for d in links if d.linked)
    house = _usual_names(loan, payments)
    fits = {p.id: _payee_fits(loan, p, house) for p in payments}
    chosen = {id_ for id_, *_ in by_hand}
    return Side(
        loan,
        payable(loan),
        {p.id: claim for p in payments if fits[p.id] and (claim := _claim(loan, loans, p))},
        by_hand,
        frozenset((owner[d.proof], d.number) for d in links if not d.linked),
        tuple(settled),
        doubtful=frozenset(id_ for id_, fit in fits.items() if fit == PERHAPS and id_ not in chosen),
    )


def payable(loan: Loan) -> tuple[Installment, ...]:
    """Those with something due, by due day; of two that bear one number the first."""
    by_number = {i.number: i for i in reversed(loan.installments) if i.amount.fen > 0}
    return tuple(sorted(by_number.values(), key=lambda i: (i.due, i.number)))


def contract_speaks(loan: Loan, payment: Payment) -> bool | None:
    """True: a proof names the loan's contract. False: only other contracts. None: nothing to compare."""
    if loan.contract and any(names.bears(loan.contract, proof.payment) for proof in payment.proofs):
        return True
    stated = [p.payment.contract for p in payment.proofs if p.payment.contract]
    if not stated or not loan.contract:
        return None
    return any(names.same_contract(loan.contract, contract) for contract in stated)


def paid_before(loan: Loan, payment: Payment) -> bool:
    """Whether the payment was made before the loan was paid out."""
    return bool(loan.disbursed and payment.day and payment.day < loan.disbursed)


def of_none(loans: Sequence[Loan], payment: Payment) -> bool:
    """Whether the payment is surely of none of these loans: made before each was paid out, or under other contracts."""
    return bool(loans) and all(paid_before(loan, payment) or contract_speaks(loan, payment) is False for loan in loans)


def names_speak(loan: Loan, payment: Payment) -> bool | None:
    """True: a proof names a party of the loan. False: only other companies. None: no company at all."""
    said = {names.knows(loan, p.payment) for p in payment.proofs}
    return True if True in said else False if False in said else None


_USUAL = 15  # days around a due day in which a payment of the amount shows whom the borrower pays


def _usual_names(loan: Loan, payments: Sequence[Payment]) -> frozenset[str]:
    """Names that no paper of the loan gives and that may be its own: papers often leave out the platform or the lender.

    Those that most payments of its amounts near its due days bear, twice at least; and one that no other name stands beside.
    """
    fitting, telling = [], []
    for payment in payments:
        products, lenders = _creditors(payment)
        if names_speak(loan, payment) or not products | lenders:
            continue
        if payment.day and any(
            i.amount == payment.amount and abs((payment.day - i.due).days) <= _USUAL for i in loan.installments
        ):
            fitting.append(products | lenders)
        if not (lenders and loan.lender) and not _of_wallet(products):
            telling.append(products | lenders)
    count = Counter(name for said in fitting for name in said)
    habit = {name for name, times in count.items() if times >= 2 and 2 * times > len(fitting)}
    return frozenset(habit | (set.intersection(*telling) if telling else set()))


def _creditors(payment: Payment) -> tuple[set[str], set[str]]:
    """The products and the lenders that the proofs of a payment name."""
    said = [names.creditors(proof.payment) for proof in payment.proofs]
    return {name for products, _ in said for name in products}, {name for _, lenders in said for name in lenders}


def _of_wallet(products: Iterable[str]) -> bool:
    return any(names.WALLETS.search(name) for name in products)


def _payee_fits(loan: Loan, payment: Payment, usual: frozenset[str]) -> int:
    """SURELY: nobody but the loan's parties is named, as far as they are known. PERHAPS: a lender or product that may be
    theirs, or the contract's number beside another payee. 0: somebody else's loan.
    """
    about = any(proof.payment.about_loan for proof in payment.proofs)
    products, lenders = _creditors(payment)
    if not about or names_speak(loan, payment) or not products | lenders:
        return SURELY if about else PERHAPS
    habit = bool(usual & products and not loan.platform) or bool(usual & lenders and not loan.lender)
    if habit and not _of_wallet(products):
        return SURELY
    if habit or contract_speaks(loan, payment) or any(names.related(loan, name) for name in products | lenders):
        return PERHAPS
    known = (products and loan.platform) or ((lenders or _of_wallet(products)) and loan.lender)
    return 0 if known else PERHAPS


def _claim(loan: Loan, loans: Sequence[Loan], payment: Payment) -> int:
    if paid_before(loan, payment):
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
