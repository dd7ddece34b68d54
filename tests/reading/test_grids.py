from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw, ImageFont

from lehua_desktop.core.problems import LehuaError, Problem
from lehua_desktop.reading.engines.engine import Seen, rectangle
from lehua_desktop.reading.engines.rapid import RapidEngine
from lehua_desktop.reading.engines.tesseract import TesseractReader
from lehua_desktop.reading.formats.images import Pixels
from lehua_desktop.reading.grids.cells import looks_at_cells, with_cells
from lehua_desktop.reading.grids.grid import find_grids

from .drawn import FONT
from .engines import PlainEngine

LEFT, TOP, STEP, PITCH = 200, 120, 75, 36
CODES = {2025: "NN1C", 2024: "NNN*N12NM#NN", 2023: "      *NNNN1"}


class Grid:
    """A grid of months on a page, and what an engine may see of it."""

    def __init__(self, codes: Mapping[int, str] = CODES, *, ruled: bool = True) -> None:
        self.image = Image.new("RGB", (1240, 900), "#f4f4f4")
        self.pen = ImageDraw.Draw(self.image)
        self.font = ImageFont.truetype(FONT, 22)
        self.lines = [self._word("2023年07月—2025年04月的还款记录", LEFT + 6 * STEP, TOP - PITCH)]
        self.cells: dict[tuple[int, int], Seen] = {}
        self.lines += [self._word(str(n + 1), LEFT + n * STEP, TOP) for n in range(12)]
        for number, (year, signs) in enumerate(codes.items()):
            y: float = TOP + (1 + 2 * number) * PITCH
            self.lines.append(self._word(str(year), LEFT - 1.5 * STEP, y + PITCH / 2))
            for month, sign in enumerate(signs):
                if sign != " ":
                    owed = f"{1437 * int(sign):,}" if sign.isdigit() else "0"
                    for row, text in enumerate((sign, owed)):
                        self.cells[2 * number + row, month] = self._word(text, LEFT + month * STEP, y + row * PITCH)
        bottom = TOP + (1 + 2 * len(codes)) * PITCH
        self.lines.append(self._word("账户2", LEFT, bottom + PITCH))
        if ruled:
            for row in range(2 * len(codes) + 2):
                rule = TOP + (row - 0.5) * PITCH
                self.pen.line((LEFT - 2 * STEP, rule, LEFT + 11.5 * STEP, rule), "#777777")
            for column in range(13):
                x = LEFT + (column - 0.5) * STEP
                self.pen.line((x, TOP - PITCH / 2, x, bottom - PITCH / 2), "#777777")

    def _word(self, text: str, x: float, y: float) -> Seen:
        self.pen.text((x, y), text, "#333333", self.font, anchor="mm")
        half = self.pen.textlength(text, self.font) / 2 + 4
        return Seen(text, 0.99, rectangle(x - half, y - 15, x + half, y + 15))

    def seen(self, *lost: tuple[int, int]) -> list[Seen]:
        return [*self.lines, *(line for place, line in self.cells.items() if place not in lost)]

    def tilted(self, degrees: float) -> None:
        """Turned clockwise about its middle, with all that was seen."""
        self.image = self.image.rotate(-degrees, Image.Resampling.BICUBIC, fillcolor="#f4f4f4")
        cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        mx, my = self.image.width / 2, self.image.height / 2

        def turned(line: Seen) -> Seen:
            a, b, c, d = (
                (mx + (x - mx) * cos - (y - my) * sin, my + (x - mx) * sin + (y - my) * cos) for x, y in line.corners
            )
            return Seen(line.text, line.score, (a, b, c, d))

        self.lines = [turned(line) for line in self.lines]
        self.cells = {place: turned(line) for place, line in self.cells.items()}


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("degrees", [0.0, 1.5, -3.0, 5.0])
def test_every_cell_with_ink_is_found_and_no_other(degrees: float, ruled: bool) -> None:
    page = Grid(ruled=ruled)
    page.tilted(degrees)
    (grid,) = find_grids(page.image, page.seen((2, 3), (2, 9), (1, 2)))
    assert {(cell.row, cell.column) for cell in grid.cells} == set(page.cells)


