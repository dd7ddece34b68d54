"""Full credit reports as they were printed until 2020: a sentence for each account, titles over values, one row of months.

Below the row of the last 24 months stands a list of the overdue months of five years: month, months overdue by then, sum.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ...core.facts import Check, Look, MonthRecord, Read, ReportAccount
from ..certainty import digits, judge, missing
from ..page.flow import flow_of
from ..page.layout import Piece
from ..words.amounts import parse_amount
from ..words.glyphs import packed, plain
from .brief import sentence_account, starts_sentence
from .grid import find_range, grid_below, overdue_count
from .values import account_state, is_titles, value_money, values_in

_OVERDUE_LIST = re.compile(r"(?:20\d{2}年\d{1,2}月[-—一至~]+20\d{2}年\d{1,2}月的?)逾期记录")
_COLUMNS = ("逾期月份", "逾期持续月数", "逾期金额")
_MONTH = re.compile(r"(20\d{2})[.年](0?[1-9]|1[0-2])月?")


def read_accounts(rows: Sequence[Sequence[Piece]]) -> tuple[ReportAccount, ...]:
    """Every account, in order."""
    begins = [i for i, row in enumerate(rows) if starts_sentence(_text(row))]
    found = (read_account(rows[a:b]) for a, b in pairwise([*begins, len(rows)]))
    return tuple(account for account in found if account is not None)


def _text(row: Sequence[Piece]) -> str:
    return packed("".join(p.text for p in row))


def read_account(rows: Sequence[Sequence[Piece]]) -> ReportAccount | None:
    """The account whose sentence these rows begin with; None where they begin with none."""
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
    """The overdue months of a list of month, count and sum, two or more of them in a row.

    A count or sum that was not seen leaves its month without one.
    """
    found: list[MonthRecord] = []
    titles: list[Piece] = []
    for row in rows:
        if not titles and [packed(p.text) for p in row] == list(_COLUMNS) * (len(row) // 3):
            titles = list(row)
            continue
        cells = [p for p in row if packed(p.text).strip("-")]
        if not cells or (not _MONTH.fullmatch(plain(cells[0].text).strip()) and found):
            break
        for group in _groups(cells, titles):
            at = _MONTH.fullmatch(plain(group[0].text).strip()) if group[0] else None
            if at is not None and group[0] is not None:
                found.append(_month(f"{at[1]}-{int(at[2]):02d}", group[0], *group[1:]))
    return tuple(found)


Group = tuple[Piece | None, Piece | None, Piece | None]


def _groups(cells: Sequence[Piece], titles: Sequence[Piece]) -> list[Group]:
    """Month, count and sum under their titles; without titles three cells that follow each other."""
    if not titles:
        return list(zip(cells[::3], cells[1::3], cells[2::3], strict=False))
    under: list[Piece | None] = [None] * len(titles)
    for cell in cells:
        near = min(range(len(titles)), key=lambda i: abs(titles[i].box.middle_x - cell.box.middle_x))
        under[near] = cell
    return list(zip(under[::3], under[1::3], under[2::3], strict=True))


def _month(month: str, at: Piece, count: Piece | None, money: Piece | None) -> MonthRecord:
    times, amount = packed(count.text) if count else "", parse_amount(money.text) if money else None
    if count is None or not re.fullmatch(r"[1-9]\d?", times):
        code: Read[str] = missing(count or at)
    else:
        look = Check(Look.ELSEWHERE, agrees=True) if amount and amount.money and count.second == times else None
        code = judge(str(min(7, int(times))), at.joined(count), look)
    again = None
    if money is not None and money.second is not None:  # whole yuan, which may have no sign of an amount
        again = Check(Look.SECOND_READER, agrees=digits(money.second) == digits(money.text))
    sum_ = judge(amount.money, money, again) if amount else missing(money)
    return MonthRecord(month, code, sum_)
