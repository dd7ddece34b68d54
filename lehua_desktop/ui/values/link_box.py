"""Which installments a payment covers: confirm, take away, or choose another by hand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout

from ...core.model import Allocation, InstallmentRow, Payment, Timeline
from ...ledger.reasons import say_reasons
from ...ledger.sides import contract_speaks, of_none
from ..controller import Controller
from ..widgets import IconButton, label


def _place(row: InstallmentRow, likely: list[tuple[int, int]]) -> int:
    """What the payment may be for stands first, likely ones before others; the rest keeps its order."""
    key = row.loan, row.installment.number
    return likely.index(key) if key in likely else len(likely)


def loan_of(timeline: Timeline, loan: int) -> str:
    """What tells a loan from the others of the case, with a sign behind it; nothing where there is only one."""
    found = next((item for item in timeline.loans if item.id == loan), None)
    if found is None or len(timeline.loans) < 2:
        return ""
    return " ".join(str(part) for part in (found.platform or found.lender, found.disbursed, "· ") if part)


class InstallmentChoice(QComboBox):
    """All installments that a payment may be linked to, below a line that says what a choice does."""

    chosen = Signal(int, int)  # loan, number

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.setAccessibleName(title)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.activated.connect(self._on_activated)

    def fill(self, timeline: Timeline, links: list[Allocation]) -> None:
        """Leaves out what is linked; what the links may be for instead comes first."""
        self.clear()
        self.addItem(self._title, None)
        taken = {(link.loan, link.number) for link in links}
        likely = [other for link in links for other in link.others]
        for row in sorted(timeline.rows, key=lambda row: _place(row, likely)):
            key = row.loan, row.installment.number
            if key in taken:
                continue
            words = self.tr("No. {number} · due {due} · {amount}")
            if key in likely:
                words = self.tr("Perhaps No. {number} · due {due} · {amount}")
            item = row.installment
            text = words.format(number=item.number, due=item.due, amount=item.amount)
            self.addItem(loan_of(timeline, row.loan) + text, key)

    def _on_activated(self, index: int) -> None:
        target = self.itemData(index)
        if target is not None:
            self.chosen.emit(*target)


class LinkBox(QFrame):
    """The links of one payment; there are seldom more than two."""

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._controller = controller
        self._payment: Payment | None = None
        self._loans: list[tuple[int, int]] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.choice = InstallmentChoice(self.tr("Link to an installment …"))
        self.choice.chosen.connect(self._link)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._rows)
        layout.addWidget(self.choice)

    def show_payment(self, payment: Payment | None) -> None:
        self._payment = payment
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        timeline = self._controller.timeline()
        links = [link for row in timeline.rows for link in row.allocations if payment and link.payment == payment.id]
        for link in links:
            self._rows.addWidget(self._row(link))
        if payment in timeline.loose and timeline.rows:
            self._rows.addWidget(label(self._why_loose(payment), "muted", wrap=True))
        self.choice.setVisible(payment is not None and bool(timeline.rows))
        self.choice.fill(timeline, links)

    def _why_loose(self, payment: Payment) -> str:
        loans = self._controller.timeline().loans
        said = next((proof.payment.contract for proof in payment.proofs if proof.payment.contract), "")
        if all(contract_speaks(loan, payment) is False for loan in loans):
            return self.tr("Matches no installment: it names another contract, {contract}.").format(contract=said)
        if of_none(loans, payment):
            return self.tr("Matches no installment: it was made before the loan was paid out.")
        return self.tr("Matches no installment.")

    def _row(self, link: Allocation) -> QFrame:
        row = QFrame()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        text = self.tr("Covers No. {number} with {amount}").format(number=link.number, amount=link.amount)
        if not link.certain:
            text = self.tr("Suggested: No. {number} with {amount}").format(number=link.number, amount=link.amount)
        text = loan_of(self._controller.timeline(), link.loan) + text
        said = label(("" if link.certain else "⚠ ") + text, "" if link.certain else "warn", wrap=True)
        why = label(self._controller.say(say_reasons(link)), "muted", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(said)
        words.addWidget(why)
        layout.addLayout(words, 1)
        if not link.certain:
            layout.addWidget(IconButton("check", self.tr("Confirm this link"), lambda: self.confirm(link)))
        layout.addWidget(IconButton("close", self.tr("Not this installment"), lambda: self.take_away(link)))
        return row

    def confirm(self, link: Allocation) -> None:
        """The suggested link is right."""
        if self._payment is not None:
            edit = self._controller.book.link(self._payment.proofs[0].id, link.loan, link.number, link.amount)
            self._controller.do(self.tr("Confirm a link"), edit)

    def take_away(self, link: Allocation) -> None:
        """The payment does not cover this installment."""
        if self._payment is not None:
            edit = self._controller.book.unlink(self._payment.proofs[0].id, link.loan, link.number)
            self._controller.do(self.tr("Take a link away"), edit)

    def _link(self, loan: int, number: int) -> None:
        if self._payment is not None:
            edit = self._controller.book.link(self._payment.proofs[0].id, loan, number)
            self._controller.do(self.tr("Link to an installment"), edit)
