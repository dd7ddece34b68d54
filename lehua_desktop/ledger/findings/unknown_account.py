"""Class K: accounts of the newest report that are called overdue and belong to no loan of the case."""

from __future__ import annotations

from collections.abc import Iterator

from ...core.model import Finding, ReportAccount, Severity
from ...core.words import Words, counted
from ..accounts import joint_accounts
from .claim_open import is_claim_on
from .ground import Ground
from .paid_up import OVERDUE_NOW, claim_of, name_of, place_of

RULE = "unknown_account"


def unknown_account(ground: Ground) -> Iterator[Finding]:
    """One note for the newest report that holds the account of a loan of the case."""
    known = [(report, account) for loan in ground.loans for report, account, _ in ground.accounts(loan)]
    if not known:
        return
    report = [r for r in ground.reports if any(r is other for other, _ in known)][-1]
    mine = [account for r, account in known if r is report]
    others = [a for a in report.report.accounts if _overdue(a) and not any(a is own for own in mine)]
    parts = [part for loan in ground.loans for part in joint_accounts(loan, report.report)]
    others = [a for a in others if not any(a is part for part in parts)]
    others = [a for a in others if not any(is_claim_on(ground, loan, a) for loan in ground.loans)]
    if not others:
        return
    names = list(dict.fromkeys(name_of(a) for a in others))
    listed = "、".join(names[:6]) + ("…" if len(names) > 6 else "")
    yield Finding(
        rule=RULE,
        letter="K",
        severity=Severity.NOTE,
        message=Words(
            f"信用报告里还有{len(others)}个账户有逾期记录，不在这个档案里：{listed}。如果是您自己的借款，不必理会，也可以另建档案；"
            "如果不认识，可能是冒名或串户，请尽快提出异议，必要时报警。",
            f"The report has {counted(len(others), 'more account')} with an overdue record and not in this case: {listed}. If "
            "they are yours, leave them or make a case for them. If you do not know them, your name may have been misused "
            "or records mixed up: object soon, and go to the police if need be.",
        ),
        sources=tuple(place_of(report, account) for account in others),
        arithmetic=tuple(
            Words(
                f"报告：{name_of(a)}，开立{a.opened or '—'}",
                f"Report: {name_of(a)}, opened {a.opened or '—'}",
            )
            for a in others[:12]
        ),
        refuted_by=Words("如果这些是您自己的借款，这一条就不成立。", "It fails if these are loans of yours."),
        route="bureau",
    )


def _overdue(account: ReportAccount) -> bool:
    months = any(month.overdue and month.code.certain for month in account.months)
    return months or bool(account.overdue_months) or claim_of(account) == OVERDUE_NOW
