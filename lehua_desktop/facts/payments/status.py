"""The status of one payment: the page's word on whether the money arrived."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...core.facts import Check, Look, Read, Status
from ..certainty import judge, missing
from ..page.layout import Piece
from ..page.pairs import Pair, Sheet, unmarked
from ..words.amounts import find_amounts, parse_amount
from ..words.days import find_days
from ..words.glyphs import packed
from ..words.labels import Field
from ..words.wording import (
    SPENT,
    is_receipt,
    is_short,
    never_success,
    no_proof,
    paid_by_another,
    status_guessed,
    status_said,
)
from .day import times_on
from .figures import Found, labelled_amounts


@dataclass(frozen=True, slots=True)
class _Word:
    """A word for a status with the place it stands at; `sure` is false for half-said ones."""

    status: Status
    sure: bool
    piece: Piece


def _words(sheet: Sheet, labelled: list[Piece]) -> list[_Word]:
    """Every word for a status on the page: beside labels and in lines of their own, else in sentences with an amount, else
    one character off.
    """
    lines = [
        p
        for piece in sheet.loose
        if is_short(_DAY.sub("", (p := unmarked(piece)).text))
        and (packed(p.text) not in _BUTTONS or _is_headline(sheet, p))
    ]
    sentences = [p for p in sheet.loose if find_amounts(p.text) and len(p.text) <= 40]
    why = [_Word(Status.FAILED, True, p.label) for p in sheet.pairs if p.word in _WHY_FAILED and p.value is not None]
    why += [
        _Word(Status.REFUNDED, True, p)
        for p in _memos(sheet)
        if (w := status_said(p.text)) and w.status is Status.REFUNDED
    ]
    why += [
        _Word(Status.REFUNDED, is_kind(pair) or _came_in(sheet), pair.value)
        for pair in sheet.values(Field.MEMO)
        if pair.value is not None
        and ((_GAVE_BACK if is_kind(pair) else _TAKEN_BACK).search(packed(pair.value.text)))
        and not any(w.piece is pair.value for w in why)
    ]
    why += [  # an entry in red
        _Word(Status.REFUNDED, False, pair.value)
        for pair in sheet.values(Field.CAPITALS)
        if pair.value is not None and _NEGATIVE.match(packed(pair.value.text))
    ]
    return (
        [_Word(w.status, w.sure, p) for p in [*labelled, *lines] if (w := status_said(p.text))] + why
        or [_Word(w.status, w.sure, p) for p in sentences if (w := status_said(p.text))]
        or [_Word(w.status, w.sure, p) for p in sheet.loose if _TELLS.search(p.text) and (w := status_said(p.text))]
        or [_Word(w.status, w.sure, p) for p in [*labelled, *lines] if (w := status_guessed(p.text))]
    )


def _is_headline(sheet: Sheet, piece: Piece) -> bool:
    """Whether it stands in the middle of the page above all its labels; a button stands at the side or at the foot."""
    boxes = [p.box for row in sheet.rows for p in row if p.page == piece.page]
    left, right = min(b.x0 for b in boxes), max(b.x1 for b in boxes)
    labels = [p.label.box.y0 for p in sheet.pairs if p.value is not None and p.label.page == piece.page]
    centred = abs(piece.box.middle_x - (left + right) / 2) < 0.12 * (right - left)
    return centred and piece.box.y1 <= min(labels, default=0.0)


def _is_bar(sheet: Sheet, pair: Pair) -> bool:
    """Whether label and value are the title of the page and a button beside it (`还款结果`, `完成`), apart from the column in
    which the labels stand.
    """
    if pair.value is None or packed(pair.value.text) not in _BUTTONS:
        return False
    near = 0.5 * pair.label.box.height
    others = [p for p in sheet.pairs if p is not pair and p.value is not None]
    return all(abs(p.label.box.x0 - pair.label.box.x0) > near for p in others)


def is_kind(pair: Pair) -> bool:
    """Whether its value says of what kind a movement was."""
    return pair.word.endswith("类型")


def _memos(sheet: Sheet) -> list[Piece]:
    """What a bank writes beside an entry that came in: 冲正, 退款."""
    came_in = _came_in(sheet)
    return [p.value for p in sheet.values(Field.MEMO) if came_in and p.value is not None and len(p.value.text) <= 8]


def _came_in(sheet: Sheet) -> bool:
    """Whether a plus stands before an amount."""
    return any(f.amount.plus for f in labelled_amounts(sheet, Field.AMOUNT, Field.PAID)) or any(
        (a := parse_amount(p.text)) and a.plus for p in sheet.loose
    )


def _given_back(sheet: Sheet, words: list[_Word], paid: Found | None) -> tuple[Piece, bool] | None:
    """Where the page says how much was given back, and whether it was less than the payment."""
    told = [(w.piece, a.money) for w in words if w.status is Status.REFUNDED for a in find_amounts(w.piece.text)]
    told += [(f.piece, f.money) for f in labelled_amounts(sheet, Field.PART) if f.word in GIVEN_BACK and f.money]
    if not told or paid is None:
        return None
    return told[0][0], all(money < paid.money for _, money in told)


def status_on(sheet: Sheet, big: Found | None) -> Read[Status]:
    """The page's word on whether the money arrived; the unfavourable one where several stand there."""
    texts = sheet.texts
    labelled = [p.value for p in sheet.values(Field.STATUS) if p.value is not None and not _is_bar(sheet, p)]
    shown = big or next((f for f in labelled_amounts(sheet, Field.PAID, Field.AMOUNT)), None)
    said = _words(sheet, labelled)
    back = _given_back(sheet, said, shown)
    if back is not None and back[1]:
        return judge(Status.SUCCESS, back[0], Check(Look.LABEL, agrees=False))  # part of it stayed with the creditor
    if back is not None:
        said.append(_Word(Status.REFUNDED, True, back[0]))
    forbidden = any(never_success(t) for t in texts) or never_success("".join(texts))
    for wanted in (Status.REFUNDED, Status.FAILED, Status.PENDING, Status.SUCCESS):
        words = [w for w in said if w.status is wanted]
        if not words:
            continue
        if wanted is Status.SUCCESS and forbidden:
            return judge(Status.PENDING, words[0].piece, Check(Look.LABEL, agrees=False))
        others = {w.status for w in said if w.status is not wanted}
        if wanted is Status.PENDING and others == {Status.SUCCESS} and not forbidden and _went_on(sheet, said):
            continue
        if wanted in (Status.FAILED, Status.PENDING) and Status.SUCCESS in others and not forbidden:
            # Two words against each other: the labelled one or the tallest, and a person has to look.
            loudest = max(said, key=lambda w: (w.piece in labelled, w.piece.box.height))
            return judge(loudest.status, loudest.piece, Check(Look.LABEL, agrees=False))
        # What is partly done is done for the amount that the page says was paid.
        part = wanted is Status.SUCCESS and any(re.search(r"成功|实", p.word) for p in sheet.values(Field.PAID))
        sure = (
            all(w.sure or (part and "部分" in packed(w.piece.text)) for w in words)
            and not (wanted is Status.SUCCESS and any(paid_by_another(p.text) for row in sheet.rows for p in row))
            and len({w.status for w in said if w.piece in labelled}) < 2
        )
        return judge(wanted, words[0].piece, Check(Look.LABEL, agrees=sure), closed=True)
    if forbidden:
        return judge(Status.PENDING, None, Check(Look.LABEL, agrees=False))
    untold = (p.label for p in sheet.pairs if p.field is Field.STATUS and (p.value is None or _is_bar(sheet, p)))
    if title := next(untold, None):
        return missing(title)  # the page is about what became of it, and that could not be read
    if unknown := next(
        (p for p in labelled if _WORD.search(p.text) and is_short(p.text) and not _VALID.fullmatch(packed(p.text))),
        None,
    ):
        return missing(unknown)  # the page says what became of it, in words that nobody foresaw
    joined = "".join(packed(t) for t in texts)
    if sale := _sale(sheet):
        return judge(Status.SUCCESS, sale, Check(Look.LABEL, agrees=True), closed=True)
    if any(is_receipt("".join(p.text for p in row)) for row in sheet.rows):
        numbers = [p.label for p in sheet.pairs if p.field is Field.RECEIPT_NO]
        says = [p for row in sheet.rows for p in row if is_receipt(p.text)]
        title = next((p for p in says if p not in numbers), None)  # where it is cut off, it may have said 收款回单
        sure = title is not None and not _in_red(sheet, title) and not no_proof(joined)
        return judge(Status.SUCCESS, title or next(iter(says), None), Check(Look.LABEL, agrees=sure), closed=True)
    if shown is not None and (shown.amount.negative or times_on(sheet)) and not shown.amount.plus:
        # A payment without a word on what became of it is most likely done, and sure where the bank gives the new balance.
        kind = any(_SPENT.search(p.text) for p in _kinds(sheet))
        out = shown.amount.negative or shown.word in _OUT or kind or _went_out(sheet, shown)
        # The words for what was really paid, with its day (实还总额, 实际还款日), say that it was.
        really = any(_REALLY.match(p.word) for p in sheet.values(Field.PAID)) and any(
            _REALLY.match(p.word) for p, _ in times_on(sheet)
        )
        # So do the words with which a bank describes what it has booked.
        ledger = len({p.word for p in sheet.pairs if p.value is not None and _OF_LEDGER.match(p.word)}) >= 2
        left = ledger or any(p.word in _BALANCES for p in sheet.values(Field.OTHER_AMOUNT))
        booked = really or (out and left)
        if not (out or really or ledger) and shown is big and _blank_above(sheet, shown.piece):
            return missing(shown.piece)
        return judge(Status.SUCCESS, shown.piece, Check(Look.LABEL, agrees=booked), closed=True)
    return Read(None, certain=False)


