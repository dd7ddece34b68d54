"""Plans reckoned from the terms of a contract."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lehua_desktop.core.money import Money
from lehua_desktop.ledger.computed import Scheme, computed_plan, parts_of

FIRST = dt.date(2024, 1, 31)
LOAN, RATE = Money(1_200_000), Decimal("0.015")
terms = st.tuples(
    st.sampled_from(Scheme), st.integers(100_000, 50_000_000), st.integers(0, 300), st.integers(1, 60)
)  # rate in basis points


def test_equal_installments_follow_the_known_example() -> None:
    parts = parts_of(Scheme.EQUAL_INSTALLMENTS, LOAN, RATE, 12)
    assert [part.due.fen for part in parts] == [110_016] * 11 + [110_019]
    assert [part.interest.fen for part in parts] == [
        18_000, 16_620, 15_219, 13_797, 12_354, 10_889, 9_402, 7_893, 6_361, 4_806, 3_228, 1_626,
    ]  # fmt: skip
    assert sum(part.interest.fen for part in parts) == 120_195


def test_equal_principal_falls_by_the_same_interest_each_month() -> None:
    dues = [part.due.fen for part in parts_of(Scheme.EQUAL_PRINCIPAL, LOAN, RATE, 12)]
    assert dues[0] == 118_000
    assert {a - b for a, b in itertools.pairwise(dues)} == {1_500}


def test_a_flat_fee_is_the_same_each_month() -> None:
    parts = parts_of(Scheme.FLAT_FEE, LOAN, Decimal("0.01"), 12)
    assert {part.due.fen for part in parts} == {112_000}
    odd = parts_of(Scheme.FLAT_FEE, Money(100_000), Decimal("0.01"), 3)
    assert [part.due.fen for part in odd] == [34_333, 34_333, 34_334]


def test_due_days_keep_to_the_end_of_short_months() -> None:
    days = [i.due for i in computed_plan(Scheme.FLAT_FEE, LOAN, RATE, 4, FIRST)]
    assert days == [FIRST, dt.date(2024, 2, 29), dt.date(2024, 3, 31), dt.date(2024, 4, 30)]


@given(terms)
def test_the_principal_is_repaid_to_the_fen(given_terms: tuple[Scheme, int, int, int]) -> None:
    scheme, fen, basis_points, periods = given_terms
    parts = parts_of(scheme, Money(fen), Decimal(basis_points) / 10_000, periods)
    assert len(parts) == periods
    assert sum(part.principal.fen for part in parts) == fen
    assert all(part.principal.fen >= 0 and part.interest.fen >= 0 for part in parts)


@pytest.mark.parametrize(
    ("fen", "rate", "periods"), [(0, "0.01", 12), (5, "0.01", 12), (100, "1", 12), (100, "-0.1", 1), (100, "0", 0)]
)
def test_terms_that_no_loan_has_are_refused(fen: int, rate: str, periods: int) -> None:
    with pytest.raises(ValueError, match="no loan"):
        parts_of(Scheme.EQUAL_INSTALLMENTS, Money(fen), Decimal(rate), periods)
