"""Classes B, H and I: what a report says of the account today, held against the day on which all was paid.

Its own as-of day comes first: a report that ends before the last payment cannot know of it (H). After that day an account
that is still overdue, open or with a balance contradicts the payments (B) or the settlement certificate (I).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from ...core.model import Finding, Loan, ReportAccount, ReportProof, Severity, Source, State
from ...core.words import Words
from ..names import same_contract, same_party
from .ground import Ground, yuan

RULE = "current_status"
# Lenders report once a month; until then an old state is a delay, not a fault.
_REPORTING_DAYS = 45
_A_PERIOD = 40  # days by which the last due day and the end of the contract may lie apart


@dataclass(frozen=True, slots=True)
class _Paid:
    """The day on which all was paid, by the certificate or by the payments, and the places that show it."""

    day: dt.date
    certificate: bool
    sources: tuple[Source, ...]


def current_status(ground: Ground) -> Iterator[Finding]:
    """At most one finding a loan, about the newest report that has its account."""
    for loan in ground.loans:
        accounts = list(ground.accounts(loan))
        paid = _all_paid(ground, loan)
        if not accounts or paid is None:
            continue
        report, account, sure = accounts[-1]
        claim = _claim(account)
        seen = account.as_of or report.report.report_date
        if claim is None or seen is None:
            continue
        if seen <= paid.day or (seen - paid.day).days < _REPORTING_DAYS:
            yield _too_early(loan, report, account, paid, claim, seen)
        else:
            yield _wrong(loan, report, account, paid, claim, seen, _doubt(ground, loan, account, paid, sure))


def _all_paid(ground: Ground, loan: Loan) -> _Paid | None:
    for proof in ground.settlements:
        said = proof.settlement
        mine = said.contract and loan.contract and same_contract(said.contract, loan.contract)
        mine = mine or (not said.contract and said.lender and same_party(said.lender, loan.lender))
        if mine and said.settled_on.certain and said.settled_on.value:
            place = Source(proof.evidence, said.settled_on.page, said.settled_on.box)
            return _Paid(said.settled_on.value, True, (place,))
    rows = ground.rows_of(loan)
    days = [row.paid_on for row in rows if row.paid_on and row.state in (State.ON_TIME, State.LATE)]
    if not rows or len(days) < len(rows):
        return None
    last = max(rows, key=lambda row: row.paid_on or dt.date.min)
    return _Paid(max(days), False, ground.payment_sources(a for a in last.allocations if a.certain))


def _doubt(ground: Ground, loan: Loan, account: ReportAccount, paid: _Paid, sure: bool) -> Words | None:
    """What leaves another way than a wrong report: another account, or installments that nobody listed."""
    if not sure:
        return Words("报告中的账户是否就是这笔借款还待确认", "it is not certain that the account is this loan")
    rows = ground.rows_of(loan)
    numbers = sorted(row.installment.number for row in rows)
    last = max((row.installment.due for row in rows), default=dt.date.min)
    ends = account.ends is not None and abs((account.ends - last).days) <= _A_PERIOD
    repaid = loan.principal is not None and sum(row.paid.fen for row in rows) >= loan.principal.fen
    whole = numbers == list(range(1, len(numbers) + 1)) and (ends or repaid)
    if paid.certificate or whole:
        return None
    return Words("计划是否列出了全部各期还待确认", "it is not certain that the plan lists every installment")


def _claim(account: ReportAccount) -> Words | None:
    """What the account says that cannot be said of a loan that is paid."""
    if account.state == "overdue":
        return Words("当前有逾期", "overdue now")
    if account.balance:
        return Words(f"余额{yuan(account.balance).zh}", f"a balance of {yuan(account.balance).en}")
    return Words("未结清", "not settled") if account.state == "open" else None


def _reckoning(paid: _Paid, claim: Words, seen: dt.date) -> tuple[Words, ...]:
    by = Words("结清证明", "settlement certificate") if paid.certificate else Words("各期凭证", "proofs of payment")
    return (
        Words(f"还清日：{paid.day}（{by.zh}）", f"All paid on: {paid.day} ({by.en})"),
        Words(f"报告：数据截至{seen}，{claim.zh}", f"Report: as of {seen}, {claim.en}"),
    )


def _places(report: ReportProof, account: ReportAccount, paid: _Paid) -> tuple[Source, ...]:
    return (*paid.sources, Source(report.evidence, account.lender.page, account.lender.box))


def _too_early(
    loan: Loan, report: ReportProof, account: ReportAccount, paid: _Paid, claim: Words, seen: dt.date
) -> Finding:
    before = seen <= paid.day
    why = Words(
        "早于还清日" if before else f"距还清日只有{(seen - paid.day).days}天",
        "before the last payment" if before else f"only {(seen - paid.day).days} day(s) after the last payment",
    )
    return Finding(
        rule=RULE,
        letter="H",
        severity=Severity.NOTE,
        message=Words(
            f"信用报告写着“{claim.zh}”，但它的数据截至{seen}，{why.zh}（{paid.day}还清），可能还没来得及更新。"
            "请先请机构报送更新，过一个月再查一次报告。",
            f"The report says '{claim.en}', but its data end on {seen}, {why.en} (all paid on {paid.day}): it may not be "
            "updated yet. Ask the institution to report the change, and get the report again in a month.",
        ),
        loan=loan.id,
        sources=_places(report, account, paid),
        arithmetic=_reckoning(paid, claim, seen),
        route="lender",
    )


def _wrong(
    loan: Loan,
    report: ReportProof,
    account: ReportAccount,
    paid: _Paid,
    claim: Words,
    seen: dt.date,
    doubt: Words | None,
) -> Finding:
    by = Words("结清证明写明", "The settlement certificate says")
    if not paid.certificate:
        by = Words("各期凭证显示", "The proofs show")
    but = Words(f"（{doubt.zh}）", f" ({doubt.en})") if doubt else Words("", "")
    return Finding(
        rule=RULE,
        letter="I" if paid.certificate else "B",
        severity=Severity.DOUBT if doubt else Severity.CONTRADICTION,
        message=Words(
            f"{by.zh}{paid.day}已全部还清，信用报告的数据截至{seen}，却仍写着“{claim.zh}”{but.zh}。可以请求更正账户状态。",
            f"{by.en} that all was paid on {paid.day}; the report, with data up to {seen}, still says '{claim.en}'"
            f"{but.en}. Ask for a correction of the account's state.",
        ),
        loan=loan.id,
        sources=_places(report, account, paid),
        arithmetic=_reckoning(paid, claim, seen),
        refuted_by=Words(
            "如果另有费用、罚息未结清，或有款项后来被退回，这一条就不成立。",
            "It fails if fees or penalties were still owed, or money was returned later.",
        ),
        route="lender" if doubt else "bureau",
    )
