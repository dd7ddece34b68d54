"""Screens of one payment that was made: wallets, banks, lenders, platforms.

Every maker takes a `Chance` and gives a `Sketch`. The wording is that of the trade, the arrangement differs.
"""

from __future__ import annotations

import datetime as dt

from lehua_desktop.core.money import Money

from .chance import BANKS, LENDERS, PEOPLE, PLATFORMS, TAILS, Chance, capitals, write_money
from .sketch import GAP, Block, Maker, Sketch, card, hero, nav, one, rows, without


def baitiao_result(c: Chance) -> Sketch:
    """A shop's credit: a tick, what was owed, the coupon, what was really paid."""
    owed, at = c.amount(), c.moment()
    coupon = Money(c.whole(1, 30) * 100)
    paid, when, style = owed - coupon, c.write(at), c.of(("yen", "yuan", "thousands", "wide-yen"))
    pairs: list[tuple[str, object]] = [
        ("账单金额", write_money(owed, style)),
        ("还款优惠", [write_money(-coupon, style), "accent"]),
        ("实付金额", write_money(paid, style)),
        ("还款方式", f"{c.of(BANKS)}储蓄卡({c.of(TAILS)})"),
        ("还款时间", when.words),
        ("订单编号", c.order_number(at)),
    ]
    head = [
        nav("还款结果", "完成"),
        {"b": "mark", "words": "✓"},
        hero(("result", "还款成功"), ("amount", write_money(paid, "yen"))),
    ]
    body = [
        card(rows("split", pairs)),
        GAP,
        {"b": "buttons", "words": ["返回白条", "查看账单"]},
        GAP,
        {"b": "banner", "words": f"还款福利 最高领{c.whole(5, 99)}元"},
    ]
    truth = one(paid, at, when)
    return Sketch("baitiao_result", c.theme(), head, body, truth, without(truth, "status"))


def monthly_pay_detail(c: Chance) -> Sketch:
    """A platform's bill: the amount without a label, the rest in two columns with the value below its label."""
    paid, at = c.amount(), c.moment()
    when, platform = c.write(at, ("dash-minutes", "dash-seconds", "dots-minutes")), c.of(PLATFORMS)
    pairs: list[tuple[str, object]] = c.shuffled(
        [
            ("还款时间", when.words),
            ("还款期数", f"第{c.whole(1, 6)}/12期"),
            ("付款方式", f"{c.of(BANKS)}({c.of(TAILS)})"),
            ("资金方", c.of(LENDERS)),
        ]
    )
    truth = one(paid, at, when)
    head = [
        nav("账单详情", c.of(("帮助", "客服", ""))),
        hero(("small", f"{platform}-还款"), ("amount", f"-{write_money(paid, 'thousands')}"), ("small", "交易成功")),
    ]
    body = [
        card(rows("grid", pairs), title="还款信息"),
        GAP,
        card(rows("below", [("交易流水号", c.order_number(at)), ("借款合同", f"《{c.contract()}》")])),
        GAP,
        {"b": "links", "words": ["对账单有疑问", "查看往来记录", "开具凭证", "删除记录"]},
    ]
    return Sketch("monthly_pay_detail", c.theme(), head, body, truth, without(truth, "amount", "status"))


def due_against_paid(c: Chance) -> Sketch:
    """A lender's record: what was due beside what was paid, and what is still owed of the loan."""
    owed, at = c.amount(), c.moment()
    penalty = Money(c.whole(50, 3900))
    paid, when, style = owed + penalty, c.write(at), c.of(("yuan", "thousands", "yen"))
    parts = c.parts(paid, "实还本金", "实还利息", "实还担保费", "实还罚息")
    head = [
        nav("还款详情"),
        hero(
            ("small", "实还金额(元)"),
            ("amount", write_money(paid, "thousands")),
            ("small", f"应还 {write_money(owed, 'thousands')}"),
            align="left",
            filled=True,
            tone="white",
        ),
    ]
    body = [
        card(
            rows(
                "split",
                [
                    ("本期应还", write_money(owed, style)),
                    ("实际还款", write_money(paid, style)),
                    *((name, write_money(part, style)) for name, part in parts),
                    ("剩余待还", write_money(c.amount(3000, 20000), style)),
                ],
                ruled=c.odds(0.5),
            ),
            title="还款明细",
            side="已还清",
            **{"side-tone": "good"},
        ),
        GAP,
        card(
            rows(
                "split",
                [
                    ("应还日期", f"{at + dt.timedelta(days=c.whole(1, 4)):%Y-%m-%d}"),
                    ("实际还款时间", when.words),
                    ("还款期次", f"{c.whole(1, 11)}/12"),
                    ("扣款银行卡", f"{c.of(BANKS)}（尾号{c.of(TAILS)}）"),
                    ("还款流水号", c.order_number(at)),
                ],
            )
        ),
    ]
    return Sketch("due_against_paid", c.theme(), head, body, one(paid, at, when))


