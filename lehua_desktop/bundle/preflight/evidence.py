"""What a clerk would stumble over in the evidence: values nobody confirmed, single proofs, reports that fit badly, files
that say nothing of the loan.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...core.facts import Kind, Read, ReportAccount, Status
from ...core.model import Loan, Payment, Proof, Severity, Source, Timeline
from ...core.words import Words
from ...ledger.accounts import account_of
from ...ledger.names import same_party
from ..plan import BundlePlan, BundleRequest
from ..routes import find_route
from ..story.wording import KINDS, ranges
from .concerns import Concern


def loans_of(request: BundleRequest) -> tuple[Loan, ...]:
    """The loans that the person entered, else those of the documents."""
    return request.loans or request.timeline.loans


# --- values ----------------------------------------------------------------------------------------------


def unconfirmed(timeline: Timeline, plan: BundlePlan) -> Iterator[Concern]:
    """Values and links that would be printed and that nobody confirmed."""
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
        yield Concern("unconfirmed", "error", words, place_of(proof.evidence, read), proof.id)
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
                place_of(exhibit.source.evidence, settlement.settled_on),
            )


def place_of(evidence: int, read: Read[object]) -> Source:
    """Where a value stands."""
    return Source(evidence, read.page, read.box)


def _doubtful(payment: Payment) -> Proof:
    return next((proof for proof in payment.proofs if not proof.payment.certain), payment.proofs[0])


def _evidence_of(timeline: Timeline) -> dict[int, set[int]]:
    """The evidence that shows each payment, by the payment's id."""
    return {payment.id: {proof.evidence for proof in payment.proofs} for payment in timeline.payments}


def one_proof(request: BundleRequest) -> Iterator[Concern]:
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


def reports(request: BundleRequest, plan: BundlePlan) -> Iterator[Concern]:
    """No credit report, one that names another lender, or one older than the last payment."""
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
    for loan in loans_of(request):
        found = account_of(loan, newest, len(loans_of(request)))
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
                place_of(source.evidence, found.account.lender),
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


def beside_the_point(plan: BundlePlan) -> Iterator[Concern]:
    """Files that show nothing about the loan go out all the same: the person may not know that they are there, or whose
    they are.
    """
    timeline = plan.request.timeline
    loose = {payment.id for payment in timeline.loose} if timeline.rows else set()
    about = {(q.evidence, p.id in loose) for p in timeline.payments if p.about_loan or p.id in loose for q in p.proofs}
    told = {evidence for evidence, _ in about}
    for exhibit in plan.exhibits:
        source, facts = exhibit.source, exhibit.source.facts
        if source.evidence in told and (source.evidence, False) not in about:
            why = Words(
                "里面的付款没有对上任何一期，可能属于另一笔借款或别人。",
                "its payments match no installment and may be of another loan or another person.",
            )
        elif facts is None or source.evidence in told or any(payment.about_loan for payment in facts.payments):
            continue
        else:
            text = source.name + "".join(line.text for page in source.pages for line in page.lines)
            paid = source.kind in (Kind.PAYMENT, Kind.PAYMENT_LIST)
            if not paid and (source.kind is not Kind.OTHER or _ABOUT_A_LOAN.search(text)):
                continue
            why = Words(
                "看不出与借款有关，会作为“供核对参考”放入。",
                "nothing in it is about the loan; it goes in “for reference”.",
            )
        yield Concern(
            "beside_the_point",
            "warning",
            Words(
                f"{source.name}：{why.zh}不想放入的，可以在“文件”里去掉。",
                f"{source.name}: {why.en} It can be left out under “Files”.",
            ),
            Source(source.evidence),
        )


# Other material that may well belong: letters of the lender, a chat with its service, a refusal by a bank.
_ABOUT_A_LOAN = re.compile(
    r"[借贷]款|贷[^\s]{0,4}(?:公司|平台)|分期|消费金融|逾期|征信|还款|投诉|异议|客服|工单|起诉|法院|loan|overdue",
    re.IGNORECASE,
)


def left_out(request: BundleRequest) -> Iterator[Concern]:
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


def speaks_against(request: BundleRequest, plan: BundlePlan) -> Iterator[Concern]:
    """Pages of the person's own that call an installment overdue, which whoever reads them sees first."""
    for finding in request.timeline.findings:
        exhibit = plan.of_evidence(finding.sources[0].evidence) if finding.sources else None
        if finding.rule != "true_overdue" or finding.month is not None or exhibit is None:
            continue
        name, number = exhibit.source.name, finding.installment
        yield Concern(
            "speaks_against",
            "warning",
            Words(
                f"{name}自己把第{number}期标为逾期，证据里没有它的付款凭证，看材料的人会先问这一期。请先补上凭证，或者想好怎样说明。",
                f"{name} itself calls installment {number} overdue, and nothing here proves it paid: whoever reads this will "
                "ask first. Add the proof, or be ready to explain.",
            ),
            finding.sources[0],
        )


def unread(plan: BundlePlan) -> Iterator[Concern]:
    """Files that could not be opened."""
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
