"""What else a payment may cover where the evidence does not decide: the choices that a person is offered."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..core.days import add_days
from ..core.model import Allocation, Payment
from .assignment import EARLY, LATE
from .sides import Side

_MOST = 4  # choices that are offered for one link


def with_choices(
    allocations: Iterable[Allocation], sides: Sequence[Side], payments: Mapping[int, Payment]
) -> tuple[Allocation, ...]:
    """The links; those that are not certain with the other installments that their payment may be for, likely first."""
    links = tuple(allocations)
    proven: dict[tuple[int, int], int] = defaultdict(int)
    own: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for link in links:
        own[link.payment].add((link.loan, link.number))
        if link.certain:
            proven[link.loan, link.number] += link.amount.fen
    return tuple(
        link
        if link.certain
        else replace(link, others=_others(payments[link.payment], sides, own[link.payment], proven))
        for link in links
    )


def _others(
    payment: Payment, sides: Sequence[Side], own: set[tuple[int, int]], proven: Mapping[tuple[int, int], int]
) -> tuple[tuple[int, int], ...]:
    if payment.day is None or payment.amount is None:
        return ()
    found = []
    for side in sides:
        if payment.id not in side.claims:
            continue
        dues = [i.due for i in side.installments]
        first = bisect_left(dues, add_days(payment.day, -LATE))
        last = bisect_right(dues, add_days(payment.day, EARLY))
        for one in side.installments[first:last]:
            key = side.loan.id, one.number
            open_ = proven.get(key, 0) < one.amount.fen
            if open_ and key not in own and (payment.id, one.number) not in side.forbidden:
                found.append((one.amount != payment.amount, abs((payment.day - one.due).days), key))
    return tuple(key for *_, key in sorted(found)[:_MOST])
