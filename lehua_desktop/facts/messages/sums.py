"""How much of the sums that a message names moved: neither principal nor limit, neither what is still owed nor what comes next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from ...core.facts import Status
from ...core.money import Money
from ..words.amounts import Amount, find_amounts
from ..words.days import find_days, without_days
from ..words.glyphs import packed, plain
from .words import OUT, PAY, clauses_of, message_status, telling_clauses


@dataclass(frozen=True, slots=True)
class Sum:
    """The amount that a message is about, its components, and whether another amount could be it as well."""

    amount: Amount | None
    parts: tuple[tuple[str, Money], ...]
    several: bool


class _Role(IntEnum):
    """What an amount is in its sentence; the highest that stands there is what moved."""

    PRINCIPAL = 1  # of the loan, or a component: what moved only where nothing else did
    NAMED = 2  # a bill, a sum due, an amount without a word
    TOLD = 3  # in the clause that says what happened
    SUBJECT = 4  # 1286.35元已还款成功
    OBJECT = 5  # 成功还款1286.35元
    REALLY = 6  # 实扣, 仅还, 本次还款


_VERB = rf"(?:{PAY}|{OUT}|缴费|支出|支取|取款|汇款|转出|转至|汇出|代付|清偿|付清|[已共](?:还|扣|付)|[还扣付]了|退款|退回|退还|冲正|撤销|失败)"
_FILL = r"(?:总?金?额|本息|款项|贷款|借款|个贷|逾期|欠款|账单|本期|当期|全部|总计|合计|共计?|金额|人民币|成功|失败|了|为|是|:)*$"
# 付款至某某,人民币1286.35元 as well: whom it went to stands between.
_OBJECT = re.compile(rf"{_VERB}{_FILL}|(?:付款|支付|转账|汇款|还款)[至给到][^,¤]{{1,20}}$")
# The verb of what is due, planned or asked for.
_NOT_OBJECT = re.compile(
    r"(?:应|待|需|可|请|将|未|没|预计|计划|最低|即将|再|累计|下[期次月])(?:成功|自动|主动|提前|尽快|继续)?$"
)
_SETTLED_LOAN = re.compile(r"(?:结清|还清|付清).{0,10}(?:贷款|借款)$")
_REALLY = re.compile(
    r"(?:实(?:际)?(?:成功)?(?:还|扣|付|缴|支付|划扣|代扣)"
    r"|[仅只](?:成功)?(?:还|扣|划|付|支付|代扣)"
    r"|本[次笔](?:实际|共|已|成功|提前|主动|自动|部分)*(?:还款|扣款|支付|付款|结清|还清|归还|扣除|扣收|划扣|代扣))"
    rf"(?:款|收|扣|除)?{_FILL}|^(?:合计|总计|共计)(?:还款|扣款|支付|金额)?(?:人民币|:)*$"
)
_SUBJECT = re.compile(rf"^[^,。;!请将待应需可]{{0,24}}?(?:{_VERB}|入账|到账|收到)")
_STILL_OPEN = re.compile(r"^(?:待还|未还|尚未|仍?未还|未结清|将[于在]|即将|到期|请[于在尽])")
_LEFT = re.compile(r"(?:剩余|剩|待还|欠款?|未还|逾期|还[需差])[^\d,。;]{0,8}$")
_BALANCE = re.compile(
    r"(?:(?:余额|额度|剩余|待还|欠款|积分|可用|结余|限额)[^\d,。;]{0,8}"
    r"|(?:尚|仍|还)(?:欠|余|需|差|有|剩)[^\d,。;]{0,5}|欠|差额|(?:补足|补缴|补齐|补存|(?<![卡户])存入|存足|备足)(?:至少|不少于)?|累计[^\d,。;]{0,6})$"
)
_COMPONENT = re.compile(
    r"(?P<name>本金|利息|手续费|服务费|担保费|违约金|滞纳金|罚息|优惠|立减|减免|红包|抵扣|息费|费用|奖励)[^\d,。;]{0,6}$"
)
_COMPONENT_AFTER = re.compile(
    r"^(?:为|是|系|的|用于(?:偿还|归还|支付))*(?P<name>逾期利息|利息|本金|手续费|服务费|担保费|违约金|滞纳金|罚息)"
)
_COUPON = re.compile(
    r"^的?(?P<name>(?:还款|优惠|满减|免息|立减|抵扣|息费|利息|现金|抵用|话费|代金|加油|购物|消费|体验){0,2}(?:券|红包|立减金|礼金))"
)
_AMONG = re.compile(r"其中[^。;!]*$")
_PARTS_PAID = re.compile(rf"(?:{PAY}|归还|偿还|扣除)(?:贷款|借款)?本金$")
_OF_LOAN = re.compile(
    r"(?:借款|贷款|合同|放款|授信|分期|借据)(?:\(|的)?(?:总?金额|总额|本金|额度)(?:为|是|共|:|\(|人民币)*$"
)
_LENT = re.compile(
    r"(?<!归还)(?<!偿还)(?<!扣划)(?<!扣收)(?<!扣除)(?<!代扣)(?<![还本当该\d]期)(?<!\d月)(?<!还)(?:借款|贷款|借入的?|借的)(?:共|人民币|:|\()*$"
)
_LENT_AFTER = re.compile(r"^的?(?:个人|消费|现金|信用|循环)*(?:借款|贷款|分期)(?!本息|还款|利息|本金|账单)")
_NEXT = re.compile(r"下一?[期月次笔]|次月|每[期月]|首期|最近一期|后续")
_OFFER = re.compile(
    r"可借|可贷|再借|可提|最高|至高|最多|高达|提升|提额|(?:可|专|立)享|获得|领取?|节省|立省|奖|抽|赢|赠|准备|(?:临时|专属)额度"
)
_OFFER_AFTER = re.compile(r"^的?(?:专属|可用|借款|临时|固定|循环)*额度")
_DONE = re.compile(r"已|成功")
_SUM = re.compile(r"^(?:本次|您的)?金额(?:为|是|:|人民币)*$")
_LABEL = re.compile(r"^(?:.*(?:(?:金额|本息|合计|共计|人民币|支出)[为是共计]{0,2}|¥|:|\())?$")
_LISTED = re.compile(r"^[,;、和及与+](?:第\d{1,2}期)?$")
_IN_FULL = re.compile(rf"^,已?[在于]?(?:成功)?(?:足额|全额)(?:{PAY}|{OUT})")
_SENDER = re.compile(r"^\[[^\]]*\]")  # the name of the sender says nothing of the sum: 小赢卡贷
_STATE = re.compile(r"已还(?:款)?$")
_AS_WELL = re.compile(r"一并|另外|另[扣行]|同时扣")


def message_sum(text: str, status: Status) -> Sum:
    """The amount of the movement with this status, and whether another sum could be it as well."""
    line = plain(text)
    telling = telling_clauses(line)
    roles: list[tuple[_Role, Amount]] = []
    parts: list[tuple[str, Money]] = []
    owed: list[Amount] = []
    places = _places(line)
    for place in places:
        amount, role = place.amount, _role(place)
        if role < _Role.REALLY and (part := place.part):
            parts.append((part, amount.money))
            if _PARTS_PAID.search(place.before) or (_SUBJECT.match(place.after) and _DONE.search(place.after)):
                roles.append((_Role.PRINCIPAL, amount))
        elif not (amount.currency or amount.decimals) or (role < _Role.REALLY and place.among):
            continue
        elif role < _Role.OBJECT and place.open:
            owed += [amount] if place.owed else []
        elif not place.elsewhere(role):
            said = message_status(place.clause)
            if role > _Role.PRINCIPAL and (said.status is not status if said else status is Status.REFUNDED):
                role = _Role.NAMED  # another movement, in the same message
            elif role is _Role.NAMED and (_SUM.match(place.before) or any(a <= amount.start < b for a, b in telling)):
                role = _Role.TOLD
            roles.append((role, amount))
    if not roles:  # 还款失败, and how much is still owed
        return Sum(owed[0] if owed and status is Status.FAILED else None, tuple(parts), several=bool(owed))
    top = max(role for role, _ in roles)
    best = [amount for role, amount in roles if role is top]
    whole = len(parts) > 1 and sum(money.fen for _, money in parts) == best[0].money.fen  # the parts of it are told
    several = (
        top is _Role.PRINCIPAL
        or len({a.money for a in best}) > 1
        or (len(places) > 1 and bool(_AS_WELL.search(line)))
        or (not whole and any(_doubtful(place, top, status, bool(owed)) for place in places if place.amount in best))
    )
    return Sum(best[0], tuple(parts), several)


@dataclass(frozen=True, slots=True)
class _Place:
    """An amount and the words around it, without blanks and days: up to the next amount and the end of its clause."""

    amount: Amount
    before: str
    after: str
    clause: str
    sentence: str  # from its beginning to the amount
    dated: bool  # the message names a day
    listed: bool  # nothing but 和 or a comma parts it from the next amount
    in_full: bool  # 应还500.00元,已足额扣收: what was due is what was paid

    @property
    def part(self) -> str | None:
        """The name of the component of a payment that it is."""
        match = _COMPONENT.search(self.before) or _COUPON.match(self.after) or _COMPONENT_AFTER.match(self.after)
        return match["name"] if match else None

    @property
    def among(self) -> bool:
        return bool(_AMONG.search(self.sentence)) and not _DONE.search(self.before)

    @property
    def open(self) -> bool:
        """Whether it is still owed, or a balance."""
        if _STILL_OPEN.match(self.after):
            return True
        return bool(_BALANCE.search(self.before)) and not (_LEFT.search(self.before) and _SUBJECT.match(self.after))

    @property
    def owed(self) -> bool:
        return bool(_STILL_OPEN.match(self.after) or _LEFT.search(self.before))

    def elsewhere(self, role: _Role) -> bool:
        """Whether it is the sum of a contract, of the next bill or of an offer."""
        if role >= _Role.OBJECT:
            return False
        if _OF_LOAN.search(self.before):
            return role is not _Role.SUBJECT
        paid = role is _Role.SUBJECT and _DONE.search(self.after)  # the next bill, before it is due
        if (_NEXT.search(self.before) and not paid) or (role <= _Role.NAMED and _NEXT.search(self.sentence)):
            return True
        return bool(_OFFER.search(self.before) or _OFFER_AFTER.match(self.after))


def _places(line: str) -> list[_Place]:
    amounts = [a for a in find_amounts(line) if a.money.fen]
    dated = bool(find_days(line))
    places: list[_Place] = []
    for i, amount in enumerate(amounts):
        start, end = next((c for c in clauses_of(line) if c[0] <= amount.start < c[1]), (0, len(line)))
        clause = line[start:end]
        if not re.sub(r"人民币|[¥,\s]", "", line[start : amount.start]):  # 扣款归还个贷,人民币1286.35
            start = max((a for a, b in clauses_of(line) if b <= start), default=start)
        start = max(start, amounts[i - 1].end if i else 0)
        after = amounts[i + 1].start if i + 1 < len(amounts) else len(line)
        before, behind = packed(without_days(line[start : amount.start])), line[amount.end : after]
        places.append(
            _Place(
                amount,
                re.sub(r"\([^()]*\)$", "", _SENDER.sub("", before.strip(","))),
                packed(without_days(line[amount.end : min(end, after)])),
                clause,
                packed(re.split(r"[。;!](?!\d)", line[: amount.start])[-1]),
                dated,
                bool(_LISTED.match(packed(behind))),
                bool(_IN_FULL.match(packed(without_days(behind)))),
            )
        )
    return places


def _role(place: _Place) -> _Role:
    before, after = place.before, place.after
    if _REALLY.search(before):
        return _Role.REALLY
    verb = _OBJECT.search(before)
    if verb and not (
        _NOT_OBJECT.search(before[: verb.start()]) or _SETTLED_LOAN.search(before) or _LENT_AFTER.match(after)
    ):
        return _Role.OBJECT
    if _OF_LOAN.search(before):
        return _Role.SUBJECT if re.match(rf"^[^,]{{0,12}}(?:{PAY})", after) else _Role.PRINCIPAL
    if _LENT.search(before) or _SETTLED_LOAN.search(before) or _LENT_AFTER.match(after):
        return _Role.PRINCIPAL
    return _Role.SUBJECT if _SUBJECT.match(after) else _Role.NAMED


def _doubtful(place: _Place, role: _Role, status: Status, owed: bool) -> bool:
    """Whether the chosen amount could be another one: with others, so far, of a bill that was paid in another sum."""
    if place.listed or _OF_LOAN.search(place.before):
        return True
    if _STATE.search(place.before) and owed and not place.dated:
        return True  # 账单1099元已还款345元, 待还754元: today, or all in all
    return role is _Role.NAMED and status is Status.SUCCESS and not (_LABEL.match(place.before) or place.in_full)
