"""What a file is, told from its bytes; names and endings lie."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib

from ...core.problems import Fault, Problem
from .markup import is_markup, sheets
from .text import damaged, decode, delimiter, fixed_rows

PDF = "application/pdf"
ZIP = "application/zip"
CSV = "text/csv"
XLS = "application/vnd.ms-excel"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
TABLES = frozenset({CSV, XLS, XLSX, ODS})

_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
_AVIF_BRANDS = (b"avif", b"avis")

# Formats that people have and that are not read: how they begin, and what they are called.
_ARCHIVES = (
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "GZ"),
    (b"BZh", "BZ2"),
    (b"\xfd7zXZ\0", "XZ"),
)
_TEXT = 400_000  # bytes of a text that tell whether it is a table
_FILM_BRANDS = (b"isom", b"iso2", b"mp41", b"mp42", b"avc1", b"M4V ", b"M4A ", b"qt  ", b"3gp", b"MSNV", b"dash")
_FILMS = (b"\x1aE\xdf\xa3", b"ID3", b"#!AMR", b"OggS", b"fLaC", b"\xff\xfb", b"\xff\xf3", b"\xff\xf1", b"FLV\x01")
ZIP_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sniff(data: bytes) -> str:
    """The media type of the content (`image/png`, `application/pdf`, `text/csv` …), `""` when it is not known.

    A text that is no table is not known: it is no document that could be shown as evidence.
    """
    return _picture(data) or _document(data)


def refusal(data: bytes) -> Fault:
    """Why a file that `sniff` does not know is not read, and what to do instead."""
    for start, name in _ARCHIVES:
        if data.startswith(start):
            return Fault(Problem.UNPACK_FIRST, {"format": name})
    if data[257:262] == b"ustar":
        return Fault(Problem.UNPACK_FIRST, {"format": "TAR"})
    film = data[4:8] == b"ftyp" and data[8:12].startswith(_FILM_BRANDS)
    if film or data.startswith(_FILMS) or data[8:12] in (b"AVI ", b"WAVE"):
        return Fault(Problem.FILM_OR_SOUND)
    if data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        return Fault(Problem.LOCKED_TABLE)
    name = _document_name(data)
    if name:
        return Fault(Problem.SAVE_AS_PDF, {"format": name})
    return Fault(Problem.TEXT_ONLY if _text(data) or damaged(data[:_TEXT]) else Problem.UNKNOWN_FORMAT)


def _document_name(data: bytes) -> str:
    """What people call a document that has to be saved as PDF first; empty for anything else."""
    if data.startswith(_OLE):
        return "Word" if "WordDocument".encode("utf-16-le") in data else "Office"
    if data.startswith(b"{\\rtf"):
        return "RTF"
    if data.startswith(b"PK\x03\x04"):
        names = names_in(data)
        if not names:
            return ""
        if "OFD.xml" in names:
            return "OFD"
        return "Word" if any(name.startswith("word/") for name in names) else "Office"
    begin = data[:2000].lower()
    if re.search(rb"<(!doctype )?html", begin):
        return "HTML"
    return "SVG" if b"<svg" in begin else ""


def is_picture(media_type: str) -> bool:
    """Whether a file of this type is decoded to pixels."""
    return media_type.startswith("image/")


def _picture(data: bytes) -> str:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"  # MPO too: its first picture is a JPEG
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if data.startswith((b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")):
        return "image/tiff"
    if (
        data.startswith(b"BM")
        and len(data) > 26
        and int.from_bytes(data[14:18], "little") in (12, 40, 52, 56, 108, 124)
    ):
        return "image/bmp"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp":
        brands = data[8 : min(len(data), int.from_bytes(data[:4], "big"), 96)]
        if any(brand in brands for brand in _AVIF_BRANDS):
            return "image/avif"
        if any(brand in brands for brand in _HEIF_BRANDS):
            return "image/heic"
    return ""


def _document(data: bytes) -> str:
    # Before the PDF: an archive that keeps a PDF uncompressed shows its header within the first kilobyte.
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(_OLE):
        # The stream names of an Excel 97 file stand in its directory as UTF-16.
        book = any(name.encode("utf-16-le") in data for name in ("Workbook", "Book\0"))
        return XLS if book else ""
    text = _text(data)
    if text is None:
        rest = damaged(data[:_TEXT])
        return CSV if rest and delimiter(rest) else ""  # whoever opens it says that it is damaged
    if is_markup(text):  # what a bank calls a workbook may be HTML or XML
        return XLS if sheets(text) else ""
    return CSV if delimiter(text) or fixed_rows(text) else ""


def _text(data: bytes) -> str | None:
    return decode(data[:_TEXT], part=len(data) > _TEXT)


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "OFD.xml" in names:  # receipts and invoices; a package of its own kind
                return ""
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                kind = archive.read("mimetype").decode("ascii", "replace").strip()
                return ODS if kind.startswith(ODS) else ""
    except ZIP_DAMAGE:
        return XLSX if b"xl/workbook" in data else ZIP  # damaged: whoever opens it says so
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return XLSX
    if "[Content_Types].xml" in names:
        return ""  # another office document
    return ZIP


def names_in(data: bytes) -> set[str]:
    """The names in a ZIP, without reading what they name; none where it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return set(archive.namelist())
    except ZIP_DAMAGE:
        return set()
