"""Counts in a list of overdue months that page reading passed over, as it does with a figure that stands alone."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence

from PIL import Image

from ..engines.engine import Engine, Seen
from ..formats.images import Pixels
from ..second import cut, prepare

_TITLES = ("逾期月份", "逾期持续月数", "逾期金额")
MONTH = re.compile(r"^20\d\d(?:\.|年)(?:0?[1-9]|1[0-2])月?$")
_COUNT = re.compile(r"[1-9]\d?")
_WIDE, _HIGH = 0.8, 0.36  # of a line's height: half of the place that is shown, without the rules around it
_ALONE = 0.9  # score of a line for which the engine gives none


def lone_counts(image: Image.Image, lines: Sequence[Seen], engine: Engine) -> list[Seen]:
    """The counts between a month and a sum of the upright picture, where no line was seen; upper left to lower right."""
    places = _places(lines)
    if not places:
        return []
    crops: list[Pixels] = [prepare(cut(image, place)) for place in places]
    found = ["".join(text.split()) for text in engine.look(crops)]
    return [
        Seen(text, _ALONE, place.corners) for text, place in zip(found, places, strict=True) if _COUNT.fullmatch(text)
    ]


def _places(lines: Sequence[Seen]) -> list[Seen]:
    """Where a count has to stand and nothing was seen."""
    titles = sorted((x for x in lines if "".join(x.text.split()) in _TITLES), key=lambda x: x.box.x0)
    months = [x for x in lines if MONTH.match(x.text)]
    places = []
    for at in range(len(titles) - 2):
        one, between, last = titles[at : at + 3]
        if tuple("".join(x.text.split()) for x in (one, between, last)) != _TITLES:
            continue
        for month in months:
            if month.box.y0 < one.box.middle_y or month.box.overlap_x(one.box) < 0.5:
                continue
            right = (x for x in lines if x is not last and x.box.overlap_x(last.box) > 0.5)
            beside = [x for x in right if x.box.overlap_y(month.box) > 0.3]
            if len(beside) != 1:
                continue
            place = _between(month, between, beside[0])
            if not any(x.box.overlap_x(place.box) > 0 and x.box.overlap_y(place.box) > 0.5 for x in lines):
                places.append(place)
    return places


def _between(month: Seen, title: Seen, money: Seen) -> Seen:
    """The place under the title on the row of a month and a sum."""
    a, b = month.box, money.box
    height = statistics.fmean((a.height, b.height))
    x = title.box.middle_x
    y = a.middle_y + (b.middle_y - a.middle_y) * (x - a.middle_x) / (b.middle_x - a.middle_x)
    left, right, top, bottom = x - _WIDE * height, x + _WIDE * height, y - _HIGH * height, y + _HIGH * height
    return Seen("", 0.0, ((left, top), (right, top), (right, bottom), (left, bottom)))
