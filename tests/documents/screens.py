"""Screens of a phone: pages of one payment, a receipt, text messages, a list of bills, a plan."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cn2an

from lehua_desktop.core.facts import Kind, Status
from lehua_desktop.core.money import Money, total

from . import Document, TruePayment, TrueRow, Truth, draw

LENDER = "示例消费金融有限公司"
GUARANTOR = "示例融资担保有限公司"
PLATFORM = "乐花分期"
BANK = "示例银行"
TAIL = "3446"
CONTRACT = "LH202404200098"


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment as a page may show it. `serial` makes its order numbers its own."""

    amount: Money
    at: dt.datetime
    number: int
    serial: int
    periods: int = 12
    payee: str = LENDER
    status: Status = Status.SUCCESS

    @property
    def bare(self) -> str:
        """The amount without separators, as SMS and statements write it."""
        return str(self.amount).replace(",", "")

    @property
    def truth(self) -> TruePayment:
        return TruePayment(self.at.date(), self.amount, self.status, f"{self.at:%H:%M:%S}")

    @property
    def to_the_minute(self) -> TruePayment:
        return TruePayment(self.at.date(), self.amount, self.status, f"{self.at:%H:%M}")

    def order(self, head: str, length: int) -> str:
        """An order number with the day of payment inside, as the wallets number them."""
        digits = str(int(hashlib.sha256(f"{head}{self.serial}".encode()).hexdigest(), 16))
        return head + digits[: length - len(head)]


def wechat_detail(paid: Paid, *, dark: bool = False) -> Document:
    """账单详情 of a wallet: bare amount, values at a third of the width."""
    rows = [
        ("当前状态", "支付成功"),
        ("支付时间", f"{paid.at:%Y年%m月%d日 %H:%M:%S}"),
        ("商品", f"{PLATFORM}-第{paid.number}/{paid.periods}期还款"),
        ("商户全称", paid.payee),
        ("收单机构", "财付通支付科技有限公司"),
        ("支付方式", f"{BANK}储蓄卡({TAIL})"),
        ("交易单号", paid.order(f"4200002345{paid.at:%Y%m%d}", 28)),
        ("商户单号", paid.order(f"LH{paid.at:%Y%m%d}", 18)),
    ]
    values = {
        "clock": f"{paid.at + dt.timedelta(hours=1):%H:%M}",
        "dark": dark,
        "payee": PLATFORM,
        "amount": f"-{paid.amount}",
        "rows": rows,
        "footer": "由中国银联股份有限公司提供收款清算",
    }
    return Document(draw("wechat", values, picture=True), Truth(Kind.PAYMENT, (paid.truth,)))


def alipay_detail(paid: Paid, *, dark: bool = False) -> Document:
    """账单详情 of another wallet: cards, values at the right edge."""
    values = {
        "clock": f"{paid.at + dt.timedelta(minutes=2):%H:%M}",
        "dark": dark,
        "payee": paid.payee,
        "amount": f"-{paid.amount}",
        "status": "交易成功",
        "settled": True,
        "steps": None,
        "notice": None,
        "rows": [
            ("支付时间", f"{paid.at:%Y-%m-%d %H:%M:%S}"),
            ("付款方式", f"{BANK}储蓄卡({TAIL})"),
            ("商品说明", f"{PLATFORM}第{paid.number}期还款"),
            ("收款方全称", paid.payee),
            ("订单号", paid.order(f"{paid.at:%Y%m%d}2200", 28)),
            ("商家订单号", paid.order(f"LH{paid.at:%Y%m%d}", 18)),
        ],
        "more": [
            ("账单分类", "信用借还 ›"),
            ("标签和备注", "添加 ›"),
            ("计入收支", "不计收支"),
            ("对此订单有疑问", "›"),
        ],
    }
    return Document(draw("alipay", values, picture=True), Truth(Kind.PAYMENT, (paid.truth,)))


