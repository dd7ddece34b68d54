"""What a clerk would stumble over, found before the bundle is written.

A concern never changes the bundle. An error keeps the window from writing until the person says that they know of it,
where that is theirs to say (`TOLD`); the bundle then prints the sentence. Whoever exports from a terminal is told all
errors and has said so by the command. A warning only asks to look.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..core.model import Kind, Loan, Payment, Proof, Read, ReportAccount, Severity, Source, Status, Timeline
from ..core.words import Words, counted
from ..ledger.accounts import account_of
from ..ledger.findings.other_payer import differs
from ..ledger.names import same_party
from .plan import BundlePlan, BundleRequest, ExhibitSource, plan_bundle
from .routes import find_route
from .story import submitter
from .wording import KINDS, ranges

_OWN_PAGES = 150_000  # bytes of the pages that the program sets, fonts included
_SHEET = 4_000  # bytes of stamp, link and page tree for each exhibit page


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to look at: where it stands (`source` and `proof`), which field of which loan it is about, or which `part`
    of the letter.

    `key` is stable: it stands in JSON and in the manifest.
    """

    key: str
    severity: Literal["error", "warning"]
    words: Words
    source: Source | None = None
    proof: int | None = None
    loan: int | None = None
    field: str | None = None
    part: str | None = None

    @property
    def overridable(self) -> bool:
        """The person may take it upon themselves; the bundle then says so."""
        return self.key in TOLD


# What the bundle prints for an error that the person knows of. A key that is not here cannot be overridden.
TOLD: dict[str, Words] = {
    "unconfirmed": Words(
        "本材料中有数值或对应关系尚未经提交人逐项确认；这些内容已注明，不作为证明。",
        "Some values or links in this bundle were not confirmed one by one; they are marked and prove nothing.",
    ),
    "no_loan": Words(
        "本材料没有借款信息和期次对照，仅汇集证据。",
        "This bundle holds no loan and no table of installments; it only collects exhibits.",
    ),
    "missing_borrower": Words(
        "借款人姓名未填写，由提交人签名确认。", "The borrower's name is left blank; the signature states it."
    ),
    "missing_lender": Words(
        "放款机构未填写，以信用报告记载的机构为准。",
        "The lender is left blank; the institution named in the credit report is meant.",
    ),
    "no_item": Words(
        "草稿：程序没有比对出信用报告与凭证之间的矛盾，文书中的数据项由提交人自行填写。",
        "Draft: no contradiction between report and evidence was found; the submitter fills in what is held to be wrong.",
    ),
    "redaction_unseen": Words(
        "遮盖由程序自动提出，提交人未逐页核对。",
        "What is blacked out was proposed by the program and not checked page by page.",
    ),
}

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
        *_unconfirmed(request.timeline, plan),
        *_one_proof(request),
        *_payers(request),
        *_reports(request, plan),
        *_unread(plan),
        *_beside_the_point(plan),
        *_left_out(request),
    ]
    return tuple(sorted(found, key=lambda concern: concern.severity != "error"))


def estimate_bytes(sources: Iterable[ExhibitSource]) -> int:
    """About how large the PDF will be with pictures as they are: it takes the originals over, a table file as text."""
    files = [source for source in sources if source.fault is None]
    own = sum(len(source.data) for source in files if not source.media_type.startswith("text/"))
    return own + _OWN_PAGES + _SHEET * sum(source.page_count for source in files)


def blocking(checks: Iterable[Concern], overridden: Iterable[str] = ()) -> list[Concern]:
    """The errors that still stand in the way."""
    known = set(overridden)
    return [c for c in checks if c.severity == "error" and not (c.overridable and c.key in known)]


def to_override(checks: Iterable[Concern]) -> tuple[str, ...]:
    """The keys of the errors that a person may take upon themselves, in the order in which the bundle prints them."""
    there = {concern.key for concern in checks if concern.severity == "error"}
    return tuple(key for key in TOLD if key in there)


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
    for loan in _loans(request):
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
    if not _loans(request):
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


def _loans(request: BundleRequest) -> tuple[Loan, ...]:
    return request.loans or request.timeline.loans


def _identity(request: BundleRequest, plan: BundlePlan) -> Iterator[Concern]:
    loans = _loans(request)
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
    borrowers = {loan.id: loan.borrower for loan in _loans(request) if loan.borrower}
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
                    _place(proof.evidence, proof.payment.amount),
                    proof.id,
                    row.loan,
                )


# --- values ----------------------------------------------------------------------------------------------


