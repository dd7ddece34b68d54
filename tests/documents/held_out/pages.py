"""Screens of one payment that was made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lehua_desktop.core.money import Money

from .. import Truth
from ..chance import BANKS, LENDERS, PEOPLE, PLATFORMS, TAILS, Chance, capitals, write_money
from ..sketch import Block, Sketch, one, without

HERE = Path(__file__).parent / "layouts"
Maker = Callable[[Chance], Sketch]
Pairs = Sequence[tuple[str, object]]
SPACE: Block = {"p": "space"}


def panels(
    name: str,
    theme: dict[str, Any],
    head: Sequence[Block],
    body: Sequence[Block],
    truth: Truth,
    headless: Truth | None = None,
    *,
    fills_screen: bool = True,
    cents: float = 1.0,
) -> Sketch:
    look = theme | {"cents": cents}
    return Sketch(name, look, head, body, truth, headless, HERE, "panels", fills_screen)


def title(words: str, **more: object) -> Block:
    return {"p": "title", "words": words, **more}


def pairs(style: str, given: Pairs, **more: object) -> Block:
    return {"p": "pairs", "style": style, "pairs": list(given), **more}


def sheet(*inside: Block, **more: object) -> Block:
    return {"p": "sheet", "panels": list(inside), **more}


def say(words: str, **more: object) -> Block:
    return {"p": "say", "words": words, **more}


def card_of(c: Chance) -> str:
    shape = c.of(("{}({})", "{}（{}）", "{}储蓄卡 尾号{}", "{} *{}"))
    return shape.format(c.of(BANKS), c.of(TAILS))


def split_sum(c: Chance) -> Sketch:
    """A wallet with small decimals behind a large amount, and a red packet."""
    price, at = c.amount(), c.moment()
    packet = Money(c.whole(1, 9) * 100 + c.whole(0, 99))
    paid, when = price - packet, c.write(at)
    head = [
        title("账单详情", side="全部"),
        {"p": "sum", "over": f"{c.of(PLATFORMS)}", "words": f"-{write_money(paid, 'thousands')}", "under": "还款成功"},
    ]
    body = [
        pairs(
            "leaders",
            [
                ("订单金额", write_money(price, "thousands")),
                ("红包抵扣", [write_money(-packet, "thousands"), "red"]),
                ("付款时间", when.words),
                ("付款方式", card_of(c)),
                ("还款说明", f"{c.moment().month}月账单还款"),
                ("订单号", c.alipay_number(at)),
            ],
        )
    ]
    truth = one(paid, at, when)
    headless = without(truth, "amount", "status")
    return panels("split_sum", c.theme(), head, body, truth, headless, cents=c.of((0.55, 0.7, 1.0)))


def done_without_day(c: Chance) -> Sketch:
    """The page right after paying in a messenger: whom and how much; no day."""
    paid = c.amount()
    body: list[Block] = [
        {"p": "result", "sign": "✓", "words": "支付成功"},
        {"p": "sum", "over": c.of(LENDERS), "words": write_money(paid, "wide-yen")},
        pairs("ends", [("支付方式", card_of(c)), ("商品", f"{c.of(PLATFORMS)}还款")]),
        SPACE,
        {"p": "keys", "words": ["完成"]},
    ]
    truth = one(paid, None, None)
    return panels("done_without_day", c.theme(), [title("", capsule=True)], body, truth)


def ticket(c: Chance) -> Sketch:
    """A ticket with boxes, the value above its label."""
    paid, at = c.amount(), c.moment()
    when, style = c.write(at, ("dash-minutes", "dash-seconds", "dots-minutes")), c.of(("yen", "plain", "yuan"))
    coupon = Money(c.whole(1, 20) * 100)
    parts = c.parts(paid + coupon, "还款本金", "手续费")
    boxes = [*((name, write_money(part, style)) for name, part in parts), ("抵扣券", write_money(-coupon, style))]
    inside: list[Block] = [
        {
            "p": "result",
            "sign": "✓",
            "words": "还款成功",
            "side": True,
            "more": f"{c.of(PLATFORMS)}·第{c.whole(1, 12)}期",
        },
        {"p": "sum", "over": "实际支付", "words": write_money(paid, "yen"), "left": True},
        pairs("boxes", boxes, columns=3),
        {"p": "rule"},
        pairs("ends", [("支付时间", when.words), ("支付账户", card_of(c)), ("交易号", c.order_number(at))]),
    ]
    body: list[Block] = [{"p": "ticket", "panels": inside}, SPACE, {"p": "ad", "words": "天天领券 还款更省"}]
    return panels("ticket", c.theme(), [title("支付结果", side="完成")], body, one(paid, at, when))


def lender_voucher(c: Chance) -> Sketch:
    """还款凭证 of a lender as a striped sheet with a seal."""
    paid, at = c.amount(), c.moment()
    when = c.write(at, ("han-day", "dash-day", "han-seconds", "compact"))
    given: Pairs = [
        ("凭证编号", c.digits(18)),
        ("客户姓名", c.of(PEOPLE)),
        ("证件号码", "110101********002X"),
        ("借据编号", c.contract()),
        ("还款日期", when.words),
        ("还款期次", f"{c.whole(1, 11)}/12"),
        ("实还总额", write_money(paid, c.of(("yuan", "thousands-yuan", "cny")))),
        *((name, write_money(part, "thousands")) for name, part in c.parts(paid, "其中：本金", "利息", "罚息")),
        ("人民币大写", capitals(paid)),
        ("扣款卡号", f"6222***********{c.of(TAILS)}"),
        ("还款状态", "成功"),
    ]
    body = [
        say("还款凭证", k=1.5, color="ink", at="center", weight="bold"),
        SPACE,
        pairs("zebra", given),
        {"p": "seal", "words": f"{c.of(LENDERS)[:6]}业务专用章"},
        say(f"出具单位：{c.of(LENDERS)}"),
    ]
    theme = c.theme(dark=False, big=False, font=c.of(("Noto Serif SC", "Noto Sans SC")))
    return panels("lender_voucher", theme, [title("凭证详情")], body, one(paid, at, when))


def bank_transfer(c: Chance) -> Sketch:
    """A transfer in a bank's app to the lender's account, with a fee of nothing."""
    paid, at = c.amount(200, 20000), c.moment()
    when = c.write(at, ("slash-seconds", "dash-seconds", "han-glued"))
    given: Pairs = [
        ("收款人", c.of(LENDERS)),
        ("收款账号", f"9550 {c.digits(4)} {c.digits(4)} {c.digits(4)}"),
        ("转账金额", write_money(paid, c.of(("yuan-note", "cny", "yen")))),
        ("大写金额", capitals(paid)),
        ("手续费", "0.00元"),
        ("付款账号", f"6217 **** **** {c.of(TAILS)}"),
        ("附言", f"{c.of(PLATFORMS)}还款"),
        ("转账时间", when.words),
        ("流水号", c.digits(20)),
    ]
    body: list[Block] = [
        {"p": "result", "sign": "✓", "words": "转账成功", "filled": True, "color": "white", "more": "资金已实时到账"},
        SPACE,
        pairs(c.of(("tabs", "bracket", "ends")), given),
        {"p": "keys", "words": ["再转一笔", "保存回单"]},
    ]
    return panels("bank_transfer", c.theme(), [title("转账结果", side="完成")], body, one(paid, at, when))


def account_line(c: Chance) -> Sketch:
    """收支详情 of a bank: what went out, in a currency's name, and what is left."""
    paid, at = c.amount(), c.moment()
    when = c.write(at, ("slash-seconds", "dots-minutes", "han-bare"))
    head = [
        title("收支明细", large=True),
        {
            "p": "sum",
            "over": "支出",
            "words": f"{c.of(('-', '−'))}{write_money(paid, 'thousands')}",
            "left": c.odds(0.5),
        },
    ]
    given = c.shuffled(
        [
            ("账户余额", f"{c.amount(1, 80000)}"),
            ("币种", "人民币"),
            ("对方户名", c.of(LENDERS)),
            ("交易摘要", c.of(("代扣还款", "网络支付", "快捷支付-还款"))),
            ("交易时间", when.words),
            ("本方账户", f"6230********{c.of(TAILS)}"),
            ("日志号", c.digits(9)),
        ]
    )
    truth = one(paid, at, when)
    body = [pairs(c.of(("ledger", "tabs", "leaders")), given)]
    return panels("account_line", c.theme(), head, body, truth, without(truth, "amount", "status"))


