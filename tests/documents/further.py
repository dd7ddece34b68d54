"""Screens of one payment as further apps, papers and messages show it: other words for the day, no words at all, the day in
a title, a sentence, a step or two rows, browsers and posters, slips and receipts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from lehua_desktop.core.facts import Status
from lehua_desktop.core.money import Money

from . import Document, draw
from .chance import BANKS, LENDERS, PEOPLE, PLATFORMS, TAILS, Chance, capitals, write_moment, write_money
from .sketch import GAP, Block, Cut, Maker, Sketch, card, hero, nav, one, rows, without

Pairs = Sequence[tuple[str, object]]


def han(at: dt.datetime) -> str:
    return f"{at.year}年{at.month}月{at.day}日"


def line(words: str, k: float = 0.95, tone: str = "ink", align: str = "center") -> Block:
    return {"b": "text", "words": words, "k": k, "tone": tone, "align": align}


def own_card(c: Chance) -> str:
    return f"{c.of(BANKS)}({c.of(TAILS)})"


def tick_and_done(c: Chance) -> Sketch:
    """A loan inside a super-app: a tick, a sentence with the amount, the moment it was done."""
    paid, at = c.amount(), c.moment()
    when = c.write(at)
    pairs: Pairs = [
        ("借款产品", c.of(PLATFORMS)),
        (c.of(("还款完成时间", "办理时间", "还款成交时间", "成交时间")), when.words),
        ("还款卡", own_card(c)),
        ("还款方式", c.of(("提前还款", "正常还款", "系统扣款"))),
    ]
    head = [nav("还款结果", "完成"), {"b": "mark", "words": "✓"}]
    body = [hero(("result", "还款成功"), ("small", f"成功还款{write_money(paid, 'yuan')}")), rows("split", pairs), GAP]
    return Sketch("tick_and_done", c.theme(), head, body, one(paid, at, when))


def name_amount_moment(c: Chance) -> Sketch:
    """A bank's app: the amount, the other party and the moment one below the other without any label."""
    paid, at = c.amount(), c.moment()
    when = c.write(at)
    head = [nav("交易明细")]
    body = [
        hero(
            ("small", c.of(LENDERS)), ("amount", write_money(-paid, c.of(("thousands", "yen")))), ("small", when.words)
        ),
        {"b": "line"},
        rows(
            "split",
            [
                ("摘要", f"{c.of(PLATFORMS)}还款"),
                ("交易卡号", f"6222****{c.of(TAILS)}"),
                ("交易后余额", write_money(c.amount(10, 9000), "thousands")),
            ],
        ),
    ]
    return Sketch("name_amount_moment", c.theme(), head, body, one(paid, at, when))


def day_and_clock_apart(c: Chance) -> Sketch:
    """A city bank's page in a browser: the day and the clock in two rows."""
    paid, at = c.amount(), c.moment()
    style = c.of(("dash-day", "compact", "han-day"))
    pairs: Pairs = [
        ("贷款品种", "线上消费贷"),
        ("还款本金", write_money(paid - Money(1234), "yuan")),
        ("还款利息", write_money(Money(1234), "yuan")),
        ("还款合计", write_money(paid, "yuan")),
        (c.of(("交易日期", "扣款日", "受理日期", "还款办理日期")), write_moment(at, style).words),
        (c.of(("交易时间", "交易时刻")), f"{at:%H:%M:%S}"),
        ("受理结果", "还款成功"),
        ("扣款账号", f"6217 **** **** {c.of(TAILS)}"),
    ]
    head: list[Block] = [line("https://m.bank.example/loan/repay", 0.8, "faint"), nav("还款结果")]
    body = [rows(c.of(("table", "inline", "split")), pairs), GAP, {"b": "buttons", "words": ["返回首页"]}]
    truth = one(paid, at, write_moment(at, "dash-seconds"))
    return Sketch("day_and_clock_apart", c.theme(dark=False), head, body, truth)


