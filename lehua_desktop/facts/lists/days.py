"""The days in a list: whole ones, and those that a heading, a clock or their column shows to be days."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ..page.layout import Piece
from ..words.amounts import shows_money
from ..words.days import MONTH_NAME, Day, date_of, find_clock, find_days, month_named
from ..words.glyphs import packed, plain
from ..words.labels import Field, label_of
from .headings import list_headings, range_of_days
from .parts import DUE, LENT_ON, OFFERED_UNTIL, DaySpot, LabelsAbove, day_totals, label_over, labels_above

Rows = Sequence[Sequence[Piece]]

_RELATIVE = re.compile(r"^(?:今[天日]|昨[天日]|前天)")


def list_days(rows: Rows) -> list[DaySpot]:
    """The days that may be those of records: what is only due has its own label."""
    found = []
    short, totals = _short_days(rows), day_totals(rows)
    for r, (row, above) in enumerate(zip(rows, labels_above(rows), strict=True)):
        if range_of_days(row) is not None:
            continue
        for c, piece in enumerate(row):
            days = find_days(piece.text) or ([short[r, c]] if (r, c) in short else [])
            days = [d] if (d := _in_doubtful_year(piece.text)) else days
            if not days:
                if _RELATIVE.match(packed(piece.text)) and len(packed(piece.text)) <= 10:
                    found.append(DaySpot(r, piece, None, lone=False))
                continue
            due = _is_due_of_paid(row, c, above)
            if len({(d.year, d.month, d.day) for d in days}) > 1 or (_is_another(row, c, above) and not due):
                continue  # from one day to another, or two rows in one
            rest = piece.text[: days[0].start] + piece.text[days[0].end :]
            lone = r in totals or (
                len(row) == 1 and not re.sub(r"[ ()（）,]|星期.|周.|今天|昨天", "", rest) and days[0].time is None
            )
            found.append(DaySpot(r, piece, days[0], lone, due))
    return found


def _is_another(row: Sequence[Piece], c: int, above: LabelsAbove) -> bool:
    """Whether a label says that the day is no payment's: due, lent, printed."""
    text = row[c].text
    label = label_of(text) or (label_of(row[c - 1].text) if c else None) or label_over(row[c], above)
    said = packed(text)
    other = (label and label.field is Field.OTHER_TIME) or any(r.search(said) for r in (DUE, _BEGINS, OFFERED_UNTIL))
    return bool(other or LENT_ON.search(text))


def _is_due_of_paid(row: Sequence[Piece], c: int, above: LabelsAbove) -> bool:
    """Whether the column is headed 还款日 and the row says what became of its payment: on that day or on another."""
    label = label_over(row[c], above)
    headed = label is not None and label.word == "还款日" and label_of(row[c].text) is None
    return headed and any(_ENDED.fullmatch(packed(p.text)) for p in row)


_ENDED = re.compile(
    r"(?:还款|扣款|代扣|支付)(?:成功|失败|处理中|中)|已(?:退款|撤销|冲正|入账|关闭|扣款)|处理中|余额不足|成功|失败"
)
_BEGINS = re.compile(
    r"^(?:贷款|借款|借据|合同|查询)?(?:起始|开始|起|借款|放款|发放|结束|终止)(?:日期?|时间)(?!\d{1,2}日)"
)


# --- days without their month or with nothing that shows them to be days -----------------------------------

_WEEKDAY = r"\(?(?:(?:周|星期|礼拜)[一二三四五六日天]|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?)\)?"
_CLOCK = r"(?:[上下中]午|凌晨|早上|晚上)? ?[0-2]?\d ?: ?[0-5]\d(?: ?: ?[0-5]\d)?"
_SHORT = re.compile(
    rf"(?P<before>(?:{_WEEKDAY},? ?|{_CLOCK} )*)"
    r"(?:(?P<month>1[0-2]|0?[1-9]) ?(?P<sign>[-/.月]) ?(?P<day>3[01]|[12]\d|0?[1-9])"
    r"|(?P<alone>3[01]|[12]\d|0?[1-9])"
    rf"|{MONTH_NAME} ?(?P<day2>3[01]|[12]\d|0?[1-9])|(?P<day3>3[01]|[12]\d|0?[1-9]) ?{MONTH_NAME.replace('name', 'name2')})"
    rf" ?(?P<mark>[日号旧曰目])?(?P<behind>(?:,? ?{_WEEKDAY}|,? {_CLOCK}|(?<=[日号旧曰目]){_CLOCK})*)",
    re.IGNORECASE,
)
_TITLED = re.compile(r"(\d{1,2}/\d{1,2}) (?=[\u4e00-\u9fff])(?!期|元|个|天)")  # `3/9 还款`
_TIMES = frozenset({Field.PAID_AT, Field.CREATED_AT, Field.POSTED_AT})
# As the second of two numbers these are as likely the count of installments: `3/12`.
_COUNTS = frozenset({3, 6, 9, 10, 12, 18, 24, 30})


