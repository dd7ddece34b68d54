"""Why is this so: what was read, suggested and decided about a payment, an installment or the case."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ..casebook.history import HistoryEntry
from ..core.days import CHINA
from ..core.model import Source
from .controller import Controller
from .findings.model import Verdict
from .findings.verdicts import VerdictList, VerdictModel
from .widgets import PushButton, fit_screen, label, plain_shortcuts_only

_ICONS = {
    "added": "add",
    "read": "picture",
    "failed": "look",
    "found": "table",
    "linked": "link",
    "edited": "check",
    "undone": "undo",
    "redone": "redo",
    "now": "note",
}


class _Entries(VerdictModel):
    """Lines whose tool tip names the programs behind them."""

    def __init__(self, entries: list[HistoryEntry]) -> None:
        super().__init__()
        self._entries = entries

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._entries[index.row()].tool or None
        return super().data(index, role)


class HistoryDialog(QDialog):
    """Stays beside the window, so that the page of an entry can be looked at."""

    source_chosen = Signal(object, object)  # Source, None

    def __init__(self, controller: Controller, entries: list[HistoryEntry], about: str, parent: QWidget) -> None:
        """`about` says in a few words whose history it is."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Why is this so?"))
        fit_screen(self, 640, 620)
        # Where nothing is told of what holds now, it is the whole case, and long: the newest comes first.
        self.entries = entries[::-1] if all(entry.at for entry in entries) else entries
        self._say = controller.say
        self.model = _Entries(self.entries)
        self.model.take([self._line(entry) for entry in self.entries])
        self.list = VerdictList(self.model, self.tr("History"))
        hint = label(self.tr("A click shows the page that an entry comes from."), "muted", wrap=True)
        close = PushButton(self.tr("Close"), self.reject)
        plain_shortcuts_only(close)
        foot = QHBoxLayout()
        foot.addWidget(hint, 1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 12)
        layout.setSpacing(10)
        layout.addWidget(label(about, size=2, bold=True, wrap=True))
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list.clicked.connect(self._show)
        self.list.activated.connect(self._show)
        controller.closed.connect(self.reject)

    def _line(self, entry: HistoryEntry) -> Verdict:
        at = f"{entry.at.astimezone(CHINA):%Y-%m-%d %H:%M}" if entry.at else self.tr("as it is now")
        return Verdict(f"{at} · {self._say(entry.who)}", self._say(entry.words), _ICONS[entry.what])

    def _show(self, index: QModelIndex) -> None:
        entry = self.entries[index.row()]
        if entry.evidence is not None and entry.page is not None:
            self.source_chosen.emit(Source(entry.evidence, entry.page, entry.box), None)
