"""Repayment plans: tables with titles, and app pages with a few lines for each installment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...core.facts import Context, LoanFacts, PlanRow, Read
from ...core.money import Money, total
from ...core.page import Page
from ..certainty import missing
from ..page.layout import Piece, is_page_number, level, rows_of, runs_of
from ..papers.loan_facts import loan_facts
from ..tables.cells import amount_in, is_blank, money_of
from ..tables.columns import Column
from ..tables.heads import Titles
from ..tables.table import Row, read_tables, title_columns
from ..words.glyphs import packed
from .across import rows_across
from .days import with_order
from .lines import due_day, number_in, read_lines, total_in
from .looks import Found, looked_at
from .titles import TITLES

_TO_PAY = re.compile(r"应还|应付|应收|月供|期供|每期|每月|到期|计划还款|(?i:due)")
_OF_DUE = ("due", "amount", "subtotal", "principal", "interest")
# Lines between the rows that are none: sums, and what is said of the next loan above its own rows.
_NO_ROW = re.compile(
    r"^(?:本页|当前)?(?:合计|小计|总计|共计|总额|总和|还款总额|应还总额|总还款|总应还|全部应还|还款合计|本息总额|借款|贷款|放款|合同|借据|订单)"
)


def read_plan(pages: Sequence[Page], context: Context) -> tuple[tuple[PlanRow, ...], LoanFacts | None]:
    """The installments of a plan in the order of their numbers, and what the pages say about the loan."""
    rows = [runs_of(row) for page in pages for row in rows_of(level(page))]
    loan = loan_facts(rows)
    found = installments_on(pages)
    plan = looked_at(found, rows, loan, context)
    stated = {f.of for f in found if f.of is not None}
    if len(stated) == 1 and (loan is None or loan.periods is None):
        loan = replace(loan or LoanFacts(), periods=stated.pop())
    return plan, loan


def installments_on(pages: Sequence[Page]) -> list[Found]:
    """What looks like installments on the pages, as each stands there, before any is compared with the others.

    From tables by their titles; from lines where no titles are, or where they do not fit what stands below them.
    """
    tables = _from_tables(pages)
    whole = sum(_whole(f) for f in tables)
    if tables and 2 * whole > len(tables):
        return tables
    rows = [runs_of(row) for page in pages for row in rows_of(level(page))]
    if across := [f for row in rows_across(rows) if (f := table_row(row))]:
        return across
    lines = read_lines(rows)
    return lines if sum(_whole(f) for f in lines) > whole else tables


def _whole(found: Found) -> bool:
    return found.due is not None and found.amount.value is not None


# --- tables ----------------------------------------------------------------------------------------------


def _is_key(name: str, text: str) -> bool:
    if name in ("due", "span"):
        return due_day(text) is not None
    return number_in(text) is not None


def _paid_beside_due(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """`还款日期` is when an installment was repaid where another column says when it was due."""
    due = [c for c in columns if c.field == "due"]
    if not any(_TO_PAY.search(packed(c.title)) for c in due):
        return columns
    return tuple(replace(c, field="paid_on") if c in due and _REPAID_ON.search(c.title) else c for c in columns)


_REPAID_ON = re.compile(r"^\s*(?:还款|扣款)(?:日期|时间)\s*$")

PLAN_TABLE = Titles(
    fields=TITLES,
    needs=lambda found: bool(found & {"due", "span"}) and bool(found & {"amount", "subtotal", "principal"}),
    key=(frozenset({"due", "span"}), frozenset({"number"})),
    is_key=_is_key,
    skip=lambda text: is_page_number(packed(text)) or bool(_NO_ROW.search(packed(text))),
    together=_paid_beside_due,
)
# Titles of what was paid, unless a sentence promises that it will be.
_PROMISED_TABLE = replace(
    PLAN_TABLE,
    fields=TITLES
    | {"付款日期": "due", "支付日期": "due", "付款时间": "due", "付款金额": "amount", "支付金额": "amount"},
)
_PROMISES = re.compile(
    r"(?<!已)(?<!已经)按照?(?:下|以下|如下)[^。;；]{0,14}(?:支付|付款|偿还|归还|还款|履行)"
    r"|(?<!已)分\d{1,2}期(?:支付|付款|偿还|归还|还款|付清|履行)"
)


def _titles_of(pages: Sequence[Page]) -> Titles:
    text = packed("".join(line.text for page in pages for line in page.lines))
    return _PROMISED_TABLE if _PROMISES.search(text) else PLAN_TABLE


def _from_tables(pages: Sequence[Page]) -> list[Found]:
    found: list[Found] = []
    for table in read_tables(pages, _titles_of(pages)):
        sides = [_sides(row) for row in table.rows]
        for side in range(max(map(len, sides), default=0)):
            found += with_order([f for row in sides if side < len(row) and (f := table_row(row[side]))])
    return found


def has_plan_titles(pages: Sequence[Page]) -> bool:
    """Whether column titles of a plan stand on a page: due day, the amount or what it is made of, and the number or a
    word that this is due: days and amounts alone may be of payments that were made."""
    titles = _titles_of(pages)
    return any(_are_of_plan(columns) for page in pages for columns in title_columns(page, titles))


def _are_of_plan(columns: Sequence[Column]) -> bool:
    fields = {name for column in columns for name in (column.field, column.below)}
    numbered = "number" in fields or any(_TO_PAY.search(packed(c.title)) for c in columns if c.field in _OF_DUE)
    return numbered and bool({"amount", "subtotal"} & fields or {"principal", "interest"} <= fields)


def _sides(row: Row) -> list[Row]:
    """The row, or two and more where installments stand side by side under titles that come again."""
    again = {name: cells for name, cells in row.cells.items() if len(cells) > 1}
    count = len(row.cells.get("number", ()))
    if count < 2 or "due" not in again or any(len(cells) != count for cells in again.values()):
        return [row]
    return [replace(row, cells={name: (cells[i],) for name, cells in again.items()}) for i in range(count)]


def table_row(row: Row) -> Found | None:
    """The installment of a row; None where it holds nothing, or the day on which the loan was paid out."""
    number, of = _number_of(row)
    days = (*row.cells.get("due", ()), *row.cells.get("span", ()))
    due_piece = next((p for p in days if due_day(p.text)), next(iter(days), None))
    due = due_day(due_piece.text) if due_piece else None
    if (number is None and due is None) or packed(row.text("number")) == "0":
        return None
    parts = _amounts(row, "principal", "interest", "fee")
    penalty = _amounts(row, "penalty")
    whole = _sum_cell(row) or next((p for p in row.cells.get("amount", ()) if amount_in(p.text) is not None), None)
    subtotal = next((p for p in row.cells.get("subtotal", ()) if amount_in(p.text) is not None), None)
    if whole is not None:
        amount = money_of(whole)
        proved = whole is _sum_cell(row) or _adds_up(amount.value, parts, penalty)
    elif row.cell("amount") is not None:
        # Figures that could not be read are what the parts make, if the other rows say so too.
        amount, proved = replace(_sum(_pieces(row, "principal", "interest", "fee"), row), certain=False), None
    elif subtotal is not None:
        whole = subtotal
        amount, proved = _sum([subtotal, *_pieces(row, "fee")], row), None
    else:
        whole = next(iter(_pieces(row, "principal")), None)
        amount, proved = _sum(_pieces(row, "principal", "interest", "fee"), row), None
    # More than its known parts may be due, with a fee whose column is not known; less may not.
    less = proved is False and parts is not None and amount.value is not None and amount.value < total(parts)
    state = packed(row.text("state"))
    # Where principal, interest and fees make the whole, it does not matter how one of them was cut out.
    told = (*row.cells.get("number", ()), *days, *([whole] if whole is not None else []))
    sound = (row.sound or (proved is True and all(p.sound for p in told))) and not row.mixed and not less
    return Found(number, of, due, due_piece, amount, whole, state or None, row.page, proved, sound)


def _pieces(row: Row, *names: str) -> list[Piece]:
    return [p for name in names for p in row.cells.get(name, ()) if not is_blank(p.text)]


def _amounts(row: Row, *names: str) -> list[Money] | None:
    """The amounts of these cells; None where one of them could not be read."""
    found = [amount_in(p.text) for p in _pieces(row, *names)]
    return None if None in found else [a.money for a in found if a is not None]


def _sum_cell(row: Row) -> Piece | None:
    """The first cell that holds the sum of two or more amounts on its left, whatever their titles say.

    Titles over groups of columns (应还, 实还) take the place of one of theirs easily.
    """
    cells = sorted(_pieces(row, "principal", "interest", "fee", "amount"), key=lambda p: p.box.x0)
    left: list[Money] = []
    for cell in cells:
        amount = amount_in(cell.text)
        if amount is None:
            return None
        if len(left) > 1 and amount.money and amount.money == total(left):
            return cell
        left.append(amount.money)
    return None


def _adds_up(whole: Money | None, parts: list[Money] | None, penalty: list[Money] | None) -> bool | None:
    """Whether principal, interest and fees make the whole; None where one of them is not given or could not be read."""
    if whole is None or not parts or len(parts) < 2 or penalty is None:
        return None
    return whole in (total(parts), total([*parts, *penalty]))


def _sum(pieces: list[Piece], row: Row) -> Read[Money]:
    """The parts of a row that gives no whole amount, together."""
    reads = [money_of(p) for p in pieces]
    values = [r.value for r in reads]
    if not values or None in values:
        return missing(pieces[0] if pieces else None, row.page)
    return Read(total(v for v in values if v is not None), all(r.certain for r in reads), row.page, row.box)


def _number_of(row: Row) -> tuple[int | None, int | None]:
    text = row.text("number")
    return (number_in(text), total_in(text)) if text else (None, None)
