"""Statements that the case already has: which days their rows span."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from ..core.days import add_days
from ..core.model import Payment
from ..core.words import Words

_LEAD = 7  # days before a due day in which its payment is looked for
_ROWS = 3  # fewer rows are no statement


def statement_around(payments: Iterable[Payment], due: dt.date) -> tuple[dt.date, dt.date] | None:
    """First and last day of the longest list of payments whose rows lie around the days before this due day."""
    days: dict[int, list[dt.date]] = defaultdict(list)
    for payment in payments:
        for proof in payment.proofs:
            if proof.payment.day.value is not None:
                days[proof.evidence].append(proof.payment.day.value)
    spans = [(min(found), max(found)) for found in days.values() if len(found) >= _ROWS]
    around = [span for span in spans if span[0] <= add_days(due, -_LEAD) and due <= span[1]]
    return max(around, key=lambda span: (span[1] - span[0], span), default=None)


def look_elsewhere(span: tuple[dt.date, dt.date]) -> Words:
    """What to do where a statement is there and holds no payment that fits."""
    return Words(
        f"已有的流水（{span[0]}至{span[1]}）里没有能对上这一期的付款，请换一张银行卡或一个支付账户查找，也可以用平台的还款记录。",
        f"The statement at hand ({span[0]} to {span[1]}) holds no payment that fits: look at another card or account; the "
        "platform's repayment record helps too.",
    )