# The year may be that of another order of the figures, or a time without its colon: `23/08/10`, `8月10日2026`.
_DOUBTFUL_YEARS = (
    re.compile(r"(?P<year>[12]\d)(?P<sign>[-/.])(?P<month>0[1-9]|1[0-2])(?P=sign)(?P<day>3[01]|[12]\d|0[1-9])"),
    re.compile(r"(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\d|0?[1-9])日 ?20(?P<year>[12]\d)"),
)


def _in_doubtful_year(text: str) -> Day | None:
    """A day with a year that may be another: `Day.date` is None, for it is not sure."""
    line = plain(text).strip()
    match = next((m for pattern in _DOUBTFUL_YEARS if (m := pattern.fullmatch(line))), None)
    if match is None or date_of(2000 + int(match["year"]), int(match["month"]), int(match["day"])) is None:
        return None
    return Day(None, 2000 + int(match["year"]), int(match["month"]), int(match["day"]), None, 0, len(text))


def _short_days(rows: Rows) -> dict[tuple[int, int], Day]:
    """Days without a year that `find_days` leaves alone: `3/9`, `9日 14:22`, `周六 9日`, `Mar 9`, `3.9`, `09`.

    The month of the heading above, a sign such as 日 or a clock shows that they are days; so does the title of their
    column, or the same place in record after record. What has no month takes that of the heading; without one it is no
    day.
    """
    months = [(h.row, h.month) for h in list_headings(rows)]
    found: dict[tuple[int, int], Day] = {}
    bare: list[tuple[int, int, Day]] = []
    for r, (row, above) in enumerate(zip(rows, labels_above(rows), strict=True)):
        heading = next((month for at, month in reversed(months) if at < r), None)
        for c, piece in enumerate(row):
            text = plain(piece.text).strip()
            titled = _TITLED.match(text) if c == 0 else None
            match = _SHORT.fullmatch(titled[1] if titled else text)
            if match is None or find_days(piece.text):
                continue
            name = match["name"] or match["name2"]
            month = month_named(name) if name else int(match["month"]) if match["month"] else heading
            number = int(match["day"] or match["alone"] or match["day2"] or match["day3"])
            if month is None or not 1 <= number <= calendar.monthrange(2000, month)[1]:
                continue
            beside = (match["before"] + match["behind"]).strip()
            end = len(titled[1] if titled else piece.text)
            day = Day(None, None, month, number, find_clock(beside), 0, end)
            if match["alone"]:
                told = bool(match["mark"] or beside) and (c == 0 or bool(beside))
            else:
                signed = match["sign"] in ("-", "/") and month == heading
                title = label_over(piece, above)
                told = bool(name or match["sign"] == "月" or beside) or signed or bool(title and title.field in _TIMES)
            if told:
                found[r, c] = day
            elif not titled and (
                c == 0 or match["sign"] in ("-", "/")
            ):  # elsewhere `3.9` and `9` are amounts and counts
                bare.append((r, c, day))
    return found | _in_columns(rows, bare)


def _in_columns(rows: Rows, bare: Sequence[tuple[int, int, Day]]) -> dict[tuple[int, int], Day]:
    """Those of the numbers that stand at the same place of record after record, in records without another day."""
    kept: list[tuple[int, int, Day]] = []
    for r, c, day in bare:
        near = rows[max(0, r - 1) : r + 2]
        amount = any(p is not rows[r][c] and _is_amount(p) for row in near for p in row)
        if amount and not any(find_days(p.text) for row in near for p in row):
            kept.append((r, c, day))
    records = sum(any(_is_amount(p) for p in row) for row in rows)
    found: dict[tuple[int, int], Day] = {}
    for r, c, day in kept:
        piece = rows[r][c]
        column = [(s, k, d) for s, k, d in kept if abs(rows[s][k].box.x0 - piece.box.x0) < 0.8 * piece.box.height]
        counts = day.day in _COUNTS and {d.day for _, _, d in column} == {day.day}
        if len({s for s, _, _ in column}) >= max(2, 0.6 * records) and not counts:
            found[r, c] = day
    return found


