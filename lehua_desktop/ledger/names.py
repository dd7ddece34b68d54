"""Names of parties and numbers of contracts, compared the way people write and engines misread them."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

from ..core.creditors import CHANNEL, LENDER, PLATFORMS
from ..core.facts import LoanFacts, PaymentFact
from ..core.model import Loan

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
    said = _said(payment)
    if any(root in said for root in loan_roots(loan)):
        return True
    rest = CHANNEL.sub("", said)
    return False if _COMPANY.search(rest) and root_of(rest) else None


def _said(payment: PaymentFact) -> str:
    return unicodedata.normalize("NFKC", f"{payment.payee or ''} {payment.memo or ''}").replace(" ", "")


# One house under several names. Its other products are other loans as a rule, but their name alone does not say so.
_HOUSES = (
    "乐花 分期乐 乐信 桔子", "花呗 借呗 蚂蚁 网商", "白条 金条 京东", "微粒贷 微众", "有钱花 度小满", "360 奇富", "安逸花 马上",
    "拍拍贷 信也", "还呗 数禾", "好期贷 招联", "任性付 任性贷 苏宁 星图", "月付 美团", "放心借 抖音", "滴水贷 滴滴", "宜享花 宜人",
)  # fmt: skip
# Credit that a wallet or shop gives in its own name: a plan of it says so, where plans of brokers often name the lender alone.
WALLETS = re.compile(r"花呗|借呗|网商贷|白条|金条|微粒贷|分付|月付|放心借|任性付|任性贷|唯品花|滴水贷")
_LENDERS_NAME = re.compile(rf"([^\W\d_]{{2,8}}?)(?:{LENDER.pattern})")
_NO_NAME = re.compile(r"归还|偿还|还款|还贷|自动|主动|代扣|扣款|个人|网上|本期|账单|贷款|借款")


def creditors(payment: PaymentFact) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The loan products or platforms that payee and memo name, and the lenders; guarantors are none of them."""
    said = _said(payment)
    products = tuple(match[0] for match in PLATFORMS.finditer(said))
    found = (
        _CITY.sub("", _NO_NAME.sub("", m[1]))
        for m in _LENDERS_NAME.finditer(CHANNEL.sub(" ", said))
        if "担" not in m[0]
    )
    return products, tuple(name for name in found if len(name) >= 2)


def of_another(loan: Loan, name: str) -> bool:
    """Does the name by itself say that another lender is paid: a wallet's credit, or a lender's name beside a known one?"""
    return bool(loan.lender and (WALLETS.search(name) or LENDER.search(name)) and not same_party(name, loan.lender))


def related(loan: Loan, name: str) -> bool:
    """May the name be one of the loan's parties after all: of the same house, or with a misread character?"""
    roots = loan_roots(loan)
    houses = [house.split() for house in _HOUSES if any(word in name for word in house.split())]
    if any(word in root for house in houses for word in house for root in roots):
        return True
    return any(len(root) == len(name) and any(a == b for a, b in zip(root, name, strict=True)) for root in roots)


_EMPTY = re.compile(
    r"(?:快捷|网上|在线|无卡|协议|批量|自动|委托|移动|跨行|银行|第三方)?(?:支付|代扣|扣款|付款|代付|转账|消费|交易|还款|支出|转出|扣费|划扣)|快捷|[\W\d_]|[A-Za-z]"
)


def channel(payment: PaymentFact) -> str | None:
    """The payment company that payee and memo name, where they name nothing else."""
    said = _said(payment)
    first = CHANNEL.search(said)
    return first[0] if first and not _EMPTY.sub("", CHANNEL.sub("", said)) else None


_PERSON = re.compile(
    r"(?!.*(?:公司|银行|支付|先生|女士|[卡宝钱]$))[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff]{1,8}"
)


def is_person(name: str) -> bool:
    """Does it look like a person's whole name, with nothing masked?"""
    return _PERSON.fullmatch(name.replace(" ", "")) is not None


def bears(contract: str, payment: PaymentFact) -> bool:
    """Does the payment's own text hold the contract number?"""
    number = re.sub(r"[\W_]", "", contract).upper()
    return len(number) >= 8 and number in re.sub(r"[\W_]", "", _said(payment)).upper()


def same_contract(one: str, other: str) -> bool:
    """Equal contract numbers, up to two misread characters in a long one."""
    a, b = (re.sub(r"[\W_]", "", n).upper() for n in (one, other))
    if a == b:
        return True
    wrong = sum(x != y for x, y in zip(a, b, strict=False))
    return len(a) == len(b) >= 12 and wrong <= 2


_DATES_APART = 3  # days between the dates that papers give one loan: agreed, paid out


def apart(one: Loan | LoanFacts, other: LoanFacts) -> bool:
    """Two loans, though amounts and days may be equal: contract numbers that no misreading makes one, or other dates.

    Numbers that are built differently may be two sorts of one loan's (合同编号, 借据编号): then the dates decide.
    """
    if one.contract and other.contract:
        if _misread(one.contract, other.contract):
            return False
        if _shape(one.contract) == _shape(other.contract):
            return True
    return bool(one.disbursed and other.disbursed and abs((one.disbursed - other.disbursed).days) > _DATES_APART)


def _shape(number: str) -> str:
    return re.sub(r"[A-Za-z]", "A", re.sub(r"\d", "0", number))


def _misread(one: str, other: str) -> bool:
    """May both be one number, of which a reader lost or mistook some characters?"""
    a, b = (re.sub(r"[\W_]", "", n).upper() for n in (one, other))
    if same_contract(one, other) or (min(len(a), len(b)) >= 6 and (a in b or b in a)):
        return True
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.9
