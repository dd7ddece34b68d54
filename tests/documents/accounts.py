"""Invented accounts of a credit report, with a code and an overdue amount for every month."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import Literal

from lehua_desktop.core.days import add_months
from lehua_desktop.core.money import Money

from . import TrueAccount, TrueMonth
from .press import digits, month_of

Type = Literal["D1", "R4", "R1", "R2"]
State = Literal["settled", "open", "overdue", "bad", "moved"]
BANKS = ("示例银行股份有限公司", "河湾村镇银行股份有限公司", "云岭农村商业银行股份有限公司")
LENDERS = (
    "示例消费金融有限公司",
    "云岭消费金融股份有限公司",
    "重庆青禾网络小额贷款有限公司",
    "深圳市前海海棠小额贷款有限责任公司",
    "北苑消费金融有限公司（原：北苑小额贷款有限公司）",
)
OVERDUE = "1234567BD"


@dataclass(frozen=True, slots=True)
class Account:
    """`codes` has one code a month from `first` on; `late` the yuan overdue in the months that have any."""

    type: Type
    lender: str
    mark: str
    opened: dt.date
    ends: dt.date
    amount: int  # yuan
    periods: int
    as_of: dt.date
    first: dt.date
    codes: str
    late: dict[str, int]
    state: State
    closed: dt.date | None
    balance: int

    @property
    def months(self) -> list[tuple[str, str]]:
        return [(month_of(add_months(self.first, place)), code) for place, code in enumerate(self.codes)]

    @property
    def overdue(self) -> list[TrueMonth]:
        return [
            TrueMonth(month, code, Money(self.late.get(month, 0) * 100))
            for month, code in self.months
            if code in OVERDUE
        ]

    @property
    def truth(self) -> TrueAccount:
        states = {"settled": "settled", "open": "open", "overdue": "overdue", "bad": "overdue", "moved": None}
        return TrueAccount(
            self.lender,
            self.opened,
            Money(self.amount * 100) if self.type in ("D1", "R4") else None,
            states[self.state],
            month_of(self.closed) if self.closed and self.state == "settled" else None,
            len(self.overdue),
            None if self.closed else self.as_of,
            card=self.type == "R2",
        )


def _codes(chance: random.Random, count: int, trouble: float) -> list[str]:
    """Mostly N; a run of overdue months climbs one code a month and falls back to N."""
    codes: list[str] = []
    while len(codes) < count:
        roll = chance.random()
        if roll < trouble:
            codes += [str(step) for step in range(1, chance.choice((1, 1, 1, 2, 3, 7)) + 1)] + ["N"]
        elif roll < trouble + 0.03:
            codes.append(chance.choice("#*M*"))
        else:
            codes.append("N")
    return codes[:count]


def account(
    chance: random.Random,
    kind: Type,
    report: dt.date,
    *,
    state: State | None = None,
    trouble: float = 0.08,
    lender: str | None = None,
) -> Account:
    """An account that began up to five years before the report."""
    age = chance.randint(7, 58)
    last = add_months(report.replace(day=1), -1)
    first = add_months(last, -age)
    opened = add_months(first, -1).replace(day=chance.randint(1, 28))
    usual: tuple[State, ...] = ("settled", "settled", "open", "open", "overdue")
    now = state if state is not None else chance.choice(usual)
    periods = chance.choice((12, 24, 36))
    run = age + 1
    closed: dt.date | None = None
    if now in ("settled", "moved"):
        run = chance.randint(min(4, run), run)
        closed = add_months(first, run - 1).replace(day=chance.randint(2, 27))
    codes = _codes(chance, run, trouble)
    if kind in ("R2", "R1") and chance.random() < 0.5:
        codes[0] = "*"
    if now == "settled":
        codes[-1] = "C"
        if len(codes) > 1 and codes[-2] in "234567":
            codes[-2] = "N"
    elif now == "moved":
        codes[-1] = "G"
        if chance.random() < 0.5:
            codes[-2] = "D"
    elif now in ("overdue", "bad"):
        tail = min(chance.randint(1, 5), run - 1)
        codes[-tail - 1 :] = ["N", *(str(step) for step in range(1, tail + 1))]
        if now == "bad":
            codes[-1] = "B"
    elif codes[-1] in OVERDUE:
        now = "overdue"
    amount = chance.choice((1_500, 3_000, 5_600, 8_000, 12_000, 30_000, 50_000, 118_000))
    step = max(amount // periods, 83)
    months = [month_of(add_months(first, place)) for place in range(run)]
    late = {
        month: step * (int(code) if code.isdigit() else 6) + chance.randint(0, 99)
        for month, code in zip(months, codes, strict=True)
        if code in OVERDUE
    }
    as_of = last.replace(day=28) if chance.random() < 0.5 else add_months(last, 1) - dt.timedelta(days=1)
    return Account(
        type=kind,
        lender=lender or chance.choice(BANKS if kind == "R2" else LENDERS),
        mark=f"{kind}{digits(chance, 18)}",
        opened=opened,
        ends=add_months(opened, periods if kind in ("D1", "R4") else 120),
        amount=amount,
        periods=periods,
        as_of=min(as_of, report),
        first=first,
        codes="".join(codes),
        late=late,
        state=now,
        closed=closed,
        balance=0 if closed else chance.randint(step, amount),
    )


def years(shown: Account, *, empty: str = "") -> list[dict[str, object]]:
    """The lines of the grid from the newest year down, at most sixty months."""
    codes = dict(shown.months[-60:])
    lines: list[dict[str, object]] = []
    for year in sorted({month[:4] for month in codes}, reverse=True):
        months = [f"{year}-{month:02d}" for month in range(1, 13)]
        lines.append(
            {
                "year": year,
                "codes": [codes.get(month, empty) for month in months],
                "amounts": [f"{shown.late.get(month, 0):,}" if month in codes else empty for month in months],
            }
        )
    return lines
