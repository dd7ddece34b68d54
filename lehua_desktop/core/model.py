"""The nouns of the program as frozen values: the loan, its proofs, decisions, the timeline.

Three things stay apart: what a machine read (`Facts`, in `facts.py`), what it suggests (`Timeline`), and what a person
decided (`Decisions`). Amounts are `Money`, days are `datetime.date`, months `"YYYY-MM"`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from .facts import CreditReport, LoanFacts, PaymentFact, PlanRow, Settlement, Status
from .money import Money
from .page import Box
from .words import Words


@dataclass(frozen=True, slots=True)
class Installment:
    """One period of a loan: its number, due day and amount due."""

    number: int
    due: dt.date
    amount: Money


@dataclass(frozen=True, slots=True)
class Loan:
    """One contract. `id` is 0 until it stands in a case file."""

    id: int = 0
    platform: str | None = None
    lender: str | None = None
    guarantor: str | None = None
    contract: str | None = None
    borrower: str | None = None
    principal: Money | None = None
    disbursed: dt.date | None = None
    cutoff: str | None = None  # "HH:MM" of the due day; None: no document that was read states it
    grace: int | None = None  # whole days; None: no document that was read states it
    installments: tuple[Installment, ...] = ()
    confirmed: bool = False  # a person entered or confirmed it; else it is taken from documents


@dataclass(frozen=True, slots=True)
class Proof:
    """A payment fact inside a case: what one place in one piece of evidence shows, with corrections applied.

    `id` is stable for the life of the case. `confirmed` is true when a person has looked at it.
    """

    id: int
    evidence: int
    payment: PaymentFact
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class ReportProof:
    """A credit report inside a case."""

    evidence: int
    report: CreditReport


@dataclass(frozen=True, slots=True)
class SettlementProof:
    """A settlement certificate inside a case."""

    evidence: int
    settlement: Settlement


@dataclass(frozen=True, slots=True)
class PlanProof:
    """A repayment plan inside a case."""

    evidence: int
    rows: tuple[PlanRow, ...]
    loan: LoanFacts | None


@dataclass(frozen=True, slots=True)
class TermsProof:
    """A contract or a lender's message inside a case: what it says of a loan, without installments."""

    evidence: int
    loan: LoanFacts


@dataclass(frozen=True, slots=True)
class LinkDecision:
    """A person's word on a payment (named by any of its proofs) and an installment.

    `amount` `None` means "as much as fits". `linked` false means: this payment does not cover it.
    """

    proof: int
    loan: int
    number: int
    linked: bool
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class SameDecision:
    """A person's word on whether two proofs show one payment."""

    one: int
    other: int
    same: bool


@dataclass(frozen=True, slots=True)
class Decisions:
    """Everything a person decided that the matching has to keep. `ignored` holds proofs that are not about the loan."""

    links: tuple[LinkDecision, ...] = ()
    same: tuple[SameDecision, ...] = ()
    ignored: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Redaction:
    """A place that the redacted edition blacks out, unless a person has `rejected` it.

    `what` is id, card, mobile, mail, name, account, address, report, block (a part of a credit report), code, or, for public
    routes only, number, balance or row (of a list), as the program proposes it; or hand for a box that a person has drawn. `page` counts from 0, `box` is in the unit of the page. `id` is 0 without a row.
    """

    evidence: int
    page: int
    box: Box
    what: str
    state: Literal["proposed", "accepted", "rejected", "drawn"] = "proposed"
    id: int = 0

    @property
    def applies(self) -> bool:
        return self.state != "rejected"

    @property
    def public_only(self) -> bool:
        """Editions for a clerk show it."""
        return self.what in ("number", "balance", "row")


@dataclass(frozen=True, slots=True)
class RepairPolicy:
    """A policy by which true overdue months are shown no more, from a dated data file. All days are inclusive.

    It covers months from `begins` to `ends` with at most `limit` unpaid, if all was repaid by `repaid_by`. Repaid by
    `early_repaid`, they are hidden from `early_hidden` on; repaid later, by the end of the month that follows.
    """

    name: Words
    begins: dt.date
    ends: dt.date
    limit: Money
    repaid_by: dt.date
    early_repaid: dt.date
    early_hidden: dt.date
    checked_on: dt.date | None = None  # when a person last compared it with the official text


@dataclass(frozen=True, slots=True)
class FetchGuide:
    """Where a person gets the statement of one wallet or bank, from a dated data file.

    A proof names it by one of `marks` in its method or payee, or by an order number that is all `orders`. In the words
    `{bank}` is that mark.
    """

    marks: tuple[str, ...]
    orders: re.Pattern[str] | None
    wallet: bool
    name: Words
    where: Words