def _unconfirmed(timeline: Timeline, plan: BundlePlan) -> Iterator[Concern]:
    names = {exhibit.source.evidence: exhibit.source.name for exhibit in plan.exhibits}
    links: dict[int, list[int]] = {}
    for row in timeline.rows:
        for link in row.allocations:
            if not link.certain:
                links.setdefault(link.payment, []).append(row.installment.number)
    for payment in timeline.payments:
        if not (payment.about_loan and payment.day and payment.amount and payment.proofs):
            continue
        proof = _doubtful(payment)
        name = names.get(proof.evidence, "")
        amount, day = payment.amount, payment.day
        if not payment.certain:
            words = Words(
                f"{day} {amount}元（{name}）还没有确认。", f"{day} CNY {amount} ({name}) is not confirmed yet."
            )
        elif payment.id in links:
            number = links[payment.id][0]
            words = Words(
                f"{day} {amount}元是否用于第{number}期，还没有确认。",
                f"Whether {day} CNY {amount} is for installment {number} is not confirmed yet.",
            )
        else:
            continue
        fact = proof.payment
        read = next((read for read in (fact.amount, fact.day, fact.status) if not read.certain), fact.amount)
        yield Concern("unconfirmed", "error", words, _place(proof.evidence, read), proof.id)
    for exhibit in plan.exhibits:
        facts = exhibit.source.facts
        for settlement in facts.settled_loans if facts else ():
            settled = settlement.settled_on.value
            if settled is None or settlement.settled_on.certain:
                continue
            yield Concern(
                "unconfirmed",
                "error",
                Words(
                    f"结清日期{settled}（{exhibit.source.name}）没有读准，请对照原件。",
                    f"The day of settlement {settled} ({exhibit.source.name}) was not read for certain; see the original.",
                ),
                _place(exhibit.source.evidence, settlement.settled_on),
            )


def _place(evidence: int, read: Read[object]) -> Source:
    return Source(evidence, read.page, read.box)


def _doubtful(payment: Payment) -> Proof:
    return next((proof for proof in payment.proofs if not proof.payment.certain), payment.proofs[0])


def _evidence_of(timeline: Timeline) -> dict[int, set[int]]:
    """The evidence that shows each payment, by the payment's id."""
    return {payment.id: {proof.evidence for proof in payment.proofs} for payment in timeline.payments}


def _one_proof(request: BundleRequest) -> Iterator[Concern]:
    """A contradiction stands better on two pieces of evidence: a screenshot and a row of a statement."""
    timeline = request.timeline
    others = {e.evidence for e in request.exhibits if e.kind in (Kind.CREDIT_REPORT, Kind.PLAN)}
    others |= set(request.left_out)
    proofs = _evidence_of(timeline)
    shown: dict[tuple[int, int], set[int]] = {}
    for row in timeline.rows:
        place = shown.setdefault((row.loan, row.installment.number), set())
        place.update(*(proofs.get(link.payment, set()) for link in row.allocations))
    for finding in timeline.findings:
        sources = [source for source in finding.sources if source.evidence not in others]
        own = {source.evidence for source in sources}
        own |= shown.get((finding.loan or 0, finding.installment or 0), set()) - others
        if finding.severity is not Severity.CONTRADICTION or not sources or len(own) > 1:
            continue
        about = finding.installment
        yield Concern(
            "one_proof",
            "warning",
            Words(
                f"第{about}期的矛盾只有一份凭证。最好再加一份，如银行流水。"
                if about
                else "有一条矛盾只有一份凭证。最好再加一份，如银行流水。",
                f"The contradiction on installment {about} rests on one proof. A bank statement beside it helps."
                if about
                else "A contradiction rests on one proof. A bank statement beside it helps.",
            ),
            sources[0],
            loan=finding.loan,
        )


# --- reports ---------------------------------------------------------------------------------------------


def _reports(request: BundleRequest, plan: BundlePlan) -> Iterator[Concern]:
    reports = sorted(
        ((e.source, e.source.facts.report) for e in plan.exhibits if e.source.facts and e.source.facts.report),
        key=lambda item: item[1].report_date.toordinal() if item[1].report_date else 0,
    )
    if not reports:
        if not find_route(request.route).public:
            yield Concern(
                "no_report",
                "warning",
                Words(
                    "档案里没有信用报告，说不出报告哪里不对。可以到征信中心网站查询一份（每年两次免费）。",
                    "There is no credit report in the case. The credit bureau gives two a year for free.",
                ),
            )
        return
    source, newest = reports[-1]
    for loan in _loans(request):
        found = account_of(loan, newest, len(_loans(request)))
        if loan.lender and found is None:
            yield Concern(
                "lender_differs",
                "warning",
                Words(
                    f"最近的信用报告里没有找到“{loan.lender}”的这笔借款。请核对机构名称、放款日期和金额。",
                    f"The latest credit report shows no such loan of “{loan.lender}”. Check lender, day and amount.",
                ),
                Source(source.evidence),
                loan=loan.id,
                field="lender",
            )
        elif loan.lender and found and _other_name(loan, found.account):
            yield Concern(
                "lender_differs",
                "warning",
                Words(
                    f"放款机构填的是“{loan.lender}”，报告写的是“{found.account.lender.value}”。以报告的写法为准。",
                    f"The lender is entered as “{loan.lender}”, the report says “{found.account.lender.value}”."
                    " Write it as the report does.",
                ),
                _place(source.evidence, found.account.lender),
                loan=loan.id,
                field="lender",
            )
    last = _last_day(request, plan)
    if last and newest.report_date and newest.report_date < last.day:
        yield Concern(
            "report_old",
            "warning",
            Words(
                f"信用报告是{newest.report_date}的，早于{last.name.zh}（{last.day}）。请换一份新的报告。",
                f"The credit report is of {newest.report_date}, before {last.name.en} ({last.day}). Get a newer one.",
            ),
            Source(source.evidence),
        )


