"""What must not leave the house in a redacted edition, found in text.

Numbers are told apart by their own check digits: an order number of 28 digits is no card, whatever it holds. Names,
addresses and accounts are known by the label before them, names and addresses by the sentence they stand in as well.
Places are half-open ranges of characters.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from ..facts.reports import values as report_values
from ..facts.statements.titles import TITLES
from ..facts.tables.titles import title_field
from ..facts.words.glyphs import packed
from ..facts.words.labels import LABELS, Field
from . import persons

What = Literal["id", "card", "mobile", "mail", "name", "account", "address", "report", "block", "number", "balance"]

Hide = Callable[[str], str]
MASK = "█"
SEEN = 4  # characters of a long number that tell it from others and give nothing away

_GAP = r"[ \u3000-]?"
_ID = re.compile(rf"(?<!\d)\d{{6}}{_GAP}\d{{8}}{_GAP}\d{{3}}[\dXx](?![\dA-Za-z])")
# Shaped like one, with a day of birth in its place: taken for one even where a digit was misread.
_LIKE_ID = re.compile(
    r"(?<!\d)[1-8]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_ACCOUNT_LABEL = r"(?:卡\s*号|账\s*号|帐\s*号|(?:银行|付款|收款|对方|还款|结算)(?:账户|帐户)|客户号|(?:借据|贷款)?账户编?号|支付宝账户|微信号)"
_ACCOUNT = re.compile(rf"{_ACCOUNT_LABEL}[ \u3000]*[:：]?[ \u3000\t]*(?P<value>\d[\d \u3000-]{{6,24}}\d)(?!\d)")
# The ids of credit reports have letters.
_ACCOUNT_ID_LABEL = r"(?:账户标识|授信协议标识|贷款账号|(?:借据|贷款)账户编?号)"
_ACCOUNT_ID = re.compile(
    rf"{_ACCOUNT_ID_LABEL}[ \u3000]*[:：]?[ \u3000\t]*(?P<value>(?=[A-Za-z-]{{0,8}}\d)[\dA-Za-z][\dA-Za-z-]{{6,60}}(?![\dA-Za-z]))"
)
_WECHAT = re.compile(
    r"(?:微信(?:号|账号)|微信\s?ID|wechat\s?(?:id|no\.?))[ \u3000]*[:：]?[ \u3000\t]*(?P<value>[a-z][a-z\d_-]{5,19}(?![a-z\d_-]))",
    re.IGNORECASE,
)
_QQ = re.compile(r"(?<![A-Za-z])QQ(?:号码?)?[ \u3000]*[:：]?[ \u3000\t]*(?P<value>[1-9]\d{4,10}(?!\d))", re.IGNORECASE)
_PAPER_LABEL = r"(?:护照(?:号码?)?|(?:通行证|台胞证|回乡证|居留证)(?:号码?)?|证件号码?|passport(?: no\.?)?)"
_PAPER = re.compile(
    rf"{_PAPER_LABEL}[ \u3000]*[:：为]?[ \u3000\t]*(?P<value>[A-Z]{{1,3}}\d{{6,10}}(?![\dA-Z]))", re.IGNORECASE
)
# In brief reports it may stand behind the number of the identity card without a label.
_MARRIAGE = re.compile(
    r"(?:婚姻状况[ \u3000]*[:：]?|证件号码[ \u3000]*[:：]?[ \u3000\t]*[\dXx*]{15,18})[ \u3000\t]*(?P<value>[已未再初]婚|离[婚异]|丧偶)"
)
_EMPLOYER = re.compile(r"工作单位[ \u3000]*[:：]?[ \u3000\t]*(?P<value>[\u4e00-\u9fff（）()]{4,40})")
_BALANCE = re.compile(
    r"(?:(?:账户|可用|当前)?余额(?:为|是)?|Balance(?: of)?)\s*[:：]?\s*(?:人民币|RMB|CNY|[¥￥])?\s*(?P<value>\d[\d,]*(?:\.\d{1,2})?)(?![\d.])",
    re.IGNORECASE,
)
_ID_AFTER_LABEL = re.compile(
    r"(?:身份证(?:件)?(?:号码?)?|证件号码?|公民身份号码)[ \u3000]*[:：为]?[ \u3000\t]*(?P<value>[\dXxOoIl]{6}[\dXxOoIl \u3000]{8,14})"
)
_MOBILE_AFTER_LABEL = re.compile(
    r"(?:手机号?码?|联系电话|预留电话|电话号码|住宅电话)[ \u3000]*[:：为]?[ \u3000\t]*(?P<value>\+?\d[\d \u3000-]{5,15}\d)(?!\d)"
)
_REPORT_LABEL = r"(?:报告编号|报告号|查询编号)"
_REPORT = re.compile(rf"{_REPORT_LABEL}[ \u3000]*[:：]?[ \u3000\t]*(?P<value>[\dA-Z][\dA-Z -]{{6,30}}[\dA-Z])")
# With it anybody can ask a bank for the paper as it was.
_CODE_LABEL = r"(?:验证码|校验码|验真码|防伪码)"
_CODE = re.compile(rf"{_CODE_LABEL}[ \u3000]*[:：]?[ \u3000\t]*(?P<value>[\dA-Za-z][\dA-Za-z-]{{2,30}}[\dA-Za-z])")
_ADDRESS_LABEL = r"(?:(?:通讯|居住|户籍|单位|联系|家庭|收货|邮寄|现住)?地\s*址|住\s*址|住\s*所)"
_ADDRESS = re.compile(
    rf"{_ADDRESS_LABEL}[ \u3000]*[:：]?[ \u3000\t]*(?P<value>[\u4e00-\u9fff](?:(?!{persons.NEXT_LABEL}[:：])[^\s，。；;|]){{5,60}})"
)
# An address in a sentence is told by two levels at least, and the lower one leads to a door: a court of a district, or the
# number of a case, is none.
_CITY = r"(?:(?![到至在往寄送住于])[\u4e00-\u9fff]){2,8}?(?:省|自治区|自治州|市|地区|盟)"
_DISTRICT = r"(?:(?![到至在往寄送住])[\u4e00-\u9fff]){1,8}?(?:区|县|旗|镇|乡|街道|村)"
_BETWEEN = r"(?:(?!法院|检察|[支分]行|营业|第|年|月|案)[\u4e00-\u9fffA-Za-z\d（）()-]){0,30}?"
_COUNT = r"(?:[A-Za-z]{0,3}\d{0,4}-)?(?:[A-Za-z]|[A-Za-z]?\d{1,5}|[一二三四五六七八九十百]{1,4})"
_DOOR = rf"(?<![A-Za-z\d-]){_COUNT}(?:号楼|号院|号|栋|幢|座|单元|楼|层|室|弄|组)"
_HOUSE = rf"(?<![A-Za-z\d-]){_COUNT}(?:号楼|栋|幢|座|单元|楼|层|室)"
_STREET = r"(?:(?![到至在往寄送住])[\u4e00-\u9fff]){1,8}?(?:(?<![线铁网思])路|街|大道|巷|胡同|弄)"
_PLACE = re.compile(
    rf"(?:{_CITY}{_BETWEEN}{_DOOR}|{_DISTRICT}{_DISTRICT}{_BETWEEN}{_DOOR}|{_DISTRICT}{_BETWEEN}{_HOUSE}|{_STREET}{_DOOR})"
    rf"(?:[\u4e00-\u9fff]{{0,8}}?{_DOOR})*(?:(?<=[\u4e00-\u9fff])[A-Za-z]?\d{{1,5}}(?![\d.,]))?"
)
_CARD_DIGITS = rf"(?:\d{{16,19}}|\d{{4}}(?:{_GAP}\d{{4}}){{3}}(?:{_GAP}\d{{1,3}})?)(?!\d)"
_CARD = re.compile(rf"(?<!\d){_CARD_DIGITS}")
# Taken for one even where a digit was misread: as long as cards are, and begun as they are or behind their word.
_LIKE_CARD = re.compile(rf"(?<!\d)(?=62|4|5[1-5]){_CARD_DIGITS}")
_CARD_BEHIND_WORD = re.compile(
    rf"(?:卡|银行|[账帐][户号])(?:[（(][^（）()]{{1,8}}[）)])?[ \u3000]*[:：]?[ \u3000\t]*(?P<value>{_CARD_DIGITS})"
)
_MOBILE = re.compile(rf"(?<!\d)(?:\+?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_LABELS: tuple[tuple[What, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        "account",
        re.compile(rf"\s*{_ACCOUNT_ID_LABEL}\s*[:：]?\s*"),
        re.compile(r"\s*(?=[A-Za-z-]*\d)[\dA-Za-z][\dA-Za-z -]{2,60}\s*"),  # it may go on in the next row
    ),
    ("id", re.compile(rf"(?i:\s*{_PAPER_LABEL}\s*[:：]?\s*)"), re.compile(r"\s*[A-Z]{1,3}\d{6,10}\s*")),
    ("account", re.compile(rf"\s*{_ACCOUNT_LABEL}\s*[:：]?\s*"), re.compile(r"\s*\d[\d \u3000*-]{6,24}\s*")),
    ("report", re.compile(rf"\s*{_REPORT_LABEL}\s*[:：]?\s*"), re.compile(r"\s*[\dA-Z -]{8,32}\s*")),
    ("report", re.compile(rf"\s*{_CODE_LABEL}\s*[:：]?\s*"), re.compile(r"\s*[\dA-Za-z-]{4,32}\s*")),
    ("address", re.compile(rf"\s*{_ADDRESS_LABEL}\s*[:：]?\s*"), re.compile(r"\s*[\u4e00-\u9fff].{5,60}")),
)

_AFTER_LABEL: tuple[tuple[What, re.Pattern[str]], ...] = (
    ("id", _ID_AFTER_LABEL),
    ("id", _PAPER),
    ("card", _CARD_BEHIND_WORD),
    ("account", _ACCOUNT),
    ("account", _ACCOUNT_ID),
    ("account", _WECHAT),
    ("account", _QQ),
    ("block", _MARRIAGE),
    ("block", _EMPLOYER),
    ("mobile", _MOBILE_AFTER_LABEL),
    ("report", _REPORT),
    ("report", _CODE),
    ("address", _ADDRESS),
)

# Numbers of payments, orders, receipts and contracts: complete, they let anybody ask for what lies behind them.
_NUMBERED = frozenset({Field.TXN_NO, Field.MERCHANT_NO, Field.RECEIPT_NO, Field.CONTRACT})
_NUMBER_LABEL = "|".join(
    r"\s*".join(map(re.escape, word))
    for word in sorted((word for word, field in LABELS.items() if field in _NUMBERED), key=len, reverse=True)
)
LONGEST_NUMBER = 64
_LONG_NUMBER = rf"(?P<value>(?=[A-Za-z_-]{{0,11}}\d{{4}})[A-Za-z\d][A-Za-z\d_-]{{10,{LONGEST_NUMBER - 2}}}[A-Za-z\d])(?![A-Za-z\d])"
_NUMBER = re.compile(rf"(?:{_NUMBER_LABEL})\s*[:：]?\s*{_LONG_NUMBER}", re.IGNORECASE)
_NUMBER_CELL = re.compile(rf"\s*{_LONG_NUMBER}\s*")
_NUMBER_BEFORE = re.compile(rf"(?:{_NUMBER_LABEL}|单\s*号|流\s*水|No\.)[\s\u3000:：]*\Z", re.IGNORECASE)

_AMOUNT_CELL = re.compile(r"\s*[-+−]?(?:CNY|RMB|[¥￥])?\s*\d[\d,]*(?:\.\d{1,2})?元?\s*")
_LABEL = 16  # characters of the longest label of a number, blanks included

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True)
class Private:
    """One private word in a text."""

    what: What
    start: int
    end: int


def find_private(text: str, names: Iterable[str] = (), numbers: Iterable[str] | None = None) -> list[Private]:
    """Identity card numbers (checksum, day of birth or label), bank cards (Luhn, how they begin, the word before them),
    mobile numbers, mail addresses; accounts, passports, report numbers, addresses, names and what else is of the person
    alone, after a label; names and addresses in sentences; every given name wherever it stands.

    Long numbers of payments and contracts and balances may be seen unless `numbers` are given: then balances, and these
    and those behind a label but for their last characters, are private.
    """
    found: list[Private] = []
    found += [Private("id", *m.span()) for m in _ID.finditer(text) if is_identity_number(m.group())]
    found += [Private("id", *m.span()) for m in _LIKE_ID.finditer(text)]
    found += [Private("address", *m.span()) for m in _PLACE.finditer(text)]
    found += [Private("card", *m.span()) for m in _CARD.finditer(text) if is_card_number(m.group())]
    found += [
        Private("card", *m.span())
        for m in _LIKE_CARD.finditer(text)
        if _as_long_as_cards(m.group()) and not _NUMBER_BEFORE.search(text[: m.start()][-_LABEL:])
    ]
    found += [Private("mobile", *m.span()) for m in _MOBILE.finditer(text)]
    found += [Private("mail", *m.span()) for m in _MAIL.finditer(text)]
    for what, pattern in _AFTER_LABEL:
        found += [
            Private(what, m.start("value"), m.start("value") + len(m["value"].rstrip())) for m in pattern.finditer(text)
        ]
    found += [Private("name", *place) for place in (*persons.labelled(text), *persons.in_sentences(text))]
    given = _any_of(tuple(names))
    if given:
        found += [Private("name", *m.span()) for m in given.finditer(text)]
    if numbers is not None:
        found += [Private("balance", *m.span("value")) for m in _BALANCE.finditer(text)]
        found += [Private("number", m.start("value"), m.end("value") - SEEN) for m in _NUMBER.finditer(text)]
        known = _any_of(tuple(numbers))
        found += [Private("number", m.start(), m.end() - SEEN) for m in (known.finditer(text) if known else ())]
    found.sort(key=lambda private: (private.start, -private.end))
    return [private for n, private in enumerate(found) if not any(private.end <= other.end for other in found[:n])]


@functools.cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Any of the words, also where it is spaced or has hyphens; the longer ones first."""
    spaced = (r"[\s\u3000-]*".join(map(re.escape, word)) for word in sorted(words, key=len, reverse=True))
    return re.compile("|".join(spaced)) if words else None


