"""The answer of the ledger for one case: what is proven of each installment, what is claimed, what is missing."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..core.days import days_late
from ..core.model import (
    Allocation,
    Decisions,
    FetchGuide,
    Installment,
    InstallmentRow,
    Loan,
    Payment,
    PlanProof,
    Proof,
    Reason,
    RepairPolicy,
    ReportProof,
    SettlementProof,
    State,
    TermsProof,
    Timeline,
)
from ..core.money import ZERO, Money, total
from .duplicates import find_payments
from .findings import Ground, find_all
from .matching import match
from .missing import find_missing
from .plan_years import with_years
from .schedule import Schedule, make_schedule, settlement_days
from .sides import contract_speaks, of_none, payable
from .terms import Terms, agreed


def known_loans(
    loans: Sequence[Loan],
    proofs: Sequence[Proof],
    plans: Sequence[PlanProof],
    reports: Sequence[ReportProof],
    settlements: Sequence[SettlementProof],
    papers: Sequence[TermsProof],
) -> tuple[Loan, ...]:
    """The person's loans with what documents add to them; without any, those that documents propose."""
    return _scheduled(loans, proofs, with_years(plans, reports), reports, settlements, papers)[0].loans


def _scheduled(
    loans: Sequence[Loan],
    proofs: Sequence[Proof],
    plans: Sequence[PlanProof],
    reports: Sequence[ReportProof],
    settlements: Sequence[SettlementProof],
    papers: Sequence[TermsProof],
) -> tuple[Schedule, dict[int, Terms]]:
    """The loans to work with, and the terms of each by its id."""
    schedule, by_hand = make_schedule(loans, plans, settlements, reports, proofs), {loan.id: loan for loan in loans}
    known = [agreed(loan, by_hand.get(loan.id), plans, papers, len(schedule.loans)) for loan in schedule.loans]
    return replace(schedule, loans=tuple(loan for loan, _ in known)), {loan.id: terms for loan, terms in known}


def build_timeline(
    loans: Sequence[Loan],
    proofs: Sequence[Proof],
    plans: Sequence[PlanProof],
    reports: Sequence[ReportProof],
    settlements: Sequence[SettlementProof],
    decisions: Decisions,
    today: dt.date,
    policy: RepairPolicy | None = None,
    guides: Sequence[FetchGuide] = (),
    papers: Sequence[TermsProof] = (),
) -> Timeline:
    """Everything that can be said on this day. Without loans of the person, documents propose them."""
    kept = [p for p in proofs if p.id not in decisions.ignored]
    plans = with_years(plans, reports)
    schedule, terms = _scheduled(loans, kept, plans, reports, settlements, papers)
    payments = tuple(
        # The contract's number tells more than names do: a collector's or an assignee's are no lender's.
        replace(p, about_loan=True) if any(contract_speaks(loan, p) for loan in schedule.loans) else p
        for p in find_payments(kept, decisions)
    )
    settled = {loan.id: settlement_days(loan, settlements, len(schedule.loans)) for loan in schedule.loans}
    matched = match(schedule.loans, payments, decisions, unchecked=schedule.unchecked, settled=settled)
    taken = {allocation.payment for allocation in matched.allocations}
    payments = tuple(
        replace(p, about_loan=False) if p.id not in taken and of_none(schedule.loans, p) else p for p in payments
    )
    shares: dict[tuple[int, int], list[Allocation]] = defaultdict(list)
    for allocation in matched.allocations:
        shares[allocation.loan, allocation.number].append(allocation)
    by_id = {p.id: p for p in payments}
    rows = []
    for loan in schedule.loans:
        matched_to = {i.number: i for i in payable(loan)}
        for one in sorted(loan.installments, key=lambda i: (i.due, i.number)):
            own = shares.pop((loan.id, one.number), []) if matched_to.get(one.number) == one else []
            rows.append(_row(loan, one, own, by_id, terms[loan.id]))
    ground = Ground(
        loans=schedule.loans,
        rows=tuple(rows),
        payments=payments,
        plans={id_: tuple(sorted(own, key=lambda p: p.evidence)) for id_, own in schedule.plans.items()},
        reports=tuple(sorted(reports, key=lambda r: (r.report.report_date or dt.date.min, r.evidence))),
        settlements=tuple(sorted(settlements, key=lambda s: s.evidence)),
        unchecked=schedule.unchecked,
        today=today,
        policy=policy,
        terms=terms,
    )
    return Timeline(
        loans=schedule.loans,
        rows=ground.rows,
        payments=payments,
        findings=find_all(ground),
        missing=find_missing(ground, guides),
        unallocated=matched.unallocated,
    )


def _row(
    loan: Loan, installment: Installment, shares: list[Allocation], payments: Mapping[int, Payment], terms: Terms
) -> InstallmentRow:
    def day(allocation: Allocation) -> dt.date:
        return payments[allocation.payment].day or dt.date.max

    shares.sort(key=lambda a: (day(a), payments[a.payment].time or "", a.payment))
    certain = [a for a in shares if a.certain]
    paid = total(a.amount for a in certain)
    paid_on = _paid_on(installment.amount, certain, payments)
    if paid_on is not None or not installment.amount:
        state = State.LATE if paid_on and paid_on > terms.last_day(installment) else State.ON_TIME
    else:
        state = State.PARTLY if paid else State.UNPROVEN
    return InstallmentRow(
        loan=loan.id,
        installment=installment,
        paid=paid,
        suggested=total(a.amount for a in shares),
        paid_on=paid_on,
        state=state,
        days_late=days_late(installment.due, paid_on) if paid_on and state is State.LATE else 0,
        allocations=tuple(shares),
    )


_SETTLE = (Reason.SETTLES_REST, Reason.WITH_COUPON)  # less money than was due settles it: interest or a part fell away


def _paid_on(due: Money, certain: Sequence[Allocation], payments: Mapping[int, Payment]) -> dt.date | None:
    """The day on which certain payments, in order of days, have covered the installment."""
    covered = ZERO
    for allocation in certain:
        covered += allocation.amount
        settled = any(reason in allocation.reasons for reason in _SETTLE)
        if (covered.fen >= due.fen or settled) and due:
            return payments[allocation.payment].day
    return None
