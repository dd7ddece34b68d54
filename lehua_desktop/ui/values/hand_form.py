"""A payment typed in by hand, for a page that could not be read."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ..entry import typed_day, typed_money
from ..widgets import PushButton, label, set_role


class HandForm(QWidget):
    """Amount, day and payee; only what makes sense is handed on."""

    entered = Signal(object, object, str)  # Money, dt.date, payee

    def __init__(self) -> None:
        super().__init__()
        self.amount = QLineEdit()
        self.day = QLineEdit()
        self.payee = QLineEdit()
        self.amount.setPlaceholderText(self.tr("e.g. 1,286.35"))
        self.day.setPlaceholderText(self.tr("e.g. 2024-05-20"))
        form = QFormLayout()
        for text, edit in (
            (self.tr("Amount"), self.amount),
            (self.tr("Paid on"), self.day),
            (self.tr("Payee"), self.payee),
        ):
            edit.setAccessibleName(text)
            edit.returnPressed.connect(self.save)
            form.addRow(text, edit)
        buttons = QHBoxLayout()
        buttons.addWidget(PushButton(self.tr("Save the payment"), self.save, "primary"))
        buttons.addWidget(PushButton(self.tr("Cancel"), self.hide))
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(
            label(self.tr("Type what the page shows. Only a payment that succeeded counts."), "muted", wrap=True)
        )
        layout.addLayout(form)
        layout.addLayout(buttons)

    def clear(self) -> None:
        for edit in (self.amount, self.day, self.payee):
            edit.clear()
            set_role(edit, "wrong", "false")

    def save(self) -> None:
        """Hands the payment on, or marks the field that is not understood."""
        amount, day = typed_money(self.amount.text()), typed_day(self.day.text())
        for edit, value in ((self.amount, amount), (self.day, day)):
            set_role(edit, "wrong", "false" if value else "true")
        if not amount:
            self.amount.setFocus()
        elif not day:
            self.day.setFocus()
        else:
            self.entered.emit(amount, day, self.payee.text().strip())
