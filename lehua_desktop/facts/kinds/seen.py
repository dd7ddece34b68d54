"""What a page shows at a glance: rows, amounts, installments and outcomes, on which the questions for its kind rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ...core.page import Page
from ..lists.bills import OF_REPAYMENT
from ..lists.headings import ANY_LIST
from ..page.layout import Piece, row_text, text_rows
from ..page.pairs import Sheet, read_sheet
from ..plans.looks import Found
from ..plans.plan import installments_on
from ..words.amounts import Amount, find_amounts, parse_amount
from ..words.days import find_days
from ..words.glyphs import packed
from ..words.wording import is_short, status_said
from .loan_signs import each_lent


@dataclass(frozen=True)
class Seen:
    """What the questions look at; each part is made once, when it is first asked for."""

    pages: tuple[Page, ...]

    @cached_property
    def rows(self) -> list[list[Piece]]:
        return text_rows(self.pages)

    @cached_property
    def lines(self) -> list[str]:
        return [packed("".join(p.text for p in row)) for row in self.rows]

    @cached_property
    def flat(self) -> str:
        return "".join(self.lines)

    @cached_property
    def sheet(self) -> Sheet:
        return read_sheet(self.pages)

    @cached_property
    def dated_rows(self) -> int:
        """How many rows hold a day and an amount."""
        lines = [row_text(row) for row in self.rows]
        return sum(bool(find_days(line)) and bool(find_amounts(line)) for line in lines)

    @cached_property
    def amounts(self) -> list[Amount]:
        """Amounts that stand alone and show that they are money."""
        pieces = [p for row in self.rows for p in row]
        return [a for p in pieces if (a := parse_amount(p.text)) and a.is_money]

    @cached_property
    def signed(self) -> list[Amount]:
        """Those with a sign, coupons left out: they have one too."""
        pieces = [p for row in self.rows for p in row if not _COUPON.search(row_text(row))]
        return [a for p in pieces if (a := parse_amount(p.text)) and (a.negative or a.plus)]

    @cached_property
    def of_repayments(self) -> bool:
        """Whether the column titles are those of a list of repayments, without a balance."""
        titles = [[packed(p.text) for p in row] for row in self.rows]
        return any(
            sum(bool(OF_REPAYMENT.fullmatch(t)) for t in row) > 1 and not any("余额" in t for t in row)
            for row in titles
        )

    @cached_property
    def installments(self) -> list[Found]:
        return installments_on(self.pages)

    @cached_property
    def count_on(self) -> bool:
        """Whether the installments are numbered one after the other, up or down: those of one loan."""
        numbers = [f.number or 0 for f in self.installments if f.due is not None and f.amount.value is not None]
        steps = {b - a for a, b in pairwise(numbers)}
        return len(numbers) >= 3 and (steps == {1} or steps == {-1})

    @cached_property
    def are_loans(self) -> bool:
        """Whether each amount was lent, on a day that stands with it, and is no installment."""
        return not self.count_on and each_lent([row_text(row) for row in self.rows], self.lines)

    @cached_property
    def tells_history(self) -> bool:
        """Whether it calls itself a list of payments or bills."""
        return self.says(_HISTORY)

    @cached_property
    def outcomes(self) -> list[str]:
        """Short texts that say what became of a payment: `支付成功`, `还款处理中`; no buttons such as `提前结清`."""
        texts = [packed(p.text) for row in self.sheet.rows for p in row]
        return [t for t in texts if is_short(t) and status_said(t) is not None and not _BUTTON.search(t)]

    def count(self, words: Sequence[str]) -> int:
        """How many of these words stand on the pages."""
        return sum(word in self.flat for word in words)

    def says(self, pattern: re.Pattern[str]) -> bool:
        return pattern.search(self.flat) is not None


_COUPON = re.compile(r"优惠|立减|减免|红包|抵扣|折扣|[息款减]券|满减|补贴")
_BUTTON = re.compile(
    r"^(?:提前|立即|一键|全部|申请|去|我要|主动|部分|可)?(?:结清|还清|还款)$|^提前结清(?!成功)|^待(?:付款|发货|收货|评价)|证明|^申请|未结清|未还清"
)
_HISTORY = re.compile(rf"{ANY_LIST.pattern}|全部账单")
