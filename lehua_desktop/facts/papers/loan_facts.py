"""What a plan, a contract or a certificate says about the loan as a whole."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from ...core.facts import LoanFacts
from ...core.money import Money
from ..page.labelled import first_by, values_by
from ..page.layout import Piece
from ..words.amounts import find_amounts, parse_amount
from ..words.days import find_days
from ..words.glyphs import packed, plain
from .terms import with_terms

_PRINCIPAL = re.compile(r"(?:借款|贷款|放款|分期|合同|授信支用|发放)(?:本金)?总?(?:金额|总额|本金)|^本金总?额")
_DISBURSED = re.compile(
    r"(?:借款|放款|发放|贷款发放|起息|(?<!展期)(?<!延期)申请|借款起始|支用)(?:日期|时间|日)(?!.{0,2}利)"
)
_LENDER = re.compile(r"(?:放款|贷款|出借|资金|借款)(?:机构|方|人(?!数)|银行)|资金方|贷款人|出借人|债权人")
_GUARANTOR = re.compile(r"(?:融资)?(?:担保|增信|保证)(?:机构|方|公司|人|服务方|服务机构)")
_CONTRACT = re.compile(
    r"(?:借款|贷款|分期|分期服务)?(?:合同|借据|协议|合约)(?:编)?号(?:码)?|贷款编号|借款编号|借款单号|贷款账号"
)
_BORROWER = re.compile(r"借款人(?:姓名)?|^(?:客户)?姓名|客户名称|用户姓名|用户方|甲方[（(]借款人[)）]")
_PERIODS = re.compile(
    r"共\s*(\d{1,3})\s*期|分\s*(\d{1,3})\s*期|(?<!展期)(?<!延期)(?<!宽限)(?:期数|期限|总期数|还款期数|分期数)\s*[:：]?\s*(\d{1,3})\s*(?:期|个月)"
)
_COMPANY = re.compile(
    # The round line of a seal breaks: its second half, 有限公司, names nobody.
    r"(?!(?:股份|有限|责任)+公司)[\u4e00-\u9fff（）()]{2,40}?(?:有限责任公司|股份有限公司|有限公司|银行(?:（[\u4e00-\u9fff]{2,6}）)?(?:股份有限公司|有限责任公司|有限公司)?|公司|信托|农信社|信用社)"
)
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9\-_/]{5,39}")
# `2019年苏银消字第00817号`, `(2021)个贷字第3321号`: how banks number their papers.
_NUMBER_IN_WORDS = re.compile(
    r"[(\[〔]?20\d\d[)\]〕]?年?[\u4e00-\u9fff()]{1,12}字?第?[A-Za-z0-9\-]{2,20}号|[\u4e00-\u9fff]{1,10}字[(\[〔]?20\d\d[)\]〕]?年?第?[A-Za-z0-9\-]{2,20}号"
)
# Of a grown-up's identity card, told by the day of birth in its place.
_IDENTITY = re.compile(r"[1-8]\d{5}(?:19\d\d|200\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]")
_PERSON = re.compile(r"[\u4e00-\u9fff·*＊]{2,12}")


def loan_facts(rows: Sequence[Sequence[Piece]]) -> LoanFacts | None:
    """The loan as its labels give it, or None where none does."""
    facts = LoanFacts(
        lender=first_by(rows, _LENDER, companies),
        guarantor=first_by(rows, _GUARANTOR, company),
        contract=first_by(rows, _CONTRACT, number),
        borrower=first_by(rows, _BORROWER, person),
        principal=_agreed([v for v, _ in values_by(rows, _PRINCIPAL, sum_of_money)]),
        disbursed=first_by(rows, _DISBURSED, _day),
        periods=_periods(rows),
    )
    facts = with_terms(facts, rows)
    return None if facts == LoanFacts() else facts


def company(text: str) -> str | None:
    """A company's name at the start of a text, also behind the 为 of a sentence (`资金方为…`)."""
    match = _COMPANY.match(_named(text).replace("(", "（").replace(")", "）"))
    return match[0] if match else None


def companies(text: str) -> str | None:
    """A company's name at the start of a text, or several with 、 between them: who lends together (联合贷)."""
    first = company(text)
    rest = _named(text)[len(first or "") :]
    more = companies(rest[1:]) if first and rest[:1] in ("、", ",", ";", "/", "和", "及", "与") else None
    return f"{first}、{more}" if more else first


def _named(text: str) -> str:
    return packed(text).removeprefix("为")


def number(text: str) -> str | None:
    """A contract's number at the start of a text; never that of an identity card."""
    behind = plain(text).strip(" :")
    if words := _NUMBER_IN_WORDS.match(packed(behind)):
        return words[0]
    match = _NUMBER.match(behind)
    if match is None or sum(c.isdigit() for c in match[0]) < 4:
        return None
    return None if _IDENTITY.fullmatch(match[0]) else match[0]


def person(text: str) -> str | None:
    """A person's name, masked or not, that is the text or its first word."""
    match = _PERSON.match(text.strip(" :："))
    if match is None:
        return None
    name = re.split(r"身份证|证件|手机|先生|女士|[（(]", match[0])[0]
    return name if 2 <= len(name) <= 8 and "公司" not in name else None


def sum_of_money(text: str) -> Money | None:
    """The first amount of a text, or the text as a whole figure."""
    whole = parse_amount(text)
    found = [whole] if whole is not None else find_amounts(text)
    return found[0].money if found and found[0].money else None


def _day(text: str) -> dt.date | None:
    return next((d.date for d in find_days(text) if d.date is not None), None)


def _agreed(amounts: Sequence[Money]) -> Money | None:
    """The amount that every label gives; None where they differ: a blank is better than a wrong value."""
    return amounts[0] if amounts and len(set(amounts)) == 1 else None


def _periods(rows: Sequence[Sequence[Piece]]) -> int | None:
    found = {
        int(next(g for g in m.groups() if g)) for row in rows for p in row for m in _PERIODS.finditer(plain(p.text))
    }
    return found.pop() if len(found) == 1 else None
