"""Payments in lists: bill lists of wallets with month headings, scrolling histories of repayments."""

from __future__ import annotations

import datetime as dt
import math
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...core.facts import Check, Context, Look, PaymentFact, Read, Status
from ...core.money import ZERO, Money, total
from ...core.page import Page
from ..certainty import amount_again, day_again, in_range, judge, missing, well_shaped
from ..page.cuts import whole_figures
from ..page.layout import Piece, text_rows
from ..words.amounts import Amount, find_amounts
from ..words.days import Day, find_days, without_days
from ..words.glyphs import packed, plain
from ..words.labels import Field, label_of
from ..words.parties import about_loan
from ..words.references import card_tail, periods, reference
from ..words.wording import Said, paid_by_another, status_said
from .headings import REPAID_LIST
from .parts import ENDED, Heading, bare_label, says_way
from .records import Record, records_of
from .years import by_order, by_weekday, dated, heading_above, rolled_over, weekdays_in

_OWN_HISTORY = re.compile(rf"{REPAID_LIST.pattern}|我的还款|借款记录")
# The titles of a table of repayments, two of which stand in one row.
OF_REPAYMENT = re.compile(r"(?:实际)?还款(?:日期?|时间|金额|总额|结果|状态|类型|方式|渠道)")
_REPAYMENTS = re.compile(
    r"^[<〈く‹]?(?:(?:我的|历史|贷款|借款|个贷)?还款(?:记录|历史|流水)|(?:历史|已)还款明细)$|^已还(?:记录|明细|账单)$"
)


def read_bills(pages: Sequence[Page], context: Context) -> tuple[PaymentFact, ...]:
    """The movements of money that a list shows, in its order."""
    rows = _without_purchases([whole_figures(row) for row in text_rows(pages)])
    records, headings = records_of(history_below(rows) or rows)
    page_text = packed(" ".join(p.text for row in rows for p in row))
    # A list of what was repaid, whose own title may be cut off, names no payee.
    nameless = len(records) > 1 and all(_names_nobody(r) for r in records)
    repaying = nameless and all("还款" in packed(" ".join(r.texts)) for r in records)
    history = bool(_OWN_HISTORY.search(page_text))
    titled = "信用卡" not in page_text and any(
        sum(bool(OF_REPAYMENT.fullmatch(packed(p.text))) for p in row) > 1 for row in rows
    )
    about_page = _Page(
        history or repaying or titled,
        titled or "还款" in page_text[:60] or nameless or about_loan([page_text], context),
        _lent_and_repaid(rows, records, context),
        not any(r.amount.amount.decimals for r in records),
    )
    repaid = any(_REPAYMENTS.match(packed(p.text)) for row in rows[:6] for p in row)
    headed = any(len(row) == 1 and _OWN_HISTORY.fullmatch(packed(row[0].text)) for row in rows)
    statuses = _statuses(records, repaid=repaid, headed=headed)
    sums = _sums_of_months(records, statuses)
    rolled = rolled_over(records)
    ordered = by_order(records, headings, rolled)
    facts = []
    for place, (record, status) in enumerate(zip(records, statuses, strict=True)):
        if status is not None:
            adds_up = record.heading is not None and record.heading.row in sums and record.amount.amount.negative
            fact = _fact(record, status, headings, context, about_page, adds_up=adds_up)
            if place in ordered or heading_above(record, rolled) is not None:
                date = ordered.get(place, fact.day.value)
                looks = (*fact.day.checks, Check(Look.YEAR, agrees=False))
                fact = replace(fact, day=replace(fact.day, value=date, certain=False, checks=looks))
            facts.append(fact)
    return tuple(facts)


def _without_purchases(rows: list[list[Piece]]) -> list[list[Piece]]:
    """Of a bill that tells on what it was spent and how it was repaid, the latter: the former left no account then."""
    titles = [packed("".join(p.text for p in row)) for row in rows]
    spent = [i for i, title in enumerate(titles) if _SPENT.fullmatch(title)]
    repaid = [i for i, title in enumerate(titles) if _OWN_HISTORY.fullmatch(title)]
    if len(spent) != 1 or len(repaid) != 1:
        return rows
    return rows[repaid[0] : spent[0] if spent[0] > repaid[0] else len(rows)]


