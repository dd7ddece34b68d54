"""What a payment still brings once refunds are taken off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ..core.facts import Status
from ..core.model import Payment
from ..core.money import ZERO, Money

REFUND_WITHIN = 15  # days from a payment to its refund
_DOUBLE_WITHIN = 3  # days between the two debits of a double debit


def usable(payments: Iterable[Payment]) -> dict[int, Money]:
    """What each successful payment brings after refunds, by payment id."""
    known = _known(payments)
    left = {p.id: p.amount for p in known if p.status is Status.SUCCESS and p.amount is not None}
    return left | dict.fromkeys(left.keys() & {paid.id for _, paid in taken_back(known)}, ZERO)


def taken_back(payments: Iterable[Payment]) -> list[tuple[Payment, Payment]]:
    """Each refund with the payment that it takes back.

    A refund that stands alone takes back one payment of its amount shortly before it. Of a double debit it takes the
    first: the proof shows which day, not which of the two, and the later hour claims less.
    """
    found: list[tuple[Payment, Payment]] = []
    waiting: dict[Money, list[Payment]] = defaultdict(list)  # payments that a refund may take back
    for payment in _known(payments):
        assert payment.amount is not None and payment.day is not None  # noqa: S101 - chosen so
        before = waiting[payment.amount]
        if is_return(payment):
            near = [p for p in before if p.day is not None and (payment.day - p.day).days <= REFUND_WITHIN]
            last = near[-1].day if near else None
            group = [p for p in near if p.day and last and (last - p.day).days <= _DOUBLE_WITHIN]
            taken = next((p for p in group if p.status is Status.REFUNDED), None) or next(iter(group), None)
            if taken is not None:
                before.remove(taken)
                found.append((payment, taken))
        elif payment.status in (Status.SUCCESS, Status.REFUNDED):
            before.append(payment)
    return found


def is_return(payment: Payment) -> bool:
    """Money that came back by itself, not a payment of which another proof says that it was made."""
    made = any(proof.payment.status.value is Status.SUCCESS for proof in payment.proofs)
    return payment.status is Status.REFUNDED and not made


def _known(payments: Iterable[Payment]) -> list[Payment]:
    known = (p for p in payments if p.amount is not None and p.amount.fen > 0 and p.day is not None)
    # A refund of which only the day is known came after the payments of that day.
    return sorted(known, key=lambda p: (p.day, p.time or ("~" if is_return(p) else ""), p.id))
