"""Screens on which people and machines write: text messages, notices, chats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lehua_desktop.core.days import add_months
from lehua_desktop.core.facts import Kind, Status
from lehua_desktop.core.money import Money

from . import TruePayment, Truth
from .chance import BANKS, LENDERS, PEOPLE, PLATFORMS, TAILS, Chance, write_money
from .sketch import GAP, Block, Maker, Sketch, card, nav, rows

RESULT = {
    Status.SUCCESS: ("还款成功", "good"),
    Status.FAILED: ("还款失败", "warn"),
    Status.PENDING: ("处理中", "faint"),
    Status.REFUNDED: ("已全额退款", "faint"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """A movement of money in a list."""

    at: dt.datetime
    amount: Money
    status: Status = Status.SUCCESS
    name: str = ""
    about_loan: bool = True

    def truth(self, *, day: bool = True, time: str | None = None) -> TruePayment:
        return TruePayment(self.at.date() if day else None, self.amount, self.status, time, self.about_loan)


def monthly(c: Chance, count: int, *, failures: float = 0.15, name: str = "") -> list[Event]:
    """Repayments of one loan, the newest first; now and then a debit fails some hours before one succeeds."""
    amount, last = c.amount(200, 3000), c.moment()
    events: list[Event] = []
    for back in range(count):
        day = add_months(last.date(), -back) - dt.timedelta(days=c.whole(0, 3))
        at = dt.datetime.combine(day, dt.time(c.whole(9, 21), c.whole(0, 59), c.whole(0, 59)))
        events.append(Event(at, amount, name=name))
        if c.odds(failures):
            events.append(Event(at - dt.timedelta(hours=c.whole(1, 8)), amount, Status.FAILED, name))
    return events


def listed(payments: Sequence[TruePayment]) -> Truth:
    return Truth(Kind.PAYMENT_LIST, tuple(payments))


@dataclass(frozen=True, slots=True)
class Sms:
    """A text message and the movement of money that it reports, if any."""

    at: dt.datetime
    words: str
    payment: TruePayment | None = None


def _messages(c: Chance, events: Sequence[Event], bank: bool) -> list[Sms]:
    """Reminders, failures and successes of one sender, the oldest first."""
    sign = f"【{c.of(BANKS)}】" if bank else f"【{c.of(('示例消金', '乐花', '拍拍贷', '还呗', '分期乐'))}】"
    tail, platform = c.of(TAILS), c.of(PLATFORMS)
    out: list[Sms] = []
    for e in sorted(events, key=lambda e: e.at):
        amount, day = str(e.amount).replace(",", ""), f"{e.at:%m月%d日}"
        sent = e.at + dt.timedelta(minutes=c.whole(0, 3))
        clock = f"{e.at:%H:%M}"
        if e.status is Status.FAILED:
            words = c.of(
                (
                    f"{sign}您尾号{tail}卡{day}{platform}扣款{amount}元失败，原因：余额不足，请及时还款。",
                    f"{sign}{platform}本期账单{amount}元扣款失败，请于今日24点前补足银行卡余额。",
                )
            )
            out.append(Sms(sent, words, e.truth()))
            continue
        if c.odds(0.6):
            asked = f"{sign}温馨提醒：您{platform}本期应还{amount}元，请于{e.at:%m月%d日}前存入尾号{tail}的银行卡。"
            out.append(Sms(e.at - dt.timedelta(days=3), asked))
        if bank:
            balance = str(c.amount(5, 90000))
            words = c.of(
                (
                    f"{sign}您尾号{tail}的储蓄卡{day}{clock}快捷支付支出人民币{amount}元，商户{platform}，余额{balance}元。",
                    f"{sign}您账户{tail}于{day}{clock}在财付通-{platform}快捷支付{amount}元，余额{balance}",
                    f"{sign}您尾号{tail}卡{day}{clock}{platform}还款支出(代扣){amount}元，活期余额{balance}元。",
                )
            )
            out.append(Sms(sent, words, e.truth(time=clock)))
        else:
            words = c.of(
                (
                    f"{sign}您于{day}成功还款{amount}元，本期账单已还清。回T退订",
                    f"{sign}尊敬的客户，您{platform}第{c.whole(1, 12)}期{amount}元已于{day}还款成功，感谢您的支持。",
                    f"{sign}扣款成功！您{day}的还款{amount}元已从尾号{tail}银行卡扣除。",
                )
            )
            out.append(Sms(sent, words, e.truth()))
    return out


NOISE = (
    "【示例商城】年中大促，满300减50，下单立减，拒收请回复R",
    "【中国移动】您本月话费余额38.20元，账单详情请登录掌厅查询。",
    "【示例科技】您的验证码为385021，5分钟内有效，请勿泄露。",
)


def _thread(c: Chance, layout: str, messages: Sequence[Sms], *, dated: str, **look: Any) -> Sketch:
    body: list[Block] = []
    for message in messages:
        at = message.at
        half = "上午" if at.hour < 12 else "下午"
        hour = at.hour if at.hour < 13 else at.hour - 12
        words = {
            "ios": f"{at.year}年{at.month}月{at.day}日 周{'一二三四五六日'[at.weekday()]} {half}{hour}:{at:%M}",
            "miui": f"{at:%Y-%m-%d %H:%M}",
            "harmony": f"{at.year}年{at.month}月{at.day}日 {half}{hour}:{at:%M}",
            "none": f"{at.month}月{at.day}日 {at:%H:%M}",
        }[dated]
        body += [{"b": "when", "words": words}, {"b": "bubble", "words": message.words}]
    year = dated != "none"
    truth = [
        m.payment if year else TruePayment(None, m.payment.amount, m.payment.status, m.payment.time)
        for m in messages
        if m.payment
    ]
    head = [nav(f"1069{c.digits(8)}")]
    body.append({"b": "input", "words": c.of(("短信/彩信", "信息", "发送短信"))})
    return Sketch(layout, c.theme(**look), head, body, listed(truth), fills_screen=False)


def sms_lender(c: Chance) -> Sketch:
    """A lender's messages under lines with full dates, one message among them about something else."""
    messages = _messages(c, monthly(c, c.whole(2, 5), failures=0.4), bank=False)
    return _thread(c, "sms_lender", messages, dated=c.of(("ios", "harmony")), phone="ios")