# --- the timeline --------------------------------------------------------------------------------------


class Reason(StrEnum):
    """Why a payment is linked to an installment, or why a link is doubtful."""

    SAME_AMOUNT = "same_amount"
    NEAR_DUE_DAY = "near_due_day"
    STATED_PERIOD = "stated_period"
    SAME_CONTRACT = "same_contract"
    KNOWN_PAYEE = "known_payee"
    PART_OF_PAYMENT = "part_of_payment"  # one payment covers several installments
    PART_OF_INSTALLMENT = "part_of_installment"  # several payments cover one installment
    WITH_CHARGES = "with_charges"  # amount is the installment and charges
    WITH_COUPON = "with_coupon"  # amount and the coupon that the page names are the installment
    SETTLES_REST = "settles_rest"  # early settlement of all that is open
    EARLIEST_OPEN = "earliest_open"  # the earliest installment that is still open
    BY_HAND = "by_hand"
    AMBIGUOUS = "ambiguous"  # another installment fits as well
    PAYEE_OPEN = "payee_open"  # the payee is a payment company, or nobody of the loan
    UNCERTAIN_READING = "uncertain_reading"


@dataclass(frozen=True, slots=True)
class Payment:
    """One real movement of money. `id` is the smallest id of its proofs.

    `amount`, `day`, `time` and `status` are the values its proofs agree on, or of the best of them.
    """

    id: int
    amount: Money | None
    day: dt.date | None
    time: str | None
    status: Status
    certain: bool
    proofs: tuple[Proof, ...]
    about_loan: bool = True


@dataclass(frozen=True, slots=True)
class Allocation:
    """How much of a payment covers which installment.

    `days` is how many days after the due day the payment was made, negative before it. `others` are the installments
    (loan, number) that a payment may be for instead, the likely ones first; a certain link has none.
    """

    payment: int
    loan: int
    number: int
    amount: Money
    certain: bool
    reasons: tuple[Reason, ...] = ()
    days: int | None = None
    others: tuple[tuple[int, int], ...] = ()


class State(StrEnum):
    """What the evidence proves for one installment. `UNPROVEN` is not "unpaid": no evidence shows a payment."""

    ON_TIME = "on_time"
    LATE = "late"
    PARTLY = "partly"
    UNPROVEN = "unproven"


@dataclass(frozen=True, slots=True)
class InstallmentRow:
    """One row of the timeline. `paid` counts certain links; `suggested` adds those that wait for a person."""

    loan: int
    installment: Installment
    paid: Money
    suggested: Money
    paid_on: dt.date | None
    state: State
    days_late: int
    allocations: tuple[Allocation, ...] = ()


class Severity(StrEnum):
    """How much a finding claims: contradiction 矛盾, doubt 疑点, note 提示."""

    CONTRADICTION = "contradiction"
    DOUBT = "doubt"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a piece of evidence: page from 0, box in the unit of that page."""

    evidence: int
    page: int = 0
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's verdict.

    `letter` is the class (A, B, C … L) of what it is about. `message` says what holds and can be told to anybody, `advice`
    what the person can do about it. `arithmetic` are the lines of its reckoning, `refuted_by` says what would prove it
    wrong.
    """

    rule: str
    letter: str
    severity: Severity
    message: Words
    advice: Words | None = None
    loan: int | None = None
    installment: int | None = None
    month: str | None = None
    sources: tuple[Source, ...] = ()
    arithmetic: tuple[Words, ...] = ()
    refuted_by: Words | None = None
    route: str | None = None

    @property
    def to_person(self) -> Words:
        """The message with its advice."""
        if self.advice is None:
            return self.message
        return Words(self.message.zh + self.advice.zh, f"{self.message.en} {self.advice.en}")


@dataclass(frozen=True, slots=True)
class Missing:
    """A gap: what is not proven yet and what to fetch next."""

    message: Words
    loan: int | None = None
    installment: int | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The answer of the ledger for one case on one day."""

    loans: tuple[Loan, ...] = ()
    rows: tuple[InstallmentRow, ...] = ()
    payments: tuple[Payment, ...] = ()
    findings: tuple[Finding, ...] = ()
    missing: tuple[Missing, ...] = ()
    unallocated: dict[int, Money] = field(default_factory=dict)  # payment id -> what no installment takes

    @property
    def loose(self) -> list[Payment]:
        """Payments about a loan that no installment takes at all, by day: of another contract, of another amount, or
        without a plan. What was given back is none.
        """
        found = [p for p in self.payments if p.amount is not None and self.unallocated.get(p.id) == p.amount]
        return sorted(found, key=lambda p: (p.day or dt.date.max, p.time or "", p.id))
