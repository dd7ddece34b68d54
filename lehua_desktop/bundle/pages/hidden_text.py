"""The invisible text under a picture: what the reading engine saw, as real text that searches and copies.

One composite font serves the whole bundle; its glyphs are plain boxes, never painted, that give selections a height. Its codes are UTF-16 code units of the basic plane;
the few characters beyond it borrow codes of the private use area. Widths are 1 em for wide characters and half
an em for the others, so a line scaled to its box puts every character about where it is seen, with no gap that a
reader would take for a blank.
"""

from __future__ import annotations

import re
import struct

import pikepdf
from pikepdf import Array, Dictionary, Name

from ...core.page import Box

FONT_NAME = "/LhHidden"
_ASCENT, _DESCENT = 800, -200
_HALF = range(0x20, 0x7F)
_PRIVATE_USE = range(0xE000, 0xF900)
# Controls, halves of surrogate pairs, what has no meaning in public, and what lies beyond the basic plane.
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\uf8ff\U00010000-\U0010ffff]")
_HALVES = re.compile("[\x20-\x7e]")


# Readers lose the blank between a day and its hour, and who searches for both types it.
_DAY_AND_HOUR = re.compile(r"(\d{4}[-/.]\d\d?[-/.]\d\d|日)(?=\d\d?[:：]\d\d)")


class HiddenFont:
    """The font, filled while lines are written; `add_to` puts it into the PDF at the end."""

    def __init__(self) -> None:
        self._beyond: dict[str, str] = {}

    def line(self, text: str, box: Box) -> str:
        """Content-stream operators for one line in its box (points, origin at the bottom left, y upwards)."""
        text = _DAY_AND_HOUR.sub(r"\1 ", _ODD.sub(self._in_plane, text)).strip()
        if not text or box.width <= 0 or box.height <= 0:
            return ""
        ems = len(text) - len(_HALVES.findall(text)) / 2
        size = box.height  # ascent and descent add up to one em: a selection covers the box
        scale = 100 * box.width / (ems * size)
        base = box.y0 - size * _DESCENT / 1000
        codes = text.encode("utf-16-be").hex().upper()
        return f"{FONT_NAME} {size:.3f} Tf {scale:.3f} Tz 1 0 0 1 {box.x0:.2f} {base:.2f} Tm <{codes}> Tj\n"

    def _in_plane(self, odd: re.Match[str]) -> str:
        character = odd[0]
        if character > "\uffff":
            return self._beyond.setdefault(character, chr(_PRIVATE_USE[len(self._beyond) % len(_PRIVATE_USE)]))
        return "\ufffd" if ord(character) in _PRIVATE_USE else " "

    def add_to(self, pdf: pikepdf.Pdf, place: Dictionary) -> None:
        """Fills `place`, a dictionary that `pdf` already holds, with the font."""
        name = Name("/LehuaHidden")
        file = _font_file()
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=4,
            FontBBox=Array([0, _DESCENT, 1000, _ASCENT]),
            ItalicAngle=0,
            Ascent=_ASCENT,
            Descent=_DESCENT,
            CapHeight=_ASCENT,
            StemV=80,
            FontFile2=pdf.make_stream(file, Length1=len(file)),
        )
        glyphs = b"".join(b"\0\2" if code in _HALF else b"\0\1" for code in range(0x10000))
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
            CIDToGIDMap=pdf.make_stream(glyphs),
            DW=1000,
            W=Array([_HALF[0], _HALF[-1], 500]),
        )
        place.Type = Name.Font
        place.Subtype = Name.Type0
        place.BaseFont = name
        place.Encoding = Name("/Identity-H")
        place.DescendantFonts = Array([pdf.make_indirect(descendant)])
        place.ToUnicode = pdf.make_stream(self._to_unicode().encode())

    def _to_unicode(self) -> str:
        ranges = [
            f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(256) if high not in range(0xD8, 0xF9)
        ]
        singles = [f"<{code:04X}> <{c.encode('utf-16-be').hex().upper()}>" for c, code in self._beyond.items()]
        blocks = [
            f"{len(lines)} beginbf{kind}\n" + "\n".join(lines) + f"\nendbf{kind}"
            for kind, every in (("range", ranges), ("char", singles))
            for lines in (every[n : n + 100] for n in range(0, len(every), 100))
        ]
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n" + "\n".join(blocks) + "\nendcmap\n"
            "CMapName currentdict /CMap defineresource pop\nend\nend\n"
        )


def _font_file() -> bytes:
    """A TrueType font of three boxes: the missing glyph, a wide one and a half-width one."""
    widths = (1000, 1000, 500)
    glyphs = [_box_glyph(width) for width in widths]
    ends = [sum(len(glyph) for glyph in glyphs[:count]) // 2 for count in range(len(glyphs) + 1)]
    tables = {
        b"glyf": b"".join(glyphs),
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh",
            *(0x10000, 0x10000, 0, 0x5F0F3CF5, 3, 1000, 0, 0),
            *(0, _DESCENT, 1000, _ASCENT, 0, 8, 2, 0, 0),
        ),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, _ASCENT, _DESCENT, 0, 1000, *(0,) * 11, len(widths)),
        b"hmtx": b"".join(struct.pack(">Hh", width, 0) for width in widths),
        b"loca": struct.pack(f">{len(ends)}H", *ends),
        b"maxp": struct.pack(">I14H", 0x10000, len(widths), 4, 1, 0, 0, 1, *(0,) * 8),
    }
    head = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, len(tables) * 16 - 64)
    offset = len(head) + 16 * len(tables)
    directory, body = b"", b""
    for tag, table in tables.items():
        padded = table + b"\0" * (-len(table) % 4)
        directory += struct.pack(">4sIII", tag, _checksum(padded), offset + len(body), len(table))
        body += padded
    return head + directory + body


def _box_glyph(width: int) -> bytes:
    corners = ((0, _DESCENT), (0, _ASCENT), (width, _ASCENT), (width, _DESCENT))
    steps = [(x - px, y - py) for (x, y), (px, py) in zip(corners, ((0, 0), *corners[:-1]), strict=True)]
    outline = struct.pack(">hhhhhHH4B", 1, 0, _DESCENT, width, _ASCENT, 3, 0, 1, 1, 1, 1)
    outline += struct.pack(">4h", *(x for x, _ in steps)) + struct.pack(">4h", *(y for _, y in steps))
    return outline + b"\0" * (-len(outline) % 4)


def _checksum(padded: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
