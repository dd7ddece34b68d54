# ruff: noqa: PERF401 - a row after the other, as they stand on the page
"""Screens with many payments, made of lines whose cells stand anywhere: years, months and days in every place of a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from lehua_desktop.core.facts import Status
from lehua_desktop.core.money import total

from .chance import BANKS, PLATFORMS, SHOPS, TAILS, Chance, write_money
from .sketch import GAP, Block, Maker, Sketch, card, nav
from .threads import RESULT, Event, listed, monthly

Cell = dict[str, Any]
_WEEK = "一二三四五六日"


def cell(x: float, words: str, k: float = 1.0, tone: str = "ink", side: str = "left", **more: Any) -> Cell:
    """Words at a part `x` of the width, which their left or right end or their middle meets."""
    return {"x": x, "words": words, "k": k, "tone": tone, "side": side, **more}


def end(words: str, k: float = 1.0, tone: str = "ink", **more: Any) -> Cell:
    return cell(1.0, words, k, tone, "right", **more)


def small(words: str, x: float = 0.0, **more: Any) -> Cell:
    return cell(x, words, 0.82, "faint", **more)


def line(*cells: Cell, high: float = 1.6, **more: Any) -> Block:
    return {"b": "cells", "cells": list(cells), "high": high, **more}


def sketch(c: Chance, name: str, title: str, body: Sequence[Block], events: Sequence[Event], clock: str = "") -> Sketch:
    """The page; `clock` is how it writes the time of day, if it does."""
    truth = [e.truth(time=format(e.at, clock) if clock else None) for e in events]
    return Sketch(f"ledger_{name}", c.theme(big=False), [nav(title)], body, listed(truth), fills_screen=False)


def within_a_year(c: Chance, *, failures: float = 0.1, least: int = 3) -> list[Event]:
    """Repayments of one year, the newest first."""
    while True:
        events = monthly(c, c.whole(least, 8), failures=failures, name=c.of(PLATFORMS))
        kept = [e for e in events if e.at.year == events[0].at.year]
        if len(kept) >= least:
            return kept


def with_shops(c: Chance, events: list[Event]) -> list[Event]:
    shops = [
        Event(e.at - dt.timedelta(hours=c.whole(1, 30)), c.amount(8, 400), Status.SUCCESS, c.of(SHOPS), False)
        for e in events
        if c.odds(0.6) and e.at.day > 2
    ]
    return sorted([*events, *shops], key=lambda e: e.at, reverse=True)


def months_of(events: Sequence[Event]) -> list[tuple[tuple[int, int], list[Event]]]:
    return [(k, list(g)) for k, g in groupby(events, key=lambda e: (e.at.year, e.at.month))]


def debit(e: Event, style: str = "plain") -> str:
    return write_money(-e.amount, style)


def year_tab(c: Chance) -> Sketch:
    """The year stands in a picker above rows of month and day."""
    events = within_a_year(c)
    body = [line(cell(0, f"{events[0].at.year}年 ▾"), end("全部类型 ▾", 0.9, "faint"))]
    for e in events:
        word, tone = RESULT[e.status]
        body += [
            line(cell(0, "分期还款"), end(write_money(e.amount, "yen"), 1.1, number=True), high=1.8),
            line(small(f"{e.at:%m-%d %H:%M}"), end(word, 0.82, tone), ruled=True, high=1.8),
        ]
    return sketch(c, "year_tab", "还款记录", body, events, "%H:%M")


def year_segments(c: Chance) -> Sketch:
    """Years side by side, the chosen one first; below it rows of month and day."""
    events = within_a_year(c, failures=0)
    year = events[0].at.year
    body: list[Block] = [{"b": "tabs", "words": [f"{year}年", f"{year - 1}年", f"{year - 2}年"], "active": 0}]
    for e in events:
        body.append(
            line(
                cell(0, f"{e.at:%m月%d日}"),
                cell(0.45, "已还款", 0.85, "good"),
                end(write_money(e.amount, "yuan")),
                high=2.4,
                ruled=True,
            )
        )
    truth = [replace(t, day=None) for t in listed([e.truth() for e in events]).payments]
    head = [nav("还款记录")]  # nothing but a colour says which of the years is chosen
    return Sketch("ledger_year_segments", c.theme(big=False), head, body, listed(truth), fills_screen=False)


def slashed_days(c: Chance) -> Sketch:
    """`3/9` below a bare year."""
    events = monthly(c, c.whole(4, 9), failures=0.0, name=c.of(PLATFORMS))
    body: list[Block] = []
    for year, inside in groupby(events, key=lambda e: e.at.year):
        body.append(line(cell(0, f"{year}", 1.15, bold=True), fill="tint"))
        for e in inside:
            body.append(
                line(
                    cell(0, f"{e.at.month}/{e.at.day}", 1.05, number=True),
                    cell(0.22, "自动还款"),
                    end(debit(e), 1.05, number=True),
                    high=2.3,
                )
            )
    return sketch(c, "slashed_days", "还款明细", body, events)


def range_filter(c: Chance) -> Sketch:
    """The year stands in the range that was asked for."""
    events = within_a_year(c)
    year = events[0].at.year
    between = c.of(("至", "~", "-"))
    body = [line(cell(0.5, f"{year}-01-01 {between} {year}-12-31", 0.95, side="center"), fill="card", high=2.2), GAP]
    for e in events:
        word, tone = RESULT[e.status]
        body += [
            line(cell(0, word, tone=tone), end(write_money(e.amount, "plain"), 1.1, number=True)),
            line(small(f"{e.at:%m-%d %H:%M:%S}"), end(f"{c.of(BANKS)}({c.of(TAILS)})", 0.8, "faint"), ruled=True),
        ]
    return sketch(c, "range_filter", "还款记录", body, events, "%H:%M:%S")


def two_screens(c: Chance) -> Sketch:
    """Two pictures of a list put side by side."""
    events = monthly(c, 2 * c.whole(3, 5), failures=0.0, name=c.of(PLATFORMS))
    half = len(events) // 2
    body = [line(cell(0.23, "还款记录", side="center"), cell(0.77, "还款记录", side="center"), high=2.6)]
    for left, right in zip(events[:half], events[half:], strict=True):
        one, two = [], []
        for e, x in ((left, 0.0), (right, 0.54)):
            one += [cell(x, "还款成功"), cell(x + 0.46, write_money(e.amount, "yen"), side="right", number=True)]
            two += [small(f"{e.at:%Y-%m-%d %H:%M}", x)]
        body += [line(*one), line(*two, ruled=True)]
    truth = listed([e.truth(time=f"{e.at:%H:%M}") for e in events])
    look = c.theme(big=False) | {"width": 720}
    return Sketch("ledger_two_screens", look, [], body, truth, fills_screen=False)


def debit_record(c: Chance) -> Sketch:
    """代扣记录 of an app that does not name itself."""
    events = monthly(c, c.whole(3, 7), failures=0.25)
    bank, tail, body = c.of(BANKS), c.of(TAILS), list[Block]()
    for e in events:
        word, tone = ("扣款成功", "good") if e.status is Status.SUCCESS else ("扣款失败", "warn")
        body += [
            line(cell(0, f"{bank}({tail})"), end(debit(e), 1.1, number=True)),
            line(small(f"{e.at:%Y.%m.%d %H:%M}"), end(word, 0.82, tone), ruled=True, high=1.9),
        ]
    return sketch(c, "debit_record", "代扣记录", body, events, "%H:%M")


def timeline(c: Chance) -> Sketch:
    """A line of dots: day and clock left of it, what was paid right of it, years between."""
    events = monthly(c, c.whole(4, 8), failures=0.1)
    body: list[Block] = []
    for year, inside in groupby(events, key=lambda e: e.at.year):
        body.append(line(cell(0, f"{year}年", 1.1, bold=True)))
        for e in inside:
            body += [
                line(
                    cell(0, f"{e.at:%m-%d}"),
                    cell(0.24, "", badge="dot"),
                    cell(0.32, RESULT[e.status][0]),
                    end(write_money(e.amount, "yen"), number=True),
                ),
                line(small(f"{e.at:%H:%M}"), small("主动还款", 0.32), high=2.0),
            ]
    return sketch(c, "timeline", "还款记录", body, events, "%H:%M")


def weekday_heads(c: Chance) -> Sketch:
    """A bank's movements: a month with its sums, days with their weekday, a clock below each name."""
    events = with_shops(c, monthly(c, c.whole(2, 4), failures=0.0, name=c.of(PLATFORMS)))
    body: list[Block] = []
    for (year, month), inside in months_of(events):
        body.append(
            line(
                cell(0, f"{year}年{month:02d}月", 1.1, bold=True),
                end(f"支出 ¥{total(e.amount for e in inside)} 收入 ¥0.00", 0.75, "faint"),
                fill="tint",
                high=2.2,
            )
        )
        for day, on_it in groupby(inside, key=lambda e: e.at.date()):
            body.append(line(small(f"{day:%m月%d日} 星期{_WEEK[day.weekday()]}")))
            for e in on_it:
                body += [
                    line(cell(0, f"财付通-{e.name}"), end(debit(e, "thousands"), 1.1, number=True)),
                    line(small(f"{e.at:%H:%M:%S} 快捷支付"), end(f"余额 {c.amount(10, 9000)}", 0.75, "faint")),
                ]
    return sketch(c, "weekday_heads", "收支明细", body, events, "%H:%M:%S")


def day_column(c: Chance) -> Sketch:
    """The day of the month large on the left, its weekday below."""
    events = monthly(c, c.whole(3, 7), failures=0.0, name=c.of(PLATFORMS))
    body: list[Block] = []
    for (year, month), inside in months_of(events):
        body.append(line(cell(0, f"{year}年{month}月"), fill="tint"))
        for e in inside:
            body += [
                line(
                    cell(0, f"{e.at:%d}", 1.3, bold=True, number=True),
                    cell(0.18, f"{e.name}还款"),
                    end(debit(e), 1.1, number=True),
                    high=1.9,
                ),
                line(small(f"周{_WEEK[e.at.weekday()]}"), small(f"{e.at:%H:%M}", 0.18), ruled=True),
            ]
    return sketch(c, "day_column", "交易明细", body, events, "%H:%M")


def day_and_weekday(c: Chance) -> Sketch:
    """`09 周三` on the left of each row."""
    events = monthly(c, c.whole(3, 7), failures=0.0, name=c.of(PLATFORMS))
    body: list[Block] = []
    for (year, month), inside in months_of(events):
        body.append(line(cell(0, f"{year}.{month:02d}", 1.1, bold=True), end("收支统计 ›", 0.8, "faint")))
        for e in inside:
            body += [
                line(
                    cell(0, f"{e.at:%d} 周{_WEEK[e.at.weekday()]}", 0.9),
                    cell(0.26, f"{e.name}代扣"),
                    end(debit(e), 1.1, number=True),
                    high=2.6,
                    ruled=True,
                )
            ]
    return sketch(c, "day_and_weekday", "账户明细", body, events)


def wallet_months(c: Chance) -> Sketch:
    """A wallet's list: months with sums below them, `3月9日 14:33` below each name."""
    events = with_shops(c, monthly(c, c.whole(3, 5), failures=0.0, name=c.of(PLATFORMS)))
    body: list[Block] = [line(cell(0, "全部账单 ▾", 0.9), end("查找交易  收支统计", 0.85, "faint"))]
    for (year, month), inside in months_of(events):
        body += [
            line(cell(0, f"{year}年{month}月 ▾", 1.15, bold=True), high=1.9),
            line(small(f"支出¥{total(e.amount for e in inside)}  收入¥0.00")),
        ]
        for e in inside:
            body += [
                line(cell(0.14, e.name), end(debit(e), 1.15, number=True), high=1.7),
                line(small(f"{e.at.month}月{e.at.day}日 {e.at:%H:%M}", 0.14), high=1.9),
            ]
    return sketch(c, "wallet_months", "账单", body, events, "%H:%M")


def wallet_sections(c: Chance) -> Sketch:
    """Another wallet's list: cards of months, category and `03-09 14:33` below each name, word and sums in the heading."""
    events = with_shops(c, monthly(c, c.whole(3, 5), failures=0.0, name=c.of(PLATFORMS)))
    body: list[Block] = []
    for (year, month), inside in months_of(events):
        lines = [
            line(cell(0, f"{year}年{month:02d}月", bold=True), end(f"支出 {total(e.amount for e in inside)}", 0.8))
        ]
        for e in inside:
            lines += [
                line(cell(0.14, f"{e.name}-还款" if e.about_loan else e.name), end(debit(e), 1.1, number=True)),
                line(small("信用借还" if e.about_loan else "日用百货", 0.14)),
                line(small(f"{e.at:%m-%d %H:%M}", 0.14), high=1.9),
            ]
        body += [card(*lines), GAP]
    return sketch(c, "wallet_sections", "账单", body, events, "%H:%M")


