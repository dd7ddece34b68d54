"""The list of keys, and a passphrase for the case."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from lehua_desktop.core.problems import LehuaError, Problem
from lehua_desktop.core.words import Language
from lehua_desktop.ui.keys_window import KeysWindow
from lehua_desktop.ui.passphrase_dialog import PassphraseDialog
from tests.ui.conftest import Bench

WORDS = "correct horse battery"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_of_keys_holds_every_key_of_the_menus(bench: Bench, language: Language) -> None:
    bench.program.speak(language)
    bench.window.show_keys()
    window = next(iter(bench.window.findChildren(KeysWindow)))
    rows = [row for _, rows in window.groups for row in rows]
    assert {"Ctrl+E", "Ctrl+R", "Ctrl+L", "Ctrl+Z", "Ctrl+F", "Del"} <= {keys for _, keys in rows}
    titles = [title for title, _ in window.groups]
    assert titles[0] == {"zh": "文件", "en": "File"}[language]
    assert all("&" not in text and "…" not in text for text in (*titles, *(text for text, _ in rows)))
    (area,) = window.findChildren(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
    window.accept()


def typed(bench: Bench, one: str, other: str) -> PassphraseDialog:
    bench.window.set_passphrase()
    dialog = next(iter(bench.window.findChildren(PassphraseDialog)))
    QTest.keyClicks(dialog.first, one)
    QTest.keyClicks(dialog.second, other)
    return dialog


def test_a_passphrase_is_typed_twice_and_known_to_be_lost_for_good(bench: Bench) -> None:
    bench.with_case()
    dialog = typed(bench, WORDS, WORDS[:-1])
    dialog.sure.setChecked(True)
    assert dialog.said.text() == "两次输入不一样。"
    assert not dialog.ok.isEnabled()
    QTest.keyClicks(dialog.second, WORDS[-1])
    dialog.sure.setChecked(False)
    assert not dialog.ok.isEnabled()
    QTest.keyClick(dialog.sure, Qt.Key.Key_Space)
    assert dialog.ok.isEnabled()
    dialog.reject()
    assert not bench.controller.book.locked


def test_a_case_locked_from_the_window_opens_with_the_passphrase_alone(bench: Bench) -> None:
    bench.with_case()
    path = bench.controller.book.path
    dialog = typed(bench, WORDS, WORDS)
    QTest.keyClick(dialog.sure, Qt.Key.Key_Space)
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert bench.controller.book.locked
    assert bench.window.notice.text.text().startswith("档案已加密")
    bench.window.close_case()
    try:
        bench.controller.open_case(path)
    except LehuaError as error:
        assert error.fault.problem is Problem.CASE_LOCKED
    assert not bench.controller.is_open
    bench.controller.open_case(path, WORDS)
    assert len(bench.controller.evidence()) == 4
    bench.window.set_passphrase()
    dialog = next(iter(bench.window.findChildren(PassphraseDialog)))
    QTest.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
    assert not bench.controller.book.locked


def test_a_short_passphrase_is_not_taken(bench: Bench) -> None:
    bench.with_case()
    dialog = typed(bench, "1234567", "1234567")
    dialog.sure.setChecked(True)
    assert not dialog.ok.isEnabled()
    assert "8" in dialog.said.text()
    dialog.reject()
