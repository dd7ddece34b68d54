"""Payment facts inside a case: they keep their ids over re-readings, and a person's word stands above them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import msgspec

from ..core.facts import PaymentFact, Read, Status
from ..core.model import Proof
from ..core.money import Money
from ..core.page import Box
from ..store.rows import ProofRow

T = TypeVar("T")
_replace: Any = replace  # value_of has checked what is replaced

# What a person may correct, with the type of its value.
FIELDS: dict[str, type] = {
    "amount": Money,
    "day": dt.date,
    "time": str,
    "status": Status,
    "payee": str,
    "about_loan": bool,
}
_NEEDED = ("amount", "day", "status", "about_loan")  # the others may be corrected to "nothing stands there"


def value_of(field: str, value: object) -> object:
    """The value of a correction, checked. Raises `ValueError` for an unknown field or a wrong type."""
    if field not in FIELDS:
        raise ValueError(field)
    if value is None and field not in _NEEDED:
        return None
    try:
        return msgspec.convert(value, FIELDS[field])
    except msgspec.ValidationError as error:
        raise ValueError(f"{field}: {error}") from None


def match_proofs(old: Sequence[ProofRow], new: Sequence[PaymentFact]) -> list[int | None]:
    """For each new fact the id of the proof that it continues, `None` for a new one.

    The same place on the same page, the same order number, or the same day and amount make two facts one.
    The best pairs go first, so that equal rows of a list keep their order.
    """
    pairs = sorted(
        (-score, abs(i - j), i, j)
        for i, row in enumerate(old)
        if not row.by_hand
        for j, fact in enumerate(new)
        if (score := _likeness(row.payment, fact)) >= 2
    )
    taken: set[int] = set()
    found: list[int | None] = [None] * len(new)
    for _, _, i, j in pairs:
        if i not in taken and found[j] is None:
            taken.add(i)
            found[j] = old[i].id
    return found


def judged(row: ProofRow, confirmed: PaymentFact | None, corrected: Mapping[str, object]) -> Proof:
    """The proof with a person's word on it: a value that was confirmed or corrected is certain."""
    fact = row.payment
    if confirmed is not None:
        fact = replace(
            fact,
            amount=_stated(fact.amount, confirmed.amount.value),
            day=_stated(fact.day, confirmed.day.value),
            status=_stated(fact.status, confirmed.status.value),
            time=confirmed.time,
            payee=confirmed.payee,
            about_loan=confirmed.about_loan,
        )
    for field, raw in corrected.items():
        value = value_of(field, raw)
        if field in ("amount", "day", "status"):
            value = _stated(getattr(fact, field), value)
        fact = _replace(fact, **{field: value})
    looked = row.by_hand or confirmed is not None or (bool(corrected) and fact.certain)
    return Proof(id=row.id, evidence=row.evidence, payment=fact, confirmed=looked)


def _stated(read: Read[T], value: T | None) -> Read[T]:
    return read if value is None else replace(read, value=value, certain=True)


def _likeness(old: PaymentFact, new: PaymentFact) -> int:
    score = 0
    if _overlaps(old.amount, new.amount):
        score += 4
    if _overlaps(old.day, new.day):
        score += 1
    if set(old.references) & set(new.references):
        score += 3
    if old.amount.value == new.amount.value and old.day.value == new.day.value and old.amount.value and old.day.value:
        score += 2
        score += old.time == new.time
        score += old.status.value == new.status.value
    return score


def _overlaps(one: Read[T], other: Read[T]) -> bool:
    """Both boxes lie on one page and share more than half of their area."""
    if one.box is None or other.box is None or one.page != other.page:
        return False
    shared = max(0.0, min(one.box.x1, other.box.x1) - max(one.box.x0, other.box.x0)) * max(
        0.0, min(one.box.y1, other.box.y1) - max(one.box.y0, other.box.y0)
    )
    return shared > 0.5 * max(1e-6, min(_area(one.box), _area(other.box)))


def _area(box: Box) -> float:
    return box.width * box.height
