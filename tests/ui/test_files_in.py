"""Files come in by drop, paste and choice; what goes wrong with one stands beside it and stops nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from lehua_desktop.core.edits import Changes
from lehua_desktop.core.model import Source
from lehua_desktop.core.page import FileReading
from lehua_desktop.core.problems import Fault, Problem
from lehua_desktop.ui.evidence.model import Stage
from lehua_desktop.ui.main_window import MainWindow
from lehua_desktop.ui.page.view import page_key
from tests.ui.conftest import Bench
from tests.ui.drawn import payment_page

COPY = Qt.DropAction.CopyAction
LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def mime_of(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drag_over(window: MainWindow, mime: QMimeData) -> QDragEnterEvent:
    event = QDragEnterEvent(QPointF(400, 300), COPY, mime, LEFT, NO_KEY)
    QApplication.sendEvent(window, event)
    return event


def drop(window: MainWindow, *paths: Path) -> QDropEvent:
    mime = mime_of(*paths)
    drag_over(window, mime)
    event = QDropEvent(QPointF(400, 300), COPY, mime, LEFT, NO_KEY)
    QApplication.sendEvent(window, event)
    return event


def names(bench: Bench) -> list[str]:
    return [item.name for item in bench.controller.evidence()]


def test_files_dropped_on_the_welcome_page_become_a_case_that_is_on_disk(bench: Bench) -> None:
    event = drop(bench.window, *bench.files)
    assert event.isAccepted()
    bench.read_all()
    assert names(bench) == [file.name for file in bench.drawn]
    assert bench.controller.book.path.parent == bench.folder / "cases"
    assert bench.window.focusWidget() is bench.window.workspace.evidence.view
    assert len(bench.controller.timeline().rows) == 3


def test_a_dropped_folder_is_walked(bench: Bench) -> None:
    drop(bench.window, bench.files[0].parent)
    bench.read_all()
    assert sorted(names(bench)) == sorted(file.name for file in bench.drawn)


def test_while_files_hover_a_sheet_says_so_and_it_goes_when_they_leave(bench: Bench) -> None:
    mime = mime_of(*bench.files)
    assert drag_over(bench.window, mime).isAccepted()
    overlay = bench.window._overlay
    assert overlay.isVisible()
    QApplication.sendEvent(bench.window, QDragLeaveEvent())
    assert not overlay.isVisible()


def test_plain_text_is_not_taken(bench: Bench) -> None:
    mime = QMimeData()
    mime.setText("1,286.35")
    event = QDragEnterEvent(QPointF(400, 300), COPY, mime, LEFT, NO_KEY)
    event.ignore()
    QApplication.sendEvent(bench.window, event)
    assert not event.isAccepted()
    assert not bench.window._overlay.isVisible()


def test_no_part_of_the_window_keeps_a_drop_to_itself(bench: Bench) -> None:
    bench.with_case()
    takers = [widget for widget in bench.window.findChildren(QWidget) if widget.acceptDrops()]
    assert not [widget for widget in takers if widget.isVisibleTo(bench.window)]


def test_a_dropped_case_file_is_opened(bench: Bench) -> None:
    bench.with_case()
    path = bench.controller.book.path
    bench.window.close_case()
    drop(bench.window, path)
    assert bench.controller.book.path == path
    assert len(names(bench)) == 4


def test_a_file_that_is_there_already_is_said_and_not_added_again(bench: Bench) -> None:
    bench.with_case()
    drop(bench.window, bench.files[1])
    bench.read_all()
    assert len(names(bench)) == 4
    assert "已在档案中" in bench.window.notice.text.text()


def test_a_pasted_picture_becomes_evidence(bench: Bench) -> None:
    picture = QImage(60, 40, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    QGuiApplication.clipboard().setImage(picture)
    bench.window.paste()
    bench.read_all()
    assert len(names(bench)) == 1
    assert names(bench)[0].startswith("粘贴_")


def test_pasting_without_a_picture_says_so_and_makes_no_case(bench: Bench) -> None:
    QGuiApplication.clipboard().setText("hello")
    bench.window.paste()
    assert not bench.controller.is_open
    assert bench.window.notice.text.text() == "剪贴板里没有图片。"


def test_a_file_that_is_none_stands_in_the_list_with_its_sentence_and_the_rest_goes_on(bench: Bench) -> None:
    empty, text = bench.folder / "空.png", bench.folder / "文字.png"
    empty.write_bytes(b"")
    text.write_text("no picture")
    drop(bench.window, empty, *bench.files, text)
    bench.read_all()
    files = bench.window.workspace.evidence.view.files
    bench.bot.waitUntil(lambda: len(files.items) == 6)
    refused = {item.name: item.says for item in files.items if item.stage is Stage.FAILED}
    assert refused["空.png"].startswith("这个文件是空的")
    assert refused["文字.png"].startswith("这个文件里只有文字")
    assert len(names(bench)) == 4


def test_a_file_whose_pictures_came_in_is_not_called_refused(bench: Bench) -> None:
    letter = Document()
    letter.add_paragraph("第2期 1,000.00元")
    letter.add_picture(str(bench.files[1]))
    letter.save(str(bench.folder / "截图.docx"))
    drop(bench.window, bench.folder / "截图.docx")
    bench.read_all()
    panel = bench.window.workspace.evidence
    bench.bot.waitUntil(lambda: panel.view.files.rowCount() == 2)
    note, picture = panel.view.files.items
    assert (note.name, note.stage, note.action) == ("截图.docx", Stage.LOOK, "")
    assert "文字没有读" in note.says
    assert picture.stage is not Stage.FAILED
    assert panel.count.text() == "1"
    assert bench.window.notice.text.text() == "已加入 1 个文件。"


def test_a_refused_file_can_be_tried_again_and_put_away(bench: Bench) -> None:
    path = bench.folder / "图.png"
    path.write_bytes(b"")
    drop(bench.window, path)
    bench.read_all()
    files = bench.window.workspace.evidence.view.files
    bench.bot.waitUntil(lambda: len(files.items) == 1)
    path.write_bytes(bench.drawn[1].data)
    files.act(0)
    bench.read_all()
    bench.bot.waitUntil(lambda: [item.stage for item in files.items] == [Stage.READ])
    assert not bench.controller.refused


def test_a_failed_file_shows_one_sentence_and_is_read_again_on_request(bench: Bench) -> None:
    good = bench.drawn[1]
    bench.desk.answer(good.data, FileReading("image/png", 1, fault=Fault(Problem.READING_CRASHED)))
    bench.with_case()
    files = bench.window.workspace.evidence.view.files
    bench.bot.waitUntil(lambda: [item.stage for item in files.items[1:2]] == [Stage.FAILED])
    assert files.items[1].says.startswith("识别这一页时出错退出")
    assert files.items[1].action == "重新识别"
    bench.desk.answer(good.data, good.reading)
    files.act(1)
    bench.read_all()
    bench.bot.waitUntil(lambda: [item.stage for item in files.items[1:2]] == [Stage.READ])


def test_a_locked_file_asks_for_its_password_in_its_own_line(bench: Bench) -> None:
    good = bench.drawn[1]
    bench.desk.answer(good.data, FileReading("image/png", 1, fault=Fault(Problem.PASSWORD_NEEDED)))
    bench.with_case()
    view = bench.window.workspace.evidence.view
    bench.bot.waitUntil(lambda: any(item.asks_password for item in view.files.items))
    view.setCurrentIndex(view.files.index(1))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    bench.bot.waitUntil(lambda: bool(view.viewport().findChildren(QLineEdit)))
    field = view.viewport().findChildren(QLineEdit)[0]
    assert field.echoMode() is QLineEdit.EchoMode.Password
    bench.desk.answer(good.data, good.reading)
    QTest.keyClicks(field, "geheim")
    QTest.keyClick(field, Qt.Key.Key_Return)
    bench.bot.waitUntil(lambda: len(bench.desk.passwords) == 5)
    assert "geheim" in bench.desk.passwords[-1]
    bench.bot.waitUntil(lambda: [item.stage for item in view.files.items[1:2]] == [Stage.READ])


def test_a_password_that_fits_one_file_is_tried_on_the_others_that_are_locked(bench: Bench) -> None:
    one, other = bench.drawn[1], bench.drawn[2]
    for drawn in (one, other):
        bench.desk.answer(drawn.data, FileReading("application/pdf", 1, fault=Fault(Problem.PASSWORD_NEEDED)))
    bench.with_case()
    files = bench.window.workspace.evidence.view.files
    bench.bot.waitUntil(lambda: sum(item.asks_password for item in files.items) == 2)
    locked = [item.evidence for item in files.items if item.asks_password]
    bench.desk.answer(one.data, replace(one.reading, password="0702"))
    bench.desk.answer(other.data, other.reading)
    bench.controller.read_again(locked[0] or 0, "0702")
    bench.read_all()
    bench.bot.waitUntil(lambda: not any(item.asks_password for item in files.items))
    assert "0702" in bench.desk.passwords[-1]


def test_progress_is_shown_while_files_are_read_and_goes_afterwards(bench: Bench) -> None:
    bench.desk.hold = True
    bench.window.add_paths(bench.files)
    strip = bench.window.workspace.strip
    bench.bot.waitUntil(lambda: len(bench.desk.held) == 4)
    assert strip.isVisible()
    assert strip.bar.maximum() == 4
    files = bench.window.workspace.evidence.view.files
    bench.bot.waitUntil(lambda: [item.stage for item in files.items] == [Stage.READING] * 4)
    bench.desk.release()
    bench.read_all()
    assert not strip.isVisible()


def test_cancel_keeps_what_is_in_and_the_rest_can_be_read_later(bench: Bench) -> None:
    bench.desk.hold = True
    bench.window.add_paths(bench.files)
    bench.bot.waitUntil(lambda: len(bench.desk.held) == 4)
    strip = bench.window.workspace.strip
    QTest.mouseClick(strip.cancel, Qt.MouseButton.LeftButton)
    assert all(ticket.cancelled for ticket in bench.desk.held)
    assert bench.controller.paused
    assert [item.status for item in bench.controller.evidence()] == ["waiting"] * 4
    bench.desk.hold, bench.desk.held = False, []
    QTest.mouseClick(strip.go_on, Qt.MouseButton.LeftButton)
    bench.read_all()
    assert [item.status for item in bench.controller.evidence()] == ["read"] * 4


def test_what_was_not_read_is_read_when_the_case_is_opened_again(bench: Bench) -> None:
    bench.desk.hold = True
    bench.window.add_paths(bench.files)
    bench.bot.waitUntil(lambda: len(bench.desk.held) == 4)
    path = bench.controller.book.path
    bench.window.close_case()
    assert not bench.controller.is_open
    bench.desk.hold = False
    bench.window.open_case(path)
    bench.read_all()
    assert [item.status for item in bench.controller.evidence()] == ["read"] * 4


def test_a_reading_that_comes_late_never_lands_in_another_case(bench: Bench) -> None:
    bench.desk.hold = True
    bench.window.add_paths(bench.files[:1])
    bench.bot.waitUntil(lambda: len(bench.desk.held) == 1)
    late = bench.desk.held[0]
    bench.window.close_case()
    bench.desk.hold = False
    bench.window.add_paths(bench.files[1:2])
    bench.read_all()
    late.finish()
    QApplication.processEvents()
    assert [item.kind for item in bench.controller.evidence()] == ["payment"]


def test_a_picture_of_one_case_is_never_shown_in_another(bench: Bench) -> None:
    bench.window.add_paths(bench.files[1:2])
    bench.read_all()
    pictures, key = bench.program.pictures, page_key(1, 0, None, "image/png")
    bench.bot.waitUntil(lambda: pictures.get(key) is not None)
    first = pictures.get(key)
    bench.window.close_case()
    bench.window.add_paths(bench.files[2:3])
    bench.read_all()
    bench.bot.waitUntil(lambda: pictures.get(key) is not None)
    assert pictures.get(key) != first


def test_adding_files_can_be_undone_and_done_again(bench: Bench) -> None:
    bench.with_case()
    stack = bench.controller.undo_stack
    assert stack.undoText() == "加入 4 个文件"
    stack.undo()
    assert names(bench) == []
    stack.redo()
    assert len(names(bench)) == 4
    assert len(bench.controller.timeline().rows) == 3


def test_removing_a_file_can_be_undone(bench: Bench) -> None:
    bench.with_case()
    view = bench.window.workspace.evidence.view
    view.setCurrentIndex(view.files.index(1))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert "微信_1.png" not in names(bench)
    bench.controller.undo_stack.undo()
    assert names(bench) == [file.name for file in bench.drawn]


def test_after_a_removal_the_next_file_is_on_show_and_undo_is_offered(bench: Bench) -> None:
    workspace = bench.with_case().window.workspace
    view, notice = workspace.evidence.view, bench.window.notice
    view.setCurrentIndex(view.files.index(1))
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert workspace.pages.first.source == Source(3)
    assert [item.evidence for item in view.selected()] == [3]
    assert [proof.evidence for proof in workspace.values.model.proofs] == [3]
    assert notice.text.text() == "已完成：移除 1 个文件"
    QTest.mouseClick(notice.action, LEFT)
    assert len(names(bench)) == 4
    assert not notice.isVisible()


def test_undo_is_offered_for_the_last_step_only(bench: Bench) -> None:
    workspace = bench.with_case().window.workspace
    workspace.review_button.click()
    workspace.review.out.click()
    assert bench.window.notice.isVisible()
    workspace.review.confirm()
    assert not bench.window.notice.isVisible()


def test_values_of_a_file_that_is_gone_can_not_be_edited(bench: Bench) -> None:
    workspace = bench.with_case().window.workspace
    workspace.show_source(Source(2), None)
    assert workspace.values.isVisible()
    bench.controller.undo_stack.undo()
    assert workspace.pages.first.source is None
    assert not workspace.values.isVisible()
    assert not any(tool.isEnabled() for tool in workspace.pages.first._tools)


def test_the_list_marks_the_file_whose_page_was_opened_elsewhere(bench: Bench) -> None:
    workspace = bench.with_case().window.workspace
    view = workspace.evidence.view
    view.setCurrentIndex(view.files.index(0))
    workspace.show_source(Source(4), None)
    assert [item.evidence for item in view.selected()] == [4]
    workspace.evidence.search.setText("还款计划")
    bench.bot.waitUntil(lambda: view.files.rowCount() == 1)
    view.setCurrentIndex(view.files.index(0))
    workspace.show_source(Source(4), None)
    assert view.selected() == []  # what is not in the list must not be another file there
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert len(names(bench)) == 4


def test_a_refused_file_shows_its_sentence_and_no_page_of_another_file(bench: Bench) -> None:
    workspace = bench.with_case().window.workspace
    empty = bench.folder / "空.png"
    empty.write_bytes(b"")
    workspace.show_source(Source(2), None)
    bench.window.add_paths([empty])
    view, pane = workspace.evidence.view, workspace.pages.first
    bench.bot.waitUntil(lambda: view.files.rowCount() == 5)
    view.setCurrentIndex(view.files.index(0))
    assert pane.source is None
    assert pane.name.text() == "空.png"
    assert pane.message.text().startswith("这个文件是空的")
    assert not workspace.values.isVisible()
    assert workspace.evidence.count.text() == "4 · 1 份未加入"
    bench.controller.put_away(bench.controller.refused[0])
    assert pane.name.text() == ""
    bench.bot.waitUntil(lambda: workspace.evidence.count.text() == "4")


def test_beside_a_locked_page_the_password_is_asked_for(bench: Bench) -> None:
    locked = FileReading("image/png", 1, fault=Fault(Problem.PASSWORD_NEEDED))
    bench.desk.answer(bench.drawn[1].data, locked)
    workspace = bench.with_case().window.workspace
    view, pane = workspace.evidence.view, workspace.pages.first
    bench.bot.waitUntil(lambda: any(item.asks_password for item in view.files.items))
    workspace.evidence.search.setText("还款计划")
    bench.bot.waitUntil(lambda: view.files.rowCount() == 1)
    workspace.show_source(Source(2), None)
    assert pane.again.text() == "输入密码"
    asked = len(bench.desk.asked)
    QTest.mouseClick(pane.again, LEFT)
    assert len(view.viewport().findChildren(QLineEdit)) == 1
    assert len(bench.desk.asked) == asked


def test_when_all_is_read_the_notice_counts_what_could_not_be(bench: Bench) -> None:
    bench.desk.answer(bench.drawn[1].data, FileReading("image/png", 1, fault=Fault(Problem.PASSWORD_NEEDED)))
    empty = bench.folder / "空.png"
    empty.write_bytes(b"")
    bench.window.add_paths([*bench.files, empty])
    bench.read_all()
    bench.bot.waitUntil(lambda: bench.window.notice.text.text() == "有 2 个文件有问题，原因写在左边的列表里。")


def test_many_files_come_in_while_the_list_and_the_timeline_keep_up(bench: Bench) -> None:
    folder = bench.folder / "many"
    folder.mkdir()
    for number in range(60):
        page = payment_page(f"{number:03}.png", f"{100 + number}.00", "2024-01-19", 1)
        (folder / page.name).write_bytes(page.data)
        bench.desk.answer(page.data, page.reading)
    heard: list[Changes] = []
    bench.controller.changed.connect(heard.append)
    drop(bench.window, folder)
    bench.read_all()
    files = bench.window.workspace.evidence.view.files
    bench.bot.waitUntil(
        lambda: [item.stage for item in files.items].count(Stage.READING) == 0 and len(files.items) == 60
    )
    assert len(heard) < 60  # not one look of the views a file
    assert names(bench) == [f"{number:03}.png" for number in range(60)]
    assert [item.name for item in bench.controller.evidence()] == [
        item.name for item in bench.controller.book.evidence()
    ]
    assert len(bench.controller.timeline().payments) == 60


# --- finding a file again ---------------------------------------------------------------------------------


@pytest.fixture
def seven(bench: Bench) -> Bench:
    """The drawn case and three more payments, so that there is something to search."""
    more = [payment_page(f"招商{n}.png", f"{n},234.56", f"2023-0{n}-15", 1) for n in (3, 1, 2)]
    for page in more:
        path = bench.folder / "in" / page.name
        path.write_bytes(page.data)
        bench.desk.answer(page.data, page.reading)
        bench.files.append(path)
    return bench.with_case()


def shown(bench: Bench) -> list[str]:
    return [item.name for item in bench.window.workspace.evidence.view.files.items]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("招商", ["招商3.png", "招商1.png", "招商2.png"]),
        ("2,234.56", ["招商2.png"]),
        ("2234.56", ["招商2.png"]),
        ("2023-03-15", ["招商3.png"]),
        ("招商 2023-01", ["招商1.png"]),
        ("还款计划", ["还款计划.png"]),
        ("nothing", []),
    ],
)
def test_a_file_is_found_by_what_it_says(seven: Bench, query: str, names: list[str]) -> None:
    panel = seven.window.workspace.evidence
    panel.start_search()
    if query.isascii():
        QTest.keyClicks(panel.search, query)
    else:
        panel.search.setText(query)  # as an input method does
    seven.bot.waitUntil(lambda: shown(seven) == names)
    assert panel.empty.isVisible() is (not names)
    panel.search.clear()
    seven.bot.waitUntil(lambda: len(shown(seven)) == 7)


def test_the_order_is_chosen_and_what_was_chosen_stays_chosen(seven: Bench) -> None:
    panel = seven.window.workspace.evidence
    seven.bot.waitUntil(lambda: len(shown(seven)) == 7)
    row = shown(seven).index("招商2.png")
    panel.view.setCurrentIndex(panel.view.files.index(row))
    panel.order.setCurrentIndex(panel.order.findData("day"))
    order = [name for name in shown(seven) if name.startswith("招商")]
    assert order == ["招商1.png", "招商2.png", "招商3.png"]
    assert [item.name for item in panel.view.selected()] == ["招商2.png"]
    panel.order.setCurrentIndex(panel.order.findData("added"))
    assert shown(seven) == [path.name for path in seven.files]
