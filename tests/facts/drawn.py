"""Pages drawn as text: a row of text is a row of the page, two blanks part two lines of it.

    kind: payment
    payment: 2026-08-09 23:02:47 | 1437.50 | success | loan | certain
    ---
              微信支付
    ^            -1,437.50
    当前状态            支付成功

A row that begins with `^` is written large. Chinese characters are two columns wide. `?` stands for a value that must
stay open, `other` for a payment that is not about the loan. `second: none` leaves the second reader out. `part: 优惠券
5.00` is an amount that the first payment has to name besides its own, `payee:` its payee. `text{other}` is a line that
the second reader sees as `other`, `text{-}` one that it does not look at. `cut: right` and `cut: left` end the picture
where the text does.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from lehua_desktop.core.page import Box, EngineName, Page, TextLine

_COLUMN, _ROW, _LINE, _MARGIN = 10.0, 40.0, 26.0, 20.0


@dataclass(frozen=True)
class Drawn:
    """A page and what a careful person reads on it."""

    name: str
    kind: str
    payments: list[tuple[str, ...]]
    pages: list[Page]
    parts: tuple[str, ...] = ()
    payee: str = ""


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def page(art: str, *, engine: EngineName = "rapidocr", second: bool = True, number: int = 0, cut: str = "") -> Page:
    """The page of a drawing."""
    lines: list[TextLine] = []
    rows = art.strip("\n").split("\n")
    for r, row in enumerate(rows):
        large = row.startswith("^")
        row = " " + row[1:] if large else row
        for match in re.finditer(r"\S(?:.*?\S)??(?=\s{2}|\s*$)", row):
            text, _, other = match[0].replace("␣", " ").removesuffix("}").partition("{")
            left = width(row[: match.start()]) * _COLUMN + (0.0 if cut == "left" else _MARGIN)
            wide = width(text) * _COLUMN * (1.6 if large else 1.0)
            high = _LINE * 1.8 if large else _LINE
            top = r * _ROW + (_ROW - high) / 2
            looked = (other or text) if second and other != "-" else None
            lines.append(TextLine(text, Box(left, top, left + wide, top + high), 0.97, looked))
    right = max((line.box.x1 for line in lines), default=0.0)
    wide = right if cut == "right" else max(640.0, right + _MARGIN)
    return Page(number, wide, max(len(rows) * _ROW, 1300.0), "px", tuple(lines), engine)


def load(path: Path) -> Drawn:
    """A drawing from its file; several pages are parted by `---`."""
    head, *arts = path.read_text("utf-8").split("---\n")
    kind, payments, second, engine, payee, cut = "", [], True, "rapidocr", "", ""
    parts: list[str] = []
    for line in head.splitlines():
        key, _, value = line.partition(":")
        if key == "kind":
            kind = value.strip()
        elif key == "payment":
            payments.append(tuple(v.strip() for v in value.split("|")))
        elif key == "second":
            second = value.strip() != "none"
        elif key == "engine":
            engine = value.strip()
        elif key == "part":
            parts.append(value.strip())
        elif key == "payee":
            payee = value.strip()
        elif key == "cut":
            cut = value.strip()
    name: EngineName = "text" if engine == "text" else "rapidocr"
    pages = [page(a, engine=name, second=second, number=i, cut=cut) for i, a in enumerate(arts)]
    return Drawn(path.stem, kind, payments, pages, tuple(parts), payee)