def day_in_the_title(c: Chance) -> Sketch:
    """A platform's record whose title is the day; the parts add up."""
    paid, at = c.amount(), c.moment()
    parts = c.parts(paid, "本金", "利息", "服务费")
    when = write_moment(at, c.of(("han-day", "dash-day")))
    head: list[Block] = [nav("还款记录")]
    body = [
        line(f"{when.words} 还款", 1.1, align="left"),
        hero(("small", c.of(("还款成功", "已还清"))), ("amount", write_money(paid, "yen")), align="left"),
        card(
            rows("split", [("还款金额", write_money(paid, "yen")), *((n, write_money(m, "yen")) for n, m in parts)]),
            title="还款构成",
        ),
        GAP,
        rows("split", [("扣款卡", own_card(c)), ("期次", f"{c.whole(1, 12)}/12")]),
    ]
    return Sketch("day_in_the_title", c.theme(), head, body, one(paid, at, when))


def sentence_only(c: Chance) -> Sketch:
    """A result page that says all in one sentence."""
    paid, at = c.amount(), c.moment()
    when = c.write(at, ("dash-seconds", "han-bare", "dash-minutes", "slash-minutes"))
    said = c.of(
        (
            f"您已于{when.words}成功还款{write_money(paid, 'yuan')}，第{c.whole(1, 12)}期账单已结清。",
            f"{when.words}，您尾号{c.of(TAILS)}的银行卡已成功扣款{write_money(paid, 'yuan')}用于归还借款。",
            f"本期还款{write_money(paid, 'yuan')}已于{when.words}扣款成功。",
        )
    )
    head: list[Block] = [nav(c.of(PLATFORMS)), {"b": "mark", "words": "✓"}, hero(("result", "还款成功"))]
    body = [line(said), GAP, {"b": "buttons", "words": ["完成", "查看借款"]}]
    return Sketch("sentence_only", c.theme(), head, body, one(paid, at, when))


def steps_with_moments(c: Chance) -> Sketch:
    """A progress that came to its end: asked for, taken, entered, each with its moment."""
    paid, at = c.amount(), c.moment().replace(second=5)
    later = at + dt.timedelta(seconds=3)
    style = c.of(("dash-seconds", "slash-seconds", "dash-minutes"))
    when = write_moment(at, style)
    head = [nav("还款进度"), hero(("small", "还款金额"), ("amount", write_money(paid, c.of(("yen", "thousands")))))]
    body: list[Block] = [
        {
            "b": "steps",
            "steps": [
                (c.of(("发起还款", "提交还款")), when.words, True),
                ("银行扣款成功", write_moment(later, style).words, True),
                (c.of(("还款成功", "入账成功")), write_moment(later, style).words, True),
            ],
        },
        card(rows("split", [("还款金额", write_money(paid, "yuan")), ("扣款银行", own_card(c))])),
    ]
    return Sketch("steps_with_moments", c.theme(), head, body, one(paid, at, write_moment(later, style)))


def debit_voucher(c: Chance) -> Sketch:
    """The card that a wallet's account sends; the full day stands in the line above the card only."""
    paid, at = c.amount(), c.moment()
    when = write_moment(at, "han-bare")
    body: list[Block] = [
        {"b": "when", "words": when.words},
        card(
            line("扣费凭证", 0.9, "faint", "left"),
            hero(("small", "扣费金额"), ("amount", write_money(paid, "wide-yen"))),
            rows(
                "column",
                [
                    ("扣费服务", f"{c.of(PLATFORMS)}自动还款"),
                    ("支付方式", f"{c.of(BANKS)}({c.of(TAILS)})"),
                    ("交易状态", "支付成功，对方已收款"),
                ],
            ),
            {"b": "line"},
            line("查看账单详情", 0.9, "ink", "left"),
        ),
    ]
    return Sketch("debit_voucher", c.theme(), [nav(c.of(("支付助手", "微信支付")))], body, one(paid, at, when))


