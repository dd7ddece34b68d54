"""What the redacted edition hides is seen on the page, turned round by a click or a key, and drawn by a drag."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lehua_desktop.core.model import Source
from lehua_desktop.core.page import Box
from lehua_desktop.ui.page.view import PagePane
from tests.ui.conftest import Bench
from tests.ui.drawn import Drawn, _draw

CARD = "6222020200112233446"


@pytest.fixture
def drawn(qapp: QApplication) -> list[Drawn]:
    lines: list[tuple[str, str | None]] = [
        ("账单详情", None),
        ("付款卡", None),
        (f"卡号 {CARD}", None),
        ("手机", None),
        ("13800138000", None),
    ]
    return [_draw("卡.png", lines, pairs=())]


@pytest.fixture
def pane(bench: Bench) -> PagePane:
    pane = bench.with_case().window.workspace.pages.first
    pane.show_redactions(Source(1))
    bench.bot.waitUntil(lambda: len(pane.canvas._redactions) == 2)
    return pane


def states(bench: Bench) -> list[str]:
    return [item.state for item in bench.controller.book.redactions(1, 0)]


def spot(pane: PagePane, box: Box) -> QPoint:
    return pane.canvas.mapFromScene(box.middle_x, box.middle_y)


def test_a_click_on_a_box_turns_the_word_round_and_can_be_undone(bench: Bench, pane: PagePane) -> None:
    card = bench.controller.book.redactions(1, 0)[0]
    QTest.mouseClick(pane.canvas.viewport(), Qt.MouseButton.LeftButton, pos=spot(pane, card.box))
    assert states(bench) == ["rejected", "proposed"]
    assert pane.canvas._redactions[0].pen().style() is Qt.PenStyle.DashLine
    QTest.mouseClick(pane.canvas.viewport(), Qt.MouseButton.LeftButton, pos=spot(pane, card.box))
    assert states(bench) == ["accepted", "proposed"]
    bench.controller.undo_stack.undo()
    bench.controller.undo_stack.undo()
    assert states(bench) == ["proposed", "proposed"]


def test_keys_go_through_the_places_and_decide(bench: Bench, pane: PagePane) -> None:
    pane.canvas.setFocus()
    QTest.keyClick(pane.canvas, Qt.Key.Key_N)
    QTest.keyClick(pane.canvas, Qt.Key.Key_N)
    QTest.keyClick(pane.canvas, Qt.Key.Key_Space)
    assert states(bench) == ["proposed", "rejected"]
    assert pane.redactions.toggle.text() == "遮盖这一处"
    QTest.keyClick(pane.canvas, Qt.Key.Key_P)
    QTest.keyClick(pane.canvas, Qt.Key.Key_Space)
    assert states(bench) == ["rejected", "rejected"]


def test_a_drag_draws_a_box_and_a_click_takes_it_away(bench: Bench, pane: PagePane) -> None:
    view = pane.canvas.viewport()
    begin, end = pane.canvas.mapFromScene(60, 420), pane.canvas.mapFromScene(300, 520)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    assert states(bench) == ["proposed", "proposed", "drawn"]
    box = bench.controller.book.redactions(1, 0)[2].box
    assert (box.x0, box.y0, box.x1, box.y1) == pytest.approx((60, 420, 300, 520), abs=3)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot(pane, box))
    assert states(bench) == ["proposed", "proposed"]


def test_keys_draw_a_box(bench: Bench, pane: PagePane) -> None:
    canvas = pane.canvas
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_B)
    assert canvas._band is not None
    begun = canvas._band[1].rect()
    QTest.keyClick(canvas, Qt.Key.Key_Up)
    QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    moved = canvas._band[1].rect()
    assert moved.top() < begun.top()
    assert moved.left() == begun.left()
    assert moved.width() > begun.width()
    assert moved.height() == pytest.approx(begun.height())
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert states(bench) == ["proposed", "proposed", "drawn"]
    drawn = bench.controller.book.redactions(1, 0)[-1]
    assert drawn.box.y0 == pytest.approx(moved.top(), abs=0.01)


def test_esc_drops_a_box_that_keys_began(bench: Bench, pane: PagePane) -> None:
    pane.canvas.setFocus()
    QTest.keyClick(pane.canvas, Qt.Key.Key_B)
    QTest.keyClick(pane.canvas, Qt.Key.Key_Escape)
    assert states(bench) == ["proposed", "proposed"]
    assert pane.canvas._band is None


def test_a_box_that_keys_began_goes_with_a_click_and_with_the_drawing(bench: Bench, pane: PagePane) -> None:
    card = bench.controller.book.redactions(1, 0)[0]
    QTest.keyClick(pane.canvas, Qt.Key.Key_B)
    QTest.mouseClick(pane.canvas.viewport(), Qt.MouseButton.LeftButton, pos=spot(pane, card.box))
    assert states(bench) == ["rejected", "proposed"]
    QTest.keyClick(pane.canvas, Qt.Key.Key_B)
    pane.canvas.set_drawing(False)
    QTest.keyClick(pane.canvas, Qt.Key.Key_Return)
    assert states(bench) == ["rejected", "proposed"]


def test_the_person_says_that_they_looked(bench: Bench, pane: PagePane) -> None:
    assert bench.controller.book.redactions_unlooked() == [1]
    pane.redactions.looked.click()
    assert bench.controller.book.redactions_unlooked() == []
    bench.controller.undo_stack.undo()
    assert not pane.redactions.looked.isChecked()


def test_the_redactions_take_the_room_of_the_values_and_no_width(bench: Bench, pane: PagePane) -> None:
    workspace = bench.window.workspace
    bench.window.resize(1024, 700)
    assert not workspace.values.isVisible()
    pane.redact.click()
    assert workspace.values.isVisible()
    sizes = workspace.splitter.sizes()
    pane.redact.click()
    QApplication.processEvents()
    assert pane.redactions.isVisible()
    assert workspace.splitter.sizes() == sizes


def test_the_boxes_of_values_come_back(bench: Bench, pane: PagePane) -> None:
    pane.redact.click()
    assert pane.canvas._redactions == []
    assert not pane.redactions.isVisible()
    QTest.mouseClick(pane.canvas.viewport(), Qt.MouseButton.LeftButton, pos=pane.canvas.mapFromScene(200, 180))
    assert states(bench) == ["proposed", "proposed"]


def test_numbers_that_are_hidden_for_the_public_only_are_counted_apart(bench: Bench, pane: PagePane) -> None:
    bar = pane.redactions
    assert bar.said.text().startswith("遮盖版会遮住这一页上的 2 处。 点")
    bar.items.append(replace(bar.items[0], what="number"))
    bar._show()
    assert bar.said.text().startswith("遮盖版会遮住这一页上的 2 处。 斜线的 1 处只在提交公开平台时遮住。 点")
    bar.items = bar.items[2:]
    bar._show()
    assert bar.said.text().startswith("斜线的 1 处只在提交公开平台时遮住。 点")
    assert pane.canvas._redactions[0].brush().style() is Qt.BrushStyle.BDiagPattern


def test_a_tick_leads_to_the_next_file_that_waits(bench: Bench, pane: PagePane) -> None:
    other = _draw("单.png", [("账单详情", None), ("手机", None), ("13900139000", None)], pairs=())
    third = _draw("另.png", [("账单详情", None), ("无", None)], pairs=())
    for page in (other, third):
        path = bench.folder / "in" / page.name
        path.write_bytes(page.data)
        bench.desk.answer(page.data, page.reading)
        bench.window.add_paths([path])
    bench.read_all()
    bar = pane.redactions
    pane.show_redactions(Source(1))
    assert bar.next_file.text() == "下一个文件（还有 2 个）"
    bar.looked.click()
    assert pane.source == Source(2)
    assert pane.redact.isChecked()
    assert bench.controller.book.redactions_unlooked() == [2, 3]
    bar.next_file.click()
    assert pane.source == Source(3)
    bar.looked.click()
    assert pane.source == Source(2)
    bar.looked.click()
    assert pane.source == Source(2)
    assert not bar.next_file.isVisible()
    assert bench.controller.book.redactions_unlooked() == []
