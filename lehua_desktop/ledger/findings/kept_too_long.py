"""Class F: an overdue record that a report still shows more than five years after it ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ...core.days import add_months, add_years
from ...core.model import Finding, InstallmentRow, Loan, Severity, State
from ...core.words import Words
from .ground import Ground, Mark, mark_line
from .paid_up import overdue_end
from .true_overdue import KEPT_YEARS

RULE = "kept_too_long"


def kept_too_long(ground: Ground) -> Iterator[Finding]:
    """One finding for each marked month whose time was over on the day of the report."""
    for loan in ground.loans:
        marks = ground.marks(loan)
        for month, mark, rows in ground.marked(loan):
            end = ended_by(month, ground.rows_of(loan), rows, marks)
            seen = mark.report.report.report_date
            if end and seen and add_years(end, KEPT_YEARS) < seen:
                yield _finding(loan, month, mark, end, seen, _dated(mark, seen))


def ended_by(
    month: str, every: tuple[InstallmentRow, ...], rows: tuple[InstallmentRow, ...], marks: dict[str, Mark]
) -> dt.date | None:
    """The day by which the overdue had ended: the proven payments, else the end of the next clean month of the grid.

    What fell due while it lasted counts too: an overdue ends when nothing is overdue any more.
    """
    ends = [overdue_end(every, row, marks) for row in rows]
    if rows and all(row.state in (State.LATE, State.ON_TIME) for row in rows) and None not in ends:
        return max(end for end in ends if end)
    clean = next((later for later, mark in sorted(marks.items()) if later > month and mark.clean), None)
    if clean is None:
        return None
    return add_months(dt.date(int(clean[:4]), int(clean[5:]), 1), 1) - dt.timedelta(days=1)


def _dated(mark: Mark, seen: dt.date) -> bool:
    """The number of a report begins with its day: another day there means that one of them was misread."""
    number = mark.report.report.number or ""
    return not number.startswith("20") or number[:8] == f"{seen:%Y%m%d}"


def _finding(loan: Loan, month: str, mark: Mark, end: dt.date, seen: dt.date, dated: bool) -> Finding:
    gone = add_years(end, KEPT_YEARS)
    sure = mark.sure and mark.record.code.certain and dated
    return Finding(
        rule=RULE,
        letter="F",
        severity=Severity.CONTRADICTION if sure else Severity.DOUBT,
        message=Words(
            f"{month}的逾期最晚在{end}已经结束，到{gone}满{KEPT_YEARS}年，应当删除（《征信业管理条例》第十六条）；"
            f"{seen}的信用报告仍然展示。",
            f"The overdue of {month} had ended by {end}. Its {KEPT_YEARS} years were over on {gone} (Regulation on the "
            f"Credit Reporting Industry, article 16); the report of {seen} still shows it.",
        ),
        advice=Words("可以请求删除。", "Ask for its removal."),
        loan=loan.id,
        month=month,
        sources=(mark.source,),
        arithmetic=(
            mark_line(month, mark),
            Words(f"删除日：{end} + {KEPT_YEARS}年 = {gone}", f"Removal: {end} + {KEPT_YEARS} years = {gone}"),
            Words(f"报告日：{seen}，晚于删除日", f"Day of the report: {seen}, after the removal"),
        ),
        refuted_by=Words(
            "如果这笔逾期实际结束得更晚，这一条就不成立。", "It fails if the overdue in fact ended later."
        ),
        route="bureau",
    )
