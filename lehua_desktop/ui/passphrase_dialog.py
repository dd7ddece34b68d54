"""A passphrase for the case: typed twice, with what it means if it is lost."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ..core.problems import LehuaError
from .controller import Controller
from .widgets import PushButton, label, plain_shortcuts_only

_SHORT = 8  # characters


class PassphraseDialog(QDialog):
    """Sets, changes or takes off the passphrase of the open case."""

    done_with = Signal(bool)  # the case has a passphrase now

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        locked = controller.book.locked
        self.setWindowTitle(self.tr("Change the passphrase") if locked else self.tr("Set a passphrase"))
        self.first, self.second = QLineEdit(), QLineEdit()
        self.shown = QCheckBox(self.tr("Show what I type"))
        self.shown.toggled.connect(self._show)
        self.sure = QCheckBox(self.tr("I have written the passphrase down in a safe place"))
        self.said = label(role="bad", wrap=True)
        self.ok = PushButton(self.tr("Lock the case"), self.accept, "primary")
        self.remove = PushButton(self.tr("Take the passphrase off"), self._take_off)
        self.remove.setVisible(locked)
        caution = QFrame()
        caution.setProperty("role", "caution")
        inside = QVBoxLayout(caution)
        inside.addWidget(
            label(
                self.tr(
                    "The whole case file is encrypted with it, originals included. A lost passphrase cannot be recovered:"
                    " not by us, not by anybody. Without it the case can never be opened again."
                ),
                wrap=True,
            )
        )
        form = QFormLayout()
        for text, field in ((self.tr("Passphrase"), self.first), (self.tr("Once more"), self.second)):
            field.setAccessibleName(text)
            form.addRow(text, field)
            field.textChanged.connect(self._tell)
        form.addRow("", self.shown)
        buttons = QHBoxLayout()
        buttons.addWidget(self.remove)
        buttons.addStretch()
        cancel = PushButton(self.tr("Cancel"), self.reject)
        for button in (self.remove, cancel, self.ok):
            plain_shortcuts_only(button)
        buttons.addWidget(cancel)
        buttons.addWidget(self.ok)
        self.ok.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(caution)
        layout.addLayout(form)
        layout.addWidget(
            label(self.tr("Copies that you made of this case before stay as they are."), "muted", wrap=True)
        )
        layout.addWidget(self.sure)
        layout.addWidget(self.said)
        layout.addLayout(buttons)
        self.sure.toggled.connect(self._tell)
        self.setMinimumWidth(460)
        self._show(False)
        self._tell()
        self.first.setFocus()

    def _show(self, shown: bool) -> None:
        for field in (self.first, self.second):
            field.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def _tell(self) -> None:
        one, other = self.first.text(), self.second.text()
        text = ""
        if one and len(one) < _SHORT:
            text = self.tr("At least {count} characters; several words are easy to keep in mind.").format(count=_SHORT)
        elif other and one != other:
            text = self.tr("The two are not the same.")
        self.said.setText(text)
        self.ok.setEnabled(len(one) >= _SHORT and one == other and self.sure.isChecked())

    def accept(self) -> None:
        if self.ok.isEnabled():
            self._set(self.first.text())

    def _take_off(self) -> None:
        self._set(None)

    def _set(self, passphrase: str | None) -> None:
        try:
            self._controller.book.set_passphrase(passphrase)
        except LehuaError as error:
            self.said.setText(self._controller.say(error.fault.words))
            return
        self.done_with.emit(passphrase is not None)
        super().accept()