def beside_label(label: str, value: str, *, with_numbers: bool = False) -> Private | None:
    """What is private of a value by the label that stands in the neighbouring cell or at the head of its column."""
    if with_numbers and is_balance_label(label) and _AMOUNT_CELL.fullmatch(value):
        return Private("balance", 0, len(value))
    if with_numbers and is_number_label(label) and (number := _NUMBER_CELL.fullmatch(value)):
        return Private("number", number.start("value"), number.end("value") - SEEN)
    if not is_label(label) or is_title(value):
        return None
    for what, labels, values in _LABELS:
        if labels.fullmatch(label) and values.fullmatch(value):
            return Private(what, 0, len(value))
    place = persons.in_cell(label, value)
    return Private("name", *place) if place else None


def is_label(text: str) -> bool:
    """The text is one of the labels of private things and nothing else."""
    return any(labels.fullmatch(text) for _, labels, _ in _LABELS) or persons.is_name_label(text)


def is_number_label(text: str) -> bool:
    """The text is a label or a column title of long numbers and nothing else."""
    return LABELS.get(packed(text).rstrip(":").lower()) in _NUMBERED or title_field(text, TITLES) in (
        "order",
        "merchant_order",
    )


def is_balance_label(text: str) -> bool:
    """The text is a label or a column title of balances and nothing else."""
    return title_field(text, TITLES) == "balance"


