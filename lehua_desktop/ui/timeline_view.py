"""The repayment timeline: a sentence, a drawn axis, a row an installment, and what the rules found."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QFontMetrics, QMouseEvent, QPainter, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QSplitter,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ..core.edits import Changes
from ..core.model import InstallmentRow, Payment, Severity, Source, State, Timeline
from ..core.money import total
from ..ledger.accounts import account_of
from .controller import Controller
from .findings_model import FindingsModel
from .findings_view import FindingsView
from .theme import colours, picture
from .time_axis import OverdueMonth, TimeAxis, sign_of
from .timeline_model import LINKS, ROW, SECOND_LINE, Column, TimelineModel, is_proven
from .widgets import ElidedLabel, PushButton, enlarge, label

_Index = QModelIndex | QPersistentModelIndex


class TimelineView(QWidget):
    """Shows one loan of the case; says where a number comes from, and leaves showing it to the window."""

    source_chosen = Signal(object, object)  # Source, proof id or None
    finding_chosen = Signal(object)  # Finding
    loan_wanted = Signal()
    history_wanted = Signal(int, int)  # number, loan

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._controller = controller
        self._loan: int | None = None
        self.model = TimelineModel(controller)
        self.findings_model = FindingsModel(controller)
        self.summary, self.sums = ElidedLabel(), ElidedLabel()
        enlarge(self.summary, 4, bold=True)
        self.sums.setProperty("role", "muted")
        self.loans = QComboBox()
        self.loans.setAccessibleName(self.tr("Loan"))
        self.loans.activated.connect(self._choose_loan)
        self.loan_button = PushButton(self.tr("Loan …"), self.loan_wanted.emit)
        self.proposal = _Proposal(self.tr("Please check"), self.loan_wanted.emit)
        self.axis = TimeAxis()
        self.table = TimelineTable(self.model)
        self.findings = FindingsView(self.findings_model)
        self.findings_title = label(self.tr("Findings"), bold=True)
        self.empty = label(role="muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self.axis.installment_chosen.connect(self.choose)
        self.axis.payment_chosen.connect(self._open_payment)
        self.axis.source_chosen.connect(lambda source: self.source_chosen.emit(source, None))
        self.table.cell_chosen.connect(self._open_cell)
        self.table.menu_wanted.connect(self._open_menu)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._mark(now.row()))
        self.findings.chosen.connect(self.finding_chosen)
        self.findings.source_chosen.connect(lambda source: self.source_chosen.emit(source, None))
        controller.changed.connect(self._on_changed)
        self.refresh()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.summary)
        words.addWidget(self.sums)
        head = QHBoxLayout()
        head.setContentsMargins(18, 12, 14, 6)
        head.setSpacing(14)
        head.addLayout(words, 1)
        head.addWidget(self.loans)
        head.addWidget(self.loan_button, 0, Qt.AlignmentFlag.AlignTop)
        upper = QWidget()
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(0)
        above.addLayout(head)
        notice = QHBoxLayout()
        notice.setContentsMargins(18, 2, 14, 8)
        notice.addWidget(self.proposal)
        above.addLayout(notice)
        above.addWidget(self.axis)
        above.addWidget(self.table, 1)
        above.addWidget(self.empty, 1)
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 0, 0, 4)
        below.setSpacing(2)
        self.findings_title.setContentsMargins(18, 8, 8, 2)
        below.addWidget(self.findings_title)
        below.addWidget(self.findings, 1)
        self._lower = lower
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(upper)
        split.addWidget(lower)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([560, 210])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    # --- in --------------------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        if changes.timeline or changes.loan:
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
        payments = [(p, covers.get(p.id, [])) for p in timeline.payments if p.id in covers]
        self.axis.show_loan(rows, payments, self._overdue(timeline))
        self._tell(timeline)

    def _fill_loans(self, timeline: Timeline) -> None:
        self.loans.setVisible(len(timeline.loans) > 1)
        self.loans.blockSignals(True)
        self.loans.clear()
        for loan in timeline.loans:
            name = loan.platform or loan.lender or self.tr("Loan")
            self.loans.addItem(f"{name} {loan.disbursed or ''}".strip(), loan.id)
        self.loans.setCurrentIndex(self.loans.findData(self._loan))
        self.loans.blockSignals(False)

    def _tell(self, timeline: Timeline) -> None:
        rows = self.model.rows
        some = bool(rows)
        for widget in (self.table, self.sums):
            widget.setVisible(some)
        self.empty.setVisible(not some)
        count = self.findings_model.count
        self._lower.setVisible(count > 0)
        self.findings_title.setText(self.tr("Findings ({count})").format(count=count))
        loan = next((loan for loan in timeline.loans if loan.id == self._loan), None)
        self.proposal.setVisible(some and loan is not None and not loan.confirmed)
        self.proposal.text.setText(self.tr("The loan and its installments were taken from your documents."))
        if not some:
            self.summary.setText(self.tr("Repayment timeline"))
            waiting = bool(self._controller.progress())
            self.empty.setText(
                self.tr("The timeline appears as soon as the first files are read.")
                if waiting
                else self.tr("No repayment plan was found yet. Add the plan, or enter the installments under “Loan …”.")
            )
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

    def choose(self, number: int) -> None:
        """Goes to an installment, and shows its proof if it has one."""
        for row, item in enumerate(self.model.rows):
            if item.installment.number == number:
                self.table.selectRow(row)
                self.table.scrollTo(self.model.index(row, 0))
                if item.allocations:
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


class _Proposal(QFrame):
    """A quiet line that asks to check what the documents propose."""

    def __init__(self, action: str, done: object) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.text = label(wrap=True)
        button = PushButton(action, kind="link")
        button.clicked.connect(done)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 3, 8, 3)
        layout.addWidget(self.text, 1)
        layout.addWidget(button)


class TimelineTable(QTableView):
    """Rows of two lines; numbers that have a place on a page look and act as links."""

    cell_chosen = Signal(int, object)  # row, Column
    menu_wanted = Signal(int, QPoint)  # row, place on the screen

    def __init__(self, model: TimelineModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setMinimumSectionSize(40)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Installments"))
        self.clicked.connect(self._open)
        self.activated.connect(self._open)

    def fit(self) -> None:
        """Columns as wide as their words, the last one takes the rest."""
        metrics = self.fontMetrics()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 15)
        model = self.model()
        for column in range(len(Column) - 1):
            texts = [str(model.headerData(column, Qt.Orientation.Horizontal))]
            for row in range(model.rowCount()):
                index = model.index(row, column)
                texts += [str(index.data()), str(index.data(SECOND_LINE))]
            extra = 38 if column == Column.STATE else 17
            self.setColumnWidth(column, max(metrics.horizontalAdvance(text) for text in texts) + extra)
        for row in range(model.rowCount()):
            two = any(model.index(row, column).data(SECOND_LINE) for column in Column)
            two = two or bool(model.index(row, Column.MISSING).data())
            self.setRowHeight(row, metrics.height() * 2 + 10 if two else metrics.height() + 15)

    def _open(self, index: QModelIndex) -> None:
        self.cell_chosen.emit(index.row(), Column(index.column()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """On the row under the mouse, or on the chosen one when a key asked for it."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            place = self.viewport().mapToGlobal(self.visualRect(index).center()) if by_key else event.globalPos()
            self.menu_wanted.emit(index.row(), place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        link = index.isValid() and Column(index.column()) in LINKS and str(index.data()) != "—"
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)


