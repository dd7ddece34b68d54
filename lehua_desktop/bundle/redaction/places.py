"""Where private words stand on a page: in lines, over the pieces of a row, over the end of a row, below a title."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...core.page import Box, Page, TextLine
from ..private import (
    LONGEST_NUMBER,
    SEEN,
    Private,
    What,
    beside_label,
    find_private,
    is_balance_label,
    is_card_number,
    is_label,
    is_number_label,
    is_title,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of a line that is to be blacked out: the index of the line, the place in its text, and its box."""

    line: int
    private: Private
    box: Box


def places(page: Page, words: Sequence[str], numbers: Sequence[str] | None = None) -> list[Place]:
    """Every private word of a page, piece by piece; `words` are private wherever they stand, and so are `numbers` but
    for their end, where they are given.

    Engines break letter-spaced words into many lines and long numbers at the end of a row, so whole rows are searched,
    and the seams between them; a label may stand in the cell before, or at the head of the column.
    """
    hidden: dict[tuple[int, int], What] = {}
    below = list(below_titles(page, with_numbers=True))
    ordered = {row[0].line for row, private in below if private.what == "number"}
    if numbers is None:
        below = [(row, private) for row, private in below if private.what not in ("number", "balance")]
    for row, private in (*below, *hits(page, words, numbers)):
        spots = row[private.start : private.end]
        if (
            private.what == "card"
            and spots[0].line in ordered
            and not is_card_number("".join(s.character for s in spots))
        ):
            continue  # of a column of order numbers one begins as cards do
        for spot in spots:
            if spot.line >= 0:
                hidden[spot.line, spot.place] = private.what
    return [Place(line, private, _beside_others(page, line, private)) for line, private in _pieces(hidden)]


def _beside_others(page: Page, index: int, private: Private) -> Box:
    """The box of a piece whose margin does not reach over the lines beside its own."""
    line = page.lines[index]
    box, bare = box_of(line, private), box_of(line, private, 0)
    # The end of a long number is to be seen: a digit more of it gives nothing away.
    x0, x1 = box.x0, bare.x1 if private.what == "number" else box.x1
    for other in (other.box for other in page.lines if other is not line and other.box.overlap_y(line.box) > 0.3):
        if other.middle_x < line.box.x0:
            x0 = max(x0, min(other.x1, bare.x0))
        elif other.middle_x > line.box.x1:
            x1 = min(x1, max(other.x0, bare.x1))
    return Box(x0, box.y0, x1, box.y1)


Glyphs = Sequence[tuple[str, Box]]


def tight(page: Page, place: Place, glyphs: Glyphs) -> Box:
    """The box of a place as the characters of the text layer give it, where they say what the line says: it ends halfway
    between the word and its neighbours, of which it then takes nothing away."""
    line, private = page.lines[place.line], place.private
    own = [
        (character, box)
        for character, box in glyphs
        if line.box.y0 <= box.middle_y <= line.box.y1 and line.box.x0 - 1 <= box.middle_x <= line.box.x1 + 1
    ]
    own.sort(key=lambda glyph: glyph[1].x0)
    if "".join(character for character, _ in own) != re.sub(r"\s", "", line.text):
        return place.box
    start, end = (len(re.sub(r"\s", "", line.text[:at])) for at in (private.start, private.end))
    boxes = [box for _, box in own]
    if start == end:
        return place.box
    margin = 0.15 * line.box.height
    x0 = (boxes[start - 1].x1 + boxes[start].x0) / 2 if start else max(place.box.x0, boxes[0].x0 - margin)
    x1 = (boxes[end - 1].x1 + boxes[end].x0) / 2 if end < len(boxes) else min(place.box.x1, boxes[-1].x1 + margin)
    return Box(x0, place.box.y0, x1, place.box.y1)


def hits(page: Page, words: Sequence[str], numbers: Sequence[str] | None) -> Iterator[tuple[list[_Spot], Private]]:
    """What is private in the rows of a page, in the cells beside labels, and over the ends of rows."""
    rows = _rows(page)
    for row in rows:
        text = "".join(spot.character for spot in row)
        for private in find_private(text, words, numbers):
            yield row, private
        cells = [(m.start(), m.group()) for m in re.finditer(r"[^\t]+", text)]
        for (_, label), (start, value) in itertools.pairwise(cells):
            beside = beside_label(label, value, with_numbers=numbers is not None)
            if beside:
                yield row, Private(beside.what, start + beside.start, start + beside.end)
    yield from _over_seams(page, rows, numbers)


