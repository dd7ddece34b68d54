"""What differs from one document to the next: people, parties, amounts, moments, numbers, the look of a phone.

Everything comes from one seed, so that a document can be drawn again. All people, lenders and numbers are invented;
names of wallets, banks and platforms are those that payers use.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import cn2an

from lehua_desktop.core.money import Money

T = TypeVar("T")

PEOPLE = ("张三", "李四", "王小明", "赵一", "陈小红", "周八")
LENDERS = (
    "示例消费金融有限公司",
    "青禾示范消费金融股份有限公司",
    "样例网络小额贷款有限公司",
    "星河样例融资担保有限公司",
    "深圳示例小额贷款有限公司",
)
PLATFORMS = ("乐花分期", "分期乐", "拍拍贷", "360借条", "还呗", "度小满", "美团月付", "抖音月付", "京东白条", "安逸花")
BANKS = ("招商银行", "中国工商银行", "中国建设银行", "中国农业银行", "平安银行", "邮储银行", "交通银行", "中国银行")
SHOPS = ("示例超市", "样例便利店", "小巷面馆", "示例书店", "晨光药房", "样例加油站")
TAILS = ("3446", "1234", "0579", "2506", "9902")

MONEY_STYLES = ("plain", "thousands", "yen", "wide-yen", "yuan", "spaced-yen")
MOMENT_STYLES = (
    "dash-seconds",
    "dash-minutes",
    "han-seconds",
    "han-glued",
    "han-bare",
    "slash-minutes",
    "slash-seconds",
    "dots-minutes",
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment as a page writes it; `time` is what the writing gives of the clock."""

    words: str
    time: str | None


class Chance:
    """One seed's choices. The order of the questions decides the answers."""

    def __init__(self, seed: int | str) -> None:
        self._random = random.Random(seed)  # noqa: S311 - the same document each time is what is wanted

    def of(self, choices: Sequence[T]) -> T:
        return self._random.choice(choices)

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        return self._random.sample(choices, count)

    def shuffled(self, items: Sequence[T]) -> list[T]:
        return self._random.sample(items, len(items))

    def odds(self, part: float) -> bool:
        return self._random.random() < part

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self._random.randint(low, high)

    def digits(self, count: int) -> str:
        return "".join(self._random.choice("0123456789") for _ in range(count))

    def amount(self, low: int = 120, high: int = 6000) -> Money:
        """Between `low` and `high` yuan; now and then without fen."""
        yuan = self.whole(low, high)
        return Money(yuan * 100 + (0 if self.odds(0.15) else self.whole(0, 99)))

    def moment(self) -> dt.datetime:
        """Some second by day between January 2023 and August 2026."""
        day = dt.datetime(2023, 1, 3, tzinfo=None) + dt.timedelta(days=self.whole(0, 1330))  # noqa: DTZ001
        return day + dt.timedelta(hours=self.whole(7, 22), minutes=self.whole(0, 59), seconds=self.whole(0, 59))

    def write(self, at: dt.datetime, styles: Sequence[str] = MOMENT_STYLES) -> Moment:
        """The moment in one of the ways in which apps write it."""
        return write_moment(at, self.of(styles))

    def wechat_number(self, at: dt.datetime) -> str:
        return f"42000{self.digits(5)}{at:%Y%m%d}{self.digits(10)}"

    def alipay_number(self, at: dt.datetime) -> str:
        return f"{at:%Y%m%d}2200{self.digits(16)}"

    def order_number(self, at: dt.datetime) -> str:
        """A lender's or a shop's own number; half of them hold the day."""
        if self.odds(0.5):
            return f"{self.of(('RP', 'HK', 'PAY', ''))}{at:%Y%m%d%H%M%S}{self.digits(6)}"
        return f"{self.of(('LN', 'A', ''))}{self.whole(1, 9)}{self.digits(15)}"

    def contract(self) -> str:
        return f"{self.of(('LH', 'JK', 'HT'))}{self.whole(2022, 2024)}{self.whole(1, 12):02d}{self.digits(10)}"

    def parts(self, amount: Money, *names: str) -> list[tuple[str, Money]]:
        """The amount as a sum of named parts, the first the largest."""
        rest, parts = amount.fen, []
        for name in names[1:]:
            part = max(1, round(amount.fen * self.whole(5, 90) / 1000))
            parts.append((name, Money(part)))
            rest -= part
        return [(names[0], Money(rest)), *parts]

    def theme(self, *, dark: bool | None = None, big: bool | None = None, **fixed: Any) -> dict[str, Any]:
        """The look of a phone and an app."""
        is_dark = self.odds(0.3) if dark is None else dark
        width, pixels = self.of(((360, 2.0), (360, 3.0), (390, 3.0), (411, 3.5), (375, 2.0), (393, 2.75)))
        look: dict[str, Any] = {
            "width": width,
            "pixels": pixels,
            "shape": self.of((1.78, 2.0, 2.16, 2.22)),
            "dark": is_dark,
            "ink": self.of(("#e3e4e6", "#f2f2f2")) if is_dark else self.of(("#1a1a1a", "#222733", "#333333")),
            "faint": self.of(("#8a8c92", "#9aa0a8")) if is_dark else self.of(("#8c8f96", "#7d828c", "#999999")),
            "accent": self.of(("#e1251b", "#ff7a1a", "#2f6df6", "#1f9e63", "#7a4de0", "#c8962e")),
            "card": self.of(("#1d1e22", "#26272b")) if is_dark else "#ffffff",
            "ground": self.of(("#000000", "#111214")) if is_dark else self.of(("#f3f4f6", "#ffffff", "#f6f2ec")),
            "font": self.of(("Noto Sans SC", "Noto Sans SC", "Noto Sans SC", "Sample Kai", "Noto Serif SC")),
            "numbers": self.of(("Noto Sans SC", "Barlow", "Barlow")),
            "size": self.of((13.5, 14.5, 15.5)),
            "pad": self.of((14, 18, 22)),
            "gap": self.of((11, 14, 18)),
            "round": self.of((0, 6, 12)),
            "outlined": self.odds(0.25),
            "phone": self.of(("ios", "number-inside", "percent")),
            "operator": self.of(("", "", "中国移动", "中国联通")),
            "network": self.of(("5G", "4G", "HD 5G")),
            "clock": f"{self.whole(7, 23)}:{self.whole(0, 59):02d}",
            "battery": self.whole(9, 99),
        }
        if self.odds(0.12) if big is None else big:
            look["size"] = 20
        return look | fixed


