"""Personal credit reports of the central bank: which edition, its head, its accounts, cards apart from loans."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Literal

from ...core.facts import Context, CreditReport
from ...core.page import Page
from ..page.flow import Flow, flow_of
from ..page.labelled import first_by
from ..page.layout import text_rows
from ..papers.loan_facts import person
from ..words.days import find_days
from . import brief, extras, full
from .claims import read_claims
from .grid import RANGE
from .leaves import leaves

_FULL = re.compile(r"本人版|信贷交易信息明细|授信及负债信息概要|信贷交易信息提示|账户标识|循环贷账户")
_BRIEF = re.compile(r"这部分包含您的信用卡|账户明细如下|发放的[\d,]+元|最近5年内有\d+个月")
_COMPANY = re.compile(r"企业信用报告|统一社会信用代码|中征码")
_PERSONAL = re.compile(r"个人信用报告|信用报告|征信")
_NUMBER = re.compile(r"报告编号:?\s*(\d{15,30})")
# Blanks: of pixels a label may come in pieces, and 告 as a letter like it.
_TIME = re.compile(r"报 ?[告售吉] ?(?:生 ?成 ?|出 ?具 ?)?(?:时 ?间|日 ?期):?")
_PERSON_TYPE = re.compile(r"证件类型|证件号码|被查询者")
_NAME = re.compile(r"(?:被查询者)?姓名")


def edition_of(text: str) -> Literal["brief", "full"] | None:
    """The edition that running text is of, or None when its words tell none. The grid of months decides first."""
    if _is_of_company(text):
        return None
    if RANGE.search(text) or len(set(_FULL.findall(text))) >= 2:
        return "full"
    if _BRIEF.search(text):
        return "brief"
    return "full" if _FULL.search(text) and _PERSONAL.search(text) else None


def _is_of_company(text: str) -> bool:
    return bool(_COMPANY.search(text)) and "个人信用报告" not in text


def read_credit_reports(pages: Sequence[Page], context: Context) -> list[CreditReport | None]:
    """The reports that the pages hold one after the other, the newest last; None for pages that are no report."""
    found = [read_credit_report(part, context) for part in _parted(leaves(pages))]
    return sorted(found, key=lambda report: (report and report.report_date) or dt.date.min)


def _parted(pages: Sequence[Page]) -> list[list[Page]]:
    """The pages of each report: one begins with its number, its time and its person. Later pages may repeat the number."""
    parts: list[list[Page]] = [[]]
    now: str | None = None
    for page in pages:
        text = flow_of(text_rows([page])).text
        number = _NUMBER.search(text)
        if number is not None and _TIME.search(text) and _PERSON_TYPE.search(text):
            if now is not None and _are_two(now, number[1]) and parts[-1]:
                parts.append([])
            now = number[1]
        parts[-1].append(page)
    return parts


def _are_two(one: str, other: str) -> bool:
    """Whether these are numbers of two reports: more signs differ than an engine misreads."""
    return len(one) != len(other) or sum(a != b for a, b in zip(one, other, strict=True)) > 2


def read_credit_report(pages: Sequence[Page], context: Context) -> CreditReport | None:
    """The report, or None when the pages are none."""
    rows = text_rows(pages)
    flow = flow_of(rows)
    edition = edition_of(flow.text)
    if _is_of_company(flow.text):
        return None
    accounts = (*read_claims(pages), *brief.read_accounts(pages)) if edition == "brief" else full.read_accounts(pages)
    if edition is None:  # other bureaus print tables of accounts under words of their own
        if not accounts:
            return None
        edition = "full" if any(account.months for account in accounts) else "brief"
    number, name = _NUMBER.search(flow.text), first_by(rows, _NAME, _named)
    return CreditReport(
        edition,
        _report_date(flow, context),
        number[1] if number else None,
        name,
        tuple(account for account in accounts if not account.card),
        extras.read_queries(pages, context),
        extras.read_summary(rows, edition),
        tuple(account for account in accounts if account.card),
    )


def _named(text: str) -> str | None:
    """A person's name; the title beside 姓名 in a row of titles is none."""
    name = person(text)
    return None if name is None or re.match(r"被?查询|证件|姓名", name) else name


def _report_date(flow: Flow, context: Context) -> dt.date | None:
    for label in _TIME.finditer(flow.text):
        days = find_days(flow.text[label.end() : label.end() + 24])
        if days and days[0].date is not None and days[0].date <= context.today:
            return days[0].date
    return None
