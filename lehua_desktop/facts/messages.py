"""Payments that messages tell: text messages of banks and platforms, notices in a chat."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..core.model import Check, Context, Look, PaymentFact, Read, Status
from ..core.money import Money
from ..core.page import Page
from .amounts import Amount, find_amounts
from .certainty import amount_again, day_again, in_range, judge, missing, well_shaped
from .days import Day, find_days, parse_day
from .glyphs import packed, plain
from .layout import Piece, text_rows
from .parties import about_loan
from .references import card_tail, periods


@dataclass(slots=True)
class Message:
    """One message: its lines from top to bottom and the heading with day or time above it."""

    heading: Piece | None
    lines: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(plain(p.text) for p in self.lines)

    def span(self, start: int, end: int) -> tuple[Piece, int]:
        """The lines that hold `text[start:end]`, joined, and where the first of them begins in the text."""
        at, first, found = 0, 0, None
        for line in self.lines:
            if at < end and at + len(line.text) > start:
                first, found = (at, line) if found is None else (first, found.joined(line))
            at += len(line.text)
        return (found or self.lines[0]), first


_SENDER = re.compile(r"^[\[【](?P<name>[^\]】]{2,20})[\]】]|[\[【](?P<last>[^\]】]{2,20})[\]】]$")
_BRACKETED = re.compile(r"\[(?=[^\]]*[\u4e00-\u9fff]{2})[^\]]{2,20}\]")
_SPOKEN = re.compile(r"您|尊敬的|逾期|请尽快|尾号|余额|成功还款|扣款|支出人民币|回复TD|退订|账单|还款日")
_THREAD = re.compile(r"短信|彩信|信息|回复|106[59]\d|955\d\d")
_TO_READER = re.compile(r"您.{0,40}(?:支出|扣款|还款|支付|应还|消费)")


def messages_in(lines: Sequence[str]) -> bool:
    """Whether lines (without blanks) are bubbles that begin with a sender in brackets and speak to the reader."""
    flat = "".join(lines)
    spoken = len(_SPOKEN.findall(flat))
    if spoken >= 2 and any(_BRACKETED.match(line) and len(line) > 8 for line in lines):
        return True
    if spoken < 3:
        return False
    return bool(_BRACKETED.search(flat) or ("尾号" in flat and _THREAD.search(flat) and _TO_READER.search(flat)))


def tells_messages(pages: Sequence[Page]) -> bool:
    """Whether the pages show messages rather than a list."""
    return messages_in([packed("".join(p.text for p in row)) for row in text_rows(pages)])


_CLOCK = re.compile(
    r"^(?:(?:今天|昨天|前天|星期.|周.|上午|下午|晚上|凌晨|早上|中午) ?)*(?:\d{1,2}:\d{2})?$|^(?:今天|昨天|前天|星期.|周.)$"
)


def _is_heading(piece: Piece) -> bool:
    text = plain(piece.text).strip()
    return parse_day(text) is not None or (bool(_CLOCK.match(text)) and bool(text))


def messages_of(pages: Sequence[Page]) -> list[Message]:
    """The messages of a thread in order; what stands above the first of them (status bar, number) is dropped."""
    found: list[Message] = []
    heading: Piece | None = None
    last: Piece | None = None
    for row in text_rows(pages, gap=2.0):
        piece = row[0]
        for more in row[1:]:
            piece = piece.joined(more, " ")
        if _is_heading(piece):
            heading, last = piece, None
            continue
        starts = bool(_SENDER.match(plain(piece.text)))
        if last is not None and not starts:
            gap = piece.box.y0 - last.box.y1 if piece.page == last.page else 0.0
            starts = gap > 0.9 * min(piece.box.height, last.box.height)
        if last is None or starts:
            found.append(Message(heading))
        found[-1].lines.append(piece)
        last = piece
    return found


_ASIDE = re.compile(
    r"^(?:如|若|请|以免|避免|为避免|为了|详情|退订|回复|回T|可|建议|逾期将|点击|登录|拨打|戳|查看|感谢|谢谢|温馨提示|注意|谨防|客服)"
)
_FAILED = re.compile(
    r"(?:扣款|还款|支付|代扣|划扣|扣收|交易|付款|转账)(?:未成功|失败|不成功)|未能?(?:成功)?(?:扣款|划扣|扣收)|扣款未|失败"
)
_REFUND = re.compile(r"退款|退回|冲正|退还|撤销|已退")
_DONE = re.compile(
    r"成功(?:还款|扣款|支付|付款|扣收|代扣|划扣|转账|偿还|归还|入账|结清)|(?:还款|扣款|支付|付款|代扣|划扣|扣收|转账|交易|结清|消费)(?:已)?成功"
    r"|支出|消费|快捷支付|转出|代扣|扣收|已(?:还款|扣款|还清|结清|支付|扣收|收到)|完成.{0,8}(?:交易|还款|支付)|(?:网上|在线|银联|无卡)支付|付款|支付|划扣|扣划|代付|扣除"
)
_NOT_YET = re.compile(
    r"将于|将在|即将|将从|明[天日]|后天|应还|账单(?:已出|提醒|金额)|本期(?:账单|应付)|还款日|待还|待审核|提额|确保|到期|已逾期|尚未|未还|未结清|需还|请.{0,8}还款|充足|最低还款"
)
_INCOME = re.compile(r"收入|存入|转入|工资|放款|发放|借款成功|到账|入账|汇入|提现")
_BALANCE = re.compile(r"(?:余额|额度|剩余(?:待还|应还|本金)?|待还|欠款|积分|可用|结余|限额)[^\d,。;]{0,10}$")
_COMPONENT = re.compile(
    r"(本金|利息|手续费|服务费|担保费|违约金|滞纳金|罚息|优惠|立减|减免|红包|抵扣|息费|费用|奖励)[^\d,。;]{0,6}$"
)
_DUE_DAY = re.compile(r"(?:应还日|还款日|到期日?|将于|截止|截至|账单日|请于|请在|下[期次]|最晚|最迟)[^\d,。;]{0,6}$")


def _status(text: str) -> Status | None:
    """What the message says happened; None for reminders, income and everything else that moved no money."""
    clauses = [
        c for c in re.split(r"[,。;!！?？，；]", packed(text)) if c and not _ASIDE.match(re.sub(r"^\[.*?\]", "", c))
    ]
    said = ",".join(clauses)
    if _FAILED.search(said):
        return Status.FAILED
    if _REFUND.search(said):
        return Status.REFUNDED
    if re.search(r"处理中|已受理|已提交|待入账", said):
        return Status.PENDING
    done = _DONE.search(said)
    if done is None:
        return None
    strong = re.search(r"成功|支出|消费|已(?:还款|扣款|还清|结清|支付|扣收)|完成", said)
    if _NOT_YET.search(said) and not strong:
        return None
    if _INCOME.search(said) and not re.search(r"支出|还款|扣款|支付|消费|转出|代付", said):
        return None
    return Status.SUCCESS


def _amounts(text: str) -> tuple[Amount | None, list[tuple[str, Money]], bool]:
    """The amount of the message, its components, and whether several could be it."""
    chosen: list[Amount] = []
    parts: list[tuple[str, Money]] = []
    for amount in find_amounts(text):
        before = text[: amount.start]
        if _BALANCE.search(before):
            continue
        if part := _COMPONENT.search(before):
            parts.append((part[1], amount.money))
        elif amount.currency or amount.decimals:
            chosen.append(amount)
    return (chosen[0] if chosen else None), parts, len({a.money for a in chosen}) > 1


def read_messages(pages: Sequence[Page], context: Context) -> tuple[PaymentFact, ...]:
    """The payments that the messages tell, in their order; reminders and income tell none."""
    messages = messages_of(pages)
    told = [(m, s) for m in messages if (s := _status(m.text)) is not None]
    days = [_day_of(m) for m, _ in told]
    senders = {name for m in messages if (name := _sender(m))}
    ours = len(senders) == 1 and about_loan(senders, context)  # one thread, one sender, named at times
    facts = []
    for i, (message, status) in enumerate(told):
        amount, parts, several = _amounts(message.text)
        if amount is None:
            continue
        piece, _ = message.span(amount.start, amount.end)
        looks = [well_shaped(amount), amount_again(amount.money, piece), _twin(i, amount.money, days, told)]
        if several:
            looks.append(Check(Look.LABEL, agrees=False))
        facts.append(
            _fact(
                message,
                ours and _sender(message) is None,
                status,
                judge(amount.money, piece, *looks),
                _day(i, message, days, context),
                days[i],
                parts,
                context,
            )
        )
    return tuple(facts)


def _twin(i: int, money: Money, days: list[Day | None], told: list[tuple[Message, Status]]) -> Check | None:
    """Another message tells the same amount for the same day: the bank's and the platform's word on one payment."""
    day = days[i]
    for k, (message, _) in enumerate(told):
        other = days[k]
        if k != i and day and other and (day.month, day.day) == (other.month, other.day):
            amount, _, _ = _amounts(message.text)
            if amount and amount.money == money:
                return Check(Look.ELSEWHERE, agrees=True)
    return None


def _day_of(message: Message) -> Day | None:
    """The day in the message's own text (not a due day), with the heading's year if it has none itself; else the heading's."""
    heading = _heading_day(message)
    own = [d for d in find_days(message.text) if not _DUE_DAY.search(message.text[: d.start])]
    if not own:
        # A message is of the day it came; its heading gives no time of payment.
        return replace(heading, time=None, start=0, end=0) if heading else None
    day = next((d for d in own if d.date), own[0])
    if day.date is None and heading and heading.year and (heading.month, heading.day) == (day.month, day.day):
        return replace(day, year=heading.year, date=heading.date)
    return day


