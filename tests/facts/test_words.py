"""Labels, wording, parties and numbers."""

import datetime as dt

import pytest

from lehua_desktop.core.facts import Context, Status
from lehua_desktop.facts.words.labels import LABELS, Field, label_of
from lehua_desktop.facts.words.parties import about_loan
from lehua_desktop.facts.words.references import card_tail, contract_in, days_inside, periods, reference, stamped_day
from lehua_desktop.facts.words.wording import is_receipt, never_success, status_guessed, status_said

_CONTEXT = Context(dt.date(2026, 1, 1))


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("支付时间", Field.PAID_AT, ""),
        ("支 付 时 间：", Field.PAID_AT, ""),
        ("支付时间：2026-08-09 10:11", Field.PAID_AT, "2026-08-09 10:11"),
        ("借款日期2021-07-12", Field.OTHER_TIME, "2021-07-12"),
        ("放款机构示例消费金融有限公司", Field.PLATFORM, "示例消费金融有限公司"),
        ("实付¥38.50", Field.PAID, "¥38.50"),
        ("还款金额(元)", Field.AMOUNT, ""),
        ("商品说明 乐花卡还款", Field.MEMO, "乐花卡还款"),
        ("金额（大写）：壹万元整", Field.CAPITALS, "壹万元整"),
        ("支付时同", Field.PAID_AT, ""),
        ("应还日期", Field.OTHER_TIME, ""),
        ("应还金额", Field.GROSS, ""),
        ("账户余额", Field.OTHER_AMOUNT, ""),
        ("记账网点 02410", Field.OTHER, "02410"),
        ("商户名称(MERCHANT NAME)", Field.PAYEE, ""),
        ("凭证号(VOUCHER):004318", Field.TXN_NO, "004318"),
        ("Amount金额", Field.AMOUNT, ""),
        ("Details附言: 还款", Field.MEMO, "还款"),
    ],
)
def test_labels_are_known_bare_glued_spaced_and_misread(text: str, field: Field, value: str) -> None:
    label = label_of(text)
    assert label is not None
    assert (label.field, text[label.value_at :]) == (field, value)


@pytest.mark.parametrize("text", ["还款成功", "放款金颔", "2021-08-05", "乐花分期", "交易金额较大请核实", "支付宝"])
def test_other_texts_are_no_labels(text: str) -> None:
    assert label_of(text) is None


def test_every_label_is_of_one_field() -> None:
    assert all(label_of(word) is not None for word in LABELS)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("支付成功", Status.SUCCESS),
        ("对方已收钱", Status.SUCCESS),
        ("已结清", Status.SUCCESS),
        ("退款成功", Status.REFUNDED),
        ("已全额退款", Status.REFUNDED),
        ("交易关闭", Status.FAILED),
        ("银行卡余额不足", Status.FAILED),
        ("本次末能成功扣款", Status.FAILED),
        ("末期还款成功", Status.SUCCESS),
        ("还款未成功", Status.FAILED),
        ("还款没有成功", Status.FAILED),
        ("扣款没成功", Status.FAILED),
        ("交易不成功", Status.FAILED),
        ("扣款未完成", Status.FAILED),
        ("账户余额不足", Status.FAILED),
        ("已收到您的还款请求", Status.PENDING),
        ("网络繁忙，请稍后查询结果", Status.PENDING),
        ("提交成功", Status.PENDING),
        ("还款处理中", Status.PENDING),
        ("交易成功,您的交易已受理完成", Status.SUCCESS),
        ("待对方收款", Status.PENDING),
        ("待还款", None),
        ("已逾期3天", None),
        ("还款成功后可继续使用额度", None),
        ("支付失败怎么办", None),
        ("还款中心", None),
    ],
)
def test_what_a_line_says_about_the_money(text: str, status: Status | None) -> None:
    said = status_said(text)
    assert (said.status if said else None) == status


def test_half_said_statuses_are_not_sure() -> None:
    assert [(s.status, s.sure) for t in ("部分还款成功", "已部分退款") if (s := status_said(t))] == [
        (Status.SUCCESS, False),
        (Status.SUCCESS, False),
    ]
    guessed = status_guessed("支寸成功")
    assert guessed is not None
    assert (guessed.status, guessed.sure) == (Status.SUCCESS, False)
    assert status_guessed("某款成功") is None  # 还款成功 and 退款成功 are as near


