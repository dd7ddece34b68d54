"""Writes bundles in a process of their own and brings the news home to Qt's thread."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from ...core.problems import Fault, LehuaError, Problem

if TYPE_CHECKING:
    from ...bundle.desk import BundleDesk, BundleTicket
    from ...bundle.plan import BundleRequest
    from ...bundle.write import Bundle

_log = logging.getLogger(__name__)


class Exporter(QObject):
    """One export at a time; it may be of several editions, one after the other."""

    progressed = Signal(int, int)  # pages done, all pages, of the edition under way
    finished = Signal(object)  # tuple[Bundle, ...]
    failed = Signal(object)  # Fault
    _over = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk: BundleDesk | None = None
        self._ticket: BundleTicket | None = None
        self._waiting: list[BundleRequest] = []
        self._made: list[Bundle] = []
        self._folder = Path()
        self._over.connect(self._on_over, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        return self._ticket is not None

    @property
    def step(self) -> tuple[int, int]:
        """Which edition is under way, counted from 1, and how many there are."""
        return len(self._made) + 1, len(self._made) + 1 + len(self._waiting)

    def start(self, requests: Sequence[BundleRequest], folder: Path) -> None:
        """Begins; `finished` or `failed` follows."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            self.failed.emit(Fault(Problem.NOT_WRITABLE))
            return
        self._waiting, self._made, self._folder = list(requests), [], folder
        self._next()

    def _next(self) -> None:
        from ...bundle.desk import BundleDesk  # late: it loads the PDF libraries

        if self._desk is None:
            self._desk = BundleDesk()
        try:
            self._ticket = self._desk.write(self._waiting.pop(0), self._folder, self.progressed.emit)
        except LehuaError as error:
            self._fail(error.fault)
            return
        self._ticket.add_done_callback(self._over.emit)

    def cancel(self) -> None:
        """Stops the writing; a former bundle stays as it was."""
        if self._ticket is not None:
            self._ticket.cancel()

    def close(self) -> None:
        """Ends the process."""
        self._ticket = None
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    def _on_over(self, ticket: BundleTicket) -> None:
        if ticket is not self._ticket:
            return
        self._ticket = None
        try:
            self._made.append(ticket.result())
        except LehuaError as error:
            self._fail(error.fault)
        except Exception as error:  # noqa: BLE001  a bug in the worker must not take the window down
            _log.error("writing the bundle failed: %s", type(error).__name__)
            self._fail(Fault(Problem.BUNDLE_FAULTY))
        else:
            if self._waiting:
                self._next()
            else:
                self.finished.emit(tuple(self._made))

    def _fail(self, fault: Fault) -> None:
        self._waiting.clear()
        self.failed.emit(fault)