def _kinds(sheet: Sheet) -> list[Piece]:
    """What a bank calls the movement, and the side of its ledger."""
    said = sheet.values(Field.MEMO, Field.OTHER)
    return [p.value for p in said if p.value and re.search(r"类型$|^收/支|^借贷|^收支|方向$", p.word)]


def _sale(sheet: Sheet) -> Piece | None:
    """The title of the slip of a sale, which a terminal prints when it was done; one of a return or a deposit is none."""
    title = next((p for p in sheet.loose if _SLIP.search(packed(p.text))), None)
    return title if any(_SALE.match(packed(p.text)) for p in _kinds(sheet)) else None


def _blank_above(sheet: Sheet, piece: Piece) -> bool:
    """Whether the headline has the place of a picture between itself and the title; a tick or a cross says what became of
    the payment then, and no reader sees it.
    """
    above = [r[0].box.y1 for r in sheet.rows if r[0].page == piece.page and r[0].box.middle_y < piece.box.y0]
    return bool(above) and piece.box.y0 - max(above) > 2.5 * piece.box.height


def _went_out(sheet: Sheet, shown: Found) -> bool:
    """Whether the word 支出 stands on a row of its own close below the amount."""
    box = shown.piece.box
    return any(
        len(row) == 1 and packed(row[0].text) in _OUT and -0.5 * box.height < row[0].box.y0 - box.y1 < box.height
        for row in sheet.rows
    )


