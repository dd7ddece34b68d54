"""How much processor time the ledger takes, and how it grows: `python benchmarks/ledger.py`.

Four inputs: a statement in which only the installments' own payments concern the loan, the same with three proofs of
each payment, installments paid in many parts, and the worst case, in which every payment is about the loan and has an
installment's amount.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import time
import tracemalloc
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lehua_desktop.core.days import add_months
from lehua_desktop.core.facts import PaymentFact, Read, Status
from lehua_desktop.core.model import Decisions, Installment, Loan, Proof
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


def mixed(count: int, periods: int) -> list[Proof]:
    """The installments' own payments among others that do not concern the loan."""
    rng = random.Random(count)  # noqa: S311 - a benchmark needs the same numbers each time
    return _own(periods) + [
        proof(id_, _some_day(rng, periods), Money(rng.randrange(500, 300_000)), False)
        for id_ in range(periods + 1, count + 1)
    ]


def worst(count: int, periods: int) -> list[Proof]:
    """Every payment is about the loan and has an installment's amount."""
    rng = random.Random(count)  # noqa: S311 - the same numbers each time
    return _own(periods) + [proof(id_, _some_day(rng, periods), AMOUNT, True) for id_ in range(periods + 1, count + 1)]


def parts(count: int, periods: int) -> list[Proof]:
    """Every installment is paid by many small parts."""
    each = max(1, count // periods)
    return [
        proof(
            1 + k * each + n, add_months(FIRST, k) - dt.timedelta(days=n % 9), Money(AMOUNT.fen // each + n % 3), True
        )
        for k in range(periods)
        for n in range(each)
    ]


def thrice(count: int, periods: int) -> list[Proof]:
    """Every payment of a mixed case stands in three files."""
    once = mixed(max(periods, count // 3), periods)
    return [replace(p, id=p.id + k * count, evidence=p.evidence + 100 * k) for k in range(3) for p in once]


def _own(periods: int) -> list[Proof]:
    return [proof(k + 1, add_months(FIRST, k) - dt.timedelta(days=k % 5), AMOUNT, True) for k in range(periods)]


def _some_day(rng: random.Random, periods: int) -> dt.date:
    return FIRST + dt.timedelta(days=rng.randrange(periods * 30))


SIZES = ((48, 1000), (96, 2000), (240, 5000), (240, 10_000))


def main() -> None:
    print(f"{'input':8} {'periods':>8} {'payments':>9} {'payments s':>11} {'all s':>7} {'MB':>6}")
    for shape in (mixed, thrice, parts, worst):
        for periods, count in SIZES:
            given, loans = shape(count, periods), [loan(periods)]
            start = time.process_time()
            find_payments(given, Decisions())
            middle = time.process_time()
            build_timeline(loans, given, [], [], [], Decisions(), TODAY)
            end = time.process_time()
            tracemalloc.start()
            build_timeline(loans, given, [], [], [], Decisions(), TODAY)
            peak = tracemalloc.get_traced_memory()[1] / 1e6
            tracemalloc.stop()
            row = f"{shape.__name__:8} {periods:8} {len(given):9}"
            print(f"{row} {middle - start:11.2f} {end - middle:7.2f} {peak:6.1f}")


if __name__ == "__main__":
    main()