def sms_bank(c: Chance) -> Sketch:
    """A bank's messages; each names a balance too."""
    messages = _messages(c, monthly(c, c.whole(2, 6), failures=0.2), bank=True)
    return _thread(c, "sms_bank", messages, dated=c.of(("miui", "harmony")))


def sms_without_year(c: Chance) -> Sketch:
    """Messages of which nothing tells the year, advertisements between them."""
    messages = _messages(c, monthly(c, c.whole(1, 4)), bank=c.odds(0.5))
    messages.append(Sms(messages[-1].at + dt.timedelta(days=1), c.of(NOISE)))
    return _thread(c, "sms_without_year", messages, dated="none")


def bank_chat(c: Chance) -> Sketch:
    """Notices of a bank in a chat, as cards with labelled lines under lines with the day."""
    body: list[Block] = []
    truth: list[TruePayment] = []
    tail = c.of(TAILS)
    for e in reversed(monthly(c, c.whole(2, 4), failures=0.3)):
        moment, failed = c.write(e.at, ("dash-minutes", "han-bare")), e.status is Status.FAILED
        body.append({"b": "when", "words": f"{e.at.year}年{e.at.month}月{e.at.day}日 {e.at:%H:%M}"})
        pairs: list[tuple[str, object]] = [
            ("交易时间", moment.words),
            ("交易账户", f"尾号{tail}"),
            ("交易类型", c.of(("快捷支付", "代扣"))),
            ("交易金额", write_money(e.amount, "rmb")),
            ("交易对方", c.of(LENDERS)),
            ("账户余额", write_money(c.amount(10, 60000), "rmb")),
        ]
        if failed:
            pairs = [*pairs[:-1], ("失败原因", "账户余额不足")]
        body.append(
            card(
                {"b": "text", "words": "扣款失败提醒" if failed else "账户变动提醒", "tone": "ink", "k": 1.1},
                GAP,
                rows("inline", pairs),
            )
        )
        truth.append(e.truth(time=moment.time))
    return Sketch("bank_chat", c.theme(), [nav(f"{c.of(BANKS)}")], body, listed(truth), fills_screen=False)


