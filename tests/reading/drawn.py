"""Pictures and PDFs for the tests of the reading room, drawn with the shipped font."""

from __future__ import annotations

import io
from collections.abc import Sequence

import typst
from PIL import Image, ImageDraw, ImageFont

from lehua_desktop.resources import resource

FONT = resource("fonts", "NotoSansSC-Regular.ttf")
ROWS = (
    ("当前状态", "支付成功"),
    ("支付时间", "2023年7月5日 21:14:09"),
    ("商户全称", "示例消费金融有限公司"),
    ("支付方式", "示例银行储蓄卡(3446)"),
    ("交易单号", "4200001987202307059761401234"),
)


def page(
    amount: str = "-1,286.35", rows: Sequence[tuple[str, str]] = ROWS, *, width: int = 720, dark: bool = False
) -> Image.Image:
    """A page of one payment, as a phone shows it."""
    paper, ink = ("#111111", "#dddddd") if dark else ("white", "#222222")
    picture = Image.new("RGB", (width, 360 + 80 * len(rows)), paper)
    pen = ImageDraw.Draw(picture)
    pen.text((width / 2, 60), "账单详情", ink, ImageFont.truetype(FONT, 34), anchor="mm")
    pen.text((width / 2, 200), amount, ink, ImageFont.truetype(FONT, 64), anchor="mm")
    small = ImageFont.truetype(FONT, 28)
    for row, (label, value) in enumerate(rows):
        y = 340 + 80 * row
        pen.text((40, y), label, ink, small, anchor="lm")
        pen.text((width - 40, y), value, ink, small, anchor="rm")
    return picture


def long_list(entries: int, width: int = 720) -> Image.Image:
    """A scrolling list of payments, 120 pixels each."""
    picture = Image.new("RGB", (width, 120 * entries), "white")
    pen = ImageDraw.Draw(picture)
    font = ImageFont.truetype(FONT, 30)
    for entry in range(entries):
        y = 120 * entry
        pen.text((40, y + 20), f"乐花分期还款第{entry + 1}笔", "#222222", font)
        pen.text((width - 40, y + 20), f"-{1000 + entry}.{entry % 100:02d}", "#222222", font, anchor="ra")
        pen.line((0, y + 118, width, y + 118), "#eeeeee")
    return picture


def saved(picture: Image.Image, format_: str = "PNG", **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, format_, **more)
    return out.getvalue()


def pdf(source: str) -> bytes:
    """A PDF set from Typst source with the shipped font."""
    head = '#set page(width: 420pt, height: 300pt, margin: 30pt)\n#set text(font: "Noto Sans SC", size: 12pt)\n'
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONT.parent)])
    drawn = typst.compile((head + source).encode(), font_paths=fonts)
    assert isinstance(drawn, bytes)
    return drawn


def scan(picture: Image.Image, turned: int = 0) -> bytes:
    """A PDF whose page is a picture, as scanners make it."""
    return saved(picture.rotate(-turned, expand=True), "PDF", resolution=150)