def _heading_day(message: Message) -> Day | None:
    if message.heading is None:
        return None
    days = find_days(message.heading.text)
    return days[0] if days else None


def _day(i: int, message: Message, days: list[Day | None], context: Context) -> Read[dt.date]:
    day = days[i]
    if day is None:
        return missing(message.lines[0])
    from_heading = day.end == 0 and message.heading is not None
    piece, first = (message.heading, 0) if from_heading and message.heading else message.span(day.start, day.end)
    if day.date is None:
        return missing(piece)
    assert piece is not None  # noqa: S101 - a heading day has a heading
    if from_heading:
        shown = _heading_day(message) or day
        looks = [day_again(shown, piece)]
    else:
        own = find_days(message.text)
        shown = next((d for d in own if d.start == day.start), day)
        looks = [day_again(replace(shown, start=shown.start - first, end=shown.end - first), piece)]
        looks.append(_heading_agrees(i, message, day, shown, days))
        if shown.year is None and (heading := _heading_day(message)):
            again = day_again(heading, message.heading)  # the year is the heading's: it has to be looked at there
            looks.append(Check(Look.YEAR, agrees=again is not None and again.agrees))
    looks.append(in_range(day.date, context.today))
    return judge(day.date, piece, *looks)


def _heading_agrees(i: int, message: Message, day: Day, shown: Day, days: list[Day | None]) -> Check | None:
    """The heading above the message shows the same day, and the year stands in a neighbour too and keeps the order."""
    heading = _heading_day(message)
    if heading is None or (heading.month, heading.day) != (day.month, day.day):
        return None
    if heading.year == day.year and shown.year is not None:
        return Check(Look.ELSEWHERE, agrees=True)
    around = [d for d in (days[i - 1] if i else None, days[i + 1] if i + 1 < len(days) else None) if d and d.date]
    ordered = [d.date for d in days if d and d.date]
    if shown.year is None or ordered != sorted(ordered, reverse=ordered[:1] > ordered[-1:]):
        return None
    return Check(Look.ELSEWHERE, agrees=True) if any(d.year == day.year for d in around) else None


def _sender(message: Message) -> str | None:
    match = _SENDER.search(message.text.strip())
    return (match["name"] or match["last"]) if match else None


def _fact(
    message: Message,
    ours: bool,
    status: Status,
    amount: Read[Money],
    day: Read[dt.date],
    stated: Day | None,
    parts: list[tuple[str, Money]],
    context: Context,
) -> PaymentFact:
    text = message.text
    name = _sender(message)
    note = re.search(r"[(（]([^()（）]{2,30})[)）]", text)
    return PaymentFact(
        amount=amount,
        day=day,
        status=judge(status, message.lines[0], Check(Look.LABEL, agrees=True), closed=True),
        time=stated.time if stated else None,
        payee=name if name and about_loan([name], context) else None,
        memo=note[1] if note else None,
        method=name,
        card_tail=card_tail(text),
        periods=periods(text),
        about_loan=ours or about_loan([text], context),
        components=tuple(parts),
    )
