"""Rules about what a report says of an account beside its months: figures, names, queries, counts, two listings."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from lehua_desktop.core.facts import CreditReport, Read, ReportAccount, ReportQuery, ReportSummary
from lehua_desktop.core.model import Decisions, Finding, LinkDecision, Loan, Proof, ReportProof, Severity, Timeline
from lehua_desktop.core.money import Money
from tests.ledger.made import (
    DUE,
    LENDER,
    certificate,
    day,
    findings,
    loan,
    paid_on_due_days,
    plan,
    proof,
    report,
    timeline,
)

GUARANTOR = "南岭融资担保有限公司"
CONTRADICTION, DOUBT, NOTE = Severity.CONTRADICTION, Severity.DOUBT, Severity.NOTE


def reported(
    of: Loan, *others: ReportAccount, marks: dict[str, str] | None = None, on: str = "2024-06-01", **values: Any
) -> ReportProof:
    """A full report of that day: the loan's account with `values`, then other accounts."""
    made = report(of, marks or {}, on=on)
    account = replace(made.report.accounts[0], **values)
    return replace(made, report=replace(made.report, accounts=(account, *others)))


def with_report(of: ReportProof, **values: Any) -> ReportProof:
    return replace(of, report=replace(of.report, **values))


def said(found: Timeline, rule: str) -> list[tuple[str, Severity]]:
    """Letter and severity of what a rule found; every finding must be whole."""
    items = findings(found, rule)
    for item in items:
        assert_whole(item)
    return [(item.letter, item.severity) for item in items]


def assert_whole(item: Finding) -> None:
    assert item.sources
    assert item.arithmetic
    assert item.refuted_by is not None
    assert item.letter in "ABCDEFGHIJKL"
    assert item.route in (None, "lender", "bureau", "pboc")
    for words in (item.message, item.refuted_by, *item.arithmetic):
        assert words.zh
        assert words.en


# --- current_status, of a loan that still runs -------------------------------------------------------------


def running(**values: Any) -> Timeline:
    """Six of twelve installments are due and paid on their days; the report's data end on 2023-06-28."""
    given = loan()
    account = reported(given, on="2023-07-02", as_of=day("2023-06-28"), **values)
    return timeline(paid_on_due_days(6), given, reports=[account], today=day("2023-07-05"))


def test_overdue_now_while_all_that_was_due_is_paid_is_a_contradiction() -> None:
    assert said(running(state="overdue"), "current_status") == [("B", CONTRADICTION)]
    assert not said(running(state="open", balance=Money(700_000)), "current_status")


def test_an_installment_that_just_fell_due_makes_a_doubt() -> None:
    given = loan()
    account = reported(given, on="2023-06-12", as_of=day("2023-06-12"), state="overdue")
    found = timeline(paid_on_due_days(6), given, reports=[account], today=day("2023-07-05"))
    assert said(found, "current_status") == [("B", DOUBT)]


def test_an_open_or_a_late_installment_explains_overdue_now() -> None:
    given = loan()
    account = reported(given, on="2023-07-02", as_of=day("2023-06-28"), state="overdue")
    found = timeline(paid_on_due_days(6, skip=[5]), given, reports=[account], today=day("2023-07-05"))
    assert not said(found, "current_status")
    late = [*paid_on_due_days(6, skip=[6]), proof(50, "2023-06-20", time="12:00", periods=[6])]
    found = timeline(late, given, reports=[account], today=day("2023-07-05"))
    assert not said(found, "current_status")
    assert said(found, "update_lag") == [("H", NOTE)]


def test_a_balance_of_nought_is_only_not_closed() -> None:
    given = loan()
    account = reported(given, as_of=day("2024-05-31"), state="open", balance=Money(0))
    assert said(timeline(paid_on_due_days(), given, reports=[account]), "current_status") == [("B", DOUBT)]
    paper = certificate(given, "2023-12-12")
    assert said(timeline([], given, reports=[account], settlements=[paper]), "settled_open") == [("I", DOUBT)]


# --- update_lag --------------------------------------------------------------------------------------------


