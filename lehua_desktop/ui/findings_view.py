"""What the rules found: 矛盾, 疑点, 提示. The chosen one opens its arithmetic; a click shows its pages."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..core.model import Finding, Missing, Severity, Timeline
from ..ledger.reasons import SEVERITIES
from .controller import Controller
from .theme import Colours, colours, picture

_Index = QModelIndex | QPersistentModelIndex
_PAD, _LEFT = 9, 38
_BAR = 12  # room for the scroll bar, whether it is there or not, so that heights do not depend on it


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line of the list, in words."""

    title: str
    message: str
    arithmetic: tuple[str, ...]
    refuted: str
    icon: str
    finding: Finding | None = None


class FindingsModel(QAbstractListModel):
    """Findings in the order of their weight, then gaps that belong to no installment."""

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._controller = controller
        self.verdicts: list[Verdict] = []

    def show_loan(self, timeline: Timeline, loan: int | None) -> None:
        """Takes the findings of one loan (and those of no loan)."""
        order = list(Severity)
        findings = [item for item in timeline.findings if loan is None or item.loan in (None, loan)]
        findings.sort(key=lambda item: (order.index(item.severity), item.month or "", item.installment or 0))
        verdicts = [self._verdict(item) for item in findings]
        verdicts += [self._gap(gap) for gap in timeline.missing if gap.installment is None and gap.loan in (None, loan)]
        if verdicts != self.verdicts:
            self.beginResetModel()
            self.verdicts = verdicts
            self.endResetModel()

    def _verdict(self, finding: Finding) -> Verdict:
        say = self._controller.say
        icon = {Severity.CONTRADICTION: "clash", Severity.DOUBT: "look"}.get(finding.severity, "note")
        title = say(SEVERITIES[finding.severity]).capitalize()
        if finding.installment is not None:
            title += self.tr(" · No. {number}").format(number=finding.installment)
        elif finding.month is not None:
            title += f" · {finding.month}"
        refuted = (
            self.tr("It would be refuted by: {what}").format(what=say(finding.refuted_by)) if finding.refuted_by else ""
        )
        return Verdict(
            title, say(finding.message), tuple(say(line) for line in finding.arithmetic), refuted, icon, finding
        )

    def _gap(self, gap: Missing) -> Verdict:
        return Verdict(self.tr("Missing"), self._controller.say(gap.message), (), "", "unproven")

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.verdicts)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        verdict = self.verdicts[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return verdict
        if role == Qt.ItemDataRole.DisplayRole:
            return verdict.message
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "\n".join((verdict.title, verdict.message, *verdict.arithmetic, verdict.refuted))
        return None


class FindingsView(QListView):
    """The list itself."""

    chosen = Signal(object)  # Finding

    def __init__(self, model: FindingsModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(VerdictDelegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Findings"))
        self.selectionModel().currentChanged.connect(self._on_current)
        self.clicked.connect(self._show)

    def _on_current(self, now: QModelIndex) -> None:
        self.scheduleDelayedItemsLayout()  # the chosen one opens, the former one closes
        if self.hasFocus():
            self._show(now)

    def _show(self, index: QModelIndex) -> None:
        verdict = index.data(Qt.ItemDataRole.UserRole)
        if verdict is not None and verdict.finding is not None:
            self.chosen.emit(verdict.finding)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._show(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()
        super().changeEvent(event)


class VerdictDelegate(QStyledItemDelegate):
    """Draws a `Verdict`; the chosen one with its further lines."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def _document(self, option: QStyleOptionViewItem, index: _Index, palette: QPalette) -> QTextDocument:
        verdict: Verdict = index.data(Qt.ItemDataRole.UserRole)
        theme = colours(palette)
        html = (
            f'<b style="color:{_tone(verdict, theme)}">{escape(verdict.title)}</b>'
            f'<br><span style="color:{theme.text}">{escape(verdict.message)}</span>'
        )
        if index.row() == self._view.currentIndex().row():
            for line in verdict.arithmetic:
                html += f'<br><span style="color:{theme.text}">　{escape(line)}</span>'
            if verdict.refuted:
                html += f'<br><span style="color:{theme.muted}">{escape(verdict.refuted)}</span>'
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(option.font)
        document.setHtml(html)
        document.setTextWidth(max(120, self._view.width() - _BAR - _LEFT - 16))
        return document

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        document = self._document(option, index, self._view.palette())
        return QSize(self._view.viewport().width(), int(document.size().height()) + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        verdict: Verdict = index.data(Qt.ItemDataRole.UserRole)
        theme = colours(option.palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area: QRect = option.rect.adjusted(6, 2, -6, -2)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            chosen = option.state & QStyle.StateFlag.State_Selected
            painter.setBrush(QColor(theme.accent_soft if chosen else theme.raised))
            painter.drawRoundedRect(area, 8, 8)
        sign = picture(verdict.icon, _tone(verdict, theme), 18, self._view.devicePixelRatioF())
        painter.drawPixmap(option.rect.topLeft() + QPoint(13, _PAD + 1), sign)
        painter.translate(option.rect.left() + _LEFT, option.rect.top() + _PAD)
        document = self._document(option, index, option.palette)
        document.drawContents(painter, QRectF(0, 0, document.textWidth(), document.size().height()))
        painter.restore()


def _tone(verdict: Verdict, theme: Colours) -> str:
    tones = {"clash": theme.bad, "look": theme.warn, "note": theme.note, "ok": theme.ok}
    return tones.get(verdict.icon, theme.muted)
