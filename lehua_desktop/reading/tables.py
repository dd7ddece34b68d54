"""Table files: each filled cell a line, its box (column, row, column + 1, row + 1)."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

import python_calamine as calamine

from ..core.page import Box, Page, TextLine
from ..core.problems import LehuaError, Problem
from . import text
from .sniff import CSV

_MAX_BYTES = 60_000_000
_MAX_CELLS = 2_000_000


def table_pages(data: bytes, media_type: str) -> tuple[Page, ...]:
    """One page a sheet that holds anything. Raises `DAMAGED_TABLE`, `PASSWORD_NEEDED`, `FILE_TOO_LARGE`."""
    if len(data) > _MAX_BYTES:
        raise LehuaError(Problem.FILE_TOO_LARGE, mb=len(data) // 1_000_000)
    sheets = [_csv(data)] if media_type == CSV else _workbook(data)
    filled = [lines for lines in (_lines(rows) for rows in sheets) if lines]
    return tuple(_page(number, lines) for number, lines in enumerate(filled or [[]]))


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
    separator = text.delimiter(content) if content is not None else None
    if content is None or separator is None:
        raise LehuaError(Problem.DAMAGED_TABLE)
    return text.rows(content, separator)


def _workbook(data: bytes) -> list[list[list[str]]]:
    try:
        with calamine.load_workbook(io.BytesIO(data)) as book:
            sheets = [book.get_sheet_by_index(index) for index in range(len(book.sheet_names))]
            if sum(sheet.total_height * sheet.total_width for sheet in sheets) > _MAX_CELLS:
                raise LehuaError(Problem.FILE_TOO_LARGE, mb=len(data) // 1_000_000)
            return [[[_cell(v) for v in row] for row in sheet.to_python(skip_empty_area=False)] for sheet in sheets]
    except calamine.PasswordError as error:
        raise LehuaError(Problem.PASSWORD_NEEDED) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise LehuaError(Problem.DAMAGED_TABLE) from error


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
