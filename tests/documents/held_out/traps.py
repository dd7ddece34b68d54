"""Screens on which the nearest value is the wrong one."""

from __future__ import annotations

import datetime as dt

from lehua_desktop.core.facts import Kind, Status
from lehua_desktop.core.money import Money

from .. import TruePayment, Truth
from ..chance import BANKS, LENDERS, PEOPLE, PLATFORMS, SHOPS, TAILS, Chance, write_money
from ..sketch import Block, Sketch, one, without
from .pages import SPACE, Maker, card_of, pairs, panels, say, sheet, title


def three_at_once(c: Chance) -> Sketch:
    """Several installments paid in one go, listed with day and sum below the payment."""
    each, at, count = c.amount(150, 900), c.moment(), c.whole(2, 3)
    paid, when = Money(each.fen * count), c.write(at, ("dash-seconds", "slash-minutes"))
    due = [f"{at + dt.timedelta(days=30 * k):%Y-%m}" for k in range(count)]
    body: list[Block] = [
        {
            "p": "sum",
            "over": "本次共还款",
            "words": write_money(paid, "yen"),
            "under": "还款成功",
            "under-color": "green",
        },
        sheet(pairs("ends", [(f"{month}账单", write_money(each, "yen")) for month in due]), head=f"包含{count}期账单"),
        SPACE,
        sheet(pairs("ends", [("还款时间", when.words), ("还款账户", card_of(c)), ("放款方", c.of(LENDERS))])),
    ]
    return panels("three_at_once", c.theme(), [title("还款详情")], body, one(paid, at, when))


def fee_on_top(c: Chance) -> Sketch:
    """A transfer with a fee: both left the account, and the page adds them up."""
    sent, at = c.amount(300, 9000), c.moment()
    fee = Money(c.of((100, 200, 350, 500)))
    when = c.write(at, ("slash-seconds", "dash-seconds"))
    given: list[tuple[str, object]] = [
        ("收款户名", c.of(LENDERS)),
        ("汇款金额", f"{sent}元"),
        ("手续费", f"{fee}元"),
        ("合计", f"{sent + fee}元"),
        ("交易时间", when.words),
        ("付款卡号", f"6212 **** **** {c.of(TAILS)}"),
        ("附言", f"{c.of(PLATFORMS)}还款"),
        ("交易状态", "交易成功"),
        ("流水号", c.digits(14)),
    ]
    truth = one(sent + fee, at, when)
    return panels("fee_on_top", c.theme(), [title("汇款回单", side="分享")], [pairs("zebra", given)], truth)


def last_night(c: Chance) -> Sketch:
    """A wallet's list with 今天, 昨天 and weekdays: no day can be known."""
    name, truth, entries, at = c.of(PLATFORMS), list[TruePayment](), list[Block](), c.moment()
    for day in ("今天", "昨天", f"星期{c.of('一二三四五')}"):
        about = c.odds(0.6)
        spent, who = c.amount(8, 2500), f"{name}还款" if about else c.of(SHOPS)
        entries.append({"name": who, "more": [f"{day} {at:%H:%M}"], "sum": f"-{spent}", "note": ""})
        truth.append(TruePayment(None, spent, Status.SUCCESS, None, about))
    feed: Block = {"p": "feed", "entries": entries}
    listed = Truth(Kind.PAYMENT_LIST, tuple(truth))
    return panels("last_night", c.theme(big=False), [title("交易记录", large=True)], [feed], listed)


def turn_of_the_year(c: Chance) -> Sketch:
    """Messages of January about a payment of December."""
    year, paid, name = c.whole(2024, 2026), c.amount(), c.of(("招联金融", "度小满", "示例消金"))
    plain, day = str(paid).replace(",", ""), c.whole(29, 31)
    body: list[Block] = [
        say(f"{year}年1月{c.whole(1, 2)}日 上午{c.whole(7, 11)}:{c.whole(10, 59)}", at="center", k=0.8),
        {"p": "sms", "words": f"【{name}】您12月{day}日的还款{plain}元已入账，本期已结清。", "narrow": True},
    ]
    truth = Truth(Kind.PAYMENT_LIST, (TruePayment(dt.date(year - 1, 12, day), paid),))
    return panels("turn_of_the_year", c.theme(), [title(name)], body, truth)


def gift(c: Chance) -> Sketch:
    """A transfer to a person, with thanks."""
    paid, at = c.amount(20, 2000), c.moment()
    when = c.write(at)
    head = [
        title("转账详情"),
        {"p": "sum", "over": f"转账给{c.of(PEOPLE)}", "words": write_money(paid, "yen"), "under": "对方已收款"},
    ]
    given: list[tuple[str, object]] = [
        ("转账时间", when.words),
        ("收款时间", when.words),
        ("付款方式", card_of(c)),
        ("留言", c.of(("生日快乐", "谢谢你的饭", "AA晚饭"))),
    ]
    truth = one(paid, at, when, about_loan=False)
    return panels("gift", c.theme(), head, [pairs("leaders", given)], truth, without(truth, "amount", "status"))


def how_much_can_i_have(c: Chance) -> Sketch:
    """A lender's start page."""
    limit = Money(c.whole(3, 30) * 500_000)
    body: list[Block] = [
        {"p": "sum", "over": "可用额度（元）", "words": write_money(limit, "thousands"), "under": f"总额度{limit}"},
        {"p": "keys", "words": ["去借钱"]},
        sheet(
            pairs(
                "boxes",
                [("0.00", "本月待还"), (f"{c.whole(1, 5)}张", "还款券"), ("12期", "最长可借"), (c.of(BANKS), "收款卡")],
            ),
            head="我的",
        ),
        {"p": "ad", "words": f"提额{c.whole(1000, 9000)}元"},
    ]
    return panels("how_much_can_i_have", c.theme(), [title(c.of(PLATFORMS), large=True)], body, Truth(Kind.OTHER))


MAKERS: tuple[Maker, ...] = (three_at_once, fee_on_top, last_night, turn_of_the_year, gift, how_much_can_i_have)
