"""What the rules found: 矛盾, 疑点, 提示. The chosen one opens both of its sides, its reckoning and its route."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QPen,
    QResizeEvent,
    QTextDocument,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..theme import Colours, colours, picture
from .model import FindingsModel, Heading, Place, Verdict

_Index = QModelIndex | QPersistentModelIndex
_PAD, _LEFT, _SIGN = 9, 38, 18
_BAR = 12  # room for the scroll bar, whether it is there or not, so that heights do not depend on it
_MANY = 6  # pages of one side that are named; more are behind "…"


class FindingsView(QListView):
    """The list itself."""

    chosen = Signal(object)  # Finding
    source_chosen = Signal(object)  # Source: one page of a finding
    height_changed = Signal()

    def __init__(self, model: FindingsModel) -> None:
        super().__init__()
        self._model = model
        self._pressed: Place | None = None  # the link that the mouse went down on
        self.setModel(model)
        self.setItemDelegate(VerdictDelegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Findings"))
        self.selectionModel().currentChanged.connect(self._on_current)
        self.clicked.connect(self._on_click)
        model.modelReset.connect(self.height_changed)

    def whole_height(self) -> int:
        """So high that nothing scrolls."""
        return sum(self.sizeHintForRow(row) for row in range(self._model.rowCount())) + 4

    def _on_current(self, now: QModelIndex) -> None:
        self.scheduleDelayedItemsLayout()  # the chosen one opens, the former one closes
        self.height_changed.emit()
        if self.hasFocus():
            self._show(now)

    def _on_click(self, index: QModelIndex) -> None:
        if isinstance(index.data(Qt.ItemDataRole.UserRole), Heading):
            self.toggle(index)
        else:
            self._show(index)

    def _show(self, index: QModelIndex) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(row, Verdict) and row.finding is not None:
            self.chosen.emit(row.finding)

    def toggle(self, index: QModelIndex) -> None:
        """Folds or opens a group, and stays at its heading."""
        heading = index.data(Qt.ItemDataRole.UserRole)
        self._model.toggle(index.row())
        self.setCurrentIndex(self._model.index(self._model.row_of(heading.icon)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        heading = index.data(Qt.ItemDataRole.UserRole)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if isinstance(heading, Heading):
            other = Qt.Key.Key_Right if heading.folded else Qt.Key.Key_Left
            if enter or event.key() == other:
                self.toggle(index)
                return
        elif enter:
            self._show(index)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self.place_at(event.position())  # before the press opens the row under it
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a link opens that page alone; elsewhere the list shows both sides."""
        place = self.place_at(event.position())
        if place is not None and place is self._pressed:
            self.setState(QListView.State.NoState)
            self.source_chosen.emit(place.source)
        else:
            super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hand = self.place_at(event.position()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def place_at(self, point: QPointF) -> Place | None:
        """The page whose link is at a point of the viewport."""
        index = self.indexAt(point.toPoint())
        delegate = self.itemDelegate()
        return delegate.place_at(index, point) if index.isValid() and isinstance(delegate, VerdictDelegate) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        if event.size().width() != event.oldSize().width():
            self.height_changed.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by key needs a row to begin with; a click brings its own."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason and not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(0))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()
        super().changeEvent(event)


class VerdictDelegate(QStyledItemDelegate):
    """Draws headings and verdicts; the chosen verdict with its further lines."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def _document(self, index: _Index, palette: QPalette) -> QTextDocument:
        row: Heading | Verdict = index.data(Qt.ItemDataRole.UserRole)
        theme = colours(palette)
        if isinstance(row, Heading):
            html = f'<b style="color:{_tone(row.icon, theme)}">{escape(row.text)}</b>'
        else:
            html = self._verdict(row, theme, opened=index.row() == self._view.currentIndex().row())
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(self._view.font())
        document.setHtml(html)
        document.setTextWidth(max(120, self._view.width() - _BAR - _LEFT - 16))
        return document

    def _verdict(self, row: Verdict, theme: Colours, *, opened: bool) -> str:
        said = row.message if opened else row.first or row.message
        html = (
            f'<b style="color:{_tone(row.icon, theme)}">{escape(row.title)}</b>'
            f'<br><span style="color:{theme.text}">{escape(said)}</span>'
        )
        if not opened:
            more = said != row.message or row.claims or row.proofs or row.arithmetic or row.refuted or row.route
            words = self.tr("Show more")
            return html + (f' &nbsp;<span style="color:{theme.accent}">{escape(words)}</span>' if more else "")
        for name, places, start in (
            (self.tr("The report says:"), row.claims, 0),
            (self.tr("The evidence shows:"), row.proofs, len(row.claims)),
        ):
            if places:
                links = [
                    f'<a href="{start + i}" style="color:{theme.accent}">{escape(place.text)}</a>'
                    for i, place in enumerate(places[:_MANY])
                ]
                more = " …" if len(places) > _MANY else ""
                html += f'<br><span style="color:{theme.muted}">{escape(name)}</span> {" · ".join(links)}{more}'
        for line in row.arithmetic:
            html += f'<br><span style="color:{theme.text}">　{escape(line)}</span>'
        for line in (row.refuted, row.route):
            if line:
                html += f'<br><span style="color:{theme.muted}">{escape(line)}</span>'
        return html

    def place_at(self, index: QModelIndex, point: QPointF) -> Place | None:
        """The link of the opened row at a point of the viewport."""
        row = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(row, Verdict) or index.row() != self._view.currentIndex().row():
            return None
        corner = self._view.visualRect(index).topLeft() + QPoint(_LEFT, _PAD)
        document = self._document(index, self._view.palette())  # its layout lives no longer than itself
        anchor = document.documentLayout().anchorAt(point - QPointF(corner))
        return (*row.claims, *row.proofs)[int(anchor)] if anchor else None

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        document = self._document(index, self._view.palette())
        return QSize(self._view.viewport().width(), int(document.size().height()) + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: Heading | Verdict = index.data(Qt.ItemDataRole.UserRole)
        theme = colours(option.palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area: QRect = option.rect.adjusted(6, 2, -6, -2)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            chosen = option.state & QStyle.StateFlag.State_Selected
            painter.setBrush(QColor(theme.accent_soft if chosen else theme.raised))
            painter.drawRoundedRect(area, 8, 8)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(theme.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 8, 8)
        name = "next" if isinstance(row, Heading) else row.icon
        sign = picture(name, _tone(row.icon, theme), _SIGN, self._view.devicePixelRatioF())
        painter.save()
        painter.translate(QPointF(option.rect.topLeft()) + QPointF(13 + _SIGN / 2, _PAD + 1 + _SIGN / 2))
        painter.rotate(90 if isinstance(row, Heading) and not row.folded else 0)
        painter.drawPixmap(QPointF(-_SIGN / 2, -_SIGN / 2), sign)
        painter.restore()
        painter.translate(option.rect.left() + _LEFT, option.rect.top() + _PAD)
        document = self._document(index, option.palette)
        document.drawContents(painter, QRectF(0, 0, document.textWidth(), document.size().height()))
        painter.restore()


def _tone(icon: str, theme: Colours) -> str:
    return {"clash": theme.bad, "look": theme.warn, "note": theme.note, "ok": theme.ok}.get(icon, theme.muted)
