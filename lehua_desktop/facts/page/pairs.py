"""Which value belongs to which label, by where they stand: to the right, below, glued, or labels first and then values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ...core.page import Box, Page
from ..words.amounts import find_amounts, parse_amount
from ..words.days import find_days, parse_day
from ..words.glyphs import packed, plain
from ..words.labels import LABELS, Field, Label, label_of
from ..words.wording import is_short, status_said
from .cuts import cut, whole_figures, whole_labels
from .layout import Piece, text_rows


@dataclass(frozen=True, slots=True)
class Pair:
    """A label with its value; `value` is None where nothing stands that could be its value."""

    field: Field
    word: str
    label: Piece
    value: Piece | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One or more pages as rows of pieces, the pairs on them, and what is neither label nor value."""

    rows: tuple[tuple[Piece, ...], ...]
    pairs: tuple[Pair, ...]
    loose: tuple[Piece, ...]

    def values(self, *fields: Field) -> list[Pair]:
        """The pairs of these fields that have a value, in the order of the fields."""
        return [p for f in fields for p in self.pairs if p.field is f and p.value is not None]

    @property
    def texts(self) -> list[str]:
        return [p.text for row in self.rows for p in row]


_TEXT_FIELDS = frozenset(
    {
        Field.TXN_NO,
        Field.MERCHANT_NO,
        Field.RECEIPT_NO,
        Field.PAYEE,
        Field.PAYER,
        Field.NAME,
        Field.METHOD,
        Field.MEMO,
        Field.CONTRACT,
        Field.CAPITALS,
        Field.PLATFORM,
    }
)
_TIMES = frozenset({Field.PAID_AT, Field.CREATED_AT, Field.POSTED_AT, Field.REFUNDED_AT, Field.OTHER_TIME})
AMOUNT_FIELDS = frozenset({Field.PAID, Field.AMOUNT, Field.GROSS, Field.PART, Field.TOTAL, Field.OTHER_AMOUNT})
_NUMBERS = frozenset({Field.TXN_NO, Field.MERCHANT_NO, Field.RECEIPT_NO, Field.CONTRACT})


_Place = tuple[int, int]


def fits(field: Field, text: str) -> bool:
    """Whether a text can be the value of such a label at all."""
    if field in _TIMES:
        return bool(find_days(text))
    if field in AMOUNT_FIELDS:
        return parse_amount(text) is not None or bool(find_amounts(text))
    if field in _NUMBERS:
        return bool(re.search(r"[0-9A-Za-z]{3}", text)) and parse_amount(text) is None and parse_day(text) is None
    if field is Field.STATUS:
        return len(text) <= 16 and status_said(text) is not None
    if field is Field.INSTALLMENT:
        return bool(re.search(r"\d", text))
    return not (find_days(text) or parse_amount(text) or re.fullmatch(r"[0-9 ]{10,}", text))


def read_sheet(pages: Sequence[Page]) -> Sheet:
    """The rows of the pages and the pairs on them."""
    return sheet_of(text_rows(pages))


def _tells_parts(before: Label, label: Label, piece: Piece) -> bool:
    """Whether the value of a label for an amount is a sentence on what it is made of (`本金700.00元，利息38.80元`)."""
    return before.field is Field.AMOUNT and label.field is Field.PART and len(find_amounts(piece.text)) > 1


_WORDED = frozenset({Field.METHOD, Field.MEMO})  # 尾号0014的储蓄卡, 支出（代扣）: a value that begins like a label


