"""Payments in lists: bill lists of wallets with month headings, scrolling histories of repayments."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from ..core.model import Check, Context, Look, PaymentFact, Read, Status
from ..core.money import ZERO, Money, total
from ..core.page import Page
from .amounts import find_amounts
from .certainty import amount_again, day_again, in_range, judge, missing, well_shaped
from .days import find_days, find_months
from .glyphs import packed
from .labels import Field, label_of
from .layout import text_rows
from .parties import about_loan
from .records import Heading, Record, records_of
from .references import card_tail, periods, reference
from .wording import status_said


def read_bills(pages: Sequence[Page], context: Context) -> tuple[PaymentFact, ...]:
    """The movements of money that a list shows, in its order."""
    rows = text_rows(pages)
    records, headings = records_of(rows)
    page_text = packed(" ".join(p.text for row in rows for p in row))
    whole = bool(re.search(r"还款记录|还款明细|扣款记录|还款历史|借款记录|历史账单", page_text))
    return tuple(f for r in records if (f := _fact(r, records, headings, context, whole, page_text)) is not None)


def _fact(
    record: Record, records: list[Record], headings: list[Heading], context: Context, whole: bool, page_text: str
) -> PaymentFact | None:
    status = _status(record)
    if status is None:
        return None
    amount, piece = record.amount.amount, record.amount.piece
    looks = [well_shaped(amount), amount_again(amount.money, piece), _month_adds_up(record, records)]
    name = _name(record)
    day, time = _day(record, headings, context)
    text = " ".join(record.texts)
    return PaymentFact(
        amount=judge(amount.money, piece, *looks),
        day=day,
        status=status,
        time=time,
        payee=name,
        card_tail=card_tail(text),
        references=tuple(dict.fromkeys(n for t in record.texts if (n := reference(t)) and len(n) >= 12)),
        periods=periods(text),
        about_loan=about_loan(_own_words(record), context) or (whole and _about_page(record, page_text, context)),
        components=_components(record),
    )


def _own_words(record: Record) -> list[str]:
    """What surely speaks of this record; all round it only where a name stands apart from amount and day."""
    core = [p.text for p in record.core if p is not record.amount.piece]
    named = any(_is_name(t) for t in [*core, record.amount.piece.text])
    return [*core, record.amount.piece.text] if named else record.texts


def _is_name(text: str) -> bool:
    plain = re.sub(r"[-+¥￥\d.,:：年月日 元]+", "", text)
    return len(re.findall(r"[\u4e00-\u9fff]", plain)) >= 2 and not (status_said(text) and len(plain) <= 5)


def _about_page(record: Record, page_text: str, context: Context) -> bool:
    """A platform's own history names no payee: the page as a whole says whose it is."""
    return bool(periods(" ".join(record.texts))) or about_loan([page_text], context) or "还款" in page_text[:60]


def _components(record: Record) -> tuple[tuple[str, Money], ...]:
    found = []
    for piece in record.pieces:
        label = label_of(piece.text)
        if label and label.field in (Field.PART, Field.GROSS):
            found += [(label.word, a.money) for a in find_amounts(piece.text[label.value_at :])[:1]]
    return tuple(found)


def _name(record: Record) -> str | None:
    for piece in record.pieces:
        text = piece.text.strip()
        if re.search(r"[\u4e00-\u9fff]{2}", text) and not find_days(text) and not find_amounts(text):
            return None if status_said(text) and len(text) <= 5 else text
    return None


def _status(record: Record) -> Read[Status] | None:
    """The word in the record; where lists leave it out the payment was made. None: money that came in.

    A word outside the rows of amount and day may be a neighbour's: it counts, and a person has to look.
    """
    amount = record.amount.amount
    for pieces, near in ((record.core, True), (record.pieces, False)):
        said = [(w, p) for p in pieces if len(packed(p.text)) <= 24 and (w := status_said(p.text))]
        for wanted in (Status.REFUNDED, Status.FAILED, Status.PENDING, Status.SUCCESS):
            words = [(w, p) for w, p in said if w.status is wanted]
            if words:
                sure = near and all(w.sure for w, _ in words) and not (wanted is Status.SUCCESS and amount.plus)
                return judge(wanted, words[0][1], Check(Look.LABEL, agrees=sure), closed=True)
    refund = any("退款" in packed(t) for t in record.texts)
    if amount.plus:
        return judge(Status.REFUNDED, record.amount.piece, Check(Look.LABEL, agrees=False)) if refund else None
    return judge(
        Status.SUCCESS, record.amount.piece, Check(Look.LABEL, agrees=amount.negative and not refund), closed=True
    )


def _month_adds_up(record: Record, records: list[Record]) -> Check | None:
    """The debits under a month heading add up to the total that it states: every one of them was read right."""
    heading = record.heading
    if heading is None or heading.spent is None or not record.amount.amount.negative:
        return None
    debits = [
        r.amount.amount.money for r in records if r.heading is heading and r.amount.amount.negative and not _closed(r)
    ]
    return Check(Look.BALANCE, agrees=True) if len(debits) > 1 and total(debits) == heading.spent != ZERO else None


def _closed(record: Record) -> bool:
    status = _status(record)
    return status is not None and status.value in (Status.FAILED, Status.PENDING)


def _day(record: Record, headings: list[Heading], context: Context) -> tuple[Read[dt.date], str | None]:
    spot = record.day
    if spot is None:
        return missing(record.amount.piece), None
    day, heading = spot.day, record.heading
    looks = [day_again(day, spot.piece)]
    if not record.own_day:
        looks.append(Check(Look.LABEL, agrees=False))
    date = day.date
    if date is None:
        if heading is None:
            return missing(spot.piece), day.time
        agrees = heading.month.month == day.month and _sure_year(heading, headings)
        year = heading.month.year
        if heading.month.month != day.month and day.month > heading.month.month:
            year -= 1  # newest first, and the heading between is not there
        try:
            date = dt.date(year, day.month, day.day)
        except ValueError:
            return missing(spot.piece), day.time
        looks.append(Check(Look.YEAR, agrees=agrees))
    elif heading is not None and (heading.month.year, heading.month.month) == (date.year, date.month):
        looks.append(Check(Look.YEAR, agrees=True))
    looks.append(in_range(date, context.today))
    return judge(date, spot.piece, *looks), day.time


def _sure_year(heading: Heading, headings: list[Heading]) -> bool:
    """Whether the year of a heading was seen twice: by the second reader, or in a neighbour in whose order it stands."""
    if heading.piece.second is not None and (seen := find_months(heading.piece.second)):
        return (seen[0].year, seen[0].month) == (heading.month.year, heading.month.month)
    if heading.piece.exact:
        return True
    order = [(h.month.year, h.month.month) for h in headings]
    at = next(i for i, h in enumerate(headings) if h is heading)
    near = [headings[k].month.year for k in (at - 1, at + 1) if 0 <= k < len(headings)]
    return heading.month.year in near and order in (sorted(order), sorted(order, reverse=True))
