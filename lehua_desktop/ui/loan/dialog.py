"""The loan and its installments: confirm what the documents propose, or type them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ...core.days import add_months
from ...core.facts import MOST_GRACE
from ...core.model import Installment, Loan
from ..controller import Controller
from ..entry import is_time, typed_day, typed_money
from ..pictures import Pictures
from ..widgets import PushButton, fit_screen, label, plain_shortcuts_only, scrolling_above, set_role, yes_or_cancel
from .plan_maker import PlanMaker
from .source_strip import SourceStrip

_Index = QModelIndex | QPersistentModelIndex


class InstallmentsModel(QAbstractTableModel):
    """Rows as texts, so that a half-typed day is kept; `installments` reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._heads = (self.tr("No."), self.tr("Due day"), self.tr("Amount due"))

    def fill(self, installments: tuple[Installment, ...]) -> None:
        self.beginResetModel()
        self.rows = [[str(i.number), i.due.isoformat(), str(i.amount)] for i in installments]
        self.endResetModel()

    def installments(self) -> tuple[Installment, ...] | None:
        """The rows as installments; `None` if one of them makes no sense or a number stands twice."""
        made = []
        for number, due, amount in self.rows:
            day, money = typed_day(due), typed_money(amount)
            if not number.isdecimal() or day is None or money is None:
                return None
            made.append(Installment(int(number), day, money))
        made.sort(key=lambda item: item.number)
        return tuple(made) if len({item.number for item in made}) == len(made) else None

    def add(self) -> None:
        """One more row: a month after the last one, with its amount."""
        last = self.rows[-1] if self.rows else ["0", "", ""]
        due = typed_day(last[1])
        number = str(int(last[0]) + 1) if last[0].isdecimal() else ""
        self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows))
        self.rows.append([number, add_months(due, 1).isoformat() if due else "", last[2]])
        self.endInsertRows()

    def drop(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)
        del self.rows[row]
        self.endRemoveRows()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        text = self.rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return text
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 2:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DecorationRole and not self._sound(index):
            return QColor("#d97706")
        if role == Qt.ItemDataRole.ToolTipRole and not self._sound(index):
            return self.tr("This is not understood.")
        return None

    def _sound(self, index: _Index) -> bool:
        text = self.rows[index.row()][index.column()]
        if index.column() == 0:
            return text.isdecimal()
        return (typed_day(text) if index.column() == 1 else typed_money(text)) is not None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        text = str(value).strip()
        day, money = typed_day(text), typed_money(text)
        if index.column() == 1 and day:
            text = day.isoformat()
        if index.column() == 2 and money:
            text = str(money)
        self.rows[index.row()][index.column()] = text
        self.dataChanged.emit(index, index)
        return True


