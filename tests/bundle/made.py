"""A small made case: an invented borrower, drawn pictures with the lines a reader would give, and made PDFs."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Sequence
from functools import cache

import typst
from PIL import Image, ImageDraw, ImageFont

from lehua_desktop.bundle.plan import BundleRequest, Edition, ExhibitSource
from lehua_desktop.core.facts import (
    CreditReport,
    Facts,
    Kind,
    MonthRecord,
    PaymentFact,
    PlanRow,
    Read,
    ReportAccount,
    Settlement,
    Status,
)
from lehua_desktop.core.model import (
    Allocation,
    Finding,
    Installment,
    InstallmentRow,
    Loan,
    Payment,
    Proof,
    Severity,
    Source,
    State,
    Timeline,
)
from lehua_desktop.core.money import Money
from lehua_desktop.core.page import Box, Page, TextLine
from lehua_desktop.core.problems import Fault, Problem
from lehua_desktop.core.words import Language, Words
from lehua_desktop.resources import resource

TODAY = dt.date(2024, 3, 1)
NAME = "张三丰"
ID_NUMBER = "11010119900307002X"
CARD = "6222020200112233446"
MOBILE = "13800138000"
AMOUNT = Money(128635)
DUE = (dt.date(2023, 5, 10), dt.date(2023, 6, 10), dt.date(2023, 7, 10))


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resource("fonts", "NotoSansSC-Regular.ttf")), size)


def drawn(
    lines: Sequence[str], width: int = 600, height: int | None = None, *, step: int = 60, size: int = 28
) -> tuple[Image.Image, Page]:
    """A white picture with one line of text in each row, and what a reader would say of it."""
    height = height or step * (len(lines) + 1)
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    seen: list[TextLine] = []
    for row, text in enumerate(lines):
        at = (40, step // 2 + row * step)
        draw.text(at, text, fill="black", font=font(size))
        seen.append(TextLine(text, Box(*draw.textbbox(at, text, font=font(size))), 0.99))
    return image, Page(0, width, height, "px", tuple(seen), "rapidocr")


def png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def jpeg(image: Image.Image, orientation: int = 1, quality: int = 90) -> bytes:
    """A JPEG with camera data: orientation, model and place."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x0110] = "PHONE-OF-THE-OWNER"
    exif.get_ifd(0x8825)[1] = "N"
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality, exif=exif)
    return file.getvalue()


def pdf(*pages: Sequence[str], width: str = "210mm", height: str = "297mm") -> tuple[bytes, tuple[Page, ...]]:
    """A PDF with real text, and what a reader would say of it (without exact boxes: text pages need none)."""
    body = "#pagebreak()".join("\\ ".join(line.replace("*", "\\*") for line in page) for page in pages)
    source = f'#set page(width: {width}, height: {height})\n#set text(font: "Noto Sans SC", size: 14pt)\n{body}'
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(resource("fonts"))])
    compiler = typst.Compiler(source.encode(), font_paths=fonts)
    data = compiler.compile(timestamp=1700000000)
    assert isinstance(data, bytes)
    read = tuple(
        Page(
            number,
            595.28,
            841.89,
            "pt",
            tuple(
                TextLine(line, Box(70, 70 + 26 * n, 70 + 14 * len(line), 86 + 26 * n)) for n, line in enumerate(page)
            ),
            "text",
        )
        for number, page in enumerate(pages)
    )
    return data, read


def source(
    evidence: int,
    name: str,
    data: bytes,
    media_type: str,
    kind: Kind,
    pages: Sequence[Page] = (),
    facts: Facts | None = None,
    *,
    password: str | None = None,
    fault: Fault | None = None,
) -> ExhibitSource:
    return ExhibitSource(
        evidence,
        name,
        data,
        media_type,
        hashlib.sha256(data).hexdigest(),
        dt.datetime(2024, 2, 20, 9, 30, tzinfo=dt.UTC),
        kind,
        tuple(pages),
        max(1, len(pages)),
        facts,
        password,
        fault,
    )


def paid(day: dt.date, page: Page | None = None, *, certain: bool = True) -> PaymentFact:
    line = next((line for line in page.lines if "1,286.35" in line.text), None) if page else None
    return PaymentFact(
        Read(AMOUNT, certain, page.number if page else 0, line.box if line else None),
        Read(day, certain),
        Read(Status.SUCCESS, True),
        about_loan=True,
    )


def payment_lines(day: dt.date) -> list[str]:
    return [
        "账单详情",
        "乐花分期",
        "-1,286.35",
        "交易成功",
        f"支付时间 {day} 21:14:09",
        f"付款人 {NAME}",
        "商品说明 还款",
    ]


def report_with(months: tuple[MonthRecord, ...]) -> CreditReport:
    account = ReportAccount(
        Read("示例消费金融有限公司", True),
        dt.date(2023, 4, 10),
        Money(385905),
        "settled",
        months=months,
        business="其他个人消费贷款",
    )
    return CreditReport("full", dt.date(2024, 2, 1), "2024020112345678901234", NAME, (account,))


