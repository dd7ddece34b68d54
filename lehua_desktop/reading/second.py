"""The second look: lines that hold an amount or a day are cut out and shown to another reader.

The other reader knows digits and Latin letters. Of a line that mixes them with Chinese it is shown the digits
only, with blanks between them; what it sees is put back between the Chinese of the first reading.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ..facts.words.amounts import holds_amount
from ..facts.words.days import holds_day
from .cells import width_of
from .engines.engine import SecondReader, Seen
from .formats.images import Pixels, pixels

_HEIGHT = 48  # pixels of the line as the second reader sees it
_CLOSER = 1.5  # times as large it is shown a line of which it overlooked figures
_MARGIN = 0.12  # of the line's height, kept around it
_BLANK = 28  # pixels between two parts
_MOST_WORDS = 12
_COLOUR = 60  # of 255: lightest less darkest channel of what is coloured
_LEAST_PEN = 0.01  # of the pixels of a line that a pen ran round
_MIDDLE = 127
_DARK = 160  # of 255: ink of a prepared line
_INK = 70  # of 255: a figure that is not coloured stands out from its paper at least as much
_BESIDE = 0.15  # of the line's height: on both sides of the middle of a figure some of its ink is met
_SHORT_DAY = re.compile(r"\d{1,2}(?:[-/.]\d{1,2})?")  # 3/9, 09: a list may mean a day
_TERM = re.compile(r"\d *[天日点时].*宽限|宽限.*\d|\d *[点时].{0,3}前|截止.*\d")  # days of grace, a cut-off hour
_BEGUN_DAY = re.compile(r"(?<!\d)20\d\d(?:年(?:\d{1,2}月?)?)?$")  # 2023, 2023年3: the rest stands below


def worth_a_look(text: str) -> bool:
    """Whether the line holds an amount, a day or a term of the contract, may be one, or ends in the beginning of one."""
    line = text.strip()
    short = _SHORT_DAY.fullmatch(line) or _BEGUN_DAY.search(line) or _TERM.search(line)
    return holds_amount(text) or holds_day(text) or bool(short)


def second_look(image: Image.Image, lines: Sequence[Seen], reader: SecondReader) -> list[str | None]:
    """For each line the text that `reader` sees, `None` where it was not asked. `image` is the upright picture."""
    asked = [index for index, line in enumerate(lines) if worth_a_look(line.text)]
    parts = [_parts(lines[index]) for index in asked]
    levels = [evened(without_pen(cut(image, lines[index]), lines[index]), lines[index].text) for index in asked]
    shown = [without_bars(prepare(level)) for level in levels]
    crops = [_only(crop, lines[index], p) for crop, index, p in zip(shown, asked, parts, strict=True)]
    seen: list[str | None] = [None] * len(lines)
    if asked:
        for index, part, text in zip(asked, parts, reader.look(crops), strict=True):
            seen[index] = _put_back(text, part)
        lost = [k for k, index in enumerate(asked) if _lost_figures(lines[index].text, seen[index] or "")]
        again = reader.look([_larger(crops[k]) for k in lost]) if lost else []
        for k, text in zip(lost, again, strict=True):
            closer = _put_back(text, parts[k])
            if _figures(closer) == _figures(lines[asked[k]].text):
                seen[asked[k]] = closer
    return seen


def _lost_figures(first: str, second: str) -> bool:
    """Whether the second reader saw some of the figures only, and no others: small or thin ones it overlooks. What stands
    in front of an amount may be none.
    """
    ours, theirs = _figures(first), _figures(second)
    left = iter(ours)
    at_front = bool(theirs) and holds_amount(first) and ours.endswith(theirs)
    return ours != theirs and all(figure in left for figure in theirs) and not at_front


def _figures(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _larger(crop: Pixels) -> Pixels:
    return np.asarray(cv2.resize(crop, None, fx=_CLOSER, fy=_CLOSER, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def cut(image: Image.Image, line: Seen) -> Pixels:
    """The line cut out level, with a margin."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = line.corners
    width = max(float(np.hypot(bx - ax, by - ay)), float(np.hypot(cx - dx, cy - dy)), 1.0)
    height = max(float(np.hypot(dx - ax, dy - ay)), float(np.hypot(cx - bx, cy - by)), 1.0)
    margin = height * _MARGIN
    box = line.box
    left, top = max(0, int(box.x0 - margin) - 2), max(0, int(box.y0 - margin) - 2)
    right, bottom = min(image.width, int(box.x1 + margin) + 3), min(image.height, int(box.y1 + margin) + 3)
    part = pixels(image, (left, top, right, bottom))
    source = np.array([(ax, ay), (bx, by), (cx, cy), (dx, dy)], np.float32) - np.array([left, top], np.float32)
    target = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32) + np.float32(margin)
    size = (round(width + 2 * margin), round(height + 2 * margin))
    matrix = cv2.getPerspectiveTransform(source, target)
    level = cv2.warpPerspective(part, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(level, dtype=np.uint8)


def without_pen(level: Pixels, line: Seen) -> Pixels:
    """The line as `cut` gives it, without the strokes of a coloured pen round or below it; as it is where its paper or
    one of its figures has a colour itself.
    """
    low, high = level.min(axis=2), level.max(axis=2)
    letters = "".join(line.text.split())
    if len(line.places) != len(letters) or np.mean(high - low > _COLOUR) < _LEAST_PEN:
        return level
    papers = float(np.median(low)), float(np.median(high))
    if papers[1] - papers[0] > _COLOUR / 2:
        return level
    # A stroke of colour has one channel as light as white paper, and one as dark as black.
    plain, paper = (high, papers[1]) if papers[1] > _MIDDLE else (low, papers[0])
    ink = np.abs(plain.astype(np.float32) - paper)
    height = level.shape[0] / (1 + 2 * _MARGIN)
    margin = height * _MARGIN
    length = level.shape[1] - 2 * margin
    reach = _BESIDE * height
    for letter, place in zip(letters, line.places, strict=True):
        at = margin + place * length
        if letter.isdigit() and ink[:, max(0, int(at - reach)) : int(at + reach) + 1].max() < _INK:
            return level
    return np.repeat(plain[:, :, None], 3, axis=2)


def prepare(line: Pixels) -> Pixels:
    """Grey, 48 pixels high, contrast stretched, dark turned light; three equal channels."""
    grey = cv2.cvtColor(line, cv2.COLOR_RGB2GRAY)
    scale = _HEIGHT / grey.shape[0]
    grey = cv2.resize(grey, (max(8, round(grey.shape[1] * scale)), _HEIGHT), interpolation=cv2.INTER_CUBIC)
    low, paper, high = (float(v) for v in np.percentile(grey, (1, 50, 99)))
    if paper - low < high - paper:  # light on dark
        grey, low, paper = 255 - grey, 255 - high, 255 - paper
    # Most of a line is paper, which becomes white; the darkest ink becomes black.
    grey = np.clip((grey.astype(np.float32) - low) * (255.0 / max(paper - low, 1.0)), 0, 255)
    return np.repeat(grey.astype(np.uint8)[:, :, None], 3, axis=2)


def without_bars(line: Pixels) -> Pixels:
    """A prepared line without the rules of a table beside it, of which the second reader makes figures and brackets: ink
    at its ends that runs through its margins too, as no figure does.
    """
    parts, stats = ink_of(line)
    height, width = parts.shape
    left, right = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_LEFT] + stats[:, cv2.CC_STAT_WIDTH]
    bars = (right - left <= height // 4) & ((right <= height // 2) | (left >= width - height // 2))
    bars &= np.isin(np.arange(len(stats)), parts[0]) & np.isin(np.arange(len(stats)), parts[-1])
    return whitened(line, bars[parts], 1) if bars.any() else line


def evened(level: Pixels, text: str) -> Pixels:
    """The line as `cut` gives it with figures of one height, where it is an amount whose currency or decimals are set much
    smaller than its figures before the point: the second reader loses or mistakes the small ones.
    """
    if not _AMOUNT_ALONE.fullmatch("".join(text.split())):
        return level
    line = prepare(level)
    ink = [(left, top, left + w, top + h) for left, top, w, h, _ in ink_of(line)[1][1:].tolist()]
    tall = max((end - top for _, top, _, end in ink), default=0)
    whole = [part for part in ink if part[3] - part[1] >= _TALL * tall]
    if not whole:
        return level
    base = float(np.median([end for *_, end in whole]))
    first, last = min(left for left, *_ in whole), max(right for _, _, right, _ in whole)
    ahead, behind = [part for part in ink if part[2] <= first], [part for part in ink if part[0] >= last]
    before, after = _growth(ahead, tall, base), _growth(behind, tall, base)
    if before == after == 1:
        return level
    scale = level.shape[0] / _HEIGHT
    # In the middle of the blank: the pale edge of a figure would be made larger with its neighbour.
    start = (max((right for _, _, right, _ in ahead), default=0) + first) / 2
    end = (last + min((left for left, *_ in behind), default=line.shape[1])) / 2
    parts = [(0.0, start, before), (start, end, 1.0), (end, line.shape[1], after)]
    grown = [_grown(level[:, round(a * scale) : round(b * scale)], by, base * scale) for a, b, by in parts if a < b]
    return np.concatenate(grown, axis=1)


_AMOUNT_ALONE = re.compile(r"[-+]?[¥￥]?[\d,]+\.\d\d")
_TALL = 0.85  # of the tallest figure
_SMALL = 0.8
_FIGURE = 0.3  # a point or a comma is lower
_LEVEL = 0.15


def _growth(parts: Sequence[tuple[int, int, int, int]], tall: int, base: float) -> float:
    """How many times as tall figures at one end of a line have to be; 1 where they do not stand on its base or are no
    smaller than the others.
    """
    figures = [(end - top, end) for _, top, _, end in parts if end - top > _FIGURE * tall]
    if not figures or any(h > _SMALL * tall or abs(end - base) > _LEVEL * tall for h, end in figures):
        return 1.0
    return tall / float(np.median([h for h, _ in figures]))


def _grown(part: Pixels, by: float, base: float) -> Pixels:
    """A part of a line made larger from its base, which stays where it is."""
    if by == 1 or not part.shape[1]:
        return part
    larger = cv2.resize(part, None, fx=by, fy=by, interpolation=cv2.INTER_CUBIC)
    top = round(base * (by - 1))
    return np.asarray(larger[top : top + part.shape[0]], dtype=np.uint8)


def ink_of(line: Pixels) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The parts of a prepared line's ink that hang together: the number of the part at each pixel, 0 for none, and for
    each part left, top, width, height and area in pixels.
    """
    _, parts, stats, _ = cv2.connectedComponentsWithStats((line[:, :, 0] < _DARK).astype(np.uint8), connectivity=8)
    return np.asarray(parts, dtype=np.int32), np.asarray(stats, dtype=np.int32)


def whitened(line: Pixels, gone: NDArray[np.bool_], reach: int) -> Pixels:
    """A prepared line without the ink that is `gone`, and without its pale edge of `reach` pixels."""
    around = cv2.dilate(gone.astype(np.uint8), np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)) > 0
    return np.asarray(np.where(around[:, :, None], 255, line), dtype=np.uint8)


Part = tuple[bool, int, int, str]
"""Whether the second reader is shown it, first and last character but one (blanks not counted), its text."""


def _parts(line: Seen) -> list[Part]:
    """The line in runs of characters that the second reader knows and of such that it does not."""
    if not line.places:
        return []
    letters = "".join(line.text.split())
    runs: list[Part] = []
    at = 0
    for known, group in itertools.groupby(letters, _is_known):
        text = "".join(group)
        runs.append((known and any(c.isdigit() for c in text), at, at + len(text), text))
        at += len(text)
    if all(shown for shown, *_ in runs):
        return []
    return runs if any(shown for shown, *_ in runs) else []


def _is_known(letter: str) -> bool:
    return letter == "￥" or width_of(letter) < 1


def _only(crop: Pixels, line: Seen, parts: Sequence[Part]) -> Pixels:
    """The parts of the prepared line that the second reader knows, side by side."""
    if not parts:
        return crop
    letters = "".join(line.text.split())
    width = crop.shape[1]
    margin = _MARGIN / (1 + 2 * _MARGIN) * _HEIGHT
    middles = [margin + place * (width - 2 * margin) for place in line.places]
    halves = [0.5 * width_of(letter) for letter in letters]
    em = (width - 2 * margin) / max(1.0, 2 * sum(halves))
    ink = 255.0 - crop[:, :, 0].astype(np.float32).mean(axis=0)
    blank = np.full((_HEIGHT, _BLANK, 3), 255, np.uint8)
    shown: list[Pixels] = [blank]
    for known, first, end, _ in parts:
        if known:
            left = 0 if first == 0 else _gap(ink, middles, halves, first, em)
            right = width if end == len(letters) else _gap(ink, middles, halves, end, em)
            shown += [crop[:, left : max(right, left + 4)], blank]
    return np.concatenate(shown, axis=1)


def _gap(
    ink: np.ndarray[tuple[int], np.dtype[np.float32]],
    middles: Sequence[float],
    halves: Sequence[float],
    at: int,
    em: float,
) -> int:
    """The column between character `at - 1` and character `at` that has the least ink."""
    before, after = middles[at - 1], middles[at]
    expected = before + (after - before) * halves[at - 1] / (halves[at - 1] + halves[at])
    reach = max(3.0, 0.25 * em)
    low, high = max(0, int(expected - reach)), min(len(ink), int(expected + reach) + 1)
    if high <= low:
        return int(min(max(expected, 0), len(ink)))
    columns = np.arange(low, high)
    cost = ink[low:high] + 0.5 * np.abs(columns - expected)
    return int(columns[int(cost.argmin())])


_LIKE_FIGURES = re.compile(r"[\dOolIi|]+")
_FIGURES = str.maketrans("OolIi|", "001111")  # how a reader of Latin letters sees a figure that stands alone


def _put_back(text: str, parts: Sequence[Part]) -> str:
    """What the second reader saw, between the Chinese of the first reading; as it is when it saw other parts."""
    if not parts:
        return text
    words = [w.translate(_FIGURES) if _LIKE_FIGURES.fullmatch(w) else w for w in text.split()]
    words = [word for word in words if any(c.isdigit() for c in word)]
    firsts = [first for shown, _, _, first in parts if shown]
    if not len(firsts) <= len(words) <= _MOST_WORDS:
        return text
    groups = iter(_grouped(words, firsts))
    return "".join(next(groups) if shown else first for shown, _, _, first in parts)


def _grouped(words: Sequence[str], firsts: Sequence[str]) -> list[str]:
    """The words in as many groups as there are parts, each about as long as its part was in the first reading."""
    cuts = itertools.combinations(range(1, len(words)), len(firsts) - 1)
    ways = [[" ".join(words[a:b]) for a, b in itertools.pairwise((0, *cut, len(words)))] for cut in cuts]
    return min(ways, key=lambda way: sum(abs(len(g) - len(f)) for g, f in zip(way, firsts, strict=True)))
