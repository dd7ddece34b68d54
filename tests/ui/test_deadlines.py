"""The page of complaints and deadlines, with clicks and keys."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit, QWidget

from lehua_desktop.core.filing import Deadline, Filing, Reply, Route
from lehua_desktop.core.words import Words
from lehua_desktop.ui.deadlines.filing_dialog import FilingDialog
from lehua_desktop.ui.deadlines.view import DeadlinesView
from tests.ui.conftest import TODAY, Bench


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.fixture
def page(bench: Bench) -> DeadlinesView:
    """The page, opened by its button."""
    bench.with_case()
    workspace = bench.window.workspace
    click(workspace.deadlines_button)
    assert workspace.deadlines.isVisible()
    return workspace.deadlines


def dialog(bench: Bench) -> FilingDialog:
    bench.bot.waitUntil(lambda: bool(bench.window.findChildren(FilingDialog)))
    return bench.window.findChildren(FilingDialog)[-1]


def enter(bench: Bench, filing: Filing) -> None:
    assert bench.controller.do("x", bench.controller.book.set_filing(filing))


def typed(edit: QLineEdit, text: str) -> None:
    edit.selectAll()
    QTest.keyClicks(edit, text)


def save(form: FilingDialog) -> None:
    box = form.findChild(QDialogButtonBox)
    assert box is not None
    button = next(b for b in box.buttons() if box.buttonRole(b) is QDialogButtonBox.ButtonRole.AcceptRole)
    click(button)


def test_an_objection_is_entered_shown_taken_back_and_done_again(bench: Bench, page: DeadlinesView) -> None:
    assert page.empty.isVisible()
    click(page.add_button)
    form = dialog(bench)
    form.route.setFocus()
    form.route.setCurrentIndex(form.route.findData(Route.BUREAU.value))
    form.institution.setText("征信中心")
    typed(form.sent, "20240520")
    typed(form.reference, "YY20240520")
    save(form)
    bench.bot.waitUntil(lambda: page.filings.rowCount() == 1)
    verdict = page.filings.verdicts[0]
    assert verdict.title == "征信异议 · 征信中心 · 2024-05-20"
    assert verdict.message == "还有8天：异议核查、处理并书面答复，最迟2024-06-09。"
    assert "编号：YY20240520" in verdict.arithmetic
    assert any("2024-06-11" in line for line in verdict.arithmetic)  # a Sunday, then Dragon Boat Festival
    assert bench.controller.undo_stack.undoText() == "登记投诉"
    bench.controller.undo_stack.undo()
    assert page.filings.rowCount() == 0
    bench.controller.undo_stack.redo()
    assert page.filings.rowCount() == 1


@pytest.mark.parametrize(
    ("sent", "received", "answered"),
    [
        ("", "", ""),
        ("gestern", "", ""),
        ("2024-05-20", "2024-05-19", ""),
        ("2024-05-20", "", "2024-13-40"),
        ("2024-05-20", "2199-01-01", ""),
    ],
)
def test_a_day_that_cannot_be_is_marked_and_nothing_is_written(
    bench: Bench, page: DeadlinesView, sent: str, received: str, answered: str
) -> None:
    click(page.add_button)
    form = dialog(bench)
    form.sent.clear()
    for edit, text in ((form.sent, sent), (form.received, received), (form.answered, answered)):
        QTest.keyClicks(edit, text)
    save(form)
    assert form.isVisible()
    assert form.message.isVisible()
    assert [edit.property("wrong") for edit in (form.sent, form.received, form.answered)].count("true") == 1
    assert bench.controller.book.filings() == ()


def test_enter_changes_and_delete_deletes_the_chosen_entry(bench: Bench, page: DeadlinesView) -> None:
    enter(bench, Filing(Route.LENDER, dt.date(2024, 5, 1)))
    page.entries.setFocus()
    QTest.keyClick(page.entries, Qt.Key.Key_Return)
    form = dialog(bench)
    form.reply.setCurrentIndex(form.reply.findData(Reply.REFUSED.value))
    typed(form.answered, "2024-05-10")
    form.reply_text.setPlainText("记录无误")
    save(form)
    bench.bot.waitUntil(lambda: page.filings.verdicts[0].message == "2024-05-10收到答复：不予更正。")
    assert "记录无误" in page.filings.verdicts[0].arithmetic
    QTest.keyClick(page.entries, Qt.Key.Key_Delete)
    assert page.filings.rowCount() == 0
    assert not page.delete_button.isEnabled()
    assert bench.window.notice.text.text() == "已完成：删除登记"
    bench.controller.undo_stack.undo()
    assert bench.controller.book.filings()[0].reply_text == "记录无误"


def test_the_next_step_opens_the_entry_for_it(bench: Bench, page: DeadlinesView) -> None:
    enter(bench, Filing(Route.BUREAU, dt.date(2024, 4, 1)))
    step = page.steps[0]
    assert "征信投诉" in step.text.text()
    click(step.button)
    assert dialog(bench).route.currentData() == Route.PBOC.value


def test_escape_leads_back_to_the_timeline(bench: Bench, page: DeadlinesView) -> None:
    enter(bench, Filing(Route.LENDER, dt.date(2024, 5, 1)))
    page.entries.setFocus()
    QTest.keyClick(page.entries, Qt.Key.Key_Escape)
    assert bench.window.workspace.timeline.isVisible()
    assert not page.isVisible()


def test_a_day_that_is_near_stands_on_the_button(bench: Bench) -> None:
    button = bench.with_case().window.workspace.deadlines_button
    assert (button.text(), button.property("kind")) == ("投诉与期限", "")
    enter(bench, Filing(Route.BUREAU, TODAY - dt.timedelta(days=18)))
    assert (button.text(), button.property("kind")) == ("投诉与期限 · 还有 2 天", "warn")
    enter(bench, Filing(Route.BUREAU, TODAY - dt.timedelta(days=20)))
    assert button.text() == "投诉与期限 · 今天"


def test_a_look_at_the_report_asks_for_no_answer_and_counts(bench: Bench, page: DeadlinesView) -> None:
    click(page.add_button)
    form = dialog(bench)
    form.route.setCurrentIndex(form.route.findData(Route.REPORT.value))
    assert not form.reply.isVisible()
    save(form)
    bench.bot.waitUntil(lambda: page.filings.rowCount() == 1)
    assert "已登记 1 次，还有 1 次" in page.free.text()


def test_the_calendar_is_written_where_it_was_asked_for(
    bench: Bench, page: DeadlinesView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(bench, Filing(Route.BUREAU, TODAY))
    target = tmp_path / "期限"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    click(page.export_button)
    written = Calendar.from_ical(target.with_name("期限.ics").read_bytes())
    assert isinstance(written, Calendar)
    assert [event.start for event in written.events] == [dt.date(2024, 6, 21)]
    assert "日历已写入" in bench.window.notice.text.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "a.ics"), ""))
    click(page.export_button)
    assert "不能写入" in bench.window.notice.text.text()


def test_the_page_speaks_english_and_is_gone_with_its_case(bench: Bench) -> None:
    bench.with_case()
    enter(bench, Filing(Route.BUREAU, TODAY))
    old = bench.window
    bench.window.language_wanted.emit("en")
    bench.bot.waitUntil(lambda: bench.window is not old)
    workspace = bench.window.workspace
    workspace.show_deadlines()
    assert workspace.deadlines.filings.verdicts[0].message.startswith("20 days left")
    bench.window.close_case()
    QApplication.processEvents()
    assert bench.window.welcome.isVisible()


def test_an_open_entry_stands_whole_and_names_its_basis_once(bench: Bench, page: DeadlinesView) -> None:
    enter(bench, Filing(Route.LENDER, dt.date(2024, 5, 20)))
    bench.bot.waitUntil(lambda: page.filings.rowCount() == 1)
    assert page.filings.verdicts[0].refuted.count("第十八条") == 1
    bench.window.resize(1024, 620)
    line = page.entries.visualRect
    bench.bot.waitUntil(lambda: page.entries.viewport().height() >= line(page.filings.index(0)).height() > 150)
    assert page.entries.verticalScrollBar().maximum() == 0


def test_a_claim_that_is_over_is_no_good_news_and_a_record_that_must_be_gone_is(page: DeadlinesView) -> None:
    claim = Deadline("damages", Words("诉讼时效", "limitation"), TODAY - dt.timedelta(30), "passed", "own")
    record = replace(claim, key="retention", kind="retention")
    page.days.show_outlook(replace(page._controller.outlook(), days=(claim, record)))
    assert [verdict.icon for verdict in page.days.verdicts] == ["look", "ok"]


def test_the_days_have_the_room_until_something_is_entered(
    bench: Bench, page: DeadlinesView, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = Deadline("retention", Words("记录", "record"), TODAY + dt.timedelta(90), "running", "retention")
    outlook = replace(bench.controller.outlook(), days=(day,))
    monkeypatch.setattr(bench.controller, "outlook", lambda: outlook)
    page.refresh()
    bench.bot.waitUntil(lambda: page._upper.height() == page._above.heightForWidth(page._upper.width()))
    assert page.empty.height() >= page.empty.heightForWidth(page.empty.width())
    monkeypatch.undo()
    enter(bench, Filing(Route.LENDER, dt.date(2024, 5, 1)))
    bench.bot.waitUntil(lambda: page.entries.isVisible() and page._upper.maximumHeight() > 10_000)
