"""Days and times in text, with or without a year, glued, spaced or damaged by an engine. Time zone UTC+8 throughout."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from .glyphs import plain


@dataclass(frozen=True, slots=True)
class Day:
    """A day and its place `text[start:end]`, time included.

    `date` and `year` are None when no year stands there. `time` is `"HH:MM"` or `"HH:MM:SS"`.
    """

    date: dt.date | None
    year: int | None
    month: int
    day: int
    time: str | None
    start: int
    end: int

    def in_year(self, year: int) -> dt.date | None:
        """The day in a year that is known otherwise; `None` for a 29 February that it has not."""
        return date_of(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Month:
    """A month with its year, as headings of bill lists give it (`2022年7月`), at `text[start:end]`."""

    year: int
    month: int
    start: int
    end: int


_D = r"[0-9OoQlI|]"
_YEAR = rf"(?P<y>[2Zz1l]{_D}{{3}})"
_MONTH = rf"(?P<m>{_D}{{1,2}})"
_DAY = rf"(?P<d>{_D}{{1,2}})"
_TIME = (
    rf"(?P<half>凌晨|早上|上午|中午|下午|晚上|AM|PM)? ?(?P<H>{_D}{{1,2}}) ?[:;] ?(?P<M>{_D}{{2}})"
    rf"(?: ?[:;.] ?(?P<S>{_D}{{2}})(?:\.\d{{1,6}})?)?(?![0-9OoQlI])(?![:%])(?: ?(?P<half2>[AaPp][Mm])\b)?"
)
_TIME_LOST_COLON = r"(?P<H2>[0-2]\d)(?P<M2>[0-5]\d)[:;](?P<S2>[0-5]\d)(?!\d)"
_WEEKDAY = r"(?:\(?(?:星期|周) ?[一二三四五六日天—–-]\)?)?"  # 一 is at times taken for a dash
_GAP = rf" ?{_WEEKDAY}[ T,\-.]{{0,3}}"
_TAIL = rf"(?:{_GAP}(?:{_TIME}|{_TIME_LOST_COLON}))?"

_ANY = r"[\u4e00-\u9fff]"  # one of 年 and 月 may be misread, not both
_FULL_CHINESE = re.compile(
    rf"(?<!{_D}){_YEAR} ?(?:[年牛车] ?{_MONTH} ?(?:[月目]|{_ANY})|{_ANY} ?(?P<m2>{_D}{{1,2}}) ?[月目]) ?{_DAY} ?(?:[日曰口目号]|{_ANY}(?=[ \d]|$)){_TAIL}"
)
_FULL_SIGNS = re.compile(
    rf"(?<![0-9A-Za-z.\-/]){_YEAR} ?(?P<sep>[-/.。]) ?{_MONTH} ?(?:(?P=sep)|[-/.。]) ?{_DAY}(?:(?!{_D}| ?[:;]\d)|(?=\d\d[:;]\d\d|\d{{4}}[:;])){_TAIL}"
)
# Some banks write `26年03月09日`.
_TWO_DIGITS = re.compile(r"(?<![0-9A-Za-z.\-/])(?P<y>[12]\d)年(?P<m>\d{1,2})月(?P<d>\d{1,2})日" + _TAIL)
# Lists of lenders write `24-03-31 14:52:18`; without a time of day it may be anything.
_TWO_DIGIT_SIGNS = re.compile(rf"(?<![0-9A-Za-z.\-/])(?P<y>[12]\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-3]\d) +{_TIME}")
_BANK_STAMP = re.compile(
    r"(?<!\d)(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)-(?P<H>\d\d)\.(?P<M>\d\d)\.(?P<S>\d\d)(?:\.\d{1,6})?(?!\d)"
)
_COMPACT = re.compile(
    r"(?<![0-9A-Za-z.\-/,])(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])"
    r"(?: (?P<H>[01]\d|2[0-3])(?P<M>[0-5]\d)(?P<S>[0-5]\d)(?![0-9.:])| (?P<H2>[01]?\d|2[0-3]):(?P<M2>[0-5]\d)(?::(?P<S2>[0-5]\d))?)?(?![0-9A-Za-z,])(?!\.\d)"
)
_SHORT_CHINESE = re.compile(rf"(?<!{_D})(?<![年牛/\-.])(?P<m>{_D}{{1,2}}) ?月 ?(?P<d>{_D}{{1,2}}) ?[日曰口号]{_TAIL}")
_SHORT_SIGNS = re.compile(rf"(?<![0-9A-Za-z.\-/*])(?P<m>\d{{1,2}})(?P<sep>[-/.])(?P<d>\d\d){_GAP}{_TIME}")
_SHORT_BARE = re.compile(
    r"(?<![0-9A-Za-z.\-/*¥,])(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?![0-9A-Za-z\-/*]|\.\d)"
)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAME = rf"(?P<name>{'|'.join(_MONTH_NAMES)})[a-z]*\.?"  # of a pattern without regard to case
_ENGLISH = re.compile(
    rf"(?<![A-Za-z])(?:{MONTH_NAME} ?(?P<d>\d{{1,2}})|(?P<d2>\d{{1,2}})[ -]?{MONTH_NAME.replace('name', 'name2')})[,-]? ?(?P<y>20\d\d)(?:,? at )?{_TAIL}",
    re.IGNORECASE,
)
_SHORT_ENGLISH = re.compile(
    rf"(?<![A-Za-z])(?:{MONTH_NAME} ?(?P<d>\d{{1,2}})|(?P<d2>\d{{1,2}}) ?{MONTH_NAME.replace('name', 'name2')})(?: ?,? ?(?:at )?{_TIME})",
    re.IGNORECASE,
)
# Day or month first: told only where one of the two is no month, or both are the same.
_YEAR_LAST = re.compile(
    rf"(?<![0-9A-Za-z.\-/])(?P<one>\d{{1,2}})(?P<sep>[-/.])(?P<two>\d{{1,2}})(?P=sep)(?P<y>20\d\d)(?![0-9/\-]){_TAIL}"
)
# A plan in cards sets the year small behind the day.
_YEAR_BEHIND = re.compile(
    r"(?<![0-9A-Za-z.\-/*¥,])(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01]) (?P<y>20[12]\d)(?![0-9A-Za-z.,:;/\-年月元])"
)
_PATTERNS = (
    _ENGLISH,
    _SHORT_ENGLISH,
    _TWO_DIGITS,
    _TWO_DIGIT_SIGNS,
    _BANK_STAMP,
    _FULL_CHINESE,
    _FULL_SIGNS,
    _COMPACT,
    _YEAR_BEHIND,
    _SHORT_CHINESE,
    _SHORT_SIGNS,
    _SHORT_BARE,
)
_ENGLISH_MONTHS = re.compile(rf"(?<![A-Za-z0-9]){MONTH_NAME},? ?(?P<y>20\d\d)(?!\d)", re.IGNORECASE)
_MONTHS = re.compile(
    rf"(?<!{_D})(?<![-+¥])(?P<y>20\d\d) ?(?:年|-|/|\.) ?(?P<m>0?[1-9]|1[0-2]) ?(?:月|(?![0-9./\-])(?=[^0-9]*$))"
)
_MONTHS_FIRST = re.compile(r"(?<![\d./\-月])(?P<m>0?[1-9]|1[0-2]) ?(?:月 ?|[/.\-])(?P<y>20\d\d)年?(?![\d./\-])")
_LETTERS = str.maketrans("OoQlI|Zz", "00011122")
# Papers with a seal write `二〇二三年七月十四日`; engines take 〇 for a letter or a nought.
_FIGURES = "〇一二三四五六七八九"
_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_NUMERALS = re.compile(
    r"(?P<y>[二][〇零○O0oＯ一二三四五六七八九]{3})年[零〇]?(?P<m>元|正|一?十[一二]?|[一二三四五六七八九])月"
    r"[零〇]?(?P<d>三十一?|[一二]?十[一二三四五六七八九]?|[一二三四五六七八九])[日曰号]"
)


def _number(text: str) -> int:
    return int(text.translate(_LETTERS))


def _time(groups: dict[str, str | None]) -> str | None:
    hour, minute, second = (groups.get(k) or groups.get(k + "2") for k in ("H", "M", "S"))
    if not hour or not minute:
        return None
    h, m, s = _number(hour), _number(minute), _number(second) if second else 0
    half = (groups.get("half") or groups.get("half2") or "").upper()
    if half in ("下午", "晚上", "PM") and h < 12:
        h += 12
    if half == "AM" and h == 12:
        h = 0
    if half == "中午" and h < 6:
        h += 12
    if h > 23 or m > 59 or s > 59:
        return None
    return f"{h:02d}:{m:02d}:{s:02d}" if second else f"{h:02d}:{m:02d}"


def find_clock(text: str) -> str | None:
    """The first time of day in the text, as `Day.time`."""
    match = re.search(_TIME, plain(text))
    return _time(match.groupdict()) if match else None


def month_named(name: str) -> int:
    """The number of an English month, whole or cut (`Sep`)."""
    return _MONTH_NAMES.index(name[:3].lower()) + 1


def _day(match: re.Match[str]) -> Day | None:
    groups = match.groupdict()
    year = _number(groups["y"]) if groups.get("y") else None
    if match.re is _YEAR_LAST:
        low, high = sorted((int(match["one"]), int(match["two"])))
        if high <= 12 and low != high:
            return None
        groups |= {"m": str(low), "d": str(high)}
    name = groups.get("name") or groups.get("name2")
    month = month_named(name) if name else _number(groups.get("m") or groups.get("m2") or "")
    day = _number(groups.get("d") or groups.get("d2") or "")
    if match.re in (_TWO_DIGITS, _TWO_DIGIT_SIGNS) and year is not None:
        year += 2000
    if year is not None and not 1990 <= year <= 2099:
        return None
    date = date_of(year if year is not None else 2000, month, day)  # 2000 has a 29 February
    if date is None:
        return None
    if match.re is _FULL_SIGNS and groups["m"][0] in "0Oo" and len(groups["d"]) == 1:
        return None  # a padded month beside a bare day: a digit is lost, and nobody knows which
    return Day(date if year is not None else None, year, month, day, _time(groups), match.start(), match.end())


def date_of(year: int, month: int, day: int) -> dt.date | None:
    """The day, `None` where the calendar has none."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _numeral(text: str) -> int:
    """The number up to 99 that Chinese figures write."""
    tens, ten, ones = text.rpartition("十")
    low = _FIGURES.find(ones) if ones else 0
    return low + (10 * (_FIGURES.find(tens) if tens else 1) if ten else 0)


