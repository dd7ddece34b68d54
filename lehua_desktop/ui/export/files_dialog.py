"""Which files of the case go into the bundle."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ...bundle.plan import ExhibitSource
from ...bundle.story.wording import KINDS
from ..controller import Controller
from ..widgets import PushButton, fit_screen, label, plain_shortcuts_only, yes_or_cancel


class FilesDialog(QDialog):
    """Keeps the choice with the case, as one step that can be undone, when it is accepted."""

    def __init__(
        self, controller: Controller, exhibits: Sequence[ExhibitSource], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self.setWindowTitle(self.tr("Files in the bundle"))
        fit_screen(self, 560, 520)
        left_out = controller.book.left_out()
        self.list = QListWidget()
        self.list.setAccessibleName(self.windowTitle())
        self.list.setSpacing(3)
        for source in exhibits:
            item = QListWidgetItem(f"{source.name}  ·  {controller.say(KINDS[source.kind])}")
            item.setData(Qt.ItemDataRole.UserRole, source.evidence)
            item.setCheckState(Qt.CheckState.Unchecked if source.evidence in left_out else Qt.CheckState.Checked)
            self.list.addItem(item)
        every = PushButton(self.tr("All"), lambda: self._tick(Qt.CheckState.Checked), "link")
        none = PushButton(self.tr("None"), lambda: self._tick(Qt.CheckState.Unchecked), "link")
        ticks = QHBoxLayout()
        ticks.setSpacing(4)
        for button in (every, none):
            plain_shortcuts_only(button)
            ticks.addWidget(button)
        ticks.addStretch()
        box = yes_or_cancel(self, self.tr("Keep this choice"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(
            label(
                self.tr(
                    "What is not ticked stays in the case but is not handed over. The ZIP then holds no copy of the case."
                ),
                wrap=True,
            )
        )
        layout.addLayout(ticks)
        layout.addWidget(self.list, 1)
        layout.addWidget(box)

    def _tick(self, state: Qt.CheckState) -> None:
        for row in range(self.list.count()):
            self.list.item(row).setCheckState(state)

    def left_out(self) -> set[int]:
        """The evidence without a tick."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return {item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() != Qt.CheckState.Checked}

    def accept(self) -> None:
        edit = self._controller.book.leave_out(self.left_out())
        if edit.rows:
            self._controller.do(self.tr("Choose the files of the bundle"), edit)
        super().accept()
