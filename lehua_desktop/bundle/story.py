"""The case as the bundle tells it: the facts by date, the table of installments, what the report says of each.

Built once and used by the PDF and by the spreadsheet, so that both say the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from ..core.days import month_of
from ..core.model import (
    CreditReport,
    Finding,
    InstallmentRow,
    Loan,
    MonthRecord,
    Payment,
    ReportAccount,
    Severity,
    Source,
    State,
    Status,
    Timeline,
)
from ..core.money import Money, total
from ..core.words import Words
from ..ledger.accounts import account_of
from .plan import BundlePlan, ExhibitSource
from .wording import EDITIONS, STATES, STATUSES, sure


@dataclass(frozen=True, slots=True)
class Event:
    """One sentence of the statement of facts. `open`: the person has not yet looked at a value in it."""

    day: dt.date
    text: Words
    sources: tuple[Source, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of installments. `findings` count from 1 in the order of the story."""

    number: int
    due: dt.date
    amount: Money
    paid: Money
    paid_on: dt.date | None
    state: State
    state_words: Words
    sources: tuple[Source, ...]
    report: Words
    report_code: str | None
    findings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LoanStory:
    """One loan with its rows, and what the full reports say of its months, the newest first believed."""

    loan: Loan
    rows: tuple[Row, ...]
    months: tuple[MonthRecord, ...]
    report_date: dt.date | None

    @property
    def conceded(self) -> list[int]:
        """The installments that the evidence shows paid late, and that the report calls overdue: no correction is asked."""
        late = [row for row in self.rows if row.state == State.LATE and not row.findings]
        return [row.number for row in late if row.report_code is not None and row.report_code in "1234567BD"]

    @property
    def unproven(self) -> list[int]:
        """The installments of which the evidence shows no payment, or only a part."""
        return [row.number for row in self.rows if row.state in (State.UNPROVEN, State.PARTLY)]

    @property
    def due(self) -> Money:
        return total(row.amount for row in self.rows)

    @property
    def paid(self) -> Money:
        return total(row.paid for row in self.rows)


@dataclass(frozen=True, slots=True)
class Story:
    """What the front pages say."""

    loans: tuple[LoanStory, ...]
    events: tuple[Event, ...]
    findings: tuple[Finding, ...]
    open_values: int


def tell(plan: BundlePlan) -> Story:
    """Everything that the front pages say, from the timeline and from the files that are exhibits."""
    timeline = plan.request.timeline
    shown = {exhibit.source.evidence for exhibit in plan.exhibits}
    loans = plan.request.loans or timeline.loans
    sources = [exhibit.source for exhibit in plan.exhibits]
    # Notes, and what to collect first, are for the person alone; the reader is told of those installments below.
    findings = tuple(f for f in timeline.findings if f.severity != Severity.NOTE and f.letter != "L")
    stories = tuple(_loan_story(loan, timeline, findings, _reports(loan, sources, len(loans)), shown) for loan in loans)
    events = _events(loans, timeline, sources, shown)
    return Story(stories, events, findings, sum(event.open for event in events))


def covers(timeline: Timeline) -> dict[int, list[int]]:
    """The installment numbers that each payment is certain to cover, by the payment's id."""
    found: dict[int, list[int]] = {}
    for row in timeline.rows:
        for allocation in row.allocations:
            if allocation.certain:
                found.setdefault(allocation.payment, []).append(allocation.number)
    return found


def _loan_story(
    loan: Loan, timeline: Timeline, findings: tuple[Finding, ...], reports: list[_InReport], shown: set[int]
) -> LoanStory:
    by_month: dict[str, MonthRecord] = {}
    for _, _, account in reports:  # a later report has the last word on a month that it can be read for
        by_month |= {m.month: m for m in account.months if m.code.value is not None or m.month not in by_month}
    months = tuple(by_month[month] for month in sorted(by_month))
    newest = next((report for _, report, account in reversed(reports) if account.months), None)
    payments = {payment.id: payment for payment in timeline.payments}
    rows = tuple(_row(row, months, payments, findings, shown) for row in timeline.rows if row.loan == loan.id)
    return LoanStory(loan, rows, months, newest.report_date if newest else None)


