import pytest

from lehua_desktop.core.page import Box
from lehua_desktop.facts.page.cuts import cut, whole_figures, whole_labels
from lehua_desktop.facts.page.layout import Piece
from lehua_desktop.facts.words.labels import Field, Label, label_of


def _piece(text: str, x0: float, x1: float, *, exact: bool = False) -> Piece:
    box = Box(x0, 0.0, x1, 20.0)
    return Piece(text, box, 0, box, second=text, exact=exact)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("户名：张三 账号：6222", ["户名：张三", "账号：6222"]),
        ("期数 3 还款状态 成功", ["期数 3", "还款状态 成功"]),
        ("还款金额738.80元还款时间2026-08-09", ["还款金额738.80元", "还款时间2026-08-09"]),
        ("小写金额：738.80 大写金额：柒佰叁拾捌元捌角", ["小写金额：738.80", "大写金额：柒佰叁拾捌元捌角"]),
        ("招商银行(1234)还款成功", ["招商银行(1234)还款成功"]),
        ("还款时间：2026-08-09 10:21:33", ["还款时间：2026-08-09 10:21:33"]),
    ],
)
def test_a_line_is_cut_before_each_label_inside(text: str, parts: list[str]) -> None:
    assert [p.text for p in cut(_piece(text, 0.0, 400.0))] == parts


@pytest.mark.parametrize(
    ("left", "right", "gap", "texts", "sound"),
    [
        ("¥9", "9.75", 4.0, ["¥99.75"], False),
        ("-", "738.80", 4.0, ["-738.80"], True),
        ("1,286", ".35", 4.0, ["1,286.35"], True),
        ("已支付1,", "286.35元", 4.0, ["已支付1,", "286.35元"], False),
        ("738.80", "12.00", 60.0, ["738.80", "12.00"], True),
        ("2026-08-09", "10:21:33", 4.0, ["2026-08-09", "10:21:33"], True),
        ("¥738.80", "元", 4.0, ["¥738.80", "元"], True),
    ],
)
def test_a_torn_figure_is_joined_and_is_not_sound(
    left: str, right: str, gap: float, texts: list[str], sound: bool
) -> None:
    row = whole_figures([_piece(left, 0.0, 50.0), _piece(right, 50.0 + gap, 110.0)])
    assert [p.text for p in row] == texts
    assert all(p.sound for p in row) == sound


def test_text_that_was_not_recognised_is_not_joined() -> None:
    row = [_piece("9", 0.0, 10.0, exact=True), _piece("9.75", 12.0, 50.0, exact=True)]
    assert whole_figures(row) == row


def _at(text: str, x0: float, y0: float, x1: float) -> Piece:
    box = Box(x0, y0, x1, y0 + 20.0)
    return Piece(text, box, 0, box, second=text)


@pytest.mark.parametrize(
    ("first", "second"), [("交易金额(小", "写)"), ("实际还款金", "额"), ("支付宝流水", "号"), ("Repayment", "Date")]
)
def test_a_label_that_goes_on_in_a_second_line_stands_level_with_its_value(first: str, second: str) -> None:
    value = _at("1,286.35", 150.0, 11.0, 230.0)
    rows = whole_labels([[_at(first, 10.0, 0.0, 100.0)], [value], [_at(second, 10.0, 23.0, 50.0)]])
    assert [[p.text for p in row] for row in rows] == [[first + second, "1,286.35"]]


@pytest.mark.parametrize(("first", "second"), [("还款金额", "小写"), ("示例银行", "账号"), ("备注栏", "金额")])
def test_two_texts_that_are_no_label_together_stay_apart(first: str, second: str) -> None:
    rows = [[_at(first, 10.0, 0.0, 100.0)], [_at(second, 10.0, 23.0, 50.0)]]
    assert whole_labels(rows) == rows


def test_a_label_set_wide_is_one() -> None:
    (row,) = whole_labels([[_at("状", 10.0, 0.0, 30.0), _at("态 成功", 90.0, 0.0, 160.0)]])
    assert label_of(row[0].text) == Label(Field.STATUS, "状态", 3)
