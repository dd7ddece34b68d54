"""The due day of the month as the full report has it (应还款日), held against the plan (class D)."""

from __future__ import annotations

from collections.abc import Iterator

from ...core.days import month_of
from ...core.model import Finding, Severity
from ...core.words import Words
from .ground import Ground, due_line
from .paid_up import place_of

RULE = "due_day"


def due_day(ground: Ground) -> Iterator[Finding]:
    """A doubt for the newest report whose due day is another one than the plan's installment of that month."""
    for loan in ground.loans:
        given = [(r, a) for r, a, sure in ground.accounts(loan) if a.due_on is not None and sure]
        if not given:
            continue
        report, account = given[-1]
        said = account.due_on
        rows = [r for r in ground.rows_of(loan) if said and month_of(r.installment.due) == month_of(said)]
        if said is None or not rows or any(row.installment.due == said for row in rows):
            continue
        row = rows[0]
        if (loan.id, row.installment.number) in ground.unchecked:
            continue
        days = (said - row.installment.due).days
        yield Finding(
            rule=RULE,
            letter="D",
            severity=Severity.DOUBT,
            message=Words(
                f"还款计划里第{row.installment.number}期的应还日是{row.installment.due}，信用报告写的应还款日是{said}。"
                "还款日不一致，可能使按期的还款被记成逾期。",
                f"By the plan installment {row.installment.number} is due on {row.installment.due}, by the report on {said}. "
                "Different due days may turn a timely payment into an overdue.",
            ),
            advice=Words("请机构说明以哪一天为准。", "Ask the institution which one holds."),
            loan=loan.id,
            installment=row.installment.number,
            month=month_of(said),
            sources=(*ground.plan_sources(row), place_of(report, account)),
            arithmetic=(
                due_line(row),
                Words(f"报告：应还款日{said}", f"Report: due on {said}"),
                Words(f"相差：{days:+d}天", f"Difference in days: {days:+d}"),
            ),
            refuted_by=Words(
                "如果后来改过还款日，或当月遇节假日顺延，这一条就不成立。",
                "It fails if the due day was changed later, or moved for a holiday by agreement.",
            ),
            route="lender",
        )
