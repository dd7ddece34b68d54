"""How smooth the window stays while a folder of many files comes in, each with a reading that is there at once.

    python benchmarks/window.py [FILES]

Prints the wall clock, the CPU time and the longest time in which the window could not answer. Needs no display.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main() -> None:
    """Draws the files, drops their folder and waits until all is read."""
    from PySide6.QtCore import QEventLoop, QSettings, QTimer
    from PySide6.QtWidgets import QApplication

    from lehua_desktop.app import Program
    from lehua_desktop.reading.desk import ReadingDesk
    from lehua_desktop.ui.controller import Controller
    from tests.ui.drawn import RecordedDesk, payment_page, plan_page

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    app = QApplication([])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = dt.date(2020, 1, 1)
        drawn = [plan_page()]
        for number in range(count - 1):
            day = str(first + dt.timedelta(days=number))
            drawn.append(payment_page(f"{number:04}.png", f"{1000 + number / 100:,.2f}", day, number % 3 + 1))
        (folder / "in").mkdir()
        for file in drawn:
            (folder / "in" / file.name).write_bytes(file.data)
        make_desk = cast("Callable[[], ReadingDesk]", lambda: RecordedDesk(drawn))
        controller = Controller("zh", lambda: dt.date(2024, 6, 1), make_desk)
        settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
        program = Program(app, settings, folder / "cases", None, controller)
        program.window.show()
        loop = QEventLoop()
        beats: list[float] = []
        beat = QTimer(interval=0)
        beat.timeout.connect(lambda: beats.append(time.perf_counter()))
        done = QTimer(interval=50)
        done.timeout.connect(lambda: loop.quit() if controller.is_open and controller.progress() is None else None)
        beat.start()
        done.start()
        begun, cpu = time.perf_counter(), time.process_time()
        program.window.add_paths([folder / "in"])
        loop.exec()
        took, cpu = time.perf_counter() - begun, time.process_time() - cpu
        longest = max(after - before for before, after in itertools.pairwise(beats))
        print(f"{count} files: {took:.1f} s, {cpu:.1f} s of CPU; longest pause {longest:.2f} s")
        program.close()


if __name__ == "__main__":
    main()
