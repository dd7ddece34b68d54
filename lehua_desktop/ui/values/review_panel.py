"""Steps through what waits for the person: the place on the page enlarged, the value beside it, Enter for yes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from ...core.model import Allocation, Payment, Proof, Source
from ...ledger.reasons import say_reasons
from ..controller import Controller
from ..pictures import Pictures
from ..review import ReviewItem
from ..widgets import PushButton, card, label, plain_shortcuts_only
from .link_box import InstallmentChoice, loan_of
from .proof_form import ProofForm


class ReviewPanel(QWidget):
    """Stands in the place of the timeline while the person goes through the doubtful values."""

    located = Signal(object, object)  # Source, proof id
    left = Signal()
    removed = Signal()

    def __init__(self, controller: Controller, pictures: Pictures) -> None:
        super().__init__()
        self._controller = controller
        self._items: list[ReviewItem] = []
        self._item: ReviewItem | None = None
        self._skipped: set[tuple[int, int, int]] = set()
        self._seen = 0
        self.title = label(size=4, bold=True)
        self.advice = label(role="muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.file = label(bold=True, wrap=True)
        self.form = ProofForm(controller, pictures, crops=True)
        self.link_text = label(size=1, wrap=True)
        self.link_why = label(role="muted", wrap=True)
        self.other = InstallmentChoice(self.tr("It is for another installment …"))
        self.other.chosen.connect(self._link_other)
        self.missing = label(role="bad", wrap=True)
        self.missing.hide()
        self.yes = PushButton(self.tr("Right, next (Enter)"), self.confirm, "primary")
        self.no = PushButton(self.tr("Not this installment"), self._reject_link)
        self.out = PushButton(self.tr("Leave this payment out"), self._leave_out)
        self.skip = PushButton(self.tr("Later"), self._skip)
        self.close_button = PushButton(self.tr("Back to the timeline (Esc)"), self.left.emit)
        for button in (self.yes, self.no, self.out, self.skip, self.close_button):
            plain_shortcuts_only(button)
        self._lay_out()
        self.form.installEventFilter(self)
        for edit in self.form.findChildren(QLineEdit):
            edit.installEventFilter(self)
        controller.changed.connect(self._on_changed)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        sheet: QFrame = card()
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(20, 16, 20, 16)
        inside.setSpacing(10)
        for widget in (self.file, self.form, self.link_text, self.link_why, self.other):
            inside.addWidget(widget)
        buttons = QHBoxLayout()  # below the great one: in English all four are wider than a small window
        for button in (self.no, self.out):
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(self.skip)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(18, 12, 18, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.advice)
        column.addWidget(self.bar)
        column.addWidget(sheet)
        column.addWidget(self.missing)
        column.addWidget(self.yes)
        column.addLayout(buttons)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        body.setBackgroundRole(QPalette.ColorRole.Base)
        area.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    # --- in --------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begins with the first open question."""
        self._skipped.clear()
        self._seen = 0
        self._item = None
        self._advance()

    def _on_changed(self) -> None:
        if self.isVisible():
            self._advance(keep=True)

    def _advance(self, keep: bool = False) -> None:
        """Shows the next open question; with `keep`, stays at the present one while it is still open."""
        self._items = self._controller.to_review()
        open_items = [item for item in self._items if item.key not in self._skipped]
        if not open_items:
            self._item = None
            self.left.emit()
            return
        before = self._item
        same = next((item for item in open_items if before is not None and item.key == before.key), None)
        if keep and same is not None:
            self._item = same
        elif before is not None and same is None:  # the one after it, in the order of the list
            later = [
                item
                for item in open_items
                if item.key > before.key and bool(item.allocation) == bool(before.allocation)
            ]
            self._item = (later or open_items)[0]
        else:
            self._item = open_items[0]
        self._fill(self._item, fresh=before is None or self._item.key != before.key)

    def _fill(self, item: ReviewItem, fresh: bool) -> None:
        left = len(self._items)
        self.title.setText(self.tr("%n to confirm", "", left))
        self.bar.setMaximum(max(1, self._seen + left))
        self.bar.setValue(self._seen)
        proof, link = item.proof, item.allocation
        names = {e.id: e.name for e in self._controller.evidence()}
        self.file.setText(names.get(proof.evidence, ""))
        reading = link is None
        for widget, shown in (
            (self.form, reading),
            (self.no, not reading),
            (self.link_text, not reading),
            (self.link_why, not reading),
            (self.other, not reading),
        ):
            widget.setVisible(shown)
        if link is None:
            self.advice.setText(
                self.tr("Compare each value with the picture. Correct what is wrong, then press Enter.")
            )
            self.form.show_proof(proof)
        else:
            self.advice.setText(self.tr("Does this payment belong to this installment?"))
            self.link_text.setText(self._ask(proof, link))
            self.link_why.setText(self._controller.say(say_reasons(link)))
            self.other.fill(self._controller.timeline(), [link])
        if fresh:
            self.missing.hide()
            self.located.emit(item.source, proof.id)
            (self.form.first_doubt() if reading else self.yes).setFocus()

    def _ask(self, proof: Proof, link: Allocation) -> str:
        timeline, payment = self._controller.timeline(), self._payment(proof)
        item = next(
            row.installment for row in timeline.rows if (row.loan, row.installment.number) == (link.loan, link.number)
        )
        lines = [
            self.tr("Paid {day}: {paid}").format(
                day=payment.day or "?" if payment else "?", paid=payment.amount if payment else "?"
            ),
            loan_of(timeline, link.loan)
            + self.tr("No. {number}, due {due}: {amount}").format(number=item.number, due=item.due, amount=item.amount),
        ]
        if payment is not None and payment.amount != link.amount:
            lines.append(self.tr("{amount} of the payment is for this installment.").format(amount=link.amount))
        return "\n".join(lines)

    def _payment(self, proof: Proof) -> Payment | None:
        payments = self._controller.timeline().payments
        return next((p for p in payments if proof.id in [other.id for other in p.proofs]), None)

    # --- out -------------------------------------------------------------------------------------------

    def confirm(self) -> None:
        """What the person sees is right: corrections and confirmation are one step."""
        item = self._item
        if item is None:
            return
        book = self._controller.book
        if item.allocation is not None:
            link = item.allocation
            self._seen += 1
            self._controller.do(
                self.tr("Confirm a link"), book.link(item.proof.id, link.loan, link.number, link.amount)
            )
            return
        if not self.form.complete():
            self.missing.setText(self.tr("Fill in what is marked first, or leave the payment out."))
            self.missing.show()
            return
        edits = self.form.pending()
        self._seen += 1
        stack = self._controller.undo_stack
        stack.beginMacro(self.tr("Confirm values"))
        for edit in edits:
            self._controller.do(self.tr("Correct a value"), edit)
        self.form.written()
        self._controller.do(self.tr("Confirm values"), book.confirm(item.proof.id))
        stack.endMacro()

    def _reject_link(self) -> None:
        item = self._item
        if item is not None and item.allocation is not None:
            self._seen += 1
            edit = self._controller.book.unlink(item.proof.id, item.allocation.loan, item.allocation.number)
            self._controller.do(self.tr("Take a link away"), edit)

    def _link_other(self, loan: int, number: int) -> None:
        item, book, stack = self._item, self._controller.book, self._controller.undo_stack
        if item is None or item.allocation is None:
            return
        self._seen += 1
        stack.beginMacro(self.tr("Link to an installment"))
        self._controller.do(
            self.tr("Take a link away"), book.unlink(item.proof.id, item.allocation.loan, item.allocation.number)
        )
        self._controller.do(self.tr("Link to an installment"), book.link(item.proof.id, loan, number))
        stack.endMacro()

    def _leave_out(self) -> None:
        item = self._item
        if item is None:
            return
        self._seen += 1
        payment = self._payment(item.proof) if item.allocation is not None else None
        out = payment.proofs if payment else (item.proof,)  # of a link the payment is asked about, whatever shows it
        stack = self._controller.undo_stack
        stack.beginMacro(self.tr("Leave a payment out"))
        done = [
            self._controller.do(self.tr("Leave a payment out"), self._controller.book.ignore(proof.id, True))
            for proof in out
        ]
        stack.endMacro()
        if all(done):
            self.removed.emit()

    def _skip(self) -> None:
        if self._item is not None:
            self._skipped.add(self._item.key)
            self._advance()

    @property
    def item(self) -> ReviewItem | None:
        """The question on show."""
        return self._item

    def source(self) -> Source | None:
        """The place that the question is about."""
        return self._item.source if self._item else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirm()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.confirm()  # before the field itself writes its value as a step of its own
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)
