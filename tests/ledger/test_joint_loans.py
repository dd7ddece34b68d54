"""A loan that two lenders gave together (联合贷) has one account of each in the report."""

from __future__ import annotations

from dataclasses import replace

from lehua_desktop.core.facts import Read, ReportAccount
from lehua_desktop.core.model import ReportProof, Severity
from lehua_desktop.core.money import Money
from lehua_desktop.ledger.accounts import account_of
from tests.ledger.made import LENDER, loan, paid_on_due_days, report, timeline

BANK = "南岭银行股份有限公司"
JOINT = replace(loan(), lender=f"{BANK}、{LENDER}")


def two(marks: dict[str, str], *, bank: int = 1_000_000, other: int = 500_000) -> ReportProof:
    shown = report(JOINT, marks)
    (whole,) = shown.report.accounts

    def part(name: str, fen: int) -> ReportAccount:
        return replace(whole, lender=Read(name, True), amount=Money(fen))

    return replace(shown, report=replace(shown.report, accounts=(part(BANK, bank), part(LENDER, other))))


def test_both_accounts_together_are_the_loan_and_their_marks_are_held_against_its_payments() -> None:
    found = account_of(JOINT, two({"2023-07": "1"}).report)
    assert found is not None
    assert found.sure
    assert (found.account.lender.value, found.account.amount) == (JOINT.lender, JOINT.principal)
    case = timeline(paid_on_due_days(), JOINT, reports=[two({"2023-07": "1"})])
    (claim,) = [f for f in case.findings if f.rule == "monthly_status"]
    assert (claim.severity, claim.month) == (Severity.CONTRADICTION, "2023-07")
    assert any("逾期总额2,572.00元" in line.zh for line in claim.arithmetic)  # of both
    assert not any(f.rule in ("unknown_account", "double_account") for f in case.findings)


def test_a_mark_of_one_of_them_counts() -> None:
    shown = two({})
    bank, other = shown.report.accounts
    marked = report(JOINT, {"2023-07": "2"}).report.accounts[0].months
    shown = replace(shown, report=replace(shown.report, accounts=(bank, replace(other, months=marked))))
    case = timeline(paid_on_due_days(), JOINT, reports=[shown])
    assert any(f.rule == "monthly_status" and f.month == "2023-07" for f in case.findings)


def test_amounts_that_do_not_make_the_loan_are_no_joint_accounts() -> None:
    assert account_of(JOINT, two({}, other=900_000).report) is None
    (alone, _) = two({}).report.accounts
    assert account_of(JOINT, replace(two({}).report, accounts=(alone,))) is None


def test_a_payment_to_one_of_the_lenders_is_known() -> None:
    paid = [replace(p, payment=replace(p.payment, payee=BANK)) for p in paid_on_due_days(3)]
    rows = timeline(paid, JOINT).rows
    assert all("known_payee" in a.reasons for row in rows[:3] for a in row.allocations)
