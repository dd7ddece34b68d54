"""Words for the looks that were taken at a value: why it counts, or why a person should look."""

from __future__ import annotations

from ..core.facts import Look, Read
from ..core.words import Words

# Each look: what it says in favour of a value, and what against it.
_LOOKS: dict[Look, tuple[Words, Words]] = {
    Look.SECOND_READER: (
        Words("两次识别一致", "two readings agree"),
        Words("两次识别不一致", "two readings differ"),
    ),
    Look.CAPITALS: (
        Words("与大写金额一致", "agrees with the amount in capital figures"),
        Words("与大写金额不一致", "differs from the amount in capital figures"),
    ),
    Look.ELSEWHERE: (
        Words("与页面其他位置一致", "agrees with another place on the page"),
        Words("与页面其他位置不一致", "differs from another place on the page"),
    ),
    Look.ORDER_NUMBER: (
        Words("与单号中的日期一致", "agrees with the day in the order number"),
        Words("与单号中的日期不一致", "differs from the day in the order number"),
    ),
    Look.SHAPE: (
        Words("写法正常", "written as usual"),
        Words("写法不寻常", "written in an unusual way"),
    ),
    Look.SCORE: (
        Words("字迹清楚", "clearly legible"),
        Words("字迹模糊", "hardly legible"),
    ),
    Look.RANGE: (
        Words("在合理范围内", "within what is possible"),
        Words("不在合理范围内", "outside what is possible"),
    ),
    Look.YEAR: (
        Words("页面写明了年份", "the page gives the year"),
        Words("页面没有写明年份", "the page does not give the year"),
    ),
    Look.LABEL: (
        Words("页面有对应的名称", "a label on the page says what it is"),
        Words("页面没有写明这是什么", "no label on the page says what it is"),
    ),
    Look.TEXT_LAYER: (
        Words("直接取自文件文字", "taken from the text of the file"),
        Words("文件文字与画面不一致", "the text of the file differs from what it shows"),
    ),
    Look.BALANCE: (
        Words("与前后余额相符", "agrees with the balances before and after"),
        Words("与前后余额不符", "differs from the balances before and after"),
    ),
}
# Always taken, and no reason by themselves: they are only worth a word when they speak against a value.
_SILENT = frozenset({Look.SHAPE, Look.SCORE, Look.RANGE, Look.YEAR, Look.LABEL})


def say_looks(read: Read[object]) -> Words:
    """Why the value counts (`两次识别一致；与大写金额一致`) or what speaks against it; empty if no look was taken."""
    against = [_LOOKS[check.look][1] for check in read.checks if not check.agrees]
    favour = [_LOOKS[check.look][0] for check in read.checks if check.agrees and check.look not in _SILENT]
    words = against or favour
    return Words("；".join(w.zh for w in words), "; ".join(w.en for w in words))
