"""Plans as app pages show them: a few lines for each installment, round its number or its due day."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from ...core.facts import Look, Read
from ...core.money import Money, total
from ..certainty import doubted, missing
from ..page.layout import Piece
from ..tables.cells import money_of
from ..words.amounts import find_amounts, parse_amount
from ..words.days import Day, find_days
from ..words.glyphs import packed, plain
from .looks import Found
from .years import Heading, heading_in

_CHINESE = "一二三四五六七八九十"
_NUMBER = re.compile(
    rf"(?:第\s*(?P<a>\d{{1,3}}|[{_CHINESE}]{{1,3}})\s*(?:[/／]\s*(?P<an>\d{{1,3}}))?\s*[期斯朝])"
    r"|(?<![\d.,¥/\-共分第])(?P<b>\d{1,3})\s*(?:[/／]|of)\s*(?P<bn>\d{1,3})\s*期?(?![\d/.\-])"
    r"|(?<![\d.,¥/共分])(?P<c>\d{1,3})\s*期(?!数|限|内|免|前|后|账单已)|(?P<first>首期)(?!账单)|(?P<last>[末尾]期)"
)
# `共12期`, `期数 12期`, `剩余9期` count installments, they name none.
_COUNTED = re.compile(
    r"(?:共|分|计|期数|期限|总期|分期|借款|贷款|剩余?|还剩|待还|已还|未还|逾期|借多久|免息)\s*[:：]?\s*$"
)
_STATE = re.compile(
    r"提前结清|逾期已还清|逾期已还|已还清|已结清|已还款|已还|已逾期\d*天?|逾期中|逾期\d+天|逾期|待还款|待还|未到期|未到还款日|未还款|未还|还款中|处理中|部分还款|未出账|当前期|正常|还款成功|未结清|未还清|结清|还清"
)
_PART = re.compile(r"(?:本金|利息|息费|费|罚息|违约金|滞纳金|保费)\s*[:：]?\s*$")
_NOT_DUE_AMOUNT = re.compile(
    r"(?:剩余|余额|已还|实还|优惠|减免|立减|券|逾期金额|罚息|滞纳金|违约金|额度|借款|贷款|放款)[^\d¥￥]{0,6}$"
)
_DUE_AMOUNT = re.compile(r"(?:应还|合计|总额|月供|还款金额|待还|本期)[^\d¥￥]{0,6}$")
_STATE_ALONE = re.compile(
    r"(?:提前|逾期)?已?(?:还清|结清|还款)|已?逾期\d*天?|待还款|未到期|未还款?|未出账|当前期|处理中|还款中"
)
_SUM = re.compile(r"合计|总计|共计|还款总额|应还总额|总还款|总应还|全部|总待还|剩余待还")
_NOT_DUE_DAY = re.compile(r"(?:实际|实还|已于|还款时间|结清|放款|借款|起息|支付|入账|还清)[^\d]{0,6}$")
_NOT_DUE_DAY_AFTER = re.compile(r"^\s*(?:已还|已?还清|已?结清|还款成功|实还|支付|扣款成功)")
IS_DUE = re.compile(r"(?:应还|到期|(?<!实际)(?<!最近)还款日(?!期))[^\d]{0,4}$")  # `应还日 2026-08-10 已还清`
SETTLED = re.compile(r"(?<!未)(?:已还|还清|结清|还款成功)")
REPAID_THEN = re.compile(
    r"^还款$"
)  # `2026-08-10还款`: of a settled installment as likely when it was paid as when it was due


# `2022.12.11-2023.01.10`: of a period the last day is the due day.
_SPAN = re.compile(r"\s*20\d\d[-/.年]?\d{1,2}[-/.月]?\d{1,2}日?\s*[-~至到]+\s*(?=20\d\d)")


def number_in(text: str) -> int | None:
    """The number of an installment: `第3期`, `3/12`, `3期`, or a bare figure."""
    line = packed(text)
    match = _NUMBER.search(line)
    if match is not None:
        return _figure(match)
    return int(line) if re.fullmatch(r"0?\d{1,3}", line) and int(line) else None


def _figure(match: re.Match[str]) -> int | None:
    """The number that a mark names; None for the last one (`末期`), which its neighbours tell."""
    if match["first"]:
        return 1
    text = match["a"] or match["b"] or match["c"]
    if text is None or text.isdigit():
        return int(text) if text else None
    tens, ten, ones = text.rpartition("十")
    digits = [_CHINESE.index(c) + 1 for c in (tens, ones) if len(c) == 1 and c in _CHINESE]
    if not ten:
        return digits[0] if len(digits) == 1 else None
    return (digits[0] * 10 if tens else 10) + (digits[-1] if ones else 0)


def total_in(text: str) -> int | None:
    """Of how many installments the text speaks: the 12 of `3/12`."""
    match = _NUMBER.search(packed(text))
    of = match and (match["an"] or match["bn"])
    return int(of) if of else None


def due_day(text: str) -> Day | None:
    """The due day of a text: the end of a period, not the day of the payment that some plans write beside it (`(实际日期：…)`)."""
    line = plain(text)
    span = _SPAN.match(line)
    if span:
        line = " " * span.end() + line[span.end() :]
    for day in find_days(line):
        before = line[: day.start]
        if _NOT_DUE_DAY.search(before) or (_NOT_DUE_DAY_AFTER.match(line[day.end :]) and not IS_DUE.search(before)):
            continue
        return day
    return None


def read_lines(rows: Sequence[Sequence[Piece]]) -> list[Found]:
    """Blocks of lines round each `第k期`; without such marks, round each due day. Of two columns of cards, those of both by
    their numbers.
    """
    lines = [list(row) for row in rows if row]
    if edge := _edge_of_columns(lines):
        halves = [[[p for p in row if (p.box.x0 > edge) == right] for row in lines] for right in (False, True)]
        return sorted((found for half in halves for found in read_lines(half)), key=lambda found: found.number or 0)
    numbered = _going_on(lines, [i for i, row in enumerate(lines) if _marked(row) is not None])
    dated = [i for i, row in enumerate(lines) if any(due_day(p.text) for p in row) and not _heading(row)]
    anchors = numbered if len(numbered) >= 2 or (numbered and not len(dated) > 1) else dated
    if not anchors:
        return []
    # Lines at even distances: only the ends of the list tell whether a mark begins its block or ends it.
    ways = [_cut(lines, anchors, cut) for cut in (_before_next, _after_last)]
    if _apart(lines, anchors):
        found = _cut(lines, anchors, _widest_gap)
        against = next((way for way in ways if len(way) > len(found) and _goes_through(way)), None)
        return found if against is None else [replace(b, sound=False) for b in against]
    scores = [sum((b.due is not None) + (b.amount.value is not None) for b in way) for way in ways]
    best = ways[scores.index(max(scores))]
    told = scores[0] != scores[1] or [(b.number, b.due) for b in ways[0]] == [(b.number, b.due) for b in ways[1]]
    return best if told else [replace(b, sound=False) for b in best]


def _goes_through(way: Sequence[Found]) -> bool:
    """Whether each block has its amount and its day, a month after the one before."""
    days = [b.due for b in way if b.due is not None and b.amount.value is not None]
    return len(days) == len(way) and all((b.month - a.month) % 12 == 1 for a, b in pairwise(days))


def _edge_of_columns(lines: Sequence[list[Piece]]) -> float | None:
    """Where the second of two columns of cards begins: every row with a mark has two, `第1期` and `第2期`, the last one at
    least the first of them, the marks stand below each other, and no piece reaches from one column into the other.
    """
    marks = [(i, m, _marked(row[row.index(m) + 1 :])) for i, row in enumerate(lines) if (m := _marked(row))]
    seconds = [second for _, _, second in marks if second is not None]
    if len(seconds) < 2 or any(second is None for _, _, second in marks[:-1]):
        return None
    height = statistics.median(p.box.height for p in seconds)
    lefts = [first.box.x0 for _, first, _ in marks], [p.box.x0 for p in seconds]
    follow = [number_in(p.text) for _, *both in marks for p in both if p is not None]
    if any(b is None or a is None or b - a != 1 for a, b in pairwise(follow)):
        return None
    edge = min(lefts[1]) - 0.5 * height
    inside = [p for row in lines[marks[0][0] :] for p in row]
    crossed = any(p.box.x0 < edge < p.box.x1 for p in inside)
    return None if crossed or any(max(x) - min(x) > height for x in lefts) else edge


def _going_on(lines: Sequence[Sequence[Piece]], marked: list[int]) -> list[int]:
    """The marks without those before and after the list whose number does not go on with the list's (`第2期账单`)."""
    numbers = [number_in(mark.text) if (mark := _marked(lines[i])) else None for i in marked]

    def joins(one: int, other: int) -> bool:
        a, b = numbers[one], numbers[other]
        return a is None or b is None or (abs(a - b) <= 2 and a != b)

    first, last = 0, len(marked) - 1
    while last - first >= 3 and not joins(first, first + 1):
        first += 1
    while last - first >= 3 and not joins(last - 1, last):
        last -= 1
    return marked[first : last + 1]


