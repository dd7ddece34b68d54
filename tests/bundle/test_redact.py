"""What a redacted edition must not hold is gone from pixels, text, names and properties."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from lehua_desktop.bundle import redact
from lehua_desktop.bundle.private import find_private, is_card_number, is_identity_number, masked
from lehua_desktop.bundle.write import Bundle, write_bundle
from lehua_desktop.core.model import Kind
from lehua_desktop.core.page import Box, Page, TextLine
from lehua_desktop.core.problems import LehuaError, Problem
from tests.bundle.made import CARD, ID_NUMBER, MOBILE, NAME, drawn, made_case, pdf, png, source
from tests.bundle.test_pdf import texts

SECRETS = (NAME, ID_NUMBER, CARD, MOBILE)


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
        ("报告编号 20240201123456789012", []),
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
    hidden = redact.places(Page(0, 600, 100, "pt", lines, "text"), [])
    assert sorted(index for index, _ in hidden) == list(range(3, len(letters)))


def test_a_number_over_two_rows_is_found() -> None:
    lines = (
        TextLine(f"客户证件号码为{ID_NUMBER[:8]}", Box(0, 0, 300, 20)),
        TextLine(f"{ID_NUMBER[8:]}的借款", Box(0, 30, 300, 50)),
    )
    hidden = redact.places(Page(0, 300, 100, "pt", lines, "text"), [])
    assert "".join(lines[index].text[p.start : p.end] for index, p in hidden) == ID_NUMBER


def test_a_name_in_the_cell_beside_its_label_is_found() -> None:
    lines = (TextLine("姓名", Box(0, 0, 40, 20)), TextLine("王小明", Box(120, 0, 180, 20)))
    assert redact.places(Page(0, 300, 100, "pt", lines, "text"), [])[0][0] == 1


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
    monkeypatch.setattr(redact, "blacked_out", lambda image, page, _names: (image, page.lines))
    with pytest.raises(LehuaError) as caught:
        write_bundle(made_case(edition="redacted"), tmp_path)
    assert caught.value.fault.problem == Problem.BUNDLE_FAULTY
    assert not list(tmp_path.iterdir())


def test_leaks_are_found_in_text_and_properties(tmp_path: Path) -> None:
    data, _ = pdf(["第一页"], [f"持卡人 {CARD[:10]} {CARD[10:]}"])
    path = tmp_path / "x.pdf"
    path.write_bytes(data)
    assert redact.leaks(path, frozenset({CARD})) == [2]
    assert redact.leaks(path, frozenset({MOBILE})) == []
