"""The rows of a 还款记录 grid: its titles 1 to 12, and codes and sums dealt to the columns under them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..page.layout import Piece, is_page_number
from ..words.glyphs import packed, plain

CODE = re.compile(r"^[NCMDZGBA*#/1-7]$")
LIKE_ONE = {"l", "I", "|", "!", "i"}
_SUM = re.compile(r"^\d{1,3}(?:[,.]\d{3})*$|^\d+$|^-{1,2}$")
_BROKEN_SUM = re.compile(r"^\d{1,3}(?:,\d{3})*,\d{0,2}$")
_YEAR = re.compile(r"^(20\d{2})年?$")
_LIKE_ZERO = {"O", "o", "Q", "Oo", "oO"}
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")
_FEWEST_SIGNS = 3  # in a row that shows that the grid goes on
_STAMPED = 4  # rows below words of a stamp among which the next year stands
# What some printers write before each row; a year may stand before it.
ROW_TITLE = re.compile(
    r"^(?P<year>20\d{2})?年?(?:(?P<codes>(?:还款|账户|当月|月度)?(?:状态|情况))|(?:当前|当月)?(?:逾期|透支|欠款)?(?:金额|总额))(?:[(]元[)])?"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A token of a row with the column it stands in; `sound` false where its column is a guess."""

    column: int
    text: str
    piece: Piece
    sound: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the grid: `year` where one stands at its left, `titled` what its title says that it holds."""

    year: int | None
    cells: tuple[Cell, ...]
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


def find_titles(rows: Sequence[Sequence[Piece]]) -> tuple[int, list[float]]:
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


def with_whole_sums(rows: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """The rows, where a sum broke in a narrow column: its last figures behind the first, in the row of the other sums."""
    whole = [list(row) for row in rows]
    for i, row in enumerate(whole):
        for head in [piece for piece in row if _BROKEN_SUM.match(plain(piece.text))]:
            missing = 3 - len(plain(head.text).rpartition(",")[2])
            for j in range(i + 1, min(i + 3, len(whole))):
                end = next((p for p in whole[j] if p.box.overlap_x(head.box) > 0), None)
                if end is None:
                    continue
                if re.fullmatch(rf"\d{{{missing}}}", plain(end.text)) and end.box.y0 < head.box.y1 + head.box.height:
                    row.remove(head)
                    whole[j].remove(end)
                    both = replace(head.joined(end), sound=False)
                    whole[j - 1] = sorted([*whole[j - 1], both], key=lambda p: p.box.x0)
                break
    return [row for row in whole if row]


def grid_lines(rows: Sequence[Sequence[Piece]], centers: Sequence[float], *, through: bool = True) -> list[Line]:
    """The rows of the grid as long as they look like ones; page numbers and repeated titles in between are passed over.

    `through`: words end it only where no row of cells follows, for they may be those of a stamp over it.
    """
    steps = [b - a for a, b in pairwise(centers)]
    left = centers[0] - 0.5 * steps[0]
    lines: list[Line] = []
    for at, row in enumerate(rows):
        year, titled, pieces = _without_title(row, left)
        text = packed("".join(p.text for p in pieces))
        if is_page_number(text) or re.fullmatch(r"123456789101112", text):
            continue
        if _WORDS.search(text.replace("年", "")):
            pieces = _without_stamp(pieces)
            if not through or (len(pieces) < _FEWEST_SIGNS and not _goes_on(rows[at + 1 :], centers, left)):
                break
        cells: list[Cell] = []
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
        lines.append(Line(year, tuple(cells), titled))
    return lines


def _without_stamp(pieces: Sequence[Piece]) -> list[Piece]:
    """What a row holds besides words; nothing where that is not of cells alone."""
    rest = [piece for piece in pieces if not _WORDS.search(packed(piece.text))]
    return rest if all(is_cell(plain(t.text)) or _YEAR.match(t.text) for p in rest for t in _tokens(p)) else []


def _goes_on(rows: Sequence[Sequence[Piece]], centers: Sequence[float], left: float) -> bool:
    """Whether the grid goes on below words, which lie over it then, as those of a stamp do: the next row is of cells
    alone, or the next text left of the columns is a year.
    """
    _, _, pieces = _without_title(rows[0] if rows else (), left)
    tokens = [token for piece in pieces for token in _tokens(piece)]
    cells = [t for t in tokens if not _YEAR.match(t.text)]
    fit = all(is_cell(plain(t.text)) and _column(t.box.middle_x, centers) is not None for t in cells)
    if len(cells) >= _FEWEST_SIGNS and fit and not _are_titles(cells):
        return True
    beside = next((texts for row in rows[:_STAMPED] if (texts := [p.text for p in row if p.box.x0 < left])), [])
    return bool(beside) and all(_YEAR.match(packed(text)) for text in beside)


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


def _dealt(piece: Piece, centers: Sequence[float]) -> list[Cell]:
    """The cells of a piece; one that cannot be read is a cell without text, one beside the columns none."""
    tokens = [t for t in _tokens(piece) if t.text]
    # A comma may look like another sign, a speck like a full stop, and a rule of the table like a bracket.
    texts = [re.sub(r"^[\[\]](?=\d)|(?<=\d)[.,\[\]]$", "", plain(t.text)) for t in tokens]
    texts = [re.sub(r"(?<=\d);(?=\d{3})", ",", text) for text in texts]
    if all(t in _LIKE_ZERO for t in texts):
        return [Cell(c, "0", t, sound=False) for t in tokens if (c := _column(t.box.middle_x, centers)) is not None]
    if all(is_cell(t) for t in texts):
        cells = [(_column(t.box.middle_x, centers), t) for t in tokens]
        columns = [c for c, _ in cells]
        covered = _covered(piece, centers)
        if len(tokens) == 1 and columns[0] is not None:
            return [Cell(columns[0], texts[0], tokens[0], True)]
        if len(covered) == len(tokens):
            return [Cell(c, t, p, True) for c, t, p in zip(covered, texts, tokens, strict=True)]
        if None not in columns and len(set(columns)) == len(columns):
            return [Cell(c, t, p, piece.exact) for (c, p), t in zip(cells, texts, strict=True) if c is not None]
    # Codes or zeros that an engine ran together: as many signs as columns under them.
    signs = [c for c in plain(piece.text) if not c.isspace()]
    covered = _covered(piece, centers)
    if len(signs) > 1 and len(signs) == len(covered) and all(CODE.match(c) or c == "0" or c in LIKE_ONE for c in signs):
        places = [i for i, c in enumerate(piece.text) if not c.isspace()]
        return [
            Cell(c, s, piece.part(p, p + 1), not piece.exact) for c, s, p in zip(covered, signs, places, strict=True)
        ]
    return [Cell(c, "", piece, sound=False) for c in covered]


def is_cell(text: str) -> bool:
    """Whether a text is a code or a sum as cells hold them."""
    return bool(CODE.match(text) or _SUM.match(text) or text in LIKE_ONE)


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


def in_pairs(lines: Sequence[Line]) -> list[tuple[Line, Line | None]] | None:
    """Rows of codes, each with the row of sums under it; None for sums without codes."""
    rows: list[tuple[Line, Line | None]] = []
    code: Line | None = None
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
