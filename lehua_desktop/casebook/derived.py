"""Facts and proofs are derived from readings, and derived anew where what they rest on has changed."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import traceback
from collections.abc import Sequence

from .. import __version__
from ..core.facts import Context, Facts, Kind, PaymentFact
from ..core.page import Page
from ..facts.extract import extract
from ..facts.words.glyphs import packed
from ..store.rows import Rows
from .proofs import match_proofs

_log = logging.getLogger(__name__)


def derive(pages: Sequence[Page], context: Context) -> Facts | None:
    """The facts of one file; `None` if its pages break the readers of facts, which is a bug of one file only."""
    try:
        return extract(pages, context)
    except Exception as error:  # noqa: BLE001  a layout that nobody foresaw must not cost the other files
        where = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
        _log.error("deriving facts failed: %s at %s", type(error).__name__, " ".join(where))  # never the text
        return None


class Derived:
    """The facts of all evidence of one case, kept in memory and in the file."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._facts: dict[int, Facts | None] = {}

    def facts(self, evidence: int) -> Facts | None:
        if evidence not in self._facts:
            self._facts[evidence] = self._rows.facts(evidence)
        return self._facts[evidence]

    def forget(self) -> None:
        """What is in memory may not be what is in the file (a transaction was rolled back)."""
        self._facts.clear()

    def refresh(self, now: dt.datetime) -> set[int]:
        """Derives what is stale, inside the transaction of the caller; the evidence that it touched.

        Facts rest on the last reading, on the program, and on those names of the parties that the pages hold. What
        changes of a payment goes into the history: with the moment of the reading, or `now` for one derived anew.
        """
        touched: set[int] = set()
        for _ in range(2):  # a plan may bring the name of a lender that stands in other files
            attempts = self._rows.attempts()
            aliases = self._aliases([evidence for evidence, *_ in attempts])
            everything = hashlib.sha256("|".join(aliases).encode()).hexdigest()[:16]
            stale = [
                (evidence, f"{__version__} {attempt} ", read_at, old)
                for evidence, attempt, read_at, old in attempts
                if not old.startswith(f"{__version__} {attempt} {everything} ")
            ]
            for evidence, basis, read_at, old in stale:
                pages = self._rows.pages(evidence)
                named = _named(pages, aliases)
                stamp = f"{basis}{everything} {'|'.join(named)}"
                if old.startswith(basis) and old.split(" ", 3)[3] == "|".join(named):
                    self._rows.set_stamp(evidence, stamp)
                else:
                    at = now if old else read_at
                    self._derive(evidence, pages, Context(read_at.date(), named), stamp, at)
                    touched.add(evidence)
            if not stale:
                break
        return touched

    def _derive(self, evidence: int, pages: Sequence[Page], context: Context, stamp: str, at: dt.datetime) -> None:
        facts = derive(pages, context) if pages else None
        self._facts[evidence] = facts
        self._rows.set_facts(evidence, stamp, facts)
        payments = facts.payments if facts else ()
        old = self._rows.proofs(evidence)
        ids = self._rows.set_proofs(evidence, zip(match_proofs(old, payments), payments, strict=True))
        before = {row.id: seen(row.payment) for row in old if row.shown}
        after = {proof: seen(payment) for proof, payment in zip(ids, payments, strict=True)}
        changed = [[proof, *values] for proof, values in after.items() if before.get(proof) != values]
        gone = [proof for proof in before if proof not in after]
        if changed or gone:
            detail = {"evidence": evidence, "proofs": changed, "gone": gone}
            self._rows.remember(at, "found", f"lehua {__version__}", detail)

    def _aliases(self, read: Sequence[int]) -> tuple[str, ...]:
        """Names of the parties, from the loan and from plans and certificates."""
        names: set[str | None] = set()
        for loan in self._rows.loans():
            names |= {loan.platform, loan.lender, loan.guarantor}
        for evidence in read:
            names |= _parties(self.facts(evidence))
        return tuple(sorted(name for name in names if name))


def _named(pages: Sequence[Page], aliases: tuple[str, ...]) -> tuple[str, ...]:
    """The names that may stand on the pages: their beginning does, for a name may be broken into two lines."""
    said = packed("".join(line.text for page in pages for line in page.lines))
    return tuple(name for name in aliases if packed(name)[:3] in said)


def _parties(facts: Facts | None) -> set[str | None]:
    if facts is None:
        return set()
    names: set[str | None] = set()
    if facts.kind in (Kind.PLAN, Kind.SETTLEMENT):
        for loan in (*facts.loans, *((facts.loan,) if facts.loan else ())):
            names |= {loan.platform, loan.lender, loan.guarantor}
    return names | {settled.lender for settled in facts.settled_loans}


def seen(fact: PaymentFact) -> tuple[int | None, str | None, str | None, str | None, bool]:
    """What the history keeps of a payment: fen, day, time, status, and whether all of it is certain."""
    amount, day, status = fact.amount.value, fact.day.value, fact.status.value
    return (
        None if amount is None else amount.fen,
        None if day is None else day.isoformat(),
        fact.time,
        None if status is None else status.value,
        fact.certain,
    )