def _other_name(loan: Loan, account: ReportAccount) -> bool:
    return bool(account.lender.value) and not same_party(loan.lender, account.lender.value)


@dataclass(frozen=True, slots=True)
class _Last:
    day: dt.date
    name: Words


def _last_day(request: BundleRequest, plan: BundlePlan) -> _Last | None:
    """The later of the settlement and the last repayment."""
    facts = [exhibit.source.facts for exhibit in plan.exhibits]
    days = [
        _Last(f.settlement.settled_on.value, Words("结清日", "the settlement"))
        for f in facts
        if f and f.settlement and f.settlement.settled_on.value
    ]
    linked = {link.payment for row in request.timeline.rows for link in row.allocations}
    days += [
        _Last(payment.day, Words("最后一次还款", "the last repayment"))
        for payment in request.timeline.payments
        if payment.day and payment.id in linked and payment.status is Status.SUCCESS
    ]
    return max(days, key=lambda item: item.day, default=None)


def _beside_the_point(plan: BundlePlan) -> Iterator[Concern]:
    """Files that show nothing about the loan go out all the same: the person may not know that they are there."""
    told = {q.evidence for p in plan.request.timeline.payments if p.about_loan for q in p.proofs}
    for exhibit in plan.exhibits:
        source, facts = exhibit.source, exhibit.source.facts
        if facts is None or source.evidence in told or any(payment.about_loan for payment in facts.payments):
            continue
        text = source.name + "".join(line.text for page in source.pages for line in page.lines)
        paid = source.kind in (Kind.PAYMENT, Kind.PAYMENT_LIST)
        if not paid and (source.kind is not Kind.OTHER or _ABOUT_A_LOAN.search(text)):
            continue
        yield Concern(
            "beside_the_point",
            "warning",
            Words(
                f"{source.name}：看不出与借款有关，会作为“供核对参考”放入。不想放入的，可以在“文件”里去掉。",
                f"{source.name}: nothing in it is about the loan; it goes in “for reference”. It can be left out under"
                " “Files”.",
            ),
            Source(source.evidence),
        )


# Other material that may well belong: letters of the lender, a chat with its service, a refusal by a bank.
_ABOUT_A_LOAN = re.compile(
    r"[借贷]款|贷[^\s]{0,4}(?:公司|平台)|分期|消费金融|逾期|征信|还款|投诉|异议|客服|工单|起诉|法院|loan|overdue",
    re.IGNORECASE,
)


def _left_out(request: BundleRequest) -> Iterator[Concern]:
    """Installments that are left without a proof by what the person keeps back."""
    proofs = _evidence_of(request.timeline)
    bare = []
    for row in request.timeline.rows:
        shown = set().union(*(proofs.get(link.payment, set()) for link in row.allocations if link.certain))
        if shown and shown <= set(request.left_out):
            bare.append(row.installment.number)
    cited = {source.evidence for finding in request.timeline.findings for source in finding.sources}
    for exhibit in request.exhibits:
        if exhibit.evidence in cited and exhibit.evidence in request.left_out:
            kind = KINDS[exhibit.kind]
            yield Concern(
                "left_out",
                "warning",
                Words(
                    f"没有放入的{kind.zh}是核对结果的依据之一，受理的人看不到它。",
                    f"The {kind.en.lower()} that is left out is behind a finding; a clerk cannot see it.",
                ),
                Source(exhibit.evidence),
            )
    if bare:
        yield Concern(
            "left_out",
            "warning",
            Words(
                f"没有放入的文件是第{ranges(bare, '、')}期仅有的凭证，这些期次在证据包里就没有凭证。",
                f"The files that are left out are the only proof of installment {ranges(bare, ', ')}.",
            ),
        )


def _unread(plan: BundlePlan) -> Iterator[Concern]:
    for exhibit in plan.exhibits:
        if exhibit.source.fault is not None:
            yield Concern(
                "unread",
                "warning",
                Words(
                    f"{exhibit.source.name}：{exhibit.source.fault.words.zh}",
                    f"{exhibit.source.name}: {exhibit.source.fault.words.en}",
                ),
                Source(exhibit.source.evidence),
            )
