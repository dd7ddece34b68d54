"""Class E: a grid whose levels rise faster than time passes.

A level counts the installments, or the months, that an account is behind: from one month to the next it can rise by
one. The report contradicts itself where it rises by more, whatever was paid; how the lender counts is not known, so it
is a doubt.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...core.model import Finding, Loan, Severity
from ...core.words import Words
from .ground import CHECK_AND_EXPLAIN, CLEAN, Ground, Mark, mark_line

RULE = "level_jump"


def level_jump(ground: Ground) -> Iterator[Finding]:
    """One finding for each month that is more than one level above the month before."""
    for loan in ground.loans:
        marks = ground.marks(loan)
        for month, mark in sorted(marks.items()):
            before = marks.get(_month_before(month))
            now, then = _level(mark), _level(before)
            if before is not None and now is not None and then is not None and now > then + 1:
                yield _finding(loan, month, mark, before)


def _month_before(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year - 1}-12" if number == 1 else f"{year}-{number - 1:02d}"


def _level(mark: Mark | None) -> int | None:
    """Months behind: 0 for a clean month, None where the code says nothing of that or is not sure."""
    code = mark.record.code if mark else None
    if code is None or code.value is None or not code.certain:
        return None
    return int(code.value) if code.value in "1234567" else 0 if code.value in CLEAN else None


def _finding(loan: Loan, month: str, mark: Mark, before: Mark) -> Finding:
    first, second = before.record.code.value, mark.record.code.value
    return Finding(
        rule=RULE,
        letter="E",
        severity=Severity.DOUBT,
        message=Words(
            f"信用报告{before.record.month}记为“{first}”，下一个月{month}就记为“{second}”。逾期等级一个月最多升一级，"
            "这两格对不上。",
            f"The report marks {before.record.month} as “{first}” and the next month, {month}, as “{second}”. A level can "
            "rise by one a month, so the two do not fit.",
        ),
        advice=CHECK_AND_EXPLAIN,
        loan=loan.id,
        month=month,
        sources=(before.source, mark.source),
        arithmetic=(mark_line(before.record.month, before), mark_line(month, mark)),
        refuted_by=Words(
            "如果约定一个月内有两个以上还款日，这一条就不成立。",
            "It fails if more than one due day a month was agreed.",
        ),
        route="bureau",
    )
