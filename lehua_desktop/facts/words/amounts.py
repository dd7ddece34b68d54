"""Amounts of money in text, robust against what engines do to digits, and never taken from other numbers.

Order numbers, card tails, phones, percentages, versions, periods and dates are no amounts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ...core.money import Money
from .glyphs import plain


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount and its place `text[start:end]`, sign and currency included.

    `money` is positive, `negative` and `plus` tell the sign that stands there. `decimals`: two decimals are written.
    `currency`: a currency sign or 元 stands there. `mended`: letters or separators had to be read as others.
    """

    money: Money
    negative: bool
    start: int
    end: int
    decimals: bool
    currency: bool
    plus: bool = False
    mended: bool = False

    @property
    def is_money(self) -> bool:
        """Whether decimals or a currency show that it is money, no count."""
        return self.decimals or self.currency


_D = r"[0-9OoQlI|]"
_SEP = r"(?: ?[,.。'] ?)"
_NUMBER = rf"(?:{_D}{{1,3}}(?:{_SEP}{_D}{{3}})+(?:{_SEP}{_D}{{1,2}})?|{_D}+{_SEP}{_D}{{1,2}}|{_D}+)(?!{_D})"
_CURRENCY = r"(?:CN¥|CNY|RMB|人民[币帀巾]|¥)"
_LIKE_YEN = r"[YV羊半芈]"
_AMOUNT = re.compile(
    rf"(?P<sign>[-+])? ?(?:(?P<cur>{_CURRENCY})|(?P<like>(?<![A-Za-z]){_LIKE_YEN}))? ?:? ?(?P<sign2>[-+])? ?"
    rf"(?P<num>(?<=¥)\d{{1,3}} \d{{3}}\.\d\d|(?<=¥ )\d{{1,3}} \d{{3}}\.\d\d|(?<![\s\S])\d{{1,3}} \d{{3}}\.\d\d(?=元$)|{_NUMBER}) ?(?P<wan>万)? ?(?P<yuan>[元圆]|人民币|RMB|CNY)?"
)
# What stands before or after a number that is no amount.
_NOT_BEFORE = re.compile(
    r"(?:[A-Za-z_#@№*~]|\d[,./:-]|[\d)] ?[-/:]|尾号[为是:]? ?|第 ?|年化[^,。;]{0,6}|利率[^,。;]{0,6}|费率[^,。;]{0,6})$"
)
_NOT_AFTER = re.compile(
    r" ?(?:[%‰]|[KMG]?[Bb]/?s|[KMG]/s|期|个|天|年(?!化)|月|日|号|笔|次|人|家|折|倍|点|小时|分钟|时|秒|米|公里|岁|版|位|条|件|张|页|行|积分)|[A-Za-z*#@_°]|[:/]\d|-\d|[.,]\d"
)
# A month, and a day with its clock (`12.13 18:48`).
_DATE_LIKE = re.compile(
    r"(?:19|20)\d\d[.,。'](?:0[1-9]|1[0-2])(?![0-9])|(?:1[0-2]|0?[1-9])\.(?:3[01]|[12]\d|0[1-9]) [0-2]?\d:[0-5]\d(?!\d)"
)
_DECIMALS = re.compile(r"[\s\S]*\d +\d\d")  # they stand behind a blank
_LETTERS = str.maketrans("OoQlI|", "000111")


def _value(number: str, *, marked: bool) -> tuple[Money, bool, bool] | None:
    """Fen, whether two decimals stand there, whether it was mended; None if it is no amount."""
    digits = number.translate(_LETTERS)
    mended = digits != number or " " in digits or "。" in digits or "'" in digits
    digits = digits.replace("。", ".").replace("'", ",")
    if " " in digits.strip() and not re.search(r"[,.] | [,.]", digits):
        digits = digits.replace(" ", ",", 1)
    digits = digits.replace(" ", "")
    parts = re.split(r"[,.]", digits)
    seps = re.findall(r"[,.]", digits)
    if len(parts) > 1 and len(parts[-1]) in (1, 2):
        whole, cents, groups, group_seps = "".join(parts[:-1]), parts[-1], parts[:-1], seps[:-1]
        mended = mended or seps[-1] == ","
        if seps[-1] == "," and len(cents) == 1:
            return None
    else:
        whole, cents, groups, group_seps = "".join(parts), "", parts, seps
        if len(parts) == 2 and seps == ["."] and not marked:
            return None
    mended = mended or "." in group_seps
    if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or any(len(g) != 3 for g in groups[1:])):
        return None
    if len(whole) > 9 or (len(whole) > 1 and whole[0] == "0"):
        return None
    return Money(int(whole) * 100 + int((cents + "00")[:2])), len(cents) == 2, mended


def _amount(match: re.Match[str], *, alone: bool) -> Amount | None:
    number = match["num"]
    if not any(c.isdigit() for c in number) or (number[0] in "|lI" and not any(c in ",.。" for c in number)):
        return None
    marked = bool(match["cur"] or match["yuan"])
    value = _value(number, marked=marked or alone)
    if value is None:
        return None
    money, decimals, mended = value
    signed = bool(match["sign"] or match["sign2"])
    grouped = any(c in ",，" for c in number)
    one_decimal = bool(re.search(rf"[.。] ?{_D}$", number))
    if not (marked or alone or decimals or (grouped and len(number) > 4) or match["wan"] or (signed and one_decimal)):
        return None
    if match["wan"]:
        if not (marked or alone):
            return None
        money, decimals = Money(money.fen * 10_000), False
    sign = match["sign"] or match["sign2"]
    if match["like"] and not decimals:
        return None
    currency = marked or bool(match["like"])
    cut = not decimals and match.string[match.end("num") :].strip() in (".", ",")  # the decimals are not there
    return Amount(money, sign == "-", match.start(), match.end(), decimals, currency, sign == "+", mended or cut)


