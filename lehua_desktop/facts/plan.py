"""Repayment plans: tables with titles, and app pages with a few lines for each installment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..core.model import Context, LoanFacts, PlanRow, Read
from ..core.money import total
from ..core.page import Page
from .cells import amount_in, is_blank, money_of
from .certainty import missing
from .column_titles import clean_title
from .days import find_days
from .glyphs import packed
from .layout import is_page_number, level, rows_of, runs_of
from .loan_facts import loan_facts
from .plan_lines import due_day, number_in, read_lines, total_in
from .plan_looks import Found, looked_at
from .tables import Row, Titles, read_tables

_BY_FIELD = {
    "number": "期数 期次 还款期次 期号 序号 期 还款期数 还款期 第几期 账期 分期 分期期数 分期期次 period no installment",
    "due": "应还日 应还日期 应还款日期 应还款日 还款日 还款日期 到期日 到期日期 还款到期日 应还时间 最后还款日 约定还款日 计划还款日 "
    "计划还款日期 扣款日 扣款日期 还款时间 应还款时间 截止还款日 本期还款日 账单到期日 约定还款日期 日期 duedate",
    "paid_on": "实际还款日 实际还款日期 实还日期 实还日 实际还款时间 结清日期 还款完成时间 入账日期 实还时间",
    "amount": "应还金额 应还总额 应还款额 应还款金额 应还本息 本息合计 每期应还 还款金额 还款总额 月供 期供 本期应还 应还合计 应还款总额 "
    "每期还款额 还款额 合计 金额 总额 应还总金额 当期应还 每期应还金额 每月还款额 期供金额 本期应还金额 应还本息合计 总计 每期还款金额 应还 "
    "当期应还金额 应还本息和 还款本息 月还款额 月供金额 还款总金额 amount payment",
    "principal": "本金 应还本金 计划本金 当期本金 每期本金 偿还本金 还款本金 本期本金 principal",
    "interest": "利息 应还利息 计划利息 当期利息 每期利息 偿还利息 还款利息 本期利息 interest",
    "fee": "手续费 服务费 担保费 应还服务费 应还担保费 平台服务费 服务费/担保费 分期手续费 保费 增信服务费 咨询费 会员费 其他费用 费用 "
    "应还费用 每期手续费 应还手续费 担保服务费 融资担保费 息费 fee",
    "penalty": "罚息 应收罚息 逾期利息 滞纳金 违约金 逾期费用 利息罚息 本金罚息 应还罚息 逾期罚息",
    "rest": "剩余本金 本金余额 剩余未还本金 贷款余额 剩余应还 剩余金额 未还本金 剩余贷款本金",
    "paid": "已还金额 实还金额 实际还款 已还款金额 实还本金 实还利息 已还 实还 实还总额 已还本金 已还利息",
    "discount": "减免金额 优惠 优惠金额 减免",
    "state": "状态 还款状态 还款计划状态 结清标志 本期状态 是否结清 本期还款状态 备注",
}
_TITLES = {clean_title(t): name for name, titles in _BY_FIELD.items() for t in titles.split()}

_CURRENT = re.compile(r"^(?:本页|当前)?(?:合计|小计|总计)")


def read_plan(pages: Sequence[Page], context: Context) -> tuple[tuple[PlanRow, ...], LoanFacts | None]:
    """The installments of a plan in the order of their numbers, and what the pages say about the loan."""
    rows = [runs_of(row) for page in pages for row in rows_of(level(page))]
    loan = loan_facts(rows)
    found = _from_tables(pages) or read_lines(rows)
    plan = looked_at(found, rows, loan, context)
    stated = {f.of for f in found if f.of is not None}
    if len(stated) == 1 and (loan is None or loan.periods is None):
        loan = replace(loan or LoanFacts(), periods=stated.pop())
    return plan, loan


# --- tables ----------------------------------------------------------------------------------------------


def _is_key(name: str, text: str) -> bool:
    if name == "due":
        return bool(find_days(text))
    return number_in(text) is not None


_TABLE = Titles(
    fields=_TITLES,
    needs=lambda found: "due" in found and bool(found & {"amount", "principal"}),
    key=(frozenset({"due"}), frozenset({"number"})),
    is_key=_is_key,
    skip=lambda text: is_page_number(packed(text)) or bool(_CURRENT.search(packed(text))),
)


def _from_tables(pages: Sequence[Page]) -> list[Found]:
    return [f for table in read_tables(pages, _TABLE) for row in table.rows if (f := _table_row(row)) is not None]


def _table_row(row: Row) -> Found | None:
    number, of = _number_of(row)
    due_piece = next((p for p in row.cells.get("due", ()) if find_days(p.text)), None)
    due = due_day(due_piece.text) if due_piece else None
    if number is None and due is None:
        return None
    components = [
        p for name in ("principal", "interest", "fee") for p in row.cells.get(name, ()) if not is_blank(p.text)
    ]
    known = [amount_in(p.text) for p in components]
    together = total(a.money for a in known if a is not None) if known and all(known) else None
    whole = next((p for p in row.cells.get("amount", ()) if amount_in(p.text) is not None), None)
    if whole is not None:
        amount = money_of(whole)
        parts = together is not None and len(known) > 1 and together == amount.value
    elif together is not None and row.cell("amount") is None:
        whole = components[0]
        reads = [money_of(p) for p in components]
        amount = Read(together, all(r.certain for r in reads), row.page, row.box)
        parts = False
    else:
        amount, parts = missing(row.cell("amount"), row.page), False
    state = packed(row.text("state"))
    return Found(number, of, due, due_piece, amount, whole, state or None, row.page, parts, row.sound)


def _number_of(row: Row) -> tuple[int | None, int | None]:
    text = row.text("number")
    return (number_in(text), total_in(text)) if text else (None, None)
