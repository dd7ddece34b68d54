"""Messages in the words of many banks and lenders, in narrow and wide bubbles."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from lehua_desktop.core.facts import Context, Facts, Kind, Status
from lehua_desktop.facts.extract import extract
from tests.facts.drawn import page

_CONTEXT = Context(dt.date(2026, 12, 1))
# One payment each: 1286.35 on 9 March 2024, which arrived.
_TOLD = """
【乐花】尊敬的张三，您2024年3月9日的还款1286.35元已成功，感谢您的使用。
【乐花借钱】您好，您本期账单1286.35元已于2024-03-09还款成功，如有疑问请致电400-000-0000。
【分期乐】您尾号3446的银行卡于2024年03月09日21:14成功还款1286.35元，当期账单已结清。
【度小满】您的第3期借款已于2024年3月9日自动扣款成功，扣款金额1286.35元。
【网商银行】你的网商贷已自动还款1286.35元。
【示例银行】您尾号1234贷款本期应还1286.35元已于03月09日从尾号3446账户扣款成功。
【京东金融】您的白条账单已还款成功，还款金额1,286.35元，还款时间2024-03-09 21:14。
【拍拍贷】还款成功！您于2024/03/09还款1286.35元，本期已还清，下一期还款日为2024/04/09。
【招联金融】您已成功还款1286.35元（其中本金1200.00元，利息86.35元），还款时间：2024年3月9日。
【马上消费】您3月9日的还款1286.35元已入账，剩余待还本金5000.00元。2024年3月9日
【360借条】系统已于2024-03-09从您尾号3446的储蓄卡扣款1286.35元用于偿还第3期借款，扣款成功。
【美团】您的月付3月账单1286.35元已于2024年3月9日还清。
【还呗】恭喜您，您的借款已全部结清，2024年3月9日结清金额1286.35元。
【中国工商银行】您尾号3446卡2024年3月9日21:14快捷支付支出(乐花分期)1,286.35元，余额2,000.12元。
【建设银行】您尾号3446的储蓄卡2024年3月9日21时14分向乐花分期支付支出人民币1286.35元，活期余额2000.12元。
您账户3446于2024年03月09日21:14在财付通-乐花分期消费人民币1286.35元，余额2000.12【招商银行】
【农业银行】您尾号3446的农行账户于2024年03月09日21时14分完成代付交易人民币-1286.35，余额2000.12。对方户名：乐花分期
【中国银行】您的借记卡/账户3446于2024年03月09日网上支付支取（乐花分期）人民币1286.35元，交易后余额2000.12
【交通银行】您尾号*3446的卡于2024年03月09日21:14网络支付转出1286.35元，交易后余额为2000.12元，对方：乐花分期
【平安银行】您尾号3446的账户于2024年3月9日21:14付款1,286.35元给乐花分期，当前余额2,000.12元
【邮储银行】24年03月09日21:14您尾号3446账户快捷支付（财付通-乐花分期），支出金额1286.35元，余额2000.12元。
【浦发银行】您尾号3446卡2024年03月09日21:14支出1,286.35[支付宝-乐花分期还款]，可用余额2,000.12。
【民生银行】账户*3446于2024年03月09日21:14支出￥1286.35元,可用余额￥2000.12元。财付通-乐花分期-还款
【光大银行】尾号3446账户2024年3月9日21:14支出1286.35元，摘要:乐花分期还款，余额为2000.12元。
【广发银行】您尾号3446卡于2024年3月9日21:14支出人民币1,286.35元(乐花分期)。
【中信银行】您尾号为3446的中信卡2024年03月09日21:14，快捷支付人民币1286.35元，当前余额为2000.12元。商户：乐花分期
【华夏银行】您尾号3446的账户2024年3月9日21:14支付乐花分期1286.35元，余额2000.12元。
【微众银行】您于2024年3月9日主动还款1,286.35元成功，微粒贷第3期已还清。
【支付宝】你的花呗3月账单已于2024年3月9日自动还款1286.35元。
【乐信】扣款成功通知：尊敬的用户，您的账单(1286.35元)于2024年03月09日扣款成功。
【捷信】您2024年3月9日还款人民币1286.35元已收到，谢谢！
【中银消费】我司已收到您2024年03月09日的还款1286.35元，感谢您的支持。
【平安普惠】您的贷款于2024年3月9日成功扣收本息1286.35元。
【信用飞】您尾号3446的卡本次成功划扣1286.35元，时间2024-03-09 21:14，第3/12期。
【洋钱罐】亲爱的张三，您的借款（第3期）已成功还款，金额：1286.35元，日期：2024年3月9日。
【宜享花】您本期应还1286.35元已于2024年3月9日全额还款。
"""
# Reminders, offers, income, what failed or is on its way: none of them a payment that arrived.
_TOLD += """【美团】您于2024-03-09 20:00:31成功还款1286.35元。
【分期乐】您使用30.00元还款券后实还1286.35元，还款成功。
【乐花分期】您的提前结清还款1286.35元已完成，感谢您的信任。
"""
_TOLD += """【招商银行】您账户3446于2024年03月09日21:14:09扣款人民币1286.35，商户：示例消费金融有限公司
【招商银行】您的账户3446于2024年03月09日21:14:09扣款归还个贷，人民币1286.35
您账户3446于03月09日21:14在【财付通-乐花分期】发生快捷支付扣款，人民币1286.35
【招商银行】您账户3446于03月09日21:14在【示例消费金融有限公司】发生银联代扣扣款人民币1286.35
您账户3446于3月9日21:14向乐花分期汇款转出人民币1286.35元，交易后余额为2000.12元。【示例农商银行】
您的借记卡账户工资卡，于03月09日支取（乐花分期还款）人民币1286.35元,交易后余额2000.12【中国银行】
尊敬的张三，您在2024-03-09 21:14:09使用银行卡3446进行了RMB 1286.35元的乐花分期还款支付交易。详询95566【中国银行】
【广发银行】您尾号3446卡09日21:14消费1286.35人民币，交易商户:财付通-乐花分期还款。
09日21:14账户*3446*网联付款支出1286.35元，余额2000.12元。对方户名:示例消费金融有限公司[兴业银行]
贵账户*3446于2024年03月09日21:14转出1286.35元，现余额2000.12元，摘要：乐花分期还款【交通银行】
尾号3446账户21:14支出1286.35元，余额2000.12元，摘要:乐花分期还款 乐花分期还款。[光大银行]
【示例银行】您尾号3446的账号于03月09日21时14分向示例消费金融有限公司汇出1286.35元，余额2000.12，摘要：代扣
【示例消费金融】您合同号3801234567的3月还款1286.35元已于03月09日入账，谢谢。
【美团月付】您已成功还款1286.35元，本期账单已还清。还款日每月8号，记得按时还款。
"""
_NOT_PAID = """
【乐花】尊敬的张三，您本期账单1286.35元将于2024年3月9日到期，请提前存入足额资金。
【乐花】您的账单1286.35元已逾期3天，请于2024年3月9日前尽快还款。
【分期乐】您2024年3月9日的扣款1286.35元失败，请确保余额充足。
【度小满】温馨提示：您第3期账单1286.35元将于2024年3月9日自动扣款，请确保卡内余额充足。
【京东金融】您有1286.35元借款额度待领取，2024年3月9日前有效。
【拍拍贷】您的借款申请已通过，1286.35元已于2024年3月9日放款至尾号3446的卡。
【招联金融】您尾号3446卡余额不足，2024年3月9日扣款1286.35元未成功。
【还呗】若您已还款1286.35元请忽略。最后还款日2024年3月9日。
【360借条】您的还款1286.35元正在处理中，预计2024年3月9日到账。
【工商银行】您尾号3446卡2024年3月9日21:14工资收入1286.35元，余额2000.12元。
【马上消费】您的还款计划：第3期1286.35元，还款日2024年3月9日。
【捷信】委托扣款1286.35元因银行原因未能完成，2024年3月9日。
【乐花】您已签约自动还款，将在2024年3月9日扣款1286.35元。
【乐花】您2024年3月9日的退款1286.35元已退回原卡。
【分期乐】成功还款即可抽取最高1286.35元现金红包，还款后前往APP领取。退订回T
【乐花分期】老用户专享：完成还款可获1286.35元优惠券，限量领取。退订回T
【分期乐】您已成功获得一张还款券1286.35元，还款时自动抵扣。
【工商银行】您正在向分期乐付款1286.35元，验证码402931，请勿泄露。
【招商银行】验证码583920，您正在进行快捷支付，金额1286.35元，请勿向任何人泄露。
【工商银行】您尾号7719卡定于3月10日扣划贷款1286.35元，请备足资金。
【工商银行】您信用卡尾号8812本期账单3,120.55元，已还款1286.35元，剩余1,834.20元，还款日3月25日。
【工商银行】截至3月31日，您尾号7719账户余额为5,103.22元，本月支出合计1286.35元，收入合计7,100.00元。
【中国农业银行】李四于03月09日17:16向您尾号3446账户完成转存交易人民币1286.35，余额2000.12。
【中国农业银行】财付通支付科技有限公司于03月09日17:15向您尾号3446账户完成银联入账交易人民币1286.35，余额2000.12。
【招商银行】您账户3446将于2024年03月09日扣款人民币1286.35，请确保余额充足
【示例银行】您尾号3446的账户于03月09日21:14发生网络支付交易+1286.35元，商户:乐花分期，余额2000.12元。
【示例银行】动态密码774752，两分钟后失效。您正在向李四，尾号3446账户转账1286.35元，请勿泄露。
"""


def _read(text: str, wide: int) -> Facts:
    lines = [text[at : at + wide] for at in range(0, len(text), wide)]
    return extract(
        [page("\n".join(["           10690000", "", f"{' ' * 12}2024年3月9日 21:20", *(f"  {x}" for x in lines)]))],
        _CONTEXT,
    )


@pytest.mark.parametrize("wide", [18, 30])
@pytest.mark.parametrize("text", _TOLD.strip().split("\n"))
def test_a_payment_that_a_message_tells(text: str, wide: int) -> None:
    facts = _read(text, wide)
    assert facts.kind is Kind.PAYMENT_LIST
    (payment,) = facts.payments
    assert (str(payment.amount.value), str(payment.day.value)) == ("1,286.35", "2024-03-09")
    assert payment.status.value is Status.SUCCESS
    assert payment.about_loan
    assert payment.certain


@pytest.mark.parametrize("wide", [18, 30])
@pytest.mark.parametrize("text", _NOT_PAID.strip().split("\n"))
def test_messages_that_tell_of_no_payment(text: str, wide: int) -> None:
    assert not any(p.status.value is Status.SUCCESS for p in _read(text, wide).payments)


STAMPS_BELOW = """
           95555
