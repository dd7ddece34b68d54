"""Writes bundles in a process of its own, which can be watched and stopped while the window stays alive."""

from __future__ import annotations

import contextlib
import multiprocessing
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import TracebackType
from typing import Self

from ..core.problems import LehuaError, Problem
from ..offline import stay_offline
from .plan import BundleRequest
from .write import Bundle, part_paths, write_bundle

Progress = Callable[[int, int], None]
_spawn = multiprocessing.get_context("spawn")


class BundleTicket:
    """One bundle on its way. `done` and `total` count exhibit pages; `total` is 0 before the first is begun."""

    def __init__(self, request: BundleRequest, out_dir: Path, on_progress: Progress | None) -> None:
        self.done = 0
        self.total = 0
        self._request, self._out_dir, self._on_progress = request, out_dir, on_progress
        self._future: Future[Bundle] = Future()
        self._lock = threading.Lock()
        self._process: SpawnProcess | None = None
        self._cancelled = False

    def result(self) -> Bundle:
        """The finished bundle, waited for. Raises `LehuaError`, CANCELLED after `cancel`."""
        return self._future.result()

    def cancel(self) -> None:
        """Stops the writing; a former bundle stays as it was. What was begun is gone once `result` returns."""
        with self._lock:
            self._cancelled = True
            if self._process is not None:
                self._process.kill()

    def add_done_callback(self, call: Callable[[BundleTicket], None]) -> None:
        """Calls `call(ticket)` from another thread when the bundle is there, failed or cancelled."""
        self._future.add_done_callback(lambda _: call(self))

    def run(self) -> None:
        """Writes the bundle and waits for it; called by the desk, once."""
        try:
            bundle = self._written()
        # Whatever went wrong belongs to whoever waits for the bundle.
        except Exception as error:  # noqa: BLE001
            self._future.set_exception(LehuaError(Problem.CANCELLED) if self._cancelled else error)
        else:
            self._future.set_result(bundle)

    def _written(self) -> Bundle:
        news, for_process = _spawn.Pipe()
        process = _spawn.Process(target=_write, args=(for_process,), name="bundle")
        try:
            with self._lock:
                if self._cancelled:
                    raise LehuaError(Problem.CANCELLED)
                process.start()
                self._process = process
            for_process.close()  # so that the end of the process ends the news
            # Not as arguments: `start` would wait for ever for a process that ends before it has taken them all.
            news.send((self._request, self._out_dir))
            return self._heard(news)
        except (EOFError, OSError):
            raise LehuaError(Problem.BUNDLE_FAULTY) from None
        finally:
            news.close()
            with self._lock:
                self._process = None
            if process.pid is not None:
                process.join()
                if process.exitcode:  # a process that was killed cannot remove its own half-written files
                    for part in part_paths(self._request, self._out_dir):
                        with contextlib.suppress(OSError):
                            part.unlink()
                process.close()

    def _heard(self, news: Connection) -> Bundle:
        while True:
            said = news.recv()
            if isinstance(said, Bundle):
                return said
            if isinstance(said, Exception):
                raise said
            self.done, self.total = said
            if self._on_progress:
                self._on_progress(self.done, self.total)


class BundleDesk:
    """Has one bundle written at a time, others wait their turn; a context manager."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[BundleTicket | None] = queue.Queue()
        self._tickets: set[BundleTicket] = set()
        self._thread = threading.Thread(target=self._work, name="bundles", daemon=True)
        self._thread.start()

    def write(self, request: BundleRequest, out_dir: Path, on_progress: Progress | None = None) -> BundleTicket:
        """Starts a bundle; `on_progress(done, total)` is called from another thread."""
        ticket = BundleTicket(request, out_dir, on_progress)
        self._tickets.add(ticket)
        ticket.add_done_callback(self._tickets.discard)
        self._waiting.put(ticket)
        return ticket

    def close(self) -> None:
        """Stops what is under way."""
        for ticket in list(self._tickets):
            ticket.cancel()
        self._waiting.put(None)
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _work(self) -> None:
        while (ticket := self._waiting.get()) is not None:
            ticket.run()


def _write(news: Connection) -> None:
    stay_offline()
    request, out_dir = news.recv()
    try:
        news.send(write_bundle(request, out_dir, lambda done, total: news.send((done, total))))
    except LehuaError as error:
        news.send(error)