class LoanDialog(QDialog):
    """Writes the loan as one undoable step when it is accepted. Each value shows where documents give it."""

    def __init__(
        self,
        controller: Controller,
        loan: Loan | None,
        parent: QWidget | None = None,
        pictures: Pictures | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._loan = loan or Loan()
        self._sources = controller.book.loan_sources(self._loan)
        self.strip = SourceStrip(controller, pictures)
        self.setWindowTitle(self.tr("Loan"))
        self.model = InstallmentsModel()
        self.model.fill(self._loan.installments)
        names = {
            "platform": self.tr("Platform"),
            "lender": self.tr("Lender"),
            "guarantor": self.tr("Guarantor"),
            "contract": self.tr("Contract number"),
            "borrower": self.tr("Borrower"),
            "principal": self.tr("Amount borrowed"),
            "disbursed": self.tr("Borrowed on"),
            "cutoff": self.tr("Cut-off hour"),
            "grace": self.tr("Days of grace"),
        }
        self.fields = {name: QLineEdit() for name in names}
        for name, text in names.items():
            self.fields[name].setAccessibleName(text)
            self.fields[name].installEventFilter(self)
        self._fill()
        self.message = label(role="bad", wrap=True)
        self.message.hide()
        self._lay_out(names)

    def _lay_out(self, names: dict[str, str]) -> None:
        left, right = QFormLayout(), QFormLayout()
        for form in (left, right):
            form.setVerticalSpacing(8)
        for place, (name, text) in enumerate(names.items()):
            (left if place < 4 else right).addRow(text, self.fields[name])
        upper = QWidget()
        upper.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        forms = QHBoxLayout(upper)
        forms.setContentsMargins(0, 0, 0, 0)
        forms.setSpacing(24)
        forms.addLayout(left, 1)
        forms.addLayout(right, 1)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Installments"))
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setProperty("role", "field")
        self.table.setTabKeyNavigation(False)  # Tab leads on, the arrows go through the rows
        side = QVBoxLayout()
        side.addWidget(PushButton(self.tr("Add a row"), self._add))
        side.addWidget(PushButton(self.tr("Remove the row"), self._drop))
        side.addSpacing(14)
        self.maker = PlanMaker(lambda: typed_money(self.fields["principal"].text()), self.model.fill)
        side.addWidget(self.maker)
        side.addStretch()
        middle = QHBoxLayout()
        middle.addWidget(self.table, 1)
        middle.addLayout(side)
        box = yes_or_cancel(self, self.tr("This is right"))
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(20, 16, 20, 4)
        layout.setSpacing(12)
        if self._loan.installments and not self._loan.confirmed:
            text = self.tr("These values were taken from your documents. Compare them with your contract or plan.")
            layout.addWidget(label(text, "muted", wrap=True))
        layout.addWidget(upper)
        layout.addLayout(middle, 1)
        self.strip.setVisible(bool(self._sources))
        self.table.selectionModel().currentRowChanged.connect(lambda index: self._show_row(index.row()))
        scrolling_above(self, body, self.strip, self.message, box)
        for button in self.findChildren(PushButton):
            plain_shortcuts_only(button)
        fit_screen(self, 760, 740)

    def _fill(self) -> None:
        loan = self._loan
        texts = {
            "platform": loan.platform,
            "lender": loan.lender,
            "guarantor": loan.guarantor,
            "contract": loan.contract,
            "borrower": loan.borrower,
            "principal": str(loan.principal) if loan.principal else "",
            "disbursed": str(loan.disbursed) if loan.disbursed else "",
            "cutoff": loan.cutoff,
            "grace": None if loan.grace is None else str(loan.grace),
        }
        for name, text in texts.items():
            self.fields[name].setText(text or "")
        for name in ("cutoff", "grace"):
            self.fields[name].setPlaceholderText(self.tr("empty: not read in any document"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            for name, field in self.fields.items():
                if field is watched:
                    self.strip.show_sources(field.accessibleName(), self._sources.get(name, ()))
        return super().eventFilter(watched, event)

    def _show_row(self, row: int) -> None:
        number = self.model.rows[row][0] if 0 <= row < len(self.model.rows) else ""
        name = self.tr("No. {number}").format(number=number)
        self.strip.show_sources(name, self._sources.get(int(number), ()) if number.isdecimal() else ())

    def _add(self) -> None:
        self.model.add()
        self.table.scrollToBottom()

    def _drop(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self.model.drop(row)

    def loan(self) -> Loan | None:
        """The loan as typed; `None` if something is not understood, which is marked then."""
        values = {name: field.text().strip() or None for name, field in self.fields.items()}
        principal = typed_money(values["principal"] or "")
        disbursed = typed_day(values["disbursed"] or "")
        grace = _days(values["grace"] or "")
        wrong = {
            "principal": bool(values["principal"]) and principal is None,
            "disbursed": bool(values["disbursed"]) and disbursed is None,
            "cutoff": bool(values["cutoff"]) and not (is_time(values["cutoff"] or "") or values["cutoff"] == "24:00"),
            "grace": bool(values["grace"]) and grace is None,
        }
        for name, is_wrong in wrong.items():
            set_role(self.fields[name], "wrong", "true" if is_wrong else "false")
        installments = self.model.installments()
        if any(wrong.values()) or installments is None:
            return None
        return replace(
            self._loan,
            platform=values["platform"],
            lender=values["lender"],
            guarantor=values["guarantor"],
            contract=values["contract"],
            borrower=values["borrower"],
            principal=principal,
            disbursed=disbursed,
            cutoff=values["cutoff"],
            grace=grace,
            installments=installments,
            confirmed=True,
        )

    def accept(self) -> None:
        loan = self.loan()
        if loan is None:
            self.message.show()
            self.message.setText(self.tr("Something is not understood. Check the marked fields and rows."))
            return
        if self._controller.do(self.tr("Set the loan"), self._controller.book.set_loan(loan)):
            super().accept()


def _days(text: str) -> int | None:
    """`3`, `3天`; no more than anybody grants."""
    figure = text.rstrip("天日 ")
    return int(figure) if figure.isdecimal() and int(figure) <= MOST_GRACE else None
