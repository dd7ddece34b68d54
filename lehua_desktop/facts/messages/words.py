"""What a message of a bank, a lender or a platform states: did money move?"""

from __future__ import annotations

import re
from itertools import pairwise

from ...core.facts import Status
from ..words.amounts import find_amounts
from ..words.days import without_days
from ..words.glyphs import packed, plain
from ..words.wording import Said

PAY = "扣款|还款|支付|付款|代扣|批扣|划扣|扣收|扣划|扣费|补扣|缴款|转账|交易"
OUT = "归还|偿还|还清|结清|扣除|消费"
_ASIDE = re.compile(
    r"^(?:如|若|请|以免|避免|为避免|为了|为(?:保证|确保|保障|防止)|详情|退订|回复|回T|可|建议|逾期将|点击|登录|拨打|戳|查看|感谢|谢谢|注意|谨防|客服)"
)
# To those who paid before the message came: 已还款请忽略.
_LEAVE_IT = r"(?:忽略|(?:无需|不必|勿|不用)理会)"
_PAID_BEFORE = re.compile(
    rf"^[^¤]*{_LEAVE_IT}|已(?:经|完成|成功|按时|全额)*还(?:款|清)?的?(?:客户|用户|朋友)|^已还款?的$"
)
_PAID_NOTE = re.compile(rf"\([^()]*{_LEAVE_IT}[^()]*\)|已[^¤,]{{0,8}}{_LEAVE_IT}")
_NOTE_TO = re.compile(r"^(?:温馨|友情|特别)?(?:提示|提醒|注意|备注|说明|注):")  # 注:如已还款,无需理会
# What a payment would bring, and what went before one.
_ONCE_DONE = re.compile(
    r"^[^¤]*(?:成功|完成|结清|还清)(?:之?后|即可|才能|即?视为)|^[^¤]*失败后$"
    r"|(?:收到|还款|付款|扣款|支付)[^,]{0,8}¤?之?后(?:将|即|便|可|再|方|才)"
)
_FAILED = re.compile(
    rf"(?:{PAY})(?:处理|都|已)?(?:未(?:能)?成功|失败|不成功|被拒)|未能?(?:成功)?(?:扣款|划扣|扣收|完成|成功)|未(?:能|成功)+还款"
    rf"|扣款未|未扣[到成]|(?:结果|状态)(?:为|:)(?:余额不足|超限额?|限额)|失败|无法(?:完成)?(?:{PAY})|实际?[扣还付](?:款|收)?(?:金额)?(?:为|:)?[0零]"
)
_COMING = re.compile(r"将[于在从]|即将|预计|届时|定于|方案|试算")
# What else may fail, and moves no money of the reader's.
_NO_PAYMENT = re.compile(
    r"(?:审核|审批|放款|提额|提现|借款|绑[定卡]|签约|认证|登录|开通|申请)失败"
    r"|(?:案件|材料|资料|诉讼|投诉|工单|申诉|异议|报案)[^,]{0,6}(?:提交|受理|发起)"
)
# Part of a sum due that did not fail, whatever is said of the whole.
_PART = re.compile(
    r"(?:[仅只](?:成功)?|实际?|部分(?:成功)?)(?:扣|还|付|划扣|代扣)(?:款|收)?(?:金额|成功)?(?:为|了|:)?¤(?!的|即?可|便可|就)"
    r"|已(?:自动|主动|成功)?(?:扣|还|划扣|代扣)款?¤,(?:剩余|余下|其余)(?=¤?[^,]{0,4}(?:失败|未))"
)
_REFUND = re.compile(r"退款|退回|冲正|退还|撤销|已退|退货|退汇")
_PENDING = re.compile(
    r"处理中|已受理|已提交|已发起|待入账|已预约|预约成功|预约(?:自动|主动)?(?:还款|扣款)(?!.{0,12}(?:成功|完成))|(?:提交|受理|申请)成功(?!并入账)|正在(?:处理|扣款|还款)"
)
_DONE = re.compile(
    rf"成功(?:入账|{PAY}|{OUT})|(?:{PAY}|{OUT})[已均都]?(?:成功|完成)|(?:状态|结果)(?:为|:)成功|支出|支取|(?<!马上)消费(?!额度|金融|者|券|贷|分期|的?借款)|转出|转至|汇出"
    r"|(?:代扣|批扣|补扣|扣收|划扣|扣划|扣除)(?!日|时间)"
    rf"|(?:{PAY})的?已?处理(?:成功|完成)|(?<!应)(?<!请)正常(?:扣款|还款)|划走|代收(?!货款)"
    r"|完成.{0,8}(?:交易|还款|支付)|付款|支付|代付|(?:扣款|还款)(?:金额)?,(?:当前|账户|可用|交易后)?余额"
)
# Between 已 and the verb stand means and cards; not that something is due, asked for or switched on.
_ALREADY = re.compile(
    r"已(?:(?!逾期|到期|出账|生成|应|需|请|将|可|未|办|提醒|承诺|申请|开通|签约|设置|绑定|关闭|取消|授权|预约|批|发放|放款)[^,]){0,16}"
    rf"(?:(?:{PAY})(?!日|期|计划)|{OUT}|还(?:本息)?¤)|(?:还款|扣款|归还|款项|本息|结清)¤?已(?:确认|于)?(?:入账|到账|收到|完成)|(?<![未没有])收到了?您?的?还款|,已(?:入账|收到|成功)(?=,|$)|账单¤?已(?:全额|足额)?(?:入账|销账|核销)"
)
# A bank tells what was done with an account at a moment, in verbs that of a debt would only say that it is due.
_OF_ACCOUNT = re.compile(
    r"(?:账户|卡|尾[号数]|贷款)[^,]{0,12}?\d{4}(?:的账户,)?[^,请应需待]{0,8}?于?[^,¤请应需待]{0,24}(?<!将)(?<!待)(?<!应)(?:扣款|还款(?:交易)?|还贷|归还|汇款|取款|转账)[^,¤]{0,8}(?:,人民币)?,?¤"
)
# A person who asks or tells of themselves, as in a chat; banks and lenders speak of 我行 and 我司.
_TALK = re.compile(r"[吗么]$|为(?:什么|何)|怎么|我(?!行|司|们|公司|社|部|方|中心|处|的|要|平台|分行|支行|院|所|单位)")
_STRONG = re.compile(r"成功|支出|支取|完成")
# What is offered for a repayment, and sums of a month or a bill, tell of no payment.
_OFFERED = re.compile(
    r"(?:即可|就可|可|即享|立享|享|就送|最高|至高|赢|抽|获|得|领).{0,10}(?:抽取|获得?|领取?|减|返|券|红包|优惠|奖|额度|礼)|抽奖|低至|折起"
)
_SUMMED = re.compile(
    r"验证码|校验码|动态(?:密码|口令|码)|短信(?:密码|口令)|[您你]正在(?:向|进行|申请|办理|绑定|使用)|(?:支出|收入|还款|消费)合计|(?:本[期月](?:信用卡)?账单|应还)¤?,已还(?:款)?¤?,(?:剩余|还需|未还)"
    r"|每[月期][^,¤]{0,24}(?:扣款|还款|代扣|划扣)¤"
)
_NOT_YET = re.compile(
    r"将[于在从对]|将(?:自动|再次|统一|通过)|即将|定于|拟于|计划于|备足|存足|明[天日]|后天|应还|账单(?:已出|提醒|金额|周期)|本期(?:账单|应付)|应付|还款日|待还|待审核|提额|确保|到期"
    r"|已逾期|拖欠|需要?(?:验证|确认)|尚未|未还|未结清|需还|请.{0,8}还款|充足|最低还款"
)
_INCOME = re.compile(
    r"收入|存入|转入|转存|汇入|收款(?!人|方|账)|(?:工资|薪资)(?!卡)|奖金|放款|发放|借款已?成功|(?:到账|入账)(?!日|时间)|提现|回提|报销|奖励"
)
_EITHER = re.compile(r"代付|完成(?:(?!消费|支出|转支|代扣|扣款|还款|取款|缴费|付款)[^,¤]){0,12}交易¤")
# 您于7月15日还款500.00元，本期剩余应还786.35元: what is left tells that the bare verb is no request.
_WITH_ITS_REST = re.compile(
    r"(?:^|,)[您你](?:尾号\d{4})?(?:的?(?:借款|贷款))?于?(?:主动|提前|自动)?还款¤,(?:(?:本期|账单|当期)*(?:剩余|尚欠|还剩|仍欠)|其中)"
)
# A guarantor or an insurer paid, or the debt was sold: the reader paid nothing.
_BY_OTHERS = re.compile(
    r"代偿(?!款)|代[您你贵][^,]{0,8}(?:偿还|还款|清偿|归还|垫)|垫[付还]|赔[款付偿]|理赔|债权[^,]{0,20}转让|转让[^,]{0,12}债权"
)
# What arrived at the creditor's.
_CREDITED = re.compile(r"(?:账单|还款)(¤?)已?(?:确认|全额|足额|成功|于)*(?:到账|入账)")
_WAGES = re.compile(r"(?:工资|薪资)(?!卡)|奖金|报销")
# Another one did something to the reader's account.
_TO_ACCOUNT = re.compile(
    r"向[您贵](?:的|账户)?[^,¤]{0,6}\d{4}[^,¤]{0,8}(?:完成|存入|转入|汇入|他行来账)"
    r"|(?<![已司])收到(?:(?!您|你|还)[^,¤]){0,10}(?:转账|汇款|来账|转入|汇入|付款)[^,¤]{0,6}¤|,付方[^式]"
)
_SPENT = re.compile(rf"支出|支取|转出|转至|汇出|代收|缴费|{PAY.removesuffix('|交易')}|{OUT}")
_CLAUSE = re.compile(r"(?<!\d),|,(?!\d)|(?<!\d)。|。(?!\d)|[;!?]")
_NOTE = re.compile(r"\([^()]{1,40}\)")
_ROUND = str.maketrans("[]", "()")  # 支出1,286.35[支付宝-还款]


