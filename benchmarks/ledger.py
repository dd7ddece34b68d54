"""How much processor time the ledger takes, and how it grows: `python benchmarks/ledger.py`.

Two inputs: a statement in which only the installments' own payments concern the loan, and the worst case, in which
every payment is about the loan and has an installment's amount.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import time
import tracemalloc
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lehua_desktop.core.days import add_months
from lehua_desktop.core.model import Decisions, Installment, Loan, PaymentFact, Proof, Read, Status
from lehua_desktop.core.money import Money
from lehua_desktop.ledger.duplicates import find_payments
from lehua_desktop.ledger.timeline import build_timeline

FIRST = dt.date(2005, 1, 10)
AMOUNT = Money(128_635)
TODAY = dt.date(2026, 1, 1)


def loan(periods: int) -> Loan:
    rows = tuple(Installment(k + 1, add_months(FIRST, k), AMOUNT) for k in range(periods))
    return Loan(id=1, platform="乐花分期", principal=Money(100_000 * periods), installments=rows, confirmed=True)


def proof(id_: int, day: dt.date, amount: Money, about: bool) -> Proof:
    fact = PaymentFact(
        amount=Read(amount, True),
        day=Read(day, True),
        status=Read(Status.SUCCESS, True),
        time=f"{id_ % 24:02d}:{id_ % 60:02d}:{id_ % 59:02d}",
        payee="乐花分期" if about else "便利店",
        about_loan=about,
    )
    return Proof(id_, 1 + id_ % 7, fact)


def proofs(count: int, periods: int, worst: bool) -> list[Proof]:
    rng = random.Random(count)  # noqa: S311 - a benchmark needs the same numbers each time
    found = [proof(k + 1, add_months(FIRST, k) - dt.timedelta(days=k % 5), AMOUNT, True) for k in range(periods)]
    for id_ in range(periods + 1, count + 1):
        day = FIRST + dt.timedelta(days=rng.randrange(periods * 30))
        found.append(proof(id_, day, AMOUNT if worst else Money(rng.randrange(500, 300_000)), worst))
    return found[:count]


def main() -> None:
    print(f"{'input':8} {'periods':>8} {'payments':>9} {'payments s':>11} {'all s':>7} {'MB':>6}")
    for worst in (False, True):
        for periods, count in ((60, 1250), (120, 2500), (240, 5000), (240, 10000)):
            given, loans = proofs(count, periods, worst), [loan(periods)]
            start = time.process_time()
            find_payments(given, Decisions())
            middle = time.process_time()
            build_timeline(loans, given, [], [], [], Decisions(), TODAY)
            end = time.process_time()
            tracemalloc.start()
            build_timeline(loans, given, [], [], [], Decisions(), TODAY)
            peak = tracemalloc.get_traced_memory()[1] / 1e6
            tracemalloc.stop()
            name = "worst" if worst else "mixed"
            print(f"{name:8} {periods:8} {count:9} {middle - start:11.2f} {end - middle:7.2f} {peak:6.1f}")


if __name__ == "__main__":
    main()
