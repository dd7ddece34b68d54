"""The ZIP: the PDF, the untouched originals, and what is needed to check them.

    证据材料_征信异议_20240301.pdf   the bundle
    originals/证据2-3_名.jpg  each original byte for byte (not in a redacted edition)
    timeline.xlsx            table of installments, payments, findings and exhibits as a spreadsheet
    文书.docx, 文书.txt       the letter to edit and sign, and as plain text (English: Letter.docx …)
    异议描述_网上填写.txt     of an objection: the text to paste into the bureau's form
    通话要点.txt             of a complaint to a regulator: what to say on the telephone
    提交说明.txt              who receives it, what it needs, the time limit, the law
    怎样核对_How-to-verify.html
    乐花分期案.lehua           the case as it was, locked where it is locked (not in a redacted edition)
    manifest.json            what is in here, see docs/manifest.md
    manifest.json.tsq        a request for a trusted timestamp (RFC 3161) on manifest.json
    SHA256SUMS               the SHA-256 of every other file, as `sha256sum -c` reads it

Nothing is compressed again, and times are the day of the bundle: the ZIP follows from its contents alone, so that
a check can build it once more and find any byte that differs, in the container too.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import struct
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal, Protocol

from ... import __version__
from ...core.words import Words
from ..plan import BundlePlan, safe_name
from ..private import Hide, masked
from ..story.story import Story
from .timestamp import request_for

SCHEMA = 1
MANIFEST, SUMS, TIMELINE = "manifest.json", "SHA256SUMS", "timeline.xlsx"
REQUEST = MANIFEST + ".tsq"
_CHUNK = 1 << 20
_PATIENCE = 50  # tenths of a second
# What reading a damaged archive raises is no family of errors: each of these says that bytes are not what they were.
BROKEN = (
    zipfile.BadZipFile,
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    LookupError,
    ArithmeticError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class ZipFault:
    """One fault of a bundle: the file concerned and what is wrong with it."""

    file: str
    kind: Literal["unreadable", "changed", "missing", "added", "container", "alone"]

    @property
    def words(self) -> Words:
        return _WORDS[self.kind].fill(file=self.file)


_WORDS = {
    "unreadable": Words("{file}：打不开，不是完整的证据包。", "{file}: cannot be opened; it is no whole bundle."),
    "changed": Words("{file}：内容已被改动。", "{file}: its content was changed."),
    "missing": Words("{file}：缺少这个文件。", "{file}: this file is missing."),
    "added": Words("{file}：多出的文件，不属于这个证据包。", "{file}: was added; it does not belong to the bundle."),
    "alone": Words(
        "{file}：旁边没有它的 ZIP 或 SHA256SUMS，无法核对。请把它和 ZIP 放在一起。",
        "{file}: there is no ZIP of it or SHA256SUMS beside it to check it against. Put it beside its ZIP.",
    ),
    "container": Words(
        "{file}：压缩包本身的字节与写出时不同，里面文件的内容没有变。",
        "{file}: bytes of the archive itself differ from what was written; the files in it are unchanged.",
    ),
}


# A file of the ZIP: its name, its bytes or where they lie, its SHA-256 and its size.
Member = tuple[str, bytes | Path, str, int]


def beside(plan: BundlePlan, story: Story, hide: Hide = masked) -> list[Member]:
    """What goes into the ZIP beside the PDF and follows from the plan alone: originals, table and papers. `hide` blacks
    out the table and the papers of a redacted edition."""
    # Their libraries load while the compiler typesets.
    from .papers import papers
    from .spreadsheet import spreadsheet

    originals = [] if plan.redacted else [(exhibit.file, exhibit.source.data) for exhibit in plan.exhibits]
    table = (TIMELINE, spreadsheet(plan, story, hide))
    return [_member(name, content) for name, content in (*originals, table, *papers(plan, story, hide))]


def pack(plan: BundlePlan, pdfs: Sequence[tuple[str, Path]], others: Sequence[Member], out: Path, pages: int) -> None:
    """Writes the ZIP; `pdfs` are the finished volumes and their names, `others` what lies `beside`. Raises `OSError`."""
    request = plan.request
    members = [*(_member(name, path) for name, path in pdfs), *others]
    case = None
    if request.case_file is not None and not plan.redacted:
        case = f"{safe_name(request.case_name, 60)}.lehua"
        members.append(_member(case, _at_rest(request.case_file)))
    manifest = {
        "schema": SCHEMA,
        "program": f"lehua-desktop {__version__}",
        "created": request.today.isoformat(),
        "edition": request.edition,
        "language": request.language,
        "route": request.route,
        "pdf": pdfs[0][0],
        "volumes": [name for name, _ in pdfs],
        "pages": pages,
        "case": case,
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
        "files": [{"name": name, "sha256": digest, "bytes": size} for name, _, digest, size in members],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1).encode() + b"\n"
    members.append(_member(MANIFEST, text))
    members.append(_member(REQUEST, request_for(hashlib.sha256(text).digest())))
    sums = "".join(f"{digest}  {name}\n" for name, _, digest, _ in members).encode()
    with out.open("wb") as file:
        _build(file, [*((name, content) for name, content, *_ in members), (SUMS, sums)], request.today)


def _at_rest(case: Path) -> Path:
    """Waits until nothing is being written into the case: its journal is gone, empty, or begins with zeros."""
    journal = case.with_name(case.name + "-journal")
    for _ in range(_PATIENCE):
        try:
            with journal.open("rb") as file:
                if not file.read(8).strip(b"\0"):
                    break
        except FileNotFoundError:
            break
        time.sleep(0.1)
    return case


def faults(path: Path, *, just_written: bool = False) -> list[ZipFault]:
    """Everything that is not as it was written; empty for a whole bundle. What was `just_written` here holds nothing
    between its members, so they alone are read again."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = wrong_members(_Archive(archive))
            if not found and not just_written and not _same_container(path, archive):
                found = [ZipFault(path.name, "container")]
            return found
    except BROKEN:
        return [ZipFault(path.name, "unreadable")]


