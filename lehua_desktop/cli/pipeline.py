"""Reading many files at once, with results in the order in which the files were given."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from ..casebook import Added, Casebook, Evidence, derive, find_files
from ..core.facts import Context, Facts
from ..core.page import FileReading, Page
from ..core.problems import Fault, LehuaError, Problem
from ..reading.desk import ReadingDesk, ReadingTicket, ReadOptions

# As many files wait in the queue at once: enough for all cores, and few enough that a folder of a thousand
# photos, or several very large files, do not stand in memory as a whole.
_QUEUED = 4 * (os.cpu_count() or 2)
_QUEUED_BYTES = 200_000_000

T = TypeVar("T")
Q = TypeVar("Q")
OnFile = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file. `failed` are its pages that could not be read, `fault` is about the whole file."""

    given: str
    sha256: str | None = None
    page_count: int | None = None
    pages: tuple[Page, ...] = ()
    facts: Facts | None = None
    fault: Fault | None = None
    failed: dict[int, Fault] = field(default_factory=dict)
    added: Added | None = None

    @property
    def well(self) -> bool:
        return self.fault is None and not self.failed


def read_files(paths: Sequence[Path], options: ReadOptions, today: dt.date, on_file: OnFile) -> Iterator[Result]:
    """Reads files, folders and ZIPs; keeps nothing."""
    found = find_files(paths, options.passwords)
    with ReadingDesk() as desk:

        def queued() -> Iterator[tuple[Result, ReadingTicket | None, int]]:
            for file in found:
                sha256 = hashlib.sha256(file.data).hexdigest() if file.data else None
                start = Result(file.given, sha256, fault=file.fault)
                yield start, None if file.fault else desk.read(file.name, file.data, options), len(file.data)

        for start, ticket in _ahead(queued()):
            on_file(start.given)
            yield start if ticket is None else _read(start, ticket.result(), today)


def add_files(
    book: Casebook, paths: Sequence[Path], options: ReadOptions, now: dt.datetime, on_file: OnFile
) -> list[Result]:
    """Imports files, reads those that are not read yet, and tells what each of them says."""
    added = book.add_files(paths, now, options.passwords)
    mine = {item.evidence for item in added}
    todo = [item for item in book.evidence() if item.id in mine and item.status != "read"]
    names = {item.evidence: item.given for item in reversed(added)}
    unsaved: dict[int, Fault] = {}
    options = replace(options, passwords=tuple(dict.fromkeys((*options.passwords, *book.passwords()))))
    with ReadingDesk() as desk:
        queued = ((item, desk.read(item.name, book.data(item.id), options), item.size) for item in todo)
        for item, ticket in _ahead(queued):
            on_file(names[item.id])
            try:
                book.apply_reading(item.id, ticket.result(), now)
            except LehuaError as error:  # a full disk: a smaller reading may still have room
                unsaved[item.id] = error.fault
    evidence = {item.id: item for item in book.evidence()}
    return [
        Result(item.given, fault=item.fault, added=item)
        if item.evidence is None
        else _kept(book, item, evidence[item.evidence], unsaved.get(item.evidence))
        for item in added
    ]


def _ahead(jobs: Iterable[tuple[T, Q, int]]) -> Iterator[tuple[T, Q]]:
    """The jobs, each with its bytes, in order; always some of them started ahead of the one that is waited for."""
    started: deque[tuple[T, Q, int]] = deque()
    for job in jobs:
        started.append(job)
        while started and (len(started) >= _QUEUED or sum(size for *_, size in started) > _QUEUED_BYTES):
            yield started.popleft()[:2]
    yield from (job[:2] for job in started)


def _read(start: Result, reading: FileReading, today: dt.date) -> Result:
    facts = derive(reading.pages, Context(today)) if reading.pages else None
    failed = {item.page: item.fault for item in reading.failed}
    fault = reading.fault
    if fault is None and facts is None:
        fault = next(iter(failed.values()), Fault(Problem.READING_FAILED))
    return Result(start.given, start.sha256, reading.page_count, reading.pages, facts, fault, failed)


def _kept(book: Casebook, added: Added, item: Evidence, unsaved: Fault | None) -> Result:
    return Result(
        added.given,
        item.sha256,
        item.page_count,
        book.pages(item.id),
        book.facts(item.id),
        unsaved or (item.fault if item.status == "failed" else None),
        book.failed_pages(item.id),
        added,
    )
