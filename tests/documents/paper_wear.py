"""What happens to paper before it arrives: office scanners good and bad, and phones held over a desk."""

from __future__ import annotations

import io
import time
from dataclasses import replace

import cv2
import numpy as np
import pypdfium2
from PIL import Image

from . import Document

_NO_DAY = time.gmtime(0)  # a scan of the same paper has the same bytes on any day


def _sheets(document: Document, dots_per_inch: int) -> list[Image.Image]:
    with pypdfium2.PdfDocument(document.data) as pdf:
        return [page.render(scale=dots_per_inch / 72).to_pil().convert("RGB") for page in pdf]


def scan(document: Document, *, seed: int, dots_per_inch: int = 200, skew: float = 0.6, grey: bool = True) -> Document:
    """A PDF of pictures: up to `skew` degrees askew, paper not quite white, specks, the shadow of a spine."""
    chance = np.random.default_rng(seed)
    sheets = []
    for sheet in _sheets(document, dots_per_inch):
        turned = sheet.rotate(
            float(chance.uniform(-skew, skew)), fillcolor=(255, 255, 255), resample=Image.Resampling.BICUBIC
        )
        ink = np.asarray(turned).astype(np.float32)
        ink = np.asarray(cv2.GaussianBlur(ink, (0, 0), dots_per_inch / 420), np.float32)
        across = np.linspace(0, 1, ink.shape[1], dtype=np.float32)[None, :, None]
        ink = ink * (0.93 - 0.12 * np.exp(-across / 0.03)) + 8 + chance.normal(0, 4.5, ink.shape)
        ink[chance.random(ink.shape[:2]) < 0.0002] = 70
        made = Image.fromarray(np.clip(ink, 0, 255).astype(np.uint8))
        sheets.append(made.convert("L") if grey else made)
    out = io.BytesIO()
    sheets[0].save(
        out,
        "PDF",
        save_all=True,
        append_images=sheets[1:],
        resolution=dots_per_inch,
        quality=72,
        creationDate=_NO_DAY,
        modDate=_NO_DAY,
    )
    return replace(document, data=out.getvalue(), condition=f"scan-{dots_per_inch}")


def photo(document: Document, *, seed: int, longest: int = 3000) -> Document:
    """A photo of the first sheet on a desk: perspective, a slight bend, a hand's shadow, warm uneven light, JPEG."""
    chance = np.random.default_rng(seed)
    sheet = np.asarray(_sheets(document, 200)[0])
    height, width = sheet.shape[:2]
    scale = 0.9 * longest / height
    size = (round(width * scale / 0.88), longest)
    left, top = (size[0] - width * scale) / 2, (longest - height * scale) / 2
    corners = np.array(
        [[left, top], [size[0] - left, top], [size[0] - left, longest - top], [left, longest - top]], dtype=np.float32
    )
    corners += chance.uniform(-0.018, 0.018, corners.shape).astype(np.float32) * longest
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    bend = cv2.getPerspectiveTransform(source, corners)
    flat = cv2.warpPerspective(sheet, bend, size, flags=cv2.INTER_AREA).astype(np.float32)
    inside = cv2.warpPerspective(np.ones((height, width), np.float32), bend, size)
    y, x = np.mgrid[0:longest, 0 : size[0]].astype(np.float32)
    wave = y + 0.0022 * longest * np.sin(x / size[0] * np.pi * float(chance.uniform(0.8, 1.6)))
    flat = np.asarray(cv2.remap(flat, x, wave, cv2.INTER_LINEAR), np.float32)
    inside = cv2.remap(inside, x, wave, cv2.INTER_LINEAR)[..., None]
    grain = cv2.resize(chance.normal(0, 10, (longest // 40, size[0] // 8)).astype(np.float32), size)
    desk = np.stack([140 + grain, 108 + grain, 78 + grain], axis=-1)
    picture = flat * inside + desk * (1 - inside)
    light = 0.96 - 0.3 * np.clip((x / size[0] - 0.6) + (y / longest - 0.55), 0, 1)
    shade = 1 - 0.22 / (1 + np.exp(-(x * 0.6 + y - 1.25 * longest) / (0.03 * longest)))
    picture *= (light * shade)[..., None] * np.array([1.0, 0.97, 0.9], dtype=np.float32)
    picture = cv2.GaussianBlur(picture, (0, 0), 0.8) + chance.normal(0, 3.0, picture.shape)
    out = io.BytesIO()
    Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8)).save(out, "JPEG", quality=82)
    return replace(document, data=out.getvalue(), condition="photo")
