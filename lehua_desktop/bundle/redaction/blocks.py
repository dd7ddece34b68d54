"""Whole parts of pages that a redacted edition hides: in a credit report what is of the person alone and the accounts of
other loans; for the public, the rows of lists and statements that nothing in this case rests on."""

from __future__ import annotations

import functools
import re
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ...core.facts import Facts, Kind
from ...core.model import Loan, Redaction, Timeline
from ...core.page import Box, Page, TextLine
from ...facts.page.layout import is_page_number
from ...facts.words.glyphs import packed
from ...ledger.accounts import account_of
from ..private import Private, is_title
from .places import box_of, groups

# A piece of evidence, what it says, and its pages.
File = tuple[int, Facts | None, Sequence[Page]]
_Spot = tuple[int, Box]  # page and place

_SECTION = re.compile(
    r"[(（]?[一二三四五六七八九十\d]{0,2}[)）]?[、.．]?(?:(?:信息概要|信贷记录|信贷交易|循环|非循环贷|贷款账户|准?贷记卡|信用卡账户|被追偿"
    r"|相关还款责任|授信协议信息|非信贷|公共信息|公共记录|查询记录|机构查询|个人查询|报告说明|标注及声明|异议).*"
    r"|信用卡|贷款|其他业务|说明|.*明细如下[:：]?)"
)
_PERSON = re.compile(r"[(（]?[一1]?[)）]?[、.．]?个人基本(?:信息|情况)")
_ACCOUNT = re.compile(r"(?:账户|授信协议)\d{1,3}(?:[(（].*)?")
_SENTENCE = re.compile(r"\d{1,3}[.．、]\d{4}年\d{1,2}月\d{1,2}日.+")


def blocks_of(
    files: Iterable[File], timeline: Timeline, loans: Sequence[Loan], *, public: bool
) -> tuple[Redaction, ...]:
    """What the program proposes to hide besides words: `block` everywhere, `row` for the public only."""
    found: list[Redaction] = []
    for evidence, facts, pages in files:
        if facts is None:
            continue
        used = _used(evidence, timeline)
        found += [Redaction(evidence, page, box, "block") for page, box in _of_report(facts, pages, loans, used)]
        if public and facts.kind in (Kind.PAYMENT_LIST, Kind.STATEMENT) and None not in used:
            for page in pages:
                own = [spot[1] for spot in used if spot and spot[0] == page.number]
                rows = _unused_rows(page, own, cells=facts.kind is Kind.STATEMENT)
                found += [Redaction(evidence, page.number, box, "row") for box in rows]
    return tuple(found)


def _used(evidence: int, timeline: Timeline) -> list[_Spot | None]:
    """The places of a file that payments of the loan and findings rest on; `None` for one that nobody can tell."""
    linked = {link.payment for row in timeline.rows for link in row.allocations}
    spots: list[_Spot | None] = []
    for payment in timeline.payments:
        if payment.about_loan or payment.id in linked:
            for proof in (proof for proof in payment.proofs if proof.evidence == evidence):
                # Not its outcome, which all of a row may tell: on a sheet that leans that reaches over other rows.
                reads = (proof.payment.amount, proof.payment.day)
                places = [(read.page, read.box) for read in reads if read.box is not None]
                spots += places or [None]
    sources = (source for finding in timeline.findings for source in finding.sources)
    return spots + [(s.page, s.box) for s in sources if s.evidence == evidence and s.box is not None]


# --- credit reports --------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Region:
    kind: str
    rows: list[_Spot] = field(default_factory=list)

    def boxes(self) -> Iterator[_Spot]:
        """What it covers of each page."""
        for number in dict.fromkeys(page for page, _ in self.rows):
            yield number, functools.reduce(Box.union, (box for page, box in self.rows if page == number))

    def holds(self, spot: _Spot) -> bool:
        return any(spot[0] == page and box.y0 <= spot[1].middle_y <= box.y1 for page, box in self.boxes())


def _of_report(
    facts: Facts, pages: Sequence[Page], loans: Sequence[Loan], used: Iterable[_Spot | None]
) -> Iterator[_Spot]:
    """The block of personal details, and the accounts of which none is this case's; without one that is, nobody can tell
    which are others'."""
    if facts.kind is not Kind.CREDIT_REPORT:
        return
    own = _own_accounts(facts, loans)
    needed = [*own, *(spot for spot in used if spot is not None)]
    for region in _regions(pages):
        if region.kind == "person" or (own and not any(map(region.holds, needed))):
            yield from region.boxes()


def _own_accounts(facts: Facts, loans: Sequence[Loan]) -> list[_Spot]:
    """Where the accounts of the case's loans stand, and other ones of the same lender: an order is often an account."""
    parties = {party for loan in loans for party in (loan.lender, loan.guarantor) if party}
    spots: list[_Spot] = []
    for report in facts.reports:
        own = [match.account for loan in loans if (match := account_of(loan, report, len(loans)))]
        names = parties | {account.lender.value for account in own}
        own += [account for account in report.accounts if account.lender.value in names]
        spots += [(a.lender.page, a.lender.box) for a in own if a.lender.box is not None]
    return spots


