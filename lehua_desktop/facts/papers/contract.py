"""What contracts of loans and messages of lenders say of a loan, beside plans: parties, cut-off hour, days of grace."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...core.facts import LoanFacts, Read
from ...core.page import Page
from ..messages.parts import sender_of
from ..messages.thread import messages_of
from ..page.flow import flow_of
from ..page.labelled import first_by
from ..page.layout import Piece, text_rows
from ..words.glyphs import packed
from .loan_facts import company, number, person
from .settlement import contract_in
from .terms import BEFORE, HOUR, hour_of, read_clause, with_terms

_CONTRACT_TITLE = re.compile(
    r"^[《]?[\u4e00-\u9fff()]{0,16}(?:借款|贷款|分期|授信|融资|信贷)[\u4e00-\u9fff()]{0,8}(?:合同|协议|合约)(?:书)?(?:\([^()]{1,12}\))?[》]?$"
)
_OTHER_TITLE = re.compile(
    r"展期|担保|保证|抵押|质押|代偿|转让|委托|居间|咨询|补充|和解|调解|征信|授权|委扣|代扣|终止|解除"
)
_LENDER = re.compile(r"(?:贷款人|出借人|放款机构|贷款机构|贷款方|出借方)(?:[(][^()]{1,10}[)])?[:：]")
_BORROWER = re.compile(r"借款(?:人|方)(?:姓名)?(?:[(][^()]{1,10}[)])?[:：]")
_CONTRACT = re.compile(r"(?:合同|协议|合约|借据)(?:编)?号(?:码)?[:：]")
_PAID_FOR_TITLE = re.compile(
    r"^(?:代偿|代为清偿|履行担保责任)[\u4e00-\u9fff]{0,4}(?:证明|通知|告知|确认|说明|凭证)[书函]?$"
)
_PAID_FOR = re.compile(
    r"(?:证明|兹有|由)?(?P<name>[\u4e00-\u9fff()]{2,24}?(?:担保|增信|保险)[\u4e00-\u9fff()]{0,12}?公司)[^。;]{0,120}?(?:履行代偿|代偿|代为清偿|代为偿还)"
)
_ASKED = re.compile(
    rf"请[^。;\d]{{0,10}}(?:今[天日]|当[天日])?[^。;\d]{{0,3}}?{HOUR}{BEFORE}[^。;]{{0,8}}?(?:补足|存[入足]|备足|充值|还款|还清|足额|转入|确保|保证|将)"
)
_ASKED_TODAY = re.compile(r"今[天日]|当[天日]|本日|还款日|到期日|扣款失败|扣款未成功|扣款不成功|余额不足")
_TOP = 12  # rows among which the title of a document stands


def is_titled_as_contract(rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether a title near the top is that of a contract of a loan."""
    titles = [packed("".join(p.text for p in row)) for row in rows[:_TOP]]
    return any(_CONTRACT_TITLE.match(title) and not _OTHER_TITLE.search(title) for title in titles)


def contract_facts(pages: Sequence[Page]) -> LoanFacts | None:
    """What a contract of a loan says, or a guarantor's paper about one; None where the pages are neither.

    Only what stands behind a label and a colon: sentences of a contract name its parties on every line.
    """
    rows = text_rows(pages)
    if not is_titled_as_contract(rows):
        return _guarantor_facts(rows)
    facts = LoanFacts(
        lender=first_by(rows, _LENDER, company),
        contract=first_by(rows, _CONTRACT, number),
        borrower=first_by(rows, _BORROWER, person),
    )
    facts = with_terms(facts, rows)
    return None if facts == LoanFacts() else facts


def _guarantor_facts(rows: Sequence[Sequence[Piece]]) -> LoanFacts | None:
    """What a guarantor's paper on its payment (代偿证明) says: whose loan it was, and who paid."""
    titles = [packed("".join(p.text for p in row)) for row in rows[:_TOP]]
    at = next((n for n, title in enumerate(titles) if _PAID_FOR_TITLE.match(title)), None)
    text = flow_of(rows[at + 1 :]).text if at is not None else ""
    paid = _PAID_FOR.search(text)
    return LoanFacts(guarantor=paid["name"], contract=contract_in(text)) if paid else None


def message_facts(pages: Sequence[Page]) -> LoanFacts | None:
    """The hour that a lender's messages give for the day itself; None where they give none, or several senders do."""
    found: dict[str, tuple[str, Read[str]]] = {}
    for message in messages_of(pages):
        sender, flow = sender_of(message), flow_of([[line] for line in message.lines])
        match = _ASKED.search(flow.text)
        hour = hour_of(match) if match and _ASKED_TODAY.search(flow.text) else None
        if sender and hour and (sender not in found or hour.value < found[sender][0]):
            found[sender] = (hour.value, read_clause(flow, hour))
    if len(found) != 1:
        return None
    ((sender, (value, read)),) = found.items()
    return LoanFacts(lender=sender, cutoff=value, terms=(("cutoff", read),), told=True)
