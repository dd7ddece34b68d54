"""Table files: each filled cell a line, its box (column, row, column + 1, row + 1)."""

from __future__ import annotations

import codecs
import datetime as dt
import functools
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

import python_calamine as calamine

from ...core.facts import Kind
from ...core.page import Box, Page, TextLine
from ...core.problems import LehuaError, Problem
from ...facts.kinds.kind import kind_of
from . import markup, text
from .sniff import CSV, ZIP_DAMAGE

_MAX_BYTES = 60_000_000
_MAX_TEXT = 30_000_000
_MAX_UNPACKED = 300_000_000  # bytes of a workbook's parts
_MAX_CELLS = 1_000_000  # that hold something
_MAX_AREA = 12_000_000  # cells, empty ones too
_LOST = "\ufffd"
_PLACE = re.compile(rb'\sr="([A-Z]{1,3})(\d{1,7})"')


@functools.lru_cache(maxsize=1)  # a worker is asked for one sheet after the other
def table_pages(data: bytes, media_type: str) -> tuple[Page, ...]:
    """One page a sheet that holds anything. Raises `DAMAGED_TABLE`, `LOCKED_TABLE`, `TABLE_TOO_LARGE`."""
    if len(data) > (_MAX_TEXT if media_type == CSV else _MAX_BYTES):
        raise LehuaError(Problem.TABLE_TOO_LARGE)
    sheets = [_csv(data)] if media_type == CSV else _markup(data) or _workbook(data)
    if sum(bool(cell) for rows in sheets for row in rows for cell in row) > _MAX_CELLS:
        raise LehuaError(Problem.TABLE_TOO_LARGE)
    filled = [lines for lines in (_lines(rows) for rows in sheets) if lines]
    return tuple(_page(number, lines) for number, lines in enumerate(filled or [[]]))


def statement_pages(data: bytes, media_type: str) -> tuple[Page, ...]:
    """The pages of a table that the program can use. Raises as `table_pages`, and `OWN_LEDGER`, `UNKNOWN_TABLE`."""
    pages = table_pages(data, media_type)
    tops = [replace(page, lines=page.lines[:_TOP]) for page in pages]  # a long table is known by its beginning
    if any(page.lines for page in tops) and kind_of(tops) is Kind.OTHER:
        words = {line.text for page in tops for line in page.lines}
        raise LehuaError(Problem.OWN_LEDGER if words >= _LEDGER else Problem.UNKNOWN_TABLE)
    return pages


_TOP = 3000  # cells
_LEDGER = frozenset({"记录时间", "收支类型"})  # column titles of a ledger that a person keeps in Alipay


def _page(number: int, lines: Sequence[TextLine]) -> Page:
    width = max((line.box.x1 for line in lines), default=0.0)
    height = max((line.box.y1 for line in lines), default=0.0)
    return Page(number, width, height, "cell", tuple(lines), "table")


def _lines(rows: Iterable[Sequence[str]]) -> list[TextLine]:
    return [
        TextLine(cell, Box(column, row, column + 1, row + 1))
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if cell
    ]


def _csv(data: bytes) -> list[list[str]]:
    content = text.decode(data)
    fixed = text.fixed_rows(content) if content is not None else None
    if fixed is not None:
        return fixed
    separator = text.delimiter(content) if content is not None else None
    if content is None or separator is None:
        raise LehuaError(Problem.DAMAGED_TABLE)
    rows = text.rows(content, separator)
    return rows if content.endswith(("\n", "\r", "\x1a")) else _cut_off(rows)


def _cut_off(rows: list[list[str]]) -> list[list[str]]:
    """The rows of a text that ends within its last line. Where that has too few cells the file broke off there: the last
    of them may be a part of what was written, and those that are missing were not empty."""
    if len(rows) > 1 and 1 < len(rows[-1]) < len(rows[-2]):
        rows[-1][-1:] = [_LOST] * (1 + len(rows[-2]) - len(rows[-1]))
    return rows


def _markup(data: bytes) -> list[list[list[str]]]:
    """The tables of a file of markup, none for a workbook."""
    content = text.decode(data) if data.lstrip()[:1] == b"<" or data.startswith(codecs.BOM_UTF8) else None
    return markup.sheets(content) if content is not None and markup.is_markup(content) else []


def _workbook(data: bytes) -> list[list[list[str]]]:
    try:
        if _area(data) > _MAX_AREA:
            raise LehuaError(Problem.TABLE_TOO_LARGE)
        with calamine.load_workbook(io.BytesIO(data)) as book:
            sheets = [book.get_sheet_by_index(index) for index in range(len(book.sheet_names))]
            if sum(sheet.total_height * sheet.total_width for sheet in sheets) > _MAX_AREA:
                raise LehuaError(Problem.TABLE_TOO_LARGE)
            return [[_cells(row) for row in sheet.to_python(skip_empty_area=False)] for sheet in sheets]
    except calamine.PasswordError as error:
        raise LehuaError(Problem.LOCKED_TABLE) from error
    except (calamine.CalamineError, *ZIP_DAMAGE) as error:
        raise LehuaError(Problem.DAMAGED_TABLE) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how the library ends on some damage
            raise
        raise LehuaError(Problem.DAMAGED_TABLE) from None


def _area(data: bytes) -> int:
    """How many places the sheets span, empty ones too: the library keeps a value for each of them.

    0 where the file is no ZIP of XML, or names no places. Raises `TABLE_TOO_LARGE` for one that unpacks to too much.
    """
    if not data.startswith(b"PK"):
        return 0
    area = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(info.file_size for info in archive.infolist()) > _MAX_UNPACKED:
            raise LehuaError(Problem.TABLE_TOO_LARGE)
        for info in archive.infolist():
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", info.filename):
                width, height = _reach(archive, info)
                area += width * height
    return area


def _reach(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> tuple[int, int]:
    """The column and the row farthest out that a cell of the sheet stands in."""
    width = height = 0
    rest = b""
    with archive.open(info) as part:
        while block := part.read(1 << 20):
            block = rest + block
            for letters, digits in _PLACE.findall(block):
                width = max(width, functools.reduce(lambda sum_, letter: sum_ * 26 + letter - 64, letters, 0))
                height = max(height, int(digits))
            rest = block[-40:]
    return width, height


def _cells(row: Sequence[object]) -> list[str]:
    """The cells of a row as text; empty rows, of which a sheet may have a million, cost nothing."""
    return [_cell(value) for value in row] if row.count("") < len(row) else []


def _cell(value: object) -> str:
    """What stands in the cell: days as `YYYY-MM-DD[ HH:MM:SS]`, numbers in plain decimals without float noise."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        plain = format(Decimal(f"{value:.15g}"), "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S" if value.time() != dt.time() else "%Y-%m-%d")
    if isinstance(value, dt.time):
        return value.strftime("%H:%M:%S")
    return str(value).strip(" \t\u3000\r\n")
