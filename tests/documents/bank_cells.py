"""What stands in the cells of a statement: a movement in the ways in which banks write its parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lehua_desktop.core.money import Money

from .invented import CARD, Movement
from .press import bare


@dataclass(frozen=True, slots=True)
class Row:
    """A movement with what only the account knows of it."""

    place: int
    moved: Movement
    balance: Money
    serial: str
    account: str

    @property
    def left(self) -> bool:
        return self.moved.amount.fen < 0

    @property
    def size(self) -> Money:
        return -self.moved.amount if self.left else self.moved.amount


def _time(row: Row, form: str) -> str:
    return row.moved.at.strftime(form)


CELLS: dict[str, Callable[[Row], str]] = {
    "place": lambda row: str(row.place),
    "day-dash": lambda row: _time(row, "%Y-%m-%d"),
    "day-slash": lambda row: _time(row, "%Y/%m/%d"),
    "day-dot": lambda row: _time(row, "%Y.%m.%d"),
    "day-compact": lambda row: _time(row, "%Y%m%d"),
    "time": lambda row: _time(row, "%H:%M:%S"),
    "time-minute": lambda row: _time(row, "%H:%M"),
    "time-compact": lambda row: _time(row, "%H%M%S"),
    "moment-dash": lambda row: _time(row, "%Y-%m-%d %H:%M:%S"),
    "moment-slash": lambda row: _time(row, "%Y/%m/%d %H:%M:%S"),
    "moment-two-lines": lambda row: _time(row, "%Y-%m-%d\n%H:%M:%S"),
    "signed": lambda row: str(row.moved.amount),
    "signed-bare": lambda row: bare(row.moved.amount),
    "signed-plus": lambda row: f"{'' if row.left else '+'}{row.moved.amount}",
    "unsigned": lambda row: str(row.size),
    "unsigned-bare": lambda row: bare(row.size),
    "out": lambda row: str(row.size) if row.left else "",
    "in": lambda row: "" if row.left else str(row.size),
    "out-zero": lambda row: bare(row.size) if row.left else "0.00",
    "in-zero": lambda row: "0.00" if row.left else bare(row.size),
    "out-dash": lambda row: str(row.size) if row.left else "--",
    "in-dash": lambda row: "--" if row.left else str(row.size),
    "dr-cr": lambda row: "借 Dr" if row.left else "贷 Cr",
    "debit-credit": lambda row: "借" if row.left else "贷",
    "out-in": lambda row: "支出" if row.left else "收入",
    "out-in-other": lambda row: "其他" if row.moved.sort in ("refund", "disbursed") else "支出" if row.left else "收入",
    "not-counted": lambda row: (
        "不计收支" if row.moved.sort in ("installment", "refund", "disbursed") else "支出" if row.left else "收入"
    ),
    "balance": lambda row: str(row.balance),
    "balance-bare": lambda row: bare(row.balance),
    "summary": lambda row: row.moved.summary,
    "party": lambda row: row.moved.party,
    "party-slash": lambda row: row.moved.party or "/",
    "memo": lambda row: row.moved.memo,
    "memo-slash": lambda row: row.moved.memo or "/",
    "summary-memo": lambda row: " ".join(filter(None, (row.moved.summary, row.moved.memo))),
    "memo-or-summary": lambda row: row.moved.memo or row.moved.summary,
    "party-memo": lambda row: " ".join(filter(None, (row.moved.party, row.moved.memo))),
    "party-account": lambda row: "/".join(filter(None, (row.moved.party, row.account))),
    "account-party": lambda row: "/".join(filter(None, (row.account, row.moved.party))),
    "party-over-account": lambda row: "\n".join(filter(None, (row.moved.party, row.account))),
    "own-account": lambda _: f"{CARD[:11]}\n{CARD[11:]}",
    "account": lambda row: row.account,
    "serial": lambda row: row.serial,
    "serial-wrapped": lambda row: "\n".join(row.serial[at : at + 12] for at in range(0, len(row.serial), 12)),
    "log": lambda row: row.serial[:9],
    "merchant-wrapped": lambda row: f"LH{row.serial[4:14]}\n{row.serial[14:24]}",
    "cny": lambda _: "CNY",
    "yuan": lambda _: "人民币",
    "cash": lambda _: "钞",
    "savings": lambda _: "活期",
    "zero-place": lambda row: f"{row.place:05d}",
    "region": lambda _: "0200",
    "channel": lambda row: "网上银行" if row.moved.sort == "transfer" else "快捷支付",
    "channel-code": lambda row: "EBNK" if row.moved.sort == "transfer" else "电子商务",
    "branch": lambda _: "示例支行",
    "bank": lambda row: "示例银行" if row.moved.party else "",
    "transfer-mark": lambda row: "现" if row.moved.sort == "cash" else "转",
    "voucher": lambda _: "借记卡",
    "method": lambda _: "示例银行储蓄卡(3446)",
    "wallet-sort": lambda row: {"installment": "商户消费", "refund": "退款", "transfer": "转账"}.get(
        row.moved.sort, "商户消费"
    ),
    "blank": lambda _: "",
}
TIMED = {"time": "%H:%M:%S", "time-minute": "%H:%M", "time-compact": "%H:%M:%S"} | dict.fromkeys(
    ("moment-dash", "moment-slash", "moment-two-lines"), "%H:%M:%S"
)
