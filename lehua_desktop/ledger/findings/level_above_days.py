"""Class E: a level that is higher than the days from due day to payment allow, such as a 2 after a payment in between."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator

from ...core.model import Finding, InstallmentRow, Loan, Severity, State
from ...core.words import Words, counted
from .ground import Ground, Mark, due_line, mark_line
from .paid_up import plan_doubt

RULE = "level_above_days"
_STEP = 30  # days a level


def level_above_days(ground: Ground) -> Iterator[Finding]:
    """One doubt for each marked month whose installments are proven late, but not as late as its level says."""
    for loan in ground.loans:
        for month, mark, rows in ground.marked(loan):
            code = mark.record.code
            if not mark.sure or not code.certain or code.value not in tuple("234567"):
                continue
            if rows and all(row.state is State.LATE for row in rows):
                yield from _judge(ground, loan, month, mark, int(code.value or 0))


def _judge(ground: Ground, loan: Loan, month: str, mark: Mark, level: int) -> Iterator[Finding]:
    year, number = int(month[:4]), int(month[5:])
    first, end = dt.date(year, number, 1), dt.date(year, number, calendar.monthrange(year, number)[1])
    due = [row for row in ground.rows_of(loan) if row.installment.due <= end]
    if any(row.paid_on is None for row in due) or plan_doubt(ground, loan, mark.account, due):
        return
    open_ = [row for row in due if row.paid_on and row.paid_on >= first and row.paid_on > row.installment.due]
    days = {row.installment.number: _days(row, end) for row in open_}
    # By days or by installments behind, whichever is more: how the lender counts is not known.
    most = max((-(-count // _STEP) for count in days.values()), default=0)
    most = max(most, len(open_))
    if level <= most:
        return
    yield Finding(
        rule=RULE,
        letter="E",
        severity=Severity.DOUBT,
        message=Words(
            f"信用报告把{month}记为“{level}”（逾期{_STEP * (level - 1) + 1}天以上）；按凭证，那个月最多逾期{max(days.values(), default=0)}天，"
            f"至多是“{most}”。等级与还款记录不符，请机构核对并说明。",
            f"The report marks {month} as “{level}” (more than {_STEP * (level - 1)} days overdue); by the evidence at most "
            f"{max(days.values(), default=0)} days had passed, “{most}” at the most. Ask the institution to check and explain.",
        ),
        loan=loan.id,
        month=month,
        sources=(
            *(s for row in open_ for s in ground.payment_sources(a for a in row.allocations if a.certain)),
            mark.source,
        ),
        arithmetic=(
            *(line for row in open_ for line in (due_line(row), _line(row, days[row.installment.number]))),
            mark_line(month, mark),
        ),
        refuted_by=Words(
            "如果另有更早的欠款没有列在计划里，这一条就不成立。", "It fails if older arrears are not in the plan."
        ),
        route="lender",
    )


def _days(row: InstallmentRow, end: dt.date) -> int:
    return (min(row.paid_on or end, end) - row.installment.due).days


def _line(row: InstallmentRow, days: int) -> Words:
    return Words(
        f"第{row.installment.number}期：还清日{row.paid_on}，到该月逾期{days}天",
        f"Installment {row.installment.number}: paid {row.paid_on}, {counted(days, 'day')} overdue by then",
    )
