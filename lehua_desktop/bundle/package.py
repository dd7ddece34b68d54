"""The ZIP: the PDF, the untouched originals, and what is needed to check them.

    证据材料_20240301.pdf     the bundle
    originals/证据2-3_名.jpg  each original byte for byte (not in a redacted edition)
    timeline.xlsx            table of installments, payments, findings and exhibits as a spreadsheet
    manifest.json            what is in here, see below
    SHA256SUMS               the SHA-256 of every other file, as `sha256sum -c` reads it

manifest.json, schema 1:

    {"schema": 1, "program": "lehua-desktop 0.1.0", "created": "2024-03-01", "edition": "full" | "redacted",
     "language": "zh" | "en", "route": "bureau", "pdf": "name.pdf", "pages": 48,
     "overridden": ["unconfirmed"],    errors of the preflight that the person knows of
     "exhibits": [{"number": "2-3", "kind": "payment", "file": "originals/..." | null, "name": "as imported" | null,
                   "sha256": "hex of the original", "bytes": 12345, "media_type": "image/jpeg", "pages": 1}],
     "files": [{"name": "...", "sha256": "hex", "bytes": 12345}]}

`files` lists everything but manifest.json and SHA256SUMS, in the order of the ZIP. Nothing is compressed again, and
times are the day of the bundle: the ZIP follows from its contents alone, so that a check can build it once more and
find any byte that differs, in the container too.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

from .. import __version__
from ..core.words import Words
from .plan import BundlePlan
from .spreadsheet import spreadsheet
from .story import Story

SCHEMA = 1
MANIFEST, SUMS, TIMELINE = "manifest.json", "SHA256SUMS", "timeline.xlsx"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class ZipFault:
    """One fault of a bundle's ZIP: the file concerned and what is wrong with it."""

    file: str
    kind: Literal["unreadable", "changed", "missing", "added", "container"]

    @property
    def words(self) -> Words:
        return _WORDS[self.kind].fill(file=self.file)


_WORDS = {
    "unreadable": Words("{file}：打不开，不是完整的证据包。", "{file}: cannot be opened; it is no whole bundle."),
    "changed": Words("{file}：内容已被改动。", "{file}: its content was changed."),
    "missing": Words("{file}：缺少这个文件。", "{file}: this file is missing."),
    "added": Words("{file}：多出的文件，不属于这个证据包。", "{file}: was added; it does not belong to the bundle."),
    "container": Words(
        "{file}：压缩包本身的字节与写出时不同，里面文件的内容没有变。",
        "{file}: bytes of the archive itself differ from what was written; the files in it are unchanged.",
    ),
}


def pack(
    plan: BundlePlan, story: Story, pdf: Path, pdf_name: str, out: Path, pages: int, names: Sequence[str] = ()
) -> None:
    """Writes the ZIP; `pdf` is the finished PDF that goes in under `pdf_name`, `names` are blacked out of the table of
    a redacted edition. Raises `OSError`."""
    request = plan.request
    members: list[tuple[str, bytes | Path]] = [(pdf_name, pdf)]
    if not plan.redacted:
        members += [(exhibit.file, exhibit.source.data) for exhibit in plan.exhibits]
    members.append((TIMELINE, spreadsheet(plan, story, names)))
    sums = [(name, *_digest(content)) for name, content in members]
    manifest = {
        "schema": SCHEMA,
        "program": f"lehua-desktop {__version__}",
        "created": request.today.isoformat(),
        "edition": request.edition,
        "language": request.language,
        "route": request.route,
        "pdf": pdf_name,
        "pages": pages,
        "overridden": list(request.overridden),
        "exhibits": [
            {
                "number": exhibit.number,
                "kind": exhibit.source.kind.value,
                "file": None if plan.redacted else exhibit.file,
                "name": None if plan.redacted else exhibit.source.name,
                "sha256": exhibit.source.sha256,
                "bytes": len(exhibit.source.data),
                "media_type": exhibit.source.media_type,
                "pages": exhibit.source.page_count,
            }
            for exhibit in plan.exhibits
        ],
        "files": [{"name": name, "sha256": digest, "bytes": size} for name, digest, size in sums],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1).encode() + b"\n"
    members.append((MANIFEST, text))
    listed = [*((name, digest) for name, digest, _ in sums), (MANIFEST, hashlib.sha256(text).hexdigest())]
    members.append((SUMS, "".join(f"{digest}  {name}\n" for name, digest in listed).encode()))
    with out.open("wb") as file:
        _build(file, members, request.today)


