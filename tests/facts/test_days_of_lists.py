"""Every way in which a list may write its days, below every way in which its headings may write year and month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from lehua_desktop.core.facts import Context, Kind
from lehua_desktop.facts.extract import extract
from tests.facts.drawn import page

_CONTEXT = Context(dt.date(2026, 12, 1))
_DAYS = [dt.date(2024, 3, 9), dt.date(2024, 3, 2), dt.date(2024, 2, 9), dt.date(2023, 12, 10)]
_Write = Callable[[dt.date], str]


def _week(day: dt.date) -> str:
    return "周" + "一二三四五六日"[day.weekday()]


_MONTHS: dict[str, _Write] = {
    "2024年3月": lambda d: f"{d.year}年{d.month}月",
    "2024-03": lambda d: f"{d:%Y-%m}",
    "2024/3": lambda d: f"{d.year}/{d.month}",
    "2024.03": lambda d: f"{d:%Y.%m}",
    "3月 2024": lambda d: f"{d.month}月 {d.year}",
    "03/2024": lambda d: f"{d:%m/%Y}",
    "March 2024": lambda d: f"{d:%B %Y}",
    "2024年3月账单": lambda d: f"{d.year}年{d.month}月账单",
    "2024年3月    支出¥1,200.00": lambda d: f"{d.year}年{d.month}月    支出¥1,200.00",
}
_YEARS: dict[str, _Write] = {
    "2024年": lambda d: f"{d.year}年",
    "2024": lambda d: f"{d.year}",
    "2024年度": lambda d: f"{d.year}年度",
    "2024年还款": lambda d: f"{d.year}年还款",
    "- 2024 -": lambda d: f"- {d.year} -",
}
_WITH_MONTH: dict[str, _Write] = {
    "3月9日": lambda d: f"{d.month}月{d.day}日",
    "3月9日 14:22": lambda d: f"{d.month}月{d.day}日 14:22",
    "14:22 3月9日": lambda d: f"14:22 {d.month}月{d.day}日",
    "3月9日 周六": lambda d: f"{d.month}月{d.day}日 {_week(d)}",
    "3月9日 下午2:22": lambda d: f"{d.month}月{d.day}日 下午2:22",
    "03-09": lambda d: f"{d:%m-%d}",
    "03-09 14:22": lambda d: f"{d:%m-%d} 14:22",
    "03/09": lambda d: f"{d:%m/%d}",
    "3/9": lambda d: f"{d.month}/{d.day}",
    "3/9 14:22": lambda d: f"{d.month}/{d.day} 14:22",
    "03.09 14:22": lambda d: f"{d:%m.%d} 14:22",
    "Mar 9": lambda d: f"{d:%b} {d.day}",
    "9 Mar 14:22": lambda d: f"{d.day} {d:%b} 14:22",
}
_OF_MONTH: dict[str, _Write] = {
    "9日": lambda d: f"{d.day}日",
    "09日 14:22": lambda d: f"{d.day:02d}日 14:22",
    "9日 周六": lambda d: f"{d.day}日 {_week(d)}",
    "周六 9日": lambda d: f"{_week(d)} {d.day}日",
    "9号": lambda d: f"{d.day}号",
}
_LAYOUTS: dict[str, Callable[[str, str], list[str]]] = {
    "below the amount": lambda day, sum_: [f"乐花分期还款            -{sum_}", f"{day}           还款成功"],
    "left of it": lambda day, sum_: [f"{day}       还款成功            -{sum_}"],
    "above it": lambda day, sum_: [f"{day}", f"乐花分期还款   成功        -{sum_}"],
}
_ALL = [(h, d) for h in _MONTHS for d in {**_WITH_MONTH, **_OF_MONTH}] + [(h, d) for h in _YEARS for d in _WITH_MONTH]


@pytest.mark.parametrize("layout", _LAYOUTS)
@pytest.mark.parametrize(("heading", "written"), _ALL, ids=lambda name: name)
def test_the_heading_and_the_record_give_the_day(heading: str, written: str, layout: str) -> None:
    rows = ["           还款记录"]
    for number, day in enumerate(_DAYS):
        above = (_MONTHS | _YEARS)[heading](day)
        rows += [above] if above not in rows else []
        rows += _LAYOUTS[layout]((_WITH_MONTH | _OF_MONTH)[written](day), f"1,2{number}4.56")
    facts = extract([page("\n".join(rows))], _CONTEXT)
    assert facts.kind is Kind.PAYMENT_LIST
    assert [p.day.value for p in facts.payments] == _DAYS
    assert all(p.certain for p in facts.payments)


def test_counts_of_installments_are_no_days() -> None:
    rows = [
        "           还款记录",
        "2024年",
        *(line for k in (1, 2, 3) for line in (f"乐花分期   -797.0{k}", f"{k}/12")),
    ]
    assert not any(p.day.value for p in extract([page("\n".join(rows))], _CONTEXT).payments)


@pytest.mark.parametrize("written", ["{0:%m/%d} 还款成功", "{0:%m.%d} 14:22 还款成功"])
def test_a_title_may_stand_in_one_line_with_the_day(written: str) -> None:
    rows = [line for day in _DAYS for line in (f"{day:%Y年%m月}账单", f"{written.format(day)}        ¥1,214.56")]
    facts = extract([page("\n".join(["           还款记录", *rows]))], _CONTEXT)
    assert [p.day.value for p in facts.payments] == _DAYS


def test_months_that_look_like_amounts_head_amounts_at_the_left() -> None:
    days = _DAYS[1:]
    rows = [line for day in days for line in (f"{day:%Y.%m}", "1,214.56", f"还款           {day:%m-%d} 14:22")]
    facts = extract([page("\n".join(["           还款记录", *rows]))], _CONTEXT)
    assert [(p.day.value, str(p.amount.value)) for p in facts.payments] == [(day, "1,214.56") for day in days]
