"""The reading desk: files go out to worker processes page by page, and come back as readings.

A page that crashes its worker, or takes too long, costs that page only.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import functools
import logging
import multiprocessing
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import pebble

from ..core.page import FileReading, Page, PageFault
from ..core.problems import Fault, LehuaError, Problem
from . import worker

if TYPE_CHECKING:
    from .engines.engine import Engines

log = logging.getLogger(__name__)

_FOLDER = "lehua-reading-"
_STALE_SECONDS = 24 * 3600
_SURVEY_SECONDS = 120.0
_STARTS = 3  # times that workers are started anew when all of them end before they do anything
_PAUSE_SECONDS = 0.5
_MOST_SLOW = 5  # pages of a file that may take too long before the rest is skipped: thousands would take days
_BROKEN_OFF = {Problem.READING_CRASHED, Problem.READING_TIMED_OUT, Problem.READING_FAILED}

OnPage = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How a file is read. `page_seconds` is the time limit of an ordinary page; long pictures get more."""

    engine: worker.EngineChoice = "auto"
    passwords: tuple[str, ...] = ()
    page_seconds: float = 120


def second_reader_missing() -> bool:
    """Whether amounts and days get no second look because Tesseract is not installed."""
    from .engines.tesseract import installed

    return installed() is None


def default_engines(choice: worker.EngineChoice) -> Engines:
    """The engines of the program; imported where they run."""
    from .engines.choice import open_engines

    return open_engines(choice)


class ReadingDesk:
    """Owns the worker processes; a context manager. `workers` is as many as there are cores when not given."""

    def __init__(self, workers: int | None = None, open_engines: worker.OpenEngines = default_engines) -> None:
        self._workers = workers or _cores()
        self._open_engines = open_engines
        self._lock = threading.Lock()
        self._folder: Path | None = None
        self._pool: pebble.ProcessPool | None = None
        self._tickets: set[ReadingTicket] = set()
        self._failed_starts = 0
        self._sent: set[Any] = set()  # futures of the pool

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(
        self, name: str, data: bytes, options: ReadOptions | None = None, on_page: OnPage | None = None
    ) -> ReadingTicket:
        """Start reading a file and return at once. `on_page(done, total)` is called from another thread."""
        del name  # the content tells what a file is
        ticket = ReadingTicket(self, data, options or ReadOptions(), on_page)
        with self._lock:
            self._tickets.add(ticket)
        ticket.add_done_callback(lambda _: self._forget(ticket))
        ticket.start()
        return ticket

    def close(self) -> None:
        """Stop everything; what was not finished ends as cancelled. The desk can be used again afterwards."""
        with self._lock:
            tickets, pool, folder = list(self._tickets), self._pool, self._folder
            self._pool = self._folder = None
            self._failed_starts = 0
        for ticket in tickets:
            ticket.cancel()
        if pool is not None:
            _end(pool)
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def schedule(self, function: Callable[..., Any], arguments: tuple[object, ...], seconds: float) -> Any:
        """A future for the call of `function` in a worker, with a time limit. It fails when no worker can start."""
        self._clear_broken()
        with self._lock:
            if self._failed_starts >= _STARTS:
                return _failed(Problem.READING_CANNOT_START)
            if self._pool is None:
                try:
                    self._pool = self._new_pool()
                except OSError:
                    return _failed(Problem.NO_TEMPORARY_FOLDER)
            future = self._pool.schedule(function, args=arguments, timeout=seconds)
            self._sent.add(future)
        future.add_done_callback(self._worker_ended)
        return future

    def _clear_broken(self) -> None:
        """Ends a pool whose worker ended while it had nothing to do. What still waited in it is nobody's any more."""
        with self._lock:
            if self._pool is None or self._pool.active:
                return
            _end(self._pool)
            self._pool = None
            self._failed_starts += 1
            lost, self._sent = self._sent, set()
        for future in lost:
            if not future.done():
                future.set_exception(concurrent.futures.BrokenExecutor())

    def _worker_ended(self, future: Any) -> None:
        self._sent.discard(future)
        if not future.cancelled() and not isinstance(future.exception(), concurrent.futures.BrokenExecutor):
            self._failed_starts = 0  # a worker lives, or it lived to do something

    def lend(self, data: bytes) -> Path:
        """The bytes as a file that only this user may read, in the folder that goes when the desk closes."""
        with self._lock:
            folder = self._private_folder()
        handle, name = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        return Path(name)

    def open_engines(self) -> worker.OpenEngines:
        return self._open_engines

    def _forget(self, ticket: ReadingTicket) -> None:
        with self._lock:
            self._tickets.discard(ticket)

    def _new_pool(self) -> pebble.ProcessPool:
        return pebble.ProcessPool(
            max_workers=self._workers,
            initializer=worker.start,
            initargs=(str(self._private_folder()),),
            context=multiprocessing.get_context("spawn"),
        )

    def _private_folder(self) -> Path:
        if self._folder is None:
            _sweep()
            self._folder = Path(tempfile.mkdtemp(prefix=_FOLDER))
        return self._folder