def alipay_pending(paid: Paid, *, dark: bool = False) -> Document:
    """A page of a payment still under way: it names success twice and proves none; the day has no year."""
    values = {
        "clock": f"{paid.at + dt.timedelta(minutes=2):%H:%M}",
        "dark": dark,
        "payee": paid.payee,
        "amount": f"-{paid.amount}",
        "status": "处理中",
        "settled": False,
        "steps": [
            ("付款成功", f"{paid.at:%m-%d %H:%M}"),
            ("银行处理中", ""),
            ("到账成功", f"预计{paid.at + dt.timedelta(hours=2):%m-%d %H:%M}前"),
        ],
        "rows": [
            ("创建时间", f"{paid.at:%Y-%m-%d %H:%M}"),
            ("付款方式", f"{BANK}储蓄卡({TAIL})"),
            ("转账备注", f"{PLATFORM}第{paid.number}期"),
            ("订单号", paid.order(f"{paid.at:%Y%m%d}2200", 28)),
        ],
        "more": [("账单分类", "信用借还 ›"), ("对此订单有疑问", "›")],
        "notice": "温馨提示：本页不作为转账成功凭据，实际以银行入账为准。如最终入账失败，资金原路退回。",
    }
    pending = TruePayment(paid.at.date(), paid.amount, Status.PENDING, f"{paid.at:%H:%M}")
    return Document(draw("alipay", values, picture=True), Truth(Kind.PAYMENT, (pending,)))


def unionpay_detail(paid: Paid, *, dark: bool = False) -> Document:
    """账单详情 of a bank union's app: no padding in the day, the card's tail in square brackets."""
    at = paid.at
    values = {
        "clock": f"{at + dt.timedelta(minutes=31):%H:%M}",
        "dark": dark,
        "payee": paid.payee,
        "amount": f"-￥{paid.amount}",
        "rows": [
            ("当前状态", "交易成功"),
            ("订单金额", f"￥{paid.amount}"),
            ("付款方式", f"{BANK}银联储蓄卡[{TAIL}]"),
            ("订单时间", f"{at.year}年{at.month}月{at.day}日{at:%H:%M:%S}"),
            ("订单描述", f"{PLATFORM}还款"),
            ("订单编号", paid.order(f"{at:%Y%m%d}", 21)),
            ("商户订单号", paid.order(f"LH{at:%Y%m%d}", 18)),
        ],
    }
    return Document(draw("unionpay", values, picture=True), Truth(Kind.PAYMENT, (paid.truth,)))


def platform_success(paid: Paid, *, dark: bool = False) -> Document:
    """还款结果 in the platform's app: the amount on a coloured ground."""
    values = {
        "clock": f"{paid.at:%H:%M}",
        "dark": dark,
        "result": "还款成功",
        "amount": f"¥{paid.amount}",
        "rows": [
            ("还款期数", f"第{paid.number}/{paid.periods}期"),
            ("本次还款金额", f"{paid.amount}元"),
            ("还款方式", "主动还款"),
            ("还款银行卡", f"{BANK}({TAIL})"),
            ("还款时间", f"{paid.at:%Y-%m-%d %H:%M:%S}"),
            ("放款机构", paid.payee),
            ("借款合同号", CONTRACT),
            ("还款流水号", paid.order(f"RP{paid.at:%Y%m%d}", 20)),
        ],
    }
    return Document(draw("platform", values, picture=True), Truth(Kind.PAYMENT, (paid.truth,)))


def bank_receipt(paid: Paid) -> Document:
    """An electronic receipt of a bank: the amount in figures and in capitals."""
    values = {
        "clock": f"{paid.at + dt.timedelta(minutes=4):%H:%M}",
        "bank": BANK,
        "number": paid.order(f"{paid.at:%m%d}-", 14),
        "rows": [
            ("收款户名", paid.payee),
            ("收款卡号", "9558 **** **** 2071"),
            ("收款银行", "示例商业银行总行营业部"),
            ("金额", f"{paid.amount}元（人民币）"),
            ("手续费", "0.00元"),
            ("大写", cn2an.an2cn(paid.bare, "rmb")),
            ("付款户名", "*三"),
            ("付款卡号", f"6222 **** **** {TAIL}"),
            ("交易时间", f"{paid.at:%Y/%m/%d %H:%M}"),
            ("附言", f"{PLATFORM}{paid.number}期还款 {CONTRACT}"),
            ("指令序号", paid.order("HQ", 18)),
        ],
    }
    return Document(draw("receipt", values, picture=True), Truth(Kind.PAYMENT, (paid.to_the_minute,)))


