"""What a row of a statement says of money: how much, which way, what was left; and in which currency."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from ...core.facts import Look, Read
from ...core.money import Money
from ...core.page import Page
from ..certainty import doubted, missing
from ..page.layout import Piece, row_text, text_rows
from ..tables.cells import amount_in, is_blank, money_of, second_saw
from ..tables.table import Row, Table
from ..tables.titles import clean_title
from ..words.amounts import Amount
from ..words.glyphs import packed, plain
from .days import Head
from .titles import DAYS, MONEY


@dataclass(frozen=True, slots=True)
class Entry:
    """A row on its way to a payment. `sign`: -1 out, 1 in, 0 the row itself does not say."""

    row: Row
    amount: Read[Money]
    piece: Piece | None
    sign: int
    shown: bool  # a minus, a plus, a mark or a column of its own says the direction
    balance: Money | None
    balance_sure: bool
    account: str = ""  # rows of one account and one currency share their running balance
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """How a statement writes its amounts.

    `signed`: what went out has a minus. `red`: a minus under 支出 takes something back. `decimals`: all amounts of the
    paper have two; `cents`: none is written without any. `card`: a bill of a credit card, on which money spent stands
    without a sign. `credits`: what came in has a mark (`500.00CR`), what went out has none. `both`: what came in has a
    plus, what went out a minus.
    """

    signed: bool = False
    red: bool = False
    decimals: bool = False
    cents: bool = False
    card: bool = False
    credits: bool = False
    both: bool = False


def style_of(rows: Sequence[Row], head: Head, pages: Sequence[Page]) -> Style:
    """How these rows write amounts. `head`: what stands above the first of them."""
    plain_cells = [p for row in rows for p in row.cells.get("amount", ())]
    cells = [*plain_cells, *(p for row in rows for p in row.cells.get("out", ()))]
    outgo = [a for row in rows for p in row.cells.get("out", ()) if (a := _amount(p)) is not None and a.money]
    amounts = [a for p in plain_cells if (a := _amount(p)) is not None]
    negative = sum(a.negative for a in outgo)
    written = [*amounts, *outgo]
    on_paper = bool(pages) and pages[0].unit != "cell"
    return Style(
        signed=any(a.negative for a in amounts),
        red=0 < negative < 0.5 * len(outgo),
        decimals=on_paper and sum(a.decimals for a in written) > 0.8 * len(written),
        cents=on_paper and not any(_WHOLE.search(packed(p.text)) for p in cells),
        card=_is_card_bill(head),
        credits={way for p in plain_cells if (way := _beside(p))} == {1},
        both=any(a.negative for a in amounts) and any(a.plus for a in amounts),
    )


# The titles of columns that only such a bill has: the last figures of one of its cards, and what was booked in which currency.
_CARD_BILL = re.compile(
    r"(?:信用卡|贷记卡).{0,8}(?:账单|对账单|交易明细|流水)|信用额度|本期应还款额|卡号?[末后]四位|卡片类型|入账(?:货币|币种)"
)


def _is_card_bill(head: Head) -> bool:
    """Whether what stands above the table says so; in its rows a debit card repays a credit card."""
    return any(_CARD_BILL.search(packed(row_text(row, ""))) for row in head)


# --- one row ---------------------------------------------------------------------------------------------

_OUT = re.compile(r"^(?:借|支|付|出|dr?$|debit|out|-)|支出|转出|流出|往账|付款")
_IN = re.compile(r"^(?:贷|收|入|cr?$|credit|in$|\+)|收入|存入|转入|流入|来账|收款")
# Where the column of kinds says nothing else.
_ONLY_WAY = re.compile(r"支出|收入|转出|转入|流出|流入|往账|来账|借方?|贷方?|支取|存入")
_NEUTRAL = re.compile(r"不计|中性|其他|^/$|^-+$")


def entry_of(row: Row, style: Style, owner: Owner) -> Entry:
    """The row's amount with its direction. `owner`: whose account it is, as it stands above the table."""
    found = _read(row, style)
    account = "".join(c for c in row.text("account") if c.isdigit())
    account = account if len(account) >= 8 else owner.card_tail or ""
    money = " ".join(dict.fromkeys(packed(p.text) for p in row.cells.get("currency", ()))) or owner.currency
    foreign = bool(_FOREIGN.search(money) or (found.piece is not None and _FOREIGN_SIGN.search(found.piece.text)))
    amount = found.amount
    if foreign:
        amount = Read(None, certain=False, page=amount.page, box=amount.box)
    elif found.piece is not None and found.piece.exact:
        said = _amount(found.piece)
        cut = style.decimals or (style.cents and one_decimal(found.piece))
        if said is not None and not said.decimals and cut:
            # A cell may be broken between two lines or two pages: what stands here may be the half of an amount.
            amount = doubted(amount, Look.SHAPE)
    return replace(found, amount=amount, account=f"{account} {money}", foreign=foreign)


