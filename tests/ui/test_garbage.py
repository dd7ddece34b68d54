"""Objects of Qt that nothing reaches any more end in Qt's thread, whichever thread makes Python look for them."""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.ui.conftest import Bench


class Knot(QWidget):
    """A widget that holds itself, so that only a search for cycles ends it."""

    def __init__(self, ended: list[str]) -> None:
        super().__init__()
        self.me = self
        self.destroyed.connect(
            lambda: ended.append(threading.current_thread().name), Qt.ConnectionType.DirectConnection
        )


def test_a_thread_that_allocates_ends_no_widget(bench: Bench) -> None:
    gc.collect()
    ended: list[str] = []
    for _ in range(50):
        Knot(ended)
    kept: list[list[int]] = []
    busy = threading.Thread(target=lambda: kept.extend([number] for number in range(50_000)), name="busy")
    busy.start()
    busy.join()
    assert ended == []
    bench.bot.waitUntil(lambda: len(ended) == 50, timeout=10_000)
    assert set(ended) == {threading.main_thread().name}


def test_python_searches_by_itself_once_the_program_is_closed(bench: Bench) -> None:
    assert not gc.isenabled()
    bench.program.close()
    assert gc.isenabled()
