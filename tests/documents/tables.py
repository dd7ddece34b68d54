"""Statements as data: the wallets' CSV and XLSX exports, banks' workbooks, HTML called `.xls`, and plain text."""

from __future__ import annotations

import datetime as dt
import io
import random
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from html import escape

import openpyxl
from openpyxl.styles import Font

from lehua_desktop.core.facts import Kind, Status
from lehua_desktop.core.money import total

from . import Document, TruePayment, Truth
from .bank_cells import Row
from .bank_papers import rows_of
from .invented import CARD_MASKED, MOBILE_MASKED, NAME, loan, movements
from .press import bare, dice, digits

Cell = str | int | float | dt.datetime | dt.date | None


def _life(chance: random.Random, *, wallet: bool) -> list[Row]:
    debt = loan(chance)
    moved = movements(chance, debt, months=chance.choice((4, 8, 12)))
    if wallet:
        moved = [one for one in moved if one.sort not in ("cash", "fee", "interest")]
    return rows_of(chance, moved)


def _truth(rows: Sequence[Row], pattern: str | None, failed: Sequence[Row] = ()) -> Truth:
    shown = []
    for row in rows:
        time = row.moved.at.strftime(pattern) if pattern else None
        payment = row.moved.truth(time)
        if row in failed:
            payment = TruePayment(row.moved.at.date(), row.size, Status.FAILED, time, about_loan=row.moved.about_loan)
        if payment:
            shown.append(payment)
    return Truth(Kind.STATEMENT, tuple(shown))


def _sum(rows: Sequence[Row], *, out: bool) -> str:
    mine = [row.size for row in rows if row.left is out]
    return f"{len(mine)}笔 {bare(total(mine))}元"


def _period(rows: Sequence[Row]) -> tuple[str, str]:
    days = [row.moved.at.date() for row in rows]
    return f"{min(days):%Y-%m-%d} 00:00:00", f"{max(days):%Y-%m-%d} 23:59:59"


def _failing(chance: random.Random, rows: Sequence[Row]) -> list[Row]:
    """A few debits that the wallet shows as closed: no money left."""
    return [row for row in rows if row.left and chance.random() < 0.08]


def _not_counted(row: Row) -> bool:
    return row.moved.sort in ("installment", "refund", "disbursed")


def alipay_csv(seed: object) -> Document:
    """GBK, a preamble of two dozen lines, cells padded with blanks and TAB, a comma at each line's end."""
    chance = dice("alipay-csv", seed)
    rows = _life(chance, wallet=True)[::-1]
    failed = _failing(chance, rows)
    start, end = _period(rows)
    head = [
        "-" * 72,
        "导出信息：",
        f"姓名：{NAME}",
        f"支付宝账户：{MOBILE_MASKED}",
        f"起始时间：[{start}]    终止时间：[{end}]",
        "导出交易类型：[全部]",
        f"导出时间：[{end}]",
        f"共{len(rows)}笔记录",
        f"收入：{_sum(rows, out=False)}",
        f"支出：{_sum(rows, out=True)}",
        "不计收支：0笔 0.00元",
        "",
        "特别提示：",
        "1.本回单内容可表明支付宝受理了相应支付交易申请，因系统原因或通讯故障等偶发因素导致本回单与实际交易结果不符时，以实际交易情况为准；",
        "2.请勿将本回单作为收款方发货的凭据使用；",
        "3.部分账单如充值提现、账户转存或者个人设置收支等不计入为收入或者支出，记为不计收支类；",
        "4.因统计逻辑不同，明细金额直接累加后，可能会和下方统计金额不一致，请以实际交易金额为准；",
        "5.本明细仅展示当前账单中的交易，不包括已删除的记录；",
        "6.本明细仅供个人对账使用。",
        "",
        "------------------------支付宝支付科技有限公司  电子客户回单------------------------",
        "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,",
    ]
    lines = []
    for row in rows:
        one = row.moved
        direction = "不计收支" if _not_counted(row) else "支出" if row.left else "收入"
        state = "交易关闭" if row in failed else "退款成功" if one.sort == "refund" else "交易成功"
        cells = [
            f"{one.at:%Y-%m-%d %H:%M:%S}",
            "信用借还" if _not_counted(row) else "日用百货",
            one.party or "支付宝",
            "exa***@example.com",
            one.memo or one.summary,
            direction,
            bare(row.size),
            "示例银行储蓄卡(3446)",
            state,
            f"{row.serial}\t",
            f"LH{row.serial[4:20]}\t",
            "",
        ]
        lines.append(",".join(cell.ljust(20) if place in (2, 4) else cell for place, cell in enumerate(cells)) + ",")
    data = "\r\n".join([*head, *lines, ""]).encode("gb18030")
    return Document(data, _truth(rows, "%H:%M:%S", failed), "table-alipay-csv", "csv")


_WECHAT = (
    "交易时间",
    "交易类型",
    "交易对方",
    "商品",
    "收/支",
    "金额(元)",
    "支付方式",
    "当前状态",
    "交易单号",
    "商户单号",
    "备注",
)


