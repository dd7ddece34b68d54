"""Looking, correcting, confirming, linking: each is one undoable step, and the page is always one click away."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea

from lehua_desktop.core.facts import Kind
from lehua_desktop.core.model import Finding, Installment, Loan, Severity, Source, State
from lehua_desktop.core.money import Money
from lehua_desktop.core.page import Box
from lehua_desktop.core.words import Language, Words
from lehua_desktop.ledger.computed import Scheme
from lehua_desktop.ui.loan.dialog import LoanDialog
from lehua_desktop.ui.review import ReviewItem
from lehua_desktop.ui.timeline.model import Column
from tests.ui.conftest import Bench
from tests.ui.drawn import LENDER, _draw


def states(bench: Bench) -> list[State]:
    return [row.state for row in bench.controller.timeline().rows]


def put(field: QLineEdit, text: str) -> None:
    """Types what no test keyboard has."""
    field.selectAll()
    QGuiApplication.clipboard().setText(text)
    field.paste()


def test_a_click_on_a_number_opens_its_page_with_its_box(bench: Bench) -> None:
    timeline = bench.with_case().window.workspace.timeline
    rect = timeline.table.visualRect(timeline.model.index(0, Column.PAID))
    QTest.mouseClick(timeline.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    pane = bench.window.workspace.pages.first
    assert pane.source is not None
    assert pane.source.evidence == 2
    assert pane.source.box == bench.controller.book.proofs(2)[0].payment.amount.box
    bench.bot.waitUntil(lambda: bool(pane.canvas._marks))
    assert any(item.data(0) == "focus" for item in pane.canvas.scene().items())


def test_a_click_on_a_due_day_opens_the_plan(bench: Bench) -> None:
    timeline = bench.with_case().window.workspace.timeline
    timeline._open_cell(1, Column.DUE)
    source = bench.window.workspace.pages.first.source
    assert source is not None
    assert source.evidence == 1


def test_what_is_uncertain_is_marked_by_more_than_colour(bench: Bench) -> None:
    timeline = bench.with_case().window.workspace.timeline
    index = timeline.model.index(1, Column.STATE)
    assert index.data() == "待确认"
    assert str(timeline.model.index(1, Column.PAID).data(Qt.ItemDataRole.AccessibleTextRole)).endswith(
        "⚠ 待确认 1,000.00"
    )
    view = bench.window.workspace.evidence.view
    bench.bot.waitUntil(lambda: [item.says for item in view.files.items[2:3]] == ["待确认"])
    pane = bench.window.workspace.pages.first
    pane.show_source(Source(3))
    bench.bot.waitUntil(lambda: bool(pane.canvas._marks))
    dashed = [mark.field for mark, item in pane.canvas._marks if item.pen().style() is Qt.PenStyle.DashLine]
    assert dashed == ["amount"]


def test_the_summary_counts_what_is_proven_and_what_waits(bench: Bench) -> None:
    timeline = bench.with_case().window.workspace.timeline
    assert timeline.summary.text() == "3 期：1 期已证明，2 期待确认"


def test_enter_goes_through_the_review_and_each_step_can_be_undone(bench: Bench) -> None:
    workspace = bench.with_case().window.workspace
    assert workspace.review_button.text() == "⚠ 待确认 2 项"
    QTest.mouseClick(workspace.review_button, Qt.MouseButton.LeftButton)
    review = workspace.review
    assert review.item is not None
    assert review.form.amount.property("look") == "true"
    QTest.keyClick(review.form.amount, Qt.Key.Key_Return)
    assert states(bench)[1] is State.ON_TIME
    assert review.item is not None
    assert review.item.proof.evidence == 4
    QTest.keyClick(review.form.day, Qt.Key.Key_Return)
    assert states(bench) == [State.ON_TIME] * 3
    assert not workspace.reviewing
    stack = bench.controller.undo_stack
    assert stack.undoText() == "确认数值"
    stack.undo()
    stack.undo()
    assert len(bench.controller.to_review()) == 2


def test_a_correction_in_the_review_is_one_step_with_its_confirmation(bench: Bench) -> None:
    workspace = bench.with_case().window.workspace
    workspace.start_review()
    field = workspace.review.form.amount
    put(field, "¥1,900.00")
    before = bench.controller.undo_stack.count()
    QTest.keyClick(field, Qt.Key.Key_Return)
    proof = bench.controller.book.proofs(3)[0]
    assert proof.payment.amount.value == Money(190_000)
    assert proof.confirmed
    assert bench.controller.undo_stack.count() == before + 1
    bench.controller.undo_stack.undo()
    assert bench.controller.book.proofs(3)[0].payment.amount.value == Money(100_000)


def test_the_crop_of_the_value_stands_beside_its_field(bench: Bench) -> None:
    workspace = bench.with_case().window.workspace
    workspace.start_review()
    crop = workspace.review.form._crops["amount"]
    bench.bot.waitUntil(lambda: not crop._picture.isNull())
    assert crop._picture.width() > crop._picture.height()


def test_escape_leaves_the_review(bench: Bench) -> None:
    workspace = bench.with_case().window.workspace
    workspace.start_review()
    QTest.keyClick(workspace.review.form.amount, Qt.Key.Key_Escape)
    assert not workspace.reviewing
    assert len(bench.controller.to_review()) == 2


def test_later_asks_the_next_question(bench: Bench) -> None:
    workspace = bench.with_case().window.workspace
    workspace.start_review()
    workspace.review.skip.click()
    assert workspace.review.item is not None
    assert workspace.review.item.proof.evidence == 4


def test_nonsense_in_a_field_changes_nothing_and_is_marked(bench: Bench) -> None:
    workspace = bench.with_case().window.workspace
    workspace.show_source(Source(2), None)
    field = workspace.values.form.day
    field.selectAll()
    QTest.keyClicks(field, "gestern")
    before = bench.controller.undo_stack.count()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.property("wrong") == "true"
    assert "看不懂" in workspace.values.form._notes["day"].text()
    QTest.keyClicks(field, "x")
    assert field.property("wrong") == "false"
    assert bench.controller.undo_stack.count() == before
    assert bench.controller.book.proofs(2)[0].payment.day.value == dt.date(2024, 1, 19)


def test_a_day_is_understood_as_people_write_it(bench: Bench) -> None:
    workspace = bench.with_case().window.workspace
    workspace.show_source(Source(2), None)
    field = workspace.values.form.day
    put(field, "2024年1月25日")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert bench.controller.book.proofs(2)[0].payment.day.value == dt.date(2024, 1, 25)
    assert states(bench)[0] is State.LATE
    bench.controller.undo_stack.undo()
    assert states(bench)[0] is State.ON_TIME


def test_confirming_below_the_page_counts_the_payment(bench: Bench) -> None:
    workspace = bench.with_case().window.workspace
    workspace.show_source(Source(3), None)
    QTest.mouseClick(workspace.values.confirm, Qt.MouseButton.LeftButton)
    assert states(bench)[1] is State.ON_TIME
    assert workspace.values.confirm.text() == "✓ 您已确认"


def test_a_link_is_taken_away_set_by_hand_and_undone(bench: Bench) -> None:
    workspace = bench.with_case().window.workspace
    workspace.show_source(Source(2), None)
    links = workspace.values.links
    link = bench.controller.timeline().rows[0].allocations[0]
    links.take_away(link)
    assert states(bench)[0] is State.UNPROVEN
    choice = links.choice
    place = next(row for row in range(1, choice.count()) if tuple(choice.itemData(row)) == (link.loan, 1))
    choice.setCurrentIndex(place)
    choice.activated.emit(place)
    assert states(bench)[0] is State.ON_TIME
    stack = bench.controller.undo_stack
    assert stack.undoText() == "关联到某一期"
    stack.undo()
    stack.undo()
    assert states(bench)[0] is State.ON_TIME


def test_a_payment_can_be_left_out_and_counted_again(bench: Bench) -> None:
    workspace = bench.with_case().window.workspace
    workspace.start_review()
    workspace.review.out.click()
    assert len(bench.controller.to_review()) == 1
    bench.controller.undo_stack.undo()
    assert len(bench.controller.to_review()) == 2


def test_where_a_link_is_asked_about_the_payment_can_be_left_out_with_all_that_shows_it(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, controller = bench.with_case().window.workspace, bench.controller
    book = controller.book
    controller.do("by hand", book.add_payment(3, Money(100_000), dt.date(2024, 1, 19)))
    proofs = [proof for proof in book.proofs() if proof.payment.day.value == dt.date(2024, 1, 19)]
    controller.do("same", book.same(proofs[0].id, proofs[1].id, True))
    link = controller.timeline().rows[0].allocations[0]
    monkeypatch.setattr(controller, "to_review", lambda: [ReviewItem(proofs[0], link)])
    workspace.start_review()
    workspace.review.out.click()
    assert book.decisions().ignored == {proof.id for proof in proofs}
    controller.undo_stack.undo()
    assert not book.decisions().ignored


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_button_of_the_review_is_cut_in_a_small_window(bench: Bench, language: Language) -> None:
    bench.program.speak(language)
    bench.window.resize(1024, 640)
    workspace = bench.with_case().window.workspace
    workspace.start_review()
    review = workspace.review
    review.no.show()  # as it is where a link is asked about
    area = review.findChild(QScrollArea)
    assert area is not None
    bench.bot.waitUntil(lambda: review.no.x() > 0 and review.no.width() >= review.no.sizeHint().width())
    assert area.horizontalScrollBar().maximum() == 0


def test_the_values_below_a_page_are_its_own_also_after_a_review(bench: Bench) -> None:
    workspace = bench.with_case().window.workspace
    workspace.show_source(Source(1), None)
    workspace.start_review()
    workspace.show_deadlines()
    shown = workspace.pages.first.source
    assert shown is not None
    assert workspace.values.isVisible()
    assert {proof.evidence for proof in workspace.values.model.proofs} == {shown.evidence} != {1}


def test_a_payment_is_typed_in_where_a_page_shows_none(bench: Bench) -> None:
    workspace = bench.with_case().window.workspace
    bench.controller.do("leave out", bench.controller.book.remove(2))
    values = workspace.values
    workspace.show_source(Source(3), None)
    values._enter()
    values.hand.amount.setText("1000")
    values.hand.day.setText("2024-01-18")
    values.hand.save()
    assert states(bench)[0] is State.ON_TIME
    bench.controller.undo_stack.undo()
    assert states(bench)[0] is not State.ON_TIME


def test_the_form_for_a_payment_by_hand_comes_into_view(bench: Bench) -> None:
    bench.window.resize(1024, 700)
    workspace = bench.with_case().window.workspace
    workspace.show_source(Source(2), None)
    workspace.values._enter()
    bench.bot.waitUntil(lambda: not workspace.values.hand.amount.visibleRegion().isEmpty())


def test_a_row_chosen_among_the_values_is_framed_on_the_page(bench: Bench) -> None:
    workspace = bench.with_case().window.workspace
    edit = bench.controller.book.add_payment(2, Money(5_000), dt.date(2024, 1, 2))
    bench.controller.do("by hand", edit)
    workspace.show_source(Source(2), None)
    values = workspace.values
    assert values.model.rowCount() == 2
    bench.window.activateWindow()
    values.list.setFocus()
    bench.bot.waitUntil(values.list.hasFocus)
    QTest.keyClick(values.list, Qt.Key.Key_Down)
    QTest.keyClick(values.list, Qt.Key.Key_Up)
    proof = values.model.proofs[0]
    assert values.form.proof == proof
    assert workspace.pages.first.source == Source(2, 0, proof.payment.amount.box)


def test_at_1024_pixels_no_value_and_no_button_is_cut(bench: Bench) -> None:
    bench.window.resize(1024, 700)
    workspace = bench.with_case().window.workspace
    workspace.show_source(Source(3), None)
    values = workspace.values
    view = values._area.viewport()

    def all_fits() -> None:
        assert values.confirm.isVisible()
        for widget in (values.confirm, values.form.about_loan, values.form.time, values.form.payee):
            assert widget.mapTo(view, widget.rect().topRight()).x() < view.width()
            assert widget.width() >= widget.minimumSizeHint().width()

    bench.bot.waitUntil(all_fits)
    assert values.form.time.y() > values.form.amount.y()
    bench.window.resize(1900, 900)
    bench.bot.waitUntil(lambda: values.form.time.y() == values.form.amount.y())


def test_what_is_missing_in_the_review_is_marked_where_it_is(bench: Bench) -> None:
    review = bench.with_case().window.workspace.review
    bench.window.review()
    day = review.form.day
    assert review.form._notes["day"].text().startswith("✓")
    day.selectAll()
    QTest.keyClick(day, Qt.Key.Key_Backspace)
    assert review.form._notes["day"].text() == ""
    assert not review.missing.isVisible()
    before = bench.controller.undo_stack.count()
    review.confirm()
    assert day.property("wrong") == "true"
    assert review.form.amount.property("wrong") != "true"
    assert bench.window.focusWidget() is day
    assert review.missing.text() == "请先填好标红的栏目，或者不计入这笔付款。"
    assert review.missing.isVisible()
    assert bench.controller.undo_stack.count() == before
    put(day, "2024-02-19")
    review.confirm()
    assert day.property("wrong") == "false"
    assert not review.missing.isVisible()


def test_a_value_that_other_evidence_bears_out_asks_for_nothing(bench: Bench) -> None:
    lines: list[tuple[str, str | None]] = [
        ("电子回单", None),
        ("-1,000.00", "-1,000.00"),
        ("当前状态", None),
        ("支付成功", None),
        ("支付时间", None),
        ("2024-02-19 22:14:33", "2024-02-19 22:14:33"),
        ("商品", None),
        ("乐花分期-第2/3期还款", None),
        ("收款方", None),
        (LENDER, None),
    ]
    other = _draw("回单.png", lines, pairs=(2, 4, 6, 8))
    path = bench.folder / "in" / other.name
    path.write_bytes(other.data)
    bench.desk.answer(other.data, other.reading)
    bench.with_case()
    workspace = bench.window.workspace
    workspace.show_source(Source(3), None)
    form = workspace.values.form
    assert form.amount.property("look") == "true"
    assert workspace.values.confirm.property("kind") == "primary"
    bench.window.add_paths([path])
    bench.read_all()
    assert form.amount.property("look") == "false"
    assert form._notes["amount"].text() == "✓ 其他证据也这样写"
    assert workspace.values.confirm.property("kind") == ""
    pane = workspace.pages.first
    bench.bot.waitUntil(lambda: bool(pane.canvas._marks))
    assert all(mark.certain for mark, _ in pane.canvas._marks)


def test_a_question_about_a_link_names_the_loan_and_the_part_and_can_be_answered_with_another(bench: Bench) -> None:
    lines: list[tuple[str, str | None]] = [
        ("账单详情", None),
        ("-1,500.00", "-1,500.00"),
        ("当前状态", None),
        ("支付成功", None),
        ("支付时间", None),
        ("2024-01-19 21:14:33", "2024-01-19 21:14:33"),
        ("收款方", None),
        (LENDER, None),
    ]
    page = _draw("合并.png", lines, pairs=(2, 4, 6))
    path = bench.folder / "in" / page.name
    path.write_bytes(page.data)
    bench.desk.answer(page.data, page.reading)
    bench.window.add_paths([bench.files[0], path])
    bench.read_all()
    book = bench.controller.book
    later = (Installment(1, dt.date(2024, 6, 6), Money(7_700)), Installment(2, dt.date(2024, 7, 6), Money(7_700)))
    for loan in (
        replace(bench.controller.timeline().loans[0], lender=LENDER, disbursed=dt.date(2023, 12, 20)),
        Loan(platform="乙平台", disbursed=dt.date(2024, 5, 6), installments=later),
    ):
        bench.controller.do("loan", book.set_loan(loan))
    bench.window.review()
    review = bench.window.workspace.review
    assert review.item is not None
    assert review.link_text.text() == (
        "付款 2024-01-19：1,500.00\n示例消费金融有限公司 2023-12-20 · 第2期，应还日 2024-02-20：1,000.00\n本笔中 750.00 计入这一期。"
    )
    texts = [review.other.itemText(row) for row in range(review.other.count())]
    assert "乙平台 2024-05-06 · 第1期 · 应还日 2024-06-06 · 77.00" in texts
    before = bench.controller.undo_stack.count()
    review.other.activated.emit(texts.index("示例消费金融有限公司 2023-12-20 · 第3期 · 应还日 2024-03-20 · 1,000.00"))
    assert bench.controller.undo_stack.count() == before + 1
    rows = bench.controller.timeline().rows
    sure = [(row.installment.number, link.certain) for row in rows for link in row.allocations if row.loan == 1]
    assert (3, True) in sure
    assert 2 not in [number for number, _ in sure]


def test_a_finding_shows_both_of_its_sides(bench: Bench) -> None:
    workspace = bench.with_case().window.workspace
    finding = Finding(
        "made", "C", Severity.CONTRADICTION, Words("甲", "A"), sources=(Source(2, 0, Box(1, 1, 9, 9)), Source(1))
    )
    workspace.timeline.finding_chosen.emit(finding)
    assert workspace.pages.second.isVisible()
    assert not workspace.values.isVisible()
    workspace.show_source(Source(2), None)
    assert not workspace.pages.second.isVisible()
    assert workspace.values.isVisible()


def test_focus_on_the_list_does_not_take_the_page_away(bench: Bench) -> None:
    workspace = bench.with_case().window.workspace
    workspace.show_source(Source(3), None)
    workspace.evidence.view.setFocus()
    QApplication.sendEvent(workspace.evidence.view, QFocusEvent(QEvent.Type.FocusIn))
    source = workspace.pages.first.source
    assert source is not None
    assert source.evidence == 3
    QTest.keyClick(workspace.evidence.view, Qt.Key.Key_Down)
    assert workspace.pages.first.source != source


def test_arrow_keys_walk_along_the_time_axis(bench: Bench) -> None:
    timeline = bench.with_case().window.workspace.timeline
    timeline.axis.setFocus()
    QTest.keyClick(timeline.axis, Qt.Key.Key_Right)
    first = timeline.table.currentIndex().row()
    QTest.keyClick(timeline.axis, Qt.Key.Key_Right)
    assert timeline.table.currentIndex().row() == first + 1


def test_the_proposed_loan_is_confirmed_as_one_step(bench: Bench) -> None:
    timeline = bench.with_case().window.workspace.timeline
    assert timeline.proposal.isVisible()
    dialog = LoanDialog(bench.controller, bench.controller.timeline().loans[0])
    dialog.accept()
    assert bench.controller.timeline().loans[0].confirmed
    assert not timeline.proposal.isVisible()
    bench.controller.undo_stack.undo()
    assert not bench.controller.timeline().loans[0].confirmed
    dialog.deleteLater()


def test_cutoff_and_days_of_grace_are_kept_with_the_loan(bench: Bench) -> None:
    bench.with_case()
    dialog = LoanDialog(bench.controller, bench.controller.timeline().loans[0])
    dialog.fields["cutoff"].setText("24:00")
    dialog.fields["grace"].setText("30")
    assert dialog.loan() is None
    dialog.fields["grace"].setText("3天")
    dialog.accept()
    loan = bench.controller.timeline().loans[0]
    assert (loan.cutoff, loan.grace) == ("24:00", 3)
    dialog.deleteLater()


def test_equal_monthly_rows_keep_the_day_of_the_month(bench: Bench) -> None:
    bench.with_case()
    dialog = LoanDialog(bench.controller, None)
    dialog.maker.first_due.setText("2024-01-31")
    dialog.maker.each.setText("500")
    dialog.maker.periods.setValue(3)
    dialog.maker.make_rows()
    loan = dialog.loan()
    assert loan is not None
    assert [item.due.isoformat() for item in loan.installments] == ["2024-01-31", "2024-02-29", "2024-03-31"]
    dialog.deleteLater()


def test_a_plan_is_reckoned_from_the_terms_of_the_contract(bench: Bench) -> None:
    bench.with_case()
    dialog = LoanDialog(bench.controller, None)
    maker = dialog.maker
    maker.scheme.setCurrentIndex(maker.scheme.findData(Scheme.EQUAL_INSTALLMENTS))
    maker.first_due.setText("2024-05-20")
    maker.rate.setText("1.5%")
    maker.make_rows()
    assert maker.message.text() == "请先填写借款金额。"
    assert not dialog.model.rows
    dialog.fields["principal"].setText("12,000")
    maker.make_rows()
    assert not maker.message.text()
    assert [row[2] for row in dialog.model.rows] == ["1,100.16"] * 11 + ["1,100.19"]
    dialog.deleteLater()


def test_a_pasted_plan_becomes_rows(bench: Bench) -> None:
    bench.with_case()
    dialog = LoanDialog(bench.controller, None)
    text = "期数 应还日期 应还本金 应还利息 应还总额\n1 2024-05-20 1,000.00 100.16 1,100.16\n2 2024-06-20 1,015.00 85.16 1,100.16\n合计 2,200.32"
    QGuiApplication.clipboard().setText(text)
    dialog.maker.paste()
    assert dialog.model.rows == [["1", "2024-05-20", "1,100.16"], ["2", "2024-06-20", "1,100.16"]]
    QGuiApplication.clipboard().setText("没有计划")
    dialog.maker.paste()
    assert dialog.maker.message.text()
    assert len(dialog.model.rows) == 2
    dialog.deleteLater()


def test_a_loan_with_a_row_that_makes_no_sense_is_not_taken(bench: Bench) -> None:
    bench.with_case()
    dialog = LoanDialog(bench.controller, None)
    dialog.model.add()
    dialog.accept()
    assert dialog.message.text()
    assert not bench.controller.timeline().loans[0].confirmed
    dialog.deleteLater()


def test_the_loan_dialog_shows_where_each_value_was_read(bench: Bench) -> None:
    bench.with_case().window.edit_loan()
    dialog = bench.window.findChild(LoanDialog)
    assert isinstance(dialog, LoanDialog)
    plan = next(item for item in bench.controller.evidence() if item.kind is Kind.PLAN)
    bench.bot.waitUntil(lambda: dialog.strip.where.text() != "")  # the first field has the focus
    dialog.table.selectRow(1)
    assert dialog.strip.where.text().startswith(f"第2期：来自“{plan.name}”第1页")
    bench.bot.waitUntil(lambda: not dialog.strip.piece.pixmap().isNull())
    dialog.strip.open.click()
    pane = bench.window.workspace.pages.first
    assert pane.source is not None
    assert pane.source.evidence == plan.id
    QApplication.sendEvent(dialog.fields["guarantor"], QFocusEvent(QEvent.Type.FocusIn))
    assert dialog.strip.where.text() == "担保方：没有材料写明这一项。"
    dialog.reject()
