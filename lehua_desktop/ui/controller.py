"""The one object that views talk to: the open case, what is being imported and read, and what can be undone.

A view asks the controller and listens to `changed`. Everything runs in Qt's thread; readings come home from worker
processes through a queued signal.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageWriter, QUndoStack

from ..core.days import CHINA
from ..core.edits import Changes, Done, Edit
from ..core.filing import Outlook, Route
from ..core.model import Timeline
from ..core.page import FileReading
from ..core.problems import Fault, LehuaError, Problem
from ..core.words import Language, Words
from .commands import AddCommand, EditCommand
from .review import ReviewItem, to_review

if TYPE_CHECKING:
    from ..casebook import Added, Casebook, Evidence
    from ..reading.desk import ReadingDesk, ReadingTicket

_log = logging.getLogger(__name__)
_EVERYTHING = Changes(loan=True)
_TIMELINE_EVERY = 1.0  # seconds between two looks of the timeline while files are being read, at least …
_TIMELINE_SHARE = 12  # … and so many times what the last look took, so that a large case stays smooth
_FEW = 40  # changed files are looked up one by one; more of them, all at once


@dataclass(frozen=True, slots=True)
class Progress:
    """How far importing and reading are: files done of all, and the name of the one under way."""

    done: int
    total: int
    name: str
    adding: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that could not be brought in, kept in the list until the person puts it away."""

    name: str
    path: Path | None
    fault: Fault

    @property
    def in_part(self) -> bool:
        """What could be read of it is in the case: the sentence is for the person to know, not to act on."""
        return self.fault.problem is Problem.WORDS_NOT_READ


@dataclass
class Batch:
    """What came of one drop."""

    added: list[int] = field(default_factory=list)
    known: int = 0
    refused: int = 0


