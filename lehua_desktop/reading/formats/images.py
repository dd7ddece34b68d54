"""Pictures decoded with care: size known before any pixel is, upright by their own flag, flat and RGB."""

from __future__ import annotations

import io
import struct

import numpy as np
import pillow_heif
from numpy.typing import NDArray
from PIL import Image, ImageOps

from ...core.problems import LehuaError, Problem

# 4 bytes a pixel while a picture is decoded: 640 MB, which leaves room for an engine below 1 GB. A scrolling
# screenshot 1,440 pixels wide may be 110,000 high.
MAX_PIXELS = 160_000_000
MAX_FRAMES = 500
_STRIP = 512  # rows
MAX_SHORT = 4000  # pixels of the shorter side that are read: an A4 page at 480 dpi

Pixels = NDArray[np.uint8]
"""RGB, shape (height, width, 3)."""

_LIGHT = 200  # of 255

# Pillow's own limit is a warning at 89 million pixels; ours is an error and is checked below, before decoding.
Image.MAX_IMAGE_PIXELS = None
pillow_heif.register_heif_opener()

# What Pillow and its plugins raise on damaged files.
_DAMAGE = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    IndexError,
    KeyError,
    EOFError,
    OverflowError,
    struct.error,
    RuntimeError,
)


def open_picture(data: bytes) -> Image.Image:
    """The picture with its header read and its size checked, no pixel decoded.

    Raises `DAMAGED_PICTURE`, `PICTURE_TOO_LARGE`.
    """
    try:
        image = Image.open(io.BytesIO(data))
    except _DAMAGE as error:
        raise LehuaError(Problem.DAMAGED_PICTURE) from error
    _check(image)
    return image


def _check(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise LehuaError(Problem.PICTURE_TOO_LARGE, width=width, height=height)


def frame_count(image: Image.Image) -> int:
    """Pages of the picture: all of a TIFF or HEIC; of animations, bursts and 3D pairs the one that is shown.

    Raises `DAMAGED_PICTURE`, `TOO_MANY_PAGES`.
    """
    if image.format not in ("TIFF", "HEIF"):
        return 1
    try:
        count = int(getattr(image, "n_frames", 1))
    except _DAMAGE as error:
        raise LehuaError(Problem.DAMAGED_PICTURE) from error
    if count > MAX_FRAMES:
        raise LehuaError(Problem.TOO_MANY_PAGES, pages=count, most=MAX_FRAMES)
    return count


def decoded(image: Image.Image, frame: int = 0) -> Image.Image:
    """One frame of an opened picture, its pixels decoded, upright by its EXIF flag; mode as stored.

    Raises `DAMAGED_PICTURE`, `PICTURE_TOO_LARGE`.
    """
    try:
        if frame:
            image.seek(frame)
            _check(image)
        image.load()
        # In place: a copy of a scrolling screenshot would be a quarter of a gigabyte.
        ImageOps.exif_transpose(image, in_place=True)
    except _DAMAGE as error:
        raise LehuaError(Problem.DAMAGED_PICTURE) from error
    return image


def readable(image: Image.Image) -> Image.Image:
    """The picture, made smaller where its shorter side has more pixels than reading makes use of."""
    share = MAX_SHORT / min(image.size)
    if share >= 1:
        return image
    if image.mode not in ("RGB", "RGBA", "L", "LA", "CMYK"):
        image = flat(image)
    image.thumbnail((round(image.width * share), round(image.height * share)), reducing_gap=2.0)
    return image


def flat(image: Image.Image) -> Image.Image:
    """The picture as RGB, transparent parts white; black where most is transparent and what is not is light."""
    if image.mode == "RGB":
        return image
    if image.mode.startswith(("I", "F")):
        return _eight_bits(image).convert("RGB")
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        image = image.convert("RGBA")
        clear = np.asarray(image.getchannel("A")) < 128
        light = clear.mean() > 0.5 and not clear.all() and np.median(np.asarray(image.convert("L"))[~clear]) > _LIGHT
        paper = Image.new("RGB", image.size, "black" if light else "white")
        paper.paste(image, mask=image.getchannel("A"))
        return paper
    return image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    values = np.asarray(image)
    highest = float(values.max(initial=0, where=np.isfinite(values)))
    top = 65535.0 if image.mode.startswith("I;16") or highest > 255 else 255.0 if highest > 1 else 1.0
    shades = np.empty(values.shape, np.uint8)
    for start in range(0, len(values), _STRIP):  # the whole of a large picture in floats would be gigabytes
        strip = np.nan_to_num(values[start : start + _STRIP].astype(np.float32), posinf=0, neginf=0)
        shades[start : start + _STRIP] = strip.clip(0) * (255.0 / max(top, highest))
    return Image.fromarray(shades)


def pixels(image: Image.Image, box: tuple[int, int, int, int] | None = None) -> Pixels:
    """The pixels of the picture or of a part of it, flat: only that part is converted."""
    part = image if box is None or box == (0, 0, *image.size) else image.crop(box)
    return np.asarray(flat(part), dtype=np.uint8)
