"""The menu bar: every action of the window with its keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from .controller import Controller

if TYPE_CHECKING:
    from .main_window import MainWindow


class Menus(QObject):
    """Fills the menu bar of the window."""

    def __init__(self, window: MainWindow, controller: Controller, settings: QSettings) -> None:
        super().__init__(window)
        self._window = window
        self._fill(controller, settings)

    def enable(self, is_open: bool) -> None:
        """What needs a case can be chosen only while one is open."""
        for action in self._case_actions:
            action.setEnabled(is_open)

    def _action(
        self, menu: QMenu, text: str, done: object, keys: QKeySequence | QKeySequence.StandardKey | str = ""
    ) -> QAction:
        action = QAction(text, self._window)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(done)
        menu.addAction(action)
        return action

    def _fill(self, controller: Controller, settings: QSettings) -> None:
        keys, window = QKeySequence.StandardKey, self._window
        bar, workspace = window.menuBar(), window.workspace
        file = bar.addMenu(self.tr("&File"))
        self._action(file, self.tr("New case …"), window.new_case, keys.New)
        self._action(file, self.tr("Open a case …"), window.choose_case, keys.Open)
        self._recent_menu = file.addMenu(self.tr("Recent cases"))
        self._recent_menu.aboutToShow.connect(self._fill_recent)
        self._action(file, self.tr("Try the sample case"), window.open_sample)
        file.addSeparator()
        self._action(file, self.tr("Add files …"), window.choose_files, "Ctrl+Shift+O")
        self._action(file, self.tr("Add a folder …"), window.choose_folder)
        file.addSeparator()
        export = self._action(file, self.tr("Export the evidence …"), window.export, "Ctrl+E")
        reveal = self._action(file, self.tr("Show the case file"), window.reveal)
        lock = self._action(file, self.tr("Set a passphrase …"), window.set_passphrase)
        close = self._action(file, self.tr("Close the case"), window.close_case, keys.Close)
        file.addSeparator()
        self._action(file, self.tr("Quit"), window.close, keys.Quit).setMenuRole(QAction.MenuRole.QuitRole)
        edit = bar.addMenu(self.tr("&Edit"))
        stack = controller.undo_stack
        undo = stack.createUndoAction(window, self.tr("Undo"))
        undo.setShortcut(QKeySequence(keys.Undo))
        redo = stack.createRedoAction(window, self.tr("Redo"))
        redo.setShortcut(QKeySequence(keys.Redo))
        edit.addActions([undo, redo])
        edit.addSeparator()
        self._action(edit, self.tr("Paste a picture"), window.paste, keys.Paste)
        remove = self._action(edit, self.tr("Remove from the case"), workspace.evidence.view.remove_selected)
        find = self._action(edit, self.tr("Search the evidence"), workspace.evidence.start_search, keys.Find)
        edit.addSeparator()
        review = self._action(edit, self.tr("Go through what is to confirm"), window.review, "Ctrl+R")
        loan = self._action(edit, self.tr("Loan …"), lambda: window.edit_loan(), "Ctrl+L")
        days = self._action(edit, self.tr("Complaints and deadlines"), workspace.show_deadlines, "Ctrl+D")
        why = self._action(edit, self.tr("Why is this so?"), workspace.tell_history, "Ctrl+H")
        letter = self._action(edit, self.tr("Letter and facts …"), window.edit_letter, "Ctrl+Shift+L")
        view = bar.addMenu(self.tr("&View"))
        canvas = workspace.pages.first.canvas
        larger = self._action(view, self.tr("Larger"), lambda: canvas.zoom(1.25), keys.ZoomIn)
        smaller = self._action(view, self.tr("Smaller"), lambda: canvas.zoom(0.8), keys.ZoomOut)
        fit = self._action(view, self.tr("Whole page"), canvas.fit_page, "Ctrl+0")
        turn = self._action(view, self.tr("Turn the page"), canvas.turn, "Ctrl+T")
        view.addSeparator()
        self._choices(
            view.addMenu(self.tr("Theme")),
            [("", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))],
            str(settings.value("theme", "")),
            window.theme_wanted.emit,
        )
        self._choices(
            bar.addMenu("语言 / Language"),
            [("zh", "中文"), ("en", "English")],
            controller.language,
            window.language_wanted.emit,
        )
        about = bar.addMenu(self.tr("&Help"))
        self._action(about, self.tr("Keys"), window.show_keys, keys.HelpContents)
        self._action(about, self.tr("About and privacy"), window.about)
        self._case_actions = [
            export, reveal, lock, close, find, remove, review, loan, letter, days, why, larger, smaller, fit, turn,
        ]  # fmt: skip

    def _choices(self, menu: QMenu, choices: list[tuple[str, str]], now: str, done: Callable[[str], object]) -> None:
        group = QActionGroup(self._window)
        for key, text in choices:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(key == now)
            action.setData(key)
            group.addAction(action)
        group.triggered.connect(lambda action: done(action.data()))

    def _fill_recent(self) -> None:
        self._recent_menu.clear()
        for path in self._window.recent():
            if self._window.shows(path):
                continue
            self._recent_menu.addAction(path.stem.replace("&", "&&"), partial(self._window.open_case, path))
