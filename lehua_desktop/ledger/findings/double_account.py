"""Class I: one loan that a report lists twice, a claim that was taken over and still stands, or one that moved away.

Two orders of one day and one amount are lawful where they come from one institution; two institutions that list the
same day and the same amount are asked to explain.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...core.facts import ReportAccount
from ...core.model import Finding, Loan, ReportProof, Severity
from ...core.words import Words
from ..names import same_party
from .ground import Ground, yuan
from .paid_up import REPORTING_DAYS, name_of, paid_up, place_of

RULE = "double_account"


def double_account(ground: Ground) -> Iterator[Finding]:
    """Findings about the newest report that has the loan's account."""
    for loan in ground.loans:
        accounts = list(ground.accounts(loan))
        if not accounts:
            continue
        report, mine, _ = accounts[-1]
        for other in report.report.accounts:
            if other is mine:
                continue
            if other.recovered and not mine.recovered:
                if loan.guarantor and same_party(other.lender.value, loan.guarantor):
                    yield from _taken_over(ground, loan, report, mine, other)
            elif same_loan(other, mine):
                yield _twice(loan, report, mine, other)
        if mine.moved:
            yield _moved(loan, report, mine)


def same_loan(other: ReportAccount, mine: ReportAccount) -> bool:
    """Another institution lists the same day and the same amount."""
    if same_party(other.lender.value, mine.lender.value) or not (other.opened and other.amount):
        return False
    return (other.opened, other.amount) == (mine.opened, mine.amount)


def _line(account: ReportAccount) -> Words:
    amount = yuan(account.amount) if account.amount else Words("—", "—")
    name = name_of(account)
    state = {"settled": "结清", "open": "未结清", "overdue": "逾期"}.get(account.state or "", "—")
    return Words(
        f"报告：{name}，开立{account.opened or '—'}，{amount.zh}，{state}",
        f"Report: {name}, opened {account.opened or '—'}, {amount.en}, {account.state or '—'}",
    )


def _twice(loan: Loan, report: ReportProof, mine: ReportAccount, other: ReportAccount) -> Finding:
    return Finding(
        rule=RULE,
        letter="I",
        severity=Severity.DOUBT,
        message=Words(
            f"信用报告里有两个账户的开立日期（{mine.opened}）和金额相同，机构不同：“{name_of(mine)}”和“{name_of(other)}”。"
            "可能是同一笔借款被列示了两次。",
            f"Two accounts of the report were opened on the same day ({mine.opened}) with the same amount by different "
            f"institutions: “{name_of(mine)}” and “{name_of(other)}”. It may be one loan listed twice.",
        ),
        advice=Words("请两家机构分别书面说明。", "Ask both institutions to explain in writing."),
        loan=loan.id,
        sources=(place_of(report, mine), place_of(report, other)),
        arithmetic=(_line(mine), _line(other)),
        refuted_by=Words(
            "如果当天确实向两家机构各借了一笔，或者约定由两家机构共同放款，这一条就不成立。",
            "It fails if two loans were taken on that day, or if both institutions lent together by agreement.",
        ),
        route="lender",
    )


def _taken_over(
    ground: Ground, loan: Loan, report: ReportProof, mine: ReportAccount, other: ReportAccount
) -> Iterator[Finding]:
    paid = paid_up(ground, loan)
    seen = other.as_of or report.report.report_date
    still = other.state != "settled"
    both = still and mine.state in ("open", "overdue")
    after = still and paid is not None and seen is not None and (seen - paid.day).days >= REPORTING_DAYS
    if not both and not after:
        return
    why = Words(
        f"凭证显示{paid.day}已全部还清，它却还没有结清" if after and paid else "放款机构的账户和它同时未结清",
        f"the evidence shows all paid on {paid.day}, yet it is not settled"
        if after and paid
        else "the lender's account is open at the same time",
    )
    yield Finding(
        rule=RULE,
        letter="I",
        severity=Severity.DOUBT,
        message=Words(
            f"信用报告的“被追偿信息”里有担保方“{name_of(other)}”的账户，{why.zh}。两个账户应当一并核对。",
            f"The report lists a claim of the guarantor “{name_of(other)}” (被追偿信息), and {why.en}. Both accounts "
            "should be checked together.",
        ),
        advice=Words("提出异议时请同时写明放款机构和担保方。", "Name the lender and the guarantor in an objection."),
        loan=loan.id,
        sources=(*(paid.sources if after and paid else ()), place_of(report, mine), place_of(report, other)),
        arithmetic=(*((paid.line,) if after and paid else ()), _line(mine), _line(other)),
        refuted_by=Words(
            "如果担保方代偿后的款项还没有还给担保方，这一条就不成立。",
            "It fails if what the guarantor paid has not been paid back to it yet.",
        ),
        route="lender",
    )


def _moved(loan: Loan, report: ReportProof, mine: ReportAccount) -> Finding:
    return Finding(
        rule=RULE,
        letter="I",
        severity=Severity.NOTE,
        message=Words(
            f"信用报告写着“{name_of(mine)}”的账户已转出，后来由谁收款、怎样结清，报告没有写。"
            "请向原放款机构索取债权转让通知，并向受让方索取结清证明。",
            f"The report says that the account of “{name_of(mine)}” moved to somebody else (已转出), and not who took "
            "over or how it ended. Ask the lender for the notice of transfer, and the new creditor for a settlement certificate.",
        ),
        loan=loan.id,
        sources=(place_of(report, mine),),
        arithmetic=(_line(mine),),
        refuted_by=Words(
            "如果受让方的账户已在报告里列为结清，就不需要了。",
            "It is not needed if the report lists the new account as settled.",
        ),
        route="lender",
    )
