"""The redacted edition: every page becomes a picture with the private words burnt in, and loses their text.

What is found is proposed by the machine from what it read; a page that it could not read is not shown at all.
After writing, `leaks` reads the PDF again and names what is still there.
"""

from __future__ import annotations

import functools
import io
import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pypdfium2
from PIL import Image, ImageDraw

from ..core.model import Facts, Loan, Redaction
from ..core.page import Box, Page, TextLine
from .codes import find_codes
from .plan import BundleRequest, Look
from .private import (
    LONGEST_NUMBER,
    MASK,
    SEEN,
    Private,
    What,
    beside_label,
    find_private,
    is_label,
    is_long_number,
    is_number_label,
    is_title,
    masked,
)
from .routes import find_route


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of a line that is to be blacked out: the index of the line, the place in its text, and its box."""

    line: int
    private: Private
    box: Box


@dataclass(frozen=True, slots=True)
class Masking:
    """What a redacted edition hides: `words` wherever they stand, what the pages themselves give away, and what a
    person decided. `secrets` are the words that must not be found afterwards: those that no person let be seen.
    `numbers` are long numbers of which the end alone may be seen; `None` where a clerk needs them whole."""

    words: tuple[str, ...]
    secrets: tuple[str, ...]
    decisions: tuple[Redaction, ...] = ()
    numbers: tuple[str, ...] | None = None

    def of_page(self, evidence: int, page: int) -> tuple[Redaction, ...]:
        return tuple(d for d in self.decisions if (d.evidence, d.page) == (evidence, page))

    def hide(self, text: str) -> str:
        """A sentence with everything blacked out."""
        return masked(text, self.words, numbers=self.numbers)


def masking_of(request: BundleRequest) -> Masking:
    """The masking of a whole bundle."""
    pages = [(source.evidence, page) for source in request.exhibits for page in source.pages]
    loans = (*request.loans, *request.timeline.loans)
    said = [source.facts for source in request.exhibits]
    words = words_of(pages, names_of(loans, said))
    numbers = numbers_of(pages, loans, said) if find_route(request.route).public else None
    shown = _shown(pages, words, request.redactions, numbers)
    secrets = [word for word in words if word not in shown]
    # A number may be broken over two lines: the person let one part be seen, then the other.
    secrets += [n for n in numbers or () if not any(part in n for part in shown if len(part) > SEEN)]
    return Masking(words, tuple(secrets), request.redactions, numbers)


def _shown(
    pages: Iterable[tuple[int, Page]],
    words: tuple[str, ...],
    decisions: Sequence[Redaction],
    numbers: tuple[str, ...] | None,
) -> frozenset[str]:
    """The words that a person has let be seen somewhere."""
    found: set[str] = set()
    for evidence, page in pages:
        own = [d for d in decisions if (d.evidence, d.page, d.state) == (evidence, page.number, "rejected")]
        for place in places(page, words, numbers) if own else ():
            if rejected(place.box, own):
                found.add(_bare(page.lines[place.line].text[place.private.start : place.private.end]))
    return frozenset(found)


def names_of(loans: Iterable[Loan], facts: Iterable[Facts | None]) -> tuple[str, ...]:
    """The persons' names that the case knows: borrower, payer, holder of report and certificate."""
    names = {loan.borrower for loan in loans if loan.borrower}
    for said in facts:
        if said is None:
            continue
        names |= {payment.payer for payment in said.payments if payment.payer}
        if said.report and said.report.name:
            names.add(said.report.name)
        if said.settlement and said.settlement.borrower:
            names.add(said.settlement.borrower)
    # A company is no person; a masked name gives nothing away; one character would black out half the page.
    return tuple(sorted(name for name in names if 2 <= len(name) <= 20 and "*" not in name and "公司" not in name))


