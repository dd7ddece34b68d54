"""Which engines read a page: the first for the whole page, the second for the look at amounts and days."""

from __future__ import annotations

from ...core.problems import LehuaError
from ..worker import EngineChoice
from .engine import Engines, SecondReader


def open_engines(choice: EngineChoice) -> Engines:
    """The engines as asked for; `auto` is RapidOCR. Raises `ENGINE_MISSING`; a missing second reader is no failure.

    Tesseract as the engine gets RapidOCR's eyes for the second look: two engines, whichever comes first.
    """
    from . import rapid, tesseract

    if choice == "tesseract":
        return Engines(tesseract.TesseractEngine(), rapid.RapidEngine())
    second: SecondReader | None
    try:
        second = tesseract.TesseractReader()
    except LehuaError:
        second = None
    return Engines(rapid.RapidEngine(), second)
