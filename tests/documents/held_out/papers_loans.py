"""Held out: plans, certificates, receipts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from lehua_desktop.core.facts import Kind, Status
from lehua_desktop.core.money import Money

from .. import Document, TruePayment, TrueRow, TrueSettlement, Truth, draw
from ..invented import CARD_MASKED, IDENTITY_MASKED, NAME, Loan, loan
from ..press import FACES, bare, capitals, chinese, dice, digits, in_characters
from .papers_form import HERE, colons, form_of, prose, rows_block, title


def _plan(debt: Loan) -> Truth:
    return Truth(Kind.PLAN, plan=tuple(TrueRow(p.number, p.due, p.amount) for p in debt.periods))


def side_by_side(seed: object) -> Document:
    """Two halves of the plan beside each other."""
    chance = dice("halves", seed)
    debt = loan(chance, periods=chance.choice((12, 24, 36)))
    half = len(debt.periods) // 2
    cells = [(str(p.number), f"{p.due:%Y-%m-%d}", str(p.amount)) for p in debt.periods]
    rows = [(*left, *right) for left, right in zip(cells[:half], cells[half:], strict=True)]
    blocks = [
        title("附表：分期还款安排", 14, left=True, line=True),
        colons(
            ("借款合同编号", debt.contract),
            ("贷款人", debt.lender),
            ("贷款本金", f"{debt.principal}元"),
            ("起息日", f"{debt.disbursed:%Y-%m-%d}"),
        ),
        {"kind": "gap", "high": 3},
        rows_block(["期次", "还款日", "还款金额（元）"] * 2, rows, [0.6, 1.3, 1.4] * 2, (2, 5)),
    ]
    return Document(form_of(blocks, face=FACES["song"]), _plan(debt), "held-side-by-side", "text")


def paid_first(seed: object) -> Document:
    """What was paid stands before what is due; a coupon lowers what was paid."""
    chance = dice("paid-first", seed)
    debt = loan(chance)
    done = chance.randint(0, len(debt.periods))
    rows = []
    for p in debt.periods:
        coupon = Money(500) if p.number % 4 == 1 and p.number <= done else Money(0)
        paid = str(p.amount - coupon) if p.number <= done else "-"
        rows.append(
            (
                f"第{p.number}期",
                paid,
                str(coupon),
                str(p.amount),
                f"{p.due:%Y/%m/%d}",
                "已还" if p.number <= done else "未还",
            )
        )
    blocks = [
        title("分期明细", 15, line=True),
        prose(f"{debt.platform}　借款合同号 {debt.contract}　出借方 {debt.lender}　借款金额 {debt.principal} 元", 0),
        rows_block(
            ["分期", "已还金额", "优惠券", "应还金额", "应还日期", "状态"], rows, [1, 1.3, 1, 1.3, 1.4, 0.8], (1, 2, 3)
        ),
    ]
    return Document(form_of(blocks), _plan(debt), "held-paid-first", "text")


def income(seed: object) -> Document:
    """An employer's letter: sums, capitals, a day, a seal, and no loan."""
    chance = dice("income", seed)
    wage = Money(chance.randint(60, 300) * 10_000)
    day = dt.date(2024, chance.randint(1, 12), 9)
    blocks = [
        title("收入证明", 20),
        prose(
            f"兹证明{NAME}（身份证号{IDENTITY_MASKED}）自2019年3月1日起在我单位工作，月均收入人民币{bare(wage)}元（大写：{capitals(wage)}）。"
        ),
        prose("本证明仅用于办理贷款结清后的信用卡申请，不作他用。"),
        {"kind": "gap", "high": 12},
        {"kind": "signed", "words": "示例制造有限公司（公章）"},
        {"kind": "signed", "words": chinese(day)},
    ]
    return Document(form_of(blocks, face=FACES["song"], size=13, margin=28), Truth(Kind.OTHER), "held-income", "text")


def in_sentences(seed: object) -> Document:
    """A clause of the contract lists the installments in words."""
    debt = loan(dice("sentences", seed), periods=dice("sentences-n", seed).choice((6, 9, 12)))
    blocks = [
        title("借款协议（节选）", 15),
        prose(
            f"第三条　甲方{NAME}向乙方{debt.lender}借款人民币{debt.principal}元，分{len(debt.periods)}期偿还，各期还款日及还款金额约定如下："
        ),
        *[
            prose(
                f"第{p.number}期：还款日{chinese(p.due)}，还款金额{bare(p.amount)}元（其中本金{bare(p.principal)}元，利息{bare(p.interest)}元"
                + (f"，担保费{bare(p.fee)}元" if p.fee else "")
                + "）；"
            )
            for p in debt.periods
        ],
        prose("甲方应在还款日当日20:00前足额存入。逾期的，每日按未还本金的0.05%计收罚息。"),
    ]
    return Document(
        form_of(blocks, face=FACES["song-plain"], size=11, margin=24), _plan(debt), "held-in-sentences", "text"
    )


def dark_roll(seed: object) -> Document:
    """A long dark screenshot, the last installment on top."""
    chance = dice("dark-roll", seed)
    debt = loan(chance, periods=chance.choice((12, 24, 36)))
    count, done = len(debt.periods), chance.randint(0, len(debt.periods))
    entries = [
        {
            "day": chinese(p.due, padded=False),
            "amount": f"¥{p.amount}",
            "period": f"{p.number}/{count}期 含利息{bare(p.interest)}",
            "state": "待还款" if p.number > done else "已还清",
            "open": p.number > done,
        }
        for p in reversed(debt.periods)
    ]
    values = {
        "title": "账单与还款计划",
        "under": f"{debt.platform}　借款 {debt.principal} 元　由{debt.lender}提供",
        "entries": entries,
        "foot": "还款日当天自动扣款",
        "face": list(FACES["hei"]),
    }
    drawn = draw("paper_roll", values, picture=True, folder=HERE, pixels_per_point=2.4, more_fonts=True)
    return Document(drawn, _plan(debt), "held-dark-roll", "clean")


