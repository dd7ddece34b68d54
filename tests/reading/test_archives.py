from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
import pyzipper

from lehua_desktop.core.problems import Fault, LehuaError, Problem
from lehua_desktop.reading.formats.archives import Member, Room, unpack


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def locked(password: str) -> bytes:
    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(password.encode())
        archive.writestr("账单.csv", b"a,b,c")
    return out.getvalue()


def problem_of(data: bytes, *passwords: str) -> Problem:
    with pytest.raises(LehuaError) as failure:
        list(unpack(data, passwords))
    return failure.value.fault.problem


def without_utf8_flag(name: str, encoding: str) -> bytes:
    """As other systems' tools write it: the name's bytes as they are, no flag that says what they are."""
    placeholder = "x" * len(name.encode(encoding))
    return packed({placeholder: b"data"}).replace(placeholder.encode(), name.encode(encoding))


def test_files_come_out_with_their_folders() -> None:
    data = packed({"截图/七月/支付.png": b"1", "readme.txt": b"2", "空/": b""})
    assert list(unpack(data)) == [Member("截图/七月/支付.png", b"1"), Member("readme.txt", b"2")]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_chinese_names_without_the_flag_are_decoded(encoding: str) -> None:
    assert list(unpack(without_utf8_flag("微信支付账单.csv", encoding))) == [Member("微信支付账单.csv", b"data")]


def test_a_unicode_name_beside_one_in_an_old_code_page_counts() -> None:
    name = "截图.png".encode()
    info = zipfile.ZipInfo("__.png")
    info.extra = struct.pack("<HHBI", 0x7075, 5 + len(name), 1, zlib.crc32(b"__.png")) + name
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, b"1")
    assert list(unpack(out.getvalue())) == [Member("截图.png", b"1")]


def test_names_never_lead_out() -> None:
    members = unpack(packed({"../../etc/a": b"", "C:\\windows\\b": b"", "/abs/c": b"", "d/./e": b""}))
    assert [member.name for member in members] == ["etc/a", "windows/b", "abs/c", "d/e"]


def test_what_systems_leave_behind_is_skipped() -> None:
    assert list(unpack(packed({"__MACOSX/._a.png": b"", "x/.DS_Store": b"", "a.png": b"1"}))) == [Member("a.png", b"1")]


def test_the_right_password_is_found_among_those_given() -> None:
    assert list(unpack(locked("123456"), ["wrong", "123456"])) == [Member("账单.csv", b"a,b,c", "123456")]


def test_without_the_password_it_is_asked_for() -> None:
    assert problem_of(locked("123456")) is Problem.PASSWORD_NEEDED
    assert problem_of(locked("123456"), "wrong") is Problem.PASSWORD_WRONG


def test_a_bomb_is_refused() -> None:
    assert problem_of(packed({"bomb": b"\0" * 120_000_000})) is Problem.ARCHIVE_TOO_LARGE


def test_a_member_larger_than_it_says_is_refused() -> None:
    data = bytearray(packed({"a": b"\0" * 100_000}))
    central = data.rindex(b"PK\x01\x02")
    data[central + 24 : central + 28] = (10).to_bytes(4, "little")
    assert [member.fault for member in unpack(bytes(data))] == [Fault(Problem.DAMAGED_MEMBER)]


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_member_costs_itself_only(method: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("a", bytes(range(256)) * 20)
        archive.writestr("b", b"2")
    data = bytearray(out.getvalue())
    data[45:80] = bytes(35)
    assert list(unpack(bytes(data))) == [Member("a", fault=Fault(Problem.DAMAGED_MEMBER)), Member("b", b"2")]


def test_what_is_not_locked_comes_out_before_a_password_is_asked_for() -> None:
    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w") as archive:
        archive.writestr("a", b"1")
        archive.setpassword(b"x")
        archive.setencryption(pyzipper.WZ_AES)
        archive.writestr("b", b"2")
    members = unpack(out.getvalue())
    assert next(members) == Member("a", b"1")
    with pytest.raises(LehuaError, match="password_needed"):
        next(members)


def test_a_packing_that_is_not_known_is_left_to_others() -> None:
    data = bytearray(packed({"a": b"1"}))
    central = data.rindex(b"PK\x01\x02")
    data[8:10] = data[central + 10 : central + 12] = (93).to_bytes(2, "little")
    assert problem_of(bytes(data)) is Problem.UNPACK_FIRST


def test_archives_in_archives_share_the_room() -> None:
    room = Room(members=3, bytes=100)
    assert [len(member.data) for member in unpack(packed({"a": b"x" * 60, "b": b""}), room=room)] == [60, 0]
    with pytest.raises(LehuaError, match="archive_too_large"):
        next(unpack(packed({"a": b"x" * 60}), room=room))


def test_a_name_without_signs_that_can_be_seen_is_still_a_file() -> None:
    data = packed({"..": b"1", "a\x1b[31m\u202e.csv": b"2", "很" * 300 + ".csv": b"3"})
    assert [member.name for member in unpack(data)] == ["_", "a[31m.csv", "很" * 196 + ".csv"]


@pytest.mark.parametrize("cut", [10, 60, -30])
def test_a_cut_archive_is_damaged(cut: int) -> None:
    assert problem_of(packed({"a.txt": b"hello" * 100})[:cut]) is Problem.DAMAGED_ARCHIVE
