"""Proofs that show one movement of money become one payment; two movements stay two."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from lehua_desktop.core.facts import Status
from lehua_desktop.core.model import Decisions, Payment, Proof, SameDecision
from lehua_desktop.core.money import Money
from lehua_desktop.ledger.duplicates import find_payments
from tests.ledger.made import DUE, NO, proof

ORDER = "2023070522001498761401234567"
OTHER = "2023070522001498769999999999"


def groups(*proofs: Proof, decisions: Decisions = NO) -> list[list[int]]:
    return sorted([p.id for p in payment.proofs] for payment in find_payments(proofs, decisions))


def only(*proofs: Proof) -> Payment:
    (payment,) = find_payments(proofs, NO)
    return payment


def test_page_message_bill_and_statement_of_one_debit_are_one_payment() -> None:
    payment = only(
        proof(4, "2023-07-05", time="21:14:09", refs=[ORDER]),
        proof(7, "2023-07-05"),
        proof(9, "2023-07-05", time="21:14"),
        proof(12, "2023-07-05", time="21:16:40", refs=["11159208"]),
    )
    assert payment.id == 4
    assert (payment.amount, payment.day, payment.time) == (Money(DUE), dt.date(2023, 7, 5), "21:14:09")
    assert payment.certain


def test_same_number_joins_across_missing_times() -> None:
    assert groups(proof(1, "2023-07-05", refs=[ORDER]), proof(2, "2023-07-05", refs=["LH99887766", ORDER])) == [[1, 2]]


def test_different_numbers_of_one_shape_stay_apart() -> None:
    assert groups(proof(1, "2023-07-05", refs=[ORDER]), proof(2, "2023-07-05", refs=[OTHER])) == [[1], [2]]


def test_a_misread_sign_in_a_number_does_not_part() -> None:
    damaged = ORDER.replace("76140", "75140")
    assert groups(proof(1, "2023-07-05", refs=[ORDER]), proof(2, "2023-07-05", refs=[damaged])) == [[1, 2]]


def test_numbers_of_different_shape_say_nothing() -> None:
    one = proof(1, "2023-07-05", time="21:14:09", refs=[ORDER])
    assert groups(one, proof(2, "2023-07-05", time="21:14:30", refs=["LH202307050001"])) == [[1, 2]]


@pytest.mark.parametrize(("time", "joined"), [("21:18:59", True), ("21:30:00", False)])
def test_five_minutes_are_one_moment(time: str, joined: bool) -> None:
    found = groups(proof(1, "2023-07-05", time="21:14:09"), proof(2, "2023-07-05", time=time))
    assert (len(found) == 1) is joined


def test_one_moment_may_span_midnight_but_the_day_is_then_open() -> None:
    payment = only(proof(1, "2023-07-05", time="23:59:30"), proof(2, "2023-07-06", time="00:01:10"))
    assert not payment.certain


def test_posting_up_to_two_days_later_is_the_same_payment_and_keeps_its_day() -> None:
    payment = only(proof(1, "2023-07-08", time="21:14"), proof(2, "2023-07-10", posting=True))
    assert payment.day == dt.date(2023, 7, 8)
    assert payment.certain


def test_posting_before_the_payment_is_another_one() -> None:
    assert groups(proof(1, "2023-07-08", time="21:14"), proof(2, "2023-07-07", posting=True)) == [[1], [2]]


def test_two_equal_rows_of_one_statement_stay_two() -> None:
    assert groups(proof(1, "2023-07-05", evidence=1), proof(2, "2023-07-05", evidence=1)) == [[1], [2]]


def test_two_debits_in_three_files_stay_two() -> None:
    found = groups(
        proof(1, "2023-07-05", time="09:51:45"),
        proof(2, "2023-07-05", time="12:56:26"),
        proof(3, "2023-07-05", evidence=30),
        proof(4, "2023-07-05", evidence=30),
        proof(5, "2023-07-05", time="09:51", evidence=31),
        proof(6, "2023-07-05", time="12:56", evidence=31),
    )
    assert sorted(map(len, found)) == [3, 3]
    assert any({1, 5} <= set(g) for g in found)
    assert any({2, 6} <= set(g) for g in found)


def test_pages_of_one_file_join_by_minute_only() -> None:
    one = proof(1, "2023-07-05", time="21:14:09", evidence=5, page=0)
    assert groups(one, proof(2, "2023-07-05", time="21:14", evidence=5, page=3)) == [[1, 2]]
    assert groups(one, proof(2, "2023-07-05", evidence=5, page=3)) == [[1], [2]]


def test_cards_part_payments_without_times() -> None:
    assert groups(proof(1, "2023-07-05", tail="3446"), proof(2, "2023-07-05", tail="9902")) == [[1], [2]]


def test_failed_try_and_success_of_one_day_are_two() -> None:
    failed = proof(1, "2023-07-05", time="08:00:05", status=Status.FAILED, refs=[ORDER])
    assert groups(failed, proof(2, "2023-07-05", time="08:01:00", refs=[ORDER])) == [[1], [2]]


def test_pending_page_and_result_are_one_with_the_final_status() -> None:
    payment = only(
        proof(1, "2023-07-05", time="21:14", status=Status.PENDING),
        proof(2, "2023-07-05", time="21:14:09"),
        proof(3, "2023-07-05"),
    )
    assert payment.status is Status.SUCCESS
    assert payment.certain


def test_pending_alone_stays_pending() -> None:
    assert only(proof(1, "2023-07-05", time="21:14", status=Status.PENDING)).status is Status.PENDING


def test_refund_with_the_number_of_its_payment_takes_it_back() -> None:
    paid = proof(1, "2023-07-05", refs=[ORDER])
    assert only(paid, proof(2, "2023-07-07", status=Status.REFUNDED, refs=[ORDER])).status is Status.REFUNDED


def test_uncertain_proof_joins_and_never_spoils() -> None:
    payment = only(
        proof(1, "2023-07-05", 128_835, time="21:14", certain=False),
        proof(2, "2023-07-05", time="21:14:09"),
        proof(3, "2023-07-05", None, time="21:14", certain=False, status=None),
    )
    assert payment.amount == Money(DUE)
    assert payment.certain


def test_uncertain_day_with_the_same_second_joins() -> None:
    assert groups(
        proof(1, "2023-07-05", time="21:14:09"), proof(2, "2023-07-06", time="21:14:09", day_certain=False)
    ) == [[1, 2]]


def test_stated_periods_keep_payments_of_one_hour_apart() -> None:
    sure = proof(1, "2023-07-05", time="21:14:09", periods=[3])
    shy = proof(2, "2023-07-06", time="21:14:09", periods=[8], day_certain=False)
    assert groups(sure, shy) == [[1], [2]]


def test_two_uncertain_proofs_of_different_kind_that_agree_are_certain() -> None:
    page = proof(1, "2023-07-05", time="21:14:09", certain=False, refs=[ORDER])
    assert only(page, proof(2, "2023-07-05", time="21:14", certain=False, payee="乐花")).certain


def test_the_same_page_saved_twice_makes_nothing_certain() -> None:
    one = proof(1, "2023-07-05", time="21:14:09", certain=False, refs=[ORDER])
    assert not only(one, proof(2, "2023-07-05", time="21:14:09", certain=False, refs=[ORDER])).certain


def test_certain_proofs_that_disagree_leave_the_value_open() -> None:
    one = proof(1, "2023-07-05", refs=[ORDER], time="21:14:09")
    assert not only(one, proof(2, "2023-07-06", refs=[ORDER])).certain


def test_confirmed_value_beats_others() -> None:
    payment = only(
        proof(1, "2023-07-05", 128_835, time="21:14:09", refs=[ORDER], certain=False),
        proof(2, "2023-07-05", DUE, time="21:14:09", refs=[ORDER], certain=False, confirmed=True),
    )
    assert payment.amount == Money(DUE)
    assert payment.certain


def test_a_persons_word_joins_and_parts() -> None:
    one, other = proof(1, "2023-07-05", time="21:14:09"), proof(2, "2023-07-05", time="21:14")
    assert groups(one, other, decisions=Decisions(same=(SameDecision(1, 2, False),))) == [[1], [2]]
    far = proof(3, "2023-09-01")
    assert groups(one, far, decisions=Decisions(same=(SameDecision(3, 1, True),))) == [[1, 3]]


def test_ignored_proofs_are_out() -> None:
    assert groups(proof(1, "2023-07-05"), proof(2, "2023-08-05"), decisions=Decisions(ignored=frozenset({1}))) == [[2]]


def test_order_of_proofs_changes_nothing() -> None:
    proofs = [
        *(proof(k, "2023-07-05", time=f"09:0{k}:00") for k in range(1, 6)),
        *(proof(k, "2023-07-05", evidence=50) for k in range(6, 9)),
        proof(9, "2023-07-06", posting=True),
        proof(10, "2023-07-05", time="09:03", certain=False, fen=None),
    ]
    expected = groups(*proofs)
    for seed in range(20):
        random.Random(seed).shuffle(proofs)  # noqa: S311 - the same orders each time
        assert groups(*proofs) == expected


@pytest.mark.parametrize("tail", ["3446", "446", "6222020200112233446", "622202*********3446", "尾号3446"])
def test_whole_masked_and_short_numbers_name_one_card(tail: str) -> None:
    assert groups(proof(1, "2023-07-05", tail="3446"), proof(2, "2023-07-05", tail=tail)) == [[1, 2]]
    assert groups(proof(1, "2023-07-05", tail="9902"), proof(2, "2023-07-05", tail=tail)) == [[1], [2]]


def test_a_bill_row_and_its_page_are_one_payment_with_the_pages_moment() -> None:
    page = proof(1, "2023-07-05", time="21:14:09", refs=[ORDER], tail="3446")
    payment = only(page, proof(2, "2023-07-05", time="21:14", evidence=30, payee="乐花"))
    assert payment.time == "21:14:09"
    assert len(payment.proofs) == 2


@pytest.mark.parametrize("days", [0, 1, 2])
def test_a_message_without_a_clock_and_a_later_posting_join_the_page(days: int) -> None:
    page = proof(1, "2023-07-05", time="21:14:09")
    posted = proof(3, f"2023-07-0{5 + days}", posting=True, payee=None)
    payment = only(page, proof(2, "2023-07-05", tail="3446"), posted)
    assert (payment.day, payment.certain) == (dt.date(2023, 7, 5), True)


def test_two_postings_and_one_page_stay_two() -> None:
    rows = [proof(k, "2023-07-06", posting=True, evidence=30) for k in (2, 3)]
    found = groups(proof(1, "2023-07-05", time="21:14:09"), *rows)
    assert sorted(map(len, found)) == [1, 2]


def test_an_uncertain_amount_with_the_number_of_its_payment_joins() -> None:
    sure = proof(1, "2023-07-05", time="21:14:09", refs=[ORDER])
    payment = only(sure, proof(2, "2023-07-05", DUE * 10, refs=[ORDER], amount_certain=False))
    assert (payment.amount, payment.certain) == (Money(DUE), True)
