"""What to look at before the bundle is written; each line leads to its place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ...bundle.preflight.concerns import Concern
from ..controller import Controller
from ..theme import colours, picture

_Index = QModelIndex | QPersistentModelIndex
_LEFT, _PAD = 30, 6
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft


class Concerns(QAbstractListModel):
    """Errors first, then warnings."""

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._controller = controller
        self.concerns: list[Concern] = []

    def fill(self, concerns: Sequence[Concern]) -> None:
        """What is there now."""
        if list(concerns) != self.concerns:
            self.beginResetModel()
            self.concerns = list(concerns)
            self.endResetModel()

    def has_place(self, row: int) -> bool:
        """There is somewhere to go."""
        concern = self.concerns[row]
        return (concern.source, concern.field, concern.part) != (None, None, None)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.concerns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        concern = self.concerns[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._controller.say(concern.words)
        if role == Qt.ItemDataRole.UserRole:
            return concern
        if role == Qt.ItemDataRole.AccessibleTextRole:
            weight = self.tr("To settle") if concern.severity == "error" else self.tr("To look at")
            return f"{weight}: {self._controller.say(concern.words)}"
        if role == Qt.ItemDataRole.ToolTipRole and self.has_place(index.row()):
            return self.tr("Go there")
        return None


class ConcernsView(QListView):
    """Click or Enter goes to the place. Never scrolls: whoever holds it gives it `needed_height`."""

    chosen = Signal(object)  # Concern

    def __init__(self, model: Concerns) -> None:
        super().__init__()
        self._concerns = model
        self.setModel(model)
        self.setItemDelegate(_Delegate(self, model))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Before you export"))
        self.clicked.connect(self._go)

    def _go(self, index: QModelIndex) -> None:
        if index.isValid() and self._concerns.has_place(index.row()):
            self.chosen.emit(index.data(Qt.ItemDataRole.UserRole))

    def needed_height(self) -> int:
        """The height that shows everything."""
        return sum(self.sizeHintForRow(row) for row in range(len(self._concerns.concerns))) + 4

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._go(self.currentIndex())
            event.accept()  # the dialog would press its own button
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()
        super().changeEvent(event)


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: ConcernsView, concerns: Concerns) -> None:
        super().__init__(view)
        self._view, self._concerns = view, concerns

    def _text(self, area: QRect) -> QRect:
        return area.adjusted(_LEFT, _PAD, -28, -_PAD)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        width = max(160, self._view.width() - 2)
        room = self._text(QRect(0, 0, width, 10_000))
        text = str(index.data())
        height = QFontMetrics(option.font).boundingRect(room, int(_WRAP), text).height()
        return QSize(width, height + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        concern: Concern = index.data(Qt.ItemDataRole.UserRole)
        theme = colours(option.palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_soft))
            painter.drawRoundedRect(option.rect.adjusted(2, 1, -2, -1), 6, 6)
        error = concern.severity == "error"
        ratio = self._view.devicePixelRatioF()
        sign = picture("failed" if error else "look", theme.bad if error else theme.warn, 16, ratio)
        painter.drawPixmap(option.rect.topLeft() + QPoint(7, _PAD + 2), sign)
        painter.setPen(QColor(theme.text))
        painter.drawText(self._text(option.rect), int(_WRAP), str(index.data()))
        if self._concerns.has_place(index.row()):
            arrow = picture("next", theme.accent, 14, ratio)
            painter.drawPixmap(QPoint(option.rect.right() - 18, option.rect.center().y() - 6), arrow)
        painter.restore()
