"""What a list is made of: amounts that records are about, days, headings of months and years, titles."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..core.model import Status
from ..core.money import Money
from .amounts import Amount, find_amounts, parse_amount
from .days import Day, Month, find_days, find_months, parse_day
from .glyphs import packed, plain
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
    until: dt.date | None = None  # of a range of days that was asked for, its last day; `since` is its first
    since: dt.date | None = None
    chosen: bool = True  # false where several years stand side by side, and a colour says which is meant
    by: Piece | None = None  # of a month below the heading of its year: that heading


_SUM = re.compile(
    r"^(?:总?支出|总?收入|共?支出|合计|共\d+笔|结余|累计|已还总|总计|统计|不计收支|收支|(?i:spent|received|income|expenses?|total))"
)
_NO_ANCHOR = frozenset({Field.PART, Field.OTHER_AMOUNT, Field.GROSS, Field.TOTAL})
_DUE = re.compile(r"应还|到期|还款日[:：]|账单日|最后还款")
_DOES = re.compile(r"还款|扣款|支付|付款|实还|扣收|代扣|转账|支出")
_YEAR = re.compile(r"(20\d\d)年?")
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
        if any(_LENT_ON.search(p.text) for p in row):
            continue  # the loan that the records below repay
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
    found = _without_months(found)
    return _main(found, _closed(found, rows)) or weak


def _without_months(spots: list[AmountSpot]) -> list[AmountSpot]:
    """Without months such as `2024.09`, which stand elsewhere than the amounts do."""
    months = [s for s in spots if _MONTH_LIKE.fullmatch(packed(s.piece.text))]
    others = [s for s in spots if s not in months]
    far = all(abs(m.piece.box.x1 - o.piece.box.x1) > o.piece.box.height for m in months for o in others)
    return others if others and far else spots


_LENT_ON = re.compile(r"\d日? ?(?:借款?|借出|放款|起息|起)$")
_MONTH_LIKE = re.compile(r"20\d\d\.(?:0\d|1[0-2])")


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
        tabs = any(packed(p.text) == "全部" for p in row)
        above = [] if tabs else [(p, label) for p in row if (label := bare_label(p.text))]
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
    column = _day_column(rows)
    for r, (row, over) in enumerate(zip(rows, _overhead(rows), strict=True)):
        month = next((m for m in find_months(row[0].text) if not m.start), month)
        if _range(row) is not None:
            continue
        for c, piece in enumerate(row):
            days = find_days(piece.text)
            if not days and (day := column.get((r, c)) or (_day_of(month, piece) if c == 0 and month else None)):
                found.append(DaySpot(r, piece, day, lone=len(row) == 1))
                continue
            if not days:
                if _RELATIVE.match(packed(piece.text)) and len(packed(piece.text)) <= 10:
                    found.append(DaySpot(r, piece, None, lone=False))
                continue
            if len({(d.year, d.month, d.day) for d in days}) > 1:
                continue  # from one day to another, or two rows in one
            label = label_of(piece.text) or (label_of(row[c - 1].text) if c else None) or _over(piece, over)
            if (
                (label and label.field is Field.OTHER_TIME)
                or _DUE.search(packed(piece.text))
                or _LENT_ON.search(piece.text)
            ):
                continue
            rest = piece.text[: days[0].start] + piece.text[days[0].end :]
            lone = len(row) == 1 and not re.sub(r"[ ()（）,]|星期.|周.|今天|昨天", "", rest) and days[0].time is None
            found.append(DaySpot(r, piece, days[0], lone))
    return found


def with_years_below(rows: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """The rows with each year that stands small below its own day (`07-20` over `2024`) written before that day."""
    found = [list(row) for row in rows]
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


_MONTH_DAY = re.compile(r"\d{1,2}(?P<sign>[-/.月])\d{1,2}日?")
_BARE_YEAR = re.compile(r"20\d\d")


def _stands_below(piece: Piece, upper: Piece) -> bool:
    height = upper.box.height
    gap = piece.box.y0 - upper.box.y1
    return piece.page == upper.page and abs(piece.box.x0 - upper.box.x0) < height and -0.5 * height < gap < 1.2 * height


_SHORT_DAY = re.compile(
    r"(?:(?P<month>1[0-2]|0?[1-9])[/.\-])?(?P<day>3[01]|[12]\d|0?[1-9])日?(?P<week>\(?(?:周|星期)[一二三四五六日天]\)?)?"
)


def _day_column(rows: Sequence[Sequence[Piece]]) -> dict[tuple[int, int], Day]:
    """Days that only their column shows to be days: `3/9`, `9日`, `09` at the same place of row after row.

    What has no month takes that of the heading above it; without one it is no day.
    """
    months = {h.row: h.month for h in list_headings(rows)}
    spots: list[tuple[int, int, Piece, re.Match[str]]] = []
    for r, row in enumerate(rows):
        if not any(parse_amount(p.text) and not _SHORT_DAY.fullmatch(packed(p.text)) for p in row):
            continue
        for c, piece in enumerate(row[:3]):
            match = _SHORT_DAY.fullmatch(packed(piece.text))
            near = rows[r : r + (1 if match and (match["month"] or match["week"]) else 3)]
            if match and not any(find_days(p.text) for row in near for p in row):
                spots.append((r, c, piece, match))
    found: dict[tuple[int, int], Day] = {}
    for r, c, piece, match in spots:
        same = [s for s in spots if abs(s[2].box.x0 - piece.box.x0) < 0.8 * piece.box.height and s[0] != r]
        if bool(match["month"]) not in {bool(s[3]["month"]) for s in same}:
            continue
        above = max((row for row in months if row < r), default=None)
        number = int(match["month"]) if match["month"] else months[above] if above is not None else None
        if number is None or not 1 <= int(match["day"]) <= calendar.monthrange(2000, number)[1]:
            continue
        found[r, c] = Day(None, None, number, int(match["day"]), None, 0, len(piece.text))
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
    """Months with their year, years that stand alone, and ranges of days that were asked for."""
    found: list[Heading] = []
    for r, row in enumerate(rows):
        if (span := _range(row)) is not None:
            found.append(Heading(r, row[0], None, None, None, since=span[0], until=span[1]))
            continue
        years = [(p, int(match[1])) for p in row if (match := _YEAR.fullmatch(_unmarked(p.text))) and "年" in p.text]
        for piece in row:
            said = packed(piece.text)
            months = find_months(piece.text) if len(said) <= 40 else []
            if months:
                found.append(Heading(r, piece, months[0].year, months[0].month, _spent(rows[r : r + 2])))
                break
            said = _unmarked(said)
            if piece is row[0] and len(row) <= 2 and _NO_YEAR.fullmatch(said):
                month = int(said[:-1]) if said[:-1].isdigit() else None
                found.append(Heading(r, piece, None, month, None))
                break
            alone = len(row) == 1 and _YEAR.fullmatch(said)
            if alone or any(p is piece for p, _ in years):
                year = int(said[:4])
                found.append(Heading(r, piece, year, None, None, chosen=len({y for _, y in years}) < 2))
                break
    return _years_before(_years_above(found))


def _unmarked(text: str) -> str:
    """A heading without what opens it or frames it: `2024年 ▾`, `—— 2024年 ——`."""
    return packed(text).strip(">v∨﹀▼▾▲▴·-一_~|()")


def _range(row: Sequence[Piece]) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of a range on a row of its own: `2024-01-01 至 2024-12-31`."""
    text = plain(" ".join(p.text for p in row))
    days = [d for d in find_days(text) if d.date is not None]
    if len(days) != 2 or any(parse_amount(p.text) and not parse_day(p.text) for p in row):
        return None
    between, beside = text[days[0].end : days[1].start], text[: days[0].start] + text[days[1].end :]
    if len(row) > 3 or not _TO.fullmatch(packed(between).strip("▼▾∨")) or len(packed(beside)) > 12:
        return None
    first, last = (d.date for d in days)
    return (first, last) if first and last and first < last else None


