"""The amount of one payment: what left the payer's account, told from what was due, coupons, fees and balances."""

from __future__ import annotations

import re
import statistics
from dataclasses import dataclass

from ..core.model import Check, Look, Read, Status
from ..core.money import Money
from .amounts import Amount, find_amounts, parse_amount, parse_capitals
from .certainty import amount_again, judge, missing, well_shaped
from .labels import Field
from .layout import Piece
from .pairs import Sheet


@dataclass(frozen=True, slots=True)
class Found:
    """An amount with the piece it stands in and the word that labels it (`""`: none, the big number)."""

    amount: Amount
    piece: Piece
    word: str = ""

    @property
    def money(self) -> Money:
        return self.amount.money


def _single(piece: Piece) -> Amount | None:
    """The amount of a value: the only one in it, or the first of `4,010.00元（人民币）`."""
    whole = parse_amount(piece.text)
    if whole is not None:
        return whole
    found = find_amounts(piece.text)
    return found[0] if len(found) == 1 else None


def labelled_amounts(sheet: Sheet, *fields: Field) -> list[Found]:
    """The amounts beside labels of these fields."""
    return [
        Found(amount, pair.value, pair.word)
        for pair in sheet.values(*fields)
        if pair.value is not None and (amount := _single(pair.value)) is not None
    ]


def big_amount(sheet: Sheet) -> Found | None:
    """The tallest amount that stands alone without a label, if it is taller than text or has a sign or currency."""
    usual = statistics.median([p.box.height for row in sheet.rows for p in row] or [1.0])
    best: Found | None = None
    for row in _joined_rows(sheet):
        for piece in row:
            amount = parse_amount(piece.text)
            if amount is None or not (amount.decimals or amount.currency):
                continue
            tall = piece.box.height / usual
            if tall < 1.2 and not (amount.currency or amount.negative or amount.plus):
                continue
            if _OTHER_MATTER.search(_line_above(sheet, piece)):
                continue
            if best is None or piece.box.height > best.piece.box.height * 1.08:
                best = Found(amount, piece)
    return best


_OTHER_MATTER = re.compile(r"额度|恢复|剩余|累计|奖励|节省|优惠|立减|待还|余额|可借|收益|积分")


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


def amount_on(
    sheet: Sheet, big: Found | None, status: Read[Status]
) -> tuple[Read[Money], tuple[tuple[str, Money], ...]]:
    """What left the payer's account, and the other amounts by their labels."""
    paid = labelled_amounts(sheet, Field.PAID)
    plain = labelled_amounts(sheet, Field.AMOUNT)
    gross = labelled_amounts(sheet, Field.GROSS)
    parts = labelled_amounts(sheet, Field.PART)
    totals = labelled_amounts(sheet, Field.TOTAL)
    others = labelled_amounts(sheet, Field.OTHER_AMOUNT)
    total = _total_with_fee(totals, plain, parts)
    if big is not None and plain and not (big.amount.negative or big.amount.plus):
        big = next((big for f in plain if f.money == big.money), None)  # an unsigned big number may be anything
    chosen = next(iter(paid), None) or total or big or next(iter(plain + totals), None)
    due_only = chosen is None
    if chosen is None and status.value is not None:
        chosen = next(iter(gross), None)
    if chosen is None:
        return missing(), ()
    looks: list[Check | None] = [well_shaped(chosen.amount), amount_again(chosen.money, chosen.piece)]
    same = [f for f in [*paid, *plain, *totals, *gross, *([big] if big else [])] if f.piece is not chosen.piece]
    looks += [_elsewhere(chosen, same, gross, parts)]
    capitals = [m for p in sheet.values(Field.CAPITALS) if p.value and (m := parse_capitals(p.value.text))]
    capitals = capitals or [m for text in sheet.texts if "元" in text or "圆" in text if (m := parse_capitals(text))]
    if capitals:
        looks.append(Check(Look.CAPITALS, agrees=chosen.money in capitals))
    rival = _rival(chosen, paid, [*plain, *totals], gross, parts)
    if rival:
        looks.append(Check(Look.ELSEWHERE, agrees=False))
    if chosen is big and not _stands_out(sheet, chosen):
        looks.append(Check(Look.LABEL, agrees=False))
    fees = [f for f in parts if re.search(r"手续费|汇费|工本费", f.word) and f.money]
    if fees and chosen is not total and chosen in plain and not any(f.money == chosen.money for f in totals):
        looks.append(Check(Look.LABEL, agrees=False))  # with the fee more left the account, and no total says how much
    if due_only or repeated(sheet, Field.PAID, Field.AMOUNT):
        looks.append(Check(Look.LABEL, agrees=False))
    if chosen.money == Money(0):
        looks.append(Check(Look.SHAPE, agrees=False))
    components = tuple(
        dict.fromkeys(
            (f.word, f.money) for f in [*parts, *gross, *plain, *totals, *others] if f.piece is not chosen.piece
        )
    )
    return judge(chosen.money, chosen.piece, *looks), components


