"""Settlement certificates in English."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from ...core.facts import Check, Context, Look, Read, Settlement
from ...core.page import Page
from ..certainty import amount_again, day_again, in_range, judge, missing
from ..page.layout import Piece, text_rows
from ..words.amounts import find_amounts
from ..words.days import find_days
from ..words.glyphs import plain
from .loan_facts import number

CERTIFIES = re.compile(r"(?:thisisto|hereby)(?:certify|confirm|inform)|towhomitmayconcern", re.IGNORECASE)
"""Words that certify, in text without blanks."""
SAYS_SETTLED = re.compile(
    r"(?:fully|been|was|were|is|duly|has)(?:re)?(?:paid|settled|discharged|cleared)|(?:re)?(?:paid|settled|cleared)(?:off|up)?infull|paidoff|nooutstanding",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\bnot (?:yet )?(?:been )?(?:fully )?(?:re)?(?:paid|settled|cleared)|\bunpaid\b|remains? (?:due|open)",
    re.IGNORECASE,
)
_DONE = r"(?:settled|repaid|paid|cleared|discharged|closed)"
_ON = re.compile(rf"\b{_DONE}\b(?:(?! by )[^;]){{0,160}}?\bon\s*$", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:settle(?:d|ment)|clearance|clearing|pay-?off|closing|closed|repaid)\s+(?:date|on)\s*:?\s*$", re.IGNORECASE
)
_TO_COME = re.compile(rf"\b(?:will|shall|should|must|to) be (?:fully )?{_DONE}", re.IGNORECASE)
_GUARANTOR = re.compile(r"\bguarantor\b|\binsurer\b|\bsurety\b|on behalf of the borrower|compensat", re.IGNORECASE)
_CONTRACT = re.compile(r"(?:contract|agreement|loan|account|reference)\s*(?:no|number|id)\b\.?\s*:?\s*", re.IGNORECASE)
_AMOUNT = re.compile(r"(?:amount|sum|principal|amounting|loan of)[^\d;]{0,24}$", re.IGNORECASE)
_ISSUED = re.compile(r"(?:issue[d]?|date)\s*(?:date|on|of issue)?\s*:?\s*$", re.IGNORECASE)


def read_english(pages: Sequence[Page], context: Context) -> Settlement | None:
    """What a certificate says, or None where nothing is said to be settled."""
    pieces = [piece for row in text_rows(pages) for piece in row]
    text = plain(" ".join(piece.text for piece in pieces))
    if not SAYS_SETTLED.search(text.replace(" ", "")) or _OPEN.search(text):
        return None
    days = [day for day in find_days(text) if day.date is not None]
    said = [d for d in days if _LABEL.search(text[: d.start]) or (_ON.search(_sentence(text[: d.start])))]
    said = [d for d in said if not _TO_COME.search(_sentence(text[: d.start]))]
    by_other = bool(_GUARANTOR.search(text))
    settled: Read[dt.date] = missing(pieces[0])
    if said and said[0].date is not None:
        piece = _where(pieces, said[0].start, said[0].end)
        here = next((d for d in find_days(piece.text) if d.date == said[0].date), said[0])
        doubt = by_other or len({day.date for day in said}) > 1
        looks = (day_again(here, piece), in_range(said[0].date, context.today))
        settled = judge(said[0].date, piece, *looks, Check(Look.LABEL, agrees=False) if doubt else None)
    sums = [(a.money, _where(pieces, a.start, a.end)) for a in find_amounts(text) if _AMOUNT.search(text[: a.start])]
    sure = {m for m, p in sums if p.exact or ((again := amount_again(m, p)) is not None and again.agrees)}
    numbers = (number(text[match.end() :]) for match in _CONTRACT.finditer(text))
    return Settlement(
        settled_on=settled,
        contract=next((contract for contract in numbers if contract), None),
        amount=sure.pop() if len(sure) == 1 == len({money for money, _ in sums}) else None,
        issued_on=next((d.date for d in days if d not in said and _ISSUED.search(text[: d.start])), None),
        by_other=by_other,
    )


def _sentence(text: str) -> str:
    """The last sentence of a text; the point of `No.` ends none."""
    return re.split(r"(?<!\bNo)(?<!\bMr)(?<!\bMs)(?<!\bMrs)\.\s", text)[-1]


def _where(pieces: Sequence[Piece], start: int, end: int) -> Piece:
    """The pieces that these characters of their texts, joined by blanks, stand in."""
    at, found = 0, None
    for piece in pieces:
        if at < end and at + len(piece.text) > start:
            found = piece if found is None else found.joined(piece, " ")
        at += len(piece.text) + 1
    return found or pieces[0]
