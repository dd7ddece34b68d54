"""Numbers that name a payment or its loan: transaction numbers, the days inside them, periods, contracts, card tails."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable

from .glyphs import packed

_PERIOD = re.compile(
    r"第(?P<a>\d{1,3})期?(?P<to>[-~至到]第?)(?P<b>\d{1,3})期|第?(?P<k>\d{1,3})(?:/|期/共?)(?P<n>\d{1,3})期?|第(?P<one>\d{1,3}(?:[、,和]\d{1,3})*)期"
)
_TAIL = re.compile(
    # Not the end of a contract's or a telephone's number: 尾号1172的借款, 手机尾号8000.
    r"(?<!合同)(?<!借据)(?<!借款)(?<!贷款)(?<!订单)(?<!手机)(?<!手机号)(?<!号码)尾号(?:为|是|:)?(?P<tail>\d{4})(?!\d?的?这?笔?(?:借款|贷款|借据|合同|订单))|[(\[](?:尾号)?(?P<round>\d{4})[)\]]|\*{2,}(?P<masked>\d{4})(?!\d)|(?:账户|卡)\*?(?P<bare>\d{4})(?!\d)|(?P<card>\d{4})卡"
)
_CONTRACT = re.compile(r"(?:合同|借据|贷款)(?:编?号|号码)?(?:为|是|:)?(?P<no>[A-Z]{0,6}[0-9A-Z\-]{8,40})")


def reference(text: str) -> str | None:
    """A number or code of at least six letters and digits, blanks dropped; None for anything else."""
    said = packed(text).strip(":,.。")
    said = re.sub(r"(?:复制|查看|>)+$", "", said)
    return said if re.fullmatch(r"[0-9A-Za-z\-_]{6,64}", said) and re.search(r"\d{4}", said) else None


def days_inside(number: str) -> set[dt.date]:
    """Days that a long number may hold as eight digits; months and days that do not exist are none."""
    found = set()
    for match in re.finditer(r"(?=(20\d{6}))", number):
        try:
            found.add(dt.datetime.strptime(match[1], "%Y%m%d").date())  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return found


def stamped_day(number: str) -> dt.date | None:
    """The day that a transaction number begins with, after letters or a channel's four to ten digits; None if none does."""
    match = re.match(r"(?:[A-Za-z]{0,6}|4200\d{6}|4200|10000[345]\d0?)(20\d{6})\d{4,}", number)
    if match is None:
        return None
    days = days_inside(match[1])
    return next(iter(days), None)


def periods(text: str) -> tuple[int, ...]:
    """The installments that a text names: `第3期`, `3/12期`, `第1期(共12期)`, `第3-5期`; a bare count (`共12期`) names none."""
    found: list[int] = []
    for match in _PERIOD.finditer(packed(text)):
        if match["a"]:
            low, high = int(match["a"]), int(match["b"])
            found += range(low, high + 1) if low <= high <= low + 60 else []
        elif match["k"]:
            if 1 <= int(match["k"]) <= int(match["n"]) <= 120:
                found.append(int(match["k"]))
        else:
            found += [int(k) for k in re.split(r"[、,和]", match["one"])]
    return tuple(dict.fromkeys(k for k in found if 1 <= k <= 120))


def card_tail(text: str) -> str | None:
    """The last four digits of a card: `(1234)`, `[9902]`, `尾号1234`, `****1234`."""
    match = _TAIL.search(packed(text))
    if match is None:
        digits = re.fullmatch(r"\d{15,19}", packed(text))
        return digits[0][-4:] if digits else None
    return next(g for g in match.groups() if g)


def contract_in(texts: Iterable[str]) -> str | None:
    """A contract number that a sentence names (`合同编号LH2021…`); none where one label names several: each is of a loan."""
    found: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        if (match := _CONTRACT.search(packed(text))) and re.search(r"\d{6}", match["no"]):
            found[match[0].removesuffix(match["no"])].add(match["no"])
    numbers = next(iter(found.values()), set())
    return numbers.pop() if len(numbers) == 1 else None
