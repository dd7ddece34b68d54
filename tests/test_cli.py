import contextlib
import datetime as dt
import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import pyzipper
from pypdf import PdfReader, PdfWriter
from rich.console import Console

from lehua_desktop.bundle.pages.pictures import LADDER
from lehua_desktop.bundle.preflight.concerns import TOLD
from lehua_desktop.bundle.routes import routes
from lehua_desktop.bundle.write import Bundle
from lehua_desktop.casebook import Casebook
from lehua_desktop.cli import main
from lehua_desktop.cli.documents import bundle_document, file_document
from lehua_desktop.cli.pipeline import Result
from lehua_desktop.cli.tables import Printer
from lehua_desktop.core.facts import (
    Check,
    CreditReport,
    Facts,
    Kind,
    Look,
    MonthRecord,
    PaymentFact,
    PlanRow,
    Read,
    ReportAccount,
    Settlement,
    Status,
)
from lehua_desktop.core.money import Money
from lehua_desktop.core.page import Box, Page
from lehua_desktop.core.problems import WORDS, Fault, Problem
from lehua_desktop.resources import resource
from tests.ledger import made

TODAY = "2025-07-01"
LOAN = {
    "platform": "示例消金",
    "lender": "示例消费金融有限公司",
    "contract": "LH202404200098",
    "borrower": "张三",
    "principal_fen": 1200000,
    "disbursed": "2024-04-20",
    "installments": [
        {"number": n, "due": f"{2024 + (n + 3) // 12}-{(n + 3) % 12 + 1:02d}-20", "amount_fen": 110016}
        for n in range(1, 13)
    ],
}


def sample(start: str) -> Path:
    """A file of the sample case that has a text layer, which is read in no time."""
    return next(path for path in resource("samples").iterdir() if path.name.startswith(start) and path.suffix == ".pdf")


STATEMENT, REPORT, SETTLED = sample("银行流水"), sample("信用报告"), sample("结清证明")


def no_window(case: Path | None) -> int:
    raise AssertionError("a window was opened")


