"""Parts of pages that are hidden whole: of credit reports, and for the public of lists and statements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from lehua_desktop.bundle.plan import BundleRequest, ExhibitSource
from lehua_desktop.bundle.redaction import redact
from lehua_desktop.bundle.redaction.blocks import blocks_of
from lehua_desktop.bundle.redaction.places import under
from lehua_desktop.bundle.write import write_bundle
from lehua_desktop.core.facts import CreditReport, Facts, Kind, PaymentFact, Read, ReportAccount, Status
from lehua_desktop.core.model import Loan, Payment, Proof, Redaction, Timeline
from lehua_desktop.core.money import Money
from lehua_desktop.core.page import Box, Page, TextLine
from tests.bundle.made import drawn, made_case, pdf, png, source
from tests.bundle.test_pdf import texts

LENDER, OTHER = "示例消费金融有限公司", "甲乙商业银行"
OPENED = dt.date(2024, 4, 20)
LOAN = Loan(1, lender=LENDER, disbursed=OPENED, principal=Money(1200000))


def page_of(lines: Sequence[tuple[str, float, float]], number: int = 0, height: float = 10) -> Page:
    """A page of lines, each with its left edge and its top."""
    made = tuple(TextLine(text, Box(x, y, x + height * len(text), y + height)) for text, x, y in lines)
    return Page(number, 600, 900, "pt", made, "text")


def account(lender: str, page: Page, opened: dt.date, amount: int) -> ReportAccount:
    line = next(line for line in page.lines if lender in line.text)
    return ReportAccount(Read(lender, True, page.number, line.box), opened, Money(amount))


FIRST = page_of(
    [
        ("个人信用报告", 200, 20),
        ("一个人基本信息", 20, 60),
        ("（一）身份信息", 20, 80),
        ("婚姻状况", 100, 100),
        ("未婚", 100, 115),
        ("通讯地址", 20, 130),
        ("（二）配偶信息", 20, 160),
        ("二信息概要", 20, 200),
        ("账户数", 20, 215),
        ("三信贷交易信息明细", 20, 240),
        ("（二）非循环贷账户", 20, 255),
        ("账户1", 20, 280),
        ("管理机构", 20, 295),
        (LENDER, 20, 310),
        ("2024年05月—2025年04月的还款记录", 20, 330),
        ("账户2", 20, 380),
        ("管理机构", 20, 395),
        (OTHER, 20, 410),
        ("第1页，共2页", 200, 860),
    ]
)
SECOND = page_of(
    [("账户状态", 20, 40), ("正常", 20, 55), ("四非信贷交易信息明细", 20, 100), ("六查询记录", 20, 130)], 1
)
REPORT = CreditReport(
    "full",
    dt.date(2025, 6, 12),
    None,
    None,
    (account(LENDER, FIRST, OPENED, 1200000), account(OTHER, FIRST, dt.date(2023, 8, 15), 6000000)),
)
FACTS = Facts(Kind.CREDIT_REPORT, report=REPORT)


def hidden(
    facts: Facts, *pages: Page, timeline: Timeline | None = None, loans: Sequence[Loan] = (LOAN,), public: bool = False
) -> list[list[str]]:
    """The lines of each block, in the order in which they stand."""
    blocks = blocks_of([(1, facts, pages)], timeline or Timeline(), loans, public=public)
    return [[pages[b.page].lines[index].text for index, _ in under(pages[b.page], b.box)] for b in blocks]


def test_personal_details_and_accounts_of_other_loans_are_hidden_whole() -> None:
    person, first, second = hidden(FACTS, FIRST, SECOND)
    assert person == ["（一）身份信息", "婚姻状况", "未婚", "通讯地址", "（二）配偶信息"]
    assert first == ["管理机构", OTHER]
    assert second == ["账户状态", "正常"]


def test_without_an_account_of_the_case_no_account_is_hidden() -> None:
    assert len(hidden(FACTS, FIRST, SECOND, loans=())) == 1
    assert len(hidden(FACTS, FIRST, SECOND, loans=(replace(LOAN, lender="丙丁小额贷款有限公司", disbursed=None),))) == 1


def test_sentences_of_other_loans_in_a_brief_report_are_hidden() -> None:
    page = page_of(
        [
            ("贷款", 20, 20),
            ("从未发生过逾期的账户明细如下：", 20, 40),
            (f"1.2024年04月20日{LENDER}发放的12,000元", 20, 60),
            ("（人民币）其他个人消费贷款，2025年04月已结清。", 20, 75),
            (f"2.2023年08月15日{OTHER}发放的60,000元", 20, 100),
            ("（人民币）其他个人消费贷款。余额26,854。", 20, 115),
            ("查询记录", 20, 150),
        ]
    )
    accounts = (account(LENDER, page, OPENED, 1200000), account(OTHER, page, dt.date(2023, 8, 15), 6000000))
    facts = Facts(Kind.CREDIT_REPORT, report=replace(REPORT, edition="brief", accounts=accounts))
    assert hidden(facts, page) == [[page.lines[4].text, page.lines[5].text]]


def bills(*used: int) -> tuple[Page, Facts, Timeline]:
    """A list with headings of months; the payments at these places are for the loan."""
    rows = [("乐花分期", "-1,286.35"), ("示例便利店", "-8.00"), ("示例餐厅", "-66.00"), ("乐花分期", "-1,286.35")]
    lines: list[tuple[str, float, float]] = [("账单", 200, 10), ("2024年3月", 10, 40), ("支出¥2,646.70", 10, 52)]
    for n, (name, amount) in enumerate(rows):
        lines += [(name, 10, 80 + 40 * n), (amount, 400, 80 + 40 * n), (f"03-0{9 - n} 12:00", 10, 92 + 40 * n)]
    page = page_of(lines)
    paid = [
        PaymentFact(
            Read(Money(128635), True, 0, page.lines[4 + 3 * n].box),
            Read(dt.date(2024, 3, 9 - n), True, 0, page.lines[5 + 3 * n].box),
            Read(Status.SUCCESS, True),
            about_loan=True,
        )
        for n in used
    ]
    payments = [
        Payment(n, fact.amount.value, fact.day.value, None, Status.SUCCESS, True, (Proof(n, 1, fact),))
        for n, fact in enumerate(paid, 1)
    ]
    return page, Facts(Kind.PAYMENT_LIST, tuple(paid)), Timeline(payments=tuple(payments))


def test_rows_that_nothing_rests_on_are_hidden_for_the_public_only() -> None:
    page, facts, timeline = bills(0, 3)
    assert hidden(facts, page, timeline=timeline) == []
    assert hidden(facts, page, timeline=timeline, public=True) == [
        ["支出¥2,646.70"],
        ["示例便利店", "-8.00", "03-08 12:00"],
        ["示例餐厅", "-66.00", "03-07 12:00"],
    ]


def test_where_the_place_of_a_payment_is_not_known_no_row_is_hidden() -> None:
    page, facts, timeline = bills(0)
    (payment,) = timeline.payments
    typed = replace(payment.proofs[0].payment, amount=Read(Money(1), True), day=Read(dt.date(2024, 3, 9), True))
    other = replace(payment, proofs=(Proof(2, 1, typed),))
    assert hidden(facts, page, timeline=replace(timeline, payments=(payment, other)), public=True) == []


def test_messages_go_as_a_whole_and_the_days_over_them_stay() -> None:
    page = page_of(
        [
            ("2024年3月9日12:00", 200, 10),
            ("【示例银行】您尾号3446的卡支出1,286.35", 10, 40),
            ("元，乐花分期还款。", 10, 52),
            ("2024年3月10日12:00", 200, 90),
            ("【示例快递】您的包裹已到，请凭取件码", 10, 120),
            ("到示例路驿站领取。", 10, 132),
        ]
    )
    fact = PaymentFact(
        Read(Money(128635), True, 0, page.lines[1].box),
        Read(dt.date(2024, 3, 9), True, 0, page.lines[0].box),
        Read(Status.SUCCESS, True),
        about_loan=True,
    )
    payment = Payment(1, Money(128635), dt.date(2024, 3, 9), None, Status.SUCCESS, True, (Proof(1, 1, fact),))
    facts = Facts(Kind.PAYMENT_LIST, (fact,))
    assert hidden(facts, page, timeline=Timeline(payments=(payment,)), public=True) == [
        ["【示例快递】您的包裹已到，请凭取件码", "到示例路驿站领取。"]
    ]


def test_on_a_leaning_sheet_the_rows_beside_a_payment_are_hidden_too() -> None:
    """What tells the outcome may be a box round the whole row, which then reaches over the rows above and below."""
    page, facts, timeline = bills(0, 3)
    row = Box(10, 40, 450, 140)
    paid = tuple(
        replace(
            payment,
            proofs=tuple(
                replace(p, payment=replace(p.payment, status=Read(Status.SUCCESS, True, 0, row)))
                for p in payment.proofs
            ),
        )
        for payment in timeline.payments
    )
    assert ["示例便利店", "-8.00", "03-08 12:00"] in hidden(facts, page, timeline=Timeline(payments=paid), public=True)


def test_a_row_of_a_statement_that_leans_is_hidden_cell_by_cell() -> None:
    rows = [
        ("2024-03-0{n}", "乐花分期", "-1,286.35"),
        ("2024-03-0{n}", "工资", "6,800.00"),
        ("2024-03-0{n}", "乐花分期", "-1,286.35"),
    ]
    cells = [
        (text.format(n=n + 1), x, 100 + 24 * n - x / 50)
        for n, row in enumerate(rows)
        for text, x in zip(row, (10, 200, 400), strict=True)
    ]
    page = page_of(cells)
    fact = PaymentFact(
        Read(Money(128635), True, 0, page.lines[2].box),
        Read(dt.date(2024, 3, 1), True, 0, page.lines[0].box),
        Read(Status.SUCCESS, True, 0, page.lines[1].box),
        about_loan=True,
    )
    last = replace(
        fact, amount=replace(fact.amount, box=page.lines[8].box), day=replace(fact.day, box=page.lines[6].box)
    )
    payments = [
        Payment(n, Money(128635), dt.date(2024, 3, n), None, Status.SUCCESS, True, (Proof(n, 1, one),))
        for n, one in enumerate((fact, last), 1)
    ]
    shown = hidden(Facts(Kind.STATEMENT, (fact, last)), page, timeline=Timeline(payments=tuple(payments)), public=True)
    assert sorted(shown) == [["2024-03-02"], ["6,800.00"], ["工资"]]


def test_a_hidden_row_stays_off_the_rows_beside_it() -> None:
    """Boxes of an engine are a little higher than the print."""
    page, facts, timeline = bills(0, 3)
    tall = tuple(replace(line, box=replace(line.box, y0=line.box.y0 - 1, y1=line.box.y1 + 1)) for line in page.lines)
    close = [replace(line, box=replace(line.box, y0=line.box.y0 * 0.6, y1=line.box.y1 * 0.6)) for line in tall]
    dense = replace(page, lines=tuple(close))
    moved = [
        replace(p, amount=replace(p.amount, box=close[4 + 3 * n].box), day=replace(p.day, box=close[5 + 3 * n].box))
        for n, p in zip((0, 3), facts.payments, strict=True)
    ]
    payments = tuple(
        replace(payment, proofs=(Proof(payment.id, 1, fact),))
        for payment, fact in zip(timeline.payments, moved, strict=True)
    )
    shown = hidden(facts, dense, timeline=Timeline(payments=payments), public=True)
    assert not [text for lines in shown for text in lines if text in ("乐花分期", "-1,286.35")]


def with_list(route: str, *decisions: Redaction) -> BundleRequest:
    page, facts, timeline = bills(0, 3)
    image, _ = drawn(["账单"], 600, 900)
    listed: ExhibitSource = source(1, "账单.png", png(image), "image/png", Kind.PAYMENT_LIST, [page], facts)
    case = made_case(route=route, edition="redacted")
    return replace(case, timeline=timeline, exhibits=(listed,), redactions=decisions)


def test_an_unused_row_is_in_no_public_bundle_unless_a_person_let_it_be_seen(tmp_path: Path) -> None:
    assert "示例便利店" in "".join(texts(write_bundle(with_list("lender"), tmp_path / "clerk").pdf))
    shown = "".join(texts(write_bundle(with_list("public"), tmp_path / "public").pdf))
    assert "示例便利店" not in shown
    assert "乐花分期" in shown
    block = next(b for b in redact.masking_of(with_list("public")).decisions if b.box.y0 > 110)
    said = replace(block, state="rejected", id=1)
    shown = "".join(texts(write_bundle(with_list("public", said), tmp_path / "seen").pdf))
    assert "示例便利店" in shown
    assert "示例餐厅" not in shown
    kept = replace(said, state="accepted")
    assert "示例便利店" in "".join(texts(write_bundle(with_list("lender", kept), tmp_path / "kept").pdf))
    assert "示例便利店" not in "".join(texts(write_bundle(with_list("public", kept), tmp_path / "hidden").pdf))


@pytest.mark.parametrize("edition", ["full", "redacted"])
def test_another_loan_is_in_the_full_edition_alone(tmp_path: Path, edition: str) -> None:
    pages = [[line.text for line in page.lines] for page in (FIRST, SECOND)]
    data, _ = pdf(*pages)
    report = source(1, "报告.pdf", data, "application/pdf", Kind.CREDIT_REPORT, [FIRST, SECOND], FACTS)
    case = made_case(edition="redacted" if edition == "redacted" else "full")
    request = replace(case, timeline=Timeline((LOAN,)), loans=(LOAN,), exhibits=(report,))
    shown = "".join(texts(write_bundle(request, tmp_path).pdf))
    assert LENDER in shown
    assert (OTHER in shown) == (edition == "full")
