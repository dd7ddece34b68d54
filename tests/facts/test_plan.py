from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from lehua_desktop.core.days import add_months
from lehua_desktop.core.facts import Context, Kind, LoanFacts, PlanRow
from lehua_desktop.core.page import Page
from lehua_desktop.facts.extract import extract
from lehua_desktop.facts.kinds.kind import kind_of
from lehua_desktop.facts.plans.plan import read_plan
from tests.facts.made import Col, Word, misread, scan, sheet, table, text_page

TODAY = Context(dt.date(2026, 1, 31))
DUE = [
    dt.date(2021, 9, 5),
    dt.date(2021, 10, 5),
    dt.date(2021, 11, 5),
    dt.date(2021, 12, 5),
    dt.date(2022, 1, 5),
    dt.date(2022, 2, 5),
]
HEAD: list[Word] = [(200, 30, "还款计划"), (20, 60, "借款金额¥7,500.00 共6期"), (20, 75, "借款日期2021-08-05")]

TABLE = [
    Col("期数", 20, 60), Col("应还日", 60, 130), Col("应还金额", 130, 200, "right"), Col("本金", 200, 260, "right"),
    Col("利息", 260, 310, "right"), Col("服务费", 310, 360, "right"), Col("状态", 360, 420),
]  # fmt: skip
TABLE_ROWS = [
    (f"{i + 1}/6", str(d), "1,437.50", "1,250.00", "150.00", "37.50", "已还清" if i < 3 else "待还")
    for i, d in enumerate(DUE)
]
PARTS = [
    Col("期次", 20, 60), Col("还款日期", 60, 130), Col("应还本金", 130, 200, "right"), Col("应还利息", 200, 260, "right"),
    Col("应还担保费", 260, 330, "right"), Col("剩余本金", 330, 400, "right"),
]  # fmt: skip
PARTS_ROWS = [
    (f"第{i + 1}期", f"{d:%Y/%m/%d}", "1,250.00", "150.00", "37.50", f"{(5 - i) * 1250:,}.00")
    for i, d in enumerate(DUE)
] + [("合计", "", "7,500.00", "900.00", "225.00", "")]


def read(*pages: Page) -> tuple[tuple[PlanRow, ...], LoanFacts | None]:
    return read_plan(pages, TODAY)


def values(rows: tuple[PlanRow, ...]) -> list[tuple[int, dt.date | None, int | None]]:
    return [(r.number, r.due.value, r.amount.value.fen if r.amount.value else None) for r in rows]


EVEN = [(i + 1, d, 143750) for i, d in enumerate(DUE)]

Block = Callable[[int, dt.date, float], list[Word]]
BLOCKS: dict[str, Block] = {
    "number and day left, amount and state right": lambda i, d, y: [
        (20, y, f"第{i + 1}期"), (300, y, "¥1,437.50"), (20, y + 20, f"{d} 应还"), (300, y + 20, "已还清")],
    "day first": lambda i, d, y: [
        (20, y, f"{d} 应还"), (300, y, "¥1,437.50"), (20, y + 20, f"第{i + 1}期"), (300, y + 20, "待还")],
    "one line, no year": lambda i, d, y: [
        (20, y, f"{i + 1}/6期"), (80, y, f"{d:%m月%d日}"), (180, y, "1437.50元"), (300, y, "未到期")],
    "with components": lambda i, d, y: [
        (20, y, f"{i + 1}期"), (80, y, f"{d:%m月%d日}应还"), (300, y, "1437.50"),
        (80, y + 18, "本金1,250.00+利息150.00+服务费37.50"), (300, y + 18, "已还清")],
    "labels": lambda i, d, y: [
        (20, y, f"第{i + 1}/6期"), (300, y, "已结清"), (20, y + 16, f"应还日期 {d:%Y年%m月%d日}"),
        (20, y + 32, "应还金额"), (300, y + 32, "¥1,437.50")],
    "with the day of payment": lambda i, d, y: [
        (20, y, f"第{i + 1}期"), (300, y, "¥1,437.50"), (20, y + 16, f"应还日{d}"), (300, y + 16, "已还清"),
        (20, y + 32, f"实际还款 {d - dt.timedelta(days=1)}")],
    "no numbers": lambda _i, d, y: [(20, y, f"{d} 应还"), (300, y, "¥1,437.50"), (300, y + 20, "待还")],
    "even lines, mark first": lambda i, d, y: [
        (20, y, f"第{i + 1}期"), (300, y, "¥1,437.50"), (20, y + 30, f"{d}"), (300, y + 30, "已还清")],
    "even lines, mark last": lambda i, d, y: [
        (20, y, f"{d}"), (300, y, "¥1,437.50"), (20, y + 30, f"第{i + 1}期"), (300, y + 30, "已还清")],
    "with what is left": lambda i, d, y: [
        (20, y, f"第{i + 1}期 {d}"), (20, y + 16, "应还¥1,437.50"), (200, y + 16, "剩余待还 ¥0.00"), (20, y + 30, "已还¥1,437.50")],
}  # fmt: skip