【招商银行】您账户3446于05月10日08:02在
财付通-乐花分期快捷支付1286.35元，余额2,310.87
2024/5/10 08:03

【招商银行】您账户3446于06月10日08:01在
财付通-乐花分期快捷支付1286.35元，余额4,120.33
2024/6/10 08:02
"""


def test_the_day_may_stand_below_a_message() -> None:
    facts = extract([page(STAMPS_BELOW.strip("\n"))], _CONTEXT)
    assert [str(p.day.value) for p in facts.payments] == ["2024-05-10", "2024-06-10"]
    assert all(p.certain for p in facts.payments)


@pytest.mark.parametrize("stamp", ["Sat, 9 Mar 2024 at 21:20", "2024年3月9日 周— 21:20", "2024/3/9 21:20"])
def test_headings_of_other_phones_give_the_year(stamp: str) -> None:
    said = "【乐花分期】您于03月09日成功还款1286.35元。"
    facts = extract([page(f"           10690000\n\n{' ' * 12}{stamp}\n  {said[:18]}\n  {said[18:]}")], _CONTEXT)
    assert [str(p.day.value) for p in facts.payments] == ["2024-03-09"]


@pytest.mark.parametrize(
    "lines",
    [
        ("【招商银行】您的账户3446于20", "24年03月09日21:14:09", "在乐花分期扣款人民币1286.35"),
        ("【招商银行】您账户3446于03月09日21:14在", "【乐花分期】发生快捷支付扣款，人民币1286.35"),
    ],
)
def test_a_day_or_a_name_at_the_beginning_of_a_line_does_not_part_a_message(lines: tuple[str, ...]) -> None:
    bubble = "\n".join(f"  {line}" for line in lines)
    facts = extract([page(f"           95555\n\n{' ' * 12}2024年3月9日 21:20\n\n{bubble}")], _CONTEXT)
    assert [(str(p.amount.value), str(p.day.value), p.certain) for p in facts.payments] == [
        ("1,286.35", "2024-03-09", True)
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("【招商银行】您账户3446于03月09日21:", "14在乐花分期发生快捷支付扣款，人民", "币1286.35"),
        ("【农业银行】您的贷款已于03月09日还款成功", "还款金额：    1286.35", "还款账户：    3446"),
    ],
)
def test_words_beside_an_amount_need_no_second_reader(lines: tuple[str, ...]) -> None:
    drawn = page("\n".join(["           95555", "", f"{' ' * 12}2024年3月9日 21:20", "", *(f"  {x}" for x in lines)]))
    seen = tuple(replace(x, second=x.text if re.search(r"\d\d[.年月-]", x.text) else None) for x in drawn.lines)
    (payment,) = extract([replace(drawn, lines=seen)], _CONTEXT).payments
    assert payment.amount.certain


def test_money_is_in_doubt_where_the_bank_names_no_kind_of_what_it_did() -> None:
    said = "【农业银行】您尾号3446账户03月09日21:14完成公积金付交易人民币1286.35，余额2000.12。"
    (payment,) = _read(said, 18).payments
    assert not payment.certain


@pytest.mark.parametrize(
    ("text", "loan"),
    [
        ("【示例银行】您的新一贷贷款已于2024年3月9日扣款1286.35元，本期已足额还款。", True),
        ("【示例银行】您的快贷已于03月09日还款1286.35元，剩余本金8,600.00元。", True),
        ("【示例银行】您尾号1234的贷款，03月09日已从尾号3446账户成功扣款人民币1,286.35元。", True),
        ("【示例银行】您尾号3446账户03月09日21:14支出1,286.35元，摘要：贷款还本付息，余额2000.12元。", True),
        ("【示例银行】您的贷款24年03月09日应还1286.35元，因还款账户尾号446余额不足，扣款未成功。", True),
        (
            "您账户3446于03月09日21:14在微信-示例超市快捷支付1286.35元，余额2000.12元。【福利：分期还款利息低至1.7折起】",
            False,
        ),
        ("【示例商城】您使用月付支付1286.35元成功，记得按时还款哦。", False),
        ("【示例商城】您的订单支付成功，白条支付1286.35元。", False),
        ("【示例担保】您已向我司偿还代偿款1286.35元，谢谢。", True),
        ("【示例银行】您尾号3446的贷记卡于03月09日还款1286.35元成功。", False),
        ("【示例银行】您的信用卡分期还款1286.35元已入账，感谢使用。", False),
    ],
)
def test_of_which_debt_a_message_speaks(text: str, loan: bool) -> None:
    (payment,) = _read(text, 30).payments
    assert payment.about_loan is loan


def test_a_repayment_day_is_that_of_the_payment_unless_it_is_to_come() -> None:
    said = "【拍拍贷】您的第3期已还款成功，还款金额1286.35元，还款日期"
    assert [str(_read(said + day, 30).payments[0].day.value) for day in ("2024-03-08。", "2024-04-08。")] == [
        "2024-03-08",
        "2024-03-09",
    ]


def test_a_day_in_a_form_that_may_be_another_thing_is_not_passed_over() -> None:
    (payment,) = _read("【示例贷】您的第3期账单1286.35元已于03/08还款成功，感谢您的信任。", 30).payments
    assert not payment.day.certain


STAMPS_OF_UNDATED = """
           10690000
