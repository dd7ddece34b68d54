"""Papers that are easily misread: plans with what is due beside what was paid, several receipts on a sheet, money that
came back, and letters that prove no payment at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from lehua_desktop.core.facts import Kind, Status
from lehua_desktop.core.money import Money, total

from . import Document, TruePayment, TrueRow, Truth, odd_statements
from .invented import CARD_MASKED, IDENTITY_MASKED, NAME, Loan, loan
from .press import FACES, capitals, chinese, dice, digits
from .sheet import Block, beside, lines, seal, sheet, space, table, title, words

Look = dict[str, Any]


def _plan(debt: Loan) -> Truth:
    return Truth(Kind.PLAN, plan=tuple(TrueRow(p.number, p.due, p.amount) for p in debt.periods))


def wide_plan(seed: object) -> Document:
    """Due and paid side by side in two tiers of titles; what is due is the installment, what was paid is a payment."""
    chance = dice("wide-plan", seed)
    debt = loan(chance, periods=chance.choice((6, 12)))
    done = chance.randint(1, len(debt.periods) - 1)
    rows = []
    payments = []
    for p in debt.periods:
        paid = p.number <= done
        late = p.number == done
        actual = p.due + dt.timedelta(days=3 if late else -1)
        fine = Money(517) if late else Money(0)
        each = [str(x) if paid else "0.00" for x in (p.principal, p.interest, p.fee, fine, p.amount + fine)]
        state = "逾期结清" if late else "已结清" if paid else "未到期"
        if paid:
            payments.append(TruePayment(actual, p.amount + fine))
        rows.append(
            (
                str(p.number),
                f"{p.due:%Y-%m-%d}",
                str(p.principal),
                str(p.interest),
                str(p.fee),
                str(p.amount),
                f"{actual:%Y-%m-%d}" if paid else "",
                *each,
                state,
            )
        )
    tiers: list[list[object]] = [
        [
            {"words": "期数", "down": 2},
            {"words": "应还日期", "down": 2},
            {"words": "应还", "across": 4},
            {"words": "实还日期", "down": 2},
            {"words": "实还", "across": 5},
            {"words": "状态", "down": 2},
        ],
        ["本金", "利息", "服务费", "合计", "本金", "利息", "服务费", "罚息", "合计"],
    ]
    blocks = [
        title("借款还款明细表", 15),
        lines(
            f"借据编号：{debt.contract}",
            f"贷款机构：{debt.lender}",
            f"贷款金额：{debt.principal}元",
            f"发放日：{debt.disbursed:%Y-%m-%d}",
        ),
        table(
            tiers,
            rows,
            [0.6, 1.4, *[1.1] * 4, 1.4, *[1.1] * 5, 1.1],
            sides=["center", "center", *["right"] * 4, "center", *["right"] * 5, "center"],
        ),
    ]
    return Document(
        sheet(blocks, {"face": FACES["hei"], "size": 8, "landscape": True, "margin": 11}),
        replace(_plan(debt), payments=tuple(payments)),
        "odd-wide-plan",
        "text",
    )


def parts_only(seed: object) -> Document:
    """No column of sums: an installment is its principal and its interest."""
    debt = loan(dice("parts-only", seed), periods=12)
    rows = [(str(p.number), f"{p.due:%Y.%m.%d}", str(p.principal), str(p.interest + p.fee)) for p in debt.periods]
    rows.append(("合计", "", str(debt.principal), str(total(p.interest + p.fee for p in debt.periods))))
    blocks = [
        title("还款计划", 16),
        words(f"借款合同号：{debt.contract}　贷款人：{debt.lender}"),
        table([["期次", "到期还款日", "应还本金", "应还利息"]], rows, [0.7, 1.4, 1.3, 1.3]),
    ]
    return Document(
        sheet(blocks, {"face": FACES["song-plain"], "size": 10, "margin": 26}), _plan(debt), "odd-parts-only", "text"
    )


def several_receipts(seed: object) -> Document:
    """Three receipts of one bank on one sheet."""
    chance = dice("several-receipts", seed)
    debt = loan(chance, periods=12)
    blocks: list[Block] = []
    paid = []
    for period in debt.periods[:3]:
        at = dt.datetime.combine(
            period.due, dt.time(chance.randint(8, 21), chance.randint(0, 59), chance.randint(0, 59))
        )
        pairs = [
            ("付款人户名", NAME),
            ("收款人户名", debt.lender),
            ("付款人账号", CARD_MASKED),
            ("收款人账号", digits(chance, 18)),
            ("金额（小写）", f"¥{period.amount}"),
            ("金额（大写）", capitals(period.amount)),
            ("交易时间", f"{at:%Y-%m-%d %H:%M:%S}"),
            ("用途", f"{debt.platform}第{period.number}期"),
        ]
        blocks += [
            title("示例银行客户回单", 13),
            lines(f"回单编号：{digits(chance, 16)}", f"记账日期：{at:%Y-%m-%d}"),
            beside(pairs),
            seal("电子回单\n专用章", down=-30),
            space(6),
        ]
        paid.append(TruePayment(at.date(), period.amount, time=f"{at:%H:%M:%S}"))
    return Document(
        sheet(blocks, {"face": FACES["song"], "foot": "bare", "row": 1.8}),
        Truth(Kind.PAYMENT_LIST, tuple(paid)),
        "odd-several-receipts",
        "text",
    )


def returned(seed: object) -> Document:
    """A receipt of a transfer that was sent back."""
    chance = dice("returned", seed)
    debt = loan(chance)
    period = chance.choice(debt.periods)
    at = dt.datetime.combine(period.due, dt.time(10, 31, 5))
    status, said = chance.choice(
        ((Status.REFUNDED, "已退汇"), (Status.FAILED, "交易失败"), (Status.PENDING, "银行处理中"))
    )
    pairs = [
        ("付款人", NAME),
        ("收款人", debt.lender),
        ("付款账号", CARD_MASKED),
        ("收款账号", digits(chance, 16)),
        ("转账金额", f"{period.amount}元"),
        ("大写金额", capitals(period.amount)),
        ("转账时间", f"{at:%Y-%m-%d %H:%M:%S}"),
        ("处理结果", said),
        ("用途", f"{debt.platform}还款"),
        ("流水号", digits(chance, 14)),
    ]
    blocks = [
        title("示例银行转账电子回单", 15),
        beside(pairs, label=0.5),
        words(
            "本回单仅供参考，不作为最终入账凭据。" if status is Status.PENDING else "如有疑问请致电客服。", scale=0.85
        ),
    ]
    truth = Truth(Kind.PAYMENT, (TruePayment(at.date(), period.amount, status, f"{at:%H:%M:%S}"),))
    return Document(
        sheet(blocks, {"face": FACES["hei"], "foot": "bare", "row": 2, "size": 10}), truth, "odd-returned", "text"
    )


def _nothing(blocks: Sequence[Block], look: Look, name: str) -> Document:
    return Document(
        sheet(blocks, {"foot": "bare", "size": 11, "margin": 26, "leading": 1} | look),
        Truth(Kind.OTHER),
        f"odd-{name}",
        "text",
    )


def dunning(seed: object) -> Document:
    """A letter that demands money: amounts and days, and no payment."""
    chance = dice("dunning", seed)
    debt = loan(chance)
    period = chance.choice(debt.periods)
    asked = period.due + dt.timedelta(days=chance.randint(4, 40))
    blocks = [
        title("逾期催收通知函", 18),
        words(f"{NAME}（身份证号：{IDENTITY_MASKED}）："),
        words(
            f"您于{chinese(debt.disbursed)}通过{debt.platform}向{debt.lender}借款{debt.principal}元（合同编号：{debt.contract}），截至{chinese(asked)}，您有1期款项未按时归还，应还金额{period.amount}元，逾期{(asked - period.due).days}天，另产生违约金36.20元。",
            indent=2,
        ),
        words(f"请您于{chinese(asked + dt.timedelta(days=5))}前偿还上述欠款。如您已还款，请忽略本函。", indent=2),
        space(14),
        words(debt.lender, side="right"),
        words(chinese(asked), side="right"),
    ]
    return _nothing(blocks, {"face": FACES["song"]}, "dunning")


def not_settled(seed: object) -> Document:
    """A certificate of what is still owed."""
    chance = dice("not-settled", seed)
    debt = loan(chance, periods=24)
    done = chance.randint(2, 20)
    day = debt.periods[done].due
    left = debt.principal - total(p.principal for p in debt.periods[:done])
    blocks = [
        title("贷款余额证明", 20),
        words(
            f"兹证明{NAME}（证件号码：{IDENTITY_MASKED}）于{chinese(debt.disbursed)}在我公司办理个人消费贷款一笔，贷款金额{debt.principal}元，合同编号{debt.contract}。截至{chinese(day)}，该笔贷款尚未结清，剩余未还本金{left}元（大写：{capitals(left)}）。",
            indent=2,
        ),
        words("结清日期以实际还清全部款项之日为准。特此证明。", indent=2),
        space(14),
        words(debt.lender, side="right"),
        words(chinese(day), side="right"),
        seal("业务专用章", down=-24),
    ]
    return _nothing(blocks, {"face": FACES["song"]}, "not-settled")


def invoice(seed: object) -> Document:
    """A shop's invoice: 大写, a sum, a day, and nothing of a loan."""
    chance = dice("invoice", seed)
    price = Money(chance.randint(20_000, 500_000))
    tax = Money(price.fen * 13 // 100)
    goods = [("*电子产品*智能手机", "台", "1", str(price), "13%", str(tax))]
    blocks = [
        title("电子发票（普通发票）", 16),
        lines(f"发票号码：{digits(chance, 20)}", f"开票日期：{chinese(dt.date(2024, chance.randint(1, 12), 12))}"),
        beside([("购买方名称", NAME), ("销售方名称", "示例电器商行")]),
        table([["项目名称", "单位", "数量", "金额", "税率", "税额"]], goods, [2.4, 0.6, 0.6, 1.2, 0.7, 1]),
        beside([("价税合计（大写）", capitals(price + tax)), ("（小写）", f"¥{price + tax}")]),
        words("备注：分期付款订单", scale=0.9),
    ]
    return _nothing(blocks, {"face": FACES["song-plain"], "size": 10, "margin": 15}, "invoice")


def objection(seed: object) -> Document:
    """The borrower's own request for a correction: it speaks of payments and proves none."""
    chance = dice("objection", seed)
    debt = loan(chance)
    period = chance.choice(debt.periods)
    blocks = [
        title("个人征信异议申请表", 17),
        beside(
            [
                ("姓名", NAME),
                ("证件号码", IDENTITY_MASKED),
                ("数据提供单位", debt.lender),
                ("业务种类", "其他个人消费贷款"),
                ("合同编号", debt.contract),
                ("申请日期", f"{debt.periods[-1].due + dt.timedelta(days=90):%Y-%m-%d}"),
            ]
        ),
        words("异议事项描述：", weight=700),
        words(
            f"本人于{chinese(period.due)}已足额还款{period.amount}元，但信用报告显示该月逾期1次，与事实不符，请予核查更正。",
            indent=2,
        ),
        words("申请人（签字）：　　　　　　", side="right"),
    ]
    return _nothing(blocks, {"face": FACES["hei"], "size": 10.5}, "objection")


MAKERS: tuple[Callable[[object], Document], ...] = (
    *odd_statements.MAKERS,
    wide_plan,
    parts_only,
    several_receipts,
    returned,
    dunning,
    not_settled,
    invoice,
    objection,
)


def odd(seed: object) -> Iterator[Document]:
    """Every one of them."""
    return (make(seed) for make in MAKERS)
