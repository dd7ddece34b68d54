"""The made documents agree with each other, with the arithmetic of the loan, and with what is shipped."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageOps

from lehua_desktop.core.facts import Kind, Status
from lehua_desktop.core.money import Money
from lehua_desktop.resources import resource
from tests.documents import Document, case, papers, screens, wear


@pytest.fixture(scope="module")
def files() -> Mapping[str, Document]:
    return case.files()


def text(document: Document) -> str:
    with pypdfium2.PdfDocument(document.data) as pdf:
        return "".join(page.get_textpage().get_text_bounded() for page in pdf)


def test_the_plan_repays_principal_and_interest() -> None:
    rate, balance = 15, case.PRINCIPAL.fen  # per mille a month
    for row in case.PLAN:
        interest = (balance * rate + 500) // 1000
        balance -= row.amount.fen - interest
    assert balance == 0
    assert Money(1_320_195) == case.SUM


def test_papers_hold_real_text(files: Mapping[str, Document]) -> None:
    statement = text(files["银行流水_202411-202504.pdf"])
    assert statement.count("-1,100.16") == 5
    assert statement.count("-1,100.19") == 1
    assert "13,201.95" in text(files["结清证明.pdf"])
    assert "2024年05月—2025年04月的还款记录" in text(files["信用报告_本人版_20250612.pdf"])


def test_the_brief_report_counts_months_and_names_none() -> None:
    words = text(papers.report_brief(case.REPORT, case.report_accounts())).replace("\r\n", "")
    assert "最近5年内有2个月处于逾期状态" in words
    assert "2025年03月" not in words


def test_one_installment_has_no_proof_and_one_page_proves_nothing(files: Mapping[str, Document]) -> None:
    shown = [payment for document in files.values() for payment in document.truth.payments if payment.about_loan]
    proven = {payment.day for payment in shown if payment.status is Status.SUCCESS}
    days = [moment.date() for moment in case.PAID_AT]
    assert [number for number, day in enumerate(days, 1) if day not in proven] == [4]
    assert sum(payment.status is Status.PENDING for payment in shown) == 1


def test_the_report_has_one_true_and_one_wrong_overdue_month(files: Mapping[str, Document]) -> None:
    claimed = files["信用报告_本人版_20250612.pdf"].truth.overdue
    late = {f"{row.due:%Y-%m}": paid.date() > row.due for row, paid in zip(case.PLAN, case.PAID_AT, strict=True)}
    assert {month.month: late[month.month] for month in claimed} == {"2025-01": True, "2025-03": False}


def test_shipped_samples_are_this_case(files: Mapping[str, Document]) -> None:
    shipped = {path.name: path for path in Path(resource("samples")).iterdir() if path.name != "README.md"}
    assert set(shipped) == set(files), "make samples"
    assert sum(path.stat().st_size for path in shipped.values()) < 3_000_000


def test_a_turned_picture_with_a_flag_stands_upright_when_the_flag_is_heeded() -> None:
    page = screens.wechat_detail(screens.Paid(case.EACH, case.PAID_AT[0], 1, serial=1))
    upright = Image.open(io.BytesIO(page.data)).size
    turned = Image.open(io.BytesIO(wear.turned(page, 90, flag=True).data))
    assert turned.size == upright[::-1]
    assert ImageOps.exif_transpose(turned).size == upright


def test_a_scan_keeps_the_pages_and_loses_the_text(files: Mapping[str, Document]) -> None:
    scan = wear.scanned(files["结清证明.pdf"])
    with pypdfium2.PdfDocument(scan.data) as pdf:
        assert len(pdf) == 1
    assert text(scan) == ""
    assert scan.truth.kind is Kind.SETTLEMENT


def test_a_list_of_bills_counts_only_money_that_left() -> None:
    bills = [
        screens.Bill("乐花分期", dt.datetime.fromisoformat("2025-03-18 19:32"), -case.EACH, about_loan=True),
        screens.Bill("李四", dt.datetime.fromisoformat("2025-02-01 08:00"), Money(5_000)),
        screens.Bill("示例商店", dt.datetime.fromisoformat("2025-02-03 12:00"), Money(-9_900), Status.REFUNDED),
    ]
    truth = screens.bill_list(bills).truth
    assert [(payment.amount, payment.status) for payment in truth.payments] == [
        (Money(110_016), Status.SUCCESS),
        (Money(9_900), Status.REFUNDED),
    ]
