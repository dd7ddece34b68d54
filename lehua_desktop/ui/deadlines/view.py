"""Complaints and deadlines: what was sent and answered, which days lie ahead, and what comes next."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ...core.days import CHINA
from ...core.filing import Filing, NextStep, Outlook, Route
from ...core.problems import Fault, Problem
from ..controller import Controller
from ..findings.verdicts import VerdictList
from ..widgets import ElidedLabel, PushButton, enlarge, label, plain_shortcuts_only
from .filing_dialog import FilingDialog
from .model import DaysModel, FilingsModel

_ANY = 16_777_215  # Qt's own greatest height
_STEPS = 2  # the next step, and one that may be taken beside it


class DeadlinesView(QWidget):
    """Stands in the place of the timeline."""

    left = Signal()
    removed = Signal()
    written = Signal(object)  # Path of the calendar file

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._controller = controller
        self.filings, self.days = FilingsModel(controller), DaysModel(controller)
        self.entries = VerdictList(self.filings, self.tr("Complaints and objections"))
        self.calendar = VerdictList(self.days, self.tr("Days"))
        self.steps = [StepLine() for _ in range(_STEPS)]
        self.entries_title, self.days_title = label(bold=True, wrap=True), label(self.tr("Days"), bold=True)
        self.empty = label(
            self.tr("Nothing is entered yet. Enter each complaint and objection on the day you send it."),
            "muted",
            wrap=True,
        )
        self.free = label(role="muted", wrap=True)
        self.note = label(role="muted", wrap=True)
        self.count_report = PushButton("", self._count_report, "link")
        self.count_report.hide()
        self.add_button = PushButton(self.tr("Add …"), lambda: self.edit(None))
        self.change_button = PushButton(self.tr("Change …"), self._change)
        self.delete_button = PushButton(self.tr("Delete"), self._delete)
        self.export_button = PushButton(self.tr("Export the calendar .ics"), self.export)
        self.close_button = PushButton(self.tr("Back to the timeline (Esc)"), self.left.emit)
        self._lay_out()
        for button in self.findChildren(PushButton):
            plain_shortcuts_only(button)
        for step in self.steps:
            step.wanted.connect(lambda route: self.edit(None, route))
        self.entries.activated.connect(self._change)
        self.entries.delete_wanted.connect(self._delete)
        for view in (self.entries, self.calendar):
            view.selectionModel().currentChanged.connect(self._on_current)
        controller.changed.connect(self._on_changed)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        title = ElidedLabel(self.tr("Complaints and deadlines"))
        enlarge(title, 4, bold=True)
        head.addWidget(title, 1)
        head.addWidget(self.close_button)
        top = QVBoxLayout()
        top.setContentsMargins(18, 12, 14, 6)
        top.setSpacing(8)
        top.addLayout(head)
        for step in self.steps:
            top.addWidget(step)
        over = QHBoxLayout()
        over.setContentsMargins(18, 4, 14, 2)
        over.addWidget(self.entries_title, 1)
        for button in (self.add_button, self.change_button, self.delete_button):
            over.addWidget(button)
        self._upper, self._lower = upper, lower = QWidget(), QWidget()
        above, below = QVBoxLayout(upper), QVBoxLayout(lower)
        self._above = above
        for column in (above, below):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
        above.addLayout(over)
        self.empty.setContentsMargins(18, 8, 18, 8)
        above.addWidget(self.empty)
        above.addWidget(self.entries, 1)
        over_days = QHBoxLayout()
        over_days.setContentsMargins(18, 4, 14, 2)
        over_days.addWidget(self.days_title, 1)
        over_days.addWidget(self.export_button)
        below.addLayout(over_days)
        below.addWidget(self.calendar, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(upper)
        split.addWidget(lower)
        split.setChildrenCollapsible(False)
        split.setSizes([330, 260])
        foot = QVBoxLayout()
        foot.setContentsMargins(18, 4, 14, 10)
        foot.setSpacing(2)
        foot.addWidget(self.free)
        foot.addWidget(self.count_report, 0, Qt.AlignmentFlag.AlignLeft)
        foot.addWidget(self.note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(split, 1)
        layout.addLayout(foot)

    # --- in --------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        self.refresh()
        super().showEvent(event)

    def focus(self) -> None:
        """Where the keyboard begins."""
        (self.entries if self.filings.rowCount() else self.add_button).setFocus()

    def _on_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Takes everything as it is now."""
        if not self._controller.is_open:
            return
        outlook = self._controller.outlook()
        self.filings.show_outlook(outlook)
        self.days.show_outlook(outlook)
        self._show_steps(outlook)
        count = self.filings.rowCount()
        self.entries_title.setText(self.tr("Complaints and objections ({count})").format(count=count))
        self.empty.setVisible(not count)
        self.entries.setVisible(count > 0)
        self._lower.setVisible(self.days.rowCount() > 0)
        if count and not self.entries.currentIndex().isValid():
            self.entries.setCurrentIndex(self.filings.index(0))
        self._on_current()
        free = outlook.free
        self.free.setText(
            self.tr("Free looks at the report in {year}: {used} entered, {left} left (by calendar year).").format(
                year=free.year, used=free.used, left=free.left
            )
        )
        note = self.tr(
            "Days count from the next one, by the calendar; holidays are known up to {year}. Whether a last day on a "
            "holiday moves, the institution can say. This is no legal advice; all official routes are free."
        )
        self.note.setText(note.format(year=outlook.holidays_until))
        self.export_button.setEnabled(bool(outlook.ahead()))
        self.free.setToolTip(self._controller.say(free.basis))
        self.count_report.setVisible(bool(free.uncounted))
        if free.uncounted:
            self.count_report.setText(self.tr("Count the report of {day} as a free look").format(day=free.uncounted[0]))

    def _show_steps(self, outlook: Outlook) -> None:
        for place, line in enumerate(self.steps):
            step = outlook.steps[place] if place < len(outlook.steps) else None
            line.setVisible(step is not None)
            if step is not None:
                head = self.tr("Next: {what}") if place == 0 else self.tr("Also possible: {what}")
                say = self._controller.say
                line.show_step(step, head.format(what=say(step.message)), say(step.why))

    def _fit(self) -> None:
        """A line that is open stands whole in its list; where there is no room, the whole view scrolls."""
        for view in (self.entries, self.calendar):
            row = view.currentIndex().row()
            view.setMinimumHeight(view.sizeHintForRow(row) + 4 if row >= 0 else 0)
        bare = not self.filings.rowCount() and self.days.rowCount() > 0  # then the days get the room
        self._upper.setMaximumHeight(self._above.heightForWidth(self._upper.width()) if bare else _ANY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)  # the lists have their new width then

    def _on_current(self) -> None:
        self._fit()
        chosen = self._chosen() is not None
        self.change_button.setEnabled(chosen)
        self.delete_button.setEnabled(chosen)

    def _chosen(self) -> Filing | None:
        row = self.entries.currentIndex().row()
        return self.filings.states[row].filing if 0 <= row < len(self.filings.states) else None

    # --- out -------------------------------------------------------------------------------------------

    def edit(self, filing: Filing | None, route: Route = Route.LENDER) -> None:
        """Opens the form for a new entry, or for one to change."""
        dialog = FilingDialog(self._controller, filing, route, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _change(self) -> None:
        filing = self._chosen()
        if filing is not None:
            self.edit(filing)

    def _delete(self) -> None:
        filing = self._chosen()
        if filing is not None and self._controller.do(
            self.tr("Delete an entry"), self._controller.book.remove_filing(filing.id)
        ):
            self.removed.emit()

    def _count_report(self) -> None:
        day = self._controller.outlook().free.uncounted[0]
        edit = self._controller.book.set_filing(Filing(Route.REPORT, day))
        self._controller.do(self.tr("Count a free look"), edit)

    def export(self) -> None:
        """Asks for a place and writes the calendar file there."""
        start = self._controller.book.path.with_suffix(".ics")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Export the calendar .ics"), str(start), "*.ics")
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix.lower() == ".ics" else path.with_name(path.name + ".ics")
        now = dt.datetime.now(CHINA)
        try:
            path.write_bytes(
                self._controller.book.calendar_file(now, self._controller.language, self._controller.today)
            )
        except OSError:
            self._controller.failed.emit(Fault(Problem.NOT_WRITABLE))
            return
        self.written.emit(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class StepLine(QFrame):
    """A step with its reason, and a link that begins the entry for it."""

    wanted = Signal(object)  # Route

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.text, self.why = label(bold=True, wrap=True), label(wrap=True)
        self.button = PushButton(self.tr("Enter it …"), self._enter, "link")
        self._route: Route | None = None
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.text)
        words.addWidget(self.why)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.addLayout(words, 1)
        layout.addWidget(self.button)

    def show_step(self, step: NextStep, text: str, why: str) -> None:
        self._route = step.route
        self.text.setText(text)
        self.why.setText(why)
        self.button.setVisible(step.route is not None)

    def _enter(self) -> None:
        self.wanted.emit(self._route)
