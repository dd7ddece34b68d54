import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from lehua_desktop.core.problems import LehuaError, Problem
from lehua_desktop.store import casefile
from lehua_desktop.store.casefile import APPLICATION_ID, CaseFile, migrations


def refused(path: Path, passphrase: str | None = None) -> Problem:
    """Why the file is refused; it must be byte for byte what it was."""
    before = path.read_bytes()
    with pytest.raises(LehuaError) as error:
        CaseFile.open(path, passphrase)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    return error.value.fault.problem


def remember(case: CaseFile, text: str) -> None:
    with case.transaction():
        case.connection.execute("INSERT INTO history (at, what, source, detail) VALUES ('', ?, '', '')", (text,))


def remembered(case: CaseFile) -> list[str]:
    with case.reading():
        return [str(what) for (what,) in case.connection.execute("SELECT what FROM history ORDER BY id")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "张三的档案.lehua"


@pytest.fixture
def case(path: Path) -> Iterator[CaseFile]:
    case = CaseFile.create(path)
    yield case
    case.close()


def test_a_case_is_one_file_that_opens_again(case: CaseFile, path: Path) -> None:
    remember(case, "first")
    case.close()
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    again = CaseFile.open(path)
    assert remembered(again) == ["first"]
    assert again.faults() == []
    again.close()


def test_a_copy_made_while_the_case_is_open_is_whole(case: CaseFile, path: Path) -> None:
    remember(case, "first")
    copy = path.with_name("copy.lehua")
    subprocess.run([sys.executable, "-c", "import shutil, sys; shutil.copy(*sys.argv[1:])", path, copy], check=True)
    other = CaseFile.open(copy)
    assert remembered(other) == ["first"]
    other.close()


def test_the_file_says_that_it_is_a_case(case: CaseFile, path: Path) -> None:
    case.close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA user_version").fetchone() == (len(migrations()),)
    tables = connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    assert all(sql.endswith("STRICT") for (sql,) in tables)
    connection.close()


def test_an_existing_file_is_never_overwritten(path: Path) -> None:
    path.write_text("my notes")
    with pytest.raises(LehuaError) as error:
        CaseFile.create(path)
    assert error.value.fault.problem is Problem.CASE_EXISTS
    assert path.read_text() == "my notes"


def test_a_case_is_not_made_where_nothing_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(LehuaError) as error:
        CaseFile.create(tmp_path / "missing" / "a.lehua")
    assert error.value.fault.problem is Problem.NOT_WRITABLE


@pytest.mark.parametrize("content", [b"", b"not a case at all", os.urandom(9000), b"SQLite format 3\0" + bytes(84)])
def test_a_file_that_is_no_case_is_refused_and_left_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert refused(path) in (Problem.NOT_A_CASE, Problem.CASE_DAMAGED)


def test_another_programs_database_is_refused_and_left_as_it_is(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (text)")
    connection.commit()
    connection.close()
    assert refused(path) is Problem.NOT_A_CASE


def test_a_missing_case_is_said_to_be_missing_and_not_made(path: Path) -> None:
    with pytest.raises(LehuaError) as error:
        CaseFile.open(path)
    assert error.value.fault.problem is Problem.FILE_MISSING
    assert not path.exists()


def test_a_case_of_a_later_version_is_refused_and_left_as_it_is(case: CaseFile, path: Path) -> None:
    case.connection.pragma("user_version", len(migrations()) + 1)
    case.close()
    assert refused(path) is Problem.CASE_TOO_NEW


def test_a_case_of_an_earlier_version_gets_the_missing_migrations(
    case: CaseFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember(case, "old")
    case.close()
    later = [*migrations(), "ALTER TABLE history ADD COLUMN place TEXT;"]
    monkeypatch.setattr(casefile, "migrations", lambda: later)
    again = CaseFile.open(path)
    assert again.connection.pragma("user_version") == len(later)
    assert list(again.connection.execute("SELECT what, place FROM history")) == [("old", None)]
    again.close()


def test_a_migration_that_fails_changes_nothing(case: CaseFile, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember(case, "old")
    case.close()
    later = [*migrations(), "ALTER TABLE history ADD COLUMN place TEXT; DELETE FROM history; SELECT nonsense;"]
    monkeypatch.setattr(casefile, "migrations", lambda: later)
    with pytest.raises(apsw.SQLError):
        CaseFile.open(path)
    monkeypatch.undo()
    again = CaseFile.open(path)
    assert remembered(again) == ["old"]
    again.close()


def test_a_locked_case_opens_with_its_passphrase_only(path: Path) -> None:
    case = CaseFile.create(path, "口令 it's")
    remember(case, "secret words")
    case.close()
    assert b"secret words" not in path.read_bytes()
    assert refused(path) is Problem.CASE_LOCKED
    assert refused(path, "wrong") is Problem.WRONG_PASSPHRASE
    again = CaseFile.open(path, "口令 it's")
    assert remembered(again) == ["secret words"]
    again.close()


def test_a_passphrase_does_not_hinder_a_case_that_has_none(case: CaseFile, path: Path) -> None:
    case.close()
    CaseFile.open(path, "any").close()


def test_a_case_that_is_open_is_refused_to_a_second_window(case: CaseFile, path: Path) -> None:
    remember(case, "first")
    with pytest.raises(LehuaError) as error:
        CaseFile.open(path)
    assert error.value.fault.problem is Problem.CASE_IN_USE
    program = (
        "import sys, pathlib\n"
        "from lehua_desktop.core.problems import LehuaError\n"
        "from lehua_desktop.store.casefile import CaseFile\n"
        "try:\n    CaseFile.open(pathlib.Path(sys.argv[1]))\n"
        "except LehuaError as error:\n    print(error.fault.problem.value)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "case_in_use"
    remember(case, "second")
    assert remembered(case) == ["first", "second"]


def test_a_copy_that_broke_off_is_said_to_be_damaged(case: CaseFile, path: Path) -> None:
    case.close()
    path.write_bytes(path.read_bytes()[:-5000])
    assert refused(path) is Problem.CASE_DAMAGED


def test_a_damaged_page_is_found_by_the_check(case: CaseFile, path: Path) -> None:
    for number in range(50):
        remember(case, f"{number} " + "x" * 500)
    case.close()
    content = bytearray(path.read_bytes())
    content[-4096:] = os.urandom(4096)
    path.write_bytes(content)
    again = CaseFile.open(path)
    assert again.faults()
    with pytest.raises(LehuaError) as error:
        remembered(again)
    assert error.value.fault.problem is Problem.CASE_DAMAGED
    again.close()


def test_a_full_disk_loses_nothing_that_was_there(case: CaseFile, path: Path) -> None:
    remember(case, "before")
    case.connection.pragma("max_page_count", case.connection.pragma("page_count") + 5)
    with pytest.raises(LehuaError) as error:
        remember(case, "x" * 100_000)
    assert error.value.fault.problem is Problem.DISK_FULL
    remember(case, "after")
    case.close()
    again = CaseFile.open(path)
    assert remembered(again) == ["before", "after"]
    assert again.faults() == []
    again.close()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on file sizes set by the system")
def test_a_write_that_the_system_refuses_loses_nothing_that_was_there(case: CaseFile, path: Path) -> None:
    remember(case, "before")
    case.close()
    program = (
        "import pathlib, resource, sys\n"
        "from lehua_desktop.core.problems import LehuaError\n"
        "from lehua_desktop.store.casefile import CaseFile\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "case = CaseFile.open(path)\n"
        "size = path.stat().st_size + 20_000\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))\n"
        "insert = \"INSERT INTO history (at, what, source, detail) VALUES ('', ?, '', '')\"\n"
        "try:\n"
        "    with case.transaction():\n"
        "        case.connection.execute(insert, ('x' * 100_000,))\n"
        "except LehuaError as error:\n"
        "    print(error.fault.problem.value)\n"
        "with case.transaction():\n"
        "    case.connection.execute(insert, ('after',))\n"
    )
    done = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "disk_full"
    again = CaseFile.open(path)
    assert remembered(again) == ["before", "after"]
    assert again.faults() == []
    again.close()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a signal that no program survives")
def test_a_crash_in_the_middle_of_writing_loses_only_what_was_being_written(case: CaseFile, path: Path) -> None:
    remember(case, "before")
    case.close()
    program = (
        "import os, pathlib, signal, sys\n"
        "from lehua_desktop.store.casefile import CaseFile\n"
        "case = CaseFile.open(pathlib.Path(sys.argv[1]))\n"
        "insert = \"INSERT INTO history (at, what, source, detail) VALUES ('', ?, '', '')\"\n"
        "with case.transaction():\n"
        "    case.connection.execute(insert, ('during',))\n"
        "    case.connection.execute('UPDATE history SET detail = ?', ('x' * 1_000_000,))\n"
        "    case.connection.cache_flush()\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    size = path.stat().st_size
    done = subprocess.run([sys.executable, "-c", program, path], check=False)
    assert done.returncode == -signal.SIGKILL
    assert path.stat().st_size > size  # half of it had reached the file
    again = CaseFile.open(path)
    assert remembered(again) == ["before"]
    assert again.faults() == []
    again.close()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the superuser may write everything")
def test_a_case_in_a_place_that_cannot_be_written_is_refused(case: CaseFile, path: Path) -> None:
    case.close()
    path.chmod(0o400)
    assert refused(path) is Problem.NOT_WRITABLE


def test_a_passphrase_is_set_changed_and_taken_off_and_nothing_is_lost(path: Path) -> None:
    with closing(CaseFile.create(path)) as case:
        with case.transaction():
            case.connection.execute(
                "INSERT INTO history (at, what, source, detail) VALUES ('2024', 'x', 'y', '\"geheim\"')"
            )
        assert not case.locked
        for passphrase in ("erste Losung", "zweite 口令"):
            case.set_passphrase(passphrase)
            assert case.locked
            with case.transaction():
                case.connection.execute("UPDATE history SET source = 'z'")
    assert b"geheim" not in path.read_bytes()
    assert refused(path) is Problem.CASE_LOCKED
    assert refused(path, "erste Losung") is Problem.WRONG_PASSPHRASE
    with closing(CaseFile.open(path, "zweite 口令")) as case:
        assert case.faults() == []
        case.set_passphrase(None)
        assert not case.locked
    with closing(CaseFile.open(path)) as case:
        assert list(case.connection.execute("SELECT source, detail FROM history")) == [("z", '"geheim"')]


def faults(path: Path, passphrase: str | None = None) -> list[str]:
    with closing(CaseFile.open(path, passphrase, migrate=False)) as case:
        return [fault.en for fault in case.faults()]


def with_free_pages(case: CaseFile) -> None:
    """Pages that are in no use any more, and others with room in them."""
    remember(case, "x" * 100_000)
    remember(case, "last")
    with case.transaction():
        case.connection.execute("DELETE FROM history WHERE what LIKE 'x%'")
    assert case.connection.pragma("freelist_count")


@pytest.mark.parametrize("passphrase", [None, "口令 one"])
def test_any_changed_bit_is_found_in_bytes_of_no_use_too(path: Path, passphrase: str | None) -> None:
    with closing(CaseFile.create(path, passphrase)) as case:
        with_free_pages(case)
    assert faults(path, passphrase) == []
    data = path.read_bytes()
    chance = random.Random(3)  # noqa: S311
    # Of page 1 only what is in no use: the rest keeps the file from being opened.
    places = [2000, *(page * 4096 + chance.randrange(4096) for page in range(1, len(data) // 4096))]
    for place in places:
        damaged = bytearray(data)
        damaged[place] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        try:
            assert faults(path, passphrase), f"byte {place}"
        except LehuaError as error:
            assert error.fault.problem in (Problem.CASE_DAMAGED, Problem.WRONG_PASSPHRASE)


def test_a_file_that_is_sealed_over_its_rows_only_is_checked_by_them(case: CaseFile, path: Path) -> None:
    remember(case, "first")
    case.close()
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute("UPDATE seal SET digest = substr(digest, 1, 64)")
    assert faults(path) == []
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute("UPDATE history SET what = 'other'")
    assert faults(path) == ["rows changed outside of the program"]


def test_a_check_leaves_an_earlier_file_as_it_is(case: CaseFile, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember(case, "old")
    case.close()
    before = path.read_bytes()
    monkeypatch.setattr(casefile, "migrations", lambda: [*migrations(), "ALTER TABLE history ADD COLUMN place TEXT;"])
    assert faults(path) == []
    assert path.read_bytes() == before


def test_a_file_that_is_opened_and_closed_keeps_its_bytes_and_its_seal(case: CaseFile, path: Path) -> None:
    remember(case, "first")
    case.close()
    before = path.read_bytes()
    CaseFile.open(path).close()
    assert path.read_bytes() == before


def test_another_passphrase_is_sealed_too(path: Path) -> None:
    CaseFile.create(path).close()
    for old, new in ((None, "eins"), ("eins", "zwei"), ("zwei", None)):
        with closing(CaseFile.open(path, old)) as case:
            case.set_passphrase(new)
            assert case.faults() == []  # the pages are others, and not sealed yet
        assert faults(path, new) == []
    with closing(apsw.Connection(str(path))) as connection:
        ((digest,),) = connection.execute("SELECT digest FROM seal")
    assert len(str(digest).rstrip("0")) > 64


def test_what_was_taken_back_in_pages_of_no_use_is_no_fault(case: CaseFile, path: Path) -> None:
    with_free_pages(case)
    case.close()
    again = CaseFile.open(path)
    with pytest.raises(ZeroDivisionError), again.transaction():
        again.connection.execute(
            "INSERT INTO history (at, what, source, detail) VALUES ('', ?, '', '')", ("y" * 90_000,)
        )
        again.connection.cache_flush()
        raise ZeroDivisionError
    again.close()
    assert faults(path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs a signal that no program survives")
def test_a_crash_that_wrote_into_pages_of_no_use_is_no_fault(case: CaseFile, path: Path) -> None:
    with_free_pages(case)
    case.close()
    sealed = path.read_bytes()
    program = (
        "import os, pathlib, signal, sys\n"
        "from lehua_desktop.store.casefile import CaseFile\n"
        "case = CaseFile.open(pathlib.Path(sys.argv[1]))\n"
        "with case.transaction():\n"
        "    case.connection.execute(\"INSERT INTO history VALUES (9, '', ?, '', '')\", ('y' * 90_000,))\n"
        "    case.connection.cache_flush()\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", program, path], check=False)
    assert path.with_name(path.name + "-journal").stat().st_size
    assert faults(path) == []
    assert len(path.read_bytes()) == len(sealed)
    with closing(CaseFile.open(path)) as again:
        assert remembered(again) == ["last"]
