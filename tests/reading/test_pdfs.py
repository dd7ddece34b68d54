from __future__ import annotations

import functools
import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdf
import pytest
from PIL import Image
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)

from lehua_desktop.core.page import Page
from lehua_desktop.core.problems import LehuaError, Problem
from lehua_desktop.reading import pages
from lehua_desktop.reading.engines.engine import Engines
from lehua_desktop.reading.engines.rapid import RapidEngine
from lehua_desktop.reading.formats import pdfs

from .drawn import page as drawn_page
from .drawn import pdf, saved, scan

DATA = Path(__file__).parent.parent / "data" / "reading"
TABLE = """
= 示例银行交易流水
#table(columns: (auto, auto, auto, auto), stroke: none, column-gutter: 4pt,
  [记账日期], [货币], [交易金额], [联机余额],
  [2023-07-05], [CNY], [#"-1,286.35"], [8,713.65],
  [2023-07-06], [CNY], [#"-45.00"], [8,668.65])
户名：张三　账号：6222 0202 0011 2233 446
"""


@pytest.fixture(scope="module")
def engines() -> Callable[[], Engines]:
    return functools.cache(lambda: Engines(RapidEngine(), None))


def read(data: bytes, engines: Callable[[], Engines], number: int = 0, password: str | None = None) -> Page:
    return pages.pdf_page(data, number, password, engines)


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def changed(data: bytes, change: Callable[[pypdf.PdfWriter], object]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def character_maps(writer: pypdf.PdfWriter) -> list[DecodedStreamObject]:
    fonts = writer.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    return [font.get_object()["/ToUnicode"] for font in fonts.values()]


def with_map(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    def apply(writer: pypdf.PdfWriter) -> None:
        for stream in character_maps(writer):
            stream.set_data(change(stream.get_data()))

    return changed(data, apply)


def test_sound_text_is_taken_as_it_is(engines: Callable[[], Engines]) -> None:
    page = read(pdf(TABLE), engines)
    assert (page.engine, page.unit, page.turned) == ("text", "pt", 0)
    assert (page.width, page.height) == (420, 300)
    assert texts(page)[0] == "示例银行交易流水"


def test_cells_are_lines_of_their_own(engines: Callable[[], Engines]) -> None:
    found = texts(read(pdf(TABLE), engines))
    assert found[1:5] == ["记账日期", "货币", "交易金额", "联机余额"]
    assert found[5:9] == ["2023-07-05", "CNY", "-1,286.35", "8,713.65"]


def test_blanks_stay_between_digits_and_go_between_ideographs(engines: Callable[[], Engines]) -> None:
    found = texts(read(pdf("支 付 时 间\n\n2023-07-05 21:14:09\n\n账号 6222 0202 0011"), engines))
    assert found[0] == "支付时间"
    assert found[1] == "2023-07-05 21:14:09"
    assert found[2].endswith("6222 0202 0011")


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_are_of_the_displayed_page(engines: Callable[[], Engines], rotation: int) -> None:
    data = changed(pdf(TABLE), lambda writer: writer.pages[0].rotate(rotation))
    page = read(data, engines)
    with pdfs.open_pdf(data, None) as document:
        displayed = pdfs.render(pdfs.load_page(document, 0), 2.0)
    upright = displayed.rotate(-page.turned, expand=True)
    assert (page.turned + rotation) % 360 == 0
    assert (upright.width, upright.height) == (page.width * 2, page.height * 2)
    (line,) = [line for line in page.lines if line.text == "-1,286.35"]
    x0, x1, y0, y1 = (round(2 * edge) for edge in (line.box.x0, line.box.x1, line.box.y0, line.box.y1))
    ink = np.asarray(upright.convert("L").crop((x0 - 2, y0 - 2, x1 + 2, y1 + 2)))
    assert ink.min() < 100
    around = np.asarray(upright.convert("L").crop((x0 - 8, y0 - 2, x0 - 2, y1)))
    assert around.min() > 200


def test_boxes_count_from_the_corner_of_the_crop_box(engines: Callable[[], Engines]) -> None:
    def crop(writer: pypdf.PdfWriter) -> None:
        writer.pages[0].cropbox = RectangleObject((20, 50, 400, 290))

    whole, cropped = read(pdf(TABLE), engines), read(changed(pdf(TABLE), crop), engines)
    assert (cropped.width, cropped.height) == (380, 240)
    box, again = whole.lines[0].box, cropped.lines[0].box
    assert again.x0 == pytest.approx(box.x0 - 20, abs=0.1)
    assert again.y0 == pytest.approx(box.y0 - 10, abs=0.1)


def test_a_scan_is_recognised_and_its_boxes_are_points(engines: Callable[[], Engines]) -> None:
    page = read(scan(drawn_page()), engines)
    assert (page.engine, page.unit) == ("rapidocr", "pt")
    assert page.width == pytest.approx(720 * 72 / 150, abs=1)
    (line,) = [line for line in page.lines if "1,286.35" in line.text]
    assert line.box.middle_x == pytest.approx(360 * 72 / 150, abs=6)


def test_a_scan_that_lies_on_its_side_is_turned(engines: Callable[[], Engines]) -> None:
    page = read(scan(drawn_page(), turned=90), engines)
    assert page.turned == 270
    assert page.width < page.height
    assert "支付成功" in texts(page)


def test_hidden_text_under_a_scan_is_not_trusted(engines: Callable[[], Engines]) -> None:
    def add_text(writer: pypdf.PdfWriter) -> None:
        page = writer.pages[0]
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        page["/Resources"][NameObject("/Font")] = DictionaryObject({NameObject("/F9"): font})  # type: ignore[index]
        stream = DecodedStreamObject()
        content = page.get_contents()
        assert content is not None
        stream.set_data(content.get_data() + b" BT 3 Tr /F9 12 Tf 20 300 Td (Paid 9,999.99 on 2020-01-01) Tj ET")
        page[NameObject("/Contents")] = writer._add_object(stream)

    page = read(changed(scan(drawn_page()), add_text), engines)
    assert page.engine == "rapidocr"
    assert not any("9,999.99" in text for text in texts(page))


def test_a_page_with_a_picture_in_it_is_recognised_as_a_whole(engines: Callable[[], Engines], tmp_path: object) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("附件：还款截图")))
    picture = pypdf.PdfReader(io.BytesIO(scan(drawn_page()))).pages[0]
    writer.pages[0].merge_transformed_page(picture, pypdf.Transformation().scale(0.55).translate(100, 20))
    out = io.BytesIO()
    writer.write(out)
    page = read(out.getvalue(), engines)
    assert page.engine == "rapidocr"
    assert any("1,286.35" in text for text in texts(page))
    assert any("附件" in text for text in texts(page))


