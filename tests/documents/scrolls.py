"""Lists, threads and notices as wallets, banks, lenders and phones show them every day: months with sums, days as
headings, balances, advertisements and sums between rows, bubbles with the day in front of them, transfers in chats.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from lehua_desktop.core.facts import Kind, Status
from lehua_desktop.core.money import total

from . import TruePayment, Truth
from .chance import BANKS, LENDERS, PEOPLE, PLATFORMS, SHOPS, TAILS, Chance
from .ledgers import cell, debit, end, line, months_of, small, with_shops, within_a_year
from .sketch import GAP, Block, Maker, Sketch, card, nav, rows
from .threads import RESULT, Event, listed, monthly

_WEEK = "一二三四五六日"


def _page(
    c: Chance, name: str, title: str, body: Sequence[Block], payments: Sequence[TruePayment], **look: Any
) -> Sketch:
    return Sketch(name, c.theme(big=False, **look), [nav(title)], body, listed(payments), fills_screen=False)


def _truths(events: Sequence[Event], clock: str = "") -> list[TruePayment]:
    return [e.truth(time=format(e.at, clock) if clock else None) for e in events]


def _plain(e: Event) -> str:
    return str(e.amount).replace(",", "")


def _card(c: Chance) -> str:
    return f"{c.of(BANKS)}({c.of(TAILS)})"


# --- lists of wallets and banks


def wallet_month_picker(c: Chance) -> Sketch:
    """Bills of one month below a picker with its sums; money that came in and a refund stand among them."""
    events = within_a_year(c, failures=0.0)[:1]
    month = events[0].at
    names = [(c.of(PLATFORMS), True), *((shop, False) for shop in c.some(SHOPS, 4))]
    spent = [
        Event(
            month.replace(day=d, hour=c.whole(7, 22), minute=c.whole(0, 59)), c.amount(20, 2000), name=n, about_loan=o
        )
        for d, (n, o) in zip(sorted(c.some(range(1, 28), 5), reverse=True), c.shuffled(names), strict=True)
    ]
    income = c.amount(50, 800)
    body = [
        line(cell(0, "全部账单 ▾", 0.9), end("查找交易   收支统计", 0.85, "faint")),
        line(cell(0, f"{month.year}年{month.month}月 ▾", 1.1, bold=True), high=2.0),
        line(small(f"支出¥{total(e.amount for e in spent)}  收入¥{income}")),
    ]
    for k, e in enumerate(spent):
        if k == 2:
            body += [
                line(cell(0.14, f"微信红包-来自{c.of(PEOPLE)}"), end(f"+{income}", 1.1, "accent", number=True)),
                line(small(f"{e.at.month}月{e.at.day}日 {e.at:%H:%M}", 0.14), high=1.9, ruled=True),
            ]
        body += [
            line(cell(0.14, e.name), end(debit(e), 1.1, number=True)),
            line(small(f"{e.at.month}月{e.at.day}日 {e.at:%H:%M}", 0.14), high=1.9, ruled=True),
        ]
    return _page(c, "wallet_month_picker", "账单", body, _truths(spent, "%H:%M"))


def wallet_found(c: Chance) -> Sketch:
    """What a search in a wallet found: each row with its day in full and a word where it did not end well."""
    events = monthly(c, c.whole(3, 6), failures=0.0, name=c.of(PLATFORMS))
    body = [line(cell(0, f"搜索：{events[0].name}", 0.9, "faint"), end("取消", 0.9), fill="card", high=2.2)]
    truth = []
    for k, e in enumerate(events):
        status = Status.FAILED if k == 1 and len(events) > 3 else Status.SUCCESS
        word = "交易关闭" if status is Status.FAILED else ""
        amount = str(e.amount) if status is Status.FAILED else debit(e)
        body += [
            line(cell(0.14, f"{e.name}-还款"), end(amount, 1.1, number=True)),
            line(small("信用借还", 0.14), end(word, 0.8, "faint")),
            line(small(f"{e.at:%Y-%m-%d %H:%M}", 0.14), high=1.9, ruled=True),
        ]
        truth.append(replace(e, status=status).truth(time=f"{e.at:%H:%M}"))
    return _page(c, "wallet_found", "账单", body, truth)


def bank_days(c: Chance) -> Sketch:
    """收支明细 of a bank: months with sums, `01-05 周四` as headings, balances below the amounts."""
    events = with_shops(c, monthly(c, c.whole(2, 4), failures=0.0, name=c.of(PLATFORMS)))
    body: list[Block] = []
    for (year, month), inside in months_of(events):
        body.append(line(cell(0, f"{year}-{month:02d}", 1.1, bold=True), fill="tint"))
        body.append(line(small(f"支出 {total(e.amount for e in inside)}"), end("收入 0.00", 0.8, "faint")))
        for day, on_it in groupby(inside, key=lambda e: e.at.date()):
            body.append(line(small(f"{day:%m-%d} 周{_WEEK[day.weekday()]}")))
            for e in on_it:
                body += [
                    line(cell(0.12, f"快捷支付-{e.name}"), end(debit(e, "thousands"), 1.1, number=True)),
                    line(small(f"{e.at:%H:%M:%S}", 0.12), end(f"余额:{c.amount(10, 9000)}", 0.75, "faint"), high=2.0),
                ]
    return _page(c, "bank_days", "收支明细", body, _truths(events, "%H:%M:%S"))


def bank_long_days(c: Chance) -> Sketch:
    """Days in full as headings, some with two entries, a clock in front of each."""
    events = with_shops(c, monthly(c, c.whole(3, 5), failures=0.0, name=c.of(PLATFORMS)))
    body: list[Block] = []
    for day, on_it in groupby(events, key=lambda e: e.at.date()):
        body.append(line(small(f"{day.year}年{day.month}月{day.day}日  星期{_WEEK[day.weekday()]}"), fill="tint"))
        for e in on_it:
            body += [
                line(
                    cell(0, f"{e.at:%H:%M}", 0.9, "faint"), cell(0.18, f"{e.name}"), end(debit(e, "yen"), number=True)
                ),
                line(small("消费支出", 0.18), end(f"余额 ¥{c.amount(10, 9000)}", 0.75, "faint"), high=1.9, ruled=True),
            ]
    return _page(c, "bank_long_days", "交易明细", body, _truths(events, "%H:%M"))


def bank_months_relative(c: Chance) -> Sketch:
    """The newest days are called 今天 and 昨天; the month above them tells the year, nothing tells the day."""
    events = within_a_year(c, failures=0.0, least=3)
    year = events[0].at.year
    body = [line(cell(0, f"{year}年{events[0].at.month:02d}月", 1.05, bold=True), end("筛选", 0.85, "faint"))]
    truth = []
    month = events[0].at.month
    for k, e in enumerate(events):
        if e.at.month != month:
            month = e.at.month
            body.append(line(cell(0, f"{year}年{month:02d}月", 1.05, bold=True)))
        when = "今天" if not k else f"{e.at:%m月%d日}"
        body += [
            line(cell(0, f"{e.name}代扣"), end(debit(e), 1.1, number=True)),
            line(small(f"{when} {e.at:%H:%M}"), high=1.9, ruled=True),
        ]
        truth.append(e.truth(day=bool(k), time=f"{e.at:%H:%M}"))
    return _page(c, "bank_months_relative", "账户明细", body, truth)


def union_sums(c: Chance) -> Sketch:
    """`2023年01月` with sums in colons, rows with `01月05日 12:34:56` and a state."""
    events = with_shops(c, monthly(c, c.whole(3, 5), failures=0.0, name=c.of(PLATFORMS)))
    body: list[Block] = []
    for (year, month), inside in months_of(events):
        body.append(
            line(
                cell(0, f"{year}年{month:02d}月", bold=True),
                end(f"支出:¥{total(e.amount for e in inside)} 收入:¥0.00", 0.78, "faint"),
                high=2.2,
            )
        )
        for e in inside:
            body += [
                line(cell(0.14, e.name), end(debit(e, "yen"), 1.05, number=True)),
                line(small(f"{e.at:%m月%d日 %H:%M:%S}", 0.14), end("交易成功", 0.8, "faint"), ruled=True, high=1.9),
            ]
    return _page(c, "union_sums", "账单", body, _truths(events, "%H:%M:%S"))


def pay_app_signs(c: Chance) -> Sketch:
    """A shop's wallet: money lent comes in with a plus, repayments go out, each with its second and its state."""
    events = monthly(c, c.whole(3, 6), failures=0.0, name=c.of(PLATFORMS))
    body: list[Block] = [{"b": "tabs", "words": ["全部", "支出", "收入"], "active": 0}]
    for e in events:
        body += [
            line(cell(0, f"{e.name}还款"), end(debit(e), 1.1, number=True)),
            line(small(f"{e.at:%Y-%m-%d %H:%M:%S}"), end("交易成功", 0.8, "faint"), ruled=True, high=1.9),
        ]
    lent = events[-1].at - dt.timedelta(days=30)
    body += [
        line(cell(0, "金条借款"), end(f"+{c.amount(3000, 9000)}", 1.1, number=True)),
        line(small(f"{lent:%Y-%m-%d %H:%M:%S}"), end("交易成功", 0.8, "faint"), ruled=True, high=1.9),
    ]
    return _page(c, "pay_app_signs", "交易记录", body, _truths(events, "%H:%M:%S"))


