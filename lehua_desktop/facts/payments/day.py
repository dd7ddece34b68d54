"""The day of one payment, told from due days, and its time."""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
from collections.abc import Collection
from dataclasses import replace

from ...core.facts import Check, Context, Look, Read, Status
from ..certainty import day_again, in_range, judge, missing
from ..lists.years import by_weekday, weekdays_in
from ..page.layout import Piece
from ..page.pairs import Pair, Sheet
from ..words.amounts import parse_amount
from ..words.days import Day, day_with_year_last, find_days, find_months, parse_day
from ..words.glyphs import packed
from ..words.labels import Field, label_of
from ..words.references import days_inside, reference, stamped_day
from ..words.wording import is_receipt, status_said
from .amount import repeated
from .figures import Found

_EXPECTED = re.compile(r" ?预计(?!.*实际)")
# When the money was with the payee; the payer paid before, at times the evening before.
_ARRIVED = re.compile(r"到账|入账|收款|完成时间$")


def times_on(sheet: Sheet) -> list[tuple[Pair, Day]]:
    """The days beside labels that may be about the payment itself."""
    fields = (Field.PAID_AT, Field.CREATED_AT, Field.POSTED_AT, Field.REFUNDED_AT)
    found = []
    for pair in [*sheet.values(*fields), *_beside_due_day(sheet)]:
        if pair.value is not None and not _EXPECTED.match(pair.value.text):
            # 14 digits are a day and its time only where a label says so.
            text = pair.value.text
            day = next(iter(find_days(text)), None) or parse_day(text) or day_with_year_last(text)
            found += [(pair, day)] if day is not None else []
    return found


_DUE_DAY = re.compile(r"应还款?(?:日|日期|时间)")
_REPAID_DAY = "还款日"  # mostly the due day


def _beside_due_day(sheet: Sheet) -> list[Pair]:
    """还款日 where the due day stands under its own word: the day of the repayment then."""
    days = sheet.values(Field.OTHER_TIME)
    if not any(_DUE_DAY.fullmatch(p.word) for p in days):
        return []
    return [replace(p, field=Field.PAID_AT) for p in days if p.word == _REPAID_DAY]


