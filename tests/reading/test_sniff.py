from __future__ import annotations

import io
import time
import zipfile

import openpyxl
import pillow_heif
import pytest

from lehua_desktop.core.problems import Problem
from lehua_desktop.reading.formats import sniff

from .drawn import page, pdf, saved

pillow_heif.register_heif_opener()  # to write it
FORMATS = {
    "PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg", "WEBP": "image/webp", "HEIF": "image/heic",
    "TIFF": "image/tiff", "BMP": "image/bmp", "GIF": "image/gif", "AVIF": "image/avif",
}  # fmt: skip
BILL = "导出信息：\n姓名：张三\n\n交易时间,交易对方,收/支,金额\n2023-07-05 21:14:09,示例消费金融有限公司,支出,1286.35\n"


@pytest.mark.parametrize("format_", FORMATS)
def test_pictures_are_known_by_their_bytes(format_: str) -> None:
    assert sniff.sniff(saved(page(), format_)) == FORMATS[format_]


def test_a_pdf_is_known_even_after_some_junk() -> None:
    assert sniff.sniff(b"\r\n\r\n" + pdf("您好")) == sniff.PDF


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_table_is_known_in_every_encoding(encoding: str) -> None:
    assert sniff.sniff(BILL.encode(encoding)) == sniff.CSV


def test_tabs_semicolons_and_carets_part_columns_too() -> None:
    assert sniff.sniff(BILL.replace(",", "\t").encode()) == sniff.CSV
    assert sniff.sniff(BILL.replace(",", ";").encode()) == sniff.CSV
    assert sniff.sniff(BILL.replace(",", "^").encode()) == sniff.CSV


@pytest.mark.parametrize(
    "data",
    [b"", b"just a note, no table", "尊敬的客户，您好，\n请还款。".encode(), bytes(range(256)) * 4, b"BMW is a car"],
)
def test_what_is_no_document_is_not_known(data: bytes) -> None:
    assert sniff.sniff(data) == ""


def test_office_files_are_told_from_archives() -> None:
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    assert sniff.sniff(book.getvalue()) == sniff.XLSX
    for name, kind in (("a.png", sniff.ZIP), ("[Content_Types].xml", ""), ("mimetype", sniff.ODS)):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(name, sniff.ODS if name == "mimetype" else "x")
        assert sniff.sniff(packed.getvalue()) == kind


def test_a_damaged_archive_is_still_an_archive() -> None:
    assert sniff.sniff(b"PK\x03\x04" + b"\0" * 50) == sniff.ZIP
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    assert sniff.sniff(book.getvalue()[:-40]) == sniff.XLSX  # and a workbook a workbook


def test_what_is_not_read_is_named_with_what_to_do_instead() -> None:
    def members(*names: str) -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name in names:
                archive.writestr(name, "x")
        return packed.getvalue()

    cases = {
        b"Rar!\x1a\x07\x01\x00": (Problem.UNPACK_FIRST, "RAR"),
        b"BZh91AY&SY": (Problem.UNPACK_FIRST, "BZ2"),
        b"\xfd7zXZ\0": (Problem.UNPACK_FIRST, "XZ"),
        b"a.png".ljust(257, b"\0") + b"ustar": (Problem.UNPACK_FIRST, "TAR"),
        b"\0\0\0\x18ftypisom\0\0": (Problem.FILM_OR_SOUND, None),
        members("OFD.xml", "Doc_0/Document.xml"): (Problem.SAVE_AS_PDF, "OFD"),
        members("[Content_Types].xml", "word/document.xml"): (Problem.SAVE_AS_PDF, "Word"),
        b"<!DOCTYPE html><p>1286.35</p>": (Problem.SAVE_AS_PDF, "HTML"),
        "只是几句话".encode(): (Problem.TEXT_ONLY, None),
        "姓名,年龄\n张三,36\n".encode("gb18030"): (Problem.TEXT_ONLY, None),
        "From: 客服\nSubject: 还款\n\n您已还款 1286.35 元\n".encode(): (Problem.TEXT_ONLY, None),
        bytes(range(256)): (Problem.UNKNOWN_FORMAT, None),
    }
    for data, (problem, name) in cases.items():
        assert sniff.sniff(data) == ""
        fault = sniff.refusal(data)
        assert (fault.problem, fault.details.get("format")) == (problem, name)
        assert "{" not in fault.words.zh + fault.words.en


def test_a_table_with_a_few_broken_bytes_is_a_table() -> None:
    rows = "日期,金额,备注\n2023-07-05,1286.35,还款\n2023-08-05,1286.35,还款\n".encode()
    for broken in (rows[:-2], rows + "2023-09-05,1286.35,还款\n".encode("gb18030"), rows + b"\0" * 500):
        assert sniff.sniff(broken) == sniff.CSV
    assert sniff.sniff(bytes(range(256)) * 9) == ""


def test_a_hostile_text_is_told_at_once() -> None:
    start = time.monotonic()
    for begin, again in (("<html><table>", "<!--"), ("<html>", "<!["), ("", "\t"), ("<table>", "<"), ("", "还款")):
        sniff.sniff((begin + again * 1_000_000 + "x").encode())
    assert time.monotonic() - start < 20