def app(block: Block, head: list[Word] = HEAD) -> Page:
    words = list(head)
    for i, d in enumerate(DUE):
        words += block(i, d, 120 + i * 60)
    return text_page(words, size=12)


@pytest.mark.parametrize("name", BLOCKS)
@pytest.mark.parametrize("look", ["text", "characters", "picture"])
def test_app_pages_of_any_layout(name: str, look: str) -> None:
    page = app(BLOCKS[name])
    dated = any("2021-09" in line.text or "2021年" in line.text for line in page.lines)
    if look == "picture":
        page = scan(page, second=False, swollen=0.15)
    if look == "characters":
        words = [(line.box.x0, line.box.y0, line.text) for line in page.lines]
        page = text_page(words, size=12, chars=True)
    rows, loan = read(page)
    assert values(rows) == EVEN
    # The day of the loan alone gives the years, but proves none of them.
    assert all(r.certain for r in rows) == dated
    assert loan is not None
    assert (loan.principal and loan.principal.fen, loan.disbursed, loan.periods) == (750000, dt.date(2021, 8, 5), 6)


@pytest.mark.parametrize(("columns", "cells"), [(TABLE, TABLE_ROWS), (PARTS, PARTS_ROWS)], ids=["whole", "parts"])
@pytest.mark.parametrize("look", ["text", "characters", "askew"])
def test_tables_with_the_whole_or_only_the_parts(columns: list[Col], cells: list[tuple[str, ...]], look: str) -> None:
    page = text_page(table(columns, cells, size=9), size=9, chars=look == "characters")
    if look == "askew":
        page = scan(page, degrees=1.2, second=False)
    rows, _ = read(page)
    assert values(rows) == EVEN
    assert all(r.certain for r in rows)


def _month_before(day: dt.date) -> dt.date:
    return add_months(day, -1)


PERIODS = (
    [Col("期次", 20, 70), Col("计息起止日", 70, 180), Col("本金", 180, 250, "right"), Col("利息", 250, 310, "right"),
     Col("服务费", 310, 370, "right"), Col("本期应还", 370, 440, "right")],
    [(f"{i + 1} of 6", f"{_month_before(d):%Y.%m.%d}-{d:%Y.%m.%d}", "1,250.00", "150.00", "37.50", "1,437.50")
     for i, d in enumerate(DUE)],
)  # fmt: skip
OF_WHICH = (
    [Col("分期序号", 20, 70), Col("起始日期", 70, 140), Col("到期日期", 140, 210), Col("期供金额（元）", 210, 280, "right"),
     Col("其中：本金", 280, 350, "right"), Col("其中：利息", 350, 410, "right"), Col("其中：服务费", 410, 480, "right")],
    [(str(i + 1), f"{_month_before(d):%Y/%m/%d}", f"{d:%Y/%m/%d}", "1,437.50", "1,250.00", "150.00", "37.50")
     for i, d in enumerate(DUE)],
)  # fmt: skip
ENGLISH = (
    [Col("No.", 20, 60), Col("Due Date", 60, 140), Col("Principal", 140, 210, "right"), Col("Interest", 210, 270, "right"),
     Col("Fee", 270, 320, "right"), Col("Payment", 320, 390, "right")],
    [(str(i + 1), f"{d:%b} {d.day}, {d.year}", "1,250.00", "150.00", "37.50", "1,437.50") for i, d in enumerate(DUE)],
)  # fmt: skip
BESIDE = (
    [Col(t, 20 + 75 * i, 90 + 75 * i) for i, t in enumerate(("期数", "还款日期", "还款金额") * 2)],
    [(str(i + 1), str(DUE[i]), "1,437.50", str(i + 4), str(DUE[i + 3]), "1,437.50") for i in range(3)],
)


