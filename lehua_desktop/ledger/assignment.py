"""The best assignment of payments to installments, as one problem over whole numbers.

Payments in order of days run against installments in order of due days. A path through this grid skips a payment,
skips an installment, or lets a payment cover an installment, a part of one, or several in a row. Days between payment
and due day are its cost; leaving something over costs as much as a month. The cheapest path is the assignment. For
each installment the cheapest path with *another* outcome is known as well: the difference is its margin, and a small
margin means that the evidence does not decide. Work grows with the payments times the few installments near each.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

# Costs in tenths of a day.
_SKIP = 300  # a payment or an installment that is left over
_SKIP_DOUBTFUL = 180  # a payment that a person has not yet looked at
_SKIP_TWIN = 60  # the second of two equal payments within a few days: it may be a double debit
_DOUBTFUL = 120  # what such a payment pays for every link
_PARTLY = 150  # an installment that is left partly covered
_CHARGES = 60
_REST = 150
_LINK = 30  # each further installment or payment in a link of several
MARGIN = 100  # from here on the evidence decides

EARLY = 45  # days before a due day that a payment reaches
LATE = 60  # days after
_PARTS = 4  # half-covered variants of one installment that are followed at once


class Fit(StrEnum):
    """How a payment meets what it covers."""

    EXACT = "exact"
    COUPON = "coupon"
    CHARGES = "charges"
    SEVERAL = "several"
    SEVERAL_CHARGES = "several_charges"
    PART = "part"
    LAST_PART = "last_part"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Coin:
    """A payment: its id, its day as an ordinal, what it brings in fen, whether its reading is certain."""

    id: int
    day: int
    fen: int
    sure: bool = True
    settles: bool = False  # the certificate or the payment itself says that it settles the loan
    twin: bool = False  # an equal payment came a few days before
    coupons: frozenset[int] = frozenset()  # fen that coupons took off, as the proofs name them

    @property
    def skip(self) -> int:
        """What it costs to leave the coin over."""
        return _SKIP_TWIN if self.twin else _SKIP if self.sure else _SKIP_DOUBTFUL


@dataclass(frozen=True, slots=True)
class Slot:
    """What is open of an installment: due day as an ordinal, amount in fen."""

    due: int
    fen: int


@dataclass(frozen=True, slots=True)
class Link:
    """`fen` of a coin go to the slot of that index."""

    coin: int
    slot: int
    fen: int
    fit: Fit


Outcome = tuple[int, int]  # fen covered; 0 where that was by the due day, else the ordinal of the last day


@dataclass(slots=True)
class Assignment:
    """The links, and for each slot its outcome and by how much it beats the best other outcome."""

    links: list[Link] = field(default_factory=list)
    outcome: dict[int, Outcome] = field(default_factory=dict)
    margin: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Edge:
    source: tuple[int, int, int]  # payments done, slot, fen already on that slot
    target: tuple[int, int, int]
    cost: int
    leaves: tuple[tuple[int, Outcome], ...] = ()  # slots that are done with, and how
    links: tuple[Link, ...] = ()


_Node = tuple[int, int, int]


def charge_limit(fen: int, days_late: int) -> int:
    """The largest surplus that may be charges on an installment: a fee, and interest for the days it was late."""
    return max(fen * 6 // 100, min(3000, fen // 10)) + fen * min(max(days_late, 0), 365) // 500


def assign(
    coins: Sequence[Coin],
    slots: Sequence[Slot],
    rest_share: float | None = None,
    forbidden: frozenset[tuple[int, int]] = frozenset(),
) -> Assignment:
    """The best assignment. Coins in order of days, slots in order of due days, all amounts positive.

    `rest_share` is the least part of the open dues that can settle them all early, because future interest falls
    away; `None` where nothing is known of it. `forbidden` holds pairs of a coin's id and a slot's index.
    """
    grid = _Grid(list(slots), rest_share, forbidden, frozenset((coin.fen, coin.day) for coin in coins))
    coins = [coin for coin in coins if grid.reaches(coin)]
    layers: list[dict[int, dict[int, int]]] = [defaultdict(dict) for _ in range(len(coins) + 1)]
    layers[0][0][0] = 0
    edges: list[_Edge] = []
    parent: dict[_Node, _Edge] = {}

    def follow(edge: _Edge, cost: int) -> None:
        row, slot, got = edge.target
        known = layers[row][slot].get(got)
        edges.append(edge)
        if known is None or cost + edge.cost < known:
            layers[row][slot][got] = cost + edge.cost
            parent[edge.target] = edge

    for row in range(len(coins) + 1):
        coin = coins[row] if row < len(coins) else None
        low, high = grid.band(coin) if coin else (len(slots), len(slots))
        layer = layers[row]
        for slot in range(min(layer), max(*layer, low, high) + 1):
            if slot not in layer:
                continue
            kept = sorted(layer[slot].items(), key=lambda item: (item[1], item[0]))
            layer[slot] = dict(kept[: 1 + _PARTS])
            for got, cost in layer[slot].items():
                node = (row, slot, got)
                if slot < max(low, high):
                    follow(grid.leave(node), cost)
                if coin is None or slot < low:
                    continue
                follow(_Edge(node, (row + 1, slot, got), coin.skip), cost)
                if slot <= high and slot < len(slots):
                    for edge in grid.links(node, coin):
                        follow(edge, cost)
    return _judge(len(coins), len(slots), layers, edges, parent)


def _judge(
    rows: int,
    width: int,
    layers: list[dict[int, dict[int, int]]],
    edges: list[_Edge],
    parent: dict[_Node, _Edge],
) -> Assignment:
    end = (rows, width, 0)
    onward: dict[_Node, int] = {end: 0}
    best: dict[int, dict[Outcome, int]] = defaultdict(dict)
    for edge in reversed(edges):
        rest = onward.get(edge.target)
        before = layers[edge.source[0]][edge.source[1]].get(edge.source[2])
        if rest is None or before is None:
            continue
        onward[edge.source] = min(onward.get(edge.source, rest + edge.cost), rest + edge.cost)
        for slot, outcome in edge.leaves:
            known = best[slot].get(outcome)
            if known is None or before + edge.cost + rest < known:
                best[slot][outcome] = before + edge.cost + rest
    result = Assignment()
    total = layers[rows][width][0]
    node = end
    while node in parent:
        edge = parent[node]
        result.links[:0] = edge.links
        for slot, outcome in edge.leaves:
            result.outcome[slot] = outcome
            result.margin[slot] = min((c for o, c in best[slot].items() if o != outcome), default=10**9) - total
        node = edge.source
    return result


@dataclass(slots=True)
class _Grid:
    slots: list[Slot]
    rest_share: float | None
    forbidden: frozenset[tuple[int, int]]
    coins: frozenset[tuple[int, int]]  # what each of them brings, and its day
    dues: list[int] = field(init=False)
    sums: list[int] = field(init=False)  # sums[i]: all slots before i
    index: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.dues = [slot.due for slot in self.slots]
        self.sums = [0]
        for slot in self.slots:
            self.sums.append(self.sums[-1] + slot.fen)
        self.index = {value: i for i, value in enumerate(self.sums)}

    def band(self, coin: Coin) -> tuple[int, int]:
        """The first and the last slot near a coin; the first is beyond the last where there is none."""
        return bisect_left(self.dues, coin.day - LATE), bisect_right(self.dues, coin.day + EARLY) - 1

    def reaches(self, coin: Coin) -> bool:
        """Can the coin cover anything at all? What cannot is left out of the problem."""
        low, high = self.band(coin)
        return any(True for slot in range(low, high + 1) for _ in self.links((0, slot, 0), coin))

    def leave(self, node: _Node) -> _Edge:
        row, slot, got = node
        return _Edge(node, (row, slot + 1, 0), _PARTLY if got else _SKIP, ((slot, (got, 0)),))

    def links(self, node: _Node, coin: Coin) -> list[_Edge]:
        """Every way in which the coin can start at this slot."""
        edges = self._links(node, coin)
        if self.forbidden:
            return [e for e in edges if not any((coin.id, link.slot) in self.forbidden for link in e.links)]
        return edges

    def _links(self, node: _Node, coin: Coin) -> list[_Edge]:
        row, slot, got = node
        this = self.slots[slot]
        off = coin.day - this.due
        days = 10 * abs(off)
        rest = this.fen - got
        doubt = 0 if coin.sure else _DOUBTFUL
        done = (row + 1, slot + 1, 0)

        def full(cost: int, fit: Fit) -> _Edge:
            late = coin.day if off > 0 else 0
            link = Link(coin.id, slot, rest, fit)
            return _Edge(node, done, cost + doubt, ((slot, (this.fen, late)),), (link,))

        if coin.fen == rest:
            return [full(days if not got else days * 6 // 10, Fit.LAST_PART if got else Fit.EXACT)]
        if coin.fen < rest:
            if not got and rest - coin.fen in coin.coupons:
                late = coin.day if off > 0 else 0
                link = Link(coin.id, slot, coin.fen, Fit.COUPON)
                return [_Edge(node, done, days + _LINK + doubt, ((slot, (this.fen, late)),), (link,))]
            # A fee or a test of a cent is no part of an installment, unless it makes it to the fen with a payment of the
            # same day or the next: a guarantor's fee is debited by itself at times.
            fee = coin.fen * 20 < this.fen
            if fee and not any((rest - coin.fen, coin.day + days) in self.coins for days in (-1, 0, 1)):
                return []
            link = Link(coin.id, slot, coin.fen, Fit.PART)
            return [_Edge(node, (row + 1, slot, got + coin.fen), _LINK + days * 6 // 10 + doubt, (), (link,))]
        edges = []
        over = coin.fen - rest
        limit = charge_limit(this.fen, off)
        if over <= limit and not self._has_exact(coin):
            edges.append(full(days + _CHARGES + _CHARGES * over // limit, Fit.CHARGES))
        if not got:
            edges += self._several(node, coin, doubt)
        return edges

    def _has_exact(self, coin: Coin) -> bool:
        """Another installment near the coin has exactly its amount."""
        low, high = self.band(coin)
        return any(slot.fen == coin.fen for slot in self.slots[low : high + 1])

    def _several(self, node: _Node, coin: Coin, doubt: int) -> list[_Edge]:
        row, slot, _ = node
        edges = []

        def run(stop: int, cost: int, fit: Fit, shares: list[int]) -> _Edge:
            covered = range(slot, stop)
            leaves = tuple((i, (self.slots[i].fen, coin.day if coin.day > self.slots[i].due else 0)) for i in covered)
            links = tuple(Link(coin.id, i, share, fit) for i, share in zip(covered, shares, strict=True))
            return _Edge(node, (row + 1, stop, 0), cost + doubt, leaves, links)

        def spread(stop: int) -> int:
            """Half the mean distance: a sum that fits to the fen says more than the days."""
            return 5 * sum(abs(coin.day - due) for due in self.dues[slot:stop]) // (stop - slot)

        goal = self.sums[slot] + coin.fen
        stop = self.index.get(goal)
        if stop is not None and stop > slot + 1:
            shares = [s.fen for s in self.slots[slot:stop]]
            edges.append(run(stop, spread(stop) + _LINK * (stop - slot - 1), Fit.SEVERAL, shares))
        elif stop is None:
            stop = bisect_right(self.sums, goal) - 1
            over = goal - self.sums[stop]
            if stop > slot + 1 and over <= charge_limit(self.slots[slot].fen, coin.day - self.slots[slot].due):
                shares = [s.fen for s in self.slots[slot:stop]]
                cost = spread(stop) + _LINK * (stop - slot - 1) + 2 * _CHARGES
                edges.append(run(stop, cost, Fit.SEVERAL_CHARGES, shares))
        open_sum = self.sums[-1] - self.sums[slot]
        if (
            self.rest_share is not None
            and len(self.slots) - slot > 1
            and open_sum * self.rest_share <= coin.fen < open_sum
        ):
            shares = [s.fen * coin.fen // open_sum for s in self.slots[slot:]]
            for i in range(coin.fen - sum(shares)):
                shares[i] += 1  # the fen lost in rounding; no share was at its due
            cost = _REST // (3 if coin.settles else 1) + abs(coin.day - self.dues[slot]) * 5
            edges.append(run(len(self.slots), cost, Fit.REST, shares))
        return edges