class Ran:
    """What a command printed, and its exit status."""

    def __init__(self, *arguments: object) -> None:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            self.status = main([str(argument) for argument in arguments], no_window)
        self.out, self.err = out.getvalue(), err.getvalue()

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with a loan, a statement, a report and a certificate."""
    folder = tmp_path_factory.mktemp("case")
    (folder / "loan.json").write_text(json.dumps(LOAN, ensure_ascii=False), encoding="utf-8")
    path = folder / "张三.lehua"
    assert Ran("new", path, "--loan", folder / "loan.json").status == 0
    added = Ran("add", path, STATEMENT, REPORT, SETTLED, STATEMENT, "--json")
    assert added.status == 0, added.out
    assert [(one["evidence"], one["duplicate_of"]) for one in added.json] == [(1, None), (2, None), (3, None), (1, 1)]
    assert added.json[0]["payments"] == added.json[3]["payments"] != []
    return path


# --- read ------------------------------------------------------------------------------------------------


def test_read_prints_one_document_with_one_object_a_file_in_order(tmp_path: Path) -> None:
    (tmp_path / "empty.png").touch()
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(SETTLED, "内/结清.pdf")
    ran = Ran("read", "--json", "--today", TODAY, REPORT, tmp_path / "missing.pdf", tmp_path, STATEMENT)
    assert ran.status == 1
    assert ran.err == ""
    report, missing, settled, empty, statement = ran.json
    assert report["file"] == str(REPORT)
    assert report["error"] is None
    assert (report["kind"], report["engine"], report["report"]["edition"]) == ("credit_report", "text", "full")
    assert missing["error"] == {"problem": "file_missing", "message": WORDS[Problem.FILE_MISSING].zh}
    assert settled["file"] == f"{tmp_path / 'a.zip'}/内/结清.pdf"
    assert settled["settlement"]["settled_on"] == "2025-04-18"
    assert empty["error"]["problem"] == "empty_file"
    assert {p["amount_fen"] for p in statement["payments"] if p["about_loan"]} >= {110016}
    assert len(statement["sha256"]) == 64


def test_read_prints_a_table_for_people(tmp_path: Path) -> None:
    ran = Ran("read", SETTLED, tmp_path / "没有.png")
    assert ran.status == 1
    assert "结清证明" in ran.out
    assert WORDS[Problem.FILE_MISSING].zh in ran.out


def test_a_locked_pdf_is_read_with_its_password_only(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=SETTLED)
    writer.encrypt("0702", algorithm="RC4-128")
    path = tmp_path / "locked.pdf"
    writer.write(path)
    (locked,) = Ran("read", "--json", path).json
    assert locked["error"]["problem"] == "password_needed"
    case = tmp_path / "a.lehua"
    Ran("new", case)
    assert Ran("add", case, path, "--json").status == 1
    (opened,) = Ran("add", case, path, "--json", "--password", "wrong", "--password", "0702").json
    assert (opened["error"], opened["duplicate_of"], opened["kind"]) == (None, 1, "settlement")
    with Casebook.open(case) as book:
        assert book.password(1) == "0702"


def test_a_password_that_opened_one_file_of_the_case_opens_the_next(tmp_path: Path) -> None:
    case, first, second = tmp_path / "a.lehua", tmp_path / "1.zip", tmp_path / "2.pdf"
    with pyzipper.AESZipFile(first, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(b"0702")
        archive.writestr("a.csv", STATEMENT.read_bytes())
    writer = PdfWriter(clone_from=SETTLED)
    writer.encrypt("0702", algorithm="RC4-128")
    writer.write(second)
    Ran("new", case)
    assert Ran("add", case, second, "--json").json[0]["error"]["problem"] == "password_needed"
    assert Ran("add", case, first, "--json", "--password", "0702").status == 0
    (opened,) = Ran("add", case, second, "--json").json
    assert (opened["error"], opened["kind"]) == (None, "settlement")


def test_the_document_of_a_file_has_every_key_of_the_contract() -> None:
    box = Box(1, 2.04, 3, 4)
    day = Read(dt.date(2023, 7, 5), True, 1, box)
    facts = Facts(
        Kind.PAYMENT,
        payments=(
            PaymentFact(
                Read(Money(128635), True, 1, box, (Check(Look.SCORE, True), Check(Look.CAPITALS, True))),
                day,
                Read(Status.SUCCESS, True),
                "21:14:09",
                "乐花分期",
                references=("2023",),
            ),
            PaymentFact(Read(None, False), Read(None, False), Read(None, False)),
        ),
        plan=(PlanRow(1, day, Read(Money(5), False)),),
        report=CreditReport(
            "full",
            day.value,
            None,
            None,
            (
                ReportAccount(
                    Read("某公司", True),
                    months=(
                        MonthRecord("2023-07", Read("1", True), Read(Money(128600), True)),
                        MonthRecord("2023-08", Read("N", True), Read(Money(0), True)),
                        MonthRecord("2023-09", Read(None, False), Read(Money(0), True)),
                    ),
                    business="其他贷款",
                ),
            ),
            cards=(
                ReportAccount(
                    Read("某银行", True),
                    months=(MonthRecord("2023-06", Read("2", True)), MonthRecord("2023-07", Read("3", True))),
                    card="overdraft",
                ),
            ),
        ),
        settlement=Settlement(day, "LH1", "某公司", Money(7)),
    )
    page = Page(0, 10, 10, "px", (), "rapidocr", "3.10.0", second_reader="tesseract")
    failed = {1: Fault(Problem.READING_TIMED_OUT)}
    document = file_document(Result("a.png", "ff", 2, (page,), facts, None, failed), "en")
    settled = {
        "settled_on": "2023-07-05",
        "contract": "LH1",
        "lender": "某公司",
        "amount_fen": 7,
        "certain": True,
        "by_other": False,
        "issuer": None,
    }
    assert json.loads(json.dumps(document)) == {
        "file": "a.png",
        "sha256": "ff",
        "pages": 2,
        "error": None,
        "failed_pages": [{"page": 1, "problem": "reading_timed_out", "message": WORDS[Problem.READING_TIMED_OUT].en}],
        "kind": "payment",
        "engine": "rapidocr",
        "read_by": ["rapidocr 3.10.0 + tesseract"],
        "payments": [
            {
                "date": "2023-07-05",
                "time": "21:14:09",
                "amount_fen": 128635,
                "status": "success",
                "payee": "乐花分期",
                "references": ["2023"],
                "about_loan": False,
                "certain": True,
                "checks": {"amount": {"score": True, "capitals": True}, "date": {}, "status": {}},
                "source": {"page": 1, "amount_box": [1, 2.0, 3, 4], "date_box": [1, 2.0, 3, 4]},
            },
            {
                "date": None,
                "time": None,
                "amount_fen": None,
                "status": None,
                "payee": None,
                "references": [],
                "about_loan": False,
                "certain": False,
                "checks": {"amount": {}, "date": {}, "status": {}},
                "source": {"page": 0, "amount_box": None, "date_box": None},
            },
        ],
        "plan": [{"number": 1, "due": "2023-07-05", "amount_fen": 5, "certain": False, "contract": None}],
        "overdue": [
            {"month": "2023-07", "code": "1", "amount_fen": 128600, "certain": True, "lender": "某公司", "card": False},
            {"month": "2023-09", "code": None, "amount_fen": 0, "certain": False, "lender": "某公司", "card": False},
            {"month": "2023-07", "code": "3", "amount_fen": None, "certain": True, "lender": "某银行", "card": True},
        ],
        "report": {
            "report_date": "2023-07-05",
            "edition": "full",
            "accounts": [
                {
                    "lender": "某公司",
                    "opened": None,
                    "amount_fen": None,
                    "state": None,
                    "settled_month": None,
                    "overdue_months": None,
                    "as_of": None,
                    "business": "其他贷款",
                    "card": False,
                },
                {
                    "lender": "某银行",
                    "opened": None,
                    "amount_fen": None,
                    "state": None,
                    "settled_month": None,
                    "overdue_months": 1,
                    "as_of": None,
                    "business": None,
                    "card": True,
                },
            ],
        },
        "older_reports": [],
        "settlement": settled,
        "settlements": [settled],
    }


def test_a_page_that_failed_in_a_file_otherwise_read_makes_the_exit_status_1() -> None:
    assert not Result("a.pdf", failed={1: Fault(Problem.READING_CRASHED)}).well
    assert Result("a.pdf").well


# --- cases -----------------------------------------------------------------------------------------------


def test_new_overwrites_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.lehua"
    path.write_text("notes")
    ran = Ran("new", path)
    assert (ran.status, ran.out, ran.err.strip()) == (1, "", WORDS[Problem.CASE_EXISTS].zh)
    assert path.read_text() == "notes"


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"principal_fen": 12.5}',
        '{"disbursed": "soon"}',
        '{"installments": [{"number": 1}]}',
        '{"installments": [{"number": 0, "due": "2023-01-10", "amount_fen": 5}]}',
        '{"installments": [{"number": 1, "due": "2023-01-10", "amount_fen": 5}, {"number": 1, "due": "2023-02-10", "amount_fen": 5}]}',
    ],
)
def test_a_bad_loan_file_makes_no_case(tmp_path: Path, text: str) -> None:
    (tmp_path / "loan.json").write_text(text, encoding="utf-8")
    ran = Ran("new", tmp_path / "a.lehua", "--loan", tmp_path / "loan.json")
    assert ran.status == 1
    assert "借款信息文件" in ran.err
    assert not (tmp_path / "a.lehua").exists()


def test_a_loan_comes_out_as_it_went_in(case: Path) -> None:
    loan = Ran("timeline", case, "--json", "--today", TODAY).json["loan"]
    assert {key: loan[key] for key in LOAN} == LOAN


def test_the_timeline_has_every_key_of_the_contract(case: Path) -> None:
    ran = Ran("timeline", case, "--json", "--today", TODAY)
    assert ran.status == 0
    line = ran.json
    assert {"loan", "installments", "payments", "findings", "missing"} <= line.keys()
    seventh = line["installments"][6]
    assert {
        key: seventh[key] for key in ("number", "due", "amount_fen", "paid_fen", "paid_on", "state", "days_late")
    } == {
        "number": 7,
        "due": "2024-11-20",
        "amount_fen": 110016,
        "paid_fen": 110016,
        "paid_on": "2024-11-20",
        "state": "on_time",
        "days_late": 0,
    }
    (link,) = seventh["allocations"]
    assert link.keys() == {"payment", "amount_fen", "certain", "reasons", "others"}
    payment = next(one for one in line["payments"] if one["id"] == link["payment"])
    assert payment["evidence"] == [{"file": STATEMENT.name, "page": 0}]
    assert {"id", "date", "amount_fen", "status", "certain"} <= payment.keys()
    assert line["installments"][0]["state"] == "unproven"
    assert {"rule", "class", "severity", "installment", "month", "message", "evidence"} <= line["findings"][0].keys()


def test_payments_that_no_installment_takes_are_listed() -> None:
    given = made.loan()
    proofs = [
        *made.paid_on_due_days(),
        made.proof(50, "2023-07-18", 76_800, contract="LH20230101000099"),
        made.proof(51, "2023-07-19", 2_000, about=False),
    ]
    listed, quiet = io.StringIO(), io.StringIO()
    Printer(Console(file=listed, width=140), "zh").timeline(made.timeline(proofs, given), ())
    assert "没有对应到任何一期的付款" in listed.getvalue()
    assert "2023-07-18  ¥768.00  LH20230101000099" in listed.getvalue()
    assert "2023-07-19" not in listed.getvalue()
    Printer(Console(file=quiet, width=140), "zh").timeline(made.timeline(proofs[:12], given), ())
    assert "没有对应到任何一期的付款" not in quiet.getvalue()


def test_the_help_of_export_names_every_route(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["export", "--help"], no_window)
    said = capsys.readouterr().out
    assert all(route in said for route in routes())


def test_the_timeline_is_a_table_for_people_in_their_language(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "按期还清" in Ran("timeline", case, "--today", TODAY).out
    monkeypatch.setenv("LEHUA_LANG", "en")
    assert "paid on time" in Ran("timeline", case, "--today", TODAY).out


@pytest.mark.parametrize("command", ["timeline", "add", "export"])
def test_a_file_that_is_no_case_gets_one_sentence_and_one_document(tmp_path: Path, command: str) -> None:
    path = tmp_path / "a.lehua"
    path.write_text("notes")
    more = {"timeline": [], "add": [SETTLED], "export": [tmp_path]}[command]
    ran = Ran(command, path, *more, "--json")
    assert ran.status == 1
    assert ran.json == {"error": {"problem": "not_a_case", "message": WORDS[Problem.NOT_A_CASE].zh}}
    assert ran.err.strip() == WORDS[Problem.NOT_A_CASE].zh
    assert path.read_text() == "notes"


def test_the_passphrase_comes_from_a_file_or_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, secret = tmp_path / "a.lehua", tmp_path / "secret"
    secret.write_text("口令 one\n", encoding="utf-8")
    assert Ran("new", path, "--passphrase-file", secret).status == 0
    assert Ran("timeline", path).err.strip() == WORDS[Problem.CASE_LOCKED].zh
    assert Ran("timeline", path, "--passphrase-file", secret).status == 0
    assert Ran("timeline", path, "--passphrase-file", tmp_path / "none").err.strip() == WORDS[Problem.FILE_MISSING].zh
    monkeypatch.setenv("LEHUA_PASSPHRASE", "wrong")
    assert Ran("timeline", path).err.strip() == WORDS[Problem.WRONG_PASSPHRASE].zh
    monkeypatch.setenv("LEHUA_PASSPHRASE", "口令 one")
    assert Ran("timeline", path).status == 0


def test_a_disk_that_is_full_for_one_reading_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.lehua"
    Ran("new", path)
    with Casebook.open(path) as book:
        book.add_files([STATEMENT, SETTLED], dt.datetime.now(dt.UTC))
    opened = Casebook.open.__func__  # type: ignore[attr-defined]

    def nearly_full(cls: type[Casebook], path: Path, passphrase: str | None = None) -> Casebook:
        book: Casebook = opened(cls, path, passphrase)
        connection = book._case.connection
        connection.pragma("max_page_count", connection.pragma("page_count") + 5)
        return book

    monkeypatch.setattr(Casebook, "open", classmethod(nearly_full))
    ran = Ran("add", path, STATEMENT, SETTLED, "--json")
    assert ran.status == 1
    assert [one["error"] and one["error"]["problem"] for one in ran.json] == ["disk_full", None]
    assert Ran("verify", path).status == 0


# --- export and verify -----------------------------------------------------------------------------------


def test_a_bundle_is_written_and_verified_and_a_changed_one_is_not_whole(case: Path, tmp_path: Path) -> None:
    ran = Ran("export", case, tmp_path, "--json", "--today", TODAY)
    assert ran.status == 0
    bundle = Path(ran.json["zip"])
    assert Path(ran.json["pdf"]).stat().st_size == ran.json["bytes"]
    assert ran.json["made_smaller"] is None
    assert Ran("verify", bundle).status == 0
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(tmp_path / "unpacked")
    assert Ran("verify", tmp_path / "unpacked").status == 0
    (tmp_path / "unpacked" / "timeline.xlsx").unlink()
    ran = Ran("verify", tmp_path / "unpacked")
    assert (ran.status, ran.out.split("：")[0]) == (1, "timeline.xlsx")
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"Q" + bundle.read_bytes()[1:])
    assert (Ran("verify", broken).status, Ran("verify", broken).err) == (1, "")
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(bundle) as old, zipfile.ZipFile(changed, "w") as new:
        for item in old.infolist():
            new.writestr(item, old.read(item) + (b" " if item.filename.endswith(".pdf") else b""))
    ran = Ran("verify", changed)
    assert ran.status == 1
    assert ran.out.strip()


def test_what_was_made_smaller_for_a_limit_is_in_the_document() -> None:
    volumes = (Path("a_卷1.pdf"), Path("a_卷2.pdf"))
    bundle = Bundle(volumes[0], Path("a.zip"), 9, 900, LADDER[-1], volumes)
    smaller = bundle.made_smaller
    assert smaller
    assert bundle_document(bundle, "zh")["made_smaller"] == {
        "dpi": LADDER[-1].dpi,
        "grey": True,
        "volumes": 2,
        "message": smaller.zh,
    }
    assert bundle_document(replace(bundle, quality=None), "zh")["made_smaller"] is None


def test_both_editions_come_from_one_command(case: Path, tmp_path: Path) -> None:
    ran = Ran("export", case, tmp_path, "--edition", "both", "--json", "--today", TODAY)
    assert ran.status == 0
    assert Path(ran.json["pdf"]).exists()
    assert "遮盖版" in Path(ran.json["redacted"]["pdf"]).name
    assert Ran("verify", Path(ran.json["pdf"])).status == 0
    assert Ran("verify", Path(ran.json["redacted"]["zip"])).status == 0


def test_what_to_look_at_before_export_is_said_and_stops_nothing(case: Path, tmp_path: Path) -> None:
    ran = Ran("export", case, tmp_path, "--edition", "redacted", "--json", "--today", TODAY)
    assert ran.status == 0
    said = {concern["key"]: concern for concern in ran.json["preflight"]}
    assert said["redaction_unseen"]["severity"] == "error"
    assert said["redaction_unseen"]["evidence"] is not None
    ran = Ran("export", case, tmp_path, "--edition", "redacted", "--today", TODAY)
    assert ran.status == 0
    assert said["redaction_unseen"]["message"][:8] in ran.err
    assert "redaction_unseen" not in ran.out


def test_a_case_with_a_changed_original_is_not_whole(case: Path, tmp_path: Path) -> None:
    assert Ran("verify", case).status == 0
    copy = tmp_path / "copy.lehua"
    copy.write_bytes(case.read_bytes())
    with Casebook.open(copy) as book:
        book._case.connection.execute("UPDATE original SET data = zeroblob(5) WHERE evidence = 2")
    ran = Ran("verify", copy)
    assert ran.status == 1
    assert REPORT.name in ran.out


def test_a_case_with_one_changed_bit_is_named_and_not_whole(case: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "张三 [1].lehua"
    data = bytearray(case.read_bytes())
    data[data.index(STATEMENT.name.encode()) + 1] ^= 0x40  # no UTF-8 any more
    damaged.write_bytes(data)
    ran = Ran("verify", damaged)
    assert ran.status == 1
    assert all(line.startswith(damaged.name) for line in ran.out.splitlines())
    assert ran.out
    data[60:64] = (9).to_bytes(4)  # the version of its tables
    damaged.write_bytes(data)
    ran = Ran("verify", damaged)
    assert (ran.status, ran.out.startswith(damaged.name)) == (1, True)


def test_what_cannot_be_verified_is_said(tmp_path: Path) -> None:
    assert Ran("verify", tmp_path / "none.zip").err.strip() == WORDS[Problem.FILE_MISSING].zh
    (tmp_path / "notes.txt").write_text("notes")
    assert Ran("verify", tmp_path / "notes.txt").err.strip() == WORDS[Problem.NOT_A_CASE].zh


def test_an_export_remembers_its_numbers_and_a_later_one_can_keep_them(case: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.lehua"
    copy.write_bytes(case.read_bytes())
    assert Ran("export", copy, tmp_path, "--today", TODAY).status == 0
    with Casebook.open(copy) as book:
        numbers = dict(book.bundle_request(dt.date.fromisoformat(TODAY)).numbers)
        assert len(numbers) == len(book.evidence())
    assert Ran("export", copy, tmp_path, "--keep-numbers", "--route", "court", "--today", TODAY).status == 0
    with Casebook.open(copy) as book:
        assert dict(book.bundle_request(dt.date.fromisoformat(TODAY)).numbers) == numbers


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A case of one certificate that was never exported."""
    path = tmp_path / "small.lehua"
    assert Ran("new", path).status == 0
    assert Ran("add", path, SETTLED).status == 0
    return path


