"""Which account of a credit report is the loan: lender, day of opening and amount must not contradict."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.model import CreditReport, Loan, ReportAccount
from . import names


@dataclass(frozen=True, slots=True)
class Found:
    """The account of a loan. `sure`: at least two of lender, opening day and amount agree, and no other account fits."""

    account: ReportAccount
    sure: bool


def account_of(loan: Loan, report: CreditReport, loans: int = 1) -> Found | None:
    """The account of the report that is this loan; `None` when none fits. `loans`: how many the case holds."""
    rated = [(points, a) for a in report.accounts if (points := _agreement(loan, a)) > 0]
    if not rated:
        return None
    best = max(points for points, _ in rated)
    fitting = [a for points, a in rated if points == best]
    if best == 1 and (len(fitting) > 1 or loans > 1):
        return None  # a lender's name alone does not tell its accounts apart
    return Found(fitting[0], sure=best >= 2 and len(fitting) == 1)


def _agreement(loan: Loan, account: ReportAccount) -> int:
    """How many of lender, opening day and amount agree; 0 where any but the lender's name speaks against."""
    points = 0
    if loan.disbursed and account.opened:
        if abs((loan.disbursed - account.opened).days) > 3:
            return 0
        points += 1
    if loan.principal and account.amount:
        if abs(loan.principal.fen - account.amount.fen) > 100:  # reports count whole yuan
            return 0
        points += 1
    parties = [p for p in (loan.lender, loan.guarantor) if p]
    if any(names.same_party(p, account.lender.value) for p in parties):
        points += 1
    elif loan.contract and account.account and names.same_contract(loan.contract, account.account):
        points += 2
    elif parties and points < 2:
        return 0
    return points