def _read(row: Row, style: Style) -> Entry:
    balance, balance_sure = _balance(row)
    for name, sign in (("out", -1), ("in", 1)):
        for piece in row.cells.get(name, ()):
            amount = _amount(piece)
            if is_blank(piece.text) or (amount is not None and not amount.money):
                continue
            # A minus under 收入 takes something back, and so it does under 支出 unless every amount there has one.
            back = amount is not None and amount.negative and (sign == 1 or style.red)
            return Entry(row, _money(piece), _mended(piece), -sign if back else sign, True, balance, balance_sure)
    cell = row.cell("amount")
    if cell is None or is_blank(cell.text):
        place = cell or row.cell("balance") or next(chain.from_iterable(row.cells.values()))
        return Entry(row, Read(None, False, row.page, place.source), None, 0, False, balance, balance_sure)
    mark = (packed(row.text("direction")) or packed(row.text("fund_status"))).lower()
    if not mark and _ONLY_WAY.fullmatch(kind := packed(row.text("type"))):
        mark = kind
    sign, shown = _direction(cell, mark, style)
    # Of two columns, of what was moved and of what was booked, one may say the way alone.
    booked = [p for p in row.cells["amount"][1:] if _money(p).value == _money(cell).value and _beside(p)]
    if not shown and booked:
        sign, shown = _beside(booked[0]), True
    return Entry(row, _money(cell), _mended(cell), sign, shown, balance, balance_sure)


def _direction(piece: Piece, mark: str, style: Style) -> tuple[int, bool]:
    """-1 out, 1 in, 0 not said; and whether the row itself says so."""
    amount = _amount(piece)
    if mark and not _NEUTRAL.search(mark) and (_OUT.search(mark) or _IN.search(mark)):
        # The mark wins over a sign: 支出 with a minus is out, and 借 with a minus is out on most papers.
        said = -1 if _OUT.search(mark) else 1
        contrary = amount is not None and ((said > 0 and amount.negative) or (said < 0 and amount.plus))
        return said, not contrary
    if amount is not None and style.card and style.signed:
        return (1 if amount.negative else -1), True
    if amount is not None and amount.negative:
        return -1, True
    if amount is not None and amount.plus:
        return 1, True
    if mark and _NEUTRAL.search(mark):
        return 0, True
    if (way := _beside(piece)) != 0:
        return way, True
    if style.both and not piece.exact:
        return 0, False  # its sign was not seen
    if style.signed or style.credits:
        return (1 if style.signed else -1), piece.exact
    return 0, False


def _beside(piece: Piece) -> int:
    """The direction that a mark in the cell of the amount says: `88.00DR`, `支出88.00`."""
    mark = re.sub(r"[-+¥\d,.。:()\[\] ]|人民币|元|cny|rmb", "", plain(piece.text).lower())
    return -1 if _OUT.search(mark) else 1 if _IN.search(mark) else 0


def _balance(row: Row) -> tuple[Money | None, bool]:
    cell = row.cell("balance")
    if cell is None:
        return None, False
    piece = _mended(cell)
    amount = _amount(piece)
    if amount is None:
        return None, False
    sure = piece.exact or second_saw(piece, amount.money)
    return (-amount.money if amount.negative else amount.money), sure


