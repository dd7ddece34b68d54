"""Statements that are easily misread: card bills, reversals, two accounts in one file, two lines a row, odd table files."""

from __future__ import annotations

import datetime as dt
import io
import random
from collections.abc import Callable, Sequence

import openpyxl

from lehua_desktop.core.days import add_months
from lehua_desktop.core.facts import Kind, Status
from lehua_desktop.core.money import Money, total

from . import Document, TruePayment, Truth
from .bank_cells import Row
from .bank_papers import rows_of
from .invented import CARD_MASKED, NAME, Movement, loan, movements
from .press import FACES, bare, chinese, dice, digits
from .sheet import head, lines, sheet, table, title, words


def _life(chance: random.Random, months: int) -> list[Row]:
    return rows_of(chance, movements(chance, loan(chance), months=months))


def _paid(rows: Sequence[Row], pattern: str | None = None) -> tuple[TruePayment, ...]:
    shown = (row.moved.truth(row.moved.at.strftime(pattern) if pattern else None) for row in rows)
    return tuple(payment for payment in shown if payment)


def card_bill(seed: object) -> Document:
    """A credit card's bill: what was spent is positive, what came in is negative; days without a year over a new year."""
    chance = dice("card-bill", seed)
    closing = dt.date(chance.randint(2021, 2024), 1, 18)
    opening = dt.date(closing.year - 1, 12, 19)
    debt = loan(chance, periods=12, start=add_months(closing, -3))
    due = (
        dt.datetime.combine(dt.date(closing.year, 1, 8), dt.time(10, 30))
        if chance.random() < 0.5
        else dt.datetime.combine(dt.date(closing.year - 1, 12, 26), dt.time(21, 5))
    )
    moved = [Movement(due, -debt.periods[0].amount, "installment", f"财付通-{debt.platform}", debt.lender, "还款", 1)]
    for _ in range(chance.randint(9, 20)):
        at = dt.datetime.combine(opening + dt.timedelta(days=chance.randint(0, 29)), dt.time(12, 0))
        moved.append(
            Movement(
                at,
                Money(-chance.randint(800, 90_000)),
                "shop",
                f"支付宝-{chance.choice(('示例超市', '便民生鲜', '示例餐饮'))}",
                "",
            )
        )
    moved.append(
        Movement(
            dt.datetime.combine(opening + dt.timedelta(days=17), dt.time(9)),
            Money(chance.randint(100_000, 500_000)),
            "transfer",
            "还款 掌上银行",
            "",
        )
    )
    moved.sort(key=lambda one: one.at)
    rows = [
        (
            f"{one.at:%m/%d}",
            f"{one.at + dt.timedelta(days=1):%m/%d}",
            one.summary,
            str(-one.amount),
            "3446",
            str(-one.amount),
        )
        for one in moved
    ]
    blocks = [
        title("示例银行信用卡对账单", 15),
        lines(
            f"账单周期：{opening:%Y/%m/%d}-{closing:%Y/%m/%d}",
            f"账单日：{chinese(closing)}",
            f"到期还款日：{chinese(closing + dt.timedelta(days=18))}",
            f"姓名：{NAME}",
            f"本期应还金额：¥ {total(-one.amount for one in moved if one.amount.fen < 0)}",
            "最低还款额：¥ 326.50",
        ),
        head("本期交易明细"),
        table(
            [["交易日", "记账日", "交易摘要", "人民币金额", "卡号末四位", "交易地金额"]],
            rows,
            [0.8, 0.8, 2.8, 1.3, 1, 1.4],
            sides=["center", "center", "left", "right", "center", "right"],
            rules="lines",
        ),
        words("上述交易摘要中的商户名称仅供参考，存在与实际商户名称不一致的情况。", scale=0.8),
    ]
    truth = Truth(Kind.STATEMENT, tuple(p for p in (one.truth() for one in moved) if p))
    return Document(sheet(blocks, {"face": FACES["hei"], "size": 9}), truth, "odd-card-bill", "text")