【示例金融】您申请的借款7859.11元，在尾号2506
的银行卡中已到账，查看
2024年7月23日 14:55

【示例金融】您的白条账单4386.12元扣款失败，
请于今日内主动还款，避免产生逾期。
2024年12月7日 15:50
"""


def test_messages_without_a_day_take_the_stamp_that_ends_the_thread() -> None:
    facts = extract([page(STAMPS_OF_UNDATED.strip("\n"))], _CONTEXT)
    assert [(str(p.day.value), p.status.value) for p in facts.payments] == [("2024-12-07", Status.FAILED)]


PUSHED = """
          13:56
      2月18日 星期日
美团                  现在
【美团月付】剩余额度更新
成功支付后查看剩余额度
支付宝                刚刚
交易提醒
你有一笔385.25元的支出，点此查看详情。使用花呗支付，请及时还款。
360借条            17分钟前
扣款失败提醒
您的账单828.61元扣款失败，请尽快还款
京东金融            27分钟前
白条还款成功
您已于2月18日还款908.93元，还款方式：小金库
"""


def test_each_notice_of_a_lock_screen_is_that_of_its_own_app() -> None:
    facts = extract([page(PUSHED.strip("\n"))], _CONTEXT)
    assert [(str(p.amount.value), p.status.value, p.about_loan, p.certain) for p in facts.payments] == [
        ("385.25", Status.SUCCESS, False, False),
        ("828.61", Status.FAILED, True, False),
        ("908.93", Status.SUCCESS, True, False),
    ]


CARDS = """
            花呗
       2024/10/9 16:21
