"""The ZIP holds everything, verifies with common tools, and betrays any byte that changed."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import random
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from lehua_desktop.bundle.package.papers import VERIFY
from lehua_desktop.bundle.verify import verify
from lehua_desktop.bundle.write import Bundle, write_bundle
from tests.bundle.made import NAME, TODAY, made_case


@pytest.fixture
def copy(bundle: Bundle, tmp_path: Path) -> Path:
    return Path(shutil.copy(bundle.zip, tmp_path / "b.zip"))


def rebuilt(path: Path, change: dict[str, bytes | None]) -> Path:
    """The ZIP written anew by another program, with files changed, removed (None) or added."""
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    for name, data in change.items():
        if data is None:
            del members[name]
        else:
            members[name] = data
    with zipfile.ZipFile(path, "w") as new:
        for name, data in members.items():
            new.writestr(name, data)
    return path


def test_originals_are_untouched_and_named_by_exhibit(bundle: Bundle) -> None:
    with zipfile.ZipFile(bundle.zip) as archive:
        originals = {name: archive.read(name) for name in archive.namelist() if name.startswith("originals/")}
    assert sorted(hashlib.sha256(data).hexdigest() for data in originals.values()) == sorted(
        exhibit.sha256 for exhibit in made_case().exhibits
    )
    assert "originals/证据2-1_IMG_1.jpg" in originals
    assert "originals/证据1-1_计划 截图.png" in originals


def test_names_carry_the_utf8_flag(bundle: Bundle) -> None:
    with zipfile.ZipFile(bundle.zip) as archive:
        for info in archive.infolist():
            assert info.filename.isascii() or info.flag_bits & 0x800


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum is not installed")
def test_sha256sum_accepts_the_list(bundle: Bundle, tmp_path: Path) -> None:
    with zipfile.ZipFile(bundle.zip) as archive:
        archive.extractall(tmp_path)
    done = subprocess.run(["sha256sum", "--strict", "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0


def test_manifest_describes_every_exhibit_and_file(bundle: Bundle) -> None:
    with zipfile.ZipFile(bundle.zip) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        names = archive.namelist()
    assert manifest["schema"] == 1
    assert manifest["pages"] == bundle.pages
    assert manifest["pdf"] == bundle.pdf.name
    assert [exhibit["number"] for exhibit in manifest["exhibits"]][:2] == ["1-1", "2-1"]
    assert [file["name"] for file in manifest["files"]] == [
        n for n in names if n not in ("manifest.json", "manifest.json.tsq", "SHA256SUMS")
    ]
    assert {exhibit["file"] for exhibit in manifest["exhibits"]} <= set(names)


def test_the_pdf_in_the_zip_is_the_pdf_beside_it(bundle: Bundle) -> None:
    with zipfile.ZipFile(bundle.zip) as archive:
        assert archive.read(bundle.pdf.name) == bundle.pdf.read_bytes()


def test_spreadsheet_has_numbers_dates_and_exhibits(bundle: Bundle) -> None:
    with zipfile.ZipFile(bundle.zip) as archive:
        book = load_workbook(io.BytesIO(archive.read("timeline.xlsx")))
    assert book.sheetnames == ["还款对照表", "付款", "核对结果", "证据目录"]
    sheet = book["还款对照表"]
    assert isinstance(sheet, Worksheet)
    head = [cell.value for cell in sheet[1]]
    row = dict(zip(head, sheet[4], strict=True))
    assert row["应还（元）"].value == 1286.35
    assert row["应还日"].value == dt.datetime(2023, 7, 10)  # noqa: DTZ001
    assert row["实还日"].number_format == "yyyy-mm-dd"
    assert row["凭证"].value == "2-4, 2-5"
    assert row["报告记载"].value == "2023-07：1，逾期1,286.00元"
    assert row["核对结果"].value == "1"


def test_a_formula_in_a_document_stays_text(tmp_path: Path) -> None:
    case = made_case()
    loan = replace(case.timeline.loans[0], contract="=1+1")
    made = write_bundle(replace(case, loans=(loan,), exhibits=case.exhibits[:2]), tmp_path)
    with zipfile.ZipFile(made.zip) as archive:
        book = load_workbook(io.BytesIO(archive.read("timeline.xlsx")))
    cell = book["还款对照表"]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_same_case_on_the_same_day_gives_the_same_bytes(bundle: Bundle, tmp_path: Path) -> None:
    again = write_bundle(made_case(), tmp_path)
    assert again.pdf.read_bytes() == bundle.pdf.read_bytes()
    assert again.zip.read_bytes() == bundle.zip.read_bytes()


def test_another_day_gives_another_bundle(bundle: Bundle, tmp_path: Path) -> None:
    again = write_bundle(replace(made_case(), today=TODAY + dt.timedelta(days=1)), tmp_path)
    assert again.pdf.name != bundle.pdf.name


def test_a_whole_bundle_has_no_fault(bundle: Bundle, english: Bundle, redacted: Bundle) -> None:
    assert [verify(made.zip) for made in (bundle, english, redacted)] == [[], [], []]


def test_any_changed_byte_is_found(copy: Path) -> None:
    data = bytearray(copy.read_bytes())
    chance = random.Random(7)  # noqa: S311
    places = [0, 5, 12, 40, len(data) - 1, len(data) - 10, *chance.sample(range(len(data)), 40)]
    for place in places:
        data[place] ^= 0x01
        copy.write_bytes(data)
        assert verify(copy), f"byte {place}"
        data[place] ^= 0x01


def test_any_changed_bit_of_the_end_record_is_a_fault_and_no_crash(copy: Path) -> None:
    data = bytearray(copy.read_bytes())
    with zipfile.ZipFile(copy) as archive:
        directory = archive.start_dir
    chance = random.Random(11)  # noqa: S311
    places = [*range(len(data) - 22, len(data)), *chance.sample(range(directory, len(data) - 22), 40)]
    for place, bit in ((place, bit) for place in places for bit in range(8)):
        data[place] ^= 1 << bit
        copy.write_bytes(data)
        found = verify(copy)
        assert found, f"bit {bit} of byte {place}"
        assert all(fault.file and fault.words.zh for fault in found)
        data[place] ^= 1 << bit


def test_the_changed_file_is_named(copy: Path) -> None:
    data = copy.read_bytes()
    with zipfile.ZipFile(copy) as archive:
        info = archive.getinfo("originals/证据2-1_IMG_1.jpg")
    place = info.header_offset + 30 + len(info.filename.encode()) + info.file_size // 2
    copy.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    assert [(fault.file, fault.kind) for fault in verify(copy)] == [("originals/证据2-1_IMG_1.jpg", "changed")]


def test_a_missing_file_is_named(copy: Path) -> None:
    rebuilt(copy, {"originals/证据2-1_IMG_1.jpg": None})
    assert ("originals/证据2-1_IMG_1.jpg", "missing") in [(fault.file, fault.kind) for fault in verify(copy)]


def test_an_added_file_is_named(copy: Path) -> None:
    rebuilt(copy, {"originals/extra.jpg": b"x"})
    assert ("originals/extra.jpg", "added") in [(fault.file, fault.kind) for fault in verify(copy)]


def test_a_changed_manifest_or_list_of_sums_is_named(copy: Path) -> None:
    with zipfile.ZipFile(copy) as archive:
        manifest, sums = archive.read("manifest.json"), archive.read("SHA256SUMS")
    rebuilt(copy, {"manifest.json": manifest.replace(b"bureau", b"court_")})
    assert [(fault.file, fault.kind) for fault in verify(copy)] == [("manifest.json", "changed")]
    rebuilt(copy, {"manifest.json": manifest, "SHA256SUMS": sums.replace(b"a", b"b", 1)})
    assert "changed" in [fault.kind for fault in verify(copy)]


def test_a_repacked_archive_with_whole_files_says_so(copy: Path) -> None:
    rebuilt(copy, {})
    assert [fault.kind for fault in verify(copy)] == ["container"]


def test_bytes_behind_the_end_are_found(copy: Path) -> None:
    with copy.open("ab") as file:
        file.write(b"more")
    assert verify(copy)


@pytest.mark.parametrize("data", [b"", b"PK", b"no archive at all"])
def test_what_is_no_archive_is_said_to_be_none(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(data)
    assert [fault.kind for fault in verify(path)] == ["unreadable"]
    assert verify(tmp_path / "not-there.zip")[0].kind == "unreadable"


def test_another_zip_is_no_bundle(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")
    assert {fault.kind for fault in verify(path)} == {"missing", "added"}
    assert all(fault.words.zh and fault.words.en for fault in verify(path))


def test_letter_texts_and_how_to_verify_are_in_the_zip(bundle: Bundle, english: Bundle) -> None:
    with zipfile.ZipFile(bundle.zip) as archive:
        assert {"文书.docx", "文书.txt", "异议描述_网上填写.txt", "提交说明.txt", VERIFY} <= set(archive.namelist())
        letter = archive.read("文书.txt").decode("utf-8-sig")
        assert letter.startswith("个人征信异议申请书\r\n")
        said = archive.read("提交说明.txt").decode("utf-8-sig")
        assert all(word in said for word in ("提交对象", "20日内", "核对日期2026-11-23", "不收费", "不构成法律意见"))
        page = archive.read(VERIFY).decode()
        assert page.index("怎样核对这份证据包") < page.index("How to verify this bundle")
        assert "http" not in page
        names = {name.split("/")[0] for name in archive.namelist()} - {bundle.pdf.name, VERIFY}
        assert all(re.sub(r"\.(docx|txt)$", "", name) in page for name in names)
        assert page.count(".lehua") == 2
    with zipfile.ZipFile(english.zip) as archive:
        assert {"Letter.docx", "Letter.txt", "How-to-submit.txt", VERIFY} <= set(archive.namelist())
        assert "Objection_to_paste.txt" not in archive.namelist()


def test_the_letter_of_a_redacted_edition_names_nobody(redacted: Bundle) -> None:
    with zipfile.ZipFile(redacted.zip) as archive:
        assert NAME not in archive.read("文书.txt").decode("utf-8-sig")
        document = docx.Document(io.BytesIO(archive.read("文书.docx")))
        assert NAME not in "".join(paragraph.text for paragraph in document.paragraphs)
