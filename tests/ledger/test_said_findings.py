"""How findings and gaps are worded where a person could be misled: what is there, what waits, what came back."""

from __future__ import annotations

from dataclasses import replace

from lehua_desktop.core.facts import ReportAccount, Status
from lehua_desktop.core.model import Finding, Loan, ReportProof, Severity, Timeline
from lehua_desktop.core.money import Money
from tests.ledger.made import (
    LENDER,
    certificate,
    day,
    findings,
    loan,
    paid_on_due_days,
    proof,
    report,
    timeline,
)

OTHER = "云杉小额贷款有限公司"


def only(found: Timeline, rule: str) -> Finding:
    (finding,) = findings(found, rule)
    return finding


def gap(found: Timeline, number: int) -> str:
    return next(item.message.zh for item in found.missing if item.installment == number)


def with_accounts(of: ReportProof, *accounts: ReportAccount) -> ReportProof:
    return replace(of, report=replace(of.report, accounts=accounts))


def marked(of: Loan, month: str = "2023-07") -> ReportProof:
    return report(of, {month: "1"})


# --- nothing was compared ----------------------------------------------------------------------------------


def test_a_report_without_the_loans_account_was_not_compared_and_lists_its_overdues() -> None:
    given = loan()
    account = marked(given).report.accounts[0]
    stranger = replace(account, lender=replace(account.lender, value=OTHER), opened=day("2020-05-01"))
    finding = only(timeline([], given, reports=[with_accounts(marked(given), stranger)]), "not_compared")
    assert finding.message.zh.startswith("没有比对：信用报告里没有找到这笔借款的账户")
    assert any(OTHER in line.zh and "2023-07“1”" in line.zh for line in finding.arithmetic)
    assert not findings(timeline([], given, reports=[marked(given)]), "not_compared")


def test_of_several_loans_the_one_that_was_not_compared_is_named() -> None:
    given, other = loan(), loan(id_=2, contract="LH20230601000077", lender=OTHER, principal=900_000, first="2023-07-12")
    finding = only(timeline([], given, other, reports=[marked(given)]), "not_compared")
    assert finding.loan == 2
    assert "LH20230601000077" in finding.message.zh
    assert not any("2023-07" in line.zh for line in finding.arithmetic)  # the account of the first loan was compared


def test_accounts_of_one_day_that_add_up_to_the_loan_may_be_a_joint_loan() -> None:
    given = loan()
    account = marked(given).report.accounts[0]
    parts = [
        replace(account, lender=replace(account.lender, value=name), amount=Money(fen))
        for name, fen in ((OTHER, 1_000_000), (LENDER, 500_000))
    ]
    found = timeline([], given, reports=[with_accounts(marked(given), *parts)])
    assert "共同放款" in only(found, "not_compared").message.zh
    found = timeline([], given, reports=[with_accounts(marked(given), parts[0])])
    assert "共同放款" not in only(found, "not_compared").message.zh


def test_without_a_plan_the_months_and_the_reports_own_day_are_told() -> None:
    given = loan(rows=False)
    account = report(loan(), {"2023-07": "1"}).report.accounts[0]
    made = with_accounts(marked(loan()), replace(account, ends=day("2023-12-10")))
    found = timeline(paid_on_due_days(), given, reports=[made])
    assert "不知道每期的应还日" in only(found, "not_compared").message.zh
    said = next(item.message.zh for item in found.missing if "没有还款计划" in item.message.zh)
    assert "2023-07" in said
    assert "每月10日" in said


# --- what waits, what came back, what is there already -----------------------------------------------------


def test_a_payment_that_only_waits_is_asked_to_be_confirmed_and_no_statement_is_asked_for() -> None:
    given = loan()
    proofs = [*paid_on_due_days(skip=[7]), proof(50, "2023-07-16", certain=False)]
    message = only(timeline(proofs, given, reports=[marked(given)]), "insufficient_evidence").message.zh
    assert "有付款待您确认" in message
    assert "请补充" not in message


def test_a_refund_is_money_that_came_back_and_other_income_is_no_refund() -> None:
    given = loan()
    proofs = [
        *paid_on_due_days(skip=[7]),
        proof(50, "2023-07-09", time="09:00"),
        proof(51, "2023-07-12", time="15:00", status=Status.REFUNDED),
    ]
    message = only(timeline(proofs, given, reports=[marked(given)]), "insufficient_evidence").message.zh
    assert "退款入账：2023-07-12 15:00" in message
    alone = [*paid_on_due_days(skip=[7]), proof(51, "2023-07-12", time="15:00", status=Status.REFUNDED)]
    message = only(timeline(alone, given, reports=[marked(given)]), "insufficient_evidence").message.zh
    assert "入账，不是还款：2023-07-12" in message
    assert "退款" not in message


def test_a_statement_that_covers_the_days_is_not_asked_for_again() -> None:
    given = loan()
    rows = [
        proof(60 + k, on, 9_900, evidence=77, about=False, payee="便利店")
        for k, on in enumerate(("2023-06-20", "2023-07-05", "2023-07-28"))
    ]
    found = timeline([*paid_on_due_days(skip=[7, 9]), *rows], given, reports=[marked(given)])
    for said in (gap(found, 7), only(found, "insufficient_evidence").message.zh):
        assert "已有的流水（2023-06-20至2023-07-28）" in said
        assert "换一张银行卡" in said
    assert "请下载" in gap(found, 9)


# --- accounts of others, old reports -----------------------------------------------------------------------


def other_overdue(of: Loan, lender: str, *, recovered: bool = False) -> str:
    account = report(of, {}).report.accounts[0]
    more = replace(account, lender=replace(account.lender, value=lender), opened=day("2021-01-01"), state="overdue")
    more = replace(more, recovered=recovered)
    return only(timeline([], of, reports=[with_accounts(report(of, {}), account, more)]), "unknown_account").message.zh


def test_only_an_unknown_lender_may_be_a_misused_name() -> None:
    given = loan()
    assert "报警" in other_overdue(given, OTHER)
    assert "另一笔借款" in other_overdue(given, LENDER)
    assert "报警" not in other_overdue(given, LENDER)
    taken_over = other_overdue(given, OTHER, recovered=True)
    assert "被追偿信息" in taken_over
    assert "报警" not in taken_over


def test_an_account_that_lists_the_loan_twice_is_told_once() -> None:
    given = loan()
    account = report(given, {"2023-07": "1"}).report.accounts[0]
    twin = replace(account, lender=replace(account.lender, value="南岭融资担保有限公司"))
    found = timeline([], given, reports=[with_accounts(report(given, {}), account, twin)])
    assert [f.severity for f in findings(found, "double_account")] == [Severity.DOUBT]
    assert not findings(found, "unknown_account")


def test_data_that_end_before_the_payment_are_said_without_a_minus_sign() -> None:
    given = loan()
    made = report(given, {}, as_of="2023-11-20")
    made = with_accounts(made, replace(made.report.accounts[0], state="overdue"))
    found = timeline([], given, reports=[made], settlements=[certificate(given, "2023-12-10")])
    assert "数据截至日早于还清日20天" in "".join(line.zh for line in only(found, "update_lag").arithmetic)
