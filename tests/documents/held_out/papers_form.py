"""The blocks of `paper_form.typ`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..press import FACES, press

HERE = Path(__file__).parent / "layouts"
Block = dict[str, Any]
_FORM: dict[str, Any] = {
    "paper": "a4",
    "flipped": False,
    "margin": 17,
    "face": FACES["hei"],
    "size": 9.5,
    "foot": "",
    "dashed": False,
    "verticals": True,
}


def form_of(blocks: Sequence[Block], **look: Any) -> bytes:
    """The blocks as PDF with text."""
    return press("paper_form", {"blocks": blocks, "look": _FORM | look}, HERE)


def title(words: str, size: float = 16, *, left: bool = False, line: bool = False) -> Block:
    return {"kind": "title", "words": words, "size": size, "left": left, "line": line}


def prose(words: str, indent: int = 2, scale: float = 1) -> Block:
    return {"kind": "prose", "words": words, "indent": indent, "scale": scale}


def colons(*pairs: tuple[str, str], columns: int = 2, label: float = 26, gap: float = 2.6) -> Block:
    return {"kind": "colons", "pairs": pairs, "columns": columns, "label": label, "gap": gap}


def rows_block(
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    right: Sequence[int] = (),
    row: float = 1.5,
) -> Block:
    return {"kind": "rows", "titles": titles, "rows": rows, "widths": widths, "right": right, "row": row}
