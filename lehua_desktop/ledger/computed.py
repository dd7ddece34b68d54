"""Repayment plans reckoned from a contract's terms, for a person who has no plan to show.

Amounts are rounded half up to the fen, each installment by itself; the last one takes what rounding left over.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from ..core.days import add_months
from ..core.model import Installment
from ..core.money import Money

MOST_PERIODS = 600


class Scheme(StrEnum):
    """How a loan is repaid."""

    EQUAL_INSTALLMENTS = "equal_installments"  # 等额本息
    EQUAL_PRINCIPAL = "equal_principal"  # 等额本金
    FLAT_FEE = "flat_fee"  # 等本等息: the same fee of the whole principal each period


@dataclass(frozen=True, slots=True)
class Part:
    """One installment of a computed plan by its parts."""

    principal: Money
    interest: Money

    @property
    def due(self) -> Money:
        return self.principal + self.interest


def computed_plan(
    scheme: Scheme, principal: Money, rate: Decimal, periods: int, first_due: dt.date
) -> tuple[Installment, ...]:
    """The installments of a loan; `rate` is the interest or fee of one month as a part of one (1.5 % is 0.015).

    A due day that a month lacks is its last day. Raises `ValueError` for terms that no loan has.
    """
    return tuple(
        Installment(k + 1, add_months(first_due, k, first_due.day), part.due)
        for k, part in enumerate(parts_of(scheme, principal, rate, periods))
    )


def parts_of(scheme: Scheme, principal: Money, rate: Decimal, periods: int) -> tuple[Part, ...]:
    """Principal and interest of each installment; the principals add up to the loan."""
    if not 1 <= periods <= MOST_PERIODS or principal.fen < periods or not 0 <= rate < 1:
        raise ValueError("no loan has such terms")
    return tuple(_SCHEMES[scheme](principal.fen, Fraction(rate), periods))


def _rounded(value: Fraction) -> int:
    return int(value + Fraction(1, 2))


def _equal_installments(loan: int, rate: Fraction, periods: int) -> Iterator[Part]:
    growth = (1 + rate) ** periods
    each = _rounded(loan * rate * growth / (growth - 1) if rate else Fraction(loan, periods))
    balance = loan
    for period in range(periods):
        interest = _rounded(balance * rate)
        part = balance if period == periods - 1 else min(balance, each - interest)
        balance -= part
        yield Part(Money(part), Money(interest))


def _equal_principal(loan: int, rate: Fraction, periods: int) -> Iterator[Part]:
    each, balance = _rounded(Fraction(loan, periods)), loan
    for period in range(periods):
        interest = _rounded(balance * rate)
        part = balance if period == periods - 1 else min(balance, each)
        balance -= part
        yield Part(Money(part), Money(interest))


def _flat_fee(loan: int, rate: Fraction, periods: int) -> Iterator[Part]:
    fee = Money(_rounded(loan * rate))
    for part in _equal_principal(loan, Fraction(0), periods):
        yield Part(part.principal, fee)


_SCHEMES: dict[Scheme, Callable[[int, Fraction, int], Iterator[Part]]] = {
    Scheme.EQUAL_INSTALLMENTS: _equal_installments,
    Scheme.EQUAL_PRINCIPAL: _equal_principal,
    Scheme.FLAT_FEE: _flat_fee,
}
