"""Queries for 贷后管理 by the lender after the loan was over (class K): lawful while an account is open, not after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ...core.days import add_months
from ...core.facts import ReportAccount, ReportQuery
from ...core.model import Finding, Loan, ReportProof, Severity, Source
from ...core.words import Words
from ..names import same_party
from .ground import Ground
from .paid_up import paid_up, place_of

RULE = "late_query"
_GRACE = 31  # days after the end within which the closing may not have gone through all books
_MANAGING = ("贷后管理", "保后管理")


def late_query(ground: Ground) -> Iterator[Finding]:
    """One doubt a loan, about the newest report with queries; silent where the institution may have another account open."""
    for loan in ground.loans:
        accounts = [(r, a) for r, a, sure in ground.accounts(loan) if r.report.queries and sure]
        if not accounts:
            continue
        report, account = accounts[-1]
        end = _end(ground, loan, account)
        if end is None:
            continue
        late = [
            query
            for query in report.report.queries
            if query.reason in _MANAGING
            and query.day.certain
            and query.day.value is not None
            and (query.day.value - end).days > _GRACE
            and query.institution
            and any(same_party(query.institution, party) for party in (loan.lender, loan.guarantor) if party)
            and not _another_open(report, account, query)
        ]
        if late:
            paid = paid_up(ground, loan)
            yield _finding(loan, report, account, end, late, paid.sources if paid else ())


def _end(ground: Ground, loan: Loan, account: ReportAccount) -> dt.date | None:
    """The latest day that any paper gives for the end of the loan, so that nothing is called late too soon."""
    paid = paid_up(ground, loan)
    days = [paid.day] if paid else []
    if account.closed_on:
        days.append(account.closed_on)
    elif account.settled_month:
        first = dt.date(int(account.settled_month[:4]), int(account.settled_month[5:]), 1)
        days.append(add_months(first, 1) - dt.timedelta(days=1))
    return max(days, default=None)


def _another_open(report: ReportProof, mine: ReportAccount, query: ReportQuery) -> bool:
    """Another account of that institution that was not surely closed before the query."""
    return any(
        same_party(other.lender.value, query.institution)
        and not (other.closed_on and query.day.value and other.closed_on < query.day.value)
        for other in (*report.report.accounts, *report.report.cards)
        if other is not mine
    )


def _finding(
    loan: Loan,
    report: ReportProof,
    account: ReportAccount,
    end: dt.date,
    late: list[ReportQuery],
    proofs: tuple[Source, ...],
) -> Finding:
    days = "、".join(str(query.day.value) for query in late[:6]) + ("…" if len(late) > 6 else "")
    return Finding(
        rule=RULE,
        letter="K",
        severity=Severity.DOUBT,
        message=Words(
            f"这笔借款最迟{end}已经结束，“{late[0].institution}”之后仍以“{late[0].reason}”为由查询过您的信用报告（{days}）。",
            f"The loan was over by {end}, and “{late[0].institution}” still queried your report afterwards for "
            f"“{late[0].reason}” ({days}).",
        ),
        advice=Words(
            "账户结清后的贷后管理查询是否还有授权，请机构说明。",
            "Ask the institution on what authorisation it did so.",
        ),
        loan=loan.id,
        sources=(
            *proofs,
            place_of(report, account),
            *(Source(report.evidence, query.day.page, query.day.box) for query in late),
        ),
        arithmetic=(
            Words(f"借款结束：最迟{end}", f"End of the loan: {end} at the latest"),
            *(
                Words(
                    f"查询：{q.day.value}，{q.institution}，{q.reason}（结束后{(q.day.value - end).days}天）",
                    f"Query: {q.day.value}, {q.institution}, {q.reason} ({(q.day.value - end).days} days after the end)",
                )
                for q in late[:12]
                if q.day.value
            ),
        ),
        refuted_by=Words(
            "如果您在这家机构还有别的借款或额度，或者另外授权过，这一条就不成立。",
            "It fails if you have another loan or credit line there, or gave another authorisation.",
        ),
        route="lender",
    )