# --- histories of lenders


def records_with_parts(c: Chance) -> Sketch:
    """还款记录: principal and interest in one line below each amount."""
    events = monthly(c, c.whole(3, 7), failures=0.0)
    body: list[Block] = []
    for e in events:
        (_, main), (_, interest) = c.parts(e.amount, "本金", "利息")
        body += [
            line(cell(0, c.of(("正常还款", "自动还款"))), end(f"{e.amount}", 1.15, number=True), high=1.9),
            line(small(f"{e.at:%Y.%m.%d}"), end(f"本金{main} 利息{interest}", 0.75, "faint"), high=1.9, ruled=True),
        ]
    return _page(c, "records_with_parts", "还款记录", body, _truths(events))


def records_by_loan(c: Chance) -> Sketch:
    """Records below the loan that they repaid, whose own amount and day stand in its heading."""
    body: list[Block] = []
    truth = []
    for _ in range(c.whole(1, 2)):
        events = monthly(c, c.whole(2, 4), failures=0.0)
        lent = events[-1].at - dt.timedelta(days=c.whole(25, 60))
        body.append(
            line(
                cell(0, f"借款{c.whole(3, 20) * 1000:,}.00元", bold=True),
                end(f"{lent:%Y-%m-%d}借", 0.8, "faint"),
                fill="tint",
                high=2.2,
            )
        )
        for k, e in enumerate(events):
            body += [
                line(cell(0, f"第{len(events) - k}期还款"), end(f"¥{e.amount}", 1.05, number=True)),
                line(small(f"{e.at:%Y-%m-%d %H:%M}"), end("已还清", 0.8, "good"), high=1.9, ruled=True),
            ]
        truth += _truths(events, "%H:%M")
    return _page(c, "records_by_loan", "还款记录", body, truth)


