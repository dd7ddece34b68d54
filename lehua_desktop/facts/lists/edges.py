"""Where each record of a list begins and ends: at blanks and headings, or as far from its amount as the others do; and
where one may have been lost."""

from __future__ import annotations

import bisect
import re
import statistics
from itertools import pairwise

from ..words.glyphs import packed
from .rows import Listed


def blocks_of(listed: Listed) -> list[tuple[int, int]] | None:
    """First and last row of each record where blanks part them: wider ones between records than within them.

    None where they do not, or where a block would hold two days or a day would lie in none.
    """
    if len(listed.anchors) < 2 or listed.labelled_times():
        return None
    gaps = [listed.gap(r) for r in range(len(listed.rows) - 1)]
    marks = {h.row for h in listed.headings} | {s + 1 for s in listed.starts}
    edges = []
    inner: list[float] = []
    for one, two in pairwise(listed.anchors):
        zone = range(one.row, two.row)
        edge = next((r for r in zone if r + 1 in marks), None)
        if edge is None:
            edge = max(zone, key=lambda r: gaps[r])
            inner += [gaps[r] for r in zone if r != edge]
        edges.append(edge)
    least = min((gaps[e] for e in edges if e + 1 not in marks), default=0.0)
    if least < 0.35 + max(inner, default=0.0) or not inner:
        return None

    # One record may have a row more than the others, nearer than records are.
    most = max(max(inner) + 0.3, least - 0.35)

    def reach(row: int, step: int) -> int:
        while 0 <= row + step < len(listed.rows) and row + step not in listed.starts:
            if gaps[min(row, row + step)] > most:
                break
            row += step
        return row

    firsts = [reach(listed.anchors[0].row, -1)]
    lasts: list[int] = []
    for edge, two in zip(edges, listed.anchors[1:], strict=True):
        lasts.append(edge if edge + 1 not in marks else reach(listed.anchors[len(lasts)].row, 1))
        firsts.append(edge + 1 if edge + 1 not in marks else reach(two.row, -1))
    blocks = list(zip(firsts, [*lasts, reach(listed.anchors[-1].row, 1)], strict=True))
    inside = [listed.days_in(a, b) for a, b in blocks]
    within = {id(d) for days in inside for d in days}
    left_out = [d for d in listed.days if not d.lone and id(d) not in within]
    strange = any(not _tells_of_lending(listed, d.row) for d in left_out)
    return None if strange or any(len(days) > 1 for days in inside) else blocks


def _tells_of_lending(listed: Listed, row: int) -> bool:
    """Whether a row, or the one below it, says that a loan was paid out: as the first entry of its history."""
    return any(_LENT.search(packed(p.text)) for p in listed.pieces(row, row + 2))


def holes_in(listed: Listed, cores: list[tuple[int, int]]) -> list[bool]:
    """Before which records there is more room than usual and no heading in it: one may have been lost there."""
    marks = sorted({h.row for h in listed.headings} | {d.row for d in listed.days if d.lone})

    def room(k: int) -> float:
        one, two = listed.rows[cores[k - 1][1]][0], listed.rows[cores[k][0]][0]
        return 99.0 if one.page != two.page else (two.box.y0 - one.box.y1) / max(one.box.height, 1e-6)

    def marked(k: int) -> bool:
        at = bisect.bisect_right(marks, cores[k - 1][1])
        return at < len(marks) and marks[at] < listed.anchors[k].row

    inner = [k for k in range(1, len(cores)) if room(k) < 99.0]
    plain = [room(k) for k in inner if not marked(k)]
    headed = [room(k) for k in inner if marked(k)]
    most = min(
        statistics.median_low(plain) + 0.8 if plain else 99.0,
        statistics.median_low(headed) - 0.3 if headed else 99.0,
    )
    # Too few to know what is usual: the widest blank of each is compared with that of all.
    blanks = [max(listed.gap(r) for r in range(cores[k - 1][1], cores[k][0])) for k in inner]
    wide = statistics.median_low(blanks) + 0.8 if blanks and len(plain) < 3 else 99.0
    holes = {k for k, blank in zip(inner, blanks, strict=True) if not marked(k) and (room(k) > most or blank > wide)}
    torn = [bisect.bisect_left(listed.tall, a[1]) < bisect.bisect_right(listed.tall, b[0]) for a, b in pairwise(cores)]
    return [k in holes or (k > 0 and torn[k - 1] and not marked(k)) for k in range(len(cores))]


