"""Why less money than was due pays an installment."""

from __future__ import annotations

import datetime as dt

from lehua_desktop.core.facts import Status
from lehua_desktop.core.model import Allocation, Installment, InstallmentRow, Payment, Reason, State
from lehua_desktop.core.money import Money
from lehua_desktop.ledger.reasons import less_than_due, settled_with

DAY = dt.date(2024, 6, 5)
PAYMENTS = {1: Payment(1, Money(152036), DAY, None, Status.SUCCESS, True, ())}


def row(paid: int, *reasons: Reason, state: State = State.ON_TIME) -> InstallmentRow:
    link = Allocation(1, 1, 5, Money(paid), True, reasons)
    due = Installment(5, dt.date(2024, 7, 10), Money(51200))
    return InstallmentRow(1, due, Money(paid), Money(paid), DAY, state, 0, (link,))


def test_a_share_of_an_early_settlement_is_told_with_the_whole_payment() -> None:
    shared = row(50679, Reason.SETTLES_REST)
    said = less_than_due(shared, PAYMENTS.get)
    assert said and "提前结清" in said.zh and "1,520.36" in said.zh
    assert settled_with(shared, PAYMENTS.get) == Money(152036)


def test_what_a_coupon_took_off_is_told() -> None:
    said = less_than_due(row(49200, Reason.WITH_COUPON), PAYMENTS.get)
    assert said and said.zh == "另有优惠抵扣20.00元"
    assert settled_with(row(49200, Reason.WITH_COUPON), PAYMENTS.get) is None


def test_nothing_is_told_where_enough_was_paid_or_it_is_open() -> None:
    assert less_than_due(row(51200, Reason.SAME_AMOUNT), PAYMENTS.get) is None
    assert less_than_due(row(30000, Reason.PART_OF_INSTALLMENT, state=State.PARTLY), PAYMENTS.get) is None
