"""From paths that a person gives to single files: folders are walked, archives unpacked."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..core.problems import Fault, LehuaError, Problem
from ..reading.formats.archives import Member, Room, unpack
from ..reading.formats.embedded import Embedded, embedded
from ..reading.formats.names import natural, visible
from ..reading.formats.sniff import ODS, XLSX, ZIP, refusal, sniff

MAX_MB = 500  # a blob may have 1,000 MB, and a file is held in memory a few times over
_DEPTH = 3  # archives in archives
# What file managers leave in folders; never what a person meant to add.
_LITTER = {"thumbs.db", "desktop.ini", "__macosx"}


@dataclass(frozen=True, slots=True)
class Found:
    """One file: its bytes with their media type, or why there are none.

    `name` is short (inside the folder or ZIP that was given), `given` begins with the path as it was given.
    `container` is the ZIP, document or mail that the file came out of, `password` the one that opened that.
    """

    name: str
    given: str
    data: bytes = b""
    media_type: str = ""
    container: str | None = None
    password: str | None = None
    fault: Fault | None = None


def find_files(paths: Sequence[Path], passwords: tuple[str, ...] = ()) -> Iterator[Found]:
    """Each file under the paths, in order, one at a time; one that cannot be had comes with its fault."""
    for path in paths:
        try:
            if not path.is_dir():
                yield from _read(path, shown(path.name), str(path), passwords)
                continue
        except OSError:
            yield Found(path.name, str(path), fault=Fault(Problem.FILE_UNREADABLE))
            continue
        inside = list(_walk(path))
        if not inside:
            yield Found(path.name, str(path), fault=Fault(Problem.NO_FILES))
        for file, problem in inside:
            name = shown(path.name if file == path else file.relative_to(path).as_posix())
            if problem is None:
                yield from _read(file, name, str(file), passwords)
            else:
                yield Found(name, str(file), fault=Fault(problem))


def open_bytes(name: str, data: bytes, passwords: tuple[str, ...] = (), given: str = "") -> Iterator[Found]:
    """The file that these bytes are, or the files of the archive that they are."""
    yield from _open(name, given or name, data, passwords, None, _DEPTH, Room())


def _walk(folder: Path) -> Iterator[tuple[Path, Problem | None]]:
    """The files below the folder; folders that cannot be looked into, or are links, with the problem."""
    closed: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted((name for name in folders if _wanted(name)), key=natural)
        yield from ((Path(root, name), None) for name in sorted(names, key=natural) if _wanted(name))
        yield from ((Path(root, name), Problem.FOLDER_LINK) for name in folders if Path(root, name).is_symlink())
    yield from ((Path(error.filename), Problem.FILE_UNREADABLE) for error in closed)


def shown(name: str) -> str:
    """A name as its maker saw it: bytes that are no UTF-8 are Chinese of an older system; no signs that nobody sees."""
    try:
        name.encode()
    except UnicodeEncodeError:
        with contextlib.suppress(UnicodeError):
            name = os.fsencode(name).decode("gb18030")
    return visible(name)


def _wanted(name: str) -> bool:
    return not name.startswith(".") and name.lower() not in _LITTER


def _read(path: Path, name: str, given: str, passwords: tuple[str, ...]) -> Iterator[Found]:
    try:
        size = path.stat().st_size
        if size > MAX_MB * 1_000_000:
            yield Found(name, given, fault=Fault(Problem.FILE_TOO_LARGE, {"mb": str(round(size / 1_000_000))}))
            return
        if not path.is_file():  # a pipe or a device would block
            yield Found(name, given, fault=Fault(Problem.FILE_UNREADABLE))
            return
        data = path.read_bytes()
    except FileNotFoundError:
        yield Found(name, given, fault=Fault(Problem.FILE_MISSING))
    except OSError:
        yield Found(name, given, fault=Fault(Problem.FILE_UNREADABLE))
    else:
        yield from open_bytes(name, data, passwords, given)


def _open(
    name: str, given: str, data: bytes, passwords: tuple[str, ...], container: str | None, depth: int, room: Room
) -> Iterator[Found]:
    def inside(member: Member) -> Iterator[Found]:
        way, holder = f"{given}/{member.name}", container or name
        if member.fault is not None:
            yield Found(member.name, way, container=holder, fault=member.fault)
            return
        for found in _open(member.name, way, member.data, passwords, holder, depth - 1, room):
            yield found if found.password else replace(found, password=member.password)

    media_type = sniff(data)
    if not data:
        yield Found(name, given, container=container, fault=Fault(Problem.EMPTY_FILE))
    elif media_type != ZIP:
        held = embedded(data, room) if depth and media_type in ("", XLSX, ODS) else Embedded((), False)
        if media_type:
            yield Found(name, given, data, media_type, container)
        elif not held.members:
            yield Found(name, given, data, container=container, fault=refusal(data))
        elif held.figures:
            fault = Fault(Problem.WORDS_NOT_READ, {"count": str(len(held.members))})
            yield Found(name, given, data, container=container, fault=fault)
        for member in held.members:
            yield from inside(member)
    elif not depth:
        yield Found(name, given, data, container=container, fault=Fault(Problem.UNPACK_FIRST, {"format": "ZIP"}))
    else:
        empty = True
        try:
            for member in unpack(data, passwords, room):
                if all(_wanted(part) for part in member.name.split("/")):
                    empty = False
                    yield from inside(member)
        except LehuaError as error:
            yield Found(name, given, data, container=container, fault=error.fault)
        else:
            if empty:
                yield Found(name, given, data, container=container, fault=Fault(Problem.NO_FILES))
