from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from lehua_desktop.core.facts import Context, Kind, Settlement
from lehua_desktop.core.money import Money
from lehua_desktop.core.page import Page
from lehua_desktop.facts.extract import extract
from lehua_desktop.facts.papers.settlement import read_settlement
from lehua_desktop.facts.papers.settlement_several import read_certificate
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


FORM = ["贷款机构：示例消费金融有限公司", "合同编号：HT-2023-000123", "借款金额：¥20,000.00", "结清日期：2023-12-05"]


@pytest.mark.parametrize(
    ("nothing", "left"),
    [
        ("剩余未还金额：0.00元", "剩余未还金额：0.35元"),
        ("剩余未还本金(元)：0", "剩余未还本金(元)：300.50"),
        ("未结清金额：¥0.00", "未结清金额：¥0.35"),
    ],
)
def test_nothing_that_is_left_leaves_nothing_open(nothing: str, left: str) -> None:
    found = read(certificate([*FORM, nothing, "特此证明"]))
    assert (found.settled_on.value, found.contract) == (dt.date(2023, 12, 5), "HT-2023-000123")
    assert read_settlement([certificate([*FORM, left, "特此证明"])], TODAY) is None


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("债务结清证明", "现您已于2022年7月5日向我公司一次性偿还全部欠款，上述债权已经消灭。"),
        (
            "关于贷款结清情况的说明",
            "贷款合同LH20210712101，最后一期还款日期为2022年7月5日，目前该合同状态为“正常结清”。",
        ),
    ],
)
def test_debts_that_are_no_more_are_settled(title: str, line: str) -> None:
    facts = extract([certificate([f"张三：{line}", "特此证明。"], title=title)], TODAY)
    assert facts.kind is Kind.SETTLEMENT
    assert facts.settlement is not None
    assert not facts.settlement.settled_on.certain


def test_a_lender_in_a_sentence_is_named_without_its_verb() -> None:
    line = "您的借款（借款编号：LH2021071210139288），资金方为云岭小额贷款有限公司，您已于2022年7月5日全额结清。"
    found = read(certificate([line, "特此证明。"], ["示例信息科技有限公司", "2022年7月10日"]))
    assert found.lender == "云岭小额贷款有限公司"


def test_the_second_half_of_a_name_in_a_seal_names_nobody() -> None:
    assert read(certificate(STANDARD, [*SIGNED, "示例消费金融", "有限公司"])).lender == "示例消费金融有限公司"


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


# --- several loans ---------------------------------------------------------------------------------------

LOANS = [
    ("LH202212100001", "15,000.00", "2022-12-10", "2023-12-05"),
    ("LH202301150002", "8,000.00", "2023-01-15", "2023-10-15"),
    ("LH202302200003", "6,500.00", "2023-02-20", "2023-11-20"),
]


def table_of_loans(titles: str = "合同编号 借款金额(元) 放款日期 结清日期") -> Page:
    words: list[Word] = [(250, 40, "贷款结清证明"), (60, 70, "李四在我公司的下列借款均已结清：")]
    for y, row in enumerate([tuple(titles.split()), *LOANS]):
        words += [(60.0 + 120 * x, 100.0 + 22 * y, cell) for x, cell in enumerate(row)]
    words += [(60, 200, "特此证明。"), (400, 240, "示例消费金融有限公司"), (400, 255, "2023年12月20日")]
    return text_page(words, size=10)


LISTED = [
    "兹证明客户李四在我公司的下列借款已全部结清：",
    *[f"{n}、合同编号：{c}，借款金额{a}元，于{d}结清；" for n, (c, a, _, d) in enumerate(LOANS, 1)],
    "特此证明。",
]