_TO = re.compile(r"[-~至到一]+")


def _years_above(headings: list[Heading]) -> list[Heading]:
    """Months without a year below the heading of their year: `2024年`, `3月`, `2月`."""
    found: list[Heading] = []
    year: Heading | None = None
    for h in headings:
        if h.year is not None:
            year = h if h.month is None and h.chosen else None
        elif h.month is not None and year is not None:
            h = replace(h, year=year.year, by=year.piece)
        found.append(h)
    return found


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
    searched = _SEARCHED.match(text) and not any(parse_amount(p.text) for p in row)
    lent = any(_LENT_ON.search(p.text) for p in row)
    return bool(_SUM.match(text) or searched or lent) or (len(text) <= 12 and bool(_TITLE.search(text)))


_SEARCHED = re.compile(r"(?:搜索|查找|筛选)[:：]?")


def without_offers(rows: Sequence[Sequence[Piece]]) -> list[Sequence[Piece]]:
    """The rows without what a lender offers between them and without the sum at the foot.

    A row with a day or a sign is a record's.
    """
    kept = [row for row in rows if not _is_offer(row)]
    while kept and _FOOT.match(packed("".join(p.text for p in kept[-1]))):
        kept.pop()
    return kept


_FOOT = re.compile(r"(?:合计|总计|共计?|累计).{0,6}\d+笔|(?:没有更多|已经到底|到底了|仅展示|仅显示)")


def _is_offer(row: Sequence[Piece]) -> bool:
    if not _OFFER.search(packed("".join(p.text for p in row))):
        return False
    amounts = [a for p in row for a in find_amounts(p.text)]
    return not any(a.negative or a.plus for a in amounts) and not any(find_days(p.text) for p in row)


_OFFER = re.compile(
    r"最高(?:可[借贷领享]|额度|立减)|可[借贷](?:额度|金额)|(?:立即|点击|免费|马上|去)(?:领取|借款|借钱|申请|提额)"
)
