import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from lehua_desktop.core.days import add_days, add_months, add_years, days_late, month_of


def test_a_day_that_the_month_lacks_becomes_its_last() -> None:
    assert add_months(dt.date(2023, 1, 31), 1) == dt.date(2023, 2, 28)
    assert add_months(dt.date(2024, 1, 31), 1) == dt.date(2024, 2, 29)


def test_a_due_day_of_31_comes_back_after_a_short_month() -> None:
    assert add_months(dt.date(2023, 2, 28), 1, due_day=31) == dt.date(2023, 3, 31)


def test_a_leap_day_has_its_anniversary_on_the_28th() -> None:
    assert add_years(dt.date(2024, 2, 29), 5) == dt.date(2029, 2, 28)


@given(st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2090, 1, 1)), st.integers(-240, 240))
def test_adding_months_moves_by_exactly_that_many(day: dt.date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day <= day.day


def test_days_late_counts_from_the_due_day_and_is_never_negative() -> None:
    due = dt.date(2025, 3, 20)
    assert [days_late(due, due + dt.timedelta(days)) for days in (-2, 0, 1, 30)] == [0, 0, 1, 30]
    assert month_of(due) == "2025-03"


def test_days_beyond_the_calendar_become_its_ends() -> None:
    assert add_months(dt.date(9999, 12, 1), 1) == dt.date.max
    assert add_months(dt.date(1, 1, 1), -1) == dt.date.min
    assert add_days(dt.date(9999, 12, 30), 5) == dt.date.max
    assert add_days(dt.date(1, 1, 3), -5) == dt.date.min
    assert add_days(dt.date(2024, 2, 28), 2) == dt.date(2024, 3, 1)