@pytest.mark.parametrize(
    "drawn", [PERIODS, OF_WHICH, ENGLISH, BESIDE], ids=["periods", "of which", "english", "side by side"]
)
@pytest.mark.parametrize("look", ["text", "characters", "askew"])
def test_tables_of_other_forms(drawn: tuple[list[Col], list[tuple[str, ...]]], look: str) -> None:
    page = text_page(table(*drawn, size=9), size=9, chars=look == "characters")
    if look == "askew":
        page = scan(page, degrees=0.6)
    rows, _ = read(page)
    assert values(rows) == EVEN
    assert all(r.certain for r in rows)
    assert kind_of([page]) is Kind.PLAN


def test_a_day_that_an_engine_parted_is_the_day_of_its_row() -> None:
    columns = [Col("还款期", 20, 60), Col("最迟还款日", 60, 170), Col("每期还款总额", 170, 240, "right")]
    cells = [(f"{i + 1}/6", f"{d.year}年{d.month:02d}月", "1,437.50") for i, d in enumerate(DUE)]
    words = table(columns, cells, size=9)
    words += [(x + 55, y, f"{DUE[0].day}日") for x, y, t in words if t.endswith("月")]
    rows, _ = read(scan(text_page([(20, 20, "分期还款明细"), *words], size=9)))
    assert values(rows) == EVEN
    assert all(r.certain for r in rows)


def test_a_number_that_an_engine_glued_to_the_day_is_parted_as_the_second_reader_saw_it() -> None:
    page = scan(app(lambda i, d, y: [(20, y, "1,437.50元"), (300, y, "待还"), (20, y + 20, f"{d} {i + 1}/6期")]))
    for i, d in enumerate(DUE):
        page = misread(page, f"{d} {i + 1}/6期", f"{d}{i + 1}/6期")
    rows, _ = read(page)
    assert values(rows) == EVEN
    assert all(r.certain for r in rows)


def test_sentences_that_begin_with_an_installment_are_installments() -> None:
    lines = [
        f"第{i + 1}期 应还日期：{d:%Y年%m月%d日}，应还金额：1,437.50元（本金1,250.00元，利息150.00元，服务费37.50元）；"
        for i, d in enumerate(DUE)
    ]
    rows, _ = read(text_page([(20.0, 40.0 + 15 * i, line) for i, line in enumerate(["还款计划", *lines])]))
    assert values(rows) == EVEN
    assert all(r.certain for r in rows)


def test_falling_amounts_of_a_contract_are_proved_by_their_sum() -> None:
    amounts = [1300 - 12.5 * i + (i % 2) for i in range(6)]
    cells = [(str(i + 1), f"{d:%Y%m%d}", f"{a:,.2f}") for i, (d, a) in enumerate(zip(DUE, amounts, strict=True))]
    cells.append(("合计", "", f"{sum(amounts):,.2f}"))
    columns = [Col("期次", 20, 80), Col("还款日", 80, 160), Col("还款本息", 160, 240, "right")]
    page = text_page(table(columns, cells, size=9), size=9)
    rows, _ = read(scan(page, second=False))
    assert [r.amount.value.fen for r in rows if r.amount.value] == [round(a * 100) for a in amounts]
    assert all(r.certain for r in rows)
    rows, _ = read(misread(scan(page, second=False), f"{amounts[2]:,.2f}", "1,226.00"))
    assert not any(r.amount.certain for r in rows)


