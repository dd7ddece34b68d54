"""Names of parties and numbers of contracts, compared the way people write and engines misread them."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

from ..core.model import Loan, PaymentFact

# Words that stand in many names and tell nobody apart; longer ones first.
_COMMON = re.compile(
    r"[（(][^（）()]*[)）]|股份有限公司|有限责任公司|有限公司|消费金融|网络小额贷款|小额贷款|融资担保|信息技术|信息科技"
    r"|信息|科技|技术|网络|金融|商业|银行|公司|集团|分公司|中国|分期|账单|还款|借钱|借款|贷款|借条|钱包|担保|小贷|消金"
    r"|支付宝|微信支付|微信|财付通|通联支付|网银在线|银联|快捷支付|快捷|支付|代扣|扣款|平台|卡$|[省市区县\W_]"
)
_CITY = re.compile(
    r"^(?:北京|上海|天津|重庆|深圳|广州|杭州|南京|成都|武汉|西安|厦门|海南|广东|浙江|江苏|四川|江西|福建)(?:市|省)?(?=..)"
)
_COMPANY = re.compile(r"公司|消费金融|消金|小额贷款|小贷|担保|信托|贷|花|白条|金条|借|月付")


def root_of(name: str | None) -> str:
    """What makes a name that name: `乐花` for 乐花分期, 乐花卡 and 深圳市乐花信息科技有限公司; `""` for nothing."""
    said = unicodedata.normalize("NFKC", name or "").replace(" ", "")
    rest = _COMMON.sub("", _CITY.sub("", said))
    return said if len(rest) == 1 else rest  # 分期乐 is all common words but one sign


def same_party(one: str | None, other: str | None) -> bool:
    """Do both name one party? Legal forms, former names in brackets and single misread characters do not count."""
    a, b = root_of(one), root_of(other)
    if len(a) < 2 or len(b) < 2:
        return bool(one) and one == other
    return a in b or b in a or (min(len(a), len(b)) >= 4 and SequenceMatcher(None, a, b).ratio() >= 0.8)


def loan_roots(loan: Loan) -> tuple[str, ...]:
    """The telling parts of the names of everyone who may take money for this loan."""
    roots = (root_of(name) for name in (loan.platform, *lenders(loan), loan.guarantor))
    return tuple(root for root in roots if len(root) >= 2)


def lenders(loan: Loan) -> tuple[str, ...]:
    """Who lent, one by one: of a joint loan (联合贷) the names stand together."""
    return tuple(name for name in (loan.lender or "").split("、") if name)


def knows(loan: Loan, payment: PaymentFact) -> bool | None:
    """True: payee or memo names a party of the loan. False: they name somebody else. None: they name nobody."""
    said = unicodedata.normalize("NFKC", f"{payment.payee or ''} {payment.memo or ''}").replace(" ", "")
    if any(root in said for root in loan_roots(loan)):
        return True
    return False if _COMPANY.search(said) and root_of(said) else None


def same_contract(one: str, other: str) -> bool:
    """Equal contract numbers, up to two misread characters in a long one."""
    a, b = (re.sub(r"[\W_]", "", n).upper() for n in (one, other))
    if a == b:
        return True
    wrong = sum(x != y for x, y in zip(a, b, strict=False))
    return len(a) == len(b) >= 12 and wrong <= 2