def day_on(
    sheet: Sheet, references: tuple[str, ...], status: Read[Status], big: Found | None, context: Context
) -> tuple[Read[dt.date], str | None, bool]:
    """The day of the payment, its time, and whether it is a posting day."""
    ranked = _ranked(sheet, status, big)
    dated = [f for f in ranked if f[1].date is not None]
    everywhere = [(p, d) for row in sheet.rows for p in row for d in find_days(p.text)]
    if not dated:
        dated = _unlabelled_day(sheet, ranked)
    if not dated:
        labelled = next((p.value for p in sheet.pairs if p.field is Field.PAID_AT and p.value is not None), None)
        return _open_day(sheet, ranked, everywhere, labelled, references, context)
    pair, day = dated[0]
    piece = pair.value
    assert piece is not None and day.date is not None  # noqa: S101 - narrowed above
    looks: list[Check | None] = [
        in_range(day.date, context.today),
        day_again(day, piece),
        Check(Look.YEAR, agrees=True),
    ]
    begun = {d.date for p, d in ranked if p.field is Field.CREATED_AT}
    stamp = _stamp(day.date, references, {p.value.text for p in sheet.values(Field.RECEIPT_NO) if p.value}, status)
    if stamp is None or stamp.agrees or not {d for r in references if (d := stamped_day(r))} <= begun:
        looks.append(stamp)  # the number of an order that was begun the evening before is of that day
    looks.append(_weekday(day.date, piece))
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
    # One that counts first, or as much, may lack its year.
    before = ranked[: ranked.index(dated[0])] if ranked else []
    rivals = [d for _, d in before] + [
        d for p, d in ranked if p.field is pair.field and p is not pair and not _ARRIVED.search(p.word)
    ]
    other = any(_unlike(d, day) for d in rivals)
    begun_later = pair.field is Field.PAID_AT and any(d is not None and d > day.date for d in begun)
    if other or begun_later or _of_another(sheet, day.date):
        looks.append(Check(Look.ELSEWHERE, agrees=False))
    stamped = any(look is not None and look.look is Look.ORDER_NUMBER and look.agrees for look in looks)
    # The steps of a progress: one day, said several times over, each time with a clock.
    lone = len(twins) >= 2 and day.time is not None and all(d.date == day.date for d in twins if d.date or not d.time)
    if pair.word == "" and not stamped and not lone and not _belongs(sheet, piece, day, status):
        looks.append(Check(Look.LABEL, agrees=False))
    at_night = _ARRIVED.search(pair.word) and day.time is not None and day.time < "03:00"
    if (
        at_night
        or _nameless(sheet, piece, day.date)
        or any(p.field is Field.PAID_AT and p.label is not pair.label and _unread(p) for p in sheet.pairs)
    ):
        looks.append(Check(Look.LABEL, agrees=False))
    asked = status.value is Status.REFUNDED and _ASKED.match(pair.word) is not None
    booked = [d.date for p, d in dated if p.field is Field.POSTED_AT and d.date is not None]
    late = pair.field is Field.CREATED_AT and any(d - day.date > dt.timedelta(1) for d in booked)
    ordered = pair.field is Field.CREATED_AT and status.value is Status.PENDING and bool(_planned(sheet))
    both = pair.field is Field.REFUNDED_AT and any(p.field is Field.PAID_AT and _unlike(d, day) for p, d in ranked)
    both = both and not any(p.word.startswith("退") and p.field in (Field.PART, Field.STATUS) for p in sheet.pairs)
    if repeated(sheet, Field.PAID_AT) or asked or late or ordered or both:
        looks.append(Check(Look.LABEL, agrees=False))
    if pair.word == _REPAID_DAY:
        looks.append(Check(Look.LABEL, agrees=False))
    clocked = any(d.date == day.date and d.time for d in twins)  # the head of the message that tells of it
    if (pair.word == "还款日期" and not clocked) and (
        sheet.values(Field.GROSS) or any(re.search(r"应还|已还清|待还", t) for t in sheet.texts)
    ):
        looks.append(Check(Look.LABEL, agrees=False))  # on a page about an installment it may be the due day
    time = _agreed_time(day.time, piece, references) if day.time is not None else _time_elsewhere(sheet, ranked, day)
    return judge(day.date, piece, *looks), time, pair.field is Field.POSTED_AT


def _ranked(sheet: Sheet, status: Read[Status], big: Found | None) -> list[tuple[Pair, Day]]:
    """The days beside labels, that of the payment first as its status tells which one that is."""
    found = times_on(sheet)
    order = [Field.PAID_AT, Field.CREATED_AT, Field.POSTED_AT, Field.REFUNDED_AT]
    if status.value is Status.PENDING:
        order.insert(0, Field.OTHER_TIME)
        found += [(p, day) for p in _planned(sheet) if p.value is not None and (day := parse_day(p.value.text))]
    if status.value is Status.REFUNDED and (big is None or not big.amount.negative) and not _was_payment(sheet, status):
        order.insert(0, Field.REFUNDED_AT)

    def rank(pair: Pair, day: Day) -> tuple[int, bool, bool, bool]:
        due = pair.word == "还款日期" and day.time is None  # it may be; beside a moment it is
        return order.index(pair.field), bool(_ARRIVED.search(pair.word)), due, day.date is None

    ranked = sorted(found, key=lambda f: rank(*f))
    return _refunded_on(sheet, status) + ranked if status.value is Status.REFUNDED else ranked


def _was_payment(sheet: Sheet, status: Read[Status]) -> bool:
    """Whether the word is what became of a payment (`已退款`), not the name of a refund (`退款成功`)."""
    told = (packed(p.text) for row in sheet.rows for p in row if p.page == status.page and p.source == status.box)
    return any(_BECAME.match(text) for text in told)