def _trim(text: str, amount: Amount) -> Amount:
    start, end = amount.start, amount.end
    while start < end and text[start] in " :":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return replace(amount, start=start, end=end)


def find_amounts(text: str) -> list[Amount]:
    """Every amount in the text, left to right."""
    line = plain(text)
    found: list[Amount] = []
    at = 0
    while match := _AMOUNT.search(line, at):
        at = match.end("num")
        number_at = match.start("num")
        before, after = line[:number_at], line[match.end("num") :]
        if match["sign"] or match["cur"] or match["like"] or match["sign2"]:
            before = line[: match.start()]
            # A dash after a digit or a Chinese number joins two numbers; it is no minus.
            if (match["sign"] or match["sign2"]) and re.search(r"[0-9A-Za-z年月日] ?$", before):
                continue
        if not match["cur"] and _NOT_BEFORE.search(before):
            continue
        if not (match["yuan"] or match["wan"]) and _NOT_AFTER.match(after):
            continue
        if _DATE_LIKE.match(line, number_at) and not (match["cur"] or match["yuan"] or match["sign"]):
            continue
        amount = _amount(match, alone=False)
        if amount is not None:
            # `,437.50`: what stood before it is lost; `1352 29元`: the point.
            torn = re.fullmatch(r"[-+¥ ]*[,.]", before) or _DECIMALS.fullmatch(before[-3:] + match["num"])
            found.append(replace(_trim(line, amount), mended=amount.mended or torn is not None))
            at = match.end()
    return found


def parse_amount(text: str) -> Amount | None:
    """The amount when the text is one amount and nothing else (a note like `（人民币）` or `支出` apart), else None.

    Plain whole numbers count here: the caller knows that an amount stands there.
    """
    line = plain(text)
    line = re.sub(r"[(\[]人民币[)\]]|人民币元", lambda m: " " * len(m[0]), line)
    line = re.sub(r"^([ :]*)[一_~](?= ?¥? ?\d)", r"\1-", line)  # what is left of a minus sign
    lead = len(line) - len(line.lstrip(" :"))
    match = _AMOUNT.match(line, lead)
    if match is None or line[match.end() :].strip(" 。.,;整▲▼▴▾∧∨﹀>›〉"):  # an arrow opens the row
        return None
    amount = _amount(match, alone=True)
    return None if amount is None else _trim(line, amount)


def shows_money(text: str) -> bool:
    """Whether the text is an amount and nothing else, and shows that it is money."""
    amount = parse_amount(text)
    return amount is not None and amount.is_money


_CAPITALS = re.compile(
    r"[零〇壹贰貳貮弍叁參叄肆伍陆陸柒捌玖拾佰仟万萬亿億 ]{1,30}[元圆圓園][零壹贰貳貮弍叁參叄肆伍陆陸柒捌玖角分整正 ]*"
)
_CAPITAL_DIGITS = {
    c: i for i, cs in enumerate(("零〇", "壹", "贰貳貮弍", "叁參叄", "肆", "伍", "陆陸", "柒", "捌", "玖")) for c in cs
}
_CAPITAL_UNITS = {"拾": 10, "佰": 100, "仟": 1000}


def parse_capitals(text: str) -> Money | None:
    """The first amount in Chinese capital figures (`壹万肆仟元整`), or None. Misplaced figures give None, not a guess."""
    match = _CAPITALS.search(plain(text).replace("O", "零"))
    if match is None:
        return None
    whole, rest = re.split(r"[元圆圓園]", match[0].replace(" ", ""), maxsplit=1)
    total, section, digit = 0, 0, 0
    last_unit = 10_000
    for char in whole:
        if char in _CAPITAL_DIGITS:
            if digit:
                return None
            digit = _CAPITAL_DIGITS[char]
        elif char in _CAPITAL_UNITS:
            unit = _CAPITAL_UNITS[char]
            if unit >= last_unit or (digit == 0 and not (unit == 10 and section == 0)):
                return None
            section, digit, last_unit = section + (digit or 1) * unit, 0, unit
        else:
            total = (total + section + digit) * (10_000 if char in "万萬" else 100_000_000)
            section, digit, last_unit = 0, 0, 10_000
    yuan = total + section + digit
    cents = re.fullmatch(r"零?(?:(.)角)?零?(?:(.)分)?[整正]?", rest)
    if cents is None or (yuan == 0 and not (cents[1] or cents[2])):
        return None
    if any(c is not None and c not in _CAPITAL_DIGITS for c in (cents[1], cents[2])):
        return None
    return Money(yuan * 100 + _CAPITAL_DIGITS.get(cents[1] or "零", 0) * 10 + _CAPITAL_DIGITS.get(cents[2] or "零", 0))


_WORTH = re.compile(r"[¥Y羊半] ?[-+]?\d|\d ?[,.。'] ?\d|\d ?[元圆]|[元圆角分][整正]|CNY|RMB")


def holds_amount(text: str) -> bool:
    """Whether the text may hold an amount and is worth a second look; generous on purpose."""
    return bool(_WORTH.search(plain(text)))
