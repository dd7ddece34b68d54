"""The case as the bundle tells it: the facts by date, the table of installments, what the report says of each.

Built once and used by the PDF and by the spreadsheet, so that both say the same.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from ...core.days import month_of
from ...core.facts import MonthRecord
from ...core.model import Finding, InstallmentRow, Loan, Payment, Severity, Source, State, Timeline
from ...core.money import Money, total
from ...core.words import Words, counted
from ...ledger.reasons import less_than_due, settled_with
from ..plan import BundlePlan
from ..routes import find_route
from ..tokens import NOTHING
from .events import Event, InReport, events_of, place_key, reports_of, sources_of, word
from .wording import day_words, month_words, numbers_of, report_title, report_words, state_words, sure


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of installments. `beyond` is what the payments for this installment alone were larger than what
    was due, as by a penalty; `less` says why less money than was due paid it in full, `settled` is the payment that settled it
    with all that was left. `findings` count from 1 in the order of the story."""

    number: int
    due: dt.date
    amount: Money
    paid: Money
    beyond: Money
    less: Words | None
    settled: Money | None
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
    report: int | None = None  # the evidence with the newest full report
    business: str | None = None  # what the newest report that says so calls the kind of loan

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
    values: dict[str, Words]

    @property
    def compared(self) -> bool:
        """Whether there were installments and a report to compare: without both, nothing found says nothing."""
        return bool(self.findings) or any(story.rows and story.report is not None for story in self.loans)


def tell(plan: BundlePlan) -> Story:
    """Everything that the front pages say, from the timeline and from the files that are exhibits."""
    timeline = plan.request.timeline
    shown = {exhibit.source.evidence for exhibit in plan.exhibits}
    loans = plan.request.loans or timeline.loans
    sources = [exhibit.source for exhibit in plan.exhibits]
    # Notes, and doubts that lead to no route, are for the person alone: they say what to collect or to look up first.
    findings = tuple(
        f
        for f in timeline.findings
        if f.severity is Severity.CONTRADICTION or (f.severity is Severity.DOUBT and f.route)
    )
    stories = tuple(
        _loan_story(loan, timeline, findings, reports_of(loan, sources, len(loans)), shown) for loan in loans
    )
    values = _values(plan, stories, findings)
    events = events_of(loans, timeline, sources, shown, values)
    return Story(stories, events, findings, sum(event.open for event in events), values)


def key_of(story: Story, loan: int, number: int | None = None) -> str:
    """How places name a loan, or one of its installments: `7` of the first loan, `2.7` of the second."""
    place = next((place for place, item in enumerate(story.loans, 1) if item.loan.id == loan), 1)
    return place_key(place, number)


def _values(plan: BundlePlan, stories: tuple[LoanStory, ...], findings: tuple[Finding, ...]) -> dict[str, Words]:
    """What the places of letters and facts stand for; an empty word is not known."""
    request = plan.request
    first = stories[0].loan if stories else Loan()
    who = first.lender or first.platform
    route = find_route(request.route).for_lender(who)
    claims = [f for f in findings if f.severity == Severity.CONTRADICTION and f.rule == "monthly_status" and f.month]
    months = sorted({f.month for f in claims if f.month})
    said = [month_words(month) for month in months]
    claimed = total(
        row.amount
        for story in stories
        for row in story.rows
        if any(f.installment == row.number and f.loan in (None, story.loan.id) for f in claims)
    )
    values = {
        "recipient": route.addressed_to(who),
        "borrower": word(submitter(plan)),
        "platform": word(first.platform),
        "lender": word(first.lender),
        "today": day_words(request.today),
        "defendants": word(request.defendants),
        "claimed": word(claimed or None),
        "claimed_months": Words("、".join(m.zh for m in said), ", ".join(m.en for m in said)),
    }
    for place, story in enumerate(stories, 1):
        values |= _loan_values(plan, place, story)
        for row in story.rows:
            claim = next((f for f in claims if f.installment == row.number and f.loan in (None, story.loan.id)), None)
            values |= _row_values(plan, place, story, row, claim)
    return values


def submitter(plan: BundlePlan) -> str | None:
    """Who submits: the borrower of the loans, else the person that report or certificate name in full."""
    names = [loan.borrower for loan in plan.request.loans or plan.request.timeline.loans]
    for exhibit in plan.exhibits:
        facts = exhibit.source.facts
        names += [facts.report.name] if facts and facts.report else []
        names += [facts.settlement.borrower] if facts and facts.settlement else []
    return next((name for name in names if name and "*" not in name), None)


def _loan_values(plan: BundlePlan, place: int, story: LoanStory) -> dict[str, Words]:
    loan = story.loan
    dues = [installment.due for installment in loan.installments]
    report = next((e for e in reversed(plan.exhibits) if story.report == e.source.evidence), None)
    nothing = Words("", "")
    found = {
        "lender": word(loan.lender),
        "platform": word(loan.platform),
        "contract": word(loan.contract),
        "principal": word(loan.principal),
        "business": word(story.business),
        "disbursed": day_words(loan.disbursed) if loan.disbursed else nothing,
        "periods": word(len(dues) or None),
        "first_due": day_words(dues[0]) if dues else nothing,
        "last_due": day_words(dues[-1]) if dues else nothing,
        "report": report_words(report, plan) if report else nothing,
        "report_title": report_title(report, plan) if report else nothing,
    }
    return {f"{name}:{place_key(place, None)}": words for name, words in found.items()}


