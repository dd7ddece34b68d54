"""One `.lehua` file: opening, locking, passphrase, migrations, and the errors of SQLite as expected failures.

The file is a SQLite database with a rollback journal, not a write-ahead log: between two transactions the one
file is the whole case, so copying it while the program runs gives a whole case. It stays locked while it is
open; the lock goes with the process, so a crash leaves none behind.
"""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Callable, Iterator
from pathlib import Path

import apsw

from ..core.problems import LehuaError, Problem
from ..core.words import Words
from .seal import break_seal, broken_seal, seal_bytes, seal_rows, unseal_bytes

APPLICATION_ID = 0x4C656875  # "Lehu"
_PLAIN = b"SQLite format 3\0"
# An encrypted file shows a random salt and then these bytes: format versions 1 and 1, 32 reserved bytes a page
# for the cipher, and the three fractions that SQLite fixes.
_LOCKED = bytes((1, 1, 32, 64, 32, 32))
_JOURNAL = bytes.fromhex("d9d505f920a163d7")  # how a journal begins that holds something
_NO_SPACE = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_WRITES = {
    apsw.SQLITE_IOERR_WRITE,
    apsw.SQLITE_IOERR_FSYNC,
    apsw.SQLITE_IOERR_DIR_FSYNC,
    apsw.SQLITE_IOERR_TRUNCATE,
    apsw.SQLITE_IOERR_DELETE,
}


def migrations() -> list[str]:
    """The scripts of `schema/` in order; the number of each is the `user_version` after it."""
    files = sorted((Path(__file__).parent / "schema").glob("[0-9]*.sql"))
    if not files:  # a broken installation would make case files without a table
        raise FileNotFoundError("schema")
    return [file.read_text(encoding="utf-8") for file in files]


_CHANGED_OUTSIDE = {
    "rows": Words("有内容在程序之外被改动", "rows changed outside of the program"),
    "bytes": Words("有字节在程序之外被改动", "bytes changed outside of the program"),
}


