"""Class H: a report that could not know of the payment yet: its data end before it, or too shortly after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from ...core.model import Finding, InstallmentRow, Loan, Severity, Source, State
from ...core.words import Words, counted
from .ground import Ground
from .paid_up import OVERDUE_NOW, REPORTING_DAYS, claim_of, paid_up, place_of, seen_line

RULE = "update_lag"


def update_lag(ground: Ground) -> Iterator[Finding]:
    """At most one note a loan, about the newest report that has its account."""
    for loan in ground.loans:
        accounts = list(ground.accounts(loan))
        if not accounts:
            continue
        report, account, _ = accounts[-1]
        claim, seen = claim_of(account), account.as_of or report.report.report_date
        if claim is None or seen is None:
            continue
        paid, due = paid_up(ground, loan), [r for r in ground.rows_of(loan) if r.installment.due <= seen]
        up_to_date = bool(due) and all(row.paid_on is not None and row.paid_on <= seen for row in due)
        if paid is not None and not (claim == OVERDUE_NOW and up_to_date and paid.day > seen):
            day, sources, line = paid.day, paid.sources, paid.line
        elif claim == OVERDUE_NOW and (late := _paid_late(ground, due)) is not None:
            day, sources, line = late
        else:
            continue
        if (seen - day).days < REPORTING_DAYS:
            yield _finding(
                loan, (*sources, place_of(report, account)), (line, seen_line(seen, claim)), claim, day, seen
            )


def _paid_late(ground: Ground, due: Sequence[InstallmentRow]) -> tuple[dt.date, tuple[Source, ...], Words] | None:
    """Of a loan that still runs: the last late payment of what was due by then, if all of it is paid."""
    late = [row for row in due if row.state is State.LATE and row.paid_on]
    if not late or any(row.paid_on is None for row in due):
        return None
    last = max(late, key=lambda row: row.paid_on or dt.date.min)
    day = last.paid_on or dt.date.min
    line = Words(
        f"第{last.installment.number}期：应还日{last.installment.due}，还清日{day}",
        f"Installment {last.installment.number}: due {last.installment.due}, paid {day}",
    )
    return day, ground.payment_sources(a for a in last.allocations if a.certain), line


def _finding(
    loan: Loan, sources: tuple[Source, ...], lines: tuple[Words, ...], claim: Words, day: dt.date, seen: dt.date
) -> Finding:
    gap = (seen - day).days
    why = Words("早于还清日", "before the payment") if gap < 0 else Words("就是还清当天", "on the day of the payment")
    if gap > 0:
        why = Words(f"距还清日只有{gap}天", f"only {counted(gap, 'day')} after the payment")
    return Finding(
        rule=RULE,
        letter="H",
        severity=Severity.NOTE,
        message=Words(
            f"信用报告写着“{claim.zh}”，但它的数据截至{seen}，{why.zh}（{day}还清），可能还没来得及更新。",
            f"The report says “{claim.en}”, but its data end on {seen}, {why.en} (paid on {day}): it may not be updated "
            "yet.",
        ),
        advice=Words(
            "请先请机构报送更新，过一个月再查一次报告。",
            "Ask the institution to report the change, and get the report again in a month.",
        ),
        loan=loan.id,
        sources=sources,
        arithmetic=(
            *lines,
            _apart(gap),
        ),
        refuted_by=Words(
            "如果更新的报告仍然这样写，这就不再是更新滞后。", "It no longer holds if a newer report still says so."
        ),
        route="lender",
    )


def _apart(gap: int) -> Words:
    if gap < 0:
        return Words(f"数据截至日早于还清日{-gap}天", f"The data end {counted(-gap, 'day')} before the payment")
    return Words(f"数据截至日晚于还清日{gap}天", f"The data end {counted(gap, 'day')} after the payment")
