"""The one rule that decides whether a value counts without a person's look.

    judge(value, piece, *looks, closed=False) -> Read

`piece` is where the value stands (it gives page, box, score and whether the text was recognised or is exact),
`looks` are further `Check`s or None. `amount_again`, `day_again` and `well_shaped`, `in_range` make the usual ones:

    judge(amount.money, piece, amount_again(amount.money, piece), well_shaped(amount))

Certain is what one independent look supports and none contradicts. Text that was not recognised from pixels (a sound
text layer, a table) is such a look by itself. `closed` is for words of a closed vocabulary (a status, a code): a
misread character does not turn one of them into another, so the word itself is enough.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TypeVar

from ..core.facts import Check, Look, Read
from ..core.money import Money
from .page.layout import Piece
from .words.amounts import Amount, find_amounts, parse_amount
from .words.days import Day, find_days
from .words.glyphs import packed, plain

T = TypeVar("T")

# Looks that do not share their eyes with the first reading. The others can only speak against a value.
_INDEPENDENT = frozenset(
    {Look.SECOND_READER, Look.CAPITALS, Look.ELSEWHERE, Look.ORDER_NUMBER, Look.BALANCE, Look.TEXT_LAYER}
)
_DOUBTFUL_SCORE = 0.6


def judge(value: T | None, piece: Piece | None, *looks: Check | None, closed: bool = False) -> Read[T]:
    """The value with every look that was taken at it, certain by the rule above."""
    checks = [look for look in looks if look is not None]
    if piece is not None:
        if piece.exact:
            checks.append(Check(Look.TEXT_LAYER, agrees=True))
        else:
            checks.append(Check(Look.SCORE, agrees=piece.score >= _DOUBTFUL_SCORE))
        if not piece.sound:
            checks.append(Check(Look.SHAPE, agrees=False))
        if piece.score == 0 and not piece.exact and not closed:
            value = None  # what is left of it when a part is hidden is another value
    supported = closed or any(c.agrees and c.look in _INDEPENDENT for c in checks)
    certain = value is not None and supported and all(c.agrees for c in checks)
    return Read(
        value,
        certain,
        page=piece.page if piece else 0,
        box=piece.source if piece else None,
        checks=tuple(dict.fromkeys(checks)),
    )


def doubted(read: Read[T], look: Look) -> Read[T]:
    """The same value, which one more look speaks against."""
    return replace(read, certain=False, checks=(*read.checks, Check(look, agrees=False)))


def missing(piece: Piece | None = None, page: int = 0) -> Read[T]:
    """Something stands there (or has to) that could not be read."""
    return Read(None, certain=False, page=piece.page if piece else page, box=piece.source if piece else None)


def amount_again(money: Money, piece: Piece | None) -> Check | None:
    """What the second reader says about an amount; None if it was not asked or its words allow no comparison.

    It reads digits and Latin letters only: a Chinese character or a currency sign beside the amount may look like
    further digits to it. Its decimals end the amount then, and leading digits too many are no word against it. A blank is
    the place of a point that it lost, and so is a colon in what is no clock.
    """
    if piece is None or piece.second is None:
        return None
    ours, theirs = plain(piece.text), plain(piece.second)
    here = next((a for a in find_amounts(ours) if a.money == money), None)
    # One figure alone, in pieces: `1,3 20.13`.
    closed = parse_amount(theirs.replace(" ", "")) if parse_amount(ours) is not None else None
    if money in [a.money for a in find_amounts(theirs)] or (closed is not None and closed.money == money):
        return Check(Look.SECOND_READER, agrees=True)
    beside = _CHINESE.match(ours[here.end - 1 : here.end + 1][-1:]) if here else None
    follows = "" if beside or (here and ours[here.end - 1] in "元圆") else r"(?!\d)"
    yuan, fen = divmod(money.fen, 100)
    point = "[., :]" if yuan >= 100 else "[., ]"
    if re.search(rf"(?<![\d.,]){f'{yuan:,}'.replace(',', ',?')}{point}{fen:02d}{follows}", theirs):
        return Check(Look.SECOND_READER, agrees=True)
    wanted = f"{yuan}{fen:02d}"
    for number in re.findall(r"(?<![\d.,])\d[\d,]*[.,]\d\d", theirs):
        seen = digits(number)
        if len(seen) == len(wanted):
            return Check(Look.SECOND_READER, agrees=False)
        if here is not None and parse_amount(ours) is not None and not seen.endswith(wanted):
            return Check(Look.SECOND_READER, agrees=False)
    return None


_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_ONE_SIGN = r"[^\s]{1,2}\s{0,2}"  # what the second reader makes of 年, 月 or 日


def day_again(day: Day, piece: Piece | None) -> Check | None:
    """What the second reader says about a day; None if it was not asked or its words allow no comparison.

    `day` stands at `piece.text[day.start:day.end]`. The second reader does not know 年月日 and sees one or two other
    signs in their place: the same numbers with one such sign after each are agreement.
    """
    if piece is None or piece.second is None:
        return None
    theirs = plain(piece.second)
    wanted = (day.year, day.month, day.day)
    found = [(d.year if day.year is not None else None, d.month, d.day) for d in find_days(theirs)]
    named = [d for d in find_days(theirs) if "月" in theirs[d.start : d.end]]
    if named and wanted not in found:
        return Check(Look.SECOND_READER, agrees=False)
    if wanted in found or (digits(theirs) == digits(piece.text) and len(digits(theirs)) >= 8):
        return Check(Look.SECOND_READER, agrees=True)
    written = plain(piece.text[day.start : day.end])
    if day.year is None and not found and not _CHINESE.search(piece.text):  # `3/9`, `09`: figure by figure
        return Check(Look.SECOND_READER, agrees=re.findall(r"\d+", theirs) == re.findall(r"\d+", plain(piece.text)))
    if _CHINESE.search(written):
        if day.year is None and re.fullmatch(r"\d{1,2}日?\D*", written):  # a day below the heading of its month
            seen = re.findall(r"\d+", theirs)
            return Check(Look.SECOND_READER, agrees=int(seen[0]) == day.day) if seen else None
        numbers = re.findall(r"\d+", written)[: 3 if day.year is not None else 2]
        pattern = _ONE_SIGN.join(re.escape(n) for n in numbers)
        if len(numbers) == (3 if day.year is not None else 2) and re.search(
            rf"(?<!\d){pattern}(?=\D|$|\d\D|\d{{3}}:)", theirs
        ):
            return Check(Look.SECOND_READER, agrees=True)
    return Check(Look.SECOND_READER, agrees=False) if found else None


def well_shaped(amount: Amount, piece: Piece | None = None) -> Check:
    """Two decimals and nothing that had to be mended. A currency sign makes up for decimals in text that was not
    recognised: from pixels `¥500` may be `¥5.00` or the half of `¥500.20`.
    """
    exact = piece is None or piece.exact
    return Check(Look.SHAPE, agrees=not amount.mended and (amount.decimals or (amount.currency and exact)))


def shaped_as_told(amount: Amount, piece: Piece) -> Check:
    """`well_shaped` for running text, which writes whole sums without decimals: from pixels a point may be lost, and what
    is left is a hundred times as much. Less than that, or whole hundreds below ten thousand, nobody makes of an
    installment; nor does a lost point leave one decimal with its unit right behind it (`728.1元`).
    """
    yuan, rest = divmod(amount.money.fen, 100)
    tenth = bool(rest) and f"{yuan}.{rest // 10}元" in packed(piece.text).replace(",", "")
    told = (
        amount.currency
        and not amount.mended
        and bool(amount.money)
        and (yuan < 100 or (yuan % 100 == 0 and yuan < 10_000) or tenth)
    )
    return Check(Look.SHAPE, agrees=told) if told and not amount.decimals else well_shaped(amount, piece)


def in_range(day: dt.date, today: dt.date) -> Check:
    """A payment is not in the future, and installment platforms are younger than 2005."""
    return Check(Look.RANGE, agrees=dt.date(2005, 1, 1) <= day <= today)


def digits(text: str) -> str:
    """The digits of a text alone."""
    return "".join(re.findall(r"\d", plain(text)))
