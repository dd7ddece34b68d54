"""Which payment covers which installment, and whether the evidence decides it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lehua_desktop.core.days import add_months
from lehua_desktop.core.facts import Status
from lehua_desktop.core.model import Decisions, LinkDecision, Reason, State
from lehua_desktop.core.money import Money
from tests.ledger.made import (
    DUE,
    LENDER,
    certificate,
    day,
    links,
    loan,
    paid_on_due_days,
    proof,
    row,
    states,
    timeline,
)


def test_equal_months_are_linked_in_order_and_certain() -> None:
    found = timeline(paid_on_due_days(), loan())
    assert states(found) == ["on_time"] * 12
    assert all(a.certain and Reason.SAME_AMOUNT in a.reasons for a in links(found))


def test_a_gap_is_not_filled_by_the_payments_after_it() -> None:
    found = timeline(paid_on_due_days(skip=[4]), loan())
    assert states(found) == ["on_time"] * 3 + ["unproven"] + ["on_time"] * 8


def test_a_late_payment_and_the_next_are_told_apart() -> None:
    found = timeline([*paid_on_due_days(skip=[6]), proof(50, "2023-06-29", time="10:00:00")], loan())
    assert row(found, 6).state is State.LATE
    assert row(found, 6).paid_on == day("2023-06-29")
    assert row(found, 6).days_late == 19
    assert row(found, 7).state is State.ON_TIME


def test_payments_far_before_the_due_day_are_early() -> None:
    found = timeline([*paid_on_due_days(skip=[6]), proof(50, "2023-05-30")], loan())
    assert row(found, 6).state is State.ON_TIME


def test_far_before_the_due_day_an_older_gap_may_be_meant() -> None:
    found = timeline([*paid_on_due_days(3, skip=[1, 3]), proof(50, "2023-02-25")], loan(3))
    assert row(found, 3).state is State.UNPROVEN
    assert row(found, 3).suggested == Money(DUE)


def test_two_late_payments_that_could_change_places_stay_open() -> None:
    found = timeline([proof(1, "2023-02-08", time="09:00:00"), proof(2, "2023-02-25")], loan(2))
    assert states(found) == ["unproven", "unproven"]


def test_half_way_between_two_open_installments_nothing_is_certain() -> None:
    found = timeline([*paid_on_due_days(skip=[6, 7]), proof(50, "2023-06-25")], loan())
    assert [row(found, n).state for n in (6, 7)] == [State.UNPROVEN] * 2
    (link,) = [a for a in links(found) if a.payment == 50]
    assert not link.certain
    assert Reason.AMBIGUOUS in link.reasons


def test_stated_period_beats_arithmetic() -> None:
    found = timeline([proof(50, "2023-06-25", periods=[6])], loan())
    assert row(found, 6).state is State.LATE
    assert Reason.STATED_PERIOD in row(found, 6).allocations[0].reasons


def test_a_stated_period_far_from_the_day_is_a_misreading() -> None:
    found = timeline([proof(50, "2023-08-10", periods=[3])], loan())
    assert row(found, 3).suggested == Money(0)
    assert not any(a.certain for a in links(found))


def test_one_payment_covers_several() -> None:
    found = timeline([*paid_on_due_days(skip=[7, 8]), proof(50, "2023-07-10", 2 * DUE)], loan())
    assert [row(found, n).state for n in (7, 8)] == [State.ON_TIME] * 2
    assert Reason.PART_OF_PAYMENT in row(found, 8).allocations[0].reasons


def test_a_double_amount_with_open_neighbours_on_both_sides_is_certain_only_in_the_middle() -> None:
    found = timeline([*paid_on_due_days(skip=[6, 7, 8]), proof(50, "2023-07-10", 2 * DUE)], loan())
    assert row(found, 7).state is State.ON_TIME
    assert row(found, 6).state is row(found, 8).state is State.UNPROVEN


def test_several_payments_cover_one() -> None:
    found = timeline(
        [*paid_on_due_days(skip=[3]), proof(50, "2023-03-07", 50_000), proof(51, "2023-03-12", DUE - 50_000)], loan()
    )
    assert row(found, 3).paid == Money(DUE)
    assert row(found, 3).paid_on == day("2023-03-12")
    assert row(found, 3).state is State.LATE


def test_a_good_part_near_the_due_day_is_proven_partly() -> None:
    found = timeline([*paid_on_due_days(skip=[3]), proof(50, "2023-03-08", 50_000)], loan())
    assert row(found, 3).state is State.PARTLY
    assert row(found, 3).paid == Money(50_000)


@pytest.mark.parametrize("fen", [1_500, DUE - 1_000])
def test_a_fee_or_an_amount_just_under_the_due_proves_nothing(fen: int) -> None:
    found = timeline([*paid_on_due_days(skip=[3]), proof(50, "2023-03-08", fen)], loan())
    assert row(found, 3).state is State.UNPROVEN


def test_small_charges_are_left_over() -> None:
    found = timeline([*paid_on_due_days(skip=[3]), proof(50, "2023-03-12", DUE + 1_200)], loan())
    assert row(found, 3).state is State.LATE
    assert row(found, 3).paid == Money(DUE)
    assert Reason.WITH_CHARGES in row(found, 3).allocations[0].reasons
    assert found.unallocated == {50: Money(1_200)}


def test_an_amount_that_is_another_installments_is_not_taken_for_charges() -> None:
    unequal = loan(amounts=[196_466, 193_983, 191_499])
    found = timeline([proof(50, "2023-02-22", 196_466)], unequal)
    assert row(found, 1).state is State.LATE
    assert row(found, 2).state is State.UNPROVEN


def test_early_settlement_with_certificate_settles_the_rest_below_its_sum() -> None:
    given = loan(principal=1_400_000)
    found = timeline(
        [*paid_on_due_days(skip=range(7, 13)), proof(50, "2023-07-02", 730_000)],
        given,
        settlements=[certificate(given, "2023-07-02")],
    )
    assert states(found) == ["on_time"] * 12
    assert sum(row(found, n).paid.fen for n in range(7, 13)) == 730_000


def test_early_settlement_without_certificate_waits_for_a_person() -> None:
    found = timeline(
        [*paid_on_due_days(skip=range(7, 13)), proof(50, "2023-07-02", 730_000)], loan(principal=1_400_000)
    )
    assert states(found)[6:] == ["unproven"] * 6
    assert row(found, 12).suggested


def test_failed_pending_and_refunded_payments_cover_nothing() -> None:
    found = timeline(
        [
            proof(1, "2023-01-10", status=Status.FAILED),
            proof(2, "2023-02-10", status=Status.PENDING),
            proof(3, "2023-03-10", status=Status.REFUNDED),
            proof(4, "2023-04-10"),
            proof(5, "2023-04-12", status=Status.REFUNDED),
        ],
        loan(4),
    )
    assert states(found) == ["unproven"] * 4


def test_a_double_debit_does_not_pay_the_neighbour() -> None:
    found = timeline([*paid_on_due_days(skip=[6]), proof(50, "2023-07-10", time="09:00:00")], loan())
    assert row(found, 7).state is State.ON_TIME
    assert row(found, 6).state is State.UNPROVEN
    assert not any(a.certain for a in row(found, 6).allocations)


def test_a_payment_left_over_after_a_gap_opens_what_it_would_move() -> None:
    late = [proof(k, add_months(day("2023-02-09"), k - 1).isoformat()) for k in range(1, 13)]
    found = timeline(late, loan())
    assert "on_time" not in states(found), "each may have paid the month before, a month late"


def test_uncertain_payment_is_only_suggested() -> None:
    found = timeline([*paid_on_due_days(skip=[6]), proof(50, "2023-06-10", certain=False)], loan())
    assert row(found, 6).state is State.UNPROVEN
    assert row(found, 6).suggested == Money(DUE)
    assert Reason.UNCERTAIN_READING in row(found, 6).allocations[0].reasons


def test_uncertain_payment_does_not_push_certain_ones_aside() -> None:
    found = timeline([*paid_on_due_days(), proof(50, "2023-06-09", certain=False)], loan())
    assert states(found) == ["on_time"] * 12


def test_only_a_posting_day_just_after_the_due_day_decides_nothing() -> None:
    found = timeline([*paid_on_due_days(skip=[6]), proof(50, "2023-06-12", posting=True)], loan())
    assert row(found, 6).state is State.UNPROVEN
    found = timeline([*paid_on_due_days(skip=[6]), proof(50, "2023-06-15", posting=True)], loan())
    assert row(found, 6).state is State.LATE


def test_links_by_hand_are_fixed_points() -> None:
    proofs = [proof(1, "2023-03-10"), proof(2, "2023-03-10", time="12:00:00", evidence=1)]
    by_hand = Decisions(links=(LinkDecision(1, 1, 1, True), LinkDecision(2, 1, 3, False)))
    found = timeline(proofs, loan(3), decisions=by_hand)
    assert row(found, 1).state is State.LATE
    assert Reason.BY_HAND in row(found, 1).allocations[0].reasons
    assert not row(found, 3).allocations


def test_a_link_by_hand_with_an_amount_leaves_the_rest() -> None:
    by_hand = Decisions(links=(LinkDecision(1, 1, 1, True, Money(50_000)),))
    found = timeline([proof(1, "2023-01-10", 60_000)], loan(1), decisions=by_hand)
    assert (50_000, True) in [(a.amount.fen, Reason.BY_HAND in a.reasons) for a in links(found)]


def test_a_payment_that_does_not_look_like_the_loan_counts_once_a_person_links_it() -> None:
    stranger = proof(1, "2023-01-10", about=False, payee="李四")
    assert not links(timeline([stranger], loan(1)))
    found = timeline([stranger], loan(1), decisions=Decisions(links=(LinkDecision(1, 1, 1, True),)))
    assert row(found, 1).state is State.ON_TIME


def test_loans_of_equal_installments_do_not_steal_from_each_other() -> None:
    one = loan(3, id_=1, contract="LH20221210001")
    two = loan(3, id_=2, contract="LH20221210777")
    proofs = [
        *(proof(k, f"2023-0{k}-10", time="09:00:00", contract="LH20221210001") for k in (1, 2, 3)),
        *(proof(10 + k, f"2023-0{k}-10", time="15:00:00", contract="LH20221210777") for k in (1, 2)),
    ]
    found = timeline(proofs, one, two)
    assert [r.state.value for r in found.rows if r.loan == 1] == ["on_time"] * 3
    assert [r.state.value for r in found.rows if r.loan == 2] == ["on_time", "on_time", "unproven"]


def test_lenders_tell_loans_apart() -> None:
    one = loan(1, id_=1, platform=None, contract=None)
    two = loan(1, id_=2, platform=None, contract=None, lender="东澜消费金融股份有限公司")
    found = timeline([proof(1, "2023-01-10", payee="东澜消费金融"), proof(2, "2023-01-09", payee=LENDER)], one, two)
    assert [a.payment for a in row(found, 1, 1).allocations] == [2]
    assert [a.payment for a in row(found, 1, 2).allocations] == [1]


def test_a_payment_that_two_loans_want_stays_open() -> None:
    one, two = loan(1, id_=1, contract=None), loan(1, id_=2, contract=None)
    found = timeline([proof(1, "2023-01-10")], one, two)
    assert len(links(found)) == 1
    assert not links(found)[0].certain


def test_another_contract_on_the_proof_leaves_the_link_open() -> None:
    found = timeline([proof(1, "2023-01-10", contract="ZZ98765432100")], loan(1))
    assert row(found, 1).state is State.UNPROVEN


def test_payments_before_the_loan_are_not_for_it() -> None:
    assert not links(timeline([proof(1, "2022-11-30")], loan(1)))


def test_due_days_of_short_months_and_leap_days_work() -> None:
    given = loan(4, first="2023-12-31")
    assert [i.due.isoformat() for i in given.installments] == ["2023-12-31", "2024-01-31", "2024-02-29", "2024-03-31"]
    found = timeline([proof(k, i.due.isoformat()) for k, i in enumerate(given.installments, 1)], given)
    assert states(found) == ["on_time"] * 4


def test_nothing_due_needs_no_payment() -> None:
    assert states(timeline([], loan(2, amounts=[0, DUE]))) == ["on_time", "unproven"]


def test_a_page_that_names_the_first_of_two_speaks_for_both_when_the_sum_fits() -> None:
    falling = loan(amounts=[196_466, 193_983, 191_499])
    found = timeline([proof(1, "2023-01-10", 196_466 + 193_983, periods=[1])], falling)
    assert states(found) == ["on_time", "on_time", "unproven"]


def test_a_late_payment_may_be_early_for_the_next_if_that_is_open() -> None:
    alone = proof(50, "2023-06-22")
    assert row(timeline([*paid_on_due_days(skip=[6, 7]), alone], loan()), 6).state is State.UNPROVEN
    assert row(timeline([*paid_on_due_days(skip=[6]), alone], loan()), 6).state is State.LATE


def test_late_payments_in_a_row_before_an_open_installment_stay_open() -> None:
    shifted = [proof(50, "2023-06-22"), proof(51, "2023-07-22")]
    found = timeline([*paid_on_due_days(skip=[6, 7, 8]), *shifted], loan())
    assert [row(found, n).state for n in (6, 7, 8)] == [State.UNPROVEN] * 3


def test_one_payment_for_two_may_leave_out_the_one_long_overdue() -> None:
    found = timeline([*paid_on_due_days(skip=[6, 7, 8]), proof(50, "2023-07-08", 2 * DUE)], loan())
    assert row(found, 6).state is State.UNPROVEN
    assert row(found, 7).state is State.ON_TIME


def test_a_settlement_does_not_say_whether_what_was_overdue_is_in_it() -> None:
    given = loan(principal=1_400_000)
    found = timeline(
        [*paid_on_due_days(skip=range(6, 13)), proof(50, "2023-07-02", 730_000)],
        given,
        settlements=[certificate(given, "2023-07-02")],
    )
    assert row(found, 6).state is State.UNPROVEN
    assert row(found, 7).state is State.ON_TIME


def test_an_amount_to_the_fen_beats_a_part_when_two_loans_want_the_payment() -> None:
    one, two = loan(2, id_=1, contract=None), loan(2, id_=2, contract=None, amounts=[90_000, 90_000])
    proofs = [
        proof(1, "2023-01-10"),
        proof(2, "2023-01-09", 90_000),
        proof(3, "2023-02-10"),
        proof(4, "2023-02-09", 90_000),
    ]
    assert states(timeline(proofs, one, two)) == ["on_time"] * 4


def test_a_part_proves_nothing_where_it_may_belong_to_another_loan() -> None:
    one, two = loan(1, id_=1, contract=None), loan(1, id_=2, contract=None, amounts=[900_000])
    found = timeline([proof(1, "2023-01-09", 60_000)], one, two)
    assert states(found) == ["unproven", "unproven"]
    assert any(links(found))


def test_a_guarantee_part_is_left_over_to_the_fen() -> None:
    found = timeline([proof(1, "2023-01-10", 260_747)], loan(1, amounts=[260_636]))
    assert row(found, 1).state is State.ON_TIME
    assert row(found, 1).paid == Money(260_636)
    assert found.unallocated == {1: Money(111)}


def test_of_a_double_debit_the_refund_takes_one_and_the_other_pays() -> None:
    twice = [proof(1, "2023-01-10", time="09:00:00"), proof(2, "2023-01-10", time="15:00:00")]
    found = timeline([*twice, proof(3, "2023-01-12", status=Status.REFUNDED)], loan(2))
    assert [(r.state, r.paid.fen) for r in found.rows] == [(State.ON_TIME, DUE), (State.UNPROVEN, 0)]
    assert not found.unallocated


def test_an_over_payment_goes_on_to_the_next_and_waits_for_a_person() -> None:
    found = timeline([proof(1, "2023-01-10", DUE + 60_000)], loan(2))
    assert sum(r.suggested.fen for r in found.rows) + sum(m.fen for m in found.unallocated.values()) == DUE + 60_000
    assert not any(a.certain for a in links(found))


def test_an_over_payment_that_names_its_installment_pays_it_whole() -> None:
    found = timeline([proof(1, "2023-01-10", DUE + 60_000, periods=[1])], loan(2))
    assert row(found, 1).state is State.ON_TIME
    assert row(found, 2).paid == Money(0)


def test_a_coupon_leaves_the_installment_open_and_is_offered() -> None:
    found = timeline([proof(1, "2023-01-10", DUE - 500)], loan(1))
    assert row(found, 1).state is State.UNPROVEN
    assert row(found, 1).suggested == Money(DUE - 500)


def test_a_payment_by_another_person_counts_for_the_installment() -> None:
    paid = proof(1, "2023-01-10")
    found = timeline([replace(paid, payment=replace(paid.payment, payer="李四"))], loan(1))
    assert row(found, 1).state is State.ON_TIME


def test_a_coupon_that_the_page_names_completes_the_installment() -> None:
    paid = proof(1, "2023-01-10", DUE - 500)
    named = replace(paid, payment=replace(paid.payment, components=(("还款立减券", Money(-500)),)))
    found = timeline([named], loan(2))
    assert row(found, 1).state is State.ON_TIME
    assert row(found, 1).paid == Money(DUE - 500)
    assert Reason.WITH_COUPON in row(found, 1).allocations[0].reasons
    other = replace(paid, payment=replace(paid.payment, components=(("手续费", Money(500)),)))
    assert row(timeline([other], loan(2)), 1).state is State.UNPROVEN


def test_the_contract_number_speaks_for_a_payment_with_charges_to_a_platform_that_no_paper_names() -> None:
    given = loan(2, platform=None)
    late = proof(2, "2023-02-12", DUE + 35, contract=given.contract)
    found = timeline([proof(1, "2023-01-10"), late], given)
    assert states(found) == ["on_time", "late"]


def test_what_a_coupon_paid_is_open_to_no_other_payment() -> None:
    paid = proof(1, "2023-01-10", DUE - 500)
    named = replace(paid, payment=replace(paid.payment, components=(("还款立减券", Money(-500)),)))
    found = timeline([named, proof(2, "2023-02-02", 60_000)], loan(1))
    assert [a.payment for a in row(found, 1).allocations] == [1]


@pytest.mark.parametrize("fee", [("2023-01-09", "09:12:31"), ("2023-01-09", "09:12:47"), ("2023-01-10", "08:00:00")])
def test_a_fee_that_makes_the_installment_to_the_fen_is_a_part_of_it(fee: tuple[str, str]) -> None:
    on, time = fee
    lent = proof(1, "2023-01-09", DUE - 3_526, time="09:12:40")
    found = timeline([lent, proof(2, on, 3_526, time=time)], loan(2))
    assert states(found) == ["on_time", "unproven"]
    for other in (proof(2, on, 3_525, time=time), proof(2, "2023-01-12", 3_526)):
        assert row(timeline([lent, other], loan(2)), 1).state in (State.UNPROVEN, State.PARTLY)


@pytest.mark.parametrize("days", [["07-20", "08-20", "09-20"], ["07-09", "08-09", "09-15"]])
def test_a_borrower_who_is_one_behind_pays_the_earliest_first_and_nothing_there_is_certain(days: list[str]) -> None:
    """June was skipped: the payments go to June, July and August; the other reading is offered."""
    proofs = [*paid_on_due_days(5), *(proof(k, f"2023-{on}") for k, on in enumerate(days, 50))]
    found = timeline(proofs, loan(8))
    assert states(found) == ["on_time"] * 5 + ["unproven"] * 3
    assert [[a.payment for a in row(found, n).allocations] for n in (6, 7, 8)] == [[50], [51], [52]]
    first = row(found, 6).allocations[0]
    assert Reason.EARLIEST_OPEN in first.reasons
    assert (1, 7) in first.others


def test_late_payments_right_after_an_open_installment_may_be_for_the_one_before() -> None:
    late = [proof(50, "2023-07-20"), proof(51, "2023-08-20")]
    found = timeline([*paid_on_due_days(5), *late], loan(8))
    assert [[a.payment for a in row(found, n).allocations] for n in (6, 7, 8)] == [[50], [51], []]
    assert not any(a.certain for n in (6, 7) for a in row(found, n).allocations)
    assert (1, 7) in row(found, 6).allocations[0].others


def test_a_borrower_who_always_paid_late_is_not_behind_where_a_proof_is_missing() -> None:
    late = [proof(k, f"2023-0{k}-20") for k in (1, 2, 3, 4, 5, 7, 8)]
    found = timeline(late, loan(8))
    assert [[a.payment for a in row(found, n).allocations] for n in (6, 7, 8)] == [[], [7], [8]]


def test_a_payment_that_names_its_installment_is_not_moved_back() -> None:
    late = [proof(50, "2023-07-20", periods=[7]), proof(51, "2023-08-20"), proof(52, "2023-09-20")]
    found = timeline([*paid_on_due_days(5), *late], loan(8))
    assert row(found, 7).paid_on == day("2023-07-20")
    assert [[a.payment for a in row(found, n).allocations] for n in (6, 8)] == [[51], [52]]


def test_a_payment_nobody_has_looked_at_moves_no_certain_one() -> None:
    proofs = [*paid_on_due_days(8, skip=[6]), proof(52, "2023-09-15", certain=False)]
    found = timeline(proofs, loan(8))
    assert [row(found, n).state for n in (7, 8)] == [State.ON_TIME] * 2


def test_what_is_certain_of_a_borrower_who_is_behind_is_what_both_readings_have() -> None:
    proofs = [
        *paid_on_due_days(3),
        proof(50, "2023-07-20"),
        proof(51, "2023-08-20"),
        *paid_on_due_days(12, skip=range(9)),
    ]
    found = timeline(proofs, loan())
    assert [row(found, n).state for n in (10, 11, 12)] == [State.ON_TIME] * 3


def test_a_short_payment_that_names_its_installment_is_proven_in_part() -> None:
    found = timeline([*paid_on_due_days(skip=[3]), proof(50, "2023-03-08", DUE - 1_000, periods=[3])], loan())
    assert row(found, 3).state is State.PARTLY
    assert row(found, 3).paid == Money(DUE - 1_000)
    (gap,) = [m for m in found.missing if m.installment == 3]
    assert "还差10.00元" in gap.message.zh


def test_a_fee_that_names_an_installment_is_no_part_of_it() -> None:
    found = timeline([*paid_on_due_days(skip=[3]), proof(50, "2023-03-08", 1_500, periods=[3])], loan())
    assert row(found, 3).state is State.UNPROVEN


def test_a_payment_of_another_contract_or_before_the_loan_is_not_about_it_and_is_named_as_loose() -> None:
    proofs = [
        *paid_on_due_days(),
        proof(50, "2023-07-18", 76_800, contract="LH20230101000099"),
        proof(51, "2022-11-18", 76_800),
        proof(52, "2023-07-19", 76_800),
    ]
    found = timeline(proofs, loan())
    assert [payment.id for payment in found.loose] == [51, 50, 52]
    assert [payment.about_loan for payment in found.loose] == [False, False, True]
    by_hand = Decisions(links=(LinkDecision(3, 1, 3, linked=False), LinkDecision(51, 1, 3, linked=True)))
    linked = timeline(proofs, loan(), decisions=by_hand)
    assert next(payment for payment in linked.payments if payment.id == 51).about_loan
