"""The rows of a list while it is cut into records: their blanks, and where its titles and headings end."""

from __future__ import annotations

import bisect
import re

from ..page.layout import Piece, text_height
from ..words.amounts import parse_amount
from ..words.glyphs import packed
from ..words.labels import Field, label_of
from ..words.wording import status_said
from .days import Rows
from .parts import LENT_ON, AmountSpot, DaySpot, Heading, bare_label, is_title


class Listed:
    """A list while it is cut: rows, amounts, days and headings, all in their order on the page.

    `starts` are the rows below which records begin, `tall` those of which nobody knows what belongs where.
    """

    def __init__(self, rows: Rows, anchors: list[AmountSpot], days: list[DaySpot], headings: list[Heading]) -> None:
        self.rows, self.anchors, self.days, self.headings = rows, anchors, days, headings
        self.day_rows = [d.row for d in days]
        self.height = text_height([p for row in rows for p in row])
        # Two lines of two rows taken for one: nobody knows what belongs where.
        self.tall = [r for r, row in enumerate(rows) if any(self._is_torn(p) for p in row) or self._lies_over(r)]
        taken = {a.row for a in anchors} | {d.row for d in days}
        titles = {r for r, row in enumerate(rows) if is_title(row)} - taken
        self.starts = [h.row for h in headings]
        first = min(taken)
        if not self.starts or self.starts[0] > first:
            above = max((r for r in titles if r < first), default=None)
            above = self._page_title(first) if above is None else above
            self.starts = [*([above] if above is not None else []), *self.starts]
        lent = {r for r, row in enumerate(rows) if r > first and any(LENT_ON.search(p.text) for p in row)}
        self.starts = sorted({*self.starts, *(lent - taken)})  # the next loan, its repayments below
        # A heading takes its line of sums along, a title the totals below it: records begin below those.
        self.starts = [self._below_sums(start, titles, taken) for start in self.starts]

    def _page_title(self, first: int) -> int | None:
        """The row above the first item where a few words stand in the middle of the page, as titles of pages do."""
        pieces = [p for row in self.rows for p in row]
        left, right = min(p.box.x0 for p in pieces), max(p.box.x1 for p in pieces)
        middle = (left + right) / 2
        for row in self.rows[first - 1 : first] if first else ():
            for p in row:
                near = abs(p.box.middle_x - middle) < 0.08 * (right - left) and p.box.x0 > left + 0.2 * (right - left)
                if near and _TITLE_WORDS.fullmatch(packed(p.text)) and not says(p):
                    return first - 1
        return None

    def _is_torn(self, piece: Piece) -> bool:
        return piece.box.height > 1.7 * self.height and len(packed(piece.text)) >= 6 and not parse_amount(piece.text)

    def _lies_over(self, row: int) -> bool:
        """Rows that lie half over each other are one row seen twice, at the seam of two parts of a picture."""
        near = [r for r in (row - 1, row + 1) if 0 <= r < len(self.rows) and self.gap(min(r, row)) < -0.4]
        return any(_cover(p, q) for r in near for p in self.rows[row] for q in self.rows[r])

    def _below_sums(self, start: int, titles: set[int], taken: set[int]) -> int:
        while start + 1 < len(self.rows) and start + 1 not in taken:
            sums = any(parse_amount(p.text) for p in self.rows[start + 1])
            if start + 1 not in titles and not sums:
                break
            start += 1
        return start

    def gap(self, upper: int) -> float:
        """The blank between a row and the next, in heights of a line; wide between pages."""
        one, two = self.rows[upper], self.rows[upper + 1]
        if one[0].page != two[0].page or two[0].box.y1 < one[0].box.y0 - 3 * self.height:
            return 9.0  # another page, or the next of two lists side by side
        return (min(p.box.y0 for p in two) - max(p.box.y1 for p in one)) / self.height

    def days_in(self, first: int, last: int) -> list[DaySpot]:
        return self.days[bisect.bisect_left(self.day_rows, first) : bisect.bisect_right(self.day_rows, last)]

    def pieces(self, first: int, end: int) -> list[Piece]:
        return [p for row in self.rows[first:end] for p in row]

    def heading(self, row: int) -> Heading | None:
        at = bisect.bisect_right(self.headings, row, key=lambda h: h.row)
        return self.headings[at - 1] if at else None

    def labelled_times(self) -> bool:
        """Labels of times stand on cards; a list that has them is one whose cards could not be told apart."""
        heads = [row for row in self.rows if len(row) > 1 and all(bare_label(p.text) for p in row)]
        asked = {h.row for h in self.headings if h.until is not None}
        for r, row in enumerate(self.rows):
            if r in asked or (len(heads) == 1 and row is heads[0]):
                continue  # a range of days that was asked for; the heads of columns
            labels = [label for p in row if (label := label_of(p.text))]
            if len(labels) < 3 and any(x.field in (Field.PAID_AT, Field.CREATED_AT) for x in labels):
                return True
        return False


def _cover(one: Piece, other: Piece) -> bool:
    wide = min(one.box.x1, other.box.x1) - max(one.box.x0, other.box.x0)
    high = min(one.box.y1, other.box.y1) - max(one.box.y0, other.box.y0)
    return wide > 0.5 * min(one.box.width, other.box.width) and high > 0.4 * min(one.box.height, other.box.height)


def says(piece: Piece) -> bool:
    """Whether a short text says what became of a payment."""
    return len(packed(piece.text)) <= 24 and status_said(piece.text) is not None


_TITLE_WORDS = re.compile(r"[\u4e00-\u9fff]{2,10}")
