"""The calendar of a case: when answers are due, when records must go, which due days lie ahead.

A period counts from the next day. Where its last day is a day off, the next working day stands beside it: whether
it counts is for the office to say, so nothing is called over before both have passed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from ..core.days import add_years, month_of
from ..core.filing import (
    Deadline,
    DeadlineState,
    Filing,
    FilingState,
    FreeReports,
    Outlook,
    Period,
    Reply,
    Route,
    Standing,
)
from ..core.model import InstallmentRow, Loan, ReportProof, Severity, State, Timeline
from ..core.words import Words, counted
from .filing_words import REPLIES
from .findings.ground import Ground
from .findings.kept_too_long import ended_by
from .next_steps import next_steps

_DAY = dt.timedelta(days=1)
_NOT_PUBLISHED = Words(
    "{year}年的放假安排尚未公布，此日期未计调休。",
    "The holidays of {year} are not published yet; this day does not reckon with them.",
)
_DAY_OFF = Words(
    "{day}是休息日，若逢节假日顺延则到{moved}（请以机构说明为准）。",
    "{day} is a day off; if the last day moves, it is {moved} (the institution can say).",
)
_FROM_SENT = Words(
    "没有登记收到日，从提交日算起。", "No day of receipt is entered, so it counts from the day of sending."
)
_NOT_COMPARED = Words(
    "这个期限没有核对过条文原文，请以机构说明为准。",
    "The text of this article was not compared; ask the institution whether it holds.",
)
_DISPUTED = Words(
    "这条记录与您的凭证有矛盾，可以先请求更正，不必等到这一天。",
    "Your evidence speaks against this record: you can ask for its correction and need not wait.",
)


class WorkCalendar(Protocol):
    """Working days in China. After `last_year` only weekends are known."""

    @property
    def last_year(self) -> int: ...

    def is_working_day(self, day: dt.date) -> bool: ...


def look_ahead(
    filings: Sequence[Filing],
    periods: Mapping[str, Period],
    timeline: Timeline,
    reports: Sequence[ReportProof],
    calendar: WorkCalendar,
    today: dt.date,
) -> Outlook:
    """How every entry stands, which days lie ahead, and what may be done next."""
    states = tuple(_filing_state(filing, filings, periods, calendar, today) for filing in filings)
    kept = list(_records(timeline, reports, periods["retention"], today))
    days = [item for item in kept if isinstance(item, Deadline)]
    days += _damages(timeline, reports, filings, periods["damages"], today)
    days += _due_days(timeline, today)
    free = _free_reports(filings, reports, periods["free_reports"], today)
    return Outlook(
        filings=states,
        days=tuple(sorted(days, key=lambda item: (item.day, item.loan or 0, item.installment or 0))),
        steps=next_steps(states, timeline, bool(reports), free),
        free=free,
        holidays_until=calendar.last_year,
        open_ended=tuple(item for item in kept if isinstance(item, Words)),
    )


def last_day(begins: dt.date, period: Period, calendar: WorkCalendar) -> tuple[dt.date, dt.date | None, bool]:
    """The last day of a period that counts from the day after `begins`; the next working day if it is a day off; and
    whether it rests on holidays that are not published yet."""
    if period.unit == "years":
        return add_years(begins, period.amount), None, False
    if period.unit == "days":
        day = begins + period.amount * _DAY
    else:
        day, left = begins, period.amount
        while left:
            day += _DAY
            left -= calendar.is_working_day(day)
    moved = day
    while not calendar.is_working_day(moved):
        moved += _DAY
    return day, moved if moved != day else None, moved.year > calendar.last_year


# --- complaints and objections -------------------------------------------------------------------------


def _filing_state(
    filing: Filing, filings: Sequence[Filing], periods: Mapping[str, Period], calendar: WorkCalendar, today: dt.date
) -> FilingState:
    made = (
        _deadline(filing, filings, period, calendar, today)
        for period in periods.values()
        if period.route is filing.route
    )
    deadlines = [item for item in made if item]
    answer = next((item for item in deadlines if item.kind == "answer"), None)
    if answer and answer.state == "met":  # the longer times were not needed
        deadlines = [item for item in deadlines if item.kind != "extended"]
    standing, message = _standing(filing, deadlines, today)
    return FilingState(filing, standing, message, tuple(deadlines))


def _deadline(
    filing: Filing, filings: Sequence[Filing], period: Period, calendar: WorkCalendar, today: dt.date
) -> Deadline | None:
    begins = {
        "sent": filing.sent,
        "received": filing.accepted or filing.sent,
        "accepted": filing.accepted,
        "replied": filing.replied if filing.reply in (Reply.REFUSED, Reply.UNCLEAR) else None,
    }.get(period.begins)
    if begins is None:
        return None
    day, moved, unpublished = last_day(begins, period, calendar)
    notes = []
    if period.begins == "received" and filing.accepted is None:
        notes.append(_FROM_SENT)
    if moved:
        notes.append(_DAY_OFF.fill(day=day, moved=moved))
    if unpublished:
        notes.append(_NOT_PUBLISHED.fill(year=(moved or day).year))
    if not period.confirmed:
        notes.append(_NOT_COMPARED)
    return Deadline(
        key=period.key,
        name=period.name,
        day=day,
        state=_state(_met(filing, filings, period), moved or day, today),
        kind=period.kind,
        moved=moved,
        basis=say_basis(period),
        notes=tuple(notes),
        filing=filing.id,
    )


def _state(met: dt.date | None, last: dt.date, today: dt.date) -> DeadlineState:
    if met is not None:
        return "met" if met <= last else "met_late"
    return "passed" if today > last else "running"


def _met(filing: Filing, filings: Sequence[Filing], period: Period) -> dt.date | None:
    """The day on which that came what the period waits for."""
    if period.kind == "own":
        asked = (f.sent for f in filings if f.route is Route.REVIEW and filing.replied and f.sent >= filing.replied)
        return min(asked, default=None)
    if period.kind == "step" or filing.route is Route.COURT:
        return filing.accepted or filing.replied
    return None if filing.reply is Reply.MORE_WANTED else filing.replied


def _standing(filing: Filing, deadlines: Sequence[Deadline], today: dt.date) -> tuple[Standing, Words]:
    waits = [item for item in deadlines if item.kind != "own"]
    answer = next((item for item in waits if item.kind == "answer"), None)
    if filing.route is Route.REPORT:
        return Standing.NO_PERIOD, Words("计入当年的免费查询次数。", "Counts as one of the free looks of its year.")
    if filing.replied and filing.reply is not Reply.MORE_WANTED:
        return Standing.ANSWERED, _answered(filing, answer)
    if filing.route is Route.COURT and filing.accepted:
        return Standing.ANSWERED, Words(
            f"法院已于{filing.accepted}立案。", f"Taken up by the court on {filing.accepted}."
        )
    running = [item for item in waits if item.state == "running"]
    passed = [item for item in waits if item.state == "passed"]
    asked = (
        Words(
            "对方要求补充材料，补交后请更新收到日。", "More material is wanted; enter the new day of receipt after it. "
        )
        if filing.reply is Reply.MORE_WANTED
        else Words("", "")
    )
    if running:
        standing = Standing.EXTENDED if passed and running[0].kind == "extended" else Standing.WAITING
        return standing, _join(asked, _running(running[0], passed, today))
    if passed:
        return Standing.PASSED, _join(asked, _passed(filing, passed[-1], today))
    no_period = Words("没有已核对的期限，请留意对方的通知。", "No period is known for it; watch for the answer.")
    return Standing.NO_PERIOD, _join(asked, no_period)


def _answered(filing: Filing, answer: Deadline | None) -> Words:
    said = REPLIES[filing.reply] if filing.reply else Words("已答复", "answered")
    late = Words("", "")
    if answer and answer.state == "met_late" and filing.replied:
        days = (filing.replied - (answer.moved or answer.day)).days
        late = Words(
            f"，比{answer.moved or answer.day}晚{days}天",
            f", {counted(days, 'day')} after {answer.moved or answer.day}",
        )
    return Words(
        f"{filing.replied}收到答复{late.zh}：{said.zh}。", f"Answered on {filing.replied}{late.en}: {said.en}."
    )


def _running(item: Deadline, passed: Sequence[Deadline], today: dt.date) -> Words:
    left = (item.day - today).days
    if left < 0:
        return Words(
            f"期限{item.day}是休息日，若顺延则到{item.moved}。{item.name.zh}。",
            f"The last day, {item.day}, is a day off; if it moves, it is {item.moved}: {item.name.en}.",
        )
    rest = (
        Words(f"还有{left}天", f"{counted(left, 'day')} left")
        if left
        else Words("今天是最后一天", "today is the last day")
    )
    if passed and item.kind == "extended":
        ordinary, over = passed[0].day, (today - passed[0].day).days
        return Words(
            f"一般期限{ordinary}已过{over}天，没有登记答复。{item.name.zh}：{item.day}（{rest.zh}）。",
            f"The ordinary time ended on {ordinary}, {counted(over, 'day')} ago, and no answer is entered; "
            f"{item.name.en}: {item.day} ({rest.en}).",
        )
    return Words(
        f"{rest.zh}：{item.name.zh}，最迟{item.day}。", f"{rest.en.capitalize()}: {item.name.en}, by {item.day}."
    )


def _passed(filing: Filing, item: Deadline, today: dt.date) -> Words:
    days = (today - item.day).days
    if item.kind == "step" and filing.accepted is None:
        return Words(
            f"审查期限{item.day}已过{days}天，没有登记受理。可以打电话询问，受理后请登记受理日。",
            f"The time for looking through the material ended on {item.day}, {counted(days, 'day')} ago, and no acceptance is "
            "entered. Ask by telephone, and enter the day of acceptance.",
        )
    return Words(
        f"期限{item.day}已过{days}天，没有登记答复。收到答复后请登记。",
        f"The time ended on {item.day}, {counted(days, 'day')} ago, and no answer is entered. Enter it when it comes.",
    )


def _join(first: Words, second: Words) -> Words:
    return Words(first.zh + second.zh, first.en + second.en)


def say_basis(period: Period) -> Words:
    """The article with its source, and the day on which its text was checked if it was."""
    checked = (
        Words(f"{period.checked_on}核对", f"checked on {period.checked_on}")
        if period.confirmed
        else Words("未核对原文", "text not compared")
    )
    return Words(
        f"{period.article.zh}（{period.source.zh}；{checked.zh}）",
        f"{period.article.en} ({period.source.en}; {checked.en})",
    )


# --- other days ----------------------------------------------------------------------------------------


def _records(
    timeline: Timeline, reports: Sequence[ReportProof], period: Period, today: dt.date
) -> Iterator[Deadline | Words]:
    """The day on which each overdue record must go, or a word on why it is not known."""
    ground = Ground(timeline.loans, timeline.rows, timeline.payments, {}, _by_day(reports), (), frozenset(), today)
    disputed = {(f.loan, f.month) for f in timeline.findings if f.severity is Severity.CONTRADICTION}
    for loan in timeline.loans:
        marks = ground.marks(loan)
        marked = set()
        for month, _, rows in ground.marked(loan):
            marked.add(month)
            end = ended_by(month, ground.rows_of(loan), rows, marks)
            if end is None:
                yield Words(
                    f"{month}的逾期记录：还没有材料显示它何时还清，算不出删除日。",
                    f"Overdue record of {month}: nothing shows yet when it was paid, so the day of its removal is not known.",
                )
                continue
            end = max([end, *(row.paid_on for row in ground.rows_of(loan) if row.paid_on and _straddles(row, month))])
            notes = (_DISPUTED,) if (loan.id, month) in disputed else ()
            yield _removal(period, loan, month, None, end, today, notes)
        for row in ground.rows_of(loan):
            month = month_of(row.installment.due)
            if row.state is State.LATE and row.paid_on and month not in marked:
                note = Words(
                    f"第{row.installment.number}期晚还{row.days_late}天；如果被记为逾期，到这一天应当删除。",
                    f"Installment {row.installment.number} was paid {counted(row.days_late, 'day')} late; if it is recorded, "
                    "the record must be gone by then.",
                )
                yield _removal(period, loan, month, row.installment.number, row.paid_on, today, (note,))


def _by_day(reports: Sequence[ReportProof]) -> tuple[ReportProof, ...]:
    return tuple(sorted(reports, key=lambda r: (r.report.report_date or dt.date.min, r.evidence)))


def _straddles(row: InstallmentRow, month: str) -> bool:
    """An earlier installment that was still open when the month began belongs to the same overdue."""
    return (
        row.state is State.LATE
        and row.paid_on is not None
        and month_of(row.installment.due) < month <= month_of(row.paid_on)
    )


def _removal(
    period: Period,
    loan: Loan,
    month: str,
    installment: int | None,
    end: dt.date,
    today: dt.date,
    notes: tuple[Words, ...],
) -> Deadline:
    day = add_years(end, period.amount)
    return Deadline(
        key=period.key,
        name=Words(f"{month}的{period.name.zh}", f"{period.name.en} ({month})"),
        day=day,
        state="passed" if day < today else "running",
        kind=period.kind,
        basis=say_basis(period),
        notes=(
            *notes,
            Words(f"{end}还清 + {period.amount}年 = {day}。", f"Paid by {end} + {period.amount} years = {day}."),
        ),
        loan=loan.id,
        installment=installment,
        month=month,
    )


def _damages(
    timeline: Timeline, reports: Sequence[ReportProof], filings: Sequence[Filing], period: Period, today: dt.date
) -> Iterator[Deadline]:
    if not any(finding.severity is Severity.CONTRADICTION for finding in timeline.findings):
        return
    seen = [r.report.report_date for r in reports if r.report.report_date]
    known = min((*seen, *(f.sent for f in filings if f.route is Route.REPORT)), default=None)
    if known is None:
        return
    day = add_years(known, period.amount)
    yield Deadline(
        key=period.key,
        name=period.name,
        day=day,
        state="passed" if day < today else "running",
        kind=period.kind,
        basis=say_basis(period),
        notes=(
            Words(
                f"按最早一次看到报告的日期{known}推算；如果更早就知道了，应从那一天算起。要求更正、消除影响的请求不受它限制。",
                f"Reckoned from the earliest look at a report, {known}; it counts from an earlier day if you knew earlier. "
                "A claim for correction is not subject to it.",
            ),
        ),
    )


def _due_days(timeline: Timeline, today: dt.date) -> Iterator[Deadline]:
    for row in timeline.rows:
        item = row.installment
        if item.due >= today and row.state in (State.UNPROVEN, State.PARTLY):
            yield Deadline(
                key="due",
                name=Words(
                    f"第{item.number}期应还 {item.amount} 元", f"Installment {item.number}: CNY {item.amount} due"
                ),
                day=item.due,
                state="running",
                kind="due",
                loan=row.loan,
                installment=item.number,
            )


def _free_reports(
    filings: Sequence[Filing], reports: Sequence[ReportProof], period: Period, today: dt.date
) -> FreeReports:
    looked = [f.sent for f in filings if f.route is Route.REPORT and f.sent.year == today.year]
    seen = {r.report.report_date for r in reports if r.report.report_date and r.report.report_date.year == today.year}
    return FreeReports(
        year=today.year,
        used=len(looked),
        left=max(0, period.amount - len(looked)),
        basis=say_basis(period),
        uncounted=tuple(sorted(seen - set(looked))),
    )