def is_long_number(text: str) -> bool:
    """The text is long enough to be one, and has digits."""
    return _NUMBER_CELL.fullmatch(text) is not None


@functools.lru_cache(4096)
def is_title(text: str) -> bool:
    """The text is a label or a column title of any sort and nothing else."""
    plain = packed(text).rstrip(":")
    return is_label(text) or title_field(text, TITLES) is not None or plain in LABELS or report_values.is_title(plain)


def masked(text: str, names: Iterable[str] = (), mark: str = MASK, numbers: Iterable[str] | None = None) -> str:
    """The text with every private word blacked out, one mark for each character."""
    for private in find_private(text, names, numbers):
        text = text[: private.start] + mark * (private.end - private.start) + text[private.end :]
    return text


def is_identity_number(text: str) -> bool:
    """18 characters whose last one is the ISO 7064 MOD 11-2 check of the others."""
    digits = re.sub(r"[^\dX]", "", text.upper())
    if not re.fullmatch(r"\d{17}[\dX]", digits):
        return False
    rest = sum(int(d) * w for d, w in zip(digits[:17], _ID_WEIGHTS, strict=True)) % 11
    return digits[17] == "10X98765432"[rest]


def _as_long_as_cards(text: str) -> bool:
    """Only the cards of 中国银联 (62) are of other lengths than 16 digits."""
    digits = re.sub(r"\D", "", text)
    return len(digits) == 16 or digits.startswith("62")


def is_card_number(text: str) -> bool:
    """16 to 19 digits that pass the Luhn check."""
    digits = [int(d) for d in re.sub(r"\D", "", text)]
    doubled = [sum(divmod(d * 2, 10)) for d in digits[-2::-2]]
    return 16 <= len(digits) <= 19 and (sum(doubled) + sum(digits[-1::-2])) % 10 == 0