def _cut(
    lines: Sequence[list[Piece]], anchors: Sequence[int], cut: Callable[[Sequence[Sequence[Piece]], int, int], int]
) -> list[Found]:
    under: Heading | None = None
    result = []
    at = 0
    for start, block in _blocks(lines, anchors, cut):
        for row in lines[at:start]:
            under = heading_in(row) or under
        inside = [h for row in block if (h := heading_in(row)) is not None]
        at = start + len(block)
        found = _block([row for row in block if heading_in(row) is None])
        if found is not None:
            result.append(replace(found, under=(inside[0] if inside and _heads(block) else under)))
        under = inside[-1] if inside else under
    return result


def _heads(block: Sequence[Sequence[Piece]]) -> bool:
    """Whether the heading inside a block stands above what it is about: before the block's own due day."""
    for row in block:
        if heading_in(row) is not None:
            return True
        if any(due_day(p.text) for p in row):
            return False
    return False


def _apart(lines: Sequence[Sequence[Piece]], anchors: Sequence[int]) -> bool:
    """The blank between two blocks is clearly wider than the blanks within them."""
    clear = []
    for a, b in pairwise(anchors):
        gaps = sorted(_gaps(lines, a, b))
        clear.append(len(gaps) < 2 or gaps[-1] >= 1.25 * gaps[-2])
    return sum(clear) >= 0.8 * len(clear)


