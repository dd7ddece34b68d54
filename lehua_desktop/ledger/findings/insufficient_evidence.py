"""Class L: what is there does not prove that an installment was paid: tries that failed, pages still pending, money
that came back, readings nobody has checked, or only a posting day after the due day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from ...core.facts import Status
from ...core.model import Finding, InstallmentRow, Loan, Payment, Reason, Severity, State
from ...core.money import ZERO, Money
from ...core.words import Words
from ..refunds import is_return, taken_back
from ..statement_spans import look_elsewhere, statement_around
from .ground import Ground, Mark, due_line, mark_line, moment, sources_of, yuan
from .nothing_due import idle

RULE = "insufficient_evidence"
_BEFORE, _AFTER = 20, 31  # days around the due day in which a payment may be a try to pay the installment

_WHY = {
    Status.FAILED: Words("扣款失败", "failed"),
    Status.PENDING: Words("仍是“处理中”，不能证明已到账", "still pending, which does not prove receipt"),
    Status.REFUNDED: Words("已退款", "refunded"),
}
# Money that came in is no payment: it takes one back, or it has nothing to do with one.
_CAME_BACK = Words("退款入账", "Money that came back")
_CAME_IN = Words("有一笔入账，不是还款", "Money that came in, no repayment")
_UNCHECKED = Words("识别结果或对应的期次待核对", "its reading or its installment needs a look")
_PAYEE = Words("从收款方看不出还的是不是这笔借款", "its payee does not tell whether it is this loan")
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
            if mark is not None and (ground.covered_in_time(row) or idle(ground, loan, month or "", mark)):
                continue  # class C says: confirm first, or that nothing was due
            yield from _finding(ground, loan, row, month, mark)


def _finding(
    ground: Ground, loan: Loan, row: InstallmentRow, month: str | None, mark: Mark | None
) -> Iterator[Finding]:
    reasons = tuple(_reasons(ground, row, ground.rows_of(loan)))
    if mark is None and all(why in (_UNCHECKED, _PAYEE) for _, why in reasons):
        return  # the list of what is missing asks for the look
    number, due = row.installment.number, row.installment.due
    said = list(_said(ground, row, reasons))
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
            + "".join(w.zh for w in said),
            f"{claim.en}The evidence does not yet prove that installment {number} (due {due}) was paid in full and in "
            f"time. {proven.en}" + " ".join(w.en for w in said),
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


def _said(ground: Ground, row: InstallmentRow, reasons: Sequence[tuple[Payment, Words]]) -> Iterator[Words]:
    """What came of the payments, and what is to be done: confirm what waits, else look for what is not there."""
    waiting = [(p, why) for p, why in reasons if why in (_UNCHECKED, _PAYEE)]
    back = [(p, why) for p, why in reasons if why in (_CAME_BACK, _CAME_IN)]
    lost = [pair for pair in reasons if pair not in waiting and pair not in back]
    if lost:
        yield Words(
            "不能算数的付款：" + "；".join(f"{_payment(p).zh}，{why.zh}" for p, why in lost) + "。",
            "Payments that do not count: " + "; ".join(f"{_payment(p).en}: {why.en}" for p, why in lost) + ".",
        )
    if back:
        yield Words(
            "；".join(f"{why.zh}：{_payment(p).zh}" for p, why in back) + "。",
            "; ".join(f"{why.en}: {_payment(p).en}" for p, why in back) + ".",
        )
    if waiting:
        short = row.installment.amount.fen - row.suggested.fen
        less = Words("", "")
        if short > 0:
            less = Words(f"（确认后还差{yuan(Money(short)).zh}）", f" ({yuan(Money(short)).en} short even then)")
        open_ = [Words(f"（{why.zh}）", f" ({why.en})") if why is _PAYEE else Words("", "") for _, why in waiting]
        listed = [_payment(p) for p, _ in waiting]
        zh = "、".join(said.zh + note.zh for said, note in zip(listed, open_, strict=True))
        en = ", ".join(said.en + note.en for said, note in zip(listed, open_, strict=True))
        yield Words(
            f"有付款待您确认：{zh}{less.zh}；确认后再下结论。",
            f"Payments wait for you to confirm them: {en}{less.en}. Then conclude.",
        )
    elif (span := statement_around(ground.payments, row.installment.due)) is not None:
        yield look_elsewhere(span)
    else:
        yield Words(
            "请补充当月的银行流水或支付账单，再下结论。", "Add the bank statement or the bill of that month first."
        )


def _payment(payment: Payment) -> Words:
    amount = yuan(payment.amount or ZERO)
    return Words(f"{moment(payment)} {amount.zh}", f"{moment(payment)} {amount.en}")


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
    refunds = {refund.id for refund, _ in taken_back(ground.payments)}
    for payment in ground.tries(row.installment.amount):
        if payment.day is not None and payment.id not in linked and _nearest(rows, row, payment.day):
            if is_return(payment):
                yield payment, _CAME_BACK if payment.id in refunds else _CAME_IN
            else:
                yield payment, _WHY[payment.status]


def _nearest(rows: Sequence[InstallmentRow], row: InstallmentRow, day: dt.date) -> bool:
    """A try counts for the installment of its amount whose due day is nearest."""
    if not -_BEFORE <= (day - row.installment.due).days <= _AFTER:
        return False
    rivals = [r.installment.due for r in rows if r.installment.amount == row.installment.amount]
    return min(rivals, key=lambda due: abs((day - due).days)) == row.installment.due
