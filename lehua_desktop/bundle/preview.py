"""A bundle to look at before it is written: set in a process of its own, which then draws pages on request.

The process ends when its preview is closed, and also when the program that asked for it is gone; the PDF goes with it.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.util import Finalize
from pathlib import Path

import pypdfium2

from ..core.problems import Fault, LehuaError, Problem
from ..offline import stay_offline
from .plan import BundleRequest
from .write import write_preview

_PDF = "preview.pdf"
_spawn = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Setting:
    """The bundle is being set: exhibit pages done, of all."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Made:
    """The bundle is there to be looked at. `sizes` are width and height of its pages in points, `bytes` that of the PDF."""

    sizes: tuple[tuple[float, float], ...]
    bytes: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page (from 0) as RGB rows without padding, as it was asked for with `longest`."""

    page: int
    longest: int
    width: int
    height: int
    pixels: bytes


News = Setting | Made | Drawn | Fault


class Preview:
    """One preview on its way; `on_news` is called from another thread. No call waits for the process."""

    def __init__(self, request: BundleRequest, folder: Path, on_news: Callable[[News], None]) -> None:
        """`folder` is this preview's own: it is made here, and removed with everything in it."""
        self._on_news = on_news
        self._closed = False
        self._pipe, for_process = _spawn.Pipe()
        self._process = _spawn.Process(target=_serve, args=(for_process, folder), name="preview")
        self._process.start()
        # Python waits for its processes before it ends: this one would never end by itself.
        self._end = Finalize(self, _end, args=(self._process, folder), exitpriority=1)
        for_process.close()  # so that the end of the process ends the news
        self._thread = threading.Thread(target=self._follow, args=(request,), name="preview", daemon=True)
        self._thread.start()

    def ask(self, page: int, longest: int) -> None:
        """Asks for a page of what was `Made`, its longer side `longest` pixels. What is asked for last comes first."""
        with contextlib.suppress(OSError):
            self._pipe.send((page, longest))

    def close(self) -> None:
        """Stops whatever goes on and removes what was written."""
        self._closed = True
        self._end()
        self._thread.join()
        self._pipe.close()

    def _follow(self, request: BundleRequest) -> None:
        # Not as an argument, and not by whoever asks: all originals go with it, and a fresh Python is slow to take them.
        with contextlib.suppress(OSError):  # it was stopped before it took them
            self._pipe.send(request)
        over = False
        while True:
            try:
                news: News = self._pipe.recv()
            except (EOFError, OSError):
                break
            over = over or isinstance(news, Fault)
            if not self._closed:
                self._on_news(news)
        if not self._closed and not over:
            self._on_news(Fault(Problem.BUNDLE_FAULTY))


def _end(process: SpawnProcess, folder: Path) -> None:
    process.kill()
    process.join()
    shutil.rmtree(folder, ignore_errors=True)


def _serve(pipe: Connection, folder: Path) -> None:
    stay_offline()
    try:
        with contextlib.suppress(EOFError, OSError):  # nobody is there any more
            try:
                pipe.send(_made(pipe, pipe.recv(), folder))
            except LehuaError as error:
                pipe.send(error.fault)
            else:
                _draw(pipe, folder / _PDF)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _made(pipe: Connection, request: BundleRequest, folder: Path) -> Made:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _PDF
    write_preview(request, path, lambda done, total: pipe.send(Setting(done, total)))
    document = pypdfium2.PdfDocument(path)
    try:
        return Made(tuple(document.get_page_size(number) for number in range(len(document))), path.stat().st_size)
    finally:
        document.close()


def _draw(pipe: Connection, path: Path) -> None:
    asked: list[tuple[int, int]] = []
    document = pypdfium2.PdfDocument(path)
    try:
        while True:
            while not asked or pipe.poll():
                asked.append(pipe.recv())
            number, longest = asked.pop()
            page = document[number]
            scale = longest / max(page.get_size())
            picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
            page.close()
            pipe.send(Drawn(number, longest, picture.width, picture.height, picture.tobytes()))
    finally:
        document.close()
