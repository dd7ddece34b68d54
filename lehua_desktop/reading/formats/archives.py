"""ZIP files in memory: names decoded, bombs refused, nothing written anywhere."""

from __future__ import annotations

import io
import lzma
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import pyzipper

from ...core.problems import Fault, LehuaError, Problem
from .names import visible
from .sniff import ZIP_DAMAGE

_MAX_BYTES = 500_000_000  # of one member: a blob may have 1,000 MB, and it is held in memory a few times over
_MAX_RATIO = 200  # unpacked to packed; only counts beyond `_FREE_BYTES`
_FREE_BYTES = 50_000_000
_LONGEST_NAME = 200
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_UNICODE_PATH = 0x7075
_NOISE = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")

_DAMAGE = (
    pyzipper.BadZipFile,
    *ZIP_DAMAGE,
    IndexError,
    KeyError,
    MemoryError,  # a dictionary of gigabytes, as damage or malice may ask for
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its name with folders, its bytes, and the password that opened it; or why there are none."""

    name: str
    data: bytes = b""
    password: str | None = None
    fault: Fault | None = None


@dataclass(slots=True)
class Room:
    """How much may still come out of an archive and of all archives in it."""

    members: int = 10_000
    bytes: int = 1_000_000_000

    def take(self, members: Sequence[pyzipper.ZipInfo], packed: int) -> None:
        """Makes room for them, or raises `ARCHIVE_TOO_LARGE`."""
        size = sum(info.file_size for info in members)
        bomb = size > _FREE_BYTES and size > _MAX_RATIO * packed
        if bomb or size > self.bytes or len(members) > self.members:
            raise LehuaError(Problem.ARCHIVE_TOO_LARGE, files=len(members), mb=size // 1_000_000)
        self.bytes -= size
        self.members -= len(members)


def unpack(data: bytes, passwords: Sequence[str] = (), room: Room | None = None) -> Iterator[Member]:
    """The files of a ZIP one at a time, in the archive's order; a damaged one comes with its fault.

    Names never lead out of the archive. Raises `DAMAGED_ARCHIVE` and `ARCHIVE_TOO_LARGE` before the first file;
    `PASSWORD_NEEDED`, `PASSWORD_WRONG` and `UNPACK_FIRST` (packed in a way that is not known) after the last, when all
    files that can be had are there.
    """
    try:
        archive = pyzipper.AESZipFile(io.BytesIO(data))
        members = [info for info in archive.infolist() if not info.is_dir()]
        (room or Room()).take(members, len(data))
    except _DAMAGE as error:
        raise LehuaError(Problem.DAMAGED_ARCHIVE) from error
    shut: LehuaError | None = None
    with archive:
        for info in members:
            name = _name(info)
            if any(part in _NOISE for part in PurePosixPath(name).parts):
                continue
            try:
                content = _content(archive, info, passwords)
            except NotImplementedError:
                shut = shut or LehuaError(Problem.UNPACK_FIRST, format="ZIP")
            except LehuaError as error:
                if error.fault.locked:
                    shut = error
                else:
                    yield Member(name, fault=error.fault)
            except _DAMAGE:
                yield Member(name, fault=Fault(Problem.DAMAGED_MEMBER))
            else:
                yield Member(name, *content)
    if shut is not None:
        raise shut


def _content(
    archive: pyzipper.AESZipFile, info: pyzipper.ZipInfo, passwords: Sequence[str]
) -> tuple[bytes, str | None]:
    if info.file_size > _MAX_BYTES:
        raise LehuaError(Problem.FILE_TOO_LARGE, mb=info.file_size // 1_000_000)
    if not info.flag_bits & _ENCRYPTED_FLAG:
        return _read(archive, info, None), None
    for password in passwords:
        for encoding in ("utf-8", "gb18030"):
            try:
                return _read(archive, info, password.encode(encoding)), password
            except NotImplementedError:
                raise
            except (RuntimeError, pyzipper.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError):
                continue  # not this password; the old cipher finds out only by what comes out
    raise LehuaError(Problem.PASSWORD_WRONG if passwords else Problem.PASSWORD_NEEDED)


def _read(archive: pyzipper.AESZipFile, info: pyzipper.ZipInfo, password: bytes | None) -> bytes:
    # The size that the archive states may be a lie: never more than that is unpacked.
    with archive.open(info, pwd=password) as member:
        content = bytes(member.read(info.file_size + 1))
    if len(content) != info.file_size:
        raise pyzipper.BadZipFile("size differs from what the archive states")
    return content


def _name(info: pyzipper.ZipInfo) -> str:
    """The member's name as its maker saw it, without parts that lead upwards or to a drive and without signs that
    nobody sees; of a very long one the end."""
    name = _unicode_name(info) or info.filename
    if name == info.filename and not info.flag_bits & _UTF8_FLAG:
        stored = name.encode("cp437", "replace")  # what the library decoded it with
        for encoding in ("utf-8", "gb18030"):
            try:
                name = stored.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = [part for part in PurePosixPath(visible(name).replace("\\", "/")).parts if part not in ("/", "..", ".")]
    return "/".join(part for part in parts if not part.endswith(":"))[-_LONGEST_NAME:] or "_"


def _unicode_name(info: pyzipper.ZipInfo) -> str | None:
    """The name in the extra field that Info-ZIP and many phones write beside one in an old code page."""
    extra = info.extra
    while len(extra) >= 4:
        tag, size = struct.unpack("<HH", extra[:4])
        if tag == _UNICODE_PATH and size > 5 and extra[4:5] == b"\1":
            return bytes(extra[9 : 4 + size]).decode("utf-8", "replace")
        extra = extra[4 + size :]
    return None
