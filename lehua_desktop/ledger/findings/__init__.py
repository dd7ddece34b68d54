"""Rules that hold the evidence against what reports and plans claim: one file a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...core.model import Finding, Severity
from .acted_in_time import acted_in_time
from .brief_count import brief_count
from .changed_code import changed_code
from .claim_open import claim_open
from .concert import in_concert
from .current_status import current_status
from .double_account import double_account
from .due_day import due_day
from .ground import Ground
from .insufficient_evidence import insufficient_evidence
from .kept_too_long import kept_too_long
from .late_query import late_query
from .lender_name import lender_name
from .level_above_days import level_above_days
from .level_jump import level_jump
from .matured_open import matured_open
from .month_attribution import month_attribution
from .monthly_status import monthly_status
from .no_notice import no_notice
from .not_compared import not_compared
from .other_payer import other_payer
from .overdue_figures import overdue_figures
from .payment_paper import payment_paper
from .plans_differ import plans_differ
from .principal_sum import principal_sum
from .recent_repayment import recent_repayment
from .repair_policy import repair_policy
from .report_person import report_person
from .settled_open import settled_open
from .settlement_day import settlement_day
from .settlement_month import settlement_month
from .summary_counts import summary_counts
from .true_overdue import true_overdue
from .unknown_account import unknown_account
from .unknown_code import unknown_code
from .update_lag import update_lag

__all__ = ["RULES", "Ground", "find_all"]

RULES: tuple[Callable[[Ground], Iterator[Finding]], ...] = (
    monthly_status,
    month_attribution,
    acted_in_time,
    unknown_code,
    changed_code,
    true_overdue,
    repair_policy,
    current_status,
    claim_open,
    matured_open,
    settled_open,
    settlement_month,
    settlement_day,
    double_account,
    update_lag,
    overdue_figures,
    due_day,
    recent_repayment,
    principal_sum,
    level_jump,
    level_above_days,
    kept_too_long,
    no_notice,
    report_person,
    lender_name,
    other_payer,
    unknown_account,
    late_query,
    insufficient_evidence,
    payment_paper,
    summary_counts,
    brief_count,
    not_compared,
    plans_differ,
)


# What casts doubt on all that follows, or says that nothing was compared.
FIRST = ("report_person", "plans_differ", "not_compared")


def find_all(ground: Ground) -> tuple[Finding, ...]:
    """The findings of all rules: contradictions first, then by loan and month; the order of files changes nothing."""
    order = list(Severity)
    place = {loan.id: i for i, loan in enumerate(ground.loans)}
    found = dict.fromkeys(in_concert(ground, (finding for rule in RULES for finding in rule(ground))))
    return tuple(
        sorted(
            found,
            key=lambda f: (
                order.index(f.severity),
                f.rule not in FIRST,
                place.get(f.loan or 0, 0),
                f.rule == "repair_policy" and f.severity is not Severity.CONTRADICTION,  # reckoned below what it is for
                f.month or "",
                f.installment or 0,
                f.rule,
                f.message.zh,
            ),
        )
    )