def words_of(pages: Iterable[tuple[int, Page]], names: tuple[str, ...]) -> tuple[str, ...]:
    """Every private word of the pages (each with its evidence) and every name: hidden wherever it stands, for a number
    that has its label on one page has none on another."""
    words = set(names)
    for _, page in pages:
        for place in places(page, names):
            words.add(_bare(page.lines[place.line].text[place.private.start : place.private.end]))
        words |= {_bare(word) for word in _seams(page)}
    return tuple(sorted(word for word in words if _long_enough(word)))


def numbers_of(
    pages: Iterable[tuple[int, Page]], loans: Iterable[Loan], facts: Iterable[Facts | None]
) -> tuple[str, ...]:
    """Every long number of a payment, an order, a receipt or a contract that the pages name or the case knows."""
    numbers = {loan.contract for loan in loans}
    for said in filter(None, facts):
        numbers |= {number for payment in said.payments for number in (*payment.references, payment.contract)}
        numbers |= {said.loan.contract if said.loan else None, said.settlement.contract if said.settlement else None}
    for _, page in pages:
        for row, private in (*_below_titles(page, with_numbers=True), *_hits(page, (), ())):
            if private.what == "number":
                numbers.add(_bare("".join(spot.character for spot in row[private.start : private.end + SEEN])))
    found = {number for number in numbers if number and is_long_number(number)}
    # The first row of a number that goes on in the next is none.
    return tuple(sorted(n for n in found if not any(other != n and other.startswith(n) for other in found)))


def _long_enough(word: str) -> bool:
    """A short number is part of many others, a short piece of a word of anything."""
    return len(word) >= (10 if word[:1].isascii() else 2) and MASK not in word


def rejected(box: Box, decisions: Iterable[Redaction]) -> bool:
    """A person said of this place that it may be seen."""
    return any(d.state == "rejected" and same_place(box, d.box) for d in decisions)


