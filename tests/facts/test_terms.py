"""Cut-off hour and days of grace in the words of contracts, plans and messages."""

from __future__ import annotations

import datetime as dt

import pytest

from lehua_desktop.core.facts import Context, Facts, Kind
from lehua_desktop.core.page import Box, Page, TextLine
from lehua_desktop.facts.extract import extract
from lehua_desktop.facts.page.layout import text_rows
from lehua_desktop.facts.papers.loan_facts import loan_facts

CONTEXT = Context(dt.date(2026, 11, 23))


def page(*lines: str, pixels: bool = False, second: dict[str, str] | None = None) -> Page:
    """Lines of a contract, one below the other."""
    return Page(
        0,
        600,
        800,
        "px" if pixels else "pt",
        tuple(
            TextLine(text, Box(40, 40 + 24 * n, 40 + 11 * len(text), 54 + 24 * n), second=(second or {}).get(text))
            for n, text in enumerate(lines)
        ),
        "rapidocr" if pixels else "text",
    )


def terms(*lines: str) -> tuple[str | None, int | None]:
    facts = loan_facts(text_rows([page(*lines)]))
    return (facts.cutoff, facts.grace) if facts else (None, None)


@pytest.mark.parametrize(
    ("clause", "cutoff"),
    [
        ("还款日为每月 10 日，截止时间 24:00。", "24:00"),
        ("借款人应于每月 10 日 24:00 前足额还款。", "24:00"),
        ("借款人应于还款日当日二十四时前归还当期款项。", "24:00"),
        ("请在还款日下午5点前存入足额资金。", "17:00"),
        ("还款截止时间：还款日22:30", "22:30"),
        ("还款日 24:00 后未足额还款的视为逾期。", "24:00"),
        # What makes it overdue outweighs what is asked for.
        ("请于还款日17:00前存入足额资金；还款日24:00仍未足额归还的，视为逾期。", "24:00"),
        # Two hours: the earlier one never claims too much.
        ("还款日17:00前存入，最迟还款时间为还款日22:00。", "17:00"),
        ("请于还款日前一日17:00前存入足额资金。", None),
        ("提前还款应于当日17:00前提出申请。", None),
        ("还款日次日8:00前未还款的，系统发起扣款。", None),
        ("客服热线服务时间：还款日9:00前后较忙。", None),
    ],
)
def test_the_cutoff_hour_is_read_where_a_clause_gives_it(clause: str, cutoff: str | None) -> None:
    assert terms(clause)[0] == cutoff


@pytest.mark.parametrize(
    ("clause", "grace"),
    [
        ("本合同设宽限期 3 天，宽限期内还款不计罚息。", 3),
        ("宽限期：3天（宽限期内还款不计逾期）", 3),
        ("宽限期（天）：2", 2),
        ("给予借款人三个自然日的还款宽限期。", 3),
        ("借款人在还款日后 3 日内足额还款的，不视为逾期，不报送逾期信息。", 3),
        ("超过宽限期3天仍未还款的，视为逾期。", 3),
        ("宽限期3天，无需申请。", 3),
        ("本合同不设宽限期。", 0),
        ("宽限期：无", 0),
        # A grace that hangs on something, or is of another kind.
        ("经贷款人同意，可给予借款人3天宽限期。", None),
        ("借款人收到催收通知后3日宽限期内应当还清。", None),
        ("首期宽限期6个月，期间只还息不还本。", None),
        ("宽限期最长3天。", None),
        ("宽限期3天，宽限期内仍按逾期报送征信。", None),
        ("宽限期为3天。宽限期内视为逾期并计收罚息。", None),
        ("宽限期至13日。", None),
        ("还款日：每月10日宽限期", None),
        ("还款日后3日内发送短信提醒。", None),
        ("宽限期30天。", None),
    ],
)
def test_a_grace_is_read_where_nothing_is_left_open(clause: str, grace: int | None) -> None:
    assert terms(clause)[1] == grace


CONTRACT = (
    "个人消费借款合同", "合同编号：LH20210805001", "贷款人：示例消费金融有限公司", "借款人：张三",
    "第四条 还款日为每月 10 日，截止时间 24:00。贷款人可将债权转让给其他公司。", "第五条 本合同设宽限期 3 天。",
)  # fmt: skip


