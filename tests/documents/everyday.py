"""Pages of one payment as wallets, banks and lenders show them every day, with all that stands round it: promotions,
balances, parts, steps, numbers that carry a day, figures whose decimals are smaller than their yuan.
"""

from __future__ import annotations

import datetime as dt

from lehua_desktop.core.facts import Kind, Status
from lehua_desktop.core.money import Money

from . import TrueRow, Truth
from .chance import BANKS, LENDERS, PEOPLE, PLATFORMS, TAILS, Chance, capitals, write_money
from .ledgers import cell, end, line, small
from .sketch import GAP, Block, Maker, Sketch, card, hero, nav, one, rows, without


def _card(c: Chance) -> str:
    return f"{c.of(BANKS)}储蓄卡({c.of(TAILS)})"


def _han(at: dt.datetime, clock: str = "%H:%M:%S") -> str:
    return f"{at.year}年{at.month}月{at.day}日 {at:{clock}}"


def _half(at: dt.datetime) -> str:
    """The moment on a clock of twelve hours."""
    half, hour = ("上午", at.hour) if at.hour < 12 else ("下午", at.hour - 12 or 12)
    return f"{at.year}年{at.month}月{at.day}日 {half}{hour}:{at:%M}"


def figure(amount: Money, style: str = "yen", **more: object) -> Block:
    """An amount whose sign and decimals are smaller than its yuan."""
    return {"b": "figure", "amount": write_money(amount, style), **more}


def _advert(c: Chance) -> Block:
    words = ("恭喜获得¥88红包", "最高可借200,000.00元", "您有188元还款券待领取", "邀请好友得¥50.00")
    return {"b": "banner", "words": c.of(words), "action": c.of(("立即领取", "去看看", "去借钱"))}


def wallet_split_figures(c: Chance) -> Sketch:
    """账单详情 of a wallet whose amount has small decimals, with an advertisement below the labels."""
    paid, at = c.amount(), c.moment()
    head = [nav("账单详情", "···"), hero(("name", c.of(LENDERS))), figure(-paid)]
    body = [
        line(cell(0.5, "交易成功", 0.9, "faint", "center")),
        rows(
            "split",
            [
                ("创建时间", f"{at:%Y-%m-%d %H:%M:%S}"),
                ("付款方式", _card(c)),
                ("商品说明", f"{c.of(PLATFORMS)}还款"),
                ("订单号", c.alipay_number(at)),
                ("商家订单号", c.order_number(at)),
            ],
        ),
        GAP,
        _advert(c),
        {"b": "links", "words": ["账单管理", "查看往来记录", "对此订单有疑问"]},
    ]
    truth = one(paid, at, c.write(at, ("dash-seconds",)))
    return Sketch("wallet_split_figures", c.theme(), head, body, truth, without(truth, "amount"))


def transfer_page(c: Chance) -> Sketch:
    """转账详情 of a chat's wallet: sent and received each with its moment, both without words for success."""
    paid, at = c.amount(), c.moment()
    taken = at + dt.timedelta(minutes=c.whole(0, 40))
    head = [nav(""), {"b": "mark", "words": "✓"}]
    body = [
        hero(("small", c.of(("对方已收钱", "对方已收款"))), ("amount", write_money(paid, "yen"))),
        {"b": "line"},
        rows(
            "split",
            [
                ("转账说明", f"{c.of(PLATFORMS)}第{c.whole(1, 12)}期还款"),
                ("转账时间", _han(at, "%H:%M")),
                ("收款时间", _han(taken, "%H:%M")),
                ("支付方式", _card(c)),
                ("转账单号", f"1000050001{at:%Y%m%d}{c.digits(10)}"),
            ],
        ),
    ]
    return Sketch("transfer_page", c.theme(), head, body, one(paid, at, c.write(at, ("han-bare",))))


