"""A payment that was begun in time and arrived late: submitted on the due day and debited later, or sent back by the other
side and paid again (class C). The installment is late by its proofs; why, only the institution can say, so it is a doubt.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from ...core.days import add_days
from ...core.facts import Status
from ...core.model import Finding, InstallmentRow, Loan, Payment, Severity, State
from ...core.words import Words, counted
from ..refunds import is_return, taken_back
from .ground import Ground, Mark, due_line, mark_line, moment, paid_lines, sources_of, yuan

RULE = "acted_in_time"
_DEBITED_WITHIN = 3  # days from a page that was still pending to the debit that it announced
_AGAIN_WITHIN = 31  # days from a payment to the one that replaces it
_BEFORE = 20  # days before a due day in which a payment may be meant for it
_NIGHT = "02:00"  # a payment up to two hours after midnight may have been begun the day before


@dataclass(frozen=True, slots=True)
class Attempt:
    """A payment begun by the due day that did not count, and the refund that took it back, if one did."""

    payment: Payment
    refund: Payment | None = None


def acted_in_time(ground: Ground) -> Iterator[Finding]:
    """One doubt for each late installment of a marked month that was first paid, or begun to be paid, by its due day."""
    for loan in ground.loans:
        for month, mark, rows in ground.marked(loan):
            for row in rows:
                if (attempt := attempt_in_time(ground, row)) is not None:
                    yield _finding(ground, loan, row, month, mark, attempt)


def attempt_in_time(ground: Ground, row: InstallmentRow) -> Attempt | None:
    """What was begun by the due day of an installment that is proven late. With several loans it may be any loan's."""
    due, paid_on, amount = row.installment.due, row.paid_on, row.installment.amount
    if row.state is not State.LATE or paid_on is None or len(ground.loans) > 1:
        return None

    def meant(payment: Payment, within: int) -> bool:
        day = payment.day
        near = day is not None and add_days(due, -_BEFORE) <= day <= due and paid_on <= add_days(day, within)
        return near and payment.amount == amount and payment.about_loan

    pending = [p for p in ground.tries(amount) if p.status is Status.PENDING and meant(p, _DEBITED_WITHIN)]
    if pending:
        return Attempt(max(pending, key=moment))
    back = [(r, p) for r, p in taken_back(ground.payments) if meant(p, _AGAIN_WITHIN) and r.day and r.day <= paid_on]
    return Attempt(back[-1][1], back[-1][0]) if back else None


def after_midnight(ground: Ground, row: InstallmentRow) -> Payment | None:
    """The payment that came in the first two hours of the day after the due day."""
    if row.paid_on != add_days(row.installment.due, 1):
        return None
    last = [p for a in row.allocations if a.certain and (p := ground.payment(a.payment)).day == row.paid_on]
    night = [p for p in last if p.time and p.time.zfill(5) <= _NIGHT]
    return night[-1] if night and len(night) == len(last) else None


def across_midnight(payment: Payment, due: dt.date) -> tuple[str, str] | None:
    """The moments of two proofs of one payment, one on the due day and one on the day after."""
    facts = [proof.payment for proof in payment.proofs]
    said = sorted(f"{f.day.value} {f.time or ''}".strip() for f in facts if f.day.value is not None and not f.posting)
    before = [moment for moment in said if moment.startswith(str(due))]
    after = [moment for moment in said if moment.startswith(str(add_days(due, 1)))]
    return (before[-1], after[0]) if before and after else None


def _finding(ground: Ground, loan: Loan, row: InstallmentRow, month: str, mark: Mark, attempt: Attempt) -> Finding:
    number, due, paid_on, late = row.installment.number, row.installment.due, row.paid_on, row.days_late
    first, code = moment(attempt.payment), mark.record.code.value
    if attempt.refund is None:
        told = Words(
            f"{first}已提交还款（页面显示“处理中”），{paid_on}扣款成功，比应还日晚{late}天",
            f"the payment was submitted at {first} (the page says pending) and debited on {paid_on}, "
            f"{counted(late, 'day')} after the due day",
        )
        begun = Words("还款在应还日之内已经发起。", "It was begun by the due day.")
        advice = Words(
            "请机构说明为什么后来才扣款、该月是否应当记为逾期。",
            "Ask why it was debited later, and whether that month should be marked at all.",
        )
    else:
        back = moment(attempt.refund)
        told = Words(
            f"{first}已经付款，{back}被退回，{paid_on}再次付款，比应还日晚{late}天",
            f"it was paid at {first}, the money came back at {back}, and it was paid again on {paid_on}, "
            f"{counted(late, 'day')} after the due day",
        )
        begun = Words("第一次付款是按时的。", "The first payment was in time.")
        advice = Words(
            "请机构说明为什么退回、该月是否应当记为逾期。",
            "Ask why it was sent back, and whether that month should be marked at all.",
        )
    certain = [a for a in row.allocations if a.certain]
    tried = [attempt.payment, *([attempt.refund] if attempt.refund else [])]
    return Finding(
        rule=RULE,
        letter="C",
        severity=Severity.DOUBT,
        message=Words(
            f"第{number}期（应还日{due}）：{told.zh}；信用报告把{month}记为逾期（“{code}”）。{begun.zh}",
            f"Installment {number} (due {due}): {told.en}; the report marks {month} as overdue (“{code}”). {begun.en}",
        ),
        advice=advice,
        loan=loan.id,
        installment=number,
        month=month,
        sources=(*sources_of(tried), *ground.payment_sources(certain), *ground.plan_sources(row), mark.source),
        arithmetic=(due_line(row), *(_line(p) for p in tried), *paid_lines(ground, certain), mark_line(month, mark)),
        refuted_by=Words(
            "如果当时余额不足，或者账号填错，退回、未扣款是付款一方的原因，这一条就不成立。",
            "It fails if the cause was on the payer's side, such as too small a balance or a wrong account.",
        ),
        route="lender",
    )


def _line(payment: Payment) -> Words:
    amount = yuan(payment.amount) if payment.amount else Words("—", "—")
    if payment.status is Status.PENDING:
        return Words(
            f"提交：{moment(payment)}，{amount.zh}，处理中", f"Submitted: {moment(payment)}, {amount.en}, pending"
        )
    if is_return(payment):
        return Words(f"退回：{moment(payment)}，{amount.zh}", f"Came back: {moment(payment)}, {amount.en}")
    return Words(f"付款：{moment(payment)}，{amount.zh}", f"Paid: {moment(payment)}, {amount.en}")
