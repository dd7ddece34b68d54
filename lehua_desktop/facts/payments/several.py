"""Pages with many payments: message threads, cards with labelled values one after the other, or lists."""

from __future__ import annotations

import bisect
import itertools
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ...core.facts import Check, Context, Look, PaymentFact
from ...core.money import total
from ...core.page import Page
from ..certainty import amount_again, day_again, in_range, judge
from ..lists.bills import read_bills
from ..lists.headings import ANY_LIST, REPAID_LIST
from ..lists.records import records_of
from ..lists.seams import once
from ..messages.messages import read_messages
from ..messages.signs import tells_messages
from ..page.layout import Piece, row_text, text_height, text_rows
from ..page.pairs import Pair, Sheet, sheet_of
from ..page.side_by_side import unfolded
from ..plans.repaid import read_repaid
from ..words.amounts import parse_amount, shows_money
from ..words.days import find_days, parse_day, without_days
from ..words.glyphs import packed
from ..words.labels import Field, label_of
from ..words.parties import names_platform
from ..words.wording import paid_by_another, status_said
from .figures import labelled_amounts
from .notices import NOT_DONE, as_noticed
from .payment import payment_on
from .status import GIVEN_BACK

_AMOUNTS = frozenset({Field.PAID, Field.AMOUNT})
_TIMES = frozenset({Field.PAID_AT, Field.CREATED_AT})


def read_payment_list(pages: Sequence[Page], context: Context) -> tuple[PaymentFact, ...]:
    """Every movement of money that the pages show, in their order; empty where they show none."""
    if tells_messages(pages):
        return once(read_messages(pages, context))
    if repaid := read_repaid(pages, context):
        return repaid
    rows = text_rows(pages)
    cards = cards_of(unfolded(rows) if _same_beside(rows) else rows)
    if cards:
        told = [(card, f) for card in cards if (f := _card(card, context)) is not None]
        facts = [f for f in _with_bare_amounts(told) if _has_amount(f)]
        titles = _titles(pages)
        ours = any(names_platform(t, context) or REPAID_LIST.search(packed(t)) for t in titles)
        if ours or any("信用卡" in packed(t) for t in titles):
            facts = [replace(f, about_loan=ours) if f.payee is None and f.memo is None else f for f in facts]
        return once(facts)
    return once(read_bills(pages, context))