def bank_loan_repaid(c: Chance) -> Sketch:
    """A bank's app: principal, interest, penalty interest, the account with its balance."""
    paid, at = c.amount(), c.moment()
    when, style = c.write(at, ("slash-minutes", "dash-seconds", "han-seconds")), c.of(("thousands-yuan", "cny", "yen"))
    parts = c.parts(paid, "本金", "利息", "罚息")
    pairs: list[tuple[str, object]] = [
        ("还款金额", write_money(paid, style)),
        *((name, write_money(part, style)) for name, part in parts),
        ("还款账户", f"尾号{c.of(TAILS)}"),
        ("账户余额", write_money(c.amount(10, 90000), style)),
        ("贷款账号", f"6001{c.digits(12)}"),
        ("贷款产品", c.of(("个人消费贷款", "信用贷", "融e借", "快贷"))),
        ("剩余本金", write_money(c.amount(3000, 30000), style)),
        ("交易时间", when.words),
        ("交易流水号", c.digits(16)),
    ]
    body = [
        {"b": "mark", "words": "✓", "tone": "accent"},
        hero(("result", "还款成功")),
        rows(c.of(("column", "justified", "inline")), pairs, ruled=c.odds(0.4)),
        GAP,
        {"b": "buttons", "words": ["完成"]},
    ]
    return Sketch("bank_loan_repaid", c.theme(), [nav("贷款还款", "客服")], body, one(paid, at, when))


def bank_movement(c: Chance) -> Sketch:
    """A bank's app: one line of the account opened; the balance looks like an amount."""
    paid, at = c.amount(), c.moment()
    when, minus = c.write(at), c.of(("-", "−", "–"))
    lender, platform = c.of(LENDERS), c.of(PLATFORMS)
    style = c.of(("thousands", "yen", "cny"))
    pairs = c.shuffled(
        [
            ("交易时间", when.words),
            ("交易类型", c.of(("快捷支付", "代扣", "网上支付"))),
            ("对方户名", lender),
            ("余额", write_money(c.amount(10, 99000), style)),
            ("交易卡号", f"6222 **** **** {c.of(TAILS)}"),
            ("交易备注", f"{platform}还款"),
            ("交易渠道", c.of(("财付通", "支付宝", "网联", "银联"))),
        ]
    )
    truth = one(paid, at, when)
    head = [
        nav("交易详情", c.of(("分享", "电子回单"))),
        hero(("small", "交易金额"), ("amount", f"{minus}{write_money(paid, style)}"), align=c.of(("left", "center"))),
    ]
    body = [card(rows(c.of(("split", "column")), list(pairs))), GAP, {"b": "text", "words": "如有疑问请致电客服热线"}]
    return Sketch("bank_movement", c.theme(), head, body, truth, without(truth, "amount", "status"))


def union_inline(c: Chance) -> Sketch:
    """A bank union's app: labels with a colon, the price before the discount, the price paid."""
    price, at = c.amount(), c.moment()
    discount = Money(c.whole(1, 20) * 100 + c.of((0, 0, 50, 88)))
    paid, when = price - discount, c.write(at, ("han-glued", "han-bare", "dash-seconds"))
    pairs: list[tuple[str, object]] = [
        ("订单金额", write_money(price, "wide-yen")),
        ("优惠金额", write_money(-discount, "wide-yen")),
        ("付款方式", f"{c.of(BANKS)}银联借记卡[{c.of(TAILS)}]"),
        ("商户名称", c.of(LENDERS)),
        ("订单描述", f"{c.of(PLATFORMS)}账单还款"),
        ("交易时间", when.words),
        ("订单编号", f"{at:%Y%m%d}{c.digits(13)}"),
        ("商户订单号", c.order_number(at)),
    ]
    truth = one(paid, at, when)
    head = [
        nav("账单详情"),
        hero(("sign", "付"), ("amount", f"-{write_money(paid, 'wide-yen')}"), ("result", "交易成功")),
    ]
    body = [rows("inline", pairs, ruled=True), GAP, {"b": "text", "words": "在此商户的交易 ›"}]
    return Sketch("union_inline", c.theme(), head, body, truth, without(truth, "amount", "status"))


