"""What the evidence says about the report: wrong, right, or open."""

from __future__ import annotations

import pytest

from lehua_desktop.core.facts import Status
from lehua_desktop.core.model import Severity, Timeline
from tests.ledger.made import (
    DUE,
    TODAY,
    certificate,
    day,
    findings,
    loan,
    paid_on_due_days,
    plan,
    proof,
    report,
    row,
    timeline,
)


def fixture_case(cutoff: str | None, *, time: str | None = "19:32:11") -> Timeline:
    """Due 2025-03-20, a debit fails, then payment at 19:32 of that day; the report marks March with 1."""
    given = loan(12, amounts=[110_016] * 12, first="2024-05-20", cutoff=cutoff, principal=1_200_000)
    proofs = [
        proof(1, "2025-03-20", 110_016, time=time, refs=["4200002345202503201234567890", "LH202503200001"]),
        proof(2, "2025-03-20", 110_016, time="11:03", status=Status.PENDING, payee="示例消费金融有限公司"),
        proof(3, "2025-03-20", 110_016),
        proof(4, "2025-03-20", 110_016, status=Status.FAILED),
        proof(5, "2025-03-20", 110_016, payee="示例融资担保有限公司"),
        *(
            proof(20 + i.number, i.due.isoformat(), 110_016, time="10:00:00")
            for i in given.installments
            if i.number != 11
        ),
    ]
    return timeline(proofs, given, reports=[report(given, {"2025-03": "1"}, on="2026-09-02")])


@pytest.mark.parametrize(
    ("cutoff", "severity"),
    [("24:00", Severity.CONTRADICTION), ("17:00", Severity.DOUBT), (None, Severity.DOUBT), ("25点", Severity.DOUBT)],
)
def test_the_hour_of_the_due_day_decides(cutoff: str | None, severity: Severity) -> None:
    found = fixture_case(cutoff)
    (finding,) = findings(found, "monthly_status")
    assert (finding.letter, finding.severity, finding.installment, finding.month) == ("C", severity, 11, "2025-03")
    assert {p.status for p in found.payments if p.day == day("2025-03-20")} == set(Status) - {Status.REFUNDED}


@pytest.mark.parametrize(
    ("time", "severity"),
    [("16:59:59", Severity.CONTRADICTION), ("17:00", Severity.DOUBT), (None, Severity.DOUBT)],
)
def test_before_seventeen_no_known_cutoff_is_missed(time: str | None, severity: Severity) -> None:
    given = loan()
    proofs = [*paid_on_due_days(skip=[7]), proof(50, "2023-07-10", time=time)]
    (finding,) = findings(timeline(proofs, given, reports=[report(given, {"2023-07": "1"})]), "monthly_status")
    assert finding.severity is severity


def test_a_contradiction_carries_both_sides() -> None:
    given = loan()
    found = timeline(paid_on_due_days(), given, plans=[plan(given)], reports=[report(given, {"2023-07": "1"})])
    (finding,) = [f for f in found.findings if f.severity is not Severity.NOTE]
    assert finding.severity is Severity.CONTRADICTION
    assert {s.evidence for s in finding.sources} == {7, 900, 950}
    assert finding.refuted_by is not None
    assert any("1,286.35" in line.zh for line in finding.arithmetic)
    assert any("2023-07" in line.en for line in finding.arithmetic)


def test_a_clean_report_gives_no_finding() -> None:
    given = loan()
    assert not timeline(paid_on_due_days(), given, reports=[report(given, {})]).findings


@pytest.mark.parametrize("code", ["2", "7", "D", "B"])
def test_every_code_of_overdue_counts(code: str) -> None:
    given = loan()
    found = timeline(paid_on_due_days(), given, reports=[report(given, {"2023-07": code})])
    assert findings(found, "monthly_status")[0].severity is Severity.CONTRADICTION


@pytest.mark.parametrize("code", ["N", "*", "C", "M", "#"])
def test_other_codes_claim_no_overdue(code: str) -> None:
    given = loan()
    assert not findings(
        timeline(paid_on_due_days(), given, reports=[report(given, {"2023-07": code})]), "monthly_status"
    )


