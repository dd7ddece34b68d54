"""Bank statements, Alipay and WeChat exports: every row that moved money out, with the running balance as a look."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..core.model import Check, Context, Look, PaymentFact, Read, Status
from ..core.money import Money
from ..core.page import Page
from .amounts import find_amounts, parse_amount
from .cells import amount_in, clock_of, day_in, day_of, is_blank, money_of, second_saw
from .glyphs import packed
from .layout import Piece, is_page_number, text_rows
from .parties import about_loan
from .statement_titles import DAYS, MONEY, TITLES
from .tables import Row, Titles, read_tables
from .wording import status_said

_TOTALS = re.compile(
    r"^(?:本页|本月|本期|当前页)?(?:合计|小计|总计|累计|承前页|过次页|转下页)|(?:收入|支出|借方|贷方)(?:总额|合计|笔数|总笔数)|^(?:期初|期末|上期|承前)余额|^打印(?:时间|日期)"
)


def _skip(text: str) -> bool:
    line = packed(text)
    return is_page_number(line) or bool(_TOTALS.search(line))


def _is_key(name: str, text: str) -> bool:
    if name in DAYS:
        return day_in(text) is not None
    return parse_amount(text) is not None or bool(re.match(r"^[-+¥￥]*\d[\d,]*[.。]\d", packed(text)))


STATEMENT = Titles(
    fields=TITLES,
    needs=lambda found: bool(found & DAYS) and bool(found & MONEY),
    key=(MONEY, DAYS),
    is_key=_is_key,
    skip=_skip,
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row on its way to a payment. `sign`: -1 out, 1 in, 0 the row itself does not say."""

    row: Row
    amount: Read[Money]
    piece: Piece | None
    sign: int
    shown: bool  # a minus, a plus, a mark or a column of its own says the direction
    balance: Money | None
    balance_sure: bool


def read_statement(pages: Sequence[Page], context: Context) -> tuple[PaymentFact, ...]:
    """The payments of a statement: rows that moved money out, and refunds that concern the loan.

    Money that came in otherwise (wages, transfers, the loan itself) is no payment and is left out.
    """
    tables = read_tables(pages, STATEMENT)
    signed = any(_minus(row) for table in tables for row in table.rows)
    entries = [_entry(row, signed=signed) for table in tables for row in table.rows]
    looks = _balance_looks(entries)
    owner = _owner(pages)
    facts = [_fact(e, look, context, owner) for e, look in zip(entries, looks, strict=True)]
    return tuple(_refund_looked_at(f, facts) for f in facts if f is not None)


# --- direction and amount --------------------------------------------------------------------------------

_OUT = re.compile(r"^(?:借|支|付|出|dr|debit|out|-)|支出|转出|付款")
_IN = re.compile(r"^(?:贷|收|入|cr|credit|in$|\+)|收入|转入|收款")
_NEUTRAL = re.compile(r"不计|中性|其他|^/$|^-+$")
_IN_WORDS = re.compile(
    r"工资|代发|薪|结息|利息收入|存款利息|存入|收款|转入|退款|退回|退货|冲正|收益|红包收|贷款发放|放款|报销|返现|入账"
)
_REFUND_WORDS = re.compile(r"退款|退回|退货|冲正|退汇|撤销|返还|退还")
_DISBURSED = re.compile(r"放款|发放|借款到账|贷款入账|提现到账")


def _minus(row: Row) -> bool:
    amount = parse_amount(row.text("amount")) if row.text("amount") else None
    return amount is not None and amount.negative


def _entry(row: Row, *, signed: bool) -> _Entry:
    outgo, income, plain_cell = row.cell("out"), row.cell("in"), row.cell("amount")
    balance, balance_sure = _balance(row)
    for piece, sign in ((outgo, -1), (income, 1)):
        if piece is None or is_blank(piece.text):
            continue
        read = money_of(piece)
        if read.value is not None and not read.value:
            continue
        amount = amount_in(piece.text)
        # A negative figure in the column 收入 or 支出 takes something back; `-12.00` under 支出 alone is only a style.
        if sign == 1 and amount is not None and amount.negative:
            sign = -1
        return _Entry(row, read, piece, sign, True, balance, balance_sure)
    if plain_cell is None or is_blank(plain_cell.text):
        place = plain_cell or row.cell("balance") or next(iter(p for ps in row.cells.values() for p in ps))
        return _Entry(row, Read(None, False, row.page, place.source), None, 0, False, balance, balance_sure)
    read = money_of(plain_cell)
    amount = amount_in(plain_cell.text)
    mark = packed(row.text("direction")).lower()
    sign, shown = 0, False
    if amount is not None and amount.negative:
        sign, shown = -1, True
    elif amount is not None and amount.plus:
        sign, shown = 1, True
    elif mark and _NEUTRAL.search(mark):
        sign, shown = 0, True
    elif mark and _OUT.search(mark):
        sign, shown = -1, True
    elif mark and _IN.search(mark):
        sign, shown = 1, True
    elif signed:
        sign, shown = 1, plain_cell.exact
    return _Entry(row, read, plain_cell, sign, shown, balance, balance_sure)


