"""A brief report states only how many months were overdue. It never proves which; the full edition does."""

from __future__ import annotations

from collections.abc import Iterator

from ...core.facts import ReportAccount
from ...core.model import Finding, InstallmentRow, Loan, ReportProof, Severity, Source, State
from ...core.words import Words, counted
from .ground import Ground

RULE = "brief_count"


def brief_count(ground: Ground) -> Iterator[Finding]:
    """One finding for the newest brief report that counts overdue months, where no full report shows the months."""
    for loan in ground.loans:
        accounts = list(ground.accounts(loan))
        if any(account.months for _, account, _ in accounts):
            continue
        counted = [(report, account) for report, account, _ in accounts if account.overdue_months]
        if counted:
            report, account = counted[-1]
            yield from _finding(ground, loan, report, account)


def _finding(ground: Ground, loan: Loan, report: ReportProof, account: ReportAccount) -> Iterator[Finding]:
    until = account.as_of or report.report.report_date or ground.today
    rows = [row for row in ground.rows_of(loan) if row.installment.due <= until]
    if not rows:
        return
    late = [row.installment.number for row in rows if row.state is State.LATE]
    unproven = [row.installment.number for row in rows if row.state in (State.UNPROVEN, State.PARTLY)]
    whole = not late and not unproven
    message, advice = _message(account.overdue_months or 0, whole, late, unproven)
    yield Finding(
        rule=RULE,
        letter="C" if whole else "L",
        severity=Severity.DOUBT if whole else Severity.NOTE,
        message=message,
        advice=advice,
        loan=loan.id,
        sources=(Source(report.evidence, account.lender.page, account.lender.box),),
        arithmetic=(_count(rows, late, unproven),),
        refuted_by=Words(
            "详版报告的还款记录会写明是哪几个月。", "The month grid of the full edition will name the months."
        ),
        route="bureau" if whole else None,
    )


def _message(months: int, whole: bool, late: list[int], unproven: list[int]) -> tuple[Words, Words]:
    """What holds, and what the person can do."""
    said = Words(
        f"简版信用报告写有{months}个月处于逾期状态，但没有写是哪几个月。",
        f"The brief credit report counts {counted(months, 'overdue month')} and does not say which. ",
    )
    if whole:
        rest = Words(
            "现有凭证显示到报告截止日各期都已按期还清，这个数字值得核查。",
            "The evidence shows every installment up to the report's day paid in time, so the count should be checked.",
        )
        advice = Words(
            "请到信用报告查询网点打印详版，再逐月核对。",
            "Get the full edition at a counter and compare month by month.",
        )
    else:
        facts = []
        if late:
            facts.append(Words(f"第{_list(late)}期晚还", f"paid late: {_list(late)}"))
        if unproven:
            facts.append(Words(f"第{_list(unproven)}期还没有足够凭证", f"not proven yet: {_list(unproven)}"))
        rest = Words(
            f"按现有凭证，{'；'.join(f.zh for f in facts)}。",
            f"By the evidence, {'; '.join(f.en for f in facts)}.",
        )
        advice = Words("请打印详版，才能知道是哪几个月。", "The full edition is needed to know the months.")
    return Words(said.zh + rest.zh, said.en + rest.en), advice


def _list(numbers: list[int]) -> str:
    return "、".join(str(n) for n in numbers[:8]) + ("…" if len(numbers) > 8 else "")


def _count(rows: list[InstallmentRow], late: list[int], unproven: list[int]) -> Words:
    good = len(rows) - len(late) - len(unproven)
    return Words(
        f"到报告截止日应还{len(rows)}期：按期{good}期，晚还{len(late)}期，凭证不足{len(unproven)}期",
        f"{len(rows)} installments due by the report's day: {good} in time, {len(late)} late, {len(unproven)} not proven",
    )