def _went_on(sheet: Sheet, said: list[_Word]) -> bool:
    """Whether the words are steps, each with its moment beside it or on the row below, and the success is not before the
    others; the headline above them has none.
    """
    moments: dict[Status, list[tuple[int, int, str]]] = {Status.PENDING: [], Status.SUCCESS: []}
    for word in said:
        if word.status is Status.SUCCESS and _is_headline(sheet, word.piece):
            continue
        near = [row for row in sheet.rows if word.piece in row]
        below = [row for row in sheet.rows if row[0].box.y0 > word.piece.box.middle_y][:1]
        days = next((days for row in [*near, *below] if (days := [d for p in row for d in find_days(p.text)])), [])
        if len(days) != 1 or days[0].time is None or word.status not in moments:
            return False
        moments[word.status].append((days[0].month, days[0].day, days[0].time))
    return all(moments.values()) and max(moments[Status.SUCCESS]) >= max(moments[Status.PENDING])


def _in_red(sheet: Sheet, title: Piece) -> bool:
    """Whether a receipt gives a negative amount, as that of an entry undone does; below a page of an app 电子回单 is a link."""
    below = [p for p in sheet.values(Field.PAID, Field.AMOUNT) if p.label.box.y0 > title.box.y0]
    amounts = [a for p in below if p.value is not None for a in find_amounts(p.value.text)]
    return "回单" in packed(title.text) and any(a.negative for a in amounts)


