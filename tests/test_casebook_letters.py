"""Edited letters and given exhibit numbers live in the case."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from lehua_desktop.casebook import Casebook
from lehua_desktop.core.facts import Kind
from lehua_desktop.core.model import Installment, Loan
from lehua_desktop.core.money import Money
from tests.bundle.made import png

PICTURES = [png(Image.new("L", (40, 30 + n), "white")) for n in range(2)]
NOW = dt.datetime(2024, 6, 1, 9, tzinfo=dt.UTC)
TODAY = NOW.date()
LOAN = Loan(
    lender="示例消费金融有限公司",
    contract="LH001",
    principal=Money(200000),
    disbursed=dt.date(2024, 1, 2),
    installments=(
        Installment(1, dt.date(2024, 2, 2), Money(100000)),
        Installment(2, dt.date(2024, 3, 2), Money(100000)),
    ),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.lehua"
    with Casebook.create(path, LOAN) as book:
        book.add_bytes("one.png", PICTURES[0], NOW)
    return path


def body(book: Casebook, part: str) -> str:
    return next(p.body for p in book.letters(TODAY).get("bureau") if p.part == part)


def test_an_edited_paragraph_stays_with_the_case_and_can_be_taken_back(path: Path) -> None:
    with Casebook.open(path) as book:
        before = body(book, "loan.1")
        edit = book.letters(TODAY).edit("bureau", "loan.1", "向{lender:1}借了{principal:1}元。")
        book.apply(edit, NOW)
    with Casebook.open(path) as book:
        assert body(book, "loan.1") == "向{lender:1}借了{principal:1}元。"
        (text,) = book.bundle_request(TODAY).texts
        assert text.values == {"lender:1": "示例消费金融有限公司", "principal:1": "2,000.00"}
        book.apply(edit.inverse(), NOW)
        assert body(book, "loan.1") == before


def test_a_paragraph_can_be_reset(path: Path) -> None:
    with Casebook.open(path) as book:
        before = body(book, "loan.1")
        book.apply(book.letters(TODAY).edit("bureau", "loan.1", "x"), NOW)
        book.apply(book.letters(TODAY).reset("bureau", "loan.1"), NOW)
        assert body(book, "loan.1") == before


def test_a_later_change_of_the_loan_is_marked_until_the_value_is_taken(path: Path) -> None:
    with Casebook.open(path) as book:
        book.apply(book.letters(TODAY).edit("bureau", "loan.1", "借了{principal:1}元。"), NOW)
        (loan,) = book.loans()
        book.apply(book.set_loan(Loan(id=loan.id, lender=loan.lender, principal=Money(210000))), NOW)
        (paragraph,) = [p for p in book.letters(TODAY).get("bureau") if p.edited]
        assert [(run.was, run.text) for run in paragraph.changed] == [("2,000.00", "2,100.00")]
        book.apply(book.letters(TODAY).edit("bureau", "loan.1", paragraph.body), NOW)
        assert not any(p.changed for p in book.letters(TODAY).get("bureau"))


def test_exhibit_numbers_are_kept_or_given_anew(path: Path) -> None:
    with Casebook.open(path) as book:
        assert not book.has_numbers
        book.remember_numbers(book.bundle_request(TODAY), NOW)
        assert book.has_numbers
        book.add_bytes("two.png", PICTURES[1], NOW)
        request = book.bundle_request(TODAY, keep_numbers=True)
        assert (request.numbers, request.keep_numbers) == (((1, "1-1"),), True)
        book.remember_numbers(request, NOW)
        assert dict(book.bundle_request(TODAY).numbers) == {1: "1-1", 2: "1-2"}
        assert book.history()[-1][1] == "exported"


def test_a_public_bundle_does_not_number_the_next_one(path: Path) -> None:
    with Casebook.open(path) as book:
        book.apply(book.add_payment(1, Money(100000), TODAY), NOW)
        book.remember_numbers(book.bundle_request(TODAY), NOW)
        request = replace(book.bundle_request(TODAY, route="public"), numbers=())
        request = replace(request, exhibits=tuple(replace(e, kind=Kind.PAYMENT) for e in request.exhibits))
        book.remember_numbers(replace(request, exhibits=request.exhibits * 2), NOW)
        assert dict(book.bundle_request(TODAY).numbers) == {1: "1-1"}


def test_a_letter_can_be_read_where_nothing_of_the_case_may_be_shown(path: Path) -> None:
    with Casebook.open(path) as book:
        assert any(p.part == "against" for p in book.letters(TODAY, route="public").get("public"))
