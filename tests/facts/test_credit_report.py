from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from lehua_desktop.core.facts import Context, CreditReport, Kind, ReportAccount
from lehua_desktop.core.money import Money
from lehua_desktop.core.page import Box, Page, TextLine
from lehua_desktop.facts.extract import extract
from lehua_desktop.facts.kinds.kind import kind_of
from lehua_desktop.facts.reports.grid import find_range, months_between
from lehua_desktop.facts.reports.leaves import leaves
from lehua_desktop.facts.reports.report import read_credit_report, read_credit_reports
from tests.facts.made import Word, scan, text_page
from tests.facts.made_reports import Account, account, months

TODAY = Context(dt.date(2026, 1, 31))


def read(*pages: Page) -> CreditReport:
    report = read_credit_report(pages, TODAY)
    assert report is not None
    return report


# --- brief ----------------------------------------------------------------------------------------------

BRIEF = [
    "个人信用报告",
    "报告编号：2023022797825403723030 报告时间：2023-02-27 10:12:31",
    "姓名：张三 证件类型：身份证 证件号码：110101********002X 已婚",
    "信贷记录",
    "这部分包含您的信用卡、贷款和其他信贷记录。金额类数据均以人民币计算，精确到元。",
    "信用卡",
    "从未发生过逾期的账户明细如下：",
    "1.2019年05月06日某某银行发放的贷记卡（人民币账户，卡片尾号：1234）。截至2023年01月，信用额度10,000，已使用额度0。",
    "贷款",
    "发生过逾期的账户明细如下：",
    "1.2021年07月12日示例消费金融有限公司发放的15,000元（人民币）其他个人消费贷款，2022年07月已结清。最近5年内有1",
    "2个月处于逾期状态，其中3个月逾期超过90天。",
    "2.2021年08月01日示例网络小额贷款",
    "第1页，共2页",
    "有限公司发放的8,000元（人民币）其他贷款，2024年08月01日到期。截至2023年01月，余额3,",
    "200，当前有逾期。最近5年内有2个月处于逾期状态，没有发生过90天以上逾期。",
    "从未发生过逾期的账户明细如下：",
    "3.2020年03月18日某某银行股份有限公司发放的600,000元（人民币）个人住房商业贷款，2040年03月18日到期。截至2023年01月31日，",
    "余额501,233。",
    "4.2020年09月01日某某银行为个人消费贷款授信，额度有效期至2025年09月01日，可循环使用。截至2023年01月，信用额度200,000元（人民币），余额为20,000，当前无逾期。",
    "5.2018年01月05日示例消费金融有限公司发放的2,000元（人民币）其他个人消费贷款，2018年12月已转出。",
    "非信贷交易记录",
    "系统中没有您最近5年内的非信贷交易记录。",
    "公共记录",
    "查询记录",
    "1 2023年01月14日 示例消费金融有限公司 贷款审批",
]  # fmt: skip


def brief(lines: Sequence[str] = BRIEF, *, chars: bool = False) -> Page:
    return text_page([(40.0, 30.0 + 14 * i, line) for i, line in enumerate(lines)], size=8, chars=chars)


@pytest.mark.parametrize("chars", [False, True])
def test_brief_report_gives_every_loan_and_no_card_among_them(chars: bool) -> None:
    report = read(brief(chars=chars))
    assert (report.edition, report.report_date, report.number) == (
        "brief",
        dt.date(2023, 2, 27),
        "2023022797825403723030",
    )
    assert report.name == "张三"
    got = [
        (a.lender.value, a.opened, a.amount and a.amount.fen // 100, a.state, a.overdue_months) for a in report.accounts
    ]
    assert got == [
        ("示例消费金融有限公司", dt.date(2021, 7, 12), 15_000, "settled", 12),
        ("示例网络小额贷款有限公司", dt.date(2021, 8, 1), 8_000, "overdue", 2),
        ("某某银行股份有限公司", dt.date(2020, 3, 18), 600_000, "open", 0),
        ("某某银行", dt.date(2020, 9, 1), 200_000, "open", 0),
        ("示例消费金融有限公司", dt.date(2018, 1, 5), 2_000, None, 0),
    ]
    first, second, third, *_ = report.accounts
    assert (first.settled_month, first.months) == ("2022-07", ())
    assert (second.balance and second.balance.fen, second.as_of, second.ends) == (
        320_000,
        dt.date(2023, 1, 31),
        dt.date(2024, 8, 1),
    )
    assert third.as_of == dt.date(2023, 1, 31)
    assert all(a.lender.certain for a in report.accounts)
    assert [a.business for a in report.accounts] == [
        "其他个人消费贷款",
        "其他贷款",
        "个人住房商业贷款",
        "个人消费贷款",
        "其他个人消费贷款",
    ]
    (card,) = report.cards
    assert (card.lender.value, card.card, card.business, card.amount) == (
        "某某银行",
        "credit",
        "贷记卡",
        Money(1_000_000),
    )


CARDS = [
    ("发放的贷记卡（人民币账户）。截至2023年01月，信用额度10,000，已使用额度500，逾期金额500。最近5年内有11个月处于逾期状态，其中5个月逾期超过90天。", ("credit", "overdue", 10_000, 11)),
    ("发放的贷记卡（美元账户，卡片尾号：1234）。截至2023年01月，信用额度折合人民币10,000，余额500，当前无逾期。", ("credit", "open", 10_000, None)),
    ("发放的贷记卡（人民币账户），2022年11月已销户。", ("credit", "settled", None, None)),
    ("发放的贷记卡（人民币账户）。截至2023年01月尚未激活。", ("credit", "open", None, None)),
    ("发放的准贷记卡（人民币账户）。截至2023年01月，信用额度5,000，透支余额3,000。最近5年内有8个月透支超过60天，其中3个月透支超过90天。", ("overdraft", "open", 5_000, 8)),
    ("发放的准贷记卡（人民币账户），业务号X，授信额度5,000元，信用/免担保，已于2022年11月销户。", ("overdraft", "settled", 5_000, None)),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "told"), CARDS)
