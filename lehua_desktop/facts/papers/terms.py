"""The cut-off hour of the due day and the days of grace after it, as contracts, plans and messages word them.

Both decide whether an overdue may be claimed, so a clause counts only where its words leave nothing open: a grace
that depends on a request, a reminder or somebody's leave is none here, nor is one within which an overdue is reported
all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...core.facts import MOST_GRACE, Check, LoanFacts, Look, Read
from ..certainty import judge
from ..page.flow import Flow, flow_of
from ..page.layout import Piece
from ..words.glyphs import packed

_FIGURE = r"\d{1,2}|[一二两三叁四五六七八九十]{1,3}"
HOUR = (
    rf"(?P<half>上午|中午|下午|傍晚|当晚|晚上?|夜间)?(?<![\d一二两三四五六七八九十])(?P<hour>{_FIGURE})"
    r"(?:(?::|时|点)(?P<minute>[0-5]\d)(?::[0-5]\d)?分?|[点时]整?)(?:\(不?含\))?"
)
BEFORE = r"(?:\(不?含(?:本数)?\))?(?:之前|以前|前|止|为止)"
_DUE = r"(?:还款|应还款?|到期|扣款)(?:日期?|当[日天])|每月(?:\d{1,2}|[一二三十]{1,3})[日号]|当[日天]"
_GAP = r"(?:(?!前|次|翌|隔|第|后)[^,。;\d]){0,10}?"
# The clause itself says when a payment becomes overdue; the others say until when to pay, which may be earlier.
_OVERDUE_FROM = re.compile(
    rf"(?:{_DUE}){_GAP}{HOUR}(?:(?:之|以)?后)?(?:仍|尚)?未[^。;]{{0,24}}?(?:视为|视作|算作?|计为|即为|构成|属于|认定为)逾期"
)
_PAY_BY = (
    re.compile(rf"(?:{_DUE}){_GAP}{HOUR}{BEFORE}"),
    re.compile(rf"(?:截止|最[晚迟](?:还款|到账|入账))(?:时间|时点|时刻)(?:为|是|:)? ?{_GAP}{HOUR}"),
)
_REPAYING = re.compile(r"还款|应还|到期|扣款|归还|偿还|存入|足额")
_ANOTHER_HOUR = re.compile(
    r"提前(?:还款|结清|还清|归还)|申请|客服|服务时间|工作时间|营业|活动|撤销|撤回|冷静期|提现|放款|系统维护"
)

_N = rf"(?P<n>{_FIGURE})个?(?:自然|工作|日历)?[天日]"
_NOT_OVERDUE = (
    r"(?:(?:不|不会|均不|将不|不予|不再)(?:被)?(?:视为|视作|算作?|计入?为?|记为|作为|认定为|构成)逾期"
    r"|(?:不|不会|均不|将不|不予|不再)(?:报送|上报)[^,。;]{0,6}(?:逾期|征信|不良))"
)
_GRACE = (
    re.compile(
        rf"宽限期?(?:限|天数)?(?:\([天日]\))?(?:设定|约定|统一)?(?:为|是|:|有|共)? ?(?:[至到]?(?:还款日|到期日|应还日|应还款日)?(?:当[日天])?(?:之?后|起)的?)?第?{_N}"
    ),
    re.compile(r"宽限期?(?:天数)?\([天日]\)(?:为|是|:)? ?(?P<n>\d{1,2})(?![\d.,:/年月\-])"),
    re.compile(rf"(?<![月日年第号\d一二三十]){_N}的?(?:免息|还款|免罚息)?的?宽限(?:期|(?=[,。;)]|$))"),
    re.compile(
        rf"(?:还款日|到期日|应还日)期?(?:当[日天])?(?:届满)?(?:之?后|起)的?{_N}(?:\(含\))?(?:之?内)[^。;]{{0,30}}?{_NOT_OVERDUE}"
    ),
)
_NO_GRACE = re.compile(
    r"(?:不设|未设|不设置|没有设|不提供|不享有|不存在|未约定|没有|并?无)(?:有|任何)?(?:还款)?宽限期?|宽限期?(?:为|是|:)? ?(?:无|没有|不设)(?=[,。; )]|$)"
)
# What makes a grace another thing: it is asked for or granted, begins with a reminder, or is one of principal only.
_ON_CONDITION = re.compile(
    r"申请|审批|审核|同意|酌情|有权|可以?(?:给予|提供|享)|最长|最多|至多|不超过|不足|如[有设无]|若[有设无]"
    r"|(?:通知|催告|催收|函告)[^,。;]{0,10}(?:后|起|之日|发出|送达)|还本|只还息|仅还息|首期|个月"
)
_WITHOUT_ASKING = re.compile(r"(?:无需|无须|不需|不必|不用)[^,。;]{0,6}(?:申请|审批|同意)|自动享")
_STILL_OVERDUE = re.compile(
    r"宽限[^。;]{0,24}(?:仍|照常|依然|继续|同样|也会|亦)(?!未|不|没)[^,。;]{0,10}(?:逾期|报送|上报|征信)"
    r"|宽限期?(?:内|期间)[^。;不]{0,16}(?:(?:视为|计为|记为|作为|按)逾期|报送|上报)"
)
_NEAR = 40  # characters of a sentence


@dataclass(frozen=True, slots=True)
class Clause:
    """A value and where the figures that give it stand in the running text."""

    value: str
    start: int
    end: int


def with_terms(facts: LoanFacts, rows: Sequence[Sequence[Piece]]) -> LoanFacts:
    """The facts with cut-off and grace from the rows of one document."""
    flow = flow_of(rows)
    hours = list(_hours(flow.text, (_OVERDUE_FROM,))) or list(_hours(flow.text, _PAY_BY))
    # Where clauses differ the stricter one counts: too strict leaves a doubt, too kind would claim what is not so.
    hour = min(hours, key=lambda clause: clause.value, default=None)
    grace = min(_graces(flow.text), key=lambda clause: int(clause.value), default=None)
    return replace(
        facts,
        cutoff=hour.value if hour else None,
        grace=int(grace.value) if grace else None,
        terms=(
            *((("cutoff", read_clause(flow, hour)),) if hour else ()),
            *((("grace", read_clause(flow, grace)),) if grace else ()),
        ),
    )


def _hours(text: str, patterns: Sequence[re.Pattern[str]]) -> Iterator[Clause]:
    for pattern in patterns:
        for match in pattern.finditer(text):
            around = _around(text, match)
            if _REPAYING.search(around) and not _ANOTHER_HOUR.search(around) and (hour := hour_of(match)) is not None:
                yield hour


def _around(text: str, match: re.Match[str]) -> str:
    """The sentence of a match, as far as it is near: a screen without full stops is one long sentence."""
    before = text[max(0, match.start() - _NEAR) : match.start()]
    after = text[match.end() : match.end() + _NEAR]
    return re.split("[。;]", before)[-1] + match[0] + re.split("[。;]", after)[0]


def hour_of(match: re.Match[str]) -> Clause | None:
    """The hour as "HH:MM"; None for one that no day has, and for midnight, which may be its beginning or its end."""
    number = _figure(match["hour"])
    if number and number <= 12 and (match["half"] or "")[:1] in ("下", "傍", "当", "晚", "夜"):
        number += 12
    minute = match["minute"] or "00"
    if number is None or not 0 < number <= 24 or (number == 24 and minute != "00"):
        return None
    return Clause(f"{number:02d}:{minute}", match.start("hour"), match.end("minute" if match["minute"] else "hour"))


def _graces(text: str) -> Iterator[Clause]:
    if _STILL_OVERDUE.search(text):
        return
    for match in _NO_GRACE.finditer(text):
        yield Clause("0", match.start(), match.end())
    for pattern in _GRACE:
        for match in pattern.finditer(text):
            days = _figure(match["n"])
            asked = _ON_CONDITION.search(_WITHOUT_ASKING.sub("", _around(text, match)))
            if not asked and days is not None and days <= MOST_GRACE:
                yield Clause(str(days), match.start("n"), match.end("n"))


def _figure(text: str) -> int | None:
    """A small number in figures or in Chinese."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.replace("两", "二").replace("叁", "三").rpartition("十")
    figures = "零一二三四五六七八九"
    if len(tens) > 1 or len(ones) > 1:
        return None
    return (figures.index(tens or "一") * 10 if ten else 0) + figures.index(ones or "零")


def read_clause(flow: Flow, clause: Clause) -> Read[str]:
    """The value as it was read: figures from pixels need a second reader, who sees the same ones in that line."""
    piece = flow.piece(clause.start, clause.end)
    ours = re.findall(r"\d+", flow.text[clause.start : clause.end])
    again = None
    if piece is not None and not piece.exact and piece.second is not None and ours:
        theirs = re.findall(r"\d+", packed(piece.second))
        same = any(theirs[at : at + len(ours)] == ours for at in range(len(theirs) - len(ours) + 1))
        again = Check(Look.SECOND_READER, agrees=same) if same or theirs else None
    return judge(clause.value, piece, again, closed=clause.value == "0")
