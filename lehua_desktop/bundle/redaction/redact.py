"""The redacted edition: every page becomes a picture with the private words burnt in, and loses their text.

What is found is proposed by the machine from what it read; a page that it could not read is not shown at all.
After writing, `leaks` and `leaking_members` read the PDF and the ZIP again and name what is still there.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pypdfium2
from PIL import Image, ImageDraw

from ...core.facts import Facts
from ...core.model import Loan, Redaction
from ...core.page import Box, Page, TextLine
from ..plan import BundleRequest, Look
from ..private import (
    MASK,
    SEEN,
    Private,
    What,
    is_long_number,
    masked,
)
from ..routes import find_route
from .blocks import blocks_of
from .drawn import drawn_words
from .places import Glyphs, below_titles, hits, places, seams, tight, under, without_blanks


@dataclass(frozen=True, slots=True)
class Masking:
    """What a redacted edition hides: `words` wherever they stand, what the pages themselves give away, and what a
    person decided, with the parts of pages that are `proposed` to be hidden whole. `secrets` are the words that must not be
    found afterwards: those that no person let be seen.
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
    drawn = drawn_words(pages, request.redactions, loans)
    words = words_of(pages, names_of(loans, said), drawn, contracts_of(loans, said))
    numbers = numbers_of(pages, loans, said) if find_route(request.route).public else None
    shown = _shown(pages, words, request.redactions, numbers)
    secrets = [word for word in words if word not in shown]
    # A number may be broken over two lines: the person let one part be seen, then the other.
    secrets += [n for n in numbers or () if not any(part in n for part in shown if len(part) > SEEN)]
    files = [(source.evidence, source.facts, source.pages) for source in request.exhibits]
    blocks = blocks_of(files, request.timeline, loans, public=numbers is not None)
    return Masking(words, tuple(secrets), (*request.redactions, *_not_rejected(blocks, request.redactions)), numbers)


def _not_rejected(blocks: Iterable[Redaction], decisions: Sequence[Redaction]) -> Iterator[Redaction]:
    for block in blocks:
        if not rejected(block.box, (d for d in decisions if (d.evidence, d.page) == (block.evidence, block.page))):
            yield block


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
                found.add(without_blanks(page.lines[place.line].text[place.private.start : place.private.end]))
    return frozenset(found)


def names_of(loans: Iterable[Loan], facts: Iterable[Facts | None]) -> tuple[str, ...]:
    """The persons' names that the case knows: borrower, payer, holder of report and certificate."""
    names = {loan.borrower for loan in loans if loan.borrower}
    for said in facts:
        if said is None:
            continue
        names |= {payment.payer for payment in said.payments if payment.payer}
        names |= {report.name for report in said.reports if report.name}
        if said.settlement and said.settlement.borrower:
            names.add(said.settlement.borrower)
    # A company is no person; a masked name gives nothing away; one character would black out half the page.
    return tuple(sorted(name for name in names if 2 <= len(name) <= 20 and "*" not in name and "公司" not in name))


def words_of(
    pages: Iterable[tuple[int, Page]],
    names: tuple[str, ...],
    drawn: Iterable[str] = (),
    contracts: Collection[str] = (),
) -> tuple[str, ...]:
    """Every private word of the pages (each with its evidence), every name, and what a person has `drawn` over: hidden
    wherever it stands, for a number that has its label on one page has none on another. The account of a report may be
    numbered as the contract is, which a clerk needs."""
    words = set(names)
    for _, page in pages:
        for place in places(page, names):
            words.add(without_blanks(page.lines[place.line].text[place.private.start : place.private.end]))
        words |= {without_blanks(word) for word in seams(page)}
    return tuple(sorted({word for word in words if _long_enough(word) and word not in contracts} | set(drawn)))


def contracts_of(loans: Iterable[Loan], facts: Iterable[Facts | None]) -> frozenset[str]:
    """The numbers of contracts that the case knows."""
    numbers = {loan.contract for loan in loans}
    for said in filter(None, facts):
        numbers |= {payment.contract for payment in said.payments}
        numbers |= {loan.contract for loan in (*said.loans, said.loan) if loan}
        numbers |= {settled.contract for settled in said.settled_loans}
    return frozenset(number for number in numbers if number)


def numbers_of(
    pages: Iterable[tuple[int, Page]], loans: Iterable[Loan], facts: Iterable[Facts | None]
) -> tuple[str, ...]:
    """Every long number of a payment, an order, a receipt or a contract that the pages name or the case knows."""
    facts = list(facts)
    numbers = set(contracts_of(loans, facts))
    for said in filter(None, facts):
        numbers |= {number for payment in said.payments for number in payment.references}
    for _, page in pages:
        for row, private in (*below_titles(page, with_numbers=True), *hits(page, (), ())):
            if private.what == "number":
                numbers.add(without_blanks("".join(spot.character for spot in row[private.start : private.end + SEEN])))
    found = {number for number in numbers if is_long_number(number)}
    # The first row of a number that goes on in the next is none.
    return tuple(sorted(n for n in found if not any(other != n and other.startswith(n) for other in found)))