def paid_with_dots(c: Chance) -> Sketch:
    """A shop's finance app: dots in the day, what was due struck out, the tick's words are a sentence."""
    owed, at = c.amount(), c.moment()
    off = Money(c.whole(1, 9) * 100)
    paid, when = owed - off, c.write(at, ("dots-minutes", "slash-minutes"))
    head = [nav("", "完成"), {"b": "mark", "words": "✓"}]
    body = [
        hero(("result", "恭喜，还款成功"), ("amount", write_money(paid, "yen")), ("struck", write_money(owed, "yen"))),
        rows(
            "split",
            [
                ("账单", f"{at.month}月账单"),
                ("优惠", write_money(-off, "yen")),
                ("支付渠道", own_card(c)),
                (c.of(("完成于", "支付于", "付款时刻", "支付成功于")), when.words),
            ],
            ruled=True,
        ),
    ]
    return Sketch("paid_with_dots", c.theme(), head, body, one(paid, at, when))


def values_over_labels(c: Chance) -> Sketch:
    """Small grey names below what they name."""
    paid, at = c.amount(), c.moment()
    when = c.write(at)
    cells = [(when.words, "还款时间"), (own_card(c), "还款账户"), (f"{c.whole(1, 11)}/12期", "还款期数")]
    head = [nav("还款详情"), hero(("result", "还款成功"))]
    body = [hero(("amount", write_money(paid, "thousands")), ("small", "实还金额(元)"))]
    for value, name in cells:
        body += [line(value, 1.0, "ink", "left"), line(name, 0.75, "faint", "left"), GAP, {"b": "line"}]
    return Sketch("values_over_labels", c.theme(big=False), head, body, one(paid, at, when), None)


def dialog_over_bill(c: Chance) -> Sketch:
    """A box over the page of the bill: paid; the page below still says what was due and until when."""
    paid, at = c.amount(), c.moment()
    due = at + dt.timedelta(days=c.whole(1, 5))
    head: list[Block] = [
        nav("我的账单"),
        line("本期应还(元)", 0.8, "faint"),
        line(f"最后还款日 {due:%Y-%m-%d}", 0.8, "faint"),
    ]
    when = c.write(at)
    body = [
        card(
            {"b": "mark", "words": "✓"},
            line("还款成功", 1.2),
            line(f"还款金额：{write_money(paid, 'yuan')}"),
            line(f"还款时间：{when.words}"),
            GAP,
            {"b": "buttons", "words": ["我知道了"]},
        ),
        GAP,
        {"b": "banner", "words": f"最高可借{c.whole(1, 20)}0000元"},
    ]
    return Sketch("dialog_over_bill", c.theme(), head, body, one(paid, at, when))


def poster(c: Chance) -> Sketch:
    """A picture to share: the day below a greeting, the amount in a sentence, no labels."""
    paid, at = c.amount(), c.moment()
    when = write_moment(at, c.of(("dash-day", "han-day")))
    head = [nav("分享")]
    body = [
        hero(
            ("name", c.of(PLATFORMS)),
            ("result", "还款成功"),
            ("amount", write_money(paid, "yuan")),
            ("small", when.words),
        ),
        line(f"已还第{c.whole(1, 12)}/12期，守信用的你真棒", 0.9),
        {"b": "line", "dashed": True},
        line("长按识别二维码", 0.8, "faint"),
    ]
    return Sketch("poster", c.theme(), head, body, one(paid, at, when))


def mail(c: Chance) -> Sketch:
    """An e-mail of a lender with the particulars in its text."""
    paid, at = c.amount(), c.moment()
    when = c.write(at, ("dash-seconds", "han-bare"))
    sent = at + dt.timedelta(minutes=c.whole(2, 20))
    head: list[Block] = [
        line("还款成功通知", 1.2, align="left"),
        line("发件人：service@lender.example", 0.85, "faint", "left"),
        line(f"时间：{han(sent)}（周{'一二三四五六日'[sent.weekday()]}）{sent:%H:%M}", 0.85, "faint", "left"),
        {"b": "line"},
    ]
    body: list[Block] = [
        line(f"尊敬的{c.of(PEOPLE)}：", align="left"),
        line("您的还款已处理完成，详情如下：", align="left"),
        GAP,
        rows(
            c.of(("inline", "table")),
            [
                ("还款金额", write_money(paid, c.of(("rmb", "yen")))),
                ("扣款时间", when.words),
                ("扣款结果", "成功"),
                ("借据编号", c.contract()),
            ],
        ),
        GAP,
        line(c.of(LENDERS), align="left"),
    ]
    return Sketch("mail", c.theme(), head, body, one(paid, at, when))


