"""What goes into a bundle, in which order and under which number.

Numbers (证据2-3) are given here and nowhere else; page numbers come out of the typesetting.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from ..core.model import Facts, Kind, Loan, Timeline
from ..core.page import Page
from ..core.problems import Fault, LehuaError, Problem
from ..core.words import Language, Words
from .private import masked

Edition = Literal["full", "redacted"]


@dataclass(frozen=True, slots=True)
class ExhibitSource:
    """One piece of evidence as the case hands it over: its untouched bytes and what was read from them."""

    evidence: int
    name: str
    data: bytes
    media_type: str
    sha256: str
    added_at: dt.datetime
    kind: Kind
    pages: tuple[Page, ...] = ()
    page_count: int = 1
    facts: Facts | None = None
    password: str | None = None
    fault: Fault | None = None

    def page(self, number: int) -> Page | None:
        """The reading of one page, `None` where it failed."""
        return next((page for page in self.pages if page.number == number), None)


@dataclass(frozen=True, slots=True)
class BundleRequest:
    """Everything a bundle is made of, as plain data. `max_mb` limits the PDF (megabytes of 1,000,000 bytes).

    `overridden` holds the keys of the preflight's errors that the person knows of and takes upon themselves.
    """

    timeline: Timeline
    loans: tuple[Loan, ...]
    exhibits: tuple[ExhibitSource, ...]
    today: dt.date
    language: Language = "zh"
    route: str = "bureau"
    edition: Edition = "full"
    max_mb: float | None = None
    case_name: str = ""
    overridden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One exhibit: `number` is `"2-3"`, `file` its path inside the ZIP."""

    number: str
    source: ExhibitSource
    file: str


@dataclass(frozen=True, slots=True)
class Group:
    """Exhibits that prove one thing together: 第一组, 第二组 …; `number` counts from 1."""

    number: int
    name: Words
    exhibits: tuple[Exhibit, ...]


@dataclass(frozen=True, slots=True)
class BundlePlan:
    """The request with its exhibits in groups and numbered."""

    request: BundleRequest
    groups: tuple[Group, ...]

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        return tuple(exhibit for group in self.groups for exhibit in group.exhibits)

    def of_evidence(self, evidence: int) -> Exhibit | None:
        return next((exhibit for exhibit in self.exhibits if exhibit.source.evidence == evidence), None)

    @property
    def redacted(self) -> bool:
        return self.request.edition == "redacted"

    @property
    def file_stem(self) -> str:
        """The name of the PDF and the ZIP without its ending; without a name of a person in the redacted edition."""
        request = self.request
        english = request.language == "en"
        title = "Evidence-bundle" if english else "证据材料"
        case = "" if self.redacted else safe_name(request.case_name, 60)
        tail = ("redacted" if english else "遮盖版") if self.redacted else ""
        return "_".join(part for part in (case, title, f"{request.today:%Y%m%d}", tail) if part)


_GROUPS: tuple[tuple[Words, frozenset[Kind]], ...] = (
    (Words("合同与还款计划", "Contract and repayment plan"), frozenset({Kind.PLAN})),
    (
        Words("还款履行", "Performance of the repayments"),
        frozenset({Kind.PAYMENT, Kind.PAYMENT_LIST, Kind.STATEMENT, Kind.SETTLEMENT}),
    ),
    (Words("征信记载", "What the credit report records"), frozenset({Kind.CREDIT_REPORT})),
    (Words("其他材料", "Other material"), frozenset({Kind.OTHER})),
)


def plan_bundle(request: BundleRequest) -> BundlePlan:
    """Groups by kind, inside a group by date, then by the order of import. Groups without exhibits get no number.

    Raises `LehuaError(BUNDLE_EMPTY)` when there is no evidence at all.
    """
    if not request.exhibits:
        raise LehuaError(Problem.BUNDLE_EMPTY)
    groups: list[Group] = []
    for name, kinds in _GROUPS:
        sources = [source for source in request.exhibits if source.kind in kinds]
        if not sources:
            continue
        sources.sort(key=lambda source: (_first_day(source, request.timeline) or dt.date.max, source.evidence))
        number = len(groups) + 1
        groups.append(
            Group(
                number,
                name,
                tuple(
                    Exhibit(f"{number}-{place}", source, _file(f"{number}-{place}", source, request))
                    for place, source in enumerate(sources, 1)
                ),
            )
        )
    return BundlePlan(request, tuple(groups))


def _first_day(source: ExhibitSource, timeline: Timeline) -> dt.date | None:
    """The day under which an exhibit is filed: of its first payment, of the certificate, of the report."""
    days = [
        proof.payment.day.value
        for payment in timeline.payments
        for proof in payment.proofs
        if proof.evidence == source.evidence and proof.payment.day.value
    ]
    facts = source.facts
    if facts and not days:
        days = [payment.day.value for payment in facts.payments if payment.day.value]
        if facts.settlement and facts.settlement.settled_on.value:
            days.append(facts.settlement.settled_on.value)
        if facts.report and facts.report.report_date:
            days.append(facts.report.report_date)
    return min(days, default=None)


def safe_name(name: str, longest: int = 80) -> str:
    """A file name that Windows, macOS and Linux all take, at most `longest` characters, ending kept."""
    name = "".join("_" if c in '\\/:*?"<>|' or ord(c) < 32 or ord(c) == 127 else c for c in name).strip(" .")
    path = PurePath(name)
    suffix = path.suffix if len(path.suffix) <= 10 else ""
    stem = name[: len(name) - len(suffix)] if suffix else name
    return (stem[: longest - len(suffix)].rstrip(" .") or "file") + suffix


def _file(number: str, source: ExhibitSource, request: BundleRequest) -> str:
    prefix = "Exhibit" if request.language == "en" else "证据"
    own = PurePath(source.name.replace("\\", "/")).name
    return f"originals/{prefix}{number}_{safe_name(masked(own, mark='X'))}"
