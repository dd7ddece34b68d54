"""Lines that an engine drew across two cells, parted where nothing stands between them."""

from __future__ import annotations

import itertools
import statistics
import unicodedata
from collections.abc import Sequence

from .engines.engine import Point, Seen

_GAP = 1.0  # ems without ink that end a line, as in `textlayer`
_TWIN_GAP = 2.0  # the same between two equal characters: of a pair the engine sees the second late
_NARROW = 0.55  # width of a digit or a Latin letter, in ems


def part_cells(lines: Sequence[Seen]) -> list[Seen]:
    """The lines, each parted at gaps of an em and more; only where the engine knows the places of characters."""
    return [part for line in lines for part in _parts(line)]


def width_of(letter: str) -> float:
    """The usual width of a character in ems."""
    return 1.0 if unicodedata.east_asian_width(letter) in ("W", "F") else _NARROW


def _parts(line: Seen) -> list[Seen]:
    letters = "".join(line.text.split())
    if len(line.places) != len(letters) or len(letters) < 3:
        return [line]
    steps = [b - a for a, b in itertools.pairwise(line.places)]
    usual = [(width_of(a) + width_of(b)) / 2 for a, b in itertools.pairwise(letters)]
    em = statistics.median(step / width for step, width in zip(steps, usual, strict=True))
    gaps = [_TWIN_GAP if a == b else _GAP for a, b in itertools.pairwise(letters)]
    cuts = [
        i + 1
        for i, (step, width, gap) in enumerate(zip(steps, usual, gaps, strict=True))
        if step - width * em > gap * em > 0
    ]
    if not cuts:
        return [line]
    return [_part(line, start, end, letters, em) for start, end in itertools.pairwise([0, *cuts, len(letters)])]


def _part(line: Seen, start: int, end: int, letters: str, em: float) -> Seen:
    """The characters `start` to `end`, blanks not counted, with the part of the line they take."""
    first, last = line.places[start], line.places[end - 1]
    margin = 0.25 * em
    low = 0.0 if start == 0 else max(0.0, first - em * width_of(letters[start]) / 2 - margin)
    high = 1.0 if end == len(letters) else min(1.0, last + em * width_of(letters[end - 1]) / 2 + margin)
    (a, b, c, d) = line.corners
    corners = (_between(a, b, low), _between(a, b, high), _between(d, c, high), _between(d, c, low))
    span = max(high - low, 1e-6)
    places = tuple((place - low) / span for place in line.places[start:end])
    return Seen(_slice(line.text, start, end), line.score, corners, places)


def _between(one: Point, other: Point, part: float) -> Point:
    return one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part


def _slice(text: str, start: int, end: int) -> str:
    """The text from letter `start` to letter `end`, counted without blanks."""
    at = [index for index, letter in enumerate(text) if not letter.isspace()]
    return text[at[start] : at[end - 1] + 1]
