"""The redacted edition: every page becomes a picture with the private words burnt in, and loses their text.

What is found is proposed by the machine from what it read; a page that it could not read is not shown at all.
After writing, `leaks` reads the PDF again and names what is still there.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from ..core.page import Box, Page, TextLine
from .plan import BundleRequest, ExhibitSource
from .private import MASK, Private, What, find_private, name_beside_label


def names_of(request: BundleRequest) -> tuple[str, ...]:
    """The persons' names that the case knows: borrower, payer, holder of report and certificate."""
    names = {loan.borrower for loan in (*request.loans, *request.timeline.loans) if loan.borrower}
    for source in request.exhibits:
        if source.facts is None:
            continue
        names |= {payment.payer for payment in source.facts.payments if payment.payer}
        if source.facts.report and source.facts.report.name:
            names.add(source.facts.report.name)
        if source.facts.settlement and source.facts.settlement.borrower:
            names.add(source.facts.settlement.borrower)
    # A company is no person; a masked name gives nothing away; one character would black out half the page.
    return tuple(sorted(name for name in names if 2 <= len(name) <= 20 and "*" not in name and "公司" not in name))


def places(page: Page, names: Sequence[str]) -> list[tuple[int, Private]]:
    """Every private word of a page, piece by piece: the index of the line and the place in its text.

    Engines break letter-spaced words into many lines and long numbers at the end of a row, so whole rows are searched,
    and the seams between them.
    """
    rows = _rows(page)
    hidden: dict[tuple[int, int], What] = {}
    for row in rows:
        text = "".join(spot.character for spot in row)
        for private in find_private(text, names):
            _hide(row, private, hidden)
        cells = [(m.start(), m.group()) for m in re.finditer(r"[^\t]+", text)]
        for (_, label), (start, value) in itertools.pairwise(cells):
            if name_beside_label(label, value):
                _hide(row, Private("name", start, start + len(value)), hidden)
    for above, below in itertools.pairwise(rows):
        seam = above[-_LONGEST_NUMBER:] + below[:_LONGEST_NUMBER]
        edge = len(above[-_LONGEST_NUMBER:])
        for private in find_private("".join(spot.character for spot in seam)):
            if private.what != "name" and private.start < edge < private.end:
                _hide(seam, private, hidden)
    return _pieces(hidden)


@dataclass(frozen=True, slots=True)
class _Spot:
    """One character of a row and where it is from; a seam between two lines is from nowhere (-1)."""

    character: str
    line: int = -1
    place: int = -1


_LONGEST_NUMBER = 24


def _rows(page: Page) -> list[list[_Spot]]:
    """The page row by row. Neighbours touch, stand a blank apart, or a tab where they are cells of their own."""
    order = sorted(range(len(page.lines)), key=lambda n: page.lines[n].box.middle_y)
    groups: list[list[int]] = []
    for index in order:
        box = page.lines[index].box
        if groups and page.lines[groups[-1][0]].box.overlap_y(box) > 0.6:
            groups[-1].append(index)
        else:
            groups.append([index])
    rows: list[list[_Spot]] = []
    for group in groups:
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


def _hide(row: Sequence[_Spot], private: Private, hidden: dict[tuple[int, int], What]) -> None:
    for spot in row[private.start : private.end]:
        if spot.line >= 0:
            hidden[spot.line, spot.place] = private.what


def _pieces(hidden: dict[tuple[int, int], What]) -> list[tuple[int, Private]]:
    pieces: list[tuple[int, Private]] = []
    for line, place in sorted(hidden):
        if pieces and pieces[-1][0] == line and pieces[-1][1].end == place:
            last = pieces.pop()[1]
            pieces.append((line, Private(last.what, last.start, place + 1)))
        else:
            pieces.append((line, Private(hidden[line, place], place, place + 1)))
    return pieces


def blacked_out(image: Image.Image, page: Page, names: Sequence[str]) -> tuple[Image.Image, tuple[TextLine, ...]]:
    """The picture with every private word painted over, and the lines without those words."""
    image = image.copy()
    draw = ImageDraw.Draw(image)
    lines = list(page.lines)
    across, down = image.width / page.width, image.height / page.height
    for index, private in places(page, names):
        box = _box_of(page.lines[index], private)
        draw.rectangle((box.x0 * across, box.y0 * down, box.x1 * across, box.y1 * down), fill=0)
        text = lines[index].text
        hidden = text[: private.start] + MASK * (private.end - private.start) + text[private.end :]
        lines[index] = TextLine(hidden, lines[index].box)
    return image, tuple(lines)


def secrets(sources: Iterable[ExhibitSource], names: Sequence[str]) -> frozenset[str]:
    """What must not be found afterwards: every private word of every page, without blanks and hyphens."""
    words = set(names)
    for source in sources:
        for page in source.pages:
            for row in _rows(page):
                text = "".join(spot.character for spot in row)
                words |= {text[private.start : private.end] for private in find_private(text, names)}
    return frozenset(_bare(word) for word in words)


def leaks(pdf: Path, secret: frozenset[str]) -> list[int]:
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


def _holds(lines: Sequence[str], secret: frozenset[str]) -> bool:
    # Numbers may be broken over lines; names are looked for inside lines, where they are no accident.
    joined = _bare("".join(lines))
    inside = [_bare(line) for line in lines]
    return any(word in joined if word[:1].isdigit() else any(word in line for line in inside) for word in secret)


def _bare(text: str) -> str:
    return re.sub(r"[\s\u3000-]+", "", text)


def _box_of(line: TextLine, private: Private) -> Box:
    """The part of the line's box that the word covers, wide characters counted double, with a margin."""
    widths = [1.0 if ord(character) > 0x2E7F else 0.55 for character in line.text]
    whole = sum(widths) or 1.0
    start = line.box.x0 + line.box.width * sum(widths[: private.start]) / whole
    end = line.box.x0 + line.box.width * sum(widths[: private.end]) / whole
    margin = line.box.height * 0.6  # letters are of uneven width: rather too much than one digit left
    if private.start == 0:
        start = line.box.x0
    if private.end == len(line.text):
        end = line.box.x1
    upright = line.box.height * 0.08
    return Box(start - margin, line.box.y0 - upright, end + margin, line.box.y1 + upright)
