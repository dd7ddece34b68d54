"""What a person drew over is hidden wherever else it stands, and looked for afterwards."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest

from lehua_desktop.bundle.package import package
from lehua_desktop.bundle.plan import BundlePlan, BundleRequest
from lehua_desktop.bundle.private import Hide
from lehua_desktop.bundle.redaction import redact
from lehua_desktop.bundle.redaction.drawn import drawn_words
from lehua_desktop.bundle.story.story import Story
from lehua_desktop.bundle.write import write_bundle
from lehua_desktop.core.facts import Kind
from lehua_desktop.core.model import Loan, Redaction
from lehua_desktop.core.page import Box, Page, TextLine
from lehua_desktop.core.problems import LehuaError, Problem
from tests.bundle.made import CARD, NAME, drawn, made_case, png, source
from tests.bundle.test_pdf import texts

CONTRACT = "LH20230410001"
LOAN = Loan(1, platform="乐花分期", lender="示例消费金融有限公司")


def words_under(*lines: str) -> tuple[str, ...]:
    """The words of lines that a box lies over."""
    page = Page(
        0, 600, 900, "pt", tuple(TextLine(t, Box(0, 20 * n, 300, 20 * n + 12)) for n, t in enumerate(lines)), "text"
    )
    return drawn_words([(1, page)], [Redaction(1, 0, Box(0, 0, 300, 900), "hand", "drawn", 1)], [LOAN])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"借款合同号：{CONTRACT}", (CONTRACT,)),
        ("工号 AB-1029-33", ("AB102933",)),
        ("6222 0202 0011 2233 446", ("6222020200112233446",)),
        ("转账 李四", ("李四",)),
        ("代发工资 示例制造有限公司", ("示例制造有限公司",)),
        ("备注：小明妈妈的理发钱包", ()),
        ("昵称：会飞的小海豚", ("会飞的小海豚",)),
        ("ZHANG San", ("ZHANGSan",)),
        ("还款 第七期", ()),
        ("2024-10-18 19:21:09 -1,286.35 CNY", ()),
        ("CNY 9,001,286.35 余额 12,803.57", ()),
        ("示例消费金融有限公司 乐花分期", ()),
        ("账户状态 信用报告 已逾期", ()),
        ("尾号 3446", ()),
        ("订单 1029334", ()),
        ("2024年10月18日", ()),
        ("110101********002X", ()),
    ],
)
def test_numbers_names_and_own_words_are_carried_on_and_common_ones_are_not(text: str, words: tuple[str, ...]) -> None:
    assert words_under(text) == words


def test_the_word_under_a_box_ends_where_the_box_ends() -> None:
    line = TextLine("李四王小明", Box(0, 0, 100, 20))
    page = Page(0, 600, 900, "pt", (line,), "text")
    boxes = [
        Redaction(1, 0, Box(38, 2, 104, 18), "hand", "drawn", 1),
        Redaction(1, 0, Box(0, 16, 90, 40), "hand", "drawn", 2),
    ]
    assert drawn_words([(1, page)], boxes, ()) == ("王小明",)


def with_box(*decisions: Redaction) -> tuple[Page, BundleRequest]:
    """The contract's number on a page, and in cover, letter and facts."""
    image, page = drawn([f"借款合同号 {CONTRACT}", "还款 1,286.35", f"备注 {CONTRACT}"], 900)
    case = made_case(edition="redacted", route="lender")
    shown = source(1, "a.png", png(image), "image/png", Kind.PAYMENT, [page])
    return page, replace(case, exhibits=(*case.exhibits[1:], shown), redactions=decisions)


def test_a_drawn_box_hides_its_word_on_every_page_and_in_every_paper(tmp_path: Path) -> None:
    page, request = with_box()
    assert CONTRACT in "".join(texts(write_bundle(request, tmp_path / "before").pdf))
    box = replace(page.lines[0].box, x0=page.lines[0].box.x0 + 160)
    _, request = with_box(Redaction(1, 0, box, "hand", "drawn", 1))
    assert CONTRACT in redact.masking_of(request).secrets
    made = write_bundle(request, tmp_path / "after")
    assert CONTRACT not in "".join(texts(made.pdf))
    with zipfile.ZipFile(made.zip) as archive:
        archive.extractall(tmp_path / "x")
    assert redact.leaking_members(made.zip, [CONTRACT]) == []
    assert NAME not in "".join(texts(made.pdf))


def test_a_word_that_was_drawn_over_may_be_let_be_seen_elsewhere() -> None:
    page, _ = with_box()
    said = Redaction(1, 0, page.lines[0].box, "hand", "drawn", 1)
    _, request = with_box(said)
    masking = redact.masking_of(request)
    other = next(what for what in redact.proposals(page, masking.words) if what[1].y0 > page.lines[1].box.y0)
    _, request = with_box(said, Redaction(1, 0, other[1], other[0], "rejected", 2))
    assert CONTRACT not in redact.masking_of(request).secrets


def test_a_paper_of_the_zip_that_holds_a_secret_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = package.beside

    def open_letter(plan: BundlePlan, story: Story, hide: Hide) -> list[package.Member]:
        shown = {member[0]: member for member in hidden(plan, story, lambda text: text)}
        return [shown[m[0]] if m[0] == "文书.docx" else m for m in hidden(plan, story, hide)]

    monkeypatch.setattr(package, "beside", open_letter)
    with pytest.raises(LehuaError) as caught:
        write_bundle(made_case(edition="redacted"), tmp_path)
    assert caught.value.fault.problem is Problem.REDACTION_LEAKS
    assert caught.value.fault.words.zh.count("文书.docx") == 1
    assert "文书.txt" not in caught.value.fault.words.zh
    assert not list(tmp_path.iterdir())


def test_every_sort_of_paper_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = f"卡号 {CARD[:8]} {CARD[8:]}"
    book.save(tmp_path / "a.xlsx")
    letter = docx.Document()
    paragraph = letter.add_paragraph("姓名：")
    for character in NAME:  # each in a run of its own
        paragraph.add_run(character)
    letter.save(str(tmp_path / "b.docx"))
    (tmp_path / "c.json").write_text(json.dumps({"name": NAME}, ensure_ascii=False), "utf-8")
    (tmp_path / "d.txt").write_text("还款", "utf-8")
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for path in sorted(tmp_path.glob("?.*")):
            if path.suffix != ".zip":
                archive.write(path, path.name)
        archive.writestr(f"{NAME}.txt", "")
    assert redact.leaking_members(tmp_path / "x.zip", [CARD, NAME]) == ["a.xlsx", "b.docx", "c.json", f"{NAME}.txt"]