def bank_result_adverts(c: Chance) -> Sketch:
    """A bank's result of a transfer among what it saved, points and offers."""
    paid, at = c.amount(), c.moment()
    head = [nav("转账汇款", "完成"), {"b": "mark", "words": "✓"}, hero(("result", "转账成功"))]
    body = [
        figure(paid),
        line(cell(0.5, "本月已为您节省手续费25.00元", 0.8, "faint", "center")),
        GAP,
        rows(
            "split",
            [
                ("收款人", c.of(LENDERS)),
                ("收款账户", f"招商银行 6214 **** **** {c.of(TAILS)}"),
                ("付款账户", _card(c)),
                ("转账附言", f"{c.of(PLATFORMS)}还款"),
                ("转账时间", f"{at:%Y-%m-%d %H:%M:%S}"),
            ],
        ),
        GAP,
        {"b": "buttons", "words": ["再转一笔", "查看电子回单"]},
        GAP,
        _advert(c),
        line(small("朝朝宝 七日年化1.85%"), end("积分 2,350", 0.8, "faint")),
    ]
    truth = one(paid, at, c.write(at, ("dash-seconds",)))
    return Sketch("bank_result_adverts", c.theme(), head, body, truth, without(truth, "status"))


def bank_entry(c: Chance) -> Sketch:
    """交易详情 of a bank: debit with a sign, balance after it, country and currency, no word on how it ended."""
    paid, at = c.amount(), c.moment()
    head = [nav("交易详情")]
    body = [
        rows(
            "split",
            [
                ("交易金额", write_money(-paid, "thousands")),
                ("币种", "人民币"),
                ("账户余额", write_money(c.amount(20, 60000), "thousands")),
                ("交易时间", f"{at:%Y-%m-%d %H:%M:%S}"),
                ("摘要", c.of(("消费", "快捷支付", "网上支付", "代扣"))),
                ("对方户名", c.of(LENDERS)),
                ("对方账号", f"2433****{c.digits(4)}"),
                ("交易渠道", "网上银行"),
            ],
            ruled=True,
        ),
    ]
    return Sketch("bank_entry", c.theme(), head, body, one(paid, at, c.write(at, ("dash-seconds",))))


def small_loan_repaid(c: Chance) -> Sketch:
    """还款详情 of a bank's small loan: the sum, its parts, what is left, the day in Chinese without a clock."""
    paid, at = c.amount(), c.moment()
    (_, main), (_, interest) = c.parts(paid, "本金", "利息")
    head = [nav("还款详情")]
    body = [
        card(
            line(cell(0, "还款总额(元)", 0.85, "faint"), end(c.of(("还款成功", "已入账")), 0.85, "good")),
            line(cell(0, str(paid), 1.9, number=True), high=2.8),
            rows(
                "split",
                [
                    ("本金", f"{main}元"),
                    ("利息", f"{interest}元"),
                    ("罚息", "0.00元"),
                    ("还款时间", f"{at.year}年{at.month:02d}月{at.day:02d}日"),
                    ("还款账户", _card(c)),
                    ("还款类型", c.of(("正常还款", "自动还款", "提前还清全部"))),
                ],
            ),
        ),
        GAP,
        line(small("剩余应还本金"), end(f"{c.amount(500, 20000)}元", 0.85)),
    ]
    return Sketch("small_loan_repaid", c.theme(), head, body, one(paid, at, c.write(at, ("han-day",))))


def term_with_due_and_paid(c: Chance) -> Sketch:
    """A term of a platform's bill: due day, day of payment, due, coupon, paid."""
    due, at = c.amount(300, 4000), c.moment()
    coupon = Money(c.whole(2, 30) * 100)
    paid, last = due - coupon, at + dt.timedelta(days=c.whole(0, 5))
    head = [nav("账单详情"), hero(("small", f"第{c.whole(1, 12)}/12期  已还清"), ("amount", str(paid)))]
    body = [
        rows(
            "split",
            [
                ("应还款日", f"{last:%Y-%m-%d}"),
                ("实际还款日", f"{at:%Y-%m-%d}"),
                ("应还金额", f"{due}元"),
                ("优惠券抵扣", f"-{coupon}元"),
                ("实还金额", f"{paid}元"),
                ("还款方式", _card(c)),
            ],
        ),
        GAP,
        {"b": "buttons", "words": ["查看合同", "开具结清证明"]},
    ]
    return Sketch("term_with_due_and_paid", c.theme(), head, body, one(paid, at, c.write(at, ("dash-day",))))


