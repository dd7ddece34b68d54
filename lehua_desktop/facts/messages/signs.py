"""Whether a page shows messages: bubbles with a sender that speak to the reader, notices, sentences of a letter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...core.page import Page
from ..page.layout import text_rows
from ..words.glyphs import packed

_BRACKETED = re.compile(r"\[(?=[^\]]*[\u4e00-\u9fff]{2})[^\]]{2,20}\]")
_SIGNED = re.compile(r"[。.!,\d元]\[[\u4e00-\u9fff]{2,12}\]$")  # the sender after the last word
_ON_CARDS = (
    re.compile(r"[\u4e00-\u9fff]{2,6}(?:时间|日期):?20\d\d"),
    re.compile(r"[\u4e00-\u9fff]{0,6}金额:?¥?[\d,]+\.\d\d元?$"),
)
_OF_ONE = re.compile(
    r"(?:交易|支付|付款)(?:方式|单号|(?:创建|成功)?时间)|(?:商户|商家|订单|流水)(?:单号|编号|号)(?=[:A-Za-z\d])"
)
_TABLE_ROW = re.compile(
    r"(?:第?\d{1,3}期?)?20\d\d[-/.年]\d\d?[-/.月]\d\d?日?(?:\d\d:\d\d(?::\d\d)?)?¥?\d[\d,]*\.\d\d元?[^\d,。]{0,10}$"
)
_SIGNED_BY_BANK = re.compile(r"\d元?[。.]?\[[\u4e00-\u9fff]{2,8}银行\]")  # wherever the line is broken
_SPOKEN = re.compile(
    r"您|你的|贵账户|贵卡|尊敬的|逾期|请尽快|尾号|余额|成功还款|扣款|支出人民币|回复TD|退订|账单|还款日|还款.{0,16}(?:成功|已到账|已入账)"
)
_THREAD = re.compile(r"动账|短信|彩信|信息|回复|106[59]\d|955\d\d")
_TO_READER = re.compile(r"[您贵].{0,60}(?:支出|扣款|还款|支付|应还|消费|支取|转出|转账|汇款|取款)")


def messages_in(lines: Sequence[str]) -> bool:
    """Whether lines (without blanks) are bubbles that begin with a sender in brackets and speak to the reader."""
    if all(sum(bool(label.match(line)) for line in lines) >= 2 for label in _ON_CARDS):
        return False  # cards of a service, each with a sentence above its labels
    labels = [m[0] for line in lines if (m := _OF_ONE.match(line))]
    if len(labels) == len(set(labels)) > 2:
        return False  # the page of one payment, whose name stands in brackets
    if sum(bool(_TABLE_ROW.match(line)) for line in lines) >= 3:
        return False  # a table in a letter
    flat = "".join(lines)
    spoken = len(_SPOKEN.findall(flat))
    if any((_BRACKETED.match(line) and len(line) > 8) or _SIGNED.search(line) for line in lines) and (
        spoken >= 2 or (spoken and re.search(r"\d元|人民币|\d\.\d\d", flat))
    ):
        return True
    if (_SIGNED_BY_BANK.search(flat) and _TO_READER.search(flat)) or _OF_ACCOUNT.search(flat):
        return True
    pushed = [line for line in lines if _PUSHED.match(line)]
    lately = any(_IN_A_LIST.search(line) for line in pushed)  # as names and times in lists of payments stand as well
    if spoken and len(pushed) >= 2 and (not lately or any(_TOLD_TO.search(line) for line in lines)):
        return True  # notices of several apps
    told = len(_TELLS.findall(flat))
    if told >= 2 or (told and any(_UNDER_A_SENDER.search(line) for line in lines)):
        return True
    titled = sum(bool(TITLED.match(line)) for line in lines)
    if spoken < 3:
        return False
    told_to = sum(bool(_TOLD_TO.search(line)) for line in lines)
    notices = sum(bool(TITLED.match(line) and _NOTICE.search(line)) for line in lines)
    if (titled >= 2 and told_to >= 2) or (notices >= 2 and told_to):
        return True
    return bool(_BRACKETED.search(flat) or ("尾号" in flat and _THREAD.search(flat) and _TO_READER.search(flat)))


# A bank's own words on what was done with an account at a moment.
_OF_ACCOUNT = re.compile(
    r"您的?(?:尾号|账户|[借贷]记卡|银行卡|信用卡|卡)[^,。]{0,12}\d{4}[^,。]{0,8}\d{1,2}月\d{1,2}日[^。]{0,60}"
    r"(?:支出|支付|扣款|消费|还款|转出|支取|取款|汇款)[^。\d]{0,10}\d[\d,]*\.\d\d"
    r"|(?:尾号|账户)\*?\d{3,4}\*?[^,。]{0,30}(?:支出|转出|支取|消费|扣款)(?:人民币|¥)?\d[\d,]*\.\d\d元?,[^,。\d]{0,6}余额"
)
# A sentence that tells the reader of a payment, and what stands above such on a lock screen and at a service desk.
_TELLS = re.compile(
    r"[您贵][^。]{0,60}?(?:成功(?:还款|支付|扣款)|(?:还款|支付|扣款)成功|(?:支付|支出|扣款|消费)人民币)[^。\d]{0,10}\d[\d,]*\.\d\d元"
    r"|[您贵][^。]{0,40}还款[^。\d]{0,4}\d[\d,]*\.\d\d元,?[^。]{0,10}(?:(?:入账|到账)已?成功|成功(?:入账|到账))"
    r"|(?:还款|扣款|支付)(?:成功|失败)[,!。](?:您的|本次|本期|金额|人民币|还款|扣款|支付)*\d[\d,]*\.\d\d元"
)
_LATELY = r"(?:昨天|前天|(?:周|星期)[一二三四五六日天]) ?\d{1,2}:\d\d$"
AGO = rf"(?:(?:现在|刚刚|\d{{1,2}} ?(?:秒|分钟|小时|天)前)$|{_LATELY})"
_PUSHED = re.compile(rf"^(?:\d{{2,3}})?[^\d,。:]{{1,14}}{AGO}")
_IN_A_LIST = re.compile(_LATELY)
_UNDER_A_SENDER = re.compile(rf"{_PUSHED.pattern}|^.{{0,12}}客服$|^.?您好[,!]|^.?(?:通知|消息)(?:中心)?$")
# The messages of an app, each below a title with its day beside it.
TITLED = re.compile(r"^[\u4e00-\u9fff!]{2,12}20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\d{1,2}:\d\d(?::\d\d)?)?$")
_NOTICE = re.compile(r"(?:通知|提醒|公告|消息)20")
_TOLD_TO = re.compile(r"[您你].{0,40}\d元|[,!。].{0,20}\d元[,。]")


def tells_messages(pages: Sequence[Page]) -> bool:
    """Whether the pages show messages rather than a list."""
    return messages_in([packed("".join(p.text for p in row)) for row in text_rows(pages)])
