"""Pictures keep their own bytes where PDF allows it, stand upright, and lose what their files carry besides."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pikepdf
import pytest
from pikepdf import Dictionary
from PIL import Image, ImageChops
from pypdfium2 import PdfDocument

from lehua_desktop.bundle.pages.pictures import (
    FULL,
    Encoded,
    Quality,
    bare_jpeg,
    encode,
    encode_file,
    upright,
    upright_size,
)
from lehua_desktop.core.problems import LehuaError, Problem
from tests.bundle.made import drawn, jpeg, png


def corner_picture(mode: str = "RGB") -> Image.Image:
    """40 by 60, red in the upper left quarter, blue in the lower right one."""
    image = Image.new("RGB", (40, 60), "white")
    image.paste((255, 0, 0), (0, 0, 20, 30))
    image.paste((0, 0, 255), (20, 30, 40, 60))
    return image.convert(mode)


def in_pdf(encoded: Encoded, width: int, height: int) -> Image.Image:
    """The picture as PDFium draws it on a page of its own size."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(width, height))
    a, b, c, d, e, f = encoded.matrix
    page.Contents = pdf.make_stream(f"{width} 0 0 {height} 0 0 cm {a} {b} {c} {d} {e} {f} cm /I Do".encode())
    page.Resources = Dictionary(XObject=Dictionary(I=encoded.stream(pdf)))
    out = io.BytesIO()
    pdf.save(out)
    document = PdfDocument(out.getvalue())
    picture: Image.Image = document[0].render(scale=1).to_pil().convert("RGB")
    document.close()
    return picture


def alike(one: Image.Image, other: Image.Image) -> bool:
    difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    return float(np.asarray(difference).mean()) < 6


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_stand_upright_without_new_pixels(orientation: int, turned: int) -> None:
    data = jpeg(corner_picture(), orientation)
    encoded = encode_file(data, 0, turned, FULL, 5)
    decoded = upright(data, 0, turned)
    assert encoded.filter == "/DCTDecode"
    assert upright_size(data, 0, turned) == decoded.size
    assert alike(in_pdf(encoded, *decoded.size), decoded)


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_jpeg_keeps_its_coded_data_and_loses_the_rest(mode: str, progressive: bool) -> None:
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x0110] = "PHONE-OF-THE-OWNER"
    corner_picture(mode).save(file, "JPEG", exif=exif, progressive=progressive, comment=b"a comment", quality=95)
    data = file.getvalue()
    scan = data[data.index(b"\xff\xda") :]
    encoded = encode_file(data + b"film behind the picture", 0, 0, FULL, 5)
    assert encoded.data.endswith(scan)
    for gone in (b"PHONE-OF-THE-OWNER", b"a comment", b"film", b"Exif"):
        assert gone not in encoded.data
    assert alike(Image.open(io.BytesIO(encoded.data)), corner_picture(mode))