def records_with_advert(c: Chance) -> Sketch:
    """An offer stands between the rows, a sum of everything at the foot."""
    events = monthly(c, c.whole(4, 8), failures=0.1)
    body: list[Block] = []
    for k, e in enumerate(events):
        word, tone = RESULT[e.status]
        if k == 2:
            body += [{"b": "banner", "words": "最高可借 200,000.00 元", "action": "立即领取"}, GAP]
        body += [
            line(cell(0, f"{e.at:%Y-%m-%d %H:%M}", 0.9), end(f"¥{e.amount}", 1.1, number=True)),
            line(small(_card(c)), end(word, 0.8, tone), high=1.9, ruled=True),
        ]
    paid = [e.amount for e in events if e.status is Status.SUCCESS]
    body.append(line(small(f"合计还款{len(paid)}笔"), end(f"¥{total(paid)}", 0.9), high=2.4))
    return _page(c, "records_with_advert", "还款记录", body, _truths(events, "%H:%M"))


def records_year_below_day(c: Chance) -> Sketch:
    """`01-05` large, the year small below it, the amount on the right with small decimals."""
    events = monthly(c, c.whole(3, 7), failures=0.0)
    body: list[Block] = []
    for k, e in enumerate(events):
        body += [
            line(
                cell(0, f"{e.at:%m-%d}", 1.1, number=True),
                cell(0.26, f"第{max(1, 12 - k)}期"),
                end(f"{e.amount}", 1.1, number=True),
                high=1.8,
            ),
            line(small(f"{e.at.year}"), small("银行卡还款", 0.26), end("已入账", 0.8, "faint"), high=1.8, ruled=True),
        ]
    return _page(c, "records_year_below_day", "还款流水", body, _truths(events))


