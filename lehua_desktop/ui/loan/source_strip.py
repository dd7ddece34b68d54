"""Where a value of the loan was read: the file, the page, and the piece of the page itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...core.model import Source
from ...core.page import Page
from ..controller import Controller
from ..page.view import page_key
from ..pictures import PageKey, Pictures
from ..widgets import ElidedLabel, PushButton, label, plain_shortcuts_only

_HIGH = 44  # pixels that the piece of the page takes at most


class SourceStrip(QWidget):
    """Shows one source; the page itself opens behind the dialog on a click."""

    opened = Signal(object)  # Source

    def __init__(self, controller: Controller, pictures: Pictures | None) -> None:
        super().__init__()
        self._controller, self._pictures = controller, pictures
        self._sources: tuple[Source, ...] = ()
        self._key: PageKey | None = None
        self.where = ElidedLabel()
        self.piece = label()
        self.piece.setFixedHeight(_HIGH)
        self.piece.setAccessibleName(self.tr("The piece of the page"))
        self.open = PushButton(self.tr("Show the page"), self._open, kind="link")
        plain_shortcuts_only(self.open)
        line = QHBoxLayout()
        line.addWidget(self.where, 1)
        line.addWidget(self.open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.piece)
        if pictures is not None:
            pictures.ready.connect(self._on_picture)
        self.show_sources("", ())

    def show_sources(self, name: str, sources: Sequence[Source]) -> None:
        """The value of that name and the places that give it; of several the first is on show."""
        self._sources = tuple(sources)
        self._key = None
        self.open.setVisible(bool(sources))
        self.piece.clear()
        if not sources:
            self.where.setText(self.tr("{name}: no document gives this value.").format(name=name) if name else "")
            return
        files = {item.id: item.name for item in self._controller.evidence()}
        text = self.tr("{name}: from “{file}”, page {page}").format(
            name=name, file=files.get(sources[0].evidence, "?"), page=sources[0].page + 1
        )
        if len(sources) > 1:
            text += " " + self.tr("and {count} more").format(count=len(sources) - 1)
        self.where.setText(text)
        self._cut()

    def _open(self) -> None:
        if self._sources:
            self.opened.emit(self._sources[0])

    def _cut(self) -> None:
        source = self._sources[0]
        item = next((item for item in self._controller.evidence() if item.id == source.evidence), None)
        page = next((p for p in self._controller.book.pages(source.evidence) if p.number == source.page), None)
        if self._pictures is None or item is None or page is None or source.box is None or page.unit == "cell":
            return
        self._key = page_key(source.evidence, source.page, page, item.media_type)
        picture = self._pictures.get(self._key)
        if picture is not None and not picture.isNull():
            self._set_piece(picture, page, source)

    def _set_piece(self, picture: QImage, page: Page, source: Source) -> None:
        """The line of the page from edge to edge, so that a label beside the value is seen too."""
        assert source.box is not None  # noqa: S101 - the caller has looked
        scale, pad = picture.width() / page.width, source.box.height * 0.4
        top, high = int((source.box.y0 - pad) * scale), int((source.box.height + 2 * pad) * scale)
        rows = QRect(0, top, picture.width(), max(1, high)).intersected(picture.rect())
        ratio = self.devicePixelRatioF()
        most = min(self.piece.width() or self.width(), self.width()) or 700
        made = picture.copy(rows).scaled(
            int(most * ratio),
            int(_HIGH * ratio),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        made.setDevicePixelRatio(ratio)
        self.piece.setPixmap(QPixmap.fromImage(made))

    def _on_picture(self, key: PageKey) -> None:
        if self._key == key and self._sources:
            self._cut()
