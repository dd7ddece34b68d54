"""What is asked for: for whom, which edition and files, how large, where."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ...bundle.plan import BundleRequest, Edition, ExhibitSource
from ...bundle.routes import routes
from ...core.words import Language
from ..controller import Controller
from ..widgets import PushButton, label, set_role
from .route_card import RouteCard

_MOST_MB = 2000.0


class ExportForm(QWidget):
    """The choices; `request` puts them to the case."""

    changed = Signal()  # another bundle is asked for
    letter_wanted = Signal()
    files_wanted = Signal()

    def __init__(self, controller: Controller, settings: QSettings) -> None:
        super().__init__()
        self._controller = controller
        self._exhibits: tuple[ExhibitSource, ...] = ()  # as long as the case stays as it is: originals are large
        self.route, self.route_card = QComboBox(), RouteCard(controller)
        for key, route in routes().items():
            self.route.addItem(controller.say(route.name), key)
        self.full = QRadioButton(self.tr("Full, for authorities that check who you are"))
        self.redacted = QRadioButton(self.tr("Redacted: names and numbers blacked out"))
        self.both = QRadioButton(self.tr("Both, as two bundles"))
        self._editions = QButtonGroup(self)
        for button in (self.full, self.redacted, self.both):
            self._editions.addButton(button)
        self.full.setChecked(True)
        self.language = QComboBox()
        self.language.addItem("中文", "zh")
        self.language.addItem("English", "en")
        self.language.setCurrentIndex(self.language.findData(controller.language))
        self.limit = QDoubleSpinBox()
        self.limit.setDecimals(1)
        self.limit.setSuffix(" MB")
        self.limit.lineEdit().setTextMargins(9, 0, 0, 0)
        self.limit_note = label(role="muted", wrap=True)
        self.files_note = label()
        self.files_button = PushButton(self.tr("Choose …"), self.files_wanted.emit)
        self.keep_numbers = QCheckBox(self.tr("Keep the numbers of the last export; later files get 2-3a"))
        self.keep_numbers.setChecked(controller.book.has_numbers)
        self.defendants = QSpinBox()
        self.defendants.setRange(1, 20)
        self.defendants.lineEdit().setTextMargins(9, 0, 0, 0)
        self.folder = QLineEdit(str(settings.value("export_folder") or controller.book.path.parent))
        self.folder_note = label(role="bad", wrap=True)
        self._lay_out()
        self.route.setCurrentIndex(max(0, self.route.findData(controller.route_to_offer(settings.value("route")))))
        self._on_route()
        self._connect()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(9)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        editions = QVBoxLayout()
        editions.setSpacing(5)
        editions.setContentsMargins(0, 6, 0, 0)  # the first one stands in line with the name of the row
        for button in (self.full, self.redacted, self.both):
            editions.addWidget(button)
        form.addRow(self.tr("Edition"), editions)
        form.addRow(self.tr("Language"), self.language)
        files = QHBoxLayout()
        files.setSpacing(8)
        files.addWidget(self.files_note, 1)
        files.addWidget(self.files_button)
        form.addRow(self.tr("Files"), files)
        size = QVBoxLayout()
        size.setSpacing(2)
        size.addWidget(self.limit)
        size.addWidget(self.limit_note)
        form.addRow(self.tr("Size at most"), size)
        form.addRow(self.tr("Exhibit numbers"), self.keep_numbers)
        form.addRow(self.tr("Defendants"), self.defendants)
        self._rows = form
        self.show_numbers()
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.folder, 1)
        place.addWidget(PushButton(self.tr("Choose …"), self._choose))
        where = QVBoxLayout()
        where.setSpacing(4)
        where.addLayout(place)
        where.addWidget(self.folder_note)
        self.folder_note.hide()
        form.addRow(self.tr("Save in"), where)
        for text, field in (
            (self.tr("For"), self.route),
            (self.tr("Language"), self.language),
            (self.tr("Files"), self.files_button),
            (self.tr("Size at most"), self.limit),
            (self.tr("Exhibit numbers"), self.keep_numbers),
            (self.tr("Defendants"), self.defendants),
            (self.tr("Save in"), self.folder),
        ):
            field.setAccessibleName(text)
        above = QHBoxLayout()
        above.setSpacing(14)
        above.addWidget(label(self.tr("For")))
        above.addWidget(self.route, 1)
        letter = PushButton(self.tr("Read and edit the letter …"), self.letter_wanted.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(above)
        column.addWidget(self.route_card)
        column.addWidget(letter, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(form)

    def _connect(self) -> None:
        self.route.currentIndexChanged.connect(self._on_route)
        for button in (self.full, self.redacted, self.both):
            button.toggled.connect(self.changed)
        self.language.currentIndexChanged.connect(self.changed)
        self.keep_numbers.toggled.connect(self.changed)
        self.defendants.valueChanged.connect(self.changed)
        self.folder.textChanged.connect(lambda: self._say_folder(""))
        self._controller.changed.connect(self._forget)

    def _forget(self) -> None:
        self._exhibits = ()

    def _on_route(self) -> None:
        route = routes()[self.route.currentData()]
        self.route_card.show_route(route)
        self.limit.setRange(0.1 if route.max_mb else 0, route.max_mb or _MOST_MB)
        self.limit.setSpecialValueText("" if route.max_mb else self.tr("No limit"))
        self.limit.setValue(route.max_mb or 0)
        self.limit_note.setText(
            self.tr("This route takes {mb} MB.").format(mb=f"{route.max_mb:g}") if route.max_mb else ""
        )
        self.limit_note.setVisible(bool(route.max_mb))
        self._rows.setRowVisible(self.defendants, route.court)
        if route.public:
            self.redacted.setChecked(True)
        self.changed.emit()

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Save in"), self.folder.text())
        if folder:
            self.folder.setText(folder)

    def show_numbers(self) -> None:
        """Asks whether the numbers of the last export stay, once there are some."""
        self._rows.setRowVisible(self.keep_numbers, self._controller.book.has_numbers)

    # --- what is asked for -----------------------------------------------------------------------------

    @property
    def bundle_language(self) -> Language:
        """The language of the bundle."""
        return "en" if self.language.currentData() == "en" else "zh"

    def editions(self) -> tuple[Edition, ...]:
        """The editions to be written."""
        if self.both.isChecked():
            return ("full", "redacted")
        return ("redacted",) if self.redacted.isChecked() else ("full",)

    def request(self, edition: Edition) -> BundleRequest:
        """The bundle of that edition as it is asked for now. Raises `LehuaError`."""
        request = self._controller.book.bundle_request(
            self._controller.today,
            self.bundle_language,
            route=self.route.currentData(),
            edition=edition,
            max_mb=self.limit.value() or None,
            keep_numbers=self.keep_numbers.isChecked(),
            defendants=self.defendants.value(),
            exhibits=self._exhibits,
        )
        self._exhibits = request.exhibits
        return request

    def tell_files(self, request: BundleRequest) -> None:
        """Says how many files go into the bundle."""
        every = len(request.exhibits)
        chosen = sum(source.evidence not in request.left_out for source in request.exhibits)
        text = self.tr("all {all}") if chosen == every else self.tr("{chosen} of {all}")
        self.files_note.setText(text.format(chosen=chosen, all=every))

    def place(self) -> Path | None:
        """The folder to write in; `None` if there is none of that name and nothing to make it in, which is said."""
        folder = Path(self.folder.text().strip()).expanduser()
        if folder.is_absolute() and (folder.exists() or folder.parent.is_dir()):
            return folder
        self._say_folder(self.tr("There is no such folder. Check the name, or choose one."))
        self.folder.setFocus()
        return None

    def _say_folder(self, text: str) -> None:
        self.folder_note.setText(text)
        self.folder_note.setVisible(bool(text))
        set_role(self.folder, "wrong", "true" if text else "false")
