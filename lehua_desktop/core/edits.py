"""A change to the case as a set of rows before and after: undo is the same change turned round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Row = dict[str, object]
Done = Literal["edited", "undone", "redone"]  # how an edit came to be written


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of one table. `before` `None`: the row is new; `after` `None`: it goes."""

    table: str
    id: int
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class Edit:
    """What one action of a person changes, as a whole."""

    rows: tuple[RowChange, ...]

    def inverse(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(tuple(RowChange(r.table, r.id, r.after, r.before) for r in reversed(self.rows)))


@dataclass(frozen=True, slots=True)
class Changes:
    """What a use case changed, for the one signal that the window listens to."""

    evidence: frozenset[int] = frozenset()
    loan: bool = False
    timeline: bool = True