@pytest.fixture
def loanless(tmp_path: Path) -> Path:
    """A case of one statement, which shows no loan."""
    path = tmp_path / "loanless.lehua"
    Ran("new", path)
    Ran("add", path, STATEMENT)
    return path


def test_what_was_not_settled_stands_in_manifest_and_bundle(loanless: Path, tmp_path: Path) -> None:
    ran = Ran("export", loanless, tmp_path / "out", "--edition", "both", "--json", "--today", TODAY)
    assert ran.status == 0
    assert ran.json["overridden"] == ["no_loan"]
    assert ran.json["redacted"]["overridden"] == ["no_loan", "redaction_unseen"]
    for bundle in (ran.json, ran.json["redacted"]):
        with zipfile.ZipFile(bundle["zip"]) as archive:
            assert json.loads(archive.read("manifest.json"))["overridden"] == bundle["overridden"]
        text = "".join(page.extract_text() for page in PdfReader(bundle["pdf"]).pages).replace("\n", "")
        assert all(TOLD[key].zh[:12] in text for key in bundle["overridden"])
    with Casebook.open(loanless) as book:
        book.apply(book.look_at_redactions(1))
    ran = Ran("export", loanless, tmp_path / "out", "--edition", "redacted", "--json", "--today", TODAY)
    assert ran.json["overridden"] == ["no_loan"]


