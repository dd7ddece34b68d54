"""ZIP files in memory: names decoded, bombs refused, nothing written anywhere."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import pyzipper

from ..core.problems import LehuaError, Problem

_MAX_MEMBERS = 10_000
_MAX_BYTES = 1_000_000_000
_MAX_RATIO = 200  # unpacked to packed; only counts beyond `_FREE_BYTES`
_FREE_BYTES = 50_000_000
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_UNICODE_PATH = 0x7075
_NOISE = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")

_DAMAGE = (pyzipper.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, IndexError, KeyError)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its name with folders, its bytes, and the password that opened it."""

    name: str
    data: bytes
    password: str | None = None


def unpack(data: bytes, passwords: Sequence[str] = ()) -> list[Member]:
    """The files of a ZIP, in the archive's order.

    Names never lead out of the archive. Raises `DAMAGED_ARCHIVE`, `PASSWORD_NEEDED`, `PASSWORD_WRONG`, `FILE_TOO_LARGE`.
    """
    try:
        with pyzipper.AESZipFile(io.BytesIO(data)) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            _check(members, len(data))
            return [
                Member(name, *_content(archive, info, passwords))
                for info in members
                if (name := _name(info)) and not any(part in _NOISE for part in PurePosixPath(name).parts)
            ]
    except _DAMAGE as error:
        raise LehuaError(Problem.DAMAGED_ARCHIVE) from error


def _check(members: Sequence[pyzipper.ZipInfo], packed: int) -> None:
    size = sum(info.file_size for info in members)
    bomb = size > _FREE_BYTES and size > _MAX_RATIO * packed
    if size > _MAX_BYTES or len(members) > _MAX_MEMBERS or bomb:
        raise LehuaError(Problem.FILE_TOO_LARGE, mb=size // 1_000_000)


def _content(
    archive: pyzipper.AESZipFile, info: pyzipper.ZipInfo, passwords: Sequence[str]
) -> tuple[bytes, str | None]:
    if not info.flag_bits & _ENCRYPTED_FLAG:
        return _read(archive, info, None), None
    for password in passwords:
        for encoding in ("utf-8", "gb18030"):
            try:
                return _read(archive, info, password.encode(encoding)), password
            except (RuntimeError, pyzipper.BadZipFile, zlib.error):
                continue  # not this password; the old cipher finds out only by the checksum
    raise LehuaError(Problem.PASSWORD_WRONG if passwords else Problem.PASSWORD_NEEDED)


def _read(archive: pyzipper.AESZipFile, info: pyzipper.ZipInfo, password: bytes | None) -> bytes:
    # The size that the archive states may be a lie: never more than that is unpacked.
    with archive.open(info, pwd=password) as member:
        content = bytes(member.read(info.file_size + 1))
    if len(content) != info.file_size:
        raise pyzipper.BadZipFile("size differs from what the archive states")
    return content


def _name(info: pyzipper.ZipInfo) -> str:
    """The member's name as its maker saw it, without parts that lead upwards or to a drive."""
    name = _unicode_name(info) or info.filename
    if name == info.filename and not info.flag_bits & _UTF8_FLAG:
        stored = name.encode("cp437", "replace")  # what the library decoded it with
        for encoding in ("utf-8", "gb18030"):
            try:
                name = stored.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", ".")]
    return "/".join(part for part in parts if not part.endswith(":"))


def _unicode_name(info: pyzipper.ZipInfo) -> str | None:
    """The name in the extra field that Info-ZIP and many phones write beside one in an old code page."""
    extra = info.extra
    while len(extra) >= 4:
        tag, size = struct.unpack("<HH", extra[:4])
        if tag == _UNICODE_PATH and size > 5 and extra[4] == 1:
            return bytes(extra[9 : 4 + size]).decode("utf-8", "replace")
        extra = extra[4 + size :]
    return None
