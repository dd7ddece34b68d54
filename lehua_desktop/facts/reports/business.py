"""What reports call lenders and kinds of business, in the writing of reports."""

from __future__ import annotations

import re

_KINDS = frozenset(
    "个人住房商业贷款 个人住房贷款 个人住房公积金贷款 个人商用房（含商住两用）贷款 个人商用房（包括商住两用）贷款 个人汽车消费贷款 个人汽车贷款"
    " 个人助学贷款 国家助学贷款 商业助学贷款 个人经营性贷款 个人经营贷款 农户贷款 经营性农户贷款 消费性农户贷款 其他个人消费贷款"
    " 个人消费贷款 其他贷款 其他类贷款 贷记卡 准贷记卡 信用卡 大额专项分期卡 融资租赁业务 融资租赁 担保代偿 资产处置 垫款".split()
)
_WRITTEN = re.compile(r"[\u4e00-\u9fff（）、/]{2,24}")


def printed(name: str) -> str:
    """A name as reports print it: signs as wide as the characters round them."""
    plain = re.sub(r"^机构[“”\"'「](.+)[“”\"'」]$", r"\1", name.replace(" ", ""))
    return plain.translate(str.maketrans("():", "（）："))


def business_kind(text: str, *, exact: bool) -> str | None:
    """A kind of business. From pixels only one that reports use, for no other value of the page confirms it."""
    kind = printed(text)
    return kind if kind in _KINDS or (exact and _WRITTEN.fullmatch(kind)) else None