def test_a_truncated_jpeg_is_not_passed_through() -> None:
    data = jpeg(corner_picture().resize((400, 600)))
    assert bare_jpeg(data[: len(data) // 2]) is None
    with pytest.raises(LehuaError) as caught:
        encode_file(data[: len(data) // 2], 0, 0, FULL, 5)
    assert caught.value.fault.problem == Problem.DAMAGED_PICTURE


def test_a_cmyk_jpeg_is_made_anew() -> None:
    file = io.BytesIO()
    corner_picture("CMYK").save(file, "JPEG", quality=95)
    encoded = encode_file(file.getvalue(), 0, 0, FULL, 5)
    assert alike(in_pdf(encoded, 40, 60), corner_picture())


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1"])
def test_a_plain_png_keeps_its_rows(mode: str) -> None:
    data = png(corner_picture(mode))
    encoded = encode_file(data, 0, 0, FULL, 5)
    assert encoded.filter == "/FlateDecode"
    assert encoded.data in data
    assert alike(in_pdf(encoded, 40, 60), corner_picture(mode))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA"])
def test_transparency_becomes_white_paper(mode: str) -> None:
    image = Image.new("RGBA", (40, 60), (0, 0, 0, 0))
    image.paste((255, 0, 0, 255), (0, 0, 20, 30))
    data = png(image.convert(mode) if mode != "PA" else image.quantize(8))
    drawn = in_pdf(encode_file(data, 0, 0, FULL, 5), 40, 60)
    assert drawn.getpixel((35, 50)) == (255, 255, 255)


def test_a_png_with_missing_rows_is_not_passed_through() -> None:
    data = png(corner_picture())
    at = data.index(b"IDAT")
    short = zlib.compress(zlib.decompress(data[at + 4 : at + 4 + struct.unpack(">I", data[at - 4 : at])[0]])[:500])
    chunk = b"IDAT" + short
    broken = data[: at - 4] + struct.pack(">I", len(short)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    broken += struct.pack(">I", 0) + b"IEND" + struct.pack(">I", zlib.crc32(b"IEND"))
    with pytest.raises(LehuaError):
        encode_file(broken, 0, 0, FULL, 5)


@pytest.mark.parametrize("kind", ["WEBP", "TIFF", "BMP", "GIF", "HEIF"])
def test_other_formats_are_decoded(kind: str) -> None:
    file = io.BytesIO()
    corner_picture().resize((160, 240)).save(file, kind)
    encoded = encode_file(file.getvalue(), 0, 0, FULL, 5)
    assert alike(in_pdf(encoded, 160, 240), corner_picture().resize((160, 240)))


def test_later_pages_of_a_tiff_are_reached() -> None:
    file = io.BytesIO()
    Image.new("RGB", (10, 10), "white").save(file, "TIFF", save_all=True, append_images=[corner_picture()])
    assert upright_size(file.getvalue(), 1, 0) == (40, 60)
    assert alike(upright(file.getvalue(), 1, 0), corner_picture())


def test_a_turned_tiff_is_turned_once() -> None:
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    corner_picture().save(file, "TIFF", exif=exif)
    assert upright_size(file.getvalue(), 0, 0) == upright(file.getvalue(), 0, 0).size == (60, 40)


def test_a_quality_limits_dots_and_colour() -> None:
    noise = np.random.default_rng(3).integers(0, 255, (900, 600, 3), dtype=np.uint8)
    encoded = encode_file(png(Image.fromarray(noise)), 0, 0, Quality(100, 60, grey=True), 3)
    assert (encoded.width, encoded.height, encoded.colours) == (300, 450, 1)


def test_a_drawing_without_colours_is_kept_in_sixteen_greys_where_something_may_be_lost() -> None:
    image, _ = drawn([f"{n:02d} 还款 1,286.35" for n in range(40)], 1000)
    full, less = encode(image, FULL, 5), encode(image, Quality(200, 80), 5)
    assert (full.colours, full.bits, less.bits) == (1, 8, 4)
    assert len(less.data) < len(full.data)
    assert alike(in_pdf(full, *image.size), image)
    assert alike(in_pdf(less, *image.size), image)


def test_a_screenshot_that_was_painted_over_is_no_larger_than_before() -> None:
    image, _ = drawn(["还款成功 ￥1,286.35", "支付时间 2023-07-05 21:14:09", "乐花分期"] * 8, 1170, size=40)
    image.paste((255, 106, 77), (0, 0, 1170, 300))  # a header in colour
    file = io.BytesIO()
    image.convert("P", palette=Image.Palette.ADAPTIVE).save(file, "PNG", optimize=True)
    exact, made = encode(image, FULL, 5), encode(image, FULL, 5, drawn=True)
    assert len(made.data) < 1.1 * len(file.getvalue()) < len(exact.data)
    shown = Image.open(io.BytesIO(with_header(made))).convert("RGB")
    assert np.asarray(ImageChops.difference(shown, image)).max() < 40
    assert (made.width, made.height) == image.size


def with_header(made: Encoded) -> bytes:
    """Encoded rows as a PNG again."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", made.width, made.height, made.bits, 3, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(kind, body)
        for kind, body in ((b"IHDR", head), (b"PLTE", made.palette), (b"IDAT", made.data), (b"IEND", b""))
    )


def test_a_photograph_without_colours_keeps_its_greys() -> None:
    across, down = np.meshgrid(np.linspace(0, 150, 600), np.linspace(0, 100, 900))
    image = Image.fromarray((across + down).astype(np.uint8))
    assert encode(image, Quality(200, 60), 5).filter == "/DCTDecode"


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"not a picture", b"\xff\xd8\xff\xe0"])
def test_what_is_no_picture_is_said(data: bytes) -> None:
    with pytest.raises(LehuaError) as caught:
        upright_size(data, 0, 0)
    assert caught.value.fault.problem == Problem.DAMAGED_PICTURE
