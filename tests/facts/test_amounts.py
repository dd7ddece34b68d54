import pytest
from hypothesis import given
from hypothesis import strategies as st

from lehua_desktop.core.money import Money
from lehua_desktop.facts.words.amounts import find_amounts, holds_amount, parse_amount, parse_capitals

_FEN = st.integers(min_value=0, max_value=99_999_999_99)


@given(
    _FEN, st.sampled_from(["{}", "-{}", "¥{}", "￥{}", "-￥{}", "¥-{}", "CNY{}", "{}元", "{}元（人民币）", "人民币{}"])
)
def test_every_amount_as_the_program_writes_it_is_read_back(fen: int, form: str) -> None:
    amount = parse_amount(form.format(Money(fen)))
    assert amount is not None
    assert amount.money == Money(fen)
    assert amount.decimals
    assert not amount.mended
    assert amount.negative == ("-" in form)


@given(_FEN)
def test_an_amount_is_found_at_its_place_in_a_sentence(fen: int) -> None:
    text = f"您尾号3446的卡支出{Money(fen)}元，订单号20210805123456789012"
    found = find_amounts(text)
    assert [a.money for a in found] == [Money(fen)]
    assert text[found[0].start : found[0].end] == f"{Money(fen)}元"


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1，437.50", 143750),
        ("1.437.50", 143750),
        ("１，４３７．５０", 143750),
        ("29。19元", 2919),
        ("1,437. 50", 143750),
        ("¥1 437.50", 143750),
        ("Y1,437.50", 143750),
        ("半1,437.50", 143750),
        ("l,437.5O", 143750),
        ("1437,50", 143750),
        ("1,437,50", 143750),
        ("-￥1,301.00", 130100),
        ("- ¥ 50.00", 5000),
        ("¥400", 40000),
        ("1.437元", 143700),
        ("1.5万元", 1500000),
        ("CNY100,000.00", 10000000),
        ("4,010.00元（人民币）", 401000),
        ("2,806.44>", 280644),
        ("-2,806.44 ›", 280644),
    ],
)
def test_amounts_that_an_engine_or_a_bank_disfigures_are_read(text: str, fen: int) -> None:
    amount = parse_amount(text)
    assert amount is not None
    assert amount.money == Money(fen)


@pytest.mark.parametrize("text", ["1.437.50", "l,437.5O", "1437,50", "29。19元", "1,437. 50"])
def test_what_had_to_be_mended_is_said(text: str) -> None:
    amount = parse_amount(text)
    assert amount is not None
    assert amount.mended


def test_decimals_behind_a_blank_are_no_sum_of_their_own() -> None:
    assert [a.mended for a in find_amounts("您已成功还款1352 29元")] == [True]
    assert [a.mended for a in find_amounts("07-05 21:14 1,286.35")] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "尾号1234",
        "第3期",
        "3/12期",
        "共12期",
        "20210805123456",
        "4200002345202503201234567890",
        "138****8000",
        "13800138000",
        "6222020200112233446",
        "2015.04.22",
        "2026-08-12 14:51:37",
        "12.13 18:48 还款成功",
        "年化利率7.20%",
        "12.5%",
        "7.20 KB/s",
        "V8.0.32",
        "9:41",
        "21:14.50",
        "(1467)",
        "(2142)",
        "0918-3117-0241-1100",
        "近5年内有6个月",
    ],
)
def test_other_numbers_are_no_amounts(text: str) -> None:
    assert find_amounts(text) == []


@pytest.mark.parametrize(
    ("text", "fens"),
    [
        ("人民币1.00，余额657.09。", [100, 65709]),
        ("余额2932.80。10月17日", [293280]),
        ("实付￥1,437.50 优惠¥5.00", [143750, 500]),
        ("2 期 437.50", [43750]),
        ("小写：14000.00 大写：壹万肆仟元整", [1400000]),
    ],
)
def test_neighbours_do_not_flow_into_an_amount(text: str, fens: list[int]) -> None:
    assert [a.money.fen for a in find_amounts(text)] == fens


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("壹万肆仟元整", 1400000),
        ("人民币壹仟肆佰叁拾柒元伍角整", 143750),
        ("大写：壹万叁仟贰佰零壹元玖角伍分", 1320195),
        ("壹拾元零伍分", 1005),
        ("拾元整", 1000),
        ("贰佰万元整", 200000000),
        ("肆仟零壹拾元整", 401000),
    ],
)
def test_capital_figures_are_read(text: str, fen: int) -> None:
    assert parse_capitals(text) == Money(fen)


@pytest.mark.parametrize("text", ["元整", "壹贰元整", "壹拾佰元", "一万元", "壹仟元伍"])
def test_misplaced_capital_figures_are_not_guessed(text: str) -> None:
    assert parse_capitals(text) is None


def test_a_second_look_is_asked_for_damaged_amounts_too() -> None:
    assert all(map(holds_amount, ["¥1437", "1437.50", "l,437。50", "1437元", "-￥ 5.0O"]))
    assert not any(map(holds_amount, ["账单详情", "招商银行(1234)", "订单号"]))
