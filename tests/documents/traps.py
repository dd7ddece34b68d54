"""Screens on which the nearest value is the wrong one: another amount is larger, another day stands first, money stayed."""

from __future__ import annotations

import datetime as dt

from lehua_desktop.core.facts import Kind, Status
from lehua_desktop.core.money import Money, total

from . import TruePayment, Truth
from .chance import BANKS, LENDERS, PEOPLE, PLATFORMS, SHOPS, TAILS, Chance, write_moment, write_money
from .sketch import GAP, Block, Maker, Sketch, card, hero, nav, one, rows, without


def several_periods(c: Chance) -> Sketch:
    """One payment for several installments, each with its own line."""
    each, count, at = c.amount(150, 1500), c.whole(2, 4), c.moment()
    first, paid, when, style = c.whole(1, 8), Money(each.fen * count), c.write(at), c.of(("yen", "yuan"))
    head = [nav("还款结果", "完成"), hero(("result", "还款成功"), ("small", f"共还{count}期"))]
    periods = [(f"第{first + k}/12期", write_money(each, style)) for k in range(count)]
    body = [
        card(rows("split", periods), title="还款账单"),
        GAP,
        card(
            rows(
                "split",
                [
                    ("合计还款", write_money(paid, style)),
                    ("还款时间", when.words),
                    ("付款方式", f"{c.of(BANKS)}({c.of(TAILS)})"),
                    ("还款流水号", c.order_number(at)),
                ],
            )
        ),
    ]
    truth = one(paid, at, when)
    return Sketch("several_periods", c.theme(), head, body, truth, without(truth, "status"))


def bill_before_discount(c: Chance) -> Sketch:
    """The bill's sum in large figures; less was paid, and a line says how much."""
    owed, at = c.amount(), c.moment()
    off = Money(c.whole(1, 40) * 100 + c.of((0, 50, 88)))
    paid, when, style = owed - off, c.write(at), c.of(("yen", "yuan", "wide-yen"))
    head = [
        nav("账单详情"),
        hero(("small", "账单应还(元)"), ("amount", write_money(owed, "thousands")), ("small", "已还清")),
    ]
    pairs: list[tuple[str, object]] = [
        ("应还金额", write_money(owed, style)),
        (c.of(("减免金额", "优惠券抵扣", "还款立减")), write_money(-off, style)),
        (c.of(("实还金额", "实付金额", "实际还款金额")), write_money(paid, style)),
        ("还款状态", "还款成功"),
        ("还款时间", when.words),
        ("还款银行卡", f"{c.of(BANKS)}({c.of(TAILS)})"),
        ("资金方", c.of(LENDERS)),
    ]
    body = [card(rows(c.of(("split", "column")), pairs))]
    return Sketch("bill_before_discount", c.theme(), head, body, one(paid, at, when))


def late_and_settled(c: Chance) -> Sketch:
    """Overdue and then paid: the due day, the days late, the penalty, the day it was paid."""
    owed, at = c.amount(), c.moment()
    penalty, late = Money(c.whole(100, 9000)), c.whole(1, 20)
    paid, when, style = owed + penalty, c.write(at), c.of(("yen", "yuan"))
    pairs: list[tuple[str, object]] = [
        ("应还日", f"{at - dt.timedelta(days=late):%Y-%m-%d}"),
        ("应还金额", write_money(owed, style)),
        ("逾期天数", f"{late}天"),
        ("逾期罚息", write_money(penalty, style)),
        ("实还总额", write_money(paid, style)),
        ("实际还款日", when.words),
        ("还款方式", c.of(("主动还款", "系统代扣"))),
        ("放款机构", c.of(LENDERS)),
    ]
    head = [nav(f"第{c.whole(1, 12)}期账单"), hero(("result", c.of(("逾期已还清", "已结清"))))]
    return Sketch("late_and_settled", c.theme(), head, [rows("split", pairs, ruled=True)], one(paid, at, when))