_BECAME = re.compile(r"已(?:全额|原路)?退")


def _time_elsewhere(sheet: Sheet, ranked: list[tuple[Pair, Day]], day: Day) -> str | None:
    """The time that stands with the same day beside another label, or apart from the day."""
    same = (
        d.time for p, d in ranked if d.time and (d.month, d.day) == (day.month, day.day) and not _ASKED.match(p.word)
    )
    return next(same, None) or _time_apart(sheet, day)


def _planned(sheet: Sheet) -> list[Pair]:
    """The labels of days for which the payer ordered the payment beforehand."""
    return [p for p in sheet.pairs if p.field is Field.OTHER_TIME and p.word.startswith("预约")]


def _refunded_on(sheet: Sheet, status: Read[Status]) -> list[tuple[Pair, Day]]:
    """The day below or beside the word that says that the money came back."""
    if status.box is None:
        return []
    near = [
        (Pair(Field.REFUNDED_AT, "退款", p, p), day)
        for p in sheet.loose
        if p.page == status.page
        and -0.5 * p.box.height < p.source.y0 - status.box.y1 < 1.5 * status.box.height
        and (day := parse_day(p.text)) is not None
    ]
    return near[:1]


def _unread(pair: Pair) -> bool:
    """Whether a label of the payment's time has no value, or one that should be a day and is none."""
    if pair.value is None:
        return True
    text = packed(pair.value.text)
    return len(re.findall(r"\d", text)) >= 4 and not find_days(pair.value.text) and not _TIME_ONLY.match(text)


def _nameless(sheet: Sheet, piece: Piece, date: dt.date) -> bool:
    """Whether another day stands in the same column of values without its label: it may be the one that counts."""
    return any(
        min(abs(p.box.x0 - piece.box.x0), abs(p.box.x1 - piece.box.x1)) < 0.5 * piece.box.height
        and (other := parse_day(p.text)) is not None
        and other.date not in (None, date)
        for p in sheet.loose
    )


def _unlike(one: Day, day: Day) -> bool:
    """Whether it is another day, as far as it is told."""
    return (one.month, one.day) != (day.month, day.day) or one.date not in (None, day.date)


def _of_another(sheet: Sheet, date: dt.date) -> bool:
    """Whether a moment to the second stands there without a label, days away: most likely that of another payment."""
    moments = (parse_day(p.text) for p in sheet.loose)
    return any(
        m.date is not None and m.time is not None and len(m.time) == 8 and abs((m.date - date).days) > 3
        for m in moments
        if m is not None
    )


def _agreed_time(time: str | None, piece: Piece, references: tuple[str, ...]) -> str | None:
    """The time as far as the second reader does not see another one: two proofs of one payment are told by it."""
    theirs = [":".join(m) for m in re.findall(r"(?<!\d)(\d\d)[:.](\d\d)[:.](\d\d)(?!\d)", piece.second or "")]
    if time is None or not theirs or time in theirs or any(time.replace(":", "") in r for r in references):
        return time
    return time[:5] if any(t.startswith(time[:5]) for t in theirs) else None


def _weekday(day: dt.date, piece: Piece) -> Check | None:
    """Whether the day of the week beside the day speaks against it; for it is no word, a misread 1 for 8 keeps it."""
    return Check(Look.ELSEWHERE, agrees=False) if weekdays_in(piece.text) - {day.weekday()} else None


