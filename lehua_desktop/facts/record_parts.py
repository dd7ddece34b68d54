"""What a list is made of: amounts that records are about, days, headings of months and years, titles."""

from __future__ import annotations

import calendar
import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..core.model import Status
from ..core.money import Money
from .amounts import Amount, find_amounts, parse_amount
from .days import Day, Month, find_days, find_months
from .glyphs import packed
from .labels import Field, Label, label_of
from .layout import Piece
from .wording import status_said


@dataclass(frozen=True, slots=True)
class Spot:
    """A value with its piece and row."""

    row: int
    piece: Piece


@dataclass(frozen=True, slots=True)
class AmountSpot(Spot):
    """An amount that one record is about; `alone` is false where another of the row could be it as well."""

    amount: Amount
    alone: bool = True


@dataclass(frozen=True, slots=True)
class DaySpot(Spot):
    """A day that may be that of a payment; `lone` where nothing else stands on its row, as on headings of days."""

    day: Day | None  # None: 今天, 昨天
    lone: bool


@dataclass(frozen=True, slots=True)
class Heading(Spot):
    """A heading of a year, or of a month of one; `spent` is the total that stands below or beside it.

    `year` is None for 本月, 6月: nobody knows of which year.
    """

    year: int | None
    month: int | None
    spent: Money | None
    after: int | None = None  # of a month without a year: the year that ends below it, newest first
    joined: bool = False  # no month is missing down to that year


_SUM = re.compile(
    r"^(?:总?支出|总?收入|共?支出|合计|共\d+笔|结余|累计|已还总|总计|统计|不计收支|收支|(?i:spent|received|income|expenses?|total))"
)
_NO_ANCHOR = frozenset({Field.PART, Field.OTHER_AMOUNT, Field.GROSS, Field.TOTAL})
_DUE = re.compile(r"应还|到期|还款日[:：]|账单日|最后还款")
_DOES = re.compile(r"还款|扣款|支付|付款|实还|扣收|代扣|转账|支出")
_YEAR = re.compile(r"(20\d\d)年?[>v∨﹀▼]?")
_NO_YEAR = re.compile(r"本月|上月|上个月|近.{1,3}月|1?\d月")
_RELATIVE = re.compile(r"^(?:今[天日]|昨[天日]|前天)")
_SPENT = re.compile(r"支 ?出|(?i:spent|expenses?)")
_DAY_OF_MONTH = re.compile(
    r"(?P<day>\d{1,2})日?(?:周|星期)[一二三四五六日天]|(?P<bare>\d{1,2})日|(?P<month>\d{1,2})/(?P<short>\d{1,2})"
)
_TITLE = re.compile(r"记录|明细|账单|流水|全部|筛选|历史|(?i:transactions|bills)")


def list_amounts(rows: Sequence[Sequence[Piece]]) -> list[AmountSpot]:
    """The amounts that records are about: one a row, sums of months and components left out."""
    found: list[AmountSpot] = []
    weak: list[AmountSpot] = []
    for r, (row, over) in enumerate(zip(rows, _overhead(rows), strict=True)):
        here: list[AmountSpot] = []
        for c, piece in enumerate(row):
            amount = _amount_in(piece)
            if (word := _SUM.match(packed(piece.text))) is not None:
                # `支出12.00` beside a name is a sign in words; beside another sum or a month it is a total.
                inside = find_amounts(piece.text)
                if word[0] not in ("支出", "收入") or len(inside) != 1 or not _is_name(row[:c]):
                    break
                amount = replace(inside[0], negative=word[0] == "支出", plus=word[0] == "收入")
            if amount is None:
                continue
            labels = [bare_label(row[c - 1].text) if c else None, _over(piece, over)]
            out = any(label and label.field in _NO_ANCHOR for label in labels)
            (weak if out or _DUE.search(packed(piece.text)) else here).append(AmountSpot(r, piece, amount))
        if here:
            # Two on one row: the signed one, else the one on the right.
            signed = [s for s in here if s.amount.negative or s.amount.plus]
            found.append(replace((signed or here[-1:])[0], alone=len(signed) < 2))
    return _main(found, _closed(found, rows)) or weak