def history_below(rows: Sequence[Sequence[Piece]]) -> Sequence[Sequence[Piece]]:
    """The repayments that stand below an installment or a loan that is described first; empty where there are none."""
    at = next((r for r, row in enumerate(rows) if len(row) == 1 and _OWN_HISTORY.fullmatch(packed(row[0].text))), 0)
    described = sum(
        len(row) == 2 and label_of(row[0].text) is not None and bool(find_amounts(row[1].text)) for row in rows[:at]
    )
    told = [row for row in rows[at + 1 : at + 3] if any(d.date for p in row for d in find_days(p.text))]
    return rows[at:] if described and told else ()


_SPENT = re.compile(r"(?:本[期月]|账单)?(?:消费|购物|借款)(?:明细|记录|账单)|账单明细")


@dataclass(frozen=True, slots=True)
class _Page:
    """What the page as a whole says: a platform's own history names no payee."""

    history: bool
    repaying: bool
    lending: bool  # it is that of a lender, or tells of borrowing as well
    whole_yuan: bool  # no amount of the list has decimals: one without has lost none


def _fact(
    record: Record,
    status: Read[Status],
    headings: list[Heading],
    context: Context,
    page: _Page,
    *,
    adds_up: bool,
) -> PaymentFact:
    amount, piece = record.amount.amount, record.amount.piece
    looks = [well_shaped(amount) if page.whole_yuan else well_shaped(amount, piece), amount_again(amount.money, piece)]
    if adds_up:
        looks.append(Check(Look.BALANCE, agrees=True))
    if not record.amount.alone:
        looks.append(Check(Look.LABEL, agrees=False))
    day, time = _day(record, headings, context)
    text = " ".join(record.texts)
    return PaymentFact(
        amount=missing(piece) if record.amount.hidden else judge(amount.money, piece, *looks),
        day=day,
        status=status,
        time=time,
        payee=_name(record),
        card_tail=card_tail(text),
        references=tuple(dict.fromkeys(n for t in record.texts if (n := reference(t)) and len(n) >= 12)),
        periods=periods(text),
        about_loan=about_loan(_own_words(record), context)
        or (page.history and (page.repaying or bool(periods(text))))
        or (bool(periods(text)) and (_REPAYS.search(text) is not None or _names_nobody(record)))
        or (page.lending and _names_nobody(record) and "还款" in text),
        components=_components(record),
    )


def _own_words(record: Record) -> list[str]:
    """What surely speaks of this record; all round it only where a name stands apart from amount and day."""
    core = [p.text for p in record.core if p is not record.amount.piece]
    named = any(_is_name(t) for t in [*core, record.amount.piece.text])
    return [*core, record.amount.piece.text] if named else record.texts


_OF_ACCOUNT = re.compile(
    r"(?:[\u4e00-\u9fff]{2,6}银行|工行|建行|农行|中行|招行|交行)(?:股份有限公司)?|(?:储蓄|借记|银行|工资)卡|尾号|零钱通?|余额(?:不足|宝)?|支付宝|微信(?:支付)?|云闪付"
)
_OF_REPAYING = re.compile(
    r"(?:分期|主动|自动|手动|系统|提前|正常|到期|按期|全额|部分|银行卡|月付|账单|本期|当期)*(?:还款|扣款|代扣|划扣|批扣)(?:成功|失败|退回|处理中|已完成|方式|账户|银行卡|金额|日期|时间)?"
    r"|(?:星期|周)[一二三四五六日天]|[年月日第期共笔上下午元含]|成功|失败|处理中|已还[款清]?|已结清|(?:提前|全部)?结清|交易|支付|主动|自动|余额不足|已关闭|本金|利息|罚息|服务费|手续费|[应实][付还扣]|部分"
)


