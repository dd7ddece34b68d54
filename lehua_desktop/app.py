"""The composition root of the window: makes the parts, connects them, ends them."""

from __future__ import annotations

import importlib
import logging
import logging.handlers
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QSettings, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from . import __version__
from .core.words import Language
from .ui import language as language_of
from .ui.controller import Controller
from .ui.export.exporter import Exporter
from .ui.garbage import Garbage
from .ui.main_window import MainWindow
from .ui.pictures import Pictures
from .ui.theme import Theme, chosen_scheme

_log = logging.getLogger(__name__)


class Program(QObject):
    """Everything that lives as long as the program; the window is made anew when the language changes."""

    def __init__(
        self,
        app: QApplication,
        settings: QSettings,
        cases: Path | None = None,
        words: Path | None = None,
        controller: Controller | None = None,
    ) -> None:
        """`cases` is where quick cases are made, `words` where the built translations lie."""
        super().__init__()
        self._app, self._settings, self._words = app, settings, words
        self._garbage = Garbage(self)
        self._theme = Theme(app, chosen_scheme(settings))
        chosen = language_of.chosen_language(settings)
        language_of.install(app, chosen, words)
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        self._cases = cases or documents / "乐花证据夹"
        self.controller = controller or Controller(chosen)
        self.controller.language = chosen
        self.pictures = Pictures(self._source)
        self.controller.closed.connect(self.pictures.clear)
        self.exporter = Exporter()
        self.window = self._make_window()

    def _source(self, evidence: int) -> tuple[bytes, str | None]:
        return self.controller.book.data(evidence), self.controller.book.password(evidence)

    def _make_window(self) -> MainWindow:
        window = MainWindow(self.controller, self.pictures, self.exporter, self._settings, self._cases)
        window.language_wanted.connect(self.speak, Qt.ConnectionType.QueuedConnection)
        window.theme_wanted.connect(self.dress)
        return window

    def speak(self, chosen: Language) -> None:
        """Another language: the window is made anew on the same case."""
        if chosen == self.controller.language:
            return
        self._settings.setValue("language", chosen)
        language_of.install(self._app, chosen, self._words)
        self.controller.language = chosen
        old = self.window
        self.window = self._make_window()
        self.window.setGeometry(old.geometry())
        self.window.show()
        old.hide()
        old.deleteLater()

    def dress(self, theme: str) -> None:
        """Light, dark, or as the system."""
        self._settings.setValue("theme", theme)
        self._theme.choose(chosen_scheme(self._settings))

    def close(self) -> None:
        """Ends workers and threads, and closes the case."""
        self.controller.shut_down()
        self.exporter.close()
        self.pictures.stop()
        self._garbage.stop()
        self.window.deleteLater()


def run(case_path: Path | None = None) -> int:
    """Opens the window, on a case if one is given, and returns the exit status."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("lehua-desktop")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("lehua-desktop")
    _write_log()
    program = Program(app, QSettings("lehua-desktop", "lehua-desktop"))
    sys.excepthook = _Bugs(program).tell
    program.window.show()
    # The readers of documents are loaded beside the window, which can be used meanwhile.
    threading.Thread(target=importlib.import_module, args=("lehua_desktop.casebook",), daemon=True).start()
    if case_path is not None:
        program.window.open_case(case_path)
    try:
        return app.exec()
    finally:
        program.close()


def _write_log() -> None:
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(folder / "log.txt", maxBytes=500_000, backupCount=1)
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("lehua_desktop").addHandler(handler)
    logging.getLogger("lehua_desktop").setLevel(logging.INFO)


class _Bugs(QObject):
    """Shows a bug once, with details that hold no word of any document: kinds and places only."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program
        self._showing = False

    def tell(self, kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
        details = bug_details(kind, trace)
        _log.error("%s", details)
        if self._showing or issubclass(kind, KeyboardInterrupt):
            return
        self._showing = True
        box = QMessageBox(self._program.window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(self.tr("Something went wrong in the program. Your case is saved."))
        box.setInformativeText(self.tr("You can go on working. The details hold no text of your documents."))
        box.setDetailedText(details)
        copy = box.addButton(self.tr("Copy the details"), QMessageBox.ButtonRole.ActionRole)
        box.addButton(self.tr("Go on"), QMessageBox.ButtonRole.AcceptRole)
        box.exec()
        if box.clickedButton() is copy:
            QGuiApplication.clipboard().setText(details)
        box.deleteLater()
        self._showing = False


def bug_details(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The kind of an error and the places it went through; never its message, which may quote a document."""
    lines = [f"lehua-desktop {__version__}, Python {sys.version.split()[0]}, {sys.platform}", kind.__name__]
    lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    return "\n".join(lines)
