"""Writes a finished PDF to the disk."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer


_CHUNK = 1 << 20
_VERSION = "1.7"  # of PDF, for the tags


class _Kept(io.RawIOBase):
    """A file whose first error is kept: the library ends the whole process when writing fails midway."""

    def __init__(self, file: io.FileIO) -> None:
        self._file = file
        self.error: OSError | None = None

    def writable(self) -> bool:
        return True

    def write(self, data: Buffer) -> int:
        rest = memoryview(data)
        try:
            while self.error is None and rest:
                rest = rest[self._file.write(rest) :]
        except OSError as error:
            self.error = error
        return memoryview(data).nbytes


def save(pdf: pikepdf.Pdf, path: Path) -> None:
    """Writes `pdf` so that the same content gives the same bytes, its identity included. Raises `OSError`."""
    with path.open("wb", buffering=0) as file, io.BufferedWriter(kept := _Kept(file), _CHUNK) as buffer:
        pdf.save(
            buffer,
            min_version=_VERSION,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,
        )
    if kept.error:
        raise kept.error
