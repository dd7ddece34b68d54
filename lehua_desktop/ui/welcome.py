"""The page without a case: one place to drop files on, and the ways to a case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from .theme import colours, picture
from .widgets import ElidedLabel, PushButton, label, set_role

_WIDTH = 620


class DropPlace(QFrame):
    """Big enough to be hit by a tired hand; a click chooses files."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "drop")
        self.setMinimumHeight(190)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._sign = QLabel()
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title = label(self.tr("Drag screenshots and PDFs here"), size=8, bold=True)
        how = label(self.tr("or a whole folder, or paste a picture with Ctrl+V"), "muted")
        self.choose = PushButton(self.tr("Choose files …"), self.pressed.emit, "primary")
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch()
        layout.addWidget(self._sign)
        for line in (title, how):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(line)
        layout.addSpacing(8)
        layout.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch()
        self._paint()

    def _paint(self) -> None:
        self._sign.setPixmap(picture("drop", colours(self.palette()).accent, 48, self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._paint()
        super().changeEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()


class WelcomePage(QWidget):
    """Says what the program does in three short lines, and lets the person begin at once."""

    files_wanted = Signal()
    new_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal()
    recent_wanted = Signal(object)  # Path

    def __init__(self) -> None:
        super().__init__()
        self.drop = DropPlace()
        self.drop.pressed.connect(self.files_wanted)
        title = label(self.tr("Lehua evidence folder"), size=14, bold=True)
        what = label(
            self.tr("Turns repayment screenshots into a timeline and an evidence bundle that a clerk can check."),
            "muted",
            size=1,
            wrap=True,
        )
        ways = QHBoxLayout()
        ways.setSpacing(10)
        ways.addWidget(PushButton(self.tr("Open a case …"), self.open_wanted.emit))
        ways.addWidget(PushButton(self.tr("New case …"), self.new_wanted.emit))
        ways.addWidget(PushButton(self.tr("Try the sample case"), self.sample_wanted.emit))
        ways.addStretch()
        self._recent_title = label(self.tr("Recent cases"), bold=True)
        self._recent = QFormLayout()
        self._recent.setVerticalSpacing(0)
        self._recent.setHorizontalSpacing(12)
        self._recent.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._recent.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        quiet = label(self.tr("Everything stays on this computer. Nothing is uploaded."), "muted")
        column = QVBoxLayout()
        column.setSpacing(12)
        for widget in (title, what):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(self.drop)
        column.addLayout(ways)
        column.addSpacing(6)
        column.addWidget(self._recent_title)
        column.addLayout(self._recent)
        column.addStretch()
        quiet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(quiet)
        box = QWidget()
        box.setMaximumWidth(_WIDTH)
        box.setLayout(column)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.addStretch(1)
        layout.addWidget(box, 20)
        layout.addStretch(1)

    def show_recent(self, paths: Sequence[Path]) -> None:
        """The cases opened last, newest first."""
        while self._recent.rowCount():
            self._recent.removeRow(0)
        self._recent_title.setVisible(bool(paths))
        for path in paths:
            name = path.stem.replace("&", "&&")
            button = PushButton(name, partial(self.recent_wanted.emit, path), "link")
            button.setToolTip(str(path))
            changed = dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone()
            place = ElidedLabel(f"{changed:%Y-%m-%d %H:%M} · {path.parent}")
            set_role(place, "role", "muted")
            self._recent.addRow(button, place)
