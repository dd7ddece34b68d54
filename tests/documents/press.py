"""What drawn papers share: faces, the press, chance, and how Chinese papers write numbers and days."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import cn2an

from lehua_desktop.core.money import Money

from . import LAYOUTS, draw

SONG, HEI = "Noto Serif SC", "Noto Sans SC"
FACES = {
    "song": ("Libertinus Serif", SONG),
    "song-plain": (SONG,),
    "hei": (HEI,),
    "hei-serif-figures": ("Libertinus Serif", HEI),
    "typewriter": ("DejaVu Sans Mono", SONG),
}
_FIGURES = "〇一二三四五六七八九"


def dice(*seed: object) -> random.Random:
    """Chance that falls the same way for the same seed."""
    return random.Random("/".join(map(str, seed)))  # noqa: S311


def press(layout: str, values: Mapping[str, Any], folder: Path = LAYOUTS) -> bytes:
    """One layout filled with values, as a PDF with text."""
    return draw(layout, values, picture=False, folder=folder, more_fonts=True)


def chinese(day: dt.date, *, padded: bool = True) -> str:
    """`2023年05月07日`, or without the zeros."""
    return f"{day.year}年{day.month:02d}月{day.day:02d}日" if padded else f"{day.year}年{day.month}月{day.day}日"


def in_characters(day: dt.date) -> str:
    """`二〇二三年十二月五日`."""
    year = "".join(_FIGURES[int(figure)] for figure in str(day.year))
    return f"{year}年{cn2an.an2cn(day.month)}月{cn2an.an2cn(day.day)}日".replace("一十", "十")


def capitals(amount: Money) -> str:
    """`壹仟贰佰叁拾肆元伍角陆分`."""
    return str(cn2an.an2cn(bare(amount), "rmb"))


def bare(amount: Money) -> str:
    """`1286.35`."""
    return str(amount).replace(",", "")


def month_of(day: dt.date) -> str:
    """`2023-05`."""
    return f"{day:%Y-%m}"


def digits(chance: random.Random, length: int, head: str = "") -> str:
    """A number of that many digits that starts with `head`."""
    return head + "".join(chance.choice("0123456789") for _ in range(length - len(head)))
