"""An invented borrower's life: a loan, how it was repaid, and everything else that went over the account."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import Literal

from lehua_desktop.core.days import add_months
from lehua_desktop.core.facts import Status
from lehua_desktop.core.money import Money, total

from . import TruePayment
from .press import digits

NAME, IDENTITY, CARD, MOBILE = "张三", "11010119900307002X", "6222020200112233446", "13800138000"
IDENTITY_MASKED, CARD_MASKED, MOBILE_MASKED = "110101********002X", "622202*********3446", "138****8000"
LENDERS = (
    "示例消费金融有限公司",
    "云岭消费金融股份有限公司",
    "重庆青禾网络小额贷款有限公司",
    "海棠小额贷款有限公司",
    "北苑消费金融有限公司",
)
PLATFORMS = ("乐花分期", "乐花借钱", "乐花卡")
GUARANTORS = ("示例融资担保有限公司", "南岭融资担保有限公司")
SHOPS = (
    ("示例超市连锁有限公司", "购物"),
    ("便民生鲜超市", "消费"),
    ("示例石油加油站", "加油"),
    ("示例网络科技有限公司", "话费充值"),
    ("城市轨道交通集团", "地铁乘车"),
    ("示例餐饮管理有限公司", "外卖订单"),
    ("示例电器商行", "分期商城购物"),
    ("示例物业服务有限公司", "物业费"),
    ("示例供电公司", "电费"),
)
Sort = Literal["installment", "shop", "salary", "transfer", "interest", "fee", "refund", "cash", "disbursed"]


@dataclass(frozen=True, slots=True)
class Period:
    """One installment of the loan and its parts."""

    number: int
    due: dt.date
    principal: Money
    interest: Money
    fee: Money

    @property
    def amount(self) -> Money:
        return self.principal + self.interest + self.fee


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan that a platform brokered."""

    platform: str
    lender: str
    guarantor: str
    contract: str
    principal: Money
    disbursed: dt.date
    rate: float  # a month
    periods: tuple[Period, ...]

    @property
    def whole(self) -> Money:
        return total(period.amount for period in self.periods)


@dataclass(frozen=True, slots=True)
class Movement:
    """Money in (positive) or out (negative) of the account. `number` is the installment repaid, if any."""

    at: dt.datetime
    amount: Money
    sort: Sort
    summary: str
    party: str
    memo: str = ""
    number: int | None = None

    @property
    def about_loan(self) -> bool:
        return self.sort in ("installment", "refund")

    def truth(self, time: str | None = None) -> TruePayment | None:
        """What a careful person takes from the row; nothing from other money that comes in."""
        if self.sort == "refund":
            return TruePayment(self.at.date(), self.amount, Status.REFUNDED, time)
        if self.amount.fen > 0:
            return None
        return TruePayment(self.at.date(), -self.amount, time=time, about_loan=self.about_loan)


def loan(chance: random.Random, *, periods: int | None = None, start: dt.date | None = None) -> Loan:
    """Equal installments of principal and interest, with or without a fee for the guarantor."""
    count = periods or chance.choice((3, 6, 9, 12, 12, 12, 18, 24, 36))
    start = start or dt.date(chance.randint(2020, 2023), chance.randint(1, 12), chance.randint(1, 28))
    principal = chance.choice((3_000, 5_000, 8_600, 12_000, 15_000, 20_000, 36_800, 50_000)) * 100
    rate = chance.choice((0.0068, 0.0099, 0.0125, 0.015, 0.0196))
    fee = chance.choice((0, 0, 0, 111, 860, 2_345))
    due_day = chance.choice((start.day, 5, 8, 10, 15, 20, 25, 28))
    first = add_months(start, 1)
    first = first.replace(day=min(due_day, 28))
    each = round(principal * rate * (1 + rate) ** count / ((1 + rate) ** count - 1))
    left, rows = principal, []
    for number in range(1, count + 1):
        interest = round(left * rate)
        part = left if number == count else each - interest
        left -= part
        rows.append(Period(number, add_months(first, number - 1), Money(part), Money(interest), Money(fee)))
    return Loan(
        platform=chance.choice(PLATFORMS),
        lender=chance.choice(LENDERS),
        guarantor=chance.choice(GUARANTORS),
        contract=chance.choice(("LH", "HT-", "JK", "")) + digits(chance, 16, f"{start:%Y%m%d}"),
        principal=Money(principal),
        disbursed=start,
        rate=rate,
        periods=tuple(rows),
    )


