"""PDF originals of every sort come out as they are displayed, and without what they carry besides."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader, PdfWriter
from pypdf.actions import JavaScript
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    RectangleObject,
    StreamObject,
    TextStringObject,
)

from lehua_desktop.bundle.pages.originals import Originals
from lehua_desktop.bundle.plan import BundleRequest, ExhibitSource
from lehua_desktop.bundle.write import write_bundle
from lehua_desktop.core.facts import Kind, Read, Status
from lehua_desktop.core.model import Payment, Proof, Timeline
from lehua_desktop.core.page import Box, Page, TextLine
from lehua_desktop.reading.formats.pdfs import open_pdf, page_count
from tests.bundle.made import AMOUNT, TODAY, paid, pdf, source
from tests.bundle.test_pdf import texts

DATA = Path(__file__).parent.parent / "data" / "bundle"


def request_of(*exhibits: ExhibitSource) -> BundleRequest:
    return BundleRequest(Timeline(), (), exhibits, TODAY, case_name="试")


def exhibit(data: bytes, pages: tuple[Page, ...] = (), password: str | None = None) -> ExhibitSource:
    return source(1, "原件.pdf", data, "application/pdf", Kind.STATEMENT, pages, password=password)


def changed(data: bytes, change: object) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    change(writer)  # type: ignore[operator]
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def page_with(path: Path, words: str) -> int:
    return next(n for n, text in enumerate(texts(path)) if words in text and "原件：" in text)


def shown(path: Path, number: int) -> Image.Image:
    """The framed part of an exhibit page."""
    document = pypdfium2.PdfDocument(path)
    picture: Image.Image = document[number].render(scale=1).to_pil().convert("L")
    document.close()
    top, foot = round(23.5 / 297 * picture.height), round(17.5 / 297 * picture.height)
    return picture.crop((20, top, picture.width - 20, picture.height - foot))


def where(path: Path, number: int, words: str) -> tuple[bool, bool, int, int]:
    """In which corner of the page a line begins, and in which direction it runs."""
    document = pypdfium2.PdfDocument(path)
    page = document[number]
    width, height = page.get_size()
    text = page.get_textpage()
    first, count = text.search(words).get_next()
    begin, end = text.get_charbox(first), text.get_charbox(first + count - 1)
    spots = [_upright(page, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2) for box in (begin, end)]
    document.close()
    (x0, y0), (x1, y1) = spots
    return x0 > width / 2, y0 > height / 2, round((x1 - x0) / 30), round((y1 - y0) / 30)


def _upright(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """From the page's own space to the displayed one, y upwards."""
    width, height = page.get_size()
    return {0: (x, y), 90: (y, height - x), 180: (width - x, height - y), 270: (width - y, x)}[page.get_rotation()]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_rotated_pages_are_placed_as_displayed(turn: int, tmp_path: Path) -> None:
    data, _ = pdf(["还款流水第一行", "第二行"])
    turned = changed(data, lambda writer: writer.pages[0].rotate(turn))
    made = write_bundle(request_of(exhibit(turned)), tmp_path)
    number = page_with(made.pdf, "还款流水第一行")
    original = tmp_path / "turned.pdf"
    original.write_bytes(turned)
    ours, theirs = where(made.pdf, number, "还款流水第一行"), where(original, 0, "还款流水第一行")
    assert ours[:2] == theirs[:2]
    assert [n > 0 for n in ours[2:]] == [n > 0 for n in theirs[2:]]
    assert [n < 0 for n in ours[2:]] == [n < 0 for n in theirs[2:]]