def over_midnight(c: Chance) -> Sketch:
    """Paid before midnight, arrived after it."""
    paid = c.amount()
    at = c.moment().replace(hour=23, minute=59, second=c.whole(1, 50))
    arrived, style = at + dt.timedelta(seconds=c.whole(60, 900)), c.of(("dash-seconds", "slash-seconds", "han-seconds"))
    when = write_moment(at, style)
    pairs: list[tuple[str, object]] = [
        ("收款方", c.of(LENDERS)),
        ("支付时间", when.words),
        ("到账时间", write_moment(arrived, style).words),
        ("支付方式", f"{c.of(BANKS)}({c.of(TAILS)})"),
        ("商品", f"{c.of(PLATFORMS)}还款"),
        ("订单号", c.alipay_number(at)),
    ]
    head = [nav("账单详情"), hero(("amount", f"-{write_money(paid, 'thousands')}"), ("small", "交易成功"))]
    truth = one(paid, at, when)
    return Sketch("over_midnight", c.theme(), head, [rows("split", pairs)], truth, without(truth, "amount", "status"))


def today_at(c: Chance) -> Sketch:
    """The day is 今天 or 昨天; nobody who looks at the picture later knows which day that was."""
    paid, at = c.amount(), c.moment()
    pairs: list[tuple[str, object]] = [
        ("还款金额", write_money(paid, "yuan")),
        ("还款时间", f"{c.of(('今天', '昨天'))} {at:%H:%M}"),
        ("还款账户", f"{c.of(BANKS)}({c.of(TAILS)})"),
        ("借款平台", c.of(PLATFORMS)),
    ]
    head = [nav("还款结果"), hero(("result", "还款成功"), ("amount", write_money(paid, "yen")))]
    payment = TruePayment(None, paid, Status.SUCCESS, f"{at:%H:%M}")
    truth = Truth(Kind.PAYMENT, (payment,))
    return Sketch("today_at", c.theme(), head, [card(rows("split", pairs))], truth, without(truth, "status"))


def money_came_back(c: Chance) -> Sketch:
    """A page of the refund itself: a plus, and the day of the refund."""
    amount, at = c.amount(), c.moment()
    when = c.write(at, ("dash-seconds", "han-seconds"))
    pairs: list[tuple[str, object]] = [
        ("退款状态", "退款成功"),
        ("退款时间", when.words),
        ("退款方式", f"退回{c.of(BANKS)}({c.of(TAILS)})"),
        ("商品说明", f"{c.of(PLATFORMS)}还款"),
        ("退款原因", "重复还款"),
        ("退款单号", c.alipay_number(at)),
    ]
    head = [nav("退款详情"), hero(("name", c.of(LENDERS)), ("amount", f"+{write_money(amount, 'thousands')}"))]
    truth = one(amount, at, when, Status.REFUNDED)
    return Sketch("money_came_back", c.theme(), head, [rows("split", pairs)], truth, without(truth, "amount"))


def friend_repaid(c: Chance) -> Sketch:
    """Money given back to a friend: 还 stands there, and no lender."""
    paid, at = c.amount(50, 3000), c.moment()
    when, friend = c.write(at, ("han-seconds", "dash-seconds")), c.of(PEOPLE)
    pairs: list[tuple[str, object]] = [
        ("当前状态", "朋友已收钱"),
        ("转账说明", c.of(("还你上次的饭钱", "还你的", "房租"))),
        ("转账时间", when.words),
        ("支付方式", "零钱"),
        ("转账单号", f"10000{c.digits(5)}{at:%Y%m%d}{c.digits(10)}"),
    ]
    head = [
        nav("", "全部账单"),
        hero(("sign", "转"), ("name", f"转账-转给{friend}"), ("amount", f"-{write_money(paid, 'plain')}")),
    ]
    truth = one(paid, at, when, about_loan=False)
    return Sketch("friend_repaid", c.theme(), head, [rows("column", pairs)], truth, without(truth, "amount"))


