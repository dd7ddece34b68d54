"""The files of the case: thumbnail, what it is, how far it is, and the sentence if something is wrong with it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
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

from ..bundle.wording import KINDS
from ..core.edits import Changes
from ..core.model import Source
from ..core.problems import Fault
from .controller import Controller, Refused
from .evidence_delegate import EvidenceDelegate
from .pictures import PageKey, Pictures
from .widgets import IconButton, PushButton, label

if TYPE_CHECKING:
    from ..casebook import Evidence

_Index = QModelIndex | QPersistentModelIndex
THUMBNAIL = 160  # pixels of the longest side


class Stage(Enum):
    """How far a file is, from the person's point of view."""

    WAITING = "waiting"
    READING = "reading"
    READ = "read"
    LOOK = "look"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list, ready to be painted."""

    name: str
    kind: str
    stage: Stage
    says: str
    action: str  # a link under the sentence, or ""
    icon: str
    evidence: int | None = None
    refused: Refused | None = None
    fault: Fault | None = None
    key: PageKey | None = None

    @property
    def asks_password(self) -> bool:
        return self.fault is not None and self.fault.locked


Order = Literal["added", "name", "day", "kind"]


class EvidenceModel(QAbstractListModel):
    """The evidence and, on top, the files that could not be brought in."""

    def __init__(self, controller: Controller, pictures: Pictures) -> None:
        super().__init__()
        self._controller, self.pictures = controller, pictures
        self.items: list[Item] = []
        self._turned: dict[int, int] = {}
        self.only: Literal["all", "look", "failed"] = "all"
        self.query = ""
        self.order: Order = "added"
        self._said: dict[int, tuple[str, str]] | None = None
        self._soon = QTimer(self, interval=60, singleShot=True)
        self._soon.timeout.connect(self.refresh)
        controller.changed.connect(self._on_changed)
        controller.progressed.connect(self._refresh_soon)
        pictures.ready.connect(self._on_picture)
        self.refresh()

    def refresh(self) -> None:
        """Takes the files as they are now; only what is new moves."""
        begun = time.monotonic()
        self._take()
        # Of a long list only now and then, so that most of the time is left for the person.
        self._soon.setInterval(max(60, round(8000 * (time.monotonic() - begun))))

    def _take(self) -> None:
        controller = self._controller
        look = {item.proof.evidence for item in controller.to_review()}
        items = [self._refused(refused) for refused in controller.refused]
        items += [self._item(evidence, evidence.id in look) for evidence in controller.evidence()]
        wanted = {"look": (Stage.LOOK,), "failed": (Stage.FAILED,)}.get(self.only)
        items = [item for item in items if (wanted is None or item.stage in wanted) and self._asked_for(item)]
        if self.order != "added":
            items.sort(key=self._rank)
        if [(i.evidence, i.refused) for i in items] == [(i.evidence, i.refused) for i in self.items]:
            changed = [row for row, (old, new) in enumerate(zip(self.items, items, strict=True)) if old != new]
            self.items = items
            for row in changed:
                self.dataChanged.emit(self.index(row), self.index(row))
        elif [(i.evidence, i.refused) for i in items[: len(self.items)]] == [
            (i.evidence, i.refused) for i in self.items
        ]:
            self.beginInsertRows(QModelIndex(), len(self.items), len(items) - 1)
            self.items = items
            self.endInsertRows()
        else:
            self.beginResetModel()
            self.items = items
            self.endResetModel()

    def look_for(self, query: str, order: Order) -> None:
        """Shows only files whose name, kind, amounts, days or payees hold every word of `query`, in this order."""
        self.query, self.order = query, order
        self.refresh()

    def _says(self, evidence: int | None) -> tuple[str, str]:
        """The first day of the payments in a file, and their days, amounts and payees as one text."""
        if self._said is None:
            texts: dict[int, list[str]] = {}
            days: dict[int, str] = {}
            for proof in self._controller.book.proofs() if self._controller.is_open else ():
                fact = proof.payment
                day, amount = str(fact.day.value or ""), str(fact.amount.value or "")
                texts.setdefault(proof.evidence, []).extend((day, amount, amount.replace(",", ""), fact.payee or ""))
                if day:
                    days[proof.evidence] = min(day, days.get(proof.evidence, day))
            self._said = {item: (days.get(item, "9"), " ".join(words).lower()) for item, words in texts.items()}
        return self._said.get(evidence or 0, ("9", ""))

    def _asked_for(self, item: Item) -> bool:
        words = self.query.lower().split()
        if not words:
            return True
        text = f"{item.name} {item.kind} {self._says(item.evidence)[1]}".lower()
        return all(word in text for word in words)

    def _rank(self, item: Item) -> tuple[bool, str, str]:
        """Files that could not be brought in stay on top."""
        key = {"name": "", "day": self._says(item.evidence)[0], "kind": item.kind}.get(self.order, "")
        return item.evidence is not None, key, item.name.lower()

    def _on_changed(self, changes: Changes) -> None:
        self._said = None
        for evidence in changes.evidence:
            self.pictures.forget(evidence)
            self._turned.pop(evidence, None)
        if self._controller.is_open:
            self._refresh_soon()
        else:  # at once: a file of this case must not be painted when the next one is open
            self._turned.clear()
            self.refresh()

    def _refresh_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _on_picture(self, key: PageKey) -> None:
        for row, item in enumerate(self.items):
            if item.key == key:
                self.dataChanged.emit(self.index(row), self.index(row))

    def _refused(self, refused: Refused) -> Item:
        locked = refused.fault.locked
        says = self._controller.say(refused.fault.words)
        action = self.tr("Enter the password") if locked else self.tr("Try again") if refused.path else ""
        return Item(
            refused.name,
            self.tr("Not added"),
            Stage.FAILED,
            says,
            action,
            "files",
            refused=refused,
            fault=refused.fault,
        )

    def _turn(self, evidence: int) -> int:
        """How the first page is turned, kept until the file is read again."""
        if evidence not in self._turned:
            pages = self._controller.book.pages(evidence)
            self._turned[evidence] = next((page.turned for page in pages if page.number == 0), 0)
        return self._turned[evidence]

    def _item(self, item: Evidence, look: bool) -> Item:
        controller = self._controller
        key = None
        if item.media_type.startswith("image/") or item.media_type == "application/pdf":
            key = PageKey(item.id, 0, self._turn(item.id), THUMBNAIL)
        progress = controller.reading(item.id)
        stage, says, action = Stage.READ, "", ""
        if progress is not None:
            done, total = progress
            says = self.tr("Reading …")
            if total > 1:
                says = self.tr("Reading page {page} of {total} …").format(page=min(done + 1, total), total=total)
            stage = Stage.READING
        elif controller.queued(item.id) or item.status == "waiting":
            stage, says = Stage.WAITING, self.tr("Not read yet") if controller.paused else self.tr("Waiting")
        elif item.status == "failed" and item.fault is not None:
            stage, says = Stage.FAILED, controller.say(item.fault.words)
            locked = item.fault.locked
            action = self.tr("Enter the password") if locked else self.tr("Read it again")
        elif item.fault is not None:
            failed = len(controller.book.failed_pages(item.id))
            stage, action = Stage.FAILED, self.tr("Read it again")
            says = self.tr("%n page(s) could not be read.", "", failed)
        elif look:
            stage, says = Stage.LOOK, self.tr("Needs a look")
        unread = self.tr("Picture") if key else self.tr("Table")
        if item.media_type == "application/pdf":
            unread = "PDF"
        kind = controller.say(KINDS[item.kind]) if item.kind else unread
        if item.page_count and item.page_count > 1:
            kind += self.tr(" · %n page(s)", "", item.page_count)
        icon = "pdf" if item.media_type == "application/pdf" else "picture" if key else "table"
        return Item(item.name, kind, stage, says, action, icon, item.id, fault=item.fault, key=key)

    # --- Qt --------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (item.name, item.says) if part)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (item.name, item.kind, item.says) if part)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsEditable if self.items[index.row()].asks_password else usual

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """The password of a locked file."""
        item, password = self.items[index.row()], str(value)
        if role != Qt.ItemDataRole.EditRole or not password:
            return False
        if item.evidence is not None:
            self._controller.read_again(item.evidence, password)
        elif item.refused is not None:
            self._controller.try_again(item.refused, password)
        return True

    def act(self, row: int) -> bool:
        """Follows the link of a line; true if a password has to be typed first."""
        item = self.items[row]
        if item.asks_password:
            return True
        if item.evidence is not None:
            self._controller.read_again(item.evidence)
        elif item.refused is not None:
            self._controller.try_again(item.refused)
        return False


class EvidenceView(QListView):
    """The list itself: click shows the page, the link of a line acts, Delete takes a file out."""

    chosen = Signal(object)  # Source
    removal = Signal()

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
            evidence = self.files.items[index.row()].evidence
            if evidence is not None:
                self.chosen.emit(Source(evidence))

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
        """Takes the chosen files out of sight; undo brings them back."""
        items = self.selected()
        for item in items:
            if item.refused is not None:
                self._controller.put_away(item.refused)
        ids = [item.evidence for item in items if item.evidence is not None]
        if ids:
            edits = [self._controller.book.remove(evidence) for evidence in ids]
            self._controller.do(self.tr("Remove %n file(s)", "", len(ids)), *edits)

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
        self.count.setText(str(len(self._controller.evidence())))
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

    def _toggle(self) -> None:
        model = self.view.files
        model.only = "all" if model.only == "failed" else "failed"
        model.refresh()
        self._tell()