def test_a_page_that_the_reader_turned_is_turned(tmp_path: Path) -> None:
    data, _ = pdf(["还款流水第一行"])
    sideways = changed(data, lambda writer: writer.pages[0].rotate(90))
    page = Page(0, 595.28, 841.89, "pt", (TextLine("还款流水第一行", Box(70, 70, 200, 90)),), "text", turned=270)
    made = write_bundle(request_of(exhibit(sideways, (page,))), tmp_path)
    ours = shown(made.pdf, page_with(made.pdf, "还款流水第一行"))
    assert ours.height > ours.width
    top = ours.crop((0, 0, ours.width, ours.height // 6)).point(lambda value: 255 if value < 120 else 0)
    assert top.getbbox()


def test_what_lies_outside_the_crop_box_stays_hidden(tmp_path: Path) -> None:
    data, _ = pdf(["还款流水第一行", *[""] * 10, "不应显示"])

    def crop(writer: PdfWriter) -> None:
        writer.pages[0].cropbox = RectangleObject((0, 600, 595, 842))

    made = write_bundle(request_of(exhibit(changed(data, crop))), tmp_path)
    number = page_with(made.pdf, "还款流水第一行")
    reader = PdfReader(made.pdf)
    assert float(reader.pages[number].mediabox.width) > float(reader.pages[number].mediabox.height)


def test_annotations_are_flattened_and_links_scripts_and_attachments_stay_behind(tmp_path: Path) -> None:
    data, _ = pdf(["还款流水第一行"])

    def load(writer: PdfWriter) -> None:
        writer.add_annotation(0, Link(rect=(70, 700, 300, 780), url="https://example.org/tracker"))
        black = StreamObject.initialize_from_dictionary({"__streamdata__": b"0 g 0 0 200 40 re f"})
        black[NameObject("/Type")] = NameObject("/XObject")
        black[NameObject("/Subtype")] = NameObject("/Form")
        black[NameObject("/BBox")] = RectangleObject((0, 0, 200, 40))
        stamp = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Stamp"),
                NameObject("/Rect"): RectangleObject((100, 400, 300, 440)),
                NameObject("/F"): NumberObject(4),
                NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(black)}),
            }
        )
        annotations: Any = writer.pages[0][NameObject("/Annots")].get_object()
        annotations.append(writer._add_object(stamp))
        writer.add_open_action(JavaScript("app.alert('hello');"))
        writer.add_attachment("secret.txt", b"attached secret")

    made = write_bundle(request_of(exhibit(changed(data, load))), tmp_path)
    raw = made.pdf.read_bytes()
    for left_behind in (b"tracker", b"app.alert", b"attached secret", b"/JavaScript", b"/EmbeddedFile", b"/URI"):
        assert left_behind not in raw
    number = page_with(made.pdf, "还款流水第一行")
    annotations = PdfReader(made.pdf).pages[number]["/Annots"].get_object()
    assert isinstance(annotations, ArrayObject)
    assert len(annotations) == 1  # the way back to the index
    dark = shown(made.pdf, number).point(lambda value: 255 if value < 60 else 0)
    assert dark.histogram()[255] > 3000  # the stamp is drawn


def test_scripts_in_the_root_of_a_page_are_not_carried(tmp_path: Path) -> None:
    data, _ = pdf(["还款流水第一行"])

    def load(writer: PdfWriter) -> None:
        action = DictionaryObject(
            {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.beep(0)")}
        )
        writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})

    made = write_bundle(request_of(exhibit(changed(data, load))), tmp_path)
    assert b"app.beep" not in made.pdf.read_bytes()


@pytest.mark.parametrize(("name", "password"), [("aes256.pdf", "1234"), ("owner-only.pdf", None), ("rc4.pdf", "1234")])
def test_encrypted_originals_with_known_password_are_merged_decrypted(
    name: str, password: str | None, tmp_path: Path
) -> None:
    made = write_bundle(request_of(exhibit((DATA / name).read_bytes(), password=password)), tmp_path)
    assert page_with(made.pdf, "加密的还款流水")
    assert not PdfReader(made.pdf).is_encrypted


def test_encrypted_original_without_password_gets_a_page_that_says_so(tmp_path: Path) -> None:
    made = write_bundle(request_of(exhibit((DATA / "aes256.pdf").read_bytes())), tmp_path)
    page = texts(made.pdf)[page_with(made.pdf, "本页未能印出")]
    assert "这个文件有密码" in page
    assert "请输入密码" not in page  # said to the person; whoever gets the bundle has nothing to enter


def test_damaged_cross_references_are_repaired(tmp_path: Path) -> None:
    data, _ = pdf(["还款流水第一行"])
    at = data.rindex(b"startxref")
    made = write_bundle(request_of(exhibit(data[:at] + b"startxref\n99\n%%EOF")), tmp_path)
    assert page_with(made.pdf, "还款流水第一行")


def test_a_file_that_is_no_pdf_at_all_gets_a_page_that_says_so(tmp_path: Path) -> None:
    made = write_bundle(request_of(exhibit(b"%PDF-1.7 and then nothing")), tmp_path)
    assert "PDF已损坏" in texts(made.pdf)[page_with(made.pdf, "本页未能印出")]


