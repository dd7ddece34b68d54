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

from lehua_desktop.core.facts import Kind, Status
from lehua_desktop.core.money import Money
from lehua_desktop.resources import resource

LAYOUTS = Path(__file__).parent / "layouts"
FONTS = (Path(__file__).parent / "fonts", Path(__file__).parent.parent / "data" / "fonts")
PIXELS_PER_POINT = 3


@dataclass(frozen=True, slots=True)
class TruePayment:
    """A movement of money that the document shows. `time` is `HH:MM` or `HH:MM:SS`.

    What the document does not give, say because it was cut off, is `None`; nobody can be certain of it.
    """

    day: dt.date | None
    amount: Money | None
    status: Status | None = Status.SUCCESS
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
class TrueAccount:
    """An account of a credit report. `amount` is `None` where it has a limit and no loan. What is not to be checked,
    say because the report is silent, is `None` too. `card` is a credit card or a debt taken over, which may be left out."""

    lender: str
    opened: dt.date
    amount: Money | None
    state: str | None = None
    settled_month: str | None = None
    overdue_months: int | None = None
    as_of: dt.date | None = None
    card: bool = False


@dataclass(frozen=True, slots=True)
class TrueSettlement:
    """A contract that a certificate calls settled."""

    contract: str
    lender: str
    amount: Money
    settled_on: dt.date


@dataclass(frozen=True, slots=True)
class Truth:
    """What a careful person would read from the document."""

    kind: Kind
    payments: tuple[TruePayment, ...] = ()
    plan: tuple[TrueRow, ...] = ()
    overdue: tuple[TrueMonth, ...] = ()
    settled_on: dt.date | None = None
    settled: tuple[TrueSettlement, ...] = ()
    edition: str | None = None
    report_date: dt.date | None = None
    accounts: tuple[TrueAccount, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file and its truth; where it is one of many, which layout it has and what it went through."""

    data: bytes
    truth: Truth
    layout: str = ""
    condition: str = "clean"


@cache
def _fonts(more: bool) -> typst.Fonts:
    paths = [str(resource("fonts")), *(map(str, FONTS) if more else ())]
    return typst.Fonts(include_system_fonts=False, font_paths=paths)


def draw(
    layout: str,
    values: Mapping[str, Any],
    *,
    picture: bool,
    folder: Path = LAYOUTS,
    pixels_per_point: float = PIXELS_PER_POINT,
    more_fonts: bool = False,
) -> bytes:
    """One layout of `folder` filled with values: a PNG of the first page, or a PDF.

    With `more_fonts` the fonts of the tests may be used beside those of the program.
    """
    inputs = {"data": json.dumps(values, ensure_ascii=False)}
    drawn = typst.compile(
        str(folder / f"{layout}.typ"),
        font_paths=_fonts(more_fonts),
        sys_inputs=inputs,
        **({"format": "png", "ppi": 72.0 * pixels_per_point} if picture else {"format": "pdf"}),
    )
    page = drawn[0] if isinstance(drawn, list) else drawn
    assert isinstance(page, bytes)
    return page
