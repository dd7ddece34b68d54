"""The repayment timeline: a sentence, a drawn axis, a row an installment, and what the rules found."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget

from ...core.edits import Changes
from ...core.model import Finding, InstallmentRow, Payment, Severity, Source, State, Timeline
from ...core.money import total
from ...ledger.accounts import account_of
from ..controller import Controller
from ..findings.model import FindingsModel, Heading
from ..findings.view import FindingsView
from ..widgets import PushButton, label, scrolling
from .axis import TimeAxis
from .axis_scale import OverdueMonth
from .model import Column, TimelineModel, is_proven
from .plan_wanted import PlanWanted
from .table import TimelineTable

_LOW = 33  # lines of text: a lower view scrolls as a whole, for its parts have no room to scroll by themselves


class TimelineView(QWidget):
    """Shows one loan of the case; says where a number comes from, and leaves showing it to the window."""

    source_chosen = Signal(object, object)  # Source, proof id or None
    finding_chosen = Signal(object)  # Finding
    loan_wanted = Signal()
    add_wanted = Signal()
    history_wanted = Signal(int, int)  # number, loan

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._controller = controller
        self._loan: int | None = None
        self._moved = False  # the person has shared out the room
        self.model = TimelineModel(controller)
        self.findings_model = FindingsModel(controller)
        self.summary = label(size=4, bold=True, wrap=True)  # never shortened: half of it says the opposite
        self.sums = label(role="muted", wrap=True)
        self.loans = QComboBox()
        self.loans.setAccessibleName(self.tr("Loan"))
        self.loans.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.loans.activated.connect(self._choose_loan)
        self.loan_button = PushButton(self.tr("Loan …"), self.loan_wanted.emit)
        self.proposal = PushButton(self.tr("Read from your files: please check"), self.loan_wanted.emit, "link")
        self.proposal.setToolTip(self.tr("The loan and its installments were taken from your documents."))
        self.loose = PushButton("", self._list_loose, "link")
        self.loose.setToolTip(self.tr("They may be of another loan or another person, or one to link by hand."))
        self.axis = TimeAxis(self.model.state)
        self.table = TimelineTable(self.model)
        self.empty = PlanWanted(controller)
        self.findings = FindingsView(self.findings_model)
        self.findings_title = label(self.tr("Findings"), bold=True)
        self.to_findings = PushButton("", self._show_findings, "link")
        self._lay_out()
        self.axis.installment_chosen.connect(self.choose)
        self.axis.payment_chosen.connect(self._open_payment)
        self.axis.source_chosen.connect(lambda source: self.source_chosen.emit(source, None))
        self.empty.payment_chosen.connect(self._open_payment)
        self.empty.add_wanted.connect(self.add_wanted)
        self.empty.loan_wanted.connect(self.loan_wanted)
        self.table.cell_chosen.connect(self._open_cell)
        self.table.menu_wanted.connect(self._open_menu)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._mark(now.row()))
        self.findings.chosen.connect(self._on_finding)
        self.findings.source_chosen.connect(lambda source: self.source_chosen.emit(source, None))
        for view in (self.table, self.findings):
            view.height_changed.connect(self._fit)
            view.selectionModel().currentChanged.connect(lambda *_, view=view: self._follow(view))
        self.findings.height_changed.connect(self._follow_focus)
        controller.changed.connect(self._on_changed)
        controller.progressed.connect(self._on_progress)
        self.refresh()

    def _lay_out(self) -> None:
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.addWidget(self.loan_button)
        beside.addWidget(self.to_findings)
        beside.addStretch()
        first = QHBoxLayout()
        first.setSpacing(14)
        first.addWidget(self.summary, 1, Qt.AlignmentFlag.AlignTop)
        first.addLayout(beside)
        last = QHBoxLayout()
        last.setSpacing(10)
        last.addWidget(self.sums, 1)
        last.addWidget(self.proposal)
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(18, 12, 14, 8)
        head.setSpacing(4)
        head.addLayout(first)
        head.addWidget(self.loans)
        head.addLayout(last)
        head.addWidget(self.loose, 0, Qt.AlignmentFlag.AlignLeft)
        upper = QWidget()
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(0)
        above.addWidget(self._head)
        above.addWidget(self.axis)
        above.addWidget(self.table, 1)
        above.addWidget(self.empty, 1)
        self._lower = QWidget()
        below = QVBoxLayout(self._lower)
        below.setContentsMargins(0, 0, 0, 4)
        below.setSpacing(2)
        self.findings_title.setContentsMargins(18, 8, 8, 2)
        below.addWidget(self.findings_title)
        below.addWidget(self.findings, 1)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.addWidget(upper)
        self._split.addWidget(self._lower)
        self._split.setChildrenCollapsible(False)
        self._split.splitterMoved.connect(self._on_moved)
        self._area = scrolling(self._split)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)

    # --- room ------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._share()

    def _on_moved(self) -> None:
        self._moved = True

    @property
    def _is_low(self) -> bool:
        return self.height() < _LOW * self.fontMetrics().height()

    def _fit(self) -> None:
        """In a high view table and findings scroll by themselves, in a low one everything scrolls together."""
        line = self.fontMetrics().height()
        self._head.setMinimumHeight(max(0, self._head.heightForWidth(self._area.viewport().width())))
        for view, few in ((self.table, 7), (self.empty, 7), (self.findings, 5)):
            view.setMinimumHeight(view.whole_height() if self._is_low else min(few * line, view.whole_height()))
        self.to_findings.setVisible(self._is_low and self.findings_model.count > 0)

    def _share(self) -> None:
        """The findings take what the installments leave, a quarter at least; the person may move the line between."""
        if self._moved or not self.findings_model.count:
            return
        parts = self._table_or_empty().whole_height() + self._head.minimumHeight() + self._split.handleWidth()
        left = self.height() - parts - (self.axis.height() if self.axis.isVisibleTo(self) else 0)
        title = self.findings_title.sizeHint().height() + 6
        lower = max(left, min(self.findings.whole_height() + title, self.height() // 4))
        self._split.setSizes([self.height() - lower, lower])

    def _table_or_empty(self) -> TimelineTable | PlanWanted:
        return self.table if self.model.rows else self.empty

    def _follow(self, view: QAbstractItemView) -> None:
        """Keeps the chosen row in sight where everything scrolls together."""

        def reveal() -> None:
            if not view.currentIndex().isValid():
                return
            place = view.visualRect(view.currentIndex())
            self._reveal(QRect(view.viewport().mapTo(self._split, place.topLeft()), place.size()))

        if self._is_low:
            QTimer.singleShot(0, self, reveal)  # when the rows have their new heights

    def _follow_focus(self) -> None:
        """The pages of a finding may take width from it, which makes it higher."""
        if self.findings.hasFocus():
            self._follow(self.findings)

    def _reveal(self, place: QRect) -> None:
        self._area.ensureVisible(0, place.center().y(), 0, min(place.height(), self.height()) // 2 + 8)

    def _show_findings(self) -> None:
        self._area.verticalScrollBar().setValue(self._lower.y())
        self.findings.setFocus(Qt.FocusReason.TabFocusReason)

    # --- in --------------------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        if changes.timeline or changes.loan:
            self.refresh()

    def _on_progress(self) -> None:
        """Nothing is asked for while files are read, from the first of them on."""
        if not self.model.rows and self.empty.waiting != bool(self._controller.progress()):
            self.refresh()

    def refresh(self) -> None:
        """Takes the timeline as it is now."""
        timeline = self._controller.timeline()
        ids = [loan.id for loan in timeline.loans]
        if self._loan not in ids:
            self._loan = ids[0] if ids else None
        self._fill_loans(timeline)
        self.model.show_loan(timeline, self._loan)
        self.findings_model.show_loan(timeline, self._loan)
        self.table.fit()
        rows = self.model.rows
        covers: dict[int, list[int]] = {}
        for row in rows:
            for link in row.allocations:
                covers.setdefault(link.payment, []).append(row.installment.number)
        wanted = covers if rows else timeline.unallocated
        payments = [payment for payment in timeline.payments if payment.id in wanted]
        self.axis.show_loan(rows, [(p, covers.get(p.id, [])) for p in payments], self._overdue(timeline))
        self.empty.show_payments([] if rows else payments, waiting=bool(self._controller.progress()))
        self._mark(self.table.currentIndex().row())
        self._tell(timeline, len(payments))
        self._fit()
        self._share()

    def _fill_loans(self, timeline: Timeline) -> None:
        self.loans.setVisible(len(timeline.loans) > 1)
        self.loans.blockSignals(True)
        self.loans.clear()
        for loan in timeline.loans:
            name = loan.platform or loan.lender or self.tr("Loan")
            self.loans.addItem(f"{name} {loan.disbursed or ''}".strip(), loan.id)
        self.loans.setCurrentIndex(self.loans.findData(self._loan))
        self.loans.blockSignals(False)

    def _tell(self, timeline: Timeline, payments: int) -> None:
        rows = self.model.rows
        some = bool(rows)
        for widget in (self.table, self.sums, self.loan_button):
            widget.setVisible(some)
        self.empty.setVisible(not some)
        count = self.findings_model.count
        self._lower.setVisible(count > 0 and (some or not self.empty.waiting))
        self.loose.setText(self.tr("%n payment(s) match no installment", "", len(timeline.loose)))
        self.loose.setVisible(some and bool(timeline.loose))
        findings = self.tr("Findings ({count})").format(count=count)
        self.findings_title.setText(findings)
        weightiest = next((row.text for row in self.findings_model.rows if isinstance(row, Heading)), findings)
        self.to_findings.setText(f"{weightiest} ↓")
        loan = next((loan for loan in timeline.loans if loan.id == self._loan), None)
        self.proposal.setVisible(some and loan is not None and not loan.confirmed)
        if not some:
            known = self.tr("%n payment(s) read, no repayment plan yet", "", payments)
            self.summary.setText(known if payments else self.tr("Repayment timeline"))
            return
        proven = sum(is_proven(row) for row in rows)
        waiting_rows = sum(not is_proven(row) and bool(self.model.waiting(row)) for row in rows)
        open_rows = len(rows) - proven - waiting_rows
        late = sum(row.state is State.LATE for row in rows)
        parts = [self.tr("%n proven", "", proven) + (self.tr(" (%n of them late)", "", late) if late else "")]
        if waiting_rows:
            parts.append(self.tr("%n waiting for you", "", waiting_rows))
        if open_rows:
            parts.append(self.tr("%n not proven in full", "", open_rows))
        text = self.tr("%n installment(s): {parts}", "", len(rows)).format(parts=self.tr(", ").join(parts))
        self.summary.setText(text)
        self.sums.setText(
            self.tr("Due: {due} · proven paid: {paid}").format(
                due=total(row.installment.amount for row in rows), paid=total(row.paid for row in rows)
            )
        )

    def _overdue(self, timeline: Timeline) -> list[OverdueMonth]:
        loan = next((loan for loan in timeline.loans if loan.id == self._loan), None)
        if loan is None:
            return []
        clash = {f.month for f in timeline.findings if f.severity is Severity.CONTRADICTION}
        months = []
        for item in self._controller.evidence():
            facts = self._controller.book.facts(item.id)
            found = account_of(loan, facts.report, len(timeline.loans)) if facts and facts.report else None
            for record in found.account.months if found else ():
                if record.overdue:
                    source = Source(item.id, record.code.page, record.code.box)
                    months.append(OverdueMonth(record.month, record.code.value or "?", record.month in clash, source))
        return months

    # --- out -------------------------------------------------------------------------------------------

    def _on_finding(self, finding: Finding) -> None:
        """Its installment is marked in the table and on the axis, too; the list stays where it is."""
        wanted = (finding.loan, finding.installment)
        for row, item in enumerate(self.model.rows):
            if (item.loan, item.installment.number) == wanted:
                self.table.selectRow(row)
                self.table.scrollTo(self.model.index(row, 0))
                self._follow(self.findings)
        self.finding_chosen.emit(finding)

    def choose(self, number: int) -> None:
        """Goes to an installment, and shows its proof; without one, its line in the plan."""
        for row, item in enumerate(self.model.rows):
            if item.installment.number == number:
                self.table.selectRow(row)
                self.table.scrollTo(self.model.index(row, 0))
                self._open_cell(row, Column.PAID)

    def _mark(self, row: int) -> None:
        self.axis.choose(self.model.rows[row].installment.number if 0 <= row < len(self.model.rows) else None)

    def _open_cell(self, row: int, column: Column) -> None:
        item = self.model.rows[row]
        proofs = self.model.proofs(item)
        if column is Column.PROOF and len(proofs) > 1:
            names = {e.id: e.name for e in self._controller.evidence()}
            menu = QMenu(self)
            for proof in proofs:
                place = Source(proof.evidence, proof.payment.amount.page, proof.payment.amount.box)
                text = names.get(proof.evidence, "").replace("&", "&&")
                menu.addAction(text, partial(self.source_chosen.emit, place, proof.id))
            area = self.table.visualRect(self.model.index(row, column))
            menu.popup(self.table.viewport().mapToGlobal(area.bottomLeft()))
            menu.aboutToHide.connect(menu.deleteLater)
            return
        source = self.model.source(item, column)
        if source is not None:
            of_payment = column not in (Column.DUE, Column.AMOUNT) and proofs
            self.source_chosen.emit(source, proofs[0].id if of_payment else None)

    def _list_loose(self) -> None:
        """The payments that match no installment; each opens its page, where it can be linked or left out."""
        names = {item.id: item.name.replace("&", "&&") for item in self._controller.evidence()}
        menu = QMenu(self)
        for payment in self._controller.timeline().loose:
            text = f"{payment.day or '?'}   {payment.amount}   {names.get(payment.proofs[0].evidence, '')}"
            menu.addAction(text, partial(self._open_payment, payment.id))
        menu.popup(self.loose.mapToGlobal(self.loose.rect().bottomLeft()))
        menu.aboutToHide.connect(menu.deleteLater)

    def _open_menu(self, row: int, place: QPoint) -> None:
        item = self.model.rows[row]
        menu = QMenu(self)
        text = self.tr("Why is this so? (No. {number})").format(number=item.installment.number)
        menu.addAction(text, partial(self.history_wanted.emit, item.installment.number, item.loan))
        menu.popup(place)
        menu.aboutToHide.connect(menu.deleteLater)

    def chosen(self) -> InstallmentRow | None:
        """The row that is chosen in the table."""
        row = self.table.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def _open_payment(self, payment_id: int) -> None:
        payment: Payment | None = next((p for p in self._controller.timeline().payments if p.id == payment_id), None)
        if payment is not None and payment.proofs:
            amount = payment.proofs[0].payment.amount
            self.source_chosen.emit(Source(payment.proofs[0].evidence, amount.page, amount.box), payment.proofs[0].id)

    def _choose_loan(self, index: int) -> None:
        self._loan = self.loans.itemData(index)
        self.refresh()

    @property
    def loan(self) -> int | None:
        """The loan on show."""
        return self._loan
