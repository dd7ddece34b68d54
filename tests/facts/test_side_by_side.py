"""What was put side by side or one below the other on one picture."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from lehua_desktop.core.facts import Context, Facts, Kind
from lehua_desktop.core.page import Box, Page, TextLine
from lehua_desktop.facts.extract import extract

from .drawn import page, width

_CONTEXT = Context(dt.date(2026, 11, 30))
_FIRST, _SECOND = ("2024-03-09 21:14:09", "1,286.35"), ("2024-04-09 08:01:02", "1,287.11")


def _screen(day: str, figures: str) -> list[str]:
    return [
        "18:30                            5G",
        "             还款结果            完成",
        "             还款成功",
        f"             ¥{figures}",
        "还款账单          示例分期 第1/6期",
        f"还款时间        {day}",
        "还款方式      示例银行(尾号5519)",
    ]


def _beside(left: list[str], right: list[str]) -> Page:
    rows = [f"{one}{' ' * (46 - width(one))}{other}" for one, other in zip(left, right, strict=True)]
    return page("\n".join(rows))


def _told(facts: Facts) -> list[tuple[str, str, bool]]:
    return [(str(p.day.value), str(p.amount.value), p.certain) for p in facts.payments]


_WALLET = [
    "09:41                            5G",
    "             账单详情",
    "             示例消费金融有限公司",
    "             -1,287.11",
    "             交易成功",
    "支付时间        2024-04-09 08:01:02",
    "商品说明        示例分期还款",
]


def test_screens_of_other_sizes_are_read_each_by_itself() -> None:
    whole = _beside(_screen(*_FIRST), _screen(*_SECOND))
    edge = 460.0

    def smaller(line: TextLine) -> TextLine:
        b = line.box
        box = Box(edge + (b.x0 - edge) * 0.8, b.y0 * 0.8, edge + (b.x1 - edge) * 0.8, b.y1 * 0.8)
        return replace(line, box=box) if b.x0 > edge else line

    lines = tuple(sorted(map(smaller, whole.lines), key=lambda x: x.box.middle_y))
    facts = extract([replace(whole, lines=lines)], _CONTEXT)
    assert _told(facts) == [("2024-03-09", "1,286.35", True), ("2024-04-09", "1,287.11", True)]


def test_nothing_is_certain_where_a_line_crosses_from_one_screen_to_the_next() -> None:
    whole = _beside(_screen(*_FIRST), _screen(*_SECOND))
    day = next(x for x in whole.lines if x.text.startswith("2024-03"))
    label = next(x for x in whole.lines if x.text == "还款时间" and x.box.x0 > day.box.x0)
    glued = replace(day, text=f"{day.text} {label.text}", box=day.box.union(label.box))
    lines = tuple(glued if x is day else x for x in whole.lines if x is not label)
    payments = extract([replace(whole, lines=lines)], _CONTEXT).payments
    assert payments
    assert not any(p.certain for p in payments)


def test_a_page_of_screens_inside_a_file_of_several_pages_is_parted_too() -> None:
    third = page("\n".join(_screen("2024-05-09 10:11:12", "1,288.22")), number=1)
    facts = extract([_beside(_screen(*_FIRST), _screen(*_SECOND)), third], _CONTEXT)
    assert [(day, amount) for day, amount, _ in _told(facts)] == [
        ("2024-03-09", "1,286.35"),
        ("2024-04-09", "1,287.11"),
        ("2024-05-09", "1,288.22"),
    ]
    assert [p.amount.page for p in facts.payments] == [0, 0, 1]


def test_a_crossing_line_below_the_screens_is_a_part_of_its_own() -> None:
    whole = _beside(
        [*_screen(*_FIRST), "", f"以上截图由本人从手机上截取，{'未作任何修改，' * 6}"], [*_screen(*_SECOND), "", ""]
    )
    assert _told(extract([whole], _CONTEXT)) == [("2024-03-09", "1,286.35", True), ("2024-04-09", "1,287.11", True)]


def test_screens_one_below_the_other_may_be_of_different_apps() -> None:
    wallet = [*_WALLET, "订单号  2024040922001498761401234567"]
    facts = extract([page("\n".join([*_screen(*_FIRST), "         查看还款记录", *wallet]))], _CONTEXT)
    assert _told(facts) == [("2024-03-09", "1,286.35", True), ("2024-04-09", "1,287.11", True)]


def test_a_list_and_the_page_of_one_of_its_entries_are_both_read() -> None:
    rows = [
        (0, "账单"),
        (60, "示例分期还款{}-1,286.35"),
        (100, "2024-04-09 08:01{}交易成功"),
        (160, "示例分期还款{}-1,286.30"),
        (200, "2024-03-09 08:02{}交易成功"),
        (260, "超市购物{}-86.40"),
        (300, "2024-03-02 19:22{}交易成功"),
    ]
    pane = [
        (0, "账单详情"),
        (128, "示例消费金融有限公司"),
        (183, "-1,286.35"),
        (235, "支付时间{}2024-04-09 08:01:02"),
        (325, "交易状态{}交易成功"),
        (372, "商品说明{}示例分期还款"),
        (419, "订单号{}2024040922001498761401234567"),
    ]
    lines = []
    for texts, left, right in ((rows, 20.0, 520.0), (pane, 640.0, 1300.0)):
        for top, text in texts:
            for k, part in enumerate(text.split("{}")):
                wide = 10.0 * width(part)
                x0 = left if not k else right - wide
                lines.append(TextLine(part, Box(x0, top + 20.0, x0 + wide, top + 46.0), 0.97, part))
    screen = Page(0, 1340.0, 900.0, "px", tuple(sorted(lines, key=lambda x: x.box.middle_y)), "rapidocr")
    facts = extract([screen], _CONTEXT)
    assert facts.kind is Kind.PAYMENT_LIST
    assert [(day, amount) for day, amount, _ in _told(facts)] == [
        ("2024-04-09", "1,286.35"),
        ("2024-03-09", "1,286.30"),
        ("2024-03-02", "86.40"),
        ("2024-04-09", "1,286.35"),
    ]
    assert not facts.payments[-1].certain  # the first of the list once more


def test_a_screen_with_one_row_of_a_list_is_as_certain_as_the_list() -> None:
    bar = ["12:08                                         5G", "                    还款记录", ""]
    rows = []
    for number, day, figures in ((12, "2024-12-10 09:12", "701.32"), (11, "2024-11-10 09:11", "701.21")):
        entry = [f"示例贷 第{number}/12期{' ' * 31}¥{figures}", f"{day}{' ' * 30}还款成功", ""]
        rows += [*bar, *entry]
    facts = extract([page("\n".join(rows[:-1]))], _CONTEXT)
    assert _told(facts) == [("2024-12-10", "701.32", True), ("2024-11-10", "701.21", True)]


@pytest.mark.parametrize("in_points", [False, True])
def test_screens_below_a_heading_of_a_paper_are_parted(in_points: bool) -> None:
    for art in (_beside(_screen(*_FIRST), _WALLET), page("\n".join([*_screen(*_FIRST), *_WALLET]))):
        head = page("还款截图汇总\n以下为本人的还款截图：").lines
        below = [replace(x, box=replace(x.box, y0=x.box.y0 + 160, y1=x.box.y1 + 160)) for x in art.lines]
        whole = replace(art, lines=(*head, *below), unit="pt" if in_points else "px")
        assert _told(extract([whole], _CONTEXT)) == [("2024-03-09", "1,286.35", True), ("2024-04-09", "1,287.11", True)]


def test_a_screen_that_is_split_between_two_apps_is_parted_at_the_title_of_the_lower_one() -> None:
    upper = [
        "12:08                                  5G",
        "<                 还款记录           筛选",
        *(f"第{n}/12期                      ¥701.32\n2024-{n}-10 09:12:0{n % 10}      还款成功\n" for n in (12, 11)),
    ]
    lower = [
        "<                      106980009555",
        "             2023年10月20日 16:29",
        "【示例消金】您于10月20日成功还款953.29元，感谢使用。",
    ]
    facts = extract([page("\n".join([*upper, *lower]))], _CONTEXT)
    assert _told(facts) == [
        ("2024-12-10", "701.32", True),
        ("2024-11-10", "701.32", True),
        ("2023-10-20", "953.29", True),
    ]


def test_the_clock_of_a_desktop_is_no_day_of_a_payment() -> None:
    cards = []
    for day in ("2023年3月11日 20:19", "2023年4月13日 17:45"):
        cards += [
            f"             {day}",
            "示例分期",
            "付款金额",
            "¥1146.22",
            "支付方式  示例银行(3446)",
            "交易状态  支付成功",
            "",
        ]
    whole = page("\n".join(["          微信支付", *cards]))
    low = max(x.box.y1 for x in whole.lines) + 40
    wide = 1.6 * low
    clock = [
        TextLine(t, Box(0.93 * wide, y, 0.97 * wide, y + 20), 0.97, t)
        for t, y in (("21:16", low), ("2026/5/4", low + 22))
    ]
    desktop = replace(whole, lines=(*whole.lines, *clock), width=wide, height=low + 50)
    assert _told(extract([desktop], _CONTEXT)) == [("2023-03-11", "1,146.22", True), ("2023-04-13", "1,146.22", True)]


def test_the_list_of_chats_beside_the_open_one_tells_nothing() -> None:
    rows = [
        ("搜索", "", "          示例分期客服"),
        ("微信支付", "14:20", "          2024年4月5日 07:36"),
        ("微信支付凭证", "", "您好，您4月5日的还款1,660.74元已成功入账，"),
        ("", "", "感谢您的支持。"),
        ("文件传输助手", "昨天", ""),
        ("[图片]", "", "          2024年5月4日 13:03"),
        ("示例分期客服", "星期三", "您好，您5月4日的还款1,660.74元已成功入账，"),
        ("您已还款588.71元", "", "感谢您的支持。"),
        ("家里人", "24/7/1", ""),
        ("记得还款", "", ""),
    ]
    art = [f"{name}{' ' * (24 - width(name))}{last}{' ' * (18 - width(last))}{said}" for name, last, said in rows]
    window = replace(page("\n".join(art)), height=500.0)
    assert _told(extract([window], _CONTEXT)) == [("2024-04-05", "1,660.74", True), ("2024-05-04", "1,660.74", True)]


def test_a_row_at_a_seam_whose_heading_was_cut_off_is_not_certain_under_the_heading_above() -> None:
    movements = [(23, "09:35:11", "88.10"), (20, "09:35:28", "2,418.95"), (16, "18:42:23", "1,929.64")]
    rows = []
    for day, clock, figures in (*movements, (0, *movements[1][1:]), movements[2], (12, "07:40:02", "56.20")):
        rows += [f"2025年04月{day}日", ""] if day else []
        rows += [f"快捷支付-示例分期{' ' * 20}-{figures}", f"{clock}{' ' * 30}余额 8,901.22", ""]
    told = _told(extract([page("\n".join(["             收支明细", *rows]))], _CONTEXT))
    assert [(day, figures) for day, figures, certain in told if certain] == [
        ("2025-04-23", "88.10"),
        ("2025-04-20", "2,418.95"),
        ("2025-04-16", "1,929.64"),
        ("2025-04-12", "56.20"),
    ]
