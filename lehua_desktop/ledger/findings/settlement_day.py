"""A certificate that calls all settled before the last payment was made, by the proofs (class I).

Which day is right, only the issuer can say. Where the certificate's day speaks for the borrower, that is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...core.days import month_of
from ...core.model import Finding, InstallmentRow, Loan, Severity
from ...core.words import Words, counted
from .ground import Ground, due_line, mark_line, paid_lines
from .paid_up import by_certificate, paid_after_certificate

RULE = "settlement_day"


def settlement_day(ground: Ground) -> Iterator[Finding]:
    """One doubt a loan."""
    for loan in ground.loans:
        rows = paid_after_certificate(ground, loan)
        if rows:
            helped = [row for row in rows if in_time_by_certificate(ground, loan, row)]
            yield _finding(ground, loan, rows, (helped or rows)[-1], helps=bool(helped))


def in_time_by_certificate(ground: Ground, loan: Loan, row: InstallmentRow) -> bool:
    """By the certificate an installment was settled by its due day, by the proofs later, and the report marks its month."""
    paper, due = by_certificate(ground, loan), row.installment.due
    late = paper is not None and row.paid_on is not None and paper.day <= due < row.paid_on
    mark = ground.marks(loan).get(month_of(due)) if late else None
    return mark is not None and mark.record.overdue


def _finding(ground: Ground, loan: Loan, rows: list[InstallmentRow], row: InstallmentRow, *, helps: bool) -> Finding:
    paper, number, due = by_certificate(ground, loan), row.installment.number, row.installment.due
    assert paper is not None  # noqa: S101 - the caller has looked
    month = month_of(due) if helps else None
    mark = ground.marks(loan).get(month) if month else None
    helped = Words("", "")
    if mark is not None:
        helped = Words(
            f"结清证明对借款人有利：照它写的，第{number}期到应还日{due}已经结清，{month}记为“{mark.record.code.value}”就不对；"
            f"照付款凭证，则晚了{row.days_late}天。",
            f" The certificate speaks for the borrower: by it installment {number} was settled by its due day {due}, and the "
            f"mark “{mark.record.code.value}” for {month} is wrong; by the proofs it was {counted(row.days_late, 'day')} late.",
        )
    certain = [a for one in rows for a in one.allocations if a.certain]
    return Finding(
        rule=RULE,
        letter="I",
        severity=Severity.DOUBT,
        message=Words(
            f"两份材料的日期不一致：结清证明写{paper.day}已全部结清，付款凭证写第{number}期{row.paid_on}才还。{helped.zh}",
            f"Two documents give different days: by the certificate all was settled on {paper.day}, by the proofs "
            f"installment {number} was paid on {row.paid_on}.{helped.en}",
        ),
        advice=Words("请出具结清证明的机构书面说明哪一天对。", "Ask the issuer in writing which day is right."),
        loan=loan.id,
        installment=number,
        month=month,
        sources=(*paper.sources, *ground.payment_sources(certain), *((mark.source,) if mark else ())),
        arithmetic=(
            paper.line,
            due_line(row),
            *paid_lines(ground, [a for a in row.allocations if a.certain]),
            *((mark_line(month, mark),) if mark and month else ()),
        ),
        refuted_by=Words(
            "如果其中一个日期识别有误，或者后一笔付款不是还这笔借款，这一条就不成立。",
            "It fails if a day was misread, or if the later payment was not for this loan.",
        ),
        route="lender",
    )
