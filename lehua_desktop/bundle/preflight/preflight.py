"""What a clerk would stumble over, found before the bundle is written.

A concern never changes the bundle. An error keeps the window from writing until the person says that they know of it,
where that is theirs to say (`TOLD`); the bundle then prints the sentence. Whoever exports from a terminal is told all
errors and has said so by the command. A warning only asks to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from ...core.facts import Kind
from ...core.model import Severity, Source
from ...core.words import Words, counted
from ...ledger.findings.other_payer import differs
from ..plan import BundlePlan, BundleRequest, ExhibitSource, plan_bundle
from ..routes import find_route
from ..story.story import submitter
from .concerns import TOLD, Concern
from .evidence import (
    beside_the_point,
    left_out,
    loans_of,
    one_proof,
    place_of,
    reports,
    speaks_against,
    unconfirmed,
    unread,
)

_OWN_PAGES = 150_000  # bytes of the pages that the program sets, fonts included
_SHEET = 4_000  # bytes of stamp, link and page tree for each exhibit page


_MISSING_FIELDS: tuple[tuple[str, Literal["error", "warning"], Words], ...] = (
    (
        "borrower",
        "error",
        Words(
            "没有填写借款人姓名。受理的人无法核对您是谁。",
            "The borrower's name is missing. A clerk cannot tell who you are.",
        ),
    ),
    (
        "lender",
        "error",
        Words(
            "没有填写放款机构。请按信用报告上的机构名称填写。",
            "The lender is missing. Enter it as the credit report names it.",
        ),
    ),
    (
        "contract",
        "warning",
        Words(
            "没有填写合同编号。有编号，机构查找起来更快。",
            "The contract number is missing. With it the institution finds the loan sooner.",
        ),
    ),
)
# What the description of an objection must hold besides the lender; the kind of loan is filled in by hand.
_ELEMENTS: tuple[tuple[str, Words], ...] = (
    (
        "disbursed",
        Words(
            "没有填写放款日期。征信异议的描述必须写明发放日期。",
            "The day of disbursement is missing. The description of an objection has to state it.",
        ),
    ),
    (
        "principal",
        Words(
            "没有填写借款金额。征信异议的描述必须写明合同金额。",
            "The amount of the loan is missing. The description of an objection has to state it.",
        ),
    ),
)


def preflight(request: BundleRequest, looked_at: frozenset[int] = frozenset()) -> tuple[Concern, ...]:
    """Everything to look at before writing, errors first. `looked_at`: evidence whose redaction the person has seen.

    Raises `LehuaError`: BUNDLE_EMPTY, ROUTE_UNKNOWN.
    """
    plan = plan_bundle(request)
    found = [
        *_for_the_route(request, plan),
        *_redaction(plan, looked_at),
        *_identity(request, plan),
        *unconfirmed(request.timeline, plan),
        *one_proof(request),
        *_payers(request),
        *reports(request, plan),
        *speaks_against(request, plan),
        *unread(plan),
        *beside_the_point(plan),
        *left_out(request),
    ]
    return tuple(sorted(found, key=lambda concern: concern.severity != "error"))


def estimate_bytes(sources: Iterable[ExhibitSource]) -> int:
    """About how large the PDF will be with pictures as they are: it takes the originals over, a table file as text."""
    files = [source for source in sources if source.fault is None]
    own = sum(len(source.data) for source in files if not source.media_type.startswith("text/"))
    return own + _OWN_PAGES + _SHEET * sum(source.page_count for source in files)


def told(request: BundleRequest) -> list[Words]:
    """What the bundle says of the errors that the person knows of: one sentence for each that is there."""
    if not request.overridden:
        return []
    there = {concern.key for concern in preflight(request)}
    return [words for key, words in TOLD.items() if key in request.overridden and key in there]


# --- the route -------------------------------------------------------------------------------------------


def _for_the_route(request: BundleRequest, plan: BundlePlan) -> Iterator[Concern]:
    route = find_route(request.route)
    if route.public and request.edition == "full":
        yield Concern(
            "public_full",
            "error",
            Words(
                "公开平台上任何人都能看到。请改用遮盖版，完整版不能用于这个渠道。",
                "Anybody can read a public platform. Use the redacted edition; the full one is not for this route.",
            ),
        )
    for exhibit in plan.exhibits if route.public else ():
        if exhibit.source.kind is Kind.CREDIT_REPORT:
            yield Concern(
                "public_report",
                "error",
                Words(
                    "信用报告的页面不能放到公开平台上。请从档案中移出这份报告后再导出。",
                    "Pages of a credit report must not go to a public platform. Take the report out, then export.",
                ),
                Source(exhibit.source.evidence),
            )
        if exhibit.source.kind in (Kind.STATEMENT, Kind.PAYMENT_LIST):
            yield Concern(
                "public_statement",
                "warning",
                Words(
                    f"{exhibit.source.name}：会整页公开。与本案无关的行和余额会自动遮盖，请逐页看一遍。不想公开的，可以在“文件”里去掉。",
                    f"{exhibit.source.name}: whole pages become public. Rows that the case does not rest on and balances are"
                    " blacked out; look at each page. The file can be left out under “Files”.",
                ),
                Source(exhibit.source.evidence),
            )
    yield from _elements(request) if request.route in ("bureau", "provider") else ()
    yield from _no_item(request) if request.route in _CLAIMING else ()
    yield from _telephone(request) if request.edition == "full" and not route.public else ()
    limit = min((mb for mb in (route.max_mb, request.max_mb) if mb), default=None)
    size = estimate_bytes(exhibit.source for exhibit in plan.exhibits) / 1e6
    if limit and size > limit:
        yield Concern(
            "too_large",
            "warning",
            Words(
                f"预计约{size:.1f} MB，超过{limit:g} MB的上限：写出时会适当降低图片清晰度。",
                f"About {size:.1f} MB are expected, over the limit of {limit:g} MB: pictures will be made smaller.",
            ),
        )


def _elements(request: BundleRequest) -> Iterator[Concern]:
    """Without its elements an objection is sent back."""
    for loan in loans_of(request):
        for name, words in _ELEMENTS:
            if not getattr(loan, name):
                yield Concern(f"missing_{name}", "warning", words, loan=loan.id, field=name)


# Routes on which something has to be called wrong; a court hears no doubts, for nobody there answers a question.
_CLAIMING = ("bureau", "provider", "pboc", "court")


def _no_item(request: BundleRequest) -> Iterator[Concern]:
    """A letter that calls nothing wrong is sent back, unless the person has written into it what is."""
    heard = [
        f
        for f in request.timeline.findings
        if f.severity is Severity.CONTRADICTION
        or (f.severity is Severity.DOUBT and f.route and request.route != "court")
    ]
    own = (request.route, request.language, "nothing")
    if not loans_of(request):
        return  # an error by itself
    if heard or any((text.route, text.language, text.part) == own and text.body.strip() for text in request.texts):
        return
    yield Concern(
        "no_item",
        "error",
        Words(
            "文书里没有一项可以指出的错误：目前没有比对出矛盾，这样提交会被退回。请先看“发现”和“还缺什么”，补齐后再导出；"
            "也可以在文书里写明您认为错误的数据项。",
            "The letter names no single error: no contradiction was found so far, and it would be sent back. See the findings "
            "and what is missing first; or write into the letter what you hold to be wrong.",
        ),
        part="nothing",
    )


def _telephone(request: BundleRequest) -> Iterator[Concern]:
    """The telephone is none of the case: it is written in the letter, of which a public platform gets none."""
    mine = (t.body for t in request.texts if t.part == "phone" and t.language == request.language)
    if any(re.search(r"\d{7}", re.sub(r"[\s-]", "", body)) for body in mine):
        return
    yield Concern(
        "missing_phone",
        "warning",
        Words(
            "文书里还没有联系电话。请填写能够接通的号码，打印后手写也可以。",
            "The letter has no telephone number yet. Enter one that is answered, or write it in by hand.",
        ),
        part="phone",
    )


def _redaction(plan: BundlePlan, looked_at: frozenset[int]) -> Iterator[Concern]:
    if not plan.redacted:
        return
    unseen = [e.source.evidence for e in plan.exhibits if e.source.pages and e.source.evidence not in looked_at]
    if unseen:
        yield Concern(
            "redaction_unseen",
            "error",
            Words(
                f"还有{len(unseen)}个文件的遮盖没有看过。请先看一遍，有漏的可以补上。",
                f"What is blacked out in {counted(len(unseen), 'file')} was not looked at yet. Look once; more can be added.",
            ),
            Source(unseen[0]),
        )


# --- the loan --------------------------------------------------------------------------------------------


def _identity(request: BundleRequest, plan: BundlePlan) -> Iterator[Concern]:
    loans = loans_of(request)
    if not loans:
        yield Concern(
            "no_loan",
            "error",
            Words(
                "还没有借款信息，时间线是空的。请加入还款计划，或在“借款”中填写。",
                "There is no loan yet, and the timeline is empty. Add the plan, or enter the loan.",
            ),
            field="lender",
        )
    for loan in loans:
        for name, severity, words in _MISSING_FIELDS:
            if not getattr(loan, name) and not (name == "borrower" and submitter(plan)):
                yield Concern(f"missing_{name}", severity, words, loan=loan.id, field=name)


def _payers(request: BundleRequest) -> Iterator[Concern]:
    borrowers = {loan.id: loan.borrower for loan in loans_of(request) if loan.borrower}
    payments = {payment.id: payment for payment in request.timeline.payments}
    said: set[tuple[int, str]] = set()
    for row in request.timeline.rows:
        borrower = borrowers.get(row.loan)
        for link in row.allocations if borrower else ():
            for proof in payments[link.payment].proofs if link.payment in payments else ():
                payer = proof.payment.payer
                if not (payer and borrower and differs(payer, borrower)) or (row.loan, payer) in said:
                    continue
                said.add((row.loan, payer))
                yield Concern(
                    "other_payer",
                    "warning",
                    Words(
                        f"第{row.installment.number}期等凭证的付款人是“{payer}”，不是借款人。请附一句说明你们的关系。",
                        f"The payer of installment {row.installment.number} is “{payer}”, not the borrower."
                        " Add a line that says who they are.",
                    ),
                    place_of(proof.evidence, proof.payment.amount),
                    proof.id,
                    row.loan,
                )
