"""What a list is made of: amounts that records are about, days, headings of months and years, titles."""

from __future__ import annotations

import datetime as dt
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...core.facts import Status
from ...core.money import Money
from ..page.layout import Piece
from ..words.amounts import Amount, find_amounts, parse_amount, shows_money
from ..words.days import Day, find_days, find_months
from ..words.glyphs import packed
from ..words.labels import Field, Label, label_of
from ..words.wording import status_said


@dataclass(frozen=True, slots=True)
class Spot:
    """A value with its piece and row."""

    row: int
    piece: Piece


@dataclass(frozen=True, slots=True)
class AmountSpot(Spot):
    """An amount that one record is about; `alone` is false where another of the row could be it as well, `hidden` is true
    where none can be read at its place."""

    amount: Amount
    alone: bool = True
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class DaySpot(Spot):
    """A day that may be that of a payment; `lone` where nothing else stands on its row, as on headings of days."""

    day: Day | None  # None: 今天, 昨天
    lone: bool
    due: bool = False  # it may be the day on which the payment was due


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
    r"^(?:总?支出|总?收入|共?支出|(?:[本当]月)?合计|共\d+笔|(?:[本当]月)?共已?[还付扣]|结余|累计|已还总|总计|统计|不计收支|收支|(?i:spent|received|income|expenses?|total))"
)
_NO_ANCHOR = frozenset({Field.PART, Field.OTHER_AMOUNT, Field.GROSS, Field.TOTAL})
OFFERED_UNTIL = re.compile(r"有效期|截[止至]|截$|[前止](?:有效|领取|使用)")
DUE = re.compile(r"应还|到期|(?<!实际)还款日(?:[:：]|(?=20\d\d))|账单日|最后还款")
_DUE_NOW = re.compile(r"(?:应还|待还|未还|应付)(?:款|金额|总额)?(?:\(元\))?[:：]?$")
_DOES = re.compile(r"还款|扣款|支付|付款|实还|扣收|代扣|转账|支出")
NO_YEAR = re.compile(r"本月|上月|上个月|近.{1,3}月|1?\d月")
_TITLE = re.compile(r"记录|明细|账单|流水|全部|筛选|历史|(?i:transactions|bills)")


def list_amounts(rows: Sequence[Sequence[Piece]], days: Sequence[DaySpot]) -> list[AmountSpot]:
    """The amounts that records are about: one a row, sums of months, components and the days (`03.09`) left out."""
    taken = {(d.row, d.piece) for d in days}
    found: list[AmountSpot] = []
    weak: list[AmountSpot] = []
    sums: list[AmountSpot] = []  # in a column of a table that is headed 合计
    whole: list[AmountSpot] = []  # `-500`, an amount where it stands among the others
    charges: list[AmountSpot] = []  # beside `会员费`, with a day below
    dated = {d.row for d in days}
    totals = day_totals(rows)
    for r, (row, above) in enumerate(zip(rows, labels_above(rows), strict=True)):
        if any(LENT_ON.search(p.text) for p in row) or r in totals:
            continue  # the loan that the records below repay; what a day came to
        here: list[AmountSpot] = []
        for c, piece in enumerate(row):
            amount = None if (r, piece) in taken else _amount_in(piece)
            if says_way(piece) and c + 1 < len(row) and not shows_money(row[c + 1].text):
                continue  # before a name it is a sign in words as well
            if (word := _SUM.match(packed(piece.text))) is not None:
                # `支出12.00` beside a name is a sign in words; beside another sum or a month it is a total.
                inside = find_amounts(piece.text)
                named = _is_name(row[:c]) or (c == 0 and _is_name(row[1:]) and _has_moment(rows[r + 1 : r + 2]))
                if word[0] not in ("支出", "收入") or len(inside) != 1 or not named:
                    break
                amount = replace(inside[0], negative=word[0] == "支出", plus=word[0] == "收入")
            if amount is None:
                bare = parse_amount(piece.text)
                if bare is not None and (bare.negative or bare.plus) and (r, piece) not in taken:
                    whole.append(AmountSpot(r, piece, bare))
                continue
            beside = row[c - 1].text if c else ""
            labels = [bare_label(beside), label_over(piece, above)]
            if any(label and label.field is Field.TOTAL for label in labels):
                sums.append(AmountSpot(r, piece, amount))
                continue
            out = any(label and label.field in _NO_ANCHOR for label in labels)
            due = DUE.search(packed(piece.text)) or _DUE_NOW.search(packed(beside))
            spot = AmountSpot(r, piece, amount)
            (weak if out or due else here).append(spot)
            if out and not due and c == 1 and len(row) == 2 and r + 1 in dated:
                charges.append(spot)
        if here:
            # Two on one row: the signed one, else the one on the right.
            signed = [s for s in here if s.amount.negative or s.amount.plus]
            found.append(replace((signed or here[-1:])[0], alone=len(signed) < 2))
    found = _without_months(found)
    found = [s for s in found if not _is_of_a_month(s, rows)] or found
    if found and all(s.row + 1 in dated and s.row not in dated for s in found):
        found += charges  # each amount has its day below: so has that of a fee, which is a record of its own
    rows_taken = {s.row for s in found}
    found += [
        w
        for w in whole
        if w.row not in rows_taken
        and any(abs(w.piece.box.x1 - s.piece.box.x1) < 0.5 * s.piece.box.height for s in found)
    ]
    found.sort(key=lambda s: s.row)
    return _main(found, _closed(found, rows)) or sums or _one_a_row(weak)


