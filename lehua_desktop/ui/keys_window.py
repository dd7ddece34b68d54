"""The keys of the program, taken from its menus, so that the list cannot lag behind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QMenu, QMenuBar, QVBoxLayout, QWidget

from .widgets import PushButton, fit_screen, label, scrolling


class KeysWindow(QDialog):
    """What each key does, menu by menu, then in the views."""

    def __init__(self, menus: QMenuBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self.groups: list[tuple[str, list[tuple[str, str]]]] = [
            (_plain(menu), [(_plain(action), _keys(action)) for action in _actions([menu])]) for menu in menus.actions()
        ]
        self.groups.append((self.tr("In the views"), self._of_views()))
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(20, 8, 20, 14)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(0, 1)
        for title, rows in self.groups:
            if rows:
                head = label(title, bold=True)
                head.setContentsMargins(0, 8, 0, 0)
                grid.addWidget(head, grid.rowCount(), 0, 1, 2)
            for text, keys in rows:
                row = grid.rowCount()
                grid.addWidget(label(text), row, 0)
                grid.addWidget(label(keys, "muted"), row, 1)
        area = scrolling(inside)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(self.tr("Keys"))
        close = PushButton(self.tr("Close"), self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 14, 14)
        layout.addWidget(area, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        bar = area.verticalScrollBar().sizeHint().width()
        fit_screen(self, max(520, inside.sizeHint().width() + bar + 24), 620)

    def _of_views(self) -> list[tuple[str, str]]:
        return [
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


def _actions(actions: Sequence[QAction]) -> Iterator[QAction]:
    """Every action with a key, in the order of the menus."""
    for action in actions:
        menu = action.menu()
        if isinstance(menu, QMenu):
            yield from _actions(menu.actions())
        elif not action.shortcut().isEmpty():
            yield action


def _plain(action: QAction) -> str:
    text = re.sub(r"\(&.\)", "", action.text())  # the key of a Chinese menu
    return text.replace("&", "").removesuffix(" …").removesuffix("…")


def _keys(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