def _wechat_cells(row: Row, failed: Sequence[Row]) -> list[str]:
    one = row.moved
    sort = "转账" if one.sort == "transfer" else f"{one.party}-退款" if one.sort == "refund" else "商户消费"
    state = (
        "支付失败"
        if row in failed
        else "已全额退款"
        if one.sort == "refund"
        else "已转账"
        if sort == "转账" and row.left
        else "支付成功"
    )
    direction = "/" if one.sort in ("refund", "disbursed") else "支出" if row.left else "收入"
    return [
        f"{one.at:%Y-%m-%d %H:%M:%S}",
        sort,
        one.party or "/",
        f'"{one.memo or one.summary}"',
        direction,
        f"¥{bare(row.size)}",
        "示例银行(3446)",
        state,
        f"{row.serial}\t",
        f"LH{row.serial[4:20]}\t",
        "/",
    ]


def _wechat_head(rows: Sequence[Row]) -> list[str]:
    start, end = _period(rows)
    return [
        "微信支付账单明细",
        f"微信昵称：[{NAME}]",
        f"起始时间：[{start}] 终止时间：[{end}]",
        "导出类型：[全部]",
        f"导出时间：[{end}]",
        "",
        f"共{len(rows)}笔记录",
        f"收入：{_sum(rows, out=False)}",
        f"支出：{_sum(rows, out=True)}",
        "中性交易：0笔 0.00元",
        "注：",
        "1. 充值/提现/理财通购买/零钱通存取/信用卡还款等交易，将计入中性交易",
        "2. 本明细仅展示当前账单中的交易，不包括已删除的记录",
        "3. 本明细仅供个人对账使用",
        "",
        "----------------------微信支付账单明细列表--------------------",
    ]


def wechat_csv(seed: object) -> Document:
    """UTF-8 with a mark, quoted goods, `¥` amounts, `/` for nothing."""
    chance = dice("wechat-csv", seed)
    rows = _life(chance, wallet=True)[::-1]
    failed = _failing(chance, rows)
    lines = [f"{line}{',' * 8}" for line in _wechat_head(rows)]
    lines.append(",".join(_WECHAT))
    lines += [",".join(_wechat_cells(row, failed)) for row in rows]
    data = b"\xef\xbb\xbf" + "\r\n".join([*lines, ""]).encode()
    return Document(data, _truth(rows, "%H:%M:%S", failed), "table-wechat-csv", "csv")


def _book(sheets: Sequence[tuple[str, Sequence[Sequence[Cell]], Sequence[str]]]) -> bytes:
    """A workbook; the third part of a sheet names ranges to merge."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    book.remove(first)
    for name, rows, merged in sheets:
        page = book.create_sheet(name)
        for cells in rows:
            page.append(list(cells))
        for span in merged:
            page.merge_cells(span)
        page["A1"].font = Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def wechat_book(seed: object) -> Document:
    """The wallet's export since it is a workbook: days as real dates, amounts as numbers."""
    chance = dice("wechat-book", seed)
    rows = _life(chance, wallet=True)[::-1]
    failed = _failing(chance, rows)
    body: list[list[Cell]] = []
    body += [[line] for line in _wechat_head(rows)]
    body.append(list(_WECHAT))
    for row in rows:
        text = [cell.strip('"\t') for cell in _wechat_cells(row, failed)]
        body.append([row.moved.at, *text[1:5], row.size.fen / 100, *text[6:]])
    merged = [f"A{line}:H{line}" for line in range(1, 17)]
    return Document(_book([("Sheet1", body, merged)]), _truth(rows, "%H:%M:%S", failed), "table-wechat-book", "xlsx")


def bank_book(seed: object) -> Document:
    """Days as text, two money columns, one sheet a half of the time, a line of sums at the end."""
    chance = dice("bank-book", seed)
    rows = _life(chance, wallet=False)
    start, end = _period(rows)
    half = len(rows) // 2
    sheets: list[tuple[str, Sequence[Sequence[Cell]], Sequence[str]]] = []
    for name, mine in (("上半期", rows[:half]), ("下半期", rows[half:])):
        body: list[list[Cell]] = [
            ["示例银行个人账户交易明细"],
            ["户名", NAME, None, "账号", CARD_MASKED],
            ["起止日期", f"{start[:10]} 至 {end[:10]}"],
            [],
            ["交易日期", "交易时间", "支出金额(元)", "收入金额(元)", "账户余额(元)", "对方户名", "交易摘要", "附言"],
        ]
        for row in mine:
            one = row.moved
            out, income = (str(row.size), None) if row.left else (None, str(row.size))
            body.append(
                [
                    f"{one.at:%Y%m%d}",
                    f"{one.at:%H:%M:%S}",
                    out,
                    income,
                    str(row.balance),
                    one.party,
                    one.summary,
                    one.memo,
                ]
            )
        body.append(
            ["合计", None, str(total(r.size for r in mine if r.left)), str(total(r.size for r in mine if not r.left))]
        )
        sheets.append((name, body, ["A1:H1", "B3:E3"]))
    return Document(_book(sheets), _truth(rows, "%H:%M:%S"), "table-bank-book", "xlsx")


