"""Words for what the ledger says in keys: reasons, states, statuses."""

from __future__ import annotations

from collections.abc import Callable

from ..core.facts import Status
from ..core.model import Allocation, InstallmentRow, Payment, Reason, Severity, State
from ..core.money import Money
from ..core.words import Words

REASONS: dict[Reason, Words] = {
    Reason.SAME_AMOUNT: Words("金额相同", "same amount"),
    Reason.NEAR_DUE_DAY: Words("临近应还日", "near the due day"),
    Reason.STATED_PERIOD: Words("凭证注明了期数", "the proof names the installment"),
    Reason.SAME_CONTRACT: Words("合同号相同", "same contract number"),
    Reason.KNOWN_PAYEE: Words("收款方与借款相符", "the payee belongs to the loan"),
    Reason.PART_OF_PAYMENT: Words("一笔付款覆盖多期", "one payment covers several installments"),
    Reason.PART_OF_INSTALLMENT: Words("本期由多笔付款还清或部分还款", "part of the installment"),
    Reason.WITH_CHARGES: Words(
        "金额含少量费用，超出部分未计入本期", "amount includes small charges, which are left out"
    ),
    Reason.WITH_COUPON: Words(
        "加上凭证写明的优惠，正好是本期应还", "with the coupon that the proof names it is the amount due"
    ),
    Reason.SETTLES_REST: Words("提前结清剩余各期", "settles all that is left"),
    Reason.EARLIEST_OPEN: Words("按最早未还的一期计", "the earliest installment still open"),
    Reason.BY_HAND: Words("由您指定", "set by you"),
    Reason.AMBIGUOUS: Words("也可能属于另一期，请确认", "may belong to another installment, please confirm"),
    Reason.PAYEE_OPEN: Words(
        "从收款方看不出是这笔借款，请确认", "the payee does not tell that it is this loan, please confirm"
    ),
    Reason.UNCERTAIN_READING: Words("识别结果待核对", "the reading needs a look"),
}

STATES: dict[State, Words] = {
    State.ON_TIME: Words("按期还清", "paid on time"),
    State.LATE: Words("晚于应还日还清", "paid late"),
    State.PARTLY: Words("仅证明部分还款", "partly proven"),
    State.UNPROVEN: Words("暂无凭证", "no proof yet"),
}

STATUSES: dict[Status, Words] = {
    Status.SUCCESS: Words("成功", "successful"),
    Status.FAILED: Words("失败", "failed"),
    Status.REFUNDED: Words("已退款", "refunded"),
    Status.PENDING: Words("处理中", "pending"),
}

SEVERITIES: dict[Severity, Words] = {
    Severity.CONTRADICTION: Words("矛盾", "contradiction"),
    Severity.DOUBT: Words("疑点", "doubt"),
    Severity.NOTE: Words("提示", "note"),
}


def say_reasons(link: Allocation) -> Words:
    """All reasons of a link in one line: `金额相同；注明第3期；应还日前2天`."""
    words = [_say(reason, link) for reason in link.reasons if reason is not Reason.NEAR_DUE_DAY]
    if link.days is not None:
        after = sum(reason in link.reasons for reason in _FIRST)  # the day belongs to what speaks for the link
        words.insert(after, _days(link.days))
    return Words("；".join(w.zh for w in words), "; ".join(w.en for w in words))


_FIRST = (Reason.BY_HAND, Reason.SAME_AMOUNT, Reason.STATED_PERIOD)


def _say(reason: Reason, link: Allocation) -> Words:
    if reason is Reason.STATED_PERIOD:
        return Words(f"注明第{link.number}期", f"names installment {link.number}")
    return REASONS[reason]


def _days(days: int) -> Words:
    if not days:
        return Words("应还日当天", "on the due day")
    count = "1 day" if abs(days) == 1 else f"{abs(days)} days"
    if days < 0:
        return Words(f"应还日前{-days}天", f"{count} before the due day")
    return Words(f"应还日后{days}天", f"{count} after the due day")


def settled_with(row: InstallmentRow, payment_of: Callable[[int], Payment | None]) -> Money | None:
    """The payment that settled this installment early together with all that was left."""
    for link in row.allocations:
        if link.certain and Reason.SETTLES_REST in link.reasons and (payment := payment_of(link.payment)) is not None:
            return payment.amount
    return None


def less_than_due(row: InstallmentRow, payment_of: Callable[[int], Payment | None]) -> Words | None:
    """Why less money than was due paid an installment in full; `None` where as much was paid, or it is not paid."""
    missing = row.installment.amount - row.paid
    if row.state not in (State.ON_TIME, State.LATE) or missing.fen <= 0:
        return None
    if whole := settled_with(row, payment_of):
        return Words(f"提前结清，共付{whole}元", f"settled early with CNY {whole} in all")
    return Words(f"另有优惠抵扣{missing}元", f"with CNY {missing} taken off by a coupon")
