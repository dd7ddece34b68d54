"""The value of one cell, with the looks that were taken at it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from ...core.facts import Check, Look, Read
from ...core.money import Money
from ..certainty import amount_again, day_again, in_range, judge, missing, well_shaped
from ..page.layout import Piece
from ..words.amounts import Amount, find_amounts, parse_amount
from ..words.days import Day, find_days, parse_day
from ..words.glyphs import packed, plain

_NOTHING = re.compile(r"^[-—–/\\*.]*$")


def is_blank(text: str) -> bool:
    """The cell says that nothing is there: empty, `-`, `--`, `/`."""
    return bool(_NOTHING.match(packed(text)))


_BEHIND = re.compile(
    r"(?P<figure>[-+]?(?:¥|CNY|RMB)?[-+]?\d[\d,]*\.\d\d)(?:00)?(?P<sign>[-+])?(?:DR?|CR?|借|贷)?\.?", re.IGNORECASE
)


def amount_in(text: str) -> Amount | None:
    """The one amount of a cell; None for none, for several, for damaged figures or other digits beside it.

    Some banks write the sign behind (`88.00-`), a mark (`88.00DR`), or four decimals (`88.0000`).
    """
    if (behind := _BEHIND.fullmatch(packed(text))) is not None:
        whole = parse_amount(behind["figure"])
        if whole is None:
            return None
        return replace(
            whole, negative=whole.negative or behind["sign"] == "-", plus=whole.plus or behind["sign"] == "+"
        )
    whole = parse_amount(text)
    if whole is not None:
        return whole
    found = find_amounts(text)
    if len(found) != 1:
        return None
    rest = text[: found[0].start] + text[found[0].end :]
    return None if any(c.isdigit() for c in rest) else found[0]


def money_of(piece: Piece, *looks: Check | None) -> Read[Money]:
    """A cell's amount without its sign. The column says that it is money: in exact text any figure is well shaped."""
    amount = amount_in(piece.text)
    if amount is None:
        return missing(piece)
    shape = Check(Look.SHAPE, agrees=not amount.mended) if piece.exact else well_shaped(amount)
    return judge(amount.money, piece, shape, amount_again(amount.money, piece), *looks)


def second_saw(piece: Piece, money: Money) -> bool:
    """Whether the second reader saw this amount on the piece's line."""
    check = amount_again(money, piece)
    return check is not None and check.agrees


def day_in(text: str) -> Day | None:
    """The one day of a cell, with its year; None for none or several."""
    whole = parse_day(text)
    if whole is not None:
        return whole if whole.date is not None else None
    found = [d for d in find_days(text) if d.date is not None]
    return found[0] if len(found) == 1 else None


def day_of(piece: Piece, latest: dt.date | None = None, *looks: Check | None) -> Read[dt.date]:
    """A cell's day; after `latest` it stays uncertain."""
    day = day_in(piece.text)
    if day is None or day.date is None:
        return missing(piece)
    late = None if latest is None else in_range(day.date, latest)
    return judge(day.date, piece, day_again(day, piece), late, *looks)


_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3]) ?[:.] ?([0-5]\d)(?: ?[:.] ?([0-5]\d))?(?!\d)")
_DIGITS = re.compile(r"^([01]\d|2[0-3])([0-5]\d)([0-5]\d)$")


def _clock_in(text: str) -> str | None:
    """`"HH:MM"` or `"HH:MM:SS"` of a cell that holds a time, with or without a day; `150904` counts."""
    line = plain(text).strip()
    day = day_in(line)
    if day is not None and day.time is not None:
        return day.time
    digits = _DIGITS.match(line)
    if digits:
        return ":".join(digits.groups())
    if day is not None:
        line = line[day.end :]
    clock = _CLOCK.search(line)
    if clock is None:
        return None
    hour, minute, second = clock.groups()
    return f"{int(hour):02d}:{minute}" + (f":{second}" if second else "")


def clock_of(piece: Piece) -> str | None:
    """A cell's time; None where a second reader saw another one: a blank is better than a wrong value."""
    clock = _clock_in(piece.text)
    if clock is None or piece.second is None:
        return clock
    second = _clock_in(piece.second)
    return clock if second is None or second == clock else None
