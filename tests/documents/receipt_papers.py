"""电子回单: banks' and a wallet's receipts of one payment."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from lehua_desktop.core.facts import Kind

from . import Document, TruePayment, Truth
from .invented import CARD, CARD_MASKED, MOBILE_MASKED, NAME, Loan, Period, loan
from .press import FACES, bare, capitals, chinese, dice, digits
from .sheet import Block, beside, lines, over, seal, sheet, space, table, title, words


def receipt(bank: str, seed: object) -> Document:
    """电子回单 of one payment of an installment."""
    chance = dice("receipt", bank, seed)
    debt = loan(chance)
    period = chance.choice(debt.periods)
    at = dt.datetime.combine(period.due, dt.time(chance.randint(7, 22), chance.randint(0, 59), chance.randint(0, 59)))
    blocks, look, time = _RECEIPTS[bank](chance, debt, period, at)
    truth = Truth(Kind.PAYMENT, (TruePayment(at.date(), period.amount, time=at.strftime(time) if time else None),))
    return Document(
        sheet(blocks, {"foot": "bare", "size": 10, "margin": 18, "row": 2} | look), truth, f"receipt-{bank}", "text"
    )


Receipt = tuple[list[Block], dict[str, Any], str]


def _icbc(chance: random.Random, debt: Loan, period: Period, at: dt.datetime) -> Receipt:
    pairs = [
        ("付款人户名", NAME),
        ("收款人户名", debt.lender),
        ("付款人账号", CARD_MASKED),
        ("收款人账号", digits(chance, 19, "0200")),
        ("付款人开户行", "示例支行"),
        ("收款人开户行", "示例银行营业部"),
        ("金额", f"¥{period.amount}元"),
        ("金额（大写）", f"人民币{capitals(period.amount)}"),
        ("摘要", "网上还款"),
        ("业务（产品）种类", "跨行汇款"),
        ("用途", f"{debt.platform}还款"),
        ("交易流水号", digits(chance, 8)),
        ("时间戳", f"{at:%Y-%m-%d-%H.%M.%S}.695730"),
        ("验证码", "Yt7pQ2v8Kd5mZr0sB1=="),
    ]
    blocks = [
        title("网上银行电子回单", 16),
        words("电子回单号码：0918-3117-0241-1100"),
        beside(pairs),
        lines("记账网点：00512", "记账柜员：00001", f"记账日期：{chinese(at.date())}", columns=3),
        words("重要提示：本回单不作为收款方发货依据，并请勿重复记账。", scale=0.8),
        seal("中国工商银行\n电子回单专用章", down=-60),
    ]
    return blocks, {"face": FACES["song"]}, "%H:%M:%S"


def _ccb(chance: random.Random, debt: Loan, period: Period, at: dt.datetime) -> Receipt:
    rows = [
        ("付款人", "全称", NAME, "收款人", "全称", debt.lender),
        ("", "账号", CARD_MASKED, "", "账号", digits(chance, 17, "11001")),
        ("", "开户行", "示例支行", "", "开户行", "示例银行总行"),
    ]
    blocks = [
        title("中国建设银行网上银行电子回执", 15),
        lines(
            "币别：人民币",
            f"日期：{at:%Y%m%d}",
            f"凭证号：{digits(chance, 12)}",
            f"账户明细编号-交易流水号：{digits(chance, 3)}-{digits(chance, 10)}",
        ),
        table([], rows, [0.6, 0.6, 2, 0.6, 0.6, 2.4]),
        beside(
            [
                ("大写金额", capitals(period.amount)),
                ("小写金额", str(period.amount)),
                ("用途", "还款"),
                ("钞汇标志", "钞"),
                ("备注", f"{debt.platform}第{period.number}期"),
                ("交易机构", "示例支行"),
            ]
        ),
        words("重要提示：银行受理成功，本回执不作为收、付款方交易的最终依据。", scale=0.8),
    ]
    return blocks, {"face": FACES["hei"], "size": 9}, ""


def _cmb(chance: random.Random, debt: Loan, period: Period, at: dt.datetime) -> Receipt:
    return [
        title("招商银行", 13),
        title("出账回单", 16),
        lines(
            f"交易日期：{chinese(at.date())}",
            f"交易流水：C0147{digits(chance, 9)}",
            f"户名：{NAME}",
            f"账号：{CARD_MASKED}",
            "开户行：示例支行",
            f"收款人：{debt.lender}",
            f"收款账号：{digits(chance, 16)}",
            "收款开户行：示例银行",
        ),
        space(3),
        words(f"交易金额(小写)： CNY{period.amount}"),
        words(f"交易金额(大写)： 人民币{capitals(period.amount)}"),
        words(f"交易摘要：{debt.platform}分期还款"),
        words(f"回单编号：{digits(chance, 22)}　　提示：1.电子回单验证相同表示同一笔业务回单，请勿重复记账使用。", scale=0.85),
        seal("招商银行\n电子回单专用章", down=-34),
    ], {"face": FACES["hei-serif-figures"], "size": 10.5}, ""  # fmt: skip


def _abc(chance: random.Random, debt: Loan, period: Period, at: dt.datetime) -> Receipt:
    pairs = [
        ("回单编号", digits(chance, 20)),
        ("凭证号", digits(chance, 9)),
        ("付款方户名", NAME),
        ("收款方户名", debt.lender),
        ("付款方账号", CARD),
        ("收款方账号", digits(chance, 17)),
        ("金额（小写）", str(period.amount)),
        ("手续费", "0.00"),
        ("金额（大写）", capitals(period.amount)),
        ("币种", "人民币"),
        ("交易时间", f"{at:%Y-%m-%d %H:%M:%S}"),
        ("会计日期", f"{at:%Y%m%d}"),
        ("摘要", "转支"),
        ("附言", f"{debt.platform}还款"),
    ]
    return (
        [
            title("中国农业银行网上银行电子回单", 15),
            beside(pairs, label=0.55),
            seal("中国农业银行\n电子回单专用章", down=-40),
        ],
        {"face": FACES["song-plain"], "pairs": "lines"},
        "%H:%M:%S",
    )


def _boc(chance: random.Random, debt: Loan, period: Period, at: dt.datetime) -> Receipt:
    return [
        title("国内支付业务付款回单", 15),
        lines(
            f"客户号：{digits(chance, 9)}", f"日期：{chinese(at.date())}",
            f"付款人账号：{CARD_MASKED}", f"收款人账号：{digits(chance, 18)}",
            f"付款人名称：{NAME}", f"收款人名称：{debt.lender}",
            "付款人开户行：示例支行", "收款人开户行：示例银行",
        ),
        space(2),
        words(f"金额：CNY{period.amount}"),
        words(f"人民币{capitals(period.amount)}"),
        lines("业务种类：", "业务编号：", f"用途：{debt.platform}还款", f"附言：第{period.number}期", "交易机构：00428", "交易渠道：手机银行", f"交易流水号：{digits(chance, 9)}-{digits(chance, 3)}", f"回单编号：{at:%Y%m%d}{digits(chance, 8)}"),
        seal("中国银行\n电子回单专用章", down=-36),
    ], {"face": FACES["song"], "size": 10}, ""  # fmt: skip


def _bocom(chance: random.Random, debt: Loan, period: Period, at: dt.datetime) -> Receipt:
    return [
        title("交通银行电子回单凭证", 15),
        over(("回单编号", digits(chance, 12)), ("回单类型", "网银业务"), ("业务名称", "转账汇款"), ("凭证种类", "--")),
        over(("付款人名称", NAME), ("付款人账号", CARD_MASKED), ("开户行名称", "示例支行")),
        over(("收款人名称", debt.lender), ("收款人账号", digits(chance, 18)), ("开户行名称", "示例银行")),
        over(("币种", "人民币"), ("金额", str(period.amount)), ("金额大写", capitals(period.amount))),
        over(("摘要", f"{debt.platform}还款"), ("记账日期", f"{at:%Y%m%d}"), ("会计流水号", f"EEZ{digits(chance, 13)}")),
        words("打印次数：1　本回单可通过银行网站校验真伪。", scale=0.8),
    ], {"face": FACES["hei"], "size": 9.5, "gap": 0}, ""  # fmt: skip


def _alipay(chance: random.Random, debt: Loan, period: Period, at: dt.datetime) -> Receipt:
    rows = [
        ({"words": "付款方", "down": 4}, "账户名", NAME, {"words": "收款方", "down": 4}, "账户名", debt.lender),
        ("账号", MOBILE_MASKED, "账号", "exa***@example.com"),
        ("账户类型", "支付宝账户", "账户类型", "支付宝账户"),
        ("开户机构", "支付宝（中国）\n网络技术有限公司", "开户机构", "支付宝（中国）\n网络技术有限公司"),
    ]
    more = [
        ("支付宝流水号", digits(chance, 28, f"{at:%Y%m%d}")),
        ("付款时间", f"{at:%Y-%m-%d %H:%M:%S}"),
        ("付款金额", f"小写：{bare(period.amount)}　　大写：{capitals(period.amount)}"),
        ("摘要", f"{debt.platform}第{period.number}期还款"),
    ]
    return [
        title("支付宝转账电子回单", 16),
        lines(f"回单生成时间：{at + dt.timedelta(days=40):%Y-%m-%d %H:%M:%S}", "币种：人民币 / 单位：元", f"编号：{digits(chance, 20)}"),
        table([], rows, [0.5, 0.8, 2, 0.5, 0.8, 2]),
        beside(more, columns=1, label=0.35),
        words("注：1.本回单仅证明该笔资金由付款方转至收款方；2.任何修改或涂改的，均为无效证明。", scale=0.8),
        seal("支付宝\n业务凭证专用章", down=-50),
    ], {"face": FACES["hei"], "size": 9}, "%H:%M:%S"  # fmt: skip


_RECEIPTS = {"icbc": _icbc, "ccb": _ccb, "cmb": _cmb, "abc": _abc, "boc": _boc, "bocom": _bocom, "alipay": _alipay}


def receipts(seed: object) -> Iterator[Document]:
    """A receipt of every bank."""
    return (receipt(bank, seed) for bank in _RECEIPTS)
