"""Long pictures put together from several: the rows at a seam stand there twice, and are one payment each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from ...core.facts import Check, Look, PaymentFact
from ..certainty import doubted

_Key = tuple[object, ...]


def once(facts: Sequence[PaymentFact]) -> tuple[PaymentFact, ...]:
    """The payments of a list without those that a seam repeats.

    Lists run in time: two and more payments that come again at once, in the same order, are a seam where each has a
    time of day or a number, and so is one that has the second or a number. Without those, or of one and the same minute,
    they may be two: they stay, and a person has to look. So do those of one second that come again anywhere, and, beside
    such, what an edge at the seam left of a row without its time.
    """
    facts = _out_of_step(_without_halves(facts))
    # Of several the times tell it, whatever name the title above the first of them left it.
    keys: list[_Key] = [(*values(f), f.periods, f.references) for f in facts]
    proved = _repeated(facts, keys, lambda f: bool(f.time or f.references), _exact)
    named: list[_Key] = [(*key, "" if _exact(f) else f.payee) for key, f in zip(keys, facts, strict=True)]
    likely = _repeated(facts, named, lambda _: True, lambda f: f.time is not None)
    likely |= _again(facts)
    if proved or likely:
        likely |= {i for i, f in enumerate(facts) if f.time is None and any(g.time and _may_be(f, g) for g in facts)}
    return tuple(_doubtful(f) if i in likely else f for i, f in enumerate(facts) if i not in proved)


def values(fact: PaymentFact) -> tuple[object, ...]:
    """What a row tells of its payment: day, time, amount, status."""
    return (fact.day.value, fact.time, fact.amount.value, fact.status.value)


def _again(facts: Sequence[PaymentFact]) -> set[int]:
    """The places of payments of which an earlier one has the same second and sum; and of the one before such, where it
    has those of the one before the earlier under another day: the seam cut off its heading.
    """
    first: dict[_Key, int] = {}
    found = set()
    for at, fact in enumerate(facts):
        if fact.amount.value is not None and len(fact.time or "") == 8:
            earlier = first.setdefault(values(fact), at)
            if earlier < at:
                found.add(at)
                if earlier and values(facts[at - 1])[1:] == values(facts[earlier - 1])[1:]:
                    found.add(at - 1)
    return found


def _without_halves(facts: Sequence[PaymentFact]) -> list[PaymentFact]:
    """Without what a seam left of a row whose day is cut off, where the whole row stands right before or after it: both
    tell the same sum of the same installment.
    """

    def is_half(at: int) -> bool:
        half = facts[at]
        near = [facts[k] for k in (at - 1, at + 1) if 0 <= k < len(facts)]
        told = half.day.value is None and half.amount.value is not None and half.periods
        return bool(told) and any(whole.day.value is not None and _sum_of(whole) == _sum_of(half) for whole in near)

    return [f for at, f in enumerate(facts) if not is_half(at)]


def _sum_of(fact: PaymentFact) -> _Key:
    return (fact.periods, fact.amount.value, fact.status.value)


def _out_of_step(facts: Sequence[PaymentFact]) -> list[PaymentFact]:
    """The payments with the day doubted of one that is out of step with the others, an installment a month, right beside
    an installment that is missing: a seam may have lost the rows between its sum and that day.
    """
    steps = {
        at: f.periods[0] - 12 * f.day.value.year - f.day.value.month
        for at, f in enumerate(facts)
        if len(f.periods) == 1 and f.day.value is not None
    }
    usual, often = Counter(steps.values()).most_common(1)[0] if steps else (0, 0)
    if often < _IN_STEP or often < 0.6 * len(steps):
        return list(facts)
    out = list(facts)
    for at, step in steps.items():
        beside = [k for k in (at - 1, at + 1) if k in steps]
        alone = step != usual and all(steps[k] == usual for k in beside)
        if alone and any(abs(facts[at].periods[0] - facts[k].periods[0]) > 1 for k in beside):
            out[at] = replace(facts[at], day=doubted(facts[at].day, Look.ELSEWHERE))
    return out


_IN_STEP = 4  # payments


def shown_again(facts: Sequence[PaymentFact]) -> tuple[PaymentFact, ...]:
    """The payments of parts that were put together; one that an earlier part may show too is marked: nothing tells
    whether it is the same.
    """
    return tuple(_doubtful(f) if any(_may_be(f, g) for g in facts[:at]) else f for at, f in enumerate(facts))


def _may_be(one: PaymentFact, other: PaymentFact) -> bool:
    same = (one.day.value, one.amount.value, one.status.value) == (
        other.day.value,
        other.amount.value,
        other.status.value,
    )
    times = [f.time for f in (one, other) if f.time]
    other_time = len(times) == 2 and not times[0].startswith(times[1]) and not times[1].startswith(times[0])
    numbered = one.references and other.references and not {*one.references} & {*other.references}
    return same and one.amount.value is not None and not other_time and not numbered


def _exact(fact: PaymentFact) -> bool:
    return bool(fact.references) or len(fact.time or "") == 8


def _repeated(
    facts: Sequence[PaymentFact],
    keys: Sequence[_Key],
    tells: Callable[[PaymentFact], bool],
    alone: Callable[[PaymentFact], bool],
) -> set[int]:
    """The places of payments in runs that repeat the run right before them, all of them telling enough; `alone` says
    whether one by itself tells it.
    """
    found: set[int] = set()
    last: dict[_Key, int] = {}
    for at, key in enumerate(keys):
        before = last.get(key, at)
        last[key] = at
        run = range(at, 2 * at - before)
        if not run or run.stop > len(keys) or keys[before:at] != keys[at : run.stop]:
            continue
        these = [facts[i] for i in run]
        whole = all(f.day.value is not None and f.amount.value is not None and tells(f) for f in these)
        if whole and (len({(f.day.value, f.time) for f in these}) == len(run) > 1 or alone(these[0])):
            found.update(run)
    return found


def _doubtful(fact: PaymentFact) -> PaymentFact:
    checks = (*fact.amount.checks, Check(Look.ELSEWHERE, agrees=False))
    return replace(fact, amount=replace(fact.amount, certain=False, checks=checks))
