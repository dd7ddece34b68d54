"""The list of files: search, order and filter above it; a click shows a page, the link of a line acts."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ...core.model import Source
from ..controller import Controller
from ..pictures import Pictures
from ..widgets import IconButton, PushButton, label
from .delegate import EvidenceDelegate
from .model import EvidenceModel, Item, Order, Stage


class EvidenceView(QListView):
    """The list itself: click shows the page, the link of a line acts, Delete takes a file out."""

    chosen = Signal(object)  # Source
    refused_chosen = Signal(object)  # Refused: a file that is not in the case
    removed = Signal()

    def __init__(self, controller: Controller, pictures: Pictures) -> None:
        super().__init__()
        self._controller = controller
        self.files = EvidenceModel(controller, pictures)
        self.setModel(self.files)
        self._paint = EvidenceDelegate(pictures, self)
        self.setItemDelegate(self._paint)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.selectionModel().selectionChanged.connect(lambda new, _: self._on_selected(new))
        self.clicked.connect(self._choose)
        self._kept: tuple[set[int], int] = (set(), 0)
        self.files.modelAboutToBeReset.connect(self._keep)
        self.files.modelReset.connect(self._restore)

    def _keep(self) -> None:
        chosen = {item.evidence for item in self.selected() if item.evidence is not None}
        self._kept = chosen, self.verticalScrollBar().value()

    def _restore(self) -> None:
        """Another order or filter: what was chosen stays chosen, and the page stays on show."""
        chosen, scroll = self._kept
        self.selectionModel().blockSignals(True)
        for row, item in enumerate(self.files.items):
            if item.evidence in chosen:
                flag = QItemSelectionModel.SelectionFlag
                self.selectionModel().setCurrentIndex(self.files.index(row), flag.Select)
        self.selectionModel().blockSignals(False)
        self.viewport().update()
        self.verticalScrollBar().setValue(scroll)

    def _on_selected(self, new: QItemSelection) -> None:
        """Follows what is selected, not what is current: focus alone makes the first line current."""
        if new.indexes():
            self._choose(new.indexes()[-1])

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            item = self.files.items[index.row()]
            if item.evidence is not None:
                self.chosen.emit(Source(item.evidence))
            else:
                self.refused_chosen.emit(item.refused)

    def mark(self, evidence: int) -> None:
        """Selects the file whose page was opened from elsewhere; so Delete takes out what is looked at."""
        if evidence in [item.evidence for item in self.selected()]:
            return
        row = self.files.row_of(evidence)
        self.selectionModel().blockSignals(True)  # the page is on show already
        self.clearSelection()
        if row is not None:
            self.setCurrentIndex(self.files.index(row))
            self.scrollTo(self.files.index(row))
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    def act(self, index: QModelIndex) -> None:
        """Retry, or type the password in the line itself."""
        if self.files.act(index.row()):
            self.scrollTo(index)
            self.edit(index)

    def selected(self) -> list[Item]:
        return [self.files.items[index.row()] for index in self.selectionModel().selectedRows()]

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        super().mouseReleaseEvent(event)
        if index.isValid() and self._paint.action_area(option, index).contains(event.position().toPoint()):
            self.act(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if self.state() == QListView.State.EditingState:  # the field of the line has had its say
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            if self.files.items[index.row()].action:
                self.act(index)
            else:
                self._choose(index)
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_selected()
        else:
            super().keyPressEvent(event)

    def remove_selected(self) -> None:
        """Takes the chosen files out of sight and goes on to the next one; undo brings them back."""
        items = self.selected()
        if not items:
            return
        first = min(index.row() for index in self.selectionModel().selectedRows())
        for item in items:
            if item.refused is not None:
                self._controller.put_away(item.refused)
        ids = [item.evidence for item in items if item.evidence is not None]
        if ids:
            edits = [self._controller.book.remove(evidence) for evidence in ids]
            if self._controller.do(self.tr("Remove %n file(s)", "", len(ids)), *edits):
                self.removed.emit()
        self.files.refresh()
        self.setCurrentIndex(self.files.index(min(first, self.files.rowCount() - 1)))

    def _menu(self, spot: QPoint) -> None:
        index = self.indexAt(spot)
        if not index.isValid():
            return
        item = self.files.items[index.row()]
        menu = QMenu(self)
        if item.action:
            menu.addAction(item.action, lambda: self.act(index))
        elif item.evidence is not None:
            evidence = item.evidence
            menu.addAction(self.tr("Read it again"), lambda: self._controller.read_again(evidence))
        text = self.tr("Put away") if item.refused else self.tr("Remove from the case")
        menu.addAction(text, self.remove_selected)
        menu.exec(self.viewport().mapToGlobal(spot))
        menu.deleteLater()


class EvidencePanel(QWidget):
    """Heading, filter and list."""

    chosen = Signal(object)  # Source
    add_wanted = Signal()

    def __init__(self, controller: Controller, pictures: Pictures) -> None:
        super().__init__()
        self._controller = controller
        self.view = EvidenceView(controller, pictures)
        self.view.setAccessibleName(self.tr("Evidence"))
        self.view.chosen.connect(self.chosen)
        self.title = label(self.tr("Evidence"), bold=True, size=1)
        self.count = label(role="muted")
        self.filter = PushButton("", self._toggle, "link")
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search: name, amount, day"))
        self.search.setAccessibleName(self.tr("Search the evidence"))
        self.search.setToolTip(self.tr("Name, kind, amount, day or payee  (Ctrl+F)"))
        self.search.setClearButtonEnabled(True)
        self.order = QComboBox()
        self.order.setAccessibleName(self.tr("Order of the evidence"))
        self.order.setToolTip(self.tr("Order of the evidence"))
        orders: tuple[tuple[str, Order], ...] = (
            (self.tr("As added"), "added"),
            (self.tr("By day"), "day"),
            (self.tr("By name"), "name"),
            (self.tr("By kind"), "kind"),
        )
        for text, key in orders:
            self.order.addItem(text, key)
        self._typed = QTimer(self, interval=150, singleShot=True)
        self._typed.timeout.connect(self._look_for)
        self.search.textChanged.connect(self._typed.start)
        self.order.currentIndexChanged.connect(self._look_for)
        self.empty = label(role="muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        top = QHBoxLayout()
        top.setContentsMargins(14, 8, 8, 4)
        top.setSpacing(6)
        top.addWidget(self.title)
        top.addWidget(self.count)
        top.addStretch()
        top.addWidget(self.order)
        top.addWidget(IconButton("add", self.tr("Add files"), self.add_wanted.emit))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 6)
        layout.setSpacing(0)
        layout.addLayout(top)
        seek = QHBoxLayout()
        seek.setContentsMargins(12, 0, 10, 4)
        seek.addWidget(self.search, 1)
        layout.addLayout(seek)
        beside = QHBoxLayout()
        beside.setContentsMargins(10, 0, 8, 2)
        beside.addWidget(self.filter)
        beside.addStretch()
        layout.addLayout(beside)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.view, 4)
        model = self.view.files
        for signal in (model.modelReset, model.rowsInserted, model.dataChanged):
            signal.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        model = self.view.files
        shown = len(model.items)
        count = str(len(self._controller.evidence()))
        refused = self._controller.not_added
        if refused:
            count += self.tr(" · %n not added", "", refused)
        self.count.setText(count)
        everything = model.only == "all" and not model.query
        self.empty.setText(
            self.tr("Drag screenshots, PDFs or a folder here.")
            if everything
            else self.tr("No file fits “{query}”.").format(query=model.query)
        )
        self.empty.setVisible(not shown and (everything or bool(model.query)))
        many = len(self._controller.evidence()) > 5 or bool(model.query)
        self.search.setVisible(many)
        self.order.setVisible(many)
        failed = sum(item.stage is Stage.FAILED for item in model.items)
        if model.only == "failed":
            self.filter.setText(self.tr("Show all files"))
            self.filter.show()
        else:
            self.filter.setText(self.tr("%n file(s) with a problem", "", failed))
            self.filter.setVisible(failed > 0 and failed < shown)

    def _look_for(self) -> None:
        self._typed.stop()
        self.view.files.look_for(self.search.text().strip(), self.order.currentData())
        self._tell()

    def start_search(self) -> None:
        """The keyboard goes to the search field."""
        self.search.show()
        self.search.setFocus()
        self.search.selectAll()

    def ask_password(self, evidence: int) -> None:
        """Opens the field of a locked file in its line, even if the filter hid it."""
        if self.view.files.row_of(evidence) is None:
            self.view.files.only = "all"
            self.search.clear()
            self._look_for()
        row = self.view.files.row_of(evidence)
        if row is not None:
            self.view.mark(evidence)
            self.view.act(self.view.files.index(row))

    def _toggle(self) -> None:
        model = self.view.files
        model.only = "all" if model.only == "failed" else "failed"
        model.refresh()
        self._tell()
