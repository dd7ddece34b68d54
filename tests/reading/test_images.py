from __future__ import annotations

import io
import struct
import time
import zlib

import numpy as np
import pytest
from PIL import Image

from lehua_desktop.core.problems import LehuaError, Problem
from lehua_desktop.reading.formats import images

from .drawn import page, saved


def png_of_size(width: int, height: int) -> bytes:
    """A PNG that claims to be that large; its one row of pixels is valid."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * (width * 3 + 1))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def problem_of(data: bytes) -> Problem:
    with pytest.raises(LehuaError) as failure:
        images.decoded(images.open_picture(data))
    return failure.value.fault.problem


def test_a_huge_picture_is_refused_at_once_with_its_size() -> None:
    start = time.perf_counter()
    with pytest.raises(LehuaError) as failure:
        images.open_picture(png_of_size(30_000, 30_000))
    assert time.perf_counter() - start < 1
    assert failure.value.fault.problem is Problem.PICTURE_TOO_LARGE
    assert "30000 × 30000" in failure.value.fault.words.zh


def test_a_tall_scrolling_picture_is_not_too_large() -> None:
    assert images.open_picture(png_of_size(1170, 60_000)).size == (1170, 60_000)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "HEIF"])
def test_a_truncated_picture_is_damaged(format_: str) -> None:
    data = saved(page(), format_)
    assert problem_of(data[: len(data) // 2]) is Problem.DAMAGED_PICTURE


def test_only_a_header_is_damaged() -> None:
    assert problem_of(b"\xff\xd8\xff\xe0") is Problem.DAMAGED_PICTURE


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_exif_flag_is_applied(orientation: int) -> None:
    upright = Image.new("RGB", (80, 40), "white")
    upright.paste("black", (0, 0, 40, 20))
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    stored = upright.transpose(back[orientation]) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = images.decoded(images.open_picture(saved(stored, "JPEG", exif=exif.tobytes())))
    assert image.size == (80, 40)
    shown = images.pixels(image)
    assert shown[10, 20].max() < 50
    assert shown[30, 60].min() > 200


def test_transparent_parts_are_white() -> None:
    for picture in (Image.new("RGBA", (8, 8), (0, 0, 0, 0)), Image.new("LA", (8, 8), (0, 0))):
        assert images.pixels(images.decoded(images.open_picture(saved(picture)))).min() == 255
    palette = Image.new("RGBA", (8, 8), (0, 0, 0, 0)).quantize()
    assert images.pixels(images.decoded(images.open_picture(saved(palette)))).min() == 255


def test_transparent_parts_behind_light_text_are_black() -> None:
    picture = Image.new("RGBA", (40, 40), (255, 255, 255, 0))
    picture.paste((230, 230, 230, 255), (10, 10, 20, 20))
    seen = images.pixels(picture)
    assert seen[0, 0].tolist() == [0, 0, 0]
    assert seen[15, 15].tolist() == [230, 230, 230]


def test_sixteen_bits_become_eight() -> None:
    steps = np.linspace(0, 65535, 64, dtype=np.uint16).reshape(8, 8)
    shown = images.pixels(images.decoded(images.open_picture(saved(Image.fromarray(steps)))))
    assert shown[0, 0, 0] == 0
    assert shown[7, 7, 0] == 255
    assert 120 <= shown[4, 0, 0] <= 136


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "CMYK", "YCbCr", "F", "I"])
def test_every_kind_of_pixel_becomes_rgb(mode: str) -> None:
    picture = page().convert(mode)
    format_ = "TIFF" if mode in ("CMYK", "YCbCr", "F", "I") else "PNG"
    shown = images.pixels(images.decoded(images.open_picture(saved(picture, format_))))
    assert shown.shape == (760, 720, 3)
    assert shown[0, 0].min() > 240


@pytest.mark.parametrize("format_", ["TIFF", "HEIF"])
def test_each_page_of_a_tiff_or_heic_is_a_page(format_: str) -> None:
    first, second = page("-1.00"), page("-2.00").resize((360, 380))
    data = saved(first, format_, save_all=True, append_images=[second])
    assert images.frame_count(images.open_picture(data)) == 2
    assert images.decoded(images.open_picture(data), 1).size == (360, 380)


@pytest.mark.parametrize("format_", ["GIF", "WEBP", "MPO"])
def test_of_animations_and_pairs_the_first_picture_is_the_page(format_: str) -> None:
    data = saved(page(), format_, save_all=True, append_images=[page("-2.00")])
    image = images.open_picture(data)
    assert images.frame_count(image) == 1
    assert images.decoded(image).size == (720, 760)


def test_a_part_of_a_picture_is_all_that_is_converted() -> None:
    image = images.open_picture(io.BytesIO(saved(page())).getvalue())
    assert images.pixels(images.decoded(image), (0, 100, 720, 300)).shape == (200, 720, 3)