def _balance(row: Row) -> tuple[Money | None, bool]:
    piece = row.cell("balance")
    amount = amount_in(piece.text) if piece is not None else None
    if piece is None or amount is None:
        return None, False
    sure = piece.exact or second_saw(piece, amount.money)
    return (-amount.money if amount.negative else amount.money), sure


# --- running balance -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _BalanceLook:
    """What the balances say of a row: `moved` is the change they show, `agrees` None where they say nothing."""

    agrees: bool | None = None
    moved: Money | None = None


def _balance_looks(entries: Sequence[_Entry]) -> list[_BalanceLook]:
    """For each row, whether the balance before, plus the amount, is the balance after.

    The rows may run forwards or backwards in time: the direction under which more rows agree is taken. Where one
    balance in between is misread, the two rows beside it together still have to fit.
    """
    n = len(entries)

    def former(i: int, step: int) -> int | None:
        return i - step if 0 <= i - step < n else None

    def agreeing(step: int) -> list[_BalanceLook]:
        looks = []
        for i, entry in enumerate(entries):
            j = former(i, step)
            before = entries[j].balance if j is not None else None
            if before is None or entry.balance is None:
                looks.append(_BalanceLook())
                continue
            moved = entry.balance - before
            value = entry.amount.value
            fits = value is not None and abs(moved.fen) == value.fen and bool(value)
            looks.append(_BalanceLook(fits, moved))
        for i in range(n):
            j, k = former(i, step), former(i, -step)
            if j is None or k is None or looks[i].agrees is not False or looks[k].agrees is not False:
                continue
            before, after = entries[j].balance, entries[k].balance
            one, two = entries[i], entries[k]
            if before is None or after is None or one.amount.value is None or two.amount.value is None:
                continue
            if one.sign and two.sign and after - before == _signed(one) + _signed(two):
                looks[i], looks[k] = _BalanceLook(True, _signed(one)), _BalanceLook(True, _signed(two))
        return looks

    forwards, backwards = agreeing(1), agreeing(-1)
    best = max((forwards, backwards), key=lambda looks: sum(look.agrees is True for look in looks))
    # Two rows that fit by chance say nothing; a statement of few rows has to fit wholly.
    told = [look for look in best if look.agrees is not None]
    if sum(look.agrees is True for look in told) < max(2, 0.5 * len(told)):
        return [_BalanceLook() for _ in entries]
    return best


def _signed(entry: _Entry) -> Money:
    value = entry.amount.value
    assert value is not None  # noqa: S101 - the caller looked
    return -value if entry.sign < 0 else value


def _looked_at(entry: _Entry, look: _BalanceLook) -> Read[Money]:
    """The amount with what the balances say of it."""
    read, piece = entry.amount, entry.piece
    if look.agrees is None or look.moved is None or piece is None:
        return read
    if look.agrees:
        # The sum proves the figure better than its shape or score could speak against it.
        return replace(read, certain=piece.sound, checks=(*read.checks, Check(Look.BALANCE, agrees=True)))
    moved = Money(abs(look.moved.fen))
    if moved and not piece.exact and second_saw(piece, moved):
        # The second reader and the balances agree with each other against the first reader.
        checks = (Check(Look.SECOND_READER, agrees=True), Check(Look.BALANCE, agrees=True))
        return replace(read, value=moved, certain=piece.sound, checks=checks)
    if piece.exact or (read.certain and entry.balance_sure):
        return read  # nothing is misread here: the paper itself does not add up, or rows were left out of it
    return replace(read, certain=False, checks=(*read.checks, Check(Look.BALANCE, agrees=False)))


# --- the fact --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose statement it is."""

    name: str | None = None
    card_tail: str | None = None


_NAME = re.compile(
    r"(?:户名|客户姓名|账户名称?|客户名称|姓名|兹证明)[:：]\s*([\u4e00-\u9fff·*＊]{2,12}?)(?=[\s　(（,，;；]|$|账号|卡号|证件|币种)"
)
_CARD = re.compile(r"(?:卡号|账号|帐号|卡号/账号|账户)[:：]\s*([\d*＊xX]{6,}\d{4})(?!\d)")


def _owner(pages: Sequence[Page]) -> _Owner:
    name = tail = None
    for row in text_rows(pages[:1])[:30]:
        for piece in row:
            line = piece.text.replace("帐", "账")
            found_name, found_card = _NAME.search(line), _CARD.search(line.replace(" ", ""))
            name = name or (found_name[1] if found_name else None)
            tail = tail or (found_card[1][-4:] if found_card else None)
    return _Owner(name, tail)


