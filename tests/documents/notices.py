"""Screens on which machines tell of payments in other words and places than text messages in a thread: notices of
apps, cards of wallets, threads whose days stand between the bubbles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from lehua_desktop.core.facts import Kind, Status

from . import TruePayment, Truth
from .chance import BANKS, PLATFORMS, TAILS, Chance, write_money
from .ledgers import cell, end, line, small
from .sketch import GAP, Block, Maker, Sketch, card, nav, rows
from .threads import Event, listed, monthly

_WEEK = "一二三四五六日"


def _plain(e: Event) -> str:
    return str(e.amount).replace(",", "")


def _bank_words(c: Chance, e: Event, tail: str, bank: str) -> tuple[str, str | None]:
    """A bank's words on a debit, and the clock as they give it."""
    amount, left, name = _plain(e), str(c.amount(5, 9000)), e.name
    clock, at = f"{e.at:%H:%M}", e.at
    return c.of(
        (
            (f"您尾号{tail}账户{at:%m月%d日}{clock}完成代扣交易人民币-{amount}，余额{left}。【{bank}】", clock),
            (f"【{bank}】您的借记卡账户{tail}，于{at:%m月%d日}支出(代扣)人民币{amount}元，交易后余额{left}元。", None),
            (
                f"【{bank}】您尾号{tail}的卡于{at.month}月{at.day}日{at.hour}时{at:%M}分向{name}支付{amount}元，余额{left}元。",
                clock,
            ),
            (f"【{bank}】{at:%y}年{at:%m}月{at:%d}日{clock}您尾号{tail}账户扣款金额{amount}元，余额{left}元。", clock),
            (f"【{bank}】您账户*{tail}于{at:%m/%d} {clock}网上支付支出{amount}元({name})，余额{left}元。", clock),
            (
                f"【{bank}】{at:%Y-%m-%d} {clock} 您尾号{tail}的账户支出{amount}元，摘要：{name}还款，余额{left}元。",
                clock,
            ),
        )
    )


def _lender_words(c: Chance, e: Event, tail: str, number: int) -> str:
    amount, at = _plain(e), e.at
    if e.status is Status.FAILED:
        return c.of(
            (
                f"您{at:%m月%d日}的账单{amount}元扣款失败，请保证尾号{tail}卡余额充足。",
                f"抱歉，您第{number}期{amount}元还款失败，原因：银行卡余额不足。",
            )
        )
    return c.of(
        (
            f"您已成功还款{amount}元，第{number}期账单已结清。",
            f"您的第{number}期还款{amount}元已到账，感谢您的信任。",
            f"尾号{tail}银行卡已成功扣款{amount}元，用于归还{at.month}月账单。",
            f"还款成功！本次还款{amount}元，可在“还款记录”查看。",
        )
    )


def _oldest(c: Chance, least: int, most: int, failures: float = 0.2) -> list[Event]:
    return sorted(monthly(c, c.whole(least, most), failures=failures, name=c.of(PLATFORMS)), key=lambda e: e.at)


def _sketch(c: Chance, name: str, title: str, body: Sequence[Block], truth: Sequence[TruePayment]) -> Sketch:
    return Sketch(f"notice_{name}", c.theme(big=False), [nav(title)], body, listed(truth), fills_screen=False)


def clock_below(c: Chance) -> Sketch:
    """The day stands between the bubbles, the clock below each."""
    tail, bank = c.of(TAILS), c.of(BANKS)
    body: list[Block] = []
    truth = []
    for e in _oldest(c, 2, 5, 0):
        words, clock = _bank_words(c, e, tail, bank)
        body.append({"b": "when", "words": f"{e.at.year}年{e.at.month}月{e.at.day}日 星期{_WEEK[e.at.weekday()]}"})
        body += [{"b": "bubble", "words": words}, line(small(f"{e.at:%H:%M}", 0.02), high=1.0)]
        # A bank that does not name whom it paid does not say that it was about a loan.
        truth.append(replace(e.truth(time=clock), about_loan=e.name in words))
    return _sketch(c, "clock_below", bank, body, truth)


