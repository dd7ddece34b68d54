"""The loan on one line of time: due days, payments, and the overdue months that a credit report claims."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QToolTip

from ...core.days import add_months
from ...core.model import InstallmentRow, Payment
from ..theme import colours
from .axis_paint import LANES, SIGN, AxisPainter, small
from .axis_scale import OverdueMonth, Scale, Spot, least_width, span

NAMES = 70  # room at the left for the names of the lanes; they stay where they are when the rest scrolls
_PAD = 14
_DUE, _PAID, _REPORT = LANES


class TimeAxis(QAbstractScrollArea):
    """Drawn, not built of widgets. Arrow keys go from sign to sign and from lane to lane, Enter opens."""

    installment_chosen = Signal(int)  # number
    payment_chosen = Signal(int)  # payment id
    source_chosen = Signal(object)  # Source

    def __init__(self, state_of: Callable[[InstallmentRow], str]) -> None:
        """`state_of` says the state of an installment in words."""
        super().__init__()
        self._state_of = state_of
        self._rows: list[InstallmentRow] = []
        self._payments: list[tuple[Payment, list[int]]] = []
        self._months: list[OverdueMonth] = []
        self._chosen: int | None = None
        self._at: Spot | None = None  # where the keys are
        self._scale: Scale | None = None
        self.spots: list[Spot] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Time axis"))

    def show_loan(
        self, rows: list[InstallmentRow], payments: list[tuple[Payment, list[int]]], months: list[OverdueMonth]
    ) -> None:
        """`payments` come with the numbers of the installments that they cover."""
        self._rows, self._months = rows, months
        self._payments = [(payment, numbers) for payment, numbers in payments if payment.day]
        self.setVisible(bool(rows or self._payments or months))
        self._measure()
        self.setAccessibleDescription(
            self.tr("{due} due days, {paid} payments, {overdue} overdue months in the report").format(
                due=len(rows), paid=len(self._payments), overdue=len(months)
            )
        )

    def choose(self, number: int | None) -> None:
        """Marks one installment."""
        if number == self._chosen:
            return
        self._chosen = number
        spot = next((spot for spot in self.spots if _key(spot) == number), None)
        if spot is not None:
            self._at = spot
            self._reveal(spot)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(420, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(260, self.height())

    # --- geometry --------------------------------------------------------------------------------------

    def _measure(self) -> None:
        """Gives every sign its place; what is wider than the window scrolls."""
        dues = [row.installment.due for row in self._rows]
        paid = [payment.day for payment, _ in self._payments if payment.day]
        months = [month.start for month in self._months]
        self.spots, self._scale, wide = [], None, 0.0
        room = self.width() - NAMES
        if dues or paid or months:
            first, last = span(dues, paid, months)
            early = _days([payment for payment, _ in self._payments if payment.day and payment.day < first])
            late = _days([payment for payment, _ in self._payments if payment.day and payment.day >= last])
            left, right = (_PAD + (self._width(days) if days else 0) for days in (early, late))
            width = max(least_width(dues, first, last), room - left - right)
            self._scale, wide = Scale(first, last, left, width), left + width + right
            self._place(self._scale, early, late)
        if self._at is not None:
            self._at = next((spot for spot in self.spots if _key(spot) == _key(self._at)), None)
        bar = self.horizontalScrollBar()
        bar.setRange(0, max(0, round(wide - room)))
        bar.setPageStep(max(1, room))
        bar.setSingleStep(SIGN)
        self.setFixedHeight(self._bottom() + (bar.sizeHint().height() if bar.maximum() else 0))
        self.viewport().update()

    def _width(self, days: str) -> float:
        return QFontMetricsF(small(self.font())).horizontalAdvance(days) + 20

    def _place(self, scale: Scale, early: str, late: str) -> None:
        """Lane by lane, each from left to right; keys go through them in this order."""
        for row in sorted(self._rows, key=lambda row: row.installment.due):
            x = scale.x(row.installment.due)
            said = self.tr("No. {number}, due {due}: {amount}").format(
                number=row.installment.number, due=row.installment.due, amount=row.installment.amount
            )
            said += "\n" + self._state_of(row)
            if row.paid_on:
                said += self.tr(", paid on {day}").format(day=row.paid_on)
            self.spots.append(Spot(_DUE, QRectF(x - 11, _DUE - 11, 22, 22), said, row))
        for payment, _ in sorted(self._payments, key=lambda pair: pair[0].day or dt.date.min):
            day = payment.day or dt.date.min
            after = day >= scale.last
            edge = late if after else early if day < scale.first else ""
            x = scale.x(max(scale.first, min(day, scale.last)))
            said = self.tr("Paid on {day}: {amount}").format(day=day, amount=payment.amount or "?")
            if not payment.certain:
                said += "\n" + self.tr("Not confirmed yet")
            area = QRectF(x - 9, _PAID - 9, 18, 18)
            if edge:
                area = QRectF(x if after else x - self._width(edge), _PAID - 9, self._width(edge), 18)
            self.spots.append(Spot(_PAID, area, said, payment, edge))
        for month in sorted(self._months, key=lambda month: month.month):
            area = QRectF(
                QPointF(scale.x(month.start) + 1, _REPORT - 13),
                QPointF(scale.x(add_months(month.start, 1)) - 1, _REPORT + 13),
            )
            said = self.tr("{month}: the report says overdue, code {code}").format(month=month.month, code=month.code)
            if month.contradicted:
                said += "\n" + self.tr("The evidence contradicts this.")
            self.spots.append(Spot(_REPORT, area, said, month))

    def _bottom(self) -> int:
        return LANES[2] + 22 if self._months else LANES[1] + 22

    def _reveal(self, spot: Spot) -> None:
        bar = self.horizontalScrollBar()
        low, high = spot.area.right() + _PAD - (self.width() - NAMES), spot.area.left() - _PAD
        bar.setValue(round(max(low, min(bar.value(), high))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._measure()

    # --- painting --------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        scale = self._scale
        if scale is None:
            return
        theme = colours(self.palette())
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = AxisPainter(painter, theme, self.font(), self.devicePixelRatioF())
        names = {LANES[0]: self.tr("Due"), LANES[1]: self.tr("Payments"), LANES[2]: self.tr("Overdue in report")}
        used = {spot.y for spot in self.spots}
        pen.lanes({y: name for y, name in names.items() if y in used}, NAMES, self.width())
        painter.setClipRect(QRectF(NAMES, 0, self.width() - NAMES, self.height()))
        painter.translate(NAMES - self.horizontalScrollBar().value(), 0)
        pen.months(scale, self._bottom(), lambda day: self.tr("{month}/{year}").format(year=day.year, month=day.month))
        due = {row.installment.number: row.installment.due for row in self._rows}
        for payment, numbers in self._payments:
            pen.links(scale, payment, [due[number] for number in numbers if number in due])
        for spot in self.spots:
            if isinstance(spot.what, InstallmentRow):
                pen.due(spot.area, spot.what, chosen=spot.what.installment.number == self._chosen)
            elif isinstance(spot.what, Payment):
                pen.payment(spot, spot.what, scale)
            else:
                pen.report(spot.area, spot.what)
        if self._at is not None and self.hasFocus():
            pen.ring(self._at.area)
        painter.end()

    # --- events ----------------------------------------------------------------------------------------

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            spot = self.spot_at(event.pos())
            if spot:
                QToolTip.showText(event.globalPos(), spot.said, self)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def spot_at(self, place: QPoint) -> Spot | None:
        """The sign at a point of the viewport."""
        if place.x() < NAMES:
            return None
        point = QPointF(place.x() - NAMES + self.horizontalScrollBar().value(), place.y())
        return next((spot for spot in reversed(self.spots) if spot.area.contains(point)), None)

    def place_of(self, spot: Spot) -> QPoint:
        """The middle of a sign on the viewport."""
        return (spot.area.center() + QPointF(NAMES - self.horizontalScrollBar().value(), 0)).toPoint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position().toPoint())
        if spot is not None:
            self._at = spot
            self._open(spot)

    def _open(self, spot: Spot) -> None:
        match spot.what:
            case InstallmentRow() as row:
                self.installment_chosen.emit(row.installment.number)
            case Payment() as payment:
                self.payment_chosen.emit(payment.id)
            case OverdueMonth() as month:
                self.source_chosen.emit(month.source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        now = self._at
        key = Qt.Key(event.key())
        if now is None or key not in _KEYS:
            event.ignore()
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(now)
            return
        x = now.area.center().x()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            lane = [spot for spot in self.spots if spot.y == now.y]
            place = lane.index(now) + (1 if key == Qt.Key.Key_Right else -1)
            then = lane[max(0, min(len(lane) - 1, place))]
        else:
            side = 1 if key == Qt.Key.Key_Down else -1
            others = [spot for spot in self.spots if (spot.y - now.y) * side > 0]
            nearest = min((abs(spot.y - now.y) for spot in others), default=0)
            lane = [spot for spot in others if abs(spot.y - now.y) == nearest]
            then = min(lane, key=lambda spot: abs(spot.area.center().x() - x), default=now)
        self._go_to(then)

    def _go_to(self, spot: Spot) -> None:
        """An installment is chosen at once; the page of a payment or a month only opens when it is asked for."""
        self._at = spot
        self._reveal(spot)
        self.setAccessibleDescription(spot.said)
        self.viewport().update()
        if isinstance(spot.what, InstallmentRow):
            self._open(spot)
        else:
            QToolTip.showText(self.viewport().mapToGlobal(self.place_of(spot) + QPoint(0, 12)), spot.said, self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._at is None and self.spots:
            self._at = self.spots[0]
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


_KEYS = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Space,
    }
)


def _key(spot: Spot) -> object:
    """What stays of a sign when everything is drawn anew."""
    match spot.what:
        case InstallmentRow() as row:
            return row.installment.number
        case Payment() as payment:
            return (payment.id,)
        case month:
            return month.month


def _days(payments: list[Payment]) -> str:
    """The first of these days, and how many more there are."""
    days = sorted(payment.day for payment in payments if payment.day)
    return f"{days[0]}{f' +{len(days) - 1}' if len(days) > 1 else ''}" if days else ""
