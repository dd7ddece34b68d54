"""Working days in China, from the published holidays that `chinesecalendar` knows."""

from __future__ import annotations

import datetime as dt

import chinese_calendar


class ChineseWorkdays:
    """Before and after the years that the package knows, only weekends count as days off."""

    def __init__(self) -> None:
        years: list[int] = [day.year for day in chinese_calendar.holidays]
        self._first, self._last = min(years), max(years)

    @property
    def last_year(self) -> int:
        """The last year whose holidays are published, as far as this program knows."""
        return self._last

    def is_working_day(self, day: dt.date) -> bool:
        if self._first <= day.year <= self._last:
            return bool(chinese_calendar.is_workday(day))
        return day.weekday() < 5
