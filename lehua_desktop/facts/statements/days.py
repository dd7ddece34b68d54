"""How a statement writes its days: all rows together show the order of day, month and year, lines above give the year."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from ...core.facts import Check, Look, Read
from ...core.page import Page
from ..certainty import digits, in_range, judge, missing
from ..page.layout import Piece, row_text, text_rows
from ..tables.cells import day_in
from ..tables.table import Row
from ..words.days import MONTH_NAME, date_of, find_days, find_months, month_named
from ..words.glyphs import packed, plain

Period = tuple[dt.date, dt.date]
Head = Sequence[Sequence[Piece]]  # the lines above a table

WHEN = ("paid", "day", "clock", "created", "posting", "posting_clock")

_CLOCK = r"(?:[T ,]*[0-2]?\d:[0-5]\d(?::[0-5]\d)?)?"
_TWO = r"\d{1,2}"
_FORMS: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern + _CLOCK, re.IGNORECASE)
    for name, pattern in {
        "day name year": rf"(?P<d>{_TWO})[-/. ]?{MONTH_NAME}[-/., ]*(?P<y>20\d\d|\d\d)",
        "name day year": rf"{MONTH_NAME}[-/. ]?(?P<d>{_TWO}),? ?(?P<y>20\d\d|(?<=[, ])\d\d)",
        "day name": rf"(?P<d>{_TWO})[-/. ]?{MONTH_NAME}",
        "name day": rf"{MONTH_NAME}[-/. ]?(?P<d>{_TWO})",
        "day month year": rf"(?P<d>{_TWO})(?P<s>[-/. ])(?P<m>{_TWO})(?P=s)(?P<y>20\d\d|\d\d)",
        "month day year": rf"(?P<m>{_TWO})(?P<s>[-/. ])(?P<d>{_TWO})(?P=s)(?P<y>20\d\d|\d\d)",
        "year month day": rf"(?P<y>\d\d)(?P<s>[-/. ])(?P<m>{_TWO})(?P=s)(?P<d>{_TWO})",
        "year month day, six digits": r"(?P<y>\d\d)(?P<m>\d\d)(?P<d>\d\d)",
        "month day": rf"(?P<m>{_TWO})[-/.月](?P<d>{_TWO})日?",
        "day month": rf"(?P<d>{_TWO})[-/.](?P<m>{_TWO})",
        "month day, four digits": r"(?P<m>\d\d)(?P<d>\d\d)",
        "serial": r"(?P<serial>[345]\d{4})(?:\.\d+)?",  # days since 1899-12-30, as a sheet keeps them
    }.items()
}
_FIRST = dt.date(2000, 1, 1)  # no installment loan is older
_DAYS_OF_A_BILL = 100


@dataclass(frozen=True, slots=True)
class DayStyle:
    """The one way in which the days of a statement can be read; `form` is "" where none or several can."""

    form: str = ""
    sure: bool = False  # no other way gives days that exist and stand in order
    period: Period | None = None  # from when to when the statement is
    said: bool = False  # both ends of the period stand there, else it is counted back from its last day

    def day_of(self, piece: Piece, today: dt.date) -> Read[dt.date]:
        """The day of a cell that no whole day fills."""
        day = _read(self.form, piece.text, self.period) if self.form else None
        if day is None:
            return missing(piece)
        second = None
        if piece.second is not None:
            second = Check(Look.SECOND_READER, agrees=digits(piece.second) == digits(piece.text))
        near = self.said or self.period is None or (self.period[1] - day).days <= _DAYS_OF_A_BILL
        return judge(day, piece, second, Check(Look.YEAR, agrees=self.sure and near), in_range(day, today))


def may_be_day(text: str) -> bool:
    """Whether a cell below a title of days holds one, however written."""
    return day_in(text) is not None or _has_form(text)


def place_of_day(row: Row) -> Piece | None:
    """The cell that may hold the day of a row, the moment of payment first."""
    return next((p for name in WHEN if (p := row.cell(name)) is not None), None)


def style_of_days(rows: Sequence[Row], head: Head, today: dt.date) -> DayStyle:
    """How the rows below a head write their days, where these are not whole days that anybody reads alike."""
    said = _period_of(head)
    period = said or _counted_back(head)
    texts = [p.text for row in rows if (p := place_of_day(row)) is not None and day_in(p.text) is None]
    written = [t for t in texts if _has_form(t)]
    ways = [way for form in _FORMS if (way := _way(form, written, period, today)) is not None]
    if not ways:
        return DayStyle(period=period, said=said is not None)
    best, *others = sorted(ways, key=lambda way: (way.lost, way.breaks, way.span))
    rival = next((w for w in others if w.days != best.days), None)
    sure = not best.lost and (rival is None or _is_better(best, rival, len(written)))
    return DayStyle(best.form, sure, period, said is not None)


@dataclass(frozen=True, slots=True)
class _Way:
    """The days that a form makes of the cells: `lost` it makes none of, `breaks` stand out of order."""

    form: str
    days: list[dt.date]
    lost: int
    breaks: int
    span: int


def _way(form: str, texts: Sequence[str], period: Period | None, today: dt.date) -> _Way | None:
    found = [_read(form, text, period) for text in texts]
    days = [d for d in found if d is not None and _FIRST <= d <= today and (not period or period[0] <= d <= period[1])]
    lost = len(texts) - len(days)
    if not days or lost > 0.1 * len(texts):
        return None
    ups = sum(b > a for a, b in pairwise(days))
    downs = sum(b < a for a, b in pairwise(days))
    return _Way(form, days, lost, min(ups, downs), (max(days) - min(days)).days)


def _is_better(best: _Way, rival: _Way, rows: int) -> bool:
    """Whether the order of the rows decides: the days of one way run on, those of the other jump to and fro."""
    if rival.lost:
        return True
    return rows >= 3 and (rival.breaks >= 2 * best.breaks + 1 or (rows >= 5 and rival.span > 10 * best.span + 30))


def _has_form(text: str) -> bool:
    return any(form.fullmatch(plain(text).strip()) for form in _FORMS.values())


def _read(form: str, text: str, period: Period | None) -> dt.date | None:
    match = _FORMS[form].fullmatch(plain(text).strip())
    if match is None:
        return None
    said = match.groupdict()
    if said.get("serial"):
        return dt.date(1899, 12, 30) + dt.timedelta(days=int(said["serial"] or 0))
    month = month_named(said["name"]) if said.get("name") else int(said["m"] or 0)
    number = int(said["d"] or 0)
    if said.get("y"):
        year = int(said["y"] or 0)
        return date_of(year if year > 99 else 2000 + year, month, number)
    years = range(period[0].year, period[1].year + 1) if period else ()
    days = [d for y in years if (d := date_of(y, month, number)) and period and period[0] <= d <= period[1]]
    return days[0] if len(days) == 1 else None


def with_days_once(rows: Sequence[Row]) -> list[Row]:
    """The rows of a statement that writes each day once, at the first of its rows, each with its day.

    From pixels a day may have been overlooked: there the days stay uncertain, and more rows have to lack one.
    """
    exact = all(p.exact for row in rows for pieces in row.cells.values() for p in pieces)
    without = sum(place_of_day(row) is None for row in rows)
    if not max(2, (0.15 if exact else 0.3) * len(rows)) <= without <= 0.9 * len(rows):
        return list(rows)
    found: list[Row] = []
    last: dict[str, tuple[Piece, ...]] = {}
    for row in rows:
        if place_of_day(row) is None:
            row = replace(row, cells={**row.cells, **last})
        else:
            days = {name: row.cells[name] for name in WHEN if name in row.cells and not name.endswith("clock")}
            last = {name: tuple(replace(p, sound=p.sound and exact) for p in days[name]) for name in days}
        found.append(row)
    return found


# --- the year, from what stands above the rows -------------------------------------------------------------

_BETWEEN = re.compile(r"(?<=[\d日])\s*(?:[-—–~～至到]+|to)\s*(?=(?:19|20)\d\d[-/.年\d]|\d{1,2} ?[A-Za-z])")

_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?:度(?!应)|全年|1月?[-—–~～至到]12月)")
_NO_PERIOD = re.compile(r"到期|还款日|账单日|打印|生成|导出")  # two days that have nothing to do with each other


def _above(first: Row, pages: Sequence[Page], last: Row | None) -> Head:
    """What stands above the first row, on its page; below the last row of what stood before, if that is on it as well."""
    top = first.box.y0 if first.box else 0.0
    end = last.box.y1 if last and last.box and last.page == first.page else float("-inf")
    return text_rows(
        [replace(p, lines=tuple(x for x in p.lines if end <= x.box.y0 < top)) for p in pages if p.number == first.page]
    )


def statements_of(tables: Sequence[Sequence[Row]], pages: Sequence[Page]) -> list[tuple[list[Row], Head]]:
    """The rows of a file by the statement they are of, with what stands above them: several may be put together in it,
    each with its own period.
    """
    parts: list[tuple[list[Row], Head]] = []
    period: Period | None = None
    for rows in filter(None, tables):
        head = _above(rows[0], pages, parts[-1][0][-1] if parts else None)
        said = _period_of(head) or _counted_back(head)
        if not parts or (said is not None and said != period):
            parts.append(([], head))
            period = said
        parts[-1][0].extend(rows)
    return parts


def _period_of(head: Head) -> Period | None:
    """From when to when the statement is, as it says above its rows; of a year at most."""
    for row in head:
        text = row_text(row)
        between = _BETWEEN.search(text)
        if not between and _NO_PERIOD.search(text):
            continue
        parts = [find_days(text[: between.start()])[-1:], find_days(text[between.end() :])[:1]] if between else []
        days = [d.date for d in (chain(*parts) if between else find_days(text)) if d.date is not None]
        if not days and (year := _YEAR.search(packed(text))):
            return dt.date(int(year[1]), 1, 1), dt.date(int(year[1]), 12, 31)
        if len(days) == 2 and dt.timedelta(0) < days[1] - days[0] <= dt.timedelta(days=366):
            return days[0], days[1]
    return None


_LAST_DAY = re.compile(
    r"(?:账单日期?|出账日期?|结单日期?|账单生成日期?|截止日期?|截至|statement ?date|closing ?date)[^\d]{0,30}?(?=\d)",
    re.IGNORECASE,
)
_BILL = re.compile(r"账单|结单|statement", re.IGNORECASE)


def _counted_back(head: Head) -> Period | None:
    """The eleven months up to the last day that a bill names, or up to the end of its month."""
    last = next(iter(_last_days(head)), None)
    return None if last is None else (last - dt.timedelta(days=330), last)


def _last_days(rows: Iterable[Sequence[Piece]]) -> Iterable[dt.date]:
    lines = [plain(row_text(row)) for row in rows]
    for line in lines:
        for label in _LAST_DAY.finditer(line):
            after = [d.date for d in find_days(line[label.end() :])[:1] if d.start == 0]
            yield from (d for d in after if d is not None)
    for line in lines:
        for month in find_months(line) if _BILL.search(packed(line)) else ():
            yield dt.date(month.year, month.month, calendar.monthrange(month.year, month.month)[1])
