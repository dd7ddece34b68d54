"""The amounts on the page of one payment, each with what the page says it is: beside a label, in a sentence, or alone."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...core.money import Money, total
from ..page.layout import Piece
from ..page.pairs import AMOUNT_FIELDS, Sheet
from ..words.amounts import Amount, find_amounts, parse_amount
from ..words.glyphs import packed
from ..words.labels import LABELS, Field
from ..words.wording import status_said


@dataclass(frozen=True, slots=True)
class Found:
    """An amount with the piece it stands in and the word that says what it is (`""`: none, the big number)."""

    amount: Amount
    piece: Piece
    word: str = ""

    @property
    def money(self) -> Money:
        return self.amount.money


def labelled_amounts(sheet: Sheet, *fields: Field) -> list[Found]:
    """The amounts beside labels of these fields, then those that a sentence names by such a word."""
    beside = [
        Found(amount, pair.value, pair.word)
        for pair in sheet.values(*fields)
        if pair.value is not None and (amount := _single(pair.value)) is not None
    ]
    return beside + [f for field in fields for said, f in _said_amounts(sheet) if said is field]


def _single(piece: Piece) -> Amount | None:
    """The amount of a value: the only one in it, the first of `4,010.00元（人民币）`, or the sum of the others: `…，共738.80元`."""
    whole = parse_amount(piece.text)
    if whole is not None:
        return whole
    found = find_amounts(piece.text)
    sums = [a for a in found if _IN_ALL.search(packed(piece.text[: a.start]))]
    if len(sums) == 1 and total(a.money for a in found if a not in sums) == sums[0].money:
        return sums[0]
    return found[0] if len(found) == 1 else None


_IN_ALL = re.compile(r"(?:共计?|[合总]计)[:：]?¥?$")
_MADE = re.compile(
    r"(?:(?:已经?(?:自动|主动|全额|为您|提前|从.{1,16}中?)?|共|成功|实际|完成)(?:支付|付款|还款|还|扣款|扣费|扣除|转账|转出|归还|缴费)|(?:支付|付款|还款|扣款|扣费|转账|代扣|划扣)(?:已?成功|完成))"
    r"(?:了|人民币|金额|款项|[:,(])*$"
)
_MADE_BEHIND = re.compile(r"^(?:已|已经)?(?:成功(?:还款|支付|付款|扣款)|(?:还款|支付|付款|扣款|转账|归还)成功)")
# `…账单1,286.35元于3月9日扣款失败`.
_TRIED_BEHIND = re.compile(r"^元?已?[于在][^,。;]{2,24}(?:还款|扣款|支付|代扣|划扣)(?:成功|失败)")
_NOT_MADE = re.compile(
    r"(?:应|待|需|未|请|将|剩余|下[期次月]|最低|累计|截至[^,。]*|总共|每[期月]|可|满|最高|预计|若|如|节省|省[了下]|已省|免[收除])[^,。:]{0,3}$"
)
# What is given for the next time took nothing off this payment.
_PRIZE, _GIVEN = re.compile(r"红包|券$|积分"), re.compile(r"(?:获得|获赠|赠送|奖励|送您?|领取)(?:了|到)?$")
_CONDITION = re.compile(r"^(?:以上|起|可|立减|减|内|的?(?:优惠|额度|红包)|[券奖])")


def _said_amounts(sheet: Sheet) -> list[tuple[Field, Found]]:
    """Amounts in running text with the word before them (`您已成功还款738.80元`, `其中：本金700.00元，利息38.80元`)."""
    loose = set(map(id, sheet.loose))
    found = []
    for at, row in enumerate(sheet.rows):
        free = [p for p in row if id(p) in loose]
        above, below = _goes_on(sheet.rows[at - 1 : at + 1]), _goes_on(sheet.rows[at : at + 2])
        for i, piece in enumerate(free):
            for amount in find_amounts(piece.text):
                before = packed((above[0] if above and piece is row[0] else "") + piece.text[: amount.start]).rstrip(
                    ":("
                )
                if not before and i:
                    before = packed(free[i - 1].text).rstrip(":(")
                    if before[-1:].isdigit() or before[-1:] in ",.":
                        continue  # the rest of a torn figure
                behind = packed(piece.text[amount.end :] + (below[1] if below and piece is row[-1] else ""))
                said = None if _CONDITION.match(behind) else _word_before(before, behind)
                if said is not None:
                    found.append((said[0], Found(amount, piece.part(amount.start, amount.end), said[1])))
    return found


def _goes_on(rows: Sequence[Sequence[Piece]]) -> tuple[str, str] | None:
    """The texts of two rows that are lines of one sentence: below each other, the first so long that it had to end."""
    if len(rows) < 2 or not all(map(_whole, rows)):
        return None
    one, last, other = rows[0][0].box, rows[0][-1].box, rows[1][0].box
    high = other.height
    near = rows[0][0].page == rows[1][0].page and other.y0 - one.y1 < 0.8 * high and abs(one.x0 - other.x0) < 0.8 * high
    full = last.x1 - one.x0 > _FULL * one.height and last.x1 > rows[1][-1].box.x1 - high
    said = "".join(p.text for p in rows[0]), "".join(p.text for p in rows[1])
    return said if near and full and not _ENDS.search(said[0]) else None


def _whole(row: Sequence[Piece]) -> bool:
    """Whether a row is one line, be it cut before a word that is a label."""
    return all(b.box.x0 - a.box.x1 < 0.2 * b.box.height for a, b in pairwise(row))


_FULL = 12  # a line of so many characters is no label
_ENDS = re.compile(r"[。；;.!！?？：:]$")


def _word_before(before: str, behind: str) -> tuple[Field, str] | None:
    made = _MADE.search(before)
    if made and not _NOT_MADE.search(before[: made.start()]):
        return Field.PAID, made[0]
    for start in range(max(0, len(before) - 10), len(before) - 1):
        word = before[start:]
        field = LABELS.get(word)
        if field in AMOUNT_FIELDS:
            prize = _PRIZE.search(word) and _GIVEN.search(before[:start])
            return None if prize or _NOT_MADE.search(before[:start]) else (field, word)
    if behind_made := _MADE_BEHIND.match(behind):
        return Field.PAID, behind_made[0]
    return (Field.AMOUNT, tried[0]) if (tried := _TRIED_BEHIND.match(behind)) else None


def big_amount(sheet: Sheet) -> Found | None:
    """The tallest amount that stands alone without a label, if it is taller than text or has a sign or currency. Those above
    the rows of labels come first: what is larger below them is an offer, or the next bill.
    """
    usual = statistics.median([p.box.height for row in sheet.rows for p in row] or [1.0])
    best: Found | None = None
    for row in _joined_rows(sheet):
        for piece in row:
            amount = parse_amount(piece.text)
            if amount is None or not amount.is_money:
                continue
            tall = piece.box.height / usual
            if tall < 1.2 and not (amount.currency or amount.negative or amount.plus):
                continue
            above = _line_above(sheet, piece)
            if "累计" in above or (_OTHER_MATTER.search(above) and not ((said := status_said(above)) and said.sure)):
                continue
            if best is not None and below_labels(sheet, piece) and not below_labels(sheet, best.piece):
                continue
            if best is None or piece.box.height > best.piece.box.height * 1.08:
                best = Found(amount, piece)
    return best


def below_labels(sheet: Sheet, piece: Piece) -> bool:
    """Whether two labels and more with their values stand above it."""
    above = [p for p in sheet.pairs if p.value is not None and p.label.page == piece.page]
    return sum(p.label.box.y1 <= piece.box.y0 for p in above) >= 2


_OTHER_MATTER = re.compile(
    r"下[期次月]|额度|恢复|剩余|累计|奖励|节省|优惠|立减|待还|余额(?!不足)|可借|收益|积分|红包|恭喜|获得|领取|最高"
)


def _line_above(sheet: Sheet, piece: Piece) -> str:
    """The text close above a piece, which may say what it counts."""
    above = [
        p
        for row in sheet.rows
        for p in row
        if p.page == piece.page and p.box.y1 <= piece.box.y0 + 0.3 * p.box.height and p.box.overlap_x(piece.box) > 0
    ]
    near = max(above, key=lambda p: p.box.y1, default=None)
    return near.text if near is not None and piece.box.y0 - near.box.y1 < piece.box.height else ""


def _joined_rows(sheet: Sheet) -> list[list[Piece]]:
    """Loose pieces by row; a sign, a currency and a number that an engine set apart become one."""
    loose = set(map(id, sheet.loose))
    rows = []
    for row in sheet.rows:
        out: list[Piece] = []
        for piece in (p for p in row if id(p) in loose):
            if out and re.fullmatch(r"[-+]?\s*[¥￥]?", out[-1].text) and re.match(r"[\d¥￥]", piece.text):
                out[-1] = out[-1].joined(piece)
            elif out and re.fullmatch(r"[-+¥￥\d,， ]+\.?", out[-1].text) and re.fullmatch(r"\.?\d\d", piece.text):
                out[-1] = out[-1].joined(piece, "" if "." in out[-1].text + piece.text else ".")
            else:
                out.append(piece)
        rows.append(out)
    return rows
