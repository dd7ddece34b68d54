"""Characters of a PDF's own text to lines, and whether such text makes sense. Pure: no PDF library."""

from __future__ import annotations

import statistics
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..core.page import Box, TextLine
from .boxes import turn_box

_GAP = 1.0  # ems without ink that end a line: two cells of a table are two lines
_BASELINE = 0.3  # ems by which characters of one line may stand higher or lower
_BLANK = 0.18  # ems between two Latin letters or digits that make a blank
_LEAST_CHARS = 4
# Radicals that browsers put in place of the ideographs they look like, and that NFKC leaves alone.
_RADICALS = str.maketrans(
    "⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻩⻬⻮⻰⻳", "见角贝车长门青韦页风飞食马骨鬼鱼鸟黄齐齿龙龟"
)


@dataclass(frozen=True, slots=True)
class Char:
    """One character of the displayed page, its box (advance wide, about one em high) and the left end of its baseline.

    `turned`: its text runs turned clockwise by 0, 90, 180 or 270 degrees.
    """

    text: str
    box: Box
    origin: tuple[float, float]
    turned: int = 0

    def on_page_turned(self, degrees: int, width: float, height: float) -> Char:
        """The character on its page, `width` × `height`, turned clockwise."""
        if degrees == 0:
            return self
        origin = turn_box(Box(*self.origin, *self.origin), degrees, width, height)
        box = turn_box(self.box, degrees, width, height)
        return Char(self.text, box, (origin.x0, origin.y0), (self.turned + degrees) % 360)


def sound(texts: Sequence[str]) -> bool:
    """Whether the characters are such as documents are written in.

    A broken character map shows in controls, private and replacement characters, and in ideographs that nobody uses.
    """
    written = [text for text in texts if not text.isspace()]
    if len(written) < _LEAST_CHARS:
        return False
    strange = sum(1 for text in written if unicodedata.category(text) in ("Cc", "Co", "Cn", "Cs") or text == "\ufffd")
    if strange > 2 + 0.003 * len(written):
        return False
    ideographs = [text for text in (ideograph(text) for text in written) if "\u3400" <= text <= "\u9fff"]
    common = sum(1 for text in ideographs if _is_common(text))
    letters = sum(1 for text in written if text.isascii() and text.isalnum())
    odd = sum(1 for text in written if not text.isascii() and unicodedata.category(text).startswith("L")) - len(
        ideographs
    )
    return common >= 0.8 * len(ideographs) and odd <= 0.15 * (len(ideographs) + letters) + 2


def _is_common(text: str) -> bool:
    """Of the 3,755 most used simplified characters (the first level of GB 2312)."""
    try:
        return text.encode("gb2312") < b"\xd8"
    except UnicodeEncodeError:
        return False


def ideograph(text: str) -> str:
    """The everyday character for a radical or a compatibility form of it; anything else as it is."""
    if "\u2e80" <= text <= "\u2fdf" or "\uf900" <= text <= "\ufaff":
        return unicodedata.normalize("NFKC", text).translate(_RADICALS)
    return text


def main_turn(chars: Iterable[Char]) -> int:
    """How the text of the page runs: 0, or the turn of most of its characters."""
    turns = [char.turned for char in chars if not char.text.isspace()]
    return statistics.mode(turns) if turns else 0


def lines_of(chars: Sequence[Char]) -> list[TextLine]:
    """Runs of upright characters on one baseline, top to bottom and left to right; no blank between ideographs."""
    runs: list[list[Char]] = []
    for char in chars:
        if char.text.isspace() or unicodedata.category(char.text) in ("Cc", "Cf") or char.turned:
            continue
        if runs and _follows(runs[-1], char):
            if not _again(runs[-1][-1], char):
                runs[-1].append(char)
        else:
            runs.append([char])
    lines = [TextLine(_text(run), _box(run)) for run in _joined(runs)]
    return sorted(lines, key=lambda line: (round(line.box.middle_y), line.box.x0))


def _em(run: Sequence[Char]) -> float:
    return max(statistics.median(char.box.height for char in run), 0.1)


def _follows(run: Sequence[Char], char: Char) -> bool:
    last = run[-1]
    em = max(last.box.height, char.box.height)
    level = abs(char.origin[1] - last.origin[1]) < _BASELINE * em
    return level and -0.7 * em < char.box.x0 - last.box.x1 < _GAP * em


def _again(last: Char, char: Char) -> bool:
    """The same character at the same place: drawn twice to look bold."""
    near = abs(char.origin[0] - last.origin[0]) < 0.2 * last.box.height
    return char.text == last.text and near


def _joined(runs: Sequence[list[Char]]) -> list[list[Char]]:
    """Runs that go on with each other on the page, in whatever order they were written."""
    result: list[list[Char]] = []
    for run in sorted(runs, key=lambda run: run[0].box.x0):
        for other in result:
            em = max(_em(other), _em(run))
            level = abs(run[0].origin[1] - other[-1].origin[1]) < _BASELINE * em
            if level and -0.3 * em < run[0].box.x0 - other[-1].box.x1 < _GAP * em:
                other.extend(run)
                break
        else:
            result.append(list(run))
    return result


def _text(run: Sequence[Char]) -> str:
    em = _em(run)
    text = ""
    for before, char in zip([None, *run], run, strict=False):
        letter = ideograph(char.text)
        if before is not None and char.box.x0 - before.box.x1 > _BLANK * em and not (_wide(text[-1]) or _wide(letter)):
            text += " "
        text += letter
    return text


def _wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in ("W", "F")


def _box(run: Sequence[Char]) -> Box:
    box = run[0].box
    for char in run[1:]:
        box = box.union(char.box)
    return box
