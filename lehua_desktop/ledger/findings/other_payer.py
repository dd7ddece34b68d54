"""Class K: payments made by somebody else than the borrower, as far as masked names tell.

Somebody else may pay a debt, and the payment counts; but a clerk will ask, so it is said before they do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ...core.model import Finding, InstallmentRow, Loan, Payment, Severity
from ...core.words import Words, counted
from ..sides import contract_speaks
from .ground import Ground, sources_of

RULE = "other_payer"
_NAME = re.compile(r"(?!.*(?:银行|公司|支付|储蓄|信用|余额|[卡宝钱]$))[\u4e00-\u9fff*·]{2,12}")


def other_payer(ground: Ground) -> Iterator[Finding]:
    """One finding for each loan and each other name that paid installments of it."""
    for loan in ground.loans:
        if not loan.borrower:
            continue
        linked = {a.payment: row.installment.number for row in ground.rows_of(loan) for a in row.allocations}
        others: dict[str, list[Payment]] = {}
        for id_ in linked:
            payment = ground.payment(id_)
            names = {p.payment.payer for p in payment.proofs if p.payment.payer}
            for name in sorted(name for name in names if name and differs(name, loan.borrower)):
                others.setdefault(name, []).append(payment)
        for name, payments in others.items():
            yield _finding(loan, name, payments, sorted({linked[p.id] for p in payments}))


def differs(payer: str, borrower: str) -> bool:
    """Whether the payer's name, which may be masked (`*三`, `张*`, `**明`), cannot be the borrower's."""
    one = unicodedata.normalize("NFKC", payer).replace(" ", "").replace("＊", "*")
    other = unicodedata.normalize("NFKC", borrower).replace(" ", "")
    if not (_NAME.fullmatch(one) and _NAME.fullmatch(other)) or not one.strip("*"):
        return False
    if len(one) != len(other):
        # A mask may stand for more or fewer signs than it has: what is left must still begin or end the name.
        head, tail = one.split("*")[0], one.split("*")[-1]
        return not (other.startswith(head) and other.endswith(tail)) if "*" in one else True
    return any(a != b for a, b in zip(one, other, strict=True) if "*" not in (a, b))


def unexplained_payer(ground: Ground, loan: Loan, row: InstallmentRow) -> Words | None:
    """A doubt where somebody else paid what counts for the row, and no proof names the contract or the borrower."""
    for payment in (ground.payment(a.payment) for a in row.allocations if a.certain):
        if name := _unexplained(loan, payment):
            return Words(
                f"付款人是“{name}”，凭证没有写明合同号或借款人，这笔钱也可能还的是{name}自己的借款",
                f"the payer is “{name}”, and no proof names the contract or the borrower: it may be a loan of {name}",
            )
    return None


def _unexplained(loan: Loan, payment: Payment) -> str | None:
    facts = [proof.payment for proof in payment.proofs]
    payers = [fact.payer for fact in facts if fact.payer]
    borrower = (loan.borrower or "").replace(" ", "")
    if not borrower or not payers or not all(differs(name, borrower) for name in payers):
        return None
    named = any(borrower in f"{fact.payee or ''}{fact.memo or ''}".replace(" ", "") for fact in facts)
    return None if named or contract_speaks(loan, payment) else payers[0]


def _finding(loan: Loan, name: str, payments: list[Payment], numbers: list[int]) -> Finding:
    listed = "、".join(str(n) for n in numbers[:12]) + ("…" if len(numbers) > 12 else "")
    own = Words("", "")
    if any(_unexplained(loan, payment) for payment in payments):
        own = Words(
            f"凭证没有写明合同号或借款人：请先确认还的不是{name}自己的借款。",
            f" No proof names the contract or the borrower: first make sure that it was not a loan of {name}.",
        )
    return Finding(
        rule=RULE,
        letter="K",
        severity=Severity.NOTE,
        message=Words(
            f"第{listed}期的凭证写的付款人是“{name}”，与借款人“{loan.borrower}”不同。别人代为还款也算还款；"
            f"请附一句说明（付款人与您的关系、代还的是这笔借款），必要时请付款人签字。{own.zh}",
            f"The proofs (installment {listed}) name the payer “{name}”, not the borrower “{loan.borrower}”. A payment "
            f"by somebody else counts; add a line that says who they are and that they paid this loan, signed if need be.{own.en}",
        ),
        loan=loan.id,
        installment=numbers[0] if len(numbers) == 1 else None,
        sources=sources_of(payments),
        arithmetic=(
            Words(
                f"凭证：付款人{name}，{len(payments)}笔", f"Proofs: payer {name}, {counted(len(payments), 'payment')}"
            ),
            Words(f"借款人：{loan.borrower}", f"Borrower: {loan.borrower}"),
        ),
        refuted_by=Words("如果付款人姓名识别有误，这一条就不成立。", "It fails if the payer's name was misread."),
    )
