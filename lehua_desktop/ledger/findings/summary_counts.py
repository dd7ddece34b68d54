"""A report whose summary counts other accounts than its details hold: mostly a page or a line that was not read (class L).

So it is a doubt about the reading first, and about the report only once a person has looked at the pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...core.facts import Read, ReportAccount
from ...core.model import Finding, ReportProof, Severity, Source
from ...core.words import Words
from .ground import Ground

RULE = "summary_counts"

_ACCOUNTS = Words("贷款账户数", "loan accounts")
_LATE = Words("发生过逾期的账户数", "accounts with an overdue")
_MONTHS = Words("逾期月份数", "overdue months")


def summary_counts(ground: Ground) -> Iterator[Finding]:
    """One doubt for each report and each count that differs."""
    for report in ground.reports:
        for name, counted, found in _counts(report):
            if counted is not None and counted.certain and counted.value is not None and found != counted.value:
                yield _finding(report, name, counted, counted.value, found)


def _counts(report: ReportProof) -> Iterator[tuple[Words, Read[int] | None, int]]:
    summary = report.report.summary
    if summary is None:
        return
    accounts = [a for a in report.report.accounts if not a.recovered]
    yield _ACCOUNTS, summary.accounts, len(accounts)
    if len(accounts) != (summary.accounts.value if summary.accounts else len(accounts)):
        return  # the other counts follow from that
    months = [_months(a) for a in accounts]
    known = [count for count in months if count is not None]
    if len(known) == len(months):
        yield _LATE, summary.overdue_accounts, sum(count > 0 for count in known)
        yield _MONTHS, summary.overdue_months, sum(known)


def _months(account: ReportAccount) -> int | None:
    """The overdue months of an account; None where a cell of its grid could not be read for sure."""
    if account.months and not all(month.code.certain for month in account.months):
        return None
    return account.overdue_months


def _finding(report: ReportProof, name: Words, counted: Read[int], said: int, found: int) -> Finding:
    return Finding(
        rule=RULE,
        letter="L",
        severity=Severity.DOUBT,
        message=Words(
            f"信用报告（{report.report.report_date or '日期未读出'}）的信息概要写着{name.zh}{said}，明细里读到的是{found}。"
            "多半是有页面没有拍到，或有几行没有识别出来。",
            f"The summary of the report ({report.report.report_date or 'day not read'}) counts {said} {name.en}, its details, as "
            f"read, hold {found}. Most likely a page is missing or a line was not read.",
        ),
        advice=Words(
            "请先核对页数和页面。页面齐全而数字仍不一致的，再请征信中心说明。",
            "Check the pages first. If they are complete and still differ, ask the credit bureau.",
        ),
        sources=(Source(report.evidence, counted.page, counted.box),),
        arithmetic=(
            Words(f"信息概要：{said}", f"Summary: {said}"),
            Words(f"明细：{found}，相差{found - said:+d}", f"Details: {found}, difference {found - said:+d}"),
        ),
        refuted_by=Words(
            "如果补上缺的页面后数字一致，这一条就不成立。",
            "It fails if the counts agree once the missing pages are there.",
        ),
    )
