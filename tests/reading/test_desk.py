from __future__ import annotations

import concurrent.futures
import multiprocessing
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from lehua_desktop.core.page import FileReading
from lehua_desktop.core.problems import LehuaError, Problem
from lehua_desktop.reading import desk as desk_module
from lehua_desktop.reading import worker
from lehua_desktop.reading.desk import ReadingDesk, ReadOptions
from lehua_desktop.reading.formats import images

from .drawn import long_list, page, pdf, saved, scan
from .engines import GREEN, RED, open_crashing, open_hanging, refuse_to_start
from .test_engines import needs_tesseract
from .test_images import png_of_size
from .test_tables import WALLET


@pytest.fixture(scope="module")
def desk() -> Iterator[ReadingDesk]:
    with ReadingDesk(2) as desk:
        yield desk


def fault_of(reading: FileReading) -> Problem:
    assert reading.fault is not None
    assert reading.pages == ()
    return reading.fault.problem


def tiff(*colours: tuple[int, int, int]) -> bytes:
    first, *others = (Image.new("RGB", (64, 64), colour) for colour in colours)
    return saved(first, "TIFF", save_all=True, append_images=others)


WHITE = (255, 255, 255)


def test_a_picture_is_read(desk: ReadingDesk) -> None:
    reading = desk.read("x.jpg", saved(page())).result()
    assert (reading.media_type, reading.page_count, reading.fault, reading.failed) == ("image/png", 1, None, ())
    (read,) = reading.pages
    assert (read.engine, read.unit, read.width, read.height) == ("rapidocr", "px", 720, 760)
    assert [line.text for line in read.lines][:3] == ["账单详情", "-1,286.35", "当前状态"]


@needs_tesseract
def test_amounts_and_days_get_a_second_look(desk: ReadingDesk) -> None:
    (read,) = desk.read("x.png", saved(page())).result().pages
    assert read.second_reader == "tesseract"
    seconds = {line.text: line.second for line in read.lines}
    assert seconds["-1,286.35"] == "-1,286.35"
    assert seconds["支付成功"] is None
    (day,) = [line for line in read.lines if "2023年7月5日" in line.text]
    assert (day.second or "").replace(" ", "") == "2023年7月5日21:14:09"


@needs_tesseract
def test_tesseract_can_be_chosen(desk: ReadingDesk) -> None:
    (read,) = desk.read("x.png", saved(page()), ReadOptions(engine="tesseract")).result().pages
    assert read.engine == "tesseract"
    (amount,) = [line for line in read.lines if "1,286.35" in line.text]
    assert amount.second is not None


def test_a_long_list_is_read_whole(desk: ReadingDesk) -> None:
    (read,) = desk.read("x.png", saved(long_list(40))).result().pages
    amounts = [line.text for line in read.lines if line.text.startswith("-")]
    assert amounts == [f"-{1000 + entry}.{entry % 100:02d}" for entry in range(40)]


def test_pages_come_in_order_and_are_counted(desk: ReadingDesk) -> None:
    seen: list[tuple[int, int]] = []
    ticket = desk.read(
        "x.pdf", pdf("第一页\n#pagebreak()\n第二页\n#pagebreak()\n第三页"), on_page=lambda *a: seen.append(a)
    )
    reading = ticket.result()
    assert [page.lines[0].text for page in reading.pages] == ["第一页", "第二页", "第三页"]
    assert sorted(seen) == [(1, 3), (2, 3), (3, 3)]
    assert (ticket.done_pages, ticket.total_pages) == (3, 3)


def test_a_table_is_read(desk: ReadingDesk) -> None:
    reading = desk.read("x.csv", WALLET.encode("gb18030")).result()
    assert reading.media_type == "text/csv"
    assert reading.pages[0].engine == "table"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", Problem.EMPTY_FILE),
        ("这只是一段文字，不是图片。".encode(), Problem.TEXT_ONLY),
        (b"PK\x03\x04" + b"\0" * 100, Problem.UNKNOWN_FORMAT),
        (b"%PDF-1.7 broken", Problem.DAMAGED_PDF),
        (png_of_size(30_000, 30_000), Problem.PICTURE_TOO_LARGE),
        ((Path(__file__).parent.parent / "data" / "reading" / "aes256.pdf").read_bytes(), Problem.PASSWORD_NEEDED),
    ],
    ids=["empty", "text", "zip", "pdf", "huge", "locked"],
)
def test_a_file_that_cannot_be_read_says_why(desk: ReadingDesk, data: bytes, problem: Problem) -> None:
    assert fault_of(desk.read("x.png", data).result()) is problem