def union_with_discount(c: Chance) -> Sketch:
    """An order of the union's app: amount of the order, what came off, what was paid."""
    order, at = c.amount(200, 3000), c.moment()
    off = Money(c.whole(100, 900))
    paid = order - off
    head = [nav("账单详情"), hero(("name", c.of(LENDERS)), ("amount", f"-¥{paid}"), ("small", "交易成功"))]
    body = [
        rows(
            "split",
            [
                ("订单金额", f"¥{order}"),
                ("优惠", f"-¥{off}"),
                ("付款方式", f"{c.of(BANKS)}银联储蓄卡[{c.of(TAILS)}]"),
                ("订单时间", f"{at.year}年{at.month}月{at.day}日{at:%H:%M:%S}"),
                ("订单描述", f"{c.of(PLATFORMS)}还款"),
                ("订单编号", f"{at:%Y%m%d}{c.digits(13)}"),
                ("商户订单号", c.order_number(at)),
            ],
        ),
        GAP,
        _advert(c),
    ]
    truth = one(paid, at, c.write(at, ("han-glued",)))
    return Sketch("union_with_discount", c.theme(), head, body, truth, without(truth, "amount", "status"))


def paid_and_nothing_else(c: Chance) -> Sketch:
    """A result that gives no day at all, with a red packet for the payer."""
    paid, at = c.amount(), c.moment()
    head = [nav("还款结果", "完成"), {"b": "mark", "words": "✓"}, hero(("result", "还款成功"))]
    body = [
        rows(
            "split",
            [("本次还款", f"¥{paid}"), ("还款账户", _card(c)), ("还款产品", c.of(PLATFORMS))],
        ),
        GAP,
        {"b": "banner", "words": "恭喜获得¥88.00红包", "action": "领取"},
        line(small("可借额度已恢复"), end("最高可借 50,000.00", 0.85)),
    ]
    truth = one(paid, at, None)
    return Sketch("paid_and_nothing_else", c.theme(), head, body, truth, without(truth, "status"))


def progress_without_years(c: Chance) -> Sketch:
    """Steps without years; the number of the order carries the day."""
    paid, at = c.amount(), c.moment()
    head = [nav("还款进度"), hero(("small", "还款金额(元)"), ("amount", write_money(paid, "thousands")))]
    steps = [
        ("还款申请已提交", f"{at:%m-%d %H:%M}", True),
        ("银行扣款成功", f"{at + dt.timedelta(seconds=20):%m-%d %H:%M}", True),
        ("还款成功", f"{at + dt.timedelta(seconds=40):%m-%d %H:%M}", True),
    ]
    body = [
        {"b": "steps", "steps": steps},
        rows(
            "split",
            [
                ("还款卡", _card(c)),
                ("还款单号", f"HK{at:%Y%m%d%H%M%S}{c.digits(6)}"),
                ("银行流水号", f"{at:%Y%m%d}{c.digits(12)}"),
            ],
        ),
    ]
    if (at + dt.timedelta(seconds=40)).date() != at.date():
        return progress_without_years(c)
    truth = one(paid, at, c.write(at, ("dash-minutes",)))
    return Sketch("progress_without_years", c.theme(), head, body, truth, without(truth, "amount"))