def _long_enough(word: str) -> bool:
    """A short number is part of many others, a short piece of a word of anything."""
    least = 10 if word[:1].isdigit() else 8 if word[:1].isascii() else 2
    return len(word) >= least and MASK not in word


def whole(decisions: Iterable[Redaction]) -> list[Box]:
    """What is hidden whatever is on it: drawn by hand, and the parts of pages that this edition proposes. That a person
    found a row rightly hidden for the public says nothing of other editions."""
    return [d.box for d in decisions if d.state in ("drawn", "proposed")]


def rejected(box: Box, decisions: Iterable[Redaction]) -> bool:
    """A person said of this place that it may be seen."""
    return any(d.state == "rejected" and same_place(box, d.box) for d in decisions)


def same_place(one: Box, other: Box) -> bool:
    """Both boxes share more than half of what they cover: a second reading may shift a box a little."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    shared = max(0.0, wide) * max(0.0, high)
    return shared > 0.5 * (one.width * one.height + other.width * other.height - shared)


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
    glyphs: Glyphs = (),
) -> tuple[Image.Image, tuple[TextLine, ...]]:
    """The picture with every private word, code and drawn box painted over, and the lines without those words. `glyphs`
    are the characters of the page where it is drawn from its own text."""
    from .codes import find_codes  # late: OpenCV is large, and a full edition does without

    image = image.copy()
    across, down = image.width / page.width, image.height / page.height
    codes = [Box(c.x0 / across, c.y0 / down, c.x1 / across, c.y1 / down) for c in find_codes(image)]
    boxes = [box for box in codes if not rejected(box, decisions)]
    found = (place for place in places(page, words, numbers) if not rejected(place.box, decisions))
    boxes += [tight(page, place, glyphs) if glyphs else place.box for place in found]
    boxes += whole(decisions)
    draw = ImageDraw.Draw(image)
    for box in _joined(boxes):
        _paint(draw, Box(box.x0 * across, box.y0 * down, box.x1 * across, box.y1 * down), image.width / 500)
    return image, without_private(page, words, decisions, numbers)


def _joined(boxes: Iterable[Box]) -> list[Box]:
    """Boxes that touch in one row as one, without those inside others: words broken into letters would each get a rim."""
    joined: list[Box] = []
    given = list(boxes)
    outer = [box for box in given if not any(_inside(box, other) for other in given if other != box)]
    for box in sorted(outer, key=lambda box: box.x0):
        near = (n for n, other in enumerate(joined) if other.overlap_y(box) > 0.8 and box.x0 <= other.x1)
        same = next((n for n in near if 0.8 < joined[n].height / max(1e-6, box.height) < 1.25), None)
        if same is None:
            joined.append(box)
        else:
            joined[same] = joined[same].union(box)
    return joined


def _inside(box: Box, other: Box) -> bool:
    return other.x0 <= box.x0 and box.x1 <= other.x1 and other.y0 <= box.y0 and box.y1 <= other.y1


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
    for box in whole(decisions):
        for index, private in under(page, box):
            lines[index] = _marked(lines[index], private)
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


def leaking_members(archive: Path, secret: Collection[str]) -> list[str]:
    """The files of a ZIP, the PDF apart, whose text still holds a secret, and those in whose names one stands."""
    with zipfile.ZipFile(archive) as members:
        return [
            name
            for name in members.namelist()
            if _holds([name], secret) or (not name.endswith(".pdf") and _holds(_lines_of(members.read(name)), secret))
        ]


def _lines_of(data: bytes) -> list[str]:
    """The text of a paper: of a document or a spreadsheet that of all its parts, without marks."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return [line for name in parts.namelist() for line in _lines_of(parts.read(name))]
    text = data.decode(errors="replace")
    if text.lstrip().startswith("<"):
        text = html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"</(?:\w+:)?(?:p|si|is|c|h\d)>", "\n", text)))
    return text.splitlines()


def _holds(lines: Sequence[str], secret: Collection[str]) -> bool:
    # Numbers may be broken over lines; names are looked for inside lines, where they are no accident.
    joined = without_blanks("".join(lines))
    inside = [without_blanks(line) for line in lines]
    return any(word in joined if word[:1].isdigit() else any(word in line for line in inside) for word in secret)