def terms_repaid_late(c: Chance) -> Sketch:
    """Terms with due day and day of repayment, some late: what was due stands small beside what was paid."""
    events = monthly(c, c.whole(3, 6), failures=0.0)
    body: list[Block] = []
    for k, e in enumerate(events):
        late = c.whole(0, 4)
        due = e.at.date() - dt.timedelta(days=late) if late else e.at.date() + dt.timedelta(days=2)
        state = f"逾期{late}天还清" if late else "按时还清"
        body.append(
            card(
                rows(
                    "split",
                    [
                        ("应还款日", f"{due}"),
                        ("应还金额", f"{e.amount}元"),
                        ("实际还款日", f"{e.at:%Y-%m-%d}"),
                        ("实还金额", f"{e.amount}元"),
                    ],
                ),
                title=f"第{len(events) - k}期",
                side=state,
            )
        )
        body.append(GAP)
    return _page(c, "terms_repaid_late", "历史账单", body, _truths(events))


def wide_table(c: Chance) -> Sketch:
    """A lender's page in a browser: a table with due and paid, the state last."""
    events = monthly(c, c.whole(4, 9), failures=0.0)
    lines = [
        (f"{len(events) - k}", f"{e.at:%Y-%m-%d %H:%M:%S}", str(e.amount), str(e.amount), "成功")
        for k, e in enumerate(events)
    ]
    body: list[Block] = [
        line(cell(0, "我的借款 > 还款记录", 0.9, "faint")),
        {
            "b": "table",
            "columns": ["期次", "还款时间", "应还金额(元)", "实还金额(元)", "还款状态"],
            "widths": [0.6, 1.8, 1.2, 1.2, 1],
            "rows": lines,
        },
    ]
    return _page(c, "wide_table", "还款记录", body, _truths(events, "%H:%M:%S"), width=820, pixels=1.6, dark=False)


# --- messages and notices


def _bank_text(c: Chance, e: Event, tail: str, bank: str) -> str:
    return c.of(
        (
            f"【{bank}】您尾号{tail}的储蓄卡于{e.at.month}月{e.at.day}日{e.at:%H:%M}向{e.name}消费支出人民币{_plain(e)}元，活期余额{c.amount(5, 9000)}元。",
            f"【{bank}】您账户{tail}于{e.at:%m月%d日}{e.at:%H:%M}在{e.name}快捷支付{_plain(e)}元，余额{c.amount(5, 9000)}，点击详情。",
            f"【{bank}】尾号{tail}账户{e.at:%m月%d日%H:%M}支出{_plain(e)}元，余额{c.amount(5, 9000)}元，对方：{e.name}。",
        )
    )


def _in_time(c: Chance, low: int, high: int) -> list[Event]:
    return sorted(monthly(c, c.whole(low, high), failures=0.0, name=c.of(PLATFORMS)), key=lambda e: e.at)


