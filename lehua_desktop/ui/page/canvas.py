"""A page with the boxes of its values: scroll, zoom, turn, click a box."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsPixmapItem, QGraphicsRectItem, QGraphicsScene, QGraphicsView, QWidget

from ...core.model import Redaction
from ...core.page import Box, Page
from ..theme import colours
from .marks import Mark

# Boxes lie on pages that may be white or black, so their colours are not those of the theme.
_CERTAIN, _UNCERTAIN, _CHOSEN = QColor("#0b8f9c"), QColor("#d97706"), QColor("#e0265b")
_HIDDEN = QColor("#101418")
_SMALLEST = 4.0  # a drag of fewer pixels on the screen is a click
_CELL_HEIGHT = 28.0
_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_STEP = 8  # pixels on the screen that an arrow moves a box
_FIRST = QRect(-90, -14, 180, 28)  # a box that keys begin, on the screen: about a line of text
_MOST_CELLS = 5000
_MANY = 24
_COARSE = 1.7  # a picture so many times as wide as its place is halved before it is drawn
_READABLE = 17.0  # height of a line of text on the screen, in logical pixels


class PageCanvas(QGraphicsView):
    """Shows one page. Boxes are given in the unit of the page."""

    mark_clicked = Signal(object)  # Mark
    redaction_clicked = Signal(int)  # its place in the list
    box_drawn = Signal(object)  # Box

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setAcceptDrops(False)  # files are dropped on the window
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)  # the ring does not scroll
        self._size = QSizeF(1, 1)
        self._sheet: QGraphicsPixmapItem | None = None
        self._sizes: list[QPixmap] = []  # the picture, its half, its quarter …: as far as they were wanted
        self._columns: list[float] = []
        self._turn = 0
        self._fitted: str | None = "width"
        self._focus: Box | None = None
        self._marks: list[tuple[Mark, QGraphicsRectItem]] = []
        self._redactions: list[QGraphicsRectItem] = []
        self._drawing = False
        self._band: tuple[QPointF, QGraphicsRectItem] | None = None
        self._ground()

    # --- what is shown ---------------------------------------------------------------------------------

    def show_picture(self, picture: QImage, page: Page | None) -> None:
        """A page as a picture. Without a reading the boxes of the picture itself are the unit."""
        self._columns = []
        self._size = QSizeF(page.width, page.height) if page else QSizeF(picture.size())
        self._clear()
        self._sizes = [QPixmap.fromImage(picture)]
        self._sheet = self.scene().addPixmap(self._sizes[0])
        self._sheet.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._settle()
        self._sharpen()

    def show_table(self, page: Page) -> None:
        """A page of a table file as a grid."""
        metrics = QFontMetricsF(self.font())
        lines = page.lines[:_MOST_CELLS]
        columns = int(max((line.box.x1 for line in lines), default=1))
        widths = [40.0] * columns
        for line in lines:
            column = int(line.box.x0)
            widths[column] = max(widths[column], min(260.0, metrics.horizontalAdvance(line.text) + 20))
        self._columns = list(accumulate(widths, initial=0.0))
        self._clear()
        theme = colours(self.palette())
        pen = QPen(QColor(theme.line), 0)
        for line in lines:
            area = self._area(line.box)
            self.scene().addRect(area, pen, QBrush(QColor(theme.base)))
            fit = metrics.elidedText(line.text, Qt.TextElideMode.ElideRight, area.width() - 12)
            text = self.scene().addSimpleText(fit, self.font())
            text.setBrush(QColor(theme.text))
            text.setPos(area.left() + 6, area.top() + (_CELL_HEIGHT - metrics.height()) / 2)
        rows = max((line.box.y1 for line in lines), default=1)
        self._size = QSizeF(self._columns[-1], rows * _CELL_HEIGHT)
        self._settle()

    def show_nothing(self) -> None:
        self._clear()
        self.scene().setSceneRect(QRectF())

    def _clear(self) -> None:
        self.scene().clear()
        self._marks, self._redactions, self._band = [], [], None
        self._sheet, self._sizes = None, []

    def set_marks(self, marks: Sequence[Mark], chosen: int | None) -> None:
        """Draws the boxes; those of the payment `chosen` stand out, the more so the more there are."""
        quiet = len(marks) > _MANY
        for _, item in self._marks:
            self.scene().removeItem(item)
        self._marks = []
        for mark in marks:
            pad = max(2.0, self._size.width() / 200)
            area = self._area(mark.box).adjusted(-pad, -pad, pad, pad)
            item = QGraphicsRectItem(area)
            strong = chosen is not None and mark.proof == chosen
            colour = QColor(_CERTAIN if mark.certain else _UNCERTAIN)
            pen = QPen(
                colour,
                3 if strong else 1 if quiet else 2,
                Qt.PenStyle.SolidLine if mark.certain else Qt.PenStyle.DashLine,
            )
            pen.setCosmetic(True)
            item.setPen(pen)
            fill = QColor(colour)
            fill.setAlpha(50 if strong else 0 if quiet else 18)
            item.setBrush(fill)
            item.setToolTip(mark.text)
            item.setZValue(1)
            self.scene().addItem(item)
            self._marks.append((mark, item))

    def set_redactions(self, items: Sequence[tuple[Redaction, str]], current: int) -> None:
        """Draws what is blacked out, each with what it is: filled where it applies, dashed where it may be seen.

        What only public platforms do not see is hatched.
        """
        for item in self._redactions:
            self.scene().removeItem(item)
        self._redactions = []
        for place, (redaction, name) in enumerate(items):
            item = QGraphicsRectItem(self._area(redaction.box))
            pen = QPen(
                _CHOSEN if place == current else _HIDDEN,
                3 if place == current else 2,
                Qt.PenStyle.SolidLine if redaction.applies else Qt.PenStyle.DashLine,
            )
            pen.setCosmetic(True)
            item.setPen(pen)
            fill = QColor(_HIDDEN)
            fill.setAlpha(190 if redaction.applies else 0)
            item.setBrush(QBrush(fill, Qt.BrushStyle.BDiagPattern) if redaction.public_only else fill)
            item.setToolTip(name)
            item.setZValue(1)
            self.scene().addItem(item)
            self._redactions.append(item)

    def set_drawing(self, drawing: bool) -> None:
        """A drag draws a box instead of moving the page."""
        self._drawing = drawing
        if not drawing:
            self._end(keep=False)
        mode = QGraphicsView.DragMode.NoDrag if drawing else QGraphicsView.DragMode.ScrollHandDrag
        self.setDragMode(mode)
        self.viewport().setCursor(Qt.CursorShape.CrossCursor if drawing else Qt.CursorShape.OpenHandCursor)

    def focus_on(self, box: Box | None) -> None:
        """Brings a box into the middle and frames it."""
        self._focus = box
        for item in self.scene().items():
            if item.data(0) == "focus":
                self.scene().removeItem(item)
        if box is None:
            return
        pad = max(3.0, self._size.width() / 120)
        frame = QGraphicsRectItem(self._area(box).adjusted(-pad, -pad, pad, pad))
        pen = QPen(_CHOSEN, 3)
        pen.setCosmetic(True)
        frame.setPen(pen)
        frame.setData(0, "focus")
        frame.setZValue(2)
        self.scene().addItem(frame)
        self._apply_fit()
        self.centerOn(frame)

    def _area(self, box: Box) -> QRectF:
        if self._columns:
            last = len(self._columns) - 1
            left, right = self._columns[min(int(box.x0), last)], self._columns[min(int(box.x1), last)]
            return QRectF(left, box.y0 * _CELL_HEIGHT, right - left, (box.y1 - box.y0) * _CELL_HEIGHT)
        return QRectF(box.x0, box.y0, box.width, box.height)

    # --- zoom and turn ---------------------------------------------------------------------------------

    def zoom(self, factor: float) -> None:
        """Larger or smaller, within reason."""
        self._fitted = None
        scale = abs(self.transform().m11()) + abs(self.transform().m12())
        if 0.02 < scale * factor < 20:
            self.scale(factor, factor)
            self._sharpen()

    def fit_page(self) -> None:
        """The whole page."""
        self._fitted = "page"
        self._apply_fit()

    def fit_width(self) -> None:
        """As wide as the view."""
        self._fitted = "width"
        self._apply_fit()

    def turn(self) -> None:
        """A quarter clockwise, for the eyes only."""
        self._turn = (self._turn + 90) % 360
        self._fitted = self._fitted or "width"
        self._apply_fit()

    @property
    def turned(self) -> int:
        return self._turn

    def reset(self) -> None:
        """Another page comes: upright, as wide as the view, from its top."""
        self._turn, self._fitted, self._focus = 0, "width", None

    def _settle(self) -> None:
        margin = max(self._size.width(), self._size.height()) * 0.01
        self.scene().setSceneRect(QRectF(QPointF(), self._size).adjusted(-margin, -margin, margin, margin))
        self._apply_fit()
        bar = self.verticalScrollBar()
        bar.setValue(bar.minimum())

    def _apply_fit(self) -> None:
        area = self.sceneRect()
        bar = self.verticalScrollBar().sizeHint().width()
        view = self.maximumViewportSize() - QSize(bar, 0)  # room for a scroll bar, whether it is there or not
        if self._fitted is None or area.isEmpty() or view.width() < 20:
            return
        size = area.size().transposed() if self._turn in (90, 270) else area.size()
        scale = (view.width() - 4) / size.width()
        if self._fitted == "page":
            scale = min(scale, (view.height() - 2) / size.height())
        elif not self._columns:  # a small picture need not fill a wide view
            scale = min(scale, max(1.6 / self.devicePixelRatioF(), (view.height() - 2) / size.height()))
        else:
            scale = 1.0
        if self._fitted == "width" and self._focus and not self._columns:  # what is pointed at can be read
            scale = max(scale, min(_READABLE / max(1.0, self._focus.height), 4 * scale))
        middle = self.mapToScene(self.viewport().rect().center())
        self.resetTransform()
        self.rotate(self._turn)
        self.scale(scale, scale)
        self.centerOn(self._area(self._focus).center() if self._focus else middle)
        self._sharpen()

    def _sharpen(self) -> None:
        """Takes the picture in the size next above the one on the screen: made much smaller at once, strokes vanish."""
        if self._sheet is None:
            return
        scale = abs(self.transform().m11()) + abs(self.transform().m12())
        wanted = self._size.width() * scale * self.devicePixelRatioF()
        place = 0
        while self._sizes[place].width() >= _COARSE * wanted:
            place += 1
            if place == len(self._sizes):
                half = self._sizes[-1].size() / 2
                ways = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
                self._sizes.append(self._sizes[-1].scaled(half.expandedTo(QSize(1, 1)), *ways))
        picture = self._sizes[place]
        self._sheet.setPixmap(picture)
        self._sheet.setTransform(
            QTransform.fromScale(self._size.width() / picture.width(), self._size.height() / picture.height())
        )

    # --- events ----------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._apply_fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.2 if event.angleDelta().y() > 0 else 1 / 1.2)
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._end(keep=False)  # one that keys began
        spot = self.mapToScene(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton:
            for place, area in enumerate(self._redactions):
                if area.rect().contains(spot):
                    self.redaction_clicked.emit(place)
                    return
            if self._drawing:
                self._begin(QRectF(spot, spot))
                return
        for mark, item in self._marks:
            if item.rect().contains(spot) and event.button() == Qt.MouseButton.LeftButton:
                self.mark_clicked.emit(mark)
                break
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._band is not None:
            start, band = self._band
            band.setRect(QRectF(start, self.mapToScene(event.position().toPoint())).normalized())
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._band is not None:
            self._end(keep=True)
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """B begins a box in the middle; arrows move it, with Shift its right lower corner; Enter keeps it, Esc does not."""
        way = _WAYS.get(Qt.Key(event.key()))
        if self._band is None and self._drawing and event.key() == Qt.Key.Key_B:
            self._begin(self.mapToScene(_FIRST.translated(self.viewport().rect().center())).boundingRect())
        elif self._band is not None and way is not None:
            small = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            step = self.mapToScene(QPoint(*way) * (1 if small else _STEP)) - self.mapToScene(QPoint())
            _, band = self._band
            corner = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            area = band.rect().adjusted(0 if corner else step.x(), 0 if corner else step.y(), step.x(), step.y())
            if area.isValid():
                band.setRect(area)
                self.ensureVisible(band)
        elif self._band is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self._end(keep=event.key() != Qt.Key.Key_Escape)
        else:
            super().keyPressEvent(event)

    def _begin(self, area: QRectF) -> None:
        """A box begins to be drawn."""
        band = self.scene().addRect(area, QPen(_CHOSEN, 0, Qt.PenStyle.DashLine))
        band.setZValue(2)
        self._band = (area.topLeft(), band)

    def _end(self, *, keep: bool) -> None:
        if self._band is None:
            return
        _, band = self._band
        area, self._band = band.rect() & QRectF(QPointF(), self._size), None
        self.scene().removeItem(band)
        scale = self.transform().mapRect(QRectF(0, 0, 1, 1)).width()
        if keep and min(area.width(), area.height()) * scale > _SMALLEST:
            self.box_drawn.emit(Box(area.left(), area.top(), area.right(), area.bottom()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(colours(self.palette()).accent), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
            painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._ground()
        super().changeEvent(event)

    def _ground(self) -> None:
        self.setBackgroundBrush(QColor(colours(self.palette()).window))
