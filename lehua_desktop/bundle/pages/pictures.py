"""Pictures on their way into the PDF: upright, at an honest size, with their own bytes wherever PDF allows it.

A JPEG stays the JPEG it is, without what its file carries besides the picture (place, camera, thumbnails, films);
a plain PNG stays its own compressed rows. All else is decoded, and becomes a PNG if it is a drawing, a JPEG if not.
"""

from __future__ import annotations

import io
import math
import re
import struct
import warnings
import zlib
from dataclasses import dataclass
from typing import Literal

import pillow_heif
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageChops

from ...core.problems import LehuaError, Problem

pillow_heif.register_heif_opener()

_MOST_PIXELS = 400_000_000
_ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True)
class Quality:
    """How much may be lost: at most `dpi` dots an inch in print, JPEG `quality`, colour or grey."""

    dpi: int
    quality: int
    grey: bool = False


FULL = Quality(dpi=300, quality=88)
LADDER = (Quality(200, 80), Quality(160, 72), Quality(130, 64), Quality(110, 55, grey=True), Quality(96, 45, grey=True))

_DRAWN = 80  # JPEG quality

Corner = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Encoded:
    """Picture data as a PDF takes it. `corners` says where the stored picture's lower left, lower right and
    upper left corners stand in the upright unit square (y upwards)."""

    data: bytes
    filter: Literal["/DCTDecode", "/FlateDecode"]
    width: int
    height: int
    colours: int
    bits: int = 8
    palette: bytes = b""
    corners: tuple[Corner, Corner, Corner] = ((0, 0), (1, 0), (0, 1))

    @property
    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """The PDF matrix from the picture's unit square to the upright unit square."""
        (ox, oy), (rx, ry), (ux, uy) = self.corners
        return rx - ox, ry - oy, ux - ox, uy - oy, ox, oy

    def stream(self, pdf: Pdf) -> Stream:
        """The image XObject."""
        colour = Name.DeviceRGB if self.colours == 3 else Name.DeviceGray
        stream = pdf.make_stream(
            self.data,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=self.width,
            Height=self.height,
            BitsPerComponent=self.bits,
            ColorSpace=colour,
            Filter=Name(self.filter),
        )
        if self.palette:
            stream.ColorSpace = Array([Name.Indexed, Name.DeviceRGB, len(self.palette) // 3 - 1, self.palette])
        if self.filter == "/FlateDecode":
            stream.DecodeParms = Dictionary(
                Predictor=15, Colors=self.colours, BitsPerComponent=self.bits, Columns=self.width
            )
        return stream


def upright_size(data: bytes, number: int, turned: int) -> tuple[int, int]:
    """Width and height in pixels of the picture as it is shown; raises `LehuaError(DAMAGED_PICTURE)`."""
    with _opened(data, number) as image:
        width, height = image.size
        across = (_orientation(image, data) in (5, 6, 7, 8)) != (turned % 180 == 90)
        return (height, width) if across else (width, height)


def upright(data: bytes, number: int, turned: int) -> Image.Image:
    """The decoded picture as it is shown, RGB or grey, on white; raises `LehuaError(DAMAGED_PICTURE)`."""
    with _opened(data, number) as image:
        orientation = _orientation(image, data)
        try:
            plain = _flat(image)
        except (OSError, ValueError, SyntaxError, EOFError, MemoryError, struct.error) as error:
            raise LehuaError(Problem.DAMAGED_PICTURE) from error
    steps = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    if orientation in steps:
        plain = plain.transpose(steps[orientation])
    return plain.rotate(-turned, expand=True) if turned else plain


def encode_file(
    data: bytes, number: int, turned: int, quality: Quality, inches: float, *, was_read: bool = False
) -> Encoded:
    """A picture file's page for print at `inches` of width; raises `LehuaError(DAMAGED_PICTURE)`.

    What `was_read` before has all its rows: to count them again, the whole picture would have to be decoded.
    """
    if quality == FULL and number == 0:
        with _opened(data, 0) as image:
            corners = _corners(_orientation(image, data), turned)
            kind, mode, size = image.format, image.mode, image.size
        bare = bare_jpeg(data) if kind in ("JPEG", "MPO") and mode in ("L", "RGB") else None
        if bare:
            return Encoded(bare, "/DCTDecode", *size, colours=1 if mode == "L" else 3, corners=corners)
        rows = _plain_png(data, corners) if kind == "PNG" else None
        if rows and (was_read or _has_all_rows(rows)):
            return rows
    return encode(upright(data, number, turned), quality, inches)


def encode(image: Image.Image, quality: Quality, inches: float, *, drawn: bool = False) -> Encoded:
    """A decoded upright picture for print at `inches` of width. One that was `drawn` here, or painted over, has no pixels
    of its own to keep: sixteen greys or 64 colours show its text alike."""
    if image.mode != "L" and (quality.grey or _is_grey(image)):
        image = image.convert("L")
    most = max(1, round(inches * quality.dpi))
    if image.width > most:
        height = max(1, round(image.height * most / image.width))
        image = image.resize((most, height), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=min(quality.quality, _DRAWN) if drawn else quality.quality, optimize=True)
    coded = Encoded(file.getvalue(), "/DCTDecode", *image.size, colours=1 if image.mode == "L" else 3)
    rows = _rows(image, exact=quality == FULL and not drawn) if _is_drawing(image) else None
    # A drawing that has been a JPEG before is full of its noise, which rows of pixels keep dearly.
    if rows and (len(rows.data) < len(coded.data) or (quality == FULL and len(rows.data) < math.prod(image.size) / 8)):
        return rows
    return coded


def _rows(image: Image.Image, *, exact: bool) -> Encoded | None:
    """A drawing as compressed rows: every pixel as it is, or in sixteen greys or 64 colours."""
    file = io.BytesIO()
    if exact:
        image.save(file, "PNG", compress_level=6)
    elif image.mode != "L":
        few = image.quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(file, "PNG", compress_level=6)
    else:
        greys = image.point([round(value / 17) for value in range(256)]).convert("P")
        greys.putpalette([value * 17 for value in range(16) for _ in range(3)])
        greys.save(file, "PNG", compress_level=6, bits=4)
    return _plain_png(file.getvalue(), ((0, 0), (1, 0), (0, 1)))


def bare_jpeg(data: bytes) -> bytes | None:
    """The first picture of a JPEG file and nothing else of it; `None` when its end is missing."""
    kept, at = [b"\xff\xd8"], 2
    while data[at : at + 1] == b"\xff" and at + 2 <= len(data):
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            return b"".join([*kept, b"\xff\xd9"])
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:  # a scan: header, then coded data up to the next true marker
            following = _NEXT_MARKER.search(data, end)
            if following is None:
                return None
            end = following.start()
        # The colour transform of Adobe's segment is needed to decode, all other application data is not.
        if not (0xE1 <= marker <= 0xED or marker in (0xEF, 0xFE)):
            kept.append(data[at:end])
        at = end
    return None


_NEXT_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)


def _plain_png(data: bytes, corners: tuple[Corner, Corner, Corner]) -> Encoded | None:
    """The compressed rows of a PNG without transparency and interlace, else `None`."""
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        return None
    rows: list[bytes] = []
    palette = header = b""
    at = 8
    while at + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if zlib.crc32(body, zlib.crc32(kind)) != int.from_bytes(data[at + 8 + length : at + 12 + length], "big"):
            return None
        if kind == b"IHDR":
            header = body
        elif kind == b"PLTE":
            palette = body
        elif kind == b"tRNS":
            return None
        elif kind == b"IDAT":
            rows.append(body)
        elif kind == b"IEND":
            break
        at += 12 + length
    else:
        return None
    width, height, bits, colour, _, _, interlace = struct.unpack(">IIBBBBB", header)
    colours = {0: 1, 2: 3, 3: 1}.get(colour)
    if colours is None or interlace or bits > 8:
        return None
    return Encoded(
        b"".join(rows), "/FlateDecode", width, height, colours, bits, palette if colour == 3 else b"", corners
    )


def _has_all_rows(png: Encoded) -> bool:
    """Missing rows would leave the picture half blank without a word."""
    try:
        size = len(zlib.decompress(png.data))
    except zlib.error:
        return False
    return size == png.height * (1 + (png.width * png.colours * png.bits + 7) // 8)


def _opened(data: bytes, number: int) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of sizes that are refused below, and of odd metadata
            image = Image.open(io.BytesIO(data))
            if image.width * image.height > _MOST_PIXELS:
                raise LehuaError(Problem.PICTURE_TOO_LARGE, width=image.width, height=image.height)
            if number:
                image.seek(number)
    except (OSError, ValueError, SyntaxError, EOFError, struct.error, Image.DecompressionBombError) as error:
        raise LehuaError(Problem.DAMAGED_PICTURE) from error
    return image


def _orientation(image: Image.Image, data: bytes) -> int:
    if image.format == "TIFF":  # Pillow turns these itself, and gives the size as turned
        return 1
    if image.format == "PNG" and b"eXIf" not in data and b"Raw profile type" not in data:
        return 1  # to be sure of its EXIF, Pillow would decode the whole picture
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except (OSError, ValueError, SyntaxError, KeyError, struct.error):  # a broken EXIF block turns nothing
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _corners(orientation: int, turned: int) -> tuple[Corner, Corner, Corner]:
    def place(x: float, y: float) -> Corner:
        u, v = x, 1 - y
        u, v = {
            1: (u, v),
            2: (1 - u, v),
            3: (1 - u, 1 - v),
            4: (u, 1 - v),
            5: (v, u),
            6: (1 - v, u),
            7: (1 - v, 1 - u),
            8: (v, 1 - u),
        }[orientation]
        for _ in range(turned // 90 % 4):
            u, v = 1 - v, u
        return u, 1 - v

    return place(0, 0), place(1, 0), place(0, 1)


def _flat(image: Image.Image) -> Image.Image:
    if image.mode in ("L", "RGB"):
        return image.copy()
    if image.mode == "1":
        return image.convert("L")
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        _, high = image.convert("F").getextrema()
        span = max(1.0, (255.0 if high <= 255 else 65535.0 if high <= 65535 else float(high)))  # type: ignore[operator, arg-type]
        return image.convert("F").point(lambda value: value * (255 / span)).convert("L")
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGB", layer.size, "white")
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    return image.convert("RGB")


def _is_grey(image: Image.Image) -> bool:
    red, green, blue = image.split()
    return all(ImageChops.difference(red, other).getextrema() == (0, 0) for other in (green, blue))


def _is_drawing(image: Image.Image) -> bool:
    """Screens and forms have few colours; photographs have a new one at almost every point.

    There are few greys in any picture: those of a drawing are nearly all of a few grounds.
    """
    counts = sorted(count for count, _ in image.resize((64, 64), Image.Resampling.NEAREST).getcolors(4096) or ())
    return sum(counts[-8:]) > 0.7 * sum(counts) if image.mode == "L" else len(counts) < 600