def _row_values(plan: BundlePlan, place: int, story: LoanStory, row: Row, claim: Finding | None) -> dict[str, Words]:
    month = claim.month if claim and claim.month else month_of(row.due)
    record = next((record for record in story.months if record.month == month), None)
    owed = sure(record.amount) if record else None
    found = {
        "number": word(row.number),
        "due": day_words(row.due),
        "amount": word(row.amount),
        "paid": word(row.settled or row.paid or None),  # a share of it nobody paid
        "paid_on": day_words(row.paid_on) if row.paid_on else Words("", ""),
        "in_time": _in_time(story.loan, row),
        "proofs": numbers_of(row.sources, plan),
        "month": month_words(month),
        "code": word(sure(record.code) if record else None),
        "owed": Words(f"、逾期总额{owed}元", f" with CNY {owed} overdue") if owed else Words(NOTHING, NOTHING),
        "report_date": day_words(story.report_date) if story.report_date else Words("", ""),
    }
    return {f"{name}:{place_key(place, row.number)}": words for name, words in found.items()}


def _in_time(loan: Loan, row: Row) -> Words:
    """How a payment that is claimed to be in time was so: who reads of a day after the due day has to hear of the grace."""
    how = Words("按期足额偿还", "on time and in full")
    if row.paid_on is not None and row.paid_on > row.due and loan.grace is not None:
        how = Words(
            f"在约定的{loan.grace}天宽限期内足额偿还",
            f"in full and within the {counted(loan.grace, 'day')} of grace agreed",
        )
    less = row.less
    if row.settled:
        less = Words("提前结清其余各期", "settling all that was left")
    return Words(f"{less.zh}，{how.zh}", f"{less.en}, {how.en}") if less else how


def covers(timeline: Timeline) -> dict[int, list[int]]:
    """The installment numbers that each payment is certain to cover, by the payment's id."""
    found: dict[int, list[int]] = {}
    for row in timeline.rows:
        for allocation in row.allocations:
            if allocation.certain:
                found.setdefault(allocation.payment, []).append(allocation.number)
    return found


def _loan_story(
    loan: Loan, timeline: Timeline, findings: tuple[Finding, ...], reports: list[InReport], shown: set[int]
) -> LoanStory:
    by_month: dict[str, MonthRecord] = {}
    for _, _, account in reports:  # a later report has the last word on a month that it can be read for
        by_month |= {m.month: m for m in account.months if m.code.value is not None or m.month not in by_month}
    months = tuple(by_month[month] for month in sorted(by_month))
    newest = next(((source, report) for source, report, account in reversed(reports) if account.months), None)
    newest = newest or next(((source, report) for source, report, _ in reversed(reports)), None)
    full = any(account.months for _, _, account in reports)
    payments = {payment.id: payment for payment in timeline.payments}
    spread = Counter(link.payment for row in timeline.rows for link in row.allocations)
    whole = {p.id: p for p in timeline.payments if spread[p.id] == 1}
    rows = tuple(_row(row, months, payments, whole, findings, shown) for row in timeline.rows if row.loan == loan.id)
    return LoanStory(
        loan,
        rows,
        months,
        newest[1].report_date if newest and full else None,
        newest[0].evidence if newest else None,
        next((account.business for _, _, account in reversed(reports) if account.business), None),
    )


def _row(
    row: InstallmentRow,
    months: tuple[MonthRecord, ...],
    payments: dict[int, Payment],
    whole: dict[int, Payment],
    findings: tuple[Finding, ...],
    shown: set[int],
) -> Row:
    """One line; `whole` are the payments that are for one installment alone."""
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
    state = state_words(row.state, row.days_late)
    return Row(
        number=row.installment.number,
        due=due,
        amount=row.installment.amount,
        paid=row.paid,
        beyond=total(
            amount - link.amount
            for link in row.allocations
            if link.certain and link.payment in whole and (amount := whole[link.payment].amount) is not None
        ),
        less=less_than_due(row, payments.get),
        settled=settled_with(row, payments.get) if row.paid else None,
        paid_on=row.paid_on if row.paid else None,
        state=row.state,
        state_words=state,
        sources=sources_of(certain, shown),
        report=report,
        report_code=code,
        findings=tuple(place for place, finding in enumerate(findings, 1) if _concerns(finding, row)),
    )


def _concerns(finding: Finding, row: InstallmentRow) -> bool:
    """A finding about a month alone concerns every installment that is due in it."""
    if finding.loan not in (None, row.loan):
        return False
    if finding.installment is None:
        return finding.month == month_of(row.installment.due)
    return finding.installment == row.installment.number
