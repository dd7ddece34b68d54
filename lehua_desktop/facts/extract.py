"""The one entry: from the pages of a file to everything that the file says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..core.facts import Context, Facts, Kind, Look
from ..core.page import Page
from .certainty import doubted
from .kinds.kind import kind_of, papers_in
from .lists.seams import once, shown_again, values
from .messages.signs import tells_messages
from .page.overlays import without_banner, without_bar, without_chats, without_frame, without_leaf
from .page.side_by_side import Parts, parts_of, tells
from .papers.contract import contract_facts, message_facts
from .papers.settlement_several import read_certificate
from .payments.payment import read_payment
from .payments.several import read_payment_list
from .plans.paid import payments_of_plan
from .plans.several import read_plans
from .reports.report import read_credit_reports
from .statements.statement import read_statement
from .words.amounts import find_amounts
from .words.wording import is_short, status_said


def extract(pages: Sequence[Page], context: Context) -> Facts:
    """What the pages of one file say. A file of kind `other` is a contract, which tells of the loan, or of no use.

    Papers of several kinds that were put into one file (contract, plan, receipts) are read each as what it is; the
    kind of the file is that of most of its pages.
    """
    pages = [_itself(page) for page in pages]
    parted = [(page, parts) for page in pages if len((parts := parts_of(page)).pages) > 1 or not parts.sure]
    if not parted or kind_of(pages) in (_OF_ONE_PAPER if len(pages) == 1 else _OF_MANY_PAGES):
        return _of_papers(pages, context)
    there = {page.number for page, _ in parted}
    others = [page for page in pages if page.number not in there]
    found = [_together(page, parts, context) for page, parts in parted] + (
        [_of_papers(others, context)] if others else []
    )
    return found[0] if len(found) == 1 else _merged(Facts(_kind_of_all(found)), found)


# What is one paper however its columns look, and what goes on from page to page.
_OF_ONE_PAPER = frozenset({Kind.CREDIT_REPORT, Kind.SETTLEMENT})
_OF_MANY_PAGES = _OF_ONE_PAPER | {Kind.STATEMENT, Kind.PLAN}


def _of_papers(pages: Sequence[Page], context: Context) -> Facts:
    papers = papers_in(pages)
    if len(papers) < 2:
        return _facts(kind_of(pages), pages, context)
    main = max(papers, key=lambda kind: len(papers[kind]))
    return _merged(Facts(main), [_facts(kind, its_pages, context) for kind, its_pages in papers.items()])


def _itself(page: Page) -> Page:
    """The page without what stands round the screen of an app, its bar, a notification that came over it, and the leaf of
    a calendar, where it tells something without them.
    """
    page = without_frame(without_chats(without_bar(page)))
    below = without_banner(page)
    if below is not None and not tells_messages([below]) and kind_of([below]) is not Kind.OTHER:
        page = below
    plain = without_leaf(page)
    return page if plain is None or kind_of([plain]) is Kind.OTHER else plain


def _together(page: Page, parts: Parts, context: Context) -> Facts:
    """What was put together on one page. What its parts alone leave open may be certain where the page read as one says
    the same: a screen with the last row of a list tells little by itself.

    Nothing is certain where the parts could not be told apart, or where one that shows what became of a sum told nothing.
    """
    found = [_facts(kind_of([part]), [part], context) for part in parts.pages]
    lost = any(facts == Facts(facts.kind) and _ended(part) for part, facts in zip(parts.pages, found, strict=True))
    as_one = {values(f): f for f in _of_papers([page], context).payments if f.certain}
    payments = [f if f.certain else as_one.get(values(f), f) for facts in found for f in facts.payments]
    payments = list(shown_again(once(payments)))
    if lost or not parts.sure:
        payments = [replace(f, amount=doubted(f.amount, Look.LABEL)) for f in payments]
    return replace(_merged(Facts(_kind_of_all(found)), found), payments=tuple(payments))


def _kind_of_all(found: Sequence[Facts]) -> Kind:
    """That of the first part which tells anything; two that tell payments are a list."""
    if sum(bool(facts.payments) for facts in found) > 1:
        return Kind.PAYMENT_LIST
    return next((facts.kind for facts in found if facts.kind is not Kind.OTHER), Kind.OTHER)


def _ended(part: Page) -> bool:
    """Whether what became of a sum stands there, and a day."""
    sums = any(a.decimals for x in part.lines for a in find_amounts(x.text))
    return sums and tells(part.lines) and any(is_short(x.text) and status_said(x.text) for x in part.lines)


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