def reversals(seed: object) -> Document:
    """A debit taken back as a negative debit (冲正), and debits that failed, told by a column of states."""
    chance = dice("reversals", seed)
    rows = _life(chance, 6)
    shown: list[tuple[str, ...]] = []
    paid: list[TruePayment] = []
    for row in rows:
        one = row.moved
        day, clock = f"{one.at:%Y-%m-%d}", f"{one.at:%H:%M:%S}"
        party = one.party or "--"
        if one.sort == "refund":
            continue
        payment = one.truth(clock)
        out, income = (str(row.size), "") if row.left else ("", str(row.size))
        if one.sort == "installment" and chance.random() < 0.3:
            shown.append(
                (day, f"{one.at - dt.timedelta(minutes=9):%H:%M:%S}", one.summary, out, "", party, one.memo, "交易失败")
            )
            paid.append(
                TruePayment(one.at.date(), row.size, Status.FAILED, f"{one.at - dt.timedelta(minutes=9):%H:%M:%S}")
            )
        shown.append((day, clock, one.summary, out, income, party, one.memo, "交易成功"))
        if payment:
            paid.append(payment)
        if one.sort == "installment" and chance.random() < 0.25:
            later = one.at + dt.timedelta(minutes=3)
            shown.append((day, f"{later:%H:%M:%S}", "冲正", f"-{row.size}", "", party, f"冲正-{one.memo}", "交易成功"))
            paid.append(TruePayment(one.at.date(), row.size, Status.REFUNDED, f"{later:%H:%M:%S}"))
    header = [["交易日期", "时间", "摘要", "支出", "收入", "对方户名", "附言", "交易状态"]]
    blocks = [
        title("示例银行账户交易明细", 15),
        lines(f"户名：{NAME}", f"账号：{CARD_MASKED}"),
        table(
            header,
            shown,
            [1.2, 1, 1.1, 1.2, 1.2, 2.2, 1.8, 1],
            sides=["left", "left", "left", "right", "right", "left", "left", "center"],
        ),
    ]
    return Document(
        sheet(blocks, {"face": FACES["hei-serif-figures"], "size": 8, "margin": 11}),
        Truth(Kind.STATEMENT, tuple(paid)),
        "odd-reversals",
        "text",
    )


def two_accounts(seed: object) -> Document:
    """Two tables with other columns in one statement: the card's, and a savings account's that has no debit at all."""
    chance = dice("two-accounts", seed)
    rows = _life(chance, 4)
    card = [
        (f"{r.moved.at:%Y%m%d}", r.moved.summary, r.moved.party, r.moved.memo, bare(r.moved.amount), bare(r.balance))
        for r in rows
    ]
    start, balance, saved = rows[0].moved.at.date(), 0, []
    for month in range(4):
        balance += 50_000 * (month + 1)
        saved.append(
            (f"{add_months(start, month):%Y-%m-%d}", f"{500 * (month + 1):,}.00", str(Money(balance)), "定期转入")
        )
    blocks = [
        title("个人客户综合对账单", 16),
        lines(f"客户姓名：{NAME}", f"对账期间：{start:%Y年%m月}起4个月"),
        head(f"一、借记卡 {CARD_MASKED}"),
        table(
            [["交易日", "摘要", "对方户名", "附言", "交易金额", "余额"]],
            card,
            [1.1, 1.2, 2.2, 1.8, 1.3, 1.4],
            sides=["left", "left", "left", "left", "right", "right"],
            rules="lines",
        ),
        words(
            f"本期支出合计 {total(r.size for r in rows if r.left)} 元，收入合计 {total(r.size for r in rows if not r.left)} 元"
        ),
        head("二、零存整取 0200****7788"),
        table([["日期", "存入金额", "账户余额", "说明"]], saved, [1, 1, 1, 1.4], rules="grid"),
    ]
    return Document(
        sheet(blocks, {"face": FACES["song"], "size": 8.5}),
        Truth(Kind.STATEMENT, _paid(rows)),
        "odd-two-accounts",
        "text",
    )


