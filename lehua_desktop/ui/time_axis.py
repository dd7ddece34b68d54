"""The loan on one line of time: due days, payments, and the overdue months that a credit report claims."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ..core.days import add_months
from ..core.model import InstallmentRow, Payment, Source, State, Status
from .theme import Colours, colours, picture

_LEFT, _RIGHT = 78, 18
_HEAD, _DUE, _PAID, _REPORT, _HEIGHT = 16, 54, 88, 122, 144
_SIGNS = {State.ON_TIME: "ok", State.LATE: "late", State.PARTLY: "partly", State.UNPROVEN: "unproven"}


def waits(row: InstallmentRow) -> bool:
    """Nothing is proven yet, but a payment is suggested that the person has not confirmed."""
    return row.state is State.UNPROVEN and row.suggested > row.paid


def sign_of(row: InstallmentRow, theme: Colours) -> tuple[str, str]:
    """Icon and colour of a row; each state has an icon of its own, so that colour is never alone."""
    if waits(row):
        return "look", theme.warn
    tones = {State.ON_TIME: theme.ok, State.LATE: theme.bad, State.PARTLY: theme.warn}
    return _SIGNS[row.state], tones.get(row.state, theme.muted)


@dataclass(frozen=True, slots=True)
class OverdueMonth:
    """A month that a report calls overdue, and whether the evidence contradicts it."""

    month: str
    code: str
    contradicted: bool
    source: Source


class TimeAxis(QWidget):
    """Drawn, not built of widgets. Arrow keys go from one installment to the next."""

    installment_chosen = Signal(int)  # number
    payment_chosen = Signal(int)  # payment id
    source_chosen = Signal(object)  # Source

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[InstallmentRow] = []
        self._payments: list[tuple[Payment, list[int]]] = []
        self._months: list[OverdueMonth] = []
        self._chosen: int | None = None
        self._height = _HEIGHT
        self._spots: list[tuple[QRectF, str, object]] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Time axis"))

    def show_loan(
        self, rows: list[InstallmentRow], payments: list[tuple[Payment, list[int]]], months: list[OverdueMonth]
    ) -> None:
        """`payments` come with the numbers of the installments that they cover."""
        self._rows, self._payments, self._months = rows, payments, months
        self.setVisible(bool(rows))
        self._height = _HEIGHT if months else _HEIGHT - (_REPORT - _PAID)
        self.updateGeometry()
        self.setAccessibleDescription(
            self.tr("{due} due days, {paid} payments, {overdue} overdue months in the report").format(
                due=len(rows), paid=len(payments), overdue=len(months)
            )
        )
        self.update()

    def choose(self, number: int | None) -> None:
        """Marks one installment."""
        if number != self._chosen:
            self._chosen = number
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, self._height)

    # --- geometry --------------------------------------------------------------------------------------

    def _span(self) -> tuple[dt.date, dt.date]:
        days = [row.installment.due for row in self._rows]
        days += [payment.day for payment, numbers in self._payments if payment.day and numbers]
        days += [dt.date.fromisoformat(f"{month.month}-01") for month in self._months]
        first = min(days).replace(day=1)
        return first, add_months(max(days).replace(day=1), 1)

    def _x(self, day: dt.date) -> float:
        first, last = self._span()
        return _LEFT + (day - first).days / max(1, (last - first).days) * (self.width() - _LEFT - _RIGHT)

    # --- painting --------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._rows:
            return
        theme = colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._spots = []
        self._draw_months(painter, theme)
        self._draw_lanes(painter, theme)
        self._draw_report(painter, theme)
        self._draw_payments(painter, theme)
        self._draw_due(painter, theme)
        painter.end()

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() - 1)
        return font

    def _draw_months(self, painter: QPainter, theme: Colours) -> None:
        first, last = self._span()
        painter.setFont(self._small())
        day, index = first, 0
        width = self._x(add_months(first, 1)) - self._x(first)
        every = 1 if width >= 30 else 3 if width >= 11 else 6
        while day < last:
            x = self._x(day)
            painter.setPen(QPen(QColor(theme.line), 1))
            painter.drawLine(QPointF(x, _HEAD + 6), QPointF(x, self._height - 4))
            if index % every == 0 or day.month == 1:
                painter.setPen(QColor(theme.text if day.month == 1 or index == 0 else theme.muted))
                text = str(day.year) if day.month == 1 or index == 0 else str(day.month)
                painter.drawText(QRectF(x + 3, 0, 60, _HEAD + 4), Qt.AlignmentFlag.AlignVCenter, text)
            day, index = add_months(day, 1), index + 1

    def _draw_lanes(self, painter: QPainter, theme: Colours) -> None:
        painter.setFont(self._small())
        lanes = [(_DUE, self.tr("Due")), (_PAID, self.tr("Payments"))]
        if self._months:
            lanes.append((_REPORT, self.tr("Overdue in report")))
        for y, text in lanes:
            painter.setPen(QPen(QColor(theme.line), 1))
            if y != _REPORT:
                painter.drawLine(QPointF(_LEFT, y), QPointF(self.width() - _RIGHT, y))
            painter.setPen(QColor(theme.muted))
            area = QRectF(4, y - 18, _LEFT - 12, 36)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, text)

    def _draw_report(self, painter: QPainter, theme: Colours) -> None:
        for month in self._months:
            start = dt.date.fromisoformat(f"{month.month}-01")
            area = QRectF(
                QPointF(self._x(start) + 1, _REPORT - 13), QPointF(self._x(add_months(start, 1)) - 1, _REPORT + 13)
            )
            painter.setPen(QPen(QColor(theme.bad), 1.5))
            painter.setBrush(QColor(theme.bad_soft))
            painter.drawRoundedRect(area, 4, 4)
            painter.setPen(QColor(theme.bad))
            bold = QFont(self.font())
            bold.setBold(True)
            painter.setFont(bold)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, month.code)
            said = self.tr("{month}: the report says overdue, code {code}").format(month=month.month, code=month.code)
            if month.contradicted:
                sign = picture("clash", theme.bad, 15, self.devicePixelRatioF())
                painter.drawPixmap(QPointF(area.right() - 8, area.top() - 8), sign)
                said += "\n" + self.tr("The evidence contradicts this.")
            self._spots.append((area, said, month.source))

    def _draw_payments(self, painter: QPainter, theme: Colours) -> None:
        due = {row.installment.number: row.installment.due for row in self._rows}
        for payment, numbers in self._payments:
            if payment.day is None or not numbers:
                continue
            x = self._x(payment.day)
            counts = payment.status is Status.SUCCESS
            tone = QColor(theme.accent if counts and payment.certain else theme.warn if counts else theme.muted)
            dash = Qt.PenStyle.SolidLine if payment.certain else Qt.PenStyle.DashLine
            painter.setPen(QPen(tone, 1.3, dash))
            for number in numbers:
                if number in due:
                    painter.drawLine(QPointF(x, _PAID), QPointF(self._x(due[number]), _DUE))
            diamond = QPolygonF(
                [QPointF(x, _PAID - 7), QPointF(x + 7, _PAID), QPointF(x, _PAID + 7), QPointF(x - 7, _PAID)]
            )
            painter.setPen(QPen(tone, 1.8, dash))
            painter.setBrush(tone if counts and payment.certain else QColor(theme.base))
            painter.drawPolygon(diamond)
            said = self.tr("Paid on {day}: {amount}").format(day=payment.day, amount=payment.amount or "?")
            if not payment.certain:
                said += "\n" + self.tr("Not confirmed yet")
            self._spots.append((QRectF(x - 9, _PAID - 9, 18, 18), said, payment))

    def _draw_due(self, painter: QPainter, theme: Colours) -> None:
        ratio = self.devicePixelRatioF()
        gap = (
            self._x(self._rows[1].installment.due) - self._x(self._rows[0].installment.due)
            if len(self._rows) > 1
            else 60
        )
        size = 20 if gap >= 20 else 14
        for row in self._rows:
            x, number = self._x(row.installment.due), row.installment.number
            area = QRectF(x - size / 2 - 1, _DUE - size / 2 - 1, size + 2, size + 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.base))
            painter.drawEllipse(area)
            sign = picture(*sign_of(row, theme), size, ratio)
            painter.drawPixmap(QPointF(x - size / 2, _DUE - size / 2), sign)
            if number == self._chosen:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(theme.accent), 2))
                painter.drawRoundedRect(area.adjusted(-3, -17, 3, 3), 6, 6)
            if gap >= 18 or number % 3 == 1:
                painter.setFont(self._small())
                painter.setPen(QColor(theme.muted))
                painter.drawText(
                    QRectF(x - 15, _DUE - size / 2 - 17, 30, 15), Qt.AlignmentFlag.AlignCenter, str(number)
                )
            said = self.tr("No. {number}, due {due}: {amount}").format(
                number=number, due=row.installment.due, amount=row.installment.amount
            )
            self._spots.append((area, said, row))

    # --- events ----------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            spot = self._spot(event.pos().toPointF())
            if spot:
                QToolTip.showText(event.globalPos(), spot[1], self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _spot(self, place: QPointF) -> tuple[QRectF, str, object] | None:
        return next((spot for spot in reversed(self._spots) if spot[0].contains(place)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self._spot(event.position())
        if spot is None:
            return
        what = spot[2]
        if isinstance(what, InstallmentRow):
            self.installment_chosen.emit(what.installment.number)
        elif isinstance(what, Payment):
            self.payment_chosen.emit(what.id)
        elif isinstance(what, Source):
            self.source_chosen.emit(what)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._rows:
            super().keyPressEvent(event)
            return
        numbers = [row.installment.number for row in self._rows]
        place = numbers.index(self._chosen) + step if self._chosen in numbers else 0
        self.installment_chosen.emit(numbers[max(0, min(len(numbers) - 1, place))])

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._chosen is None and self._rows:
            self.choose(self._rows[0].installment.number)
