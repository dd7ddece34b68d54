"""Export of the evidence bundle: for whom, which edition, where; what to look at before, and its pages beside it."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSettings, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ...bundle.plan import Edition
from ...bundle.preflight.concerns import Concern, blocking, to_override
from ...bundle.preflight.preflight import preflight
from ...core.problems import Fault, LehuaError, Problem
from ..controller import Controller
from ..widgets import PushButton, card, fit_screen, label, plain_shortcuts_only, scrolling
from .exporter import Exporter
from .files_dialog import FilesDialog
from .form import ExportForm
from .letter_editor import LetterEditor
from .preflight_list import Concerns, ConcernsView
from .preview import BundlePreview

if TYPE_CHECKING:
    from ...bundle.write import Bundle

_PAUSE = 250  # milliseconds without a change before the checks run again
_NARROW = 900  # below this width the preview gives way to the form


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
        self._next = self._last = ""  # in words: the bundle being written, and the one before
        self._former: dict[int, str] | None = None  # the exhibit numbers before those of the bundle being written
        self._taken: frozenset[str] = frozenset()  # the errors that were there when the person said that they know
        self.setWindowTitle(self.tr("Export the evidence bundle"))
        self.form = ExportForm(controller, settings)
        self.concerns = Concerns(controller)
        self.concerns_view = ConcernsView(self.concerns)
        self.concerns_title = label(bold=True)
        self.known = QCheckBox(self.tr("I know of this and export all the same; the bundle says so"))
        self.settle = PushButton("", self._show_concerns, "link")
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
        self._on_change()
        self.look()
        fit_screen(self, 1240, 780)

    # --- layout ----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.previewed.setAccessibleName(self.tr("Edition on show"))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(18, 14, 14, 12)
        column.setSpacing(10)
        column.addWidget(self.form)
        column.addWidget(self.concerns_title)
        column.addWidget(self.concerns_view)
        column.addStretch()
        self._area = scrolling(body)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.preview.tools.insertSpacing(1, 10)
        self.preview.tools.insertWidget(2, self.previewed)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(10)
        self.splitter.setChildrenCollapsible(False)
        self._sheet, self._pages = card(), card()
        for frame, widget in ((self._sheet, self._area), (self._pages, self.preview)):
            inside = QVBoxLayout(frame)
            inside.setContentsMargins(1, 1, 1, 1)
            inside.addWidget(widget)
            self.splitter.addWidget(frame)
        self.splitter.setSizes([500, 700])
        self.splitter.setStretchFactor(1, 1)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        words = QVBoxLayout()
        stop = QHBoxLayout()  # never out of sight: it tells why nothing can be written
        stop.addWidget(self.known)
        stop.addWidget(self.settle)
        stop.addStretch()
        words.addLayout(stop)
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
        self.form.changed.connect(self._on_choice)
        self.form.limit.valueChanged.connect(self._on_limit)
        self.form.letter_wanted.connect(self._edit_letter)
        self.form.files_wanted.connect(self._choose_files)
        self.previewed.currentIndexChanged.connect(self._on_change)
        self.known.toggled.connect(self._on_known)
        self.concerns_view.chosen.connect(self._jump)
        self.concerns_view.selectionModel().currentChanged.connect(self._follow)
        self.preview.made.connect(self._on_preview)
        self._exporter.progressed.connect(self._on_progress)
        self._exporter.finished.connect(self._on_finished)
        self._exporter.failed.connect(self._on_failed)
        self._controller.changed.connect(self._outdate)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pages.setVisible(self.width() >= _NARROW)
        QTimer.singleShot(0, self, self._fit_concerns)

    def _fit_concerns(self) -> None:
        self.concerns_view.setFixedHeight(self.concerns_view.needed_height())

    # --- what is asked for -----------------------------------------------------------------------------

    def _looked_at(self) -> Edition:
        """The edition in the preview."""
        chosen = self.form.editions()
        if len(chosen) == 1:
            return chosen[0]
        return "redacted" if self.previewed.currentData() == "redacted" else "full"

    def _on_choice(self) -> None:
        self._outdate()
        self._on_change()

    def _on_limit(self) -> None:
        """The checks weigh the bundle anew; its pages stay as they are."""
        self._outdate()
        self._later.start()

    def _on_change(self) -> None:
        """Another bundle: the checks and the preview begin anew."""
        self.previewed.setVisible(self.form.both.isChecked())
        self._later.start()
        self.preview.show_bundle(lambda: self.form.request(self._looked_at()))

    def _outdate(self) -> None:
        """What was written is not what is chosen now: it is not to be taken for it."""
        if self._made:
            self._made = []
            self._offer()
            self._say(self._former_words(), "warn")

    def _former_words(self) -> str:
        return self.tr("Last written: {what}. After a change, export again.").format(what=self._last)

    def _offer(self) -> None:
        """The buttons for what was written, if it is what is chosen now."""
        for button in (self.open_button, self.open_pdf):
            button.setVisible(bool(self._made))
        self.start_button.setText(self.tr("Export once more") if self._made else self.tr("Export"))

    def look(self) -> None:
        """Says what to look at before the bundle that is chosen now is written."""
        self._later.stop()
        if not self._controller.is_open:  # the case goes before the dialog when the window closes
            return
        found: dict[Concern, None] = {}
        try:
            unlooked = set(self._controller.book.redactions_unlooked())
            for edition in self.form.editions():
                request = self.form.request(edition)
                self.form.tell_files(request)
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
        self.settle.setText(self.tr("Show the %n to settle", "", len(errors)))
        self.settle.setVisible(bool(errors))
        if not {concern.key for concern in errors} <= self._taken:
            self.known.setChecked(False)  # what is new was not known of
        self.known.setVisible(any(concern.overridable for concern in errors))
        self._fit_concerns()
        self._on_known()

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

    def _follow(self, index: QModelIndex) -> None:
        """The list is as high as its lines: the form scrolls to the one the keys are at."""
        line = self.concerns_view.visualRect(index).translated(self.concerns_view.pos())
        self._area.ensureVisible(line.left(), line.center().y(), 0, line.height())

    def _show_concerns(self) -> None:
        self._area.verticalScrollBar().setValue(self.concerns_title.y())
        self.concerns_view.setFocus()

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
        dialog = FilesDialog(self._controller, self.form.request("full").exhibits, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._on_change)
        dialog.open()

    def _edit_letter(self) -> LetterEditor:
        editor = LetterEditor(self._controller, self.form.route.currentData(), self.form.bundle_language, self)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editor.finished.connect(self._on_change)
        editor.open()
        return editor

    def start(self) -> None:
        """Writes what is chosen, unless an error stands in the way."""
        self.look()
        overridden = self._overridden()
        if self._exporter.busy or blocking(self.concerns.concerns, overridden):
            return
        folder = self.form.place()
        if folder is None:
            self._area.ensureWidgetVisible(self.form.folder_note)
            return
        self._settings.setValue("route", self.form.route.currentData())
        self._settings.setValue("export_folder", str(folder))
        self._busy(True)
        self._say(self.tr("Writing the bundle …"))
        names = [self.previewed.itemText(self.previewed.findData(edition)) for edition in self.form.editions()]
        self._next = self.tr(", ").join((self.form.route.currentText(), *names))
        self.preview.hold()
        try:
            editions = self.form.editions()
            requests = [replace(self.form.request(edition), overridden=overridden) for edition in editions]
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
        self._sheet.setEnabled(not busy)
        self.known.setEnabled(not busy)
        self.settle.setEnabled(not busy)
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
            text = text.format(pages=pages, mb=f"{size / 1e6:.1f}")
            self._say(f"{self._former_words()}\n{text}" if self._last else text, "warn" if self._last else "muted")

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
        self._last = self._next
        self.form.show_numbers()
        self._offer()
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
