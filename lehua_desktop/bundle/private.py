"""What must not leave the house in a redacted edition, found in text.

Numbers are told apart by their own check digits: an order number of 28 digits is no card, whatever it holds.
Places are half-open ranges of characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

What = Literal["id", "card", "mobile", "mail", "name"]

MASK = "█"

_GAP = r"[ \u3000-]?"
_ID = re.compile(rf"(?<!\d)\d{{6}}{_GAP}\d{{8}}{_GAP}\d{{3}}[\dXx](?![\dA-Za-z])")
# Shaped like one, with a day of birth in its place: taken for one even where a digit was misread.
_LIKE_ID = re.compile(
    r"(?<!\d)[1-8]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_ACCOUNT = re.compile(r"(?:卡号|账号|帐号|银行账户)[ \u3000]*[:：]?[ \u3000]*(?P<number>\d[\d ]{8,22}\d)(?!\d)")
_CARD = re.compile(rf"(?<!\d)(?:\d{{16,19}}|\d{{4}}(?:{_GAP}\d{{4}}){{3}}(?:{_GAP}\d{{1,3}})?)(?!\d)")
_MOBILE = re.compile(rf"(?<!\d)(?:\+?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_NAME_LABEL = re.compile(
    r"(?:姓\s*名|户\s*名|账户名称?|被查询者(?:姓名)?|借款人(?:姓名)?|付款人(?:姓名|名称)?|客户姓名|用户方|持卡人|本人|甲方|乙方)"
    r"(?:[（(][^（）()]{1,8}[）)])?\s*[:：,，]?\s*(?P<name>[\u4e00-\u9fff]{1}[\u4e00-\u9fff·]{1,3})(?![\u4e00-\u9fff])"
)
_NOT_A_NAME = re.compile(
    r"证件|号码|名称|公司|银行|信息|账户|账号|姓名|性别|婚姻|机构|查询|报告|类型|时间|日期|金额|已|未"
)
_LABEL_ALONE = re.compile(
    r"\s*(?:姓\s*名|户\s*名|账户名称?|被查询者姓名|借款人(?:姓名)?|付款人(?:姓名)?|客户姓名|持卡人)\s*[:：]?\s*"
)
_NAME_ALONE = re.compile(r"\s*([\u4e00-\u9fff][\u4e00-\u9fff·]{1,3})\s*")

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True)
class Private:
    """One private word in a text."""

    what: What
    start: int
    end: int


def find_private(text: str, names: Iterable[str] = ()) -> list[Private]:
    """Identity card numbers (checksum or day of birth), bank cards (Luhn) and accounts after a label, mobile numbers,
    mail addresses, names after a label, and every given name wherever it stands."""
    found: list[Private] = []
    found += [Private("id", *m.span()) for m in _ID.finditer(text) if is_identity_number(m.group())]
    found += [Private("id", *m.span()) for m in _LIKE_ID.finditer(text)]
    found += [Private("card", *m.span("number")) for m in _ACCOUNT.finditer(text)]
    found += [Private("card", *m.span()) for m in _CARD.finditer(text) if is_card_number(m.group())]
    found += [Private("mobile", *m.span()) for m in _MOBILE.finditer(text)]
    found += [Private("mail", *m.span()) for m in _MAIL.finditer(text)]
    found += [
        Private("name", *m.span("name")) for m in _NAME_LABEL.finditer(text) if not _NOT_A_NAME.search(m.group("name"))
    ]
    for name in names:
        spaced = r"[\s\u3000]*".join(map(re.escape, name))
        found += [Private("name", *m.span()) for m in re.finditer(spaced, text)]
    found.sort(key=lambda private: (private.start, -private.end))
    return [private for n, private in enumerate(found) if not any(private.end <= other.end for other in found[:n])]


def name_beside_label(label: str, value: str) -> bool:
    """True when the two neighbouring cells are a label such as 姓名 and a person's name."""
    match = _NAME_ALONE.fullmatch(value)
    return bool(_LABEL_ALONE.fullmatch(label) and match and not _NOT_A_NAME.search(match.group(1)))


def masked(text: str, names: Iterable[str] = (), mark: str = MASK) -> str:
    """The text with every private word blacked out, one mark for each character."""
    for private in find_private(text, names):
        text = text[: private.start] + mark * (private.end - private.start) + text[private.end :]
    return text


def is_identity_number(text: str) -> bool:
    """18 characters whose last one is the ISO 7064 MOD 11-2 check of the others."""
    digits = re.sub(r"[^\dX]", "", text.upper())
    if not re.fullmatch(r"\d{17}[\dX]", digits):
        return False
    rest = sum(int(d) * w for d, w in zip(digits[:17], _ID_WEIGHTS, strict=True)) % 11
    return digits[17] == "10X98765432"[rest]


def is_card_number(text: str) -> bool:
    """16 to 19 digits that pass the Luhn check."""
    digits = [int(d) for d in re.sub(r"\D", "", text)]
    doubled = [sum(divmod(d * 2, 10)) for d in digits[-2::-2]]
    return 16 <= len(digits) <= 19 and (sum(doubled) + sum(digits[-1::-2])) % 10 == 0
