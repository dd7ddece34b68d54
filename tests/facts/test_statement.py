from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from lehua_desktop.core.facts import Context, Look, PaymentFact, Status
from lehua_desktop.core.page import Page
from lehua_desktop.facts.statements.statement import read_statement
from tests.facts.made import Col, merged, misread, scan, sheet, table, text_page
from tests.facts.made_statements import LAYOUTS, Truth, scanned, statement

TODAY = Context(dt.date(2026, 1, 31))
Row = tuple[str | None, str | None, int | None, Status | None]


def read(*pages: Page) -> tuple[PaymentFact, ...]:
    return read_statement(pages, TODAY)


def rows(facts: Sequence[PaymentFact]) -> list[Row]:
    return [
        (
            str(f.day.value) if f.day.value else None,
            f.time,
            f.amount.value.fen if f.amount.value else None,
            f.status.value,
        )
        for f in facts
    ]


def short(fact: PaymentFact) -> Truth:
    fen = fact.amount.value.fen if fact.amount.value else -1
    return str(fact.day.value), fen, str(fact.status.value)


OUT, BACK = Status.SUCCESS, Status.REFUNDED

BOC = [
    Col("记账日期", 10, 58), Col("记账时间", 58, 98), Col("币别", 98, 125), Col("金额", 125, 180, "right"),
    Col("余额", 180, 235, "right"), Col("交易名称", 235, 280), Col("渠道", 280, 310), Col("网点名称", 310, 360),
    Col("附言", 360, 420), Col("对方账户名", 420, 490), Col("对方卡号/账号", 490, 560), Col("对方开户行", 560, 600),
]  # fmt: skip
BOC_ROWS = [
    ("2024-03-01", "10:22:33", "人民币", "-900.00", "100.00", "网上快捷支付", "银企", "---", "财付通-乐\n花分期", "财付通支付科\n技有限公司", "Z2017", "---"),
    ("2024-03-02", "11:22:33", "人民币", "500.00", "600.00", "转账收入", "手机", "---", "", "李四", "6222", "---"),
    ("2024-04-01", "08:02:03", "人民币", "-300.00", "300.00", "网上快捷支付", "银企", "---", "财付通-乐\n花分期", "财付通支付科\n技有限公司", "Z2017", "---"),
]  # fmt: skip
BOCOM = [
    Col("Trans Date\n交易日期", 10, 60), Col("Trans Time\n交易时间", 60, 110), Col("Trading Type\n交易类型", 110, 165),
    Col("Dc Flg\n借贷", 165, 200), Col("Trans Amt\n交易金额", 200, 255, "right"), Col("Balance\n余额", 255, 310, "right"),
    Col("Payment Receipt Account\n对方账号/户名", 310, 420), Col("Trading Place\n交易地点", 420, 490), Col("Abstract\n摘要", 490, 580),
]  # fmt: skip
BOCOM_ROWS = [
    ("2024-03-01", "10:22:33", "快捷支付", "借 Dr", "900.00", "100.00", "财付通 乐花分期", "财付通", "消费"),
    ("2024-03-02", "10:22:33", "转账", "贷 Cr", "500.00", "600.00", "李四", "手机", "转入"),
]
CMBC = [
    Col("凭证类型", 10, 50), Col("凭证号码", 50, 90), Col("交易时间", 90, 150), Col("摘要", 150, 220),
    Col("交易金额", 220, 270, "right"), Col("账户余额", 270, 325, "right"), Col("现转标志", 325, 365), Col("交易渠道", 365, 405),
    Col("交易机构", 405, 445), Col("对方户名/账号", 445, 530), Col("对方行名", 530, 590),
]  # fmt: skip
CMBC_ROWS = [
    ("借记卡", "6226", "2025/09/05\n12:22:31", "抖音支付-抖音\n月付", "-108.80", "891.20", "转账", "网络", "0101", "深圳市中融小额贷\n款有限公司/2433", "财付通"),
    ("借记卡", "6226", "2025/09/06\n08:22:31", "消费", "-8.80", "882.40", "转账", "网络", "0101", "美团/2433", "财付通"),
]  # fmt: skip
WECHAT_PROOF = [
    Col("交易单号", 10, 90), Col("交易时间", 90, 150), Col("交易类型", 150, 200), Col("收/支/其他", 200, 245),
    Col("交易方式", 245, 310), Col("金额(元)", 310, 360), Col("交易对方", 360, 440), Col("商户单号", 440, 560),
]  # fmt: skip
WECHAT_ROWS = [
    ("42000018762023070\n51234567890", "2023-07-05\n21:14:09", "商户消费", "支出", "招商银行\n(1234)", "1286.35", "乐花分期", "149876140\n1234567"),
    ("42000018762023070\n51234567891", "2023-07-06\n21:14:09", "转账", "收入", "/", "20.00", "李四", "/"),
    ("1000050201", "2023-07-07\n10:00:00", "信用卡还款", "其他", "零钱", "300.00", "招商银行", "/"),
]  # fmt: skip
ALIPAY_PROOF = [
    Col("收/支", 20, 75), Col("交易对方", 75, 130), Col("商品说明", 130, 200), Col("收/付款方式", 200, 255), Col("金额", 255, 295),
    Col("交易订单号", 295, 395), Col("商家订单号", 395, 490), Col("交易时间", 490, 570),
]  # fmt: skip
ALIPAY_ROWS = [
    ("支出", "乐花分期", "乐花分期-\n第7期还款", "招商银行\n(1467)", "1286.35", "20230705220014987614\n01234567", "LH2023070\n5", "2023-07-05\n21:14:09"),
    ("不计收支", "某某基金", "余额宝-自动\n转入", "余额", "20.00", "20230705220014987614\n01234568", "", "2023-07-06\n01:14:09"),
    ("支出", "美团", "外卖", "花呗", "30.00", "20230705220014987614\n01234569", "", "2023-07-07\n01:14:09"),
]  # fmt: skip


