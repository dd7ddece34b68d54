"""The 还款记录 grid of a full credit report: a range of months, titles 1 to 12, for each year codes and overdue sums."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ...core.facts import Check, Look, MonthRecord, Read, ReportAccount
from ...core.money import Money
from ..certainty import doubted, judge, missing
from ..page.layout import Piece
from ..words.glyphs import packed, plain
from .rows import CODE, LIKE_ONE, Cell, Line, find_titles, grid_lines, in_pairs, is_cell, with_whole_sums

# Of pixels the dash may be lost.
_MONTHS = r"(20\d{2})[年./-](\d{1,2})(?:月?[-—一至到~]+|月)(20\d{2})[年./-](\d{1,2})月?"
_CALLED = r"还款(?:记录|状态|情况|历史)"
RANGE = re.compile(rf"{_MONTHS}的?(?:最新|月度|每月|逐月)?{_CALLED}|{_CALLED}[(:]*{_MONTHS}")
_NO_RANGE = re.compile(rf"^(?:最近\d{{1,2}}个月的?)?{_CALLED}:?$")
_OVERDUE = "1234567BD"


def find_range(text: str) -> tuple[str, str] | None:
    """First and last month of a grid whose heading this is, as `"YYYY-MM"`."""
    match = RANGE.search(packed(text))
    if match is None:
        return None
    y1, m1, y2, m2 = (int(g) for g in match.groups() if g)
    if not (1 <= m1 <= 12 and 1 <= m2 <= 12) or (y1, m1) > (y2, m2):
        return None
    return f"{y1}-{m1:02d}", f"{y2}-{m2:02d}"


def is_heading(text: str) -> bool:
    """Whether a line is the heading of a grid that names no months."""
    return bool(_NO_RANGE.match(packed(text)))


def months_between(first: str, last: str) -> list[str]:
    """All months of a range, both ends included."""
    start, end = (int(m[:4]) * 12 + int(m[5:]) - 1 for m in (first, last))
    return [f"{i // 12}-{i % 12 + 1:02d}" for i in range(start, end + 1)]


def grid_below(rows: Sequence[Sequence[Piece]]) -> tuple[MonthRecord, ...]:
    """The months of the first grid below a heading among these rows."""
    for i, row in enumerate(rows):
        text = "".join(p.text for p in row)
        span = find_range(text)
        if span is None and is_heading(text):
            span = _span_of(rows[i + 1 :])
        if span is not None:
            return read_grid(rows[i + 1 :], *span, (row[0].box.x0 + row[-1].box.x1) / 2)
    return _without_heading(rows)


def _without_heading(rows: Sequence[Sequence[Piece]]) -> tuple[MonthRecord, ...]:
    """The months below titles whose heading could not be read, as under a stamp; none of them is certain."""
    at = next((i for i in range(len(rows)) if find_titles(rows[i : i + 1])[1]), None)
    span = _span_of(rows[at:]) if at is not None else None
    if at is None or span is None:
        return ()
    months = read_grid(rows[at:], *span)
    return tuple(replace(month, code=doubted(month.code, Look.RANGE)) for month in months)


def _span_of(rows: Sequence[Sequence[Piece]]) -> tuple[str, str] | None:
    """First and last month that hold a code, where as many years as rows of codes stand beside them."""
    at, centers = find_titles(rows)
    lines = grid_lines(rows[at + 1 :], centers) if centers else []
    said = [line.year for line in lines if line.year is not None]
    pairs = in_pairs([line for line in lines if any(c.text for c in line.cells)]) or []
    if len(said) != len(pairs) or not _in_order(said):
        return None
    found = [f"{year}-{c.column + 1:02d}" for year, (codes, _) in zip(said, pairs, strict=True) for c in codes.cells]
    return (min(found), max(found)) if found else None


def read_grid(
    rows: Sequence[Sequence[Piece]], first: str, last: str, title: float | None = None
) -> tuple[MonthRecord, ...]:
    """The months of a grid, oldest first, from the rows that follow its heading, whose middle is at `title`.

    A month of the range whose code is missing or unreadable has a code of `None`; where the titles 1 to 12 cannot be
    found, nothing is read at all: no month is ever invented.
    """
    months = months_between(first, last)
    at, centers = find_titles(rows)
    if not centers:
        return _one_row(rows, months, title)
    below = with_whole_sums(rows[at + 1 :])
    ways = (grid_lines(below, centers), grid_lines(below, centers, through=False))
    paired = next((pairs for lines in ways if (pairs := _by_month(lines, first, last))), None)
    if paired is None:
        return ()
    found, fits, shifted = paired
    # A code outside the range means that the columns or years were not understood.
    fits = fits and all(month in months for month, (code, _) in found.items() if code and is_cell(code.text))
    records = []
    before: MonthRecord | None = None
    for month in months:
        code, amount = found.get(month, (None, None))
        before = _record(month, code, amount, before, fits=fits and month[:4] not in shifted)
        records.append(before)
    return tuple(records)


Cells = dict[str, tuple[Cell | None, Cell | None]]


def _by_month(lines: Sequence[Line], first: str, last: str) -> tuple[Cells, bool, set[str]] | None:
    """Code and sum of each month, whether the years stand where the heading says, and the years whose rows may stand
    beside their columns; None where rows do not pair up.

    The heading tells how many years there are: with as many pairs of rows, a year that was misread or lost is known.
    """
    said = [line.year for line in lines if line.year is not None]
    years = list(range(int(last[:4]), int(first[:4]) - 1, -1))
    if len(said) > 1 and said == sorted(said):
        years.reverse()  # the oldest year on top
    filled = [line for line in lines if any(c.text for c in line.cells)]
    rows = in_pairs(filled)
    broken = rows is None or len(rows) != len(years)
    if broken:
        if not _in_order(said) or not set(said) <= set(years):
            return None
        if rows is None or len(rows) != len(said):
            # A row was lost: the years tell what stands beside them, for a person to look at.
            beside = _beside_years(lines)
            years, rows = [year for year, _ in beside], [row for _, row in beside]
        else:
            # Of a grid that goes on where nothing was read, the years that stand there count.
            years, broken = said, False
    if not rows:
        return None
    fits = not broken and bool(said) and said == [year for year in years if year in said]
    found: Cells = {}
    shifted = set()
    for year, (codes, sums) in zip(years, rows, strict=True):
        months = [int(m[5:]) - 1 for m in months_between(first, last) if m[:4] == str(year)]
        if not all(_reaches(line, months) for line in (codes, sums) if line):
            shifted.add(str(year))
        amounts = {c.column: c for c in sums.cells} if sums else {}
        for cell in codes.cells:
            found[f"{year}-{cell.column + 1:02d}"] = (cell, amounts.get(cell.column))
    return found, fits, shifted


def _beside_years(lines: Sequence[Line]) -> list[tuple[int, tuple[Line, Line | None]]]:
    """Each year with the codes that stand beside it, or above it where it stands between its two rows."""
    alone = sum(line.year is not None and not line.cells for line in lines)
    between = 2 * alone > sum(line.year is not None for line in lines)
    found = []
    for i, line in enumerate(lines):
        if line.year is None:
            continue
        codes = lines[i - 1] if between and i and not line.cells else line
        sums = lines[i + 1] if i + 1 < len(lines) else None
        if codes.codes and any(c.text for c in codes.cells):
            own = sums is not None and sums.codes is False and sums.year is None
            found.append((line.year, (codes, sums if own else None)))
    return found


def _in_order(years: Sequence[int]) -> bool:
    return all(b < a for a, b in pairwise(years)) or all(b > a for a, b in pairwise(years))


def _reaches(line: Line, months: Sequence[int]) -> bool:
    """Whether a row of recognised signs begins and ends in the columns of its first and last month."""
    columns = [cell.column for cell in line.cells if cell.text]
    exact = all(cell.piece.exact for cell in line.cells)
    return exact or (bool(months) and (min(columns), max(columns)) == (months[0], months[-1]))


def _record(
    month: str, code: Cell | None, amount: Cell | None, before: MonthRecord | None, *, fits: bool
) -> MonthRecord:
    if code is None:
        return MonthRecord(month, missing())
    money = _money(amount)
    other = "" if code.piece.exact else packed(code.piece.second or "")
    value = "1" if code.text in LIKE_ONE else code.text
    if money is not None and CODE.match(other) and _speaks_for_other(value, other, money, before):
        value = other  # what the sum speaks for; that the first reader saw another sign keeps the doubt
    if not CODE.match(value) or (code.text in LIKE_ONE and value == "1" and money is not None and not money):
        return MonthRecord(month, missing(code.piece))
    overdue = value in _OVERDUE
    looks: list[Check | None] = [
        None if fits else Check(Look.RANGE, agrees=False),
        None if code.sound else Check(Look.SHAPE, agrees=False),
        None if value == code.text else Check(Look.SHAPE, agrees=False),
    ]
    if not code.piece.exact:
        if money is not None:
            looks.append(_sum_look(value, bool(money), before.code.value if before else None))
        if CODE.match(other):
            looks.append(Check(Look.SECOND_READER, agrees=other == value))
    read = judge(value, code.piece, *looks)
    if amount is None:
        return MonthRecord(month, read)
    if money is None:
        return MonthRecord(month, read, missing(amount.piece))
    again = None
    if not amount.piece.exact and amount.piece.second is not None:
        again = Check(Look.SECOND_READER, agrees=re.sub(r"\D", "", amount.piece.second) == str(money.fen // 100))
    zero = None if money or overdue else Check(Look.ELSEWHERE, agrees=True)
    return MonthRecord(month, read, judge(money, amount.piece, again, zero, looks[0]))


def _fits(code: str, money: Money) -> bool:
    """Whether a code and the sum under it say the same of whether something is owed."""
    return bool(CODE.match(code)) and (code in _OVERDUE) == bool(money)


def _speaks_for_other(value: str, other: str, money: Money, before: MonthRecord | None) -> bool:
    """Whether the sum speaks for what the second reader saw: of whether something is owed, or, where no less is owed
    than the month before, of months late that count on (`7` and `1` look alike).
    """
    if not _fits(value, money):
        return _fits(other, money)
    if before is None or before.amount is None or before.amount.value is None or not value.isdigit():
        return False
    late = int(before.code.value) if before.code.value and before.code.value.isdigit() else 0
    counts_on = str(min(7, late + 1))
    return bool(late) and money >= before.amount.value and value != counts_on == other


def _sum_look(value: str, owes: bool, before: str | None) -> Check | None:
    """What the overdue sum and the month before say of a code; None where they do not tell it from its look-alikes.

    Overdue months owe something, the others nothing. Months late count on one by one: 2 follows 1, and nobody is
    two months late after none. M and N, Z and 2, B and 8 look alike and are not told apart by that.
    """
    late = int(before) if before and before.isdigit() else 0
    if owes != (value in _OVERDUE) or (value.isdigit() and int(value) > late + 1):
        return Check(Look.ELSEWHERE, agrees=False)
    told = value not in "MZBGDA"
    if value.isdigit():
        told = int(value) == late + 1 or (value == "1" and late == 1)
    return Check(Look.ELSEWHERE, agrees=True) if told else None


def _money(cell: Cell | None) -> Money | None:
    if cell is None or not cell.sound:
        return None
    digits = re.sub(r"[,.]", "", cell.text)
    return Money(int(digits) * 100) if digits.isdigit() else None


def _one_row(rows: Sequence[Sequence[Piece]], months: Sequence[str], title: float | None) -> tuple[MonthRecord, ...]:
    """The grid of older reports: one row with a code for each month of the range, no titles."""
    for row in rows[:2]:
        signs = [sign for piece in row for sign in _signs(piece)]
        if not all(CODE.match(text) for text, _ in signs):
            continue
        if len(signs) == len(months):
            return tuple(MonthRecord(m, _code(text, piece)) for m, (text, piece) in zip(months, signs, strict=True))
        if title is not None and (found := _by_place(signs, len(months), title)):
            ends = 0 in found and len(months) - 1 in found
            codes = {i: _code(text, piece) for i, (text, piece) in found.items()}
            if not ends:  # which end was lost the heading tells, that stands over the middle of the row
                codes = {i: doubted(code, Look.RANGE) for i, code in codes.items()}
            return tuple(MonthRecord(month, codes.get(i, missing())) for i, month in enumerate(months))
    return ()


def _by_place(signs: Sequence[tuple[str, Piece]], count: int, title: float) -> dict[int, tuple[str, Piece]]:
    """The signs by the column in which they stand, of a row of even columns that lost some; none where that is not sure."""
    middles = [piece.box.middle_x for _, piece in signs]
    if not 0.7 * count <= len(signs) < count:
        return {}
    step = statistics.median(b - a for a, b in pairwise(middles))
    if step <= 0:
        return {}
    places = [(x - middles[0]) / step for x in middles]
    columns = [round(place) for place in places]
    even = all(abs(place - column) < 0.3 for place, column in zip(places, columns, strict=True))
    if not even or len(set(columns)) < len(columns) or columns[-1] >= count:
        return {}
    first = round((count - 1) / 2 - (title - middles[0]) / step)
    if not 0 <= first < count - columns[-1]:
        return {}
    return {first + column: sign for column, sign in zip(columns, signs, strict=True)}


def _signs(piece: Piece) -> list[tuple[str, Piece]]:
    """The signs of a piece one by one; those that an engine ran together stand at places that are a guess."""
    alone = len(packed(piece.text)) == 1
    return [
        (plain(c), piece.part(i, i + 1, sound=alone or piece.exact))
        for i, c in enumerate(piece.text)
        if not c.isspace()
    ]


def _code(text: str, piece: Piece) -> Read[str]:
    other = packed(piece.second or "")
    again = Check(Look.SECOND_READER, agrees=other == text) if CODE.match(other) else None
    return judge(text, piece, again)


def overdue_count(account: ReportAccount) -> int | None:
    """How many months of an account's grid claim an overdue; None where a month could not be read."""
    if not account.months or any(month.code.value is None for month in account.months):
        return None
    return sum(account.is_overdue(month) for month in account.months)
