"""The window: menus, the welcome page or the open case, and everything that can be dropped or pasted on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from .. import __version__
from ..core.model import Source
from ..core.problems import Fault, LehuaError, Problem
from ..resources import resource
from .controller import Batch, Controller
from .drop import DropOverlay, can_take, dropped_paths, dropped_picture
from .export.exporter import Exporter
from .menus import Menus
from .notice_bar import NoticeBar
from .pictures import Pictures
from .welcome import WelcomePage
from .widgets import scrolling
from .workspace import Workspace

SUFFIX = ".lehua"
_RECENT = 6


class MainWindow(QMainWindow):
    """One window, one case. Language and theme are changed by whoever made the window."""

    language_wanted = Signal(str)
    theme_wanted = Signal(str)

    def __init__(
        self, controller: Controller, pictures: Pictures, exporter: Exporter, settings: QSettings, cases: Path
    ) -> None:
        """`cases` is the folder where a case is made that nobody was asked a name for."""
        super().__init__()
        self._controller, self._exporter, self._settings, self._cases = controller, exporter, settings, cases
        self._came: set[int] = set()  # files that are in and not all read yet
        self.setWindowIcon(QIcon(str(resource("icons", "lehua.svg"))))
        self.setAcceptDrops(True)
        self.welcome = WelcomePage()
        self._pictures = pictures
        self.workspace = Workspace(controller, pictures)
        self.notice = NoticeBar()
        self._stack = QStackedWidget()
        self._welcome = scrolling(self.welcome)
        self._stack.addWidget(self._welcome)
        self._stack.addWidget(self.workspace)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._stack, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(10, 0, 10, 8)
        foot.addWidget(self.notice)
        layout.addLayout(foot)
        self.setCentralWidget(body)
        self._overlay = DropOverlay(body)
        self._menus = Menus(self, controller, settings)
        self._connect()
        for edit in self.findChildren(QLineEdit):
            edit.setAcceptDrops(False)  # files are dropped on the window, wherever the mouse is
        self._place()
        self._tell()

    def _connect(self) -> None:
        controller = self._controller
        self.welcome.files_wanted.connect(self.choose_files)
        self.welcome.new_wanted.connect(self.new_case)
        self.welcome.open_wanted.connect(self.choose_case)
        self.welcome.sample_wanted.connect(self.open_sample)
        self.welcome.recent_wanted.connect(self.open_case)
        self.workspace.add_wanted.connect(self.choose_files)
        self.workspace.export_wanted.connect(self.export)
        self.workspace.loan_wanted.connect(lambda: self.edit_loan())
        self.workspace.deadlines.written.connect(self._on_calendar)
        self.workspace.taken_out.connect(lambda: self.notice.offer_undo(controller.undo_stack))
        controller.imported.connect(self._on_imported)
        controller.failed.connect(self._on_failed)
        controller.changed.connect(self._tell)
        controller.second_reader_missing.connect(self._on_no_second_reader)
        controller.undo_stack.indexChanged.connect(self.notice.on_step)

    def _place(self) -> None:
        geometry = self._settings.value("geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            screen = self.screen().availableSize()
            self.resize(min(1440, screen.width() - 40), min(880, screen.height() - 60))

    def _tell(self) -> None:
        is_open = self._controller.is_open
        self._stack.setCurrentWidget(self.workspace if is_open else self._welcome)
        name = self.tr("Lehua evidence folder")
        self.setWindowTitle(f"{self._controller.book.path.stem} — {name}" if is_open else name)
        self._menus.enable(is_open)
        if not is_open:
            self.welcome.show_recent(self.recent())
        self._tell_of_unread()

    # --- cases -----------------------------------------------------------------------------------------

    def recent(self) -> list[Path]:
        """The cases opened last that are still there."""
        kept = self._settings.value("recent") or []
        paths = [Path(path) for path in ([kept] if isinstance(kept, str) else kept)]
        return [path for path in paths if path.is_file()][:_RECENT]

    def _remember(self, path: Path) -> None:
        paths = [path, *(other for other in self.recent() if other != path)]
        self._settings.setValue("recent", [str(path) for path in paths[:_RECENT]])

    def shows(self, path: Path) -> bool:
        """This case is open here."""
        if not self._controller.is_open:
            return False
        try:
            return path.samefile(self._controller.book.path)
        except OSError:
            return False

    def open_case(self, path: Path) -> None:
        """Opens a case, unless it is open already; a locked one asks for its passphrase."""
        if self.shows(path):
            self.notice.hide()
            self.workspace.evidence.view.setFocus()
            return
        passphrase: str | None = None
        while True:
            try:
                self._controller.open_case(path, passphrase)
            except LehuaError as error:
                self._on_failed(error.fault)
                if error.fault.problem not in (Problem.CASE_LOCKED, Problem.WRONG_PASSPHRASE):
                    return
                passphrase, ok = QInputDialog.getText(
                    self, path.stem, self._controller.say(error.fault.words), QLineEdit.EchoMode.Password
                )
                if not ok:
                    return
                continue
            self.notice.hide()
            self._remember(path)
            self.workspace.evidence.view.setFocus()
            return

    def _make_case(self, path: Path) -> bool:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._controller.new_case(path)
        except LehuaError as error:
            self._on_failed(error.fault)
            return False
        except OSError:
            self._on_failed(Fault(Problem.NOT_WRITABLE))
            return False
        self._remember(path)
        self.workspace.evidence.view.setFocus()
        return True

    def _free_path(self, name: str) -> Path:
        path, number = self._cases / f"{name}{SUFFIX}", 2
        while path.exists():
            path = self._cases / f"{name} {number}{SUFFIX}"
            number += 1
        return path

    def _quick_case(self) -> bool:
        """A case in the usual place, so that dropped files are safe at once; only if that fails is a place asked for."""
        name = self.tr("Case {day}").format(day=self._controller.today.isoformat())
        return self._make_case(self._free_path(name)) or self.new_case()

    def new_case(self) -> bool:
        """Asks for a name and makes a case."""
        start = self._free_path(self.tr("Case {day}").format(day=self._controller.today.isoformat()))
        if not start.parent.exists():
            start = (
                Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)) / start.name
            )
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("New case"), str(start), f"*{SUFFIX}")
        if not chosen:
            return False
        path = Path(chosen)
        return self._make_case(path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX))

    def choose_case(self) -> None:
        """Asks for a case file and opens it."""
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Open a case"), str(self._cases), f"*{SUFFIX}")
        if chosen:
            self.open_case(Path(chosen))

    def open_sample(self) -> None:
        """A case of its own with the files that the program ships."""
        if self._make_case(self._free_path(self.tr("Sample case"))):
            files = [path for path in sorted(resource("samples").iterdir()) if path.suffix != ".md"]
            self._controller.add_paths(files)

    def close_case(self) -> None:
        """Back to the welcome page."""
        self._controller.close_case()
        self._tell()

    def reveal(self) -> None:
        """Shows the folder of the case file."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._controller.book.path.parent)))

    # --- files in --------------------------------------------------------------------------------------

    def add_paths(self, paths: list[Path]) -> None:
        """Brings files in; a single case file is opened instead; without a case one is made first."""
        if len(paths) == 1 and paths[0].suffix.lower() == SUFFIX:
            self.open_case(paths[0])
        elif paths and (self._controller.is_open or self._quick_case()):
            self._controller.add_paths(paths)

    def choose_files(self) -> None:
        """Asks for files and brings them in."""
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("Add files"))
        self.add_paths([Path(path) for path in chosen])

    def choose_folder(self) -> None:
        """Asks for a folder and brings its files in."""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Add a folder"))
        if chosen:
            self.add_paths([Path(chosen)])

    def paste(self) -> None:
        """Brings in the files or the picture of the clipboard."""
        mime = QGuiApplication.clipboard().mimeData()
        paths = dropped_paths(mime)
        picture = None if paths else dropped_picture(mime)
        if paths:
            self.add_paths(paths)
        elif picture is None:
            self.notice.say(self.tr("There is no picture on the clipboard."))
        elif self._controller.is_open or self._quick_case():
            self._controller.add_picture(picture)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if can_take(event.mimeData()):
            event.acceptProposedAction()
            self._overlay.cover(True)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if can_take(event.mimeData()):
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._overlay.cover(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._overlay.cover(False)
        paths, picture = dropped_paths(event.mimeData()), dropped_picture(event.mimeData())
        event.setDropAction(Qt.DropAction.CopyAction)  # the person's own files are never moved away
        event.accept()
        if paths:
            self.add_paths(paths)
        elif picture is not None and (self._controller.is_open or self._quick_case()):
            self._controller.add_picture(picture)

    def _on_imported(self, batch: Batch) -> None:
        self._came.update(batch.added)
        parts = []
        if batch.added:
            parts.append(self.tr("%n file(s) added.", "", len(batch.added)))
        if batch.known:
            parts.append(self.tr("%n file(s) were in the case already and were not added again.", "", batch.known))
        if batch.refused:
            parts.append(self.tr("%n file(s) could not be added; the list on the left says why.", "", batch.refused))
        if parts:
            self.notice.say(" ".join(parts), fault=bool(batch.refused))
        self._tell_of_unread()

    def _tell_of_unread(self) -> None:
        """Once all is read: how many of the files that came could not be read."""
        if not self._came or self._controller.progress() is not None:
            return
        failed = [item for item in self._controller.evidence() if item.id in self._came and item.fault]
        self._came.clear()
        if failed:
            many = len(failed) + self._controller.not_added
            self.notice.say(self.tr("%n file(s) have a problem; the list on the left says why.", "", many), fault=True)

    def _on_calendar(self, path: Path) -> None:
        self.notice.say(
            self.tr(
                "The calendar was written to {path}. It names institutions and case numbers; many calendars copy "
                "themselves to an online account."
            ).format(path=path)
        )

    def _on_no_second_reader(self) -> None:
        """Said once, for it is no failure."""
        if not self._settings.value("told_second_reader"):
            self._settings.setValue("told_second_reader", "yes")
            self.notice.say(
                self.tr(
                    "Tesseract is not installed, so amounts and days get no second look and more waits for your eyes."
                )
            )

    def _on_failed(self, fault: Fault) -> None:
        self.notice.say(self._controller.say(fault.words), fault=True)

    def review(self) -> None:
        """Goes through what waits for the person; if nothing does, says so."""
        if not self.workspace.start_review():
            self.notice.say(self.tr("Nothing waits for your confirmation."))

    # --- dialogs ---------------------------------------------------------------------------------------

    def export(self) -> None:
        """Opens the export dialog."""
        if not self._controller.evidence():
            self._on_failed(Fault(Problem.BUNDLE_EMPTY))
            return
        from .export.dialog import ExportDialog  # late, as the next one: neither is needed to begin

        dialog = ExportDialog(self._controller, self._exporter, self._settings, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.place_wanted.connect(self._leave_export)
        dialog.redactions_wanted.connect(self._leave_export_for_redactions)
        dialog.field_wanted.connect(self._leave_export_for_loan)
        dialog.open()

    def _leave_export(self, source: Source, proof: int | None) -> None:
        self.workspace.show_source(source, proof)
        self._offer_export()

    def _leave_export_for_redactions(self, source: Source) -> None:
        self.workspace.pages.first.show_redactions(source)
        self._offer_export()

    def _leave_export_for_loan(self, loan: int | None, field: str) -> None:
        self.edit_loan(loan, field)
        self._offer_export()

    def _offer_export(self) -> None:
        """Something is to be looked at before the export; the way back is offered."""
        text = self.tr("When this is settled, go on with the export (Ctrl+E).")
        self.notice.say(text, action=self.tr("Back to the export"), done=self.export)

    def edit_loan(self, wanted: int | None = None, field: str = "") -> None:
        """Opens the loan dialog on the loan on show, or on the one that is wanted; `field` is where to type."""
        from .loan.dialog import LoanDialog

        loans = self._controller.timeline().loans
        wanted = self.workspace.timeline.loan if wanted is None else wanted
        loan = next((loan for loan in loans if loan.id == wanted), None)
        dialog = LoanDialog(self._controller, loan, self, self._pictures)
        dialog.strip.opened.connect(lambda source: self.workspace.show_source(source, None))
        if field:
            dialog.fields[field].setFocus()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def edit_letter(self) -> None:
        """Opens the letter of the route that was chosen last, or of the next step."""
        from .export.letter_editor import LetterEditor

        route = self._controller.route_to_offer(self._settings.value("route"))
        dialog = LetterEditor(self._controller, route, parent=self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def set_passphrase(self) -> None:
        """Locks the case with a passphrase, changes it or takes it off."""
        from .passphrase_dialog import PassphraseDialog

        dialog = PassphraseDialog(self._controller, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done_with.connect(self._on_passphrase)
        dialog.open()

    def _on_passphrase(self, locked: bool) -> None:
        self.notice.say(
            self.tr("The case is locked. It asks for the passphrase when it is opened next.")
            if locked
            else self.tr("The case has no passphrase any more.")
        )

    def show_keys(self) -> None:
        """Lists the keys."""
        from .keys_window import KeysWindow

        window = KeysWindow(self.menuBar(), self)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.open()

    def about(self) -> None:
        """What the program promises."""
        text = self.tr(
            "Lehua evidence folder {version}\n\nEverything stays on this computer: the program makes no connection. "
            "Your originals are kept unchanged.\n\nA true overdue month stays in the credit report for five years after "
            "it ended; nobody can delete it for money. All official routes are free. This is no legal advice."
        ).format(version=__version__)
        QMessageBox.about(self, self.tr("About and privacy"), text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._overlay.cover(self._overlay.isVisible())

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.setValue("geometry", self.saveGeometry())
        super().closeEvent(event)
