"""Titles and figures as many banks write them: the same six movements in every form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from lehua_desktop.core.facts import Context, Kind, Status
from lehua_desktop.facts.extract import extract
from tests.facts.drawn_statements import Drawn
from tests.facts.made import Col, sheet, table, text_page

_CONTEXT = Context(dt.date(2026, 12, 1))
_MOVED = [
    ("2024-01-03", -128635),
    ("2024-01-05", -8800),
    ("2024-01-06", 50000),
    ("2024-01-09", -720),
    ("2024-01-15", -6610),
    ("2024-01-16", -1910),
]
_OUT = [(day, -fen) for day, fen in _MOVED if fen < 0]
_LENDER = -128635


def _bare(fen: int) -> str:
    return f"{abs(fen) / 100:,.2f}"


def _minus(fen: int) -> str:
    return "-" if fen < 0 else ""


_CELLS: dict[str, Callable[[str, int, int], str]] = {
    "day": lambda day, _fen, _left: day,
    "what": lambda _day, fen, _left: "乐花分期还款" if fen == _LENDER else "转入" if fen > 0 else "消费",
    "payee": lambda _day, fen, _left: "乐花分期" if fen == _LENDER else "示例超市",
    "signed": lambda _day, fen, _left: f"{_minus(fen)}{_bare(fen)}",
    "bare": lambda _day, fen, _left: _bare(fen),
    "out": lambda _day, fen, _left: _bare(fen) if fen < 0 else "",
    "in": lambda _day, fen, _left: _bare(fen) if fen > 0 else "",
    "out0": lambda _day, fen, _left: _bare(fen) if fen < 0 else "0.00",
    "in0": lambda _day, fen, _left: _bare(fen) if fen > 0 else "0.00",
    "balance": lambda _day, _fen, left: _bare(left),
    "way": lambda _day, fen, _left: "支出" if fen < 0 else "收入",
    "借贷": lambda _day, fen, _left: "借" if fen < 0 else "贷",
    "D/C": lambda _day, fen, _left: "D" if fen < 0 else "C",
    "dash": lambda _day, _fen, _left: "-",
    "state": lambda _day, _fen, _left: "成功",
    "none": lambda _day, _fen, _left: "0.00",
}
_TITLES = """
日期=day 摘要=what 金额=signed
交易时间=day 交易类型=what 金额（元）=signed
Date=day Description=what Amount=signed
Date=day Narrative=what Debit=out Credit=in Balance=balance
TxnDate=day Particulars=what Withdrawal=out Deposit=in
PostingDate=day TransactionDetails=what MoneyOut=out MoneyIn=in RunningBalance=balance
TransactionDate=day Merchant=payee Amount(CNY)=signed
发生日期=day 备注=what 发生金额=signed
记账日=day 交易描述=what 交易额=signed
交易日=day 商户名称=payee 交易金额=bare 类型=way
时间=day 名称=what 收支=way 金额=bare
日期=day 往来户=payee 金额=signed
日期=day 事由=what 出账=out 入账=in 余额=balance
日期=day 事项=what 出账金额=out 入账金额=in 账面结余=balance
日期=day 明细=what 提款=out 存款=in 余额=balance
日期=day 對方=payee 提款=out 存款=in 結餘=balance
交易日期=day 摘要=what 轉出=out 轉入=in 餘額=balance
日期=day 摘要=what 支出金额=out0 收入金额=in0 余额=balance
日期=day 摘要=what 借贷=借贷 金额=bare 余额=balance
日期=day 摘要=what DC=D/C 金额=bare 余额=balance
日期=day 摘要=what 金额=signed 服务费=none 余额=balance
创建时间=day 名称=what 对方=payee 金额=signed 支付方式=dash 状态=state
日期Date=day 摘要Description=what 支出Withdrawal=out 存入Deposit=in 余额Balance=balance
交易日期=day 未知列=dash 摘要=what 另一列=dash 金额=signed 余额=balance
"""


def _said(titles: list[str], cells: list[Callable[[str, int, int], str]], *, table: bool) -> list[tuple[str, int]]:
    left = 900000
    lines = [
        ["示例银行明细"],
        ["户名：张三"],
        [t if c is _CELLS["what"] else f"{t}>" for t, c in zip(titles, cells, strict=True)],
    ]
    for day, fen in _MOVED:
        left += fen
        lines.append([cell(day, fen, left) for cell in cells])
    drawn = Drawn("", [lines])
    facts = extract(drawn.table() if table else drawn.paper(), _CONTEXT)
    assert facts.kind is Kind.STATEMENT
    assert all(f.certain for f in facts.payments)
    assert [f.about_loan for f in facts.payments] == [fen == -_LENDER for _, fen in _OUT]
    return [(str(f.day.value), f.amount.value.fen) for f in facts.payments if f.amount.value]


@pytest.mark.parametrize("table", [False, True], ids=["paper", "table"])
@pytest.mark.parametrize("titles", _TITLES.split("\n")[1:-1])
def test_the_titles_of_many_banks(titles: str, table: bool) -> None:
    pairs = [column.split("=") for column in titles.split()]
    assert _said([t for t, _ in pairs], [_CELLS[name] for _, name in pairs], table=table) == _OUT


_FIGURES: dict[str, Callable[[int], str]] = {
    "88.00-": lambda fen: f"{_bare(fen)}{_minus(fen)}",
    "88.00- and 500.00+": lambda fen: f"{_bare(fen)}{_minus(fen) or '+'}",
    "88.00DR": lambda fen: f"{_bare(fen)}{'DR' if fen < 0 else 'CR'}",
    "88.00 Dr": lambda fen: f"{_bare(fen)} {'Dr' if fen < 0 else 'Cr'}",
    "88.00D": lambda fen: f"{_bare(fen)}{'D' if fen < 0 else 'C'}",
    "88.00 and 500.00CR": lambda fen: f"{_bare(fen)}{'' if fen < 0 else 'CR'}",
    "借88.00": lambda fen: f"{'借' if fen < 0 else '贷'}{_bare(fen)}",
    "88.00借": lambda fen: f"{_bare(fen)}{'借' if fen < 0 else '贷'}",
    "支出88.00": lambda fen: f"{'支出' if fen < 0 else '收入'}{_bare(fen)}",
    "(88.00)": lambda fen: f"({_bare(fen)})" if fen < 0 else _bare(fen),
    "¥-88.00": lambda fen: f"¥{_minus(fen)}{_bare(fen)}",
    "CNY -88.00": lambda fen: f"CNY {_minus(fen)}{_bare(fen)}",
    "-88.00 CNY": lambda fen: f"{_minus(fen)}{_bare(fen)} CNY",
    "-88.00元": lambda fen: f"{_minus(fen)}{_bare(fen)}元",
    "人民币-88.00": lambda fen: f"人民币{_minus(fen)}{_bare(fen)}",
    "−88.00": lambda fen: f"{'−' if fen < 0 else ''}{_bare(fen)}",
    "- 88.00": lambda fen: f"{'- ' if fen < 0 else ''}{_bare(fen)}",
    "-88": lambda fen: f"{fen / 100:g}",
    "-88.0000": lambda fen: f"{fen / 100:.4f}",
    "－８８．００": lambda fen: f"{_minus(fen)}{_bare(fen)}".translate(
        str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
    ),
}


@pytest.mark.parametrize("table", [False, True], ids=["paper", "table"])
@pytest.mark.parametrize("balance", [False, True], ids=["without balance", "with balance"])
@pytest.mark.parametrize("figure", _FIGURES)
def test_the_figures_of_many_banks(figure: str, balance: bool, table: bool) -> None:
    write = _FIGURES[figure]
    cells = [_CELLS["day"], _CELLS["what"], lambda _day, fen, _left: write(fen), _CELLS["payee"]]
    titles = ["交易日期", "摘要", "交易金额", "对方户名"]
    if balance:
        titles.insert(3, "余额")
        cells.insert(3, _CELLS["balance"])
    assert _said(titles, cells, table=table) == _OUT


_NARROW = [
    Col("交易日期", 30, 90), Col("交易金额", 90, 136, "center"), Col("账户余额", 136, 200), Col("摘要", 200, 250), Col("对方户名", 250, 340),
]  # fmt: skip


@pytest.mark.parametrize("first", ["-12,863.5", "-12,863.", "-12,86"])
@pytest.mark.parametrize("pad", ["", "\n "], ids=["centred", "at the top"])
def test_an_amount_that_its_cell_breaks_is_one_with_what_stands_below(first: str, pad: str) -> None:
    whole = "-12,863.55"
    broken = f"{first}\n{whole.removeprefix(first)}"
    rows = [
        (f"2026-01-12{pad}", broken, f"177,136.45{pad}", f"云闪付还款{pad}", "厦门示例消费金融\n有限责任公司"),
        ("2026-01-20", "-15.90", "177,120.55", "消费", "示例超市"),
        (f"2026-02-12{pad}", broken, f"164,257.00{pad}", f"云闪付还款{pad}", "厦门示例消费金融\n有限责任公司"),
        (f"2026-03-12{pad}", broken, f"151,393.45{pad}", f"云闪付还款{pad}", "厦门示例消费金融\n有限责任公司"),
    ]
    payments = extract([text_page(table(_NARROW, rows, pitch=20.0))], _CONTEXT).payments
    loan = [p for p in payments if p.payee == "厦门示例消费金融有限责任公司"]
    assert [(p.amount.value and p.amount.value.fen, p.about_loan, p.certain) for p in loan] == [
        (1286355, True, True)
    ] * 3
    assert len(payments) == 4


def test_an_amount_with_one_decimal_beside_others_with_two_is_not_certain() -> None:
    rows = [
        ("2026-01-12", "-863.5", "", "还款", "示例消费金融"),
        ("2026-01-20", "-15.90", "", "消费", "示例超市"),
        ("2026-02-12", "-863.5", "", "还款", "示例消费金融"),
        ("2026-03-12", "-863.5", "", "还款", "示例消费金融"),
    ]
    payments = extract([text_page(table(_NARROW, rows))], _CONTEXT).payments
    assert [p.certain for p in payments] == [False, True, False, False]


def test_a_second_line_with_labels_of_its_own_stands_under_no_column() -> None:
    columns = [Col("交易日期", 30, 100), Col("摘要", 100, 230), Col("支出金额", 230, 300), Col("收入金额", 300, 370), Col("账户余额", 370, 440)]  # fmt: skip
    rows: list[tuple[str, ...]] = []
    for month, left in ((1, "14,596.00"), (2, "14,192.00"), (3, "13,788.00"), (4, "13,384.00")):
        rows.append((f"2026-0{month}-10", "自动扣款", "404.00", "", left))
        rows.append(("", f"对方：厦门示例消费金融有限责任公司 流水号：85194285268{month}", "", "", ""))
    payments = extract([text_page(table(columns, rows))], _CONTEXT).payments
    assert [(p.amount.value and p.amount.value.fen, p.payee, p.about_loan, p.certain) for p in payments] == [
        (40400, "厦门示例消费金融有限责任公司", True, True)
    ] * 4
    assert [p.references for p in payments] == [(f"85194285268{month}",) for month in (1, 2, 3, 4)]


def test_what_was_really_paid_is_the_amount_beside_the_order_and_the_discount() -> None:
    columns = [Col("交易日期", 30, 100), Col("订单金额", 100, 160), Col("优惠金额", 160, 220), Col("实际支付", 220, 280), Col("收/支", 280, 320), Col("对方户名", 320, 450)]  # fmt: skip
    rows = [(f"2026-0{m}-10", "915.00", "5.00", "910.00", "支出", "示例消费金融有限公司") for m in (1, 2, 3)]
    payments = extract([text_page(table(columns, rows))], _CONTEXT).payments
    assert [(p.amount.value and p.amount.value.fen, p.certain) for p in payments] == [(91000, True)] * 3


def test_a_balance_brought_or_carried_forward_is_no_payment() -> None:
    rows = [
        ("2026-01-01", "", "25,000.00", "B/F BALANCE", ""),
        ("2026-01-05", "-1,286.35", "23,713.65", "还款", "示例消费金融"),
        ("2026-01-31", "", "23,713.65", "C/F BALANCE", ""),
    ]
    (payment,) = extract([text_page(table(_NARROW, rows))], _CONTEXT).payments
    assert (payment.amount.value and payment.amount.value.fen, payment.certain) == (128635, True)


def test_figures_right_of_their_titles_stay_in_their_columns() -> None:
    """Outgo and income whose titles stand left while the figures end before the next title."""
    columns = [
        Col("交易日期", 30, 88),
        Col("摘要", 88, 152),
        Col("借方发生额", 152, 224, "right", "left"),
        Col("贷方发生额", 224, 300, "right", "left"),
        Col("对方户名", 300, 450, head="left"),
    ]
    rows = [
        (f"2024-01-{day:02d}", "还款", f"{day}51.24", "", "示例消费金融有限公司")
        if day % 2
        else (f"2024-01-{day:02d}", "工资", "", f"{day},141.67", "某公司")
        for day in range(3, 11)
    ]
    payments = extract([text_page(table(columns, rows))], _CONTEXT).payments
    assert [(p.amount.value and p.amount.value.fen, p.status.value, p.certain) for p in payments] == [
        (day * 10000 + 5124, Status.SUCCESS, True) for day in (3, 5, 7, 9)
    ]


def test_the_amount_of_an_order_counts_where_no_other_is_given() -> None:
    columns = [Col("订单时间", 30, 130), Col("商户名称", 130, 220), Col("订单金额", 220, 290), Col("当前状态", 290, 350), Col("交易类型", 350, 400)]  # fmt: skip
    rows = [(f"2024年{m}月9日 07:45:04", "乐花分期", "-￥2,603.13", "交易成功", "消费") for m in (1, 2, 3)]
    facts = extract([text_page(table(columns, rows))], _CONTEXT)
    assert facts.kind is Kind.STATEMENT
    assert [(p.amount.value and p.amount.value.fen, p.certain) for p in facts.payments] == [(260313, True)] * 3


def _doubted(days: list[int]) -> list[int]:
    """The days whose amount is looked at, of rows in this order whose sixth amount is not what the balance says."""
    titles = ["交易日期", "摘要", "交易金额", "账户余额", "对方户名"]
    left, rows = 900000, {}
    for day in range(1, 17):
        moved = 300000 if day == 12 else -10000 - day
        left += moved
        amount = "-110.00" if day == 6 else f"{moved / 100:.2f}"
        words = ("工资", "示例科技") if moved > 0 else ("还款", "示例消费金融")
        rows[day] = [f"2024-01-{day:02d}", words[0], amount, _bare(left), words[1]]
    payments = extract([sheet([titles, *(rows[day] for day in days)])], _CONTEXT).payments
    return [p.day.value.day for p in payments if p.day.value and not p.certain]


def test_an_amount_that_the_balance_alone_of_all_contradicts_is_looked_at() -> None:
    assert _doubted([*range(1, 17)]) == [6]


def test_rows_that_changed_places_are_no_contradiction() -> None:
    assert _doubted([2, 1, *range(3, 15), 16, 15]) == [6]


def test_where_money_came_in_beside_the_rows_more_left_is_no_contradiction() -> None:
    assert _doubted([d for d in range(1, 17) if d != 12]) == []


@pytest.mark.parametrize("text", ["分期付款 手机 第03期/共12期", "抖音超市 分期付款 账户"])
def test_a_purchase_in_installments_is_no_repayment(text: str) -> None:
    rows = [["交易日期", "交易说明", "金额", "余额"], ["2024-02-09", text, "-214.33", "900.00"]]
    (payment,) = extract([sheet(rows)], _CONTEXT).payments
    assert not payment.about_loan


def test_the_way_that_stands_beside_the_booked_amount_alone_is_that_of_the_row() -> None:
    lines = [
        ["某某银行信用卡对账单"],
        ["卡号后四位", "交易日", "记账日", "交易类型", "商户名称/城市", "交易金额/币种", "记账金额/币种"],
    ]
    lines += [["5521", "2023-11-25", "2023-11-26", "跨行消费", "分期乐", "642.17/RMB", "642.17/RMB(支出)"]]
    lines += [["5521", "2023-12-01", "2023-12-01", "还款", "本行ATM转账", "2,000.00/RMB", "2,000.00/RMB(存入)"]]
    lines += [["5521", "2023-12-06", "2023-12-07", "消费", "某某加油站", "300.00/RMB", "300.00/RMB(支出)"]]
    facts = extract(Drawn("", [lines]).paper(), _CONTEXT).payments
    assert [(f.amount.value.fen, f.about_loan, f.certain) for f in facts if f.amount.value] == [
        (64217, True, True),
        (30000, False, True),
    ]


def test_debits_under_a_title_that_names_the_loan_end_as_their_column_of_results_says() -> None:
    rows = [["乐花分期还款流水明细"], ["流水号", "合同号", "扣款日期", "扣款金额", "扣款渠道", "扣款结果", "失败原因"]]
    rows += [["K300", "LH2022", "2022-06-08", "765.64", "宝付", "扣款失败", "余额不足"]]
    rows += [["K301", "LH2022", "2022-06-09", "765.64", "宝付", "扣款成功", ""]]
    rows += [["K401", "LH2022", "2022-07-08", "765.71", "宝付", "扣款成功", ""]]
    facts = extract([sheet(rows)], _CONTEXT).payments
    assert [(str(f.day.value), f.status.value) for f in facts] == [
        ("2022-06-08", Status.FAILED),
        ("2022-06-09", Status.SUCCESS),
        ("2022-07-08", Status.SUCCESS),
    ]
    assert all(f.about_loan and f.certain for f in facts)


def test_an_outcome_in_a_column_of_an_unknown_title_makes_the_row_doubtful() -> None:
    rows = [["交易日期", "对方户名", "支出金额", "余额", "回盘信息"]]
    rows += [["2022-06-08", "乐花分期", "765.64", "1,000.00", "扣款失败"]]
    rows += [["2022-06-09", "某某超市", "100.00", "900.00", "扣款成功"]]
    fact = extract([sheet(rows)], _CONTEXT).payments[0]
    assert not fact.status.certain
