"""Cases from a seed, with their truth: a loan, what a borrower did with it, and proofs as readers might give them.

Proofs have noise: clocks without seconds or none at all, posting days, masked cards, readings that are uncertain and
then often wrong, pages that nobody took for the loan's, payments that no file shows. What is certain is right.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lehua_desktop.core.days import add_months
from lehua_desktop.core.facts import PaymentFact, Read, Status
from lehua_desktop.core.model import Installment, InstallmentRow, Loan, Proof, SettlementProof, State, Timeline
from lehua_desktop.core.money import Money
from tests.ledger.made import LENDER, certificate, timeline

PLATFORM = "乐花分期"
Key = tuple[int, int]  # loan, installment number


@dataclass(slots=True)
class TruePayment:
    """What really happened. `covers` says how much went to which installment."""

    at: dt.datetime
    fen: int
    covers: dict[Key, int] = field(default_factory=dict)
    status: Status = Status.SUCCESS
    loan: int = 1
    number: int | None = None
    order: str = ""
    certain: bool = False  # a file shows it, and its reading is certain


@dataclass(frozen=True, slots=True)
class Want:
    """What the certain evidence proves of one installment."""

    state: State
    paid: int


@dataclass(slots=True)
class Invented:
    loans: list[Loan]
    proofs: list[Proof]
    payments: list[TruePayment]
    certificates: list[SettlementProof]
    kinds: dict[Key, str]  # how each installment was repaid

    def timeline(self, proofs: Sequence[Proof] | None = None) -> Timeline:
        return timeline(self.proofs if proofs is None else proofs, *self.loans, settlements=self.certificates)

    def wanted(self, *, shown: bool) -> dict[Key, Want]:
        """By loan and number, what the certain evidence proves; with `shown` false, what really happened."""
        out = {}
        for loan in self.loans:
            for one in loan.installments:
                key = loan.id, one.number
                counts = [p for p in self.payments if key in p.covers and (p.certain or not shown)]
                fen = sum(p.covers[key] for p in counts)
                whole = fen >= one.amount.fen or self.kinds[key] == "rest"
                last = max((p.at.date() for p in counts), default=one.due)
                done = State.LATE if last > one.due else State.ON_TIME
                out[key] = Want(State.UNPROVEN if not counts else done if whole else State.PARTLY, fen)
        return out


@dataclass(frozen=True, slots=True)
class Miss:
    """A row that is not as the certain evidence has it. `silent`: it says as certain what is not so either."""

    row: InstallmentRow
    wanted: Want
    how: str  # how the installment was repaid
    silent: bool


def misses(case: Invented) -> list[Miss]:
    proven, real = case.wanted(shown=True), case.wanted(shown=False)
    found = []
    for row in case.timeline().rows:
        key = row.loan, row.installment.number
        how = case.kinds[key]

        def right(want: Want, row: InstallmentRow = row, how: str = how) -> bool:
            # How much of an early settlement goes to each installment is a matter of rounding.
            return row.state is want.state and (row.paid.fen == want.paid or how == "rest")

        if not right(proven[key]):
            sure = row.state is not State.UNPROVEN and all(a.certain for a in row.allocations)
            found.append(Miss(row, proven[key], how, sure and not right(real[key])))
    return found


def invented(seed: int, *, noise: bool = True, loans: int = 1) -> Invented:
    """The case of a seed. Without noise every payment is shown, and certainly."""
    rng = random.Random(seed)  # noqa: S311 - the same case each time is what is wanted
    case = Invented([], [], [], [], {})
    first = dt.date(2021, 1, 1) + dt.timedelta(days=rng.randrange(900))
    for id_ in range(1, loans + 1):
        loan = _loan(rng, id_, first)
        case.loans.append(loan)
        _repay(rng, case, loan)
    shows = _Shows(rng, noise, loans)
    for payment in case.payments:
        shows.pages(payment)
    shows.lists(case.payments)
    case.proofs = shows.proofs
    rng.shuffle(case.proofs)
    ids = rng.sample(range(1, 5000), len(case.proofs))
    case.proofs = [replace(p, id=id_) for p, id_ in zip(case.proofs, ids, strict=True)]
    return case


def _loan(rng: random.Random, id_: int, first: dt.date) -> Loan:
    periods = rng.choice([3, 6, 6, 9, 12, 12, 12, 24, 36])
    fen = rng.randrange(20_000, 400_000)
    scheme = rng.choice(["equal", "equal", "last", "falling"])
    step = rng.randrange(300, 3000)
    dues = [fen - (step * k if scheme == "falling" else 0) for k in range(periods)]
    dues = [max(due, 5_000) for due in dues]
    if scheme == "last":
        dues[-1] += rng.choice([1, 2, 3, 5, -4])
    start = first.replace(day=min(first.day, rng.choice([5, 10, 15, 20, 28, 31])))
    return Loan(
        id=id_,
        platform=PLATFORM,
        lender=LENDER,
        contract=f"LH{start:%Y%m%d}{1000 + id_}",
        borrower="张三",
        principal=Money(sum(dues) * 90 // 100),
        disbursed=start - dt.timedelta(days=rng.randrange(20, 40)),
        installments=tuple(
            Installment(k + 1, add_months(start, k, start.day), Money(due)) for k, due in enumerate(dues)
        ),
        confirmed=True,
    )


# --- what the borrower did ---------------------------------------------------------------------------------

_WAYS = (
    *["exact"] * 60, *["late"] * 8, *["early"] * 4, *["charges"] * 6, *["split"] * 6, *["merged"] * 5,
    *["gap"] * 4, *["double"] * 5, *["failed"] * 6, *["partly"] * 2, *["over"] * 1, *["rest"] * 1,
)  # fmt: skip


def _repay(rng: random.Random, case: Invented, loan: Loan) -> None:
    rows, at = loan.installments, 0

    def pay(day: dt.date, fen: int, covers: dict[int, int], status: Status = Status.SUCCESS) -> TruePayment:
        moment = dt.datetime.combine(day, dt.time(rng.randrange(7, 23), rng.randrange(60), rng.randrange(60)))
        order = f"{rng.choice(['4200002345', '1000050001'])}{moment:%Y%m%d}{rng.randrange(10**10):010d}"
        keys = {(loan.id, number): share for number, share in covers.items()}
        made = TruePayment(moment, fen, keys, status, loan.id, min(covers, default=None), order)
        case.payments.append(made)
        return made

    while at < len(rows):
        one, way = rows[at], rng.choice(_WAYS)
        if way == "rest" and len(rows) - at < 2:
            way = "exact"
        before = rng.choice([0, 0, 0, 1, 1, 2, 3, 4, 6, 8])
        day, fen, number = one.due - dt.timedelta(days=before), one.amount.fen, one.number
        many = 1
        if way == "late":
            pay(one.due + dt.timedelta(days=rng.choice([1, 2, 3, 4, 6, 9, 12])), fen, {number: fen})
        elif way == "early":
            pay(one.due - dt.timedelta(days=rng.randrange(9, 21)), fen, {number: fen})
        elif way == "charges":
            pay(
                day, fen + rng.choice([111, rng.randrange(100, 500), fen * rng.randrange(2, 25) // 1000]), {number: fen}
            )
        elif way == "split":
            part = fen * rng.choice([25, 40, 50, 60, 70]) // 100
            pay(one.due - dt.timedelta(days=rng.randrange(2, 7)), part, {number: part})
            pay(one.due - dt.timedelta(days=rng.randrange(-1, 2)), fen - part, {number: fen - part})
        elif way == "merged":
            many = min(rng.choice([2, 2, 2, 3]), len(rows) - at)
            covers = {r.number: r.amount.fen for r in rows[at : at + many]}
            pay(day, sum(covers.values()), covers)
        elif way == "double":
            made = pay(day, fen, {number: fen})
            again = pay(made.at.date(), fen, {})
            if rng.random() < 0.8:
                pay(max(made.at, again.at).date() + dt.timedelta(days=rng.randrange(1, 5)), fen, {}, Status.REFUNDED)
        elif way == "failed":
            pay(day - dt.timedelta(days=rng.randrange(2)), fen, {}, Status.FAILED).at -= dt.timedelta(hours=4)
            pay(day, fen, {number: fen})
        elif way == "partly":
            part = fen * rng.choice([30, 40, 50, 70]) // 100
            pay(day, part, {number: part})
        elif way == "over":
            pay(day, fen + fen * rng.randrange(30, 70) // 100, {number: fen})
        elif way == "rest":
            left = rows[at:]
            most = sum(r.amount.fen for r in left)
            paid = most * rng.randrange(88, 100) // 100
            shares = {r.number: r.amount.fen * paid // most for r in left}
            shares[number] += paid - sum(shares.values())
            made = pay(day, paid, shares)
            case.certificates.append(certificate(loan, made.at.date().isoformat()))
            many = len(left)
        elif way != "gap":
            pay(day, fen, {number: fen})
        for row in rows[at : at + many]:
            case.kinds[loan.id, row.number] = way
        at += many


# --- what files show of it ---------------------------------------------------------------------------------


@dataclass(slots=True)
class _Shows:
    rng: random.Random
    noise: bool
    loans: int
    proofs: list[Proof] = field(default_factory=list)
    file: int = 0

    def pages(self, payment: TruePayment) -> None:
        """Pages of this payment alone: a wallet's, the platform's, twice or not at all."""
        kinds = ["wallet", "platform", "receipt"]
        count = self.rng.choice([0, 1, 1, 1, 2]) if self.noise else 1
        if payment.status is not Status.SUCCESS:
            kinds = ["wallet"]
        for kind in self.rng.sample(kinds, min(count, len(kinds))):
            self.file += 1
            clock = f"{payment.at:%H:%M:%S}" if self.rng.random() < 0.7 else f"{payment.at:%H:%M}"
            told = kind == "platform" and bool(payment.covers)
            self._show(
                payment,
                time=None if kind == "receipt" and self.rng.random() < 0.5 else clock,
                refs=(payment.order,) if kind == "wallet" else (),
                periods=tuple(number for _, number in payment.covers) if told and self.rng.random() < 0.6 else (),
                payee=self.rng.choice([PLATFORM, LENDER, f"财付通-{PLATFORM}"]),
                tail="3446" if self.rng.random() < 0.5 else None,
            )

    def lists(self, payments: Sequence[TruePayment]) -> None:
        """A thread of messages, a bill's list and a bank's statement, each over a stretch of the time."""
        days = [p.at.date() for p in payments]
        for kind in ("messages", "bill", "statement"):
            if not days or self.rng.random() < 0.5:
                continue
            self.file += 1
            start, end = sorted(self.rng.sample(range((max(days) - min(days)).days + 2), 2))
            for payment in sorted(payments, key=lambda p: p.at):
                if not start <= (payment.at.date() - min(days)).days <= end:
                    continue
                if kind == "messages":
                    clock = f"{payment.at:%H:%M}" if self.rng.random() < 0.5 else None
                    self._show(payment, time=clock, payee=LENDER, tail="3446")
                elif kind == "bill":
                    self._show(payment, time=f"{payment.at:%H:%M}", payee=PLATFORM)
                elif payment.status is not Status.FAILED:
                    off = self.rng.choice([0, 0, 0, 1, 2])
                    self._show(payment, payee=LENDER, posting=True, off=off, tail="3446")

    def _show(
        self,
        payment: TruePayment,
        *,
        time: str | None = None,
        refs: tuple[str, ...] = (),
        periods: tuple[int, ...] = (),
        payee: str | None = PLATFORM,
        posting: bool = False,
        off: int = 0,
        tail: str | None = None,
        contract: str | None = None,
    ) -> None:
        rng, day, fen = self.rng, payment.at.date() + dt.timedelta(days=off), payment.fen
        sure = [True, True, True]
        seen: tuple[int | None, dt.date | None, Status | None] = (fen, day, payment.status)
        if self.noise and rng.random() < 0.08:
            at = rng.randrange(3)
            sure[at] = False
            if rng.random() < 0.6:
                wrong_day = rng.choice(
                    [
                        None,
                        add_months(day, rng.choice([-12, 12])),
                        day + dt.timedelta(days=rng.choice([1, 2, 7, 10, 20])),
                    ]
                )
                seen = (
                    rng.choice([None, fen + 10 ** rng.randrange(5), fen * 10]) if at == 0 else fen,
                    wrong_day if at == 1 else day,
                    rng.choice([None, Status.PENDING, Status.SUCCESS]) if at == 2 else payment.status,
                )
        about = not self.noise or rng.random() > 0.02
        if all(sure) and about and not off:  # a posting day may be later than the payment
            payment.certain = True
        self.proofs.append(
            Proof(
                len(self.proofs),
                self.file,
                PaymentFact(
                    amount=Read(Money(seen[0]) if seen[0] is not None else None, sure[0]),
                    day=Read(seen[1], sure[1]),
                    status=Read(seen[2], sure[2]),
                    time=time,
                    payee=payee,
                    card_tail=tail,
                    references=refs,
                    periods=periods,
                    contract=contract,
                    about_loan=about,
                    posting=posting,
                ),
            )
        )
