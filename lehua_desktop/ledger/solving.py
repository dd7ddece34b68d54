"""One answer for one loan: by hand, as stated, as the best assignment, and what is left over."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from ..core.model import Installment, Payment
from ..core.money import Money
from .assignment import EARLY, Coin, Fit, Slot, assign, charge_limit
from .sides import Side

NEAR = 15  # days around a due day
DOUBLE = 3  # days within which two equal payments may be one debit made twice
ALWAYS = 10**9  # margin of what nothing else could change
_STATED_LATE = 35  # days after the due day up to which a stated period needs no other support
_BEHIND = 100  # days that a borrower who still pays each month is behind at most
_LATE_BY, _HABIT = 7, 2  # more than a week, twice in a row, is no slip
_COUPON = re.compile(r"优惠|立减|减免|红包|抵扣|折扣|券")


@dataclass(frozen=True, slots=True)
class Share:
    """`fen` of a payment go to an installment. `margin`: by how much this beats the best other answer."""

    payment: int
    number: int
    fen: int
    fit: Fit
    margin: int = ALWAYS
    stated: bool = False
    by_hand: bool = False
    leftover: bool = False
    earliest: bool = False  # moved back to the earliest open installment

    @property
    def key(self) -> tuple[int, int, int]:
        return self.payment, self.number, self.fen


@dataclass(slots=True)
class _Work:
    side: Side
    payments: Mapping[int, Payment]
    left: dict[int, int]  # payment id -> fen that it still brings, in order of days
    open: dict[int, int]  # installment number -> fen still due
    due: dict[int, int]  # installment number -> ordinal of its due day
    shares: list[Share] = field(default_factory=list)

    def give(self, share: Share) -> None:
        self.shares.append(share)
        self.left[share.payment] -= share.fen
        self.open[share.number] -= share.fen
        if share.fit in (Fit.COUPON, Fit.REST):
            self.open[share.number] = 0  # what is missing fell away
        if share.fit in (Fit.CHARGES, Fit.SEVERAL_CHARGES) and not share.by_hand:
            self.left[share.payment] = 0  # what is over are charges, not money for the next installment

    def day(self, payment: int) -> int:
        day = self.payments[payment].day
        return day.toordinal() if day else 0


def solve(side: Side, payments: Mapping[int, Payment], money: Mapping[int, Money]) -> list[Share]:
    """The shares of one loan from the payments that `money` holds, each with what it brings."""
    coming = [id_ for id_, amount in money.items() if amount.fen > 0 and side.takes(id_)]
    coming += [id_ for id_ in (*(id_ for id_, _, _ in side.by_hand), *side.joint) if id_ in money and id_ not in coming]
    order = sorted(set(coming), key=lambda i: (payments[i].day, payments[i].time or "", money[i].fen, i))
    work = _Work(
        side,
        payments,
        {id_: money[id_].fen for id_ in order},
        {i.number: i.amount.fen for i in side.installments},
        {i.number: i.due.toordinal() for i in side.installments},
    )
    _by_hand(work)
    _joint(work)
    _as_stated(work)
    _best(work)
    _earliest_first(work)
    _left_over(work)
    return work.shares


def _by_hand(work: _Work) -> None:
    for payment, number, asked in work.side.by_hand:
        fen = min(work.left.get(payment, 0), work.open.get(number, 0), asked or ALWAYS)
        if fen > 0:
            work.give(Share(payment, number, fen, Fit.EXACT, by_hand=True))


def _joint(work: _Work) -> None:
    """One installment of each of several loans; the rest is for the others."""
    for payment, number in work.side.joint.items():
        if work.left.get(payment, 0) >= work.open[number] > 0:
            work.give(Share(payment, number, work.open[number], Fit.SEVERAL, 0))
        work.left[payment] = 0


def stated_periods(payment: Payment) -> tuple[int, ...]:
    """The installment numbers that the proofs name; none where two proofs name different ones."""
    said = {tuple(sorted(set(p.payment.periods))) for p in payment.proofs if p.payment.periods}
    return said.pop() if len(said) == 1 else ()


def _as_stated(work: _Work) -> None:
    for id_, fen in list(work.left.items()):
        numbers = [n for n in stated_periods(work.payments[id_]) if work.open.get(n)]
        if not fen or not numbers or len(numbers) < len(stated_periods(work.payments[id_])):
            continue
        if any((id_, n) in work.side.forbidden for n in numbers) or not _believable(work, id_, numbers):
            continue
        whole = sum(work.open[n] for n in numbers)
        late = work.day(id_) - work.due[numbers[0]]
        if fen == whole:
            fit = Fit.EXACT if len(numbers) == 1 else Fit.SEVERAL
            for number in numbers:
                work.give(Share(id_, number, work.open[number], fit, stated=True))
        elif id_ in work.side.unnamed:  # "第3期" of which loan?
            continue
        elif len(numbers) == 1 and whole < fen <= whole + charge_limit(whole, late):
            work.give(Share(id_, numbers[0], whole, Fit.CHARGES, stated=True))
        elif len(numbers) == 1 and whole - fen in _coupons(work.payments[id_]):
            work.give(Share(id_, numbers[0], fen, Fit.COUPON, stated=True))
        elif len(numbers) == 1 and whole < fen and _over_paid(work, id_, numbers[0]):
            work.give(Share(id_, numbers[0], whole, Fit.EXACT, stated=True))
        elif len(numbers) == 1 and whole > fen:
            work.give(Share(id_, numbers[0], fen, Fit.PART, stated=True))


def _over_paid(work: _Work, payment: int, number: int) -> bool:
    """What is over is too little for another installment, and nobody speaks of a settlement: it was paid too much."""
    over = work.left[payment] - work.open[number]
    least = min((fen for n, fen in work.open.items() if fen and n != number), default=work.open[number])
    return over * 10 < least * 9 and not settles(work.side, work.payments[payment])


def _believable(work: _Work, payment: int, numbers: list[int]) -> bool:
    """One misread digit names a far installment: then another one of the amount, right at the day, speaks against."""
    day = work.day(payment)
    if any(-EARLY <= day - work.due[n] <= _STATED_LATE for n in numbers):
        return True
    amounts = {work.open[n] for n in numbers}
    return not any(abs(day - due) <= NEAR and work.open[n] in amounts for n, due in work.due.items())


def _best(work: _Work) -> None:
    numbers = [i.number for i in work.side.installments if work.open[i.number] > 0]
    index = {number: i for i, number in enumerate(numbers)}
    slots = [Slot(work.due[n], work.open[n]) for n in numbers]
    last: dict[tuple[int, bool], int] = {}  # (fen, certain) -> day of the payment of that amount before
    coins = []
    for id_, fen in work.left.items():
        if fen > 0:
            day, payment = work.day(id_), work.payments[id_]
            before = [last.get((fen, True), 0), 0 if payment.certain else last.get((fen, False), 0)]
            twin_before = day - max(before) <= DOUBLE
            coins.append(
                Coin(
                    id_,
                    day,
                    fen,
                    payment.certain and id_ not in work.side.doubtful,
                    settles(work.side, payment),
                    twin_before,
                    _coupons(payment),
                )
            )
            last[fen, payment.certain] = day
    forbidden = frozenset((p, index[n]) for p, n in work.side.forbidden if n in index)
    answer = assign(coins, slots, work.side.rest_share, forbidden)
    for link in answer.links:
        work.give(Share(link.coin, numbers[link.slot], link.fen, link.fit, answer.margin[link.slot]))


def _coupons(payment: Payment) -> frozenset[int]:
    """What coupons took off the payment, by each name that a proof gives them."""
    named = (part for proof in payment.proofs for part in proof.payment.components)
    return frozenset(abs(money.fen) for word, money in named if money.fen and _COUPON.search(word))


def settles(side: Side, payment: Payment) -> bool:
    """A certificate of that day, or the payment's own words, say that it settles the loan."""
    if any(payment.day and abs((payment.day - day).days) <= 5 for day in side.settled):
        return True
    return any("提前结清" in (p.payment.memo or "") for p in payment.proofs)


