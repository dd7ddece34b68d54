"""The timeline: its sentence is whole, its rows say what to fetch, its axis explains itself, and it fits small windows."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QMenu, QTableView
from pytestqt.qtbot import QtBot

from lehua_desktop.core.facts import Status
from lehua_desktop.core.model import Finding, Installment, InstallmentRow, Payment, Severity, Source, State, Timeline
from lehua_desktop.core.money import ZERO, Money
from lehua_desktop.core.words import Words
from lehua_desktop.ui.findings.model import Heading
from lehua_desktop.ui.timeline.axis import TimeAxis
from lehua_desktop.ui.timeline.axis_scale import OverdueMonth, least_width, span
from lehua_desktop.ui.timeline.model import MISSING, Column
from lehua_desktop.ui.timeline.view import TimelineView
from tests.ui.conftest import Bench

DAY = dt.date
tooltips = pytest.mark.qt_log_ignore("does not support raise", extend=True)  # said by the offscreen platform


def without(bench: Bench, *evidence: int) -> TimelineView:
    """The timeline of the case without some of its files."""
    bench.with_case()
    for item in evidence:
        bench.controller.do("移出", bench.controller.book.remove(item))
    return bench.window.workspace.timeline


def is_still(view: QAbstractItemView) -> bool:
    return view.verticalScrollBar().maximum() == 0


# --- small windows ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [683, 1024, 1920])
def test_the_sentence_is_whole_however_narrow_the_window(bench: Bench, width: int) -> None:
    bench.window.resize(width, 700)
    summary = bench.with_case().window.workspace.timeline.summary
    assert summary.text() == "3 期：1 期已证明，2 期待确认"
    assert summary.wordWrap()
    bench.bot.waitUntil(lambda: summary.height() >= summary.heightForWidth(summary.width()))


def test_in_a_low_window_everything_scrolls_together(bench: Bench) -> None:
    timeline = without(bench, 2, 3)
    bench.window.resize(960, 540)
    outer = timeline._area.verticalScrollBar()
    bench.bot.waitUntil(lambda: outer.maximum() > 0)
    for view in (timeline.table, timeline.findings):
        bench.bot.waitUntil(partial(is_still, view))
    timeline.choose(3)
    row = timeline.table.visualRect(timeline.model.index(2, 0))

    def in_sight() -> bool:
        place = timeline.table.viewport().mapTo(timeline, row.center())
        return timeline.rect().contains(place)

    bench.bot.waitUntil(in_sight)
    first = timeline.findings_model.rows[0]
    assert isinstance(first, Heading)
    assert timeline.to_findings.text() == f"{first.text} ↓"
    timeline.to_findings.click()
    assert timeline.findings.hasFocus()
    assert outer.value() == min(outer.maximum(), timeline._lower.y())


def test_the_installment_of_a_chosen_finding_is_marked_and_the_finding_stays_in_sight(bench: Bench) -> None:
    timeline = without(bench, 2, 3)
    bench.window.resize(960, 540)
    bench.bot.waitUntil(lambda: timeline._area.verticalScrollBar().maximum() > 0)
    found = Finding(
        "made", "C", Severity.CONTRADICTION, Words("有出入", "differs"), loan=timeline.model.rows[0].loan, installment=2
    )
    model = timeline.findings_model
    model.show_loan(Timeline(findings=(found,)), found.loan)
    row = 1
    timeline.choose(1)
    timeline.findings.setCurrentIndex(model.index(row))
    timeline.findings.clicked.emit(model.index(row))
    chosen = timeline.chosen()
    assert chosen is not None
    assert (chosen.loan, chosen.installment.number) == (found.loan, 2)

    def in_sight() -> bool:
        place = timeline.findings.visualRect(model.index(row)).center()
        return timeline.rect().contains(timeline.findings.viewport().mapTo(timeline, place))

    bench.bot.waitUntil(in_sight)


def test_in_a_high_window_table_and_findings_share_the_room(bench: Bench) -> None:
    bench.window.resize(1400, 1000)
    timeline = without(bench, 2)
    assert timeline._area.verticalScrollBar().maximum() == 0
    bench.bot.waitUntil(partial(is_still, timeline.table))
    assert timeline.findings.isVisible()
    assert not timeline.to_findings.isVisible()


def test_the_state_is_in_sight_where_columns_have_to_go(bench: Bench) -> None:
    table: QTableView = without(bench, 2).table
    table.setFixedWidth(900)
    QApplication.sendPostedEvents()
    widths = [table.columnWidth(column) for column in Column]
    gone: list[Column] = []
    for column in (None, Column.PROOF, Column.PAID_ON, Column.AMOUNT):
        gone += [column] if column is not None else []
        table.setFixedWidth(sum(width for place, width in enumerate(widths) if place not in gone) + 20)
        QApplication.sendPostedEvents()
        assert [column for column in Column if table.isColumnHidden(column)] == sorted(gone)
        state = table.columnViewportPosition(Column.STATE) + table.columnWidth(Column.STATE)
        assert state <= table.viewport().width()


# --- what is missing --------------------------------------------------------------------------------------


def test_a_chosen_installment_without_proof_says_what_to_fetch_and_shows_its_plan(bench: Bench) -> None:
    timeline = without(bench, 2)
    assert timeline.model.rows[0].state is State.UNPROVEN
    text = str(timeline.model.index(0, 0).data(MISSING))
    assert text.startswith("没有付款凭证。请下载2024-01-05至2024-02-04")
    said = str(timeline.model.index(0, Column.STATE).data(Qt.ItemDataRole.AccessibleTextRole))
    assert said.endswith(text)
    timeline.table.setFixedWidth(300)
    QApplication.sendPostedEvents()
    timeline.choose(2)
    closed = timeline.table.rowHeight(0)
    timeline.choose(1)
    assert timeline.table.rowHeight(0) >= closed + 2 * timeline.fontMetrics().height()
    source = bench.window.workspace.pages.first.source
    assert source is not None
    assert source.evidence == 1
    timeline.choose(2)
    assert timeline.table.rowHeight(0) == closed


def test_without_a_plan_the_payments_are_shown_with_what_to_do(bench: Bench) -> None:
    timeline = without(bench, 1)
    assert timeline.summary.text() == "读出 3 笔付款，还没有还款计划"
    assert timeline.empty.isVisible()
    assert not timeline.table.isVisible()
    assert [spot.what.day for spot in timeline.axis.spots if isinstance(spot.what, Payment)] == [
        DAY(2024, 1, 19),
        DAY(2024, 2, 19),
        DAY(2024, 3, 19),
    ]
    payments = timeline.empty.payments
    assert payments.item(0).text() == "2024-01-19   1,000.00   微信_1.png"
    assert payments.item(1).text().startswith("⚠ 2024-02-19")
    place = payments.visualItemRect(payments.item(0)).center()
    QTest.mouseClick(payments.viewport(), Qt.MouseButton.LeftButton, pos=place)
    source = bench.window.workspace.pages.first.source
    assert source is not None
    assert source.evidence == 2
    payments.setCurrentRow(2)
    QTest.keyClick(payments, Qt.Key.Key_Return)
    source = bench.window.workspace.pages.first.source
    assert source is not None
    assert source.evidence == 4


@pytest.mark.qt_log_ignore("does not support", extend=True)  # a menu pops up
def test_a_payment_that_matches_no_installment_is_listed_with_the_reason(bench: Bench) -> None:
    timeline = bench.with_case().window.workspace.timeline
    book = bench.controller.book
    assert not timeline.loose.isVisible()
    bench.controller.do("填", book.add_payment(2, Money(5_000), DAY(2019, 5, 1), page=0))
    assert timeline.loose.isVisible()
    assert timeline.loose.text() == "1 笔付款没有对上任何一期"
    timeline.loose.click()
    menu = next(menu for menu in timeline.findChildren(QMenu) if menu.isVisible())
    assert "2019-05-01" in menu.actions()[0].text()
    menu.actions()[0].trigger()
    links = bench.window.workspace.values.links
    bench.bot.waitUntil(lambda: any("没有对上任何一期" in text.text() for text in links.findChildren(QLabel)))
    menu.close()


def test_nothing_is_asked_for_before_the_first_file_is_read(bench: Bench) -> None:
    bench.desk.hold = True
    bench.window.add_paths(bench.files)
    timeline = bench.window.workspace.timeline
    bench.bot.waitUntil(lambda: len(bench.desk.held) == len(bench.files))
    assert timeline.empty.add.isHidden()
    assert not timeline.findings.isVisible()
    bench.desk.release()
    bench.read_all()


def test_the_buttons_of_a_case_without_a_plan_ask_for_it(bench: Bench) -> None:
    empty = without(bench, 1).empty
    workspace = bench.window.workspace
    workspace.add_wanted.disconnect()
    workspace.loan_wanted.disconnect()
    with bench.bot.waitSignal(workspace.add_wanted):
        empty.add.click()
    with bench.bot.waitSignal(workspace.loan_wanted):
        empty.enter.click()


# --- the axis ---------------------------------------------------------------------------------------------


def installment(number: int, due: dt.date, paid_on: dt.date | None = None) -> InstallmentRow:
    state = State.LATE if paid_on else State.UNPROVEN
    return InstallmentRow(1, Installment(number, due, Money(100_00)), ZERO, ZERO, paid_on, state, 0)


def payment(number: int, day: dt.date) -> Payment:
    return Payment(number, Money(100_00), day, None, Status.SUCCESS, True, ())


@pytest.fixture
def axis(qtbot: QtBot) -> TimeAxis:
    made = TimeAxis(lambda row: f"state of {row.installment.number}")
    qtbot.addWidget(made)
    made.resize(500, 160)
    made.show()
    return made


MONTHLY = [DAY(2021 + month // 12, month % 12 + 1, 5) for month in range(36)]


def test_a_payment_years_later_does_not_squeeze_the_installments() -> None:
    assert span(MONTHLY[:12], [DAY(2021, 1, 4), DAY(2025, 3, 20)], []) == (DAY(2021, 1, 1), DAY(2022, 1, 1))
    assert span(MONTHLY[:12], [DAY(2022, 2, 4)], []) == (DAY(2021, 1, 1), DAY(2022, 3, 1))
    assert span(MONTHLY[:12], [], [DAY(2023, 5, 1)]) == (DAY(2021, 1, 1), DAY(2023, 6, 1))
    assert span([], [DAY(2021, 1, 4), DAY(2025, 3, 20)], []) == (DAY(2021, 1, 1), DAY(2025, 4, 1))


def test_installments_keep_a_distance_whatever_their_rhythm() -> None:
    first, last = DAY(2021, 1, 1), DAY(2024, 1, 1)
    assert 36 * 21 < least_width(MONTHLY, first, last) < 36 * 23
    weekly = [first + dt.timedelta(days=7 * week) for week in range(50)]
    assert least_width(weekly, first, DAY(2022, 1, 1)) == 22 * 365 / 7


def test_a_far_payment_stands_at_the_edge_with_its_day(axis: TimeAxis) -> None:
    rows = [installment(number, due) for number, due in enumerate(MONTHLY[:12], 1)]
    axis.show_loan(rows, [(payment(1, DAY(2021, 1, 4)), [1]), (payment(2, DAY(2025, 3, 20)), [4])], [])
    near, far = (spot for spot in axis.spots if isinstance(spot.what, Payment))
    assert (near.edge, far.edge) == ("", "2025-03-20")
    assert far.area.left() > max(spot.area.right() for spot in axis.spots if isinstance(spot.what, InstallmentRow))
    chosen: list[int] = []
    axis.payment_chosen.connect(chosen.append)
    QTest.mousePress(axis.viewport(), Qt.MouseButton.LeftButton, pos=axis.place_of(far))
    assert chosen == [2]


def test_a_long_loan_scrolls_to_the_chosen_installment(axis: TimeAxis) -> None:
    axis.show_loan([installment(number, due) for number, due in enumerate(MONTHLY, 1)], [], [])
    bar = axis.horizontalScrollBar()
    assert bar.maximum() > 0
    axis.choose(36)
    assert axis.viewport().rect().contains(axis.place_of(axis.spots[-1]))
    axis.choose(1)
    assert axis.viewport().rect().contains(axis.place_of(axis.spots[0]))


def test_a_sign_says_the_state_of_its_installment(axis: TimeAxis) -> None:
    axis.show_loan([installment(1, DAY(2024, 1, 5), DAY(2024, 1, 7)), installment(2, DAY(2024, 2, 5))], [], [])
    paid, open_one = (spot.said.splitlines()[-1] for spot in axis.spots)
    assert paid.startswith("state of 1")
    assert "2024-01-07" in paid
    assert open_one == "state of 2"


@tooltips
def test_every_sign_can_be_reached_and_opened_by_keys(axis: TimeAxis) -> None:
    source = Source(7)
    axis.show_loan(
        [installment(number, due) for number, due in enumerate(MONTHLY[:3], 1)],
        [(payment(1, MONTHLY[0]), [1]), (payment(2, MONTHLY[2]), [3])],
        [OverdueMonth("2021-03", "1", True, source)],
    )
    opened: list[object] = []
    axis.installment_chosen.connect(axis.choose)
    axis.installment_chosen.connect(opened.append)
    axis.payment_chosen.connect(lambda number: opened.append(("payment", number)))
    axis.source_chosen.connect(opened.append)
    QApplication.sendEvent(axis, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(axis, key)
    assert opened == [2, 3]
    QTest.keyClick(axis, Qt.Key.Key_Return)
    assert opened == [2, 3, ("payment", 2)]
    assert "2021-03-05" in axis.accessibleDescription()
    QTest.keyClick(axis, Qt.Key.Key_Down)
    QTest.keyClick(axis, Qt.Key.Key_Space)
    QTest.keyClick(axis, Qt.Key.Key_Up)
    QTest.keyClick(axis, Qt.Key.Key_Left)
    QTest.keyClick(axis, Qt.Key.Key_Enter)
    assert opened[3:] == [source, ("payment", 1)]


def test_the_focus_is_seen_on_the_axis(axis: TimeAxis) -> None:
    axis.show_loan([installment(1, DAY(2024, 1, 5))], [], [])
    axis.clearFocus()
    axis.choose(1)
    before = axis.grab().toImage()
    axis.activateWindow()
    axis.setFocus(Qt.FocusReason.TabFocusReason)
    assert axis.hasFocus()
    assert axis.grab().toImage() != before