class ReadingTicket:
    """One file on its way. Expected failures are in the result, never raised."""

    def __init__(self, desk: ReadingDesk, data: bytes, options: ReadOptions, on_page: OnPage | None) -> None:
        self._desk, self._options, self._on_page = desk, options, on_page
        self._source: worker.Source = data
        self._lock = threading.RLock()
        self._futures: list[Any] = []
        self._survey: worker.Survey | None = None
        self._pages: dict[int, Page | Fault] = {}
        self._cancelled = False
        self._slow = 0  # pages that took too long
        self._result: concurrent.futures.Future[FileReading] = concurrent.futures.Future()

    @property
    def done_pages(self) -> int:
        return len(self._pages)

    @property
    def total_pages(self) -> int | None:
        """`None` until the file has been looked over."""
        return None if self._survey is None else len(self._survey.weights)

    def result(self) -> FileReading:
        """The reading, as soon as the last page is done."""
        return self._result.result()

    def add_done_callback(self, function: Callable[[FileReading], None]) -> None:
        """`function` is called with the reading, in any thread; at once when it is there already."""
        self._result.add_done_callback(lambda future: function(future.result()))

    def cancel(self) -> None:
        """Stop reading; pages that are not done count as cancelled."""
        with self._lock:
            self._cancelled = True
            futures = list(self._futures)
        for future in futures:
            future.cancel()

    def start(self) -> None:
        self._schedule(worker.survey, (self._source, self._options.passwords), _SURVEY_SECONDS, self._surveyed)

    def _schedule(
        self, function: Callable[..., Any], arguments: tuple[object, ...], seconds: float, then: Callable[[Any], None]
    ) -> None:
        future = self._desk.schedule(function, arguments, seconds)
        with self._lock:
            self._futures.append(future)
            cancelled = self._cancelled

        def again() -> None:
            if self._cancelled:
                nothing: concurrent.futures.Future[Any] = concurrent.futures.Future()
                nothing.cancel()
                then(nothing)
            else:
                self._schedule(function, arguments, seconds, then)

        def ended(future: Any) -> None:
            if not future.cancelled() and isinstance(future.exception(), concurrent.futures.BrokenExecutor):
                # No worker had begun it. This thread belongs to the workers that ended: another one starts new ones.
                timer = threading.Timer(_PAUSE_SECONDS, again)
                timer.daemon = True
                timer.start()
            else:
                then(future)

        future.add_done_callback(ended)
        if cancelled:
            future.cancel()

    def _surveyed(self, future: Any) -> None:
        outcome = _outcome(future)
        if isinstance(outcome, Fault):
            # Its words would speak of a page where there is none yet.
            fault = Fault(Problem.FILE_TOO_HEAVY) if outcome.problem in _BROKEN_OFF else outcome
            self._finish(FileReading("", 0, fault=fault))
            return
        survey: worker.Survey = outcome
        with self._lock:
            self._survey = survey
            if self._cancelled:
                self._pages = dict.fromkeys(range(len(survey.weights)), Fault(Problem.CANCELLED))
        if len(self._pages) == len(survey.weights):
            self._done(survey)
            return
        if len(survey.weights) > 1 and isinstance(self._source, bytes):
            try:
                self._source = self._desk.lend(self._source)
            except OSError:
                log.warning("no temporary file could be written; the pages travel with the whole file")
        for number, weight in enumerate(survey.weights):
            arguments = (
                self._source,
                survey.media_type,
                number,
                survey.password,
                self._options.engine,
                self._desk.open_engines(),
            )
            seconds = self._options.page_seconds * weight
            self._schedule(worker.read_page, arguments, seconds, functools.partial(self._page_read, survey, number))

    def _page_read(self, survey: worker.Survey, number: int, future: Any) -> None:
        outcome = _outcome(future)
        stop: list[Any] = []
        with self._lock:
            if self._slow >= _MOST_SLOW and outcome == Fault(Problem.CANCELLED) and not self._cancelled:
                outcome = Fault(Problem.READING_TIMED_OUT)
            elif outcome == Fault(Problem.READING_TIMED_OUT):
                self._slow += 1
                stop = list(self._futures) if self._slow == _MOST_SLOW else []
            self._pages[number] = outcome
            done, total = len(self._pages), len(survey.weights)
        for waiting in stop:
            waiting.cancel()
        try:
            if self._on_page is not None:
                self._on_page(done, total)
        finally:
            if done == total:
                self._done(survey)

    def _done(self, survey: worker.Survey) -> None:
        results = sorted(self._pages.items())
        pages = tuple(result for _, result in results if isinstance(result, Page))
        failed = tuple(PageFault(number, result) for number, result in results if isinstance(result, Fault))
        # When no page could be read, and all for one reason, that reason is the file's.
        same = not pages and len({failure.fault.problem for failure in failed}) == 1
        fault = failed[0].fault if same else None
        if pages and not failed and not any(page.lines for page in pages):
            fault = Fault(Problem.NO_TEXT)  # an empty page is not the same as a page that says nothing of money
        self._finish(FileReading(survey.media_type, len(results), pages, failed, fault, survey.password))

    def _finish(self, reading: FileReading) -> None:
        if isinstance(self._source, Path):
            # A worker that is being stopped may hold it; closing the desk removes it.
            with contextlib.suppress(OSError):
                self._source.unlink(missing_ok=True)
        self._result.set_result(reading)


def _failed(problem: Problem) -> concurrent.futures.Future[Any]:
    future: concurrent.futures.Future[Any] = concurrent.futures.Future()
    future.set_exception(LehuaError(problem))
    return future


def _end(pool: pebble.ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


def _outcome(future: Any) -> Any:
    """What the worker returned, or the fault that stands for how it failed."""
    try:
        return future.result()
    except concurrent.futures.CancelledError:
        return Fault(Problem.CANCELLED)
    except LehuaError as error:
        return error.fault
    except TimeoutError:
        return Fault(Problem.READING_TIMED_OUT)
    except pebble.ProcessExpired:
        return Fault(Problem.READING_CRASHED)
    except Exception as error:  # noqa: BLE001 - a bug in a worker must not take the window down; it is logged
        log.error("reading failed: %s", type(error).__name__)
        return Fault(Problem.READING_FAILED)


def _cores() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _sweep() -> None:
    """Remove what a desk left behind that was killed before it could."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        try:
            if time.time() - folder.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue
