"""Signs of payments: one with its labels, cards, messages, a list; and what only looks like them, such as an order of goods."""

from __future__ import annotations

import re

from ..lists.bills import history_below
from ..lists.days import list_days
from ..lists.headings import REPAID_LIST
from ..lists.parts import bare_label, status_apart
from ..messages.signs import messages_in
from ..payments.figures import below_labels, big_amount
from ..payments.several import cards_of, lists_payments
from ..payments.status import GIVEN_BACK
from ..words.amounts import find_amounts
from ..words.days import find_days, find_months, parse_day
from ..words.glyphs import packed
from ..words.labels import Field, label_of
from ..words.wording import LENT_OUT, status_said
from .loan_signs import mostly_lent
from .seen import Seen


def is_messages(seen: Seen) -> bool:
    """Messages with a sender that speak to the reader, of money."""
    told = any(find_amounts(line) for line in seen.lines) or find_amounts(seen.flat)  # a bubble breaks a sum as well
    return messages_in(seen.lines) and bool(told)


_OF_ONE = frozenset(
    {Field.TXN_NO, Field.MERCHANT_NO, Field.RECEIPT_NO, Field.METHOD, Field.PAYEE, Field.STATUS, Field.CAPITALS}
)
_TIMES = frozenset({Field.PAID_AT, Field.CREATED_AT, Field.POSTED_AT, Field.REFUNDED_AT})


def is_detail(seen: Seen) -> bool:
    """Labels that describe one payment, each once: lists of other payments or bills below do not change that."""
    if any(sum(bare_label(p.text) is not None for p in row) >= 4 for row in seen.rows):
        return False  # the heads of columns
    given = [p.field for p in seen.sheet.pairs if p.value is not None]
    fields = set(given)
    # Under two words (支付时间, 到账时间) they are moments of one payment.
    moments = [p.word for p in seen.sheet.pairs if p.field in _TIMES and p.value is not None]
    once = max(map(moments.count, moments), default=0) <= len(seen.pages)
    numbered = bool(fields & {Field.TXN_NO, Field.MERCHANT_NO, Field.RECEIPT_NO})
    # Or all that is said of one payment: how much, when, and of what it is made.
    amounts = given.count(Field.PAID) + given.count(Field.AMOUNT) or _headed(seen)
    told = seen.dated_rows < 3 and given.count(Field.PAID_AT) == amounts == 1
    # So are what was due and what was repaid, with the moment of it.
    repaid = told and {Field.GROSS, Field.PAID} <= fields and given.count(Field.GROSS) == 1
    # So are the number of a payment, its moment and what became of it.
    done = numbered and bool(seen.outcomes) and given.count(Field.PAID_AT) == 1
    of_one = len(fields & _OF_ONE) + (Field.STATUS not in fields and len(seen.outcomes) == 1)
    enough = repaid or done or (of_one >= 2 and (numbered or (told and Field.PART in fields)))
    return enough and once and bool(fields & _TIMES) and is_payment(seen) and not _has_cards(seen)


def _headed(seen: Seen) -> bool:
    """Whether an amount without a label stands above the rows of labels."""
    big = big_amount(seen.sheet)
    return big is not None and not below_labels(seen.sheet, big.piece)


def _has_cards(seen: Seen) -> bool:
    return len(seen.pages) == 1 and len(cards_of(seen.rows)) > 1


def _lists_loans(seen: Seen) -> bool:
    """Most amounts stand on rows that say that they were lent, or each with the day on which it was."""
    return not seen.signed and (mostly_lent(seen.lines, len(seen.amounts)) or seen.are_loans)


def is_chat_transfer(seen: Seen) -> bool:
    """A transfer in a chat: its amount, what became of it and 转账 in a bubble, the day above."""
    taken = any(_TAKEN.fullmatch(line) for line in seen.lines) and any(_TRANSFER.fullmatch(line) for line in seen.lines)
    return taken and bool(seen.amounts) and any(parse_day(p.text) for row in seen.rows for p in row)


_TAKEN = re.compile(r"(?:已|对方已)(?:被?接收|收款|收钱|被?领取|存入零钱)|已退还|已过期退回")
_TRANSFER = re.compile(r"(?:微信|支付宝|QQ)?转账")


