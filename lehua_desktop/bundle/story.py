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
from .routes import find_route
from .tokens import NOTHING, plain, resolve
from .wording import EDITIONS, STATES, STATUSES, day_words, month_words, numbers_of, report_words, sure


@dataclass(frozen=True, slots=True)
class Event:
    """One sentence of the statement of facts. `open`: the person has not yet looked at a value in it.

    `part` is its stable name, `body` the sentence with places for its values, `text` the sentence as the ledger has it.
    """

    day: dt.date
    part: str
    body: Words
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
    report: int | None = None  # the evidence with the newest full report

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


def tell(plan: BundlePlan) -> Story:
    """Everything that the front pages say, from the timeline and from the files that are exhibits."""
    timeline = plan.request.timeline
    shown = {exhibit.source.evidence for exhibit in plan.exhibits}
    loans = plan.request.loans or timeline.loans
    sources = [exhibit.source for exhibit in plan.exhibits]
    # Notes, and what to collect first, are for the person alone; the reader is told of those installments below.
    findings = tuple(f for f in timeline.findings if f.severity != Severity.NOTE and f.letter != "L")
    stories = tuple(_loan_story(loan, timeline, findings, _reports(loan, sources, len(loans)), shown) for loan in loans)
    values = _values(plan, stories, findings)
    events = _events(loans, timeline, sources, shown, values)
    return Story(stories, events, findings, sum(event.open for event in events), values)


def key_of(story: Story, loan: int, number: int | None = None) -> str:
    """How places name a loan, or one of its installments: `7` of the first loan, `2.7` of the second."""
    place = next((place for place, item in enumerate(story.loans, 1) if item.loan.id == loan), 1)
    return _key(place, number)


def _key(place: int, number: int | None) -> str:
    if number is None:
        return str(place)
    return str(number) if place == 1 else f"{place}.{number}"


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
        "borrower": _same(next((s.loan.borrower for s in stories if s.loan.borrower), None)),
        "platform": _same(first.platform),
        "lender": _same(who),
        "today": day_words(request.today),
        "claimed": _same(claimed or None),
        "claimed_months": Words("、".join(m.zh for m in said), ", ".join(m.en for m in said)),
    }
    for place, story in enumerate(stories, 1):
        values |= _loan_values(plan, place, story)
        for row in story.rows:
            claim = next((f for f in claims if f.installment == row.number and f.loan in (None, story.loan.id)), None)
            values |= _row_values(plan, place, story, row, claim)
    return values


def _loan_values(plan: BundlePlan, place: int, story: LoanStory) -> dict[str, Words]:
    loan = story.loan
    dues = [installment.due for installment in loan.installments]
    report = next((e for e in reversed(plan.exhibits) if story.report == e.source.evidence), None)
    nothing = Words("", "")
    found = {
        "lender": _same(loan.lender or loan.platform),
        "platform": _same(loan.platform),
        "contract": _same(loan.contract),
        "principal": _same(loan.principal),
        "disbursed": day_words(loan.disbursed) if loan.disbursed else nothing,
        "periods": _same(len(dues) or None),
        "first_due": day_words(dues[0]) if dues else nothing,
        "last_due": day_words(dues[-1]) if dues else nothing,
        "report": report_words(report, plan) if report else nothing,
    }
    return {f"{name}:{_key(place, None)}": words for name, words in found.items()}


def _row_values(plan: BundlePlan, place: int, story: LoanStory, row: Row, claim: Finding | None) -> dict[str, Words]:
    month = claim.month if claim and claim.month else month_of(row.due)
    record = next((record for record in story.months if record.month == month), None)
    owed = sure(record.amount) if record else None
    found = {
        "number": _same(row.number),
        "due": day_words(row.due),
        "amount": _same(row.amount),
        "paid": _same(row.paid or None),
        "paid_on": day_words(row.paid_on) if row.paid_on else Words("", ""),
        "proofs": numbers_of(row.sources, plan),
        "month": month_words(month),
        "code": _same(sure(record.code) if record else None),
        "owed": Words(f"、逾期总额{owed}元", f" with CNY {owed} overdue") if owed else Words(NOTHING, NOTHING),
        "report_date": day_words(story.report_date) if story.report_date else Words("", ""),
    }
    return {f"{name}:{_key(place, row.number)}": words for name, words in found.items()}


