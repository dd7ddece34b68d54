"""What kind of document a file is, by the words and shapes on it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..core.model import Kind
from ..core.page import Page
from .amounts import find_amounts, parse_amount
from .days import find_days, find_months
from .glyphs import packed
from .labels import Field
from .layout import text_rows
from .messages import messages_in
from .pairs import read_sheet
from .payment_list import cards_of
from .wording import status_said

_REPORT = (
    "个人信用报告",
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
    "机构查询记录",
)
_SETTLED = ("结清证明", "特此证明", "兹证明", "全部结清", "结清凭证", "已结清", "还清证明")
_STATEMENT = (
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
)
_PLAN = (
    "还款计划",
    "应还日",
    "应还金额",
    "应还本金",
    "应还利息",
    "剩余本金",
    "每期应还",
    "还款计划表",
    "期次",
    "期数",
    "待还",
    "未到期",
    "应还款日",
    "分期计划",
    "账单计划",
)
_SHOP = (
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
)
_HISTORY = (
    "还款记录",
    "还款明细",
    "扣款记录",
    "历史账单",
    "交易记录",
    "账单记录",
    "全部账单",
    "还款历史",
    "支付记录",
    "代扣记录",
)


def _hits(text: str, anchors: Sequence[str]) -> int:
    return sum(anchor in text for anchor in anchors)


def kind_of(pages: Sequence[Page]) -> Kind:
    """The kind of the file as a whole; `OTHER` where nothing of use is seen."""
    rows = text_rows(pages)
    lines = [packed("".join(p.text for p in row)) for row in rows]
    text = "\n".join(lines)
    flat = "".join(lines)
    if not flat:
        return Kind.OTHER
    report = (
        _hits(flat, _REPORT) + 3 * ("信用报告" in flat) + 3 * bool(re.search(r"个人信用报.|还款记录\n.*1.*2.*3", text))
    )
    if report >= 5:
        return Kind.CREDIT_REPORT
    settled = _hits(flat, _SETTLED)
    if settled >= 2 and re.search(r"证明|凭证", flat) and not _many_dated_rows(rows):
        return Kind.SETTLEMENT
    if _is_statement(pages, rows, flat):
        return Kind.STATEMENT
    if messages_in(lines):
        return Kind.PAYMENT_LIST
    if _is_plan(rows, lines, flat):
        return Kind.PLAN
    if _is_list(rows, lines, flat):
        return Kind.PAYMENT_LIST
    if not _is_payment(pages, flat):
        return Kind.OTHER
    return Kind.PAYMENT_LIST if len(cards_of(rows)) > 1 and len(pages) == 1 else Kind.PAYMENT


def _many_dated_rows(rows: Sequence[Sequence[object]]) -> bool:
    dated = [r for r in rows if find_days(_line(r)) and find_amounts(_line(r))]
    return len(dated) >= 3


def _line(row: Sequence[object]) -> str:
    return "  ".join(getattr(p, "text", "") for p in row)


def _is_statement(pages: Sequence[Page], rows: Sequence[Sequence[object]], flat: str) -> bool:
    """A table of movements: column heads of banks or wallets, and rows of day, amount and balance."""
    heads = _hits(flat, _STATEMENT)
    table = any(p.engine == "table" for p in pages)
    columns = max((_hits(packed(_line(r)), _STATEMENT) for r in rows), default=0)
    return (columns >= 3 and (_many_dated_rows(rows) or table or heads >= 5)) or (heads >= 6 and _many_dated_rows(rows))


_PERIOD_ROW = re.compile(r"第\d{1,2}期|^\d{1,2}/\d{1,2}期?|\d{1,2}/\d{1,2}期")


def _is_plan(rows: Sequence[Sequence[object]], lines: Sequence[str], flat: str) -> bool:
    """Several periods with what is due; a list of repayments made is none, though it names periods."""
    periods = {m[0] for line in lines for m in [_PERIOD_ROW.search(line)] if m}
    due = len(re.findall(r"应还|待还|未到期|未还|已逾期|应付", flat))
    made = len(re.findall(r"还款成功|扣款成功|还款失败|扣款失败|实还时间|还款时间", flat))
    titled = "还款计划" in flat
    if titled and not made and (len(periods) >= 1 or due >= 2):
        return True
    if len(periods) >= 2 and due >= 2 and due > made:
        return not (_hits(flat, _HISTORY) and not titled)
    columns = max((_hits(packed(_line(r)), _PLAN) for r in rows), default=0)
    return columns >= 3 and len(find_days(_text(rows))) >= 2


def _text(rows: Sequence[Sequence[object]]) -> str:
    return "\n".join(_line(r) for r in rows)


def _is_list(rows: Sequence[Sequence[object]], lines: Sequence[str], flat: str) -> bool:
    """Several amounts each with a day of its own."""
    pieces = [p for row in rows for p in row]
    amounts = [a for p in pieces if (a := parse_amount(getattr(p, "text", ""))) and (a.decimals or a.currency)]
    signed = [a for a in amounts if a.negative or a.plus]
    days = [d for line in lines for d in find_days(line)]
    months = [m for line in lines for m in find_months(line)]
    if len(signed) >= 2 and (len(days) >= 2 or months):
        return True
    if len(amounts) >= 2 and months and len(days) >= 2:
        return True
    if _hits(flat, _HISTORY) and len(days) >= 2 and len(amounts) >= 2 and "还款计划" not in flat:
        return True
    if months and len(signed) >= 1 and len(days) >= 1 and "账单" in flat and "账单详情" not in flat:
        return True
    stated = sum(bool(status_said(getattr(p, "text", ""))) and len(getattr(p, "text", "")) <= 8 for p in pieces)
    return len(days) >= 3 and len(amounts) >= 3 and stated >= 3


def _is_payment(pages: Sequence[Page], flat: str) -> bool:
    """A payment has an amount, and a status or a time or a number of its transaction; an order of goods is another thing."""
    sheet = read_sheet(pages)
    stated = any(status_said(p.text) is not None and len(packed(p.text)) <= 14 for row in sheet.rows for p in row)
    if (
        not stated
        and re.search(r"本期应还|应还|待还|去还款|立即还款|未到期|未到还款日", flat)
        and not re.search(r"实付|实还|回单|-¥?\d[\d,]*\.\d\d", flat)
    ):
        return False  # what is due is no payment
    if re.search(r"(?:借款|放款|贷款发放)(?:申请)?(?:已?成功|已到账|已?发放)", flat) and "还款成功" not in flat:
        return False
    fields = {p.field for p in sheet.pairs}
    score = 0
    score += 2 * bool(fields & {Field.PAID_AT, Field.REFUNDED_AT})
    score += bool(fields & {Field.CREATED_AT, Field.POSTED_AT})
    score += 2 * bool(fields & {Field.TXN_NO}) + bool(fields & {Field.MERCHANT_NO, Field.RECEIPT_NO})
    score += 2 * bool(fields & {Field.PAYEE}) + bool(fields & {Field.METHOD}) + bool(fields & {Field.CAPITALS})
    score += 2 * bool(fields & {Field.AMOUNT, Field.PAID}) + bool(fields & {Field.STATUS})
    score += 3 * any(status_said(p.text) is not None and len(packed(p.text)) <= 10 for p in sheet.loose)
    score += 2 * bool(
        re.search(r"账单详情|交易详情|转账凭证|电子回单|回单|回执|还款成功|还款失败|处理进度|扣款成功", flat)
    )
    score += 2 * bool(re.search(r"[-+]?¥?\d+\.\d\d", flat))
    shop = _hits(flat, _SHOP)
    if re.search(r"还款|账单详情|回单|转账", flat) and shop < 2:
        shop = 0
    return score >= 5 and shop * 2 < max(score - 2, 3)
