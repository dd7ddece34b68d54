"""Full credit reports as they were printed until 2020: a sentence for each account, titles over values, one row of months.

Below the row of the last 24 months stands a list of the overdue months of five years: month, months overdue by then, sum.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ..core.model import Check, Look, MonthRecord, ReportAccount
from .amounts import parse_amount
from .certainty import amount_again, judge
from .flow import flow_of
from .glyphs import packed, plain
from .layout import Piece
from .report_brief import sentence_account, starts_sentence
from .report_grid import find_range, grid_below, overdue_count
from .report_values import account_state, is_titles, value_money, values_in

_OVERDUE_LIST = re.compile(r"(?:20\d{2}年\d{1,2}月[-—一至~]+20\d{2}年\d{1,2}月的?)逾期记录")
_MONTH = re.compile(r"(20\d{2})[.年](0?[1-9]|1[0-2])月?")


def read_accounts(rows: Sequence[Sequence[Piece]]) -> tuple[ReportAccount, ...]:
    """Every account, in order."""
    begins = [i for i, row in enumerate(rows) if starts_sentence(_text(row))]
    found = (_account(rows[a:b]) for a, b in pairwise([*begins, len(rows)]))
    return tuple(account for account in found if account is not None)


def _text(row: Sequence[Piece]) -> str:
    return packed("".join(p.text for p in row))


def _account(rows: Sequence[Sequence[Piece]]) -> ReportAccount | None:
    end = next((i for i, row in enumerate(rows) if i and (is_titles(row) or find_range(_text(row)))), len(rows))
    account = sentence_account(flow_of(rows[:end]))
    if account is None:
        return None
    values = values_in(rows)
    months = grid_below(rows)
    listed = next((_listed(rows[i + 1 :]) for i, row in enumerate(rows) if _OVERDUE_LIST.search(_text(row))), ())
    account = replace(
        account,
        state=account.state if account.state == "settled" else account_state(values, None) or account.state,
        balance=account.balance or value_money(values.get("本金余额")),
        months=_together(months, listed),
    )
    return replace(account, overdue_months=overdue_count(account))


def _together(row: Sequence[MonthRecord], listed: Sequence[MonthRecord]) -> tuple[MonthRecord, ...]:
    """The months of the row and of the list; one that both hold is looked at twice."""
    other = {m.month: m for m in listed}
    both = []
    for month in row:
        again = other.pop(month.month, None)
        if again is None:
            both.append(month)
            continue
        agrees = month.code.value == again.code.value
        checks = (*month.code.checks, Check(Look.ELSEWHERE, agrees=agrees))
        both.append(replace(month, code=replace(month.code, certain=agrees, checks=checks), amount=again.amount))
    return tuple(sorted([*both, *other.values()], key=lambda m: m.month))


def _listed(rows: Sequence[Sequence[Piece]]) -> tuple[MonthRecord, ...]:
    """The overdue months of a list of month, count and sum, two or more of them in a row."""
    found: list[MonthRecord] = []
    for row in rows:
        cells = [p for p in row if packed(p.text).strip("-")]
        if not cells or (not _MONTH.fullmatch(plain(cells[0].text).strip()) and found):
            break
        for month, count, money in zip(cells[::3], cells[1::3], cells[2::3], strict=False):
            at, amount = _MONTH.fullmatch(plain(month.text).strip()), parse_amount(money.text)
            times = packed(count.text)
            if at is None or amount is None or not re.fullmatch(r"[1-9]\d?", times):
                continue
            look = Check(Look.ELSEWHERE, agrees=True) if amount.money and count.second == times else None
            code = judge(str(min(7, int(times))), month.joined(count), look)
            sum_ = judge(amount.money, money, amount_again(amount.money, money))
            found.append(MonthRecord(f"{at[1]}-{int(at[2]):02d}", code, sum_))
    return tuple(found)
