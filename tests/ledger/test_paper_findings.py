"""What a payment document says against itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lehua_desktop.core.facts import Check, Look, Status
from lehua_desktop.core.model import Proof, Severity, Timeline
from lehua_desktop.ledger.findings.ground import moment
from tests.ledger.made import DUE, findings, loan, paid_on_due_days, proof, timeline

DOUBT, NOTE = Severity.DOUBT, Severity.NOTE


def looked_at(field: str, look: Look, agrees: bool, *, confirmed: bool = False) -> Timeline:
    """A case in which that look was taken at the amount or the day of the fifth payment."""
    proofs = paid_on_due_days()
    fact = proofs[4].payment
    values: dict[str, Any] = {field: replace(getattr(fact, field), checks=(Check(look, agrees),))}
    proofs[4] = replace(proofs[4], payment=replace(fact, **values), confirmed=confirmed)
    return timeline(proofs, loan())


@pytest.mark.parametrize(("field", "look"), [("amount", Look.CAPITALS), ("day", Look.ORDER_NUMBER)])
def test_a_value_that_contradicts_itself_is_a_doubt_until_a_person_confirms_it(field: str, look: Look) -> None:
    (finding,) = findings(looked_at(field, look, agrees=False), "payment_paper")
    assert (finding.letter, finding.severity, finding.installment) == ("L", DOUBT, 5)
    assert [source.evidence for source in finding.sources] == [5]
    assert not findings(looked_at(field, look, agrees=True), "payment_paper")
    assert not findings(looked_at(field, look, agrees=False, confirmed=True), "payment_paper")


def test_other_looks_are_no_matter_of_the_paper() -> None:
    assert not findings(looked_at("amount", Look.SECOND_READER, agrees=False), "payment_paper")


def messages(*more: Proof, skip: tuple[int, ...] = ()) -> list[str]:
    found = timeline([*paid_on_due_days(skip=skip), *more], loan())
    return [f.message.zh for f in findings(found, "payment_paper")]


def test_a_pending_page_beside_other_proof_is_a_note() -> None:
    pending = proof(50, "2023-07-08", status=Status.PENDING)
    (message,) = messages(pending)
    assert "处理中" in message
    assert not messages(pending, skip=(7,))
    assert not messages()


def test_money_that_came_back_is_a_note_with_its_reckoning() -> None:
    twice = [proof(50, "2023-07-10", time="12:05:00"), proof(51, "2023-07-12", status=Status.REFUNDED)]
    found = timeline([*paid_on_due_days(), *twice], loan())
    (finding,) = findings(found, "payment_paper")
    assert (finding.letter, finding.severity) == ("L", NOTE)
    assert finding.arithmetic[0].zh.endswith("= 0")
    # The payment that the ledger does not count is the one that is said to have come back.
    linked = {link.payment for row in found.rows for link in row.allocations}
    uncounted = [p for p in found.payments if p.status is Status.SUCCESS and p.id not in linked]
    assert [moment(p) in finding.arithmetic[0].zh for p in uncounted] == [True]
    assert not messages(proof(51, "2023-07-12", DUE + 1, status=Status.REFUNDED))


def test_a_document_that_names_nobody_is_a_note() -> None:
    nameless = proof(50, "2023-07-10", time="12:00", payee=None)
    (message,) = messages(nameless, skip=(7,))
    assert "第7期" in message
    assert not messages(replace(nameless, payment=replace(nameless.payment, payee="乐花分期")), skip=(7,))


def test_values_that_could_not_be_read_break_nothing() -> None:
    for odd in (
        proof(50, None, None, status=None),
        proof(50, None, status=Status.PENDING),
        proof(50, "2023-07-12", None, status=Status.REFUNDED),
        proof(50, "2023-07-12", 0, status=Status.REFUNDED),
    ):
        assert not messages(odd)
