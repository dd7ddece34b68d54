"""What lies over a page or beside it and is none of it: a notification that came while the picture was taken, the bar of
an app, the leaf of a calendar, the list of chats beside the open one, the clock of a desktop, what a viewer or a chat shows
above a picture. A watermark or a word in the middle of the screen stays: what it hides of a value has to keep its doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...core.page import Page, TextLine
from ..words.amounts import find_amounts, shows_money
from ..words.days import find_days
from ..words.glyphs import packed
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


def without_frame(page: Page) -> Page:
    """The page without what stands round the screen of a telephone that is shown inside another picture, above the bar with
    its clock, and without the clock and the day at the lower right corner of a desktop.
    """
    if page.unit != "px":
        return page
    lines = [x for x in page.lines if x.text.strip()]
    bars = [x for x in lines if _CLOCK.fullmatch(packed(x.text)) and _is_bar(x, lines)]
    tops = [x.box.y0 for x in bars if not any(find_amounts(y.text) for y in lines if y.box.y1 < x.box.y1)]
    top = max(tops, default=0.0)
    kept = [x for x in lines if x.box.middle_y > top]
    corner = [x for x in kept if x.box.x0 > 0.85 * page.width and x.box.y0 > 0.93 * page.height]
    if page.width > page.height and _NOW.fullmatch("".join(packed(x.text) for x in corner)):
        kept = [x for x in kept if x not in corner]
    return replace(page, lines=tuple(kept)) if len(kept) < len(lines) else page


def _is_bar(clock: TextLine, lines: list[TextLine]) -> bool:
    """Whether a clock stands at the left of a row with signs at the right alone, as at the top of a telephone."""
    row = [x for x in lines if x is not clock and x.box.overlap_y(clock.box) > 0.5]
    signs = all(_BAR.fullmatch(packed(x.text)) and x.box.x0 > clock.box.x1 for x in row)
    return bool(row) and signs and not any(find_amounts(x.text) for x in row)


_NOW = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?:星期.|周.)?20\d\d[/.-]\d{1,2}[/.-]\d{1,2}(?:星期.|周.)?")


def without_chats(page: Page) -> Page:
    """The page without the list of chats at the left of a desktop window or a tablet, of which the first lines tell nothing
    whole: below each other a name with the day or hour of the last message at its right, and a line of that message.
    """
    wide = page.unit == "px" and page.width > page.height
    stamps = [x for x in page.lines if _STAMP.fullmatch(packed(x.text))] if wide else []
    for last in (x for x in stamps if _LATELY.match(packed(x.text))):
        height = last.box.height
        column = [x for x in stamps if min(abs(x.box.x1 - last.box.x1), abs(x.box.x0 - last.box.x0)) < height]
        if len(column) < _MANY or all(_CLOCK.fullmatch(packed(x.text)) for x in column):
            continue
        edge = max(x.box.x1 for x in column) + 0.2 * height
        left = [x for x in page.lines if x.box.x1 < edge]
        names = [x for x in left if any(_names(x, stamp) for stamp in column)]
        starts = sum(abs(x.box.x0 - names[0].box.x0) < height for x in names) if names else 0
        beside = [x for x in page.lines if x.box.x1 >= edge]
        whole = any(shows_money(x.text) or (find_amounts(x.text) and find_days(x.text)) for x in left)
        sums = sum(any(shows_money(x.text) and x.box.overlap_y(s.box) > 0.5 for x in beside) for s in column)
        if starts >= _MANY and beside and not whole and 2 * sums < len(column) and all(x.box.x0 > edge for x in beside):
            return replace(page, lines=tuple(beside))
    return page


def _names(line: TextLine, stamp: TextLine) -> bool:
    return line.box.x1 < stamp.box.x0 and line.box.overlap_y(stamp.box) > 0.3


_MANY = 4
_LATELY = re.compile(r"\d{1,2}:|[刚今昨前星周]")
_CLOCK = re.compile(r"\d{1,2}:\d\d")
_STAMP = re.compile(
    r"\d{1,2}:\d\d|刚刚|今天|(?:昨天|前天)(?:\d{1,2}:\d\d)?|(?:星期|周)[一二三四五六日天]"
    r"|(?:\d{2,4}[/-])?\d{1,2}[/-]\d{1,2}|\d{1,2}月\d{1,2}日"
)


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
