"""A month that a report marks “#”, unknown, though the evidence shows how it was paid (class C)."""

from __future__ import annotations

from collections.abc import Iterator

from ...core.days import month_of
from ...core.model import Finding, Severity
from ...core.words import Words, counted
from .ground import Ground, due_line, mark_line, paid_lines

RULE = "unknown_code"


def unknown_code(ground: Ground) -> Iterator[Finding]:
    """One note for each month that is marked unknown and whose installment is proven paid."""
    for loan in ground.loans:
        marks = ground.marks(loan)
        for row in ground.rows_of(loan):
            month = month_of(row.installment.due)
            mark = marks.get(month)
            if mark is None or row.paid_on is None or not mark.record.code.certain or mark.record.code.value != "#":
                continue
            number, certain = row.installment.number, [a for a in row.allocations if a.certain]
            when = Words("按期还清", "in time")
            if row.days_late:
                when = Words(f"晚{row.days_late}天还清", f"{counted(row.days_late, 'day')} late")
            yield Finding(
                rule=RULE,
                letter="C",
                severity=Severity.NOTE,
                message=Words(
                    f"信用报告把{month}记为“#”（还款情况未知），凭证显示第{number}期已于{row.paid_on}{when.zh}。"
                    "“#”不是逾期；想让记录完整，可以请机构补报。",
                    f"The report marks {month} “#” (not known); the evidence shows installment {number} paid on {row.paid_on}, "
                    f"{when.en}. “#” is no overdue; the institution can be asked to complete the record.",
                ),
                loan=loan.id,
                installment=number,
                month=month,
                sources=(*ground.payment_sources(certain), *ground.plan_sources(row), mark.source),
                arithmetic=(due_line(row), *paid_lines(ground, certain), mark_line(month, mark)),
                refuted_by=Words("如果这一格识别有误，这一条就不成立。", "It fails if the cell was misread."),
            )