def compact(seed: object) -> Document:
    """No rules, two lines a row: the day and the amounts above, the other side in small print below."""
    chance = dice("compact", seed)
    rows = _life(chance, 6)
    shown = []
    for row in rows:
        one = row.moved
        below = f"{one.at:%H:%M:%S}"
        shown.append(
            (
                f"{one.at:%Y-%m-%d}\n{below}",
                f"{one.summary}\n{one.party} {one.memo}".rstrip(),
                f"{'-' if row.left else '+'}{row.size}\n余额 {row.balance}",
            )
        )
    blocks = [
        title("手机银行收支明细", 14),
        words(f"{NAME}　{CARD_MASKED}", side="center"),
        table(
            [["交易时间", "交易说明", "金额（元）"]], shown, [1, 3, 1.5], sides=["left", "left", "right"], rules="none"
        ),
    ]
    return Document(
        sheet(blocks, {"face": FACES["hei"], "size": 9.5, "foot": "bare", "margin": 22}),
        Truth(Kind.STATEMENT, _paid(rows, "%H:%M:%S")),
        "odd-compact",
        "text",
    )


def formula_csv(seed: object) -> Document:
    """Cells written as `="…"` so that a spreadsheet keeps their zeros."""
    chance = dice("formula-csv", seed)
    rows = _life(chance, 8)
    out = ["交易日期,交易时间,支出,收入,账户余额,币种,摘要,对方账号,对方户名,交易地点"]
    for row in rows:
        one = row.moved
        money = (bare(row.size), "") if row.left else ("", bare(row.size))
        cells = (
            f'="{one.at:%Y%m%d}"',
            f'="{one.at:%H%M%S}"',
            *money,
            bare(row.balance),
            "人民币元",
            one.summary,
            f'="{digits(chance, 16)}"',
            one.party,
            one.memo,
        )
        out.append(",".join(cells))
    return Document(
        "\r\n".join(out).encode("gb18030"), Truth(Kind.STATEMENT, _paid(rows, "%H:%M:%S")), "odd-formula-csv", "csv"
    )


def unicode_text(seed: object) -> Document:
    """UTF-16 with tabs, as a spreadsheet saves Unicode text; thousands stand in quotes."""
    chance = dice("unicode-text", seed)
    rows = _life(chance, 8)
    out = ["账户明细\t\t\t\t\t", "交易日期\t交易金额\t余额\t对方户名\t摘要\t附言"]
    out += [
        f'{r.moved.at:%Y/%m/%d %H:%M}\t"{r.moved.amount}"\t"{r.balance}"\t{r.moved.party}\t{r.moved.summary}\t{r.moved.memo}'
        for r in rows
    ]
    return Document(
        "\r\n".join(out).encode("utf-16"), Truth(Kind.STATEMENT, _paid(rows, "%H:%M")), "odd-unicode-text", "csv"
    )


def words_book(seed: object) -> Document:
    """A workbook of words: days without zeros, amounts with 元 and a sign of the yuan, a column of serial numbers."""
    chance = dice("words-book", seed)
    rows = _life(chance, 8)
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["序号", "时间", "收支类型", "交易金额", "账户余额", "对方", "备注", "流水号"])
    for row in rows:
        at = row.moved.at
        page.append(
            [
                row.place,
                f"{at.year}/{at.month}/{at.day} {at:%H:%M}",
                "支出" if row.left else "收入",
                f"￥{row.size}元",
                f"{row.balance}元",
                row.moved.party,
                row.moved.memo or row.moved.summary,
                row.serial,
            ]
        )
    out = io.BytesIO()
    book.save(out)
    return Document(out.getvalue(), Truth(Kind.STATEMENT, _paid(rows, "%H:%M")), "odd-words-book", "xlsx")


MAKERS: tuple[Callable[[object], Document], ...] = (
    card_bill,
    reversals,
    two_accounts,
    compact,
    formula_csv,
    unicode_text,
    words_book,
)