def repeated(sheet: Sheet, *fields: Field) -> bool:
    """Whether one and the same label of these fields stands on the page twice: there may be two payments."""
    words = [p.word for p in sheet.pairs if p.field in fields]
    return len(words) != len(set(words))


def _stands_out(sheet: Sheet, big: Found) -> bool:
    """Whether nothing else can be meant: no label lacks its amount, and it is the tallest by far or the only one."""
    if any(p.value is None and p.field in (Field.PAID, Field.AMOUNT) for p in sheet.pairs):
        return False
    heights = [p.box.height for row in sheet.rows for p in row]
    tall = big.piece.box.height > 1.2 * statistics.median(heights)
    others = [p for p in sheet.loose if p.source != big.piece.source and (a := parse_amount(p.text)) and a.decimals]
    if tall and (big.amount.negative or big.amount.plus):
        return all(p.box.height < 0.85 * big.piece.box.height for p in others)
    elsewhere = [a.money for p in sheet.pairs if p.value for a in find_amounts(p.value.text)]
    return not others and (tall or all(m == big.money for m in elsewhere))


def _total_with_fee(totals: list[Found], plain: list[Found], parts: list[Found]) -> Found | None:
    """A total that is the amount and its fees: it left the account, the amount alone did not."""
    for total in totals:
        for base in plain:
            fees = [f for f in parts if "费" in f.word]
            if fees and base.money + Money(sum(f.money.fen for f in fees)) == total.money:
                return total
    return None


_COUPON = re.compile(r"优惠|立减|减免|红包|抵扣|折扣|券|满减")


def _sums(base: Money, parts: list[Found]) -> set[Money]:
    """What can come of an amount due when coupons go off and fees come on top."""
    off = Money(sum(f.money.fen for f in parts if _COUPON.search(f.word)))
    on = Money(sum(f.money.fen for f in parts if "费" in f.word and not _COUPON.search(f.word)))
    return {base - off, base + on, base + on - off}


def _elsewhere(chosen: Found, same: list[Found], gross: list[Found], parts: list[Found]) -> Check | None:
    """The same amount under another label, or the amount due less coupons, or principal and interest and the rest."""
    if any(f.money == chosen.money for f in same):
        return Check(Look.ELSEWHERE, agrees=True)
    if parts and any(chosen.money in _sums(f.money, parts) - {f.money} for f in [*gross, *same]):
        return Check(Look.ELSEWHERE, agrees=True)
    own = [f for f in parts if not _COUPON.search(f.word)]
    off = Money(sum(f.money.fen for f in parts if _COUPON.search(f.word)))
    if len(own) >= 2 and Money(sum(f.money.fen for f in own)) - off == chosen.money:
        return Check(Look.ELSEWHERE, agrees=True)
    return None


def _rival(chosen: Found, paid: list[Found], plain: list[Found], gross: list[Found], parts: list[Found]) -> bool:
    """Another amount of the same rank differs, and no coupon or fee explains it."""
    others = [f for f in [*paid, *plain] if f.piece is not chosen.piece and f.money != chosen.money]
    explained = parts + gross
    return any(
        f.money not in _sums(chosen.money, explained) and chosen.money not in _sums(f.money, parts) for f in others
    )
