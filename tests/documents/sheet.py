"""The blocks of which `paper_sheet.typ` is made, and its looks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import LAYOUTS
from .press import FACES, press

Block = dict[str, Any]
LOOK: dict[str, Any] = {
    "landscape": False,
    "margin": 16,
    "foot": "comma",
    "header": None,
    "face": FACES["song"],
    "size": 9,
    "leading": 0.75,
    "justify": True,
    "ink": 90,
    "hair": 0.5,
    "weight": 700,
    "heads": "left",
    "pairs": "grid",
    "gap": -0.6,
    "row": 1.4,
    "grid": "grid",
    "year": "span",
    "year-width": 14,
    "range": "cell",
}


def title(words: str, size: float = 18, tracking: float = 0) -> Block:
    return {"kind": "title", "words": words, "size": size, "tracking": tracking}


def head(words: str) -> Block:
    return {"kind": "head", "words": words}


def words(line: str, *, side: str = "left", indent: int = 0, scale: float = 1, weight: int = 400) -> Block:
    return {"kind": "text", "words": line, "side": side, "indent": indent, "scale": scale, "weight": weight}


def over(*pairs: tuple[str, str]) -> Block:
    """Labels in one row, the values under them."""
    return {"kind": "over", "pairs": pairs}


def beside(pairs: Sequence[tuple[str, str]], columns: int = 2, label: float = 0.6) -> Block:
    """Labels to the left of their values."""
    return {"kind": "beside", "pairs": pairs, "columns": columns, "label": label}


def lines(*each: str, columns: int = 2) -> Block:
    return {"kind": "lines", "lines": each, "columns": columns}


def table(
    header: Sequence[Sequence[object]],
    rows: Sequence[Sequence[object]],
    widths: Sequence[float],
    *,
    sides: Sequence[str] = (),
    rules: str = "grid",
    repeat: bool = True,
) -> Block:
    """A table; a cell is a string or `{"words": …, "across": 2, "down": 2}`."""
    return {
        "kind": "table",
        "header": header,
        "rows": rows,
        "widths": widths,
        "sides": sides or ["center"] * len(widths),
        "rules": rules,
        "repeat": repeat,
    }


def space(high: float) -> Block:
    return {"kind": "space", "high": high}


def new_page() -> Block:
    return {"kind": "page"}


def seal(inside: str, *, side: str = "right", right: float = -8, down: float = -30, turned: float = -8) -> Block:
    """A round red stamp over what stands before it."""
    return {"kind": "seal", "words": inside, "side": side, "right": right, "down": down, "turned": turned}


def sheet(blocks: Sequence[Block], look: dict[str, Any], layout: str = "paper_sheet", folder: Path = LAYOUTS) -> bytes:
    """The paper as PDF with text."""
    return press(layout, {"blocks": blocks, "look": LOOK | look}, folder)
