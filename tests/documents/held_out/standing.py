"""Screens of one payment that stands otherwise, and of what is none."""

from __future__ import annotations

import datetime as dt

from lehua_desktop.core.facts import Kind, Status
from lehua_desktop.core.money import Money

from .. import Truth
from ..chance import BANKS, LENDERS, PLATFORMS, SHOPS, TAILS, Chance, write_money
from ..sketch import Block, Sketch, one, without
from .pages import SPACE, Maker, card_of, pairs, panels, say, sheet, title


def closed(c: Chance) -> Sketch:
    """A payment that a wallet closed: nothing left the account."""
    paid, at = c.amount(), c.moment()
    when = c.write(at, ("dash-seconds", "dash-minutes"))
    head = [
        title("账单详情"),
        {
            "p": "sum",
            "over": c.of(LENDERS),
            "words": write_money(paid, "thousands"),
            "under": "交易关闭",
            "under-color": "red",
        },
    ]
    body = [
        pairs(
            "leaders",
            [
                ("关闭原因", c.of(("银行扣款失败", "超时未支付"))),
                ("创建时间", when.words),
                ("付款方式", card_of(c)),
                ("商品说明", f"{c.of(PLATFORMS)}还款"),
                ("订单号", c.alipay_number(at)),
            ],
        )
    ]
    truth = one(paid, at, when, Status.FAILED)
    return panels("closed", c.theme(), [], [*head, *body], truth)


def accepted_only(c: Chance) -> Sketch:
    """A repayment that has been asked for and not made."""
    paid, at = c.amount(), c.moment()
    when = c.write(at)
    body: list[Block] = [
        {"p": "result", "sign": "…", "words": c.of(("还款申请已受理", "还款处理中", "银行处理中")), "color": "accent"},
        say("预计2小时内完成，请勿重复操作，结果将以短信通知", at="center"),
        pairs(
            "ends",
            [
                ("还款金额", write_money(paid, "yen")),
                ("申请时间", when.words),
                ("扣款银行卡", card_of(c)),
                ("还款期数", f"第{c.whole(1, 12)}期"),
                ("借款平台", c.of(PLATFORMS)),
            ],
        ),
        {"p": "keys", "words": ["我知道了"]},
    ]
    truth = one(paid, at, when, Status.PENDING)
    return panels("accepted_only", c.theme(), [title("还款")], body, truth)


def given_back(c: Chance) -> Sketch:
    """A bank union's page of a payment that was returned."""
    paid, at = c.amount(), c.moment()
    when = c.write(at, ("han-glued", "dash-seconds"))
    head = [
        title("交易详情", side="帮助"),
        {"p": "sum", "words": f"-{write_money(paid, 'yen')}", "under": c.of(("已退款", "已全额退款"))},
    ]
    body = [
        pairs(
            "tabs",
            [
                ("交易状态", c.of(("已退款", "已全额退款"))),
                ("商户名称", c.of(LENDERS)),
                ("交易时间", when.words),
                ("付款方式", f"{c.of(BANKS)}[{c.of(TAILS)}]"),
                ("订单描述", f"{c.of(PLATFORMS)}还款"),
                ("订单编号", f"{at:%Y%m%d}{c.digits(12)}"),
            ],
        )
    ]
    truth = one(paid, at, when, Status.REFUNDED)
    return panels("given_back", c.theme(), head, body, truth, without(truth, "amount"))


def dunning(c: Chance) -> Sketch:
    """A lender asks for money: amounts and days, nothing paid."""
    owed, day = c.amount(), c.moment()
    body: list[Block] = [
        {
            "p": "result",
            "sign": "!",
            "words": f"您已逾期{c.whole(1, 40)}天",
            "color": "red",
            "more": "请尽快还款，以免影响信用",
            "side": True,
        },
        {"p": "sum", "over": "当前逾期总额(元)", "words": write_money(owed, "thousands"), "left": True},
        pairs(
            "ends",
            [
                ("逾期本金", write_money(c.amount(100, 2000), "yuan")),
                ("逾期利息", write_money(c.amount(1, 60), "yuan")),
                ("逾期罚息", write_money(c.amount(1, 60), "yuan")),
                ("应还款日", f"{day:%Y-%m-%d}"),
            ],
        ),
        {"p": "keys", "words": ["立即还款", "联系客服"]},
    ]
    return panels("dunning", c.theme(), [title(f"{c.of(PLATFORMS)}")], body, Truth(Kind.OTHER))