def test_blanks_that_part_a_list_otherwise_than_its_ends_leave_a_doubt() -> None:
    words: list[Word] = [(20, 30, "还款计划")]
    for i, d in enumerate(DUE):  # the number stands nearer to the next day than to its own
        y = 100 + 50 * i
        words += [(20, y, str(d)), (300, y, "¥1,437.50"), (20, y + 29, f"{i + 1}/6期"), (300, y + 29, "含利息¥150.00")]
    plan, _ = read(text_page(words))
    assert values(plan) == EVEN
    assert not any(row.certain for row in plan)


def test_a_fee_that_the_edge_of_the_picture_may_cut_matters_not_where_the_parts_add_up() -> None:
    columns = [*TABLE[:5], Col("担保费", 310, 360, "right")]
    rows = [row[:6] for row in TABLE_ROWS]
    page = scan(text_page(table(columns, rows)))
    right = max(line.box.x1 for line in page.lines)
    plan, _ = read(replace(page, width=right + 0.1))
    assert values(plan) == EVEN
    assert all(row.certain for row in plan)


def test_odd_amount_between_even_ones_is_uncertain() -> None:
    page = scan(app(BLOCKS["day first"]), second=False, swollen=0.15)
    lines = list(page.lines)
    spot = [i for i, line in enumerate(lines) if line.text == "¥1,437.50"][2]
    lines[spot] = replace(lines[spot], text="¥1,487.50")
    rows, _ = read(replace(page, lines=tuple(lines)))
    assert [r.amount.certain for r in rows] == [True, True, False, True, True, True]


@pytest.mark.parametrize(("before", "sure"), [(3, True), (2, False)])
def test_amounts_before_a_part_was_paid_early_are_no_misread_ones(before: int, sure: bool) -> None:
    words = list(HEAD)
    for i in range(12):
        due = f"2021-{i + 1:02}-05"
        words += [(20, 100 + 30 * i, f"{i + 1}/12期"), (120, 100 + 30 * i, due)]
        words += [(300, 100 + 30 * i, "2,167.56" if i < before else "1,576.42")]
    rows, _ = read(scan(text_page(words), second=True))
    assert len(rows) == 12
    assert rows[1].amount.certain is sure


def test_due_day_out_of_its_monthly_order_is_uncertain() -> None:
    page = misread(scan(app(BLOCKS["day first"]), second=False, swollen=0.15), "2021-11-05 应还", "2021-11-06 应还")
    rows, _ = read(page)
    assert [r.due.certain for r in rows] == [True, True, False, True, True, True]


def test_month_end_days_are_regular() -> None:
    days = ["2021-10-31", "2021-11-30", "2021-12-31", "2022-01-31", "2022-02-28", "2022-03-31"]
    cells = [(str(i + 1), d, "500.00") for i, d in enumerate(days)]
    columns = [Col("期数", 20, 80), Col("应还日期", 80, 160), Col("应还金额", 160, 240, "right")]
    rows, _ = read(scan(text_page(table(columns, cells, size=9), size=9), second=False))
    assert all(r.due.certain for r in rows)


def test_number_that_was_misread_is_counted_on_but_not_certain() -> None:
    page = misread(scan(app(BLOCKS["day first"]), swollen=0.15), "第3期", "第8期")
    rows, _ = read(page)
    assert [r.number for r in rows] == [1, 2, 3, 4, 5, 6]
    assert [r.certain for r in rows] == [True, True, False, True, True, True]


def test_gap_in_the_numbers_leaves_the_plan_uncertain() -> None:
    page = app(BLOCKS["number and day left, amount and state right"])
    lost = replace(page, lines=tuple(line for line in page.lines if not 235 < line.box.y0 < 290))
    rows, _ = read(lost)
    assert [r.number for r in rows] == [1, 2, 4, 5, 6]
    assert not any(r.certain for r in rows)


