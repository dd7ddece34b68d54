"""Rows of a plan for a person who has no plan to drop: equal ones, reckoned from the contract, or pasted."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from ...casebook.pasted_plan import pasted_plan
from ...core.days import add_months
from ...core.model import Installment
from ...core.money import Money
from ...ledger.computed import MOST_PERIODS, Scheme, computed_plan
from ..entry import typed_day, typed_money
from ..widgets import PushButton, label, set_role

_RATE = re.compile(r"(\d{1,2}(?:\.\d{1,6})?)\s*[%％]?")


class PlanMaker(QWidget):
    """Hands the rows that it makes to `made`. The principal is asked of the form beside it."""

    def __init__(
        self, principal: Callable[[], Money | None], made: Callable[[tuple[Installment, ...]], object]
    ) -> None:
        super().__init__()
        self._principal, self._made = principal, made
        self.scheme = QComboBox()
        self.scheme.addItem(self.tr("The same amount each"), None)
        self.scheme.addItem(self.tr("Equal installments (annuity)"), Scheme.EQUAL_INSTALLMENTS)
        self.scheme.addItem(self.tr("Equal principal"), Scheme.EQUAL_PRINCIPAL)
        self.scheme.addItem(self.tr("Equal principal and fee"), Scheme.FLAT_FEE)
        self.periods = QSpinBox()
        self.periods.lineEdit().setTextMargins(9, 0, 0, 0)
        self.periods.setRange(1, MOST_PERIODS)
        self.periods.setValue(12)
        self.first_due, self.each, self.rate = QLineEdit(), QLineEdit(), QLineEdit()
        self.first_due.setPlaceholderText(self.tr("e.g. 2024-05-20"))
        self.each.setPlaceholderText(self.tr("e.g. 1,286.35"))
        self.rate.setPlaceholderText(self.tr("e.g. 1.5"))
        self._each_label, self._rate_label = label(self.tr("Amount each")), label(self.tr("Monthly rate (%)"))
        self.message = label(role="bad", wrap=True)
        grid = QGridLayout()
        for line, (text, field) in enumerate(
            (
                (label(self.tr("How")), self.scheme),
                (label(self.tr("How many")), self.periods),
                (label(self.tr("First due day")), self.first_due),
                (self._each_label, self.each),
                (self._rate_label, self.rate),
            )
        ):
            grid.addWidget(text, line, 0)
            grid.addWidget(field, line, 1)
            field.setAccessibleName(text.text())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label(self.tr("Make the rows"), bold=True))
        layout.addLayout(grid)
        layout.addWidget(PushButton(self.tr("Make these rows"), self.make_rows))
        layout.addWidget(PushButton(self.tr("Paste a plan"), self.paste))
        layout.addWidget(self.message)
        self.scheme.currentIndexChanged.connect(lambda _: self._show_fields())
        self._show_fields()

    def _show_fields(self) -> None:
        computed = self.scheme.currentData() is not None
        for widget in (self.each, self._each_label):
            widget.setVisible(not computed)
        for widget in (self.rate, self._rate_label):
            widget.setVisible(computed)
        self._say("")

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def make_rows(self) -> None:
        """The rows by the terms that are typed; they take the place of the ones there."""
        due, scheme, periods = typed_day(self.first_due.text()), self.scheme.currentData(), self.periods.value()
        set_role(self.first_due, "wrong", "false" if due else "true")
        if scheme is None:
            each = typed_money(self.each.text())
            set_role(self.each, "wrong", "false" if each else "true")
            if due and each:
                self._take(tuple(Installment(n + 1, add_months(due, n, due.day), each) for n in range(periods)))
            return
        rate, principal = _RATE.fullmatch(self.rate.text().strip()), self._principal()
        set_role(self.rate, "wrong", "false" if rate else "true")
        if principal is None:
            self._say(self.tr("Enter the amount borrowed first."))
        elif due and rate:
            try:
                self._take(computed_plan(scheme, principal, Decimal(rate[1]) / 100, periods, due))
            except ValueError:
                self._say(self.tr("No plan can be reckoned from these terms. Check amount, rate and number."))

    def paste(self) -> None:
        """The rows of a table or a text in the clipboard: each line with a day and an amount."""
        pasted = pasted_plan(QGuiApplication.clipboard().text())
        if not pasted.rows:
            self._say(self.tr("No line with a due day and an amount was found in the clipboard."))
            return
        self._take(pasted.rows)
        if pasted.unread:
            lines = ", ".join(str(line) for line in pasted.unread[:8]) + (" …" if len(pasted.unread) > 8 else "")
            self._say(
                self.tr("Not understood: line {lines}. Check the rows and add what is missing.").format(lines=lines)
            )

    def _take(self, rows: tuple[Installment, ...]) -> None:
        self._say("")
        self._made(rows)
