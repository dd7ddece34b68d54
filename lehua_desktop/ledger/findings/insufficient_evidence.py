"""Class L: what is there does not prove that an installment was paid: tries that failed, pages still pending, money
that came back, readings nobody has checked, or only a posting day after the due day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from ...core.model import Finding, InstallmentRow, Loan, Payment, Reason, Severity, State, Status
from ...core.money import ZERO
from ...core.words import Words
from .ground import Ground, Mark, due_line, mark_line, moment, sources_of, yuan

RULE = "insufficient_evidence"
_BEFORE, _AFTER = 20, 31  # days around the due day in which a payment may be a try to pay the installment

_WHY = {
    Status.FAILED: Words("扣款失败", "failed"),
    Status.PENDING: Words("仍是“处理中”，不能证明已到账", "still pending, which does not prove receipt"),
    Status.REFUNDED: Words("已退款", "refunded"),
}
_UNCHECKED = Words("识别结果或对应的期次待核对", "its reading or its installment needs a look")
_PAYEE = Words(
    "从收款方看不出还的是不是这笔借款，请确认", "its payee does not tell whether it is this loan, please confirm"
)
_POSTED = Words(
    "只有银行记账日，且在应还日之后；付款时刻需要支付页面或电子回单证明",
    "only the bank's posting day is known, after the due day; a payment page or receipt must show the moment",
)


def insufficient_evidence(ground: Ground) -> Iterator[Finding]:
    """One finding for each past installment that is not proven, where a report marks it or a payment does not count."""
    for loan in ground.loans:
        marked = {row.installment.number: (month, mark) for month, mark, rows in ground.marked(loan) for row in rows}
        for row in ground.rows_of(loan):
            if row.state not in (State.UNPROVEN, State.PARTLY) or row.installment.due > ground.today:
                continue
            month, mark = marked.get(row.installment.number, (None, None))
            if mark is not None and ground.covered_in_time(row):
                continue  # class C says: confirm first
            yield from _finding(ground, loan, row, month, mark)


def _finding(
    ground: Ground, loan: Loan, row: InstallmentRow, month: str | None, mark: Mark | None
) -> Iterator[Finding]:
    reasons = tuple(_reasons(ground, row, ground.rows_of(loan)))
    if mark is None and all(why in (_UNCHECKED, _PAYEE) for _, why in reasons):
        return  # the list of what is missing asks for the look
    number, due = row.installment.number, row.installment.due
    tries = Words(
        "；".join(f"{moment(p)} {yuan(p.amount or ZERO).zh}，{why.zh}" for p, why in reasons),
        "; ".join(f"{moment(p)} {yuan(p.amount or ZERO).en}: {why.en}" for p, why in reasons),
    )
    proven = Words("", "")
    if row.paid:
        proven = Words(f"已证明还款{yuan(row.paid).zh}。", f"{yuan(row.paid).en} is proven. ")
    claim = Words("", "")
    if mark is not None:
        claim = Words(f"信用报告把{month}记为逾期。", f"The report marks {month} as overdue. ")
    yield Finding(
        rule=RULE,
        letter="L",
        severity=Severity.DOUBT if mark is not None else Severity.NOTE,
        message=Words(
            f"{claim.zh}现有凭证还不能证明第{number}期（应还日{due}）按期足额还款。{proven.zh}"
            + (f"不能算数的付款：{tries.zh}。" if reasons else "")
            + "请补充当月的银行流水或支付账单，再下结论。",
            f"{claim.en}The evidence does not yet prove that installment {number} (due {due}) was paid in full and in "
            f"time. {proven.en}"
            + (f"Payments that do not count: {tries.en}. " if reasons else "")
            + "Add the bank statement or the bill of that month first.",
        ),
        loan=loan.id,
        installment=number,
        month=month,
        sources=(
            *sources_of(p for p, _ in reasons),
            *ground.plan_sources(row),
            *((mark.source,) if mark is not None else ()),
        ),
        arithmetic=(
            due_line(row),
            Words(
                f"已证明{yuan(row.paid).zh}，还差{yuan(row.installment.amount - row.paid).zh}",
                f"Proven {yuan(row.paid).en}, {yuan(row.installment.amount - row.paid).en} short",
            ),
            *((mark_line(month, mark),) if mark is not None and month else ()),
        ),
        refuted_by=Words(
            "如果补充的凭证显示应还日前已足额还款，这一条就不成立。",
            "It fails if further evidence shows full payment by the due day.",
        ),
    )


def _reasons(ground: Ground, row: InstallmentRow, rows: Sequence[InstallmentRow]) -> Iterator[tuple[Payment, Words]]:
    """Payments about this installment that do not count, each with the reason."""
    linked = {a.payment: a.certain for a in row.allocations}
    nobody = {a.payment for a in row.allocations if Reason.PAYEE_OPEN in a.reasons}
    posted = {p.id for p in ground.posted_after(row)}
    for id_, certain in linked.items():
        if id_ in posted:
            yield ground.payment(id_), _POSTED
        elif not certain:
            yield ground.payment(id_), _PAYEE if id_ in nobody else _UNCHECKED
    for payment in ground.tries(row.installment.amount):
        if payment.day is not None and payment.id not in linked and _nearest(rows, row, payment.day):
            yield payment, _WHY[payment.status]


def _nearest(rows: Sequence[InstallmentRow], row: InstallmentRow, day: dt.date) -> bool:
    """A try counts for the installment of its amount whose due day is nearest."""
    if not -_BEFORE <= (day - row.installment.due).days <= _AFTER:
        return False
    rivals = [r.installment.due for r in rows if r.installment.amount == row.installment.amount]
    return min(rivals, key=lambda due: abs((day - due).days)) == row.installment.due
