"""A repayment plan that a person copied out of a spreadsheet, a document or a chat."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import accumulate

from ..core.model import Installment
from ..core.money import Money
from ..facts.words.days import Day, find_days

_CELLS = re.compile(r"\t|;|\s{2,}")
_TOKENS = re.compile(r"[;,\s]+")
_THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?=\.\d|\D|$)")
_NUMBER = re.compile(r"第?(\d{1,3})(?:期|/\d{1,3}期?)?")
_AMOUNT = re.compile(r"(\D*?)(?:¥|CNY|RMB|人民币)?(\d{1,9})(\.\d{1,2})?(元)?")
_DUE = re.compile(r"应还(?:总额|款额|金额|合计|本息|款)?$|每期|月供|合计|总额|本息")
_LEAST = 100  # yuan from which a bare whole figure is an amount and not a count


@dataclass(frozen=True, slots=True)
class Pasted:
    """The rows that were understood, and the lines (from 1) that speak of an installment but were not."""

    rows: tuple[Installment, ...]
    unread: tuple[int, ...] = ()


def pasted_plan(text: str) -> Pasted:
    """One installment for each line with a full day and an amount, numbered as the lines say or in their order.

    Of several amounts the one under a title such as 应还总额 is due, or the one that the others add up to, else the
    first. Cells that came each on a line of its own are put together again.
    """
    lines = [unicodedata.normalize("NFKC", line).replace("|", "\t").strip() for line in text.splitlines()]
    filled = [line for line in lines if line]
    for size in (2, 3):
        days = [bool(_day(line)) for line in filled]
        if filled and not len(filled) % size and days == [at % size == size - 2 for at in range(len(filled))]:
            lines = ["\t".join(filled[at : at + size]) for at in range(0, len(filled), size)]
    found: list[tuple[int | None, Installment]] = []
    unread: list[int] = []
    titles: list[str] = []
    for at, line in enumerate(lines, 1):
        cells = [cell.strip() for cell in _CELLS.split(line)]
        day = _day(line)
        if day is None:
            if any(_DUE.search(cell) for cell in cells) and not re.search(r"\d", line):
                titles = cells
            elif re.search(r"\d月\d|\d-\d", line):
                unread.append(at)
            continue
        number, amount = _figures(line[: day.start] + "\t" + line[day.end :], _titled(titles, cells))
        if amount is None or day.date is None:
            unread.append(at)
        else:
            found.append((number, Installment(0, day.date, amount)))
    numbers = [number for number, _ in found]
    if None in numbers or len(set(numbers)) < len(numbers):
        numbers = list(range(1, len(found) + 1))
    rows = (Installment(n or 0, row.due, row.amount) for n, (_, row) in zip(numbers, found, strict=True))
    return Pasted(tuple(rows), tuple(unread))


def _day(line: str) -> Day | None:
    return next((day for day in find_days(line) if day.date), None)


def _titled(titles: list[str], cells: list[str]) -> str | None:
    """The cell under the title of the amount due."""
    if len(titles) != len(cells):
        return None
    return next((cell for title, cell in zip(titles, cells, strict=True) if _DUE.search(title)), None)


def _figures(rest: str, titled: str | None) -> tuple[int | None, Money | None]:
    """The number of the installment and the amount due, out of a line without its day."""
    tokens = [t for t in _TOKENS.split(_THOUSANDS.sub(lambda m: m[0].replace(",", ""), rest)) if t]
    number = _NUMBER.fullmatch(tokens[0]) if tokens else None
    figures = [f for token in tokens[1 if number else 0 :] if (f := _AMOUNT.fullmatch(token))]
    amounts = [
        (int(f[2]) * 100 + int((f[3] or ".0")[1:].ljust(2, "0")), f[1])
        for f in figures
        if f[3] or f[4] or int(f[2]) >= _LEAST
    ]
    under = _AMOUNT.fullmatch(_THOUSANDS.sub(lambda m: m[0].replace(",", ""), titled or ""))
    if under:
        due: int | None = int(under[2]) * 100 + int((under[3] or ".0")[1:].ljust(2, "0"))
    else:
        due = _due([fen for fen, label in amounts if _DUE.search(label)] or [fen for fen, _ in amounts])
    return int(number[1]) if number else None, Money(due) if due is not None else None


def _due(amounts: list[int]) -> int | None:
    """The amount that those before it, or those after it, add up to; else the first."""
    before = list(accumulate(amounts, initial=0))
    for at in range(2, len(amounts)):
        if amounts[at] == before[at]:
            return amounts[at]
    return amounts[0] if amounts else None
