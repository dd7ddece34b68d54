"""Colours, fonts and icons, light and dark.

Whoever paints asks `colours(palette)`, so a change of the system's theme needs no list of listeners: Qt sends
every widget a palette change, and the next paint takes the other set.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF, QSettings, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from ..resources import resource

FAMILY = "Noto Sans SC"
_FACES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Medium.ttf", "NotoSansSC-Bold.ttf")


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme. Text colours keep a contrast of 4.5 to 1 on `base`, `window` and their own `_soft` ground.

    `field` bounds what is typed into or dragged, 3 to 1 on `base`; `line` only parts.
    """

    window: str
    base: str
    raised: str
    line: str
    field: str
    text: str
    muted: str
    accent: str
    accent_soft: str
    on_accent: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    note: str
    note_soft: str


LIGHT = Colours(
    window="#f3f5f6",
    base="#ffffff",
    raised="#f8fafa",
    line="#dde2e5",
    field="#87929a",
    text="#1b2227",
    muted="#5a656d",
    accent="#0b6b74",
    accent_soft="#dff0f1",
    on_accent="#ffffff",
    ok="#16704a",
    ok_soft="#e2f4ea",
    warn="#8a5300",
    warn_soft="#fff1d6",
    bad="#b3261e",
    bad_soft="#fdeae8",
    note="#3458a8",
    note_soft="#e8eefb",
)
DARK = Colours(
    window="#15191c",
    base="#1c2125",
    raised="#23292e",
    line="#353d43",
    field="#6f7a82",
    text="#e7ebee",
    muted="#a3aeb6",
    accent="#63c6cc",
    accent_soft="#1d3b3f",
    on_accent="#04282b",
    ok="#6bd39b",
    ok_soft="#1c3a2b",
    warn="#f0b954",
    warn_soft="#3d3016",
    bad="#ff9a91",
    bad_soft="#44221f",
    note="#9db8f5",
    note_soft="#24304a",
)


def colours(palette: QPalette) -> Colours:
    """The theme that a widget's palette belongs to."""
    # The style sheet paints grounds and texts of single widgets, but leaves the colour of links alone.
    return DARK if palette.color(QPalette.ColorRole.Link) == QColor(DARK.accent) else LIGHT


class Theme(QObject):
    """The application's style, font and colours: the system's light or dark, or the one that the person chose."""

    def __init__(self, app: QApplication, scheme: Qt.ColorScheme | None = None) -> None:
        super().__init__(app)
        self._app = app
        self._asked = scheme
        app.setStyle("Fusion")
        for face in _FACES:
            QFontDatabase.addApplicationFont(str(resource("fonts", face)))
        font = QFont(FAMILY)
        font.setPointSizeF(max(10.0, QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()))
        app.setFont(font)
        self._dress()
        app.styleHints().colorSchemeChanged.connect(lambda _: self._dress())

    def choose(self, scheme: Qt.ColorScheme | None) -> None:
        """Light or dark; `None` follows the system."""
        self._asked = scheme
        self._dress()

    def _dress(self) -> None:
        scheme = self._asked or self._app.styleHints().colorScheme()
        theme = DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        self._app.setPalette(_palette(theme))
        self._app.setStyleSheet(_sheet(theme))


