"""The list of findings: grouped by weight, folded, opened, and its pages a click away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from lehua_desktop.core.model import Finding, Missing, Severity, Source, Timeline
from lehua_desktop.core.page import Box
from lehua_desktop.core.words import Words
from lehua_desktop.ui.findings.model import FindingsModel, Heading, Verdict
from lehua_desktop.ui.findings.view import FindingsView, VerdictDelegate
from tests.ui.conftest import Bench

CLAIM, PROOF = Source(1, 0, Box(1, 1, 9, 9)), Source(2, 0, Box(2, 2, 8, 8))


def finding(severity: Severity, month: str, route: str | None = None) -> Finding:
    return Finding(
        "made",
        "C",
        severity,
        Words(f"{month}有出入。请核对。", f"{month} differs. Check it."),
        loan=1,
        month=month,
        sources=(CLAIM, PROOF),
        arithmetic=(Words("应还：1,000.00元", "Due: CNY 1,000.00"),),
        refuted_by=Words("另有凭证", "other proof"),
        route=route,
    )


def case(*findings: Finding) -> Timeline:
    return Timeline(findings=findings, missing=(Missing(Words("没有结清证明", "no certificate"), 1),))


ALL = case(
    finding(Severity.CONTRADICTION, "2024-01", "bureau"),
    finding(Severity.CONTRADICTION, "2024-02"),
    finding(Severity.DOUBT, "2024-03"),
    *(finding(Severity.NOTE, f"2023-{month:02d}") for month in range(1, 13)),
)


@pytest.fixture
def model(bench: Bench) -> FindingsModel:
    made = FindingsModel(bench.with_case().controller)
    made.show_loan(ALL, 1)
    return made


@pytest.fixture
def view(bench: Bench, model: FindingsModel) -> FindingsView:
    made = FindingsView(model)
    bench.bot.addWidget(made)
    made.resize(640, 700)
    made.show()
    return made


def shown(model: FindingsModel) -> list[str]:
    return [row.icon if isinstance(row, Heading) else f"  {row.icon}" for row in model.rows]


def test_contradictions_come_first_and_notes_are_folded(model: FindingsModel) -> None:
    assert shown(model) == ["clash", "  clash", "  clash", "look", "  look", "note", "unproven"]
    assert model.count == 16


def test_notes_stand_open_where_nothing_is_weightier(model: FindingsModel) -> None:
    model.show_loan(case(finding(Severity.NOTE, "2024-01")), 1)
    assert shown(model) == ["note", "  note", "unproven", "  unproven"]


def test_another_loan_has_its_own_findings(model: FindingsModel) -> None:
    model.show_loan(ALL, 2)
    assert shown(model) == []


def test_what_the_person_opened_stays_open_when_the_findings_change(model: FindingsModel) -> None:
    model.toggle(model.row_of("note"))
    assert shown(model).count("  note") == 12
    model.show_loan(case(finding(Severity.CONTRADICTION, "2024-05"), finding(Severity.NOTE, "2024-06")), 1)
    assert shown(model) == ["clash", "  clash", "note", "  note", "unproven"]


def test_a_heading_folds_by_click_and_by_keys(view: FindingsView, model: FindingsModel) -> None:
    heading = model.index(model.row_of("note"))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(heading).center())
    assert shown(model).count("  note") == 12
    assert view.currentIndex().row() == model.row_of("note")
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert "  note" not in shown(model)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert shown(model).count("  note") == 12


def test_a_chosen_finding_opens_and_shows_both_sides(view: FindingsView, model: FindingsModel) -> None:
    chosen: list[Finding] = []
    view.chosen.connect(chosen.append)
    index = model.index(1)
    closed = view.sizeHintForIndex(index).height()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
    assert {item.month for item in chosen} == {"2024-01"}
    assert view.sizeHintForIndex(index).height() > closed + 50


def test_a_link_opens_its_page_alone(view: FindingsView, model: FindingsModel) -> None:
    pages: list[Source] = []
    view.source_chosen.connect(pages.append)
    view.setCurrentIndex(model.index(1))
    view.doItemsLayout()
    area = view.visualRect(model.index(1))
    found = {}
    for y in range(area.top(), area.bottom(), 4):
        for x in range(area.left(), area.right(), 12):
            place = view.place_at(QPointF(x, y))
            if place is not None:
                found[place.source] = QPointF(x, y)
    assert set(found) == {CLAIM, PROOF}
    for source, point in found.items():
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point.toPoint())
        assert pages[-1] == source
    assert view.place_at(QPointF(area.left() + 2, area.top() + 2)) is None


def test_a_screen_reader_hears_everything_that_a_finding_says(model: FindingsModel) -> None:
    first = model.rows[1]
    assert isinstance(first, Verdict)
    said = str(model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole))
    for part in (first.title, first.message, *first.arithmetic, first.refuted, first.route):
        assert part
        assert part in said
    assert str(model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)).endswith("(2)") or "2" in said


def test_class_and_month_stand_in_the_title(model: FindingsModel) -> None:
    first = model.rows[1]
    assert isinstance(first, Verdict)
    assert first.title.endswith("2024-01")
    assert len(first.title.split(" · ")) == 3


def test_what_is_missing_is_said_whole_and_a_closed_finding_says_that_there_is_more(
    view: FindingsView, model: FindingsModel
) -> None:
    message = Words("没有信用报告。请查询本人信用报告，每年有两次免费机会。", "no report. Get one.")
    model.show_loan(Timeline(findings=(finding(Severity.NOTE, "2024-01"),), missing=(Missing(message),)), 1)
    delegate = view.itemDelegate()
    assert isinstance(delegate, VerdictDelegate)
    texts = [delegate._document(model.index(row), view.palette()).toPlainText() for row in range(len(model.rows))]
    assert texts[1].split("\n")[1].split() == ["2024-01有出入。", "展开"]
    assert texts[3].endswith("每年有两次免费机会。")
    view.setCurrentIndex(model.index(1))
    opened = delegate._document(model.index(1), view.palette()).toPlainText()
    assert "请核对。" in opened
    assert "展开" not in opened


def test_the_focus_is_seen_on_a_row(view: FindingsView) -> None:
    view.clearFocus()
    before = view.grab().toImage()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.currentIndex().row() == 0
    focused = view.grab().toImage()
    assert focused != before
    view.clearFocus()
    assert view.grab().toImage() != focused
