"""The findings as rows: a heading for each severity, which folds, and below it what the rules found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from ...bundle.routes import routes
from ...core.facts import Kind
from ...core.model import Finding, Missing, Severity, Source, Timeline
from ...core.words import first_sentence
from ...ledger.findings.classes import CLASSES
from ...ledger.reasons import SEVERITIES
from ..controller import Controller

_Index = QModelIndex | QPersistentModelIndex
ICONS = {Severity.CONTRADICTION: "clash", Severity.DOUBT: "look", Severity.NOTE: "note"}
_GAPS = "unproven"


@dataclass(frozen=True, slots=True)
class Place:
    """One page that a finding rests on, as a link."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Heading:
    """The first row of a group. `icon` tells its kind."""

    text: str
    icon: str
    folded: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row of a group, in words. `first` is what stands there while it is closed, if not all of the message."""

    title: str
    message: str
    icon: str
    first: str = ""
    claims: tuple[Place, ...] = ()
    proofs: tuple[Place, ...] = ()
    arithmetic: tuple[str, ...] = ()
    refuted: str = ""
    route: str = ""
    finding: Finding | None = None


class FindingsModel(QAbstractListModel):
    """Contradictions first, then doubts, notes, and gaps that belong to no installment.

    Notes and gaps are folded as long as something weightier stands above them; what the person folds stays so.
    """

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._controller = controller
        self._groups: dict[str, list[Verdict]] = {}
        self._folds: dict[str, bool] = {}  # what the person folded or opened
        self.rows: list[Heading | Verdict] = []

    @property
    def count(self) -> int:
        """How many findings and gaps there are, folded ones too."""
        return sum(map(len, self._groups.values()))

    def show_loan(self, timeline: Timeline, loan: int | None) -> None:
        """Takes the findings of one loan (and those of no loan)."""
        groups: dict[str, list[Verdict]] = {}
        for severity in Severity:
            found = [
                f for f in timeline.findings if f.severity is severity and (loan is None or f.loan in (None, loan))
            ]
            groups[ICONS[severity]] = [self._verdict(finding) for finding in found]
        gaps = [gap for gap in timeline.missing if gap.installment is None and gap.loan in (None, loan)]
        groups[_GAPS] = [self._gap(gap) for gap in gaps]
        self._take(groups)

    def toggle(self, row: int) -> None:
        """Folds or opens the group of a heading."""
        heading = self.rows[row]
        if isinstance(heading, Heading):
            self._folds[heading.icon] = not heading.folded
            self._take(self._groups)

    def row_of(self, icon: str) -> int:
        """The row of the heading of that kind, -1 for none."""
        return next((i for i, r in enumerate(self.rows) if isinstance(r, Heading) and r.icon == icon), -1)

    def _take(self, groups: dict[str, list[Verdict]]) -> None:
        weighty = bool(groups["clash"] or groups["look"])
        rows: list[Heading | Verdict] = []
        for icon, verdicts in groups.items():
            if verdicts:
                folded = self._folds.get(icon, weighty and icon not in ("clash", "look"))
                rows.append(Heading(self._heading(icon, len(verdicts)), icon, folded))
                rows += [] if folded else verdicts
        self._groups = groups
        if rows != self.rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def _heading(self, icon: str, count: int) -> str:
        names = {
            "clash": self.tr("Contradictions ({count})"),
            "look": self.tr("Doubts ({count})"),
            "note": self.tr("Notes ({count})"),
            _GAPS: self.tr("Missing ({count})"),
        }
        return names[icon].format(count=count)

    def _verdict(self, finding: Finding) -> Verdict:
        say = self._controller.say
        title = say(SEVERITIES[finding.severity]).capitalize()
        if finding.letter in CLASSES:
            title += f" · {say(CLASSES[finding.letter])}"
        if finding.installment is not None:
            title += self.tr(" · No. {number}").format(number=finding.installment)
        if finding.month is not None:
            title += f" · {finding.month}"
        kinds = {item.id: item.kind for item in self._controller.evidence()}
        claims = [source for source in finding.sources if kinds.get(source.evidence) is Kind.CREDIT_REPORT]
        proofs = [source for source in finding.sources if source not in claims]
        refuted, route, message = "", routes().get(finding.route or ""), say(finding.to_person)
        if finding.refuted_by is not None:
            refuted = self.tr("It would be refuted by: {what}").format(what=say(finding.refuted_by))
        return Verdict(
            title,
            message,
            ICONS[finding.severity],
            first_sentence(message),
            self._places(claims),
            self._places(proofs),
            tuple(say(line) for line in finding.arithmetic),
            refuted,
            self.tr("Suggested route: {name}").format(name=say(route.name)) if route else "",
            finding,
        )

    def _places(self, sources: Iterable[Source]) -> tuple[Place, ...]:
        names = {item.id: item.name for item in self._controller.evidence()}
        pages = {(source.evidence, source.page, source.box): source for source in sources}
        return tuple(
            Place(self.tr("{file}, page {page}").format(file=names.get(s.evidence, "?"), page=s.page + 1), s)
            for s in pages.values()
        )

    def _gap(self, gap: Missing) -> Verdict:
        message = self._controller.say(gap.message)
        return Verdict(self.tr("Missing"), message, _GAPS)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if isinstance(row, Heading):
            return row.text if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.message
        if role == Qt.ItemDataRole.AccessibleTextRole:
            places = (place.text for place in (*row.claims, *row.proofs))
            return "\n".join(
                part for part in (row.title, row.message, *places, *row.arithmetic, row.refuted, row.route) if part
            )
        return None
