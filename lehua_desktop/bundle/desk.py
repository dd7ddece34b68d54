"""Writes bundles in a process of its own, which can be watched and stopped while the window stays alive."""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Self

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from ..core.problems import LehuaError, Problem
from .plan import BundleRequest
from .write import PART, Bundle, bundle_paths, write_bundle

Progress = Callable[[int, int], None]


class BundleTicket:
    """One bundle on its way. `done` and `total` count exhibit pages; `total` is 0 before the first is begun."""

    def __init__(self, future: ProcessFuture[Bundle], parts: tuple[Path, ...]) -> None:
        self.done = 0
        self.total = 0
        self._future = future
        self._parts = parts

    def result(self) -> Bundle:
        """The finished bundle, waited for. Raises `LehuaError`, CANCELLED after `cancel`."""
        try:
            return self._future.result()
        except CancelledError:
            raise LehuaError(Problem.CANCELLED) from None
        except ProcessExpired as error:
            raise LehuaError(Problem.BUNDLE_FAULTY) from error
        finally:
            self._clear()

    def cancel(self) -> None:
        """Stops the worker; a former bundle stays as it was, what was begun is removed."""
        self._future.cancel()  # type: ignore[no-untyped-call]

    def add_done_callback(self, call: Callable[[BundleTicket], None]) -> None:
        """Calls `call(ticket)` from another thread when the bundle is there, failed or cancelled."""
        self._future.add_done_callback(lambda _: call(self))

    def _clear(self) -> None:
        # A killed worker cannot remove its own half-written files.
        for part in self._parts:
            with contextlib.suppress(OSError):
                part.unlink()


class BundleDesk:
    """Owns the worker process; a context manager. One bundle at a time, others wait their turn."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._news, for_worker = context.Pipe(duplex=False)
        self._for_worker = for_worker
        self._pool = ProcessPool(max_workers=1, context=context, initializer=_begin, initargs=(for_worker,))
        self._numbers = itertools.count(1)
        self._progress: dict[int, tuple[BundleTicket, Progress | None]] = {}
        self._closed = threading.Event()
        self._listener = threading.Thread(target=self._listen, name="bundle-progress", daemon=True)
        self._listener.start()

    def write(self, request: BundleRequest, out_dir: Path, on_progress: Progress | None = None) -> BundleTicket:
        """Starts a bundle; `on_progress(done, total)` is called from another thread."""
        paths = bundle_paths(request, out_dir)
        number = next(self._numbers)
        future = self._pool.schedule(_write, args=(number, request, out_dir))
        ticket = BundleTicket(future, tuple(path.with_name(path.name + PART) for path in paths))
        self._progress[number] = (ticket, on_progress)
        future.add_done_callback(lambda _: self._progress.pop(number, None))
        return ticket

    def close(self) -> None:
        """Stops what is under way."""
        self._closed.set()
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
        self._listener.join()
        self._news.close()
        self._for_worker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _listen(self) -> None:
        while not self._closed.is_set():
            if not self._news.poll(0.1):
                continue
            number, done, total = self._news.recv()
            ticket, call = self._progress.get(number, (None, None))
            if ticket is not None:
                ticket.done, ticket.total = done, total
                if call:
                    call(done, total)


_news: Connection | None = None


def _begin(news: Connection) -> None:
    global _news
    _news = news


def _write(number: int, request: BundleRequest, out_dir: Path) -> Bundle:
    def tell(done: int, total: int) -> None:
        if _news is not None:
            _news.send((number, done, total))

    return write_bundle(request, out_dir, tell)
