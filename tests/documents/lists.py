"""Screens with many movements of money below each other: lists of bills, histories; and a plan."""

from __future__ import annotations

import datetime as dt

from lehua_desktop.core.days import add_months
from lehua_desktop.core.facts import Kind, Status
from lehua_desktop.core.money import Money, total

from . import TrueRow, Truth
from .chance import BANKS, PLATFORMS, SHOPS, TAILS, Chance, write_money
from .sketch import GAP, Block, Maker, Sketch, card, hero, nav, rows
from .threads import RESULT, Event, listed, monthly

HIGHEST = 243  # rows of a history of about 60,000 px


def bill_months(c: Chance) -> Sketch:
    """A wallet's bills under headings of months; the newest months stand without a year, an older one names its own."""
    platform = c.of(PLATFORMS)
    repaid = monthly(c, c.whole(3, 7), failures=0.0, name=platform)
    shopping = [
        Event(e.at + dt.timedelta(days=c.whole(-2, 2), hours=1), c.amount(8, 300), Status.SUCCESS, c.of(SHOPS), False)
        for e in repaid
        if c.odds(0.8)
    ]
    events = sorted([*repaid, *shopping], key=lambda e: e.at, reverse=True)
    newest, years = events[0].at.year, len({e.at.year for e in events}) > 1
    body: list[Block] = []
    for year, month in dict.fromkeys((e.at.year, e.at.month) for e in events):
        inside = [e for e in events if (e.at.year, e.at.month) == (year, month)]
        title = f"{month}月" if year == newest else f"{year}年{month}月"
        body.append({"b": "heading", "left": title, "right": f"支出 ¥{total(e.amount for e in inside)}  收入 ¥0.00"})
        body.append(
            {
                "b": "items",
                "entries": [
                    {
                        "icon": e.name[0],
                        "left": [e.name, f"{e.at:%m-%d %H:%M}"],
                        "right": [(write_money(-e.amount, "thousands"), "big")],
                    }
                    for e in inside
                ],
            }
        )
    # Without a heading of another year below, nothing on the page tells which year it is.
    truth = [e.truth(day=years, time=f"{e.at:%H:%M}") for e in events]
    return Sketch("bill_months", c.theme(big=False), [nav("账单", "筛选")], body, listed(truth), fills_screen=False)


def bills_by_day(c: Chance) -> Sketch:
    """Bills of one month, a heading for each day, all of one platform; the year stands once at the top."""
    month = c.moment().replace(day=1)
    platform = c.of(PLATFORMS)
    days = sorted(c.some(range(1, 28), c.whole(3, 6)), reverse=True)
    events = [
        Event(
            month.replace(day=day, hour=c.whole(8, 22), minute=c.whole(0, 59)),
            c.amount(20, 2500),
            c.of((Status.SUCCESS, Status.SUCCESS, Status.SUCCESS, Status.REFUNDED)),
            name,
            name == platform,
        )
        for day in days
        for name in (c.of((platform, c.of(SHOPS))),)
    ]
    body: list[Block] = [{"b": "heading", "left": f"{month.year}年{month.month}月", "right": "查看分析"}]
    for e in events:
        body.append({"b": "text", "words": f"{e.at.month}月{e.at.day}日 周{'一二三四五六日'[e.at.weekday()]}"})
        note = [("已全额退款", "faint")] if e.status is Status.REFUNDED else []
        left = [f"{e.name}还款" if e.about_loan else e.name, f"{e.at:%H:%M}"]
        amount = write_money(-e.amount, c.of(("plain", "thousands")))
        body.append({"b": "items", "entries": [{"icon": e.name[0], "left": left, "right": [(amount, "big"), *note]}]})
    truth = listed([e.truth(time=f"{e.at:%H:%M}") for e in events])
    return Sketch("bills_by_day", c.theme(big=False), [nav("我的账单")], body, truth, fills_screen=False)


def history(c: Chance, count: int, layout: str, *, failures: float = 0.15) -> Sketch:
    """还款记录 of a lender: what, when, how much, how it ended."""
    events = monthly(c, count, failures=failures)
    style, when = c.of(("yen", "yuan", "thousands")), c.of(("dash-minutes", "dots-minutes", "han-bare"))
    written = [c.write(e.at, (when,)) for e in events]
    entries = [
        {
            "icon": "还",
            "left": [f"第{max(1, count - k)}/{count}期", moment.words],
            "right": [(write_money(e.amount, style), "big"), RESULT[e.status]],
        }
        for k, (e, moment) in enumerate(zip(events, written, strict=True))
    ]
    body: list[Block] = [
        {"b": "items", "entries": entries, "icons": c.odds(0.5), "ruled": c.odds(0.7)},
        {"b": "text", "words": "没有更多了", "align": "center"},
    ]
    truth = [e.truth(time=moment.time) for e, moment in zip(events, written, strict=True)]
    head = [nav("还款记录"), {"b": "tabs", "words": ["全部", "还款中", "已还款"], "active": 0}]
    return Sketch(layout, c.theme(big=False), head, body, listed(truth), fills_screen=False)