def half_days(c: Chance) -> Sketch:
    """上午 and 下午 beside the clock."""
    paid, at = c.amount(), c.moment()
    head = [nav("支付结果")]
    body = [
        hero(("result", "支付成功"), ("amount", write_money(paid, "yen")), ("struck", f"¥{paid + Money(500)}")),
        rows(
            "split",
            [
                ("收款商户", c.of(LENDERS)),
                ("支付时间", _half(at)),
                ("支付方式", _card(c)),
                ("商品", f"{c.of(PLATFORMS)}-还款"),
            ],
        ),
        GAP,
        {"b": "buttons", "words": ["完成"]},
    ]
    return Sketch("half_days", c.theme(), head, body, one(paid, at, c.write(at, ("han-bare",))))


def two_figure_years(c: Chance) -> Sketch:
    """A city bank writes `24-01-05 12:34:56`."""
    paid, at = c.amount(), c.moment()
    head = [nav("交易明细详情")]
    body = [
        hero(("small", "支出"), ("amount", write_money(-paid, "thousands"))),
        rows(
            "split",
            [
                ("交易时间", f"{at:%y-%m-%d %H:%M:%S}"),
                ("交易流水号", f"{at:%Y%m%d}{c.digits(14)}"),
                ("对方名称", c.of(LENDERS)),
                ("余额", write_money(c.amount(20, 9000), "thousands")),
                ("用途", f"{c.of(PLATFORMS)}还款"),
            ],
        ),
    ]
    truth = one(paid, at, c.write(at, ("dash-seconds",)))
    return Sketch("two_figure_years", c.theme(), head, body, truth)


def repaid_bill_of_month(c: Chance) -> Sketch:
    """A month's bill that is settled: one record of repayment below it, `01.05 12:34`, the year in the title."""
    paid, at = c.amount(), c.moment()
    head = [nav(f"{at.year}年{at.month}月账单")]
    body = [
        card(
            line(cell(0.5, "本期账单已还清", 0.95, side="center")),
            line(cell(0.5, "剩余应还 0.00", 0.85, "faint", "center")),
        ),
        GAP,
        card(
            line(cell(0, "还款记录", bold=True)),
            line(cell(0, "主动还款"), end(f"¥{paid}", number=True)),
            line(small(f"{at:%Y.%m.%d %H:%M}"), end("还款成功", 0.82, "faint")),
        ),
        GAP,
        _advert(c),
    ]
    truth = one(paid, at, c.write(at, ("dots-minutes",)))
    return Sketch("repaid_bill_of_month", c.theme(), head, body, Truth(Kind.PAYMENT, truth.payments))


def mailed_receipt(c: Chance) -> Sketch:
    """A mail of a lender in a browser, the payment told in a sentence and again in a small table."""
    paid, at = c.amount(), c.moment()
    who = c.of(LENDERS)
    head = [line(cell(0, "还款成功通知", 1.25, bold=True), high=2.4)]
    body: list[Block] = [
        line(small(f"发件人：service@example.com  收件人：{c.of(PEOPLE)}")),
        {"b": "line"},
        {
            "b": "text",
            "tone": "ink",
            "words": f"尊敬的客户：您好！您于{at.year}年{at.month}月{at.day}日向{who}归还的借款已成功入账，明细如下：",
        },
        GAP,
        rows(
            "table",
            [
                ("还款金额", f"{paid}元"),
                ("金额大写", capitals(paid)),
                ("还款日期", f"{at:%Y-%m-%d}"),
                ("借款编号", c.contract()),
                ("还款账号", f"6222****{c.of(TAILS)}"),
            ],
        ),
        GAP,
        {"b": "text", "words": "此邮件由系统自动发出，请勿直接回复。客服热线 400-000-0000"},
    ]
    look = c.theme(big=False) | {"width": c.of((390, 900))}
    return Sketch("mailed_receipt", look, head, body, one(paid, at, c.write(at, ("dash-day",))), fills_screen=False)


