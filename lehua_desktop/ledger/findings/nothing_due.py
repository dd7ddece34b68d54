"""Months in which nothing was or could be due: before the first due day, after everything was paid, or in between.

A mark in such a month needs no payment to be wrong: the plan or the certificate is enough.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from ...core.days import add_months
from ...core.model import Loan, Source
from ...core.words import Words
from .ground import Ground, Mark
from .paid_up import by_certificate, paid_after_certificate, plan_doubt


@dataclass(frozen=True, slots=True)
class Idle:
    """What says that nothing was due in a month, and what leaves it open."""

    why: Words
    line: Words
    sources: tuple[Source, ...]
    doubts: tuple[Words, ...]


def idle(ground: Ground, loan: Loan, month: str, mark: Mark) -> Idle | None:
    """Why nothing was due in a marked month; `None` where something was, or may have been."""
    first = dt.date(int(month[:4]), int(month[5:]), 1)
    paper, rows = by_certificate(ground, loan), ground.rows_of(loan)
    if paper is not None and paper.day < first and not paid_after_certificate(ground, loan):
        why = Words(
            f"结清证明写明{paper.day}已全部结清，{month}不可能再有应还款",
            f"the settlement certificate says that all was settled on {paper.day}, so nothing could be due in {month}",
        )
        return Idle(why, paper.line, paper.sources, tuple(_unsure(mark)))
    due = [row for row in rows if row.installment.due < add_months(first, 1)]
    if not rows or any(row.installment.due >= first or row.paid_on is None or row.paid_on >= first for row in due):
        return None
    doubts = list(_unsure(mark))
    if not due:
        start = rows[0].installment
        if start.number != 1 or (loan.id, 1) in ground.unchecked:
            doubts.append(Words("还款计划的第一期还待核对", "the first installment of the plan needs a look"))
        why = Words(
            f"按还款计划，第一期的应还日是{start.due}，{month}还没有任何应还款",
            f"by the plan the first installment was due on {start.due}, so nothing was due in {month} yet",
        )
        line = Words(f"第一期应还日：{start.due}", f"First due day: {start.due}")
        return Idle(why, line, ground.plan_sources(rows[0]), tuple(doubts))
    done = max(row.paid_on for row in due if row.paid_on)
    last = max(due, key=lambda row: row.paid_on or dt.date.min)
    if (doubt := plan_doubt(ground, loan, mark.account, due)) is not None:
        doubts.append(doubt)
    whole = len(due) == len(rows)
    # An installment that was not read may be the one of this month.
    if not whole and (
        due[-1].installment.number + 1 != (n := rows[len(due)].installment.number) or (loan.id, n) in ground.unchecked
    ):
        doubts.append(Words("还款计划中间的期次还待核对", "the installments in the middle of the plan need a look"))
    why = Words(
        f"按还款计划，{month}没有应还的分期，凭证显示{done}已" + ("全部还清" if whole else "还清此前各期"),
        f"by the plan nothing was due in {month}, and the evidence shows everything "
        + ("" if whole else "that was due before ")
        + f"paid by {done}",
    )
    line = Words(f"还清日：{done}，在{month}之前", f"Paid by: {done}, before {month}")
    return Idle(why, line, ground.payment_sources(a for a in last.allocations if a.certain), tuple(doubts))


def refuted(ground: Ground, loan: Loan, month: str, mark: Mark) -> bool:
    """Whether nothing was due in the month, with nothing left to doubt."""
    found = idle(ground, loan, month, mark)
    return found is not None and not found.doubts


def _unsure(mark: Mark) -> Iterator[Words]:
    if not mark.sure:
        yield Words("报告中的账户是否就是这笔借款还不能确定", "it is not certain that the account is this loan")
    if not mark.record.code.certain:
        yield Words("报告这一格的识别结果待核对", "the reading of this cell of the report needs a look")
