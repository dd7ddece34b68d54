"""The values of one payment proof beside what the page shows, ready to be corrected and confirmed."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QSizePolicy, QWidget

from ...core.edits import Edit
from ...core.facts import Read, Status
from ...core.model import Payment, Proof
from ...facts.looks import say_looks
from ...ledger.reasons import STATUSES
from ..controller import Controller
from ..entry import is_time, typed_day, typed_money
from ..page.view import page_key
from ..pictures import PageKey, Pictures
from ..theme import colours
from ..widgets import label, set_role

_CROP_HEIGHT = 58
_NARROW = 300  # below this width amount, day and time do not fit beside each other
_WRONG = object()


class Crop(QWidget):
    """The place on the page that a value was read from, enlarged."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QImage()
        self.setFixedHeight(_CROP_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_picture(self, picture: QImage) -> None:
        self._picture = picture
        self.setVisible(not picture.isNull())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, _CROP_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._picture.size().scaled(self.size() - QSize(2, 2), Qt.AspectRatioMode.KeepAspectRatio)
        area = QRect(1, (self.height() - size.height()) // 2, size.width(), size.height())
        painter.drawImage(area, self._picture)
        painter.setPen(QPen(QColor(colours(self.palette()).line)))
        painter.drawRect(area.adjusted(0, 0, -1, -1))
        painter.end()


class ProofForm(QWidget):
    """Fields of one proof. A changed field is written when the person leaves it, each as one undoable step."""

    located = Signal(object)  # Read: the person is at this value, show its place

    def __init__(self, controller: Controller, pictures: Pictures, crops: bool) -> None:
        super().__init__()
        self._controller, self._pictures = controller, pictures
        self._proof: Proof | None = None
        self._keys: dict[str, PageKey] = {}
        self.amount = QLineEdit()
        self.day = QLineEdit()
        self.time = QLineEdit()
        self.payee = QLineEdit()
        self.status = QComboBox()
        self.about_loan = QCheckBox(self.tr("Of this loan"))
        self.day.setPlaceholderText(self.tr("e.g. 2024-05-20"))
        self.amount.setPlaceholderText(self.tr("e.g. 1,286.35"))
        self.time.setPlaceholderText(self.tr("time"))
        for status in Status:
            self.status.addItem(controller.say(STATUSES[status]), status)
        self._edits = {"amount": self.amount, "day": self.day, "time": self.time, "payee": self.payee}
        self._notes = {name: label(role="warn", wrap=True) for name in ("amount", "day", "status")}
        self._crops = {name: Crop() for name in ("amount", "day", "status")} if crops else {}
        self._lay_out()
        for name, edit in self._edits.items():
            edit.setMinimumWidth(56)
            edit.editingFinished.connect(lambda name=name: self._commit(name))
            edit.textEdited.connect(lambda _, name=name: self._on_typed(name))
        self.day.setMinimumWidth(self.fontMetrics().horizontalAdvance("2024-12-28") + 26)  # a cut day misleads
        self.status.activated.connect(lambda _: self._commit("status"))
        self.about_loan.clicked.connect(lambda _: self._commit("about_loan"))
        pictures.ready.connect(self._on_picture)

    def _lay_out(self) -> None:
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        wide = bool(self._crops)
        grid.setHorizontalSpacing(14 if wide else 8)
        grid.setVerticalSpacing(5 if wide else 3)
        self._captions = {}
        for name, text in (
            ("amount", self.tr("Amount")),
            ("day", self.tr("Paid on")),
            ("time", self.tr("Time")),
            ("status", self.tr("Result")),
            ("payee", self.tr("Payee")),
        ):
            field = self._field(name)
            field.setAccessibleName(text)
            self._captions[name] = label(text, "muted")
            self._captions[name].setBuddy(field)
        # With crops each value has a line of its own beside its picture; else two lines hold them all.
        if wide:
            self._put(("amount", 0, 1, 2), ("day", 1, 1, 1), ("time", 1, 2, 1), ("status", 2, 1, 2), ("payee", 3, 1, 2))
            for row, name in enumerate(("amount", "day", "status")):
                grid.addWidget(self._crops[name], row * 4 + 1, 0, 2, 1)
            grid.addWidget(self.about_loan, 16, 1, 1, 2)  # else whoever shows the form finds a place for it
            self._stretch(9, 4, 3)
        else:
            self._put_beside(narrow=False)

    def _put_beside(self, narrow: bool) -> None:
        if narrow:
            self._put(("amount", 0, 0, 1), ("day", 0, 1, 1), ("time", 1, 0, 1), ("status", 1, 1, 1), ("payee", 2, 0, 2))
            self._stretch(1, 1, 0)
        else:
            self._put(("amount", 0, 0, 1), ("day", 0, 1, 1), ("time", 0, 2, 1), ("status", 1, 0, 1), ("payee", 1, 1, 2))
            self._stretch(4, 4, 3)
        self._narrow = narrow

    def _put(self, *places: tuple[str, int, int, int]) -> None:
        """Each field with its caption above and its note below: name, line, column, columns."""
        for name, line, column, span in places:
            self._grid.addWidget(self._captions[name], line * 4 + 1, column, 1, span)
            self._grid.addWidget(self._field(name), line * 4 + 2, column, 1, span)
            if name in self._notes:
                self._grid.addWidget(self._notes[name], line * 4 + 3, column, 1, span)

    def _stretch(self, *columns: int) -> None:
        for column, stretch in enumerate(columns):
            self._grid.setColumnStretch(column, stretch)

    def _field(self, name: str) -> QWidget:
        return self.status if name == "status" else self._edits[name]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        if not self._crops and narrow != self._narrow:
            self._put_beside(narrow)

    # --- in --------------------------------------------------------------------------------------------

    @property
    def proof(self) -> Proof | None:
        return self._proof

    def show_proof(self, proof: Proof | None, borne_out: Payment | None = None) -> None:
        """Fills the fields; one that the person is typing in for the same proof is left alone.

        `borne_out` is the payment that other evidence makes certain: its values ask for nothing here.
        """
        same = proof is not None and self._proof is not None and proof.id == self._proof.id
        self._proof = proof
        self.setEnabled(proof is not None)
        if proof is None:
            return
        fact = proof.payment
        texts = {
            "amount": str(fact.amount.value) if fact.amount.value is not None else "",
            "day": fact.day.value.isoformat() if fact.day.value else "",
            "time": fact.time or "",
            "payee": fact.payee or "",
        }
        for name, edit in self._edits.items():
            if not (same and edit.hasFocus() and edit.isModified()):
                edit.setText(texts[name])
                edit.setModified(False)
                set_role(edit, "wrong", "false")
        self.status.setCurrentIndex(self.status.findData(fact.status.value))
        self.about_loan.setChecked(fact.about_loan)
        borne = borne_out
        self._flag("amount", fact.amount, proof.confirmed, borne and borne.amount)
        self._flag("day", fact.day, proof.confirmed, borne and borne.day)
        self._flag("status", fact.status, proof.confirmed, borne and borne.status)
        self._cut(proof)

    def _flag(self, name: str, read: Read[object], confirmed: bool, elsewhere: object) -> None:
        field = self._field(name)
        borne_out = not read.certain and read.value is not None and read.value == elsewhere
        doubtful = not read.certain and not confirmed and not borne_out
        set_role(field, "look", "true" if doubtful else "false")
        why = "" if confirmed else self._controller.say(say_looks(read))
        text = f"✓ {why}" if why else ""
        if borne_out and not confirmed:
            text = "✓ " + self.tr("Other evidence shows the same")
        if doubtful and read.value is None:
            text = "⚠ " + self.tr("Could not be read")
        elif doubtful:
            text = "⚠ " + self.tr("Not sure, please compare")
            if any(not check.agrees for check in read.checks):
                text = self.tr("{doubt}: {reason}").format(doubt=text, reason=why)
        note = self._notes[name]
        set_role(note, "role", "warn" if doubtful else "muted")
        note.setText(text)
        note.setVisible(bool(text))
        field.setAccessibleDescription(text)

    def first_doubt(self) -> QWidget:
        """The field that the person should look at first."""
        if self._proof is None or self._proof.confirmed:
            return self.amount
        fact = self._proof.payment
        for read, field in ((fact.amount, self.amount), (fact.day, self.day), (fact.status, self.status)):
            if not read.certain:
                return field
        return self.amount

    # --- out -------------------------------------------------------------------------------------------

    def pending(self) -> list[Edit]:
        """The edits of fields that were typed in and not written yet; only asked for when the form is complete."""
        if self._proof is None:
            return []
        correct, proof = self._controller.book.correct, self._proof.id
        return [correct(proof, name, self._value(name)) for name, edit in self._edits.items() if edit.isModified()]

    def complete(self) -> bool:
        """Amount and day are there and all else makes sense; what does not is marked, and the first has the focus."""
        wrong = [
            edit
            for name, edit in self._edits.items()
            if (name in ("amount", "day") or edit.isModified()) and self._value(name) is _WRONG
        ]
        for edit in self._edits.values():
            set_role(edit, "wrong", "true" if edit in wrong else "false")
        if wrong:
            wrong[0].setFocus()
        return not wrong

    def _on_typed(self, name: str) -> None:
        """What was said of the value that was read does not hold for what is typed."""
        set_role(self._edits[name], "wrong", "false")
        if name in self._notes:
            self._notes[name].setText("")
            self._edits[name].setAccessibleDescription("")

    def _say_wrong(self, name: str) -> None:
        """Why the field is red; below it where there is room for words."""
        said = self.tr("This is not understood. Nothing was changed.")
        self._edits[name].setToolTip(said)
        self._edits[name].setAccessibleDescription(said)
        if name in self._notes:
            set_role(self._notes[name], "role", "warn")
            self._notes[name].setText(said)
            self._notes[name].show()

    def written(self) -> None:
        """The pending edits are in the case."""
        for edit in self._edits.values():
            edit.setModified(False)

    def _value(self, name: str) -> object:
        text = self._edits[name].text().strip()
        if name == "amount":
            return typed_money(text) or _WRONG
        if name == "day":
            return typed_day(text) or _WRONG
        if name == "time":
            return (text or None) if not text or is_time(text) else _WRONG
        return text or None

    def _commit(self, name: str) -> None:
        proof = self._proof
        if proof is None:
            return
        value: object
        if name == "status":
            value = self.status.currentData()
            if value == proof.payment.status.value and proof.payment.status.certain:
                return
        elif name == "about_loan":
            value = self.about_loan.isChecked()
        else:
            edit = self._edits[name]
            if not edit.isModified():
                return
            value = self._value(name)
            set_role(edit, "wrong", "true" if value is _WRONG else "false")
            if value is _WRONG:
                self._say_wrong(name)
                return
            edit.setToolTip("")
            edit.setModified(False)
        titles = {
            "amount": self.tr("Correct the amount"),
            "day": self.tr("Correct the day"),
            "time": self.tr("Correct the time"),
            "status": self.tr("Correct the result"),
            "payee": self.tr("Correct the payee"),
            "about_loan": self.tr("Change what it belongs to"),
        }
        self._controller.do(titles[name], self._controller.book.correct(proof.id, name, value))

    # --- crops -----------------------------------------------------------------------------------------

    def _cut(self, proof: Proof) -> None:
        fact = proof.payment
        self._keys = {}
        for name, read in (("amount", fact.amount), ("day", fact.day), ("status", fact.status)):
            crop = self._crops.get(name)
            if crop is not None:
                crop.set_picture(self._crop_of(name, proof.evidence, read))

    def _crop_of(self, name: str, evidence: int, read: Read[object]) -> QImage:
        item = next((item for item in self._controller.evidence() if item.id == evidence), None)
        page = next((page for page in self._controller.book.pages(evidence) if page.number == read.page), None)
        if item is None or page is None or read.box is None or page.unit == "cell":
            return QImage()
        key = page_key(evidence, read.page, page, item.media_type)
        self._keys[name] = key
        picture = self._pictures.get(key)
        if picture is None or picture.isNull():
            return QImage()
        scale = picture.width() / page.width
        box, pad = read.box, read.box.height * 0.35
        left, top = int((box.x0 - 2 * pad) * scale), int((box.y0 - pad) * scale)
        wide, high = int((box.width + 4 * pad) * scale), int((box.height + 2 * pad) * scale)
        return picture.copy(QRect(left, top, max(1, wide), max(1, high)).intersected(picture.rect()))

    def _on_picture(self, key: PageKey) -> None:
        if self._proof is not None and key in self._keys.values():
            self._cut(self._proof)
