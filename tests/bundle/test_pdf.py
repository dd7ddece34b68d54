"""The written PDF, read back."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Dictionary
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from lehua_desktop.bundle.pages.hidden_text import HiddenFont
from lehua_desktop.bundle.plan import plan_bundle
from lehua_desktop.bundle.story.story import tell
from lehua_desktop.bundle.tokens import EditedText
from lehua_desktop.bundle.typeset import lay_out
from lehua_desktop.bundle.write import Bundle, write_bundle
from lehua_desktop.core.model import Source
from lehua_desktop.core.page import Box
from tests.bundle.made import NAME, made_case


def texts(path: Path) -> list[str]:
    """The text of each page without blanks, as PDFium reads it."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [
            re.sub(r"\s", "", document[number].get_textpage().get_text_bounded()) for number in range(len(document))
        ]
    finally:
        document.close()


def links(reader: PdfReader, number: int) -> list[tuple[tuple[float, ...], int]]:
    """The links of a page: their rectangle and the page (from 0) that they lead to."""
    at = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages) if page.indirect_reference}
    found: list[tuple[tuple[float, ...], int]] = []
    for annotation in reader.pages[number].get("/Annots", []):
        item: Any = annotation.get_object()
        target = item.get("/Dest") or item["/A"]["/D"]
        target = target.get_object()
        if isinstance(target, str):
            target = reader.named_destinations[target].dest_array
        place = list.__getitem__(target, 0)
        assert isinstance(place, IndirectObject)
        found.append((tuple(float(n) for n in item["/Rect"]), at[place.idnum]))
    return found


def text_in(path: Path, number: int, box: tuple[float, ...]) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        page = document[number].get_textpage()
        return re.sub(r"\s", "", page.get_text_bounded(box[0], box[1], box[2], box[3]))
    finally:
        document.close()


def titles(outline: list[Any]) -> list[str]:
    found: list[str] = []
    for item in outline:
        found += titles(item) if isinstance(item, list) else [str(item.title)]
    return found


def test_every_link_of_the_index_lands_on_the_page_with_that_stamp(bundle: Bundle) -> None:
    reader = PdfReader(bundle.pdf)
    pages = texts(bundle.pdf)
    index = next(n for n, text in enumerate(pages) if "五、证据目录" in text and "证据名称" in text)
    numbers: set[str] = set()
    for box, target in links(reader, index):
        said = text_in(bundle.pdf, index, box)
        if re.fullmatch(r"\d-\d+", said):
            numbers.add(said)
            assert f"证据{said}" in pages[target]
        elif match := re.fullmatch(r"(\d{1,3})(–\d+)?", said):
            assert int(match.group(1)) == target + 1
    assert numbers == {"1-1", "2-1", "2-2", "2-3", "2-4", "2-5", "2-6", "3-1", "4-1"}


@pytest.mark.parametrize(("which", "head"), [("bundle", "证据种类"), ("english", "Kind")])
def test_the_number_of_a_report_stays_in_its_column_of_the_index(
    which: str, head: str, request: pytest.FixtureRequest
) -> None:
    made: Bundle = request.getfixturevalue(which)
    index = next(n for n, text in enumerate(texts(made.pdf)) if head in text and "2024020112345678901234" in text)
    document = pypdfium2.PdfDocument(made.pdf)
    text = document[index].get_textpage()
    said = text.get_text_bounded()
    column = text.get_charbox(said.index(head))[0]
    number = re.search(r"\s*".join("2024020112345678901234"), said)
    assert number
    assert max(text.get_charbox(place)[2] for place in range(*number.span()) if said[place].isdigit()) < column
    document.close()


def test_every_exhibit_page_links_back_to_the_index(bundle: Bundle) -> None:
    reader = PdfReader(bundle.pdf)
    pages = texts(bundle.pdf)
    index = next(n for n, text in enumerate(pages) if "五、证据目录" in text and "证据名称" in text)
    stamped = [n for n, text in enumerate(pages) if n > index and re.search(r"证据\d-\d", text) and "七、" not in text]
    assert len(stamped) >= 12
    for number in stamped:
        assert [target for _, target in links(reader, number)] == [index]


