"""What runs in a worker process: looking a file over, and reading one page of it.

Importing this module is cheap, for every worker does it first; libraries are loaded when a file needs them.
"""

from __future__ import annotations

import functools
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ..core.problems import LehuaError, Problem
from ..offline import stay_offline

if TYPE_CHECKING:
    from ..core.page import Page
    from .engines.engine import Engines

EngineChoice = Literal["auto", "rapidocr", "tesseract"]
OpenEngines = Callable[[EngineChoice], "Engines"]
Source = bytes | Path
_MOST_MEMORY = 3 * 1024**3  # address space of a worker in bytes; the largest picture takes two


@dataclass(frozen=True, slots=True)
class Survey:
    """What a file is. `weights` has an entry for each page: how much longer than usual it may take."""

    media_type: str
    weights: tuple[float, ...]
    password: str | None = None


def start(folder: str) -> None:
    """First thing in each worker. Temporary files go to `folder`, which the desk removes whatever happens."""
    stay_offline()
    tempfile.tempdir = folder
    os.umask(0o077)
    for name in ("TMPDIR", "TMP", "TEMP"):  # native libraries and other programs leave files there, too
        os.environ[name] = folder
    # One thread for each library: the desk runs as many workers as there are cores.
    for name in ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    if sys.platform == "linux":
        import resource

        # A file that wants all the memory there is costs its page, not the whole computer.
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def survey(source: Source, passwords: tuple[str, ...]) -> Survey:
    """What the file is and how many pages it has. Raises `LehuaError` when it cannot be read as a whole."""
    from .formats import sniff

    data = _bytes(source)
    if not data:
        raise LehuaError(Problem.EMPTY_FILE)
    media_type = sniff.sniff(data)
    if media_type == sniff.PDF:
        from .formats import pdfs

        password = pdfs.password_of(data, passwords)
        with pdfs.open_pdf(data, password) as document:
            pdfs.check_shown(document, data, password)
            return Survey(media_type, (1.0,) * pdfs.page_count(document), password)
    if sniff.is_picture(media_type):
        from .formats import images

        image = images.open_picture(data)
        return Survey(media_type, (1 + image.width * image.height / 10_000_000,) * images.frame_count(image))
    if media_type in sniff.TABLES:
        from .formats import tables

        return Survey(media_type, (1.0,) * len(tables.statement_pages(data, media_type)))
    fault = sniff.refusal(data)
    raise LehuaError(fault.problem, **fault.details)


def read_page(
    source: Source, media_type: str, number: int, password: str | None, choice: EngineChoice, open_engines: OpenEngines
) -> Page:
    """One page of a file that `survey` has looked over. Raises `LehuaError`."""
    from . import pages
    from .formats import sniff

    engines = functools.partial(_engines, choice, open_engines)
    if media_type == sniff.PDF:
        return pages.pdf_page(source, number, password, engines)
    if media_type in sniff.TABLES:
        from .formats import tables

        return tables.table_pages(_bytes(source), media_type)[number]
    return pages.picture_page(_bytes(source), number, engines())


def _bytes(source: Source) -> bytes:
    return source if isinstance(source, bytes) else source.read_bytes()


@functools.cache
def _engines(choice: EngineChoice, open_engines: OpenEngines) -> Engines:
    """Loaded once a process, by the first page that needs them."""
    return open_engines(choice)
