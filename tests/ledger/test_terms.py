"""Cut-off hour and days of grace: who gives them, for which loan, and what they change."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from lehua_desktop.core.facts import LoanFacts, Read
from lehua_desktop.core.model import Finding, Loan, Severity, TermsProof, Timeline
from lehua_desktop.core.page import Box
from tests.ledger.made import LENDER, loan, paid_on_due_days, plan, proof, report, row, timeline

Given = tuple[tuple[Literal["cutoff", "grace"], Read[str]], ...]
AGREED = Box(10, 10, 90, 20)


def paper(
    cutoff: str | None = None,
    grace: int | None = None,
    *,
    evidence: int = 700,
    certain: bool = True,
    contract: str | None = "LH20221210001",
    lender: str | None = None,
    told: bool = False,
) -> TermsProof:
    given: Given = (
        *((("cutoff", Read(cutoff, certain, 2, AGREED)),) if cutoff else ()),
        *((("grace", Read(str(grace), certain, 2, AGREED)),) if grace is not None else ()),
    )
    facts = LoanFacts(contract=contract, lender=lender, cutoff=cutoff, grace=grace, terms=given, told=told)
    return TermsProof(evidence, facts)


def paid(on: str, *papers: TermsProof, time: str = "12:00:00", given: Loan | None = None) -> Timeline:
    """Installment 7, due on 2023-07-10 and marked 1, is paid on that day."""
    the_loan = given or loan()
    proofs = [*paid_on_due_days(skip=[7]), proof(50, on, time=time, periods=[7])]
    return timeline(proofs, the_loan, reports=[report(the_loan, {"2023-07": "1"})], papers=papers)


def found(of: Timeline, rule: str) -> Finding:
    return next(f for f in of.findings if f.rule == rule)


def test_a_payment_within_the_grace_is_in_time_and_the_contract_is_shown() -> None:
    case = paid("2023-07-12", paper(grace=3))
    finding = found(case, "monthly_status")
    assert finding.severity is Severity.CONTRADICTION
    assert any(source.evidence == 700 and source.page == 2 and source.box == AGREED for source in finding.sources)
    assert any("宽限期3天，到2023-07-13为止" in line.zh for line in finding.arithmetic)
    assert (row(case, 7).state, row(case, 7).days_late) == ("on_time", 0)
    assert not any(f.rule == "true_overdue" for f in case.findings)
    assert case.loans[0].grace == 3


@pytest.mark.parametrize(("on", "grace"), [("2023-07-14", 3), ("2023-07-12", 0), ("2023-07-11", None)])
def test_a_payment_after_the_grace_is_a_true_overdue(on: str, grace: int | None) -> None:
    case = paid(on, *([] if grace is None else [paper(grace=grace)]))
    message = found(case, "true_overdue").message.zh
    assert row(case, 7).state == "late"
    assert ("若合同约定了宽限期，结论会不同" in message) is (grace is None)
    assert ("没有读到关于截止时间或宽限期的约定：请查看合同、还款计划。" in message) is (grace is None)


def test_a_grace_that_is_not_sure_makes_a_doubt_and_no_true_overdue() -> None:
    case = paid("2023-07-12", paper(grace=3, certain=False))
    finding = found(case, "monthly_status")
    assert finding.severity is Severity.DOUBT
    assert "宽限期的识别结果待核对" in finding.message.zh
    assert row(case, 7).state == "late"
    assert not any(f.rule == "true_overdue" for f in case.findings)
    # Confirmed with the loan, it counts.
    sure = paid("2023-07-12", paper(grace=3, certain=False), given=replace(loan(), grace=3))
    assert found(sure, "monthly_status").severity is Severity.CONTRADICTION


def test_with_a_grace_the_hour_of_the_due_day_decides_nothing_that_of_its_last_day_does() -> None:
    terms = paper("17:00", 3)
    assert found(paid("2023-07-10", terms, time="23:10:00"), "monthly_status").severity is Severity.CONTRADICTION
    assert found(paid("2023-07-13", terms, time="16:10:00"), "monthly_status").severity is Severity.CONTRADICTION
    late = found(paid("2023-07-13", terms, time="23:10:00"), "monthly_status")
    assert late.severity is Severity.DOUBT
    assert "宽限期最后一天23:10，晚于约定的截止时间17:00" in late.message.zh


def test_without_a_cutoff_it_is_the_program_that_has_not_read_one() -> None:
    doubt = found(paid("2023-07-10", time="19:32:00"), "monthly_status")
    assert doubt.severity is Severity.DOUBT
    assert "没有读到关于截止时间或宽限期的约定。" in doubt.message.zh
    assert "请查看合同、还款计划。" in doubt.to_person.zh
    assert "没有文件写明" not in doubt.message.zh


def test_a_contract_outweighs_a_message_and_a_person_outweighs_both() -> None:
    message = paper("17:00", evidence=701, contract=None, lender=LENDER, told=True)
    told = paid("2023-07-10", message, time="19:32:00")
    assert "晚于机构短信要求的17:00" in found(told, "monthly_status").message.zh
    assert told.loans[0].cutoff == "17:00"
    both = paid("2023-07-10", message, paper("24:00"), time="19:32:00")
    assert found(both, "monthly_status").severity is Severity.CONTRADICTION
    hand = paid("2023-07-10", paper("24:00"), time="19:32:00", given=loan(cutoff="18:00"))
    assert "晚于约定的截止时间18:00" in found(hand, "monthly_status").message.zh


def test_documents_that_differ_give_the_stricter_term_and_no_sure_one() -> None:
    given = loan()
    facts = LoanFacts(contract=given.contract, grace=3, terms=(("grace", Read("3", True)),))
    proofs = [*paid_on_due_days(skip=[7]), proof(50, "2023-07-12", periods=[7])]
    marks = [report(given, {"2023-07": "1"})]
    plans = [plan(given, facts=facts)]
    case = timeline(proofs, given, plans=plans, reports=marks, papers=[paper(grace=5)])
    assert case.loans[0].grace == 3
    assert found(case, "monthly_status").severity is Severity.DOUBT


def test_terms_of_another_contract_or_of_one_of_several_loans_are_not_taken() -> None:
    assert paid("2023-07-12", paper(grace=3, contract="XY99999999999")).loans[0].grace is None
    message = paper("17:00", contract=None, lender="别家消费金融有限公司", told=True)
    assert paid("2023-07-10", message).loans[0].cutoff is None
    two = (loan(), loan(id_=2, contract="LH20230101002", first="2023-02-15", principal=900_000))
    case = timeline([], *two, papers=[paper(grace=3), paper("17:00", contract=None, lender=LENDER, told=True)])
    assert [(one.grace, one.cutoff) for one in case.loans] == [(3, None), (None, None)]
