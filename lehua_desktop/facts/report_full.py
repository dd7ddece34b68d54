"""Full credit reports 详版/本人版: account blocks of titles over values, and the grid of months."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from ..core.days import month_of
from ..core.model import ReportAccount
from ..core.money import Money
from ..core.page import Page
from .amounts import parse_amount
from .certainty import judge, missing
from .columns import cells_under
from .days import find_days
from .glyphs import packed, plain
from .layout import Piece, is_page_number, level, rows_of, runs_of
from .report_brief import printed
from .report_grid import find_range, overdue_count, read_grid

_ACCOUNT = re.compile(r"^账户\d{1,3}(?:[(（].*)?$")
_SECTION = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十][)）]?[、.]?)?(非循环贷账户|循环额度下分账户|循环贷账户|准?贷记卡账户|被追偿信息|相关还款责任信息|授信协议信息|非信贷交易信息明细|公共信息明细|查询记录|报告说明|标注及声明|信贷交易信息明细|信息概要)"
)
_LOANS = ("非循环贷账户", "循环额度下分账户", "循环贷账户", "被追偿信息", "信贷交易信息明细")
_LABELS = (
    "管理机构 账户标识 开立日期 到期日期 借款金额 账户授信额度 账户币种 业务种类 担保方式 还款期数 还款频率 还款方式 共同借款标志 账户状态 账户关闭日期 五级分类 余额 "
    "剩余还款期数 本月应还款 应还款日 本月实还款 最近一次还款日期 当前逾期期数 当前逾期总额 逾期31—60天未还本金 逾期61—90天未还本金 逾期91—180天未还本金 "
    "逾期180天以上未还本金 还款日期 还款金额 当前还款状态 特殊交易类型 发生日期 变更月数 发生金额 明细记录 债权接收日期 债权金额 债权转移时的还款状态 "
    "转出月份 机构说明 添加日期 异议标注 本人声明 授信额度 共享授信额度 担保方式 信用额度 发卡机构 已用额度 账单日 最近6个月平均应还款 授信协议标识 "
    "销户日期 剩余分期期数 透支余额 透支180天以上未付余额 最近6个月平均使用额度 最近6个月平均透支余额 最大使用额度 最大透支余额 "
    "未出单的大额专项分期余额 大额专项分期额度 分期额度生效日期 分期额度到期日期 已用分期金额 币种 原债权人 原债务业务种类"
)
_DASH = re.compile(r"[—\-一]")  # an engine may take a dash for 一, and the other way round
_LABEL_SET = {_DASH.sub("", label): label for label in _LABELS.split()}
_WRAPPED = re.compile(r"^逾期(?:31|61|91|180)")  # these titles take two lines, the first of which is none
_AS_OF = re.compile(r"^截[至止](\d{4}年\d{1,2}月\d{1,2}日)")


def read_accounts(pages: Sequence[Page]) -> tuple[ReportAccount, ...]:
    """Every loan account of the report, in order; cards, guarantees and credit lines are left out."""
    rows = [runs_of(row, 1.0) for page in pages for row in rows_of(level(page))]
    rows = [row for row in rows if not is_page_number("".join(packed(p.text) for p in row))]
    accounts: list[ReportAccount] = []
    section = ""
    block: list[list[Piece]] | None = None

    def close() -> None:
        nonlocal block
        if block is not None and (section in _LOANS or not section):
            account = _account(block)
            if account is not None:
                accounts.append(replace(account, recovered=section == "被追偿信息"))
        block = None

    for row in rows:
        text = packed("".join(p.text for p in row))
        heading = _SECTION.match(text)
        if heading and len(text) <= 40:
            close()
            section = heading[1]
        elif _ACCOUNT.match(text):
            close()
            block = []
        elif block is not None:
            block.append(row)
    close()
    return tuple(accounts)


def _is_titles(row: Sequence[Piece]) -> bool:
    known = sum(_label(p.text) is not None for p in row)
    return known >= 2 or (known == 1 and len(row) == 1)


def _label(text: str) -> str | None:
    return _LABEL_SET.get(_DASH.sub("", packed(text)))


def _account(rows: Sequence[Sequence[Piece]]) -> ReportAccount | None:
    values = _values(rows)
    lender = values.get("管理机构")
    if lender is None and not values:
        return None
    as_of = next(
        (d.date for row in rows if (m := _AS_OF.match(packed("".join(p.text for p in row)))) for d in find_days(m[1])),
        None,
    )
    closed = _day(values.get("账户关闭日期"))
    months = next(
        (
            read_grid(rows[i + 1 :], *span)
            for i, row in enumerate(rows)
            if (span := find_range("".join(p.text for p in row))) is not None
        ),
        (),
    )
    state = _state(values, closed)
    return ReportAccount(
        lender=judge(printed(packed(lender.text)), lender) if lender else missing(),
        opened=_day(values.get("开立日期") or values.get("债权接收日期")),
        amount=_money(values.get("借款金额") or values.get("账户授信额度") or values.get("债权金额")),
        state=state,
        settled_month=month_of(closed) if closed and state == "settled" else None,
        overdue_months=overdue_count(months),
        as_of=as_of,
        balance=_money(values.get("余额")),
        account=packed(values["账户标识"].text) if "账户标识" in values else None,
        ends=_day(values.get("到期日期")),
        months=months,
        closed_on=closed,
        due_on=_day(values.get("应还款日")),
        paid_this_month=_money(values.get("本月实还款")),
        last_paid=_day(values.get("最近一次还款日期")),
        overdue_periods=_count(values.get("当前逾期期数")),
        overdue_total=_money(values.get("当前逾期总额")),
        moved="账户状态" in values and "转出" in packed(values["账户状态"].text),
    )


def _values(rows: Sequence[Sequence[Piece]]) -> dict[str, Piece]:
    """The values under the titles of a block; of a title that comes twice the first."""
    found: dict[str, Piece] = {}
    for i, row in enumerate(rows):
        if not _is_titles(row):
            continue
        under: list[Sequence[Piece]] = []
        for after in rows[i + 1 :]:
            text = packed("".join(p.text for p in after))
            ends = _AS_OF.match(text) or _WRAPPED.match(text) or find_range(text) or "最新还款记录" in text
            if ends or _is_titles(after) or len(under) == 4:
                break
            under.append(after)
        for title, value in cells_under(row, under, lambda t: _label(t) is not None):
            label = _label(title)
            if label is not None and value is not None and label not in found and packed(value.text).strip("-"):
                found[label] = value
    return found


def _agreed(piece: Piece | None, digits: str) -> bool:
    """From pixels a figure counts only where no second reader saw other ones."""
    return piece is None or piece.exact or piece.second is None or digits in re.sub(r"\D", "", piece.second)


def _day(piece: Piece | None) -> dt.date | None:
    if piece is None:
        return None
    days = [d for d in find_days(piece.text) if d.date is not None]
    return days[0].date if days and _agreed(piece, re.sub(r"\D", "", plain(piece.text))) else None


def _money(piece: Piece | None) -> Money | None:
    amount = parse_amount(piece.text) if piece is not None else None
    if piece is None or amount is None:
        return None
    return amount.money if _agreed(piece, re.sub(r"\D", "", plain(piece.text))) else None


def _count(piece: Piece | None) -> int | None:
    """A small number; from pixels only where a second reader saw it too."""
    figure = packed(piece.text) if piece is not None else ""
    if piece is None or not re.fullmatch(r"\d{1,3}", figure):
        return None
    return int(figure) if piece.exact or (piece.second is not None and _agreed(piece, figure)) else None


def _state(values: dict[str, Piece], closed: dt.date | None) -> Literal["settled", "open", "overdue"] | None:
    said = packed(values["账户状态"].text) if "账户状态" in values else ""
    if "未结清" in said:
        return "open"
    if "结清" in said:
        return "settled"
    owed = _money(values.get("当前逾期总额"))
    if re.search(r"逾期|呆账|催收", said) or owed or _count(values.get("当前逾期期数")):
        return "overdue"
    if said in ("正常", "担保物不足") or re.search(r"正常|未激活|银行止付", said):
        return "open"
    return "settled" if closed is not None and not said else None