@pytest.mark.parametrize("look", ["text", "characters", "askew"])
@pytest.mark.parametrize(
    ("columns", "cells", "size", "pitch", "want"),
    [
        (BOC, BOC_ROWS, 6.0, 16.0, [("2024-03-01", "10:22:33", 90000, OUT), ("2024-04-01", "08:02:03", 30000, OUT)]),
        (BOCOM, BOCOM_ROWS, 7.0, 22.0, [("2024-03-01", "10:22:33", 90000, OUT)]),
        (CMBC, CMBC_ROWS, 6.5, 16.0, [("2025-09-05", "12:22:31", 10880, OUT), ("2025-09-06", "08:22:31", 880, OUT)]),
        (WECHAT_PROOF, WECHAT_ROWS, 7.0, 16.0, [("2023-07-05", "21:14:09", 128635, OUT), ("2023-07-07", "10:00:00", 30000, OUT)]),
        (ALIPAY_PROOF, ALIPAY_ROWS, 7.0, 16.0, [("2023-07-05", "21:14:09", 128635, OUT), ("2023-07-07", "01:14:09", 3000, OUT)]),
    ],
    ids=["boc", "bocom", "cmbc", "wechat", "alipay"],
)  # fmt: skip
def test_rows_are_read_whatever_the_bank_and_the_look(
    columns: list[Col], cells: list[tuple[str, ...]], size: float, pitch: float, want: list[Row], look: str
) -> None:
    words = table(columns, cells, size=size, pitch=pitch)
    page = text_page(words, size=size, chars=look == "characters")
    if look == "askew":
        page = scan(page, degrees=1.4)
    facts = read(page)
    assert rows(facts) == want
    assert all(f.certain for f in facts)
    assert facts[0].about_loan


@pytest.mark.parametrize("seed", range(14))
@pytest.mark.parametrize("look", ["text", "characters", "scan"])
def test_every_payment_of_a_statement_is_found(seed: int, look: str) -> None:
    made = statement(seed, chars=look == "characters")
    pages = scanned(made, seed) if look == "scan" else made.pages
    facts = [f for f in read(*pages) if f.about_loan]
    assert [short(f) for f in facts] == list(made.truth)
    assert all(f.certain for f in facts if f.status.value is Status.SUCCESS)