def opened_terms(c: Chance) -> Sketch:
    """Terms that open: the parts of what was paid, and when."""
    events = monthly(c, c.whole(2, 5), failures=0.0)
    body: list[Block] = []
    for k, e in enumerate(events):
        (_, principal), (_, interest) = c.parts(e.amount, "本金", "利息")
        body += [
            line(
                cell(0, f"第{len(events) - k}期", bold=True),
                cell(0.25, "已还清", 0.75, "good", badge="filled"),
                end(f"{write_money(e.amount, 'yen')} ▴", 1.05),
                high=2.2,
                fill="card",
            ),
            line(small("本金"), end(str(principal), 0.85)),
            line(small("利息"), end(str(interest), 0.85)),
            line(small("实际还款日"), end(f"{e.at:%Y-%m-%d}", 0.85), ruled=True),
        ]
    return sketch(c, "opened_terms", "历史账单", body, events)


def parts_table(c: Chance) -> Sketch:
    """A table without states: day, principal, interest, sum."""
    events = monthly(c, c.whole(3, 8), failures=0.0)
    lines = []
    for e in events:
        (_, principal), (_, interest) = c.parts(e.amount, "本金", "利息")
        lines.append((f"{e.at:%Y/%m/%d}", str(principal), str(interest), str(e.amount)))
    body: list[Block] = [
        {
            "b": "table",
            "columns": ["还款日期", "本金", "利息", "还款金额"],
            "widths": [1.3, 1, 1, 1],
            "rows": lines,
            "ruled": c.odds(0.5),
        }
    ]
    return sketch(c, "parts_table", "还款记录", body, events)


def day_left_amount_right(c: Chance) -> Sketch:
    """A day on the left, an amount on the right, and nothing else but the account."""
    events = monthly(c, c.whole(3, 8), failures=0.0)
    style = c.of(("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"))
    body: list[Block] = []
    for e in events:
        body += [
            line(cell(0, f"{e.at:{style}}"), end(f"{e.amount}元", 1.05)),
            line(small(f"{c.of(BANKS)}储蓄卡({c.of(TAILS)})"), end("还款成功", 0.8, "good"), ruled=True, high=2.0),
        ]
    return sketch(c, "day_left_amount_right", "还款记录", body, events)


def badge_cards(c: Chance) -> Sketch:
    """Cards with the number of the term and a badge; day and way of paying on one line."""
    events = monthly(c, c.whole(2, 5), failures=0.15)
    body: list[Block] = []
    for k, e in enumerate(events):
        word, tone = RESULT[e.status]
        body += [
            card(
                line(cell(0, f"第{max(1, 12 - k)}/12期", bold=True), end(word, 0.8, tone, badge="filled")),
                line(cell(0, "还款金额", 0.9, "faint"), end(write_money(e.amount, "yuan"))),
                line(small(f"{e.at:%Y-%m-%d %H:%M}  {c.of(('主动还款', '自动扣款'))}")),
            ),
            GAP,
        ]
    return sketch(c, "badge_cards", "还款记录", body, events, "%H:%M")


def english_list(c: Chance) -> Sketch:
    """A phone set to English."""
    events = monthly(c, c.whole(3, 6), failures=0.0, name=c.of(PLATFORMS))
    body: list[Block] = []
    for (_, _), inside in months_of(events):
        body.append(line(cell(0, f"{inside[0].at:%b %Y}", 1.1, bold=True), fill="tint"))
        for e in inside:
            body += [
                line(cell(0.12, f"{e.name}还款"), end(debit(e), 1.1, number=True)),
                line(small(f"{e.at:%b} {e.at.day} {e.at:%H:%M}", 0.12), ruled=True, high=1.9),
            ]
    return sketch(c, "english_list", "Transactions", body, events, "%H:%M")


