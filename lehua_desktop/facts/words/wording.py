"""Did the money reach the creditor? The words with which apps, banks and messages say it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...core.facts import Status
from .glyphs import packed


@dataclass(frozen=True, slots=True)
class Said:
    """A status that a text states; `sure` is false for partial and half-said ones."""

    status: Status
    sure: bool = True


_REFUNDED = re.compile(
    r"已?全额退款|已退款|(?:^|[,;、]|款项|还款|资金|转账|交易|付款|金额)已退回|原路退回$|退款成功|退款已?(?:到账|完成)|交易退款|已?退汇|冲正|交易撤销|退[还回款]通知$|对方已退还|已退还|原路退回成功|已原路退"
)
_PARTIAL = re.compile(r"部分退款|部分还款|部分成功|退款中|退款处理中|等待退款|退款申请")
_FAILED = re.compile(
    r"(?:扣款|支付|付款|还款|转账|交易|代扣|划扣|汇款|处理|缴费|充值|扣费|受理|扣收|扣划|缴款)(?:已|都)?失败|(?:交易|订单|支付|还款|扣款|付款|转账)已?关闭|^已关闭$|余额不足"
    r"|(?:支付|付款|还款|扣款|转账)(?:异常|超时)|已失效|遇到问题|退票|超限|状态异常|^失败$|(?:未|不|没有?)能?成功|没有?能?(?:完成|扣款)|未能?(?:完成|扣款|划扣)|扣款不成功|(?:支付|交易|订单|付款|还款|扣款|转账|代扣)已?(?:被?取消|作废|撤销)|已(?:取消|作废)(?:支付|付款|还款|扣款|转账|交易)?$|拒绝|已过期|被退回|交易异常|失败[!！]?$"
)
# Money of a returned purchase that lowered a debt: none left the account.
_OFFSET = re.compile(r"退[款货](?:还款|抵扣|冲抵|抵账|抵还)")
_PENDING = re.compile(
    r"处理中|进行中|(?:确认|查询|清算|受理)中$|结果未知|等待(?!发货)|^请(?:确认)?收款$|待.{0,6}收款|待.{0,4}确认|待(?:入账|付款|支付|确认|对方|收款|处理|审核|扣款)|(?:还款|支付|付款|转账|扣款|审核|到账)中$"
    r"|已(?:提交|受理|发起|发送)(?!完成)|预约(?:还款|支付|扣款|转账)?成功|已预约|(?:提交|受理|申请)成功(?!.{0,4}已(?:到账|入账))|预计(?!.{2,16}(?:实际|已)(?:到账|入账)).*(?:到账|入账)|未支付|稍[后候](?:到账|查看|查询)|尚未(?:到账|支付)|待生效|正在(?:处理|扣款|还款|支付)|收到.{0,8}(?:请求|申请|指令)"
)
# Where a word for success begins behind one of these, there was none, or not yet; other such words make it doubtful.
_DENIED = re.compile(r"(?:未能|没能|没有|不能|无法|未|不)[^，。,;；:：]{0,3}$")
_NOT_YET = re.compile(r"(?:尚|还|暂|并|仍|迟迟)(?:未|没有?)[^，。,;；:：]{0,3}$")
_DOUBTFUL = re.compile(r"[未没不无非否若如待零]|与否|[0０]笔|延期|展期|为准|取消|作废|撤")
_WITHDRAWN = re.compile(r"^(?:交易|订单|支付|还款)?已?撤[销单](?:成功)?$")  # before or after the money left
_UNDER_WAY = re.compile(r"正在(?:处理|扣款|还款|支付|转账|付款)")
# Advice, questions and links speak of a status without stating it.
_TALK = re.compile(
    r"累计|忽略|理会|(?:成功|失败|完成|结清|还清|还款|支付|退款)(?:后|才|即|前|率|怎|时|将)|怎么|如何|为什么|[?？吗]|是否|常见|(?<!遇到)问题|帮助|若|如需|请您?(?:更换|检查)"
)
_SUCCESS = re.compile(
    r"(?:交易|支付|付款|还款|扣款|转账|充值|代扣|划扣|汇款|到账|转出|消费|缴费|处理|付费|扣费|转入|收款|结清|扣划|缴款|入账)(?:已|都|完全)?(?:成功|完成)"
    r"|逾期已还|^(?:第\d+(?:/\d+)?期)?已还(?:款)?(?:\(逾期\))?$|成功(?:还款|支付|付款|扣款|扣收|划扣|转账|汇款|缴费|入账|到账)|已(?:全额|足额|按时|提前)(?:还款|还清|结清|支付|付款)"
    r"|已支付|已付款|已转出|已被?接收|还款到账(?:提醒|通知)$|已入账|已转账|已收钱|已到账|已还款|已还清|已结清|已存入|已收款|充值完成|^已?成功[!！]?$|已付清|[转清收付办]讫|已完成|^完成$|转出成功|还清|正常结清|提前结清|已扣款|已扣费|已收到"
)
# What forbids success, wherever it stands on the page.
_NEVER_SUCCESS = re.compile(
    r"预计(?!.{0,10}(?:恢复|更新(?:账单|额度|征信))|.{2,16}(?:实际|已)(?:到账|入账)).{0,18}(?:到账|入账|完成|处理|前|内|到)|不作为.{0,6}成功.{0,2}凭[据证]|最终.{0,4}失败"
)
_NO_PROOF = re.compile(r"(?:实际)?(?:到账|入账)(?:情况|结果|信息)?为准")
_BY_ANOTHER = re.compile(r"代偿|代付|代还|理赔|垫付|代为")
# Money spent, in a pattern: 马上消费金融 and the like are names of lenders.
SPENT = r"(?<!马上)消费(?!金融|分期|信贷)"
# A loan paid out, in a pattern; 借款已成功还款 is a repayment.
LENT_OUT = r"(?:借款|放款|提现|贷款发放)(?:申请)?(?:已?成功(?!还款|归还|扣款|结清)|已到账|已?发放)"
_RECEIPT = re.compile(
    r"(?<!查看)(?<!查看电子)(?<!申请)(?<!申请电子)(?:电子)?回单|电子回执|回执|(?<!查看)(?:付款|支付|转账|业务|交易|缴费|还款|扣费|扣款|代扣|归还)凭证"
    r"|借记通知|收付款(?:入账)?通知"
)


def status_said(text: str) -> Said | None:
    """The status that a short text (a value beside 状态, a line of its own, a sentence of a message) states.

    The unfavourable reading wins: 退款成功 is no success, 提交成功 neither.
    """
    said = packed(text)
    if _UNDER_WAY.search(said):
        return Said(Status.PENDING)
    if _TALK.search(said):
        return None
    if _WITHDRAWN.search(said) or _OFFSET.search(said):
        return Said(Status.REFUNDED, sure=False)
    if _PARTIAL.search(said):
        status = Status.REFUNDED if "退款" in said and "部分" not in said else Status.SUCCESS
        return Said(status, sure=False)
    if _REFUNDED.search(said):
        return Said(Status.REFUNDED)
    if _FAILED.search(said):
        return Said(Status.FAILED)
    if _PENDING.search(said):
        return Said(Status.PENDING, sure="审核中" not in said and not _SUCCESS.search(said))
    if match := _SUCCESS.search(said):
        before, around = said[: match.start()], said[: match.start()] + " " + said[match.end() :]
        if _NOT_YET.search(before):
            return Said(Status.PENDING, sure=False)
        if _DENIED.search(before):
            return Said(Status.FAILED)
        return Said(Status.SUCCESS, sure=not _DOUBTFUL.search(around))
    small = said.lower().rstrip("!.")
    return next((Said(status) for words, status in _ENGLISH if words.fullmatch(small)), None)


# Phones set to English, whole lines only.
_ENGLISH: tuple[tuple[re.Pattern[str], Status], ...] = (
    (
        re.compile(r"(?:fully|already)?refunded(?:infull)?|refundsuccess(?:ful)?|(?:payment|transaction)?reversed"),
        Status.REFUNDED,
    ),
    (
        re.compile(
            r"(?:payment|transaction|transfer|repayment|debit)?(?:failed|closed|cancelled|canceled|declined|rejected|expired|voided|unsuccessful)"
        ),
        Status.FAILED,
    ),
    (
        re.compile(
            r"(?:payment|transaction|transfer|repayment|bank)?(?:processing|pending|inprogress|submitted|underreview|unpaid|awaiting.*)"
        ),
        Status.PENDING,
    ),
    (
        re.compile(
            r"(?:payment|transaction|transfer|repayment|debit)?(?:success(?:ful|fully)?|succeeded|completed?|posted|booked|settled)|(?:re)?paid(?:infull)?|receivedbyrecipient"
        ),
        Status.SUCCESS,
    ),
)


_LINES = re.findall(
    r"\S+",
    "支付成功 交易成功 还款成功 扣款成功 付款成功 转账成功 支付失败 还款失败 扣款失败 交易失败"
    " 交易关闭 退款成功 已全额退款 还款处理中 银行处理中 对方已收钱 等待付款",
)


def status_guessed(text: str) -> Said | None:
    """The status of a line that is one character off one of the usual ones, never sure; None if two are as near."""
    said = packed(text)
    near = [w for w in _LINES if len(w) == len(said) and sum(a != b for a, b in zip(w, said, strict=True)) == 1]
    states = {s.status for w in near if (s := status_said(w))}
    return Said(states.pop(), sure=False) if len(states) == 1 else None


def is_short(text: str) -> bool:
    """Whether a text may be a status by itself, not a sentence that speaks of one."""
    said = packed(text)
    return len(said) <= (30 if said.isascii() else 14)


def paid_by_another(text: str) -> bool:
    """Whether a short text says that a guarantor, an insurer or a friend paid: the debt is less, but not by the payer."""
    said = packed(text)
    return len(said) <= 8 and bool(_BY_ANOTHER.search(said))


def never_success(text: str) -> bool:
    """Words after which the page must not count as paid, however often 成功 stands on it."""
    return bool(_NEVER_SUCCESS.search(packed(text)))


def no_proof(text: str) -> bool:
    """The page itself says that it does not prove arrival."""
    return bool(_NO_PROOF.search(packed(text)))


def is_receipt(text: str) -> bool:
    """The title of a receipt, which a bank issues for a completed payment only."""
    return bool(_RECEIPT.search(packed(text)))
