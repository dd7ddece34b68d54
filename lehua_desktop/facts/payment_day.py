"""The day of one payment, told from due days, and its time."""

from __future__ import annotations

import datetime as dt
import re

from ..core.model import Check, Context, Look, Read, Status
from .certainty import day_again, in_range, judge, missing
from .days import Day, find_days
from .glyphs import packed
from .labels import Field
from .layout import Piece
from .pairs import Pair, Sheet
from .payment_amount import Found, repeated
from .references import days_inside, stamped_day


def times_on(sheet: Sheet) -> list[tuple[Pair, Day]]:
    """The days beside labels that may be about the payment itself."""
    fields = (Field.PAID_AT, Field.CREATED_AT, Field.POSTED_AT, Field.REFUNDED_AT)
    return [(p, d) for p in sheet.values(*fields) if p.value is not None for d in find_days(p.value.text)[:1]]


def day_on(
    sheet: Sheet, references: tuple[str, ...], status: Read[Status], big: Found | None, context: Context
) -> tuple[Read[dt.date], str | None, bool]:
    """The day of the payment, its time, and whether it is a posting day."""
    found = times_on(sheet)
    order = [Field.PAID_AT, Field.CREATED_AT, Field.POSTED_AT, Field.REFUNDED_AT]
    if status.value is Status.REFUNDED and (big is None or not big.amount.negative):
        order.insert(0, Field.REFUNDED_AT)
    ranked = sorted(found, key=lambda f: (order.index(f[0].field), f[1].date is None))
    dated = [f for f in ranked if f[1].date is not None]
    everywhere = [(p, d) for row in sheet.rows for p in row for d in find_days(p.text)]
    if not dated:
        dated = _unlabelled_day(sheet, ranked)
    if not dated:
        labelled = next((p.value for p in sheet.pairs if p.field is Field.PAID_AT and p.value is not None), None)
        return _open_day(ranked, everywhere, labelled, references, context)
    pair, day = dated[0]
    piece = pair.value
    assert piece is not None and day.date is not None  # noqa: S101 - narrowed above
    looks: list[Check | None] = [
        in_range(day.date, context.today),
        day_again(day, piece),
        Check(Look.YEAR, agrees=True),
    ]
    looks.append(_stamp(day.date, references, status))
    twins = [d for p, d in everywhere if p.source != piece.source and not _covers(piece, p)]
    if any(d.date == day.date for d in twins) or any(
        d.date is None
        and (d.month, d.day) == (day.month, day.day)
        and d.time
        and day.time
        and day.time.startswith(d.time[:5])
        for d in twins
    ):
        looks.append(Check(Look.ELSEWHERE, agrees=True))
    same_rank = [d for p, d in dated[1:] if p.field is pair.field and d.date != day.date]
    if same_rank:
        looks.append(Check(Look.ELSEWHERE, agrees=False))
    if repeated(sheet, Field.PAID_AT):
        looks.append(Check(Look.LABEL, agrees=False))
    if pair.word == "还款日期" and (
        sheet.values(Field.GROSS) or any(re.search(r"应还|已还清|待还", t) for t in sheet.texts)
    ):
        looks.append(Check(Look.LABEL, agrees=False))  # on a page about an installment it may be the due day
    time = day.time or next((d.time for p, d in ranked if d.time and (d.month, d.day) == (day.month, day.day)), None)
    time = time or _time_apart(sheet, day)
    return judge(day.date, piece, *looks), time, pair.field is Field.POSTED_AT


def _covers(outer: Piece, inner: Piece) -> bool:
    box, other = outer.source, inner.source
    return outer.page == inner.page and box.overlap_x(other) > 0.9 and box.overlap_y(other) > 0.9


def _stamp(day: dt.date, references: tuple[str, ...], status: Read[Status]) -> Check | None:
    """What the numbers of the transaction say about the day."""
    if any(day in days_inside(r) for r in references):
        return Check(Look.ORDER_NUMBER, agrees=True)
    stamps = {d for r in references if (d := stamped_day(r))}
    # The number of a refund is that of the payment before it.
    if stamps and status.value is not Status.REFUNDED:
        return Check(Look.ORDER_NUMBER, agrees=False)
    return None


def _unlabelled_day(sheet: Sheet, ranked: list[tuple[Pair, Day]]) -> list[tuple[Pair, Day]]:
    """A single full day on the page without a label counts when no labelled one is there; so does a step `付款成功 …`."""
    if ranked:
        return []
    full = [(p, d) for p in sheet.loose for d in find_days(p.text) if d.date is not None]
    if len({d.date for _, d in full}) != 1:
        return []
    piece, day = full[0]
    return [(Pair(Field.PAID_AT, "", piece, piece), day)]


def _open_day(
    ranked: list[tuple[Pair, Day]],
    everywhere: list[tuple[Piece, Day]],
    labelled: Piece | None,
    references: tuple[str, ...],
    context: Context,
) -> tuple[Read[dt.date], str | None, bool]:
    """A day without a year: the transaction's numbers may give it, else the place is kept and the value stays open."""
    spots = [(p.value, d) for p, d in ranked] + [(p, d) for p, d in everywhere if d.date is None]
    if not spots:
        return missing(labelled), None, False
    piece, day = spots[0]
    numbers = [{d for d in days_inside(r) if (d.month, d.day) == (day.month, day.day)} for r in references]
    dates = set().union(*numbers)
    if len(dates) != 1 or piece is None:
        return missing(piece), day.time, False
    date = dates.pop()
    twice = Check(Look.YEAR, agrees=sum(bool(n) for n in numbers) > 1)
    looks = (Check(Look.ORDER_NUMBER, agrees=True), twice, day_again(day, piece), in_range(date, context.today))
    return judge(date, piece, *looks), day.time, False


_TIME_ONLY = re.compile(r"^(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?$")


def _time_apart(sheet: Sheet, day: Day) -> str | None:
    """A time in a field of its own (交易时间 15:21 beside 交易日期)."""
    for pair in sheet.pairs:
        if pair.field in (Field.PAID_AT, Field.CREATED_AT) and pair.value is not None:
            match = _TIME_ONLY.match(packed(pair.value.text))
            if match and int(match[1]) < 24 and int(match[2]) < 60:
                return ":".join(f"{int(g):02d}" for g in match.groups() if g)
    return day.time