@pytest.mark.parametrize("seed", range(100, 114))
@pytest.mark.parametrize("second", [True, False])
def test_nothing_wrong_is_certain_on_a_damaged_scan(seed: int, second: bool) -> None:
    made = statement(seed)
    facts = [f for f in read(*scanned(made, seed, second=second, damage=True)) if f.about_loan]
    left = list(made.truth)
    for fact in facts:
        if fact.certain:
            assert short(fact) in left
            left.remove(short(fact))
    if second:
        assert len(left) < 0.5 * len(made.truth)


def test_every_layout_is_among_the_made_statements() -> None:
    assert {statement(seed).layout for seed in range(14)} | {statement(seed).layout for seed in range(100, 114)} == set(
        LAYOUTS
    )


SIMPLE = [
    Col("交易日期", 20, 80), Col("摘要", 80, 150), Col("交易金额", 150, 220, "right"), Col("账户余额", 220, 290, "right"),
    Col("对方户名", 290, 420),
]  # fmt: skip
SIMPLE_ROWS = [
    ("2023-07-01", "工资", "9,000.00", "10,000.00", "某某科技有限公司"),
    ("2023-07-05", "快捷支付", "-1,286.35", "8,713.65", "财付通-乐花分期"),
    ("2023-07-06", "消费", "-20.00", "8,693.65", "美团"),
    ("2023-08-05", "快捷支付", "-1,286.35", "7,407.30", "财付通-乐花分期"),
    ("2023-08-09", "消费", "-7.30", "7,400.00", "美团"),
]
SIMPLE_PAGE = text_page(table(SIMPLE, SIMPLE_ROWS))


def test_running_balance_makes_an_amount_certain_without_a_second_reader() -> None:
    fact = next(f for f in read(scan(SIMPLE_PAGE, second=False)) if f.about_loan)
    assert fact.amount.certain
    assert any(c.look is Look.BALANCE and c.agrees for c in fact.amount.checks)
    assert not fact.day.certain


def test_running_balance_is_understood_backwards_in_time() -> None:
    page = text_page(table(SIMPLE, SIMPLE_ROWS[::-1]))
    facts = [f for f in read(scan(page, second=False)) if f.about_loan]
    assert [f.amount.certain for f in facts] == [True, True]


def test_amount_against_the_balance_is_uncertain() -> None:
    page = misread(scan(SIMPLE_PAGE, second=False), "-1,286.35", "-1,236.35")
    wrong = next(f for f in read(page) if f.about_loan)
    assert not wrong.amount.certain


def test_second_reader_and_balance_outvote_the_first_reader() -> None:
    page = misread(scan(SIMPLE_PAGE), "-1,286.35", "-1,236.35")
    fact = next(f for f in read(page) if f.about_loan)
    assert fact.amount.value is not None
    assert (fact.amount.value.fen, fact.amount.certain) == (128635, True)


def test_misread_balance_does_not_spoil_its_neighbours() -> None:
    page = misread(scan(SIMPLE_PAGE, second=False), "8,693.65", "8,698.65")
    assert [f.amount.certain for f in read(page) if f.about_loan] == [True, True]


def test_balance_tells_the_direction_where_the_minus_is_lost() -> None:
    page = misread(scan(SIMPLE_PAGE), "-1,286.35", "1,286.35", second="1,286.35")
    fact = next(f for f in read(page) if f.about_loan)
    assert (fact.status.value, fact.amount.certain) == (Status.SUCCESS, True)


def test_readers_that_differ_on_the_day_leave_it_uncertain() -> None:
    page = misread(scan(SIMPLE_PAGE), "2023-07-05", "2023-07-06")
    assert not next(f for f in read(page) if f.about_loan).day.certain