# --- figures ---------------------------------------------------------------------------------------------

_IN_BRACKETS = re.compile(r"^\(¥?[\d,]+\.\d\d\)$")
_WHOLE = re.compile(r"^[-+¥]*(?:\d{1,3}(?:,\d{3})+|\d+)$")
_ONE_DECIMAL = re.compile(r"\.\d?$")
_GAP = re.compile(r"(?<=[\d:.,/+-])\s+(?=[\d:.,/+-])")
_FIGURE = re.compile(
    r"[-+]?¥?[-+]?(?:\d{1,3}(?:,\d{3})*|\d+)\.\d\d|(?P<day>20\d\d[-/.]\d\d[-/.]\d\d|20\d{6})?(?P<time>\d\d:\d\d(?::\d\d)?|\d{6})?"
)


def _mended(piece: Piece) -> Piece:
    """A figure that an engine parted (`20:1 1:40`, `6,83 3.76`) as one, where it is whole then."""
    if piece.exact or not _GAP.search(piece.text):
        return piece
    whole = _FIGURE.fullmatch(_GAP.sub("", plain(piece.text).strip()))
    if whole is None or not whole[0]:
        return piece
    text = f"{whole['day']} {whole['time']}" if whole["day"] and whole["time"] else whole[0]
    return replace(piece, text=text)


def mended(row: Row) -> Row:
    """The row with the figures of its days and times whole, and what stands beside an amount in its cell by itself: the
    balance below it, or that it was given back.
    """
    cells = {k: tuple(map(_mended, v)) if k in DAYS else v for k, v in row.cells.items()}
    for name in MONEY & cells.keys():
        piece = cells[name][0]
        if "balance" not in cells and (match := _WITH_BALANCE.fullmatch(piece.text)) is not None:
            parts = piece.part(*match.span("amount")), piece.part(*match.span("left"))
            cells |= {name: (parts[0],), "balance": (parts[1],)}
        elif (match := _GIVEN_BACK.fullmatch(piece.text)) is not None:
            parts = piece.part(*match.span("amount")), piece.part(*match.span("note"))
            cells |= {name: (parts[0],), "status": (parts[1],)}
    if "ordered" in cells and not cells.keys() & {"amount", "out", "in"}:
        cells["amount"] = cells.pop("ordered")
    return replace(row, cells=cells)


_WITH_BALANCE = re.compile(
    r"(?P<amount>.*?\d\.\d\d)\s*(?:账户|可用|卡内?|联机)?余\s*额\s*[:：]?\s*(?P<left>[-+¥￥]*\d[\d,]*\.\d\d)", re.DOTALL
)
_GIVEN_BACK = re.compile(r"(?P<amount>[^(（]*\d\.\d\d)\s*[(（](?P<note>[^)）]*退[^)）]*)[)）]")


def one_decimal(piece: Piece) -> bool:
    """Whether an amount has one decimal, or none behind its point: the other may stand elsewhere."""
    return bool(_ONE_DECIMAL.search(packed(piece.text)))


def _amount(piece: Piece) -> Amount | None:
    piece = _mended(piece)
    amount = amount_in(piece.text)
    if amount is not None and _IN_BRACKETS.match(packed(piece.text)):
        return replace(amount, negative=True)
    return amount


def _money(piece: Piece) -> Read[Money]:
    return money_of(_mended(piece)) if _amount(piece) is not None else missing(piece)


# --- currency --------------------------------------------------------------------------------------------

_FOREIGN = re.compile(
    r"美[元金]|港[币元]|欧元|日[元圆]|英镑|澳.{0,4}元|加.{0,4}元|新加坡元|韩[元币]|瑞士法郎|卢布|泰铢|澳门元|新台币|新西兰元"
    r"|(?<![A-Z])(?:USD|HKD|EUR|JPY|GBP|AUD|CAD|SGD|KRW|CHF|NZD|THB|MOP|TWD|RUB)(?![A-Z])"
)
_FOREIGN_SIGN = re.compile(rf"US\$|HK\$|[$€£]|{_FOREIGN.pattern}")
_CURRENCY = re.compile(r"(?:币种|币别|货币|currency)\s*[:：]?\s*([A-Za-z]{3}|[\u4e00-\u9fff]{2,4})", re.IGNORECASE)


