"""Settlement certificates 结清证明 in five wordings."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from lehua_desktop.core.facts import Kind

from . import Document, TrueSettlement, Truth
from .invented import IDENTITY, IDENTITY_MASKED, NAME, Loan, loan
from .press import FACES, bare, capitals, chinese, dice, digits, in_characters
from .sheet import Block, beside, seal, sheet, space, table, title, words


def _settled(debt: Loan, day: dt.date) -> TrueSettlement:
    return TrueSettlement(debt.contract, debt.lender, debt.principal, day)


def certificate(form: str, seed: object) -> Document:
    """结清证明 in one of five wordings."""
    chance = dice("certificate", form, seed)
    debt = loan(chance)
    last = debt.periods[-1].due
    day = last - dt.timedelta(days=chance.randint(0, 40))
    issued = day + dt.timedelta(days=chance.randint(1, 300))
    settled = [_settled(debt, day)]
    blocks, look = _CERTIFICATES[form](chance, debt, day, issued, settled)
    truth = Truth(Kind.SETTLEMENT, settled_on=day, settled=tuple(settled))
    return Document(
        sheet(blocks, {"foot": "bare", "size": 12, "margin": 28, "leading": 1} | look),
        truth,
        f"settlement-{form}",
        "text",
    )


Drawn = tuple[list[Block], dict[str, Any]]


def _letter(chance: random.Random, debt: Loan, day: dt.date, issued: dt.date, settled: list[TrueSettlement]) -> Drawn:
    return [
        title("贷款结清证明", 22, 4),
        space(8),
        words(
            f"兹有借款人{NAME}（身份证号码：{IDENTITY}），于{chinese(debt.disbursed, padded=False)}在我司申请贷款人民币{debt.principal}元（大写：{capitals(debt.principal)}），贷款合同编号为{debt.contract}。",
            indent=2,
        ),
        words(
            f"截至{chinese(day, padded=False)}，上述贷款本息已全部结清，我司与借款人之间的债权债务关系终止。", indent=2
        ),
        words("特此证明。", indent=2),
        space(20),
        words(debt.lender, side="right"),
        words(chinese(issued, padded=False), side="right"),
        seal(f"{debt.lender[:9]}\n★\n业务专用章", down=-26),
    ], {"face": FACES["song"]}


def _characters(
    chance: random.Random, debt: Loan, day: dt.date, issued: dt.date, settled: list[TrueSettlement]
) -> Drawn:
    return [
        title("结 清 证 明", 24),
        words(f"编号：JQ{digits(chance, 12)}", side="right", scale=0.8),
        space(6),
        words(f"{NAME}先生/女士：", weight=700),
        words(
            f"您于{in_characters(debt.disbursed)}与本公司签订的编号为{debt.contract}的借款合同，借款本金{capitals(debt.principal)}（小写：¥{debt.principal}），您已于{in_characters(day)}还清全部款项，无任何欠款。",
            indent=2,
        ),
        words("本证明一式一份，仅供证明上述事项之用。", indent=2),
        space(18),
        words(f"出具单位：{debt.lender}", side="right"),
        words(f"出具日期：{in_characters(issued)}", side="right"),
        seal("业务凭证\n专用章", down=-30, turned=12),
    ], {"face": FACES["song-plain"], "size": 13}


def _table_letter(
    chance: random.Random, debt: Loan, day: dt.date, issued: dt.date, settled: list[TrueSettlement]
) -> Drawn:
    pairs = [
        ("客户姓名", NAME),
        ("身份证号", IDENTITY_MASKED),
        ("贷款编号", debt.contract),
        ("放款机构", debt.lender),
        ("贷款金额", f"{debt.principal}元"),
        ("发放日期", f"{debt.disbursed:%Y-%m-%d}"),
        ("到期日期", f"{debt.periods[-1].due:%Y-%m-%d}"),
        ("结清日期", f"{day:%Y-%m-%d}"),
        ("贷款状态", "已结清"),
        ("剩余本金", "0.00元"),
    ]
    return [
        title("个人贷款结清证明", 18, 1),
        space(4),
        beside(pairs, columns=1, label=0.45),
        space(4),
        words(f"证明开具日期：{issued:%Y-%m-%d}"),
        words(f"开具机构：{debt.lender}（盖章）"),
        seal(f"{debt.lender[:9]}\n电子印章", down=-24),
    ], {"face": FACES["hei"], "size": 11, "row": 2.6}


def _platform_letter(
    chance: random.Random, debt: Loan, day: dt.date, issued: dt.date, settled: list[TrueSettlement]
) -> Drawn:
    return [
        title("结清证明", 20),
        words(
            f"用户方{NAME}，身份证号{IDENTITY_MASKED}，通过{debt.platform}平台与{debt.lender}签订了分期服务合同（合同号：{debt.contract}），合同金额{bare(debt.principal)}元。"
            f"截止{chinese(day)}，用户方已支付本金和平台服务费共计{bare(debt.whole)}元（大写：{capitals(debt.whole)}），现所有款项已全部结清。",
            indent=2,
        ),
        words("特此证明", indent=2),
        space(16),
        words(f"{debt.lender}（公章）", side="right"),
        words(chinese(issued), side="right"),
        seal("合同专用章", down=-26, right=-20),
    ], {"face": FACES["hei-serif-figures"], "size": 11.5, "header": f"{debt.platform} 客户服务中心"}


def _several(chance: random.Random, debt: Loan, day: dt.date, issued: dt.date, settled: list[TrueSettlement]) -> Drawn:
    others = [loan(chance, start=debt.disbursed + dt.timedelta(days=30 * k)) for k in range(1, chance.randint(2, 4))]
    days = [day - dt.timedelta(days=17 * k) for k in range(1, len(others) + 1)]
    settled += [
        TrueSettlement(other.contract, debt.lender, other.principal, on) for other, on in zip(others, days, strict=True)
    ]
    rows = [
        (str(n), one.contract, str(one.amount), f"{on:%Y-%m-%d}", f"{one.settled_on:%Y-%m-%d}", "已结清")
        for n, (one, on) in enumerate(zip(settled, [debt.disbursed, *[o.disbursed for o in others]], strict=True), 1)
    ]
    return [
        title("贷款结清证明", 20, 2),
        words(f"借款人：{NAME}　　证件号码：{IDENTITY_MASKED}"),
        words(f"经核实，该客户在我公司办理的下列贷款均已结清，截至{chinese(issued)}无未结清贷款：", indent=2),
        table(
            [["序号", "借据编号", "贷款金额（元）", "发放日期", "结清日期", "状态"]],
            rows,
            [0.5, 2.4, 1.5, 1.4, 1.4, 0.9],
        ),
        space(14),
        words(debt.lender, side="right"),
        words(chinese(issued), side="right"),
        seal(f"{debt.lender[:9]}\n贷款业务章", down=-26),
    ], {"face": FACES["song"], "size": 10.5, "margin": 20}


_CERTIFICATES = {
    "letter": _letter,
    "characters": _characters,
    "table": _table_letter,
    "platform": _platform_letter,
    "several": _several,
}  # fmt: skip


def certificates(seed: object) -> Iterator[Document]:
    """Every wording of a certificate."""
    return (certificate(form, seed) for form in _CERTIFICATES)