def made_case(language: Language = "zh", edition: Edition = "full", route: str = "bureau") -> BundleRequest:
    """Nine pieces of evidence of every sort, three installments, one contradiction."""
    days = (dt.date(2023, 5, 9), dt.date(2023, 6, 10), dt.date(2023, 7, 10))
    plan_image, plan_page = drawn(["还款计划", *(f"第{n}期 {due} 1,286.35" for n, due in enumerate(DUE, 1))], 800)
    first_image, first_page = drawn(payment_lines(days[0]), 700, 1500)
    second_image, second_page = drawn(payment_lines(days[1]), 600, 1200)
    rows = [f"{n:02d} 行 乐花分期 还款" if n != 30 else f"{n:02d} 行 还款 1,286.35" for n in range(80)]
    long_image, long_page = drawn(rows, 640)
    statement, statement_pages = pdf(
        ["银行流水", f"户名：{NAME} 账号：{CARD}", "2023-07-10 1,286.35 还款"], ["第二页 手机 " + MOBILE]
    )
    settled, settled_pages = pdf(["结清证明", f"兹证明{NAME}（身份证号{ID_NUMBER}）借款已结清。"])
    report, report_pages = pdf(["个人信用报告", f"姓名：{NAME}", "2023年07月 1 1286"])
    cells = [["交易日期", "金额", "对方"], ["2023-06-10", "1,286.35", "乐花分期"], ["2023-06-11", "8.00", "早餐"]]
    csv = "\n".join(",".join(f'"{cell}"' for cell in row) for row in cells).encode()
    table = Page(
        0,
        3,
        3,
        "cell",
        tuple(TextLine(cell, Box(x, y, x + 1, y + 1)) for y, row in enumerate(cells) for x, cell in enumerate(row)),
        "table",
    )
    months = (
        MonthRecord("2023-05", Read("N", True)),
        MonthRecord("2023-06", Read("N", True)),
        MonthRecord("2023-07", Read("1", True), Read(Money(128600), True)),
    )
    facts = {
        1: Facts(
            Kind.PLAN, plan=tuple(PlanRow(n, Read(due, True), Read(AMOUNT, True)) for n, due in enumerate(DUE, 1))
        ),
        2: Facts(Kind.PAYMENT, (paid(days[0], first_page),)),
        3: Facts(Kind.PAYMENT, (paid(days[1], second_page),)),
        4: Facts(Kind.PAYMENT_LIST, (paid(days[2], long_page),)),
        5: Facts(Kind.STATEMENT, (paid(days[2], statement_pages[0]),)),
        6: Facts(
            Kind.SETTLEMENT, settlement=Settlement(Read(dt.date(2023, 7, 20), True), lender="示例消费金融有限公司")
        ),
        7: Facts(Kind.CREDIT_REPORT, report=report_with(months)),
        8: Facts(Kind.STATEMENT, (paid(days[1], table),)),
    }
    exhibits = (
        source(1, "计划 截图.png", png(plan_image), "image/png", Kind.PLAN, [plan_page], facts[1]),
        source(
            2,
            "IMG_1.jpg",
            jpeg(first_image.rotate(90, expand=True), 6),
            "image/jpeg",
            Kind.PAYMENT,
            [first_page],
            facts[2],
        ),
        source(3, "mm.png", png(second_image.convert("RGBA")), "image/png", Kind.PAYMENT, [second_page], facts[3]),
        source(4, "长截图.jpg", jpeg(long_image), "image/jpeg", Kind.PAYMENT_LIST, [long_page], facts[4]),
        source(5, "流水.pdf", statement, "application/pdf", Kind.STATEMENT, statement_pages, facts[5]),
        source(6, "结清.pdf", settled, "application/pdf", Kind.SETTLEMENT, settled_pages, facts[6]),
        source(7, "报告.pdf", report, "application/pdf", Kind.CREDIT_REPORT, report_pages, facts[7]),
        source(8, "账单.csv", csv, "text/csv", Kind.STATEMENT, [table], facts[8]),
        source(9, "说明.xyz", b"\x00\x01 no format", "", Kind.OTHER, fault=Fault(Problem.UNKNOWN_FORMAT)),
    )
    return BundleRequest(
        _timeline(exhibits, days),
        (),
        exhibits,
        TODAY,
        language,
        route,
        edition,
        None,
        "乐花分期案",
    )


def _timeline(exhibits: Sequence[ExhibitSource], days: Sequence[dt.date]) -> Timeline:
    loan = Loan(
        1,
        platform="乐花分期",
        lender="示例消费金融有限公司",
        contract="LH20230410001",
        borrower=NAME,
        principal=Money(385905),
        disbursed=dt.date(2023, 4, 10),
        installments=tuple(Installment(n, due, AMOUNT) for n, due in enumerate(DUE, 1)),
        confirmed=True,
    )
    shown = {0: (2,), 1: (3, 8), 2: (4, 5)}
    payments: list[Payment] = []
    rows: list[InstallmentRow] = []
    number = 0
    for place, day in enumerate(days):
        proofs: list[Proof] = []
        for evidence in shown[place]:
            number += 1
            facts = exhibits[evidence - 1].facts
            assert facts
            proofs.append(Proof(number, evidence, facts.payments[0]))
        payments.append(Payment(proofs[0].id, AMOUNT, day, "21:14:09", Status.SUCCESS, True, tuple(proofs)))
        link = Allocation(proofs[0].id, 1, place + 1, AMOUNT, True)
        rows.append(InstallmentRow(1, loan.installments[place], AMOUNT, Money(0), day, State.ON_TIME, 0, (link,)))
    amount = payments[2].proofs[0].payment.amount
    finding = Finding(
        "monthly_status",
        "C",
        Severity.CONTRADICTION,
        Words(
            "第3期已按期足额偿还，报告仍记为逾期。", "Installment 3 was paid on time; the report records it overdue."
        ),
        Words("可以请求更正。", "Ask for a correction."),
        loan=1,
        installment=3,
        month="2023-07",
        sources=(Source(4, amount.page, amount.box), Source(7, 0)),
        arithmetic=(Words("应还1,286.35元，实还1,286.35元", "Due 1,286.35, paid 1,286.35"),),
        refuted_by=Words("合同载明更早的截止时间。", "An earlier hour in the contract."),
    )
    return Timeline((loan,), tuple(rows), tuple(payments), (finding,))
