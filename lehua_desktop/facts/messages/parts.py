"""What a thread is made of: messages with the heading above them, their senders, and what each tells of money."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ..page.layout import Piece
from ..words.amounts import Amount
from ..words.days import Day
from ..words.glyphs import plain
from ..words.wording import Said
from .signs import AGO
from .sums import Sum

SENDER = re.compile(r"^\[(?P<name>[^\]:]{2,20})\]|\[(?P<last>[^\]:]{2,20})\]$")
# Above a notice stand the name of its app and how long ago it came.
NOTICE = re.compile(rf"^(?:\d{{2,3}})?[^\d,。:]{{1,14}} {AGO}")


@dataclass(slots=True)
class Message:
    """One message: its lines from top to bottom and the heading with day or time above it."""

    heading: Piece | None
    follows: bool = False  # another message stands between the heading and this one
    below: Piece | None = None  # the next heading of the thread
    title: str = ""  # what stands beside the day above it
    lines: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(plain(p.text) for p in self.lines)

    def span(self, start: int, end: int) -> tuple[Piece, int]:
        """The lines that hold `text[start:end]`, joined, and where the first of them begins in the text."""
        at, first, found = 0, 0, None
        for line in self.lines:
            if at < end and at + len(line.text) > start:
                first, found = (at, line) if found is None else (first, joined(found, line))
            at += len(line.text)
        return (found or self.lines[0]), first


def joined(one: Piece, other: Piece, blank: str = "") -> Piece:
    """Two pieces as one; one without digits has nothing that a second reader could see otherwise."""
    a, b = (p if p.second is not None or _DIGIT.search(p.text) else replace(p, second=p.text) for p in (one, other))
    return a.joined(b, blank)


_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Told:
    """A message that tells a movement of money: what happened, how much, and on which day."""

    message: Message
    said: Said
    sum: Sum
    amount: Amount
    day: Day | None  # with the year that heading or neighbours give it
    shown: Day | None  # as it stands in the text; None where the heading gives the day
    sure_day: bool  # no other day of the message could be it


def sender_of(message: Message) -> str | None:
    """The name in brackets that begins or ends a message."""
    match = SENDER.search(message.text.strip())
    return (match["name"] or match["last"]) if match else None


def app_of(message: Message) -> str | None:
    """The name of the app above a notice."""
    above = plain(message.heading.text) if message.heading is not None else ""
    return above if NOTICE.match(above) else None
