"""What a person typed into a field, read with some patience."""

from __future__ import annotations

import datetime as dt
import re

from ..core.money import Money
from ..facts.words.amounts import parse_amount
from ..facts.words.days import parse_day

_TIME = re.compile(r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?")


def typed_money(text: str) -> Money | None:
    """`1,286.35`, `¥1286.35`, `1286.35元`; never negative."""
    amount = parse_amount(text.strip())
    return Money(abs(amount.money.fen)) if amount else None


def typed_day(text: str) -> dt.date | None:
    """`2023-07-05`, `2023年7月5日`, `2023/7/5`, `20230705`."""
    day = parse_day(text.strip())
    if day is not None:
        return day.date
    digits = text.strip()
    if re.fullmatch(r"\d{8}", digits):
        try:
            return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        except ValueError:
            return None
    return None


def is_time(text: str) -> bool:
    """`21:14` or `21:14:09`."""
    return _TIME.fullmatch(text) is not None
