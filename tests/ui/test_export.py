"""The export dialog: what to look at before, the pages beside it, and the bundle where it was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QWidget
from shiboken6 import isValid

from lehua_desktop.bundle.routes import routes
from lehua_desktop.core.problems import Problem
from lehua_desktop.ui.export import form as export_form
from lehua_desktop.ui.export import preview_folder
from lehua_desktop.ui.export.dialog import ExportDialog
from lehua_desktop.ui.export.exporter import Exporter
from lehua_desktop.ui.export.files_dialog import FilesDialog
from lehua_desktop.ui.export.letter_editor import LetterEditor
from lehua_desktop.ui.export.preview_folder import PreviewFolder, sweep
from lehua_desktop.ui.loan.dialog import LoanDialog
from lehua_desktop.ui.widgets import PushButton
from tests.ui.conftest import Bench


@pytest.fixture
def dialog(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Iterator[ExportDialog]:
    """The dialog as the window opens it, on the drawn case; previews lie in the folder of the test."""
    bench.with_case()
    place = bench.folder / "temp"
    place.mkdir()
    monkeypatch.setattr("lehua_desktop.ui.export.preview.PreviewFolder", lambda: PreviewFolder(place))
    bench.window.resize(1300, 760)
    bench.window.export()
    made = next(iter(bench.window.findChildren(ExportDialog)))
    made.resize(1240, 700)
    made.form.folder.setText(str(bench.folder / "out"))
    yield made
    if isValid(made):
        made.preview.close_down()


def keys(dialog: ExportDialog) -> list[str]:
    return [concern.key for concern in dialog.concerns.concerns]


def row_of(dialog: ExportDialog, key: str) -> int:
    return keys(dialog).index(key)


# --- before the export ------------------------------------------------------------------------------------


def test_what_is_open_is_said_and_a_click_leads_there(bench: Bench, dialog: ExportDialog) -> None:
    view = dialog.concerns_view
    spot = view.visualRect(dialog.concerns.index(row_of(dialog, "unconfirmed"))).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    assert not dialog.isVisible()
    source = bench.window.workspace.pages.first.source
    assert source is not None
    assert source.evidence == 3
    assert bench.window.notice.action.text() == "回到导出"


def test_originals_are_read_again_only_when_the_case_has_changed(bench: Bench, dialog: ExportDialog) -> None:
    before = dialog.form.request("full").exhibits
    dialog.form.language.setCurrentIndex(dialog.form.language.findData("en"))
    dialog.look()
    assert all(one is other for one, other in zip(before, dialog.form.request("redacted").exhibits, strict=True))
    book = bench.program.controller.book
    bench.program.controller.do("", book.look_at_redactions(before[0].evidence))
    assert not any(one is other for one, other in zip(before, dialog.form.request("full").exhibits, strict=True))


def test_enter_leads_to_a_missing_field_and_does_not_export(bench: Bench, dialog: ExportDialog) -> None:
    dialog.concerns_view.setFocus()
    dialog.concerns_view.setCurrentIndex(dialog.concerns.index(row_of(dialog, "missing_borrower")))
    QTest.keyClick(dialog.concerns_view, Qt.Key.Key_Return)
    assert not bench.program.exporter.busy
    loan = next(iter(bench.window.findChildren(LoanDialog)))
    assert loan.focusWidget() is loan.fields["borrower"]
    loan.reject()


def test_a_file_can_be_left_out_and_taken_back(bench: Bench, dialog: ExportDialog) -> None:
    before = len(dialog.form.request("full").exhibits)
    dialog._choose_files()
    (files,) = dialog.findChildren(FilesDialog)
    files.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    out = files.left_out()
    for name, count in (("全不选", before), ("全选", 0)):
        next(button for button in files.findChildren(PushButton) if button.text() == name).click()
        assert len(files.left_out()) == count
    files.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    files.accept()
    assert bench.program.controller.book.left_out() == out
    dialog.look()
    assert dialog.form.files_note.text() == f"{before} 份中放入 {before - 1} 份"
    assert dialog.form.request("full").left_out == tuple(out)
    bench.program.controller.undo_stack.undo()
    dialog.look()
    assert dialog.form.files_note.text() == f"{before} 份，全部放入"


def test_the_missing_telephone_leads_into_the_letter(dialog: ExportDialog) -> None:
    dialog.concerns_view.setFocus()
    dialog.concerns_view.setCurrentIndex(dialog.concerns.index(row_of(dialog, "missing_phone")))
    QTest.keyClick(dialog.concerns_view, Qt.Key.Key_Return)
    assert dialog.isVisible()
    (editor,) = dialog.findChildren(LetterEditor)
    assert editor.isVisible()
    assert editor.model.items[editor.list.currentIndex().row()].part == "phone"
    editor.reject()


def test_every_line_that_leads_somewhere_has_an_arrow(bench: Bench, dialog: ExportDialog) -> None:
    view = dialog.concerns_view
    bench.bot.waitUntil(lambda: view.height() == view.needed_height())
    picture = view.viewport().grab().toImage()

    def has_arrow(row: int) -> bool:
        line = view.visualRect(dialog.concerns.index(row))
        spots = product(range(line.right() - 20, line.right() - 2), range(line.top(), line.bottom()))
        return len({picture.pixel(x, y) for x, y in spots}) > 1

    rows = range(dialog.concerns.rowCount())
    assert dialog.concerns.has_place(row_of(dialog, "missing_phone"))
    assert [has_arrow(row) for row in rows] == [dialog.concerns.has_place(row) for row in rows]


def test_the_list_of_concerns_scrolls_with_the_form_only(bench: Bench, dialog: ExportDialog) -> None:
    dialog.resize(680, 400)
    view, bar = dialog.concerns_view, dialog._area.verticalScrollBar()
    last = dialog.concerns.index(dialog.concerns.rowCount() - 1)
    bench.bot.waitUntil(lambda: bar.maximum() > 0 and view.height() > view.visualRect(last).bottom())
    assert view.verticalScrollBar().maximum() == 0
    bar.setValue(0)
    assert dialog.concerns_title.visibleRegion().isEmpty()
    QTest.mouseClick(dialog.settle, Qt.MouseButton.LeftButton)
    assert not dialog.concerns_title.visibleRegion().isEmpty()
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex() == last
    assert view.visibleRegion().contains(view.visualRect(last).center())


def test_nothing_is_written_before_the_person_says_that_they_know(bench: Bench, dialog: ExportDialog) -> None:
    assert not dialog.start_button.isEnabled()
    dialog.start()
    assert not bench.program.exporter.busy
    QTest.mouseClick(dialog.known, Qt.MouseButton.LeftButton, pos=QPoint(8, dialog.known.height() // 2))
    assert dialog.known.isChecked()
    assert dialog.start_button.isEnabled()


def test_what_is_new_was_not_known_of(bench: Bench, dialog: ExportDialog) -> None:
    dialog.known.setChecked(True)
    assert dialog.start_button.isEnabled()
    dialog.form.redacted.click()
    bench.bot.waitUntil(lambda: "redaction_unseen" in keys(dialog))
    assert not dialog.known.isChecked()
    assert not dialog.start_button.isEnabled()
    dialog.known.setChecked(True)
    dialog.form.full.click()
    bench.bot.waitUntil(lambda: "redaction_unseen" not in keys(dialog))
    assert dialog.known.isChecked()


def test_a_public_route_takes_the_redacted_edition_alone(
    dialog: ExportDialog, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lehua_desktop.bundle import routes as module

    known = {key: replace(route, public=key == "lender", max_mb=2.0) for key, route in routes().items()}
    monkeypatch.setattr(module, "routes", lambda: known)
    monkeypatch.setattr(export_form, "routes", lambda: known)
    dialog.form.route.setCurrentIndex(dialog.form.route.findData("lender"))
    assert dialog.form.redacted.isChecked()
    assert dialog.form.limit.value() == 2.0
    dialog.form.both.click()
    bench.bot.waitUntil(lambda: "public_full" in keys(dialog))
    dialog.known.setChecked(True)
    assert not dialog.start_button.isEnabled()


def test_a_route_says_who_receives_it_what_it_needs_and_on_what_it_rests(dialog: ExportDialog) -> None:
    card = dialog.form.route_card
    assert "征信中心" in card.brief.text()
    assert card.full.isHidden()
    QTest.keyClick(card.more, Qt.Key.Key_Space)
    assert not card.full.isHidden()
    for route in routes().values():
        card.show_route(route)
        assert route.needs[0].zh in card.full.text()
        assert route.basis[0].name.zh in card.full.text()
        assert route.basis[0].checked_on.isoformat() in card.full.text()
        assert "免费" in card.full.text()


# --- the preview ------------------------------------------------------------------------------------------


def test_the_pages_of_the_bundle_appear_and_are_turned_by_keys(bench: Bench, dialog: ExportDialog) -> None:
    preview = dialog.preview
    bench.bot.waitUntil(lambda: preview.pages.rowCount() > 4, timeout=60_000)
    bench.bot.waitUntil(lambda: preview.pages.large(0) is not None, timeout=30_000)
    assert preview.count.text() == f"1 / {preview.pages.rowCount()}"
    preview.list.setFocus()
    QTest.keyClick(preview.list, Qt.Key.Key_Down)
    assert preview.page == 1
    bench.bot.waitUntil(lambda: preview.pages.large(1) is not None, timeout=30_000)
    assert preview.canvas.scene().items()
    before = preview.canvas.transform().m11()
    preview.canvas.zoom(1.25)
    assert preview.canvas.transform().m11() > before


def test_a_change_stops_the_preview_and_begins_another(bench: Bench, dialog: ExportDialog) -> None:
    preview = dialog.preview
    bench.bot.waitUntil(lambda: preview._preview is not None, timeout=30_000)
    first = preview._preview
    dialog.form.language.setCurrentIndex(dialog.form.language.findData("en"))
    assert preview._preview is None
    assert preview.pages.rowCount() == 0
    bench.bot.waitUntil(lambda: preview.pages.rowCount() > 4, timeout=60_000)
    assert preview._preview is not first
    assert len(list((bench.folder / "temp").glob("*/*"))) == 1


def test_nothing_of_a_preview_stays_when_the_dialog_is_closed(bench: Bench, dialog: ExportDialog) -> None:
    bench.bot.waitUntil(lambda: dialog.preview.pages.rowCount() > 4, timeout=60_000)
    assert list((bench.folder / "temp").iterdir())
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not list((bench.folder / "temp").iterdir())


def test_what_a_crash_left_is_removed_and_what_another_window_uses_is_not(tmp_path: Path) -> None:
    other = PreviewFolder(tmp_path)
    used = other.new()
    used.mkdir()
    left = tmp_path / "lehua-preview-0123"
    left.mkdir()
    (left / "preview.pdf").write_bytes(b"%PDF")
    sweep(tmp_path)
    assert not left.exists()
    assert used.exists()
    other.close()
    assert not list(tmp_path.iterdir())
    assert preview_folder._PREFIX == "lehua-preview-"


def test_a_narrow_dialog_keeps_the_form_and_gives_up_the_preview(dialog: ExportDialog) -> None:
    dialog.resize(680, 360)
    assert not dialog.preview.isVisible()
    assert dialog.start_button.isVisible()
    assert dialog.rect().contains(dialog.start_button.mapTo(dialog, dialog.start_button.rect().bottomRight()))
    dialog.resize(1240, 700)
    assert dialog.preview.isVisible()


def test_the_keyboard_begins_at_the_purpose(dialog: ExportDialog) -> None:
    assert dialog.focusWidget() is dialog.form.route


def test_everything_in_the_dialog_has_a_name(dialog: ExportDialog) -> None:
    nameless = []
    for widget in dialog.findChildren(QWidget):
        if not isinstance(widget, QAbstractButton | QLineEdit | QComboBox | QAbstractItemView | QAbstractSpinBox):
            continue
        inner = widget.objectName().startswith("qt_") or isinstance(widget.parent(), QComboBox)
        part = widget.metaObject().className() == "QComboBoxListView"
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        if not inner and not part and not widget.accessibleName() and not text:
            nameless.append(f"{widget.metaObject().className()} in {widget.parent()}")
    assert not nameless


# --- writing ----------------------------------------------------------------------------------------------


def test_both_editions_are_written_in_one_go_and_said(bench: Bench, dialog: ExportDialog) -> None:
    dialog.form.both.click()
    dialog.look()
    dialog.known.setChecked(True)
    with bench.bot.waitSignal(bench.program.exporter.finished, timeout=120_000):
        dialog.start_button.click()
    said = dialog.said.text().splitlines()
    assert [line[0] for line in said] == ["✓", "✓"]
    assert "MB" in said[0]
    names = sorted(path.name for path in (bench.folder / "out").iterdir())
    assert [Path(name).suffix for name in names] == [".pdf", ".zip"] * 2
    assert sum("遮盖版" in name for name in names) == 2
    assert dialog.open_pdf.isVisible()
    assert bench.program.controller.book.has_numbers


def test_a_cancelled_export_leaves_nothing_behind(bench: Bench, dialog: ExportDialog) -> None:
    exporter: Exporter = bench.program.exporter
    dialog.known.setChecked(True)
    with bench.bot.waitSignal(exporter.failed, timeout=60_000) as caught:
        dialog.start()
        dialog.reject()
    assert caught.args is not None
    assert caught.args[0].problem is Problem.CANCELLED
    assert dialog.isVisible()
    assert not list((bench.folder / "out").iterdir())
    assert not bench.program.controller.book.has_numbers


@pytest.mark.parametrize("change", ["edition", "limit", "case"])
def test_what_was_written_is_not_taken_for_what_is_chosen_now(bench: Bench, dialog: ExportDialog, change: str) -> None:
    dialog.known.setChecked(True)
    with bench.bot.waitSignal(bench.program.exporter.finished, timeout=120_000):
        dialog.start_button.click()
    assert dialog.open_pdf.isVisible()
    assert dialog.start_button.text() == "再次导出"
    if change == "edition":
        dialog.form.redacted.click()
    elif change == "limit":
        dialog.form.limit.setValue(5)
    else:
        book = bench.controller.book
        bench.controller.do("", book.look_at_redactions(book.evidence()[0].id))
    assert not dialog.open_pdf.isVisible()
    assert not dialog.open_button.isVisible()
    assert dialog.start_button.text() == "导出"
    assert dialog.said.text() == "上次写好的是：征信异议（征信中心），完整版。改动后请重新导出。"
    dialog.preview.made.emit(9, 1_000_000)
    assert dialog.said.text().startswith("上次写好的是：征信异议（征信中心），完整版。")


@pytest.mark.parametrize("typed", ["{case}/no/out", "out", ""])
def test_a_mistyped_folder_is_said_and_not_made(bench: Bench, dialog: ExportDialog, typed: str) -> None:
    dialog.form.folder.setText(typed.format(case=bench.folder))
    dialog.known.setChecked(True)
    dialog.start()
    assert not bench.program.exporter.busy
    assert not (bench.folder / "no").exists()
    assert dialog.form.folder_note.isVisible()
    assert dialog.form.folder.property("wrong") == "true"
    assert dialog.focusWidget() is dialog.form.folder
    dialog.form.folder.setText(str(bench.folder))
    assert not dialog.form.folder_note.isVisible()
    assert dialog.form.place() == bench.folder


def test_a_place_that_cannot_be_written_to_is_said(bench: Bench, dialog: ExportDialog) -> None:
    file = bench.folder / "file"
    file.write_text("")
    dialog.form.folder.setText(str(file))
    dialog.known.setChecked(True)
    dialog.start()
    assert dialog.said.text().startswith("这个位置不能写入")
    assert dialog.start_button.isEnabled()
