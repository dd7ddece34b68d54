"""Brief credit reports 简版: numbered sentences, one for each account."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..core.model import ReportAccount
from ..core.money import Money
from ..core.page import Page
from .certainty import judge
from .days import find_days
from .flow import Flow, read_flow

_DAY = r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}[日口曰]"
_MONTH = r"20\d{2}年\d{1,2}月"
_START = re.compile(rf"(?:(?<!\d)\d{{1,3}}[.、])?({_DAY})([^,。;]{{3,60}}?)(发放的|为)")
_LOAN = re.compile(r"^([\d,.]+)元[(]([^)]{2,8})[)]([^,。]{2,30})")
_LINE = re.compile(rf"^([^,。]{{2,30}}?)授信,额度有效期至({_DAY})")
_ENDS = re.compile(rf"({_DAY})到期")
_SETTLED = re.compile(rf"({_MONTH})(?:\d{{1,2}}[日口曰])?已?(?:全部)?结清")
_AS_OF = re.compile(rf"截[至止]({_MONTH}(?:\d{{1,2}}[日口曰])?)")
_BALANCE = re.compile(r"余额(?:为|是|:)?([\d,]+)")
_LIMIT = re.compile(r"信用额度(?:为|:)?([\d,]+)")
_OVERDUE = re.compile(r"最近5年内有(\d{1,2})个月处于逾期状态")
_OWED = re.compile(r"逾期金额(?:为|:)?([\d,]+)")
_MOVED = re.compile(r"已转出")
_CURRENT = re.compile(r"当前有逾期|逾期金额(?:为|:)?[1-9]|呆账")
_NEVER = re.compile(r"从未(?:发生过?)?逾期")
# `从未发生过逾期的账户明细如下`, `从未逾期过的账户明细如下`, `从未逾期过的贷记卡及透支未超过60天的准贷记卡账户明细如下`
_GROUP = re.compile(r"(从未)?(?:发生过?)?(?:逾期|透支)[^,。;:]{0,30}账户明细如下")
# What the person answers for but did not borrow; loans stand under other headings.
_FOR_OTHERS = re.compile(r"相关还款责任信息|为他人(?:担保|贷款)")
_OWN = re.compile(r"账户明细如下|(?:信用卡|贷款|其他业务) ?(?=\d{1,3}[.、])")
_ANSWERS_FOR = re.compile(r"相关还款责任(?!信息)|责任人类型|担保责任")
_END = re.compile(
    r"非信贷交易记录|公共记录这|公共记录系统|查询记录这|机构查询记录|个人查询记录|相关还款责任信息|系统中没有您"
)


def read_accounts(pages: Sequence[Page]) -> tuple[ReportAccount, ...]:
    """Every loan account of the report, in order; cards are left out."""
    flow = read_flow(pages)
    starts = list(_START.finditer(flow.text))
    accounts = []
    for i, start in enumerate(starts):
        stop = starts[i + 1].start() if i + 1 < len(starts) else len(flow.text)
        for breaker in (_END, _GROUP):
            cut = breaker.search(flow.text, start.end(), stop)
            stop = cut.start() if cut else stop
        account = _account(_Entry(flow, start, stop))
        if account is not None:
            accounts.append(account)
    return tuple(accounts)


def starts_sentence(text: str) -> bool:
    """Whether a line begins the sentence of an account: its number and the day it was opened."""
    return bool(re.match(rf"\d{{1,3}}[.、]{_DAY}", text))


def sentence_account(flow: Flow) -> ReportAccount | None:
    """The loan account that a text of one sentence speaks of; None for a card."""
    start = _START.search(flow.text)
    return _account(_Entry(flow, start, len(flow.text))) if start else None


@dataclass(frozen=True, slots=True)
class _Entry:
    """One account: from the match that begins it to where the next one begins."""

    flow: Flow
    start: re.Match[str]
    stop: int

    @property
    def places(self) -> list[int]:
        """Where the characters of `text` stand in the running text."""
        return [i for i in range(self.start.end(), self.stop) if self.flow.text[i] != " "]

    @property
    def text(self) -> str:
        return "".join(self.flow.text[i] for i in self.places)

    def seen(self, match: re.Match[str] | None, group: int = 1) -> str | None:
        """A group of a match in `text`; from pixels only where no second reader saw other figures in its line."""
        if match is None or match[group] is None:
            return None
        places = self.places
        return self._seen(match[group], places[match.start(group)], places[match.end(group) - 1] + 1)

    def opened(self) -> str | None:
        """The day that begins the sentence."""
        return self._seen(self.start[1], *self.start.span(1))

    def _seen(self, text: str, start: int, end: int) -> str | None:
        piece = self.flow.piece(start, end)
        if piece is None or piece.exact or piece.second is None:
            return text
        figures = re.findall(r"\d+", text)
        # The second reader may take a nought between figures for a letter.
        again = re.findall(r"\d+", re.sub(r"(?<=[\d年])[Oo](?=\d)|(?<=\d)[Oo]", "0", piece.second))
        return text if all(f in again or (len(f) > 2 and any(f in a for a in again)) for f in figures) else None


def _account(entry: _Entry) -> ReportAccount | None:
    flow, start, text = entry.flow, entry.start, entry.text
    loan = _LOAN.match(text) if start[3] == "发放的" else None
    line = _LINE.match(text) if start[3] == "为" else None
    if (loan is None and line is None) or "贷记卡" in text[:12] or _is_of_others(flow.text, start.start(), text):
        return None
    settled, as_of, overdue = _SETTLED.search(text), _AS_OF.search(text), _OVERDUE.search(text)
    state: Literal["settled", "open", "overdue"] | None = None
    if settled:
        state = "settled"
    elif _CURRENT.search(text):
        state = "overdue"
    elif as_of:
        state = "open"
    count = entry.seen(overdue)
    never = overdue is None and _never(flow.text, start.start(), text)
    return ReportAccount(
        lender=judge(printed(start[2]), flow.piece(*start.span(2))),
        opened=_day(entry.opened()),
        amount=_money(entry.seen(loan) if loan else entry.seen(_LIMIT.search(text))),
        state=state,
        settled_month=_month(entry.seen(settled)),
        overdue_months=0 if never else int(count) if count else None,
        as_of=_as_of(entry.seen(as_of)),
        balance=_money(entry.seen(_BALANCE.search(text))),
        ends=_day(entry.seen(line, 2) if line else entry.seen(_ENDS.search(text))),
        overdue_total=_money(entry.seen(_OWED.search(text))),
        moved=bool(_MOVED.search(text)),
    )


def _is_of_others(text: str, at: int, sentence: str) -> bool:
    """Whether the sentence is about a loan of somebody else that the person answers for."""
    others = max((m.start() for m in _FOR_OTHERS.finditer(text, 0, at)), default=-1)
    own = max((m.start() for m in _OWN.finditer(text, 0, at + 4)), default=-1)
    return others > own or bool(_ANSWERS_FOR.search(sentence))


def printed(name: str) -> str:
    """A lender's name as reports print it: signs as wide as the characters round them."""
    return name.replace(" ", "").translate(str.maketrans("():", "（）："))


def _never(text: str, at: int, sentence: str) -> bool:
    """The account stands under `从未发生过逾期的账户明细如下`, or its own sentence says so."""
    if _NEVER.search(sentence):
        return True
    groups = list(_GROUP.finditer(text, 0, at))
    return bool(groups) and groups[-1][1] is not None


def _day(text: str | None) -> dt.date | None:
    days = find_days(text) if text else []
    return days[0].date if days else None


def _month(text: str | None) -> str | None:
    match = re.match(r"(\d{4})年(\d{1,2})月", text) if text else None
    return f"{match[1]}-{int(match[2]):02d}" if match and 1 <= int(match[2]) <= 12 else None


def _as_of(text: str | None) -> dt.date | None:
    """The day, or the last one of the month where only the month stands."""
    day, month = _day(text), _month(text)
    if day is not None or month is None:
        return day
    year, number = int(month[:4]), int(month[5:])
    return dt.date(year, number, calendar.monthrange(year, number)[1])


def _money(text: str | None) -> Money | None:
    digits = re.sub(r"\D", "", text.split(".")[0]) if text else ""
    return Money(int(digits) * 100) if digits else None
