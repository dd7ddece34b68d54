"""The letter of a route and the statement of facts, read and edited paragraph by paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QCloseEvent, QFont, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QListView,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ...bundle.routes import routes
from ...bundle.story.letter import FACTS, ONLINE, Paragraph, letter_text
from ...bundle.tokens import change_words
from ...core.words import Language
from ..controller import Controller
from ..widgets import PushButton, enlarge, fit_screen, label, plain_shortcuts_only
from .linked_text import LinkedText

if TYPE_CHECKING:
    from ...casebook.letters import Letters

_Index = QModelIndex | QPersistentModelIndex


class Paragraphs(QAbstractListModel):
    """The paragraphs of a letter as lines of a list; what was edited and what the ledger changed is marked."""

    def __init__(self) -> None:
        super().__init__()
        self.items: tuple[Paragraph, ...] = ()

    def fill(self, items: tuple[Paragraph, ...]) -> None:
        """Takes the place of what was listed; the selection stays where the paragraphs are the same ones."""
        if [item.part for item in items] == [item.part for item in self.items]:
            self.items = items
            self.dataChanged.emit(self.index(0), self.index(max(0, len(items) - 1)))
        else:
            self.beginResetModel()
            self.items = items
            self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.FontRole and item.role in ("title", "heading"):
            font = QFont()
            font.setBold(True)
            return font
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        text = f"{item.label} {item.text}".strip().replace("|", " ")
        if not item.body:
            text = self.tr("(left out)")
        mark = "⚠ " if item.changed else "✎ " if item.edited else ""
        return mark + text


class LetterEditor(QDialog):
    """Stays with the case: each paragraph that is changed is one step that can be undone."""

    def __init__(
        self,
        controller: Controller,
        route: str = "bureau",
        language: Language | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._language: Language = language or controller.language
        self._shown: tuple[str, str] | None = None  # letter and part of the paragraph in the field
        self.setWindowTitle(self.tr("Letter and facts"))
        self.setMinimumSize(560, 360)
        fit_screen(self, 860, 620)
        self.which = QComboBox()
        for key, item in routes().items():
            self.which.addItem(controller.say(item.name), key)
        self.which.addItem(self.tr("Text to paste into the bureau's web form"), ONLINE)
        self.which.addItem(self.tr("Statement of facts (of every route)"), FACTS)
        self.which.setCurrentIndex(max(0, self.which.findData(route)))
        self.which.setAccessibleName(self.tr("Letter"))
        self.list, self.model = QListView(), Paragraphs()
        self.list.setModel(self.model)
        self.list.setWordWrap(True)
        self.list.setUniformItemSizes(False)
        self.list.setSpacing(3)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Paragraphs"))
        self.text = LinkedText()
        enlarge(self.text, 1)
        self.text.setAccessibleName(self.tr("Paragraph"))
        self.title = label(bold=True)
        self.note = label(role="muted", wrap=True)
        self.changes = label(role="warn", wrap=True)
        self.keep_button = PushButton(self.tr("Keep the text"), self.keep, "primary")
        self.keep_button.setShortcut(QKeySequence(QKeySequence.StandardKey.Save))
        self.accept_button = PushButton(self.tr("Take the ledger's values"), self.take_values, "warn")
        self.reset_button = PushButton(self.tr("As the program writes it"), self.reset)
        self.copy_button = PushButton(self.tr("Copy all as plain text"), self.copy)
        stack = controller.undo_stack
        self.undo_button = PushButton(self.tr("Undo"), stack.undo)
        self.redo_button = PushButton(self.tr("Redo"), stack.redo)
        stack.canUndoChanged.connect(self.undo_button.setEnabled)
        stack.canRedoChanged.connect(self.redo_button.setEnabled)
        self.undo_button.setEnabled(stack.canUndo())
        self.redo_button.setEnabled(stack.canRedo())
        self._lay_out()
        self.which.currentIndexChanged.connect(self._on_which)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.text.document().modificationChanged.connect(self.keep_button.setEnabled)
        controller.changed.connect(self._on_changed)
        self._fill()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.which, 1)
        head.addWidget(self.undo_button)
        head.addWidget(self.redo_button)
        side = QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(12, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(self.title)
        right.addWidget(self.text, 1)
        right.addWidget(self.changes)
        right.addWidget(self.note)
        row = QHBoxLayout()
        for button in (self.keep_button, self.accept_button, self.reset_button):
            row.addWidget(button)
        row.addStretch(1)
        right.addLayout(row)
        split = QSplitter()
        split.addWidget(self.list)
        split.addWidget(side)
        split.setSizes([380, 480])
        split.setChildrenCollapsible(False)
        foot = QHBoxLayout()
        foot.addWidget(self.copy_button)
        foot.addStretch(1)
        close = PushButton(self.tr("Close"), self.close)
        foot.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 16, 18, 14)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(split, 1)
        whole.addLayout(foot)
        for button in self.findChildren(PushButton):
            plain_shortcuts_only(button)

    # --- what is shown ---------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The letter on show: a route, `online` or `facts`."""
        return str(self.which.currentData())

    def _letters(self) -> Letters:
        route = self.name if self.name in routes() else "bureau"
        return self._controller.book.letters(self._controller.today, self._language, route)

    def _fill(self) -> None:
        """Looks at the case again; the paragraph in the field stays if it is still there."""
        self.model.fill(self._letters().get(self.name))
        row = next((n for n, item in enumerate(self.model.items) if (self.name, item.part) == self._shown), 0)
        if self.model.items:
            self.list.setCurrentIndex(self.model.index(row))
            self._show(self.model.items[row])

    def _show(self, item: Paragraph) -> None:
        self._shown = (self.name, item.part)
        self.title.setText(item.label)
        self.title.setVisible(bool(item.label))
        self.text.show_runs(item.runs)
        said = [self._controller.say(change_words(run)) for run in item.changed]
        self.changes.setText("\n".join(said))
        self.changes.setVisible(bool(said))
        self.accept_button.setVisible(bool(said))
        self.reset_button.setEnabled(item.edited)
        self.keep_button.setEnabled(False)
        self.note.setText(
            self.tr("You edited this paragraph. Values on a coloured ground stay linked to the ledger.")
            if item.edited
            else self.tr(
                "Values on a coloured ground come from the ledger. Lines are filled in by hand, or typed here."
            )
        )

    def _on_which(self) -> None:
        self.keep()
        self._shown = None
        self._fill()

    def show_part(self, part: str) -> None:
        """Opens one paragraph, ready to be written in."""
        self._shown = (self.name, part)
        self._fill()
        self.text.setFocus()

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid() and (part := self.model.items[index.row()].part) != (self._shown or ("", ""))[1]:
            self.keep()
            self._shown = (self.name, part)
            self._fill()

    def _on_changed(self) -> None:
        if self._controller.is_open:
            self._fill()
        else:
            self._shown = None
            self.close()

    # --- what the person does --------------------------------------------------------------------------

    def keep(self) -> None:
        """Writes the paragraph in the field into the case, if it was changed."""
        if self._shown is None or not self.text.document().isModified():
            return
        name, part = self._shown
        self.text.document().setModified(False)
        self._controller.do(self.tr("Edit the letter"), self._letters().edit(name, part, self.text.body()))

    def take_values(self) -> None:
        """The values as the ledger has them now are right."""
        if self._shown is not None:
            name, part = self._shown
            self._controller.do(self.tr("Take the ledger's values"), self._letters().edit(name, part, self.text.body()))

    def reset(self) -> None:
        """The paragraph as the program writes it."""
        if self._shown is not None:
            self._controller.do(self.tr("Reset a paragraph"), self._letters().reset(*self._shown))

    def copy(self) -> None:
        """The whole letter as plain text, to paste into a form."""
        self.keep()
        QGuiApplication.clipboard().setText(letter_text(item for item in self.model.items if item.body))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.keep()
        super().closeEvent(event)

    def reject(self) -> None:
        self.keep()
        super().reject()
