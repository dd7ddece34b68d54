"""Titles over values, as the blocks of full credit reports have them: which titles there are, and what stands below."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from ...core.money import Money
from ..page.layout import Piece
from ..tables.columns import cells_under
from ..tables.titles import split_by
from ..words.amounts import parse_amount
from ..words.days import find_days
from ..words.glyphs import packed, plain
from .grid import find_range, is_heading

_LABELS = (
    "管理机构 账户标识 截至日期 开立日期 到期日期 借款金额 账户授信额度 账户币种 业务种类 担保方式 还款期数 还款频率 还款方式 共同借款标志 账户状态 账户关闭日期 五级分类 余额 "
    "剩余还款期数 本月应还款 应还款日 本月实还款 最近一次还款日期 当前逾期期数 当前逾期总额 逾期31—60天未还本金 逾期61—90天未还本金 逾期91—180天未还本金 "
    "逾期180天以上未还本金 还款日期 还款金额 当前还款状态 特殊交易类型 发生日期 变更月数 发生金额 明细记录 债权接收日期 债权金额 债权转移时的还款状态 "
    "转出月份 机构说明 添加日期 异议标注 本人声明 授信额度 共享授信额度 担保方式 信用额度 发卡机构 已用额度 账单日 最近6个月平均应还款 授信协议标识 "
    "剩余分期期数 透支余额 透支180天以上未付余额 最近6个月平均使用额度 最近6个月平均透支余额 最大使用额度 最大透支余额 "
    "未出单的大额专项分期余额 大额专项分期额度 分期额度生效日期 分期额度到期日期 已用分期金额 本金余额 当前逾期金额 原债权人 原债务业务种类"
)
_DASH = re.compile(r"[—\-一]")  # an engine may take a dash for 一, and the other way round
_LABEL_SET = {_DASH.sub("", label): label for label in _LABELS.split()}
_WRAPPED = re.compile(r"^逾期(?:31|61|91|180)")  # these titles take two lines, the first of which is none
_BEGUN = 4  # letters of a title that begins above its row
_ROWS = 6  # of values under titles at most: names over three lines stand between the two lines of other cells
_AS_OF = re.compile(
    r"^[(]?(?:截[至止]到?(?:日期)?|(?:信息|数据|账户)(?:更新|截[至止]|报告)(?:日期|日|时间)):?(\d{4}[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?)"
)
# What other printers call them.
_DAY = "(?:日期|日|时间)"
_SAME = [
    (re.compile(pattern), label)
    for pattern, label in (
        (r"(?:业务)?(?:管理|放款|发放|贷款|授信|借款|发生|经办|金融)?(?:机构|单位)(?:名称)?|数据发生机构(?:名称)?", "管理机构"),
        (rf"(?:账户|贷款)?(?:开立|开户|发放|放款|借款|起始|业务发生){_DAY}", "开立日期"),
        (rf"(?:账户|贷款|借款|合同)?(?:到期|终止){_DAY}", "到期日期"),
        (r"(?:贷款|借款|合同)?(?:借款|贷款|合同|放款|发放)(?:本金|总?金?额)", "借款金额"),
        (r"授信金额", "账户授信额度"),
        (r"币种", "账户币种"),
        (r"(?:发卡)(?:银行|单位)(?:名称)?", "发卡机构"),
        (r"(?:贷款|业务)(?:种类|类型|品种)", "业务种类"),
        (r"(?:账户|贷款|借款)?(?:当前|最新)?(?:账户)?状态", "账户状态"),
        (rf"(?:账户|贷款)?(?:关闭|结清|销户|销卡){_DAY}", "账户关闭日期"),
        (r"(?:当前|贷款|账户)余额", "余额"),
        (r"(?:历史|累计|近\d+个月)(?:最[大长高]|累计)?逾期(?:期数|次数|月数|天数|金额|总额)", "逾期概况"),
        (r"(?:信息|数据|账户)(?:更新|报告)(?:日期|日|时间)|(?:信息|数据)?截[至止](?:日期|日|时间)", "截至日期"),
    )
]  # fmt: skip


def is_titles(row: Sequence[Piece]) -> bool:
    """Whether the row holds titles of an account block."""
    heads = [head for piece in row for head in split_by(piece, is_title)]  # those of narrow columns touch
    known = sum(is_title(head.text) for head in heads)
    return known >= 2 or (known == 1 and len(heads) == 1)


def is_title(text: str) -> bool:
    """Whether a text is a title of an account block."""
    return _label(text) is not None


def _label(text: str) -> str | None:
    label = re.sub(r"[(](?:人民币)?元?[)]$", "", _DASH.sub("", packed(text)))
    return _LABEL_SET.get(label) or next((same for other, same in _SAME if other.fullmatch(label)), None)


def names_lender(row: Sequence[Piece]) -> bool:
    """Whether a row holds the title over or beside the lender, with which each account begins."""
    return any(_label(re.split("[:：]", p.text, maxsplit=1)[0]) in ("管理机构", "发卡机构") for p in row)


def as_of_in(row: Sequence[Piece]) -> dt.date | None:
    """The day of a line `截至2024年01月31日`."""
    match = _AS_OF.match(packed("".join(p.text for p in row)))
    return next((d.date for d in find_days(match[1])), None) if match else None


def _beside(row: Sequence[Piece]) -> list[tuple[str, Piece]]:
    """The titles of a row with the values to their right, where the row is made so; a value and its title may be one piece."""
    parts: list[Piece] = []
    for piece in row:
        at = re.search(r"[:：]", piece.text)
        if at and _label(piece.text[: at.start()]) and piece.text[at.end() :].strip():
            parts += [piece.part(0, at.start()), piece.part(at.end(), len(piece.text))]
        else:
            parts.append(piece)
    names = [_label(p.text.rstrip(":：")) for p in parts]
    if not parts or len(parts) % 2 or None in names[::2] or any(names[1::2]):
        return []
    return [(name, value) for name, value in zip(names[::2], parts[1::2], strict=True) if name]


def values_in(rows: Sequence[Sequence[Piece]]) -> dict[str, Piece]:
    """The values under the titles of a block, or beside them; of a title that comes twice the first."""
    found: dict[str, Piece] = {}
    for i, row in enumerate(rows := _with_whole_titles(rows)):
        beside = [(name, place) for name, place in _beside(row) if packed(place.text).strip("-")]
        found = {**dict(beside), **found}
        if not is_titles(row) or _beside(row):
            continue
        under: list[Sequence[Piece]] = []
        for after in rows[i + 1 :]:
            text = packed("".join(p.text for p in after))
            ends = _AS_OF.match(text) or _WRAPPED.match(text) or find_range(text) or is_heading(text)
            if ends or "最新还款记录" in text or is_titles(after) or len(under) == _ROWS:
                break
            under.append(after)
        for title, value in cells_under(row, under, lambda t: _label(t) is not None):
            label = _label(title)
            if label is not None and value is not None and label not in found and packed(value.text).strip("-"):
                found[label] = value
    return found


def _with_whole_titles(rows: Sequence[Sequence[Piece]]) -> list[Sequence[Piece]]:
    """The rows, where a long title of a narrow column begins half above its row, or ends below: as a whole in its row."""
    whole: list[Sequence[Piece]] = []
    for row in rows:
        above = whole[-1] if whole else ()
        if above and all(map(_is_begun, above)) and is_titles(row) and row[0].box.y0 < max(p.box.y1 for p in above):
            whole[-1] = sorted([*above, *row], key=lambda p: p.box.x0)
            continue
        ends = [next((p for p in above if _ends_below(p, end)), None) for end in row]
        if ends and None not in ends:
            tails = {id(p): packed(end.text) for p, end in zip(ends, row, strict=True)}
            whole[-1] = [replace(p, text=p.text + tails[id(p)]) if id(p) in tails else p for p in above]
        elif not (above and is_titles(above) and all(_ends_beside(above, p) for p in row)):
            whole.append(row)
    return whole


def _is_begun(piece: Piece) -> bool:
    """Whether a text is the first line of a title that goes on below."""
    said = _DASH.sub("", packed(piece.text))
    return len(said) >= _BEGUN and _label(said) is None and any(label.startswith(said) for label in _LABEL_SET)


def _ends_below(title: Piece, end: Piece) -> bool:
    """Whether a text is the end of the title that stands, or ends, above it."""
    said = _DASH.sub("", packed(title.text))
    return title.box.overlap_x(end.box) > 0 and any(said.endswith(head) for head in _heads(end))


def _ends_beside(titles: Sequence[Piece], end: Piece) -> bool:
    """Whether a text is the end of a title whose two lines stand half above and half below the others of its row."""
    return bool(_heads(end)) and end.box.y0 < max(p.box.y1 for p in titles)


def _heads(end: Piece) -> list[str]:
    """What the first lines of titles say whose last line is this text."""
    rest = packed(end.text)
    if not re.fullmatch(r"[\u4e00-\u9fff]{1,6}", rest):
        return []
    heads = [label[: -len(rest)] for label in _LABEL_SET if label.endswith(rest) and len(label) >= len(rest) + 4]
    return [head for head in heads if head not in _LABEL_SET]


def _agreed(piece: Piece | None, digits: str) -> bool:
    """From pixels a figure counts only where no second reader saw other ones; one that saw none says nothing."""
    if piece is None or piece.exact:
        return True
    seen = re.sub(r"\D", "", piece.second or "")
    return not seen or digits in seen


def value_day(piece: Piece | None) -> dt.date | None:
    """The day of a value; None where there is none, or a second reader saw another."""
    if piece is None:
        return None
    days = [d for d in find_days(piece.text) if d.date is not None]
    return days[0].date if days and _agreed(piece, re.sub(r"\D", "", plain(piece.text))) else None


def value_money(piece: Piece | None) -> Money | None:
    """The amount of a value, as `value_day`."""
    amount = parse_amount(piece.text) if piece is not None else None
    if piece is None or amount is None:
        return None
    return amount.money if _agreed(piece, re.sub(r"\D", "", plain(piece.text))) else None


def value_count(piece: Piece | None) -> int | None:
    """A small number; from pixels only where a second reader saw it too."""
    figure = packed(piece.text) if piece is not None else ""
    if piece is None or not re.fullmatch(r"\d{1,3}", figure):
        return None
    return int(figure) if piece.exact or (re.search(r"\d", piece.second or "") and _agreed(piece, figure)) else None


def account_state(values: dict[str, Piece], closed: dt.date | None) -> Literal["settled", "open", "overdue"] | None:
    """The state that an account's values give it."""
    said = packed(values["账户状态"].text) if "账户状态" in values else ""
    if "未结清" in said:
        return "open"
    if "结清" in said or said == "销户":
        return "settled"
    owed = value_money(values.get("当前逾期总额") or values.get("当前逾期金额"))
    if re.search(r"逾期|呆账|催收", said) or owed or value_count(values.get("当前逾期期数")):
        return "overdue"
    if said in ("正常", "担保物不足") or re.search(r"正常|未激活|止付|冻结", said):
        return "open"
    return "settled" if closed is not None and not said else None