def sheet_of(text: Sequence[Sequence[Piece]]) -> Sheet:
    """The pairs on some rows of text."""
    rows = [[part for piece in whole_figures(row) for part in cut(piece)] for row in whole_labels(text)]
    labels: dict[tuple[int, int], Label] = {}
    titles: set[tuple[int, int]] = set()  # `金额` before `(小写)` and, a row below, before `(大写)`
    for r, row in enumerate(rows):
        for c, piece in enumerate(row):
            label = label_of(piece.text)
            alone = label is not None and label.value_at == len(piece.text) and c == len(row) - 1
            # 已退款 at the end of a row is a status; 还清日期 is not.
            if label is None or (alone and label.field not in _TIMES and status_said(piece.text)):
                continue
            before = labels.get((r, c - 1))
            worded = before is not None and (before.field in _WORDED or _tells_parts(before, label, piece))
            bare = before is not None and before.value_at == len(row[c - 1].text)
            waits = worded and bare
            kind = before is not None and before.field in _WORDED | {Field.OTHER}
            if bare and kind and alone and label.word in ("支出", "收入"):
                continue  # `交易类型  支出`
            if bare and alone and label.word not in LABELS:
                continue  # one character off a label, it is rather the value: `回单类型  支付结算`
            if before is not None and _says_again(row, c, before):
                continue
            amount = bare and before is not None and before.field is Field.AMOUNT
            if amount and label.word.strip("()") in ("小写", "大写"):
                titles.add((r, c - 1))
                del labels[r, c - 1]
            if not (waits and 0 < label.value_at < len(piece.text) and plain(piece.text)[label.value_at - 1] != ":"):
                labels[r, c] = label
    used: set[tuple[int, int]] = set(labels) | titles
    values: dict[tuple[int, int], Piece] = {}
    for (r, c), label in labels.items():
        _beside(rows, labels, used, values, r, c, label)
    _upright(rows, labels, used, values)
    for (r, c), label in labels.items():
        if (r, c) in values and (label.field in _TEXT_FIELDS | _TIMES or _ends_in_figure(label, values[r, c])):
            values[r, c] = _continued(rows, labels, used, values[r, c], r, c, label.field)
    _in_order(rows, labels, used, values)
    parties = [(p, party) for row in rows for p in row if (party := _PARTIES.get(_bare(p)))]
    pairs = [
        _pair(
            label, rows[r][c], values.get((r, c)), _party_of(rows[r][c], parties) if label.field is Field.NAME else None
        )
        for (r, c), label in sorted(labels.items())
    ]
    loose = [p for r, row in enumerate(rows) for c, p in enumerate(row) if (r, c) not in used]
    return Sheet(tuple(tuple(r) for r in rows), tuple(pairs), tuple(loose))


def _beside(
    rows: list[list[Piece]],
    labels: dict[_Place, Label],
    used: set[_Place],
    values: dict[_Place, Piece],
    r: int,
    c: int,
    label: Label,
) -> None:
    """The rest of the label's own piece, and what follows on the row up to the next label."""
    row = rows[r]
    piece = row[c]
    found = piece.part(label.value_at, len(piece.text)) if label.value_at < len(piece.text) else None
    if found is not None and c + 1 < len(row) and (r, c + 1) not in labels and _is_again(found, row[c + 1], label):
        found = None
    for at in range(c + 1, len(row)):
        if (r, at) in labels:
            break
        right = row[at]
        if _bare(right) in _PARTIES:
            break  # the block of the other party
        if _STAMP.search(right.text):
            continue  # it lies over the row
        if right.text in "><›へ一?？！!iⓘ":  # arrows and marks at the end of a row
            used.add((r, at))
            continue
        if found is not None and right.box.x0 - found.box.x1 > 6 * piece.box.height:
            break
        if found is None and label.field in AMOUNT_FIELDS and is_short(right.text) and status_said(right.text):
            break  # what became of it; the amount stands below
        if (
            found is not None
            and label.field in _NUMBERS
            and _CHINESE.search(right.text)
            and not _COPY.match(right.text)
        ):
            break  # a label that no dictionary has
        if found is None and _says_again(row, at, label):
            used.add((r, at))
            continue
        found = right if found is None else found.joined(right, " ")
        used.add((r, at))
    if found is not None:
        values[r, c] = found


def _says_again(row: Sequence[Piece], at: int, label: Label) -> bool:
    """Whether a piece is the label before it once more, in English (`交易日期  DATE  2024/03/27`)."""
    return at + 1 < len(row) and label.value_at == len(row[at - 1].text) and _is_again(row[at], row[at + 1], label)


