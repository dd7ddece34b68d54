"""Is a link clear? A link that another reading of the same evidence would turn over must wait for a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ..core.model import Installment, Payment
from ..core.money import Money
from .assignment import EARLY, LATE, Fit
from .duplicates import POSTED_WITHIN
from .sides import Side, contract_speaks, names_speak
from .solving import DOUBLE, NEAR, Share, settles, stated_periods, twin

_MOVABLE = (Fit.EXACT, Fit.CHARGES, Fit.PART, Fit.LAST_PART)
_EARLY = 10  # days before its due day from which a payment may as well be for an older open installment
_LATE = 7  # days after its due day from which a payment may as well be early for the next open installment
_AHEAD = 24  # days that a payment comes before a due day at most, as a rule
_SWAP = 28  # days: a person who is late may well pay the newer installment first
_SMALL_CHARGES = 2000  # fen that a fee may come to, whatever the installment


def is_clear(
    side: Side,
    share: Share,
    installment: Installment,
    covered: int,
    together: Collection[int],
    payments: Mapping[int, Payment],
    money: Mapping[int, Money],
) -> bool:
    """May this share of a certain payment count, seen by itself?

    `covered` is what certain payments bring to the installment in all, `together` what the payment covers.
    """
    payment = payments[share.payment]
    if payment.day is None or contract_speaks(side.loan, payment) is False:
        return False
    if posted_around(payment, installment):
        return False
    days = (payment.day - installment.due).days
    periods = stated_periods(payment)
    if periods and share.number not in periods and not (share.fit is Fit.SEVERAL and set(periods) <= set(together)):
        return False  # a page may name only the first of those that its amount adds up to
    if share.stated and share.fit in (Fit.EXACT, Fit.SEVERAL, Fit.COUPON):
        return True
    named = contract_speaks(side.loan, payment)
    due, stranger = installment.amount.fen, names_speak(side.loan, payment) is False and not named
    match share.fit:
        case Fit.COUPON:
            return not stranger and abs(days) <= NEAR
        case Fit.EXACT:
            return abs(days) <= NEAR or not twin(payments, money, payment.id, share.fen)
        case Fit.CHARGES:
            over = money[payment.id].fen - share.fen
            small = over <= max(due * 3 // 100, min(_SMALL_CHARGES, due // 10))
            others = any(i.amount == payment.amount for i in side.installments)
            return small and not stranger and not others and abs(days) <= NEAR
        case Fit.SEVERAL:
            return not stranger
        case Fit.PART | Fit.LAST_PART:
            if stranger:
                return False
            # A sum that fits to the fen speaks for its parts. A part alone must be a good part, and near its day;
            # a little under the whole is more likely a coupon, unless the page names the installment: then it is short.
            most = due if share.stated else due * 9 // 10
            return covered >= due or (-20 <= days <= NEAR and due // 5 <= covered <= most)
        case Fit.REST:  # whether it took in what was overdue already, its sum does not say
            return settles(side, payment) and days <= NEAR
        case _:
            return False


def posted_around(payment: Payment, installment: Installment) -> bool:
    """Only a posting day is known, and it lies so shortly after the due day that the payment may have been in time."""
    if payment.day is None or not 0 < (payment.day - installment.due).days <= POSTED_WITHIN:
        return False
    sources = [p for p in payment.proofs if p.payment.day.value == payment.day]
    moments = [p for p in sources if not p.payment.posting and (p.confirmed or p.payment.day.certain)]
    return any(p.payment.posting for p in sources) and not moments


@dataclass(frozen=True, slots=True)
class _Pair:
    number: int
    due: int
    day: int


def doubts(
    side: Side,
    payments: Mapping[int, Payment],
    money: Mapping[int, Money],
    shares: Sequence[Share],
    unclear: set[int],
) -> set[int]:
    """Numbers of installments whose answer turns over when equal payments change places.

    `unclear` are those with a share that is not clear by itself; they count as open.
    """
    found: set[int] = set()
    paid = {share.payment for share in shares if not share.leftover}
    by_number: dict[int, list[Share]] = defaultdict(list)
    for share in shares:
        by_number[share.number].append(share)
    by_amount: dict[int, list[_Pair]] = defaultdict(list)
    for installment in side.installments:
        own = by_number[installment.number]
        days = [day.toordinal() for share in own if (day := payments[share.payment].day)]
        whole = sum(share.fen for share in own) >= installment.amount.fen
        if whole and days and all(s.fit in _MOVABLE and not (s.stated or s.by_hand or s.leftover) for s in own):
            by_amount[installment.amount.fen].append(_Pair(installment.number, installment.due.toordinal(), max(days)))
    open_ = unclear | _open(side, by_number)
    due = {i.number: i.due.toordinal() for i in side.installments}
    for fen, pairs in by_amount.items():
        pairs.sort(key=lambda p: (p.due, p.number))
        found |= _swaps(pairs)
        gaps = [due[i.number] for i in side.installments if i.amount.fen == fen and i.number in open_]
        surplus = {
            when.toordinal()
            for id_, amount in money.items()
            if amount.fen == fen and id_ not in paid and side.takes(id_) and (when := payments[id_].day)
        }
        doubles = {pair.day + off for pair in pairs for off in range(-DOUBLE, DOUBLE + 1)}
        for over in surplus if gaps else ():
            if over not in doubles:  # a double debit does not move all others
                found |= _shifts(pairs, over, gaps)
    before = -1
    while len(found) > before:  # what is in doubt may leave the installment before it open
        before = len(found)
        found |= _runs(side, payments, by_number, found | open_)
        for fen, pairs in by_amount.items():
            near = [due[i.number] for i in side.installments if i.amount.fen == fen and i.number in open_ | found]
            found |= _neighbours(pairs, near)
    return found


def _open(side: Side, by_number: Mapping[int, Sequence[Share]]) -> set[int]:
    """The installments that are not covered whole; what is only left over to them does not count."""
    found = set()
    for installment in side.installments:
        own = [share for share in by_number.get(installment.number, ()) if not share.leftover]
        settled = any(share.fit in (Fit.REST, Fit.COUPON) for share in own)
        if sum(share.fen for share in own) < installment.amount.fen and not settled:
            found.add(installment.number)
    return found


def _neighbours(pairs: Sequence[_Pair], gaps: Sequence[int]) -> set[int]:
    """A payment between two due days, where the other installment is open, or open if its own payment moves on."""
    found: set[int] = set()
    for pair in pairs:
        if pair.due - pair.day > _EARLY and any(0 <= pair.day - gap <= LATE for gap in gaps):
            found.add(pair.number)
    for pair in pairs:
        if pair.day - pair.due > _LATE and any(-_LATE <= gap - pair.day <= _AHEAD for gap in gaps):
            found.add(pair.number)
    return found


def _runs(
    side: Side, payments: Mapping[int, Payment], by_number: Mapping[int, Sequence[Share]], open_: set[int]
) -> set[int]:
    """One payment for several in a row: it may as well leave out the first, long overdue, for the open one behind."""
    found: set[int] = set()
    runs: dict[int, list[int]] = defaultdict(list)  # payment id -> places of the installments that it covers
    for place, installment in enumerate(side.installments):
        for share in by_number.get(installment.number, ()):
            if share.fit is Fit.SEVERAL and not (share.stated or share.by_hand or share.leftover):
                runs[share.payment].append(place)
    for id_, places in runs.items():
        day, stated = payments[id_].day, stated_periods(payments[id_])
        first, last = places[0], places[-1]
        for end, other in ((first, last + 1), (last, first - 1)):
            if day is None or not 0 <= other < len(side.installments):
                continue
            one, instead = side.installments[end], side.installments[other]
            far = (day - one.due).days > _LATE if end == first else (one.due - day).days > _EARLY
            if instead.number in open_ and far and one.amount == instead.amount and one.number not in stated:
                found.add(one.number)
    return found


def _swaps(pairs: Sequence[_Pair]) -> set[int]:
    """Two payments that could as well change places, where that makes a late one timely or the other way round."""
    found: set[int] = set()
    for i, one in enumerate(pairs):
        for other in pairs[i + 1 : i + 3]:
            as_is = abs(one.day - one.due) + abs(other.day - other.due)
            swapped = abs(other.day - one.due) + abs(one.day - other.due)
            turns = (one.day > one.due) != (other.day > one.due) or (other.day > other.due) != (one.day > other.due)
            if turns and swapped - as_is < _SWAP:
                found |= {one.number, other.number}
    return found


def _shifts(pairs: Sequence[_Pair], surplus: int, gaps: Sequence[int]) -> set[int]:
    """A payment is left over and an installment is open: then all between them may have to move by one."""
    found: set[int] = set()
    earlier = max((g for g in gaps if g <= surplus), default=None)
    later = min((g for g in gaps if g > surplus), default=None)
    for gap in (earlier, later):
        if gap is None:
            continue
        low, high = min(gap, surplus), max(gap, surplus)
        between = [
            p for p in pairs if (low <= p.due and p.day <= high if gap == earlier else low <= p.day and p.due <= high)
        ]
        dues = sorted([gap, *(p.due for p in between)])
        days = sorted([surplus, *(p.day for p in between)])
        moved = dict(zip(dues, days, strict=True))
        if all(-EARLY <= day - due <= LATE for due, day in moved.items()):
            found |= {p.number for p in between if (p.day > p.due) != (moved[p.due] > p.due)}
    return found
