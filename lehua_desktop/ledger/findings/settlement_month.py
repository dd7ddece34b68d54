"""The month in which a report lets the account end, held against the day on the settlement certificate (class I)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ...core.days import month_of
from ...core.facts import ReportAccount
from ...core.model import Finding, Severity
from ...core.words import Words
from .ground import Ground
from .paid_up import by_certificate, place_of

RULE = "settlement_month"
_MONTHS = 1  # a settlement may be reported in the month after


def settlement_month(ground: Ground) -> Iterator[Finding]:
    """A doubt for the newest report that gives a month of settlement more than one month away."""
    for loan in ground.loans:
        paid = by_certificate(ground, loan)
        ended = [(r, a, m) for r, a, _ in ground.accounts(loan) if (m := _month(a)) is not None]
        if paid is None or not ended:
            continue
        report, account, month = ended[-1]
        apart = _index(month) - _index(month_of(paid.day))
        if abs(apart) <= _MONTHS:
            continue
        yield Finding(
            rule=RULE,
            letter="I",
            severity=Severity.DOUBT,
            message=Words(
                f"结清证明写的结清日是{paid.day}，信用报告写的是{month}结清，相差{abs(apart)}个月。"
                "如果报告晚记了，逾期记录的保存期限也可能跟着算晚。",
                f"The certificate gives {paid.day} as the day of settlement, the report {month}: {abs(apart)} months apart. "
                "A month that is too late may also keep an overdue record too long.",
            ),
            advice=Words("请机构说明哪一个对。", "Ask the institution which is right."),
            loan=loan.id,
            month=month,
            sources=(*paid.sources, place_of(report, account)),
            arithmetic=(
                paid.line,
                Words(f"报告：{month}结清", f"Report: settled in {month}"),
                Words(f"相差：{apart:+d}个月", f"Difference in months: {apart:+d}"),
            ),
            refuted_by=Words(
                "如果证明上的日期不是结清日，或还有一笔在后来才结清，这一条就不成立。",
                "It fails if the certificate's day is not the settlement, or another part was settled later.",
            ),
            route="lender",
        )


def _month(account: ReportAccount) -> str | None:
    if account.state != "settled":
        return None
    closed: dt.date | None = account.closed_on
    return month_of(closed) if closed else account.settled_month


def _index(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:])