@pytest.mark.parametrize("look", ["text", "scan"])
@pytest.mark.parametrize(
    "page", [table_of_loans(), table_of_loans("借据号 贷款本金 发放日 结清时间"), certificate(LISTED)]
)
def test_each_loan_of_a_certificate_has_its_own_number_sum_and_day(page: Page, look: str) -> None:
    first, several = read_certificate([scan(page) if look == "scan" else page], TODAY)
    got = [(s.contract, str(s.amount), str(s.settled_on.value), s.settled_on.certain) for s in several]
    assert got == [(contract, amount, day, True) for contract, amount, _, day in LOANS]
    assert first is not None
    assert (first.contract, first.settled_on.value, first.settled_on.certain) == (LOANS[0][0], dt.date(2023, 12, 5), False)  # fmt: skip


def test_day_that_a_certificate_gives_for_several_loans_together_is_in_doubt() -> None:
    lines = ["李四在我司共有2笔借款，合同编号分别为LH202212100001、LH202301150002，截至2023年12月5日均已全部结清。"]
    found, several = read_certificate([certificate(lines)], TODAY)
    assert found is not None
    assert (found.settled_on.value, found.settled_on.certain, several) == (dt.date(2023, 12, 5), False, ())


@pytest.mark.parametrize(
    "line",
    [
        "兹证明借款人李四（合同编号：LH202212100001）的借款已于2023年12月5日由示例融资担保有限公司代偿结清。",
        "兹证明，李四在我公司的代偿款项（原借款合同号LH202212100001）已于2023年12月5日全部还清。",
        "因借款人逾期，担保公司履行了代偿责任，李四已于2023年12月5日向担保公司偿还全部款项，债务已全部清偿。",
        "兹证明李四的贷款，我司已理赔，李四已于2023年12月5日归还全部欠款，现已结清。",
    ],
)
def test_what_a_guarantor_paid_or_got_back_is_never_certain(line: str) -> None:
    found = read(certificate([line, "特此证明。"], ["示例融资担保有限公司", "2023年12月20日"]))
    assert (found.settled_on.value, found.settled_on.certain, found.by_other) == (dt.date(2023, 12, 5), False, True)


def test_two_days_side_by_side_are_not_the_one_that_a_title_names() -> None:
    words: list[Word] = [
        (60, 60, "借款已结清"),
        (60, 90, "借款时间 结清时间"),
        (60, 105, "2022-12-10 2023-12-05"),
        (60, 140, "特此证明"),
    ]
    assert read(text_page(words, size=10)).settled_on.value is None


ENGLISH = [
    "This is to certify that Mr. Li Si has fully repaid the loan under Contract No.",
    "LH202212100001 in the principal amount of CNY 15,000.00 on December 5,",
    "2023. No outstanding balance remains.",
]


@pytest.mark.parametrize("look", ["text", "scan"])
def test_certificates_in_english(look: str) -> None:
    page = certificate(ENGLISH, ["Date: 20 December 2023"], "Loan Settlement Certificate")
    page = scan(page) if look == "scan" else page
    assert extract([page], TODAY).kind is Kind.SETTLEMENT
    found, _ = read_certificate([page], TODAY)
    assert found is not None
    assert (found.contract, found.settled_on.value) == ("LH202212100001", dt.date(2023, 12, 5))
    assert (found.settled_on.certain, found.amount, found.issued_on) == (True, Money(1_500_000), dt.date(2023, 12, 20))


@pytest.mark.parametrize(
    "line",
    [
        "the loan will be settled in full on December 5, 2023. It was duly settled before.",
        "the loan was settled in full by the guarantor on December 5, 2023.",
    ],
)
def test_english_day_that_is_to_come_or_of_a_guarantor_is_not_certain(line: str) -> None:
    found, _ = read_certificate([certificate([f"This is to certify that {line}"])], TODAY)
    assert found is not None
    assert not found.settled_on.certain


def test_certificate_that_numbers_its_contract_in_brackets() -> None:
    lines = ["您签订的《个人消费贷款合同》（编号：LH202212100001），上述贷款已结清。结清时间为2023年12月5日。"]
    assert read(certificate(lines)).contract == "LH202212100001"


