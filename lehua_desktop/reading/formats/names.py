"""Names of files, as people see and sort them."""

from __future__ import annotations

import re


def visible(name: str) -> str:
    """The name without signs that nobody sees."""
    return "".join(letter for letter in name if letter.isprintable())


def natural(name: str) -> list[tuple[int, str]]:
    """Sorts `2.png` before `10.png`."""
    return [(int(part) if part.isdecimal() else -1, part) for part in re.split(r"(\d+)", name)]
