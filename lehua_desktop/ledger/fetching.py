"""Where to fetch the proof of a payment: the wallet and the bank that the case's other payments went through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ..core.facts import PaymentFact
from ..core.model import FetchGuide, Payment
from ..core.words import Words

_Place = tuple[int, str]  # which guide, and the word by which a proof names it


def where_to_fetch(payments: Iterable[Payment], guides: Sequence[FetchGuide]) -> tuple[tuple[Words, Words], ...]:
    """Names and ways of the bank and the wallet of most payments about the loan, the bank first; none that no proof names."""
    counts: Counter[_Place] = Counter()
    for payment in payments:
        if payment.about_loan:
            counts.update({place for proof in payment.proofs for place in _places(proof.payment, guides)})
    best: dict[bool, _Place] = {}
    for place in sorted(counts, key=lambda p: (-counts[p], p)):
        best.setdefault(guides[place[0]].wallet, place)
    chosen = [best[wallet] for wallet in (False, True) if wallet in best]
    return tuple((guides[at].name.fill(bank=mark), guides[at].where.fill(bank=mark)) for at, mark in chosen)


def _places(fact: PaymentFact, guides: Sequence[FetchGuide]) -> set[_Place]:
    said = f"{fact.method or ''} {fact.payee or ''}"
    found = set()
    for at, guide in enumerate(guides):
        mark = next((mark for mark in guide.marks if mark in said), None)
        if mark is None and guide.orders and any(guide.orders.fullmatch(number) for number in fact.references):
            mark = guide.marks[0]
        if mark is not None:
            found.add((at, guide.marks[0] if guide.wallet else mark))
    return found
