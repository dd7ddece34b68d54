"""Screens of one payment that stands otherwise: under way, failed, given back; or none at all: due, a shop's."""

from __future__ import annotations

import datetime as dt

from lehua_desktop.core.facts import Kind, Status

from . import Truth
from .chance import BANKS, LENDERS, PEOPLE, PLATFORMS, SHOPS, TAILS, Chance, write_moment, write_money
from .sketch import GAP, Block, Maker, Sketch, card, hero, nav, one, rows, without


def transfer_under_way(c: Chance) -> Sketch:
    """A transfer that the bank has not finished; the page names a success that is yet to come."""
    paid, at = c.amount(), c.moment()
    when = write_moment(at, c.of(("dash-minutes", "dash-seconds")))
    head = [
        nav(c.of(("转账进度", "处理进度", "还款进度"))),
        hero(("small", f"向{c.of(LENDERS)}还款"), ("amount", write_money(paid, c.of(("yen", "thousands"))))),
    ]
    body: list[Block] = [
        {
            "b": "steps",
            "steps": [
                ("提交成功", f"{at:%m-%d %H:%M}", True),
                (c.of(("银行处理中", "还款处理中")), "", True),
                ("到账成功", f"预计{at + dt.timedelta(hours=2):%m-%d %H:%M}前到账", False),
            ],
        },
        card(
            rows(
                "split",
                [
                    ("还款金额", write_money(paid, "yuan")),
                    ("提交时间", when.words),
                    ("付款账户", f"{c.of(BANKS)}({c.of(TAILS)})"),
                    ("订单号", c.order_number(at)),
                ],
            )
        ),
        GAP,
        {"b": "text", "words": "实际到账时间以银行处理结果为准，请勿重复还款。"},
    ]
    return Sketch("transfer_under_way", c.theme(), head, body, one(paid, at, when, Status.PENDING))


def debit_failed(c: Chance) -> Sketch:
    """A debit that failed: the amount is real, no money left."""
    owed, at = c.amount(), c.moment()
    when, style = c.write(at), c.of(("yen", "yuan"))
    head = [nav("还款结果"), {"b": "mark", "words": "!", "tone": "warn"}]
    body = [
        hero(
            ("result", c.of(("还款失败", "扣款失败", "支付失败"))), ("small", c.of(("银行卡余额不足", "超出单笔限额")))
        ),
        card(
            rows(
                c.of(("split", "column")),
                [
                    ("还款金额", write_money(owed, style)),
                    (c.of(("扣款时间", "还款时间", "交易时间")), when.words),
                    ("扣款账户", f"{c.of(BANKS)}({c.of(TAILS)})"),
                    ("失败原因", c.of(("余额不足", "银行卡状态异常", "超限"))),
                    ("还款期数", f"第{c.whole(1, 12)}期"),
                    ("放款机构", c.of(LENDERS)),
                ],
            )
        ),
        GAP,
        {"b": "buttons", "words": ["重新还款", "更换银行卡"]},
    ]
    return Sketch("debit_failed", c.theme(), head, body, one(owed, at, when, Status.FAILED))


def paid_back(c: Chance) -> Sketch:
    """A payment that was given back in full."""
    paid, at = c.amount(), c.moment()
    when = c.write(at, ("han-seconds", "dash-seconds"))
    body = [
        rows(
            c.of(("column", "split")),
            [
                ("当前状态", c.of(("已全额退款", "已退款", f"已全额退款（{write_money(paid, 'wide-yen')}）"))),
                ("支付时间", when.words),
                ("商品", f"{c.of(PLATFORMS)}还款"),
                ("商户全称", c.of(LENDERS)),
                ("支付方式", f"{c.of(BANKS)}({c.of(TAILS)})"),
                ("交易单号", c.wechat_number(at)),
            ],
        )
    ]
    head = [
        nav("", "全部账单"),
        hero(("sign", "退"), ("name", c.of(PLATFORMS)), ("amount", f"-{write_money(paid, 'plain')}")),
    ]
    truth = one(paid, at, when, Status.REFUNDED)
    return Sketch("paid_back", c.theme(), head, body, truth, without(truth, "amount"))


