"""Makes the pictures of `docs/pictures/`: the window on the sample case, and pages of its bundle.

    python tools/pictures.py

The sample files go through the real pipeline into a case in a temporary folder. The window is then drawn without a
display, once for each language, theme and scale, each in a process of its own because Qt's scale is set at its start.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
OUT = ROOT / "docs" / "pictures"
SHOTS = [(language, theme, 1) for language in ("zh", "en") for theme in ("light", "dark")] + [("zh", "light", 2)]
PAGES = {"cover": 0, "table": "二、", "exhibit": "证据2-10"}  # a page, or how the outline entry begins
WIDTH = 900  # pixels of a bundle page


def main() -> None:
    """Makes the case, then every picture."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--window", nargs=4, metavar=("CASE", "LANGUAGE", "THEME", "SCALE"))
    arguments = parser.parse_args()
    if arguments.window:
        case, language, theme, scale = arguments.window
        draw_window(Path(case), language, theme, int(scale))
        return
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "示例档案.lehua"
        make_case(case)
        draw_bundle(case, Path(folder))
        for language, theme, scale in SHOTS:
            command = [sys.executable, __file__, "--window", str(case), language, theme, str(scale)]
            environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale)}
            subprocess.run(command, env=environment, check=True)


def make_case(path: Path) -> None:
    """The sample files, imported and read as the program does it."""
    from lehua_desktop.casebook import Casebook
    from lehua_desktop.core.days import CHINA
    from lehua_desktop.reading.desk import ReadingDesk
    from lehua_desktop.resources import resource

    now = dt.datetime.now(CHINA)
    files = [file for file in sorted(resource("samples").iterdir()) if file.suffix != ".md"]
    with Casebook.create(path) as book, ReadingDesk() as desk:
        book.add_files(files, now)
        tickets = [(item.id, desk.read(item.name, book.data(item.id))) for item in book.waiting()]
        for evidence, ticket in tickets:
            book.apply_reading(evidence, ticket.result(), now)


def draw_bundle(case: Path, folder: Path) -> None:
    """The cover, the table and one exhibit of the bundle."""
    import pypdfium2
    from pypdf import PdfReader
    from pypdf.generic import Destination

    from lehua_desktop.bundle.write import write_bundle
    from lehua_desktop.casebook import Casebook
    from lehua_desktop.core.days import CHINA

    with Casebook.open(case) as book:
        bundle = write_bundle(book.bundle_request(dt.datetime.now(CHINA).date()), folder)
    reader = PdfReader(bundle.pdf)
    entries: list[Destination] = []
    waiting: list[Any] = list(reader.outline)
    while waiting:
        entry = waiting.pop(0)
        if isinstance(entry, list):
            waiting = [*entry, *waiting]
        else:
            entries.append(entry)
    document = pypdfium2.PdfDocument(bundle.pdf)
    for name, where in PAGES.items():
        number = where
        if isinstance(where, str):
            entry = next(entry for entry in entries if str(entry.title).strip().startswith(where))
            number = reader.get_destination_page_number(entry)
        page = document[number]
        page.render(scale=WIDTH / page.get_width()).to_pil().save(OUT / f"bundle-{name}.png", optimize=True)
        print(f"bundle-{name}.png")
    document.close()


def draw_window(case: Path, language: str, theme: str, scale: int) -> None:
    """One look of the window: the contradiction with both of its sides, and at least once the other pages."""
    from PySide6.QtCore import QEventLoop, QSettings, QTimer
    from PySide6.QtWidgets import QApplication

    from lehua_desktop.app import Program

    app = QApplication([])
    settings = QSettings(str(case.with_suffix(".ini")), QSettings.Format.IniFormat)
    settings.setValue("language", language)
    settings.setValue("theme", theme)
    program = Program(app, settings, case.parent)
    window = program.window
    window.resize(1440, 900)
    window.show()

    def wait(done: Callable[[], bool]) -> None:
        loop = QEventLoop()
        timer = QTimer(interval=100)
        timer.timeout.connect(lambda: loop.quit() if done() else None)
        timer.start()
        loop.exec()

    def save(name: str) -> None:
        wait(lambda: not program.pictures.busy)
        tail = f"{language}-{theme}" + ("" if scale == 1 else f"-{scale}00")
        window.grab().save(str(OUT / f"{name}-{tail}.png"))
        print(f"{name}-{tail}.png")

    if theme == "light" and scale == 1:
        save("welcome")
    window.open_case(case)
    workspace = window.workspace
    workspace.timeline.choose(11)
    if theme == "light" and scale == 1:
        save("page")
    findings = workspace.timeline.findings
    first = workspace.timeline.findings_model.index(1)
    findings.setCurrentIndex(first)
    findings.clicked.emit(first)
    save("window")
    program.close()


if __name__ == "__main__":
    main()