def faults(path: Path) -> list[ZipFault]:
    """Everything that is not as it was written; empty for a whole bundle."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = _wrong_members(archive)
            if not found and not _same_container(path, archive):
                found = [ZipFault(path.name, "container")]
            return found
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
        return [ZipFault(path.name, "unreadable")]


def _wrong_members(archive: zipfile.ZipFile) -> list[ZipFault]:
    names = [info.filename for info in archive.infolist()]
    found = [ZipFault(name, "missing") for name in (SUMS, MANIFEST) if name not in names]
    expected = _expected(archive) if SUMS in names else {}
    if SUMS in names and expected is None:
        return [ZipFault(SUMS, "changed")]
    for name, digest in (expected or {}).items():
        if name not in names:
            found.append(ZipFault(name, "missing"))
        elif _member_digest(archive, name) != digest:
            found.append(ZipFault(name, "changed"))
    known = {*(expected or {}), SUMS, MANIFEST}
    found += [ZipFault(name, "added") for name in names if name not in known]
    found += [ZipFault(name, "added") for name in sorted({name for name in names if names.count(name) > 1})]
    if MANIFEST in names and ZipFault(MANIFEST, "changed") not in found:
        found += [fault for fault in _against_manifest(archive, expected or {}) if fault not in found]
    return list(dict.fromkeys(found))


def _expected(archive: zipfile.ZipFile) -> dict[str, str] | None:
    """The sums as listed, `None` when the list itself is broken."""
    try:
        lines = archive.read(SUMS).decode().splitlines()
    except (zipfile.BadZipFile, UnicodeDecodeError, OSError):
        return None
    pairs = [line.split("  ", 1) for line in lines]
    if not all(len(pair) == 2 and len(pair[0]) == 64 for pair in pairs):
        return None
    return {name: digest for digest, name in pairs}


def _against_manifest(archive: zipfile.ZipFile, expected: dict[str, str]) -> Iterator[ZipFault]:
    """The list of sums was changed where it disagrees with the manifest."""
    try:
        files = _manifest(archive)["files"]
        listed = {file["name"]: file["sha256"] for file in files}
    except (KeyError, TypeError, ValueError):
        yield ZipFault(MANIFEST, "changed")
        return
    if listed != {name: digest for name, digest in expected.items() if name != MANIFEST}:
        yield ZipFault(SUMS, "changed")


def _manifest(archive: zipfile.ZipFile) -> Any:
    return json.loads(archive.read(MANIFEST))


def _member_digest(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with archive.open(name) as member:
            while chunk := member.read(_CHUNK):
                digest.update(chunk)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError):  # its checksum fails, too
        return ""
    return digest.hexdigest()


def _same_container(path: Path, archive: zipfile.ZipFile) -> bool:
    """Builds the archive once more from its members and compares every byte."""
    day = dt.date.fromisoformat(_manifest(archive)["created"])
    with tempfile.TemporaryFile() as again, path.open("rb") as given:
        _build(again, ((info.filename, archive.read(info)) for info in archive.infolist()), day)
        again.seek(0)
        while chunk := given.read(_CHUNK):
            if again.read(len(chunk)) != chunk:
                return False
        return not again.read(1)


def _build(file: IO[bytes], members: Iterable[tuple[str, bytes | Path]], day: dt.date) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            if isinstance(content, Path):
                content = content.read_bytes()
            archive.writestr(info, content)


def _digest(content: bytes | Path) -> tuple[str, int]:
    if isinstance(content, Path):
        with content.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest(), content.stat().st_size
    return hashlib.sha256(content).hexdigest(), len(content)