花呗自动还款提醒
还款日期：        10月9日
待还金额：        337.08元
       2024/10/10 12:09
本月花呗账单已还清
扣款渠道：        银行卡
扣款金额：        337.08元
"""
OF_A_CARD = """
         招商银行信用卡
       2024年10月10日 12:09
自动还款到账提醒
账户名称：    个人消费卡账户
还款时间：    2024年10月10日12:08:44
还款金额：    人民币337.08
       2024年11月10日 12:09
自动还款到账提醒
账户名称：    个人消费卡账户
还款时间：    2024年11月10日12:08:44
还款金额：    人民币337.08
"""
REPAID_TO = """
           支付助手
       2024年10月10日 12:09
还款到账成功
还款金额：    337.08元
付款方式：    招商银行储蓄卡(3446)
还款到：      江苏银行（6706）张三
       2024年11月10日 12:09
付款成功
付款金额：    337.08元
付款方式：    余额宝
还款到：      花呗
"""
DUE = """
           招商银行
       2024年10月9日 12:09
贷款还款提醒
尊敬的张先生：您尾号3446一卡通的贷款还款日快到了
还款日期：    2024年10月10日
还款金额：    人民币337.08
"""


@pytest.mark.parametrize(
    ("drawing", "payments"),
    [
        (CARDS, [("2024-10-10", True)]),
        (OF_A_CARD, [("2024-10-10", False), ("2024-11-10", False)]),
        (REPAID_TO, [("2024-10-10", False), ("2024-11-10", True)]),
        (DUE, []),
    ],
)
def test_cards_of_a_service_tell_what_was_repaid_and_to_whom(drawing: str, payments: list[tuple[str, bool]]) -> None:
    facts = extract([page(drawing.strip("\n"))], _CONTEXT)
    assert [(str(p.day.value), p.about_loan) for p in facts.payments] == payments


CHARGED = """
           微信支付
       2024年3月9日 21:14
扣费通知
         ¥1,286.35
扣费服务      示例消费金融
扣费内容      示例消费金融贷款还款
支付方式      示例银行储蓄卡(3446)
       2024年3月10日 08:11
已扣费¥11.18
扣费服务      示例出行
支付方式      零钱
"""


def test_a_notice_of_a_charge_tells_most_likely_what_was_charged() -> None:
    facts = extract([page(CHARGED.strip("\n"))], _CONTEXT)
    assert [(str(p.day.value), p.status.value, p.about_loan, p.certain) for p in facts.payments] == [
        ("2024-03-09", Status.SUCCESS, True, False),
        ("2024-03-10", Status.SUCCESS, False, True),
    ]
