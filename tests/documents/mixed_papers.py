"""Statements and plans of banks that do not exist: columns, titles, order, figures and looks fall as the dice do."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from lehua_desktop.core.facts import Kind
from lehua_desktop.core.money import Money, total

from . import Document, TrueRow, Truth
from .bank_cells import CELLS
from .bank_forms import Column, Form
from .bank_papers import filled, rows_of, truth_of
from .invented import NAME, Period, loan, movements
from .press import FACES, bare, chinese, dice, digits, press
from .sheet import lines, sheet, table, title

_TITLES = ("账户交易明细", "活期账户历史明细", "个人账户流水清单", "借记卡交易明细", "账户收支明细", "存款账户对账单")
_BANKS = ("样例商业银行", "示例民生村镇银行", "样例农村商业银行", "示例互联网银行")
_DAYS = ("交易日期", "记账日期", "日期", "交易日", "入账日期")
_MOMENTS = ("交易时间", "记账时间", "交易日期时间", "入账时间")
_SIGNED = ("交易金额", "发生额", "金额", "收支金额", "交易金额(元)", "收入/支出金额")
_UNSIGNED = ("交易金额", "发生额", "金额（元）")
_MARKS = (
    ("收/支", "out-in"),
    ("借贷标志", "debit-credit"),
    ("收支类型", "out-in"),
    ("借/贷", "debit-credit"),
    ("借贷方向", "dr-cr"),
)
_PAIRS = (
    ("支出", "收入"),
    ("借方金额", "贷方金额"),
    ("转出金额", "转入金额"),
    ("支取", "存入"),
    ("支出金额(元)", "收入金额(元)"),
    ("借方发生额", "贷方发生额"),
)
_BALANCES = ("余额", "账户余额", "可用余额", "本次余额", "结余", "账面余额(元)", "交易后余额")
_SUMMARIES = ("摘要", "交易摘要", "交易类型", "业务摘要", "交易名称", "业务类型")
_PARTIES = (
    ("对方户名", "party"),
    ("对方名称", "party"),
    ("交易对手", "party"),
    ("对手户名/账号", "party-account"),
    ("对方账号/户名", "account-party"),
    ("收(付)款人名称", "party"),
    ("对方信息", "party-over-account"),
)
_MEMOS = ("附言", "备注", "用途", "交易附言", "客户备注", "交易说明")
_SIDES = (
    ("交易渠道", "channel", 1.2),
    ("币种", "yuan", 0.9),
    ("流水号", "log", 1.3),
    ("交易网点", "branch", 1.2),
    ("序号", "place", 0.7),
)


def _money(chance: random.Random) -> list[Column]:
    kind = chance.choice(("signed", "signed", "pair", "pair", "mark"))
    if kind == "signed":
        return [Column(chance.choice(_SIGNED), chance.choice(("signed", "signed-bare", "signed-plus")), 1.5)]
    if kind == "mark":
        name, cell = chance.choice(_MARKS)
        amount = Column(chance.choice(_UNSIGNED), chance.choice(("unsigned", "unsigned-bare")), 1.5)
        both = [Column(name, cell, 0.9), amount]
        return both if chance.random() < 0.7 else both[::-1]
    out, income = chance.choice(_PAIRS)
    style = chance.choice(("", "-zero", "-dash"))
    columns = [Column(out, f"out{style}", 1.4), Column(income, f"in{style}", 1.4)]
    return columns if chance.random() < 0.5 else columns[::-1]


def _form(chance: random.Random) -> Form:
    if chance.random() < 0.35:
        days = [
            Column(chance.choice(_MOMENTS), chance.choice(("moment-dash", "moment-slash", "moment-two-lines")), 1.6)
        ]
    else:
        days = [Column(chance.choice(_DAYS), chance.choice(("day-dash", "day-slash", "day-dot", "day-compact")), 1.3)]
        if chance.random() < 0.5:
            days.append(Column("时间", chance.choice(("time", "time-minute")), 1.1))
    money = _money(chance)
    balance = (
        [Column(chance.choice(_BALANCES), chance.choice(("balance", "balance-bare")), 1.5)]
        if chance.random() < 0.85
        else []
    )
    party, cell = chance.choice(_PARTIES)
    others = [
        [Column(chance.choice(_SUMMARIES), "summary", 1.3)],
        [Column(party, cell, 2.4)],
        [Column(chance.choice(_MEMOS), "memo", 1.8)],
    ]
    others += [[Column(*side)] for side in chance.sample(_SIDES, chance.randint(0, 2))]
    chance.shuffle(others)
    place = chance.randint(0, len(others))
    groups = [days, *others[:place], [*money, *balance], *others[place:]]
    columns = [column for group in groups for column in group]
    look = {
        "landscape": len(columns) > 8,
        "rules": chance.choice(("grid", "lines", "none", "zebra", "dots", "head")),
        "face": chance.choice(list(FACES.values())),
        "size": chance.choice((7.5, 8, 8.5)) if len(columns) > 7 else chance.choice((8.5, 9, 9.5)),
        "foot": chance.choice(("plain", "slash", "english", "title")),
        "head-columns": chance.choice((1, 2, 3)),
        "title-align": chance.choice(("left", "center")),
        "leading": chance.choice((1.1, 1.5, 2.2)),
        "weight": chance.choice((400, 700)),
    }
    head = ("户名：{name}", "账号：{masked}", "起止日期：{start:%Y-%m-%d} 至 {end:%Y-%m-%d}", "打印编号：{number}")
    heading = chance.choice(_BANKS) + chance.choice(_TITLES)
    return Form("mixed", heading, columns, head, look, newest_first=chance.random() < 0.4)


def mixed_statement(seed: object) -> Document:
    """A statement whose columns nobody has chosen."""
    chance = dice("mixed-statement", seed)
    form = _form(chance)
    assert all(column.cell in CELLS for column in form.columns)
    debt = loan(chance)
    rows = rows_of(chance, movements(chance, debt, months=chance.choice((3, 6, 9))))
    drawn = press(form.layout, filled(form, debt, rows, digits(chance, 18)), form.folder)
    return Document(drawn, truth_of(form, rows), "mixed-statement", "text")


_NUMBERS = (
    ("期数", "{n}"),
    ("期次", "{n}/{all}"),
    ("分期", "第{n}期"),
    ("当前期数", "{n}"),
    ("还款期次", "第{n}/{all}期"),
)
_DUES = ("应还款日", "还款日期", "应还日期", "到期日", "还款日", "应还款日期", "账单日期/到期还款日")
_WHOLES = ("应还金额", "应还总额", "每期还款额", "当期应还", "月供", "还款金额(元)")


def mixed_plan(seed: object) -> Document:
    """A plan whose columns nobody has chosen."""
    chance = dice("mixed-plan", seed)
    debt = loan(chance)
    number, pattern = chance.choice(_NUMBERS)
    day = chance.choice(("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", ""))
    figures = chance.choice((str, bare, "¥{}".format))
    done = chance.randint(0, len(debt.periods))
    left = debt.principal

    def states(p: Period) -> str:
        return "已还" if p.number <= done else "待还"

    columns: list[tuple[str, Any, str]] = [
        (chance.choice(_DUES), lambda p: p.due.strftime(day) if day else chinese(p.due), "center"),
        (chance.choice(_WHOLES), lambda p: figures(p.amount), "right"),
    ]
    if chance.random() < 0.7:
        columns += [
            (chance.choice(("应还本金", "本金", "计划本金")), lambda p: figures(p.principal), "right"),
            (chance.choice(("应还利息", "利息", "计划利息")), lambda p: figures(p.interest), "right"),
            (chance.choice(("服务费", "担保费", "手续费")), lambda p: figures(p.fee), "right"),
        ]
    if chance.random() < 0.5:
        columns.append((chance.choice(("剩余本金", "剩余未还本金")), None, "right"))
    if chance.random() < 0.5:
        columns.append(("状态", states, "center"))
    if chance.random() < 0.5:
        chance.shuffle(columns)
    rows = []
    for p in debt.periods:
        left -= p.principal
        cells = [figures(left) if make is None else make(p) for _, make, _ in columns]
        rows.append([pattern.format(n=p.number, all=len(debt.periods)), *cells])
    if chance.random() < 0.4:
        sums: dict[str, Money] = {"应还本金": debt.principal, "应还总额": debt.whole, "应还金额": debt.whole}
        sums["应还利息"] = total(p.interest for p in debt.periods)
        rows.append(["合计", *[figures(sums[name]) if name in sums else "" for name, _, _ in columns]])
    head = [f"借款人：{NAME}", f"合同号：{debt.contract}", f"放款机构：{debt.lender}", f"借款金额：{debt.principal}元"]
    chance.shuffle(head)
    blocks = [
        title(chance.choice(("还款计划", "还款计划表", "分期还款计划", "贷款还款安排表")), 15),
        lines(*head),
        table(
            [[number, *[name for name, _, _ in columns]]],
            rows,
            [0.9, *[1.4 if side == "center" else 1.2 for _, _, side in columns]],
            sides=["center", *[side for _, _, side in columns]],
            rules=chance.choice(("grid", "lines", "none", "columns")),
        ),
    ]
    look = {
        "face": chance.choice(list(FACES.values())),
        "size": chance.choice((8, 9, 10)),
        "row": chance.choice((1, 1.6, 2.2)),
    }
    truth = Truth(Kind.PLAN, plan=tuple(TrueRow(p.number, p.due, p.amount) for p in debt.periods))
    return Document(sheet(blocks, look), truth, "mixed-plan", "text")


def mixed(seed: int) -> Iterator[Document]:
    """Twelve of them, no two of one design."""
    for place in range(6):
        yield mixed_statement(f"{seed}-{place}")
        yield mixed_plan(f"{seed}-{place}")
