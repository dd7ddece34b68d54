"""Class G: overdue months that a one-off repair policy covers, month by month.

A month that qualifies and is still shown after its day is a strong ground for an objection. One that does not qualify is
said as plainly, with the condition that it misses.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ...core.days import add_months
from ...core.model import Finding, InstallmentRow, Loan, RepairPolicy, Severity, State
from ...core.words import Words
from .ground import Ground, Mark, mark_line, yuan

RULE = "repair_policy"
_COVERED = "1234567B"  # the codes that the policy turns into N, * or C


def repair_policy(ground: Ground) -> Iterator[Finding]:
    """One finding for each marked month that the evidence does not already contradict."""
    if ground.policy is None:
        return
    for loan in ground.loans:
        for month, mark, rows in ground.marked(loan):
            in_time = bool(rows) and all(row.state is State.ON_TIME for row in rows)
            if not in_time and (mark.record.code.value or "") in _COVERED:
                yield _judge(ground.policy, ground, loan, month, mark, rows)


def _judge(
    policy: RepairPolicy, ground: Ground, loan: Loan, month: str, mark: Mark, rows: tuple[InstallmentRow, ...]
) -> Finding:
    repaid = _repaid(ground, loan, rows)
    misses = _misses(policy, month, mark, repaid)
    lines = [mark_line(month, mark)]
    if repaid:
        lines.append(Words(f"还清日：{repaid}", f"Repaid on: {repaid}"))
    if misses is not None:
        return _finding(loan, month, mark, Severity.NOTE, lines, misses)
    assert repaid is not None  # noqa: S101 - a missing day is a miss
    hidden = policy.early_hidden if repaid <= policy.early_repaid else _month_after(repaid)
    seen = mark.report.report.report_date
    lines.append(Words(f"不再展示之日：{hidden}", f"Hidden from: {hidden}"))
    name = policy.name
    if seen is None or seen <= hidden:
        words = Words(
            f"{month}的逾期符合一次性信用修复的条件，{hidden}之后不应再展示；这份报告出具得更早或没有日期。请再查一次报告。",
            f"The overdue of {month} meets the conditions of the one-off repair policy and should be hidden after {hidden}; "
            "this report is earlier or has no date. Get a new report.",
        )
        return _finding(loan, month, mark, Severity.NOTE, lines, words)
    sure = mark.sure and mark.record.code.certain and mark.record.amount is not None and mark.record.amount.certain
    words = Words(
        f"{month}的逾期符合《{name.zh}》的各项条件（{repaid}还清），{hidden}之后不应再展示，{seen}的信用报告仍然展示。"
        "该政策免申即享、不收费，可以据此提出异议。",
        f"The overdue of {month} meets all conditions of the policy ({name.en}; repaid on {repaid}) and should be hidden "
        f"after {hidden}, but the report of {seen} still shows it. The policy is free and needs no application: object.",
    )
    severity = Severity.CONTRADICTION if sure else Severity.DOUBT
    return _finding(loan, month, mark, severity, lines, words, route="bureau")


def _finding(
    loan: Loan, month: str, mark: Mark, severity: Severity, lines: list[Words], words: Words, route: str | None = None
) -> Finding:
    return Finding(
        rule=RULE,
        letter="G",
        severity=severity,
        message=words,
        loan=loan.id,
        month=month,
        sources=(mark.source,),
        arithmetic=tuple(lines),
        refuted_by=Words(
            "如果还清日或当月累计未还金额与上面不同，结论会改变。",
            "It changes if the day of repayment or the unpaid amount of that month was different.",
        ),
        route=route,
    )


def _repaid(ground: Ground, loan: Loan, rows: tuple[InstallmentRow, ...]) -> dt.date | None:
    """The day on which nothing of these and of the earlier installments was owed any more, where proofs show it."""
    last = max((row.installment.due for row in rows), default=None)
    if last is None:
        return None
    owed = [row for row in ground.rows_of(loan) if row.installment.due <= last]
    days = [row.paid_on for row in owed if row.paid_on]
    return max(days) if len(days) == len(owed) else None


def _misses(policy: RepairPolicy, month: str, mark: Mark, repaid: dt.date | None) -> Words | None:
    """The condition that the month misses or that cannot be told, `None` when it meets them all."""
    first = dt.date(int(month[:4]), int(month[5:]), 1)
    limit, amount = yuan(policy.limit), mark.record.amount.value if mark.record.amount else None
    why: Words | None = None
    if not policy.begins <= first <= policy.ends:
        why = Words(
            f"它只覆盖{policy.begins}至{policy.ends}产生的逾期",
            f"it covers overdues from {policy.begins} to {policy.ends} only",
        )
    elif amount is not None and amount.fen > policy.limit.fen:
        why = Words(
            f"当月逾期{yuan(amount).zh}，超过{limit.zh}", f"{yuan(amount).en} was overdue, more than {limit.en}"
        )
    elif repaid is not None and repaid > policy.repaid_by:
        why = Words(f"{repaid}才还清，晚于{policy.repaid_by}", f"it was repaid on {repaid}, after {policy.repaid_by}")
    if why is not None:
        return Words(
            f"{month}的逾期不适用一次性信用修复政策：{why.zh}。",
            f"The one-off repair policy does not cover the overdue of {month}: {why.en}.",
        )
    open_ = [
        *([] if repaid else [Words("还没有凭证证明何时还清", "no proof shows when it was repaid")]),
        *(
            []
            if amount is not None
            else [Words("报告没有写明当月逾期金额", "the report gives no amount for that month")]
        ),
    ]
    if not open_:
        return None
    return Words(
        f"{month}的逾期是否适用一次性信用修复政策还不能判断：{'；'.join(w.zh for w in open_)}。"
        f"条件是当月累计未还不超过{limit.zh}，并在{policy.repaid_by}（含）前还清。",
        f"Whether the one-off repair policy covers the overdue of {month} cannot be told: {'; '.join(w.en for w in open_)}. "
        f"It asks for at most {limit.en} unpaid in that month, all repaid by {policy.repaid_by}.",
    )


def _month_after(day: dt.date) -> dt.date:
    """The last day of the month that follows."""
    return add_months(day.replace(day=1), 2) - dt.timedelta(days=1)
