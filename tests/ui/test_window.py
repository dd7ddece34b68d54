"""The window as a whole: language, theme, names for screen readers, start, and what happens when it breaks."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFontMetrics, QGuiApplication, QImage, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from lehua_desktop.app import bug_details
from lehua_desktop.core.model import Source
from lehua_desktop.ui.export.preview import BundlePreview
from lehua_desktop.ui.page.canvas import PageCanvas
from lehua_desktop.ui.theme import DARK, LIGHT, Colours, colours
from tests.ui.conftest import I18N, Bench

ROOT = I18N.parents[1]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


# --- language ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["zh_CN", "en"])
def test_no_translation_is_unfinished(name: str) -> None:
    for message in ET.parse(I18N / f"{name}.ts").iter("message"):  # noqa: S314  a file of this project
        translation = message.find("translation")
        source = message.findtext("source")
        assert translation is not None
        assert translation.get("type") is None, source
        texts = [form.text for form in translation.findall("numerusform")] or [translation.text]
        assert all(texts), source
        for text in texts:
            assert set(re.findall(r"\{\w+\}", source or "")) == set(re.findall(r"\{\w+\}", text or "")), source


def test_the_translation_has_every_word_of_the_window(tmp_path: Path) -> None:
    sources = [
        str(path) for path in [ROOT / "lehua_desktop" / "app.py", *(ROOT / "lehua_desktop" / "ui").rglob("*.py")]
    ]
    fresh = tmp_path / "zh_CN.ts"
    program = Path(sys.executable).parent / "pyside6-lupdate"
    subprocess.run([str(program), *sources, "-ts", str(fresh), "-silent"], check=True, capture_output=True)

    def words(file: Path) -> set[tuple[str, str]]:
        return {
            (context.findtext("name") or "", message.findtext("source") or "")
            for context in ET.parse(file).iter("context")  # noqa: S314  a file of this project
            for message in context.iter("message")
        }

    assert words(fresh) == words(I18N / "zh_CN.ts")


def texts_of(window: QWidget) -> list[str]:
    texts = [button.text() for button in window.findChildren(QAbstractButton)]
    texts += [action.text() for action in window.findChildren(QAction)]
    return [text for text in texts if text]


def test_the_window_speaks_chinese_first(bench: Bench) -> None:
    plain = {"PDF", "English", "语言 / Language"}
    assert not [text for text in texts_of(bench.window) if not CHINESE.search(text) and text not in plain]


def test_quotation_marks_are_narrow_in_english_only(bench: Bench) -> None:
    wide = QFontMetrics(bench.window.font()).horizontalAdvance("“")
    bench.program.speak("en")
    assert QFontMetrics(bench.window.font()).horizontalAdvance("“") < 0.7 * wide
    bench.program.speak("zh")
    assert QFontMetrics(bench.window.font()).horizontalAdvance("“") == wide


def test_another_language_is_spoken_at_once_and_kept(bench: Bench) -> None:
    bench.with_case()
    old = bench.window
    bench.window.language_wanted.emit("en")
    bench.bot.waitUntil(lambda: bench.window is not old)
    assert bench.settings.value("language") == "en"
    assert bench.window.isVisible()
    assert bench.window.workspace.timeline.summary.text() == "3 installments: 1 proven, 2 waiting for you"
    allowed = {"语言 / Language", "中文"}
    case = bench.controller.book.path.stem
    chinese = [text for text in texts_of(bench.window) if CHINESE.search(text) and text not in allowed and text != case]
    assert not [text for text in chinese if "微信" not in text and "加入" not in text]  # the undo step keeps its words
    assert len(bench.window.workspace.evidence.view.files.items) == 4


# --- theme ------------------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    parts = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_its_ground(theme: Colours) -> None:
    for text in ("text", "muted", "accent", "ok", "warn", "bad", "note"):
        for ground in ("base", "window", f"{text}_soft", "accent_soft"):
            if hasattr(theme, ground):
                assert contrast(getattr(theme, text), getattr(theme, ground)) >= 4.5, (text, ground)
    assert contrast(theme.on_accent, theme.accent) >= 4.5


def test_the_theme_follows_the_choice_and_is_kept(bench: Bench) -> None:
    bench.window.theme_wanted.emit("dark")
    assert colours(bench.window.palette()) is DARK
    assert bench.settings.value("theme") == "dark"
    assert QApplication.palette().color(QPalette.ColorRole.Window).lightness() < 60
    bench.window.theme_wanted.emit("light")
    assert colours(bench.window.palette()) is LIGHT


# --- keyboard and screen readers --------------------------------------------------------------------------


def test_everything_that_can_be_used_has_a_name(bench: Bench) -> None:
    bench.with_case()
    nameless = []
    for widget in bench.window.findChildren(QWidget):
        if not isinstance(widget, QAbstractButton | QLineEdit | QComboBox | QAbstractItemView):
            continue
        inner = widget.objectName().startswith("qt_") or "QMenuBarExtension" in widget.metaObject().className()
        parts = isinstance(widget.parent(), QComboBox) or widget.metaObject().className() in (
            "QComboBoxListView",
            "QHeaderView",
            "QTableCornerButton",
        )
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        if not inner and not parts and not widget.isHidden() and not widget.accessibleName() and not text:
            nameless.append(f"{widget.metaObject().className()} in {widget.parent()}")
    assert not nameless


def test_tab_reaches_the_list_the_table_and_the_page(bench: Bench) -> None:
    bench.with_case()
    workspace = bench.window.workspace
    workspace.timeline.choose(1)
    bench.bot.waitUntil(workspace.pages.first.canvas.isVisible)
    wanted = {workspace.evidence.view, workspace.timeline.axis, workspace.timeline.table, workspace.pages.first.canvas}
    seen: set[QWidget] = set()
    widget: QWidget = bench.window
    for _ in range(400):
        widget = widget.nextInFocusChain() or bench.window
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            seen.add(widget)
    assert wanted <= seen


# --- start and end ----------------------------------------------------------------------------------------


def test_the_window_starts_without_the_heavy_libraries() -> None:
    code = (
        "import sys, lehua_desktop.app\n"
        "heavy = {'onnxruntime', 'rapidocr', 'cv2', 'typst', 'numpy', 'pypdf', 'pypdfium2', 'PIL', 'openpyxl'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_recent_cases_are_offered_and_those_that_are_gone_are_not(bench: Bench) -> None:
    path = bench.with_case().controller.book.path
    bench.window.close_case()
    assert bench.window.recent() == [path]
    path.unlink()
    assert bench.window.recent() == []


def test_recent_cases_tell_their_day_and_folder(bench: Bench) -> None:
    path = bench.with_case().controller.book.path
    bench.window.close_case()
    os.utime(path, (0, dt.datetime(2024, 5, 6, 7, 8).astimezone().timestamp()))
    bench.window.welcome.show_recent([path])
    labels = [label.text() for label in bench.window.welcome.findChildren(QLabel)]
    assert f"2024-05-06 07:08 · {path.parent}" in labels


def test_the_case_that_is_open_is_not_opened_again(bench: Bench) -> None:
    path = bench.with_case().controller.book.path
    book = bench.controller.book
    bench.window.open_case(path.parent / "." / path.name)
    assert bench.controller.book is book
    assert not bench.window.notice.isVisible() or "另一个窗口" not in bench.window.notice.text.text()
    assert bench.window.focusWidget() is bench.window.workspace.evidence.view
    menu = bench.window._menus._recent_menu
    menu.aboutToShow.emit()
    assert menu.actions() == []


def test_with_nothing_to_confirm_the_key_says_so(bench: Bench) -> None:
    bench.window.add_paths(bench.files[:2])
    bench.read_all()
    assert not bench.controller.to_review()
    QTest.keyClick(bench.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert bench.window.notice.text.text() == "没有待确认的内容。"


def test_a_file_that_is_no_case_is_left_as_it_is_and_said(bench: Bench) -> None:
    path = bench.folder / "kein.lehua"
    path.write_bytes(b"no case at all, but long enough to look at" * 40)
    before = path.read_bytes()
    bench.window.open_case(path)
    assert not bench.controller.is_open
    assert bench.window.notice.text.text().startswith("这不是乐花证据夹的档案文件")
    assert path.read_bytes() == before


def test_the_details_of_a_bug_hold_no_word_of_a_document() -> None:
    try:
        raise ValueError("张三 1,286.35")
    except ValueError as error:
        details = bug_details(type(error), error.__traceback__)
    assert "ValueError" in details
    assert "test_window.py" in details
    assert "张三" not in details
    assert "1,286.35" not in details


def test_settings_of_another_person_are_never_touched(bench: Bench) -> None:
    assert Path(QSettings("lehua-desktop", "lehua-desktop").fileName()) != Path(bench.settings.fileName())
    assert QGuiApplication.applicationName() != ""


def test_many_calls_to_qt_do_not_use_up_none() -> None:
    code = (
        "import lehua_desktop.ui\n"
        "from PySide6.QtCore import QObject\n"
        "thing = QObject()\n"
        "for _ in range(200_000): thing.setObjectName('x'); thing.isWidgetType(); thing.parent()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_page_shows_that_it_has_the_focus(bench: Bench) -> None:
    workspace = bench.with_case().window.workspace
    workspace.show_source(Source(2), None)
    canvas = workspace.pages.first.canvas
    bench.bot.waitUntil(lambda: bool(canvas._marks))
    bench.window.activateWindow()
    workspace.evidence.view.setFocus()
    bench.bot.waitUntil(workspace.evidence.view.hasFocus)
    before = canvas.viewport().grab().toImage().pixelColor(0, 100)
    canvas.setFocus()
    bench.bot.waitUntil(canvas.hasFocus)
    assert canvas.viewport().grab().toImage().pixelColor(0, 100) == QColor(LIGHT.accent) != before


@pytest.mark.parametrize("turns", [0, 1])
def test_thin_strokes_of_a_page_made_small_stay(qtbot: QtBot, turns: int) -> None:
    picture = QImage(2000, 2000, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    for x in range(0, 2000, 10):
        for y in range(2000):
            picture.setPixelColor(x, y, QColor("black"))
    canvas = PageCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(220, 220)
    canvas.show_picture(picture, None)
    canvas.fit_page()
    for _ in range(turns):
        canvas.turn()
    canvas.show()
    seen = canvas.viewport().grab().toImage()
    inner = [
        seen.pixelColor(*place).lightness() for x in range(40, 160) for place in [(x, 100) if not turns else (100, x)]
    ]
    assert max(inner) < 250  # each stroke is a tenth of what is seen: grey everywhere
    assert min(inner) > 150


def test_lenses_of_a_preview_wait_for_its_pages(bench: Bench) -> None:
    preview = BundlePreview(bench.controller)
    bench.bot.addWidget(preview)
    assert not any(lens.isEnabled() for lens in preview._lenses)
    preview.pages.fill(((595.0, 842.0),))
    preview.list.setCurrentIndex(preview.pages.index(0))
    assert all(lens.isEnabled() for lens in preview._lenses)


# --- small and enlarged screens ---------------------------------------------------------------------------


def test_the_window_fits_a_small_screen_at_twice_the_scale(bench: Bench) -> None:
    small = QSize(683, 384)  # 1366 × 768 pixels at 200 %
    bench.window.resize(small)
    assert bench.window.size() == small
    bench.with_case()
    workspace = bench.window.workspace
    workspace.timeline.choose(1)
    assert bench.window.size() == small
    for button in (workspace.add_button, workspace.export_button):
        corner = button.mapTo(bench.window, button.rect().bottomRight())
        assert bench.window.rect().contains(corner)