def traditional_list(c: Chance) -> Sketch:
    """Traditional characters."""
    events = monthly(c, c.whole(3, 6), failures=0.2)
    body: list[Block] = []
    for e in events:
        word = "還款成功" if e.status is Status.SUCCESS else "還款失敗"
        body += [
            line(cell(0, word), end(write_money(e.amount, "yen"), 1.1, number=True)),
            line(small(f"{e.at.year}年{e.at.month}月{e.at.day}日 {e.at:%H:%M}"), ruled=True, high=1.9),
        ]
    return sketch(c, "traditional_list", "還款紀錄", body, events, "%H:%M")


def relative_days(c: Chance) -> Sketch:
    """The newest row says 今天 or 昨天, of which nothing tells the day; the others give theirs in full."""
    events = monthly(c, c.whole(3, 6), failures=0.0)
    body: list[Block] = []
    for k, e in enumerate(events):
        when = f"{c.of(('今天', '昨天'))} {e.at:%H:%M}" if not k else f"{e.at:%Y-%m-%d %H:%M}"
        body += [
            line(cell(0, "还款成功"), end(write_money(e.amount, "yen"), 1.1, number=True)),
            line(small(when), ruled=True, high=1.9),
        ]
    truth = listed([e.truth(day=bool(k), time=f"{e.at:%H:%M}") for k, e in enumerate(events)])
    return Sketch("ledger_relative_days", c.theme(big=False), [nav("还款记录")], body, truth, fills_screen=False)


def dotted_days(c: Chance) -> Sketch:
    """Days without noughts."""
    events = monthly(c, c.whole(3, 7), failures=0.15)
    body: list[Block] = []
    for k, e in enumerate(events):
        word, tone = RESULT[e.status]
        body += [
            line(cell(0, f"第{max(1, 12 - k)}期"), end(f"{e.amount}", 1.1, number=True)),
            line(small(f"{e.at.year}.{e.at.month}.{e.at.day}"), end(word, 0.8, tone), ruled=True, high=1.9),
        ]
    return sketch(c, "dotted_days", "扣款记录", body, events)


def three_levels(c: Chance) -> Sketch:
    """Year, month and day each on a line of their own."""
    events = monthly(c, c.whole(3, 6), failures=0.0, name=c.of(PLATFORMS))
    body: list[Block] = []
    for year, of_year in groupby(events, key=lambda e: e.at.year):
        body.append(line(cell(0.5, f"{year}年", 0.9, "faint", "center")))
        for month, inside in groupby(of_year, key=lambda e: e.at.month):
            body.append(line(cell(0, f"{month}月", 1.3, bold=True), high=2.0))
            for e in inside:
                body += [
                    line(cell(0, f"{e.at.day}日", 0.9), cell(0.2, e.name), end(debit(e), 1.1, number=True)),
                    line(small(f"{e.at:%H:%M} 还款", 0.2), high=1.9),
                ]
    return sketch(c, "three_levels", "交易记录", body, events, "%H:%M")


def clock_column(c: Chance) -> Sketch:
    """Day, clock, amount and state in columns without heads."""
    events = monthly(c, c.whole(4, 9), failures=0.1)
    body: list[Block] = []
    for e in events:
        body.append(
            line(
                cell(0, f"{e.at:%Y-%m-%d}", 0.9),
                cell(0.33, f"{e.at:%H:%M:%S}", 0.9, "faint"),
                cell(0.76, str(e.amount), 0.95, side="right"),
                end("成功" if e.status is Status.SUCCESS else "失败", 0.85),
                high=2.2,
                ruled=True,
            )
        )
    return sketch(c, "clock_column", "还款流水", body, events, "%H:%M:%S")


def lent_and_repaid(c: Chance) -> Sketch:
    """借还记录: what was lent stands among what was repaid."""
    events = monthly(c, c.whole(3, 6), failures=0.0)
    body: list[Block] = []
    for e in events:
        body += [
            line(cell(0, "还款"), end(debit(e, "yen"), 1.05, number=True)),
            line(small(f"{e.at:%Y年%m月%d日}"), end("还款成功", 0.8, "faint"), ruled=True, high=1.9),
        ]
    lent = events[-1].at - dt.timedelta(days=31)
    body += [
        line(cell(0, "借款"), end(f"+¥{c.amount(3000, 9000)}", 1.05, "accent", number=True)),
        line(small(f"{lent:%Y年%m月%d日}"), end("放款成功", 0.8, "faint"), ruled=True, high=1.9),
    ]
    return sketch(c, "lent_and_repaid", "借还记录", body, events)


