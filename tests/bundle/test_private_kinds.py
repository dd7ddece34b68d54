"""Sorts of private words, and what is none of them. All persons and numbers are invented."""

from __future__ import annotations

import pytest

from lehua_desktop.bundle.private import find_private, masked
from lehua_desktop.bundle.redaction import places as private_places
from lehua_desktop.bundle.redaction import redact
from lehua_desktop.core.page import Box, Page, TextLine

CARD = "6222020200112233446"
MISREAD = "6222020200112233447"  # its check digit is wrong
ORDER = "2023070522001498761401234567"


def found(text: str) -> list[tuple[str, str]]:
    return [(private.what, text[private.start : private.end]) for private in find_private(text)]


@pytest.mark.parametrize(
    "before",
    [
        "付款方式 工商银行储蓄卡 ",
        "银行卡 ",
        "还款银行卡：招商银行 ",
        "储蓄卡 ",
        "收款卡 ",
        "转入账户 ",
        "本人名下",
        "银行卡（尾号3447）",
        "",
    ],
)
def test_a_card_is_found_though_a_digit_was_misread(before: str) -> None:
    assert found(f"{before}{MISREAD}") == [("card", MISREAD)]


@pytest.mark.parametrize("number", ["4000000000000001", "5500 0000 0000 0001", "6222 0202 0011 2233 447"])
def test_sixteen_and_nineteen_digits_that_begin_as_cards_do_are_cards(number: str) -> None:
    assert found(f"尾款{number}，") == [("card", number)]


@pytest.mark.parametrize(
    "text",
    [
        f"订单号 {ORDER}",
        f"银行卡支付 {ORDER}",
        f"交易单号：{MISREAD}",
        "流水号\t4000000000000001",
        "凭证号 400000000000001",
        "尾款 1234567890123456",
        "账户 2024-01-05 1,286.35",
    ],
)
def test_order_numbers_are_no_cards(text: str) -> None:
    assert found(text) == []


def test_a_report_number_is_a_report_number() -> None:
    assert found("报告编号：6222020200112233447890") == [("report", "6222020200112233447890")]


def test_of_a_column_of_order_numbers_none_is_a_card() -> None:
    cells = ["交易流水号", MISREAD, "6222020200112233449"]
    lines = tuple(TextLine(text, Box(0, y, 1, y + 1)) for y, text in enumerate(cells))
    assert private_places.places(Page(0, 1, 9, "cell", lines, "table"), ()) == []


@pytest.mark.parametrize(
    ("text", "what", "word"),
    [
        ("账户标识：D10033443434200010", "account", "D10033443434200010"),
        ("贷款账号 D10033443434200010", "account", "D10033443434200010"),
        ("账户1（授信协议标识：A1234567H0001）", "account", "A1234567H0001"),
        ("微信号：zhangsan_88", "account", "zhangsan_88"),
        ("QQ 123456789", "account", "123456789"),
        ("QQ号：123456789", "account", "123456789"),
        ("护照号 E12345678", "id", "E12345678"),
        ("证件号码：EA1234567", "id", "EA1234567"),
        ("港澳通行证 C12345678", "id", "C12345678"),
        ("转账-李建国", "name", "李建国"),
        ("微信支付-转账 给 李四", "name", "李四"),
        ("给 李四", "name", "李四"),
        ("客户姓名 Zhang San", "name", "Zhang San"),
        ("收款人 Zhang San", "name", "Zhang San"),
        ("持卡人：John Example", "name", "John Example"),
        ("客户姓名:艾力·买买提", "name", "艾力·买买提"),
        ("客户姓名：艾力·买买提证件类型", "name", "艾力·买买提"),
        ("收款人：艾力·买买提", "name", "艾力·买买提"),
        ("被告：王五", "name", "王五"),
        ("法定代表人：刘强", "name", "刘强"),
        ("婚姻状况：未婚", "block", "未婚"),
        ("证件号码：110101********002X已婚", "block", "已婚"),
        ("工作单位 示例制造有限公司", "block", "示例制造有限公司"),
    ],
)
def test_further_sorts_are_found_behind_their_words(text: str, what: str, word: str) -> None:
    assert found(text) == [(what, word)]


