"""Certificates about several loans: each with its number, sum and day, in a table or in numbered sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ...core.facts import Context, Settlement
from ...core.page import Page
from ..certainty import amount_again, day_again, in_range, judge
from ..page.flow import Flow, read_flow
from ..page.layout import Piece, is_page_number
from ..tables.heads import Titles
from ..tables.table import Row, read_tables
from ..tables.titles import clean_title
from ..words.days import find_days
from ..words.glyphs import packed
from .loan_facts import company, number, sum_of_money
from .settlement import amount_in, claim, contracts_in, doubted, read_settlement
from .settlement_english import read_english

_NUMBERS = "合同编号 合同号 借款合同编号 借款合同号 贷款合同编号 贷款合同号 借据编号 借据号 贷款编号 借款编号 借款单号 贷款账号 协议编号 订单编号 订单号"
_AMOUNTS = "借款金额 贷款金额 放款金额 合同金额 发放金额 借款本金 贷款本金 合同本金 本金 金额"
_DAYS = (
    "结清日期 结清时间 结清日 还清日期 还清时间 清偿日期 账户关闭日期 实际结清日期 实际结清时间 贷款结清日 贷款结清日期"
)
_LENDERS = "放款机构 贷款机构 资金方 资金机构 出借人 放款方 贷款人 出资方"
_NO_ROW = re.compile(r"特此|以上|合计|证明|公章|盖章")
_LOANS = Titles(
    fields={
        clean_title(title): name
        for name, titles in (("contract", _NUMBERS), ("amount", _AMOUNTS), ("settled", _DAYS), ("lender", _LENDERS))
        for title in titles.split()
    },
    needs=lambda found: "contract" in found and bool(found & {"amount", "settled"}),
    key=(frozenset({"contract"}),),
    is_key=lambda _name, text: number(text) is not None and not find_days(text),
    skip=lambda text: is_page_number(packed(text)) or bool(_NO_ROW.search(packed(text))),
    one=frozenset({"contract", "settled"}),
)
_ITEM = re.compile(r"(?<![\d.,年月])[(]?(?:\d{1,2}|[一二三四五六七八九十])[)]?[、.)](?=[\u4e00-\u9fff])")
_SENTENCE = re.compile(r"[。;]")


def read_certificate(pages: Sequence[Page], context: Context) -> tuple[Settlement | None, tuple[Settlement, ...]]:
    """What a certificate says; of one about several loans the first, its day in doubt, and each of them by itself."""
    whole = read_settlement(pages, context)
    if whole is None or whole.settled_on.value is None:
        english = read_english(pages, context)
        whole = (
            replace(english, lender=whole.lender, borrower=whole.borrower) if english and whole else english or whole
        )
    if whole is None:
        return None, ()
    loans = [_from_row(row, whole, context) for table in read_tables(pages, _LOANS) for row in table.rows]
    loans = loans if _differ(loans) else list(_from_sentences(read_flow(pages), whole, context))
    if not _differ(loans):
        return whole, ()
    return replace(loans[0], settled_on=doubted(loans[0].settled_on)), tuple(loans)


def _differ(loans: Sequence[Settlement]) -> bool:
    """Whether these are several loans, each with a number of its own."""
    return len(loans) > 1 and len({loan.contract for loan in loans}) == len(loans)


def _from_row(row: Row, whole: Settlement, context: Context) -> Settlement:
    days = [(d, piece) for piece in row.cells.get("settled", ()) for d in find_days(piece.text) if d.date is not None]
    settled = doubted(whole.settled_on)
    if len(days) == 1 and days[0][0].date is not None:
        (day, piece) = days[0]
        settled = judge(day.date, piece, day_again(day, piece), in_range(days[0][0].date, context.today))
        if whole.by_other or row.mixed or not row.sound:
            settled = doubted(settled)
    cell = row.cell("amount")
    money = sum_of_money(cell.text) if cell else None
    return replace(
        whole,
        settled_on=settled,
        contract=number(row.text("contract")),
        lender=company(row.text("lender")) or whole.lender,
        amount=money if money and cell and (cell.exact or _seen_again(cell)) else None,
    )


def _seen_again(cell: Piece) -> bool:
    money = sum_of_money(cell.text)
    again = amount_again(money, cell) if money else None
    return again is not None and again.agrees


def _from_sentences(flow: Flow, whole: Settlement, context: Context) -> Iterator[Settlement]:
    """From numbered items, or else from sentences, that name one contract each."""
    for cut in (_ITEM, _SENTENCE):
        ends = [0, *(match.start() for match in cut.finditer(flow.text)), len(flow.text)]
        parts = [part for a, b in pairwise(ends) if contracts_in((part := flow.part(a, b)).text)]
        if len(parts) > 1 and all(len(contracts_in(part.text)) == 1 for part in parts):
            yield from (_from_part(part, whole, context) for part in parts)
            return


def _from_part(part: Flow, whole: Settlement, context: Context) -> Settlement:
    days = [day for day in find_days(part.text) if day.date is not None and claim(part.text, day)]
    settled = doubted(whole.settled_on)
    if len({day.date for day in days}) == 1 and days[0].date is not None:
        piece = part.piece(days[0].start, days[0].end)
        again = (
            day_again(next((d for d in find_days(piece.text) if d.date == days[0].date), days[0]), piece)
            if piece
            else None
        )
        settled = judge(days[0].date, piece, again, in_range(days[0].date, context.today))
        if whole.by_other:
            settled = doubted(settled)
    return replace(whole, settled_on=settled, contract=contracts_in(part.text)[0], amount=amount_in(part, ()))
