"""The amount of one payment: what left the payer's account, told from what was due, coupons, fees and balances."""

from __future__ import annotations

import itertools
import re
import statistics
from dataclasses import dataclass

from ...core.facts import Check, Look, Read, Status
from ...core.money import Money, total
from ..certainty import amount_again, judge, missing, shaped_as_told, well_shaped
from ..page.layout import Piece
from ..page.pairs import Pair, Sheet
from ..words.amounts import find_amounts, parse_amount, parse_capitals
from ..words.glyphs import packed
from ..words.labels import Field
from ..words.wording import is_short, status_said
from .figures import Found, below_labels, labelled_amounts

_COUPON = re.compile(r"优惠|立减|减免|红包|抵扣|折扣|券|满减|补贴|积分|coupon|discount")
_CHARGE = re.compile(r"费|罚息|违约金|滞纳金|复利")
_BACK = re.compile(r"退[款还回]|实退")
_PURSES = re.compile(r"(?:余额|余额宝|零钱|零钱通|现金|银行卡|储蓄卡|信用卡|花呗)支付")


@dataclass(frozen=True, slots=True)
class _Amounts:
    """The amounts of a page by what they are. `purses`: what one source of the payer gave, a payment may come from several."""

    paid: list[Found]
    purses: list[Found]
    plain: list[Found]
    totals: list[Found]
    gross: list[Found]
    parts: list[Found]
    others: list[Found]
    big: Found | None
    loose: list[Money]  # without a label, the big one left out
    taken_off: bool  # some row says that a coupon, points or the like paid for a part

    @property
    def coupons(self) -> Money:
        """What coupons took off; a sum of them (`已优惠`) counts where they do not stand by themselves."""
        coupons = [f for f in self.parts if _COUPON.search(f.word)]
        single = [f for f in coupons if not re.match(r"已|共|优惠合计|优惠金额|减免金额", f.word)]
        return total(f.money for f in single or coupons[:1])

    @property
    def own(self) -> list[Found]:
        """What the payment is made of: principal, interest, fees."""
        return [f for f in self.parts if not _COUPON.search(f.word)]

    @property
    def signed(self) -> bool:
        return self.big is not None and (self.big.amount.negative or self.big.amount.plus)

    @property
    def stray(self) -> Found | None:
        """The big number where a label gives another amount: without a sign it may be anything."""
        if self.big is None or self.signed or not (self.plain or self.totals):
            return None
        meant = any(self.big.money in (f.money, f.money - self.coupons) for f in self.plain + self.totals)
        return None if meant else self.big

    def chosen(self) -> Found | None:
        """What left the payer's account."""
        big = None if self.stray else self.big
        first = (
            next(iter(self.paid), None) or self._total_with_fees() or big or next(iter(self.plain + self.totals), None)
        )
        if len(self.purses) == 1 and (first is None or first.money - self.coupons == self.purses[0].money):
            return self.purses[0]
        return first

    def _total_with_fees(self) -> Found | None:
        """A total that is the amount and its fees: it left the account, the amount alone did not."""
        fees = [f.money for f in self.parts if "费" in f.word]
        sums = {base.money + total(fees) for base in self.plain} if fees else set()
        return next((f for f in self.totals if f.money in sums), None)

    def same(self, chosen: Found) -> list[Found]:
        """The other amounts that may be the payment as well."""
        all_of_rank = [
            *self.paid,
            *self.purses,
            *self.plain,
            *self.totals,
            *self.gross,
            *([self.big] if self.big else []),
        ]
        return [f for f in all_of_rank if f.piece is not chosen.piece]

    def add_up(self, chosen: Found) -> bool:
        """Whether the parts, or the sources, are the payment together."""
        parts = [f.money for f in self.own]
        if not any("本金" in f.word for f in self.own):  # what is left of the principal, when it is paid as a whole
            parts += [f.money for f in self.others if re.fullmatch(r"(?:剩余|待还|未还)(?:待还)?本金", f.word)]
        purses = [f.money for f in self.purses]
        rest = chosen.money - total(purses)
        return (len(parts) >= 2 and total(parts) - self.coupons == chosen.money) or (
            (len(purses) >= 2 and not rest) or (bool(purses) and rest in self.loose)  # a card is named by its bank
        )

    def sums(self, base: Money) -> set[Money]:
        """What can come of an amount due when coupons go off and charges come on top."""
        on = total(f.money for f in self.own if _CHARGE.search(f.word))
        return {base - self.coupons, base + on, base + on - self.coupons}

    def agree(self, chosen: Found) -> bool:
        """The same amount under another label, or the amount due less coupons, or the parts that it is made of."""
        return self.add_up(chosen) or any(
            f.money == chosen.money or (bool(self.parts) and chosen.money in self.sums(f.money) - {f.money})
            for f in self.same(chosen)
        )

    def rival(self, chosen: Found, top: float) -> bool:
        """Whether another amount speaks against this one: of the same rank and explained by no coupon or charge, a part
        larger than the whole, sources that are more or less, a big number above the first label, one larger than what is
        called paid.
        """
        explained = self.sums(chosen.money) | {chosen.money - f.money for f in self.gross}
        others = [f for f in [*self.paid, *self.plain, *self.totals] if f.piece is not chosen.piece]
        whole = self.add_up(chosen)
        return (
            any(f.money not in explained | {chosen.money} and chosen.money not in self.sums(f.money) for f in others)
            or (any(f.money > chosen.money for f in self.own) and not whole)
            or (
                bool(self.purses)
                and not whole
                and chosen not in self.purses
                and total(f.money for f in self.purses) != chosen.money
            )
            or (self.stray is not None and self.stray.piece.box.y1 < top)
            or (
                self.big is not None
                and chosen in self.paid
                and self.big.piece.box.y1 < top
                and self.big.money > chosen.money + self.coupons
            )
        )

    def open_question(self, chosen: Found) -> bool:
        """With a fee more left the account than the amount, with a coupon less, and nothing on the page says how much."""
        if chosen.word.startswith("已") and any(f.money > chosen.money for f in self.gross) and not self.agree(chosen):
            return True  # a part of what was due, and nobody knows of how many payments
        if self.taken_off and not self.add_up(chosen) and any(f.money == chosen.money for f in self.gross):
            return True  # what was due is what was repaid: it may be before the coupon
        if (
            _BACK.search(chosen.word)
            or self.add_up(chosen)
            or (chosen not in self.plain and (chosen is not self.big or self.signed))
        ):
            return False
        fees = [f.money for f in self.parts if re.search(r"手续费|汇费|工本费", f.word) and f.money]
        whole = any(f.money + total(fees) == chosen.money for f in self.others)  # what was left and the fee for it
        if fees and not whole and all(f.money != chosen.money for f in self.totals):
            return True
        net = (chosen.money, chosen.money + self.coupons)
        stated = [*(f.money for f in self.same(chosen)), *self.loose]
        return bool(self.coupons) and all(money not in net for money in stated)