def _chinese_days(line: str) -> list[Day]:
    found = []
    for match in _NUMERALS.finditer(line.translate(_CAPITALS)):
        year = int("".join(str(_FIGURES.find(c)) if c in _FIGURES else "0" for c in match["y"]))
        month = 1 if match["m"] in "元正" else _numeral(match["m"])
        date = date_of(year, month, _numeral(match["d"]))
        if date is None:
            continue
        found.append(Day(date, year, date.month, date.day, None, match.start(), match.end()))
    return found


def find_days(text: str) -> list[Day]:
    """Every day in the text, left to right. A day that the calendar lacks is not found."""
    line = plain(text)
    found = _chinese_days(line)
    for pattern in _PATTERNS:
        for match in pattern.finditer(line):
            if any(match.start() < d.end and d.start < match.end() for d in found):
                continue
            day = _day(match)
            if day is not None:
                found.append(day)
    return sorted(found, key=lambda d: d.start)


def without_days(text: str) -> str:
    """The text, its signs in plain form, without the days in it."""
    line = plain(text)
    for day in reversed(find_days(line)):
        line = line[: day.start] + line[day.end :]
    return line


def parse_day(text: str) -> Day | None:
    """The day when the text is one day and nothing else, else None; 14 digits (`20250720150904`) count here."""
    line = plain(text).strip(" :,。.;")
    stamp = re.fullmatch(r"(20\d{6}) ?(\d{6})", line)
    if stamp:
        line = f"{stamp[1]} {stamp[2]}"
    days = find_days(line)
    if len(days) != 1:
        return None
    rest = line[: days[0].start] + line[days[0].end :]
    if rest.strip(" ()[]前") and not re.fullmatch(rf" ?{_WEEKDAY} ?|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? ?", rest):
        return None
    return days[0]