def credit_card_repaid(c: Chance) -> Sketch:
    """A credit card's bill was paid; that is not the loan."""
    paid, at = c.amount(), c.moment()
    when, bank = c.write(at), c.of(BANKS)
    pairs: list[tuple[str, object]] = [
        ("还款金额", write_money(paid, "yen")),
        ("还款到", f"{bank}信用卡({c.of(TAILS)})"),
        ("付款方式", "余额宝"),
        ("创建时间", when.words),
        ("订单号", c.alipay_number(at)),
        ("账单分类", "信用卡还款"),
    ]
    head = [
        nav("账单详情"),
        hero(("name", f"{bank}信用卡还款"), ("amount", f"-{write_money(paid, 'plain')}"), ("small", "还款成功")),
    ]
    truth = one(paid, at, when, about_loan=False)
    return Sketch("credit_card_repaid", c.theme(), head, [rows("split", pairs)], truth, without(truth, "status"))


def loan_offer(c: Chance) -> Sketch:
    """The start page of a lender: a limit, a rate, an example; nobody paid."""
    limit = Money(c.whole(2, 20) * 1_000_000)
    body: list[Block] = [
        hero(("small", "最高可借(元)"), ("amount", write_money(limit, "thousands")), filled=True, tone="white"),
        {"b": "text", "words": f"年化利率(单利)低至{c.of(('7.2', '10.8', '18.0'))}%，1000元用1天低至0.20元"},
        {"b": "buttons", "words": ["立即借款"]},
        card(
            rows("split", [("待还总额", "0.00元"), ("我的优惠券", f"{c.whole(1, 9)}张"), ("还款日", "每月10日")]),
            title="我的借款",
        ),
        {"b": "banner", "words": f"邀请好友得{c.whole(10, 200)}元"},
    ]
    return Sketch("loan_offer", c.theme(), [nav(c.of(PLATFORMS))], body, Truth(Kind.OTHER))


def sms_over_new_year(c: Chance) -> Sketch:
    """A message of the first of January that speaks of the 31st of December."""
    year, paid, name = c.whole(2024, 2026), c.amount(), c.of(("示例消金", "还呗", "分期乐"))
    plain = str(paid).replace(",", "")
    sent = dt.datetime(year, 1, 1, c.whole(0, 9), c.whole(0, 59))  # noqa: DTZ001
    body: list[Block] = [
        {"b": "when", "words": f"{sent.year}年{sent.month}月{sent.day}日 {sent:%H:%M}"},
        {"b": "bubble", "words": f"【{name}】您于12月31日成功还款{plain}元，感谢您的使用。"},
        {"b": "when", "words": f"{sent.year}年1月28日 10:00"},
        {"b": "bubble", "words": f"【{name}】您本期应还{plain}元，还款日01月31日，请确保银行卡余额充足。"},
        {"b": "input", "words": "短信/彩信"},
    ]
    truth = Truth(Kind.PAYMENT_LIST, (TruePayment(dt.date(year - 1, 12, 31), paid),))
    return Sketch("sms_over_new_year", c.theme(), [nav(f"1069{c.digits(8)}")], body, truth)


def sms_with_parts(c: Chance) -> Sketch:
    """Messages that name the parts of the sum, and what is left of the loan."""
    body, truth = list[Block](), list[TruePayment]()
    at, name = c.moment(), c.of(("示例消金", "拍拍贷", "马上消费"))
    for _ in range(c.whole(1, 3)):
        paid = c.amount()
        (_, principal), (_, interest) = c.parts(paid, "本金", "利息")
        sums = [str(value).replace(",", "") for value in (paid, principal, interest, c.amount(2000, 9000))]
        body += [
            {"b": "when", "words": f"{at:%Y-%m-%d %H:%M}"},
            {
                "b": "bubble",
                "words": f"【{name}】您{at:%m月%d日}还款成功，还款总额{sums[0]}元（本金{sums[1]}元，利息{sums[2]}元），剩余未还本金{sums[3]}元。",
            },
        ]
        truth.append(TruePayment(at.date(), paid))
        at += dt.timedelta(days=c.whole(28, 33))
    listed = Truth(Kind.PAYMENT_LIST, tuple(truth))
    return Sketch("sms_with_parts", c.theme(), [nav(f"1069{c.digits(8)}")], body, listed, fills_screen=False)