def test_text_beyond_the_edge_of_the_page_is_not_read(engines: Callable[[], Engines]) -> None:
    source = (
        TABLE + "#place(bottom + left, dx: 0pt, dy: 400pt)[另付 9,999.99 元]\n#place(top + left, dx: -900pt)[8,888.88]"
    )
    said = "".join(texts(read(pdf(source), engines)))
    assert "1,286.35" in said
    assert "9,999.99" not in said
    assert "8,888.88" not in said


def test_a_character_map_to_private_characters_is_not_trusted(engines: Callable[[], Engines]) -> None:
    page = read(with_map(pdf(TABLE), lambda cmap: _mapped(cmap, lambda code: 0xE000 + code % 0x1000)), engines)
    assert page.engine == "rapidocr"
    assert "-1,286.35" in texts(page)


def test_a_character_map_to_other_ideographs_is_not_trusted(engines: Callable[[], Engines]) -> None:
    page = read(with_map(pdf(TABLE), lambda cmap: _mapped(cmap, lambda code: 0x4E00 + (code * 37) % 0x5000)), engines)
    assert page.engine == "rapidocr"


def test_a_map_that_swaps_digits_is_found_by_looking(engines: Callable[[], Engines]) -> None:
    swap = {0x30 + d: 0x30 + (d + 3) % 10 for d in range(10)}
    page = read(with_map(pdf(TABLE), lambda cmap: _mapped(cmap, lambda code: swap.get(code, code))), engines)
    assert page.engine == "rapidocr"
    assert "-1,286.35" in texts(page)


def _mapped(cmap: bytes, change: Callable[[int], int]) -> bytes:
    """The character map with every target changed."""
    lines = []
    for line in cmap.split(b"\n"):
        parts = line.split(b"> <")
        if line.startswith(b"<") and len(parts) == 2:
            target = int(parts[1].rstrip(b">\r "), 16)
            line = parts[0] + b"> <%04X>" % change(target)
        lines.append(line)
    return b"\n".join(lines)


