"""What the rules found, made to speak with one voice: what one of them settles, no other one pulls apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ...core.model import Finding, Severity
from ...core.words import Words
from . import kept_too_long, month_attribution, repair_policy, report_person, true_overdue
from .ground import Ground

# A month that must not be shown any more is not asked about, and not called one that cannot be removed.
_REMOVING = (kept_too_long.RULE, repair_policy.RULE)
_OF_A_TRUE_OVERDUE = (month_attribution.RULE, true_overdue.RULE)
_HELD = Words(
    "但这份报告上的姓名不是借款人，弄清楚之前先列为疑点。",
    " But the report bears another name than the borrower's: a doubt until that is cleared up.",
)


def in_concert(ground: Ground, found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without those that another one has settled; what rests on somebody else's report is held back."""
    findings = tuple(found)
    gone = {
        (f.loan, f.month) for f in findings if f.rule in _REMOVING and f.month and f.severity is Severity.CONTRADICTION
    }
    foreign = report_person.of_somebody_else(ground)
    for finding in findings:
        if finding.rule in _OF_A_TRUE_OVERDUE and (finding.loan, finding.month) in gone:
            continue
        rests_on = {source.evidence for source in finding.sources}
        if finding.severity is Severity.CONTRADICTION and rests_on & foreign:
            message = Words(finding.message.zh + _HELD.zh, finding.message.en + _HELD.en)
            yield replace(finding, severity=Severity.DOUBT, message=message, advice=None, route=None)
        else:
            yield finding