# A sentence without figures that tells the reader what was done, and asks for nothing.
_TELLS = re.compile(
    r"^(?!.*(?:[如若]|请|后|即可|将|上[期个月])).{0,14}[您贵].{0,16}(?:已成功(?:还款|扣款|支付)|(?:还款|扣款|支付)(?:已成功|成功|失败))[。.!！]?$"
)
_DAY = re.compile(r"20\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:\s*\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?")
# What a bank writes on the receipt of an entry that was undone, and on a void one.
_TAKEN_BACK = re.compile(r"退汇|冲正|冲账|冲销|红冲|抹账|退货|红字|作废|(?:还款|支付|转账|款项)退回|^退款$|撤销")
# Of what kind a movement was (网上快捷退款), not of what name its purchase.
_GAVE_BACK = re.compile(rf"{_TAKEN_BACK.pattern}|退(?:款|货|票|回)(?!还款|抵|冲|保|险|中|申请|失败|运费)")
_WORD = re.compile(r"[\u4e00-\u9fff]{2}|[A-Za-z]{4}")
_NEGATIVE = re.compile(r"(?:人民币)?负")
_VALID = re.compile(r"未作废|有效|正常")  # what a receipt says of itself
_SLIP = re.compile(r"签购单")
_SALE = re.compile(r"消费(?!撤)|(?i:sale)")
_REALLY = re.compile(r"(?:本[期次])?实(?:际|还)")
_OF_LEDGER = re.compile(
    r"(?:交易|业务)?摘要|交易(?:渠道|机构|网点|地点|卡号|账号|账户)|对方(?:账号|账户|户名|卡号|开户[行机]|行名)|(?:记账|入账)(?:日|时间)|本方|钞汇|币种|币别"
)
_OUT = frozenset({"支出", "转出", "支出金额", "出账金额", "借方发生额", "借方金额"})
_SPENT = re.compile(rf"^借[记方]?$|支出|支付|{SPENT}|取出|支取|转出|扣款|代扣")
_BALANCES = frozenset(
    {
        *(
            "余额",
            "交易余额",
            "卡内余额",
            "活期余额",
            "账户余额",
            "可用余额",
            "联机余额",
            "本次余额",
            "当前余额",
            "交易后余额",
            "变动后余额",
            "动账后余额",
            "账面余额",
        ),
        *("剩余零钱", "零钱余额"),
        *("balance", "availablebalance", "accountbalance"),
    }
)
# At the foot of a page these are buttons.
_BUTTONS = frozenset({"完成", "已完成"})
_WHY_FAILED = frozenset({"失败原因", "失败时间"})
GIVEN_BACK = frozenset({"退款金额", "退款总金额", "已退款金额", "已退款", "退还金额", "退回金额", "实退金额"})
