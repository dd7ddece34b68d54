"""Screens that show amounts and days and no payment: to be confirmed, tried out, signed, lent, offered, owed."""

from __future__ import annotations

import datetime as dt

from lehua_desktop.core.facts import Kind
from lehua_desktop.core.money import Money

from . import Truth
from .chance import BANKS, LENDERS, PLATFORMS, TAILS, Chance, write_money
from .sketch import GAP, Block, Maker, Sketch, card, hero, nav, rows

NONE = Truth(Kind.OTHER)


def confirm_repayment(c: Chance) -> Sketch:
    """The last page before the payment."""
    owed = c.amount()
    head = [nav(c.of(("确认还款", "收银台", "主动还款")))]
    body: list[Block] = [
        hero(("small", "本次还款金额"), ("amount", write_money(owed, "yen"))),
        rows(
            "split",
            [
                ("付款方式", f"{c.of(BANKS)}({c.of(TAILS)})"),
                ("优惠券", "暂无可用"),
                ("本金", write_money(owed - Money(500), "yen")),
                ("利息", "¥5.00"),
            ],
        ),
        GAP,
        {"b": "buttons", "words": [c.of(("确认还款", "立即支付", "确认付款"))]},
    ]
    return Sketch("confirm_repayment", c.theme(), head, body, NONE)


def trial(c: Chance) -> Sketch:
    """What it would cost to settle early on some day."""
    rest, at = c.amount(2000, 9000), c.moment()
    head = [nav("提前还款试算")]
    body: list[Block] = [
        card(
            rows(
                "split",
                [
                    ("试算日期", f"{at:%Y-%m-%d}"),
                    ("剩余本金", write_money(rest, "yuan")),
                    ("利息", "12.34元"),
                    ("违约金", "0.00元"),
                    ("预计应还总额", write_money(rest + Money(1234), "yuan")),
                ],
            )
        ),
        GAP,
        {"b": "buttons", "words": ["去还款", "再看看"]},
    ]
    return Sketch("trial", c.theme(), head, body, NONE)


def debit_signed(c: Chance) -> Sketch:
    """The automatic debit was arranged; nothing was taken."""
    at = c.moment()
    head = [nav("签约结果"), {"b": "mark", "words": "✓"}, hero(("result", c.of(("签约成功", "自动还款开通成功"))))]
    body: list[Block] = [
        rows(
            "split",
            [
                ("扣款方式", f"{c.of(BANKS)}({c.of(TAILS)})"),
                ("签约时间", f"{at:%Y-%m-%d %H:%M:%S}"),
                ("单笔限额", "5000.00元"),
                ("服务商户", c.of(LENDERS)),
            ],
        ),
        {"b": "buttons", "words": ["完成"]},
    ]
    return Sketch("debit_signed", c.theme(), head, body, NONE)


def loan_paid_out(c: Chance) -> Sketch:
    """Money that came from the lender."""
    amount, at = Money(c.whole(10, 300) * 10_000), c.moment()
    head = [nav("借款结果"), {"b": "mark", "words": "✓"}, hero(("result", c.of(("借款成功", "放款成功"))))]
    body: list[Block] = [
        rows(
            "split",
            [
                ("借款金额", write_money(amount, "yuan")),
                ("放款时间", f"{at:%Y-%m-%d %H:%M:%S}"),
                ("收款账户", f"{c.of(BANKS)}({c.of(TAILS)})"),
                ("首次还款日", f"{at + dt.timedelta(days=30):%Y-%m-%d}"),
                ("首期应还", write_money(c.amount(), "yuan")),
            ],
        ),
        {"b": "buttons", "words": ["完成", "查看借款"]},
    ]
    return Sketch("loan_paid_out", c.theme(), head, body, NONE)


def urging_box(c: Chance) -> Sketch:
    """A box that urges to pay."""
    owed, at = c.amount(), c.moment()
    head = [nav(c.of(PLATFORMS))]
    body: list[Block] = [
        card(
            {"b": "text", "words": c.of(("还款提醒", "逾期提醒")), "k": 1.2, "tone": "ink", "align": "center"},
            {
                "b": "text",
                "words": f"您有一笔{write_money(owed, 'yuan')}的账单将于{at:%Y-%m-%d}到期，请及时还款。",
                "tone": "ink",
            },
            GAP,
            {"b": "buttons", "words": ["立即还款", "稍后处理"]},
        )
    ]
    return Sketch("urging_box", c.theme(), head, body, NONE)


def card_bill(c: Chance) -> Sketch:
    """A credit card's bill of a month."""
    owed, at = c.amount(), c.moment()
    head = [nav("账单", "历史账单")]
    body: list[Block] = [
        hero(("small", f"{at.month}月应还金额"), ("amount", write_money(owed, "yen")), filled=True, tone="white"),
        card(
            rows(
                "split",
                [
                    ("最低还款额", write_money(Money(owed.fen // 10), "yen")),
                    ("到期还款日", f"{at:%Y/%m/%d}"),
                    ("账单日", f"{at - dt.timedelta(days=18):%Y/%m/%d}"),
                    ("本期已还", "¥0.00"),
                ],
            )
        ),
        {"b": "buttons", "words": ["立即还款", "账单分期"]},
    ]
    return Sketch("card_bill", c.theme(), head, body, NONE)


def coupon_won(c: Chance) -> Sketch:
    """A coupon for the next payment."""
    at = c.moment()
    head = [nav("我的卡券")]
    body: list[Block] = [
        card(
            hero(("amount", f"¥{c.whole(2, 30)}.00"), ("name", "还款立减券"), align="left"),
            {"b": "text", "words": f"有效期至{at:%Y-%m-%d} 23:59", "tone": "faint"},
            {"b": "text", "words": "满500元可用", "tone": "faint"},
            {"b": "buttons", "words": ["去使用"]},
        )
    ]
    return Sketch("coupon_won", c.theme(), head, body, NONE)


def limit_raised(c: Chance) -> Sketch:
    """The limit was raised; a success that is none of money."""
    at = c.moment()
    head = [nav("提额结果"), {"b": "mark", "words": "✓"}, hero(("result", "提额成功"))]
    body: list[Block] = [
        rows(
            "split",
            [
                ("当前额度", write_money(Money(c.whole(10, 500) * 10_000), "yuan")),
                ("生效时间", f"{at:%Y-%m-%d %H:%M}"),
                ("有效期", "长期"),
            ],
        ),
        {"b": "buttons", "words": ["完成", "去借款"]},
    ]
    return Sketch("limit_raised", c.theme(), head, body, NONE)


MAKERS: tuple[Maker, ...] = (
    confirm_repayment,
    trial,
    debit_signed,
    loan_paid_out,
    urging_box,
    card_bill,
    coupon_won,
    limit_raised,
)
