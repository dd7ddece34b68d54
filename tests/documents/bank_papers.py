"""Statements as banks and wallets print them, filled from an invented life."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from typing import Any

from lehua_desktop.core.facts import Kind
from lehua_desktop.core.money import Money

from . import Document, Truth
from .bank_cells import CELLS, TIMED, Row
from .bank_forms import FORMS, LOOK, Form
from .invented import CARD, CARD_MASKED, IDENTITY_MASKED, MOBILE_MASKED, NAME, Loan, Movement, loan, movements
from .press import dice, digits, press


def rows_of(chance: random.Random, moved: Sequence[Movement]) -> list[Row]:
    """The movements with running balances that never fall below nothing."""
    low, at = 0, 0
    for one in moved:
        at += one.amount.fen
        low = min(low, at)
    balance = Money(chance.randint(1_000, 900_000) - low)
    rows = []
    for place, one in enumerate(moved, 1):
        balance += one.amount
        head = "4200" if chance.random() < 0.5 else f"{one.at:%Y%m%d}"
        account = digits(chance, 4, "2430") + "****" + digits(chance, 4) if one.party else ""
        rows.append(Row(place, one, balance, digits(chance, 28, head), account))
    return rows


def filled(form: Form, debt: Loan, rows: Sequence[Row], number: str) -> dict[str, Any]:
    """What the layout of a form needs."""
    start = rows[0].moved.at.date().replace(day=1)
    end = rows[-1].moved.at.date() + dt.timedelta(days=3)
    words = {
        "name": NAME,
        "card": CARD,
        "masked": CARD_MASKED,
        "identity": IDENTITY_MASKED,
        "mobile": MOBILE_MASKED,
        "start": start,
        "end": end,
        "number": number,
        "count": len(rows),
    }
    printed = list(reversed(rows)) if form.newest_first else list(rows)
    return {
        "title": form.title,
        "subtitle": form.subtitle and form.subtitle.format(**words),
        "head": [line.format(**words) for line in form.head],
        "columns": [
            {"title": column.title, "english": column.english, "width": column.width, "right": column.right}
            for column in form.columns
        ],
        "rows": [[CELLS[column.cell](row) for column in form.columns] for row in printed],
        "notes": list(form.notes),
        "look": LOOK | form.look,
    }


def truth_of(form: Form, rows: Sequence[Row]) -> Truth:
    """The payments in the rows, with the time of day where a column gives it."""
    pattern = next((TIMED[column.cell] for column in form.columns if column.cell in TIMED), None)
    shown = (row.moved.truth(row.moved.at.strftime(pattern) if pattern else None) for row in rows)
    return Truth(Kind.STATEMENT, tuple(payment for payment in shown if payment))


def statement(form: Form, seed: object, *, months: int | None = None) -> Document:
    """A bank's statement over some months, as PDF with text."""
    chance = dice(form.key, seed)
    debt = loan(chance)
    moved = movements(chance, debt, months=months or chance.choice((3, 6, 12)))
    if form.wallet:
        moved = [one for one in moved if one.sort not in ("cash", "fee", "interest")]
    rows = rows_of(chance, moved)
    values = filled(form, debt, rows, digits(chance, 20))
    drawn = press(form.layout, values, form.folder)
    return Document(drawn, truth_of(form, rows), f"statement-{form.key}", "text")


def statements(seed: object, forms: Sequence[Form] = FORMS) -> Iterator[Document]:
    """One statement of each form."""
    return (statement(form, seed) for form in forms)