def test_text_layer_stays_certain_though_its_balances_do_not_add_up() -> None:
    rows_ = [r if i != 2 else ("2023-07-06", "消费", "-20.00", "0.00", "美团") for i, r in enumerate(SIMPLE_ROWS)]
    assert all(f.certain for f in read(text_page(table(SIMPLE, rows_))))


@pytest.mark.parametrize("blank", ["", " "])
def test_neighbours_run_together_are_parted(blank: str) -> None:
    page = merged(scan(SIMPLE_PAGE, degrees=0.8), "8,713.65", "财付通-乐花分期", blank)
    page = merged(page, "-1,286.35", "7,407.30", blank)
    facts = [f for f in read(page) if f.about_loan]
    assert [f.amount.value.fen if f.amount.value else None for f in facts] == [128635, 128635]
    assert facts[0].payee == "财付通-乐花分期"


def test_page_without_titles_goes_on_with_the_columns_before() -> None:
    first = text_page(table(SIMPLE, SIMPLE_ROWS[:2]))
    bare = [Col("", c.left, c.right, c.cells) for c in SIMPLE]
    second = text_page(table(bare, SIMPLE_ROWS[2:], top=40), number=1)
    facts = read(first, second)
    assert [(f.amount.page, str(f.day.value)) for f in facts if f.about_loan] == [(0, "2023-07-05"), (1, "2023-08-05")]


def test_totals_and_page_numbers_are_no_payments() -> None:
    rows_ = [*SIMPLE_ROWS, ("", "本页合计", "-2,600.00", "", ""), ("", "合计", "-2,600.00", "", "")]
    words = [*table(SIMPLE, rows_), (250.0, 800.0, "第 1 页，共 1 页"), (20.0, 810.0, "打印时间：2024-01-01 10:00:00")]
    assert len(read(text_page(words))) == 4


def test_posting_day_is_told_from_the_day_of_payment() -> None:
    columns = [Col("记账日期", 20, 80), Col("交易金额", 150, 220, "right"), Col("对方户名", 290, 420)]
    facts = read(text_page(table(columns, [("2023-07-05", "-1,286.35", "乐花分期"), ("2023-07-06", "-5.00", "美团")])))
    assert [f.posting for f in facts] == [True, True]
    both = [Col("交易日期", 20, 80), Col("记账日期", 80, 150), *columns[1:]]
    facts = read(text_page(table(both, [("2023-07-05", "2023-07-06", "-1,286.35", "乐花分期")])))
    assert [(str(f.day.value), f.posting) for f in facts] == [("2023-07-05", False)]


def test_money_in_is_no_payment_but_a_refund_of_the_loan_is() -> None:
    rows_ = [
        ("2023-07-01", "放款", "15,000.00", "16,000.00", "乐花分期"),
        ("2023-07-05", "快捷支付", "-1,286.35", "14,713.65", "乐花分期"),
        ("2023-07-06", "快捷支付", "1,286.35", "16,000.00", "乐花分期"),
        ("2023-07-07", "转账", "99.00", "16,099.00", "李四"),
        ("2023-07-08", "转账", "700.00", "16,799.00", "乐花分期"),
    ]
    facts = read(text_page(table(SIMPLE, rows_)))
    assert [(short(f), f.status.certain) for f in facts] == [
        (("2023-07-05", 128635, "success"), True),
        (("2023-07-06", 128635, "refunded"), True),
        (("2023-07-08", 70000, "refunded"), False),
    ]


def test_account_holder_and_card_are_taken_from_the_head() -> None:
    head = [(30.0, 40.0, "户名：张三"), (150.0, 40.0, "卡号：6222020200112233446")]
    fact = read(text_page([*head, *table(SIMPLE, SIMPLE_ROWS)]))[0]
    assert (fact.payer, fact.card_tail) == ("张三", "3446")