def _names_nobody(record: Record) -> bool:
    """Whether a record speaks of the account that paid, of days and of how it ended, and of nobody else."""
    text = _OF_REPAYING.sub("", _OF_ACCOUNT.sub("", packed(" ".join(record.texts))))
    return len(re.findall(r"[\u4e00-\u9fff]", text)) < 2


def _lent_and_repaid(rows: list[list[Piece]], records: list[Record], context: Context) -> bool:
    """Whether a lender's name stands above the records, or 借款 or 放款 by itself: over a choice, or as the name of a record."""
    core = records[0].core if records else []
    above = [
        p for row in rows for p in row if core and p.page == core[0].page and p.box.y1 <= min(c.box.y0 for c in core)
    ]
    return about_loan([p.text for p in above], context) or any(
        packed(p.text) in ("借款", "放款") for row in rows for p in row
    )


def _is_name(text: str) -> bool:
    plain = re.sub(r"[-+¥￥\d.,:：年月日 元]+", "", text)
    return len(re.findall(r"[\u4e00-\u9fff]", plain)) >= 2 and not (status_said(text) and len(plain) <= 5)


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
        if says_way(piece) or bare_label(text):
            continue
        if piece.box.height > 2 * record.amount.piece.box.height:
            continue  # a watermark, which runs aslant
        if re.search(r"[\u4e00-\u9fff]{2}", text) and not find_days(text) and not find_amounts(text):
            ended = ENDED.fullmatch(packed(text)) or len(_A_PERIOD.sub("", packed(text))) <= 6
            return None if status_said(text) and ended else text
    return None


_REPAYS = re.compile(r"还款|借款.*扣款")
_A_PERIOD = re.compile(r"第\d+(?:/\d+)?期")
_CAME_IN = re.compile(
    r"^(?:借款|放款|取现|提现|借出|贷款发放|收入|工资|转入|存入)|(?:转入|汇入|来账|代发|放款)$|(?:放款|借款|发放)成功|已放款|额度(?:调整|变更|提升|恢复)|提额|调额"
)
# What was asked for or reminded of, and moved no money.
_ASKED = re.compile(
    r"(?:延期|展期|宽限|减免|提额|借款)(?:还款)?申请|申请(?:延期|展期|宽限|减免|提额|借款)(?:还款)?"
    r"|(?:还款|到期|逾期|账单)提醒(?:已发送)?"
)
_OPEN = re.compile(r"应还|计划|逾期|失败|未|退|撤")
_UNPAID = re.compile(r"待还|未还|未到期|待扣|逾期中|已逾期|^逾期(?:\d+天)?$|待支付|待缴|未出账|即将")


def _statuses(records: list[Record], *, repaid: bool, headed: bool) -> list[Read[Status] | None]:
    """What each record says became of it; None for money that came in and for what is only due.

    `repaid`: the title says that the list is of repayments. Where it has no word at all on how they ended, they were made.
    `headed`: it stands below such a title or one for a plan (还款明细); it has to say how each was repaid.
    """
    said = [_words(r.pieces) for r in records]
    other = any(not _HOW.fullmatch(packed(p.text)) for words in said for _, p in words)
    kinds = all(any(_HOW.fullmatch(packed(p.text)) for p in r.core) for r in records)
    told = (repaid and len(records) > 1) or ((repaid or headed) and kinds)
    wordless = told and not other and not any(map(_is_open, records))
    worded = 2 * sum(any(w.status is Status.SUCCESS for w, _ in words) for words in said) > len(records)
    # The same word once in every record: whichever row belongs to which, it says the same.
    alike = all(len(words) == 1 for words in said) and len({words[0][0].status for words in said if words}) == 1
    lefts = [min((p.box.x0 for p in r.pieces if _is_word(p)), default=math.inf) for r in records]
    usual = statistics.median_low(lefts) if lefts else 0.0
    near = [left - usual < 3 * r.amount.piece.box.height for left, r in zip(lefts, records, strict=True)]
    one_missing = len(records) > 2 and sum(near) >= len(near) - 1
    below = [_below_amount(r) for r in records]
    tells = any(status_said(p.text) for pieces in below for p in pieces)
    strange = [tells and bool(pieces) for pieces in below]
    return [
        _status(r, worded=worded or odd, alike=alike, nameless=one_missing and not has, wordless=wordless)
        for r, has, odd in zip(records, near, strange, strict=True)
    ]


