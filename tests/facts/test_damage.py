"""Pages with lines lost, torn or misread: nothing breaks, and nothing wrong becomes certain."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lehua_desktop.core.facts import Context, PaymentFact
from lehua_desktop.core.page import Box, Page, TextLine
from lehua_desktop.facts.extract import extract
from tests.facts.drawn import Drawn, load, page

_FOLDER = Path(__file__).parent.parent / "data" / "facts" / "pages"
_DRAWN = [d for p in sorted(_FOLDER.glob("*.txt")) if (d := load(p)).kind in ("payment", "payment_list", "other")]
_CONTEXT = Context(dt.date(2026, 12, 1))


def _value(fact: PaymentFact) -> tuple[object, object]:
    return fact.day.value, fact.amount.value


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.sampled_from(_DRAWN), st.sets(st.integers(0, 40), max_size=2))
def test_two_lost_lines_move_no_day_to_another_amount(drawn: Drawn, lost: set[int]) -> None:
    whole = {_value(p) for p in extract(drawn.pages, _CONTEXT).payments}
    pages = [replace(p, lines=tuple(line for i, line in enumerate(p.lines) if i not in lost)) for p in drawn.pages]
    for payment in extract(pages, _CONTEXT).payments:
        assert not payment.certain or not payment.about_loan or _value(payment) in whole


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.sampled_from(_DRAWN), st.data())
def test_a_misread_digit_is_never_certain(drawn: Drawn, data: st.DataObject) -> None:
    whole = {_value(p) for p in extract(drawn.pages, _CONTEXT).payments}

    def misread(line: TextLine) -> TextLine:
        places = [i for i, c in enumerate(line.text) if c.isdigit()]
        if not places or data.draw(st.integers(0, 3)) or line.second is None:
            return line
        at, digit = data.draw(st.sampled_from(places)), data.draw(st.sampled_from("0123456789"))
        return replace(line, text=line.text[:at] + digit + line.text[at + 1 :])

    pages = [replace(p, lines=tuple(misread(line) for line in p.lines)) for p in drawn.pages]
    for payment in extract(pages, _CONTEXT).payments:
        assert not payment.certain or _value(payment) in whole


_LINES = st.lists(
    st.builds(
        TextLine,
        st.text("0123456789.,:-¥元年月日第期应还款支付成功失败时间金额余【】 ", min_size=1, max_size=24),
        st.builds(
            lambda x, y, w, h: Box(x, y, x + w, y + h),
            st.floats(0, 500),
            st.floats(0, 900),
            st.floats(0, 400),
            st.floats(0, 90),
        ),
    ),
    max_size=30,
)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(_LINES)
def test_no_page_breaks_the_readers(lines: list[TextLine]) -> None:
    extract([Page(0, 600.0, 1000.0, "px", tuple(lines), "rapidocr")], _CONTEXT)


def test_empty_pages_are_other() -> None:
    assert extract([], _CONTEXT).kind == "other"
    assert extract([Page(0, 600.0, 1000.0, "px", (), "rapidocr")], _CONTEXT).payments == ()


def _told(screen: Page) -> list[tuple[str, str, bool]]:
    payments = extract([screen], _CONTEXT).payments
    return [(str(p.day.value), str(p.amount.value), p.certain) for p in payments]


def test_a_row_stays_of_which_a_button_hides_the_end_of_the_sum_and_the_outcome() -> None:
    rows = []
    for n in (5, 4, 3, 2):
        rows += [f"第{n}/12期{' ' * 31}¥2,701.3{n}", f"2024-0{n}-10 09:12:31{' ' * 21}还款成功", ""]
    whole = page("\n".join(["            还款记录", "", *rows]))
    row = next(x for x in whole.lines if x.text == "¥2,701.33")
    outcome = next(x for x in whole.lines if x.text == "还款成功" and x.box.y0 > row.box.y0)
    rest = replace(row, text="¥2,7", second="¥2,7", score=0.0, box=replace(row.box, x1=row.box.x0 + 40))
    lines = tuple(rest if x is row else x for x in whole.lines if x is not outcome)
    assert _told(replace(whole, lines=lines)) == [
        ("2024-05-10", "2,701.35", True),
        ("2024-04-10", "2,701.34", True),
        ("2024-03-10", "None", False),
        ("2024-02-10", "2,701.32", True),
    ]


def test_rows_between_two_that_the_edges_cut_through_are_no_big_totals() -> None:
    rows = []
    for n, figures in enumerate(("1,207.42", "678.96", "2,232.39", "1,207.41")):
        rows += [
            f"2024年06月{21 - n:02d}日",
            f"快捷支付-示例消费金融{' ' * 12}-{figures}",
            f"18:06:3{n}{' ' * 26}余额 3,901.2{n}",
        ]
    whole = page("\n".join(rows))
    first, *_, last = [x for x in whole.lines if x.text.startswith("-")]
    above = replace(first, text="1,207.42", score=0.0, box=replace(first.box, y0=first.box.y1 - 10))
    below = replace(last, score=0.0, box=replace(last.box, y1=last.box.y0 + 12))
    kept = [x for x in whole.lines if first.box.y0 < x.box.middle_y < last.box.y1]
    lines = [above if x is first else below if x is last else x for x in kept]
    assert [t for t in _told(replace(whole, lines=tuple(lines))) if t[2]] == [
        ("2024-06-20", "678.96", True),
        ("2024-06-19", "2,232.39", True),
    ]


def test_an_amount_without_the_label_of_its_payment_is_what_the_word_beside_it_says() -> None:
    rows = ["还款后剩余本金                 9,120.44元", "还款日期                       2023-05-10"]
    rows += ["结果                           还款成功"]
    assert _told(page("\n".join(rows))) == [("2023-05-10", "9,120.44", False)]


def test_the_posting_day_gives_way_to_the_day_of_the_payment_though_that_lost_its_year() -> None:
    rows = ["交易金额                       -1,286.35", "交易时间                       11-05 22:59:47"]
    rows += ["记账日期                       2023-11-06", "交易状态                       交易成功"]
    ((_, amount, certain),) = _told(page("\n".join(rows)))
    assert (amount, certain) == ("1,286.35", False)


def test_the_day_on_which_a_transfer_came_back_is_not_that_of_the_transfer_whose_year_is_lost() -> None:
    rows = [
        "                已过期，已退还",
        "^             ¥1,769.90",
        "退还时间                       2022年08月26日12:15:13",
    ]
    rows += ["转账时间                       08月25日12:15:13"]
    assert _told(page("\n".join(rows))) == [("2022-08-26", "1,769.90", False)]


def test_what_was_due_and_cannot_be_read_may_be_more_than_was_paid() -> None:
    rows = ["                还款成功", "应还金额                       1,28635元"]
    rows += ["已还金额                       1,286.35元", "其中红包抵扣                   20.00元"]
    rows += ["还款时间                       2024-05-20 14:03:22"]
    assert _told(page("\n".join(rows))) == [("2024-05-20", "1,286.35", False)]


def test_a_day_above_the_heading_of_a_month_heads_nothing_below_it() -> None:
    rows = ["            收支明细", ""]
    for day, figures in (("25日", "1,963.55"), ("18日", "1,690.69"), ("15日", "1,963.57"), ("11日", "1,383.89")):
        rows += [f"2025年11月{day}", f"快捷支付-乐花分期{' ' * 16}-{figures}", f"16:04:12{' ' * 24}余额3,236.58"]
    whole = page("\n".join(rows))
    torn = tuple(replace(x, text="2025年11月") if x.text == "2025年11月18日" else x for x in whole.lines)
    assert [(amount, certain) for _, amount, certain in _told(replace(whole, lines=torn))] == [
        ("1,963.55", True),
        ("1,690.69", False),
        ("1,963.57", True),
        ("1,383.89", True),
    ]


def test_two_payments_on_one_page_are_told_by_a_moment_that_belongs_to_neither_label() -> None:
    rows = [
        "                -¥1,301.00",
        "订单时间                       2023-08-14 17:21:58",
        "订单编号   20230814172158776655",
    ]
    rows += ["                还款成功", "扣款时间                       2023-04-25 07:58:20"]
    assert [certain for *_, certain in _told(page("\n".join(rows)))] == [False]
    rows = [
        "                -1,286.35",
        "                支付成功",
        "2023年7月5日21:14:09",
        "支付时间                       2023-09-10 07:26:33",
    ]
    assert [certain for *_, certain in _told(page("\n".join(rows)))] == [False]


def test_a_headline_and_a_smaller_sum_called_paid_are_in_doubt() -> None:
    rows = ["^           ¥3,046.21", "                还款成功", "已还金额                       ¥1,860.00"]
    rows += ["还款时间                       2026-09-06 21:30:15", "付款方式                       示例银行(3446)"]
    assert [certain for *_, certain in _told(page("\n".join(rows)))] == [False]


def test_what_a_guarantor_paid_stays_in_doubt_among_other_cards() -> None:
    rows = ["                还款记录", ""]
    for way, day in (("担保代偿", "2024-05-20"), ("自动扣款", "2024-04-20"), ("自动扣款", "2024-03-20")):
        rows += ["还款金额                       1,286.35元", f"还款方式                       {way}"]
        rows += ["还款状态                       已还款", f"还款时间                       {day} 21:14:09", "", ""]
    assert [(day, certain) for day, _, certain in _told(page("\n".join(rows)))] == [
        ("2024-05-20", False),
        ("2024-04-20", True),
        ("2024-03-20", True),
    ]


def test_a_plan_whose_last_amount_lost_its_first_figure() -> None:
    rows = ["期数      应还日期          应还金额"]
    rows += [f"第{n}期     2024-0{n}-18        {a}" for n, a in enumerate(["1,505.29"] * 5 + ["505.30"], 1)]
    plan = extract([page("\n".join(rows))], _CONTEXT).plan
    assert [row.amount.certain for row in plan] == [True] * 5 + [False]
