"""Rules that hold the evidence against what reports and plans claim: one file a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...core.model import Finding, Severity
from .brief_count import brief_count
from .current_status import current_status
from .ground import Ground
from .insufficient_evidence import insufficient_evidence
from .kept_too_long import kept_too_long
from .level_jump import level_jump
from .monthly_status import monthly_status
from .other_payer import other_payer
from .repair_policy import repair_policy
from .true_overdue import true_overdue

__all__ = ["RULES", "Ground", "find_all"]

RULES: tuple[Callable[[Ground], Iterator[Finding]], ...] = (
    monthly_status,
    true_overdue,
    repair_policy,
    current_status,
    kept_too_long,
    level_jump,
    other_payer,
    insufficient_evidence,
    brief_count,
)


def find_all(ground: Ground) -> tuple[Finding, ...]:
    """The findings of all rules: contradictions first, then by loan and month."""
    order = list(Severity)
    place = {loan.id: i for i, loan in enumerate(ground.loans)}
    found = [finding for rule in RULES for finding in rule(ground)]
    found.sort(
        key=lambda f: (order.index(f.severity), place.get(f.loan or 0, 0), f.month or "", f.installment or 0, f.rule)
    )
    return tuple(found)
