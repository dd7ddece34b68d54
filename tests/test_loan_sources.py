"""Every value of a proposed loan points at the page it came from."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from lehua_desktop.casebook.loan_sources import loan_sources
from lehua_desktop.core.facts import CreditReport, Facts, Kind, LoanFacts, PlanRow, Read, Settlement
from lehua_desktop.core.money import Money
from lehua_desktop.core.page import Box, Page, TextLine
from tests.ledger.made import LENDER, loan

LINES = {
    "放款机构： 示例消费金融有限公司": Box(10, 10, 200, 20),
    "借款金额 15,000.00元": Box(10, 30, 200, 40),
    "放款日期 2022年12月10日": Box(10, 50, 200, 60),
}


def page(number: int = 0) -> Page:
    lines = tuple(TextLine(text, box) for text, box in LINES.items())
    return Page(number, 300, 400, "pt", lines, "text")


def test_each_value_is_found_on_its_line_and_each_installment_on_its_row() -> None:
    given = loan(2)
    rows = tuple(
        PlanRow(i.number, Read(i.due, True, 1, Box(0, i.number, 9, i.number + 1)), Read(i.amount, True, 1))
        for i in given.installments
    )
    facts = Facts(
        Kind.PLAN,
        plan=rows,
        loan=LoanFacts(lender=LENDER, principal=Money(1_500_000), disbursed=dt.date(2022, 12, 10)),
    )
    found = loan_sources(given, [(7, facts, lambda: [page()])])
    assert [(s.evidence, s.page, s.box) for s in found["lender"]] == [(7, 0, Box(10, 10, 200, 20))]
    assert found["principal"][0].box == Box(10, 30, 200, 40)
    assert found["disbursed"][0].box == Box(10, 50, 200, 60)
    assert found[2][0].box == Box(0, 2, 9, 3)
    assert "guarantor" not in found


def test_a_value_that_a_document_contradicts_does_not_point_at_it() -> None:
    given = replace(loan(1), contract="LH20221210001")
    other = Facts(Kind.SETTLEMENT, settlement=Settlement(Read(None, False), contract="XY99999999999"))
    assert not loan_sources(given, [(7, other, lambda: [page()])])


def test_a_value_that_no_line_holds_points_at_the_file() -> None:
    facts = Facts(Kind.SETTLEMENT, settlement=Settlement(Read(None, False), contract="LH20221210001"))
    (source,) = loan_sources(loan(1), [(7, facts, lambda: [page()])])["contract"]
    assert (source.evidence, source.page, source.box) == (7, 0, None)


def test_the_borrower_points_at_the_report() -> None:
    facts = Facts(Kind.CREDIT_REPORT, report=CreditReport("full", None, None, "张三"))
    lines = (TextLine("姓名 张三", Box(10, 70, 90, 80)),)
    found = loan_sources(loan(1), [(7, facts, lambda: [Page(0, 300, 400, "pt", lines, "text")])])
    assert [s.box for s in found["borrower"]] == [Box(10, 70, 90, 80)]


def test_the_plan_of_another_contract_is_no_source_though_its_rows_are_equal() -> None:
    given = loan(2)
    rows = tuple(PlanRow(i.number, Read(i.due, True), Read(i.amount, True)) for i in given.installments)
    other = Facts(Kind.PLAN, plan=rows, loan=LoanFacts(contract="XY20230101888", disbursed=dt.date(2022, 12, 1)))
    found = loan_sources(given, [(7, other, lambda: [page()])])
    assert not {1, 2} & found.keys()
