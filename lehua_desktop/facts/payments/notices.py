"""Notices of a bank: a debit noted with the balance after it, or a movement with its clock, has happened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...core.facts import Check, Look, PaymentFact, Status
from ..certainty import judge
from ..page.layout import Piece
from ..words.glyphs import packed
from ..words.wording import SPENT

_MOVED = re.compile(r"(?:账户|资金|余额)变动|动账|交易(?:提醒|通知)")
_NOTICE = re.compile(rf"{_MOVED.pattern}|支出(?:提醒|通知)|扣款提醒")
_CHARGED = re.compile(r"扣[费款]通知")  # what was charged, most likely, and nothing more is said of it
_CAME_IN = re.compile(r"工资|代发|收入|存入|转入|汇入|入账")
_WENT_OUT = re.compile(rf"代扣|快捷(?!提现|退|收|入)|支出|{SPENT}|扣款|转出|归还|还贷|贷款还款|类型:[^:]{{0,14}}还款")
_CLOCK = re.compile(r"时间:[^:]{0,12}\d日\d{1,2}时\d{1,2}分")
NOT_DONE = re.compile(r"失败|未|不足|收入|存入|转入|退[款货票回]|冲正|撤销|预计|将于|应还|处理中")


def as_noticed(fact: PaymentFact, rows: Sequence[Sequence[Piece]]) -> PaymentFact | None:
    """The payment of a notice, sure to be done where the notice notes a debit; None where it notes money that came in."""
    text, title = _text(rows), _title(rows, _NOTICE)
    if title is not None and _CAME_IN.search(text) and not _WENT_OUT.search(text):
        return None
    if fact.status.certain or fact.status.value not in (None, Status.SUCCESS):
        return fact
    charged = next((p for row in rows[:3] for p in row if _CHARGED.fullmatch(packed(p.text))), None)
    if fact.status.value is None and charged is not None and not NOT_DONE.search(text):
        return replace(fact, status=judge(Status.SUCCESS, charged, Check(Look.LABEL, agrees=False), closed=True))
    if title is None or not ("余额" in text or (fact.time and _MOVED.search(packed(title.text)))):
        return fact
    return _booked(fact, title, text)


def as_moved(fact: PaymentFact, rows: Sequence[Sequence[Piece]]) -> PaymentFact:
    """The payment of a page that is the notice of one movement, sure to be done where it is of a debit and has its clock."""
    title = _title(rows, _MOVED)
    text = _text(rows)
    if fact.status.certain or fact.status.value is not Status.SUCCESS or title is None:
        return fact
    return _booked(fact, title, text) if fact.time or _CLOCK.search(text) else fact


def _booked(fact: PaymentFact, title: Piece, text: str) -> PaymentFact:
    unknown = fact.status.value is None and fact.status.box is not None  # a state in words that nobody foresaw
    if unknown or not _WENT_OUT.search(text) or NOT_DONE.search(text):
        return fact
    return replace(fact, status=judge(Status.SUCCESS, title, Check(Look.LABEL, agrees=True), closed=True))


def _title(rows: Sequence[Sequence[Piece]], words: re.Pattern[str]) -> Piece | None:
    return next((p for row in rows for p in row if len(packed(p.text)) <= 12 and words.search(packed(p.text))), None)


def _text(rows: Sequence[Sequence[Piece]]) -> str:
    return packed(" ".join(p.text for row in rows for p in row))
