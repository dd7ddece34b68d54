"""A plan without years takes them from the one account of a report that it fits, and never as certain."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from lehua_desktop.core.facts import LoanFacts, PlanRow, Read
from lehua_desktop.core.model import PlanProof, ReportProof
from lehua_desktop.ledger.plan_years import with_years
from tests.ledger.made import OPENED, loan, plan, report, timeline


def undated(periods: int = 6, facts: LoanFacts | None = None) -> PlanProof:
    """The plan of `loan()` as an app shows it that writes no years."""
    given = plan(loan(periods))
    rows = tuple(
        PlanRow(r.number, Read(None, False), r.amount, month_day=(r.due.value.month, r.due.value.day))
        for r in given.rows
        if r.due.value
    )
    return replace(given, rows=rows, loan=facts)


def account(opened: dt.date = OPENED, ends: dt.date | None = None) -> ReportProof:
    shown = report(loan(), {"2023-04": "1"}, opened=opened)
    return replace(
        shown, report=replace(shown.report, accounts=tuple(replace(a, ends=ends) for a in shown.report.accounts))
    )


def years(plan: PlanProof, *reports: ReportProof) -> set[int | None]:
    (found,) = with_years([plan], reports)
    assert not any(row.due.certain for row in found.rows)
    return {row.due.value.year if row.due.value else None for row in found.rows}


def test_the_opening_day_and_the_number_of_periods_give_the_year_which_a_person_has_to_confirm() -> None:
    assert years(undated(), account(ends=dt.date(2023, 6, 10))) == {2023}
    case = timeline([], plans=[undated()], reports=[account()])
    assert [i.due.isoformat() for i in case.loans[0].installments][:2] == ["2023-01-10", "2023-02-10"]
    assert case.loans[0].disbursed == OPENED
    assert any("核对之前这些期不作结论" in gap.message.zh for gap in case.missing)


def test_where_no_account_or_more_than_one_fits_the_year_stays_open() -> None:
    assert years(undated()) == {None}
    assert years(undated(), account(dt.date(2022, 9, 1))) == {None}  # the first installment would come too late
    assert years(undated(), account(ends=dt.date(2023, 12, 10))) == {None}  # twelve periods, not six
    assert years(undated(), account(), account(dt.date(2021, 12, 10))) == {None}
    assert years(undated(facts=LoanFacts(lender="别家消费金融有限公司")), account()) == {None}


def test_days_that_are_not_a_month_apart_are_left_alone() -> None:
    odd = undated()
    odd = replace(odd, rows=(*odd.rows[:-1], replace(odd.rows[-1], month_day=(10, 10))))
    assert years(odd, account()) == {None}
