"""Claims in brief reports: debts that somebody took over (资产处置信息), and what a guarantor paid (保证人代偿信息, 垫款信息)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ...core.facts import ReportAccount
from ...core.page import Page
from ..certainty import judge, missing
from ..page.flow import Flow, read_flow
from .business import printed
from .values import value_day, value_money

_DAY = r"(?P<day>\d{4}年\d{1,2}月\d{1,2}日)"
_NAME = r"(?P<name>[\u4e00-\u9fff（）()]{4,40}?)"
_CLAIM = re.compile(
    rf"{_DAY}{_NAME}(?:(?P<taken>接收)[^。，,]{{2,60}}?债权|进行(?:最近一次)?(?:代偿|垫款))[，,](?:累计)?(?:代偿|垫款)?金额(?:为)?(?P<sum>[\d,]+)"
)
_PAID = re.compile(r"最近一次还款日期为?(?P<paid>\d{4}年\d{1,2}月\d{1,2}日)")
_BALANCE = re.compile(r"余额为?(?P<balance>[\d,]*\d)")


def read_claims(pages: Sequence[Page]) -> tuple[ReportAccount, ...]:
    """Each claim with its holder, the day it began, its sum and what is left of it."""
    flow = read_flow(pages)
    found = list(_CLAIM.finditer(flow.text))
    ends = [match.start() for match in found[1:]] + [len(flow.text)] * bool(found)
    return tuple(_claim(flow, match, min(end, match.end() + 80)) for match, end in zip(found, ends, strict=True))


def _claim(flow: Flow, start: re.Match[str], end: int) -> ReportAccount:
    paid, left = (pattern.search(flow.text, start.end(), end) for pattern in (_PAID, _BALANCE))
    name = flow.piece(*start.span("name"))
    balance = value_money(flow.piece(*left.span("balance"))) if left else None
    state: Literal["settled", "overdue"] | None = None if balance is None else "overdue" if balance else "settled"
    return ReportAccount(
        lender=judge(printed(start["name"]), name) if name else missing(),
        opened=value_day(flow.piece(*start.span("day"))),
        amount=value_money(flow.piece(*start.span("sum"))),
        state=state,
        balance=balance,
        last_paid=value_day(flow.piece(*paid.span("paid"))) if paid else None,
        recovered=True,
        business="资产处置" if start["taken"] else "担保代偿",
    )
