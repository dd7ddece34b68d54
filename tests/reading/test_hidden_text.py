"""Text of a PDF that a person does not see, or that says something else than what is seen."""

from __future__ import annotations

import functools
import io
import math
from collections.abc import Callable

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, FloatObject, NameObject

from lehua_desktop.core.page import Page
from lehua_desktop.reading import pages
from lehua_desktop.reading.engines.engine import Engines
from lehua_desktop.reading.engines.rapid import RapidEngine
from lehua_desktop.reading.formats import pdfs

from .drawn import page as drawn_page
from .drawn import pdf, scan

TABLE = """
#set text(size: 10pt)
#table(columns: (90pt, 80pt, 80pt, 80pt), stroke: none, row-gutter: 6pt,
  [记账日期], [货币], [交易金额], [联机余额],
  [2023-07-05], [CNY], [#"-1,286.35"], [8,713.65],
  [2023-07-06], [CNY], [#"-45.00"], [8,668.65],
  [2023-07-07], [CNY], [#"-46.00"], [8,622.65],
  [2023-07-08], [CNY], [#"-47.00"], [8,575.65],
  [2023-07-09], [CNY], [#"-48.00"], [8,527.65])
"""
SAID = "(2023-08-05 -9,999.99) Tj"


@pytest.fixture(scope="module")
def engines() -> Callable[[], Engines]:
    return functools.cache(lambda: Engines(RapidEngine(), None))