def chosen_scheme(settings: QSettings) -> Qt.ColorScheme | None:
    """The theme that the person asked for; `None` follows the system."""
    return {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(str(settings.value("theme", "")))


def _palette(theme: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(QColor(theme.window))
    plain = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.base,
        role.AlternateBase: theme.raised,
        role.Text: theme.text,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.bad,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.muted,
        role.Highlight: theme.accent_soft,
        role.HighlightedText: theme.text,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Mid: theme.line,
        role.Midlight: theme.line,
        role.Light: theme.raised,
        role.Dark: theme.line,
        role.Shadow: theme.line,
    }
    for which, colour in plain.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        faint = QColor(theme.muted)
        faint.setAlphaF(0.65)
        palette.setColor(QPalette.ColorGroup.Disabled, which, faint)
    return palette


def _sheet(t: Colours) -> str:
    arrow = resource("icons", "down.svg").as_posix()
    tick = resource("icons", "tick-dark.svg" if t is DARK else "tick-light.svg").as_posix()
    return f"""
    QToolTip {{ color: {t.text}; background: {t.raised}; border: 1px solid {t.line}; padding: 5px 7px; }}
    QCheckBox::indicator, QRadioButton::indicator, QListView::indicator {{ width: 15px; height: 15px; border: 1px solid {t.muted}; background: {t.base}; }}
    QCheckBox::indicator, QListView::indicator {{ border-radius: 4px; }}
    QRadioButton::indicator {{ border-radius: 8px; }}
    QCheckBox::indicator:checked, QListView::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; image: url("{tick}"); }}
    QRadioButton::indicator:checked {{ width: 7px; height: 7px; border: 5px solid {t.accent}; }}
    QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {t.line}; background: {t.window}; }}
    QCheckBox::indicator:checked:disabled {{ background: {t.field}; border-color: {t.field}; }}
    QRadioButton::indicator:checked:disabled {{ border-color: {t.field}; }}
    QCheckBox:focus, QRadioButton:focus {{ color: {t.accent}; }}
    QMenu {{ background: {t.base}; border: 1px solid {t.line}; padding: 4px; }}
    QMenu::item {{ padding: 6px 26px 6px 22px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
    QMenu::item:disabled {{ color: {t.muted}; }}
    QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}
    QMenuBar {{ background: {t.window}; }}
    QMenuBar::item {{ padding: 5px 10px; border-radius: 4px; background: transparent; }}
    QMenuBar::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
    QPushButton {{ background: {t.base}; color: {t.text}; border: 1px solid {t.line}; border-radius: 6px;
        padding: 6px 14px; min-height: 18px; }}
    QPushButton:hover {{ border-color: {t.accent}; }}
    QPushButton:pressed {{ background: {t.accent_soft}; }}
    QPushButton:focus {{ border: 2px solid {t.accent}; padding: 5px 13px; }}
    QPushButton:disabled {{ color: {t.muted}; background: {t.window}; }}
    QPushButton[kind="primary"] {{ background: {t.accent}; color: {t.on_accent}; border-color: {t.accent}; font-weight: 600; }}
    QPushButton[kind="primary"]:hover {{ border-color: {t.text}; }}
    QPushButton[kind="primary"]:focus {{ border: 2px solid {t.accent}; background-clip: padding;
        padding: 5px 13px; }}
    QPushButton[kind="primary"]:disabled {{ background: {t.line}; color: {t.muted}; border-color: {t.line}; }}
    QPushButton[kind="warn"] {{ background: {t.warn_soft}; color: {t.warn}; border-color: {t.warn}; font-weight: 600; }}
    QPushButton[kind="link"] {{ background: transparent; border: none; color: {t.accent}; padding: 3px 4px; text-align: left; }}
    QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
    QPushButton[kind="link"]:focus {{ border: 1px solid {t.accent}; border-radius: 4px; padding: 2px 3px; }}
    QDialogButtonBox {{ button-layout: 3; }}
    QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 4px; background: transparent; }}
    QToolButton:hover {{ background: {t.accent_soft}; }}
    QToolButton:focus {{ border-color: {t.accent}; }}
    QToolButton:checked {{ background: {t.accent_soft}; border-color: {t.accent}; }}
    QLineEdit, QComboBox, QAbstractSpinBox {{ background: {t.base}; color: {t.text}; border: 1px solid {t.field};
        border-radius: 6px; padding: 5px 8px; min-height: 18px; selection-background-color: {t.accent};
        selection-color: {t.on_accent}; }}
    QLineEdit, QPlainTextEdit, QTextEdit {{ placeholder-text-color: {t.muted}; }}
    QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{ border: 2px solid {t.accent}; padding: 4px 7px; }}
    QLineEdit[look="true"], QComboBox[look="true"] {{ border: 2px dashed {t.warn}; background: {t.warn_soft}; padding: 4px 7px; }}
    QLineEdit[wrong="true"] {{ border: 2px solid {t.bad}; background: {t.bad_soft}; padding: 4px 7px; }}
    QAbstractScrollArea {{ border: none; }}
    QPlainTextEdit, QTextEdit {{ background: {t.base}; color: {t.text}; border: 1px solid {t.field}; border-radius: 6px; padding: 3px 5px;
        selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
    QPlainTextEdit:focus, QTextEdit:focus {{ border: 2px solid {t.accent}; padding: 2px 4px; }}
    QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled,
    QTextEdit:disabled {{ color: {t.muted};
        background: {t.window}; border-color: {t.line}; }}
    QAbstractSpinBox {{ padding: 4px 8px 3px; }}
    QAbstractSpinBox:focus {{ padding: 3px 7px 2px; }}
    QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{ border: none; padding: 0 5px; background: transparent; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: none; }}
    QComboBox::drop-down {{ border: none; width: 26px; }}
    QComboBox::down-arrow {{ image: url("{arrow}"); width: 12px; height: 12px; }}
    QComboBox QAbstractItemView {{ background: {t.base}; border: 1px solid {t.line}; padding: 4px; outline: none; }}
    QFrame[role="card"] {{ background: {t.base}; border: 1px solid {t.line}; border-radius: 10px; }}
    QFrame[role="card"] QLabel, QFrame[role="bare"] QLabel {{ background: transparent; }}
    QFrame[role="line"] {{ background: {t.line}; border: none; }}
    QFrame[role="drop"] {{ background: {t.base}; border: 2px dashed {t.accent}; border-radius: 16px; }}
    QFrame[role="notice"] {{ background: {t.note_soft}; border: 1px solid {t.note}; border-radius: 8px; }}
    QFrame[role="notice"] QLabel {{ color: {t.text}; background: transparent; }}
    QFrame[role="caution"] {{ background: {t.warn_soft}; border: 1px solid {t.warn}; border-radius: 8px; }}
    QFrame[role="caution"] QLabel {{ color: {t.text}; background: transparent; }}
    QFrame[role="fault"] {{ background: {t.bad_soft}; border: 1px solid {t.bad}; border-radius: 8px; }}
    QFrame[role="fault"] QLabel {{ color: {t.text}; background: transparent; }}
    QLabel[role="muted"] {{ color: {t.muted}; }}
    QLabel[role="bad"] {{ color: {t.bad}; }}
    QLabel[role="warn"] {{ color: {t.warn}; font-weight: 600; }}
    QLabel[role="ok"] {{ color: {t.ok}; font-weight: 600; }}
    QAbstractItemView {{ background: {t.base}; border: none; outline: none; selection-background-color: {t.accent_soft};
        selection-color: {t.text}; alternate-background-color: {t.raised}; gridline-color: {t.line}; }}
    QTableView[role="field"] {{ border: 1px solid {t.field}; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QHeaderView {{ background: {t.base}; }}
    QHeaderView::section {{ background: {t.base}; color: {t.muted}; border: none; border-bottom: 1px solid {t.line};
        padding: 6px 8px; font-weight: 500; }}
    QSplitter::handle {{ background: transparent; }}
    QProgressBar {{ background: {t.line}; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; text-align: center; }}
    QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
    QScrollBar:vertical {{ background: transparent; width: 11px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 11px; margin: 0; }}
    QScrollBar::handle {{ background: {t.field}; border-radius: 2px; margin: 3px; min-height: 28px; min-width: 28px; }}
    QScrollBar::handle:hover {{ background: {t.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none; border: none; width: 0; height: 0; }}
    """


@lru_cache(maxsize=256)
def picture(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """A shipped icon in one colour, `size` logical pixels square."""
    source = resource("icons", f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    pixels = round(size * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon(name: str, palette: QPalette, colour: str | None = None) -> QIcon:
    """A shipped icon for a button, in the theme of `palette`."""
    theme = colours(palette)
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(picture(name, colour or theme.text, 20, ratio), QIcon.Mode.Normal)
        made.addPixmap(picture(name, theme.muted, 20, ratio), QIcon.Mode.Disabled)
    return made