def _gaps(lines: Sequence[Sequence[Piece]], one: int, other: int) -> list[float]:
    """The distances of the lines from one to the other; a page break is wider than any."""
    return [_middle(b) - _middle(a) if a[0].page == b[0].page else 1e9 for a, b in pairwise(lines[one : other + 1])]


def _marked(row: Sequence[Piece]) -> Piece | None:
    """The piece of a row that names an installment: no count (`共12期`) and no sentence that only speaks of one."""
    for i, piece in enumerate(row):
        text = plain(piece.text)
        match = _NUMBER.search(text)
        if match is None or (len(packed(text)) > 40 and not (match["a"] and not text[: match.start()].strip())):
            continue
        before = text[: match.start()] or (plain(row[i - 1].text) if i else "")
        if not (_COUNTED.search(packed(before)) and match["c"]):
            return piece
    return None


def _heading(row: Sequence[Piece]) -> bool:
    return any(
        re.search(r"(?:借款|放款|起息|申请|发放|合同|签订|打印|查询|更新|导出)(?:日|时间|于)", packed(p.text))
        for p in row
    )


def _widest_gap(lines: Sequence[Sequence[Piece]], one: int, other: int) -> int:
    """Before which line to part two anchors: at the widest blank between lines."""
    gaps = _gaps(lines, one, other)
    return one + 1 + gaps.index(max(gaps))


def _before_next(_lines: Sequence[Sequence[Piece]], _one: int, other: int) -> int:
    return other


def _after_last(_lines: Sequence[Sequence[Piece]], one: int, _other: int) -> int:
    return one + 1


def _middle(row: Sequence[Piece]) -> float:
    return statistics.fmean(p.box.middle_y for p in row)


