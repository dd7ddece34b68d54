"""What one file says, as frozen values: its kind, payments, plan, settlement, reports.

Amounts are `Money`, days are `datetime.date`, months `"YYYY-MM"`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Literal, TypeVar

from .money import Money
from .page import Box

T_co = TypeVar("T_co", covariant=True)


MOST_GRACE = 15  # days: whatever is called so and is longer is another thing, such as months without principal


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
