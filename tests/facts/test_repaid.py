"""Tables of repayments that were made, and which amount of a row is what was paid."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from lehua_desktop.core.facts import Context, Kind, Status
from lehua_desktop.core.page import Page
from lehua_desktop.facts.extract import extract
from tests.facts.made import Col, sheet, table, text_page

_CONTEXT = Context(dt.date(2026, 12, 1))
_Said = list[tuple[str, int | None, bool]]


def _rows(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().split("\n")]


def _said(page: Page) -> _Said:
    payments = extract([page], _CONTEXT).payments
    assert all(p.about_loan for p in payments)
    return [(str(p.day.value), p.amount.value.fen if p.amount.value else None, p.certain) for p in payments]


def _page(text: str) -> Page:
    titles, *rows = _rows(text)
    places = [20 + 100.0 * i for i in range(len(titles) + 1)]
    return text_page(table([Col(t, a, b) for t, a, b in zip(titles, places, places[1:], strict=False)], rows))


_RECEIVED = [
    """
    期次|应还日期|实际还款日期|实还本金|实还利息|实还罚息|实还金额合计|剩余本金|还款状态
    1|20250920|20250920|1,950.00|200.00|0.00|2,150.00|48,050.00|正常
    2|20251020|20251024|1,957.00|193.50|12.11|2,162.61|46,093.00|逾期
    """,
    """
    交易日期|实收本金|实收利息|实收罚息|实收合计|贷款余额
    2025-09-20|1,950.00|200.00|0.00|2,150.00|48,050.00
    2025-10-24|1,957.00|193.50|12.11|2,162.61|46,093.00
    """,
    """
    还款日|归还本金|归还利息|罚息|本息合计|贷款余额
    2025-09-20|1,950.00|200.00|0.00|2,150.00|48,050.00
    2025-10-24|1,957.00|193.50|12.11|2,162.61|46,093.00
    """,
]


@pytest.mark.parametrize("text", _RECEIVED)
@pytest.mark.parametrize("look", ["page", "sheet"])
def test_the_total_that_was_received_is_the_payment_neither_a_part_nor_what_is_left(text: str, look: str) -> None:
    page = _page(text) if look == "page" else sheet(_rows(text))
    assert extract([page], _CONTEXT).kind is Kind.PAYMENT_LIST
    assert _said(page) == [("2025-09-20", 215000, True), ("2025-10-24", 216261, True)]


@pytest.mark.parametrize("text", _RECEIVED)
def test_a_total_that_differs_from_its_parts_is_not_certain(text: str) -> None:
    assert _said(_page(text.replace("2,162.61", "2,150.50"))) == [
        ("2025-09-20", 215000, True),
        ("2025-10-24", 216261, False),
    ]


def test_parts_without_a_total_are_added_up_and_looked_at_and_the_loan_itself_is_none() -> None:
    ledger = """
    日期|摘要|借方(发放)|贷方(收回)|贷款余额|收回利息
    20250915|贷款发放|30,000.00||30,000.00|
    20251020|收回贷款本息||2,000.00|28,000.00|216.00
    20251121|收回贷款利息|||28,000.00|193.20
    """
    assert _said(_page(ledger)) == [("2025-10-20", 221600, False), ("2025-11-21", 19320, False)]


def test_a_sheet_of_parts_with_clocks_tells_repayments_to_be_looked_at() -> None:
    rows = """
    还款时间|借据号|本金|利息|罚息|服务费|还款渠道
    2025-01-10 10:21:00|JJ01|1,430.48|157.50|0.00|0.00|银行卡代扣
    2025-02-10 10:22:00|JJ01|1,445.50|142.48|3.65|0.00|银行卡代扣
    """
    assert _said(sheet(_rows(rows))) == [("2025-01-10", 158798, False), ("2025-02-10", 159163, False)]
    assert not extract([sheet(_rows(re.sub(r" 10:2\d:00", "", rows)))], _CONTEXT).payments


def test_the_account_of_a_loan_tells_its_repayments() -> None:
    account = """
    交易时间|交易类型|交易金额(元)|剩余本金(元)|借据
    2025-01-20 10:01:02|借款|10,000.00|10,000.00|WLD001
    2025-02-20 09:00:00|还款|1,068.10|9,000.00|WLD001
    """
    assert _said(_page(account)) == [("2025-02-20", 106810, True)]


@pytest.mark.parametrize(
    ("titles", "state"),
    [
        ("还款时间|还款金额|还款方式|还款状态", "代扣|成功"),
        ("还款日期|金额|期数|状态", "3|还款成功"),
        ("交易日期|还款金额|渠道|状态", "代扣|成功"),
        ("还款日期|实还金额|渠道|备注", "代扣|乐花"),
    ],
)
def test_a_sheet_of_repayments(titles: str, state: str) -> None:
    rows = f"{titles}\n2026-01-10|1286.35|{state}\n2026-02-10|1286.35|{state}"
    assert _said(sheet(_rows(rows))) == [("2026-01-10", 128635, True), ("2026-02-10", 128635, True)]


def test_days_and_amounts_alone_are_looked_at() -> None:
    rows = _rows("还款日期|还款金额\n2026-01-10|1286.35\n2026-02-10|1286.35")
    assert _said(sheet(rows)) == [("2026-01-10", 128635, False), ("2026-02-10", 128635, False)]


def test_the_day_of_an_installment_that_is_paid_may_be_its_due_day() -> None:
    rows = "乐花分期还款明细\n期数|还款日期|还款金额(元)|状态\n" + "\n".join(
        f"{i}|2026年{i}月10日|1286.35|已还款" for i in range(1, 7)
    )
    assert _said(sheet(_rows(rows))) == [(f"2026-0{i}-10", 128635, False) for i in range(1, 7)]


def test_a_row_of_a_list_that_is_still_open_is_no_payment() -> None:
    days = [
        "2026-01-10|1286.35|成功",
        "2026-02-10|1286.35|成功",
        "2026-03-10|1286.35|失败",
        "2026-04-10|1286.35|未还款",
    ]
    payments = extract([sheet(_rows("\n".join(["还款时间|还款金额|还款状态", *days])))], _CONTEXT).payments
    assert [p.status.value for p in payments] == [Status.SUCCESS, Status.SUCCESS, Status.FAILED]


def test_a_sheet_of_repayments_behind_a_plan_is_read_beside_it() -> None:
    plan = sheet(_rows("期数|应还日期|应还总额\n1|2026-01-12|1286.35\n2|2026-02-12|1286.35\n3|2026-03-12|1286.35"))
    made = _rows("还款记录\n还款日期|还款金额（元）|期数|还款状态\n2026-01-10|1286.35|1/3|还款成功")
    facts = extract([plan, sheet(made, number=1)], _CONTEXT)
    assert len(facts.plan) == 3
    assert [(str(p.day.value), p.certain) for p in facts.payments] == [("2026-01-10", True)]


_LEDGER = """
{day}|期次|{real}本金|{real}利息|罚息|复利|贷款余额
2025-09-20|1|1,950.00|200.00|0.00|0.00|48,050.00
2025-10-26|2|1,957.00|193.50|12.11|0.40|46,093.00
2025-11-20|3|1,964.80|185.70|0.00|0.00|44,128.20
"""


@pytest.mark.parametrize(("day", "real"), [("还款日期", "归还"), ("交易日期", "")])
@pytest.mark.parametrize("look", ["page", "sheet"])
def test_parts_are_the_payment_where_the_balance_falls_by_the_principal(day: str, real: str, look: str) -> None:
    text = _LEDGER.format(day=day, real=real)
    page = _page(text) if look == "page" else sheet(_rows(text))
    paid = [("2025-09-20", 215000), ("2025-10-26", 216301), ("2025-11-20", 215050)]
    assert _said(page) == [(*one, True) for one in paid]
    against = text.replace("46,093.00", "46,083.00")  # the balance says otherwise
    page = _page(against) if look == "page" else sheet(_rows(against))
    assert not any(certain for *_, certain in _said(page))


def test_parts_are_not_all_where_a_sum_stands_under_a_title_that_is_not_known() -> None:
    text = _LEDGER.format(day="还款日期", real="归还").replace("|贷款余额", "|某项|贷款余额")
    text = "\n".join(
        x if "期次" in x else "|".join([*x.split("|")[:-1], "5.00", x.split("|")[-1]]) for x in text.strip().split("\n")
    )
    assert not any(certain for *_, certain in _said(_page(text)))


def test_the_account_of_a_loan_from_the_public_fund() -> None:
    text = """
    业务日期|业务类型|还款金额|还款本金|还款利息|还款罚息|贷款余额
    20250920|正常还款|2,150.00|1,950.00|200.00|0.00|48,050.00
    20251026|逾期还款|2,162.61|1,957.00|193.50|12.11|46,093.00
    """
    assert _said(_page(text)) == [("2025-09-20", 215000, True), ("2025-10-26", 216261, True)]


def test_parts_beside_how_each_payment_ended() -> None:
    text = """
    还款日期|类型|本金|利息|罚息|结果
    2025-09-20|还款|1,950.00|200.00|0.00|成功
    2025-10-20|还款|1,957.00|193.50|0.00|扣款失败
    """
    page = _page(text)
    assert _said(page) == [("2025-09-20", 215000, False), ("2025-10-20", 215050, False)]
    statuses = [p.status.value for p in extract([page], _CONTEXT).payments]
    assert statuses == [Status.SUCCESS, Status.FAILED]


def test_parts_that_make_what_was_due_are_what_was_paid() -> None:
    text = """
    期数|应还日期|应还本金|应还利息|实还日期|实还本金|实还利息|实还罚息
    1|2025-09-20|1,950.00|200.00|2025-09-20|1,950.00|200.00|0.00
    2|2025-10-20|1,957.00|193.50|2025-10-26|1,957.00|193.50|12.11
    3|2025-11-20|1,964.80|185.70|2025-11-20|1,964.80|185.70|0.00
    """
    assert _said(_page(text)) == [
        ("2025-09-20", 215000, True),
        ("2025-10-26", 216261, False),
        ("2025-11-20", 215050, True),
    ]


def test_repayments_with_their_clocks_and_how_each_ended() -> None:
    page = _page("""
    序号|还款时间|还款金额（元）|其中本金|其中罚息|还款渠道|还款结果
    1|2023-05-14 10:36:33|1,228.00|1,000.00|0.00|银行卡代扣|成功
    2|2023-06-15 09:36:42|1,165.00|1,000.00|0.00|银行卡代扣|失败
    3|2023-06-15 19:36:42|1,165.00|1,000.00|0.00|银行卡代扣|成功
    """)
    payments = extract([page], _CONTEXT).payments
    assert [(p.amount.value and p.amount.value.fen, p.status.value, p.certain) for p in payments] == [
        (122800, Status.SUCCESS, True),
        (116500, Status.FAILED, True),
        (116500, Status.SUCCESS, True),
    ]


def test_the_sum_of_the_loan_in_the_sentence_above_is_no_payment() -> None:
    columns = [Col("期次", 20, 60), Col("还款日期", 60, 150), Col("还款金额（元）", 150, 230, "right"), Col("入账结果", 300, 360)]  # fmt: skip
    rows = [(str(i), f"2023年{i}月10日", "1,357.27", "成功") for i in range(1, 9)]
    head = [(150, 20, "还款证明"), (20, 40, "兹证明客户周翊在我公司贷款（合同编号"), (20, 52, "JN2022121000587，贷款金额15,000.00元）自2023年1月至2023年8月还款情况如下：")]  # fmt: skip
    foot = [(300, 320, "江南消费金融有限公司"), (300, 334, "2023年9月4日")]
    facts = extract([text_page([*head, *table(columns, rows, top=80), *foot])], _CONTEXT)
    assert [p.amount.value and p.amount.value.fen for p in facts.payments] == [135727] * 8