def month_bills(c: Chance) -> Sketch:
    """Bills of months, each with the day `03.09` on which it was repaid."""
    events = monthly(c, c.whole(3, 6), failures=0.0)
    body: list[Block] = []
    for (year, month), inside in months_of(events):
        body.append(line(cell(0, f"{year}年{month:02d}月账单", bold=True), end("已还清", 0.8, "good"), high=2.0))
        for e in inside:
            body.append(
                line(small(f"{e.at:%m.%d} {e.at:%H:%M} 还款成功"), end(write_money(e.amount, "yen"), 0.95), ruled=True)
            )
    return sketch(c, "month_bills", "还款记录", body, events, "%H:%M")


def union_months(c: Chance) -> Sketch:
    """`2024-03` over rows with seconds."""
    events = with_shops(c, monthly(c, c.whole(3, 5), failures=0.0, name=c.of(PLATFORMS)))
    body: list[Block] = []
    for (year, month), inside in months_of(events):
        body.append(line(cell(0, f"{year}-{month:02d}", 1.1, bold=True), end("月度账单 ›", 0.8, "faint"), fill="tint"))
        for e in inside:
            body += [
                line(cell(0.14, e.name), end(debit(e, "wide-yen"), number=True)),
                line(small(f"{e.at:%m-%d %H:%M:%S}", 0.14), end("交易成功", 0.8, "faint"), ruled=True, high=1.9),
            ]
    return sketch(c, "union_months", "我的账单", body, events, "%H:%M:%S")


def bank_two_lines(c: Chance) -> Sketch:
    """A bank's rows: account and moment below the name, the balance below the amount, a picker with the month above."""
    month = c.moment().replace(day=1)
    events = [
        Event(month.replace(day=d, hour=c.whole(7, 22)), c.amount(20, 2500), Status.SUCCESS, name, name in PLATFORMS)
        for d in sorted(c.some(range(1, 28), c.whole(3, 6)), reverse=True)
        for name in (c.of((c.of(PLATFORMS), c.of(SHOPS))),)
    ]
    body = [line(cell(0, f"{month.year}年{month.month}月 ▾"), end("筛选", 0.85, "faint"), high=2.2)]
    for e in events:
        body += [
            line(cell(0, f"快捷支付-{e.name}"), end(debit(e, "thousands"), 1.1, number=True)),
            line(
                small(f"尾号{c.of(TAILS)} {e.at:%m/%d %H:%M}"),
                end(f"余额 {c.amount(10, 9000)}", 0.8, "faint"),
                ruled=True,
                high=1.9,
            ),
        ]
    return sketch(c, "bank_two_lines", "交易明细", body, events, "%H:%M")


def centred_cards(c: Chance) -> Sketch:
    """Everything in the middle of a card, one below the other."""
    events = monthly(c, c.whole(2, 4), failures=0.15)
    body: list[Block] = []
    for e in events:
        word, tone = RESULT[e.status]
        body += [
            card(
                line(cell(0.5, word, 0.9, tone, "center")),
                line(cell(0.5, write_money(e.amount, "yen"), 1.5, side="center", number=True), high=2.2),
                line(cell(0.5, f"{e.at:%Y-%m-%d %H:%M:%S}", 0.82, "faint", "center")),
            ),
            GAP,
        ]
    return sketch(c, "centred_cards", "还款记录", body, events, "%H:%M:%S")


def amount_first(c: Chance) -> Sketch:
    """Amounts on the left, days on the right."""
    events = monthly(c, c.whole(3, 7), failures=0.1)
    body: list[Block] = []
    for e in events:
        word, _ = RESULT[e.status]
        body += [
            line(cell(0, write_money(e.amount, "yen"), 1.1, number=True), end(f"{e.at:%Y-%m-%d}", 0.85, "faint")),
            line(small(word), end(f"{c.of(BANKS)}", 0.8, "faint"), ruled=True, high=1.9),
        ]
    return sketch(c, "amount_first", "还款记录", body, events)


