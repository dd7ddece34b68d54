"""Signs of papers: credit reports, certificates, tables of repayments, statements and plans."""

from __future__ import annotations

import re

from ..lists.headings import REPAID_LIST
from ..papers import settlement_english
from ..papers.contract import is_titled_as_contract
from ..payments.several import notices_below
from ..plans.plan import has_plan_titles
from ..plans.repaid import lists_repaid, tells_repaid
from ..statements.columns import columns_by_content
from ..statements.statement import has_plain_statement, has_statement_titles
from ..words.days import find_days, parse_day
from ..words.glyphs import packed
from ..words.wording import is_receipt
from .seen import Seen

# --- credit report ---------------------------------------------------------------------------------------

REPORT_TITLE = re.compile(r"个人信用报|信用报告|征信报告")
REPORT_WORDS = [
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


def is_report(seen: Seen) -> bool:
    """The title and some of the sections; a page without the title has to have many of them."""
    return seen.count(REPORT_WORDS) >= (2 if seen.says(REPORT_TITLE) else 5)


# --- settlement certificate ------------------------------------------------------------------------------

_CERTIFICATE_TITLE = re.compile(
    r"(?:结清|还清|清偿|清贷)(?:情况)?的?(?:证明|凭证|函|通知书|确认书|确认函|回执|说明|证书)|(?:贷款|借款)证明"
)
_CERTIFIES = re.compile(
    r"特此(?:证明|说明|告知|确认|函告|函复|出具|通知)|兹(?:有|证明)|现证明|以上(?:情况)?(?:证明|属实)|(?:出具|开具)(?:日期|时间|单位|机构)|证明(?:编号|日期)"
)
_SAYS_SETTLED = re.compile(
    r"(?:已|全部|提前|正常|均|于.{2,12})(?:.{0,8})(?:结清|还清|清偿|偿清|付清|履行完毕|还款完毕)|代(?:偿|为偿还|为清偿).{0,8}(?:结清|还清|清偿)|无(?:任何)?(?:欠款|未还|未结清)|(?:结清|还清)(?:日期|时间|日[:：\d为])|状态[:：]?(?:为|是)?[“「]?(?:已|正常|提前|全部)?结清"
    r"|已于.{2,24}(?:偿还|归还|支付)全部(?:欠款|债务|本息)|20\d\d[^。;；]{4,8}日(?:结清|[)]还清|[)]结清)"
)
_SAYS_OPEN = re.compile(r"(?:尚未|未能|没有|仍未|暂未|并未)(?:全部)?(?:结清|还清|清偿)|未结清证明")
_CLAUSE = re.compile(r"[,，;；。]")  # in a sentence, such as one that a certificate will be given
_OF_OVERDUE = re.compile(
    r"^(?:关于)?(?:[\u4e00-\u9fff]{0,6}非恶意)?逾期(?:还款)?(?:情况)?(?:的)?(?:证明|说明)(?:函|书)?$"
)
_LOAN_WORD = re.compile(r"loan|credit|borrower", re.IGNORECASE)
_CHOOSING = re.compile(
    r"选择.{0,12}(?:开具|借款)|申请(?:开具|已提交|记录|规则)|(?:可|去|立即|点击)(?:申请|开具)|提交成功|审核中|(?:模板)"
)


def is_certificate(seen: Seen) -> bool:
    """A title of a certificate, words that certify, and that something is settled; no page to apply for one."""
    if has_statement_titles(seen.pages) or seen.says(_SAYS_OPEN) or any(_OF_OVERDUE.match(x) for x in seen.lines):
        return False
    if seen.says(settlement_english.CERTIFIES) and seen.says(settlement_english.SAYS_SETTLED) and seen.says(_LOAN_WORD):
        return True
    if not seen.says(_SAYS_SETTLED):
        return False
    titled, certifies = seen.says(_CERTIFICATE_TITLE), len(set(_CERTIFIES.findall(seen.flat)))
    signed = any(map(_is_title, seen.lines)) and "公司" in seen.flat
    return not seen.says(_CHOOSING) and ((titled and certifies >= 1) or certifies >= 2 or signed)


def _is_title(line: str) -> bool:
    """A short line that names a certificate; at the foot of a repayment a link to one or a question about it may stand."""
    named = _CERTIFICATE_TITLE.search(line) and _chinese(line) <= 16
    return bool(named) and not _CLAUSE.search(line) and not _ASKS.search(line)


_ASKS = re.compile(r"如何|怎[么样]|[?？吗]|^\W?(?:申请|开具|开立|下载|查看|获取|领取|办理|索取)")


def _chinese(text: str) -> int:
    return len(re.findall(r"[\u4e00-\u9fff]", text))


# --- tables of repayments --------------------------------------------------------------------------------


def is_repaid(seen: Seen) -> bool:
    """A table that says what was received of each repayment, or the account of a loan."""
    return tells_repaid(seen.pages)


def is_repaid_sheet(seen: Seen) -> bool:
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


def is_statement(seen: Seen) -> bool:
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


def is_plain_statement(seen: Seen) -> bool:
    """Few columns: days, amounts and what they were for, row after row, and no list of repayments."""
    return not seen.says(REPAID_LIST) and has_plain_statement(seen.pages)


def goes_on_as_statement(seen: Seen) -> bool:
    """Rows without titles (a later page by itself, or titles that were not read), whose balance goes on from row to row."""
    return bool(columns_by_content(seen.pages))


# --- plan ------------------------------------------------------------------------------------------------

_PLAN_TITLE = re.compile(
    r"^[<〈‹く《(（\[]?(?:附件?.{0,4}[:：]?|我的|剩余|个人|贷款|借款|消费|分期|等额本[息金]|账单){0,4}[《]?(?:还款计划|分期计划|账单计划|还款安排|还款明细表|还款计划明细)"
    r"(?:表|书|单|明细|详情|查询|如下|列表)?[》）)\]]?[:：]?$"
)
_DUE = re.compile(
    r"应还|应付|待还|未到期|未还|逾期(?!已)|到期|还款日|期供|月供|合约还款|计划还款|应收|未出账|每期|日前(?:偿还|归还|支付|付清|还款)"
)
_MADE = re.compile(
    r"(?:还款|扣款|支付|交易|代扣|付款)(?:成功|失败)|(?:实还|实际还款)(?:时间|日期|日)|(?<!应)还款时间|(?<!计划)还款完成时间|扣款时间|支付时间|交易时间"
)
_PAID_ON = re.compile(r"(?:实还|实际还款|还清|结清)(?:时间|日期|日)[:：]?20\d\d")
_DONE = re.compile(r"\d元?(?:成功|失败)$")  # of a row, its amount and what became of it
# What becomes of a payment, not of an installment.
_MOVED = re.compile(r"已?(?:入账|退款|撤销|冲正|关闭|取消)|余额不足|(?:银行)?处理中")
_SUCCEEDED = re.compile(r"(?:还款|扣款|代扣|支付)成功")
_OPEN = re.compile(r"应还|待还|未还|未到期|未出账|每期|月供|期供|应付")
_STILL_OPEN = re.compile(r"未(?:结清|还|到期)|待还")  # the state of an installment


def _says_due(text: str, state: str | None) -> bool:
    """Whether a line with a day says that it is of an installment; a line of prose may only speak of one."""
    return len(packed(text)) <= _PROSE and bool(state or _DUE.search(text))


_PROSE = 32  # characters of a line, at the least


def titled_as_plan(seen: Seen) -> bool:
    """Whether a line of its own says that a plan follows."""
    return any(_PLAN_TITLE.match(line) for line in seen.lines)


def is_plan(seen: Seen) -> bool:
    """Installments with what is due and when; a list of repayments made is none, though it names periods, nor are the
    notices of a lender in a chat, nor loans that were lent."""
    heads = [r for r, row in enumerate(seen.rows) if len(row) == 1 and (d := parse_day(row[0].text)) and d.time]
    if notices_below(seen.rows, heads) or seen.are_loans:
        return False
    titled = titled_as_plan(seen)
    said = [f for f in seen.installments if f.amount.value is not None or f.due is not None]
    whole = [f for f in said if f.amount.value is not None and (f.due is not None or f.number is not None)]
    if len(_PAID_ON.findall(seen.flat)) >= max(2, len(said)):
        return False  # every one of them was paid, and says when
    if lists_repaid(seen.pages) and all(f.state and _SUCCEEDED.search(f.state) for f in said):
        return False
    due, made = len(_DUE.findall(seen.flat)), len(_MADE.findall(seen.flat)) + len(seen.signed)
    made += sum(bool(_DONE.search(line)) for line in seen.lines)
    made += sum(bool(_MOVED.fullmatch(text)) for text in seen.outcomes)
    made -= sum(bool(_STILL_OPEN.search(f.state or "")) for f in said)  # its 实还日期 is a label without a day
    if titled and said and made < max(2, len(said)):
        return True
    # What is open all in all stands above the first day.
    first = next((r for r, line in enumerate(seen.lines) if find_days(line)), 0)
    if seen.tells_history and (not any(map(_OPEN.search, seen.lines[first:])) or made >= max(2, len(said))):
        return False
    # Without a title each row has to show that it is an installment: its number, a word such as 应还 or 待还, or its column titles do.
    headed = has_plan_titles(seen.pages)
    # The clauses of a contract name days and amounts under words such as 应还 too.
    in_clauses = is_titled_as_contract(seen.rows)
    marked = [
        f
        for f in whole
        if headed or f.number is not None or (not in_clauses and f.due_piece and _says_due(f.due_piece.text, f.state))
    ]
    due += 2 * (headed or (seen.count_on and not seen.tells_history))
    return due > made and (len(marked) >= 3 or (len(marked) == 2 and due >= 2))