def _over_seams(
    page: Page, rows: Sequence[list[_Spot]], numbers: Sequence[str] | None = None
) -> Iterator[tuple[list[_Spot], Private]]:
    """Numbers that run over the end of a row. The rows of a table go on nowhere."""
    longest = _LONGEST if numbers is None else LONGEST_NUMBER
    for above, below in itertools.pairwise(rows if page.unit != "cell" else ()):
        seam = above[-longest:] + below[:longest]
        edge = len(above[-longest:])
        for private in find_private("".join(spot.character for spot in seam), (), numbers):
            if private.what == "number":
                whole = Private("number", private.start, private.end + SEEN)
                is_one = _is_long_number(seam, whole, edge, numbers or ())
            else:
                whole = private
                is_one = whole.what in ("id", "card", "mobile") and _is_one_number(seam, whole, edge)
            if is_one and whole.start < edge < whole.end and _goes_on(page, above, below, seam[whole.start]):
                yield seam, private
            # An amount is not broken: it leaves the row above as short as it is long.
            behind = whole.what == "balance" and whole.start == edge
            if behind and _goes_on(page, above, below, seam[edge - 1], whole.end - whole.start):
                yield seam, private


_DATE = re.compile(r"(?:19|20)\d\d[-./]?(?:0[1-9]|1[0-2])[-./]?(?:0[1-9]|[12]\d|3[01])")


def _is_one_number(seam: Sequence[_Spot], private: Private, edge: int) -> bool:
    """What stands before, behind and at either side of the seam does not say that these are two."""
    text = "".join(spot.character for spot in seam)
    behind = text[private.end :].lstrip(" ")[:1]
    parts = (text[private.start : edge].strip(), text[edge : private.end].strip())
    return (
        text[private.start - 1 : private.start] not in tuple(".,:：/-¥￥")
        and behind not in tuple("年月日时分秒元期笔次个号%.,:：/-")
        and not any(map(_DATE.fullmatch, parts))
    )


def _is_long_number(seam: Sequence[_Spot], private: Private, edge: int, numbers: Sequence[str]) -> bool:
    """The case knows it, or nothing but the rest of it stands in the cell below."""
    text = "".join(spot.character for spot in seam)
    rest = text[edge:].split("\t")[0]
    return without_blanks(text[private.start : private.end]) in numbers or (
        edge + len(rest.rstrip()) == private.end and not _DATE.match(rest)
    )


def _goes_on(page: Page, above: Sequence[_Spot], below: Sequence[_Spot], begin: _Spot, short: int = 0) -> bool:
    """The row above ends at the right edge of its block of text or `short` figures before it, and the one below begins at
    the left edge of it, or below the beginning of the number."""
    upper, lower = _run(page, above[::-1]), _run(page, below)
    em = upper.height
    start = box_of(page.lines[begin.line], Private("id", begin.place, begin.place + 1), 0).x0
    if lower.y0 - upper.y1 > 1.5 * em or min(abs(lower.x0 - left) for left in (upper.x0, start)) > _INDENT * em:
        return False
    block = [
        line.box.x1
        for line in page.lines
        if abs(line.box.middle_y - upper.middle_y) < 8 * em and abs(line.box.x0 - lower.x0) < _INDENT * em
    ]
    return upper.x1 > max(block) - (1.5 + short) * em


_INDENT = 2.6  # the first row of a paragraph begins two characters further in


def _run(page: Page, row: Sequence[_Spot]) -> Box:
    """The box of the cell with which a row begins."""
    own = itertools.takewhile(lambda spot: spot.character != "\t" or spot.line >= 0, row)
    boxes = [page.lines[spot.line].box for spot in own if spot.line >= 0]
    return functools.reduce(Box.union, boxes)


def seams(page: Page) -> Iterator[str]:
    """The private numbers of a page that run over the end of a row."""
    for seam, private in _over_seams(page, _rows(page)):
        yield "".join(spot.character for spot in seam[private.start : private.end])


def below_titles(page: Page, *, with_numbers: bool) -> Iterator[tuple[list[_Spot], Private]]:
    """Names, numbers and balances below a column title such as 对方户名, as far as its column reaches."""
    rows = groups(page)
    for place, row in enumerate(rows):
        for title in (page.lines[index] for index in row):
            for_the_public = with_numbers and (is_number_label(title.text) or is_balance_label(title.text))
            if not is_label(title.text) and not for_the_public:
                continue
            for index in _column(page, title, _sides(page, title, row), rows[place + 1 :]):
                text = page.lines[index].text
                private = beside_label(title.text, text, with_numbers=with_numbers)
                if private and private.what != "address":
                    yield [_Spot(character, index, at) for at, character in enumerate(text)], private


def _sides(page: Page, title: TextLine, row: Sequence[int]) -> tuple[Box | None, Box | None]:
    """The titles next to a title, to the left and to the right."""
    others = [page.lines[i].box for i in row if page.lines[i] is not title and is_title(page.lines[i].text)]
    left = [box for box in others if box.x1 <= title.box.middle_x]
    right = [box for box in others if box.x0 >= title.box.middle_x]
    return max(left, key=lambda box: box.x1, default=None), min(right, key=lambda box: box.x0, default=None)


