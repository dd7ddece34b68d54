"""Class G: overdue months that a one-off repair policy covers, month by month.

A month that qualifies and is still shown after its day is a strong ground for an objection. One that does not qualify is
said as plainly, with the condition that it misses; what cannot be told is a doubt, with what to look up.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...core.days import add_months
from ...core.model import Finding, InstallmentRow, Loan, RepairPolicy, Severity, Source, State
from ...core.words import Words
from .ground import Ground, Mark, mark_line, yuan
from .level import carried_over
from .monthly_status import contradicted
from .nothing_due import idle
from .paid_up import by_certificate

RULE = "repair_policy"
_OBJECT = Words("该政策免申即享、不收费，可以据此提出异议。", "The policy is free and needs no application: object.")
_COVERED = "1234567B"  # the codes that the policy turns into N, * or C


def repair_policy(ground: Ground) -> Iterator[Finding]:
    """One finding for each month that should be hidden and is shown; of the others one for all that share a verdict.

    Months that the evidence already proves wrong are left out. Where a month only seems to have been paid in time, the
    policy is said as a second ground, if it holds.
    """
    if ground.policy is None:
        return
    for loan in ground.loans:
        marks, alike = ground.marks(loan), defaultdict[tuple[Severity, Words], list[_Verdict]](list)
        for month, mark, rows in ground.marked(loan):
            if (mark.record.code.value or "") not in _COVERED or contradicted(ground, loan, rows, mark, marks):
                continue
            in_time = bool(rows) and all(row.state is State.ON_TIME for row in rows)
            in_time = in_time and carried_over(ground.rows_of(loan), rows, month, mark.record) is None
            verdict = _judge(ground.policy, ground, loan, month, mark, rows)
            if verdict.severity is Severity.CONTRADICTION:
                yield _finding(ground.policy, loan, [verdict])
            elif not in_time and idle(ground, loan, month, mark) is None:
                alike[verdict.severity, verdict.words].append(verdict)
        for verdicts in alike.values():
            yield _finding(ground.policy, loan, verdicts)


def hidden_from(ground: Ground, loan: Loan, month: str, mark: Mark, rows: tuple[InstallmentRow, ...]) -> dt.date | None:
    """The day from which the policy hides a marked month that meets all of its conditions."""
    if ground.policy is None or (mark.record.code.value or "") not in _COVERED:
        return None
    return _judge(ground.policy, ground, loan, month, mark, rows).hidden


@dataclass(frozen=True, slots=True)
class _Repaid:
    """The day by which the overdue was repaid, and who says so. `exact`: proven payments give the day itself."""

    day: dt.date
    by: Words
    exact: bool
    sources: tuple[Source, ...]

    @property
    def line(self) -> Words:
        if self.exact:
            return Words(f"还清日：{self.day}（{self.by.zh}）", f"Repaid on: {self.day} ({self.by.en})")
        return Words(f"还清日：不晚于{self.day}（{self.by.zh}）", f"Repaid: by {self.day} ({self.by.en})")


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What the policy means for one month. `words` have a place for the month; `hidden` where it meets all conditions."""

    month: str
    severity: Severity
    words: Words
    advice: Words | None
    lines: tuple[Words, ...]
    sources: tuple[Source, ...]
    hidden: dt.date | None = None


def _judge(
    policy: RepairPolicy, ground: Ground, loan: Loan, month: str, mark: Mark, rows: tuple[InstallmentRow, ...]
) -> _Verdict:
    repaid = _repaid(ground, loan, month, rows)
    lines = [mark_line(month, mark), *_amount(policy, mark)]
    sources: tuple[Source, ...] = (mark.source,)
    if repaid:
        lines.append(repaid.line)
        sources = (*repaid.sources, mark.source)

    def verdict(
        severity: Severity, words: Words, hidden: dt.date | None = None, advice: Words | None = None
    ) -> _Verdict:
        return _Verdict(month, severity, words, advice, tuple(lines), sources, hidden)

    miss = _miss(policy, month, mark, repaid)
    if miss is not None:
        return verdict(Severity.NOTE, miss)
    unknown = _unknown(policy, mark, repaid)
    if unknown is not None or repaid is None:
        return verdict(Severity.DOUBT, unknown or Words("", ""))
    hidden = policy.early_hidden if repaid.day <= policy.early_repaid else _end_of_next_month(repaid.day)
    seen = mark.report.report.report_date
    lines.append(Words(f"不再展示之日：{hidden}", f"Hidden from: {hidden}"))
    if seen is None or seen <= hidden:
        words = Words(
            f"{{month}}的逾期符合一次性信用修复的条件，{hidden}之后不应再展示；这份报告出具得更早或没有日期。",
            f"The overdue of {{month}} meets the conditions of the one-off repair policy and should be hidden after {hidden}; "
            "this report is earlier or has no date.",
        )
        return verdict(Severity.NOTE, words, hidden, Words("请再查一次报告。", "Get a new report."))
    lines.append(Words(f"报告日：{seen}，晚于{hidden}", f"Day of the report: {seen}, after {hidden}"))
    in_time = bool(rows) and all(row.state is State.ON_TIME for row in rows)
    met = _met(policy, mark, repaid, only_even_if=in_time)
    words = Words(
        f"{met.zh}，{hidden}之后不应再展示，但{seen}的信用报告仍然展示。",
        f"{met.en} and should be hidden after {hidden}, but the report of {seen} still shows it.",
    )
    sure = mark.sure and mark.record.code.certain
    return verdict(Severity.CONTRADICTION if sure else Severity.DOUBT, words, hidden, _OBJECT)


