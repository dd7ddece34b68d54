"""The open case: evidence, timeline, page. The views do not know each other; here their signals meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ..core.facts import Kind
from ..core.model import Finding, Source
from .controller import Controller
from .deadlines.model import SOON, next_day
from .deadlines.view import DeadlinesView
from .evidence.view import EvidencePanel
from .page.view import PageView
from .pictures import Pictures
from .timeline.view import TimelineView
from .values.editor import ValueEditor
from .values.review_panel import ReviewPanel
from .widgets import ElidedLabel, PushButton, card, enlarge, label, plain_shortcuts_only, scrolling, set_role

if TYPE_CHECKING:
    from ..casebook.history import HistoryEntry, Story


class Workspace(QWidget):
    """Header, three areas, and the progress of reading."""

    add_wanted = Signal()
    export_wanted = Signal()
    loan_wanted = Signal()
    taken_out = Signal()  # something left the case in one step, which can be undone

    def __init__(self, controller: Controller, pictures: Pictures) -> None:
        super().__init__()
        self._controller = controller
        self.evidence = EvidencePanel(controller, pictures)
        self.timeline = TimelineView(controller)
        self.review = ReviewPanel(controller, pictures)
        self.deadlines = DeadlinesView(controller)
        self.pages = PageView(controller, pictures)
        self.values = ValueEditor(controller, pictures)
        self.name = ElidedLabel()
        enlarge(self.name, 3, bold=True)
        self.add_button = PushButton(self.tr("Add files …"), self.add_wanted.emit)
        self.review_button = PushButton("", self.start_review, "warn")
        self.deadlines_button = PushButton("", self.show_deadlines)
        self.export_button = PushButton(self.tr("Export the evidence …"), self.export_wanted.emit, "primary")
        for button in (self.add_button, self.review_button, self.deadlines_button, self.export_button):
            plain_shortcuts_only(button)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.timeline)
        self._middle.addWidget(self.review)
        self._deadlines = scrolling(self.deadlines)
        self._middle.addWidget(self._deadlines)
        self.strip = ProgressStrip(controller)
        self._lay_out()
        self._connect()
        self._tell()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 12, 8)
        head.setSpacing(10)
        head.addWidget(self.name, 1)
        for button in (self.review_button, self.deadlines_button, self.add_button, self.export_button):
            head.addWidget(button)
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(self.pages)
        right.addWidget(self.values)
        right.setStretchFactor(0, 3)
        right.setStretchFactor(1, 2)
        right.setSizes([430, 300])
        right.setChildrenCollapsible(False)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(10)
        self.splitter.setChildrenCollapsible(False)
        for widget in (self.evidence, self._middle, right):
            self.splitter.addWidget(_on_card(widget))
        for place, stretch in enumerate((0, 3, 2)):
            self.splitter.setStretchFactor(place, stretch)
        self.splitter.setSizes([240, 716, 390])
        body = QVBoxLayout()
        body.setContentsMargins(10, 0, 10, 4)
        body.addWidget(self.splitter, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(body, 1)
        layout.addWidget(self.strip)

    def _connect(self) -> None:
        self.evidence.chosen.connect(lambda source: self.show_source(source, None))
        self.evidence.view.refused_chosen.connect(self.pages.show_refused)
        self.evidence.add_wanted.connect(self.add_wanted)
        for view in (self.evidence.view, self.values, self.review, self.deadlines):
            view.removed.connect(self.taken_out)
        self.timeline.source_chosen.connect(self.show_source)
        self.timeline.finding_chosen.connect(self._show_finding)
        self.timeline.loan_wanted.connect(self.loan_wanted)
        self.timeline.add_wanted.connect(self.add_wanted)
        self.review.located.connect(self.show_source)
        self.review.left.connect(self.show_timeline)
        self.deadlines.left.connect(self.show_timeline)
        self.values.located.connect(self.show_source)
        self.values.history_wanted.connect(self._tell_payment)
        self.timeline.history_wanted.connect(self._tell_installment)
        self.pages.shown.connect(self._on_page)
        self.pages.second.closed.connect(lambda: self._on_page(self.pages.first.source))
        self.pages.first.redact.toggled.connect(lambda: self._on_page(self.pages.first.source))
        self.pages.proof_chosen.connect(self._choose)
        self.pages.password_wanted.connect(self.evidence.ask_password)
        self._controller.closed.connect(self._on_closed)
        self._controller.changed.connect(self._tell)

    def _on_closed(self) -> None:
        """The next case begins with its timeline."""
        self._middle.setCurrentWidget(self.timeline)

    def _tell(self) -> None:
        if not self._controller.is_open:
            return
        path = self._controller.book.path
        self.name.setText(path.stem)
        self.name.setToolTip(str(path))
        count = len(self._controller.to_review())
        self.review_button.setText("⚠ " + self.tr("%n to confirm", "", count))
        self.review_button.setVisible(count > 0 and not self.reviewing)
        self.export_button.setEnabled(bool(self._controller.evidence()))
        self._tell_days()

    def _tell_days(self) -> None:
        """A day that is near stands on the button, so that nobody has to look for it."""
        item = next_day(self._controller.outlook())
        left = (item.day - self._controller.today).days if item else SOON + 1
        text = self.tr("Complaints and deadlines")
        if left <= SOON:
            near = self.tr("%n day(s) left", "", left) if left > 0 else self.tr("today")
            text = f"{text} · {near}"
        self.deadlines_button.setText(text)
        set_role(self.deadlines_button, "kind", "warn" if left <= SOON else "")
        self.deadlines_button.setVisible(self._middle.currentWidget() is not self._deadlines)

    # --- where to look ---------------------------------------------------------------------------------

    def show_source(self, source: Source, proof: int | None) -> None:
        """The page that a value comes from, with its box."""
        self.pages.show_source(source, proof)
        if proof is not None:
            self.values.choose(proof)

    def _show_finding(self, finding: Finding) -> None:
        """What the report claims above, what the evidence shows below."""
        kinds = {item.id: item.kind for item in self._controller.evidence()}
        claims = [source for source in finding.sources if kinds.get(source.evidence) is Kind.CREDIT_REPORT]
        proofs = [source for source in finding.sources if source not in claims]
        self.pages.show_sides([*claims[:1], *proofs, *claims[1:]])

    def _on_page(self, source: Source | None) -> None:
        """The values of a page stand below it; two pages, or one that is blacked out, need the room themselves."""
        if source is not None:
            self.evidence.view.mark(source.evidence)
        if source is not None and not self.reviewing:
            self.values.show_page(source)
        alone = self.pages.two_sides or self.pages.first.redact.isChecked() or self.reviewing
        self.values.setVisible(source is not None and not alone)

    def _choose(self, proof: int) -> None:
        self.pages.choose(proof)
        self.values.choose(proof)

    @property
    def reviewing(self) -> bool:
        """The person is going through the doubtful values."""
        return self._middle.currentWidget() is self.review

    # --- why is this so --------------------------------------------------------------------------------

    def tell_history(self) -> None:
        """Of the chosen installment; without one, of the case."""
        row = self.timeline.chosen()
        if row is not None:
            self._tell_installment(row.installment.number, row.loan)
        else:
            self._open_history(self._story().of_case(), self.tr("The whole case"))

    def _tell_installment(self, number: int, loan: int) -> None:
        about = self.tr("Installment {number}").format(number=number)
        self._open_history(self._story().of_installment(number, loan), about)

    def _tell_payment(self, proof: int) -> None:
        fact = next(item.payment for item in self._controller.book.proofs() if item.id == proof)
        about = self.tr("Payment of {day}, {amount}").format(
            day=fact.day.value or self.tr("day?"), amount=fact.amount.value or self.tr("amount?")
        )
        self._open_history(self._story().of_payment(proof), about)

    def _story(self) -> Story:
        return self._controller.book.story(self._controller.today)

    def _open_history(self, entries: list[HistoryEntry], about: str) -> None:
        from .history_dialog import HistoryDialog  # late: not needed to begin

        dialog = HistoryDialog(self._controller, entries, about, self)
        dialog.source_chosen.connect(self.show_source)
        dialog.show()

    # --- review ----------------------------------------------------------------------------------------

    def start_review(self) -> bool:
        """Goes through what waits for the person; false if nothing does."""
        if not self._controller.to_review():
            return False
        self._middle.setCurrentWidget(self.review)
        self.values.hide()
        self.review.start()
        self._tell()
        return True

    def show_deadlines(self) -> None:
        """Complaints, objections and days in the place of the timeline."""
        self._middle.setCurrentWidget(self._deadlines)
        self._on_page(self.pages.first.source)
        self._tell()
        self.deadlines.focus()

    def show_timeline(self) -> None:
        """Back to the timeline."""
        self._middle.setCurrentWidget(self.timeline)
        self._on_page(self.pages.first.source)
        self._tell()


class ProgressStrip(QFrame):
    """Reading goes on: how far, with what, and a way to stop it."""

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._controller = controller
        self.text = label()
        self.file = ElidedLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.cancel = PushButton(self.tr("Cancel"), controller.cancel)
        self.go_on = PushButton(self.tr("Go on reading"), controller.go_on)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 12, 8)
        layout.setSpacing(12)
        layout.addWidget(self.text)
        layout.addWidget(self.bar, 2)
        layout.addWidget(self.file, 2)
        layout.addWidget(self.cancel)
        layout.addWidget(self.go_on)
        controller.progressed.connect(self._tell)
        controller.changed.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        progress = self._controller.progress()
        paused = self._controller.paused
        self.setVisible(progress is not None or paused)
        self.go_on.setVisible(paused)
        for widget in (self.bar, self.file, self.cancel):
            widget.setVisible(progress is not None)
        if progress is not None:
            self.text.setText(
                self.tr("Reading {done} of {total}").format(
                    done=min(progress.done + 1, progress.total), total=progress.total
                )
                if progress.total
                else self.tr("Adding files …")
            )
            self.bar.setRange(0, progress.total)
            self.bar.setValue(progress.done)
            self.file.setText(progress.name)
        elif paused:
            self.text.setText(self.tr("Reading was stopped; the rest waits."))


def _on_card(widget: QWidget) -> QFrame:
    frame = card()
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(1, 1, 1, 1)
    layout.addWidget(widget)
    return frame