def sms_weekday_heads(c: Chance) -> Sketch:
    """`1月5日 周四 09:12` above the bubbles of a bank; nothing tells the year."""
    bank, tail = c.of(BANKS), c.of(TAILS)
    body: list[Block] = []
    truth = []
    for e in _in_time(c, 2, 4):
        body.append({"b": "when", "words": f"{e.at.month}月{e.at.day}日 周{_WEEK[e.at.weekday()]} {e.at:%H:%M}"})
        body.append({"b": "bubble", "words": _bank_text(c, e, tail, bank)})
        truth.append(e.truth(day=False, time=f"{e.at:%H:%M}"))
    return _page(c, "sms_weekday_heads", "95533", body, truth)


def sms_slashes(c: Chance) -> Sketch:
    """`2023/1/5 09:12` above the bubbles, a reminder before each debit."""
    bank, tail = c.of(BANKS), c.of(TAILS)
    body: list[Block] = []
    truth = []
    for e in _in_time(c, 2, 4):
        before = e.at - dt.timedelta(days=2)
        body.append({"b": "when", "words": f"{before.year}/{before.month}/{before.day} {before:%H:%M}"})
        asked = f"【{bank}】您的{e.name}借款{_plain(e)}元将于{e.at.month}月{e.at.day}日自动扣款，请确保卡内余额充足。"
        body.append({"b": "bubble", "words": asked})
        body.append({"b": "when", "words": f"{e.at.year}/{e.at.month}/{e.at.day} {e.at:%H:%M}"})
        body.append({"b": "bubble", "words": _bank_text(c, e, tail, bank)})
        truth.append(e.truth(time=f"{e.at:%H:%M}"))
    return _page(c, "sms_slashes", f"1069{c.digits(9)}", body, truth)


def sms_full_days(c: Chance) -> Sketch:
    """Headings 今天, 昨天 and weekdays; the lender's messages give their own day in full."""
    body: list[Block] = []
    truth = []
    sign = c.of(("示例消金", "分期乐", "360借条", "还呗"))
    for e, above in zip(_in_time(c, 2, 3), ("星期三 09:12", "昨天 18:40", "今天 12:05"), strict=False):
        words = c.of(
            (
                f"【{sign}】您好，您于{e.at.year}年{e.at.month:02d}月{e.at.day:02d}日成功还款{_plain(e)}元，感谢您的使用。",
                f"【{sign}】尊敬的客户，您的借款已于{e.at:%Y-%m-%d}还款成功，金额{_plain(e)}元，如有疑问请致电客服。",
            )
        )
        body += [{"b": "when", "words": above}, {"b": "bubble", "words": words}]
        truth.append(e.truth())
    return _page(c, "sms_full_days", f"1069{c.digits(9)}", body, truth)


def service_cards(c: Chance) -> Sketch:
    """服务通知: a first sentence, labels with colons, a note; a bill due stands among them."""
    body: list[Block] = []
    truth = []
    for e in _in_time(c, 2, 4):
        if c.odds(0.5):
            asked = e.at - dt.timedelta(days=3)
            due: list[tuple[str, object]] = [("账单金额", f"{e.amount}元"), ("最后还款日", f"{e.at:%Y年%m月%d日}")]
            body += [
                {"b": "when", "words": f"{asked.year}年{asked.month}月{asked.day}日 {asked:%H:%M}"},
                card({"b": "text", "words": "账单提醒", "tone": "ink", "k": 1.1}, GAP, rows("inline", due)),
                GAP,
            ]
        pairs: list[tuple[str, object]] = [
            ("还款金额", f"{e.amount}元"),
            ("还款时间", f"{e.at:%Y-%m-%d %H:%M:%S}"),
            ("还款方式", _card(c)),
            ("备注", "感谢您的使用，点击查看详情"),
        ]
        body += [
            {"b": "when", "words": f"{e.at.year}年{e.at.month}月{e.at.day}日 {e.at:%H:%M}"},
            card(
                {"b": "text", "words": "还款成功通知", "tone": "ink", "k": 1.1},
                {"b": "text", "words": f"您好，您的{e.name}已还款成功"},
                GAP,
                rows("inline", pairs),
            ),
            GAP,
        ]
        truth.append(e.truth(time=f"{e.at:%H:%M:%S}"))
    return _page(c, "service_cards", e.name, body, truth)


