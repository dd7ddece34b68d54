"""Engines that need no model: what another engine saw is kept by the picture it saw, and given again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from ...core.page import EngineName
from ...core.problems import LehuaError, Problem
from ..formats.images import Pixels
from .engine import Engine, Seen


class Recording(msgspec.Struct):
    """What an engine saw, by `picture_key`."""

    engine: EngineName
    version: str
    pages: dict[str, list[Seen]] = {}
    held: dict[str, tuple[int, list[Seen]]] = {}
    lines: dict[str, str] = {}


def picture_key(picture: Pixels) -> str:
    """The same for the same pixels, and for no others."""
    return hashlib.sha256(repr(picture.shape).encode() + picture.tobytes()).hexdigest()


class RecordedEngine:
    """Gives what was recorded; a picture that it does not know fails, for it cannot say "nothing there"."""

    def __init__(self, path: Path) -> None:
        self._recording = msgspec.json.decode(path.read_bytes(), type=Recording)
        self.name: EngineName = self._recording.engine
        self.version = self._recording.version

    def read(self, picture: Pixels) -> list[Seen]:
        try:
            return list(self._recording.pages[picture_key(picture)])
        except KeyError as error:
            raise LehuaError(Problem.READING_FAILED) from error

    def read_any_way(self, picture: Pixels) -> tuple[int, list[Seen]]:
        try:
            return self._recording.held[picture_key(picture)]
        except KeyError as error:
            raise LehuaError(Problem.READING_FAILED) from error

    def look(self, lines: Sequence[Pixels]) -> list[str]:
        try:
            return [self._recording.lines[picture_key(line)] for line in lines]
        except KeyError as error:
            raise LehuaError(Problem.READING_FAILED) from error


class RecordingEngine:
    """Reads with another engine and keeps what it saw; `save` writes it for `RecordedEngine`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.name: EngineName = engine.name
        self.version = engine.version
        self._recording = Recording(engine.name, engine.version, {}, {}, {})

    def read(self, picture: Pixels) -> list[Seen]:
        seen = self._engine.read(picture)
        self._recording.pages[picture_key(picture)] = seen
        return seen

    def read_any_way(self, picture: Pixels) -> tuple[int, list[Seen]]:
        turned, seen = self._engine.read_any_way(picture)
        self._recording.held[picture_key(picture)] = turned, seen
        return turned, seen

    def look(self, lines: Sequence[Pixels]) -> list[str]:
        texts = self._engine.look(lines)
        self._recording.lines.update(zip(map(picture_key, lines), texts, strict=True))
        return texts

    def save(self, path: Path) -> None:
        path.write_bytes(msgspec.json.encode(self._recording))