def test_a_page_whose_drawing_was_lost_is_not_shown_as_a_blank_one(tmp_path: Path) -> None:
    data, _ = pdf(["文件中断之前的一页"], ["中断之后的一页"])
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as whole:
        last = whole.pages[1].Contents.read_raw_bytes()
        whole.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=True)
    assert last in plain.getvalue()
    made = write_bundle(request_of(exhibit(plain.getvalue().partition(last)[0])), tmp_path)
    pages = [text for text in texts(made.pdf) if "原件：" in text]
    assert ["本页未能印出" in text for text in pages] == [False, True]


def test_layers_that_are_switched_off_do_not_appear(tmp_path: Path) -> None:
    data, _ = pdf(["还款流水第一行"])

    def hide(writer: PdfWriter) -> None:
        layer = writer._add_object(
            DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("x")})
        )
        writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
            {
                NameObject("/OCGs"): ArrayObject([layer]),
                NameObject("/D"): DictionaryObject({NameObject("/OFF"): ArrayObject([layer])}),
            }
        )

    _, pages = pdf(["还款流水第一行"])
    made = write_bundle(request_of(exhibit(changed(data, hide), pages)), tmp_path)
    text = texts(made.pdf)[page_with(made.pdf, "还款流水第一行")]
    assert "原页无法直接并入，以图像印出" in text


@pytest.mark.parametrize(
    ("width", "height"), [("14400pt", "14400pt"), ("20pt", "20pt"), ("600pt", "9000pt"), ("900pt", "300pt")]
)
def test_pages_of_any_size_fit_on_a4(width: str, height: str, tmp_path: Path) -> None:
    data, _ = pdf(["还"], width=width, height=height)
    made = write_bundle(request_of(exhibit(data)), tmp_path)
    for page in PdfReader(made.pdf).pages:
        assert sorted((round(float(page.mediabox.width)), round(float(page.mediabox.height)))) == [595, 842]


def test_two_originals_that_name_their_fonts_alike_keep_their_own(tmp_path: Path) -> None:
    one, _ = pdf(["第一份的文字甲乙丙"])
    two, _ = pdf(["另外一份丁戊己庚辛"])
    first = exhibit(one)
    second = source(2, "原件二.pdf", two, "application/pdf", Kind.STATEMENT)
    made = write_bundle(request_of(first, second), tmp_path)
    assert page_with(made.pdf, "第一份的文字甲乙丙")
    assert page_with(made.pdf, "另外一份丁戊己庚辛")


def test_a_large_table_is_printed_by_its_head_and_the_rows_that_count(tmp_path: Path) -> None:
    rows = [["时间", "金额", "订单号"], *([f"第{n}行", f"{n}.00", f"{n:032d}"] for n in range(1, 900))]
    lines = tuple(TextLine(c, Box(x, y, x + 1, y + 1)) for y, row in enumerate(rows) for x, c in enumerate(row))
    page = Page(0, 3, len(rows), "cell", lines, "table")
    fact = replace(paid(TODAY), amount=Read(AMOUNT, True, 0, Box(1, 700, 2, 701)))
    payment = Payment(1, AMOUNT, TODAY, None, Status.SUCCESS, True, (Proof(1, 1, fact),))
    table = source(1, "账单.csv", b"...", "text/csv", Kind.STATEMENT, [page])
    made = write_bundle(replace(request_of(table), timeline=Timeline(payments=(payment,))), tmp_path)
    text = texts(made.pdf)[page_with(made.pdf, "订单号")]
    for shown in ("第1行", "第699行", "第700行", "第701行", "本表共省略872行"):
        assert shown in text
    assert "第500行" not in text
    document = pypdfium2.PdfDocument(made.pdf)
    printed = document[page_with(made.pdf, "订单号")]
    words = printed.get_textpage()
    assert max(words.get_charbox(n)[2] for n in range(words.count_chars())) < printed.get_width() - 25
    document.close()


def long_page(count: int) -> tuple[bytes, tuple[Page, ...]]:
    """A page of 600 × 9000 points with lines 14 points high, and what a reader says of it."""
    data, _ = pdf([f"第{n:03d}行 还款" for n in range(count)], width="600pt", height="9000pt")
    document = pypdfium2.PdfDocument(data)
    text = document[0].get_textpage()
    lines = []
    for n in range(count):
        place = text.search(f"第{n:03d}行").get_next()
        assert place
        left, bottom, _, top = text.get_charbox(place[0])
        lines.append(TextLine(f"第{n:03d}行 还款", Box(left, 9000 - top, left + 120, 9000 - bottom)))
    document.close()
    return data, (Page(0, 600, 9000, "pt", tuple(lines), "text"),)


