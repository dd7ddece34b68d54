"""Drawn pages as engines spoil them: whatever is certain afterwards still stands on the page as it was drawn."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lehua_desktop.core.facts import Context
from lehua_desktop.core.page import Box, TextLine
from lehua_desktop.facts.extract import extract
from tests.facts.drawn import load

_CONTEXT = Context(dt.date(2026, 12, 1))
_FOLDER = Path(__file__).parent.parent / "data" / "facts" / "pages"
_SEED = ""
Lines = tuple[TextLine, ...]
Spoil = Callable[[Lines, random.Random], Lines]
_LOOKS_ALIKE = dict(zip("0123456789", "8778966149", strict=True))


def _figures(lines: Lines) -> list[int]:
    return [i for i, line in enumerate(lines) if re.search(r"[0-9]{2}|[0-9][.,][0-9]", line.text)]


_PAGES = [
    d
    for p in sorted(_FOLDER.glob("*.txt"))
    if (d := load(p)).kind in ("payment", "payment_list")
    and d.pages[0].engine != "text"
    and all(_figures(p.lines) for p in d.pages)
]


def _in_one(change: Callable[[str, random.Random], str], *, both: bool = False) -> Spoil:
    """`change` in the text of one line with figures; in what the second reader saw as well if `both`."""

    def spoil(lines: Lines, chance: random.Random) -> Lines:
        at = chance.choice(_figures(lines))
        line, state = lines[at], chance.getstate()
        text, second = change(line.text, chance), line.second
        if both and second is not None:
            chance.setstate(state)
            second = change(second, chance)
        return (*lines[:at], replace(line, text=text or "1", second=second), *lines[at + 1 :])

    return spoil


def _other_digit(text: str, chance: random.Random) -> str:
    at = chance.choice([i for i, c in enumerate(text) if c in _LOOKS_ALIKE])
    return text[:at] + _LOOKS_ALIKE[text[at]] + text[at + 1 :]


def _lost_sign(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + text[at + 1 :]


def _without_second(spoil: Spoil) -> Spoil:
    return lambda lines, chance: tuple(replace(line, second=None) for line in spoil(lines, chance))


def _noisy_second(lines: Lines, chance: random.Random) -> Lines:
    def noisy(text: str) -> str:
        return "".join(chance.choice("0123456789.,:-") if chance.random() < 0.25 else c for c in text)

    return tuple(replace(line, second=noisy(line.second or "")) for line in lines)


def _a_line_lost(lines: Lines, chance: random.Random) -> Lines:
    at = chance.randrange(len(lines))
    return lines[:at] + lines[at + 1 :]


def _torn(lines: Lines, chance: random.Random) -> Lines:
    at = chance.choice(_figures(lines))
    line = lines[at]
    if len(line.text) < 2:
        return lines
    cut = chance.randrange(1, len(line.text))
    x = line.box.x0 + line.box.width * cut / len(line.text)
    left = replace(line, text=line.text[:cut], box=replace(line.box, x1=x), second=(line.second or "")[:cut])
    right = replace(line, text=line.text[cut:], box=replace(line.box, x0=x), second=(line.second or "")[cut:])
    return (*lines[:at], left, right, *lines[at + 1 :])


def _torn_behind_its_month(lines: Lines, chance: random.Random) -> Lines:
    days = [i for i in _figures(lines) if re.search(r"月\d", lines[i].text)]
    if not days:
        return lines
    at = chance.choice(days)
    line = lines[at]
    cut = line.text.index("月") + 1
    x = line.box.x0 + line.box.width * cut / len(line.text)
    left = replace(line, text=line.text[:cut], box=replace(line.box, x1=x), second=None)
    return (*lines[:at], left, replace(line, text=line.text[cut:], box=replace(line.box, x0=x)), *lines[at + 1 :])


def _glued(lines: Lines, chance: random.Random) -> Lines:
    rows = [i for i in range(len(lines) - 1) if lines[i].box.y0 == lines[i + 1].box.y0]
    if not rows:
        return lines
    at = chance.choice(rows)
    left, right = lines[at], lines[at + 1]
    line = replace(left, text=left.text + right.text, box=left.box.union(right.box), second=f"#{right.second}")
    return (*lines[:at], line, *lines[at + 2 :])


def _moved(lines: Lines, chance: random.Random) -> Lines:
    at = chance.randrange(len(lines))
    box = lines[at].box
    down = chance.choice((-0.3, 0.3)) * box.height
    return (*lines[:at], replace(lines[at], box=Box(box.x0, box.y0 + down, box.x1, box.y1 + down)), *lines[at + 1 :])


_SPOILS: dict[str, Spoil] = {
    "a digit misread": _in_one(_other_digit),
    "a sign lost": _in_one(_lost_sign),
    "the point lost": _in_one(lambda text, _: text.replace(".", "")),
    "the point lost by both readers": _in_one(lambda text, _: text.replace(".", ""), both=True),
    "a blank for the point in both readers": _in_one(
        lambda text, _: re.sub(r"\.(\d\d)(?!\d)", r" \1", text), both=True
    ),
    "the year lost by both readers": _in_one(lambda text, _: re.sub(r"20\d\d[-/.年]", "", text), both=True),
    "a day torn behind its month": _torn_behind_its_month,
    "a point for a comma in both readers": _in_one(lambda text, _: text.replace(",", ".", 1), both=True),
    "the end lost by both readers": _in_one(lambda text, chance: text[: -chance.choice((1, 2, 3))], both=True),
    "a second reader full of noise": _noisy_second,
    "one reader and a digit misread": _without_second(_in_one(_other_digit)),
    "one reader and a sign lost": _without_second(_in_one(_lost_sign)),
    "a line lost": _a_line_lost,
    "the top cropped": lambda lines, chance: lines[chance.randrange(len(lines)) :],
    "the bottom cropped": lambda lines, chance: lines[: chance.randrange(1, len(lines))],
    "a figure torn in two": _torn,
    "label and value glued": _glued,
    "a line askew": _moved,
}


@pytest.mark.parametrize("name", _SPOILS)
def test_nothing_becomes_certain_that_was_not_drawn(name: str) -> None:
    wrong = []
    for drawn in _PAGES:
        chance = random.Random(drawn.name + _SEED)  # noqa: S311 - the same damage in every run
        drawn_facts = {(day.split(" ")[0], amount, status) for day, amount, status, *_ in drawn.payments}
        pages = [replace(p, lines=_SPOILS[name](p.lines, chance)) for p in drawn.pages]
        if pages == list(drawn.pages):
            continue
        wrong += [
            (drawn.name, said)
            for f in extract(pages, _CONTEXT).payments
            if f.certain and f.status.value
            if (said := (str(f.day.value), str(f.amount.value).replace(",", ""), f.status.value.value))
            not in drawn_facts
        ]
    assert wrong == []
