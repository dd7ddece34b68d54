"""Two plans of one loan that give an installment different due days: an extension, or a page of another day (class L)."""

from __future__ import annotations

from collections.abc import Iterator

from ...core.facts import PlanRow
from ...core.model import Finding, Loan, PlanProof, Severity, Source
from ...core.words import Words
from .ground import Ground

RULE = "plans_differ"


def plans_differ(ground: Ground) -> Iterator[Finding]:
    """One doubt for each loan that nobody has entered or confirmed, with the days of each plan."""
    for loan in ground.loans:
        if loan.confirmed:
            continue
        found: dict[int, list[tuple[PlanProof, PlanRow]]] = {}
        for plan in ground.plans.get(loan.id, ()):
            for row in plan.rows:
                if row.due.value is not None:
                    found.setdefault(row.number, []).append((plan, row))
        apart = {n: rows for n, rows in sorted(found.items()) if len({row.due.value for _, row in rows}) > 1}
        if apart:
            yield _finding(loan, apart)


def _finding(loan: Loan, apart: dict[int, list[tuple[PlanProof, PlanRow]]]) -> Finding:
    number, rows = next(iter(apart.items()))
    days = list(dict.fromkeys(row.due.value for _, row in rows))
    numbers = "、".join(str(n) for n in apart)
    return Finding(
        rule=RULE,
        letter="L",
        severity=Severity.DOUBT,
        message=Words(
            f"几份还款计划不一致：第{number}期的应还日，一份写{days[0]}，另一份写{days[1]}（不一致的有第{numbers}期）。"
            "如果办过展期，以展期后的计划为准。选定之前，这几期不作结论，表中的应还日也还没有确定；请在借款信息里填写应还日。",
            f"The plans do not agree: installment {number} is due on {days[0]} by one and on {days[1]} by another (they differ "
            f"in {numbers}). After an extension the new plan counts. Until one is chosen nothing is concluded for these, and "
            "their due days in the table are not settled; enter them in the loan.",
        ),
        loan=loan.id,
        installment=number,
        sources=tuple(
            dict.fromkeys(Source(p.evidence, r.due.page, r.due.box) for rows in apart.values() for p, r in rows)
        ),
        arithmetic=tuple(
            Words(
                f"第{n}期应还日：" + "、".join(dict.fromkeys(str(r.due.value) for _, r in rows)),
                f"Installment {n} due: " + ", ".join(dict.fromkeys(str(r.due.value) for _, r in rows)),
            )
            for n, rows in apart.items()
        ),
        refuted_by=Words(
            "如果其中一份是另一笔借款的计划，这一条就不成立。", "It fails if one plan is of another loan."
        ),
    )
