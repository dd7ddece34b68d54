"""Held out: credit reports."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

from lehua_desktop.core.facts import Kind

from .. import Document, Truth
from ..accounts import Account, account, years
from ..brief_reports import seen
from ..invented import IDENTITY_MASKED, NAME
from ..press import FACES, chinese, dice, digits
from .papers_form import Block, colons, form_of, prose, rows_block, title


def _accounts(chance: random.Random, report: dt.date, kinds: Sequence[str]) -> list[Account]:
    trouble = (0.0, 0.05, 0.12, 0.16)
    return [account(chance, kind, report, trouble=chance.choice(trouble)) for kind in kinds]  # type: ignore[arg-type]


def full(form: str, seed: object) -> Document:
    """The full edition, labels beside their values, the months in another drawing."""
    chance = dice("held-full", form, seed)
    report = dt.date(2025, chance.randint(1, 12), chance.randint(2, 27))
    accounts = _accounts(chance, report, ["D1"] * chance.randint(1, 4) + ["R4"] * chance.randint(0, 1))
    blocks = [
        title("个人信用报告", 18),
        title("（本人版）", 10),
        colons(
            ("报告编号：", digits(chance, 22, f"{report:%Y%m%d}")),
            ("报告时间：", f"{report:%Y.%m.%d} 14:05:09"),
            ("被查询者姓名", NAME),
            ("证件号码", IDENTITY_MASKED),
        ),
        {"kind": "part", "words": "一 个人基本信息"},
        colons(("性别", "女"), ("婚姻状况", "已婚"), ("学历", "大专"), ("就业状况", "在职")),
        {"kind": "part", "words": "二 信息概要"},
        prose("（二）信贷交易违约信息概要", 0),
        rows_block(
            ["账户类型", "账户数", "月份数", "单月最高逾期总额", "最长逾期月数"], [_late(accounts)], [2, 1, 1, 2, 1.4]
        ),
        {"kind": "part", "words": "三 信贷交易信息明细"},
    ]
    for section, kind in (("（二）非循环贷账户", "D1"), ("（三）循环额度下分账户", "R4")):
        mine = [shown for shown in accounts if shown.type == kind]
        if mine:
            blocks.append(prose(section, 0))
        for number, shown in enumerate(mine, 1):
            blocks += _account(number, shown, two=form == "dashed")
    blocks += [
        {"kind": "part", "words": "六 查询记录"},
        rows_block(
            ["编号", "查询日期", "查询机构", "查询原因"],
            [("1", f"{report:%Y.%m.%d}", "本人查询", "本人查询（自助查询机）")],
            [0.6, 1.4, 2.4, 2],
        ),
    ]
    look = {
        "dashed": {"dashed": True, "verticals": False, "face": FACES["song-plain"], "size": 9},
        "wide": {"flipped": True, "face": FACES["hei-serif-figures"], "size": 9},
    }[form]
    truth = Truth(
        Kind.CREDIT_REPORT,
        overdue=tuple(m for a in accounts for m in a.overdue),
        edition="full",
        report_date=report,
        accounts=tuple(a.truth for a in accounts),
    )
    return Document(form_of(blocks, **look, foot="个人信用报告"), truth, f"held-full-{form}", "text")


def _late(accounts: Sequence[Account]) -> tuple[str, ...]:
    months = [month for shown in accounts for month in shown.overdue]
    longest = max((int(month.code) for month in months if month.code.isdigit()), default=0)
    highest = max((month.amount.fen // 100 for month in months), default=0)
    return "非循环贷账户", str(sum(bool(a.overdue) for a in accounts)), str(len(months)), f"{highest:,}", str(longest)


def _account(number: int, shown: Account, *, two: bool) -> list[Block]:
    pairs = [
        ("管理机构", shown.lender),
        ("账户标识", shown.mark),
        ("开立日期", f"{shown.opened:%Y.%m.%d}"),
        ("到期日期", f"{shown.ends:%Y.%m.%d}"),
        ("借款金额", f"{shown.amount:,}"),
        ("账户币种", "人民币元"),
        ("业务种类", "其他个人消费贷款"),
        ("还款期数", str(shown.periods)),
    ]
    if shown.closed:
        pairs += [
            ("账户状态", "结清" if shown.state == "settled" else "转出"),
            ("账户关闭日期", f"{shown.closed:%Y.%m.%d}"),
        ]
    else:
        late = shown.late.get(shown.months[-1][0], 0)
        pairs += [
            ("截至日期", f"截至{chinese(shown.as_of)}"),
            ("账户状态", {"overdue": "逾期", "bad": "呆账"}.get(shown.state, "正常")),
            ("余额", f"{shown.balance:,}"),
            ("当前逾期总额", f"{late:,}"),
        ]
    first, last = shown.months[-60:][0][0], shown.months[-1][0]
    span = f"{first[:4]}年{first[5:]}月-{last[:4]}年{last[5:]}月的还款记录"
    return [
        prose(f"账户{number}", 0),
        colons(*pairs),
        {"kind": "calendar", "span": span, "years": years(shown), "two": two},
    ]


def brief(seed: object) -> Document:
    """The brief edition as a bank's app prints it: half-width brackets, numbers with a list mark, small paper."""
    chance = dice("held-brief", seed)
    report = dt.date(2025, chance.randint(1, 12), chance.randint(2, 27))
    accounts = _accounts(chance, report, ["D1"] * chance.randint(2, 6))
    blocks = [
        title("个人信用报告", 15),
        prose(f"报告编号：{digits(chance, 22, f'{report:%Y%m%d}')}　报告时间：{report:%Y-%m-%d} 21:40:02", 0),
        prose(f"姓名：{NAME}　证件类型：身份证　证件号码：{IDENTITY_MASKED}　婚姻状况：已婚", 0),
        {"kind": "part", "words": "信贷记录"},
        prose("这部分包含您的信用卡、贷款和其他信贷记录。金额类数据均以人民币计算,精确到元。", 0),
        {"kind": "part", "words": "贷款"},
    ]
    groups = (("发生过逾期的账户明细如下:", True), ("从未发生过逾期的账户明细如下:", False))
    for heading, late in groups:
        mine = [shown for shown in accounts if bool(shown.overdue) is late]
        if mine:
            blocks.append(prose(heading, 0))
        blocks += [prose(f"{n}、{_said(shown)}", 0) for n, shown in enumerate(mine, 1)]
    blocks += [
        {"kind": "part", "words": "公共记录"},
        prose("系统中没有您最近5年内的公共信息记录。", 0),
        {"kind": "part", "words": "说明"},
        prose("1. 本报告中的信息是依据截至报告时间个人征信系统记录的信息生成。", 0),
    ]
    truth = Truth(
        Kind.CREDIT_REPORT, edition="brief", report_date=report, accounts=tuple(seen(shown.truth) for shown in accounts)
    )
    return Document(form_of(blocks, paper="a5", size=9, margin=14), truth, "held-brief", "text")


def _said(shown: Account) -> str:
    said = f"{chinese(shown.opened)}{shown.lender}发放的{shown.amount:,}元(人民币)其他个人消费贷款,"
    if shown.closed and shown.state == "settled":
        said += f"{shown.closed:%Y年%m月}已结清。"
    elif shown.closed:
        said += f"{shown.closed:%Y年%m月}已转出。"
    else:
        late = shown.late.get(shown.months[-1][0], 0)
        said += f"{chinese(shown.ends)}到期。截至{shown.as_of:%Y年%m月},余额{shown.balance:,}," + (
            f"当前有逾期。逾期金额{late:,}。" if late else "当前无逾期。"
        )
    if count := len(shown.overdue):
        bad = sum(month.code in "4567B" for month in shown.overdue)
        said += f"最近5年内有{count}个月处于逾期状态," + (
            f"其中{bad}个月逾期超过90天。" if bad else "没有发生过90天以上逾期。"
        )
    return said
