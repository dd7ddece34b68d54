"""How the time axis is drawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from ...core.days import add_months
from ...core.facts import Status
from ...core.model import InstallmentRow, Payment, State
from ..theme import Colours, picture
from .axis_scale import OverdueMonth, Scale, Spot
from .model import waits

LANES = (54, 88, 122)  # the middles of due days, payments and report, in pixels from the top
SIGN = 20
_HEAD = 20
_SIGNS = {State.ON_TIME: "ok", State.LATE: "late", State.PARTLY: "partly", State.UNPROVEN: "unproven"}


def sign_of(row: InstallmentRow, theme: Colours) -> tuple[str, str]:
    """Icon and colour of a row; each state has an icon of its own, so that colour is never alone."""
    if waits(row):
        return "look", theme.warn
    tones = {State.ON_TIME: theme.ok, State.LATE: theme.bad, State.PARTLY: theme.warn}
    return _SIGNS[row.state], tones.get(row.state, theme.muted)


def small(font: QFont) -> QFont:
    """The font of months, numbers and names of lanes."""
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() - 1)
    return made


@dataclass(frozen=True, slots=True)
class AxisPainter:
    """Draws one kind of thing after the other; all places come from the axis."""

    painter: QPainter
    theme: Colours
    font: QFont
    ratio: float

    def lanes(self, names: Mapping[int, str], room: int, width: int) -> None:
        """The names at the left, and a line for each lane but the last, whose months are boxes."""
        self.painter.setFont(small(self.font))
        for y, name in names.items():
            self.painter.setPen(QPen(QColor(self.theme.line), 1))
            if y != LANES[2]:
                self.painter.drawLine(QPointF(room + 14, y), QPointF(width, y))
            self.painter.setPen(QColor(self.theme.muted))
            area = QRectF(4, y - 18, room - 6, 36)
            self.painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, name)

    def months(self, scale: Scale, bottom: int, with_year: Callable[[dt.date], str]) -> None:
        """A line for each month. The first one and each January say their year; what would touch them is left out."""
        self.painter.setFont(small(self.font))
        metrics = QFontMetricsF(small(self.font))
        free = 0.0  # where the last label has ended
        day = scale.first
        while day < scale.last:
            x = scale.x(day)
            self.painter.setPen(QPen(QColor(self.theme.line), 1))
            self.painter.drawLine(QPointF(x, _HEAD + 2), QPointF(x, bottom - 4))
            begins = day.month == 1 or day == scale.first
            text = with_year(day) if begins else str(day.month)
            width = metrics.horizontalAdvance(text)
            january = dt.date(day.year + 1, 1, 1)
            fits = day.month == 1 or january >= scale.last or x + width + 8 <= scale.x(january)
            if x >= free and fits:
                self.painter.setPen(QColor(self.theme.text if begins else self.theme.muted))
                self.painter.drawText(QRectF(x + 3, 0, width + 4, _HEAD), Qt.AlignmentFlag.AlignVCenter, text)
                free = x + width + 6
            day = add_months(day, 1)

    def links(self, scale: Scale, payment: Payment, dues: Iterable[dt.date]) -> None:
        """Lines from a payment to the due days that it covers."""
        day = max(scale.first, min(payment.day or scale.first, scale.last))
        self.painter.setPen(_pen(payment, self.theme, 1.3))
        for due in dues:
            self.painter.drawLine(QPointF(scale.x(day), LANES[1]), QPointF(scale.x(due), LANES[0]))

    def due(self, area: QRectF, row: InstallmentRow, *, chosen: bool) -> None:
        """The sign of an installment under its number."""
        self.painter.setPen(QPen(QColor(self.theme.accent), 1) if chosen else Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(self.theme.accent_soft if chosen else self.theme.base))
        if chosen:
            self.painter.drawRoundedRect(area.adjusted(-2, -17, 2, 3), 6, 6)
        else:
            self.painter.drawEllipse(area)
        sign = picture(*sign_of(row, self.theme), SIGN, self.ratio)
        self.painter.drawPixmap(area.topLeft() + QPointF(1, 1), sign)
        self.painter.setFont(small(self.font))
        self.painter.setPen(QColor(self.theme.text if chosen else self.theme.muted))
        number = QRectF(area.left() - 5, area.top() - 16, area.width() + 10, 15)
        self.painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(row.installment.number))

    def payment(self, spot: Spot, payment: Payment, scale: Scale) -> None:
        """A diamond; at the edge an arrow with the day in words."""
        pen = _pen(payment, self.theme, 1.8)
        self.painter.setPen(pen)
        solid = payment.certain and payment.status is Status.SUCCESS
        self.painter.setBrush(pen.color() if solid else QColor(self.theme.base))
        y = LANES[1]
        if not spot.edge:
            x = spot.area.center().x()
            self.painter.drawPolygon(
                QPolygonF([QPointF(x, y - 7), QPointF(x + 7, y), QPointF(x, y + 7), QPointF(x - 7, y)])
            )
            return
        late = payment.day is not None and payment.day >= scale.last
        x, out = (spot.area.left() + 2, 9) if late else (spot.area.right() - 2, -9)
        self.painter.drawPolygon(QPolygonF([QPointF(x, y - 6), QPointF(x + out, y), QPointF(x, y + 6)]))
        words = spot.area.adjusted(16, 0, 0, 0) if late else spot.area.adjusted(0, 0, -16, 0)
        self.painter.fillRect(words, QColor(self.theme.base))
        self.painter.setPen(pen.color())
        self.painter.setFont(small(self.font))
        self.painter.drawText(words, Qt.AlignmentFlag.AlignCenter, spot.edge)

    def report(self, area: QRectF, month: OverdueMonth) -> None:
        """The code of a month in a box; a contradicted one has a sign at its corner."""
        self.painter.setPen(QPen(QColor(self.theme.bad), 1.5))
        self.painter.setBrush(QColor(self.theme.bad_soft))
        self.painter.drawRoundedRect(area, 4, 4)
        bold = QFont(self.font)
        bold.setBold(True)
        self.painter.setFont(bold)
        self.painter.drawText(area, Qt.AlignmentFlag.AlignCenter, month.code)
        if month.contradicted:
            sign = picture("clash", self.theme.bad, 15, self.ratio)
            self.painter.drawPixmap(QPointF(area.right() - 8, area.top() - 8), sign)

    def ring(self, area: QRectF) -> None:
        """Where the keys are."""
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(QColor(self.theme.accent), 2))
        self.painter.drawRoundedRect(area.adjusted(-3, -3, 3, 3), 6, 6)


def _pen(payment: Payment, theme: Colours, width: float) -> QPen:
    counts = payment.status is Status.SUCCESS
    tone = theme.accent if counts and payment.certain else theme.warn if counts else theme.muted
    return QPen(QColor(tone), width, Qt.PenStyle.SolidLine if payment.certain else Qt.PenStyle.DashLine)