def _same(value: object) -> Words:
    text = "" if value is None else str(value)
    return Words(text, text)


def _event(
    day: dt.date,
    part: str,
    body: Words,
    values: dict[str, Words],
    sources: tuple[Source, ...],
    *,
    open: bool = False,  # noqa: A002 - the name of the field
) -> Event:
    text = Words(plain(resolve(body.zh, values, "zh")), plain(resolve(body.en, values, "en")))
    return Event(day, part, body, text, sources, open)


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
    newest = next(((source, report) for source, report, account in reversed(reports) if account.months), None)
    newest = newest or next(((source, report) for source, report, _ in reversed(reports)), None)
    full = any(account.months for _, _, account in reports)
    payments = {payment.id: payment for payment in timeline.payments}
    rows = tuple(_row(row, months, payments, findings, shown) for row in timeline.rows if row.loan == loan.id)
    return LoanStory(
        loan,
        rows,
        months,
        newest[1].report_date if newest and full else None,
        newest[0].evidence if newest else None,
    )


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
    loans: Iterable[Loan],
    timeline: Timeline,
    sources: list[ExhibitSource],
    shown: set[int],
    values: dict[str, Words],
) -> tuple[Event, ...]:
    loans = list(loans)
    labels = {loan.id: loan_label(place) if len(loans) > 1 else Words("", "") for place, loan in enumerate(loans, 1)}
    places = {loan.id: place for place, loan in enumerate(loans, 1)}
    events = [
        event
        for place, loan in enumerate(loans, 1)
        for event in _loan_events(loan, place, sources, _reports(loan, sources, len(loans)), values)
    ]
    covered: dict[int, list[tuple[InstallmentRow, bool]]] = {}
    for row in timeline.rows:
        for allocation in row.allocations:
            covered.setdefault(allocation.payment, []).append((row, allocation.certain))
    events += [
        _payment_event(payment, covered.get(payment.id, []), labels, places, shown, values)
        for payment in timeline.payments
        if payment.about_loan and payment.day and payment.amount
    ]
    for source in sources:
        settlement = source.facts.settlement if source.facts else None
        if settlement and settlement.settled_on.value:
            who = settlement.lender
            values[f"settled:{source.evidence}"] = day_words(settlement.settled_on.value)
            body = Words(
                f"据结清证明{f'（{who}出具）' if who else ''}，该借款已于{{settled:{source.evidence}}}全部结清。",
                f"By the settlement certificate{f' of {who}' if who else ''} the loan was settled in full"
                f" on {{settled:{source.evidence}}}.",
            )
            place = Source(source.evidence, settlement.settled_on.page, settlement.settled_on.box)
            events.append(
                _event(
                    settlement.settled_on.value,
                    f"settlement-{source.evidence}",
                    body,
                    values,
                    (place,),
                    open=not settlement.settled_on.certain,
                )
            )
    return tuple(sorted(events, key=lambda event: event.day))


