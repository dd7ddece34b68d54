"""Papers as PDF with real text: a bank's statement, a settlement certificate, both editions of the credit report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import cn2an

from lehua_desktop.core.facts import Kind
from lehua_desktop.core.money import Money

from . import Document, TrueMonth, TruePayment, Truth, draw
from .screens import BANK, CONTRACT, LENDER

BORROWER = "张三"
ID_MASKED = "110101********002X"
CARD_MASKED = "622202*********3446"
EMPTY = "--"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a statement; a negative amount left the account."""

    day: dt.date
    amount: Money
    summary: str
    counterparty: str
    about_loan: bool = False


def statement(start: dt.date, end: dt.date, opening: Money, entries: Sequence[Entry]) -> Document:
    """交易流水 with running balances; day of posting only."""
    balance = opening
    rows = []
    for entry in entries:
        balance += entry.amount
        rows.append(
            (f"{entry.day:%Y-%m-%d}", "CNY", str(entry.amount), str(balance), entry.summary, entry.counterparty)
        )
    values = {
        "title": f"{BANK}交易流水",
        "head": [
            f"户名：{BORROWER}",
            f"账号：{CARD_MASKED}",
            "币种：人民币",
            f"起止日期：{start:%Y-%m-%d} — {end:%Y-%m-%d}",
            "申请时间：2025-06-01 09:12:44",
            "验证码：8F2C7Q1M",
        ],
        "columns": ["记账日期", "货币", "交易金额", "联机余额", "交易摘要", "对手信息"],
        "rows": rows,
        "note": "说明：交易金额为负表示支出。本流水由客户通过手机银行申请，仅反映申请时点已入账的交易。",
    }
    truth = tuple(
        TruePayment(entry.day, -entry.amount, about_loan=entry.about_loan) for entry in entries if entry.amount.fen < 0
    )
    return Document(draw("statement", values, picture=False), Truth(Kind.STATEMENT, truth))


def certificate(settled: dt.date, issued: dt.date, principal: Money, disbursed: dt.date, paid: Money) -> Document:
    """结清证明: a letter that all sums are paid."""
    capitals = cn2an.an2cn(str(paid).replace(",", ""), "rmb")
    values = {
        "number": "JQ2025042500317",
        "lender": LENDER,
        "issued": f"{issued.year}年{issued.month:02d}月{issued.day:02d}日",
        "paragraphs": [
            (
                f"借款人{BORROWER}，身份证号{ID_MASKED}，于{disbursed.year}年{disbursed.month:02d}月{disbursed.day:02d}日"
                f"与我公司签订《个人消费借款合同》（合同编号：{CONTRACT}），借款金额人民币{principal}元。"
            ),
            (
                f"截止{settled.year}年{settled.month:02d}月{settled.day:02d}日，借款人已支付本金和利息共计{paid}元"
                f"（大写：{capitals}），该合同项下款项已全部结清，结清日期：{settled:%Y-%m-%d}。"
            ),
        ],
    }
    return Document(draw("certificate", values, picture=False), Truth(Kind.SETTLEMENT, settled_on=settled))


