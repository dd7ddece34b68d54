"""Payments that messages tell: text messages of banks and platforms, notices in a chat."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ..core.model import Check, Context, Look, PaymentFact, Read
from ..core.page import Page
from .amounts import Amount
from .certainty import amount_again, day_again, in_range, judge, missing, shaped_as_told
from .cuts import whole_figures
from .days import Day, find_days, parse_day
from .glyphs import packed, plain
from .layout import Piece, text_rows
from .message_signs import AGO, TITLED
from .message_sums import Sum, message_sum
from .message_words import message_status, telling_clauses, without_offers
from .parties import about_loan, bought_on_credit
from .references import card_tail, periods
from .wording import Said
from .years import by_weekday


@dataclass(slots=True)
class Message:
    """One message: its lines from top to bottom and the heading with day or time above it."""

    heading: Piece | None
    follows: bool = False  # another message stands between the heading and this one
    below: Piece | None = None  # the next heading of the thread
    title: str = ""  # what stands beside the day above it
    lines: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(plain(p.text) for p in self.lines)

    def span(self, start: int, end: int) -> tuple[Piece, int]:
        """The lines that hold `text[start:end]`, joined, and where the first of them begins in the text."""
        at, first, found = 0, 0, None
        for line in self.lines:
            if at < end and at + len(line.text) > start:
                first, found = (at, line) if found is None else (first, _joined(found, line))
            at += len(line.text)
        return (found or self.lines[0]), first


def _joined(one: Piece, other: Piece) -> Piece:
    """Two lines as one; a line without digits has nothing that a second reader could see otherwise."""
    a, b = (p if p.second is not None or _DIGIT.search(p.text) else replace(p, second=p.text) for p in (one, other))
    return a.joined(b)


_DIGIT = re.compile(r"\d")
_LENDER = re.compile(r"借|贷|分期|担保|融担|白条|月付|消金|消费|花$|金条|金融|金服|数科|有钱")
_OTHER_DEBT = re.compile(r"信用卡|房贷|车贷|公积金|住房")
_SENDER = re.compile(r"^[\[【](?P<name>[^\]】:]{2,20})[\]】]|[\[【](?P<last>[^\]】:]{2,20})[\]】]$")


def _beside_title(row: Sequence[Piece]) -> bool:
    return len(row) > 1 and bool(TITLED.match(packed("".join(p.text for p in row))))


_CLOCK = re.compile(
    r"^(?:(?:今天|昨天|前天|星期[一二三四五六日天]|周[一二三四五六日天]|上午|下午|晚上|凌晨|早上|中午) ?)*(?:\d{1,2}:\d{2})?$|^(?:今天|昨天|前天|星期[一二三四五六日天]|周[一二三四五六日天])$"
)


_CLOCK_ALONE = re.compile(r"\d{1,2}:\d{2}")


# A line after which the message goes on: a day at the beginning of the next is no heading, a name in brackets no sender.
_UNFINISHED = re.compile(r"(?:[于在到至自从向给为期间:,年月]|通过|(?<!\d)20)$")

# Above a notice stand the name of its app and how long ago it came.
_NOTICE = re.compile(rf"^(?:\d{{2,3}})?[^\d,。:]{{1,14}} {AGO}")
_NAME = re.compile(r"\D{1,9}")
_MARK = re.compile(r"[^\d\u4e00-\u9fff]")


def _is_heading(piece: Piece) -> bool:
    text = plain(piece.text).strip()
    return parse_day(text) is not None or (bool(_CLOCK.match(text)) and bool(text))


def messages_of(pages: Sequence[Page]) -> list[Message]:
    """The messages of a thread in order; what stands above the first of them (status bar, number) is dropped."""
    found: list[Message] = []
    heading: Piece | None = None
    last: Piece | None = None
    follows = False
    title = ""
    for row in map(whole_figures, text_rows(pages, gap=2.0)):
        if _beside_title(row):
            heading, last, follows = row[-1], None, False
            title = "".join(p.text for p in row[:-1])
            continue
        # A dot or a letter at the side is the mark of a notice or the picture beside a name.
        piece, *rest = [p for p in row if not _MARK.fullmatch(packed(p.text))] or row
        for more in rest:
            piece = piece.joined(more, " ")
        if _CLOCK_ALONE.fullmatch(plain(piece.text).strip()) and not found and heading is None:
            continue  # the clock of the phone
        gap = piece.box.y0 - last.box.y1 if last is not None and piece.page == last.page else 0.0
        apart = last is not None and gap > 0.9 * min(piece.box.height, last.box.height)
        goes_on = last is not None and not apart and bool(_UNFINISHED.search(packed(last.text)))
        if not goes_on and (_is_heading(piece) or _NOTICE.match(plain(piece.text))):
            for message in reversed(found):
                if message.heading is not heading:
                    break
                message.below = piece
            heading, last, follows, title = piece, None, False, ""
            continue
        starts = apart or (not goes_on and bool(_SENDER.match(plain(piece.text))))
        if last is None or starts:
            # In a group the name of the speaker and the letter of the picture stand above the bubble.
            name = bool(found) and found[-1].heading is heading and bool(_NAME.fullmatch(found[-1].text))
            follows = follows and not name
            found.append(Message(heading, follows, title="" if follows else title))
            follows = True
        found[-1].lines.append(piece)
        last = piece
    return _with_stamps_below(found)


def _with_stamps_below(messages: list[Message]) -> list[Message]:
    """Some phones write the day below a message: there the days of the messages agree with the heading after them."""

    def agree(heads: Sequence[Piece | None]) -> int:
        days = [(_own_day(m)[0], find_days(h.text)[:1] if h else []) for m, h in zip(messages, heads, strict=True)]
        return sum(own is not None and bool(day) and _same_day(own, day[0]) for own, day in days)

    below, above = agree([m.below for m in messages]), agree([m.heading for m in messages])
    if below < above or (below == above and not _ends_with_stamp(messages)):
        return messages
    last = [m.below is not n.below for m, n in pairwise(messages)] + [True] * bool(messages)
    return [replace(m, heading=m.below, follows=not end) for m, end in zip(messages, last, strict=True)]


def _ends_with_stamp(messages: Sequence[Message]) -> bool:
    """Whether a message stands above the first heading, none below the last, and each heading nearer to what is above it."""

    def spoken(message: Message) -> bool:
        return bool(_SENDER.search(message.text)) or len(message.text) > _SPEECH

    if not any(m.heading is None and spoken(m) for m in messages) or any(
        m.below is None and spoken(m) for m in messages
    ):
        return False
    gaps = [
        (m.below.box.y0 - m.lines[-1].box.y1, n.lines[0].box.y0 - m.below.box.y1)
        for m, n in pairwise(messages)
        if m.below is not None and m.below is n.heading and m.lines[-1].page == m.below.page == n.lines[0].page
    ]
    return all(above < below for above, below in gaps)


_SPEECH = 16  # characters; a number, a name and the hint of a field have fewer


@dataclass(frozen=True, slots=True)
class Told:
    """A message that tells a movement of money: what happened, how much, and on which day."""

    message: Message
    said: Said
    sum: Sum
    amount: Amount
    day: Day | None  # with the year that heading or neighbours give it
    shown: Day | None  # as it stands in the text; None where the heading gives the day
    sure_day: bool  # no other day of the message could be it


_DUE_DAY = re.compile(
    r"(?:应还日|还款日|到期日?|将于|截止|截至|账单日|请于|请在|下[期次]|最近一期|次期|最晚|最迟|借款日期?|放款日期?|起息日|签订于?|有效期至?)[^\d,。;]{0,6}$"
)
# What is said after a day on which something will have to be paid.
_TO_COME = re.compile(r"^ ?(?:之?前|待还|应还|需还|未还|到期|截止|将|为?(?:还款日|到期日|最后)|出账)")
_LABELLED_DAY = re.compile(r"(?<!次)(?<!期)(?<!近)还款日期:?$")
_DAYISH = re.compile(r"\d ?月 ?\d|\d{4}[-/]\d|年 ?月|(?<!\d)月 ?\d{1,2} ?[日号]|[于在]\d\d/\d\d(?![\d/期])")
_OTHER_DAY = re.compile(r"昨[天日]|前[天日]|次日")


def read_messages(pages: Sequence[Page], context: Context) -> tuple[PaymentFact, ...]:
    """The payments that the messages tell, in their order; reminders and income tell none."""
    messages = [part for message in messages_of(pages) for part in _sentences(message)]
    told = [t for m in messages if (t := _told(m)) is not None]
    told = _with_years(told)
    senders = {name for m in messages if (name := sender_of(m))}
    pushed = any(_app(m) for m in messages)  # by several apps
    ours = len(senders) == 1 and not pushed and about_loan(senders, context)  # one thread, one sender, named at times
    if not senders and messages and not pushed:  # the messages of one app, whose name stands above them
        title = "".join(m.text for m in messages if m.heading is None)
        # What is repaid in installments; other debts are named where they are meant.
        texts = [without_offers(t.message.text) for t in told]
        repaid = any("还款" in t for t in texts) and all(re.search(r"还款|账单|借款", t) for t in texts)
        said = title + "".join(m.text for m in messages)
        ours = about_loan([title], context) or (("还款" in title or repaid) and not _OTHER_DEBT.search(said))
    same = Counter(_key(t) for t in told)
    return tuple(_fact(told, i, same[_key(t)] > 1, ours, context) for i, t in enumerate(told))


def _sentences(message: Message) -> list[Message]:
    """The sentences of a letter that tell a payment with its whole day each; else the message as it is."""
    parts: list[list[Piece]] = [[]]
    for line in message.lines:
        parts[-1].append(line)
        if _WHOLE.search(packed(line.text)):
            parts.append([])
    found = [replace(message, lines=lines, follows=message.follows or i > 0) for i, lines in enumerate(parts) if lines]
    told = [t for m in found if (t := _told(m)) is not None]
    days = {t.shown.date for t in told if t.shown is not None and t.shown.date is not None}
    return found if len(told) == len(days) > 1 else [message]


_WHOLE = re.compile(r"。$|^(?:尊敬的|亲爱的)[^,。]*[:!]$")


def _told(message: Message) -> Told | None:
    said, above = message_status(message.text), message_status(message.title)
    if above is not None and (said is None or not said.sure):
        said = message_status(f"{message.title},{message.text}")  # 还款成功 above 您主动还款940元
    if said is None:
        return None
    if above is not None and above.status is not said.status:
        said = replace(said, sure=False)
    sums = message_sum(message.text, said.status)
    if sums.amount is None:
        return None
    shown, sure = _own_day(message)
    heading = _heading_day(message)
    day = shown
    if shown is None and heading is not None:
        # A message is of the day it came; its heading gives no time of payment.
        other = _OTHER_DAY.search(message.text) or len(_DAYISH.findall(message.text)) > len(find_days(message.text))
        day, sure = replace(heading, time=None), not message.follows and not other
    elif shown and shown.date is None and heading and heading.date and not message.follows:
        day = _before(shown, heading.date)
    elif shown and shown.date is None and heading and heading.date and _same_day(heading, shown):
        day = replace(shown, year=heading.year, date=heading.date)
    return Told(message, said, sums, sums.amount, day, shown, sure)


def _before(day: Day, came: dt.date) -> Day:
    """The day with the year in which it lies in the week before the message came; open where it lies in none."""
    found = [d for y in (came.year, came.year - 1) if (d := day.in_year(y)) and dt.timedelta() <= came - d <= _WEEK]
    return replace(day, year=found[0].year, date=found[0]) if found else day


_WEEK = dt.timedelta(7)


def _own_day(message: Message) -> tuple[Day | None, bool]:
    """The day in the message's own text (not a due day), that of the telling clause first; and whether it is alone."""
    text = message.text
    days = find_days(text)
    own = [d for d in days if not (_DUE_DAY.search(text[: d.start]) or _TO_COME.match(text[d.end :]))]
    telling = telling_clauses(text)
    near = [d for d in own if any(a <= d.start < b for a, b in telling)] or own
    if not near:
        # 已还款成功,还款日期2024-03-09 is the day of the payment, unless it lies behind the message.
        labelled = [d for d in days if _LABELLED_DAY.search(text[: d.start]) and not _TO_COME.match(text[d.end :])]
        came = _heading_day(message)
        if len(days) == len(labelled) == 1 and (came is None or not _after(labelled[0], came)):
            return labelled[0], came is not None
        return None, True
    return near[0], len({(d.month, d.day) for d in near}) == 1