def test_two_grids_on_a_page_stay_apart() -> None:
    page = Grid({2025: "NNNN"})
    other = Grid({2022: "NN1NNNNNNNNC"})
    both = Image.new("RGB", (1240, 1800), "white")
    both.paste(page.image, (0, 0))
    both.paste(other.image, (0, 900))
    lines = [*page.seen(), *(line.moved(0, 900) for line in other.seen())]
    assert [len(grid.cells) for grid in find_grids(both, lines)] == [8, 24]


def test_titles_that_were_lost_or_run_together_are_made_up_for() -> None:
    page = Grid()
    titles = page.lines[1:13]
    (ax, ay), _, _, (dx, dy) = titles[2].corners
    _, (bx, by), (cx, cy), _ = titles[4].corners
    glued = Seen("345", 0.9, ((ax, ay), (bx, by), (cx, cy), (dx, dy)), (0.07, 0.5, 0.93))
    page.lines = [page.lines[0], *titles[:2], glued, *titles[5:8], *titles[9:], *page.lines[13:]]
    (grid,) = find_grids(page.image, page.seen())
    assert {(cell.row, cell.column) for cell in grid.cells} == set(page.cells)


@pytest.mark.parametrize("without", ["years", "titles"])
def test_numbers_without_years_or_titles_are_no_grid(without: str) -> None:
    page = Grid()
    lost = {"years": 4, "titles": 1}[without]
    page.lines = [line for line in page.lines if len(line.text) != lost]
    assert find_grids(page.image, page.seen()) == []


def test_cells_that_the_page_reading_lost_are_read_alone_by_both() -> None:
    page = Grid()
    lines, asked = with_cells(page.image, page.seen((2, 3), (2, 6), (3, 6), (0, 2)), RapidEngine())
    signs = [line for line in lines if line not in page.lines]
    assert sorted(line.text for line in signs) == sorted(line.text for line in page.cells.values())
    looks = looks_at_cells(asked, TesseractReader())
    figures = {line.text: look for line, look in looks.items() if line.text[0] in "12"}
    assert all(look == text for text, look in figures.items())
    assert not any(line.text in ("N", "0") for line in looks)


def test_cells_that_ran_together_are_read_apart() -> None:
    page = Grid()
    run = [page.cells[2, n] for n in (0, 1, 2)]
    glued = Seen("NNN", 0.9, rectangle(run[0].box.x0, run[0].box.y0, run[2].box.x1, run[2].box.y1))
    lines, _ = with_cells(page.image, [*page.seen((2, 0), (2, 1), (2, 2)), glued], RapidEngine())
    assert glued not in lines
    assert sum(line.text == "N" for line in lines) == sum(line.text == "N" for line in page.cells.values())


def test_lines_stay_as_they_are_where_the_engine_fails_on_cells() -> None:
    class Failing(PlainEngine):
        def look(self, lines: Sequence[Pixels]) -> list[str]:
            raise LehuaError(Problem.READING_FAILED, detail=len(lines))

    page = Grid()
    lines, _ = with_cells(page.image, page.seen((2, 3)), Failing())
    assert lines == page.seen((2, 3))


def test_grid_that_goes_on_from_the_page_before_needs_no_titles() -> None:
    page = Grid()
    page.lines = [line for line in page.lines if line.text in ("2025", "2024", "2023", "账户2")]
    (grid,) = find_grids(page.image, page.seen((2, 3), (2, 9), (3, 6)))
    assert {(cell.row, cell.column) for cell in grid.cells} == set(page.cells)


def test_signs_in_too_few_columns_are_asked_for_where_they_were_seen() -> None:
    page = Grid({2025: "NN12NNMN"})
    page.lines = [line for line in page.lines if line.text in ("2025", "账户2")]
    lines, asked = with_cells(page.image, page.seen(), PlainEngine())
    assert lines == page.seen()
    assert [line.text for line in asked] == ["1", "1,437", "2", "2,874", "M"]


def test_titles_may_say_that_they_are_months() -> None:
    page = Grid()
    page.lines = [replace(line, text=f"{line.text}月") if line in page.lines[1:13] else line for line in page.lines]
    (grid,) = find_grids(page.image, page.seen((2, 3)))
    assert {(cell.row, cell.column) for cell in grid.cells} == set(page.cells)


