"""Is a payment about an installment loan? By the names of platforms and lenders, and by the wording."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...core.creditors import LENDER, PLATFORMS
from ...core.facts import Context
from .glyphs import packed

# Banks without counters keep accounts as well: their name alone ties nothing to a loan.
_ONLINE_BANK = re.compile(
    r"(?:网商|百信|富民|三湘|蓝海|振兴|众邦|新网|亿联|裕民|锡商|苏商|苏宁|华瑞|客商|中关村|新安|民商|华通)银行"
)
_LOAN_WORDS = re.compile(
    r"分期.{0,6}(?:还款|账单|扣款|代扣)|借款.{0,4}(?:还款|合同|本金|本息|[还结]清)|还款账单|贷款.{0,4}(?:还款|扣款|归还|本息|代扣)|还贷|归还(?:贷款|个贷)|个贷(?:还款|扣款)|信用借还|还借款|[\u4e00-\u9fff]{2}(?<!信用卡)(?<!网上)消费(?:还款|归还|还贷)|借据|账单已结清"
    r"|还本付息|代偿|贷款(?:收回|还本)|(?:扣收|扣划|收回|归还|偿还)[^,。;!]{0,4}贷款|借款[^,。;!]{0,4}第\d{1,2}期"
    # A product of a bank, whatever it is called, and what was done with it: 新一贷贷款已于3月9日扣款
    r"|[\u4e00-\u9fffA-Za-z]贷(?!记)款?(?:\([^()]{1,16}\))?[^,。;!]{0,20}(?:还款(?!日)|扣款|归还|扣收|划扣|代扣|本息|应还)"
    r"|您的?(?:尾号\d{4}的?)?[\u4e00-\u9fff]{0,4}贷款(?=[,于\d]|本[期月])"
)
_REPAY = re.compile(r"还款|账单|第?\d{1,2}期|代扣|扣款|借款|贷款|结清|担保费")
_NOT_LOAN = re.compile(r"信用卡(?:账单|分期)?(?:自动|快捷)?还款|还信用卡|房贷|住房|公积金|购房")
# A purchase for which a credit was used.
_PAID_WITH = re.compile(
    rf"(?:使用|通过|选择|用)(?:{PLATFORMS.pattern.replace('(?i:', '(?:')}|月付|分付)[^,。;还]{{0,6}}(?:支付|付款|下单|消费|购)"
    r"|(?:花呗|白条|月付)(?:分期)?支付"
)
_SHOPPING = re.compile(r"商城|购物|下单|外卖|话费|会员|充值|买菜|旗舰店|便利店|打车|点餐")


def names_platform(text: str, context: Context) -> bool:
    """The text names an installment platform, a lender of that kind, or a party of this case."""
    said = packed(text)
    known = any(packed(alias) in said for alias in context.aliases if len(alias) >= 2)
    return known or bool(PLATFORMS.search(said)) or bool(LENDER.search(said))


def bought_on_credit(text: str) -> bool:
    """Whether something was bought, and a credit used for it: the repayment is still to come."""
    return bool(_PAID_WITH.search(packed(text)))


def about_loan(texts: Iterable[str | None], context: Context) -> bool:
    """Payee, memo, category, sender, contract of one payment: do they tie it to an installment loan?"""
    said = _PAID_WITH.sub("", _apart(texts))
    if not said:
        return False
    if any(packed(alias) in said for alias in context.aliases if len(alias) >= 4):
        return True
    if _NOT_LOAN.search(said) and not PLATFORMS.search(said):
        return False
    if names_platform(said, context):
        # A platform's own shop, or a purchase paid with it, is no repayment.
        return not _SHOPPING.search(said) or bool(_REPAY.search(said))
    if _ONLINE_BANK.search(said) and _REPAY.search(said):
        return True
    return bool(_LOAN_WORDS.search(said))


def _apart(texts: Iterable[str | None]) -> str:
    """The texts without blanks, one after the other: 消费 and 金融街小吃店 beside it are no 消费金融."""
    return "|".join(packed(text) for text in texts if text)


# What goes on a name without making another of it.
_OF_LENDER = re.compile(
    r"分期|[借贷还付扣]|账单|月付|金融|消费|消金|小额|网络|互联|信息|科技|智科|数[科字禾]|技术|软件|电子|支付|钱包|服务|平台|普惠|担保|融"
    r"|自动|主动|代扣|有限|股份|集团|公司|控股|中心|结清|期"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ANY_DEBT = re.compile(r"还款|还贷|还本|还息|本息|归还|借款|贷款(?!发放|入账|资金)")


def loan_doubtful(texts: Iterable[str | None], context: Context) -> bool:
    """Whether it is a guess that a payment is about the loan, or that it is not: the name of a platform may be the beginning
    of another's (还呗烧烤) or a person's, and a repayment may be of any debt.
    """
    said_of = [text for text in texts if text]
    words = [packed(word) for text in said_of for word in text.split()]
    said = _apart(said_of)
    if not about_loan([said], context):
        return bool(_ANY_DEBT.search(said)) and not _NOT_LOAN.search(said) and "信用卡" not in said
    if LENDER.search(said) or _REPAY.search(said) or _LOAN_WORDS.search(said):
        return False
    if any(packed(alias) in said for alias in context.aliases if len(alias) >= 2):
        return False
    return not any(_whole_name(word, match) for word in words for match in PLATFORMS.finditer(word))


def _whole_name(word: str, name: re.Match[str]) -> bool:
    before, after = word[: name.start()], word[name.end() :]
    person = len(name[0]) == 2 and not after and _HAN.fullmatch(before)
    return not person and (not _HAN.match(after) or _OF_LENDER.match(after) is not None)
