"""What happens to documents before they arrive: messengers, turned phones, photos of screens, scanners."""

from __future__ import annotations

import io
from dataclasses import replace

import cv2
import numpy as np
import pypdfium2
from PIL import Image, ImageOps

from . import Document

_EXIF_ORIENTATION = 0x0112


def _jpeg(picture: Image.Image, quality: int, **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, **more)
    return out.getvalue()


def _open(document: Document) -> Image.Image:
    return Image.open(io.BytesIO(document.data)).convert("RGB")


def small_palette(document: Document) -> Document:
    """The same picture as a PNG of 64 colours, a third of the size; to the eye it is the same."""
    out = io.BytesIO()
    _open(document).quantize(64, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return replace(document, data=out.getvalue())


def messenger(document: Document, *, width: int = 720, quality: int = 62) -> Document:
    """Sent through a messenger: scaled down and packed as JPEG."""
    picture = _open(document)
    picture = picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.BILINEAR)
    return replace(document, data=_jpeg(picture, quality))


def turned(document: Document, degrees: int = 90, *, flag: bool = False) -> Document:
    """Turned counter-clockwise; with `flag` the EXIF orientation says how to turn it back."""
    picture = _open(document).rotate(degrees, expand=True)
    if not flag:
        return replace(document, data=_jpeg(picture, 88))
    exif = Image.Exif()
    exif[_EXIF_ORIENTATION] = {90: 6, 180: 3, 270: 8}[degrees]
    return replace(document, data=_jpeg(picture, 88, exif=exif.tobytes()))


def photographed(document: Document, *, seed: int = 1, degrees: int = 0, longest: int = 2000) -> Document:
    """A photo of the screen by another phone: perspective, uneven light, moiré, noise, a table around it."""
    chance = np.random.default_rng(seed)
    screen = np.asarray(ImageOps.expand(_open(document), border=34, fill=(22, 22, 24)))
    height, width = screen.shape[:2]
    scale = 0.86 * longest / height
    margin = (longest - height * scale) / 2
    across = round(width * scale + 2.6 * margin)
    left, right = (across - width * scale) / 2, (across + width * scale) / 2
    corners = np.array([[left, margin], [right, margin], [right, longest - margin], [left, longest - margin]])
    corners += chance.uniform(-0.022, 0.022, corners.shape) * longest
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    bend = cv2.getPerspectiveTransform(source, corners.astype(np.float32))
    size = (across, longest)
    picture = cv2.warpPerspective(screen, bend, size, flags=cv2.INTER_AREA).astype(np.float32)
    inside = cv2.warpPerspective(np.ones((height, width), np.float32), bend, size)[..., None]

    y, x = np.mgrid[0:longest, 0:across].astype(np.float32)
    grain = cv2.resize(chance.normal(0, 9, (longest // 6, across // 2)).astype(np.float32), size)
    table = np.stack([118 + grain, 92 + grain, 68 + grain], axis=-1)
    rings = np.sin(x * 0.71 + y * 0.043) * np.sin(y * 0.67 - x * 0.051)
    picture += 5.0 * rings[..., None] * np.array([1.0, -0.6, 0.8], dtype=np.float32)
    picture = picture * inside + table * (1 - inside)
    light = 0.97 - 0.22 * (x / across - 0.35) ** 2 - 0.18 * (y / longest - 0.4) ** 2
    glare = 34 * np.exp(
        -(((x - 0.78 * across) / (0.22 * across)) ** 2 + ((y - 0.16 * longest) / (0.12 * longest)) ** 2)
    )
    picture = picture * light[..., None] + glare[..., None]
    picture = cv2.GaussianBlur(picture, (0, 0), 0.9) + chance.normal(0, 3.2, picture.shape)
    photo = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8)).rotate(degrees, expand=True)
    return replace(document, data=_jpeg(photo, 80))


def scanned(document: Document, *, seed: int = 1, dots_per_inch: int = 150) -> Document:
    """A PDF printed and scanned: grey pictures, a little askew, with specks; no text layer."""
    chance = np.random.default_rng(seed)
    sheets: list[Image.Image] = []
    with pypdfium2.PdfDocument(document.data) as pdf:
        for page in pdf:
            sheet = page.render(scale=dots_per_inch / 72).to_pil().convert("L")
            sheet = sheet.rotate(float(chance.uniform(-0.7, 0.7)), fillcolor=255, resample=Image.Resampling.BICUBIC)
            grey = np.asarray(sheet).astype(np.float32) * 0.9 + 14 + chance.normal(0, 5, (sheet.height, sheet.width))
            grey[chance.random(grey.shape) < 0.0004] = 60
            sheets.append(Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)))
    out = io.BytesIO()
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:], resolution=dots_per_inch, quality=70)
    return replace(document, data=out.getvalue())