def _is_again(piece: Piece, value: Piece, label: Label) -> bool:
    """Whether a piece between a label and its value is the label in English: `DATE` of `日期 DATE  2024/03/27`."""
    return label.field in _NUMBERS | _TIMES | AMOUNT_FIELDS and bool(
        not label.word.isascii()
        and _LATIN.fullmatch(piece.text.strip())
        and re.search(r"\d", value.text)
        and (fits(label.field, value.text) or _CLOCK.match(value.text))
    )


_CLOCK = re.compile(r"\d\d:\d\d")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2}")
_STAMP = re.compile(r"(?:专用|业务|财务|合同|公)章$")
_COPY = re.compile(r"复制|查看")  # a button behind it
_LATIN = re.compile(r"[A-Za-z][A-Za-z ./]*")

# What stands at the side of the block of a party on a receipt, or above it.
_PARTIES = {
    word: field
    for field, words in (
        (Field.PAYER, "付款人 付款方 付款 汇款人 付款单位 付方 本方 我方 借方"),
        (Field.PAYEE, "收款人 收款方 收款 收款单位 收方 对方 贷方"),
    )
    for word in words.split()
}


def _bare(piece: Piece) -> str:
    return plain(piece.text).replace(" ", "").rstrip(":")


def _party_of(label: Piece, parties: Sequence[tuple[Piece, Field]]) -> Field | None:
    """Whose name a label means: of the block that it stands in, its word being left of it or above, as near as a block is high."""
    near = [
        (abs(p.box.middle_y - label.box.middle_y) + max(0.0, label.box.x0 - p.box.x1), field)
        for p, field in parties
        if p.page == label.page
        and p.box.x0 <= label.box.x0 + 0.5 * label.box.height
        and abs(label.box.middle_y - p.box.middle_y) < (3.5 if p.box.x1 <= label.box.x0 else 2.5) * label.box.height
        and (p.box.x1 <= label.box.x0 or p.box.middle_y < label.box.y0)
    ]
    return min(near, key=lambda n: n[0])[1] if near else None


def _pair(label: Label, piece: Piece, value: Piece | None, party: Field | None = None) -> Pair:
    """The pair; a day beside words for an amount paid says when it was (`实际还款 2026-08-09`)."""
    field = party or label.field
    if field is Field.PAID and value is not None and find_days(value.text) and not find_amounts(value.text):
        field = Field.PAID_AT
    return Pair(field, label.word, piece, value)


def _upright(
    rows: list[list[Piece]], labels: dict[_Place, Label], used: set[_Place], values: dict[_Place, Piece]
) -> None:
    """Values below their labels, or above them where that suits more of the labels that have none beside them."""
    bare = [(place, label) for place, label in labels.items() if place not in values and label.field is not Field.OTHER]
    suited = [sum(_near(rows, used, place, label, step) is not None for place, label in bare) for step in (1, -1)]
    for step in (1, -1) if suited[0] >= suited[1] else (-1, 1):
        for place, label in bare:
            if place not in values and (spot := _near(rows, used, place, label, step)) is not None:
                values[place] = rows[spot[0]][spot[1]]
                used.add(spot)


def _near(
    rows: list[list[Piece]], used: set[_Place], place: _Place, label: Label, step: Literal[1, -1]
) -> _Place | None:
    """The nearest piece below (`step` 1) or above (-1) that begins or is centred where the label does."""
    own = rows[place[0]][place[1]]
    box = own.box
    for r in range(place[0] + step, place[0] + 3 * step, step):
        for c, piece in enumerate(rows[r]) if 0 <= r < len(rows) else ():
            gap = piece.box.y0 - box.y1 if step == 1 else box.y0 - piece.box.y1
            if piece.page != own.page or (r, c) in used or gap > _reach(label, box, piece.box, step):
                continue
            aligned = abs(piece.box.x0 - box.x0) < box.height or abs(piece.box.middle_x - box.middle_x) < box.height
            if (aligned or piece.box.overlap_x(box) > 0.5) and fits(label.field, piece.text):
                return r, c
    return None


