"""Lines of an engine brought to one piece for each label and value: torn figures joined, glued labels cut apart."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from ..words.glyphs import packed, plain
from ..words.labels import LABELS, LONGEST
from .layout import Piece

_TORN_LEFT = re.compile(r"[-+]? ?¥? ?[\d,]*\.?\d?")
_AMOUNT_FIRST = re.compile(r"[\d,]*\.\d\d(?!\d)|[\d,.]*\d ?元")  # of a sentence that goes on
_TORN_RIGHT = re.compile(r"[\d,]*\.?\d+ ?元?|,?\d{3}\.")


def whole_figures(row: Sequence[Piece]) -> list[Piece]:
    """The row with the parts of a torn figure joined (`¥9` and `9.75`). Where digits lie on both sides of the tear one may
    be lost: what stands there is not sound.
    """
    out: list[Piece] = []
    for piece in row:
        left, right = plain(out[-1].text) if out else "", plain(piece.text)
        near = bool(out) and piece.box.x0 - out[-1].box.x1 < 0.5 * min(piece.box.height, out[-1].box.height)
        if piece.exact or not near or not _TORN_RIGHT.fullmatch(right):
            inside = not piece.exact and near and left[-1:].isdigit() and _AMOUNT_FIRST.match(right) is not None
            out.append(replace(piece, sound=piece.sound and not inside))
            continue
        torn = left[-1:].isdigit() or (left[-1:] in ",." and right[:1].isdigit())
        if _TORN_LEFT.fullmatch(left):
            joined = out[-1].joined(piece)
            out[-1] = replace(joined, sound=joined.sound and not (torn and right[:1].isdigit()))
        else:
            out.append(replace(piece, sound=piece.sound and not torn))
    return out


def whole_labels(rows: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """The rows with labels joined that were set wide (`状`, `态 成功`) or that go on in a second line of a narrow cell
    (`交易金额(小`, `写)`); such a one stands in the row that is level with the middle of both lines.
    """
    out = [_set_wide(row) for row in rows]
    for r, row in enumerate(out):
        for piece in list(row):
            found = next(
                ((at, p) for at in (r + 1, r + 2) if at < len(out) for p in out[at] if _goes_on(piece, p)), None
            )
            if found is None:
                continue
            at, rest = found
            label = piece.joined(rest)
            level = [
                k
                for k in range(r, at + 1)
                if any(p is not piece and p is not rest and _level(p, label) for p in out[k])
            ]
            row.remove(piece)
            out[at].remove(rest)
            to = out[level[0] if level else r]
            to.append(label)
            to.sort(key=lambda p: p.box.x0)
    return [row for row in out if row]


def _goes_on(upper: Piece, lower: Piece) -> bool:
    if upper.page != lower.page or len(lower.text) > 4 or plain(upper.text) in LABELS or plain(lower.text) in LABELS:
        return False
    height = min(upper.box.height, lower.box.height)
    below = -0.4 * height < lower.box.y0 - upper.box.y1 < 0.5 * height
    level = abs(upper.box.x0 - lower.box.x0) < 0.5 * height
    return below and level and _spelt(upper.text + lower.text) in LABELS


def _spelt(text: str) -> str:
    return packed(text).rstrip(":").lower()


def _level(piece: Piece, label: Piece) -> bool:
    return piece.box.x0 > label.box.x1 and piece.box.y0 < label.box.middle_y < piece.box.y1


def _set_wide(row: Sequence[Piece]) -> list[Piece]:
    out: list[Piece] = []
    for piece in row:
        begins = re.match(r"\S(?:[\s:：]|$)", piece.text)
        if out and len(out[-1].text) == 1 and begins and out[-1].text + piece.text[0] in LABELS:
            out[-1] = out[-1].joined(piece)
            continue
        out.append(piece)
    return out


def cut(piece: Piece) -> list[Piece]:
    """The piece cut before every label inside it: `户名：张三 账号：…`, `期数 3 状态 成功`, `金额738.80元还款时间2026-…`."""
    text = plain(piece.text)
    cuts = {
        at for at in (*_before_colons(text), *_between_blanks(text), *_after_figures(text)) if text[:at].strip(" :")
    }
    edges = [0, *sorted(cuts), len(text)]
    parts = [piece.part(a, b) for a, b in itertools.pairwise(edges)]
    return [p for p in parts if p.text]


def _before_colons(text: str) -> list[int]:
    """Where the longest label that ends at a colon begins: 金额 inside 小写金额 is no label of its own."""
    found = []
    for match in re.finditer(r" *:", text):
        end = match.start()
        starts = range(max(0, end - LONGEST), end - 1)
        found += [start for start in starts if text[start:end] in LABELS and text[start - 1 : start] != ":"][:1]
    return found


def _between_blanks(text: str) -> list[int]:
    return [m.start(1) for m in re.finditer(r"(?<=\s)(\S+)(?=\s+\S)", text) if m[1] in LABELS]


def _after_figures(text: str) -> list[int]:
    """A label of four and more characters that follows on a figure or its unit without a blank."""
    found = []
    for match in re.finditer(r"(?<=[0-9元)\]期])(?=[\u4e00-\u9fff])", text):
        start = match.start()
        ends = range(min(len(text), start + LONGEST), start + 3, -1)
        word = next((text[start:end] for end in ends if text[start:end] in LABELS), None)
        if word and text[start + len(word) :].strip(" :"):
            found.append(start)
    return found
