"""Held out: statements and table files."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl

from lehua_desktop.core.facts import Kind, Status
from lehua_desktop.core.money import total

from .. import Document, TruePayment, Truth
from ..bank_cells import Row
from ..bank_papers import rows_of
from ..invented import CARD_MASKED, NAME, loan, movements
from ..press import FACES, bare, dice, press
from .papers_form import HERE

_Ledger = tuple[str, str, Sequence[tuple[str, float, bool]], list[object], dict[str, Any], str | None]
_BOOK: dict[str, Any] = {
    "paper": "a4",
    "flipped": False,
    "face": FACES["hei"],
    "size": 8,
    "tint": "#b03a3a",
    "bands": True,
    "row": 1.4,
    "verticals": False,
}


def _clock(row: Row, form: str) -> str:
    return row.moved.at.strftime(form)


def _once_a_day(rows: Sequence[Row]) -> _Ledger:
    """The day stands on the first row of the day only; deposits and withdrawals apart."""
    shown: list[object] = [{"across": "承上结余 BALANCE BROUGHT FORWARD"}]
    before = ""
    for row in rows:
        day = _clock(row, "%Y-%m-%d")
        details = "\n".join(filter(None, (row.moved.summary, row.moved.party, row.moved.memo)))
        money = ("", str(row.size)) if row.left else (str(row.size), "")
        shown.append(["" if day == before else day, details, *money, str(row.balance)])
        before = day
    columns = [
        ("日期", 1.1, False),
        ("交易详情", 3.2, False),
        ("存入", 1.2, True),
        ("支出", 1.2, True),
        ("结余", 1.4, True),
    ]
    return "示例外资银行", "综合账户结单", columns, shown, {"face": FACES["hei-serif-figures"], "size": 9}, None


def _under_months(rows: Sequence[Row]) -> _Ledger:
    """Headings give year and month, rows the day; a sum after each month."""
    shown: list[object] = []
    for month in sorted({_clock(row, "%Y年%m月") for row in rows}, reverse=True):
        mine = [row for row in rows if _clock(row, "%Y年%m月") == month][::-1]
        shown.append({"across": month})
        for row in mine:
            label = row.moved.party or row.moved.summary
            shown.append(
                [
                    _clock(row, "%m-%d %H:%M"),
                    label,
                    row.moved.memo or row.moved.summary,
                    f"{'-' if row.left else '+'}{row.size}",
                    str(row.balance),
                ]
            )
        shown.append(
            {
                "across": f"本月支出 ¥{total(r.size for r in mine if r.left)}　收入 ¥{total(r.size for r in mine if not r.left)}"
            }
        )
    columns = [
        ("时间", 1.2, False),
        ("交易对象", 2.2, False),
        ("说明", 2, False),
        ("金额", 1.3, True),
        ("余额", 1.4, True),
    ]
    return "样例网商银行", "账户收支明细证明", columns, shown, {"tint": "#2a6fd0"}, "%H:%M"


def _carried(rows: Sequence[Row]) -> _Ledger:
    """A mark for the side, the balance before the amount, sums carried from sheet to sheet."""
    shown: list[object] = [{"across": f"承前页　余额 {rows[0].balance - rows[0].moved.amount}"}]
    for place, row in enumerate(rows, 1):
        shown.append(
            [
                _clock(row, "%Y.%m.%d"),
                row.moved.summary,
                "支" if row.left else "存",
                str(row.balance),
                bare(row.size),
                row.moved.party,
                row.moved.memo,
            ]
        )
        if place % 25 == 0:
            shown.append({"across": f"过次页　余额 {row.balance}"})
    columns = [
        ("记账日", 1.1, False),
        ("摘要", 1.2, False),
        ("存/支", 0.7, False),
        ("余额", 1.4, True),
        ("发生额", 1.3, True),
        ("对方名称", 2.4, False),
        ("附言", 1.8, False),
    ]
    return (
        "示例城市商业银行",
        "储蓄存款对账单",
        columns,
        shown,
        {"face": FACES["song-plain"], "verticals": True, "bands": False, "size": 8.5},
        None,
    )


def _stacked(rows: Sequence[Row]) -> _Ledger:
    """Everything about the other side in one cell, three lines high."""
    shown: list[object] = []
    for row in rows[::-1]:
        other = "\n".join(
            filter(
                None,
                (row.moved.party, row.account and f"账号 {row.account}", row.moved.memo and f"附言 {row.moved.memo}"),
            )
        )
        when = f"{_clock(row, '%Y/%m/%d')}\n{_clock(row, '%H:%M:%S')}"
        shown.append([when, row.moved.summary, other, f"CNY {row.moved.amount}", f"CNY {row.balance}"])
    columns = [
        ("交易时间", 1.2, False),
        ("交易类型", 1.2, False),
        ("对方信息", 3, False),
        ("交易金额", 1.6, True),
        ("交易后余额", 1.7, True),
    ]
    return (
        "样例民营银行",
        "电子账户交易明细",
        columns,
        shown,
        {"flipped": True, "verticals": True, "size": 8.5, "tint": "#188a5a"},
        "%H:%M:%S",
    )


LEDGERS: dict[str, Callable[[Sequence[Row]], _Ledger]] = {
    "once-a-day": _once_a_day,
    "under-months": _under_months,
    "carried": _carried,
    "stacked": _stacked,
}


def _life(chance: random.Random, months: Sequence[int]) -> list[Row]:
    return rows_of(chance, movements(chance, loan(chance), months=chance.choice(months)))


def _truth(rows: Sequence[Row], pattern: str | None) -> Truth:
    shown = (row.moved.truth(_clock(row, pattern) if pattern else None) for row in rows)
    return Truth(Kind.STATEMENT, tuple(payment for payment in shown if payment))


def ledger(form: str, seed: object, months: Sequence[int] = (3, 6, 12)) -> Document:
    chance = dice("ledger", form, seed)
    rows = _life(chance, months)
    bank, title, columns, shown, look, pattern = LEDGERS[form](rows)
    first, last = rows[0].moved.at, rows[-1].moved.at
    values = {
        "bank": bank,
        "title": title,
        "head": [
            ("客户姓名", NAME),
            ("账号", CARD_MASKED),
            ("起止日期", f"{first:%Y-%m-%d} 至 {last:%Y-%m-%d}"),
            ("币种", "人民币"),
        ],
        "columns": columns,
        "rows": shown,
        "notes": ["本明细由系统自动生成，如有疑问请联系客服。", "打印时间：2025-08-01 09:00:00"],
        "look": _BOOK | look,
    }
    return Document(press("paper_ledger", values, HERE), _truth(rows, pattern), f"held-{form}", "text")


def shop_csv(seed: object) -> Document:
    """A shop's wallet: what was given back stands beside the amount."""
    chance = dice("shop-csv", seed)
    rows = [row for row in _life(chance, (6, 12)) if row.moved.sort in ("installment", "shop", "transfer")][::-1]
    out, shown = io.StringIO(), []
    out.write("导出信息：\n京东账号名：example\n日期区间：全部\n\n说明：本明细仅供个人对账使用\n\n")
    write = csv.writer(out, lineterminator="\n")
    write.writerow(
        [
            "交易时间",
            "商户名称",
            "交易说明",
            "金额",
            "收/付款方式",
            "交易状态",
            "收/支",
            "交易分类",
            "交易订单号",
            "商家订单号",
            "备注",
        ]
    )
    for row in rows:
        one, back = row.moved, row.left and chance.random() < 0.08
        money = bare(row.size) + ("(已全额退款)" if back else "")
        side = "收入" if not row.left else "不计收支" if one.about_loan else "支出"
        write.writerow(
            [
                f"{one.at:%Y-%m-%d %H:%M:%S}\t",
                one.party,
                one.memo or one.summary,
                money,
                "示例银行储蓄卡(3446)",
                "退款成功" if back else "交易成功",
                side,
                "其他",
                f"{row.serial}\t",
                f"{row.serial[:12]}\t",
                "",
            ]
        )
        if row.left:
            status = Status.REFUNDED if back else Status.SUCCESS
            shown.append(TruePayment(one.at.date(), row.size, status, f"{one.at:%H:%M:%S}", one.about_loan))
    data = b"\xef\xbb\xbf" + out.getvalue().encode()
    return Document(data, Truth(Kind.STATEMENT, tuple(shown)), "held-shop-csv", "csv")


