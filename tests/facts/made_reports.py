"""Credit reports made from what they have to say, in the geometry of the printed forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.facts.made import Word, at

SIZE = 7.0


@dataclass(frozen=True)
class Account:
    """One account of a full report. `codes` and `sums` by month; the months of `first`..`last` are the range."""

    lender: str = "示例消费金融有限公司"
    opened: str = "2021.07.12"
    ends: str = "2022.07.05"
    amount: str = "15,000"
    as_of: str = "2022年12月23日"
    state: str = "结清"
    closed: str = "2022.07.05"
    first: str = "2021-08"
    last: str = "2022-07"
    codes: Mapping[str, str] = field(default_factory=dict)
    sums: Mapping[str, str] = field(default_factory=dict)
    heading: str = "账户1"


def months(first: str, last: str) -> list[str]:
    a, b = (int(m[:4]) * 12 + int(m[5:]) - 1 for m in (first, last))
    return [f"{i // 12}-{i % 12 + 1:02d}" for i in range(a, b + 1)]


def _row(cells: Sequence[str], edges: Sequence[float], y: float) -> list[Word]:
    return [(at(c, a, b, "center", SIZE), y, c) for c, a, b in zip(cells, edges, edges[1:], strict=False) if c]


def account(
    one: Account, top: float = 60.0, *, pitch: float = 15.0, even: bool = True, year: str = "middle"
) -> list[Word]:
    """The words of an account block. `even` false: months of different widths; `year`: `middle` of its two rows or `top`."""
    edges = [40.0, 150, 250, 330, 400, 470, 560]
    words: list[Word] = [(45.0, top, one.heading)]
    y = top + 22
    words += _row(["管理机构", "账户标识", "开立日期", "到期日期", "借款金额", "账户币种"], edges, y)
    words += _row([one.lender, "LH2021071210139288", one.opened, one.ends, one.amount, "人民币元"], edges, y + pitch)
    words += _row(["业务种类", "担保方式", "还款期数", "还款频率", "还款方式", "共同借款标志"], edges, y + 2 * pitch)
    words += _row(["其他个人消费贷款", "信用/免担保", "12", "月", "按期计算还本付息", "无"], edges, y + 3 * pitch)
    y += 4 * pitch + 8
    words.append((45.0, y, f"截至{one.as_of}"))
    y += 22
    if one.closed:
        words += _row(["账户状态", "账户关闭日期"], [40.0, 300, 560], y)
        words += _row([one.state, one.closed], [40.0, 300, 560], y + pitch)
    else:
        five = [40.0, 150, 250, 350, 450, 560]
        words += _row(["账户状态", "五级分类", "余额", "剩余还款期数", "本月应还款"], five, y)
        words += _row([one.state, "正常", "3,000", "3", "1,437"], five, y + pitch)
    y += 2 * pitch + 6
    shown = f"{one.first[:4]}年{one.first[5:]}月—{one.last[:4]}年{one.last[5:]}月的还款记录"
    words.append((230.0, y, shown))
    y += 22
    widths = [33.0] * 12 if even else [33, 33, 33, 33, 33, 33, 34, 60, 38, 38, 40, 40]
    grid = [100.0]
    for w in widths:
        grid.append(grid[-1] + w)
    words += _row([str(n) for n in range(1, 13)], grid, y)
    for number in range(int(one.last[:4]), int(one.first[:4]) - 1, -1):
        y += pitch
        mine = [f"{number}-{m:02d}" for m in range(1, 13)]
        inside = set(months(one.first, one.last))
        words += _row([one.codes.get(m, "N") if m in inside else "" for m in mine], grid, y)
        words += _row([one.sums.get(m, "0") if m in inside else "" for m in mine], grid, y + pitch)
        words.append((60.0, y + (pitch / 2 if year == "middle" else 0), str(number)))
        y += pitch
    return words