def two_sources(c: Chance) -> Sketch:
    """An automatic debit from two places: the card and the change; together they are the payment."""
    paid, at = c.amount(), c.moment()
    when = c.write(at)
    card, change = (part for _, part in c.parts(paid, "card", "change"))
    body: list[Block] = [
        {
            "p": "result",
            "sign": "✓",
            "words": "自动还款成功",
            "more": f"{c.of(PLATFORMS)} {at.month}月账单已结清",
            "side": True,
        },
        sheet(
            pairs(
                "ends",
                [
                    ("还款总额", [write_money(paid, "yen"), "accent"]),
                    ("储蓄卡支付", write_money(card, "yen")),
                    ("余额支付", write_money(change, "yen")),
                    ("扣款时间", when.words),
                    ("还款单号", c.order_number(at)),
                ],
                copy=True,
            ),
            head="扣款明细",
        ),
    ]
    return panels("two_sources", c.theme(), [title("还款详情", capsule=True)], body, one(paid, at, when))


def paid_in_part(c: Chance) -> Sketch:
    """Less was paid than was due."""
    owed, at = c.amount(600, 3000), c.moment()
    paid = Money(c.whole(10000, owed.fen - 10000))
    when, style = c.write(at), c.of(("yuan", "yen"))
    body: list[Block] = [
        {"p": "result", "sign": "✓", "words": "部分还款成功"},
        pairs(
            "ends",
            [
                ("本次还款金额", write_money(paid, style)),
                ("本期应还总额", write_money(owed, style)),
                ("本期剩余应还", write_money(owed - paid, style)),
                ("还款时间", when.words),
                ("还款银行卡", card_of(c)),
                ("资金方", c.of(LENDERS)),
            ],
        ),
        {"p": "keys", "words": ["继续还款", "返回"]},
    ]
    return panels("paid_in_part", c.theme(), [title("还款结果")], body, one(paid, at, when))


