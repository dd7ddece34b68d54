"""A payment after the due day and within its month, or one in time, under a code that means something else (class C).

The report's own notes call M "paid after the agreed day, before the end of the month" and 1 "1 to 30 days overdue"; how
a lender assigns such months is its own rule. So it is a doubt at most, never called a wrong report.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...core.days import month_of
from ...core.model import Finding, InstallmentRow, Severity, State
from ...core.words import Words, counted
from .acted_in_time import attempt_in_time
from .ground import Ground, Mark, due_line, mark_line, paid_lines
from .settlement_day import in_time_by_certificate

RULE = "month_attribution"


def month_attribution(ground: Ground) -> Iterator[Finding]:
    """One doubt for each installment that was paid late within its month and marked 1, or in time and marked M."""
    for loan in ground.loans:
        marks = ground.marks(loan)
        for row in ground.rows_of(loan):
            month = month_of(row.installment.due)
            mark = marks.get(month)
            if mark is None or row.paid_on is None or not mark.record.code.certain:
                continue
            code = mark.record.code.value
            if row.state is State.LATE and code == "1" and month_of(row.paid_on) == month:
                seen = mark.account.as_of or mark.report.report.report_date
                told = attempt_in_time(ground, row) or in_time_by_certificate(ground, loan, row)
                if told or (seen is not None and seen < row.paid_on):
                    continue  # another rule says what speaks for the borrower; a report cannot know what came after it
                yield _finding(ground, row, month, mark, _late(row))
            elif row.state is State.ON_TIME and row.paid_on <= row.installment.due and code == "M":
                yield _finding(ground, row, month, mark, _in_time(row))


def _late(row: InstallmentRow) -> Words:
    return Words(
        f"第{row.installment.number}期确实晚了{row.days_late}天，但当月月底前已还清（{row.paid_on}）。按征信报告的记载规则，约定还款日之后、月底之前"
        "还款可以记为“M”，“1”是逾期1～30天。记在哪一格因机构的报送规则而不同。",
        f"Installment {row.installment.number} was indeed {counted(row.days_late, 'day')} late, yet paid before the month "
        f"ended ({row.paid_on}). Reports may mark that “M”, while “1” is 1 to 30 days overdue. Lenders have their own "
        "rules for it.",
    )


def _in_time(row: InstallmentRow) -> Words:
    return Words(
        f"第{row.installment.number}期在应还日或之前已还清（{row.paid_on}），报告记为“M”，意思是约定还款日之后、月底之前还款。"
        "“M”不算逾期，但与凭证不一致。",
        f"Installment {row.installment.number} was paid by its due day ({row.paid_on}); the report marks it “M”, paid after "
        "the due day and before the end of the month. “M” is no overdue, but does not fit the evidence.",
    )


def _finding(ground: Ground, row: InstallmentRow, month: str, mark: Mark, message: Words) -> Finding:
    certain = [a for a in row.allocations if a.certain]
    return Finding(
        rule=RULE,
        letter="C",
        severity=Severity.DOUBT,
        message=message,
        advice=Words("这是疑点，请机构说明。", "A doubt: ask the institution to explain."),
        loan=row.loan,
        installment=row.installment.number,
        month=month,
        sources=(*ground.payment_sources(certain), *ground.plan_sources(row), mark.source),
        arithmetic=(due_line(row), *paid_lines(ground, certain), mark_line(month, mark)),
        refuted_by=Words(
            "如果机构的报送规则写明这样记，这一条就不成立。",
            "It fails if the institution's reporting rules provide for that code.",
        ),
        route="lender",
    )