def test_days_without_any_year_stay_empty() -> None:
    rows, _ = read(app(BLOCKS["one line, no year"], head=[(200, 30, "还款计划")]))
    assert [r.due.value for r in rows] == [None] * 6
    assert not any(r.certain for r in rows)


def test_rows_that_two_pictures_share_count_once() -> None:
    first = app(BLOCKS["day first"])
    rows, _ = read(first, replace(app(BLOCKS["day first"]), number=1))
    assert values(rows) == EVEN


def test_newest_installment_first_is_turned_round() -> None:
    page = text_page(table(TABLE, TABLE_ROWS[::-1], size=9), size=9)
    rows, _ = read(page)
    assert values(rows) == EVEN


def test_states_are_kept_as_the_plan_says_them() -> None:
    rows, _ = read(text_page(table(TABLE, TABLE_ROWS, size=9), size=9))
    assert [r.state for r in rows] == ["已还清"] * 3 + ["待还"] * 3


def test_loan_is_read_from_its_labels() -> None:
    words: list[Word] = [
        (20, 30, "借款金额：7,500.00元"), (250, 30, "放款日期：2021-08-05"), (20, 50, "资金方：示例消费金融有限公司"),
        (250, 50, "担保方：示例融资担保有限公司"), (20, 70, "合同编号：LH20210805001"), (250, 70, "借款人：张三"),
        (20, 85, "请于还款日22:00前存入足额资金"),
    ]  # fmt: skip
    _, loan = read(text_page([*words, *table(TABLE, TABLE_ROWS, size=9, top=110)], size=9))
    assert loan is not None
    assert (loan.lender, loan.guarantor, loan.contract) == (
        "示例消费金融有限公司",
        "示例融资担保有限公司",
        "LH20210805001",
    )
    assert (loan.borrower, loan.disbursed, loan.cutoff) == ("张三", dt.date(2021, 8, 5), "22:00")


def test_page_that_is_no_plan_gives_nothing() -> None:
    assert read(text_page([(20, 20, "账单详情"), (20, 40, "-20.00")]))[0] == ()
    assert read() == ((), None)


# --- several loans ---------------------------------------------------------------------------------------

SECOND = [dt.date(2022, 3, 20), dt.date(2022, 4, 20), dt.date(2022, 5, 20)]


def plans_of_two_loans(first: str = "LH202108050001", second: str = "LH202202200002") -> Page:
    words: list[Word] = [(20, 20, "还款计划一览")]
    y = 50.0
    for contract, dues, amount in ((first, DUE, "1,437.50"), (second, SECOND, "500.50")):
        words += [(20, y, f"放款日：{add_months(dues[0], -1)}"), (200, y, f"合同编号：{contract}")]
        columns = [Col("期数", 20, 60), Col("应还日", 60, 130), Col("应还金额", 130, 200, "right")]
        rows = table(columns, [(str(n), str(d), amount) for n, d in enumerate(dues, 1)], size=9)
        down = y + 20 - min(at for _, at, _ in rows)
        words += [(x, at + down, text) for x, at, text in rows]
        y = max(at for _, at, _ in words) + 30
    return text_page(words, size=9)


@pytest.mark.parametrize("look", ["text", "scan"])
def test_plans_of_two_loans_are_read_each_by_itself(look: str) -> None:
    page = plans_of_two_loans()
    facts = extract([scan(page, degrees=0.6) if look == "scan" else page], TODAY)
    contracts = ["LH202108050001", "LH202202200002"]
    assert [loan.contract for loan in facts.loans] == contracts
    assert [loan.disbursed for loan in facts.loans] == [dt.date(2021, 8, 5), dt.date(2022, 2, 20)]
    got = [(r.contract, r.number, r.due.value, r.certain) for r in facts.plan]
    assert got == [
        (contract, n, due, True)
        for contract, dues in zip(contracts, (DUE, SECOND), strict=True)
        for n, due in enumerate(dues, 1)
    ]
    assert [len(rows) for rows, _ in facts.plans] == [6, 3]


