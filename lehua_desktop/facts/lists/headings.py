"""The headings of a list: months and years, and ranges of days that were asked for."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ...core.money import Money
from ..page.layout import Piece
from ..words.amounts import find_amounts, parse_amount, shows_money
from ..words.days import Day, Month, find_days, find_months, parse_day
from ..words.glyphs import packed, plain
from .parts import NO_YEAR, Heading

# What lists of repayments call themselves, and lists of movements of which some may be.
REPAID_LIST = re.compile(
    r"(?:还款|扣款|代扣|借还)(?:申请)?(?:记录|明细|历史|流水)|历史(?:账单|还款)|已还(?:记录|明细|账单)"
)
ANY_LIST = re.compile(rf"{REPAID_LIST.pattern}|(?:交易|账单|支付)(?:记录|流水)|交易明细(?!详情)")
_YEAR = re.compile(r"(20\d\d)(?:年?|年度?(?:全年)?(?:还款|账单|交易|支付|扣款)?(?:记录|明细|账单)?)")
_YEAR_MONTH = re.compile(r"(20\d\d)(0[1-9]|1[0-2])")
_MONTH_OF_YEAR = re.compile(r"(1[0-2]|0?[1-9])月[,，/]?(20\d\d)年?")  # the year small behind its month
_SPENT = re.compile(r"支 ?出|(?i:spent|expenses?)")


def list_headings(rows: Sequence[Sequence[Piece]]) -> list[Heading]:
    """Months with their year, years that stand alone, and ranges of days that were asked for."""
    found: list[Heading] = []
    for r, row in enumerate(rows):
        if (span := range_of_days(row)) is not None:
            found.append(Heading(r, row[0], None, None, None, since=span[0], until=span[1]))
            continue
        years = [(p, int(match[1])) for p in row if (match := _YEAR.fullmatch(_unmarked(p.text))) and "年" in p.text]
        for piece in row:
            said = packed(piece.text)
            months = find_months(piece.text) if len(said) <= 40 else []
            if months:
                found.append(Heading(r, piece, months[0].year, months[0].month, _spent(rows[r : r + 2])))
                break
            said = _unmarked(said)
            beside = row[1] if piece is row[0] and len(row) > 1 and said.endswith("月") else None
            if turned := _MONTH_OF_YEAR.fullmatch(said + (packed(beside.text) if beside else "")):
                found.append(Heading(r, piece, int(turned[2]), int(turned[1]), _spent(rows[r : r + 2]), by=beside))
                break
            if len(row) == 1 and (run := _YEAR_MONTH.fullmatch(said)):
                found.append(Heading(r, piece, int(run[1]), int(run[2]), _spent(rows[r : r + 2])))
                break
            if piece is row[0] and len(row) <= 2 and NO_YEAR.fullmatch(said):
                month = int(said[:-1]) if said[:-1].isdigit() else None
                found.append(Heading(r, piece, None, month, None))
                break
            alone = len(row) == 1 and _YEAR.fullmatch(said)
            if alone or any(p is piece for p, _ in years):
                year = int(said[:4])
                found.append(Heading(r, piece, year, None, None, chosen=len({y for _, y in years}) < 2))
                break
    return _years_before(_years_above(_without_bills(found, rows)))


def _without_bills(headings: list[Heading], rows: Sequence[Sequence[Piece]]) -> list[Heading]:
    """Without bills named by their month that are the records themselves: each with its amount, and no other below it."""
    ends = [*(h.row for h in headings[1:]), len(rows)][: len(headings)]
    bills = [
        h
        for h, end in zip(headings, ends, strict=True)
        if h.month and _BILL.search(packed(h.piece.text)) and sum(_has_amount(row) for row in rows[h.row : end]) == 1
        if _has_amount(rows[h.row])
    ]
    return [] if len(bills) == len(headings) > 1 else headings


_BILL = re.compile(r"账单$")


def _has_amount(row: Sequence[Piece]) -> bool:
    return any(shows_money(p.text) for p in row)


def _unmarked(text: str) -> str:
    """A heading without what opens it or frames it: `2024年 ▾`, `—— 2024年 ——`."""
    return packed(text).strip(">v∨﹀▼▾▲▴·-一_~|()")


def range_of_days(row: Sequence[Piece]) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of a range on a row of its own: `2024-01-01 至 2024-12-31`, `2023年8月-2024年3月`."""
    # A month right behind a dash would be no month.
    text = re.sub(r"(?<=[月\d]) ?[-~—]+ ?(?=20\d\d[年.])", " 至 ", plain(" ".join(p.text for p in row)))
    days = [d for d in find_days(text) if d.date is not None]
    ends: Sequence[Day | Month] = days or find_months(text)
    if len(ends) != 2 or any(parse_amount(p.text) and not parse_day(p.text) for p in row):
        return None
    between, beside = text[ends[0].end : ends[1].start], text[: ends[0].start] + text[ends[1].end :]
    if len(row) > 4 or not _TO.fullmatch(packed(between).strip("▼▾∨")) or len(packed(beside)) > 12:
        return None
    first, last = _days_of(ends[0])[0], _days_of(ends[1])[1]
    return (first, last) if first and last and first < last else None


def _days_of(end: Day | Month) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day that an end of a range may mean."""
    if isinstance(end, Day):
        return end.date, end.date
    return dt.date(end.year, end.month, 1), dt.date(end.year, end.month, monthrange(end.year, end.month)[1])


_TO = re.compile(r"[-~至到一]+|(?:结束|终止|截止)(?:日期?|时间)?:?")


def _years_above(headings: list[Heading]) -> list[Heading]:
    """Months without a year below the heading of their year: `2024年`, `3月`, `2月`."""
    found: list[Heading] = []
    year: Heading | None = None
    for h in headings:
        if h.year is not None:
            year = h if h.month is None and h.chosen else None
        elif h.month is not None and year is not None:
            h = replace(h, year=year.year, by=year.piece)
        found.append(h)
    return found


def _years_before(headings: list[Heading]) -> list[Heading]:
    """Months without a year, newest first, down to the year before: `2月`, `1月`, `2024年12月`."""
    dated = next((i for i, h in enumerate(headings) if h.year and h.month), 0)
    months = [h.month or 0 for h in headings[:dated]]
    falling = months == sorted(months, reverse=True) and 0 not in months
    if not dated or not falling or months[-1] >= (headings[dated].month or 0):
        return headings
    joined = months == list(range(len(months), 0, -1)) and headings[dated].month == 12
    return [replace(h, after=headings[dated].year, joined=joined) for h in headings[:dated]] + headings[dated:]


def _spent(rows: Iterable[Sequence[Piece]]) -> Money | None:
    """The month's total beside or below its heading (`支出¥1,734.37`)."""
    for row in rows:
        for c, piece in enumerate(row):
            if out := _SPENT.search(piece.text):
                text = piece.text[out.start() :]
                amounts = find_amounts(text) or (find_amounts(row[c + 1].text) if c + 1 < len(row) else [])
                if amounts:
                    return amounts[0].money
    return None
