"""Class B: an account that is still overdue, open or with a balance after payments that leave nothing to be owed.

The account's own as-of day comes first: what a report cannot know yet is a matter of class H, and what a settlement
certificate says one of class I. Of a loan that still runs, only "overdue now" can be held against the payments.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ...core.facts import ReportAccount
from ...core.model import Finding, Loan, ReportProof, Severity, Source, State
from ...core.words import Words
from .ground import Ground
from .paid_up import (
    OVERDUE_NOW,
    REPORTING_DAYS,
    STILL_OWED,
    UNSURE_ACCOUNT,
    by_certificate,
    by_payments,
    claim_of,
    only_not_closed,
    place_of,
    plan_doubt,
    seen_line,
)

RULE = "current_status"
_JUST_DUE = 3  # days from a due day within which its payment may not have been booked yet


def current_status(ground: Ground) -> Iterator[Finding]:
    """At most one finding a loan, about the newest report that has its account."""
    for loan in ground.loans:
        accounts = list(ground.accounts(loan))
        if not accounts or by_certificate(ground, loan) is not None:
            continue
        report, account, sure = accounts[-1]
        claim, seen = claim_of(account), account.as_of or report.report.report_date
        if claim is None or seen is None:
            continue
        paid = by_payments(ground, loan)
        if paid is None or paid.day > seen:
            yield from _running(ground, loan, report, account, sure, claim, seen)
        elif (seen - paid.day).days >= REPORTING_DAYS:
            doubt = UNSURE_ACCOUNT if not sure else plan_doubt(ground, loan, account, ground.rows_of(loan))
            doubt = doubt or only_not_closed(account)
            head = Words(f"各期凭证显示{paid.day}已全部还清", f"The proofs show that all was paid on {paid.day}")
            yield _wrong(loan, report, account, claim, seen, head, paid.line, paid.sources, doubt)


def _running(
    ground: Ground,
    loan: Loan,
    report: ReportProof,
    account: ReportAccount,
    sure: bool,
    claim: Words,
    seen: dt.date,
) -> Iterator[Finding]:
    due = [row for row in ground.rows_of(loan) if row.installment.due <= seen]
    if claim != OVERDUE_NOW or not due or any(row.paid_on is None or row.paid_on > seen for row in due):
        return
    late = max((row.paid_on for row in due if row.paid_on and row.state is State.LATE), default=None)
    if late is not None and (seen - late).days < REPORTING_DAYS:
        return
    last = due[-1]
    doubt = UNSURE_ACCOUNT if not sure else plan_doubt(ground, loan, account, due)
    if doubt is None and (seen - last.installment.due).days <= _JUST_DUE:
        doubt = Words("最近一期刚到还款日，可能还没有入账", "the newest installment had only just fallen due")
    head = Words(
        f"到{seen}为止应还的{len(due)}期，凭证显示都已还清",
        f"The proofs show all {len(due)} installments due by {seen} paid",
    )
    line = Words(
        f"最近一期：第{last.installment.number}期，应还日{last.installment.due}，还清日{last.paid_on}",
        f"Newest: installment {last.installment.number}, due {last.installment.due}, paid {last.paid_on}",
    )
    sources = ground.payment_sources(a for a in last.allocations if a.certain)
    yield _wrong(loan, report, account, claim, seen, head, line, sources, doubt)


def _wrong(
    loan: Loan,
    report: ReportProof,
    account: ReportAccount,
    claim: Words,
    seen: dt.date,
    head: Words,
    line: Words,
    sources: tuple[Source, ...],
    doubt: Words | None,
) -> Finding:
    but = Words(f"（{doubt.zh}）", f" ({doubt.en})") if doubt else Words("", "")
    return Finding(
        rule=RULE,
        letter="B",
        severity=Severity.DOUBT if doubt else Severity.CONTRADICTION,
        message=Words(
            f"{head.zh}，信用报告的数据截至{seen}，却仍写着“{claim.zh}”{but.zh}。",
            f"{head.en}; the report, with data up to {seen}, still says “{claim.en}”{but.en}.",
        ),
        advice=Words("可以请求核查并更正账户状态。", "Ask for a check and a correction of the account's state."),
        loan=loan.id,
        sources=(*sources, place_of(report, account)),
        arithmetic=(line, seen_line(seen, claim)),
        refuted_by=STILL_OWED,
        route="lender" if doubt else "bureau",
    )
