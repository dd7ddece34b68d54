"""Titles of columns: recognised though spaced, bilingual, run together or slightly misread."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence

from ..page.layout import Piece
from ..words.glyphs import packed

_SIGNS = re.compile(r"[\s:：.。,，()（）\[\]【】<>《》*#\-—_'\"|]+")
_UNIT_NOTE = re.compile(r"[(（\[](?:单位[:：]?)?(?:人民币)?(?:元|￥|¥|rmb|cny)[)）\]]", re.IGNORECASE)

_NOTE = re.compile(r"[(（\[][^)）\]]{1,8}[)）\]]")

# What two parts of a title are together: `Credit / Debit` says the way of a row, `币种/金额` holds its amount.
_WHOLE = ((frozenset({"in", "out"}), "direction"), (frozenset({"currency", "amount"}), "amount"))


def clean_title(text: str) -> str:
    """A title in the form of the dictionary: no blanks, signs, `（元）`, `其中：` or `含：`, Latin letters small."""
    title = _SIGNS.sub("", _UNIT_NOTE.sub("", packed(text))).lower().replace("帐", "账")
    return title.removeprefix("其中").removeprefix("含")


def title_field(text: str, fields: Mapping[str, str]) -> str | None:
    """The field of a title, also when it is bilingual, of two parts (`对方户名/摘要`) or one character is misread."""
    if len(text) > 40 or sum(c.isdigit() for c in text) > 2:
        return None
    title = clean_title(text)
    if not title:
        return None
    if title in fields:
        return fields[title]
    bare = re.sub(r"[/元]+$", "", clean_title(_NOTE.sub("", packed(text))))
    if bare in fields:
        return fields[bare]
    chinese = re.sub(r"[^\u4e00-\u9fff/]", "", title).strip("/")
    latin = re.sub(r"[^a-z]", "", title)
    if len(chinese) >= 2 and chinese in fields:
        return fields[chinese]
    if not chinese and latin in fields:
        return fields[latin]
    parts = [p for p in re.split(r"/|与|和|及|或", chinese or title) if p]
    if len(parts) > 1 and all(len(p) >= 2 for p in parts):
        known = [fields[p] for p in parts if p in fields]
        whole = next((name for pair, name in _WHOLE if len(pair & set(known)) == len(pair)), None)
        if whole or known:
            return whole or known[0]
    if 4 <= len(chinese) <= 8 and not latin:
        return _misread(chinese, fields)
    return None


def _misread(title: str, fields: Mapping[str, str]) -> str | None:
    """The field of a title with one wrong character inside. A character that titles use is no slip: 余额 is not 金额."""
    alike, used = _by_ends(tuple(fields))
    for known in alike.get((len(title), title[0], title[-1]), ()):
        wrong = [b for a, b in zip(known, title, strict=True) if a != b]
        if len(wrong) == 1 and wrong[0] not in used:
            return fields[known]
    return None


@functools.cache  # asked for nearly every word of a page
def _by_ends(titles: tuple[str, ...]) -> tuple[dict[tuple[int, str, str], list[str]], frozenset[str]]:
    """The titles by their length, first and last character, and the characters that they use."""
    alike: dict[tuple[int, str, str], list[str]] = {}
    for title in titles:
        alike.setdefault((len(title), title[0], title[-1]), []).append(title)
    return alike, frozenset("".join(titles))


def split_titles(piece: Piece, fields: Mapping[str, str]) -> list[Piece]:
    """A run that holds several known titles one after the other (`交易日期交易时间币种`), cut apart."""
    if title_field(piece.text, fields) is not None:
        return [piece]
    by_blank = [m.span() for m in re.finditer(r"\S+", piece.text)]
    if len(by_blank) > 1 and all(title_field(piece.text[a:b], fields) is not None for a, b in by_blank):
        return [piece.part(a, b) for a, b in by_blank]
    return split_by(piece, lambda text: clean_title(text) in fields)


def whole_titles(runs: Sequence[Piece], fields: Mapping[str, str]) -> list[Piece]:
    """Neighbours that only together are a title (`Trans Date`, `交 易 日 期`) as one."""
    whole: list[Piece] = []
    i = 0
    while i < len(runs):
        piece, taken = runs[i], 1
        joined = piece
        for j in range(i + 1, min(i + 10, len(runs))):
            if not joined.exact or runs[j].box.x0 - joined.box.x1 > 1.6 * joined.box.height:
                break
            joined = joined.joined(runs[j], " " if joined.text[-1].isascii() else "")
            parts = [title_field(p.text, fields) for p in runs[i : j + 1]]
            if title_field(joined.text, fields) is not None and not all(parts):
                piece, taken = joined, j - i + 1
        whole.append(piece)
        i += taken
    return whole


def split_by(piece: Piece, is_title: Callable[[str], bool]) -> list[Piece]:
    """A piece cut into titles, the longest first; as it is where a rest would remain."""
    text = piece.text
    cuts: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        ends = range(min(len(text), at + 14), at + 1, -1)
        end = next((e for e in ends if not text[e - 1].isspace() and is_title(text[at:e])), None)
        if end is None:
            return [piece]
        cuts.append((at, end))
        at = end
    return [piece.part(a, b) for a, b in cuts] if len(cuts) > 1 else [piece]
