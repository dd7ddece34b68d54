"""Tables that are HTML or XML: what banks and shops export as `.xls`, bills that come as mail, pages that were saved."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_ROWS = frozenset({"tr", "row"})
_CELLS = frozenset({"td", "th", "cell"})
_SHEETS = frozenset({"table", "worksheet"})
_BEGINS = re.compile(
    r"\s*(?:<\?xml|<!doctype html|<html|<table|<meta|<head|<style|<!--|<workbook|<\w+:workbook)", re.IGNORECASE
)
_MOST_SPAN = 200

Sheet = list[list[str]]


def is_markup(text: str) -> bool:
    """Whether the text begins as a page or a workbook of markup does."""
    return bool(_BEGINS.match(text.lstrip("\ufeff")[:500]))


def sheets(text: str) -> list[Sheet]:
    """The tables of the text, rows of cells; a cell that reaches over several stands in the first of them.

    A table is two rows and more, one of them of three filled cells. Nothing but the text itself is read: no entity of
    its own, no link. Where tables only lay out the page, what stands in their cells is one sheet, row after row, so that
    a heading stays above its rows.
    """
    shown = _shown(text)
    whole, nested = _parsed(shown, apart=False)
    inner = _parsed(shown, apart=True)[0] if nested else []
    return inner if sum(map(_full, inner)) > 2 * sum(map(_full, whole)) else whole


def _parsed(shown: str, *, apart: bool) -> tuple[list[Sheet], bool]:
    """The tables, and whether some cell held another one."""
    parser = _Tables(apart=apart)
    parser.feed(shown)
    parser.close()
    return [s for s in parser.sheets if len(s) >= 2 and _full(s)], parser.nested


def _full(sheet: Sheet) -> int:
    """How many rows have three filled cells and more."""
    return sum(sum(map(bool, row)) >= 3 for row in sheet)


def _shown(text: str) -> str:
    """The text without comments and declarations; on unclosed ones the parser would spend hours, or fail."""
    for begin, end in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<![", ">"), ("<?", ">")):
        parts, at = [], 0
        while (start := text.find(begin, at)) >= 0:
            parts.append(text[at:start])
            close = text.find(end, start + len(begin))
            at = len(text) if close < 0 else close + len(end)
        text = "".join([*parts, text[at:]])
    return text


class _Tables(HTMLParser):
    """Collects rows and cells; tables within a cell add their text to it, or (`apart`) their rows to the sheet."""

    def __init__(self, *, apart: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._apart = apart
        self._open = 0  # tables, one within the other
        self.sheets: list[Sheet] = []
        self.nested = False
        self._cell: list[str] | None = None
        self._span = 1
        self._nested = 0
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = tag.rpartition(":")[2]
        said = {name.rpartition(":")[2]: value or "" for name, value in attrs}
        if tag in ("style", "script"):
            self._hidden = True
        elif tag in _SHEETS and self._apart:
            self._end_cell()
            self._open += 1
            self.sheets += [[]] if self._open == 1 else []
        elif tag in _SHEETS and self._cell is not None:
            self._nested += 1
            self.nested = True
        elif self._nested:
            return
        elif tag in _SHEETS:
            self.sheets.append([])
        elif tag in _ROWS:
            self._end_cell()
            if not self.sheets:
                self.sheets.append([])
            self.sheets[-1].append([])
        elif tag in _CELLS and self.sheets and self.sheets[-1]:
            self._end_cell()
            row = self.sheets[-1][-1]
            row += [""] * (_number(said.get("index")) - 1 - len(row))
            self._cell = []
            self._span = max(_number(said.get("colspan")), 1 + _number(said.get("mergeacross")))
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag.rpartition(":")[2] != "br":
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag in ("style", "script"):
            self._hidden = False
        elif tag in _SHEETS and self._nested:
            self._nested -= 1
        elif tag in _CELLS | _ROWS | _SHEETS and not self._nested:
            self._end_cell()
            if tag in _SHEETS and self._apart:
                self._open -= self._open > 0
                if self.sheets:
                    self.sheets[-1].append([])

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._hidden:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        lines = ["".join(part.split("\xa0")).strip() for part in "".join(self._cell).split("\n")]
        self.sheets[-1][-1] += ["\n".join(filter(None, lines)), *[""] * (self._span - 1)]
        self._cell = None


def _number(text: str | None) -> int:
    """A span or a place; 0 for none and for one that no table has."""
    return int(text) if text and text.isdecimal() and int(text) <= _MOST_SPAN else 0
