"""Whatever the documents say, the ledger answers: with a state, a finding or a sentence, never with an exception."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehua_desktop.casebook.guides import fetch_guides
from lehua_desktop.casebook.law import repair_policy
from lehua_desktop.core.facts import PlanRow, Read
from lehua_desktop.core.model import Installment, Loan, PlanProof, Proof
from lehua_desktop.core.money import Money
from lehua_desktop.ledger.timeline import build_timeline
from tests.ledger.made import (
    DUE,
    NO,
    TODAY,
    certificate,
    loan,
    paid_on_due_days,
    plan,
    proof,
    report,
    row,
    states,
    timeline,
)

DAYS = [
    dt.date.min,
    dt.date(1970, 1, 31),
    dt.date(2023, 1, 31),
    dt.date(2024, 2, 29),
    dt.date(2024, 3, 10),
    dt.date(2024, 3, 10),
    dt.date(9999, 1, 1),
    dt.date.max,
]
AMOUNTS = [0, 0, 1, 100, DUE, DUE, 2 * DUE, 10**13]


@st.composite
def odd_loans(draw: st.DrawFn) -> list[Loan]:
    rows = st.builds(Installment, st.integers(0, 4), st.sampled_from(DAYS), st.builds(Money, st.sampled_from(AMOUNTS)))
    return [
        replace(
            loan(id_=id_, rows=False),
            installments=tuple(draw(st.lists(rows, max_size=6))),
            disbursed=draw(st.sampled_from([None, *DAYS])),
            principal=draw(st.sampled_from([None, Money(0), Money(DUE), Money(10**13)])),
            contract=draw(st.sampled_from([None, "", "LH20221210001"])),
            lender=draw(st.sampled_from([None, "", "示例消费金融有限公司", "行"])),
        )
        for id_ in range(1, draw(st.integers(0, 3)) + 1)
    ]


@st.composite
def odd_proofs(draw: st.DrawFn) -> list[Proof]:
    return [
        proof(
            id_,
            draw(st.sampled_from([None, *(day.isoformat() for day in DAYS)])),
            draw(st.sampled_from([None, *AMOUNTS])),
            time=draw(st.sampled_from([None, "", "24:00", "99:99", "00:00:00", "23:59"])),
            refs=draw(st.sampled_from([(), ("",), ("4200002345202503201234567890",)])),
            periods=draw(st.sampled_from([(), (0,), (1, 1), (999,)])),
            payee=draw(st.sampled_from([None, "", "（）", "乐花分期"])),
            posting=draw(st.booleans()),
            evidence=draw(st.integers(1, 3)),
        )
        for id_ in range(1, draw(st.integers(0, 8)) + 1)
    ]


@settings(max_examples=150, deadline=None)
@given(odd_loans(), odd_proofs(), st.sampled_from([dt.date.min, TODAY, dt.date.max]))
def test_odd_days_amounts_and_numbers_break_nothing(loans: list[Loan], proofs: list[Proof], today: dt.date) -> None:
    plans = [plan(one, evidence=900 + one.id) for one in loans]
    reports = [report(one, {"2024-02": "1", "2024-03": "7"}, evidence=950 + one.id) for one in loans]
    papers = [certificate(one, "2024-03-10") for one in loans]
    for given_loans in (loans, []):
        found = build_timeline(given_loans, proofs, plans, reports, papers, NO, today, repair_policy(), fetch_guides())
        assert all(r.paid.fen <= r.suggested.fen <= max(0, r.installment.amount.fen) for r in found.rows)


def test_plans_that_overlap_and_contradict_each_other_leave_their_rows_open() -> None:
    one, other = loan(), loan(amounts=[DUE] * 6 + [99_999] * 6)
    found = timeline(paid_on_due_days(), plans=[plan(one, evidence=900), plan(other, evidence=901)])
    assert len(found.loans) == 1
    assert states(found)[:6] == ["on_time"] * 6
    assert "on_time" not in states(found)[6:]
    assert any("待核对" in m.message.zh for m in found.missing)


def test_of_two_installments_with_one_number_both_are_shown_and_one_is_paid() -> None:
    twice = loan(2)
    twice = replace(twice, installments=(*twice.installments, Installment(2, dt.date(2023, 3, 10), Money(DUE))))
    found = timeline(paid_on_due_days(3), twice)
    assert len(found.rows) == 3
    assert sum(r.paid.fen for r in found.rows) <= 3 * DUE
    assert any("第2期出现了不止一次" in m.message.zh for m in found.missing)


def test_dues_out_of_order_are_matched_by_their_days() -> None:
    given = loan(3)
    turned = replace(given, installments=given.installments[::-1])
    assert states(timeline(paid_on_due_days(3), turned)) == ["on_time"] * 3


def test_a_plan_row_that_could_not_be_read_is_a_gap_with_a_sentence() -> None:
    rows = tuple(
        PlanRow(i.number, Read(None if i.number == 2 else i.due, i.number != 2), Read(i.amount, True))
        for i in loan(3).installments
    )
    found = timeline(paid_on_due_days(3), plans=[PlanProof(900, rows, None)])
    assert [r.installment.number for r in found.rows] == [1, 3]
    assert any("第2期没有读出来" in m.message.zh for m in found.missing)


@pytest.mark.parametrize("amounts", [[0, 0, 0], [0, DUE, 0]])
def test_an_installment_of_nothing_asks_for_nothing(amounts: list[int]) -> None:
    found = timeline([], loan(amounts=amounts))
    assert [r.state.value for r in found.rows if not r.installment.amount] == ["on_time"] * amounts.count(0)
    assert not [m for m in found.missing if m.installment == 1]


def test_a_loan_without_installments_says_what_to_add() -> None:
    found = timeline(paid_on_due_days(3), loan(rows=False))
    assert not found.rows
    assert any("没有还款计划" in m.message.zh for m in found.missing)
    assert len(found.unallocated) == 3


def test_payments_before_the_loan_stay_unallocated() -> None:
    found = timeline([proof(1, "2022-11-30")], loan(1))
    assert row(found, 1).suggested == Money(0)
    assert found.unallocated == {1: Money(DUE)}