def test_data_that_end_before_a_late_payment_are_a_lag_and_not_wrong() -> None:
    given = loan()
    proofs = [*paid_on_due_days(6, skip=[5]), proof(50, "2023-05-28", time="12:00", periods=[5])]
    for as_of, lag in (("2023-05-20", True), ("2023-05-29", True), ("2023-08-20", False)):
        account = reported(given, on=as_of, as_of=day(as_of), state="overdue")
        found = timeline([*proofs, *paid_on_due_days(8)[6:]], given, reports=[account], today=day("2023-09-01"))
        assert bool(said(found, "update_lag")) == lag
        assert said(found, "current_status") == ([] if lag else [("B", CONTRADICTION)])


def test_a_report_without_any_day_says_nothing_of_today() -> None:
    given = loan()
    undated = with_report(reported(given, state="overdue", as_of=None), report_date=None)
    found = timeline(paid_on_due_days(), given, reports=[undated])
    assert not said(found, "update_lag")
    assert not said(found, "current_status")


# --- settled_open, settlement_month, matured_open ----------------------------------------------------------


def test_a_certificate_without_a_number_does_not_speak_for_two_loans_of_one_lender() -> None:
    one, two = loan(), loan(id_=2, contract="LH20231210002", first="2023-06-10", principal=900_000)
    paper = certificate(replace(one, contract=None), "2023-12-12")
    accounts = reported(one, state="open", as_of=day("2024-05-31"))
    assert not said(timeline([], one, two, reports=[accounts], settlements=[paper]), "settled_open")
    assert said(timeline([], one, reports=[accounts], settlements=[paper]), "settled_open") == [("I", CONTRADICTION)]


@pytest.mark.parametrize(
    ("month", "count"), [("2023-11", 0), ("2023-12", 0), ("2024-01", 0), ("2024-02", 1), ("2023-10", 1)]
)
def test_the_month_of_settlement_may_be_one_off(month: str, count: int) -> None:
    given = loan()
    account = reported(given, settled_month=month)
    found = timeline([], given, reports=[account], settlements=[certificate(given, "2023-12-31")])
    assert said(found, "settlement_month") == [("I", DOUBT)] * count


def test_without_a_certain_certificate_no_month_is_compared() -> None:
    given = loan()
    account = reported(given, settled_month="2024-04")
    paper = certificate(given, "2023-12-31", certain=False)
    assert not said(timeline([], given, reports=[account], settlements=[paper]), "settlement_month")


def test_an_account_that_matured_with_nothing_owed_and_is_not_settled_is_a_doubt() -> None:
    given = loan()
    values: dict[str, Any] = {
        "state": "open",
        "balance": Money(0),
        "ends": day("2023-12-10"),
        "as_of": day("2024-05-31"),
    }
    assert said(timeline([], given, reports=[reported(given, **values)]), "matured_open") == [("B", DOUBT)]
    for other in ({"balance": Money(100)}, {"balance": None}, {"ends": day("2024-12-10")}, {"state": "settled"}):
        assert not said(timeline([], given, reports=[reported(given, **(values | other))]), "matured_open")
    paid = timeline(paid_on_due_days(), given, reports=[reported(given, **values)])
    assert not said(paid, "matured_open")


# --- double_account ----------------------------------------------------------------------------------------


def other_account(of: Loan, **values: Any) -> ReportAccount:
    account = report(of, {}).report.accounts[0]
    return replace(account, lender=Read("北辰小额贷款有限公司", True), months=(), **values)


def test_one_day_and_one_amount_under_two_institutions_is_a_doubt() -> None:
    given = loan()
    found = timeline([], given, reports=[reported(given, other_account(given))])
    assert said(found, "double_account") == [("I", DOUBT)]
    for different in ({"amount": Money(1_400_000)}, {"opened": day("2023-01-01")}, {"opened": None}):
        found = timeline([], given, reports=[reported(given, other_account(given, **different))])
        assert not said(found, "double_account")


def test_two_orders_of_one_day_at_one_institution_are_lawful() -> None:
    given = loan(lender=LENDER)
    twin = replace(other_account(given), lender=Read(LENDER, True))
    assert not said(timeline([], given, reports=[reported(given, twin)]), "double_account")