@pytest.mark.parametrize(
    "text",
    [
        "转账-微信零钱",
        "付款-华夏银行",
        "给 任性付 还款",
        "微信支付 WeChat Pay",
        "QQ音乐 会员",
        "户名 Example Trading Ltd",
        "付款人 Example Bank",
        "被告：示例消费金融有限公司",
        "申请人向本行提出",
        "收款方：示例食品·万达店",
        "余额 657.09",
        "合同编号 LH20230410001",
    ],
)
def test_companies_goods_and_contracts_stay(text: str) -> None:
    assert found(text) == []


def test_the_id_of_an_account_goes_on_in_the_next_row_of_its_cell() -> None:
    texts = [
        ("账户标识", 0, 0),
        ("开立日期", 200, 0),
        ("D1042024042", 0, 30),
        ("2024.04.20", 200, 30),
        ("000098", 0, 50),
    ]
    lines = tuple(TextLine(text, Box(x, y, x + 80, y + 12)) for text, x, y in texts)
    hidden = redact.without_private(Page(0, 600, 900, "pt", lines, "text"), ())
    assert [line.text for line in hidden] == ["账户标识", "开立日期", "█" * 11, "2024.04.20", "█" * 6]


def test_balances_are_hidden_for_the_public_only() -> None:
    text = "您尾号3721账户支出1.00，余额657.09元"
    assert masked(text) == text
    assert masked(text, numbers=()) == "您尾号3721账户支出1.00，余额██████元"
    cells = [["交易日期", "金额", "账户余额"], ["2023-07-05", "8.00", "1,286.35"]]
    lines = tuple(TextLine(cell, Box(x, y, x + 1, y + 1)) for y, row in enumerate(cells) for x, cell in enumerate(row))
    page = Page(0, 3, 2, "cell", lines, "table")
    assert redact.without_private(page, ()) == lines
    assert [line.text for line in redact.without_private(page, (), (), ()) if "█" in line.text] == ["█" * 8]


def test_a_balance_on_the_next_row_of_a_message_is_hidden_and_a_day_below_a_title_is_not() -> None:
    message = [
        ("2024年6月6日12:51快捷支付支出人民", 10, 10, 290),
        ("币738.80元（乐花分期还款），余额", 10, 38, 270),
        ("426.36元。", 10, 66, 100),
    ]
    table = [("交易日期", 10, 10, 90), ("账户余额", 210, 10, 290), ("2024-06-06", 10, 38, 100), ("8.00", 240, 38, 290)]
    found = []
    for rows in (message, table):
        lines = tuple(TextLine(text, Box(x0, y, x1, y + 20)) for text, x0, y, x1 in rows)
        hidden = redact.without_private(Page(0, 300, 900, "px", lines, "rapidocr"), (), (), ())
        found.append([line.text for line in hidden if "█" in line.text])
    assert found == [["██████元。"], ["████"]]


def test_a_contract_is_no_account_elsewhere() -> None:
    lines = (TextLine("账户标识：LH20230410001", Box(0, 0, 200, 12)),)
    pages = [(1, Page(0, 600, 900, "pt", lines, "text"))]
    assert redact.words_of(pages, ()) == ("LH20230410001",)
    assert redact.words_of(pages, (), (), {"LH20230410001"}) == ()


def test_a_number_with_hyphens_is_hidden_by_its_word_without() -> None:
    assert masked("编码 AB12-CD34-EF", ["AB12CD34EF"]) == "编码 ████████████"


def test_the_first_row_below_a_title_may_touch_it() -> None:
    """Boxes of an engine are a little higher than the print."""
    texts = [("账户余额", 10), ("10,519.47", 29), ("9,280.67", 45)]
    lines = tuple(TextLine(text, Box(0, y, 60, y + 20)) for text, y in texts)
    hidden = redact.without_private(Page(0, 600, 900, "px", lines, "rapidocr"), (), (), ())
    assert [line.text for line in hidden] == ["账户余额", "█" * 9, "█" * 8]
