"""Payments that messages tell: text messages of banks and platforms, notices in a chat."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ...core.facts import Check, Context, Look, PaymentFact
from ...core.page import Page
from ..certainty import amount_again, judge, shaped_as_told
from ..page.layout import Piece
from ..words.glyphs import packed
from ..words.parties import about_loan, bought_on_credit
from ..words.references import card_tail, periods
from .days import day_told, read_day, with_years
from .parts import Message, Told, app_of, sender_of
from .sums import message_sum
from .thread import messages_of
from .words import message_status, without_offers

_LENDER = re.compile(r"借|贷|分期|担保|融担|白条|月付|消金|消费|花$|金条|金融|金服|数科|有钱")
_OTHER_DEBT = re.compile(r"信用卡|房贷|车贷|公积金|住房")


def read_messages(pages: Sequence[Page], context: Context) -> tuple[PaymentFact, ...]:
    """The payments that the messages tell, in their order; reminders and income tell none."""
    messages = [part for message in messages_of(pages) for part in _sentences(message)]
    told = [t for m in messages if (t := _told(m)) is not None]
    told = with_years(told)
    senders = {name for m in messages if (name := sender_of(m))}
    pushed = any(app_of(m) for m in messages)  # by several apps
    ours = len(senders) == 1 and not pushed and about_loan(senders, context)  # one thread, one sender, named at times
    if not senders and messages and not pushed:  # the messages of one app, whose name stands above them
        title = "".join(m.text for m in messages if m.heading is None)
        # What is repaid in installments; other debts are named where they are meant.
        texts = [without_offers(t.message.text) for t in told]
        repaid = any("还款" in t for t in texts) and all(re.search(r"还款|账单|借款", t) for t in texts)
        said = title + "".join(m.text for m in messages)
        ours = about_loan([title], context) or (("还款" in title or repaid) and not _OTHER_DEBT.search(said))
    same = Counter(_key(t) for t in told)
    return tuple(_fact(told, i, same[_key(t)] > 1, ours, context) for i, t in enumerate(told))


def _sentences(message: Message) -> list[Message]:
    """The sentences of a letter that tell a payment with its whole day each; else the message as it is."""
    parts: list[list[Piece]] = [[]]
    for line in message.lines:
        parts[-1].append(line)
        if _WHOLE.search(packed(line.text)):
            parts.append([])
    found = [replace(message, lines=lines, follows=message.follows or i > 0) for i, lines in enumerate(parts) if lines]
    told = [t for m in found if (t := _told(m)) is not None]
    days = {t.shown.date for t in told if t.shown is not None and t.shown.date is not None}
    return found if len(told) == len(days) > 1 else [message]


_WHOLE = re.compile(r"。$|^(?:尊敬的|亲爱的)[^,。]*[:!]$")


def _told(message: Message) -> Told | None:
    said, above = message_status(message.text), message_status(message.title)
    if above is not None and (said is None or not said.sure):
        said = message_status(f"{message.title},{message.text}")  # 还款成功 above 您主动还款940元
    if said is None:
        return None
    if above is not None and above.status is not said.status:
        said = replace(said, sure=False)
    sums = message_sum(message.text, said.status)
    if sums.amount is None:
        return None
    day, shown, sure = day_told(message)
    return Told(message, said, sums, sums.amount, day, shown, sure)


def _key(told: Told) -> object:
    """What two messages about one payment share: the bank's and the platform's word on it."""
    return (told.day.month, told.day.day, told.amount.money) if told.day else id(told)


def _repaid_to(sender: str, text: str) -> bool:
    """Whether one who is no bank, a shop mostly, tells that its loan was repaid."""
    others = "银行" in sender or _OTHER_DEBT.search(text) or bought_on_credit(text)
    return "还款" in text and not others


def _fact(told: list[Told], i: int, again: bool, ours: bool, context: Context) -> PaymentFact:
    this = told[i]
    message, text = this.message, this.message.text
    # 人民币 and 元 may stand on lines of which nobody asked a second reader.
    number = text[this.amount.start : this.amount.end].lstrip("-+ 人民币")
    first = this.amount.end - len(number)
    piece, _ = message.span(first, first + len(number.rstrip("元圆人民币 ")))
    looks = [shaped_as_told(this.amount, piece), amount_again(this.amount.money, piece)]
    if again:
        looks.append(Check(Look.ELSEWHERE, agrees=True))
    if this.sum.several:
        looks.append(Check(Look.LABEL, agrees=False))
    name = sender_of(message)
    note = re.search(r"\(([^()]{2,30})\)", text)
    return PaymentFact(
        amount=judge(this.amount.money, piece, *looks),
        day=read_day(told, i, context),
        status=judge(this.said.status, message.lines[0], Check(Look.LABEL, agrees=this.said.sure), closed=True),
        time=this.day.time if this.day else None,
        payee=name if name and (about_loan([name], context) or _LENDER.search(name)) else None,
        memo=note[1] if note else None,
        method=name,
        card_tail=card_tail(text),
        periods=periods(text),
        about_loan=(ours and name is None)
        or about_loan([without_offers(text), app_of(message)], context)
        or bool(name and (_LENDER.search(name) or _repaid_to(name, text))),
        components=this.sum.parts,
    )
