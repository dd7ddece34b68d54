"""Pictures of sheets that did not lie flat, drawn anew with level rows before their lines are read."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image

from ..core.page import Box
from ..facts.page.bow import Bow
from .formats.images import pixels


def flattened(image: Image.Image, bow: Bow) -> Image.Image:
    """The picture with each of its columns moved up by what the rows sag there."""
    x, y = np.meshgrid(np.arange(image.width, dtype=np.float32), np.arange(image.height, dtype=np.float32))
    sag = (bow.curve / 2 * (x - bow.middle) ** 2).astype(np.float32)
    flat = cv2.remap(pixels(image), x, y + sag, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return Image.fromarray(flat)


def bent(box: Box, bow: Bow) -> Box:
    """A box of the flattened picture where it stands on the picture as it came."""
    down = bow.sag(box.middle_x)
    return Box(box.x0, box.y0 + down, box.x1, box.y1 + down)
