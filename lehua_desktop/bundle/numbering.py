"""Exhibit numbers: 2-3 is the third exhibit of the second group. Numbers that were given before can be kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

_NUMBER = re.compile(r"(\d+)-(\d+)([a-z]*)")


def number_exhibits(
    groups: Sequence[Sequence[int]], kept: Mapping[int, str]
) -> list[tuple[int, list[tuple[int, str]]]]:
    """Each group's number and its evidence with numbers, in the order of the numbers.

    `groups` hold evidence in the order of their days. Without `kept` the numbers run from 1. With it, what has a number
    keeps it, what came in between gets that of the exhibit before it with a letter (2-3a), and what came at an end the
    next one. A number that was given once is not given to another exhibit.
    """
    given = {evidence: match for evidence, text in kept.items() if (match := _NUMBER.fullmatch(text))}
    taken = {int(match[1]) for match in given.values()}
    found: list[tuple[int, list[tuple[int, str]]]] = []
    used: set[int] = set()
    for group in groups:
        number = _group_number((int(given[e][1]) for e in group if e in given), used)
        if number is None:
            number = next(n for n in range(1, 1000) if n not in taken | used)
        used.add(number)
        found.append((number, _in_group(group, number, given, kept)))
    return found


def _group_number(before: Iterable[int], used: set[int]) -> int | None:
    """The number that most of a group's exhibits had."""
    free = [number for number in before if number not in used]
    return max(sorted(set(free)), key=free.count, default=None)


def _in_group(
    group: Sequence[int], number: int, given: Mapping[int, re.Match[str]], kept: Mapping[int, str]
) -> list[tuple[int, str]]:
    own = {e: given[e] for e in group if e in given and int(given[e][1]) == number}
    ever = {kept[e] for e, match in given.items() if int(match[1]) == number}
    last = max((int(match[2]) for match in given.values() if int(match[1]) == number), default=0)
    later = {e for place, e in enumerate(group) if not any(other in own for other in group[place:])}
    made: dict[int, str] = {}
    base: int | None = None
    for evidence in group:
        if evidence in own:
            made[evidence] = kept[evidence]
            base = int(own[evidence][2])
        elif evidence in later or base is None:
            last += 1
            made[evidence] = f"{number}-{last}"
        else:
            made[evidence] = next(text for letter in _LETTERS if (text := f"{number}-{base}{letter}") not in ever)
        ever.add(made[evidence])
    return sorted(made.items(), key=lambda item: _order(item[1]))


_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_LETTERS = [*_ALPHABET, *(one + other for one in _ALPHABET for other in _ALPHABET)]


def _order(text: str) -> tuple[int, int, str]:
    match = _NUMBER.fullmatch(text)
    assert match  # noqa: S101 - made above
    return int(match[2]), len(match[3]), match[3]
