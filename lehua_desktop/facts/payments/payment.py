"""One payment on a page: a detail page of a wallet or bank, a platform's result page, a receipt, a progress page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...core.facts import Check, Context, Look, PaymentFact, Read, Status
from ...core.money import ZERO
from ...core.page import Page
from ..certainty import doubted
from ..page.pairs import Pair, Sheet, read_sheet
from ..words.amounts import find_amounts
from ..words.glyphs import packed
from ..words.labels import Field
from ..words.parties import about_loan, names_platform
from ..words.references import card_tail, contract_in, periods, reference
from ..words.wording import LENT_OUT, SPENT, status_said
from .amount import amount_on
from .day import day_on, times_on
from .figures import Found, big_amount, labelled_amounts
from .notices import as_moved
from .status import is_kind, status_on

_OTHER_DEBT = re.compile(r"信用卡|房贷|车贷|公积金")  # debts that no installment platform keeps


def read_payment(pages: Sequence[Page], context: Context) -> tuple[PaymentFact, ...]:
    """The payment that the pages of one file show; a page each where every page has one of its own.

    Empty when neither an amount nor a status nor a day stands there.
    """
    facts: list[PaymentFact] = []
    for group in [[p] for p in pages] if _each_has_one(pages) else [list(pages)]:
        sheet = read_sheet(group)
        fact = payment_on(sheet, context)
        if fact is not None:
            facts.append(as_moved(fact, sheet.rows))
    return tuple(facts)


def _each_has_one(pages: Sequence[Page]) -> bool:
    def whole(page: Page) -> bool:
        sheet = read_sheet([page])
        return bool(big_amount(sheet) or sheet.values(Field.PAID, Field.AMOUNT)) and bool(times_on(sheet))

    return len(pages) > 1 and all(whole(p) for p in pages)


def payment_on(sheet: Sheet, context: Context) -> PaymentFact | None:
    """The payment that these rows show; None where neither amount, status nor day stands there."""
    big = big_amount(sheet)
    status = status_on(sheet, big)
    references = _references(sheet)
    amount, components = amount_on(sheet, big, status)
    day, time, posting = day_on(sheet, references, status, big, context)
    nothing = amount.value in (None, ZERO) and day.value is None and (status.value is None or amount.value == ZERO)
    alone = amount.value is None and amount.box is None and status.value is None
    unnamed = alone and Check(Look.LABEL, agrees=False) in day.checks
    boast = amount.value is None and amount.box is None and day.value is None and _sums_up(sheet)
    if nothing or unnamed or boast or _came_in(sheet, big, status):
        return None
    payee, payer = _text(sheet, Field.PAYEE) or _company_of_account(sheet), _text(sheet, Field.PAYER)
    # Where the outcome is not known, the line above the amount may tell it in words that nobody foresaw.
    headline = _headline(sheet, big) if status.value is not None else None
    ours = _about(sheet, payee, headline, big, context)
    if payer and payee and names_platform(payer, context) and not names_platform(payee, context):
        if not any(p.value and _GIVEN_BACK.search(packed(p.value.text)) for p in sheet.values(Field.MEMO)):
            return None  # the lender paid the loan out
        status, ours = replace(status, value=Status.REFUNDED, certain=False), True
    if not ours and any(_ON_CREDIT.search(p.value.text) for p in sheet.values(Field.METHOD) if p.value):
        # What a platform paid for has left no account yet.
        status = doubted(status, Look.LABEL)
    if not ours and any(_RECEIVED.search(packed(p.text)) for p in sheet.loose):
        return None
    memo = _text(sheet, Field.MEMO, without=_KIND_WORDS) or _text(sheet, Field.MEMO)
    method = _text(sheet, Field.METHOD)
    tail = next((t for p in sheet.values(Field.METHOD) if p.value and (t := card_tail(p.value.text))), None)
    return PaymentFact(
        amount=amount,
        day=day,
        status=status,
        time=time,
        payee=payee or headline,
        payer=payer,
        method=method,
        card_tail=tail,
        memo=memo,
        references=references,
        periods=_periods(sheet),
        contract=_contract(sheet),
        about_loan=ours,
        posting=posting,
        components=components,
    )


def _sums_up(sheet: Sheet) -> bool:
    """Whether the page gives the sum of many payments (`累计还款 ¥15,436.20`), as a poster does that is shown to friends."""
    rows = [packed("".join(p.text for p in row)) for row in sheet.rows]
    return any(row.startswith("累计") and find_amounts(row) for row in rows)


# Credit of a platform; of `还款方式` it says nothing.
_ON_CREDIT = re.compile(r"花呗|白条|月付|先用后付|任性付|额度支付|^分付")


def _company_of_account(sheet: Sheet) -> str | None:
    """The company that stands beside 收款账户 or the like instead of a number."""
    names = [p.value.text for p in sheet.pairs if p.value is not None and _THEIR_ACCOUNT.match(p.word)]
    return next((name for name in names if _COMPANY.fullmatch(packed(name))), None)


_THEIR_ACCOUNT = re.compile(r"(?:收款|对方).{0,2}账户")
_COMPANY = re.compile(r"[\u4e00-\u9fff()]{2,}公司")


def _came_in(sheet: Sheet, big: Found | None, status: Read[Status]) -> bool:
    """Money that was received (a loan paid out, a friend's transfer) is no payment, a refund is one undone."""
    if status.value is Status.REFUNDED:
        return False
    plus = big.amount.plus if big else any(f.amount.plus for f in labelled_amounts(sheet, Field.AMOUNT))
    rows = [packed("".join(p.text for p in row)) for row in sheet.rows]
    plus = plus or any(_INCOME.fullmatch(row) for row in rows)
    kinds = [packed(p.value.text) for p in sheet.values(Field.MEMO) if p.value and is_kind(p)]
    plus = plus or any(_KIND_OF_INCOME.search(kind) and not _KIND_OF_DEBIT.search(kind) for kind in kinds)
    return plus or bool(_LENT.search("".join(packed(t) for t in sheet.texts)))


_INCOME = re.compile(
    r"收入|(?:交易|变动|动账)金额:?(?:入账|收入|转入|存入)[^出]*|(?:收入|贷方)(?:金额|发生额)?:?\+?¥?(?=[\d,.]*[1-9])[\d,.]+元?|(?:收支类型|收/支|收支|借贷标志|资金流向|(?:交易|变动|动账)类型):?(?:收入|转入|入账|贷方?)"
)
_KIND_OF_INCOME = re.compile(r"发放|收入|入账|转入|存入|汇入|放款|代发|工资")
_KIND_OF_DEBIT = re.compile(rf"支出|支付|{SPENT}|扣款|代扣|转出|还款|归还|还贷|退")
# The title of a receipt for money that came in; a lender gives such a one to its borrower, too.
_RECEIVED = re.compile(r"(?<!收款人)(?:收款|入账|来账)(?:到账)?(?:电子)?(?:回单|凭证|通知书?)$")
_GIVEN_BACK = re.compile(r"退[款回还]|返还|溢缴")
_LENT = re.compile(rf"(?<!还的)(?<!还){LENT_OUT}")


def _references(sheet: Sheet) -> tuple[str, ...]:
    pairs = sheet.values(Field.TXN_NO, Field.MERCHANT_NO, Field.RECEIPT_NO)
    return tuple(dict.fromkeys(r for p in pairs if p.value is not None and (r := reference(p.value.text))))


def _contract(sheet: Sheet) -> str | None:
    """The number of the contract; none where one label gives several: then several loans were repaid together."""
    said = [(p.word, r) for p in sheet.values(Field.CONTRACT) if p.value and (r := reference(p.value.text))]
    if len({number for word, number in said if word == said[0][0]}) > 1:
        return None
    return said[0][1] if said else contract_in(sheet.texts)


# Memos that say of what kind a payment is, not what for.
_KIND_WORDS = frozenset({"交易类型", "业务类型", "账单类型", "业务种类", "还款类型", "服务详情", "添加备注"})


def _text(sheet: Sheet, field: Field, without: frozenset[str] = frozenset()) -> str | None:
    for pair in sheet.values(field):
        text = pair.value.text.strip(" :：>") if pair.value else ""
        if text and text not in ("/", "无", "--", "-") and pair.word not in without:
            return text
    return None


_SUBTITLE = re.compile(
    r"^(?:消费|支出|付款|支付|转账|缴费|扣款|代扣|还款|网上支付|快捷支付|移动支付|扫码支付|扫码付款|交易金额|订单金额)(?:\(元\))?$"
)


_SENTENCE = re.compile(r"[，。！？；]")
_TITLE = re.compile(r"(?:详情|明细|结果|凭证|回单|账单)$|金额|^共|^截[屏图].*保存")


def _headline(sheet: Sheet, big: Found | None) -> str | None:
    """The name above the big amount, as wallets write it, or beside it; a word for the kind of payment may stand between."""
    if big is None or not (big.amount.negative or big.amount.plus or sheet.values(Field.TXN_NO)):
        return None
    below = big.piece
    for piece in sorted(sheet.loose, key=lambda p: -p.box.y1):
        if piece.page != big.piece.page or piece.box.y1 > below.box.y0 + 0.2 * big.piece.box.height:
            continue
        if below.box.y0 - piece.box.y1 >= 2.5 * big.piece.box.height:
            break
        centred = abs(piece.box.middle_x - big.piece.box.middle_x)
        if (
            centred >= 0.6 * max(piece.box.width, big.piece.box.width)
            or status_said(piece.text)
            or _TITLE.search(packed(piece.text))
            or _SENTENCE.search(piece.text)
        ):
            continue
        if _SUBTITLE.match(packed(piece.text)):
            below = piece
        elif _NAME.search(piece.text):
            return piece.text
    labels = [p.label.box.y0 for p in sheet.pairs if p.value is not None]
    row = next((row for row in sheet.rows if big.piece in row and row[0].box.y1 <= min(labels, default=0.0)), ())
    beside = [p for p in row if p is not big.piece and p in sheet.loose and _NAME.search(p.text)]
    if len(beside) != 1 or status_said(beside[0].text) or beside[0].box.x0 > big.piece.box.x0:
        return None
    said = packed(beside[0].text)
    return None if _SUBTITLE.match(said) or _TITLE.search(said) else beside[0].text


# Neither `李*` nor what stands in the bar at the top of a phone (`0.3K/s`, `HD 4G`).
_NAME = re.compile(r"[\u4e00-\u9fff]{2}|[\u4e00-\u9fff][A-Za-z]|[A-Za-z][\u4e00-\u9fff]|[A-Za-z]{3}")


def _periods(sheet: Sheet) -> tuple[int, ...]:
    found = [k for p in sheet.values(Field.INSTALLMENT) if p.value for k in periods(p.value.text) or _bare_period(p)]
    return tuple(dict.fromkeys(found)) or tuple(dict.fromkeys(k for t in sheet.texts for k in periods(t)))


def _bare_period(pair: Pair) -> tuple[int, ...]:
    """`当前期数 3期`; a count of all periods (分期数, 总期数) names none."""
    match = re.fullmatch(r"第?(\d{1,3})期?", packed(pair.value.text)) if pair.value else None
    if match is None or pair.word in ("期数", "分期数", "总期数", "分期期数", "还款期数"):
        return ()
    return (int(match[1]),)


_REPAYMENT = re.compile(
    r"还款(?:成功|失败|处理中|中|金额|状态|时间|结果)|本次还款|还款申请|扣款期数|借款合同|借据|贷款账号|本期还款|应还|实还|已还清|结清|剩余本金|应扣(?:款|金额)|已逾期|(?i:repayment)"
)
_CARD_REPAID = re.compile(r"(?i:credit-?cardrepay)|信用卡还款|还信用卡|信用卡账单|还款信用卡|房贷|住房|贷记卡")


_OF_DEBT = re.compile(r"还款|担保|账单.{0,30}扣款|收款方")


def _about(sheet: Sheet, payee: str | None, headline: str | None, big: Found | None, context: Context) -> bool:
    own = [payee, headline]
    own += [p.value.text for p in sheet.values(Field.MEMO, Field.PLATFORM) if p.value]
    own += [p.value.text for p in sheet.pairs if p.word in ("账单分类", "收款机构", "交易场所", "交易地点") and p.value]
    if about_loan(own, context):
        return True
    said = packed(" ".join(sheet.texts))
    ours = _REPAYMENT.search(said) or any(p.field in (Field.INSTALLMENT, Field.CONTRACT) for p in sheet.pairs)
    ours = ours or any(periods(t) for t in sheet.texts)
    if payee is None and headline is None and not _CARD_REPAID.search(said):
        # A platform's own page names no payee, its title names the platform.
        top = min((p.label.box.y0 for p in sheet.pairs), default=big.piece.box.y0 if big else 0.0)
        menus = {id(p) for row in sheet.rows if len(row) > 4 for p in row}
        titles = [
            p.text for p in sheet.loose if p.page == 0 and p.box.y1 <= top and len(p.text) <= 16 and id(p) not in menus
        ]
        if any(_OTHER_DEBT.search(t) for t in titles):
            return about_loan(titles, context)
        if ours or any("还款" in t and not _OTHER_DEBT.search(t) for t in titles) or about_loan(titles, context):
            return True
    named = [packed(p.text) for p in sheet.loose] if payee is None else []
    return about_loan([t for t in sheet.texts if _OF_DEBT.search(t)], context) or any(
        t.endswith("公司") and about_loan([t], context) for t in named
    )
