"""Checks a bundle: any changed, missing or added byte of its ZIP, of the PDF beside it, or of the folder into which it
was unpacked, and which file it is in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from .package.package import BROKEN, MANIFEST, SUMS, ZipFault, faults, listed, sums_of, wrong_members

__all__ = ["ZipFault", "is_bundle", "verify"]

_VOLUME = re.compile(r"_(?:卷|volume)\d+$")


def is_bundle(path: Path) -> bool:
    """A folder, or what is a ZIP or a PDF by its first bytes; by its name where those may be damaged. `OSError`."""
    if path.is_dir() or path.suffix.lower() in (".zip", ".pdf"):
        return True
    with path.open("rb") as file:
        return file.read(5).startswith((b"PK\x03\x04", b"%PDF-"))


def verify(path: Path) -> list[ZipFault]:
    """The faults of a bundle's ZIP with its PDF beside it, of its PDF with the ZIP beside it, or of the folder that
    it was unpacked into; empty when all is as it was written.

    Each has `.file`, `.kind` and `.words`.
    """
    if path.is_dir():
        return _folder_faults(path)
    if path.suffix.lower() == ".pdf":
        return _pdf_faults(path)
    beside = {path.with_name(name) for name in (*_pdfs(listed(path)), f"{path.stem}.pdf")}
    return _with_pdfs(path, sorted(pdf for pdf in beside if pdf.is_file()))


# --- the PDF ---------------------------------------------------------------------------------------------


def _pdf_faults(path: Path) -> list[ZipFault]:
    """By the ZIP of its name, the list of sums that lies beside it, or a ZIP beside it that has these bytes, a whole one first."""
    archive, sums = path.with_name(_VOLUME.sub("", path.stem) + ".zip"), path.with_name(SUMS)
    if not archive.is_file() and sums.is_file():
        try:
            expected = sums_of(sums.read_bytes())
        except OSError:
            expected = None
        return [ZipFault(SUMS, "changed")] if expected is None else _wrong_pdfs([path], _pdfs(expected))
    if not archive.is_file():
        digest = _digest(path)
        others = [other for other in sorted(path.parent.glob("*.zip")) if digest in _pdfs(listed(other)).values()]
        if not others:
            return [ZipFault(path.name, "unreadable" if digest is None else "alone")]
        archive = next((other for other in others if not faults(other)), others[0])
    return _with_pdfs(archive, [path])


def _with_pdfs(archive: Path, pdfs: Sequence[Path]) -> list[ZipFault]:
    expected = _pdfs(listed(archive))
    # An archive whose list of sums is broken says so itself, and nothing about any PDF.
    return [*faults(archive), *(_wrong_pdfs(pdfs, expected) if expected else [])]


def _pdfs(expected: dict[str, str]) -> dict[str, str]:
    """The bundle's own volumes; originals lie in a folder of the ZIP."""
    return {name: digest for name, digest in expected.items() if name.endswith(".pdf") and "/" not in name}


def _wrong_pdfs(paths: Iterable[Path], expected: dict[str, str]) -> list[ZipFault]:
    """A PDF that was renamed is known by its bytes."""
    found = []
    for path in paths:
        digest = _digest(path)
        if digest is None:
            found.append(ZipFault(path.name, "unreadable"))
        elif digest not in ([expected[path.name]] if path.name in expected else expected.values()):
            found.append(ZipFault(path.name, "changed"))
    return found


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


# --- the folder ------------------------------------------------------------------------------------------


class _Folder:
    """What was unpacked: every file below, by its name in the ZIP."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._files = {file.relative_to(path).as_posix(): file for file in sorted(path.rglob("*")) if file.is_file()}

    @property
    def names(self) -> Sequence[str]:
        return list(self._files)

    def read(self, name: str) -> bytes:
        return self._files[name].read_bytes()

    def digest(self, name: str) -> str:
        with self._files[name].open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def _folder_faults(path: Path) -> list[ZipFault]:
    try:
        folder = _Folder(path)
        if not {SUMS, MANIFEST} & set(folder.names):  # any folder: its files are not to be told one by one
            return [ZipFault(name, "missing") for name in (SUMS, MANIFEST)]
        return wrong_members(folder)
    except BROKEN:
        return [ZipFault(path.name, "unreadable")]