def _below_amount(record: Record) -> list[Piece]:
    """The words right below the amount: where one record has its state, unknown words of another may be one too,
    but for the account that paid."""
    box = record.amount.piece.box
    return [
        p
        for p in record.pieces
        if _is_word(p)
        and not _OF_ACCOUNT.search(p.text)
        and not find_amounts(p.text)
        and abs(p.box.x1 - box.x1) < 0.5 * box.height
        if 0 < p.box.middle_y - box.middle_y < 2.5 * box.height
    ]


# How a list of repayments calls each of them, however it ended: all of them were made.
_HOW = re.compile(r"(?:正常|到期|按期|按时|自动|当期|提前)还款|(?:提前|正常)(?:结清|还清)")


def _is_word(piece: Piece) -> bool:
    return bool(_CHINESE.search(piece.text)) and not find_days(piece.text)


_CHINESE = re.compile(r"[\u4e00-\u9fff]{2}")


def _words(pieces: Sequence[Piece]) -> list[tuple[Said, Piece]]:
    return [
        (w, p)
        for p in pieces
        if len(packed(p.text)) <= 24 and (w := status_said(p.text) or status_said(without_days(p.text)))
    ]


_GIVEN_BACK = re.compile(r"退款(?:到账|成功)?")
_REFUND = re.compile(r"^退款|^退货(?!还款|抵|冲)|退货$|退款$|(?:还款|扣款|代扣|支付|款项)退回|冲正")


def _in_part(piece: Piece, whole: Amount) -> bool:
    """Whether less than the payment was given back (`已退款(￥150.00)`)."""
    given = find_amounts(piece.text)
    return bool(given) and all(a.money < whole.money for a in given)


def _part_repaid(words: list[tuple[Said, Piece]]) -> bool:
    """Whether a part of the installment is what was repaid: the list calls it so, and says apart that it succeeded."""
    return any(w.sure for w, _ in words) and all(w.sure or _PART_REPAID.search(packed(p.text)) for w, p in words)


_PART_REPAID = re.compile(r"^(?!.*(?:剩余|未还|成功|失败)).{0,8}部分还款[)）]?$")


def _is_open(record: Record) -> bool:
    return any(_UNPAID.search(packed(t)) or _OPEN.search(packed(t)) for t in record.texts)


