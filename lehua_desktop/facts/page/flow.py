"""Running text: lines joined over their wraps, with the way back from a character to its place on the page."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from ...core.page import Page
from ..words.glyphs import packed
from .layout import Piece, is_page_number, text_rows


@dataclass(frozen=True, slots=True)
class Flow:
    """Text without blanks between its lines; pieces of one line that stand apart keep one blank between them."""

    text: str
    starts: tuple[int, ...]
    pieces: tuple[Piece, ...]

    def part(self, start: int, end: int) -> Flow:
        """The characters `start` to `end` by themselves."""
        return Flow(self.text[start:end], tuple(at - start for at in self.starts), self.pieces)

    def piece(self, start: int, end: int) -> Piece | None:
        """What the characters `start` to `end` stand in: a part of one piece, or several pieces as one."""
        if not self.pieces:
            return None
        first, last = self._reach(start, end)
        if first == last:
            piece, at = self.pieces[first], self.starts[first]
            places = [i for i, char in enumerate(piece.text) if packed(char)]
            if end - at <= len(places) and start < end:
                return piece.part(places[start - at], places[end - at - 1] + 1)
        return self.whole(start, end)

    def whole(self, start: int, end: int) -> Piece:
        """The pieces that the characters `start` to `end` stand in, whole and as one; there has to be a piece."""
        first, last = self._reach(start, end)
        whole = self.pieces[first]
        for piece in self.pieces[first + 1 : last + 1]:
            whole = whole.joined(piece)
        return whole

    def _reach(self, start: int, end: int) -> tuple[int, int]:
        """The first and the last piece of the characters `start` to `end`."""
        first = max(0, bisect.bisect_right(self.starts, start) - 1)
        return first, max(first, bisect.bisect_left(self.starts, end) - 1)


def flow_of(rows: Sequence[Sequence[Piece]]) -> Flow:
    """Rows as running text; page numbers are left out, they would stand inside a sentence."""
    text = ""
    starts: list[int] = []
    pieces: list[Piece] = []
    for row in rows:
        if is_page_number("".join(packed(p.text) for p in row)):
            continue
        for i, piece in enumerate(row):
            words = packed(piece.text)
            if not words:
                continue
            if i:
                text += " "
            starts.append(len(text))
            pieces.append(piece)
            text += words
    return Flow(text, tuple(starts), tuple(pieces))


def read_flow(pages: Sequence[Page]) -> Flow:
    """All pages as running text."""
    return flow_of(text_rows(pages))
