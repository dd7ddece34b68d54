"""The pages of the bundle as they will be written: a list of small ones, and the chosen one large.

The bundle is set in a process of its own. A change of what is asked for stops it and begins again after a short pause.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QProgressBar,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ...core.problems import Fault, LehuaError
from ..controller import Controller
from ..page.canvas import PageCanvas
from ..theme import colours
from ..widgets import IconButton, draw_small, label, set_role
from .preview_folder import PreviewFolder

if TYPE_CHECKING:
    from ...bundle.plan import BundleRequest
    from ...bundle.preview import News, Preview

_Index = QModelIndex | QPersistentModelIndex
_PAUSE = 500  # milliseconds without a change before a preview begins
_SMALL = 320  # pixels of the longer side of a small page
_LARGE = 2000
_KEEP = 6  # large pages
_FRAME = QSize(92, 124)


class PreviewPages(QAbstractListModel):
    """One row a page. A picture that is not there is asked for when it is painted."""

    wanted = Signal(int, int)  # page, longest

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sizes: tuple[tuple[float, float], ...] = ()
        self._small: dict[int, QImage] = {}
        self._large: OrderedDict[int, QImage] = OrderedDict()
        self._asked: set[tuple[int, int]] = set()

    def fill(self, sizes: tuple[tuple[float, float], ...]) -> None:
        """Another bundle."""
        self.beginResetModel()
        self.sizes = sizes
        self._small.clear()
        self._large.clear()
        self._asked.clear()
        self.endResetModel()

    def small(self, page: int) -> QImage | None:
        return self._get(self._small, page, _SMALL)

    def large(self, page: int) -> QImage | None:
        return self._get(self._large, page, _LARGE)

    def _get(self, kept: dict[int, QImage], page: int, longest: int) -> QImage | None:
        made = kept.get(page)
        if made is None and (page, longest) not in self._asked:
            self._asked.add((page, longest))
            self.wanted.emit(page, longest)
        return made

    def take(self, page: int, longest: int, picture: QImage) -> None:
        """A picture has come."""
        self._asked.discard((page, longest))
        if longest == _LARGE:
            self._large[page] = picture
            while len(self._large) > _KEEP:
                self._large.popitem(last=False)
        else:
            self._small[page] = picture
        if page < len(self.sizes):
            self.dataChanged.emit(self.index(page), self.index(page))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.sizes)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.tr("Page {number} of {total}").format(number=index.row() + 1, total=len(self.sizes))
        return None


class _Thumbnails(QStyledItemDelegate):
    """A small page with its number below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(_FRAME.width() + 22, _FRAME.height() + option.fontMetrics.height() + 16)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        if not isinstance(model, PreviewPages):
            return
        theme = colours(option.palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_soft if chosen else theme.raised))
            painter.drawRoundedRect(option.rect.adjusted(3, 2, -3, -2), 6, 6)
        width, height = model.sizes[index.row()]
        size = QSize(round(width), round(height)).scaled(_FRAME, Qt.AspectRatioMode.KeepAspectRatio)
        area = QRect(option.rect.topLeft(), size)
        area.moveCenter(QRect(option.rect.left(), option.rect.top() + 6, option.rect.width(), _FRAME.height()).center())
        made = model.small(index.row())
        painter.fillRect(area, QColor("white"))
        if made is not None:
            draw_small(painter, area, made)
        painter.setPen(QColor(theme.accent if chosen else theme.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(0, 0, -1, -1))
        painter.setPen(QColor(theme.text if chosen else theme.muted))
        foot = option.rect.adjusted(0, _FRAME.height() + 8, 0, -4)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        painter.restore()


class BundlePreview(QWidget):
    """Shows what `show_bundle` was given last."""

    made = Signal(int, int)  # pages, bytes: with pictures as they are
    _news = Signal(int, object)

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._folder = PreviewFolder()
        self._preview: Preview | None = None
        self._make: Callable[[], BundleRequest] | None = None
        self._round = 0  # rises with each preview, so that late news of an old one is not taken
        self._ready = False
        self._shown = (-1, -1, False)  # round, page, large
        self._later = QTimer(self, interval=_PAUSE, singleShot=True)
        self._later.timeout.connect(self._begin)
        self._news.connect(self._on_news, Qt.ConnectionType.QueuedConnection)
        self.pages = PreviewPages(self)
        self.pages.wanted.connect(self._ask)
        self.pages.dataChanged.connect(lambda first: self._on_picture(first.row()))
        self.list = QListView()
        self.list.setModel(self.pages)
        self.list.setItemDelegate(_Thumbnails(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.setFixedWidth(_FRAME.width() + 34)
        self.list.setAccessibleName(self.tr("Pages of the bundle"))
        self.list.selectionModel().currentChanged.connect(lambda now: self._show(now.row()))
        self.canvas = PageCanvas()
        self.canvas.setAccessibleName(self.tr("Page of the bundle"))
        self.count = label(role="muted")
        self.previous = IconButton("previous", self.tr("Previous page"), lambda: self._step(-1), "Ctrl+PgUp")
        self.next = IconButton("next", self.tr("Next page"), lambda: self._step(1), "Ctrl+PgDown")
        self.message = label(role="muted", wrap=True)
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(260)
        self.bar.setAccessibleName(self.tr("Progress of the preview"))
        if (app := QCoreApplication.instance()) is not None:
            app.aboutToQuit.connect(self.close_down)
        self._lay_out()
        self._wait()

    def _lay_out(self) -> None:
        self.tools = QHBoxLayout()
        self.tools.setContentsMargins(12, 6, 8, 4)
        self.tools.setSpacing(2)
        self.tools.addWidget(label(self.tr("Preview"), bold=True))
        self.tools.addStretch()
        for widget in (self.previous, self.count, self.next):
            self.tools.addWidget(widget)
        self.tools.addSpacing(6)
        self._lenses = []
        for name, text, done, keys in (
            ("zoom-out", self.tr("Smaller"), lambda: self.canvas.zoom(1 / 1.25), "Ctrl+-"),
            ("zoom-in", self.tr("Larger"), lambda: self.canvas.zoom(1.25), "Ctrl+="),
            ("fit", self.tr("Whole page"), self.canvas.fit_page, "Ctrl+0"),
        ):
            self._lenses.append(IconButton(name, text, done, keys))
            self.tools.addWidget(self._lenses[-1])
        sheet = QWidget()
        beside = QHBoxLayout(sheet)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.list)
        beside.addWidget(self.canvas, 1)
        blank = QWidget()
        inside = QVBoxLayout(blank)
        inside.addStretch()
        inside.addWidget(self.message)
        inside.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch()
        self._stack = QStackedWidget()
        self._stack.addWidget(blank)
        self._stack.addWidget(sheet)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(self.tools)
        layout.addWidget(self._stack, 1)

    # --- in --------------------------------------------------------------------------------------------

    def show_bundle(self, make: Callable[[], BundleRequest]) -> None:
        """Shows another bundle after a short pause; `make` is called then."""
        self._make = make
        self.stop()
        self._wait()
        self._later.start()

    def stop(self) -> None:
        """Stops setting and drawing; `go_on` begins anew."""
        self._later.stop()
        self._round += 1
        if self._preview is not None:
            self._preview.close()
            self._preview = None

    def hold(self) -> None:
        """Leaves the computer to the export: a preview that is not done stops; a finished one stays."""
        if not self._ready:
            self.stop()

    def go_on(self) -> None:
        """Begins again what `hold` stopped."""
        if not self._ready and self._make is not None and self._preview is None:
            self._later.start()

    def close_down(self) -> None:
        """The dialog closes: nothing stays behind."""
        self.stop()
        self._folder.close()

    @property
    def busy(self) -> bool:
        """A preview is waited for."""
        return self._later.isActive() or (self._preview is not None and not self._ready)

    def _begin(self) -> None:
        from ...bundle.preview import Preview  # late: it loads the PDF libraries

        if self._make is None:
            return
        number = self._round
        try:
            request = self._make()
            self._preview = Preview(request, self._folder.new(), lambda news: self._news.emit(number, news))
        except LehuaError as error:
            self._on_fault(error.fault)
        except OSError:
            self._on_fault(None)

    # --- news ------------------------------------------------------------------------------------------

    def _wait(self) -> None:
        self._ready = False
        self.pages.fill(())
        self._stack.setCurrentIndex(0)
        set_role(self.message, "role", "muted")
        self.message.setText(self.tr("The preview is being made …"))
        self.bar.setRange(0, 0)
        self.bar.show()
        self._count(-1)

    def _on_news(self, number: int, news: News) -> None:
        from ...bundle.preview import Drawn, Made, Setting

        if number != self._round:
            return
        if isinstance(news, Setting):
            self.bar.setRange(0, max(1, news.total))
            self.bar.setValue(news.done)
        elif isinstance(news, Made):
            self._ready = True
            self.pages.fill(news.sizes)
            self._stack.setCurrentIndex(1)
            self.list.setCurrentIndex(self.pages.index(0))
            self.made.emit(len(news.sizes), news.bytes)
        elif isinstance(news, Drawn):
            stride = news.width * 3
            picture = QImage(news.pixels, news.width, news.height, stride, QImage.Format.Format_RGB888).copy()
            self.pages.take(news.page, news.longest, picture)
        elif isinstance(news, Fault):
            self._on_fault(news)

    def _on_fault(self, fault: Fault | None) -> None:
        self.bar.hide()
        set_role(self.message, "role", "bad")
        self.message.setText(
            self._controller.say(fault.words)
            if fault
            else self.tr("The preview cannot be made here. Export still works.")
        )

    def _ask(self, page: int, longest: int) -> None:
        if self._preview is not None:
            self._preview.ask(page, longest)

    # --- pages -----------------------------------------------------------------------------------------

    @property
    def page(self) -> int:
        """The page on show, from 0; -1 when there is none."""
        return self.list.currentIndex().row()

    def _step(self, by: int) -> None:
        row = self.page + by
        if 0 <= row < len(self.pages.sizes):
            self.list.setCurrentIndex(self.pages.index(row))

    def _count(self, page: int) -> None:
        total = len(self.pages.sizes)
        self.count.setText(f"{page + 1} / {total}" if total else "")
        self.previous.setEnabled(page > 0)
        self.next.setEnabled(-1 < page < total - 1)
        for lens in self._lenses:
            lens.setEnabled(total > 0)

    def _show(self, page: int) -> None:
        """The small picture at once, the large one as soon as it is there; zoom and place stay when nothing is new."""
        self._count(page)
        if page < 0:
            return
        large = self.pages.large(page)
        picture = large or self.pages.small(page)
        shown = (self._round, page, large is not None)
        if shown == self._shown or (shown[:2] == self._shown[:2] and large is None):
            return
        self._shown = shown
        if picture is None:
            self._shown = (-1, -1, False)
            self.canvas.show_nothing()
        else:
            self.canvas.show_picture(picture, None)

    def _on_picture(self, page: int) -> None:
        if page == self.page:
            self._show(page)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.list.viewport().update()
        super().changeEvent(event)
