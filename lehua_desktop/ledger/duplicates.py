"""Proofs -> payments: one real movement of money may stand in an app, in a message, in a bill and in a statement.

References decide first, then the amount with the moment. Two rows of one list stay two. The order in which proofs
come changes nothing: pairs are joined best first, and what a proof says orders them, not its id.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ..core.facts import PaymentFact, Read, Status
from ..core.model import Decisions, Payment, Proof
from ..core.money import Money

T = TypeVar("T")

SAME_MOMENT = 300  # seconds between two clocks that show one payment
POSTED_WITHIN = 2  # days from a payment to its posting
_NEIGHBOURS = 64  # how many later proofs of one amount a proof is compared with
_DAY = 86_400

# Stages of joining: what speaks for it, strongest first.
_BY_REFERENCE, _BY_MOMENT, _BY_DAY, _BY_POSTING, _BY_LOOK = range(5)
_WITHIN = -1  # not a reason to join: two proofs that come into one payment through others


@dataclass(slots=True, eq=False)
class _View:
    """A proof with what is compared of it."""

    proof: Proof
    fen: int | None
    day: int | None
    start: int | None  # seconds since day 1 where the time is known
    exact: bool  # the time has seconds
    numbers: frozenset[str]
    content: tuple[Any, ...]  # orders proofs by what they say

    @property
    def fact(self) -> PaymentFact:
        return self.proof.payment

    @property
    def sure(self) -> bool:
        return self.proof.confirmed or self.fact.certain


@dataclass(slots=True)
class _Cluster:
    members: list[_View]
    apart: set[int] = field(default_factory=set)  # proofs that a person said are another payment


def find_payments(proofs: Iterable[Proof], decisions: Decisions) -> tuple[Payment, ...]:
    """The real movements of money behind the proofs, by day; ignored proofs are out."""
    views = {p.id: _view(p) for p in proofs if p.id not in decisions.ignored}
    clusters: dict[int, _Cluster] = {id_: _Cluster([view]) for id_, view in views.items()}
    for decision in decisions.same:
        if not decision.same and decision.one in clusters and decision.other in clusters:
            clusters[decision.one].apart.add(decision.other)
            clusters[decision.other].apart.add(decision.one)
    for decision in decisions.same:
        if decision.same and decision.one in clusters and decision.other in clusters:
            _join(clusters, decision.one, decision.other)
    ordered = sorted(views.values(), key=lambda v: v.content)
    for stage in (_pairs_by_reference, _pairs_by_amount, _pairs_by_look):
        for score, one, other in sorted(stage(ordered), key=lambda p: (p[0], p[1].content, p[2].content)):
            a, b = clusters[one.proof.id], clusters[other.proof.id]
            if a is b or a.apart & {v.proof.id for v in b.members} or b.apart & {v.proof.id for v in a.members}:
                continue
            if _may_be_one(one, other, score[0]) and all(
                _may_be_one(x, y, _WITHIN) for x in a.members for y in b.members if not (x is one and y is other)
            ):
                _join(clusters, one.proof.id, other.proof.id)
    unique = {id(c): c for c in clusters.values()}.values()
    payments = [_payment(c.members) for c in unique]
    return tuple(sorted(payments, key=lambda p: (p.day or dt.date.max, p.time or "", p.id)))


def _view(proof: Proof) -> _View:
    fact = proof.payment
    day = fact.day.value.toordinal() if fact.day.value else None
    seconds = None if fact.posting else _seconds(fact.time)
    numbers = frozenset(n for raw in fact.references if len(n := re.sub(r"\W", "", raw).upper()) >= 8)
    content = (
        fact.amount.value.fen if fact.amount.value else -1,
        day or 0,
        fact.time or "",
        fact.status.value or "",
        sorted(numbers),
        not fact.certain,
        fact.payee or "",
        fact.memo or "",
        proof.id,
    )
    return _View(
        proof,
        fact.amount.value.fen if fact.amount.value else None,
        day,
        None if day is None or seconds is None else day * _DAY + seconds,
        bool(fact.time and fact.time.count(":") == 2),
        numbers,
        content,
    )


def _seconds(time: str | None) -> int | None:
    match = re.fullmatch(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", time or "")
    return int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0) if match else None


def _join(clusters: dict[int, _Cluster], one: int, other: int) -> None:
    a, b = clusters[one], clusters[other]
    if a is b:
        return
    a.members.extend(b.members)
    a.apart |= b.apart
    for view in b.members:
        clusters[view.proof.id] = a


# --- pairs that may be one payment, with a score: smaller is better --------------------------------------

_Pair = tuple[tuple[int, int], _View, _View]


def _pairs_by_reference(views: Sequence[_View]) -> Iterable[_Pair]:
    by_number: dict[str, list[_View]] = defaultdict(list)
    for view in views:
        for number in view.numbers:
            by_number[number].append(view)
    for group in by_number.values():
        for i, one in enumerate(group):
            for other in group[i + 1 : i + _NEIGHBOURS]:
                yield (_BY_REFERENCE, 0 if one.fact.status.value == other.fact.status.value else 1), one, other


def _pairs_by_amount(views: Sequence[_View]) -> Iterable[_Pair]:
    by_amount: dict[int, list[_View]] = defaultdict(list)
    for view in views:
        if view.fen is not None and view.day is not None:
            by_amount[view.fen].append(view)
    for group in by_amount.values():
        for i, one in enumerate(group):
            for other in group[i + 1 : i + _NEIGHBOURS]:
                if _day(other) - _day(one) > POSTED_WITHIN:
                    break
                if one.start is not None and other.start is not None:
                    gap = _gap(one, other)
                    if gap <= SAME_MOMENT:
                        yield (_BY_MOMENT, gap), one, other
                elif one.day == other.day:
                    mixed = one.fact.status.value != other.fact.status.value
                    yield (_BY_DAY, 2 if mixed else one.start is None and other.start is None), one, other
                elif one.fact.posting != other.fact.posting:
                    yield (_BY_POSTING, _day(other) - _day(one)), one, other


def _pairs_by_look(views: Sequence[_View]) -> Iterable[_Pair]:
    """Uncertain readings of one page: same minute with a damaged amount, or same second with a damaged day."""
    by_minute: dict[int, list[_View]] = defaultdict(list)
    by_second: dict[tuple[int, int], list[_View]] = defaultdict(list)
    for view in views:
        if view.start is not None:
            by_minute[view.start // 60].append(view)
        if view.exact and view.fen is not None and view.start is not None and view.start % 60:
            by_second[view.fen, view.start % _DAY].append(view)
    for group in itertools.chain(by_minute.values(), by_second.values()):
        for i, one in enumerate(group):
            for other in group[i + 1 : i + _NEIGHBOURS]:
                if not (one.sure and other.sure):
                    yield (_BY_LOOK, 0), one, other


def _day(view: _View) -> int:
    return view.day or 0


def _gap(one: _View, other: _View) -> int:
    """Seconds between two moments; where only minutes are known, the rest of the minute does not count."""
    assert one.start is not None and other.start is not None  # noqa: S101 - callers have looked
    a, b = one.start, other.start
    if not (one.exact and other.exact):
        a, b = a - a % 60, b - b % 60
    return abs(a - b)


# --- what forbids that two proofs show one payment -------------------------------------------------------


def _may_be_one(one: _View, other: _View, stage: int) -> bool:
    shared = bool(one.numbers & other.numbers)
    return (
        _amounts_agree(one, other, stage)
        and _days_agree(one, other, shared, stage)
        and _statuses_agree(one, other, shared, stage)
        and (shared or _numbers_agree(one, other))
        and _places_agree(one, other, shared)
        and (shared or _tails_agree(one, other))
    )


def _amounts_agree(one: _View, other: _View, stage: int) -> bool:
    if one.fen == other.fen and one.fen is not None:
        return True
    if all(v.proof.confirmed or v.fact.amount.certain for v in (one, other)):
        return False
    if stage == _BY_LOOK:
        return one.fen is None or other.fen is None or _alike(str(one.fen), str(other.fen))
    return stage in (_BY_REFERENCE, _WITHIN)


def _days_agree(one: _View, other: _View, shared: bool, stage: int) -> bool:
    if one.day is None or other.day is None:
        return True
    if one.start is not None and other.start is not None:
        if _gap(one, other) <= SAME_MOMENT:
            return True
    elif one.day == other.day:
        return True
    elif one.fact.posting != other.fact.posting:
        posted, paid = (one, other) if one.fact.posting else (other, one)
        if 0 <= _day(posted) - _day(paid) <= POSTED_WITHIN:
            return True
    if stage == _WITHIN and not all(v.proof.confirmed or v.fact.day.certain for v in (one, other)):
        return True
    if shared:  # a refund bears the number of its payment; else the number settles it within a few days
        refund = Status.REFUNDED in (one.fact.status.value, other.fact.status.value)
        days = abs(_day(one) - _day(other))
        return refund or days <= 3 or not (one.fact.day.certain and other.fact.day.certain)
    if one.exact and other.exact and one.fen == other.fen and not (one.sure and other.sure):
        same_clock = one.start is not None and other.start is not None and one.start % _DAY == other.start % _DAY
        # Two days that differ are one misread day only if nothing else tells the payments apart.
        periods = [set(view.fact.periods) for view in (one, other)]
        return same_clock and _alike(_iso(one), _iso(other)) and (not all(periods) or bool(periods[0] & periods[1]))
    return False


def _iso(view: _View) -> str:
    return dt.date.fromordinal(_day(view)).isoformat()


def _statuses_agree(one: _View, other: _View, shared: bool, stage: int) -> bool:
    """A failed try and the success after it are two; a pending page and the result of the same order are one."""
    states = {one.fact.status.value, other.fact.status.value}
    if len(states) == 1 or None in states:
        return True
    if states == {Status.SUCCESS, Status.FAILED}:
        return False
    if stage == _WITHIN:  # a third proof has put them together already
        return states != {Status.FAILED, Status.REFUNDED}
    together = shared or (one.start is not None and other.start is not None and _gap(one, other) <= SAME_MOMENT)
    if Status.REFUNDED in states:  # an uncertain word must not undo a certain payment
        refund, paid = (one, other) if one.fact.status.value == Status.REFUNDED else (other, one)
        # A row of that day alone may be the payment that was given back: another proof of the refund would undo it, too.
        by_row = stage == _BY_DAY and Status.SUCCESS in states and paid.start is None
        return (together or by_row) and refund.fact.status.certain
    return together


def _numbers_agree(one: _View, other: _View) -> bool:
    """Different numbers of one shape speak against, unless it is the same second or one is a misreading."""
    if one.exact and other.exact and one.start == other.start and one.start is not None:
        return True
    for a in one.numbers:
        rivals = [b for b in other.numbers if _shape(a) == _shape(b)]
        if rivals and not any(_alike(a, b) for b in rivals):
            return False
    return True


def _shape(number: str) -> tuple[int, str]:
    """Numbers of one source look alike: same length, and letters or the channel's digits in front."""
    lead = re.match(r"[A-Z]+|4200|100\d|20\d\d|\d", number)
    return len(number), "20" if lead and lead[0].startswith("20") else lead[0] if lead else ""