def message_status(text: str) -> Said | None:
    """What the message says happened; None for reminders, income and everything else that moved no money."""
    said = _said(text)
    if _SUMMED.search(said):
        return None
    bare = _NOTE.sub("", said)
    status = _stated(bare)
    if status is None and not _INCOME.search(bare):
        status = _stated(said)
    if status is None and _INCOME.search(bare) and any(_REFUND.search(note) for note in _NOTE.findall(said)):
        return Said(Status.REFUNDED)  # 收入人民币1103.90元(网上支付退款)
    part = _PART.search(said)
    if part and status in (None, Status.FAILED) and not _COMING.search(said):
        return Said(Status.SUCCESS, sure=status is None)
    if status is None:
        return Said(Status.SUCCESS, sure=False) if _WITH_ITS_REST.search(said) else None
    # 代付 is wages as often as a debit, and so is a 交易 of no kind: without a minus nobody knows.
    either = bool(_EITHER.search(bare)) and not re.search(r"-(?:¥|人民币)?\d", packed(text))
    expected = status is Status.REFUNDED and bool(re.search(r"预计|将[于在]|工作日|申请[^,]*撤销", bare))
    return Said(status, sure=not (either or expected or _BY_OTHERS.search(said)))


def _said(text: str) -> str:
    """What the message states: advice, the sender and days left out, each amount as `¤`."""
    line = plain(text)
    for amount in reversed(find_amounts(line)):
        came_in = amount.plus and not re.search(r"[\d元] ?$", line[: amount.start])  # else the sign of a sum
        sign = ("收入¤" if came_in else "¤") if amount.money.fen else "0"
        line = line[: amount.start] + sign + line[amount.end :]
    line = re.sub(r"^\[.*?\]|\[[^\]]*\]$", "", packed(without_days(line)))
    line = _PAID_NOTE.sub("", line.translate(_ROUND))
    clauses = [_NOTE_TO.sub("", line[a:b].rstrip(",。;!?")) for a, b in clauses_of(line)]
    aside = (
        _ASIDE.match(c)
        or _PAID_BEFORE.search(c)
        or _ONCE_DONE.match(c)
        or _TALK.search(c)
        or _OFFERED.search(c.replace("¤", ""))
        for c in clauses
    )
    return ",".join(c for c, left_out in zip(clauses, aside, strict=True) if c and not left_out)