def bank_push(c: Chance) -> Sketch:
    """A bank's notice with colons: time, kind, amount, balance."""
    paid, at = c.amount(), c.moment()
    when = c.write(at, ("han-bare", "dash-minutes"))
    body: list[Block] = [
        {"b": "when", "words": f"{at:%H:%M}"},
        card(
            line("交易提醒", 1.15, "ink", "left"),
            GAP,
            rows(
                "inline",
                [
                    ("账户", f"尾号{c.of(TAILS)}"),
                    ("交易时间", when.words),
                    ("交易类型", f"代扣-{c.of(LENDERS)}"),
                    ("支出金额", write_money(paid, "yuan")),
                    ("当前余额", write_money(c.amount(10, 9000), "yuan")),
                ],
            ),
            line("点击查看详情", 0.85, "faint", "left"),
        ),
    ]
    return Sketch("bank_push", c.theme(), [nav(c.of(BANKS))], body, one(paid, at, when))


def english_wallet(c: Chance) -> Sketch:
    """A wallet of a phone set to English: `9 Mar 2026 at 09:12`, the status a word by itself."""
    paid, at = c.amount(), c.moment()
    when = write_moment(at, "dash-minutes")
    shown = f"{at.day} {at:%b %Y} at {at:%H:%M}" if c.odds(0.5) else f"{at:%b} {at.day}, {at.year}, {at:%H:%M}"
    head = [nav("Transaction"), hero(("name", c.of(LENDERS)), ("amount", write_money(paid, "yen")), ("small", shown))]
    body = [
        rows(
            "split",
            [
                ("Status", c.of(("Completed", "Successful"))),
                ("Card", f"•••• {c.of(TAILS)}"),
                ("Note", "loan repayment"),
                ("Total", write_money(paid, "yen")),
            ],
            ruled=True,
        )
    ]
    truth = one(paid, at, when)
    return Sketch("english_wallet", c.theme(), head, body, truth, without(truth, "day"))


def traditional_bank(c: Chance) -> Sketch:
    """A bank in traditional characters: day and clock in two rows."""
    paid, at = c.amount(), c.moment()
    head = [nav("交易詳情"), hero(("result", "轉賬成功"), ("amount", write_money(-paid, "thousands")))]
    body = [
        rows(
            "split",
            [
                ("轉賬金額", write_money(paid, "cny")),
                ("交易日期", f"{at:%Y/%m/%d}"),
                ("交易時間", f"{at:%H:%M:%S}"),
                ("收款人", "示例消費金融有限公司"),
                ("附言", "貸款還款"),
                ("參考編號", c.digits(14)),
            ],
        )
    ]
    theme = c.theme(font="Noto Sans SC")
    truth = one(paid, at, write_moment(at, "dash-seconds"))
    return Sketch("traditional_bank", theme, head, body, truth, without(truth, "status"))


def pos_slip(c: Chance) -> Sketch:
    """A slip of a terminal: narrow, label with a colon, `日期/时间`."""
    paid, at = c.amount(), c.moment()
    when = c.write(at, ("slash-seconds", "dash-seconds"))
    body: list[Block] = [
        line("POS签购单", 1.3),
        {"b": "line", "dashed": True},
        rows(
            "inline",
            [
                ("商户名称", c.of(LENDERS)),
                ("终端编号", c.digits(8)),
                ("卡号", f"622202******{c.of(TAILS)}"),
                ("交易类型", c.of(("消费", "贷款还款"))),
                (c.of(("日期/时间", "交易日期时间", "日期时间")), when.words),
                ("凭证号", c.digits(6)),
                ("参考号", c.digits(12)),
                ("金额", write_money(paid, c.of(("rmb", "yuan")))),
                ("备注", "还款"),
            ],
            **{"label-tone": "ink"},
        ),
        {"b": "line", "dashed": True},
        line("交易成功"),
    ]
    theme = c.theme(dark=False, big=False) | {"width": 260, "pixels": 3.0}
    return Sketch("pos_slip", theme, [], body, one(paid, at, when), fills_screen=False)


def printed_receipt(c: Chance) -> Sketch:
    """A sheet of a lender with a seal: who, how much in figures and capitals, the day at the foot."""
    paid, at = c.amount(), c.moment()
    body: list[Block] = [
        line("还款凭证", 1.6),
        GAP,
        rows(
            "table",
            [
                ("借款人", c.of(PEOPLE)),
                ("合同编号", c.contract()),
                ("还款期次", f"第{c.whole(1, 12)}期"),
                ("还款金额（小写）", write_money(paid, "yen")),
                ("还款金额（大写）", capitals(paid)),
                ("还款状态", "已还款"),
                ("还款渠道", "银行代扣"),
                (c.of(("还款到账日", "入账日", "实际还款日")), han(at)),
            ],
        ),
        GAP,
        line(c.of(LENDERS), align="right"),
        line(han(at + dt.timedelta(days=c.whole(20, 90))), align="right"),
        {"b": "stamp", "words": "业务专用章"},
    ]
    theme = c.theme(dark=False, big=False, font="Noto Serif SC") | {
        "width": 595,
        "pixels": 2.2,
        "pad": 50,
        "shape": 1.41,
    }
    return Sketch("printed_receipt", theme, [], body, one(paid, at, write_moment(at, "han-day")))


class Sheet(Sketch):
    """A sketch that is drawn as a PDF."""

    def document(self, cut: Cut = "") -> Document:  # noqa: ARG002 - a PDF is never cut
        values = {"theme": self.theme | {"bare": True}, "height": None, "blocks": [*self.head, *self.body]}
        data = draw(self.template, values, picture=False, folder=self.folder, more_fonts=True)
        return Document(data, self.truth, self.layout)


def pdf_receipt(c: Chance) -> Sketch:
    """An electronic receipt as a PDF in two columns of labels and values."""
    paid, at = c.amount(), c.moment()
    when = c.write(at, ("dash-seconds", "han-seconds"))
    cells = [
        ["付款户名", c.of(PEOPLE), "收款户名", c.of(LENDERS)],
        ["付款账号", f"6222****{c.of(TAILS)}", "收款账号", f"9558{c.digits(12)}"],
        ["币种", "人民币", "金额", write_money(paid, "thousands")],
        [c.of(("交易时间", "记账时间", "业务办理时间")), when.words, "用途", f"{c.of(PLATFORMS)}还款"],
        ["金额大写", capitals(paid), "流水号", c.digits(16)],
    ]
    body: list[Block] = [
        line(f"{c.of(BANKS)}电子回单", 1.4),
        GAP,
        {"b": "table", "widths": [2, 4, 2, 5], "columns": ["", "", "", ""], "rows": cells},
        GAP,
        line(f"打印时间：{at + dt.timedelta(days=400):%Y-%m-%d %H:%M}", 0.8, "faint", "left"),
    ]
    theme = c.theme(dark=False, big=False, font="Noto Sans SC") | {"width": 595, "pad": 40, "size": 12}
    return Sheet("pdf_receipt", theme, [], body, one(paid, at, when))


def landscape_panes(c: Chance) -> Sketch:
    """A tablet on its side: the menu at the left, the record at the right."""
    paid, at = c.amount(), c.moment()
    when, style = c.write(at), c.of(("yen", "yuan"))
    head = [nav("借款记录")]
    body = [
        card(
            rows(
                "grid",
                [
                    ("还款总额", write_money(paid, style)),
                    ("本金", write_money(paid - Money(2000), style)),
                    ("利息", write_money(Money(2000), style)),
                    ("还款结果", "成功"),
                    ("还款发生时间", when.words),
                    ("扣款账户", own_card(c)),
                ],
                columns=3,
            ),
            title=f"第{c.whole(1, 12)}期 还款明细",
        )
    ]
    theme = c.theme(big=False) | {"width": 1100, "pixels": 1.6, "pad": 60, "shape": 0.7}
    return Sketch("landscape_panes", theme, head, body, one(paid, at, when))


def huge_letters(c: Chance) -> Sketch:
    """A bank for old people: three facts in huge letters."""
    paid, at = c.amount(), c.moment()
    when = c.write(at, ("han-bare", "dash-minutes"))
    head = [nav("还款详情"), hero(("result", "还款成功"))]
    body = [
        rows(
            "below",
            [("还了多少钱", write_money(paid, "yuan")), ("什么时候还的", when.words), ("用哪张卡还的", own_card(c))],
            k=1.2,
            ruled=True,
        )
    ]
    return Sketch("huge_letters", c.theme(big=True), head, body, one(paid, at, when))


def settled_at_once(c: Chance) -> Sketch:
    """The rest of a loan paid at once: what was left, the fee for it, what was taken."""
    rest, at = c.amount(2000, 9000), c.moment()
    fee = Money(c.whole(100, 9000))
    paid, when = rest + fee, c.write(at)
    head = [nav("提前结清"), {"b": "mark", "words": "✓"}, hero(("result", c.of(("结清成功", "提前结清成功"))))]
    body = [
        rows(
            "split",
            [
                ("剩余本金", write_money(rest, "yuan")),
                ("提前还款手续费", write_money(fee, "yuan")),
                (c.of(("实际结清金额", "结清总额", "本次结清金额")), write_money(paid, "yuan")),
                (c.of(("结清日期", "结清于", "结清办理时间")), when.words),
                ("扣款卡", own_card(c)),
            ],
        ),
        GAP,
        {"b": "buttons", "words": ["开具结清证明"]},
    ]
    return Sketch("settled_at_once", c.theme(), head, body, one(paid, at, when))


def year_in_heading(c: Chance) -> Sketch:
    """A record below the heading of its year; its own line has the month and the day."""
    paid, at = c.amount(), c.moment()
    head = [nav("还款明细")]
    body: list[Block] = [
        line(f"{at.year}年{at.month}月账单", 1.1, align="left"),
        rows(
            "split",
            [
                ("还款金额", write_money(paid, "yen")),
                ("还款时间", f"{at.month}月{at.day}日 {at:%H:%M}"),
                ("还款状态", "还款成功"),
                ("流水号", f"{at:%Y%m%d}{c.digits(14)}"),
            ],
        ),
    ]
    return Sketch("year_in_heading", c.theme(), head, body, one(paid, at, write_moment(at, "dash-minutes")))


def transfer_to_lender(c: Chance) -> Sketch:
    """A bank's result of a transfer: who to whom, the moment below the amount, a number of its own."""
    paid, at = c.amount(), c.moment()
    when = c.write(at)
    head = [nav("转账结果", "分享"), {"b": "mark", "words": "✓"}]
    body = [
        hero(("result", c.of(("转账成功", "汇款成功"))), ("amount", write_money(paid, c.of(("yen", "yuan"))))),
        rows(
            c.of(("split", "column")),
            [
                ("收款人", c.of(LENDERS)),
                ("收款账号", f"9558 {c.digits(4)} {c.digits(4)} {c.digits(4)}"),
                ("付款账号", f"6222 **** **** {c.of(TAILS)}"),
                ("手续费", "0.00元"),
                ("附言", f"{c.of(PLATFORMS)}还款"),
                (c.of(("汇出时间", "转账完成时间", "银行受理时间", "实时到账时间", "转账发起时间")), when.words),
            ],
        ),
        GAP,
        {"b": "buttons", "words": ["完成", "再转一笔"]},
    ]
    return Sketch("transfer_to_lender", c.theme(), head, body, one(paid, at, when))


def parts_in_boxes(c: Chance) -> Sketch:
    """A lender's bill: due day and day of payment side by side, the parts in a table."""
    paid, at = c.amount(), c.moment()
    due = at + dt.timedelta(days=c.whole(1, 6))
    when = write_moment(at, c.of(("dash-day", "dash-minutes")))
    (_, main), (_, interest) = c.parts(paid, "本金", "利息")
    head = [nav("账单详情")]
    body: list[Block] = [
        hero(("small", f"第{c.whole(1, 12)}期  已还"), ("amount", write_money(paid, "thousands"))),
        {
            "b": "table",
            "widths": [1, 1, 1],
            "columns": ["应还本金", "应还利息", "实还总额"],
            "rows": [[write_money(main, "plain"), write_money(interest, "plain"), write_money(paid, "plain")]],
        },
        GAP,
        rows("grid", [("应还款日", f"{due:%Y-%m-%d}"), (c.of(("实际还款日", "还清日期", "实还时间")), when.words)]),
    ]
    return Sketch("parts_in_boxes", c.theme(), head, body, one(paid, at, when))


