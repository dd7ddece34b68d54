from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from lehua_desktop.core.model import Context, Settlement
from lehua_desktop.core.page import Page
from lehua_desktop.facts.settlement import read_settlement
from tests.facts.made import Word, misread, scan, text_page

TODAY = Context(dt.date(2026, 1, 31))
STANDARD = [
    "　　兹证明客户张三（身份证号码：11010119900307002X）于2021年7月12日通过乐花卡平台向我司申请借",
    "款，合同编号LH2021071210139288，借款金额人民币15,000.00元（大写：壹万伍仟元整），共12期。截至",
    "2022年7月5日，该笔借款本息及相关费用已全部结清。",
    "　　特此证明。",
]
SIGNED = ["示例消费金融有限公司", "2022年7月10日"]


def certificate(lines: list[str], signed: list[str] = SIGNED, title: str = "结清证明") -> Page:
    words: list[Word] = [(250.0, 40.0, title)]
    words += [(60.0, 80.0 + 22 * i, line) for i, line in enumerate(lines)]
    words += [(400.0, 120.0 + 22 * len(lines) + 14 * i, line) for i, line in enumerate(signed)]
    return text_page(words, size=10)


def read(page: Page) -> Settlement:
    found = read_settlement([page], TODAY)
    assert found is not None
    return found


@pytest.mark.parametrize("look", ["text", "scan"])
def test_day_of_settlement_is_not_the_day_of_issue(look: str) -> None:
    page = certificate(STANDARD)
    found = read(scan(page, degrees=1) if look == "scan" else page)
    assert (found.settled_on.value, found.settled_on.certain) == (dt.date(2022, 7, 5), True)
    assert found.issued_on == dt.date(2022, 7, 10)
    assert (found.contract, found.lender, found.borrower) == ("LH2021071210139288", "示例消费金融有限公司", "张三")
    assert found.amount is not None
    assert found.amount.fen == 1_500_000


@pytest.mark.parametrize(
    ("lines", "settled"),
    [
        (["借款人李四，身份证号11010119900307002X，在我行办理的贷款，借据号：JJ2023000123，", "贷款金额：20,000.00元，已于2023年12月05日全部结清。"], (2023, 12, 5)),
        (["姓名：李四", "合同编号：HT-2023-000123", "借款金额：¥20,000.00", "发放日期：2022-12-10", "结清日期：2023-12-05"], (2023, 12, 5)),
        (["兹证明李四先生在我公司的借款（合同号HT2023000123）截止2023年12月5日止，本息均已还清，无欠款。"], (2023, 12, 5)),
        (["用户李四于2022年12月10日签订了分期服务合同。截止2023年12", "月5日，用户方已支付本金和平台服务费共计20,800.00元，现所有款项已全部结清。"], (2023, 12, 5)),
        (["兹证明李四于2022年12月10日向我司借款人民币20,000.00元，该笔借款2023年12月5日已提前结清。"], (2023, 12, 5)),
    ],
)  # fmt: skip
def test_wordings_of_settlement(lines: list[str], settled: tuple[int, int, int]) -> None:
    found = read(certificate([*lines, "特此证明"], ["示例消费金融有限公司（公章）", "2023年12月20日"]))
    assert (found.settled_on.value, found.settled_on.certain) == (dt.date(*settled), True)
    assert found.borrower == "李四"
    assert found.lender == "示例消费金融有限公司"


def test_day_from_pixels_needs_a_second_reader() -> None:
    assert not read(scan(certificate(STANDARD), second=False)).settled_on.certain
    page = scan(certificate(STANDARD))
    lines = tuple(replace(x, second=x.second.replace("7月5日", "1月5日")) if x.second else x for x in page.lines)
    assert not read(replace(page, lines=lines)).settled_on.certain


def test_figures_and_capitals_that_differ_give_no_amount() -> None:
    old = STANDARD[1]
    assert read(misread(certificate(STANDARD), old, old.replace("15,000.00", "16,000.00"))).amount is None


def test_sum_of_all_payments_is_not_the_amount_of_the_loan() -> None:
    lines = ["用户张三。截止2023年12月5日，用户方已支付本金和平台服务费共计20,800.00元，已全部结清。"]
    assert read(certificate(lines)).amount is None


def test_two_days_that_both_claim_it_are_uncertain() -> None:
    lines = ["截至2023年12月5日，第一笔借款已全部结清。", "截至2023年12月8日，第二笔借款已全部结清。", "特此证明"]
    assert not read(certificate(lines)).settled_on.certain


def test_day_that_is_only_the_day_of_issue_is_uncertain() -> None:
    found = read(certificate(["截至本证明出具之日，张三在我司的借款已全部结清。", "特此证明"]))
    assert (found.settled_on.value, found.settled_on.certain) == (dt.date(2022, 7, 10), False)


def test_unsettled_loan_is_no_settlement() -> None:
    assert read_settlement([certificate(["截至2022年7月5日，该笔借款尚未结清。"])], TODAY) is None
    assert read_settlement([text_page([(20, 20, "还款成功")])], TODAY) is None


@pytest.mark.parametrize(
    "line",
    [
        "兹证明张三的贷款于2021年7月12日发放，截至2022年7月5日尚有余额3,000元未结清。",
        "张三的第1期借款已于2022年7月5日还清，剩余11期未还。",
        "截至2022年7月5日，张三的贷款还有8,000元待还，结清后出具证明。",
    ],
)
def test_what_is_not_all_paid_is_no_settlement(line: str) -> None:
    assert read_settlement([certificate([line])], TODAY) is None


@pytest.mark.parametrize("line", ["张三的贷款将于2022年7月5日结清。", "张三的第3期借款已于2022年7月5日还清。"])
def test_day_to_come_or_of_one_installment_settles_nothing(line: str) -> None:
    assert read(certificate([line])).settled_on.value is None


def test_amount_in_capitals_and_days_in_chinese_figures() -> None:
    lines = ["兹证明张三向我司借款人民币壹万伍仟元整，已于二〇二二年七月五日全部结清。", "特此证明。"]
    found = read(certificate(lines, ["示例银行股份有限公司", "二〇二二年七月十日"]))
    assert (found.settled_on.value, found.settled_on.certain) == (dt.date(2022, 7, 5), True)
    assert (found.amount and found.amount.fen, found.borrower) == (1_500_000, "张三")
    assert (found.lender, found.issued_on) == ("示例银行股份有限公司", dt.date(2022, 7, 10))


def test_words_of_the_sentence_are_no_name() -> None:
    line = "借款人民币15,000.00元（大写：壹万伍仟元整），2022年7月5日结清。"
    assert read(certificate([line])).borrower is None
