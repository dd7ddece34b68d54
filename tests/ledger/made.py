"""Small invented cases: a loan of equal installments on the 10th, payments, plans, reports. Amounts in fen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from lehua_desktop.core.days import add_months, month_of
from lehua_desktop.core.facts import (
    CreditReport,
    LoanFacts,
    MonthRecord,
    PaymentFact,
    PlanRow,
    Read,
    ReportAccount,
    Settlement,
    Status,
)
from lehua_desktop.core.model import (
    Allocation,
    Decisions,
    Finding,
    Installment,
    InstallmentRow,
    Loan,
    PlanProof,
    Proof,
    RepairPolicy,
    ReportProof,
    SettlementProof,
    TermsProof,
    Timeline,
)
from lehua_desktop.core.money import Money
from lehua_desktop.ledger.timeline import build_timeline

TODAY = dt.date(2026, 11, 23)
LENDER = "示例消费金融有限公司"
DUE = 128_635
NO = Decisions()
OPENED = dt.date(2022, 12, 10)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def loan(
    periods: int = 12,
    *,
    id_: int = 1,
    amounts: Sequence[int] = (),
    first: str = "2023-01-10",
    cutoff: str | None = None,
    contract: str | None = "LH20221210001",
    platform: str | None = "乐花分期",
    lender: str | None = LENDER,
    principal: int | None = 1_500_000,
    rows: bool = True,
) -> Loan:
    start = day(first)
    dues = amounts or [DUE] * periods
    return Loan(
        id=id_,
        platform=platform,
        lender=lender,
        contract=contract,
        borrower="张三",
        principal=Money(principal) if principal else None,
        disbursed=add_months(start, -1),
        cutoff=cutoff,
        installments=tuple(
            Installment(k + 1, add_months(start, k, start.day), Money(fen)) for k, fen in enumerate(dues)
        )
        if rows
        else (),
        confirmed=True,
    )


def proof(
    id_: int,
    on: str | None,
    fen: int | None = DUE,
    *,
    time: str | None = None,
    status: Status | None = Status.SUCCESS,
    evidence: int | None = None,
    page: int = 0,
    certain: bool = True,
    amount_certain: bool | None = None,
    day_certain: bool | None = None,
    refs: Sequence[str] = (),
    periods: Sequence[int] = (),
    payee: str | None = "乐花分期",
    contract: str | None = None,
    tail: str | None = None,
    method: str | None = None,
    posting: bool = False,
    about: bool = True,
    memo: str | None = None,
    confirmed: bool = False,
) -> Proof:
    """One proof; a file of its own unless `evidence` says otherwise."""
    return Proof(
        id_,
        id_ if evidence is None else evidence,
        PaymentFact(
            amount=Read(
                Money(fen) if fen is not None else None, certain if amount_certain is None else amount_certain, page
            ),
            day=Read(day(on) if on else None, certain if day_certain is None else day_certain, page),
            status=Read(status, certain and status is not None, page),
            time=time,
            payee=payee,
            card_tail=tail,
            method=method,
            memo=memo,
            references=tuple(refs),
            periods=tuple(periods),
            contract=contract,
            about_loan=about,
            posting=posting,
        ),
        confirmed,
    )


def paid_on_due_days(periods: int = 12, *, skip: Iterable[int] = (), first_id: int = 1) -> list[Proof]:
    """A payment at noon of each due day of `loan()`."""
    left_out = set(skip)
    return [
        proof(first_id + k, add_months(day("2023-01-10"), k).isoformat(), time="12:00:00")
        for k in range(periods)
        if k + 1 not in left_out
    ]


def plan(
    of: Loan,
    *,
    evidence: int = 900,
    states: Mapping[int, str] | None = None,
    doubtful: Iterable[int] = (),
    facts: LoanFacts | None = None,
    keep: Iterable[int] | None = None,
) -> PlanProof:
    """The plan page of a loan."""
    unsure = set(doubtful)
    kept = set(keep) if keep is not None else {i.number for i in of.installments}
    return PlanProof(
        evidence,
        tuple(
            PlanRow(
                i.number,
                Read(i.due, i.number not in unsure),
                Read(i.amount, i.number not in unsure),
                (states or {}).get(i.number),
            )
            for i in of.installments
            if i.number in kept
        ),
        facts or LoanFacts(lender=of.lender, contract=of.contract, principal=of.principal, disbursed=of.disbursed),
    )


def report(
    of: Loan,
    marks: Mapping[str, str],
    *,
    edition: Literal["brief", "full"] = "full",
    on: str = "2024-02-01",
    evidence: int = 950,
    certain: bool = True,
    count: int | None = None,
    lender: str | None = LENDER,
    opened: dt.date | None = None,
    as_of: str | None = None,
) -> ReportProof:
    """A report in which every month of the loan is N but those in `marks` (month -> code)."""
    months = {month_of(i.due): "N" for i in of.installments} | dict(marks)
    grid = tuple(
        MonthRecord(m, Read(code, certain), Read(Money(128_600 if code in "1234567" else 0), certain))
        for m, code in sorted(months.items())
    )
    account = ReportAccount(
        lender=Read(lender, True),
        opened=opened or of.disbursed,
        amount=of.principal,
        state="settled",
        overdue_months=count if count is not None else sum(code in "1234567" for code in marks.values()),
        as_of=day(as_of) if as_of else None,
        months=grid if edition == "full" else (),
    )
    return ReportProof(evidence, CreditReport(edition, day(on), None, "张三", (account,)))


def certificate(of: Loan, on: str, *, certain: bool = True) -> SettlementProof:
    """A settlement certificate of a loan."""
    return SettlementProof(980, Settlement(Read(day(on), certain), of.contract, of.lender, of.principal, "张三"))


def timeline(
    proofs: Sequence[Proof],
    *loans: Loan,
    plans: Sequence[PlanProof] = (),
    reports: Sequence[ReportProof] = (),
    settlements: Sequence[SettlementProof] = (),
    decisions: Decisions = NO,
    today: dt.date = TODAY,
    policy: RepairPolicy | None = None,
    papers: Sequence[TermsProof] = (),
) -> Timeline:
    return build_timeline(loans, proofs, plans, reports, settlements, decisions, today, policy, (), papers)


def row(of: Timeline, number: int, loan_id: int = 1) -> InstallmentRow:
    return next(r for r in of.rows if r.installment.number == number and r.loan == loan_id)


def states(of: Timeline) -> list[str]:
    return [r.state.value for r in of.rows]


def links(of: Timeline) -> list[Allocation]:
    return [a for r in of.rows for a in r.allocations]


def findings(of: Timeline, rule: str) -> list[Finding]:
    return [f for f in of.findings if f.rule == rule]