def _belongs(sheet: Sheet, piece: Piece, day: Day, status: Read[Status]) -> bool:
    """Whether a day without a label stands amid what the page says of the payment, where a line of its own begins:
    not apart as a camera's stamp does, and not in the column of values, whose label would be lost.
    """
    place = next((i for i, row in enumerate(sheet.rows) if piece in row), -1)
    beside = packed("".join(p.text for p in sheet.rows[place])) if place >= 0 else ""
    if _OTHER_MOMENT.search(beside):
        return False
    done = day.time is not None and status.value is Status.SUCCESS and status.certain
    step = status_said(beside) is not None  # a step of a progress, whose later steps may be cut off
    if done and not step and _PAYING.search(beside):
        return True  # a name for the moment that no dictionary has: `支付于`, `还款是在`; a due day has no clock
    leads = done and day.start == 0  # `2026-03-09 09:12 · 示例银行(3446)`
    if parse_day(piece.text) is None and not leads:
        return re.search(r"还款|支付|付款|扣款|转账|交易|元已[于在]", piece.text) is not None  # a sentence about it
    if place < 0 or place == len(sheet.rows) - 1:
        return False
    if _heads_a_receipt(sheet, piece, place):
        return True
    if any(p is not piece and _succeeded(p) for p in sheet.rows[place]):
        return True  # the step `付款成功  2026-03-09 09:12`
    around = [p.box for row in (sheet.rows[place - 1 : place] + sheet.rows[place + 1 : place + 2]) for p in row]
    gaps = [max(box.y0 - piece.box.y1, piece.box.y0 - box.y1) for box in around]
    boxes = [p.box for row in sheet.rows for p in row if p.page == piece.page]
    left, right = min(b.x0 for b in boxes), max(b.x1 for b in boxes)
    begins = piece.box.x0 < left + 2 * piece.box.height or (leads and _under_a_name(sheet, piece))
    centred = abs(piece.box.middle_x - (left + right) / 2) < 0.1 * (right - left)
    return (begins or centred) and min(gaps, default=math.inf) < 2.5 * piece.box.height


def _heads_a_receipt(sheet: Sheet, piece: Piece, place: int) -> bool:
    """Whether it stands beside the title of a receipt or right below it, above all that is labelled."""
    labels = [p.label.box.y0 for p in sheet.pairs if p.value is not None and p.label.page == piece.page]
    titles = [p.text for row in sheet.rows[max(place - 1, 0) : place + 1] for p in row if label_of(p.text) is None]
    titled = any(is_receipt(text) or _OF_PAPER.search(packed(text)) for text in titles)
    return titled and piece.box.middle_y < min(labels, default=0.0)


def _under_a_name(sheet: Sheet, piece: Piece) -> bool:
    """Whether it begins where a line right above it does that is no value of a label, as below the name in a head with a
    picture at its left.
    """
    box = piece.box
    return any(
        p.page == piece.page
        and p is not piece
        and abs(p.box.x0 - box.x0) < 0.5 * box.height
        and -0.3 * box.height < box.y0 - p.box.y1 < 1.5 * box.height
        and parse_amount(p.text) is None
        for p in sheet.loose
    )


def _succeeded(piece: Piece) -> bool:
    said = status_said(piece.text)
    return said is not None and said.status is Status.SUCCESS


_OF_PAPER = re.compile(r"(?:凭条|凭证)$")
_ASKED = re.compile(r"申请|提交|发起")  # for a refund, or to have a payment looked at
_NO_MOMENT = re.compile(r"登录|预计|截止|有效|开具|打印|生成|\d日? ?(?:借款?|放款)$")
_PAYING = re.compile(r"支付|付款|还款|还的|扣款|扣费|交易|转账|汇款|到账|入账|成交|成功|完成|结清|还清")
_OTHER_MOMENT = re.compile(
    r"应|预|计划|到期|截止|截至|有效|打印|生成|导出|查询|更新|通知|发送|失败|申请|放款|借款|起息|签|开通|下[次期]|最[后晚迟]|前|账单日|还款日|待"
)


def _covers(outer: Piece, inner: Piece) -> bool:
    box, other = outer.source, inner.source
    return outer.page == inner.page and box.overlap_x(other) > 0.9 and box.overlap_y(other) > 0.9


