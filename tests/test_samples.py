"""The whole road on the built-in case, from the command line: what the files show is what the timeline says."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from lehua_desktop.core.facts import Kind
from lehua_desktop.resources import resource
from tests.documents import Document, TruePayment, case

second_reader = pytest.mark.skipif(
    not shutil.which("tesseract"), reason="without a second reader values wait for a person"
)


def lehua(*words: str | Path) -> Any:
    command = [sys.executable, "-m", "lehua_desktop", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) if "--json" in words else done.stdout


def plain(payment: TruePayment) -> tuple[str, int, str]:
    assert payment.amount is not None and payment.status is not None
    return f"{payment.day}", payment.amount.fen, payment.status.value


@pytest.fixture(scope="module")
def made() -> Mapping[str, Document]:
    return case.files()


@pytest.fixture(scope="module")
def case_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("case") / "张三.lehua"


@pytest.fixture(scope="module")
def added(case_file: Path, made: Mapping[str, Document]) -> dict[str, dict[str, Any]]:
    lehua("new", case_file)
    results = lehua("add", case_file, *(resource("samples", name) for name in made), "--json")
    return dict(zip(made, results, strict=True))


@pytest.fixture(scope="module")
def timeline(case_file: Path, added: dict[str, dict[str, Any]]) -> Any:
    return lehua("timeline", case_file, "--json")


@pytest.mark.parametrize("name", sorted(path.name for path in resource("samples").iterdir() if path.suffix != ".md"))
def test_each_sample_is_read_as_it_was_made(
    name: str, made: Mapping[str, Document], added: dict[str, dict[str, Any]]
) -> None:
    truth, read = made[name].truth, added[name]
    assert read["kind"] == truth.kind.value
    found = Counter((p["date"], p["amount_fen"], p["status"]) for p in read["payments"] if p["about_loan"])
    certain = Counter((p["date"], p["amount_fen"], p["status"]) for p in read["payments"] if p["certain"])
    about_loan = Counter(plain(payment) for payment in truth.payments if payment.about_loan)
    assert not about_loan - found, "a payment was not found"
    if truth.kind is not Kind.STATEMENT:  # a statement also shows what came in
        assert not certain - Counter(map(plain, truth.payments)), "a wrong payment is given as certain"
    assert [(row["number"], row["due"], row["amount_fen"]) for row in read["plan"]] == [
        (row.number, row.due.isoformat(), row.amount.fen) for row in truth.plan
    ]
    assert [(month["month"], month["code"], month["amount_fen"]) for month in read["overdue"]] == [
        (month.month, month.code, month.amount.fen) for month in truth.overdue
    ]
    if truth.settled_on:
        assert read["settlement"]["settled_on"] == truth.settled_on.isoformat()


@second_reader
def test_the_timeline_proves_all_but_the_fourth_and_finds_the_ninth_late(timeline: Any) -> None:
    states = {row["number"]: row["state"] for row in timeline["installments"]}
    expected = dict.fromkeys(range(1, 13), "on_time") | {4: "unproven", 9: "late"}
    assert states == expected
    assert [gap["installment"] for gap in timeline["missing"] if gap["installment"]] == [4]


@second_reader
def test_only_the_wrong_month_of_the_report_is_contradicted(timeline: Any) -> None:
    contradicted = {
        finding["month"]
        for finding in timeline["findings"]
        if finding["severity"] == "contradiction" and finding["month"]
    }
    assert contradicted == {"2025-03"}
