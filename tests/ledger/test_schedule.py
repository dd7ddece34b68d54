"""The loan from the documents; a person's loan comes first."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from lehua_desktop.core.days import add_days
from lehua_desktop.core.facts import LoanFacts, Read
from lehua_desktop.core.model import Loan, Severity
from lehua_desktop.core.money import Money
from lehua_desktop.ledger.schedule import propose_loans
from tests.ledger.made import (
    LENDER,
    OPENED,
    certificate,
    day,
    findings,
    links,
    loan,
    paid_on_due_days,
    plan,
    proof,
    report,
    row,
    states,
    timeline,
)


def test_the_loan_is_proposed_from_all_papers() -> None:
    given = loan()
    shy = plan(given, facts=LoanFacts(principal=given.principal))
    (found,) = propose_loans([shy], [certificate(given, "2023-12-10")], [report(given, {})], paid_on_due_days())
    assert found.id == 0
    assert not found.confirmed
    assert found.installments == given.installments
    assert (found.lender, found.contract, found.disbursed, found.platform) == (
        LENDER,
        given.contract,
        OPENED,
        "乐花分期",
    )


def test_the_lender_is_not_taken_for_the_platform() -> None:
    given = loan()
    paid = [
        replace(p, payment=replace(p.payment, payee=LENDER, memo="乐花分期-第1/12期还款")) for p in paid_on_due_days()
    ]
    (found,) = propose_loans([plan(given)], [], [], paid)
    assert found.platform == "乐花分期"
    nameless = [replace(p, payment=replace(p.payment, memo=None)) for p in paid]
    assert propose_loans([plan(given)], [], [], nameless)[0].platform is None


def test_the_certificate_tells_the_principal_that_a_plan_leaves_out() -> None:
    given = loan()
    (found,) = propose_loans([plan(loan(principal=None))], [certificate(given, "2023-12-10")], [], [])
    assert found.principal == given.principal


def test_the_platform_is_the_product_behind_the_way_to_it_under_its_long_and_short_name() -> None:
    ways = ["京东支付-京东金条", "金条还款", "京东金融", "京东金条"]
    paid = [replace(p, payment=replace(p.payment, payee=ways[i % 4])) for i, p in enumerate(paid_on_due_days())]
    assert propose_loans([plan(loan(lender=None))], [], [], paid)[0].platform == "京东金条"


@pytest.mark.parametrize("memo", ["快捷支付乐花分期还款", "银联代扣乐花分期", "财付通-微信支付-乐花分期"])
def test_how_a_payment_was_made_is_no_part_of_the_name_of_the_platform(memo: str) -> None:
    paid = [replace(p, payment=replace(p.payment, payee=LENDER, memo=memo)) for p in paid_on_due_days()]
    assert propose_loans([plan(loan())], [], [], paid)[0].platform == "乐花分期"


def test_pages_of_one_plan_become_one_loan() -> None:
    given = loan()
    halves = [
        plan(given, keep=range(1, 8), evidence=900),
        plan(given, keep=range(6, 13), evidence=901, facts=LoanFacts()),
    ]
    for order in (halves, halves[::-1]):
        (found,) = propose_loans(order, [], [], [])
        assert found.installments == given.installments


def test_plans_of_two_contracts_are_two_loans_in_a_fixed_order() -> None:
    one = loan(3, contract="LH20221210001")
    two = loan(3, contract="LH20230801999", first="2023-09-10", amounts=[50_000] * 3, principal=140_000)
    plans = [plan(one, evidence=900), plan(two, evidence=901)]
    found = propose_loans(plans, [], [], [])
    assert [(f.id, f.contract) for f in found] == [(0, "LH20221210001"), (-1, "LH20230801999")]
    assert propose_loans(plans[::-1], [], [], []) == found


def test_a_row_that_nobody_checked_carries_no_certain_link() -> None:
    given = loan()
    found = timeline(paid_on_due_days(), plans=[plan(given, doubtful=[5])])
    assert states(found) == ["on_time"] * 4 + ["unproven"] + ["on_time"] * 7
    assert row(found, 5, 0).suggested
    assert any("第5期" in m.message.zh for m in found.missing)


def test_two_plans_that_agree_make_a_row_certain() -> None:
    given = loan()
    plans = [plan(given, doubtful=[5], evidence=900), plan(given, doubtful=[5], evidence=901)]
    assert states(timeline(paid_on_due_days(), plans=plans)) == ["on_time"] * 12


def test_a_hole_in_the_plan_is_named() -> None:
    given = loan()
    found = timeline(paid_on_due_days(), plans=[plan(given, keep=[1, 2, 4, 5])])
    assert any("第3期" in m.message.zh for m in found.missing)


def test_the_persons_loan_wins_and_is_only_filled() -> None:
    given = loan(contract=None)
    wrong = loan(amounts=[99_999] * 12)
    found = timeline(paid_on_due_days(), given, plans=[plan(wrong)])
    assert found.loans[0].installments == given.installments


def test_a_confirmed_loan_takes_its_installments_and_cutoff_from_the_plan() -> None:
    given = loan()
    facts = LoanFacts(contract=given.contract, cutoff="24:00", terms=(("cutoff", Read("24:00", True)),))
    late = [*paid_on_due_days(skip=[7]), proof(50, "2023-07-10", time="23:10:00")]
    found = timeline(
        late, loan(rows=False), plans=[plan(given, facts=facts)], reports=[report(given, {"2023-07": "1"})]
    )
    assert found.loans[0].installments == given.installments
    assert found.findings[0].severity is Severity.CONTRADICTION


def test_without_a_plan_the_certificate_or_a_marked_account_names_the_loan() -> None:
    given = loan()
    (found,) = propose_loans([], [certificate(given, "2023-12-10")], [], [])
    assert (found.contract, found.installments) == (given.contract, ())
    (found,) = propose_loans([], [], [report(given, {"2023-07": "1"})], [])
    assert (found.lender, found.principal) == (LENDER, Money(1_500_000))
    assert propose_loans([], [], [report(given, {}, lender="某某银行")], []) == ()


def test_order_of_plans_changes_nothing() -> None:
    given = loan()
    plans = [plan(given, keep=range(k, k + 4), evidence=900 + k, facts=LoanFacts(lender=LENDER)) for k in (1, 4, 7, 9)]
    expected = propose_loans(plans, [], [], [])
    for seed in range(10):
        random.Random(seed).shuffle(plans)  # noqa: S311 - the same orders each time
        assert propose_loans(plans, [], [], []) == expected


def test_success_pages_name_contract_and_platform() -> None:
    given = loan()
    paid = [replace(p, payment=replace(p.payment, contract="LH20221210001")) for p in paid_on_due_days()]
    (found,) = propose_loans([plan(given, facts=LoanFacts(principal=given.principal))], [], [], paid)
    assert (found.contract, found.platform) == ("LH20221210001", "乐花分期")
    (alone,) = propose_loans([], [], [], paid[:2])
    assert (alone.contract, alone.platform, alone.installments) == ("LH20221210001", "乐花分期", ())


def test_contracts_on_payments_tell_the_platforms_of_two_loans() -> None:
    one = loan(3, contract="LH20221210001")
    two = loan(3, contract="XY20230801999", first="2023-09-10", amounts=[50_000] * 3, principal=140_000)
    bare = [
        plan(x, evidence=k, facts=LoanFacts(contract=x.contract, principal=x.principal))
        for k, x in ((1, one), (2, two))
    ]
    paid = [
        proof(1, "2023-01-10", contract="LH20221210001", payee="乐花分期"),
        proof(2, "2023-09-10", 50_000, contract="XY20230801999", payee="小星借钱"),
    ]
    found = propose_loans(bare, [], [], paid)
    assert [(f.contract, f.platform) for f in found] == [("LH20221210001", "乐花分期"), ("XY20230801999", "小星借钱")]


def test_a_plan_and_the_certificate_of_another_loan_are_two_loans() -> None:
    one, two = loan(3), loan(3, contract="XY20230801999", lender="东澜消费金融股份有限公司")
    found = propose_loans([plan(one)], [certificate(two, "2023-12-10")], [], [])
    assert {(f.contract, f.lender, len(f.installments)) for f in found} == {
        ("LH20221210001", LENDER, 3),
        ("XY20230801999", "东澜消费金融股份有限公司", 0),
    }


def test_a_certificate_about_several_loans_fits_by_number_and_sum_and_is_never_guessed_from() -> None:
    given = loan()
    other = replace(given, contract="LH202399990001", principal=Money(800_000))
    papers = [certificate(given, "2023-12-10"), certificate(other, "2023-10-15")]
    (found,) = propose_loans([plan(given)], papers, [], [])
    assert found.contract == given.contract
    nameless = plan(given, facts=LoanFacts(lender=given.lender, principal=given.principal))
    assert [found.contract for found in propose_loans([nameless], papers, [], [])] == [given.contract]
    same_sum = [papers[0], certificate(replace(other, principal=given.principal), "2023-10-15")]
    assert [found.contract for found in propose_loans([nameless], same_sum, [], [])] == [None]


def test_a_certificate_about_several_loans_alone_proposes_each() -> None:
    other = replace(loan(), contract="LH202399990001", principal=Money(800_000))
    papers = [certificate(loan(), "2023-12-10"), certificate(other, "2023-10-15")]
    assert {found.contract for found in propose_loans([], papers, [], [])} == {loan().contract, other.contract}


def twins(second: str = "XY20230109888", later: int = 4) -> tuple[Loan, Loan]:
    """Two loans of equal amounts and days, paid out some days apart."""
    one = loan(3, contract="LH20221210001")
    return one, replace(one, contract=second, disbursed=add_days(one.disbursed or day("2022-12-10"), later))


def test_equal_plans_of_two_contracts_are_two_loans_and_one_payment_fits_both() -> None:
    one, two = twins()
    found = timeline([proof(1, "2023-01-10")], plans=[plan(one, evidence=900), plan(two, evidence=901)])
    assert [given.contract for given in found.loans] == ["LH20221210001", "XY20230109888"]
    (link,) = links(found)
    assert not link.certain
    assert (-1, 1) in link.others


def test_equal_plans_of_other_loan_dates_are_two_loans_without_contract_numbers() -> None:
    one, two = (replace(given, contract=None) for given in twins())
    assert len(propose_loans([plan(one), plan(two, evidence=901)], [], [], [])) == 2
    near = replace(one, disbursed=add_days(one.disbursed or day("2022-12-10"), 1))  # agreed, and paid out
    assert len(propose_loans([plan(one), plan(near, evidence=901)], [], [], [])) == 1


@pytest.mark.parametrize("other", ["LH2O221210001", "LH202212100", "借据20221210-77"])
def test_a_misread_or_another_sort_of_number_makes_no_second_loan(other: str) -> None:
    one, two = twins(other, later=0)
    assert len(propose_loans([plan(one), plan(two, evidence=901)], [], [], [])) == 1


def test_a_plan_is_evidence_of_its_own_loan_only() -> None:
    one, two = twins()
    plans = [plan(one, evidence=900), plan(two, evidence=901)]
    paid = [proof(k, f"2023-0{k}-09", contract="LH20221210001") for k in (1, 2, 3)]
    for given in ((), (one, replace(two, id=2))):
        found = timeline(paid, *given, plans=plans, reports=[report(one, {"2023-02": "1"})])
        (finding,) = findings(found, "monthly_status")
        assert 900 in {source.evidence for source in finding.sources}
        assert 901 not in {source.evidence for source in finding.sources}