class _CellDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(60, option.fontMetrics.height() * 2 + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = colours(option.palette)
        column = Column(index.column())
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, QColor(theme.accent_soft if chosen else theme.base))
        painter.setPen(QColor(theme.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(theme.accent))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        text, second = str(index.data()), str(index.data(SECOND_LINE))
        area: QRect = option.rect.adjusted(8, 2, -7, -2)
        if column is Column.STATE:
            name, tone = sign_of(index.data(ROW), theme)
            sign = picture(name, tone, 16, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPoint(area.left(), area.center().y() - 7), sign)
            area.setLeft(area.left() + 23)
            painter.setPen(QColor(tone))
        elif column in LINKS and text != "—":
            painter.setPen(QColor(theme.accent))
        else:
            painter.setPen(QColor(theme.muted if column is Column.MISSING or text == "—" else theme.text))
        painter.setFont(option.font)
        self._write(painter, option, area, text, second, index)
        painter.restore()

    def _write(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, text: str, second: str, index: _Index
    ) -> None:
        metrics: QFontMetrics = option.fontMetrics
        side = index.data(Qt.ItemDataRole.TextAlignmentRole) & ~Qt.AlignmentFlag.AlignVertical_Mask
        if index.column() == Column.MISSING:
            painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, _two_lines(text, option.font, area.width()))
            return
        if not second:
            painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, text)
            return
        upper = QRect(area.left(), area.center().y() - metrics.height() + 1, area.width(), metrics.height())
        if text != "—":
            painter.drawText(upper, side | Qt.AlignmentFlag.AlignVCenter, text)
            upper.translate(0, metrics.height() - 1)
        else:
            upper.moveTop(area.center().y() - metrics.height() // 2)
        small = QFont(option.font)
        small.setPointSizeF(small.pointSizeF() - 1)
        painter.setFont(small)
        if index.column() == Column.PAID:
            painter.setPen(QColor(colours(option.palette).warn))
        painter.drawText(upper, side | Qt.AlignmentFlag.AlignVCenter, second)


def _two_lines(text: str, font: QFont, width: int) -> str:
    """As much of a text as two lines hold."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    first, second = layout.createLine(), None
    first.setLineWidth(width)
    if first.textLength() < len(text):
        second = layout.createLine()
        second.setLineWidth(width)
    layout.endLayout()
    if second is None:
        return text
    rest = QFontMetrics(font).elidedText(text[first.textLength() :], Qt.TextElideMode.ElideRight, width)
    return f"{text[: first.textLength()]}\n{rest}"