def test_two_plans_that_name_no_second_contract_are_in_doubt() -> None:
    facts = extract([plans_of_two_loans(second="LH202108050001")], TODAY)
    assert facts.loans == ()
    assert not any(row.certain for row in facts.plan)


def test_two_numbers_above_one_plan_are_of_one_loan() -> None:
    words: list[Word] = [
        (20, 30, "还款计划"),
        (20, 45, "合同编号：LH202108050001"),
        (20, 60, "借据号：JJ2021080500009"),
    ]
    words += [(x, y + 70, t) for x, y, t in table(TABLE, TABLE_ROWS, size=9)]
    facts = extract([text_page(words, size=9)], TODAY)
    assert (facts.loans, len(facts.plan)) == ((), 6)
    assert all(row.certain for row in facts.plan)


_PLANNED_AND_PAID = ["期数", "应还日期", "本金", "利息", "服务费", "合计", "实还日期", "本金", "利息", "服务费", "罚息", "合计", "状态"]  # fmt: skip
_PAID_ROWS: list[tuple[str, ...]] = [
    ("1", "2021-06-05", "1,389.19", "107.50", "1.11", "1,497.80", "2021-06-04", "1,389.19", "107.50", "1.11", "0.00", "1,497.80", "已结清"),
    ("2", "2021-07-05", "1,406.55", "90.14", "1.11", "1,497.80", "2021-07-08", "1,406.55", "90.14", "1.11", "5.17", "1,502.97", "逾期结清"),
    ("3", "2021-08-05", "1,424.14", "72.55", "1.11", "1,497.80", "", "0.00", "0.00", "0.00", "0.00", "0.00", "未到期"),
]  # fmt: skip


def grouped(rows: list[tuple[str, ...]], look: str) -> Page:
    """The plan with 应还 and 实还 each over its columns: on a page above their middle, in a sheet above the first."""
    if look == "sheet":
        over = ["", "", "应还", "", "", "", "", "实还", "", "", "", "", ""]
        return sheet([over, _PLANNED_AND_PAID, *rows])
    places = [20 + 60.0 * i for i in range(14)]
    columns = [Col(t, a, b) for t, a, b in zip(_PLANNED_AND_PAID, places, places[1:], strict=False)]
    words: list[Word] = table([replace(c, title="") for c in columns], rows, top=96)
    whole = {"期数", "应还日期", "实还日期", "状态"}
    words += [(c.left + 10.0, 93 if c.title in whole else 99, c.title) for c in columns]
    return text_page([*words, (252.0, 87, "应还"), (582.0, 87, "实还")])


@pytest.mark.parametrize("look", ["page", "sheet"])
def test_titles_over_groups_of_columns_tell_what_was_due_from_what_was_paid(look: str) -> None:
    facts = extract([grouped(_PAID_ROWS, look)], TODAY)
    assert [(r.number, r.amount.value and r.amount.value.fen) for r in facts.plan] == [(i, 149780) for i in (1, 2, 3)]
    assert [(str(p.day.value), p.amount.value and p.amount.value.fen, p.certain) for p in facts.payments] == [
        ("2021-06-04", 149780, True),
        ("2021-07-08", 150297, True),
    ]


@pytest.mark.parametrize(("yes", "no"), [("是", "否"), ("Y", "N")])
def test_a_yes_under_its_title_says_that_an_installment_is_settled(yes: str, no: str) -> None:
    rows = [f"{i + 1}|{d}|1437.50|1437.50|{d}|{yes if i < 2 else no}" for i, d in enumerate(DUE)]
    facts = extract([as_sheet("\n".join(["期数|应还款日|应还总额|实还总额|实还日期|结清标志", *rows]))], TODAY)
    assert [(p.day.value, p.amount.value and p.amount.value.fen) for p in facts.payments] == [
        (d, 143750) for d in DUE[:2]
    ]