def years_of_days(c: Chance) -> Sketch:
    """Years as headings, `03月09日` on the rows, two years and more."""
    events = monthly(c, c.whole(8, 15), failures=0.05)
    body: list[Block] = []
    for year, inside in groupby(events, key=lambda e: e.at.year):
        body.append(line(cell(0, f"{year}年", 1.15, bold=True), fill="tint", high=2.0))
        for e in inside:
            word, tone = RESULT[e.status]
            body.append(
                line(
                    cell(0, f"{e.at:%m月%d日}", 0.95),
                    cell(0.38, word, 0.85, tone),
                    end(write_money(e.amount, "yen"), 1.05, number=True),
                    high=2.3,
                )
            )
    return sketch(c, "years_of_days", "还款历史", body, events)


def counted_months(c: Chance) -> Sketch:
    """Months with the number of rows; `03/09 14:33` on the rows."""
    events = monthly(c, c.whole(3, 6), failures=0.0)
    body: list[Block] = []
    for (year, month), inside in months_of(events):
        sums = f"共{len(inside)}笔 ¥{total(e.amount for e in inside)}"
        body.append(line(cell(0, f"{year}年{month}月", bold=True), end(sums, 0.8, "faint"), high=2.0))
        for e in inside:
            body.append(
                line(
                    cell(0, "月付还款", 0.95),
                    cell(0.32, f"{e.at:%m/%d %H:%M}", 0.82, "faint"),
                    end(write_money(e.amount, "yen"), number=True),
                    high=2.2,
                )
            )
    return sketch(c, "counted_months", "还款记录", body, events, "%H:%M")


def said_in_line(c: Chance) -> Sketch:
    """Labels and values in one line of text each."""
    events = monthly(c, c.whole(2, 5), failures=0.1)
    body: list[Block] = []
    for e in events:
        body += [
            line(small(f"还款日期：{e.at:%Y-%m-%d}"), end("成功" if e.status is Status.SUCCESS else "失败", 0.85)),
            line(small(f"还款金额：{e.amount}元"), ruled=True, high=2.0),
        ]
    return sketch(c, "said_in_line", "还款记录", body, events)


def oldest_first(c: Chance) -> Sketch:
    """The oldest row on top, over the end of a year; years where they begin."""
    events = sorted(monthly(c, c.whole(5, 12), failures=0.0), key=lambda e: e.at)
    body: list[Block] = []
    for year, inside in groupby(events, key=lambda e: e.at.year):
        body.append(line(cell(0, f"—— {year}年 ——", 0.85, "faint")))
        for number, e in enumerate(inside, 1):
            body.append(
                line(
                    cell(0, f"{number}期", 0.9, badge="filled"),
                    cell(0.2, f"{e.at:%m-%d} 已还款", 0.9),
                    end(write_money(e.amount, "yuan"), 1.05, number=True),
                    high=2.3,
                )
            )
    return sketch(c, "oldest_first", "还款记录", body, events)


def time_above(c: Chance) -> Sketch:
    """Each row begins with its moment; what was paid stands below."""
    events = monthly(c, c.whole(3, 6), failures=0.1)
    body: list[Block] = []
    for e in events:
        word, tone = RESULT[e.status]
        body += [
            line(small(f"{e.at:%Y-%m-%d %H:%M:%S}"), end(word, 0.82, tone)),
            line(
                cell(0, f"还款 {c.of(BANKS)}({c.of(TAILS)})"), end(f"{e.amount}", 1.1, number=True), ruled=True, high=2
            ),
        ]
    return sketch(c, "time_above", "交易记录", body, events, "%H:%M:%S")


MAKERS: tuple[Maker, ...] = (
    year_tab,
    year_segments,
    slashed_days,
    range_filter,
    two_screens,
    debit_record,
    timeline,
    weekday_heads,
    day_column,
    day_and_weekday,
    wallet_months,
    wallet_sections,
    opened_terms,
    parts_table,
    day_left_amount_right,
    badge_cards,
    english_list,
    traditional_list,
    relative_days,
    dotted_days,
    three_levels,
    clock_column,
    lent_and_repaid,
    month_bills,
    union_months,
    bank_two_lines,
    centred_cards,
    amount_first,
    years_of_days,
    counted_months,
    said_in_line,
    oldest_first,
    time_above,
)
