"""What is said of one marked month: nothing was due, two papers differ, the level does not fit, it was begun in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from lehua_desktop.casebook.law import repair_policy
from lehua_desktop.core.days import add_months
from lehua_desktop.core.facts import Read, Status
from lehua_desktop.core.model import Decisions, Finding, LinkDecision, Severity, Timeline
from lehua_desktop.core.money import Money
from tests.ledger.made import (
    DUE,
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

CONTRADICTION, DOUBT, NOTE = Severity.CONTRADICTION, Severity.DOUBT, Severity.NOTE


def about(found: Timeline, month: str) -> list[tuple[str, Severity]]:
    """The rules that speak of a month, the question of prior notice left out."""
    return [(f.rule, f.severity) for f in found.findings if f.month == month and f.rule != "no_notice"]


def only(found: Timeline, rule: str) -> Finding:
    (finding,) = findings(found, rule)
    return finding


# --- months in which nothing was due ----------------------------------------------------------------------


def test_a_mark_after_the_certificates_day_is_contradicted_without_any_payment() -> None:
    given = loan()
    marks = {"2023-06": "1", "2024-01": "1", "2024-02": "2"}
    made = report(given, marks, on="2024-06-01")
    found = timeline([], given, reports=[made], settlements=[certificate(given, "2023-12-10")], policy=repair_policy())
    assert about(found, "2024-01") == [("monthly_status", CONTRADICTION)]
    assert about(found, "2024-02") == [("monthly_status", CONTRADICTION)]
    assert ("insufficient_evidence", DOUBT) in about(found, "2023-06")
    assert not [f for f in found.findings if "还没有凭证证明何时还清" in f.message.zh]


def test_an_installment_that_falls_due_after_the_certificates_month_cannot_be_overdue() -> None:
    given = loan()
    found = timeline(
        [], given, reports=[report(given, {"2023-09": "1"})], settlements=[certificate(given, "2023-07-05")]
    )
    assert about(found, "2023-09") == [("monthly_status", CONTRADICTION)]


def test_a_mark_in_the_month_of_the_certificate_is_not_judged_by_it() -> None:
    given = loan()
    found = timeline(
        [], given, reports=[report(given, {"2023-07": "1"})], settlements=[certificate(given, "2023-07-05")]
    )
    assert not findings(found, "monthly_status")


def test_a_mark_before_the_first_due_day_is_contradicted() -> None:
    given = loan()
    found = timeline(paid_on_due_days(), given, reports=[report(given, {"2022-12": "1"})], policy=repair_policy())
    assert about(found, "2022-12") == [("monthly_status", CONTRADICTION)]
    assert "2023-01-10" in only(found, "monthly_status").message.zh


@pytest.mark.parametrize("why", ["cell", "account", "first row"])
def test_what_is_not_sure_leaves_a_doubt_where_nothing_was_due(why: str) -> None:
    given = loan()
    installments = given.installments[1:] if why == "first row" else given.installments
    given = replace(given, installments=installments)
    made = report(given, {"2022-12": "1"}, certain=why != "cell")
    if why == "account":
        account = made.report.accounts[0]
        made = replace(made, report=replace(made.report, accounts=(account, account)))
    found = timeline([], given, reports=[made])
    assert [f.severity for f in findings(found, "monthly_status")] == [DOUBT]


def test_a_mark_while_an_older_installment_is_open_is_not_called_empty() -> None:
    given = loan(2)
    found = timeline(paid_on_due_days(2, skip=[2]), given, reports=[report(given, {"2023-03": "1"})])
    assert not findings(found, "monthly_status")


@pytest.mark.parametrize(("kept", "severity"), [(range(1, 13), CONTRADICTION), ((1, 2, 3, 4, 6, 7), DOUBT)])
def test_a_month_between_installments_is_judged_only_by_a_plan_without_a_gap(
    kept: Iterable[int], severity: Severity
) -> None:
    every = loan()
    own = [i for i in every.installments if i.number in set(kept)]
    if len(own) == 12:  # every second month: nothing is due in 2023-06
        own = [replace(i, due=add_months(day("2023-01-10"), 2 * (i.number - 1))) for i in own]
        proofs = [proof(i.number, i.due.isoformat(), time="12:00") for i in own]
        marks = {"2023-06": "1"}
    else:
        proofs, marks = paid_on_due_days(skip=[5]), {"2023-05": "1"}
    given = replace(every, installments=tuple(own))
    finding = only(timeline(proofs, given, reports=[report(given, marks)]), "monthly_status")
    assert finding.severity is severity


# --- certificate and payments on different days -----------------------------------------------------------


def test_a_certificate_that_bears_out_the_mark_makes_a_doubt_with_both_days() -> None:
    given = loan()
    made = report(given, {"2023-12": "1"}, on="2024-06-01")
    found = timeline(paid_on_due_days(), given, reports=[made], settlements=[certificate(given, "2023-12-25")])
    finding = only(found, "monthly_status")
    assert finding.severity is DOUBT
    assert "2023-12-25" in finding.message.zh
    assert "2023-12-10" in finding.message.zh
    assert 980 in {source.evidence for source in finding.sources}
    early = timeline(paid_on_due_days(), given, reports=[made], settlements=[certificate(given, "2023-12-10")])
    assert only(early, "monthly_status").severity is CONTRADICTION


def test_a_certificate_says_nothing_against_an_earlier_month() -> None:
    given = loan()
    made = report(given, {"2023-07": "1"}, on="2024-06-01")
    found = timeline(paid_on_due_days(), given, reports=[made], settlements=[certificate(given, "2023-12-25")])
    assert only(found, "monthly_status").severity is CONTRADICTION


def test_a_certificate_that_speaks_for_the_borrower_is_told_and_the_month_is_not_conceded() -> None:
    given = loan()
    proofs = [*paid_on_due_days(skip=[12]), proof(50, "2023-12-20", time="10:00", periods=[12])]
    made = report(given, {"2023-12": "1"}, on="2024-06-01")
    found = timeline(proofs, given, reports=[made], settlements=[certificate(given, "2023-12-10")])
    assert about(found, "2023-12") == [("settlement_day", DOUBT)]
    message = only(found, "settlement_day").message.zh
    assert all(said in message for said in ("2023-12-10", "2023-12-20", "对借款人有利"))


# --- level and amount --------------------------------------------------------------------------------------


def late(paid: str, marks: dict[str, str], *, amount: int = DUE) -> Timeline:
    """Installment 7, due 2023-07-10, paid late, in a report with an amount for each mark."""
    given = loan()
    made = report(given, marks)
    account = made.report.accounts[0]
    months = tuple(replace(m, amount=Read(Money(amount), True)) if m.overdue else m for m in account.months)
    made = replace(made, report=replace(made.report, accounts=(replace(account, months=months),)))
    proofs = [*paid_on_due_days(skip=[7]), proof(50, paid, time="12:00", periods=[7])]
    return timeline(proofs, given, reports=[made], decisions=Decisions(links=(LinkDecision(50, 1, 7, True),)))


def test_only_a_level_and_an_amount_that_fit_agree_with_the_evidence() -> None:
    assert "与凭证一致" in only(late("2023-07-14", {"2023-07": "1"}), "true_overdue").message.zh
    for marks, amount, what in (
        ({"2023-07": "3"}, DUE, "等级不符"),
        ({"2023-07": "1"}, 3 * DUE, "金额不符"),
        ({"2023-07": "3"}, 3 * DUE, "等级和金额不符"),
    ):
        message = only(late("2023-07-14", marks, amount=amount), "true_overdue").message.zh
        assert f"确有逾期，但{what}" in message
        assert "一致" not in message


def test_the_level_is_that_of_the_months_end() -> None:
    found = late("2023-08-24", {"2023-07": "1"})  # 45 days late, 21 of them in July
    finding = only(found, "true_overdue")
    assert "2023-07的逾期记录与凭证一致" in finding.message.zh
    assert "2023-07折算为“1”" in "".join(line.zh for line in finding.arithmetic)


def test_a_due_day_at_the_months_end_is_overdue_by_one_level_at_least() -> None:
    given = loan(3, first="2023-01-31")
    made = report(given, {"2023-03": "1"})
    proofs = [proof(1, "2023-01-31", time="12:00"), proof(2, "2023-02-28", time="12:00"), proof(3, "2023-04-02")]
    finding = only(timeline(proofs, given, reports=[made]), "true_overdue")
    assert "2023-03的逾期记录与凭证一致" in finding.message.zh
    assert "0天" not in finding.message.zh
    assert "折算为“1”" in "".join(line.zh for line in finding.arithmetic)


def test_a_mark_that_an_older_late_installment_explains_is_said_so_and_not_doubted() -> None:
    found = late("2023-08-24", {"2023-07": "1", "2023-08": "2"})
    assert about(found, "2023-08") == [("true_overdue", NOTE)]
    assert [f.installment for f in findings(found, "true_overdue")] == [7, 7]
    too_high = late("2023-08-24", {"2023-07": "1", "2023-08": "4"})
    assert ("monthly_status", DOUBT) in about(too_high, "2023-08")


# --- one voice a month -------------------------------------------------------------------------------------


def test_a_month_that_must_not_be_shown_is_not_asked_about_nor_called_irremovable() -> None:
    given = loan()
    proofs = [*paid_on_due_days(skip=[7]), proof(50, "2023-07-20", time="12:00", periods=[7])]
    kept = timeline(proofs, given, reports=[report(given, {"2023-07": "1"}, on="2028-09-01")], today=day("2028-10-01"))
    assert about(kept, "2023-07") == [("kept_too_long", CONTRADICTION)]
    made = report(given, {"2023-07": "1"}, on="2026-06-01")
    repaired = timeline(proofs, given, reports=[made], policy=repair_policy())
    assert about(repaired, "2023-07") == [("repair_policy", CONTRADICTION)]


def test_a_month_that_will_be_hidden_is_told_in_steps_and_not_called_irremovable() -> None:
    given = loan()
    proofs = [*paid_on_due_days(skip=[7]), proof(50, "2023-07-20", time="12:00", periods=[7])]
    made = report(given, {"2023-07": "1"}, on="2024-02-01")
    message = only(timeline(proofs, given, reports=[made], policy=repair_policy()), "true_overdue").message
    assert message.zh.index("与凭证一致") < message.zh.index("①") < message.zh.index("②")
    assert "2026-01-01" in message.zh
    assert "不能要求删除" not in message.zh
    assert "不能要求删除" in only(timeline(proofs, given, reports=[made]), "true_overdue").message.zh


def test_a_report_that_ends_before_the_payment_is_not_asked_about_its_code() -> None:
    given = loan()
    proofs = [*paid_on_due_days(skip=[7]), proof(50, "2023-07-25", time="12:00", periods=[7])]
    found = timeline(proofs, given, reports=[report(given, {"2023-07": "1"}, as_of="2023-07-20")])
    assert not findings(found, "month_attribution")
    assert "数据截至2023-07-20" in only(found, "true_overdue").message.zh


def test_months_that_share_a_verdict_of_the_policy_are_told_at_once() -> None:
    given = loan()
    marks = {"2023-05": "1", "2023-06": "2"}
    made = report(given, marks, on="2024-02-01")
    finding = only(timeline([], given, reports=[made], policy=repair_policy()), "repair_policy")
    assert "2023-05、2023-06的逾期符合" in finding.message.zh
    assert finding.month is None
    assert sum("条件：" in line.zh for line in finding.arithmetic) == 1


def test_the_policy_names_the_certificate_that_only_gives_a_latest_day() -> None:
    given = loan(3)
    made = report(given, {"2023-03": "1"}, on="2026-06-02")
    found = timeline([], given, reports=[made], settlements=[certificate(given, "2026-04-12")], policy=repair_policy())
    assert "不晚于2026-04-12还清（结清证明）" in only(found, "repair_policy").message.zh


# --- begun in time ----------------------------------------------------------------------------------------


def test_a_payment_submitted_on_the_due_day_and_debited_later_is_a_doubt() -> None:
    given = loan()
    proofs = [
        *paid_on_due_days(skip=[7]),
        proof(50, "2023-07-10", time="22:40", status=Status.PENDING),
        proof(51, "2023-07-11", time="09:12", periods=[7]),
    ]
    found = timeline(proofs, given, reports=[report(given, {"2023-07": "1"})])
    assert about(found, "2023-07") == [("acted_in_time", DOUBT)]
    assert "一并提交" in only(found, "payment_paper").message.zh
    quiet = timeline(proofs, given, reports=[report(given, {})])
    assert not findings(quiet, "acted_in_time")


def test_a_page_still_pending_long_before_the_payment_proves_no_attempt() -> None:
    given = loan()
    proofs = [
        *paid_on_due_days(skip=[7]),
        proof(50, "2023-07-10", time="22:40", status=Status.PENDING),
        proof(51, "2023-07-21", time="09:12", periods=[7]),
    ]
    found = timeline(proofs, given, reports=[report(given, {"2023-07": "1"})])
    assert not findings(found, "acted_in_time")
    assert findings(found, "true_overdue")


def test_a_payment_in_time_that_came_back_and_was_made_again_is_a_doubt() -> None:
    given = loan()
    proofs = [
        *paid_on_due_days(skip=[7]),
        proof(50, "2023-07-09", time="10:00"),
        proof(51, "2023-07-12", time="10:00", status=Status.REFUNDED),
        proof(52, "2023-07-13", time="10:00"),
    ]
    found = timeline(proofs, given, reports=[report(given, {"2023-07": "1"})])
    assert about(found, "2023-07") == [("acted_in_time", DOUBT)]
    message = only(found, "acted_in_time").message.zh
    assert all(said in message for said in ("2023-07-09", "2023-07-12", "2023-07-13"))
    assert "如果后来又重新付过" not in only(found, "payment_paper").message.zh


@pytest.mark.parametrize(("time", "flagged"), [("00:03", True), ("02:30", False)])
def test_a_payment_just_after_the_due_days_midnight_is_flagged(time: str, flagged: bool) -> None:
    given = loan()
    proofs = [*paid_on_due_days(skip=[7]), proof(50, "2023-07-11", time=time, periods=[7])]
    found = timeline(proofs, given, reports=[report(given, {"2023-07": "1"})])
    assert ("24:00前已经提交" in only(found, "true_overdue").message.zh) == flagged


def test_two_proofs_on_both_sides_of_midnight_are_named() -> None:
    given = loan()
    proofs = [
        *paid_on_due_days(skip=[7]),
        proof(50, "2023-07-10", time="23:59:50", refs=["42000000000000000001"]),
        proof(51, "2023-07-11", time="00:02:15", refs=["42000000000000000001"]),
    ]
    found = timeline(proofs, given, reports=[report(given, {"2023-07": "1"})])
    messages = "".join(f.message.zh for f in found.findings if f.month == "2023-07")
    assert "2023-07-10 23:59:50" in messages
    assert "2023-07-11 00:02:15" in messages


# --- other papers of the month ----------------------------------------------------------------------------


def test_a_month_marked_unknown_that_was_paid_is_mentioned() -> None:
    given = loan()
    found = timeline(paid_on_due_days(skip=[8]), given, reports=[report(given, {"2023-07": "#", "2023-08": "#"})])
    assert [(f.month, f.severity) for f in findings(found, "unknown_code")] == [("2023-07", NOTE)]


def test_the_report_of_another_person_comes_first_and_holds_the_contradiction() -> None:
    given = loan()
    made = report(given, {"2023-07": "1"})
    made = replace(made, report=replace(made.report, name="李四"))
    found = timeline(paid_on_due_days(), given, reports=[made])
    assert found.findings[0].rule == "report_person"
    finding = only(found, "monthly_status")
    assert (finding.severity, finding.route) == (DOUBT, None)
    assert "两者矛盾" not in finding.message.zh


def test_two_plans_that_differ_are_named_with_both_days() -> None:
    given = loan()
    moved = replace(
        given,
        installments=tuple(
            replace(i, due=day(f"2024-{i.number - 9:02d}-10")) if i.number > 9 else i for i in given.installments
        ),
    )
    found = timeline([], plans=[plan(given, evidence=900), plan(moved, evidence=901)])
    finding = only(found, "plans_differ")
    assert {source.evidence for source in finding.sources} == {900, 901}
    assert all(said in finding.message.zh for said in ("2023-10-10", "2024-01-10", "10、11、12"))
    same = timeline([], plans=[plan(given, evidence=900), plan(given, evidence=901)])
    assert not findings(same, "plans_differ")