def letter(form: str, seed: object) -> Document:
    """A certificate under another name and in other words."""
    chance = dice("letter", form, seed)
    debt = loan(chance)
    day = debt.periods[-1].due + dt.timedelta(days=chance.randint(-20, 9))
    issued = day + dt.timedelta(days=chance.randint(3, 200))
    if form == "repaid":
        blocks = [
            title("还清证明", 20),
            prose(
                f"{NAME}（证件号{IDENTITY_MASKED}）在我公司的{debt.principal}元消费贷款（借据号：{debt.contract}，放款日：{debt.disbursed:%Y年%m月%d日}）已于{chinese(day)}全部还清，当前余额为0元。"
            ),
            prose("上述情况属实。"),
            {"kind": "gap", "high": 14},
            {"kind": "signed", "words": debt.lender},
            {"kind": "signed", "words": f"{issued:%Y年%m月%d日}"},
            {"kind": "stamp", "words": "客户服务专用章", "down": -20},
        ]
        look: dict[str, Any] = {"face": FACES["song"], "size": 13, "margin": 28}
    elif form == "notice":
        blocks = [
            title("债权债务结清确认函", 17, line=True),
            colons(
                ("致", NAME),
                ("借款合同编号", debt.contract),
                ("债权人", debt.lender),
                ("借款本金", f"人民币{bare(debt.principal)}元"),
                ("结清时间", f"{day:%Y-%m-%d} 16:20:35"),
                ("签发时间", f"{issued:%Y-%m-%d}"),
                columns=1,
                label=36,
                gap=4,
            ),
            prose(
                f"我公司确认：您已履行完毕上述合同项下全部还款义务，累计还款{bare(debt.whole)}元，合同权利义务终止。"
            ),
            {"kind": "stamp", "words": f"{debt.lender[:8]}\n电子签章", "down": 2},
        ]
        look = {"face": FACES["hei"], "size": 11, "margin": 24}
    else:
        blocks = [
            title("贷款结清证明书", 18),
            prose(
                f"借款人{NAME}：你于{in_characters(debt.disbursed)}通过{debt.platform}向{debt.lender}借得人民币{capitals(debt.principal)}（¥{bare(debt.principal)}），合同编号{debt.contract}。该笔贷款已于{in_characters(day)}结清。"
            ),
            {"kind": "gap", "high": 10},
            {"kind": "signed", "words": f"贷款人：{debt.lender}"},
            {"kind": "signed", "words": in_characters(issued)},
        ]
        look = {"face": FACES["song-plain"], "size": 12.5, "margin": 30}
    truth = Truth(
        Kind.SETTLEMENT, settled_on=day, settled=(TrueSettlement(debt.contract, debt.lender, debt.principal, day),)
    )
    return Document(form_of(blocks, **look), truth, f"held-letter-{form}", "text")


def voucher(form: str, seed: object) -> Document:
    """A bank's receipt; one with the amount in boxes."""
    chance = dice("voucher", form, seed)
    debt = loan(chance)
    period = chance.choice(debt.periods)
    status = Status.FAILED if form == "rejected" else Status.SUCCESS
    at = dt.datetime.combine(period.due, dt.time(chance.randint(8, 21), chance.randint(0, 59), chance.randint(0, 59)))
    if form == "boxes":
        places = list("亿千百十万千百十元角分")
        plain = f"¥{period.amount.fen}".rjust(len(places))
        blocks = [
            title("业务回单（付款）", 15),
            colons(
                ("付款人", NAME),
                ("收款人", debt.lender),
                ("账号", CARD_MASKED),
                ("账号", digits(chance, 16)),
                ("开户行", "示例支行"),
                ("开户行", "样例银行"),
            ),
            {"kind": "gap", "high": 3},
            colons(("金额大写", f"人民币{capitals(period.amount)}"), columns=1),
            {"kind": "figures", "label": "金额小写", "places": places, "figures": list(plain)},
            {"kind": "gap", "high": 3},
            colons(
                ("入账日期", f"{at:%Y年%m月%d日}"),
                ("流水号", digits(chance, 14)),
                ("摘要", "代扣还款"),
                ("附言", f"{debt.platform}{period.number}期"),
            ),
            {"kind": "stamp", "words": "电子回单\n专用章", "down": -24},
        ]
        look, time = {"face": FACES["song"], "size": 10}, None
    else:
        blocks = [
            title("个人转账汇款电子凭证", 15, left=True, line=True),
            colons(
                ("凭证号", digits(chance, 18)),
                ("受理时间", f"{at - dt.timedelta(seconds=4):%Y-%m-%d %H:%M:%S}"),
                ("付款户名", NAME),
                ("付款账号", CARD_MASKED),
                ("收款户名", debt.lender),
                ("收款账号", digits(chance, 15)),
                ("转账金额", f"{period.amount} 元"),
                ("手续费", "0.00 元"),
                ("大写", capitals(period.amount)),
                ("完成时间", f"{at:%Y-%m-%d %H:%M:%S}"),
                ("处理结果", "交易成功" if status is Status.SUCCESS else "交易失败（余额不足）"),
                ("用途", f"{debt.platform}分期还款"),
                columns=1,
                label=34,
            ),
        ]
        look, time = {"face": FACES["hei"], "size": 11, "paper": "a5"}, f"{at:%H:%M:%S}"
    return Document(
        form_of(blocks, **look),
        Truth(Kind.PAYMENT, (TruePayment(at.date(), period.amount, status, time),)),
        f"held-voucher-{form}",
        "text",
    )
