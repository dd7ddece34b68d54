"""Full credit reports 详版/本人版: account blocks of titles over values, and the grid of months."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from ...core.days import month_of
from ...core.facts import Check, Look, Read, ReportAccount
from ...core.page import Page
from ..certainty import judge, missing
from ..page.layout import Piece, is_page_number, level, rows_of, runs_of
from ..words.glyphs import packed
from . import former
from .business import business_kind, printed
from .grid import grid_below, overdue_count
from .leaves import aside
from .values import account_state, as_of_in, names_lender, value_count, value_day, value_money, values_in

_ACCOUNT = re.compile(
    r"^[\[]?(?:[(]?\d{1,3}[).、])?(?:贷款|借款)?账户(?:编号:?|序号:?|信息)?[(]?(?:\d{1,3}(?:/\d{1,3})?|[一二三四五六七八九十]{1,3})[)]?:?[\]]?(?:[(].*)?$"
)
_SECTION = re.compile(
    r"^(?:[(（]?[\d一二三四五六七八九十]{1,2}[)）]?[、.]?)?(非循环贷账户|循环额度下分账户|循环贷账户|贷款账户(?=$|明细|信息$|[(])|准?贷记卡账户|信用卡账户|被追偿信息|相关还款责任信息|授信协议信息|非信贷交易信息明细|公共信息明细|查询记录|报告说明|标注及声明|信贷交易信息明细|信息概要)"
)
_LOANS = ("非循环贷账户", "循环额度下分账户", "循环贷账户", "贷款账户", "被追偿信息", "信贷交易信息明细")
_HEAD = re.compile(r"^个人信用报告|报告编号:?[A-Z\d]")  # on every page
_STAMP = re.compile(r"信用报告查询|.*专用章")
_A_DAY = re.compile(r"20\d\d\D\d\d\D\d\d")
_NEAR = 7  # rows at the foot of a page whose distances tell what stands apart
_CARDS = ("贷记卡账户", "准贷记卡账户", "信用卡账户")


def read_accounts(pages: Sequence[Page]) -> tuple[ReportAccount, ...]:
    """Every account of the report, in order; guarantees and credit lines are left out."""
    rows = [row for page in pages if page.lines for row in _rows(page)]
    accounts: list[ReportAccount] = []
    section = ""
    block: list[list[Piece]] | None = None

    def close() -> None:
        nonlocal block
        if block is not None and (section in (*_LOANS, *_CARDS) or not section):
            account = former.read_account(block) or _account(block, section)
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
        elif names_lender(row) and (block is None or any(names_lender(r) for r in block)):
            close()  # whatever this printer writes above an account, it begins with who lent
            block = [row]
        elif block is not None:
            block.append(row)
    close()
    return tuple(accounts) or former.read_accounts(rows)


def _rows(page: Page) -> list[list[Piece]]:
    """The rows of a page without its number, its head and the words of stamps, which may part titles from their values;
    those of a right leaf as if it were a left one, for a grid that began on one leaf goes on on the next.
    """
    by = aside(page)
    rows = _without_number([runs_of(row, 1.0) for row in rows_of(level(page))])
    kept = ([p for p in row if not _STAMP.fullmatch(packed(p.text))] for row in rows)
    texts = ((row, "".join(packed(p.text) for p in row)) for row in kept)
    return [
        [replace(p, box=replace(p.box, x0=p.box.x0 - by, x1=p.box.x1 - by)) for p in row]
        for row, text in texts
        if row and not is_page_number(text) and not _HEAD.search(text)
    ]


def _without_number(rows: list[list[Piece]]) -> list[list[Piece]]:
    """The rows of a page without the bare number at its foot, which would be a code of a grid that goes on overleaf."""
    if len(rows) < 3 or len(rows[-1]) > 1 or not re.fullmatch(r"-*\d{1,3}-*", packed(rows[-1][0].text)):
        return rows
    *gaps, last = [b[0].box.middle_y - a[0].box.middle_y for a, b in pairwise(rows[-_NEAR:])]
    return rows[:-1] if last > 1.3 * max(gaps) else rows


def _account(rows: Sequence[Sequence[Piece]], section: str) -> ReportAccount | None:
    values = values_in(rows)
    if not values:
        return None
    lender, business = values.get("管理机构") or values.get("发卡机构"), values.get("业务种类")
    kind = business_kind(packed(business.text), exact=business.exact) if business else None
    as_of = next((value for row in rows if (value := as_of_in(row))), None) or value_day(values.get("截至日期"))
    closed = value_day(values.get("账户关闭日期"))
    state = account_state(values, closed)
    limit = values.get("账户授信额度") or values.get("授信额度") or values.get("信用额度")
    received = values.get("债权接收日期")
    if received is not None and len(_A_DAY.findall(packed(received.text))) > 1:
        lender = None  # several claims under one row of titles, whose names may take any number of lines
    account = ReportAccount(
        lender=_lender(lender) if lender else missing(),
        opened=value_day(values.get("开立日期") or values.get("债权接收日期")),
        amount=value_money(values.get("借款金额") or limit or values.get("债权金额")),
        state=state,
        settled_month=month_of(closed) if closed and state == "settled" else None,
        as_of=as_of,
        balance=value_money(values.get("余额") or values.get("已用额度") or values.get("透支余额")),
        account=packed(values["账户标识"].text) if "账户标识" in values else None,
        ends=value_day(values.get("到期日期")),
        months=grid_below(rows),
        closed_on=closed,
        due_on=value_day(values.get("应还款日")),
        paid_this_month=value_money(values.get("本月实还款")),
        last_paid=value_day(values.get("最近一次还款日期")),
        overdue_periods=value_count(values.get("当前逾期期数")),
        overdue_total=value_money(values.get("当前逾期总额")),
        moved="账户状态" in values and "转出" in packed(values["账户状态"].text),
        business=kind,
        card=_card(section, kind, issued="发卡机构" in values),
    )
    return replace(account, overdue_months=overdue_count(account))


def _lender(piece: Piece) -> Read[str]:
    """A name as printed; letters and figures behind Chinese ones may be of the cell beside it."""
    name = printed(packed(piece.text))
    mixed = re.search(r"[\u4e00-\u9fff][A-Za-z0-9]", name)
    return judge(name, piece, Check(Look.SHAPE, agrees=False) if mixed else None)


def _card(section: str, kind: str | None, *, issued: bool) -> Literal["credit", "overdraft"] | None:
    """Which card an account is of, by its section, its kind of business or who issued it; None for a loan."""
    if section == "准贷记卡账户" or kind == "准贷记卡":
        return "overdraft"
    return "credit" if issued or section in _CARDS or kind in ("贷记卡", "信用卡", "大额专项分期卡") else None
