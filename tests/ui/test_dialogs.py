"""What every dialog keeps to: it fits a small screen, the keyboard gets through, fields look like fields."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from lehua_desktop.ui.deadlines.filing_dialog import FilingDialog
from lehua_desktop.ui.export.letter_editor import LetterEditor
from lehua_desktop.ui.loan.dialog import LoanDialog
from lehua_desktop.ui.theme import DARK, LIGHT, Colours, colours
from lehua_desktop.ui.widgets import PushButton, fit_screen, yes_or_cancel
from tests.ui.conftest import Bench

SMALL = QSize(960, 540) - QSize(40, 70)  # a screen of 1080 lines at 200 %, without title and task bar


def opened(bench: Bench, kind: str) -> QDialog:
    window = bench.with_case().window
    if kind == "loan":
        window.edit_loan()
    elif kind == "letter":
        window.edit_letter()
    else:
        window.workspace.show_deadlines()
        window.workspace.deadlines.edit(None)
    kinds = {"loan": LoanDialog, "letter": LetterEditor, "filing": FilingDialog}
    return window.findChildren(kinds[kind])[-1]


@pytest.mark.parametrize("kind", ["loan", "letter", "filing"])
def test_the_buttons_of_a_dialog_stay_on_a_small_screen(bench: Bench, kind: str) -> None:
    dialog = opened(bench, kind)
    dialog.resize(SMALL)
    assert dialog.size() == SMALL  # and no larger, because it cannot be smaller
    foot = [box.mapTo(dialog, box.rect().bottomRight()) for box in dialog.findChildren(QDialogButtonBox)]
    foot += [b.mapTo(dialog, b.rect().bottomRight()) for b in dialog.findChildren(PushButton) if b.text() == "关闭"]
    assert foot
    assert all(dialog.rect().contains(corner) for corner in foot)


def test_a_dialog_is_no_larger_than_the_screen(qapp: QApplication) -> None:
    dialog = QDialog()
    fit_screen(dialog, 100_000, 300)
    room = dialog.screen().availableSize()
    assert dialog.width() < room.width()
    assert dialog.height() == 300


def test_tab_leads_out_of_the_table_of_installments(bench: Bench) -> None:
    dialog = opened(bench, "loan")
    assert isinstance(dialog, LoanDialog)
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is not dialog.table


def test_the_choices_of_an_entry_are_as_wide_as_its_fields(bench: Bench) -> None:
    dialog = opened(bench, "filing")
    assert isinstance(dialog, FilingDialog)
    assert {dialog.route.width(), dialog.reply.width()} == {dialog.institution.width()}


def test_the_choice_of_a_letter_has_a_name(bench: Bench) -> None:
    dialog = opened(bench, "letter")
    assert isinstance(dialog, LetterEditor)
    assert dialog.which.accessibleName() == "申请书"


def test_what_accepts_stands_last_on_every_platform(bench: Bench) -> None:
    dialog = QDialog()
    layout = QVBoxLayout(dialog)
    box = yes_or_cancel(dialog, "好")
    layout.addWidget(box)
    dialog.show()
    buttons = sorted(box.findChildren(QPushButton), key=lambda button: button.x())
    assert [button.text() for button in buttons][-1] == "好"
    dialog.close()


# --- the looks of fields ----------------------------------------------------------------------------------


def _light(colour: str) -> float:
    """The relative luminance of WCAG."""
    made = QColor(colour)
    parts = (0.2126, made.redF()), (0.7152, made.greenF()), (0.0722, made.blueF())
    return sum(share * (c / 12.92 if c <= 0.03928 else math.pow((c + 0.055) / 1.055, 2.4)) for share, c in parts)


def _contrast(one: str, other: str) -> float:
    a, b = sorted((_light(one), _light(other)))
    return (b + 0.05) / (a + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_bounds_of_fields_can_be_seen(theme: Colours) -> None:
    assert _contrast(theme.field, theme.base) >= 3
    assert _contrast(theme.muted, theme.base) >= 4.5  # placeholders
    assert _contrast(theme.accent, theme.base) >= 3  # the ring of a primary button, and the gap in it


@pytest.fixture
def sheet(bench: Bench) -> Iterator[QWidget]:
    """An empty window in the look of the program."""
    made = QWidget()
    made.resize(300, 200)
    QVBoxLayout(made)
    yield made
    made.close()


def _seen(sheet: QWidget, widget: QWidget) -> QImage:
    layout = sheet.layout()
    assert layout is not None
    layout.addWidget(widget)
    sheet.show()
    return widget.grab().toImage()


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDoubleSpinBox])
def test_every_field_has_a_frame(sheet: QWidget, kind: type[QWidget]) -> None:
    picture = _seen(sheet, kind())
    side = picture.pixelColor(0, picture.height() // 2)
    assert side == QColor(colours(sheet.palette()).field)


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDoubleSpinBox])
def test_a_field_that_takes_nothing_looks_so(sheet: QWidget, kind: type[QWidget]) -> None:
    widget = kind()
    widget.setEnabled(False)
    picture = _seen(sheet, widget)
    theme = colours(sheet.palette())
    assert picture.pixelColor(0, picture.height() // 2) == QColor(theme.line)
    assert picture.pixelColor(picture.width() // 2, picture.height() - 4) == QColor(theme.window)


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_a_sign_that_takes_nothing_looks_so(sheet: QWidget, kind: type[QCheckBox | QRadioButton]) -> None:
    def accents(enabled: bool) -> bool:
        widget = kind("")
        widget.setChecked(True)
        widget.setEnabled(enabled)
        picture = _seen(sheet, widget)
        accent = QColor(colours(sheet.palette()).accent)
        return any(picture.pixelColor(x, picture.height() // 2) == accent for x in range(18))

    assert accents(True)
    assert not accents(False)


def test_fields_side_by_side_are_of_one_height(sheet: QWidget) -> None:
    kinds: tuple[type[QWidget], ...] = (QLineEdit, QComboBox, QDoubleSpinBox)
    fields = [kind() for kind in kinds]
    for field in fields:
        _seen(sheet, field)
    assert len({field.sizeHint().height() for field in fields}) == 1


def test_a_placeholder_can_be_read(sheet: QWidget) -> None:
    field = QLineEdit()
    field.setPlaceholderText("████")
    picture = _seen(sheet, field)
    row = picture.height() // 2
    muted = QColor(colours(sheet.palette()).muted)
    assert any(picture.pixelColor(x, row) == muted for x in range(8, 60))