def _row(
    row: InstallmentRow,
    months: tuple[MonthRecord, ...],
    payments: dict[int, Payment],
    findings: tuple[Finding, ...],
    shown: set[int],
) -> Row:
    due = row.installment.due
    record = next((month for month in months if month.month == month_of(due)), None)
    code = sure(record.code) if record else None
    amount = sure(record.amount) if record else None
    report = Words("—", "—")
    if record:
        said = code or "?"
        owed = Words(f"，逾期{amount}元", f", CNY {amount} overdue") if amount else Words("", "")
        report = Words(f"{record.month}：{said}{owed.zh}", f"{record.month}: {said}{owed.en}")
    certain = [payments[a.payment] for a in row.allocations if a.certain and a.payment in payments]
    state = STATES[row.state].fill(days=row.days_late)
    return Row(
        number=row.installment.number,
        due=due,
        amount=row.installment.amount,
        paid=row.paid,
        paid_on=row.paid_on if row.paid else None,
        state=row.state,
        state_words=state,
        sources=_sources(certain, shown),
        report=report,
        report_code=code,
        findings=tuple(
            place
            for place, finding in enumerate(findings, 1)
            if finding.installment == row.installment.number and finding.loan in (None, row.loan)
        ),
    )


_InReport = tuple[ExhibitSource, CreditReport, ReportAccount]


def _reports(loan: Loan, sources: list[ExhibitSource], loans: int) -> list[_InReport]:
    """The credit reports of which one account is surely the loan, oldest first."""
    found = [
        (source, source.facts.report, account.account)
        for source in sources
        if source.facts and source.facts.report
        if (account := account_of(loan, source.facts.report, loans)) and account.sure
    ]
    return sorted(found, key=lambda item: item[1].report_date or dt.date.min)


def _events(
    loans: Iterable[Loan], timeline: Timeline, sources: list[ExhibitSource], shown: set[int]
) -> tuple[Event, ...]:
    loans = list(loans)
    labels = {loan.id: loan_label(place) if len(loans) > 1 else Words("", "") for place, loan in enumerate(loans, 1)}
    events = [e for loan in loans for e in _loan_events(loan, sources, _reports(loan, sources, len(loans)))]
    covered: dict[int, list[tuple[InstallmentRow, bool]]] = {}
    for row in timeline.rows:
        for allocation in row.allocations:
            covered.setdefault(allocation.payment, []).append((row, allocation.certain))
    events += [
        _payment_event(payment, covered.get(payment.id, []), labels, shown)
        for payment in timeline.payments
        if payment.about_loan and payment.day and payment.amount
    ]
    for source in sources:
        settlement = source.facts.settlement if source.facts else None
        if settlement and settlement.settled_on.value:
            who = settlement.lender
            events.append(
                Event(
                    settlement.settled_on.value,
                    Words(
                        f"据结清证明{f'（{who}出具）' if who else ''}，该借款已全部结清。",
                        f"By the settlement certificate{f' of {who}' if who else ''} the loan was settled in full.",
                    ),
                    (Source(source.evidence, settlement.settled_on.page, settlement.settled_on.box),),
                    open=not settlement.settled_on.certain,
                )
            )
    return tuple(sorted(events, key=lambda event: event.day))