def bill_is_due(c: Chance) -> Sketch:
    """A bill to be paid, or overdue: amounts and days, and no payment."""
    owed, day = c.amount(), c.moment()
    late = c.odds(0.4)
    head = [nav(f"{day.month}月账单", "全部账单")]
    body = [
        hero(
            ("small", c.of(("本期应还(元)", "剩余应还(元)", "本月待还(元)"))),
            ("amount", write_money(owed, "thousands")),
            ("small", f"已逾期{c.whole(1, 9)}天" if late else f"还款日 {day:%Y-%m-%d}"),
            filled=True,
            tone="white",
        ),
        card(
            rows(
                "split",
                [
                    ("应还本金", write_money(c.amount(80, 3000), "yuan")),
                    ("应还利息", write_money(c.amount(1, 80), "yuan")),
                    ("最后还款日", f"{day:%Y-%m-%d}"),
                    ("自动扣款", f"{c.of(BANKS)}({c.of(TAILS)})"),
                ],
            ),
            title="账单明细",
        ),
        GAP,
        {"b": "buttons", "words": ["立即还款", "提前结清"]},
        GAP,
        {"b": "text", "words": "请于还款日24:00前存足金额，以免影响您的征信。"},
    ]
    return Sketch("bill_is_due", c.theme(), head, body, Truth(Kind.OTHER))


def shop_order(c: Chance) -> Sketch:
    """A shop's order paid in installments: no repayment."""
    price, at = c.amount(30, 4000), c.moment()
    body = [
        hero(("result", c.of(("已完成", "待收货", "交易完成"))), align="left", filled=True, tone="white"),
        card(
            {"b": "text", "words": f"{c.of(PEOPLE)} 138****8000", "tone": "ink"},
            {"b": "text", "words": "收货地址：示例市样例路8号"},
        ),
        GAP,
        card(
            rows(
                "split",
                [
                    (c.of(("示例牌电饭煲 x1", "样例耳机 x1", "示例运动鞋 x1")), write_money(price, "yen")),
                    ("商品总额", write_money(price, "yen")),
                    ("运费", "¥0.00"),
                    ("实付款", [write_money(price, "yen"), "warn", "bold"]),
                ],
            ),
            title="示例旗舰店",
        ),
        GAP,
        card(
            rows(
                "column",
                [
                    ("订单编号", c.digits(18)),
                    ("下单时间", f"{at:%Y-%m-%d %H:%M:%S}"),
                    ("付款时间", f"{at + dt.timedelta(seconds=40):%Y-%m-%d %H:%M:%S}"),
                    ("支付方式", c.of(("白条分期 3期", "花呗分期", "乐花分期付款", "先用后付"))),
                    ("配送方式", "快递运输"),
                ],
            )
        ),
        GAP,
        {"b": "buttons", "words": ["再次购买", "申请售后"]},
    ]
    return Sketch("shop_order", c.theme(), [nav("订单详情")], body, Truth(Kind.OTHER))


def shop_payment(c: Chance) -> Sketch:
    """A wallet's page of a payment that has nothing to do with the loan."""
    paid, at = c.amount(5, 400), c.moment()
    when, shop = c.write(at), c.of(SHOPS)
    pairs: list[tuple[str, object]] = [
        ("当前状态", "支付成功"),
        ("支付时间", when.words),
        ("商品", c.of(("购物", "餐饮消费", "生活用品"))),
        ("商户全称", f"示例市{shop}有限公司"),
        ("支付方式", c.of(("零钱", f"{c.of(BANKS)}({c.of(TAILS)})"))),
        ("交易单号", c.wechat_number(at)),
    ]
    head = [nav("账单详情"), hero(("sign", shop[0]), ("name", shop), ("amount", f"-{write_money(paid, 'plain')}"))]
    truth = one(paid, at, when, about_loan=False)
    return Sketch("shop_payment", c.theme(), head, [rows("column", pairs)], truth, without(truth, "amount"))


MAKERS: tuple[Maker, ...] = (
    transfer_under_way,
    debit_failed,
    paid_back,
    bill_is_due,
    shop_order,
    shop_payment,
)
