"""Repayment plans as apps export them, as annex of a contract, and as long screenshots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from lehua_desktop.core.facts import Kind
from lehua_desktop.core.money import Money, total

from . import Document, TrueRow, Truth, draw
from .invented import CARD_MASKED, IDENTITY, IDENTITY_MASKED, MOBILE_MASKED, NAME, Loan, Period, loan
from .press import FACES, bare, capitals, chinese, dice
from .sheet import Block, beside, head, lines, new_page, seal, sheet, space, table, title, words


def _rows(debt: Loan) -> tuple[TrueRow, ...]:
    return tuple(TrueRow(period.number, period.due, period.amount) for period in debt.periods)


def _plan(debts: Sequence[Loan]) -> Truth:
    return Truth(Kind.PLAN, plan=tuple(row for debt in debts for row in _rows(debt)))


def _loan_pairs(debt: Loan) -> list[tuple[str, str]]:
    return [
        ("借款人", NAME),
        ("证件号码", IDENTITY_MASKED),
        ("放款机构", debt.lender),
        ("借款合同号", debt.contract),
        ("借款金额（元）", str(debt.principal)),
        ("放款日期", f"{debt.disbursed:%Y-%m-%d}"),
        ("借款期数", f"{len(debt.periods)}期"),
        ("还款方式", "等额本息"),
    ]


def _left(debt: Loan, period: Period) -> Money:
    return debt.principal - total(one.principal for one in debt.periods[: period.number])


def _total_row(debt: Loan, columns: int, at: dict[int, Money]) -> list[object]:
    return ["合计", *[str(at[column]) if column in at else "" for column in range(1, columns)]]


def parts_table(debt: Loan) -> Block:
    """期数, 应还款日, 应还本金, 应还利息, 服务费, 应还总额, 剩余本金, with a row of sums."""
    rows: list[Sequence[object]] = [
        (
            str(p.number),
            f"{p.due:%Y-%m-%d}",
            str(p.principal),
            str(p.interest),
            str(p.fee),
            str(p.amount),
            str(_left(debt, p)),
        )
        for p in debt.periods
    ]
    sums = {
        2: debt.principal,
        3: total(p.interest for p in debt.periods),
        4: total(p.fee for p in debt.periods),
        5: debt.whole,
    }
    rows.append(_total_row(debt, 7, sums))
    header = [["期数", "应还款日", "应还本金", "应还利息", "服务费", "应还总额", "剩余本金"]]
    return table(header, rows, [0.7, 1.4, 1.3, 1.2, 1.1, 1.4, 1.4], sides=["center", "center", *["right"] * 5])


def exported(seed: object) -> Document:
    """A plan as an app exports it."""
    debt = loan(dice("plan-exported", seed))
    blocks = [
        title("还款计划表", 16, 3),
        beside(_loan_pairs(debt)),
        space(2),
        parts_table(debt),
        words("注：实际还款金额以还款日当天账单为准。"),
    ]
    return Document(sheet(blocks, {"face": FACES["hei"], "size": 9}), _plan([debt]), "plan-exported", "text")


def paid_and_open(seed: object) -> Document:
    """Periods as `3/12`, due day with the actual day under it, 已还 beside 待还."""
    chance = dice("plan-paid", seed)
    debt = loan(chance)
    done = chance.randint(1, len(debt.periods))
    rows = []
    for p in debt.periods:
        actual = p.due - dt.timedelta(days=chance.randint(0, 3))
        paid = p.number <= done
        due = f"{p.due:%Y-%m-%d}" + (f"\n(实际日期：{actual:%Y-%m-%d})" if paid else "")
        rows.append(
            (
                f"{p.number}/{len(debt.periods)}",
                due,
                bare(p.principal),
                bare(p.interest),
                bare(p.fee),
                bare(p.amount),
                bare(p.amount) if paid else "0.00",
                "已还" if paid else "待还",
            )
        )
    header = [["期次", "还款日期", "计划本金", "计划利息", "服务费", "应还金额", "实际还款", "状态"]]
    grid = table(header, rows, [0.8, 2.2, 1.1, 1, 1, 1.2, 1.2, 0.8], rules="lines")
    blocks = [
        title(f"{debt.platform}还款计划", 15),
        lines(
            f"订单号：{debt.contract}",
            f"资金方：{debt.lender}",
            f"借款本金：{debt.principal}元",
            f"放款时间：{debt.disbursed:%Y/%m/%d}",
        ),
        grid,
    ]
    return Document(sheet(blocks, {"face": FACES["song"], "size": 8.5}), _plan([debt]), "plan-paid-and-open", "text")


def two_loans(seed: object) -> Document:
    """Two loans in one file, each with its own plan; days as 年月日."""
    chance = dice("plan-two", seed)
    first = loan(chance, periods=6)
    second = loan(chance, periods=chance.choice((3, 12)), start=first.disbursed + dt.timedelta(days=75))
    blocks = [title("客户还款计划一览", 16)]
    for place, debt in enumerate((first, second), 1):
        rows = [
            (f"第{p.number}期", chinese(p.due), f"¥{p.amount}", f"¥{p.principal}", f"¥{p.interest + p.fee}")
            for p in debt.periods
        ]
        blocks += [
            head(f"借款{place}：合同编号 {debt.contract}"),
            lines(
                f"放款机构：{debt.lender}",
                f"借款金额：{debt.principal}元",
                f"放款日：{chinese(debt.disbursed)}",
                f"共{len(debt.periods)}期",
            ),
            table(
                [["期数", "应还日", "应还金额", "其中本金", "其中息费"]],
                rows,
                [1, 1.8, 1.4, 1.4, 1.2],
                sides=["center", "center", "right", "right", "right"],
                rules="columns",
            ),
        ]
    return Document(
        sheet(blocks, {"face": FACES["hei-serif-figures"], "size": 9.5}),
        _plan([first, second]),
        "plan-two-loans",
        "text",
    )


def by_year(seed: object) -> Document:
    """Due days without a year under headings that give it."""
    debt = loan(dice("plan-by-year", seed), periods=dice("plan-by-year-n", seed).choice((12, 24)))
    blocks = [title("分期账单", 16), beside(_loan_pairs(debt), label=0.7)]
    for year in sorted({p.due.year for p in debt.periods}):
        rows = [
            (str(p.number), f"{p.due:%m月%d日}", str(p.amount), "信用免担保")
            for p in debt.periods
            if p.due.year == year
        ]
        blocks += [
            head(f"{year}年"),
            table([["期数", "还款日", "应还金额（元）", "备注"]], rows, [0.8, 1.5, 2, 1.6], rules="none"),
        ]
    return Document(
        sheet(blocks, {"face": FACES["song-plain"], "size": 10, "pairs": "none"}), _plan([debt]), "plan-by-year", "text"
    )


CLAUSES = (
    ("第一条 借款金额、期限与用途", "甲方向乙方申请个人消费借款，借款金额人民币{principal}元（大写：{capitals}），借款期限{count}个月，自{start}起。借款用途为个人日常消费，不得用于购房、股票、期货及其他法律法规禁止的领域。"),
    ("第二条 利率与费用", "本合同项下借款月利率为{rate:.2%}，按等额本息方式计收。如甲方未按期足额还款，自逾期之日起按合同利率上浮50%计收罚息，直至清偿为止。"),
    ("第三条 还款", "甲方应于每月{day}日前将当期应还款项足额存入还款账户{card}，由乙方或乙方委托的第三方支付机构代扣。还款日17:00前未扣款成功的，甲方应当主动还款。具体每期应还金额见附件《还款计划表》。"),
    ("第四条 提前还款", "甲方可以提前清偿全部借款，利息按照实际用款天数计收。提前还款手续费为500.00元以内，以申请时页面展示为准。"),
    ("第五条 违约责任", "甲方连续逾期超过90天的，乙方有权宣布全部借款提前到期，并要求甲方支付违约金1,000.00元及实现债权的费用。"),
    ("第六条 征信授权", "甲方同意乙方向金融信用信息基础数据库报送本合同项下的借款及还款信息，包括不良信息。不良信息报送前，乙方将通过短信等方式告知甲方。"),
    ("第七条 争议解决", "因本合同发生的争议，双方应协商解决；协商不成的，向合同签订地有管辖权的人民法院提起诉讼。"),
)  # fmt: skip


def contract(seed: object) -> Document:
    """Pages of prose with amounts of their own, then the plan as annex."""
    chance = dice("contract", seed)
    debt = loan(chance)
    facts = {
        "principal": debt.principal,
        "capitals": capitals(debt.principal),
        "count": len(debt.periods),
        "start": chinese(debt.disbursed),
        "rate": debt.rate,
        "day": debt.periods[0].due.day,
        "card": CARD_MASKED,
    }
    blocks = [
        title("个人消费借款合同", 18, 2),
        words(f"合同编号：{debt.contract}", side="right"),
        words(f"甲方（借款人）：{NAME}　身份证号：{IDENTITY}　手机号：{MOBILE_MASKED}"),
        words(f"乙方（贷款人）：{debt.lender}"),
        words(f"丙方（平台方）：{debt.platform}运营方　丁方（担保方）：{debt.guarantor}"),
    ]
    for heading, clause in CLAUSES:
        blocks += [words(heading, weight=700), words(clause.format(**facts), indent=2)]
        blocks += [
            words(
                "双方确认已充分阅读并理解本条约定的全部内容，乙方已就免除或限制其责任的条款作了明确说明。"
                * chance.randint(1, 4),
                indent=2,
            )
        ]
    blocks += [words(f"签订日期：{chinese(debt.disbursed)}"), seal(f"{debt.lender[:8]}\n合同专用章", down=-22)]
    blocks += [new_page(), words("附件一", weight=700), title("还款计划表", 14)]
    annex = [
        (str(p.number), f"{p.due:%Y/%m/%d}", str(p.principal), str(p.interest + p.fee), str(p.amount))
        for p in debt.periods
    ]
    blocks.append(
        table(
            [["还款期次", "应还款日期", "应还本金（元）", "应还息费（元）", "应还合计（元）"]],
            annex,
            [1, 1.5, 1.5, 1.5, 1.5],
        )
    )
    return Document(
        sheet(blocks, {"face": FACES["song"], "size": 10.5, "margin": 24}), _plan([debt]), "plan-contract", "text"
    )


def phone_list(seed: object, count: int, style: str) -> Document:
    """A plan as a long screenshot: one entry an installment."""
    chance = dice("plan-phone", seed, count, style)
    debt = loan(chance, periods=count)
    done = chance.randint(0, count)
    late = chance.randint(1, count)
    entries = []
    for p in debt.periods:
        paid = p.number <= done
        state = "逾期已还" if paid and p.number == late else "已还" if paid else "待还"
        entries.append(
            {
                "period": f"第{p.number}期" if style != "fraction" else f"{p.number}/{count}期",
                "day": f"{p.due:%Y-%m-%d}" if style != "years" else f"{p.due:%m月%d日}",
                "year": str(p.due.year),
                "amount": str(p.amount),
                "parts": f"本金{bare(p.principal)} + 利息{bare(p.interest)}"
                + (f" + 服务费{bare(p.fee)}" if p.fee else ""),
                "state": state,
            }
        )
    left = total(p.amount for p in debt.periods[done:])
    values: dict[str, Any] = {
        "style": style,
        "entries": entries,
        "lender": debt.lender,
        "left": str(left),
        "done": f"已还{done}期/共{count}期",
        "principal": str(debt.principal),
        "face": list(FACES["hei"]),
    }
    drawn = draw("paper_plan_phone", values, picture=True, pixels_per_point=2.5)
    return Document(drawn, _plan([debt]), f"plan-phone-{style}", "clean")


def plans(seed: object) -> Iterator[Document]:
    """Every layout of a plan."""
    for make in (exported, paid_and_open, two_loans, by_year, contract):
        yield make(seed)
    for count, style in ((12, "cards"), (24, "fraction"), (36, "years")):
        yield phone_list(seed, count, style)