def _after(one: Day, other: Day) -> bool:
    if one.date and other.date:
        return one.date > other.date
    return (one.month, one.day) > (other.month, other.day)


def _same_day(one: Day, other: Day) -> bool:
    return (one.month, one.day) == (other.month, other.day)


def _key(told: Told) -> object:
    """What two messages about one payment share: the bank's and the platform's word on it."""
    return (told.day.month, told.day.day, told.amount.money) if told.day else id(told)


def _with_years(told: list[Told]) -> list[Told]:
    """A thread runs in time: a day between two full dates less than a year apart has but one year."""
    full = [i for i, t in enumerate(told) if t.day and t.day.date]
    out = list(told)
    for a, b in pairwise(full):
        low, high = sorted(d for i in (a, b) if (day := told[i].day) and (d := day.date))
        for i in range(a + 1, b):
            day = told[i].day
            fits = [d for y in {low.year, high.year} if day and (d := day.in_year(y)) and low <= d <= high]
            if day and len(fits) == 1 and (high - low).days < 360:
                out[i] = replace(told[i], day=replace(day, year=fits[0].year, date=fits[0]))
    return out


def _heading_day(message: Message) -> Day | None:
    if message.heading is None:
        return None
    days = find_days(message.heading.text)
    return days[0] if days else None


