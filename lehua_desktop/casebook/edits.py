"""What a person may change, each as an `Edit`: built here, written by `Casebook.apply`, taken back by its inverse."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from ..core.edits import Edit, Row, RowChange
from ..core.facts import PaymentFact, Read, Status
from ..core.model import Loan, Proof
from ..core.money import Money
from ..store.rows import Rows, to_json
from .proofs import value_of


def correct(rows: Rows, proof: int, field: str, value: object) -> Edit:
    """A field of a proof has this value. `ValueError` for a field or value that is none."""
    text = to_json(value_of(field, value))
    return Edit(_put(rows, "correction", {"proof": proof, "field": field}, {"value": text}))


def confirm(rows: Rows, proof: Proof) -> Edit:
    """The values of the proof are right as they stand."""
    return Edit(_put(rows, "confirmation", {"proof": proof.id}, {"body": to_json(proof.payment)}))


def link(rows: Rows, proofs: Sequence[int], loan: int, number: int, linked: bool, amount: Money | None = None) -> Edit:
    """The first proof carries the decision; a former decision on another proof of the same payment goes."""
    fen = None if amount is None else amount.fen
    changes = _put(
        rows, "link", {"proof": proofs[0], "loan": loan, "number": number}, {"linked": int(linked), "amount_fen": fen}
    )
    for other in proofs[1:]:
        changes += _drop(rows, "link", {"proof": other, "loan": loan, "number": number})
    return Edit(changes)


def same(rows: Rows, one: int, other: int, is_same: bool) -> Edit:
    """Two proofs show one payment, or they do not."""
    key: Row = {"one": min(one, other), "other": max(one, other)}
    return Edit(_put(rows, "same", key, {"same": int(is_same)}))


def ignore(rows: Rows, proof: int, ignored: bool) -> Edit:
    """The proof has nothing to do with the loan, or has after all."""
    key: Row = {"proof": proof}
    return Edit(_put(rows, "ignored", key, {}) if ignored else _drop(rows, "ignored", key))


def remove(evidence: int) -> Edit:
    """The evidence goes out of sight; its bytes stay."""
    return Edit((RowChange("evidence", evidence, {"removed": 0}, {"removed": 1}),))


def set_loan(rows: Rows, loan: Loan) -> Edit:
    """Puts the loan in, or in the place of the one of its id, with all its installments.

    Links to a loan that documents proposed (id 0 or below) go over to it.
    """
    known = dict(rows.rows("loan"))
    loan_id = loan.id if loan.id > 0 else rows.next_id("loan")
    after: Row = {
        "platform": loan.platform,
        "lender": loan.lender,
        "guarantor": loan.guarantor,
        "contract": loan.contract,
        "borrower": loan.borrower,
        "principal_fen": None if loan.principal is None else loan.principal.fen,
        "disbursed": None if loan.disbursed is None else loan.disbursed.isoformat(),
        "cutoff": loan.cutoff,
        "grace": loan.grace,
    }
    changes = [RowChange("loan", loan_id, known.get(loan_id), after)]
    changes += [RowChange("installment", row_id, row, None) for row_id, row in rows.rows("installment", loan=loan_id)]
    free = rows.next_id("installment")
    for row_id, item in enumerate(loan.installments, free):
        row: Row = {
            "loan": loan_id,
            "number": item.number,
            "due": item.due.isoformat(),
            "amount_fen": item.amount.fen,
        }
        changes.append(RowChange("installment", row_id, None, row))
    if loan.id <= 0:
        changes += [
            RowChange("link", row_id, row, {**row, "loan": loan_id}) for row_id, row in rows.rows("link", loan=loan.id)
        ]
    return Edit(tuple(changes))


def add_payment(
    rows: Rows,
    evidence: int,
    amount: Money,
    day: dt.date,
    status: Status,
    time: str | None,
    payee: str | None,
    page: int,
) -> Edit:
    """A payment as a person typed it in."""
    fact = PaymentFact(
        amount=Read(amount, True, page),
        day=Read(day, True, page),
        status=Read(status, True, page),
        time=time,
        payee=payee,
        about_loan=True,
    )
    row: Row = {"evidence": evidence, "position": None, "by_hand": 1, "body": to_json(fact)}
    return Edit((RowChange("proof", rows.next_id("proof"), None, row),))


def write_text(rows: Rows, route: str, language: str, part: str, body: str, stood: dict[str, str]) -> Edit:
    """A paragraph of a letter reads like this, with the values that stand in it now."""
    key: Row = {"route": route, "language": language, "part": part}
    return Edit(_put(rows, "letter_text", key, {"body": body, "stood": to_json(stood)}))


def reset_text(rows: Rows, route: str, language: str, part: str) -> Edit:
    """A paragraph reads again as the program writes it."""
    return Edit(_drop(rows, "letter_text", {"route": route, "language": language, "part": part}))


def leave_out(rows: Rows, evidence: Collection[int]) -> Edit:
    """These pieces of evidence, and no others, stay out of every bundle."""
    there = rows.rows("left_out")
    back = tuple(RowChange("left_out", row_id, row, None) for row_id, row in there if row["evidence"] not in evidence)
    first, new = rows.next_id("left_out"), sorted(set(evidence) - {row["evidence"] for _, row in there})
    return Edit((*back, *(RowChange("left_out", first + n, None, {"evidence": one}) for n, one in enumerate(new))))


def _put(rows: Rows, table: str, key: Row, values: Row) -> tuple[RowChange, ...]:
    """One row with this key gets these values, whether it is there or not."""
    for row_id, row in rows.rows(table, **key):
        return (RowChange(table, row_id, row, {**row, **values}),)
    return (RowChange(table, rows.next_id(table), None, {**key, **values}),)


def _drop(rows: Rows, table: str, key: Row) -> tuple[RowChange, ...]:
    return tuple(RowChange(table, row_id, row, None) for row_id, row in rows.rows(table, **key))
