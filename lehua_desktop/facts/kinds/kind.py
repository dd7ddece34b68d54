"""What kind of document a file is: ordered questions to the words and shapes on its pages; the first yes decides.

The order goes from what nothing else looks like (a credit report, a certificate) to what is only told by several weak
signs (a page of one payment). The questions on papers stand in `paper_signs.py`, those on payments in
`payment_signs.py`. A new wording belongs into the word list of its question; a page that got the wrong kind is drawn in
`tests/data/facts/pages` first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...core.facts import Kind
from ...core.page import Page
from ..plans.repaid import lists_repaid
from . import paper_signs, payment_signs
from .seen import Seen


def kind_of(pages: Sequence[Page]) -> Kind:
    """The kind of the pages as a whole; `OTHER` where nothing of use is seen."""
    seen = Seen(tuple(pages))
    if not seen.flat:
        return Kind.OTHER
    return next((kind for kind, asks in _QUESTIONS if asks(seen)), Kind.OTHER)


def papers_in(pages: Sequence[Page]) -> dict[Kind, list[Page]]:
    """The pages of a file by the kind of paper they belong to; one entry where the file is one paper.

    A page begins another paper when it shows by itself what it is and that differs from the paper before; any other
    page goes on with the paper before. Later pages of a report or a statement rarely show what they are.
    """
    papers: dict[Kind, list[Page]] = {}
    now: Kind | None = None
    for page in pages if len(pages) > 1 else ():
        seen = Seen((page,))
        own = kind_of([page])
        if now is None or (own is not now and _shows_itself(own, seen, now)):
            now = own
        papers.setdefault(now, []).append(page)
    if len(papers) > 1 and (loose := papers.pop(Kind.OTHER, None)):
        # Prose before the first paper, the contract of a plan mostly, is part of it.
        first = next(iter(papers))
        papers[first] = sorted([*loose, *papers[first]], key=lambda p: p.number)
    return papers


def _shows_itself(own: Kind, seen: Seen, now: Kind) -> bool:
    """Whether a page by itself is surely of this kind, and no later page of the paper before."""
    if own is Kind.OTHER or seen.count(paper_signs.REPORT_WORDS) >= 2:
        return own is Kind.CREDIT_REPORT and seen.says(paper_signs.REPORT_TITLE)
    if now is Kind.OTHER or own is Kind.SETTLEMENT:
        return True
    if own is Kind.STATEMENT:
        return paper_signs.is_statement(seen)
    if own is Kind.PLAN:
        return now not in (Kind.STATEMENT, Kind.CREDIT_REPORT) or paper_signs.titled_as_plan(seen)
    if own is Kind.PAYMENT:
        return payment_signs.is_detail(seen) or (now is not Kind.STATEMENT and bool(seen.outcomes))
    if own is Kind.PAYMENT_LIST and lists_repaid(seen.pages):
        return True
    return own is Kind.PAYMENT_LIST and now not in (Kind.STATEMENT, Kind.CREDIT_REPORT, Kind.PLAN)


_QUESTIONS: tuple[tuple[Kind, Callable[[Seen], bool]], ...] = (
    (Kind.CREDIT_REPORT, paper_signs.is_report),
    (Kind.SETTLEMENT, paper_signs.is_certificate),
    (Kind.PAYMENT_LIST, paper_signs.is_repaid),
    (Kind.STATEMENT, paper_signs.is_statement),
    (Kind.PAYMENT_LIST, payment_signs.is_messages),
    (Kind.PAYMENT, payment_signs.is_detail),
    (Kind.PLAN, paper_signs.is_plan),
    (Kind.STATEMENT, paper_signs.is_plain_statement),
    (Kind.STATEMENT, paper_signs.goes_on_as_statement),
    (Kind.PAYMENT_LIST, paper_signs.is_repaid_sheet),
    (Kind.PAYMENT_LIST, payment_signs.is_chat_transfer),
    (Kind.PAYMENT_LIST, payment_signs.is_list),
    (Kind.PAYMENT_LIST, payment_signs.is_cards),
    (Kind.PAYMENT, payment_signs.is_payment),
)