def _loan_events(loan: Loan, sources: list[ExhibitSource], reports: list[_InReport]) -> list[Event]:
    events: list[Event] = []
    if loan.disbursed:
        who = loan.lender or "放款机构"
        zh = [f"{who}发放借款"]
        en = [f"{loan.lender or 'The lender'} paid out the loan"]
        if loan.principal:
            zh.append(f"{loan.principal}元")
            en.append(f" of CNY {loan.principal}")
        if loan.contract:
            zh.append(f"，合同编号{loan.contract}")
            en.append(f", contract {loan.contract}")
        if loan.installments:
            first, last = loan.installments[0].due, loan.installments[-1].due
            zh.append(f"，分{len(loan.installments)}期偿还（{first}至{last}）")
            en.append(f", repayable in {len(loan.installments)} installments ({first} to {last})")
        plans = [source for source in sources if source.facts and source.facts.plan]
        events.append(
            Event(
                loan.disbursed, Words("".join(zh) + "。", "".join(en) + "."), tuple(Source(s.evidence) for s in plans)
            )
        )
    for source, report, account in reports:
        if report.report_date is None:
            continue
        bad = [month for month in account.months if month.overdue]
        edition = EDITIONS[report.edition]
        zh = [f"信用报告（{edition.zh}）"]
        en = [f"The credit report ({edition.en})"]
        if bad:
            zh.append("记载：" + "；".join(f"{month.month}还款状态为“{month.code.value}”" for month in bad) + "。")
            en.append(" records: " + "; ".join(f"{month.month} as “{month.code.value}”" for month in bad) + ".")
        elif account.overdue_months:
            zh.append(f"记载：该账户最近5年内有{account.overdue_months}个月处于逾期状态。")
            en.append(f" states {account.overdue_months} overdue months within the last 5 years.")
        else:
            zh.append("未记载该账户逾期。")
            en.append(" records no overdue month for the account.")
        places = tuple(dict.fromkeys(Source(source.evidence, month.code.page) for month in bad))
        events.append(
            Event(
                report.report_date,
                Words("".join(zh), "".join(en)),
                places or (Source(source.evidence, account.lender.page),),
                open=any(not month.code.certain for month in bad),
            )
        )
    return events


def _payment_event(
    payment: Payment, links: list[tuple[InstallmentRow, bool]], labels: dict[int, Words], shown: set[int]
) -> Event:
    good = payment.status == Status.SUCCESS
    status = STATUSES[payment.status]
    zh = [f"支付{payment.amount}元" if good else f"付款{payment.amount}元，结果：{status.zh}"]
    en = [f"Paid CNY {payment.amount}" if good else f"Payment of CNY {payment.amount}, {status.en}"]
    if payment.time:
        zh.insert(0, f"{payment.time}，")
        en.insert(0, f"{payment.time}: ")
    for row, certain in links:
        if not certain or not payment.day:
            continue
        due, number = row.installment.due, row.installment.number
        label = labels.get(row.loan, Words("", ""))
        late = (payment.day - due).days
        zh.append(f"，用于{label.zh}第{number}期（应还日{due}，应还{row.installment.amount}元）")
        en.append(
            f", for {label.en + ' ' if label.en else ''}installment {number} (due {due}, CNY {row.installment.amount})"
        )
        if late > 0:
            zh.append(f"，晚于应还日{late}天")
            en.append(f", {late} days after the due day")
    return Event(
        payment.day or dt.date.min,
        Words("".join(zh) + "。", "".join(en) + "."),
        _sources([payment], shown),
        open=not payment.certain or any(not certain for _, certain in links),
    )


def loan_label(place: int) -> Words:
    """How the bundle calls one of several loans, counted from 1."""
    return Words(f"借款{place}", f"Loan {place}")


def _sources(payments: Iterable[Payment], shown: set[int]) -> tuple[Source, ...]:
    """Every place that shows one of the payments, once a page."""
    found: dict[tuple[int, int], Source] = {}
    for payment in payments:
        for proof in payment.proofs:
            amount = proof.payment.amount
            if proof.evidence in shown:
                found.setdefault((proof.evidence, amount.page), Source(proof.evidence, amount.page, amount.box))
    return tuple(found.values())
