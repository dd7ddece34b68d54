"""Whether a page lists loans that were lent: no installments, and no payments on them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ..words.amounts import Amount, find_amounts

# Not `借款1（第5/12期）`, `借款A 第5期`: who names an installment of a loan repays it.
_LOAN_ROW = re.compile(r"^(?!.*还款(?!中)|.*借款[^\d,。]?\d?\(?第\d{1,3}(?:/\d{1,3})?期).*(?:借款|放款|贷款)")


def mostly_lent(lines: Sequence[str], amounts: int) -> bool:
    """Whether most of so many amounts stand on lines (without blanks) that say that they were lent."""
    lent = sum(bool(_LOAN_ROW.search(line)) and bool(find_amounts(line)) for line in lines)
    repaid = sum(bool(_REPAID_WORD.search(line)) and bool(find_amounts(line)) for line in lines)
    return 2 * lent >= max(2, amounts) and lent > repaid


def each_lent(texts: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether each amount has the day beside or below it on which it was lent, and no word on a repayment.

    `texts` are the rows as they stand, `lines` the same without blanks.
    """
    at = [r for r, text in enumerate(texts) if any(_may_be_lent(text, a) for a in find_amounts(text))]
    below = ["".join(lines[a:b]) for a, b in pairwise([*at, len(lines)])]
    titles = [line for line in lines if _LOANS.fullmatch(line)]
    when = _LENT_OR_DAY if any(_LOAN_LIST.search(t) for t in titles) else _LENT_OR_TERM if titles else _LENT_WHEN
    return bool(below) and all(when.search(text) and not _REPAID_WORD.search(text) for text in below)


def _may_be_lent(line: str, amount: Amount) -> bool:
    return amount.is_money and not _STILL_OWED.search(line[: amount.start])


_LENT_WHEN = re.compile(
    r"(?:借款|放款|起息|发放|贷款|起始|借出)(?:日期?|时间):?20\d\d|20\d\d.{4,6}(?<=\d)日?(?:借款|放款|借出|起)(?!合同|金额)"
)
# Under the title of a list of loans the day and the number of installments say the same.
_LOANS = re.compile(r"[<〈‹く]?(?:我的|全部)?(?:借条|借款|贷款)(?:记录|列表|明细)?")
_LENT_OR_TERM = re.compile(rf"{_LENT_WHEN.pattern}|20\d\d[-/.年]\d\d?[-/.月]\d\d日?[|·]?(?:共|分)?\d{{1,2}}期")
# Where it is called a list of them, the day alone does.
_LOAN_LIST = re.compile(r"(?:记录|列表|明细)$")
_LENT_OR_DAY = re.compile(rf"{_LENT_OR_TERM.pattern}|20\d\d[-/.年]\d\d?[-/.月]\d\d")
_STILL_OWED = re.compile(r"(?:剩余|待还|未还|应还|还需)[^\d]{0,8}$")
_REPAID_WORD = re.compile(r"还款(?!中|方式|计划|日)|实还|扣款|支付|付款|[结还]清金额")
