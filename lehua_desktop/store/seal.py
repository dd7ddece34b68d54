"""The seal of a case file: one value over every row and one over every byte, so that what changed outside is found.

It is set when the file is closed and goes with the first change after that, in the same transaction: a program that
breaks off leaves a file without a seal, never one with a wrong seal. Originals have sums of their own.

The value over the bytes stands in the file that it is about. So it is put in last, in place of as many noughts, by a
change that touches nothing else: a row of the same length stays where it is, and while the lock is held SQLite counts
one change in the header for all of them. It is reckoned with the noughts. Of an encrypted file SQLite gives the pages
decrypted; of the page that holds the seal, the bytes of the cipher at its end are left out, for they change with it
and the cipher checks them itself.
"""

from __future__ import annotations

import hashlib
from typing import Literal

import apsw

_EMPTY = "0" * 64
_CHUNK = 1 << 20
_LOCK_PAGE = 1 << 30  # SQLite locks bytes here and keeps nothing in the page that holds them


def break_seal(connection: apsw.Connection) -> None:
    """The rows change now, or the tables themselves."""
    if _has_seal(connection):
        connection.execute("DELETE FROM seal")


def seal_rows(connection: apsw.Connection) -> None:
    """The rows stay as they are now."""
    connection.execute("INSERT OR REPLACE INTO seal (id, digest) VALUES (1, ?)", (_rows(connection) + _EMPTY,))


def seal_bytes(connection: apsw.Connection) -> None:
    """The bytes stay as they are now, too; the rows were sealed in the transaction before."""
    (digest,) = connection.execute("SELECT digest FROM seal").fetchone() or ("",)
    sealed = str(digest)[:64] + _bytes(connection, str(digest))
    connection.execute("UPDATE seal SET digest = ? WHERE id = 1", (sealed,))


def unseal_bytes(connection: apsw.Connection) -> None:
    """The rows are still those that were sealed, the bytes may not be."""
    if _has_seal(connection):
        connection.execute("UPDATE seal SET digest = substr(digest, 1, 64)")


def broken_seal(connection: apsw.Connection) -> Literal["rows", "bytes"] | None:
    """What is not as it was sealed. A file without a seal holds; one of an earlier program is sealed over its rows."""
    if int(connection.pragma("user_version")) < 4 and not _has_seal(connection):
        return None
    row = connection.execute("SELECT digest FROM seal").fetchone()
    if row is None:
        return None
    digest = str(row[0])
    if digest[:64] != _rows(connection):
        return "rows"
    if digest[64:] not in ("", _EMPTY) and digest[64:] != _bytes(connection, digest):
        return "bytes"
    return None


def _has_seal(connection: apsw.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'seal'").fetchone() is not None


def _rows(connection: apsw.Connection) -> str:
    digest = hashlib.sha256()
    tables = list(connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"))
    digest.update(repr(tables).encode())
    for name, sql in tables:
        if not str(sql).startswith("CREATE TABLE") or name == "seal":
            continue
        columns = "evidence" if name == "original" else "*"
        for row in connection.execute(f'SELECT {columns} FROM "{name}" ORDER BY rowid'):  # noqa: S608  the file's own names
            digest.update(repr(row).encode())
    return digest.hexdigest()


def _bytes(connection: apsw.Connection, sealed: str) -> str:
    """Over the whole file as SQLite sees it, with noughts for the value over the bytes in `sealed`."""
    size = int(connection.pragma("page_size"))
    end = int(connection.pragma("page_count")) * size
    (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'seal'").fetchone() or (1,)
    own = (int(str(root)) - 1) * size
    digest = hashlib.sha256()
    first = 0
    for hole in (*sorted((own, _LOCK_PAGE)), end):
        while first < min(hole, end):
            amount = min(_CHUNK, hole - first, end - first)
            digest.update(_read(connection, first, amount))
            first += amount
        first = hole + size
    page = bytearray(_read(connection, own, size))
    place = page.find(sealed.encode()) + 64
    page[place : place + 64] = _EMPTY.encode()
    of_cipher = _read(connection, 0, 24)[20]
    digest.update(page[: size - of_cipher])
    return digest.hexdigest()


def _read(connection: apsw.Connection, first: int, amount: int) -> bytes:
    """Through SQLite's own handle: closing another one would drop the lock on some systems."""
    return connection.read("main", 0, first, amount)[1]
