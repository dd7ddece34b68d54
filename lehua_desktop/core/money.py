"""Money is a whole number of fen; a float never becomes money."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in renminbi. `fen` is the whole amount in hundredths of a yuan; it may be negative."""

    fen: int

    def __post_init__(self) -> None:
        if type(self.fen) is not int:
            raise TypeError(f"Money counts whole fen, not {type(self.fen).__name__}")

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen)

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __bool__(self) -> bool:
        return self.fen != 0

    def __str__(self) -> str:
        """`1,286.35`: yuan with two decimals and thousands separators, no currency sign."""
        sign = "-" if self.fen < 0 else ""
        yuan, fen = divmod(abs(self.fen), 100)
        return f"{sign}{yuan:,}.{fen:02d}"


ZERO = Money(0)


def total(amounts: Iterable[Money]) -> Money:
    """The sum, `Money(0)` for none."""
    return Money(sum(m.fen for m in amounts))
