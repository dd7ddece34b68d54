"""Pages of one payment in the words of many apps: one word of an otherwise plain page is changed at a time."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable

import pytest

from lehua_desktop.core.facts import Context, Kind, PaymentFact, Status
from lehua_desktop.facts.extract import extract
from tests.facts.drawn import page

_CONTEXT = Context(dt.date(2026, 12, 1))
_Rows = list[tuple[str, str]]


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


_LAYOUTS: dict[str, Callable[[_Rows], list[str]]] = {
    "apart": lambda rows: [f"{label}{' ' * (40 - _wide(label))}{value}" for label, value in rows],
    "in one line": lambda rows: [f"{label}：{value}" for label, value in rows],
    "one below the other": lambda rows: [text for row in rows for text in row],
    "two beside each other": lambda rows: [
        "".join(f"{text}{' ' * (34 - _wide(text))}" for text in texts)
        for at in range(0, len(rows), 2)
        for texts in zip(*rows[at : at + 2], strict=True)
    ],
}


def _payment(
    layout: str,
    title: str = "还款成功",
    amount: str = "¥1,286.35",
    amount_label: str = "",
    day_label: str = "还款时间",
    day: str = "2024-03-09 21:14:09",
    status: str = "",
) -> PaymentFact:
    above = [f"{' ' * 16}{title}", *([] if amount_label else [f"^{' ' * 11}{amount}"])]
    rows = [("收款方", "示例网络小额贷款有限公司"), (day_label, day)]
    rows = ([(amount_label, amount)] if amount_label else []) + ([("当前状态", status)] if status else []) + rows
    rows += [("付款方式", "示例银行储蓄卡(3446)"), ("订单号", "HK88203920485533")]
    facts = extract([page("\n".join([*above, *_LAYOUTS[layout](rows)]))], _CONTEXT)
    assert facts.kind is Kind.PAYMENT
    (payment,) = facts.payments
    return payment


def _is_right(payment: PaymentFact) -> bool:
    found = (str(payment.amount.value), str(payment.day.value), payment.status.value and payment.status.value.value)
    return found == ("1,286.35", "2024-03-09", "success") and payment.certain and payment.about_loan


@pytest.mark.parametrize("layout", _LAYOUTS)
@pytest.mark.parametrize(
    "title",
    "支付成功 付款成功 交易成功 转账成功 扣款成功 代扣成功 缴费成功 已支付 已付款 已还款 已结清 还款完成 支付完成 交易完成"
    " 转账已完成 还款已到账 对方已收款 已入账 划扣成功 恭喜您还款成功 您已成功还款 已成功支付 成功还款 已全额还款 已转出"
    " 汇款成功 提前结清成功 第3期已还 主动还款成功 自动扣款成功 本期已还清 本期已结清 账单已还清 成功 Success Paid Repaid Completed".split(),
)
def test_titles_of_success(title: str, layout: str) -> None:
    assert _is_right(_payment(layout, title=title))


@pytest.mark.parametrize("layout", _LAYOUTS)
@pytest.mark.parametrize(
    "label",
    "支付时间 付款时间 交易时间 扣款时间 转账时间 完成时间 支付完成时间 到账时间 实际还款时间 交易日期 实际还款日 还款成功时间"
    " 订单支付时间 处理时间 操作时间 时间 日期 入账时间 扣款成功时间 代扣时间 发起时间 提交时间 成交时间 还清时间 结清日期 支付于 还款于"
    " 缴费时间 汇款时间 消费时间 银行扣款时间 实际扣款日期 实扣日期 实付时间 最近还款时间 发生时间 划扣日期 Time Date".split(),
)
def test_labels_of_the_moment(label: str, layout: str) -> None:
    assert _is_right(_payment(layout, day_label=label))


@pytest.mark.parametrize("layout", _LAYOUTS)
@pytest.mark.parametrize(
    "label",
    "支付金额 付款金额 交易金额 还款金额 扣款金额 转账金额 实付金额 实付款 实付 实还金额 实还总额 本次还款 本期还款金额 金额 还款金额（元）"
    " 支付总额 付款总额 合计 总计 实际支付 实际还款 实际扣款金额 已还金额 本期实还 本期已还 还款本息 本次支付 本次扣款金额 消费金额 支出"
    " 总支付金额 汇款金额 转出金额 结清金额 代扣金额 划扣金额 支付款 Amount Total".split(),
)
def test_labels_of_the_amount(label: str, layout: str) -> None:
    assert _is_right(_payment(layout, amount_label=label))


@pytest.mark.parametrize("layout", _LAYOUTS)
@pytest.mark.parametrize(
    "day",
    [
        *("2024-03-09 21:14", "2024-03-09", "2024/03/09 21:14:09", "2024/3/9 21:14", "2024.03.09 21:14"),
        *("2024年3月9日 21:14", "2024年03月09日21:14:09", "2024年3月9日 周六 21:14", "2024年3月9日 21时14分09秒"),
        *("2024年3月9日 下午9:14", "20240309 211409", "24-03-09 21:14", "Mar 9, 2024 21:14", "9 Mar 2024, 21:14"),
        *("2024-03-09T21:14:09", "2024-03-09 星期六 21:14:09", "2024-03-09 (周六) 21:14"),
    ],
)
def test_forms_of_the_day(day: str, layout: str) -> None:
    assert _is_right(_payment(layout, day=day))


@pytest.mark.parametrize("place", ["title", "status"])
@pytest.mark.parametrize(
    ("status", "word"),
    [
        *(
            ("failed", w)
            for w in "支付失败 扣款失败 交易关闭 已关闭 支付已取消 余额不足扣款失败 银行拒绝交易 还款异常 付款超时".split()
        ),
        *(
            ("failed", w)
            for w in "订单已失效 支付遇到问题 转账被退回 银行退票 Failed Declined Rejected Expired Cancelled".split()
        ),
        *(
            ("failed", w)
            for w in "未能还款成功 本次没能还款成功 没有扣款成功 还款已取消 扣款已作废 您已取消支付 无法完成支付成功".split()
        ),
        *(
            ("pending", w)
            for w in "尚未还款成功 款项并未支付成功 扣款请求已发送银行 正在还款，成功后通知您 预约还款成功".split()
        ),
        *(
            ("pending", w)
            for w in "还款处理中 支付中 提交成功 申请已受理 等待银行处理 待入账 预计2小时内到账 还款确认中".split()
        ),
        *(
            ("pending", w)
            for w in "结果查询中 正在扣款 还款审核中 清算中 等待付款 未支付 Processing Pending Unpaid".split()
        ),
        *(
            ("refunded", w)
            for w in "已退款 已全额退款 退款成功 款项已退回 还款已退回 还款冲正 退汇 原路退回 已撤销 Refunded".split()
        ),
    ],
)
def test_words_that_are_no_success(word: str, status: str, place: str) -> None:
    said = _payment("apart", title=word) if place == "title" else _payment("apart", title="账单详情", status=word)
    assert said.status.value is not None
    assert said.status.value.value == status


@pytest.mark.parametrize("word", ["还款成功与否以银行为准", "还款成功0笔，失败1笔", "还款成功（待核实）"])
def test_a_success_that_is_half_said_is_never_certain(word: str) -> None:
    assert not _payment("apart", title=word).status.certain


def test_a_state_in_words_that_nobody_foresaw_stays_open() -> None:
    assert _payment("apart", title="账单详情", status="银行转人工").status.value is None


def _receipt(rows: _Rows, layout: str = "apart", foot: str = "") -> tuple[PaymentFact, ...]:
    lines = [f"{' ' * 16}示例银行电子回单", "", *_LAYOUTS[layout](rows), *([foot] if foot else [])]
    return extract([page("\n".join(lines))], _CONTEXT).payments


_BOOKED = [("交易时间", "2024-03-09 10:00:00"), ("交易金额", "1,286.35"), ("摘要", "转账")]


@pytest.mark.parametrize("layout", ["apart", "in one line"])
@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("本方户名", "对方户名"),
        ("我方户名", "对方名称"),
        ("借方户名", "贷方户名"),
        ("付方户名", "收方户名"),
        ("转出户名", "转入户名"),
        ("汇款人户名", "收款人户名"),
        ("本方账户", "对方账户"),
    ],
)
def test_side_of_the_account_holder_is_the_payer(own: str, other: str, layout: str) -> None:
    (payment,) = _receipt([_BOOKED[0], (own, "张三"), (other, "示例消费金融有限公司"), *_BOOKED[1:]], layout)
    assert payment.payee == "示例消费金融有限公司"
    assert payment.payer == ("张三" if own != "本方账户" else None)
    assert payment.about_loan


def test_money_that_a_lender_paid_out_is_no_payment_and_what_it_gave_back_is_a_refund() -> None:
    sides = [("付款人户名", "示例消费金融有限公司"), ("收款人户名", "张三")]
    assert not _receipt([_BOOKED[0], *sides, _BOOKED[1], ("摘要", "放款")])
    (refund,) = _receipt([_BOOKED[0], *sides, _BOOKED[1], ("摘要", "溢缴款退款")])
    assert (refund.status.value, refund.status.certain, refund.about_loan) == (Status.REFUNDED, False, True)


def test_note_of_what_a_receipt_proves_does_not_make_it_an_application() -> None:
    rows = [
        ("付款方", "张三"),
        ("收款方", "示例消费金融有限公司"),
        ("付款时间", "2024-03-09 21:14:09"),
        ("付款金额", "1286.35元"),
    ]
    foot = "1.本电子回单仅证明用户在申请该电子回单时间之前通过其账户的支付行为。"
    for note in (foot, "仅证明用户在申请该回单"):
        (payment,) = _receipt([*rows, ("流水号", "2024030922001498761401234567")], foot=note)
        assert _is_right(payment)


def _beside(left: str, right: str) -> str:
    return f"{left}{' ' * (60 - _wide(left))}{right}"


def test_receipts_side_by_side_are_payments_of_their_own() -> None:
    def receipt(day: str, figures: str) -> list[str]:
        rows = [
            ("交易日期", day),
            ("付款人", "张三"),
            ("收款人", "示例消费金融有限公司"),
            ("金额（小写）", figures),
            ("用途", "还款"),
        ]
        return [f"{' ' * 12}示例银行电子回单", *(f"{label}{' ' * (16 - _wide(label))}{value}" for label, value in rows)]

    one, two = receipt("2024-03-09", "￥1,286.35"), receipt("2024-04-09", "￥1,287.11")
    facts = extract([page("\n".join(map(_beside, one, two)))], _CONTEXT)
    assert facts.kind is Kind.PAYMENT_LIST
    assert [(str(p.day.value), str(p.amount.value), p.certain, p.about_loan) for p in facts.payments] == [
        ("2024-03-09", "1,286.35", True, True),
        ("2024-04-09", "1,287.11", True, True),
    ]


def test_blocks_of_payer_and_payee_side_by_side_are_one_receipt() -> None:
    names = [("户名", "张三", "示例消费金融有限公司"), ("账号", "6222020200112233446", "0200001009001234567")]
    names += [("开户行", "示例银行城东支行", "示例银行城西支行"), ("币种", "人民币", "人民币")]
    rows = [_beside(f"{label}        {left}", f"{label}        {right}") for label, left, right in names]
    head = [f"{' ' * 30}示例银行电子回单", _beside("付款人", "收款人"), *rows]
    foot = ["交易时间        2024-03-09 21:14:09", "金额（小写）    ￥1,286.35", "用途            还款"]
    (payment,) = extract([page("\n".join([*head, *foot]))], _CONTEXT).payments
    assert (str(payment.amount.value), str(payment.day.value), payment.about_loan) == ("1,286.35", "2024-03-09", True)


@pytest.mark.parametrize("headline", ["出错了，请稍后再试", "截屏已保存"])
def test_a_sentence_over_the_sum_is_no_payee(headline: str) -> None:
    rows = [
        "                    还款详情",
        f"              {headline}",
        "^                 ¥883.10",
        "还款时间                        2024-12-20 08:05:09",
        "还款流水号                   2024122037204957687636",
    ]
    (payment,) = extract([page("\n".join(rows))], _CONTEXT).payments
    assert payment.payee is None


@pytest.mark.parametrize(
    "payee",
    [
        "Sample Consumer Finance Co., Ltd.",
        "Sample Micro-loan Co., Ltd.",
        "Sample Financing Guarantee Co., Ltd.",
        "Huabei",
        "花唄",
        "螞蟻消費金融",
    ],
)
def test_lenders_in_english_and_in_traditional_characters(payee: str) -> None:
    rows = [("交易时间", "2024-03-09 21:14:09"), ("交易对方", payee), ("订单号", "HK88203920485533")]
    lines = ["^           -1,286.35", f"{' ' * 16}交易成功", *_LAYOUTS["apart"](rows)]
    (payment,) = extract([page("\n".join(lines))], _CONTEXT).payments
    assert payment.about_loan


@pytest.mark.parametrize("label", ["还款流水", "华为支付订单号", "扣款订单号", "代扣流水号"])
def test_numbers_are_named_by_what_was_done_and_by_who_gave_them(label: str) -> None:
    rows = [("还款时间", "2024-03-09 21:14:09"), (label, "HK88203920485533")]
    lines = [f"{' ' * 16}还款成功", "^           ¥1,286.35", *_LAYOUTS["apart"](rows)]
    (payment,) = extract([page("\n".join(lines))], _CONTEXT).payments
    assert payment.references == ("HK88203920485533",)


def test_what_is_wrong_with_a_name_is_no_name() -> None:
    rows = [("收款人", "示例消费金融有限公司"), ("转账时间", "2024-03-09 21:14:09")]
    lines = [f"{' ' * 16}转账失败", f"{' ' * 8}收款账号户名不符[EC0023]", *_LAYOUTS["apart"](rows)]
    (payment,) = extract([page("\n".join(lines))], _CONTEXT).payments
    assert payment.payee == "示例消费金融有限公司"


_OFFERS = ["8月应还", "原借款金额", "新人礼包", "其他借款应还", "理财推荐", ""]
_HEADED = ["                还款结果", "                还款成功"]
_ROWS = ["还款时间               2024-07-05 21:14:09", "还款方式                    招商银行(3446)"]


@pytest.mark.parametrize("amount", ["¥286.35", "286.35元", "-286.35"])
@pytest.mark.parametrize("offer", _OFFERS)
def test_a_larger_amount_below_the_rows_is_another(offer: str, amount: str) -> None:
    shown = [*_HEADED, f"{' ' * 16}{amount}", *_ROWS]
    for below in ([f"  {offer}", "^  ¥1,986.35"], ["^  ¥1,986.35", f"  {offer}"]):
        (payment,) = extract([page("\n".join([*shown, *below]))], _CONTEXT).payments
        assert str(payment.amount.value) == "286.35"


@pytest.mark.parametrize("amount", ["¥286.35", "286.35元", "-286.35"])
@pytest.mark.parametrize("offer", _OFFERS)
def test_a_larger_amount_beside_the_one_under_the_outcome_is_never_certain(offer: str, amount: str) -> None:
    other = [f"  {offer}", "^  ¥1,986.35"]
    for lines in (
        [*_HEADED, f"{' ' * 16}{amount}", *other, *_ROWS],
        [*other, *_HEADED, f"{' ' * 16}{amount}", *_ROWS],
    ):
        for payment in extract([page("\n".join(lines))], _CONTEXT).payments:
            assert str(payment.amount.value) == "286.35" or not payment.amount.certain


def test_what_paying_off_would_cost_is_no_payment() -> None:
    lines = ["提前结清试算单", "合同编号    JN2022121000587    试算日期    2023-11-28", "违约金    80.52元    提前结清应还总额    2,786.93元"]  # fmt: skip
    last = ["有效期至    2023-11-28 22:00    结清后账户状态    已结清", "本单仅供参考，实际以扣款当日为准。"]
    assert extract([page("\n".join([*lines, *last]))], _CONTEXT).payments == ()