@dataclass(frozen=True, slots=True)
class Account:
    """A loan account of a credit report. `codes` holds one code a month from `first` on, `overdue` the yuan by month."""

    lender: str
    mark: str
    opened: dt.date
    ends: dt.date
    amount: int
    periods: int
    due_day: int
    as_of: dt.date
    first: tuple[int, int]
    codes: str
    overdue: dict[str, int]
    closed: dt.date | None = None
    balance: int = 0
    monthly: int = 0

    def months(self) -> list[tuple[int, int, str]]:
        """Year, month and code of each reported month."""
        year, month = self.first
        return [
            (year + (month - 1 + place) // 12, (month - 1 + place) % 12 + 1, code)
            for place, code in enumerate(self.codes)
        ]

    def grid(self) -> list[dict[str, object]]:
        """Years from the newest down, each with a line of codes and a line of overdue amounts."""
        cells = {(year, month): code for year, month, code in self.months()}
        years: list[dict[str, object]] = []
        for year in sorted({year for year, _ in cells}, reverse=True):
            codes = [cells.get((year, month), "") for month in range(1, 13)]
            amounts = [
                f"{self.overdue.get(f'{year}-{month:02d}', 0):,}" if (year, month) in cells else ""
                for month in range(1, 13)
            ]
            years.append({"year": str(year), "codes": codes, "amounts": amounts})
        return years


@dataclass(frozen=True, slots=True)
class ReportHead:
    """Number and moment of a credit report, and who asked for it before."""

    number: str
    at: dt.datetime
    queries: tuple[tuple[dt.date, str, str], ...] = ()

    def query_rows(self) -> list[tuple[str, str, str, str]]:
        """The table of queries as it is printed."""
        return [(str(n), f"{day:%Y.%m.%d}", who, why) for n, (day, who, why) in enumerate(self.queries, 1)]


NOTES = (
    "本报告由征信系统依据截至报告时间的信息生成，金额类数据精确到元。",
    "还款状态：N-正常还款；*-当月不需要还款且之前没有拖欠；M-约定还款日后月底前还款；1-逾期1~30天；2-逾期31~60天；C-结清。",
    "您有权对本报告中的内容提出异议。如有异议，可联系数据提供单位，也可到当地信用报告查询网点提出异议申请。",
)


def report_full(head: ReportHead, accounts: Sequence[Account]) -> Document:
    """个人信用报告（本人版）: account blocks, each with the 还款记录 grid."""
    values = {
        "number": head.number,
        "at": f"{head.at:%Y-%m-%d %H:%M:%S}",
        "person": [
            ("被查询者姓名", BORROWER),
            ("证件类型", "身份证"),
            ("证件号码", ID_MASKED),
            ("查询原因", "本人查询"),
        ],
        "basics": [("性别", "男"), ("婚姻状况", "未婚"), ("手机号码", "138****8000"), ("就业状况", "在职")],
        "summary": _overdue_summary(accounts),
        "accounts": [_account_block(number, account) for number, account in enumerate(accounts, 1)],
        "queries": head.query_rows(),
        "notes": NOTES,
    }
    overdue = tuple(
        TrueMonth(f"{year}-{month:02d}", code, Money(account.overdue[f"{year}-{month:02d}"] * 100))
        for account in accounts
        for year, month, code in account.months()
        if code in "1234567BD"
    )
    return Document(draw("report_full", values, picture=False), Truth(Kind.CREDIT_REPORT, overdue=overdue))


def _overdue_summary(accounts: Sequence[Account]) -> list[str]:
    late = [account for account in accounts if account.overdue]
    months = sum(len(account.overdue) for account in late)
    highest = max((amount for account in late for amount in account.overdue.values()), default=0)
    longest = max((int(code) for account in late for code in account.codes if code.isdigit()), default=0)
    return ["非循环贷账户", str(len(late)), str(months), f"{highest:,}", str(longest)]


def _account_block(number: int, account: Account) -> dict[str, object]:
    first, last = account.months()[0], account.months()[-1]
    strips = [
        [
            ("管理机构", account.lender),
            ("账户标识", account.mark),
            ("开立日期", f"{account.opened:%Y.%m.%d}"),
            ("到期日期", f"{account.ends:%Y.%m.%d}"),
            ("借款金额", f"{account.amount:,}"),
            ("账户币种", "人民币元"),
        ],
        [
            ("业务种类", "其他个人消费贷款"),
            ("担保方式", "信用/免担保"),
            ("还款期数", str(account.periods)),
            ("还款频率", "月"),
            ("还款方式", "按期计算还本付息"),
            ("共同借款标志", "无"),
        ],
    ]
    if account.closed:
        states = [[("账户状态", "结清"), ("账户关闭日期", f"{account.closed:%Y.%m.%d}")]]
    else:
        states = [
            [
                ("账户状态", "正常"),
                ("五级分类", "正常"),
                ("余额", f"{account.balance:,}"),
                ("剩余还款期数", str(account.periods - len(account.codes))),
                ("本月应还款", f"{account.monthly:,}"),
                ("应还款日", f"{account.as_of.replace(day=account.due_day):%Y.%m.%d}"),
            ],
            [
                ("本月实还款", f"{account.monthly:,}"),
                ("最近一次还款日期", f"{account.as_of.replace(day=account.due_day):%Y.%m.%d}"),
                ("当前逾期期数", "0"),
                ("当前逾期总额", "0"),
                ("逾期31—60天未还本金", "0"),
                ("逾期61—90天未还本金", "0"),
            ],
        ]
    return {
        "title": f"账户{number}",
        "strips": strips,
        "as_of": f"截至{account.as_of.year}年{account.as_of.month:02d}月{account.as_of.day:02d}日",
        "states": states,
        "range": f"{first[0]}年{first[1]:02d}月—{last[0]}年{last[1]:02d}月的还款记录",
        "grid": account.grid(),
    }


def report_brief(head: ReportHead, accounts: Sequence[Account]) -> Document:
    """个人信用报告 in sentences: it counts overdue months and names none."""
    overdue: list[str] = []
    clean: list[str] = []
    for account in accounts:
        opened = f"{account.opened.year}年{account.opened.month:02d}月{account.opened.day:02d}日"
        lent = f"{opened}{account.lender}发放的{account.amount:,}元（人民币）其他个人消费贷款，"
        if account.closed:
            now = f"{account.closed.year}年{account.closed.month:02d}月已结清。"
        else:
            ends = f"{account.ends.year}年{account.ends.month:02d}月{account.ends.day:02d}日到期。"
            now = f"{ends}截至{account.as_of.year}年{account.as_of.month:02d}月，余额{account.balance:,}，当前无逾期。"
        count = len(account.overdue)
        record = f"最近5年内有{count}个月处于逾期状态，没有发生过90天以上逾期。" if count else ""
        group = overdue if count else clean
        group.append(f"{len(group) + 1}.{lent}{now}{record}")
    open_accounts = sum(account.closed is None for account in accounts)
    values = {
        "head": [
            f"报告编号：{head.number}",
            f"报告时间：{head.at:%Y-%m-%d %H:%M:%S}",
            f"姓名：{BORROWER}",
            f"证件类型：身份证　证件号码：{ID_MASKED}",
        ],
        "summary": [
            ("账户数", EMPTY, EMPTY, str(len(accounts)), EMPTY),
            ("未结清/未销户账户数", EMPTY, EMPTY, str(open_accounts), EMPTY),
            ("发生过逾期的账户数", EMPTY, EMPTY, str(len(overdue)), EMPTY),
            ("发生过90天以上逾期的账户数", EMPTY, EMPTY, "0", EMPTY),
        ],
        "overdue": overdue,
        "clean": clean,
        "queries": head.query_rows(),
        "notes": NOTES,
    }
    return Document(draw("report_brief", values, picture=False), Truth(Kind.CREDIT_REPORT))