def _met(policy: RepairPolicy, mark: Mark, repaid: _Repaid, *, only_even_if: bool) -> Words:
    """The conditions, and that the month meets them, as a bureau asks for them. `only_even_if`: it seems paid in time."""
    value, limit = mark.record.amount.value if mark.record.amount else None, yuan(policy.limit)
    amount = yuan(value) if value else Words("—", "—")
    day = Words(f"已于{repaid.day}", f"on {repaid.day}")
    if not repaid.exact:
        day = Words(f"不晚于{repaid.day}", f"by {repaid.day}")
    arose, too = Words("该逾期产生于{month}", "The overdue arose in {month}"), ""
    if only_even_if:
        arose, too = Words("即使该月确有逾期", "Even if that month was overdue"), "也"
    return Words(
        f"信用报告把{{month}}记为逾期。{arose.zh}，单笔逾期金额{amount.zh}（不超过{limit.zh}），{too}{day.zh}足额偿还，符合{policy.name.zh}的条件",
        f"The report marks {{month}} as overdue. {arose.en}, the amount was {amount.en} (not more than {limit.en}) and was repaid "
        f"in full {day.en}: this meets the conditions of the {policy.name.en}",
    )


def _finding(policy: RepairPolicy, loan: Loan, verdicts: Sequence[_Verdict]) -> Finding:
    """One finding for months that share a verdict; what each of them has is reckoned once."""
    first, months = verdicts[0], [verdict.month for verdict in verdicts]
    words = Words(
        first.words.zh.replace("{month}", "、".join(months)), first.words.en.replace("{month}", ", ".join(months))
    )
    shown = first.severity is Severity.CONTRADICTION or (first.severity is Severity.DOUBT and first.hidden is not None)
    lines = dict.fromkeys(line for verdict in verdicts for line in verdict.lines)
    return Finding(
        rule=RULE,
        letter="G",
        severity=first.severity,
        message=words,
        advice=first.advice,
        loan=loan.id,
        month=months[0] if len(months) == 1 else None,
        sources=tuple(dict.fromkeys(source for verdict in verdicts for source in verdict.sources)),
        arithmetic=(_basis(policy), _conditions(policy), *lines),
        refuted_by=Words(
            "如果还清日或当月累计未还金额与上面不同，结论会改变。",
            "It changes if the day of repayment or the unpaid amount of that month was different.",
        ),
        route="bureau" if shown else None,
    )


def _conditions(policy: RepairPolicy) -> Words:
    limit = yuan(policy.limit)
    return Words(
        f"条件：{policy.begins}至{policy.ends}产生；当月累计未还不超过{limit.zh}；{policy.repaid_by}（含）前还清",
        f"Conditions: arose {policy.begins} to {policy.ends}; at most {limit.en} unpaid in that month; repaid by {policy.repaid_by}",
    )


def _amount(policy: RepairPolicy, mark: Mark) -> Iterator[Words]:
    amount = mark.record.amount
    if amount is not None and amount.value is not None:
        sign = "≤" if amount.value.fen <= policy.limit.fen else ">"
        yield Words(
            f"当月累计未还：{amount.value} {sign} {policy.limit}",
            f"Unpaid in that month: {amount.value} {sign} {policy.limit}",
        )


def _basis(policy: RepairPolicy) -> Words:
    """The line that names the policy and the day on which its text was last checked."""
    seen = policy.checked_on
    return Words(
        f"依据：{policy.name.zh}" + (f"，核对于{seen}" if seen else ""),
        f"Basis: {policy.name.en}" + (f", checked on {seen}" if seen else ""),
    )


