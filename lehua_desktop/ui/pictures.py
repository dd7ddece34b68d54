"""Pictures of pages, made beside the window's thread.

One background thread makes them all, because the PDF library is not made for two. What is asked for last comes
first: that is what the person looks at.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from ..core.problems import LehuaError

_log = logging.getLogger(__name__)
_KEEP = 160_000_000  # bytes of pictures kept


@dataclass(frozen=True, slots=True)
class PageKey:
    """One page of one file at one size. `turned` is how far the stored page is turned to stand upright."""

    evidence: int
    page: int
    turned: int
    longest: int


class Pictures(QObject):
    """Asks for a picture once, keeps the latest, and tells when one is there."""

    ready = Signal(object)  # PageKey
    _made = Signal(int, object, object)

    def __init__(self, source: Callable[[int], tuple[bytes, str | None]], parent: QObject | None = None) -> None:
        """`source` gives the bytes and the password of a piece of evidence, in Qt's thread."""
        super().__init__(parent)
        self._source = source
        self._kept: OrderedDict[PageKey, QImage | None] = OrderedDict()
        self._asked: set[PageKey] = set()
        self._stack: list[tuple[int, PageKey, bytes, str | None]] = []
        self._wake = threading.Condition()
        self._session = 0
        self._stopped = False
        self._thread: threading.Thread | None = None
        self._made.connect(self._keep, Qt.ConnectionType.QueuedConnection)

    def get(self, key: PageKey) -> QImage | None:
        """The picture if it is there (a null picture if it cannot be made); else it is asked for."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._asked:
            self._asked.add(key)
            try:
                data, password = self._source(key.evidence)
            except LehuaError:
                self._keep(self._session, key, QImage())
                return QImage()
            self._push(key, data, password)
        return None

    @property
    def busy(self) -> bool:
        """Some picture is asked for and not there yet."""
        return bool(self._asked)

    def clear(self) -> None:
        """Forgets everything: another case is open."""
        with self._wake:
            self._stack.clear()
        self._session += 1
        self._kept.clear()
        self._asked.clear()

    def forget(self, evidence: int) -> None:
        """A file was read again: its password or its turn may be known now."""
        for key in [key for key in self._kept if key.evidence == evidence]:
            del self._kept[key]

    def stop(self) -> None:
        """Ends the thread; a picture under way is finished first."""
        with self._wake:
            self._stopped = True
            self._stack.clear()
            self._wake.notify()
        if self._thread is not None:
            self._thread.join()

    def _push(self, key: PageKey, data: bytes, password: str | None) -> None:
        with self._wake:
            self._stack.append((self._session, key, data, password))
            self._wake.notify()
        if self._thread is None and not self._stopped:
            self._thread = threading.Thread(target=self._work, name="pictures", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        from ..reading.pictures import page_picture  # late: it loads the picture and PDF libraries

        while True:
            with self._wake:
                while not self._stack and not self._stopped:
                    self._wake.wait()
                if self._stopped:
                    return
                session, key, data, password = self._stack.pop()
            picture = QImage()
            try:
                made = page_picture(data, key.page, key.turned, longest=key.longest, password=password).convert("RGB")
                stride = made.width * 3
                picture = QImage(made.tobytes(), made.width, made.height, stride, QImage.Format.Format_RGB888).copy()
            except LehuaError as error:
                _log.info("no picture of a page: %s", error.fault.problem)
            except Exception as error:  # noqa: BLE001  damaged files make native decoders raise anything
                _log.warning("no picture of a page: %s", type(error).__name__)
            self._made.emit(session, key, picture)

    def _keep(self, session: int, key: PageKey, picture: QImage) -> None:
        if session != self._session:
            return
        self._asked.discard(key)
        self._kept[key] = picture
        while sum(kept.sizeInBytes() for kept in self._kept.values() if kept) > _KEEP and len(self._kept) > 1:
            self._kept.popitem(last=False)
        self.ready.emit(key)