def test_an_error_that_is_nobodys_to_override_stops_the_export(
    loanless: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(TOLD, "no_loan")
    ran = Ran("export", loanless, tmp_path / "out", "--json", "--today", TODAY)
    assert ran.status == 1
    assert ran.json["error"]["problem"] == "no_loan"
    assert ran.json["error"]["message"] in ran.err
    assert not (tmp_path / "out").exists()
    with Casebook.open(loanless) as book:
        assert not book.has_numbers


def test_a_public_route_gets_one_redacted_edition(case: Path, tmp_path: Path) -> None:
    for edition in ("full", "both"):
        out = tmp_path / edition
        ran = Ran("export", case, out, "--route", "public", "--edition", edition, "--json", "--today", TODAY)
        assert ran.status == 0
        assert "public_full" not in [concern["key"] for concern in ran.json["preflight"]]
        assert {path.suffix for path in out.iterdir()} == {".pdf", ".zip"}
        assert len(list(out.iterdir())) == 2
    assert ran.json["redacted"]["zip"] == ran.json["zip"]


@pytest.mark.parametrize("passphrase", [None, "口令 one"])
def test_two_exports_of_one_case_on_one_day_have_the_same_bytes(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, passphrase: str | None
) -> None:
    if passphrase:
        with Casebook.open(small) as book:
            book.set_passphrase(passphrase)
        monkeypatch.setenv("LEHUA_PASSPHRASE", passphrase)
    made = []
    for folder in ("one", "two"):
        ran = Ran("export", small, tmp_path / folder, "--edition", "both", "--json", "--today", TODAY)
        assert ran.status == 0
        bundles = (ran.json, ran.json["redacted"])
        made.append([Path(bundle[key]).read_bytes() for bundle in bundles for key in ("pdf", "zip")])
    assert made[0] == made[1]
    with zipfile.ZipFile(ran.json["zip"]) as archive:
        restored = Path(archive.extract("small.lehua", tmp_path / "restored"))
        numbers = {one["number"] for one in json.loads(archive.read("manifest.json"))["exhibits"]}
    assert restored.read_bytes() == small.read_bytes()
    assert Casebook.check(restored, passphrase) == []
    with Casebook.open(restored, passphrase) as book:
        assert {number for _, number in book.bundle_request(dt.date.fromisoformat(TODAY)).numbers} == numbers


def test_an_export_that_fails_leaves_the_numbers_as_they_were(small: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert Ran("export", small, tmp_path / "file", "--today", TODAY).status == 1
    with Casebook.open(small) as book:
        assert not book.has_numbers
        assert "exported" not in [what for _, what, _, _ in book.history()]


def test_an_unknown_route_is_said(case: Path, tmp_path: Path) -> None:
    ran = Ran("export", case, tmp_path, "--route", "nowhere")
    assert ran.status == 1
    assert "nowhere" in ran.err


# --- the whole -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments", [["read"], ["new"], ["export", "a.lehua"], ["timeline", "a", "b"], ["--nonsense"], ["a", "b"]]
)
def test_wrong_use_ends_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        Ran(*arguments)
    assert end.value.code == 2


def test_the_passphrase_never_stands_on_the_command_line(case: Path) -> None:
    with pytest.raises(SystemExit):
        Ran("timeline", case, "--passphrase", "x")


@pytest.mark.parametrize(("arguments", "case"), [([], None), (["张三.lehua"], Path("张三.lehua"))])
def test_without_a_command_the_window_opens(arguments: list[str], case: Path | None) -> None:
    opened: list[Path | None] = []
    assert main(arguments, lambda path: opened.append(path) or 7) == 7  # type: ignore[func-returns-value]
    assert opened == [case]


def test_without_a_display_a_sentence_is_said_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(SystemExit) as end:
        Ran()
    assert end.value.code == 1


def test_the_demo_makes_a_case_and_a_bundle_and_opens_the_window_where_one_can_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lehua_desktop.cli.demo.samples", lambda: [STATEMENT, SETTLED])
    monkeypatch.setenv("DISPLAY", ":0")
    ran = Ran("demo", tmp_path / "new" / "folder", "--no-window", "--today", TODAY)
    assert ran.status == 0
    (bundle,) = (tmp_path / "new" / "folder").glob("*.zip")
    assert str(bundle) in ran.out
    opened: list[Path | None] = []
    main(["demo", str(tmp_path / "new" / "folder")], lambda path: opened.append(path) or 0)  # type: ignore[func-returns-value]
    assert opened == [tmp_path / "new" / "folder" / "示例档案-2.lehua"]


def test_the_program_checks_itself() -> None:
    environment = {
        **os.environ,
        "LEHUA_LANG": "en",
        "PYTHONWARNINGS": "error",
        "PYTHONPATH": str(Path(__file__).parents[1]),
    }
    command = [sys.executable, "-m", "lehua_desktop", "--self-check"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(line.startswith("ok: ") for line in done.stdout.splitlines())
    assert len(done.stdout.splitlines()) >= 5


# --- file, deadlines -------------------------------------------------------------------------------------


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "a.lehua"
    Casebook.create(path).close()
    return path


def test_an_entry_is_made_changed_and_deleted(empty: Path) -> None:
    made = Ran(
        "file", empty, "--route", "bureau", "--sent", "2026-11-05", "--reference", "GD1", "--institution", "征信中心"
    )
    assert (made.status, made.out) == (0, "已登记（第 1 号）：征信异议，2026-11-05\n")
    assert Ran("file", empty, "--number", 1, "--replied", "2026-11-20", "--reply", "refused").status == 0
    (entry,) = Ran("deadlines", empty, "--json", "--today", "2026-11-23").json["filings"]
    assert (entry["reference"], entry["replied"], entry["reply"], entry["standing"]) == (
        "GD1",
        "2026-11-20",
        "refused",
        "answered",
    )
    assert Ran("file", empty, "--number", 1, "--replied", "", "--reply", "").status == 0
    (entry,) = Ran("deadlines", empty, "--json", "--today", "2026-11-23").json["filings"]
    assert (entry["reference"], entry["replied"], entry["reply"]) == ("GD1", None, None)
    assert Ran("file", empty, "--number", 1, "--delete").status == 0
    assert Ran("deadlines", empty, "--json").json["filings"] == []
    assert Ran("file", empty, "--number", 1, "--delete").status == 1


@pytest.mark.parametrize(
    ("options", "status"),
    [
        (["--route", "bureau"], 2),
        (["--sent", "2026-11-05"], 2),
        (["--delete"], 2),
        (["--route", "post", "--sent", "2026-11-05"], 2),
        (["--route", "bureau", "--sent", "2026-13-05"], 2),
        (["--route", "bureau", "--sent", "2026-11-05", "--replied", "2026-11-04"], 1),
    ],
)
def test_a_wrong_entry_is_refused_and_nothing_is_entered(empty: Path, options: list[str], status: int) -> None:
    try:
        ran = Ran("file", empty, *options).status
    except SystemExit as stop:
        ran = int(str(stop.code))
    assert ran == status
    assert Ran("deadlines", empty, "--json").json["filings"] == []


def test_deadlines_say_the_day_the_law_and_the_next_step(empty: Path, tmp_path: Path) -> None:
    Ran("file", empty, "--route", "bureau", "--sent", "2026-11-05")
    ran = Ran("deadlines", empty, "--today", "2026-11-23", "--ics", tmp_path / "a.ics")
    assert ran.status == 0
    assert "下一步：等待答复。" in ran.out
    assert "还有2天" in ran.out
    assert "2026-11-25" in ran.out
    assert b"BEGIN:VEVENT" in (tmp_path / "a.ics").read_bytes()
    document = Ran("deadlines", empty, "--json", "--today", "2026-11-23").json
    assert document["filings"][0]["deadlines"][0]["basis"].startswith("《征信业管理条例》第二十五条")
    assert document["free_reports"] == {"year": 2026, "used": 0, "left": 2, "not_counted": []}
    assert Ran("deadlines", empty, "--ics", tmp_path / "no" / "a.ics").status == 1


# --- history ---------------------------------------------------------------------------------------------


def test_history_tells_of_a_payment_an_installment_or_the_case(case: Path) -> None:
    timeline = Ran("timeline", case, "--json", "--today", TODAY).json
    linked = next(row for row in timeline["installments"] if row["allocations"])
    of_installment = Ran("history", case, "--installment", linked["number"], "--json", "--today", TODAY).json
    of_payment = Ran("history", case, "--payment", linked["allocations"][0]["payment"], "--json", "--today", TODAY).json
    for entries in (of_installment, of_payment):
        assert {"added", "read", "found", "now"} <= {entry["what"] for entry in entries}
        assert {entry["file"] for entry in entries if entry["what"] == "read"} == {STATEMENT.name}
        assert all(entry["time"] for entry in entries if entry["what"] != "now")
    whole = Ran("history", case)
    assert whole.status == 0
    assert "加入文件" in whole.out
    assert Ran("history", case, "--payment", 9999).status == 1