def locked_phone(c: Chance) -> Sketch:
    """Notices on a locked phone, name and age above each; a bank's names the day with its month."""
    e = monthly(c, 1, failures=0.0, name=c.of(PLATFORMS))[0]
    tail, bank = c.of(TAILS), c.of(BANKS)
    body: list[Block] = [
        line(cell(0.5, f"{e.at:%H:%M}", 3.4, side="center"), high=5),
        line(cell(0.5, f"{e.at.month}月{e.at.day}日 星期{_WEEK[e.at.weekday()]}", side="center")),
        GAP,
    ]
    notices = [
        (
            bank,
            f"您尾号{tail}的账户于{e.at.month}月{e.at.day}日{e.at:%H:%M}向{e.name}支付人民币{_plain(e)}元，余额{c.amount(9, 900)}元。",
        ),
        ("微信", "[3条]家人群：今天回来吃饭吗"),
        (f"{c.of(SHOPS)}", "满300减50，点击领取88元红包"),
    ]
    for name, words in c.shuffled(notices):
        body += [
            card(
                line(cell(0, name, 0.85, "faint"), end(c.of(("现在", "5分钟前", "1小时前")), 0.8, "faint")),
                {"b": "text", "words": words, "tone": "ink"},
            ),
            GAP,
        ]
    return _page(c, "locked_phone", "通知中心", body, [e.truth(day=False, time=f"{e.at:%H:%M}")])


def bank_feed(c: Chance) -> Sketch:
    """动账通知 of a bank's app: a moment above each card, a sentence in it."""
    tail = c.of(TAILS)
    body: list[Block] = []
    truth = []
    for e in reversed(_in_time(c, 2, 5)):
        body += [
            {"b": "when", "words": f"{e.at:%Y-%m-%d %H:%M}"},
            card(
                line(cell(0, "账户动账通知", bold=True), end("支出", 0.8, "faint")),
                {
                    "b": "text",
                    "tone": "ink",
                    "words": f"您尾号{tail}的账户于{e.at.month}月{e.at.day}日{e.at:%H:%M}发生快捷支付({e.name})，支出{_plain(e)}元，余额{c.amount(9, 900)}元。",
                },
            ),
            GAP,
        ]
        truth.append(e.truth(time=f"{e.at:%H:%M}"))
    return _page(c, "bank_feed", "消息", body, truth)


def transfer_bubbles(c: Chance) -> Sketch:
    """Transfers to somebody who collects, in a chat: taken, not yet taken, given back."""
    name = c.of(PLATFORMS)
    events = _in_time(c, 2, 3)
    said = ((Status.SUCCESS, "已收款"), (Status.PENDING, "待收款"), (Status.REFUNDED, "已退还"))
    body: list[Block] = []
    truth = []
    for k, e in enumerate(events):
        status, word = c.of(said) if k else said[0]
        body += [
            {"b": "when", "words": f"{e.at.year}年{e.at.month}月{e.at.day}日 {e.at:%H:%M}"},
            {"b": "bubble", "who": "李四", "words": f"{name}第{k + 1}期还款转给我"},
            card(
                line(cell(0, f"¥{e.amount}", 1.2, number=True), high=2.0),
                line(cell(0, word, 0.85, "faint")),
                {"b": "line"},
                line(cell(0, "微信转账", 0.72, "faint")),
            ),
            GAP,
        ]
        truth.append(replace(e, status=status).truth(time=f"{e.at:%H:%M}"))
    body.append({"b": "input", "words": ""})
    return _page(c, "transfer_bubbles", "李四", body, truth)


def passed_on(c: Chance) -> Sketch:
    """聊天记录 passed on: a name with a moment above each line, a bank's messages among the talk."""
    bank, tail = c.of(BANKS), c.of(TAILS)
    me, other = c.some(PEOPLE, 2)
    body: list[Block] = []
    truth = []
    for e in _in_time(c, 2, 3):
        body += [
            line(small(me), end(f"{e.at.year}年{e.at.month}月{e.at.day}日 {e.at:%H:%M}", 0.75, "faint")),
            {"b": "text", "tone": "ink", "k": 0.95, "words": _bank_text(c, e, tail, bank)},
            GAP,
            line(small(other), end(f"{e.at.year}年{e.at.month}月{e.at.day}日 {e.at:%H:%M}", 0.75, "faint")),
            {"b": "text", "tone": "ink", "k": 0.95, "words": c.of(("好的", "收到了", "这个月也还了"))},
            GAP,
        ]
        truth.append(e.truth(time=f"{e.at:%H:%M}"))
    return _page(c, "passed_on", f"{me}和{other}的聊天记录", body, truth)


