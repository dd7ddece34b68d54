"""Bank statements made from a random run of transactions, in the column sets of many banks."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lehua_desktop.core.page import Page, TextLine
from tests.facts.made import Col, scan, table, text_page, width

Truth = tuple[str, int, str]  # day, fen, status

LAYOUTS: dict[str, tuple[float, tuple[tuple[str, float, str], ...]]] = {
    "icbc": (
        6,
        (
            ("交易日期", 38, "left"), ("帐号", 48, "left"), ("储种", 24, "left"), ("序号", 20, "left"), ("币种", 26, "left"),
            ("钞汇", 20, "left"), ("摘要", 40, "left"), ("地区", 26, "left"), ("收入/支出金额", 58, "right"), ("余额", 55, "right"),
            ("对方户名", 86, "left"), ("对方帐号", 60, "left"), ("渠道", 30, "left"),
        ),
    ),
    "ccb": (
        7,
        (
            ("序号", 28, "center"), ("摘要", 60, "left"), ("币别", 36, "left"), ("交易日期", 50, "center"), ("交易金额", 60, "right"),
            ("账户余额", 60, "right"), ("交易地点/附言", 110, "left"), ("对方账号与户名", 150, "left"),
        ),
    ),
    "cmb": (
        9,
        (
            ("记账日期", 70, "left"), ("货币", 45, "left"), ("交易金额", 75, "right"), ("联机余额", 80, "right"),
            ("交易摘要", 75, "left"), ("对手信息", 170, "left"),
        ),
    ),
    "abc": (
        8,
        (
            ("交易日期", 55, "left"), ("交易时间", 45, "left"), ("交易摘要", 60, "left"), ("交易金额", 60, "right"),
            ("本次余额", 60, "right"), ("对手信息", 110, "left"), ("日志号", 55, "left"), ("交易渠道", 45, "left"), ("交易附言", 70, "left"),
        ),
    ),
    "marks": (
        8,
        (
            ("交易日期", 55, "center"), ("交易类型", 60, "center"), ("借贷标志", 45, "center"), ("交易金额", 60, "right"),
            ("余额", 60, "right"), ("对方户名", 130, "center"), ("摘要", 60, "center"),
        ),
    ),
    "two columns": (
        8,
        (
            ("日期", 55, "left"), ("摘要", 70, "left"), ("支出", 60, "right"), ("收入", 60, "right"), ("余额", 60, "right"),
            ("对方户名", 130, "left"),
        ),
    ),
    "day and time": (
        7,
        (("交易时间", 80, "left"), ("交易金额", 60, "right"), ("余额", 60, "right"), ("交易对方", 130, "left"), ("用途", 80, "left")),
    ),
}  # fmt: skip
_LOAN = ("财付通-乐花分期", "深圳市乐花信息科技有限公司", "支付宝-乐花分期还款", "乐花")
_SHOP = ("美团", "国家电网", "李四", "京东商城", "中石化", "某某超市连锁有限公司")


@dataclass(frozen=True)
class Statement:
    """A made statement: its pages as text layers, and the payments of the loan that it shows."""

    layout: str
    pages: tuple[Page, ...]
    truth: tuple[Truth, ...]
    size: float


def statement(seed: int, *, chars: bool = False, rows: int = 30) -> Statement:
    chance = random.Random(seed)  # noqa: S311 - the same statement each time
    layout = chance.choice(list(LAYOUTS))
    size, spec = LAYOUTS[layout]
    left = chance.uniform(8, 30)
    scale = min(1.0, (590 - left) / sum(w for _, w, _ in spec))
    size *= scale
    head = chance.choice(["left", "center", "center"])
    columns = []
    for title, w, side in spec:
        columns.append(
            Col(title, left, left + w * scale, side, "right" if side == "right" and chance.random() < 0.5 else head)
        )
        left += w * scale
    lines, truth = _transactions(chance, layout, columns, size, rows)
    pitch = chance.choice([1.5, 1.8, 2.2]) * size
    half = chance.choice([rows, rows // 2])
    top = [
        (100.0, 40.0, "某某银行交易明细清单"),
        (30.0, 70.0, "户名：张三 账号：6222020200112233446 起止日期：2023-01-01至2023-12-31"),
    ]
    words = [[*top, *table(columns, lines[:half], pitch=pitch, size=size), (250.0, 820.0, "第1页，共2页")]]
    if half < rows:
        again = columns if chance.random() < 0.5 else [replace(c, title="") for c in columns]
        words.append([*table(again, lines[half:], top=60, pitch=pitch, size=size), (250.0, 820.0, "第2页，共2页")])
    pages = tuple(text_page(w, size=size, number=i, chars=chars) for i, w in enumerate(words))
    return Statement(layout, pages, tuple(truth), size)


def _transactions(
    chance: random.Random, layout: str, columns: Sequence[Col], size: float, rows: int
) -> tuple[list[list[str]], list[Truth]]:
    balance, day = chance.randrange(100_000, 3_000_000), dt.date(2023, 1, 3)
    lines: list[list[str]] = []
    truth: list[Truth] = []
    for i in range(rows):
        day += dt.timedelta(days=chance.choice([0, 1, 2, 3, 7]))
        kind = chance.choice(["loan"] * 3 + ["shop"] * 5 + ["wage", "refund"])
        fen = 128635 if kind == "refund" else chance.choice([128635, 73880, chance.randrange(100, 300_000)])
        sign = 1 if kind in ("wage", "refund") else -1
        if balance + sign * fen < 0:
            sign, kind = 1, "wage"
        balance += sign * fen
        who = {"loan": chance.choice(_LOAN), "shop": chance.choice(_SHOP), "refund": _LOAN[0]}.get(
            kind, "某某科技有限公司"
        )
        time = f"{chance.randrange(24):02d}:{chance.randrange(60):02d}:{chance.randrange(60):02d}"
        money = f"{fen // 100:,}.{fen % 100:02d}"
        written = {"ccb": f"{day:%Y%m%d}", "abc": f"{day:%Y%m%d}", "two columns": f"{day:%Y.%m.%d}"}.get(
            layout, str(day)
        )
        word = {"loan": "快捷支付", "shop": "消费", "wage": "工资", "refund": "退款"}[kind]
        both = f"{day} {time}" if layout == "day and time" else time.replace(":", "")
        values = {
            "交易日期": written, "记账日期": written, "日期": written, "交易时间": both, "帐号": "622202020", "储种": "活期",
            "序号": str(i + 1), "币种": "人民币", "币别": "人民币元", "货币": "CNY", "钞汇": "钞", "地区": "1602", "渠道": "快捷",
            "摘要": word, "交易摘要": word, "交易类型": word, "用途": chance.choice([word, ""]), "对方帐号": "243300133",
            "日志号": str(chance.randrange(10**7, 10**8)), "交易渠道": "电子商务", "交易附言": "",
            "交易地点/附言": chance.choice(["", "网上"]), "借贷标志": "贷" if sign > 0 else "借",
            "支出": money if sign < 0 else "", "收入": money if sign > 0 else "", "对方账号与户名": f"243300133/{who}",
            "对方户名": who, "交易对方": who, "对手信息": who,
        }  # fmt: skip
        signed = money if layout == "marks" else ("-" if sign < 0 else "") + money
        for title in ("收入/支出金额", "交易金额"):
            values[title] = signed
        for title in ("余额", "账户余额", "联机余额", "本次余额"):
            values[title] = f"{balance // 100:,}.{balance % 100:02d}"
        lines.append([_wrapped(values[c.title], c.right - c.left - 4, size) for c in columns])
        if kind in ("loan", "refund"):
            truth.append((str(day), fen, "refunded" if kind == "refund" else "success"))
    return lines, truth


def _wrapped(text: str, room: float, size: float) -> str:
    if width(text, size) <= room:
        return text
    if text[0].isascii() and " " in text:
        return text.replace(" ", "\n")
    fit = max(2, int(room / size))
    return (
        text
        if text[0].isascii() and "/" not in text
        else "\n".join(text[k : k + fit] for k in range(0, len(text), fit))
    )


def damaged(page: Page, seed: int, size: float) -> Page:
    """What an engine does to a scan: lines lost, digits misread, minus signs and dots dropped, neighbours run together."""
    chance = random.Random(seed)  # noqa: S311 - the same damage each time
    like = {"3": "8", "8": "3", "1": "7", "6": "5", "0": "6", "5": "6", "9": "3"}
    lines: list[TextLine] = []
    for line in page.lines:
        luck = chance.random()
        digits = [i for i, c in enumerate(line.text) if c.isdigit()]
        if luck < 0.02:
            continue
        if luck < 0.06 and digits:
            k = chance.choice(digits)
            line = replace(line, text=line.text[:k] + like.get(line.text[k], "4") + line.text[k + 1 :])
        elif luck < 0.08:
            line = replace(line, text=line.text.lstrip("-") or line.text)
        elif luck < 0.09:
            line = replace(line, text=line.text.replace(".", ""))
        lines.append(line)
    out: list[TextLine] = []
    used: set[int] = set()
    for i, line in enumerate(lines):
        if i in used:
            continue
        beside = [
            (other.box.x0, j)
            for j, other in enumerate(lines)
            if j > i and j not in used
            and abs(other.box.middle_y - line.box.middle_y) < 0.3 * size
            and 0 < other.box.x0 - line.box.x1 < 4 * size
        ]  # fmt: skip
        if beside and chance.random() < 0.06:
            j = min(beside)[1]
            used.add(j)
            seen = f"{line.second or ''} {lines[j].second or ''}".strip() or None
            line = TextLine(
                line.text + chance.choice(["", " "]) + lines[j].text, line.box.union(lines[j].box), 0.95, seen
            )
        out.append(line)
    return replace(page, lines=tuple(out))


def scanned(made: Statement, seed: int, *, second: bool = True, damage: bool = False) -> tuple[Page, ...]:
    chance = random.Random(seed)  # noqa: S311 - the same scan each time
    pages = []
    for page in made.pages:
        noise, swollen = chance.choice([0.2, 0.6, 1.0]) * made.size / 8, chance.choice([0.1, 0.3, 0.5])
        seen = scan(page, degrees=chance.uniform(-3, 3), seed=seed, second=second, noise=noise, swollen=swollen)
        pages.append(damaged(seen, seed, made.size) if damage else seen)
    return tuple(pages)
