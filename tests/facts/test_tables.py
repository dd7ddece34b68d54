from __future__ import annotations

import math
from dataclasses import replace

import pytest

from lehua_desktop.core.page import Box, Page, TextLine
from lehua_desktop.facts.page.layout import Piece, is_page_number, level, rows_of, runs_of, tilt
from lehua_desktop.facts.statements.statement import STATEMENT
from lehua_desktop.facts.statements.titles import TITLES
from lehua_desktop.facts.tables.columns import Column, place, with_untitled
from lehua_desktop.facts.tables.table import read_tables
from lehua_desktop.facts.tables.titles import clean_title, title_field
from tests.facts.made import Col, Word, merged, scan, table, text_page

COLUMNS = [
    Col("交易日期", 20, 80), Col("交易时间", 80, 140), Col("摘要", 140, 220), Col("交易金额", 220, 290, "right"),
    Col("账户余额", 290, 360, "right"), Col("对方户名/摘要", 360, 560, "left", "center"),
]  # fmt: skip
ROWS = [
    (f"2023-0{1 + i // 9}-{1 + i % 9:02d}", "10:00:00", "快捷支付", f"-{100 + i}.00", f"{9000 - i}.00", "美团")
    for i in range(20)
]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("交易日期", "day"), ("交 易 日 期", "day"), ("Trans Date交易日期", "day"), ("Trans Date", "day"), ("金额（元）", "amount"),
        ("收入/支出金额", "amount"), ("收/支", "direction"), ("对方户名/摘要", "payee"), ("对方帐号", "counter_account"),
        ("借方交易额", "out"), ("转入发生额", "in"), ("交易对手名称", "payee"), ("对手方开户行", "counter_bank"),
        ("记账金额（支出）", "out"), ("实付金额", "amount"), ("Billing amount", "amount"),
        ("交易全额", "amount"), ("账户余颜", None), ("贷方发生额(元)", "in"), ("随便什么", None), ("", None),
    ],
)  # fmt: skip
def test_titles_in_their_many_forms(title: str, name: str | None) -> None:
    assert title_field(title, TITLES) == name


def test_every_title_of_the_dictionary_is_in_its_clean_form() -> None:
    assert all(clean_title(title) == title for title in TITLES)


@pytest.mark.parametrize("degrees", [-4.0, -1.0, -0.3, 0.0, 0.5, 2.0, 4.0])
def test_tilt_of_a_scan_is_found(degrees: float) -> None:
    page = scan(text_page(table(COLUMNS, ROWS)), degrees=degrees)
    pieces = level(page)
    found = tilt(pieces)
    assert abs(found) < math.tan(math.radians(0.15))


@pytest.mark.parametrize("degrees", [-4.0, 0.5, 4.0])
def test_lines_of_a_turned_page_are_no_higher_than_on_a_level_one(degrees: float) -> None:
    page = text_page(table(COLUMNS, ROWS))
    level_page, turned = (level(scan(page, degrees=d)) for d in (0.0, degrees))
    assert all(abs(a.box.height - b.box.height) < 0.5 for a, b in zip(level_page, turned, strict=True))


def test_columns_are_found_where_titles_are_narrower_than_cells() -> None:
    [found] = read_tables([text_page(table(COLUMNS, ROWS))], STATEMENT)
    assert len(found.rows) == 20
    assert {r.text("payee") for r in found.rows} == {"美团"}
    assert {r.text("summary") for r in found.rows} == {"快捷支付"}


def test_titles_run_together_are_parted() -> None:
    page = merged(scan(text_page(table(COLUMNS, ROWS)), degrees=1), "交易日期", "交易时间")
    page = merged(page, "交易金额", "账户余额")
    [found] = read_tables([page], STATEMENT)
    assert (found.rows[3].text("day"), found.rows[3].text("clock"), found.rows[3].text("amount")) == (
        "2023-01-04", "10:00:00", "-103.00",
    )  # fmt: skip


@pytest.mark.parametrize("side", ["first", "middle"])
def test_wrapped_cells_go_with_their_row(side: str) -> None:
    words: list[Word] = table(COLUMNS, [], top=100)
    for i in range(5):
        y = 130.0 + 40 * i
        shift = 0.0 if side == "first" else 9.6
        words += [(22, y + shift, f"2023-01-0{i + 1}"), (225, y + shift, f"-10{i}.00"), (295, y + shift, "900.00")]
        words += [(362, y + k * 9.6, f"第{i}行{part}") for k, part in enumerate("甲乙丙")]
    [found] = read_tables([text_page(words)], STATEMENT)
    assert [r.text("payee") for r in found.rows] == [f"第{i}行甲第{i}行乙第{i}行丙" for i in range(5)]


def test_row_whose_amount_was_lost_does_not_give_its_day_to_another() -> None:
    page = scan(text_page(table(COLUMNS, ROWS)))
    page_lines = tuple(x for x in page.lines if x.text != "-105.00")
    [found] = read_tables([type(page)(0, 595, 842, "pt", page_lines, "rapidocr")], STATEMENT)
    assert [(r.text("day"), r.text("amount")) for r in found.rows][4:7] == [
        ("2023-01-05", "-104.00"), ("2023-01-06", ""), ("2023-01-07", "-106.00"),
    ]  # fmt: skip


