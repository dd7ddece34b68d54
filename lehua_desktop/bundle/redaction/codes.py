"""QR codes and bar codes in a picture: what they say is not read, only where they lie."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image

from ...core.page import Box

_LONGEST = 1600  # codes are large: a smaller picture shows them as well, and sooner
_STRIP, _OVERLAP = 2.0, 0.5  # of the width: a long screenshot is searched strip by strip


def find_codes(picture: Image.Image) -> tuple[Box, ...]:
    """A box for each code, in pixels of the picture, with its quiet zone."""
    scale = min(1.0, _LONGEST / max(1, min(picture.width, round(picture.height / _STRIP) + 1)))
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    small = np.asarray(picture.convert("L").resize(size, Image.Resampling.BILINEAR))
    strip = max(1, round(size[0] * _STRIP))
    tops = range(0, max(1, size[1] - round(size[0] * _OVERLAP)), max(1, round(size[0] * (_STRIP - _OVERLAP))))
    found: list[Box] = []
    for top in tops:
        for box in _in(np.ascontiguousarray(small[top : top + strip])):
            placed = Box(box.x0 / scale, (box.y0 + top) / scale, box.x1 / scale, (box.y1 + top) / scale)
            if not any(placed.overlap_x(other) > 0.5 and placed.overlap_y(other) > 0.5 for other in found):
                found.append(placed)
    return tuple(found)


def _in(grey: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> list[Box]:
    corners: list[np.ndarray[tuple[int, ...], np.dtype[np.float32]]] = []
    for detector in (cv2.QRCodeDetectorAruco(), cv2.barcode.BarcodeDetector()):
        try:
            there, points = detector.detectMulti(grey)
        except cv2.error:  # a picture of one colour, or too small
            continue
        if there and points is not None:
            corners += list(points)
    boxes = []
    for four in corners:
        (x0, y0), (x1, y1) = four.min(axis=0), four.max(axis=0)
        margin = 0.08 * max(x1 - x0, y1 - y0)
        if x1 - x0 > 20:
            boxes.append(Box(float(x0 - margin), float(y0 - margin), float(x1 + margin), float(y1 + margin)))
    return boxes
