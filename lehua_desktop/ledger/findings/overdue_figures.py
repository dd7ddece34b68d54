"""Class D: how much and how many installments a report calls overdue, held against what can be open at all.

What is not proven paid counts as open here, in favour of the report; so do late payments that it may not know of yet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from ...core.days import month_of
from ...core.facts import ReportAccount
from ...core.model import Finding, InstallmentRow, Loan, ReportProof, Severity, State
from ...core.money import Money, total
from ...core.words import Words, counted
from .ground import Ground, Mark, due_line, mark_line, yuan
from .level import arrears, too_much
from .paid_up import REPORTING_DAYS, UNSURE_ACCOUNT, place_of, plan_doubt

RULE = "overdue_figures"


def overdue_figures(ground: Ground) -> Iterator[Finding]:
    """At most one finding about the newest account of a loan, and one for each month of its grid."""
    for loan in ground.loans:
        accounts = list(ground.accounts(loan))
        if accounts:
            yield from _current(ground, loan, *accounts[-1])
        for month, mark, rows in ground.marked(loan):
            if rows and all(row.state is State.LATE for row in rows):
                yield from _of_month(ground, loan, month, mark)


def _current(ground: Ground, loan: Loan, report: ReportProof, account: ReportAccount, sure: bool) -> Iterator[Finding]:
    seen = account.as_of or report.report.report_date
    if seen is None or not (account.overdue_periods or account.overdue_total):
        return
    due = [row for row in ground.rows_of(loan) if row.installment.due <= seen]
    open_ = [row for row in due if _may_be_open(row, seen)]
    if not open_:
        return  # then nothing is overdue at all, which is class B
    count, owed = account.overdue_periods, total(row.installment.amount for row in open_)
    said = account.overdue_total
    too_many = count is not None and count > len(open_)
    more = said is not None and too_much(said, owed)
    if not too_many and not more:
        return
    doubt = UNSURE_ACCOUNT if not sure else plan_doubt(ground, loan, account, due)
    certain = too_many and doubt is None
    claims = [
        *([Words(f"当前逾期期数{count}", f"{counted(count, 'installment')} overdue")] if count is not None else []),
        *([Words(f"当前逾期总额{yuan(said).zh}", f"{yuan(said).en} overdue")] if said is not None else []),
    ]
    claim = Words("，".join(c.zh for c in claims), ", ".join(c.en for c in claims))
    but = Words(f"（{doubt.zh}）", f" ({doubt.en})") if doubt else Words("", "")
    yield Finding(
        rule=RULE,
        letter="D",
        severity=Severity.CONTRADICTION if certain else Severity.DOUBT,
        message=Words(
            f"信用报告（数据截至{seen}）写着{claim.zh}；按凭证，最多只可能有{len(open_)}期、{yuan(owed).zh}没有还清{but.zh}。"
            "逾期金额或期数与凭证不符。",
            f"The report, with data up to {seen}, says {claim.en}; by the evidence at most {counted(len(open_), 'installment')}, "
            f"{yuan(owed).en}, can have been open{but.en}. The figures do not fit.",
        ),
        advice=Words("可以请求核查。", "Ask for a check."),
        loan=loan.id,
        sources=(
            *(s for row in open_ for s in ground.plan_sources(row)),
            *(s for row in open_ for s in ground.payment_sources(a for a in row.allocations if a.certain)),
            place_of(report, account),
        ),
        arithmetic=(*_sum(open_, owed), Words(f"报告：{claim.zh}", f"Report: {claim.en}")),
        refuted_by=_REFUTED,
        route="bureau" if certain else "lender",
    )


def _may_be_open(row: InstallmentRow, seen: dt.date) -> bool:
    if row.paid_on is None or row.paid_on > seen:
        return True
    return row.state is State.LATE and (seen - row.paid_on).days < REPORTING_DAYS


def _of_month(ground: Ground, loan: Loan, month: str, mark: Mark) -> Iterator[Finding]:
    amount = mark.record.amount
    if amount is None or amount.value is None or not amount.certain or not mark.record.code.certain or not mark.sure:
        return
    found = arrears(ground.rows_of(loan), month)
    due, open_, owed = [r for r in ground.rows_of(loan) if month_of(r.installment.due) <= month], found.rows, found.owed
    if found.amount_fits(mark.record) or plan_doubt(ground, loan, mark.account, due):
        return
    yield Finding(
        rule=RULE,
        letter="D",
        severity=Severity.DOUBT,
        message=Words(
            f"{month}确有逾期，但金额不符：信用报告写逾期{yuan(amount.value).zh}，而到那个月最多有{len(open_)}期、{yuan(owed).zh}没有还清。",
            f"{month} was overdue, but not by that amount: the report gives {yuan(amount.value).en}; by then at most "
            f"{counted(len(open_), 'installment')}, {yuan(owed).en}, were open.",
        ),
        advice=Words("请机构说明这个金额怎样算出来。", "Ask the institution how it came about."),
        loan=loan.id,
        month=month,
        sources=(*(s for row in open_ for s in ground.plan_sources(row)), mark.source),
        arithmetic=(*_sum(open_, owed), mark_line(month, mark)),
        refuted_by=_REFUTED,
        route="lender",
    )


def _sum(open_: Sequence[InstallmentRow], owed: Money) -> tuple[Words, ...]:
    lines = [due_line(row) for row in open_[:12]]
    return (*lines, Words(f"合计：最多{yuan(owed).zh}", f"Total: at most {yuan(owed).en}"))


_REFUTED = Words(
    "如果约定的罚息、费用使金额更高，或剩余各期已提前到期，这一条就不成立。",
    "It fails if agreed penalties and fees make it more, or if all that was left had been called in.",
)
