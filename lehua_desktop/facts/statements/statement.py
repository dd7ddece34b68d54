"""Bank statements, Alipay and WeChat exports: every row that moved money out, with the running balance as a look."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, pairwise

from ...core.facts import Check, Context, Look, PaymentFact, Read, Status
from ...core.money import Money
from ...core.page import Page
from ..certainty import day_again, doubted, in_range, judge
from ..page.layout import Piece, is_page_number, row_text
from ..tables.cells import amount_in, clock_of, day_of, is_blank
from ..tables.heads import Titles
from ..tables.table import Row, Table, read_tables, tables_under, title_rows
from ..words.amounts import find_amounts, parse_amount
from ..words.days import date_of
from ..words.glyphs import packed
from ..words.parties import about_loan, loan_doubtful
from ..words.wording import status_said
from .balance import BalanceLook, balance_looks, directions_doubtful, looked_at, titles_swapped
from .columns import columns_by_content
from .days import WHEN, DayStyle, Head, may_be_day, place_of_day, statements_of, style_of_days, with_days_once
from .headings import Heading, heading_above, headings_of
from .rows import Entry, Owner, entry_of, mended, owner_above, owners_of, style_of, with_ways
from .titles import DAYS, MONEY, TITLES

_TOTALS = re.compile(
    r"^(?:本页|本月|本期|本年|本日|当日|当前页|以上)?(?:合计|小计|总计|累计|承前页|承上页|过次页|转下页)"
    r"|(?:收入|支出|借方|贷方|存入|支取)(?:总额|合计|笔数|总笔数|总金额)|^(?:期初|期末|上期|上日|上页|上月|承前|昨日)(?:余额|结余)|^打印(?:时间|日期|渠道|柜员|机构|网点|完毕)"
)

_HEADING = re.compile(
    r"^(?:户名|姓名|客户(?:姓名|名称|账号)|账户(?:名称)?|[账帐卡]号|借记卡号|币种|开户[行机]|(?:起止|查询|统计|交易)(?:日期|时[段间]|区间|时间段))[^:：]{0,4}[:：]"
)


def _skip(text: str) -> bool:
    line = packed(text)
    return is_page_number(line) or bool(_TOTALS.search(line) or _HEADING.search(line))


def _is_key(name: str, text: str) -> bool:
    if name in DAYS:
        return may_be_day(text)
    return parse_amount(text) is not None or bool(re.match(r"^[-+¥￥(]*\d[\d,]*[.。]\d", packed(text)))


STATEMENT = Titles(
    fields=TITLES,
    needs=lambda found: bool(found & DAYS) and bool(found & MONEY),
    key=(MONEY, DAYS),
    is_key=_is_key,
    skip=_skip,
    one=MONEY | DAYS | {"balance"},
)
# Columns that a list of movements has and a plan or a list of repayments has not.
_OF_ACCOUNTS = frozenset(
    [
        "balance",
        "direction",
        "out",
        "in",
        "counter_account",
        "channel",
        "fund_status",
        "currency",
        "account",
        "posting",
        "posting_clock",
    ]
)
_WHAT_FOR = frozenset({"summary", "memo", "type"})


def has_statement_titles(pages: Sequence[Page]) -> bool:
    """Whether a row of column titles of a statement stands on a page: of four columns, or of three with the balance, or
    of a payee and what was moved for.
    """
    return any(
        (len(fields) >= 4 and fields & _OF_ACCOUNTS)
        or "balance" in fields
        or ("payee" in fields and fields & _WHAT_FOR)
        for page in pages
        for fields in title_rows(page, STATEMENT)
    )


def has_plain_statement(pages: Sequence[Page]) -> bool:
    """Whether three rows and more stand under titles of a day, an amount and of what it was for or to whom it went."""
    rows = [
        row
        for table in read_tables(pages, STATEMENT)
        if table.fields & (_WHAT_FOR | {"payee"})
        for row in map(mended, table.rows)
        if any(may_be_day(row.text(name)) for name in DAYS) and any(amount_in(row.text(name)) for name in MONEY)
    ]
    return len(rows) >= 3


def read_statement(pages: Sequence[Page], context: Context) -> tuple[PaymentFact, ...]:
    """The payments of a statement: rows that moved money out, and refunds that concern the loan.

    Money that came in otherwise (wages, transfers, the loan itself) is no payment and is left out.
    """
    said = owners_of(pages)
    tables = [
        [mended(row) for row in (with_ways(table, owner_above(said, table.rows[0])) if table.rows else ())]
        for table in _tables(pages)
    ]
    parts = [(with_days_once(part), head) for part, head in statements_of(tables, pages)]
    rows = [row for part, _ in parts for row in part]
    if not rows:
        return ()
    styles = [s for part, head in parts for s in [style_of(_alike(part, parts), head, pages)] * len(part)]
    days = [s for part, head in parts for s in [style_of_days(part, head, context.today)] * len(part)]
    owned = [own for part, head in parts for own in [_is_of_loan(part, head, context)] * len(part)]
    owners = [owner_above(said, row) for row in rows]
    entries = [entry_of(*of_row) for of_row in zip(rows, styles, owners, strict=True)]
    left = iter(entries)
    swapped = [s for t in tables for one in [list(islice(left, len(t)))] for s in [titles_swapped(one)] * len(one)]
    headings = headings_of(pages, rows)
    lender = any(_LENDING.fullmatch(packed(row.text("type") or row.text("summary"))) for row in rows)
    looks = balance_looks(entries)
    astray = directions_doubtful(entries, looks)
    paid = Counter(entry.amount.value for entry in entries if entry.sign <= 0)
    facts = [
        _fact(
            entry,
            BalanceLook() if wrong else look,
            context,
            owner,
            (written, heading_above(headings, entry)),
            doubtful=wrong or (astray and look.agrees is not True),
            again=paid[entry.amount.value] > 1,
            lender=lender or own,
        )
        for entry, look, owner, wrong, written, own in zip(entries, looks, owners, swapped, days, owned, strict=True)
    ]
    return tuple(_refund_looked_at(f, facts) for f in _in_order(facts) if f is not None)


def _is_of_loan(part: Sequence[Row], head: Head, context: Context) -> bool:
    """Whether a title names the loan of which the rows below are the repayments; an account has payees and a balance."""
    titles = [packed(row_text(row)) for row in head]
    titled = any(_OWN_LIST.search(title) and about_loan([title], context) for title in titles)
    return titled and not any({"payee", "balance"} & row.cells.keys() for row in part)


def _alike(part: Sequence[Row], parts: Sequence[tuple[Sequence[Row], Head]]) -> list[Row]:
    """The rows of all statements with the columns of this one: a month alone may lack money that came in."""
    names = {name for row in part for name in row.cells}
    return [row for other, _ in parts if names == {n for r in other for n in r.cells} for row in other]


def _tables(pages: Sequence[Page]) -> list[Table]:
    """The tables below their titles; where no title was read, below the columns that the balance shows."""
    tables = read_tables(pages, STATEMENT)
    if any(table.rows for table in tables):
        return tables
    columns = columns_by_content(pages)
    return tables_under(pages, columns, STATEMENT) if columns else []


# --- the fact --------------------------------------------------------------------------------------------

_IN_WORDS = re.compile(
    r"工资|代发|薪|结息|利息收入|存款利息|存入|收款|转入|退款|退回|退货|冲正|收益|红包收|贷款发放|放款|报销|返现|入账"
)
# What was done, as the first word of a row in whose table no sign and no mark says the way.
_SPENT = re.compile(r"[(（]?(?:消费|支出|支取|取款|取现|转出|扣款|代扣|缴费|付款)(?!金融|贷|分期|退|撤|失败)")
_REFUND_WORDS = re.compile(r"退款|退回|退货|冲正|退汇|撤销|返还|退还|抹账|冲账|反交易|冲销")
_DISBURSED = re.compile(r"放款|发放|借款到账|贷款入账|提现到账|借款转入|贷款转入|放贷")
_REPAYS = re.compile(r"还款|扣款|代扣|还清|归还|账单|结清|还贷|第?\d{1,2}期")
# In the books of the lender what it received stands where an account shows what came in.
_RECEIVED = re.compile(r"收回(?:贷款)?(?:本金|利息|本息|罚息|复利|费用)")
_LENDING = re.compile(r"放款|借款|贷款发放")
_REPAYMENT = re.compile(r"(?:主动|自动|提前|到期)?(?:还款|扣款|代扣)(?:成功|失败)?")
_OWN_LIST = re.compile(r"(?:还款|扣款|代扣)(?:流水|明细|记录|历史)")
_LIMIT = re.compile(r"额度(?:调整|变更|提升|恢复)|提额|调额")
_TOTAL = re.compile(r"合计|小计|总计|共计")
_CARRIED = re.compile(
    r"[BC]/F|(?:brought|carried) forward|(?:opening|closing) balance|承前|承上|过次|轉結|转下", re.IGNORECASE
)
_KIND_FIELDS = ("type", "summary", "memo", "payee", "status")


def _fact(
    entry: Entry,
    look: BalanceLook,
    context: Context,
    owner: Owner,
    years: tuple[DayStyle, Heading | None],
    *,
    doubtful: bool,
    again: bool,
    lender: bool,
) -> PaymentFact | None:
    row = entry.row
    words = " ".join(row.text(name) for name in _KIND_FIELDS)
    if _LIMIT.search(words) and not _REPAYS.search(words):
        return None  # of credit, and no money moved
    texts = (*(row.text(n) for n in (*_KIND_FIELDS, "channel", "counter_account")), row.extra)
    loan = about_loan(texts, context)
    # A lender's own list says no more than that it was a repayment.
    loan = loan or (lender and is_blank(row.text("payee")) and bool(_REPAYMENT.fullmatch(packed(words))))
    amount = looked_at(entry, look)
    sign, sign_sure = entry.sign, entry.shown
    if look.agrees and look.moved is not None:
        # The balance tells the direction even where a minus was lost.
        sign, sign_sure = (-1 if look.moved.fen < 0 else 1), True
    elif sign == 0 and not entry.shown:
        sign = 1 if _IN_WORDS.search(words) else -1
        sign_sure = sign < 0 and bool(_SPENT.match(packed(row.text("type") or row.text("summary"))))
    back = bool(_REFUND_WORDS.search(words))
    if sign > 0 and not back and _RECEIVED.search(words):
        loan, sign, sign_sure = True, -1, False
    disbursed = bool(_DISBURSED.search(words)) and not back
    if disbursed and loan and sign_sure and sign < 0:
        sign_sure = False  # the loan paid out is money that came in; a row that says otherwise is looked at
    if entry.piece is None and _CARRIED.search(words):
        return None  # the balance alone
    if sign > 0 and (not loan or disbursed):
        return None
    if sign == 0 and ((not loan and "还款" not in words) or disbursed):
        return None
    if sign == 0 and not again and not _REPAYS.search(words):
        sign_sure = False  # neither in nor out: the loan paid out stands so, too, but only once
    day, clock, posting = _when(row, context.today, *years)
    if day.value is None and (amount.value is None or any(_TOTAL.search(row.text(name)) for name in WHEN)):
        return None  # nothing moved here: a title that stands again, or the sum of a column
    if not sign_sure or doubtful or row.mixed:
        amount = replace(amount, certain=False)
    status = _status(row, amount.value, moved=look.agrees is True)
    # What came back by a part of a payment stands as its state: 已退款(￥5.00).
    if sign > 0 or (sign == 0 and _REFUND_WORDS.search(" ".join(row.text(name) for name in _KIND_FIELDS[:-1]))):
        status = Read(Status.REFUNDED, back, row.page, row.box)
    elif _UNDONE.search(row.text("type") + row.text("summary")) and status.value is Status.SUCCESS:
        status = replace(status, certain=False)
    if loan_doubtful(texts, context):
        status = doubted(status, Look.LABEL)
    tails = re.search(r"[(（\[【]\s*(\d{4})\s*[)）\]】]", row.text("method"))
    own = re.search(r"\d{4}$", row.text("account").strip()) if len(row.text("account")) >= 8 else None
    card = own[0] if own else owner.card_tail
    return PaymentFact(
        amount=amount,
        day=day,
        status=status,
        time=clock,
        payee=_name(row),
        payer=owner.name,
        method=_said(row, "method"),
        card_tail=tails[1] if tails else (None if row.text("method") else card),
        memo=" ".join(t for t in (_said(row, n) for n in ("type", "summary", "memo")) if t) or None,
        references=_references(row),
        about_loan=loan,
        posting=posting,
    )


# --- status ----------------------------------------------------------------------------------------------

_UNDONE = re.compile(r"冲正|抹账|冲账|反交易|撤销|退汇|冲销|失败|未成功|拒绝")


def _status(row: Row, amount: Money | None, *, moved: bool) -> Read[Status]:
    """What became of the payment. A bank books what was done: a row that says nothing of its state is done.

    `moved`: the balance changed by the amount, whatever the row says.
    """
    cell = row.cell("status")
    words = row.text("status")
    box = cell.source if cell else row.box
    given_back = amount_in(row.text("refund"))
    if given_back is not None and given_back.money:
        whole = given_back.money == amount
        return Read(Status.REFUNDED if whole else Status.SUCCESS, whole, row.page, box)
    if is_blank(words):
        texts = (row.text("type"), row.text("summary"), row.text("memo"), row.extra)
        stated = [s for text in texts if (s := status_said(text)) is not None]
        undone = next((s.status for s in stated if s.status in (Status.FAILED, Status.PENDING)), None)
        return Read(Status.SUCCESS if undone is None or moved else undone, undone is None, row.page, row.box)
    said = status_said(words)
    if said is None:
        return Read(None, False, row.page, box)
    returned = find_amounts(words)
    if said.status is Status.REFUNDED and returned and returned[0].money != amount:
        return Read(Status.SUCCESS, False, row.page, box)  # 已退款(￥5.00) of more: a part came back
    contrary = moved and said.status in (Status.FAILED, Status.PENDING)
    return Read(said.status, said.sure and not contrary, row.page, box)


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


# --- names and numbers -----------------------------------------------------------------------------------


def _said(row: Row, name: str) -> str | None:
    text = row.text(name).strip()
    return None if is_blank(text) else text


def _name(row: Row) -> str | None:
    """The counterparty's name without the account number that shares its cell."""
    text = _said(row, "payee")
    if text is None:
        return None
    named = re.sub(r"(?<![A-Za-z])[A-Za-z]?[\d*＊Xx]{5,}[\dA-Za-z]*|^[\s/／]+|[\s/／]+$", "", text).strip(" /／")
    return named or text