def test_cards_of_brief_reports_stand_apart_with_what_their_sentences_say(
    sentence: str, told: tuple[str, str, int | None, int | None]
) -> None:
    heading = "透支超过60天的准贷记卡账户明细如下："
    report = read(brief([*BRIEF[:5], "信用卡", heading, f"1.2019年05月06日示例银行股份有限公司{sentence}"]))
    assert report.accounts == ()
    got = [(a.card, a.state, a.amount and a.amount.fen // 100, a.overdue_months) for a in report.cards]
    assert got == [told]
    assert [(a.lender.value, a.opened) for a in report.cards] == [("示例银行股份有限公司", dt.date(2019, 5, 6))]


def test_card_that_was_never_overdue_says_so_by_its_heading() -> None:
    heading = "从未逾期过的贷记卡及透支未超过60天的准贷记卡账户明细如下："
    (card,) = read(brief([*BRIEF[:5], "信用卡", heading, f"1.2019年05月06日示例银行{CARDS[2][0]}"])).cards
    assert (card.overdue_months, card.settled_month) == (0, "2022-11")


def test_reports_of_one_file_stay_apart_and_the_newest_counts() -> None:
    older, newest = (
        BRIEF,
        [
            line.replace("2023022797825403723030", "2024090197825403720011").replace("2023-02-27", "2024-09-01")
            for line in BRIEF
        ],
    )
    again = ["报告编号：2023022797825403723030", *BRIEF[16:]]
    pages = [replace(brief(lines), number=n) for n, lines in enumerate((newest, BRIEF[:16], again))]
    facts = extract(pages, TODAY)
    assert facts.report is not None
    assert [r.report_date for r in facts.reports] == [dt.date(2023, 2, 27), dt.date(2024, 9, 1)]
    assert [len(r.accounts) for r in facts.reports] == [len(read(brief(older)).accounts)] * 2


def test_second_reader_that_adds_a_nought_agrees() -> None:
    page = scan(brief(), swollen=0.1)
    for seen, opened in (("2021年008月001日", dt.date(2021, 8, 1)), ("2021年03月01日", None)):
        lines = tuple(
            replace(x, second=x.second.replace("2021年08月01日", seen)) if x.second else x for x in page.lines
        )
        assert read(replace(page, lines=lines)).accounts[1].opened == opened


def test_summary_without_any_count_does_not_hide_the_heading_below_it() -> None:
    lines = [*BRIEF[:5], "发生过90天以上逾期的账户数 -- -- -- --", "贷款", *BRIEF[15:18]]
    assert [a.overdue_months for a in read(brief(lines)).accounts] == [0]


def test_kind_of_business_from_pixels_is_one_that_reports_use() -> None:
    report = read(scan(brief([line.replace("元（人民币）其他贷款", "元（人民币）其他货款") for line in BRIEF])))
    assert [a.business for a in report.accounts][:3] == ["其他个人消费贷款", None, "个人住房商业贷款"]


def test_count_in_an_account_that_says_nothing_is_not_invented() -> None:
    lines = [
        *BRIEF[:5],
        "贷款",
        "发生过逾期的账户明细如下：",
        "1.2021年07月12日示例消费金融有限公司发放的15,000元（人民币）其他贷款，2022年07月已结清。",
    ]
    assert [a.overdue_months for a in read(brief(lines)).accounts] == [None]


def test_second_reader_that_loses_the_words_between_figures_agrees() -> None:
    page = scan(text_page([(20, 20 + 12 * i, text) for i, text in enumerate(BRIEF)], size=7))
    lost = tuple(replace(x, second=re.sub(r"\D", "", x.text)) for x in page.lines)
    first = read(replace(page, lines=lost)).accounts[0]
    assert (first.opened, first.settled_month) == (dt.date(2021, 7, 12), "2022-07")


def test_count_from_pixels_falls_where_the_second_reader_differs() -> None:
    page = scan(brief(), swollen=0.1)
    assert read(page).accounts[1].overdue_months == 2
    lines = tuple(
        replace(x, second=x.second.replace("年内有2个月", "年内有7个月")) if x.second else x for x in page.lines
    )
    assert read(replace(page, lines=lines)).accounts[1].overdue_months is None


# --- full -----------------------------------------------------------------------------------------------

HEAD: list[Word] = [
    (200, 15, "个人信用报告（本人版）"),
    (45, 30, "报告编号：2022122344688304541572"),
    (245, 30, "报告时间：2022-12-23 10:12:31"),
    (45, 42, "姓名：张三 证件类型：身份证"),
    (46, 54, "三 信贷交易信息明细"),
    (50, 66, "（二）非循环贷账户"),
]
SETTLED = Account(codes={"2021-08": "1", "2021-09": "2", "2022-07": "C"}, sums={"2021-08": "1,437", "2021-09": "2,875"})
OPEN = Account(
    heading="账户2（授信协议标识：XX123）", lender="示例融资担保有限公司", first="2018-03", last="2022-11", closed="", state="逾期",
    codes={"2018-03": "*", "2020-01": "1", "2020-02": "M", "2020-05": "#", "2022-11": "1"}, sums={"2020-01": "5", "2022-11": "738"},
)  # fmt: skip


def overdue(one: ReportAccount) -> list[tuple[str, str | None, int | None]]:
    return [
        (m.month, m.code.value, m.amount.value.fen if m.amount and m.amount.value else None)
        for m in one.months
        if m.overdue
    ]


@pytest.mark.parametrize("year", ["middle", "top"])
@pytest.mark.parametrize("even", [True, False])
@pytest.mark.parametrize("look", ["text", "characters", "scan", "askew left", "askew right"])
def test_grid_of_months(look: str, even: bool, year: str) -> None:
    pages = []
    for number, words in enumerate(
        ([*HEAD, *account(SETTLED, 85, even=even, year=year)], account(OPEN, 60, even=even, year=year))
    ):
        page = text_page(words, size=7, number=number, chars=look == "characters")
        turn = {"scan": 0.0, "askew left": 1.5, "askew right": -2.5}.get(look)
        pages.append(page if turn is None else scan(page, degrees=turn, seed=number + 3))
    report = read(*pages)
    assert (report.edition, report.report_date, report.name) == ("full", dt.date(2022, 12, 23), "张三")
    one, two = report.accounts
    assert overdue(one) == [("2021-08", "1", 143_700), ("2021-09", "2", 287_500)]
    assert overdue(two) == [("2020-01", "1", 500), ("2022-11", "1", 73_800)]
    assert [m.month for m in two.months] == months("2018-03", "2022-11")
    assert all(m.code.certain for m in (*one.months, *two.months) if m.code.value not in ("M", "#"))
    assert (one.overdue_months, two.overdue_months) == (2, 2)
    assert (one.lender.value, one.account, one.state, one.settled_month) == (
        "示例消费金融有限公司",
        "LH2021071210139288",
        "settled",
        "2022-07",
    )
    assert (one.opened, one.ends, one.amount and one.amount.fen) == (
        dt.date(2021, 7, 12),
        dt.date(2022, 7, 5),
        1_500_000,
    )
    assert (two.state, two.balance and two.balance.fen, two.as_of) == ("overdue", 300_000, dt.date(2022, 12, 23))


@pytest.mark.parametrize("line", range(9))
def test_page_break_inside_an_account(line: int) -> None:
    words = account(OPEN, 85)
    at = 195 + line * 22.5
    first = [w for w in words if w[1] < at]
    rest = [(x, y - at + 40, t) for x, y, t in words if y >= at]
    feet: list[Word] = [(250, 800, "第1页，共2页")]
    report = read(text_page([*HEAD, *first, *feet], size=7), text_page(rest, size=7, number=1))
    assert overdue(report.accounts[0]) == [("2020-01", "1", 500), ("2022-11", "1", 73_800)]


def test_bare_number_at_the_foot_of_a_page_is_no_code() -> None:
    words = account(replace(OPEN, first="2021-11"), 60)
    at = max(y for _, y, t in words if t == "2021") - 10
    first, rest = [w for w in words if w[1] < at], [(x, y - at + 40, t) for x, y, t in words if y >= at]
    report = read(text_page([*HEAD, *first, (300, 800, "1")], size=7), text_page(rest, size=7, number=1))
    assert [m.code.value for m in report.accounts[0].months] == ["N"] * 12 + ["1"]


def test_cards_and_guarantees_are_no_loan_accounts() -> None:
    words: list[Word] = [
        *HEAD,
        *account(SETTLED, 85),
        (50, 420, "（五）贷记卡账户"),
        *account(replace(OPEN, last="2018-12"), 440),
    ]
    report = read(text_page(words, size=7))
    assert [(a.lender.value, a.business) for a in report.accounts] == [("示例消费金融有限公司", "其他个人消费贷款")]
    assert [a.card for a in report.cards] == ["credit"]


CARD = Account(
    lender="示例银行股份有限公司", codes={"2021-10": "1", "2021-11": "2", "2021-12": "3"}, sums={"2021-12": "5"}
)


@pytest.mark.parametrize(
    ("section", "card", "overdue_months"), [("贷记卡账户", "credit", 3), ("准贷记卡账户", "overdraft", 1)]
)
def test_card_of_a_full_report_has_its_own_months(section: str, card: str, overdue_months: int) -> None:
    """An overdraft card that was used is overdue after 60 days only."""
    instead = {"管理机构": "发卡机构", "借款金额": "账户授信额度", "其他个人消费贷款": section[:-2]}
    words = [(x, y, instead.get(t, t)) for x, y, t in account(CARD, 440)]
    report = read(text_page([*HEAD, *account(SETTLED, 85), (50, 420, f"（五）{section}"), *words], size=7))
    assert [(a.lender.value, a.overdue_months) for a in report.accounts] == [("示例消费金融有限公司", 2)]
    (one,) = report.cards
    assert (one.lender.value, one.card, one.business) == ("示例银行股份有限公司", card, section[:-2])
    assert (one.overdue_months, one.amount, one.state) == (overdue_months, Money(1_500_000), "settled")
    assert [m.code.value for m in one.months[2:5]] == ["1", "2", "3"]


def test_page_without_its_section_tells_a_card_by_who_issued_it() -> None:
    words = [(x, y, {"管理机构": "发卡机构"}.get(t, t)) for x, y, t in account(CARD, 85)]
    report = read(text_page([*HEAD[:4], *words], size=7))
    assert (report.accounts, [a.card for a in report.cards]) == ((), ["credit"])


def test_page_of_a_card_alone_is_a_page_of_a_report() -> None:
    titles = ["发卡机构", "账户标识", "开立日期", "账户授信额度", "共享授信额度", "最近一次还款日期", "当前逾期期数"]
    words: list[Word] = [(45 + 75 * i, 60, t) for i, t in enumerate(titles)]
    assert kind_of([text_page(words, size=7)]) is Kind.CREDIT_REPORT


def test_grid_without_titles_gives_no_month() -> None:
    words = [w for w in account(SETTLED, 85) if not (w[2].isdigit() and 1 <= int(w[2]) <= 12 and w[2] != "12")]
    assert read(text_page([*HEAD, *words], size=7)).accounts[0].months == ()


def test_code_outside_the_range_leaves_the_grid_uncertain() -> None:
    words = [w for w in account(SETTLED, 85) if "还款记录" not in w[2]]
    words.append((230, 240, "2021年09月—2022年07月的还款记录"))
    one = read(text_page([*HEAD, *words], size=7)).accounts[0]
    assert "2021-08" not in [m.month for m in one.months]
    assert not any(m.code.certain for m in one.months)


def test_codes_run_together_are_parted_by_the_columns_under_them() -> None:
    page = scan(text_page([*HEAD, *account(SETTLED, 85)], size=7), swollen=0.1)
    row = sorted(
        (x for x in page.lines if x.text == "N" and x.box.y0 > 250), key=lambda x: (round(x.box.y0 / 8), x.box.x0)
    )
    joined = TextLine("NNN", row[0].box.union(row[2].box), 0.9)
    lines = tuple(x for x in page.lines if x not in row[:3])
    one = read(replace(page, lines=(*lines, joined))).accounts[0]
    assert [m.code.value for m in one.months] == ["1", "2", *["N"] * 9, "C"]


def test_lost_code_is_unreadable_and_the_count_unknown() -> None:
    page = scan(text_page([*HEAD, *account(SETTLED, 85)], size=7))
    lost = next(x for x in page.lines if x.text == "2" and x.box.y0 > 260)
    one = read(replace(page, lines=tuple(x for x in page.lines if x is not lost))).accounts[0]
    assert [m.month for m in one.months if m.code.value is None] == ["2021-09"]
    assert one.overdue_months is None


@pytest.mark.parametrize("seed", range(12))
def test_nothing_wrong_is_certain_in_a_damaged_grid(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same damage each time
    span = months("2020-05", "2023-11")
    codes, sums, late = {}, {}, 0
    for month in span:
        late = late + 1 if chance.random() < (0.4 if late else 0.12) and late < 7 else 0
        codes[month] = str(late) if late else chance.choice("NNNNNN*")
        sums[month] = f"{chance.randrange(100, 4000):,}" if late else "0"
    page = text_page([*HEAD, *account(Account(first=span[0], last=span[-1], codes=codes, sums=sums), 85)], size=7)
    page = scan(page, degrees=chance.uniform(-2.5, 2.5), seed=seed, second=False)
    like = {"N": "M", "1": "7", "0": "O", "C": "G", "2": "Z", "3": "8", "4": "A", "7": "1", "6": "5"}
    lines = []
    for line in page.lines:
        luck = chance.random() if line.box.y0 > 250 else 1.0
        if luck < 0.02:
            continue
        lines.append(replace(line, text=like.get(line.text, line.text)) if luck < 0.06 else line)
    for one in read(replace(page, lines=tuple(lines))).accounts:
        for record in one.months:
            assert record.month in span
            assert not record.code.certain or record.code.value == codes[record.month]
            if record.amount and record.amount.certain and record.amount.value:
                assert f"{record.amount.value.fen // 100:,}" == sums[record.month]


def grid_page(one: Account = OPEN, **look: float) -> Page:
    """A scan of a report with one account; `second` is what a second reader sees of its codes and sums."""
    return scan(text_page([*HEAD, *account(one, 85)], size=7), **look)  # type: ignore[arg-type]


def replaced(page: Page, old: TextLine, *new: TextLine) -> Page:
    return replace(page, lines=tuple(n for x in page.lines for n in (new if x is old else (x,))))


def label(page: Page, year: str) -> TextLine:
    return next(x for x in page.lines if x.text == year and x.box.y0 > 250)


def test_lost_year_is_known_from_its_neighbours_and_the_heading() -> None:
    page = grid_page()
    one = read(replaced(page, label(page, "2020"))).accounts[0]
    assert overdue(one) == [("2020-01", "1", 500), ("2022-11", "1", 73_800)]
    assert all(m.code.certain for m in one.months if m.overdue)


def test_misread_year_leaves_the_grid_uncertain() -> None:
    page = grid_page()
    old = label(page, "2020")
    one = read(replaced(page, old, replace(old, text="2029"))).accounts[0]
    assert overdue(one) == [("2020-01", "1", 500), ("2022-11", "1", 73_800)]
    assert not any(m.code.certain for m in one.months)


def test_grid_without_any_year_is_uncertain() -> None:
    page = grid_page()
    for year in ("2018", "2019", "2020", "2021", "2022"):
        page = replaced(page, label(page, year))
    assert not any(m.code.certain for m in read(page).accounts[0].months)


@pytest.mark.parametrize("first", [6, 8, 12])
def test_titles_that_stand_lower_at_the_right_are_titles_still(first: int) -> None:
    page = grid_page()
    titles = {x.text for x in page.lines if x.text.isdigit() and int(x.text) >= first}
    low = max(x.box.y0 for x in page.lines if x.text == "12")
    lines = tuple(
        replace(x, box=replace(x.box, y0=x.box.y0 + 6, y1=x.box.y1 + 6))
        if x.text in titles and abs(x.box.y0 - low) < 4
        else x
        for x in page.lines
    )
    assert overdue(read(replace(page, lines=lines)).accounts[0]) == [("2020-01", "1", 500), ("2022-11", "1", 73_800)]


def test_six_titles_are_enough_and_codes_are_none() -> None:
    page = grid_page()
    low = max(x.box.y0 for x in page.lines if x.text == "12")
    lost = {"1", "3", "5", "7", "8", "10"}
    lines = tuple(x for x in page.lines if not (x.text in lost and abs(x.box.y0 - low) < 4))
    assert overdue(read(replace(page, lines=lines)).accounts[0]) == [("2020-01", "1", 500), ("2022-11", "1", 73_800)]
    lines = tuple(x for x in page.lines if not (x.text.isdigit() and int(x.text) > 7 and abs(x.box.y0 - low) < 4))
    assert read(replace(page, lines=lines)).accounts[0].months == ()


def test_comma_misread_in_a_sum_is_a_comma() -> None:
    page = grid_page(SETTLED)
    old = next(x for x in page.lines if x.text == "1,437")
    one = read(replaced(page, old, replace(old, text="1;437."))).accounts[0]
    assert overdue(one)[0] == ("2021-08", "1", 143_700)


def test_sign_that_is_no_code_costs_its_month_only() -> None:
    page = grid_page(SETTLED)
    old = next(x for x in page.lines if x.text == "N" and x.box.y0 > 250)
    one = read(replaced(page, old, replace(old, text="は"))).accounts[0]
    assert len([m for m in one.months if m.code.value is None]) == 1
    assert overdue(one) == [("2021-08", "1", 143_700), ("2021-09", "2", 287_500)]


def test_second_reader_that_sees_another_code_makes_it_uncertain() -> None:
    page = grid_page()
    old = next(x for x in page.lines if x.text == "1" and x.box.y0 > 262)
    months_seen = read(replaced(page, old, replace(old, second="7"))).accounts[0].months
    assert [m.code.certain for m in months_seen if m.month == "2022-11"] == [False]


def test_where_the_readers_differ_months_late_that_count_on_tell_the_code_and_the_doubt_stays() -> None:
    codes, sums = {"2022-10": "1", "2022-11": "2"}, {"2022-10": "738", "2022-11": "1,476"}
    page = grid_page(replace(OPEN, codes=codes, sums=sums))
    second = next(x for x in page.lines if x.text == "2" and x.box.y0 > 262)
    changed = replaced(page, second, replace(second, text="1", second="2"))
    (now,) = [m.code for m in read(changed).accounts[0].months if m.month == "2022-11"]
    assert (now.value, now.certain) == ("2", False)


def test_where_the_readers_differ_the_sum_tells_the_code_and_the_doubt_stays() -> None:
    page = grid_page()
    on_time = next(x for x in page.lines if x.text == "N" and x.box.y0 > 262)
    for seen, code in (("1", "N"), ("I", "N"), ("Y", None)):
        changed = replaced(page, on_time, replace(on_time, text=seen, second="N" if code else "X"))
        (now,) = [m.code for m in read(changed).accounts[0].months if m.code.box == on_time.box]
        assert (now.value, now.certain) == (code, False)
    changed = replaced(page, on_time, replace(on_time, text="I", second=None))
    assert [m.code.value for m in read(changed).accounts[0].months].count(None) == 1  # a stroke that owes nothing


def test_grid_whose_heading_is_hidden_gives_its_months_for_a_person_to_look_at() -> None:
    page = grid_page()
    heading = next(x for x in page.lines if find_range(x.text))
    whole, hidden = (read(p).accounts[0].months for p in (page, replaced(page, heading)))
    assert [(m.month, m.code.value) for m in hidden] == [(m.month, m.code.value) for m in whole]
    assert not any(m.code.certain for m in hidden)


@pytest.mark.parametrize("part", ["codes", "sums", "both"])
@pytest.mark.parametrize("step", [-1, 1])
def test_row_shifted_by_a_column_is_never_certain(step: int, part: str) -> None:
    codes = dict.fromkeys(months("2021-03", "2022-10"), "N") | {"2022-04": "1", "2022-05": "2"}
    sums = {"2022-04": "900", "2022-05": "1,800"}
    page = scan(
        text_page([*HEAD, *account(Account(first="2021-03", last="2022-10", codes=codes, sums=sums), 85)], size=7)
    )
    top = min(x.box.y0 for x in page.lines if x.text == "N")
    heights = {"codes": (-5, 10), "sums": (10, 25), "both": (-5, 25)}[part]
    lines = tuple(
        replace(x, box=replace(x.box, x0=x.box.x0 + 33 * step, x1=x.box.x1 + 33 * step))
        if heights[0] < x.box.y0 - top < heights[1] and x.box.x0 > 95
        else x
        for x in page.lines
    )
    one = read(replace(page, lines=lines)).accounts[0]
    for record in one.months:
        if record.code.certain:
            assert record.code.value == codes[record.month]
        if record.amount and record.amount.certain and record.amount.value:
            assert record.amount.value.fen // 100 == int(sums.get(record.month, "0").replace(",", ""))


def test_titles_of_a_row_are_no_name() -> None:
    words: list[Word] = [
        (45, 42, "被查询者姓名"),
        (145, 42, "被查询者证件类型"),
        (245, 42, "查询机构"),
        *HEAD[:3],
        *HEAD[4:],
    ]
    assert read(text_page([*words, *account(SETTLED, 85)], size=7)).name is None


@pytest.mark.parametrize("heading", ["（四）循环贷账户一", "（五）循环贷账户二", "（三）循环额度下分账户"])
def test_revolving_loans_are_loan_accounts(heading: str) -> None:
    words = [*HEAD[:-1], (50.0, 66.0, heading), *account(SETTLED, 85)]
    assert [a.lender.value for a in read(text_page(words, size=7)).accounts] == ["示例消费金融有限公司"]


def test_former_name_of_a_lender_is_kept_as_printed() -> None:
    lines = [
        *BRIEF[:5],
        "贷款",
        "1.2021年07月12日示例消费金融有限公司（原：示例小额贷款有限公司）发放的15,000元（人民币）其他贷款，2022年07月已结清。",
    ]
    assert [a.lender.value for a in read(brief(lines)).accounts] == ["示例消费金融有限公司（原：示例小额贷款有限公司）"]


@pytest.mark.parametrize(
    ("sentence", "state", "count"),
    [
        ("发放的8,000元（人民币）其他贷款，2024年08月01日到期。截至2023年01月，余额3,200，当前无逾期。", "open", None),
        ("发放的8，000元（人民币）其他贷款，2024年08月01日到期。截至2023年01月，余额3，200，逾期金额1，200。", "overdue", None),
        ("发放的8,000元(人民币)其他贷款,2022年11月已结清。最近5年内有 1 个月处于逾期状态,没有发生过90天以上逾期。", "settled", 1),
        ("发放的8,000元（人民币）其他贷款，2022年11月已转出。最近5年内有6个月处于逾期状态，其中3个月逾期超过90天。", None, 6),
        ("为其他个人消费贷款授信，额度有效期至2031年07月05口，可循环使用。截至2023年01月，信用额度8,000元（人民币），余额为0，当前无逾期。", "open", None),
    ],
)  # fmt: skip
def test_sentences_of_brief_reports(sentence: str, state: str | None, count: int | None) -> None:
    report = read(brief([*BRIEF[:5], "贷款", f"1.2021年07月12日示例消费金融有限公司{sentence}"]))
    assert [(a.state, a.overdue_months, a.amount and a.amount.fen, a.months) for a in report.accounts] == [
        (state, count, 800_000, ())
    ]


LOAN = "2021年07月12日示例消费金融有限公司发放的8,000元（人民币）其他贷款"


@pytest.mark.parametrize(
    ("sentence", "state", "month", "count"),
    [
        (f"{LOAN}，已于2022年11月结清。最近五年内有3个月处于逾期状态。", "settled", "2022-11", 3),
        (f"{LOAN}，2022年11月05日已提前结清，近5年内共有十二个月逾期。", "settled", "2022-11", 12),
        ("2021.07.12示例消费金融有限公司发放的人民币8,000元其他贷款，2022.11已结清。最近5年内无逾期。", "settled", "2022-11", 0),
        ("2021-07-12，示例消费金融有限公司发放8,000.00元人民币的其他贷款，2022-11已结清。", "settled", "2022-11", None),
        ("示例消费金融有限公司于2021年7月12日为您发放的8000元(人民币)其他贷款;2022年11月已结清;累计逾期3个月", "settled", "2022-11", 3),
        (f"{LOAN}，2024年07月12日到期。截至2023年01月，余额3,200，当前存在逾期，当前逾期总额为1,350。", "overdue", None, None),
        (f"{LOAN}，2024年07月12日到期。截至2023年01月，余额3,200，逾期金额0。", "open", None, None),
        (f"{LOAN}，2024年07月12日到期。截至2023年01月，余额3,200。最近5年内有2个月逾期超过30天。", "open", None, None),
        (f"{LOAN}，截至2023年01月已转出。", None, None, None),
        (f"{LOAN}，2022年11月由担保人代偿。截至2023年01月，余额0。", None, None, None),
        (f"{LOAN}。截至2022年11月，账户已结清。", "settled", None, None),
        ("2021年07月12日示例消费金融有限公司为其他贷款授信8,000元（人民币），额度有效期至2031年07月05日，2022年11月已结清。", "settled", "2022-11", None),
        ("2021年07月12日示例消费金融有限公司授信额度8,000元（人民币）的其他贷款。截至2023年01月，余额0，当前无逾期。", "open", None, None),
    ],
)  # fmt: skip
def test_an_account_is_what_its_sentence_says_in_any_wording(
    sentence: str, state: str | None, month: str | None, count: int | None
) -> None:
    report = read(brief([*BRIEF[:5], "贷款", "发生过逾期的账户明细如下：", f"1.{sentence}"]))
    got = [
        (a.lender.value, a.opened, a.amount and a.amount.fen, a.state, a.settled_month, a.overdue_months)
        for a in report.accounts
    ]
    assert got == [("示例消费金融有限公司", dt.date(2021, 7, 12), 800_000, state, month, count)]


def test_never_overdue_is_not_carried_into_a_part_without_a_heading_of_its_own() -> None:
    card = "1.2019年01月12日示例银行发放的贷记卡（人民币账户，卡片尾号：1234）。截至2024年02月，信用额度20,000，已使用额度1,234，当前无逾期。"
    lines = [*BRIEF[:4], "信用卡", "从未发生过逾期的账户明细如下：", card, "贷款", f"2.{LOAN}，2022年11月已结清。"]
    assert [a.overdue_months for a in read(brief(lines)).accounts] == [None]


def test_sentences_whose_stops_were_lost_stay_apart() -> None:
    lines = [
        *BRIEF[:4],
        "贷款",
        f"1.{LOAN}2024年07月12日到期",
        "截至2023年01月余额3,200当前无逾期",
        f"2.{LOAN}2022年11月已结清",
    ]
    got = [(a.lender.value, a.state) for a in read(brief(lines)).accounts]
    assert got == [("示例消费金融有限公司", "open"), ("示例消费金融有限公司", "settled")]


def test_range_of_a_grid() -> None:
    assert find_range("2020年09月-2021年02月的还款记录") == ("2020-09", "2021-02")
    assert find_range("2020年9月 — 2021年2月 的还款记录") == ("2020-09", "2021-02")
    assert find_range("2021年09月-2020年02月的还款记录") is None
    assert months_between("2020-11", "2021-02") == ["2020-11", "2020-12", "2021-01", "2021-02"]


def test_company_reports_and_other_pages_are_no_report() -> None:
    assert (
        read_credit_report([text_page([(20, 20, "企业信用报告"), (20, 40, "统一社会信用代码：91110000")])], TODAY)
        is None
    )
    assert read_credit_report([text_page([(20, 20, "还款成功")])], TODAY) is None
    assert read_credit_report([], TODAY) is None


# --- what is not the person's, and what older forms look like ---------------------------------------------

GUARANTEES = [
    *BRIEF[:4],
    "购房贷款",
    "从未逾期过的账户明细如下：",
    "1.2018年9月10日某某银行股份有限公司发放的1,200,000元（人民币）个人住房商业贷款，2048年9月10日到期。截至2024年1月，余额1,123,456。",
    "其他贷款",
    "发生过逾期的账户明细如下：",
    "2.2019年7月1日示例信托有限公司发放的20,000元（人民币）其他贷款，2020年7月1日到期。截至2023年12月，账户状态为“呆账”，余额5,000。",
    "从未逾期过的账户明细如下：",
    "3.2022年3月3日示例消费金融有限公司发放的50,000元（人民币）个人消费贷款，2022年12月已结清。",
    "相关还款责任信息",
    "1.2021年7月7日某某银行股份有限公司发放的500,000元（人民币）个人经营性贷款，2026年7月7日到期。截至2024年1月5日，余额300,000。",
]


def test_loans_of_others_are_no_accounts_and_never_overdue_is_said_in_two_ways() -> None:
    accounts = read(brief(GUARANTEES)).accounts
    got = [(a.lender.value, a.state, a.overdue_months) for a in accounts]
    assert got == [
        ("某某银行股份有限公司", "open", 0),
        ("示例信托有限公司", "overdue", None),
        ("示例消费金融有限公司", "settled", 0),
    ]


def former(codes: Sequence[str], listed: str) -> Page:
    """A report of the form that was printed until 2020: one loan, one card."""
    words: list[Word] = [
        (200, 15, "个人信用报告（本人版）"),
        (45, 30, "报告编号：2013110100000012345678"),
        (245, 30, "报告时间：2013.11.01 10:05:12"),
        (45, 45, "（一）贷款"),
        (45, 60, "1. 2010年05月12日示例消费金融有限公司发放的15,000元（人民币）个人消费贷款，业务号X1234，"),
        (45, 72, "信用/免担保，60期，按月归还，2015年05月12日到期。截至2013年10月25日，"),
        *[(45 + 80 * i, 90, t) for i, t in enumerate(("账户状态", "五级分类", "本金余额", "剩余还款期数"))],
        *[(45 + 80 * i, 105, t) for i, t in enumerate(("逾期", "关注", "3,000", "19"))],
        (200, 125, "2011年11月—2013年10月的还款记录"),
        *[(45 + 20 * i, 140, code) for i, code in enumerate(codes)],
        (200, 160, "2008年11月—2013年10月的逾期记录"),
        *[(45 + 90 * i, 175, t) for i, t in enumerate(("逾期月份", "逾期持续月数", "逾期金额") * 2)],
        *[(45 + 90 * i, 190, t) for i, t in enumerate(listed.split())],
        (45, 210, "（二）贷记卡"),
        (45, 225, "2. 2008年03月01日某某银行股份有限公司发放的贷记卡（人民币账户），授信额度20,000元。"),
        (45, 240, "截至2013年10月31日，"),
        (200, 255, "2011年11月—2013年10月的还款记录"),
        *[(45 + 20 * i, 270, "1") for i in range(24)],
    ]
    return text_page(words, size=7)


def test_former_reports_give_their_last_two_years_and_the_overdue_months_before() -> None:
    codes = [*"NNN12N*N#NNNNNNNNNNNNNN", "1"]
    report = read(former(codes, "2010.07 1 500 2013.10 1 1,437"))
    ((one,), (card,)) = report.accounts, report.cards
    assert (card.lender.value, card.amount, card.overdue_months) == ("某某银行股份有限公司", Money(2_000_000), 24)
    assert one.business == "个人消费贷款"
    assert overdue(one) == [("2010-07", "1", 50_000), ("2012-02", "1", None), ("2012-03", "2", None), ("2013-10", "1", 143_700)]  # fmt: skip
    assert (one.lender.value, one.state, one.balance and one.balance.fen) == (
        "示例消费金融有限公司",
        "overdue",
        300_000,
    )
    assert (one.opened, one.as_of, one.overdue_months) == (dt.date(2010, 5, 12), dt.date(2013, 10, 25), 4)
    assert all(m.code.certain for m in one.months)


def test_row_and_list_of_a_former_report_that_differ_are_uncertain() -> None:
    (one,) = read(former(["N"] * 24, "2010.07 1 500 2013.10 1 1,437")).accounts
    assert [m.month for m in one.months if not m.code.certain] == ["2013-10"]


@pytest.mark.parametrize(("lost", "certain"), [((4, 9), 22), ((0, 4), 1)])
def test_codes_that_an_engine_lost_leave_the_other_months_of_a_former_report(
    lost: tuple[int, ...], certain: int
) -> None:
    page = former(["N"] * 23 + ["1"], "2010.07 1 500 2013.10 1 1,437")
    heading = next(x for x in page.lines if x.text.startswith("2011年11月"))
    top = next(x.box.y0 for x in page.lines if x.text == "N")
    row = [x for x in page.lines if x.box.y0 == top]
    middle, half = (row[0].box.x0 + row[-1].box.x1) / 2, heading.box.width / 2
    page = replaced(page, heading, replace(heading, box=replace(heading.box, x0=middle - half, x1=middle + half)))
    for i in lost:
        page = replaced(page, row[i])
    (one,) = read(page).accounts
    months = [m for m in one.months if m.month > "2010-07"]
    assert [i for i, m in enumerate(months) if m.code.value is None] == list(lost)
    assert (months[-1].month, months[-1].code.value) == ("2013-10", "1")
    assert sum(m.code.certain for m in months) == certain


def test_former_reports_may_number_accounts_above_their_sentences() -> None:
    page = former(["N"] * 23 + ["1"], "2010.07 1 500 2013.10 1 1,437")
    lender = next(x for x in page.lines if x.text.startswith("1. "))
    text = lender.text[3:].replace("示例消费金融有限公司", "机构“示例消费金融有限公司”")
    number = replace(lender, text="账户1", box=Box(45, 51, 75, 58))
    (one,) = read(replaced(page, lender, number, replace(lender, text=text))).accounts
    assert (one.lender.value, one.overdue_months) == ("示例消费金融有限公司", 2)


def test_listed_sums_of_whole_yuan_are_certain_where_both_readers_see_them() -> None:
    page = scan(former(["N"] * 24, "2010.07 1 500 2013.10 1 437"))
    sum_ = next(x for x in page.lines if x.text == "437")
    for second, certain in (("437", True), ("487", False)):
        (one,) = read(replaced(page, sum_, replace(sum_, second=second))).accounts
        assert [m.amount.certain for m in one.months if m.amount] == [True, certain]


def test_count_that_was_not_seen_costs_its_own_month_only() -> None:
    page = former(["?"], "2010.07 1 500 2013.10 2 2,437")
    count = next(x for x in page.lines if x.text == "1" and x.box.y0 > 180)
    (one,) = read(replaced(page, count)).accounts
    assert overdue(one) == [("2013-10", "2", 243_700)]
    assert [(m.month, m.code.value) for m in one.months] == [("2010-07", None), ("2013-10", "2")]


FORMS = {
    "no range": ("2021年08月—2022年07月的还款记录", "还款记录"),
    "last months": ("2021年08月—2022年07月的还款记录", "最近12个月的还款记录"),
    "dots": ("2021年08月—2022年07月的还款记录", "2021.08-2022.07的还款记录"),
    "range behind": ("2021年08月—2022年07月的还款记录", "还款记录（2021年08月-2022年07月）"),
    "months": ("12", "12月"),
    "account": ("账户1", "贷款账户一："),
    "lender": ("管理机构", "机构名称"),
    "as of": ("截至2022年12月23日", "截至2022-12-23"),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_other_printers_call_the_parts_of_an_account_otherwise(form: tuple[str, str]) -> None:
    old, new = form
    (one,) = read(text_page([(x, y, new if t == old else t) for x, y, t in [*HEAD, *account(SETTLED, 85)]])).accounts
    assert overdue(one) == [("2021-08", "1", 143_700), ("2021-09", "2", 287_500)]
    assert all(m.code.certain for m in one.months)
    assert (one.lender.value, one.as_of, one.overdue_months) == ("示例消费金融有限公司", dt.date(2022, 12, 23), 2)


def titled(words: Sequence[Word]) -> list[Word]:
    """The account with a title before each row of its grid."""
    top = next(y for _, y, t in words if "还款记录" in t)
    ys = sorted({y for x, y, t in words if y > top + 30 and x > 95})
    return [*words, *((62.0, y, ("还款状态", "逾期金额")[n % 2]) for n, y in enumerate(ys))]


def test_rows_of_a_grid_may_have_titles() -> None:
    words = [(30.0 if re.fullmatch(r"20\d\d", t) else x, y, t) for x, y, t in titled(account(SETTLED, 85))]
    for page in (text_page([*HEAD, *words], size=7), scan(text_page([*HEAD, *words], size=7))):
        (one,) = read(page).accounts
        assert overdue(one) == [("2021-08", "1", 143_700), ("2021-09", "2", 287_500)]
        assert all(m.code.certain for m in one.months)


@pytest.mark.parametrize("row", [0, 1, 2, 3])
def test_words_of_a_stamp_over_a_grid_do_not_end_it(row: int) -> None:
    words = account(SETTLED, 85)
    top = max(y for _, y, t in words if t == "12" and y > 200)
    stamp = (310.0, top + 15 * (row + 0.5), "查询专用章")
    (one,) = read(text_page([*HEAD, *words, stamp], size=7)).accounts
    assert overdue(one) == [("2021-08", "1", 143_700), ("2021-09", "2", 287_500)]


def test_words_of_a_stamp_on_several_rows_do_not_end_a_grid_that_has_a_year_below() -> None:
    words = account(replace(SETTLED, first="2021-03", last="2022-02"), 85)
    top = max(y for _, y, t in words if t == "12" and y > 200)
    stamp = [(310.0, top + 15 * row, text) for row, text in ((1.1, "某某银行"), (1.6, "查询专用章"))]
    (one,) = read(text_page([*HEAD, *words, *stamp], size=7)).accounts
    assert overdue(one) == [("2021-08", "1", 143_700), ("2021-09", "2", 287_500)]


@pytest.mark.parametrize("year", ["middle", "top"])
@pytest.mark.parametrize("lost", ["2020", "2019"])
def test_a_row_of_codes_that_was_lost_costs_its_year_and_certainty_only(year: str, lost: str) -> None:
    one = replace(OPEN, first="2019-03")
    words = account(one, 60, year=year)
    beside = next(y for _, y, t in words if t == lost)
    codes = beside if year == "top" else beside - 7.5
    words = [(x, y, t) for x, y, t in words if not (abs(y - codes) < 2 and x > 95)]
    (got,) = read(text_page([*HEAD, *words], size=7)).accounts
    assert {m.month[:4] for m in got.months if m.code.value is None} == {lost}
    assert not any(m.code.certain for m in got.months)
    assert [m.code.value for m in got.months if m.month[:4] == "2022"] == ["N"] * 10 + ["1"]


def test_range_whose_dash_was_lost_is_a_range() -> None:
    assert find_range("2019年09月 2022年10月的还款记录") == ("2019-09", "2022-10")


def test_words_below_a_grid_end_it() -> None:
    bottom = max(y for _, y, _ in account(SETTLED, 85))
    below: list[Word] = [(45, bottom + 20, "特殊交易类型"), *((100.0 + 33 * n, bottom + 35, "5") for n in range(6))]
    (one,) = read(text_page([*HEAD, *account(SETTLED, 85), *below], size=7)).accounts
    assert (len(one.months), len(overdue(one))) == (12, 2)


def test_titles_of_narrow_columns_that_touch_are_titles() -> None:
    words = [(90.0 if t in ("账户关闭日期", "2022.07.05") and 150 < y < 230 else x, y, t) for x, y, t in account(SETTLED, 85)]  # fmt: skip
    words = [(60.0 if t in ("账户状态", "结清") else x, y, t) for x, y, t in words]
    (one,) = read(text_page([*HEAD, *words], size=7)).accounts
    assert (one.state, one.closed_on) == ("settled", dt.date(2022, 7, 5))


@pytest.mark.parametrize("number", [("D10121210H00012", "02212"), ("B100000000000000", "000000")])
def test_letters_of_the_number_beside_a_wrapped_name_are_no_part_of_it(number: tuple[str, str]) -> None:
    words = [w for w in account(SETTLED, 85, pitch=20) if w[2] not in (SETTLED.lender, "LH2021071210139288")]
    words = [(x - 30 if t == "账户标识" else x, y, t) for x, y, t in words]
    y = next(y for _, y, t in words if t == SETTLED.opened)
    words += [(54, y, "哈尔滨哈银消费金融"), (120, y, number[0]), (65, y + 9, "有限责任公司"), (142, y + 9, number[1])]
    (one,) = read(text_page([*HEAD, *words], size=7)).accounts
    assert (one.lender.value, one.lender.certain) == ("哈尔滨哈银消费金融有限责任公司", True)
    assert one.account == "".join(number)


def test_second_reader_that_sees_nothing_leaves_an_amount_as_it_is() -> None:
    page = scan(text_page([*HEAD, *account(SETTLED, 85)], size=7))
    for seen, amount in (("", Money(1_500_000)), ("16,000", None)):
        lines = tuple(replace(x, second=seen) if x.text == "15,000" else x for x in page.lines)
        assert read(replace(page, lines=lines)).accounts[0].amount == amount


def test_the_oldest_year_may_stand_on_top() -> None:
    words = account(SETTLED, 85)
    ys = sorted({y for _, y, t in words if re.fullmatch("20\\d\\d", t)})
    low = ys[0] - 7.5
    step = ys[1] - ys[0]
    turned = [(x, y + step if low - 1 < y < low + step - 1 else y - step if y > low + step - 1 else y, t) for x, y, t in words]  # fmt: skip
    (one,) = read(text_page([*HEAD, *turned], size=7)).accounts
    assert overdue(one) == [("2021-08", "1", 143_700), ("2021-09", "2", 287_500)]


def test_titles_may_stand_beside_their_values() -> None:
    words = [w for w in account(SETTLED, 185) if w[1] > 290]
    pairs = [
        ("管理机构", "示例消费金融有限公司"),
        ("开立日期", "2021.07.12"),
        ("借款金额", "15,000"),
        ("账户状态", "结清"),
    ]
    beside = [(45.0 + 150 * j, 100.0 + 15 * i, t) for i, pair in enumerate(pairs) for j, t in enumerate(pair)]
    (one,) = read(text_page([*HEAD, (45, 85, "账户1"), *beside, *words], size=7)).accounts
    assert (one.lender.value, one.opened, one.state) == ("示例消费金融有限公司", dt.date(2021, 7, 12), "settled")
    assert one.amount is not None
    assert one.amount.fen == 1_500_000
    assert overdue(one) == [("2021-08", "1", 143_700), ("2021-09", "2", 287_500)]


@pytest.mark.parametrize(
    ("printed", "instead"),
    [
        *[("账户1", h) for h in ("第1笔", "【账户1】", "账户1/3", "账户信息（1）", "贷款（1）", "1、非循环贷账户", "No.1")],
        *[("管理机构", t) for t in ("放款机构", "贷款机构名称", "数据发生机构", "机构")],
        *[("开立日期", t) for t in ("开户日", "放款日期", "业务发生日期", "发放时间")],
        *[("借款金额", t) for t in ("借款金额（元）", "放款金额", "发放额", "合同金额（人民币元）", "借款总额")],
        *[("账户状态", t) for t in ("状态", "账户当前状态", "贷款状态")],
        *[("账户关闭日期", t) for t in ("结清日期", "账户结清日期", "结清时间")],
        *[("截至2022年12月23日", t) for t in ("信息更新日期：2022.12.23", "（截至2022年12月23日）", "截至日期 2022.12.23")],
        ("2021年08月—2022年07月的还款记录", "2021年08月至2022年07月月度还款状态"),
    ],
)  # fmt: skip
def test_an_account_is_found_under_the_titles_of_any_printer(printed: str, instead: str) -> None:
    first = Account(codes={"2021-10": "1", "2021-11": "2"}, sums={"2021-10": "1,437", "2021-11": "2,800"})
    second = replace(first, heading="账户2", lender="示例小额贷款有限公司", opened="2021.07.15")
    pages = [
        (200.0, 15.0, "个人信用报告（本人版）"),
        (45.0, 45.0, "信贷交易信息明细"),
        *account(first),
        *account(second, 320.0),
    ]
    also = instead.replace("1", "2", 1) if printed == "账户1" else instead
    swap = {printed: instead, printed.replace("1", "2"): also} if printed == "账户1" else {printed: instead}
    accounts = read(text_page([(x, y, swap.get(text, text)) for x, y, text in pages], size=7)).accounts
    rest = (1_500_000, "settled", "2022-07", 2, dt.date(2022, 12, 23))
    assert [
        (a.lender.value, a.opened, a.amount and a.amount.fen, a.state, a.settled_month, a.overdue_months, a.as_of)
        for a in accounts
    ] == [
        ("示例消费金融有限公司", dt.date(2021, 7, 12), *rest),
        ("示例小额贷款有限公司", dt.date(2021, 7, 15), *rest),
    ]


def test_two_leaves_on_one_sheet_are_read_one_after_the_other() -> None:
    right = [(x + 580.0, y, text) for x, y, text in account(OPEN, 40)]
    sheet = text_page([*HEAD, *account(SETTLED, 85), *right], size=7)
    (report,) = read_credit_reports([replace(sheet, width=1160.0, height=842.0)], TODAY)
    assert report is not None
    one, two = report.accounts
    assert overdue(one) == [("2021-08", "1", 143_700), ("2021-09", "2", 287_500)]
    assert overdue(two) == [("2020-01", "1", 500), ("2022-11", "1", 73_800)]


def test_grid_that_goes_on_on_the_next_leaf_keeps_its_columns() -> None:
    words = account(SETTLED, 85)
    cut = next(y for _, y, text in words if text == "2021") - 10
    right = [(x + 580.0, y - cut + 20, text) for x, y, text in words if y >= cut]
    sheet = text_page([*HEAD, *(word for word in words if word[1] < cut), *right], size=7)
    (report,) = read_credit_reports([replace(sheet, width=1160.0, height=842.0)], TODAY)
    assert report is not None
    (one,) = report.accounts
    assert overdue(one) == [("2021-08", "1", 143_700), ("2021-09", "2", 287_500)]


@pytest.mark.parametrize("words", ["个人信用报告（本人版） 报告编号：2022122344688304541572 张三", "查询业务专用章"])
def test_what_stands_above_all_rows_of_a_page_is_no_value(words: str) -> None:
    printed = account(SETTLED, 85)
    cut = next(y for _, y, text in printed if text == SETTLED.lender) - 5
    first = text_page([*HEAD, *(word for word in printed if word[1] < cut)], size=7)
    rest = [(x, y - 60, text) for x, y, text in printed if y >= cut]
    (one,) = read(first, text_page([(45, 20, words), *rest], size=7, number=1)).accounts
    assert one.lender.value == SETTLED.lender


def test_report_of_another_bureau_without_grids_is_read_by_its_tables() -> None:
    edges = [45.0, 160, 230, 290, 360, 415, 490]
    titles = ["授信机构", "业务类型", "开户日期", "贷款金额（元）", "账户状态", "结清日期", "信息更新日期"]
    said = ["示例农村商业银行股份有限公司", "个人消费贷款", "2021-07-20", "21,700", "结清", "2022-07-20", "2022-07-20"]
    words: list[Word] = [(207, 58, "示例征信个人信用报告"), (45, 90, "报告编号：BH2023112300045218")]
    words += [(413, 90, "报告生成时间：2023-11-23 09:15:20"), (45, 202, "三、信贷账户明细"), (45, 219, "账户1")]
    words += [(x, 237, text) for x, text in zip(edges, titles, strict=True)]
    words += [(x, 252, text) for x, text in zip(edges, said, strict=True)]
    words += [(100, 270, "历史最大逾期期数"), (390, 270, "近24个月逾期次数"), (120, 285, "1"), (420, 285, "2")]
    report = read(text_page(words, size=7))
    assert (report.report_date, report.edition) == (dt.date(2023, 11, 23), "brief")
    (one,) = report.accounts
    assert (one.lender.value, one.opened, one.amount) == (said[0], dt.date(2021, 7, 20), Money(2_170_000))
    assert (one.state, one.settled_month, one.overdue_months) == ("settled", "2022-07", None)


def test_a_wide_sheet_with_one_table_stays_whole() -> None:
    words = [(1.9 * x, y, text) for x, y, text in account(SETTLED, 85) if "还款记录" not in text]
    sheet = replace(text_page([*HEAD, *words], size=7), width=1160.0, height=842.0)
    assert leaves([sheet]) == [sheet]


@pytest.mark.parametrize("middle", ["告时", "售时"])
def test_day_of_a_report_counts_though_its_label_came_in_pieces(middle: str) -> None:
    head = [word for word in HEAD if "报告时间" not in word[2]]
    pieces: list[Word] = [(245, 30, "报"), (260, 30, middle), (285, 30, "间：2022-12-23 10:12:31")]
    assert read(text_page([*head, *pieces, *account(SETTLED, 85)], size=7)).report_date == dt.date(2022, 12, 23)


def test_titles_that_begin_above_their_row_and_end_below_it_stand_over_their_values() -> None:
    words = account(replace(SETTLED, closed="", state="正常"), 85)
    top = min(y for _, y, text in words if "的还款记录" in text)
    words = [(x, y if y < top else y + 60, text) for x, y, text in words]
    wide = [
        (45, 14, "本月实还款"),
        (130, 8, "最近一次还款日"),
        (165, 20, "期"),
        (240, 14, "当前逾期期数"),
        (320, 14, "当前逾期总额"),
    ]
    values = [(60, 36, "0"), (140, 36, "2022.07.10"), (260, 36, "1"), (340, 36, "335")]
    more = [(float(x), top + y, text) for x, y, text in (*wide, *values)]
    (one,) = read(text_page([*HEAD, *words, *more], size=7)).accounts
    assert (one.state, one.last_paid, one.overdue_periods) == ("overdue", dt.date(2022, 7, 10), 1)
    assert one.overdue_total == Money(33_500)


def test_a_name_over_three_lines_between_the_lines_of_other_cells_is_whole() -> None:
    words = account(SETTLED, 85)
    y = next(y for _, y, text in words if text == SETTLED.lender)
    rest = [(x, v if v <= y else v + 30, text) for x, v, text in words if text not in (SETTLED.lender, SETTLED.amount)]
    name = [(45, y - 2, "示例网络"), (45, y + 8, "小额贷款"), (45, y + 18, "有限公司")]
    number = [(160, y + 3, "B104"), (160, y + 13, "1100")]
    (one,) = read(text_page([*HEAD, *rest, *name, *number, (415, y + 9, "15,000")], size=7)).accounts
    assert one.lender.value == "示例网络小额贷款有限公司"


def test_sum_that_broke_in_a_narrow_column_is_whole_and_uncertain() -> None:
    words = account(SETTLED, 85)
    x, y = next((x, y) for x, y, text in words if text == "2,875")
    words = [(a, v + 5 if v > y - 1 else v, text) for a, v, text in words if text != "2,875"]
    page = text_page([*HEAD, *words, (x, y - 3, "2,87"), (x, y + 9, "5")], size=7)
    (one,) = read(page).accounts
    assert overdue(one) == [("2021-08", "1", 143_700), ("2021-09", "2", 287_500)]
    (late,) = (month for month in one.months if month.month == "2021-09")
    assert late.code.certain and late.amount and not late.amount.certain


def test_rule_that_was_read_as_a_bracket_beside_a_sum_is_none_of_it() -> None:
    page = grid_page(SETTLED)
    old = next(line for line in page.lines if line.text == "2,875")
    (one,) = read(replaced(page, old, replace(old, text="[2,875]", second="2,875"))).accounts
    assert overdue(one) == [("2021-08", "1", 143_700), ("2021-09", "2", 287_500)]