def _stated(said: str) -> Status | None:
    words = _NO_PAYMENT.sub("", said.replace("¤", ""))
    if _FAILED.search(words):
        return Status.FAILED
    if _REFUND.search(words):
        return Status.REFUNDED
    if _PENDING.search(words):
        return Status.PENDING
    already = _ALREADY.search(said)
    if not (already or _DONE.search(words) or _OF_ACCOUNT.search(said)) or _is_income(said):
        return None
    return None if _NOT_YET.search(words) and not (already or _STRONG.search(words)) else Status.SUCCESS


def _is_income(said: str) -> bool:
    """Whether the money came in: the verb nearest before the amount says so, else the one after it."""
    if _TO_ACCOUNT.search(said):
        return True
    if not _INCOME.search(said):
        return False
    if _WAGES.search(said) and not re.search(r"还款|支出|扣款", said):
        return True
    said = _CREDITED.sub(r"还款\1", said)
    at = said.find("¤")
    before, after = (said, "") if at < 0 else (said[:at], said[at:])
    comes = max((m.start() for m in _INCOME.finditer(before)), default=-1)
    goes = max((m.start() for m in _SPENT.finditer(before)), default=-1)
    return not _SPENT.search(after) if comes == goes == -1 else comes > goes


def clauses_of(text: str) -> list[tuple[int, int]]:
    """Start and end of each clause of plain text; a comma inside a number ends none."""
    edges = [0, *(m.end() for m in _CLAUSE.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(edges) if b > a]


def without_offers(text: str) -> str:
    """The text without the clauses that advertise something."""
    line = plain(text)
    return "".join(c for a, b in clauses_of(line) if not _OFFERED.search(packed(c := line[a:b])))


def telling_clauses(text: str) -> list[tuple[int, int]]:
    """The clauses of plain text that tell what happened."""
    return [(a, b) for a, b in clauses_of(text) if (said := _said(text[a:b])) and _tells(said)]


def _tells(said: str) -> bool:
    words = said.replace("¤", "")
    return bool(_ALREADY.search(said) or any(r.search(words) for r in (_FAILED, _REFUND, _PENDING, _DONE)))