def _repaid(ground: Ground, loan: Loan, month: str, rows: tuple[InstallmentRow, ...]) -> _Repaid | None:
    """When nothing of these and of the earlier installments was owed any more: payments, else what gives a latest day."""
    last = max((row.installment.due for row in rows), default=None)
    owed = [row for row in ground.rows_of(loan) if last and row.installment.due <= last]
    days = [row.paid_on for row in owed if row.paid_on]
    if owed and len(days) == len(owed):
        newest = max(owed, key=lambda row: row.paid_on or dt.date.min)
        places = ground.payment_sources(a for a in newest.allocations if a.certain)
        return _Repaid(max(days), Words("付款凭证", "proofs of payment"), True, places)
    bounds = []
    paid = by_certificate(ground, loan)
    if paid is not None and f"{paid.day:%Y-%m}" >= month:
        bounds.append(_Repaid(paid.day, Words("结清证明", "settlement certificate"), False, paid.sources))
    clean = next(((m, mark) for m, mark in sorted(ground.marks(loan).items()) if m > month and mark.clean), None)
    if clean is not None:
        by = Words(
            f"报告{clean[0]}记为“{clean[1].record.code.value}”",
            f"the report marks {clean[0]} as “{clean[1].record.code.value}”",
        )
        bounds.append(_Repaid(_month_end(clean[0]), by, False, (clean[1].source,)))
    return min(bounds, key=lambda bound: bound.day, default=None)


def _miss(policy: RepairPolicy, month: str, mark: Mark, repaid: _Repaid | None) -> Words | None:
    """The condition that the month certainly misses."""
    first = dt.date(int(month[:4]), int(month[5:]), 1)
    limit, amount = yuan(policy.limit), mark.record.amount
    why: Words | None = None
    if not policy.begins <= first <= policy.ends:
        why = Words(
            f"它只覆盖{policy.begins}至{policy.ends}产生的逾期",
            f"it covers overdues from {policy.begins} to {policy.ends} only",
        )
    elif amount is not None and amount.value is not None and amount.certain and amount.value.fen > policy.limit.fen:
        said = yuan(amount.value)
        why = Words(f"当月逾期{said.zh}，超过{limit.zh}", f"{said.en} was overdue, more than {limit.en}")
    elif repaid is not None and repaid.exact and repaid.day > policy.repaid_by:
        why = Words(
            f"{repaid.day}才还清，晚于{policy.repaid_by}", f"it was repaid on {repaid.day}, after {policy.repaid_by}"
        )
    if why is None:
        return None
    return Words(
        f"{{month}}的逾期不适用一次性信用修复政策：{why.zh}。",
        f"The one-off repair policy does not cover the overdue of {{month}}: {why.en}.",
    )


def _unknown(policy: RepairPolicy, mark: Mark, repaid: _Repaid | None) -> Words | None:
    """What leaves open whether the policy covers the month, and where it can be looked up."""
    amount, limit = mark.record.amount, yuan(policy.limit)
    open_ = []
    if repaid is not None and repaid.day > policy.repaid_by:
        open_.append(
            Words(
                f"只知道不晚于{repaid.day}还清（{repaid.by.zh}）；请补充还清这几期的流水，看实际是哪一天",
                f"it is only known that it was repaid by {repaid.day} ({repaid.by.en}); add the statement of those "
                "payments, which gives the day itself",
            )
        )
    elif repaid is None:
        open_.append(
            Words(
                "还没有凭证证明何时还清（请补充还清这几期的流水，或结清证明）",
                "no proof shows when it was repaid (add the statement of those payments, or a settlement certificate)",
            )
        )
    if amount is None or not amount.value:
        open_.append(
            Words(
                "报告没有读出当月逾期金额（请看详版该月的“逾期总额”一格）",
                "the amount of that month was not read (see its cell 逾期总额 in the full report)",
            )
        )
    elif not amount.certain:
        open_.append(
            Words(
                f"当月逾期金额{yuan(amount.value).zh}待核对（请看详版该月的“逾期总额”一格）",
                f"the amount of that month, {yuan(amount.value).en}, needs a look (its cell 逾期总额 in the full report)",
            )
        )
    if not open_:
        return None
    return Words(
        f"{{month}}的逾期是否适用一次性信用修复政策还不能判断：{'；'.join(w.zh for w in open_)}。"
        f"条件是当月累计未还不超过{limit.zh}，并在{policy.repaid_by}（含）前还清。",
        f"Whether the one-off repair policy covers the overdue of {{month}} cannot be told: {'; '.join(w.en for w in open_)}. "
        f"It asks for at most {limit.en} unpaid in that month, all repaid by {policy.repaid_by}.",
    )


def _month_end(month: str) -> dt.date:
    return add_months(dt.date(int(month[:4]), int(month[5:]), 1), 1) - dt.timedelta(days=1)


def _end_of_next_month(day: dt.date) -> dt.date:
    return add_months(day.replace(day=1), 2) - dt.timedelta(days=1)
