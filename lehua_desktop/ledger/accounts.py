"""Which account of a credit report is the loan: lender, day of opening and amount must not contradict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..core.facts import CreditReport, MonthRecord, ReportAccount
from ..core.model import Loan
from ..core.money import Money, total
from . import names


@dataclass(frozen=True, slots=True)
class Found:
    """The account of a loan. `sure`: at least two of lender, opening day and amount agree, and no other account fits."""

    account: ReportAccount
    sure: bool


def account_of(loan: Loan, report: CreditReport, loans: int = 1) -> Found | None:
    """The account of the report that is this loan; `None` when none fits. `loans`: how many the case holds."""
    if parts := joint_accounts(loan, report):
        return Found(_joined(parts), sure=all(part.lender.certain for part in parts))
    rated = [(points, a) for a in report.accounts if (points := _agreement(loan, a)) > 0]
    if not rated:
        return None
    best = max(points for points, _ in rated)
    fitting = [a for points, a in rated if points == best]
    if best == 1 and (len(fitting) > 1 or loans > 1):
        return None  # a lender's name alone does not tell its accounts apart
    return Found(fitting[0], sure=best >= 2 and len(fitting) == 1)


def joint_accounts(loan: Loan, report: CreditReport) -> tuple[ReportAccount, ...]:
    """The accounts of a loan that several lenders gave together: one of each, opened that day, together its amount."""
    lenders = names.lenders(loan)
    if len(lenders) < 2 or loan.disbursed is None or loan.principal is None:
        return ()
    day = loan.disbursed
    same_day = [a for a in report.accounts if a.opened and abs((a.opened - day).days) <= 3 and not a.recovered]
    found = [[a for a in same_day if names.same_party(a.lender.value, name)] for name in lenders]
    if any(len(accounts) != 1 for accounts in found):
        return ()
    parts = tuple(accounts[0] for accounts in found)
    amounts = [part.amount.fen for part in parts if part.amount]
    whole = len(amounts) == len(parts) and abs(sum(amounts) - loan.principal.fen) <= 100 * len(parts)
    return parts if whole and len({id(part) for part in parts}) == len(parts) else ()


def _joined(parts: Sequence[ReportAccount]) -> ReportAccount:
    """The parts as one account, whose sums can be held against the whole loan; of what they say the worst."""
    states = [part.state for part in parts]
    state: Literal["settled", "open", "overdue"] | None = "settled" if set(states) == {"settled"} else None
    if "overdue" in states or "open" in states:
        state = "overdue" if "overdue" in states else "open"
    first, name = parts[0], "、".join(part.lender.value or "" for part in parts)
    closed = [part.closed_on for part in parts]
    settled = [part.settled_month for part in parts]
    return replace(
        first,
        lender=replace(first.lender, value=name, certain=all(part.lender.certain for part in parts)),
        amount=_sum([part.amount for part in parts]),
        state=state,
        settled_month=None if None in settled else max(month for month in settled if month),
        overdue_months=_most([part.overdue_months for part in parts]),
        as_of=min((part.as_of for part in parts if part.as_of), default=None),
        balance=_sum([part.balance for part in parts]),
        account=None,
        months=_months(parts),
        closed_on=None if None in closed else max(day for day in closed if day),
        paid_this_month=_sum([part.paid_this_month for part in parts]),
        overdue_periods=_most([part.overdue_periods for part in parts]),
        overdue_total=_sum([part.overdue_total for part in parts]),
        moved=any(part.moved for part in parts),
    )


def _months(parts: Sequence[ReportAccount]) -> tuple[MonthRecord, ...]:
    by_month: dict[str, list[MonthRecord]] = defaultdict(list)
    for part in parts:
        for record in part.months:
            by_month[record.month].append(record)
    return tuple(_worst(records) for _, records in sorted(by_month.items()))


def _worst(records: Sequence[MonthRecord]) -> MonthRecord:
    """The record that claims most, with the sum of those that claim as much."""
    worst = max(records, key=lambda record: (record.overdue, record.code.value or ""))
    alike = [record for record in records if record.code.value == worst.code.value]
    sums = [record.amount for record in alike]
    if worst.amount is None or None in sums:
        return worst
    money = _sum([read.value for read in sums if read])
    certain = all(read.certain for read in sums if read) and money is not None
    return replace(worst, amount=replace(worst.amount, value=money, certain=certain))


def _sum(amounts: Sequence[Money | None]) -> Money | None:
    known = [amount for amount in amounts if amount is not None]
    return total(known) if len(known) == len(amounts) else None


def _most(counts: Sequence[int | None]) -> int | None:
    return max((count for count in counts if count is not None), default=None)


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
