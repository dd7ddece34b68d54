"""Which engines read a page: the first for the whole page, the second for the look at amounts and days."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ...core.problems import LehuaError, Problem
from ..worker import EngineChoice
from .engine import Engine, Engines
from .tesseract import TesseractEngine, TesseractReader

T = TypeVar("T")


def open_engines(choice: EngineChoice) -> Engines:
    """The engines as asked for; `auto` is RapidOCR where it runs. A missing second reader is no failure.

    Tesseract as the engine gets RapidOCR for the second look: two engines, whichever comes first.
    Raises `ENGINE_MISSING`.
    """
    if choice == "tesseract":
        return Engines(TesseractEngine(), _or_none(_rapid))
    if choice == "rapidocr":
        return Engines(_rapid(), _or_none(TesseractReader))
    engine = _or_none(_rapid)
    return Engines(engine, _or_none(TesseractReader)) if engine else Engines(TesseractEngine(), None)


def _rapid() -> Engine:
    try:
        from .rapid import RapidEngine
    except ImportError as error:  # its native part does not load on every old processor
        raise LehuaError(Problem.ENGINE_MISSING, engine="RapidOCR") from error
    return RapidEngine()


def _or_none(make: Callable[[], T]) -> T | None:
    try:
        return make()
    except LehuaError:
        return None