def test_a_cell_that_needs_a_look_makes_a_doubt() -> None:
    given = loan()
    found = timeline(paid_on_due_days(), given, reports=[report(given, {"2023-07": "1"}, certain=False)])
    assert findings(found, "monthly_status")[0].severity is Severity.DOUBT


def test_an_uncertain_payment_makes_a_doubt_that_asks_for_a_look() -> None:
    given = loan()
    proofs = [*paid_on_due_days(skip=[7]), proof(50, "2023-07-08", certain=False)]
    found = timeline(proofs, given, reports=[report(given, {"2023-07": "1"})])
    (finding,) = findings(found, "monthly_status")
    assert finding.severity is Severity.DOUBT
    assert "确认" in finding.message.zh
    assert not findings(found, "insufficient_evidence")


def test_an_older_gap_does_not_hide_behind_a_clean_month() -> None:
    given = loan()
    proofs = paid_on_due_days(skip=[3])
    found = timeline(proofs, given, reports=[report(given, {"2023-07": "1"})])
    assert findings(found, "monthly_status")[0].severity is Severity.CONTRADICTION
    found = timeline(proofs, given, reports=[report(given, {"2023-06": "1", "2023-07": "1"})])
    assert [f.severity for f in findings(found, "monthly_status")] == [Severity.CONTRADICTION, Severity.DOUBT] or [
        f.severity for f in findings(found, "monthly_status")
    ] == [Severity.DOUBT, Severity.CONTRADICTION]


def test_another_account_says_nothing_about_the_loan() -> None:
    given = loan()
    other = report(given, {"2023-07": "1"}, lender="北辰小额贷款有限公司", opened=day("2020-01-01"))
    assert not findings(timeline(paid_on_due_days(), given, reports=[other]), "monthly_status")


def test_a_lender_without_day_and_amount_makes_a_doubt() -> None:
    given = loan(principal=None)
    vague = loan(principal=None)
    found = timeline(paid_on_due_days(), given, reports=[report(vague, {"2023-07": "1"}, lender="另一家银行")])
    assert all(f.severity is not Severity.CONTRADICTION for f in found.findings)


def test_the_newest_report_has_the_word() -> None:
    given = loan()
    old = report(given, {"2023-07": "1"}, on="2024-02-01", evidence=950)
    new = report(given, {}, on="2024-06-01", evidence=951)
    assert not findings(timeline(paid_on_due_days(), given, reports=[new, old]), "monthly_status")


def test_data_older_than_the_payment_are_no_contradiction() -> None:
    given = loan()
    found = timeline(paid_on_due_days(), given, reports=[report(given, {"2023-07": "1"}, as_of="2023-07-01")])
    assert findings(found, "monthly_status")[0].severity is Severity.DOUBT


def test_a_marked_month_after_everything_was_paid_is_contradicted() -> None:
    given = loan()
    found = timeline(paid_on_due_days(), given, reports=[report(given, {"2024-01": "1"})])
    (finding,) = findings(found, "monthly_status")
    assert (finding.severity, finding.installment, finding.month) == (Severity.CONTRADICTION, None, "2024-01")


def test_a_true_overdue_is_said_with_the_day_it_disappears() -> None:
    given = loan()
    proofs = [*paid_on_due_days(skip=[7]), proof(50, "2023-07-16")]
    found = timeline(proofs, given, reports=[report(given, {"2023-07": "1"})])
    (finding,) = findings(found, "true_overdue")
    assert (finding.letter, finding.severity, finding.installment) == ("A", Severity.NOTE, 7)
    assert "2028-07-16" in finding.message.zh
    assert "2028-07-16" in finding.message.en
    assert not findings(found, "monthly_status")


def test_a_late_payment_that_no_report_marks_is_left_alone() -> None:
    given = loan()
    proofs = [*paid_on_due_days(skip=[7]), proof(50, "2023-07-16")]
    assert not timeline(proofs, given, reports=[report(given, {})]).findings


