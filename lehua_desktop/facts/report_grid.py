"""The 还款记录 grid of a full credit report: a range of months, titles 1 to 12, for each year codes and overdue sums."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..core.model import Check, Look, MonthRecord, Read, ReportAccount
from ..core.money import Money
from .certainty import doubted, judge, missing
from .glyphs import packed, plain
from .layout import Piece, is_page_number

# Of pixels the dash may be lost.
_MONTHS = r"(20\d{2})[年./-](\d{1,2})(?:月?[-—一至到~]+|月)(20\d{2})[年./-](\d{1,2})月?"
_CALLED = r"还款(?:记录|状态|情况|历史)"
RANGE = re.compile(rf"{_MONTHS}的?(?:最新|月度|每月|逐月)?{_CALLED}|{_CALLED}[(:]*{_MONTHS}")
_NO_RANGE = re.compile(rf"^(?:最近\d{{1,2}}个月的?)?{_CALLED}:?$")
_CODE = re.compile(r"^[NCMDZGBA*#/1-7]$")
_OVERDUE = "1234567BD"
_SUM = re.compile(r"^\d{1,3}(?:[,.]\d{3})*$|^\d+$|^-{1,2}$")
_YEAR = re.compile(r"^(20\d{2})年?$")
_LIKE_ONE = {"l", "I", "|", "!", "i"}
_LIKE_ZERO = {"O", "o", "Q", "Oo", "oO"}
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")
_FEWEST_SIGNS = 3  # in a row that shows that the grid goes on
# What some printers write before each row; a year may stand before it.
ROW_TITLE = re.compile(
    r"^(?P<year>20\d{2})?年?(?:(?P<codes>(?:还款|账户|当月|月度)?(?:状态|情况))|(?:当前|当月)?(?:逾期|透支|欠款)?(?:金额|总额))(?:[(]元[)])?"
)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A token of a row with the column it stands in; `sound` false where its column is a guess."""

    column: int
    text: str
    piece: Piece
    sound: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the grid: `year` where one stands at its left, `titled` what its title says that it holds."""

    year: int | None
    cells: tuple[_Cell, ...]
    titled: bool | None = None

    @property
    def codes(self) -> bool | None:
        """Codes (true), sums (false), or digits that could be either (None)."""
        if self.titled is not None:
            return self.titled
        texts = [c.text for c in self.cells if c.text]
        if any(re.match(r"^[NCMDZGBA*#/]$", t) for t in texts):
            return True
        if any(t == "0" or len(t) > 1 for t in texts):
            return False
        return None


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
            return read_grid(rows[i + 1 :], *span)
    return _without_heading(rows)


def _without_heading(rows: Sequence[Sequence[Piece]]) -> tuple[MonthRecord, ...]:
    """The months below titles whose heading could not be read, as under a stamp; none of them is certain."""
    at = next((i for i in range(len(rows)) if _titles(rows[i : i + 1])[1]), None)
    span = _span_of(rows[at:]) if at is not None else None
    if at is None or span is None:
        return ()
    months = read_grid(rows[at:], *span)
    return tuple(replace(month, code=doubted(month.code, Look.RANGE)) for month in months)


def _span_of(rows: Sequence[Sequence[Piece]]) -> tuple[str, str] | None:
    """First and last month that hold a code, where as many years as rows of codes stand beside them."""
    at, centers = _titles(rows)
    lines = _lines(rows[at + 1 :], centers) if centers else []
    said = [line.year for line in lines if line.year is not None]
    pairs = _pairs([line for line in lines if any(c.text for c in line.cells)]) or []
    if len(said) != len(pairs) or not _in_order(said):
        return None
    found = [f"{year}-{c.column + 1:02d}" for year, (codes, _) in zip(said, pairs, strict=True) for c in codes.cells]
    return (min(found), max(found)) if found else None


def read_grid(rows: Sequence[Sequence[Piece]], first: str, last: str) -> tuple[MonthRecord, ...]:
    """The months of a grid, oldest first, from the rows that follow its heading.

    A month of the range whose code is missing or unreadable has a code of `None`; where the titles 1 to 12 cannot be
    found, nothing is read at all: no month is ever invented.
    """
    months = months_between(first, last)
    at, centers = _titles(rows)
    if not centers:
        return _one_row(rows, months)
    below = rows[at + 1 :]
    ways = (_lines(below, centers), _lines(below, centers, through=False))
    paired = next((pairs for lines in ways if (pairs := _by_month(lines, first, last))), None)
    if paired is None:
        return ()
    found, fits, shifted = paired
    # A code outside the range means that the columns or years were not understood.
    fits = fits and all(month in months for month, (code, _) in found.items() if code and _is_cell(code.text))
    records = []
    before: str | None = None
    for month in months:
        code, amount = found.get(month, (None, None))
        record = _record(month, code, amount, before, fits=fits and month[:4] not in shifted)
        records.append(record)
        before = record.code.value
    return tuple(records)


def _titles(rows: Sequence[Sequence[Piece]]) -> tuple[int, list[float]]:
    """The last row of titles and the middles of the twelve columns; `[]` where they are not to be found.

    On curled paper the titles may fall into two rows.
    """
    for i, row in ((i, row) for two in (0, 1) for i, row in enumerate(_joined(rows[:5], two))):
        tokens = [(t.text.removesuffix("月"), t.box.middle_x) for piece in row for t in _tokens(piece)]
        numbers = [(int(t), x) for t, x in tokens if re.fullmatch(r"\d{1,2}", t) and 1 <= int(t) <= 12]
        # Six of them are enough where one is above 7, for there is no such code.
        if len(numbers) < 6 or numbers[-1][0] <= 7 or any(b[0] <= a[0] for a, b in pairwise(numbers)):
            continue
        known = dict(numbers)
        if len(known) == 12:
            return i, [known[n] for n in range(1, 13)]
        filled = _filled(known)
        if filled:
            return i, filled
    return 0, []


def _joined(rows: Sequence[Sequence[Piece]], two: int) -> list[list[Piece]]:
    """Each row as it is (0), or with the one before it where both hold only numbers of months (1)."""
    if not two:
        return [list(row) for row in rows]
    months = [all(re.fullmatch(r"(?:\d|1[012])", t.text) for p in row for t in _tokens(p)) for row in rows]
    joined: list[list[Piece]] = [[]]
    for i in range(1, len(rows)):
        both = [*rows[i - 1], *rows[i]] if months[i - 1] and months[i] else []
        joined.append(sorted(both, key=lambda p: p.box.x0))
    return joined


def _filled(known: dict[int, float]) -> list[float]:
    """Twelve middles where some titles were not recognised: only between two known ones that have even distances."""
    gaps = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(sorted(known.items()))]
    if max(gaps) > 1.25 * min(gaps):
        return []
    step = (known[max(known)] - known[min(known)]) / (max(known) - min(known))
    return [known.get(n, known[min(known)] + (n - min(known)) * step) for n in range(1, 13)]


def _tokens(piece: Piece) -> list[Piece]:
    return [piece.part(m.start(), m.end()) for m in re.finditer(r"\S+", piece.text)]


def _lines(rows: Sequence[Sequence[Piece]], centers: Sequence[float], *, through: bool = True) -> list[_Line]:
    """The rows of the grid as long as they look like ones; page numbers and repeated titles in between are passed over.

    `through`: words end it only where no row of cells follows, for they may be those of a stamp over it.
    """
    steps = [b - a for a, b in pairwise(centers)]
    left = centers[0] - 0.5 * steps[0]
    lines: list[_Line] = []
    for at, row in enumerate(rows):
        year, titled, pieces = _without_title(row, left)
        text = packed("".join(p.text for p in pieces))
        if is_page_number(text) or re.fullmatch(r"123456789101112", text):
            continue
        if _WORDS.search(text.replace("年", "")):
            pieces = _without_stamp(pieces)
            if not through or (len(pieces) < _FEWEST_SIGNS and not _goes_on(rows[at + 1 :], centers, left)):
                break
        cells: list[_Cell] = []
        for piece in pieces:
            words = packed(piece.text)
            match = _YEAR.match(words)
            if match and piece.box.middle_x < left:
                year = int(match[1])
                continue
            cells += _dealt(piece, centers)
        title = bool(cells) and all(c.text == str(c.column + 1) for c in cells) and any(c.column > 6 for c in cells)
        if title and not any(line.cells for line in lines):
            continue  # a title that stands beside its row
        lines.append(_Line(year, tuple(cells), titled))
    return lines


def _without_stamp(pieces: Sequence[Piece]) -> list[Piece]:
    """What a row holds besides words; nothing where that is not of cells alone."""
    rest = [piece for piece in pieces if not _WORDS.search(packed(piece.text))]
    return rest if all(_is_cell(plain(t.text)) or _YEAR.match(t.text) for p in rest for t in _tokens(p)) else []


def _goes_on(rows: Sequence[Sequence[Piece]], centers: Sequence[float], left: float) -> bool:
    """Whether the next row is of cells alone: words before it lie over the grid, as those of a stamp do."""
    _, _, pieces = _without_title(rows[0] if rows else (), left)
    tokens = [token for piece in pieces for token in _tokens(piece)]
    cells = [t for t in tokens if not _YEAR.match(t.text)]
    fit = all(_is_cell(plain(t.text)) and _column(t.box.middle_x, centers) is not None for t in cells)
    return len(cells) >= _FEWEST_SIGNS and fit and not _are_titles(cells)


def _are_titles(cells: Sequence[Piece]) -> bool:
    """Whether these are the titles of the next grid."""
    numbers = [int(c.text) for c in cells if c.text.isdigit()]
    return len(numbers) == len(cells) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _without_title(row: Sequence[Piece], left: float) -> tuple[int | None, bool | None, list[Piece]]:
    """The year and the kind that the title before a row gives, and the rest of the row."""
    year, titled, rest = None, None, list[Piece]()
    for piece in row:
        words = packed(piece.text)
        match = ROW_TITLE.match(words) if piece.box.x0 < left else None
        if match is None:
            rest.append(piece)
            continue
        year, titled = int(match["year"]) if match["year"] else year, bool(match["codes"])
        places = [i for i, letter in enumerate(piece.text) if packed(letter)]
        if match.end() < len(words):
            rest.append(piece.part(places[match.end()], len(piece.text)))
    return year, titled, rest


def _dealt(piece: Piece, centers: Sequence[float]) -> list[_Cell]:
    """The cells of a piece; one that cannot be read is a cell without text, one beside the columns none."""
    tokens = [t for t in _tokens(piece) if t.text]
    # A comma may look like another sign, and a speck like a full stop.
    texts = [re.sub(r"(?<=\d);(?=\d{3})", ",", re.sub(r"(?<=\d)[.,]$", "", plain(t.text))) for t in tokens]
    if all(t in _LIKE_ZERO for t in texts):
        return [_Cell(c, "0", t, sound=False) for t in tokens if (c := _column(t.box.middle_x, centers)) is not None]
    if all(_is_cell(t) for t in texts):
        cells = [(_column(t.box.middle_x, centers), t) for t in tokens]
        columns = [c for c, _ in cells]
        covered = _covered(piece, centers)
        if len(tokens) == 1 and columns[0] is not None:
            return [_Cell(columns[0], texts[0], tokens[0], True)]
        if len(covered) == len(tokens):
            return [_Cell(c, t, p, True) for c, t, p in zip(covered, texts, tokens, strict=True)]
        if None not in columns and len(set(columns)) == len(columns):
            return [_Cell(c, t, p, piece.exact) for (c, p), t in zip(cells, texts, strict=True) if c is not None]
    # Codes or zeros that an engine ran together: as many signs as columns under them.
    signs = [c for c in plain(piece.text) if not c.isspace()]
    covered = _covered(piece, centers)
    if (
        len(signs) > 1
        and len(signs) == len(covered)
        and all(_CODE.match(c) or c == "0" or c in _LIKE_ONE for c in signs)
    ):
        places = [i for i, c in enumerate(piece.text) if not c.isspace()]
        return [
            _Cell(c, s, piece.part(p, p + 1), not piece.exact) for c, s, p in zip(covered, signs, places, strict=True)
        ]
    return [_Cell(c, "", piece, sound=False) for c in covered]


def _is_cell(text: str) -> bool:
    return bool(_CODE.match(text) or _SUM.match(text) or text in _LIKE_ONE)


def _column(x: float, centers: Sequence[float]) -> int | None:
    near = min(range(12), key=lambda i: abs(centers[i] - x))
    step = min(abs(centers[near] - centers[i]) for i in (near - 1, near + 1) if 0 <= i < 12)
    return near if abs(centers[near] - x) <= 0.6 * step else None


def _covered(piece: Piece, centers: Sequence[float]) -> list[int]:
    return [
        i
        for i, x in enumerate(centers)
        if piece.box.x0 - 0.1 * piece.box.height <= x <= piece.box.x1 + 0.1 * piece.box.height
    ]


Cells = dict[str, tuple[_Cell | None, _Cell | None]]


def _by_month(lines: Sequence[_Line], first: str, last: str) -> tuple[Cells, bool, set[str]] | None:
    """Code and sum of each month, whether the years stand where the heading says, and the years whose rows may stand
    beside their columns; None where rows do not pair up.

    The heading tells how many years there are: with as many pairs of rows, a year that was misread or lost is known.
    """
    said = [line.year for line in lines if line.year is not None]
    years = list(range(int(last[:4]), int(first[:4]) - 1, -1))
    if len(said) > 1 and said == sorted(said):
        years.reverse()  # the oldest year on top
    filled = [line for line in lines if any(c.text for c in line.cells)]
    rows = _pairs(filled)
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


def _beside_years(lines: Sequence[_Line]) -> list[tuple[int, tuple[_Line, _Line | None]]]:
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


def _reaches(line: _Line, months: Sequence[int]) -> bool:
    """Whether a row of recognised signs begins and ends in the columns of its first and last month."""
    columns = [cell.column for cell in line.cells if cell.text]
    exact = all(cell.piece.exact for cell in line.cells)
    return exact or (bool(months) and (min(columns), max(columns)) == (months[0], months[-1]))


def _pairs(lines: Sequence[_Line]) -> list[tuple[_Line, _Line | None]] | None:
    """Rows of codes, each with the row of sums under it; None for sums without codes."""
    rows: list[tuple[_Line, _Line | None]] = []
    code: _Line | None = None
    for line in lines:
        kind = line.codes if line.codes is not None else code is None
        if kind:
            if code is not None:
                rows.append((code, None))
            code = line
        elif code is not None:
            rows.append((code, line))
            code = None
        else:
            return None
    if code is not None:
        rows.append((code, None))
    return rows


def _record(month: str, code: _Cell | None, amount: _Cell | None, before: str | None, *, fits: bool) -> MonthRecord:
    if code is None:
        return MonthRecord(month, missing())
    money = _money(amount)
    other = "" if code.piece.exact else packed(code.piece.second or "")
    value = "1" if code.text in _LIKE_ONE else code.text
    if money is not None and _CODE.match(other) and not _fits(value, money) and _fits(other, money):
        value = other  # what the sum speaks for; that the first reader saw another sign keeps the doubt
    if not _CODE.match(value) or (code.text in _LIKE_ONE and value == "1" and money is not None and not money):
        return MonthRecord(month, missing(code.piece))
    overdue = value in _OVERDUE
    looks: list[Check | None] = [
        None if fits else Check(Look.RANGE, agrees=False),
        None if code.sound else Check(Look.SHAPE, agrees=False),
        None if value == code.text else Check(Look.SHAPE, agrees=False),
    ]
    if not code.piece.exact:
        if money is not None:
            looks.append(_sum_look(value, bool(money), before))
        if _CODE.match(other):
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
    return bool(_CODE.match(code)) and (code in _OVERDUE) == bool(money)


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


def _money(cell: _Cell | None) -> Money | None:
    if cell is None or not cell.sound:
        return None
    digits = re.sub(r"[,.]", "", cell.text)
    return Money(int(digits) * 100) if digits.isdigit() else None


def _one_row(rows: Sequence[Sequence[Piece]], months: Sequence[str]) -> tuple[MonthRecord, ...]:
    """The grid of older reports: one row with a code for each month of the range, no titles."""
    for row in rows[:2]:
        signs = [sign for piece in row for sign in _signs(piece)]
        if len(signs) == len(months) and all(_CODE.match(text) for text, _ in signs):
            return tuple(MonthRecord(m, _code(text, piece)) for m, (text, piece) in zip(months, signs, strict=True))
    return ()


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
    again = Check(Look.SECOND_READER, agrees=other == text) if _CODE.match(other) else None
    return judge(text, piece, again)


def overdue_count(account: ReportAccount) -> int | None:
    """How many months of an account's grid claim an overdue; None where a month could not be read."""
    if not account.months or any(month.code.value is None for month in account.months):
        return None
    return sum(account.is_overdue(month) for month in account.months)