def _is_of_a_month(spot: AmountSpot, rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether an amount stands large and alone below a month: what all of it came to."""
    above = rows[spot.row - 1] if spot.row and len(rows[spot.row]) == 1 else ()
    return any(find_months(p.text) for p in above) and spot.piece.box.height > 1.4 * above[0].box.height


def _one_a_row(spots: list[AmountSpot]) -> list[AmountSpot]:
    """The last of each row, for want of a better sign."""
    last = {s.row: s for s in spots}
    return [replace(s, alone=sum(other.row == row for other in spots) < 2) for row, s in last.items()]


def day_totals(rows: Sequence[Sequence[Piece]]) -> set[int]:
    """The rows with a day and what it came to (`5月10日` and `支出 1,322.90`, or the balance), the movements of that day below.

    Without one below before the next day, the row is a movement itself.
    """
    found = set()
    for r, row in enumerate(rows):
        if not _DAY_TOTAL.fullmatch(packed("".join(p.text for p in row))):
            continue
        below = next((row for row in rows[r + 1 : r + 4] if any(shows_money(p.text) for p in row)), None)
        if below is not None and not any(find_days(p.text) for p in below):
            found.add(r)
    return found


_DAY_TOTAL = re.compile(
    r"(?:(?:今天|昨天|前天)?(?:20\d\d[年/.-])?(?:\d{1,2}[月/.-])?\d{1,2}[日号]?|今天|昨天|前天)[(（]?(?:(?:周|星期)[一二三四五六日天]|今天|昨天)?[)）]?"
    r"(?:[,，|·]?(?:当?日|总|共|合计)?(?:支出|收入|支|收|出|入|消费|余额)(?:合计)?(?:\(?\d+笔\)?)?[:：]?[-+]?[¥￥]?\d[\d,]*(?:\.\d\d)?元?)+"
)


def _without_months(spots: list[AmountSpot]) -> list[AmountSpot]:
    """Without months such as `2024.09`, which stand elsewhere than the amounts do, or come one after the other."""
    months = [s for s in spots if _MONTH_LIKE.fullmatch(packed(s.piece.text))]
    others = [s for s in spots if s not in months]
    far = all(abs(m.piece.box.x1 - o.piece.box.x1) > o.piece.box.height for m in months for o in others)
    said = [packed(m.piece.text) for m in months]
    in_turn = len(set(said)) == len(said) > 1 and sorted(said) in (said, said[::-1])
    return others if others and (far or in_turn) else spots


LENT_ON = re.compile(r"\d日? ?(?:借款?|借出|放款|起息|起)[)）]?$")
_MONTH_LIKE = re.compile(r"20\d\d\.(?:0\d|1[0-2])")


def _is_name(pieces: Sequence[Piece]) -> bool:
    texts = [packed(p.text) for p in pieces]
    return bool(texts) and not any(_SUM.match(t) or find_months(t) or NO_YEAR.fullmatch(t) for t in texts)


def _has_moment(rows: Sequence[Sequence[Piece]]) -> bool:
    return any(d.time for row in rows for p in row for d in find_days(p.text))


def says_way(piece: Piece) -> bool:
    """Whether a text says which way money went, and nothing else."""
    return packed(piece.text) in _WAYS


_WAYS = ("支出", "收入")


LabelsAbove = list[tuple[Piece, Label]]


def labels_above(rows: Sequence[Sequence[Piece]]) -> list[LabelsAbove]:
    """For each row the labels that name what stands under them: those of the row above, and the heads of columns."""
    heads: LabelsAbove = []
    above: LabelsAbove = []
    found = []
    for row in rows:
        found.append([*above, *heads])
        tabs = any(packed(p.text) == "全部" for p in row)
        # `已退款` is a label on a page of one payment; in a list it says what became of the record above.
        # So do `支出` and `收入` on a row that has more to say.
        signs = len(row) > 1 and any(find_days(p.text) for p in row)
        labels = [
            (p, label)
            for p in row
            if (label := bare_label(p.text)) and status_said(p.text) is None and not (signs and says_way(p))
        ]
        above = [] if tabs else labels
        heads = above if len(above) >= 3 else heads
    return found


def label_over(piece: Piece, above: LabelsAbove) -> Label | None:
    """The label under whose middle a piece stands, or that stands over its own."""
    for head, label in above:
        if head.box.x0 <= piece.box.middle_x <= head.box.x1 or piece.box.x0 <= head.box.middle_x <= piece.box.x1:
            return label
    return None


def bare_label(text: str) -> Label | None:
    """The label that a text is, with no value after it."""
    label = label_of(text)
    return label if label is not None and label.value_at == len(text) else None


def _amount_in(piece: Piece) -> Amount | None:
    amount = parse_amount(piece.text)
    if amount is not None and amount.is_money:
        return amount
    inside = find_amounts(piece.text)
    if len(inside) == 1 and _OF_LOAN.search(packed(piece.text[: inside[0].start])):
        return None
    if len(inside) == 2:
        return _really_paid(piece.text, inside)
    if len(inside) != 1:
        return None
    label = label_of(piece.text)
    if label and label.field in _NO_ANCHOR:
        return None
    if (way := packed(piece.text[inside[0].end :])) in _WAYS:
        return replace(inside[0], negative=way == "支出", plus=way == "收入")
    named = (label and label.field in (Field.AMOUNT, Field.PAID)) or _DOES.search(packed(piece.text))
    signed = (inside[0].negative or inside[0].plus) and inside[0].end >= len(piece.text.rstrip()) - 1
    return inside[0] if named or signed else None


_OF_LOAN = re.compile(
    r"[,，(（;；](?:借款|贷款|放款|发放)(?:本金|总)?(?:金额|总额|额)?(?:为|是)?[:：]?(?:人民币)?[¥￥]?$"
)  # in a sentence


def _really_paid(text: str, two: Sequence[Amount]) -> Amount | None:
    """Of `应扣3,208.66 实扣1,200.00` the second; the first where nothing was taken."""
    words = [packed(text[: a.start]) for a in two]
    if not _SHOULD.search(words[0]) or not _REALLY.search(words[1]):
        return None
    return two[1] if two[1].money else two[0]


_SHOULD = re.compile(r"应[还扣付收](?:款|金额)?[:：]?¥?$")
_REALLY = re.compile(r"实[还扣付收](?:款|金额)?[:：]?¥?$")


def status_apart(piece: Piece) -> list[Piece]:
    """`500.00元 成功`, `扣款500.00元 成功`, `第3期还款成功 500.00元` as the amount and what became of it; any other piece as
    it is.
    """
    amounts = find_amounts(piece.text)
    first = next(iter(amounts), None)
    if first is None:
        return [piece]
    before = packed(piece.text[: first.start])
    if not _DONE_BEFORE.fullmatch(before):
        last = len(amounts) == 1 and first.decimals and first.end == len(piece.text.rstrip())
        told = last and ENDED.fullmatch(before) and status_said(before) is not None
        return [piece.part(0, first.start), piece.part(first.start, len(piece.text))] if told else [piece]
    if status_said(piece.text[first.end :]) is None:
        return [piece]
    return [piece.part(0, first.end), piece.part(first.end, len(piece.text))]


_DONE_BEFORE = re.compile(r"(?:还款|扣款|支付|付款|代扣|转账)?")
ENDED = re.compile(
    r"(?:第\d{1,3}(?:/\d{1,3})?期)?[\u4e00-\u9fff]{0,4}(?:还款|扣款|支付|付款|代扣|划扣)已?(?:成功|失败)(?:[,:(]?余额不足\)?)?[,:]?"
)


def _closed(spots: list[AmountSpot], rows: Sequence[Sequence[Piece]]) -> list[AmountSpot]:
    """The amounts whose record says that nothing came of it, and those named as repayments that say how they ended:
    wallets write these without a sign.
    """
    ends = [*(s.row for s in spots[1:]), len(rows)][: len(spots)]
    return [
        s
        for s, end in zip(spots, ends, strict=True)
        if any(
            (w := status_said(p.text))
            and (
                w.status is Status.FAILED or (len(p.text) <= 8 and _names_repaying(rows[max(s.row - 1, 0) : s.row + 1]))
            )
            for row in rows[s.row : min(end, s.row + 4)]
            for p in row
        )
    ]


def _names_repaying(rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether the name on the row of an amount, or on the row above it, is that of a repayment."""
    return any("还款" in packed(row[0].text) and status_said(row[0].text) is None for row in rows)


def _main(spots: list[AmountSpot], closed: list[AmountSpot]) -> list[AmountSpot]:
    """Without small print, big totals, and unsigned amounts where most have a sign, but for closed ones in their column."""
    if len(spots) < 2:
        return spots
    whole = [s for s in spots if s.piece.score] or spots  # what an edge cut through is lower
    usual = statistics.median_low([s.piece.box.height for s in whole])
    signed = [s for s in spots if s.amount.negative or s.amount.plus]
    if 2 * len(signed) > len(spots) or _with_balances(spots):
        right = statistics.median([s.piece.box.x1 for s in signed])
        spots = [s for s in spots if s in signed or (s in closed and abs(s.piece.box.x1 - right) < s.piece.box.height)]
    most = 1.5 if len(spots) > 2 else 9.0
    return [s for s in spots if not s.piece.score or 0.75 * usual < s.piece.box.height < most * usual]


def _with_balances(spots: Sequence[AmountSpot]) -> bool:
    """Whether every signed amount has one without a sign right below it, as small at the most: what was left then."""
    if len(spots) % 2:
        return False
    return all(
        (upper.amount.negative or upper.amount.plus)
        and not (lower.amount.negative or lower.amount.plus)
        and abs(upper.piece.box.x1 - lower.piece.box.x1) < upper.piece.box.height
        and lower.piece.box.height < 1.1 * upper.piece.box.height
        and lower.piece.box.y0 - upper.piece.box.y1 < upper.piece.box.height
        for upper, lower in zip(spots[::2], spots[1::2], strict=True)
    )


def is_title(row: Sequence[Piece]) -> bool:
    """A title, a line of sums or the heads of columns: what follows begins with a whole record."""
    text = packed("".join(p.text for p in row))
    heads = [label for p in row if (label := bare_label(p.text))]
    if len(heads) >= 3 or any(label.field in (Field.OTHER_AMOUNT, Field.TOTAL) for label in heads):
        return True
    searched = _SEARCHED.match(text) and not any(parse_amount(p.text) for p in row)
    lent = any(LENT_ON.search(p.text) for p in row)
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
    text = packed("".join(p.text for p in row))
    if not _OFFER.search(text) and not _SHARE.search(text):
        return False
    amounts = [a for p in row for a in find_amounts(p.text)]
    days = any(find_days(p.text) and not OFFERED_UNTIL.search(packed(p.text)) for p in row)
    return not any(a.negative or a.plus for a in amounts) and not days


# `餐饮美食24.1%`: what a part of a month came to.
_SHARE = re.compile(r"[\u4e00-\u9fff]\d{1,3}(?:\.\d+)?%")
_OFFER = re.compile(
    r"最高(?:可[借贷领享]|得|额度|立减)|抽奖|可[借贷](?:额度|金额)|(?:立即|点击|免费|马上|去)(?:领取|借款|借钱|申请|提额)"
)
