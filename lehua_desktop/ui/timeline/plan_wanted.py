"""What stands in the place of the installments while no plan is known: what to do, and the payments read so far."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ...core.model import Payment
from ..controller import Controller
from ..widgets import PushButton, label

_PAYMENT = Qt.ItemDataRole.UserRole


class PlanWanted(QWidget):
    """A sentence, two buttons and a list of payments; each opens its page."""

    add_wanted = Signal()
    loan_wanted = Signal()
    payment_chosen = Signal(int)  # payment id

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._controller = controller
        self.waiting = False  # files are still being read, and nothing is asked for yet
        self.text = label(role="muted", wrap=True)
        self.add = PushButton(self.tr("Add the repayment plan …"), self.add_wanted.emit, "primary")
        self.enter = PushButton(self.tr("Enter the loan …"), self.loan_wanted.emit)
        self.payments = QListWidget()
        self.payments.setAccessibleName(self.tr("Payments"))
        self.payments.setSpacing(3)
        self.payments.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.payments.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.payments.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.payments.itemClicked.connect(self._choose)
        self.payments.installEventFilter(self)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.enter)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 10, 14, 10)
        layout.setSpacing(10)
        layout.addWidget(self.text)
        layout.addLayout(buttons)
        layout.addWidget(self.payments, 1)

    def show_payments(self, payments: Sequence[Payment], *, waiting: bool) -> None:
        self.waiting = waiting
        self.text.setText(
            self.tr("The timeline appears as soon as the first files are read.")
            if waiting
            else self.tr("No repayment plan was found yet. With it, each payment finds its installment.")
        )
        self.add.setVisible(not waiting)
        self.enter.setVisible(not waiting)
        names = {item.id: item.name for item in self._controller.evidence()}
        self.payments.clear()
        for payment in sorted(payments, key=lambda payment: (payment.day is None, str(payment.day))):
            name = names.get(payment.proofs[0].evidence, "") if payment.proofs else ""
            parts = (str(payment.day or "?"), str(payment.amount or "?"), name)
            item = QListWidgetItem(("" if payment.certain else "⚠ ") + "   ".join(parts))
            item.setData(_PAYMENT, payment.id)
            self.payments.addItem(item)

    def whole_height(self) -> int:
        """So high that nothing scrolls."""
        gaps = 2 * self.payments.spacing()
        rows = sum(self.payments.sizeHintForRow(row) + gaps for row in range(self.payments.count()))
        return max(0, self.heightForWidth(self.width()) - self.payments.sizeHint().height()) + rows + 8

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # On a Mac, Enter alone does not activate a row of a list.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            item = self.payments.currentItem()
            if item is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
                self._choose(item)
                return True
        return super().eventFilter(watched, event)

    def _choose(self, item: QListWidgetItem) -> None:
        self.payment_chosen.emit(item.data(_PAYMENT))