def test_cards_of_which_some_are_settled_are_a_plan_and_tell_payments() -> None:
    words: list[Word] = [(150, 20, "还款明细")]
    for i, d in enumerate(DUE):
        paid = ("1,437.50", str(d), "已结清") if i < 3 else ("0.00", "--", "未结清")
        told = [(f"期次 {i + 1}/6", paid[2]), ("应还金额", "¥1,437.50"), ("应还日期", str(d))]
        told += [("实还金额", f"¥{paid[0]}"), ("实还日期", paid[1])]
        words += [(x, 60 + 120 * i + 20 * n, line[x > 20]) for n, line in enumerate(told) for x in (20, 300)]
    facts = extract([text_page(words)], TODAY)
    assert (facts.kind, values(facts.plan)) == (Kind.PLAN, EVEN)
    assert [(p.day.value, p.certain) for p in facts.payments] == [(d, True) for d in DUE[:3]]


def test_what_a_page_of_a_web_site_counts_under_its_table_is_no_part_of_the_last_row() -> None:
    words = table(TABLE, TABLE_ROWS)
    foot = max(y for _, y, _ in words) + 16
    plan, _ = read(text_page([*words, (20, foot, "共6条记录"), (75, foot, "1/1页")]))
    assert values(plan) == EVEN


def test_a_plan_that_was_put_off_is_due_on_its_new_days() -> None:
    rows = [f"{i + 1}|{d}|{add_months(d, 3, d.day)}|1250.00|187.50|1437.50" for i, d in enumerate(DUE)]
    titles = "期数|原应还款日|展期后应还款日|本金|利息|应还金额"
    plan, _ = read(as_sheet("\n".join([titles, *rows])))
    assert values(plan) == [(i + 1, add_months(d, 3, d.day), 143750) for i, d in enumerate(DUE)]


def test_a_paid_total_that_is_not_the_sum_of_its_parts_is_not_certain() -> None:
    rows = [tuple("1,389.19" if c == "1,502.97" else c for c in row) for row in _PAID_ROWS]
    facts = extract([grouped(rows, "page")], TODAY)
    assert [p.certain for p in facts.payments] == [True, False]


def as_sheet(text: str) -> Page:
    return sheet([cell.strip() for cell in line.split("|")] for line in text.strip().split("\n"))


@pytest.mark.parametrize(
    "titles",
    [
        "期数|应还日期|原应还金额|减免金额|调整后应还\n{n}|{d}|{other}|86.35|1200.00",
        "期数|应还款日|剩余应还总额|本期应还总额|含：本金|含：利息\n{n}|{d}|{other}|1200.00|1100.00|100.00",
    ],
)
def test_what_is_due_is_neither_what_it_was_before_nor_what_is_left(titles: str) -> None:
    head, row = titles.split("\n")
    rows = [row.format(n=i + 1, d=d, other=f"{7200 - 1200 * i}.00") for i, d in enumerate(DUE)]
    plan, _ = read(as_sheet("\n".join([head, *rows])))
    assert values(plan) == [(i + 1, d, 120000) for i, d in enumerate(DUE)]
    assert all(row.certain for row in plan)


def test_the_month_named_for_the_first_installment_gives_the_years() -> None:
    rows = [f"{i + 1}|{d:%m月%d日}|1437.50" for i, d in enumerate(DUE)]
    plan, _ = read(as_sheet("\n".join(["还款计划表（首期2021年9月）", "期数|还款日|应还", *rows])))
    assert values(plan) == EVEN
    assert all(row.certain for row in plan)
    other, _ = read(as_sheet("\n".join(["还款计划表（首期2021年8月）", "期数|还款日|应还", *rows])))
    assert not any(row.certain for row in other)


