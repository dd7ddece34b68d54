"""Writes the bundle in its own process and brings the news home to Qt's thread."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from ..core.problems import Fault, LehuaError, Problem

if TYPE_CHECKING:
    from ..bundle.desk import BundleDesk, BundleTicket
    from ..bundle.plan import BundleRequest

_log = logging.getLogger(__name__)


class Exporter(QObject):
    """One bundle at a time."""

    progressed = Signal(int, int)  # pages done, all pages
    finished = Signal(object)  # Bundle
    failed = Signal(object)  # Fault
    _over = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk: BundleDesk | None = None
        self._ticket: BundleTicket | None = None
        self._over.connect(self._on_over, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        return self._ticket is not None

    def start(self, request: BundleRequest, folder: Path) -> None:
        """Begins; `finished` or `failed` follows."""
        from ..bundle.desk import BundleDesk  # late: it loads the PDF libraries

        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            self.failed.emit(Fault(Problem.NOT_WRITABLE))
            return
        if self._desk is None:
            self._desk = BundleDesk()
        try:
            self._ticket = self._desk.write(request, folder, self.progressed.emit)
        except LehuaError as error:
            self.failed.emit(error.fault)
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
            self.finished.emit(ticket.result())
        except LehuaError as error:
            self.failed.emit(error.fault)
        except Exception as error:  # noqa: BLE001  a bug in the worker must not take the window down
            _log.error("writing the bundle failed: %s", type(error).__name__)
            self.failed.emit(Fault(Problem.BUNDLE_FAULTY))
