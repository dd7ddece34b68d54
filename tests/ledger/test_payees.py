"""Who was paid, and by whom: other lenders, payment companies, collectors, another payer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lehua_desktop.core.model import Loan, Proof, Reason, Severity, State
from lehua_desktop.core.money import Money
from lehua_desktop.ledger import names
from tests.ledger.made import (
    DUE,
    LENDER,
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

CONTRACT = "LH20221210001"


@pytest.mark.parametrize(
    "payee",
    [
        "花呗",
        "支付宝-花呗自动还款",
        "京东白条",
        "微众银行微粒贷",
        "马上消费金融股份有限公司",
        "重庆蚂蚁消费金融有限公司",
        "中邮消费金融",
    ],
)
def test_a_repayment_to_another_lender_is_no_link(payee: str) -> None:
    found = timeline([*paid_on_due_days(skip=[4]), proof(50, "2023-04-09", payee=payee)], loan())
    assert row(found, 4).state is State.UNPROVEN
    assert not row(found, 4).allocations


@pytest.mark.parametrize("payee", ["花呗", "马上消费金融股份有限公司"])
def test_the_contract_number_makes_another_lenders_repayment_a_suggestion(payee: str) -> None:
    found = timeline([proof(1, "2023-01-10", payee=payee, contract=CONTRACT)], loan(1))
    (link,) = links(found)
    assert not link.certain
    assert Reason.PAYEE_OPEN in link.reasons
    assert Reason.AMBIGUOUS not in link.reasons


def test_the_platform_beside_another_lenders_name_ties_the_payment_to_the_loan() -> None:
    paid = proof(1, "2023-01-10", payee="东澜消费金融股份有限公司", memo="乐花分期还款")
    assert states(timeline([paid], loan(1))) == ["on_time"]


def test_another_product_of_the_same_house_is_a_suggestion() -> None:
    (link,) = links(timeline([proof(1, "2023-01-10", payee="分期乐")], loan(1)))
    assert not link.certain


@pytest.mark.parametrize("payee", ["财付通-乐花分期", "通联支付网络服务股份有限公司示例消金", f"宝付-{LENDER}"])
def test_a_payment_company_before_the_name_changes_nothing(payee: str) -> None:
    assert states(timeline([proof(1, "2023-01-10", payee=payee)], loan(1))) == ["on_time"]


def test_a_platform_that_no_paper_names_is_known_by_habit() -> None:
    given = loan(6, platform=None)
    assert states(timeline(paid_on_due_days(6), given)) == ["on_time"] * 6
    rival = timeline([*paid_on_due_days(6, skip=[4]), proof(50, "2023-04-10", payee="还呗")], given)
    assert states(rival) == ["on_time"] * 3 + ["unproven"] + ["on_time"] * 2
    assert row(rival, 4).suggested == Money(DUE)


def test_the_only_platform_in_the_case_may_be_the_loans_and_a_wallets_credit_is_not() -> None:
    given = loan(1, platform=None)
    assert states(timeline([proof(1, "2023-01-10")], given)) == ["on_time"]
    assert not links(timeline([proof(1, "2023-01-10", payee="花呗")], given))
    (first, second) = links(timeline([proof(k, f"2023-0{k}-10", payee="花呗") for k in (1, 2)], loan(2, platform=None)))
    assert not first.certain
    assert not second.certain


def test_a_platform_named_once_among_other_lenders_is_not_taken_for_the_loans() -> None:
    bare = loan(3, platform=None)
    own = [replace(p, payment=replace(p.payment, payee=None, contract=CONTRACT)) for p in paid_on_due_days(3)]
    once = proof(50, "2023-03-11", 99_900, payee="小星借钱")
    others = [proof(51, "2023-02-11", payee="花呗"), proof(52, "2023-02-12", payee="中邮消费金融")]
    assert timeline([*own, once], plans=[plan(bare)]).loans[0].platform == "小星借钱"
    assert timeline([*own, once, *others], plans=[plan(bare)]).loans[0].platform is None
    assert timeline([*own, others[1]], plans=[plan(bare)]).loans[0].platform is None


# --- payment companies and collectors -------------------------------------------------------------------


def unnamed(id_: int, on: str, payee: str = "通联支付网络服务股份有限公司", fen: int = DUE) -> Proof:
    return proof(id_, on, fen, payee=payee, memo="代扣", about=False)


@pytest.mark.parametrize(
    "payee",
    [
        "通联支付网络服务股份有限公司",
        "宝付网络科技（上海）有限公司",
        "富友支付服务股份有限公司",
        "网银在线（北京）科技有限公司",
    ],
)
def test_a_debit_by_a_payment_company_on_the_due_day_is_suggested(payee: str) -> None:
    found = timeline([*paid_on_due_days(3, skip=[2]), unnamed(50, "2023-02-10", payee)], loan(3))
    (link,) = row(found, 2).allocations
    assert not link.certain
    assert Reason.PAYEE_OPEN in link.reasons
    (gap,) = [m for m in found.missing if m.installment == 2]
    assert payee in gap.message.zh


@pytest.mark.parametrize(
    "other",
    [
        unnamed(50, "2023-02-10", fen=DUE + 1),
        unnamed(50, "2023-02-20"),
        unnamed(50, "2023-02-10", payee="财付通-某某超市"),
        unnamed(50, "2023-02-10", payee="李四"),
    ],
)
def test_other_rows_are_not_suggested(other: Proof) -> None:
    found = timeline([*paid_on_due_days(3, skip=[2]), other], loan(3))
    assert not row(found, 2).allocations


def test_an_unnamed_row_never_moves_a_payment_of_the_loan() -> None:
    with_row = timeline([*paid_on_due_days(3), unnamed(50, "2023-02-10")], loan(3))
    assert states(with_row) == ["on_time"] * 3
    assert all(link.payment != 50 for link in links(with_row))


def test_a_transfer_that_bears_the_contract_number_is_suggested_whoever_was_paid() -> None:
    paid = proof(50, "2023-03-12", 2 * DUE + 2_600, payee="恒信催收服务有限公司", memo=f"{CONTRACT} 还款", about=False)
    found = timeline([*paid_on_due_days(3, skip=[2, 3]), paid], loan(3))
    assert [row(found, n).suggested for n in (2, 3)] == [Money(DUE)] * 2
    assert not any(link.certain for n in (2, 3) for link in row(found, n).allocations)
    assert any("合同号" in m.message.zh for m in found.missing if m.installment == 2)


# --- one debit for several loans ------------------------------------------------------------------------


def two(fen: int) -> tuple[Loan, Loan]:
    return loan(3, id_=1), loan(3, id_=2, contract="XY20230101888", amounts=[fen] * 3, principal=140_000)


def test_one_debit_for_two_loans_is_suggested_for_both() -> None:
    one, other = two(50_000)
    found = timeline([proof(k, f"2023-0{k}-09", DUE + 50_000) for k in (1, 2, 3)], one, other)
    assert [r.suggested.fen for r in found.rows] == [DUE] * 3 + [50_000] * 3
    assert not any(link.certain for link in links(found))
    assert not found.unallocated


def test_a_sum_that_is_off_by_one_fen_pays_no_two_loans() -> None:
    one, other = two(50_000)
    found = timeline([proof(1, "2023-01-09", DUE + 50_001)], one, other)
    assert len({link.loan for link in links(found)}) == 1


def test_a_debit_that_bears_one_contract_is_not_shared() -> None:
    one, other = two(50_000)
    found = timeline([proof(1, "2023-01-09", DUE + 50_000, contract=CONTRACT)], one, other)
    assert {link.loan for link in links(found)} == {1}


# --- who paid ------------------------------------------------------------------------------------------


def by(payer: str, *, contract: str | None = None, memo: str | None = None) -> list[Proof]:
    """All twelve paid in time, the seventh by somebody."""
    paid = paid_on_due_days()
    seventh = replace(paid[6].payment, payer=payer, contract=contract, memo=memo)
    return [*paid[:6], replace(paid[6], payment=seventh), *paid[7:]]


def claim(proofs: list[Proof], borrower: str | None = None) -> Severity:
    given = replace(loan(), borrower=borrower)
    found = timeline(proofs, given, reports=[report(given, {"2023-07": "1"})])
    (finding,) = findings(found, "monthly_status")
    return finding.severity


def test_the_borrower_is_who_the_report_is_about_or_else_who_the_statement_belongs_to() -> None:
    given = replace(loan(), borrower=None)
    paid = [replace(p, payment=replace(p.payment, payer="李四")) for p in paid_on_due_days()]
    assert timeline(paid, given, reports=[report(given, {})]).loans[0].borrower == "张三"
    assert timeline(paid, given).loans[0].borrower == "李四"
    masked = [replace(p, payment=replace(p.payment, payer="*四")) for p in paid_on_due_days()]
    assert timeline(masked, given).loans[0].borrower is None


def test_what_another_person_paid_without_a_word_of_the_loan_makes_a_doubt() -> None:
    assert claim(by("李四")) is Severity.DOUBT
    given = loan()
    (finding,) = findings(timeline(by("李四"), given, reports=[report(given, {"2023-07": "1"})]), "monthly_status")
    assert "李四自己的借款" in finding.message.zh


@pytest.mark.parametrize("changes", [{"contract": CONTRACT}, {"memo": "代张三还款"}, {"memo": f"还 {CONTRACT}"}])
def test_another_payer_who_names_the_loan_or_the_borrower_proves_it(changes: dict[str, str]) -> None:
    assert claim(by("李四", **changes)) is Severity.CONTRADICTION


@pytest.mark.parametrize("payer", ["张*", "*三", "张三", "**"])
def test_a_masked_name_is_nobody_else(payer: str) -> None:
    assert claim(by(payer)) is Severity.CONTRADICTION


# --- names ---------------------------------------------------------------------------------------------


def test_the_contract_number_is_found_in_the_memo() -> None:
    assert names.bears(CONTRACT, proof(1, "2023-01-10", memo="还 LH2022 1210-001 第3期").payment)
    assert not names.bears("LH1", proof(1, "2023-01-10", memo="LH1").payment)
