"""最近一次还款日期 and 本月实还款 of a full report, held against the payments (class D)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ...core.days import month_of
from ...core.facts import ReportAccount
from ...core.model import Finding, Loan, Payment, ReportProof, Severity
from ...core.money import Money
from ...core.words import Words
from .ground import Ground, moment, sources_of, yuan
from .paid_up import place_of

RULE = "recent_repayment"
_BOOKED = 5  # days within which a payment may not be in the report's data yet
_NEAR = 3  # days by which the payment and its booking may lie apart


def recent_repayment(ground: Ground) -> Iterator[Finding]:
    """Findings about the newest report that has these figures: a payment it does not know, or one that only it knows."""
    for loan in ground.loans:
        given = [(r, a) for r, a, sure in ground.accounts(loan) if sure and a.last_paid and a.as_of]
        if not given:
            continue
        report, account = given[-1]
        said, as_of = account.last_paid, account.as_of
        linked = {a.payment for row in ground.rows_of(loan) for a in row.allocations if a.certain}
        paid = sorted((p for id_ in linked if (p := ground.payment(id_)).day), key=lambda p: (p.day, p.id))
        known = [p for p in paid if as_of and p.day and (as_of - p.day).days >= _BOOKED]
        if said is None or as_of is None:
            continue
        if known and known[-1].day and (known[-1].day - said).days > _NEAR:
            yield _not_known(loan, report, account, known[-1], said)
        elif paid and not any(p.day and abs((p.day - said).days) <= _NEAR for p in paid):
            yield _only_there(loan, report, account, said)
        yield from _sum_of_month(loan, report, account, known, as_of)


def _not_known(loan: Loan, report: ReportProof, account: ReportAccount, payment: Payment, said: dt.date) -> Finding:
    return Finding(
        rule=RULE,
        letter="D",
        severity=Severity.DOUBT,
        message=Words(
            f"凭证显示{moment(payment)}还过款，信用报告（数据截至{account.as_of}）写的最近一次还款日期却是{said}，"
            "似乎没有记入这笔还款。",
            f"The evidence shows a payment at {moment(payment)}; the report, with data up to {account.as_of}, gives {said} as "
            "the last repayment and seems not to know it.",
        ),
        advice=_CHECK_BOOKS,
        loan=loan.id,
        month=month_of(payment.day) if payment.day else None,
        sources=(*sources_of([payment]), place_of(report, account)),
        arithmetic=(
            Words(f"凭证：{moment(payment)}", f"Evidence: {moment(payment)}"),
            Words(
                f"报告：最近一次还款日期{said}，数据截至{account.as_of}",
                f"Report: last repayment {said}, data up to {account.as_of}",
            ),
        ),
        refuted_by=_REFUTED,
        route="lender",
    )


def _only_there(loan: Loan, report: ReportProof, account: ReportAccount, said: dt.date) -> Finding:
    return Finding(
        rule=RULE,
        letter="L",
        severity=Severity.NOTE,
        message=Words(
            f"信用报告写着{said}有过一次还款，材料里没有那几天的凭证。补上那几天的流水，证据会更完整。",
            f"The report knows of a repayment on {said}, for which there is no proof yet. A statement of those days would "
            "make the evidence more complete.",
        ),
        loan=loan.id,
        month=month_of(said),
        sources=(place_of(report, account),),
        arithmetic=(Words(f"报告：最近一次还款日期{said}", f"Report: last repayment {said}"),),
        refuted_by=_REFUTED,
    )


def _sum_of_month(
    loan: Loan, report: ReportProof, account: ReportAccount, known: list[Payment], as_of: dt.date
) -> Iterator[Finding]:
    of_month = [p for p in known if p.day and month_of(p.day) == month_of(as_of) and p.amount]
    sum_ = Money(sum(p.amount.fen for p in of_month if p.amount))
    said = account.paid_this_month
    if not of_month or said is None or said.fen + 100 > sum_.fen:  # reports count whole yuan
        return
    yield Finding(
        rule=RULE,
        letter="D",
        severity=Severity.DOUBT,
        message=Words(
            f"凭证显示{month_of(as_of)}已还{yuan(sum_).zh}，信用报告的“本月实还款”只有{yuan(said).zh}。",
            f"The evidence shows {yuan(sum_).en} paid in {month_of(as_of)}; the report counts only {yuan(said).en} (本月实还款).",
        ),
        advice=_CHECK_BOOKS,
        loan=loan.id,
        month=month_of(as_of),
        sources=(*sources_of(of_month), place_of(report, account)),
        arithmetic=(
            *(Words(f"凭证：{moment(p)}", f"Evidence: {moment(p)}") for p in of_month),
            Words(
                f"合计{yuan(sum_).zh} − 报告{yuan(said).zh} = {yuan(sum_ - said).zh}",
                f"Total {yuan(sum_).en} − report {yuan(said).en} = {yuan(sum_ - said).en}",
            ),
        ),
        refuted_by=_REFUTED,
        route="lender",
    )


_CHECK_BOOKS = Words("请机构核对入账。", "Ask the institution to check its books.")
_REFUTED = Words(
    "如果这笔钱还的是另一笔借款，或者包含不报送的费用，这一条就不成立。",
    "It fails if the money was for another loan, or holds charges that are not reported.",
)
