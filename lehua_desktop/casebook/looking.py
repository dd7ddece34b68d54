"""Reads the pages of a redacted edition again, in the process that has written it."""

from __future__ import annotations

from ..reading.engines.engine import Engines
from ..reading.worker import EngineChoice, read_page


def read_lines(png: bytes) -> list[str]:
    """The lines that the default engine reads on a picture. Raises `LehuaError` when it cannot be read."""
    return [line.text for line in read_page(png, "image/png", 0, None, "rapidocr", _alone).lines]


def _alone(choice: EngineChoice) -> Engines:
    """Without a second reader: whether something can be read at all is the question here."""
    from ..reading.engines.choice import open_engines

    return Engines(open_engines(choice).engine, None)
