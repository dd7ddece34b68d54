"""Lists of lines with a sign, a head and a sentence; the chosen line opens."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QSizePolicy

from .model import Verdict
from .view import VerdictDelegate

_Index = QModelIndex | QPersistentModelIndex


class VerdictModel(QAbstractListModel):
    """Lines that `VerdictDelegate` draws."""

    def __init__(self) -> None:
        super().__init__()
        self.verdicts: list[Verdict] = []

    def take(self, verdicts: list[Verdict]) -> None:
        """Shows these lines; the chosen row stays where their number does."""
        if len(verdicts) == len(self.verdicts):
            self.verdicts = verdicts
            if verdicts:
                self.dataChanged.emit(self.index(0), self.index(len(verdicts) - 1))
            return
        self.beginResetModel()
        self.verdicts = verdicts
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.verdicts)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        verdict = self.verdicts[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return verdict
        if role == Qt.ItemDataRole.DisplayRole:
            return verdict.message
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "\n".join((verdict.title, verdict.message, *verdict.arithmetic, verdict.refuted))
        return None


class VerdictList(QListView):
    """A list whose chosen line opens."""

    delete_wanted = Signal()

    def __init__(self, model: QAbstractListModel, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(VerdictDelegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.selectionModel().currentChanged.connect(self._on_current)

    def _on_current(self, _: QModelIndex) -> None:
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
