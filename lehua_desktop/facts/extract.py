"""The one entry: from the pages of a file to everything that the file says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..core.model import Context, Facts, Kind
from ..core.page import Page
from .credit_report import read_credit_report
from .kinds import kind_of, papers_in
from .payment import read_payment
from .payment_list import read_payment_list
from .plan import read_plan
from .plan_paid import payments_of_plan
from .settlement import read_settlement
from .statement import read_statement


def extract(pages: Sequence[Page], context: Context) -> Facts:
    """What the pages of one file say. A file that says nothing of use is of kind `other`, with nothing else.

    Papers of several kinds that were put into one file (contract, plan, receipts) are read each as what it is; the
    kind of the file is that of most of its pages.
    """
    papers = papers_in(pages)
    if len(papers) < 2:
        return _facts(kind_of(pages), pages, context)
    main = max(papers, key=lambda kind: len(papers[kind]))
    whole = Facts(main)
    for kind, its_pages in papers.items():
        facts = _facts(kind, its_pages, context)
        whole = replace(
            whole,
            payments=(*whole.payments, *facts.payments),
            plan=whole.plan or facts.plan,
            loan=whole.loan or facts.loan,
            report=whole.report or facts.report,
            settlement=whole.settlement or facts.settlement,
        )
    return whole


def _facts(kind: Kind, pages: Sequence[Page], context: Context) -> Facts:
    match kind:
        case Kind.PAYMENT:
            return Facts(kind, payments=read_payment(pages, context))
        case Kind.PAYMENT_LIST:
            return Facts(kind, payments=read_payment_list(pages, context))
        case Kind.STATEMENT:
            return Facts(kind, payments=read_statement(pages, context))
        case Kind.PLAN:
            rows, loan = read_plan(pages, context)
            return Facts(kind, payments=payments_of_plan(pages, context), plan=rows, loan=loan)
        case Kind.SETTLEMENT:
            return Facts(kind, settlement=read_settlement(pages, context))
        case Kind.CREDIT_REPORT:
            return Facts(kind, report=read_credit_report(pages, context))
        case Kind.OTHER:
            return Facts(kind)
