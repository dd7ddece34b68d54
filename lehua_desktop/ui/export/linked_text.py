"""A text field for a paragraph whose numbers are linked to the ledger: each is a chip that moves, copies and goes as one."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPen,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from ...bundle.tokens import TOKEN, Run
from ..theme import colours

_CHIP = QTextFormat.ObjectTypes.UserObject + 1
_TOKEN, _TEXT, _STATE = (QTextFormat.Property.UserProperty + n for n in (1, 2, 3))
_OBJECT = "\ufffc"


class _Chips(QPyTextObject):
    """Draws the values: on a quiet ground, on a warning one where the ledger changed, as a line where nothing is known."""

    def __init__(self, field: LinkedText) -> None:
        super().__init__(field)
        self._field = field

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:  # noqa: A002, N803
        metrics = QFontMetricsF(self._font())
        width = metrics.horizontalAdvance(_said(format)) + metrics.averageCharWidth()
        # Qt sets the object on the base line; the chip is drawn down over it like the letters beside it.
        return QSizeF(min(width, max(80.0, self._field.viewport().width() - 16.0)), metrics.ascent())

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,  # noqa: N803
        format: QTextFormat,  # noqa: A002
    ) -> None:
        theme = colours(self._field.palette())
        state = str(format.property(_STATE))
        font = self._font()
        metrics = QFontMetricsF(font)
        rect = QRectF(rect)
        ground = QRectF(rect.left() + 1, rect.bottom() - metrics.ascent(), rect.width() - 2, metrics.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        if state == "blank":
            painter.setPen(QPen(QColor(theme.muted), 1))
            painter.drawLine(ground.bottomLeft(), ground.bottomRight())
        else:
            changed = state == "changed"
            painter.setBrush(QColor(theme.warn_soft if changed else theme.accent_soft))
            style = Qt.PenStyle.DashLine if changed else Qt.PenStyle.SolidLine
            painter.setPen(QPen(QColor(theme.warn if changed else theme.accent_soft), 1, style))
            painter.drawRoundedRect(ground, 4, 4)
            painter.setPen(QColor(theme.warn if changed else theme.accent))
            text = metrics.elidedText(_said(format), Qt.TextElideMode.ElideMiddle, ground.width() - 2)
            painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def _font(self) -> QFont:
        return self._field.font()


class LinkedText(QTextEdit):
    """One paragraph. `body()` gives it back with its places."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(12)
        self._known: dict[str, Run] = {}
        self._chips = _Chips(self)
        self.document().documentLayout().registerHandler(_CHIP, self._chips)

    def show_runs(self, runs: tuple[Run, ...]) -> None:
        """The paragraph as it stands; its own undo begins anew."""
        self._known = {run.token: run for run in runs if run.token}
        self.clear()
        cursor = self.textCursor()
        for run in runs:
            self._insert(cursor, run)
        self.document().clearUndoRedoStacks()
        self.document().setModified(False)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def body(self) -> str:
        """The text with `{place}` for each chip."""
        return self._body(0, self.document().characterCount() - 1)

    def _body(self, start: int, end: int) -> str:
        said: list[str] = []
        cursor = QTextCursor(self.document())
        for place in range(start, end):
            cursor.setPosition(place)
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
            format_ = cursor.charFormat()
            character = cursor.selectedText()
            if character == _OBJECT and format_.hasProperty(_TOKEN):
                said.append(f"{{{format_.property(_TOKEN)}}}")
            else:
                said.append(" " if character in "\u2028\u2029\n" else character)
        return "".join(said)

    def _insert(self, cursor: QTextCursor, run: Run) -> None:
        if run.token is None:
            cursor.insertText(run.text, QTextCharFormat())
            return
        chip = QTextCharFormat()
        chip.setObjectType(_CHIP)
        chip.setProperty(_TOKEN, run.token)
        chip.setProperty(_TEXT, "\u2007" * run.blank if run.blank else run.text)
        chip.setProperty(_STATE, "blank" if run.blank else "changed" if run.changed else "")
        cursor.insertText(_OBJECT, chip)

    # --- what is typed or pasted -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # one field is one paragraph
            return
        self._write_plainly()
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._write_plainly()
        super().inputMethodEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        cursor = self.textCursor()
        mime = QMimeData()
        mime.setText(self._body(cursor.selectionStart(), cursor.selectionEnd()))
        return mime

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Places that this paragraph has known come back as chips."""
        text = " ".join(source.text().splitlines())
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        at = 0
        for match in TOKEN.finditer(text):
            run = self._known.get(match.group(1))
            if run is not None:
                self._insert(cursor, Run(text[at : match.start()]))
                self._insert(cursor, run)
                at = match.end()
        self._insert(cursor, Run(text[at:]))
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def _write_plainly(self) -> None:
        # What is typed behind a chip would become a part of it.
        if self.currentCharFormat().hasProperty(_TOKEN):
            self.setCurrentCharFormat(QTextCharFormat())


def _said(chip: QTextFormat) -> str:
    return str(chip.property(_TEXT))
