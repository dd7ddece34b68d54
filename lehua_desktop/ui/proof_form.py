"""The values of one payment proof beside what the page shows, ready to be corrected and confirmed."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QSizePolicy, QWidget

from ..core.edits import Edit
from ..core.model import Proof, Read, Status
from ..facts.looks import say_looks
from ..ledger.reasons import STATUSES
from .controller import Controller
from .entry import is_time, typed_day, typed_money
from .page_view import page_key
from .pictures import PageKey, Pictures
from .theme import colours
from .widgets import label, set_role

_CROP_HEIGHT = 58
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
        self.status.activated.connect(lambda _: self._commit("status"))
        self.about_loan.clicked.connect(lambda _: self._commit("about_loan"))
        pictures.ready.connect(self._on_picture)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        # With crops each value has a line of its own beside its picture; else two lines hold them all.
        wide = bool(self._crops)
        places: list[tuple[str, str, QWidget, int, int, int]] = [
            ("amount", self.tr("Amount"), self.amount, 0, 0, 2 if wide else 1),
            ("day", self.tr("Paid on"), self.day, 1 if wide else 0, 0 if wide else 1, 1),
            ("time", self.tr("Time"), self.time, 1 if wide else 0, 1 if wide else 2, 1),
            ("status", self.tr("Result"), self.status, 2 if wide else 1, 0, 2 if wide else 1),
            ("payee", self.tr("Payee"), self.payee, 3 if wide else 1, 0 if wide else 1, 2),
        ]
        for name, text, field, row, column, span in places:
            caption = label(text, "muted")
            caption.setBuddy(field)
            field.setAccessibleName(text)
            line, column = row * 4, column + wide
            if name in self._crops:
                grid.addWidget(self._crops[name], line + 1, 0, 2, 1)
            grid.addWidget(caption, line + 1, column, 1, span)
            grid.addWidget(field, line + 2, column, 1, span)
            if name in self._notes:
                grid.addWidget(self._notes[name], line + 3, column, 1, span)
        for column, stretch in enumerate((9, 4, 3) if wide else (4, 4, 3)):
            grid.setColumnStretch(column, stretch)
        if wide:
            grid.setHorizontalSpacing(14)
            grid.setVerticalSpacing(5)
        if wide:  # else whoever shows the form finds a place for it
            grid.addWidget(self.about_loan, 16, 1, 1, 2)

    # --- in --------------------------------------------------------------------------------------------

    @property
    def proof(self) -> Proof | None:
        return self._proof

    def show_proof(self, proof: Proof | None) -> None:
        """Fills the fields; one that the person is typing in for the same proof is left alone."""
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
        self._flag("amount", fact.amount, proof.confirmed, self.amount)
        self._flag("day", fact.day, proof.confirmed, self.day)
        self._flag("status", fact.status, proof.confirmed, self.status)
        self._cut(proof)

    def _flag(self, name: str, read: Read[object], confirmed: bool, field: QWidget) -> None:
        doubtful = not read.certain and not confirmed
        set_role(field, "look", "true" if doubtful else "false")
        why = "" if confirmed else self._controller.say(say_looks(read))
        text = f"✓ {why}" if why else ""
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

    def pending(self) -> list[Edit] | None:
        """The edits of fields that were typed in and not written yet; `None` if one of them makes no sense."""
        if self._proof is None:
            return []
        edits = []
        for name, edit in self._edits.items():
            if edit.isModified():
                value = self._value(name)
                if value is _WRONG:
                    return None
                edits.append(self._controller.book.correct(self._proof.id, name, value))
        return edits

    def complete(self) -> bool:
        """Amount and day are there, so that the values can be confirmed."""
        return self._value("amount") is not _WRONG and self._value("day") is not _WRONG

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
                edit.setToolTip(self.tr("This is not understood. Nothing was changed."))
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