ALIPAY = [
    ["导出信息："],
    ["姓名：张三"],
    ["共3笔记录"],
    ["支出：2笔 1316.35元"],
    ["------支付宝（中国）网络技术有限公司  电子客户回单------"],
    ["交易时间", "交易分类", "交易对方", "对方账号", "商品说明", "收/支", "金额", "收/付款方式", "交易状态", "交易订单号", "商家订单号", "备注"],
    ["2023-07-05 21:14:09", "信用借还", "乐花分期", "leh***@example.com", "乐花分期-第7期还款", "不计收支", "1286.35", "招商银行(1467)", "还款成功", "2023070522001498761401234567", "LH2023", ""],
    ["2023-07-06 08:00:00", "日用百货", "某某超市", "/", "买菜", "支出", "30.00", "花呗", "交易成功", "2023070622001498761401234568", "", ""],
    ["2023-07-07 08:00:00", "信用借还", "乐花分期", "/", "乐花分期还款", "不计收支", "1286.35", "余额", "交易关闭", "2023070622001498761401234569", "", ""],
    ["2023-07-08 08:00:00", "退款", "某某超市", "/", "退款-买菜", "不计收支", "30.00", "花呗", "退款成功", "2023070622001498761401234570", "", ""],
    ["2023-07-09 08:00:00", "投资理财", "某某基金", "/", "余额宝-收益发放", "不计收支", "0.30", "", "交易成功", "2023070622001498761401234571", "", ""],
]  # fmt: skip
WECHAT = [
    ["微信支付账单明细"],
    ["微信昵称：[张三]"],
    ["起始时间：[2023-07-01 00:00:00] 终止时间：[2023-07-31 23:59:59]"],
    ["----------------------微信支付账单明细列表--------------------"],
    ["交易时间", "交易类型", "交易对方", "商品", "收/支", "金额(元)", "支付方式", "当前状态", "交易单号", "商户单号", "备注"],
    ["2023-07-05 21:14:09", "商户消费", "乐花分期", "第7期账单还款", "支出", "¥1286.35", "招商银行(1234)", "支付成功", "4200001876202307051234567890", "149876", "/"],
    ["2023-07-06 21:14:09", "商户消费", "乐花分期", "第8期账单还款", "支出", "¥1286.35", "零钱", "已全额退款", "4200001876202307061234567890", "149877", "/"],
    ["2023-07-06 22:14:09", "商户消费", "乐花分期", "第8期账单还款", "支出", "¥1286.35", "零钱", "已退款(￥5.00)", "4200001876202307061234567891", "149878", "/"],
    ["2023-07-07 21:14:09", "转账", "李四", "/", "收入", "¥88.00", "/", "已存入零钱", "1000050", "/", "/"],
]  # fmt: skip


def test_alipay_export_with_its_preamble() -> None:
    facts = read(sheet(ALIPAY))
    assert [short(f) for f in facts if f.about_loan] == [
        ("2023-07-05", 128635, "success"),
        ("2023-07-07", 128635, "failed"),
    ]
    paid = facts[0]
    assert (paid.time, paid.card_tail, paid.certain) == ("21:14:09", "1467", True)
    assert paid.references == ("2023070522001498761401234567", "LH2023")
    assert [short(f) for f in facts if not f.about_loan] == [("2023-07-06", 3000, "success")]


def test_wechat_export_with_its_states() -> None:
    facts = read(sheet(WECHAT))
    assert [(short(f)[2], f.certain) for f in facts] == [("success", True), ("refunded", True), ("success", False)]
    assert facts[0].references == ("4200001876202307051234567890", "149876")


def test_amounts_without_any_direction_are_uncertain() -> None:
    columns = [Col("日期", 20, 80), Col("金额", 150, 220, "right"), Col("对方户名", 290, 420)]
    facts = read(
        text_page(table(columns, [("2023-07-05", "1,286.35", "乐花分期"), ("2023-08-05", "1,286.35", "乐花分期")]))
    )
    assert [f.certain for f in facts] == [False, False]


def test_page_that_is_no_statement_gives_nothing() -> None:
    assert read(text_page([(20, 20, "还款成功"), (20, 40, "还款金额 1,286.35")])) == ()
    assert read() == ()