def test_page_labels_are_the_printed_numbers(bundle: Bundle) -> None:
    reader = PdfReader(bundle.pdf)
    assert reader.page_labels == [str(n + 1) for n in range(bundle.pages)]
    for number, text in enumerate(texts(bundle.pdf), 1):
        assert f"第{number}页共{bundle.pages}页" in text


def test_references_name_the_page_they_lead_to(bundle: Bundle) -> None:
    reader = PdfReader(bundle.pdf)
    pages = texts(bundle.pdf)
    seen = 0
    for number in range(2, 6):
        for box, target in links(reader, number):
            said = text_in(bundle.pdf, number, box)
            match = re.fullmatch(r"(?:证据)?(\d-\d+)（第?(\d+)页?）", said)
            if match:
                seen += 1
                assert f"证据{match.group(1)}" in pages[target]
                assert int(match.group(2)) == target + 1
    assert seen >= 8


def test_a_reference_into_a_long_screenshot_lands_on_the_strip_that_shows_the_value(bundle: Bundle) -> None:
    pages = texts(bundle.pdf)
    findings = next(text for text in pages if "三、核对结果" in text and "出处" in text)
    match = re.search(r"出处证据2-4（第(\d+)页）|出处证据(\d-\d+)（第(\d+)页）", findings)
    assert match
    page = int(match.group(1) or match.group(3))
    assert "30行还款1,286.35" in pages[page - 1]


def test_outline_names_every_part_and_exhibit(bundle: Bundle) -> None:
    names = [re.sub(r"\s", "", title) for title in titles(PdfReader(bundle.pdf).outline)]
    assert names[:2] == ["封面", "目录"]
    for part in (
        "事实经过",
        "还款对照表",
        "还款时间图",
        "核对结果",
        "提交渠道与依据",
        "证据目录",
        "完整性说明",
        "提交人签名",
    ):
        assert any(part in name for name in names), part
    for number in ("1-1", "2-1", "2-6", "3-1", "4-1"):
        assert any(name.startswith(f"证据{number}") for name in names), number
    assert any("第二组还款履行" in name for name in names)


def test_title_language_and_tags(bundle: Bundle, english: Bundle) -> None:
    reader = PdfReader(bundle.pdf)
    assert reader.metadata and reader.metadata.title == f"证据材料：{NAME}"
    assert str(reader.root_object["/Lang"]) == "zh-CN"
    assert str(PdfReader(english.pdf).root_object["/Lang"]) == "en-GB"
    tags = reader.root_object["/StructTreeRoot"]
    assert isinstance(tags.get_object(), DictionaryObject)
    preferences = reader.root_object["/ViewerPreferences"].get_object()
    assert isinstance(preferences, DictionaryObject)
    assert str(preferences["/DisplayDocTitle"]) == "True"
    assert reader.pdf_header == "%PDF-1.7"


def test_a_search_finds_the_word_on_every_picture_page_that_shows_it(bundle: Bundle) -> None:
    pages = texts(bundle.pdf)
    strips = [text for text in pages if "证据2-4" in text and "长截图.jpg" in text and "原件：长截图" in text]
    assert len(strips) >= 3
    assert all("还款" in text for text in strips)
    document = pypdfium2.PdfDocument(bundle.pdf)
    number = next(n for n, text in enumerate(pages) if "证据2-1" in text and "原件：IMG_1" in text)
    assert document[number].get_textpage().search("交易成功").get_next() is not None
    document.close()


@pytest.mark.parametrize("text", ["2022-04-1218:27:11", "2025年03月18日19:32"])
def test_hidden_words_have_the_blank_between_a_day_and_its_hour(text: str) -> None:
    codes = re.findall("<(.*)>", HiddenFont().line(text, Box(0, 0, 200, 20)))[0]
    said = bytes.fromhex(codes).decode("utf-16-be")
    assert said.replace(" ", "") == text
    assert re.search(r"\d日? \d\d:", said)


