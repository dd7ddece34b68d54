"""Credit reports, brief edition: sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from lehua_desktop.core.days import add_months
from lehua_desktop.core.facts import Kind

from . import Document, TrueAccount, Truth
from .accounts import Account, account
from .full_reports import KINDS, NOTES, queries
from .invented import IDENTITY_MASKED, NAME
from .press import FACES, chinese, dice, digits
from .sheet import Block, head, lines, sheet, table, title, words


def seen(shown: TrueAccount) -> TrueAccount:
    """The brief edition gives the month of the data only, which stands for its last day."""
    if shown.as_of is None:
        return shown
    return replace(shown, as_of=add_months(shown.as_of.replace(day=1), 1) - dt.timedelta(days=1))


def _sentence(shown: Account) -> str:
    """What the brief edition says of an account, without its number."""
    opened, ends = chinese(shown.opened), chinese(shown.ends)
    seen = f"{shown.as_of.year}年{shown.as_of.month:02d}月"
    late = shown.late.get(shown.months[-1][0], 0)
    now = f"当前有逾期，逾期金额{late:,}" if late else "当前无逾期"
    if shown.type == "R2":
        said = f"{opened}{shown.lender}发放的贷记卡（人民币账户，卡片尾号：3446）。"
        if shown.closed:
            said += f"截至{shown.closed.year}年{shown.closed.month:02d}月已销户。"
        else:
            said += f"截至{seen}，信用额度{shown.amount:,}，已使用额度{shown.balance:,}，{now}。"
    elif shown.type == "R1":
        said = f"{opened}{shown.lender}为个人消费贷款授信，额度有效期至{ends}，可循环使用。"
        if shown.closed:
            said = said[:-1] + f"，{shown.closed.year}年{shown.closed.month:02d}月已结清。"
        else:
            said += f"截至{seen}，信用额度{shown.amount:,}元（人民币），余额为{shown.balance:,}，{now}。"
    else:
        said = f"{opened}{shown.lender}发放的{shown.amount:,}元（人民币）{KINDS[shown.type]}，"
        if shown.state == "moved" and shown.closed:
            said += f"{shown.closed.year}年{shown.closed.month:02d}月已转出。"
        elif shown.closed:
            said += f"{shown.closed.year}年{shown.closed.month:02d}月已结清。"
        else:
            said += f"{ends}到期。截至{seen}，余额{shown.balance:,}，{now}。"
    if count := len(shown.overdue):
        serious = sum(month.code in "4567B" for month in shown.overdue)
        rest = f"其中{serious}个月逾期超过90天" if serious else "没有发生过90天以上逾期"
        said += f"最近5年内有{count}个月处于逾期状态，{rest}。"
    return said


BRIEF_LOOKS: dict[str, dict[str, Any]] = {
    "online": {"face": FACES["song"], "size": 10, "heads": "center", "margin": 20},
    "wallet": {"face": FACES["hei"], "size": 8.5, "heads": "left", "margin": 12, "foot": "slash", "pairs": "lines"},
    "narrow": {"face": FACES["song-plain"], "size": 11.5, "heads": "center", "margin": 34, "justify": False},
}


def brief(look: str, seed: object, *, clean: bool = False) -> Document:
    """个人信用报告 in sentences: accounts with overdues first, the others after them."""
    chance = dice("brief", look, seed, clean)
    report = dt.date(2025, chance.randint(1, 12), chance.randint(3, 28))
    loans: list[Account] = []
    for kind in ["D1"] * chance.randint(2, 6) + ["R1"] * chance.randint(0, 2):
        state = chance.choice(("settled", "open")) if clean else chance.choice((None, None, None, "moved", "settled"))
        trouble = 0.0 if clean else chance.choice((0.0, 0.0, 0.08, 0.15))
        shown = account(chance, kind, report, state=state, trouble=trouble)  # type: ignore[arg-type]
        loans.append(shown)
    cards = [
        account(chance, "R2", report, state=chance.choice(("open", "settled")), trouble=0.0)
        for _ in range(chance.randint(0, 2))
    ]
    blocks = [
        title("个人信用报告", tracking=2),
        lines(
            f"报告编号：{digits(chance, 22, f'{report:%Y%m%d}')}",
            f"报告时间：{report:%Y-%m-%d} 10:08:21",
            f"姓名：{NAME}",
            f"证件类型：身份证　证件号码：{IDENTITY_MASKED}",
            "婚姻状况：未婚",
        ),
        head("信贷记录"),
        words("这部分包含您的信用卡、贷款和其他信贷记录。金额类数据均以人民币计算，精确到元。"),
        words("信息概要", weight=700),
        _overview(loans, cards),
    ]
    if cards:
        blocks += [words("信用卡", weight=700), *_group(cards)]
    blocks += [words("贷款", weight=700), *_group(loans)]
    blocks += [
        head("非信贷交易记录"),
        words("系统中没有您最近5年内的非信贷交易记录。"),
        head("公共记录"),
        words("系统中没有您最近5年内的公共信息记录。"),
        head("查询记录"),
        words("机构查询记录明细", weight=700),
        table(
            [["编号", "查询日期", "查询机构", "查询原因"]],
            [
                (n, chinese(dt.date(*map(int, day.split(".")))), who, why)
                for n, day, who, why in queries(chance, report)
            ],
            [0.6, 1.6, 3, 1.4],
        ),
        head("说 明"),
        *[words(f"{n}.{note}") for n, note in enumerate((NOTES[0], *NOTES[2:]), 1)],
    ]
    name = "clean" if clean else look
    accounts = tuple(seen(shown.truth) for shown in (*cards, *loans))
    truth = Truth(Kind.CREDIT_REPORT, edition="brief", report_date=report, accounts=accounts)
    return Document(sheet(blocks, BRIEF_LOOKS[look]), truth, f"report-brief-{name}", "text")


def _overview(loans: Sequence[Account], cards: Sequence[Account]) -> Block:
    def counted(of: Sequence[Account]) -> list[str]:
        late = [shown for shown in of if shown.overdue]
        bad = [shown for shown in late if any(month.code in "4567B" for month in shown.overdue)]
        numbers = (len(of), sum(not shown.closed for shown in of), len(late), len(bad))
        return [str(number) if number else "--" for number in numbers]

    names = ("账户数", "未结清/未销户账户数", "发生过逾期的账户数", "发生过90天以上逾期的账户数")
    rows = [(name, c, "--", n, "--") for name, c, n in zip(names, counted(cards), counted(loans), strict=True)]
    return table(
        [
            [
                {"words": "", "down": 2},
                {"words": "信用卡", "down": 2},
                {"words": "贷款", "across": 2},
                {"words": "其他业务", "down": 2},
            ],
            ["购房", "其他"],
        ],
        rows,
        [2, 1, 1, 1, 1],
    )


def _group(accounts: Sequence[Account]) -> list[Block]:
    late = [shown for shown in accounts if shown.overdue]
    never = [shown for shown in accounts if not shown.overdue]
    blocks: list[Block] = []
    for heading, group in (("发生过逾期的账户明细如下：", late), ("从未发生过逾期的账户明细如下：", never)):
        if group:
            blocks.append(words(heading, weight=700))
            blocks += [words(f"{n}.{_sentence(shown)}", indent=2) for n, shown in enumerate(group, 1)]
    return blocks


def brief_reports(seed: object) -> Iterator[Document]:
    """Every look of the brief edition, and one without any overdue."""
    for look in BRIEF_LOOKS:
        yield brief(look, seed)
    yield brief("online", seed, clean=True)
