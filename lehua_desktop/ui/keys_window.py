"""The keys of the program, taken from its menus, so that the list cannot lag behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QMenu, QMenuBar, QScrollArea, QVBoxLayout, QWidget

from .widgets import PushButton, label


class KeysWindow(QDialog):
    """What each key does, and where."""

    def __init__(self, menus: QMenuBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self.rows: list[tuple[str, str]] = [(_plain(action), _keys(action)) for action in _actions(menus.actions())]
        self.rows += [
            (self.tr("Evidence list: show the page, or do what the line offers"), "Enter"),
            (self.tr("Evidence list: remove from the case"), _native("Del")),
            (self.tr("Timeline: open the proof"), "Enter"),
            (self.tr("Going through: right, next"), "Enter"),
            (self.tr("Going through: back to the timeline"), "Esc"),
            (self.tr("Page: larger or smaller"), self.tr("Ctrl + mouse wheel")),
            (self.tr("Redactions: next or previous place"), "N / P"),
            (self.tr("Redactions: black out, or leave to be seen"), self.tr("Space")),
            (self.tr("Redactions: draw a box; arrows move it, with Shift size it"), "B … Enter"),
            (
                self.tr("Export: next or previous page of the preview"),
                _native("Ctrl+PgDown") + " / " + _native("Ctrl+PgUp"),
            ),
        ]
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(20, 14, 20, 14)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(0, 1)
        for row, (text, keys) in enumerate(self.rows):
            grid.addWidget(label(text), row, 0)
            grid.addWidget(label(keys, "muted"), row, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(self.tr("Keys"))
        close = PushButton(self.tr("Close"), self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 14)
        layout.addWidget(area, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignHCenter)
        self.resize(520, min(620, self.screen().availableSize().height() - 60))


def _actions(actions: Sequence[QAction]) -> Iterator[QAction]:
    """Every action with a key, in the order of the menus."""
    for action in actions:
        menu = action.menu()
        if isinstance(menu, QMenu):
            yield from _actions(menu.actions())
        elif not action.shortcut().isEmpty():
            yield action


def _plain(action: QAction) -> str:
    return action.text().replace("&", "").removesuffix(" …").removesuffix("…")


def _keys(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