def test_a_strip_of_a_long_page_holds_its_own_text_alone_and_says_why_it_is_a_picture(tmp_path: Path) -> None:
    data, pages = long_page(200)
    made = write_bundle(request_of(exhibit(data, pages)), tmp_path)
    strips = [re.findall(r"第(\d{3})行", page.extract_text()) for page in PdfReader(made.pdf).pages]
    strips = [numbers for numbers in strips if numbers]
    assert len(strips) >= 4
    assert [number for numbers in strips for number in numbers] == [f"{n:03d}" for n in range(200)]
    said = "".join(texts(made.pdf))
    assert "无法直接并入" not in said
    assert said.count("原页很长，分段以图像印出") >= len(strips)
    assert "有很长的页面，分段以图像印出" in said


@pytest.mark.parametrize("rotated", [0, 90, 180, 270])
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_part_of_a_page_is_drawn_as_it_is_in_the_whole(turned: int, rotated: int) -> None:
    data, _ = pdf([f"第{n}行还款流水的文字" for n in range(8)], width="200pt", height="300pt")
    with Originals() as originals:
        original = originals.pdf(exhibit(changed(data, lambda writer: writer.pages[0].rotate(rotated))))
        whole = original.picture(0, 144, turned)
        top, bottom = 80, whole.height / 2 - 40
        part = original.picture(0, 144, turned, (top, bottom))
        there = whole.crop((0, top * 2, whole.width, int(bottom * 2)))
        assert part.size == there.size
        assert ImageStat.Stat(ImageChops.difference(part, there)).mean[0] < 1
        assert ImageStat.Stat(there).mean[0] < 253


@pytest.mark.parametrize(("width", "said"), [("600pt", False), ("14400pt", True)])
def test_print_that_comes_out_very_small_is_said_in_the_index(width: str, said: bool, tmp_path: Path) -> None:
    data, _ = pdf(["还款流水第一行"], width=width, height=width)
    made = write_bundle(request_of(exhibit(data)), tmp_path)
    assert ("有页面缩得很小印出" in "".join(texts(made.pdf))) == said


def without_fonts(writer: PdfWriter) -> None:
    fonts: Any = writer.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    for font in fonts.values():
        for part in font.get_object().get("/DescendantFonts", []):
            descriptor = part.get_object()["/FontDescriptor"].get_object()
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                descriptor.pop(key, None)


def with_helvetica(drawing: bytes, *, in_a_form: bool = False) -> Any:
    """Lists a font that is not in the file, and draws something before the page, or in a form on it."""

    def change(writer: PdfWriter) -> None:
        page: Any = writer.pages[0]
        font = DictionaryObject(
            {NameObject("/Subtype"): NameObject("/Type1"), NameObject("/BaseFont"): NameObject("/Helvetica")}
        )
        fonts = {NameObject("/Font"): DictionaryObject({NameObject("/FX"): writer._add_object(font)})}
        first = drawing
        if in_a_form:
            form = StreamObject.initialize_from_dictionary({"__streamdata__": drawing})
            form[NameObject("/Subtype")] = NameObject("/Form")
            form[NameObject("/BBox")] = RectangleObject((0, 0, 595, 842))
            form[NameObject("/Resources")] = DictionaryObject(fonts)
            page["/Resources"][NameObject("/XObject")] = DictionaryObject({NameObject("/X"): writer._add_object(form)})
            first = b"/X Do"
        else:
            page["/Resources"]["/Font"].update(fonts[NameObject("/Font")])
        begun = StreamObject.initialize_from_dictionary({"__streamdata__": first + b"\n"})
        page[NameObject("/Contents")] = ArrayObject([writer._add_object(begun), page.raw_get("/Contents")])

    return change


@pytest.mark.parametrize("in_a_form", [False, True])
@pytest.mark.parametrize(
    ("drawing", "merged"),
    [
        (b"", True),
        (b"BT /FX 12 Tf 14 TL ET", True),
        (b"q BT /FX 12 Tf ET Q", True),
        (b"BT /FX 12 Tf 40 40 Td (x) Tj ET", False),
        (b"BT /FX 12 Tf q 12 TL Q 40 40 Td [(x)] TJ ET", False),
    ],
)
def test_a_font_that_nothing_is_written_with_does_not_keep_a_page_from_being_merged(
    drawing: bytes, merged: bool, in_a_form: bool, tmp_path: Path
) -> None:
    data, pages = pdf(["还款流水第一行"])
    made = write_bundle(
        request_of(exhibit(changed(data, with_helvetica(drawing, in_a_form=in_a_form)), pages)), tmp_path
    )
    assert ("以图像印出" not in texts(made.pdf)[page_with(made.pdf, "还款流水第一行")]) == merged


