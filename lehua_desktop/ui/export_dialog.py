"""Export of the evidence bundle: for whom, which edition, where; what to look at before, and its pages beside it."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ..bundle.plan import BundleRequest, Edition, ExhibitSource
from ..bundle.preflight import Concern, blocking, preflight, to_override
from ..bundle.routes import routes
from ..core.problems import Fault, LehuaError, Problem
from ..core.words import Language
from .bundle_preview import BundlePreview
from .controller import Controller
from .exporter import Exporter
from .files_dialog import FilesDialog
from .letter_editor import LetterEditor
from .preflight_list import Concerns, ConcernsView
from .route_card import RouteCard
from .widgets import PushButton, card, label, plain_shortcuts_only

if TYPE_CHECKING:
    from ..bundle.write import Bundle

_PAUSE = 250  # milliseconds without a change before the checks run again
_NARROW = 900  # below this width the preview gives way to the form
_MOST_MB = 2000.0


class ExportDialog(QDialog):
    """Stays open while the bundle is written, and says where it lies."""

    place_wanted = Signal(object, object)  # Source, proof id: close, and show it
    redactions_wanted = Signal(object)  # Source: close, and show what is blacked out there
    field_wanted = Signal(object, str)  # loan id, name of the field: close, and ask for it

    def __init__(
        self, controller: Controller, exporter: Exporter, settings: QSettings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._controller, self._exporter, self._settings = controller, exporter, settings
        self._made: list[Path] = []
        self._exhibits: tuple[ExhibitSource, ...] = ()  # as long as the case stays as it is: originals are large
        self._former: dict[int, str] | None = None  # the exhibit numbers before those of the bundle being written
        self._taken: frozenset[str] = frozenset()  # the errors that were there when the person said that they know
        self.setWindowTitle(self.tr("Export the evidence bundle"))
        self.route, self.route_card = QComboBox(), RouteCard(controller)
        for key, route in routes().items():
            self.route.addItem(controller.say(route.name), key)
        self.full = QRadioButton(self.tr("Full, for authorities that check who you are"))
        self.redacted = QRadioButton(self.tr("Redacted: names and numbers blacked out"))
        self.both = QRadioButton(self.tr("Both, as two bundles"))
        self._editions = QButtonGroup(self)
        for button in (self.full, self.redacted, self.both):
            self._editions.addButton(button)
        self.full.setChecked(True)
        self.language = QComboBox()
        self.language.addItem("中文", "zh")
        self.language.addItem("English", "en")
        self.language.setCurrentIndex(self.language.findData(controller.language))
        self.limit = QDoubleSpinBox()
        self.limit.setDecimals(1)
        self.limit.setSuffix(" MB")
        self.limit.lineEdit().setTextMargins(6, 0, 0, 0)
        self.limit_note = label(role="muted", wrap=True)
        self.files_note = label()
        self.files_button = PushButton(self.tr("Choose …"), self._choose_files)
        self.keep_numbers = QCheckBox(self.tr("Keep the numbers of the last export; later files get 2-3a"))
        self.keep_numbers.setChecked(controller.book.has_numbers)
        self.defendants = QSpinBox()
        self.defendants.setRange(1, 20)
        self.defendants.lineEdit().setTextMargins(6, 0, 0, 0)
        self.folder = QLineEdit(str(settings.value("export_folder") or controller.book.path.parent))
        self.concerns = Concerns(controller)
        self.concerns_view = ConcernsView(self.concerns)
        self.concerns_title = label(bold=True)
        self.known = QCheckBox(self.tr("I know of this and export all the same; the bundle says so"))
        self.preview = BundlePreview(controller)
        self.previewed = QComboBox()  # which of two editions is looked at
        for text, edition in ((self.tr("Full edition"), "full"), (self.tr("Redacted edition"), "redacted")):
            self.previewed.addItem(text, edition)
        self.previewed.hide()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the export"))
        self.said = label(wrap=True)
        self.start_button = PushButton(self.tr("Export"), self.start, "primary")
        self.cancel_button = PushButton(self.tr("Close"), self.reject)
        self.open_button = PushButton(self.tr("Open the folder"), self._open)
        self.open_pdf = PushButton(self.tr("Open the PDF"), self._open_pdf)
        self._later = QTimer(self, interval=_PAUSE, singleShot=True)
        self._later.timeout.connect(self.look)
        self._lay_out()
        self._connect()
        self.route.setCurrentIndex(max(0, self.route.findData(settings.value("route", "bureau"))))
        self._on_route()
        self.look()
        self._place()

    # --- layout ----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(9)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        editions = QVBoxLayout()
        editions.setSpacing(5)
        for button in (self.full, self.redacted, self.both):
            editions.addWidget(button)
        form.addRow(self.tr("Edition"), editions)
        form.addRow(self.tr("Language"), self.language)
        files = QHBoxLayout()
        files.setSpacing(8)
        files.addWidget(self.files_note, 1)
        files.addWidget(self.files_button)
        form.addRow(self.tr("Files"), files)
        size = QVBoxLayout()
        size.setSpacing(2)
        size.addWidget(self.limit)
        size.addWidget(self.limit_note)
        form.addRow(self.tr("Size at most"), size)
        form.addRow(self.tr("Exhibit numbers"), self.keep_numbers)
        form.setRowVisible(self.keep_numbers, self._controller.book.has_numbers)
        form.addRow(self.tr("Defendants"), self.defendants)
        self._rows = form
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.folder, 1)
        choose = PushButton(self.tr("Choose …"), self._choose)
        place.addWidget(choose)
        form.addRow(self.tr("Save in"), place)
        for text, field in (
            (self.tr("For"), self.route),
            (self.tr("Language"), self.language),
            (self.tr("Files"), self.files_button),
            (self.tr("Size at most"), self.limit),
            (self.tr("Exhibit numbers"), self.keep_numbers),
            (self.tr("Defendants"), self.defendants),
            (self.tr("Save in"), self.folder),
            (self.tr("Edition on show"), self.previewed),
        ):
            field.setAccessibleName(text)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(18, 14, 14, 12)
        column.setSpacing(10)
        above = QHBoxLayout()
        above.setSpacing(14)
        above.addWidget(label(self.tr("For")))
        above.addWidget(self.route, 1)
        column.addLayout(above)
        column.addWidget(self.route_card)
        column.addWidget(
            PushButton(self.tr("Read and edit the letter …"), self._edit_letter), 0, Qt.AlignmentFlag.AlignLeft
        )
        column.addLayout(form)
        column.addWidget(self.concerns_title)
        column.addWidget(self.concerns_view)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        body.setBackgroundRole(QPalette.ColorRole.Base)
        area.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        self.preview.tools.insertSpacing(1, 10)
        self.preview.tools.insertWidget(2, self.previewed)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(10)
        self.splitter.setChildrenCollapsible(False)
        self._form, self._pages = card(), card()
        for frame, widget in ((self._form, area), (self._pages, self.preview)):
            inside = QVBoxLayout(frame)
            inside.setContentsMargins(1, 1, 1, 1)
            inside.addWidget(widget)
            self.splitter.addWidget(frame)
        self.splitter.setSizes([500, 700])
        self.splitter.setStretchFactor(1, 1)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        words = QVBoxLayout()
        words.addWidget(self.known)  # never out of sight, for without it nothing is written
        words.addWidget(self.said)
        words.addWidget(self.bar)
        foot.addLayout(words, 1)
        for pushed in (self.open_button, self.open_pdf, self.cancel_button, self.start_button):
            foot.addWidget(pushed, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(self.splitter, 1)
        layout.addLayout(foot)
        for made in self.findChildren(PushButton):
            plain_shortcuts_only(made)
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.start_button.setDefault(True)
        for hidden in (self.bar, self.open_button, self.open_pdf):
            hidden.hide()

    def _connect(self) -> None:
        self.route.currentIndexChanged.connect(self._on_route)
        for button in (self.full, self.redacted, self.both):
            button.toggled.connect(self._on_change)
        self.language.currentIndexChanged.connect(self._on_change)
        self.previewed.currentIndexChanged.connect(self._on_change)
        self.limit.valueChanged.connect(self._later.start)
        self.keep_numbers.toggled.connect(self._on_change)
        self.defendants.valueChanged.connect(self._on_change)
        self.known.toggled.connect(self._on_known)
        self.concerns_view.chosen.connect(self._jump)
        self.preview.made.connect(self._on_preview)
        self._exporter.progressed.connect(self._on_progress)
        self._exporter.finished.connect(self._on_finished)
        self._exporter.failed.connect(self._on_failed)
        self._controller.changed.connect(self._forget)

    def _place(self) -> None:
        room = self.screen().availableSize() - QSize(40, 70)
        self.resize(QSize(1240, 780).boundedTo(room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pages.setVisible(self.width() >= _NARROW)
        QTimer.singleShot(0, self, self._fit_concerns)

    def _fit_concerns(self) -> None:
        self.concerns_view.setFixedHeight(max(30, self.concerns_view.needed_height(260)))

    # --- what is asked for -----------------------------------------------------------------------------

    def editions(self) -> tuple[Edition, ...]:
        """The editions to be written."""
        if self.both.isChecked():
            return ("full", "redacted")
        return ("redacted",) if self.redacted.isChecked() else ("full",)

    def _request(self, edition: Edition) -> BundleRequest:
        language: Language = "en" if self.language.currentData() == "en" else "zh"
        request = self._controller.book.bundle_request(
            self._controller.today,
            language,
            route=self.route.currentData(),
            edition=edition,
            max_mb=self.limit.value() or None,
            keep_numbers=self.keep_numbers.isChecked(),
            defendants=self.defendants.value(),
            exhibits=self._exhibits,
        )
        self._exhibits = request.exhibits
        return request

    def _forget(self) -> None:
        self._exhibits = ()

    def _looked_at(self) -> Edition:
        """The edition in the preview."""
        chosen = self.editions()
        if len(chosen) == 1:
            return chosen[0]
        return "redacted" if self.previewed.currentData() == "redacted" else "full"

    def _on_route(self) -> None:
        route = routes()[self.route.currentData()]
        self.route_card.show_route(route)
        self.limit.setRange(0.1 if route.max_mb else 0, route.max_mb or _MOST_MB)
        self.limit.setSpecialValueText("" if route.max_mb else self.tr("No limit"))
        self.limit.setValue(route.max_mb or 0)
        self.limit_note.setText(
            self.tr("This route takes {mb} MB.").format(mb=f"{route.max_mb:g}") if route.max_mb else ""
        )
        self.limit_note.setVisible(bool(route.max_mb))
        self._rows.setRowVisible(self.defendants, route.court)
        if route.public:
            self.redacted.setChecked(True)
        self._on_change()

    def _on_change(self) -> None:
        """Another bundle: the checks and the preview begin anew."""
        self.previewed.setVisible(self.both.isChecked())
        self._later.start()
        self.preview.show_bundle(lambda: self._request(self._looked_at()))

    def look(self) -> None:
        """Says what to look at before the bundle that is chosen now is written."""
        self._later.stop()
        found: dict[Concern, None] = {}
        try:
            unlooked = set(self._controller.book.redactions_unlooked())
            for edition in self.editions():
                request = self._request(edition)
                self._tell_files(request)
                looked_at = frozenset(source.evidence for source in request.exhibits) - unlooked
                found |= dict.fromkeys(preflight(request, looked_at))
        except LehuaError as error:
            self._say(self._controller.say(error.fault.words), "bad")
        concerns = sorted(found, key=lambda concern: concern.severity != "error")
        self.concerns.fill(concerns)
        errors = [concern for concern in concerns if concern.severity == "error"]
        warnings = len(concerns) - len(errors)
        parts = [self.tr("%n to settle", "", len(errors))] if errors else []
        parts += [self.tr("%n to look at", "", warnings)] if warnings else []
        self.concerns_title.setText(
            self.tr("Before you export: {parts}").format(parts=self.tr(", ").join(parts))
            if parts
            else "✓ " + self.tr("Nothing stands in the way of the export.")
        )
        self.concerns_view.setVisible(bool(concerns))
        if not {concern.key for concern in errors} <= self._taken:
            self.known.setChecked(False)  # what is new was not known of
        self.known.setVisible(any(concern.overridable for concern in errors))
        self._fit_concerns()
        self._on_known()

    def _tell_files(self, request: BundleRequest) -> None:
        every = len(request.exhibits)
        chosen = sum(source.evidence not in request.left_out for source in request.exhibits)
        text = self.tr("all {all}") if chosen == every else self.tr("{chosen} of {all}")
        self.files_note.setText(text.format(chosen=chosen, all=every))

    def _overridden(self) -> tuple[str, ...]:
        """The keys of the errors that the person has taken upon themselves."""
        return to_override(self.concerns.concerns) if self.known.isChecked() else ()

    def _on_known(self) -> None:
        errors = [concern.key for concern in self.concerns.concerns if concern.severity == "error"]
        self._taken = frozenset(errors) if self.known.isChecked() else frozenset()
        stopped = bool(blocking(self.concerns.concerns, self._overridden()))
        self.start_button.setEnabled(not stopped and not self._exporter.busy)
        self.start_button.setToolTip(
            self.tr("Settle what is marked red in the list first, or say that you know of it.") if stopped else ""
        )

    def _jump(self, concern: Concern) -> None:
        if concern.part is not None:
            self._edit_letter().show_part(concern.part)
            return
        self.reject()
        if concern.key == "redaction_unseen":
            self.redactions_wanted.emit(concern.source)
        elif concern.field is not None and concern.source is None:
            self.field_wanted.emit(concern.loan, concern.field)
        elif concern.source is not None:
            self.place_wanted.emit(concern.source, concern.proof)

    # --- what the person does --------------------------------------------------------------------------

    def _choose_files(self) -> None:
        dialog = FilesDialog(self._controller, self._request("full").exhibits, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._on_change)
        dialog.open()

    def _edit_letter(self) -> LetterEditor:
        language: Language = "en" if self.language.currentData() == "en" else "zh"
        editor = LetterEditor(self._controller, self.route.currentData(), language, self)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editor.finished.connect(self._on_change)
        editor.open()
        return editor

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Save in"), self.folder.text())
        if folder:
            self.folder.setText(folder)

    def start(self) -> None:
        """Writes what is chosen, unless an error stands in the way."""
        self.look()
        overridden = self._overridden()
        if self._exporter.busy or blocking(self.concerns.concerns, overridden):
            return
        folder = Path(self.folder.text()).expanduser()
        self._settings.setValue("route", self.route.currentData())
        self._settings.setValue("export_folder", str(folder))
        self._busy(True)
        self._say(self.tr("Writing the bundle …"))
        self.preview.hold()
        try:
            requests = [replace(self._request(edition), overridden=overridden) for edition in self.editions()]
            self._former = self._controller.book.remember_numbers(requests[0])
        except LehuaError as error:
            self._on_failed(error.fault)
            return
        self._exporter.start(requests, folder)

    def reject(self) -> None:
        if self._exporter.busy:
            self._exporter.cancel()
            return
        self.preview.close_down()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._exporter.cancel()
        self._take_back()
        self.preview.close_down()
        super().closeEvent(event)

    def _open(self) -> None:
        if self._made:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._made[0].parent)))

    def _open_pdf(self) -> None:
        for path in self._made:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    # --- news ------------------------------------------------------------------------------------------

    def _busy(self, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.bar.setRange(0, 0)
        self._form.setEnabled(not busy)
        self.known.setEnabled(not busy)
        self.cancel_button.setText(self.tr("Cancel") if busy else self.tr("Close"))
        self._on_known()
        if busy:
            self.start_button.setEnabled(False)

    def _say(self, text: str, role: str = "") -> None:
        self.said.setProperty("role", role)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setText(text)

    def _on_preview(self, pages: int, size: int) -> None:
        if not self._exporter.busy and not self._made:
            text = self.tr("About {pages} pages, {mb} MB with pictures as they are.")
            self._say(text.format(pages=pages, mb=f"{size / 1e6:.1f}"), "muted")

    def _on_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)
        text = self.tr("Page {done} of {total}").format(done=done, total=total)
        step, steps = self._exporter.step
        if steps > 1:
            text += self.tr(" (bundle {step} of {steps})").format(step=step, steps=steps)
        self._say(text)

    def _on_finished(self, bundles: tuple[Bundle, ...]) -> None:
        self._busy(False)
        self._former = None
        self._made = [path for bundle in bundles for path in bundle.volumes]
        self._rows.setRowVisible(self.keep_numbers, self._controller.book.has_numbers)
        self.open_button.show()
        self.open_pdf.show()
        self.start_button.setText(self.tr("Export once more"))
        self._say("\n".join(self._done(bundle) for bundle in bundles))
        self.preview.go_on()

    def _take_back(self) -> None:
        """Nothing was handed over: the exhibit numbers that were kept before are kept again."""
        former, self._former = self._former, None
        if former is not None:
            with contextlib.suppress(LehuaError):
                self._controller.book.take_back_numbers(former)

    def _done(self, bundle: Bundle) -> str:
        text = self.tr("{pdf} and the ZIP beside it: {pages} pages, {mb} MB.").format(
            pdf=bundle.pdf.name, pages=bundle.pages, mb=f"{bundle.bytes / 1e6:.1f}"
        )
        smaller = bundle.made_smaller
        return f"✓ {text}" + (f" {self._controller.say(smaller)}" if smaller else "")

    def _on_failed(self, fault: Fault) -> None:
        self._take_back()
        self._busy(False)
        if fault.problem is Problem.CANCELLED:
            self._say(self.tr("Cancelled. Nothing was written."))
        else:
            self._say(self._controller.say(fault.words), "bad")
        self.preview.go_on()