def test_hidden_words_copy_without_stray_blanks_and_lie_where_they_are_seen(bundle: Bundle) -> None:
    document = pypdfium2.PdfDocument(bundle.pdf)
    number = next(n for n, text in enumerate(texts(bundle.pdf)) if "证据2-1" in text and "原件：IMG_1" in text)
    page = document[number]
    words = page.get_textpage()
    assert "商品说明 还款" in words.get_text_bounded()
    place = words.search("-1,286.35").get_next()
    assert place
    box = words.get_charbox(place[0])
    picture = page.render(scale=2).to_pil().convert("L")
    crop = picture.crop(
        (int(box[0] * 2), int(picture.height - box[3] * 2), int(box[0] * 2) + 150, int(picture.height - box[1] * 2))
    )
    assert crop.getextrema()[0] < 90
    document.close()


def test_every_row_of_a_cut_screenshot_stands_whole_on_some_page_and_once_in_the_text(bundle: Bundle) -> None:
    pages = [
        text for text in texts(bundle.pdf) if "证据2-4" in text and "长截图.jpg" in text and "原件：长截图" in text
    ]
    joined = "".join(pages)
    for row in range(80):
        assert joined.count(f"{row:02d}行") == 1


def test_fonts_are_embedded(bundle: Bundle) -> None:
    with pikepdf.open(bundle.pdf) as pdf:
        descriptors = [
            item for item in pdf.objects if isinstance(item, Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        assert len(descriptors) >= 4
        assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(item.keys()) for item in descriptors)


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
@pytest.mark.parametrize("which", ["bundle", "english", "redacted"])
def test_qpdf_finds_no_fault(which: str, request: pytest.FixtureRequest) -> None:
    made: Bundle = request.getfixturevalue(which)
    done = subprocess.run(["qpdf", "--check", str(made.pdf)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_poppler_reads_the_same_words(bundle: Bundle) -> None:
    done = subprocess.run(["pdftotext", "-raw", str(bundle.pdf), "-"], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    pages = [re.sub(r"\s", "", page) for page in done.stdout.split("\f")[:-1]]
    for ours, theirs in zip(texts(bundle.pdf), pages, strict=True):
        assert sorted(ours.replace("\x02", "")) == sorted(theirs.replace("\u2060", ""))


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_titles_are_found_by_a_search(bundle: Bundle) -> None:
    done = subprocess.run(["pdftotext", str(bundle.pdf), "-"], capture_output=True, text=True, check=True)
    document = pypdfium2.PdfDocument(bundle.pdf)
    said = "".join(document[number].get_textpage().get_text_bounded() for number in range(4))
    document.close()
    for title in ("证据材料", "目录", "个人征信异议申请书", "一、事实经过"):
        assert f"{title}\n" in done.stdout
        assert title in said


def test_english_bundle_is_english(english: Bundle) -> None:
    pages = texts(english.pdf)
    assert all("乐花证据夹" not in page for page in pages)
    joined = "".join(pages)
    for words in ("EvidenceBundle", "Statementoffacts", "Exhibit2-1", "Tableofinstallments", "Page1of"):
        assert words in joined
    front = "".join(pages[:6])
    for chinese in ("第1页", "证据目录", "还款对照表", "征信"):
        assert chinese not in front


def test_what_the_bundle_must_say_plainly(bundle: Bundle, english: Bundle) -> None:
    said = "".join(texts(bundle.pdf))
    assert "并不使真实发生过的逾期记录消失" in said
    assert "均不收费" in said
    assert "不构成法律意见" in said
    assert "《征信业管理条例》第二十五条" in said
    assert "2026-11-23" in said
    in_english = "".join(texts(english.pdf))
    assert "notlegaladvice" in in_english
    assert "doesnoteraseanoverduemonth" in in_english


def test_names_of_files_and_numbers_are_printed_without_blanks_of_the_typesetting(tmp_path: Path) -> None:
    case = made_case()
    loan = replace(case.timeline.loans[0], contract="乐花2023第10号LH")
    name = "合同2023年签订_银行2023年05月至12月-第1部分_明细.xyz"
    exhibits = (*case.exhibits[:8], replace(case.exhibits[8], name=name))
    made = write_bundle(replace(case, exhibits=exhibits, timeline=replace(case.timeline, loans=(loan,))), tmp_path)
    document = pypdfium2.PdfDocument(made.pdf)
    pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    document.close()
    said = "\n".join(pages)
    assert said.count("乐花2023第10号LH") >= 3
    assert not re.search(r"乐花 2023|第 10 号", said)
    assert not re.search(r"证据 4-1_|2023 年签订|05 月至|第 1 部分", said)
    listed = next(text for text in pages if "originals/证据1-1_计划 截图.png" in text)
    assert re.search(r"originals/证据4-1_合同2023年签订_\s+银行2023年05月至12月-第1部分_明细\.xyz", listed)


def test_no_page_of_the_letter_holds_the_signature_alone() -> None:
    for lines in range(4):
        more = EditedText("bureau", "zh", "ask_mark", "请核查并书面答复。" * 3 * lines)
        plan = plan_bundle(replace(made_case(), exhibits=(), texts=(more,)), empty=True)
        said = pypdfium2.PdfDocument(lay_out(plan, tell(plan), (), None).data)
        pages = [re.sub(r"\s", "", said[n].get_textpage().get_text_bounded()) for n in range(len(said))]
        said.close()
        assert "本人确认以上陈述属实" in next(text for text in pages if "提交人（签名）" in text and "此致" in text)


def test_days_and_amounts_of_the_front_pages_are_found_by_a_search(bundle: Bundle) -> None:
    document = pypdfium2.PdfDocument(bundle.pdf)
    cover, _, own = (re.sub(r"[\r\n]", "", document[n].get_textpage().get_text_bounded()) for n in range(3))
    document.close()
    assert all(said in cover for said in ("2024年3月1日", "2023年4月10日", "3,859.05元"))
    assert all(said in own for said in ("2023年4月10日", "合同金额3,859.05元", "合同编号LH20230410001"))


def test_a_file_that_cannot_be_shown_gets_a_page_that_points_at_the_zip(bundle: Bundle) -> None:
    page = next(text for text in texts(bundle.pdf) if "证据4-1" in text and "本页未能印出" in text)
    assert "originals/证据4-1_说明.xyz" in page


def test_a_table_file_is_printed_as_a_table(bundle: Bundle) -> None:
    page = next(text for text in texts(bundle.pdf) if "账单.csv" in text and "交易日期" in text)
    assert "2023-06-101,286.35乐花分期" in page


def test_the_letter_stands_between_contents_and_facts(bundle: Bundle, english: Bundle) -> None:
    for made, title, section in (
        (bundle, "个人征信异议申请书", "一、事实经过"),
        (english, "StatementofClaim", "1.Statementoffacts"),
    ):
        pages = texts(made.pdf)
        letter = [n for n, text in enumerate(pages) if title in text and "LH20230410001" in text]
        facts = next(n for n, text in enumerate(pages) if section in text and n > 1)
        assert letter == [2]
        assert facts > 2


def test_a_finding_shows_its_places_cut_out_of_the_pages(bundle: Bundle, redacted: Bundle) -> None:
    for made in (bundle, redacted):
        number = next(n for n, text in enumerate(texts(made.pdf)) if "三、核对结果" in text and "反证情形" in text)
        pictures = PdfReader(made.pdf).pages[number].images
        assert len(pictures) == 1
        for picture in pictures:
            image = picture.image
            assert image and image.convert("L").getextrema() == (0, 255)


def test_crops_stand_under_their_heading_on_every_page_and_a_finding_is_not_torn(tmp_path: Path) -> None:
    case = made_case()
    page = case.exhibits[3].pages[0]
    finding = case.timeline.findings[0]
    findings = tuple(
        replace(finding, sources=tuple(Source(4, 0, line.box) for line in page.lines[n : n + 6]))
        for n in range(0, 36, 6)
    )
    made = write_bundle(replace(case, timeline=replace(case.timeline, findings=findings)), tmp_path)
    reader = PdfReader(made.pdf)
    front = [n for n, text in enumerate(texts(made.pdf)) if "核对结果" in text and "目录" not in text]
    with_crops = [n for n in front if reader.pages[n].images]
    assert len(with_crops) > 2
    for n in with_crops:
        said = texts(made.pdf)[n]
        assert "的原页截图" in said
        assert not said.startswith("证据材料征信异议证据2-4")
        assert said.count("计算应还") == said.count("反证情形合同")
