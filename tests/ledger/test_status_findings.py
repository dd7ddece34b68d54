"""Findings about the state of the account, and about grids that contradict themselves or keep a record too long."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from lehua_desktop.casebook.law import repair_policy
from lehua_desktop.core.model import Finding, Loan, ReportProof, Severity
from lehua_desktop.core.money import Money
from lehua_desktop.ledger.findings.other_payer import differs
from tests.ledger.made import certificate, day, findings, loan, paid_on_due_days, proof, report, timeline

LAST = dt.date(2023, 12, 10)


def with_account(of: Loan, on: str, **values: Any) -> ReportProof:
    """A clean full report of that day whose account says `values`."""
    made = report(of, {}, on=on)
    account = replace(made.report.accounts[0], as_of=day(on), **values)
    return replace(made, report=replace(made.report, accounts=(account,)))


# --- current_status --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "claim", [{"state": "overdue"}, {"state": "open"}, {"state": "open", "balance": Money(128_600)}]
)
def test_an_account_that_is_not_closed_long_after_the_last_payment_is_a_contradiction(claim: dict[str, Any]) -> None:
    given = loan()
    found = timeline(paid_on_due_days(), given, reports=[with_account(given, "2024-03-31", **claim)])
    (finding,) = findings(found, "current_status")
    assert (finding.letter, finding.severity) == ("B", Severity.CONTRADICTION)
    assert {12, 950} <= {source.evidence for source in finding.sources}
    assert "2023-12-10" in finding.message.zh


def test_a_settled_account_or_a_missing_proof_gives_none() -> None:
    given = loan()
    settled = with_account(given, "2024-03-31", state="settled", balance=Money(0))
    still_open = with_account(given, "2024-03-31", state="open")
    assert not findings(timeline(paid_on_due_days(), given, reports=[settled]), "current_status")
    assert not findings(timeline(paid_on_due_days(skip=[5]), given, reports=[still_open]), "current_status")


@pytest.mark.parametrize(("on", "late"), [("2023-11-30", True), ("2023-12-31", True), ("2024-01-31", False)])
def test_a_report_that_could_not_know_of_the_payment_yet_is_only_late(on: str, late: bool) -> None:
    given = loan()
    found = timeline(paid_on_due_days(), given, reports=[with_account(given, on, state="open")])
    assert [(f.letter, f.severity) for f in findings(found, "update_lag")] == [("H", Severity.NOTE)] * late
    assert [(f.letter, f.severity) for f in findings(found, "current_status")] == [("B", Severity.CONTRADICTION)] * (
        not late
    )


def test_an_account_open_after_the_certificate_is_a_contradiction_without_any_payment() -> None:
    given = loan()
    made = timeline(
        [],
        given,
        settlements=[certificate(given, "2023-12-12")],
        reports=[with_account(given, "2024-03-31", state="open")],
    )
    (finding,) = findings(made, "settled_open")
    assert (finding.letter, finding.severity) == ("I", Severity.CONTRADICTION)
    assert 980 in {source.evidence for source in finding.sources}
    assert not findings(made, "current_status")


def test_a_certificate_that_needs_a_look_or_of_another_contract_proves_nothing() -> None:
    given = loan()
    still_open = with_account(given, "2024-03-31", state="open")
    doubtful = certificate(given, "2023-12-12", certain=False)
    foreign = certificate(replace(given, contract="XX99887766"), "2023-12-12")
    for paper in (doubtful, foreign):
        assert not findings(timeline([], given, settlements=[paper], reports=[still_open]), "settled_open")


def test_an_account_that_may_be_another_loan_makes_a_doubt() -> None:
    given = replace(loan(), disbursed=None, principal=None)
    found = timeline(paid_on_due_days(), given, reports=[with_account(given, "2024-03-31", state="overdue")])
    (finding,) = findings(found, "current_status")
    assert finding.severity is Severity.DOUBT


def test_payments_of_a_plan_that_may_not_be_whole_make_a_doubt() -> None:
    half = loan(6)
    account = with_account(half, "2024-03-31", state="open")
    (finding,) = findings(timeline(paid_on_due_days(6), half, reports=[account]), "current_status")
    assert finding.severity is Severity.DOUBT
    ended = with_account(half, "2024-03-31", state="open", ends=day("2023-06-10"))
    (finding,) = findings(timeline(paid_on_due_days(6), half, reports=[ended]), "current_status")
    assert finding.severity is Severity.CONTRADICTION


# --- kept_too_long ---------------------------------------------------------------------------------------


def late_in_march(given: Loan, on: str, code: str = "1", certain: bool = True) -> ReportProof:
    return report(given, {"2023-03": code}, on=on, certain=certain)


@pytest.mark.parametrize(("on", "count"), [("2028-03-20", 0), ("2028-03-21", 1)])
def test_a_record_is_kept_for_five_years_from_the_proven_payment(on: str, count: int) -> None:
    given = loan()
    proofs = [*paid_on_due_days(skip=[3]), proof(50, "2023-03-20", time="12:00")]
    found = timeline(proofs, given, reports=[late_in_march(given, on)], today=day("2028-06-01"))
    assert len(findings(found, "kept_too_long")) == count


@pytest.mark.parametrize(("on", "count"), [("2028-04-30", 0), ("2028-05-01", 1)])
def test_without_a_payment_the_next_clean_month_ends_it(on: str, count: int) -> None:
    given = loan()
    found = timeline([], given, reports=[late_in_march(given, on)], today=day("2028-06-01"))
    assert [f.severity for f in findings(found, "kept_too_long")] == [Severity.CONTRADICTION] * count


def test_a_record_whose_end_is_unknown_is_not_called_too_old() -> None:
    given = loan(3)
    found = timeline([], given, reports=[late_in_march(given, "2029-01-01")], today=day("2029-06-01"))
    assert not findings(found, "kept_too_long")


# --- level_jump ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codes", "months"),
    [
        ({"2023-05": "2"}, ["2023-05"]),
        ({"2023-05": "1", "2023-06": "3"}, ["2023-06"]),
        ({"2023-05": "1", "2023-06": "2", "2023-07": "3"}, []),
        ({"2023-05": "7", "2023-04": "7"}, ["2023-04"]),
        ({"2023-04": "#", "2023-05": "3"}, []),
    ],
)
def test_a_level_rises_by_one_a_month(codes: dict[str, str], months: list[str]) -> None:
    given = loan()
    found = timeline([], given, reports=[report(given, codes)])
    assert [f.month for f in findings(found, "level_jump")] == months
    assert all(f.severity is Severity.DOUBT for f in findings(found, "level_jump"))


def test_cells_that_need_a_look_make_no_jump() -> None:
    given = loan()
    assert not findings(timeline([], given, reports=[report(given, {"2023-05": "3"}, certain=False)]), "level_jump")


# --- repair_policy ---------------------------------------------------------------------------------------


def about_march(paid: str | None, on: str, *, amount: int = 128_600, certain: bool = True, code: str = "1") -> Finding:
    """What is said of a loan of three installments whose third, due 2023-03-10, was paid late or not at all."""
    given = loan(3)
    made = report(given, {"2023-03": code}, on=on, certain=certain)
    account = made.report.accounts[0]
    months = tuple(
        replace(m, amount=replace(m.amount, value=Money(amount))) if m.overdue and m.amount else m
        for m in account.months
    )
    made = replace(made, report=replace(made.report, accounts=(replace(account, months=months),)))
    proofs = [*paid_on_due_days(3, skip=[3]), *([proof(50, paid, time="12:00", periods=[3])] if paid else [])]
    (finding,) = findings(timeline(proofs, given, reports=[made], policy=repair_policy()), "repair_policy")
    return finding


def test_a_month_that_qualifies_and_is_still_shown_is_a_strong_finding() -> None:
    finding = about_march("2025-11-30", "2026-01-02")
    assert (finding.letter, finding.severity, finding.route) == ("G", Severity.CONTRADICTION, "bureau")
    assert finding.month == "2023-03"


@pytest.mark.parametrize(
    ("paid", "on", "claimed"),
    [
        ("2025-11-30", "2026-01-01", False),
        ("2025-12-01", "2026-01-31", False),
        ("2025-12-01", "2026-02-01", True),
        ("2026-03-31", "2026-04-30", False),
        ("2026-03-31", "2026-05-01", True),
        ("2026-04-01", "2026-06-01", False),
    ],
)
def test_each_day_of_the_policy_counts(paid: str, on: str, claimed: bool) -> None:
    assert (about_march(paid, on).severity is Severity.CONTRADICTION) == claimed


def test_what_it_misses_is_said_plainly() -> None:
    assert "10,000.00元" in about_march("2024-01-01", "2026-06-01", amount=1_000_100).message.zh
    assert about_march("2024-01-01", "2026-06-01", amount=1_000_000).severity is Severity.CONTRADICTION
    assert "2026-04-01" in about_march("2026-04-01", "2026-06-01").message.zh
    assert "还不能判断" in about_march(None, "2026-06-01").message.zh


def test_an_overdue_outside_its_years_is_not_covered() -> None:
    given = loan(3, first="2019-10-10")
    proofs = [proof(k, f"2019-{9 + k}-25", time="12:00") for k in (1, 2, 3)]
    found = timeline(proofs, given, reports=[report(given, {"2019-12": "1"}, on="2024-06-01")], policy=repair_policy())
    (finding,) = findings(found, "repair_policy")
    assert finding.severity is Severity.NOTE
    assert "2020-01-01" in finding.message.zh


def test_cells_that_need_a_look_make_no_strong_finding_of_the_policy() -> None:
    assert about_march("2025-11-30", "2026-06-01", certain=False).severity is Severity.DOUBT


def test_the_policy_names_its_text_and_the_day_it_was_checked() -> None:
    policy = repair_policy()
    assert (policy.begins, policy.ends, policy.limit) == (day("2020-01-01"), day("2025-12-31"), Money(1_000_000))
    lines = "".join(line.zh for line in about_march("2024-01-01", "2026-06-01").arithmetic)
    assert policy.name.zh in lines
    assert f"核对于{policy.checked_on}" in lines


def test_what_cannot_be_told_is_a_doubt_with_what_to_look_up() -> None:
    unproven = about_march(None, "2026-06-01")
    assert (unproven.severity, "结清证明" in unproven.message.zh) == (Severity.DOUBT, True)
    no_amount = about_march("2024-01-01", "2026-06-01", amount=0)
    assert (no_amount.severity, "逾期总额" in no_amount.message.zh) == (Severity.DOUBT, True)
    too_much_but_unsure = about_march("2024-01-01", "2026-06-01", amount=1_000_100, certain=False)
    assert "待核对" in too_much_but_unsure.message.zh


def bounded(on: str, *, settled: str | None = None, clean: str | None = None) -> Finding:
    """An overdue of 2023-03 without any payment: a certificate or a later clean month gives the latest day."""
    given = loan(3)
    made = report(given, {"2023-03": "1", **({clean: "N"} if clean else {})}, on=on)
    papers = [certificate(given, settled)] if settled else []
    found = timeline([], given, reports=[made], settlements=papers, policy=repair_policy())
    return findings(found, "repair_policy")[0]


@pytest.mark.parametrize(
    ("settled", "clean", "on", "severity"),
    [
        ("2023-05-12", None, "2026-05-02", Severity.CONTRADICTION),
        (None, "2023-04", "2026-05-02", Severity.CONTRADICTION),
        ("2026-04-12", "2023-04", "2026-05-02", Severity.CONTRADICTION),
        ("2026-03-31", None, "2026-04-30", Severity.NOTE),
        ("2026-04-12", None, "2026-06-02", Severity.DOUBT),
        (None, None, "2026-06-02", Severity.DOUBT),
    ],
)
def test_other_papers_can_prove_that_it_was_repaid_in_time(
    settled: str | None, clean: str | None, on: str, severity: Severity
) -> None:
    assert bounded(on, settled=settled, clean=clean).severity is severity


def test_the_policy_is_a_second_ground_where_the_hour_of_payment_leaves_a_doubt() -> None:
    given = loan()
    proofs = [*paid_on_due_days(skip=[7]), proof(50, "2023-07-10", time="19:30")]
    marks = {"2023-07": "1"}
    late = timeline(proofs, given, reports=[report(given, marks, on="2026-06-01")], policy=repair_policy())
    (finding,) = findings(late, "repair_policy")
    assert finding.severity is Severity.CONTRADICTION
    assert finding.message.zh.startswith("信用报告把2023-07记为逾期。即使该月确有逾期，")
    early = timeline(proofs, given, reports=[report(given, marks, on="2024-06-01")], policy=repair_policy())
    assert not findings(early, "repair_policy")


def test_a_month_that_was_paid_in_time_needs_no_policy() -> None:
    given = loan()
    found = timeline(paid_on_due_days(), given, reports=[report(given, {"2023-07": "1"})], policy=repair_policy())
    assert not findings(found, "repair_policy")


# --- other_payer -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("payer", "borrower", "other"),
    [
        ("李四", "张三", True),
        ("*四", "张三", True),
        ("*三", "张三", False),
        ("张*", "张三", False),
        ("**明", "王小明", False),
        ("王*明", "王明", False),
        ("李*", "王小明", True),
        ("**", "张三", False),
        ("示例银行储蓄卡", "张三", False),
        ("ZHANG SAN", "张三", False),
    ],
)
def test_masked_names_differ_only_where_signs_do(payer: str, borrower: str, other: bool) -> None:
    assert differs(payer, borrower) == other


def test_a_payment_by_somebody_else_is_said_and_still_counts() -> None:
    given = loan()
    proofs = paid_on_due_days()
    fact = replace(proofs[4].payment, payer="李*")
    found = timeline([*proofs[:4], replace(proofs[4], payment=fact), *proofs[5:]], given)
    (finding,) = findings(found, "other_payer")
    assert (finding.letter, finding.severity, finding.installment) == ("K", Severity.NOTE, 5)
    assert {row.state.value for row in found.rows} == {"on_time"}
