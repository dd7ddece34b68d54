"""The typesetting compiler, in a process of its own where a bundle has many pages.

The compiler keeps about one megabyte for each page until its process ends: in the process that merges, hundreds of
pages would stay in memory beside all originals.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import multiprocessing
from multiprocessing.connection import Connection

import typst

from ..core.problems import LehuaError, Problem
from ..resources import resource

_MANY = 60  # sheets


def press(data: str, made: dt.datetime, sheets: int) -> tuple[bytes, list[dict[str, int]]]:
    """The set PDF, and for each of its `sheets` its number and its page. Raises `LehuaError(BUNDLE_FAULTY)`."""
    if sheets <= _MANY:
        return _pressed(data, made)
    context = multiprocessing.get_context("spawn")
    news, for_process = context.Pipe()
    process = context.Process(target=_answer, args=(for_process,), name="press")
    process.start()
    for_process.close()
    try:
        news.send((data, made))
        said: tuple[bytes, list[dict[str, int]]] = news.recv()
    except (EOFError, OSError):
        raise LehuaError(Problem.BUNDLE_FAULTY) from None
    finally:
        process.join()
        news.close()
    return said


def _pressed(data: str, made: dt.datetime) -> tuple[bytes, list[dict[str, int]]]:
    compiler = typst.Compiler(
        input=str(resource("bundle", "bundle.typ")),
        root=str(resource("bundle")),
        font_paths=[str(resource("fonts"))],
        ignore_system_fonts=True,
        sys_inputs={"data": data},
    )
    pdf = compiler.compile(format="pdf", timestamp=made, pdf_standards=["a-2b"])
    assert isinstance(pdf, bytes)  # noqa: S101 - what the compiler gives without an output path
    return pdf, json.loads(compiler.query("<sheet>", field="value"))


def _answer(news: Connection) -> None:
    with contextlib.suppress(EOFError, OSError):  # whoever asked was stopped
        news.send(_pressed(*news.recv()))