def status_chip(c: Chance) -> Sketch:
    """A card with a chip for the status beside the title and everything in short lines with a dot."""
    paid, at = c.amount(), c.moment()
    when = c.write(at)
    head = [nav("借还记录")]
    body = [
        card(
            hero(("amount", write_money(paid, "yen")), align="left"),
            line(f"{when.words} · {c.of(BANKS)}（{c.of(TAILS)}）", 0.85, "faint", "left"),
            {"b": "line"},
            rows(
                "split",
                [("还款本金", write_money(paid - Money(900), "yen")), ("还款利息", write_money(Money(900), "yen"))],
            ),
            title=c.of(("主动还款", "自动还款")),
            side=c.of(("已成功", "还款成功", "成功")),
            **{"side-tone": "good"},
        )
    ]
    return Sketch("status_chip", c.theme(), head, body, one(paid, at, when))


def order_says_when(c: Chance) -> Sketch:
    """A payment code's page: the moment beside 交易单创建, the number holds the same day."""
    paid, at = c.amount(), c.moment()
    when = c.write(at)
    head = [
        nav("订单详情"),
        hero(("name", c.of(LENDERS)), ("amount", f"-{write_money(paid, 'plain')}"), ("small", "付款成功")),
    ]
    body = [
        rows(
            "split",
            [
                (c.of(("交易发起", "订单生成时间", "付款发起时间", "交易生成时间")), when.words),
                ("付款账户", own_card(c)),
                ("订单内容", f"{c.of(PLATFORMS)}还款"),
                ("商户订单号", f"{at:%Y%m%d}{c.digits(12)}"),
            ],
        )
    ]
    truth = one(paid, at, when)
    return Sketch("order_says_when", c.theme(), head, body, truth, without(truth, "amount", "status"))


# --- not paid, or not yet


def still_running(c: Chance) -> Sketch:
    """A page that has only begun: taken in, result to follow."""
    paid, at = c.amount(), c.moment()
    when = c.write(at)
    head = [nav("还款结果"), hero(("result", c.of(("还款处理中", "还款申请已提交", "银行处理中"))))]
    body = [
        line("预计2小时内完成，请勿重复操作", 0.85, "faint"),
        rows("split", [("还款金额", write_money(paid, "yuan")), ("申请时间", when.words), ("扣款卡", own_card(c))]),
        {"b": "buttons", "words": ["完成"]},
    ]
    truth = one(paid, at, when, Status.PENDING)
    return Sketch("still_running", c.theme(), head, body, truth)


def failed_box(c: Chance) -> Sketch:
    """A bank's box: it did not go through, with code and moment."""
    owed, at = c.amount(), c.moment()
    when = c.write(at)
    head = [nav("还款")]
    body = [
        card(
            line(c.of(("还款失败", "交易失败", "扣款失败")), 1.2),
            line("您的账户余额不足，请充值后重试", 0.9, "faint"),
            rows("inline", [("交易金额", write_money(owed, "yuan")), ("交易时间", when.words), ("错误码", "E1024")]),
            {"b": "buttons", "words": ["重试", "取消"]},
        )
    ]
    return Sketch("failed_box", c.theme(), head, body, one(owed, at, when, Status.FAILED))


MAKERS: tuple[Maker, ...] = (
    tick_and_done,
    name_amount_moment,
    day_and_clock_apart,
    day_in_the_title,
    sentence_only,
    steps_with_moments,
    debit_voucher,
    paid_with_dots,
    values_over_labels,
    dialog_over_bill,
    poster,
    mail,
    bank_push,
    english_wallet,
    traditional_bank,
    pos_slip,
    printed_receipt,
    pdf_receipt,
    landscape_panes,
    huge_letters,
    settled_at_once,
    year_in_heading,
    transfer_to_lender,
    parts_in_boxes,
    status_chip,
    order_says_when,
    still_running,
    failed_box,
)
