"""What goes into a bundle, in which order and under which number.

Numbers (证据2-3) are given here and nowhere else; page numbers come out of the typesetting.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Literal

from ..core.facts import Facts, Kind
from ..core.model import Loan, Redaction, Timeline
from ..core.page import Page
from ..core.problems import Fault, LehuaError, Problem
from ..core.words import Language, Words
from .numbering import number_exhibits
from .private import masked
from .routes import Route, find_route
from .tokens import EditedText

Edition = Literal["full", "redacted"]
# From the PNG of a page to the lines that an engine reads on it; a function of a module, for it goes to a process.
Look = Callable[[bytes], Sequence[str]]


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

    `texts` are the paragraphs that a person edited. `numbers` are the exhibit numbers of the last export, by evidence;
    with `keep_numbers` they stay, and what came later gets 2-3a after 2-3. A court gets a copy of the exhibits for each
    of the `defendants` and one for itself.
    `redactions` are a person's decisions; what the program proposes besides applies. `look` reads the pages of a
    redacted edition once more. `case_file` is a copy of the case for the ZIP of the full edition, of which nothing was
    `left_out`: evidence of `exhibits` that the person keeps back.
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
    texts: tuple[EditedText, ...] = ()
    numbers: tuple[tuple[int, str], ...] = ()
    keep_numbers: bool = False
    defendants: int = 1
    redactions: tuple[Redaction, ...] = ()
    look: Look | None = None
    case_file: Path | None = None
    overridden: tuple[str, ...] = ()
    left_out: tuple[int, ...] = ()


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
    def copies(self) -> int:
        """How many copies of each exhibit the route asks for."""
        return self.request.defendants + 1 if find_route(self.request.route).court else 1

    @property
    def file_stem(self) -> str:
        """The name of the PDF and the ZIP without its ending: one for each route, so that bundles for several receivers
        lie in one folder. In the redacted edition without a name of a person: there the end of the contract tells cases
        apart, which would overwrite each other."""
        request = self.request
        english = request.language == "en"
        title = f"{'Evidence' if english else '证据材料'}_{find_route(request.route).file.say(request.language)}"
        case = safe_name(request.case_name, 60)
        if self.redacted:
            contracts = [loan.contract for loan in request.loans or request.timeline.loans if loan.contract]
            case = f"{'contract-' if english else '合同尾号'}{safe_name(contracts[0])[-4:]}" if contracts else ""
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
# A court wants to see what a group proves: the last two are told from other files by the names that they were given.
_COURT_GROUPS: tuple[tuple[Words, frozenset[Kind]], ...] = (
    (Words("合同关系", "The contract"), frozenset({Kind.PLAN})),
    (Words("履行（还款）事实", "Performance (repayment)"), _GROUPS[1][1]),
    (Words("征信记载", "What the credit report records"), frozenset({Kind.CREDIT_REPORT})),
    (Words("异议、投诉与被告过错", "Objection, complaint and the defendant's fault"), frozenset()),
    (Words("损害与因果关系", "Damage and its cause"), frozenset()),
    (Words("其他材料", "Other material"), frozenset({Kind.OTHER})),
)
_BY_NAME = (
    (0, re.compile("合同|协议|借据|contract", re.IGNORECASE)),
    (3, re.compile("异议|投诉|申诉|回复|答复|客服|工单|举报|complaint|objection|reply", re.IGNORECASE)),
    (4, re.compile(r"拒贷|拒绝|利率|损失|房贷|律师费|refus(?:al|ed)|\bdamages\b|\bloss", re.IGNORECASE)),
)


def plan_bundle(request: BundleRequest, *, empty: bool = False) -> BundlePlan:
    """Groups by kind, inside a group by date, then by the order of import. Groups without exhibits get no number. Payments
    of another loan or person are other material.

    A route that anybody can read gets the redacted edition without the files that do not belong there, and only the
    end of the contract's number. What the route takes at most is a limit of its own. Raises `LehuaError`: BUNDLE_EMPTY when there is no evidence at all and it may not be
    `empty`, as the plan of a letter may; ROUTE_UNKNOWN.
    """
    route = find_route(request.route)
    if route.max_mb is not None:
        request = replace(request, max_mb=min(route.max_mb, request.max_mb or route.max_mb))
    if route.public:
        request = _for_public(request, route)
    request = replace(request, exhibits=tuple(e for e in request.exhibits if e.evidence not in request.left_out))
    if request.edition == "full":  # in the other one, boxes were drawn on the page as it was shown
        request = replace(request, exhibits=tuple(map(_standing, request.exhibits)))
    if not request.exhibits and not empty:
        raise LehuaError(Problem.BUNDLE_EMPTY)
    sets = _COURT_GROUPS if route.court else _GROUPS
    sorted_in: list[list[ExhibitSource]] = [[] for _ in sets]
    paid = {p.evidence: False for payment in request.timeline.payments for p in payment.proofs}
    paid |= {p.evidence: True for payment in request.timeline.payments if payment.about_loan for p in payment.proofs}
    for source in request.exhibits:
        beside = source.kind in (Kind.PAYMENT, Kind.PAYMENT_LIST) and not paid.get(source.evidence, True)
        sorted_in[-1 if beside else _group_of(source, sets, route.court)].append(source)
    for sources in sorted_in:
        sources.sort(key=lambda source: (_first_day(source, request.timeline) or dt.date.max, source.evidence))
    named = [(name, sources) for (name, _), sources in zip(sets, sorted_in, strict=True) if sources]
    kept = dict(request.numbers) if request.keep_numbers else {}
    numbered = number_exhibits([[source.evidence for source in sources] for _, sources in named], kept)
    groups = []
    by_evidence = {source.evidence: source for source in request.exhibits}
    for (name, _), (number, exhibits) in zip(named, numbered, strict=True):
        made = [Exhibit(n, by_evidence[e], _file(n, by_evidence[e], request)) for e, n in exhibits]
        groups.append(Group(number, name, tuple(made)))
    return BundlePlan(request, tuple(sorted(groups, key=lambda group: group.number)))


def numbers_of(request: BundleRequest) -> dict[int, str]:
    """The exhibit number that each piece of evidence has in this bundle, to be kept for the next one."""
    return {exhibit.source.evidence: exhibit.number for exhibit in plan_bundle(request).exhibits}


def _standing(source: ExhibitSource) -> ExhibitSource:
    """A page on which no text was found is not turned: nothing tells that it lies."""

    def upright(page: Page) -> Page:
        if page.lines or not page.turned:
            return page
        width, height = (page.width, page.height) if page.turned == 180 else (page.height, page.width)
        return replace(page, turned=0, width=width, height=height)

    return replace(source, pages=tuple(map(upright, source.pages)))


def _for_public(request: BundleRequest, route: Route) -> BundleRequest:
    def shortened(loan: Loan) -> Loan:
        return replace(loan, contract=f"****{loan.contract[-4:]}" if loan.contract else None)

    timeline = replace(request.timeline, loans=tuple(map(shortened, request.timeline.loans)))
    return replace(
        request,
        edition="redacted",
        timeline=timeline,
        loans=tuple(map(shortened, request.loans)),
        exhibits=tuple(source for source in request.exhibits if source.kind not in route.omit),
    )


def _group_of(source: ExhibitSource, sets: tuple[tuple[Words, frozenset[Kind]], ...], court: bool) -> int:
    if source.kind == Kind.OTHER and court:
        for place, words in _BY_NAME:
            if words.search(source.name):
                return place
    return next(place for place, (_, kinds) in enumerate(sets) if source.kind in kinds)


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
