"""Which way the money of a row went, and in which currency, on exports that say it in ways of their own."""

from __future__ import annotations

import datetime as dt

import pytest

from lehua_desktop.core.facts import Context, PaymentFact, Status
from lehua_desktop.facts.extract import extract
from tests.facts.made import Col, sheet, table, text_page

_CONTEXT = Context(dt.date(2026, 12, 1))


def _payments(table: str) -> list[PaymentFact]:
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().split("\n")]
    return list(extract([sheet(rows)], _CONTEXT).payments)


def _said(table: str) -> list[tuple[str, int | None, bool]]:
    return [(str(p.day.value), p.amount.value.fen if p.amount.value else None, p.certain) for p in _payments(table)]


_CARD_BILLS = [
    """
    交易日期|入账日期|交易摘要|交易金额|交易货币|入账金额|入账货币
    2024/01/05|2024/01/06|（消费）示例超市|15.90|人民币|15.90|人民币
    2024/01/06|2024/01/06|（退款）示例书店|-97.20|人民币|-97.20|人民币
    2024/01/07|2024/01/07|（还款）云闪付-张三|-1130.68|人民币|-1130.68|人民币
    """,
    """
    交易日期|记账日期|交易描述|卡号末四位|卡片类型|交易币种|交易金额
    20240105|20240106|示例超市|3446|主卡|人民币|15.90
    20240106|20240106|示例书店退货|3446|主卡|人民币|-97.20
    20240107|20240107|张三还款|3446|主卡|人民币|-1130.68
    """,
]


@pytest.mark.parametrize("table", _CARD_BILLS)
def test_a_minus_on_the_bill_of_a_credit_card_is_money_that_came_back(table: str) -> None:
    assert _said(table) == [("2024-01-05", 1590, True)]


def test_without_signs_the_first_word_of_a_row_says_the_way() -> None:
    table = """
    交易日期|记账日期|交易说明|交易币种/金额|入账币种/金额
    2024-01-05|2024-01-06|消费 示例超市|CNY 15.90|CNY 15.90
    2024-01-06|2024-01-06|退货 示例书店|CNY 97.20|CNY 97.20
    2024-01-07|2024-01-07|消费 财付通-乐花分期|CNY 1,286.35|CNY 1,286.35
    2024-01-08|2024-01-08|示例商户|CNY 20.00|CNY 20.00
    """
    assert _said(table) == [
        ("2024-01-05", 1590, True),
        ("2024-01-07", 128635, True),
        ("2024-01-08", 2000, False),
    ]


@pytest.mark.parametrize(
    ("title", "out", "into"),
    [
        ("Credit / Debit", "DEBIT", "CREDIT"),
        ("转入/转出", "转出", "转入"),
        ("收入/支出标志", "支出", "收入"),
        ("借贷类型", "借", "贷"),
        ("资金方向", "流出", "流入"),
    ],
)
def test_a_column_that_says_the_way_of_each_row(title: str, out: str, into: str) -> None:
    table = f"""
    交易日期|{title}|交易金额|对方户名|摘要
    2024-01-05|{out}|1286.35|乐花分期|还款
    2024-01-06|{into}|8000.00|示例公司|工资
    2024-01-07|{out}|15.90|示例超市|消费
    """
    assert _said(table) == [("2024-01-05", 128635, True), ("2024-01-07", 1590, True)]


def test_the_state_of_the_money_says_the_way_where_the_column_for_it_is_empty() -> None:
    table = """
    交易创建时间|付款时间|类型|交易对方|商品名称|金额（元）|收/支|交易状态|资金状态
    2024-01-05 10:00:00|2024-01-05 10:00:02|即时到账交易|花呗|花呗自动还款|1286.35||还款成功|已支出
    2024-01-06 10:00:00|2024-01-06 10:00:02|即时到账交易|借呗|放款|5000.00||放款成功|已收入
    """
    assert _said(table) == [("2024-01-05", 128635, True)]


def test_foreign_money_is_seen_where_two_columns_name_the_currency() -> None:
    table = """
    Date|Description|Billing amount|Billing currency|Balance|Balance currency
    24/03/2024|POS PURCHASE|-75.50|HKD|3612.17|HKD
    20/03/2024|BILL PAYMENT|-350.00|CNY|8211.33|CNY
    """
    assert _said(table) == [("2024-03-24", None, False), ("2024-03-20", 35000, True)]


def test_titles_of_paying_and_receiving_parties() -> None:
    table = """
    交易日期|借方(出账)|贷方(入账)|余额|摘要|收(付)方名称|收(付)方账号
    2024-01-05|1286.35||5000.00|分期还款|示例小额贷款有限公司|6222020200112233446
    2024-01-06||8000.00|13000.00|工资|示例公司|6222020200112233446
    """
    (payment,) = _payments(table)
    assert (payment.payee, payment.about_loan, payment.certain) == ("示例小额贷款有限公司", True, True)


