"""Files dragged onto the window: what can be taken, and the sheet that says so while they hover."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from .theme import colours, picture
from .widgets import enlarge


def dropped_paths(mime: QMimeData) -> list[Path]:
    """The files and folders of this computer that are being dragged."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def dropped_picture(mime: QMimeData) -> QImage | None:
    """A picture that is dragged or pasted as such."""
    if not mime.hasImage():
        return None
    made = mime.imageData()
    image = made if isinstance(made, QImage) else QImage(made)
    return None if image.isNull() else image


def can_take(mime: QMimeData) -> bool:
    """There is something in it that can become evidence."""
    return bool(dropped_paths(mime)) or mime.hasImage()


class DropOverlay(QWidget):
    """Covers the window while files hover over it; the mouse does not notice it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        enlarge(self, 6, bold=True)
        self.hide()

    def cover(self, there: bool) -> None:
        """Shows or hides the sheet."""
        parent = self.parentWidget()
        if there and parent is not None:
            self.setGeometry(parent.rect())
            self.raise_()
        self.setVisible(there)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(theme.accent_soft)
        ground.setAlpha(236)
        painter.fillRect(self.rect(), ground)
        painter.setPen(QPen(QColor(theme.accent), 3, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(18, 18, -18, -18), 18, 18)
        sign = picture("drop", theme.accent, 56, self.devicePixelRatioF())
        middle = self.rect().center()
        painter.drawPixmap(middle.x() - 28, middle.y() - 70, sign)
        painter.setPen(QColor(theme.accent))
        painter.drawText(
            self.rect().adjusted(0, 40, 0, 40), Qt.AlignmentFlag.AlignCenter, self.tr("Let go to add them to the case")
        )
        painter.end()