def test_a_contract_tells_of_its_loan_and_where_its_terms_stand() -> None:
    facts = extract([page(*CONTRACT)], CONTEXT)
    loan = facts.loan
    assert facts.kind is Kind.OTHER
    assert loan is not None
    assert (loan.lender, loan.borrower, loan.contract) == ("示例消费金融有限公司", "张三", "LH20210805001")
    assert (loan.cutoff, loan.grace, loan.told) == ("24:00", 3, False)
    assert all(read.certain and read.box for _, read in loan.terms)
    assert facts.plans == ()


def test_days_and_sums_in_the_clauses_of_a_contract_are_no_plan() -> None:
    clauses = (
        "借款起止日：2022年12月10日至2023年12月10日，每月还款日：10日",
        "1.1 乙方同意向甲方提供人民币15,000.00元借款，用于日常消费。",
        "2.1 甲方应于每月10日将当期应还款项存入还款账户，扣款成功的，视为甲方已还款。",
        "2.2 甲方每期应还金额1,358.42元，首期还款日为2023年1月10日，最后一期以实际结",
        "清金额为准。",
        "2.3 宽限期内足额还款的，不计罚息，不视为逾期。",
        "4.2 甲方连续逾期超过30日的，乙方有权宣布全部借款提前到期。",
    )
    facts = extract([page(*CONTRACT, *clauses)], CONTEXT)
    assert (facts.kind, facts.plan, facts.payments) == (Kind.OTHER, (), ())


def test_a_letter_that_speaks_of_a_late_payment_is_no_plan() -> None:
    letter = (
        "非恶意逾期证明",
        "兹证明周翊在我公司的贷款于2023年7月10日应还1,358.42元，因我公司系统升级导致代扣未成功，",
        "客户于2023年7月12日主动还款1,358.42元，该逾期非客户主观恶意造成，不是到期未还，特此说明。",
        "示例消费金融有限公司",
        "2023年8月2日",
    )
    assert extract([page(*letter)], CONTEXT).kind is Kind.OTHER


def test_an_agreement_that_promises_a_certificate_is_none() -> None:
    lines = ("分期还款和解协议", "甲方：示例资产管理有限公司", "乙方全部付清后，甲方出具结清证明。")
    assert extract([page(*lines)], CONTEXT).kind is not Kind.SETTLEMENT


def test_other_contracts_and_prose_tell_of_no_loan() -> None:
    assert extract([page("最高额保证合同", *CONTRACT[1:])], CONTEXT) == Facts(Kind.OTHER)
    assert extract([page("一封来信", "宽限期3天，还款日24:00前还款。")], CONTEXT) == Facts(Kind.OTHER)


def test_figures_from_pixels_are_sure_only_where_a_second_reader_saw_them() -> None:
    clause = CONTRACT[-1]
    for second, certain in ((None, False), ("3", True), ("8", False)):
        seen = {} if second is None else {clause: clause.replace("3", second)}
        loan = extract([page(*CONTRACT, pixels=True, second=seen)], CONTEXT).loan
        assert loan is not None
        assert loan.grace == 3
        assert dict(loan.terms)["grace"].certain is certain


def test_a_message_of_the_due_day_gives_an_hour_of_its_sender() -> None:
    told = page(
        "106980001234",
        "2024年6月10日 09:00",
        "【示例消金】您今天应还512.00元扣款失败，请17点前补足招商银行3446卡余额。",
    )
    loan = extract([told], CONTEXT).loan
    assert loan is not None
    assert (loan.lender, loan.cutoff, loan.told) == ("示例消金", "17:00", True)
    assert loan.contract is None


def test_lenders_that_lend_together_are_both_kept() -> None:
    lines = ["放款机构：南岭银行股份有限公司、示例消费金融有限公司", "借款金额：3,000.00元"]
    loan = loan_facts(text_rows([page(*lines)]))
    assert loan is not None
    assert loan.lender == "南岭银行股份有限公司、示例消费金融有限公司"
