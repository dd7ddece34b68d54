"""The built-in case: 张三 borrowed 12,000.00 for twelve months and repaid it.

What happened, and what the files show of it:

| no. | due | paid | shown by |
|---|---|---|---|
| 1 | 2024-05-20 | 2024-05-19 | a wallet's page |
| 2 | 2024-06-20 | 2024-06-20 | the platform's success page |
| 3 | 2024-07-20 | 2024-07-18 | another wallet's page, sent through a messenger |
| 4 | 2024-08-20 | 2024-08-20 | nothing |
| 5 | 2024-09-20 | 2024-09-19 | a bank union's page in dark mode |
| 6 | 2024-10-20 | 2024-10-18 | a turned photo of the platform's page |
| 7 | 2024-11-20 | 2024-11-20 | a bank's receipt, the statement |
| 8 | 2024-12-20 | 2024-12-19 | text messages, the statement |
| 9 | 2025-01-20 | 2025-01-22, two days late | text messages, the statement; the report rightly has an overdue month |
| 10 | 2025-02-20 | 2025-02-19 | a page that is still pending, the statement |
| 11 | 2025-03-20 | 2025-03-18 | a wallet's page, the statement; the report wrongly has an overdue month |
| 12 | 2025-04-20 | 2025-04-18 | the platform's success page, the statement |
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache

from lehua_desktop.core.facts import Status
from lehua_desktop.core.money import Money, total

from . import Document, TruePayment, TrueRow, papers, screens, wear
from .papers import Account, Entry, ReportHead
from .screens import LENDER, PLATFORM, TAIL, Message, Paid

PRINCIPAL = Money(1_200_000)
PERIODS = 12
DISBURSED = dt.date(2024, 4, 20)
DUE_DAY = 20
EACH, LAST = Money(110_016), Money(110_019)  # equal instalments at 1.5 % a month, the last takes the residue
PAID_AT = tuple(
    dt.datetime.fromisoformat(moment)
    for moment in (
        "2024-05-19 20:14:33",
        "2024-06-20 09:05:12",
        "2024-07-18 12:40:07",
        "2024-08-20 08:30:51",
        "2024-09-19 22:03:46",
        "2024-10-18 19:21:09",
        "2024-11-20 15:21:28",
        "2024-12-19 10:08:55",
        "2025-01-22 18:45:02",
        "2025-02-19 11:03:37",
        "2025-03-18 19:32:11",
        "2025-04-18 20:55:40",
    )
)


def _due(number: int) -> dt.date:
    year, month = divmod(DISBURSED.month - 1 + number, 12)
    return dt.date(DISBURSED.year + year, month + 1, DUE_DAY)


PLAN = tuple(TrueRow(n, _due(n), LAST if n == PERIODS else EACH) for n in range(1, PERIODS + 1))
SUM = total(row.amount for row in PLAN)


def _paid(number: int, status: Status = Status.SUCCESS) -> Paid:
    return Paid(PLAN[number - 1].amount, PAID_AT[number - 1], number, serial=number, status=status)


def _messages() -> list[Message]:
    eighth, ninth = _paid(8), _paid(9)
    due = dt.datetime.combine(PLAN[8].due, dt.time(9, 12))
    failed = TruePayment(due.date(), ninth.amount, Status.FAILED)
    sign = "【示例消金】"
    return [
        Message(
            eighth.at + dt.timedelta(minutes=1),
            f"{sign}您于{eighth.at:%m月%d日}成功还款{eighth.bare}元，{PLATFORM}第8期已还清，感谢您的使用。",
            TruePayment(eighth.at.date(), eighth.amount),
        ),
        Message(
            dt.datetime.fromisoformat("2025-01-17 10:00:00"),
            f"{sign}{PLATFORM}账单提醒：您本期应还{ninth.bare}元，还款日01月20日，请确保{TAIL}卡余额充足。",
        ),
        Message(due, f"{sign}您今天应还{ninth.bare}元扣款失败，请补足示例银行{TAIL}卡余额。", failed),
        Message(
            ninth.at + dt.timedelta(minutes=1),
            f"{sign}您于{ninth.at:%m月%d日}成功还款{ninth.bare}元，{PLATFORM}第9期已还清，感谢您的使用。",
            TruePayment(ninth.at.date(), ninth.amount),
        ),
    ]


def _statement() -> Document:
    def repaid(number: int) -> Entry:
        paid = _paid(number)
        return Entry(paid.at.date(), -paid.amount, f"快捷支付 {PLATFORM}还款", LENDER, about_loan=True)

    def other(day: tuple[int, int, int], fen: int, summary: str, counterparty: str) -> Entry:
        return Entry(dt.date(*day), Money(fen), summary, counterparty)

    entries = [
        other((2024, 11, 5), 868_000, "代发工资", "示例制造有限公司"),
        other((2024, 11, 9), -26_840, "快捷支付", "示例超市连锁有限公司"),
        repaid(7),
        other((2024, 11, 28), -180_000, "转账", "李四"),
        other((2024, 12, 5), 868_000, "代发工资", "示例制造有限公司"),
        repaid(8),
        other((2024, 12, 24), -119_900, "快捷支付", "示例电器商行"),
        other((2025, 1, 6), 868_000, "代发工资", "示例制造有限公司"),
        other((2025, 1, 12), -1_420_000, "转账", "李四"),
        repaid(9),
        other((2025, 2, 5), 868_000, "代发工资", "示例制造有限公司"),
        repaid(10),
        other((2025, 2, 27), -8_650, "快捷支付", "示例便利店"),
        other((2025, 3, 5), 868_000, "代发工资", "示例制造有限公司"),
        repaid(11),
        other((2025, 3, 21), 212, "结息", "示例银行"),
        other((2025, 4, 3), 868_000, "代发工资", "示例制造有限公司"),
        repaid(12),
        other((2025, 4, 26), -33_000, "快捷支付", "示例物业服务有限公司"),
    ]
    return papers.statement(dt.date(2024, 11, 1), dt.date(2025, 4, 30), Money(412_357), entries)


def report_accounts() -> tuple[Account, ...]:
    """The disputed loan, and a second one that nobody doubts."""
    disputed = Account(
        lender=LENDER,
        mark="D1042024042000098",
        opened=DISBURSED,
        ends=PLAN[-1].due,
        amount=12_000,
        periods=PERIODS,
        due_day=DUE_DAY,
        as_of=dt.date(2025, 5, 31),
        first=(2024, 5),
        codes="NNNNNNNN1N1C",
        overdue={"2025-01": 1_100, "2025-03": 1_100},
        closed=PAID_AT[-1].date(),
    )
    other = Account(
        lender="示例城市商业银行股份有限公司",
        mark="D1099317720230815",
        opened=dt.date(2023, 8, 15),
        ends=dt.date(2026, 8, 15),
        amount=60_000,
        periods=36,
        due_day=15,
        as_of=dt.date(2025, 5, 31),
        first=(2023, 9),
        codes="N" * 21,
        overdue={},
        balance=26_854,
        monthly=1_886,
    )
    return disputed, other


REPORT = ReportHead(
    number="2025061209314420580017",
    at=dt.datetime.fromisoformat("2025-06-12 09:31:44"),
    queries=((dt.date(2024, 4, 19), LENDER, "贷款审批"), (dt.date(2025, 6, 12), "本人查询", "本人查询（临柜）")),
)


@cache
def files() -> Mapping[str, Document]:
    """The files of the case by name, as a person would have saved them."""
    small = wear.small_palette
    states = ["已还清"] * PERIODS
    return {
        "微信账单_20240519.png": small(screens.wechat_detail(_paid(1))),
        "Screenshot_20240620_090530.png": small(screens.platform_success(_paid(2))),
        "mmexport1721277700123.jpg": wear.messenger(screens.alipay_detail(_paid(3))),
        "云闪付_20240919.png": small(screens.unionpay_detail(_paid(5), dark=True)),
        "IMG_20241018_213311.jpg": wear.photographed(screens.platform_success(_paid(6)), seed=6, degrees=90),
        "电子回单_20241120.png": small(screens.bank_receipt(_paid(7))),
        "短信.png": small(screens.sms_thread("106980095577", _messages())),
        "支付宝_处理中.png": small(screens.alipay_pending(_paid(10))),
        "微信账单_20250318.png": small(screens.wechat_detail(_paid(11), dark=True)),
        "Screenshot_20250418_205601.png": small(screens.platform_success(_paid(12))),
        "还款计划.png": small(screens.plan_page(PLAN, PRINCIPAL, DISBURSED, states)),
        "银行流水_202411-202504.pdf": _statement(),
        "结清证明.pdf": papers.certificate(PAID_AT[-1].date(), dt.date(2025, 4, 25), PRINCIPAL, DISBURSED, SUM),
        "信用报告_本人版_20250612.pdf": papers.report_full(REPORT, report_accounts()),
    }