class CaseFile:
    """An open case file. Raises `LehuaError` for everything that may be wrong with it."""

    def __init__(self, connection: apsw.Connection, path: Path, locked: bool = False) -> None:
        """`locked`: the file is encrypted."""
        self.connection = connection
        self.path = path
        self._changed = False
        self.locked = locked

    @classmethod
    def create(cls, path: Path, passphrase: str | None = None) -> CaseFile:
        """A new case file; an existing file of that name is never touched."""
        try:
            path.touch(exist_ok=False)
        except FileExistsError:
            raise LehuaError(Problem.CASE_EXISTS) from None
        except OSError as error:
            raise LehuaError(Problem.DISK_FULL if error.errno in _NO_SPACE else Problem.NOT_WRITABLE) from error
        case = None
        try:
            case = cls(_connect(path), path, bool(passphrase))
            with _translated(case.connection):
                if passphrase:
                    _key(case.connection, passphrase)
                _settle(case.connection)
            case._migrate()
        except BaseException:
            if case is not None:
                case.close()
            path.unlink(missing_ok=True)
            raise
        return case

    @classmethod
    def open(cls, path: Path, passphrase: str | None = None, *, migrate: bool = True) -> CaseFile:
        """An existing case file. One that is no case, or of a later version, is left as it is; so is one that is
        opened only to be checked, without `migrate`."""
        if not path.is_file():
            raise LehuaError(Problem.FILE_MISSING)
        connection = _connect(path)
        try:
            broke_off = _broke_off(path)
            locked = _welcome(connection, path, passphrase)
            case = cls(connection, path, locked)
            if broke_off:  # what it had written into pages that are in no use is not taken back
                case._change(unseal_bytes)
            if migrate:
                case._migrate()
        except BaseException:
            connection.close()
            raise
        return case

    def close(self) -> None:
        """Seals what was changed and releases the lock; closing twice is fine."""
        self.seal()
        self.connection.close()

    def seal(self) -> None:
        """Seals what was changed, until the next change."""
        if self._changed:
            with contextlib.suppress(LehuaError):
                self._change(seal_rows)
                self._change(seal_bytes)
            self._changed = False

    def set_passphrase(self, passphrase: str | None) -> None:
        """Encrypts the whole file, with another passphrase if it had one; `None` writes it in the open again.

        All or nothing, as any transaction. There is no way back into a file whose passphrase is lost.
        """
        self._change(unseal_bytes)
        self._changed = True
        with _translated(self.connection):
            # What the journal held of the open file must not outlive the change.
            self.connection.pragma("journal_size_limit", 0)
            self.connection.pragma("cipher", "chacha20")
            self.connection.pragma("rekey", passphrase or "")
        self.locked = bool(passphrase)

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Translates what goes wrong while rows are read."""
        try:
            with _translated(self.connection):
                yield
        except UnicodeDecodeError as error:  # SQLite keeps no check on what a text is made of
            raise LehuaError(Problem.CASE_DAMAGED) from error

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. A write error (a full disk) leaves the file as it was before."""
        with _translated(self.connection):
            self.connection.execute("BEGIN IMMEDIATE")
            before = self.connection.total_changes()
            try:
                yield
                if self.connection.total_changes() != before:
                    break_seal(self.connection)
                self.connection.execute("COMMIT")
            except BaseException:
                # SQLite has rolled back by itself after some errors.
                if self.connection.in_transaction:
                    with contextlib.suppress(apsw.Error):
                        self.connection.execute("ROLLBACK")
                raise
            finally:  # what was rolled back may have left bytes in pages that are in no use
                self._changed = self._changed or self.connection.total_changes() != before

    def _change(self, write: Callable[[apsw.Connection], None]) -> None:
        """A transaction about the seal itself."""
        with _translated(self.connection), self.connection:
            write(self.connection)

    def faults(self) -> list[Words]:
        """What the seal and SQLite's own check find, the latter in its own words: empty when the file is whole."""
        found: list[Words] = []
        lines: list[str] = []
        try:
            for (line,) in self.connection.execute("PRAGMA integrity_check(20)"):
                lines.append(" ".join(str(line).split()))
            for table, row, parent, _ in self.connection.execute("PRAGMA foreign_key_check"):
                lines.append(f"{table} {row}: {parent}")
            if broken := broken_seal(self.connection):
                found.append(_CHANGED_OUTSIDE[broken])
            pages = self.connection.pragma("page_count") * self.connection.pragma("page_size")
            if self.path.stat().st_size != pages:
                found.append(Words("文件末尾多出字节", "bytes behind the end"))
        except (apsw.Error, UnicodeDecodeError) as error:
            lines.append(str(error))
        return [*(Words(line, line) for line in lines if line != "ok"), *found]

    def _migrate(self) -> None:
        version = int(self.connection.pragma("user_version"))
        for number, script in enumerate(migrations()[version:], version + 1):
            with self.transaction():
                self.connection.execute(script)
                break_seal(self.connection)
                self._changed = True
                self.connection.execute(f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {number}")


def _connect(path: Path) -> apsw.Connection:
    try:
        # An absolute path: SQLite would take a name such as ":memory:" or "file:…" for something else.
        return apsw.Connection(str(path.absolute()), flags=apsw.SQLITE_OPEN_READWRITE)
    except (apsw.CantOpenError, apsw.PermissionsError, apsw.IOError) as error:
        raise LehuaError(Problem.FILE_UNREADABLE) from error


def _broke_off(path: Path) -> bool:
    """A journal tells that a program broke off in the middle of a change, which opening the file takes back."""
    try:
        with path.with_name(path.name + "-journal").open("rb") as file:
            return file.read(8) == _JOURNAL
    except OSError:
        return False


def _welcome(connection: apsw.Connection, path: Path, passphrase: str | None) -> bool:
    """Whether this is a whole case of a known version, seen without changing it; true for an encrypted one."""
    with _translated(connection):
        try:
            locked = _unlock(connection, passphrase)
            if connection.pragma("application_id") != APPLICATION_ID:
                raise LehuaError(Problem.NOT_A_CASE)
            version = int(connection.pragma("user_version"))
            if version > len(migrations()):
                raise LehuaError(Problem.CASE_TOO_NEW)
            if version < 1:  # no case was ever written with it
                raise LehuaError(Problem.CASE_DAMAGED)
            if connection.pragma("page_count") * connection.pragma("page_size") > path.stat().st_size:
                raise LehuaError(Problem.CASE_DAMAGED)  # a copy that broke off
            _settle(connection)
        except apsw.SQLError as error:  # none of these statements is wrong; what they found in the file is
            raise LehuaError(Problem.CASE_DAMAGED) from error
    return locked


def _key(connection: apsw.Connection, passphrase: str) -> None:
    connection.pragma("cipher", "chacha20")
    connection.pragma("key", passphrase)


def _unlock(connection: apsw.Connection, passphrase: str | None) -> bool:
    """Opens an encrypted file; false for one that is not. Looks at the first bytes through SQLite: opening the file beside it would drop its lock on some systems."""
    header = connection.read("main", 0, 0, 24)[1]
    if header.startswith(_PLAIN):
        if max(header[18:20]) > 2:  # a format that no SQLite has written yet, and would only be read
            raise LehuaError(Problem.CASE_DAMAGED)
        return False
    if header[18:24] != _LOCKED:
        raise LehuaError(Problem.NOT_A_CASE)
    if not passphrase:
        raise LehuaError(Problem.CASE_LOCKED)
    _key(connection, passphrase)
    try:
        connection.pragma("schema_version")
    except apsw.NotADBError:
        raise LehuaError(Problem.WRONG_PASSPHRASE) from None
    return True


def _settle(connection: apsw.Connection) -> None:
    """Takes the lock that stays until the file is closed, and sets what every connection needs."""
    connection.pragma("locking_mode", "EXCLUSIVE")
    connection.pragma("journal_mode", "DELETE")
    connection.pragma("synchronous", "EXTRA")
    connection.pragma("temp_store", "MEMORY")
    connection.pragma("foreign_keys", True)
    connection.pragma("trusted_schema", False)
    connection.execute("BEGIN EXCLUSIVE; COMMIT")
    if connection.readonly("main"):
        raise LehuaError(Problem.NOT_WRITABLE)


@contextlib.contextmanager
def _translated(connection: apsw.Connection) -> Iterator[None]:
    try:
        yield
    except apsw.FullError as error:
        raise LehuaError(Problem.DISK_FULL) from error
    except (apsw.BusyError, apsw.LockedError) as error:
        raise LehuaError(Problem.CASE_IN_USE) from error
    except (apsw.ReadOnlyError, apsw.PermissionsError, apsw.CantOpenError) as error:
        raise LehuaError(Problem.NOT_WRITABLE) from error
    except (apsw.CorruptError, apsw.NotADBError) as error:
        raise LehuaError(Problem.CASE_DAMAGED) from error
    except apsw.TooBigError as error:
        raise LehuaError(Problem.FILE_TOO_LARGE, mb=1000) from error
    except apsw.IOError as error:
        if connection.system_errno in _NO_SPACE:
            problem = Problem.DISK_FULL
        elif getattr(error, "extendedresult", 0) in _WRITES:
            problem = Problem.NOT_WRITABLE
        else:
            problem = Problem.FILE_UNREADABLE
        raise LehuaError(problem) from error
