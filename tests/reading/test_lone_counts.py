from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from lehua_desktop.reading.engines.engine import Seen
from lehua_desktop.reading.formats.images import Pixels
from lehua_desktop.reading.grids.lone_counts import lone_counts

from .engines import PlainEngine


class Lone(PlainEngine):
    """Sees the same on every line that it is shown, and counts them."""

    def __init__(self, text: str) -> None:
        self.text, self.shown = text, 0

    def look(self, lines: Sequence[Pixels]) -> list[str]:
        self.shown += len(lines)
        return [self.text] * len(lines)


def seen(text: str, x: float, y: float, width: float) -> Seen:
    return Seen(text, 1.0, ((x, y), (x + width, y), (x + width, y + 40), (x, y + 40)))


TITLES = [seen("逾期月份", 300, 100, 160), seen("逾期持续月数", 600, 102, 240), seen("逾期金额", 980, 104, 170)]
ROW = [seen("2018.06", 306, 150, 150), seen("362", 1030, 154, 80)]
PAPER = Image.new("RGB", (1600, 400), "white")


def test_a_count_that_nobody_saw_is_looked_for_between_its_month_and_its_sum() -> None:
    (count,) = lone_counts(PAPER, [*TITLES, *ROW], Lone("1"))
    assert count.text == "1"
    assert abs(count.box.middle_x - 720) < 1
    assert abs(count.box.middle_y - 172) < 1


def test_what_is_no_count_is_left_and_a_count_that_was_seen_is_not_shown_again() -> None:
    assert lone_counts(PAPER, [*TITLES, *ROW], Lone("二")) == []
    engine = Lone("1")
    assert lone_counts(PAPER, [*TITLES, ROW[0], seen("3", 710, 152, 30), ROW[1]], engine) == []
    assert lone_counts(PAPER, [*TITLES, ROW[0]], engine) == []
    assert engine.shown == 0
