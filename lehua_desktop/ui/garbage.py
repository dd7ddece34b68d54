"""Looks for unreachable objects in Qt's thread alone.

Python looks for cycles in whichever thread happens to allocate. A thread that makes pictures or follows a bundle would
then destroy widgets and models of a closed dialog while Qt uses them: the window hangs or the process ends.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer


class Garbage(QObject):
    """Takes the search over from Python until `stop`; each generation is searched when its own threshold is passed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Searches the oldest generation that is due, and with it the younger ones."""
        due = [
            age
            for age, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > most
        ]
        if due:
            gc.collect(due[-1])

    def stop(self) -> None:
        """Gives the search back to Python: no other thread of the program runs any more."""
        self._timer.stop()
        gc.enable()
