"""Payers' documents as the tests and the built-in samples need them: drawn with Typst, each with its truth.

Every maker takes plain data and gives a `Document`: the bytes of a file and what a careful person would read
from it. `wear` then treats the pictures as life does. All people, parties and numbers are invented.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import typst

from lehua_desktop.core.model import Kind, Status
from lehua_desktop.core.money import Money
from lehua_desktop.resources import resource

LAYOUTS = Path(__file__).parent / "layouts"
PIXELS_PER_POINT = 3


@dataclass(frozen=True, slots=True)
class TruePayment:
    """A movement of money that the document shows. `time` is `HH:MM` or `HH:MM:SS`."""

    day: dt.date | None
    amount: Money
    status: Status = Status.SUCCESS
    time: str | None = None
    about_loan: bool = True


@dataclass(frozen=True, slots=True)
class TrueRow:
    """A row of a plan."""

    number: int
    due: dt.date
    amount: Money


@dataclass(frozen=True, slots=True)
class TrueMonth:
    """An overdue month of a credit report's grid; `amount` in whole yuan, as reports print it."""

    month: str
    code: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Truth:
    """What a careful person would read from the document."""

    kind: Kind
    payments: tuple[TruePayment, ...] = ()
    plan: tuple[TrueRow, ...] = ()
    overdue: tuple[TrueMonth, ...] = ()
    settled_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file and its truth."""

    data: bytes
    truth: Truth


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(resource("fonts"))])


def draw(layout: str, values: Mapping[str, Any], *, picture: bool) -> bytes:
    """One layout filled with values: a PNG of the first page, or a PDF."""
    inputs = {"data": json.dumps(values, ensure_ascii=False)}
    drawn = typst.compile(
        str(LAYOUTS / f"{layout}.typ"),
        font_paths=_fonts(),
        sys_inputs=inputs,
        **({"format": "png", "ppi": 72.0 * PIXELS_PER_POINT} if picture else {"format": "pdf"}),
    )
    page = drawn[0] if isinstance(drawn, list) else drawn
    assert isinstance(page, bytes)
    return page