def test_a_truncated_picture_is_damaged(desk: ReadingDesk) -> None:
    reading = desk.read("x.jpg", saved(page(), "JPEG")[:5000]).result()
    assert fault_of(reading) is Problem.DAMAGED_PICTURE
    assert [failed.page for failed in reading.failed] == [0]


def test_a_blank_page_says_that_no_text_was_found(desk: ReadingDesk) -> None:
    reading = desk.read("a", saved(Image.new("RGB", (400, 400), "white")), ReadOptions()).result()
    assert reading.fault is not None
    assert reading.fault.problem is Problem.NO_TEXT
    assert len(reading.pages) == 1
    assert not reading.failed


def test_a_password_that_was_given_opens_the_file_and_is_named(desk: ReadingDesk) -> None:
    data = (Path(__file__).parent.parent / "data" / "reading" / "aes256.pdf").read_bytes()
    reading = desk.read("x.pdf", data, ReadOptions(passwords=("0000", "1234"))).result()
    assert reading.password == "1234"
    assert reading.pages[0].lines[0].text == "示例银行交易流水"


def test_a_sheet_that_claims_to_be_endless_costs_that_file_only(desk: ReadingDesk, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet["A1"] = sheet["XFD1048576"] = "x"
    workbook.save(tmp_path / "x.xlsx")
    tickets = [desk.read("x", data) for data in ((tmp_path / "x.xlsx").read_bytes(), WALLET.encode())]
    assert fault_of(tickets[0].result()) is Problem.TABLE_TOO_LARGE
    assert tickets[1].result().fault is None


def test_crash_fails_only_that_page_and_that_file() -> None:
    with ReadingDesk(2, open_crashing) as desk:
        tickets = [desk.read("x", data) for data in (tiff(WHITE, RED, WHITE), tiff(RED), tiff(WHITE))]
        first, second, third = (ticket.result() for ticket in tickets)
    assert [page.number for page in first.pages] == [0, 2]
    assert [(failed.page, failed.fault.problem) for failed in first.failed] == [(1, Problem.READING_CRASHED)]
    assert [failed.fault.problem for failed in second.failed] == [Problem.READING_CRASHED]
    assert len(third.pages) == 1


def test_hang_ends_at_the_time_limit_and_costs_that_page_only() -> None:
    with ReadingDesk(2, open_hanging) as desk:
        start = time.monotonic()
        reading = desk.read("x", tiff(WHITE, GREEN, WHITE), ReadOptions(page_seconds=3)).result()
        assert time.monotonic() - start < 30
    assert [page.number for page in reading.pages] == [0, 2]
    assert [(failed.page, failed.fault.problem) for failed in reading.failed] == [(1, Problem.READING_TIMED_OUT)]


def test_many_pages_that_take_too_long_do_not_hold_up_the_rest() -> None:
    with ReadingDesk(2, open_hanging) as desk:
        start = time.monotonic()
        reading = desk.read("x", tiff(*[GREEN] * 60), ReadOptions(page_seconds=1)).result()
        assert time.monotonic() - start < 50
    assert reading.page_count == len(reading.failed) == 60
    assert fault_of(reading) is Problem.READING_TIMED_OUT


def test_without_a_folder_for_temporary_files_that_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with ReadingDesk(1) as desk:
        assert fault_of(desk.read("x", tiff(WHITE)).result()) is Problem.NO_TEMPORARY_FOLDER


def test_more_pages_than_can_be_read_are_no_silent_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MAX_FRAMES", 2)
    with pytest.raises(LehuaError, match="too_many_pages"):
        worker.survey(tiff(WHITE, WHITE, WHITE), ())


def test_cancel_stops_at_once_and_the_desk_goes_on() -> None:
    with ReadingDesk(1, open_hanging) as desk:
        started = threading.Event()
        ticket = desk.read("x", tiff(WHITE, GREEN, WHITE), on_page=lambda *_: started.set())
        assert started.wait(30)
        ticket.cancel()
        reading = ticket.result()
        assert [page.number for page in reading.pages] == [0]
        assert {failed.fault.problem for failed in reading.failed} == {Problem.CANCELLED}
        assert len(desk.read("y", tiff(WHITE)).result().pages) == 1


def test_a_worker_killed_while_idle_is_replaced() -> None:
    with ReadingDesk(1, open_hanging) as desk:
        before = set(multiprocessing.active_children())
        assert len(desk.read("x", tiff(WHITE)).result().pages) == 1
        (worker,) = set(multiprocessing.active_children()) - before
        worker.kill()
        worker.join()
        time.sleep(0.5)  # the pool notices by itself
        readings = [desk.read("x", tiff(WHITE)).result() for _ in range(2)]
        assert len(readings[-1].pages) == 1


def test_workers_that_cannot_start_are_not_started_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "start", refuse_to_start)
    with ReadingDesk(2) as desk:
        tickets = [desk.read("x", tiff(WHITE)) for _ in range(5)]
        assert {fault_of(ticket.result()) for ticket in tickets} == {Problem.READING_CANNOT_START}
        start = time.monotonic()
        assert fault_of(desk.read("x", tiff(WHITE)).result()) is Problem.READING_CANNOT_START
        assert time.monotonic() - start < 0.2
        monkeypatch.undo()
        desk.close()
        assert desk.read("x", WALLET.encode()).result().fault is None