def test_a_booked_card_payment_in_english_is_done() -> None:
    table = """
    Transaction date|Post date|Description|Billing amount|Transaction status|Credit / Debit
    09/04/2024|10/04/2024|LEHUA FENQI|-1,286.35|POSTED|DEBIT
    31/03/2024|01/04/2024|RETURN|25.00|POSTED|CREDIT
    """
    (payment,) = _payments(table)
    assert (payment.status.value, payment.certain) == (Status.SUCCESS, True)


def test_titles_in_two_languages_row_under_row_are_one_head() -> None:
    titles = ["交易日期", "交易类型", "借贷", "交易金额", "余额", "对方账号", "对方户名", "摘要"]
    english = [
        "Trans Date",
        "Trading Type",
        "Dc Flg",
        "Trans Amt",
        "Balance",
        "Payment\nReceipt\nAccount",
        "Payment\nReceipt\nAccount\nName",
        "Abstract",
    ]
    columns = [Col(t, 24.0 + 66 * i, 24.0 + 66 * (i + 1)) for i, t in enumerate(titles)]
    rows = [
        english,
        ["2024-01-05", "网上支付", "借 Dr", "1,286.35", "8,713.65", "24330013", "乐花分期", "还款"],
        ["2024-01-06", "网上支付退货", "贷 Cr", "1,286.35", "10,000.00", "24330013", "乐花分期", ""],
        ["2024-01-07", "二维码支付", "借 Dr", "15.90", "9,984.10", "24330013", "示例超市", ""],
    ]
    facts = extract([text_page(table(columns, rows))], _CONTEXT).payments
    assert [(f.payee, f.status.value, f.certain) for f in facts] == [
        ("乐花分期", Status.SUCCESS, True),
        ("乐花分期", Status.REFUNDED, True),
        ("示例超市", Status.SUCCESS, True),
    ]


def test_a_figure_broken_at_its_point_is_one() -> None:
    titles = ["交易日期", "交易名称", "交易金额", "账户余额", "对手姓名"]
    columns = [Col(t, 24.0 + 90 * i, 24.0 + 90 * (i + 1)) for i, t in enumerate(titles)]
    rows = [
        ["20240105", "网上支付-财\n付通", "-1286.35", "4000708.\n26", "乐花分期"],
        ["20240106", "互联汇出\n2401060001", "-15.90", "4000692.\n36", "示例超市"],
        ["20240205", "网上支付-财\n付通", "-1286.35", "3999406.\n01", "乐花分期"],
    ]
    facts = extract([text_page(table(columns, rows))], _CONTEXT).payments
    assert [(f.amount.value.fen, f.certain) for f in facts if f.amount.value] == [
        (128635, True),
        (1590, True),
        (128635, True),
    ]


@pytest.mark.parametrize(
    ("what", "payee", "loan", "certain"),
    [
        ("快捷支付", "乐花分期", True, True),
        ("快捷支付", "财付通-还呗", True, True),
        ("快捷支付", "深圳乐信软件技术有限公司", True, True),
        ("快捷支付", "还呗烧烤", True, False),
        ("快捷支付", "乐信餐饮管理有限公司", True, False),
        ("转账", "李乐花", True, False),
        ("快捷支付", "示例烧烤", False, True),
        ("贷款还本付息", "示例农村商业银行股份有限公司", True, True),
        ("还款", "示例商务", False, False),
        ("信用卡还款", "示例银行信用卡中心", False, True),
    ],
)
def test_a_name_within_another_and_a_repayment_to_an_unknown_name_are_looked_at(
    what: str, payee: str, loan: bool, certain: bool
) -> None:
    (payment,) = _payments(f"交易日期|摘要|交易金额|余额|对方户名\n2024-01-05|{what}|-2,088.12|90,000.00|{payee}")
    assert (payment.about_loan, payment.certain) == (loan, certain)


def test_what_a_lender_received_in_its_own_books_was_repaid() -> None:
    said = _said("""
    日期|摘要|借方发生额|贷方发生额|借贷|余额
    2023-01-16|贷款发放|12,000.00|0.00|借|12,000.00
    2023-02-16|收回本金|0.00|1,443.20|借|10,556.80
    2023-02-16|收回利息|0.00|132.00|借|10,556.80
    2023-03-16|收回本金|0.00|1,459.08|借|9,097.72
    2023-03-16|收回利息|0.00|116.12|借|9,097.72
    """)
    assert [(day, fen) for day, fen, _ in said if fen in (13200, 11612)] == [
        ("2023-02-16", 13200),
        ("2023-03-16", 11612),
    ]
    assert not any(certain for _, fen, certain in said if fen in (13200, 11612, 1200000))