def _alike(a: str, b: str) -> bool:
    """The same text but for at most two signs."""
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) <= 2


def _places_agree(one: _View, other: _View, shared: bool) -> bool:
    """Two places of one file are two payments, unless the number or (on two pages) the minute is the same."""
    if one.proof.evidence != other.proof.evidence or shared:
        return True
    pages = one.fact.amount.page != other.fact.amount.page
    return pages and one.start is not None and other.start is not None and _gap(one, other) < 60


def _tails_agree(one: _View, other: _View) -> bool:
    if one.start is not None and other.start is not None:
        return True
    a, b = (re.sub(r"\D", "", (view.fact.card_tail or "").rpartition("*")[2]) for view in (one, other))
    shared = min(len(a), len(b))  # a whole number, a masked one and four last digits name one card
    return shared < 3 or a[-shared:] == b[-shared:]


# --- the payment that a cluster shows --------------------------------------------------------------------


def _payment(members: list[_View]) -> Payment:
    views = sorted(
        members,
        key=lambda v: (
            not v.proof.confirmed,
            not v.fact.certain,
            v.fact.posting,
            not v.exact,
            v.start is None,
            v.content,
        ),
    )
    moments = [v for v in views if not v.fact.posting] or views
    amount, amount_sure = _value(views, _amount_of)
    day, day_sure = _value(moments, _day_of)
    if not day_sure and len(moments) < len(views):
        posted, posted_sure = _value([v for v in views if v.fact.posting], _day_of)
        if posted_sure:
            day, day_sure = posted, posted_sure
    status, status_sure = _status(views)
    times = [v.fact.time for v in moments if v.fact.time and not v.fact.posting and v.fact.day.value == day]
    return Payment(
        id=min(v.proof.id for v in views),
        amount=amount,
        day=day,
        time=max(times, key=lambda t: len(t)) if times else None,
        status=status,
        certain=amount_sure and day_sure and status_sure,
        proofs=tuple(sorted((v.proof for v in views), key=lambda p: p.id)),
        about_loan=any(v.fact.about_loan for v in views),
    )