def next_bill(c: Chance) -> Sketch:
    """A bill not yet due."""
    owed, day = c.amount(), c.moment()
    body: list[Block] = [
        {
            "p": "sum",
            "over": f"{day.month}月应还（元）",
            "words": write_money(owed, "thousands"),
            "under": f"{day.month}月{day.day}日自动扣款",
        },
        sheet(
            pairs(
                "ends",
                [
                    ("账单周期", f"{day:%Y.%m}.01-{day:%Y.%m}.28"),
                    ("最低应还", write_money(Money(owed.fen // 10), "yen")),
                    ("扣款账户", card_of(c)),
                    ("待还总额", write_money(c.amount(3000, 20000), "yen")),
                ],
            ),
            head="账单信息",
        ),
        {"p": "keys", "words": ["提前还款"]},
        {"p": "ad", "words": "可借额度已提升"},
    ]
    return panels("next_bill", c.theme(), [title(f"{c.of(PLATFORMS)}账单")], body, Truth(Kind.OTHER))


def meal_order(c: Chance) -> Sketch:
    """A delivered meal."""
    price, at = c.amount(15, 160), c.moment()
    body = [
        {"p": "result", "sign": "✓", "words": "订单已送达", "side": True},
        sheet(
            pairs(
                "ends",
                [
                    ("红烧牛肉面 x1", write_money(price, "yen")),
                    ("打包费", "¥1.00"),
                    ("配送费", "¥3.50"),
                    ("合计", [write_money(price + Money(450), "yen"), "red"]),
                ],
            ),
            head=c.of(SHOPS),
        ),
        SPACE,
        sheet(
            pairs(
                "tabs",
                [
                    ("订单号码", c.digits(18)),
                    ("下单时间", f"{at:%Y-%m-%d %H:%M:%S}"),
                    ("支付方式", c.of(("美团月付", "在线支付", "抖音月付"))),
                    ("配送地址", "示例市样例路1号"),
                ],
            )
        ),
    ]
    return panels("meal_order", c.theme(), [title("订单详情")], body, Truth(Kind.OTHER))


def money_lent(c: Chance) -> Sketch:
    """The lender paid out: money came, none left."""
    lent, at = Money(c.whole(10, 200) * 10000), c.moment()
    body: list[Block] = [
        {"p": "result", "sign": "✓", "words": c.of(("放款成功", "借款成功"))},
        {"p": "sum", "over": "借款金额", "words": write_money(lent, "yen")},
        pairs(
            "ends",
            [
                ("收款银行卡", card_of(c)),
                ("到账时间", f"{at:%Y-%m-%d %H:%M}"),
                ("借款期限", "12个月"),
                ("首期还款日", f"{at + dt.timedelta(days=30):%Y-%m-%d}"),
                ("首期应还", write_money(Money(lent.fen * 91 // 1000), "yen")),
                ("放款机构", c.of(LENDERS)),
            ],
        ),
    ]
    return panels("money_lent", c.theme(), [title("借款结果", side="完成")], body, Truth(Kind.OTHER))


def phone_bill(c: Chance) -> Sketch:
    """A payment for a phone: real, and not about the loan."""
    paid, at = Money(c.of((30, 50, 100, 200)) * 100), c.moment()
    when = c.write(at)
    head = [
        title("账单详情"),
        {"p": "sum", "over": "话费充值", "words": f"-{write_money(paid, 'plain')}", "under": "交易成功"},
    ]
    body = [
        pairs(
            "leaders",
            [
                ("付款时间", when.words),
                ("付款方式", card_of(c)),
                ("商品说明", "手机话费充值 138****8000"),
                ("收款方全称", "示例移动通信有限公司"),
                ("订单号", c.alipay_number(at)),
            ],
        )
    ]
    truth = one(paid, at, when, about_loan=False)
    return panels("phone_bill", c.theme(), head, body, truth, without(truth, "amount", "status"))


MAKERS: tuple[Maker, ...] = (
    closed,
    accepted_only,
    given_back,
    dunning,
    next_bill,
    meal_order,
    money_lent,
    phone_bill,
)