def test_rows_may_have_titles_of_their_own() -> None:
    page = Grid(ruled=False)
    titles = [
        page._word(text, LEFT - 1.2 * STEP, TOP + (1 + n) * PITCH) for n, text in enumerate(("还款状态", "逾期金额"))
    ]
    (grid,) = find_grids(page.image, [*page.seen((2, 3)), *titles])
    assert {(cell.row, cell.column) for cell in grid.cells} == set(page.cells)


def test_a_stamp_over_a_grid_neither_ends_it_nor_counts_as_ink() -> None:
    page = Grid()
    clean = {(cell.row, cell.column) for cell in find_grids(page.image, page.seen())[0].cells}
    x, y = LEFT + 4 * STEP, TOP + 3.5 * PITCH
    page.pen.ellipse((x - 120, y - 120, x + 120, y + 120), outline="#e03030", width=5)
    page.pen.text((x, y), "查询专用章", "#e03030", page.font, anchor="mm")
    stamp = Seen("查询专用章", 0.9, rectangle(x - 60, y - 15, x + 60, y + 15))
    (grid,) = find_grids(page.image, [*page.seen(), stamp])
    assert {(cell.row, cell.column) for cell in grid.cells} == clean
    assert page.seen().index(page.lines[0]) not in grid.lines


def test_words_of_a_stamp_on_several_rows_do_not_end_a_grid_that_has_a_year_below() -> None:
    page = Grid({2024: "NN", 2023: "NNN*N12NM#NN"})
    x = LEFT + 5 * STEP
    stamp = [Seen("某某银行", 0.9, rectangle(x - 60, y - 15, x + 60, y + 15)) for y in (TOP + PITCH, TOP + 1.7 * PITCH)]
    (grid,) = find_grids(page.image, [*page.seen(), *stamp])
    assert {(cell.row, cell.column) for cell in grid.cells} == set(page.cells)


def test_small_ink_that_is_taken_for_a_character_is_a_star() -> None:
    class Reads(PlainEngine):
        def look(self, lines: Sequence[Pixels]) -> list[str]:
            return ["大" for _ in lines]

    page = Grid({2024: "NNN*NNNNNNNN"})
    lines, asked = with_cells(page.image, page.seen((0, 3)), Reads())
    assert [line.text for line in lines if line in asked] == ["*"]
    lines, _ = with_cells(page.image, page.seen((0, 2)), Reads())
    assert "大" in [line.text for line in lines]


def test_figures_and_signs_whose_thin_strokes_were_lost_are_cut_out_whole() -> None:
    page = Grid({2024: "NNNNNN1NNNNN"}, ruled=False)
    whole = {(cell.row, cell.column): cell.corners for cell in find_grids(page.image, page.seen())[0].cells}
    x, y = LEFT + 6 * STEP, TOP + 2 * PITCH
    left = whole[1, 6][0][0]
    page.pen.rectangle((left + 17, y - 14, left + 34, y + 18), "#f4f4f4")  # a gap wider than a sign but for its comma
    page.pen.rectangle((left + 24, y + 6, left + 27, y + 9), "#333333")
    sign = x - STEP
    page.pen.rectangle((sign - 14, y - PITCH - 14, sign + 14, y - PITCH + 14), "#f4f4f4")
    page.pen.rectangle((sign - 5, y - PITCH - 7, sign + 5, y - PITCH - 1), "#333333")
    page.pen.rectangle((sign - 6, y - PITCH + 5, sign + 6, y - PITCH + 7), "#333333")  # the foot of a 2, apart from it
    cells = {(cell.row, cell.column): cell for cell in find_grids(page.image, page.seen())[0].cells}
    assert cells[1, 6].corners[0][0] <= left + 2
    assert not cells[0, 5].faint


def test_sums_behind_a_month_get_a_second_look() -> None:
    page = Grid({})
    page.lines = [page._word(text, 200 + 150 * i, 400) for i, text in enumerate(["2017.07", "1", "326"])]
    asked = with_cells(page.image, page.lines, PlainEngine())[1]
    assert [line.text for line in asked] == ["326"]


def test_rows_of_a_page_before_that_fall_by_a_whole_row_are_told_by_their_neighbours() -> None:
    page = Grid(ruled=False)
    page.lines = [line for line in page.lines if line.text in ("2025", "2024", "2023", "账户2")]
    page.tilted(math.degrees(math.atan(PITCH / (11 * STEP))))
    (grid,) = find_grids(page.image, page.seen())
    assert {(cell.row, cell.column) for cell in grid.cells} == set(page.cells)
