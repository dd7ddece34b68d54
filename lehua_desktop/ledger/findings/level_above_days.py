"""Class E: a level that is higher than the days from due day to payment allow, such as a 2 after a payment in between."""

from __future__ import annotations

from collections.abc import Iterator

from ...core.days import month_of
from ...core.model import Finding, InstallmentRow, Loan, Severity, State
from ...core.words import Words, counted
from .ground import CHECK_AND_EXPLAIN, Ground, Mark, due_line, mark_line
from .level import STEP, arrears
from .paid_up import plan_doubt

RULE = "level_above_days"


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
    found = arrears(ground.rows_of(loan), month)
    due = [row for row in ground.rows_of(loan) if month_of(row.installment.due) <= month]
    if any(row.paid_on is None for row in due) or plan_doubt(ground, loan, mark.account, due) or level <= found.most:
        return
    longest, open_, most = max(found.days.values(), default=0), found.rows, found.most
    yield Finding(
        rule=RULE,
        letter="E",
        severity=Severity.DOUBT,
        message=Words(
            f"{month}确有逾期，但等级不符：信用报告记为“{level}”（逾期{STEP * (level - 1) + 1}天以上），按凭证那个月最多逾期{longest}天，"
            f"至多是“{most}”。",
            f"{month} was overdue, but not at that level: the report marks it “{level}” (more than {STEP * (level - 1)} days "
            f"overdue); by the evidence at most {counted(longest, 'day')} had passed, “{most}” at the most.",
        ),
        advice=CHECK_AND_EXPLAIN,
        loan=loan.id,
        month=month,
        sources=(
            *(s for row in open_ for s in ground.payment_sources(a for a in row.allocations if a.certain)),
            mark.source,
        ),
        arithmetic=(
            *(line for row in open_ for line in (due_line(row), _line(row, found.days[row.installment.number]))),
            mark_line(month, mark),
        ),
        refuted_by=Words(
            "如果另有更早的欠款没有列在计划里，这一条就不成立。", "It fails if older arrears are not in the plan."
        ),
        route="lender",
    )


def _line(row: InstallmentRow, days: int) -> Words:
    return Words(
        f"第{row.installment.number}期：还清日{row.paid_on}，到该月逾期{days}天",
        f"Installment {row.installment.number}: paid {row.paid_on}, {counted(days, 'day')} overdue by then",
    )
