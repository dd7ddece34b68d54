"""Whole pages of many makers, drawn as text in `tests/data/facts/pages`."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from lehua_desktop.core.facts import Context, PaymentFact, Status
from lehua_desktop.core.page import Box, Page, TextLine
from lehua_desktop.facts.extract import extract
from lehua_desktop.facts.words.glyphs import plain
from tests.facts.drawn import load

_PAGES = sorted((Path(__file__).parent.parent / "data" / "facts" / "pages").glob("*.txt"))
_CONTEXT = Context(dt.date(2026, 12, 1))


def _said(fact: PaymentFact) -> tuple[str, ...]:
    day = str(fact.day.value or "?") + (f" {fact.time}" if fact.time else "")
    return (
        day,
        str(fact.amount.value).replace(",", "") if fact.amount.value else "?",
        fact.status.value.value if fact.status.value else "?",
        "loan" if fact.about_loan else "other",
        "certain" if fact.certain else "unsure",
    )


@pytest.mark.parametrize("path", _PAGES, ids=lambda p: p.stem)
def test_a_page_says_what_a_careful_person_reads(path: Path) -> None:
    drawn = load(path)
    facts = extract(drawn.pages, _CONTEXT)
    assert facts.kind.value == drawn.kind
    said = [_said(p) for p in facts.payments]
    assert [s[: len(w)] for s, w in zip(said, drawn.payments, strict=False)] == drawn.payments
    assert len(said) == len(drawn.payments)
    named = [f"{word} {str(money).replace(',', '')}" for p in facts.payments[:1] for word, money in p.components]
    assert [part for part in drawn.parts if part not in named] == []
    assert not drawn.payee or facts.payments[0].payee == drawn.payee


@pytest.mark.parametrize("path", _PAGES, ids=lambda p: p.stem)
def test_without_a_second_reader_nothing_else_is_read(path: Path) -> None:
    drawn = load(path)
    alone = [replace(p, lines=tuple(replace(line, second=None) for line in p.lines)) for p in drawn.pages]
    facts = extract(alone, _CONTEXT)
    assert facts.kind.value == drawn.kind
    both = extract(drawn.pages, _CONTEXT).payments
    assert [(p.day.value, *_said(p)[1:4]) for p in facts.payments] == [(p.day.value, *_said(p)[1:4]) for p in both]


@pytest.mark.parametrize("path", _PAGES, ids=lambda p: p.stem)
def test_a_second_reader_that_sees_other_digits_makes_nothing_certain(path: Path) -> None:
    drawn = load(path)
    if drawn.kind == "statement":
        return  # running balances are looks of their own
    turned = str.maketrans("0123456789", "1234567890")
    pages = [
        replace(p, lines=tuple(replace(line, second=plain(line.text).translate(turned)) for line in p.lines))
        for p in drawn.pages
        if p.engine != "text"
    ]
    assert not any(p.amount.certain for p in extract(pages, _CONTEXT).payments)


def test_the_last_record_of_a_list_has_a_row_more_than_the_others() -> None:
    # Where no state stands, the amount is set between the two rows: nearer to both than they are to each other.
    art = [(565, "2025-08-10"), (582, ""), (616, "第8期"), (716, "2025-07-10"), (733, ""), (767, "第7期")]
    art += [(870, "2025-06-10"), (866, ""), (922, "第6期"), (925, "冲正")]
    spots = [(700 if text in ("", "冲正") else 60, y, text or "1,286.35") for y, text in art]
    lines = [TextLine(t, Box(x, y, x + 160, y + 36), 0.99, t) for x, y, t in [(329, 105, "还款记录"), *spots]]
    facts = extract([Page(0, 936, 1100, "px", tuple(lines), "rapidocr")], _CONTEXT)
    assert [p.status.value for p in facts.payments] == [Status.SUCCESS, Status.SUCCESS, Status.REFUNDED]
