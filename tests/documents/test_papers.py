"""Every drawn paper is readable and true: what its truth says stands in its text."""

from __future__ import annotations

import datetime as dt
import io
import itertools
from collections.abc import Iterable

import openpyxl
import pypdfium2
import pytest

from lehua_desktop.core.days import add_months
from lehua_desktop.core.facts import Status
from lehua_desktop.core.money import Money, total
from tests.documents import (
    Document,
    Truth,
    accounts,
    bank_forms,
    bank_papers,
    full_reports,
    invented,
    paper_sets,
    press,
)
from tests.documents.certificate_papers import certificate
from tests.documents.held_out.papers import as_drawn as held_out_as_drawn
from tests.documents.paper_wear import photo, scan

TODAY = dt.date(2025, 6, 20)


def words(document: Document) -> str:
    """All that the file says, without blanks and separators."""
    data = document.data
    if data.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(data) as pdf:
            said = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    elif data.startswith(b"PK"):
        book = openpyxl.load_workbook(io.BytesIO(data))
        said = "|".join(str(cell.value) for page in book for row in page for cell in row)
        said += "|".join(
            f"{cell.value:.2f}"
            for page in book
            for row in page
            for cell in row
            if cell.data_type == "n" and cell.value is not None
        )
    elif data.startswith(b"\xff\xfe"):
        said = data.decode("utf-16")
    else:
        said = data.decode("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "gb18030")
    return "".join(said.split()).replace(",", "")


def figures(truth: Truth) -> Iterable[str]:
    """Every amount of the truth as it must stand somewhere in the file."""
    for amount in (*(p.amount for p in truth.payments), *(row.amount for row in truth.plan)):
        if amount is not None:
            yield press.bare(amount)
    for month in truth.overdue:
        yield str(month.amount.fen // 100)


def not_boxed(document: Document) -> bool:
    return "boxes" not in document.layout and "parts-only" not in document.layout


@pytest.fixture(scope="module")
def ours() -> list[Document]:
    return list(paper_sets.as_drawn(3))


@pytest.fixture(scope="module")
def hidden() -> list[Document]:
    return list(held_out_as_drawn(3))


@pytest.fixture(scope="module")
def drawn(ours: list[Document], hidden: list[Document]) -> list[Document]:
    return [document for document in (*ours, *hidden) if not document.data.startswith(b"\x89PNG")]


def test_every_amount_of_the_truth_stands_in_the_text(drawn: list[Document]) -> None:
    for document in filter(not_boxed, drawn):
        said = words(document)
        absent = [figure for figure in figures(document.truth) if figure not in said]
        assert not absent, document.layout


def test_lenders_contracts_and_day_of_a_report_stand_in_the_text(drawn: list[Document]) -> None:
    for document in drawn:
        said, truth = words(document), document.truth
        assert all(account.lender in said for account in truth.accounts), document.layout
        assert all(one.contract in said and one.lender in said for one in truth.settled), document.layout
        if truth.report_date:
            assert any(truth.report_date.strftime(form) in said for form in ("%Y-%m-%d", "%Y.%m.%d")), document.layout


def test_the_sets_share_no_layout_and_each_has_a_dozen(ours: list[Document], hidden: list[Document]) -> None:
    mine, theirs = ({document.layout for document in papers} for papers in (ours, hidden))
    assert not mine & theirs
    assert min(len(mine), len(theirs)) >= 12


def test_a_seed_draws_the_same_paper_again_and_another_seed_another() -> None:
    form = bank_forms.FORMS[0]
    assert bank_papers.statement(form, 5) == bank_papers.statement(form, 5)
    assert bank_papers.statement(form, 5).truth != bank_papers.statement(form, 6).truth


def test_installments_repay_the_principal() -> None:
    for seed in range(30):
        debt = invented.loan(press.dice(seed))
        assert total(period.principal for period in debt.periods) == debt.principal
        assert [period.due for period in debt.periods] == [
            add_months(debt.periods[0].due, place) for place in range(len(debt.periods))
        ]


def test_balances_run_and_never_fall_below_nothing() -> None:
    chance = press.dice("balances")
    rows = bank_papers.rows_of(chance, invented.movements(chance, invented.loan(chance)))
    for before, after in itertools.pairwise(rows):
        assert after.balance == before.balance + after.moved.amount
        assert after.balance >= Money(0)


def test_money_lent_is_no_payment_and_money_given_back_is_a_refund() -> None:
    chance = press.dice("lent")
    moved = [one for seed in range(6) for one in invented.movements(chance, invented.loan(press.dice(seed)))]
    assert all(one.truth() is None for one in moved if one.sort == "disbursed")
    backs = [one.truth() for one in moved if one.sort == "refund"]
    assert backs
    assert all(back and back.status is Status.REFUNDED for back in backs)


def test_an_overdue_climbs_one_code_a_month_or_less() -> None:
    for seed in range(40):
        chance = press.dice("climb", seed)
        shown = accounts.account(chance, "D1", TODAY, trouble=0.15)
        codes = [code for _, code in shown.months]
        assert len(codes) <= 60
        assert shown.as_of <= TODAY
        for before, after in itertools.pairwise(codes):
            if after in "234567":
                assert int(after) == int(before) + 1


def test_a_scan_has_no_text_and_a_photo_is_one_picture() -> None:
    letter = certificate("letter", 1)
    scanned, photographed = scan(letter, seed=1), photo(letter, seed=1, longest=800)
    assert words(scanned) == ""
    assert b"/CreationDate (D:19700101000000Z)" in scanned.data
    assert photographed.data.startswith(b"\xff\xd8")
    assert scanned.truth == photographed.truth == letter.truth
    assert (scanned.condition, photographed.condition) == ("scan-200", "photo")


def test_a_grid_shows_the_newest_year_on_top() -> None:
    shown = accounts.account(press.dice("grid"), "D1", TODAY, state="open")
    lines = accounts.years(shown)
    assert [line["year"] for line in lines] == sorted((line["year"] for line in lines), reverse=True, key=str)
    document = full_reports.one_sheet("ruled", 2)
    assert all(month.code in words(document) for month in document.truth.overdue)
