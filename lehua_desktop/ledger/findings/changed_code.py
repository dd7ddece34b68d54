"""Two reports that give one month different codes (class C): the later may be a correction, or a new error. Both are kept."""

from __future__ import annotations

from collections.abc import Iterator

from ...core.days import month_of
from ...core.facts import MonthRecord, ReportAccount
from ...core.model import Finding, Loan, ReportProof, Severity, Source
from ...core.words import Words
from .ground import CLEAN, Ground

RULE = "changed_code"


def changed_code(ground: Ground) -> Iterator[Finding]:
    """One finding for each month whose code is not what the report before had, where both readings are certain."""
    for loan in ground.loans:
        last: dict[str, tuple[ReportProof, ReportAccount, MonthRecord]] = {}
        for report, account, sure in ground.accounts(loan):
            for record in account.months if sure else ():
                if not record.code.certain or record.code.value in (None, "#", "/"):
                    continue
                before = last.get(record.month)
                last[record.month] = (report, account, record)
                if before is not None and before[2].code.value != record.code.value and not _unfinished(*before):
                    yield from _finding(loan, before[0], before[2], report, record)


def _unfinished(report: ReportProof, account: ReportAccount, record: MonthRecord) -> bool:
    """The last month of a report may still change until it is over."""
    seen = account.as_of or report.report.report_date
    return seen is not None and month_of(seen) <= record.month


def _finding(
    loan: Loan, first: ReportProof, before: MonthRecord, second: ReportProof, record: MonthRecord
) -> Iterator[Finding]:
    was, now = before.code.value or "", record.code.value or ""
    if not before.overdue and not record.overdue:
        return
    better = before.overdue and now in CLEAN
    month, days = record.month, (first.report.report_date or "—", second.report.report_date or "—")
    if better:
        rest = Words(
            "可能已经更正，或因一次性信用修复不再展示。",
            "It may have been corrected, or hidden by the one-off repair policy.",
        )
        advice = Words(
            "两份报告都请留好：前一份证明曾经记过逾期。", "Keep both: the first proves that it was once shown."
        )
    else:
        rest = Words("同一个月的记录前后不一样。", "One month has two records.")
        advice = Words(
            "请机构说明哪一个对、为什么改。两份报告都请留好。",
            "Ask the institution which is right and why it was changed. Keep both.",
        )
    yield Finding(
        rule=RULE,
        letter="C",
        severity=Severity.NOTE if better else Severity.DOUBT,
        message=Words(
            f"{days[0]}的信用报告把{month}记为“{was}”，{days[1]}的报告记为“{now}”。{rest.zh}",
            f"The report of {days[0]} marks {month} as “{was}”, that of {days[1]} as “{now}”. {rest.en}",
        ),
        advice=advice,
        loan=loan.id,
        month=month,
        sources=(
            Source(first.evidence, before.code.page, before.code.box),
            Source(second.evidence, record.code.page, record.code.box),
        ),
        arithmetic=(
            Words(f"前一份（{days[0]}）：{month} {was}", f"Earlier ({days[0]}): {month} {was}"),
            Words(f"后一份（{days[1]}）：{month} {now}", f"Later ({days[1]}): {month} {now}"),
        ),
        refuted_by=Words("如果其中一格识别有误，这一条就不成立。", "It fails if one of the cells was misread."),
        route=None if better else "lender",
    )
