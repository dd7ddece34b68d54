"""Keeps in the history what the matching suggested and when it first did, for it is reckoned anew each time."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import Any, cast

from .. import __version__
from ..core.model import Timeline
from ..core.problems import LehuaError
from ..store.casefile import CaseFile
from ..store.rows import Rows

Key = tuple[int, int, int]  # payment, loan, number
Value = tuple[int, bool, tuple[str, ...]]  # fen, certain, reasons


class Suggestions:
    """The links as they were last kept, and the differences since."""

    def __init__(self, case: CaseFile, rows: Rows) -> None:
        self._case, self._rows = case, rows
        self._known: dict[Key, Value] | None = None

    def note(self, timeline: Timeline, at: dt.datetime) -> None:
        """Keeps what is different from the last time. A file that cannot be written to does not stop the timeline."""
        now: dict[Key, Value] = {
            (link.payment, link.loan, link.number): (link.amount.fen, link.certain, tuple(link.reasons))
            for row in timeline.rows
            for link in row.allocations
        }
        if self._known is None:
            self._known = self._last()
        known = self._known
        changed = [[*key, *value] for key, value in now.items() if known.get(key) != value]
        gone = [list(key) for key in known if key not in now]
        if not changed and not gone:
            return
        with contextlib.suppress(LehuaError), self._case.transaction():
            self._rows.remember(at, "linked", f"lehua {__version__}", {"links": changed, "gone": gone})
            self._known = now

    def _last(self) -> dict[Key, Value]:
        known: dict[Key, Value] = {}
        for _, what, _, detail in self._rows.history():
            if what != "linked":
                continue
            kept = cast("dict[str, Any]", detail)
            for payment, loan, number in kept["gone"]:
                known.pop((payment, loan, number), None)
            for payment, loan, number, fen, certain, reasons in kept["links"]:
                known[payment, loan, number] = (fen, certain, tuple(reasons))
        return known
