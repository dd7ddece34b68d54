"""The JSON of the command line. Other programs rely on its keys: none may be renamed."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import msgspec

from ..bundle.preflight.concerns import Concern
from ..bundle.write import Bundle
from ..casebook import Evidence
from ..core.facts import MOST_GRACE, CreditReport, MonthRecord, PaymentFact, PlanRow, Read, ReportAccount, Settlement
from ..core.model import Finding, Installment, Loan, Source, Timeline
from ..core.money import Money
from ..core.page import Box, Page
from ..core.problems import Fault, LehuaError, Problem
from ..core.words import Language
from .pipeline import Result

Document = dict[str, object]


def file_document(result: Result, language: Language) -> Document:
    """One file of `read`, or of `add`, which knows the evidence too."""
    facts = result.facts
    document: Document = {
        "file": result.given,
        "sha256": result.sha256,
        "pages": result.page_count,
        "error": fault_document(result.fault, language),
    }
    if result.failed:
        document["failed_pages"] = [
            {"page": page, **(fault_document(fault, language) or {})} for page, fault in sorted(result.failed.items())
        ]
    if result.added is not None:
        document |= {"evidence": result.added.evidence, "duplicate_of": result.added.duplicate_of}
    if facts is None:
        return document
    engines = Counter(page.engine for page in result.pages).most_common(1)
    return document | {
        "kind": facts.kind.value,
        "engine": engines[0][0] if engines else None,
        "read_by": read_by(result.pages),
        "payments": [_payment(payment) for payment in facts.payments],
        "plan": [_plan_row(row) for row in facts.plan],
        "overdue": _overdue(facts.report),
        "report": None if facts.report is None else _report(facts.report),
        "older_reports": [_report(report) for report in facts.older_reports],
        "settlement": None if facts.settlement is None else _settlement(facts.settlement),
        "settlements": [_settlement(settled) for settled in facts.settled_loans],
    }


def read_by(pages: Sequence[Page]) -> list[str]:
    """Who read the pages, each engine with its version, and the second reader: `rapidocr 3.10 + tesseract`."""
    names = (" + ".join(filter(None, (f"{page.engine} {page.version}".strip(), page.second_reader))) for page in pages)
    return list(dict.fromkeys(names))


def bundle_document(bundle: Bundle, language: Language) -> Document:
    """One written bundle; `bytes` of its PDF, of all its volumes together. `made_smaller` says what was done for a
    size limit, null when nothing had to be; its `volumes` are how many there are."""
    return {
        "pdf": str(bundle.pdf),
        "zip": str(bundle.zip),
        "pages": bundle.pages,
        "bytes": bundle.bytes,
        "volumes": [str(path) for path in bundle.volumes],
        "made_smaller": _made_smaller(bundle, language),
    }


def _made_smaller(bundle: Bundle, language: Language) -> Document | None:
    words, quality = bundle.made_smaller, bundle.quality
    if words is None or quality is None:
        return None
    return {
        "dpi": quality.dpi,
        "grey": quality.grey,
        "volumes": len(bundle.volumes),
        "message": words.say(language),
    }


def fault_document(fault: Fault | None, language: Language) -> Document | None:
    """`{"problem": stable key, "message": what happened, and what to do}`."""
    return None if fault is None else {"problem": fault.problem.value, "message": fault.words.say(language)}


def concern_document(concern: Concern, language: Language) -> Document:
    """One thing to look at before a bundle goes out. `page` counts from 0; what it is not about is null."""
    source = concern.source
    return {
        "key": concern.key,
        "severity": concern.severity,
        "message": concern.words.say(language),
        "evidence": source.evidence if source else None,
        "page": source.page if source else None,
        "box": _box(source.box) if source else None,
        "proof": concern.proof,
        "loan_field": concern.field,
    }


def timeline_document(timeline: Timeline, evidence: Sequence[Evidence], language: Language) -> Document:
    """The timeline with its findings; `loan` is the first where there are several."""
    names = {item.id: item.name for item in evidence}
    loans = [loan_document(loan) for loan in timeline.loans]
    document: Document = {
        "loan": loans[0] if loans else None,
        "installments": [
            {
                "loan": row.loan,
                "number": row.installment.number,
                "due": row.installment.due.isoformat(),
                "amount_fen": row.installment.amount.fen,
                "paid_fen": row.paid.fen,
                "paid_on": _day(row.paid_on),
                "state": row.state.value,
                "days_late": row.days_late,
                "allocations": [
                    {
                        "payment": link.payment,
                        "amount_fen": link.amount.fen,
                        "certain": link.certain,
                        "reasons": [reason.value for reason in link.reasons],
                        "others": [{"loan": loan, "installment": number} for loan, number in link.others],
                    }
                    for link in row.allocations
                ],
            }
            for row in timeline.rows
        ],
        "payments": [
            {
                "id": payment.id,
                "date": _day(payment.day),
                "time": payment.time,
                "amount_fen": _fen(payment.amount),
                "status": payment.status.value,
                "about_loan": payment.about_loan,
                "evidence": [
                    {"file": names.get(proof.evidence), "page": proof.payment.amount.page} for proof in payment.proofs
                ],
                "certain": payment.certain,
            }
            for payment in timeline.payments
        ],
        "findings": [_finding(finding, names, language) for finding in timeline.findings],
        "missing": [
            {"loan": item.loan, "installment": item.installment, "message": item.message.say(language)}
            for item in timeline.missing
        ],
        "unread": [
            {"file": item.name, "error": fault_document(item.fault, language)}
            for item in evidence
            if item.status != "read"
        ],
    }
    if len(loans) > 1:
        document["loans"] = loans
    return document


def loan_document(loan: Loan) -> Document:
    """The `loan` object, as LOAN.json has it too."""
    return {
        "platform": loan.platform,
        "lender": loan.lender,
        "guarantor": loan.guarantor,
        "contract": loan.contract,
        "borrower": loan.borrower,
        "principal_fen": _fen(loan.principal),
        "disbursed": _day(loan.disbursed),
        "cutoff": loan.cutoff,
        "grace": loan.grace,
        "installments": [
            {"number": item.number, "due": item.due.isoformat(), "amount_fen": item.amount.fen}
            for item in loan.installments
        ],
    }


class _InstallmentFile(msgspec.Struct):
    number: int
    due: dt.date
    amount_fen: int


class _LoanFile(msgspec.Struct):
    platform: str | None = None
    lender: str | None = None
    guarantor: str | None = None
    contract: str | None = None
    borrower: str | None = None
    principal_fen: int | None = None
    disbursed: dt.date | None = None
    cutoff: str | None = None
    grace: Annotated[int, msgspec.Meta(ge=0, le=MOST_GRACE)] | None = None
    installments: list[_InstallmentFile] = []


def read_loan(path: Path) -> Loan:
    """The loan in a LOAN.json. `FILE_MISSING`, `FILE_UNREADABLE`, or `BAD_LOAN_FILE` with the place in it."""
    try:
        file = msgspec.json.decode(path.read_text(encoding="utf-8-sig"), type=_LoanFile)
    except FileNotFoundError:
        raise LehuaError(Problem.FILE_MISSING) from None
    except OSError as error:
        raise LehuaError(Problem.FILE_UNREADABLE) from error
    except (UnicodeDecodeError, msgspec.MsgspecError) as error:
        raise LehuaError(Problem.BAD_LOAN_FILE, detail=error) from None
    numbers = [item.number for item in file.installments]
    if len(set(numbers)) < len(numbers):
        raise LehuaError(Problem.BAD_LOAN_FILE, detail="installments: number")
    if any(item.number < 1 or item.amount_fen <= 0 for item in file.installments):
        raise LehuaError(Problem.BAD_LOAN_FILE, detail="installments: number, amount_fen")
    return Loan(
        platform=file.platform,
        lender=file.lender,
        guarantor=file.guarantor,
        contract=file.contract,
        borrower=file.borrower,
        principal=None if file.principal_fen is None else Money(file.principal_fen),
        disbursed=file.disbursed,
        cutoff=file.cutoff,
        grace=file.grace,
        installments=tuple(
            Installment(item.number, item.due, Money(item.amount_fen))
            for item in sorted(file.installments, key=lambda item: item.number)
        ),
        confirmed=True,
    )


def to_text(document: object) -> str:
    """One JSON document, Chinese as it is."""
    return json.dumps(document, ensure_ascii=False, indent=1)


def _payment(payment: PaymentFact) -> Document:
    status = payment.status.value
    return {
        "date": _day(payment.day.value),
        "time": payment.time,
        "amount_fen": _fen(payment.amount.value),
        "status": None if status is None else status.value,
        "payee": payment.payee,
        "references": list(payment.references),
        "about_loan": payment.about_loan,
        "certain": payment.certain,
        "checks": {
            name: {check.look.value: check.agrees for check in sorted(read.checks, key=lambda check: -check.agrees)}
            for name, read in (("amount", payment.amount), ("date", payment.day), ("status", payment.status))
        },
        "source": {
            "page": payment.amount.page,
            "amount_box": _box(payment.amount.box),
            "date_box": _box(payment.day.box),
        },
    }


def _plan_row(row: PlanRow) -> Document:
    return {
        "number": row.number,
        "due": _day(row.due.value),
        "amount_fen": _fen(row.amount.value),
        "certain": row.certain,
        "contract": row.contract,
    }


def _overdue(report: CreditReport | None) -> list[Document]:
    """The months that a report calls overdue, and those whose code could not be read."""
    return [
        {
            "month": month.month,
            "code": month.code.value,
            "amount_fen": None if month.amount is None else _fen(month.amount.value),
            "certain": _sure(month),
            "lender": account.lender.value,
            "card": account.card is not None,
        }
        for account in ((*report.accounts, *report.cards) if report else ())
        for month in account.months
        if account.is_overdue(month) or month.code.value is None
    ]


def _sure(month: MonthRecord) -> bool:
    amount: Read[Money] | None = month.amount
    return month.code.certain and (amount is None or amount.certain)


def _report(report: CreditReport) -> Document:
    return {
        "report_date": _day(report.report_date),
        "edition": report.edition,
        "accounts": [
            {
                "lender": account.lender.value,
                "opened": _day(account.opened),
                "amount_fen": _fen(account.amount),
                "state": account.state,
                "settled_month": account.settled_month,
                "overdue_months": _overdue_months(account),
                "as_of": _day(account.as_of),
                "business": account.business,
                "card": account.card is not None,
            }
            for account in (*report.accounts, *report.cards)
        ],
    }


def _overdue_months(account: ReportAccount) -> int | None:
    if account.overdue_months is not None or not account.months:
        return account.overdue_months
    if any(month.code.value is None for month in account.months):
        return None
    return sum(account.is_overdue(month) for month in account.months)


def _settlement(settlement: Settlement) -> Document:
    return {
        "settled_on": _day(settlement.settled_on.value),
        "contract": settlement.contract,
        "lender": settlement.lender,
        "amount_fen": _fen(settlement.amount),
        "certain": settlement.settled_on.certain,
        "by_other": settlement.by_other,
        "issuer": settlement.issuer,
    }


def _finding(finding: Finding, names: dict[int, str], language: Language) -> Document:
    return {
        "rule": finding.rule,
        "class": finding.letter,
        "severity": finding.severity.value,
        "loan": finding.loan,
        "installment": finding.installment,
        "month": finding.month,
        "message": finding.to_person.say(language),
        "arithmetic": [line.say(language) for line in finding.arithmetic],
        "refuted_by": None if finding.refuted_by is None else finding.refuted_by.say(language),
        "evidence": [_source(source, names) for source in finding.sources],
    }


def _source(source: Source, names: dict[int, str]) -> Document:
    return {"file": names.get(source.evidence), "page": source.page}


def _fen(money: Money | None) -> int | None:
    return None if money is None else money.fen


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _box(box: Box | None) -> list[float] | None:
    return None if box is None else [round(value, 1) for value in (box.x0, box.y0, box.x1, box.y1)]
