"""A bundle to look at: set, drawn and stopped beside the program, and gone afterwards."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing import Pipe
from pathlib import Path
from typing import ClassVar

import pytest
from PIL import Image

from lehua_desktop.bundle.press import _answer
from lehua_desktop.bundle.preview import Drawn, Made, News, Preview, Setting
from lehua_desktop.core.problems import Fault, Problem
from tests.bundle.made import made_case
from tests.bundle.test_write import photos

ROOT = Path(__file__).resolve().parents[2]


class Heard:
    """The news of one preview."""

    def __init__(self) -> None:
        self.news: queue.Queue[News] = queue.Queue()

    def next(self, *kinds: type) -> News:
        """The next news of one of the kinds."""
        while True:
            news = self.news.get(timeout=60)
            if isinstance(news, kinds):
                return news


@pytest.fixture
def heard() -> Iterator[Heard]:
    yield Heard()


def test_pages_are_set_with_progress_and_drawn_on_request(heard: Heard, tmp_path: Path) -> None:
    folder = tmp_path / "preview"
    preview = Preview(made_case(), folder, heard.news.put)
    try:
        assert isinstance(heard.next(Setting, Fault), Setting)
        made = heard.next(Made, Fault)
        assert isinstance(made, Made)
        assert len(made.sizes) > 9
        assert made.sizes[0] == pytest.approx((595.28, 841.89), abs=0.1)
        preview.ask(0, 600)
        drawn = heard.next(Drawn)
        assert isinstance(drawn, Drawn)
        assert (drawn.page, drawn.longest, drawn.height) == (0, 600, 600)
        picture = Image.frombytes("RGB", (drawn.width, drawn.height), drawn.pixels)
        assert picture.convert("L").getextrema() == (0, 255)  # black letters on white
    finally:
        preview.close()
    assert not folder.exists()


def test_a_redacted_preview_shows_no_name(heard: Heard, tmp_path: Path) -> None:
    from pypdf import PdfReader

    from tests.bundle.made import NAME

    preview = Preview(made_case(edition="redacted"), tmp_path / "preview", heard.news.put)
    try:
        assert isinstance(heard.next(Made, Fault), Made)
        text = "".join(page.extract_text() for page in PdfReader(tmp_path / "preview" / "preview.pdf").pages)
        assert NAME not in text.replace("\n", "")
    finally:
        preview.close()


def test_closing_stops_the_setting_and_leaves_nothing(heard: Heard, tmp_path: Path) -> None:
    preview = Preview(photos(30), tmp_path / "preview", heard.news.put)
    assert isinstance(heard.next(Setting, Fault), Setting)
    preview.close()
    assert not (tmp_path / "preview").exists()
    while not heard.news.empty():
        assert not isinstance(heard.news.get(), Made)


class _Pickled(str):
    """A text that notes which thread packs it for another process."""

    threads: ClassVar[list[threading.Thread]] = []

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        self.threads.append(threading.current_thread())
        return str, (str(self),)


def test_whoever_asks_for_a_preview_does_not_hand_the_originals_over(heard: Heard, tmp_path: Path) -> None:
    preview = Preview(replace(photos(1), case_name=_Pickled("case")), tmp_path / "preview", heard.news.put)
    try:
        assert isinstance(heard.next(Made, Fault), Made)
        assert _Pickled.threads
        assert threading.current_thread() not in _Pickled.threads
    finally:
        preview.close()


def test_closing_at_once_is_quiet(heard: Heard, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Preview(photos(3), tmp_path / "preview", heard.news.put).close()
    for_press, end = Pipe()
    end.close()
    _answer(for_press)
    for_press.close()
    assert heard.news.empty()
    assert not (tmp_path / "preview").exists()
    assert capfd.readouterr().err == ""


def test_what_cannot_be_set_is_said(heard: Heard, tmp_path: Path) -> None:
    preview = Preview(replace(photos(1), route="moon"), tmp_path / "preview", heard.news.put)
    fault = heard.next(Fault)
    preview.close()
    assert isinstance(fault, Fault)
    assert fault.problem is Problem.ROUTE_UNKNOWN


def test_a_program_that_ends_with_a_preview_open_does_not_wait_for_it(tmp_path: Path) -> None:
    code = (
        "import sys, threading\n"
        "from pathlib import Path\n"
        "from lehua_desktop.bundle.preview import Made, Preview\n"
        "from tests.bundle.test_write import photos\n"
        "if __name__ == '__main__':\n"
        "    made = threading.Event()\n"
        "    Preview(photos(1), Path(sys.argv[1]), lambda news: isinstance(news, Made) and made.set())\n"
        "    made.wait(60)\n"
    )
    (tmp_path / "program.py").write_text(code)
    folder = tmp_path / "preview"
    command = [sys.executable, str(tmp_path / "program.py"), str(folder)]
    subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True, timeout=120)
    assert not folder.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a process is ended by a signal here")
def test_nothing_stays_when_the_program_is_killed(tmp_path: Path) -> None:
    folder = tmp_path / "preview"
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from lehua_desktop.bundle.preview import Made, Preview\n"
        "from tests.bundle.test_write import photos\n"
        "if __name__ == '__main__':\n"
        "    Preview(photos(1), Path(sys.argv[1]), lambda news: print(type(news).__name__, flush=True))\n"
        "    time.sleep(60)\n"
    )
    (tmp_path / "program.py").write_text(code)
    program = subprocess.Popen(
        [sys.executable, str(tmp_path / "program.py"), str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert program.stdout is not None
    assert any(line.strip() == "Made" for line in program.stdout)
    assert list(folder.iterdir())
    program.send_signal(signal.SIGKILL)
    program.wait()
    program.stdout.close()
    until = time.monotonic() + 30
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not folder.exists()
