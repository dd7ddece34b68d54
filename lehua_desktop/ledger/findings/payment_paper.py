"""What a payment document says against itself, before a clerk sees it (class L).

Figures that differ from the capitals, a day that differs from the one in the order number, pages still pending, money
that came back, and documents that name nobody who was paid. A payer who is not the borrower is a rule of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...core.facts import Look, Read, Status
from ...core.model import Finding, Loan, Payment, Severity, Source, State
from ...core.words import Words
from ..refunds import taken_back
from .acted_in_time import attempt_in_time
from .ground import Ground, moment, sources_of, yuan

RULE = "payment_paper"

_REFUTED = Words(
    "如果核对原件后发现只是识别有误，更正后这一条就会消失。",
    "It disappears once the value is corrected, if the original was only misread.",
)


def payment_paper(ground: Ground) -> Iterator[Finding]:
    """One finding for each value that contradicts itself, and one a loan for each kind of weak document."""
    for loan in ground.loans:
        numbers: dict[int, list[int]] = {}
        for row in ground.rows_of(loan):
            for allocation in row.allocations:
                numbers.setdefault(allocation.payment, []).append(row.installment.number)
        linked = [ground.payment(id_) for id_ in sorted(numbers, key=lambda id_: _order(ground.payment(id_)))]
        for payment in linked:
            yield from _against_itself(loan, payment, numbers[payment.id])
        nobody = [p for p in linked if _names_nobody(p)]
        if nobody:
            yield _no_payee(loan, nobody, sorted({n for p in nobody for n in numbers[p.id]}))
    if len(ground.loans) == 1:  # what did not succeed has no installment: with several loans it may be for any
        yield from _pending(ground, ground.loans[0])
        yield from _returned(ground, ground.loans[0])


def _order(payment: Payment) -> tuple[str, str, int]:
    return (str(payment.day or ""), payment.time or "", payment.id)


def _against_itself(loan: Loan, payment: Payment, numbers: list[int]) -> Iterator[Finding]:
    for proof in payment.proofs:
        if proof.confirmed:
            continue
        fact = proof.payment
        if _disagrees(fact.amount, Look.CAPITALS):
            why = Words("小写金额与大写金额不一致", "its figures and its amount in capitals differ")
            yield _contradicts(loan, payment, numbers, why, Source(proof.evidence, fact.amount.page, fact.amount.box))
        if _disagrees(fact.day, Look.ORDER_NUMBER):
            why = Words("日期与订单号里的日期不一致", "its day is not the one in its order number")
            yield _contradicts(loan, payment, numbers, why, Source(proof.evidence, fact.day.page, fact.day.box))


def _disagrees(read: Read[object], look: Look) -> bool:
    return any(check.look is look and not check.agrees for check in read.checks)


def _names_nobody(payment: Payment) -> bool:
    facts = [proof.payment for proof in payment.proofs]
    return not any(f.payee or f.memo or f.contract for f in facts)


def _contradicts(loan: Loan, payment: Payment, numbers: list[int], why: Words, source: Source) -> Finding:
    amount = yuan(payment.amount) if payment.amount else Words("金额未读出", "amount not read")
    return Finding(
        rule=RULE,
        letter="L",
        severity=Severity.DOUBT,
        message=Words(
            f"{moment(payment)}这笔付款的凭证，{why.zh}。请打开原件核对；原件确实不一致的，请向银行或平台重新索取回单。",
            f"The document of the payment at {moment(payment)}: {why.en}. Check the original; if it is really so, get a new "
            "receipt from the bank or platform.",
        ),
        loan=loan.id,
        installment=numbers[0] if len(numbers) == 1 else None,
        sources=(source,),
        arithmetic=(Words(f"凭证：{moment(payment)}，{amount.zh}", f"Document: {moment(payment)}, {amount.en}"),),
        refuted_by=_REFUTED,
    )


def _no_payee(loan: Loan, payments: list[Payment], numbers: list[int]) -> Finding:
    listed = "、".join(str(n) for n in numbers[:12]) + ("…" if len(numbers) > 12 else "")
    return Finding(
        rule=RULE,
        letter="L",
        severity=Severity.NOTE,
        message=Words(
            f"第{listed}期的凭证没有写收款方，看不出钱付给了谁。请补充写有收款方的账单详情或电子回单。",
            f"The documents (installment {listed}) name no payee. Add bill details or a receipt that says who was paid.",
        ),
        loan=loan.id,
        installment=numbers[0] if len(numbers) == 1 else None,
        sources=sources_of(payments),
        arithmetic=tuple(_line(p) for p in payments[:12]),
        refuted_by=Words(
            "如果页面上写有收款方而没有识别出来，这一条就不成立。", "It fails if a payee stands there and was not read."
        ),
    )


def _line(payment: Payment) -> Words:
    amount = yuan(payment.amount) if payment.amount else Words("金额未读出", "amount not read")
    return Words(f"凭证：{moment(payment)}，{amount.zh}", f"Document: {moment(payment)}, {amount.en}")


def _about(ground: Ground, status: Status) -> Iterable[Payment]:
    return sorted((p for p in ground.payments if p.about_loan and p.status is status), key=_order)


def _pending(ground: Ground, loan: Loan) -> Iterator[Finding]:
    """Pages still pending beside installments that are proven otherwise; of the others class L speaks by itself."""
    rows = [r for r in ground.rows_of(loan) if r.state in (State.ON_TIME, State.LATE)]
    pages = [
        p
        for p in _about(ground, Status.PENDING)
        if any(p.day and p.amount == r.installment.amount and abs((p.day - r.installment.due).days) <= 20 for r in rows)
    ]
    begun = [a.payment for r in rows if (a := attempt_in_time(ground, r)) is not None]
    acted, pages = [p for p in pages if p in begun], [p for p in pages if p not in begun]
    if acted:
        days = "、".join(moment(p) for p in acted)
        yield Finding(
            rule=RULE,
            letter="L",
            severity=Severity.NOTE,
            message=Words(
                f"有页面显示“处理中”（{days}）。它不能证明已到账，但能证明您在应还日之内已经操作：请保留，并一并提交。",
                f"Pages still pending ({days}) prove no receipt, but they prove that you acted by the due day: keep them and "
                "hand them in.",
            ),
            loan=loan.id,
            sources=sources_of(acted),
            arithmetic=tuple(_line(p) for p in acted),
            refuted_by=_REFUTED,
        )
    if pages:
        days = "、".join(moment(p) for p in pages[:6]) + ("…" if len(pages) > 6 else "")
        yield Finding(
            rule=RULE,
            letter="L",
            severity=Severity.NOTE,
            message=Words(
                f"有页面显示“处理中”（{days}），它不能证明已到账，没有计入。这一期已有别的凭证，提交时可以不附这样的页面。",
                f"Pages still pending ({days}) prove no receipt and were not counted. There is other proof for these "
                "installments; such pages need not be handed in.",
            ),
            loan=loan.id,
            sources=sources_of(pages),
            arithmetic=tuple(_line(p) for p in pages[:12]),
            refuted_by=Words(
                "如果同一笔付款后来成功，请用成功后的页面。", "If the same payment succeeded later, use the later page."
            ),
        )


def _returned(ground: Ground, loan: Loan) -> Iterator[Finding]:
    refunds = {p.id for p in _about(ground, Status.REFUNDED)}
    pairs = [(refund, paid) for refund, paid in taken_back(ground.payments) if refund.id in refunds]
    if not pairs:
        return
    days = "、".join(moment(refund) for refund, _ in pairs[:6]) + ("…" if len(pairs) > 6 else "")
    ask = Words("", "")
    if not all(_proven(ground, loan, paid) for _, paid in pairs):
        ask = Words("如果后来又重新付过，请补上后一次的凭证。", " If you paid again, add the proof of that.")
    yield Finding(
        rule=RULE,
        letter="L",
        severity=Severity.NOTE,
        message=Words(
            f"有付款被退回（{days}），付款和退款相互抵销，没有计入。{ask.zh}",
            f"Payments were returned ({days}); payment and refund cancel out and were not counted.{ask.en}",
        ),
        loan=loan.id,
        sources=tuple(dict.fromkeys(s for pair in pairs for s in sources_of(pair))),
        arithmetic=tuple(
            Words(
                f"付款{moment(paid)} {yuan(paid.amount).zh} − 退款{moment(refund)} {yuan(refund.amount).zh} = 0",
                f"Paid {moment(paid)} {yuan(paid.amount).en} − refunded {moment(refund)} {yuan(refund.amount).en} = 0",
            )
            for refund, paid in pairs[:12]
            if paid.amount and refund.amount
        ),
        refuted_by=Words("如果退回的是另一笔钱，这一条就不成立。", "It fails if other money was returned."),
    )


def _proven(ground: Ground, loan: Loan, returned: Payment) -> bool:
    """The installment that a returned payment was nearest to is proven paid by another one."""
    day = returned.day
    rows = [row for row in ground.rows_of(loan) if row.installment.amount == returned.amount]
    if day is None or not rows:
        return False
    return min(rows, key=lambda row: abs((row.installment.due - day).days)).paid_on is not None
