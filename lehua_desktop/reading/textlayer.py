"""Characters of a PDF's own text to lines, and whether such text makes sense. Pure: no PDF library."""

from __future__ import annotations

import bisect
import statistics
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..core.page import Box, TextLine
from .boxes import turn_box

_GAP = 1.0  # ems without ink that end a line: two cells of a table are two lines
_BARE_GAP = 0.5  # the same where not even a blank is written between two pieces of text
_RULED_GAP = 0.3  # the same within one piece of text where a rule of the table runs between
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

    `turned`: its text runs turned clockwise by 0, 90, 180 or 270 degrees. `piece` is the same for characters that were
    written in one go.
    """

    text: str
    box: Box
    origin: tuple[float, float]
    turned: int = 0
    piece: int = 0

    def on_page_turned(self, degrees: int, width: float, height: float) -> Char:
        """The character on its page, `width` × `height`, turned clockwise."""
        if degrees == 0:
            return self
        origin = turn_box(Box(*self.origin, *self.origin), degrees, width, height)
        box = turn_box(self.box, degrees, width, height)
        return Char(self.text, box, (origin.x0, origin.y0), (self.turned + degrees) % 360, self.piece)


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


def lines_of(chars: Sequence[Char], rules: Iterable[Box] = ()) -> list[TextLine]:
    """Runs of upright characters on one baseline, top to bottom and left to right; no blank between ideographs.

    `rules`: the lines that are drawn on the page, as boxes without width or height; no run goes on across one.
    """
    upright = _Rules(rules)
    runs: list[list[Char]] = []
    blank: Char | None = None
    for char in chars:
        if char.text.isspace() and not char.turned:
            blank = char
        if char.text.isspace() or unicodedata.category(char.text) in ("Cc", "Cf") or char.turned:
            continue
        if runs and _follows(runs[-1], char) and not upright.part(runs[-1][-1], char, blank):
            if not _again(runs[-1][-1], char):
                runs[-1].append(char)
        else:
            runs.append([char])
        blank = None
    lines = [TextLine(_text(run), _box(run)) for run in _joined(runs, upright)]
    return sorted(lines, key=lambda line: (round(line.box.middle_y), line.box.x0))


class _Rules:
    """The upright lines of a page, and what they say of two neighbours on one baseline."""

    def __init__(self, rules: Iterable[Box]) -> None:
        self._rules = sorted((rule for rule in rules if rule.height > rule.width), key=lambda rule: rule.x0)
        self._places = [rule.x0 for rule in self._rules]

    def part(self, left: Char, right: Char, blank: Char | None) -> bool:
        """Whether two cells meet here: across a rule, or where nothing, not even a `blank`, was written between."""
        em = max(left.box.height, right.box.height)
        gap = right.box.x0 - left.box.x1
        if left.piece == right.piece and gap < _RULED_GAP * em:
            return False
        if self._between(left, right, 0.15 * em):
            return True
        covered = blank is not None and abs(blank.origin[1] - left.origin[1]) < _BASELINE * em
        end = max(left.box.x1, blank.box.x1) if covered and blank is not None else left.box.x1
        return left.piece != right.piece and right.box.x0 - end > _BARE_GAP * em

    def _between(self, left: Char, right: Char, slack: float) -> bool:
        low = bisect.bisect_left(self._places, min(left.box.x1, right.box.x0) - slack)
        high = bisect.bisect_right(self._places, max(left.box.x1, right.box.x0) + slack)
        y = (left.box.middle_y + right.box.middle_y) / 2
        return any(rule.y0 <= y <= rule.y1 for rule in self._rules[low:high])


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


def _joined(runs: Sequence[list[Char]], rules: _Rules) -> list[list[Char]]:
    """Runs that go on with each other on the page, in whatever order they were written."""
    result: list[list[Char]] = []
    for run in sorted(runs, key=lambda run: run[0].box.x0):
        for other in result:
            em = max(_em(other), _em(run))
            level = abs(run[0].origin[1] - other[-1].origin[1]) < _BASELINE * em
            near = -0.3 * em < run[0].box.x0 - other[-1].box.x1 < _GAP * em
            if level and near and not rules.part(other[-1], run[0], None):
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
