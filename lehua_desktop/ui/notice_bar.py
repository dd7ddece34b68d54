"""One sentence at the foot of the window: what was done, or why it could not be."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QFrame, QHBoxLayout

from .widgets import IconButton, PushButton, label, set_role

_SECONDS = 9


class NoticeBar(QFrame):
    """Good news goes by itself; a fault stays until it is put away."""

    def __init__(self) -> None:
        super().__init__()
        self.text = label(wrap=True)
        self.action = PushButton("", kind="link")
        self._done: Callable[[], object] | None = None
        self._offers_undo = False
        self.action.clicked.connect(self._act)
        self._timer = QTimer(self, interval=_SECONDS * 1000, singleShot=True)
        self._timer.timeout.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 3, 6, 3)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.action)
        layout.addWidget(IconButton("close", self.tr("Put away"), self.hide))
        self.hide()

    def say(self, text: str, fault: bool = False, action: str = "", done: Callable[[], object] | None = None) -> None:
        """Shows a sentence, with a link if there is something to do."""
        set_role(self, "role", "fault" if fault else "notice")
        self.text.setText(text)
        self.setAccessibleName(text)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self._done, self._offers_undo = done, False
        self._timer.stop()
        if not fault and not action:
            self._timer.start()
        self.show()

    def offer_undo(self, stack: QUndoStack) -> None:
        """Says the last step, which can be taken back here until another one follows."""
        text = self.tr("Done: {step}").format(step=stack.undoText())
        self.say(text, action=self.tr("Undo"), done=stack.undo)
        self._offers_undo = True

    def on_step(self) -> None:
        """Another step was done or undone: the one that was offered is not the last any more."""
        if self._offers_undo:
            self.hide()

    def _act(self) -> None:
        self.hide()
        if self._done is not None:
            self._done()
