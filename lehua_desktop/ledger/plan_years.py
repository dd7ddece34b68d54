"""Years for a plan that writes none: the account of a report that it fits tells them, and a person has to look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ..core.days import add_months
from ..core.facts import Check, LoanFacts, Look, PlanRow, ReportAccount
from ..core.model import PlanProof, ReportProof
from . import names

_FIRST = 62  # days after the loan within which its first installment falls due
_END = 40  # days by which the last installment and the end of the account may lie apart


def with_years(plans: Sequence[PlanProof], reports: Sequence[ReportProof]) -> tuple[PlanProof, ...]:
    """The plans; of one without years the due days are as the only account that fits has them, and never certain."""
    accounts = [account for report in reports for account in report.report.accounts if not account.recovered]
    return tuple(_dated(plan, accounts) for plan in plans)


def _dated(plan: PlanProof, accounts: Sequence[ReportAccount]) -> PlanProof:
    rows = sorted(plan.rows, key=lambda row: row.number)
    if not rows or any(row.month_day is None for row in rows) or rows[0].number != 1:
        return plan
    if any(b.number != a.number + 1 for a, b in pairwise(rows)):
        return plan
    fitting = [(account, days) for account in accounts if _may_be(plan, account) and (days := _days(rows, account))]
    if len({days for _, days in fitting}) != 1:
        return plan
    account, days = fitting[-1]
    said = plan.loan or LoanFacts()
    if len({(a.opened, a.amount, a.lender.value) for a, _ in fitting}) == 1:  # then it is the loan's, too
        said = replace(
            said,
            lender=said.lender or account.lender.value,
            disbursed=said.disbursed or account.opened,
            principal=said.principal or account.amount,
        )
    doubt = Check(Look.YEAR, agrees=False)
    return replace(
        plan,
        rows=tuple(
            replace(row, due=replace(row.due, value=day, certain=False, checks=(*row.due.checks, doubt)))
            for row, day in zip(rows, days, strict=True)
        ),
        loan=said,
    )


def _may_be(plan: PlanProof, account: ReportAccount) -> bool:
    said = plan.loan
    if said is None:
        return True
    if said.principal and account.amount and abs(said.principal.fen - account.amount.fen) > 100:
        return False
    return not (said.lender and account.lender.value) or names.same_party(said.lender, account.lender.value)


def _days(rows: Sequence[PlanRow], account: ReportAccount) -> tuple[dt.date, ...] | None:
    """The due days from the opening of the account on, a month apart; None where they do not fit it."""
    if account.opened is None:
        return None
    days = tuple(_following(rows, account.opened))
    if len(days) < len(rows) or not 0 < (days[0] - account.opened).days <= _FIRST:
        return None
    return None if account.ends and abs((account.ends - days[-1]).days) > _END else days


def _following(rows: Sequence[PlanRow], start: dt.date) -> Iterator[dt.date]:
    """Each due day as the first after the one before it; the rows end where one is not a month later."""
    before = start
    for row in rows:
        month, day = row.month_day or (1, 1)
        first = dt.date(before.year, month, 1)
        if add_months(first, 0, day) <= before:
            first = first.replace(year=before.year + 1)
        due = add_months(first, 0, day)
        if row is not rows[0] and not 20 <= (due - before).days <= 45:
            return
        yield due
        before = due
