"""How the bundle speaks of exhibits, amounts and days. Nothing uncertain is said as a fact: it is left out."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import TypeVar

from ...core.days import CHINA
from ...core.facts import CreditReport, Kind, PaymentFact, Read, Status
from ...core.model import Payment, Proof, Severity, Source, State, Timeline
from ...core.words import Words, counted
from ..plan import BundlePlan, Exhibit

T = TypeVar("T")

KINDS = {
    Kind.PAYMENT: Words("付款记录", "Payment record"),
    Kind.PAYMENT_LIST: Words("付款明细", "List of payments"),
    Kind.PLAN: Words("还款计划", "Repayment plan"),
    Kind.STATEMENT: Words("交易流水", "Account statement"),
    Kind.SETTLEMENT: Words("结清证明", "Settlement certificate"),
    Kind.CREDIT_REPORT: Words("个人信用报告", "Personal credit report"),
    Kind.OTHER: Words("其他材料", "Other material"),
}
_STATES = {
    State.ON_TIME: Words("按期足额", "On time, in full"),
    State.LATE: Words("迟{days}天", "{counted} late"),
    State.PARTLY: Words("部分偿还", "Paid in part"),
    State.UNPROVEN: Words("未见凭证", "No evidence"),
}
STATUSES = {
    Status.SUCCESS: Words("成功", "successful"),
    Status.FAILED: Words("失败", "failed"),
    Status.REFUNDED: Words("已退款", "refunded"),
    Status.PENDING: Words("处理中", "pending"),
}
EDITIONS = {"brief": Words("简版", "brief"), "full": Words("详版", "full")}


def sure(read: Read[T] | None, confirmed: bool = False) -> T | None:
    """The value when it may be stated as a fact: certain by itself, or looked at by the person."""
    return read.value if read is not None and (read.certain or confirmed) else None


def proofs_of(exhibit: Exhibit, timeline: Timeline) -> list[Proof]:
    """What this exhibit shows of payments that concern the loan, in the order of its pages."""
    proofs = [
        proof
        for payment in timeline.payments
        for proof in payment.proofs
        if payment.about_loan and proof.evidence == exhibit.source.evidence
    ]
    return sorted(proofs, key=lambda proof: (proof.payment.day.value or dt.date.max, proof.id))


def title_of(exhibit: Exhibit, plan: BundlePlan) -> Words:
    """The name under which an exhibit stands in the index."""
    source = exhibit.source
    name = KINDS[source.kind]
    facts = source.facts
    proofs = proofs_of(exhibit, plan.request.timeline)
    if source.kind == Kind.OTHER and not plan.redacted:
        stem = PurePath(source.name.replace("\\", "/")).stem
        return Words(f"{name.zh}（{stem}）", f"{name.en} ({stem})")
    if source.kind == Kind.CREDIT_REPORT and facts and facts.report:
        return _report_title(facts.report, plan.redacted)
    if source.kind == Kind.PLAN and facts and facts.plan:
        count = len(facts.plan)
        return Words(f"{name.zh}（共{count}期）", f"{name.en} ({count} installments)")
    if source.kind == Kind.SETTLEMENT and facts and facts.settlement:
        day = sure(facts.settlement.settled_on)
        return Words(f"{name.zh}（{day}结清）", f"{name.en} (settled {day})") if day else name
    if len(proofs) == 1 and source.kind == Kind.PAYMENT:
        said = payment_words(proofs[0].payment, proofs[0].confirmed)
        return Words(f"{name.zh}（{said.zh}）", f"{name.en} ({said.en})") if said.zh else name
    days = [day for proof in proofs if (day := sure(proof.payment.day, proof.confirmed))]
    if len(days) > 1:
        return Words(f"{name.zh}（{min(days)}至{max(days)}）", f"{name.en} ({min(days)} to {max(days)})")
    return name


def payment_words(payment: PaymentFact, confirmed: bool) -> Words:
    """`2023-07-05 支付 1,286.35 元`, as far as it is certain; empty when nothing is."""
    day, amount = sure(payment.day, confirmed), sure(payment.amount, confirmed)
    zh = [str(day)] if day else []
    en = [str(day)] if day else []
    if amount:
        zh.append(f"{amount}元")
        en.append(f"CNY {amount}")
    return Words("，".join(zh), ", ".join(en))


def purpose_of(exhibit: Exhibit, plan: BundlePlan, covers: dict[int, list[int]]) -> Words:
    """What an exhibit proves. `covers` gives the installment numbers that a payment is certain to cover."""
    facts = exhibit.source.facts
    kind = exhibit.source.kind
    timeline = plan.request.timeline
    if kind == Kind.PLAN:
        return Words("证明约定的各期应还日和应还金额", "The agreed due days and amounts due")
    if kind == Kind.SETTLEMENT:
        day = sure(facts.settlement.settled_on) if facts and facts.settlement else None
        return (
            Words(f"证明借款已于{day}结清", f"The loan was settled on {day}")
            if day
            else Words("证明借款已经结清", "The loan has been settled")
        )
    if kind == Kind.CREDIT_REPORT:
        return _purpose_of_report(exhibit, timeline)
    ids = {proof.id for proof in proofs_of(exhibit, timeline)}
    payments = [p for p in timeline.payments if p.about_loan and any(proof.id in ids for proof in p.proofs)]
    paid = [p for p in payments if p.status == Status.SUCCESS]
    numbers = sorted({number for payment in paid for number in covers.get(payment.id, [])})
    if len(numbers) == len(paid) == 1 and (said := _purpose_of_payment(paid[0], numbers[0], timeline)):
        return said
    if numbers:
        return Words(
            f"证明第{ranges(numbers, '、')}期的还款",
            f"Repayment of installment{'s' if len(numbers) > 1 else ''} {ranges(numbers, ', ')}",
        )
    if payments and not paid:
        became = {payment.status for payment in payments}
        return (
            _UNPAID[became.pop()] if len(became) == 1 else Words("显示各笔付款的结果", "What became of these payments")
        )
    if payments:
        return Words("证明向收款方付款的事实", "Payment to the payee")
    return Words("供核对参考", "For reference")


def _purpose_of_report(exhibit: Exhibit, timeline: Timeline) -> Words:
    """What a report is shown for: its account, and the months in it that the evidence contradicts."""
    months = sorted(
        {
            finding.month
            for finding in timeline.findings
            if finding.rule == "monthly_status" and finding.severity is Severity.CONTRADICTION and finding.month
            if any(source.evidence == exhibit.source.evidence for source in finding.sources)
        }
    )
    said = Words("证明信用报告对该账户的记载", "What the credit report records for the account")
    if not months:
        return said
    words = [month_words(month) for month in months]
    return Words(
        f"{said.zh}，其中{'、'.join(w.zh for w in words)}记为逾期",
        f"{said.en}, with {', '.join(w.en for w in words)} as overdue",
    )


def _purpose_of_payment(payment: Payment, number: int, timeline: Timeline) -> Words | None:
    """The one payment of an exhibit with its installment, where all is certain; its day stands in the title."""
    loans = {a.loan for row in timeline.rows for a in row.allocations if a.payment == payment.id}
    due = [r.installment.due for r in timeline.rows if r.loan in loans and r.installment.number == number]
    if not payment.certain or len(due) != 1:
        return None
    return Words(
        f"证明第{number}期已还{payment.amount}元（应还日{due[0]}）",
        f"CNY {payment.amount} paid for installment {number}, due {due[0]}",
    )


# Of a payment that did not reach the creditor. Pending is not failed: it may have gone through since.
_UNPAID = {
    Status.PENDING: Words("显示该笔付款当时处理中", "Shows that this payment was being processed at that time"),
    Status.REFUNDED: Words("显示该笔付款已退款", "Shows that this payment was refunded"),
    Status.FAILED: Words("说明该笔付款未成功", "Shows that this payment did not succeed"),
}


def species_of(exhibit: Exhibit) -> Words:
    """The kind of evidence in the sense of procedure. A picture of a plan is a page of an app, other pictures may be photos
    of paper."""
    source = exhibit.source
    shown = source.kind == Kind.PLAN and source.media_type.startswith("image/")
    if shown or source.kind in (Kind.PAYMENT, Kind.PAYMENT_LIST):
        return Words("电子数据", "Electronic data")
    return Words("书证、电子数据", "Document, electronic data")


def origin_of(exhibit: Exhibit) -> Words:
    """Where an exhibit comes from, as far as the case knows."""
    source = exhibit.source
    added = source.added_at.astimezone(CHINA).date()
    facts = source.facts
    if source.kind == Kind.CREDIT_REPORT:
        day = facts.report.report_date if facts and facts.report else None
        made = Words(f"，报告日期{day}", f", report date {day}") if day else Words("", "")
        return Words(f"征信中心信用报告{made.zh}", f"Credit Reference Center{made.en}")
    if source.kind == Kind.SETTLEMENT and facts and facts.settlement and facts.settlement.lender:
        who = facts.settlement.lender
        return Words(f"{who}出具，{added}归档", f"Issued by {who}, filed {added}")
    form = Words("文件", "file")
    if source.media_type == "application/pdf":
        form = Words("PDF文件", "PDF file")
    elif source.media_type.startswith("image/"):
        form = Words("图片", "picture")
    return Words(f"提交人保存的{form.zh}，{added}归档", f"The submitter's own {form.en}, filed {added}")


def form_of(exhibit: Exhibit, *, redacted: bool) -> Words:
    """Original or copy, and where the original carrier is."""
    if redacted:
        return Words("遮盖后的打印件", "Redacted printout")
    source = exhibit.source
    if source.media_type.startswith("image/"):
        return Words("打印件，附电子原件；原始载体自存", "Printout, file attached; device kept")
    return Words("打印件，附电子文件", "Printout, file attached")


def state_words(state: State, days_late: int) -> Words:
    """What the evidence proves for an installment, in a column of its table."""
    return _STATES[state].fill(days=days_late, counted=counted(days_late, "day"))


def day_words(day: dt.date) -> Words:
    """A day as prose gives it."""
    return Words(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {_MONTHS[day.month - 1]} {day.year}")


def month_words(month: str) -> Words:
    """A month (`2025-03`) as prose gives it."""
    year, number = month.split("-")
    return Words(f"{year}年{int(number)}月", f"{_MONTHS[int(number) - 1]} {year}")


def with_prose_days(words: Words) -> Words:
    """A sentence with its days and months (`2025-03-20`, `2025-03`) as prose gives them."""
    return Words(
        _ISO.sub(lambda found: _prose(found[0]).zh, words.zh), _ISO.sub(lambda found: _prose(found[0]).en, words.en)
    )


def _prose(text: str) -> Words:
    try:
        return day_words(dt.date.fromisoformat(text)) if len(text) > 7 else month_words(text)
    except ValueError:  # it only looks like a day
        return Words(text, text)


def exhibits_of(sources: Iterable[Source], plan: BundlePlan) -> list[str]:
    """The numbers of the exhibits that show these places, in order."""
    shown = {source.evidence for source in sources}
    return [exhibit.number for exhibit in plan.exhibits if exhibit.source.evidence in shown]


def numbers_of(sources: Iterable[Source], plan: BundlePlan) -> Words:
    """The exhibits that show these places, in order: `证据2-1、2-6`; empty without any."""
    numbers = exhibits_of(sources, plan)
    if not numbers:
        return Words("", "")
    return Words("证据" + "、".join(numbers), f"Exhibit{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}")


def report_title(exhibit: Exhibit, plan: BundlePlan) -> Words:
    """A credit report with its edition, day and number, for a sentence."""
    return with_prose_days(title_of(exhibit, plan))


def report_words(exhibit: Exhibit, plan: BundlePlan) -> Words:
    """The same with the exhibit that it is."""
    title = report_title(exhibit, plan)
    return Words(f"{title.zh}，证据{exhibit.number}", f"{title.en}, Exhibit {exhibit.number}")


_MONTHS = list(calendar.month_name)[1:]
_ISO = re.compile(r"(?<![0-9A-Za-z-])\d{4}-(?:0[1-9]|1[0-2])(?:-\d{2})?(?![0-9A-Za-z-])")


def ranges(numbers: list[int], between: str) -> str:
    """`1–3、5` for 1, 2, 3, 5."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return between.join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def text_width(text: str) -> int:
    """The width of a line in half characters: a Chinese one counts two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def _report_title(report: CreditReport, redacted: bool) -> Words:
    edition = EDITIONS[report.edition]
    zh, en = [edition.zh], [edition.en]
    if report.report_date:
        zh.append(str(report.report_date))
        en.append(str(report.report_date))
    if report.number and not redacted:
        zh.append(f"编号{report.number}")
        en.append(f"No. {report.number}")
    return Words(
        f"{KINDS[Kind.CREDIT_REPORT].zh}（{'，'.join(zh)}）", f"{KINDS[Kind.CREDIT_REPORT].en} ({', '.join(en)})"
    )
