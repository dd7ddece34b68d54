"""The whole window on a case in a temporary folder, with readings that are known."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lehua_desktop.app import Program
from lehua_desktop.reading.desk import ReadingDesk
from lehua_desktop.ui.controller import Controller
from lehua_desktop.ui.main_window import MainWindow
from tests.ui.drawn import Drawn, RecordedDesk, payment_page, plan_page

I18N = Path(__file__).resolve().parents[2] / "resources" / "i18n"
TODAY = dt.date(2024, 6, 1)


@pytest.fixture(scope="session")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The words of the window, built into a folder of their own."""
    folder = tmp_path_factory.mktemp("words")
    beside = Path(sys.executable).parent / "pyside6-lrelease"
    program = str(beside) if beside.exists() else shutil.which("pyside6-lrelease")
    assert program, "pyside6-lrelease is missing"
    for source in I18N.glob("*.ts"):
        subprocess.run([program, "-silent", str(source), "-qm", str(folder / f"{source.stem}.qm")], check=True)
    return folder


@dataclass
class Bench:
    """Everything that a test of the window touches."""

    program: Program
    desk: RecordedDesk
    files: list[Path]
    drawn: list[Drawn]
    folder: Path
    settings: QSettings
    bot: QtBot

    @property
    def window(self) -> MainWindow:
        return self.program.window

    @property
    def controller(self) -> Controller:
        return self.program.controller

    def read_all(self) -> None:
        """Waits until everything that was dropped is in and read."""
        controller = self.controller
        self.bot.waitUntil(lambda: controller.is_open and controller.progress() is None, timeout=10_000)

    def with_case(self) -> Bench:
        """The case of the drawn files, read, and on show in the list, which hears of them in a moment."""
        self.window.add_paths(self.files)
        self.read_all()
        rows = self.window.workspace.evidence.view.files
        self.bot.waitUntil(lambda: rows.rowCount() == len(self.controller.evidence()))
        return self


@pytest.fixture
def drawn(qapp: QApplication) -> list[Drawn]:
    """Three payments of a loan of three installments; on the second the readers disagree about the amount."""
    return [
        plan_page(),
        payment_page("微信_1.png", "1,000.00", "2024-01-19", 1),
        payment_page("微信_2.png", "1,000.00", "2024-02-19", 2, second_amount="-1,900.00"),
        payment_page("微信_3.png", "1,000.00", "2024-03-19", 3, second_day="2024-03-18"),
    ]


@pytest.fixture
def bench(qapp: QApplication, qtbot: QtBot, tmp_path: Path, words: Path, drawn: list[Drawn]) -> Iterator[Bench]:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    desk = RecordedDesk(drawn)
    program = Program(
        qapp,
        settings,
        tmp_path / "cases",
        words,
        Controller("zh", lambda: TODAY, cast("Callable[[], ReadingDesk]", lambda: desk)),
    )
    files = []
    for file in drawn:
        path = tmp_path / "in" / file.name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(file.data)
        files.append(path)
    program.window.show()
    yield Bench(program, desk, files, drawn, tmp_path, settings, qtbot)
    program.close()
    program.deleteLater()
    # Here, not in the first event loop of the next test, while the threads of that one are at work.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
