"""What lies over or on a page and is none of it: a notification that came while the picture was taken, the bar of an app,
the leaf of a calendar. A watermark or a word in the middle of the screen stays: what it hides of a value has to keep its doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..core.page import Page, TextLine
from .glyphs import packed
from .layout import Piece, text_rows


def without_bar(page: Page) -> Page:
    """The page without the bar of an app, on a stitched picture at times in its middle: `首页`, `借款`, `我的`."""
    homes = [x for x in page.lines if packed(x.text) == "首页"] if page.unit == "px" else []
    rows = [[x for x in page.lines if x.box.overlap_y(home.box) > 0.5] for home in homes]
    over = {id(x) for row in rows if len(row) > 2 and all(_TAB.fullmatch(packed(x.text)) for x in row) for x in row}
    return replace(page, lines=tuple(x for x in page.lines if id(x) not in over)) if over else page


_TAB = re.compile(r"[\u4e00-\u9fff]{2,4}")


def without_leaf(page: Page) -> Page | None:
    """The page without the leaf of a calendar, whose fields may repeat the sums that are told below it; None where it has
    none.

    A leaf is the days of the week on one row, and below it rows of numbers with or without sums under them.
    """
    rows = text_rows([page]) if page.unit == "px" else []
    said = [packed("".join(p.text for p in row)) for row in rows]
    head = next((i for i, text in enumerate(said) if _WEEK.fullmatch(text)), None)
    weeks = [i for i, text in enumerate(said) if head is not None and i > head and _DAYS.fullmatch(text)]
    if head is None or len(weeks) < _LEAST or any(not _FIELDS.fullmatch(text) for text in said[head + 1 : weeks[-1]]):
        return None
    last = weeks[-1]
    while last + 1 < len(rows) and _FIELDS.fullmatch(said[last + 1]) and _near(rows[last], rows[last + 1]):
        last += 1
    top, end = min(p.source.y0 for p in rows[head]), max(p.source.y1 for p in rows[last])
    return replace(page, lines=tuple(x for x in page.lines if not top <= x.box.middle_y <= end))


def _near(row: Sequence[Piece], below: Sequence[Piece]) -> bool:
    return min(p.box.y0 for p in below) - max(p.box.y1 for p in row) < min(p.box.height for p in row)


_LEAST = 3  # rows of a leaf that are nothing but days
_WEEK = re.compile(r"(?:(?:周|星期)?[日一二三四五六天]){5,7}")  # engines lose a 一 that stands alone
_DAYS = re.compile(r"\d{4,14}")
_FIELDS = re.compile(r"[-+¥\d,.元今天已还待期]+")


def without_banner(page: Page) -> Page | None:
    """The page as it is below a notification at its top; None where none lies there, or where more follow below: those
    are a screen of notifications, which tells what they say.

    A notification is the name of an app with `现在` or `3分钟前` at the right end, and the few lines close below it that
    begin where the name does.
    """
    lines = sorted((x for x in page.lines if x.text.strip()), key=lambda x: x.box.y0)
    came = [x for x in lines if _CAME.search(packed(x.text))]
    if page.unit != "px" or len(came) != 1:
        return None
    head = [x for x in lines if x.box.overlap_y(came[0].box) > 0.5]
    name = min(head, key=lambda x: x.box.x0)
    above = [x for x in lines if x.box.y1 <= min(h.box.y0 for h in head) + 0.2 * name.box.height]
    if not _APP.fullmatch(packed("".join(x.text for x in sorted(head, key=lambda x: x.box.x0)))):
        return None
    if any(not _BAR.fullmatch(packed(x.text)) for x in above):
        return None
    block = _block(name, [x for x in lines if x not in head and x not in above])
    if len(block) == 1:
        return None
    gone = {id(x) for x in (*head, *above, *block)}
    return replace(page, lines=tuple(x for x in page.lines if id(x) not in gone))


def _block(name: TextLine, below: list[TextLine]) -> list[TextLine]:
    """The lines of a notification: below each other without a blank, from where the name begins."""
    block = [name]
    for line in below:
        last = block[-1].box
        if len(block) > _MOST or line.box.y0 - last.y1 > 0.8 * min(line.box.height, last.height):
            break
        if abs(line.box.x0 - name.box.x0) > 0.8 * name.box.height:
            break
        block.append(line)
    return block


_MOST = 4
_CAME = re.compile(r"(?:现在|刚刚|\d{1,2}(?:秒|分钟)前)$")
_APP = re.compile(r"[^\d,。:]{1,12}(?:现在|刚刚|\d{1,2}(?:秒|分钟)前)")
_BAR = re.compile(r"[\dA-Za-z:.%+<()\[\]]*")  # clock, signal and battery
