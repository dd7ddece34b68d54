"""Paints one line of the evidence list, and edits the password of a locked file in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ..pictures import Pictures
from ..theme import Colours, colours, picture
from ..widgets import draw_small

if TYPE_CHECKING:
    from .model import Item

_Index = QModelIndex | QPersistentModelIndex
_PICTURE = QSize(44, 56)
_PAD = 9
_LEFT = 10
_GAP = 11
_BAR = 12  # room for the scroll bar, whether it is there or not, so that heights do not depend on it
_FIELD = 34  # height of the password field
# Each stage has a sign of its own, so that colour is never alone.
_SIGNS = {"waiting": "waiting", "reading": "waiting", "read": "ok", "look": "look", "failed": "failed"}


class EvidenceDelegate(QStyledItemDelegate):
    """The line grows with its sentence, which wraps."""

    def __init__(self, pictures: Pictures, view: QListView) -> None:
        super().__init__(view)
        self._pictures = pictures
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        width = max(180, self._view.width() - _BAR)
        item: Item = index.data(Qt.ItemDataRole.UserRole)
        text = self._text_area(QRect(0, 0, width, 0))
        metrics = QFontMetrics(option.font)
        height = metrics.height() * 2 + 3
        if item.says:
            height += self._says_height(item, metrics, text.width()) + 2
        if item.action:
            height += _FIELD if item.asks_password else metrics.height() + 4
        return QSize(width, max(_PICTURE.height(), height) + 2 * _PAD)

    def action_area(self, option: QStyleOptionViewItem, index: _Index) -> QRect:
        """Where the link of the line is."""
        item: Item | None = index.data(Qt.ItemDataRole.UserRole)
        if item is None or not item.action:
            return QRect()
        text = self._text_area(option.rect)
        metrics = QFontMetrics(option.font)
        top = text.top() + metrics.height() * 2 + 3
        if item.says:
            top += self._says_height(item, metrics, text.width()) + 2
        return QRect(text.left(), top, metrics.horizontalAdvance(item.action) + 4, metrics.height() + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        item: Item = index.data(Qt.ItemDataRole.UserRole)
        theme = colours(option.palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = option.rect.adjusted(6, 2, -6, -2)
        if option.state & QStyle.StateFlag.State_Selected:
            self._round(painter, area, theme.accent_soft)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            self._round(painter, area, theme.raised)
        if option.state & QStyle.StateFlag.State_HasFocus and option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(theme.accent))
            painter.drawRoundedRect(area.adjusted(0, 0, -1, -1), 8, 8)
        self._draw_picture(painter, option, item, theme)
        self._draw_text(painter, option, index, item, theme)
        painter.restore()

    def _round(self, painter: QPainter, area: QRect, colour: str) -> None:
        path = QPainterPath()
        path.addRoundedRect(area, 8, 8)
        painter.fillPath(path, QColor(colour))

    def _draw_picture(self, painter: QPainter, option: QStyleOptionViewItem, item: Item, theme: Colours) -> None:
        frame = QRect(QPoint(option.rect.left() + _LEFT + 4, option.rect.top() + _PAD), _PICTURE)
        made = self._pictures.get(item.key) if item.key else None
        if made is None or made.isNull():
            self._round(painter, frame, theme.window)
            ratio = self._view.devicePixelRatioF()
            sign = picture(item.icon, theme.muted, 22, ratio)
            painter.drawPixmap(frame.center() - QPoint(10, 10), sign)
        else:
            size = made.size().scaled(_PICTURE, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            shown = QRect(QPoint(0, 0), size)
            shown.moveTop(frame.top())  # the top of a page tells more than its middle
            shown.moveLeft(frame.center().x() - size.width() // 2)
            path = QPainterPath()
            path.addRoundedRect(frame, 5, 5)
            painter.save()
            painter.setClipPath(path)
            draw_small(painter, shown, made)
            painter.restore()
        painter.setPen(QColor(theme.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, 5, 5)

    def _draw_text(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, item: Item, theme: Colours
    ) -> None:
        text = self._text_area(option.rect)
        metrics = QFontMetrics(option.font)
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight.Medium)
        line = QRect(text.left(), text.top(), text.width(), metrics.height())
        painter.setFont(strong)
        painter.setPen(QColor(theme.text))
        name = QFontMetrics(strong).elidedText(item.name, Qt.TextElideMode.ElideMiddle, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(option.font)
        line.translate(0, metrics.height() + 2)
        stage = item.stage.value
        tone = {"look": theme.warn, "failed": theme.bad, "read": theme.ok}.get(stage, theme.muted)
        sign = picture(_SIGNS[stage], tone, 15, self._view.devicePixelRatioF())
        painter.drawPixmap(QPoint(line.left(), line.center().y() - 7), sign)
        painter.setPen(QColor(theme.muted))
        kind = metrics.elidedText(item.kind or item.says, Qt.TextElideMode.ElideRight, line.width() - 21)
        painter.drawText(line.adjusted(21, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, kind)
        line.translate(0, metrics.height() + 1)
        if item.says and item.kind:
            painter.setPen(QColor(tone))
            line.setHeight(self._says_height(item, metrics, text.width()))
            painter.drawText(line, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, item.says)
        if item.action:
            painter.setPen(QColor(theme.accent))
            link = QFont(option.font)
            link.setUnderline(True)
            painter.setFont(link)
            painter.drawText(self.action_area(option, index), Qt.AlignmentFlag.AlignVCenter, item.action)

    def _text_area(self, area: QRect) -> QRect:
        left = area.left() + _LEFT + 4 + _PICTURE.width() + _GAP
        return QRect(left, area.top() + _PAD + 2, area.right() - left - 14, area.height())

    def _says_height(self, item: Item, metrics: QFontMetrics, width: int) -> int:
        if not item.kind:
            return 0
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
        return metrics.boundingRect(QRect(0, 0, width, 1000), int(flags), item.says).height()

    # --- the password ----------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        edit = QLineEdit(parent)
        edit.setEchoMode(QLineEdit.EchoMode.Password)
        edit.setPlaceholderText(self.tr("Password, then Enter"))
        edit.setAccessibleName(self.tr("Password of this file"))
        return edit

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """A password is never shown again."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        area = self.action_area(option, index)
        height = editor.sizeHint().height()
        editor.setGeometry(area.left(), area.top(), self._text_area(option.rect).width(), height)