def is_list(seen: Seen) -> bool:
    """Several amounts each with a day of its own, or a bill list of a month, be it with one row."""
    pieces = [p for row in seen.rows for p in row]
    if _lists_loans(seen):
        return False
    amounts, signed = seen.amounts, seen.signed
    lines = [line for line in seen.lines if "登录" not in line]  # `上次登录 2024-12-01`
    rows = [row for row, line in zip(seen.rows, seen.lines, strict=True) if "登录" not in line]
    days = max(sum(len(find_days(line)) for line in lines), len(list_days(rows)))
    months = [m for line in seen.lines if label_of(line) is None for m in find_months(line)]
    if len(signed) >= 2 and (days >= 2 or months):
        return True
    if len(amounts) >= 2 and days >= 2 and (months or seen.tells_history) and not _only_due(seen):
        return True
    stated = sum(bool(status_said(p.text)) and len(p.text) <= 8 for p in pieces)
    if len(amounts) >= 2 and months and stated >= 2 and seen.says(REPAID_LIST):
        return True  # bills of which only the months are told
    if months and signed and days and "账单" in seen.flat and "账单详情" not in seen.flat:
        return True
    if any(status_said(part.text) for row in history_below(seen.rows) for p in row for part in status_apart(p)):
        return True
    if days >= 3 and len(amounts) >= 3 and stated >= 3:
        return True
    return seen.count(_SHOP_WORDS) < 2 and lists_payments(rows)


_SHOP_WORDS = [
    "下单时间",
    "配送费",
    "打包费",
    "收货地址",
    "订单已送达",
    "运费",
    "商品总价",
    "再来一单",
    "骑手",
    "确认收货",
    "送达时间",
    "包装费",
    "配送方式",
    "申请售后",
    "加入购物车",
    "物流",
    "已签收",
    "发货时间",
    "商品总额",
    "配送地址",
    "备注口味",
    "餐具",
    "店铺",
    "交易快照",
    "待收货",
    "待发货",
    "评价",
    "快递",
    "收货人",
    "入住",
    "车次",
    "航班",
    "外卖",
    "桌号",
    "取餐",
    "购买成功",
    "商品金额",
    "实付款",
    "订单完成",
    "行程",
    "检票",
    "电影票",
    "影院",
    "再次购买",
    "催发货",
    "查看物流",
    "退换",
    "发票代码",
    "开票日期",
]
_ONLY_DUE = re.compile(
    r"还款日快到|(?:还款|账单|借款)(?:即将到期|已逾期)|本期应还|应还|待还|去还款|立即还款|未到期|未到还款日"
    r"|(?:结清|提前|本次|共|还)需(?:还|付|支付)|试算|确认(?:提前)?(?:还款|结清|还清)"
)
_PAID_SOMETHING = re.compile(
    r"(?<!上期账单)(?<!上月账单)已成功(?:还款|扣款|支付)(?!后)|已还(?:款|金额):?¥?[1-9]|实付|实还|实际还款|回单|交易时间:?20\d\d|-¥?\d[\d,]*\.\d\d"
)
_LENT = re.compile(LENT_OUT)
_LOAN_PAGE = re.compile(r"借款详情|借款金额|放款金额|贷款金额")
_PAYING = re.compile(
    r"还款(?:成功|失败|金额|时间|处理)|(?:结清|还清)(?:金额|时间)|实还|支付|扣款|付款|本次还款|还款凭证"
)
_REPAID_TITLE = re.compile(r"^\W?还款(?:详情|明细)$")
_TOP = 3  # rows at the top of a screen: the bar of the phone, the title
_APPLIED = re.compile(
    r"(?:授权|协议|承诺)书|(?:签约|开通|绑定|绑卡|授权)(?:已?成功|结果|时间|日期)|(?:证明|额度|提额|报告|开户|注册|认证|借款|审批|资料|延期|展期|宽限)[^在于]{0,6}(?:申请|提交|审核)"
)
_NO_NOTE = 24  # characters of a line; the notes under a receipt speak of applying for it
_ABOUT_PAYING = re.compile(r"还款|账单详情|回单|转账")
_CLAUSE = re.compile(r"第[一二三四五六七八九十]+条")
_TRIAL = re.compile(r"^\W?[\u4e00-\u9fff]{0,8}(?:试算|测算)(?:单|表|结果|详情|明细|书)?$")
_COMPLAINT = re.compile(r"投诉(?:编号|单号|对象|问题|进度)")
_NOTICE = re.compile(
    r"(?:余额|账户|资金)变动(?:提醒|通知)|动账(?:提醒|通知)|(?:支付|交易|扣款|支出|还款结果|扣费)(?:凭证|提醒|通知)"
)
_PAYMENT_TITLE = re.compile(
    r"(?:账单|收支|明细|流水)详情|收支明细|交易(?:详情|明细)|Transaction|(?:转账|还款|付款|缴费|扣款|汇款|电汇|存款)凭[证条]|签购单|电子回单|回单|回执|还款(?:已)?成功|还款失败|处理进度|扣款成功"
)