def quoted_csv(seed: object) -> Document:
    """Semicolons, thousands inside quotes, the amount's side in words, a line of sums."""
    chance = dice("quoted-csv", seed)
    rows = _life(chance, (6, 12))
    out = io.StringIO()
    write = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    write.writerow(["记账日期", "入账时间", "交易类型", "借方金额", "贷方金额", "账户余额", "收(付)方名称", "用途"])
    for row in rows:
        one, money = row.moved, str(row.size)
        write.writerow(
            [
                f"{one.at:%Y-%m-%d}",
                f"{one.at:%H:%M:%S}",
                one.summary,
                money if row.left else "",
                "" if row.left else money,
                str(row.balance),
                one.party,
                one.memo,
            ]
        )
    write.writerow(
        [
            "合计",
            "",
            "",
            str(total(r.size for r in rows if r.left)),
            str(total(r.size for r in rows if not r.left)),
            "",
            "",
            "",
        ]
    )
    return Document(out.getvalue().encode("gb18030"), _truth(rows, "%H:%M:%S"), "held-quoted-csv", "csv")


def two_tier_book(seed: object) -> Document:
    """A cover sheet, then titles in two tiers with merged cells."""
    chance = dice("two-tier", seed)
    rows = _life(chance, (6, 12))
    book = openpyxl.Workbook()
    cover = book.active
    assert cover is not None
    cover.title = "封面"
    cover.append(["账户交易明细"])
    cover.append(["户名", NAME, "账号", CARD_MASKED])
    page = book.create_sheet("明细")
    page.append(["交易日期", "交易时间", "发生额", None, "余额", "对方", None, "摘要"])
    page.append([None, None, "支出", "收入", None, "户名", "账号", None])
    for span in ("A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:G1", "H1:H2"):
        page.merge_cells(span)
    for row in rows:
        one = row.moved
        side: list[float | None] = [row.size.fen / 100, None] if row.left else [None, row.size.fen / 100]
        page.append(
            [
                one.at.date(),
                one.at.time(),
                *side,
                row.balance.fen / 100,
                one.party,
                row.account,
                one.memo or one.summary,
            ]
        )
    out = io.BytesIO()
    book.save(out)
    return Document(out.getvalue(), _truth(rows, "%H:%M:%S"), "held-two-tier-book", "xlsx")