def test_a_page_of_text_stays_small_as_a_picture(tmp_path: Path) -> None:
    data, pages = pdf([f"{n:02d} 还款 1,286.35 示例消费金融有限公司 6222" for n in range(40)])
    merged = write_bundle(request_of(exhibit(data, pages)), tmp_path)
    made = write_bundle(request_of(exhibit(changed(data, without_fonts), pages)), tmp_path)
    assert "以图像印出" in "".join(texts(made.pdf))
    assert made.bytes < merged.bytes + 150_000


def boxed(*box: float) -> Any:
    def change(writer: PdfWriter) -> None:
        writer.pages[0].mediabox = RectangleObject(box)

    return change


def with_xfa(writer: PdfWriter) -> None:
    form = DictionaryObject({NameObject("/Fields"): ArrayObject(), NameObject("/XFA"): TextStringObject("<xdp/>")})
    writer.root_object[NameObject("/AcroForm")] = form


BAD = {
    "without fonts": without_fonts,
    "0 x 0": boxed(0, 0, 0, 0),
    "14,400 pt": boxed(0, 0, 14400, 14400),
    "owner password": lambda writer: writer.encrypt("", "owner"),
    "XFA": with_xfa,
    "no content": lambda writer: writer.pages[0].__setitem__(NameObject("/Contents"), NumberObject(7)),
}


def test_bad_originals_do_not_spoil_the_bundle_and_are_said_in_the_index(tmp_path: Path) -> None:
    data, _ = pdf(["第一页"], ["第二页"])
    exhibits = [
        source(n, f"{name}.pdf", changed(data, change), "application/pdf", Kind.STATEMENT)
        for n, (name, change) in enumerate(BAD.items(), 1)
    ]
    broken = data.replace(b"startxref", b"startxxxx")[:-40]
    exhibits.append(source(20, "xref.pdf", broken, "application/pdf", Kind.STATEMENT))
    exhibits.append(source(21, "half.pdf", data[: len(data) // 2], "application/pdf", Kind.STATEMENT))
    made = write_bundle(request_of(*exhibits), tmp_path)
    printed = texts(made.pdf)
    for exhibit in exhibits[:-1]:
        own = [text for text in printed if f"原件：{exhibit.name.replace(' ', '')}" in text]
        assert len(own) == 2, exhibit.name
    as_pictures = {n for n, text in enumerate(printed) if "以图像印出" in text and "原件：" in text}
    names = [e.name for e in exhibits if any(f"原件：{e.name.replace(' ', '')}" in printed[n] for n in as_pictures)]
    assert names == ["without fonts.pdf", "0 x 0.pdf", "no content.pdf", "xref.pdf"]
    index = "".join(text for text in printed if "证据名称" in text)
    assert index.count("有页面无法直接并入，以图像印出") == 4
    assert index.count("有页面未能印出") == 1


def test_a_form_in_xfa_tells_the_person_nothing_to_install(caplog: pytest.LogCaptureFixture) -> None:
    data = changed(pdf(["第一页"])[0], with_xfa)
    form = source(1, "xfa.pdf", data, "application/pdf", Kind.STATEMENT)
    with Originals() as originals:
        assert originals.pdf(form).sizes
    with open_pdf(data, None) as document:
        assert page_count(document) == 1
    assert not caplog.records


def test_a_signed_original_stays_as_it_is_and_the_copy_says_so(tmp_path: Path) -> None:
    def sign(writer: PdfWriter) -> None:
        signature = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Sig"),
                NameObject("/ByteRange"): ArrayObject(NumberObject(n) for n in (0, 10, 20, 30)),
            }
        )
        field = DictionaryObject({NameObject("/FT"): NameObject("/Sig"), NameObject("/V"): signature})
        writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
            {NameObject("/SigFlags"): NumberObject(3), NameObject("/Fields"): ArrayObject([field])}
        )

    signed = changed(pdf(["电子回单"])[0], sign)
    made = write_bundle(request_of(exhibit(signed)), tmp_path)
    assert "原件带有电子签名" in "".join(texts(made.pdf))
    assert b"/ByteRange" not in made.pdf.read_bytes()
    with zipfile.ZipFile(made.zip) as archive:
        assert archive.read("originals/证据1-1_原件.pdf") == signed
