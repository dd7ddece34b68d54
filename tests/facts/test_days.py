import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lehua_desktop.facts.words.days import find_days, find_months, holds_day, parse_day

_MOMENTS = st.datetimes(
    min_value=dt.datetime(2000, 1, 1),  # noqa: DTZ001 - pages show wall clocks
    max_value=dt.datetime(2098, 12, 31),  # noqa: DTZ001
)
_FORMS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d%H:%M:%S",
    "%Y年%m月%d日 %H:%M:%S",
    "%Y年%m月%d日%H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "%Y.%m.%d %H:%M:%S",
    "%Y%m%d %H%M%S",
    "%Y-%m-%d-%H.%M.%S.695730",
    "%Y-%m-%dT%H:%M:%S",
    "%Y 年 %m 月 %d 日 %H：%M：%S",
)


@given(_MOMENTS, st.sampled_from(_FORMS))
def test_every_form_of_a_day_and_time_is_read_back(moment: dt.datetime, form: str) -> None:
    text = moment.strftime(form)
    day = parse_day(text)
    assert day is not None
    assert day.date == moment.date()
    assert day.time == moment.strftime("%H:%M:%S")
    assert text[day.start : day.end] == text


@given(_MOMENTS)
def test_days_without_padding_are_read_back(moment: dt.datetime) -> None:
    text = f"{moment.year}年{moment.month}月{moment.day}日{moment:%H:%M:%S}"
    day = parse_day(text)
    assert day is not None
    assert (day.date, day.time) == (moment.date(), f"{moment:%H:%M:%S}")


@given(_MOMENTS)
def test_a_day_without_a_year_has_no_date(moment: dt.datetime) -> None:
    for text in (f"{moment:%m月%d日%H:%M}", f"{moment:%m-%d %H:%M}", f"{moment.month}月{moment.day}日"):
        days = find_days(text)
        assert [(d.date, d.year, d.month, d.day) for d in days] == [(None, None, moment.month, moment.day)]


@pytest.mark.parametrize(
    ("text", "iso", "time"),
    [
        ("2026年08月09日23:02:47", "2026-08-09", "23:02:47"),
        ("24-03-31 14:52:18", "2024-03-31", "14:52:18"),
        ("2026-08-1214:51:37", "2026-08-12", "14:51:37"),
        ("2026-8-114:51:37", "2026-08-01", "14:51:37"),
        ("2O26-O8-l2 14:51", "2026-08-12", "14:51"),
        ("2026/08/15 15:21", "2026-08-15", "15:21"),
        ("2015.04.22", "2015-04-22", None),
        ("06-26 2023", "2023-06-26", None),
        ("20260629", "2026-06-29", None),
        ("20250720150904", "2025-07-20", "15:09:04"),
        ("2025年3月20日(星期四)19:32", "2025-03-20", "19:32"),
        ("2025年3月20日 下午7:32", "2025-03-20", "19:32"),
    ],
)
def test_days_as_apps_and_banks_write_them(text: str, iso: str, time: str | None) -> None:
    day = parse_day(text)
    assert day is not None
    assert (str(day.date), day.time) == (iso, time)


@pytest.mark.parametrize(
    "text",
    [
        "3/12期",
        "3/12",
        "2023-02-30",
        "LH20210805123",
        "20210904123412341234",
        "23:02",
        "010-12345678",
        "1,202.08-09",
        "4.22",
        "2026-08-114:51:37",
    ],
)
def test_other_numbers_are_no_days(text: str) -> None:
    assert find_days(text) == []


def test_months_of_headings_are_no_days() -> None:
    assert [(m.year, m.month) for m in find_months("2022年7月 支出¥1,000")] == [(2022, 7)]
    assert [(m.year, m.month) for m in find_months("2021-08")] == [(2021, 8)]
    assert find_months("2022年7月5日") == []


def test_a_second_look_is_asked_for_damaged_days_too() -> None:
    assert all(map(holds_day, ["2O26-O8-l2 14:51", "07月17日", "14;51", "20260629", "07-25 11:03"]))
    assert not any(map(holds_day, ["账单详情", "招商银行(1234)", "第3期"]))
