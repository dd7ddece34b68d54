"""A small case in pictures: each page is drawn from its lines, and what a reading of it gives is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QBuffer, QIODevice, QPointF
from PySide6.QtGui import QColor, QFont, QImage, QImageWriter, QPainter

from lehua_desktop.core.page import Box, FileReading, Page, TextLine
from lehua_desktop.core.problems import Fault, Problem
from lehua_desktop.reading.desk import OnPage, ReadOptions

WIDTH, HEIGHT, LINE = 600, 1000, 44
LENDER = "示例消费金融有限公司"


@dataclass(frozen=True)
class Drawn:
    """One picture file and its reading."""

    name: str
    data: bytes
    reading: FileReading


def payment_page(
    name: str, amount: str, day: str, period: int, second_amount: str | None = None, second_day: str | None = None
) -> Drawn:
    """A payment page; with a `second_…` the second reader saw something else there."""
    lines = [
        ("账单详情", None),
        (f"-{amount}", second_amount or f"-{amount}"),
        ("当前状态", None),
        ("支付成功", None),
        ("支付时间", None),
        (f"{day} 2{period}:14:33", f"{second_day or day} 2{period}:14:33"),
        ("商品", None),
        (f"乐花分期-第{period}/3期还款", None),
        ("收款方", None),
        (LENDER, None),
    ]
    return _draw(name, lines, pairs=(2, 4, 6, 8))


def plan_page(name: str = "还款计划.png") -> Drawn:
    """Three installments of 1,000.00 a month apart."""
    texts: list[tuple[str, float, int]] = [
        ("还款计划", 40, 0),
        ("期数", 40, 1),
        ("应还日", 200, 1),
        ("应还金额", 420, 1),
    ]
    for number in (1, 2, 3):
        texts += [(str(number), 40, number + 1), (f"2024-0{number}-20", 200, number + 1), ("1,000.00", 420, number + 1)]
    lines = tuple(
        TextLine(text, Box(x, 80 + row * LINE, x + 22 * len(text) * 0.6 + 20, 80 + row * LINE + 28), 0.99, text)
        for text, x, row in texts
    )
    return Drawn(name, _picture(lines), _reading(lines))


def _draw(name: str, texts: list[tuple[str, str | None]], pairs: tuple[int, ...]) -> Drawn:
    lines, y, skip = [], 80.0, False
    for index, (text, second) in enumerate(texts):
        x = 300.0 if skip else 40.0
        lines.append(TextLine(text, Box(x, y, x + 270, y + 28), 0.99, second))
        skip = index in pairs
        if not skip:
            y += LINE
    return Drawn(name, _picture(tuple(lines)), _reading(tuple(lines)))


def _reading(lines: tuple[TextLine, ...]) -> FileReading:
    page = Page(0, WIDTH, HEIGHT, "px", lines, "rapidocr", second_reader="tesseract")
    return FileReading("image/png", 1, (page,))


def _picture(lines: tuple[TextLine, ...]) -> bytes:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    font = QFont("Noto Sans SC")
    font.setPixelSize(24)
    painter.setFont(font)
    for line in lines:
        painter.drawText(QPointF(line.box.x0, line.box.y1 - 4), line.text)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


@dataclass
class RecordedTicket:
    """A reading that is told to finish by the test, or at once."""

    reading: FileReading
    done_pages: int = 0
    total_pages: int = 1
    cancelled: bool = False
    _calls: list[Callable[[FileReading], None]] = field(default_factory=list)
    _over: bool = False

    def add_done_callback(self, call: Callable[[FileReading], None]) -> None:
        if self._over:
            call(self.reading)
        else:
            self._calls.append(call)

    def finish(self) -> None:
        self._over = True
        for call in self._calls:
            call(self.reading)

    def cancel(self) -> None:
        self.cancelled = True
        self.reading = FileReading("image/png", 1, fault=Fault(Problem.CANCELLED))
        self.finish()


class RecordedDesk:
    """A reading desk that knows the readings of its files; `hold` keeps them back until `release`."""

    def __init__(self, files: list[Drawn]) -> None:
        self._readings = {file.data: file.reading for file in files}
        self.hold = False
        self.held: list[RecordedTicket] = []
        self.asked: list[str] = []
        self.passwords: list[tuple[str, ...]] = []

    def read(self, name: str, data: bytes, options: ReadOptions, on_page: OnPage | None = None) -> RecordedTicket:
        self.asked.append(name)
        self.passwords.append(options.passwords)
        reading = self._readings.get(data, FileReading("image/png", 1, fault=Fault(Problem.DAMAGED_PICTURE)))
        ticket = RecordedTicket(reading)
        if self.hold:
            self.held.append(ticket)
        else:
            if on_page is not None:
                on_page(1, 1)
            ticket.finish()
        return ticket

    def answer(self, data: bytes, reading: FileReading) -> None:
        self._readings[data] = reading

    def release(self) -> None:
        self.hold = False
        held, self.held = self.held, []
        for ticket in held:
            ticket.finish()

    def close(self) -> None:
        """Nothing runs here."""