def _amounts_of(sheet: Sheet, big: Found | None) -> _Amounts:
    fields = (Field.AMOUNT, Field.TOTAL, Field.GROSS, Field.PART, Field.OTHER_AMOUNT)
    said = labelled_amounts(sheet, Field.PAID)
    purses = [f for f in said if _PURSES.fullmatch(f.word)]
    paid = [f for f in said if not _PURSES.fullmatch(f.word)]
    plain, totals, gross, parts, others = (labelled_amounts(sheet, field) for field in fields)
    loose = [
        a.money
        for p in sheet.loose
        if big is None or p.source != big.piece.source
        for a in find_amounts(p.text)
        if a.decimals
    ]
    off = any(
        _COUPON.search(row[0].text) and (a := parse_amount(row[-1].text)) and a.money and a.is_money
        for row in sheet.rows
        if len(row) > 1
    )
    return _Amounts(paid, purses, plain, totals, gross, parts, others, big, loose, off)


def amount_on(
    sheet: Sheet, big: Found | None, status: Read[Status]
) -> tuple[Read[Money], tuple[tuple[str, Money], ...]]:
    """What left the payer's account, and the other amounts by their labels."""
    amounts = _amounts_of(sheet, big)
    chosen = amounts.chosen()
    only_due = chosen is None
    if chosen is None and status.value is not None and not amounts.purses:
        chosen = next(iter(amounts.gross), None)
    if chosen is None and status.value is Status.SUCCESS and len(amounts.own) == 1:
        chosen = amounts.own[0]  # interest alone
    if chosen is None and status.value is Status.REFUNDED:
        chosen = next((f for f in amounts.parts if _BACK.search(f.word)), None)
        only_due = len(amounts.parts) != 1  # the notice of a refund names what was given back and nothing else
    capitals = _capitals(sheet)
    if chosen is None:
        written = next((p.value for p in sheet.values(Field.CAPITALS)), None)
        if capitals and written is not None:
            figures = [a.money for a in find_amounts(written.text)]  # `壹仟元整  ¥1,000.00`
            agreed = [Check(Look.CAPITALS, agrees=figures == capitals[:1]), amount_again(capitals[0], written)]
            return judge(capitals[0], written, *(agreed if figures else [])), ()
        alone = next((p for p in sheet.loose if _CAPITALS_ALONE.fullmatch(packed(p.text))), None)
        if capitals and alone:
            return judge(capitals[0], alone, Check(Look.LABEL, agrees=False)), ()
        return missing(next((p.value for p in sheet.values(Field.PAID, Field.AMOUNT) if _unread(p)), None)), ()
    agrees = amounts.agree(chosen)
    written_out = any(f.money == chosen.money and f.amount.decimals for f in amounts.same(chosen))
    # With its unit behind it a whole sum is seen to its end.
    shaped = shaped_as_told if packed(chosen.piece.text).endswith("元") else well_shaped
    well = shaped(chosen.amount, chosen.piece)
    again = amount_again(chosen.money, chosen.piece)
    looks: list[Check | None] = [
        None if (written_out or chosen.money in capitals) and not chosen.amount.mended else well,
        again,
        Check(Look.ELSEWHERE, agrees=True) if agrees else None,
        Check(Look.CAPITALS, agrees=chosen.money in capitals) if capitals else None,
    ]
    if amounts.rival(chosen, _top(sheet)):
        looks.append(Check(Look.ELSEWHERE, agrees=False))
    unread = not agrees and any(_unread(p) for p in sheet.values(Field.PAID, Field.AMOUNT, Field.GROSS))
    unclear = (
        unread
        or repeated(sheet, Field.PAID, Field.AMOUNT)
        or (chosen is big and not agrees and chosen.money not in capitals and not _stands_out(sheet, chosen))
    )
    if only_due or unclear or amounts.open_question(chosen):
        looks.append(Check(Look.LABEL, agrees=False))
    # The first reader may have taken the currency sign for a figure; both readers do not (of 804 amounts none).
    bare = not (chosen.amount.negative or chosen.amount.plus or chosen.amount.currency)
    doubted = bare and not (again is not None and again.agrees and chosen.amount.decimals and status.certain)
    aside = chosen is big and not chosen.piece.exact and _off_centre(sheet, chosen.piece)
    if chosen.money == Money(0) or aside or (chosen is big and doubted and not agrees and not capitals):
        looks.append(Check(Look.SHAPE, agrees=False))
    named = [
        *amounts.parts,
        *amounts.gross,
        *amounts.paid,
        *amounts.purses,
        *amounts.plain,
        *amounts.totals,
        *amounts.others,
    ]
    components = dict.fromkeys((f.word, f.money) for f in named if f.piece is not chosen.piece)
    return judge(chosen.money, chosen.piece, *looks), tuple(components)


