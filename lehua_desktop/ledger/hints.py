"""What names and days alone cannot tell, but sums can: debits of payment companies, and one debit for several loans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..core.model import Allocation, Installment, Payment, Reason
from ..core.money import Money
from . import names
from .refunds import usable
from .sides import Side
from .solving import NEAR

_BEFORE, _AFTER = 7, 3  # days around the due day in which an automatic debit is made
_MOST_LOANS = 12


def hints(sides: Sequence[Side], others: Sequence[Payment], links: Sequence[Allocation]) -> Iterator[Allocation]:
    """For installments that nothing covers: payments to a payment company, of their amount to the fen, near their day.

    Many lenders are paid so, and many shops as well: a person has to say whether it was this loan.
    """
    free = {p.id: p for p in others if any(names.channel(proof.payment) for proof in p.proofs)}
    free = {id_: free[id_] for id_, money in usable(free.values()).items() if money.fen}
    covered = {(link.loan, link.number) for link in links}
    for side in sides:
        for one in side.installments:
            near = [
                (abs((p.day - one.due).days), p.id, p.day)
                for p in free.values()
                if p.day is not None
                and p.amount == one.amount
                and -_BEFORE <= (p.day - one.due).days <= _AFTER
                and (side.loan.disbursed is None or p.day >= side.loan.disbursed)
                and (p.id, one.number) not in side.forbidden
            ]
            if near and (side.loan.id, one.number) not in covered:
                _, id_, day = min(near)
                reading = () if free.pop(id_).certain else (Reason.UNCERTAIN_READING,)
                reasons = (Reason.SAME_AMOUNT, Reason.NEAR_DUE_DAY, Reason.PAYEE_OPEN, *reading)
                days = (day - one.due).days
                yield Allocation(id_, side.loan.id, one.number, one.amount, certain=False, reasons=reasons, days=days)


def joint_payments(
    sides: Sequence[Side], payments: Mapping[int, Payment], money: Mapping[int, Money]
) -> Iterator[tuple[Side, int, int]]:
    """Payments that are, to the fen, one installment of each of several loans: (side, number, payment id).

    Of each loan the nearest installment may be meant; where several choices of loans give the sum, none is taken.
    """
    taken: set[tuple[int, int]] = set()
    for id_, amount in sorted(money.items(), key=lambda item: (payments[item[0]].day, item[0])):
        near = [(side, one) for side in sides if id_ in side.claims and (one := _nearest(side, payments[id_], taken))]
        if not 2 <= len(near) <= _MOST_LOANS or any(id_ == by_hand for side in sides for by_hand, *_ in side.by_hand):
            continue
        sums: dict[int, list[tuple[int, ...]]] = {0: [()]}
        for place, (_, one) in enumerate(near):
            for fen, ways in [(fen, list(ways)) for fen, ways in sums.items() if fen < amount.fen]:
                more = sums.setdefault(fen + one.amount.fen, [])
                more += [(*way, place) for way in ways][: 2 - len(more)]  # more than one way is all that matters
        ways = sums.get(amount.fen, [])
        if len(ways) == 1 and len(ways[0]) >= 2:
            for side, one in (near[place] for place in ways[0]):
                taken.add((side.loan.id, one.number))
                yield side, one.number, id_


def _nearest(side: Side, payment: Payment, taken: set[tuple[int, int]]) -> Installment | None:
    day = payment.day
    if day is None:
        return None
    free = [
        i
        for i in side.installments
        if abs((day - i.due).days) <= NEAR
        and (side.loan.id, i.number) not in taken
        and (payment.id, i.number) not in side.forbidden
    ]
    return min(free, key=lambda i: abs((day - i.due).days), default=None)
