"""Brief credit reports 简版: numbered sentences, one for each account."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ...core.facts import ReportAccount
from ...core.money import Money
from ...core.page import Page
from ..certainty import digits, judge
from ..page.flow import Flow, read_flow
from ..words.days import find_days
from .business import business_kind, printed

_DAY = r"(?:19|20)\d{2}[年.\-/]\d{1,2}[月.\-/]\d{1,2}(?:[日口曰号]|(?![\d日口曰号]))"
_IN_MONTH = r"20\d{2}[年.\-/]\d{1,2}(?:[月.\-/]\d{1,2}[日口曰号]?|月|(?!\d))"
_NAME = rf"(?![为向给]您)(?:(?!{_DAY})[^,。;]){{3,60}}?"
_VERB = r"(?P<verb>发放(?:的|了)?|(?:为|给予|授予)(?=[^,。;]{2,30}授信)|授信(?=额度))"
# `2021年07月12日某公司发放的 …`, `某公司于2021年07月12日发放的 …`
_START = re.compile(
    rf"(?:(?<!\d)\d{{1,3}}[.、])?(?:(?P<day>{_DAY}),? ?(?P<name>{_NAME})|(?<=[.、。:;])(?P<name2>[^,。;\d]{{3,60}}?)于(?P<day2>{_DAY})(?:[为向给]您)?){_VERB}"
)
_SUM = r"(?:人民币)?(?P<sum>[\d,.]*\d)(?:元(?:[(][^)]{2,8}[)]|人民币)?|[(]人民币[)])"
_LOAN = re.compile(rf"^(?:一?笔|金额为?)?{_SUM}(?:的)?(?P<kind>[^,。]{{2,40}})")
_LINE = re.compile(rf"^(?:(?P<kind>[^,。]{{2,30}}?)授信(?:额度)?)?(?:额度)?(?:{_SUM})?(?=[,。的])")
_CARD = re.compile(r"^[^,。]{0,6}?(?P<kind>(?P<overdraft>准)?(?:贷记卡|信用卡|大额专项分期卡))")
_LINE_ENDS = re.compile(rf"额度有效期[至到]({_DAY})")
_ENDS = re.compile(rf"({_DAY})到期")
_SETTLED = re.compile(
    rf"({_IN_MONTH})(?:已|经)?(?:全部|提前|正常|全额|销户)?(?:结清|销户)|(?:结清|销户)(?:日期|时间|月份)?[:为(]*({_IN_MONTH})"
)
_IS_SETTLED = re.compile(r"(?:已|已经|全部|提前|正常|状态(?:为|是|:)?[\"“”]?)(?:结清|销户)")
_AS_OF = re.compile(rf"截[至止]到?({_IN_MONTH})")
_BALANCE = re.compile(r"(?:余额|已使?用额度)(?:为|是|:)?(?:折合)?(?:人民币)?([\d,]+)")
_LIMIT = re.compile(r"(?:信用|授信)额度(?:为|:)?(?:折合)?(?:人民币)?([\d,]+)")
# A count of months for all of the time that reports look back on; `2个月逾期超过30天` is another count.
_COUNT = r"(\d{1,2}|[一二两三四五六七八九十]{1,3})个月"
_OVERDUE = re.compile(
    rf"(?:[2-5二两三四五]年|60个月)(?:之?内|以?来|中|间)?(?:曾|共|总计|累计|合计)*有?{_COUNT}(?:处于|发生|出现|存在|有)?过?逾期(?!超过|[\d一二三六九])"
    rf"|(?:累计|共|曾)(?:有)?逾期{_COUNT}(?!以上)"
)
_OVERDRAFT = re.compile(rf"年(?:之?内|以?来|中)?(?:曾|共|累计)*有?{_COUNT}透支超过60天")
_OWED = re.compile(
    r"(?:当前逾期|逾期(?:金额|总额))(?:金额|总额)?(?:为|是|共|计|:)*(?:人民币)?([\d,]+)(?![\d,]|个|期|天|月|年|次)"
)
_OVERDRAWN = re.compile(r"透支(?:180天以上)?(?:未付|未还)余额(?:为|是|:)*(?:人民币)?[1-9]")
_MOVED = re.compile(r"已?转出")
_ENDED = re.compile(r"代偿|核销|以资抵债|转让")
_CURRENT = re.compile(
    r"(?:当前|目前|现)(?:有|存在|处于|已|为|发生)*逾期(?!金额|总额|期数|[:为是]*0(?!\d))|逾期(?:金额|总额|期数)(?:为|是|共|计|:)*(?:人民币)?[1-9]|呆账"
)
_NEVER = re.compile(
    r"从未(?:有|发生|出现)?过?逾期|年(?:之?内|以?来|中)?(?:没有|未曾?|无)(?:有|发生|出现)?过?(?:任何)?逾期(?!超过)"
)
# `从未发生过逾期的账户明细如下`, `从未逾期过的账户明细如下`, `从未逾期过的贷记卡及透支未超过60天的准贷记卡账户明细如下`
_GROUP = re.compile(
    r"(从未|没有|未曾?|无)?(?:有|发生|出现)?过?(?:逾期|透支)(?:(?!从未|账户数)[^,。;:]){0,30}账户(?:(?:明细|信息|情况)?如下|(?:明细|信息|情况)?:)"
)
_HEADING = re.compile(rf"(?:信用卡|贷款|其他业务) ?(?=\d{{1,3}}[.、] ?{_DAY})")
# What the person answers for but did not borrow; loans stand under other headings.
_FOR_OTHERS = re.compile(r"相关还款责任信息|为他人(?:担保|贷款)")
_OWN = re.compile(r"账户明细如下|(?:信用卡|贷款|其他业务) ?(?=\d{1,3}[.、])")
_ANSWERS_FOR = re.compile(r"相关还款责任(?!信息)|责任人类型|担保责任")
_END = re.compile(
    r"非信贷交易记录|公共记录这|公共记录系统|查询记录这|机构查询记录|个人查询记录|相关还款责任信息|系统中没有您"
)


def read_accounts(pages: Sequence[Page]) -> tuple[ReportAccount, ...]:
    """Every account of the report, in order."""
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
    return bool(re.match(rf"\d{{1,3}}[.、] ?{_DAY}", text))


def sentence_account(flow: Flow) -> ReportAccount | None:
    """The account that a text of one sentence speaks of."""
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

    @property
    def name(self) -> str:
        """The group that holds the lender."""
        return "name" if self.start["day"] else "name2"

    def seen_any(self, match: re.Match[str] | None) -> str | None:
        """`seen` of the first group that took part."""
        groups = (i for i, text in enumerate(match.groups(), 1) if text) if match else ()
        return next((self.seen(match, group) for group in groups), None)

    def seen(self, match: re.Match[str] | None, group: int | str = 1) -> str | None:
        """A group of a match in `text`; from pixels only where no second reader saw other figures in its line."""
        if match is None or match[group] is None:
            return None
        places = self.places
        return self._seen(match[group], places[match.start(group)], places[match.end(group) - 1] + 1)

    def business(self, match: re.Match[str] | None) -> str | None:
        """What the sentence calls the kind of business."""
        if match is None or match["kind"] is None:
            return None
        places = self.places
        piece = self.flow.piece(places[match.start("kind")], places[match.end("kind") - 1] + 1)
        return business_kind(match["kind"], exact=piece is not None and piece.exact)

    def opened(self) -> str | None:
        """The day that begins the sentence."""
        group = "day" if self.start["day"] else "day2"
        return self._seen(self.start[group], *self.start.span(group))

    def _seen(self, text: str, start: int, end: int) -> str | None:
        piece = self.flow.piece(start, end)
        if piece is None or piece.exact or piece.second is None:
            return text
        # The second reader may take a nought between figures for a letter.
        seen = re.sub(r"(?<![A-Za-z])[Oo](?=\d)|(?<=\d)[Oo]", "0", piece.second)
        again = _figures(seen)
        same = all(f in again or (len(f) > 2 and any(f in a for a in again)) for f in _figures(text))
        if same or not again:
            return text
        # Or it loses the words between them: run together, those of the lines are the same then.
        return text if digits(seen) == digits(self.flow.whole(start, end).text) else None


def _figures(text: str) -> list[str]:
    """The figures of a text; a nought more or less at the front makes no other one."""
    return [figure.lstrip("0") for figure in re.findall(r"\d+", text)]


def _account(entry: _Entry) -> ReportAccount | None:
    flow, start, text = entry.flow, entry.start, entry.text
    paid_out = start["verb"].startswith("发放")
    card = _CARD.match(text) if paid_out else None
    loan = _LOAN.match(text) if paid_out and card is None else None
    line = _LINE.match(text) if not paid_out else None
    if (loan or line or card) is None or _is_of_others(flow.text, start.start(), text):
        return None
    overdraft = card is not None and card["overdraft"] is not None
    settled, as_of = _SETTLED.search(text), _AS_OF.search(text)
    overdue = (_OVERDRAFT if overdraft else _OVERDUE).search(text)
    state: Literal["settled", "open", "overdue"] | None = None
    if settled or _IS_SETTLED.search(text):
        state = "settled"
    elif (_OVERDRAWN if overdraft else _CURRENT).search(text):
        state = "overdue"
    elif as_of and not _MOVED.search(text) and not _ENDED.search(text):
        state = "open"
    count = entry.seen_any(overdue)
    never = overdue is None and _never(flow.text, start.start(), text)
    return ReportAccount(
        lender=judge(printed(start[entry.name]), flow.piece(*start.span(entry.name))),
        opened=_day(entry.opened()),
        amount=_money(entry.seen(loan or line, "sum") or (None if loan else entry.seen(_LIMIT.search(text)))),
        state=state,
        settled_month=_month(entry.seen_any(settled)),
        overdue_months=0 if never else _number(count),
        as_of=_as_of(entry.seen(as_of)),
        balance=_money(entry.seen(_BALANCE.search(text))),
        ends=_day(entry.seen((_LINE_ENDS if line else _ENDS).search(text))),
        overdue_total=_money(entry.seen(_OWED.search(text))),
        moved=bool(_MOVED.search(text)),
        business=entry.business(loan or line or card),
        card=None if card is None else "overdraft" if overdraft else "credit",
    )


def _is_of_others(text: str, at: int, sentence: str) -> bool:
    """Whether the sentence is about a loan of somebody else that the person answers for."""
    others = max((m.start() for m in _FOR_OTHERS.finditer(text, 0, at)), default=-1)
    own = max((m.start() for m in _OWN.finditer(text, 0, at + 4)), default=-1)
    return others > own or bool(_ANSWERS_FOR.search(sentence))


def _never(text: str, at: int, sentence: str) -> bool:
    """The account stands under `从未发生过逾期的账户明细如下`, or its own sentence says so."""
    if _NEVER.search(sentence):
        return True
    groups = list(_GROUP.finditer(text, 0, at))
    if not groups or groups[-1][1] is None:
        return False
    # Another part of the report that has no such heading of its own: nothing is said there.
    return _HEADING.search(text, groups[-1].end(), at + 20) is None


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    tens, ten, ones = text.replace("两", "二").rpartition("十")
    figures = "〇一二三四五六七八九"
    return (
        int(text) if text.isdigit() else (figures.index(tens or "一") * 10 if ten else 0) + figures.index(ones or "〇")
    )


def _day(text: str | None) -> dt.date | None:
    days = find_days(text) if text else []
    return days[0].date if days else None


def _month(text: str | None) -> str | None:
    match = re.match(r"(\d{4})[年.\-/](\d{1,2})", text) if text else None
    return f"{match[1]}-{int(match[2]):02d}" if match and 1 <= int(match[2]) <= 12 else None


def _as_of(text: str | None) -> dt.date | None:
    """The day, or the last one of the month where only the month stands."""
    day, month = _day(text), _month(text)
    if day is not None or month is None:
        return day
    year, number = int(month[:4]), int(month[5:])
    return dt.date(year, number, calendar.monthrange(year, number)[1])


def _money(text: str | None) -> Money | None:
    # An engine may take a comma for a dot; a dot before one or two figures parts the cents.
    digits = re.sub(r"\D", "", re.sub(r"\.\d{1,2}$", "", text)) if text else ""
    return Money(int(digits) * 100) if digits else None
