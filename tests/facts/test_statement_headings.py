from __future__ import annotations

import datetime as dt

import pytest

from lehua_desktop.core.facts import Context
from lehua_desktop.facts.statements.statement import read_statement
from tests.facts.made import text_page

TODAY = Context(dt.date(2026, 1, 31))
ROWS = [("05", "331.86", "19,668.14"), ("07", "2,357.62", "17,310.52"), ("13", "1,286.35", "16,024.17")]


@pytest.mark.parametrize("form", ["2023年01月{}日", "2023年01月{}日 星期四"])
def test_a_day_above_its_rows_is_theirs(form: str) -> None:
    edges = (23.0, 60.0, 190.0, 240.0, 300.0)
    words = [(x, 60.0, t) for x, t in zip(edges, ("时间", "摘要", "支出", "收入", "余额"), strict=True)]
    for i, (day, amount, rest) in enumerate(ROWS):
        y = 75.0 + 24 * i
        words.append((23.0, y, form.format(day)))
        cells = ("19:21:43", "快捷支付 财付通-乐花分期", amount, "", rest)
        words += [(x, y + 12, t) for x, t in zip(edges, cells, strict=True) if t]
    facts = read_statement([text_page(words, size=7)], TODAY)
    found = [(f.day.value and f.day.value.day, f.amount.value and f.amount.value.fen) for f in facts]
    assert found == [(5, 33_186), (7, 235_762), (13, 128_635)]
    assert all(f.day.certain for f in facts)


def test_a_month_above_its_rows_gives_the_year() -> None:
    edges = (23.0, 60.0, 190.0, 240.0, 300.0)
    words = [(x, 60.0, t) for x, t in zip(edges, ("日期", "摘要", "支出", "收入", "余额"), strict=True)]
    words.append((23.0, 75.0, "2023年01月"))
    for i, (day, amount, rest) in enumerate(ROWS):
        cells = (f"01-{day}", "快捷支付 财付通-乐花分期", amount, "", rest)
        words += [(x, 87.0 + 12 * i, t) for x, t in zip(edges, cells, strict=True) if t]
    facts = read_statement([text_page(words, size=7)], TODAY)
    assert [f.day.value for f in facts] == [dt.date(2023, 1, day) for day in (5, 7, 13)]