def test_a_plans_own_word_is_said_until_proof_comes() -> None:
    given = loan()
    marked = plan(given, states={4: "已逾期", 5: "未逾期"})
    found = timeline(paid_on_due_days(skip=[4, 5]), given, plans=[marked])
    assert [f.installment for f in findings(found, "true_overdue")] == [4]
    assert not findings(timeline(paid_on_due_days(), given, plans=[marked]), "true_overdue")


def test_a_marked_month_without_proof_is_insufficient() -> None:
    given = loan()
    found = timeline(paid_on_due_days(skip=[7]), given, reports=[report(given, {"2023-07": "1"})])
    (finding,) = findings(found, "insufficient_evidence")
    assert (finding.letter, finding.severity, finding.month) == ("L", Severity.DOUBT, "2023-07")


@pytest.mark.parametrize("status", [Status.FAILED, Status.PENDING])
def test_tries_that_do_not_count_are_named_at_the_nearest_installment(status: Status) -> None:
    given = loan()
    found = timeline([*paid_on_due_days(skip=[6, 7]), proof(50, "2023-07-09", status=status)], given)
    assert [(f.installment, f.severity) for f in findings(found, "insufficient_evidence")] == [(7, Severity.NOTE)]


def test_a_posting_day_alone_is_insufficient() -> None:
    given = loan()
    proofs = [*paid_on_due_days(skip=[7]), proof(50, "2023-07-11", posting=True)]
    found = timeline(proofs, given, reports=[report(given, {"2023-07": "1"})])
    (finding,) = findings(found, "insufficient_evidence")
    assert "记账日" in finding.message.zh
    assert not findings(found, "monthly_status")


def test_a_brief_report_never_names_a_month() -> None:
    given = loan()
    brief = report(given, {}, edition="brief", count=2)
    found = timeline(paid_on_due_days(), given, reports=[brief])
    assert [(f.rule, f.severity, f.month) for f in found.findings if f.severity is not Severity.NOTE] == [
        ("brief_count", Severity.DOUBT, None)
    ]
    found = timeline(paid_on_due_days(skip=[4]), given, reports=[brief])
    assert findings(found, "brief_count")[0].severity is Severity.NOTE


def test_a_full_report_makes_the_brief_count_needless() -> None:
    given = loan()
    reports = [report(given, {}, edition="brief", count=2, evidence=951), report(given, {"2023-07": "1"})]
    assert not findings(timeline(paid_on_due_days(), given, reports=reports), "brief_count")


def test_a_plan_row_nobody_checked_makes_no_contradiction() -> None:
    given = loan()
    found = timeline(
        paid_on_due_days(),
        loan(rows=False),
        plans=[plan(given, doubtful=[7])],
        reports=[report(given, {"2023-07": "1"})],
    )
    assert not [f for f in found.findings if f.severity is Severity.CONTRADICTION]
    assert row(found, 8).state.value == "on_time"


def test_missing_names_the_gap_and_where_to_look() -> None:
    given = loan()
    found = timeline(paid_on_due_days(skip=[4]), given, reports=[report(given, {}, edition="brief")])
    assert [m.installment for m in found.missing] == [4, None]
    assert "2023-03-26至2023-04-25" in found.missing[0].message.zh
    assert "详版" in found.missing[1].message.zh


def test_missing_asks_for_what_each_case_lacks() -> None:
    assert "还款计划" in timeline([]).missing[0].message.zh
    assert any("信用报告" in m.message.zh for m in timeline(paid_on_due_days(), loan()).missing)
    given = loan()
    whole = timeline(
        paid_on_due_days(), given, reports=[report(given, {})], settlements=[certificate(given, "2023-12-10")]
    )
    assert not whole.missing


def test_what_is_not_yet_due_is_not_missing() -> None:
    found = timeline([], loan(3), today=day("2023-02-20"))
    assert [m.installment for m in found.missing if m.installment] == [1, 2]


def test_a_partly_proven_installment_says_how_much_is_short() -> None:
    found = timeline([*paid_on_due_days(skip=[3]), proof(50, "2023-03-08", 50_000)], loan(), today=TODAY)
    gap = next(m for m in found.missing if m.installment == 3)
    assert "786.35" in gap.message.zh
    assert DUE - 50_000 == 78_635