def message_centre(c: Chance) -> Sketch:
    """消息中心 of a lender: a title with the day beside it, a sentence below."""
    tail, body, truth = c.of(TAILS), list[Block](), []
    platform = c.of(PLATFORMS)
    for k, e in enumerate(reversed(_oldest(c, 2, 5))):
        title = "还款成功" if e.status is Status.SUCCESS else "还款失败"
        body += [
            card(
                line(cell(0, f"{title}通知", bold=True), end(f"{e.at:%Y-%m-%d %H:%M}", 0.78, "faint")),
                {"b": "text", "words": _lender_words(c, e, tail, max(1, 9 - k)), "tone": "ink"},
            ),
            GAP,
        ]
        truth.append(e.truth(time=f"{e.at:%H:%M}"))
    return _sketch(c, "message_centre", f"{platform}消息", body, truth)


def wallet_vouchers(c: Chance) -> Sketch:
    """支付凭证 of a wallet in a chat: the amount large, what it was for below, the day above."""
    body: list[Block] = []
    truth = []
    for e in _oldest(c, 2, 4, 0):
        body.append({"b": "when", "words": f"{e.at.year}年{e.at.month}月{e.at.day}日 {e.at:%H:%M}"})
        body.append(
            card(
                line(cell(0, "微信支付凭证", 0.9, "faint")),
                line(cell(0.5, "付款金额", 0.85, "faint", "center")),
                line(cell(0.5, write_money(e.amount, "yen"), 1.8, side="center", number=True), high=2.6),
                rows(
                    "column",
                    [
                        ("收款方", e.name),
                        ("支付方式", f"{c.of(BANKS)}({c.of(TAILS)})"),
                        ("交易状态", "支付成功，对方已收款"),
                    ],
                ),
            )
        )
        truth.append(e.truth(time=f"{e.at:%H:%M}"))
    return _sketch(c, "wallet_vouchers", "微信支付", body, truth)


def bank_cards(c: Chance) -> Sketch:
    """交易提醒 of a bank's account: labels in colons, days without a year, the year in the line above."""
    body: list[Block] = []
    truth = []
    tail = c.of(TAILS)
    for e in _oldest(c, 2, 4, 0):
        body.append({"b": "when", "words": f"{e.at:%Y年%m月%d日 %H:%M}"})
        pairs: list[tuple[str, object]] = [
            ("交易卡号", f"尾号{tail}"),
            ("交易时间", f"{e.at:%m月%d日 %H:%M}"),
            ("交易类型", "网上支付"),
            ("交易金额", f"支出{_plain(e)}元"),
            ("交易商户", e.name),
            ("可用余额", f"{c.amount(10, 9000)}元"),
        ]
        body += [card({"b": "text", "words": "交易提醒", "tone": "ink", "k": 1.1}, GAP, rows("inline", pairs)), GAP]
        truth.append(e.truth(time=f"{e.at:%H:%M}"))
    return _sketch(c, "bank_cards", c.of(BANKS), body, truth)


def lock_screen(c: Chance) -> Sketch:
    """Notices on a locked phone: no day on any of them."""
    body: list[Block] = [line(cell(0.5, "14:08", 3.4, side="center"), high=5), GAP]
    truth = []
    tail = c.of(TAILS)
    for k, e in enumerate(_oldest(c, 1, 2, 0)):
        body += [
            card(
                line(cell(0, e.name, 0.85, "faint"), end(f"{c.whole(2, 50)}分钟前", 0.8, "faint")),
                {"b": "text", "words": _lender_words(c, e, tail, k + 1), "tone": "ink"},
            ),
            GAP,
        ]
        truth.append(e.truth(day=False))
    return _sketch(c, "lock_screen", "通知中心", body, truth)


def told_days(c: Chance) -> Sketch:
    """动态 of a loan: a day, and a sentence on what was done."""
    body: list[Block] = []
    truth = []
    for e in reversed(_oldest(c, 3, 6)):
        done = e.status is Status.SUCCESS
        body += [
            line(cell(0, "", badge="dot"), cell(0.06, f"{e.at:%Y-%m-%d}", 0.9), high=1.5),
            line(cell(0.06, f"{'还款成功' if done else '还款失败'}，金额{_plain(e)}元", 0.95), high=2.2),
        ]
        truth.append(e.truth())
    return _sketch(c, "told_days", "还款动态", body, truth)


