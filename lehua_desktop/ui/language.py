"""The language of the window: Chinese unless the person chose English."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QSettings, QTranslator
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from ..core.words import Language
from ..resources import resource

_log = logging.getLogger(__name__)
_installed: list[QTranslator] = []


def chosen_language(settings: QSettings) -> Language:
    """What the person chose in the menu, else `LEHUA_LANG`, else Chinese."""
    choice = settings.value("language") or os.environ.get("LEHUA_LANG")
    return "en" if choice == "en" else "zh"


def install(app: QCoreApplication, language: Language, folder: Path | None = None) -> None:
    """Gives `app` the words of a language, and takes those of another one away.

    `folder` holds the built `.qm` files. Without them the window speaks English, and the log says so.
    """
    # The shipped font draws quotation marks as wide as a Chinese character, with narrow ones beside them.
    font, narrow = QApplication.font(), QFont.Tag("pwid")
    if language == "en":
        font.setFeature(narrow, 1)
    else:
        font.unsetFeature(narrow)
    QApplication.setFont(font)
    while _installed:
        app.removeTranslator(_installed.pop())
    name = "zh_CN" if language == "zh" else "en"
    QLocale.setDefault(QLocale("zh_CN" if language == "zh" else "en_GB"))
    files = [(folder or resource("i18n")) / f"{name}.qm"]
    if language == "zh":  # the words of Qt's own dialogs
        files.append(Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)) / "qtbase_zh_CN.qm")
    for file in files:
        translator = QTranslator()
        if translator.load(str(file)):
            app.installTranslator(translator)
            _installed.append(translator)
        else:
            _log.warning("the words of the window are not built: %s is missing (make words)", file.name)
