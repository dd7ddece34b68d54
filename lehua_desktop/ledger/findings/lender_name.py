"""The institution's name in the report, held against the contract's lender (class K).

A former name may stand in brackets (原：…小额贷款有限公司), and a guarantor may report in its own name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...core.facts import ReportAccount
from ...core.model import Finding, Loan, ReportProof, Severity
from ...core.words import Words
from ..names import same_party
from .ground import Ground
from .paid_up import place_of

RULE = "lender_name"
_FORMER = re.compile(r"[（(]\s*原(?:名|名称|称)?\s*[:：为]?\s*([^（）()]{4,40})[)）]")


def lender_name(ground: Ground) -> Iterator[Finding]:
    """At most one finding a loan, about the newest report that has its account for sure."""
    for loan in ground.loans:
        accounts = [(r, a) for r, a, sure in ground.accounts(loan) if sure and a.lender.value]
        if not loan.lender or not accounts:
            continue
        report, account = accounts[-1]
        name = account.lender.value or ""
        former = _FORMER.search(name)
        now = _FORMER.sub("", name)
        if former and same_party(former[1], loan.lender) and not same_party(now, loan.lender):
            yield _renamed(loan, report, account, now, former[1])
        elif not any(same_party(part, loan.lender) for part in (now, former[1] if former else None) if part):
            yield _another(loan, report, account, name)


def _renamed(loan: Loan, report: ReportProof, account: ReportAccount, now: str, former: str) -> Finding:
    return _finding(
        loan,
        report,
        account,
        Severity.NOTE,
        Words(
            f"信用报告写的机构是“{now}”，它的原名“{former}”就是合同上的放款机构。",
            f"The report names “{now}”, whose former name “{former}” is the lender of the contract.",
        ),
        Words("写异议时请用报告上的现名，并注明原名。", "Use the present name in an objection and add the former one."),
    )


def _another(loan: Loan, report: ReportProof, account: ReportAccount, name: str) -> Finding:
    guarantor = bool(loan.guarantor and same_party(name, loan.guarantor))
    why = Words("没有在合同里读到这个名字", "this name was not read in the contract")
    if guarantor:
        why = Words("它是这笔借款的担保方", "it is the guarantor of this loan")
    elif loan.platform and same_party(name, loan.platform):
        why = Words("它是平台一方的公司", "it belongs to the platform")
    return _finding(
        loan,
        report,
        account,
        Severity.NOTE if guarantor else Severity.DOUBT,
        Words(
            f"信用报告写的机构是“{name}”，合同的放款机构是“{loan.lender}”；{why.zh}。",
            f"The report names “{name}”, the contract the lender “{loan.lender}”; {why.en}.",
        ),
        Words("请先核对名称，再请机构说明由谁放款、由谁报送。", "Check the names, then ask who lent and who reports."),
    )


def _finding(
    loan: Loan, report: ReportProof, account: ReportAccount, severity: Severity, message: Words, advice: Words
) -> Finding:
    return Finding(
        rule=RULE,
        letter="K",
        severity=severity,
        message=message,
        advice=advice,
        loan=loan.id,
        sources=(place_of(report, account),),
        arithmetic=(
            Words(f"合同：{loan.lender}", f"Contract: {loan.lender}"),
            Words(f"报告：{account.lender.value}", f"Report: {account.lender.value}"),
            Words(
                f"开立日期{account.opened or '—'}和金额{account.amount or '—'}与这笔借款相符",
                f"Opening day {account.opened or '—'} and amount {account.amount or '—'} are the loan's",
            ),
        ),
        refuted_by=Words(
            "如果合同或放款凭证写明了这家机构，这一条就不成立。",
            "It fails if the contract or the proof of disbursement names this institution.",
        ),
        route="lender",
    )
