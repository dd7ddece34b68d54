"""Installments of a plan beside each other: numbers that count on, due days month by month, even sums."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from ...core.days import add_months
from ...core.facts import Check, Context, LoanFacts, Look, PlanRow, Read
from ...core.money import Money, total
from ..certainty import day_again, doubted, judge, missing
from ..page.layout import Piece
from ..words.amounts import find_amounts
from ..words.days import Day
from ..words.glyphs import packed
from .years import Heading, with_years

_TOTAL = re.compile(
    r"合计|总计|共计|还款总额|应还总额|总还款|还款总金额|应还款总额|总应还|全部应还|共应还|本息总额|总待还|还款合计"
)


@dataclass(frozen=True, slots=True)
class Found:
    """One installment before the looks at its neighbours.

    `parts`: whether its components add up to the amount, None where they cannot be told. `under` is the heading with a
    year that it stands under. `sound` is false where it is not clear what belongs to it. `pieces` are its lines, where
    it has some of its own.
    """

    number: int | None
    of: int | None
    due: Day | None
    due_piece: Piece | None
    amount: Read[Money]
    amount_piece: Piece | None
    state: str | None
    page: int
    parts: bool | None = None
    sound: bool = True
    under: Heading | None = None
    pieces: tuple[Piece, ...] = ()


def looked_at(
    found: Sequence[Found], rows: Sequence[Sequence[Piece]], loan: LoanFacts | None, context: Context
) -> tuple[PlanRow, ...]:
    """The rows in the order of their numbers, each value with what the other rows say of it.

    Where the pages show several loans, their rows stand one loan after the other, and none of them is certain.
    """
    plans = _parted(_without_repeats(found))
    result = [row for plan in plans for row in _one_plan(plan, rows, loan or LoanFacts(), context)]
    if len(plans) > 1:
        doubt = [Check(Look.LABEL, agrees=False)]
        result = [replace(r, due=_judged(r.due, doubt), amount=_judged(r.amount, doubt)) for r in result]
    return tuple(result)


def _one_plan(found: list[Found], rows: Sequence[Sequence[Piece]], loan: LoanFacts, context: Context) -> list[PlanRow]:
    found = _numbered(found)
    counted = any(f.number is not None for f in found)
    days, year_sure = with_years([(f.due, f.due_piece, f.under) for f in found], found[0].number, rows, loan)
    if not counted:
        found = _counted(found, days, loan)
    regular = _regular_days(days)
    looks = _amount_looks(found, rows, loan)
    numbers = [f.number for f in found]
    of = {f.of for f in found if f.of is not None} | ({loan.periods} if loan.periods else set())
    beyond = len(of) == 1 and any(n is not None and n > max(of) for n in numbers)
    in_order = not beyond and all(a is not None and b == a + 1 for a, b in pairwise(numbers)) and None not in numbers
    turned = _turned(days)
    result = []
    for i, one in enumerate(found):
        due = _due(one, days[i], regular[i], year_sure, loan, context)
        amount = _judged(one.amount, looks[i])
        if not one.sound or not in_order or turned[i]:
            doubt = [Check(Look.LABEL, agrees=False)]
            due, amount = _judged(due, doubt), _judged(amount, doubt)
        alone = (one.due.month, one.due.day) if one.due is not None and due.value is None else None
        result.append(PlanRow(one.number or i + 1, due, amount, one.state, month_day=alone))
    return result


def _judged(read: Read, looks: Sequence[Check]) -> Read:  # type: ignore[type-arg]
    """A value with further looks: one that agrees makes it certain where none speaks against it."""
    checks = (*read.checks, *looks)
    supported = read.certain or any(c.agrees for c in looks)
    return replace(read, certain=read.value is not None and supported and all(c.agrees for c in checks), checks=checks)


# --- numbers ---------------------------------------------------------------------------------------------


def _without_repeats(found: Sequence[Found]) -> list[Found]:
    """Rows that overlapping pictures show twice, once."""
    seen: dict[object, Found] = {}
    for one in found:
        key = (one.number, one.due and (one.due.year, one.due.month, one.due.day), one.amount.value)
        seen.setdefault(key if one.number is not None else id(one), one)
    return list(seen.values())


def _parted(found: list[Found]) -> list[list[Found]]:
    """The rows of each loan, each from its first installment on: a loan ends where the numbers begin anew.

    One number out of the row is a misread one, not another loan; rows without numbers are told by their due days.
    """
    if not found:
        return []
    keys: list[float | None] = [f.number for f in found]
    if not any(k is not None for k in keys):
        keys = [f.due.date.toordinal() if f.due and f.due.date else None for f in found]
    known = [(i, k) for i, k in enumerate(keys) if k is not None]
    steps = [(j, new - old) for (_, old), (j, new) in pairwise(known)]
    down = sum(s < 0 for _, s in steps) > sum(s > 0 for _, s in steps)
    starts = [0]
    for n, (i, step) in enumerate(steps):
        turns = step >= 0 if down else step <= 0
        # Over the odd one the numbers go on as if it were not there.
        over = [known[n + 2][1] - known[n][1]] if n + 2 < len(known) else []
        over += [known[n + 1][1] - known[n - 1][1]] if n > 0 else []
        if turns and not any((-3 <= o < 0) if down else (0 < o <= 3) for o in over):
            starts.append(i)
    parts = [found[a:b] for a, b in pairwise([*starts, len(found)])]
    return [part[::-1] if down else part for part in parts]


def _numbered(found: list[Found]) -> list[Found]:
    """Rows with their numbers; one that is missing or misread is counted on from its neighbours, a misread one in doubt."""
    known = [f for f in found if f.number is not None]
    if len(known) < 2:
        return found
    best: tuple[int, list[int]] = (0, [])
    for places in (list(range(len(found))), _months(found)):
        offset, times = Counter(
            f.number - place for f, place in zip(found, places, strict=True) if f.number is not None
        ).most_common(1)[0]
        if times > best[0] and offset + places[0] >= 1:
            best = (times, [offset + place for place in places])
    if best[0] < max(2, 0.7 * len(found)):
        return found
    return [
        f if f.number == number else replace(f, number=number, sound=f.number is None and f.sound)
        for f, number in zip(found, best[1], strict=True)
    ]


def _months(found: Sequence[Found]) -> list[int]:
    """How many months each due day is after the first; a month on where one of two days is not known."""
    steps = [((b.due.month - a.due.month - 1) % 12 + 1) if a.due and b.due else 1 for a, b in pairwise(found)]
    return list(accumulate(steps, initial=0))


def _counted(found: list[Found], days: Sequence[dt.date | None], loan: LoanFacts) -> list[Found]:
    """Rows that show no numbers, counted from the first; in doubt where nothing tells that the first is the first."""
    known = [d for d in days if d is not None]
    if len(known) < len(days) or any(a >= b for a, b in pairwise(known)):
        return found
    after = (known[0] - loan.disbursed).days if loan.disbursed else 0
    whole = loan.periods == len(found) or 0 < after <= 62
    return [replace(f, number=i + 1, sound=f.sound and whole) for i, f in enumerate(found)]


# --- amounts ---------------------------------------------------------------------------------------------


def _amount_looks(found: Sequence[Found], rows: Sequence[Sequence[Piece]], loan: LoanFacts) -> list[list[Check]]:
    """For each amount: does it agree with its parts, with the other amounts, with the total that the page states?"""
    values = [f.amount.value for f in found]
    amounts = Counter(v for v in values if v is not None)
    usual, times = amounts.most_common(1)[0] if amounts else (None, 0)
    even = times >= max(3, 0.6 * len(found))
    stepped = _stepped(values)
    whole = total(v for v in values if v is not None) if all(values) else None
    summed = whole is not None and len(found) > 1 and whole in _totals(rows)
    parts_usual = sum(f.parts is True for f in found) >= 0.6 * len(found)
    balances = _balances(values)
    looks: list[list[Check]] = []
    for i, one in enumerate(found):
        value = values[i]
        mine: list[Check] = []
        if value is not None:
            if balances[i] or not value:
                mine.append(Check(Look.LABEL, agrees=False))
            if one.parts or summed or stepped[i] or (even and value == usual):
                mine.append(Check(Look.ELSEWHERE, agrees=True))
            elif even and 0 < i < len(found) - 1 and not _three_alike(values, i):
                mine.append(Check(Look.ELSEWHERE, agrees=False))
            if even and usual is not None and _beheaded(value, usual):
                mine.append(Check(Look.SHAPE, agrees=False))
            if one.parts is False and parts_usual:
                mine.append(Check(Look.ELSEWHERE, agrees=False))
            if loan.principal is not None and len(found) > 1 and value > loan.principal:
                mine.append(Check(Look.RANGE, agrees=False))
        looks.append(mine)
    return looks


def _three_alike(values: Sequence[Money | None], i: int) -> bool:
    """Whether it is one of three in a row: the amount before a part of the principal was paid early, not a misread one."""
    return any(
        len(run) == 3 and set(run) == {values[i]} for a in range(max(0, i - 2), i + 1) for run in [values[a : a + 3]]
    )


def _beheaded(value: Money, usual: Money) -> bool:
    """Whether an amount is the usual one, or a last one a little off it, without its first figures."""
    whole: int = 10 ** len(str(value.fen))
    return value.fen < whole <= usual.fen and abs(usual.fen % whole - value.fen) < 100


def _totals(rows: Sequence[Sequence[Piece]]) -> set[Money]:
    return {
        amount.money
        for row in rows
        if _TOTAL.search(packed("".join(p.text for p in row)))
        for piece in row
        for amount in find_amounts(piece.text)
    }


def _balances(values: Sequence[Money | None]) -> list[bool]:
    """For each amount whether it and two neighbours fall by much more than interest makes: what is left to pay."""
    fen = [v.fen if v is not None else 0 for v in values]
    steep = [b < a and (a - b) > 0.035 * b for a, b in pairwise(fen)]
    runs = [all(steep[i : i + 2]) for i in range(len(fen) - 2)]
    return [any(runs[max(0, i - 2) : i + 1]) for i in range(len(fen))]


def _stepped(values: Sequence[Money | None]) -> list[bool]:
    """For each amount whether it and two neighbours fall by even steps, to the fen (equal principal each month).

    What is due falls by the interest on one instalment, a small step; balances fall to nothing.
    """
    good = [False] * len(values)
    least = min((v.fen for v in values if v is not None), default=0)
    for i in range(len(values) - 2):
        a, b, c = values[i : i + 3]
        if a is None or b is None or c is None:
            continue
        step = a.fen - b.fen
        if step and step == b.fen - c.fen and 10 * abs(step) <= least:
            good[i] = good[i + 1] = good[i + 2] = True
    return good


# --- due days --------------------------------------------------------------------------------------------


def _regular_days(days: Sequence[dt.date | None]) -> list[bool | None]:
    """For each due day whether it stands in the monthly order of the others; None where there is no such order."""
    known = [(i, d) for i, d in enumerate(days) if d is not None]
    if len(known) < 3:
        return [None] * len(days)
    due_day = Counter(d.day for _, d in known).most_common(1)[0][0]
    if max(d.day for _, d in known) > 28:
        due_day = max(d.day for _, d in known)
    starts = Counter(add_months(d.replace(day=1), -i) for i, d in known)
    start, times = starts.most_common(1)[0]
    expected = [add_months(start, i, due_day) for i in range(len(days))]
    fits = [None if d is None else d == e for d, e in zip(days, expected, strict=True)]
    if times < 0.6 * len(known) or sum(f is True for f in fits) < max(3, 0.6 * len(known)):
        return [None] * len(days)
    return fits


def _turned(days: Sequence[dt.date | None]) -> list[bool]:
    """For each due day whether it is not after the one before it, or not before the one after it."""
    wrong = [a is not None and b is not None and a >= b for a, b in pairwise(days)]
    return [before or after for before, after in zip([False, *wrong], [*wrong, False], strict=True)]


def _due(
    one: Found, date: dt.date | None, regular: bool | None, year_sure: bool, loan: LoanFacts, context: Context
) -> Read[dt.date]:
    if date is None or one.due is None or one.due_piece is None:
        return missing(one.due_piece, one.page)
    piece = one.due_piece
    far = abs((date - context.today).days) > 40 * 366
    early = loan.disbursed is not None and date <= loan.disbursed
    looks = [
        day_again(one.due, piece),
        Check(Look.RANGE, agrees=False) if far or early else None,
        None if regular is None or (piece.exact and not regular) else Check(Look.ELSEWHERE, agrees=regular),
    ]
    read = judge(date, piece, *looks)
    if not year_sure or (one.due.date is None and regular is not True):
        return doubted(read, Look.YEAR)
    return read
