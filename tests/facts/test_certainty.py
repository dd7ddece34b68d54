import datetime as dt

import pytest

from lehua_desktop.core.facts import Check, Look, Status
from lehua_desktop.core.money import Money
from lehua_desktop.core.page import Box, Page, TextLine
from lehua_desktop.facts.certainty import amount_again, day_again, in_range, judge, missing, shaped_as_told, well_shaped
from lehua_desktop.facts.page.layout import Piece, level
from lehua_desktop.facts.words.amounts import find_amounts
from lehua_desktop.facts.words.days import find_days

_BOX = Box(10, 20, 110, 40)


def _piece(text: str, second: str | None = None, *, exact: bool = False, score: float = 0.98) -> Piece:
    return Piece(text, _BOX, 2, _BOX, score, second, exact)


def _amount_looks(text: str, second: str | None) -> list[bool]:
    look = amount_again(find_amounts(text)[0].money, _piece(text, second))
    return [] if look is None else [look.agrees]


def _day_looks(text: str, second: str | None) -> list[bool]:
    look = day_again(find_days(text)[0], _piece(text, second))
    return [] if look is None else [look.agrees]


def test_a_value_points_at_its_source() -> None:
    read = judge(Money(100), _piece("1.00"))
    assert (read.page, read.box) == (2, _BOX)


def test_recognised_alone_is_not_certain() -> None:
    assert not judge(Money(100), _piece("1.00"), Check(Look.SHAPE, agrees=True), Check(Look.RANGE, agrees=True)).certain


def test_one_independent_look_makes_certain() -> None:
    for look in (Look.SECOND_READER, Look.CAPITALS, Look.ELSEWHERE, Look.ORDER_NUMBER, Look.BALANCE):
        assert judge(Money(100), _piece("1.00"), Check(look, agrees=True)).certain


def test_any_look_against_it_makes_uncertain() -> None:
    for look in Look:
        read = judge(Money(100), _piece("1.00"), Check(Look.SECOND_READER, agrees=True), Check(look, agrees=False))
        assert not read.certain


def test_exact_text_is_certain_if_well_shaped() -> None:
    amount = find_amounts("1,437.50")[0]
    mended = find_amounts("1.437.50")[0]
    assert judge(amount.money, _piece("1,437.50", exact=True), well_shaped(amount)).certain
    assert not judge(mended.money, _piece("1.437.50", exact=True), well_shaped(mended)).certain


def test_an_amount_without_decimals_is_well_shaped_only_if_it_was_not_recognised() -> None:
    amount = find_amounts("¥500")[0]
    assert not well_shaped(amount, _piece("¥500")).agrees
    assert well_shaped(amount, _piece("¥500", exact=True)).agrees


def test_one_decimal_is_well_shaped_only_with_its_unit_right_behind_it() -> None:
    for text, well in (
        ("支出728.1元，余额", True),
        ("支出1,728.1元", True),
        ("支出人民币728.1", False),
        ("支出845元", False),
    ):
        assert shaped_as_told(find_amounts(text)[0], _piece(text)).agrees is well


def test_a_doubtful_score_makes_uncertain() -> None:
    assert not judge(Money(100), _piece("1.00", score=0.4), Check(Look.SECOND_READER, agrees=True)).certain


def test_what_is_left_of_a_covered_figure_is_no_value() -> None:
    rest = judge(Money(28635), _piece("286.35", "286.35", score=0.0), Check(Look.SECOND_READER, agrees=True))
    assert rest.value is None
    assert rest.box == _BOX
    word = judge(Status.SUCCESS, _piece("1,286.35 还款成功", score=0.0), Check(Look.LABEL, agrees=True), closed=True)
    assert (word.value, word.certain) == (Status.SUCCESS, False)


@pytest.mark.parametrize(
    ("text", "left", "right", "whole"),
    [
        ("2,860.35", 0, 300, False),  # cut at the left edge of the picture, 1 and more may have stood there
        ("¥2,860.35", 0, 300, True),
        ("¥543.1", 600, 720, False),
        ("¥543.10", 600, 720, True),
        ("¥543.1", 600, 700, True),  # ends before the edge
        ("2026-01-18 21:03:1", 500, 720, True),  # the day is whole
        ("2026-01-1", 500, 720, False),
    ],
)
def test_a_figure_that_the_edge_of_the_picture_may_cut_has_no_score(
    text: str, left: float, right: float, whole: bool
) -> None:
    page = Page(0, 720, 900, "px", (TextLine(text, Box(left, 100, right, 140), 0.97),), "rapidocr")
    assert (level(page)[0].score > 0) is whole


def test_a_missing_value_is_never_certain() -> None:
    assert not judge(None, _piece("x", exact=True)).certain
    assert not missing().certain


def test_words_of_a_closed_vocabulary_speak_for_themselves() -> None:
    assert judge(Status.SUCCESS, _piece("支付成功"), closed=True).certain
    assert not judge(Status.SUCCESS, _piece("支付成功"), Check(Look.LABEL, agrees=False), closed=True).certain


@pytest.mark.parametrize(
    ("text", "second", "looks"),
    [
        ("-1,437.50", "-1,437.50", [True]),
        ("-1,437.50", "-1437.50", [True]),
        ("-221.12", "*221,12", [True]),
        ("-1,437.50", "-1,487.50", [False]),
        ("¥1,437.50", "41,437.50", []),
        ("-1,437.50", "=1,437:50", [True]),
        ("1,437.50", "1,4 37.50", [True]),
        ("1,437.50", "1,4 87.50", [False]),
        ("18.30", "18:30", []),
        ("-1,437.50", "", []),
        ("-1,437.50", None, []),
        ("支出人民币3,569.31元（乐", "kSISWARMH3,569.3170 (AR", [True]),
        ("还款3569.31元扣款失败", "85R3569.81700KAM", [False]),
        ("币738.80元，余额", "1738.807G (RAL), RR", []),
        ("15日成功还款3569.31元", "ISA PRIAIRRR3569.3155, HSHA", [True]),
    ],
)
def test_the_second_readers_word_on_an_amount(text: str, second: str | None, looks: list[bool]) -> None:
    assert _amount_looks(text, second) == looks


@pytest.mark.parametrize(
    ("text", "second", "looks"),
    [
        ("2021-08-05 15:18:33", "2021-08-05 15:18:33", [True]),
        ("2021-08-05 15:18:33", "2021-08-06 15:18:33", [False]),
        ("2021年9月4日14:22:39", "20214F9A 4A 14:22:39", [True]),
        ("2021年9月4日14:22:39", "20214F8A 4A 14:22:39", []),
        ("07-05 17:14", "07-05 17:14", [True]),
        ("07-05 17:14", "07-06 17:14", [False]),
        ("2021-08-05", "", []),
        ("2021-08-05", None, []),
    ],
)
def test_the_second_readers_word_on_a_day(text: str, second: str | None, looks: list[bool]) -> None:
    assert _day_looks(text, second) == looks


def test_a_day_in_the_future_is_out_of_range() -> None:
    today = dt.date(2026, 1, 1)
    assert in_range(today, today).agrees
    assert not in_range(dt.date(2026, 1, 2), today).agrees
    assert not in_range(dt.date(1999, 1, 1), today).agrees
