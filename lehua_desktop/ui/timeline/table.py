"""The installments as a table. What is missing stands under the whole row, and opens with it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QFontMetrics, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ..theme import colours, picture
from .axis_paint import sign_of
from .model import LINKS, MISSING, ROW, SECOND_LINE, Column, TimelineModel

_Index = QModelIndex | QPersistentModelIndex
_WRAP = Qt.TextFlag.TextWordWrap
_BAR = 12  # room for the scroll bar, whether it is there or not
_MAY_HIDE = (Column.PROOF, Column.PAID_ON, Column.AMOUNT)  # all are one click away: a number opens its page


class TimelineTable(QTableView):
    """Numbers that have a place on a page look and act as links."""

    cell_chosen = Signal(int, object)  # row, Column
    menu_wanted = Signal(int, QPoint)  # row, place on the screen
    height_changed = Signal()

    def __init__(self, model: TimelineModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setMinimumSectionSize(40)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Installments"))
        self.clicked.connect(self._open)
        self.activated.connect(self._open)
        self.selectionModel().currentRowChanged.connect(lambda: self._fit_rows())

    def fit(self) -> None:
        """Columns as wide as their words; what finds no room at the right is left out."""
        metrics, model = self.fontMetrics(), self.model()
        room = self.width() - _BAR
        widths = []
        for column in Column:
            texts = [str(model.headerData(column, Qt.Orientation.Horizontal))]
            for row in range(model.rowCount()):
                index = model.index(row, column)
                texts += [str(index.data()), str(index.data(SECOND_LINE))]
            extra = 38 if column == Column.STATE else 17
            widths.append(max(metrics.horizontalAdvance(text) for text in texts) + extra)
            self.setColumnWidth(column, widths[-1])
        needed = sum(widths)
        for column in _MAY_HIDE:
            self.setColumnHidden(column, needed > room)
            needed -= widths[column] if needed > room else 0
        self._fit_rows()

    def _fit_rows(self) -> None:
        for row in range(self.model().rowCount()):
            index = self.model().index(row, 0)
            height, text = self.upper(index), str(index.data(MISSING))
            if text:
                lines = QRect(0, 0, self.room(), 10_000)
                whole = self.fontMetrics().boundingRect(lines, _WRAP, text).height()
                height += (whole if row == self.currentIndex().row() else self.fontMetrics().height()) + 4
            self.setRowHeight(row, height)
        self.height_changed.emit()

    def upper(self, index: _Index) -> int:
        """The height of the cells of a row, above what is missing."""
        height = self.fontMetrics().height()
        paid = self.model().index(index.row(), Column.PAID)
        return height * 2 + 10 if paid.data(SECOND_LINE) and paid.data() != "—" else height + 15

    def indent(self) -> int:
        """Where the words under a row begin, from its left end."""
        return self.columnWidth(Column.NUMBER) + 8

    def room(self) -> int:
        """How wide the words under a row may be."""
        return max(120, self.width() - _BAR - self.indent() - 8)

    def whole_height(self) -> int:
        """So high that nothing scrolls."""
        wide = self.horizontalHeader().length() > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if wide else 0
        return self.horizontalHeader().sizeHint().height() + self.verticalHeader().length() + bar + 2

    def _open(self, index: QModelIndex) -> None:
        self.cell_chosen.emit(index.row(), Column(index.column()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """On the row under the mouse, or on the chosen one when a key asked for it."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            place = self.viewport().mapToGlobal(self.visualRect(index).center()) if by_key else event.globalPos()
            self.menu_wanted.emit(index.row(), place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        link = index.isValid() and Column(index.column()) in LINKS and str(index.data()) != "—"
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)


class _CellDelegate(QStyledItemDelegate):
    def __init__(self, table: TimelineTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = colours(option.palette)
        column = Column(index.column())
        painter.save()
        painter.setClipRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, QColor(theme.accent_soft if chosen else theme.base))
        painter.setPen(QColor(theme.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(theme.accent))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.setFont(option.font)
        self._write_missing(painter, option, index)
        text, second = str(index.data()), str(index.data(SECOND_LINE))
        area: QRect = option.rect.adjusted(8, 2, -7, -2)
        area.setHeight(self._table.upper(index) - 4)
        if column is Column.STATE:
            name, tone = sign_of(index.data(ROW), theme)
            sign = picture(name, tone, 16, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPoint(area.left(), area.center().y() - 7), sign)
            area.setLeft(area.left() + 23)
            painter.setPen(QColor(tone))
        elif column in LINKS and text != "—":
            painter.setPen(QColor(theme.accent))
        else:
            painter.setPen(QColor(theme.muted if text == "—" else theme.text))
        self._write(painter, option, area, text, second, index)
        painter.restore()

    def _write_missing(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Goes through all cells of the row; each paints the piece that lies in it."""
        text = str(index.data(MISSING))
        if not text:
            return
        theme = colours(option.palette)
        metrics: QFontMetrics = option.fontMetrics
        left = option.rect.left() - self._table.columnViewportPosition(index.column())
        left += self._table.columnViewportPosition(Column.NUMBER) + self._table.indent()
        area = QRect(left, option.rect.top() + self._table.upper(index) - 4, self._table.room(), option.rect.height())
        painter.setPen(QColor(theme.text if option.state & QStyle.StateFlag.State_Selected else theme.muted))
        if index.row() == self._table.currentIndex().row():
            painter.drawText(area, _WRAP, text)
            return
        more = self.tr("Show more")
        fit = text
        if metrics.horizontalAdvance(text) > area.width():
            room = area.width() - metrics.horizontalAdvance(f"  {more}")
            fit = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(area, Qt.TextFlag.TextSingleLine, fit)
        if fit != text:
            area.setLeft(area.left() + metrics.horizontalAdvance(f"{fit}  "))
            painter.setPen(QColor(theme.accent))
            painter.drawText(area, Qt.TextFlag.TextSingleLine, more)

    def _write(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, text: str, second: str, index: _Index
    ) -> None:
        metrics: QFontMetrics = option.fontMetrics
        side = index.data(Qt.ItemDataRole.TextAlignmentRole) & ~Qt.AlignmentFlag.AlignVertical_Mask
        if not second:
            painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, text)
            return
        upper = QRect(area.left(), area.center().y() - metrics.height() + 1, area.width(), metrics.height())
        if text != "—":
            painter.drawText(upper, side | Qt.AlignmentFlag.AlignVCenter, text)
            upper.translate(0, metrics.height() - 1)
        else:
            upper.moveTop(area.center().y() - metrics.height() // 2)
        small = QFont(option.font)
        small.setPointSizeF(small.pointSizeF() - 1)
        painter.setFont(small)
        if index.column() == Column.PAID:
            painter.setPen(QColor(colours(option.palette).warn))
        painter.drawText(upper, side | Qt.AlignmentFlag.AlignVCenter, second)