def bills_since_yesterday(c: Chance) -> Sketch:
    """A list with 今天, 昨天 and days without a year: no day of it can be known."""
    at, platform, truth, entries = c.moment(), c.of(PLATFORMS), list[TruePayment](), list[Block]()
    older = at - dt.timedelta(days=c.whole(3, 20))
    days = [
        f"今天 {at:%H:%M}",
        f"昨天 {at:%H:%M}",
        f"{older:%m-%d %H:%M}",
        f"{older - dt.timedelta(days=30):%m-%d} {at:%H:%M}",
    ]
    for day in days[c.whole(0, 1) :]:
        about = c.odds(0.5)
        spent, name = c.amount(9, 2000), f"{platform}还款" if about else c.of(SHOPS)
        amount = write_money(-spent, "thousands")
        entries.append({"icon": name[0], "left": [name, day], "right": [(amount, "big")]})
        truth.append(TruePayment(None, spent, Status.SUCCESS, None, about))
    body: list[Block] = [{"b": "items", "entries": entries}]
    return Sketch(
        "bills_since_yesterday", c.theme(big=False), [nav("账单", "筛选")], body, Truth(Kind.PAYMENT_LIST, tuple(truth))
    )


def bills_with_refunds(c: Chance) -> Sketch:
    """A payment that was given back and the refund itself, two movements; wages and a red packet are no payments."""
    month, platform = c.moment().replace(day=1), c.of(PLATFORMS)
    spent, again = c.amount(), c.amount()
    day = [month.replace(day=n, hour=c.whole(8, 21), minute=c.whole(0, 59)) for n in (25, 20, 19, 10, 5)]
    lines = [
        (f"{platform}还款", day[0], -again, ""),
        (f"退款-{platform}", day[1], spent, ""),
        (f"{platform}还款", day[2], -spent, "已全额退款"),
        ("微信红包-来自李四", day[3], c.amount(1, 200), ""),
        ("示例制造有限公司-工资", day[4], c.amount(4000, 9000), ""),
    ]
    out = total(-amount for _, _, amount, _ in lines if amount.fen < 0)
    entries: list[Block] = [
        {
            "icon": name[0],
            "left": [name, f"{at.month}月{at.day}日 {at:%H:%M}"],
            "right": [(f"{'+' if amount.fen > 0 else ''}{amount}", "big"), *([(note, "faint")] if note else [])],
        }
        for name, at, amount, note in lines
    ]
    body: list[Block] = [
        {"b": "heading", "left": f"{month.year}年{month.month}月", "right": f"支出¥{out}"},
        {"b": "items", "entries": entries},
    ]
    truth = (
        TruePayment(day[0].date(), again, Status.SUCCESS, f"{day[0]:%H:%M}"),
        TruePayment(day[1].date(), spent, Status.REFUNDED, f"{day[1]:%H:%M}"),
        TruePayment(day[2].date(), spent, Status.REFUNDED, f"{day[2]:%H:%M}"),
    )
    return Sketch("bills_with_refunds", c.theme(big=False), [nav("账单")], body, Truth(Kind.PAYMENT_LIST, truth))


MAKERS: tuple[Maker, ...] = (
    several_periods,
    bill_before_discount,
    late_and_settled,
    over_midnight,
    today_at,
    money_came_back,
    friend_repaid,
    credit_card_repaid,
    loan_offer,
    sms_over_new_year,
    sms_with_parts,
    bills_since_yesterday,
    bills_with_refunds,
)