def _status(record: Record, *, worded: bool, alike: bool, nameless: bool, wordless: bool) -> Read[Status] | None:
    """The word in the record; where lists leave it out the payment was made. None: money that came in, or is due.

    A word outside the rows that are surely the record's may be a neighbour's: it counts, and a person has to look. So
    has one at a record whose name was lost: it may be money that came in.
    """
    amount = record.amount.amount
    core = [packed(p.text) for p in record.core]
    spent = amount.negative or any(says_way(p) and "支出" in p.text for p in record.core)
    if not spent and any(_CAME_IN.search(t) and "还" not in t and not periods(t) for t in core):
        return None
    if not spent and any(_ASKED.fullmatch(t) for t in core):
        return None
    if amount.money == ZERO and not record.amount.hidden:
        return None
    named_back = not amount.negative and any(_GIVEN_BACK.fullmatch(t) for t in core)
    back = named_back or (amount.plus and any(_REFUND.search(t) for t in core))
    other = not amount.negative and any(paid_by_another(p.text) for p in record.core)
    for pieces, near in ((record.core, True), (record.pieces, alike)):
        said = [(w, p) for w, p in _words(pieces) if not back or w.status is not Status.SUCCESS]
        for wanted in (Status.REFUNDED, Status.FAILED, Status.PENDING, Status.SUCCESS):
            words = [(w, p) for w, p in said if w.status is wanted]
            if words and wanted is Status.REFUNDED and all(_in_part(p, amount) for _, p in words):
                return judge(Status.SUCCESS, words[0][1], Check(Look.LABEL, agrees=False))
            if words and wanted is Status.SUCCESS and amount.plus and not any("还" in packed(t) for t in record.texts):
                return None  # the loan paid out
            if words:
                torn = wanted is Status.FAILED and any(w.status is Status.SUCCESS for w, _ in said)
                came_in = wanted is Status.SUCCESS and (amount.plus or (nameless and not amount.negative))
                sure = (
                    near
                    and (all(w.sure for w, _ in words) or _part_repaid(words))
                    and not (came_in or torn or (wanted is Status.SUCCESS and other))
                )
                return judge(wanted, words[0][1], Check(Look.LABEL, agrees=sure), closed=True)
    if any(_UNPAID.search(t) and len(t) <= 12 for t in core):
        return None
    refund = back or any("退款" in packed(t) or _REFUND.search(packed(t)) for t in record.texts)
    if amount.plus or named_back:
        looks = Check(Look.LABEL, agrees=back and amount.plus)
        return judge(Status.REFUNDED, record.amount.piece, looks, closed=True) if refund else None
    told = spent and not worded and not nameless and record.silent
    sure = not refund and (told or wordless) and not other
    return judge(Status.SUCCESS, record.amount.piece, Check(Look.LABEL, agrees=sure), closed=True)


def _sums_of_months(records: list[Record], statuses: list[Read[Status] | None]) -> set[int]:
    """The rows of month headings whose total is that of the debits below: every one of them was read right."""
    debits: dict[int, list[Money]] = {}
    stated = {}
    for record, status in zip(records, statuses, strict=True):
        heading, amount = record.heading, record.amount.amount
        if heading is None or heading.spent is None or not amount.negative:
            continue
        stated[heading.row] = heading.spent
        if status is None or status.value not in (Status.FAILED, Status.PENDING):
            debits.setdefault(heading.row, []).append(amount.money)
    return {row for row, found in debits.items() if len(found) > 1 and total(found) == stated[row] != ZERO}


def _day(record: Record, headings: list[Heading], context: Context) -> tuple[Read[dt.date], str | None]:
    spot = record.day
    if spot is None:
        return missing(record.amount.piece), _clock(record)
    if spot.day is None:
        return missing(spot.piece), _clock(record)
    day, heading = spot.day, record.heading
    looks = [day_again(day, spot.piece)]
    if not record.own_day:
        looks.append(Check(Look.LABEL, agrees=False))
    date = day.date
    if date is None:
        with_year = dated(day, heading, headings) or _told(day)
        if with_year is None:
            return by_weekday(day, spot.piece, context.today), day.time
        date, sure = with_year
        looks.append(Check(Look.YEAR, agrees=sure and record.under))
    elif heading is not None and (heading.year, heading.month or date.month) == (date.year, date.month):
        looks.append(Check(Look.YEAR, agrees=True))
    looks += [_weekday(date, record), in_range(date, context.today)]
    return judge(date, spot.piece, *looks), day.time or _clock(record)


def _told(day: Day) -> tuple[dt.date, bool] | None:
    """The day with the year that stands beside it, but may be something else."""
    date = day.in_year(day.year) if day.year is not None else None
    return (date, False) if date is not None else None


def _weekday(date: dt.date, record: Record) -> Check | None:
    """Whether the weekday that a record or its day gives is that of the day."""
    said = (weekdays_in(record.day.piece.text) if record.day else set()) or set().union(*map(weekdays_in, record.texts))
    return Check(Look.ELSEWHERE, agrees=date.weekday() in said) if len(said) == 1 else None


def _clock(record: Record) -> str | None:
    """The time of day where the day is that of a heading."""
    clocks = {m[0] for p in record.core if not find_days(p.text) for m in _CLOCK.finditer(plain(p.text))}
    return clocks.pop().zfill(5) if len(clocks) == 1 else None


_CLOCK = re.compile(r"(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:])")
