"""Characters of a PDF's own text to lines, and whether such text makes sense. Pure: no PDF library."""

from __future__ import annotations

import bisect
import itertools
import re
import statistics
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...core.page import Box, TextLine
from ..boxes import turn_box

_GAP = 1.0  # ems without ink that end a line: two cells of a table are two lines
_BARE_GAP = 0.5  # the same where not even a blank is written between two pieces of text
_RULED_GAP = 0.3  # the same within one piece of text where a rule of the table runs between
_BASELINE = 0.3  # ems by which characters of one line may stand higher or lower
_BLANK = 0.18  # ems between two Latin letters or digits that make a blank
_TALLER = 2.5  # times: a currency sign is smaller than its amount, a watermark larger than the rows it crosses
_LEAST_CHARS = 4
_CELL = 4.0  # points: characters are looked up by the square of the page in which they stand
_OVERLAID = 2  # characters over others: one may be a correction of the typesetter's
_FIGURE = re.compile(r"\d[,.]\d{2,3}|\d[-/.]\d\d?[-/.]\d")
# Radicals that browsers put in place of the ideographs they look like, and that NFKC leaves alone.
_RADICALS = str.maketrans(
    "⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻩⻬⻮⻰⻳", "见角贝车长门青韦页风飞食马骨鬼鱼鸟黄齐齿龙龟"
)


@dataclass(frozen=True, slots=True)
class Char:
    """One character of the displayed page, its box (advance wide, about one em high) and the left end of its baseline.

    `turned`: its text runs turned clockwise by 0, 90, 180 or 270 degrees, or by any others when it runs askew.
    `piece` is the same for characters that were written in one go, `font` for those of one font.
    """

    text: str
    box: Box
    origin: tuple[float, float]
    turned: int = 0
    piece: int = 0
    font: int = 0

    def on_page_turned(self, degrees: int, width: float, height: float) -> Char:
        """The character on its page, `width` × `height`, turned clockwise."""
        if degrees == 0:
            return self
        origin = turn_box(Box(*self.origin, *self.origin), degrees, width, height)
        box = turn_box(self.box, degrees, width, height)
        return Char(self.text, box, (origin.x0, origin.y0), (self.turned + degrees) % 360, self.piece, self.font)


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
    turns = [char.turned for char in chars if not char.text.isspace() and char.turned % 90 == 0]
    return statistics.mode(turns) if turns else 0


def lines_of(chars: Sequence[Char], rules: Iterable[Box] = ()) -> list[TextLine]:
    """Runs of upright characters on one baseline, top to bottom and left to right; no blank between ideographs.

    `rules`: the lines that are drawn on the page, as boxes without width or height; no run goes on across one.
    """
    upright = _Rules(rules)
    runs: list[list[Char]] = []
    blank: Char | None = None
    for char in _once(chars):
        if char.text.isspace() and not char.turned:
            blank = char
        if char.text.isspace() or unicodedata.category(char.text) in ("Cc", "Cf") or char.turned:
            continue
        if runs and _follows(runs[-1], char) and not upright.part(runs[-1][-1], char, blank):
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
    return level and _alike(last, char) and -0.7 * em < char.box.x0 - last.box.x1 < _GAP * em


def _alike(one: Char, other: Char) -> bool:
    low, high = sorted((one.box.height, other.box.height))
    return high < _TALLER * max(low, 0.1)


def _once(chars: Iterable[Char]) -> Iterator[Char]:
    """The characters without those that are drawn once more at the same place, to look bold."""
    places: dict[tuple[str, int, int], list[Char]] = {}
    for char in chars:
        column, row = int(char.origin[0] // _CELL), int(char.origin[1] // _CELL)
        around = (places.get((char.text, column + x, row + y), ()) for x in (-1, 0, 1) for y in (-1, 0, 1))
        near = any(_same_place(char, other) for others in around for other in others)
        if char.text.isspace() or not near:
            places.setdefault((char.text, column, row), []).append(char)
            yield char


def _same_place(one: Char, other: Char) -> bool:
    across, down = abs(one.origin[0] - other.origin[0]), abs(one.origin[1] - other.origin[1])
    return across < min(0.4 * one.box.width, _CELL) and down < min(0.2 * one.box.height, _CELL)


def overlaid(chars: Iterable[Char]) -> bool:
    """Whether one text is written over another, as when a value was covered and replaced: which is seen, ink must tell.

    Text askew or of another size is a watermark or a stamp.
    """
    places: dict[tuple[int, int], list[Char]] = {}
    over = 0
    for char in _once(chars):
        if not char.text.isalnum() or char.turned % 90:
            continue
        column, row = int(char.box.middle_x // _CELL), int(char.box.middle_y // _CELL)
        reach = max(1, int(0.3 * char.box.height // _CELL) + 1)
        around = (
            places.get((column + x, row + y), ()) for x in range(-reach, reach + 1) for y in range(-reach, reach + 1)
        )
        over += any(_covers(char, other) for others in around for other in others)
        places.setdefault((column, row), []).append(char)
    return over >= _OVERLAID


def _covers(one: Char, other: Char) -> bool:
    low, high = sorted((one.box.height, other.box.height))
    return (
        one.piece != other.piece
        and high < 1.5 * low
        and abs(one.box.middle_x - other.box.middle_x) < 0.3 * min(one.box.width, other.box.width)
        and abs(one.box.middle_y - other.box.middle_y) < 0.3 * low
    )


def _joined(runs: Sequence[list[Char]], rules: _Rules) -> list[list[Char]]:
    """Runs that go on with each other on the page, in whatever order they were written."""
    result: list[list[Char]] = []
    for run in sorted(runs, key=lambda run: run[0].box.x0):
        for other in result:
            em = max(_em(other), _em(run))
            level = abs(run[0].origin[1] - other[-1].origin[1]) < _BASELINE * em
            near = -0.3 * em < run[0].box.x0 - other[-1].box.x1 < _GAP * em
            if level and near and _alike(other[-1], run[0]) and not rules.part(other[-1], run[0], None):
                other.extend(run)
                break
        else:
            result.append(list(run))
    return result


def _text(run: Sequence[Char]) -> str:
    em = _em(run)
    blank = _BLANK * em + _spacing(run, em)
    text = ""
    for before, char in zip([None, *run], run, strict=False):
        letter = ideograph(char.text)
        if before is not None and char.box.x0 - before.box.x1 > blank and not (_wide(text[-1]) or _wide(letter)):
            text += " "
        text += letter
    return text


def _spacing(run: Sequence[Char], em: float) -> float:
    """The gap between all characters of a figure or a day that is written wide, 0 when it is not."""
    pairs = [(a, b) for a, b in itertools.pairwise(run) if not (_wide(a.text) or _wide(b.text))]
    gaps = [b.box.x0 - a.box.x1 for a, b in pairs]
    if len(gaps) < _LEAST_CHARS or not _FIGURE.search("".join(char.text for char in run)):
        return 0.0
    return statistics.median(gaps) if min(gaps) > _BLANK * em else 0.0


def _wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in ("W", "F")


def _box(run: Sequence[Char]) -> Box:
    box = run[0].box
    for char in run[1:]:
        box = box.union(char.box)
    return box
