import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from lehua_desktop.core.edits import Edit, RowChange
from lehua_desktop.core.facts import CreditReport, Facts, Kind, MonthRecord, PaymentFact, Read, ReportAccount, Status
from lehua_desktop.core.money import Money
from lehua_desktop.core.page import Box, FileReading, Page, PageFault, TextLine
from lehua_desktop.core.problems import Fault, LehuaError, Problem
from lehua_desktop.store.casefile import CaseFile
from lehua_desktop.store.rows import ProofRow, Rows, StaleEditError

NOON = dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC)
LATER = NOON + dt.timedelta(hours=1)


def payment(fen: int) -> PaymentFact:
    return PaymentFact(
        Read(Money(fen), True, 0, Box(10, 20, 30, 40)), Read(dt.date(2023, 7, 5), True), Read(Status.SUCCESS, True)
    )


def page(number: int, text: str = "-1,286.35") -> Page:
    line = TextLine(text, Box(10, 20.5, 30, 40), 0.98, "-1,286.35")
    return Page(number, 1170, 2532, "px", (line,), "rapidocr", "3.10", 90, "tesseract 5")


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    case = CaseFile.create(tmp_path / "a.lehua")
    yield case
    case.close()


@pytest.fixture
def rows(case: CaseFile) -> Rows:
    return Rows(case)


@pytest.fixture
def evidence(case: CaseFile, rows: Rows) -> int:
    data = b"picture"
    with case.transaction():
        return rows.add_evidence("截图.png", None, hashlib.sha256(data).hexdigest(), data, "image/png", NOON)


def test_the_bytes_of_an_original_come_back_unchanged(rows: Rows, evidence: int) -> None:
    assert rows.data(evidence) == b"picture"


def test_an_original_that_is_not_what_it_was_is_never_handed_out(case: CaseFile, rows: Rows, evidence: int) -> None:
    case.connection.execute("UPDATE original SET data = ?", (b"pictura",))
    with pytest.raises(LehuaError) as error:
        rows.data(evidence)
    assert error.value.fault.problem is Problem.CASE_DAMAGED


def test_new_evidence_waits_for_its_reading(rows: Rows, evidence: int) -> None:
    (item,) = rows.evidence()
    assert (item.id, item.name, item.size, item.added_at) == (evidence, "截图.png", 7, NOON)
    assert (item.status, item.page_count, item.kind, item.fault) == ("waiting", None, None, None)


def test_pages_come_back_as_they_were_read(case: CaseFile, rows: Rows, evidence: int) -> None:
    with case.transaction():
        rows.add_reading(evidence, FileReading("image/png", 1, (page(0),), password="p"), NOON)
    assert rows.pages(evidence) == (page(0),)
    assert rows.password(evidence) == "p"
    assert rows.evidence()[0].status == "read"


def test_the_newest_good_reading_of_each_page_counts(case: CaseFile, rows: Rows, evidence: int) -> None:
    failed = PageFault(1, Fault(Problem.READING_TIMED_OUT))
    with case.transaction():
        rows.add_reading(evidence, FileReading("application/pdf", 2, (page(0, "old"),), (failed,)), NOON)
    assert rows.failed_pages(evidence) == {1: Fault(Problem.READING_TIMED_OUT)}
    assert rows.evidence()[0].fault == Fault(Problem.READING_TIMED_OUT)
    crashed = PageFault(0, Fault(Problem.READING_CRASHED))
    with case.transaction():
        rows.add_reading(evidence, FileReading("application/pdf", 2, (page(1, "new"),), (crashed,)), LATER)
    assert [p.lines[0].text for p in rows.pages(evidence)] == ["old", "new"]
    assert rows.failed_pages(evidence) == {}


def test_a_file_that_could_not_be_read_has_failed_and_says_why(case: CaseFile, rows: Rows, evidence: int) -> None:
    fault = Fault(Problem.PICTURE_TOO_LARGE, {"width": "30000", "height": "30000"})
    with case.transaction():
        rows.add_reading(evidence, FileReading("image/png", 0, fault=fault), NOON)
    (item,) = rows.evidence()
    assert (item.status, item.fault) == ("failed", fault)


def test_facts_come_back_as_they_were(case: CaseFile, rows: Rows, evidence: int) -> None:
    month = MonthRecord("2023-07", Read("1", True, 2, Box(1, 2, 3, 4)), Read(None, False, 2))
    report = CreditReport(
        "full", dt.date(2024, 2, 1), None, None, (ReportAccount(Read("某公司", True), months=(month,)),)
    )
    facts = Facts(Kind.CREDIT_REPORT, (payment(128635),), report=report)
    with case.transaction():
        rows.set_facts(evidence, "stamp", facts)
    assert rows.facts(evidence) == facts
    assert rows.evidence()[0].kind is Kind.CREDIT_REPORT


def test_a_proof_keeps_its_id_and_none_gets_the_id_of_another(case: CaseFile, rows: Rows, evidence: int) -> None:
    with case.transaction():
        rows.set_proofs(evidence, [(None, payment(100)), (None, payment(200))])
    with case.transaction():
        rows.set_proofs(evidence, [(2, payment(201)), (None, payment(300))])
    assert rows.proofs() == [
        ProofRow(2, evidence, True, False, payment(201)),
        ProofRow(3, evidence, True, False, payment(300)),
        ProofRow(1, evidence, False, False, payment(100)),
    ]


def test_an_edit_and_its_inverse_leave_the_rows_as_they_were(case: CaseFile, rows: Rows, evidence: int) -> None:
    with case.transaction():
        rows.set_proofs(evidence, [(None, payment(100))])
    before = {table: rows.rows(table) for table in ("ignored", "evidence", "loan")}
    edit = Edit(
        (
            RowChange("ignored", 1, None, {"proof": 1}),
            RowChange("evidence", evidence, {"removed": 0}, {"removed": 1}),
            RowChange("loan", 5, None, {"lender": "示例消费金融有限公司"}),
        )
    )
    with case.transaction():
        rows.apply(edit)
    assert rows.evidence() == []
    assert rows.decisions().ignored == {1}
    assert [loan.id for loan in rows.loans()] == [5]
    with case.transaction():
        rows.apply(edit.inverse())
    assert {table: rows.rows(table) for table in ("ignored", "evidence", "loan")} == before


@pytest.mark.parametrize(
    "change",
    [
        RowChange("evidence", 1, {"removed": 1}, {"removed": 0}),
        RowChange("evidence", 99, {"removed": 0}, {"removed": 1}),
        RowChange("evidence", 1, {"name": "截图.png"}, {"name": "other.png"}),
        RowChange("original", 1, {"data": b""}, None),
        RowChange("ignored", 1, None, None),
        RowChange("history; --", 1, None, {"what": ""}),
    ],
)
def test_an_edit_that_does_not_fit_changes_nothing(
    case: CaseFile, rows: Rows, evidence: int, change: RowChange
) -> None:
    edit = Edit((RowChange("loan", 1, None, {"lender": "x"}), change))
    with pytest.raises(StaleEditError), case.transaction():
        rows.apply(edit)
    assert rows.loans() == ()
    assert [item.name for item in rows.evidence()] == ["截图.png"]
