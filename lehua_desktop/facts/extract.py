"""The one entry: from the pages of a file to everything that the file says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..core.model import Context, Facts, Kind
from ..core.page import Page
from .contract import contract_facts, message_facts
from .credit_report import read_credit_reports
from .kinds import kind_of, papers_in
from .payment import read_payment
from .payment_list import read_payment_list
from .plan_paid import payments_of_plan
from .plan_several import read_plans
from .settlement_several import read_certificate
from .side_by_side import receipts_of, screens_of
from .statement import read_statement


def extract(pages: Sequence[Page], context: Context) -> Facts:
    """What the pages of one file say. A file of kind `other` is a contract, which tells of the loan, or of no use.

    Papers of several kinds that were put into one file (contract, plan, receipts) are read each as what it is; the
    kind of the file is that of most of its pages.
    """
    for parts in (screens_of(pages[0]), receipts_of(pages[0])) if len(pages) == 1 else ():
        if len(parts) == 2:
            return _both([_facts(kind_of([part]), [part], context) for part in parts])
    papers = papers_in(pages)
    if len(papers) < 2:
        return _facts(kind_of(pages), pages, context)
    main = max(papers, key=lambda kind: len(papers[kind]))
    return _merged(Facts(main), [_facts(kind, its_pages, context) for kind, its_pages in papers.items()])


def _both(parts: Sequence[Facts]) -> Facts:
    """What stands side by side on one page; two payments are a list."""
    kind = next((facts.kind for facts in parts if facts.kind is not Kind.OTHER), Kind.OTHER)
    paying = sum(bool(facts.payments) for facts in parts)
    return _merged(Facts(Kind.PAYMENT_LIST if paying > 1 else kind), parts)


def _merged(whole: Facts, parts: Sequence[Facts]) -> Facts:
    for facts in parts:
        whole = replace(
            whole,
            payments=(*whole.payments, *facts.payments),
            plan=whole.plan or facts.plan,
            loan=whole.loan or facts.loan,
            loans=whole.loans or (() if whole.plan else facts.loans),
            report=whole.report or facts.report,
            settlement=whole.settlement or facts.settlement,
            settlements=whole.settlements or facts.settlements,
            older_reports=whole.older_reports or facts.older_reports,
        )
    return whole


def _facts(kind: Kind, pages: Sequence[Page], context: Context) -> Facts:
    match kind:
        case Kind.PAYMENT:
            return Facts(kind, payments=read_payment(pages, context))
        case Kind.PAYMENT_LIST:
            payments = read_payment_list(pages, context)
            kind = kind if payments else Kind.OTHER  # reminders, loans paid out
            return Facts(kind, payments=payments, loan=message_facts(pages))
        case Kind.STATEMENT:
            return Facts(kind, payments=read_statement(pages, context))
        case Kind.PLAN:
            rows, loans = read_plans(pages, context)
            several = loans if len(loans) > 1 else ()
            loan = loans[0] if len(loans) == 1 else None
            return Facts(kind, payments=payments_of_plan(pages, context), plan=rows, loan=loan, loans=several)
        case Kind.SETTLEMENT:
            settlement, settlements = read_certificate(pages, context)
            return Facts(kind, settlement=settlement, settlements=settlements)
        case Kind.CREDIT_REPORT:
            *older, newest = read_credit_reports(pages, context)
            return Facts(kind, report=newest, older_reports=tuple(report for report in older if report))
        case Kind.OTHER:
            return Facts(kind, loan=contract_facts(pages))