# --- whose account ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose account the rows below are of, as the lines above a table say; from `page` and height `y` on."""

    page: int
    y: float
    name: str | None = None
    card_tail: str | None = None
    currency: str = ""


_NAME = re.compile(
    r"(?:户 ?名|客户姓名|账户名称?|客户名称|姓 ?名|兹证明)[:：]\s*([\u4e00-\u9fff·*＊]{2,12}?)(?=[\s　(（,，;；]|$|账号|卡号|证件|币种)"
)
_CARD = re.compile(r"(?<![方手款])(?:卡号|账号|帐号|卡号/账号|账户)[:：]?\s*([\d*＊xX]{4,}\d{4})(?!\d)")
_SAYS = re.compile(r"户\s*名|姓\s*名|名称|兹证明|[卡账帐]号|账户|币\s*[种别]|货币|currency", re.IGNORECASE)


def owners_of(pages: Sequence[Page]) -> list[Owner]:
    """The account holders, cards and currencies that the lines of a file name, from top to bottom."""
    owners = [Owner(-1, 0.0)]
    for page in pages:
        if not _SAYS.search("".join(line.text for line in page.lines)):
            continue
        for row in text_rows([_rows_that_say(page) if page.unit == "cell" else page]):
            line = row_text(row).replace("帐", "账")
            if not _SAYS.search(line):
                continue
            name, card, money = _NAME.search(line), _CARD.search(line.replace(" ", "")), _CURRENCY.search(line)
            if name or card or money:
                last = owners[-1]
                tail = card[1][-4:] if card else last.card_tail
                said = money[1].upper() if money else last.currency
                y = min(p.source.y0 for p in row)
                owners.append(Owner(page.number, y, name[1] if name else last.name, tail, said))
    return owners


def _rows_that_say(page: Page) -> Page:
    """The rows of a sheet that hold such a word; a sheet may have very many others."""
    rows = {line.box.y0 for line in page.lines if _SAYS.search(line.text)}
    return replace(page, lines=tuple(line for line in page.lines if line.box.y0 in rows))


def owner_above(owners: Iterable[Owner], row: Row) -> Owner:
    """The last of the owners that stands above a row; before the first one, that one."""
    place = (row.page, min(p.source.y0 for pieces in row.cells.values() for p in pieces))
    above = Owner(-1, 0.0)
    for owner in owners:
        if (owner.page, owner.y) > place:
            break
        above = owner
    return above


def with_ways(table: Table, owner: Owner) -> list[Row]:
    """The rows of a table that names who paid and who was paid, with the direction and the name of the other one.

    The owner of the account is the one name that stands in every row, or that of the two which the lines above name.
    """
    sides = [_PAYER.match(clean_title(c.title)) is not None for c in table.columns if c.field == "payee"]
    rows, names = table.rows, [[packed(p.text) for p in row.cells.get("payee", ())] for row in table.rows]
    if len(rows) < 3 or sorted(sides) != [False, True] or "direction" in table.fields:
        return list(rows)
    always = frozenset.intersection(*map(frozenset, names))
    own = next(iter(always)) if len(always) == 1 else owner.name if owner.name in always else ""
    return [
        _with_way(row, both.index(own), sides) if own and len(both) == 2 and both.count(own) == 1 else row
        for row, both in zip(rows, names, strict=True)
    ]


def _with_way(row: Row, own: int, payers: Sequence[bool]) -> Row:
    names = row.cells["payee"]
    way = replace(names[own], text="支出" if payers[own] else "收入")
    return replace(row, cells={**row.cells, "payee": (names[1 - own],), "direction": (way,)})


_PAYER = re.compile(r"付款?[方人]")