def _day(told: list[Told], i: int, context: Context) -> Read[dt.date]:
    this = told[i]
    message, day, shown = this.message, this.day, this.shown
    if day is None:
        return missing(message.lines[0])
    heading = _heading_day(message)
    looks: list[Check | None] = [] if this.sure_day else [Check(Look.LABEL, agrees=False)]
    if shown is None:
        assert message.heading is not None and heading is not None  # noqa: S101 - a day of a heading has a heading
        piece, shown = message.heading, heading
        looks.append(day_again(shown, piece))
    else:
        piece, first = message.span(shown.start, shown.end)
        looks.append(day_again(replace(shown, start=shown.start - first, end=shown.end - first), piece))
        looks.append(_heading_agrees(told, i, heading))
    if day.date is None:
        above = message.heading if heading is not None and _same_day(heading, day) else None
        return by_weekday(day, above or piece, context.today)
    if shown.year is None:
        looks.append(_sure_year(told, i, heading))
    looks.append(in_range(day.date, context.today))
    return judge(day.date, piece, *looks)


def _heading_agrees(told: list[Told], i: int, heading: Day | None) -> Check | None:
    """The heading above shows the same day; the year stands there too, or in a neighbour in whose order it is."""
    this = told[i]
    shown, above = this.shown, this.message.heading
    if heading is None or shown is None or above is None or this.message.follows:
        return None
    if shown.date is None:
        # The year is the heading's: its day, seen twice, is this one again.
        again = day_again(heading, above) if heading.date and _same_day(heading, shown) else None
        return Check(Look.ELSEWHERE, agrees=True) if again and again.agrees else None
    if not _same_day(heading, shown):
        # What a message tells has happened before it came.
        came = heading.date or heading.in_year(shown.date.year)
        early = came is not None and dt.timedelta(1) < shown.date - came < dt.timedelta(180)
        return Check(Look.ELSEWHERE, agrees=False) if early else None
    if heading.year == shown.year or _in_order(told, i):
        return Check(Look.ELSEWHERE, agrees=True)
    return None


