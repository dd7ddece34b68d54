"""Small parts that several views are made of."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from .theme import icon


class IconButton(QToolButton):
    """A button with an icon only; its name is its tool tip and what a screen reader says."""

    def __init__(self, name: str, text: str, done: Callable[[], object] | None = None, shortcut: str = "") -> None:
        super().__init__()
        self._icon = name
        self.setAccessibleName(text)
        self.setIconSize(QSize(18, 18))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if shortcut:
            keys = QKeySequence(shortcut)
            self.setShortcut(keys)
            text = f"{text}  ({keys.toString(QKeySequence.SequenceFormat.NativeText)})"
        self.setToolTip(text)
        self.setIcon(icon(name, self.palette()))
        if done is not None:
            self.clicked.connect(lambda: done())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.setIcon(icon(self._icon, self.palette()))
        super().changeEvent(event)


class PushButton(QPushButton):
    """A button of a kind: `""`, `"primary"`, `"warn"` or `"link"`."""

    def __init__(self, text: str, done: Callable[[], object] | None = None, kind: str = "") -> None:
        super().__init__(text)
        if kind:
            self.setProperty("kind", kind)
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        if done is not None:
            self.clicked.connect(lambda: done())


def yes_or_cancel(dialog: QDialog, yes: str) -> QDialogButtonBox:
    """The foot of a dialog: what accepts it, in these words, and Cancel."""
    box = QDialogButtonBox()
    box.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole).setProperty("kind", "primary")
    box.addButton(QDialogButtonBox.StandardButton.Cancel)
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    return box


class ElidedLabel(QLabel):
    """One line that gives way in the middle; the whole text is its tool tip."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(40)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().windowText().color())
        fit = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fit)
        painter.end()


def label(text: str = "", role: str = "", size: float = 0, bold: bool = False, wrap: bool = False) -> QLabel:
    """A line of text. `role` is one of the style sheet's, `size` is added to the font size in points."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    enlarge(made, size, bold)
    made.setWordWrap(wrap)
    return made


def enlarge(widget: QWidget, size: float = 0, bold: bool = False) -> None:
    """Makes a widget's font larger by `size` points, and bold."""
    font = widget.font()
    font.setPointSizeF(font.pointSizeF() + size)
    font.setBold(bold)
    widget.setFont(font)


def card() -> QFrame:
    """A quiet sheet on the window's ground."""
    frame = QFrame()
    frame.setProperty("role", "card")
    return frame


def draw_small(painter: QPainter, area: QRect, picture: QImage) -> None:
    """Draws a picture much smaller than it is, without losing its thin strokes."""
    size = area.size() * painter.device().devicePixelRatioF()
    ways = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    painter.drawImage(area, picture.scaled(size, *ways))


def scrolling(widget: QWidget) -> QScrollArea:
    """The widget in an area that scrolls where the window is smaller than it needs."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    area.viewport().setAutoFillBackground(False)
    widget.setAutoFillBackground(False)
    return area


def scrolling_above(dialog: QDialog, body: QWidget, *foot: QWidget) -> None:
    """Lays out a dialog that may be larger than the screen: its body scrolls, its foot stays in sight."""
    below = QVBoxLayout()
    below.setContentsMargins(20, 0, 20, 0)
    below.setSpacing(12)
    for widget in foot:
        below.addWidget(widget)
    whole = QVBoxLayout(dialog)
    whole.setContentsMargins(0, 0, 0, 16)
    whole.setSpacing(12)
    whole.addWidget(scrolling(body), 1)
    whole.addLayout(below)


def fit_screen(dialog: QDialog, width: int, height: int) -> None:
    """Gives a dialog that size, or what the screen has for it beside title and task bar."""
    dialog.resize(QSize(width, height).boundedTo(dialog.screen().availableSize() - QSize(40, 70)))


def set_role(widget: QWidget, name: str, value: str) -> None:
    """Sets a property that the style sheet looks at, and paints the widget anew if it changed."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def plain_shortcuts_only(button: QAbstractButton) -> None:
    """Keeps Enter from pressing a button that has no focus."""
    if isinstance(button, QPushButton):
        button.setAutoDefault(False)
        button.setDefault(False)