def same_place(one: Box, other: Box) -> bool:
    """Both boxes share more than half of what they cover: a second reading may shift a box a little."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    shared = max(0.0, wide) * max(0.0, high)
    return shared > 0.5 * (one.width * one.height + other.width * other.height - shared)


def places(page: Page, words: Sequence[str], numbers: Sequence[str] | None = None) -> list[Place]:
    """Every private word of a page, piece by piece; `words` are private wherever they stand, and so are `numbers` but
    for their end, where they are given.

    Engines break letter-spaced words into many lines and long numbers at the end of a row, so whole rows are searched,
    and the seams between them; a label may stand in the cell before, or at the head of the column.
    """
    hidden: dict[tuple[int, int], What] = {}
    for row, private in (*_below_titles(page, with_numbers=numbers is not None), *_hits(page, words, numbers)):
        for spot in row[private.start : private.end]:
            if spot.line >= 0:
                hidden[spot.line, spot.place] = private.what
    return [Place(line, private, _beside_others(page, line, private)) for line, private in _pieces(hidden)]


def _beside_others(page: Page, index: int, private: Private) -> Box:
    """The box of a piece whose margin does not reach over the lines beside its own."""
    line = page.lines[index]
    box, bare = _box_of(line, private), _box_of(line, private, 0)
    # The end of a long number is to be seen: a digit more of it gives nothing away.
    x0, x1 = box.x0, bare.x1 if private.what == "number" else box.x1
    for other in (other.box for other in page.lines if other is not line and other.box.overlap_y(line.box) > 0.3):
        if other.middle_x < line.box.x0:
            x0 = max(x0, min(other.x1, bare.x0))
        elif other.middle_x > line.box.x1:
            x1 = min(x1, max(other.x0, bare.x1))
    return Box(x0, box.y0, x1, box.y1)


def _hits(page: Page, words: Sequence[str], numbers: Sequence[str] | None) -> Iterator[tuple[list[_Spot], Private]]:
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
    return _bare(text[private.start : private.end]) in numbers or (
        edge + len(rest.rstrip()) == private.end and not _DATE.match(rest)
    )


def _goes_on(page: Page, above: Sequence[_Spot], below: Sequence[_Spot], begin: _Spot) -> bool:
    """The row above ends at the right edge of its block of text, and the one below begins at the left edge of it, or
    below the beginning of the number."""
    upper, lower = _run(page, above[::-1]), _run(page, below)
    em = upper.height
    start = _box_of(page.lines[begin.line], Private("id", begin.place, begin.place + 1), 0).x0
    if lower.y0 - upper.y1 > 1.5 * em or min(abs(lower.x0 - left) for left in (upper.x0, start)) > _INDENT * em:
        return False
    block = [
        line.box.x1
        for line in page.lines
        if abs(line.box.middle_y - upper.middle_y) < 8 * em and abs(line.box.x0 - lower.x0) < _INDENT * em
    ]
    return upper.x1 > max(block) - 1.5 * em


_INDENT = 2.6  # the first row of a paragraph begins two characters further in


def _run(page: Page, row: Sequence[_Spot]) -> Box:
    """The box of the cell with which a row begins."""
    own = itertools.takewhile(lambda spot: spot.character != "\t" or spot.line >= 0, row)
    boxes = [page.lines[spot.line].box for spot in own if spot.line >= 0]
    return functools.reduce(Box.union, boxes)


def _seams(page: Page) -> Iterator[str]:
    for seam, private in _over_seams(page, _rows(page)):
        yield "".join(spot.character for spot in seam[private.start : private.end])


def _below_titles(page: Page, *, with_numbers: bool) -> Iterator[tuple[list[_Spot], Private]]:
    """Names and numbers below a column title such as 对方户名, as far as its column reaches."""
    rows = _groups(page)
    for place, row in enumerate(rows):
        for title in (page.lines[index] for index in row):
            if not is_label(title.text) and not (with_numbers and is_number_label(title.text)):
                continue
            for index in _column(page, title, rows[place + 1 :]):
                text = page.lines[index].text
                private = beside_label(title.text, text, with_numbers=with_numbers)
                if private and private.what != "address":
                    yield [_Spot(character, index, at) for at, character in enumerate(text)], private


def _column(page: Page, title: TextLine, rows: Iterable[list[int]]) -> Iterator[int]:
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
            if line.box.overlap_x(title.box) < 0.3 or line.box.y0 < title.box.y1 - 1e-6:
                continue
            if is_title(line.text):
                if not line.text.isascii():
                    return
            else:
                yield index


_EMPTY = 3.5  # heights of a title


@dataclass(frozen=True, slots=True)
class _Spot:
    """One character of a row and where it is from; a seam between two lines is from nowhere (-1)."""

    character: str
    line: int = -1
    place: int = -1


_LONGEST = 24


def _groups(page: Page) -> list[list[int]]:
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
    for group in _groups(page):
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


def proposals(
    page: Page, words: Sequence[str], codes: Sequence[Box] = (), numbers: Sequence[str] | None = None
) -> list[tuple[What | Literal["code"], Box]]:
    """What the program would black out on a page, in the unit of the page; `codes` are those that its picture shows,
    `numbers` those of which a public route shows the end alone."""
    found: list[tuple[What | Literal["code"], Box]] = [(p.private.what, p.box) for p in places(page, words, numbers)]
    return found + [("code", box) for box in codes]


def blacked_out(
    image: Image.Image,
    page: Page,
    words: Sequence[str],
    decisions: Sequence[Redaction] = (),
    numbers: Sequence[str] | None = None,
) -> tuple[Image.Image, tuple[TextLine, ...]]:
    """The picture with every private word, code and drawn box painted over, and the lines without those words."""
    image = image.copy()
    across, down = image.width / page.width, image.height / page.height
    codes = [Box(c.x0 / across, c.y0 / down, c.x1 / across, c.y1 / down) for c in find_codes(image)]
    boxes = [box for box in codes if not rejected(box, decisions)]
    boxes += [place.box for place in places(page, words, numbers) if not rejected(place.box, decisions)]
    boxes += [decision.box for decision in decisions if decision.state == "drawn"]
    draw = ImageDraw.Draw(image)
    for box in _joined(boxes):
        _paint(draw, Box(box.x0 * across, box.y0 * down, box.x1 * across, box.y1 * down), image.width / 500)
    return image, without_private(page, words, decisions, numbers)


def _joined(boxes: Iterable[Box]) -> list[Box]:
    """Boxes that touch in one row as one: words broken into letters would each get a rim."""
    joined: list[Box] = []
    for box in sorted(boxes, key=lambda box: box.x0):
        near = (n for n, other in enumerate(joined) if other.overlap_y(box) > 0.8 and box.x0 <= other.x1)
        same = next((n for n in near if 0.8 < joined[n].height / max(1e-6, box.height) < 1.25), None)
        if same is None:
            joined.append(box)
        else:
            joined[same] = joined[same].union(box)
    return joined


def _paint(draw: ImageDraw.ImageDraw, box: Box, thickest: float) -> None:
    """A black box with a thin white rim inside: seen on dark screens and on grey copies too."""
    draw.rectangle((box.x0, box.y0, box.x1, box.y1), fill="black")
    thick = max(1, round(min(thickest, box.width / 24, box.height / 24)))
    if min(box.width, box.height) >= 8 * thick:
        edge = 1.5 * thick
        rim = (box.x0 + edge, box.y0 + edge, box.x1 - edge, box.y1 - edge)
        draw.rectangle(rim, outline="white", width=thick)


def without_private(
    page: Page, words: Sequence[str], decisions: Sequence[Redaction] = (), numbers: Sequence[str] | None = None
) -> tuple[TextLine, ...]:
    """The lines of a page with a mark for each character that is hidden."""
    lines = list(page.lines)
    for place in places(page, words, numbers):
        if not rejected(place.box, decisions):
            lines[place.line] = _marked(lines[place.line], place.private)
    for drawn in (decision.box for decision in decisions if decision.state == "drawn"):
        for index, line in enumerate(lines):
            if line.box.overlap_y(drawn) > 0.2 and line.box.overlap_x(drawn) > 0:
                covered = [
                    n for n in range(len(line.text)) if _box_of(line, Private("name", n, n + 1), 0).overlap_x(drawn)
                ]
                if covered:
                    lines[index] = _marked(line, Private("name", covered[0], covered[-1] + 1))
    return tuple(lines)


def _marked(line: TextLine, private: Private) -> TextLine:
    hidden = MASK * (private.end - private.start)
    return TextLine(line.text[: private.start] + hidden + line.text[private.end :], line.box)


def looked_at_again(pdf: Path, numbers: Iterable[int], masking: Masking, look: Look) -> list[int]:
    """The pages (from 1) of these (from 0) on whose pixels an engine still reads something private."""
    found: list[int] = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in numbers:
            page = document[number]
            file = io.BytesIO()
            page.render(scale=_LOOK_DPI / 72).to_pil().save(file, "PNG", compress_level=1)
            page.close()
            if _holds(look(file.getvalue()), masking.secrets):
                found.append(number + 1)
    finally:
        document.close()
    return found


_LOOK_DPI = 150


def leaks(pdf: Path, secret: Collection[str]) -> list[int]:
    """The pages (from 1) whose text still holds a secret; 0 stands for title, outline and properties."""
    found: list[int] = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            page = document[number]
            lines = page.get_textpage().get_text_bounded().splitlines()
            if _holds(lines, secret):
                found.append(number + 1)
            page.close()
        about = [str(value) for value in document.get_metadata_dict().values()]
        about += [bookmark.get_title() for bookmark in document.get_toc()]
        if _holds(about, secret):
            found.append(0)
    finally:
        document.close()
    return found


def _holds(lines: Sequence[str], secret: Collection[str]) -> bool:
    # Numbers may be broken over lines; names are looked for inside lines, where they are no accident.
    joined = _bare("".join(lines))
    inside = [_bare(line) for line in lines]
    return any(word in joined if word[:1].isdigit() else any(word in line for line in inside) for word in secret)


def _bare(text: str) -> str:
    return re.sub(r"[\s\u3000-]+", "", text)


def _box_of(line: TextLine, private: Private, margin: float = 0.6) -> Box:
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
