"""One complaint, objection or look at the report, as the person types it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ...core.filing import Filing, Reply, Route
from ...ledger.filing_words import REPLIES, ROUTES
from ..controller import Controller
from ..entry import typed_day
from ..widgets import fit_screen, label, scrolling_above, set_role, yes_or_cancel


class FilingDialog(QDialog):
    """Writes the entry as one undoable step when it is accepted."""

    def __init__(
        self, controller: Controller, filing: Filing | None, route: Route = Route.LENDER, parent: QWidget | None = None
    ) -> None:
        """`filing` is the entry to change; without one, a new entry begins with `route`."""
        super().__init__(parent)
        self._controller, self._filing = controller, filing
        self.setWindowTitle(self.tr("Change the entry") if filing else self.tr("New entry"))
        self.route, self.reply = QComboBox(), QComboBox()
        for key in Route:
            self.route.addItem(controller.say(ROUTES[key]), key.value)  # Qt keeps the plain text only
        self.reply.addItem(self.tr("no answer yet"), "")
        for answer in Reply:
            self.reply.addItem(controller.say(REPLIES[answer]), answer.value)
        self.institution, self.reference = QLineEdit(), QLineEdit()
        self.sent, self.received, self.answered = QLineEdit(), QLineEdit(), QLineEdit()
        self.reply_text = QPlainTextEdit()
        self.reply_text.setTabChangesFocus(True)
        self.reply_text.setFixedHeight(self.fontMetrics().height() * 4)
        self.message = label(role="bad", wrap=True)
        self.message.hide()
        self._fill(filing, route)
        self._lay_out()
        self.route.currentIndexChanged.connect(self._on_route)
        self._on_route()

    def _lay_out(self) -> None:
        self._form = QFormLayout()
        self._form.setVerticalSpacing(8)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows: list[tuple[str, QWidget]] = [
            (self.tr("Route"), self.route),
            (self.tr("Institution"), self.institution),
            (self.tr("Sent on"), self.sent),
            (self.tr("Received or accepted on"), self.received),
            (self.tr("Case number"), self.reference),
            (self.tr("Kind of answer"), self.reply),
            (self.tr("Answered on"), self.answered),
            (self.tr("What the answer says"), self.reply_text),
        ]
        for text, field in rows:
            field.setAccessibleName(text)
            self._form.addRow(text, field)
        self.received.setPlaceholderText(self.tr("empty: not known"))
        box = yes_or_cancel(self, self.tr("Save"))
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(20, 16, 20, 4)
        layout.setSpacing(12)
        layout.addLayout(self._form)
        hint = self.tr(
            "Periods count from the day after receipt; while that day is not known, from the day after sending."
        )
        layout.addWidget(label(hint, "muted", wrap=True))
        layout.addStretch()
        scrolling_above(self, body, self.message, box)
        fit_screen(self, 540, 510)

    def _fill(self, filing: Filing | None, route: Route) -> None:
        shown = filing or Filing(route, self._controller.today)
        self.route.setCurrentIndex(self.route.findData(shown.route.value))
        self.reply.setCurrentIndex(self.reply.findData(shown.reply.value if shown.reply else ""))
        texts = {
            self.institution: shown.institution,
            self.reference: shown.reference,
            self.sent: _iso(shown.sent),
            self.received: _iso(shown.accepted),
            self.answered: _iso(shown.replied),
        }
        for field, text in texts.items():
            field.setText(text or "")
        self.reply_text.setPlainText(shown.reply_text or "")

    def _on_route(self) -> None:
        """A look at the report has no answer; the lender of the loan is offered as the one complained to."""
        route = Route(self.route.currentData())
        look = route is Route.REPORT
        for field in (self.received, self.reply, self.answered, self.reply_text):
            self._form.setRowVisible(field, not look)
        names = {loan.lender for loan in self._controller.timeline().loans if loan.lender}
        wanted = route is Route.LENDER and len(names) == 1
        self.institution.setPlaceholderText(self.tr("e.g. {name}").format(name=names.pop()) if wanted else "")

    def filing(self) -> Filing | None:
        """The entry as typed; `None` if a day is not understood or cannot be, which is marked then."""
        route = Route(self.route.currentData())
        look = route is Route.REPORT
        edits = (
            {"sent": self.sent} if look else {"sent": self.sent, "accepted": self.received, "replied": self.answered}
        )
        days = {name: typed_day(edit.text()) for name, edit in edits.items()}
        typed = Filing(
            route=route,
            sent=days["sent"] or self._controller.today,
            id=self._filing.id if self._filing else 0,
            institution=self.institution.text().strip() or None,
            reference=self.reference.text().strip() or None,
            accepted=days.get("accepted"),
            replied=days.get("replied"),
            reply=None if look or not self.reply.currentData() else Reply(self.reply.currentData()),
            reply_text=None if look else self.reply_text.toPlainText().strip() or None,
        )
        wrong = set(typed.wrong_days()) if days["sent"] else {"sent"}
        wrong |= {name for name, edit in edits.items() if edit.text().strip() and days[name] is None}
        for name, edit in edits.items():
            set_role(edit, "wrong", "true" if name in wrong else "false")
        for name, edit in edits.items():
            if name in wrong:
                edit.setFocus()
                return None
        return typed

    def accept(self) -> None:
        filing = self.filing()
        if filing is None:
            self.message.setText(
                self.tr("Check the marked day: write it as 2026-11-05; receipt and answer come after sending.")
            )
            self.message.show()
            return
        title = self.tr("Change an entry") if self._filing else self.tr("Enter a complaint")
        if self._controller.do(title, self._controller.book.set_filing(filing)):
            super().accept()


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
