"""When a loan, or an overdue of it, was over: what certificates and proven payments say, and what they leave open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...core.days import add_months, month_of
from ...core.facts import ReportAccount
from ...core.model import InstallmentRow, Loan, ReportProof, Source, State
from ...core.words import Words
from ..names import same_contract, same_party
from .ground import Ground, Mark, yuan
from .other_payer import unexplained_payer

# Lenders report once a month; until then an old state is a delay, not a fault.
REPORTING_DAYS = 45
_A_PERIOD = 40  # days by which the last due day and the end of the contract may lie apart
OVERDUE_NOW = Words("当前有逾期", "overdue now")


@dataclass(frozen=True, slots=True)
class PaidUp:
    """The day on which all was paid, by the certificate or by the payments, and the places that show it."""

    day: dt.date
    certificate: bool
    sources: tuple[Source, ...]

    @property
    def line(self) -> Words:
        by = Words("结清证明", "settlement certificate") if self.certificate else Words("各期凭证", "proofs of payment")
        return Words(f"还清日：{self.day}（{by.zh}）", f"All paid on: {self.day} ({by.en})")


def paid_up(ground: Ground, loan: Loan) -> PaidUp | None:
    """The certificate first, then the payments; `None` where neither proves that all is paid."""
    return by_certificate(ground, loan) or by_payments(ground, loan)


def by_certificate(ground: Ground, loan: Loan) -> PaidUp | None:
    """A certificate of this contract, or one without a number of the only loan of this lender; the latest of several."""
    alone = sum(same_party(other.lender, loan.lender) for other in ground.loans) < 2
    found = []
    for proof in ground.settlements:
        said = proof.settlement
        mine = bool(said.contract and loan.contract and same_contract(said.contract, loan.contract))
        mine = mine or bool(not said.contract and said.lender and same_party(said.lender, loan.lender) and alone)
        if mine and said.settled_on.certain and said.settled_on.value:
            place = Source(proof.evidence, said.settled_on.page, said.settled_on.box)
            found.append(PaidUp(said.settled_on.value, True, (place,)))
    return max(found, key=lambda paid: paid.day, default=None)


def paid_after_certificate(ground: Ground, loan: Loan) -> list[InstallmentRow]:
    """Installments that were paid, by their proofs, after the day on which the certificate calls all settled."""
    paper = by_certificate(ground, loan)
    return [r for r in ground.rows_of(loan) if paper is not None and r.paid_on is not None and r.paid_on > paper.day]


def by_payments(ground: Ground, loan: Loan) -> PaidUp | None:
    """Every installment has certain payments; the last of them is the day."""
    rows = ground.rows_of(loan)
    days = [row.paid_on for row in rows if row.paid_on and row.state in (State.ON_TIME, State.LATE)]
    if not rows or len(days) < len(rows):
        return None
    last = max(rows, key=lambda row: row.paid_on or dt.date.min)
    return PaidUp(max(days), False, ground.payment_sources(a for a in last.allocations if a.certain))


def plan_doubt(ground: Ground, loan: Loan, account: ReportAccount, rows: Sequence[InstallmentRow]) -> Words | None:
    """What leaves open whether all that was owed is paid: another payer, rows nobody checked, gaps, what is not listed."""
    numbers = sorted(row.installment.number for row in rows)
    last = max((row.installment.due for row in rows), default=dt.date.min)
    ends = account.ends is not None and abs((account.ends - last).days) <= _A_PERIOD
    repaid = loan.principal is not None and sum(row.paid.fen for row in rows) >= loan.principal.fen
    if stranger := next((doubt for row in rows if (doubt := unexplained_payer(ground, loan, row))), None):
        return stranger
    if any((loan.id, number) in ground.unchecked for number in numbers):
        return Words("还款计划中有几期待核对", "some rows of the plan need a look")
    whole = len(rows) < len(ground.rows_of(loan)) or ends or repaid
    if numbers == list(range(1, len(numbers) + 1)) and whole:
        return None
    return Words("计划是否列出了全部各期还待确认", "it is not certain that the plan lists every installment")


def overdue_end(rows: Sequence[InstallmentRow], row: InstallmentRow, marks: Mapping[str, Mark]) -> dt.date | None:
    """The day on which nothing was overdue any more: later installments that fell due meanwhile count too.

    `None` where one of them, or an older one, is not proven paid. `rows` are all of the loan, by due day. Where the report
    itself calls the month before clean, nothing older was owed.
    """
    if row.paid_on is None:
        return None
    first = row.installment.due.replace(day=1)
    before = marks.get(month_of(add_months(first, -1)))
    clear = first if before is not None and before.clean else dt.date.min
    end = row.paid_on
    for other in rows:
        if clear <= other.installment.due <= end:
            if other.paid_on is None:
                return None
            end = max(end, other.paid_on)
    return end


def claim_of(account: ReportAccount) -> Words | None:
    """What the account says that cannot be said of a loan that is paid."""
    if account.state == "overdue" or account.overdue_periods or account.overdue_total:
        return OVERDUE_NOW
    if account.balance:
        return Words(f"余额{yuan(account.balance).zh}", f"a balance of {yuan(account.balance).en}")
    return Words("未结清", "not settled") if account.state == "open" else None


def only_not_closed(account: ReportAccount) -> Words | None:
    """By the report itself nothing is owed any more; the account is just not called settled."""
    if account.state == "open" and account.balance is not None and not account.balance:
        return Words("报告写余额0，只是没有写结清", "the report gives a balance of 0 and only does not call it settled")
    return None


def name_of(account: ReportAccount) -> str:
    """The institution's name, or a mark that it was not read."""
    return account.lender.value or "?"


def place_of(report: ReportProof, account: ReportAccount) -> Source:
    """Where the account stands in the report."""
    return Source(report.evidence, account.lender.page, account.lender.box)


def seen_line(seen: dt.date, claim: Words) -> Words:
    """The line of a reckoning that says what the report claims, as of which day."""
    return Words(f"报告：数据截至{seen}，{claim.zh}", f"Report: as of {seen}, {claim.en}")


UNSURE_ACCOUNT = Words("报告中的账户是否就是这笔借款还待确认", "it is not certain that the account is this loan")
STILL_OWED = Words(
    "如果另有费用、罚息未结清，或有款项后来被退回，这一条就不成立。",
    "It fails if fees or penalties were still owed, or money was returned later.",
)
