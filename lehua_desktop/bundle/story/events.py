"""The statement of facts: one sentence for each thing that happened, with places for its values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from ...core.facts import CreditReport, ReportAccount, Settlement, Status
from ...core.model import InstallmentRow, Loan, Payment, Source, Timeline
from ...core.words import Words
from ...ledger.accounts import account_of
from ...ledger.names import same_contract
from ...ledger.refunds import taken_back
from ..plan import ExhibitSource
from ..tokens import plain, resolve
from .wording import EDITIONS, STATUSES, day_words, month_words


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


def events_of(
    loans: Iterable[Loan],
    timeline: Timeline,
    sources: list[ExhibitSource],
    shown: set[int],
    values: dict[str, Words],
) -> tuple[Event, ...]:
    """Every sentence in the order of its day; the values of its places are put into `values`."""
    loans = list(loans)
    labels = {loan.id: loan_label(place) if len(loans) > 1 else Words("", "") for place, loan in enumerate(loans, 1)}
    places = {loan.id: place for place, loan in enumerate(loans, 1)}
    events = [
        event
        for place, loan in enumerate(loans, 1)
        for event in _loan_events(loan, place, sources, reports_of(loan, sources, len(loans)), values)
    ]
    refunds = {refund.id for refund, _ in taken_back(timeline.payments)}
    covered: dict[int, list[tuple[InstallmentRow, bool]]] = {}
    for row in timeline.rows:
        for allocation in row.allocations:
            covered.setdefault(allocation.payment, []).append((row, allocation.certain))
    events += [
        _payment_event(payment, covered.get(payment.id, []), labels, places, shown, values, refunds)
        for payment in timeline.payments
        if payment.about_loan and payment.day and payment.amount and sources_of([payment], shown)
    ]
    for source in sources:
        settlement = _settlement(source, loans)
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


def _settlement(source: ExhibitSource, loans: list[Loan]) -> Settlement | None:
    """What a certificate says; one about several loans what it says of the loan of the case."""
    if source.facts is None:
        return None
    contracts = [loan.contract for loan in loans if loan.contract]
    mine = [s for s in source.facts.settlements if any(s.contract and same_contract(s.contract, c) for c in contracts)]
    return mine[0] if len(mine) == 1 else source.facts.settlement


def _loan_events(
    loan: Loan, place: int, sources: list[ExhibitSource], reports: list[InReport], values: dict[str, Words]
) -> list[Event]:
    events: list[Event] = []
    key = place_key(place, None)
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
        values |= {code: word(month.code.value) for code, month in zip(codes, bad, strict=True)}
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
    refunds: set[int],
) -> Event:
    good = payment.status == Status.SUCCESS
    status = STATUSES[payment.status]
    key = payment.id
    values[f"sum:{key}"] = word(payment.amount)
    values[f"time:{key}"] = word(payment.time)
    zh = [f"支付{{sum:{key}}}元" if good else f"付款{{sum:{key}}}元，结果：{status.zh}"]
    en = [f"Paid CNY {{sum:{key}}}" if good else f"Payment of CNY {{sum:{key}}}, {status.en}"]
    if payment.status == Status.REFUNDED and payment.id in refunds:
        zh, en = [f"退款{{sum:{key}}}元到账"], [f"CNY {{sum:{key}}} came back as a refund"]
    if payment.time:
        zh.insert(0, f"{{time:{key}}}，")
        en.insert(0, f"{{time:{key}}}: ")
    for row, certain in links:
        if not certain or not payment.day:
            continue
        number = row.installment.number
        own = place_key(places.get(row.loan, 1), number)
        label = labels.get(row.loan, Words("", ""))
        late = (payment.day - row.installment.due).days
        zh.append(f"，用于{label.zh}第{number}期（应还日{{due:{own}}}，应还{{amount:{own}}}元）")
        en.append(
            f", for {label.en + ' ' if label.en else ''}installment {number} (due {{due:{own}}}, CNY {{amount:{own}}})"
        )
        if late > 0:
            values[f"late:{key}.{own}"] = word(late)
            zh.append(f"，晚于应还日{{late:{key}.{own}}}天")
            en.append(f", days past due: {{late:{key}.{own}}}")
    return _event(
        payment.day or dt.date.min,
        f"payment-{key}",
        Words("".join(zh) + "。", "".join(en) + "."),
        values,
        sources_of([payment], shown),
        open=not payment.certain or any(not certain for _, certain in links),
    )


def loan_label(place: int) -> Words:
    """How the bundle calls one of several loans, counted from 1."""
    return Words(f"借款{place}", f"Loan {place}")


def sources_of(payments: Iterable[Payment], shown: set[int]) -> tuple[Source, ...]:
    """Every place that shows one of the payments, once a page."""
    found: dict[tuple[int, int], Source] = {}
    for payment in payments:
        for proof in payment.proofs:
            amount = proof.payment.amount
            if proof.evidence in shown:
                found.setdefault((proof.evidence, amount.page), Source(proof.evidence, amount.page, amount.box))
    return tuple(found.values())


InReport = tuple[ExhibitSource, CreditReport, ReportAccount]


def reports_of(loan: Loan, sources: list[ExhibitSource], loans: int) -> list[InReport]:
    """The credit reports of which one account is surely the loan, oldest first."""
    found = [
        (source, report, account.account)
        for source in sources
        for report in (source.facts.reports if source.facts else ())
        if (account := account_of(loan, report, loans)) and account.sure
    ]
    return sorted(found, key=lambda item: item[1].report_date or dt.date.min)


def place_key(place: int, number: int | None) -> str:
    """How places name a loan, counted from 1, or one of its installments: `7` of the first loan, `2.7` of the second."""
    if number is None:
        return str(place)
    return str(number) if place == 1 else f"{place}.{number}"


def word(value: object) -> Words:
    """A value that reads alike in both languages; `None` gives the empty word, which is not known."""
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