def write_money(amount: Money, style: str) -> str:
    """`amount` in one of the shapes that pages use; a negative amount keeps its minus in front."""
    sign, plain = ("-", str(-amount)) if amount.fen < 0 else ("", str(amount))
    bare = plain.replace(",", "")
    return (
        sign
        + {
            "plain": bare,
            "thousands": plain,
            "yen": f"¥{plain}",
            "wide-yen": f"￥{bare}",
            "yuan": f"{bare}元",
            "thousands-yuan": f"{plain}元",
            "spaced-yen": f"¥ {plain}",
            "cny": f"CNY {plain}",
            "cny-glued": f"CNY{plain}",
            "rmb": f"人民币{bare}元",
            "yuan-note": f"{plain}元（人民币）",
        }[style]
    )


def write_moment(at: dt.datetime, style: str) -> Moment:
    """`at` in one of the ways of writing."""
    seconds, minutes = f"{at:%H:%M:%S}", f"{at:%H:%M}"
    return {
        "dash-seconds": Moment(f"{at:%Y-%m-%d} {seconds}", seconds),
        "dash-minutes": Moment(f"{at:%Y-%m-%d} {minutes}", minutes),
        "dash-day": Moment(f"{at:%Y-%m-%d}", None),
        "han-seconds": Moment(f"{at:%Y年%m月%d日} {seconds}", seconds),
        "han-glued": Moment(f"{at:%Y年%m月%d日}{seconds}", seconds),
        "han-bare": Moment(f"{at.year}年{at.month}月{at.day}日 {minutes}", minutes),
        "han-day": Moment(f"{at.year}年{at.month}月{at.day}日", None),
        "slash-minutes": Moment(f"{at:%Y/%m/%d} {minutes}", minutes),
        "slash-seconds": Moment(f"{at:%Y/%m/%d} {seconds}", seconds),
        "dots-minutes": Moment(f"{at:%Y.%m.%d} {minutes}", minutes),
        "compact": Moment(f"{at:%Y%m%d}", None),
        "compact-seconds": Moment(f"{at:%Y%m%d} {at:%H%M%S}", seconds),
        "icbc": Moment(f"{at:%Y-%m-%d-%H.%M.%S}.{at.second:02d}5730", seconds),
    }[style]


def capitals(amount: Money) -> str:
    """The amount in Chinese capital figures."""
    return str(cn2an.an2cn(str(amount).replace(",", ""), "rmb"))