def _stamp(day: dt.date, references: tuple[str, ...], receipts: Collection[str], status: Read[Status]) -> Check | None:
    """What the numbers of the transaction say about the day. That of a receipt may be of the day when it was printed."""
    if any(day in days_inside(r) for r in references):
        return Check(Look.ORDER_NUMBER, agrees=True)
    printed = {reference(text) for text in receipts}
    stamps = {d for r in references if (d := stamped_day(r)) and not (r in printed and d > day)}
    # The number of a refund is that of the payment before it.
    if stamps and status.value is not Status.REFUNDED:
        return Check(Look.ORDER_NUMBER, agrees=False)
    return None


def _unlabelled_day(sheet: Sheet, ranked: list[tuple[Pair, Day]]) -> list[tuple[Pair, Day]]:
    """A single full day on the page without a label counts when no labelled one is there; so does a step `付款成功 …`."""
    if ranked:
        return []
    full = [(p, d) for p in sheet.loose if not _NO_MOMENT.search(p.text) for d in find_days(p.text) if d.date]
    if len({d.date for _, d in full}) != 1:
        return []
    done = {id(p) for row in sheet.rows if any(_succeeded(p) for p in row) for p in row}
    # A sentence says what was on that day; of the steps of a progress, the one that says that it was done is meant.
    piece, day = min(full, key=lambda f: (parse_day(f[0].text) is not None, id(f[0]) not in done))
    return [(Pair(Field.PAID_AT, "", piece, piece), day)]


def _years_of(sheet: Sheet, day: Day) -> set[int]:
    """The years of the months on the page that are the month of this day, where it exists in them."""
    found = {m.year for text in sheet.texts for m in find_months(text) if m.month == day.month}
    return found if (day.month, day.day) != (2, 29) else {y for y in found if calendar.isleap(y)}


def _open_day(
    sheet: Sheet,
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
    stamps = [d for p in sheet.loose if (d := parse_day(p.text)) is not None and d.time]
    same = {d.date for d in stamps if d.date and (d.month, d.day) == (day.month, day.day)}
    if len(same) == 1 and piece is not None and (date := next(iter(same))) is not None:
        # The time above a card in a chat shows the day with its year.
        return (
            judge(date, piece, Check(Look.YEAR, agrees=True), day_again(day, piece), in_range(date, context.today)),
            day.time,
            False,
        )
    if not dates and piece is not None and len(years := _years_of(sheet, day)) == 1:
        # The heading `2026年8月账单` over `08-09`: most likely its year, and a person has to look.
        looked = (Check(Look.YEAR, agrees=False), day_again(day, piece))
        return judge(dt.date(years.pop(), day.month, day.day), piece, *looked), day.time, False
    if len(dates) != 1 or piece is None:
        return by_weekday(day, piece, context.today), day.time, False
    date = dates.pop()
    # Another number, or the heading of the month, gives the year as well.
    twice = Check(Look.YEAR, agrees=sum(bool(n) for n in numbers) > 1 or _years_of(sheet, day) == {date.year})
    looks = (Check(Look.ORDER_NUMBER, agrees=True), twice, day_again(day, piece), in_range(date, context.today))
    return judge(date, piece, *looks), day.time, False


# `102133` as well; `202606` is the beginning of a day.
_TIME_ONLY = re.compile(
    r"^(?:(?=\d{6}$)(?!20[0-3])|(?=\d{1,2}[:：时]))(\d{1,2})[:：时]?(\d{2})(?:分?|[:：分]?(\d{2})秒?)$"
)


def _time_apart(sheet: Sheet, day: Day) -> str | None:
    """A time in a field of its own (交易时间 15:21 beside 交易日期)."""
    for pair in sheet.pairs:
        if pair.field in (Field.PAID_AT, Field.CREATED_AT) and pair.value is not None:
            match = _TIME_ONLY.match(packed(pair.value.text))
            if match and int(match[1]) < 24 and int(match[2]) < 60:
                return ":".join(f"{int(g):02d}" for g in match.groups() if g)
    return day.time