def _in_order(told: list[Told], i: int) -> bool:
    """The year stands in a neighbour too, and the days of all three keep their order."""
    dates = [d.date for t in told[max(0, i - 1) : i + 2] if (d := t.day) and d.date]
    this = told[i].day
    alike = [d for d in dates if this and this.date and d.year == this.date.year]
    return len(alike) > 1 and dates in (sorted(dates), sorted(dates, reverse=True))


def _sure_year(told: list[Told], i: int, heading: Day | None) -> Check:
    """A year from between two neighbours has proved itself; that of the heading has to be seen twice, or fit in."""
    above = told[i].message.heading
    if heading is None or heading.date is None or above is None:
        return Check(Look.YEAR, agrees=True)
    again = day_again(heading, above)
    return Check(Look.YEAR, agrees=_in_order(told, i) if again is None else again.agrees)


def sender_of(message: Message) -> str | None:
    """The name in brackets that begins or ends a message."""
    match = _SENDER.search(message.text.strip())
    return (match["name"] or match["last"]) if match else None


def _repaid_to(sender: str, text: str) -> bool:
    """Whether one who is no bank, a shop mostly, tells that its loan was repaid."""
    others = "银行" in sender or _OTHER_DEBT.search(text) or bought_on_credit(text)
    return "还款" in text and not others


def _app(message: Message) -> str | None:
    """The name of the app above a notice."""
    above = plain(message.heading.text) if message.heading is not None else ""
    return above if _NOTICE.match(above) else None


def _fact(told: list[Told], i: int, again: bool, ours: bool, context: Context) -> PaymentFact:
    this = told[i]
    message, text = this.message, this.message.text
    # 元 may stand on the next line, of which nobody asked a second reader.
    number = text[this.amount.start : this.amount.end].rstrip("元圆 ")
    piece, _ = message.span(this.amount.start, this.amount.start + len(number))
    looks = [shaped_as_told(this.amount, piece), amount_again(this.amount.money, piece)]
    if again:
        looks.append(Check(Look.ELSEWHERE, agrees=True))
    if this.sum.several:
        looks.append(Check(Look.LABEL, agrees=False))
    name = sender_of(message)
    note = re.search(r"[(（]([^()（）]{2,30})[)）]", text)
    return PaymentFact(
        amount=judge(this.amount.money, piece, *looks),
        day=_day(told, i, context),
        status=judge(this.said.status, message.lines[0], Check(Look.LABEL, agrees=this.said.sure), closed=True),
        time=this.day.time if this.day else None,
        payee=name if name and (about_loan([name], context) or _LENDER.search(name)) else None,
        memo=note[1] if note else None,
        method=name,
        card_tail=card_tail(text),
        periods=periods(text),
        about_loan=(ours and name is None)
        or about_loan([without_offers(text), _app(message)], context)
        or bool(name and (_LENDER.search(name) or _repaid_to(name, text))),
        components=this.sum.parts,
    )
