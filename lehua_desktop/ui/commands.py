"""What can be undone: an edit of the case, and a drop of files."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QUndoCommand

from ..core.edits import Done, Edit


class EditCommand(QUndoCommand):
    """An edit; undo is the same edit turned round. It drops out of the stack when it cannot be written."""

    def __init__(self, text: str, edit: Edit, apply: Callable[[Edit, Done], bool]) -> None:
        super().__init__(text)
        self._edit = edit
        self._apply = apply
        self._done: Done = "edited"

    def redo(self) -> None:
        self.setObsolete(not self._apply(self._edit, self._done))
        self._done = "redone"

    def undo(self) -> None:
        self.setObsolete(not self._apply(self._edit.inverse(), "undone"))


class AddCommand(QUndoCommand):
    """Files that were brought in. Undo takes them out of sight; their bytes stay in the case."""

    def __init__(self, text: str, evidence: Sequence[int], show: Callable[[Sequence[int], bool], bool]) -> None:
        super().__init__(text)
        self._evidence = tuple(evidence)
        self._show = show
        self._fresh = True

    def redo(self) -> None:
        if self._fresh:  # pushing calls redo, and the files are already in
            self._fresh = False
            return
        self.setObsolete(not self._show(self._evidence, True))

    def undo(self) -> None:
        self.setObsolete(not self._show(self._evidence, False))