def _reach(label: Label, box: Box, other: Box, step: Literal[1, -1]) -> float:
    """How far a label may be from a value in the same column; a large figure has more air around it."""
    heads = label.field in AMOUNT_FIELDS and other.height > 1.5 * box.height
    return max((1.6 if step == 1 else 1.0) * box.height, other.height if heads else 0.0)


def _continued(
    rows: list[list[Piece]],
    labels: dict[_Place, Label],
    used: set[_Place],
    value: Piece,
    r: int,
    c: int,
    field: Field,
) -> Piece:
    """A value joined with the lines it goes on in: close below, in the same column, on a row without labels."""
    right_of = min(rows[r][c].box.x1, value.box.x0) if value.box.y0 < rows[r][c].box.y1 else -1.0
    below = r + 1 if right_of >= 0 else next((k for k in range(r + 1, len(rows)) if value in rows[k]), r) + 1
    for at in range(below, min(below + 3, len(rows))):
        row = rows[at]
        if any((at, i) in labels for i in range(len(row))):
            break
        lines = [(i, p) for i, p in enumerate(row) if (at, i) not in used]
        if len(lines) != 1:
            break
        i, piece = lines[0]
        height = min(value.box.height, 1.5 * piece.box.height)
        near = piece.page == value.page and piece.box.y0 - value.box.y1 < 0.7 * height
        aligned = (
            abs(piece.box.x0 - value.box.x0) < 1.5 * height
            or abs(piece.box.x1 - value.box.x1) < 1.5 * height
            or abs(piece.box.middle_x - value.box.middle_x) < height
        )
        if not near or not aligned or piece.box.x0 < right_of - height:
            break
        if field in _NUMBERS and not re.fullmatch(r"[0-9A-Za-z \-]+", plain(piece.text)):
            break
        if field in _TIMES and not (find_days(value.text) and re.fullmatch(r"[0-9:：; ]+", plain(piece.text))):
            break
        if field in AMOUNT_FIELDS and not _REST.match(plain(piece.text)):
            break
        if field not in _TIMES | AMOUNT_FIELDS and (
            parse_day(piece.text) or ((a := parse_amount(piece.text)) and a.decimals)
        ):
            break  # a line of its own
        value = value.joined(piece, " " if field in _TIMES else "")
        used.add((at, i))
    return value


_REST = re.compile(r"[\d,.]+元")  # of a figure


def _ends_in_figure(label: Label, value: Piece) -> bool:
    """Whether the value is a sentence whose line ends within a figure (`本金700.00元，利息38.80元，共7`)."""
    text = packed(value.text)
    return (
        label.field in AMOUNT_FIELDS and bool(re.search(r"[\u4e00-\u9fff][¥]?\d[\d,]*\.?\d?$", text)) and len(text) > 8
    )


def _in_order(
    rows: list[list[Piece]], labels: dict[_Place, Label], used: set[_Place], values: dict[_Place, Piece]
) -> None:
    """Labels without values, then as many values: an engine that read column after column without places."""
    open_labels = [place for place in sorted(labels) if place not in values and labels[place].field is not Field.OTHER]
    known = [place for place, label in labels.items() if label.field is not Field.OTHER]
    if len(open_labels) < 2 or 2 * len(open_labels) < len(known):
        return
    last = open_labels[-1]
    free = [(r, c) for r, row in enumerate(rows) for c in range(len(row)) if (r, c) not in used and (r, c) > last]
    for place in open_labels:
        for spot in free:
            if fits(labels[place].field, rows[spot[0]][spot[1]].text):
                values[place] = rows[spot[0]][spot[1]]
                used.add(spot)
                free = [f for f in free if f > spot]
                break


def unmarked(piece: Piece) -> Piece:
    """The piece without marks that icons leave before a text (`√支付成功`, `O 还款成功`)."""
    text = re.sub(r"^[√✓✔☑○●◎OoVv0@]\s*(?=[\u4e00-\u9fff])", "", piece.text)
    return replace(piece, text=text)