def family_chat(c: Chance) -> Sketch:
    """A group in which somebody passes on the bank's messages and others answer."""
    body: list[Block] = []
    truth: list[TruePayment] = []
    me, other = c.some(PEOPLE, 2)
    for sms in _messages(c, monthly(c, c.whole(1, 3), failures=0.0), bank=True):
        body.append({"b": "when", "words": f"{sms.at.year}年{sms.at.month}月{sms.at.day}日 {sms.at:%H:%M}"})
        body.append({"b": "bubble", "who": me, "words": sms.words, "named": True})
        if c.odds(0.6):
            body.append(
                {
                    "b": "bubble",
                    "who": other,
                    "words": c.of(("收到，已经还了就好", "好的👌"[:2], "这个月的也还上了")),
                    "mine": True,
                }
            )
        if sms.payment:
            truth.append(sms.payment)
    head = [nav(f"相亲相爱一家人({c.whole(3, 9)})")]
    body.append({"b": "input", "words": ""})
    return Sketch("family_chat", c.theme(big=False), head, body, listed(truth), fills_screen=False)


def talk_of_money(c: Chance) -> Sketch:
    """Friends who talk of money: amounts and days, no payment."""
    me, other = c.some(PEOPLE, 2)
    day, owed = c.moment(), c.amount()
    said = [
        (other, f"你那个{c.of(PLATFORMS)}这个月要还多少"),
        (me, f"{write_money(owed, 'yuan')}，{day.day}号前还"),
        (other, c.of(("我先借你500吧", "那你月底能还我1000吗"))),
        (me, c.of(("不用了，发工资就还", "好的，到时候转你"))),
        (other, f"上次征信上写我逾期，我{day.month}月明明还了{c.whole(200, 900)}"),
        (me, "去找客服要还款证明"),
    ]
    body: list[Block] = [{"b": "when", "words": f"{day.month}月{day.day}日 {day:%H:%M}"}]
    body += [{"b": "bubble", "who": who, "words": words, "mine": who == me} for who, words in said]
    body += [{"b": "input", "words": ""}, *([{"b": "keyboard"}] if c.odds(0.4) else [])]
    return Sketch("talk_of_money", c.theme(big=False), [nav(other)], body, Truth(Kind.OTHER))


def service_notices(c: Chance) -> Sketch:
    """服务通知 with several cards, a reminder among them."""
    body: list[Block] = []
    truth: list[TruePayment] = []
    for e in reversed(monthly(c, c.whole(2, 4), failures=0.2)):
        moment, platform, tail = c.write(e.at, ("dash-seconds", "han-bare")), c.of(PLATFORMS), c.of(TAILS)
        if c.odds(0.4):
            asked = e.at - dt.timedelta(days=3)
            body.append({"b": "when", "words": f"{asked:%Y年%m月%d日 %H:%M}"})
            due: list[tuple[str, object]] = [
                ("应还金额", write_money(e.amount, "yuan")),
                ("还款日", f"{e.at:%Y-%m-%d}"),
                ("温馨提示", "请确保银行卡余额充足"),
            ]
            body.append(card({"b": "text", "words": "还款提醒", "tone": "ink", "k": 1.1}, GAP, rows("column", due)))
        failed = e.status is Status.FAILED
        pairs: list[tuple[str, object]] = [
            ("扣款金额" if failed else "还款金额", write_money(e.amount, "yuan")),
            ("扣款时间" if failed else "还款时间", moment.words),
            ("扣款账户" if failed else "还款账户", f"尾号{tail}"),
            ("项目", platform),
        ]
        body.append({"b": "when", "words": f"{e.at:%Y年%m月%d日 %H:%M}"})
        title = "扣款失败通知" if failed else "还款成功通知"
        body.append(card({"b": "text", "words": title, "tone": "ink", "k": 1.1}, GAP, rows("column", pairs)))
        truth.append(e.truth(time=moment.time))
    return Sketch("service_notices", c.theme(), [nav("服务通知", "···")], body, listed(truth), fills_screen=False)


MAKERS: tuple[Maker, ...] = (
    sms_lender,
    sms_bank,
    sms_without_year,
    bank_chat,
    family_chat,
    talk_of_money,
    service_notices,
)
