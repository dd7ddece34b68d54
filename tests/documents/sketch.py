"""A screen before it is drawn: its look, its blocks from the top down, and what a careful person reads from it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from PIL import Image

from lehua_desktop.core.facts import Kind, Status
from lehua_desktop.core.money import Money

from . import LAYOUTS, Document, TruePayment, Truth, draw
from .chance import Chance, Moment

Block = dict[str, Any]
Cut = Literal["", "bar", "head"]


@dataclass(frozen=True, slots=True)
class Sketch:
    """`head` is what goes when the top is cut off; `headless` is what the rest still tells, `None` for the same."""

    layout: str
    theme: dict[str, Any]
    head: Sequence[Block]
    body: Sequence[Block]
    truth: Truth
    headless: Truth | None = None
    folder: Path = LAYOUTS
    template: str = "blocks"
    fills_screen: bool = True

    def document(self, cut: Cut = "") -> Document:
        """The picture; with `cut` without the bar of the phone, or without the whole head."""
        values = {
            "theme": self.theme | {"bare": bool(cut)},
            "height": None,
            "blocks": [*([] if cut == "head" else self.head), *self.body],
        }
        data = self._drawn(values)
        width, height = Image.open(io.BytesIO(data)).size
        if not cut and self.fills_screen and height < (shape := self.theme["shape"]) * width:
            data = self._drawn(values | {"height": shape * self.theme["width"]})
        truth = self.headless if cut == "head" and self.headless is not None else self.truth
        return Document(data, truth, self.layout)

    def _drawn(self, values: Mapping[str, Any]) -> bytes:
        pixels = self.theme["pixels"]
        return draw(self.template, values, picture=True, folder=self.folder, pixels_per_point=pixels, more_fonts=True)


def one(
    amount: Money | None,
    at: Any,
    moment: Moment | None,
    status: Status = Status.SUCCESS,
    *,
    about_loan: bool = True,
) -> Truth:
    """The truth of a page of one payment; without a moment the page gives no day."""
    day = None if moment is None else at.date()
    return Truth(Kind.PAYMENT, (TruePayment(day, amount, status, None if moment is None else moment.time, about_loan),))


def without(truth: Truth, *fields: str) -> Truth:
    """The truth of a page on which these fields of its payments are not to be seen."""
    lost: dict[str, Any] = dict.fromkeys(fields)
    return replace(truth, payments=tuple(replace(payment, **lost) for payment in truth.payments))


Maker = Callable[[Chance], Sketch]
GAP: Block = {"b": "gap"}


def nav(title: str, right: str = "") -> Block:
    return {"b": "nav", "title": title, "right": right}


def rows(style: str, pairs: Sequence[tuple[str, object]], **more: object) -> Block:
    return {"b": "rows", "style": style, "pairs": list(pairs), **more}


def card(*blocks: Block, **more: object) -> Block:
    return {"b": "card", "blocks": [block | {"inset": False} for block in blocks], **more}


def hero(*parts: tuple[str, str], **more: object) -> Block:
    return {"b": "hero", "parts": parts, **more}