def tiny(document: Document, *, seed: int = 1) -> Document:
    """A thumbnail that somebody passed on: 480 px wide."""
    quality = int(np.random.default_rng(seed).integers(62, 78))
    return messenger(document, width=480, quality=quality)


def skewed(document: Document, *, seed: int = 1) -> Document:
    """Up to five degrees askew on a ground of one colour."""
    chance = np.random.default_rng(seed)
    degrees = float(chance.choice([-1, 1]) * chance.uniform(1.0, 5.0))
    ground = tuple(int(part) for part in chance.integers(30, 240, 3))
    picture = _open(document).rotate(degrees, expand=True, fillcolor=ground, resample=Image.Resampling.BICUBIC)
    return replace(document, data=_jpeg(picture, 86))


def trimmed(document: Document, *, seed: int = 1) -> Document:
    """Cut close at the edges, as a person cuts a screenshot; the margins hold nothing."""
    chance = np.random.default_rng(seed)
    picture = _open(document)
    side, top = round(picture.width * chance.uniform(0, 0.015)), round(picture.width * chance.uniform(0, 0.012))
    picture = picture.crop((side, top, picture.width - side, picture.height - round(picture.width * 0.02)))
    return replace(document, data=_jpeg(picture, 84))


def printed(document: Document, *, seed: int = 1) -> Document:
    """Printed and scanned as a picture: grey, specks, dust lines, a little askew, weaker contrast."""
    chance = np.random.default_rng(seed)
    sheet = ImageOps.expand(_open(document).convert("L"), border=60, fill=255)
    sheet = sheet.rotate(float(chance.uniform(-1.2, 1.2)), fillcolor=255, resample=Image.Resampling.BICUBIC)
    grey = np.asarray(sheet).astype(np.float32)
    noise = chance.normal(0, chance.uniform(3, 8), grey.shape).astype(np.float32)
    grey = 24 + grey * np.float32(chance.uniform(0.78, 0.88)) + noise
    grey[chance.random(grey.shape) < 0.0005] = 70
    line = int(chance.integers(0, grey.shape[1]))
    grey[:, line : line + 2] -= 26
    return replace(document, data=_jpeg(Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)), 74))


def snapped(document: Document, *, seed: int = 1) -> Document:
    """Another phone's photo: stronger slant than `photographed`, rings of the screen or the shade of a hand, glare, blur."""
    chance = np.random.default_rng(seed)
    screen = np.asarray(ImageOps.expand(_open(document), border=40, fill=tuple(chance.integers(10, 60, 3).tolist())))
    height, width = screen.shape[:2]
    scale = chance.uniform(820, 1080) / width
    screen = cv2.resize(screen, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    height, width = screen.shape[:2]
    rim = round(0.09 * max(width, height))
    size = (width + 2 * rim, height + 2 * rim)
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    corners = source + rim + chance.uniform(-0.75, 0.75, source.shape).astype(np.float32) * rim * 0.45
    bend = cv2.getPerspectiveTransform(source, corners.astype(np.float32))
    picture = cv2.warpPerspective(screen, bend, size, flags=cv2.INTER_LINEAR).astype(np.float32)
    inside = cv2.warpPerspective(np.ones((height, width), np.float32), bend, size)[..., None]
    y, x = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    desk = np.array(chance.uniform(50, 190, 3), dtype=np.float32)
    if chance.random() < 0.6:
        pitch, slope = chance.uniform(0.5, 0.9), chance.uniform(-0.08, 0.08)
        rings = np.sin(x * pitch + y * slope) * np.sin(y * pitch * 0.94 - x * slope)
        picture += 6.0 * rings[..., None] * np.array([1.0, -0.5, 0.8], dtype=np.float32)
    picture = picture * inside + desk * (1 - inside)
    side = chance.choice([-1.0, 1.0])
    light = 0.9 + side * 0.16 * (x / size[0] - 0.5) - 0.12 * np.abs(y / size[1] - chance.uniform(0.3, 0.7))
    spot = (chance.uniform(0.2, 0.8) * size[0], chance.uniform(0.1, 0.9) * size[1])
    glare = chance.uniform(15, 45) * np.exp(
        -(((x - spot[0]) / (0.2 * size[0])) ** 2 + ((y - spot[1]) / (0.1 * size[1])) ** 2)
    )
    picture = picture * light[..., None] + glare[..., None]
    picture = cv2.GaussianBlur(picture, (0, 0), chance.uniform(0.6, 1.1)) + chance.normal(0, 3.0, picture.shape)
    photo = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))
    return replace(document, data=_jpeg(photo, int(chance.integers(72, 86))))