def _blocks(
    lines: Sequence[list[Piece]], anchors: Sequence[int], cut: Callable[[Sequence[Sequence[Piece]], int, int], int]
) -> list[tuple[int, list[list[Piece]]]]:
    """Where each block begins, and its lines."""
    cuts = [cut(lines, a, b) for a, b in pairwise(anchors)]
    reach = max((b - a for a, b in pairwise(anchors)), default=3)
    first = max(0, anchors[0] - reach + 1)
    if cut is _widest_gap and len(anchors) > 1:
        # As many lines above the first anchor as the other blocks have above theirs.
        above = Counter(b - c for (_, b), c in zip(pairwise(anchors), cuts, strict=True)).most_common(1)[0][0]
        first = max(0, anchors[0] - above)
    elif cut is _before_next:
        first = anchors[0]
    if cuts and cut is _widest_gap:
        reach = max(c - a for a, c in zip(anchors, cuts, strict=False))
    last = anchors[-1] + 1 if cut is _after_last else min(len(lines), anchors[-1] + reach)
    starts = [first, *cuts]
    ends = [*cuts, last]
    return [(s, list(lines[s:e])) for s, e in zip(starts, ends, strict=True)]


def _block(lines: Sequence[Sequence[Piece]]) -> Found | None:
    pieces = [p for row in lines for p in row]
    if not pieces:
        return None
    mark = next((m for row in lines if (m := _marked(row)) is not None), None)
    state = next((s[0] for p in pieces if not find_amounts(p.text) and (s := _STATE.search(packed(p.text)))), None)
    days = [(d, p) for p in pieces if (d := due_day(p.text)) is not None]
    if state and SETTLED.search(state):
        days = [(d, p) for d, p in days if not REPAID_THEN.search(packed(plain(p.text)[d.end :]))]
    said = [(d, p) for d, p in days if re.search(r"应还|到期|还款日|前还|最后", packed(p.text))]
    due, due_piece = (said or days)[0] if days else (None, None)
    amount_piece, amount, parts = _block_amount(lines)
    if due is None and amount.value is None:
        return None
    text = mark.text if mark else ""
    crowded = len({(d.month, d.day) for d, _ in days}) > 2
    return Found(
        number_in(text) if mark else None, total_in(text) if mark else None, due, due_piece, amount, amount_piece, state,
        pieces[0].page, parts, not crowded, pieces=tuple(pieces),
    )  # fmt: skip


def _block_amount(lines: Sequence[Sequence[Piece]]) -> tuple[Piece | None, Read[Money], bool | None]:
    """What is due: the amount with the word for it, else the one without a word, else the largest; parts may prove it.

    Amounts with the word for it and without one that differ leave it in doubt: one of them may be after a coupon.
    """
    plain_ones: list[tuple[Money, Piece]] = []
    due_ones: list[tuple[Money, Piece]] = []
    parts: list[Money] = []
    for row in lines:
        if _SUM.match(packed(row[0].text)) and (plain_ones or due_ones) and not parts:
            break  # the sum below the list
        for j, piece in enumerate(row):
            line = plain(piece.text)
            for amount in find_amounts(line):
                before = line[: amount.start].rstrip(" +")
                if not before and j and not find_amounts(row[j - 1].text):
                    before = plain(row[j - 1].text)
                if _STATE_ALONE.fullmatch(packed(before)):
                    before = ""
                if not amount.money or amount.negative or _NOT_DUE_AMOUNT.search(before):
                    continue
                if _PART.search(before):
                    parts.append(amount.money)
                elif _DUE_AMOUNT.search(before):
                    due_ones.append((amount.money, piece))
                else:
                    plain_ones.append((amount.money, piece))
    chosen = due_ones or plain_ones
    if not chosen:
        return None, missing(lines[0][0] if lines and lines[0] else None), None
    money, piece = chosen[0] if due_ones else max(plain_ones, key=lambda c: c[0])
    amount_read = _amount_in_line(money, piece)
    if len({m for m, _ in (*due_ones, *plain_ones)}) > 1:
        amount_read = doubted(amount_read, Look.LABEL)
    return piece, amount_read, total(parts) == money if len(parts) > 1 else None


def _amount_in_line(money: Money, piece: Piece) -> Read[Money]:
    if parse_amount(piece.text) is not None:
        return money_of(piece)
    found = next(a for a in find_amounts(plain(piece.text)) if a.money == money)
    read = money_of(piece.part(found.start, found.end))
    return read if read.value == money else missing(piece)
