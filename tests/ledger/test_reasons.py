"""Why a payment is linked, in words; and what it may be for instead."""

from __future__ import annotations

import pytest

from lehua_desktop.core.model import Decisions, LinkDecision
from lehua_desktop.core.words import Words
from lehua_desktop.ledger.reasons import say_reasons
from tests.ledger.made import links, loan, paid_on_due_days, proof, timeline


def test_a_link_says_amount_period_and_days_in_both_languages() -> None:
    (link,) = links(timeline([proof(1, "2023-03-08", periods=[3], payee=None)], loan(3)))
    assert say_reasons(link) == Words(
        "金额相同；注明第3期；应还日前2天", "same amount; names installment 3; 2 days before the due day"
    )


@pytest.mark.parametrize(
    ("on", "words"), [("2023-01-10", "应还日当天"), ("2023-01-11", "应还日后1天"), ("2022-12-30", "应还日前11天")]
)
def test_days_are_counted_from_the_due_day(on: str, words: str) -> None:
    (link,) = links(timeline([proof(1, on)], loan(1)))
    assert words in say_reasons(link).zh.split("；")


def test_an_open_link_names_the_installments_that_fit_as_well() -> None:
    found = timeline([*paid_on_due_days(skip=[6, 7]), proof(50, "2023-06-25")], loan())
    (link,) = [a for a in links(found) if a.payment == 50]
    assert not link.certain
    assert {(link.loan, link.number), *link.others} == {(1, 6), (1, 7)}


def test_what_two_loans_want_offers_both() -> None:
    found = timeline([proof(1, "2023-01-10")], loan(1, id_=1, contract=None), loan(1, id_=2, contract=None))
    (link,) = links(found)
    assert {(link.loan, link.number), *link.others} == {(1, 1), (2, 1)}


def test_a_certain_link_and_what_a_person_ruled_out_are_no_choice() -> None:
    found = timeline(paid_on_due_days(), loan())
    assert not any(link.others for link in links(found))
    no = Decisions(links=(LinkDecision(50, 1, 7, False),))
    found = timeline([*paid_on_due_days(skip=[6, 7]), proof(50, "2023-06-25")], loan(), decisions=no)
    assert all((1, 7) not in link.others for link in links(found) if link.payment == 50)