def _loan_events(
    loan: Loan, place: int, sources: list[ExhibitSource], reports: list[_InReport], values: dict[str, Words]
) -> list[Event]:
    events: list[Event] = []
    key = _key(place, None)
    if loan.disbursed:
        zh = [f"{{lender:{key}}}发放借款" if loan.lender else "放款机构发放借款"]
        en = [f"{{lender:{key}}} paid out the loan" if loan.lender else "The lender paid out the loan"]
        if loan.principal:
            zh.append(f"{{principal:{key}}}元")
            en.append(f" of CNY {{principal:{key}}}")
        if loan.contract:
            zh.append(f"，合同编号{{contract:{key}}}")
            en.append(f", contract {{contract:{key}}}")
        if loan.installments:
            zh.append(f"，分{{periods:{key}}}期偿还（{{first_due:{key}}}至{{last_due:{key}}}）")
            en.append(f", repayable in {{periods:{key}}} installments ({{first_due:{key}}} to {{last_due:{key}}})")
        plans = [source for source in sources if source.facts and source.facts.plan]
        body = Words("".join(zh) + "。", "".join(en) + ".")
        events.append(_event(loan.disbursed, f"loan-{key}", body, values, tuple(Source(s.evidence) for s in plans)))
    for source, report, account in reports:
        if report.report_date is None:
            continue
        bad = [month for month in account.months if month.overdue]
        edition = EDITIONS[report.edition]
        zh = [f"信用报告（{edition.zh}）"]
        en = [f"The credit report ({edition.en})"]
        codes = [f"code_of:{source.evidence}.{key}.{month.month}" for month in bad]
        values |= {code: _same(month.code.value) for code, month in zip(codes, bad, strict=True)}
        said = [(month_words(month.month), code) for code, month in zip(codes, bad, strict=True)]
        if bad:
            zh.append("记载：" + "；".join(f"{month.zh}还款状态为“{{{code}}}”" for month, code in said) + "。")
            en.append(" records: " + "; ".join(f"{month.en} as “{{{code}}}”" for month, code in said) + ".")
        elif account.overdue_months:
            zh.append(f"记载：该账户最近5年内有{account.overdue_months}个月处于逾期状态。")
            en.append(f" states {account.overdue_months} overdue months within the last 5 years.")
        else:
            zh.append("未记载该账户逾期。")
            en.append(" records no overdue month for the account.")
        places = tuple(dict.fromkeys(Source(source.evidence, month.code.page) for month in bad))
        events.append(
            _event(
                report.report_date,
                f"report-{source.evidence}.{key}",
                Words("".join(zh), "".join(en)),
                values,
                places or (Source(source.evidence, account.lender.page),),
                open=any(not month.code.certain for month in bad),
            )
        )
    return events


def _payment_event(
    payment: Payment,
    links: list[tuple[InstallmentRow, bool]],
    labels: dict[int, Words],
    places: dict[int, int],
    shown: set[int],
    values: dict[str, Words],
) -> Event:
    good = payment.status == Status.SUCCESS
    status = STATUSES[payment.status]
    key = payment.id
    values[f"sum:{key}"] = _same(payment.amount)
    values[f"time:{key}"] = _same(payment.time)
    zh = [f"支付{{sum:{key}}}元" if good else f"付款{{sum:{key}}}元，结果：{status.zh}"]
    en = [f"Paid CNY {{sum:{key}}}" if good else f"Payment of CNY {{sum:{key}}}, {status.en}"]
    if payment.time:
        zh.insert(0, f"{{time:{key}}}，")
        en.insert(0, f"{{time:{key}}}: ")
    for row, certain in links:
        if not certain or not payment.day:
            continue
        number = row.installment.number
        own = _key(places.get(row.loan, 1), number)
        label = labels.get(row.loan, Words("", ""))
        late = (payment.day - row.installment.due).days
        zh.append(f"，用于{label.zh}第{number}期（应还日{{due:{own}}}，应还{{amount:{own}}}元）")
        en.append(
            f", for {label.en + ' ' if label.en else ''}installment {number} (due {{due:{own}}}, CNY {{amount:{own}}})"
        )
        if late > 0:
            values[f"late:{key}.{own}"] = _same(late)
            zh.append(f"，晚于应还日{{late:{key}.{own}}}天")
            en.append(f", {{late:{key}.{own}}} days after the due day")
    return _event(
        payment.day or dt.date.min,
        f"payment-{key}",
        Words("".join(zh) + "。", "".join(en) + "."),
        values,
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