_CAPITALS_ALONE = re.compile(r"(?:人民币)?[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+[元圆][零壹贰叁肆伍陆柒捌玖角分整正]*")


def _capitals(sheet: Sheet) -> list[Money]:
    labelled = [m for p in sheet.values(Field.CAPITALS) if p.value and (m := parse_capitals(p.value.text))]
    return labelled or [m for text in sheet.texts if "元" in text or "圆" in text if (m := parse_capitals(text))]


def _top(sheet: Sheet) -> float:
    """Where the labelled rows begin; above stands what the page is about, below are offers and advice."""
    return min((p.label.box.y0 for p in sheet.pairs if p.value is not None), default=0.0)


def _unread(pair: Pair) -> bool:
    """Whether something stands beside a label of the payment's amount that should be one and is none."""
    text = pair.value.text if pair.value is not None else ""
    return len(re.findall(r"\d", text)) >= 3 and parse_amount(text) is None and not find_amounts(text)


def repeated(sheet: Sheet, *fields: Field) -> bool:
    """Whether one and the same label of these fields stands on the page twice: there may be two payments."""
    pairs = [p for p in sheet.pairs if p.field in fields]
    return any(a.word == b.word and not _head_and_row(a, b) for a, b in itertools.combinations(pairs, 2))


def _head_and_row(one: Pair, other: Pair) -> bool:
    """Whether the large figure that heads a page stands again in a row of it."""
    if one.value is None or other.value is None:
        return False
    amounts = parse_amount(one.value.text), parse_amount(other.value.text)
    if amounts[0] is None or amounts[1] is None or amounts[0].money != amounts[1].money:
        return False
    return one.value.box.height > 1.3 * other.value.box.height


