"""Statements without a title row that could be read: the balance tells the columns."""

from __future__ import annotations

import datetime as dt

import pytest

from lehua_desktop.core.facts import Context, Kind
from lehua_desktop.facts.extract import extract
from tests.facts.drawn_statements import Drawn
from tests.facts.made import scan

_CONTEXT = Context(dt.date(2026, 12, 1))
_MOVED = [
    ("2024-01-03", -128635, "乐花分期第3期还款"),
    ("2024-01-05", -8800, "消费"),
    ("2024-01-06", 50000, "转入"),
    ("2024-01-09", -720, "消费"),
    ("2024-01-15", -6610, "消费"),
    ("2024-01-16", -1910, "消费"),
    ("2024-02-05", -128635, "乐花分期第4期还款"),
]


def _yuan(fen: int) -> str:
    return f"{fen / 100:,.2f}"


def _cells(style: str, fen: int) -> list[str]:
    match style:
        case "signed":
            return [_yuan(fen)]
        case "bare":
            return [_yuan(abs(fen))]
        case "marked":
            return ["借" if fen < 0 else "贷", _yuan(abs(fen))]
        case _:
            return [_yuan(-fen) if fen < 0 else "", _yuan(fen) if fen > 0 else ""]


def _statement(style: str, *, newest_first: bool) -> Drawn:
    left, rows = 900000, []
    for day, fen, what in _MOVED:
        left += fen
        rows.append([day, "10:11:12", what, *_cells(style, fen), _yuan(left), "示例网点"])
    rows = rows[::-1] if newest_first else rows
    titles = ["道>" for _ in rows[0]]
    return Drawn("", [[titles, *rows]])


@pytest.mark.parametrize("scanned", [False, True], ids=["text", "scan"])
@pytest.mark.parametrize("newest_first", [False, True], ids=["oldest first", "newest first"])
@pytest.mark.parametrize("style", ["signed", "bare", "marked", "apart"])
def test_the_balance_tells_the_columns(style: str, newest_first: bool, scanned: bool) -> None:
    pages = _statement(style, newest_first=newest_first).paper()
    facts = extract([scan(p, degrees=0.8, seed=3) for p in pages] if scanned else pages, _CONTEXT)
    assert facts.kind is Kind.STATEMENT
    loan = [f for f in facts.payments if f.about_loan]
    assert sorted((str(f.day.value), str(f.amount.value)) for f in loan) == [
        ("2024-01-03", "1,286.35"),
        ("2024-02-05", "1,286.35"),
    ]
    assert {f.amount.value.fen for f in facts.payments if f.amount.value} == {-fen for _, fen, _ in _MOVED if fen < 0}


def test_a_plan_whose_principal_goes_down_is_no_statement() -> None:
    rows = [[f"2024-0{k}-09", "500.00", _yuan(600000 - 50000 * k)] for k in range(1, 8)]
    assert extract(Drawn("", [[["道>", "道>", "道>"], *rows]]).paper(), _CONTEXT).kind is not Kind.STATEMENT