def test_what_is_expected_never_counts_as_arrived() -> None:
    assert never_success("到账成功 预计03-20 13:03前")
    assert never_success("本页不作为转账成功凭据，实际以银行入账为准")
    assert not never_success("支付成功")
    assert is_receipt("中国建设银行网上银行电子回执")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["深圳市乐花信息科技有限公司"], True),
        (["示例消费金融有限公司"], True),
        (["财付通-分期乐还款"], True),
        (["示例融资担保有限公司"], True),
        (["花呗主动还款"], True),
        (["乐花商城"], False),
        (["信用卡还款", "招商银行"], False),
        (["房贷还款", "示例银行"], False),
        (["示例超市"], False),
        (["李四", "转账"], False),
        (["消费", "金融街小吃店"], False),
        (["消费 金融街小吃店"], False),
        (["快捷支付-示例融资租", "赁有限公司"], True),
        (["代扣-示例消费金…"], True),
        (["消费金额"], False),
        ([None], False),
    ],
)
def test_who_is_paid_tells_whether_it_is_about_the_loan(texts: list[str | None], expected: bool) -> None:
    assert about_loan(texts, _CONTEXT) is expected


def test_the_names_of_the_case_count() -> None:
    case = Context(dt.date(2026, 1, 1), aliases=("蓝天科技", "示例网络"))
    assert about_loan(["蓝天科技有限公司"], case)
    assert not about_loan(["蓝天科技有限公司"], _CONTEXT)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("第3期", (3,)),
        ("3/12期", (3,)),
        ("第1期(共12期)", (1,)),
        ("第3-5期", (3, 4, 5)),
        ("第3、4期", (3, 4)),
        ("第2期/共12期", (2,)),
        ("共12期", ()),
        ("12期", ()),
    ],
)
def test_periods_that_a_page_names(text: str, numbers: tuple[int, ...]) -> None:
    assert periods(text) == numbers


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("招商银行(2506)", "2506"),
        ("示例银行储蓄卡[9902]", "9902"),
        ("尾号为1234的卡", "1234"),
        ("6222****3446", "3446"),
        ("您账户3683于", "3683"),
        ("您尾号1172的借款第1期", None),
        ("借款合同尾号1172", None),
        ("您手机尾号8000的账号", None),
        ("零钱", None),
    ],
)
def test_card_tails(text: str, tail: str | None) -> None:
    assert card_tail(text) == tail


def test_numbers_hold_their_day() -> None:
    day = dt.date(2025, 3, 20)
    assert stamped_day("4200002345202503201234567890") == day
    assert stamped_day("2025032022001412341234567890") == day
    assert stamped_day("LH20250320193211712345") == day
    assert stamped_day("298374650192837465") is None
    assert day in days_inside("LH20250320193211712345")
    assert days_inside("20251399") == set()
    assert reference("42000023452025 0320123456 7890") == "4200002345202503201234567890"
    assert reference("可在支持的商户扫码退款") is None
    assert contract_in(["合同编号LH2021071210139288，借款"]) == "LH2021071210139288"


@pytest.mark.parametrize(
    "name",
    "去哪借钱 爱奇艺借钱 OPPO分子贷 WPS贷 美团生意贷 平安融易 桔子数科"
    " 奇富数科 小米金融 随星借 我来贷 快手月付 微博借钱 vivo钱包分期 OPPO钱包借钱 华为借钱 恒易贷 沃易贷 和包贷 人人贷 豆豆钱"
    " 闪电借款 招商银行闪电贷 融e借 中银E贷 360周转灵 即分期 飞贷 维信金科 中腾信 网商银行贷款还款 富民银行还款 分期乐商城还款".split(),
)
def test_names_of_lenders_and_their_products(name: str) -> None:
    assert about_loan([name], _CONTEXT)


@pytest.mark.parametrize(
    "name", "网商银行 分期乐园 乐花鲜花店 人民银行 转账给李四 示例超市 信用卡还款 房贷还款".split()
)
def test_names_that_tie_nothing_to_a_loan(name: str) -> None:
    assert not about_loan([name], _CONTEXT)


def test_two_contracts_under_one_label_name_none() -> None:
    one, other = "合同号 HB2025021800361172", "合同号 HB2025032000479904"
    assert contract_in([one, "第3/6期", one]) == "HB2025021800361172"
    assert contract_in([one, other]) is None
    assert contract_in([one, "借据号 JJ2025032000479904"]) == "HB2025021800361172"