def test_what_waits_in_workers_that_broke_down_is_not_waited_for() -> None:
    class Broken:
        active = False

        def stop(self) -> None: ...
        def join(self) -> None: ...

    with ReadingDesk(1) as desk:
        waiting: concurrent.futures.Future[None] = concurrent.futures.Future()
        vars(desk).update(_pool=Broken(), _sent={waiting})
        assert desk.read("x", WALLET.encode()).result().fault is None
        assert isinstance(waiting.exception(0), concurrent.futures.BrokenExecutor)


def test_closing_cancels_what_waits() -> None:
    desk = ReadingDesk(1, open_hanging)
    tickets = [desk.read("x", tiff(GREEN)) for _ in range(3)]
    desk.close()
    for ticket in tickets:
        assert fault_of(ticket.result()) is Problem.CANCELLED


def test_the_callback_is_called_even_when_all_is_done(desk: ReadingDesk) -> None:
    ticket = desk.read("x", b"")
    ticket.result()
    heard: list[FileReading] = []
    ticket.add_done_callback(heard.append)
    assert heard == [ticket.result()]


def test_nothing_is_left_behind_and_nobody_else_may_look(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    modes: set[int] = set()

    def look(*_: object) -> None:
        for path in tmp_path.rglob("*"):
            modes.add(stat.S_IMODE(path.stat().st_mode) & 0o077)

    with ReadingDesk(1) as desk:
        data = scan(page()) if sys.platform == "win32" else pdf("一\n#pagebreak()\n二")
        desk.read("x", data, on_page=look).result()
        left = [path.name for path in tmp_path.rglob("*") if path.is_file()]
        assert set(left) <= {".ses"}  # ONNX Runtime's, without anything of the page; it goes with the folder
    assert modes == {0} or sys.platform == "win32"
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_desk_left_is_swept_away(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(desk_module, "_STALE_SECONDS", -1)
    left = tmp_path / "lehua-reading-old"
    left.mkdir()
    (left / "page").write_bytes(b"x")
    with ReadingDesk(1) as desk:
        desk.read("x", WALLET.encode()).result()
    assert not left.exists()


def test_importing_the_worker_is_cheap() -> None:
    code = "import sys, lehua_desktop.reading.desk; print(sorted({'numpy','cv2','PIL','rapidocr','PySide6'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
