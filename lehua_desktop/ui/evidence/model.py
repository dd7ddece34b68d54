"""The files of the case as rows: what each is, how far it is, and the sentence if something is wrong with it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, QTimer

from ...bundle.story.wording import KINDS
from ...core.edits import Changes
from ...core.problems import Fault
from ..controller import Controller, Refused
from ..pictures import PageKey, Pictures

if TYPE_CHECKING:
    from ...casebook import Evidence

_Index = QModelIndex | QPersistentModelIndex
THUMBNAIL = 160  # pixels of the longest side


class Stage(Enum):
    """How far a file is, from the person's point of view."""

    WAITING = "waiting"
    READING = "reading"
    READ = "read"
    LOOK = "look"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list, ready to be painted."""

    name: str
    kind: str
    stage: Stage
    says: str
    action: str  # a link under the sentence, or ""
    icon: str
    evidence: int | None = None
    refused: Refused | None = None
    fault: Fault | None = None
    key: PageKey | None = None

    @property
    def asks_password(self) -> bool:
        return self.fault is not None and self.fault.locked


Order = Literal["added", "name", "day", "kind"]


class EvidenceModel(QAbstractListModel):
    """The evidence and, on top, the files that could not be brought in."""

    def __init__(self, controller: Controller, pictures: Pictures) -> None:
        super().__init__()
        self._controller, self.pictures = controller, pictures
        self.items: list[Item] = []
        self._turned: dict[int, int] = {}
        self.only: Literal["all", "look", "failed"] = "all"
        self.query = ""
        self.order: Order = "added"
        self._said: dict[int, tuple[str, str]] | None = None
        self._soon = QTimer(self, interval=60, singleShot=True)
        self._soon.timeout.connect(self.refresh)
        controller.changed.connect(self._on_changed)
        controller.progressed.connect(self._refresh_soon)
        pictures.ready.connect(self._on_picture)
        self.refresh()

    def refresh(self) -> None:
        """Takes the files as they are now; only what is new moves."""
        begun = time.monotonic()
        self._take()
        # Of a long list only now and then, so that most of the time is left for the person.
        self._soon.setInterval(max(60, round(8000 * (time.monotonic() - begun))))

    def _take(self) -> None:
        controller = self._controller
        look = {item.proof.evidence for item in controller.to_review()}
        items = [self._refused(refused) for refused in controller.refused]
        items += [self._item(evidence, evidence.id in look) for evidence in controller.evidence()]
        wanted = {"look": (Stage.LOOK,), "failed": (Stage.FAILED,)}.get(self.only)
        items = [item for item in items if (wanted is None or item.stage in wanted) and self._asked_for(item)]
        if self.order != "added":
            items.sort(key=self._rank)
        if [(i.evidence, i.refused) for i in items] == [(i.evidence, i.refused) for i in self.items]:
            changed = [row for row, (old, new) in enumerate(zip(self.items, items, strict=True)) if old != new]
            self.items = items
            for row in changed:
                self.dataChanged.emit(self.index(row), self.index(row))
        elif [(i.evidence, i.refused) for i in items[: len(self.items)]] == [
            (i.evidence, i.refused) for i in self.items
        ]:
            self.beginInsertRows(QModelIndex(), len(self.items), len(items) - 1)
            self.items = items
            self.endInsertRows()
        else:
            self.beginResetModel()
            self.items = items
            self.endResetModel()

    def look_for(self, query: str, order: Order) -> None:
        """Shows only files whose name, kind, amounts, days or payees hold every word of `query`, in this order."""
        self.query, self.order = query, order
        self.refresh()

    def _says(self, evidence: int | None) -> tuple[str, str]:
        """The first day of the payments in a file, and their days, amounts and payees as one text."""
        if self._said is None:
            texts: dict[int, list[str]] = {}
            days: dict[int, str] = {}
            for proof in self._controller.book.proofs() if self._controller.is_open else ():
                fact = proof.payment
                day, amount = str(fact.day.value or ""), str(fact.amount.value or "")
                texts.setdefault(proof.evidence, []).extend((day, amount, amount.replace(",", ""), fact.payee or ""))
                if day:
                    days[proof.evidence] = min(day, days.get(proof.evidence, day))
            self._said = {item: (days.get(item, "9"), " ".join(words).lower()) for item, words in texts.items()}
        return self._said.get(evidence or 0, ("9", ""))

    def _asked_for(self, item: Item) -> bool:
        words = self.query.lower().split()
        if not words:
            return True
        text = f"{item.name} {item.kind} {self._says(item.evidence)[1]}".lower()
        return all(word in text for word in words)

    def _rank(self, item: Item) -> tuple[bool, str, str]:
        """Files that could not be brought in stay on top."""
        key = {"name": "", "day": self._says(item.evidence)[0], "kind": item.kind}.get(self.order, "")
        return item.evidence is not None, key, item.name.lower()

    def _on_changed(self, changes: Changes) -> None:
        self._said = None
        for evidence in changes.evidence:
            self.pictures.forget(evidence)
            self._turned.pop(evidence, None)
        if self._controller.is_open:
            self._refresh_soon()
        else:  # at once: a file of this case must not be painted when the next one is open
            self._turned.clear()
            self.refresh()

    def _refresh_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _on_picture(self, key: PageKey) -> None:
        for row, item in enumerate(self.items):
            if item.key == key:
                self.dataChanged.emit(self.index(row), self.index(row))

    def _refused(self, refused: Refused) -> Item:
        locked = refused.fault.locked
        says = self._controller.say(refused.fault.words)
        action = self.tr("Enter the password") if locked else self.tr("Try again") if refused.path else ""
        return Item(
            refused.name,
            self.tr("Added in part") if refused.in_part else self.tr("Not added"),
            Stage.LOOK if refused.in_part else Stage.FAILED,
            says,
            "" if refused.in_part else action,
            "files",
            refused=refused,
            fault=refused.fault,
        )

    def _turn(self, evidence: int) -> int:
        """How the first page is turned, kept until the file is read again."""
        if evidence not in self._turned:
            pages = self._controller.book.pages(evidence)
            self._turned[evidence] = next((page.turned for page in pages if page.number == 0), 0)
        return self._turned[evidence]

    def _item(self, item: Evidence, look: bool) -> Item:
        controller = self._controller
        key = None
        if item.media_type.startswith("image/") or item.media_type == "application/pdf":
            key = PageKey(item.id, 0, self._turn(item.id), THUMBNAIL)
        progress = controller.reading(item.id)
        stage, says, action = Stage.READ, "", ""
        if progress is not None:
            done, total = progress
            says = self.tr("Reading …")
            if total > 1:
                says = self.tr("Reading page {page} of {total} …").format(page=min(done + 1, total), total=total)
            stage = Stage.READING
        elif controller.queued(item.id) or item.status == "waiting":
            stage, says = Stage.WAITING, self.tr("Not read yet") if controller.paused else self.tr("Waiting")
        elif item.status == "failed" and item.fault is not None:
            stage, says = Stage.FAILED, controller.say(item.fault.words)
            locked = item.fault.locked
            action = self.tr("Enter the password") if locked else self.tr("Read it again")
        elif item.fault is not None:
            failed = len(controller.book.failed_pages(item.id))
            stage, action = Stage.FAILED, self.tr("Read it again")
            says = self.tr("%n page(s) could not be read.", "", failed)
        elif look:
            stage, says = Stage.LOOK, self.tr("Needs a look")
        unread = self.tr("Picture") if key else self.tr("Table")
        if item.media_type == "application/pdf":
            unread = "PDF"
        kind = controller.say(KINDS[item.kind]) if item.kind else unread
        if item.page_count and item.page_count > 1:
            kind += self.tr(" · %n page(s)", "", item.page_count)
        icon = "pdf" if item.media_type == "application/pdf" else "picture" if key else "table"
        return Item(item.name, kind, stage, says, action, icon, item.id, fault=item.fault, key=key)

    def row_of(self, evidence: int) -> int | None:
        """Where a file stands in the list, if the filter lets it be seen."""
        return next((row for row, item in enumerate(self.items) if item.evidence == evidence), None)

    # --- Qt --------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (item.name, item.says) if part)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (item.name, item.kind, item.says) if part)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsEditable if self.items[index.row()].asks_password else usual

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """The password of a locked file."""
        item, password = self.items[index.row()], str(value)
        if role != Qt.ItemDataRole.EditRole or not password:
            return False
        if item.evidence is not None:
            self._controller.read_again(item.evidence, password)
        elif item.refused is not None:
            self._controller.try_again(item.refused, password)
        return True

    def act(self, row: int) -> bool:
        """Follows the link of a line; true if a password has to be typed first."""
        item = self.items[row]
        if item.asks_password:
            return True
        if item.evidence is not None:
            self._controller.read_again(item.evidence)
        elif item.refused is not None:
            self._controller.try_again(item.refused)
        return False
