"""Class K: accounts of the newest report that are called overdue and belong to no loan of the case.

Only a lender of whom the case knows nothing may mean a misused name. A lender of the case has another loan of the person,
and what a guarantor or a new creditor collects (被追偿信息) may be the same debt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...core.facts import LoanFacts, ReportAccount
from ...core.model import Finding, Loan, Severity
from ...core.words import Words, counted
from ..accounts import joint_accounts
from ..names import same_party
from .claim_open import is_claim_on
from .double_account import same_loan
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
    others = [
        a
        for a in report.report.accounts
        if called_overdue(a) and not any(a is own or same_loan(a, own) for own in mine)
    ]
    parts = [part for loan in ground.loans for part in joint_accounts(loan, report.report)]
    others = [a for a in others if not any(a is part for part in parts)]
    others = [a for a in others if not any(is_claim_on(ground, loan, a) for loan in ground.loans)]
    if not others:
        return
    names = _names(ground)
    met = [a for a in others if not a.recovered and any(same_party(a.lender.value, name) for name in names)]
    strange = [a for a in others if not a.recovered and a not in met]
    advice = list(_advice(met, [a for a in others if a.recovered], strange))
    listed = _listed(others)
    yield Finding(
        rule=RULE,
        letter="K",
        severity=Severity.NOTE,
        message=Words(
            f"信用报告里还有{len(others)}个账户有逾期记录，不在这个档案里：{listed}。" + "".join(a.zh for a in advice),
            f"The report has {counted(len(others), 'more account')} with an overdue record and not in this case: {listed}. "
            + " ".join(a.en for a in advice),
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
        route="bureau" if strange else None,
    )


def _advice(
    met: Sequence[ReportAccount], recovered: Sequence[ReportAccount], strange: Sequence[ReportAccount]
) -> Iterator[Words]:
    if met:
        yield Words(
            f"{_listed(met)}在这个档案里出现过，看来是您的另一笔借款：如果那笔也按时还了，请另建档案核对。",
            f"{_listed(met)} is known in this case, so it seems to be another loan of yours: if that was paid in time too, "
            "make a case for it.",
        )
    if recovered:
        yield Words(
            "“被追偿信息”里的账户可能是这笔借款代偿或转让以后留下的：请一并核对，提出异议时两家机构都要写明。",
            "An account under 被追偿信息 may be this loan after a guarantor paid or the claim was sold: check both, and name "
            "both institutions in an objection.",
        )
    if strange:
        yield Words(
            f"{_listed(strange)}如果是您自己的借款，不必理会，也可以另建档案；如果不认识，可能是冒名或串户，请尽快提出异议，必要时报警。",
            f"{_listed(strange)}: if it is yours, leave it or make a case for it. If you do not know it, your name may have "
            "been misused or records mixed up: object soon, and go to the police if need be.",
        )


def _listed(accounts: Sequence[ReportAccount]) -> str:
    names = list(dict.fromkeys(name_of(a) for a in accounts))
    return "、".join(names[:6]) + ("…" if len(names) > 6 else "")


def _names(ground: Ground) -> set[str]:
    """Everyone whom the case's papers name as a party of a loan."""
    facts: list[Loan | LoanFacts] = [
        *ground.loans,
        *(plan.loan for own in ground.plans.values() for plan in own if plan.loan),
    ]
    names = {name for fact in facts for name in (fact.platform, fact.lender, fact.guarantor)}
    names |= {proof.settlement.lender for proof in ground.settlements}
    return {name for name in names if name}


def called_overdue(account: ReportAccount) -> bool:
    """The report says of this account that it is, or was, overdue."""
    months = any(month.overdue and month.code.certain for month in account.months)
    return months or bool(account.overdue_months) or claim_of(account) == OVERDUE_NOW