def test_a_claim_of_the_guarantor_must_end_with_the_loan() -> None:
    given = replace(loan(), guarantor=GUARANTOR)
    claim = ReportAccount(Read(GUARANTOR, True), day("2023-06-09"), Money(430_000), "overdue", recovered=True)
    settled = replace(claim, state="settled")
    both = timeline([], given, reports=[reported(given, claim, state="open")])
    assert said(both, "double_account") == [("I", DOUBT)]
    after = timeline(paid_on_due_days(), given, reports=[reported(given, claim)])
    assert said(after, "double_account") == [("I", DOUBT)]
    assert not said(timeline(paid_on_due_days(), given, reports=[reported(given, settled)]), "double_account")
    assert not said(timeline([], given, reports=[reported(given, claim)]), "double_account")
    stranger = replace(claim, lender=Read("云岭融资担保有限公司", True))
    assert not said(timeline(paid_on_due_days(), given, reports=[reported(given, stranger)]), "double_account")


def test_an_account_that_moved_away_asks_for_the_notice_of_transfer() -> None:
    given = loan()
    assert said(timeline([], given, reports=[reported(given, moved=True, state=None)]), "double_account") == [
        ("I", NOTE)
    ]


# --- overdue_figures ---------------------------------------------------------------------------------------


def figures(proofs: list[Proof], *, certain_plan: bool = True, **values: Any) -> Timeline:
    given = loan()
    account = reported(given, on="2023-07-02", as_of=day("2023-06-28"), state="overdue", **values)
    if certain_plan:
        return timeline(proofs, given, plans=[plan(given)], reports=[account], today=day("2023-07-05"))
    doubtful = plan(given, doubtful=[2])
    return timeline(proofs, loan(rows=False), plans=[doubtful], reports=[account], today=day("2023-07-05"))


def test_more_installments_overdue_than_can_be_open_is_a_contradiction() -> None:
    proofs = paid_on_due_days(6, skip=[6])
    assert said(figures(proofs, overdue_periods=2), "overdue_figures") == [("D", CONTRADICTION)]
    assert not said(figures(proofs, overdue_periods=1), "overdue_figures")
    assert not said(figures(paid_on_due_days(6, skip=[5, 6]), overdue_periods=2), "overdue_figures")


def test_a_plan_that_needs_a_look_makes_figures_a_doubt() -> None:
    found = figures(paid_on_due_days(6, skip=[6]), certain_plan=False, overdue_periods=3)
    assert said(found, "overdue_figures") == [("D", DOUBT)]


def test_a_late_payment_that_the_report_may_not_know_of_counts_as_open() -> None:
    late = [*paid_on_due_days(6, skip=[5, 6]), proof(50, "2023-06-20", time="12:00", periods=[5])]
    assert not said(figures(late, overdue_periods=2), "overdue_figures")
    assert said(figures(late, overdue_periods=3), "overdue_figures") == [("D", CONTRADICTION)]


