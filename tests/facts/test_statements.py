"""Whole statements of many banks and wallets, drawn in `tests/data/facts/statements`, in every look they come in."""

from __future__ import annotations

import datetime as dt

import pytest

from lehua_desktop.core.facts import Context, PaymentFact
from lehua_desktop.core.page import Page
from lehua_desktop.facts.extract import extract
from tests.facts.drawn_statements import FOLDER, Drawn, bowed, load
from tests.facts.made import scan

_DRAWN = [load(path) for path in sorted(FOLDER.glob("*.txt"))]
_CONTEXT = Context(dt.date(2026, 12, 1))


def said(fact: PaymentFact) -> tuple[str, ...]:
    day = str(fact.day.value or "?") + (f" {fact.time}" if fact.time else "")
    return (
        day,
        str(fact.amount.value).replace(",", "") if fact.amount.value else "?",
        fact.status.value.value if fact.status.value else "?",
        "loan" if fact.about_loan else "other",
        "certain" if fact.certain else "unsure",
    )


def looks(drawn: Drawn, look: str) -> list[Page]:
    paper = drawn.paper(chars=look == "characters")
    match look:
        case "askew":
            return [scan(p, degrees=1.7, seed=4) for p in paper]
        case "turned far":
            return [scan(p, degrees=-3.6, seed=5, swollen=0.2) for p in paper]
        case "bowed":
            return [bowed(scan(p, degrees=0.4, seed=6, swollen=0.2), 0.5 * drawn.size) for p in paper]
        case _:
            return paper


def check(drawn: Drawn, pages: list[Page]) -> None:
    facts = extract(pages, _CONTEXT)
    assert facts.kind.value == drawn.kind
    found = [said(f) for f in facts.payments]
    assert [f[: len(w)] for f, w in zip(found, drawn.payments, strict=False)] == drawn.payments
    assert len(found) == len(drawn.payments)


@pytest.mark.parametrize("look", ["text", "characters", "askew", "turned far", "bowed"])
@pytest.mark.parametrize("drawn", [d for d in _DRAWN if d.only != "table"], ids=lambda d: d.name)
def test_a_paper_statement_says_what_a_careful_person_reads(drawn: Drawn, look: str) -> None:
    check(drawn, looks(drawn, look))


@pytest.mark.parametrize("drawn", [d for d in _DRAWN if d.only != "paper"], ids=lambda d: d.name)
def test_a_table_file_says_the_same(drawn: Drawn) -> None:
    check(drawn, drawn.table())
