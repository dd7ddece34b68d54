"""What a payment brings after refunds."""

from __future__ import annotations

from lehua_desktop.core.facts import Status
from lehua_desktop.core.model import Proof
from lehua_desktop.ledger.duplicates import find_payments
from lehua_desktop.ledger.refunds import usable
from tests.ledger.made import NO, proof


def left(*proofs: Proof) -> dict[int, int]:
    return {id_: money.fen for id_, money in usable(find_payments(proofs, NO)).items()}


def refund(id_: int, on: str, fen: int = 100) -> Proof:
    return proof(id_, on, fen, status=Status.REFUNDED)


def test_refund_takes_back_one_of_a_double_debit() -> None:
    twice = (proof(1, "2023-07-05", 100, time="09:00:10"), proof(2, "2023-07-05", 100, time="17:30:10"))
    assert left(*twice, refund(3, "2023-07-06")) == {1: 0, 2: 100}


def test_refund_takes_back_a_single_payment() -> None:
    assert left(proof(1, "2023-07-05", 100), refund(2, "2023-07-08")) == {1: 0}


def test_old_payments_and_other_amounts_are_safe_from_a_refund() -> None:
    assert left(proof(1, "2023-06-05", 100), proof(2, "2023-07-05", 90), refund(3, "2023-07-08")) == {1: 100, 2: 90}


def test_a_refund_counts_once_when_its_payment_says_refunded_itself() -> None:
    assert left(
        proof(1, "2023-07-05", 100, time="09:00:10"),
        proof(2, "2023-07-05", 100, time="12:00:10"),
        proof(4, "2023-07-05", 100, time="12:00:10", status=Status.REFUNDED),
        refund(5, "2023-07-06"),
    ) == {1: 100}


def test_a_refund_without_a_clock_takes_back_what_was_paid_on_its_day() -> None:
    assert left(proof(1, "2023-07-05", 100, time="09:00:10"), refund(2, "2023-07-05")) == {1: 0}


def test_the_row_of_a_payment_that_was_given_back_is_no_third_debit() -> None:
    assert left(
        proof(1, "2023-07-05", 100, time="09:00:21"),
        proof(2, "2023-07-05", 100, time="09:06:48", status=Status.REFUNDED),
        proof(3, "2023-07-05", 100, evidence=9),
        proof(4, "2023-07-05", 100, evidence=9),
        proof(5, "2023-07-06", 100, evidence=9, status=Status.REFUNDED),
    ) == {1: 100}
