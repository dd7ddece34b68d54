"""What a box that a person drew hides elsewhere as well: the numbers, names and other words of its own that stand under it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from ...core.model import Loan, Redaction
from ...core.page import Page
from ...facts.words.parties import names_platform
from ...resources import resource
from .. import persons
from ..private import MASK, Private, is_title
from .places import box_of, under, without_blanks

_BETWEEN = re.compile(r"(?:[\t:：，。；;|/（）()【】\[\]、！!？?]|,(?!\d))+")
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{0,6}")
_AMOUNT = re.compile(r"[-+−]?[¥￥]?(?=\d*[,.])\d[\d,]*(?:\.\d{1,2})?")
_COUNTED = re.compile(r"[\d一二三四五六七八九十]+(?:[年月日时分秒期元笔天次]|个月)")
_SHARE = 0.5  # of a character, and of its line: boxes are drawn by a hand


def drawn_words(
    pages: Iterable[tuple[int, Page]], decisions: Iterable[Redaction], loans: Iterable[Loan]
) -> tuple[str, ...]:
    """The words under the boxes that were drawn on these pages, each with its evidence, as they are compared. Days, sums,
    words of the trade and the parties of the loans stay: the papers would say nothing without them."""
    drawn = [decision for decision in decisions if decision.state == "drawn"]
    parties = {party for loan in loans for party in (loan.lender, loan.platform, loan.guarantor) if party}
    found: set[str] = set()
    for evidence, page in pages if drawn else ():
        for box in (d.box for d in drawn if (d.evidence, d.page) == (evidence, page.number)):
            for index, private in under(page, box):
                line = page.lines[index]
                if line.box.overlap_y(box) < _SHARE:
                    continue
                kept = [
                    n
                    for n in range(private.start, private.end)
                    if box_of(line, Private("name", n, n + 1), 0).overlap_x(box) >= _SHARE
                ]
                if kept:
                    found.update(_words(line.text[kept[0] : kept[-1] + 1], parties))
    return tuple(sorted(found))


def _words(text: str, parties: set[str]) -> Iterator[str]:
    for piece in _BETWEEN.split(text):
        whole = without_blanks(piece)
        # Blanks part the groups of a number, and the names of a person.
        if whole.isdigit() or _is_latin_name(piece):
            words = [whole]
        else:
            words = [without_blanks(word) for word in piece.split()]
        for word in words:
            if (
                MASK not in word
                and "*" not in word
                and (_is_latin_name(piece) or _is_own(word) or _tells(word, parties))
            ):
                yield word


def _is_latin_name(text: str) -> bool:
    return bool(re.fullmatch(r"\s*[A-Za-z']+(?:\s+[A-Za-z'-]+){1,2}\s*", text)) and persons.is_persons_name(text)


def _is_own(word: str) -> bool:
    """A number that is not part of many others, no day and no sum."""
    digits = sum(character.isdigit() for character in word)
    long_enough = len(word) >= (8 if digits == len(word) else 6)
    return word.isascii() and digits >= 4 and long_enough and not _DAY.fullmatch(word) and not _AMOUNT.fullmatch(word)


def _tells(word: str, parties: set[str]) -> bool:
    """A name, or words that neither the trade nor the papers of the bundle use."""
    if word.isascii():
        return False
    if persons.is_persons_name(word):
        return True
    if len(word) < 3 or is_title(word) or word in _own_words() or any(word in party for party in parties):
        return False
    if _COUNTED.search(word) or names_platform(word, persons.NO_CONTEXT):
        return False
    return word.endswith("公司") or not persons.is_of_the_trade(word)


@functools.cache
def _own_words() -> str:
    """Every sentence that the bundle itself sets."""
    files = [resource("bundle", f"{name}.toml") for name in ("letters", "words", "verify")]
    files += [resource("law", f"{name}.toml") for name in ("routes", "articles", "notices")]
    return "".join(file.read_text(encoding="utf-8") for file in files)