def _references(row: Row) -> tuple[str, ...]:
    found = []
    for name in ("order", "merchant_order"):
        for piece in row.cells.get(name, ()):
            number = re.sub(r"[^0-9A-Za-z_\-]", "", piece.text)
            if len(number) >= 6 and number not in found:
                found.append(number)
    return tuple(found)


# --- when ------------------------------------------------------------------------------------------------


def _when(row: Row, today: dt.date, style: DayStyle, heading: Heading | None) -> tuple[Read[dt.date], str | None, bool]:
    """Day, time, and whether the day is only a bank's posting day."""
    for name in WHEN:
        for piece in row.cells.get(name, ()):
            read = day_of(piece, today)
            if read.value is None:
                read = style.day_of(piece, today)
            if read.value is None:
                continue
            posting = name.startswith("posting")
            clock = clock_of(piece)
            for beside in () if clock else row.cells.get("posting_clock" if posting else "clock", ()):
                clock = clock or clock_of(beside)
            return read, clock, posting
    place = place_of_day(row)
    if heading is not None and (day := _day_under(heading, place)) is not None:
        again = day_again(heading.day, heading.piece) if heading.day else None
        clock = clock_of(place) if place else None
        return judge(day, heading.piece, again, in_range(day, today)), clock, False
    return Read(None, False, row.page, place.source if place else row.box), None, False