class Controller(QObject):
    """Owns the `Casebook`, the reading desk and the undo stack."""

    changed = Signal(object)  # Changes: the one signal that views listen to
    closed = Signal()  # the case is gone: nothing kept of it is good any more
    progressed = Signal()  # importing or reading went on; `progress()` tells how far
    imported = Signal(object)  # Batch: one drop is in
    second_reader_missing = Signal()  # reading begins, and no second reader is installed
    failed = Signal(object)  # Fault: an action of the person could not be done
    _page_read = Signal(int, int, int, int)
    _file_read = Signal(int, int, object)

    def __init__(
        self,
        language: Language = "zh",
        today: Callable[[], dt.date] | None = None,
        make_desk: Callable[[], ReadingDesk] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.language = language
        self.undo_stack = QUndoStack(self)
        self._today = today or (lambda: _now().date())
        self._make_desk = make_desk or _default_desk
        self._desk: ReadingDesk | None = None
        self._asker: threading.Thread | None = None
        self._book: Casebook | None = None
        self._session = 0  # rises with each case, so that a late reading never lands in another one
        self._jobs: list[tuple[Iterator[Added], list[Path], Batch]] = []
        self._queue: list[int] = []
        self._running: dict[int, ReadingTicket] = {}
        self._pages: dict[int, tuple[int, int]] = {}
        self._passwords: dict[int, str] = {}
        self._done = 0
        self._paused = False
        self._evidence: list[Evidence] | None = None
        self._review: list[ReviewItem] | None = None
        self._outlook: Outlook | None = None
        self._told = 0.0  # when the timeline was shown last while files were read
        self._look_took = 0.0
        self._pending = Changes(timeline=False)  # what views hear of in a moment
        self.refused: list[Refused] = []
        self._importer = QTimer(self, interval=0)
        self._importer.timeout.connect(self._import_next)
        self._soon = QTimer(self, interval=80, singleShot=True)
        self._soon.timeout.connect(lambda: self._tell(Changes(timeline=False)))
        self._page_read.connect(self._on_page, Qt.ConnectionType.QueuedConnection)
        self._file_read.connect(self._on_file, Qt.ConnectionType.QueuedConnection)

    # --- the case --------------------------------------------------------------------------------------

    @property
    def book(self) -> Casebook:
        """The open case. Only asked for while there is one."""
        if self._book is None:
            raise RuntimeError("no case is open")
        return self._book

    @property
    def is_open(self) -> bool:
        return self._book is not None

    @property
    def today(self) -> dt.date:
        return self._today()

    def say(self, words: Words) -> str:
        """A sentence from below the window in the window's language."""
        return words.say(self.language)

    def new_case(self, path: Path) -> None:
        """Makes and opens a case; raises `LehuaError`."""
        from ..casebook import Casebook  # late: the window stands before the readers of documents are loaded

        self._take(Casebook.create(path))

    def open_case(self, path: Path, passphrase: str | None = None) -> None:
        """Opens a case and goes on reading what was not read; raises `LehuaError`."""
        from ..casebook import Casebook

        self._take(Casebook.open(path, passphrase))

    def close_case(self) -> None:
        """Stops all work and closes the case; what was not read yet is read when it is opened again."""
        self._session += 1
        self._importer.stop()
        self._jobs.clear()
        for ticket in self._running.values():
            ticket.cancel()
        self._queue, self._running, self._pages, self._passwords = [], {}, {}, {}
        self.refused = []
        self.undo_stack.clear()
        if self._book is not None:
            self._book.close()
            self._book = None
            self.closed.emit()
            self._tell(_EVERYTHING)

    def shut_down(self) -> None:
        """Closes the case and ends the worker processes."""
        self.close_case()
        if self._asker is not None:
            self._asker.join()
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    def _take(self, book: Casebook) -> None:
        self.close_case()
        self._book = book
        self._paused, self._done = False, 0
        self._queue = [item.id for item in book.waiting()]
        self._tell(_EVERYTHING)
        QTimer.singleShot(0, self, self._read_on)

    # --- what views ask --------------------------------------------------------------------------------

    def _tell(self, changes: Changes) -> None:
        """Forgets what was kept of the case before, then lets the views look."""
        self._soon.stop()
        changes = replace(changes, evidence=changes.evidence | self._pending.evidence)
        self._pending = Changes(timeline=False)
        self._look_up(changes)
        if changes.timeline or changes.loan:
            self._review = self._outlook = None
        self.changed.emit(changes)

    def _tell_soon(self, changes: Changes) -> None:
        """The same for what comes a hundred times a second while many files are brought in and read."""
        self._pending = replace(self._pending, evidence=self._pending.evidence | changes.evidence)
        if not self._soon.isActive():
            self._soon.start()

    def _look_up(self, changes: Changes) -> None:
        """The list of files as it is now; of a long list only what has changed is asked for."""
        if self._evidence is None or self._book is None or changes.loan or not 0 < len(changes.evidence) <= _FEW:
            self._evidence = None
            return
        known = {item.id: item for item in self._evidence if item.id not in changes.evidence}
        for evidence in changes.evidence:
            known |= {item.id: item for item in self._book.evidence(evidence)}
        self._evidence = [known[number] for number in sorted(known)]

    def evidence(self) -> list[Evidence]:
        """All files of the case, kept until something changes: views ask often."""
        if self._evidence is None:
            self._evidence = self.book.evidence() if self._book else []
        return self._evidence

    def timeline(self) -> Timeline:
        return self.book.timeline(self.today) if self._book else Timeline()

    def to_review(self) -> list[ReviewItem]:
        """What waits for the person's eyes, in the order of the timeline."""
        if self._review is None:
            ignored = self.book.decisions().ignored if self._book else frozenset()
            self._review = to_review(self.timeline(), self.book.proofs(), ignored) if self._book else []
        return self._review

    def outlook(self) -> Outlook:
        """How complaints stand and which days lie ahead. Only asked for while a case is open."""
        if self._outlook is None:
            self._outlook = self.book.outlook(self.today)
        return self._outlook

    def route_to_offer(self, chosen: object) -> str:
        """The route that was `chosen` last; where the person has chosen none yet, that of the next step."""
        if chosen:
            return str(chosen)
        route = next((step.route for step in self.outlook().steps), None)
        return Route.BUREAU if route in (None, Route.REVIEW, Route.OTHER, Route.REPORT) else route

    # --- what a person does ----------------------------------------------------------------------------

    def do(self, text: str, *edits: Edit) -> bool:
        """Applies edits as one undoable action called `text`; false if it could not be done."""
        rows = tuple(change for edit in edits for change in edit.rows)
        command = EditCommand(text, Edit(rows), self._apply)
        self.undo_stack.push(command)
        return not command.isObsolete()

    def _apply(self, edit: Edit, done: Done = "edited") -> bool:
        try:
            changes = self.book.apply(edit, what=done)
        except LehuaError as error:
            self.failed.emit(error.fault)
            return False
        self._tell(changes)
        return True

    def _show_evidence(self, ids: Sequence[int], shown: bool) -> bool:
        rows = tuple(row for item in ids for row in self.book.remove(item).rows)
        return self._apply(Edit(rows).inverse(), "redone") if shown else self._apply(Edit(rows), "undone")

    # --- importing -------------------------------------------------------------------------------------

    def add_paths(self, paths: Sequence[Path], passwords: Sequence[str] = ()) -> None:
        """Imports files and folders bit by bit, so that the window stays alive."""
        found = self.book.adding(list(paths), _now(), passwords)
        self._jobs.append((found, list(paths), Batch()))
        self._paused = False
        self._importer.start()
        self.progressed.emit()

    def add_picture(self, picture: QImage) -> None:
        """Imports a pasted picture."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, b"png").write(picture)
        now = _now()
        name = now.strftime("粘贴_%Y%m%d_%H%M%S.png" if self.language == "zh" else "Pasted_%Y%m%d_%H%M%S.png")
        batch = Batch()
        try:
            self._note(self.book.add_bytes(name, bytes(buffer.data().data()), now), batch, None)
        except LehuaError as error:
            self.failed.emit(error.fault)
            return
        self._finish(batch)

    def _import_next(self) -> None:
        if not self._jobs:
            self._importer.stop()
            return
        found, paths, batch = self._jobs[0]
        try:
            added = next(found, None)
        except LehuaError as error:
            self.failed.emit(error.fault)
            added = None
        if added is None:
            self._jobs.pop(0)
            self._finish(batch)
            return
        given = Path(added.given) if added.given else None
        self._note(added, batch, given if given in paths or (given and given.exists()) else _holder(given, paths))
        self.progressed.emit()
        if not added.fault and not added.duplicate_of:
            self._tell_soon(Changes(evidence=frozenset({added.evidence or 0}), timeline=False))

    def _note(self, added: Added, batch: Batch, path: Path | None) -> None:
        if added.fault is not None:
            self.refused.append(Refused(added.name, path, added.fault))
            if not self.refused[-1].in_part:
                batch.refused += 1
        elif added.duplicate_of is not None:
            batch.known += 1
        elif added.evidence is not None:
            batch.added.append(added.evidence)
            self._queue.append(added.evidence)
            self._read_on()

    def _finish(self, batch: Batch) -> None:
        if batch.added:
            text = self.tr("Add %n file(s)", "", len(batch.added))
            self.undo_stack.push(AddCommand(text, batch.added, self._show_evidence))
        self._tell(Changes(evidence=frozenset(batch.added)))
        self.imported.emit(batch)
        self.progressed.emit()

    @property
    def not_added(self) -> int:
        """How many files of the list could not be brought in at all."""
        return sum(not item.in_part for item in self.refused)

    def put_away(self, refused: Refused) -> None:
        """The person has seen why the file was refused."""
        self.refused.remove(refused)
        self._tell(Changes(timeline=False))

    def try_again(self, refused: Refused, password: str | None = None) -> None:
        """Brings a refused file in once more."""
        self.refused.remove(refused)
        if refused.path is not None:
            self.add_paths([refused.path], (password,) if password else ())
        self._tell(Changes(timeline=False))

    # --- reading ---------------------------------------------------------------------------------------

    def read_again(self, evidence: int, password: str | None = None) -> None:
        """Reads one piece of evidence once more; what the person decided stays."""
        if password:
            self._passwords[evidence] = password
        if evidence not in self._queue and evidence not in self._running:
            self._queue.insert(0, evidence)
        self._paused = False
        self._read_on()
        self._tell(Changes(evidence=frozenset({evidence}), timeline=False))

    def cancel(self) -> None:
        """Stops importing and reading. What is in the case stays; `go_on` reads the rest."""
        self._paused = True
        while self._jobs:
            found, _, batch = self._jobs.pop(0)
            del found
            self._finish(batch)
        for evidence, ticket in list(self._running.items()):
            ticket.cancel()
            self._queue.insert(0, evidence)
        self._running.clear()
        self._pages.clear()
        self._session += 1
        self._tell(_EVERYTHING)
        self.progressed.emit()

    def go_on(self) -> None:
        """Reads what a cancel left unread."""
        self._paused = False
        self._read_on()
        self._tell(Changes(timeline=False))

    @property
    def paused(self) -> bool:
        """A cancel left files unread."""
        return self._paused and bool(self._queue)

    def reading(self, evidence: int) -> tuple[int, int] | None:
        """Pages done and all pages (0: not known yet) of a file that is being read now."""
        return self._pages.get(evidence, (0, 0)) if evidence in self._running else None

    def queued(self, evidence: int) -> bool:
        """The file waits for a worker."""
        return evidence in self._queue

    def progress(self) -> Progress | None:
        """How far the work is; `None` when there is none."""
        left = len(self._queue) + len(self._running)
        if self._paused or (not left and not self._jobs):
            return None
        names = {item.id: item.name for item in self.evidence()} if self._running else {}
        name = next((names[item] for item in self._running if item in names), "")
        return Progress(self._done, self._done + left, name, bool(self._jobs))

    def _read_on(self) -> None:
        if self._paused or self._book is None:
            return
        if self._queue and self._desk is None:
            self._desk = self._make_desk()
            self._ask_for_second_reader()
        while self._queue and self._desk is not None and len(self._running) < 4:
            self._start(self._queue.pop(0), self._desk)
        if not self._queue and not self._running:
            self._done = 0
        self.progressed.emit()

    def _ask_for_second_reader(self) -> None:
        """Says if no second reader is installed; asked beside the window, for a program has to be started for it."""

        def ask() -> None:
            from ..reading.desk import second_reader_missing

            if second_reader_missing():
                self.second_reader_missing.emit()

        self._asker = threading.Thread(target=ask, name="second reader", daemon=True)
        self._asker.start()

    def _start(self, evidence: int, desk: ReadingDesk) -> None:
        from ..reading.desk import ReadOptions

        item = next(iter(self.book.evidence(evidence)), None)
        if item is None:  # taken out again before its turn came
            return
        session = self._session
        passwords = dict.fromkeys((*self._passwords.values(), *self.book.passwords()))
        options = ReadOptions(passwords=tuple(passwords))
        try:
            data = self.book.data(evidence)
        except LehuaError as error:
            self.failed.emit(error.fault)
            return
        ticket = desk.read(
            item.name, data, options, lambda done, total: self._page_read.emit(session, evidence, done, total)
        )
        self._running[evidence] = ticket
        ticket.add_done_callback(lambda reading: self._file_read.emit(session, evidence, reading))

    def _on_page(self, session: int, evidence: int, done: int, total: int) -> None:
        if session == self._session and evidence in self._running:
            self._pages[evidence] = (done, total)
            self.progressed.emit()

    def _on_file(self, session: int, evidence: int, reading: FileReading) -> None:
        if session != self._session or self._book is None:
            return
        self._running.pop(evidence, None)
        self._pages.pop(evidence, None)
        self._done += 1
        try:
            changes = self.book.apply_reading(evidence, reading, _now())
            if reading.password and self._passwords.pop(evidence, None):
                self._try_locked()
        except LehuaError as error:
            self.failed.emit(error.fault)
            changes = Changes(evidence=frozenset({evidence}), timeline=False)
            if error.fault.problem is Problem.DISK_FULL:
                self._queue.insert(0, evidence)
                self._paused = True
        more = bool(self._queue or self._running or self._jobs)
        now = time.monotonic()
        if more and now - self._told < max(_TIMELINE_EVERY, _TIMELINE_SHARE * self._look_took):
            self._tell_soon(changes)
        else:
            self._tell(changes if more else replace(changes, timeline=True, loan=True))
            self._told = time.monotonic()
            self._look_took = self._told - now
        self._read_on()

    def _try_locked(self) -> None:
        """A new password opened a file: it may open the others that are locked, too."""
        locked = [item.id for item in self.book.evidence() if item.fault and item.fault.locked]
        self._queue += [item for item in locked if item not in self._queue and item not in self._running]


def _now() -> dt.datetime:
    return dt.datetime.now(CHINA)


def _default_desk() -> ReadingDesk:
    from ..reading.desk import ReadingDesk  # late: the window must be usable before workers are thought of

    return ReadingDesk()


def _holder(given: Path | None, paths: Sequence[Path]) -> Path | None:
    """The dropped ZIP that a refused member lies in."""
    return next((path for path in paths if given is not None and path in given.parents), None)