def _status(row: Row, amount: Money | None) -> Read[Status]:
    cell = row.cell("status")
    words = row.text("status")
    if is_blank(words):
        return Read(Status.SUCCESS, True, row.page, row.box)
    box = cell.source if cell else row.box
    said = status_said(words)
    if said is None:
        return Read(None, False, row.page, box)
    returned = find_amounts(words)
    if said.status is Status.REFUNDED and returned and returned[0].money != amount:
        return Read(Status.SUCCESS, False, row.page, box)  # 已退款(￥5.00) of more: a part came back
    return Read(said.status, said.sure, row.page, box)


def _refund_looked_at(fact: PaymentFact, facts: Sequence[PaymentFact | None]) -> PaymentFact:
    """Money that came back is a refund for sure where a word says so or the same sum went out within the half-year before."""
    if fact.status.value is not Status.REFUNDED or fact.status.certain:
        return fact
    for other in facts:
        if other is None or other.status.value is not Status.SUCCESS or not other.about_loan:
            continue
        if other.amount.value != fact.amount.value or other.day.value is None or fact.day.value is None:
            continue
        if dt.timedelta(0) <= fact.day.value - other.day.value <= dt.timedelta(days=183):
            look = Check(Look.ELSEWHERE, agrees=True)
            return replace(fact, status=replace(fact.status, certain=True, checks=(*fact.status.checks, look)))
    return fact


_KIND_FIELDS = ("type", "summary", "memo", "payee", "status")


def _fact(entry: _Entry, look: _BalanceLook, context: Context, owner: _Owner) -> PaymentFact | None:
    row = entry.row
    words = " ".join(row.text(name) for name in _KIND_FIELDS)
    loan = about_loan((words, row.text("counter_account"), row.extra), context)
    amount = _looked_at(entry, look)
    sign = entry.sign
    sign_sure = entry.shown
    if look.agrees and look.moved is not None:
        # The balance tells the direction even where a minus was lost.
        sign, sign_sure = (-1 if look.moved.fen < 0 else 1), True
    elif sign == 0 and not entry.shown:
        sign = 1 if _IN_WORDS.search(words) else -1
        sign_sure = False
    back = bool(_REFUND_WORDS.search(words))
    if sign > 0 and (not loan or (_DISBURSED.search(words) and not back)):
        return None
    if sign == 0 and ((not loan and "还款" not in words) or _DISBURSED.search(words)):
        return None
    day, clock, posting = _when(row, context.today)
    if amount.value is None and day.value is None:
        return None
    if not sign_sure:
        amount = replace(amount, certain=False)
    status = _status(row, amount.value)
    if sign > 0 or (back and sign == 0):
        status = Read(Status.REFUNDED, back, row.page, row.box)
    tails = re.search(r"[(（\[【]\s*(\d{4})\s*[)）\]】]", row.text("method"))
    return PaymentFact(
        amount=amount,
        day=day,
        status=status,
        time=clock,
        payee=_name(row),
        payer=owner.name,
        method=_said(row, "method"),
        card_tail=tails[1] if tails else (None if row.text("method") else owner.card_tail),
        memo=" ".join(t for t in (_said(row, n) for n in ("type", "summary", "memo")) if t) or None,
        references=_references(row),
        about_loan=loan,
        posting=posting,
    )


def _said(row: Row, name: str) -> str | None:
    text = row.text(name).strip()
    return None if is_blank(text) else text


def _name(row: Row) -> str | None:
    """The counterparty's name without the account number that shares its cell."""
    text = _said(row, "payee")
    if text is None:
        return None
    named = re.sub(r"[\d*＊Xx]{5,}[\dA-Za-z]*|^[\s/／]+|[\s/／]+$", "", text).strip(" /／")
    return named or text


def _references(row: Row) -> tuple[str, ...]:
    found = []
    for name in ("order", "merchant_order"):
        for piece in row.cells.get(name, ()):
            number = re.sub(r"[^0-9A-Za-z_\-]", "", piece.text)
            if len(number) >= 6 and number not in found:
                found.append(number)
    return tuple(found)


def _when(row: Row, today: dt.date) -> tuple[Read[dt.date], str | None, bool]:
    """Day, time, and whether the day is only a bank's posting day."""
    for name in ("paid", "day", "clock", "created", "posting"):
        for piece in row.cells.get(name, ()):
            read = day_of(piece, today)
            if read.value is None:
                continue
            clock = clock_of(piece)
            if clock is None and name != "posting":
                clock = next((c for p in row.cells.get("clock", ()) if (c := clock_of(p)) is not None), None)
            if clock is None and name == "posting":
                clock = next((c for p in row.cells.get("posting_clock", ()) if (c := clock_of(p)) is not None), None)
            return read, clock, name == "posting"
    place = next((p for n in ("paid", "day", "clock", "created", "posting") if (p := row.cell(n)) is not None), None)
    return Read(None, False, row.page, place.source if place else row.box), None, False
