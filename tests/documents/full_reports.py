"""Credit reports, full edition: blocks of labels and the monthly grid of each account."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from typing import Any

from lehua_desktop.core.days import add_months
from lehua_desktop.core.facts import Kind

from . import Document, TrueAccount, Truth
from .accounts import Account, account, years
from .invented import IDENTITY, MOBILE_MASKED, NAME
from .press import FACES, chinese, dice, digits
from .sheet import Block, head, lines, new_page, over, sheet, space, table, title, words

_SECTIONS = {
    "D1": "（二）非循环贷账户",
    "R4": "（三）循环额度下分账户",
    "R1": "（四）循环贷账户",
    "R2": "（五）贷记卡账户",
}
KINDS = {"D1": "其他个人消费贷款", "R4": "其他个人消费贷款", "R1": "个人消费贷款", "R2": "贷记卡"}
FULL_LOOKS: dict[str, dict[str, Any]] = {
    "ruled": {"face": FACES["song"], "size": 8.5},
    "plain": {
        "face": FACES["hei"],
        "size": 8,
        "pairs": "lines",
        "grid": "none",
        "year": "first",
        "range": "line",
        "ink": 140,
    },
    "columns": {
        "face": FACES["song-plain"],
        "size": 9,
        "pairs": "grid",
        "grid": "columns",
        "year": "first",
        "year-width": 22,
        "heads": "center",
        "foot": "slash",
        "weight": 400,
        "ink": 60,
    },
    "dense": {"face": FACES["hei-serif-figures"], "size": 7, "row": 0.9, "margin": 10, "grid": "lines", "foot": "dash"},
}
NOTES = (
    "本报告中的信息是依据截至报告时间个人征信系统记录的信息生成，征信中心不确保其真实性和准确性，但承诺在信息汇总、加工、整合的全过程中保持客观、中立的地位。",
    "还款状态说明：N-正常还款；*-当月不需要还款且之前没有拖欠；M-约定还款日后月底前还款；1-逾期1～30天；2-逾期31～60天；3-逾期61～90天；4-逾期91～120天；5-逾期121～150天；6-逾期151～180天；7-逾期180天以上；D-担保人代还；Z-以资抵债；C-结清；G-结束；B-呆账；#-未知；/-未开立账户。",
    "您有权对本报告中的内容提出异议。如有异议，可联系数据提供单位，也可到当地信用报告查询网点提出异议申请。",
    "本报告仅供您了解自己的信用状况，请妥善保管。客户服务热线400-810-8866。",
)


def _dots(day: dt.date) -> str:
    return f"{day:%Y.%m.%d}"


def _afterwards(chance: random.Random, shown: Account) -> list[Block]:
    """What may stand under the grid: special transactions, words of the lender and of the borrower, marks of an objection."""
    blocks: list[Block] = []
    if shown.closed and chance.random() < 0.4:
        cells = ("提前结清", _dots(shown.closed), "--", f"{shown.amount // 3:,}", "--")
        titles = ("特殊交易类型", "发生日期", "变更月数", "发生金额", "明细记录")
        blocks.append(over(*zip(titles, cells, strict=True)))
    if not shown.closed and chance.random() < 0.4:
        day = shown.as_of + dt.timedelta(days=2)
        blocks += [
            words(f"{chinese(day)}以后的最新还款记录"),
            over(("五级分类", "正常"), ("余额", f"{shown.balance:,}"), ("还款日期", _dots(day)), ("还款金额", "1,286"), ("当前还款状态", "N")),
        ]  # fmt: skip
    if chance.random() < 0.25:
        blocks += [
            over(("机构说明", "该客户曾于2024年3月申请调整还款计划，金额1,000元。"), ("添加日期", _dots(shown.as_of))),
            over(("异议标注", "该信息正处于异议处理中。"), ("添加日期", _dots(shown.as_of))),
        ]
    return blocks


def _recovered(report: dt.date) -> list[Block]:
    """（一）被追偿信息: a guarantor that paid for the borrower now asks for its money."""
    return [
        words("（一）被追偿信息", weight=700),
        words("账户1", weight=700),
        over(("管理机构", "南岭融资担保有限公司"), ("业务种类", "担保代偿"), ("债权接收日期", "2023.06.09")),
        over(("债权金额", "4,300"), ("债权转移时的还款状态", "--"), ("账户状态", "催收"), ("余额", "4,300"), ("最近一次还款日期", "--")),
        words(f"截至{chinese(report - dt.timedelta(days=20))}"),
        space(2),
    ]  # fmt: skip


def _block(chance: random.Random, number: int, shown: Account) -> list[Block]:
    card, limit = shown.type == "R2", shown.type in ("R1", "R2")
    office = ("发卡机构" if card else "管理机构", shown.lender)
    amount = ("账户授信额度" if limit else "借款金额", f"{shown.amount:,}")
    blocks = [
        words(f"账户{number}", weight=700),
        over(office, ("账户标识", f"{shown.mark[:10]}\n{shown.mark[10:]}"), ("开立日期", _dots(shown.opened))),
        over(
            ("到期日期", "--" if card else _dots(shown.ends)),
            amount,
            ("账户币种", "人民币元"),
            ("业务种类", KINDS[shown.type]),
            ("担保方式", "信用/免担保"),
        ),
    ]
    if not card:
        blocks.append(
            over(
                ("还款期数", "--" if limit else str(shown.periods)),
                ("还款频率", "不定期" if limit else "月"),
                ("还款方式", "按期计算还本付息"),
                ("共同借款标志", "无"),
            )
        )
    if shown.closed:
        state = "结清" if shown.state == "settled" else "转出"
        if card and shown.state == "settled":
            state = "销户"
        blocks.append(over(("账户状态", state), ("账户关闭日期", _dots(shown.closed))))
    else:
        blocks += _open_state(shown)
    first, last = shown.months[-60:][0][0], shown.months[-1][0]
    span = f"{first[:4]}年{first[5:]}月—{last[:4]}年{last[5:]}月的还款记录"
    grid = {"kind": "grid", "range": span, "years": years(shown)}
    return [*blocks, grid, *_afterwards(chance, shown), space(2.5)]


def _open_state(shown: Account) -> list[Block]:
    step = f"{max(shown.amount // shown.periods, 83):,}"
    last_code = shown.codes[-1]
    late = shown.late.get(shown.months[-1][0], 0)
    count = last_code if last_code.isdigit() else "6" if late else "0"
    state = {"overdue": "逾期", "bad": "呆账"}.get(shown.state, "正常")
    due = shown.as_of.replace(day=12)
    return [
        words(f"截至{chinese(shown.as_of)}"),
        over(
            ("账户状态", state),
            ("五级分类", "关注" if late else "正常"),
            ("余额", f"{shown.balance:,}"),
            ("剩余还款期数", "--" if shown.type in ("R1", "R2") else str(max(shown.periods - len(shown.codes), 0))),
            ("本月应还款", step),
            ("应还款日", _dots(due)),
        ),
        over(
            ("本月实还款", "0" if late else step),
            ("最近一次还款日期", _dots(due if not late else add_months(due, -int(count) if count.isdigit() else -1))),
            ("当前逾期期数", count),
            ("当前逾期总额", f"{late:,}"),
        ),
        over(
            ("逾期31—60天\n未还本金", "0"),
            ("逾期61—90天\n未还本金", "0"),
            ("逾期91—180天\n未还本金", "0"),
            ("逾期180天以上\n未还本金", "0"),
        ),
    ]


def _person(chance: random.Random, report: dt.date) -> list[Block]:
    homes = [
        (str(n), "北京市东城区示例路1号", "--", "自置", _dots(add_months(report, -5 * n)))
        for n in range(1, chance.randint(2, 5))
    ]
    jobs = [
        (str(n), "示例制造有限公司", "个体、私营企业", "北京市东城区示例路8号", "010-60000000")
        for n in range(1, chance.randint(2, 4))
    ]
    return [
        head("一 个人基本信息"),
        words("（一）身份信息", weight=700),
        over(
            ("性别", "男"), ("出生日期", "1990.03.07"), ("婚姻状况", "未婚"), ("学历", "大学本科"), ("就业状况", "在职")
        ),
        over(("手机号码", MOBILE_MASKED), ("信息更新日期", _dots(add_months(report, -2)))),
        words("（三）居住信息", weight=700),
        table([["编号", "居住地址", "住宅电话", "居住状况", "信息更新日期"]], homes, [0.5, 3, 1.2, 1, 1.4]),
        words("（四）职业信息", weight=700),
        table([["编号", "工作单位", "单位性质", "单位地址", "单位电话"]], jobs, [0.5, 2, 1.6, 2.4, 1.5]),
    ]


def _summary(accounts: Sequence[Account]) -> list[Block]:
    late = [shown for shown in accounts if shown.overdue]
    rows = []
    for kind, name in (("D1", "非循环贷账户"), ("R4", "循环额度下分账户"), ("R1", "循环贷账户"), ("R2", "贷记卡账户")):
        mine = [shown for shown in late if shown.type == kind]
        months = [month for shown in mine for month in shown.overdue]
        longest = max((int(month.code) for month in months if month.code.isdigit()), default=0)
        highest = max((month.amount.fen // 100 for month in months), default=0)
        rows.append(
            (name, str(len(mine)), str(len(months)), f"{highest:,}", str(longest))
            if mine
            else (name, "--", "--", "--", "--")
        )
    opened = min(shown.opened for shown in accounts)
    return [
        head("二 信息概要"),
        words("（一）信贷交易信息提示", weight=700),
        table(
            [["业务类型", "账户数", "首笔业务发放月份"]],
            [
                ("其他类贷款", str(sum(a.type != "R2" for a in accounts)), f"{opened:%Y.%m}"),
                ("贷记卡", str(sum(a.type == "R2" for a in accounts)), "--"),
            ],
            [2, 1, 2],
        ),
        words("（二）信贷交易违约信息概要", weight=700),
        table(
            [
                [{"words": "逾期（透支）信息汇总", "across": 5}],
                ["账户类型", "账户数", "月份数", "单月最高逾期/透支总额", "最长逾期/透支月数"],
            ],
            rows,
            [2, 1, 1, 2, 1.6],
        ),
        words("（三）信贷交易授信及负债信息概要", weight=700),
        table(
            [["管理机构数", "账户数", "授信总额", "余额", "最近6个月平均应还款"]],
            [
                (
                    str(len({a.lender for a in accounts})),
                    str(len(accounts)),
                    f"{sum(a.amount for a in accounts):,}",
                    f"{sum(a.balance for a in accounts):,}",
                    "1,286",
                )
            ],
            [1, 1, 1.4, 1.4, 1.6],
        ),
    ]


def queries(chance: random.Random, report: dt.date) -> list[tuple[str, str, str, str]]:
    reasons = ("贷款审批", "贷后管理", "信用卡审批", "担保资格审查", "本人查询")
    days = sorted(
        (report - dt.timedelta(days=chance.randint(1, 700)) for _ in range(chance.randint(3, 14))), reverse=True
    )
    offices = ("示例消费金融有限公司", "示例银行股份有限公司", "重庆青禾网络小额贷款有限公司")
    return [(str(n), _dots(day), chance.choice(offices), chance.choice(reasons)) for n, day in enumerate(days, 1)]


def full(look: str, seed: object) -> Document:
    """个人信用报告（本人版）."""
    chance = dice("full", look, seed)
    report = dt.date(2025, chance.randint(1, 12), chance.randint(3, 28))
    kinds = ["D1"] * chance.randint(1, 3) + ["R4"] * chance.randint(0, 2) + ["R1"] * chance.randint(0, 1) + ["R2"]
    accounts = []
    for place, kind in enumerate(kinds):
        state = chance.choice(("bad", "moved")) if place == 1 and chance.random() < 0.4 else None
        trouble = 0.0 if kind == "R2" else chance.choice((0.0, 0.06, 0.14))
        if kind == "R2":
            state = chance.choice(("open", "settled"))
        accounts.append(account(chance, kind, report, state=state, trouble=trouble))  # type: ignore[arg-type]
    moment = f"{report:%Y-%m-%d} {chance.randint(9, 16):02d}:31:44"
    blocks = [
        title("个人信用报告"),
        title("（本人版）", 11),
        lines(f"报告编号：{digits(chance, 22, f'{report:%Y%m%d}')}", f"报告时间：{moment}"),
        over(
            ("被查询者姓名", NAME),
            ("被查询者证件类型", "身份证"),
            ("被查询者证件号码", IDENTITY),
            ("查询机构", "本人查询"),
            ("查询原因", "本人查询（临柜）"),
        ),
        *_person(chance, report),
        *_summary(accounts),
    ]
    if chance.random() < 0.5:
        blocks.append(
            words(f"异议信息提示：信贷交易信息提示正处于异议处理中。　添加日期：{_dots(report - dt.timedelta(days=9))}")
        )
    if chance.random() < 0.4:
        blocks.append(new_page())
    blocks.append(head("三 信贷交易信息明细"))
    recovered = chance.random() < 0.3
    if recovered:
        blocks += _recovered(report)
    number, section = 0, ""
    for shown in accounts:
        if shown.type != section:
            section, number = shown.type, 0
            blocks.append(words(_SECTIONS[section], weight=700))
        number += 1
        blocks += _block(chance, number, shown)
    blocks += [
        head("四 非信贷交易信息明细"),
        words("系统中没有您最近5年内的非信贷交易记录。"),
        head("五 公共信息明细"),
        words("系统中没有您最近5年内的公共信息记录。"),
        head("六 查询记录"),
        table([["编号", "查询日期", "查询机构", "查询原因"]], queries(chance, report), [0.6, 1.4, 3, 1.6]),
        head("报告说明"),
        *[words(f"{n}.{note}", scale=0.9) for n, note in enumerate(NOTES, 1)],
    ]
    seen = [shown.truth for shown in accounts]
    if recovered:
        seen.append(TrueAccount("南岭融资担保有限公司", dt.date(2023, 6, 9), None, card=True))
    months = tuple(month for shown in accounts for month in shown.overdue)
    truth = Truth(Kind.CREDIT_REPORT, overdue=months, edition="full", report_date=report, accounts=tuple(seen))
    return Document(sheet(blocks, FULL_LOOKS[look]), truth, f"report-full-{look}", "text")


def one_sheet(look: str, seed: object) -> Document:
    """One sheet from the middle of a full report, as people photograph the page that matters."""
    chance = dice("one-sheet", look, seed)
    shown = account(chance, "D1", dt.date(2025, chance.randint(1, 12), 20), state="settled", trouble=0.12)
    blocks = [head("三 信贷交易信息明细"), words(_SECTIONS["D1"], weight=700), *_block(chance, 1, shown)]
    drawn = sheet(blocks, FULL_LOOKS[look] | {"foot": "bare"})
    truth = Truth(Kind.CREDIT_REPORT, overdue=tuple(shown.overdue), edition="full", accounts=(shown.truth,))
    return Document(drawn, truth, f"report-sheet-{look}", "text")


def full_reports(seed: object) -> Iterator[Document]:
    """Every look of the full edition."""
    return (full(look, seed) for look in FULL_LOOKS)
