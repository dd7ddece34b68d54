from __future__ import annotations

import io
from email.message import EmailMessage

import docx
import openpyxl
import pytest
from docx.shared import Mm
from openpyxl.drawing.image import Image as Drawing
from PIL import Image

from lehua_desktop.reading.formats.embedded import Embedded, embedded


def picture(width: int = 360, height: int = 640, shade: int = 255) -> bytes:
    out = io.BytesIO()
    Image.new("L", (width, height), shade).save(out, "PNG")
    return out.getvalue()


def word(*pictures: bytes, words: str = "还款截图") -> bytes:
    paper = docx.Document()
    paper.add_paragraph(words)
    for data in pictures:
        paper.add_picture(io.BytesIO(data), width=Mm(60))
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def mail(subtype: str = "mixed") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Message-ID"] = "a@example.com", "b@example.com", "<1@example.com>"
    message["Subject"] = "还款凭证"
    message.set_content("见附件", subtype="plain")
    return message


def test_pictures_of_a_word_file_come_in_their_order() -> None:
    shots = [picture(shade=shade) for shade in range(0, 240, 20)]  # twelve: image10 comes after image9
    held = embedded(word(*shots))
    assert [member.data for member in held.members] == shots
    assert not held.figures


def test_figures_in_its_words_are_told_of() -> None:
    assert embedded(word(picture(), words="第2期已还1,286.35元")).figures


def test_pictures_pasted_into_a_sheet_are_found_and_logos_are_not() -> None:
    book = openpyxl.Workbook()
    book.create_sheet().add_image(Drawing(io.BytesIO(picture())), "B2")
    book.worksheets[0].add_image(Drawing(io.BytesIO(picture(400, 120))), "A1")
    out = io.BytesIO()
    book.save(out)
    assert [member.data for member in embedded(out.getvalue()).members] == [picture()]


def test_attachments_of_a_mail_have_their_names() -> None:
    message = mail()
    message.add_attachment(picture(), maintype="image", subtype="png", filename="还款截图.png")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="../回单.pdf")
    message.add_attachment(picture(80, 80), maintype="image", subtype="png", filename="logo.png")
    held = embedded(message.as_bytes())
    assert [(member.name, member.data) for member in held.members] == [
        ("还款截图.png", picture()),
        ("回单.pdf", b"%PDF-1.7"),
    ]
    assert not held.figures


def test_a_bill_in_the_text_of_a_mail_is_a_file_of_its_own() -> None:
    row = "<tr><td>2024-03-05</td><td>乐花分期</td><td>1,286.35</td></tr>"
    message = mail()
    message.set_content("账单金额 1,286.35")
    message.add_alternative(f"<html><table>{row * 3}</table></html>", subtype="html")
    held = embedded(message.as_bytes())
    assert [member.name for member in held.members] == ["1.html"]
    assert "乐花分期".encode() in held.members[0].data
    assert not held.figures


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 broken",
        word(),
        mail().as_bytes(),
        b"Message-ID: <1@example.com>\nFrom: a\nContent-Type: ;==?utf-8?B?;a*\n\n",  # the parser trips over it
        "日期,金额,备注\n2024-05-20,1286.35,还款\n".encode(),
    ],
)
def test_nothing_inside(data: bytes) -> None:
    assert embedded(data) == Embedded((), False)