def _column(
    page: Page, title: TextLine, sides: tuple[Box | None, Box | None], rows: Iterable[list[int]]
) -> Iterator[int]:
    """The lines below a title: until another title stands there, a row of titles begins, or the page is long empty."""
    reached, begun = title.box.y1, False
    for row in rows:
        lines = [page.lines[index] for index in row]
        if min(line.box.y0 for line in lines) - reached > _EMPTY * title.box.height:
            return
        reached = max(reached, *(line.box.y1 for line in lines))
        titles = len(row) > 1 and 2 * sum(is_title(line.text) for line in lines) > len(row)
        if titles and begun:
            return
        begun = begun or not titles  # the second row of bilingual titles stands right below the first
        for index, line in zip(row, lines, strict=True):
            if line.box.y0 < title.box.y1 - 0.3 * title.box.height or not (
                _is_below(line, title.box) or _beside(line, title, sides, lines)
            ):
                continue
            if is_title(line.text):
                if not line.text.isascii():
                    return
            else:
                yield index


def _is_below(line: TextLine, title: Box) -> bool:
    return line.box.overlap_x(title) >= 0.3


def _beside(line: TextLine, title: TextLine, sides: tuple[Box | None, Box | None], row: Sequence[TextLine]) -> bool:
    """A name at the edge of a column whose title stands in its middle: nothing stands right below the title, and the next
    title has a value of its own.
    """
    left = line.box.middle_x < title.box.middle_x
    near = sides[0 if left else 1]
    if near is None or any(_is_below(other, title.box) for other in row):
        return False
    between = near.x1 <= line.box.x0 if left else line.box.x1 <= near.x0
    return between and any(_is_below(other, near) for other in row if other is not line)


_EMPTY = 3.5  # heights of a title


@dataclass(frozen=True, slots=True)
class _Spot:
    """One character of a row and where it is from; a seam between two lines is from nowhere (-1)."""

    character: str
    line: int = -1
    place: int = -1


_LONGEST = 24


def groups(page: Page) -> list[list[int]]:
    """The lines of each row, from the top."""
    order = sorted(range(len(page.lines)), key=lambda n: page.lines[n].box.middle_y)
    groups: list[list[int]] = []
    for index in order:
        box = page.lines[index].box
        if groups and page.lines[groups[-1][0]].box.overlap_y(box) > 0.6:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _rows(page: Page) -> list[list[_Spot]]:
    """The page row by row. Neighbours touch, stand a blank apart, or a tab where they are cells of their own."""
    rows: list[list[_Spot]] = []
    for group in groups(page):
        row: list[_Spot] = []
        reached: Box | None = None
        for index in sorted(group, key=lambda n: page.lines[n].box.x0):
            line = page.lines[index]
            if reached is not None:
                gap = (line.box.x0 - reached.x1) / max(1e-6, reached.height)
                row += [] if gap < 0.9 else [_Spot(" ")] if gap < 1.8 else [_Spot("\t")]
            row += [_Spot(character, index, place) for place, character in enumerate(line.text)]
            reached = line.box
        rows.append(row)
    return rows


def _pieces(hidden: dict[tuple[int, int], What]) -> list[tuple[int, Private]]:
    pieces: list[tuple[int, Private]] = []
    for line, place in sorted(hidden):
        if pieces and pieces[-1][0] == line and pieces[-1][1].end == place:
            last = pieces.pop()[1]
            pieces.append((line, Private(last.what, last.start, place + 1)))
        else:
            pieces.append((line, Private(hidden[line, place], place, place + 1)))
    return pieces


def under(page: Page, box: Box) -> Iterator[tuple[int, Private]]:
    """The pieces of lines that a box covers, each with the index of its line."""
    for index, line in enumerate(page.lines):
        if line.box.overlap_y(box) > 0.2 and line.box.overlap_x(box) > 0:
            covered = [n for n in range(len(line.text)) if box_of(line, Private("name", n, n + 1), 0).overlap_x(box)]
            if covered:
                yield index, Private("name", covered[0], covered[-1] + 1)


def without_blanks(text: str) -> str:
    """A word as it is compared: without blanks and hyphens, which engines set as they like."""
    return re.sub(r"[\s\u3000-]+", "", text)


def box_of(line: TextLine, private: Private, margin: float = 0.6) -> Box:
    """The part of the line's box that the word covers, wide characters counted double, with a margin."""
    widths = [1.0 if ord(character) > 0x2E7F else 0.55 for character in line.text]
    whole = sum(widths) or 1.0
    start = line.box.x0 + line.box.width * sum(widths[: private.start]) / whole
    end = line.box.x0 + line.box.width * sum(widths[: private.end]) / whole
    margin *= line.box.height  # letters are of uneven width: rather too much than one digit left
    if private.start == 0:
        start = line.box.x0
    if private.end == len(line.text):
        end = line.box.x1
    upright = line.box.height * 0.08
    return Box(start - margin, line.box.y0 - upright, end + margin, line.box.y1 + upright)
