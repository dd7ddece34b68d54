"""What every rule may look at, and the facts and words that several rules share."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ...core.days import month_of
from ...core.facts import MonthRecord, ReportAccount, Status
from ...core.model import (
    Allocation,
    InstallmentRow,
    Loan,
    Payment,
    PlanProof,
    RepairPolicy,
    ReportProof,
    SettlementProof,
    Source,
)
from ...core.money import Money
from ...core.words import Words
from ..accounts import account_of
from ..clarity import posted_around
from ..terms import Terms

CLEAN = "N*ACM"  # codes that say: nothing was owed at the end of that month


@dataclass(frozen=True, slots=True)
class Mark:
    """What the newest full report says of one month of the loan. `sure`: the account is certainly this loan's."""

    report: ReportProof
    account: ReportAccount
    sure: bool
    record: MonthRecord

    @property
    def source(self) -> Source:
        return Source(self.report.evidence, self.record.code.page, self.record.code.box)

    @property
    def clean(self) -> bool:
        return self.record.code.certain and self.record.code.value is not None and self.record.code.value in CLEAN


@dataclass(frozen=True, slots=True)
class Ground:
    """One case on one day, after matching. Reports come in the order of their days, equal ones in that of their words."""

    loans: tuple[Loan, ...]
    rows: tuple[InstallmentRow, ...]
    payments: tuple[Payment, ...]
    plans: Mapping[int, tuple[PlanProof, ...]]  # loan id -> the plans of this loan
    reports: tuple[ReportProof, ...]
    settlements: tuple[SettlementProof, ...]
    unchecked: frozenset[tuple[int, int]]
    today: dt.date
    policy: RepairPolicy | None = None
    terms: Mapping[int, Terms] = field(default_factory=dict)
    _by_id: dict[int, Payment] = field(init=False, repr=False, compare=False)
    _tries: dict[Money | None, list[Payment]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_amount: dict[Money | None, list[Payment]] = defaultdict(list)
        for payment in self.payments:
            if payment.about_loan and payment.status is not Status.SUCCESS:
                by_amount[payment.amount].append(payment)
        ordered = sorted(self.reports, key=lambda r: (r.report.report_date or dt.date.min, repr(r.report)))
        object.__setattr__(self, "reports", tuple(ordered))
        object.__setattr__(self, "_by_id", {p.id: p for p in self.payments})
        object.__setattr__(self, "_tries", dict(by_amount))

    def rows_of(self, loan: Loan) -> tuple[InstallmentRow, ...]:
        """The rows of one loan, by due day."""
        return tuple(row for row in self.rows if row.loan == loan.id)

    def terms_of(self, row: InstallmentRow) -> Terms:
        """Cut-off and grace of the row's loan."""
        return self.terms.get(row.loan, Terms())

    def payment(self, id_: int) -> Payment:
        return self._by_id[id_]

    def tries(self, amount: Money) -> tuple[Payment, ...]:
        """Payments about the loan of that amount that did not succeed."""
        return tuple(self._tries.get(amount, ()))

    def accounts(self, loan: Loan) -> Iterator[tuple[ReportProof, ReportAccount, bool]]:
        """The account of the loan in each report that has it, oldest report first."""
        for report in self.reports:
            found = account_of(loan, report.report, len(self.loans))
            if found:
                yield report, found.account, found.sure

    def marks(self, loan: Loan) -> dict[str, Mark]:
        """By month, what the newest report says that has a readable code for it."""
        marks: dict[str, Mark] = {}
        for report, account, sure in self.accounts(loan):
            for record in account.months:
                if record.code.value is not None or record.month not in marks:
                    marks[record.month] = Mark(report, account, sure, record)
        return marks

    def marked(self, loan: Loan) -> Iterator[tuple[str, Mark, tuple[InstallmentRow, ...]]]:
        """The months that a report marks as overdue, each with the installments due in it."""
        for month, mark in sorted(self.marks(loan).items()):
            if mark.record.overdue:
                yield month, mark, tuple(r for r in self.rows_of(loan) if month_of(r.installment.due) == month)

    def plan_sources(self, row: InstallmentRow) -> tuple[Source, ...]:
        """Where the plans of this loan show this installment."""
        return tuple(
            Source(plan.evidence, r.due.page, r.due.box)
            for plan in self.plans.get(row.loan, ())
            for r in plan.rows
            if r.number == row.installment.number and r.due.value == row.installment.due
        )

    def payment_sources(self, allocations: Iterable[Allocation]) -> tuple[Source, ...]:
        """Every proof of the payments behind these links."""
        return sources_of(self.payment(a.payment) for a in allocations)

    def covered_in_time(self, row: InstallmentRow) -> bool:
        """All links together, those that wait for a person included, would cover the installment by its due day."""
        days = [(self.payment(a.payment).day, a.amount.fen) for a in row.allocations]
        last = self.terms_of(row).last_day(row.installment)
        return sum(fen for day, fen in days if day and day <= last) >= row.installment.amount.fen > 0

    def posted_after(self, row: InstallmentRow) -> tuple[Payment, ...]:
        """Payments of which only a posting day shortly after the due day is known."""
        payments = (self.payment(a.payment) for a in row.allocations)
        return tuple(p for p in payments if posted_around(p, row.installment))


def sources_of(payments: Iterable[Payment]) -> tuple[Source, ...]:
    """The places of all proofs of these payments, each once."""
    places = (
        Source(proof.evidence, proof.payment.amount.page, proof.payment.amount.box)
        for payment in payments
        for proof in payment.proofs
    )
    return tuple(dict.fromkeys(places))


def yuan(money: Money) -> Words:
    """An amount in a sentence."""
    return Words(f"{money}元", f"CNY {money}")


def moment(payment: Payment) -> str:
    """Day and time of a payment, as far as they are known."""
    return " ".join(str(part) for part in (payment.day, payment.time) if part)


def due_line(row: InstallmentRow) -> Words:
    """The line of a reckoning that says what was due."""
    i, amount = row.installment, yuan(row.installment.amount)
    return Words(f"应还：第{i.number}期，{i.due}，{amount.zh}", f"Due: installment {i.number}, {i.due}, {amount.en}")


def paid_lines(ground: Ground, allocations: Sequence[Allocation]) -> tuple[Words, ...]:
    """The lines of a reckoning that say what was paid."""
    lines = []
    for allocation in allocations:
        payment, part = ground.payment(allocation.payment), yuan(allocation.amount)
        whole = yuan(payment.amount) if payment.amount and payment.amount != allocation.amount else None
        lines.append(
            Words(
                f"实还：{moment(payment)}，{part.zh}" + (f"（该笔共{whole.zh}）" if whole else ""),
                f"Paid: {moment(payment)}, {part.en}" + (f" (of {whole.en})" if whole else ""),
            )
        )
    return tuple(lines)


def mark_line(month: str, mark: Mark) -> Words:
    """The line of a reckoning that says what the report claims."""
    amount = mark.record.amount.value if mark.record.amount else None
    said = yuan(amount) if amount else None
    return Words(
        f"报告：{month}记为“{mark.record.code.value}”" + (f"，逾期总额{said.zh}" if said else ""),
        f"Report: {month} is marked “{mark.record.code.value}”" + (f", overdue {said.en}" if said else ""),
    )


CHECK_AND_EXPLAIN = Words("请机构核对并说明。", "Ask the institution to check and explain.")
LOOK_UP_TERMS = Words("请查看合同、还款计划。", "Look into the contract and the plan.")


def not_read(terms: Terms) -> Words:
    """What is not known of a loan's terms. It is said of the program's reading, never of the documents: a clause may stand
    there in words that the program does not know.
    """
    known = (terms.cutoff is not None, terms.grace is not None)
    what = {
        (False, False): Words("截止时间或宽限期", "neither a cut-off hour nor days of grace"),
        (False, True): Words("截止时间", "no cut-off hour"),
    }.get(known, Words("宽限期", "no days of grace"))
    return Words(f"材料中没有读到关于{what.zh}的约定", f"{what.en} was read in the material")
