"""Payments -> installments: which payment covers what, why, and whether the evidence decides it.

A person's decisions come first, then what a proof states ("第3期"), then one best assignment over days and amounts,
then what is left over goes to the earliest installment still open (Civil Code, articles 560 and 561). The whole is
solved twice: with certain payments alone, and with all. Only a link that both solutions share can be certain.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..core.model import Allocation, Decisions, Installment, Loan, Payment, Reason
from ..core.money import Money
from .assignment import MARGIN, Fit
from .choices import with_choices
from .clarity import doubts, is_clear
from .hints import hints, joint_payments
from .refunds import usable
from .sides import SURELY, Side, contract_speaks, make_side, names_speak
from .solving import NEAR, Share, settles, solve, stated_periods

_APART = 7  # days by which an installment of one loan must be nearer than that of another


@dataclass(frozen=True, slots=True)
class Matched:
    """The links, and what no installment takes of each successful payment about the loan (payment id -> rest)."""

    allocations: tuple[Allocation, ...]
    unallocated: dict[int, Money]


def match(
    loans: Sequence[Loan],
    payments: Sequence[Payment],
    decisions: Decisions,
    *,
    unchecked: frozenset[tuple[int, int]] = frozenset(),
    settled: Mapping[int, Sequence[dt.date]] | None = None,
) -> Matched:
    """Link payments to the installments of all loans.

    `unchecked` holds (loan, number) of installments whose due day or amount is not certain: no link to them is.
    `settled` gives the days on which certificates say that a loan was settled, by loan.
    """
    by_id = {p.id: p for p in payments}
    owner = {proof.id: p.id for p in payments for proof in p.proofs}
    # What a person links counts, whether or not it looks like a payment about the loan.
    linked = {owner[d.proof] for d in decisions.links if d.linked and d.proof in owner}
    relevant = [p for p in payments if p.about_loan or p.id in linked]
    everything, sure = usable(relevant), usable(p for p in relevant if p.certain)
    sides = [make_side(loan, loans, relevant, decisions, owner, (settled or {}).get(loan.id, ())) for loan in loans]
    for side, number, id_ in joint_payments(sides, by_id, everything):
        side.joint[id_] = number
    contested = _divide(sides, by_id, everything)
    allocations: list[Allocation] = []
    for side in sides:
        shares = solve(side, by_id, everything)
        known = {id_: money for id_, money in sure.items() if id_ not in side.doubtful}
        agreed = shares if known == everything else solve(side, by_id, known)
        judge = _Judge(side, by_id, known, agreed, contested, unchecked)
        allocations += [judge.allocation(share) for share in shares]
        everything, sure = _less(everything, shares), _less(sure, agreed)
        for other in sides:
            if other is not side:
                other.elsewhere |= {share.payment for share in (*shares, *agreed)} - other.joint.keys()
    allocations += hints(sides, [p for p in payments if not p.about_loan and p.id not in linked], allocations)
    links = with_choices(allocations, sides, by_id)
    return Matched(links, {id_: money for id_, money in everything.items() if money.fen > 0})


def _less(money: Mapping[int, Money], shares: Sequence[Share]) -> dict[int, Money]:
    left = dict(money)
    for share in shares:
        left[share.payment] -= Money(share.fen)
    return left


@dataclass(frozen=True, slots=True, order=True)
class _Wish:
    """How much one of several loans wants a payment; the least wish gets it."""

    hand: int  # -1 where a person linked it
    claim: int  # names and contract numbers, negative
    fit: int  # 0: its amount or a sum of amounts to the fen
    far: int  # days to the nearest due day that it would cover
    place: int

    def rivals(self, best: _Wish) -> bool:
        """Could the payment as well be for this loan?"""
        return self.fit == best.fit and self.far - best.far < _APART


def _divide(sides: Sequence[Side], payments: Mapping[int, Payment], money: Mapping[int, Money]) -> set[int]:
    """Give each payment that several loans want to one of them; returns those payments whose links stay open."""
    if len(sides) < 2:
        return set()
    for side in sides:
        others = [other for other in sides if other is not side]
        side.unnamed = {
            id_ for id_, sure in side.claims.items() if sure != SURELY and any(id_ in o.claims for o in others)
        }
    wants: dict[int, dict[int, _Wish]] = defaultdict(dict)
    for place, side in enumerate(sides):
        due = {i.number: i.due for i in side.installments}
        for share in solve(side, payments, money):
            day = payments[share.payment].day
            if share.leftover or day is None or share.payment in side.joint:
                continue
            settled = share.fit is Fit.REST and settles(side, payments[share.payment])
            wish = _Wish(
                hand=-1 if share.by_hand else 0,
                claim=-side.claims.get(share.payment, 0),
                fit=0 if settled or share.fit in (Fit.EXACT, Fit.SEVERAL, Fit.COUPON) else 1,
                far=abs((day - due[share.number]).days),
                place=place,
            )
            wants[share.payment][place] = min(wish, wants[share.payment].get(place, wish))
    contested: set[int] = set()
    for id_, wishes in wants.items():
        best = min(wishes.values())
        if best.hand == 0 and sides[best.place].claims.get(id_) != SURELY:
            contested |= {id_ for wish in wishes.values() if wish is not best and wish.rivals(best)}
        for place, side in enumerate(sides):
            if place != best.place:
                side.elsewhere.add(id_)
    return contested


class _Judge:
    """Says of each share of one loan whether it is certain, and why it is there."""

    def __init__(
        self,
        side: Side,
        payments: Mapping[int, Payment],
        sure: Mapping[int, Money],
        agreed: Sequence[Share],
        contested: set[int],
        unchecked: frozenset[tuple[int, int]],
    ) -> None:
        self._side, self._payments, self._sure = side, payments, sure
        self._contested, self._unchecked = contested, unchecked
        self._agreed = {share.key: share for share in agreed}
        self._installments = {i.number: i for i in side.installments}
        self._covered: dict[int, int] = defaultdict(int)
        self._together: dict[int, set[int]] = defaultdict(set)  # payment id -> the installments that it covers
        for share in agreed:
            self._covered[share.number] += share.fen
            self._together[share.payment].add(share.number)
        # Parts with charges on top of them: with several loans that fits by chance.
        parts = {share.number for share in agreed if share.fit is Fit.PART}
        self._patched = parts & {share.number for share in agreed if share.fit is Fit.CHARGES}
        unclear = {share.number for share in agreed if not share.by_hand and not self._clear(share)}
        self._doubts = doubts(side, payments, sure, agreed, unclear)

    def allocation(self, share: Share) -> Allocation:
        payment, installment = self._payments[share.payment], self._installments[share.number]
        certain = self._certain(share, payment)
        return Allocation(
            payment=share.payment,
            loan=self._side.loan.id,
            number=share.number,
            amount=Money(share.fen),
            certain=certain,
            reasons=self._reasons(share, payment, installment, certain),
            days=(payment.day - installment.due).days if payment.day else None,
        )

    def _certain(self, share: Share, payment: Payment) -> bool:
        same = self._agreed.get(share.key)
        if same is None or not payment.certain or (self._side.loan.id, share.number) in self._unchecked:
            return False
        if share.by_hand:
            return True
        return share.number not in self._doubts and self._clear(same)

    def _clear(self, share: Share) -> bool:
        """May the share count, as far as other installments leave it alone?"""
        installment = self._installments[share.number]
        return (
            share.payment not in self._contested
            and share.payment not in self._side.doubtful
            and share.margin >= MARGIN
            and (share.payment not in self._side.unnamed or self._to_the_fen(share, installment))
            and is_clear(
                self._side,
                share,
                installment,
                self._covered[share.number],
                self._together[share.payment],
                self._payments,
                self._sure,
            )
        )

    def _to_the_fen(self, share: Share, installment: Installment) -> bool:
        whole = self._covered[share.number] >= installment.amount.fen
        return share.fit in (Fit.EXACT, Fit.SEVERAL, Fit.COUPON, Fit.REST) or (
            whole and share.number not in self._patched
        )

    def _reasons(self, share: Share, payment: Payment, installment: Installment, certain: bool) -> tuple[Reason, ...]:
        days = (payment.day - installment.due).days if payment.day else 0
        said = {
            Reason.BY_HAND: share.by_hand,
            Reason.SAME_AMOUNT: payment.amount == installment.amount,
            Reason.STATED_PERIOD: share.number in stated_periods(payment),
            Reason.NEAR_DUE_DAY: abs(days) <= NEAR,
            Reason.PART_OF_PAYMENT: share.fit in (Fit.SEVERAL, Fit.SEVERAL_CHARGES),
            Reason.PART_OF_INSTALLMENT: share.fit in (Fit.PART, Fit.LAST_PART),
            Reason.WITH_CHARGES: share.fit in (Fit.CHARGES, Fit.SEVERAL_CHARGES),
            Reason.WITH_COUPON: share.fit is Fit.COUPON,
            Reason.SETTLES_REST: share.fit is Fit.REST,
            Reason.SAME_CONTRACT: contract_speaks(self._side.loan, payment) is True,
            Reason.KNOWN_PAYEE: names_speak(self._side.loan, payment) is True,
            Reason.EARLIEST_OPEN: share.leftover or share.earliest,
            Reason.PAYEE_OPEN: payment.id in self._side.doubtful,
            Reason.AMBIGUOUS: not certain and payment.certain and payment.id not in self._side.doubtful,
            Reason.UNCERTAIN_READING: not payment.certain,
        }
        return tuple(reason for reason, holds in said.items() if holds)