def transfer_in_chat(c: Chance) -> Sketch:
    """A transfer in a chat to somebody who collects for a lender."""
    e = _oldest(c, 1, 1, 0)[0]
    body: list[Block] = [
        {"b": "when", "words": f"{e.at.year}年{e.at.month}月{e.at.day}日 {e.at:%H:%M}"},
        {"b": "bubble", "who": "李四", "words": f"您好，{e.name}第3期还款转给我就可以"},
        card(
            line(cell(0, write_money(e.amount, "yen"), 1.3, number=True), high=2.0),
            line(cell(0, "已被接收", 0.85, "faint")),
            line(cell(0, "转账", 0.75, "faint")),
        ),
        {"b": "bubble", "who": "张三", "words": "转了", "mine": True},
    ]
    return Sketch("notice_transfer_in_chat", c.theme(big=False), [nav("李四")], body, _one(e), fills_screen=False)


def _one(e: Event) -> Truth:
    return Truth(Kind.PAYMENT_LIST, (e.truth(time=f"{e.at:%H:%M}"),))


def relative_headings(c: Chance) -> Sketch:
    """Bubbles below 昨天 and weekdays; the messages name their own day without a year."""
    tail, bank = c.of(TAILS), c.of(BANKS)
    body: list[Block] = []
    truth = []
    for e, above in zip(_oldest(c, 2, 3, 0), ("星期三 09:12", "昨天 18:40", "12:05"), strict=False):
        body.append({"b": "when", "words": above})
        body.append(
            {
                "b": "bubble",
                "words": f"【{bank}】您尾号{tail}卡{e.at:%m月%d日}{e.at:%H:%M}向{e.name}快捷支付{_plain(e)}元。",
            }
        )
        truth.append(e.truth(day=False, time=f"{e.at:%H:%M}"))
    return _sketch(c, "relative_headings", "95588", body, truth)


def days_of_month(c: Chance) -> Sketch:
    """A bank that writes `9日14:33`; month and year stand above the bubble."""
    tail, bank = c.of(TAILS), c.of(BANKS)
    body: list[Block] = []
    truth = []
    for e in _oldest(c, 2, 4, 0):
        sent = e.at + dt.timedelta(minutes=1)
        body.append({"b": "when", "words": f"{sent.year}年{sent.month}月{sent.day}日 {sent:%H:%M}"})
        words = f"【{bank}】您尾号{tail}账户{e.at.day}日{e.at:%H:%M}快捷支付支出{_plain(e)}元（{e.name}），余额{c.amount(5, 900)}元。"
        body.append({"b": "bubble", "words": words})
        truth.append(replace(e.truth(), time=None))
    return _sketch(c, "days_of_month", "95561", body, truth)


def paid_cards(c: Chance) -> Sketch:
    """Cards of a platform in a chat: a title, a sentence, labels below each other."""
    body: list[Block] = []
    truth = []
    for k, e in enumerate(_oldest(c, 2, 4)):
        done = e.status is Status.SUCCESS
        body.append({"b": "when", "words": f"{e.at.month}月{e.at.day}日 {e.at:%H:%M}"})
        pairs: list[tuple[str, object]] = [
            ("还款金额", f"{_plain(e)}元"),
            ("还款期数", f"第{k + 1}期"),
            ("还款时间", f"{e.at:%Y年%m月%d日 %H:%M}"),
        ]
        title = "还款成功提醒" if done else "还款失败提醒"
        body += [
            card(
                {"b": "text", "words": title, "tone": "ink", "k": 1.1},
                GAP,
                rows("inline", pairs),
                {"b": "text", "words": "点击查看详情 ›"},
            ),
            GAP,
        ]
        truth.append(e.truth(time=f"{e.at:%H:%M}"))
    return _sketch(c, "paid_cards", c.of(PLATFORMS), body, truth)


MAKERS: tuple[Maker, ...] = (
    clock_below,
    message_centre,
    wallet_vouchers,
    bank_cards,
    lock_screen,
    told_days,
    transfer_in_chat,
    relative_headings,
    days_of_month,
    paid_cards,
)