def _is_name(pieces: Sequence[Piece]) -> bool:
    texts = [packed(p.text) for p in pieces]
    return bool(texts) and not any(_SUM.match(t) or find_months(t) or _NO_YEAR.fullmatch(t) for t in texts)


_Overhead = list[tuple[Piece, Label]]


def _overhead(rows: Sequence[Sequence[Piece]]) -> list[_Overhead]:
    """For each row the labels that name what stands under them: those of the row above, and the heads of columns."""
    heads: _Overhead = []
    above: _Overhead = []
    found = []
    for row in rows:
        found.append([*above, *heads])
        above = [(p, label) for p in row if (label := bare_label(p.text))]
        heads = above if len(above) >= 3 else heads
    return found


def _over(piece: Piece, overhead: _Overhead) -> Label | None:
    """The label under whose middle a piece stands, or that stands over its own."""
    for head, label in overhead:
        if head.box.x0 <= piece.box.middle_x <= head.box.x1 or piece.box.x0 <= head.box.middle_x <= piece.box.x1:
            return label
    return None


def bare_label(text: str) -> Label | None:
    """The label that a text is, with no value after it."""
    label = label_of(text)
    return label if label is not None and label.value_at == len(text) else None


def _amount_in(piece: Piece) -> Amount | None:
    amount = parse_amount(piece.text)
    if amount is not None and (amount.decimals or amount.currency):
        return amount
    inside = find_amounts(piece.text)
    if len(inside) != 1:
        return None
    label = label_of(piece.text)
    if label and label.field in _NO_ANCHOR:
        return None
    named = (label and label.field in (Field.AMOUNT, Field.PAID)) or _DOES.search(packed(piece.text))
    signed = (inside[0].negative or inside[0].plus) and inside[0].end >= len(piece.text.rstrip()) - 1
    return inside[0] if named or signed else None


def _closed(spots: list[AmountSpot], rows: Sequence[Sequence[Piece]]) -> list[AmountSpot]:
    """The amounts whose record says that nothing came of it: wallets write those without a sign."""
    ends = [*(s.row for s in spots[1:]), len(rows)][: len(spots)]
    return [
        s
        for s, end in zip(spots, ends, strict=True)
        if any(
            (w := status_said(p.text)) and w.status is Status.FAILED
            for row in rows[s.row : min(end, s.row + 4)]
            for p in row
        )
    ]


def _main(spots: list[AmountSpot], closed: list[AmountSpot]) -> list[AmountSpot]:
    """Without small print, big totals, and unsigned amounts where most have a sign, but for closed ones in their column."""
    if len(spots) < 2:
        return spots
    usual = statistics.median_low([s.piece.box.height for s in spots])
    signed = [s for s in spots if s.amount.negative or s.amount.plus]
    if 2 * len(signed) > len(spots):
        right = statistics.median([s.piece.box.x1 for s in signed])
        spots = [s for s in spots if s in signed or (s in closed and abs(s.piece.box.x1 - right) < s.piece.box.height)]
    most = 1.5 if len(spots) > 2 else 9.0
    return [s for s in spots if 0.75 * usual < s.piece.box.height < most * usual]