def test_an_amount_far_above_what_is_open_is_a_doubt_and_penalties_are_allowed_for() -> None:
    proofs = paid_on_due_days(6, skip=[6])
    assert said(figures(proofs, overdue_total=Money(3 * DUE)), "overdue_figures") == [("D", DOUBT)]
    assert not said(figures(proofs, overdue_total=Money(DUE * 14 // 10)), "overdue_figures")


def late_in_july(amount: int | None, code: str = "1", paid: str = "2023-07-20", certain: bool = True) -> Timeline:
    given = loan()
    made = report(given, {"2023-07": code}, certain=certain)
    account = made.report.accounts[0]
    sum_ = Read(Money(amount), certain) if amount is not None else None
    months = tuple(replace(m, amount=sum_) if m.month == "2023-07" else m for m in account.months)
    made = with_report(made, accounts=(replace(account, months=months),))
    proofs = [*paid_on_due_days(skip=[7]), proof(50, paid, time="12:00", periods=[7])]
    return timeline(proofs, given, reports=[made])


def test_the_amount_of_a_late_month_is_held_against_what_was_open() -> None:
    assert said(late_in_july(3 * DUE), "overdue_figures") == [("D", DOUBT)]
    assert not said(late_in_july(DUE), "overdue_figures")
    assert not said(late_in_july(None), "overdue_figures")
    assert not said(late_in_july(3 * DUE, certain=False), "overdue_figures")


# --- level_above_days, month_attribution -------------------------------------------------------------------


@pytest.mark.parametrize(("code", "count"), [("1", 0), ("2", 1), ("5", 1)])
def test_a_level_cannot_be_higher_than_the_days(code: str, count: int) -> None:
    assert said(late_in_july(DUE, code), "level_above_days") == [("E", DOUBT)] * count


def test_a_level_of_two_after_forty_days_is_right() -> None:
    given = loan()
    proofs = [
        *paid_on_due_days(skip=[7, 8]),
        proof(50, "2023-08-20", time="10:00"),
        proof(51, "2023-08-20", time="11:00"),
    ]
    by_hand = Decisions(links=(LinkDecision(50, 1, 7, True), LinkDecision(51, 1, 8, True)))
    for codes, count in (({"2023-07": "1", "2023-08": "2"}, 0), ({"2023-07": "2", "2023-08": "3"}, 2)):
        found = timeline(proofs, given, reports=[report(given, codes)], decisions=by_hand)
        assert said(found, "level_above_days") == [("E", DOUBT)] * count


def test_a_level_is_not_judged_while_older_installments_are_open() -> None:
    given = loan()
    proofs = [*paid_on_due_days(skip=[3, 7]), proof(50, "2023-07-20", time="12:00", periods=[7])]
    found = timeline(proofs, given, reports=[report(given, {"2023-07": "4"})])
    assert not said(found, "level_above_days")


def test_paid_late_within_the_month_is_a_doubt_at_most() -> None:
    found = late_in_july(DUE)
    assert said(found, "month_attribution") == [("C", DOUBT)]
    assert "请机构说明" in findings(found, "month_attribution")[0].to_person.zh
    assert not [f for f in found.findings if f.severity is CONTRADICTION]
    assert said(found, "true_overdue") == [("A", NOTE)]


@pytest.mark.parametrize("code", ["N", "M"])
def test_a_late_payment_under_another_code_is_left_alone(code: str) -> None:
    assert not said(late_in_july(0, code), "month_attribution")


def test_paid_after_the_month_ended_is_simply_overdue() -> None:
    assert not said(late_in_july(DUE, paid="2023-08-02"), "month_attribution")


def test_a_payment_in_time_that_is_marked_m_is_a_doubt() -> None:
    given = loan()
    found = timeline(paid_on_due_days(), given, reports=[report(given, {"2023-07": "M"})])
    assert said(found, "month_attribution") == [("C", DOUBT)]
    unsure = timeline(paid_on_due_days(), given, reports=[report(given, {"2023-07": "M"}, certain=False)])
    assert not said(unsure, "month_attribution")


def test_a_mark_in_the_month_in_which_an_older_one_was_paid_late_is_no_contradiction() -> None:
    given = loan()
    proofs = [*paid_on_due_days(skip=[7]), proof(50, "2023-08-02", time="12:00", periods=[7])]
    found = timeline(proofs, given, reports=[report(given, {"2023-08": "1"})])
    assert said(found, "monthly_status") == [("C", DOUBT)]
    earlier = [*paid_on_due_days(skip=[7]), proof(50, "2023-07-30", time="12:00", periods=[7])]
    found = timeline(earlier, given, reports=[report(given, {"2023-08": "1"})])
    assert said(found, "monthly_status") == [("C", CONTRADICTION)]


# --- due_day, recent_repayment, principal_sum --------------------------------------------------------------


def test_another_due_day_than_the_plans_is_a_doubt() -> None:
    given = loan()
    other = reported(given, state="open", as_of=day("2023-06-28"), due_on=day("2023-06-08"))
    same = reported(given, state="open", as_of=day("2023-06-28"), due_on=day("2023-06-10"))
    beyond = reported(given, state="open", as_of=day("2024-06-28"), due_on=day("2024-06-08"))
    found = timeline([], given, reports=[other])
    assert said(found, "due_day") == [("D", DOUBT)]
    assert findings(found, "due_day")[0].installment == 6
    for silent in (same, beyond):
        assert not said(timeline([], given, reports=[silent]), "due_day")
    unchecked = timeline([], loan(rows=False), plans=[plan(given, doubtful=[6])], reports=[other])
    assert not said(unchecked, "due_day")


def repaid(last: str, as_of: str = "2023-06-28", sum_: int | None = None, proofs: int = 6) -> Timeline:
    given = loan()
    values: dict[str, Any] = {"last_paid": day(last), "paid_this_month": Money(sum_) if sum_ is not None else None}
    account = reported(given, on=as_of, as_of=day(as_of), state="open", **values)
    return timeline(paid_on_due_days(proofs), given, reports=[account], today=day("2023-07-05"))


def test_a_payment_that_the_report_does_not_know_is_a_doubt() -> None:
    assert said(repaid("2023-05-10"), "recent_repayment") == [("D", DOUBT)]
    assert not said(repaid("2023-06-10"), "recent_repayment")
    assert not said(repaid("2023-06-12"), "recent_repayment")
    assert not said(repaid("2023-05-10", as_of="2023-06-12"), "recent_repayment")


def test_a_repayment_that_only_the_report_knows_is_a_note_to_collect() -> None:
    assert said(repaid("2023-06-10", proofs=4), "recent_repayment") == [("L", NOTE)]


def test_the_sum_of_the_month_is_held_against_the_payments() -> None:
    assert said(repaid("2023-06-10", sum_=50_000), "recent_repayment") == [("D", DOUBT)]
    assert not said(repaid("2023-06-10", sum_=DUE // 100 * 100), "recent_repayment")
    assert not said(repaid("2023-06-10", sum_=200_000), "recent_repayment")


def with_principal(count: int, fen: int) -> list[Proof]:
    return [
        replace(p, payment=replace(p.payment, components=(("本金", Money(fen)), ("利息", Money(DUE - fen)))))
        for p in paid_on_due_days(count)
    ]


def test_principal_parts_that_are_not_the_sum_lent_are_a_doubt_about_the_papers() -> None:
    given = loan()
    assert said(timeline(with_principal(12, 120_000), given), "principal_sum") == [("L", DOUBT)]
    assert not said(timeline(with_principal(12, 125_000), given), "principal_sum")
    assert not said(timeline(paid_on_due_days(), given), "principal_sum")
    assert not said(timeline(with_principal(12, 120_000), loan(principal=None)), "principal_sum")


def test_a_balance_above_what_is_left_of_the_principal_is_a_doubt() -> None:
    given = loan()
    proofs = with_principal(6, 125_000)
    for balance, count in ((750_000, 0), (750_100, 0), (900_000, 1)):
        account = reported(given, on="2023-09-01", as_of=day("2023-08-31"), state="open", balance=Money(balance))
        assert said(timeline(proofs, given, reports=[account]), "principal_sum") == [("D", DOUBT)] * count
    fresh = reported(given, on="2023-06-28", as_of=day("2023-01-28"), state="open", balance=Money(1_500_000))
    assert not said(timeline(proofs, given, reports=[fresh]), "principal_sum")


# --- names, other accounts, queries ------------------------------------------------------------------------


def test_a_lender_of_another_name_is_a_doubt_and_a_former_name_a_note() -> None:
    given = loan(lender="北苑小额贷款有限公司")
    former = "南岭消费金融有限公司（原：北苑小额贷款有限公司）"
    same = "北苑小额贷款有限公司"
    for name, expected in ((former, [("K", NOTE)]), (same, []), ("东澜消费金融有限公司", [("K", DOUBT)])):
        account = reported(given, lender=Read(name, True))
        assert said(timeline([], given, reports=[account]), "lender_name") == expected


def test_a_guarantor_that_reports_in_its_own_name_is_a_note() -> None:
    given = replace(loan(), guarantor=GUARANTOR)
    account = reported(given, lender=Read(GUARANTOR, True))
    assert said(timeline([], given, reports=[account]), "lender_name") == [("K", NOTE)]


def test_a_report_or_certificate_of_another_person_is_a_doubt() -> None:
    given = loan()
    for name, count in (("李四", 1), ("张三", 0), ("*三", 0), (None, 0)):
        other = with_report(reported(given), name=name)
        assert said(timeline([], given, reports=[other]), "report_person") == [("K", DOUBT)] * count
    paper = certificate(given, "2023-12-12")
    paper = replace(paper, settlement=replace(paper.settlement, borrower="李四"))
    assert said(timeline([], given, settlements=[paper]), "report_person") == [("K", DOUBT)]


def test_overdue_accounts_that_are_not_in_the_case_are_a_note() -> None:
    given = loan()
    stranger = replace(other_account(given), opened=day("2021-01-01"), state="overdue")
    found = timeline([], given, reports=[reported(given, stranger)])
    assert said(found, "unknown_account") == [("K", NOTE)]
    quiet = replace(stranger, state="settled", overdue_months=0)
    assert not said(timeline([], given, reports=[reported(given, quiet)]), "unknown_account")


def asked(*queries: tuple[str, str, str], certain: bool = True) -> tuple[ReportQuery, ...]:
    return tuple(ReportQuery(Read(day(on), certain), who, why) for on, who, why in queries)


def test_managing_a_loan_long_after_its_end_is_a_doubt() -> None:
    given = loan()
    account = reported(given, closed_on=day("2023-12-10"), settled_month="2023-12")
    late = asked(("2024-05-01", LENDER, "贷后管理"))
    assert said(timeline([], given, reports=[with_report(account, queries=late)]), "late_query") == [("K", DOUBT)]
    for silent in (
        asked(("2024-01-05", LENDER, "贷后管理")),
        asked(("2024-05-01", LENDER, "贷款审批")),
        asked(("2024-05-01", "北辰小额贷款有限公司", "贷后管理")),
        asked(("2024-05-01", LENDER, "贷后管理"), certain=False),
    ):
        assert not said(timeline([], given, reports=[with_report(account, queries=silent)]), "late_query")


def test_another_open_account_of_the_lender_explains_its_queries() -> None:
    given = loan()
    late = asked(("2024-05-01", LENDER, "贷后管理"))
    other = ReportAccount(Read(LENDER, True), day("2024-01-01"), Money(300_000), "open")
    account = reported(given, other, closed_on=day("2023-12-10"))
    assert not said(timeline([], given, reports=[with_report(account, queries=late)]), "late_query")
    closed = reported(given, replace(other, state="settled", closed_on=day("2024-02-01")), closed_on=day("2023-12-10"))
    assert said(timeline([], given, reports=[with_report(closed, queries=late)]), "late_query") == [("K", DOUBT)]


def test_a_card_of_the_lender_explains_its_queries_and_is_never_the_loan() -> None:
    given = loan()
    late = asked(("2024-05-01", LENDER, "贷后管理"))
    account = reported(given, closed_on=day("2023-12-10"), settled_month="2023-12")
    card = replace(account.report.accounts[0], card="credit", state="overdue", overdue_months=7, closed_on=None)
    assert not said(timeline([], given, reports=[with_report(account, queries=late, cards=(card,))]), "late_query")
    alone = with_report(account, accounts=(), cards=(card,))
    assert [f.rule for f in timeline([], given, reports=[alone]).findings] == ["not_compared"]


def test_queries_of_a_loan_that_did_not_end_are_lawful() -> None:
    given = loan()
    account = with_report(reported(given, state="open"), queries=asked(("2024-05-01", LENDER, "贷后管理")))
    assert not said(timeline([], given, reports=[account]), "late_query")


# --- summary_counts, changed_code, no_notice ---------------------------------------------------------------


def test_a_summary_that_counts_more_than_was_read_is_a_doubt_about_the_reading() -> None:
    given = loan()
    for count, certain, expected in ((2, True, 1), (1, True, 0), (2, False, 0)):
        summary = ReportSummary(accounts=Read(count, certain))
        found = timeline([], given, reports=[with_report(reported(given), summary=summary)])
        assert said(found, "summary_counts") == [("L", DOUBT)] * expected


def test_counts_of_overdues_are_compared_only_where_every_cell_is_certain() -> None:
    given = loan()
    summary = ReportSummary(Read(1, True), Read(1, True), Read(2, True))
    sure = with_report(reported(given, marks={"2023-07": "1"}), summary=summary)
    found = timeline([], given, reports=[sure])
    assert [f.arithmetic[0].zh for f in findings(found, "summary_counts")] == ["信息概要：2"]
    unsure = report(given, {"2023-07": "1"}, certain=False)
    assert not said(timeline([], given, reports=[with_report(unsure, summary=summary)]), "summary_counts")


def two_reports(first: str, second: str, *, certain: bool = True, on: str = "2024-02-01") -> Timeline:
    given = loan()
    return timeline(
        [],
        given,
        reports=[
            report(given, {"2023-07": second}, on="2024-06-01", evidence=951),
            report(given, {"2023-07": first}, on=on, evidence=950, certain=certain),
        ],
    )


def test_a_code_that_changed_between_two_reports_is_said_and_both_are_kept() -> None:
    assert said(two_reports("1", "N"), "changed_code") == [("C", NOTE)]
    assert said(two_reports("N", "1"), "changed_code") == [("C", DOUBT)]
    assert said(two_reports("1", "2"), "changed_code") == [("C", DOUBT)]
    finding = findings(two_reports("1", "N"), "changed_code")[0]
    assert [source.evidence for source in finding.sources] == [950, 951]


def test_equal_uncertain_or_unfinished_codes_did_not_change() -> None:
    assert not said(two_reports("1", "1"), "changed_code")
    assert not said(two_reports("#", "1"), "changed_code")
    assert not said(two_reports("N", "*"), "changed_code")
    assert not said(two_reports("N", "1", certain=False), "changed_code")
    assert not said(two_reports("N", "1", on="2023-07-15"), "changed_code")


def test_the_notice_before_reporting_is_a_question_to_the_institution() -> None:
    given = loan()
    found = timeline([], given, reports=[report(given, {"2023-07": "1", "2023-05": "1"})])
    assert said(found, "no_notice") == [("J", NOTE)]
    assert findings(found, "no_notice")[0].month == "2023-05"
    assert "可以问机构" in findings(found, "no_notice")[0].message.zh
    assert not said(timeline([], given, reports=[report(given, {})]), "no_notice")
    brief = report(given, {}, edition="brief", count=2)
    assert said(timeline([], given, reports=[brief]), "no_notice") == [("J", NOTE)]


# --- the day on which a true overdue must disappear ---------------------------------------------------------


def test_overdues_that_run_into_each_other_end_together() -> None:
    given = loan()
    proofs = [*paid_on_due_days(skip=[7, 8]), proof(50, "2023-08-12", time="10:00", periods=[7]), proof(51, "2023-08-30", time="10:00", periods=[8])]  # fmt: skip
    found = timeline(proofs, given, reports=[report(given, {"2023-07": "1"})])
    assert "2028-08-30" in findings(found, "true_overdue")[0].message.zh


def test_while_something_is_not_proven_paid_only_the_earliest_day_is_said() -> None:
    given = loan()
    proofs = [*paid_on_due_days(skip=[7, 8]), proof(50, "2023-08-12", time="10:00", periods=[7])]
    found = timeline(proofs, given, reports=[report(given, {"2023-07": "1"})])
    assert "最早到2028-08-12" in findings(found, "true_overdue")[0].message.zh


def test_an_older_gap_that_the_report_calls_clean_does_not_keep_the_end_open() -> None:
    given = loan()
    proofs = [*paid_on_due_days(skip=[3, 7]), proof(50, "2023-07-20", time="12:00", periods=[7])]
    for marks, said_ in (
        ({"2023-07": "1"}, "到2028-07-20应当删除"),
        ({"2023-06": "1", "2023-07": "1"}, "最早到2028-07-20"),
    ):
        found = timeline(proofs, given, reports=[report(given, marks)])
        message = next(f for f in findings(found, "true_overdue") if f.installment == 7).message.zh
        assert said_ in message
        assert ("最早" in message) == ("最早" in said_)


def test_a_report_whose_number_bears_another_day_does_not_call_a_record_too_old() -> None:
    given = loan()
    for number, severity in (("2028070112345678901234", CONTRADICTION), ("2023070112345678901234", DOUBT)):
        made = with_report(report(given, {"2023-03": "1"}, on="2028-07-01"), number=number)
        found = timeline([], given, reports=[made], today=day("2028-08-01"))
        assert said(found, "kept_too_long") == [("F", severity)]


def test_an_empty_report_and_a_loan_without_installments_say_that_nothing_was_compared() -> None:
    empty = ReportProof(950, CreditReport("full", dt.date(2024, 6, 1), None, None))
    assert [f.rule for f in timeline([], loan(rows=False), reports=[empty]).findings] == ["not_compared"]