def _regions(pages: Sequence[Page]) -> list[_Region]:
    """The personal details and each account, without the headings over them; they may go on overleaf."""
    regions: list[_Region] = []
    now: _Region | None = None
    for page in pages:
        for row in groups(page):
            lines = [page.lines[index] for index in row]
            text = packed("".join(line.text for line in sorted(lines, key=lambda line: line.box.x0)))
            if is_page_number(text):
                continue
            box = functools.reduce(Box.union, (line.box for line in lines))
            kind = next((kind for kind, begins in _BEGINS.items() if begins.fullmatch(text)), None)
            if kind is not None:
                now = _Region(kind) if kind != "other" else None
                regions += [now] if now else []
            if now is not None and kind in (None, "sentence"):
                now.rows.append((page.number, box))
    return regions


_BEGINS = {"person": _PERSON, "account": _ACCOUNT, "sentence": _SENTENCE, "other": _SECTION}


# --- rows of lists and statements ------------------------------------------------------------------------

_MONEY = re.compile(r"(?<![\d.])\d[\d,]*\.\d\d(?!\d)|[¥￥]\s?\d|^[-+−]\d[\d,]*$")
_MESSAGE = re.compile(r"^\s*[【\[][^】\]]{2,20}[】\]]")
_MONTH = re.compile(r"\s*(?:19|20)\d\d\s*[年./-]\s*\d{1,2}\s*月?(?![\d.,])")
_CLOSE = 0.75  # heights of a line between the lines of one entry, at most


def _unused_rows(page: Page, used: Sequence[Box], *, cells: bool) -> Iterator[Box]:
    """The entries of a page that hold none of the used places, each whole or by its `cells`: on a sheet that leans, a box
    round a row would reach over its neighbours. Titles, headings of months and what stands round the table stay: they
    show what the page is."""
    entries = _entries(page)
    needed = [any(_on(line.box, box) for line in entry for box in used) for entry in entries]
    kept = [line.box for entry, is_needed in zip(entries, needed, strict=True) if is_needed for line in entry]
    for entry, is_needed in zip(entries, needed, strict=True):
        boxes = [box for box in map(_without_month, entry) if box is not None]
        if boxes and not is_needed:
            yield from (_off(box, kept) for box in (boxes if cells else [functools.reduce(Box.union, boxes)]))


def _on(line: Box, box: Box) -> bool:
    return line.overlap_y(box) > 0.3 and line.overlap_x(box) > 0


def _off(box: Box, kept: Iterable[Box]) -> Box:
    """A box that does not reach into the lines of the rows above and below: boxes of an engine are higher than print."""
    y0, y1 = box.y0, box.y1
    for line in kept:
        if y0 < line.y1 < box.middle_y and line.overlap_x(box):
            y0 = min(line.y1, y0 + line.height / 4)
        elif box.middle_y < line.y0 < y1 and line.overlap_x(box):
            y1 = max(line.y0, y1 - line.height / 4)
    return Box(box.x0, y0, box.x1, y1)


def _without_month(line: TextLine) -> Box | None:
    """A heading 2024年3月 tells the year of the rows below it."""
    month = _MONTH.match(line.text)
    if month is None or _DAY.match(line.text[month.end() :]):
        return line.box
    rest = Private("balance", month.end(), len(line.text))
    return box_of(line, rest, 0) if line.text[month.end() :].strip() else None


_DAY = re.compile(r"\s*[-./]?\s*\d{1,2}(?!\d)")


def _entries(page: Page) -> list[list[TextLine]]:
    """The lines of each row that tells a sum, and of each message."""
    entries: list[list[TextLine]] = []
    for cluster in _clusters(page):
        messages = [n for n, row in enumerate(cluster) if _begins_message(row)]
        sums = [n for n, row in enumerate(cluster) if any(_MONEY.search(line.text) for line in row)]
        anchors = messages or sums
        parts: dict[int, list[TextLine]] = {anchor: [] for anchor in anchors}
        for n, row in enumerate(cluster):
            if messages:  # a message goes on until the next one begins
                near = max((anchor for anchor in anchors if anchor <= n), default=anchors[0])
            elif anchors:
                near = min(anchors, key=lambda anchor: abs(_middle(cluster[anchor]) - _middle(row)))
            else:
                continue
            parts[near] += row
        entries += parts.values()
    return entries


def _begins_message(row: Sequence[TextLine]) -> bool:
    return any(_MESSAGE.match(line.text) for line in row)


def _clusters(page: Page) -> Iterator[list[list[TextLine]]]:
    """Rows that stand close to each other; a row of titles and a page number stand alone."""
    height = statistics.median(line.box.height for line in page.lines) if page.lines else 0
    cluster: list[list[TextLine]] = []
    reached = 0.0
    for group in groups(page):
        row = [page.lines[index] for index in group]
        titles = len(row) > 1 and 2 * sum(is_title(line.text) for line in row) > len(row)
        apart = min(line.box.y0 for line in row) - reached > _CLOSE * height
        if cluster and (titles or apart):
            yield cluster
            cluster = []
        if not titles and not is_page_number(packed("".join(line.text for line in row))):
            cluster.append(row)
        reached = max(reached, *(line.box.y1 for line in row))
    if cluster:
        yield cluster


def _middle(row: Sequence[TextLine]) -> float:
    return statistics.median(line.box.middle_y for line in row)