def list_days(rows: Sequence[Sequence[Piece]]) -> list[DaySpot]:
    """The days that may be those of records: what is only due has its own label."""
    found = []
    month: Month | None = None
    for r, (row, over) in enumerate(zip(rows, _overhead(rows), strict=True)):
        month = next((m for m in find_months(row[0].text) if not m.start), month)
        for c, piece in enumerate(row):
            days = find_days(piece.text)
            if not days and c == 0 and month and (day := _day_of(month, piece)):
                found.append(DaySpot(r, piece, day, lone=len(row) == 1))
                continue
            if not days:
                if _RELATIVE.match(packed(piece.text)) and len(packed(piece.text)) <= 10:
                    found.append(DaySpot(r, piece, None, lone=False))
                continue
            if len({(d.year, d.month, d.day) for d in days}) > 1:
                continue  # from one day to another, or two rows in one
            label = label_of(piece.text) or (label_of(row[c - 1].text) if c else None) or _over(piece, over)
            if (label and label.field is Field.OTHER_TIME) or _DUE.search(packed(piece.text)):
                continue
            rest = piece.text[: days[0].start] + piece.text[days[0].end :]
            lone = len(row) == 1 and not re.sub(r"[ ()（）,]|星期.|周.|今天|昨天", "", rest) and days[0].time is None
            found.append(DaySpot(r, piece, days[0], lone))
    return found


def _day_of(month: Month, piece: Piece) -> Day | None:
    """What begins a row below a month as one of its days: `09日`, `9日 周一`, `03/09`."""
    match = _DAY_OF_MONTH.fullmatch(packed(piece.text))
    if match is None or (match["month"] and int(match["month"]) != month.month):
        return None
    number = int(match["day"] or match["bare"] or match["short"])
    if not 1 <= number <= calendar.monthrange(month.year, month.month)[1]:
        return None
    return Day(None, None, month.month, number, None, 0, len(piece.text))


def list_headings(rows: Sequence[Sequence[Piece]]) -> list[Heading]:
    """Months with their year, and years that stand alone."""
    found: list[Heading] = []
    for r, row in enumerate(rows):
        for piece in row:
            said = packed(piece.text)
            months = find_months(piece.text) if len(said) <= 40 else []
            if months:
                found.append(Heading(r, piece, months[0].year, months[0].month, _spent(rows[r : r + 2])))
                break
            if piece is row[0] and len(row) <= 2 and _NO_YEAR.fullmatch(said := said.rstrip(">v∨﹀▼")):
                month = int(said[:-1]) if said[:-1].isdigit() else None
                found.append(Heading(r, piece, None, month, None))
                break
            if piece is row[0] and (match := _YEAR.fullmatch(said)) and ("年" in said or len(row) == 1):
                found.append(Heading(r, piece, int(match[1]), None, None))
                break
    return _years_before(found)


def _years_before(headings: list[Heading]) -> list[Heading]:
    """Months without a year, newest first, down to the year before: `2月`, `1月`, `2024年12月`."""
    dated = next((i for i, h in enumerate(headings) if h.year and h.month), 0)
    months = [h.month or 0 for h in headings[:dated]]
    falling = months == sorted(months, reverse=True) and 0 not in months
    if not dated or not falling or months[-1] >= (headings[dated].month or 0):
        return headings
    joined = months == list(range(len(months), 0, -1)) and headings[dated].month == 12
    return [replace(h, after=headings[dated].year, joined=joined) for h in headings[:dated]] + headings[dated:]


def _spent(rows: Iterable[Sequence[Piece]]) -> Money | None:
    """The month's total beside or below its heading (`支出¥1,734.37`)."""
    for row in rows:
        for c, piece in enumerate(row):
            if out := _SPENT.search(piece.text):
                text = piece.text[out.start() :]
                amounts = find_amounts(text) or (find_amounts(row[c + 1].text) if c + 1 < len(row) else [])
                if amounts:
                    return amounts[0].money
    return None


def is_title(row: Sequence[Piece]) -> bool:
    """A title, a line of sums or the heads of columns: what follows begins with a whole record."""
    text = packed("".join(p.text for p in row))
    heads = [label for p in row if (label := bare_label(p.text))]
    if len(heads) >= 3 or any(label.field in (Field.OTHER_AMOUNT, Field.TOTAL) for label in heads):
        return True
    return bool(_SUM.match(text)) or (len(text) <= 12 and bool(_TITLE.search(text)))