def drawn_on(data: bytes, content: str, *, before: bool = False) -> bytes:
    """The first page with more content, which may use the font /F9, the state /Faint and the form of a picture."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    page = writer.pages[0]
    resources = page["/Resources"].get_object()
    assert isinstance(resources, DictionaryObject)

    def put(kind: str, name: str, entries: dict[str, object]) -> None:
        shelf = resources.setdefault(NameObject(kind), DictionaryObject()).get_object()
        made = {NameObject(key): value for key, value in entries.items()}
        shelf[NameObject(name)] = DictionaryObject(made)

    helvetica = {"/Type": NameObject("/Font"), "/Subtype": NameObject("/Type1"), "/BaseFont": NameObject("/Helvetica")}
    put("/Font", "/F9", dict(helvetica))
    put("/ExtGState", "/Faint", {"/ca": FloatObject(0.01), "/CA": FloatObject(0.01)})
    stream, old = DecodedStreamObject(), page.get_contents()
    assert old is not None
    parts = (b"q " + old.get_data() + b" Q", b"q " + content.encode() + b" Q")
    stream.set_data(b"\n".join(reversed(parts) if before else parts))
    page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def read(data: bytes, engines: Callable[[], Engines]) -> Page:
    return pages.pdf_page(data, 0, None, engines)


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


HIDDEN = {
    "white": f"1 g BT /F9 12 Tf 30 40 Td {SAID} ET",
    "nearly white": f"0.97 g BT /F9 12 Tf 30 40 Td {SAID} ET",
    "nearly transparent": f"/Faint gs BT /F9 12 Tf 30 40 Td {SAID} ET",
    "clipped away": f"0 0 10 10 re W n BT /F9 12 Tf 30 40 Td {SAID} ET",
    "under a white rectangle": f"BT /F9 12 Tf 30 40 Td {SAID} ET 1 g 20 30 200 30 re f",
    "under a black rectangle": f"BT /F9 12 Tf 30 40 Td {SAID} ET 0 g 20 30 200 30 re f",
    "black on a black rectangle": f"0 g 20 30 200 30 re f BT /F9 12 Tf 30 40 Td {SAID} ET",
    "outside the page": f"BT /F9 12 Tf 30 -40 Td {SAID} ET",
    "as small as dust": f"BT /F9 0.4 Tf 30 40 Td {SAID} ET",
}


@pytest.mark.parametrize("how", HIDDEN)
def test_text_that_nobody_sees_says_nothing(engines: Callable[[], Engines], how: str) -> None:
    page = read(drawn_on(pdf(TABLE), HIDDEN[how]), engines)
    said = texts(page)
    assert not any("9,999" in text or "2023-08" in text for text in said)
    assert {"2023-07-05", "-1,286.35", "8,527.65"} <= set(said)


SEEN = {
    "black": f"BT /F9 12 Tf 30 40 Td {SAID} ET",
    "grey": f"0.75 g BT /F9 12 Tf 30 40 Td {SAID} ET",
    "white on a dark band": f"0.1 0.2 0.4 rg 20 30 200 30 re f 1 g BT /F9 12 Tf 30 40 Td {SAID} ET",
    "small": f"BT /F9 5 Tf 30 40 Td {SAID} ET",
    "an outline": f"1 Tr BT /F9 14 Tf 30 40 Td {SAID} ET",
}


@pytest.mark.parametrize("how", SEEN)
def test_text_that_is_seen_is_kept(engines: Callable[[], Engines], how: str) -> None:
    page = read(drawn_on(pdf(TABLE), SEEN[how]), engines)
    assert page.engine == "text"
    assert any("2023-08-05 -9,999.99" in text for text in texts(page))


def test_a_value_covered_and_replaced_is_the_one_on_top(engines: Callable[[], Engines]) -> None:
    content = "BT /F9 14 Tf 30 40 Td (Paid 9,999.99) Tj ET 1 g 20 30 200 30 re f 0 g BT /F9 14 Tf 30 40 Td (Paid 1,234.56) Tj ET"
    page = read(drawn_on(pdf(TABLE), content), engines)
    said = "".join(texts(page)).replace(" ", "")
    assert "1,234.56" in said
    assert "9,999.99" not in said


@pytest.mark.parametrize("offset", [0, 0.4])
def test_a_line_drawn_twice_is_read_once(engines: Callable[[], Engines], offset: float) -> None:
    content = "".join(f"BT /F9 12 Tf {30 + x} 40 Td (No. 11 paid 1,118.00 in full) Tj ET\n" for x in (0, offset))
    page = read(drawn_on(pdf(TABLE), content), engines)
    assert page.engine == "text"
    assert [text for text in texts(page) if "1,118" in text] == ["No. 11 paid 1,118.00 in full"]


def test_letters_that_repeat_are_all_kept(engines: Callable[[], Engines]) -> None:
    page = read(drawn_on(pdf(TABLE), "BT /F9 12 Tf 30 40 Td (illlli 1,111.11 ......) Tj ET"), engines)
    assert "illlli 1,111.11 ......" in texts(page)


@pytest.mark.parametrize("degrees", [20, 30, 45, -45, 60])
def test_a_watermark_across_the_rows_joins_none_of_them(engines: Callable[[], Engines], degrees: int) -> None:
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    mark = f"0.7 g BT /F9 10 Tf {c:.4f} {s:.4f} {-s:.4f} {c:.4f} 40 {100 if s > 0 else 280} Tm (for 2022-01-01 1,000.00 loan 3,000.00 use only) Tj ET"
    page = read(drawn_on(pdf(TABLE), mark), engines)
    assert page.engine == "text"
    said = texts(page)
    assert not any("1,000" in text or "3,000" in text for text in said)
    assert {"2023-07-05", "-1,286.35", "8,713.65", "-45.00", "8,527.65"} <= set(said)


def test_a_large_watermark_on_the_line_of_a_row_joins_no_row(engines: Callable[[], Engines]) -> None:
    mark = "0.85 g BT /F9 40 Tf 60 236 Td (COPY 2022) Tj ET"
    page = read(drawn_on(pdf(TABLE), mark, before=True), engines)
    assert {"2023-07-05", "-1,286.35", "8,713.65"} <= set(texts(page))


def test_a_page_of_askew_text_alone_is_recognised(engines: Callable[[], Engines]) -> None:
    askew = "BT /F9 14 Tf 0.966 0.259 -0.259 0.966 40 100 Tm (Paid 1,234.56 on 2023-07-05) Tj ET"
    page = read(drawn_on(pdf(""), askew), engines)
    assert page.engine == "rapidocr"


def with_picture(share: float, picture: bytes) -> bytes:
    """A page of text with a picture that takes this share of it, in the lower right corner."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("#set text(size: 8pt)\n" + TABLE)))
    other = pypdf.PdfReader(io.BytesIO(picture)).pages[0]
    width, height = float(other.mediabox.width), float(other.mediabox.height)
    scale = (share * 420 * 300 / (width * height)) ** 0.5
    writer.pages[0].merge_transformed_page(
        other, pypdf.Transformation().scale(scale).translate(410 - width * scale, 10)
    )
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_small_screenshot_on_a_page_of_text_is_recognised(engines: Callable[[], Engines]) -> None:
    rows = (("支付时间", "2023年8月5日"),)
    page = read(with_picture(0.08, scan(drawn_page("-2,286.35", rows))), engines)
    assert page.engine == "rapidocr"
    assert any("2,286.35" in text for text in texts(page))


def test_a_stamp_does_not_turn_text_into_a_picture(engines: Callable[[], Engines]) -> None:
    rows = (("示例银行", "业务专用章"), ("日期", "2023.07.05"))
    page = read(with_picture(0.05, scan(drawn_page("电子回单专用章", rows))), engines)
    assert page.engine == "text"


def test_a_page_looks_the_same_after_its_ink_was_looked_for() -> None:
    with pdfs.open_pdf(pdf(TABLE), None) as document:
        page = pdfs.load_page(document, 0)
        before = pdfs.render(page, 1.0).tobytes()
        assert pdfs.trusted_text(page) is not None
        assert pdfs.render(page, 1.0).tobytes() == before
