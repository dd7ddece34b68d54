"""Whole cases whose truth is known: what the ledger gives as certain is so, and most of what is proven it finds."""

from __future__ import annotations

import pytest

from tests.ledger.invented import Invented, invented, misses


def said(cases: list[Invented]) -> tuple[list[str], float]:
    """The rows that are wrong and certain, in words, and the part of all rows that are as the evidence has them."""
    silent, missed, rows = [], 0, 0
    for case in cases:
        found = misses(case)
        rows += len(case.kinds)
        missed += len(found)
        silent += [f"{m.how}: {m.row.installment} is {m.row.state}, not {m.wanted}" for m in found if m.silent]
    return silent, 1 - missed / rows


@pytest.mark.parametrize(("noise", "least"), [(False, 0.96), (True, 0.94)])
def test_nothing_wrong_is_certain_and_little_is_left_open(noise: bool, least: float) -> None:
    silent, right = said([invented(seed, noise=noise) for seed in range(10_000, 10_150)])
    assert not silent
    assert right >= least


def test_two_loans_of_one_lender_without_contract_numbers_do_not_mix() -> None:
    silent, right = said([invented(seed, loans=2) for seed in range(10_000, 10_060)])
    assert not silent
    assert right >= 0.88


def test_borrowers_who_pay_the_common_ways_are_read_almost_wholly() -> None:
    rare = {"over", "double", "early", "rest"}
    cases = [invented(seed, noise=False) for seed in range(10_000, 10_400)]
    common = [case for case in cases if not rare & set(case.kinds.values())]
    silent, right = said(common)
    assert not silent
    assert right >= 0.99
