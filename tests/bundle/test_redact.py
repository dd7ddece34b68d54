"""What a redacted edition must not hold is gone from pixels, text, names and properties."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from lehua_desktop.bundle.pages.originals import OriginalPdf
from lehua_desktop.bundle.plan import BundleRequest, Look
from lehua_desktop.bundle.private import beside_label, find_private, is_card_number, is_identity_number, masked
from lehua_desktop.bundle.redaction import places as private_places
from lehua_desktop.bundle.redaction import redact
from lehua_desktop.bundle.redaction.codes import find_codes
from lehua_desktop.bundle.write import Bundle, write_bundle
from lehua_desktop.casebook.looking import read_lines
from lehua_desktop.core.facts import Kind
from lehua_desktop.core.model import Redaction, Timeline
from lehua_desktop.core.page import Box, Page, TextLine
from lehua_desktop.core.problems import LehuaError, Problem
from lehua_desktop.resources import resource
from tests.bundle.made import CARD, ID_NUMBER, MOBILE, NAME, drawn, made_case, pdf, png, source
from tests.bundle.test_pdf import texts

SECRETS = (NAME, ID_NUMBER, CARD, MOBILE)
BLACK, WHITE = (0, 0, 0), (255, 255, 255)


def found(text: str) -> list[tuple[str, str]]:
    return [(private.what, text[private.start : private.end]) for private in find_private(text)]


@pytest.mark.parametrize(
    ("text", "private"),
    [
        (f"身份证号：{ID_NUMBER}，", [("id", ID_NUMBER)]),
        (f"卡号 {CARD}", [("card", CARD)]),
        ("卡号 6222 0202 0011 2233 446", [("card", "6222 0202 0011 2233 446")]),
        (f"手机{MOBILE}", [("mobile", MOBILE)]),
        ("手机 138 0013 8000", [("mobile", "138 0013 8000")]),
        ("账号 someone@example.org 已登录", [("mail", "someone@example.org")]),
        (f"姓名：{NAME}", [("name", NAME)]),
        ("户名 李四 账号", [("name", "李四")]),
        ("订单号 2023070522001498761401234567", []),
        ("报告编号 20240201123456789012", [("report", "20240201123456789012")]),
        ("身份证号 110101199003070021", [("id", "110101199003070021")]),
        ("单号 990101199003070029", []),
        ("账号 6222020200112233447", [("card", "6222020200112233447")]),
        ("单号 6222020200112233447", []),
        ("110101********002X 138****8000", []),
        ("姓名 证件类型", []),
        ("2023-07-05 21:14:09 1,286.35", []),
    ],
)
def test_private_words_are_told_from_other_numbers(text: str, private: list[tuple[str, str]]) -> None:
    assert found(text) == private


def test_check_digits() -> None:
    assert is_identity_number(ID_NUMBER)
    assert is_identity_number(ID_NUMBER.lower())
    assert not is_identity_number("110101199003070020")
    assert is_card_number(CARD)
    assert not is_card_number(CARD[:-1] + "7")


def test_given_names_are_masked_wherever_they_stand_even_spaced() -> None:
    assert masked(f"付给{NAME}和张 三 丰。", [NAME]) == "付给███和█████。"


def test_no_secret_is_left_in_text_names_outline_and_properties(redacted: Bundle) -> None:
    joined = "".join(texts(redacted.pdf))
    for secret in SECRETS:
        assert secret not in joined
    reader = PdfReader(redacted.pdf)
    about = json.dumps([str(reader.metadata), [str(item) for item in reader.outline]], ensure_ascii=False)
    properties: Any = reader.root_object["/Metadata"].get_object()
    raw = properties.get_data().decode()
    for secret in SECRETS:
        assert secret not in about + raw + redacted.pdf.name
    with zipfile.ZipFile(redacted.zip) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith(".xlsx"):
                path = redacted.zip.parent / "t.xlsx"
                path.write_bytes(content)
                with zipfile.ZipFile(path) as book:
                    content = b"".join(book.read(part) for part in book.namelist())
            for secret in SECRETS:
                assert secret.encode() not in content


def test_originals_are_not_in_the_zip_and_their_names_are_not_told(redacted: Bundle) -> None:
    with zipfile.ZipFile(redacted.zip) as archive:
        assert not [name for name in archive.namelist() if name.startswith("originals")]
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["edition"] == "redacted"
    assert all(exhibit["name"] is None and exhibit["file"] is None for exhibit in manifest["exhibits"])
    assert "IMG_1" not in "".join(texts(redacted.pdf))


def test_pages_of_originals_are_pictures_now(redacted: Bundle) -> None:
    reader = PdfReader(redacted.pdf)
    resources: list[Any] = [page["/Resources"].get_object() for page in reader.pages]
    kinds = [form.get_object()["/Subtype"] for item in resources for form in item.get("/XObject", {}).values()]
    assert kinds.count("/Image") >= 7
    assert "/Form" not in kinds


def test_pixels_are_painted_over(tmp_path: Path) -> None:
    image, page = drawn([f"姓名：{NAME}", "", f"卡号：{CARD}", "金额 1,286.35"], 700, 400)
    black, lines = redact.blacked_out(image, page, [NAME])
    for line in page.lines:
        for word in (NAME, CARD):
            if word in line.text:
                y = int(line.box.middle_y)
                row = [black.getpixel((x, y)) for x in range(int(line.box.x0 + 100), int(line.box.x1))]
                assert set(row) == {(0, 0, 0)}
    assert black.crop((0, 190, 700, 400)).tobytes() == image.crop((0, 190, 700, 400)).tobytes()
    assert [line.text for line in lines] == ["姓名：███", "", "卡号：" + "█" * 19, "金额 1,286.35"]


def test_words_broken_into_letters_are_found() -> None:
    letters = [*"姓名：", *NAME, *ID_NUMBER]
    lines = tuple(TextLine(c, Box(20 * n, 10, 20 * n + 18, 30)) for n, c in enumerate(letters))
    hidden = private_places.places(Page(0, 600, 100, "pt", lines, "text"), [])
    assert sorted(place.line for place in hidden) == list(range(3, len(letters)))


def test_a_number_over_two_rows_is_found() -> None:
    lines = (
        TextLine(f"客户证件号码为{ID_NUMBER[:8]}", Box(0, 0, 300, 20)),
        TextLine(f"{ID_NUMBER[8:]}的借款", Box(0, 30, 300, 50)),
    )
    hidden = private_places.places(Page(0, 300, 100, "pt", lines, "text"), [])
    assert "".join(lines[p.line].text[p.private.start : p.private.end] for p in hidden) == ID_NUMBER


def test_a_name_in_the_cell_beside_its_label_is_found() -> None:
    lines = (TextLine("姓名", Box(0, 0, 40, 20)), TextLine("王小明", Box(120, 0, 180, 20)))
    assert private_places.places(Page(0, 300, 100, "pt", lines, "text"), [])[0].line == 1


def test_a_page_that_nobody_read_is_not_shown(tmp_path: Path) -> None:
    case = made_case(edition="redacted")
    image, _ = drawn([f"身份证 {ID_NUMBER}"])
    unread = source(50, "未读.png", png(image), "image/png", Kind.PAYMENT)
    made = write_bundle(replace(case, exhibits=(unread,)), tmp_path)
    assert "遮盖版不包含未能识别的页面" in "".join(texts(made.pdf))
    document = pypdfium2.PdfDocument(made.pdf)
    assert not [item for page in document for item in page.get_objects() if item.type == 3]
    document.close()


def test_an_edition_that_still_holds_a_secret_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redact, "blacked_out", lambda image, page, *_: (image, page.lines))
    with pytest.raises(LehuaError) as caught:
        write_bundle(made_case(edition="redacted"), tmp_path)
    assert caught.value.fault.problem == Problem.REDACTION_LEAKS
    said = caught.value.fault.words
    # The name of the file and its page: the pages of a bundle that was not written lead nowhere.
    assert "“流水.pdf”, 1; “流水.pdf”, 2; " in said.zh
    assert "“流水.pdf”, 2; " in said.en
    assert "“IMG_1.jpg”, 1" in said.en
    assert not list(tmp_path.iterdir())


def test_leaks_are_found_in_text_and_properties(tmp_path: Path) -> None:
    data, _ = pdf(["第一页"], [f"持卡人 {CARD[:10]} {CARD[10:]}"])
    path = tmp_path / "x.pdf"
    path.write_bytes(data)
    assert redact.leaks(path, frozenset({CARD})) == [2]
    assert redact.leaks(path, frozenset({MOBILE})) == []


def one_picture(image: Image.Image, page: Page, *decisions: Redaction, look: Look | None = None) -> BundleRequest:
    exhibit = source(1, "a.png", png(image), "image/png", Kind.PAYMENT, [page])
    case = made_case(edition="redacted")
    return replace(case, timeline=Timeline(), exhibits=(exhibit,), redactions=decisions, look=look)


def test_pixels_that_can_still_be_read_are_refused_and_hidden_ones_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    image, page = drawn([f"卡号 {CARD}", "金额 1,286.35"], 700)
    request = one_picture(image, page, look=read_lines)
    assert write_bundle(request, tmp_path / "well").pdf.exists()
    masked_text_only = redact.without_private
    monkeypatch.setattr(
        redact,
        "blacked_out",
        lambda image, page, words, decisions, *_: (image, masked_text_only(page, words, decisions)),
    )
    with pytest.raises(LehuaError) as caught:
        write_bundle(request, tmp_path / "ill")
    assert caught.value.fault.problem == Problem.REDACTION_LEAKS
    assert not list((tmp_path / "ill").iterdir())


def test_a_rejected_place_is_shown_and_a_drawn_one_is_not(tmp_path: Path) -> None:
    image, page = drawn([f"卡号 {CARD}", f"手机 {MOBILE}", "还款 第七期"], 700)
    request = one_picture(image, page)
    masking = redact.masking_of(request)
    card = next(place for place in private_places.places(page, masking.words) if place.private.what == "card")
    said = (
        Redaction(1, 0, card.box, "card", "rejected", 1),
        Redaction(1, 0, page.lines[2].box, "hand", "drawn", 2),
    )
    shown = "".join(texts(write_bundle(one_picture(image, page, *said), tmp_path).pdf))
    assert CARD in shown
    assert MOBILE not in shown
    assert "第七期" not in shown
    black, _ = redact.blacked_out(image, page, masking.words, said)
    box = page.lines[2].box
    inside = black.crop((int(box.x0) + 4, int(box.y0) + 4, int(box.x1) - 4, int(box.y1) - 4))
    assert inside.getextrema() == ((0, 0),) * 3
    box = page.lines[0].box
    assert black.crop((0, 0, 700, int(box.y1))).tobytes() == image.crop((0, 0, 700, int(box.y1))).tobytes()


@pytest.mark.parametrize("top", [300, 3200])
def test_qr_codes_are_painted_over(top: int) -> None:
    image, page = drawn(["付款码", "金额 1,286.35"], 1080, 4000)
    code = Image.fromarray(cv2.QRCodeEncoder.create().encode("https://example.org/pay?user=13800138000"))
    image.paste(code.resize((290, 290), Image.Resampling.NEAREST), (500, top))
    black, _ = redact.blacked_out(image, page, ())
    assert {colour for _, colour in black.crop((500, top, 790, top + 290)).getcolors() or []} <= {WHITE, BLACK}
    assert black.crop((525, top + 25, 765, top + 265)).getextrema() == ((0, 0),) * 3
    assert find_codes(black) == ()


def test_a_number_with_its_label_on_one_page_is_hidden_on_the_others() -> None:
    _, first = drawn(["贷款账户 20230410009988776"])
    _, second = drawn(["自 20230410009988776 扣款"])
    words = redact.words_of([(1, first), (2, second)], ())
    hidden = redact.without_private(second, words)
    assert hidden[0].text == "自 " + "█" * 17 + " 扣款"


def test_names_below_the_title_of_their_column_are_hidden() -> None:
    cells = [["交易日期", "对方户名", "金额"], ["2023-07-05", "李小明", "8.00"], ["2023-07-06", "乐花分期", "1,286.35"]]
    lines = tuple(TextLine(cell, Box(x, y, x + 1, y + 1)) for y, row in enumerate(cells) for x, cell in enumerate(row))
    hidden = redact.without_private(Page(0, 3, 3, "cell", lines, "table"), ())
    assert [line.text for line in hidden if "█" in line.text] == ["███"]


def hidden_below(title: str, *values: str) -> list[str]:
    """The values of a column that are hidden, as they come out."""
    lines = tuple(TextLine(text, Box(0, y, 1, y + 1)) for y, text in enumerate((title, *values)))
    return [line.text for line in redact.without_private(Page(0, 1, 9, "cell", lines, "table"), ())[1:]]


@pytest.mark.parametrize(
    "title",
    [
        "对手信息",
        "对手户名",
        "对手名称",
        "交易对方",
        "交易对手信息",
        "对方信息",
        "对方名称",
        "对方",
        "往来户名",
        "收/付款人",
        "收付款方",
        "付款方名称",
        "对方户名/账号",
        "对手信息 Counter Party",
        "Counterparty",
        "Payee",
        "Payer Name",
        "Name",
    ],
)
def test_persons_below_any_title_of_counterparties_are_hidden_and_companies_are_not(title: str) -> None:
    assert hidden_below(
        title, "李四", "示例消费金融有限公司", "乐信", "欧阳建国 6222****0011", "华夏银行", "张记面馆"
    ) == [
        "██",
        "示例消费金融有限公司",
        "乐信",
        "████ 6222****0011",
        "华夏银行",
        "张记面馆",
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("对手信息：李四", ["李四"]),
        ("收/付款人 诸葛小明", ["诸葛小明"]),
        ("收款人：黃小明", ["黃小明"]),
        ("收款人：陳小明", ["陳小明"]),
        ("Payee: 李四", ["李四"]),
        ("Payer: ZHANG Sanfeng", ["ZHANG Sanfeng"]),
        ("Payee: Wu Mart", []),
        ("Bank Name: Li Bai", []),
        ("对方：乐信", []),
        ("对方向我转账", []),
        ("对手信息：示例消费金融有限公司", []),
    ],
)
def test_names_behind_labels_of_counterparties(text: str, names: list[str]) -> None:
    assert [word for _, word in found(text)] == names


def test_a_label_beside_a_label_is_no_name() -> None:
    assert beside_label("付款人", "业务种类") is None
    assert beside_label("付款人", "赵某某") is not None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("向欧阳建国(138****8000)转账500元", ["欧阳建国"]),
        ("请问您是陈志强先生吗", ["陈志强"]),
        ("已与王女士确认", ["王"]),
        ("向王先生付款", ["王"]),
        ("尊敬的李明您好", ["李明"]),
        ("李明，您好", ["李明"]),
        ("李师傅 和 高中同学", ["李"]),
        ("转账-转给李四", ["李四"]),
        ("转账给李四的500元", ["李四"]),
        ("来自李四的转账", ["李四"]),
        ("来自黃小明的轉賬", ["黃小明"]),
        ("收到李四转账100元", ["李四"]),
        ("李四向你转账", ["李四"]),
        ("李四(6222****1234)", ["李四"]),
        ("兹证明李四（身份证号1101****0021）已结清", ["李四"]),
        ("用户方李四，身份证号1101****0021", ["李四"]),
        ("尊敬的客户，您好", []),
        ("给任性付还款，给安逸花还款", []),
        ("向江苏银行付款，收到余额转账", []),
        ("华夏银行(1234) 白金卡(1234)", []),
        ("来自华为的推送，司机师傅", []),
        ("本人确认：以上证据属实", []),
        ("甲方应于每月10日还款", []),
        ("借款人民币20,000.00元", []),
    ],
)
def test_persons_in_sentences(text: str, names: list[str]) -> None:
    assert [word for _, word in found(text) if not word.isascii()] == names


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("寄到深圳市南山区科技园南区R2-B栋501", ["深圳市南山区科技园南区R2-B栋501"]),
        ("住在示例路88号3栋", ["示例路88号3栋"]),
        ("南山区科技园3栋501，", ["南山区科技园3栋501"]),
        ("示例县示例镇示例村三组12号", ["示例县示例镇示例村三组12号"]),
        ("上海市浦东新区人民法院", []),
        ("广东省深圳市中级人民法院(2023)粤03民初123号", []),
        ("招商银行深圳市南山区支行3号窗口", []),
        ("深圳市示例消费金融有限公司", []),
        ("本市2023年5月3号起", []),
    ],
)
def test_addresses_in_sentences_lead_to_a_door(text: str, addresses: list[str]) -> None:
    assert found(text) == [("address", address) for address in addresses]


def test_the_label_of_the_next_field_ends_a_value() -> None:
    assert found(f"户名：刘芳账号：{CARD}") == [("name", "刘芳"), ("card", CARD)]
    assert found("姓名：欧阳建国证件类型：身份证") == [("name", "欧阳建国")]
    assert found("通讯地址：示例市示例路1号2室邮编：100000") == [("address", "示例市示例路1号2室")]


def test_nothing_in_the_programs_own_sentences_is_hidden() -> None:
    for name in (
        "bundle/letters.toml",
        "bundle/words.toml",
        "law/routes.toml",
        "law/articles.toml",
        "law/notices.toml",
    ):
        for line in resource(*name.split("/")).read_text(encoding="utf-8").splitlines():
            assert masked(line) == line


def hidden_on(*lines: tuple[str, float, float, float]) -> list[str]:
    """What is hidden of lines of text, given with left edge, top and right edge, 20 high."""
    page = Page(0, 600, 900, "pt", tuple(TextLine(text, Box(x0, y, x1, y + 20)) for text, x0, y, x1 in lines), "text")
    return [page.lines[p.line].text[p.private.start : p.private.end] for p in private_places.places(page, [])]


def test_numbers_of_two_rows_that_are_two_things_are_not_joined() -> None:
    # 1069800955772024 passes the check of a card.
    assert hidden_on(("106980095577", 0, 0, 130), ("2024年1月5日您尾号1234的卡支付1,286.35元", 0, 30, 400)) == []
    assert hidden_on(("短信来自106980095577", 0, 0, 400), ("2024年1月5日支付", 0, 30, 400)) == []
    assert hidden_on(("金额 1,286.35 106980095577", 300, 0, 600), ("2024 次", 0, 30, 80), ("第三行", 0, 60, 600)) == []
    # 2024010520240106001 too, but it is a day and what stands behind it.
    assert hidden_on(("流水 62220220240105", 0, 0, 300), ("20240106", 0, 30, 90)) == []
    long = "自本人的银行卡扣款，卡的号码是"
    assert hidden_on((long + CARD[:6], 40, 0, 400), (CARD[6:] + "，请核对", 0, 30, 300)) == [CARD[:6], CARD[6:]]
    assert hidden_on(("付款卡", 0, 0, 60), (CARD[:10], 120, 0, 300), (CARD[10:], 120, 30, 260)) == [
        CARD[:10],
        CARD[10:],
    ]


def test_a_column_ends_where_something_else_begins() -> None:
    head = [("被查询者姓名", 0, 0, 120), ("证件类型", 200, 0, 280)]
    rows = [("赵某某", 0, 30, 60), ("身份证", 200, 30, 260)]
    other = [("业务种类", 0, 60, 80), ("开立日期", 200, 60, 280), ("个人消费", 0, 90, 80)]
    assert hidden_on(*head, *rows, *other) == ["赵某某"]
    titles = [("公共情形", 0, 60, 80), ("账户状态", 200, 60, 280), ("币种", 400, 60, 440), ("循环授信", 0, 90, 80)]
    assert hidden_on(*head, *rows, *titles) == ["赵某某"]
    assert hidden_on(*head, *rows, ("循环授信", 0, 130, 80)) == ["赵某某"]
    assert hidden_on(*head, *rows, ("赵某某", 0, 60, 60)) == ["赵某某", "赵某某"]


def test_a_name_at_the_left_of_a_column_whose_title_stands_in_its_middle_is_hidden() -> None:
    head = [("交易金额", 0, 0, 60), ("账户余额", 80, 0, 140), ("对方户名/摘要", 260, 0, 340)]
    rows = [("-5.00", 10, 30, 60), ("9.00", 100, 30, 140), ("李四", 160, 30, 190), ("乐花分期还款", 160, 60, 250)]
    assert hidden_on(*head, *rows) == ["李四"]
    assert hidden_on(("对方户名", 260, 0, 340), ("李四", 160, 30, 190)) == []


def test_titles_in_two_languages_head_one_column() -> None:
    chinese = [("记账日期", 0, 0, 80), ("对手信息", 200, 0, 280)]
    english = [("Date", 0, 24, 40), ("Counter Party", 200, 24, 300)]
    assert hidden_on(*chinese, *english, ("2024-01-05", 0, 60, 90), ("李四", 200, 60, 240)) == ["李四"]


def test_the_code_that_opens_a_statement_at_its_bank_is_hidden() -> None:
    assert hidden_on(("申请时间：2025-06-01 09:12:44 验证码：8F2C7Q1M", 0, 0, 400)) == ["8F2C7Q1M"]
    assert hidden_on(("防伪码", 0, 0, 60), ("A1B2-C3D4", 90, 0, 200)) == ["A1B2-C3D4"]


ORDER = "2023070522001498761401234567"


def numbers_in(text: str, *known: str) -> list[str]:
    return [text[p.start : p.end] for p in find_private(text, (), known) if p.what == "number"]


def test_of_long_numbers_the_end_alone_is_seen_where_anybody_can_read_them() -> None:
    for text in (
        f"订单号 {ORDER}",
        f"交易单号：{ORDER}",
        f"商 户 单 号{ORDER}",
        f"Order No. {ORDER}",
        f"借据号:{ORDER}",
    ):
        assert numbers_in(text) == [ORDER[:-4]]
        assert not find_private(text)
    assert numbers_in(f"已付（{ORDER}）", ORDER) == [ORDER[:-4]]
    assert numbers_in("合同编号 LH20230410001 凭证号 12345678901 回单编号 ABCD-EFGH-IJKL") == ["LH2023041"]
    assert numbers_in("交易时间 2023-07-05 21:14:09 账单 20230705") == []


def test_long_numbers_below_titles_beside_labels_and_over_rows_are_hidden_for_the_public() -> None:
    lines = [("交易单号", 0, 0, 80), (ORDER[:16], 200, 0, 400), (ORDER[16:], 200, 24, 350), ("交易时间", 0, 60, 80)]
    lines += [("2023-07-05 21:14:09", 200, 60, 380), ("流水号", 0, 300, 60), ("金额", 200, 300, 240)]
    lines += [("77" + ORDER, 0, 330, 190), ("8.00", 200, 330, 240)]
    page = Page(0, 600, 900, "pt", tuple(TextLine(t, Box(x0, y, x1, y + 20)) for t, x0, y, x1 in lines), "text")
    assert redact.numbers_of([(1, page)], (), ()) == (ORDER, "77" + ORDER)
    hidden = [line.text for line in redact.without_private(page, (), (), ())]
    assert hidden[1:3] == ["█" * 16, "█" * 8 + ORDER[-4:]]
    assert hidden[4] == "2023-07-05 21:14:09"
    assert hidden[7] == "█" * 26 + ORDER[-4:]
    assert redact.without_private(page, ()) == page.lines


def for_the_public(*decisions: Redaction) -> tuple[Page, BundleRequest]:
    image, page = drawn([f"交易单号 {ORDER}", "还款 1,286.35", f"备注 {ORDER}"], 900)
    return page, replace(one_picture(image, page, *decisions), route="public", edition="full")


def test_a_public_bundle_tells_the_end_of_long_numbers_only(tmp_path: Path) -> None:
    page, request = for_the_public()
    for route in ("public", "bureau"):
        made = write_bundle(replace(request, route=route, edition="redacted"), tmp_path / route)
        assert (ORDER in "".join(texts(made.pdf))) == (route == "bureau")
        assert ORDER[-4:] in "".join(texts(made.pdf))
    masking = redact.masking_of(request)
    assert ORDER in masking.secrets
    places = [p for p in private_places.places(page, masking.words, masking.numbers) if p.private.what == "number"]
    said = [Redaction(1, 0, place.box, "number", "rejected", n) for n, place in enumerate(places, 1)]
    _, request = for_the_public(*said)
    assert ORDER not in redact.masking_of(request).secrets
    assert ORDER in "".join(texts(write_bundle(request, tmp_path / "seen").pdf))


def test_a_long_number_that_can_still_be_read_is_refused_for_the_public(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redact, "blacked_out", lambda image, page, *_: (image, page.lines))
    _, request = for_the_public()
    write_bundle(replace(request, route="bureau", edition="redacted"), tmp_path / "clerk")
    with pytest.raises(LehuaError) as caught:
        write_bundle(request, tmp_path / "public")
    assert caught.value.fault.problem == Problem.REDACTION_LEAKS


def test_letter_and_tables_for_the_public_hold_no_complete_contract_number(tmp_path: Path) -> None:
    case = made_case(route="public")
    cells = [["交易单号", "商品"], [ORDER, "合同LH20230410001还款"]]
    lines = tuple(TextLine(cell, Box(x, y, x + 1, y + 1)) for y, row in enumerate(cells) for x, cell in enumerate(row))
    table = source(30, "账.csv", b"x", "text/csv", Kind.STATEMENT, [Page(0, 2, 2, "cell", lines, "table")])
    made = write_bundle(replace(case, exhibits=(*case.exhibits, table)), tmp_path)
    assert not {ORDER, "LH20230410001"} & set(re.findall(r"\w+", "".join(texts(made.pdf))))
    with zipfile.ZipFile(made.zip) as archive:
        said = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".txt")]
    assert not [text for text in said if ORDER in text or "LH20230410001" in text]


@pytest.mark.parametrize("ground", ["white", "#101014"])
def test_boxes_are_seen_on_light_and_on_dark_screens(ground: str) -> None:
    image = Image.new("RGB", (600, 200), ground)
    page = Page(0, 600, 200, "px", (TextLine(f"卡号 {CARD}", Box(40, 60, 560, 100)),), "rapidocr")
    black, _ = redact.blacked_out(image, page, ())
    (place,) = private_places.places(page, ())
    column = [black.getpixel((400, y)) for y in range(int(place.box.y0) + 1, int(place.box.y1))]
    assert column[0] == column[-1] == BLACK
    assert column.count(WHITE) == 2
    assert set(column[6:-6]) == {BLACK}


def test_the_letters_of_a_word_get_one_box() -> None:
    letters = [*"姓名：", *NAME]
    lines = tuple(TextLine(c, Box(40 * n, 20, 40 * n + 36, 60)) for n, c in enumerate(letters))
    black, _ = redact.blacked_out(Image.new("RGB", (400, 100)), Page(0, 400, 100, "px", lines, "rapidocr"), [NAME])
    row = [black.getpixel((x, 40)) for x in range(400)]
    assert row.count(WHITE) == 2


def test_the_margin_of_a_box_stays_off_the_lines_beside_it() -> None:
    lines = (
        TextLine("姓名", Box(0, 0, 40, 20)),
        TextLine(NAME, Box(45, 0, 105, 20)),
        TextLine("性别", Box(108, 0, 148, 20)),
    )
    (place,) = private_places.places(Page(0, 300, 100, "pt", lines, "text"), [NAME])
    assert (place.box.x0, place.box.x1) == (40, 108)
    closer = (TextLine("姓名", Box(0, 0, 50, 20)), lines[1])
    (place,) = private_places.places(Page(0, 300, 100, "pt", closer, "text"), [NAME])
    assert (place.box.x0, place.box.x1) == (45, 117)


def test_a_mask_takes_nothing_of_the_characters_beside_it() -> None:
    line = TextLine("借款人张三，身份证号", Box(0, 0, 200, 20))
    page = Page(0, 300, 100, "pt", (line,), "text")
    (place,) = private_places.places(page, ["张三"])
    assert place.box.x0 < 60 < 100 < place.box.x1  # the margin where nobody knows the places of characters
    glyphs = [(character, Box(20 * n + 1, 2, 20 * n + 19, 18)) for n, character in enumerate(line.text)]
    box = private_places.tight(page, place, glyphs)
    assert (box.x0, box.x1) == (60, 100)
    assert private_places.tight(page, place, glyphs[1:]) == place.box  # the layer says something else
    black, _ = redact.blacked_out(Image.new("RGB", (300, 100), "white"), page, ["张三"], (), None, glyphs)
    row = [black.getpixel((x, 10)) == WHITE for x in (55, 66, 94, 105)]
    assert row == [True, False, False, True]


def test_the_characters_of_a_pdf_are_where_they_are_drawn() -> None:
    data, pages = pdf(["借款人张三，身份证号"])
    original = OriginalPdf(source(1, "a.pdf", data, "application/pdf", Kind.SETTLEMENT, pages))
    glyphs = original.glyphs(0)
    assert "".join(character for character, _ in glyphs) == "借款人张三，身份证号"
    picture = original.picture(0, 72 * 4).convert("L").point(lambda value: 255 * (value < 128))
    inked = picture.getbbox()
    assert inked is not None
    left, top = min(box.x0 for _, box in glyphs), min(box.y0 for _, box in glyphs)
    assert abs(inked[0] / 4 - left) < 0.5
    assert abs(inked[1] / 4 - top) < 0.5
    assert original.glyphs(0, 90) == []
    original.close()


def test_a_box_inside_another_has_no_rim_of_its_own() -> None:
    _, page = drawn([f"卡号 {CARD}", "还款"], 700)
    whole = Redaction(1, 0, Box(0, 0, 700, 100), "block")
    black, lines = redact.blacked_out(Image.new("RGB", (700, 180), "white"), page, (), [whole])
    assert black.crop((20, 20, 680, 80)).getextrema() == ((0, 0),) * 3
    assert lines[0].text == "█" * len(page.lines[0].text)