def spans_of(
    listed: Listed, cores: list[tuple[int, int]], *, regular: bool
) -> tuple[list[tuple[int, int]], list[bool]]:
    """First and last row of each record round its core, and whether both ends are beyond doubt."""
    inside = {r for a, b in cores for r in range(a, b + 1)}
    lost = {d.row for d in listed.days if d.row not in inside and not d.lone}  # a day whose amount is not there
    marks = {h.row for h in listed.headings} | set(listed.starts) | {d.row for d in listed.days if d.row not in inside}
    cuts = [_edge_between(listed, a[1], b[0], marks, lost) for a, b in pairwise(cores)]
    leads = [b[0] - cut[1] for cut, b in zip(cuts, cores[1:], strict=True) if cut is not None]
    lead = statistics.median_high(leads) if leads else _lead(listed, cores) if regular else 0
    top = max((d.row for d in listed.days if d.lone and d.row < cores[0][0]), default=None)  # its day heads it
    first = _reach(listed, cores[0][0], -lead if top is None else top + 1 - cores[0][0], marks)
    firsts, lasts, sure = [first], [], [len(cores) > 1]
    for cut, above, below in zip(cuts, cores, cores[1:], strict=False):
        if cut is None:
            at = below[0] if lost.intersection(range(above[1], below[0])) else max(above[1] + 1, below[0] - lead)
            cut = (at, at)
            sure.append(regular)
        else:
            sure.append(True)
        lasts.append(cut[0] - 1)
        firsts.append(cut[1])
    trail = statistics.median_high([b - c[1] for b, c in zip(lasts, cores, strict=False)]) if lasts else 3
    lasts.append(_reach(listed, cores[-1][1], trail, marks))
    ends = [*sure[1:], all(sure)]
    return list(zip(firsts, lasts, strict=True)), [top and end for top, end in zip(sure, ends, strict=True)]


def _lead(listed: Listed, cores: list[tuple[int, int]]) -> int:
    """How many rows of a record stand above its core, as the first one below a heading shows."""
    return cores[0][0] - max(s for s in listed.starts if s < cores[0][0]) - 1


def _reach(listed: Listed, row: int, by: int, fixed: set[int]) -> int:
    """Up to `by` rows up (negative) or down from a row, not over a heading."""
    step = 1 if by > 0 else -1
    for _ in range(abs(by)):
        if not 0 <= row + step < len(listed.rows) or row + step in fixed or listed.gap(min(row, row + step)) > 1.5:
            break
        row += step
    return row


def _edge_between(listed: Listed, last: int, first: int, marks: set[int], lost: set[int]) -> tuple[int, int] | None:
    """The rows at which a record ends (that one not included) and the next begins, between their cores.

    Headings decide, then the widest gap; None where all rows are equally far apart, or where a record was lost.
    """
    zone = range(last + 1, first)
    if lost.intersection(zone):
        return None
    between = [r for r in zone if r in marks]
    if between:
        return between[0], between[-1] + 1
    gaps = {r + 1: listed.gap(r) for r in range(last, first)}
    if len(gaps) < 2:
        return first, first
    widest, second = sorted(gaps.values(), reverse=True)[:2]
    at = max(gaps, key=lambda r: gaps[r])
    return (at, at) if widest > second + 0.35 else None


_LENT = re.compile(r"(?:放款|借款|发放|提现)(?:已?成功|到账)")
