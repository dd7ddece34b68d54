"""Many documents from one seed: every layout in turn, each time in another condition.

Two sets that share no layout: the one to develop with, and the held-out one, of which only sums are looked at.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from PIL import Image

from . import (
    Document,
    apps,
    everyday,
    further,
    ledgers,
    lists,
    notices,
    scrolls,
    standing,
    threads,
    traps,
    unpaid,
    wear,
)
from .chance import Chance
from .sketch import Cut


class Drawable(Protocol):
    """What a maker gives: something that can be drawn whole, or with its top cut off."""

    def document(self, cut: Cut = "") -> Document: ...


class Maker(Protocol):
    """Makes one page of a layout; its name is the layout's."""

    __name__: str

    def __call__(self, chance: Chance, /) -> Drawable: ...


CONDITIONS = ("clean", "chat", "photo", "clean", "skew", "tiny", "crop", "clean", "exif", "scan", "rotated")
_WIDE = 0.7  # wider than this part of its height, it is a tablet or a sheet, of which a thumbnail says nothing
_TALL = 3.2  # higher than this many times its width, a page is a scrolled picture, which nobody photographs


def makers(held_out: bool, only: str = "") -> tuple[Maker, ...]:
    """The makers of a set; with `only` those of the development set whose name has that in it."""
    if held_out:
        from .held_out import MAKERS

        return MAKERS
    ours = (
        *apps.MAKERS,
        *standing.MAKERS,
        *lists.MAKERS,
        *ledgers.MAKERS,
        *notices.MAKERS,
        *threads.MAKERS,
        *traps.MAKERS,
        *further.MAKERS,
        *unpaid.MAKERS,
        *everyday.MAKERS,
        *scrolls.MAKERS,
    )
    return tuple(maker for maker in ours if only in maker.__name__)


def documents(seed: int, count: int, *, held_out: bool = False, only: str = "") -> Iterator[tuple[str, Document]]:
    """Names and documents. The same seed and count give the same files."""
    all_makers = makers(held_out, only)
    for number in range(count):
        maker = all_makers[number % len(all_makers)]
        turn = number // len(all_makers) + number % len(all_makers)
        chance = Chance(f"{seed}-{maker.__name__}-{number}")
        document = worn(maker(chance), CONDITIONS[turn % len(CONDITIONS)], chance)
        yield f"{number:04d}-{document.layout}-{document.condition}.{_ending(document.data)}", document


def longest(seed: int, *, held_out: bool = False) -> tuple[str, Document]:
    """A scrolled history of 60,000 px, the highest picture that is promised to be read."""
    if held_out:
        from .held_out import LONGEST

        document = LONGEST(Chance(f"{seed}-longest")).document()
    else:
        document = lists.history_longest(Chance(f"{seed}-longest")).document()
    return f"longest-{document.layout}.png", document


def worn(sketch: Drawable, condition: str, chance: Chance) -> Document:
    """The document as it arrives; a condition that its kind does not meet in life becomes a milder one."""
    document = sketch.document()
    is_pdf = document.data.startswith(b"%PDF")
    if condition == "crop" and not is_pdf:
        document = wear.trimmed(sketch.document(chance.of(("bar", "head"))), seed=chance.whole(0, 9999))
        return replace(document, condition=condition)
    seed = chance.whole(0, 9999)
    if is_pdf:
        if condition in ("clean", "chat", "tiny", "exif", "crop"):
            return document
        return replace(wear.scanned(document, seed=seed), condition="scan")
    width, height = Image.open(io.BytesIO(document.data)).size
    if height > _TALL * width and condition in ("photo", "scan", "skew"):
        condition = "chat"
    if width > _WIDE * height and condition == "tiny":
        condition = "chat"
    turn = chance.of((90, 180, 270))
    treated = {
        "clean": lambda: document,
        "chat": lambda: wear.messenger(document, quality=50 + seed % 21),
        "tiny": lambda: wear.tiny(document, seed=seed),
        "photo": lambda: wear.snapped(document, seed=seed),
        "rotated": lambda: wear.turned(document, turn),
        "exif": lambda: wear.turned(document, turn, flag=True),
        "skew": lambda: wear.skewed(document, seed=seed),
        "scan": lambda: wear.printed(document, seed=seed),
    }[condition]()
    return replace(treated, condition=condition)


def _ending(data: bytes) -> str:
    return "pdf" if data.startswith(b"%PDF") else "png" if data.startswith(b"\x89PNG") else "jpg"