def card_book(seed: object) -> Document:
    """Real dates without a time of day, signed numbers, an empty column and an empty line in between."""
    chance = dice("card-book", seed)
    rows = _life(chance, wallet=False)[::-1]
    body: list[list[Cell]] = [
        [None, "账户明细查询结果"],
        [None, "查询账户", CARD_MASKED],
        [],
        [None, "记账日期", "摘要", "交易金额", "余额", None, "对方信息", "备注"],
    ]
    for place, row in enumerate(rows):
        one = row.moved
        if place == len(rows) // 2:
            body.append([])
        day = dt.datetime.combine(one.at.date(), dt.time())
        body.append([None, day, one.summary, one.amount.fen / 100, row.balance.fen / 100, None, one.party, one.memo])
    return Document(_book([("Sheet1", body, ["B1:H1"])]), _truth(rows, None), "table-card-book", "xlsx")


def html_book(seed: object) -> Document:
    """A page of HTML that a bank calls `.xls`."""
    chance = dice("html-book", seed)
    rows = _life(chance, wallet=False)
    names = ("交易时间", "交易类型", "借贷标志", "交易金额", "余额", "对方户名", "摘要")
    parts = [
        "<html><head><meta http-equiv='Content-Type' content='text/html; charset=gb2312'></head><body><table border=1>"
    ]
    parts.append(f"<tr><td colspan=7>个人账户明细　户名：{NAME}　账号：{CARD_MASKED}</td></tr>")
    parts.append("<tr>" + "".join(f"<th>{name}</th>" for name in names) + "</tr>")
    for row in rows:
        one = row.moved
        cells = (
            f"{one.at:%Y-%m-%d %H:%M:%S}",
            one.summary,
            "借" if row.left else "贷",
            bare(row.size),
            bare(row.balance),
            one.party,
            one.memo,
        )
        parts.append(
            "<tr>"
            + "".join(f"<td style='mso-number-format:\"\\@\"'>{escape(cell) or '&nbsp;'}</td>" for cell in cells)
            + "</tr>"
        )
    data = "\r\n".join([*parts, "</table></body></html>"]).encode("gb18030")
    return Document(data, _truth(rows, "%H:%M:%S"), "table-html-book", "xls")


def _wide(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in words)


def fixed_width(rows: Sequence[Sequence[str]], widths: Sequence[int], right: Sequence[int]) -> list[str]:
    """Lines whose cells keep to their columns as a terminal counts them."""
    lines = []
    for cells in rows:
        line = ""
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            pad = " " * max(width - _wide(cell), 1)
            line += pad + cell + " " if place in right else cell + pad
        lines.append(line.rstrip())
    return lines


def plain_text(seed: object) -> Document:
    """Fixed width, GBK, the head of the table again after every twenty lines."""
    chance = dice("plain-text", seed)
    rows = _life(chance, wallet=False)
    names = ("交易日期", "摘要", "借方发生额", "贷方发生额", "余额", "对方户名", "附言")
    widths, right = (11, 12, 14, 14, 16, 34, 30), (2, 3, 4)
    start, end = _period(rows)
    lines = [
        "                      示例银行活期存款明细账",
        "",
        f"户名: {NAME}     账号: {CARD_MASKED}     币种: 人民币",
        f"起止日期: {start[:10]} - {end[:10]}",
    ]
    for first in range(0, len(rows), 20):
        cells = []
        for row in rows[first : first + 20]:
            one = row.moved
            out, income = (str(row.size), "") if row.left else ("", str(row.size))
            cells.append((f"{one.at:%Y%m%d}", one.summary, out, income, str(row.balance), one.party, one.memo))
        lines += [
            "-" * 132,
            *fixed_width([names], widths, right),
            "-" * 132,
            *fixed_width(cells, widths, right),
            f"{'第' + str(first // 20 + 1) + '页':>60}",
            "",
        ]
    return Document("\r\n".join(lines).encode("gb18030"), _truth(rows, None), "table-plain-text", "txt")


def bar_text(seed: object) -> Document:
    """`|` between the cells, as old online banking exports them."""
    chance = dice("bar-text", seed)
    rows = _life(chance, wallet=False)
    lines = ["交易日期|交易时间|币种|收支|金额|余额|对方户名|对方账号|摘要|"]
    for row in rows:
        one = row.moved
        lines.append(
            f"{one.at:%Y/%m/%d}|{one.at:%H:%M:%S}|人民币|{'支出' if row.left else '收入'}|{bare(row.size)}|{bare(row.balance)}|{one.party}|{digits(chance, 16)}|{one.memo or one.summary}|"
        )
    return Document("\n".join(lines).encode("gb18030"), _truth(rows, "%H:%M:%S"), "table-bar-text", "txt")


MAKERS: tuple[Callable[[object], Document], ...] = (
    alipay_csv,
    wechat_csv,
    wechat_book,
    bank_book,
    card_book,
    html_book,
    plain_text,
    bar_text,
)


def tables(seed: object) -> Iterator[Document]:
    """Every kind of table file."""
    return (make(seed) for make in MAKERS)
