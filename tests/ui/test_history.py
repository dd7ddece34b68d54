"""Why is this so: the history of an installment and of a payment, from the menus."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from lehua_desktop.ui.history_dialog import HistoryDialog
from tests.ui.conftest import Bench

# Said by the offscreen platform of every menu that opens.
menus_open = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)


def opened(bench: Bench) -> HistoryDialog:
    bench.bot.waitUntil(lambda: bool(bench.window.findChildren(HistoryDialog)))
    return bench.window.findChildren(HistoryDialog)[-1]


def choose(menu: QMenu, text: str) -> None:
    """Chooses an action of an open menu with a click."""
    action = next(action for action in menu.actions() if action.text().startswith(text))
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


@menus_open
@pytest.mark.parametrize("by_key", [False, True])
def test_the_menu_of_a_row_tells_of_its_installment(bench: Bench, by_key: bool) -> None:
    table = bench.with_case().window.workspace.timeline.table
    table.selectRow(1 if by_key else 0)
    place = table.visualRect(table.model().index(0 if by_key else 1, 1)).center()
    reason = QContextMenuEvent.Reason.Keyboard if by_key else QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), event)
    bench.bot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    choose(menu, "为什么是这样？（第2期）")
    dialog = opened(bench)
    told = [verdict.message for verdict in dialog.model.verdicts]
    assert any(text.startswith("从“微信_2.png”读出付款") for text in told)
    assert any(text.startswith("计入第2期") for text in told)
    assert any("两次识别不一致" in text for text in told)


def test_a_click_on_an_entry_shows_its_page(bench: Bench) -> None:
    workspace = bench.with_case().window.workspace
    workspace.timeline.table.selectRow(0)
    workspace.tell_history()
    dialog = opened(bench)
    row = next(k for k, entry in enumerate(dialog.entries) if entry.words.zh.startswith("金额 1,000.00 元"))
    index = dialog.model.index(row)
    dialog.list.scrollTo(index)
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=dialog.list.visualRect(index).center())
    source = workspace.pages.first.source
    assert source is not None
    assert (source.evidence, source.box) == (dialog.entries[row].evidence, dialog.entries[row].box)


@menus_open
def test_the_values_of_a_page_tell_of_their_payment(bench: Bench) -> None:
    workspace = bench.with_case().window.workspace
    workspace.timeline.choose(1)
    bench.controller.do("改", bench.controller.book.correct(1, "payee", "示例融资担保有限公司"))
    bench.controller.undo_stack.undo()
    more = workspace.values.more.menu()
    more.popup(workspace.mapToGlobal(QPoint(10, 10)))
    choose(more, "为什么是这样？")
    told = [verdict.message for verdict in opened(bench).model.verdicts]
    assert "把收款方改为 示例融资担保有限公司。" in told
    assert "撤销：把收款方改为 示例融资担保有限公司。" in told


def test_without_a_chosen_row_the_whole_case_is_told_and_goes_with_it(bench: Bench) -> None:
    bench.with_case()
    QTest.keyClick(bench.window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    dialog = opened(bench)
    assert sum(entry.what == "added" for entry in dialog.entries) == 4
    times = [entry.at for entry in dialog.entries if entry.at]
    assert times == sorted(times, reverse=True)
    bench.window.close_case()
    bench.bot.waitUntil(lambda: not bench.window.findChildren(HistoryDialog))


def test_programs_and_their_versions_are_told_on_asking_only(bench: Bench) -> None:
    bench.with_case().window.workspace.tell_history()
    dialog = opened(bench)
    row = next(k for k, entry in enumerate(dialog.entries) if entry.what == "read")
    tool = dialog.entries[row].tool
    assert tool
    assert tool not in dialog.model.verdicts[row].title
    assert dialog.model.verdicts[row].title.endswith("识别引擎")
    assert dialog.model.data(dialog.model.index(row), Qt.ItemDataRole.ToolTipRole) == tool


def test_escape_closes_the_history(bench: Bench) -> None:
    bench.with_case().window.workspace.tell_history()
    QTest.keyClick(opened(bench), Qt.Key.Key_Escape)
    bench.bot.waitUntil(lambda: not bench.window.findChildren(HistoryDialog))