def test_a_password_is_asked_for_and_taken(engines: Callable[[], Engines]) -> None:
    data = (DATA / "aes256.pdf").read_bytes()
    for tried, problem in (([], Problem.PASSWORD_NEEDED), (["0000"], Problem.PASSWORD_WRONG)):
        with pytest.raises(LehuaError) as failure:
            pdfs.password_of(data, tried)
        assert failure.value.fault.problem is problem
        assert failure.value.fault.locked
    assert pdfs.password_of(data, ["0000", "1234"]) == "1234"
    assert texts(read(data, engines, password="1234"))[0] == "示例银行交易流水"


def test_an_owner_password_alone_stops_nobody(engines: Callable[[], Engines]) -> None:
    data = (DATA / "owner-only.pdf").read_bytes()
    assert pdfs.password_of(data, []) is None
    assert read(data, engines).engine == "text"


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnothing more", b"%PDF-1.4\n%%EOF", pdf(TABLE)[:300]])
def test_a_broken_pdf_is_damaged(data: bytes) -> None:
    with pytest.raises(LehuaError) as failure:
        pdfs.password_of(data, [])
    assert failure.value.fault.problem is Problem.DAMAGED_PDF


def test_values_in_form_fields_are_read(engines: Callable[[], Engines]) -> None:
    def fill(writer: pypdf.PdfWriter) -> None:
        look = DecodedStreamObject()
        look.set_data(b"BT /Helv 12 Tf 2 4 Td (1,286.35) Tj ET")
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        fonts = DictionaryObject(
            {NameObject("/Helv"): DictionaryObject({NameObject(k): NameObject(v) for k, v in font.items()})}
        )
        look[NameObject("/Type")] = NameObject("/XObject")
        look[NameObject("/Subtype")] = NameObject("/Form")
        look[NameObject("/BBox")] = RectangleObject((0, 0, 100, 20))
        look[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        field = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Widget"),
                NameObject("/FT"): NameObject("/Tx"),
                NameObject("/T"): TextStringObject("amount"),
                NameObject("/V"): TextStringObject("1,286.35"),
                NameObject("/F"): NumberObject(4),
                NameObject("/Rect"): RectangleObject((200, 200, 300, 220)),
                NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(look)}),
            }
        )
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(field)])

    page = read(changed(pdf("还款金额（元）"), fill), engines)
    assert "1,286.35" in texts(page)


def test_an_endless_page_is_drawn_small() -> None:
    def stretch(writer: pypdf.PdfWriter) -> None:
        writer.pages[0].mediabox = RectangleObject((0, 0, 14_400, 14_400))

    with pdfs.open_pdf(changed(pdf(TABLE), stretch), None) as document:
        page = pdfs.load_page(document, 0)
        assert 14_400**2 * pdfs.scale_for(page) ** 2 <= 40_000_001


def test_a_picture_page_is_drawn_as_fine_as_its_picture() -> None:
    data = saved(Image.new("RGB", (1170, 2532), "white"), "PDF", resolution=72)
    with pdfs.open_pdf(data, None) as document:
        assert pdfs.scale_for(pdfs.load_page(document, 0)) == pytest.approx(1.0, abs=0.01)


NARROW = """
#set text(size: 7pt)
#table(columns: 5, inset: 2pt, stroke: %s,
  [记账日期], [金额], [余额], [对方户名], [摘要],
  [2023-07-05], [#"-1,286.35"], [18,713.65], [财付通乐花分期还款专用户], [快捷],
  [2023-07-06], [#"-10,045.00"], [8,668.65], [李四], [转账])
"""


@pytest.mark.parametrize("stroke", ["0.4pt", "none"])
def test_cells_that_nearly_touch_are_lines_of_their_own(engines: Callable[[], Engines], stroke: str) -> None:
    found = texts(read(pdf(NARROW % stroke), engines))
    assert {"2023-07-06", "-10,045.00", "8,668.65", "18,713.65", "财付通乐花分期还款专用户", "快捷"} <= set(found)


def test_words_of_one_sentence_stay_together(engines: Callable[[], Engines]) -> None:
    found = texts(read(pdf("借款人 Zhang San 于 2023 年 7 月 5 日还清 1,286.35 元，*特此证明*。"), engines))
    assert len(found) == 1
