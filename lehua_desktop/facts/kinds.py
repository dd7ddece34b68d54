"""What kind of document a file is: ordered questions to the words and shapes on its pages; the first yes decides.

The order goes from what nothing else looks like (a credit report, a certificate) to what is only told by several weak
signs (a page of one payment). A new wording belongs into the word list of its question; a page that got the wrong kind
is drawn in `tests/data/facts/pages` first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ..core.model import Kind
from ..core.page import Page
from . import settlement_english
from .amounts import Amount, find_amounts, parse_amount
from .bills import OF_REPAYMENT, history_below
from .days import find_days, find_months, parse_day
from .glyphs import packed
from .labels import Field, label_of
from .layout import Piece, row_text, text_rows
from .message_signs import messages_in
from .pairs import Sheet, read_sheet
from .payment_list import cards_of, lists_payments, notices_below
from .plan import has_plan_titles, installments_on
from .plan_looks import Found
from .record_days import list_days
from .record_headings import ANY_LIST, REPAID_LIST
from .record_parts import bare_label, status_apart
from .repaid import lists_repaid, tells_repaid
from .statement import has_plain_statement, has_statement_titles
from .statement_columns import columns_by_content
from .wording import is_receipt, is_short, status_said


def kind_of(pages: Sequence[Page]) -> Kind:
    """The kind of the pages as a whole; `OTHER` where nothing of use is seen."""
    seen = _Seen(tuple(pages))
    if not seen.flat:
        return Kind.OTHER
    return next((kind for kind, asks in _QUESTIONS if asks(seen)), Kind.OTHER)


def papers_in(pages: Sequence[Page]) -> dict[Kind, list[Page]]:
    """The pages of a file by the kind of paper they belong to; one entry where the file is one paper.

    A page begins another paper when it shows by itself what it is and that differs from the paper before; any other
    page goes on with the paper before. Later pages of a report or a statement rarely show what they are.
    """
    papers: dict[Kind, list[Page]] = {}
    now: Kind | None = None
    for page in pages if len(pages) > 1 else ():
        seen = _Seen((page,))
        own = kind_of([page])
        if now is None or (own is not now and _shows_itself(own, seen, now)):
            now = own
        papers.setdefault(now, []).append(page)
    if len(papers) > 1 and (loose := papers.pop(Kind.OTHER, None)):
        # Prose before the first paper, the contract of a plan mostly, is part of it.
        first = next(iter(papers))
        papers[first] = sorted([*loose, *papers[first]], key=lambda p: p.number)
    return papers


def _shows_itself(own: Kind, seen: _Seen, now: Kind) -> bool:
    """Whether a page by itself is surely of this kind, and no later page of the paper before."""
    if own is Kind.OTHER or seen.count(_REPORT_WORDS) >= 2:
        return own is Kind.CREDIT_REPORT and seen.says(_REPORT_TITLE)
    if now is Kind.OTHER or own is Kind.SETTLEMENT:
        return True
    if own is Kind.STATEMENT:
        return _is_statement(seen)
    if own is Kind.PLAN:
        return now not in (Kind.STATEMENT, Kind.CREDIT_REPORT) or any(_PLAN_TITLE.match(line) for line in seen.lines)
    if own is Kind.PAYMENT:
        return _is_detail(seen) or (now is not Kind.STATEMENT and bool(seen.outcomes))
    if own is Kind.PAYMENT_LIST and lists_repaid(seen.pages):
        return True
    return own is Kind.PAYMENT_LIST and now not in (Kind.STATEMENT, Kind.CREDIT_REPORT, Kind.PLAN)


@dataclass(frozen=True)
class _Seen:
    """What the questions look at; each part is made once, when it is first asked for."""

    pages: tuple[Page, ...]

    @cached_property
    def rows(self) -> list[list[Piece]]:
        return text_rows(self.pages)

    @cached_property
    def lines(self) -> list[str]:
        return [packed("".join(p.text for p in row)) for row in self.rows]

    @cached_property
    def flat(self) -> str:
        return "".join(self.lines)

    @cached_property
    def sheet(self) -> Sheet:
        return read_sheet(self.pages)

    @cached_property
    def dated_rows(self) -> int:
        """How many rows hold a day and an amount."""
        lines = [row_text(row) for row in self.rows]
        return sum(bool(find_days(line)) and bool(find_amounts(line)) for line in lines)

    @cached_property
    def amounts(self) -> list[Amount]:
        """Amounts that stand alone and show that they are money."""
        pieces = [p for row in self.rows for p in row]
        return [a for p in pieces if (a := parse_amount(p.text)) and (a.decimals or a.currency)]

    @cached_property
    def signed(self) -> list[Amount]:
        """Those with a sign, coupons left out: they have one too."""
        pieces = [p for row in self.rows for p in row if not _COUPON.search(row_text(row))]
        return [a for p in pieces if (a := parse_amount(p.text)) and (a.negative or a.plus)]

    @cached_property
    def of_repayments(self) -> bool:
        """Whether the column titles are those of a list of repayments, without a balance."""
        titles = [[packed(p.text) for p in row] for row in self.rows]
        return any(
            sum(bool(OF_REPAYMENT.fullmatch(t)) for t in row) > 1 and not any("余额" in t for t in row)
            for row in titles
        )

    @cached_property
    def installments(self) -> list[Found]:
        return installments_on(self.pages)

    @cached_property
    def count_on(self) -> bool:
        """Whether the installments are numbered one after the other, up or down: those of one loan."""
        numbers = [f.number or 0 for f in self.installments if f.due is not None and f.amount.value is not None]
        steps = {b - a for a, b in pairwise(numbers)}
        return len(numbers) >= 3 and (steps == {1} or steps == {-1})

    @cached_property
    def are_loans(self) -> bool:
        """Whether each amount has the day beside or below it on which it was lent, and no word on a repayment."""
        texts = [row_text(row) for row in self.rows]
        at = [r for r, text in enumerate(texts) if any(_may_be_lent(text, a) for a in find_amounts(text))]
        below = ["".join(self.lines[a:b]) for a, b in pairwise([*at, len(self.lines)])]
        titles = [line for line in self.lines if _LOANS.fullmatch(line)]
        when = _LENT_OR_DAY if any(_LOAN_LIST.search(t) for t in titles) else _LENT_OR_TERM if titles else _LENT_WHEN
        return (
            not self.count_on
            and bool(below)
            and all(when.search(text) and not _REPAID_WORD.search(text) for text in below)
        )

    @cached_property
    def outcomes(self) -> list[str]:
        """Short texts that say what became of a payment: `支付成功`, `还款处理中`; no buttons such as `提前结清`."""
        texts = [packed(p.text) for row in self.sheet.rows for p in row]
        return [t for t in texts if is_short(t) and status_said(t) is not None and not _BUTTON.search(t)]

    def count(self, words: Sequence[str]) -> int:
        """How many of these words stand on the pages."""
        return sum(word in self.flat for word in words)

    def says(self, pattern: re.Pattern[str]) -> bool:
        return pattern.search(self.flat) is not None


_COUPON = re.compile(r"优惠|立减|减免|红包|抵扣|折扣|[息款减]券|满减|补贴")
_BUTTON = re.compile(
    r"^(?:提前|立即|一键|全部|申请|去|我要|主动|部分|可)?(?:结清|还清|还款)$|^提前结清(?!成功)|^待(?:付款|发货|收货|评价)|证明|^申请|未结清|未还清"
)

# --- credit report ---------------------------------------------------------------------------------------

_REPORT_TITLE = re.compile(r"个人信用报|信用报告|征信报告")
_REPORT_WORDS = [
    "报告编号",
    "报告时间",
    "信贷记录",
    "信贷交易信息明细",
    "信息概要",
    "非信贷交易",
    "公共记录",
    "逾期状态",
    "五级分类",
    "本人版",
    "账户标识",
    "管理机构",
    "还款频率",
    "从未发生过逾期",
    "发生过逾期的账户",
    "机构查询记录",
    "个人查询记录",
    "账户关闭",
    "未结清账户数",
    "还款期数",
    "账户币种",
    "开立日期",
    "账户授信额度",
    "共享授信额度",
    "最近一次还款日期",
    "当前逾期期数",
    "当前逾期总额",
    "月的还款记录",
    "月的逾期记录",
]


def _is_report(seen: _Seen) -> bool:
    """The title and some of the sections; a page without the title has to have many of them."""
    return seen.count(_REPORT_WORDS) >= (2 if seen.says(_REPORT_TITLE) else 5)


# --- settlement certificate ------------------------------------------------------------------------------

_CERTIFICATE_TITLE = re.compile(
    r"(?:结清|还清|清偿|清贷)(?:情况)?(?:证明|凭证|函|通知书|确认书|确认函|回执|说明|证书)|(?:贷款|借款)证明"
)
_CERTIFIES = re.compile(
    r"特此(?:证明|说明|告知|确认|函告|函复|出具|通知)|兹(?:有|证明)|现证明|以上(?:情况)?(?:证明|属实)|(?:出具|开具)(?:日期|时间|单位|机构)|证明(?:编号|日期)"
)
_SAYS_SETTLED = re.compile(
    r"(?:已|全部|提前|正常|均|于.{2,12})(?:.{0,8})(?:结清|还清|清偿|偿清|付清|履行完毕|还款完毕)|代(?:偿|为偿还|为清偿).{0,8}(?:结清|还清|清偿)|无(?:任何)?(?:欠款|未还|未结清)|(?:结清|还清)(?:日期|时间|日[:：\d为])|状态[:：]?(?:为|是)?(?:已)?结清|20\d\d[^。;；]{4,8}日(?:结清|[)]还清|[)]结清)"
)
_SAYS_OPEN = re.compile(r"(?:尚未|未能|没有|仍未|暂未|并未)(?:全部)?(?:结清|还清|清偿)|未结清证明")
_OF_OVERDUE = re.compile(
    r"^(?:关于)?(?:[\u4e00-\u9fff]{0,6}非恶意)?逾期(?:还款)?(?:情况)?(?:的)?(?:证明|说明)(?:函|书)?$"
)
_LOAN_WORD = re.compile(r"loan|credit|borrower", re.IGNORECASE)
_CHOOSING = re.compile(
    r"选择.{0,12}(?:开具|借款)|申请(?:开具|已提交|记录|规则)|(?:可|去|立即|点击)(?:申请|开具)|提交成功|审核中|(?:模板)"
)


def _is_certificate(seen: _Seen) -> bool:
    """A title of a certificate, words that certify, and that something is settled; no page to apply for one."""
    if has_statement_titles(seen.pages) or seen.says(_SAYS_OPEN) or any(_OF_OVERDUE.match(x) for x in seen.lines):
        return False
    if seen.says(settlement_english.CERTIFIES) and seen.says(settlement_english.SAYS_SETTLED) and seen.says(_LOAN_WORD):
        return True
    if not seen.says(_SAYS_SETTLED):
        return False
    titled, certifies = seen.says(_CERTIFICATE_TITLE), len(set(_CERTIFIES.findall(seen.flat)))
    signed = (
        any(_CERTIFICATE_TITLE.search(line) and _chinese(line) <= 16 for line in seen.lines) and "公司" in seen.flat
    )
    return not seen.says(_CHOOSING) and ((titled and certifies >= 1) or certifies >= 2 or signed)


def _chinese(text: str) -> int:
    return len(re.findall(r"[\u4e00-\u9fff]", text))


# --- tables of repayments --------------------------------------------------------------------------------


def _is_repaid(seen: _Seen) -> bool:
    """A table that says what was received of each repayment, or the account of a loan."""
    return tells_repaid(seen.pages)


def _is_repaid_sheet(seen: _Seen) -> bool:
    """A sheet with a list of repayments."""
    return lists_repaid(seen.pages)


# --- statement -------------------------------------------------------------------------------------------

_STATEMENT_WORDS = [
    "交易明细",
    "历史明细",
    "流水",
    "对账单",
    "起止日期",
    "账户余额",
    "联机余额",
    "本次余额",
    "记账日期",
    "对方户名",
    "对方账号",
    "交易摘要",
    "交易流水证明",
    "账单明细",
    "收/支",
    "电子客户回单",
    "借贷标志",
    "对手信息",
    "钞汇",
    "币种",
    "交易金额",
    "交易类型",
    "交易对方",
    "账单流水文件",
]


def _is_statement(seen: _Seen) -> bool:
    """A table of movements: column titles of banks or wallets, and rows with a day and an amount."""
    if seen.of_repayments:
        return False
    heads = seen.count(_STATEMENT_WORDS)
    table = any(p.engine == "table" for p in seen.pages)
    columns = max(sum(word in line for word in _STATEMENT_WORDS) for line in seen.lines)
    receipt = seen.dated_rows < 3 and any(is_receipt(line) for line in seen.lines[:3])  # in the words of a ledger
    if columns >= 3 and (seen.dated_rows >= 3 or table or (heads >= 5 and not receipt)):
        return True
    return (heads >= 6 and seen.dated_rows >= 3) or has_statement_titles(seen.pages)


def _is_plain_statement(seen: _Seen) -> bool:
    """Few columns: days, amounts and what they were for, row after row, and no list of repayments."""
    return not seen.says(REPAID_LIST) and has_plain_statement(seen.pages)


def _goes_on_as_statement(seen: _Seen) -> bool:
    """Rows without titles (a later page by itself, or titles that were not read), whose balance goes on from row to row."""
    return bool(columns_by_content(seen.pages))


# --- messages --------------------------------------------------------------------------------------------


def _is_messages(seen: _Seen) -> bool:
    """Messages with a sender that speak to the reader, of money."""
    return messages_in(seen.lines) and any(find_amounts(line) for line in seen.lines)


# --- plan ------------------------------------------------------------------------------------------------

_PLAN_TITLE = re.compile(
    r"^[<〈‹く《(（\[]?(?:附件?.{0,4}[:：]?|我的|剩余|个人|贷款|借款|消费|分期|等额本[息金]|账单){0,4}[《]?(?:还款计划|分期计划|账单计划|还款安排|还款明细表|还款计划明细)"
    r"(?:表|书|单|明细|详情|查询|如下|列表)?[》）)\]]?[:：]?$"
)
_DUE = re.compile(
    r"应还|应付|待还|未到期|未还|逾期|到期|还款日|期供|月供|合约还款|计划还款|应收|未出账|每期|日前(?:偿还|归还|支付|付清|还款)"
)
_MADE = re.compile(
    r"(?:还款|扣款|支付|交易|代扣|付款)(?:成功|失败)|(?:实还|实际还款)(?:时间|日期|日)|(?<!应)还款时间|(?<!计划)还款完成时间|扣款时间|支付时间|交易时间"
)
_PAID_ON = re.compile(r"(?:实还|实际还款|还清|结清)(?:时间|日期|日)[:：]?20\d\d")
_DONE = re.compile(r"\d元?(?:成功|失败)$")  # of a row, its amount and what became of it
_SUCCEEDED = re.compile(r"(?:还款|扣款|代扣|支付)成功")
_OPEN = re.compile(r"应还|待还|未还|未到期|未出账|每期|月供|期供|应付")


def _is_plan(seen: _Seen) -> bool:
    """Installments with what is due and when; a list of repayments made is none, though it names periods, nor are the
    notices of a lender in a chat, nor loans that were lent."""
    heads = [r for r, row in enumerate(seen.rows) if len(row) == 1 and (d := parse_day(row[0].text)) and d.time]
    if notices_below(seen.rows, heads) or seen.are_loans:
        return False
    titled = any(_PLAN_TITLE.match(line) for line in seen.lines)
    said = [f for f in seen.installments if f.amount.value is not None or f.due is not None]
    whole = [f for f in said if f.amount.value is not None and (f.due is not None or f.number is not None)]
    if len(_PAID_ON.findall(seen.flat)) >= max(2, len(said)):
        return False  # every one of them was paid, and says when
    if lists_repaid(seen.pages) and all(f.state and _SUCCEEDED.search(f.state) for f in said):
        return False
    due, made = len(_DUE.findall(seen.flat)), len(_MADE.findall(seen.flat)) + len(seen.signed)
    made += sum(bool(_DONE.search(line)) for line in seen.lines)
    if titled and said and made < max(2, len(said)):
        return True
    if seen.says(_HISTORY) and (not seen.says(_OPEN) or made >= max(2, len(said))):
        return False
    # Without a title each row has to show that it is an installment: its number, a word such as 应还 or 待还, or its column titles do.
    headed = has_plan_titles(seen.pages)
    marked = [
        f for f in whole if headed or f.number is not None or f.state or (f.due_piece and _DUE.search(f.due_piece.text))
    ]
    due += 2 * (headed or (seen.count_on and not seen.says(_HISTORY)))
    return due > made and (len(marked) >= 3 or (len(marked) == 2 and due >= 2))


# --- one payment, many payments --------------------------------------------------------------------------

_OF_ONE = frozenset(
    {Field.TXN_NO, Field.MERCHANT_NO, Field.RECEIPT_NO, Field.METHOD, Field.PAYEE, Field.STATUS, Field.CAPITALS}
)
_TIMES = frozenset({Field.PAID_AT, Field.CREATED_AT, Field.POSTED_AT, Field.REFUNDED_AT})


def _is_detail(seen: _Seen) -> bool:
    """Labels that describe one payment, each once: lists of other payments or bills below do not change that."""
    if any(sum(bare_label(p.text) is not None for p in row) >= 4 for row in seen.rows):
        return False  # the heads of columns
    given = [p.field for p in seen.sheet.pairs if p.value is not None]
    fields = set(given)
    once = max((given.count(f) for f in fields & _TIMES), default=0) <= len(seen.pages)
    numbered = bool(fields & {Field.TXN_NO, Field.MERCHANT_NO, Field.RECEIPT_NO})
    # Or all that is said of one payment: how much, when, and of what it is made.
    told = (
        seen.dated_rows < 3 and given.count(Field.PAID_AT) == given.count(Field.PAID) + given.count(Field.AMOUNT) == 1
    )
    # So are what was due and what was repaid, with the moment of it.
    repaid = told and {Field.GROSS, Field.PAID} <= fields and given.count(Field.GROSS) == 1
    # So are the number of a payment, its moment and what became of it.
    done = numbered and bool(seen.outcomes) and given.count(Field.PAID_AT) == 1
    enough = repaid or done or (len(fields & _OF_ONE) >= 2 and (numbered or (told and Field.PART in fields)))
    return enough and once and bool(fields & _TIMES) and _is_payment(seen) and not _has_cards(seen)


def _has_cards(seen: _Seen) -> bool:
    return len(seen.pages) == 1 and len(cards_of(seen.rows)) > 1


_HISTORY = re.compile(rf"{ANY_LIST.pattern}|全部账单")
# Not `借款1（第5/12期）`, `借款A 第5期`: who names an installment of a loan repays it.
_LOAN_ROW = re.compile(r"^(?!.*还款(?!中)|.*借款[^\d,。]?\d?\(?第\d{1,3}(?:/\d{1,3})?期).*(?:借款|放款|贷款)")


def _lists_loans(seen: _Seen) -> bool:
    """Most amounts stand on rows that say that they were lent, or each with the day on which it was."""
    if seen.signed:
        return False
    lent = sum(bool(_LOAN_ROW.search(line)) and bool(find_amounts(line)) for line in seen.lines)
    repaid = sum(bool(_REPAID_WORD.search(line)) and bool(find_amounts(line)) for line in seen.lines)
    return (2 * lent >= max(2, len(seen.amounts)) and lent > repaid) or seen.are_loans


def _may_be_lent(line: str, amount: Amount) -> bool:
    return (amount.decimals or bool(amount.currency)) and not _STILL_OWED.search(line[: amount.start])


_LENT_WHEN = re.compile(
    r"(?:借款|放款|起息|发放|贷款|起始|借出)(?:日期?|时间):?20\d\d|20\d\d.{4,6}(?<=\d)日?(?:借款|放款|借出|起)(?!合同|金额)"
)
# Under the title of a list of loans the day and the number of installments say the same.
_LOANS = re.compile(r"[<〈‹く]?(?:我的|全部)?(?:借条|借款|贷款)(?:记录|列表|明细)?")
_LENT_OR_TERM = re.compile(rf"{_LENT_WHEN.pattern}|20\d\d[-/.年]\d\d?[-/.月]\d\d日?[|·]?(?:共|分)?\d{{1,2}}期")
# Where it is called a list of them, the day alone does.
_LOAN_LIST = re.compile(r"(?:记录|列表|明细)$")
_LENT_OR_DAY = re.compile(rf"{_LENT_OR_TERM.pattern}|20\d\d[-/.年]\d\d?[-/.月]\d\d")
_STILL_OWED = re.compile(r"(?:剩余|待还|未还|应还|还需)[^\d]{0,8}$")
_REPAID_WORD = re.compile(r"还款(?!中|方式|计划|日)|实还|扣款|支付|付款|[结还]清金额")


def _is_chat_transfer(seen: _Seen) -> bool:
    """A transfer in a chat: its amount, what became of it and 转账 in a bubble, the day above."""
    taken = any(_TAKEN.fullmatch(line) for line in seen.lines) and any(_TRANSFER.fullmatch(line) for line in seen.lines)
    return taken and bool(seen.amounts) and any(parse_day(p.text) for row in seen.rows for p in row)


_TAKEN = re.compile(r"(?:已|对方已)(?:被?接收|收款|收钱|被?领取|存入零钱)|已退还|已过期退回")
_TRANSFER = re.compile(r"(?:微信|支付宝|QQ)?转账")


def _is_list(seen: _Seen) -> bool:
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
    if len(amounts) >= 2 and days >= 2 and (months or seen.says(_HISTORY)) and not _only_due(seen):
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
    r"还款日快到|还款(?:即将到期|已逾期)|本期应还|应还|待还|去还款|立即还款|未到期|未到还款日"
    r"|(?:结清|提前|本次|共|还)需(?:还|付|支付)|试算|确认(?:提前)?(?:还款|结清|还清)"
)
_PAID_SOMETHING = re.compile(r"已还(?:款|金额):?¥?[1-9]|实付|实还|实际还款|回单|-¥?\d[\d,]*\.\d\d")
_LENT = re.compile(r"(?:借款|放款|贷款发放|提现)(?:申请)?(?:已?成功|已到账|已?发放)")
_LOAN_PAGE = re.compile(r"借款详情|借款金额|放款金额|贷款金额")
_PAYING = re.compile(
    r"还款(?:成功|失败|金额|时间|处理)|(?:结清|还清)(?:金额|时间)|实还|支付|扣款|付款|本次还款|还款凭证"
)
_APPLIED = re.compile(
    r"(?:授权|协议|承诺)书|(?:签约|开通|绑定|绑卡|授权)(?:已?成功|结果|时间|日期)|(?:证明|额度|提额|报告|开户|注册|认证|借款|审批|资料|延期|展期|宽限)[^在于]{0,6}(?:申请|提交|审核)"
)
_NO_NOTE = 24  # characters of a line; the notes under a receipt speak of applying for it
_ABOUT_PAYING = re.compile(r"还款|账单详情|回单|转账")
_CLAUSE = re.compile(r"第[一二三四五六七八九十]+条")
_COMPLAINT = re.compile(r"投诉(?:编号|单号|对象|问题|进度)")
_NOTICE = re.compile(
    r"(?:余额|账户|资金)变动(?:提醒|通知)|动账(?:提醒|通知)|(?:支付|交易|扣款|支出|还款结果|扣费)(?:凭证|提醒|通知)"
)
_PAYMENT_TITLE = re.compile(
    r"(?:账单|收支|明细)详情|收支明细|交易(?:详情|明细)|Transaction|(?:转账|还款|付款|缴费|扣款)凭证|电子回单|回单|回执|还款(?:已)?成功|还款失败|处理进度|扣款成功"
)


def _only_due(seen: _Seen) -> bool:
    return not seen.outcomes and seen.says(_ONLY_DUE) and not seen.says(_PAID_SOMETHING)


def _is_payment(seen: _Seen) -> bool:
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
    if seen.says(_COMPLAINT) and not fields & {Field.PAID_AT, Field.TXN_NO}:
        return False
    applied = any(_APPLIED.search(line) for line in seen.lines if len(line) <= _NO_NOTE)
    if (seen.says(_LENT) or applied) and not re.search(r"还款成功|支付成功|付款成功", seen.flat):
        return False
    if seen.are_loans or ((seen.says(_LOAN_PAGE) or _lists_loans(seen)) and not seen.says(_PAYING)):
        return False
    score = 0
    score += 2 * bool(fields & {Field.PAID_AT, Field.REFUNDED_AT})
    score += bool(fields & {Field.CREATED_AT, Field.POSTED_AT})
    score += 2 * (Field.TXN_NO in fields) + bool(fields & {Field.MERCHANT_NO, Field.RECEIPT_NO})
    score += 2 * (Field.PAYEE in fields) + (Field.METHOD in fields) + (Field.CAPITALS in fields)
    score += 2 * bool(fields & {Field.AMOUNT, Field.PAID}) + (Field.STATUS in fields)
    said = [t for p in seen.sheet.loose if (t := packed(p.text)) in seen.outcomes]
    score += 3 * any(len(t) <= 10 or t.isascii() for t in said)
    score += 2 * seen.says(_PAYMENT_TITLE) + (Field.TOTAL in fields)
    score += 2 * bool(re.search(r"[-+]?¥?\d+\.\d\d", seen.flat))
    shop = seen.count(_SHOP_WORDS)
    if shop < 2 and seen.says(_ABOUT_PAYING):
        shop = 0
    return score >= 5 and shop * 2 < max(score - 2, 3)


def _is_cards(seen: _Seen) -> bool:
    return _has_cards(seen) and _is_payment(seen)


_QUESTIONS: tuple[tuple[Kind, Callable[[_Seen], bool]], ...] = (
    (Kind.CREDIT_REPORT, _is_report),
    (Kind.SETTLEMENT, _is_certificate),
    (Kind.PAYMENT_LIST, _is_repaid),
    (Kind.STATEMENT, _is_statement),
    (Kind.PAYMENT_LIST, _is_messages),
    (Kind.PAYMENT, _is_detail),
    (Kind.PLAN, _is_plan),
    (Kind.STATEMENT, _is_plain_statement),
    (Kind.STATEMENT, _goes_on_as_statement),
    (Kind.PAYMENT_LIST, _is_repaid_sheet),
    (Kind.PAYMENT_LIST, _is_chat_transfer),
    (Kind.PAYMENT_LIST, _is_list),
    (Kind.PAYMENT_LIST, _is_cards),
    (Kind.PAYMENT, _is_payment),
)
