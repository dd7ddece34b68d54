"""Tesseract, where it is installed: second reader of single lines, and an engine for whole pages on request."""

from __future__ import annotations

import functools
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytesseract
from PIL import Image

from ...core.page import EngineName
from ...core.problems import LehuaError, Problem
from ..formats.images import Pixels
from ..upright import by_trying
from .engine import Seen, rectangle

_WINDOWS = Path(os.environ.get("PROGRAMFILES", "")) / "Tesseract-OCR" / "tesseract.exe"
_FAILURES = (pytesseract.TesseractError, RuntimeError, OSError, ValueError, KeyError)
_ONE_LINE = "--psm 7"


@functools.cache
def installed() -> tuple[str, tuple[str, ...]] | None:
    """Version and languages of Tesseract, `None` when it is missing or has no `eng`. Asked once a process."""
    if shutil.which("tesseract") is None and _WINDOWS.is_file():
        pytesseract.pytesseract.tesseract_cmd = str(_WINDOWS)
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # the processes of the desk share the cores already
    try:
        version, languages = str(pytesseract.get_tesseract_version()), tuple(pytesseract.get_languages())
    except (pytesseract.TesseractNotFoundError, *_FAILURES):
        return None
    return (version, languages) if "eng" in languages else None


class TesseractReader:
    """The second reader: digits and Latin letters of single lines, many of them in one call."""

    name = "tesseract"

    def __init__(self) -> None:
        if installed() is None:
            raise LehuaError(Problem.ENGINE_MISSING, engine="Tesseract")

    def look(self, lines: Sequence[Pixels]) -> list[str]:
        """The text of each line, in one call of the program: most of the time of a call is its start."""
        if not lines:
            return []
        with tempfile.TemporaryDirectory() as folder:
            names = []
            for number, line in enumerate(lines):
                path = Path(folder) / f"{number}.png"
                Image.fromarray(line).convert("L").save(path, compress_level=1)
                names.append(str(path))
            listing = Path(folder) / "lines.txt"
            listing.write_text("\n".join(names) + "\n", "utf-8")
            try:
                text = str(pytesseract.image_to_string(str(listing), lang="eng", config=_ONE_LINE))
            except _FAILURES as error:
                raise LehuaError(Problem.READING_FAILED) from error
        found = [part.strip() for part in text.split("\f")]
        if len(found) < len(lines):
            raise LehuaError(Problem.READING_FAILED)
        return found[: len(lines)]


class TesseractEngine:
    """Whole pages, with Chinese where its language data is installed."""

    name: EngineName = "tesseract"

    def __init__(self) -> None:
        found = installed()
        if found is None:
            raise LehuaError(Problem.ENGINE_MISSING, engine="Tesseract")
        self.version, languages = found
        self._languages = "+".join(name for name in ("chi_sim", "eng") if name in languages)

    def look(self, lines: Sequence[Pixels]) -> list[str]:
        """As the second reader does: digits and Latin letters only."""
        return TesseractReader().look(lines)

    def read_any_way(self, picture: Pixels) -> tuple[int, list[Seen]]:
        return by_trying(self.read, picture)

    def read(self, picture: Pixels) -> list[Seen]:
        image = Image.fromarray(picture).convert("L")
        if float(np.median(np.asarray(image))) < 100:
            image = image.point(lambda value: 255 - value)
        try:
            table = pytesseract.image_to_data(
                image, lang=self._languages, config="--psm 11", output_type=pytesseract.Output.DICT
            )
        except _FAILURES as error:
            raise LehuaError(Problem.READING_FAILED) from error
        words: dict[tuple[int, ...], list[int]] = {}
        for i, text in enumerate(table["text"]):
            if text.strip():
                key = tuple(int(table[part][i]) for part in ("block_num", "par_num", "line_num"))
                words.setdefault(key, []).append(i)
        return [line for members in words.values() for line in _lines(table, members)]


def _lines(table: dict[str, list[int]], members: list[int]) -> list[Seen]:
    """The words of one line, parted where a gap is wide."""
    lines: list[Seen] = []
    run: list[int] = []
    for i in members:
        if run and table["left"][i] - (table["left"][run[-1]] + table["width"][run[-1]]) > 1.5 * table["height"][i]:
            lines.append(_line(table, run))
            run = []
        run.append(i)
    lines.append(_line(table, run))
    return lines


def _line(table: dict[str, list[int]], run: list[int]) -> Seen:
    text = ""
    for i in run:
        word = str(table["text"][i]).strip()
        blank = text and text[-1] < "\u2e80" and word[0] < "\u2e80"
        text += (" " if blank else "") + word
    left, top = min(table["left"][i] for i in run), min(table["top"][i] for i in run)
    right = max(table["left"][i] + table["width"][i] for i in run)
    bottom = max(table["top"][i] + table["height"][i] for i in run)
    score = sum(max(0.0, float(table["conf"][i])) for i in run) / len(run) / 100
    return Seen(text, score, rectangle(left, top, right, bottom))
