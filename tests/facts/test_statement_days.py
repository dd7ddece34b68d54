"""Every way in which a statement may write its days, below every line that may give the year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import pytest

from lehua_desktop.core.facts import Context, Kind, PaymentFact
from lehua_desktop.facts.extract import extract
from tests.facts.drawn_statements import Drawn

_CONTEXT = Context(dt.date(2026, 12, 1))
_MOVED = [
    (dt.date(2023, 12, 24), "乐花分期还款", "-1,286.35", "7,713.65"),
    (dt.date(2023, 12, 28), "消费", "-88.00", "7,625.65"),
    (dt.date(2024, 1, 3), "转入", "500.00", "8,125.65"),
    (dt.date(2024, 1, 9), "消费", "-7.20", "8,118.45"),
    (dt.date(2024, 1, 15), "消费", "-66.10", "8,052.35"),
]
_OUT = [day for day, _, amount, _ in _MOVED if amount.startswith("-")]
_Write = Callable[[dt.date], str]
_WITH_YEAR: dict[str, _Write] = {
    "24/12/2023": lambda d: f"{d:%d/%m/%Y}",
    "12/24/2023": lambda d: f"{d:%m/%d/%Y}",
    "24-12-2023": lambda d: f"{d:%d-%m-%Y}",
    "24.12.2023": lambda d: f"{d:%d.%m.%Y}",
    "24/12/23": lambda d: f"{d:%d/%m/%y}",
    "23/12/24": lambda d: f"{d:%y/%m/%d}",
    "23-12-24": lambda d: f"{d:%y-%m-%d}",
    "231224": lambda d: f"{d:%y%m%d}",
    "24-DEC-2023": lambda d: f"{d:%d-%b-%Y}".upper(),
    "24DEC23": lambda d: f"{d:%d%b%y}".upper(),
    "24 Dec 23": lambda d: f"{d:%d %b %y}",
    "Dec 24, 2023": lambda d: f"{d:%b} {d.day}, {d.year}",
    "45284": lambda d: str((d - dt.date(1899, 12, 30)).days),
    "24/12/2023 10:11": lambda d: f"{d:%d/%m/%Y} 10:11",
}
_WITHOUT: dict[str, _Write] = {
    "12/24": lambda d: f"{d:%m/%d}",
    "24/12": lambda d: f"{d:%d/%m}",
    "1224": lambda d: f"{d:%m%d}",
    "12月24日": lambda d: f"{d.month}月{d.day}日",
    "24 Dec": lambda d: f"{d.day} {d:%b}",
    "24DEC": lambda d: f"{d:%d%b}".upper(),
    "Dec 24": lambda d: f"{d:%b} {d.day}",
}
_ABOVE = [
    "账单周期：2023/12/19-2024/01/18",
    "账单日 2024年01月18日   到期还款日 2024年02月05日",
    "2024年01月账单",
    "Statement Date 18 Jan 2024",
    "Statement Period: 19 Dec 2023 to 18 Jan 2024",
]
_ALL = [(above, way) for above in _ABOVE for way in {**_WITH_YEAR, **_WITHOUT}] + [("张三", way) for way in _WITH_YEAR]


def _facts(
    above: str, write: _Write, *, moved: Sequence[tuple[dt.date, str, str, str]], table: bool
) -> list[PaymentFact]:
    lines = [["某某银行交易明细"], [above], ["交易日期", "摘要", "交易金额>", "余额>"]]
    lines += [[write(day), what, amount, left] for day, what, amount, left in moved]
    drawn = Drawn("", [lines])
    facts = extract(drawn.table() if table else drawn.paper(), _CONTEXT)
    assert facts.kind is Kind.STATEMENT
    return list(facts.payments)


@pytest.mark.parametrize("table", [False, True], ids=["paper", "table"])
@pytest.mark.parametrize("newest_first", [False, True], ids=["oldest first", "newest first"])
@pytest.mark.parametrize(("above", "way"), _ALL, ids=lambda name: name)
def test_rows_and_headline_give_the_day(above: str, way: str, newest_first: bool, table: bool) -> None:
    moved = list(reversed(_MOVED)) if newest_first else _MOVED
    facts = _facts(above, (_WITH_YEAR | _WITHOUT)[way], moved=moved, table=table)
    assert sorted(f.day.value for f in facts if f.day.value) == _OUT
    assert all(f.day.certain for f in facts)


@pytest.mark.parametrize("way", _WITHOUT)
def test_without_any_year_the_day_stays_open(way: str) -> None:
    assert [f.day.value for f in _facts("张三", _WITHOUT[way], moved=_MOVED, table=True)] == [None] * len(_OUT)


def test_a_day_that_may_be_a_month_is_never_certain() -> None:
    days = [dt.date(2024, 3, 4), dt.date(2024, 4, 5)]
    moved = [(day, "消费", f"-{k}.20", "500.00") for k, day in enumerate(days, 3)]
    facts = _facts("张三", lambda d: f"{d:%d/%m/%Y}", moved=moved, table=True)
    assert len(facts) == 2
    assert not any(f.day.certain for f in facts)


def test_a_day_written_once_holds_for_the_rows_below_it() -> None:
    lines = [["Account Statement"], ["Date", "Description", "Withdrawals>", "Deposits>", "Balance>"]]
    lines += [["5 Jul 2023", "乐花分期", "1,286.35", "", "8,713.65"], ["", "CAFE", "66.00", "", "8,647.65"]]
    lines += [["8 Jul 2023", "CAFE", "40.00", "", "8,607.65"], ["", "CAFE", "12.00", "", "8,595.65"]]
    facts = extract(Drawn("", [lines]).paper(), _CONTEXT).payments
    assert [str(f.day.value) for f in facts] == ["2023-07-05", "2023-07-05", "2023-07-08", "2023-07-08"]
    assert all(f.certain for f in facts)


@pytest.mark.parametrize("above", ["2023年度个人账户流水", "2023年1-12月交易明细"])
def test_a_year_above_the_rows_is_theirs(above: str) -> None:
    facts = _facts(above, _WITHOUT["12/24"], moved=_MOVED[:2] * 2, table=True)
    assert [(f.day.value, f.day.certain) for f in facts] == [(day, True) for day, *_ in _MOVED[:2]] * 2


_BILL = [["交易日", "记账日", "交易摘要", "人民币金额>", "卡号末四位"]]


def test_statements_put_together_each_have_their_own_year() -> None:
    account = [["某某银行交易流水"], ["2022-02-01 -- 2022-11-19"], ["交易日期", "摘要", "交易金额>", "余额>"]]
    account += [["2022-02-14", "乐花分期还款", "-1,983.14", "8,016.86"], ["2022-02-18", "消费", "-16.86", "8,000.00"]]
    card = [["某某银行信用卡对账单"], ["账单日 2024年03月08日"], *_BILL]
    card += [["02/10", "02/11", "财付通-乐花分期还款", "856.32", "8832"], ["02/20", "02/21", "还款", "-500.00", "8832"]]
    later = [["某某银行信用卡对账单"], ["账单日 2024年11月08日"], *_BILL]
    later += [["10/11", "10/12", "财付通-乐花分期还款", "856.33", "8832"], ["10/20", "10/21", "消费", "30.00", "8832"]]
    facts = [f for f in extract(Drawn("", [account, card, later]).paper(), _CONTEXT).payments if f.about_loan]
    assert [str(f.day.value) for f in facts] == ["2022-02-14", "2024-02-10", "2024-10-11"]
    assert all(f.certain for f in facts)