def _moment(chance: random.Random, day: dt.date) -> dt.datetime:
    clock = dt.time(chance.randint(7, 23), chance.randint(0, 59), chance.randint(0, 59))
    return dt.datetime.combine(day, clock)


def _repaid(chance: random.Random, debt: Loan, period: Period) -> Movement:
    number, platform, lender = period.number, debt.platform, debt.lender
    summary, party, memo = chance.choice(
        (
            ("快捷支付", f"财付通-{platform}", f"{platform}还款"),
            ("快捷支付", f"支付宝-{platform}", f"{platform}第{number}期还款"),
            ("代扣", lender, f"{platform}分期还款"),
            ("网络支付", lender, f"{platform}-第{number}/{len(debt.periods)}期"),
            ("跨行代扣", f"通联支付-{platform}", "还款"),
            ("转支", lender, f"贷款还款 合同{debt.contract}"),
            ("易宝支付", lender, ""),
        )
    )
    day = period.due + dt.timedelta(days=chance.choice((-6, -3, -1, -1, 0, 0, 0, 0, 1, 4)))
    return Movement(_moment(chance, day), -period.amount, "installment", summary, party, memo, number)


def movements(chance: random.Random, debt: Loan, *, months: int | None = None) -> list[Movement]:
    """Everything that went over the account while the loan was repaid, the installments among the rest."""
    first, last = debt.disbursed, debt.periods[min(months or 99, len(debt.periods)) - 1].due
    rows = [
        Movement(_moment(chance, first), debt.principal, "disbursed", "网贷放款", debt.lender, f"{debt.platform}放款")
    ]
    for period in debt.periods[: months or None]:
        row = _repaid(chance, debt, period)
        rows.append(row)
        if chance.random() < 0.12:  # taken twice, and given back
            again = Movement(
                row.at + dt.timedelta(minutes=7), row.amount, row.sort, row.summary, row.party, row.memo, row.number
            )
            back = Movement(
                row.at + dt.timedelta(days=2),
                -row.amount,
                "refund",
                "退款",
                row.party,
                f"退款-{row.memo or debt.platform}",
            )
            rows += [again, back]
    day = first
    while day < last:
        day += dt.timedelta(days=chance.choice((2, 3, 4, 5, 7, 9)))
        rows.append(_other(chance, day))
    month = first
    while month < last:
        month = add_months(first.replace(day=1), (month.year - first.year) * 12 + month.month - first.month + 1)
        wage = Money(chance.randint(620_000, 1_380_000))
        rows.append(
            Movement(_moment(chance, month.replace(day=10)), wage, "salary", "代发工资", "示例制造有限公司", "工资")
        )
    rows = [row for row in rows if first <= row.at.date() <= last + dt.timedelta(days=6)]
    return sorted(rows, key=lambda row: row.at)


def _other(chance: random.Random, day: dt.date) -> Movement:
    at = _moment(chance, day)
    roll = chance.random()
    if roll < 0.62:
        party, memo = chance.choice(SHOPS)
        how = chance.choice(("快捷支付", "消费", "网络支付", "银联消费"))
        return Movement(at, Money(-chance.randint(290, 46_000)), "shop", how, party, memo)
    if roll < 0.72:
        sign = chance.choice((1, -1))
        return Movement(at, Money(sign * chance.randint(100, 3_000) * 100), "transfer", "转账", "李四", "")
    if roll < 0.82:
        return Movement(
            at, Money(-chance.randint(50_000, 400_000)), "transfer", "信用卡还款", "示例银行信用卡中心", "信用卡还款"
        )
    if roll < 0.87:
        return Movement(at, Money(chance.randint(12, 999)), "interest", "结息", "", "利息")
    if roll < 0.92:
        return Movement(at, Money(-chance.choice((200, 300, 1_000))), "fee", "短信服务费", "", "账户管理费")
    return Movement(at, Money(-chance.randint(2, 30) * 10_000), "cash", "ATM取款", "", "")