def settled_early(c: Chance) -> Sketch:
    """The whole rest paid at once, with a fee for it."""
    paid, at = c.amount(2000, 30000), c.moment()
    when, style = c.write(at), c.of(("yen", "thousands-yuan"))
    head = [title("结清详情"), {"p": "sum", "over": "结清金额（元）", "words": write_money(paid, "thousands")}]
    body = [
        sheet(
            pairs(
                "ends", [(n, write_money(p, style)) for n, p in c.parts(paid, "剩余本金", "当期利息", "提前还款手续费")]
            ),
            head="金额构成",
        ),
        SPACE,
        sheet(
            pairs(
                "ends",
                [
                    ("结清状态", ["提前结清成功", "green"]),
                    ("结清时间", when.words),
                    ("还款账户", card_of(c)),
                    ("借款合同编号", c.contract()),
                    ("放款机构", c.of(LENDERS)),
                ],
            ),
            head="结清信息",
        ),
    ]
    truth = one(paid, at, when)
    return panels("settled_early", c.theme(), head, body, truth, without(truth, "amount"), cents=0.6)


def two_languages(c: Chance) -> Sketch:
    """A receipt whose labels stand in Chinese and English, four columns wide."""
    paid, at = c.amount(300, 30000), c.moment()
    when = c.write(at, ("dash-day", "slash-seconds", "compact"))
    given: Pairs = [
        ("付款人 Payer", c.of(PEOPLE)),
        ("收款人 Payee", c.of(LENDERS)),
        ("账号 A/C No.", f"6222****{c.of(TAILS)}"),
        ("账号 A/C No.", f"9550****{c.digits(4)}"),
        ("金额 Amount", write_money(paid, "cny")),
        ("大写 In words", capitals(paid)),
        ("交易日期 Date", when.words),
        ("用途 Purpose", f"{c.of(PLATFORMS)}还款"),
        ("流水号 Ref.", c.digits(12)),
        ("状态 Status", "交易成功"),
    ]
    body = [
        say("电子回单 E-Receipt", k=1.4, color="ink", at="center", weight="bold"),
        SPACE,
        pairs("four", given),
        say("本回单可在网上银行查验，重复打印无效。", k=0.8),
    ]
    theme = c.theme(dark=False, big=False, width=560, pixels=2.4, shape=0.7, size=15.5)
    return panels("two_languages", theme, [], body, one(paid, at, when))


def plain_letters(c: Chance) -> Sketch:
    """Large letters, label in bold above its value."""
    paid, at = c.amount(), c.moment()
    when = c.write(at, ("dash-minutes", "han-bare", "han-seconds"))
    given: Pairs = [
        ("还款金额", write_money(paid, "yuan")),
        ("还款时间", when.words),
        ("还款项目", f"{c.of(PLATFORMS)}第{c.whole(1, 12)}期"),
        ("付款卡", card_of(c)),
        ("结果", "还款成功"),
    ]
    return panels(
        "plain_letters",
        c.theme(big=True),
        [title("还款详情", large=True)],
        [pairs("ledger", given)],
        one(paid, at, when),
    )


def auto_charge_notice(c: Chance) -> Sketch:
    """扣费凭证 of a wallet's official account: the amount large in the middle of the notice."""
    paid, at = c.amount(), c.moment()
    when = c.write(at, ("han-seconds", "dash-seconds"))
    body: list[Block] = [
        say(f"{at:%H:%M}", at="center", k=0.8),
        sheet(
            say(c.of(("扣费凭证", "还款到账通知", "自动扣款凭证")), k=1.1, color="ink"),
            {"p": "sum", "over": "扣费金额", "words": write_money(paid, "wide-yen")},
            pairs(
                "tabs",
                [
                    ("扣费项目", f"{c.of(PLATFORMS)}自动还款"),
                    ("商户", c.of(LENDERS)),
                    ("扣费时间", when.words),
                    ("支付方式", card_of(c)),
                    ("交易单号", c.wechat_number(at)),
                ],
            ),
            {"p": "rule"},
            say("查看账单详情"),
        ),
    ]
    return panels("auto_charge_notice", c.theme(), [title("支付通知", capsule=True)], body, one(paid, at, when))


MAKERS: tuple[Maker, ...] = (
    split_sum,
    done_without_day,
    ticket,
    lender_voucher,
    bank_transfer,
    account_line,
    two_sources,
    paid_in_part,
    settled_early,
    two_languages,
    plain_letters,
    auto_charge_notice,
)