def _is_amount(piece: Piece) -> bool:
    return shows_money(piece.text) and _SHORT.fullmatch(plain(piece.text).strip()) is None


# --- years below their days --------------------------------------------------------------------------------


def with_years_below(rows: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """The rows with each year that stands below its own day (`07-20` over `2024`) written before that day.

    A year that stands below few of the days is the heading of those that follow.
    """
    found = _with_months_below([list(row) for row in rows])
    days = sum(_MONTH_DAY.fullmatch(packed(p.text)) is not None for row in rows for p in row)
    years = [p for row in rows for p in row if _BARE_YEAR.fullmatch(packed(p.text))]
    if len(years) < 0.7 * days or (len(years) == 1 and any(row == years for row in rows)):
        return found
    for upper, lower in pairwise(found):
        for c, day in enumerate(upper):
            if (short := _MONTH_DAY.fullmatch(packed(day.text))) is None:
                continue
            year = next((p for p in lower if _BARE_YEAR.fullmatch(packed(p.text)) and _stands_below(p, day)), None)
            if year is not None:
                whole = year.joined(day, "年" if short["sign"] == "月" else short["sign"])
                upper[c] = replace(whole, box=day.box)  # it stands on the row of the day
                lower.remove(year)
    return [row for row in found if row]


def _with_months_below(rows: list[list[Piece]]) -> list[list[Piece]]:
    """The same for a month, mostly with its year, below the number of each day (`28` over `2024.10`): nearer to it than to the next
    one, and below most of them, or it is the heading of those that follow.
    """
    numbers = [p for row in rows for p in row[:1] if _NUMBER.fullmatch(packed(p.text))]
    months = [p for row in rows for p in row if _BARE_MONTH.fullmatch(packed(p.text))]
    tops = sorted(p.box.y0 for p in numbers)
    pairs = {id(d): m for d in numbers for m in months if _centred_below(m, d) and _is_nearer(m, d, tops)}
    if not pairs or len(pairs) < 0.7 * max(len(numbers), len(months)) or months[0].box.y0 < numbers[0].box.y0:
        return rows
    taken = {id(m) for m in pairs.values()}
    found = []
    for row in rows:
        whole = [replace(_day_of(pairs[id(p)], p), box=p.box) if id(p) in pairs else p for p in row]
        found.append([p for p in whole if id(p) not in taken])
    return [row for row in found if row]


def _day_of(month: Piece, number: Piece) -> Piece:
    if "月" in month.text:
        whole = month.joined(number)
        return replace(whole, text=whole.text if whole.text.endswith("日") else f"{whole.text}日")
    return month.joined(number, next(s for s in "-/." if s in month.text))


def _centred_below(piece: Piece, upper: Piece) -> bool:
    gap = piece.box.y0 - upper.box.y1
    middle = abs(piece.box.middle_x - upper.box.middle_x) < 0.5 * piece.box.width
    return piece.page == upper.page and middle and -0.5 * piece.box.height < gap < 0.8 * upper.box.height


def _is_nearer(piece: Piece, upper: Piece, tops: Sequence[float]) -> bool:
    below = next((top - piece.box.y1 for top in tops if top > piece.box.middle_y), None)
    return below is None or below > 1.5 * max(0.0, piece.box.y0 - upper.box.y1) + 0.2 * piece.box.height


_NUMBER = re.compile(r"(?:3[01]|[12]\d|0?[1-9])日?")
_BARE_MONTH = re.compile(r"20\d\d[-/.](?:0?[1-9]|1[0-2])|(?:20\d\d年)?(?:0?[1-9]|1[0-2])月")
_MONTH_DAY = re.compile(r"\d{1,2}(?P<sign>[-/.月])\d{1,2}日?")
_BARE_YEAR = re.compile(r"20\d\d")


def _stands_below(piece: Piece, upper: Piece) -> bool:
    height = upper.box.height
    gap = piece.box.y0 - upper.box.y1
    return piece.page == upper.page and abs(piece.box.x0 - upper.box.x0) < height and -0.5 * height < gap < 1.2 * height
