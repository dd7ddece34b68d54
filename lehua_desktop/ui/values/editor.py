"""The values of the page on show: what was read, to correct, confirm and link."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QListView, QMenu, QScrollArea, QVBoxLayout, QWidget

from ...core.facts import Kind, Read
from ...core.model import Payment, Proof, Source
from ...core.money import Money
from ...ledger.reasons import STATUSES
from ..controller import Controller
from ..pictures import Pictures
from ..review import settled_proofs
from ..widgets import PushButton, label, plain_shortcuts_only, set_role
from .hand_form import HandForm
from .link_box import LinkBox
from .proof_form import ProofForm

_Index = QModelIndex | QPersistentModelIndex
_ROWS = 4
_BESIDE = 42  # margins and scroll bar
_WITH_PAYMENTS = (Kind.PAYMENT, Kind.PAYMENT_LIST, Kind.STATEMENT, Kind.OTHER)


class ProofModel(QAbstractListModel):
    """The payments of one page, one line each."""

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._controller = controller
        self.proofs: list[Proof] = []
        self._settled: frozenset[int] = frozenset()

    def set_proofs(self, proofs: list[Proof]) -> None:
        self._settled = settled_proofs(self._controller.timeline())
        if [proof.id for proof in proofs] == [proof.id for proof in self.proofs]:
            self.proofs = proofs
            if proofs:
                self.dataChanged.emit(self.index(0), self.index(len(proofs) - 1))
            return
        self.beginResetModel()
        self.proofs = proofs
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.proofs)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        proof = self.proofs[index.row()]
        fact = proof.payment
        day = str(fact.day.value or self.tr("day?"))
        amount = str(fact.amount.value) if fact.amount.value is not None else self.tr("amount?")
        status = self._controller.say(STATUSES[fact.status.value]) if fact.status.value else self.tr("result?")
        sign = "✓" if proof.confirmed else "" if fact.certain or proof.id in self._settled else "⚠"
        return "   ".join(part for part in (sign, day, amount, status, fact.payee or "") if part)


class ValueEditor(QWidget):
    """Follows the page view through `show_page`; says through `located` where a value stands."""

    located = Signal(object, object)  # Source, proof id
    history_wanted = Signal(int)  # proof id
    removed = Signal()

    def __init__(self, controller: Controller, pictures: Pictures) -> None:
        super().__init__()
        self._controller = controller
        self._source: Source | None = None
        self.model = ProofModel(controller)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Payments on this page"))
        self.list.selectionModel().currentChanged.connect(lambda now, _: self._on_row(now.row()))
        self.title = label(bold=True)
        self.empty = label(role="muted", wrap=True)
        self.form = ProofForm(controller, pictures, crops=False)
        self.links = LinkBox(controller)
        self.also = label(role="muted", wrap=True)
        self.confirm = PushButton(self.tr("Confirm"), self._confirm, "primary")
        self.more = PushButton(self.tr("More"))
        self.more.setMenu(QMenu(self.more))
        self.more.menu().aboutToShow.connect(self._fill_menu)
        self.by_hand = PushButton(self.tr("Enter a payment by hand"), self._enter)
        self.hand = HandForm()
        self.hand.entered.connect(self._entered)
        self.hand.hide()
        for button in (self.confirm, self.more, self.by_hand):
            plain_shortcuts_only(button)
        self._lay_out()
        controller.changed.connect(self._fill)
        self._fill()

    def _lay_out(self) -> None:
        self._buttons = QHBoxLayout()
        self._buttons.addStretch()
        self._buttons.addWidget(self.more)
        self._buttons.addWidget(self.confirm)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot.addWidget(self.form.about_loan)
        self._foot.addLayout(self._buttons, 1)
        inside = QWidget()
        inside.setBackgroundRole(QPalette.ColorRole.Base)
        body = QVBoxLayout(inside)
        body.setContentsMargins(14, 10, 14, 12)
        body.setSpacing(8)
        for widget in (self.title, self.empty, self.list, self.form):
            body.addWidget(widget)
        body.addLayout(self._foot)
        body.addWidget(self.links)
        body.addWidget(self.also)
        body.addWidget(self.by_hand, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(self.hand)
        body.addStretch(1)
        self._area = area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    # --- in --------------------------------------------------------------------------------------------

    def show_page(self, source: Source) -> None:
        """The values of this page; the one at the source's box comes first."""
        self._source = source
        self.hand.hide()
        self._fill()
        if source.box is not None:
            for row, proof in enumerate(self.model.proofs):
                if source.box in (proof.payment.amount.box, proof.payment.day.box, proof.payment.status.box):
                    self.list.setCurrentIndex(self.model.index(row))

    def choose(self, proof_id: int) -> None:
        """The person clicked a box of this payment."""
        for row, proof in enumerate(self.model.proofs):
            if proof.id == proof_id:
                self.list.setCurrentIndex(self.model.index(row))
                self._show(proof)

    def _fill(self) -> None:
        source, controller = self._source, self._controller
        if source is None or all(item.id != source.evidence for item in controller.evidence()):
            self._source = None
            self.hide()
            return
        row = max(0, self.list.currentIndex().row())
        before = [proof.id for proof in self.model.proofs]
        proofs = [
            proof for proof in controller.book.proofs(source.evidence) if proof.payment.amount.page == source.page
        ]
        proofs.sort(key=lambda proof: not proof.payment.about_loan)  # those of the loan first
        self.model.set_proofs(proofs)
        if before != [proof.id for proof in proofs]:
            row = 0
        some = bool(proofs)
        self.list.setVisible(len(proofs) > 1)
        height = self.list.sizeHintForRow(0) if len(proofs) > 1 else 0
        self.list.setFixedHeight(min(_ROWS, len(proofs)) * height + 4)
        for widget in (self.form, self.form.about_loan, self.confirm, self.more, self.links):
            widget.setVisible(some)
        self.title.setText(
            self.tr("%n payment(s) on this page", "", len(proofs)) if some else self.tr("Values of this page")
        )
        self.empty.setVisible(not some)
        facts = controller.book.facts(source.evidence)
        self.by_hand.setVisible(not some and (facts is None or facts.kind in _WITH_PAYMENTS))
        if some:
            row = min(row, len(proofs) - 1)
            self.list.setCurrentIndex(self.model.index(row))
            self._show(proofs[row])
        else:
            self.also.hide()
            self.empty.setText(self._what_else(source))

    def _what_else(self, source: Source) -> str:
        facts = self._controller.book.facts(source.evidence)
        if facts is None:
            return self.tr("This page has not been read.")
        if facts.plan:
            return self.tr("A repayment plan with %n installment(s).", "", len(facts.plan))
        if facts.report:
            return self.tr("A credit report with %n loan account(s).", "", len(facts.report.accounts))
        if facts.settlement:
            day = facts.settlement.settled_on.value
            return self.tr("A settlement certificate: settled on {day}.").format(day=day or "?")
        return self.tr("No payment was found on this page.")

    def _show(self, proof: Proof) -> None:
        payment = self._payment(proof)
        borne_out = payment if payment and payment.certain else None
        self.form.show_proof(proof, borne_out)
        self.links.show_payment(payment if payment and payment.proofs else None)
        names = {item.id: item.name for item in self._controller.evidence()}
        others = [names.get(other.evidence, "") for other in payment.proofs if other.id != proof.id] if payment else []
        self.also.setText(self.tr("Shown by these files too: {names}").format(names="、".join(others)))
        self.also.setVisible(bool(others))
        self.confirm.setEnabled(not proof.confirmed)
        set_role(self.confirm, "kind", "" if proof.payment.certain or proof.confirmed or borne_out else "primary")
        self.confirm.setText(self.tr("✓ Confirmed by you") if proof.confirmed else self.tr("Confirm"))
        self._arrange()

    def _arrange(self) -> None:
        """The buttons go below the tick where both do not fit beside each other."""
        wanted = self.form.about_loan.sizeHint().width() + self._buttons.sizeHint().width() + self._foot.spacing()
        beside = wanted <= self.width() - _BESIDE
        ways = QBoxLayout.Direction
        self._foot.setDirection(ways.LeftToRight if beside else ways.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _payment(self, proof: Proof) -> Payment | None:
        payments = self._controller.timeline().payments
        return next((payment for payment in payments if proof.id in [p.id for p in payment.proofs]), None)

    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self.model.proofs):
            proof = self.model.proofs[row]
            self._show(proof)
            amount = proof.payment.amount
            if self.list.hasFocus():  # the person moves in the list; else the page is on show already
                self.located.emit(Source(proof.evidence, amount.page, amount.box), proof.id)

    # --- out -------------------------------------------------------------------------------------------

    def _confirm(self) -> None:
        proof = self.form.proof
        if proof is not None and self.form.complete():
            self._controller.do(self.tr("Confirm values"), self._controller.book.confirm(proof.id))

    def _enter(self) -> None:
        """Shows empty fields for a payment that no machine could read."""
        self.hand.clear()
        self.hand.show()
        self.hand.amount.setFocus()
        # Only when the form has its place can it be scrolled to.
        QTimer.singleShot(0, self.hand, lambda: self._area.ensureWidgetVisible(self.hand))

    def _entered(self, amount: Money, day: dt.date, payee: str) -> None:
        if self._source is not None:
            edit = self._controller.book.add_payment(
                self._source.evidence, amount, day, payee=payee or None, page=self._source.page
            )
            if self._controller.do(self.tr("Enter a payment by hand"), edit):
                self.hand.hide()

    def _fill_menu(self) -> None:
        menu = self.more.menu()
        menu.clear()
        proof = self.form.proof
        if proof is None:
            return
        book, do = self._controller.book, self._controller.do
        if proof.id in book.decisions().ignored:
            menu.addAction(
                self.tr("Count this payment again"),
                lambda: do(self.tr("Count a payment again"), book.ignore(proof.id, False)),
            )
        else:
            menu.addAction(self.tr("Leave this payment out"), partial(self._leave_out, proof.id))
        menu.addAction(self.tr("Why is this so?"), partial(self.history_wanted.emit, proof.id))
        menu.addAction(self.tr("Enter another payment by hand"), self._enter)
        names = {item.id: item.name for item in self._controller.evidence()}
        payment = self._payment(proof)
        mine = [other for other in payment.proofs if other.id != proof.id] if payment else []
        for other in mine:
            text = self.tr("Not the same payment as in {name}").format(name=names.get(other.evidence, ""))
            menu.addAction(text, partial(self._join, proof.id, other.id, False))
        for other in self._alike(proof, {p.id for p in mine}):
            text = self.tr("The same payment as in {name}").format(name=names.get(other.evidence, ""))
            menu.addAction(text, partial(self._join, proof.id, other.id, True))

    def _leave_out(self, proof: int) -> None:
        if self._controller.do(self.tr("Leave a payment out"), self._controller.book.ignore(proof, True)):
            self.removed.emit()

    def _join(self, one: int, other: int, same: bool) -> None:
        title = self.tr("Join two proofs") if same else self.tr("Part two proofs")
        self._controller.do(title, self._controller.book.same(one, other, same))

    def _alike(self, proof: Proof, joined: set[int]) -> list[Proof]:
        """Proofs in other files with the same amount and a day near by."""

        def near(one: Read[object], other: Read[object]) -> bool:
            return one.value == other.value or one.value is None or other.value is None

        return [
            other
            for other in self._controller.book.proofs()
            if other.evidence != proof.evidence
            and other.id not in joined
            and near(other.payment.amount, proof.payment.amount)
        ][:12]