def _same_beside(rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether labels on one row are the same word again, as of cards side by side; other ones are of one card."""
    words = [[label.word for p in row if (label := label_of(p.text))] for row in rows]
    return all(len(set(said)) < 2 for said in words) and any(len(said) > 1 for said in words)


def _titles(pages: Sequence[Page]) -> list[str]:
    """What stands above all days and labels: the name of a chat, of an installment platform mostly, or a title such as 还款记录."""
    top = itertools.takewhile(
        lambda row: not any(find_days(p.text) or label_of(p.text) for p in row), text_rows(pages[:1])
    )
    return [p.text for row in top for p in row if len(packed(p.text)) <= 12]


def _with_bare_amounts(told: Sequence[tuple[Sequence[Sequence[Piece]], PaymentFact]]) -> list[PaymentFact]:
    """The payments of cards; a lone amount without label or currency, hardly taller than text, is that of its card where
    those of two other cards stand in the same column.
    """
    lefts = [f.amount.box.x0 for card, f in told if f.amount.box is not None and f.status.value is not None]
    facts = []
    for card, fact in told:
        bare = [(p, a) for row in card if len(row) == 1 for p in row if (a := parse_amount(p.text)) and a.decimals]
        if not _has_amount(fact) and fact.status.value is not None and len(bare) == 1:
            piece, amount = bare[0]
            if sum(abs(piece.box.x0 - left) < 0.5 * piece.box.height for left in lefts) >= 2:
                again = amount_again(amount.money, piece)
                sure = fact.status.certain and again is not None and again.agrees
                looks = (again, Check(Look.SHAPE, agrees=sure and not amount.mended))
                fact = replace(fact, amount=judge(amount.money, piece, *looks))
        facts.append(fact)
    return facts


def _has_amount(fact: PaymentFact) -> bool:
    """Whether an amount stands there, be it that a part of it is hidden."""
    return fact.amount.value is not None or fact.amount.box is not None


_REMINDS = re.compile(r"(?:还款|账单|到期|逾期|(?:即将|预)扣[款费])提醒$")
_DUE = re.compile(r"[待未]还款?|已?逾期(?:\d+天|中)?|未到期|未出账")  # what a card says of an installment not yet paid


def _card(card: Sequence[Sequence[Piece]], context: Context) -> PaymentFact | None:
    """The payment of one card; None for what reminds of one to come, and for money that came in."""
    reminds = any(_REMINDS.search(packed(row_text(row))) for row in card[:3])
    due = any(_DUE.fullmatch(packed(p.text)) for row in card for p in row)
    if (reminds or due) and not any(_states(p) for row in card for p in row):
        return None
    fact = payment_on(sheet_of(card), context)
    fact = fact and _checked(_below_its_day(fact, card, context), card)
    return fact and as_noticed(fact, card)


def _below_its_day(fact: PaymentFact, card: Sequence[Sequence[Piece]], context: Context) -> PaymentFact:
    """The payment with its day or its year taken from the line above the card, where that gives the day it came."""
    head = card[0][0]
    came = parse_day(head.text) if len(card[0]) == 1 else None
    if came is None or came.date is None or fact.day.certain:
        return fact
    own = [(d, p) for row in card[1:] for p in row for d in find_days(p.text)]
    if fact.day.value == came.date and {d.date for d, _ in own if d.year} == {came.date}:
        # 还款日期 on a notice of that day is no day on which it was due only.
        checks = [c for c in fact.day.checks if c.agrees or c.look is not Look.LABEL]
        twice = all(c.agrees for c in checks) and any(c.look is Look.ELSEWHERE for c in checks)
        return replace(fact, day=replace(fact.day, certain=True, checks=tuple(checks))) if twice else fact
    if not own and fact.day.value in (None, came.date):
        day = judge(came.date, head, day_again(came, head), in_range(came.date, context.today))
        return replace(fact, day=day, time=fact.time or came.time)
    if fact.day.value is not None or len({(d.month, d.day) for d, _ in own}) != 1 or own[0][0].date is not None:
        return fact
    day_of, piece = own[0]
    again = day_again(came, head)
    if (day_of.month, day_of.day) != (came.month, came.day):
        return fact
    looks = (
        day_again(day_of, piece),
        Check(Look.ELSEWHERE, agrees=True),
        Check(Look.YEAR, agrees=again is not None and again.agrees),
        in_range(came.date, context.today),
    )
    return replace(fact, day=judge(came.date, piece, *looks), time=fact.time or day_of.time)


def _checked(fact: PaymentFact, card: Sequence[Sequence[Piece]]) -> PaymentFact:
    """The payment of a card whose one word on it stands alone, and whose amount is the sum of the parts that it names."""
    said = [(w, p) for row in card for p in row if len(packed(p.text)) <= 10 and (w := status_said(p.text))]
    if len(said) == 1 and not fact.status.certain and not any(paid_by_another(p.text) for row in card for p in row):
        word, piece = said[0]
        stated = word.sure and word.status is fact.status.value and _states(piece)
        if stated and not NOT_DONE.search(packed(piece.text)):
            fact = replace(fact, status=judge(word.status, piece, Check(Look.LABEL, agrees=True), closed=True))
    against = {c.look for c in fact.amount.checks if not c.agrees}
    parts = [money for _, money in fact.components]
    if against == {Look.LABEL} and len(parts) > 1 and fact.amount.value == total(parts):
        checks = (*(c for c in fact.amount.checks if c.agrees), Check(Look.ELSEWHERE, agrees=True))
        fact = replace(fact, amount=replace(fact.amount, certain=True, checks=checks))
    return fact


def lists_payments(rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether at least two amounts, each with a day of its own, are told to have moved: by sign, by word, by title."""
    own = [r for r in records_of(rows)[0] if r.own_day]
    if len(own) < 2:
        return False
    signed = sum(r.amount.amount.negative or r.amount.amount.plus for r in own)
    stated = sum(any(_states(p) for p in r.pieces) for r in own)
    return max(signed, stated) >= 2 or any(ANY_LIST.search(packed(p.text)) for row in rows[:8] for p in row)


def _states(piece: Piece) -> bool:
    """Whether a text says what became of a payment and nothing else, but for the day before it."""
    line = without_days(piece.text)
    return len(packed(line)) <= 8 and status_said(line) is not None


def cards_of(rows: Sequence[Sequence[Piece]]) -> list[list[Sequence[Piece]]]:
    """The rows of each card where the same labels, an amount and a time among them, come again and again; else none.

    A row without a label belongs to the card whose labelled rows are nearer: titles stand above, buttons below.
    """
    sheet = sheet_of(rows)
    place = {id(piece): r for r, row in enumerate(sheet.rows) for piece in row}
    labelled = [(place[id(p.label)], p) for p in sheet.pairs]
    days = {r: d for r, row in enumerate(rows) if len(row) == 1 and (d := parse_day(row[0].text))}
    # A notice may say its day once more below the time at which it came.
    heads = [r for r, d in days.items() if d.time or not any(k in days and days[k].time for k in (r - 1, r - 2))]
    heads = sorted(
        [*heads, *(r for r, row in enumerate(rows) if len(row) == 1 and _LATELY.fullmatch(packed(row[0].text)))]
    )
    if notices_below(rows, heads):
        return [list(rows[a:b]) for a, b in zip(heads, [*heads[1:], len(rows)], strict=True)]
    if (blocks := _blocks(sheet, labelled)) is not None:
        return blocks
    starts = _same_words(sheet, labelled) or _turns(labelled) or _headed(sheet, labelled, heads)
    if len(starts) < 2:
        return []
    known = sorted({r for r, _ in labelled})
    if len(heads) >= len(starts):  # in a chat the time stands above each card
        edges = [*([0] if known and known[0] < heads[0] else []), *heads]
        return [list(rows[a:b]) for a, b in zip(edges, [*edges[1:], len(rows)], strict=True)]
    before = [bisect.bisect_left(known, start) - 1 for start in starts]
    edges = [_title_row(rows, known[k] if k >= 0 else -1, start) for k, start in zip(before, starts, strict=True)]
    return [list(rows[a:b]) for a, b in zip(edges, [*edges[1:], len(rows)], strict=True)]


def _blocks(sheet: Sheet, labelled: Sequence[tuple[int, Pair]]) -> list[list[Sequence[Piece]]] | None:
    """The rows of cards of which blanks alone show where they end, for their labels differ: alike wide between them and
    wider than any within; a title and its outcome on the first row of each, one amount without a label, and labels.
    """
    rows = sheet.rows
    loose = set(map(id, sheet.loose))
    sums = [r for r, row in enumerate(rows) if len(row) == 1 and id(row[0]) in loose and shows_money(row[0].text)]
    gaps = [min(p.box.y0 for p in b) - max(p.box.y1 for p in a) for a, b in pairwise(rows)]
    cuts = [max(range(a, b), key=lambda r: gaps[r]) for a, b in pairwise(sums)]
    if not cuts or any(row[0].page != rows[0][0].page for row in rows):
        return None
    first = max((r for r in range(sums[0]) if gaps[r] > min(gaps[c] for c in cuts) - 0.35 * _height(sheet)), default=-1)
    inside = [g for r, g in enumerate(gaps[first + 1 :], first + 1) if r not in cuts and r < sums[-1]]
    wide = [gaps[c] for c in cuts]
    if min(wide) < max(inside, default=0.0) + 0.5 * _height(sheet) or max(wide) - min(wide) > 0.5 * _height(sheet):
        return None
    tail = next(
        (r for r in range(sums[-1], len(gaps)) if gaps[r] > max(inside, default=0.0) + 0.3 * _height(sheet)), len(gaps)
    )
    edges = [first + 1, *(c + 1 for c in cuts), tail + 1]
    cards: list[list[Sequence[Piece]]] = [list(rows[a:b]) for a, b in pairwise(edges)]
    known = [{p.field for r, p in labelled if a <= r < b} for a, b in pairwise(edges)]
    whole = all(len(card) > 2 and len(card[0]) == 2 and len(packed(card[0][1].text)) <= 8 for card in cards)
    if not whole or sum(_states(card[0][1]) for card in cards) < 2 or not all(fields & _DAYS for fields in known):
        return None
    return [[*rows[: first + 1], *cards[0]], *cards[1:]]


def _height(sheet: Sheet) -> float:
    return text_height([p for row in sheet.rows for p in row])


_DAYS = _TIMES | {Field.OTHER_TIME}


# The line above a message of the last days; which ones they were, nobody knows.
_LATELY = re.compile(r"(?:今天|昨天|前天|(?:星期|周)[一二三四五六日天])(?:凌晨|早上|[上中下]午|晚上)?\d{1,2}[:：]\d\d")


def notices_below(rows: Sequence[Sequence[Piece]], heads: Sequence[int]) -> bool:
    """Whether most of these rows, days in a chat, have the title of a notice below them."""
    titled = sum(r + 1 < len(rows) and bool(_NOTICE_TITLE.search(packed(row_text(rows[r + 1])))) for r in heads)
    return titled >= 2 and 2 * titled > len(heads)


_NOTICE_TITLE = re.compile(r"^[^\d,。:]{2,12}(?:通知|提醒|凭证|回执|结果|账单已[还结]清)$")


def _same_words(sheet: Sheet, labelled: list[tuple[int, Pair]]) -> list[int]:
    """The rows of the first label that comes as often as the labels of times do, and amounts with or without a label."""
    times = Counter(p.word for _, p in labelled if p.field in _TIMES | {Field.POSTED_AT})
    amounts = Counter(p.word for _, p in labelled if p.field in _AMOUNTS)
    sums = max(amounts.values(), default=0) or sum(shows_money(p.text) for p in sheet.loose)
    often = min(max(times.values(), default=0), sums)
    if often < 2:
        return []
    counts = Counter(p.word for _, p in labelled)
    parted = _parted(sheet.rows, [r for r, _ in labelled])
    apart = {p.word for _, p in labelled} - {p.word for r, p in labelled if r not in parted}
    words = [p.word for least in (often, often - 1) for _, p in labelled if counts[p.word] >= max(least, 2)]
    first = next((word for word in words if word in apart), words[0])
    return [r for r, p in labelled if p.word == first]


def _parted(rows: Sequence[Sequence[Piece]], labelled: Sequence[int]) -> set[int]:
    """The labelled rows that something parts from the one before: a title, a button, a wider blank."""
    known = sorted(set(labelled))
    blanks = [rows[b][0].box.y0 - rows[a][0].box.y1 for a, b in pairwise(known) if b == a + 1]
    usual = statistics.median_low(blanks) if blanks else 0.0
    wide = usual + 0.35 * text_height([p for row in rows for p in row])
    return {b for a, b in pairwise(known) if b > a + 1 or rows[b][0].box.y0 - rows[a][0].box.y1 > wide} | {known[0]}


def _turns(labelled: list[tuple[int, Pair]]) -> list[int]:
    """Where times and amounts take turns under different words, with rows that have no label between the turns."""
    marks = [(r, p.field in _TIMES) for r, p in labelled if p.field in _TIMES | _AMOUNTS]
    kinds = [is_time for _, is_time in marks]
    if len(kinds) < 4 or len(kinds) % 2 or any(a == b for a, b in pairwise(kinds)):
        return []
    starts = [r for r, is_time in marks if is_time == kinds[0]]
    known = sorted({r for r, _ in labelled})
    ends = [known[bisect.bisect_left(known, start) - 1] for start in starts[1:]]
    return starts if all(end + 1 < start for end, start in zip(ends, starts[1:], strict=True)) else []


def _headed(sheet: Sheet, labelled: list[tuple[int, Pair]], heads: list[int]) -> list[int]:
    """The days that stand above cards without a time of their own: one amount below each that is labelled or told, and
    more labels.
    """
    first = [(r, p) for r, p in labelled if sheet.rows[r][0] is p.label]
    edges = list(pairwise([*heads, len(sheet.rows)]))
    below = [[p for r, p in first if a < r < b] for a, b in edges]
    loose = set(map(id, sheet.loose))
    alone = [sum(id(p) in loose and shows_money(p.text) for row in sheet.rows[a:b] for p in row) for a, b in edges]
    told = [len(labelled_amounts(sheet_of(sheet.rows[a:b]), *_AMOUNTS)) for a, b in edges]
    sums = [
        sum(p.field in _AMOUNTS or p.word in GIVEN_BACK for p in card) or bare or said
        for card, bare, said in zip(below, alone, told, strict=True)
    ]
    # `已支付￥35.00` right below the time needs no labels.
    heading = [b - a > 2 and len(row := sheet.rows[a + 1]) == 1 and bool(status_said(row[0].text)) for a, b in edges]
    whole = all(
        n == 1 and (len(card) >= 2 or (said == 1 and top))
        for n, card, said, top in zip(sums, below, told, heading, strict=True)
    )
    return heads if whole else []


def _title_row(rows: Sequence[Sequence[Piece]], before: int, start: int) -> int:
    """The first row that belongs to a card whose first label stands at `start`, the last card ending at `before`."""
    if before < 0:
        return 0
    for row in range(before + 1, start):
        above = rows[row][0].box.y0 - rows[row - 1][0].box.y1
        below = rows[row + 1][0].box.y0 - rows[row][0].box.y1
        if rows[row][0].page != rows[row - 1][0].page or above >= below - 0.3 * rows[row][0].box.height:
            return row
    return start