def day_with_year_last(text: str) -> Day | None:
    """The first day such as `28/02/2024` in the text, where only one order of day and month is possible; of a single
    page, for the rows of a statement decide the order together.
    """
    return next((day for match in _YEAR_LAST.finditer(plain(text)) if (day := _day(match)) is not None), None)


def find_months(text: str) -> list[Month]:
    """Months with their year that are not part of a day."""
    line = plain(text)
    taken = find_days(line)
    found = [Month(int(m["y"]), int(m["m"]), m.start(), m.end()) for m in _MONTHS.finditer(line)]
    found += [Month(int(m["y"]), int(m["m"]), m.start(), m.end()) for m in _MONTHS_FIRST.finditer(line)]
    found += [Month(int(m["y"]), month_named(m["name"]), m.start(), m.end()) for m in _ENGLISH_MONTHS.finditer(line)]
    return [m for m in found if not any(m.start < d.end and d.start < m.end for d in taken)]


_WORTH = re.compile(r"\d ?[年月日] ?|\d ?[-/.] ?\d+ ?[-/.] ?\d|\d ?[:;] ?\d\d|(?<!\d)20\d{6}(?!\d)|\b\d\d-\d\d\b")


def holds_day(text: str) -> bool:
    """Whether the text may hold a day or a time and is worth a second look; generous on purpose."""
    return bool(_WORTH.search(plain(text)))
