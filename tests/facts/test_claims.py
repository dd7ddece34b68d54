"""Claims on the borrower in reports (被追偿信息), and the papers of those who hold them."""

from __future__ import annotations

import datetime as dt

import pytest

from lehua_desktop.core.facts import Context, CreditReport, Kind
from lehua_desktop.core.money import Money
from lehua_desktop.facts.extract import extract
from lehua_desktop.facts.reports.report import read_credit_report
from tests.facts.made import Col, Word, table, text_page
from tests.facts.test_settlement import SIGNED, certificate, read

TODAY = Context(dt.date(2026, 1, 31))
BUYER = "示例资产管理有限公司"
GUARANTOR = "示例融资担保有限公司"
COLUMNS = [
    Col("管理机构", 20, 118, head="left"), Col("业务种类", 120, 195, head="left"), Col("债权接收日期", 195, 260, head="left"),
    Col("债权金额", 260, 310, head="left"), Col("债权转移时的还款", 310, 385, head="left"),
    Col("账户状态", 385, 430, head="left"), Col("余额", 430, 470, head="left"), Col("最近一次还款日期", 470, 545, head="left"),
]  # fmt: skip


def full(*rows: list[str]) -> CreditReport:
    head: list[Word] = [
        (220, 20, "个人信用报告（本人版）"), (40, 36, "报告编号：2023022797825403723030 报告时间：2023-02-27 10:12:31"),
        (40, 52, "三 信贷交易信息明细"), (40, 68, "（一）被追偿信息"), (312, 100, "状态"),
    ]  # fmt: skip
    report = read_credit_report([text_page([*head, *table(COLUMNS, rows, top=90, pitch=26)], size=8)], TODAY)
    assert report is not None
    return report


def test_a_claim_has_its_holder_day_sum_and_balance_though_a_title_takes_two_lines() -> None:
    row = ["示例资产管理有限公司", "其他个人消费贷款", "2022.09.01", "1,536", "3", "催收", "1,536", "2022.10.05"]
    (claim,) = full(row).accounts
    assert (claim.lender.value, claim.lender.certain) == (BUYER, True)
    assert (claim.opened, claim.amount, claim.balance) == (dt.date(2022, 9, 1), Money(153_600), Money(153_600))
    assert (claim.state, claim.last_paid, claim.recovered) == ("overdue", dt.date(2022, 10, 5), True)


def test_of_several_claims_under_one_row_of_titles_no_holder_is_guessed() -> None:
    one = [BUYER[:6], "其他个人消费贷款", "2022.09.01", "1,536", "3", "催收", "1,536", "--"]
    report = full(one, [GUARANTOR[:6], "担保代偿", "2022.10.01", "900", "3", "结束", "0", "--"])
    assert report.accounts
    assert all(claim.lender.value is None for claim in report.accounts)


@pytest.mark.parametrize(
    ("sentence", "name", "balance", "state", "business"),
    [
        (f"1.2022年09月01日{BUYER}接收示例消费金融有限公司的债权，金额1,536。最近一次还款日期为2022年10月05日，余额1,000。",
         BUYER, 100_000, "overdue", "资产处置"),
        (f"1.2022年09月01日{GUARANTOR}进行最近一次代偿，累计代偿金额1,536。最近一次还款日期为2022年10月05日，余额0。",
         GUARANTOR, 0, "settled", "担保代偿"),
    ],
)  # fmt: skip
def test_claims_of_a_brief_report(sentence: str, name: str, balance: int, state: str, business: str) -> None:
    lines = [
        "个人信用报告", "报告编号：2023022797825403723030 报告时间：2023-02-27 10:12:31",
        "这部分包含您的信用卡、贷款和其他信贷记录。金额类数据均以人民币计算，精确到元。", sentence[:30], sentence[30:],
    ]  # fmt: skip
    report = read_credit_report([text_page([(40, 30 + 14 * n, line) for n, line in enumerate(lines)], size=8)], TODAY)
    assert report is not None
    (claim,) = report.accounts
    assert (claim.lender.value, claim.opened, claim.amount) == (name, dt.date(2022, 9, 1), Money(153_600))
    assert (claim.balance, claim.state, claim.business, claim.recovered) == (Money(balance), state, business, True)


def test_a_certificate_names_its_issuer_though_it_is_no_lender() -> None:
    lines = ["兹证明张三就合同编号LH2021071210139288项下的借款于2022年9月15日已全部结清。", "特此证明。"]
    found = read(certificate(lines, [BUYER, "2022年9月18日"]))
    assert (found.lender, found.issuer, found.by_other) == (None, BUYER, False)
    assert read(certificate(lines, SIGNED)).issuer == SIGNED[0]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("由我司代偿的款项1,536.00元，已于2022年10月8日向我司全部清偿。", dt.date(2022, 10, 8)),
        ("我司已于2022年9月12日代偿，该笔借款现已结清。", None),
        ("由我司代偿的款项应于2022年10月8日前向我司全部清偿；现已结清。", None),
    ],
)
def test_the_day_on_which_a_guarantor_had_its_money_back(said: str, day: dt.date | None) -> None:
    found = read(certificate([f"兹证明张三就合同编号LH2021071210139288项下{said}"], [GUARANTOR, "2022年10月10日"]))
    assert (found.by_other, found.settled_on.certain) == (True, False)
    assert (found.paid_back.value if found.paid_back and found.paid_back.certain else None) == day


def test_a_guarantors_paper_names_it_and_the_contract() -> None:
    lines = [f"{GUARANTOR}已于2022年9月12日就合同编号LH2021071210139288项下借款人张三的未还款项", "1,536.00元履行代偿义务。"]  # fmt: skip
    facts = extract([certificate(lines, [GUARANTOR, "2022年9月13日"], title="代偿证明")], TODAY)
    assert facts.kind is Kind.OTHER
    assert facts.loan is not None
    assert (facts.loan.guarantor, facts.loan.contract) == (GUARANTOR, "LH2021071210139288")