@dataclass(frozen=True, slots=True)
class Message:
    """A text message: when it came, what it says, and the movement of money it reports, if any."""

    at: dt.datetime
    words: str
    payment: TruePayment | None = None


def sms_thread(sender: str, messages: Sequence[Message], *, dark: bool = False) -> Document:
    """Messages of one sender; their own words give the day without the year, the line above gives it."""
    shown = [(f"{m.at.year}年{m.at.month}月{m.at.day}日 {m.at:%H:%M}", m.words) for m in messages]
    values = {"clock": "21:07", "dark": dark, "sender": sender, "messages": shown}
    payments = tuple(m.payment for m in messages if m.payment)
    return Document(draw("sms", values, picture=True), Truth(Kind.PAYMENT_LIST, payments))


@dataclass(frozen=True, slots=True)
class Bill:
    """A line of a list of bills; a negative amount left the account."""

    name: str
    at: dt.datetime
    amount: Money
    status: Status = Status.SUCCESS
    about_loan: bool = False


def bill_list(bills: Sequence[Bill], *, dark: bool = False) -> Document:
    """Bills by month, newest first; the year stands only in the month's head."""
    words = {Status.SUCCESS: "", Status.REFUNDED: "已全额退款", Status.FAILED: "支付失败", Status.PENDING: "处理中"}
    newest = sorted(bills, key=lambda bill: bill.at, reverse=True)
    months: list[dict[str, Any]] = []
    for month in dict.fromkeys((bill.at.year, bill.at.month) for bill in newest):
        inside = [bill for bill in newest if (bill.at.year, bill.at.month) == month]
        spent = total(-bill.amount for bill in inside if bill.amount.fen < 0)
        entries = [
            (
                bill.name,
                f"{bill.at.month}月{bill.at.day}日 {bill.at:%H:%M}",
                f"{'+' if bill.amount.fen > 0 else ''}{bill.amount}",
                words[bill.status],
            )
            for bill in inside
        ]
        months.append({"title": f"{month[0]}年{month[1]}月", "sum": f"支出 ¥{spent}", "entries": entries})
    values = {"clock": "22:40", "dark": dark, "months": months}
    truth = tuple(
        TruePayment(b.at.date(), -b.amount, b.status, f"{b.at:%H:%M}", b.about_loan) for b in newest if b.amount.fen < 0
    )
    return Document(draw("bills", values, picture=True), Truth(Kind.PAYMENT_LIST, truth))


def plan_page(
    rows: Sequence[TrueRow], principal: Money, disbursed: dt.date, states: Sequence[str], *, dark: bool = False
) -> Document:
    """还款计划 in the platform's app: the loan above, one line an installment below."""
    values = {
        "clock": "19:26",
        "dark": dark,
        "title": f"借款 {principal}元",
        "loan": [
            ("借款合同号", CONTRACT),
            ("放款机构", LENDER),
            ("担保方", GUARANTOR),
            ("放款日期", f"{disbursed:%Y-%m-%d}"),
            ("还款方式", "等额本息"),
            ("期数", f"{len(rows)}期"),
        ],
        "rows": [
            (f"{row.number}/{len(rows)}", f"{row.due:%Y-%m-%d}", str(row.amount), state)
            for row, state in zip(rows, states, strict=True)
        ],
        "note": "请于应还款日24:00前完成还款。",
    }
    return Document(draw("plan", values, picture=True), Truth(Kind.PLAN, plan=tuple(rows)))