def browser_result(c: Chance) -> Sketch:
    """A net bank's result in a wide window: two columns of labels, menus beside them."""
    paid, at = c.amount(), c.moment()
    head = [
        line(cell(0, "https://ebank.example/transfer/result", 0.8, "faint"), fill="card"),
        line(
            cell(0, "首页"), cell(0.12, "账户管理"), cell(0.26, "转账汇款"), cell(0.4, "信用卡"), end("安全退出", 0.9)
        ),
    ]
    body: list[Block] = [
        line(cell(0, "交易成功，您的交易已受理完成", 1.1, "good"), high=2.4),
        rows(
            "grid",
            [
                ("付款账号", f"6222 02** **** {c.of(TAILS)}"),
                ("付款户名", c.of(PEOPLE)),
                ("收款户名", c.of(LENDERS)),
                ("收款账号", f"1100 {c.digits(4)} {c.digits(4)}"),
                ("转账金额", f"{paid}元"),
                ("金额大写", capitals(paid)),
                ("手续费", "0.00元"),
                ("交易时间", f"{at:%Y-%m-%d %H:%M:%S}"),
                ("用途", f"{c.of(PLATFORMS)}还款"),
                ("指令序号", f"HQP{c.digits(9)}"),
            ],
        ),
    ]
    look = c.theme(big=False, dark=False) | {"width": 960, "pixels": 1.5}
    moment = c.write(at, ("dash-seconds",))
    return Sketch("browser_result", look, head, body, one(paid, at, moment), fills_screen=False)


def refunded_detail(c: Chance) -> Sketch:
    """A payment that came back: its own moment and that of the refund."""
    paid, at = c.amount(), c.moment()
    back = at + dt.timedelta(days=c.whole(1, 4))
    head = [nav("账单详情"), hero(("name", c.of(LENDERS)), ("amount", f"-{paid}"))]
    body = [
        rows(
            "split",
            [
                ("当前状态", "已全额退款"),
                ("支付时间", _han(at)),
                ("退款时间", _han(back)),
                ("商品", f"{c.of(PLATFORMS)}还款"),
                ("交易单号", c.wechat_number(at)),
            ],
        )
    ]
    truth = one(paid, at, c.write(at, ("han-seconds",)), Status.REFUNDED)
    return Sketch("refunded_detail", c.theme(), head, body, truth, without(truth, "amount"))


def terms_with_chips(c: Chance) -> Sketch:
    """A plan with chips: repaid, overdue, still to come; nothing tells when a term was repaid."""
    count, amount = c.of((6, 12)), c.amount(200, 3000)
    first = c.moment().date().replace(day=c.whole(1, 27))
    months = [(first.year * 12 + first.month - 1 + k) for k in range(count)]
    plan = [TrueRow(k + 1, first.replace(year=m // 12, month=m % 12 + 1), amount) for k, m in enumerate(months)]
    done = c.whole(1, count - 2)
    body: list[Block] = []
    for row in plan:
        chip = "已还清" if row.number <= done else "已逾期" if row.number == done + 1 else "待还款"
        tone = {"已还清": "faint", "已逾期": "warn", "待还款": "accent"}[chip]
        body += [
            line(cell(0, f"{row.number}/{count}期"), cell(0.3, chip, 0.75, tone, badge="filled"), end(f"¥{amount}")),
            line(small(f"应还款日 {row.due}"), end("含利息及费用", 0.75, "faint"), ruled=True, high=1.9),
        ]
    left = Money(amount.fen * (count - done))
    head = [nav("还款计划"), hero(("small", "剩余应还总额(元)"), ("amount", write_money(left, "thousands")))]
    body += [GAP, {"b": "buttons", "words": ["立即还款", "提前结清"]}]
    return Sketch("terms_with_chips", c.theme(big=False), head, body, Truth(Kind.PLAN, plan=tuple(plan)))


MAKERS: tuple[Maker, ...] = (
    wallet_split_figures,
    transfer_page,
    bank_result_adverts,
    bank_entry,
    small_loan_repaid,
    term_with_due_and_paid,
    union_with_discount,
    paid_and_nothing_else,
    progress_without_years,
    half_days,
    two_figure_years,
    repaid_bill_of_month,
    mailed_receipt,
    browser_result,
    refunded_detail,
    terms_with_chips,
)
