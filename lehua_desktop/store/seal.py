"""The seal of a case file: one value over every row, so that a byte changed outside of the program is found.

It is set when the file is closed and goes with the first change after that, in the same transaction: a program that
breaks off leaves a file without a seal, never one with a wrong seal. Originals have sums of their own.
"""

from __future__ import annotations

import hashlib

import apsw


def break_seal(connection: apsw.Connection) -> None:
    """The rows change now, or the tables themselves."""
    if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'seal'").fetchone():
        connection.execute("DELETE FROM seal")


def set_seal(connection: apsw.Connection) -> None:
    """The rows stay as they are now."""
    connection.execute("INSERT OR REPLACE INTO seal (id, digest) VALUES (1, ?)", (_digest(connection),))


def seal_holds(connection: apsw.Connection) -> bool:
    """False when the rows are not those that were sealed; a file without a seal holds."""
    sealed = connection.execute("SELECT digest FROM seal").fetchone()
    return sealed is None or sealed[0] == _digest(connection)


def _digest(connection: apsw.Connection) -> str:
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