# The next heading may have been taken for the end of the cell.
_ONLY_CLOCK = re.compile(r"(?:\d{1,2}:\d\d(?::\d\d)?)?(?:20\d\d年\d{1,2}月\d{1,2}日)?")


def _day_under(heading: Heading, place: Piece | None) -> dt.date | None:
    """The day of a row that stands under a heading: that of the heading, or its own in the heading's month."""
    text = packed(place.text) if place else ""
    if heading.day is not None:
        return heading.day.date if _ONLY_CLOCK.fullmatch(text) else None
    short = _SHORT_DAY.fullmatch(text)
    if short is None or heading.month is None or int(short["m"]) != heading.month.month:
        return None
    return date_of(heading.month.year, heading.month.month, int(short["d"]))


_SHORT_DAY = re.compile(r"(?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?")


def _in_order(facts: Sequence[PaymentFact | None]) -> list[PaymentFact | None]:
    """Days recognised from pixels that stand out of an order that all others keep are looked at by a person."""
    days = [(i, f.day.value) for i, f in enumerate(facts) if f is not None and f.day.value is not None]
    steps = [(b - a).days for (_, a), (_, b) in pairwise(days)]
    ups, downs = sum(s > 0 for s in steps), sum(s < 0 for s in steps)
    if len(days) < 5 or min(ups, downs) > 0.1 * len(steps):
        return list(facts)
    way = 1 if ups >= downs else -1
    looked = list(facts)
    for k, (i, day) in enumerate(days):
        fact = facts[i]
        against = [way * (day - d).days < 0 for _, d in days[max(0, k - 1) : k]]
        against += [way * (d - day).days < 0 for _, d in days[k + 1 : k + 2]]
        if fact is None or not any(against) or any(c.look is Look.TEXT_LAYER for c in fact.day.checks):
            continue
        looked[i] = replace(fact, day=doubted(fact.day, Look.RANGE))
    return looked
