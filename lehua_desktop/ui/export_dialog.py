"""Export of the evidence bundle: for whom, which edition, where; with what is still open, before it is written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSettings, Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ..bundle.plan import Edition
from ..bundle.routes import routes
from ..core.problems import Fault, LehuaError, Problem
from ..core.words import Language
from .controller import Controller
from .exporter import Exporter
from .review import ReviewItem
from .widgets import PushButton, label, plain_shortcuts_only

_Index = QModelIndex | QPersistentModelIndex


class OpenItems(QAbstractListModel):
    """What is not confirmed yet."""

    def __init__(self, items: list[ReviewItem], names: dict[int, str]) -> None:
        super().__init__()
        self.items = items
        self._names = names

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        item = self.items[index.row()]
        fact, name = item.proof.payment, self._names.get(item.proof.evidence, "")
        if item.allocation is not None:
            return self.tr("Link to No. {number}: {file}").format(number=item.allocation.number, file=name)
        amount = str(fact.amount.value) if fact.amount.value is not None else self.tr("amount?")
        return f"{fact.day.value or self.tr('day?')}  {amount}  {name}"


class ExportDialog(QDialog):
    """Stays open while the bundle is written, and says where it lies."""

    item_chosen = Signal(object)  # ReviewItem: close, and show it

    def __init__(
        self, controller: Controller, exporter: Exporter, settings: QSettings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._controller, self._exporter, self._settings = controller, exporter, settings
        self._made: Path | None = None
        self.setWindowTitle(self.tr("Export the evidence bundle"))
        self.setMinimumWidth(600)
        self.route, self.route_note = QComboBox(), label(role="muted", wrap=True)
        for key, route in routes().items():
            self.route.addItem(controller.say(route.name), key)
        self.route.setCurrentIndex(max(0, self.route.findData(settings.value("route", "bureau"))))
        self.route.currentIndexChanged.connect(self._on_route)
        self.full = QRadioButton(self.tr("Full: for authorities that need your identity and numbers"))
        self.redacted = QRadioButton(self.tr("Redacted: identity, card and phone numbers are blacked out for good"))
        self.full.setChecked(True)
        self._editions = QButtonGroup(self)
        for button in (self.full, self.redacted):
            self._editions.addButton(button)
        self.language = QComboBox()
        self.language.addItem("中文", "zh")
        self.language.addItem("English", "en")
        self.language.setCurrentIndex(self.language.findData(controller.language))
        self.folder = QLineEdit(str(settings.value("export_folder") or controller.book.path.parent))
        self.warning = self._warn()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.said = label(wrap=True)
        self.start_button = PushButton(self.tr("Export"), self.start, "primary")
        self.cancel_button = PushButton(self.tr("Close"), self.reject)
        self.open_button = PushButton(self.tr("Open the folder"), self._open)
        self.open_pdf = PushButton(self.tr("Open the PDF"), self._open_pdf)
        self._lay_out()
        exporter.progressed.connect(self._on_progress)
        exporter.finished.connect(self._on_finished)
        exporter.failed.connect(self._on_failed)
        self._on_route()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(self.tr("For"), self.route)
        self.route_note.setMinimumWidth(420)
        form.addRow("", self.route_note)
        editions = QVBoxLayout()
        editions.addWidget(self.full)
        editions.addWidget(self.redacted)
        form.addRow(self.tr("Edition"), editions)
        form.addRow(self.tr("Language of the bundle"), self.language)
        place = QHBoxLayout()
        place.addWidget(self.folder, 1)
        choose = PushButton(self.tr("Choose …"), self._choose)
        place.addWidget(choose)
        form.addRow(self.tr("Save in"), place)
        for text, field in (
            (self.tr("For"), self.route),
            (self.tr("Language of the bundle"), self.language),
            (self.tr("Save in"), self.folder),
        ):
            field.setAccessibleName(text)
        buttons = QHBoxLayout()
        buttons.addStretch()
        for button in (self.open_button, self.open_pdf, self.cancel_button, self.start_button):
            plain_shortcuts_only(button)
            buttons.addWidget(button)
        plain_shortcuts_only(choose)
        self.start_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 18)
        layout.setSpacing(14)
        layout.addLayout(form)
        if self.warning is not None:
            layout.addWidget(self.warning)
        layout.addWidget(self.bar)
        layout.addWidget(self.said)
        layout.addLayout(buttons)
        for widget in (self.bar, self.said, self.open_button, self.open_pdf):
            widget.hide()

    def _warn(self) -> QFrame | None:
        items = self._controller.to_review()
        if not items:
            return None
        frame = QFrame()
        frame.setProperty("role", "caution")
        inside = QVBoxLayout(frame)
        text = self.tr(
            "%n value(s) are not confirmed yet. They go out marked as such and prove nothing.", "", len(items)
        )
        inside.addWidget(label(f"⚠ {text}", wrap=True))
        view = QListView()
        self._open_items = OpenItems(items, {e.id: e.name for e in self._controller.evidence()})
        view.setModel(self._open_items)
        view.setAccessibleName(self.tr("Not confirmed yet"))
        view.setFixedHeight(min(4, len(items)) * view.sizeHintForRow(0) + 6)
        view.activated.connect(self._jump)
        view.clicked.connect(self._jump)
        inside.addWidget(view)
        return frame

    # --- what the person does --------------------------------------------------------------------------

    def _jump(self, index: QModelIndex) -> None:
        item = self._open_items.items[index.row()]
        self.reject()
        self.item_chosen.emit(item)

    def _on_route(self) -> None:
        route = routes()[self.route.currentData()]
        self.route_note.setText(self._controller.say(route.deadline))

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Save in"), self.folder.text())
        if folder:
            self.folder.setText(folder)

    def start(self) -> None:
        """Writes the bundle as chosen."""
        edition: Edition = "redacted" if self.redacted.isChecked() else "full"
        language: Language = "en" if self.language.currentData() == "en" else "zh"
        folder = Path(self.folder.text()).expanduser()
        self._settings.setValue("route", self.route.currentData())
        self._settings.setValue("export_folder", str(folder))
        book = self._controller.book
        self._busy(True)
        self._say(self.tr("Writing the bundle …"))
        try:
            request = book.bundle_request(
                self._controller.today, language, route=self.route.currentData(), edition=edition
            )
        except LehuaError as error:
            self._on_failed(error.fault)
            return
        self._exporter.start(request, folder)

    def reject(self) -> None:
        if self._exporter.busy:
            self._exporter.cancel()
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._exporter.cancel()
        super().closeEvent(event)

    def _open(self) -> None:
        if self._made is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._made.parent)))

    def _open_pdf(self) -> None:
        if self._made is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._made)))

    # --- news ------------------------------------------------------------------------------------------

    def _busy(self, busy: bool) -> None:
        self.start_button.setEnabled(not busy)
        self.bar.setVisible(busy)
        self.bar.setRange(0, 0)
        self.cancel_button.setText(self.tr("Cancel") if busy else self.tr("Close"))

    def _say(self, text: str, role: str = "") -> None:
        self.said.setProperty("role", role)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setText(text)
        self.said.show()

    def _on_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)
        self._say(self.tr("Page {done} of {total}").format(done=done, total=total))

    def _on_finished(self, bundle: object) -> None:
        from ..bundle.write import Bundle

        if not isinstance(bundle, Bundle):
            return
        self._busy(False)
        self._made = bundle.pdf
        self.open_button.show()
        self.open_pdf.show()
        self.start_button.setText(self.tr("Export once more"))
        text = self.tr("Done: {pages} pages, {mb} MB.\n{pdf}\n{zip}").format(
            pages=bundle.pages, mb=f"{bundle.bytes / 1e6:.1f}", pdf=bundle.pdf.name, zip=bundle.zip.name
        )
        self._say(f"✓ {text}")

    def _on_failed(self, fault: Fault) -> None:
        self._busy(False)
        if fault.problem is Problem.CANCELLED:
            self._say(self.tr("Cancelled. Nothing was written."))
        else:
            self._say(self._controller.say(fault.words), "bad")
