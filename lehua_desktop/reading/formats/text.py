"""Text files of unknown encoding, and whether they hold a table."""

from __future__ import annotations

import codecs
import csv
import itertools
import re
import unicodedata
from collections.abc import Sequence

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SEPARATORS = (",", "\t", ";", "|", "^")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")  # no text has them
_MOST_BROKEN = 0.1  # of the letters
_MOST_LINES = 50  # that one quoted cell may reach over


def decode(data: bytes, *, part: bool = False) -> str | None:
    """The text of the file (UTF-8, UTF-16 or GB18030), `None` when it is no text.

    `part`: these are its first bytes alone, which may end within a letter.
    """
    for encoding in _encodings(data):
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(data, final=not part)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and not _UNSEEN.search(text, 0, 20_000) and text.strip():
            return text
    return None


def damaged(data: bytes) -> str | None:
    """What can be read of a text with a few bytes that are none: a copy that broke off, or two encodings in one file."""
    data = data.rstrip(b"\0")
    for encoding in _encodings(data):
        text = data.decode(encoding, "replace")
        if text.strip() and len(_UNSEEN.findall(text)) + text.count("\ufffd") <= _MOST_BROKEN * len(text):
            return text
    return None


def _encodings(data: bytes) -> list[str]:
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None) or _unmarked(data)
    return [marked] if marked else ["utf-8", "gb18030"]


def _unmarked(data: bytes) -> str | None:
    """UTF-16 without its mark: every figure has a zero byte, always on the same side."""
    even, odd = data[:4000:2].count(0), data[1:4000:2].count(0)
    if even + odd < 10 or min(even, odd):
        return None
    return "utf-16-le" if odd else "utf-16-be"


def delimiter(text: str) -> str | None:
    """What separates the columns, `None` when the text holds no table.

    A table is at least two rows, one after the other, of the same number of columns, three or more of them; or it is
    all rows of two columns, titles over figures.
    """
    best: tuple[int, str] | None = None
    separators = _SEPARATORS if not _tabs_pad(text) else tuple(s for s in _SEPARATORS if s != "\t")
    for separator in separators:
        widths = [len(row) for row in rows(text, separator, limit=200)]
        runs = [(len(list(run)), width) for width, run in itertools.groupby(widths) if width >= 3]
        longest = max((run for run in runs if run[0] >= 2), default=None)
        if longest and (best is None or longest[0] * longest[1] > best[0]):
            best = (longest[0] * longest[1], separator)
    return best[1] if best else next((separator for separator in separators if _is_pairs(text, separator)), None)


def _tabs_pad(text: str) -> bool:
    """Whether tabs only fill up cells, before the separator or the end of the line, so that figures stay text."""
    padding = re.findall(r"(?<!\t)\t++ *+(?:([,;|^])|[\r\n]|$)", text)
    return any(padding) and len(padding) > 0.9 * len(re.findall(r"\t+", text))


def _is_pairs(text: str, separator: str) -> bool:
    lines = [row for row in rows(text, separator, limit=200) if any(row)]
    figures = [all(re.match(r"[-+¥￥]?\d", cell) for cell in row) for row in lines]
    return len(lines) > 2 and all(len(row) == 2 for row in lines) and not figures[0] and all(figures[1:])


def rows(text: str, separator: str, limit: int | None = None) -> list[list[str]]:
    """The rows of the text, cells without the blanks and tabs that pad them.

    A quotation mark that is never closed, or only in a later row, is a mark of its cell: it must not swallow rows.
    """
    lines = text.replace("\x1a", "").splitlines()[:limit]
    found: list[list[str]] = []
    at = 0
    while at < len(lines):
        usual = len(found[-1]) if found else 0
        cells, end = _row(lines, at, separator, usual)
        found.append([cell.strip(" \t\u3000\ufeff") for cell in cells])
        at = end
    return found


def _row(lines: Sequence[str], at: int, separator: str, usual: int) -> tuple[list[str], int]:
    """The cells of the row that begins at a line, and the line behind it; `usual` is how many cells rows have here."""
    literal = [cell.lstrip() for cell in lines[at].split(separator)]
    for end in range(at + 1, min(at + _MOST_LINES, len(lines)) + 1):
        cells = _closed(lines[at:end], separator)
        if cells is not None:
            return cells, end
        if end < len(lines) and min(len(literal), lines[end].count(separator) + 1) >= usual > 2:
            break  # this line and the next are rows of their own
    return literal, at + 1


def _closed(lines: Sequence[str], separator: str) -> list[str] | None:
    """The cells of the lines as one row, `None` where a quotation mark is still open."""
    try:
        row, *rest = csv.reader([*lines, ""], delimiter=separator, skipinitialspace=True)
    except csv.Error:  # a cell longer than any
        return None
    return row if rest else None


def fixed_rows(text: str) -> list[list[str]] | None:
    """The rows of a text whose columns are set with blanks, `None` when they are not.

    A column ends where no line of the table has a letter. Lines of another kind (headings, rules) are parted at wide
    blanks.
    """
    lines = [line.rstrip() for line in text.replace("\x1a", "").splitlines()]
    if "\t" in text:
        return None
    apart = [re.split(r" {2,}", line.strip()) for line in lines]
    table = [i for i, cells in enumerate(apart) if len(cells) >= 4 and not _HEADING.match(lines[i])]
    cells = [cell for i in table for cell in apart[i]]
    if len(table) < 3 or sum(cell[0] in _SEPARATORS or cell[-1] in _SEPARATORS for cell in cells) > 0.1 * len(cells):
        return None
    spread = {i: _spread(lines[i]) for i in table}
    width = max(map(len, spread.values()))
    taken = [False] * width
    for cells_wide in spread.values():
        for at, char in enumerate(cells_wide):
            taken[at] = taken[at] or not char.isspace()
    starts = [at for at in range(width) if taken[at] and not (at and taken[at - 1])]
    if len(starts) < 3:
        return None
    found = []
    for i in range(len(lines)):
        if i not in spread:
            found.append([cell for cell in apart[i] if cell])
            continue
        wide = spread[i]
        found.append(["".join(wide[a:b]).strip().replace("\0", "") for a, b in itertools.pairwise([*starts, width])])
    return found


_HEADING = re.compile(r"\s*[^\d\s:：]{2,8} ?[:：]")


def _spread(line: str) -> list[str]:
    """The line with one place for each column of a screen; a wide letter takes two."""
    return [c for char in line for c in ((char, "\0") if unicodedata.east_asian_width(char) in "WF" else (char,))]