def _amount_of(view: _View) -> Read[Money]:
    return view.fact.amount


def _day_of(view: _View) -> Read[dt.date]:
    return view.fact.day


def _value(views: Sequence[_View], pick: Callable[[_View], Read[T]]) -> tuple[T, bool] | tuple[None, bool]:
    """The value that certain proofs give; else the one that two proofs of different kind agree on; else the first."""
    said = [(value, read.certain, v) for v in views if (value := (read := pick(v)).value) is not None]
    confirmed = [value for value, _, v in said if v.proof.confirmed]
    certain = confirmed or [value for value, sure, _ in said if sure]
    if certain:
        return certain[0], all(value == certain[0] for value in certain)
    if not said:
        return None, False
    first = said[0][0]
    agreed = all(value == first for value, _, _ in said)
    return first, agreed and any(_independent(said[0][2], v) for _, _, v in said[1:])


def _independent(one: _View, other: _View) -> bool:
    """Two files of different kind: the same page saved twice would be misread twice in the same way."""
    if one.proof.evidence == other.proof.evidence:
        return False
    a, b = one.fact, other.fact
    return (a.payee, a.method, a.memo, a.references, a.time) != (b.payee, b.method, b.memo, b.references, b.time)


def _status(views: Sequence[_View]) -> tuple[Status, bool]:
    """The last word on the payment: a refund, else the result, else pending."""
    said = [v for v in views if v.fact.status.value is not None]
    if not said:
        return Status.PENDING, False
    confirmed = [v for v in said if v.proof.confirmed]
    rank = [Status.REFUNDED, Status.FAILED, Status.SUCCESS, Status.PENDING]
    certain = [v for v in confirmed or said if v.fact.status.certain or v.proof.confirmed]
    final = min((v.fact.status.value for v in certain or said if v.fact.status.value), key=rank.index)
    if certain:
        return final, True
    return final, any(
        a.fact.status.value == b.fact.status.value and _independent(a, b) for a, b in itertools.combinations(said, 2)
    ) and len({v.fact.status.value for v in said}) == 1
