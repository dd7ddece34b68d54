from __future__ import annotations

import numpy as np
from PIL import Image

from lehua_desktop.core.page import Box
from lehua_desktop.facts.page.bow import Bow
from lehua_desktop.reading.bent import bent, flattened


def test_rows_are_level_on_the_flattened_picture_and_their_boxes_go_back_to_the_bent_one() -> None:
    bow = Bow(200, 5e-4)
    ink = np.full((120, 400, 3), 255, np.uint8)
    for x in range(400):
        y = 50 + round(bow.sag(x))
        ink[y - 2 : y + 3, x] = 0
    level = np.asarray(flattened(Image.fromarray(ink), bow).convert("L"))
    assert set(level[50]) == {0}
    assert abs(bent(Box(0, 48, 20, 53), bow).middle_y - (50.5 + bow.sag(10))) < 0.5