def help_desk(c: Chance) -> Sketch:
    """A talk with a lender's help desk about what is due: amounts and days, no payment."""
    owed, at = c.amount(), c.moment()
    said = [
        ("客服", "您好，请问有什么可以帮您？"),
        ("我", f"我{at.month}月的账单为什么显示逾期"),
        ("客服", f"您本期应还{str(owed).replace(',', '')}元，还款日为{at.month}月{at.day}日，建议您尽快还款"),
        ("我", "可以晚几天吗"),
        ("客服", "逾期将按日收取0.05%的罚息，并可能影响您的征信"),
    ]
    body: list[Block] = [{"b": "when", "words": f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"}]
    body += [{"b": "bubble", "who": who, "words": words, "mine": who == "我"} for who, words in said]
    body += [{"b": "tabs", "words": ["查账单", "开证明", "人工客服"], "active": 0}, {"b": "input", "words": "请输入"}]
    return Sketch("help_desk", c.theme(big=False), [nav("在线客服")], body, Truth(Kind.OTHER))


def help_desk_confirms(c: Chance) -> Sketch:
    """A help desk that confirms a repayment in a sentence."""
    e = monthly(c, 1, failures=0.0, name=c.of(PLATFORMS))[0]
    asked = e.at + dt.timedelta(days=c.whole(20, 200))
    told = f"您好，经查询，您第{c.whole(1, 12)}期借款已于{e.at.year}年{e.at.month}月{e.at.day}日成功还款{_plain(e)}元"
    body: list[Block] = [
        {"b": "when", "words": f"{asked.year}年{asked.month}月{asked.day}日 {asked:%H:%M}"},
        {"b": "bubble", "who": "我", "words": "帮我查一下这期还了没有", "mine": True},
        {"b": "bubble", "who": "客服", "words": told},
        {"b": "bubble", "who": "客服", "words": "请问还有什么可以帮您？"},
        {"b": "input", "words": "请输入您的问题"},
    ]
    return _page(c, "help_desk_confirms", f"{e.name}客服", body, [e.truth()])


def app_messages(c: Chance) -> Sketch:
    """消息 of a lender without a sender in brackets: title, sentence, `01-05 12:34` at the foot, the year in the sentence."""
    body: list[Block] = []
    truth = []
    who = c.of(LENDERS)
    for e in reversed(_in_time(c, 2, 4)):
        words = f"您在{who}的借款，{e.at.year}年{e.at.month}月{e.at.day}日已成功还款{_plain(e)}元，剩余本金{c.amount(900, 9000)}元。"
        body += [
            card(
                line(cell(0, "还款成功", bold=True)),
                {"b": "text", "words": words, "tone": "ink"},
                line(small(f"{e.at:%m-%d %H:%M}"), end("查看详情 ›", 0.8, "faint")),
            ),
            GAP,
        ]
        truth.append(e.truth())
    return _page(c, "app_messages", "消息中心", body, truth)


MAKERS: tuple[Maker, ...] = (
    wallet_month_picker,
    wallet_found,
    bank_days,
    bank_long_days,
    bank_months_relative,
    union_sums,
    pay_app_signs,
    records_with_parts,
    records_by_loan,
    records_with_advert,
    records_year_below_day,
    terms_repaid_late,
    wide_table,
    sms_weekday_heads,
    sms_slashes,
    sms_full_days,
    service_cards,
    locked_phone,
    bank_feed,
    transfer_bubbles,
    passed_on,
    help_desk,
    help_desk_confirms,
    app_messages,
)
