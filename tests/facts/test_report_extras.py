"""What a report says beside its accounts: queries, counts of the summary, and the figures under 截至."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from lehua_desktop.core.facts import Context, CreditReport
from lehua_desktop.core.page import Box, Page, TextLine
from lehua_desktop.facts.reports.report import read_credit_report
from tests.documents import Document
from tests.documents.brief_reports import BRIEF_LOOKS, brief
from tests.documents.full_reports import FULL_LOOKS, full
from tests.facts.text_layers import text_pages

TODAY = Context(dt.date(2026, 11, 23))


def read(pages: list[Page]) -> CreditReport:
    report = read_credit_report(pages, TODAY)
    assert report is not None
    return report


def said(document: Document) -> str:
    return "".join(line.text for page in text_pages(document.data) for line in page.lines).replace(" ", "")


def from_pixels(pages: list[Page], second: str | None) -> list[Page]:
    """The same lines as an engine would give them; `second` stands in for what the second reader saw, None: the same."""
    return [
        replace(
            page,
            engine="rapidocr",
            lines=tuple(replace(x, score=0.98, second=x.text if second is None else second) for x in page.lines),
        )
        for page in pages
    ]


@pytest.mark.parametrize("look", [*FULL_LOOKS, *BRIEF_LOOKS])
def test_summary_counts_what_the_details_hold(look: str) -> None:
    document = full(look, 5) if look in FULL_LOOKS else brief(look, 5)
    report = read(text_pages(document.data))
    loans = [account for account in document.truth.accounts if not account.card]
    summary = report.summary
    assert summary is not None
    assert summary.accounts is not None
    assert summary.overdue_accounts is not None
    assert (summary.accounts.value, summary.accounts.certain) == (len(loans), True)
    assert summary.overdue_accounts.value == sum(bool(account.overdue_months) for account in loans)
    if look in FULL_LOOKS:
        assert summary.overdue_months is not None
        assert summary.overdue_months.value == sum(account.overdue_months or 0 for account in loans)


@pytest.mark.parametrize("look", [*FULL_LOOKS, *BRIEF_LOOKS])
def test_queries_have_day_institution_and_reason(look: str) -> None:
    document = full(look, 6) if look in FULL_LOOKS else brief(look, 6)
    report, text = read(text_pages(document.data)), said(document)
    assert len(report.queries) >= 3
    for query in report.queries:
        assert query.day.certain
        assert query.day.value is not None
        assert query.institution is not None
        assert query.institution in text
        assert query.reason in text


@pytest.mark.parametrize("look", FULL_LOOKS)
def test_figures_under_the_as_of_day(look: str) -> None:
    accounts = [a for seed in range(3) for a in read(text_pages(full(look, seed).data)).accounts if not a.recovered]
    current = [account for account in accounts if account.as_of is not None]
    assert current
    for account in current:
        assert account.due_on is not None
        assert account.last_paid is not None
        assert account.paid_this_month is not None
        assert account.overdue_periods is not None
        assert account.overdue_total is not None
        assert bool(account.overdue_total) == (account.overdue_periods > 0) == (account.state == "overdue")
    for account in accounts:
        assert (account.closed_on is None) == (account.as_of is not None)
        assert account.moved == (account.state is None)


def test_claims_that_were_taken_over_are_told_apart() -> None:
    reports = [read(text_pages(full("dense", seed).data)) for seed in range(8)]
    taken = [account for report in reports for account in report.accounts if account.recovered]
    assert taken
    assert {account.lender.value for account in taken} == {"南岭融资担保有限公司"}


def test_brief_report_gives_the_overdue_amount() -> None:
    accounts = [a for seed in range(4) for a in read(text_pages(brief("wallet", seed).data)).accounts]
    assert {bool(a.overdue_total) for a in accounts if a.state == "overdue"} == {True}
    assert not any(a.overdue_total for a in accounts if a.state != "overdue")
    assert any(a.moved for a in accounts)


def test_from_pixels_counts_need_a_second_reader_that_agrees() -> None:
    pages = text_pages(full("ruled", 5).data)
    sure, unsure = (read(from_pixels(pages, second)).summary for second in (None, "88"))
    assert sure is not None
    assert sure.accounts is not None
    assert sure.accounts.certain
    assert unsure is not None
    assert unsure.accounts is not None
    assert not unsure.accounts.certain
    alone = [replace(p, lines=tuple(replace(x, second=None) for x in p.lines)) for p in from_pixels(pages, None)]
    periods = [a.overdue_periods for a in read(alone).accounts]
    assert set(periods) == {None}


def test_a_table_that_is_cut_off_or_not_understood_gives_nothing() -> None:
    lines = ("个人信用报告", "报告编号：2023022797825403723030", "这部分包含您的信用卡、贷款和其他信贷记录。", "账户数 1 2", "查询记录", "编号 查询日期 查询机构 查询原因", "1 2023年13月40日 示例银行 贷后管理", "2 2023年01月14日 示例银行 看看")  # fmt: skip
    page = Page(
        0,
        600,
        800,
        "pt",
        tuple(TextLine(x, Box(40, 30 + 20 * i, 400, 42 + 20 * i)) for i, x in enumerate(lines)),
        "text",
    )
    report = read([page])
    assert report.summary is None
    assert report.queries == ()