def _only_due(seen: Seen) -> bool:
    return not seen.outcomes and seen.says(_ONLY_DUE) and not seen.says(_PAID_SOMETHING)


def is_payment(seen: Seen) -> bool:
    """An amount, what became of it or when or under which number, and more weight for it than for an order of goods."""
    fields = {p.field for p in seen.sheet.pairs}
    happened = bool(seen.outcomes) or bool(
        fields & {Field.PAID_AT, Field.REFUNDED_AT, Field.POSTED_AT, Field.TXN_NO, Field.RECEIPT_NO}
    )
    happened = (
        happened or seen.says(_NOTICE) or (bool(seen.dated_rows) and "-" in seen.flat) or seen.says(_PAYMENT_TITLE)
    )
    if not happened or _only_due(seen):
        return False  # what is due, or about to be confirmed, is no payment
    if len(_CLAUSE.findall(seen.flat)) > 1 and not fields & {Field.PAID_AT, Field.TXN_NO}:
        return False  # a contract
    if any(_TRIAL.search(line) for line in seen.lines[:_TOP]) and Field.TXN_NO not in fields:
        return False  # what paying off would cost
    if seen.says(_COMPLAINT) and not fields & {Field.PAID_AT, Field.TXN_NO}:
        return False
    applied = any(_APPLIED.search(line) for line in seen.lines if len(line) <= _NO_NOTE)
    if (seen.says(_LENT) or applied) and not re.search(r"还款成功|支付成功|付款成功", seen.flat):
        return False
    paying = seen.says(_PAYING) or any(_REPAID_TITLE.search(line) for line in seen.lines[:_TOP])
    if seen.are_loans or ((seen.says(_LOAN_PAGE) or _lists_loans(seen)) and not paying):
        return False
    score = 0
    score += 2 * bool(fields & {Field.PAID_AT, Field.REFUNDED_AT})
    score += bool(fields & {Field.CREATED_AT, Field.POSTED_AT})
    score += 2 * (Field.TXN_NO in fields) + bool(fields & {Field.MERCHANT_NO, Field.RECEIPT_NO})
    score += 2 * (Field.PAYEE in fields) + (Field.METHOD in fields) + (Field.CAPITALS in fields)
    back = any(p.word in GIVEN_BACK for p in seen.sheet.pairs)
    score += 2 * (back or bool(fields & {Field.AMOUNT, Field.PAID})) + (Field.STATUS in fields)
    said = [t for p in seen.sheet.loose if (t := packed(p.text)) in seen.outcomes]
    score += 3 * any(len(t) <= 10 or t.isascii() for t in said)
    score += 2 * seen.says(_PAYMENT_TITLE) + (Field.TOTAL in fields)
    score += 2 * bool(
        re.search(r"[-+]?¥?\d+\.\d\d", seen.flat) or (seen.says(_NOTICE) and re.search(r"\d元", seen.flat))
    )
    shop = seen.count(_SHOP_WORDS)
    if shop < 2 and seen.says(_ABOUT_PAYING):
        shop = 0
    if not (said or shop):  # beside its label it counts as much
        told = (p for p in seen.sheet.values(Field.STATUS) if p.value and _OF_PAYING.match(p.word))
        score += 3 * any(p.value and packed(p.value.text) in seen.outcomes for p in told)
    return score >= 5 and shop * 2 < max(score - 2, 3)


_OF_PAYING = re.compile(r"还款|扣款|代扣|划扣|支付|交易")


def is_cards(seen: Seen) -> bool:
    """Cards with labels one below the other, each with a payment."""
    return _has_cards(seen) and is_payment(seen)
