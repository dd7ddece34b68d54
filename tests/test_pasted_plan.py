"""Plans as people copy them out of spreadsheets, documents and chats."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lehua_desktop.casebook.pasted_plan import pasted_plan

TWO = [(1, "2024-05-20", "1,100.16"), (2, "2024-06-20", "1,100.16")]


def rows(text: str) -> list[tuple[int, str, str]]:
    return [(row.number, row.due.isoformat(), str(row.amount)) for row in pasted_plan(text).rows]


@pytest.mark.parametrize(
    "text",
    [
        "1\t2024/5/20\t1100.16\n2\t2024/6/20\t1100.16",
        "第1期 2024年5月20日 1,100.16元\n第2期 2024年06月20日 ¥1,100.16",
        "1/2,2024-05-20,￥1,100.16\n2/2,2024-06-20,￥1,100.16",
        "2024.5.20　１１００．１６\n2024.6.20　１１００．１６",
        "期数|应还款日|应还金额\n1|2024-05-20|1,100.16\n2|2024-06-20|1,100.16",
        "1\n2024-05-20\n1100.16\n2\n2024-06-20\n1100.16",
        "2024-05-20\n1100.16\n\n2024-06-20\n1100.16",
        "应还1100.16元 应还日2024-05-20\n应还1100.16元 应还日2024-06-20",
        "1\t2024-05-20 00:00:00\tCNY1,100.16\n2\t2024-06-20 00:00:00\tCNY1,100.16",
        "1\t20240520\t1100.16\n2\t20240620\t1100.16",
    ],
)
def test_usual_writings_of_number_day_and_amount_are_understood(text: str) -> None:
    assert rows(text) == TWO
    assert not pasted_plan(text).unread


@pytest.mark.parametrize(
    "text",
    [
        "1\t2024-05-20\t1000\t100.16\t1100.16\t已还清\n2\t2024-06-20\t1015\t85.16\t1100.16\t待还",
        "1\t2024-05-20\t1000.00\t100.16\t0\t1100.16\t11000.00\n2\t2024-06-20\t1015.00\t85.16\t0\t1100.16\t9985.00",
        "期次\t剩余本金\t应还本息\t还款日\n1\t12000\t1100.16\t2024-05-20\n2\t11000\t1100.16\t2024-06-20",
        "期数\t本金\t利息\t应还总额\t应还日\n1\t1000.00\t100.16\t1100.16\t2024-05-20\n2\t1015\t85.16\t1100.16\t2024-06-20\n合计\t2015\t185.32\t2200.32\t",
    ],
)
def test_of_several_amounts_the_one_due_is_taken(text: str) -> None:
    assert rows(text) == TWO


def test_whole_yuan_are_amounts_and_counts_are_not() -> None:
    assert rows("1\t2024-05-20\t1100\t12") == [(1, "2024-05-20", "1,100.00")]


def test_numbers_that_repeat_give_way_to_the_order() -> None:
    assert [n for n, *_ in rows("1 2024-05-20 100.00\n1 2024-06-20 100.00")] == [1, 2]


def test_lines_that_are_not_understood_are_named() -> None:
    found = pasted_plan("1 5月20日 1100.16\n2 2024-06-20 1,100.16\n3 2024-07-20 1.1万\n4 2024-02-30 100.00\n备注")
    assert [row.number for row in found.rows] == [2]
    assert found.unread == (1, 3, 4)


@given(st.text(alphabet="0123456789.,-/年月日期第元¥\t\n 应还|", max_size=200))
def test_any_text_is_taken_without_failing(text: str) -> None:
    found = pasted_plan(text)
    assert all(row.amount.fen >= 0 for row in found.rows)
    assert len({row.number for row in found.rows}) == len(found.rows)
