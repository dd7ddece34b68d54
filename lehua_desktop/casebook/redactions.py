"""What the redacted edition blacks out: the program's proposals, and what a person said about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..bundle.pages.originals import OriginalPdf
from ..bundle.pages.pictures import upright
from ..bundle.plan import ExhibitSource
from ..bundle.redaction import redact
from ..bundle.redaction.blocks import File, blocks_of
from ..bundle.redaction.codes import find_codes
from ..bundle.redaction.drawn import drawn_words
from ..core.edits import Edit, Row, RowChange
from ..core.model import Loan, Redaction, Timeline
from ..core.page import Box, Page
from ..store.rows import Rows

_CODE_DPI = 150


@dataclass(frozen=True, slots=True)
class Hidden:
    """What the pages of a case give away: private words, long numbers, and parts of pages."""

    words: tuple[str, ...]
    numbers: tuple[str, ...]
    blocks: tuple[Redaction, ...]


def hidden(files: Sequence[File], timeline: Timeline, loans: Sequence[Loan], decisions: Iterable[Redaction]) -> Hidden:
    """All of it, what is for public routes only among it."""
    pages = [(evidence, page) for evidence, _, own in files for page in own]
    said = [facts for _, facts, _ in files]
    drawn = drawn_words(pages, decisions, loans)
    return Hidden(
        redact.words_of(pages, redact.names_of(loans, said), drawn, redact.contracts_of(loans, said)),
        redact.numbers_of(pages, loans, said),
        blocks_of(files, timeline, loans, public=True),
    )


def merged(evidence: int, page: Page, hides: Hidden, codes: tuple[Box, ...], rows: Rows) -> list[Redaction]:
    """Proposals with the person's word on each, then the boxes drawn by hand."""
    decided = [item for item in rows.redactions(evidence) if item.page == page.number]
    found = [block for block in hides.blocks if (block.evidence, block.page) == (evidence, page.number)]
    proposed = redact.proposals(page, hides.words, codes, hides.numbers)
    found += [Redaction(evidence, page.number, box, what) for what, box in proposed]
    for place, item in enumerate(found):
        said = next((d for d in decided if d.state != "drawn" and redact.same_place(d.box, item.box)), None)
        if said is not None:
            found[place] = replace(item, state=said.state, id=said.id)
    return found + [item for item in decided if item.state == "drawn"]


def codes_on(source: ExhibitSource, page: Page) -> tuple[Box, ...]:
    """The QR and bar codes that the page shows, in its unit; raises `LehuaError` for a damaged file."""
    if source.media_type == "application/pdf":
        pdf = OriginalPdf(source)
        try:
            picture = pdf.picture(page.number, _CODE_DPI)
        finally:
            pdf.close()
        picture = picture.rotate(-page.turned, expand=True) if page.turned else picture
    elif source.media_type.startswith("image/"):
        picture = upright(source.data, page.number, page.turned)
    else:
        return ()
    across, down = page.width / picture.width, page.height / picture.height
    return tuple(Box(b.x0 * across, b.y0 * down, b.x1 * across, b.y1 * down) for b in find_codes(picture))


def decide(rows: Rows, item: Redaction, accepted: bool) -> Edit:
    """A proposal is right, or that place may be seen."""
    state = "accepted" if accepted else "rejected"
    return Edit((RowChange("redaction", item.id or rows.next_id("redaction"), *_change(rows, item, state)),))


def _change(rows: Rows, item: Redaction, state: str) -> tuple[Row | None, Row]:
    before = dict(rows.rows("redaction", id=item.id)).get(item.id) if item.id else None
    return before, {**_row(item), "state": state}


def draw(rows: Rows, evidence: int, page: int, box: Box) -> Edit:
    """A box drawn by hand."""
    row = _row(Redaction(evidence, page, box, "hand", "drawn"))
    return Edit((RowChange("redaction", rows.next_id("redaction"), None, row),))


def erase(rows: Rows, item: Redaction) -> Edit:
    """Takes a drawn box away."""
    return Edit(tuple(RowChange("redaction", row_id, row, None) for row_id, row in rows.rows("redaction", id=item.id)))


def look_at(rows: Rows, evidence: int, looked: bool) -> Edit:
    """The person has looked at what is blacked out in this evidence, or wants to look once more."""
    there = rows.rows("redaction_look", evidence=evidence)
    if looked == bool(there):
        return Edit(())
    if looked:
        return Edit((RowChange("redaction_look", rows.next_id("redaction_look"), None, {"evidence": evidence}),))
    return Edit(tuple(RowChange("redaction_look", row_id, row, None) for row_id, row in there))


def _row(item: Redaction) -> Row:
    box = item.box
    return {
        "evidence": item.evidence,
        "page": item.page,
        "x0": box.x0,
        "y0": box.y0,
        "x1": box.x1,
        "y1": box.y1,
        "what": item.what,
        "state": item.state,
    }