def wallet_big_letters(c: Chance) -> Sketch:
    """A wallet in the mode for old people: large letters, values wrap."""
    paid, at = c.amount(), c.moment()
    when, platform = c.write(at, ("dash-seconds", "dash-minutes", "han-seconds")), c.of(PLATFORMS)
    pairs: list[tuple[str, object]] = [
        ("支付时间", when.words),
        ("付款方式", f"{c.of(BANKS)}储蓄卡({c.of(TAILS)})"),
        ("商品说明", f"{platform}-第{c.whole(1, 12)}期账单还款"),
        ("收款方全称", c.of(LENDERS)),
        ("订单号", c.alipay_number(at)),
        ("账单分类", "信用借还"),
    ]
    truth = one(paid, at, when)
    head = [
        nav("账单详情"),
        hero(
            ("name", c.of((platform, "示例消费金融"))),
            ("amount", f"-{write_money(paid, 'thousands')}"),
            ("small", "交易成功"),
        ),
    ]
    body = [
        rows(c.of(("split", "below")), pairs, ruled=True),
        GAP,
        {"b": "links", "words": ["联系收款方", "申请电子回单"]},
    ]
    return Sketch("wallet_big_letters", c.theme(big=True), head, body, truth, without(truth, "amount", "status"))


def receipt_sheet(c: Chance) -> Sketch:
    """电子回单 as a picture: a ruled sheet, figures and capitals, a stamp."""
    paid, at = c.amount(200, 40000), c.moment()
    when = c.write(at, ("compact", "han-day", "dash-seconds", "icbc", "slash-seconds"))
    label = c.of((("交易日期", "han-day"), ("交易时间", ""), ("日期", "")))[0]
    style = c.of(("cny-glued", "yuan-note", "yen", "cny"))
    pairs: list[tuple[str, object]] = [
        ("回单编号", c.digits(20)),
        (label, when.words),
        ("付款人户名", c.of(PEOPLE)),
        ("付款人账号", f"622202******{c.of(TAILS)}"),
        ("付款人开户行", f"{c.of(BANKS)}示例支行"),
        ("收款人户名", c.of(LENDERS)),
        ("收款人账号", f"9550880{c.digits(10)}"),
        ("金额（小写）", write_money(paid, style)),
        ("金额（大写）", c.of(("", "人民币")) + capitals(paid)),
        ("手续费", "0.00"),
        ("摘要", f"{c.of(PLATFORMS)}还款"),
        ("交易流水号", c.digits(c.of((8, 12, 16)))),
    ]
    body: list[Block] = [
        {"b": "text", "words": f"{c.of(BANKS)}电子回单", "k": 1.3, "tone": "ink", "align": "center", "weight": "bold"},
        GAP,
        rows("table", pairs, k=0.9),
        {"b": "stamp", "words": "电子回单专用章"},
        GAP,
        {"b": "text", "words": "重要提示：本回单仅供参考，请勿重复使用。"},
    ]
    theme = c.theme(dark=False, big=False, font=c.of(("Noto Serif SC", "Sample Kai", "Noto Sans SC")))
    return Sketch("receipt_sheet", theme, [nav("电子回单", "保存")], body, one(paid, at, when))


def card_stack(c: Chance) -> Sketch:
    """A lender's page in cards: result, parts of the sum, the loan; the clock of the phone and an advertisement."""
    paid, at = c.amount(), c.moment()
    when, style = c.write(at), c.of(("yen", "yuan", "plain"))
    parts = c.parts(paid, "本金", "利息", "担保服务费")
    head = [
        nav("还款记录详情"),
        card(
            {
                "b": "items",
                "icons": False,
                "ruled": False,
                "carded": True,
                "entries": [
                    {
                        "left": ["还款总额", f"第{c.whole(1, 12)}期"],
                        "right": [(write_money(paid, "yen"), "big"), ("还款成功", "good")],
                    }
                ],
            }
        ),
        GAP,
    ]
    body = [
        card(rows("split", [(name, write_money(part, style)) for name, part in parts]), title="资金明细"),
        GAP,
        card(
            rows(
                "split",
                [
                    ("还款时间", when.words),
                    ("还款类型", c.of(("主动还款", "自动扣款", "到期还款"))),
                    ("还款银行", f"{c.of(BANKS)}({c.of(TAILS)})"),
                    ("借款机构", c.of(LENDERS)),
                    ("借据号", c.contract()),
                ],
            ),
            title="还款信息",
        ),
        GAP,
        {"b": "banner", "words": f"您有{c.whole(1, 9)}万元额度待领取", "action": "去借钱"},
    ]
    truth = one(paid, at, when)
    return Sketch("card_stack", c.theme(), head, body, truth, without(truth, "amount", "status"))


