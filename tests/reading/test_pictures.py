from __future__ import annotations

import pytest
from PIL import Image

from lehua_desktop.core.problems import LehuaError, Problem
from lehua_desktop.reading.pictures import page_picture

from .drawn import page, pdf, saved


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP", "GIF", "TIFF", "HEIF"])
def test_the_longer_side_keeps_to_its_limit(format_: str) -> None:
    picture = page_picture(saved(page(), format_), 0, longest=200)
    assert picture.mode == "RGB"
    assert max(picture.size) == 200


def test_a_picture_is_never_enlarged() -> None:
    assert page_picture(saved(page()), 0, longest=5000).size == (720, 760)


def test_a_pdf_page_is_drawn_as_large_as_asked() -> None:
    assert page_picture(pdf("您好"), 0, longest=1680).size == (1680, 1200)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_turned_page_is_shown_upright(turned: int) -> None:
    stored = Image.new("RGB", (400, 200), "white")
    stored.paste("black", (0, 0, 40, 40))  # top left as stored
    shown = page_picture(saved(stored), 0, turned, longest=1000)
    corner = {0: (10, 10), 90: (190, 10), 180: (390, 190), 270: (10, 390)}[turned]
    assert shown.getpixel(corner) == (0, 0, 0)


def test_a_long_picture_fits_too() -> None:
    assert page_picture(saved(Image.new("RGB", (100, 20_000), "white")), 0, longest=1000).size == (5, 1000)


def test_a_table_has_no_picture() -> None:
    with pytest.raises(LehuaError) as failure:
        page_picture(b"a,b,c\n1,2,3\n4,5,6\n", 0, longest=100)
    assert failure.value.fault.problem is Problem.UNKNOWN_FORMAT
