"""Threads cut into messages: by senders, blanks, and the days that stand above them or, on some phones, below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ...core.page import Page
from ..page.cuts import whole_figures
from ..page.layout import Piece, text_rows
from ..words.days import find_days, parse_day
from ..words.glyphs import packed, plain
from .days import own_day, same_day
from .parts import NOTICE, SENDER, Message, joined
from .signs import TITLED

_CLOCK = re.compile(
    r"^(?:(?:今天|昨天|前天|(?:星期|周)[一二三四五六日天]|上午|下午|晚上|凌晨|早上|中午) ?)*(?:\d{1,2}:\d{2})?$"
)
_CLOCK_ALONE = re.compile(r"\d{1,2}:\d{2}")
# A line after which the message goes on: a day at the beginning of the next is no heading, a name in brackets no sender.
_UNFINISHED = re.compile(r"(?:[于在到至自从向给为期间:,年月]|通过|(?<!\d)20)$")
_NAME = re.compile(r"\D{1,9}")
_MARK = re.compile(r"[^\d\u4e00-\u9fff]")


def messages_of(pages: Sequence[Page]) -> list[Message]:
    """The messages of a thread in order; what stands above the first of them (status bar, number) is dropped."""
    found: list[Message] = []
    heading: Piece | None = None
    last: Piece | None = None
    follows = False
    title = ""
    for row in map(whole_figures, text_rows(pages, gap=2.0)):
        if _beside_title(row):
            heading, last, follows = row[-1], None, False
            title = "".join(p.text for p in row[:-1])
            continue
        # A dot or a letter at the side is the mark of a notice or the picture beside a name.
        piece, *rest = [p for p in row if not _MARK.fullmatch(packed(p.text))] or row
        for more in rest:
            piece = joined(piece, more, " ")
        if _CLOCK_ALONE.fullmatch(plain(piece.text).strip()) and not found and heading is None:
            continue  # the clock of the phone
        gap = piece.box.y0 - last.box.y1 if last is not None and piece.page == last.page else 0.0
        apart = last is not None and gap > 0.9 * min(piece.box.height, last.box.height)
        goes_on = last is not None and not apart and bool(_UNFINISHED.search(packed(last.text)))
        if not goes_on and (_is_heading(piece) or NOTICE.match(plain(piece.text))):
            for message in reversed(found):
                if message.heading is not heading:
                    break
                message.below = piece
            heading, last, follows, title = piece, None, False, ""
            continue
        starts = apart or (not goes_on and bool(SENDER.match(plain(piece.text))))
        if last is None or starts:
            # In a group the name of the speaker and the letter of the picture stand above the bubble.
            name = bool(found) and found[-1].heading is heading and bool(_NAME.fullmatch(found[-1].text))
            follows = follows and not name
            found.append(Message(heading, follows, title="" if follows else title))
            follows = True
        found[-1].lines.append(piece)
        last = piece
    return _with_stamps_below(found)


def _with_stamps_below(messages: list[Message]) -> list[Message]:
    """Some phones write the day below a message: there the days of the messages agree with the heading after them."""

    def agree(heads: Sequence[Piece | None]) -> int:
        days = [(own_day(m)[0], find_days(h.text)[:1] if h else []) for m, h in zip(messages, heads, strict=True)]
        return sum(own is not None and bool(day) and same_day(own, day[0]) for own, day in days)

    below, above = agree([m.below for m in messages]), agree([m.heading for m in messages])
    if below < above or (below == above and not _ends_with_stamp(messages)):
        return messages
    last = [m.below is not n.below for m, n in pairwise(messages)] + [True] * bool(messages)
    return [replace(m, heading=m.below, follows=not end) for m, end in zip(messages, last, strict=True)]


def _ends_with_stamp(messages: Sequence[Message]) -> bool:
    """Whether a message stands above the first heading, none below the last, and each heading nearer to what is above it."""

    def spoken(message: Message) -> bool:
        return bool(SENDER.search(message.text)) or len(message.text) > _SPEECH

    if not any(m.heading is None and spoken(m) for m in messages) or any(
        m.below is None and spoken(m) for m in messages
    ):
        return False
    gaps = [
        (m.below.box.y0 - m.lines[-1].box.y1, n.lines[0].box.y0 - m.below.box.y1)
        for m, n in pairwise(messages)
        if m.below is not None and m.below is n.heading and m.lines[-1].page == m.below.page == n.lines[0].page
    ]
    return all(above < below for above, below in gaps)


_SPEECH = 16  # characters; a number, a name and the hint of a field have fewer


def _is_heading(piece: Piece) -> bool:
    text = plain(piece.text).strip()
    return parse_day(text) is not None or (bool(_CLOCK.match(text)) and bool(text))


def _beside_title(row: Sequence[Piece]) -> bool:
    return len(row) > 1 and bool(TITLED.match(packed("".join(p.text for p in row))))
