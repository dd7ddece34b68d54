"""The nouns of the program as frozen values: facts from pages, the loan, the timeline.

Three things stay apart: what a machine read (`Facts`), what it suggests (`Timeline`), and what a person
decided (`Decisions`). Amounts are `Money`, days are `datetime.date`, months `"YYYY-MM"`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, Literal, TypeVar

from .money import Money
from .page import Box
from .words import Words

T_co = TypeVar("T_co", covariant=True)


MOST_GRACE = 15  # days: whatever is called so and is longer is another thing, such as months without principal


# --- facts: what one file says -------------------------------------------------------------------------


class Kind(StrEnum):
    """What kind of document a file is."""

    PAYMENT = "payment"
    PAYMENT_LIST = "payment_list"
    PLAN = "plan"
    STATEMENT = "statement"
    SETTLEMENT = "settlement"
    CREDIT_REPORT = "credit_report"
    OTHER = "other"


class Status(StrEnum):
    """Did the money reach the creditor? Only `SUCCESS` counts as paid."""

    SUCCESS = "success"
    FAILED = "failed"
    REFUNDED = "refunded"
    PENDING = "pending"


class Look(StrEnum):
    """A look that was taken at a value, in favour of it or against it."""

    SECOND_READER = "second_reader"  # another engine on the same crop
    CAPITALS = "capitals"  # the amount in Chinese capital figures
    ELSEWHERE = "elsewhere"  # the same value at another place of the page
    ORDER_NUMBER = "order_number"  # the day inside the order number
    SHAPE = "shape"  # decimals, separators, sign are as amounts and days are written
    SCORE = "score"  # the engine's own confidence
    RANGE = "range"  # not in the future, not before the loan
    YEAR = "year"  # the year stands on the page
    LABEL = "label"  # a label on the page says what the value is
    TEXT_LAYER = "text_layer"  # taken from sound text, not from pixels
    BALANCE = "balance"  # running balances before and after agree with the amount


@dataclass(frozen=True, slots=True)
class Check:
    """One look at a value and whether it agreed."""

    look: Look
    agrees: bool


@dataclass(frozen=True, slots=True)
class Read(Generic[T_co]):
    """A value as read from a page, with its place and the looks that were taken at it.

    `value` is `None` where something stands on the page that could not be read. `certain` is false when a
    person must look before it counts; a value of `None` is never certain. `page` counts from 0.
    """

    value: T_co | None
    certain: bool
    page: int = 0
    box: Box | None = None
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class PaymentFact:
    """One movement of money as one place in one file shows it.

    `amount` is what left the payer's account, always positive; coupons, fees, principal and interest parts
    are `components`, by their label. `time` is `"HH:MM"` or `"HH:MM:SS"` where the page gives it.
    `periods` are the installment numbers that the page itself names. `posting` is true when the day is a
    bank's posting day (记账日期), not the moment of payment.
    """

    amount: Read[Money]
    day: Read[dt.date]
    status: Read[Status]
    time: str | None = None
    payee: str | None = None
    payer: str | None = None
    method: str | None = None
    card_tail: str | None = None
    memo: str | None = None
    references: tuple[str, ...] = ()
    periods: tuple[int, ...] = ()
    contract: str | None = None
    about_loan: bool = False
    posting: bool = False
    components: tuple[tuple[str, Money], ...] = ()

    @property
    def certain(self) -> bool:
        return self.amount.certain and self.day.certain and self.status.certain


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One installment as a plan shows it; `state` is the plan's own word (已还清, 已逾期 …), if any. Where a file has the
    plans of several loans, `contract` tells whose it is. `month_day` is what a plan without years says of the due day.
    """

    number: int
    due: Read[dt.date]
    amount: Read[Money]
    state: str | None = None
    contract: str | None = None
    month_day: tuple[int, int] | None = None

    @property
    def certain(self) -> bool:
        return self.due.certain and self.amount.certain


@dataclass(frozen=True, slots=True)
class LoanFacts:
    """What a plan, contract, certificate or payment page says about the loan itself.

    `terms` tells how `cutoff` and `grace` were read, by their names; `told`: by a message, which a contract overrules.
    """

    platform: str | None = None
    lender: str | None = None
    guarantor: str | None = None
    contract: str | None = None
    borrower: str | None = None
    principal: Money | None = None
    disbursed: dt.date | None = None
    periods: int | None = None
    cutoff: str | None = None  # "HH:MM", the hour of the due day until which a payment is on time
    grace: int | None = None  # days after the due day within which nothing counts as overdue; 0: said to be none
    terms: tuple[tuple[Literal["cutoff", "grace"], Read[str]], ...] = ()
    told: bool = False


@dataclass(frozen=True, slots=True)
class MonthRecord:
    """One cell of the 还款记录 grid: the code of a month and its overdue amount."""

    month: str
    code: Read[str]
    amount: Read[Money] | None = None

    @property
    def overdue(self) -> bool:
        """The code claims an overdue (1 to 7), a default (B) or a payment by the guarantor (D)."""
        return self.code.value is not None and self.code.value in "1234567BD"