def service_card(c: Chance) -> Sketch:
    """One notice of an official account: key words with colons, a remark below."""
    paid, at = c.amount(), c.moment()
    when, platform = c.write(at, ("han-bare", "dash-seconds", "dash-minutes")), c.of(PLATFORMS)
    notice = card(
        {"b": "text", "words": platform, "k": 0.85},
        {"b": "text", "words": c.of(("还款成功通知", "扣款成功通知")), "k": 1.15, "tone": "ink", "weight": "medium"},
        GAP,
        rows(
            "inline",
            [
                ("还款金额", write_money(paid, c.of(("yuan", "yen")))),
                ("还款时间", when.words),
                ("还款账户", f"{c.of(BANKS)}(尾号{c.of(TAILS)})"),
                ("备注", f"您的第{c.whole(1, 12)}期账单已还清，感谢您的使用"),
            ],
        ),
        {"b": "line"},
        {"b": "text", "words": "查看详情 ›", "k": 0.9},
    )
    body: list[Block] = [{"b": "when", "words": f"{at.month}月{at.day}日 {at:%H:%M}"}, notice]
    return Sketch("service_card", c.theme(), [nav("服务通知")], body, one(paid, at, when))


def english_result(c: Chance) -> Sketch:
    """An app set to English."""
    paid, at = c.amount(), c.moment()
    when = c.write(at, ("dash-seconds", "slash-minutes"))
    pairs: list[tuple[str, object]] = [
        ("Amount paid", write_money(paid, c.of(("yen", "cny")))),
        ("Payee", c.of(LENDERS)),
        ("Payment time", when.words),
        ("Payment method", f"{c.of(BANKS)}({c.of(TAILS)})"),
        ("Remarks", f"{c.of(PLATFORMS)} repayment"),
        ("Transaction No.", c.alipay_number(at)),
    ]
    head = [nav("Details"), hero(("result", "Payment successful"), ("amount", write_money(paid, "yen")))]
    truth = one(paid, at, when)
    return Sketch("english_result", c.theme(), head, [card(rows("split", pairs))], truth, without(truth, "status"))


def traditional_result(c: Chance) -> Sketch:
    """An app in traditional characters."""
    paid, at = c.amount(), c.moment()
    when = c.write(at, ("dash-seconds", "dash-minutes"))
    pairs: list[tuple[str, object]] = [
        ("還款金額", write_money(paid, "yen")),
        ("還款時間", when.words),
        ("付款方式", f"示例銀行({c.of(TAILS)})"),
        ("收款方", "示例消費金融有限公司"),
        ("交易單號", c.alipay_number(at)),
    ]
    head = [nav("還款結果"), hero(("result", "還款成功"), ("amount", write_money(paid, "yen")))]
    theme = c.theme(font="Noto Sans SC")
    truth = one(paid, at, when)
    return Sketch(
        "traditional_result", theme, head, [rows("split", pairs, ruled=True)], truth, without(truth, "status")
    )


def wide_tablet(c: Chance) -> Sketch:
    """A tablet: a narrow card in the middle of a wide page."""
    paid, at = c.amount(), c.moment()
    when, style = c.write(at), c.of(("yen", "yuan"))
    pairs: list[tuple[str, object]] = [
        ("本次还款", write_money(paid, style)),
        ("还款状态", "还款成功"),
        ("还款时间", when.words),
        ("还款方式", c.of(("主动还款", "自动扣款"))),
        ("还款卡", f"{c.of(BANKS)} 尾号{c.of(TAILS)}"),
        ("放款机构", c.of(LENDERS)),
        ("流水号", c.order_number(at)),
    ]
    theme = c.theme(big=False) | {"width": c.of((744, 820)), "pixels": c.of((1.5, 2.0)), "pad": 60, "shape": 1.33}
    head = [nav("还款详情")]
    return Sketch(
        "wide_tablet", theme, head, [card(rows("split", pairs, ruled=True), title=c.of(PLATFORMS))], one(paid, at, when)
    )


MAKERS: tuple[Maker, ...] = (
    baitiao_result,
    monthly_pay_detail,
    due_against_paid,
    bank_loan_repaid,
    bank_movement,
    union_inline,
    wallet_big_letters,
    receipt_sheet,
    card_stack,
    service_card,
    english_result,
    traditional_result,
    wide_tablet,
)
