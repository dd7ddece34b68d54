"""What the redacted edition blacks out on a page: look at each place, let it be seen, draw another."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ...core.model import Redaction, Source
from ...core.page import Box
from ...core.problems import LehuaError
from ..controller import Controller
from ..widgets import PushButton, label
from .canvas import PageCanvas


class RedactionBar(QWidget):
    """Stands above the page while its redactions are on show; the boxes lie on the canvas."""

    file_wanted = Signal(object)  # Source: the next file that waits for a look

    def __init__(self, controller: Controller, canvas: PageCanvas) -> None:
        super().__init__()
        self._controller, self._canvas = controller, canvas
        self._source: Source | None = None
        self.items: list[Redaction] = []
        self.current = -1
        self.said = label(wrap=True)
        self.said.setToolTip(
            self.tr("With keys: B begins a box, arrows move it, Shift and arrows size it, Enter keeps it, Esc drops it")
        )
        self.next = PushButton(self.tr("Next place"), self.go_on)
        self.next.setToolTip(self.tr("Next place (N), the one before (P)"))
        self.toggle = PushButton(self.tr("This may be seen"), self.decide)
        self.looked = QCheckBox(self.tr("Looked at: this file is right"))
        self.looked.clicked.connect(self._look)
        self.next_file = PushButton("", self.go_to_next_file, "link")
        self.next_file.hide()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.next)
        row.addWidget(self.toggle)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 6)
        layout.addWidget(self.said)
        layout.addLayout(row)
        layout.addWidget(self.looked)  # on lines of their own, or the bar would widen the page
        layout.addWidget(self.next_file, 0, Qt.AlignmentFlag.AlignLeft)
        for key, done in (("N", self.go_on), ("P", lambda: self.go_on(-1)), ("Space", self.decide)):
            QShortcut(QKeySequence(key), canvas, done, context=Qt.ShortcutContext.WidgetShortcut)
        canvas.redaction_clicked.connect(self._clicked)
        canvas.box_drawn.connect(self._draw)
        self.hide()

    def turn_to(self, source: Source | None) -> None:
        """From now on the tick is for this file; the places of its page come with the picture."""
        before = self._source
        if not source or not before or (source.evidence, source.page) != (before.evidence, before.page):
            self.current = -1
        self._source = source
        self.items = []
        if source is not None:
            self.looked.setChecked(source.evidence not in self._controller.book.redactions_unlooked())
            left = len(self._other_files())
            self.next_file.setText(self.tr("Next file (%n left)", "", left))
            self.next_file.setVisible(left > 0)

    def show_page(self, source: Source | None, drawing: bool) -> None:
        """Puts the boxes of the page on the canvas; `drawing`: boxes may be drawn on it."""
        self.turn_to(source)
        if source is not None:
            try:
                self.items = self._controller.book.redactions(source.evidence, source.page)
            except LehuaError as error:
                self._controller.failed.emit(error.fault)
        self._canvas.set_drawing(drawing)
        self._show()

    def leave(self) -> None:
        """The boxes of values come back."""
        self.items, self.current = [], -1
        self._canvas.set_drawing(False)
        self._canvas.set_redactions([], -1)

    def go_on(self, step: int = 1) -> None:
        """The next place, round and round."""
        if self.items:
            start = self.current if self.current >= 0 else (-1 if step > 0 else 0)
            self.current = (start + step) % len(self.items)
            self._show()
            self._canvas.focus_on(self.items[self.current].box)

    def decide(self) -> None:
        """Turns the word on the current place round; a drawn box goes."""
        if not 0 <= self.current < len(self.items):
            return
        item, book = self.items[self.current], self._controller.book
        if item.state == "drawn":
            self.current = -1
            self._controller.do(self.tr("Remove the drawn box"), book.erase_redaction(item))
        elif item.applies:
            self._controller.do(self.tr("Leave it to be seen"), book.decide_redaction(item, accepted=False))
        else:
            self._controller.do(self.tr("Black it out"), book.decide_redaction(item, accepted=True))

    def _clicked(self, place: int) -> None:
        self.current = place
        self.decide()

    def _draw(self, box: Box) -> None:
        if self._source is not None:
            edit = self._controller.book.draw_redaction(self._source.evidence, self._source.page, box)
            self._controller.do(self.tr("Draw a box"), edit)

    def _look(self, looked: bool) -> None:
        if self._source is not None:
            edit = self._controller.book.look_at_redactions(self._source.evidence, looked)
            if self._controller.do(self.tr("Redactions looked at"), edit) and looked:
                self.go_to_next_file()

    def _other_files(self) -> list[int]:
        """The files that nobody looked at yet, the one on show left out, those behind it first."""
        if self._source is None:
            return []
        here = self._source.evidence
        left = [item for item in self._controller.book.redactions_unlooked() if item != here]
        return sorted(left, key=lambda item: (item < here, item))

    def go_to_next_file(self) -> None:
        """The next file that waits for a look; where there is none, this one stays."""
        if others := self._other_files():
            self.file_wanted.emit(Source(others[0]))

    def _show(self) -> None:
        hidden = [item for item in self.items if item.applies]
        numbers = sum(item.public_only for item in hidden)
        parts = []
        if len(hidden) > numbers or not numbers:
            always = len(hidden) - numbers
            parts.append(self.tr("The redacted edition blacks out %n place(s) of this page.", "", always))
        if numbers:
            parts.append(self.tr("Only public platforms do not see what is hatched: %n place(s).", "", numbers))
        parts.append(self.tr("Click a box to change that, drag or press B to draw another."))
        self.said.setText(" ".join(parts))
        for button in (self.next, self.toggle):
            button.setEnabled(bool(self.items))
        item = self.items[self.current] if 0 <= self.current < len(self.items) else None
        self.toggle.setEnabled(item is not None)
        if item is not None and item.state == "drawn":
            self.toggle.setText(self.tr("Remove this box"))
        else:
            self.toggle.setText(self.tr("Black this out") if item and not item.applies else self.tr("This may be seen"))
        names = {
            "id": self.tr("identity number"),
            "card": self.tr("card number"),
            "mobile": self.tr("mobile number"),
            "mail": self.tr("mail address"),
            "name": self.tr("name"),
            "account": self.tr("account number"),
            "address": self.tr("address"),
            "report": self.tr("report number"),
            "block": self.tr("personal details, or an account of another loan"),
            "row": self.tr("row that the case does not rest on (public platforms only)"),
            "balance": self.tr("balance (public platforms only)"),
            "number": self.tr("order number (public platforms only)"),
            "code": self.tr("QR or bar code"),
            "hand": self.tr("drawn by hand"),
        }
        self._canvas.set_redactions([(item, names.get(item.what, item.what)) for item in self.items], self.current)
