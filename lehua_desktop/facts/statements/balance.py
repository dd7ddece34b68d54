"""The running balance of a statement as a look at its amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ...core.facts import Check, Look, Read
from ...core.money import Money
from ..certainty import amount_again, doubted
from ..tables.cells import second_saw
from .rows import Entry, one_decimal


@dataclass(frozen=True, slots=True)
class BalanceLook:
    """What the balances say of a row.

    `agrees` is None where they say nothing. `moved` is the change they show. `held`: both balances are known otherwise
    too, from a second reader or from the row on their other side. `alone`: nearly all other rows agree, and nothing tells
    that rows were left out or changed places.
    """

    agrees: bool | None = None
    moved: Money | None = None
    held: bool = False
    alone: bool = False


def balance_looks(entries: Sequence[Entry]) -> list[BalanceLook]:
    """For each row, whether the balance before, plus the amount, is the balance after; accounts each by themselves."""
    looks = [BalanceLook()] * len(entries)
    for account in {e.account for e in entries}:
        places = [i for i, e in enumerate(entries) if e.account == account]
        for i, look in zip(places, _looks_of_one([entries[i] for i in places]), strict=True):
            looks[i] = look
    return looks


def _looks_of_one(entries: Sequence[Entry]) -> list[BalanceLook]:
    """The rows may run forwards or backwards in time: the direction under which more rows agree is taken."""
    best = max(
        ((_agreeing(entries, 1), 1), (_agreeing(entries, -1), -1)),
        key=lambda way: sum(look.agrees is True for look in way[0]),
    )
    looks, step = best
    # Two rows that fit by chance say nothing; a statement of few rows has to fit wholly.
    told = [look for look in looks if look.agrees is not None]
    if sum(look.agrees is True for look in told) < max(2, 0.5 * len(told)):
        return [BalanceLook() for _ in entries]

    def sure(i: int, beside: int) -> bool:
        known = entries[i].balance_sure
        return known or (0 <= beside < len(looks) and looks[beside].agrees is True)

    wrong = [i for i, look in enumerate(looks) if look.agrees is False and not _astray(entries, i, step)]
    few = len(wrong) <= _FEW * len(told)
    left_out = {_more(entries[i], looks[i]) for i in wrong if _turned(entries[i], looks[i])}
    return [
        replace(
            look,
            held=look.agrees is True and sure(i, i + step) and sure(i - step, i - step),
            alone=few and i in wrong and _more(entries[i], look) not in left_out,
        )
        for i, look in enumerate(looks)
    ]


_FEW = 0.15  # of the rows: more do not fit where a file shows a part of its account only
_NEAR = 8  # rows: so many payments of one second may have changed places


def _turned(entry: Entry, look: BalanceLook) -> bool:
    """Whether the balance moved the other way than the row says: money came in, or went out, in a row that is not there."""
    return entry.shown and look.moved is not None and entry.sign * look.moved.fen < 0


def _more(entry: Entry, look: BalanceLook) -> bool:
    """Whether more is left than the row says, so that what is not there came in."""
    value = entry.amount.value
    return value is not None and look.moved is not None and look.moved.fen > entry.sign * value.fen


def _astray(entries: Sequence[Entry], i: int, step: int) -> bool:
    """Whether a row follows another than the one before it: on the page before, or one that stands near and whose balance
    its amount carries on. Then the row before may follow it as well.
    """
    j = i - step
    if entries[j].row.page != entries[i].row.page:
        return True  # a page may be missing, or stand elsewhere
    near = range(max(0, i - _NEAR), min(len(entries), i + _NEAR + 1))
    return _follows(entries[j], entries[i]) or any(_follows(entries[i], entries[k]) for k in near if k != i)


def _follows(entry: Entry, other: Entry) -> bool:
    """Whether the balance of the other row, moved by the amount of the one, is that of the one."""
    value = entry.amount.value
    if not value or entry.balance is None or other.balance is None:
        return False
    moved = entry.balance.fen - other.balance.fen
    return abs(moved) == value.fen and not (entry.shown and entry.sign * moved < 0)


def _agreeing(entries: Sequence[Entry], step: int) -> list[BalanceLook]:
    """The looks when time runs by `step` down the rows.

    Where balances in between are misread, the rows beside them together still have to fit.
    """
    n = len(entries)

    def former(i: int, by: int) -> int | None:
        return i - by if 0 <= i - by < n else None

    looks = []
    for i, entry in enumerate(entries):
        j = former(i, step)
        before = entries[j].balance if j is not None else None
        if before is None or entry.balance is None:
            looks.append(BalanceLook())
            continue
        moved = entry.balance - before
        value = entry.amount.value
        fits = value is not None and bool(value) and abs(moved.fen) == value.fen
        # A balance of nothing may only mean that none was kept: it can agree, not speak against a row.
        looks.append(BalanceLook(fits, moved) if fits or (entry.balance and before) else BalanceLook())
    order = range(n) if step > 0 else range(n - 1, -1, -1)
    run: list[int] = []
    for i in order:
        if looks[i].agrees is False:
            run.append(i)
            continue
        _mend(entries, looks, run, step)
        run = []
    _mend(entries, looks, run, step)
    return looks


def _mend(entries: Sequence[Entry], looks: list[BalanceLook], run: Sequence[int], step: int) -> None:
    """Rows one after the other that do not fit each by itself agree when all of them together do."""
    if not 2 <= len(run) <= _LONGEST_RUN:
        return
    before, after = entries[run[0] - step].balance, entries[run[-1]].balance
    moves = [_signed(entries[i]) for i in run if entries[i].amount.value is not None and entries[i].sign]
    if before is None or after is None or len(moves) < len(run):
        return
    if after.fen - before.fen == sum(m.fen for m in moves):
        for i, moved in zip(run, moves, strict=True):
            looks[i] = BalanceLook(True, moved)


_LONGEST_RUN = 4


def _signed(entry: Entry) -> Money:
    value = entry.amount.value
    assert value is not None  # noqa: S101 - the caller looked
    return -value if entry.sign < 0 else value


def titles_swapped(entries: Sequence[Entry]) -> bool:
    """Whether what stands as balance is the amount, and the other way round: the sums fit that way only."""
    right = wrong = 0
    for before, after in pairwise(entries):
        amounts = [e.amount.value for e in (before, after)]
        balances = [e.balance for e in (before, after)]
        right += _moves(balances, amounts)
        wrong += _moves(amounts, balances)
    return wrong > right


def _moves(sums: Sequence[Money | None], parts: Sequence[Money | None]) -> bool:
    """Whether the one sum is the other after one of the parts was added or taken."""
    before, after = sums
    if before is None or after is None or before == after:
        return False
    return abs(after.fen - before.fen) in [abs(p.fen) for p in parts if p is not None]


def directions_doubtful(entries: Sequence[Entry], looks: Sequence[BalanceLook]) -> bool:
    """Whether the balances move another way than columns or marks say: a title may be misread or lost."""
    return any(
        look.agrees and look.moved is not None and entry.shown and entry.sign * look.moved.fen < 0
        for entry, look in zip(entries, looks, strict=True)
    )


def looked_at(entry: Entry, look: BalanceLook) -> Read[Money]:
    """The amount with what the balances say of it."""
    read, piece = entry.amount, entry.piece
    if look.agrees is None or look.moved is None or piece is None or entry.foreign:
        return read
    if look.agrees:
        second = amount_again(read.value, piece) if read.value is not None else None
        # The sum proves the figure better than its shape or score could speak against it. Against another reader's
        # figure it stands only where neither balance depends on this one row.
        enough = look.held or second is None or second.agrees
        return replace(read, certain=piece.sound and enough, checks=(*read.checks, Check(Look.BALANCE, agrees=True)))
    moved = Money(abs(look.moved.fen))
    if moved and not piece.exact and second_saw(piece, moved):
        # The second reader and the balances agree with each other against the first reader.
        checks = (Check(Look.SECOND_READER, agrees=True), Check(Look.BALANCE, agrees=True))
        return replace(read, value=moved, certain=piece.sound, checks=checks)
    if piece.exact and not one_decimal(piece) and not look.alone:
        return read  # nothing is misread here: rows were left out
    return doubted(read, Look.BALANCE)