def test_letters_of_a_text_layer_become_words_and_cells_stay_apart() -> None:
    page = text_page([(20, 20, "报告编号：2022"), (200, 20, "报告时间：2022-12-23 10:12:31")], chars=True)
    [row] = rows_of(level(page))
    assert [p.text for p in runs_of(row, 1.0)] == ["报告编号：2022", "报告时间：2022-12-23 10:12:31"]


@pytest.mark.parametrize("text", ["第1页，共3页", "第 1 页/共 3 页", "1/3", "- 2 -页", "Page 1 of 3"])
def test_page_numbers(text: str) -> None:
    assert is_page_number(text) == (text != "- 2 -页")


def test_rows_of_a_page_photographed_from_aside_stay_rows() -> None:
    names = [("京东白条还款", f"-1,2{k}6.35") for k in range(14)]
    words = [w for k, (name, amount) in enumerate(names) for w in ((40, 80 + 60 * k, name), (560, 80 + 60 * k, amount))]
    page = text_page(words, size=20)
    top, bottom = 0.045, -0.045
    lines = []
    for line in page.lines:
        slope = top + (bottom - top) * line.box.middle_y / 900
        down = slope * line.box.middle_x
        lines.append(TextLine(line.text, Box(line.box.x0, line.box.y0 + down, line.box.x1, line.box.y1 + down), 0.9))
    rows = rows_of(level(Page(0, 760, 1000, "px", tuple(lines), "rapidocr")))
    assert [[p.text for p in row] for row in rows] == [list(pair) for pair in names]


def _piece(text: str, x: float) -> Piece:
    box = Box(x, 20, x + 40, 30)
    return Piece(text, box, 0, box)


def test_titles_that_lie_over_each_other_break_nothing() -> None:
    titles = [Column("day", "日期", 0, 300), Column("amount", "金额", 20, 60), Column("balance", "余额", 30, 40)]
    line = [_piece("2024-05-01", 0), _piece("9.00", 100), _piece("8.00", 200)]
    assert [c.field for c in place([line], titles, 10)] == ["day", "amount", "balance"]


def test_a_second_amount_under_one_title_is_another_column() -> None:
    titles = [Column("day", "日期", 0, 50), Column("amount", "金额", 100, 150), Column("payee", "对方", 300, 350)]
    line = [_piece("2024-05-01", 0), _piece("-9.00", 105), _piece("1,008.00", 200)]
    assert [c.field for c in with_untitled([line] * 4, titles)] == ["day", "amount", "", "payee"]
    assert [c.field for c in with_untitled([line[:2]] * 4, titles)] == ["day", "amount", "payee"]


def test_an_amount_that_ends_where_the_next_title_begins_is_of_the_title_before() -> None:
    titles = [Column("day", "日期", 0, 40), Column("amount", "金额", 60, 80), Column("balance", "余额", 139, 160)]
    titles.append(Column("payee", "对方", 240, 280))
    line = [_piece("2024-05-01", 0), _piece("-9.00", 100), _piece("1,008.00", 165)]
    assert [c.field for c in with_untitled([line] * 4, titles)] == ["day", "amount", "balance", "payee"]


@pytest.mark.parametrize(
    "line", ["打印渠道:手机银行打印柜员:1511打印时间:2026-01-26 08:54:10", "打印完毕", "本页合计 9.00"]
)
def test_the_foot_of_a_statement_is_no_row(line: str) -> None:
    assert STATEMENT.skip(line)


def test_a_border_runs_through_a_narrow_blank_rather_than_through_a_long_cell() -> None:
    titles = [Column("type", "交易名称", 180, 205), Column("amount", "交易金额", 258, 282)]

    def line(name: str, end: float) -> list[Piece]:
        boxes = Box(180, 20, end, 26), Box(258, 20, 282, 26)
        return [Piece(text, box, 0, box, exact=True) for text, box in zip((name, "-20.00"), boxes, strict=True)]

    units = [line("消费", 200)] * 34 + [line("网上支付-某某银行", 224)] * 3 + [line("网上支付-深圳市分期乐网", 250)] * 3
    left, right = place(units, titles, 6)
    assert 250 <= left.end == right.start <= 258


def test_columns_lean_otherwise_than_rows_fall_on_a_photo_from_aside() -> None:
    """Rows fall to the right, columns stay upright: where columns touch, no cell gives its end to the next."""
    page = scan(text_page(table(COLUMNS, ROWS)), degrees=2.0)
    slope = math.tan(math.radians(2.0))
    upright = [
        replace(x, box=Box(x.box.x0 + x.box.middle_y * slope, x.box.y0, x.box.x1 + x.box.middle_y * slope, x.box.y1))
        for x in page.lines
    ]
    pieces = level(replace(page, lines=tuple(upright)))
    lefts = [p.box.x0 for p in pieces if p.text.startswith("2023-")]
    assert max(lefts) - min(lefts) < 4.0
