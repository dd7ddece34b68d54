"""Class C: the report marks a month as overdue, and the evidence shows that its installment was paid in time.

It is a contradiction only when nothing in the evidence leaves another way: payment and plan are certain, the account
is the loan's, the hour of the due day is kept, and no older installment can be behind the mark. Else it is a doubt,
and the institution is asked to explain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...core.days import add_days, add_months, month_of
from ...core.model import Finding, InstallmentRow, Loan, Reason, Severity, Source, State
from ...core.words import Words, counted
from ..reasons import less_than_due
from .acted_in_time import across_midnight
from .ground import LOOK_UP_TERMS, Ground, Mark, due_line, mark_line, moment, not_read, paid_lines, yuan
from .level import STEP, carried_over
from .nothing_due import Idle, idle, refuted
from .other_payer import unexplained_payer
from .paid_up import REPORTING_DAYS, PaidUp, by_certificate

RULE = "monthly_status"
# Lenders often debit until 17:00 of the due day; earlier than that a payment is in time under any cut-off met so far.
EARLIEST_CUTOFF = "17:00"
_REFUTED = Words(
    "如果合同约定的还款截止时间早于付款时间、款项后来被退回，或当月另有未还清的款项，这一条就不成立。",
    "It fails if the contract's cut-off was before the payment, the money was returned, or something else was owed that month.",
)
_CORRECT = Words("两者矛盾，可以请求核查并更正。", "The two contradict each other: ask for a check and a correction.")
_EXPLAIN = Words("这是疑点，请机构书面说明。", "This is a doubt: ask the institution to explain in writing.")


def monthly_status(ground: Ground) -> Iterator[Finding]:
    """One finding for each marked month whose installments are proven, or would be once confirmed, paid in time, and for
    each in which nothing was due."""
    for loan in ground.loans:
        marks = ground.marks(loan)
        for month, mark, rows in ground.marked(loan):
            if carried_over(ground.rows_of(loan), rows, month, mark.record) is not None:
                continue  # class A says whose arrears the mark tells of
            if rows and all(row.state is State.ON_TIME for row in rows):
                for row in rows:
                    yield _paid_in_time(ground, loan, row, month, mark, marks)
            elif (found := idle(ground, loan, month, mark)) is not None:
                yield _nothing_due(loan, month, mark, found)
            elif rows and all(row.state is State.ON_TIME or ground.covered_in_time(row) for row in rows):
                for row in rows:
                    if row.state is not State.ON_TIME:
                        yield _to_confirm(ground, row, month, mark)
            elif all(row.state is State.ON_TIME or _perhaps_in_grace(ground, row) for row in rows):
                for row in rows:
                    yield _paid_in_time(ground, loan, row, month, mark, marks)


def contradicted(
    ground: Ground, loan: Loan, rows: tuple[InstallmentRow, ...], mark: Mark, marks: dict[str, Mark]
) -> bool:
    """Whether this rule calls the mark of a month wrong, with nothing left to doubt. `rows` are due in that month."""
    if rows and all(row.state is State.ON_TIME for row in rows):
        return not any(any(_doubts(ground, loan, row, mark, marks)) for row in rows)
    return refuted(ground, loan, mark.record.month, mark)


def _paid_in_time(
    ground: Ground, loan: Loan, row: InstallmentRow, month: str, mark: Mark, marks: dict[str, Mark]
) -> Finding:
    doubts, paper = tuple(_doubts(ground, loan, row, mark, marks)), _by_certificate(ground, loan, row, mark)
    certain = [a for a in row.allocations if a.certain]
    number, amount = row.installment.number, yuan(row.installment.amount)
    message = Words(
        f"第{number}期（应还日{row.installment.due}，{amount.zh}）：凭证显示已于{row.paid_on}足额还款，"
        f"信用报告把{month}记为逾期（“{mark.record.code.value}”）。",
        f"Installment {number} (due {row.installment.due}, {amount.en}): the evidence shows full payment on "
        f"{row.paid_on}, and the report marks {month} as overdue (“{mark.record.code.value}”).",
    )
    but = _but(doubts)
    return Finding(
        rule=RULE,
        letter="C",
        severity=Severity.DOUBT if doubts else Severity.CONTRADICTION,
        message=Words(message.zh + but.zh, message.en + but.en),
        advice=_advice(doubts, look_up=_on_last_day(ground, row) and not _known_cutoff(loan)),
        loan=loan.id,
        installment=number,
        month=month,
        sources=(
            *ground.payment_sources(certain),
            *ground.plan_sources(row),
            *(paper.sources if paper else ()),
            *_term_sources(ground, row),
            mark.source,
        ),
        arithmetic=(
            due_line(row),
            *paid_lines(ground, certain),
            *((paper.line,) if paper else ()),
            _in_time_line(ground, row),
            mark_line(month, mark),
        ),
        refuted_by=_REFUTED,
        route="lender" if doubts else "bureau",
    )


def _but(doubts: Sequence[Words]) -> Words:
    """The end of a message: what is in the way of a contradiction."""
    if not doubts:
        return Words("", "")
    return Words("但" + "；".join(d.zh for d in doubts) + "。", " But " + "; ".join(d.en for d in doubts) + ".")


def _advice(doubts: Sequence[Words], *, look_up: bool = False) -> Words:
    """`look_up`: the contract may hold the hour on which the verdict hangs."""
    if not doubts:
        return _CORRECT
    first = LOOK_UP_TERMS if look_up else Words("", "")
    return Words(first.zh + _EXPLAIN.zh, f"{first.en} {_EXPLAIN.en}".strip())


def _on_last_day(ground: Ground, row: InstallmentRow) -> bool:
    return row.paid_on == ground.terms_of(row).last_day(row.installment)


def _known_cutoff(loan: Loan) -> str | None:
    return loan.cutoff if re.fullmatch(r"(?:[01]\d|2[0-4]):[0-5]\d", loan.cutoff or "") else None


def _in_time_line(ground: Ground, row: InstallmentRow) -> Words:
    """The line of the reckoning that holds the day of payment against the due day, and the grace where it counts."""
    days, paid = (row.installment.due - row.paid_on).days if row.paid_on else 0, yuan(row.paid)
    grace = ground.terms_of(row).grace
    last = add_days(row.installment.due, grace or 0)
    when = Words("当天", "on the due day")
    if days > 0:
        when = Words(f"前{days}天", f"{counted(days, 'day')} before the due day")
    elif days < 0:
        when = Words(
            f"后{-days}天，宽限期{grace}天，到{last}为止不算逾期",
            f"{counted(-days, 'day')} after the due day; with {counted(grace or 0, 'day')} of grace it was in time until {last}",
        )
    less = less_than_due(row, ground.payment)
    enough = Words("不少于应还", "not less than due") if less is None else less
    return Words(
        f"合计{paid.zh}，{enough.zh}；还清日在应还日{when.zh}", f"Total {paid.en}, {enough.en}; paid {when.en}"
    )


def _perhaps_in_grace(ground: Ground, row: InstallmentRow) -> bool:
    return ground.terms_of(row).perhaps_in_grace(row.installment, row.paid_on)


def _term_sources(ground: Ground, row: InstallmentRow) -> tuple[Source, ...]:
    """Where documents state the term on which the verdict hangs."""
    terms, due = ground.terms_of(row), row.installment.due
    if row.paid_on is None or row.paid_on < due:
        return ()
    times = _times(ground, row) if row.paid_on == terms.last_day(row.installment) else [""]
    late = any(time is None or time >= EARLIEST_CUTOFF for time in times)
    return (*(terms.sources("grace") if row.paid_on > due else ()), *(terms.sources("cutoff") if late else ()))


def _times(ground: Ground, row: InstallmentRow) -> list[str | None]:
    """The hours of the certain payments of the day on which the installment was covered."""
    paid = [p for a in row.allocations if a.certain and (p := ground.payment(a.payment)).day == row.paid_on]
    return [p.time[:5].zfill(5) if p.time else None for p in paid]


def _doubts(ground: Ground, loan: Loan, row: InstallmentRow, mark: Mark, marks: dict[str, Mark]) -> Iterator[Words]:
    if not mark.sure:
        yield Words("报告中的账户是否就是这笔借款还不能确定", "it is not certain that the account is this loan")
    if not mark.record.code.certain:
        yield Words("报告这一格的识别结果待核对", "the reading of this cell of the report needs a look")
    if (loan.id, row.installment.number) in ground.unchecked:
        yield Words("还款计划中这一期待核对", "this row of the plan needs a look")
    seen = mark.account.as_of or mark.report.report.report_date
    if seen and row.paid_on and seen < row.paid_on:
        yield Words(f"报告数据截至{seen}，早于还清日", f"the report's data end on {seen}, before the payment")
    if stranger := unexplained_payer(ground, loan, row):
        yield stranger
    paper = _by_certificate(ground, loan, row, mark)
    if paper is not None:
        yield Words(
            f"两份材料的日期不一致：结清证明写{paper.day}结清，付款凭证写{row.paid_on}还清",
            f"two documents give different days: settled on {paper.day} by the certificate, paid on {row.paid_on} by the "
            "proofs",
        )
    yield from _cutoff(ground, loan, row)
    yield from _arrears(ground, loan, row, marks)
    yield from _carried_over(ground, loan, row)


def _cutoff(ground: Ground, loan: Loan, row: InstallmentRow) -> Iterator[Words]:
    terms = ground.terms_of(row)
    if _perhaps_in_grace(ground, row):
        yield Words("宽限期的识别结果待核对", "the reading of the days of grace needs a look")
    if not _on_last_day(ground, row):
        return
    in_grace = row.paid_on != row.installment.due
    day = Words("宽限期最后一天", "the last day of grace") if in_grace else Words("应还日当天", "the due day")
    by = Words("约定的截止时间", "the agreed cut-off at")
    if terms.told:
        by = Words("机构短信要求的", "the hour that the lender's message gave,")
    known = _known_cutoff(loan)
    if known == "24:00" and "cutoff" not in terms.unsure:
        return
    times = _times(ground, row)
    latest = None if None in times else max((t for t in times if t), default=None)
    if latest is None:
        yield Words(f"付款在{day.zh}，凭证没有写明时刻", f"the payment came on {day.en}, and no proof tells the hour")
    elif known and latest >= known:
        yield Words(
            f"付款在{day.zh}{latest}，晚于{by.zh}{known}",
            f"the payment came at {latest} of {day.en}, after {by.en} {known}",
        )
    elif known and latest >= EARLIEST_CUTOFF and "cutoff" in terms.unsure:
        yield Words(
            f"付款在{day.zh}{latest}，截止时间{known}的识别结果待核对",
            f"the payment came at {latest} of {day.en}, and the reading of the cut-off at {known} needs a look",
        )
    elif not known and latest >= EARLIEST_CUTOFF:
        unread = not_read(terms)
        yield Words(
            f"付款在{day.zh}{latest}，{unread.zh}", f"the payment came at {latest} of {day.en}, and {unread.en}"
        )


def _arrears(ground: Ground, loan: Loan, row: InstallmentRow, marks: dict[str, Mark]) -> Iterator[Words]:
    """An older installment may be behind the mark, unless the report itself says that the month before was clean."""
    due, late = row.installment.due, _late_in_month(ground, loan, row)
    older = [
        r.installment.number
        for r in ground.rows_of(loan)
        if r.installment.due < due.replace(day=1) and not _settled_by(r, row) and r not in late
    ]
    before = marks.get(month_of(add_months(due.replace(day=1), -1)))
    if not older or (before and before.clean):
        return
    numbers = "、".join(str(n) for n in older[:6]) + ("…" if len(older) > 6 else "")
    yield Words(
        f"还没有凭证证明之前的第{numbers}期在此之前已还清，这个月的记录可能来自前面的欠款",
        f"there is no proof that earlier installments ({numbers}) were paid by then, and the mark may stem from them",
    )


def _carried_over(ground: Ground, loan: Loan, row: InstallmentRow) -> Iterator[Words]:
    """An older installment that was paid late within this month: some lenders put its mark here."""
    late = [r.installment.number for r in _late_in_month(ground, loan, row)]
    if late:
        numbers = "、".join(str(n) for n in late[:6]) + ("…" if len(late) > 6 else "")
        yield Words(
            f"之前的第{numbers}期到这个月才还清，这条记录可能是为它而记",
            f"earlier installments ({numbers}) were paid only in this month, and the mark may be theirs",
        )


def _late_in_month(ground: Ground, loan: Loan, row: InstallmentRow) -> list[InstallmentRow]:
    first = row.installment.due.replace(day=1)
    older = [r for r in ground.rows_of(loan) if r.installment.due < first and r.state is State.LATE]
    return [r for r in older if r.paid_on and r.paid_on >= first]


def _by_certificate(ground: Ground, loan: Loan, row: InstallmentRow, mark: Mark) -> PaidUp | None:
    """A certificate whose day bears out the mark of the last installment: settled after its due day, as late as the level."""
    paper, due = by_certificate(ground, loan), row.installment.due
    code = mark.record.code.value or ""
    most = STEP * int(code) if code.isdigit() else REPORTING_DAYS
    last = all(r.installment.due <= due for r in ground.rows_of(loan))
    return paper if paper is not None and last and 0 < (paper.day - due).days <= most else None


def _settled_by(older: InstallmentRow, row: InstallmentRow) -> bool:
    return older.paid_on is not None and older.paid_on <= row.installment.due


def _to_confirm(ground: Ground, row: InstallmentRow, month: str, mark: Mark) -> Finding:
    number = row.installment.number
    waiting = [a for a in row.allocations if not a.certain]
    payee = Words("这些付款或对应关系还待核对", "these payments or their links wait for a look")
    if all(Reason.PAYEE_OPEN in a.reasons for a in waiting):
        payee = Words("从收款方看不出还的是不是这笔借款", "the payee does not tell whether it is this loan")
    moments = "、".join(moment(ground.payment(a.payment)) for a in waiting)
    apart = next(
        (two for a in waiting if (two := across_midnight(ground.payment(a.payment), row.installment.due))), None
    )
    night = Words("", "")
    if apart is not None:
        night = Words(
            f"两份凭证的时间跨过应还日午夜（{apart[0]}和{apart[1]}）：哪一个算付款时刻，请机构说明。",
            f"Two proofs lie on both sides of the due day's midnight ({apart[0]} and {apart[1]}): ask which of them counts. ",
        )
    return Finding(
        rule=RULE,
        letter="C",
        severity=Severity.DOUBT,
        message=Words(
            f"信用报告把{month}记为逾期。第{number}期看起来已按期还款（{moments}），但{payee.zh}。"
            f"{night.zh}请先打开凭证确认，再下结论。",
            f"The report marks {month} as overdue. Installment {number} seems to be paid in time ({moments}), but "
            f"{payee.en}. {night.en}Confirm them first.",
        ),
        loan=row.loan,
        installment=number,
        month=month,
        sources=(*ground.payment_sources(row.allocations), *ground.plan_sources(row), mark.source),
        arithmetic=(due_line(row), *paid_lines(ground, row.allocations), mark_line(month, mark)),
        refuted_by=_REFUTED,
    )


def _nothing_due(loan: Loan, month: str, mark: Mark, found: Idle) -> Finding:
    """A marked month in which nothing was due."""
    code, why = mark.record.code.value, found.why
    message = Words(
        f"{why.zh}，信用报告却把{month}记为逾期（“{code}”）。",
        f"{why.en[:1].upper()}{why.en[1:]}; the report still marks {month} as overdue (“{code}”).",
    )
    but = _but(found.doubts)
    return Finding(
        rule=RULE,
        letter="C",
        severity=Severity.DOUBT if found.doubts else Severity.CONTRADICTION,
        message=Words(message.zh + but.zh, message.en + but.en),
        advice=_advice(found.doubts),
        loan=loan.id,
        month=month,
        sources=(*found.sources, mark.source),
        arithmetic=(found.line, mark_line(month, mark)),
        refuted_by=_REFUTED,
        route="lender" if found.doubts else "bureau",
    )