# --- days, numbers and sums that are another thing ---------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "2022年12月10日在我公司贷款人民币20,000元，到期日2023年12月10日，该笔贷款已结清，特此证明。",
        "李四在我司的贷款20,000元，贷款期限为2022年12月10日至2023年12月10日，已结清。",
        "李四在我司的贷款20,000元，最后还款日为2023年12月10日，已全部结清。",
        "李四于2022年12月10日申请借款，借款期限至2023年12月10日，现已全部结清。",
        "李四在我司的贷款，期限2022年12月10日起至2023年12月10日止，已全部结清。",
        "放款时间2022-12-10，贷款已结清。",
        "首次还款日2023年1月10日，贷款已结清。",
        "李四在我司的债权已于2023年8月1日转让给某资产管理有限公司，我司对李四的债权已结清。",
    ],
)
def test_end_of_a_term_or_a_due_day_is_not_the_day_of_settlement(line: str) -> None:
    assert read(certificate([line])).settled_on.value is None


def test_title_right_before_a_day_rules_though_it_is_written_in_two_languages() -> None:
    lines = ["致To: 李四", "贷款合同编号Loan Agreement No.: PL-2022-0099887", "贷款金额Loan Amount: RMB 20,000.00"]
    lines += [
        "贷款发放日Drawdown Date: 2022-12-10",
        "结清日期Settlement Date: 2023-12-05",
        "我行确认上述贷款已全部清偿。",
    ]
    page = certificate(lines, ["示例银行（中国）有限公司", "2023-12-20"], "贷款结清证明 Loan Settlement Certificate")
    assert extract([page], TODAY).kind is Kind.SETTLEMENT
    found = read(page)
    assert (found.settled_on.value, found.settled_on.certain) == (dt.date(2023, 12, 5), True)
    assert (found.contract, found.amount) == ("PL-2022-0099887", Money(2_000_000))
    assert found.lender == "示例银行（中国）有限公司"


def test_late_installments_that_were_paid_settle_nothing() -> None:
    lines = ["该笔贷款曾逾期，后于2023年3月16日还清逾期款项，全部贷款于2023年12月5日结清。"]
    assert read(certificate(lines)).settled_on.value == dt.date(2023, 12, 5)


@pytest.mark.parametrize(
    ("line", "contract"),
    [
        ("李四，身份证号码为11010119900307002X，贷款借据号为2022121012345678，已于2023年12月5日结清。", "2022121012345678"),
        ("李四（证件号码为11010119900307002X），借款编号：BH20221210，已于2023年12月5日结清。", "BH20221210"),
        ("证明编号为JQ20231220，贷款合同编号为HT20221210，已于2023年12月5日结清。", "HT20221210"),
        ("会员编号为U88776655，贷款已于2023年12月5日结清。", None),
        ("李四合同号11010119900307002X的贷款已于2023年12月5日结清。", None),
        ("您的借款订单（订单编号：20221210120001998877）已于2023年12月5日结清。", "20221210120001998877"),
        ("您的贷款（编号：DK202212100001）已于2023年12月5日结清。", "DK202212100001"),
        ("编号DK202212100001借款合同项下债务已于2023年12月5日结清。", "DK202212100001"),
    ],
)  # fmt: skip
def test_number_of_a_contract_is_never_that_of_an_identity_card(line: str, contract: str | None) -> None:
    found, several = read_certificate([certificate([line])], TODAY)
    assert found is not None
    assert (found.contract, several) == (contract, ())


