"""The letter in the window: edited with real keys, linked values stay whole, and everything can be undone."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lehua_desktop.core.money import Money
from lehua_desktop.ui.export.letter_editor import LetterEditor
from tests.ui.conftest import Bench


@pytest.fixture
def editor(bench: Bench, qtbot: QtBot) -> LetterEditor:
    bench.with_case()
    editor = LetterEditor(bench.controller, "lender", parent=bench.window)
    editor.show()
    qtbot.waitExposed(editor)
    return editor


def show(editor: LetterEditor, part: str) -> None:
    row = next(n for n, item in enumerate(editor.model.items) if item.part == part)
    editor.list.setCurrentIndex(editor.model.index(row))


def body(editor: LetterEditor, part: str) -> str:
    return next(item.body for item in editor.model.items if item.part == part)


def test_typed_words_stand_beside_linked_values(editor: LetterEditor, bench: Bench) -> None:
    show(editor, "loan.1")
    before = editor.text.body()
    assert "{lender:1}" in before
    cursor = editor.text.textCursor()
    cursor.setPosition(before.index("{"))
    editor.text.setTextCursor(cursor)
    QTest.keyClicks(editor.text, "on")
    QTest.keyClick(editor.text, Qt.Key.Key_Right)
    QTest.keyClicks(editor.text, "z")
    QTest.keyClick(editor.text, Qt.Key.Key_Return)
    assert editor.text.body().startswith(before[: before.index("{")] + "on{disbursed:1}z")
    editor.keep()
    assert body(editor, "loan.1") == editor.text.body()
    bench.controller.undo_stack.undo()
    assert editor.text.body() == before
    assert body(editor, "loan.1") == before


def test_a_linked_value_goes_and_comes_back_as_one(editor: LetterEditor) -> None:
    show(editor, "loan.1")
    before = editor.text.body()
    cursor = editor.text.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    editor.text.setTextCursor(cursor)
    editor.text.selectAll()
    editor.text.copy()
    assert QGuiApplication.clipboard().text() == before
    QTest.keyClick(editor.text, Qt.Key.Key_Delete)
    assert editor.text.body() == ""
    editor.text.paste()
    assert editor.text.body() == before


def test_leaving_a_paragraph_keeps_it(editor: LetterEditor) -> None:
    show(editor, "ask_records")
    QTest.keyClicks(editor.text, "abc")
    show(editor, "loan.1")
    assert body(editor, "ask_records").startswith("abc")
    assert editor.model.items[editor.list.currentIndex().row()].part == "loan.1"
    assert "{lender:1}" in editor.text.body()


def test_reset_brings_back_what_the_program_writes(editor: LetterEditor) -> None:
    show(editor, "ask_records")
    before = editor.text.body()
    QTest.keyClicks(editor.text, "abc")
    editor.keep_button.click()
    assert editor.reset_button.isEnabled()
    editor.reset_button.click()
    assert editor.text.body() == before
    assert not editor.reset_button.isEnabled()


def test_a_change_of_the_ledger_is_marked_and_can_be_taken(editor: LetterEditor, bench: Bench) -> None:
    editor.which.setCurrentIndex(editor.which.findData("facts"))
    part = next(item.part for item in editor.model.items if item.part.startswith("payment"))
    show(editor, part)
    editor.text.insertPlainText("abc")
    editor.keep()
    proof = next(p for p in bench.controller.timeline().payments if f"payment-{p.id}" == part).proofs[0].id
    bench.controller.do("x", bench.controller.book.correct(proof, "amount", Money(100100)))
    assert "账本已变：原 1,000.00，现 1,001.00" in editor.changes.text()
    assert "⚠" in cast("str", editor.model.data(editor.list.currentIndex()))
    editor.accept_button.click()
    assert editor.changes.text() == ""


def test_the_whole_letter_is_copied_as_plain_text(editor: LetterEditor) -> None:
    editor.which.setCurrentIndex(editor.which.findData("online"))
    editor.copy_button.click()
    assert "业务定位" in QGuiApplication.clipboard().text()


def test_the_editor_goes_with_the_case(editor: LetterEditor, bench: Bench, qtbot: QtBot) -> None:
    bench.window.close_case()
    qtbot.waitUntil(lambda: not editor.isVisible())
