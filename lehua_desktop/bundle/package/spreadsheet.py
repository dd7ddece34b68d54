"""The timeline as XLSX: amounts as numbers, days as dates, the same words as the printed table."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ...core.facts import Status
from ...core.model import Severity, Source
from ...core.money import Money
from ...core.words import Language, Words
from ..plan import BundlePlan
from ..private import Hide, masked
from ..story.events import loan_label
from ..story.story import Story, covers
from ..story.wording import STATUSES, exhibits_of, origin_of, purpose_of, ranges, text_width, title_of

Cell = str | int | float | dt.date | Money | None

_MONEY, _DAY = "#,##0.00", "yyyy-mm-dd"
_HIDDEN = Words("（已遮盖）", "(redacted)")


def spreadsheet(plan: BundlePlan, story: Story, hide: Hide = masked) -> bytes:
    """The workbook; the same plan and day give the same bytes."""
    say = plan.request.language
    book = Workbook()
    book.remove(book.worksheets[0])
    midnight = dt.datetime.combine(plan.request.today, dt.time())
    book.properties.created = midnight
    book.properties.creator = "Lehua Desktop"
    for title, head, rows in (
        _installments(plan, story, say),
        _payments(plan, say),
        _findings(plan, story, say),
        _exhibits(plan, say),
    ):
        sheet = book.create_sheet(title.say(say))
        _fill(sheet, [words.say(say) for words in head], rows, hide if plan.redacted else None)
    file = io.BytesIO()
    book.save(file)
    return _with_fixed_times(file.getvalue(), plan.request.today)


def _installments(plan: BundlePlan, story: Story, say: Language) -> tuple[Words, list[Words], list[list[Cell]]]:
    head = [
        Words("借款", "Loan"),
        Words("期次", "Number"),
        Words("应还日", "Due"),
        Words("应还（元）", "Due (CNY)"),
        Words("实还（元）", "Paid (CNY)"),
        Words("另付（元）", "Beyond the amount due (CNY)"),
        Words("实还日", "Paid on"),
        Words("状态", "State"),
        Words("凭证", "Exhibits"),
        Words("报告记载", "Report says"),
        Words("核对结果", "Findings"),
    ]
    rows: list[list[Cell]] = [
        [
            loan.loan.contract or loan_label(place).say(say),
            row.number,
            row.due,
            row.amount,
            row.paid,
            row.beyond or None,
            row.paid_on,
            row.state_words.say(say),
            _numbers(plan, row.sources),
            row.report.say(say),
            ranges(list(row.findings), ", "),
        ]
        for place, loan in enumerate(story.loans, 1)
        for row in loan.rows
    ]
    return Words("还款对照表", "Installments"), head, rows


def _payments(plan: BundlePlan, say: Language) -> tuple[Words, list[Words], list[list[Cell]]]:
    timeline = plan.request.timeline
    told = covers(timeline)
    head = [
        Words("日期", "Date"),
        Words("时间", "Time"),
        Words("金额（元）", "Amount (CNY)"),
        Words("结果", "Status"),
        Words("用于期次", "Installments"),
        Words("凭证", "Exhibits"),
        Words("读数", "Values"),
    ]
    rows: list[list[Cell]] = [
        [
            payment.day,
            payment.time,
            payment.amount,
            STATUSES[payment.status].say(say),
            ranges(sorted(told.get(payment.id, [])), ", ") if payment.status == Status.SUCCESS else "",
            _numbers(plan, tuple(Source(proof.evidence) for proof in payment.proofs)),
            (Words("确定", "certain") if payment.certain else Words("待核对", "to be checked")).say(say),
        ]
        for payment in timeline.payments
        if payment.about_loan
    ]
    return Words("付款", "Payments"), head, rows


def _findings(plan: BundlePlan, story: Story, say: Language) -> tuple[Words, list[Words], list[list[Cell]]]:
    marks = {
        Severity.CONTRADICTION: Words("矛盾", "contradiction"),
        Severity.DOUBT: Words("疑点", "doubt"),
        Severity.NOTE: Words("提示", "note"),
    }
    head = [
        Words("序号", "No."),
        Words("性质", "Severity"),
        Words("期次", "Installment"),
        Words("内容", "Finding"),
        Words("计算", "Arithmetic"),
        Words("可推翻的情形", "Refuted by"),
        Words("出处", "Sources"),
    ]
    rows: list[list[Cell]] = [
        [
            number,
            marks[finding.severity].say(say),
            finding.installment,
            finding.message.say(say),
            "\n".join(line.say(say) for line in finding.arithmetic),
            finding.refuted_by.say(say) if finding.refuted_by else "",
            _numbers(plan, finding.sources),
        ]
        for number, finding in enumerate(story.findings, 1)
    ]
    return Words("核对结果", "Findings"), head, rows


def _exhibits(plan: BundlePlan, say: Language) -> tuple[Words, list[Words], list[list[Cell]]]:
    told = covers(plan.request.timeline)
    head = [
        Words("证据编号", "Exhibit"),
        Words("证据名称", "Name"),
        Words("来源", "Source"),
        Words("证明目的", "Proves"),
        Words("原始文件", "Original file"),
        Words("SHA-256", "SHA-256"),
    ]
    rows: list[list[Cell]] = [
        [
            exhibit.number,
            title_of(exhibit, plan).say(say),
            origin_of(exhibit).say(say),
            purpose_of(exhibit, plan, told).say(say),
            _HIDDEN.say(say) if plan.redacted else exhibit.file,
            exhibit.source.sha256,
        ]
        for exhibit in plan.exhibits
    ]
    return Words("证据目录", "Exhibits"), head, rows


def _numbers(plan: BundlePlan, sources: Sequence[Source]) -> str:
    return ", ".join(exhibits_of(sources, plan))


def _fill(sheet: Worksheet, head: list[str], rows: list[list[Cell]], hide: Hide | None) -> None:
    sheet.append(head)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row_number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(row_number, column)
            cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str) and len(value) > 24)
            if isinstance(value, Money):
                cell.value = value.fen / 100
                cell.number_format = _MONEY
            elif isinstance(value, dt.date):
                cell.value = value
                cell.number_format = _DAY
            elif isinstance(value, str):
                # Text from documents stays text: a leading = would make it a formula.
                value = ILLEGAL_CHARACTERS_RE.sub("", value)
                cell.value = hide(value) if hide is not None and len(value) != 64 else value
                cell.data_type = "s"
            else:
                cell.value = value
    for column, name in enumerate(head, 1):
        longest = max([len(name) * 2, *(_width(row[column - 1]) for row in rows)], default=8)
        sheet.column_dimensions[get_column_letter(column)].width = min(60, longest + 3)
    sheet.freeze_panes = "A2"


def _width(value: Cell) -> int:
    if isinstance(value, dt.date):
        return 10
    return max(text_width(line) for line in str(value or "").split("\n"))


def _with_fixed_times(data: bytes, day: dt.date) -> bytes:
    """The same workbook with the day of the bundle on each part: openpyxl stamps the clock of the machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + f"{day}T00:00:00Z".encode(), part)
            new.writestr(info, part)
    return out.getvalue()
