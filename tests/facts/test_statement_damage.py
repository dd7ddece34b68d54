"""Statements with cells lost, misread, moved or under wrong titles: nothing that was not there becomes certain."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from lehua_desktop.core.facts import Context, Look, PaymentFact, Status
from lehua_desktop.core.page import Box, Page, TextLine
from lehua_desktop.facts.statements.statement import read_statement
from lehua_desktop.facts.statements.titles import TITLES
from lehua_desktop.facts.tables.titles import clean_title
from tests.facts.made import Col, misread, scan, sheet, table, text_page
from tests.facts.made_statements import scanned, statement

_CONTEXT = Context(dt.date(2026, 12, 1))
Damage = Callable[[list[TextLine], random.Random], list[TextLine]]


def read(*pages: Page) -> tuple[PaymentFact, ...]:
    return read_statement(pages, _CONTEXT)


def _value(fact: PaymentFact) -> tuple[object, ...]:
    return fact.day.value, fact.amount.value, fact.status.value


def _field(line: TextLine) -> str | None:
    return TITLES.get(clean_title(line.text))


def _figures(lines: list[TextLine]) -> list[int]:
    return [i for i, x in enumerate(lines) if any(c.isdigit() for c in x.text)]


def _lost(lines: list[TextLine], chance: random.Random) -> list[TextLine]:
    gone = set(chance.sample(_figures(lines), 3))
    return [x for i, x in enumerate(lines) if i not in gone]


def _digit(lines: list[TextLine], chance: random.Random) -> list[TextLine]:
    i = chance.choice(_figures(lines))
    text = lines[i].text
    at = chance.choice([k for k, c in enumerate(text) if c.isdigit()])
    other = chance.choice([c for c in "0123456789" if c != text[at]])
    lines[i] = replace(lines[i], text=text[:at] + other + text[at + 1 :])
    return lines


def _no_minus(lines: list[TextLine], _chance: random.Random) -> list[TextLine]:
    return [replace(x, text=x.text.lstrip("-") or x.text, second=(x.second or "").lstrip("-") or None) for x in lines]


def _no_titles(lines: list[TextLine], _chance: random.Random) -> list[TextLine]:
    return [x for x in lines if _field(x) is None]


def _one_title_lost(lines: list[TextLine], chance: random.Random) -> list[TextLine]:
    titles = [i for i, x in enumerate(lines) if _field(x)]
    if titles:
        del lines[chance.choice(titles)]
    return lines


def _swapped(lines: list[TextLine], _chance: random.Random) -> list[TextLine]:
    money = next((i for i, x in enumerate(lines) if _field(x) in ("amount", "out")), None)
    left = next((i for i, x in enumerate(lines) if _field(x) == "balance"), None)
    if money is not None and left is not None:
        one, other = lines[money], lines[left]
        lines[money], lines[left] = replace(one, text=other.text), replace(other, text=one.text)
    return lines


def _moved(lines: list[TextLine], chance: random.Random) -> list[TextLine]:
    i = chance.choice([k for k in _figures(lines) if not any(c >= "\u4e00" for c in lines[k].text)])
    box = lines[i].box
    down = box.height * chance.choice([-1.0, -0.7, 0.7, 1.0])
    lines[i] = replace(lines[i], box=Box(box.x0, box.y0 + down, box.x1, box.y1 + down))
    return lines


@pytest.mark.parametrize("damage", [_lost, _digit, _no_minus, _no_titles, _one_title_lost, _swapped, _moved])
@pytest.mark.parametrize("seed", range(0, 14, 2))
def test_nothing_is_certain_that_was_not_there(damage: Damage, seed: int) -> None:
    made = statement(seed)
    pages = scanned(made, seed)
    there = Counter(_value(f) for f in read(*pages))
    hurt = [replace(p, lines=tuple(damage(list(p.lines), random.Random(seed)))) for p in pages]  # noqa: S311
    certain = Counter(_value(f) for f in read(*hurt) if f.certain)
    assert not certain - there


COLUMNS = [
    Col("交易日期", 20, 80), Col("摘要", 80, 150), Col("交易金额", 150, 220, "right"), Col("账户余额", 220, 290, "right"),
    Col("对方户名", 290, 420),
]  # fmt: skip
ROWS = [
    ("2023-07-01", "工资", "9,000.00", "10,000.00", "某某科技有限公司"),
    ("2023-07-05", "快捷支付", "-1,286.35", "8,713.65", "财付通-乐花分期"),
    ("2023-07-06", "消费", "-20.00", "8,693.65", "美团"),
    ("2023-08-05", "快捷支付", "-1,286.35", "7,407.30", "财付通-乐花分期"),
    ("2023-08-09", "消费", "-7.30", "7,400.00", "美团"),
]
PAGE = text_page(table(COLUMNS, ROWS))


def _first(page: Page) -> PaymentFact:
    return next(f for f in read(page) if f.about_loan)


def test_balances_of_other_rows_outvote_a_second_reader() -> None:
    page = misread(scan(PAGE), "-1,286.35", "-1,286.35", second="-1,236.35")
    assert _first(page).amount.certain


def test_a_balance_that_only_this_row_knows_does_not() -> None:
    alone = [r if r[0] < "2023-07-06" else (r[0], r[1], r[2], "", r[4]) for r in ROWS]
    rows = [("2023-06-30", "消费", "-1.00", "1,000.00", "美团"), *alone]
    page = scan(text_page(table(COLUMNS, rows)))
    lines = tuple(replace(x, second=None) if x.text == "8,713.65" else x for x in page.lines)
    page = misread(replace(page, lines=lines), "-1,286.35", "-1,286.35", second="-1,236.35")
    assert not _first(page).amount.certain


def test_two_readers_against_the_balances_are_doubted_on_a_scan() -> None:
    page = misread(scan(PAGE), "-1,286.35", "-1,236.35", second="-1,236.35")
    fact = _first(page)
    assert not fact.amount.certain
    assert any(c.look is Look.BALANCE and not c.agrees for c in fact.amount.checks)


def test_three_rows_agree_together_where_the_balances_between_are_misread() -> None:
    page = misread(scan(PAGE, second=False), "8,713.65", "8,113.65")
    page = misread(page, "8,693.65", "8,698.65")
    assert [f.amount.certain for f in read(page) if f.about_loan] == [True, True]


def test_a_balance_of_nothing_speaks_against_no_row() -> None:
    rows = [
        *ROWS,
        ("2023-08-10", "快捷支付", "-1,286.35", "0.00", "乐花分期"),
        ("2023-08-11", "消费", "-5.00", "0.00", "美团"),
    ]
    assert all(f.amount.certain for f in read(scan(text_page(table(COLUMNS, rows)))) if f.about_loan)


def test_accounts_have_their_balances_by_themselves() -> None:
    rows = [("6222020200112233446" if i % 2 else "6222020200112239999", f"2023-07-0{i + 1}", "-10.00", f"{m}.00", "乐花分期")
            for i, m in enumerate((900, 50, 890, 40, 880, 30))]  # fmt: skip
    facts = read(sheet([["账号", "交易日期", "金额", "余额", "对方户名"], *map(list, rows)]))
    assert all(any(c.look is Look.BALANCE for c in f.amount.checks) for f in facts[2:])
    assert [f.card_tail for f in facts[:2]] == ["9999", "3446"]


def test_half_of_an_amount_is_not_certain() -> None:
    columns = [
        Col("交易日期", 20, 80),
        Col("交易金额", 150, 220, "right"),
        Col("对方户名", 290, 420),
        Col("渠道", 420, 470),
    ]
    rows = [(f"2023-07-0{i}", f"-{i}00.50", "乐花分期", "网络") for i in range(1, 6)]
    facts = read(text_page(table(columns, [*rows, ("2023-07-06", "-12,345.6", "乐花分期", "网络")])))
    assert [f.certain for f in facts] == [True] * 5 + [False]


def test_parted_digits_of_a_time_are_joined() -> None:
    columns = [
        Col("交易日期", 20, 80),
        Col("交易时间", 80, 140),
        *[replace(c, left=c.left + 70, right=c.right + 70) for c in COLUMNS[1:]],
    ]
    page = scan(text_page(table(columns, [(r[0], "20:11:40", *r[1:]) for r in ROWS])))
    lines = [replace(x, text="20:1 1:40", second=None) if x.text == "20:11:40" else x for x in page.lines]
    assert {f.time for f in read(replace(page, lines=tuple(lines)))} == {"20:11:40"}


def test_a_day_out_of_order_is_doubted_on_a_scan() -> None:
    rows = [(f"2023-07-{i:02d}", "消费", "-1.00", f"{100 - i}.00", "美团") for i in range(1, 13)]
    page = misread(scan(text_page(table(COLUMNS, rows))), "2023-07-06", "2023-01-06", second="2023-01-06")
    doubted = [str(f.day.value) for f in read(page) if not f.day.certain]
    assert "2023-01-06" in doubted
    assert len(doubted) <= 3


def test_a_second_sheet_of_notes_gives_no_rows() -> None:
    first = sheet([["交易日期", "摘要", "支出", "收入", "余额"], ["2023-07-05", "乐花分期", "12.00", "", "88.00"]])
    notes = sheet([["说明", "", "", "", ""], ["打印于", "2023-08-01", "3.00", "", ""]], number=1)
    assert [f.amount.page for f in read(first, notes)] == [0]


def test_a_second_sheet_goes_on_with_the_titles_of_the_first() -> None:
    first = sheet([["交易日期", "摘要", "支出", "收入", "余额"], ["2023-07-05", "乐花分期", "12.00", "", "88.00"]])
    more = sheet([["2023-08-05", "乐花分期", "12.00", "", "76.00"]], number=1)
    assert [(f.amount.page, str(f.day.value)) for f in read(first, more)] == [(0, "2023-07-05"), (1, "2023-08-05")]


def test_money_taken_out_as_a_correction_is_looked_at() -> None:
    rows = [*ROWS, ("2023-08-10", "冲正", "-5.00", "7,395.00", "乐花分期")]
    last = read(text_page(table(COLUMNS, rows)))[-1]
    assert (last.status.value, last.status.certain) == (Status.SUCCESS, False)


@pytest.mark.parametrize("rows", [-0.6, -0.5, -0.4, 0.4, 0.5, 0.6])
def test_days_between_two_rows_are_looked_at(rows: float) -> None:
    """The left part of a sheet that did not lie flat stands higher or lower than the rest."""
    there = {_value(f) for f in read(PAGE)}
    down = 16.0 * rows
    lines = [
        replace(x, box=Box(x.box.x0, x.box.y0 + down, x.box.x1, x.box.y1 + down)) if x.text.startswith("2023-") else x
        for x in scan(PAGE).lines
    ]
    facts = read(replace(scan(PAGE), lines=tuple(lines)))
    assert facts and all(_value(f) in there for f in facts if f.certain)


def test_the_day_over_the_time_of_one_row_is_no_heading_of_the_next_whose_day_is_lost() -> None:
    texts = [("交易日期", 40), ("摘要", 160), ("收入/支出金额", 300), ("余额", 440)]
    lines = [TextLine(t, Box(x, 60, x + 60, 70), 0.98, t) for t, x in texts]
    left = 900000
    for k in range(6):
        y, left = 90 + 30 * k, left - 22615
        cells = [(f"2023-03-{3 + 2 * k:02d}", 40, y), ("10:56:11", 40, y + 10)]
        cells += [("消费", 160, y + 5), ("-226.15", 300, y + 5), (f"{left / 100:,.2f}", 440, y + 5)]
        lines += [TextLine(t, Box(x, v, x + 6 * len(t), v + 7), 0.98, t) for t, x, v in cells]
    whole = Page(0, 595, 842, "pt", tuple(lines), "rapidocr")
    assert [(f.day.value, f.day.certain) for f in read(whole)] == [
        (dt.date(2023, 3, 3 + 2 * k), True) for k in range(6)
    ]
    damaged = replace(whole, lines=tuple(x for x in lines if x.text != "2023-03-07"))
    assert [f.day.certain for f in read(damaged)] == [True, True, False, True, True, True]