@dataclass(frozen=True, slots=True)
class ReportAccount:
    """One account of a credit report. `as_of` is the account's own 截至 day (a month's last day where only the month
    stands). `overdue_months` is the count that a sentence states; `months` come only from a grid. `business` is what
    the report calls its kind (业务种类). Of a `card`, `amount` is the limit; an overdraft card (准贷记卡) counts as
    overdue after 60 days only.
    """

    lender: Read[str]
    opened: dt.date | None = None
    amount: Money | None = None
    state: Literal["settled", "open", "overdue"] | None = None
    settled_month: str | None = None
    overdue_months: int | None = None
    as_of: dt.date | None = None
    balance: Money | None = None
    account: str | None = None
    ends: dt.date | None = None
    months: tuple[MonthRecord, ...] = ()
    closed_on: dt.date | None = None
    due_on: dt.date | None = None
    paid_this_month: Money | None = None
    last_paid: dt.date | None = None
    overdue_periods: int | None = None
    overdue_total: Money | None = None
    recovered: bool = False
    moved: bool = False
    business: str | None = None
    card: Literal["credit", "overdraft"] | None = None

    def is_overdue(self, record: MonthRecord) -> bool:
        """Whether one of its months claims an overdue."""
        return record.overdue and not (self.card == "overdraft" and record.code.value in ("1", "2"))


@dataclass(frozen=True, slots=True)
class ReportQuery:
    """One line of 查询记录: who asked for the report, when, and for what reason."""

    day: Read[dt.date]
    institution: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """What 信息概要 counts, cards left out: loan accounts, those with an overdue, and (full edition) their overdue months."""

    accounts: Read[int] | None = None
    overdue_accounts: Read[int] | None = None
    overdue_months: Read[int] | None = None


@dataclass(frozen=True, slots=True)
class CreditReport:
    """A personal credit report: brief (sentences) or full (account blocks with the 还款记录 grid). `accounts` are loans."""

    edition: Literal["brief", "full"]
    report_date: dt.date | None
    number: str | None
    name: str | None
    accounts: tuple[ReportAccount, ...] = ()
    queries: tuple[ReportQuery, ...] = ()
    summary: ReportSummary | None = None
    cards: tuple[ReportAccount, ...] = ()


@dataclass(frozen=True, slots=True)
class Settlement:
    """A settlement certificate 结清证明, or one loan of a certificate about several.

    `by_other`: a guarantor or an insurer paid (代偿, 理赔), or was paid back. Its day is never certain: it is not the day
    on which the borrower had repaid the lender. `issuer` is who signs; `paid_back` the day on which that guarantor says
    to have its money back.
    """

    settled_on: Read[dt.date]
    contract: str | None = None
    lender: str | None = None
    amount: Money | None = None
    borrower: str | None = None
    issued_on: dt.date | None = None
    by_other: bool = False
    issuer: str | None = None
    paid_back: Read[dt.date] | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that one file says. `settlements` are the loans of a certificate about several, each by itself; of
    several credit reports in one file `report` is the newest. `loans` are those of a file with several plans.
    """

    kind: Kind
    payments: tuple[PaymentFact, ...] = ()
    plan: tuple[PlanRow, ...] = ()
    loan: LoanFacts | None = None
    report: CreditReport | None = None
    settlement: Settlement | None = None
    settlements: tuple[Settlement, ...] = ()
    older_reports: tuple[CreditReport, ...] = ()
    loans: tuple[LoanFacts, ...] = ()

    @property
    def plans(self) -> tuple[tuple[tuple[PlanRow, ...], LoanFacts | None], ...]:
        """The rows of each loan, with what the file says of it."""
        if not self.loans:
            return ((self.plan, self.loan),) if self.plan or self.kind is Kind.PLAN else ()
        return tuple((tuple(r for r in self.plan if r.contract == loan.contract), loan) for loan in self.loans)

    @property
    def reports(self) -> tuple[CreditReport, ...]:
        """Every credit report of the file, the newest last."""
        return (*self.older_reports, *((self.report,) if self.report else ()))

    @property
    def settled_loans(self) -> tuple[Settlement, ...]:
        """What a certificate says of each of its loans."""
        return self.settlements or ((self.settlement,) if self.settlement else ())


@dataclass(frozen=True, slots=True)
class Context:
    """What the readers of pages may know besides the pages: the day, and names of this case's parties."""

    today: dt.date
    aliases: tuple[str, ...] = ()


# --- the case ------------------------------------------------------------------------------------------


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

    `letter` is the class (A, B, C … L) of what it is about. `arithmetic` are the lines of its reckoning,
    `refuted_by` says what would prove it wrong.
    """

    rule: str
    letter: str
    severity: Severity
    message: Words
    loan: int | None = None
    installment: int | None = None
    month: str | None = None
    sources: tuple[Source, ...] = ()
    arithmetic: tuple[Words, ...] = ()
    refuted_by: Words | None = None
    route: str | None = None


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