def _is_clock(sheet: Sheet, piece: Piece) -> bool:
    """Whether it is the clock in the bar at the top of a phone, its colon read as a point."""
    return piece in sheet.rows[0] and re.fullmatch(r"(?:[01]?\d|2[0-3])\.[0-5]\d", piece.text) is not None


def _off_centre(sheet: Sheet, big: Piece) -> bool:
    """Whether the figure stands a little aside of the line on which what is above and below it is centred, as it does where
    its first or last figures are hidden. Of 70 such headlines none stood more than 0.13 of its height aside.
    """
    height = big.box.height
    middles = [
        (row[0].box.middle_x, row[0].box.width)
        for row in sheet.rows
        if len(row) == 1
        and len(row[0].text) > 1
        and row[0].source != big.source
        and row[0].page == big.page
        and abs(row[0].box.middle_y - big.box.middle_y) < 5 * height
    ]
    # Lines of one length have one middle, however they are set; that of others that begin alike moves with their length.
    alike = [
        (x + y) / 2
        for (x, one), (y, other) in itertools.combinations(middles, 2)
        if abs(x - y) < 0.15 * height and abs(one - other) > 0.3 * height and 3 * abs(x - y) < abs(one - other) / 2
    ]
    axis = statistics.median(alike) if alike else big.box.middle_x
    return 0.3 * height < abs(big.box.middle_x - axis) < 3 * height


def _under_outcome(sheet: Sheet, piece: Piece) -> bool:
    """Whether the line right above it, in the middle as it is, says what became of the payment."""
    box = piece.box
    return any(
        0 <= box.y0 - p.box.y1 < box.height
        and abs(p.box.middle_x - box.middle_x) < 0.5 * box.height
        and is_short(p.text)
        and status_said(p.text) is not None
        for row in sheet.rows
        for p in row
    )


def _is_rather_it(sheet: Sheet, piece: Piece, big: Found) -> bool:
    """Whether a smaller figure in a row for itself has the sign of money that left and the big one has not, or stands
    right under what became of the payment.
    """
    amount = parse_amount(piece.text)
    alone = any(len(row) == 1 and row[0] is piece for row in sheet.rows)  # a coupon has its word beside it
    left = amount is not None and amount.negative and not big.amount.negative
    return alone and (_under_outcome(sheet, piece) or left)


def _called_otherwise(sheet: Sheet, piece: Piece) -> bool:
    """Whether a word that no dictionary has stands before it on its row and says what else it is (`还款后剩余本金`)."""
    row = next((row for row in sheet.rows if piece in row), ())
    return any(p.box.x1 <= piece.box.x0 and _OTHER_SUM.search(packed(p.text)) for p in row)


_OTHER_SUM = re.compile(r"剩余|余额|待还|未还|本金|利息|额度|总额|下[期次月]|应还")


def _stands_out(sheet: Sheet, big: Found) -> bool:
    """Whether nothing else can be meant: no label lacks its amount, and it is the tallest by far or the only one."""
    if below_labels(sheet, big.piece) or any(
        p.value is None and p.field in (Field.PAID, Field.AMOUNT) for p in sheet.pairs
    ):
        return False
    heights = [p.box.height for row in sheet.rows for p in row]
    tall = big.piece.box.height > 1.2 * statistics.median(heights)
    others = [
        p
        for p in sheet.loose
        if p.source != big.piece.source and (a := parse_amount(p.text)) and a.decimals and not _is_clock(sheet, p)
    ]
    # Without a sign, or a word above it that says what became of it, the others have to be as small as a price before a
    # coupon, written through below the amount.
    under = _under_outcome(sheet, big.piece)
    signed = big.amount.negative or big.amount.plus
    if not (signed or tall or under) and _called_otherwise(sheet, big.piece):
        return False
    most = 0.85 if signed or under else 0.6
    if not under and any(_is_rather_it(sheet, p, big) for p in others):
        return False
    if tall and (most > 0.6 or others):
        return all(p.box.height < most * big.piece.box.height for p in others)
    labelled = [p for p in sheet.pairs if p.value and p.field is not Field.OTHER_AMOUNT]
    elsewhere = [a.money for p in labelled if p.value for a in find_amounts(p.value.text)]
    return not others and (tall or all(m == big.money for m in elsewhere))
