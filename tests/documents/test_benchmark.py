"""What the benchmark of documents counts as found, as certain, and as the worst."""

from __future__ import annotations

import datetime as dt
from typing import Any

from benchmarks.documents import score
from lehua_desktop.core.facts import Kind, Status
from lehua_desktop.core.money import Money
from tests.documents import Document, TrueMonth, TruePayment, TrueRow, Truth

DAY = dt.date(2026, 2, 10)
PAID = TruePayment(DAY, Money(73_880))


def said(**changes: Any) -> dict[str, Any]:
    payment = {
        "date": "2026-02-10",
        "amount_fen": 73_880,
        "status": "success",
        "about_loan": True,
        "certain": True,
    }
    return {"kind": "payment", "payments": [payment | changes]}


def counted(truth: Truth, answer: dict[str, Any]) -> dict[str, int]:
    counts, _ = score(Document(b"", truth), answer)
    return {name: count for name, count in counts.items() if count}


def test_a_payment_with_the_right_day_amount_and_status_is_found() -> None:
    counts = counted(Truth(Kind.PAYMENT, (PAID,)), said())
    assert counts == {"files": 1, "kind": 1, "paid": 1, "found": 1, "whole": 1, "sure": 1}


def test_a_wrong_value_held_certain_is_a_silent_error() -> None:
    truth = Truth(Kind.PAYMENT, (PAID,))
    for wrong in ({"amount_fen": 73_889}, {"date": "2025-02-10"}, {"status": "failed"}):
        counts = counted(truth, said(**wrong))
        assert (counts.get("found"), counts["silent"], counts["extra"]) == (None, 1, 1)
        assert "silent" not in counted(truth, said(certain=False, **wrong))


def test_what_the_page_does_not_give_must_not_be_held_certain() -> None:
    for unknown in (
        TruePayment(None, PAID.amount),
        TruePayment(DAY, None),
        TruePayment(DAY, PAID.amount, None),
    ):
        truth = Truth(Kind.PAYMENT, (unknown,))
        assert counted(truth, said(certain=False))["found"] == 1
        assert counted(truth, said())["silent"] == 1


def test_a_payment_of_a_shop_counts_apart_and_taken_for_the_loan_is_an_extra() -> None:
    truth = Truth(Kind.PAYMENT, (TruePayment(DAY, PAID.amount, Status.SUCCESS, None, False),))
    assert counted(truth, said(about_loan=False)) == {"files": 1, "kind": 1, "other": 1, "other found": 1}
    assert counted(truth, said())["silent"] == 1


def test_rows_of_plans_and_overdue_months_are_counted_one_by_one() -> None:
    truth = Truth(
        Kind.PLAN, plan=(TrueRow(1, DAY, Money(73_880)),), overdue=(TrueMonth("2026-02", "1", Money(73_800)),)
    )
    answer = {
        "kind": "plan",
        "plan": [{"number": 1, "due": "2026-02-10", "amount_fen": 73_880, "certain": True}],
        "overdue": [{"month": "2026-03", "code": "1", "certain": True}],
    }
    counts = counted(truth, answer)
    assert (counts["rows found"], counts["months"], counts.get("months found"), counts["silent"]) == (1, 1, None, 1)
