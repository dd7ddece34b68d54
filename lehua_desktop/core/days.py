"""Days and months. A day is a `datetime.date`, a month is `"YYYY-MM"`; "today" is always an argument."""

from __future__ import annotations

import calendar
import datetime as dt

# The documents, the due days and the offices are all in China; "today" is the day there, wherever the computer is.
CHINA = dt.timezone(dt.timedelta(hours=8), "Asia/Shanghai")


def month_of(day: dt.date) -> str:
    """The month of a day as `"YYYY-MM"`."""
    return f"{day.year:04d}-{day.month:02d}"


def add_months(day: dt.date, months: int, due_day: int | None = None) -> dt.date:
    """The same day `months` later; a day that the month lacks becomes its last one, and so at the calendar's ends.

    `due_day` restores a day that a short month had cut (31 January, 28 February, 31 March).
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return dt.date.min if months < 0 else dt.date.max
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(due_day or day.day, last))


def add_days(day: dt.date, days: int) -> dt.date:
    """The day so many days later, or earlier; the calendar's first or last day where it would lie beyond."""
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), dt.date.max.toordinal()))


def add_years(day: dt.date, years: int) -> dt.date:
    """The same day `years` later; 29 February becomes 28 February in a common year."""
    return add_months(day, years * 12)


def days_late(due: dt.date, paid: dt.date) -> int:
    """Whole days from the due day to the payment, never negative."""
    return max(0, (paid - due).days)
