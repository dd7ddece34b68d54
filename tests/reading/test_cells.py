from __future__ import annotations

from PIL import Image, ImageDraw, ImageFont

from lehua_desktop.reading.cells import part_cells
from lehua_desktop.reading.engines.engine import Seen, rectangle
from lehua_desktop.reading.engines.rapid import RapidEngine
from lehua_desktop.reading.formats.images import pixels

from .drawn import FONT


def row(*cells: str, gap: float) -> list[Seen]:
    """What the engine sees of a row of cells with `gap` ems between them, parted."""
    font = ImageFont.truetype(FONT, 30)
    picture = Image.new("RGB", (1000, 100), "white")
    x = 30.0
    for cell in cells:
        ImageDraw.Draw(picture).text((x, 35), cell, "#333333", font)
        x += font.getlength(cell) + 30 * gap
    return sorted(part_cells(RapidEngine().read(pixels(picture))), key=lambda line: line.box.x0)


def test_two_cells_on_one_line_are_parted() -> None:
    cells = ("2023-07-05", "CNY", "-1,286.35", "8,713.65")
    assert tuple(line.text for line in row(*cells, gap=1.6)) == cells


def test_parts_stand_where_their_text_stands() -> None:
    parts = row("2023-07-05", "-1,286.35", gap=1.6)
    width = ImageFont.truetype(FONT, 30).getlength("2023-07-05")
    assert abs(parts[0].box.x1 - (30 + width)) < 16
    assert abs(parts[1].box.x0 - (30 + width + 48)) < 16


def test_a_blank_parts_nothing() -> None:
    assert [line.text for line in row("2023-07-05", "21:14:09", gap=0.3)] in (
        ["2023-07-05 21:14:09"],
        ["2023-07-0521:14:09"],
    )
    assert [line.text for line in row("支付时间：2023年7月5日", gap=0)] == ["支付时间：2023年7月5日"]


def test_equal_digits_side_by_side_stay_together() -> None:
    places = (0.107, 0.25, 0.321, 0.393, 0.607, 0.679, 0.75, 0.893)  # as seen on a scan: the second 3 comes late
    line = Seen("6,833.76", 1, rectangle(0, 0, 101, 47), places)
    assert part_cells([line]) == [line]


def test_a_line_without_places_stays_whole() -> None:
    line = Seen("a    b    c", 1, rectangle(0, 0, 100, 10))
    assert part_cells([line]) == [line]
