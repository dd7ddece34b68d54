"""The principal parts of the payments, held against the sum lent and against the balance of the report (class D, L)."""

from __future__ import annotations

from collections.abc import Iterator

from ...core.model import Finding, Loan, Payment, Severity
from ...core.money import Money
from ...core.words import Words, counted
from .ground import Ground, sources_of, yuan
from .paid_up import REPORTING_DAYS, by_payments, place_of

RULE = "principal_sum"
_ROUND = 100  # fen: reports count whole yuan


def principal_sum(ground: Ground) -> Iterator[Finding]:
    """A doubt where all is paid and the parts are not the sum lent, or where the balance is more than what is left."""
    for loan in ground.loans:
        if loan.principal is None:
            continue
        ids = {a.payment for row in ground.rows_of(loan) for a in row.allocations if a.certain}
        parts = [(p, part) for id_ in sorted(ids) if (part := _principal(p := ground.payment(id_))) is not None]
        if parts and len(parts) == len(ids) and by_payments(ground, loan) is not None:
            yield from _whole(loan, loan.principal, parts)
        elif parts:
            yield from _balance(ground, loan, loan.principal, parts)


def _principal(payment: Payment) -> Money | None:
    """The principal part that a proof of the payment names."""
    for proof in payment.proofs:
        sums = [money for label, money in proof.payment.components if "本金" in label and "罚" not in label]
        if len(sums) == 1 and sums[0].fen > 0 and proof.payment.certain:
            return sums[0]
    return None


def _sum(parts: list[tuple[Payment, Money]]) -> Money:
    return Money(sum(part.fen for _, part in parts))


def _whole(loan: Loan, principal: Money, parts: list[tuple[Payment, Money]]) -> Iterator[Finding]:
    paid = _sum(parts)
    if abs(paid.fen - principal.fen) <= _ROUND:
        return
    yield Finding(
        rule=RULE,
        letter="L",
        severity=Severity.DOUBT,
        message=Words(
            f"各笔付款写明的本金合计{yuan(paid).zh}，与借款金额{yuan(principal).zh}不同。",
            f"The principal parts of the payments come to {yuan(paid).en}, the sum lent is {yuan(principal).en}.",
        ),
        advice=Words(
            "请核对计划是否漏了几期、借款金额是否填对。",
            "Check whether the plan lacks installments and whether the sum is right.",
        ),
        loan=loan.id,
        sources=sources_of(p for p, _ in parts),
        arithmetic=_lines(parts, principal),
        refuted_by=_REFUTED,
    )


def _balance(ground: Ground, loan: Loan, principal: Money, parts: list[tuple[Payment, Money]]) -> Iterator[Finding]:
    accounts = [(r, a) for r, a, sure in ground.accounts(loan) if sure and a.balance is not None and a.as_of]
    if not accounts:
        return
    report, account = accounts[-1]
    known = [(p, m) for p, m in parts if p.day and account.as_of and (account.as_of - p.day).days >= REPORTING_DAYS]
    left = principal - _sum(known)
    if not known or account.balance is None or account.balance.fen <= left.fen + _ROUND:
        return
    yield Finding(
        rule=RULE,
        letter="D",
        severity=Severity.DOUBT,
        message=Words(
            f"信用报告（数据截至{account.as_of}）写着余额{yuan(account.balance).zh}；按凭证写明的本金，最多还剩{yuan(left).zh}。",
            f"The report, with data up to {account.as_of}, gives a balance of {yuan(account.balance).en}; by the principal parts "
            f"of the payments at most {yuan(left).en} is left.",
        ),
        advice=Words("请机构核对余额。", "Ask the institution to check the balance."),
        loan=loan.id,
        sources=(*sources_of(p for p, _ in known), place_of(report, account)),
        arithmetic=(
            *_lines(known, principal),
            Words(
                f"最多还剩{yuan(left).zh}；报告余额{yuan(account.balance).zh}",
                f"At most {yuan(left).en} left; report: {yuan(account.balance).en}",
            ),
        ),
        refuted_by=_REFUTED,
        route="lender",
    )


def _lines(parts: list[tuple[Payment, Money]], principal: Money) -> tuple[Words, ...]:
    paid = _sum(parts)
    return (
        Words(f"借款金额：{yuan(principal).zh}", f"Lent: {yuan(principal).en}"),
        Words(
            f"已还本金：{len(parts)}笔，合计{yuan(paid).zh}",
            f"Principal paid: {counted(len(parts), 'payment')}, {yuan(paid).en}",
        ),
    )


_REFUTED = Words(
    "如果凭证上的本金识别有误，或余额包含利息和费用，这一条就不成立。",
    "It fails if a principal part was misread, or the balance holds interest and fees.",
)