@pytest.mark.parametrize(
    ("line", "fen"),
    [
        ("贷款（贷款编号：HJ202212）本金16000.00元已于2023年12月5日全部还清。", 1_600_000),
        ("已于2023年12月5日结清，共计还款17,436.26元，其中本金16,000.00元，利息1,436.26元。", 1_600_000),
        ("借据金额16000元，借据结清日20231205，贷款已还清。", 1_600_000),
        ("已于2023年12月5日结清，结清金额3,436.26元，其中本金3,000.00元。", None),
    ],
)
def test_principal_of_the_whole_loan_is_its_amount(line: str, fen: int | None) -> None:
    amount = read(certificate([line])).amount
    assert (amount and amount.fen) == fen


def test_two_orders_in_numbered_sentences_are_two_loans() -> None:
    lines = [
        "李四在我平台的两笔借款均已结清：",
        "1、订单号LX202212100001，借款金额4,000.00元，2022年12月10日放款，2023年12月5日结清；",
    ]
    lines += ["2、订单号LX202301150002，借款金额6,500.00元，2023年1月15日放款，2024年1月8日结清。"]
    _, several = read_certificate([certificate(lines)], TODAY)
    assert [(s.contract, s.settled_on.value, s.settled_on.certain) for s in several] == [
        ("LX202212100001", dt.date(2023, 12, 5), True),
        ("LX202301150002", dt.date(2024, 1, 8), True),
    ]


@pytest.mark.parametrize(
    "line",
    ["借款日：2022年12月10日；结清日：2023年12月5日。", "李四借款13,000元，2023年12月5日结清。", "当前状态：结清"],
)
def test_certificates_that_say_it_in_few_words(line: str) -> None:
    assert extract([certificate([line])], TODAY).kind is Kind.SETTLEMENT


def test_day_in_capital_figures() -> None:
    lines = ["李四的债务已于贰零贰叁年拾贰月零伍日全部清偿完毕。"]
    assert read(certificate(lines)).settled_on.value == dt.date(2023, 12, 5)


def test_a_day_in_capital_figures_with_the_same_day_behind_it() -> None:
    lines = [
        "兹证明李四向我司借款人民币大写壹万贰仟元整（小写：12,000.00元），借款合同号：HT2023011600059，",
        "已于贰零贰叁年玖月拾陆日（2023年9月16日）还清全部本金及利息。",
    ]
    page = certificate(lines)
    assert extract([page], TODAY).kind is Kind.SETTLEMENT
    found = read(page)
    assert (found.settled_on.value, found.amount) == (dt.date(2023, 9, 16), Money(1200000))


def test_a_paper_on_an_overdue_settles_no_loan() -> None:
    lines = ["非恶意逾期证明", "兹证明我行客户李四于2023年3月16日还清当期欠款。该逾期属非恶意逾期，特此证明。"]
    page = text_page([(200, 30, lines[0]), (20, 60, lines[1])])
    assert extract([page], TODAY).kind is Kind.OTHER


@pytest.mark.parametrize(
    ("said", "contract"),
    [
        ("借款合同号为2019年苏银消字第00817号，", "2019年苏银消字第00817号"),
        ("合同编号：（2021）个贷字第3321-2号，", "(2021)个贷字第3321-2号"),
        ("借款合同编号：个消借字2020年第00912号，", "个消借字2020年第00912号"),
    ],
)
def test_numbers_that_banks_give_their_papers_have_words_in_them(said: str, contract: str) -> None:
    found = read(certificate([f"李四在我行办理的贷款，{said}", "贷款金额20,000.00元，已于2023年12月5日全部结清。"]))
    assert found.contract == contract


def test_who_lent_a_claim_that_was_made_over_is_who_made_it_over() -> None:
    lines = [
        "根据《债权转让协议》，示例消费金融有限公司已将其对您在编号为HT-2020-110934的《个人消费贷款",
        "合同》项下的全部债权转让给我司。您已于2023年12月5日向我司清偿上述债务。",
    ]
    found = read(certificate(lines, ["示例资产管理有限公司", "2023年12月8日"], "债权结清证明"))
    assert (found.lender, found.contract) == ("示例消费金融有限公司", "HT-2020-110934")
