"""The page that a value comes from. Two panes when a finding has two sides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ...core.edits import Changes
from ...core.model import Source
from ...core.page import Page
from ..controller import Controller, Refused
from ..pictures import PageKey, Pictures
from ..review import settled_proofs
from ..widgets import ElidedLabel, IconButton, PushButton, label
from .canvas import PageCanvas
from .marks import Mark, page_marks
from .redaction_bar import RedactionBar

if TYPE_CHECKING:
    from ...casebook import Evidence

PICTURE_LONGEST = 8000  # a long screenshot keeps its width
PDF_LONGEST = 2400


def page_key(evidence: int, number: int, page: Page | None, media_type: str) -> PageKey:
    """The picture of a page as the page view and the crops use it."""
    longest = PDF_LONGEST if media_type == "application/pdf" else PICTURE_LONGEST
    return PageKey(evidence, number, page.turned if page else 0, longest)


class PagePane(QWidget):
    """One page with its tools."""

    shown = Signal(object)  # Source: another page is on show; None: there is none any more
    password_wanted = Signal(int)  # evidence
    proof_chosen = Signal(int)
    closed = Signal()

    def __init__(self, controller: Controller, pictures: Pictures, closable: bool = False) -> None:
        super().__init__()
        self._controller, self._pictures = controller, pictures
        self._source: Source | None = None
        self._item: Evidence | None = None
        self._key: PageKey | None = None
        self._refused: Refused | None = None  # the file that was not added and whose sentence is on show
        self._chosen: int | None = None
        self._drawn = False
        self._locked = False  # the page is missing because nobody gave the password
        self._read: Page | None = None  # the reading whose page is drawn

        self.name = ElidedLabel()
        self.count = label(role="muted")
        self.previous = IconButton("previous", self.tr("Previous page"), lambda: self._step(-1))
        self.next = IconButton("next", self.tr("Next page"), lambda: self._step(1))
        self.canvas = PageCanvas()
        self.canvas.setAccessibleName(self.tr("Page"))
        self.canvas.mark_clicked.connect(self._on_mark)
        self.redactions = RedactionBar(controller, self.canvas)
        self.redactions.file_wanted.connect(self.show_source)
        tools = QHBoxLayout()
        tools.setContentsMargins(12, 6, 8, 4)
        tools.setSpacing(2)
        tools.addWidget(self.name, 1)
        for widget in (self.previous, self.count, self.next):
            tools.addWidget(widget)
        tools.addSpacing(6)
        self.redact = IconButton("redact", self.tr("Show what the redacted edition blacks out"))
        self.redact.setCheckable(True)
        self.redact.toggled.connect(self._on_redact)
        tools.addWidget(self.redact)
        self._tools = [self.redact]
        for name, text, done in (
            ("zoom-out", self.tr("Smaller"), lambda: self.canvas.zoom(1 / 1.25)),
            ("zoom-in", self.tr("Larger"), lambda: self.canvas.zoom(1.25)),
            ("fit", self.tr("Whole page"), self.canvas.fit_page),
            ("turn", self.tr("Turn the page"), self.canvas.turn),
        ):
            self._tools.append(IconButton(name, text, done))
            tools.addWidget(self._tools[-1])
        if closable:
            tools.addWidget(IconButton("close", self.tr("Close this page"), self.closed.emit))

        self.message = label(role="muted", wrap=True)
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.again = PushButton(self.tr("Read it again"), self._read_again)
        blank = QWidget()
        inside = QVBoxLayout(blank)
        inside.setContentsMargins(28, 28, 28, 28)
        inside.addStretch()
        inside.addWidget(self.message)
        inside.addStretch()
        self._stack = QStackedWidget()
        self._stack.addWidget(blank)
        self._stack.addWidget(self.canvas)
        self.fault = label(role="bad", wrap=True)
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 0, 12, 6)
        bar.addWidget(self.fault, 1)
        bar.addWidget(self.again)
        self._bar = QWidget()
        self._bar.setLayout(bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(tools)
        layout.addWidget(self._bar)
        layout.addWidget(self.redactions)
        layout.addWidget(self._stack, 1)
        controller.changed.connect(self._on_changed)
        pictures.ready.connect(self._on_picture)
        self.show_source(None)

    @property
    def source(self) -> Source | None:
        return self._source

    def show_source(self, source: Source | None, chosen: int | None = None) -> None:
        """Opens a page; a box in `source` is framed, the boxes of the payment `chosen` stand out."""
        same = source and self._source and (source.evidence, source.page) == (self._source.evidence, self._source.page)
        self._source, self._chosen, self._refused = source, chosen, None
        if not same:
            self._drawn = False
            self.canvas.reset()
            if self.redact.isChecked():
                self.redactions.turn_to(source)
        self._fill()
        self.shown.emit(self._source)

    def show_refused(self, refused: Refused) -> None:
        """Says why a file is not in the case, in the place of its page."""
        self.show_source(None)
        self._refused = refused
        self.name.setText(refused.name)
        self._blank(self._controller.say(refused.fault.words))

    def choose(self, proof: int | None) -> None:
        """The boxes of this payment stand out."""
        self._chosen = proof
        self._draw_marks()

    def _fill(self) -> None:
        source = self._source
        items = {item.id: item for item in self._controller.evidence()}
        self._item = items.get(source.evidence) if source else None
        item = self._item
        count = (item.page_count or 1) if item else 0
        for widget in (self.previous, self.next, self.count):
            widget.setVisible(count > 1)
        self._bar.hide()
        self._can_use(item is not None)
        if item is None or source is None:
            self._source, self._key = None, None
            self.redact.setChecked(False)
            self.name.setText("")
            self._blank(self.tr("Click a file or a number, and its page appears here."))
            return
        self.name.setText(item.name)
        self.count.setText(f"{source.page + 1} / {count}")
        self.previous.setEnabled(source.page > 0)
        self.next.setEnabled(source.page + 1 < count)
        book = self._controller.book
        fault = book.failed_pages(item.id).get(source.page) or (item.fault if item.status == "failed" else None)
        if fault is not None:
            self.fault.setText(self._controller.say(fault.words))
            self._locked = fault.locked
            self.again.setText(self.tr("Enter the password") if fault.locked else self.tr("Read it again"))
            self._bar.show()
        page = self._page()
        if page is not None and page.unit == "cell":
            if not self._drawn:
                self._read = page
                self.canvas.show_table(page)
                self._drawn = True
            self._draw_marks()
            self._stack.setCurrentIndex(1)
            return
        self._key = page_key(item.id, source.page, page, item.media_type)
        picture = self._pictures.get(self._key)
        if picture is None:
            if not self._drawn:
                self._blank(self.tr("Opening the page …"))
        else:
            self._draw(picture)

    def _page(self) -> Page | None:
        if self._source is None:
            return None
        pages = self._controller.book.pages(self._source.evidence)
        return next((page for page in pages if page.number == self._source.page), None)

    def _draw(self, picture: QImage) -> None:
        if picture.isNull():
            self._can_use(False)
            self._blank(self.tr("This page cannot be shown."))
            return
        self._read = self._page()
        self.canvas.show_picture(picture, self._read)
        self._drawn = True
        self._stack.setCurrentIndex(1)
        self._draw_marks()

    def _draw_marks(self) -> None:
        if self._source is None or not self._drawn:
            return
        if self.redact.isChecked():
            self.canvas.set_marks([], None)
            page = self._page()
            self.redactions.show_page(self._source, drawing=page is not None and page.unit != "cell")
            return
        book = self._controller.book
        facts, proofs = book.facts(self._source.evidence), book.proofs(self._source.evidence)
        marks = page_marks(facts, proofs, self._source.page, settled_proofs(self._controller.timeline()))
        self.canvas.set_marks(marks, self._chosen)
        self.canvas.focus_on(self._source.box)

    def show_redactions(self, source: Source) -> None:
        """Opens a page with what the redacted edition blacks out."""
        self.redact.setChecked(True)
        self.show_source(source)

    def _on_redact(self, on: bool) -> None:
        self.redactions.setVisible(on)
        if not on:
            self.redactions.leave()
        self._draw_marks()

    def _blank(self, text: str) -> None:
        self.message.setText(text)
        self._stack.setCurrentIndex(0)

    def _can_use(self, there: bool) -> None:
        for tool in self._tools:
            tool.setEnabled(there)

    def _step(self, by: int) -> None:
        if self._source is not None:
            self.show_source(Source(self._source.evidence, self._source.page + by))

    def _on_mark(self, mark: Mark) -> None:
        if mark.proof is not None:
            self.proof_chosen.emit(mark.proof)

    def _read_again(self) -> None:
        if self._source is not None and self._locked:
            self.password_wanted.emit(self._source.evidence)
        elif self._source is not None:
            self._controller.read_again(self._source.evidence)

    def _on_changed(self, changes: Changes) -> None:
        if self._refused is not None and self._refused not in self._controller.refused:
            self.show_source(None)
        if self._source is None:
            return
        if all(item.id != self._source.evidence for item in self._controller.evidence()):
            self.show_source(None)
            return
        if self.redact.isChecked() and self._drawn and self._page() == self._read:
            self._draw_marks()  # without the page anew, which would scroll to its top
        elif self._source.evidence in changes.evidence:
            self._drawn = False
            self._fill()
        elif changes.timeline:
            self._draw_marks()

    def _on_picture(self, key: PageKey) -> None:
        if key == self._key and self._source is not None and not self._drawn:
            picture = self._pictures.get(key)
            if picture is not None:
                self._draw(picture)


class PageView(QSplitter):
    """One page, or the two sides of a finding one above the other."""

    shown = Signal(object)
    proof_chosen = Signal(int)
    password_wanted = Signal(int)

    def __init__(self, controller: Controller, pictures: Pictures) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.first = PagePane(controller, pictures)
        self.second = PagePane(controller, pictures, closable=True)
        self.second.hide()
        self.setChildrenCollapsible(False)
        for pane in (self.first, self.second):
            self.addWidget(pane)
            pane.proof_chosen.connect(self.proof_chosen)
            pane.password_wanted.connect(self.password_wanted)
        self.first.shown.connect(self.shown)
        self.two_sides = False
        self.second.closed.connect(self._close_second)

    def show_source(self, source: Source | None, chosen: int | None = None) -> None:
        """One page."""
        self.two_sides = False
        self.second.hide()
        self.first.show_source(source, chosen)

    def show_refused(self, refused: Refused) -> None:
        """A file that is not in the case."""
        self._close_second()
        self.first.show_refused(refused)

    def show_sides(self, sources: Sequence[Source]) -> None:
        """The first two different pages of a finding."""
        sides: list[Source] = []
        for source in sources:
            if all((source.evidence, source.page) != (side.evidence, side.page) for side in sides):
                sides.append(source)
        self.second.setVisible(len(sides) > 1)
        self.two_sides = len(sides) > 1
        self.first.show_source(sides[0] if sides else None)
        self.setSizes([1000, 1000])
        if len(sides) > 1:
            self.second.show_source(sides[1])

    def _close_second(self) -> None:
        self.two_sides = False
        self.second.hide()

    def choose(self, proof: int | None) -> None:
        """The boxes of this payment stand out."""
        self.first.choose(proof)