class Members(Protocol):
    """The files of a bundle in its ZIP, or where they were unpacked. Reading a broken one raises one of `BROKEN`."""

    @property
    def names(self) -> Sequence[str]: ...

    def read(self, name: str) -> bytes: ...

    def digest(self, name: str) -> str: ...


@dataclass(frozen=True, slots=True)
class _Archive:
    archive: zipfile.ZipFile

    @property
    def names(self) -> Sequence[str]:
        return self.archive.namelist()

    def read(self, name: str) -> bytes:
        return self.archive.read(name)

    def digest(self, name: str) -> str:
        with self.archive.open(name) as member:
            return hashlib.file_digest(member, "sha256").hexdigest()  # type: ignore[arg-type]


def listed(path: Path) -> dict[str, str]:
    """The sums that the ZIP gives for its files, as far as they can be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sums_of(archive.read(SUMS)) or {}
    except BROKEN:
        return {}


def wrong_members(members: Members) -> list[ZipFault]:
    """What is changed, missing or added, by the list of sums and the manifest; without the list by the manifest."""
    names = list(members.names)
    found = [ZipFault(name, "missing") for name in (SUMS, MANIFEST) if name not in names]
    manifest = _files(members) if MANIFEST in names else {}
    expected = manifest or {}
    if SUMS in names:
        try:
            sums = sums_of(members.read(SUMS))
        except BROKEN:
            sums = None
        if sums is None:
            return [ZipFault(SUMS, "changed")]
        expected = sums
    for name, digest in expected.items():
        if name not in names:
            found.append(ZipFault(name, "missing"))
        elif _digest_or_none(members, name) != digest:
            found.append(ZipFault(name, "changed"))
    known = {*expected, SUMS, MANIFEST, REQUEST}
    found += [ZipFault(name, "added") for name in names if name not in known]
    found += [ZipFault(name, "added") for name in sorted({name for name in names if names.count(name) > 1})]
    if MANIFEST in names and ZipFault(MANIFEST, "changed") not in found:
        found += _against_manifest(members, manifest, expected)
    return list(dict.fromkeys(found))


def sums_of(data: bytes) -> dict[str, str] | None:
    """The list of sums, `None` when it is none."""
    try:
        pairs = [line.split("  ", 1) for line in data.decode().splitlines()]
    except UnicodeDecodeError:
        return None
    if not all(len(pair) == 2 and len(pair[0]) == 64 for pair in pairs):
        return None
    return {name: digest for digest, name in pairs}


def _files(members: Members) -> dict[str, str] | None:
    """The sums in the manifest, `None` when it is broken."""
    try:
        return {file["name"]: file["sha256"] for file in json.loads(members.read(MANIFEST))["files"]}
    except (*BROKEN, TypeError):
        return None


def _against_manifest(
    members: Members, manifest: dict[str, str] | None, expected: dict[str, str]
) -> Iterator[ZipFault]:
    """The list of sums was changed where it disagrees with the manifest."""
    if manifest is None:
        yield ZipFault(MANIFEST, "changed")
        return
    if manifest != {name: digest for name, digest in expected.items() if name not in (MANIFEST, REQUEST)}:
        yield ZipFault(SUMS, "changed")
    asked = hashlib.sha256(request_for(hashlib.sha256(members.read(MANIFEST)).digest())).hexdigest()
    if REQUEST in members.names and (own := _digest_or_none(members, REQUEST)) != asked:
        # The request is what the list says: then manifest and list were changed together after it.
        yield ZipFault(MANIFEST if own == expected.get(REQUEST) else REQUEST, "changed")


def _digest_or_none(members: Members, name: str) -> str | None:
    try:
        return members.digest(name)
    except BROKEN:  # its checksum fails, too
        return None


def _manifest(archive: zipfile.ZipFile) -> Any:
    return json.loads(archive.read(MANIFEST))


def _same_container(path: Path, archive: zipfile.ZipFile) -> bool:
    """Builds the archive once more from its members and compares every byte."""
    day = dt.date.fromisoformat(_manifest(archive)["created"])
    with tempfile.TemporaryFile() as again, path.open("rb") as given:
        _build(again, ((name, (archive, name)) for name in archive.namelist()), day)
        again.seek(0)
        while chunk := given.read(_CHUNK):
            if again.read(len(chunk)) != chunk:
                return False
        return not again.read(1)


# The bytes of a file of the ZIP, where they lie, or the archive that has them under this name.
Content = bytes | Path | tuple[zipfile.ZipFile, str]


def _build(file: IO[bytes], members: Iterable[tuple[str, Content]], day: dt.date) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            _add(archive, info, content)


def _add(archive: zipfile.ZipFile, info: zipfile.ZipInfo, content: Content) -> None:
    """Streams what is large; the size is told before, for it decides on the form of the header."""
    if isinstance(content, bytes):
        archive.writestr(info, content)
        return
    if isinstance(content, Path):
        info.file_size = content.stat().st_size
        source: IO[bytes] = content.open("rb")
    else:
        other, name = content
        info.file_size = other.getinfo(name).file_size
        source = other.open(name)
    with source, archive.open(info, "w") as target:
        shutil.copyfileobj(source, target, _CHUNK)


def _member(name: str, content: bytes | Path) -> Member:
    if isinstance(content, Path):
        with content.open("rb") as file:
            return name, content, hashlib.file_digest(file, "sha256").hexdigest(), content.stat().st_size
    return name, content, hashlib.sha256(content).hexdigest(), len(content)
