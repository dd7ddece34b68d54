"""The timeline as a table: one row an installment."""

from __future__ import annotations

import re
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ...bundle.story.wording import state_words
from ...core.model import InstallmentRow, Payment, Proof, Source, State, Timeline
from ...core.money import ZERO, Money
from ...ledger.reasons import say_reasons
from ..controller import Controller

_Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """What matters most stands first; a narrow window leaves out the last ones."""

    NUMBER = 0
    STATE = 1
    DUE = 2
    AMOUNT = 3
    PAID = 4
    PAID_ON = 5
    PROOF = 6


LINKS = (Column.DUE, Column.AMOUNT, Column.PAID, Column.PAID_ON, Column.PROOF)
SECOND_LINE = Qt.ItemDataRole.UserRole + 1
ROW = Qt.ItemDataRole.UserRole + 2
MISSING = Qt.ItemDataRole.UserRole + 3  # of the whole row: what is missing, and what to fetch


class TimelineModel(QAbstractTableModel):
    """The rows of one loan."""

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._controller = controller
        self.rows: list[InstallmentRow] = []
        self._payments: dict[int, Payment] = {}
        self._missing: dict[int, str] = {}
        self._heads = {
            Column.NUMBER: self.tr("No."),
            Column.DUE: self.tr("Due day"),
            Column.AMOUNT: self.tr("Amount due"),
            Column.PAID: self.tr("Proven paid"),
            Column.PAID_ON: self.tr("Paid on"),
            Column.PROOF: self.tr("Proof"),
            Column.STATE: self.tr("State"),
        }

    def show_loan(self, timeline: Timeline, loan: int | None) -> None:
        """Takes the rows of one loan as they are now."""
        rows = [row for row in timeline.rows if loan is None or row.loan == loan]
        self._payments = {payment.id: payment for payment in timeline.payments}
        missing: dict[int, list[str]] = {}
        for gap in timeline.missing:
            if gap.installment is not None and (gap.loan in (None, loan) or loan is None):
                missing.setdefault(gap.installment, []).append(self._controller.say(gap.message))
        self._missing = {number: " ".join(texts) for number, texts in missing.items()}
        if [row.installment.number for row in rows] == [row.installment.number for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(Column) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[Column(section)]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Column(section))
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self.rows[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == SECOND_LINE:
            return self._second(row, column)
        if role == ROW:
            return row
        if role == MISSING:
            return _without_head(self._missing.get(row.installment.number, ""))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._hint(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            second = self._second(row, column)
            if column is Column.STATE:
                second = _without_head(self._missing.get(row.installment.number, ""))
            return f"{self._heads[column]}: {self._text(row, column)} {second}".strip()
        return None

    def _text(self, row: InstallmentRow, column: Column) -> str:
        match column:
            case Column.NUMBER:
                return str(row.installment.number)
            case Column.DUE:
                return row.installment.due.isoformat()
            case Column.AMOUNT:
                return str(row.installment.amount)
            case Column.PAID:
                return str(row.paid) if row.paid else "—"
            case Column.PAID_ON:
                days = [p.day for p in self.payments(row) if p.day]
                return row.paid_on.isoformat() if row.paid_on else str(max(days)) if days else "—"
            case Column.PROOF:
                count = len(self.proofs(row))
                return self.tr("%n file(s)", "", count) if count else "—"
            case Column.STATE:
                return self.state(row)

    def state(self, row: InstallmentRow) -> str:
        """How it stands with an installment, in words."""
        if waits(row):
            return self.tr("To confirm")
        return self._controller.say(state_words(row.state, row.days_late))

    def _second(self, row: InstallmentRow, column: Column) -> str:
        if column is Column.PAID and self.waiting(row):
            return "⚠ " + self.tr("{amount}?").format(amount=self.waiting(row))
        return ""

    def _hint(self, row: InstallmentRow, column: Column) -> str:
        if column in (Column.PAID, Column.PAID_ON, Column.PROOF):
            lines = []
            for link in row.allocations:
                payment = self._payments.get(link.payment)
                if payment:
                    lines.append(f"{payment.day or '?'}  {link.amount}  {self._controller.say(say_reasons(link))}")
            return "\n".join(lines)
        return ""

    def waiting(self, row: InstallmentRow) -> Money:
        """What is suggested and waits for the person."""
        return row.suggested - row.paid if row.suggested > row.paid else ZERO

    def payments(self, row: InstallmentRow) -> list[Payment]:
        """The payments linked to a row."""
        return [self._payments[link.payment] for link in row.allocations if link.payment in self._payments]

    def proofs(self, row: InstallmentRow) -> list[Proof]:
        """All proofs of the payments linked to a row."""
        return [proof for payment in self.payments(row) for proof in payment.proofs]

    def source(self, row: InstallmentRow, column: Column) -> Source | None:
        """The place that a number comes from; without a proof it is the plan, which says what was owed."""
        if column not in (Column.DUE, Column.AMOUNT):
            for proof in self.proofs(row):
                read = proof.payment.day if column is Column.PAID_ON else proof.payment.amount
                return Source(proof.evidence, read.page, read.box)
        return self._plan_source(row, column)

    def _plan_source(self, row: InstallmentRow, column: Column) -> Source | None:
        for item in self._controller.evidence():
            facts = self._controller.book.facts(item.id)
            for line in facts.plan if facts else ():
                if line.number == row.installment.number and line.due.value == row.installment.due:
                    read = line.due if column is Column.DUE else line.amount
                    return Source(item.id, read.page, read.box)
        return None


def _without_head(text: str) -> str:
    """A sentence without the words before its colon, which say the installment that the row is about."""
    found = re.match(r"[^：:。]*\d[^：:。]*(?:：|: )(?=\S)", text)
    rest = text[found.end() :] if found else text
    return rest[:1].upper() + rest[1:]


def waits(row: InstallmentRow) -> bool:
    """Nothing is proven yet, but a payment is suggested that the person has not confirmed."""
    return row.state is State.UNPROVEN and row.suggested > row.paid


def is_proven(row: InstallmentRow) -> bool:
    """The evidence proves that the installment was paid, on time or late."""
    return row.state in (State.ON_TIME, State.LATE)


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft
    if column in (Column.AMOUNT, Column.PAID):
        side = Qt.AlignmentFlag.AlignRight
    elif column is Column.NUMBER:
        side = Qt.AlignmentFlag.AlignHCenter
    return side | Qt.AlignmentFlag.AlignVCenter