def _earliest_first(work: _Work) -> None:
    """A borrower who is behind: an older installment is open, and a payment is over, or all that followed came late.

    The law takes the earliest installment that is due (Civil Code, article 560), so each payment moves back by one.
    That a proof of the older one is only missing stays possible: what moves is never clear, and the other is offered.
    """
    placed = {share.payment for share in work.shares}
    for over in [id_ for id_, fen in work.left.items() if fen > 0 and id_ not in placed]:
        day, fen = work.day(over), work.left[over]
        gap = next((i for i in work.side.installments if _pays(work, i.number, fen) and work.due[i.number] < day), None)
        # A debit made twice does not move all others, nor does one that nobody has looked at.
        if gap is None or not work.payments[over].certain or twin(work.payments, work.left, over, fen):
            continue
        moved = [
            share
            for share in work.shares
            if _movable(share, gap)
            and work.due[share.number] > work.due[gap.number]
            and work.due[gap.number] <= work.day(share.payment) <= day
        ]
        if moved:
            dues = sorted([gap.number, *(share.number for share in moved)], key=lambda number: work.due[number])
            _move_back(work, gap, moved, dues, [over, *(share.payment for share in moved)])
    for place, gap in enumerate(work.side.installments):
        late = _late_after(work, place) if work.open[gap.number] == gap.amount.fen else []
        if len(late) >= _HABIT:
            dues = [gap.number, *(share.number for share in late[:-1])]
            _move_back(work, gap, late, dues, [share.payment for share in late])