def history_short(c: Chance) -> Sketch:
    return history(c, c.whole(4, 12), "history_short")


def history_tall(c: Chance) -> Sketch:
    """A scrolled picture, several screens high."""
    return history(c, c.whole(30, 60), "history_tall")


def history_longest(c: Chance) -> Sketch:
    """Years of repayments of several loans, as high as a picture of a scrolled page gets."""
    at, events = c.moment(), list[Event]()
    for number in range(HIGHEST):
        at -= dt.timedelta(hours=c.whole(20, 130), minutes=c.whole(0, 59))
        status = Status.FAILED if c.odds(0.06) else Status.SUCCESS
        events.append(Event(at, c.amount(90, 4000), status, PLATFORMS[number % 3]))
    entries = [
        {
            "icon": e.name[0],
            "left": [f"{e.name} 还款", f"{e.at:%Y-%m-%d %H:%M}"],
            "right": [(write_money(e.amount, "yen"), "big"), RESULT[e.status]],
        }
        for e in events
    ]
    look = c.theme(big=False, width=390, pixels=3.0, size=15.5, gap=18)
    truth = listed([e.truth(time=f"{e.at:%H:%M}") for e in events])
    return Sketch("history_longest", look, [nav("还款记录")], [{"b": "items", "entries": entries}], truth)


def history_cards(c: Chance) -> Sketch:
    """Records as cards: the state at the card's head, the rest as labelled lines."""
    events, style = monthly(c, c.whole(2, 6)), c.of(("yen", "yuan"))
    body: list[Block] = []
    truth = []
    for e in events:
        moment = c.write(e.at, ("dash-seconds",))
        word, tone = RESULT[e.status]
        pairs: list[tuple[str, object]] = [
            ("还款金额", write_money(e.amount, style)),
            ("还款时间", moment.words),
            ("还款账户", f"{c.of(BANKS)}({c.of(TAILS)})"),
        ]
        body += [card(rows("split", pairs), title=c.of(PLATFORMS), side=word, **{"side-tone": tone}), GAP]
        truth.append(e.truth(time=moment.time))
    return Sketch("history_cards", c.theme(), [nav("还款记录")], body, listed(truth), fills_screen=False)


def history_table(c: Chance) -> Sketch:
    """Records as a table with titled columns."""
    events = monthly(c, c.whole(4, 12))
    lines = [
        (f"{k}", f"{e.at:%Y-%m-%d}", write_money(e.amount, "thousands"), RESULT[e.status][0][2:] or "成功")
        for k, e in enumerate(events, 1)
    ]
    body: list[Block] = [
        {"b": "text", "words": f"{c.of(PLATFORMS)} 还款流水", "tone": "ink", "k": 1.05},
        GAP,
        {
            "b": "table",
            "columns": ["序号", "还款日期", "还款金额(元)", "还款状态"],
            "widths": [0.6, 1.4, 1.3, 1.0],
            "rows": lines,
            "ruled": c.odds(0.5),
        },
    ]
    return Sketch("history_table", c.theme(big=False), [nav("还款记录")], body, listed([e.truth() for e in events]))


def plan_list(c: Chance) -> Sketch:
    """A plan as a list: due day and amount of each installment with its state; nothing says when it was paid."""
    count, amount, first = c.of((3, 6, 12)), c.amount(200, 3000), c.moment().date()
    plan = [TrueRow(k + 1, add_months(first, k), amount) for k in range(count)]
    paid = c.whole(0, count)
    entries = [
        {
            "icon": str(row.number),
            "left": [f"第{row.number}期", f"应还日 {row.due:%Y-%m-%d}"],
            "right": [
                (write_money(row.amount, "yen"), "big"),
                ("已还清" if row.number <= paid else "待还款", "good" if row.number <= paid else "faint"),
            ],
        }
        for row in plan
    ]
    head = [
        nav("还款计划"),
        hero(("small", "剩余待还(元)"), ("amount", write_money(Money(amount.fen * (count - paid)), "thousands"))),
    ]
    body: list[Block] = [{"b": "items", "entries": entries, "icons": c.odds(0.5)}]
    return Sketch("plan_list", c.theme(big=False), head, body, Truth(Kind.PLAN, plan=tuple(plan)), fills_screen=False)


MAKERS: tuple[Maker, ...] = (
    bill_months,
    bills_by_day,
    history_short,
    history_tall,
    history_cards,
    history_table,
    plan_list,
)