def test_an_agreement_that_names_days_before_which_to_pay_is_a_plan() -> None:
    page = text_page(
        [
            (200, 30, "分期还款协议书"),
            (20, 60, "经双方协商一致，乙方所欠款项人民币6,000.00元，分三期偿还："),
            (20, 80, "第一期：2026年3月15日前偿还人民币2,000.00元；"),
            (20, 100, "第二期：2026年4月15日前偿还人民币2,000.00元；"),
            (20, 120, "第三期：2026年5月15日前偿还人民币2,000.00元。"),
        ]
    )
    facts = extract([page], TODAY)
    assert facts.kind is Kind.PLAN
    assert values(facts.plan) == [(i, dt.date(2026, i + 2, 15), 200000) for i in (1, 2, 3)]


def test_cards_in_two_columns_are_read_by_their_numbers() -> None:
    words: list[Word] = [(200, 30, "还款计划")]
    for i, day in enumerate(DUE):
        x, y = 20 + 220 * (i % 2), 70 + 90 * (i // 2)
        words += [(x, y, f"第{i + 1}期"), (x, y + 20, "1,437.50"), (x, y + 40, str(day)), (x + 90, y + 40, "待还")]
    rows, _ = read(text_page(words))
    assert values(rows) == EVEN
    assert all(r.due.certain and r.amount.certain for r in rows)


def _ordered(form: str, days: list[dt.date]) -> tuple[PlanRow, ...]:
    columns = [Col("期数", 20, 60), Col("应还日期", 60, 130), Col("应还总额", 130, 200, "right")]
    rows = [(str(i + 1), f"{d:{form}}", "1,112.50") for i, d in enumerate(days)]
    return read(text_page(table(columns, rows)))[0]


@pytest.mark.parametrize("form", ["%y/%m/%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%y"])
def test_the_months_between_the_rows_tell_the_order_of_day_and_month(form: str) -> None:
    rows = _ordered(form, DUE)
    assert [(r.due.value, r.due.certain) for r in rows] == [(d, True) for d in DUE]


def test_days_that_no_order_makes_monthly_are_not_read() -> None:
    days = [dt.date(2024, 1, 2), dt.date(2024, 3, 4), dt.date(2024, 5, 6)]
    assert [r.due.value for r in _ordered("%y/%m/%d", days)] == [None] * 3


def test_the_term_and_the_day_of_a_deferment_are_not_those_of_the_loan() -> None:
    columns = [Col("期数", 20, 60), Col("展期后应还款日", 60, 150), Col("应还金额", 150, 220, "right")]
    rows = [(str(i + 1), str(d), "1,437.50") for i, d in enumerate(DUE)]
    head: list[Word] = [
        (20, 30, "还款计划表（展期后）"),
        (20, 45, f"展期申请日：{DUE[3]}"),
        (200, 45, "展期期限：3个月"),
    ]
    assert all(r.certain for r in read(text_page([*head, *table(columns, rows, top=70)]))[0])


@pytest.mark.parametrize(("word", "kind"), [("乙方按下表分6期支付：", Kind.PLAN), ("乙方已按下表支付：", None)])
def test_what_is_promised_to_be_paid_is_a_plan(word: str, kind: Kind | None) -> None:
    columns = [Col("期数", 20, 60), Col("付款日期", 60, 150), Col("付款金额（元）", 150, 230, "right")]
    rows = [(str(i + 1), str(d), "2,000.00") for i, d in enumerate(DUE)]
    page = text_page([(200, 20, "分期还款和解协议"), (20, 40, word), *table(columns, rows, top=60)])
    assert (kind_of([page]) is Kind.PLAN) is (kind is Kind.PLAN)


def test_installments_stand_side_by_side() -> None:
    cells = [("期次", *(f"第{i + 1}期" for i in range(6))), ("应还日", *map(str, DUE)), ("应还金额", *["1,437.50"] * 6)]
    words: list[Word] = [(20 + 80 * i, 60 + 16 * y, text) for y, row in enumerate(cells) for i, text in enumerate(row)]
    page = text_page([(200, 30, "还款计划"), *words])
    assert kind_of([page]) is Kind.PLAN
    assert values(read(page)[0]) == EVEN