def _movable(share: Share, gap: Installment) -> bool:
    free = not (share.stated or share.by_hand or share.leftover)
    return free and share.fit in (Fit.EXACT, Fit.CHARGES) and share.fen == gap.amount.fen


def _late_after(work: _Work, place: int) -> list[Share]:
    """The payments of the installments right after an open one, all late; none where those before were as late."""
    shares: dict[int, list[Share]] = defaultdict(list)
    for share in work.shares:
        shares[share.number].append(share)

    def late(number: int) -> Share | None:
        own = shares[number]
        return own[0] if len(own) == 1 and work.day(own[0].payment) - work.due[number] > _LATE_BY else None

    gap, *after = work.side.installments[place:]
    found: list[Share] = []
    if place and late(work.side.installments[place - 1].number):
        return found
    for one in after:
        next_ = late(one.number)
        if next_ is None or not _movable(next_, gap) or not work.payments[next_.payment].certain:
            break
        found.append(next_)
    return found


def _move_back(work: _Work, gap: Installment, moved: list[Share], dues: list[int], paying: list[int]) -> None:
    """The payments by their days to these installments by their due days, unless a person or the days speak against it."""
    pairs = list(zip(sorted(paying, key=lambda id_: (work.day(id_), id_)), dues, strict=True))
    if any(pair in work.side.forbidden for pair in pairs):
        return
    if any(not -EARLY <= work.day(id_) - work.due[number] <= _BEHIND for id_, number in pairs):
        return
    work.shares = [share for share in work.shares if share not in moved]
    work.open |= {share.number: share.fen for share in moved} | dict.fromkeys(dues, 0)
    work.left |= dict.fromkeys(paying, 0)
    for id_, number in pairs:
        exact = work.payments[id_].amount == gap.amount
        work.shares.append(Share(id_, number, gap.amount.fen, Fit.EXACT if exact else Fit.CHARGES, 0, earliest=True))


def _pays(work: _Work, number: int, fen: int) -> bool:
    """The installment is wholly open, and the payment is its amount with charges at most."""
    whole = next(i.amount.fen for i in work.side.installments if i.number == number)
    return work.open[number] == whole <= fen <= whole + charge_limit(whole, 0)


def _left_over(work: _Work) -> None:
    """Payments that found no place near their day: the earliest installments that are still open."""
    amounts = [i.amount.fen for i in work.side.installments]
    placed = {share.payment for share in work.shares if not share.by_hand}
    for id_, fen in list(work.left.items()):
        if fen <= 0 or id_ in placed or not any(work.open.values()):
            continue
        day = work.day(id_)
        free = [
            i.number
            for i in work.side.installments
            if work.open[i.number] > 0
            and i.due.toordinal() <= day + EARLY
            and (id_, i.number) not in work.side.forbidden
        ]
        exact = [n for n in free if work.open[n] == fen]
        if exact:
            only = amounts.count(fen) == 1 and not twin(work.payments, work.left, id_, fen)
            work.give(Share(id_, exact[0], fen, Fit.EXACT, ALWAYS if only else 0, leftover=True))
            continue
        run = _run(work, free, fen)
        if run:
            for number in run:
                work.give(Share(id_, number, work.open[number], Fit.SEVERAL, 0, leftover=True))
            continue
        for number in free:
            part = min(work.left[id_], work.open[number])
            if part * 20 < work.open[number]:
                break
            fit = Fit.PART if part < work.open[number] else Fit.SEVERAL
            work.give(Share(id_, number, part, fit, 0, leftover=True))


def _run(work: _Work, free: list[int], fen: int) -> list[int]:
    """Neighbouring open installments that add up to the amount, the earliest ones; empty where none do."""
    sums = [0, *accumulate(work.open[n] for n in free)]
    where = {value: i for i, value in enumerate(sums)}
    for start, value in enumerate(sums):
        stop = where.get(value + fen)
        if stop is not None and stop > start:
            return free[start:stop]
    return []


def twin(payments: Mapping[int, Payment], money: Mapping[int, object], payment: int, fen: int) -> bool:
    """Is there another payment of the amount within a few days? Then one of the two may be a double debit."""
    day = payments[payment].day
    return any(
        id_ != payment
        and p.amount is not None
        and p.amount.fen == fen
        and p.day
        and day
        and abs((p.day - day).days) <= DOUBLE
        for id_ in money
        for p in [payments[id_]]
    )
